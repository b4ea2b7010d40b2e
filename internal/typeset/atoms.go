package typeset

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/internal/hyphen"
)

// An atom is what a line is made of.
type atom struct {
	kind            atomKind
	width           float64 // points; of a penalty, what is drawn where a line ends at it
	stretch, shrink float64
	cost            float64 // of a break at a penalty; never for none, always for one that must be
	pieces          []piece // of a penalty, the hyphen that is drawn where a line ends at it
	text            string  // of a box, what it stands for; of a penalty inside what should not be parted, all of that
	chunk           int32   // index of passage.chunks
	unbroken        bool    // a space at which no line ends
	hyphen          bool    // a line that ends at it ends with a hyphen
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
	costOfHyphen   = 60.0   // after a hyphen, inside an address or a symbol
	costOfDivision = 70.0   // inside a word where its language or its author divides it
	costOfSplit    = 5000.0 // inside what should not be parted, at a syllable or between words
	costOfCut      = 7000.0 // between any two letters
	fill           = 1e6    // stretch of the end of a paragraph
)

// atoms shapes a passage. No box is wider than narrow, nor are boxes between which no line may end, but for a single letter that is.
func (t *setter) atoms(p *passage, narrow float64) []atom {
	out := t.atomBuffer[:0]
	open := t.breaks.find(p.text)
	if p.divided {
		divide(p, open)
	}
	p.openChanges(open)
	for c := range p.chunks {
		ch := &p.chunks[c]
		if ch.mark != "" {
			if n := len(out); n > 0 && out[n-1].kind == glue { // no line begins with the mark of a note
				out[n-1].unbroken = true
			}
			out = t.box(out, ch.mark, nil, p, c, narrow)
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
				if n := len(out); n > 0 && out[n-1].kind == box {
					out = t.gap(out, p.text, open, at, c, ch)
				}
				for end < ch.end && (open[end] == closed || open[end] == divisible) && !blank(p.text[end:]) {
					end++
				}
				out = t.box(out, p.text[at:end], open[at:end], p, c, narrow)
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

// gap appends what parts two boxes, at the byte at of text.
func (t *setter) gap(out []atom, text string, open []opening, at, c int, ch *chunk) []atom {
	switch open[at] {
	case closed:
		return out
	case divisible:
		return append(out, t.division(c, ch, costOfDivision))
	case costly:
		return append(out, atom{kind: penalty, cost: costOfHyphen, hyphen: text[at-1] == '-', chunk: int32(c)})
	}
	return append(out, atom{kind: penalty, chunk: int32(c)})
}

// division is a place at which a word is divided with a hyphen.
func (t *setter) division(c int, ch *chunk, cost float64) atom {
	w := t.shaper.word("-", ch.look.style)
	return atom{kind: penalty, cost: cost, width: w.width * ch.look.size / 1000, pieces: w.pieces, hyphen: true, chunk: int32(c)}
}

// relieved lets lines end where several boxes that belong together are wider than narrow: as late as can be, and not before a comma.
func relieved(atoms []atom, narrow float64) []atom {
	width, first := 0.0, 0 // of what belongs together, and where it begins
	for i := 0; i < len(atoms); i++ {
		switch a := &atoms[i]; {
		case a.kind == box && width > 0 && width+a.width > narrow:
			at := i
			if a.text == "," && at-1 > first && atoms[at-1].kind == box {
				at--
			}
			atoms = slices.Insert(atoms, at, atom{kind: penalty, cost: costOfSplit, chunk: atoms[at].chunk, text: textOf(atoms, first)})
			i, width, first = at, 0, at+1
		case a.kind == box, a.kind == glue && a.unbroken:
			width += a.width
		case a.kind == penalty && a.pieces != nil && a.cost < costOfSplit: // its hyphen might not fit
		default:
			width, first = 0, i+1
		}
	}
	return atoms
}

// textOf returns what stands from an atom on up to the next place where a line may end.
func textOf(atoms []atom, from int) string {
	var b strings.Builder
	for _, a := range atoms[from:] {
		switch {
		case a.kind == box:
			b.WriteString(a.text)
		case a.kind == glue && a.unbroken && a.stretch < fill:
			b.WriteByte(' ')
		case a.kind == penalty && a.pieces != nil:
		default:
			return b.String()
		}
	}
	return b.String()
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
	stretch, shrink := width*float64(t.sheet.Lines.Stretch)/100, width*float64(t.sheet.Lines.Shrink)/100
	return append(out, atom{kind: glue, width: width, stretch: stretch, shrink: shrink, pieces: w.pieces, chunk: int32(c), unbroken: unbroken})
}

// box appends a word. It comes in parts where it may be divided, which open says for its bytes, and where it is wider than narrow.
func (t *setter) box(out []atom, text string, open []opening, p *passage, c int, narrow float64) []atom {
	ch := &p.chunks[c]
	w := t.shaper.word(text, ch.look.style)
	if len(w.missing) > 0 || w.leftward != 0 {
		t.complain(w, ch.source)
	}
	scale := ch.look.size / 1000
	wide := w.width*scale > narrow
	if !wide && !slices.Contains(open, divisible) {
		return append(out, atom{kind: box, width: w.width * scale, pieces: w.pieces, text: text, chunk: int32(c)})
	}
	s := splitter{word: w, text: text, wide: wide, scale: scale, part: atom{kind: box, chunk: int32(c)}}
	s.divisions(open, ch.language)
	for _, pc := range w.pieces {
		from := 0
		for i := range pc.glyphs {
			kind := s.before(pc, i)
			if kind == whole {
				continue
			}
			s.take(pc, from, i)
			from = i
			out = append(out, s.end(pc.characters[i]))
			switch kind {
			case cut:
				out = append(out, atom{kind: penalty, cost: costOfCut, text: text, chunk: int32(c)})
			case syllable:
				d := t.division(c, ch, costOfSplit)
				d.text = text
				out = append(out, d)
			case given:
				out = append(out, t.division(c, ch, costOfDivision))
			}
		}
		s.take(pc, from, len(pc.glyphs))
	}
	return append(out, s.end(s.last+1))
}

// A splitter takes a word apart.
type splitter struct {
	*word
	text  string
	wide  bool
	scale float64
	at    map[int32]split // by the number of the character that it is before
	bytes []int           // of text, at which each character begins, and where the last one ends
	last  int32           // number of the last character
	first int32           // of part
	part  atom
}

// split says what may end before a character of a word.
type split uint8

const (
	whole    split = iota
	cut            // a part, in need
	syllable       // a part with a hyphen, in need
	given          // a part with a hyphen
)

// divisions finds the characters before which the word is divided: as open has it, and in a word that is too wide at its syllables.
func (s *splitter) divisions(open []opening, language string) {
	s.at = map[int32]split{}
	var syllables []int
	if s.wide && strings.IndexFunc(s.text, func(r rune) bool { return !letter(r) }) < 0 {
		syllables = hyphen.For(language).Points(s.text)
	}
	n := int32(0)
	for i, r := range s.text {
		switch {
		case i > 0 && i < len(open) && open[i] == divisible:
			s.at[n] = given
		case slices.Contains(syllables, i):
			s.at[n] = syllable
		}
		if !invisible(r) {
			s.bytes = append(s.bytes, i)
			n++
		}
	}
	s.bytes = append(s.bytes, len(s.text))
	s.last = n - 1
}

// before says what may end before glyph i of pc. No part of a word that is too wide has a single character.
func (s *splitter) before(pc piece, i int) split {
	n := pc.characters[i]
	if n == 0 || i > 0 && pc.characters[i-1] == n {
		return whole
	}
	if kind := s.at[n]; kind != whole {
		return kind
	}
	if s.wide && n > 1 && n < s.last {
		return cut
	}
	return whole
}

// take adds glyphs of pc to the part at hand.
func (s *splitter) take(pc piece, from, to int) {
	if to == from {
		return
	}
	some := pc.part(from, to)
	s.part.pieces = append(s.part.pieces, some)
	s.part.width += widthOf(some.glyphs) * s.scale
}

// end returns the part at hand, which ends before character n, and begins the next one.
func (s *splitter) end(n int32) atom {
	part := s.part
	part.text = s.text[s.bytes[s.first]:s.bytes[n]]
	s.first, s.part = n, atom{kind: box, chunk: part.chunk}
	return part
}

// letter reports whether r is part of a word that patterns can divide.
func letter(r rune) bool { return unicode.IsLetter(r) || r == '’' || r == '\'' }
