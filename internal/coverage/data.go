package coverage

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"time"

	"rapporteur/internal/recommendation"
)

// A Listing is the JSON form of a coverage. Lists are never null.
type Listing struct {
	Language        string         `json:"language"`
	Asked           int            `json:"asked"`  // recommendations that the report has to answer, items in place of their paragraphs
	Counts          map[string]int `json:"counts"` // of them, by state
	Recommendations []Entry        `json:"recommendations"`
	Silent          []string       `json:"silentSections"` // sections that answer nothing and do not say so
}

// An Entry is one recommendation.
type Entry struct {
	ID           recommendation.ID    `json:"id"`
	Symbol       string               `json:"symbol"`
	Kind         recommendation.Kind  `json:"kind"`
	Subject      string               `json:"subject"`
	Text         string               `json:"text"`
	Institutions []string             `json:"institutions"` // the lead first
	State        recommendation.State `json:"state"`
	Gap          bool                 `json:"gap"`
	NoAnswer     string               `json:"noAnswer"` // why there is none, as the registry says
	OutOfOrder   bool                 `json:"outOfOrder"`
	Cites        bool                 `json:"cites"` // an answer cites a source
	Answers      []Spot               `json:"answers"`
	Mentions     []Spot               `json:"mentions"`
}

// A Spot is a place of the report.
type Spot struct {
	Place   recommendation.PlaceKind `json:"place"`
	Number  string                   `json:"number"` // as printed
	ID      string                   `json:"id"`     // of the block; empty for a section without one
	Section string                   `json:"section"`
	Cites   bool                     `json:"cites"`
	File    string                   `json:"file"`
	Line    int                      `json:"line"`
}

// List returns the JSON form, with texts in the language of that code where there are any.
func List(c *recommendation.Coverage, code string) Listing {
	list := Listing{Language: code, Counts: map[string]int{}, Recommendations: []Entry{}, Silent: []string{}}
	for state, n := range c.Count() {
		list.Counts[string(state)] = n
		list.Asked += n
	}
	for i := range c.Lines {
		l := &c.Lines[i]
		subject, _ := l.Item.Subject.In(code, "")
		text, _ := l.Item.Text.In(code, "")
		why, _ := l.Item.NoAnswer.In(code, "")
		list.Recommendations = append(list.Recommendations, Entry{
			ID: l.Item.ID, Symbol: l.Item.Document.Symbol, Kind: l.Item.Kind, Subject: subject, Text: text, Institutions: append([]string{}, l.Item.Owners()...),
			State: l.State, Gap: l.Gap(), NoAnswer: why, OutOfOrder: l.OutOfOrder, Cites: l.Cites(), Answers: Spots(l.Answers), Mentions: Spots(l.Mentions),
		})
	}
	for _, s := range c.Silent {
		list.Silent = append(list.Silent, s.Name)
	}
	return list
}

// Spots returns the places of answers; never nil.
func Spots(answers []recommendation.Answer) []Spot {
	all := []Spot{}
	for _, a := range answers {
		s := Spot{Place: a.Place, Number: a.Number, Section: a.Section.Name, Cites: a.Cites, Line: a.Span.Position().Line}
		if a.Block != nil {
			s.ID = string(a.Block.Ident())
		}
		if a.Span.File != nil {
			s.File = a.Span.File.Name
		}
		all = append(all, s)
	}
	return all
}

// columns are those of the CSV form.
var columns = []struct {
	name string
	cell func(*recommendation.Line, Entry) string
}{
	{"id", func(_ *recommendation.Line, e Entry) string { return string(e.ID) }},
	{"symbol", func(_ *recommendation.Line, e Entry) string { return e.Symbol }},
	{"kind", func(_ *recommendation.Line, e Entry) string { return string(e.Kind) }},
	{"subject", func(_ *recommendation.Line, e Entry) string { return e.Subject }},
	{"text", func(_ *recommendation.Line, e Entry) string { return e.Text }},
	{"state", func(_ *recommendation.Line, e Entry) string { return string(e.State) }},
	{"answered-in", func(_ *recommendation.Line, e Entry) string { return Printed(e.Answers) }},
	{"mentioned-in", func(_ *recommendation.Line, e Entry) string { return Printed(e.Mentions) }},
	{"cites", func(_ *recommendation.Line, e Entry) string { return yes(e.Cites) }},
	{"out-of-order", func(_ *recommendation.Line, e Entry) string { return yes(e.OutOfOrder) }},
	{"no-answer", func(_ *recommendation.Line, e Entry) string { return e.NoAnswer }},
	{"institutions", func(_ *recommendation.Line, e Entry) string { return strings.Join(e.Institutions, "; ") }},
	{"status", func(l *recommendation.Line, _ Entry) string { return string(l.Item.Status.Value) }},
	{"status-date", func(l *recommendation.Line, _ Entry) string { return day(l.Item.Status.Date) }},
}

// CSV writes a row for each recommendation, below one that names the columns, for spreadsheets.
func CSV(w io.Writer, c *recommendation.Coverage, code string) error {
	out := csv.NewWriter(w)
	cells := make([]string, len(columns))
	for i, col := range columns {
		cells[i] = col.name
	}
	if err := out.Write(cells); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	for n, e := range List(c, code).Recommendations {
		for i, col := range columns {
			cells[i] = plain(col.cell(&c.Lines[n], e))
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write table: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

// plain returns text that a spreadsheet takes for text, not for a formula.
func plain(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// Printed lists the numbers of places, names of sections where there are none.
func Printed(spots []Spot) string {
	var all []string
	for _, s := range spots {
		if s.Number != "" {
			all = append(all, strings.ReplaceAll(s.Number, "\u00a0", " "))
		} else {
			all = append(all, s.Section)
		}
	}
	return strings.Join(all, "; ")
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// day writes a date, nothing for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
