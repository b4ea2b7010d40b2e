package typeset

import (
	"fmt"
	"math"
	"unicode"

	"rapporteur/internal/columns"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A form is the room that a table takes.
type form struct {
	left, width float64 // from the left of the text frame
	wide        bool    // on a landscape page
}

// usual is the form of a table that needs no other.
func (g *grid) usual() form {
	t := g.sheet.Table
	frame, width := g.sheet.Page.Frame().Points(), t.Width.Points()
	return form{left: min(t.Indent.Points(), frame-width), width: width}
}

// forms are the forms of tables, each with more room than the one before.
func (g *grid) forms() []form {
	frame := g.sheet.Page.Frame().Points()
	full := min(g.sheet.Table.WideWidth.Points(), frame)
	out := []form{g.usual(), {left: min(g.sheet.Table.Indent.Points(), frame-full), width: full}}
	if turned := g.sheet.Landscape.Frame().Points(); turned > full {
		out = append(out, form{width: turned, wide: true})
	}
	return out
}

// fit finds the form of the table, the size of its type and the widths of its columns. Words that break in the room that it gets are a finding.
func (g *grid) fit() {
	g.extents()
	full := g.sheet.TableCell.Size.Points()
	smallest := min(g.sheet.Table.MinSize.Points(), full)
	var sizes []float64
	for size := full; size > 0; size = shrunk(size, smallest) {
		sizes = append(sizes, size)
	}
	forms := g.forms()
	var rooms []float64
	for _, f := range forms {
		rooms = append(rooms, f.width)
	}
	room, size, widths, whole := columns.Fit(rooms, sizes, func(size float64) []columns.Need { return g.needs(size / full) })
	g.form, g.widths = forms[room], widths
	g.scale(size / full)
	if !whole {
		g.broken()
	}
}

// shrunk is the next smaller size of type, 0 below the smallest.
func shrunk(size, smallest float64) float64 {
	if size <= smallest {
		return 0
	}
	return max(size-0.5, smallest)
}

// An extent is what a cell asks for at its usual size, in points.
type extent struct {
	number float64 // its widest number
	word   float64 // its widest part that does not break
	group  float64 // its widest date
	line   float64 // its widest line when nothing breaks that need not
}

// extents measures the cells at their usual size.
func (g *grid) extents() {
	for _, row := range g.rows {
		for _, c := range row {
			atoms := g.cellAtoms(c, math.Inf(1))
			c.extent = extentOf(c.text, atoms)
			c.extent.group = g.keepDates(c.text, atoms, math.Inf(1))
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
			if a.kind == penalty {
				now.width += a.width // a hyphen
			}
			now.number = digits && !letters
			if now.width > 0 {
				out = append(out, now)
			}
			now, gap, digits, letters = part{}, 0, false, false
		}
	}
	return out
}

// pad is the room at the right of a column. Where words follow numbers, it parts the two as well.
func (g *grid) pad(column int) float64 {
	t, last := g.sheet.Table, column == len(g.table.Columns)-1
	gap := t.CellGap.Points()
	switch {
	case g.table.Columns[column].Align != doc.AlignRight && last:
		return 0
	case g.table.Columns[column].Align != doc.AlignRight:
		return gap
	case !last && g.table.Columns[column+1].Align == doc.AlignLeft:
		return t.CellRight.Points() + gap
	}
	return t.CellRight.Points()
}

// beside is what a cell needs beside its text, with type scaled by scale.
func (g *grid) beside(c *cell, scale float64) float64 {
	room := g.pad(c.Column + c.ColSpan - 1)
	switch {
	case c.align == doc.AlignRight:
		room += c.shift * scale
	case c.align == doc.AlignCenter && c.Column > 0:
		room += g.sheet.Table.SpanGap.Points() / 2
	}
	return room
}

// needs returns what the columns ask for with type scaled by scale.
func (g *grid) needs(scale float64) []columns.Need {
	n := len(g.table.Columns)
	out := make([]columns.Need, n)
	for i, c := range g.table.Columns {
		out[i].Even = c.Align != doc.AlignLeft
	}
	for span := 1; span <= n; span++ {
		for _, row := range g.rows {
			for _, c := range row {
				if c.ColSpan != span {
					continue
				}
				by := g.scaleOf(c, scale)
				room := g.beside(c, by)
				e := c.extent
				pad := g.pad(c.Column + span - 1)
				wish := e.line*by + room + pad // a table that has room shows it between its columns
				columns.Widen(out[c.Column:c.Column+span], columns.Need{
					Number: max(0, max(e.number, min(e.word, columns.Letters*c.style.Size.Points()))*by+room),
					Word:   max(0, e.word*by+room),
					Group:  max(0, max(e.group, e.word)*by+room),
					Line:   max(0, e.line*by+room),
					Wish:   max(0, wish),
					Fair:   max(0, wish+2*max(0, g.sheet.Table.CellGap.Points()-pad)),
				})
			}
		}
	}
	return out
}

// broken reports the words that are wider than their columns: once for a table, at the first cell that has one.
func (g *grid) broken() {
	var first *cell
	var word string
	words := map[string]bool{}
	for _, row := range g.rows {
		for _, c := range row {
			from, to := g.bounds(c)
			room := to - from
			if c.align == doc.AlignRight {
				room -= c.shift
			}
			for _, p := range partsOf(c.text, g.cellAtoms(c, math.Inf(1))) {
				if p.width <= room+tiny {
					continue
				}
				if first == nil {
					first, word = c, p.text
				}
				words[p.text] = true
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
	what := fmt.Sprintf("the word %q breaks", word)
	if more := len(words) - 1; more > 0 {
		what = fmt.Sprintf("the word %q and %d more break", word, more)
	}
	g.found.Warnf(at, "pdf/word-broken", "the table is too wide for the page: %s inside", what).
		WithHint("write shorter words or fewer columns, or make two tables of it")
}

// scaleOf is what the type of c is scaled by in a table scaled by scale: no type gets smaller than the sheet allows, that of column heads
// included, which is smaller from the start.
func (g *grid) scaleOf(c *cell, scale float64) float64 {
	return max(scale, min(1, float64(g.sheet.Table.MinSize/c.style.Size)))
}

// scale shrinks the type of all cells.
func (g *grid) scale(scale float64) {
	if scale == 1 {
		return
	}
	for _, row := range g.rows {
		for _, c := range row {
			by := g.scaleOf(c, scale)
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
