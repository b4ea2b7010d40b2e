package typeset_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"rapporteur/internal/typeset"
)

// Demerits as the head of pages.go names them.
const (
	aPage, aParting, aTable, notesOnly   = 100, 20, 20, 50
	aTie, anAway, aBond, overflow, fewer = 1e5, 1e6, 1e7, 1e9, 2
)

// A search goes through all ways to cut a galley.
type search struct {
	galley             []typeset.Slab
	first, other, wide float64
	noteLine           float64
	lines              []noteLine
	called             []int // called[i] is how many lines the notes called in galley[:i] have
}

// A noteLine is a line of a note: its number in it, from 0, and how many there are.
type noteLine struct{ number, of int }

func newSearch(galley []typeset.Slab, first, other, wide, line float64) *search {
	s := &search{galley: galley, first: first, other: other, wide: wide, noteLine: line, called: []int{0}}
	for _, g := range galley {
		for _, n := range g.Notes {
			for i := range n {
				s.lines = append(s.lines, noteLine{i, n})
			}
		}
		s.called = append(s.called, len(s.lines))
	}
	return s
}

// least returns the least demerits of the pages that galley[from:] and lines[first:] need.
func (s *search) least(from, first int) float64 {
	if from == len(s.galley) && first == len(s.lines) {
		return 0
	}
	best := math.Inf(1)
	for to := from; to <= len(s.galley); to++ {
		parted := false
		tried := 0
		for last := s.called[to]; last >= first && tried < 3; last-- { // as many lines of notes as there is room for, or up to two fewer so that no single one is parted
			cost := s.page(from, to, first, last)
			if math.IsInf(cost, 1) {
				continue
			}
			tried++
			best = min(best, cost+s.least(to, last))
			if s.rest(from, first, last, s.called[to]) < aTie {
				parted = last < s.called[to] && cost < aTie
				break
			}
		}
		if parted && to > from { // a page with more slabs would leave more of its notes
			break
		}
	}
	return best
}

// page returns the demerits of a page that holds galley[from:to] and lines[first:last], infinite when it may not be.
func (s *search) page(from, to, first, last int) float64 {
	cost, used, gap := s.set(from, to, first, last)
	forced := to == len(s.galley) || s.galley[to].Tie == 3 || to > 0 && s.galley[to].Wide != s.galley[to-1].Wide
	switch {
	case math.IsInf(cost, 1):
	case forced:
		cost += fewer * max(0, 5-used) * max(0, 5-used)
	default:
		if last == s.called[to] && to > from {
			gap -= s.need(from, first)
		}
		switch {
		case gap > 2:
			cost += 8 + 4*gap
		case gap > 0:
			cost += 4 * gap * gap
		}
	}
	return cost
}

// need returns by how much the fullest page that begins with galley[from] and lines[first] and breaks no rule stays open; not at all when there
// is one that leaves a part of its notes.
func (s *search) need(from, first int) float64 {
	least := math.Inf(1)
	for to := from + 1; to <= len(s.galley); to++ {
		tried := 0
		for last := s.called[to]; last >= first && tried < 3; last-- {
			cost, _, gap := s.set(from, to, first, last)
			if math.IsInf(cost, 1) {
				continue
			}
			tried++
			switch {
			case cost >= aTie:
			case last < s.called[to]:
				return 0
			default:
				least = min(least, gap)
			}
			if last == s.called[to] {
				break
			}
		}
	}
	if math.IsInf(least, 1) {
		return 0
	}
	return least
}

// set returns the demerits of a page without those of its foot, infinite when it may not be, the height of its slabs and how much stays open.
func (s *search) set(from, to, first, last int) (cost, used, gap float64) {
	never := math.Inf(1)
	room := s.other
	switch {
	case from == 0 && !s.galley[0].Wide:
		room = s.first
	case from < len(s.galley) && s.galley[from].Wide:
		room = s.wide
	}
	if to == from && (last == first || first == s.called[from]) {
		return never, 0, 0
	}
	for i := from; i < to; i++ {
		g := s.galley[i]
		used += g.Height
		switch {
		case i > from && (g.Tie == 3 || g.Wide != s.galley[i-1].Wide):
			return never, 0, 0
		case i > from, i == 0 && !g.Wide:
			used += g.Before
		case i == from && g.Repeat+g.Height <= room:
			used += g.Repeat
		}
	}
	cost = aPage
	foot := float64(last-first) * s.noteLine
	if used+foot > room+1e-6 { // sums of heights are not exact
		if !(to == from+1 && used > room && last == first) && !(to == from && last == first+1) {
			return never, 0, 0
		}
		cost += overflow
	}
	if to == from {
		cost += notesOnly
	}
	if to < len(s.galley) {
		g := s.galley[to]
		cost += []float64{0, aTie, aBond, 0}[g.Tie]
		if g.Repeat > 0 {
			cost += aTable
		}
	}
	return cost + s.rest(from, first, last, s.called[to]), used, max(0, room-used-foot)
}

// rest returns the demerits of a page that begins with galley[from] and lines[first] and ends with lines[:last], the notes called so far
// having more.
func (s *search) rest(from, first, last, called int) float64 {
	if last == called {
		return 0
	}
	cost := 0.0
	for i, l := range s.lines[last:called] {
		switch {
		case l.number == 0 && last+i >= s.called[from]:
			cost += anAway
		case l.number == 0: // it was away before
			cost += aParting
		}
	}
	if first < s.called[from] && last == first {
		cost += anAway
	}
	if l := s.lines[last]; l.number > 0 {
		cost += aParting
		if l.number == 1 || l.number == l.of-1 {
			cost += aTie
		}
		if first < s.called[from] && last == first+1 && l.number > 1 { // a single line in the middle of a note
			cost += aTie
		}
	}
	return cost
}

// paragraphs returns n paragraphs of so many lines, half a line apart.
func paragraphs(n, lines int) []typeset.Slab {
	one := slices.Repeat([]typeset.Slab{{Height: 1}}, lines)
	one[0].Before = 0.5
	if lines > 1 {
		one[1].Tie, one[lines-1].Tie = 1, 1
	}
	return slices.Repeat(one, n)
}

// TestPagesFillInOrder wants pages as full as the rules let them be, but for the one right before what does not fit.
func TestPagesFillInOrder(t *testing.T) {
	picture := []typeset.Slab{{Before: 1, Height: 1}, {Height: 1, Tie: 2}, {Height: 28, Tie: 2}}
	marks := []typeset.Slab{{Before: 2, Height: 1.25}, {Before: 0.5, Height: 1, Tie: 1, Notes: slices.Repeat([]int{2}, 15)}}
	long := []typeset.Slab{{Before: 0.5, Height: 1, Notes: []int{52}}}
	for _, test := range []struct {
		name   string
		galley []typeset.Slab
		want   []int // slabs up to the end of each page
	}{
		{"a picture after two pages", slices.Concat(paragraphs(15, 4), picture, paragraphs(11, 4)), []int{26, 60, 79, 107}},
		{"a picture after three pages", slices.Concat(paragraphs(25, 4), picture, paragraphs(5, 4)), []int{26, 70, 100, 119, 123}},
		{"a long note two pages on", slices.Concat(paragraphs(33, 1), marks, long, paragraphs(40, 1)), []int{20, 33, 36, 50, 76}},
		{"a long note", slices.Concat(paragraphs(30, 1), long, paragraphs(40, 1)), []int{20, 31, 55, 71}},
	} {
		pages, _, _ := typeset.Cut(test.galley, 30, 50, 35, 0.9)
		var got []int
		for _, p := range pages {
			got = append(got, p.To)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: pages end before slabs %v, want %v: %v", test.name, got, test.want, pages)
		}
	}
}

func randomGalley(r *rand.Rand) []typeset.Slab {
	galley := make([]typeset.Slab, 1+r.IntN(6))
	lines := 0
	for i := range galley {
		g := &galley[i]
		g.Height = 1 + float64(r.IntN(3))
		if r.IntN(12) == 0 {
			g.Height = 9
		}
		g.Before = float64(r.IntN(2))
		if i > 0 {
			g.Tie = []int{0, 0, 0, 0, 1, 1, 2, 3}[r.IntN(8)]
		}
		g.Wide = i > 0 && galley[i-1].Wide != (r.IntN(6) == 0) || i == 0 && r.IntN(10) == 0
		if i > 0 && r.IntN(5) == 0 {
			g.Repeat = 1 + float64(r.IntN(4))
		}
		for r.IntN(3) == 0 && lines < 9 {
			n := 1 + r.IntN(6)
			lines += n
			g.Notes = append(g.Notes, n)
		}
	}
	return galley
}

// TestLeastDemerits compares the pages of small galleys with all ways to cut them.
func TestLeastDemerits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 7))
	for n := range 3000 {
		galley := randomGalley(r)
		first, other, wide := 4+float64(r.IntN(4)), 6+float64(r.IntN(4)), 5+float64(r.IntN(3))
		line := []float64{0.5, 1, 1, 11}[r.IntN(4)]
		pages, cost, _ := typeset.Cut(galley, first, other, wide, line)
		s := newSearch(galley, first, other, wide, line)
		want := s.least(0, 0)
		if galley[0].Wide {
			pages = pages[1:]
		}
		sum := 0.0
		for i, p := range pages {
			sum += s.page(p.From, p.To, p.First, p.Last)
			if i > 0 && (p.From != pages[i-1].To || p.First != pages[i-1].Last) || i == 0 && (p.From != 0 || p.First != 0) || i == len(pages)-1 && (p.To != len(galley) || p.Last != len(s.lines)) {
				t.Fatalf("galley %d: pages %v leave something out", n, pages)
			}
		}
		if math.Abs(cost-want) > 1e-3 || math.Abs(sum-want) > 1e-3 {
			t.Errorf("galley %d: %g demerits, its pages have %g, the least are %g\n%+v on pages of %g, %g and %g, note lines of %g: %v", n, cost, sum, want, galley, first, other, wide, line, pages)
		}
		if t.Failed() {
			break
		}
	}
}

// longGalley is a galley of about that many pages: paragraphs of five lines, a note of two lines in every second, a heading in every tenth.
func longGalley(pages int) []typeset.Slab {
	var out []typeset.Slab
	for i := 0; len(out) < pages*45; i++ {
		paragraph := slices.Repeat([]typeset.Slab{{Height: 1}}, 5)
		paragraph[0].Before = 0.5
		paragraph[1].Tie, paragraph[4].Tie = 1, 1
		if i%2 == 0 {
			paragraph[i/2%5].Notes = []int{2 + i/2%3}
		}
		if i%10 == 0 {
			out = append(out, typeset.Slab{Before: 2, Height: 1.25})
			paragraph[0].Before, paragraph[0].Tie = 1, 1
		}
		out = append(out, paragraph...)
	}
	return out
}

// TestCutsGrowWithPages wants the work of cutting to grow as the report does.
func TestCutsGrowWithPages(t *testing.T) {
	_, _, few := typeset.Cut(longGalley(50), 40, 55, 35, 0.9)
	_, _, many := typeset.Cut(longGalley(500), 40, 55, 35, 0.9)
	if many > 11*few {
		t.Errorf("%d cuts for 50 pages, %d for 500", few, many)
	}
}

func BenchmarkCut(b *testing.B) {
	for _, pages := range []int{33, 330, 1650} {
		galley := longGalley(pages)
		b.Run(fmt.Sprint(pages, " pages"), func(b *testing.B) {
			for b.Loop() {
				typeset.Cut(galley, 40, 55, 35, 0.9)
			}
		})
	}
}

// TestCutGrowing wants the same pages of a galley that grows, and most of them before it is whole.
func TestCutGrowing(t *testing.T) {
	galley := longGalley(200)
	want, _, _ := typeset.Cut(galley, 40, 55, 35, 0.9)
	for _, by := range []int{40, 1000, len(galley)} {
		if got := typeset.CutGrowing(galley, by, 40, 55, 35, 0.9); !slices.Equal(got, want) {
			t.Errorf("a galley that grows by %d slabs has other pages", by)
		}
	}
}

// FuzzCut cuts any galley: every slab and every line of a note stands on one page, in order, and what overflows a page stands alone on it.
func FuzzCut(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6}, 10.0, 12.0, 8.0, 1.0)
	f.Add([]byte{0xff, 0, 0xff, 0x80, 7, 9, 30, 30, 30}, 4.0, 6.0, 5.0, 1.0)
	f.Add([]byte{200, 200, 200}, -5.0, 3.0, 2.0, 9.0)
	f.Add([]byte{1, 2, 3, 4, 5, 6}, 10.0, -24.0, 1.5, 15.0)
	f.Add([]byte("a list, a note, a table, a heading, an annex and a picture"), 40.0, 55.0, 35.0, 0.9)
	f.Fuzz(func(t *testing.T, data []byte, first, other, wide, line float64) {
		for _, x := range []float64{first, other, wide, line} {
			if !(math.Abs(x) < 1e4) {
				return
			}
		}
		if len(data) == 0 || len(data) > 200 {
			return
		}
		var galley []typeset.Slab
		for i, b := range data {
			g := typeset.Slab{Height: float64(b%7) / 2, Before: float64(b / 7 % 3), Tie: []int{0, 0, 1, 2, 3, 0, 1, 1}[b/21%8]}
			if i > 0 {
				g.Wide = galley[i-1].Wide != (b%19 == 0)
				g.Repeat = float64(b / 3 % 5)
			}
			if b%5 == 0 {
				g.Notes = []int{1 + int(b)%9, 1 + int(b)%4}
			}
			galley = append(galley, g)
		}
		pages, _, _ := typeset.Cut(galley, first, other, wide, math.Abs(line))
		for by := 1; by <= len(galley); by = 3*by + 1 {
			if growing := typeset.CutGrowing(galley, by, first, other, wide, math.Abs(line)); !slices.Equal(growing, pages) {
				t.Errorf("pages of a galley that grows by %d: %v, want %v", by, growing, pages)
			}
		}
		s := newSearch(galley, first, other, wide, math.Abs(line))
		if galley[0].Wide {
			pages = pages[1:]
		}
		end := typeset.Leaf{}
		for i, p := range pages {
			if p.From != end.To || p.First != end.Last || p.To == p.From && p.Last == p.First {
				t.Fatalf("page %d is %v after %v", i, p, end)
			}
			if cost := s.page(p.From, p.To, p.First, p.Last); math.IsInf(cost, 1) {
				t.Errorf("page %d, %v, holds more than it may", i, p)
			}
			end = p
		}
		if end.To != len(galley) || end.Last != len(s.lines) {
			t.Errorf("the pages end at %v; there are %d slabs and %d lines", end, len(galley), len(s.lines))
		}
	})
}
