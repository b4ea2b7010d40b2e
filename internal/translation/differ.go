package translation

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/diag"
)

// Differences reports every block, note, part and reference that one language has and the other has not, with both places. A report whose
// languages differ there would number its paragraphs differently.
func (s *Section) Differences(found *diag.List) {
	if s.Target == nil {
		return
	}
	d := differ{section: s, found: found}
	d.pairs(s.Pairs, s.Source.File.Span(0, 0), s.Target.File.Span(0, 0))
}

type differ struct {
	section *Section
	found   *diag.List
}

// pairs compares the blocks of one level, which stand inside source and target.
func (d *differ) pairs(pairs []Pair, source, target diag.Span) {
	s := d.section
	at, behind := target, source // where the block that is looked at should stand
	for _, p := range pairs {
		switch {
		case p.Target == nil:
			d.found.Errorf(at, "translation/missing", "the %s of content/%s is missing here: %s", p.Source, s.From, opening(p.Source)).
				WithRelated(head(p.Source.Span), "it stands here").WithHint("translate it after this place, or take it out of both languages")
			behind = head(p.Source.Span)
			continue
		case p.Source == nil:
			d.found.Errorf(head(p.Target.Span), "translation/extra", "content/%s has no such %s: %s", s.From, p.Target, opening(p.Target)).
				WithRelated(behind, "it would stand after this place").WithHint("take it out, or write it in content/%s too", s.From)
		case p.Moved:
			d.found.Errorf(head(p.Target.Span), "translation/moved", "the %s stands in another order than in content/%s: %s", p.Target, s.From, opening(p.Target)).
				WithRelated(head(p.Source.Span), "its place in the original").WithHint("move it, so that its number is the same in both languages")
			d.pair(p)
		default:
			d.pair(p)
		}
		if p.Source != nil {
			behind = head(p.Source.Span)
		}
		if p.Target != nil {
			at = head(p.Target.Span)
		}
	}
}

func (d *differ) pair(p Pair) {
	a, b := p.Source, p.Target
	if a.Shape != b.Shape {
		d.found.Errorf(head(b.Span), "translation/shape", "the %s differs from the original: %s here, %s there", b, b.Shape, a.Shape).
			WithRelated(head(a.Span), "the original")
	} else if a.Kind == "table" || a.Kind == "picture" || a.Kind == "item" {
		d.parts(a, b)
	}
	d.codes(a, b)
	d.pairs(pairBlocks(a.Inside, b.Inside), head(a.Span), head(b.Span))
}

// parts compares which captions, cells and lines there are.
func (d *differ) parts(a, b *Block) {
	for _, p := range a.Parts {
		if b.part(p.Name) == nil {
			d.found.Errorf(head(b.Span), "translation/missing", "the %s has no %s: %s", b, partName(p.Name), clip(p.Sentences[0].Span.Text())).
				WithRelated(p.Sentences[0].Span, "it stands in the original")
		}
	}
	for _, p := range b.Parts {
		if a.part(p.Name) == nil {
			d.found.Errorf(p.Sentences[0].Span, "translation/extra", "the %s of the original has no %s: %s", b, partName(p.Name), clip(p.Sentences[0].Span.Text())).
				WithRelated(head(a.Span), "the original")
		}
	}
}

func partName(name string) string {
	switch {
	case name == "":
		return "text"
	case isCell(name):
		row, column, _ := strings.Cut(name[1:], "c")
		return fmt.Sprintf("text in row %s, column %s", row, column)
	case strings.HasPrefix(name, "line"):
		return "line " + name[4:] + " below"
	case name == "alt":
		return "words for those who cannot see it"
	}
	return name
}

// codes compares the citations, references and notes of a block.
func (d *differ) codes(a, b *Block) {
	type place struct {
		code *Code
		span diag.Span
	}
	gather := func(b *Block) map[string][]place {
		out := map[string][]place{}
		var add func(pieces []Piece)
		add = func(pieces []Piece) {
			for _, p := range pieces {
				if c := p.Code; c != nil && c.Kind == Atom {
					switch c.Type {
					case "citation", "reference", "note", "note-text":
						key := c.Type + " " + c.Key
						out[key] = append(out[key], place{c, p.Span})
					}
					for _, n := range c.Note {
						add(n.Pieces)
					}
				}
			}
		}
		for _, p := range b.Parts {
			for _, x := range p.Sentences {
				add(x.Pieces)
			}
		}
		return out
	}
	source, target := gather(a), gather(b)
	for _, key := range sortedPlaces(source) {
		for i := len(target[key]); i < len(source[key]); i++ {
			x := source[key][i]
			d.found.Errorf(head(b.Span), "translation/"+codeFinding(x.code, "missing"), "the %s has no %s", b, codeName(x.code)).
				WithRelated(x.span, "it stands in the original").WithHint("write %s where it belongs", x.code.Raw)
		}
	}
	for _, key := range sortedPlaces(target) {
		for i := len(source[key]); i < len(target[key]); i++ {
			x := target[key][i]
			d.found.Errorf(x.span, "translation/"+codeFinding(x.code, "extra"), "the original of the %s has no %s", b, codeName(x.code)).
				WithRelated(head(a.Span), "the original")
		}
	}
}

func codeFinding(c *Code, what string) string {
	if c.Type == "reference" {
		return what + "-reference"
	}
	return what + "-note"
}

func codeName(c *Code) string {
	switch c.Type {
	case "citation":
		return fmt.Sprintf("citation of %s", strings.ReplaceAll(c.Key, "@", ""))
	case "reference":
		return fmt.Sprintf("reference to %s", strings.TrimLeft(strings.ReplaceAll(c.Key, "@", ""), "-?"))
	case "note":
		return fmt.Sprintf("call of note %q", c.Key)
	}
	return "note in the text"
}

func sortedPlaces[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// head is the first line of a span: where a finding about a whole block points.
func head(s diag.Span) diag.Span {
	if s.File == nil {
		return s
	}
	text := s.Text()
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		s.End = s.Start + i
	}
	return s
}

// opening is how a block begins, in quotation marks.
func opening(b *Block) string { return clip(strings.TrimSpace(b.Span.Text())) }

func clip(text string) string {
	const most = 60
	text, _, _ = strings.Cut(text, "\n")
	if r := []rune(text); len(r) > most {
		text = strings.TrimSpace(string(r[:most])) + " …"
	}
	return `"` + text + `"`
}
