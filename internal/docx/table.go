package docx

import (
	"strconv"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A position of the grid of a table: the cell that covers it and the row in which that cell begins.
type position struct {
	cell *doc.Cell
	row  int
}

// cover lays the cells of a table over its grid; a position that no cell covers is zero.
func cover(t *doc.Table) [][]position {
	grid := make([][]position, len(t.Rows))
	for r := range grid {
		grid[r] = make([]position, len(t.Columns))
	}
	for r, row := range t.Rows {
		for _, c := range row.Cells {
			for i := r; i < min(r+c.RowSpan, len(grid)); i++ {
				for k := c.Column; k < min(c.Column+c.ColSpan, len(t.Columns)); k++ {
					grid[i][k] = position{c, r}
				}
			}
		}
	}
	return grid
}

// table writes a table with its caption and the lines under it.
func (w *writer) table(t *doc.Table) {
	w.check(t.Span, t.Summary)
	w.check(t.Span, t.SummaryWas)
	fit := w.fit(t)
	titled := w.caption(t, t.Caption, fit.placed(w))
	if !titled {
		w.partTables()
	}
	w.leaveRoom(0)
	m := w.body
	m.start("w:tbl")
	w.tableProperties(t, fit)
	w.grid(fit.columns)
	grid := cover(t)
	under := len(t.Caption.Lines)+len(t.Notes) > 0 || doc.Block(t) == w.last
	for r, row := range t.Rows {
		w.under(row.Revision, func() {
			m.start("w:tr")
			w.rowProperties(r < t.Head, row.Loose)
			keep := r < t.Head || row.Kind == doc.CutInRow || under && r == len(t.Rows)-1 && !row.Loose || joined(t, grid, r)
			for k := 0; k < len(t.Columns); {
				k += w.tableCell(t, grid, fit, r, k, keep)
			}
			m.end()
		})
	}
	m.end()
	for _, v := range views {
		w.afterTable[v] = w.afterTable[v] || v.shows(w.revision)
	}
	w.linesUnder(t, t.Caption.Lines, t.Notes, fit.placed(w))
}

// partTables writes a paragraph between two tables in each report in which they would touch.
func (w *writer) partTables() {
	var in [len(views)]bool
	for _, v := range views {
		in[v] = w.afterTable[v] && v.shows(w.revision)
	}
	var mark *doc.Revision
	switch {
	case in[newer] && in[older]:
	case in[newer]:
		mark = w.by(doc.Inserted)
	case in[older]:
		mark = w.by(doc.Deleted)
	default:
		return
	}
	w.under(mark, func() {
		waiting := w.waiting
		w.waiting = nil
		w.begin(w.body, w.sheet.TableLine, nil).finish()
		w.waiting = waiting
	})
}

// rowProperties writes what is stated of a row; a loose one may be parted by the end of a page, unless it is a head. One that is inserted or
// deleted says so beside all that stands in it.
func (w *writer) rowProperties(head, loose bool) {
	m := w.body
	if !head && loose && w.revision == nil {
		return
	}
	m.start("w:trPr")
	if head || !loose {
		m.leaf("w:cantSplit")
	}
	if head {
		m.leaf("w:tblHeader")
	}
	if w.revision != nil {
		m.leaf(element(w.revision), w.change(m, w.revision)...)
	}
	m.end()
}

// joined reports whether row r must not part from the row below: a cell covers both, or the row below is their sum.
func joined(t *doc.Table, grid [][]position, r int) bool {
	if r == len(grid)-1 {
		return false
	}
	for _, at := range grid[r+1] {
		if at.cell != nil && at.row <= r {
			return true
		}
	}
	return t.Rows[r+1].Kind == doc.TotalRow
}

// A tableName is what is read aloud of a table.
type tableName struct{ title, description string }

// nameOf is the name of a table in the view.
func (v view) nameOf(t *doc.Table) tableName {
	n := tableName{strings.TrimSpace(v.labelOf(t) + " " + v.text(t.Caption.Inlines)), t.Summary}
	if v == older && t.SummaryWas != "" {
		n.description = t.SummaryWas
	}
	return n
}

// tableProperties writes what is stated of a whole table. Where its name differs in the older report, they are all stated again as they were there.
func (w *writer) tableProperties(t *doc.Table, fit tableFit) {
	m := w.body
	m.start("w:tblPr")
	w.propertiesOf(t, fit, newer.nameOf(t))
	if was := older.nameOf(t); w.revision == nil && was != newer.nameOf(t) {
		m.start("w:tblPrChange", w.change(m, w.by(doc.Inserted))...)
		m.start("w:tblPr")
		w.propertiesOf(t, fit, was)
		m.end()
		m.end()
	}
	m.end()
}

// propertiesOf writes the properties of a table of that name.
func (w *writer) propertiesOf(t *doc.Table, fit tableFit, name tableName) {
	m := w.body
	m.leaf("w:tblStyle", "w:val", tableStyle.ID)
	m.leaf("w:tblW", "w:w", itoa(fit.width()), "w:type", "dxa")
	m.leaf("w:tblInd", "w:w", itoa(fit.indent.Twips()), "w:type", "dxa")
	if t.Form {
		line := rule{weight: w.sheet.Table.HeadRule.EighthPoints()}
		m.start("w:tblBorders")
		for _, side := range []string{"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"} {
			border(m.markup, side, line)
		}
		m.end()
	}
	m.leaf("w:tblLayout", "w:type", "fixed")
	if t.Form { // the text must not touch the lines
		cellMargins(m.markup, w.sheet.Table.CellGap.Twips(), w.sheet.Table.CellGap.Twips())
	}
	m.leaf("w:tblLook", "w:val", "06A0", "w:firstRow", "1", "w:lastRow", "0", "w:firstColumn", "1", "w:lastColumn", "0", "w:noHBand", "1", "w:noVBand", "1")
	if name.title != "" {
		m.leaf("w:tblCaption", "w:val", name.title)
	}
	if name.description != "" {
		m.leaf("w:tblDescription", "w:val", name.description)
	}
}

// tableCell writes the cell at row r and column k and returns how many columns it covers.
func (w *writer) tableCell(t *doc.Table, grid [][]position, fit tableFit, r, k int, keep bool) int {
	at := grid[r][k]
	c := at.cell
	if c == nil {
		w.fail("row %d of table %q has no cell in column %d", r+1, t.ID, k+1)
		c = &doc.Cell{Column: k, ColSpan: 1, RowSpan: 1}
		at = position{c, r}
	}
	span := max(1, min(c.Column+c.ColSpan, len(t.Columns))-k)
	props := cellProperties{span: span}
	for _, width := range fit.columns[k : k+span] {
		props.width += width
	}
	if c.RowSpan > 1 {
		props.merge = mergeOn
		if at.row == r {
			props.merge = mergeStart
		}
	}
	rules := w.sheet.Table
	if r < t.Head {
		props.valign = "bottom"
		if r == t.Head-1 {
			props.bottom = rule{weight: rules.HeadRule.EighthPoints()}
		}
	}
	if spanner(t, c, r) && k > 0 {
		// The rule under the head is that of its paragraph: the room at its sides parts it from the rules of its neighbours.
		props.left = max(0, (rules.SpanGap - rules.CellGap).Twips())
	}
	if t.Rows[r].Kind == doc.TotalRow {
		props.top = rule{weight: rules.TotalRule.EighthPoints()}
	}
	if c.Locked {
		w.lock()
	}
	w.cell(props, func() { w.cellText(t, c, at.row == r, r, fit, keep) })
	if c.Locked {
		w.unlock()
	}
	return span
}

// spanner reports whether the cell in row r is a head over heads.
func spanner(t *doc.Table, c *doc.Cell, r int) bool {
	return c.ColSpan > 1 && r+c.RowSpan < t.Head
}

// cellText writes the paragraph of a cell; shown is false in the rows that the cell covers below its first.
func (w *writer) cellText(t *doc.Table, c *doc.Cell, shown bool, r int, fit tableFit, keep bool) {
	s := w.sheet
	head := r < t.Head
	text := s.TableCell
	if head {
		text = s.TableHead
	}
	size := fit.size
	if c.Small {
		size = s.Table.MinSize.HalfPoints()
	}
	if size > 0 {
		text = w.smaller(text, size)
	}
	p := w.begin(w.body, text, func(pp *paragraphProperties) {
		pp.keepNext = keep
		if !shown {
			return
		}
		switch align(t, c, head) {
		case doc.AlignCenter:
			pp.align = "center"
		case doc.AlignRight:
			pp.align = "right"
			pp.right = w.besideNumbers(t, c).Twips()
			if !head {
				bold := text.Bold || t.Rows[r].Kind == doc.TotalRow
				pp.right -= w.hanging(c, face{bold: bold, italic: text.Italic}, text.Size.HalfPoints())
			}
		}
		if spanner(t, c, r) {
			pp.bottom = rule{weight: s.Table.SpanRule.EighthPoints(), space: max(1, pp.after/20)}
			pp.after = 0
		}
	})
	if shown {
		if c.Name != "" {
			p.endBookmark(p.bookmark(c.Name))
		}
		run := p.base
		run.italic = run.italic || c.CutIn
		run.bold = run.bold || t.Rows[r].Kind == doc.TotalRow
		p.inlines(c.Inlines, run)
	}
	p.finish()
}

// smaller is the text of cells of type t in a table whose cells shrink to size, in half points. It has a style of its own, which is made when a
// table first needs it.
func (w *writer) smaller(t style.Text, size int) style.Text {
	full := t.Size.HalfPoints()
	halfPoints := w.shrunk(full, size, w.sheet.TableCell.Size.HalfPoints())
	if halfPoints == full {
		return t
	}
	t.Line *= style.Length(halfPoints) / style.Length(full)
	t.Size = style.Length(halfPoints) / 2
	if t.Word.ID != "" {
		t.Word = style.Word{ID: t.Word.ID + itoa(halfPoints), Name: t.Word.Name + " " + strconv.FormatFloat(t.Size.Points(), 'f', -1, 64)}
		w.styles.add(t, "")
	}
	return t
}

// align is the alignment of a cell: that of its column, the middle over several columns. What begins at the stub stays at the left.
func align(t *doc.Table, c *doc.Cell, head bool) doc.Align {
	if c.ColSpan > 1 && (head || c.CutIn) {
		if c.Column == 0 && !head {
			return doc.AlignLeft
		}
		return doc.AlignCenter
	}
	return t.Columns[c.Column].Align
}

// placed moves what stands above or below a table, as the sheet has it for a table of the usual width, to the edges that the table has.
func (f tableFit) placed(w *writer) func(*paragraphProperties) {
	usual, page := w.rooms()[0], w.sheet.Page
	if f.wide {
		page = w.sheet.Landscape
	}
	right := (page.Frame() - f.indent).Twips() - f.width() - (w.sheet.Page.Frame() - usual.indent - usual.width).Twips()
	return func(pp *paragraphProperties) {
		pp.left += (f.indent - usual.indent).Twips()
		pp.right += right
	}
}

// unplaced leaves a paragraph where the sheet has it.
func unplaced(*paragraphProperties) {}

// caption writes the number and, in the line below it, the title of a table or picture; it reports whether there is one.
func (w *writer) caption(b doc.Block, c doc.Caption, place func(*paragraphProperties)) bool {
	if c.Label == "" && len(c.Inlines) == 0 {
		return false
	}
	p := w.begin(w.body, captionText(w.sheet), func(pp *paragraphProperties) {
		pp.outline = noOutline
		w.bar(pp, b)
		place(pp)
	})
	p.number(b, p.base)
	if c.Label != "" && len(c.Inlines) > 0 {
		p.leaf(p.base, "w:br")
	}
	title := p.base
	title.bold = w.sheet.TableTitle.Bold
	title.italic = w.sheet.TableTitle.Italic
	p.inlines(c.Inlines, title)
	p.finish()
	return true
}

// heldLines is how many lines under a table or picture stay on its page at least. If all did, a table with many notes would be thrown to the
// next page, however much of it has room.
const heldLines = 3

// linesUnder writes the lines and the lettered notes under b, a table or picture, where place moves them, and leaves room below the last.
func (w *writer) linesUnder(b doc.Block, lines []doc.TextLine, notes []*doc.Note, place func(*paragraphProperties)) {
	written, all := 0, len(lines)+len(notes)
	adjust := func(pp *paragraphProperties) {
		written++
		pp.keepNext = written < min(all, heldLines) || written == all && b == w.last
		place(pp)
	}
	for _, l := range lines {
		w.check(l.Span, l.Label)
		w.under(l.Revision, func() {
			p := w.begin(w.body, w.sheet.TableLine, adjust)
			label := p.base
			label.italic = !label.italic
			p.text(l.Label, label)
			p.text(" ", p.base)
			p.inlines(l.Inlines, p.base)
			p.finish()
		})
	}
	for _, n := range notes {
		w.under(n.Revision, func() { w.letteredNote(n, w.sheet.TableLine, adjust) })
	}
	w.leaveRoom(w.sheet.Table.After.Twips())
}

// leaveRoom says how much room, in twips, the next paragraph must have above it.
func (w *writer) leaveRoom(twips int) {
	for _, v := range views {
		if v.shows(w.revision) {
			w.room[v] = twips
		}
	}
}
