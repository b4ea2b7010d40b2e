package typeset

import "slices"

// strips cuts the rows [from, to), which no page can hold, into slabs of one line of each cell, so that a page may end behind any line but the
// first and the last but one of a row: what Word does where a row may break across pages. The text of a cell that covers several rows goes on
// beside all of them, and what is left of it makes the last one higher. A cell stays one element, whatever pages it is on.
func (g *grid) strips(from, to int) []*slab {
	var out []*slab
	var open []*cell
	done := map[*cell]int{} // lines of each cell so far
	s := g.sheet.TableCell
	for i := from; i < to; i++ {
		above, below := g.rules(i)
		begin := &slab{height: above + s.Before.Points()}
		g.rule(begin, 0, above)
		for _, c := range g.rows[i] {
			begin.marks = append(begin.marks, Mark{Element: c.element})
		}
		open = append(open, g.rows[i]...)
		row := []*slab{begin}
		for more := true; more; {
			more = g.strip(i, row[len(row)-1], open, done)
			if more {
				row = append(row, &slab{})
			}
		}
		last := row[len(row)-1]
		last.height += s.After.Points()
		g.rule(last, last.height, below)
		last.height += below
		knit(row, false)
		out = append(out, row...)
		open = slices.DeleteFunc(open, func(c *cell) bool { return g.end(c) == i+1 })
	}
	return out
}

// strip adds the next line of each open cell to l. It reports whether a cell that ends with row i has more lines.
func (g *grid) strip(i int, l *slab, open []*cell, done map[*cell]int) (more bool) {
	y, height := l.height, 0.0
	for _, c := range open {
		n := done[c]
		if n == len(c.lines) {
			continue
		}
		l.take(c.lines[n], y)
		height = max(height, c.lines[n].height)
		done[c] = n + 1
		more = more || g.end(c) == i+1 && n+1 < len(c.lines)
	}
	l.height += height
	return more
}
