package redline

import (
	"slices"

	"rapporteur/internal/doc"
)

// crossing is what is known of the items of lists that stay in the report and leave their list: for another level of it, or another list. The
// marked report has such an item deleted at the one place and inserted at the other; it is told as one change.
type crossing struct {
	levels map[doc.Block]int       // of the items of both reports: 1 for those of an outermost list
	away   map[doc.Block]Part      // of items whose name stands at another level in the other report, a part that no other unit is
	became map[doc.Block]doc.Block // items that have left their list, older and newer
	was    map[doc.Block]doc.Block // the same by the newer one
	told   *[]Change               // changes of such items in words that are not printed, which wait for that of the block around them
}

// A nestedItem is an item of a report with the one that it stands in.
type nestedItem struct {
	item, parent *doc.Item // parent is nil in an outermost list
}

// items are the items of a report, the outer ones first.
func (x *crossing) items(r *doc.Report) []nestedItem {
	var out []nestedItem
	var add func(blocks []doc.Block, parent *doc.Item)
	add = func(blocks []doc.Block, parent *doc.Item) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *doc.List:
				for _, it := range b.Items {
					x.levels[it] = b.Depth
					out = append(out, nestedItem{it, parent})
					add(it.Blocks, it)
				}
			case *doc.Quote:
				add(b.Blocks, nil)
			}
		}
	}
	add(r.Blocks, nil)
	return out
}

// given is the name that an author gave an item; empty for none.
func given(it *doc.Item) doc.ID {
	if it == nil || !it.Given {
		return ""
	}
	return it.ID
}

// matchAcross pairs the items that leave their list. It stands around the matching of everything else: before, name by name, it finds those that
// must not be taken for others; then it pairs them, by their names and by equal words.
func (c *comparer) matchAcross(match func()) {
	x := &c.crossing
	x.levels, x.away = map[doc.Block]int{}, map[doc.Block]Part{}
	x.became, x.was = map[doc.Block]doc.Block{}, map[doc.Block]doc.Block{}
	x.told = &[]Change{}
	old, new := x.items(c.old), x.items(c.new)
	names := map[doc.ID]nestedItem{}
	for _, it := range old {
		if name := given(it.item); name != "" {
			names[name] = it
		}
	}
	for _, now := range new {
		was, ok := names[given(now.item)]
		if !ok || x.levels[was.item] == x.levels[now.item] {
			continue
		}
		if parent := given(now.parent); parent == "" || parent != given(was.parent) { // else it goes along
			x.away[was.item], x.away[now.item] = "item that leaves", "item that comes"
		}
	}
	match()
	c.pairAcross(old, new, func(it *doc.Item) any {
		if name := given(it); name != "" {
			return name
		}
		return nil
	})
	c.pairAcross(old, new, func(it *doc.Item) any {
		if u := c.blockUnit(it); u.contents().weight >= least {
			return hash(u.key, "")
		}
		return nil
	})
}

// pairAcross pairs items that have no pair yet and are the only ones of their key in both reports; an item whose key is nil has none.
func (c *comparer) pairAcross(old, new []nestedItem, key func(*doc.Item) any) {
	isFree := func(it *doc.Item) bool { _, ok := c.became[it.ID]; return !ok }
	isNew := func(it *doc.Item) bool {
		for _, id := range c.became {
			if id == it.ID {
				return false
			}
		}
		return true
	}
	byKey := func(all []nestedItem, without func(*doc.Item) bool) map[any][]*doc.Item {
		out := map[any][]*doc.Item{}
		for _, it := range all {
			if without(it.item) {
				if k := key(it.item); k != nil {
					out[k] = append(out[k], it.item)
				}
			}
		}
		return out
	}
	was := byKey(old, isFree)
	if len(was) == 0 {
		return
	}
	paired := map[doc.ID]bool{}
	for _, id := range c.became {
		paired[id] = true
	}
	now := byKey(new, func(it *doc.Item) bool { return !paired[it.ID] })
	for _, it := range old {
		k := key(it.item)
		if k == nil || len(was[k]) != 1 || len(now[k]) != 1 {
			continue
		}
		// Pairing an outer item pairs what is inside it.
		if old, new := it.item, now[k][0]; old == was[k][0] && isFree(old) && isNew(new) {
			c.crossing.became[old], c.crossing.was[new] = new, old
			c.matchPair(old, new)
			c.pairNotes(called(old), called(new))
		}
	}
}

// crossed adds the change of a block of the newer report, and of all in it, that have left their list.
func (c *comparer) crossed(b doc.Block) {
	doc.Walk([]doc.Block{b}, func(inner doc.Block) bool {
		old := c.crossing.was[inner]
		if old == nil {
			return true
		}
		at := len(*c.crossing.told)
		change := c.aside(old, inner) // with those inside it, which come after it
		if change.Restyled == "" {
			change.Kind = movedKind(&change)
		}
		*c.crossing.told = slices.Insert(*c.crossing.told, at, change)
		return false
	})
	c.tellCrossed()
}

// tellCrossed adds the changes that wait, unless the words at hand are not printed.
func (c *comparer) tellCrossed() {
	if c.aloof {
		return
	}
	waiting := *c.crossing.told
	*c.crossing.told = nil
	for _, ch := range waiting {
		c.change(ch)
	}
}

// stay are the blocks in b, and b itself, of which the change of b tells: all but those that have left their list or come from another one.
func (c *comparer) stay(b doc.Block, from side) map[doc.Block]bool {
	other := c.crossing.became
	if from == newer {
		other = c.crossing.was
	}
	out := map[doc.Block]bool{}
	doc.Walk([]doc.Block{b}, func(inner doc.Block) bool {
		out[inner] = other[inner] == nil
		return out[inner]
	})
	return out
}
