package typeset

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/style"
)

// A measure is where the lines of a paragraph stand; x counts from the left of the text frame.
type measure struct {
	left, right float64 // edges of all lines but the first
	first       float64 // left edge of the first line
	justify     bool
}

// measureOf is where the lines of a paragraph without a marker stand.
func (t *setter) measureOf(s style.Text) measure {
	left := s.Left.Points()
	return measure{left: left, right: (t.sheet.Page.Frame() - s.Right).Points(), first: left + s.First.Points(), justify: s.Justify}
}

// lines breaks a passage and returns a slab a line, all of them tied as paragraphs are.
func (t *setter) lines(p *passage, s style.Text, m measure) []*slab {
	first, rest := m.right-m.first, m.right-m.left
	atoms := t.atoms(p, min(first, rest))
	var spans []span
	if m.justify {
		spans = t.fit.total(atoms, first, rest)
	} else {
		spans = firstFit(atoms, first, rest)
	}
	height, base := lineBox(s, t.families[0])
	out := make([]*slab, len(spans))
	for i, sp := range spans {
		x := m.left
		if i == 0 {
			x = m.first
		}
		if s.FlushRight {
			x = m.right - natural(atoms, sp)
		}
		l := &slab{height: height}
		t.draw(l, p, atoms, sp, t.frame+x, base)
		out[i] = l
		if stop := &atoms[sp.to]; stop.cost >= costOfSplit {
			t.impossible(p, atoms, sp, m.right-x)
		}
	}
	t.callsOf(p, out)
	knit(out, s.KeepLines)
	return out
}

// impossible reports that a line ends inside what should not be parted, because all of it is wider than the line. Where it goes on over
// several lines, the first one is reported.
func (t *setter) impossible(p *passage, atoms []atom, sp span, room float64) {
	start, end := sp.to, sp.to
	for start > 0 && together(&atoms[start-1]) {
		start--
	}
	if start < sp.from {
		return
	}
	for together(&atoms[end]) {
		end++
	}
	stop, here := &atoms[sp.to], span{from: start, to: sp.to}
	var head strings.Builder
	for _, a := range atoms[start:sp.to] {
		if a.kind == box {
			head.WriteString(a.text)
		}
	}
	at := p.chunks[stop.chunk].source
	written, _, _ := strings.Cut(stop.text, softHyphen) // behind it, which may be written by its name, the text is not that of the source
	if i := strings.Index(at.Text(), written); i >= 0 && written != "" {
		at = at.File.Span(at.Start+i, at.Start+i+len(written))
	}
	width := natural(atoms, here) + natural(atoms, span{from: sp.to, to: end})
	hint := "write it shorter, or put a soft hyphen (U+00AD) where it may be divided"
	if i := strings.Index(p.text, stop.text); i >= 0 {
		before, after := p.text[:i], p.text[i:]
		before = before[strings.LastIndexAny(before, " \n\t\u00A0\u202F")+1:]
		if end := strings.IndexAny(after, " \n\t\u00A0\u202F"); end >= 0 {
			after = after[:end]
		}
		if address(before + after) { // a hyphen would be read as part of it
			hint = "cite a shorter address of the page, or that of the page above it"
		}
	}
	t.found.Warnf(at, "pdf/impossible-line", "%s is %.1f mm wide and the line %.1f mm; the line ends after %s", shown(stop.text, false), width/mm, room/mm, shown(head.String(), true)).
		WithHint("%s", hint)
}

// mm are the points of a millimetre.
const mm = 72 / 25.4

// together reports whether an atom is inside what should not be parted.
func together(a *atom) bool {
	return a.kind == box || a.kind == glue && a.unbroken && a.stretch < fill || a.kind == penalty && (a.cost >= costOfSplit || a.pieces != nil)
}

// shown quotes text for a message: its beginning, or its end, where it is long.
func shown(text string, end bool) string {
	const most = 48
	r := []rune(text)
	switch {
	case len(r) <= most:
		return strconv.Quote(text)
	case end:
		return strconv.Quote("…" + string(r[len(r)-most:]))
	}
	return strconv.Quote(string(r[:most]) + "…")
}

// callsOf puts the notes of a passage onto the lines that call them.
func (t *setter) callsOf(p *passage, lines []*slab) {
	for _, n := range p.notes {
		for _, l := range lines {
			if holds(l, n.called[0]) {
				l.notes = append(l.notes, n)
				break
			}
		}
	}
}

func holds(l *slab, e *Element) bool {
	for _, m := range l.marks {
		if m.Element == e {
			return true
		}
	}
	return false
}

// lineBox returns the height of a line and where in it the base line is: the room that the letters leave is halved above and below.
func lineBox(s style.Text, f *Family) (height, base float64) {
	size := s.Size.Points() / 1000
	ascent, descent := f[0].Ascent*size, f[0].Descent*size
	height = s.Line.Points()
	if !s.Exact {
		height = max(height, ascent+descent)
	}
	return height, (height-ascent-descent)/2 + ascent
}

// A pen draws atoms from left to right.
type pen struct {
	x, y    float64
	element *Element
	look    look
	run     *Run
	rows    []int32 // of run
	slab    *slab
	change  *change      // of the last words
	lines   []decoration // of a redline
}

// draw puts a line onto a slab, its first atom at x and its base line at y, and returns where it ends.
func (t *setter) draw(l *slab, p *passage, atoms []atom, sp span, x, y float64) float64 {
	pen := pen{x: x, y: y, slab: l, rows: t.rowBuffer}
	for i := sp.from; i < sp.to; i++ {
		a := &atoms[i]
		if a.kind == penalty || a.stretch >= fill { // the end of a paragraph stays open
			continue
		}
		c := &p.chunks[a.chunk]
		t.cross(&pen, c.change)
		from := pen.x
		if a.kind == glue {
			pen.space(a, c, sp.ratio)
		} else {
			pen.pieces(a.pieces, c)
		}
		if c.link != nil {
			t.link(l, c, from, pen.x, y)
		}
		pen.decorate(c, from, pen.x)
	}
	end := pen.x
	if pen.change != nil && !goesOn(p, atoms, sp.to, pen.change) {
		t.cross(&pen, nil)
	}
	switch stop := &atoms[sp.to]; {
	case stop.kind == penalty && stop.pieces != nil:
		pen.hyphen(stop, &p.chunks[stop.chunk])
		end = pen.x
	case sp.to < len(atoms)-1 && (stop.kind == glue || stop.cost <= always):
		// Without a space, programs that read the text join the words around the break.
		c := &p.chunks[stop.chunk]
		pen.pieces(t.shaper.word(" ", c.look.style).pieces, c)
	}
	pen.lift()
	pen.rules(t.sheet.Redline.Line.Points())
	t.rowBuffer = pen.rows
	return end
}

// hyphen draws the hyphen of a line that ends inside a word. In the text it is a soft hyphen (ISO 32000-1, 14.8.2.2.3), so that who reads the text
// has the whole word.
func (pen *pen) hyphen(a *atom, c *chunk) {
	drawn := *c
	if c.element != nil {
		drawn.element = within(c.element, RoleSpan)
		drawn.element.Actual = softHyphen
	}
	pen.pieces(a.pieces, &drawn)
}

// space draws a space that stretches or shrinks by ratio.
func (pen *pen) space(a *atom, c *chunk, ratio float64) {
	more := a.stretch * ratio
	if ratio < 0 {
		more = a.shrink * ratio
	}
	pen.pieces(a.pieces, c)
	if more != 0 {
		pen.run.Stretch = more / a.width
		pen.x += more
	}
}

// pieces draws glyphs.
func (pen *pen) pieces(pieces []piece, c *chunk) {
	for _, p := range pieces {
		run := pen.run
		if run == nil || p.text != "" || run.Text != "" || run.Font != p.font || pen.look != c.look || pen.element != c.element {
			pen.lift()
			run = &Run{Font: p.font, Size: c.look.size, X: pen.x, Y: pen.y - c.look.raise, Color: c.look.color, Flat: c.look.flat, Text: p.text}
			pen.slab.put(c.element, run)
			pen.run, pen.look, pen.element = run, c.look, c.element
		}
		pen.rows = append(pen.rows, p.row)
		pen.x += widthOf(p.glyphs) * run.Size / 1000
	}
}

// lift ends the run at hand.
func (pen *pen) lift() {
	if pen.run != nil {
		pen.run.rows = slices.Clone(pen.rows)
	}
	pen.run, pen.rows = nil, pen.rows[:0]
}

// put adds an item that belongs to element; nil is for rules.
func (l *slab) put(element *Element, item Item) {
	if n := len(l.marks); n > 0 && l.marks[n-1].Element == element {
		l.marks[n-1].Items = append(l.marks[n-1].Items, item)
		return
	}
	l.marks = append(l.marks, Mark{Element: element, Items: []Item{item}})
}

// link adds the box of a link, or widens the box that it has on this line.
func (t *setter) link(l *slab, c *chunk, from, to, y float64) {
	if n := len(l.links); n > 0 && l.links[n-1].Element == c.link.element {
		l.links[n-1].Width = to - l.links[n-1].X
		return
	}
	face := t.families[0][0]
	ascent, descent := face.Ascent*c.look.size/1000, face.Descent*c.look.size/1000
	l.links = append(l.links, Link{
		X: from, Y: y - c.look.raise - ascent, Width: to - from, Height: ascent + descent,
		Element: c.link.element, URL: c.link.url, To: c.link.to, Label: c.link.label,
	})
}

// natural returns the width of a line with spaces as they are.
func natural(atoms []atom, sp span) float64 {
	w := 0.0
	for _, a := range atoms[sp.from:sp.to] {
		if a.kind != penalty {
			w += a.width
		}
	}
	if stop := &atoms[sp.to]; stop.kind == penalty {
		w += stop.width
	}
	return w
}

// startOf is where a passage of one line begins that begins at x, or ends there.
func (t *setter) startOf(p *passage, x float64, end bool) float64 {
	if end {
		atoms := t.atoms(p, 1e9)
		x -= natural(atoms, span{to: len(atoms) - 1})
	}
	return x
}

// words draws a passage in one line, for texts that are known to be short (markers, marks of notes, running heads): at x, or so that it
// ends there. It returns where it ends.
func (t *setter) words(l *slab, p *passage, x, y float64, end bool) float64 {
	atoms := t.atoms(p, 1e9)
	sp := span{to: len(atoms) - 1}
	if end {
		x -= natural(atoms, sp)
	}
	return t.draw(l, p, atoms, sp, x, y)
}
