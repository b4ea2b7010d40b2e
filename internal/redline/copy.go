package redline

import (
	"fmt"
	"strconv"

	"rapporteur/internal/doc"
)

// copyBlock returns a copy of b for the marked report, inserted or deleted as a whole by rev, or with nil as it is.
func (c *comparer) copyBlock(b doc.Block, from side, rev *doc.Revision) doc.Block {
	switch b := b.(type) {
	case *doc.Heading:
		n := *b
		n.Base = c.copyBase(b.Base, from, rev)
		n.Inlines = c.copyInlines(b.Inlines, from)
		return &n
	case *doc.Paragraph:
		n := *b
		n.Base = c.copyBase(b.Base, from, rev)
		n.Inlines = c.copyInlines(b.Inlines, from)
		return &n
	case *doc.List:
		n := *b
		n.Base = c.copyBase(b.Base, from, rev)
		n.Items = make([]*doc.Item, len(b.Items))
		for i, it := range b.Items {
			n.Items[i] = c.copyBlock(it, from, nil).(*doc.Item)
		}
		return &n
	case *doc.Item:
		n := *b
		n.Base = c.copyBase(b.Base, from, rev)
		n.Inlines = c.copyInlines(b.Inlines, from)
		n.Blocks = c.copyBlocks(b.Blocks, from)
		return &n
	case *doc.Quote:
		n := *b
		n.Base = c.copyBase(b.Base, from, rev)
		n.Blocks = c.copyBlocks(b.Blocks, from)
		return &n
	case *doc.Table:
		n := *b
		n.Base = c.copyBase(b.Base, from, rev)
		n.Caption = c.copyCaption(b.Caption, from)
		n.Notes = make([]*doc.Note, len(b.Notes))
		for i, note := range b.Notes { // before the cells: these notes have no marks of their own
			n.Notes[i] = c.copyNote(note, from, nil)
		}
		n.Rows = make([]*doc.Row, len(b.Rows))
		for i, r := range b.Rows {
			n.Rows[i] = c.copyRow(r, from, nil)
		}
		return &n
	case *doc.Picture:
		n := *b
		n.Base = c.copyBase(b.Base, from, rev)
		n.Caption = c.copyCaption(b.Caption, from)
		return &n
	default:
		panic(fmt.Sprintf("redline: no copy of %T", b))
	}
}

func (c *comparer) copyBlocks(blocks []doc.Block, from side) []doc.Block {
	var out []doc.Block
	for _, b := range blocks {
		out = append(out, c.copyBlock(b, from, nil))
	}
	return out
}

func (c *comparer) copyBase(b doc.Base, from side, rev *doc.Revision) doc.Base {
	if from == older {
		b.ID = c.oldID(b.ID)
	}
	b.Revision = rev
	return b
}

func (c *comparer) copyCaption(cap doc.Caption, from side) doc.Caption {
	cap.Inlines = c.copyInlines(cap.Inlines, from)
	lines := make([]doc.TextLine, len(cap.Lines))
	for i, l := range cap.Lines {
		l.Inlines = c.copyInlines(l.Inlines, from)
		lines[i] = l
	}
	cap.Lines = lines
	return cap
}

func (c *comparer) copyRow(r *doc.Row, from side, rev *doc.Revision) *doc.Row {
	n := *r
	n.Revision = rev
	n.Cells = make([]*doc.Cell, len(r.Cells))
	for i, cell := range r.Cells {
		copied := *cell
		copied.Inlines = c.copyInlines(cell.Inlines, from)
		n.Cells[i] = &copied
	}
	return &n
}

// copyNote returns the note of the marked report for a note that came or went with its call.
func (c *comparer) copyNote(n *doc.Note, from side, rev *doc.Revision) *doc.Note {
	copied := *n
	copied.Revision = rev
	if from == older {
		copied.ID = c.oldID(n.ID)
	}
	if from == older {
		c.origins[&copied] = origin{old: n}
	} else {
		c.origins[&copied] = origin{new: n}
	}
	c.notes[n] = &copied // before its words: a note may refer to itself
	copied.Inlines = c.copyInlines(n.Inlines, from)
	return &copied
}

// copyInlines returns inlines for the marked report: their calls lead to its notes, and references that are deleted to its blocks.
func (c *comparer) copyInlines(in []doc.Inline, from side) []doc.Inline {
	if in == nil {
		return nil
	}
	out := make([]doc.Inline, len(in))
	for i, x := range in {
		out[i] = c.copyInline(x, from)
	}
	return out
}

func (c *comparer) copyInline(x doc.Inline, from side) doc.Inline {
	switch x := x.(type) {
	case *doc.Text, *doc.Break:
		return x
	case *doc.Call:
		note := c.notes[x.Note]
		if note == nil {
			note = c.copyNote(x.Note, from, c.revision(from, x.Note.Span))
		}
		return &doc.Call{Place: x.Place, Note: note}
	case *doc.Ref:
		if from == newer {
			return x
		}
		n := *x
		n.Targets = make([]doc.ID, len(x.Targets))
		for i, id := range x.Targets {
			n.Targets[i] = c.target(x.Kind, id)
		}
		n.Pieces = make([]doc.RefPiece, len(x.Pieces))
		for i, p := range x.Pieces {
			p.Target = c.target(x.Kind, p.Target)
			n.Pieces[i] = p
		}
		c.oldRefs = append(c.oldRefs, [2]*doc.Ref{x, &n})
		return &n
	default:
		return around(x, c.copyInlines(*doc.Children(x), from))
	}
}

// around returns a copy of the container x with other inlines inside.
func around(x doc.Inline, in []doc.Inline) doc.Inline {
	switch x := x.(type) {
	case *doc.Emph:
		return &doc.Emph{Place: x.Place, Inlines: in}
	case *doc.Strong:
		return &doc.Strong{Place: x.Place, Inlines: in}
	case *doc.Super:
		return &doc.Super{Place: x.Place, Inlines: in}
	case *doc.Foreign:
		return &doc.Foreign{Place: x.Place, Language: x.Language, Inlines: in}
	case *doc.Link:
		return &doc.Link{Place: x.Place, URL: x.URL, Inlines: in}
	case *doc.Cited:
		return &doc.Cited{Place: x.Place, Key: x.Key, Inlines: in}
	default:
		panic(fmt.Sprintf("redline: %T in a compiled report", x))
	}
}

// target is where a deleted reference to the block or note id of the older report leads in the marked one.
func (c *comparer) target(kind doc.RefKind, id doc.ID) doc.ID {
	if kind == doc.RecommendationRef || id == "" {
		return id
	}
	if now, ok := c.became[id]; ok {
		return now
	}
	return c.oldID(id)
}

// oldID is the id in the marked report of what is deleted. An id that the newer report has too gets a number behind it.
func (c *comparer) oldID(id doc.ID) doc.ID {
	if out, ok := c.oldIDs[id]; ok {
		return out
	}
	out := id
	for n := 1; c.taken[out]; n++ {
		out = id + "-was"
		if n > 1 {
			out += doc.ID("-" + strconv.Itoa(n))
		}
	}
	c.taken[out] = true
	c.oldIDs[id] = out
	return out
}
