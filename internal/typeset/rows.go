package typeset

import "rapporteur/internal/doc"

// set breaks the cells into lines and returns the rows with column heads and the other rows.
func (g *grid) set() (head, body []*slab) {
	for _, row := range g.rows {
		for _, c := range row {
			g.lay(c)
		}
	}
	heights := g.heights()
	// A row is not parted, unless it would not fit on a page together with what is printed above it.
	limit := (g.sheet.Page.Height - g.sheet.Page.Top - g.sheet.Page.Bottom).Points() * 2 / 3
	together := 0 // rows below that a cell of this row or of one above reaches into
	for i := range g.rows {
		slabs := g.row(i, heights, limit)
		if together > 0 || i > 0 && (g.table.Rows[i-1].Kind == doc.CutInRow || g.table.Rows[i].Kind == doc.TotalRow || i < g.table.Head) {
			slabs[0].tie = tight
		}
		together = max(together-1, 0)
		for _, c := range g.rows[i] {
			together = max(together, c.RowSpan-1)
		}
		if i < g.table.Head {
			head = append(head, slabs...)
		} else {
			body = append(body, slabs...)
		}
	}
	return head, body
}

// bounds returns the left and right edge of the text of a cell, from the edge of the paper.
func (g *grid) bounds(c *cell) (from, to float64) {
	from = g.frame + g.left
	for _, w := range g.widths[:c.Column] {
		from += w
	}
	to = from
	last := c.Column + c.ColSpan - 1
	for _, w := range g.widths[c.Column : last+1] {
		to += w
	}
	to -= g.pad(last)
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
	atoms := g.atoms(c.text, width+tiny)
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
}

// height is that of the text of a cell with the space around it.
func (c *cell) height() float64 {
	h := (c.style.Before + c.style.After).Points()
	for _, l := range c.lines {
		h += l.height
	}
	return h
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
			if c.RowSpan == 1 {
				out[i] = max(out[i], c.height())
			}
		}
		out[i] += above + below
	}
	for i, row := range g.rows { // what spans rows makes the last of them higher
		for _, c := range row {
			if c.RowSpan > 1 {
				last := min(i+c.RowSpan, len(out)) - 1
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

// row makes the slab of row i, or several when it is higher than limit.
func (g *grid) row(i int, heights []float64, limit float64) []*slab {
	above, below := g.rules(i)
	if heights[i] > limit {
		return g.parted(i, limit)
	}
	l := &slab{height: heights[i]}
	g.rule(l, 0, above)
	if below > 0 && i < g.table.Head-1 && i < len(g.rows)-1 {
		g.spanRules(i, l, heights[i]-below, below)
	} else {
		g.rule(l, heights[i]-below, below)
	}
	for _, c := range g.rows[i] {
		y := g.topOf(c, heights)
		l.marks = append(l.marks, Mark{Element: c.element})
		for _, line := range c.lines {
			l.take(line, y)
			y += line.height
		}
		l.calls(c)
	}
	return []*slab{l}
}

// topOf returns where in its row the first line of a cell stands: column heads at the lower edge of the rows that they span, numbers beside
// the last line of their stub, all else at the top.
func (g *grid) topOf(c *cell, heights []float64) float64 {
	above, _ := g.rules(c.row)
	top := above + c.style.Before.Points()
	if c.row < g.table.Head {
		bottom := 0.0
		last := min(c.row+c.RowSpan, len(heights)) - 1
		for _, h := range heights[c.row : last+1] {
			bottom += h
		}
		_, rule := g.rules(last)
		return bottom - rule - c.height() + c.style.Before.Points()
	}
	if stub := g.rows[c.row][0]; c.align == doc.AlignRight && stub.Column == 0 {
		return top + max(0, stub.height()-c.height())
	}
	return top
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
	l.put(nil, &Rule{X: g.frame + g.left, Y: y, Width: width, Weight: weight})
}

// spanRules draws the rules under the heads of row i that span columns, each apart from its neighbours.
func (g *grid) spanRules(i int, l *slab, y, weight float64) {
	for _, c := range g.rows[i] {
		if c.ColSpan > 1 {
			from, to := g.bounds(c)
			l.put(nil, &Rule{X: from, Y: y, Width: to - from, Weight: weight})
		}
	}
}

// parted cuts row i into slabs no higher than limit, between lines.
func (g *grid) parted(i int, limit float64) []*slab {
	above, below := g.rules(i)
	var out []*slab
	for from, more := 0, true; more; {
		l := &slab{}
		top := 0.0
		if from == 0 {
			g.rule(l, 0, above)
			top = above
		}
		next := from
		more = false
		for _, c := range g.rows[i] {
			y := top + c.style.Before.Points()
			l.marks = append(l.marks, Mark{Element: c.element})
			n := from
			for ; n < len(c.lines) && (n == from || y+c.lines[n].height <= limit); n++ {
				l.take(c.lines[n], y)
				y += c.lines[n].height
			}
			if n < len(c.lines) {
				next, more = n, true
			}
			l.height = max(l.height, y+c.style.After.Points())
			if from == 0 {
				l.calls(c)
			}
		}
		out = append(out, l)
		from = next
	}
	last := out[len(out)-1]
	g.rule(last, last.height, below)
	last.height += below
	return out
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
}

// calls puts the notes that a cell calls onto the slab.
func (l *slab) calls(c *cell) {
	l.notes = append(l.notes, c.text.notes...)
	for _, n := range c.text.notes {
		l.closing = append(l.closing, n.element)
	}
}
