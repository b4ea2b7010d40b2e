package typeset

import (
	"slices"
	"strings"
)

// An atom is what a line is made of.
type atom struct {
	kind            atomKind
	width           float64 // points
	stretch, shrink float64
	cost            float64 // of a break at a penalty; never for none, always for one that must be
	pieces          []piece
	text            string // of a box that is a whole word
	chunk           int32  // index of passage.chunks
	unbroken        bool   // a space at which no line ends
}

type atomKind uint8

const (
	box atomKind = iota
	glue
	penalty
)

const (
	never  = 10000.0
	always = -10000.0
	// Costs of breaks that a reader notices. They are on the scale of 100 for a line at the limit of its stretch.
	costOfHyphen = 60.0
	costOfSplit  = 5000.0
	// spaceStretch and spaceShrink are parts of the width of a space.
	spaceStretch = 0.5
	spaceShrink  = 1.0 / 3
	fill         = 1e6 // stretch of the end of a paragraph
)

// atoms shapes a passage. No box is wider than narrow.
func (t *setter) atoms(p *passage, narrow float64) []atom {
	out := t.atomBuffer[:0]
	open := t.breaks.find(p.text)
	for c := range p.chunks {
		ch := &p.chunks[c]
		if ch.mark != "" {
			out = t.box(out, ch.mark, p, c, narrow)
			continue
		}
		for at := ch.start; at < ch.end; {
			end := at + 1
			switch r := p.text[at:]; {
			case r[0] == '\n':
				out = append(out, atom{kind: glue, stretch: fill, unbroken: true, chunk: int32(c)}, atom{kind: penalty, cost: always, chunk: int32(c)})
			case r[0] == ' ' || r[0] == '\t':
				for end < ch.end && (p.text[end] == ' ' || p.text[end] == '\t') {
					end++
				}
				out = t.space(out, " ", c, ch, open[end] == closed)
			case strings.HasPrefix(r, "\u00A0"):
				end = at + len("\u00A0")
				out = t.space(out, "\u00A0", c, ch, true)
			default:
				if n := len(out); n > 0 && out[n-1].kind == box && open[at] != closed {
					cost := 0.0
					if open[at] == costly {
						cost = costOfHyphen
					}
					out = append(out, atom{kind: penalty, cost: cost, chunk: int32(c)})
				}
				for end < ch.end && open[end] == closed && !blank(p.text[end:]) {
					end++
				}
				out = t.box(out, p.text[at:end], p, c, narrow)
			}
			at = end
		}
	}
	for len(out) > 0 && out[len(out)-1].kind == glue && !out[len(out)-1].unbroken { // a space at the end; a no-break space is meant
		out = out[:len(out)-1]
	}
	out = append(out, atom{kind: glue, stretch: fill, unbroken: true}, atom{kind: penalty, cost: always})
	out = relieved(out, narrow)
	t.atomBuffer = out
	return out
}

// relieved lets lines end where several boxes that belong together are wider than narrow.
func relieved(atoms []atom, narrow float64) []atom {
	width := 0.0
	for i := 0; i < len(atoms); i++ {
		switch a := &atoms[i]; {
		case a.kind == box && width > 0 && width+a.width > narrow:
			atoms = slices.Insert(atoms, i, atom{kind: penalty, cost: costOfSplit, chunk: a.chunk})
			width = 0
		case a.kind == box, a.kind == glue && a.unbroken:
			width += a.width
		default:
			width = 0
		}
	}
	return atoms
}

// blank reports whether s begins with a character that becomes glue.
func blank(s string) bool {
	return s[0] == ' ' || s[0] == '\n' || s[0] == '\t' || strings.HasPrefix(s, "\u00A0")
}

func (t *setter) space(out []atom, text string, c int, ch *chunk, unbroken bool) []atom {
	if n := len(out); n > 0 && out[n-1].kind == glue && text == " " {
		return out
	}
	w := t.shaper.word(text, ch.look.style)
	width := w.width * ch.look.size / 1000
	return append(out, atom{kind: glue, width: width, stretch: width * spaceStretch, shrink: width * spaceShrink, pieces: w.pieces, chunk: int32(c), unbroken: unbroken})
}

// box appends a word, in parts when it is wider than narrow.
func (t *setter) box(out []atom, text string, p *passage, c int, narrow float64) []atom {
	ch := &p.chunks[c]
	w := t.shaper.word(text, ch.look.style)
	if len(w.missing) > 0 || w.leftward != 0 {
		t.complain(w, ch.source)
	}
	scale := ch.look.size / 1000
	if w.width*scale <= narrow {
		return append(out, atom{kind: box, width: w.width * scale, pieces: w.pieces, text: text, chunk: int32(c)})
	}
	part := atom{kind: box, chunk: int32(c)}
	for _, pc := range w.pieces {
		from := 0
		flush := func(to int) {
			if to > from {
				part.pieces = append(part.pieces, piece{pc.font, pc.glyphs[from:to]})
				from = to
			}
		}
		for i, g := range pc.glyphs {
			width := float64(g.Advance) * scale
			if part.width > 0 && part.width+width > narrow {
				flush(i)
				out = append(out, part, atom{kind: penalty, cost: costOfSplit, chunk: int32(c)})
				part = atom{kind: box, chunk: int32(c)}
			}
			part.width += width
		}
		flush(len(pc.glyphs))
	}
	return append(out, part)
}
