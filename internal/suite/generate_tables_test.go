package suite_test

import (
	"fmt"
	"strings"
)

// A grown is a table that is being made up.
type grown struct {
	*draft
	columns int
	numbers []bool // columns of numbers
	wordy   int    // column of long texts, -1 for none
	letters []string
}

// table makes up a table with its caption and the lines below it.
func (d *draft) table() {
	g := &grown{draft: d, columns: d.between(2, d.theme.columns), wordy: -1}
	for i := range g.columns {
		g.numbers = append(g.numbers, i > 0 && !d.one(0.2))
	}
	if d.one(0.3) {
		g.wordy = d.IntN(g.columns)
		g.numbers[g.wordy] = false
	}
	rows := d.between(1, d.theme.rows)
	if d.theme.rows > 50 {
		rows = d.between(30, d.theme.rows)
	}
	var b strings.Builder
	heads := g.heads(&b)
	for i := range rows {
		if i > 0 && i < rows-1 && d.one(0.08) {
			b.WriteString("|  | *" + d.phrase(d.between(1, 5)) + "* " + strings.Repeat("|", g.columns-1) + "\n")
		}
		g.row(&b, i > 0)
	}
	if d.one(0.4) {
		g.total(&b)
	}
	d.put(b.String())
	d.put(fmt.Sprintf(": %s {#%s header=%d}", d.captionText(), d.name("tbl-"), heads))
	if d.one(0.7) {
		d.put("Source: " + d.phrase(d.between(1, 30)) + ".")
	}
	if d.one(0.3) {
		d.put("Note: " + d.phrase(d.between(4, 50)) + ".")
	}
	if len(g.letters) > 0 {
		d.put(strings.Join(g.letters, "\n"))
	}
}

// heads writes one to three rows of column heads and returns how many.
func (g *grown) heads(b *strings.Builder) int {
	n := 1
	if g.columns >= 3 && g.one(0.4) {
		n = g.between(2, 3)
	}
	for i := range n {
		if i == n-1 {
			for c := range g.columns {
				text := g.phrase(g.between(1, 3))
				if c == 0 && n > 1 {
					text = "^^"
				}
				b.WriteString("| " + text + " ")
			}
			b.WriteString("|\n")
		} else { // heads that span columns
			text := g.phrase(1)
			if i > 0 {
				text = "^^"
			}
			b.WriteString("| " + text + " ")
			for left := g.columns - 1; left > 0; {
				span := min(left, g.between(1, 4)-i)
				span = max(span, 1)
				b.WriteString("| " + g.phrase(g.between(1, 3)) + " " + strings.Repeat("|", span-1))
				left -= span
			}
			b.WriteString("|\n")
		}
		if i == 0 {
			for c := range g.columns {
				if g.numbers[c] {
					b.WriteString("|---:")
				} else {
					b.WriteString("|:---")
				}
			}
			b.WriteString("|\n")
		}
	}
	return n
}

// row writes one row; a stub may be joined to the one above.
func (g *grown) row(b *strings.Builder, below bool) {
	for c := range g.columns {
		var text string
		switch {
		case c == 0 && below && g.columns > 2 && g.one(0.06):
			text = "^^"
		case c == 0:
			text = g.phrase(g.between(1, 4))
		case c == g.wordy:
			text = g.phrase(g.between(3, 30))
		case g.numbers[c]:
			text = g.number()
		default:
			text = g.phrase(g.between(1, 3))
		}
		if text != "^^" && g.one(0.03) && len(g.letters) < 12 {
			name := g.name("c")
			text += "[^" + name + "]"
			g.letters = append(g.letters, "[^"+name+"]: "+g.phrase(g.between(1, 25))+".")
		}
		b.WriteString("| " + text + " ")
	}
	b.WriteString("|\n")
}

func (g *grown) total(b *strings.Builder) {
	b.WriteString("| **Total** ")
	for c := 1; c < g.columns; c++ {
		if g.numbers[c] {
			b.WriteString("| **" + g.number() + "** ")
		} else {
			b.WriteString("|  ")
		}
	}
	b.WriteString("|\n")
}

// number makes up a number, or a sign that there is none.
func (g *grown) number() string {
	switch g.IntN(8) {
	case 0:
		return ".."
	case 1:
		return "0"
	case 2:
		return fmt.Sprintf("%d.%02d", g.IntN(100), g.IntN(100))
	case 3:
		return fmt.Sprintf("%d %03d %03d", g.between(1, 900), g.IntN(1000), g.IntN(1000))
	}
	return fmt.Sprint(g.IntN(2000))
}
