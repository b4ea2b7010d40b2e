package exchange

import (
	"slices"
	"strings"

	"rapporteur/internal/translation"
)

// A core is what OmegaT lets a translator edit of a text: from the first words to the last, without the codes before and behind, and without
// a pair of codes around the whole. Its codes are numbered from 0, in order.
type core struct {
	head, tail []translation.Piece // what is left out
	pieces     []translation.Piece // with the numbers of the text
	number     map[int]int         // of the text → of the core
}

func coreOf(pieces []translation.Piece) core {
	first, last := -1, -1
	for i, p := range pieces {
		if p.Code == nil && strings.TrimSpace(p.Text) != "" {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	c := core{number: map[int]int{}}
	if first < 0 {
		c.head = pieces
		return c
	}
	// A pair of which one end is between the first and the last words belongs to them whole.
	partner := map[int]int{}
	open := map[int]int{}
	for i, p := range pieces {
		if p.Code == nil {
			continue
		}
		switch p.Code.Kind {
		case translation.Open:
			open[p.Code.Number] = i
		case translation.Close:
			if j, ok := open[p.Code.Number]; ok {
				partner[i], partner[j] = j, i
			}
		}
	}
	for grown := true; grown; {
		grown = false
		for i := first; i <= last; i++ {
			if j, ok := partner[i]; ok && (j < first || j > last) {
				first, last = min(first, j), max(last, j)
				grown = true
			}
		}
	}
	c.head, c.pieces, c.tail = pieces[:first], pieces[first:last+1], pieces[last+1:]
	for _, x := range translation.Codes(c.pieces) {
		if _, ok := c.number[x.Number]; !ok {
			c.number[x.Number] = len(c.number)
		}
	}
	return c
}

// of gives a text of the same unit the codes of the core: those that it leaves out are taken out, the others have its numbers. Space at both
// ends goes too.
func (c core) of(pieces []translation.Piece) []translation.Piece {
	var out []translation.Piece
	for _, p := range pieces {
		switch {
		case p.Code == nil:
			out = appendText(out, p.Text)
		default:
			if n, ok := c.number[p.Code.Number]; ok {
				x := *p.Code
				x.Number = n
				out = append(out, translation.Piece{Code: &x})
			}
		}
	}
	return trim(out)
}

// whole puts what the core leaves out around words that came back. A code that is none of the core gets a number that no code has.
func (c core) whole(pieces []translation.Piece) []translation.Piece {
	back := map[int]int{}
	for n, i := range c.number {
		back[i] = n
	}
	out := slices.Clone(c.head)
	for _, p := range pieces {
		if p.Code != nil {
			x := *p.Code
			if n, ok := back[x.Number]; ok {
				x.Number = n
			} else {
				x.Number = -1 - x.Number
			}
			p.Code = &x
		}
		out = append(out, p)
	}
	return append(out, c.tail...)
}

func appendText(out []translation.Piece, text string) []translation.Piece {
	if n := len(out); n > 0 && out[n-1].Code == nil {
		out[n-1].Text += text
		return out
	}
	return append(out, translation.Piece{Text: text})
}

// trim takes the space from both ends.
func trim(pieces []translation.Piece) []translation.Piece {
	if n := len(pieces); n > 0 && pieces[n-1].Code == nil {
		pieces[n-1].Text = strings.TrimRight(pieces[n-1].Text, " ")
	}
	if len(pieces) > 0 && pieces[0].Code == nil {
		pieces[0].Text = strings.TrimLeft(pieces[0].Text, " ")
	}
	return pieces
}
