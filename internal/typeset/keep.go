package typeset

import (
	"slices"
	"strings"
	"unicode"
)

// cellAtoms shapes the text of c for lines of width room. Unlike in running text, where such a line end disturbs less than a gap, a range of
// numbers (2017–2020) that fits a line is never parted behind its dash.
func (g *grid) cellAtoms(c *cell, room float64) []atom {
	atoms := g.atoms(c.text, room+tiny)
	for i := 1; i+1 < len(atoms); i++ {
		before, a, after := &atoms[i-1], &atoms[i], &atoms[i+1]
		if a.kind != penalty || before.kind != box || after.kind != box || before.width+after.width > room {
			continue
		}
		number, dash := strings.CutSuffix(before.text, "–")
		if dash && endsInDigit(number) && after.text != "" && unicode.IsDigit(rune(after.text[0])) {
			a.cost = never
		}
	}
	return atoms
}

func endsInDigit(s string) bool { return s != "" && unicode.IsDigit(rune(s[len(s)-1])) }

// A wordSpan is the atoms between two spaces at which a line may end.
type wordSpan struct {
	from, to int // atoms
	text     string
}

// keepDates closes the spaces inside the dates of a text ("31 December 2020", "3 de octubre de 2016") that are no wider than room, and returns the
// width of the widest of them.
func (t *setter) keepDates(p *passage, atoms []atom, room float64) float64 {
	if !strings.ContainsFunc(p.text, unicode.IsDigit) {
		return 0
	}
	widest := 0.0
	words := wordsOf(atoms)
	for i := range words {
		if !t.month(words[i].text) {
			continue
		}
		from, to := t.dateAround(words, i)
		width := 0.0
		for _, a := range atoms[words[from].from:words[to].to] {
			if a.kind != penalty {
				width += a.width
			}
		}
		if from == to || width > room {
			continue
		}
		widest = max(widest, width)
		for k := words[from].from; k < words[to].to; k++ {
			switch a := &atoms[k]; a.kind {
			case glue:
				a.unbroken = true
			case penalty:
				a.cost = never
			}
		}
	}
	return widest
}

// dateAround returns the first and the last word of the date whose month is words[i].
func (t *setter) dateAround(words []wordSpan, i int) (from, to int) {
	joins := func(k int) bool {
		return k >= 0 && k < len(words) && len(words[k].text) < 4 && slices.Contains(strings.Fields(t.sheet.Language.Dates.Form), words[k].text)
	}
	from, to = i, i
	before, after := i-1, i+1
	if joins(before) {
		before--
	}
	if before >= 0 && numeral(words[before].text, 1, 2) {
		from = before
	}
	if joins(after) {
		after++
	}
	if after < len(words) && numeral(words[after].text, 4, 4) {
		to = after
	}
	return from, to
}

// month reports whether one of the words in text, which no-break spaces part, is a month.
func (t *setter) month(text string) bool {
	for _, w := range strings.Fields(text) {
		if slices.Contains(t.sheet.Language.Dates.Months, strings.TrimFunc(w, unicode.IsPunct)) {
			return true
		}
	}
	return false
}

// numeral reports whether text is a number of least to most digits, with no more than two other characters: "1er", "(2", "2020.".
func numeral(text string, least, most int) bool {
	n, other := 0, 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			n++
		} else {
			other++
		}
	}
	return n >= least && n <= most && other <= 2
}

// wordsOf parts atoms at the spaces at which a line may end.
func wordsOf(atoms []atom) []wordSpan {
	var out []wordSpan
	w := wordSpan{from: -1}
	end := func(i int) {
		if w.from >= 0 {
			w.to = i
			out = append(out, w)
		}
		w = wordSpan{from: -1}
	}
	for i := range atoms {
		switch a := &atoms[i]; {
		case a.kind == box:
			if w.from < 0 {
				w.from = i
			}
			w.text += a.text
		case a.kind == glue && a.unbroken:
			w.text += " "
		case a.kind == glue, a.cost <= always:
			end(i)
		}
	}
	end(len(atoms))
	return out
}
