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
	index  int // of the page
}

// assemble cuts the galley into pages, the masthead on the first, and hands each of them to draw. What stands on a page is let go.
func (t *setter) assemble(masthead *slab, draw func(*Page)) {
	t.turnAround()
	room := func(p style.Page, top float64) float64 { return (p.Height - p.Bottom).Points() - top }
	portrait, landscape := t.sheet.Page, t.sheet.Landscape
	c := newCutter(t, rooms{room(portrait, masthead.height), room(portrait, portrait.Top.Points()), room(landscape, landscape.Top.Points())})
	leaves := c.leaves()
	c.cuts, c.at = nil, nil // they have served
	t.tooHigh(c, leaves)
	for i, l := range leaves {
		format := portrait
		if i > 0 && c.wide(l.from) {
			format = landscape
		}
		side := &sheetSide{t, &Page{Number: i + 1, Width: format.Width.Points(), Height: format.Height.Points()}, format, i}
		y := format.Top.Points()
		if i == 0 {
			side.draw(masthead, 0)
			y = masthead.height
		}
		side.slabs(l, y, room(format, y))
		side.notes(c.lines[l.first:l.last], l.first < l.last && c.inside(int32(l.first)))
		clear(t.galley[l.from:l.to])
		clear(c.lines[l.first:l.last])
		side.shift()
		if i > 0 {
			side.furniture(t.sheet.Header, t.report.Front.Symbol, Header)
			side.furniture(t.sheet.Folio, strconv.Itoa(i+1), Footer)
		}
		draw(side.page)
	}
}

// turnAround makes what is tied to wide slabs wide: the headings above a table, the lines below it.
func (t *setter) turnAround() {
	for i := 1; i < len(t.galley); i++ {
		if t.galley[i].tie.holds() && t.galley[i-1].wide {
			t.galley[i].wide = true
		}
	}
	for i := len(t.galley) - 1; i > 0; i-- {
		if t.galley[i].tie.holds() && t.galley[i].wide {
			t.galley[i-1].wide = true
		}
	}
}

// slabs draws the slabs of a leaf from y downwards.
func (p *sheetSide) slabs(l leaf, y, room float64) {
	for i := l.from; i < l.to; i++ {
		s := p.galley[i]
		switch {
		case i == l.from && repeats(s, room):
			y = p.again(s.repeat, y)
		case i > l.from || p.index == 0:
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
