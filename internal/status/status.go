// Package status tells how far the translations of a report are: how many words of each section are in which state, what went out of date
// and why, and what to do next.
//
// In: sections in two languages, and what git says of their age. Out: a table for a terminal, JSON, Markdown for a pull request, and an HTML
// page that stands alone. Every word of the original is in exactly one state, so that the sums of the sections are those of the language.
package status

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/redline"
	"rapporteur/internal/translation"
)

// States are the states in the order in which they are printed.
var States = []translation.State{translation.Missing, translation.Stale, translation.Draft, translation.Translated, translation.Reviewed, translation.Final}

// A Tally counts words of the original, and sentences, by their state.
type Tally struct {
	Words map[string]int `json:"words"` // by the name of the state; every state is there
	Units map[string]int `json:"units"`
	Total int            `json:"totalWords"`
}

func newTally() Tally {
	t := Tally{Words: map[string]int{}, Units: map[string]int{}}
	for _, s := range States {
		t.Words[s.String()], t.Units[s.String()] = 0, 0
	}
	return t
}

func (t *Tally) add(u *translation.Unit) {
	words := u.Source.Words()
	t.Words[u.State.String()] += words
	t.Units[u.State.String()]++
	t.Total += words
}

// Done is how many words need no more work before publication: those reviewed, and final.
func (t Tally) Done() int { return t.Words["reviewed"] + t.Words["final"] }

// A Section is one section of a translation.
type Section struct {
	Name  string   `json:"name"`
	File  string   `json:"file"`
	There bool     `json:"there"` // the content file exists
	By    []string `json:"by"`    // who marked its units, in alphabetical order
	Tally
}

// Age is since when a translation is out of date.
type Age struct {
	Known       bool      // something is known; else the rest says nothing
	Commits     int       // that changed the sentence since
	AtLeast     bool      // the history does not reach back far enough to count them all
	Since       time.Time // of the first of them; zero where there is none
	Uncommitted bool      // it is changed in the work tree too
}

// A Unit is a sentence that needs work.
type Unit struct {
	ID      string   `json:"id"`
	Section string   `json:"section"`
	State   string   `json:"state"`
	Change  string   `json:"change"` // what happened to the original of a stale one: "small", "numbers only", …; else empty
	File    string   `json:"file"`   // where the translation stands, or the original where there is none
	Line    int      `json:"line"`
	Words   int      `json:"words"`
	Source  string   `json:"source"` // as it stands in the file
	Target  string   `json:"target"`
	Diff    []Piece  `json:"diff"`    // of a stale one: the old original against the new one
	Commits *int     `json:"commits"` // that changed the original of a stale one since it was translated; nil where nobody knows
	Days    *int     `json:"days"`    // since the first of them; nil where nobody knows
	AtLeast bool     `json:"atLeast"` // Commits and Days are what is known; there may be more
	Edited  bool     `json:"edited"`  // the original is changed in the work tree, without a commit
	Open    []string `json:"open"`    // checks that find errors in it
}

// A Piece is a run of words of an original that was changed.
type Piece struct {
	Kind string `json:"kind"` // "kept", "inserted", "deleted"
	Text string `json:"text"`
}

// A Lone is a sentence of a translation that the original does not have.
type Lone struct {
	Section string `json:"section"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Target  string `json:"target"` // as it stands in the file
}

// An Outside is a text beside the sections, of report.toml or a registry, that is not there in the language.
type Outside struct {
	Name   string `json:"name"` // "title", "decree-130-2017: title", "33b: subject"
	File   string `json:"file"` // where it stands in the language of the original
	Line   int    `json:"line"`
	Source string `json:"source"`
}

// A Language is how far one translation is.
type Language struct {
	From     string    `json:"from"`
	Language string    `json:"language"`
	Name     string    `json:"name"`
	Sections []Section `json:"sections"`
	Tally
	Stale    []Unit    `json:"stale"`    // in the order of the report
	Next     []Unit    `json:"next"`     // the first sentences that need work, the out-of-date ones before others
	Errors   int       `json:"errors"`   // open findings of translate check that are errors
	Warnings int       `json:"warnings"` // and those that are warnings
	Alone    []Lone    `json:"alone"`    // sentences that only the translation has, in its order
	Outside  []Outside `json:"outside"`  // texts beside the sections that are missing; their words are not counted
}

// Options are what Of cannot know by itself.
type Options struct {
	Name             string                             // of the language
	Age              func(u *translation.Unit) Age      // nil where there is no git
	Open             func(u *translation.Unit) []string // checks that find errors; nil for none
	Errors, Warnings int                                // of all that is found
	Day              time.Time                          // now
	Next             int                                // how many units to list as next
	Outside          []Outside                          // texts beside the sections that are missing
}

// Of counts one language. sections has one element for each section of the report that the original has, in its order.
func Of(from, to string, sections []*translation.Section, file func(section string) string, opt Options) Language {
	l := Language{From: from, Language: to, Name: opt.Name, Errors: opt.Errors, Warnings: opt.Warnings, Tally: newTally(), Sections: []Section{}, Stale: []Unit{}, Next: []Unit{}, Alone: []Lone{}, Outside: append([]Outside{}, opt.Outside...)}
	var later []Unit
	for _, s := range sections {
		section := Section{Name: s.Name, File: file(s.Name), There: s.Target != nil, By: []string{}, Tally: newTally()}
		for _, u := range s.Units {
			if u.Fixed {
				continue
			}
			section.add(u)
			l.add(u)
			if u.Entry != nil && u.Entry.By != "" && !slices.Contains(section.By, u.Entry.By) {
				section.By = append(section.By, u.Entry.By)
			}
			var open []string
			if opt.Open != nil {
				open = opt.Open(u)
			}
			switch {
			case u.State == translation.Stale:
				l.Stale = append(l.Stale, unit(s, u, open, opt))
			case u.State == translation.Missing || u.State == translation.Draft || len(open) > 0:
				later = append(later, unit(s, u, open, opt))
			}
		}
		slices.Sort(section.By)
		l.Alone = append(l.Alone, alone(s)...)
		l.Sections = append(l.Sections, section)
	}
	// What went out of date misleads readers, so it comes first; then what is wrong, what is missing, what nobody has looked at.
	slices.SortStableFunc(later, func(a, b Unit) int { return rank(a) - rank(b) })
	l.Next = append(append(l.Next, l.Stale...), later...)
	l.Next = l.Next[:min(len(l.Next), opt.Next)]
	return l
}

// alone lists what only the translation of a section has, in its order. Figures are not counted anywhere, so they are left out here too.
func alone(s *translation.Section) []Lone {
	var out []Lone
	for _, u := range s.Alone {
		if at := u.Target.Span; u.Target.Translatable() {
			out = append(out, Lone{s.Name, at.File.Name, at.Position().Line, u.Target.Raw()})
		}
	}
	slices.SortStableFunc(out, func(a, b Lone) int { return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line) })
	return out
}

func rank(u Unit) int {
	switch {
	case len(u.Open) > 0:
		return 0
	case u.State == translation.Missing.String():
		return 1
	}
	return 2
}

func unit(s *translation.Section, u *translation.Unit, open []string, opt Options) Unit {
	out := Unit{
		ID: u.ID, Section: s.Name, State: u.State.String(), Words: u.Source.Words(),
		Source: u.Source.Raw(), Target: u.Target.Raw(), Diff: []Piece{}, Open: append([]string{}, open...),
	}
	at := u.Target.Span
	if at.File == nil {
		at = u.Source.Span
	}
	out.File, out.Line = at.File.Name, at.File.Position(at.Start).Line
	if u.State != translation.Stale {
		return out
	}
	out.Change = u.Change().String()
	out.Diff = Diff(u.Old().Raw(), u.Source.Raw())
	if opt.Age == nil {
		return out
	}
	if age := opt.Age(u); age.Known {
		out.Commits, out.AtLeast, out.Edited = &age.Commits, age.AtLeast, age.Uncommitted
		if !age.Since.IsZero() {
			days := max(0, int(opt.Day.Sub(age.Since).Hours()/24))
			out.Days = &days
		}
	}
	return out
}

// Diff compares two texts by words.
func Diff(old, new string) []Piece {
	report := func(text string) *doc.Report {
		text = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) { // a content file has none, but a lock may
				return ' '
			}
			return r
		}, text)
		f := diag.NewFile("text", []byte(text))
		p := &doc.Paragraph{Base: doc.Base{ID: "para", Given: true, Span: f.Span(0, len(text))}, Number: 1, Label: "1."}
		p.Inlines = []doc.Inline{&doc.Text{Place: doc.Place{Span: f.Span(0, len(text))}, Value: text}}
		return &doc.Report{Blocks: []doc.Block{p}, Sections: []doc.Section{{Name: "text", File: f, End: 1}}}
	}
	out := []Piece{}
	for _, c := range redline.Compare(report(old), report(new), redline.Options{}).Changes {
		for _, p := range c.Passages {
			for _, x := range p.Pieces {
				out = append(out, Piece{string(x.Kind), x.Text})
			}
		}
	}
	return out
}
