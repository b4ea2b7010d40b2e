package typeset

import (
	"cmp"
	"math"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A grid is a table that is being set.
type grid struct {
	*setter
	table   *doc.Table
	element *Element
	rows    [][]*cell // the cells that begin in each row
	widths  []float64 // of the columns, the gap at their right included
	form    form
}

// A cell is a cell of a grid.
type cell struct {
	*doc.Cell
	row     int
	style   style.Text
	align   doc.Align
	text    *passage
	element *Element
	extent  extent
	shift   float64 // of its right edge to the left, so that decimal points stand in a column
	lines   []*slab
}

// table sets a table: caption, rows, lines below. All of it stands on a landscape page where the rows do.
func (t *setter) table(b *doc.Table, in context) {
	g := &grid{setter: t, table: b, element: within(in.parent, RoleTable)}
	g.element.Summary = b.Summary
	title := t.readCaption(&b.Caption, g.element)
	g.read()
	g.fit()
	caption := t.setCaption(title, g.placed)
	head, body, again := g.set(title)
	g.hold(head, body)
	first := head
	if len(caption) > 0 {
		first = caption
	}
	if len(first) == 0 {
		first = body
	}
	t.at(b, first)
	start := len(t.galley)
	t.add(caption, 0, t.captionAfter(caption))
	t.keep = len(caption) > 0
	t.add(head, 0, 0)
	t.keep = t.keep || len(head) > 0
	for i, l := range body {
		if i > 0 {
			l.repeat = again
		}
	}
	t.add(body, 0, 0)
	bind(t.galley[start:min(start+len(caption)+len(head)+1, len(t.galley))])
	t.below(&b.Caption, b.Notes, in.parent, g.placed(t.sheet.TableLine))
	for _, l := range t.galley[start:] {
		l.wide = g.form.wide
	}
}

// placed moves what stands above or below the table, as the sheet has it for a table of the usual width, to the edges that the table has.
func (g *grid) placed(s style.Text) style.Text {
	usual := g.usual()
	s.Left += style.Length(g.form.left - usual.left)
	s.Right += style.Length(usual.left + usual.width - g.form.left - g.form.width)
	return s
}

// hold ties the first two rows of a table and the last two, so that no page shows a table hardly begun or hardly left, and all rows of one
// that takes no more than a quarter of a page.
func (g *grid) hold(head, body []*slab) {
	quarter := g.room() / 4
	small := heightOf(head)+heightOf(body) < quarter
	for i, l := range body {
		if i > 0 && l.height < quarter && (small || i == 1 || i == len(body)-1) {
			l.tie = tight
		}
	}
}

// captionAfter is the room between a caption and what it names.
func (t *setter) captionAfter(caption []*slab) style.Length {
	if len(caption) == 0 {
		return 0
	}
	return t.sheet.TableTitle.After
}

// A title is the caption of a table or picture: "Table 1" and the title below it, of one element.
type title struct {
	caption *doc.Caption
	parts   []titlePart
	element *Element
}

// A titlePart is one paragraph of a title.
type titlePart struct {
	style style.Text
	text  *passage
}

// readCaption reads c. Reading it before the cells makes the notes that it calls the first.
func (t *setter) readCaption(c *doc.Caption, parent *Element) *title {
	out := &title{caption: c, element: within(parent, RoleCaption)}
	add := func(s style.Text, in []doc.Inline) {
		out.parts = append(out.parts, titlePart{s, t.read(in, s, out.element)})
	}
	if c.Label != "" {
		label := []doc.Inline{&doc.Text{Place: doc.Place{Span: c.Span}, Value: c.Label + "\u00A0"}} // the space is for programs that read the text
		if c.Was != "" {
			was := &doc.Del{By: &doc.Revision{Kind: doc.Deleted, Follows: true}, Inlines: []doc.Inline{&doc.Text{Place: doc.Place{Span: c.Span}, Value: c.Was}}}
			label = append([]doc.Inline{was, &doc.Text{Value: " "}}, label...)
		}
		add(t.sheet.TableNumber, label)
	}
	if len(c.Inlines) > 0 {
		add(t.sheet.TableTitle, c.Inlines)
	}
	return out
}

// setCaption breaks the lines of a title, where place moves its styles to.
func (t *setter) setCaption(c *title, place func(style.Text) style.Text) []*slab {
	var out []*slab
	for _, p := range c.parts {
		s := place(p.style)
		lines := t.lines(p.text, s, t.measureOf(s))
		for _, n := range p.text.notes {
			lines[len(lines)-1].closing = append(lines[len(lines)-1].closing, n.element)
		}
		out = append(out, lines...)
	}
	knit(out, true)
	return out
}

// below sets the lines under a table or picture in s, and the lettered notes. They stay with what is above them.
func (t *setter) below(c *doc.Caption, notes []*doc.Note, parent *Element, s style.Text) {
	left := s.Left.Points()
	put := func(slabs []*slab, closing []*note) {
		for _, n := range closing {
			slabs[len(slabs)-1].closing = append(slabs[len(slabs)-1].closing, n.element)
		}
		knit(slabs, true)
		t.keep = true
		t.add(slabs, s.Before, 0)
	}
	for _, line := range c.Lines {
		element := within(parent, RoleParagraph)
		r := &reader{setter: t, base: s.Size.Points()}
		l := lookOf(s)
		leave := t.enter(line.Revision)
		words := append([]doc.Inline{&doc.Emph{Inlines: []doc.Inline{&doc.Text{Place: doc.Place{Span: line.Span}, Value: line.Label}}}, &doc.Text{Value: " "}}, line.Inlines...)
		r.whole(words, l, element)
		leave()
		p := r.done()
		put(t.lines(p, s, t.measureOf(s)), p.notes)
	}
	for _, n := range notes {
		set := t.note(n, parent)
		set.element.parent = parent // not the cell that calls it first
		back := t.aside(cmp.Or(n.Revision, t.revision))
		set.lines = t.noteLines(n, set, s, left, left+s.First.Points())
		back()
		set.lines[0].places = append(set.lines[0].places, set.place)
		put(set.lines, nil)
	}
	t.after = t.sheet.Table.After.Points()
	t.keep = false
}

// picture sets a picture in the size that the sheet has for it, or in what a page has room for beside what stays with the picture.
func (t *setter) picture(b *doc.Picture, in context) {
	group := within(in.parent, RoleGroup)
	caption := t.setCaption(t.readCaption(&b.Caption, group), func(s style.Text) style.Text { return s })
	image := &Image{X: t.frame + t.sheet.Body.Left.Points(), Picture: b}
	figure := within(group, RoleFigure)
	figure.Alt, figure.Box = t.described(b.Alt), image
	l := &slab{}
	l.put(figure, image)
	slabs := []*slab{l}
	if len(caption) > 0 {
		t.at(b, caption)
	} else {
		t.at(b, slabs)
	}
	above, start := t.chain(), len(t.galley)
	t.add(caption, 0, t.captionAfter(caption))
	t.keep = len(caption) > 0
	t.add(slabs, 0, 0)
	t.below(&b.Caption, nil, in.parent, t.sheet.TableLine)
	bind(t.galley[start:])

	width, height := t.sheet.Picture(b.Width, b.Height)
	part := min(1, t.beside(b, above)/height.Points())
	image.Width, image.Height = width.Points()*part, height.Points()*part
	l.height = image.Height
	t.frameOf(l, image)
}

// chain is the index of the first slab at the end of the galley that stays with the slab added next.
func (t *setter) chain() int {
	first := len(t.galley)
	if !t.keep && t.follow == 0 {
		return first
	}
	for first--; first > 0 && t.galley[first].tie.holds(); first-- {
	}
	return max(first, 0)
}

// beside is the height that the galley from the slab first on, with its notes, leaves on a page for the picture b at its end: no less than
// a third of the page, whatever stays with the picture.
func (t *setter) beside(b *doc.Picture, first int) float64 {
	page := (t.sheet.Page.Height - t.sheet.Page.Top - t.sheet.Page.Bottom).Points()
	used := t.extent(first)
	if last := len(t.report.Blocks) - 1; t.report.Blocks[last] == doc.Block(b) {
		used += (t.sheet.EndRule.Before + t.sheet.EndRule.Weight).Points()
	}
	return max(page-used-tiny, page/3)
}

// read flattens the cells and gives each its style, its element and the header cells that name it.
func (g *grid) read() {
	head, rows := within(g.element, RoleHead), within(g.element, RoleRows)
	columns := make([][]*Element, len(g.table.Columns)) // column heads so far
	cuts := make([]*Element, len(g.table.Columns))      // cut-in head in force
	stubs := make([]*Element, len(g.table.Rows))        // what names each row, perhaps with the rows around it
	for i, r := range g.table.Rows {
		parent := rows
		if i < g.table.Head {
			parent = head
		}
		leave := g.enter(r.Revision)
		row := within(parent, RoleRow)
		cells := make([]*cell, len(r.Cells))
		for j, c := range r.Cells {
			k := g.cell(i, r, c)
			k.element = within(row, RoleDataCell)
			k.element.ColSpan, k.element.RowSpan = uint16(c.ColSpan), uint16(min(c.RowSpan, math.MaxUint16))
			words := doc.PlainText(c.Inlines) != ""
			over := columns[c.Column : c.Column+c.ColSpan]
			switch {
			case i < g.table.Head:
				g.header(k.element, ColumnScope)
				for n := range over {
					over[n] = append(over[n], k.element)
				}
			case k.CutIn:
				g.header(k.element, ColumnScope)
				for n := range over {
					cuts[c.Column+n] = k.element
				}
			case c.Column == 0 && words && len(g.table.Columns) > 1:
				g.header(k.element, RowScope)
				for n := i; n < min(i+c.RowSpan, len(stubs)); n++ {
					stubs[n] = k.element
				}
			}
			if k.element.Role == RoleDataCell {
				k.element.Headers = headers(over, cuts[c.Column:c.Column+c.ColSpan], stubs[i])
			}
			k.text = g.setter.read(c.Inlines, k.style, k.element)
			cells[j] = k
		}
		g.rows = append(g.rows, cells)
		leave()
	}
	g.decimals()
}

// header makes e a header cell.
func (g *grid) header(e *Element, s Scope) {
	e.Role, e.Scope, e.ID = RoleHeaderCell, s, g.id("cell")
}

// headers collects the header cells of a data cell, each once.
func headers(over [][]*Element, cuts []*Element, stub *Element) []*Element {
	var out []*Element
	add := func(e *Element) {
		for _, o := range out {
			if o == e {
				return
			}
		}
		if e != nil {
			out = append(out, e)
		}
	}
	for _, column := range over {
		for _, e := range column {
			add(e)
		}
	}
	for _, e := range cuts {
		add(e)
	}
	add(stub)
	return out
}

// cell returns the cell c of row i with its look.
func (g *grid) cell(i int, r *doc.Row, c *doc.Cell) *cell {
	k := &cell{Cell: c, row: i, style: g.sheet.TableCell, align: g.table.Columns[c.Column].Align}
	switch {
	case i < g.table.Head:
		k.style = g.sheet.TableHead
		if c.ColSpan > 1 {
			k.align = doc.AlignCenter
		}
	case k.CutIn:
		k.style.Italic = true
		k.align = doc.AlignLeft
		if c.Column > 0 && c.ColSpan > 1 {
			k.align = doc.AlignCenter
		}
	case r.Kind == doc.TotalRow:
		k.style.Bold = true
	}
	return k
}
