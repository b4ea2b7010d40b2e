package typeset

import (
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// front sets what stands above the text: it returns the masthead, whose height is the lower edge of its heavy rule on the paper, and puts
// the committee, the title and the date of receipt into the galley.
func (t *setter) front() *slab {
	f := &t.report.Front
	head := t.masthead(f)
	old := f.Older()
	if committee := doc.MarkLines(old.Committee, f.Committee); len(committee) > 0 {
		s := t.sheet.Committee
		p := para{style: s, inlines: doc.JoinLines(committee), element: within(t.root, RoleParagraph)}
		t.add(t.para(p), s.Before, s.After)
		t.keep = s.KeepNext
	}
	if len(f.Title) > 0 {
		s := t.sheet.Title
		slabs := t.para(para{style: s, inlines: f.Title, element: within(t.root, RoleTitle)})
		last := slabs[len(slabs)-1]
		for _, n := range f.TitleNotes { // a note that the title does not call is printed all the same
			if t.known[n] == nil {
				last.notes = append(last.notes, t.note(n, t.root))
			}
		}
		t.add(slabs, s.Before, s.After)
		t.keep = s.KeepNext
	}
	if f.Received != "" || old.Received != "" {
		s := t.sheet.Received
		p := para{style: s, inlines: doc.MarkLine(old.Received, f.Received), element: within(t.root, RoleParagraph)}
		t.add(t.para(p), s.Before, s.After)
	}
	return head
}

// masthead draws the two rows above the title with their rules. The second row grows when its lines do not fit.
func (t *setter) masthead(f *doc.Front) *slab {
	m := t.sheet.Masthead
	l := &slab{}
	if m.None {
		l.height = t.sheet.Page.Top.Points()
		return l
	}
	second, third := t.frame+m.Columns[0].Points(), t.frame+(m.Columns[0]+m.Columns[1]).Points()
	right := t.frame + t.sheet.Page.Frame().Points()
	y := (m.Top + m.Row1).Points()

	height, base := lineBox(m.SymbolLarge, t.families[0])
	line := y - height + base // the base line of organization and symbol
	old := f.Older()
	t.words(l, t.read(doc.MarkLine(old.Organization, f.Organization), m.Organization, within(t.root, RoleParagraph)), second+m.Organization.Left.Points(), line, false)
	t.words(l, t.symbol(old.Symbol, f.Symbol), right, line, true)
	if l.changed {
		l.changed, l.bars = false, []extentY{{y - height, height}}
	}
	l.put(nil, &Rule{X: t.frame, Y: y - m.ThinRule.Points()/2, Width: right - t.frame, Weight: m.ThinRule.Points()})

	treaty := t.column(l, m.Treaty, [][]doc.Inline{doc.JoinLines(doc.MarkLines(old.Treaty, f.Treaty))}, second, third, y)
	distribution := t.column(l, m.Distribution, doc.MarkLines(old.Distribution, f.Distribution), third, right, y)
	y = max(y+m.Row2.Points(), treaty+m.Treaty.Before.Points(), distribution+m.Distribution.Before.Points())
	l.put(nil, &Rule{X: t.frame, Y: y - m.HeavyRule.Points(), Width: right - t.frame, Weight: m.HeavyRule.Points()})
	l.height = y
	return l
}

// column sets paragraphs below each other between from and to and returns where they end. An empty one is an empty line.
func (t *setter) column(l *slab, s style.Text, paragraphs [][]doc.Inline, from, to, y float64) float64 {
	height, _ := lineBox(s, t.families[0])
	y += s.Before.Points()
	for _, text := range paragraphs {
		if len(text) == 0 {
			y += height
			continue
		}
		left := from - t.frame + s.Left.Points()
		p := t.read(text, s, within(t.root, RoleParagraph))
		for _, line := range t.lines(p, s, measure{left: left, first: left, right: to - t.frame}) {
			l.take(line, y)
			y += line.height
		}
	}
	return y
}

// symbol is the document symbol with its first part in large type, behind the one of the older report where that differs.
func (t *setter) symbol(was, now string) *passage {
	m := t.sheet.Masthead
	e := within(t.root, RoleParagraph)
	r := &reader{setter: t, base: m.SymbolLarge.Size.Points()}
	if was == now {
		r.symbol(now, nil, e)
		return r.done()
	}
	if was != "" {
		r.symbol(was, &doc.Revision{Kind: doc.Deleted}, e)
		r.add(" ", lookOf(m.SymbolSmall), e, nil, diag.Span{})
	}
	r.symbol(now, &doc.Revision{Kind: doc.Inserted}, e)
	return r.done()
}

func (r *reader) symbol(symbol string, by *doc.Revision, e *Element) {
	m := r.sheet.Masthead
	large, small, found := strings.Cut(symbol, "/")
	if !found {
		large, small = "", symbol
	} else {
		small = "/" + small
	}
	wide, narrow := lookOf(m.SymbolLarge), lookOf(m.SymbolSmall)
	if by != nil {
		r.change = r.newChange(by, &wide)
		narrow.color = wide.color
		e = r.changeElement(by, e, wide.color)
		r.change.element = e
	}
	r.add(large, wide, e, nil, diag.Span{})
	r.add(small, narrow, e, nil, diag.Span{})
	r.change = nil
}
