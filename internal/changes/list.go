package changes

import (
	"strings"
	"time"

	"rapporteur/internal/cells"
	"rapporteur/internal/doc"
	"rapporteur/internal/redline"
	"rapporteur/internal/style"
)

// A List is what differs between two drafts of a report in one language. Its JSON form is stable: fields may be added, none changes what it
// means.
type List struct {
	Language string  `json:"language"`
	Symbol   string  `json:"symbol,omitempty"`
	Title    string  `json:"title,omitempty"`
	Old      Draft   `json:"old"`
	New      Draft   `json:"new"`
	Summary  Summary `json:"summary"`
	// Changes are in reading order; what was moved stands at its new place. Where only the summary was asked for they are empty, and its indexes
	// lead nowhere.
	Changes    []Change      `json:"changes"`
	Renumbered []Renumbering `json:"renumbered"` // what has another number, and no change for that

	words *style.Language
}

// A Draft is one of the two drafts.
type Draft struct {
	Revision string    `json:"revision,omitempty"` // as the user named it; empty for the files as they are
	Commit   string    `json:"commit,omitempty"`   // the whole hash; empty for the files as they are
	Date     time.Time `json:"date,omitzero"`      // of the commit
}

// A Summary is what stands above the changes.
type Summary struct {
	Changes int     `json:"changes"` // how many there are
	Counts  []Count `json:"counts"`  // of these by what has changed, and how
	// Figures are the numbers, dates, legal references and sources that differ, by kind.
	Figures []Figure `json:"figures"`
	// Sources are the entries of the registry that differ and are cited by a change.
	Sources []Source `json:"sources"`
}

// A Count is how many blocks of a sort have changed in one way.
type Count struct {
	Part  redline.Part `json:"part"`
	Kind  redline.Kind `json:"kind"`
	Count int          `json:"count"`
}

// A Figure is a number, date, legal reference or source that differs. Old or New is empty for one that came or went.
type Figure struct {
	Kind   redline.FigureKind `json:"kind"`
	Old    string             `json:"old,omitempty"`
	New    string             `json:"new,omitempty"`
	Place  Place              `json:"place"`          // of the block; the newer one, unless it is no more
	Note   string             `json:"note,omitempty"` // mark of the note in which it stands
	Gone   bool               `json:"gone,omitempty"` // the block was removed, and its number is the older one
	Change int                `json:"change"`         // index in List.Changes
	// Passage is the index in Change.Passages.
	Passage int `json:"passage"`
}

// A Source is an entry of the registry whose fields differ.
type Source struct {
	Key    string  `json:"key"`
	Fields []Field `json:"fields"`
	// Places are the changed blocks that cite it, and Changes their indexes in List.Changes; only in the summary.
	Places  []Place `json:"places,omitempty"`
	Changes []int   `json:"changes,omitempty"`
}

// A Field is a field of an entry, with its values as they are written. A value is empty where the entry does not have it.
type Field struct {
	Name string `json:"name"` // "date", "title.en"
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
}

// A Place is a block in one of the drafts.
type Place struct {
	Part    redline.Part `json:"part"`
	Section string       `json:"section,omitempty"` // its name: "01-introduction"
	Number  string       `json:"number,omitempty"`  // "12", "12 (b)", "II.A", "Table 1"
	Near    string       `json:"near,omitempty"`    // number of the paragraph above, for what has none itself
	Heading string       `json:"heading,omitempty"` // words of the heading above, or of the heading itself
	Under   string       `json:"under,omitempty"`   // number of the heading above: "II.A"; of a heading none
	ID      string       `json:"id,omitempty"`
	File    string       `json:"file,omitempty"`
	Line    int          `json:"line,omitempty"` // from 1

	annex bool // it is the heading of an annex, whose number says so
}

// A Change is what became of a block.
type Change struct {
	Kind redline.Kind `json:"kind"`
	Old  []Place      `json:"old,omitempty"` // none for what was added, several of a merger
	New  []Place      `json:"new,omitempty"` // none for what was removed, several of a split
	// Run is the same number, from 1, for blocks that were moved together.
	Run            int       `json:"run,omitempty"`
	Answers        []string  `json:"answers,omitempty"`        // recommendations that the block answers, "33b"
	SectionAnswers []string  `json:"sectionAnswers,omitempty"` // those that its section says it answers
	Beginning      string    `json:"beginning,omitempty"`      // first words of the block, where no passage has any
	Restyled       string    `json:"restyled,omitempty"`       // what else differs: "heading level 2, was 3"
	Passages       []Passage `json:"passages,omitempty"`
	Sources        []Source  `json:"sources,omitempty"` // entries of the registry that it cites, or did, whose fields differ
	Author         string    `json:"author,omitempty"`
	Date           time.Time `json:"date,omitzero"`
	Commit         string    `json:"commit,omitempty"` // the whole hash; empty where nothing is committed
}

// A Passage is one text of a block with what was inserted and deleted: its own words, or those of its caption, a cell, a line or a note.
type Passage struct {
	Owner redline.Owner `json:"owner"`
	// Name is the mark of a note, the label of a line, or the name of a field.
	Name string `json:"name,omitempty"`
	Was  string `json:"was,omitempty"` // the older mark of a note, where it differs
	// Row and Column are the place of a cell, from 1, in the newer table, or in the older one where it was deleted.
	Row        int     `json:"row,omitempty"`
	Column     int     `json:"column,omitempty"`
	RowHead    string  `json:"rowHead,omitempty"` // first cell of the row
	ColumnHead string  `json:"columnHead,omitempty"`
	Pieces     []Piece `json:"pieces"`
}

// A Piece is a run of words of one kind and form. A note mark is "[12]", the end of a paragraph or line a line feed.
type Piece struct {
	Kind    redline.PieceKind `json:"kind"`
	Text    string            `json:"text"`
	Follows bool              `json:"follows,omitempty"` // nobody wrote this: the number in a reference, "Ibid."
	Italic  bool              `json:"italic,omitempty"`
	Bold    bool              `json:"bold,omitempty"`
	Raised  bool              `json:"raised,omitempty"`
	Link    string            `json:"link,omitempty"` // the address that the words lead to
}

// A Renumbering is a block or note with another number than before.
type Renumbering struct {
	Old Place `json:"old"`
	New Place `json:"new"`
}

// Options are what a list is told besides the changes.
type Options struct {
	Old, New Draft
	Language *style.Language // of the report
	Sections []string        // whose changes are listed; none for all
}

// Of lists what differs.
func Of(r *redline.Result, opt Options) *List {
	l := &List{
		Language: r.Report.Language, Symbol: r.Report.Meta.Symbol, Title: r.Report.Meta.Title, Old: opt.Old, New: opt.New,
		Changes: []Change{}, Renumbered: []Renumbering{}, words: opt.Language,
	}
	chosen := chooser(opt.Sections)
	var figures []Figure
	for i := range r.Changes {
		c := &r.Changes[i]
		if !chosen(c.Old) && !chosen(c.New) {
			continue
		}
		l.Changes = append(l.Changes, change(c))
		last := &l.Changes[len(l.Changes)-1]
		for _, f := range c.Figures {
			figure := Figure{Kind: f.Kind, Old: f.Old, New: f.New, Place: last.at()[0], Change: len(l.Changes) - 1, Passage: f.Passage, Gone: len(last.New) == 0}
			if p := &last.Passages[f.Passage]; p.Owner == redline.NoteOwner {
				figure.Note = p.Name
			}
			figures = append(figures, figure)
		}
	}
	for _, n := range r.Renumbered {
		if chosen([]redline.Place{n.Old}) || chosen([]redline.Place{n.New}) {
			l.Renumbered = append(l.Renumbered, Renumbering{place(n.Old), place(n.New)})
		}
	}
	l.Summary = summary(l.Changes, figures)
	return l
}

// chooser returns what tells whether one of some places is in one of the sections.
func chooser(sections []string) func([]redline.Place) bool {
	in := map[string]bool{}
	for _, s := range sections {
		in[s] = true
	}
	return func(places []redline.Place) bool {
		for _, p := range places {
			if len(in) == 0 || in[p.Section] {
				return true
			}
		}
		return false
	}
}

// WithoutChanges returns the list with its summary and what has another number, and no changes.
func (l *List) WithoutChanges() *List {
	short := *l
	short.Changes = []Change{}
	return &short
}

func place(p redline.Place) Place {
	out := Place{Part: p.Part, Section: p.Section, Number: p.Number, Near: p.Near, Heading: p.Heading, Under: p.Under, ID: string(p.ID)}
	if p.Span.File != nil {
		out.File, out.Line = p.Span.File.Name, p.Span.Position().Line
	}
	if h, ok := p.Block.(*doc.Heading); ok {
		out.annex = h.Annex
	}
	return out
}

func change(c *redline.Change) Change {
	out := Change{
		Kind: c.Kind, Run: c.Run, SectionAnswers: c.SectionAnswers, Restyled: c.Restyled, Sources: sources(c.Sources),
		Author: c.By.Name, Date: c.By.Date, Commit: c.By.Commit,
	}
	for _, p := range c.Old {
		out.Old = append(out.Old, place(p))
	}
	for _, p := range c.New {
		out.New = append(out.New, place(p))
	}
	for _, id := range c.Answers {
		out.Answers = append(out.Answers, string(id))
	}
	out.Passages = passages(c)
	if len(c.Passages) == 0 {
		out.Beginning = beginning(c)
	}
	return out
}

func sources(all []redline.SourceChange) []Source {
	var out []Source
	for _, s := range all {
		source := Source{Key: s.Key}
		for _, f := range s.Fields {
			source.Fields = append(source.Fields, Field{f.Field, f.Old, f.New})
		}
		out = append(out, source)
	}
	return out
}

// beginningLength is how many characters of a block that has not changed tell which one it is.
const beginningLength = 90

// beginning are the first words of the block of a change.
func beginning(c *redline.Change) string {
	at := c.New
	if len(at) == 0 {
		at = c.Old
	}
	text := ""
	for _, p := range at {
		if p.Block == nil {
			continue
		}
		doc.Walk([]doc.Block{p.Block}, func(b doc.Block) bool {
			doc.Texts(b, func(in *[]doc.Inline) {
				if text == "" {
					text = strings.Join(strings.Fields(doc.PlainText(*in)), " ")
				}
			})
			return text == ""
		})
	}
	return cells.Cut(text, beginningLength)
}
