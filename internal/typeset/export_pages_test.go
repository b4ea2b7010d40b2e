package typeset

import "rapporteur/internal/style"

// A Slab is a slab of a galley for tests. Heights are points.
type Slab struct {
	Before, Height float64
	Tie            int // 0 loose, 1 tight, 2 bound, 3 fresh
	Wide           bool
	Repeat         float64 // height of the heads that are printed again above it, 0 for none
	Notes          []int   // lines of the notes that it calls; each is knit as a paragraph is
}

// A Leaf is a page of a test: slabs and lines of notes from and to.
type Leaf struct{ From, To, First, Last int }

// Cut cuts a galley into pages of these heights. Lines of notes are noteLine high, the rule above them has no height, and lines of the body are
// one point apart. It returns the pages, their demerits and how many ends of pages were looked at.
func Cut(galley []Slab, first, other, wide, noteLine float64) (pages []Leaf, cost float64, cuts int) {
	c := cutterOf(galley, first, other, wide, noteLine)
	c.take(c.setter.galley)
	pages = leavesOf(c.all())
	return pages, c.cuts[c.end()].cost, len(c.cuts)
}

// CutGrowing does as Cut, with a galley that grows by so many slabs at a time.
func CutGrowing(galley []Slab, by int, first, other, wide, noteLine float64) (pages []Leaf) {
	c := cutterOf(galley, first, other, wide, noteLine)
	for to := by; to < len(galley); to += by {
		c.take(c.setter.galley[:to])
		pages = append(pages, leavesOf(c.some())...)
	}
	c.take(c.setter.galley)
	return append(pages, leavesOf(c.all())...)
}

func leavesOf(leaves []leaf) (pages []Leaf) {
	for _, l := range leaves {
		pages = append(pages, Leaf{l.from, l.to, l.first, l.last})
	}
	return pages
}

// A testCutter is a cutter and the whole galley that it is given.
type testCutter struct {
	*cutter
	setter *setter
}

func cutterOf(galley []Slab, first, other, wide, noteLine float64) testCutter {
	t := &setter{sheet: &style.Sheet{Body: style.Text{Line: 1, Exact: true}}, families: []*Family{{{}, {}, {}, {}}}}
	for _, g := range galley {
		s := &slab{before: g.Before, height: g.Height, tie: tie(g.Tie), wide: g.Wide}
		if g.Repeat > 0 {
			s.repeat = &repeat{height: g.Repeat}
		}
		for _, n := range g.Notes {
			lines := make([]*slab, n)
			for i := range lines {
				lines[i] = &slab{height: noteLine}
			}
			knit(lines, false)
			s.notes = append(s.notes, &note{lines: lines})
		}
		t.galley = append(t.galley, s)
	}
	return testCutter{newCutter(t, rooms{first, other, wide}), t}
}
