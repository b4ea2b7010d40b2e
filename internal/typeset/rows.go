package typeset

import (
	"math"

	"rapporteur/internal/doc"
)

// set breaks the cells into lines and returns the rows with column heads, the other rows, and what is repeated above the rest of the table on
// another page: nil where it would take more than a third of a page.
func (g *grid) set(t *title) (head, body []*slab, again *repeat) {
	for _, row := range g.rows {
		for _, c := range row {
			g.lay(c)
		}
	}
	heights := g.heights()
	head = g.slabs(0, g.table.Head, heights, math.Inf(1))
	again = g.repeat(t, head)
	limit := g.room()
	if again.height > limit/3 {
		again = nil
	} else {
		limit -= again.height
	}
	return head, g.slabs(g.table.Head, len(g.rows), heights, limit), again
}

// room is the height of a page of the table.
func (g *grid) room() float64 {
	p := g.sheet.Page
	if g.form.wide {
		p = g.sheet.Landscape
	}
	return (p.Height - p.Top - p.Bottom).Points()
}

// slabs makes slabs of the rows [from, to). A row is never parted as long as a page can hold it below what is repeated there, nor are rows
// that one cell covers together: they are one slab. What is higher than limit is parted between lines.
func (g *grid) slabs(from, to int, heights []float64, limit float64) []*slab {
	var out []*slab
	for i := from; i < to; {
		end := g.together(i, to)
		height := 0.0
		for _, h := range heights[i:end] {
			height += h
		}
		var slabs []*slab
		if height > limit {
			slabs = g.strips(i, end)
		} else {
			slabs = []*slab{g.whole(i, end, heights)}
		}
		if i > from && g.follows(i) {
			slabs[0].tie = tight
		}
		out = append(out, slabs...)
		i = end
	}
	return out
}

// together returns the end of the rows that cells hold together with row i.
func (g *grid) together(i, to int) int {
	end := i + 1
	for ; i < end; i++ {
		for _, c := range g.rows[i] {
			end = max(end, g.end(c))
		}
	}
	return min(end, to)
}

// end is the row below the cell c.
func (g *grid) end(c *cell) int {
	section := len(g.rows)
	if c.row < g.table.Head {
		section = g.table.Head
	}
	return min(c.row+max(1, c.RowSpan), section)
}

// follows reports whether row i stays with the row above it: column heads, the first row below a cut-in head, a total.
func (g *grid) follows(i int) bool {
	return i < g.table.Head || g.table.Rows[i-1].Kind == doc.CutInRow || g.table.Rows[i].Kind == doc.TotalRow
}

// bounds returns the left and right edge of the text of a cell, from the edge of the paper.
func (g *grid) bounds(c *cell) (from, to float64) {
	from = g.frame + g.form.left
	for _, w := range g.widths[:c.Column] {
		from += w
	}
	to = from
	last := c.Column + c.ColSpan - 1
	for _, w := range g.widths[c.Column : last+1] {
		to += w
	}
	if c.align != doc.AlignCenter || c.ColSpan < len(g.widths) { // what names the whole table has its whole width
		to -= g.pad(last)
	}
	if c.align == doc.AlignCenter && c.Column > 0 {
		from += g.sheet.Table.SpanGap.Points() / 2
	}
	return from, to
}

// lay breaks the text of a cell into lines.
func (g *grid) lay(c *cell) {
	from, to := g.bounds(c)
	width := to - from
	if c.align == doc.AlignRight {
		width -= c.shift
	}
	atoms := g.cellAtoms(c, width)
	g.keepDates(c.text, atoms, width)
	spans := firstFit(atoms, width, width)
	height, base := lineBox(c.style, g.families[0])
	for _, sp := range spans {
		x := from
		switch c.align {
		case doc.AlignRight:
			x = to - c.shift - natural(atoms, sp)
		case doc.AlignCenter:
			x = (from + to - natural(atoms, sp)) / 2
		}
		l := &slab{height: height}
		g.draw(l, c.text, atoms, sp, x, base)
		c.lines = append(c.lines, l)
	}
	g.callsOf(c.text, c.lines)
	if last := len(c.lines) - 1; last >= 0 {
		for _, n := range c.text.notes {
			c.lines[last].closing = append(c.lines[last].closing, n.element)
		}
	}
}

// height is that of the text of a cell with the space around it.
func (c *cell) height() float64 {
	return (c.style.Before + c.style.After).Points() + heightOf(c.lines)
}

// rules returns the weights of the rules above and below row i.
func (g *grid) rules(i int) (above, below float64) {
	t := g.sheet.Table
	if i == 0 {
		above = t.TopRule.Points()
	} else if g.table.Rows[i].Kind == doc.TotalRow {
		above = t.TotalRule.Points()
	}
	switch {
	case i == len(g.rows)-1:
		below = t.BottomRule.Points()
	case i == g.table.Head-1:
		below = t.HeadRule.Points()
	case i < g.table.Head:
		below = t.SpanRule.Points()
	}
	return above, below
}

// heights returns the heights of the rows with their rules.
func (g *grid) heights() []float64 {
	out := make([]float64, len(g.rows))
	for i, row := range g.rows {
		above, below := g.rules(i)
		for _, c := range row {
			if g.end(c) == i+1 {
				out[i] = max(out[i], c.height())
			}
		}
		out[i] += above + below
	}
	for i, row := range g.rows { // what spans rows makes the last of them higher
		for _, c := range row {
			if last := g.end(c) - 1; last > i {
				_, below := g.rules(last)
				above, _ := g.rules(i)
				room := -above - below
				for _, h := range out[i : last+1] {
					room += h
				}
				out[last] += max(0, c.height()-room)
			}
		}
	}
	return out
}

// whole makes one slab of the rows [from, to).
func (g *grid) whole(from, to int, heights []float64) *slab {
	l := &slab{}
	for i := from; i < to; i++ {
		above, below := g.rules(i)
		g.rule(l, l.height, above)
		for _, c := range g.rows[i] {
			y := l.height + g.topOf(c, heights)
			l.marks = append(l.marks, Mark{Element: c.element})
			for _, line := range c.lines {
				l.take(line, y)
				y += line.height
			}
		}
		if by := g.table.Rows[i].Revision; by != nil && !by.Follows {
			l.bars = append(l.bars, extentY{l.height, heights[i]})
		}
		l.height += heights[i]
		g.ruleBelow(i, l, l.height-below, below)
	}
	return l
}

// topOf returns where in its row the first line of a cell stands: column heads at the lower edge of the rows that they span; numbers beside
// the last line of their stub, in a row of nothing else; all else at the top.
func (g *grid) topOf(c *cell, heights []float64) float64 {
	above, _ := g.rules(c.row)
	top := above + c.style.Before.Points()
	if c.row < g.table.Head {
		bottom := 0.0
		for _, h := range heights[c.row:g.end(c)] {
			bottom += h
		}
		_, rule := g.rules(g.end(c) - 1)
		return bottom - rule - c.height() + c.style.Before.Points()
	}
	stub := g.rows[c.row][0]
	if c == stub || stub.Column > 0 || stub.RowSpan != c.RowSpan {
		return top
	}
	for _, other := range g.rows[c.row][1:] {
		if len(other.lines) > 1 || other.align == doc.AlignLeft && other.text.text != "" {
			return top
		}
	}
	return top + max(0, stub.height()-c.height())
}

// rule draws a rule over the whole width of the table with its upper edge at y.
func (g *grid) rule(l *slab, y, weight float64) {
	if weight <= 0 {
		return
	}
	width := 0.0
	for _, w := range g.widths {
		width += w
	}
	l.put(nil, &Rule{X: g.frame + g.form.left, Y: y, Width: width, Weight: weight})
}

// ruleBelow draws the rule below row i: under all of it, or where heads follow only under those that span columns, each apart from its
// neighbours.
func (g *grid) ruleBelow(i int, l *slab, y, weight float64) {
	if i >= g.table.Head-1 || i == len(g.rows)-1 {
		g.rule(l, y, weight)
		return
	}
	for _, row := range g.rows[:i+1] {
		for _, c := range row {
			if c.ColSpan > 1 && g.end(c) == i+1 && len(c.lines) > 0 && c.text.text != "" {
				from, to := g.bounds(c)
				l.put(nil, &Rule{X: from, Y: y, Width: to - from, Weight: weight})
			}
		}
	}
}

// take puts what is drawn on another slab at height y onto l.
func (l *slab) take(from *slab, y float64) {
	for _, m := range from.marks {
		for _, it := range m.Items {
			l.put(m.Element, it.moved(y))
		}
	}
	for _, link := range from.links {
		link.Y += y
		l.links = append(l.links, link)
	}
	l.notes = append(l.notes, from.notes...)
	l.closing = append(l.closing, from.closing...)
	if from.changed {
		l.bars = append(l.bars, extentY{y, from.height})
	}
	for _, b := range from.bars {
		l.bars = append(l.bars, extentY{y + b.y, b.height})
	}
}

// A repeat is what is printed again where a table goes on: its caption and the rows with the column heads.
type repeat struct {
	slabs  []*slab
	height float64
}

// repeat makes what is printed where the table goes on: "Table 1 (continued)", the title, and the heads. Its notes are called once, above.
func (g *grid) repeat(t *title, head []*slab) *repeat {
	out := &repeat{}
	for i, part := range t.parts {
		s := g.placed(part.style)
		r := &reader{setter: g.setter, base: s.Size.Points(), mute: true}
		l := lookOf(s)
		r.change = g.silent(&l)
		slanted := l
		slanted.style ^= italic
		if c := t.caption; i == 0 && c.Label != "" {
			r.add(c.Label, l, nil, nil, c.Span)
		} else {
			r.inlines(c.Inlines, l, nil, nil)
		}
		if i == 0 {
			r.add("\u00A0(", l, nil, nil, t.caption.Span)
			r.add(g.sheet.Language.Tables.Continued, slanted, nil, nil, t.caption.Span)
			r.add(")", l, nil, nil, t.caption.Span)
		}
		out.slabs = append(out.slabs, g.lines(r.done(), s, g.measureOf(s))...)
	}
	rows := head
	if len(head) == 0 { // the rule that the table begins with
		top := &slab{height: g.sheet.Table.TopRule.Points()}
		g.rule(top, 0, top.height)
		rows = []*slab{top}
	}
	gap := g.captionAfter(out.slabs).Points()
	for i, h := range rows {
		again := &slab{height: h.height, marks: h.marks}
		if i == 0 {
			again.before = gap
		}
		out.slabs = append(out.slabs, again)
	}
	for _, l := range out.slabs {
		out.height += l.before + l.height
	}
	return out
}
