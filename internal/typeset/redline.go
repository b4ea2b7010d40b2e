package typeset

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A change is what a redline does to words that stand together.
//
// ISO 32000-1 has no structure types for insertions and deletions, and no program that reads a PDF aloud tells of lines drawn below or through words
// unless it is asked to. So both are told in three ways: by elements of types of their own, which the role map makes Spans (14.8.4.4.1; ISO
// 14289-1, 7.1), with the attribute TextDecorationType (14.8.5.4.4), which some programs look at; and by the words of the sheet ("[deleted: ",
// "]") before the first and behind the last word. Those words are the ActualText (14.9.4) of a space without width of its own, never of the words
// that are changed. Without them a number and the one that replaces it would be read, and copied, as one number.
type change struct {
	kind    doc.RevisionKind
	follows bool     // nobody wrote it: no bar
	element *Element // nil where no words tell of it
	open    string   // the words before it
	opened  bool     // they are drawn
}

// An extentY is a stretch of a slab or page from top to bottom.
type extentY struct{ y, height float64 }

// newChange returns the change that by describes, and makes l the look of its words.
func (t *setter) newChange(by *doc.Revision, l *look) *change {
	words, colors := &t.sheet.Language.Redline, &t.sheet.Redline
	c := &change{kind: by.Kind, follows: by.Follows, open: words.Inserted}
	l.color = colors.Inserted
	if by.Kind == doc.Deleted {
		c.open, l.color = words.Deleted, colors.Deleted
	}
	if by.Follows {
		l.color = colors.Follows
	}
	return c
}

// silent is the change of all that is being set, for words that are followed by others of it; nil where it is not changed as a whole.
func (t *setter) silent(l *look) *change {
	if t.revision == nil {
		return nil
	}
	return t.newChange(t.revision, l)
}

// whole reads the whole text of element: with the place that it has moved from or to before it, and marked where all of it is changed.
func (r *reader) whole(inlines []doc.Inline, l look, e *Element) {
	r.owner = e
	if r.moved != "" {
		aside := l
		aside.style ^= italic
		aside.color = r.sheet.Redline.Follows
		r.add(r.moved+" ", aside, e, nil, r.movedAt)
		r.moved = ""
	}
	if r.revision == nil {
		r.inlines(inlines, l, e, nil)
		return
	}
	r.revised(r.revision, inlines, l, e, nil)
}

// revised reads what a redline inserts or deletes.
func (r *reader) revised(by *doc.Revision, inlines []doc.Inline, l look, e *Element, to *target) {
	outer := r.change
	r.part(l, e)
	c := r.newChange(by, &l)
	if e != nil {
		c.element = r.changeElement(by, e, l.color)
		e = c.element
	}
	r.change = c
	r.inlines(inlines, l, e, to)
	r.change = outer
}

// aGap stands between what is deleted and what has come for it, in less than the size of the type.
const (
	aGap    = " "
	sizeGap = 0.6
)

// part puts a gap before what is changed where it stands side by side with something else that is.
func (r *reader) part(l look, e *Element) {
	n := len(r.chunks)
	if n == 0 || r.chunks[n-1].change == nil || strings.HasSuffix(r.b.String(), " ") {
		return
	}
	l.size *= sizeGap
	r.mark(aGap, l, e, nil, diag.Span{})
}

// heard is the text of p without the marks of notes, with the words that say what is inserted and deleted.
func (t *setter) heard(p *passage) string {
	var b strings.Builder
	var last *change
	cross := func(c *change) {
		if last != c && last != nil {
			b.WriteString(t.sheet.Language.Redline.End)
		}
		if last != c && c != nil {
			b.WriteString(c.open)
		}
		last = c
	}
	for _, c := range p.chunks {
		if c.mark != "" && c.mark != aGap {
			continue
		}
		cross(c.change)
		b.WriteString(c.mark)
		b.WriteString(p.text[c.start:c.end])
	}
	cross(nil)
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// changeElement is the element of what by describes.
func (t *setter) changeElement(by *doc.Revision, parent *Element, color style.Color) *Element {
	e := within(parent, RoleInserted)
	if by.Kind == doc.Deleted {
		e.Role = RoleDeleted
	}
	e.Change = &Changed{By: by.Author, Color: color}
	if by.Author != "" && !by.Date.IsZero() {
		e.Change.By += ", " + t.sheet.Language.Date(by.Date)
	}
	return e
}

// enter makes by the change of all that is set until the function that it returns is called; nil leaves what is around it in force.
func (t *setter) enter(by *doc.Revision) (leave func()) {
	outer := t.revision
	if by == nil || outer != nil {
		return func() {}
	}
	t.revision = by
	return func() { t.revision = outer }
}

// enterBlock is enter for a block, whose first words say where it has moved from or to.
func (t *setter) enterBlock(b doc.Block) (leave func()) {
	by := doc.BaseOf(b).Revision
	if by == nil || t.revision != nil {
		return func() {}
	}
	if by.Moved != "" {
		form := t.sheet.Language.Redline.MovedFrom
		if by.Kind == doc.Deleted {
			form = t.sheet.Language.Redline.MovedTo
		}
		t.moved, t.movedAt = style.Fill(form, "place", by.Moved), b.Where()
	}
	t.revision = by
	return func() { t.revision, t.moved = nil, "" }
}

// barred gives a block whose translation is out of date a bar in the margin, along all that is set until the function that it returns is called.
func (t *setter) barred(b doc.Block) (leave func()) {
	if !doc.BaseOf(b).Stale {
		return func() {}
	}
	from := len(t.galley)
	return func() {
		for _, s := range t.galley[from:] {
			s.changed = true
		}
	}
}

// aside sets the revision of all that is set aside until the function that it returns is called: a note is changed by its own, wherever it is called.
func (t *setter) aside(by *doc.Revision) (leave func()) {
	outer, moved := t.revision, t.moved
	t.revision, t.moved = by, ""
	return func() { t.revision, t.moved = outer, moved }
}

// former draws the number that something had, so that it ends at x with a gap, struck through.
func (t *setter) former(l *slab, number string, s style.Text, element *Element, x, y float64) {
	if number == "" {
		return
	}
	s.Size = t.sheet.Redline.Old
	by := &doc.Revision{Kind: doc.Deleted, Follows: true}
	r := &reader{setter: t, base: s.Size.Points()}
	look := lookOf(s)
	r.change = t.newChange(by, &look)
	r.change.open = t.sheet.Language.Redline.Formerly
	e := element
	if e != nil {
		e = t.changeElement(by, e, look.color)
		r.change.element = e
	}
	r.add(number, look, e, nil, r.movedAt)
	r.change = nil
	end := t.words(l, r.done(), x-s.Size.Points()/2, y, true)
	if element != nil {
		t.words(l, t.blank(s, element), end, y, false)
	}
}

// A line that a redline draws below or through words.
type decoration struct {
	change   *change
	from, to float64
	y, size  float64
	color    style.Color
}

// Places of the lines on the type, in parts of its size above the base line.
const (
	underlined = -0.14
	struckOut  = 0.22
)

// decorate notes that the words of c from one place to another of the line are to have their line.
func (pen *pen) decorate(c *chunk, from, to float64) {
	if c.change == nil || to <= from {
		return
	}
	y := pen.y - c.look.raise
	if n := len(pen.lines); n > 0 {
		last := &pen.lines[n-1]
		if last.change == c.change && last.y == y && last.size == c.look.size && from-last.to < tiny {
			last.to = to
			return
		}
	}
	pen.lines = append(pen.lines, decoration{c.change, from, to, y, c.look.size, c.look.color})
}

// rules draws the lines of a line of text.
func (pen *pen) rules(weight float64) {
	var items []Item
	for _, d := range pen.lines {
		at := underlined
		if d.change.kind == doc.Deleted {
			at = struckOut
		}
		items = append(items, &Rule{X: d.from, Y: d.y - at*d.size - weight/2, Width: d.to - d.from, Weight: weight, Color: d.color})
		pen.slab.changed = pen.slab.changed || !d.change.follows
	}
	if len(items) > 0 {
		pen.slab.marks = append(pen.slab.marks, Mark{Items: items})
	}
}

// cross tells who hears the text that the next words are of another change than the last ones, or of none.
func (t *setter) cross(pen *pen, next *change) {
	if pen.change == next {
		return
	}
	if old := pen.change; old != nil && old.element != nil && old.opened {
		t.tell(pen, old, t.sheet.Language.Redline.End, 0)
	}
	if next != nil && next.element != nil && !next.opened {
		next.opened = true
		t.tell(pen, next, next.open, apart)
	}
	pen.change = next
}

// apart is how far before the first words of a change the space stands that tells of it, in parts of its size. Programs that read a page take
// what stands closer together for letters that are drawn twice, to look bold.
const apart = 0.12

// tell draws a space without width that stands for words, so far before the place of the pen.
func (t *setter) tell(pen *pen, c *change, words string, before float64) {
	e := within(c.element, RoleSpan)
	e.Actual = words
	size := t.sheet.Body.Size.Points()
	x := pen.x
	pen.x -= before * size
	pen.pieces(t.shaper.nothing(), &chunk{element: e, look: look{size: size, flat: true}})
	pen.x = x
}

// goesOn reports whether words of c stand in the atoms from one on.
func goesOn(p *passage, atoms []atom, from int, c *change) bool {
	for i := from; i < len(atoms); i++ {
		if atoms[i].kind == box {
			return p.chunks[atoms[i].chunk].change == c
		}
	}
	return false
}

// drawBars draws the bars of a page in its left margin. Stretches that nearly touch have one bar.
func (p *sheetSide) drawBars() {
	const near = 8
	slices.SortStableFunc(p.bars, func(a, b extentY) int { return cmp.Compare(a.y, b.y) })
	var bars []extentY
	for _, b := range p.bars {
		if n := len(bars) - 1; n >= 0 && b.y <= bars[n].y+bars[n].height+near {
			bars[n].height = max(bars[n].height, b.y+b.height-bars[n].y)
			continue
		}
		bars = append(bars, b)
	}
	r := p.sheet.Redline
	m := Mark{Artifact: Layout}
	for _, b := range bars {
		m.Items = append(m.Items, &Rule{X: p.frame - (r.BarGap + r.Bar).Points(), Y: b.y, Width: r.Bar.Points(), Weight: b.height})
	}
	p.mark(m)
}

// described is the description of a picture, which says that it is inserted or deleted.
func (t *setter) described(alt string) string {
	if t.revision == nil {
		return alt
	}
	return t.newChange(t.revision, &look{}).open + alt + t.sheet.Language.Redline.End
}

// frameOf draws a frame around a picture that is inserted or deleted, and a line through one that is deleted.
func (t *setter) frameOf(l *slab, i *Image) {
	if t.revision == nil {
		return
	}
	var look look
	c := t.newChange(t.revision, &look)
	weight := t.sheet.Redline.Bar.Points()
	rule := func(x, y, width, height float64) {
		l.put(nil, &Rule{X: x, Y: y, Width: width, Weight: height, Color: look.color})
	}
	rule(i.X, i.Y, i.Width, weight)
	rule(i.X, i.Y+i.Height-weight, i.Width, weight)
	rule(i.X, i.Y, weight, i.Height)
	rule(i.X+i.Width-weight, i.Y, weight, i.Height)
	if c.kind == doc.Deleted {
		rule(i.X, i.Y+(i.Height-weight)/2, i.Width, weight)
	}
	l.changed = l.changed || !c.follows
}

// openChanges lets lines end between what is deleted and what has come for it, which stand side by side like one word.
func (p *passage) openChanges(open []opening) {
	var last *change
	for i := range p.chunks {
		c := &p.chunks[i]
		if c.mark != "" {
			continue
		}
		if last != nil && c.change != nil && c.change != last && open[c.start] == closed {
			open[c.start] = costly
		}
		last = c.change
	}
}
