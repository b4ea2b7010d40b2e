package typeset

import (
	"strconv"

	"rapporteur/internal/style"
)

// A sheetSide is a page that is being assembled.
type sheetSide struct {
	*setter
	page   *Page
	format style.Page
	index  int  // of the page
	first  bool // the page is the first of its binder
	bars   []extentY
}

// A binder assembles pages while the galley grows.
type binder struct {
	*setter
	*cutter
	masthead *slab
	hand     func(*Page)
	index    int  // of the next page
	first    int  // index of the first page
	preface  bool // the pages stand before the first one
}

// newBinder returns a binder that hands every page to hand.
func newBinder(t *setter, masthead *slab, hand func(*Page)) *binder {
	b := &binder{setter: t, masthead: masthead, hand: hand}
	first, other, wide := b.room(t.sheet.Page, masthead.height), b.room(t.sheet.Page, t.sheet.Page.Top.Points()), b.room(t.sheet.Landscape, t.sheet.Landscape.Top.Points())
	b.cutter = newCutter(t, rooms{first, other, wide})
	return b
}

// room is the height that a page has from top downwards.
func (b *binder) room(p style.Page, top float64) float64 { return (p.Height - p.Bottom).Points() - top }

// batch is by how many slabs the galley grows before the binder looks for pages: more would be kept longer, fewer would have it look too often.
const batch = 500

// advance assembles the pages that are certain. It must not be called while slabs at the end of the galley may change.
func (b *binder) advance() {
	seen := len(b.cutter.galley)
	if len(b.setter.galley) < seen+batch {
		return
	}
	to := len(b.setter.galley) - 1 // what is tied to the slabs to come may turn with them
	for to > seen && b.setter.galley[to].tie.holds() {
		to--
	}
	if to > seen {
		turnAround(b.setter.galley[seen:to])
		b.take(b.setter.galley[:to])
		b.bind(b.some())
	}
}

// finish assembles the pages that are left.
func (b *binder) finish() {
	turnAround(b.setter.galley[len(b.cutter.galley):])
	b.take(b.setter.galley)
	b.bind(b.all())
}

// bind assembles pages and hands them over. What stands on them is let go.
func (b *binder) bind(leaves []leaf) {
	b.tooHigh(b.cutter, leaves)
	galley, lines := b.cutter.galley, b.cutter.lines
	for _, l := range leaves {
		format := b.sheet.Page
		if b.index > b.first && b.wide(l.from) {
			format = b.sheet.Landscape
		}
		side := &sheetSide{setter: b.setter, page: &Page{Number: b.index - b.first + 1, Width: format.Width.Points(), Height: format.Height.Points()}, format: format, index: b.index, first: b.index == b.first}
		y := format.Top.Points()
		if side.first {
			side.draw(b.masthead, 0)
			y = b.masthead.height
		}
		side.slabs(galley[l.from:l.to], y, b.room(format, y))
		side.notes(lines[l.first:l.last], l.first < l.last && b.inside(int32(l.first)))
		letGo(galley[l.from:l.to])
		letGo(lines[l.first:l.last])
		side.drawBars()
		side.shift()
		if !side.first || b.preface {
			folio := strconv.Itoa(side.page.Number)
			if b.preface {
				folio = style.Counter('i', side.page.Number)
			}
			side.furniture(b.sheet.Header, b.report.Front.Symbol, Header)
			side.furniture(b.sheet.Folio, folio, Footer)
		}
		b.hand(side.page)
		b.index++
	}
}

// letGo lets slabs go. The last places stay, for findings about what follows.
func letGo(slabs []*slab) {
	var last *slab
	for i, s := range slabs {
		if len(s.places) > 0 {
			last = &slab{places: s.places}
		}
		slabs[i] = nil
	}
	if last != nil {
		slabs[len(slabs)-1] = last
	}
}

// turnAround makes what is tied to wide slabs wide: the headings above a table, the lines below it.
func turnAround(galley []*slab) {
	for i := 1; i < len(galley); i++ {
		if galley[i].tie.holds() && galley[i-1].wide {
			galley[i].wide = true
		}
	}
	for i := len(galley) - 1; i > 0; i-- {
		if galley[i].tie.holds() && galley[i].wide {
			galley[i-1].wide = true
		}
	}
}

// slabs draws the slabs of a page from y downwards.
func (p *sheetSide) slabs(slabs []*slab, y, room float64) {
	for i, s := range slabs {
		switch {
		case i == 0 && repeats(s, room):
			y = p.again(s.repeat, y)
		case i > 0 || p.first:
			y += s.before
		}
		p.draw(s, y)
		y += s.height
	}
}

// again draws what is repeated above the rest of a table. It is no part of the text.
func (p *sheetSide) again(r *repeat, y float64) float64 {
	for _, s := range r.slabs {
		y += s.before
		for _, m := range s.marks {
			copied := Mark{Artifact: Repeat}
			for _, it := range m.Items {
				copied.Items = append(copied.Items, it.moved(y))
			}
			p.mark(copied)
		}
		y += s.height
	}
	return y
}

// draw puts a slab onto the page with its upper edge at y and its elements into the tree.
func (p *sheetSide) draw(s *slab, y float64) {
	for _, place := range s.places {
		*place = Place{Page: p.index, Y: y}
	}
	for _, m := range s.marks {
		drawn := Mark{Element: m.Element, Items: make([]Item, len(m.Items))}
		for i, it := range m.Items {
			drawn.Items[i] = it.moved(y)
			if m.Element != nil && m.Element.Box != nil && m.Element.Role == RoleFigure {
				m.Element.Box = drawn.Items[i].(*Image)
			}
		}
		p.mark(drawn)
	}
	for _, l := range s.links {
		l.Y += y
		if n := p.calls[l.Element]; n != nil {
			*n.call = Place{Page: p.index, Y: l.Y}
		}
		p.page.Links = append(p.page.Links, l)
		l.Element.Kids = append(l.Element.Kids, Annotation{p.index, len(p.page.Links) - 1})
	}
	for _, e := range s.closing {
		e.attach()
	}
	if s.changed {
		p.bars = append(p.bars, extentY{y, s.height})
	}
	for _, b := range s.bars {
		p.bars = append(p.bars, extentY{y + b.y, b.height})
	}
}

// mark adds a mark to the page, or its items to the last mark when they go on in the same element.
func (p *sheetSide) mark(m Mark) {
	n := len(p.page.Marks)
	if m.Element == nil {
		if len(m.Items) > 0 {
			p.page.Marks = append(p.page.Marks, m)
		}
		return
	}
	m.Element.attach()
	if len(m.Items) == 0 {
		return
	}
	if kids := m.Element.Kids; n > 0 && len(kids) > 0 && p.page.Marks[n-1].Element == m.Element && kids[len(kids)-1] == (Content{p.index, n - 1}) {
		last := &p.page.Marks[n-1]
		last.Items = append(last.Items, m.Items...)
		return
	}
	p.page.Marks = append(p.page.Marks, m)
	m.Element.Kids = append(m.Element.Kids, Content{p.index, n})
}

// notes draws the notes at the foot of the page, so that the last line stands on the lower margin. continued tells that the first of them
// began on the page before.
func (p *sheetSide) notes(lines []*slab, continued bool) {
	if len(lines) == 0 {
		return
	}
	s := p.sheet.Separator
	left, width := s.Left, s.Width
	if continued {
		left, width = s.ContinuedLeft, s.ContinuedWidth
	}
	y := (p.format.Height - p.format.Bottom - s.After).Points() - heightOf(lines)
	p.mark(Mark{Artifact: Layout, Items: []Item{&Rule{X: p.frame + left.Points(), Y: y - s.Weight.Points(), Width: width.Points(), Weight: s.Weight.Points()}}})
	y += s.After.Points()
	for _, l := range lines {
		p.draw(l, y)
		y += l.height
	}
}

// shift moves everything from the left margin of portrait pages to that of this page.
func (p *sheetSide) shift() {
	dx := p.format.Left.Points() - p.frame
	if dx == 0 {
		return
	}
	for _, m := range p.page.Marks {
		for _, it := range m.Items {
			switch it := it.(type) {
			case *Run:
				it.X += dx
			case *Rule:
				it.X += dx
			case *Image:
				it.X += dx
			}
		}
	}
	for i := range p.page.Links {
		p.page.Links[i].X += dx
	}
}

// furniture draws the running head with its rule, or the folio: at the left of even pages, at the right of odd ones.
func (p *sheetSide) furniture(s style.Text, text string, kind Artifact) {
	if text == "" {
		return
	}
	page := p.format
	height, base := lineBox(s, p.families[0])
	y := page.Header.Points()
	if kind == Footer {
		y = (page.Height - page.Footer).Points() - height
	}
	l := &slab{}
	x, odd := page.Left.Points(), p.page.Number%2 == 1
	if odd {
		x += page.Frame().Points()
	}
	p.words(l, p.plain(text, s, nil), x, y+base, odd)
	if kind == Header {
		l.put(nil, &Rule{X: page.Left.Points(), Y: y + height + page.HeaderGap.Points(), Width: page.Frame().Points(), Weight: page.HeaderRule.Points()})
	}
	for _, m := range l.marks {
		m.Artifact = kind
		p.mark(m)
	}
}
