package format

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
)

// maxGrid is how many columns of characters the lines of an aligned table have at most. In a wider one the columns would not stand below each
// other on a screen, and a change of one cell would change every line; its cells have one blank on each side.
const maxGrid = 120

// grid sets the columns of a pipe table below each other: columns of figures to the right, as they are printed. Cells that span columns and
// the texts of cells stay what they are. A table with a row that does not fit is left alone.
func (w *writer) grid(g *markdown.Grid) {
	n := len(g.Delimiters.Cells)
	for _, row := range g.Rows {
		covered := 0
		for _, c := range row.Cells {
			covered += c.Columns
		}
		if covered != n || len(g.Table.Columns) != n {
			return
		}
	}
	widths := widthsOf(g)
	total := 1
	for _, width := range widths {
		total += width + 3
	}
	if total > maxGrid {
		clear(widths)
	}
	for _, row := range g.Rows {
		w.line(row, rowText(row, g.Table.Columns, widths))
	}
	w.line(g.Delimiters, delimiters(g.Delimiters, widths))
}

// line gives a line of a table its text, without blanks around it.
func (w *writer) line(row markdown.GridRow, text string) {
	start := row.Start
	for start > 0 && (w.file.Src[start-1] == ' ' || w.file.Src[start-1] == '\t') {
		start--
	}
	w.replace(start, w.blanks(row.End), text)
}

// minWidth is the least width of a column: that of ":-:" less the blanks beside it.
const minWidth = 1

// widthsOf returns how wide the text of every column is. What a cell over several columns needs beyond theirs goes to the last of them.
func widthsOf(g *markdown.Grid) []int {
	widths := make([]int, len(g.Delimiters.Cells))
	for i := range widths {
		widths[i] = minWidth
	}
	for _, spanning := range []bool{false, true} {
		for _, row := range g.Rows {
			col := 0
			for _, c := range row.Cells {
				last := col + c.Columns - 1
				if spanning == (c.Columns > 1) {
					widths[last] += max(0, displayed(c.Text)-room(widths[col:last+1]))
				}
				col = last + 1
			}
		}
	}
	return widths
}

// room is how much text fits in a cell over columns of these widths: theirs, and for every column but the last the two blanks beside its edge,
// whose pipe stands at the end of the cell.
func room(widths []int) int {
	sum := 2 * (len(widths) - 1)
	for _, w := range widths {
		sum += w
	}
	return sum
}

func rowText(row markdown.GridRow, columns []doc.Column, widths []int) string {
	var b strings.Builder
	b.WriteByte('|')
	col := 0
	for _, c := range row.Cells {
		space := strings.Repeat(" ", max(0, room(widths[col:col+c.Columns])-displayed(c.Text)))
		if widths[col] == 0 {
			space = ""
		}
		before, after := "", space
		if columns[col].Align == doc.AlignRight {
			before, after = space, ""
		}
		b.WriteString(" " + before + c.Text + after + " ")
		b.WriteString(strings.Repeat("|", c.Columns))
		col += c.Columns
	}
	return b.String()
}

// delimiters writes the line of dashes, with the colons that it had.
func delimiters(row markdown.GridRow, widths []int) string {
	var b strings.Builder
	b.WriteByte('|')
	for i, c := range row.Cells {
		left, right := strings.HasPrefix(c.Text, ":"), strings.HasSuffix(c.Text, ":")
		dashes := max(widths[i]+2, 3)
		if widths[i] == 0 && (left || right) {
			dashes++
		}
		if left {
			b.WriteByte(':')
			dashes--
		}
		if right {
			dashes--
		}
		b.WriteString(strings.Repeat("-", dashes))
		if right {
			b.WriteByte(':')
		}
		b.WriteByte('|')
	}
	return b.String()
}

// displayed is how many columns of a screen a text takes.
func displayed(s string) int {
	n := 0
	for _, r := range s {
		switch k := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
