package docx

import "unicode"

// A face is how letters are drawn.
type face struct{ bold, italic, raised bool }

// letters are the advance widths of Liberation Serif, which are those of Times New Roman, from the space to the tilde in thousandths of
// the size: upright, bold, italic, bold and italic.
var letters = [4][95]int{
	{ // upright
		250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
		500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
		921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
		556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
		333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
		500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
	},
	{ // bold
		250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278,
		500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500,
		930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778,
		611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500,
		333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500,
		556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
	},
	{ // italic
		250, 333, 420, 500, 500, 833, 778, 214, 333, 333, 500, 675, 250, 333, 250, 278,
		500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 675, 675, 675, 500,
		920, 611, 611, 667, 722, 611, 611, 722, 722, 333, 444, 667, 556, 833, 667, 722,
		611, 722, 611, 500, 556, 722, 611, 833, 611, 556, 556, 389, 278, 389, 422, 500,
		333, 500, 500, 444, 500, 444, 278, 500, 500, 278, 278, 444, 278, 722, 500, 500,
		500, 500, 389, 389, 278, 500, 444, 667, 444, 444, 389, 400, 275, 400, 541,
	},
	{ // bold and italic
		250, 389, 555, 500, 500, 833, 778, 278, 333, 333, 500, 570, 250, 333, 250, 278,
		500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500,
		832, 667, 667, 667, 722, 667, 667, 722, 778, 389, 500, 667, 611, 889, 722, 722,
		611, 722, 667, 556, 611, 722, 667, 889, 667, 611, 611, 333, 278, 333, 570, 500,
		333, 500, 500, 444, 500, 444, 333, 500, 556, 278, 278, 500, 278, 778, 556, 500,
		500, 500, 389, 389, 278, 556, 444, 667, 500, 444, 389, 348, 220, 348, 570,
	},
}

// accented holds for U+00C0 to U+00FF the character of ASCII that is as wide, or a little wider.
const accented = "AAAAAAMCEEEEIIIIDNOOOOO+OUUUUYPnaaaaaawceeeeiiiionooooo+ouuuuypy"

// width returns the advance width of r in thousandths of the size. Beyond Latin letters it is an estimate on the safe side.
func (f face) width(r rune) int {
	width := f.advance(r)
	if f.raised {
		width = width * 7 / 10
	}
	return width
}

func (f face) advance(r rune) int {
	set := 0
	if f.bold {
		set++
	}
	if f.italic {
		set += 2
	}
	switch {
	case r == '\u00A0' || r == '\u202F':
		r = ' '
	case r >= '\u00C0' && r <= '\u00FF':
		r = rune(accented[r-'\u00C0'])
	}
	switch {
	case r >= ' ' && r <= '~':
		return letters[set][r-' ']
	case r < ' ' || unicode.In(r, unicode.Mn, unicode.Cf):
		return 0
	case r >= 0x2E80, r == '\u2014', r == '\u2026': // ideographs fill a square, as the long dash and the ellipsis do
		return 1000
	case unicode.IsUpper(r):
		return 900
	case unicode.IsLetter(r):
		return 700
	}
	return 556
}
