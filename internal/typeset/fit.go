package typeset

import (
	"math"
	"slices"

	"rapporteur/internal/style"
)

// A span is a line: atoms[from:to], the break at to excluded. ratio says how far its spaces stretch (up to 1 and beyond) or shrink (down to -1).
type span struct {
	from, to int
	ratio    float64
}

// A node is a break in the best way to get there.
type node struct {
	at                     int // atom of the break, -1 for the beginning
	line                   int // lines before it
	class                  int8
	width, stretch, shrink float64 // sums of all atoms before the line that begins here
	demerits, ratio        float64
	back                   int32 // index of the break before, -1 for none
}

// A fitter breaks atoms into lines. It keeps its buffers from paragraph to paragraph.
type fitter struct {
	loosest float64 // ratio beyond which spaces stay as they are
	nodes   []node
	active  []int32
}

// newFitter returns a fitter that keeps to the limits. Up to the loosest line a gap at the end disturbs more than wide spaces do; beyond it,
// gaps all over the line disturb more. Such lines are those before a long address or word; no break of them is better.
func newFitter(limits style.Lines) fitter {
	return fitter{loosest: float64(limits.Loosest) / float64(limits.Stretch)}
}

// tiny is what a line may be too wide: sums of widths are not exact.
const tiny = 1e-6

// A tolerance is what lines may look like.
type tolerance struct {
	stretch float64 // of the loosest line
	dearest float64 // cost of a break that is allowed
}

// tolerances are tried one after the other. No word is divided in a paragraph that looks even without; and what should not be parted is parted
// only where no looseness helps, then rather at a syllable than between any two letters. With the last one every paragraph has a solution,
// for no box is wider than a line.
var tolerances = []tolerance{
	{1, costOfHyphen},
	{1.5, costOfDivision}, {4, costOfDivision}, {math.Inf(1), costOfDivision},
	{1.5, costOfSplit}, {4, costOfSplit}, {math.Inf(1), costOfSplit},
	{1.5, costOfCut}, {4, costOfCut}, {math.Inf(1), costOfCut},
}

const (
	linePenalty    = 10.0
	classDemerits  = 3000.0
	runtDemerits   = 20000.0 // of a last line that is shorter than runt of the measure
	runt           = 0.12
	hyphenDemerits = 30000.0 // of two hyphens one below the other, and of one above the last line
	raggedBadness  = 1e6     // of a line that ends short of the margin: more than of all others of a paragraph
	raggedShape    = 0.01    // what the square of the part of the measure that stays open adds to it
)

// total returns the lines that are best for the paragraph as a whole (D. Knuth and M. Plass, Breaking Paragraphs into Lines, 1981).
// The first line has a width of its own.
func (f *fitter) total(atoms []atom, first, rest float64) []span {
	divisible := slices.ContainsFunc(atoms, func(a atom) bool { return a.cost == costOfDivision })
	for i, tolerance := range tolerances {
		if i == 0 && !divisible {
			continue
		}
		if end := f.try(atoms, first, rest, tolerance); end >= 0 {
			return f.spans(atoms, end)
		}
	}
	return firstFit(atoms, first, rest)
}

// spans walks back from the last break.
func (f *fitter) spans(atoms []atom, end int32) []span {
	out := make([]span, f.nodes[end].line)
	for n := end; f.nodes[n].back >= 0; n = f.nodes[n].back {
		at := &f.nodes[n]
		r := at.ratio
		if r > f.loosest {
			r = 0
		}
		out[at.line-1] = span{lineStart(atoms, f.nodes[at.back].at), at.at, r}
	}
	return out
}

// lineStart is the first atom of the line after the break at the atom at.
func lineStart(atoms []atom, at int) int {
	from := at + 1
	for from < len(atoms) && atoms[from].kind == glue && !atoms[from].unbroken {
		from++
	}
	return from
}

// try returns the index of the last node, or -1 when no way stays within the tolerance.
func (f *fitter) try(atoms []atom, first, rest float64, limit tolerance) int32 {
	f.nodes = append(f.nodes[:0], node{at: -1, class: 1, back: -1})
	f.active = append(f.active[:0], 0)
	width, stretch, shrink := 0.0, 0.0, 0.0
	for i := range atoms {
		a := &atoms[i]
		switch {
		case a.kind == box:
			width += a.width
			continue
		case a.kind == penalty && a.cost <= limit.dearest, a.kind == glue && !a.unbroken && i > 0 && atoms[i-1].kind == box:
			if !f.breakAt(atoms, i, first, rest, limit.stretch, width, stretch, shrink) {
				return -1
			}
		}
		if a.kind == glue {
			width += a.width
			stretch += a.stretch
			shrink += a.shrink
		}
	}
	best := int32(-1)
	for _, n := range f.active {
		if f.nodes[n].at == len(atoms)-1 && (best < 0 || f.nodes[n].demerits < f.nodes[best].demerits) {
			best = n
		}
	}
	return best
}

// breakAt considers a break at atom i for every active node and reports whether any node is left.
func (f *fitter) breakAt(atoms []atom, i int, first, rest, tolerance, width, stretch, shrink float64) bool {
	a := &atoms[i]
	must := a.kind == penalty && a.cost <= always
	hyphenWidth := 0.0
	if a.kind == penalty {
		hyphenWidth = a.width
	}
	var best [4]node
	var found [4]bool
	kept := f.active[:0]
	for _, n := range f.active {
		from := &f.nodes[n]
		measure := rest
		if from.line == 0 {
			measure = first
		}
		left := measure - (width - from.width) - hyphenWidth
		r := ratio(left, stretch-from.stretch, shrink-from.shrink)
		if r >= -1 && r <= tolerance {
			d := from.demerits + f.demerits(a, r, left/measure, must)
			class := classOf(r)
			if i == len(atoms)-1 && from.line > 0 && measure-(width-from.width) > (1-runt)*measure {
				d += runtDemerits
			}
			if from.at >= 0 && atoms[from.at].hyphen && (a.hyphen || i == len(atoms)-1) {
				d += hyphenDemerits
			}
			if class-from.class > 1 || from.class-class > 1 {
				d += classDemerits
			}
			if !found[class] || d < best[class].demerits {
				found[class] = true
				best[class] = node{at: i, line: from.line + 1, class: class, demerits: d, ratio: r, back: n}
			}
		}
		if r >= -1 && !must {
			kept = append(kept, n)
		}
	}
	f.active = kept
	for c := range best {
		if !found[c] {
			continue
		}
		n := best[c]
		n.width, n.stretch, n.shrink = width, stretch, shrink
		for j := i; j < len(atoms) && atoms[j].kind != box && !(j > i && atoms[j].kind == penalty); j++ {
			if atoms[j].kind == glue && !atoms[j].unbroken {
				n.width += atoms[j].width
				n.stretch += atoms[j].stretch
				n.shrink += atoms[j].shrink
			}
		}
		f.nodes = append(f.nodes, n)
		f.active = append(f.active, int32(len(f.nodes)-1))
	}
	return len(f.active) > 0
}

// ratio is how far spaces stretch to fill the room that is left, or shrink when it is negative; less than -1 does not fit.
func ratio(left, stretch, shrink float64) float64 {
	switch {
	case left > tiny:
		if stretch <= 0 {
			return math.Inf(1)
		}
		return left / stretch
	case left < -tiny:
		if shrink <= 0 || left/shrink < -1-tiny {
			return math.Inf(-1)
		}
		return max(left/shrink, -1)
	}
	return 0
}

// demerits are those of a line whose spaces stretch by r and that ends at a. What would have to stretch too far ends short instead, with the
// part open of the measure empty: of such lines a paragraph has as few as can be.
func (f *fitter) demerits(a *atom, r, open float64, must bool) float64 {
	d := linePenalty + 100*math.Abs(r*r*r)
	if r > f.loosest {
		d = raggedBadness * (1 + raggedShape*open*open)
	}
	d *= d
	if a.kind == penalty && !must {
		d += a.cost * a.cost
	}
	return d
}

// classOf sorts lines into tight, normal, loose and very loose ones.
func classOf(r float64) int8 {
	switch {
	case r < -0.5:
		return 0
	case r <= 0.5:
		return 1
	case r <= 1:
		return 2
	}
	return 3
}

// firstFit fills line after line with natural spaces. What should not be parted is parted only on a line that has no better place to end, at
// the best place of those.
func firstFit(atoms []atom, first, rest float64) []span {
	var out []span
	from, width, measure := 0, 0.0, first
	last := -1 // the place where the line ends when the next box does not fit
	emit := func(at int) {
		out = append(out, span{from: from, to: at})
		from, width, measure, last = lineStart(atoms, at), 0, rest, -1
	}
	for i := 0; i < len(atoms); i++ {
		a := &atoms[i]
		switch {
		case a.kind == box:
			if width+a.width > measure+tiny && last >= 0 {
				emit(last)
				i = from - 1
				continue
			}
			width += a.width
		case a.kind == glue:
			if !a.unbroken && i > from && atoms[i-1].kind == box {
				last = i
			}
			if i >= from {
				width += a.width
			}
		case a.cost <= always:
			emit(i)
		case i > from && width+a.width <= measure+tiny && (last < 0 || a.cost < costOfSplit || a.cost <= atoms[last].cost):
			last = i
		}
	}
	return out
}
