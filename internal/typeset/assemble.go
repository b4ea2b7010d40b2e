package typeset

import (
	"strconv"

	"rapporteur/internal/style"
)

// A sheetSide is a page that is being assembled.
type sheetSide struct {
	*setter
	page  *Page
	index int // of the page
}

// assemble cuts the galley into pages and draws them, the masthead on the first.
func (t *setter) assemble(masthead *slab) []*Page {
	p := t.sheet.Page
	bottom := (p.Height - p.Bottom).Points()
	leaves := t.leaves(rooms{first: bottom - masthead.height, other: bottom - p.Top.Points()})
	pages := make([]*Page, 0, len(leaves))
	for i, l := range leaves {
		side := &sheetSide{t, &Page{Number: i + 1, Width: p.Width.Points(), Height: p.Height.Points()}, i}
		y := p.Top.Points()
		if i == 0 {
			side.draw(masthead, 0)
			y = masthead.height
		} else {
			side.furniture(t.sheet.Header, t.report.Front.Symbol, Header)
		}
		side.slabs(l, y)
		side.notes(l.notes, bottom)
		if i > 0 {
			side.furniture(t.sheet.Folio, strconv.Itoa(i+1), Footer)
		}
		pages = append(pages, side.page)
	}
	return pages
}

// slabs draws the slabs of a leaf from y downwards.
func (p *sheetSide) slabs(l leaf, y float64) {
	for i := l.from; i < l.to; i++ {
		s := p.galley[i]
		switch {
		case i == l.from && s.repeat != nil:
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
	for _, n := range s.notes {
		*n.call = Place{Page: p.index, Y: y}
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

// notes draws the notes at the foot of the page, so that the last line stands on the lower margin.
func (p *sheetSide) notes(lines []*slab, bottom float64) {
	if len(lines) == 0 {
		return
	}
	s := p.sheet.Separator
	y := bottom - heightOf(lines) - s.After.Points()
	p.mark(Mark{Artifact: Layout, Items: []Item{&Rule{X: p.frame + s.Left.Points(), Y: y - s.Weight.Points(), Width: s.Width.Points(), Weight: s.Weight.Points()}}})
	y += s.After.Points()
	for _, l := range lines {
		p.draw(l, y)
		y += l.height
	}
}

// furniture draws the running head with its rule, or the folio: at the left of even pages, at the right of odd ones.
func (p *sheetSide) furniture(s style.Text, text string, kind Artifact) {
	page := p.sheet.Page
	height, base := lineBox(s, p.families[0])
	y := page.Header.Points()
	if kind == Footer {
		y = (page.Height - page.Footer).Points() - height
	}
	l := &slab{}
	x, odd := p.frame, p.page.Number%2 == 1
	if odd {
		x += page.Frame().Points()
	}
	p.words(l, p.plain(text, s, nil), x, y+base, odd)
	if kind == Header {
		l.put(nil, &Rule{X: p.frame, Y: y + height + page.HeaderGap.Points(), Width: page.Frame().Points(), Weight: page.HeaderRule.Points()})
	}
	for _, m := range l.marks {
		m.Artifact = kind
		p.mark(m)
	}
}
