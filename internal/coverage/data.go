package coverage

import (
	"io"
	"slices"
	"strings"

	"rapporteur/internal/cells"
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
	ID           recommendation.ID          `json:"id"`
	Symbol       string                     `json:"symbol"`
	Kind         recommendation.Kind        `json:"kind"`
	Subject      string                     `json:"subject"`
	Text         string                     `json:"text"`
	Institutions []string                   `json:"institutions"` // the lead first
	Status       recommendation.StatusValue `json:"status"`       // how far it has been put into practice; empty where the registry does not say
	StatusDate   string                     `json:"statusDate"`
	State        recommendation.State       `json:"state"`
	Through      recommendation.ID          `json:"through"` // of an item that is answered only by its parent, that parent
	Gap          bool                       `json:"gap"`
	NoAnswer     string                     `json:"noAnswer"` // why there is none, as the registry says
	OutOfOrder   bool                       `json:"outOfOrder"`
	Cites        bool                       `json:"cites"` // an answer cites a source
	Answers      []Spot                     `json:"answers"`
	Mentions     []Spot                     `json:"mentions"`
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
		through, answers := Answering(c, l)
		list.Recommendations = append(list.Recommendations, Entry{
			ID: l.Item.ID, Symbol: l.Item.Document.Symbol, Kind: l.Item.Kind, Subject: subject, Text: text, Institutions: append([]string{}, l.Item.Owners()...),
			Status: l.Item.Status.Value, StatusDate: cells.Day(l.Item.Status.Date), State: l.State, Through: through, Gap: l.Gap(), NoAnswer: why, OutOfOrder: l.OutOfOrder, Cites: l.Cites(), Answers: Spots(answers), Mentions: Spots(l.Mentions),
		})
	}
	for _, s := range c.Silent {
		list.Silent = append(list.Silent, s.Name)
	}
	return list
}

// Answering returns the places that answer the recommendation of a line. Those of an item that is answered only by its parent are the places
// of that parent, whose id comes with them. Places within another one that answers as well are left out: they are part of it.
func Answering(c *recommendation.Coverage, l *recommendation.Line) (through recommendation.ID, answers []recommendation.Answer) {
	if l.State == recommendation.OnlyByParent {
		above := c.Through(l.Item)
		return above.Item.ID, widest(above.Answers)
	}
	return "", widest(l.Answers)
}

// widest returns the places that are not within another of them.
func widest(answers []recommendation.Answer) []recommendation.Answer {
	var out []recommendation.Answer
	for i := range answers {
		if !slices.ContainsFunc(answers, func(b recommendation.Answer) bool { return b.Holds(&answers[i]) }) {
			out = append(out, answers[i])
		}
	}
	return out
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
	cell func(Entry) string
}{
	{"id", func(e Entry) string { return string(e.ID) }},
	{"symbol", func(e Entry) string { return e.Symbol }},
	{"kind", func(e Entry) string { return string(e.Kind) }},
	{"subject", func(e Entry) string { return e.Subject }},
	{"text", func(e Entry) string { return e.Text }},
	{"state", func(e Entry) string { return string(e.State) }},
	{"through", func(e Entry) string { return string(e.Through) }},
	{"answered-in", func(e Entry) string { return Printed(e.Answers) }},
	{"mentioned-in", func(e Entry) string { return Printed(e.Mentions) }},
	{"cites", func(e Entry) string { return yes(e.Cites) }},
	{"out-of-order", func(e Entry) string { return yes(e.OutOfOrder) }},
	{"no-answer", func(e Entry) string { return e.NoAnswer }},
	{"institutions", func(e Entry) string { return strings.Join(e.Institutions, "; ") }},
	{"status", func(e Entry) string { return string(e.Status) }},
	{"status-date", func(e Entry) string { return e.StatusDate }},
}

// CSV writes a row for each recommendation, below one that names the columns, for spreadsheets.
func CSV(w io.Writer, c *recommendation.Coverage, code string) error {
	rows := [][]string{nil}
	for _, col := range columns {
		rows[0] = append(rows[0], col.name)
	}
	for _, e := range List(c, code).Recommendations {
		var row []string
		for _, col := range columns {
			row = append(row, col.cell(e))
		}
		rows = append(rows, row)
	}
	return cells.CSV(w, rows)
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
