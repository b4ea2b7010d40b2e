package changes

import (
	"strings"
	"unicode"
)

// A span is text of one look.
type span struct {
	text string
	look look
}

// A wrapper writes lines of limited width, with or without looks.
type wrapper struct {
	color bool
	width int // 0 for no limit
	out   strings.Builder
	look  look // in force
}

// line writes one line as it is.
func (w *wrapper) line(spans ...span) {
	for _, s := range spans {
		w.put(visible(s.text), s.look)
	}
	w.end()
}

// write writes a text in as many lines as it needs, each with so many spaces before it.
func (w *wrapper) write(indent int, spans ...span) {
	margin := strings.Repeat(" ", indent)
	w.put(margin, plainLook)
	at := indent
	var word, blank []span
	flush := func() {
		if len(word) == 0 {
			return
		}
		if room := length(blank) + length(word); w.width > 0 && at > indent && at+room > w.width {
			w.end()
			w.put(margin, plainLook)
			at, blank = indent, nil
		}
		for _, s := range append(blank, word...) {
			w.put(s.text, s.look)
			at += columns(s.text)
		}
		word, blank = nil, nil
	}
	for _, s := range spans {
		text := visible(strings.ReplaceAll(s.text, "\n", "↵"))
		for text != "" {
			n := strings.IndexByte(text, ' ')
			switch {
			case n == 0:
				flush()
				n = len(text) - len(strings.TrimLeft(text, " "))
				if at > indent {
					blank = append(blank, span{text[:n], s.look})
				}
			case n < 0:
				n = len(text)
				fallthrough
			default:
				word = append(word, span{text[:n], s.look})
			}
			text = text[n:]
		}
	}
	flush()
	w.end()
}

// put writes text of a look.
func (w *wrapper) put(text string, l look) {
	if w.color && l != w.look {
		if w.look != plainLook {
			w.out.WriteString("\x1b[m")
		}
		w.out.WriteString(string(l))
		w.look = l
	}
	w.out.WriteString(text)
}

// end ends a line. No look goes over it, for pagers show lines one by one.
func (w *wrapper) end() {
	w.put("", plainLook)
	w.out.WriteByte('\n')
}

func length(spans []span) int {
	n := 0
	for _, s := range spans {
		n += columns(s.text)
	}
	return n
}

// visible is text that moves no cursor and sets no colour: control characters, and those that turn the direction of text, show as a sign.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// columns is how many columns of a terminal a text takes: none for marks that stand on the letter before, two for the letters of East Asia.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana), r >= 0x3000 && r <= 0x303f, r >= 0xff01 && r <= 0xff60:
			n += 2
		default:
			n++
		}
	}
	return n
}
