package redline

import "rapporteur/internal/doc"

// match pairs the blocks and notes of both reports, before any word is compared: which reference is the same depends on it.
func (c *comparer) match() {
	c.body = align(c.units(c.old.Blocks), c.units(c.new.Blocks), true)
	c.matchAll(c.body, c.old.Blocks, c.new.Blocks)
	c.pairNotes(calls(c.old.Front.Title), calls(c.new.Front.Title))
}

// matchAll matches the insides of the pairs of an alignment.
func (c *comparer) matchAll(a *alignment, old, new []doc.Block) {
	for i, k := range a.to {
		if k < 0 {
			continue
		}
		c.matchPair(old[i], new[k])
		var was, now []*doc.Note
		for _, n := range a.mergers[k].around(i) {
			was = append(was, called(old[n])...)
		}
		for _, n := range a.splits[i].around(k) {
			now = append(now, called(new[n])...)
		}
		c.pairNotes(was, now)
	}
}

// matchPair matches what is inside of a pair of blocks.
func (c *comparer) matchPair(old, new doc.Block) {
	c.became[old.Ident()] = new.Ident()
	var a *alignment
	switch old := old.(type) {
	case *doc.List:
		new := new.(*doc.List)
		a = align(c.units(itemBlocks(old.Items)), c.units(itemBlocks(new.Items)), true)
		c.matchAll(a, itemBlocks(old.Items), itemBlocks(new.Items))
	case *doc.Item:
		new := new.(*doc.Item)
		a = align(c.units(old.Blocks), c.units(new.Blocks), true)
		c.matchAll(a, old.Blocks, new.Blocks)
	case *doc.Quote:
		new := new.(*doc.Quote)
		a = align(c.units(old.Blocks), c.units(new.Blocks), true)
		c.matchAll(a, old.Blocks, new.Blocks)
	case *doc.Table:
		c.pairNotes(old.Notes, new.(*doc.Table).Notes)
	}
	c.inside[old] = a
}

func itemBlocks(items []*doc.Item) []doc.Block {
	out := make([]doc.Block, len(items))
	for i, it := range items {
		out[i] = it
	}
	return out
}

// called are the numbered notes that the own texts of a block call, in order.
func called(b doc.Block) []*doc.Note {
	var out []*doc.Note
	doc.Texts(b, func(in *[]doc.Inline) {
		for _, n := range calls(*in) {
			if n.Kind != doc.LetteredNote {
				out = append(out, n)
			}
		}
	})
	return out
}

// calls are the notes that a text calls, in order.
func calls(in []doc.Inline) []*doc.Note {
	var out []*doc.Note
	doc.WalkInlines(in, func(x doc.Inline) bool {
		if call, ok := x.(*doc.Call); ok {
			out = append(out, call.Note)
		}
		return true
	})
	return out
}

// pairNotes pairs notes that stay, edited or not, when their marks do. A note of another source is another note.
func (c *comparer) pairNotes(old, new []*doc.Note) {
	if len(old) == 0 || len(new) == 0 {
		return
	}
	noteUnits := func(notes []*doc.Note) []unit {
		out := make([]unit, len(notes))
		for i, n := range notes {
			out[i] = noteUnit(n)
		}
		return out
	}
	for i, k := range align(noteUnits(old), noteUnits(new), false).to {
		if k >= 0 {
			c.pairs[old[i]] = new[k]
			c.became[old[i].ID] = new[k].ID
		}
	}
}
