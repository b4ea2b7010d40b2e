package translation

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
)

// Differences reports every block, note, part and reference that one language has and the other has not, with both places. A report whose
// languages differ there would number its paragraphs differently.
func (s *Section) Differences(found *diag.List) {
	if s.Target == nil {
		return
	}
	d := differ{section: s, found: found}
	d.responds()
	d.pairs(s.Pairs, s.Source.File.Span(0, 0), s.Target.File.Span(0, 0))
}

// responds compares the recommendations that the front matter names: what a section answers is the same in every language.
func (d *differ) responds() {
	source, target := d.section.Source, d.section.Target
	set := func(s *markdown.Section) []string {
		return slices.Compact(slices.Sorted(slices.Values(s.Front.Responds)))
	}
	if slices.Equal(set(source), set(target)) {
		return
	}
	place := func(s *markdown.Section) diag.Span {
		if s.Keys == nil {
			return s.File.Span(0, 0)
		}
		return s.Keys.Span("responds")
	}
	d.found.Errorf(place(target), "translation/responds", "the section answers other recommendations than in content/%s: %s here, %s there", d.section.From, named(set(target)), named(set(source))).
		WithRelated(place(source), "the original").WithHint("write the same in both languages")
}

// named lists recommendations.
func named(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

type differ struct {
	section *Section
	found   *diag.List
}

// pairs compares the blocks of one level, which stand inside source and target.
func (d *differ) pairs(pairs []Pair, source, target diag.Span) {
	for i := 0; i < len(pairs); {
		var missing, extra []*Block // that stand between two pairs
		for ; i < len(pairs) && (pairs[i].Source == nil || pairs[i].Target == nil); i++ {
			if pairs[i].Target == nil {
				missing = append(missing, pairs[i].Source)
			} else {
				extra = append(extra, pairs[i].Target)
			}
		}
		d.gap(missing, extra, source, target)
		if i == len(pairs) {
			return
		}
		p := pairs[i]
		if p.Moved {
			d.found.Errorf(p.Target.Span.FirstLine(), "translation/moved", "the %s stands in another order than in content/%s: %s", p.Target, d.section.From, opening(p.Target)).
				WithRelated(p.Source.Span.FirstLine(), "its place in the original").WithHint("move it, so that its number is the same in both languages")
		}
		d.pair(p)
		source, target = p.Source.Span.FirstLine(), p.Target.Span.FirstLine()
		i++
	}
}

// gap reports what stands between two pairs of blocks, behind the places source and target.
func (d *differ) gap(missing, extra []*Block, source, target diag.Span) {
	from := d.section.From
	switch {
	case len(missing) > 0 && len(extra) > 0:
		f := d.found.Errorf(extra[0].Span.FirstLine(), "translation/unequal", "%s here, %s in content/%s, and nothing says which of them belong together", count(extra), count(missing), from)
		for _, b := range missing {
			f.WithRelated(b.Span.FirstLine(), "in the original")
		}
		f.WithHint("make both the same, or give blocks that belong together the same id")
	case len(missing) > 0:
		for _, b := range missing {
			d.found.Errorf(target, "translation/missing", "the %s of content/%s is missing here: %s", b, from, opening(b)).
				WithRelated(b.Span.FirstLine(), "it stands here").WithHint("translate it after this place, or take it out of both languages")
		}
	default:
		for _, b := range extra {
			d.found.Errorf(b.Span.FirstLine(), "translation/extra", "content/%s has no such %s: %s", from, b, opening(b)).
				WithRelated(source, "it would stand after this place").WithHint("take it out, or write it in content/%s too", from)
		}
	}
}

// count says how many blocks of which kinds there are: "2 paragraphs and 1 table".
func count(blocks []*Block) string {
	var kinds []string
	number := map[string]int{}
	for _, b := range blocks {
		kind := b.kind()
		if number[kind] == 0 {
			kinds = append(kinds, kind)
		}
		number[kind]++
	}
	for i, kind := range kinds {
		s := ""
		if number[kind] > 1 {
			s = "s"
		}
		kinds[i] = fmt.Sprintf("%d %s%s", number[kind], kind, s)
	}
	if n := len(kinds); n > 1 {
		return strings.Join(kinds[:n-1], ", ") + " and " + kinds[n-1]
	}
	return kinds[0]
}

func (d *differ) pair(p Pair) {
	a, b := p.Source, p.Target
	if a.Shape != b.Shape {
		f := d.found.Errorf(b.Span.FirstLine(), "translation/shape", "the %s differs from the original: %s here, %s there", b, b.Shape, a.Shape).
			WithRelated(a.Span.FirstLine(), "the original")
		if len(a.rows) != len(b.rows) {
			d.rows(f, a, b)
		}
	} else if a.Kind == "table" || a.Kind == "picture" || a.Kind == "item" {
		d.parts(a, b)
	}
	d.movedRows(a, b)
	d.codes(a, b)
	d.pairs(pairBlocks(a.Inside, b.Inside), a.Span.FirstLine(), b.Span.FirstLine())
}

// rows tells of two tables with different numbers of rows where their figures begin to differ.
func (d *differ) rows(f *diag.Diagnostic, a, b *Block) {
	same := func(i int) bool { return slices.Equal(a.figures(i), b.figures(i)) }
	if b.order != nil {
		same = func(i int) bool { return b.order[i] == i }
	}
	i := 0
	for i < min(len(a.rows), len(b.rows)) && same(i) {
		i++
	}
	if i < len(b.rows) {
		f.WithRelated(b.rows[i].FirstLine(), "row %d is the first that differs here", i+1)
	}
	if i < len(a.rows) {
		f.WithRelated(a.rows[i].FirstLine(), "and in the original")
	}
	f.WithHint("write the same rows in both languages")
}

// movedRows tells of rows that the lock knows and that stand in another order than in the original.
func (d *differ) movedRows(a, b *Block) {
	straight := increasing(b.order)
	for i, j := range b.order {
		if _, ok := slices.BinarySearch(straight, i); ok || j < 0 {
			continue
		}
		d.found.Errorf(b.rows[j].FirstLine(), "translation/moved", "row %d of the %s stands in another order than in content/%s, where it is row %d", j+1, b, d.section.From, i+1).
			WithRelated(a.rows[i].FirstLine(), "its place in the original").WithHint("move it, so that both languages have the rows in the same order")
	}
}

// figures are the numbers in the row of a table of that index.
func (b *Block) figures(row int) []string {
	var out []string
	for _, p := range b.Parts {
		if strings.HasPrefix(p.Name, fmt.Sprintf("r%dc", row+1)) {
			for _, x := range p.Sentences {
				out = append(out, Numerals(x.Plain())...)
			}
		}
	}
	return out
}

// parts compares which captions, cells and lines there are.
func (d *differ) parts(a, b *Block) {
	for _, p := range a.Parts {
		if b.part(p.Name) == nil {
			d.found.Errorf(b.place(p.Name), "translation/missing", "the %s has no %s: %s", b, partName(p.Name), clip(p.Sentences[0].Raw())).
				WithRelated(p.Sentences[0].Span, "it stands in the original")
		}
	}
	for _, p := range b.Parts {
		if a.part(p.Name) == nil {
			d.found.Errorf(p.Sentences[0].Span, "translation/extra", "the %s of the original has no %s: %s", b, partName(p.Name), clip(p.Sentences[0].Raw())).
				WithRelated(a.place(p.Name), "the original")
		}
	}
}

// place is where the part of that name stands, or would stand.
func (b *Block) place(part string) diag.Span {
	if at, ok := b.cells[part]; ok {
		return at
	}
	return b.Span.FirstLine()
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
	for _, key := range slices.Sorted(maps.Keys(source)) {
		for i := len(target[key]); i < len(source[key]); i++ {
			x := source[key][i]
			d.found.Errorf(b.Span.FirstLine(), codeFinding(x.code, "missing"), "the %s has no %s", b, codeName(x.code)).
				WithRelated(x.span, "it stands in the original").WithHint("write %s where it belongs", x.code.Raw)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(target)) {
		for i := len(source[key]); i < len(target[key]); i++ {
			x := target[key][i]
			d.found.Errorf(x.span, codeFinding(x.code, "extra"), "the original of the %s has no %s", b, codeName(x.code)).
				WithRelated(a.Span.FirstLine(), "the original")
		}
	}
}

func codeFinding(c *Code, what string) string {
	if c.Type == "reference" {
		return "translation/" + what + "-reference"
	}
	return "translation/" + what + "-note"
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
