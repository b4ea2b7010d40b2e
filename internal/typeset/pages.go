package typeset

import "slices"

// Where pages end is chosen for the whole report at once: of all ways to cut the galley, the one with the least demerits. Pages fill in order,
// as a reader expects: only where something does not fit or would break a rule is the page before it short. Demerits are the sum of these, four
// of them for a line of text:
//
//   - every page weighs as much as 23 lines that could stand at an open foot, so that no report grows by a page for the looks of another;
//   - a foot weighs by the lines that it stays open more than it need: more than that of the fullest page with the same beginning that breaks
//     no rule. What rules cost, be it one line or all that a picture does not find room in, is thus free, and every page that takes as much
//     as it may weighs nothing. Up to two lines weigh their square, which is next to nothing; more weigh something by themselves and then by
//     their number (anOpen, aLine), so that lines that must be left out are left out of one page and not some each of many; of ways that
//     weigh the same, the later page is short. A foot where the page must end anyhow (before an annex, at a landscape page, at the end
//     of the report) weighs nothing, but less than five lines on the page do;
//   - a note that goes on on the next page, a table that goes on, a page of nothing but notes: as named below;
//   - a page that begins with a slab that is tied to the one above: more than any open feet are worth. So a rule is broken only where it
//     cannot be kept, and what is broken then is the least: first what is tight, then what is bound. A note that does not begin on the page
//     of its call lies between them.
//   - a slab higher than the page, which overflows: more than anything else.
//
// The search is a shortest way through cuts. A cut says that so many slabs of the galley and so many lines of notes stand on pages; a page
// leads from one cut to another. Lines of notes stand in the order of their calls, so what is carried to the next page is told by a
// number. Slabs are taken in order, and from a cut only those ends are tried that one page can hold: time grows with the length of the
// galley times that of a page. All ways from places far down the galley soon lead back through one and the same cut: the pages before it are
// certain before the galley is whole, and are let go. When notes do not fit, the page ends as soon as it may; as many of their lines stay as
// there is room for, or one or two fewer so that no single line is parted from its note.

// Demerits.
const (
	aPage     = 100.0 // of any page
	aParting  = 20.0  // of a note that goes on on the next page
	aTable    = 20.0  // of a table that goes on on the next page
	notesOnly = 50.0  // of a page without text
	anOpen    = 8.0   // of a foot that is open by two lines or more without need
	aLine     = 4.0   // of each line of it, or of the square of its lines where that is less
	aTie      = 1e5
	anAway    = 1e6 // of a note of which no line stands on the page of its call, and of a page without a line of the notes that wait for it
	aBond     = 1e7
	overflow  = 1e9
)

// margin is more than the demerits of all the feet that two ways to set pages leave open in different ways before they meet again, and less than a rule.
const margin = aTie / 2

// demeritsOf are those of a page that begins with a slab of that tie.
var demeritsOf = [...]float64{loose: 0, tight: aTie, bound: aBond, fresh: 0}

const (
	fewest = 5 // lines that a page should have before it ends early
	fewer  = 2 // weight of the square of each that it lacks
)

// A leaf is what stands on one page: galley[from:to], and at its foot the lines of notes from first to last.
type leaf struct {
	from, to    int
	first, last int
}

// rooms are the heights of the first page, of the others, and of landscape pages.
type rooms struct{ first, other, wide float64 }

// A cutter cuts a galley into pages while it grows.
type cutter struct {
	galley    []*slab
	lines     []*slab   // of the notes, in the order of their calls
	heights   []float64 // heights[i] is the height of lines[:i]
	begun     []int32   // begun[i] is how many notes begin in lines[:i]
	called    []int32   // called[i] is how many lines the notes have that are called in galley[:i]
	rooms     rooms
	bare      bool    // nothing stands on the first page but the masthead
	separator float64 // height of the rule above notes with the space around it
	line      float64 // distance of base lines in the body
	cuts      []pageEnd
	at        []int32   // by slabs set: the last cut there is, 0 for none
	used      []float64 // heights of the slabs of pages that begin at one cut
	witness   int32     // a cut without notes to carry that others are held against
	next      int       // the first slab that pages have not been tried to begin with
	chosen    int32     // the cut up to which pages are chosen
}

// A pageEnd is a place to cut, a node of the search: galley[:slabs] and lines[:notes] stand on that page and on those before it.
type pageEnd struct {
	slabs, notes int32
	before       int32   // cut at which the page begins
	sibling      int32   // another cut after as many slabs, 0 for none
	cost         float64 // least demerits of all pages so far
}

// newCutter prepares to cut the galley of t.
func newCutter(t *setter, r rooms) *cutter {
	line, _ := lineBox(t.sheet.Body, t.families[0])
	return &cutter{
		rooms: r, separator: t.separator(), line: max(1, line), heights: []float64{0}, begun: []int32{0}, called: []int32{0},
		cuts: make([]pageEnd, 2), at: []int32{1}, witness: 1, chosen: 1, // the first cut stands for none
	}
}

// take adds what the galley has grown by.
func (c *cutter) take(galley []*slab) {
	for _, s := range galley[len(c.galley):] {
		for _, n := range s.notes {
			for i, l := range n.lines {
				c.lines = append(c.lines, l)
				c.heights = append(c.heights, c.heights[len(c.heights)-1]+l.height)
				begun := c.begun[len(c.begun)-1]
				if i == 0 {
					begun++
				}
				c.begun = append(c.begun, begun)
			}
			n.lines = nil // to be let go with the page they stand on
		}
		c.called = append(c.called, int32(len(c.lines)))
		c.at = append(c.at, 0)
	}
	c.galley = galley
	c.bare = c.bare || c.next == 0 && galley[0].wide
}

// search tries all pages that begin with galley[:to], in order.
func (c *cutter) search(to int) {
	for ; c.next < to; c.next++ {
		for notes := int32(-1); ; { // a page of notes leads to a cut after as many slabs and more notes
			next := int32(0)
			for i := c.at[c.next]; i != 0; i = c.cuts[i].sibling {
				if n := c.cuts[i].notes; n > notes && (next == 0 || n < c.cuts[next].notes) {
					next = i
				}
			}
			if next == 0 {
				break
			}
			notes = c.cuts[next].notes
			if c.hopeless(int32(c.next), notes, c.cuts[next].cost) {
				continue
			}
			if notes < c.called[c.next] {
				c.page(next, c.next, 0, c.room(c.next), 0)
			}
			if c.next < len(c.galley) {
				c.pages(next)
			}
		}
	}
}

// all returns the pages that are left when the galley grows no more.
func (c *cutter) all() []leaf {
	c.search(len(c.galley) + 1)
	return c.choose(c.end())
}

// some returns the next pages that are certain whatever the galley grows by.
func (c *cutter) some() []leaf {
	c.search(c.reached())
	out := c.choose(c.common())
	c.forget()
	return out
}

// forget drops the cuts before the chosen one.
func (c *cutter) forget() {
	chosen := c.cuts[c.chosen]
	first := int32(1)
	for first < c.witness && c.cuts[first].slabs < chosen.slabs {
		first++
	}
	by := first - 1
	renumber := func(i *int32) { *i = max(0, *i-by) }
	c.cuts = append(c.cuts[:1], c.cuts[first:]...)
	for i := range c.cuts {
		renumber(&c.cuts[i].before)
		renumber(&c.cuts[i].sibling)
	}
	for i := range c.at[chosen.slabs:] {
		renumber(&c.at[int(chosen.slabs)+i])
	}
	renumber(&c.witness)
	renumber(&c.chosen)
}

// reached returns the first slab with which a page can begin that the galley does not fill.
func (c *cutter) reached() int {
	room := max(c.rooms.first, c.rooms.other, c.rooms.wide) + 1
	from := len(c.galley) - 1
	for h := 0.0; from > 0 && h <= room; from-- {
		h += c.galley[from].before + c.galley[from].height
	}
	return max(from, 0)
}

// common returns the last cut through which every way leads that may yet be the best.
func (c *cutter) common() int32 {
	found := int32(0)
	for slabs := c.next; slabs < len(c.at); slabs++ {
		for i := c.at[slabs]; i != 0; i = c.cuts[i].sibling {
			if found == 0 {
				found = i
			}
			for o := i; o != found; {
				if a, b := &c.cuts[o], &c.cuts[found]; a.slabs > b.slabs || a.slabs == b.slabs && a.notes > b.notes {
					o = a.before
				} else {
					found = b.before
				}
			}
		}
	}
	return found
}

// choose returns the pages up to cut i, which are chosen now.
func (c *cutter) choose(i int32) []leaf {
	var out []leaf
	for n := i; n != c.chosen; n = c.cuts[n].before {
		to, from := c.cuts[n], c.cuts[c.cuts[n].before]
		out = append(out, leaf{int(from.slabs), int(to.slabs), int(from.notes), int(to.notes)})
	}
	if start := c.cuts[c.chosen]; c.bare && start.slabs == 0 && start.notes == 0 && i != c.chosen {
		out = append(out, leaf{})
	}
	c.chosen = i
	slices.Reverse(out)
	return out
}

// end is the cut at which everything stands on pages.
func (c *cutter) end() int32 {
	for i := c.at[len(c.galley)]; ; i = c.cuts[i].sibling {
		if int(c.cuts[i].notes) == len(c.lines) {
			return i
		}
	}
}

// pages tries all pages that begin at a cut: first those that are too full for their notes, the shortest first, then the others, the fullest
// first, for what is outdone by it is left out soonest.
func (c *cutter) pages(i int32) {
	from, notes := int(c.cuts[i].slabs), c.cuts[i].notes
	room := c.room(from)
	used := c.used[:0]
	least := 0.0 // that a foot stays open without breaking a rule
	for to, h := from+1, c.top(from, room); ; to++ {
		if room-h-c.foot(notes, c.called[to]) >= -tiny {
			used = append(used, h)
			if c.begins(to) < aTie {
				least = room - h - c.foot(notes, c.called[to])
			}
		} else if h > room+tiny && to > from+1 {
			break
		} else if c.page(i, to, h, room, 0) {
			least = 0
			break
		}
		if c.ends(to) {
			break
		}
		h += c.galley[to].before + c.galley[to].height
	}
	for n := len(used); n > 0; n-- {
		c.page(i, from+n, used[n-1], room, least)
	}
	c.used = used
}

// room is the height of a page that begins with galley[from].
func (c *cutter) room(from int) float64 {
	switch {
	case from == 0 && !c.bare:
		return c.rooms.first
	case c.wide(from):
		return c.rooms.wide
	}
	return c.rooms.other
}

// wide reports whether a page that begins with galley[from] is a landscape page.
func (c *cutter) wide(from int) bool { return from < len(c.galley) && c.galley[from].wide }

// ends reports whether a page must end before galley[to], which is not its first slab.
func (c *cutter) ends(to int) bool {
	return to == len(c.galley) || c.galley[to].tie == fresh || c.galley[to].wide != c.galley[to-1].wide
}

// top is the height of the slab that a page of that room begins with.
func (c *cutter) top(from int, room float64) float64 {
	s := c.galley[from]
	h := s.height
	if from == 0 && !c.bare {
		h += s.before
	}
	if repeats(s, room) {
		h += s.repeat.height
	}
	return h
}

// repeats reports whether the heads of its table are printed above s at the top of a page, which they are unless they leave it no room.
func repeats(s *slab, room float64) bool {
	return s.repeat != nil && s.repeat.height+s.height <= room+tiny
}

// page ends the page that begins at cut i before galley[to]. Its slabs are used high, and its foot need stay open by least. It reports whether
// the page leaves a part of its notes to the next one without breaking a rule.
func (c *cutter) page(i int32, to int, used, room, least float64) bool {
	n := c.cuts[i]
	called := c.called[to]
	cost := n.cost + aPage + c.begins(to)
	if c.outdone(int32(to), cost) {
		return false
	}
	alone := int(n.slabs) == to // the notes
	if alone {
		cost += notesOnly
	}
	if gap := room - used - c.foot(n.notes, called); gap >= -tiny {
		c.reach(pageEnd{slabs: int32(to), notes: called, before: i, cost: cost + c.open(to, used, gap-least)})
		return false
	}
	most := n.notes
	for used <= room+tiny && most < called && c.foot(n.notes, most+1) <= room-used+tiny {
		most++
	}
	switch {
	case alone && most == n.notes: // a line of a note that is higher than the page
		most++
		cost += overflow
	case used > room+tiny: // a slab that is
		cost += overflow
	}
	for last := most; last >= max(n.notes, most-2) && (last > n.notes || !alone); last-- {
		rest := c.rest(i, last, called)
		if c.outdone(int32(to), cost+rest) {
			continue
		}
		c.reach(pageEnd{slabs: int32(to), notes: last, before: i, cost: cost + rest + c.open(to, used, max(0, room-used-c.foot(n.notes, last)))})
		if rest < aTie {
			return cost+rest < n.cost+aTie
		}
	}
	return false
}

// begins are the demerits of a page that begins with galley[to].
func (c *cutter) begins(to int) float64 {
	if to == len(c.galley) {
		return 0
	}
	cost := demeritsOf[c.galley[to].tie]
	if c.galley[to].repeat != nil {
		cost += aTable
	}
	return cost
}

// open are the demerits of the foot of a page that stays open by excess more than it need, its slabs being used high.
func (c *cutter) open(to int, used, excess float64) float64 {
	if !c.ends(to) {
		lines := max(0, excess) / c.line
		return min(aLine*lines*lines, anOpen+aLine*lines)
	}
	lacks := max(0, fewest-used/c.line)
	return fewer * lacks * lacks
}

// rest are the demerits of what the page that begins at cut i leaves of its notes: it ends with lines[:last], and those called so far have
// the lines up to called.
func (c *cutter) rest(i, last, called int32) float64 {
	if last == called {
		return 0
	}
	due := c.called[c.cuts[i].slabs] // lines of notes called on pages before
	away, later := c.begun[called]-c.begun[max(last, due)], c.begun[max(last, due)]-c.begun[last]
	cost := anAway*float64(away) + aParting*float64(later)
	first := c.cuts[i].notes
	if first < due && last == first {
		cost += anAway
	}
	if !c.inside(last) {
		return cost
	}
	if first < due && last == first+1 && c.inside(first) { // a single line in the middle of a note
		cost += aTie
	}
	return cost + aParting + demeritsOf[c.lines[last].tie]
}

// inside reports whether a page that begins with lines[i] begins inside a note.
func (c *cutter) inside(i int32) bool { return c.begun[i+1] == c.begun[i] }

// foot is the height of lines[first:last] at the foot of a page, with the separator.
func (c *cutter) foot(first, last int32) float64 {
	if first == last {
		return 0
	}
	return c.separator + c.heights[last] - c.heights[first]
}

// reach adds a cut, or betters the one after as many slabs and notes. Cuts are gone on from in the order of their slabs: what weighs the same
// and comes later fills the pages before.
func (c *cutter) reach(n pageEnd) {
	if c.hopeless(n.slabs, n.notes, n.cost) {
		return
	}
	now := c.cuts[n.before].slabs
	for i := c.at[n.slabs]; i != 0; i = c.cuts[i].sibling {
		if o := &c.cuts[i]; o.notes == n.notes {
			if n.cost <= o.cost+tiny {
				o.cost, o.before = n.cost, n.before
				c.watch(i, now)
			}
			return
		}
	}
	n.sibling = c.at[n.slabs]
	i := int32(len(c.cuts))
	c.at[n.slabs] = i
	c.cuts = append(c.cuts, n)
	c.watch(i, now)
}

// hopeless reports whether pages that cost so much and leave so many slabs and notes behind break a rule more than other pages do that leave
// no fewer slabs behind and no notes to carry, or as many slabs and no fewer notes: whatever goes on from the ones goes on from the others as
// well, and open feet do not make up for a rule.
func (c *cutter) hopeless(slabs, notes int32, cost float64) bool {
	if c.outdone(slabs, cost) {
		return true
	}
	for i := c.at[slabs]; i != 0; i = c.cuts[i].sibling {
		if o := &c.cuts[i]; o.notes >= notes && o.cost+margin <= cost {
			return true
		}
	}
	return false
}

// outdone reports what hopeless does by the witness alone.
func (c *cutter) outdone(slabs int32, cost float64) bool {
	w := &c.cuts[c.witness]
	return w.slabs >= slabs && w.cost+margin <= cost
}

// watch makes cut i the witness against others when it serves better than the present one: it leaves more behind, or costs less.
func (c *cutter) watch(i, now int32) {
	n, w := &c.cuts[i], &c.cuts[c.witness]
	if at := int(n.slabs); at < len(c.galley) && c.galley[at].repeat != nil {
		return // the heads take room from what follows
	}
	if n.notes == c.called[n.slabs] && (w.slabs < now || n.cost <= w.cost || n.slabs > w.slabs && n.cost < w.cost+margin/2) {
		c.witness = i
	}
}

// separator is the height of the rule above notes with the space around it.
func (t *setter) separator() float64 {
	s := t.sheet.Separator
	return (s.Before + s.Weight + s.After).Points()
}

// extent is the height of the galley from the slab first on, with its notes, at the head of a page.
func (t *setter) extent(first int) float64 {
	h, notes := 0.0, 0.0
	for i, s := range t.galley[first:] {
		if i > 0 {
			h += s.before
		}
		h += s.height
		for _, n := range s.notes {
			notes += heightOf(n.lines)
		}
	}
	if notes > 0 {
		notes += t.separator()
	}
	return h + notes
}

func heightOf(lines []*slab) float64 {
	h := 0.0
	for _, l := range lines {
		h += l.height
	}
	return h
}
