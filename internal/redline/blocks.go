package redline

import (
	"bytes"
	"strings"

	"rapporteur/internal/doc"
)

// blocks compares the bodies: blocks that are printed the same stay, all others are deleted or inserted.
func (c *comparer) blocks() {
	symbols := map[string]int32{}
	old, new := printed(c.old, symbols), printed(c.new, symbols)
	sectionOf := func(i int) int { // of the newer report
		for s := range c.new.Sections {
			if i < c.new.Sections[s].End {
				return s
			}
		}
		return len(c.new.Sections) - 1
	}
	c.out.Blocks, c.out.Sections = nil, append([]doc.Section(nil), c.new.Sections...)
	section := 0
	to := func(s int) {
		for ; section < s; section++ {
			c.out.Sections[section].End = len(c.out.Blocks)
			c.out.Sections[section+1].Start = len(c.out.Blocks)
		}
	}
	x, y := 0, 0
	for _, r := range append(common(old, new), run{len(old), len(new), 0}) {
		for ; x < r.x; x++ {
			b := c.old.Blocks[x]
			c.out.Blocks = append(c.out.Blocks, c.copyBlock(b, older, c.revision(older, b.Where())))
			c.changes = append(c.changes, Change{Kind: Removed, Old: []Place{{Part: partOf(b), ID: b.Ident(), Span: b.Where(), Block: b}}})
		}
		for ; y < r.y; y++ {
			to(sectionOf(y))
			b := c.new.Blocks[y]
			c.out.Blocks = append(c.out.Blocks, c.copyBlock(b, newer, c.revision(newer, b.Where())))
			c.changes = append(c.changes, Change{Kind: Added, New: []Place{{Part: partOf(b), ID: b.Ident(), Span: b.Where(), Block: b}}})
		}
		for ; y < r.y+r.n; y++ {
			to(sectionOf(y))
			c.out.Blocks = append(c.out.Blocks, c.copyBlock(c.new.Blocks[y], newer, nil))
		}
		x = r.x + r.n
	}
	to(len(c.out.Sections) - 1)
	if n := len(c.out.Sections); n > 0 {
		c.out.Sections[n-1].End = len(c.out.Blocks)
	}
}

// printed gives every block a number that blocks printed the same have in common.
func printed(r *doc.Report, symbols map[string]int32) []int32 {
	out := make([]int32, len(r.Blocks))
	for i, b := range r.Blocks {
		part := *r
		part.Blocks = []doc.Block{b}
		part.Sections = []doc.Section{{End: 1}}
		part.Notes = nil
		doc.Walk(part.Blocks, func(b doc.Block) bool {
			doc.Texts(b, func(in *[]doc.Inline) {
				doc.WalkInlines(*in, func(x doc.Inline) bool {
					if call, ok := x.(*doc.Call); ok && call.Note.Kind == doc.NumberedNote {
						part.Notes = append(part.Notes, call.Note)
					}
					return true
				})
			})
			return true
		})
		var dump bytes.Buffer
		doc.Dump(&dump, &part)
		var key strings.Builder
		for line := range strings.Lines(dump.String()) {
			line = strings.TrimRight(line, "\n")
			if i := strings.LastIndexByte(line, ' '); i >= 0 {
				line = line[:i] // without the place
			}
			key.WriteString(line + "\n")
		}
		s, ok := symbols[key.String()]
		if !ok {
			s = int32(len(symbols))
			symbols[key.String()] = s
		}
		out[i] = s
	}
	return out
}

func partOf(b doc.Block) Part {
	switch b.(type) {
	case *doc.Heading:
		return HeadingPart
	case *doc.List:
		return ListPart
	case *doc.Item:
		return ItemPart
	case *doc.Quote:
		return QuotePart
	case *doc.Table:
		return TablePart
	case *doc.Picture:
		return PicturePart
	default:
		return ParagraphPart
	}
}
