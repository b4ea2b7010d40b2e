package uhri

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// An Annotation is a record of the Index.
type Annotation struct {
	ID                  string
	Symbol              string
	Bodies              []string // "CEDAW", "UPR"; one as a rule
	Countries           []string // names: "Honduras"
	Regions             []string
	Themes              []string
	Persons             []string // affected
	Goals               []string // "16.3 - Promote the rule of law", or "16.3"
	Types               []string // "Concerns/Observations", "Recommendations"; one as a rule
	Published           time.Time
	Text                string
	Recommending        []string // States, in the universal periodic review
	RecommendingRegions []string
	Positions           []string  // "Supported", "Noted"
	Sessions            []string  // of the universal periodic review
	Indexed             time.Time // when it was published in the Index
}

// A column is a property of a record in both forms.
type column struct {
	sheet string                // head of the column; empty for a member that the sheet does not have
	json  string                // name of the member; empty for a column that the JSON form does not have
	other []string              // heads and names that other exports have
	field func(*Annotation) any // *string, *[]string or *time.Time
	list  bool                  // in JSON a list; the sheet has all lists as lines
}

// columns are all properties, in the order of the sheet.
var columns = []column{
	{sheet: "Text", json: "Text", field: func(a *Annotation) any { return &a.Text }},
	{sheet: "Countries Concerned", json: "Countries", list: true, field: func(a *Annotation) any { return &a.Countries }},
	{sheet: "Reccomending Body", json: "Body", other: []string{"Recommending Body", "Bodies"}, field: func(a *Annotation) any { return &a.Bodies }},
	{sheet: "Document Symbol", json: "Symbol", field: func(a *Annotation) any { return &a.Symbol }},
	{sheet: "Themes", json: "Themes", list: true, field: func(a *Annotation) any { return &a.Themes }},
	{sheet: "Affected Persons", json: "AffectedPersons", list: true, field: func(a *Annotation) any { return &a.Persons }},
	{sheet: "Sdgs", json: "Sdgs", list: true, field: func(a *Annotation) any { return &a.Goals }},
	{sheet: "Document Publication Date", json: "PublicationDate", field: func(a *Annotation) any { return &a.Published }},
	{sheet: "UPR Reccomending States", json: "UprRecommendingStates", other: []string{"UPR Recommending States"}, list: true, field: func(a *Annotation) any { return &a.Recommending }},
	{sheet: "UPR Position", json: "UprPosition", field: func(a *Annotation) any { return &a.Positions }},
	{sheet: "Type", json: "AnnotationType", field: func(a *Annotation) any { return &a.Types }},
	{sheet: "OHCHR Annotation Id", json: "AnnotationId", other: []string{"Annotation Id"}, field: func(a *Annotation) any { return &a.ID }},
	{sheet: "UPR Session", json: "UprSession", field: func(a *Annotation) any { return &a.Sessions }},
	{sheet: "Regions Concerned", json: "Regions", list: true, field: func(a *Annotation) any { return &a.Regions }},
	{sheet: "Recommending Regions", json: "RecommendingRegions", list: true, field: func(a *Annotation) any { return &a.RecommendingRegions }},
	{sheet: "Date of publication on UHRI", json: "", other: []string{"UhriPublicationDate"}, field: func(a *Annotation) any { return &a.Indexed }},
}

// find returns the column of a head or name. Case, spaces and signs do not count.
func find(name string) *column {
	key := plain(name)
	for i := range columns {
		c := &columns[i]
		if key == plain(c.sheet) || c.json != "" && key == plain(c.json) {
			return c
		}
		for _, other := range c.other {
			if key == plain(other) {
				return c
			}
		}
	}
	return nil
}

// plain returns the letters and digits of a name.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(name))
}

// set puts the lines of a cell, or the members of a JSON list, into the field. What cannot be read stays out of it; the error says why.
func (c *column) set(a *Annotation, values []string) error {
	switch to := c.field(a).(type) {
	case *string:
		*to = undash(strings.Join(values, "\n"))
	case *[]string:
		for _, v := range values {
			if v = undash(v); v != "" {
				*to = append(*to, v)
			}
		}
	case *time.Time:
		text := strings.TrimSpace(strings.Join(values, ""))
		if text = undash(text); text == "" {
			return nil
		}
		d, err := date(text)
		if err != nil {
			return err
		}
		*to = d
	}
	return nil
}

// undash takes the sign of a list off a value.
func undash(s string) string {
	s = strings.TrimSpace(s)
	if s == "-" {
		return ""
	}
	return strings.TrimSpace(strings.TrimPrefix(s, "- "))
}

// dayNought is the day that spreadsheets count as 0.
var dayNought = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// serial writes a date as spreadsheets do.
func serial(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(int((d.Unix() - dayNought.Unix()) / (24 * 60 * 60)))
}

var dateForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)

// date reads a date: of a spreadsheet, or ISO 8601 with or without the time, which does not count.
func date(text string) (time.Time, error) {
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		const last = 2_958_465 // 31 December 9999
		if n < 1 || n > last {
			return time.Time{}, fmt.Errorf("%q is no day that a spreadsheet counts", text)
		}
		return dayNought.AddDate(0, 0, int(n)), nil
	}
	if d := dateForm.FindString(text); d != "" {
		if t, err := time.Parse(time.DateOnly, d); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date", text)
}
