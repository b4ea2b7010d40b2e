package redline

import (
	"strconv"

	"rapporteur/internal/doc"
)

// each goes through an alignment in the order of the marked text: what stays in order, before it what was inserted there, and before that
// what was deleted. What moved is deleted at the one place and inserted at the other.
func (a *alignment) each(deleted func(i int), inserted func(k int), both func(i, k int)) {
	x, y := 0, 0
	upTo := func(i, k int) {
		for ; x < i; x++ {
			deleted(x)
		}
		for ; y < k; y++ {
			inserted(y)
		}
	}
	for i, k := range a.to {
		if k >= 0 && !a.moved[i] {
			upTo(i, k)
			both(i, k)
			x, y = i+1, k+1
		}
	}
	upTo(len(a.to), len(a.from))
}

// sequence compares the blocks of one level by their alignment: items of a list, what stands in an item or a quotation.
func (c *comparer) sequence(a *alignment, old, new []doc.Block) []doc.Block {
	var out []doc.Block
	s := &stretch{comparer: c, a: a, old: old, new: new, put: func(b ...doc.Block) { out = append(out, b...) }}
	s.numberRuns()
	a.each(s.deleted, s.inserted, s.both)
	return out
}

// stretch is a sequence of blocks that is put together.
type stretch struct {
	*comparer
	a        *alignment
	old, new []doc.Block
	run      map[int]int // by index of a moved older block, the number of blocks that moved together
	put      func(...doc.Block)
}

// numberRuns finds blocks that moved together.
func (s *stretch) numberRuns() {
	for i := 1; i < len(s.a.to); i++ {
		if !s.a.moved[i] || !s.a.moved[i-1] || s.a.to[i] != s.a.to[i-1]+1 {
			continue
		}
		if s.run == nil {
			s.run = map[int]int{}
		}
		if s.run[i-1] == 0 {
			s.runs++
			s.run[i-1] = s.runs
		}
		s.run[i] = s.run[i-1]
	}
}

func (s *stretch) deleted(i int) {
	b := s.old[i]
	now := s.crossing.became[b]
	if s.a.moved[i] {
		now = s.new[s.a.to[i]]
	}
	if now == nil {
		copied := s.copyBlock(b, older, s.revision(older, b.Where()))
		s.put(copied)
		if !s.a.oldPieces[i] {
			s.whole(Removed, b, copied)
		}
		return
	}
	rev := s.mark(doc.Deleted, b.Where(), now.Where())
	rev.Moved = s.newPlaces[now].from(s.opt.Language)
	s.put(s.copyBlock(b, older, rev))
}

func (s *stretch) inserted(k int) {
	b := s.new[k]
	i := s.a.from[k]
	was := s.crossing.was[b]
	if i >= 0 { // it moved
		was = s.old[i]
	}
	if was != nil {
		rev := s.mark(doc.Inserted, was.Where(), b.Where())
		rev.Moved = s.oldPlaces[was].from(s.opt.Language)
		s.put(s.copyBlock(b, newer, rev))
		if i < 0 {
			s.crossed(b)
			return
		}
		change := s.aside(was, b)
		change.Kind, change.Run = movedKind(&change), s.run[i]
		s.change(change)
		s.tellCrossed()
		return
	}
	copied := s.copyBlock(b, newer, s.revision(newer, b.Where()))
	s.put(copied)
	if !s.a.newPieces[k] {
		s.whole(Added, b, copied)
	}
}

// movedKind is the kind of the change of a block that has moved.
func movedKind(ch *Change) Kind {
	if len(ch.Passages) == 0 && ch.Restyled == "" {
		return Moved
	}
	return MovedAndChanged
}

func (s *stretch) both(i, k int) {
	old, new := s.old[i], s.new[k]
	more, less := s.a.splits[i], s.a.mergers[k]
	if s.fits(old, new) {
		s.renumbered(old, new)
	}
	switch {
	case len(more.parts)+len(less.parts) > 0:
		s.change(s.partly(i, k, more, less))
		at := len(s.changes)
		s.putPair(old, new)
		s.changes = s.changes[:at] // told already
	case !s.fits(old, new):
		s.putPair(old, new)
		s.change(s.aside(old, new))
		s.tellCrossed()
	default:
		s.putPair(old, new)
	}
}

// putPair puts a pair that stays at its place: as one block, or where that cannot be, as the older one replaced by the newer one.
func (s *stretch) putPair(old, new doc.Block) {
	if s.fits(old, new) {
		s.put(s.merge(old, new))
		return
	}
	s.put(s.copyBlock(old, older, s.mark(doc.Deleted, old.Where(), new.Where())), s.copyBlock(new, newer, s.mark(doc.Inserted, old.Where(), new.Where())))
}

// partly is the change of a paragraph or item that was split, or of several that were merged.
func (s *stretch) partly(i, k int, more, less parting) Change {
	join := func(blocks []doc.Block, at []int) (in []doc.Inline, all []doc.Block) {
		for _, n := range at {
			if len(in) > 0 {
				in = append(in, paragraphEnd)
			}
			doc.Texts(blocks[n], func(text *[]doc.Inline) { in = append(in, *text...) })
			all = append(all, blocks[n])
		}
		return in, all
	}
	was, olds := join(s.old, less.around(i))
	now, news := join(s.new, more.around(k))
	c := s.scratch()
	text, _ := c.text(was, now, olds[0].Where(), news[0].Where())
	change := Change{Kind: Split, Passages: c.passagesOf(TextOwner, text)}
	if len(less.parts) > 0 {
		change.Kind = Merged
	}
	for _, b := range olds {
		change.Old = append(change.Old, *s.oldPlaces[b])
	}
	for _, b := range news {
		change.New = append(change.New, *s.newPlaces[b])
	}
	change.By = s.by(olds[0].Where(), news[0].Where())
	return change
}

// merge compares a pair of blocks that fit, and returns them as one.
func (c *comparer) merge(old, new doc.Block) doc.Block {
	from, to := old.Where(), new.Where()
	var merged doc.Block
	switch new := new.(type) {
	case *doc.Heading:
		old := old.(*doc.Heading)
		n := *new
		n.Was = differs(old.Number, new.Number)
		n.Inlines, _ = c.text(old.Inlines, new.Inlines, from, to)
		merged = &n
	case *doc.Paragraph:
		old := old.(*doc.Paragraph)
		n := *new
		n.Was = differs(old.Label, new.Label)
		n.Inlines, _ = c.text(old.Inlines, new.Inlines, from, to)
		merged = &n
	case *doc.Item:
		old := old.(*doc.Item)
		n := *new
		n.Was = differs(old.Marker, new.Marker)
		n.Inlines, _ = c.text(old.Inlines, new.Inlines, from, to)
		c.changed(old, new, &n)
		n.Blocks = c.sequence(c.inside[old], old.Blocks, new.Blocks)
		return &n
	case *doc.List:
		old := old.(*doc.List)
		n := *new
		n.Items = nil
		for _, b := range c.sequence(c.inside[old], itemBlocks(old.Items), itemBlocks(new.Items)) {
			n.Items = append(n.Items, b.(*doc.Item))
		}
		return &n
	case *doc.Quote:
		old := old.(*doc.Quote)
		n := *new
		n.Blocks = c.sequence(c.inside[old], old.Blocks, new.Blocks)
		return &n
	case *doc.Table:
		merged = c.table(old.(*doc.Table), new)
	case *doc.Picture:
		old := old.(*doc.Picture)
		n := *new
		n.Caption = c.caption(old.Caption, new.Caption)
		merged = &n
	}
	c.changed(old, new, merged)
	return merged
}

// differs is the older number where the newer one is another.
func differs(old, new string) string {
	if old == new {
		return ""
	}
	return old
}

// fits reports whether two blocks can be one in the marked report.
func (c *comparer) fits(old, new doc.Block) bool { return c.misfit(old, new) == misfit{} }

// misfit says why two blocks cannot be one in the marked report, because a reader of the file could not take back the change: style,
// columns, an image.
func (c *comparer) misfit(old, new doc.Block) misfit {
	switch new := new.(type) {
	case *doc.Heading:
		return headingMisfit(old.(*doc.Heading), new)
	case *doc.Paragraph:
		return paragraphMisfit(old.(*doc.Paragraph), new)
	case *doc.List:
		old := old.(*doc.List)
		switch {
		case old.Ordered != new.Ordered:
			return either("letters", "bullets", old.Ordered, new.Ordered)
		case old.Depth != new.Depth:
			return misfit{"list-level", strconv.Itoa(old.Depth), strconv.Itoa(new.Depth)}
		}
	case *doc.Item:
		old := old.(*doc.Item)
		if was, now := c.crossing.levels[old], c.crossing.levels[new]; was != now && c.crossing.became[old] != nil {
			return misfit{"list-level", strconv.Itoa(was), strconv.Itoa(now)}
		}
		if was, now := c.oldPlaces[old], c.newPlaces[new]; old.Marker != new.Marker && was.quoted && now.quoted {
			return misfit{"marker", old.Marker, new.Marker}
		}
	case *doc.Table:
		return tableMisfit(old.(*doc.Table), new)
	case *doc.Picture:
		return pictureMisfit(old.(*doc.Picture), new)
	}
	return misfit{}
}
