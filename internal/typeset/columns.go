package typeset

import (
	"fmt"
	"math"
	"slices"
	"unicode"

	"rapporteur/internal/columns"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// fit finds the widths of the columns. A table has its usual width; where the words do not fit, its type shrinks as far as the sheet
// allows; where they still do not fit, it becomes as wide as the text frame, with its type as large as fits there. Only then words break,
// the widest first, and that is a finding.
func (g *grid) fit() {
	t := g.sheet.Table
	g.extents()
	full := g.sheet.TableCell.Size.Points()
	smallest := min(t.MinSize.Points(), full)
	wide := min(t.WideWidth.Points(), g.sheet.Page.Frame().Points())
	for _, width := range []float64{t.Width.Points(), wide} {
		for size := full; ; size -= 0.5 {
			size = max(size, smallest)
			whole := g.columns(width, size/full)
			if whole || width == wide && size == smallest {
				g.left = min(t.Indent.Points(), g.sheet.Page.Frame().Points()-width)
				if !whole {
					g.broken(size / full)
				}
				g.scale(size / full)
				return
			}
			if size == smallest {
				break
			}
		}
	}
}

// An extent is what a cell asks for at its usual size, in points.
type extent struct {
	number float64 // its widest number
	word   float64 // its widest part that does not break
	line   float64 // its widest line when nothing breaks that need not
}

// extents measures the cells at their usual size.
func (g *grid) extents() {
	for _, row := range g.rows {
		for _, c := range row {
			c.extent = extentOf(c.text, g.atoms(c.text, math.Inf(1)))
		}
	}
}

// extentOf measures a text.
func extentOf(p *passage, atoms []atom) extent {
	var e extent
	for _, part := range partsOf(p, atoms) {
		e.word = max(e.word, part.width)
		if part.number {
			e.number = max(e.number, part.width)
		}
	}
	line := 0.0
	for i := range atoms {
		switch a := &atoms[i]; {
		case a.kind == box:
			line += a.width
			e.line = max(e.line, line)
		case a.kind == glue:
			line += a.width
		case a.cost <= always:
			line = 0
		}
	}
	return e
}

// A part is a stretch of text that does not break.
type part struct {
	text   string
	width  float64 // points
	number bool    // it has a digit and no letter, whatever note mark stands at it
}

// partsOf returns the parts of a text.
func partsOf(p *passage, atoms []atom) []part {
	var out []part
	var now part
	gap, digits, letters := 0.0, false, false
	for i := range atoms {
		a := &atoms[i]
		switch {
		case a.kind == box:
			now.width += gap + a.width
			gap = 0
			if p.chunks[a.chunk].mark != "" {
				continue
			}
			now.text += a.text
			for _, r := range a.text {
				digits = digits || unicode.IsDigit(r)
				letters = letters || unicode.IsLetter(r)
			}
		case a.kind == glue && a.unbroken:
			if now.width > 0 && a.width > 0 {
				now.text += " "
			}
			gap += a.width
		case a.kind == glue, a.cost < never:
			now.number = digits && !letters
			if now.width > 0 {
				out = append(out, now)
			}
			now, gap, digits, letters = part{}, 0, false, false
		}
	}
	return out
}

// pad is the room at the right of a column.
func (g *grid) pad(column int) float64 {
	if g.table.Columns[column].Align == doc.AlignRight {
		return g.sheet.Table.CellRight.Points()
	}
	if column == len(g.table.Columns)-1 {
		return 0
	}
	return g.sheet.Table.CellGap.Points()
}

// room is what a cell needs beside its text, with type scaled by scale.
func (g *grid) room(c *cell, scale float64) float64 {
	room := g.pad(c.Column + c.ColSpan - 1)
	switch {
	case c.align == doc.AlignRight:
		room += c.shift * scale
	case c.align == doc.AlignCenter && c.Column > 0:
		room += g.sheet.Table.SpanGap.Points() / 2
	}
	return room
}

// columns shares out width among the columns with type scaled by scale, and reports whether no word need be broken.
func (g *grid) columns(width, scale float64) bool {
	n := len(g.table.Columns)
	needs := make([]columns.Need, n)
	for span := 1; span <= n; span++ {
		for _, row := range g.rows {
			for _, c := range row {
				if c.ColSpan != span {
					continue
				}
				room := g.room(c, scale)
				columns.Widen(needs[c.Column:c.Column+span], columns.Need{
					Number: max(0, c.extent.number*scale+room),
					Word:   max(0, c.extent.word*scale+room),
					Line:   max(0, c.extent.line*scale+room),
					Wish:   max(0, c.extent.line*scale+room+g.pad(c.Column+span-1)), // a table that has room shows it between its columns
				})
			}
		}
	}
	var whole bool
	g.widths, whole = columns.Share(needs, width)
	return whole
}

// broken reports the words that are wider than their columns, with type scaled by scale: once for a table, at the first cell that has one.
func (g *grid) broken(scale float64) {
	var first *cell
	var words []string
	for _, row := range g.rows {
		for _, c := range row {
			from, to := g.bounds(c)
			room := to - from
			if c.align == doc.AlignRight {
				room -= c.shift * scale
			}
			for _, p := range partsOf(c.text, g.atoms(c.text, math.Inf(1))) {
				if p.width*scale <= room+tiny || slices.Contains(words, p.text) {
					continue
				}
				words = append(words, p.text)
				if first == nil {
					first = c
				}
			}
		}
	}
	if first == nil { // the room beside the text is short, not the text
		return
	}
	at := first.Span
	if at.IsZero() {
		at = g.table.Span
	}
	what := fmt.Sprintf("the word %q breaks", words[0])
	if more := len(words) - 1; more > 0 {
		what = fmt.Sprintf("the word %q and %d more break", words[0], more)
	}
	g.found.Warnf(at, "pdf/word-broken", "the table is too wide for the page: %s inside", what).
		WithHint("write shorter words or fewer columns, or make two tables of it")
}

// scale shrinks the type of all cells.
func (g *grid) scale(by float64) {
	if by == 1 {
		return
	}
	for _, row := range g.rows {
		for _, c := range row {
			for i := range c.text.chunks {
				c.text.chunks[i].look.size *= by
				c.text.chunks[i].look.raise *= by
			}
			c.style.Size *= style.Length(by)
			c.style.Line *= style.Length(by)
			c.shift *= by
		}
	}
}
