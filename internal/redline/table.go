package redline

import (
	"strings"

	"rapporteur/internal/doc"
)

// table compares a pair of tables that fit.
func (c *comparer) table(old, new *doc.Table) *doc.Table {
	n := *new
	n.Notes = c.letteredNotes(old.Notes, new.Notes) // before the cells that call them
	n.Caption = c.caption(old.Caption, new.Caption)
	n.SummaryWas = differs(old.Summary, new.Summary)
	n.Rows = nil
	for i := range min(new.Head, len(new.Rows)) {
		n.Rows = append(n.Rows, c.row(old.Rows[i], new.Rows[i]))
	}
	was, now := rowGroups(old.Rows[len(n.Rows):]), rowGroups(new.Rows[len(n.Rows):])
	a := align(groupUnits(was), groupUnits(now), false)
	for i, k := range a.to {
		if k >= 0 && !sameGrid(was[i], now[k]) {
			a.to[i], a.from[k] = -1, -1
		}
	}
	whole := func(rows []*doc.Row, from side) {
		for _, r := range rows {
			n.Rows = append(n.Rows, c.copyRow(r, from, c.revision(from, r.Span)))
		}
	}
	a.each(
		func(i int) { whole(was[i], older) },
		func(k int) { whole(now[k], newer) },
		func(i, k int) {
			for r := range now[k] {
				n.Rows = append(n.Rows, c.row(was[i][r], now[k][r]))
			}
		})
	return &n
}

// row compares two rows of the same grid.
func (c *comparer) row(old, new *doc.Row) *doc.Row {
	n := *new
	n.Cells = make([]*doc.Cell, len(new.Cells))
	for i, cell := range new.Cells {
		copied := *cell
		copied.Inlines, _ = c.text(old.Cells[i].Inlines, cell.Inlines, old.Cells[i].Span, cell.Span)
		n.Cells[i] = &copied
	}
	return &n
}

// rowGroups parts rows into groups that no cell spans the border of: such a group comes and goes as a whole.
func rowGroups(rows []*doc.Row) [][]*doc.Row {
	var out [][]*doc.Row
	for i := 0; i < len(rows); {
		end := i + 1
		for n := i; n < end; n++ {
			for _, cell := range rows[n].Cells {
				end = min(max(end, n+cell.RowSpan), len(rows))
			}
		}
		out = append(out, rows[i:end])
		i = end
	}
	return out
}

// groupUnits makes units of groups of rows. A group whose first cell has words that no other group of the table begins with is named by them.
func groupUnits(groups [][]*doc.Row) []unit {
	stubs := make([]string, len(groups))
	count := map[string]int{}
	for i, g := range groups {
		if len(g[0].Cells) > 0 {
			stubs[i] = strings.TrimSpace(doc.PlainText(g[0].Cells[0].Inlines))
			count[stubs[i]]++
		}
	}
	out := make([]unit, len(groups))
	for i, g := range groups {
		u := unit{part: rowPart}
		if count[stubs[i]] == 1 {
			u.name = stubs[i]
		}
		out[i] = u.of(func(yield func(string)) {
			for _, r := range g {
				for _, cell := range r.Cells {
					ownWords(cell.Inlines, yield)
					yield("|")
				}
			}
		})
	}
	return out
}

// caption compares two captions with the lines below, where both blocks have one or neither has.
func (c *comparer) caption(old, new doc.Caption) doc.Caption {
	n := new
	n.Was = differs(old.Label, new.Label)
	n.Inlines, _ = c.text(old.Inlines, new.Inlines, old.Span, new.Span)
	n.Lines = nil
	lineUnits := func(lines []doc.TextLine) []unit {
		out := make([]unit, len(lines))
		for i, l := range lines {
			out[i] = unit{part: Part(l.Role.String() + " " + l.Label)}.of(func(yield func(string)) { ownWords(l.Inlines, yield) })
		}
		return out
	}
	whole := func(l doc.TextLine, from side) {
		l.Inlines = c.copyInlines(l.Inlines, from)
		l.Revision = c.revision(from, l.Span)
		n.Lines = append(n.Lines, l)
	}
	align(lineUnits(old.Lines), lineUnits(new.Lines), false).each(
		func(i int) { whole(old.Lines[i], older) },
		func(k int) { whole(new.Lines[k], newer) },
		func(i, k int) {
			l := new.Lines[k]
			l.Inlines, _ = c.text(old.Lines[i].Inlines, l.Inlines, old.Lines[i].Span, l.Span)
			n.Lines = append(n.Lines, l)
		})
	return n
}

// letteredNotes compares the notes of a table, or those of the title, in the order in which they are printed.
func (c *comparer) letteredNotes(old, new []*doc.Note) []*doc.Note {
	now := map[*doc.Note]int{}
	for k, n := range new {
		now[n] = k
	}
	a := &alignment{to: unpaired(len(old)), from: unpaired(len(new)), moved: make([]bool, len(old))}
	for i, n := range old {
		if k, ok := now[c.pairs[n]]; ok {
			a.to[i], a.from[k] = k, i
		}
	}
	var out []*doc.Note
	a.each(
		func(i int) { out = append(out, c.copyNote(old[i], older, c.revision(older, old[i].Span))) },
		func(k int) { out = append(out, c.copyNote(new[k], newer, c.revision(newer, new[k].Span))) },
		func(i, k int) { out = append(out, c.keepNote(old[i], new[k])) })
	return out
}

// keepNote returns the note of the marked report for one that both reports have, with the words that differ marked.
func (c *comparer) keepNote(old, new *doc.Note) *doc.Note {
	if n := c.notes[new]; n != nil {
		return n
	}
	n := *new
	n.Was = differs(old.Mark, new.Mark)
	c.notes[old], c.notes[new] = &n, &n
	c.origins[&n] = origin{old, new}
	n.Inlines, _ = c.text(old.Inlines, new.Inlines, old.Span, new.Span)
	if n.Was != "" {
		c.renumber = append(c.renumber, Renumbering{notePlace(old), notePlace(new)})
	}
	return &n
}

func notePlace(n *doc.Note) Place {
	return Place{Part: NotePart, Number: n.Mark, ID: n.ID, Span: n.Span}
}
