package redline

import (
	"slices"

	"rapporteur/internal/doc"
)

// aside compares a pair of blocks whose words the marked report does not compare: it has one of them deleted and the other inserted.
func (c *comparer) aside(old, new doc.Block) Change {
	ch := Change{Kind: Changed, Old: []Place{*c.oldPlaces[old]}, New: []Place{*c.newPlaces[new]}, Restyled: c.restyled(old, new)}
	s := c.scratch()
	switch new := new.(type) {
	case *doc.Table:
		if !c.fits(old, new) {
			s.changed(old, new, s.roughTable(old.(*doc.Table), new))
		} else {
			s.merge(old, new)
		}
	case *doc.Picture:
		old := old.(*doc.Picture)
		ch.Passages = append(s.field("file", old.Path, new.Path, old.Span, new.Span), s.field("description", old.Alt, new.Alt, old.Span, new.Span)...)
		for i := range ch.Passages {
			ch.Passages[i].Owner = PictureOwner
		}
		s.merge(old, new)
	default:
		s.merge(old, new)
	}
	for _, inner := range s.changes {
		ch.Passages = append(ch.Passages, inner.Passages...)
		ch.Sources = append(ch.Sources, inner.Sources...)
	}
	c.answers(&ch, new)
	ch.By = c.by(old.Where(), new.Where())
	return ch
}

// roughTable compares two tables that do not fit, as far as their cells can be told apart by row and column. What it returns is not printed.
func (s *comparer) roughTable(old, new *doc.Table) *doc.Table {
	n := *new
	n.Notes = s.letteredNotes(old.Notes, new.Notes)
	n.Caption = s.caption(old.Caption, new.Caption)
	n.Rows = nil
	whole := func(rows []*doc.Row, from side) {
		for _, r := range rows {
			n.Rows = append(n.Rows, s.copyRow(r, from, s.revision(from, r.Span)))
		}
	}
	if !plainGrid(old) || !plainGrid(new) {
		whole(old.Rows, older)
		whole(new.Rows, newer)
		return &n
	}
	columns := align(columnUnits(old), columnUnits(new), false)
	pair := func(was, now *doc.Row) {
		row := *now
		row.Cells = nil
		columns.each(
			func(i int) {
				cell := *was.Cells[i]
				cell.Inlines = wholeInlines(s.copyInlines(cell.Inlines, older), remove)
				row.Cells = append(row.Cells, &cell)
			},
			func(k int) {
				cell := *now.Cells[k]
				cell.Inlines = wholeInlines(s.copyInlines(cell.Inlines, newer), insert)
				row.Cells = append(row.Cells, &cell)
			},
			func(i, k int) {
				cell := *now.Cells[k]
				cell.Inlines, _ = s.text(was.Cells[i].Inlines, cell.Inlines, was.Cells[i].Span, cell.Span)
				row.Cells = append(row.Cells, &cell)
			})
		n.Rows = append(n.Rows, &row)
	}
	heads := min(old.Head, new.Head)
	for i := range heads {
		pair(old.Rows[i], new.Rows[i])
	}
	was, now := rowGroups(old.Rows[heads:]), rowGroups(new.Rows[heads:])
	align(groupUnits(was), groupUnits(now), false).each(
		func(i int) { whole(was[i], older) },
		func(k int) { whole(now[k], newer) },
		func(i, k int) { pair(was[i][0], now[k][0]) })
	return &n
}

// plainGrid reports whether no cell of a table spans several rows or columns.
func plainGrid(t *doc.Table) bool {
	return !slices.ContainsFunc(t.Rows, func(r *doc.Row) bool {
		return len(r.Cells) != len(t.Columns) || slices.ContainsFunc(r.Cells, func(c *doc.Cell) bool { return c.ColSpan > 1 || c.RowSpan > 1 })
	})
}

// columnUnits makes units of the columns of a table, by the words of their heads.
func columnUnits(t *doc.Table) []unit {
	out := make([]unit, len(t.Columns))
	for i := range t.Columns {
		out[i] = unit{part: columnPart}.of(func(yield func(string)) {
			for _, r := range t.Rows[:min(t.Head, len(t.Rows))] {
				ownWords(r.Cells[i].Inlines, yield)
			}
		})
	}
	return out
}
