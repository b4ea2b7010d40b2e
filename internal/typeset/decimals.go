package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// decimals shifts the numbers of each column so that their units stand under each other, and their decimal points with them: what follows
// the units hangs over to the right, and so do note marks. What is no number ("..", "—", "ND") ends where the longest number does.
func (g *grid) decimals() {
	deepest := make([]float64, len(g.table.Columns))
	var numbers []*cell
	for _, row := range g.rows {
		for _, c := range row {
			if c.row < g.table.Head || c.align != doc.AlignRight || c.ColSpan > 1 {
				continue
			}
			start := c.text.kept()
			at, ok := units(c.text.text[start:], g.sheet.Language.Numbers.Decimal)
			if !ok {
				c.shift = -g.marks(c)
				continue
			}
			at += start
			c.shift = g.tail(c, at)
			deepest[c.Column] = max(deepest[c.Column], c.shift)
			numbers = append(numbers, c)
		}
	}
	for _, c := range numbers {
		c.shift = deepest[c.Column] - c.shift - g.marks(c)
	}
}

// tail is the width of the text of c from the byte at on, without note marks.
func (g *grid) tail(c *cell, at int) float64 {
	width := 0.0
	for _, ch := range c.text.chunks {
		if from := max(ch.start, at); from < ch.end {
			width += g.shaper.word(c.text.text[from:ch.end], ch.look.style).width * ch.look.size / 1000
		}
	}
	return width
}

// marks is the width of the note marks at the end of c, as far as they may hang over.
func (g *grid) marks(c *cell) float64 {
	width := 0.0
	for _, ch := range c.text.chunks {
		if ch.mark != "" && ch.mark != aGap {
			width += g.shaper.word(ch.mark, ch.look.style).width * ch.look.size / 1000
		}
	}
	return min(width, g.sheet.Table.CellRight.Points())
}

// unit is the longest word beside the digits of a number, in characters: "US$", "km²".
const unit = 4

// units returns the byte of text behind the units of the number that it is: where its decimal point is, or what follows its last digit. It
// reports whether text is a number, as tables hold it: digits in groups, with a sign, a currency or a unit, or a range of such. The other mark
// of decimals than the language's is taken for one where it cannot part thousands: a Spanish table may have "18.9".
func units(text, decimal string) (at int, ok bool) {
	first, last := strings.IndexFunc(text, unicode.IsDigit), strings.LastIndexFunc(text, unicode.IsDigit)
	if first < 0 || strings.Contains(text, "\n") {
		return 0, false
	}
	_, n := utf8.DecodeRuneInString(text[last:])
	last += n
	if letters(text[:first]) > unit || letters(text[first:last]) > 0 || letters(text[last:]) > unit {
		return 0, false
	}
	start := first // of the last number in a range
	if i := strings.LastIndexFunc(text[:last], func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(".,’'\u00A0\u202F ", r) }); i > first {
		start = i
	}
	number := text[start:last]
	for _, mark := range []string{".", ","} {
		i := strings.Index(number, mark)
		if i < 0 {
			continue
		}
		if fraction := number[i+1:]; strings.Trim(fraction, "0123456789") == "" && (mark == decimal || len(fraction) != 3) {
			return start + i, true
		}
	}
	return last, true
}

// letters counts the letters in s; what is no part of a number counts as many.
func letters(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) || unicode.Is(unicode.No, r):
			n++
		case !unicode.IsDigit(r) && !strings.ContainsRune("+-–−±<>≤≥≈~.,’'%‰/()[]*\u00A0\u202F ", r):
			n += unit + 1
		}
	}
	return n
}
