package typeset

import (
	"math"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// fit finds the widths of the columns. A table has its usual width; where the words do not fit, its type shrinks as far as the sheet
// allows; where they still do not fit, it becomes as wide as the text frame, with its type as large as fits there. Only then words break.
func (g *grid) fit() {
	t := g.sheet.Table
	g.extents()
	full := g.sheet.TableCell.Size.Points()
	smallest := min(t.MinSize.Points(), full)
	wide := min(t.WideWidth.Points(), g.sheet.Page.Frame().Points())
	for _, width := range []float64{t.Width.Points(), wide} {
		for size := full; ; size -= 0.5 {
			size = max(size, smallest)
			if g.columns(width, size/full) || width == wide && size == smallest {
				g.left = min(t.Indent.Points(), g.sheet.Page.Frame().Points()-width)
				g.scale(size / full)
				return
			}
			if size == smallest {
				break
			}
		}
	}
}

// extents measures the cells at their usual size.
func (g *grid) extents() {
	for _, row := range g.rows {
		for _, c := range row {
			c.least, c.wish = extent(g.atoms(c.text, math.Inf(1)))
			if c.align == doc.AlignRight {
				c.least, c.wish = c.least+c.shift, c.wish+c.shift
			}
		}
	}
}

// extent returns the width of the widest part that does not break, and of the widest line when nothing breaks that need not.
func extent(atoms []atom) (least, wish float64) {
	part, line, gap := 0.0, 0.0, 0.0
	for i := range atoms {
		a := &atoms[i]
		switch {
		case a.kind == box:
			part += gap + a.width
			line += a.width
			least, wish, gap = max(least, part), max(wish, line), 0
		case a.kind == glue:
			line += a.width
			if a.unbroken {
				gap += a.width
			} else {
				part, gap = 0, 0
			}
		case a.cost < never:
			part, gap = 0, 0
			if a.cost <= always {
				line = 0
			}
		}
	}
	return least, wish
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

// columns shares out width among the columns with type scaled by scale, and reports whether no word need be broken.
func (g *grid) columns(width, scale float64) bool {
	n := len(g.table.Columns)
	least, wish := make([]float64, n), make([]float64, n)
	for span := 1; span <= n; span++ {
		for _, row := range g.rows {
			for _, c := range row {
				if c.ColSpan == span {
					last := c.Column + c.ColSpan - 1
					widen(least[c.Column:last+1], c.least*scale+g.pad(last))
					widen(wish[c.Column:last+1], c.wish*scale+2*g.pad(last)) // a table that has room shows it between its columns
				}
			}
		}
	}
	low, high := 0.0, 0.0
	for i := range least {
		wish[i] = max(wish[i], least[i])
		low += least[i]
		high += wish[i]
	}
	g.widths = make([]float64, n)
	level := 0.0
	if low < width && width < high {
		level = levelOf(least, wish, width-low)
	}
	for i := range g.widths {
		switch {
		case low > width:
			g.widths[i] = least[i] * width / low
		case high <= width && high > 0:
			g.widths[i] = wish[i] * width / high
		case high > low:
			g.widths[i] = least[i] + allowance(wish[i]-least[i], level)
		default:
			g.widths[i] = width / float64(n)
		}
	}
	return low <= width
}

// allowance is what a column gets of what it wants: all of it, or as much as the level allows. The root keeps one long text from taking the
// room of all others.
func allowance(want, level float64) float64 { return min(want, level*math.Sqrt(want)) }

// levelOf finds the level at which the columns together get room.
func levelOf(least, wish []float64, room float64) float64 {
	low, high := 0.0, room
	for range 50 { // enough for the last bit that shows on paper
		level, sum := (low+high)/2, 0.0
		for i := range least {
			sum += allowance(wish[i]-least[i], level)
		}
		if sum > room {
			high = level
		} else {
			low = level
		}
	}
	return low
}

// widen makes columns together at least as wide as width: each by its share, or all alike where they have no width yet.
func widen(columns []float64, width float64) {
	sum := 0.0
	for _, w := range columns {
		sum += w
	}
	if sum >= width {
		return
	}
	for i := range columns {
		if sum > 0 {
			columns[i] *= width / sum
		} else {
			columns[i] = width / float64(len(columns))
		}
	}
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
