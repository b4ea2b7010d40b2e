package html

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/doc"
)

// A grid tells for every cell of a table which heads stand over it and beside it.
type grid struct {
	table *doc.Table
	named bool // cells name their heads: scope alone cannot say it
	cell  map[*doc.Cell]*heads
	sum   int // the row that is the sum of the whole table, which stands outside the groups that cut-in heads make; -1 for none
}

// heads are what a reader who cannot see the table is told about one cell.
type heads struct {
	id    string // of the cell, when others name it
	scope string // of a head: "col", "colgroup", "row", "rowgroup"; empty for a cell of data or an empty one
	names []string
}

// newGrid decides which cells are heads. Head rows are heads of their columns, the first cell of a row is the head of the row, and a
// cut-in head is the head of the rows that follow it, as far as the next one over the same columns.
//
// HTML's scope says all this as long as there is one row of heads, and cut-in heads fill their rows. In other tables every cell
// names its heads by id: https://html.spec.whatwg.org/multipage/tables.html#attr-tdth-headers.
func newGrid(t *doc.Table) *grid {
	g := &grid{table: t, named: t.Head > 1, cell: map[*doc.Cell]*heads{}, sum: sumRow(t)}
	for i, row := range t.Rows {
		for _, c := range row.Cells {
			h := &heads{id: cellID(t, i, c), scope: g.scope(i, c)}
			g.cell[c] = h
			g.named = g.named || c.CutIn && c.ColSpan < len(t.Columns)
		}
	}
	if g.named {
		g.name()
	}
	return g
}

func cellID(t *doc.Table, row int, c *doc.Cell) string {
	return string(t.ID) + ":" + strconv.Itoa(row+1) + ":" + strconv.Itoa(c.Column+1)
}

// scope tells what c is the head of. A head of several columns that are a group of their own has the scope of the group; other heads
// reach as far as they span, which is what "col" and "row" say of them.
func (g *grid) scope(row int, c *doc.Cell) string {
	t := g.table
	group := c.ColSpan > 1 && g.group(c)
	switch {
	case doc.PlainText(c.Inlines) == "":
		return ""
	case c.CutIn && row >= t.Head && c.ColSpan == len(t.Columns):
		return "rowgroup"
	case (row < t.Head || c.CutIn) && group:
		return "colgroup"
	case row < t.Head || c.CutIn:
		return "col"
	case c.Column == 0 && len(t.Columns) > 1:
		return "row"
	}
	return ""
}

// group reports whether c spans the same columns as a cell of the first row of heads: these are the groups of columns.
func (g *grid) group(c *doc.Cell) bool {
	return g.table.Head > 0 && slices.ContainsFunc(g.table.Rows[0].Cells, func(first *doc.Cell) bool {
		return first.Column == c.Column && first.ColSpan == c.ColSpan
	})
}

// sumRow finds the only row of sums in a table with cut-in heads. Where there are several, each sums its group.
func sumRow(t *doc.Table) int {
	sum, sums, cuts := -1, 0, 0
	for i, row := range t.Rows {
		switch row.Kind {
		case doc.TotalRow:
			sum, sums = i, sums+1
		case doc.CutInRow:
			cuts++
		}
	}
	if sums != 1 || cuts == 0 {
		return -1
	}
	return sum
}

// name fills in the ids of the heads of every cell: heads of its columns from above, the cut-in head in force, the head of its row.
func (g *grid) name() {
	columns := make([][]string, len(g.table.Columns)) // ids of the heads over each column
	cutIn := make([]string, len(g.table.Columns))     // id of the cut-in head in force
	stub, stubUntil := "", 0                          // id of the head of the row, and the row where it ends
	for i, row := range g.table.Rows {
		if i == g.sum {
			clear(cutIn)
		}
		for _, c := range row.Cells {
			h := g.cell[c]
			if i >= g.table.Head && c.Column == 0 {
				stub, stubUntil = "", i+c.RowSpan
			}
			for k := c.Column; k < min(c.Column+c.ColSpan, len(columns)); k++ {
				h.names = append(h.names, columns[k]...)
				if h.scope == "" || h.scope == "row" {
					h.names = append(h.names, cutIn[k])
				}
			}
			if h.scope == "" && i < stubUntil {
				h.names = append(h.names, stub)
			}
			h.names = distinct(h.names)
			g.enter(i, c, columns, cutIn)
			if h.scope == "row" {
				stub = h.id
			}
		}
	}
}

// enter makes c the head of its columns if it is one. An empty cut-in cell ends the one above it.
func (g *grid) enter(row int, c *doc.Cell, columns [][]string, cutIn []string) {
	h := g.cell[c]
	for k := c.Column; k < min(c.Column+c.ColSpan, len(columns)); k++ {
		switch {
		case row < g.table.Head && h.scope != "":
			columns[k] = append(slices.Clip(columns[k]), h.id)
		case g.table.Rows[row].Kind == doc.CutInRow && c.CutIn && h.scope != "":
			cutIn[k] = h.id
		case g.table.Rows[row].Kind == doc.CutInRow:
			cutIn[k] = ""
		}
	}
}

// distinct drops empty ids and repeats.
func distinct(ids []string) []string {
	var out []string
	for _, id := range ids {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// table writes a table in a frame that scrolls sideways when the window is too narrow.
func (p *page) table(t *doc.Table) {
	id := string(t.ID)
	captioned := t.Caption.Label != "" || len(t.Caption.Inlines) > 0
	p.put("<div"+p.class("table", t, t.Revision)+" id=\"%s\">\n", id)
	p.step(t)
	p.put("<div class=\"scroll\" role=\"region\" tabindex=\"0\"")
	if captioned {
		p.put(" aria-labelledby=\"%s:caption\">\n", id)
	} else {
		p.put(" aria-label=\"%s\">\n", p.sheet.Language.Tables.Table)
	}
	p.b.WriteString("<table")
	if t.Summary != "" {
		p.put(" aria-describedby=\"%s:summary\"", id)
	}
	p.b.WriteString(">\n")
	if captioned {
		p.put("<caption id=\"%s:caption\">", id)
		p.captionText(t.Caption)
		p.b.WriteString("</caption>\n")
	}
	p.columnGroups(t)
	p.rows(t)
	p.b.WriteString("</table>\n</div>\n")
	if t.Summary != "" {
		p.put("<p id=\"%s:summary\" hidden=\"hidden\">%s</p>\n", id, t.Summary)
	}
	p.under(t.Caption, t.Notes)
	p.b.WriteString("</div>\n")
}

// columnGroups writes the groups that scope="colgroup" speaks of: those of the first row of heads.
func (p *page) columnGroups(t *doc.Table) {
	if t.Head == 0 || len(t.Rows) == 0 {
		p.put("<colgroup span=\"%s\"></colgroup>\n", strconv.Itoa(len(t.Columns)))
		return
	}
	for _, c := range t.Rows[0].Cells {
		p.put("<colgroup span=\"%s\"></colgroup>", strconv.Itoa(c.ColSpan))
	}
	p.b.WriteString("\n")
}

// rows writes the head and the body; a row of cut-in heads begins a new group of rows, and so does the sum of all.
func (p *page) rows(t *doc.Table) {
	g := newGrid(t)
	part := ""
	begin := func(name string) {
		if part != "" {
			p.b.WriteString("</" + part + ">\n")
		}
		part = name
		p.b.WriteString("<" + part + ">\n")
	}
	if t.Head > 0 {
		begin("thead")
	}
	for i, row := range t.Rows {
		if i == t.Head || i > t.Head && (row.Kind == doc.CutInRow || i == g.sum) && !spanned(t, i) {
			begin("tbody")
		}
		leave := p.enter(row.Revision)
		p.b.WriteString("<tr" + p.class(row.Kind.String(), nil, row.Revision) + ">\n")
		for _, c := range row.Cells {
			p.cell(g, c)
		}
		p.b.WriteString("</tr>\n")
		leave()
	}
	if part != "" {
		p.b.WriteString("</" + part + ">\n")
	}
}

// spanned reports whether a cell from above reaches into row i, so that no group of rows can begin there.
func spanned(t *doc.Table, i int) bool {
	for j, row := range t.Rows[:i] {
		if slices.ContainsFunc(row.Cells, func(c *doc.Cell) bool { return j+c.RowSpan > i }) {
			return true
		}
	}
	return false
}

func (p *page) cell(g *grid, c *doc.Cell) {
	h := g.cell[c]
	tag := "td"
	if h.scope != "" {
		tag = "th"
	}
	p.b.WriteString("<" + tag)
	if h.scope != "" {
		p.put(" scope=\"%s\"", h.scope)
	}
	if g.named && h.scope != "" {
		p.put(" id=\"%s\"", h.id)
	}
	if g.named && len(h.names) > 0 {
		p.put(" headers=\"%s\"", strings.Join(h.names, " "))
	}
	if c.ColSpan > 1 {
		p.put(" colspan=\"%s\"", strconv.Itoa(c.ColSpan))
	}
	if c.RowSpan > 1 {
		p.put(" rowspan=\"%s\"", strconv.Itoa(c.RowSpan))
	}
	class := cellClass(g.table, c)
	if p.within == nil && doc.Authored(c.Inlines) {
		class = strings.TrimSpace(class + " edited")
	}
	if class != "" {
		p.put(" class=\"%s\"", class)
	}
	p.b.WriteString(">")
	p.whole(c.Inlines)
	p.b.WriteString("</" + tag + ">\n")
}

// cellClass is how the cell is aligned.
func cellClass(t *doc.Table, c *doc.Cell) string {
	switch {
	case c.CutIn:
		return "cut-in"
	case c.ColSpan > 1:
		return "spanner"
	case c.Column < len(t.Columns) && t.Columns[c.Column].Align != doc.AlignLeft:
		return t.Columns[c.Column].Align.String()
	}
	return ""
}
