package exchange

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/status"
	"rapporteur/internal/style"
	"rapporteur/internal/translation"
)

// A Context knows what is printed where in the report of the original language: numbers of paragraphs, texts of notes, words of references,
// and the recommendations that are answered.
type Context struct {
	blocks map[spot]place
	inside map[spot]printed // what a code of the text becomes in print
	terms  *glossary        // nil where there are none
}

// A spot is where something begins in a content file.
type spot struct {
	file  string
	start int
}

func at(s diag.Span) spot {
	if s.File == nil {
		return spot{}
	}
	return spot{s.File.Name, s.Start}
}

// A place is what is known of a block.
type place struct {
	kind    placeKind
	number  string   // "12", "II.A", "Cuadro 3"
	items   string   // "(a) (i)"
	annex   string   // in which the number counts
	answers []string // recommendations
}

type placeKind int

const (
	elsewhere placeKind = iota
	inParagraph
	inHeading
	inTable
	inFigure
	inNote
)

// name is how a translator finds the place.
func (p place) name(w *style.NoteWords) string {
	number := p.number
	if p.annex != "" {
		number = style.Fill(w.Of, "number", number, "annex", p.annex)
	}
	form, bare := "", ""
	switch p.kind {
	case elsewhere:
	case inParagraph:
		form, bare = w.Paragraph, w.Text
	case inHeading:
		form, bare = w.Heading, w.Title
	case inTable:
		form, bare = "{number}", w.Table
	case inFigure:
		form, bare = "{number}", w.Figure
	case inNote:
		form = w.Note
	}
	if p.number != "" {
		bare = style.Fill(form, "number", number)
	}
	return strings.TrimSpace(bare + " " + p.items)
}

// printed is what a reader sees in the place of a code.
type printed struct{ note, words string } // the mark of a note and its text, or words alone

// NewContext reads a compiled report; r may be nil, and then nothing is known.
func NewContext(r *doc.Report) *Context {
	c := &Context{blocks: map[spot]place{}, inside: map[spot]printed{}}
	if r == nil {
		return c
	}
	responds := map[string][]string{} // file → recommendations that the whole section answers
	for _, s := range r.Sections {
		if s.File != nil {
			responds[s.File.Name] = s.Responds
		}
	}
	number, annex, items := "", "", []string(nil)
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		p := place{}
		switch b := b.(type) {
		case *doc.Heading:
			number, annex = "", ""
			p.kind, p.number = inHeading, b.Path
		case *doc.Paragraph:
			if b.Number != 0 {
				number, annex = strings.TrimSuffix(b.Label, "."), b.Annex
			}
			p.kind, p.number, p.annex = inParagraph, number, annex
		case *doc.List:
			items = append(items[:min(len(items), b.Depth-1)], "")
		case *doc.Item:
			if n := len(items); n > 0 && strings.HasPrefix(b.Marker, "(") {
				items[n-1] = b.Marker
			}
			p.kind, p.number, p.annex = inParagraph, number, annex
			p.items = strings.TrimSpace(strings.Join(items, " "))
		case *doc.Table:
			p.kind, p.number = inTable, b.Caption.Label
		case *doc.Picture:
			p.kind, p.number = inFigure, b.Caption.Label
		}
		doc.Texts(b, func(list *[]doc.Inline) {
			doc.WalkInlines(*list, func(in doc.Inline) bool {
				if ref, ok := in.(*doc.Ref); ok && ref.Kind == doc.RecommendationRef && !ref.Mention {
					for _, t := range ref.Targets {
						if !slices.Contains(p.answers, string(t)) {
							p.answers = append(p.answers, string(t))
						}
					}
				}
				c.code(in)
				return true
			})
		})
		if len(p.answers) == 0 {
			p.answers = responds[at(b.Where()).file]
		}
		if key := at(b.Where()); key.file != "" {
			if _, ok := c.blocks[key]; !ok || p.kind != elsewhere {
				c.blocks[key] = p
			}
		}
		return true
	})
	for _, n := range r.Notes {
		c.blocks[at(n.Span)] = place{kind: inNote, number: n.Mark}
		doc.WalkInlines(n.Inlines, func(in doc.Inline) bool { c.code(in); return true })
	}
	return c
}

// code remembers what is printed for a note mark or a reference.
func (c *Context) code(in doc.Inline) {
	switch in := in.(type) {
	case *doc.Call:
		c.inside[at(in.Span)] = printed{in.Note.Mark, squeeze(doc.PlainText(in.Note.Inlines))}
	case *doc.Ref:
		c.inside[at(in.Span)] = printed{words: squeeze(in.Words())}
	}
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// Note is all that a translator is told of a unit, in one text: several notes on a unit do not come through all tools.
func (d *Document) Note(u *translation.Unit) string { return strings.Join(d.notes(u, true), "\n") }

// notes are the lines of it, in the language of the translator; marked tells that the words of the original that have changed are shown there.
func (d *Document) notes(u *translation.Unit, marked bool) []string {
	var out []string
	language := d.reader()
	w := &language.Exchange.Notes
	p := d.Context.blocks[at(u.Block.Span)]
	if name := p.name(w); name != "" {
		out = append(out, part(u, name, w))
	}
	if n := len(p.answers); n > 0 {
		out = append(out, style.Fill(w.Answers.For(n), "list", language.List(p.answers)))
	}
	for _, piece := range u.Source.Pieces {
		if c := piece.Code; c != nil && c.Kind == translation.Atom {
			in := d.Context.inside[at(piece.Span)]
			words := in.words
			if in.note != "" {
				words = style.Fill(w.Called, "number", in.note, "words", in.words)
			}
			if words != "" {
				out = append(out, style.Fill(w.Printed, "code", fmt.Sprintf("{%d}", c.Number), "words", words))
			}
		}
	}
	for _, p := range d.Context.terms.of(u.Source.Plain()) {
		line := style.Fill(w.Term, "term", p.source, "translation", p.target)
		if len(p.not) > 0 {
			line += style.Fill(w.Not, "terms", strings.Join(p.not, ", "))
		}
		out = append(out, line)
	}
	if u.State == translation.Stale {
		if old := u.Old(); marked && len(old.Pieces) > 0 {
			out = append(out, w.Changed+": "+changed(flat(old.Pieces), flat(u.Source.Pieces)))
		} else {
			out = append(out, w.Changed+".")
		}
	}
	return out
}

// part says which part of the block of that name a unit is.
func part(u *translation.Unit, name string, w *style.NoteWords) string {
	switch {
	case u.Part == "":
		return name
	case u.Part == "caption":
		return style.Fill(w.Caption, "place", name)
	case u.Part == "alt":
		return style.Fill(w.Description, "place", name)
	case strings.HasPrefix(u.Part, "line"):
		return style.Fill(w.Line, "place", name, "number", u.Part[4:])
	}
	row, column, _ := strings.Cut(strings.TrimPrefix(u.Part, "r"), "c")
	return style.Fill(w.Cell, "place", name, "row", row, "column", column)
}

// changed sets two texts into one, word by word: what is gone as [-words-], what is new as {+words+}.
func changed(was, is string) string { return status.Marked(status.Diff(was, is)) }
