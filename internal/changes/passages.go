package changes

import (
	"strings"

	"rapporteur/internal/cells"
	"rapporteur/internal/doc"
	"rapporteur/internal/redline"
)

// passages are the passages of a change in plain text. Their indexes are those of the change, so that figures can name them.
func passages(c *redline.Change) []Passage {
	var out []Passage
	for i := range c.Passages {
		from := &c.Passages[i]
		p := Passage{Owner: from.Owner, Name: from.Name, Was: from.Was, Row: from.Row, Column: from.Column, Pieces: pieces(from.Inlines)}
		if from.Owner == redline.CellOwner {
			if t := tableOf(c, from); t != nil {
				p.RowHead, p.ColumnHead = rowHead(t, from), columnHead(t, from)
			}
		}
		out = append(out, p)
	}
	return out
}

// tableOf is the table in which the row and column of a passage count: the older one for a cell that was deleted with its row.
func tableOf(c *redline.Change, p *redline.Passage) *doc.Table {
	in := func(places []redline.Place) *doc.Table {
		if len(places) == 0 {
			return nil
		}
		t, _ := places[0].Block.(*doc.Table)
		return t
	}
	old, new := in(c.Old), in(c.New)
	if new == nil {
		return old
	}
	if old != nil && len(p.Inlines) == 1 {
		if gone, ok := p.Inlines[0].(*doc.Del); ok {
			if cell := cellAt(old, p.Row, p.Column); cell != nil && doc.MarkedText(cell.Inlines) == doc.MarkedText(gone.Inlines) {
				return old
			}
		}
	}
	return new
}

// cellAt is the cell that begins at a place, from 1; nil where none does.
func cellAt(t *doc.Table, row, column int) *doc.Cell {
	if row < 1 || row > len(t.Rows) {
		return nil
	}
	for _, cell := range t.Rows[row-1].Cells {
		if cell.Column == column-1 {
			return cell
		}
	}
	return nil
}

// headLength is how many characters of a head are enough to know it by.
const headLength = 60

// rowHead is the first cell of a row.
func rowHead(t *doc.Table, p *redline.Passage) string {
	for row := p.Row; row >= 1; row-- { // a cell above may reach down
		if cell := cellAt(t, row, 1); cell != nil {
			return cells.Cut(oneLine(doc.PlainText(cell.Inlines)), headLength)
		}
	}
	return ""
}

// columnHead is what the heads of a table say of a column.
func columnHead(t *doc.Table, p *redline.Passage) string {
	var heads []string
	for _, row := range t.Rows[:min(t.Head, len(t.Rows))] {
		for _, cell := range row.Cells {
			if text := oneLine(doc.PlainText(cell.Inlines)); text != "" && cell.Column < p.Column && p.Column <= cell.Column+cell.ColSpan {
				heads = append(heads, text)
			}
		}
	}
	return cells.Cut(strings.Join(heads, ", "), headLength)
}

// pieces is a marked text as runs of one kind and form.
func pieces(in []doc.Inline) []Piece {
	out := []Piece{}
	add := func(p Piece, text string) {
		n := len(out) - 1
		if n >= 0 {
			last := out[n]
			last.Text = ""
			if last == p {
				out[n].Text += text
				return
			}
		}
		if p.Text = text; text != "" {
			out = append(out, p)
		}
	}
	var walk func(in []doc.Inline, p Piece)
	walk = func(in []doc.Inline, p Piece) {
		for _, x := range in {
			inner := p
			switch x := x.(type) {
			case *doc.Text:
				add(p, x.Value)
				continue
			case *doc.Break:
				add(p, "\n")
				continue
			case *doc.Ref:
				for _, piece := range x.Pieces {
					part := p
					part.Italic = part.Italic || piece.Emph
					add(part, piece.Text)
				}
				continue
			case *doc.Call:
				mark := x.Note.Mark
				if p.Kind == redline.Deleted && x.Note.Was != "" {
					mark = x.Note.Was
				}
				add(p, "["+mark+"]")
				continue
			case *doc.Ins:
				inner.Kind, inner.Follows = redline.Inserted, x.By.Follows
			case *doc.Del:
				inner.Kind, inner.Follows = redline.Deleted, x.By.Follows
			case *doc.Emph:
				inner.Italic = true
			case *doc.Strong:
				inner.Bold = true
			case *doc.Super:
				inner.Raised = true
			case *doc.Link:
				inner.Link = x.URL
			}
			if kids := doc.Children(x); kids != nil {
				walk(*kids, inner)
			}
		}
	}
	walk(in, Piece{Kind: redline.Kept})
	return out
}

// only returns the kind that all pieces of a passage have; empty where they differ.
func (p *Passage) only() redline.PieceKind {
	var kind redline.PieceKind
	for i, piece := range p.Pieces {
		if i > 0 && piece.Kind != kind {
			return ""
		}
		kind = piece.Kind
	}
	return kind
}

// oneLine is text with single spaces between its words, and no others.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
