package typeset

import (
	"strings"

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
	left    float64   // of the table, from the left of the text frame
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

// table sets a table: caption, rows, lines below.
func (t *setter) table(b *doc.Table, in context) {
	g := &grid{setter: t, table: b, element: within(in.parent, RoleTable)}
	g.element.Summary = b.Summary
	caption := t.caption(&b.Caption, g.element)
	g.read()
	g.fit()
	head, body := g.set()
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
	again := t.repeat(b, head)
	for i, l := range body {
		if i > 0 {
			l.repeat = again
		}
	}
	t.add(body, 0, 0)
	bind(t.galley[start:min(start+len(caption)+len(head)+1, len(t.galley))])
	t.below(&b.Caption, b.Notes, in.parent)
}

// hold ties the rows at the beginning of a table, up to a quarter of a page, and the last two, so that no page shows a table hardly begun or
// hardly left.
func (g *grid) hold(head, body []*slab) {
	quarter := (g.sheet.Page.Height - g.sheet.Page.Top - g.sheet.Page.Bottom).Points() / 4
	height := heightOf(head)
	for i, l := range body {
		if i > 0 && l.height < quarter && (height < quarter || i == len(body)-1) {
			l.tie = tight
		}
		height += l.height
	}
}

// captionAfter is the room between a caption and what it names.
func (t *setter) captionAfter(caption []*slab) style.Length {
	if len(caption) == 0 {
		return 0
	}
	return t.sheet.TableTitle.After
}

// caption sets "Table 1" and the title below it as one element.
func (t *setter) caption(c *doc.Caption, parent *Element) []*slab {
	element := within(parent, RoleCaption)
	var out []*slab
	if c.Label != "" {
		out = t.para(para{style: t.sheet.TableNumber, inlines: []doc.Inline{&doc.Text{Place: doc.Place{Span: c.Span}, Value: c.Label + "\u00A0"}}, element: element}) // the space is for programs that read the text
	}
	if len(c.Inlines) > 0 {
		out = append(out, t.para(para{style: t.sheet.TableTitle, inlines: c.Inlines, element: element})...)
	}
	knit(out, true)
	return out
}

// A repeat is what is printed again where a table goes on: its caption and the rows with the column heads.
type repeat struct {
	slabs  []*slab
	height float64
}

func (t *setter) repeat(b *doc.Table, head []*slab) *repeat {
	out := &repeat{}
	c := &b.Caption
	put := func(s style.Text, label string, title []doc.Inline, continued bool) {
		r := &reader{setter: t, base: s.Size.Points(), mute: true} // the notes are called once, above
		l := lookOf(s)
		slanted := l
		slanted.style ^= italic
		r.add(label, l, nil, nil, c.Span)
		r.inlines(title, l, nil, nil)
		if continued {
			r.add(" (", l, nil, nil, c.Span)
			r.add(t.sheet.Language.Tables.Continued, slanted, nil, nil, c.Span)
			r.add(")", l, nil, nil, c.Span)
		}
		out.slabs = append(out.slabs, t.lines(r.done(), s, t.measureOf(s))...)
	}
	if c.Label != "" {
		put(t.sheet.TableNumber, c.Label, nil, true)
	}
	if len(c.Inlines) > 0 {
		put(t.sheet.TableTitle, "", c.Inlines, c.Label == "")
	}
	gap := t.captionAfter(out.slabs).Points()
	for i, h := range head {
		again := &slab{height: h.height, marks: h.marks}
		if i == 0 {
			again.before = gap
		}
		out.slabs = append(out.slabs, again)
	}
	if len(head) == 0 && len(out.slabs) > 0 {
		out.height += gap
	}
	for _, l := range out.slabs {
		out.height += l.before + l.height
	}
	return out
}

// below sets the lines under a table or picture and the lettered notes, which stay with what is above them.
func (t *setter) below(c *doc.Caption, notes []*doc.Note, parent *Element) {
	s := t.sheet.TableLine
	left := s.Left.Points()
	put := func(slabs []*slab, closing []*note) {
		for _, n := range closing {
			slabs[len(slabs)-1].closing = append(slabs[len(slabs)-1].closing, n.element)
		}
		t.keep = true
		t.add(slabs, s.Before, 0)
	}
	for _, line := range c.Lines {
		element := within(parent, RoleParagraph)
		r := &reader{setter: t, base: s.Size.Points()}
		l := lookOf(s)
		slanted := l
		slanted.style ^= italic
		r.add(line.Label, slanted, element, nil, line.Span)
		r.add(" ", l, element, nil, line.Span)
		r.inlines(line.Inlines, l, element, nil)
		p := r.done()
		put(t.lines(p, s, t.measureOf(s)), p.notes)
	}
	for _, n := range notes {
		set := t.note(n, parent)
		set.element.parent = parent // not the cell that calls it first
		set.lines = t.noteLines(n, set, s, left, left+s.First.Points())
		set.lines[0].places = append(set.lines[0].places, set.place)
		put(set.lines, nil)
	}
	t.after = t.sheet.Table.After.Points()
	t.keep = false
}

// picture sets a picture, never larger than the measure or what a page has room for beside what stays with the picture, and never larger
// than 96 pixels an inch make it.
func (t *setter) picture(b *doc.Picture, in context) {
	group := within(in.parent, RoleGroup)
	caption := t.caption(&b.Caption, group)
	image := &Image{X: t.frame + t.sheet.Body.Left.Points(), Picture: b}
	figure := within(group, RoleFigure)
	figure.Alt, figure.Box = b.Alt, image
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
	t.below(&b.Caption, nil, in.parent)
	bind(t.galley[start:])

	width, height := float64(b.Width)*0.75, float64(b.Height)*0.75
	part := min(1, (t.sheet.Page.Frame()-t.sheet.Body.Left-t.sheet.Body.Right).Points()/width, t.beside(b, above)/height)
	image.Width, image.Height = width*part, height*part
	l.height = image.Height
}

// chain is the index of the first slab at the end of the galley that stays with the slab added next.
func (t *setter) chain() int {
	first := len(t.galley)
	if !t.keep {
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
	n := trial{to: first}
	for n.to < len(t.galley) {
		n = t.extend(n, first, false)
	}
	if last := len(t.report.Blocks) - 1; t.report.Blocks[last] == doc.Block(b) {
		n.used += (t.sheet.EndRule.Before + t.sheet.EndRule.Weight).Points()
	}
	return max(page-n.used-n.foot-tiny, page/3)
}

// read flattens the cells and gives each its style, its element and the header cells that name it.
func (g *grid) read() {
	head, rows := within(g.element, RoleHead), within(g.element, RoleRows)
	columns := make([][]*Element, len(g.table.Columns)) // column heads so far
	cuts := make([]*Element, len(g.table.Columns))      // cut-in head in force
	for i, r := range g.table.Rows {
		parent := rows
		if i < g.table.Head {
			parent = head
		}
		row := within(parent, RoleRow)
		var stub *Element
		cells := make([]*cell, len(r.Cells))
		for j, c := range r.Cells {
			k := g.cell(i, r, c)
			k.element = within(row, RoleDataCell)
			k.element.ColSpan, k.element.RowSpan = c.ColSpan, c.RowSpan
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
				stub = k.element
			}
			if k.element.Role == RoleDataCell {
				k.element.Headers = headers(over, cuts[c.Column:c.Column+c.ColSpan], stub)
			}
			k.text = g.setter.read(c.Inlines, k.style, k.element)
			cells[j] = k
		}
		g.rows = append(g.rows, cells)
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

// decimals shifts the numbers of each column so that their decimal points stand under each other. A note mark hangs over to the right.
func (g *grid) decimals() {
	deepest := make([]float64, len(g.table.Columns))
	var numbers []*cell
	for _, row := range g.rows {
		for _, c := range row {
			if c.row < g.table.Head || c.align != doc.AlignRight || c.ColSpan > 1 || !number(c.text.text) {
				continue
			}
			c.shift = g.fraction(c)
			deepest[c.Column] = max(deepest[c.Column], c.shift)
			numbers = append(numbers, c)
		}
	}
	for _, c := range numbers {
		c.shift = deepest[c.Column] - c.shift - g.marks(c)
	}
}

// fraction is the width of what follows the units of the number in c.
func (g *grid) fraction(c *cell) float64 {
	text := c.text.text
	at := strings.LastIndex(text, g.sheet.Language.Numbers.Decimal)
	if g.sheet.Language.Numbers.Decimal == "" || at < 0 {
		at = strings.IndexByte(text, '%')
		if at < 0 {
			return 0
		}
	}
	l := lookOf(c.style)
	return g.shaper.word(text[at:], l.style).width * l.size / 1000
}

// marks is the width of the note marks at the end of c, as far as they may hang over.
func (g *grid) marks(c *cell) float64 {
	width := 0.0
	for _, ch := range c.text.chunks {
		if ch.mark != "" {
			width += g.shaper.word(ch.mark, ch.look.style).width * ch.look.size / 1000
		}
	}
	return min(width, g.sheet.Table.CellRight.Points())
}

// number reports whether text is a number as tables hold it.
func number(text string) bool {
	digits := false
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case !strings.ContainsRune("+-–−.,%\u00A0\u202F ", r):
			return false
		}
	}
	return digits
}
