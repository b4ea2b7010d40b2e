package exchange

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/status"
	"rapporteur/internal/translation"
)

// A Context knows what is printed where in the report of the original language: numbers of paragraphs, texts of notes, words of references,
// and the recommendations that are answered.
type Context struct {
	blocks map[spot]place
	inside map[spot]string // what a code of the text becomes in print
	terms  *glossary       // nil where there are none
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
	name    string   // "Paragraph 12", "Paragraph 12 (a)", "Table 3", "Heading II.A"
	answers []string // recommendations
}

// NewContext reads a compiled report; r may be nil, and then nothing is known.
func NewContext(r *doc.Report) *Context {
	c := &Context{blocks: map[spot]place{}, inside: map[spot]string{}}
	if r == nil {
		return c
	}
	responds := map[string][]string{} // file → recommendations that the whole section answers
	for _, s := range r.Sections {
		if s.File != nil {
			responds[s.File.Name] = s.Responds
		}
	}
	number, items := "", []string(nil)
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		p := place{}
		switch b := b.(type) {
		case *doc.Heading:
			number = ""
			if p.name = "Heading"; b.Path != "" {
				p.name += " " + b.Path
			}
		case *doc.Paragraph:
			if b.Number != 0 {
				number = strings.TrimSuffix(b.Label, ".")
				if b.Annex != "" {
					number += " of " + b.Annex
				}
			}
			p.name = under(number)
		case *doc.List:
			items = append(items[:min(len(items), b.Depth-1)], "")
		case *doc.Item:
			if n := len(items); n > 0 && strings.HasPrefix(b.Marker, "(") {
				items[n-1] = b.Marker
			}
			p.name = strings.TrimSpace(under(number) + " " + strings.Join(items, " "))
		case *doc.Table:
			p.name = named("Table", b.Caption.Label)
		case *doc.Picture:
			p.name = named("Figure", b.Caption.Label)
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
			if _, ok := c.blocks[key]; !ok || p.name != "" {
				c.blocks[key] = p
			}
		}
		return true
	})
	for _, n := range r.Notes {
		c.blocks[at(n.Span)] = place{name: "Note " + n.Mark}
		doc.WalkInlines(n.Inlines, func(in doc.Inline) bool { c.code(in); return true })
	}
	return c
}

func under(number string) string {
	if number == "" {
		return "Text without a number"
	}
	return "Paragraph " + number
}

func named(what, label string) string {
	if label == "" {
		return what + " without a number"
	}
	return label
}

// code remembers what is printed for a note mark or a reference.
func (c *Context) code(in doc.Inline) {
	switch in := in.(type) {
	case *doc.Call:
		c.inside[at(in.Span)] = fmt.Sprintf("note %s: %s", in.Note.Mark, squeeze(doc.PlainText(in.Note.Inlines)))
	case *doc.Ref:
		c.inside[at(in.Span)] = squeeze(in.Words())
	}
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// Note is all that a translator is told of a unit, in one text: several notes on a unit do not come through all tools.
func (d *Document) Note(u *translation.Unit) string { return strings.Join(d.notes(u, true), "\n") }

// notes are the lines of it; marked tells that the words of the original that have changed are shown there.
func (d *Document) notes(u *translation.Unit, marked bool) []string {
	var out []string
	p := d.Context.blocks[at(u.Block.Span)]
	if p.name != "" {
		out = append(out, p.name+part(u))
	}
	switch n := len(p.answers); {
	case n == 1:
		out = append(out, "Answers recommendation "+p.answers[0])
	case n > 1:
		out = append(out, "Answers recommendations "+strings.Join(p.answers[:n-1], ", ")+" and "+p.answers[n-1])
	}
	for _, piece := range u.Source.Pieces {
		if c := piece.Code; c != nil && c.Kind == translation.Atom {
			if words := d.Context.inside[at(piece.Span)]; words != "" {
				out = append(out, fmt.Sprintf("{%d} is printed: %s", c.Number, words))
			}
		}
	}
	for _, p := range d.Context.terms.of(u.Source.Plain()) {
		out = append(out, "Term: "+p.source+" = "+p.target+p.remark("; not: "))
	}
	if u.State == translation.Stale {
		if old := u.Old(); marked && len(old.Pieces) > 0 {
			out = append(out, "The original has changed since it was translated: "+changed(flat(old.Pieces), flat(u.Source.Pieces)))
		} else {
			out = append(out, "The original has changed since it was translated.")
		}
	}
	return out
}

// part says which part of a block a unit is.
func part(u *translation.Unit) string {
	switch {
	case u.Part == "":
		return ""
	case u.Part == "caption":
		return ", caption"
	case u.Part == "alt":
		return ", words for those who cannot see it"
	case strings.HasPrefix(u.Part, "line"):
		return ", line " + u.Part[4:] + " below"
	}
	row, column, _ := strings.Cut(strings.TrimPrefix(u.Part, "r"), "c")
	return ", row " + row + ", column " + column
}

// changed sets two texts into one, word by word: what is gone as [-words-], what is new as {+words+}.
func changed(was, is string) string { return status.Marked(status.Diff(was, is)) }
