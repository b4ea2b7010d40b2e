package redline

import (
	"cmp"
	"slices"
)

// An alignment pairs the units of two sequences, each with at most one.
type alignment struct {
	to, from []int  // by index of the older and of the newer unit, the index of the other; -1 for none
	moved    []bool // by index of the older unit: its pair stands out of order
	// splits has, by index of an older unit, the newer units that it has become besides its pair; mergers, by index of a newer unit, the older
	// ones that have become part of it.
	splits, mergers map[int]parting
	// pieces are the units in there, by index of the older and of the newer unit.
	oldPieces, newPieces map[int]bool
}

// How like units must be, from 0 to 1.
const (
	likeInPlace = 0.35 // to be a pair where nothing else stands between the neighbours' pairs
	likeAlone   = 0.2  // and are of the same kind, and the only ones there
	likeMoved   = 0.6  // to be a pair at different places
	likePart    = 0.6  // of a part to what is missing of the whole, for splits and mergers
	likeFarPart = 0.8  // the same where the part does not stand beside the whole
	inSequence  = 0.5  // of the pairs of words of a part, how many the whole has too
)

// least is the weight below which equal words at different places are chance: "Total", "See below."
const least = 16

// leastFar is the weight below which what stands far from a whole is no part of it.
const leastFar = 40

// aligner is the state of one call of align.
type aligner struct {
	alignment
	old, new []unit
	like     map[[2]int]float64 // of pairs, where it is not 1
}

// align pairs units by given name, then by equal words, then by similar ones; where moves is false, only in order.
func align(old, new []unit, moves bool) *alignment {
	a := &aligner{old: old, new: new, like: map[[2]int]float64{}}
	a.to, a.from = unpaired(len(old)), unpaired(len(new))
	a.moved = make([]bool, len(old))
	a.equal()
	if moves {
		a.equalElsewhere()
	}
	a.order(moves)
	a.similar(moves)
	a.order(moves)
	a.alone()
	a.parts()
	return &a.alignment
}

func unpaired(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func (a *aligner) pair(i, k int) { a.to[i], a.from[k] = k, i }

func (a *aligner) part(i int) {
	a.from[a.to[i]] = -1
	a.to[i] = -1
}

// equal pairs what has the same name, and what has the same words in the same order.
func (a *aligner) equal() {
	symbols := map[any]int32{}
	symbol := func(key any) int32 {
		s, ok := symbols[key]
		if !ok {
			s = int32(len(symbols))
			symbols[key] = s
		}
		return s
	}
	type name struct{ name, part string }
	names := map[name][2]int{}
	for i, u := range a.old {
		if u.name != "" {
			names[name{u.name, string(u.part)}] = [2]int{i + 1}
		}
	}
	for k, u := range a.new {
		n := name{u.name, string(u.part)}
		if at, ok := names[n]; ok && u.name != "" {
			names[n] = [2]int{at[0], k + 1}
		}
	}
	sequence := func(units []unit) []int32 {
		out := make([]int32, len(units))
		for i, u := range units {
			if n := (name{u.name, string(u.part)}); u.name != "" && names[n][1] > 0 {
				out[i] = symbol(n)
			} else {
				out[i] = symbol(u.key)
			}
		}
		return out
	}
	for _, r := range patient(sequence(a.old), sequence(a.new)) {
		for n := range r.n {
			a.pair(r.x+n, r.y+n)
		}
	}
	for _, at := range names {
		if i, k := at[0]-1, at[1]-1; k >= 0 && a.to[i] < 0 && a.from[k] < 0 {
			a.pair(i, k)
		}
	}
}

// equalElsewhere pairs units of the same words that stand at different places: those that are the only ones of their words, and around
// such pairs what goes with them.
func (a *aligner) equalElsewhere() {
	const several = -1
	places := map[uint64]int{}
	for k, u := range a.new {
		if a.from[k] < 0 {
			if _, ok := places[u.key]; ok {
				places[u.key] = several
			} else {
				places[u.key] = k
			}
		}
	}
	seen := map[uint64]int{}
	for i, u := range a.old {
		if a.to[i] < 0 {
			seen[u.key]++
		}
	}
	for i, u := range a.old {
		if k, ok := places[u.key]; ok && k != several && a.to[i] < 0 && a.from[k] < 0 && seen[u.key] == 1 && u.contents().weight >= least {
			a.pair(i, k)
		}
	}
	spread := func(i, step int) {
		for k := a.to[i] + step; i+step >= 0 && i+step < len(a.old) && k >= 0 && k < len(a.new); k += step {
			i += step
			if a.to[i] >= 0 || a.from[k] >= 0 || a.old[i].key != a.new[k].key {
				return
			}
			a.pair(i, k)
		}
	}
	for i := range a.old {
		if a.to[i] >= 0 {
			spread(i, 1)
		}
	}
	for i := len(a.old) - 1; i >= 0; i-- {
		if a.to[i] >= 0 {
			spread(i, -1)
		}
	}
}

// A candidate is a pair that may be made.
type candidate struct {
	i, k  int
	like  float64
	score float64
}

// similar pairs units that have much in common, the most similar first. Neighbours of pairs have the better claim.
func (a *aligner) similar(moves bool) {
	var all []candidate
	add := func(i, k int, inGap bool) {
		if a.old[i].part != a.new[k].part {
			return
		}
		c := candidate{i: i, k: k, like: likeness(&a.old[i], &a.new[k])}
		if inGap {
			c.score = c.like + 0.15
		} else if c.score = c.like; min(a.old[i].contents().weight, a.new[k].contents().weight) < least {
			return
		}
		if c.score+0.15 >= likeMoved || inGap && c.like >= likeInPlace {
			all = append(all, c)
		}
	}
	a.gaps(func(is, ks []int) {
		if len(is)*len(ks) <= closeWork {
			for _, i := range is {
				for _, k := range ks {
					add(i, k, true)
				}
			}
		} else {
			a.indexed(is, ks, func(i, k int) { add(i, k, true) })
		}
	})
	if moves {
		var is, ks []int
		for i := range a.old {
			if a.to[i] < 0 {
				is = append(is, i)
			}
		}
		for k := range a.new {
			if a.from[k] < 0 {
				ks = append(ks, k)
			}
		}
		gap := a.gapOf()
		a.indexed(is, ks, func(i, k int) {
			if gap[0][i] != gap[1][k] {
				add(i, k, false)
			}
		})
	}
	for n := range all {
		if c := &all[n]; a.beside(c.i, c.k) {
			c.score += 0.1
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.i, y.i), cmp.Compare(x.k, y.k))
	})
	for _, c := range all {
		if a.to[c.i] < 0 && a.from[c.k] < 0 {
			a.pair(c.i, c.k)
			a.like[[2]int{c.i, c.k}] = c.like
		}
	}
}

// beside reports whether a neighbour of the one unit is paired with that of the other.
func (a *aligner) beside(i, k int) bool {
	return i > 0 && k > 0 && a.to[i-1] == k-1 || i+1 < len(a.old) && k+1 < len(a.new) && a.to[i+1] == k+1
}

// closeWork is how many pairs of one gap are held against each other; of a larger gap only those are that have a rare word in common.
const closeWork = 400

// tooCommon is the number of units from which on a word in them leads to no candidate.
const tooCommon = 12

// indexed calls visit for pairs of units that have rare words in common: for every newer unit the few with the most of them.
func (a *aligner) indexed(is, ks []int, visit func(i, k int)) {
	index := map[uint32][]int32{}
	for _, i := range is {
		for _, w := range distinct(a.old[i].contents()) {
			if w.weight > 1 && len(index[w.hash]) <= tooCommon {
				index[w.hash] = append(index[w.hash], int32(i))
			}
		}
	}
	votes := map[int32]int{}
	for _, k := range ks {
		clear(votes)
		for _, w := range distinct(a.new[k].contents()) {
			if at := index[w.hash]; len(at) <= tooCommon {
				for _, i := range at {
					votes[i] += int(w.weight)
				}
			}
		}
		best := make([]int32, 0, len(votes))
		for i := range votes {
			best = append(best, i)
		}
		slices.SortFunc(best, func(x, y int32) int { return cmp.Or(cmp.Compare(votes[y], votes[x]), cmp.Compare(x, y)) })
		for _, i := range best[:min(len(best), 4)] {
			visit(int(i), k)
		}
	}
}

// distinct are the words of a bag, each once.
func distinct(b *bag) []weighted {
	return slices.CompactFunc(slices.Clone(b.words), func(x, y weighted) bool { return x.hash == y.hash })
}

// order finds which pairs stand in order: of all series of pairs that do, the one of the greatest weight. The others have moved, if they
// are like enough; where moves is false they are no pairs.
func (a *aligner) order(moves bool) {
	best := make([]int, len(a.new)+1) // a tree of greatest weights by newer index (Fenwick), each as 1 + older index of the last pair
	total, before := make([]int, len(a.old)), make([]int, len(a.old))
	last := -1
	better := func(x, y int) int { // of two that are 1 + index, 0 for none
		if x == 0 || y != 0 && total[y-1] > total[x-1] {
			return y
		}
		return x
	}
	for i, k := range a.to {
		if k < 0 {
			continue
		}
		pre := 0
		for n := k; n > 0; n -= n & -n {
			pre = better(pre, best[n])
		}
		before[i] = pre - 1
		total[i] = 1 + a.old[i].size + a.new[k].size
		if pre > 0 {
			total[i] += total[pre-1]
		}
		for n := k + 1; n < len(best); n += n & -n {
			best[n] = better(best[n], i+1)
		}
		if last < 0 || total[i] > total[last] {
			last = i
		}
	}
	in := make([]bool, len(a.old))
	for i := last; i >= 0; i = before[i] {
		in[i] = true
	}
	for i, k := range a.to {
		a.moved[i] = k >= 0 && !in[i]
		if !a.moved[i] {
			continue
		}
		like, ok := a.like[[2]int{i, k}]
		named := a.old[i].name != "" && a.old[i].name == a.new[k].name
		if weak := ok && like < likeMoved && !named; weak || !moves {
			a.moved[i] = false
			a.part(i)
		}
	}
}

// gaps calls visit for every stretch between pairs that stand in order, with the unpaired units in it, where both sides have some.
func (a *aligner) gaps(visit func(is, ks []int)) {
	gap := a.gapOf()
	olds, news := map[int][]int{}, map[int][]int{}
	most := 0
	for i, g := range gap[0] {
		if a.to[i] < 0 {
			olds[g] = append(olds[g], i)
			most = max(most, g)
		}
	}
	for k, g := range gap[1] {
		if a.from[k] < 0 {
			news[g] = append(news[g], k)
		}
	}
	for g := 0; g <= most; g++ {
		if len(olds[g]) > 0 && len(news[g]) > 0 {
			visit(olds[g], news[g])
		}
	}
}

// gapOf numbers, by index of the older and of the newer units, the stretches between pairs that stand in order.
func (a *aligner) gapOf() [2][]int {
	out := [2][]int{make([]int, len(a.old)), make([]int, len(a.new))}
	g, done := 0, 0
	for i, k := range a.to {
		if k >= 0 && !a.moved[i] {
			for ; done <= k; done++ {
				out[1][done] = g
			}
			g++
		}
		out[0][i] = g
	}
	for ; done < len(a.new); done++ {
		out[1][done] = g
	}
	return out
}

// alone pairs what is left over between the same neighbours, if it is the only one of its part there.
func (a *aligner) alone() {
	a.gaps(func(is, ks []int) {
		only := func(part Part, units []unit, at []int) int {
			found := -1
			for _, n := range at {
				if units[n].part == part {
					if found >= 0 {
						return -1
					}
					found = n
				}
			}
			return found
		}
		for _, i := range is {
			part := a.old[i].part
			if only(part, a.old, is) != i {
				continue
			}
			k := only(part, a.new, ks)
			if k >= 0 && a.from[k] < 0 && (part == rowPart || likeness(&a.old[i], &a.new[k]) >= likeAlone) {
				a.pair(i, k)
			}
		}
	})
}
