package translation

import (
	"math"
	"slices"
	"strings"
)

// A Pair is a block of the original and the block that translates it. One side is nil where the other language has no such block.
type Pair struct {
	Source, Target *Block
	Moved          bool // the block stands in another order than in the original
}

// pairBlocks pairs the blocks of one level in the order of the original; blocks that the original does not have stand where the
// translation has them. Ids, names of notes and the lock are pegs; between two pegs blocks are paired in order only where both sides have
// the same kinds of blocks.
func pairBlocks(source, target []*Block) []Pair {
	at := make(map[string]int, len(target))
	for j, b := range target {
		at[b.Key] = j
	}
	match := make([]int, len(source)) // index in target, or -1
	taken := make([]bool, len(target))
	for i, b := range source {
		match[i] = -1
		if j, ok := at[b.Key]; ok && target[j].Kind == b.Kind {
			match[i], taken[j] = j, true
		}
	}
	straight := increasing(match)
	between := func(do func(i0, i1, j0, j1 int)) {
		i0, j0 := 0, 0
		for _, i := range straight {
			do(i0, i, j0, match[i])
			i0, j0 = i+1, match[i]+1
		}
		do(i0, len(source), j0, len(target))
	}
	// Headings are few, and where both sides have the same ones they are pegs for what stands below them.
	between(func(i0, i1, j0, j1 int) {
		open := func(list []*Block, from, to int, free func(int) bool) (at []int, shapes []string) {
			for i := from; i < to; i++ {
				if list[i].Kind == "heading" && free(i) {
					at, shapes = append(at, i), append(shapes, list[i].Shape)
				}
			}
			return at, shapes
		}
		s, a := open(source, i0, i1, func(i int) bool { return match[i] < 0 })
		t, b := open(target, j0, j1, func(j int) bool { return !taken[j] })
		if !slices.Equal(a, b) {
			return
		}
		for k := range s {
			if !source[s[k]].Given || !target[t[k]].Given {
				match[s[k]], taken[t[k]] = t[k], true
			}
		}
	})
	fillGaps(match, len(target), func(i, j int) bool {
		a, b := source[i], target[j]
		return a.Kind == b.Kind && !(a.Given && b.Given)
	})
	for _, j := range match {
		if j >= 0 {
			taken[j] = true
		}
	}
	straight = increasing(match)
	var out []Pair
	next := 0 // blocks of the translation before this one are in out
	extra := func(to int) {
		for ; next < to; next++ {
			if !taken[next] {
				out = append(out, Pair{Target: target[next]})
			}
		}
	}
	for i, b := range source {
		switch _, ok := slices.BinarySearch(straight, i); {
		case match[i] < 0:
			out = append(out, Pair{Source: b})
		case ok:
			extra(match[i])
			next = match[i] + 1
			out = append(out, Pair{Source: b, Target: target[match[i]]})
		default:
			out = append(out, Pair{Source: b, Target: target[match[i]], Moved: true})
		}
	}
	extra(len(target))
	return out
}

// increasing returns the positions of a longest strictly increasing run of the values of match that are not -1, not necessarily neighbours.
func increasing(match []int) []int {
	var tails []int // tails[k]: position of the smallest last value of a run of length k+1
	prev := make([]int, len(match))
	for i, v := range match {
		if v < 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(tails, v, func(p, v int) int { return match[p] - v })
		prev[i] = -1
		if k > 0 {
			prev[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	var out []int
	if n := len(tails); n > 0 {
		for i := tails[n-1]; i >= 0; i = prev[i] {
			out = append(out, i)
		}
	}
	slices.Reverse(out)
	return out
}

// fillGaps completes match, which has for each of a number of things the index of its counterpart among n others, or -1. What stands between two
// counterparts in the same order is paired in order where both sides have as many that are left, and all of them fit.
func fillGaps(match []int, n int, fits func(i, j int) bool) {
	taken := make([]bool, n)
	for _, j := range match {
		if j >= 0 {
			taken[j] = true
		}
	}
	fill := func(i0, i1, j0, j1 int) {
		var s, t []int
		for i := i0; i < i1; i++ {
			if match[i] < 0 {
				s = append(s, i)
			}
		}
		for j := j0; j < j1; j++ {
			if !taken[j] {
				t = append(t, j)
			}
		}
		if len(s) != len(t) {
			return
		}
		for k := range s {
			if !fits(s[k], t[k]) {
				return
			}
		}
		for k := range s {
			match[s[k]], taken[t[k]] = t[k], true
		}
	}
	i0, j0 := 0, 0
	for _, i := range increasing(match) {
		fill(i0, i, j0, match[i])
		i0, j0 = i+1, match[i]+1
	}
	fill(i0, len(match), j0, n)
}

// A group is so many sentences of the original and so many of the translation that say the same.
type group struct{ source, target []Sentence }

// Costs of pairing sentences, in units of one lost number or code.
const (
	costUneven  = 0.9 // each sentence beyond the first for one
	costAlone   = 3.0 // a sentence without counterpart
	costLength  = 1.5 // for a length off by a factor of e
	lengthSlack = 12  // characters by which short sentences differ freely
)

// mostSentences is how many sentences are taken for the translation of one.
const mostSentences = 8

// pairSentences pairs the sentences of two runs of text that translate each other: one with one, and where numbers, codes and lengths say
// so, one with several, several with one or two with two. A sentence can stay alone.
func pairSentences(source, target []Sentence) []group {
	m, n := len(source), len(target)
	if n == 0 || m == 0 {
		out := make([]group, 0, m+n)
		for _, s := range source {
			out = append(out, group{source: []Sentence{s}})
		}
		for _, t := range target {
			out = append(out, group{target: []Sentence{t}})
		}
		return out
	}
	a, b := profiles(source), profiles(target)
	type cell struct {
		cost   float64
		di, dj int
	}
	grid := make([][]cell, m+1)
	for i := range grid {
		grid[i] = make([]cell, n+1)
		for j := range grid[i] {
			if i == 0 && j == 0 {
				continue
			}
			best := cell{cost: -1}
			try := func(di, dj int, cost float64) {
				if i < di || j < dj {
					return
				}
				if c := grid[i-di][j-dj].cost + cost; best.cost < 0 || c < best.cost {
					best = cell{c, di, dj}
				}
			}
			match := func(di, dj int, extra float64) {
				if i >= di && j >= dj {
					try(di, dj, extra+distance(a[i-di:i], b[j-dj:j]))
				}
			}
			match(1, 1, 0)
			for k := 2; k <= mostSentences; k++ {
				match(1, k, float64(k-1)*costUneven)
				match(k, 1, float64(k-1)*costUneven)
			}
			match(2, 2, 2*costUneven)
			try(1, 0, costAlone)
			try(0, 1, costAlone)
			grid[i][j] = best
		}
	}
	var out []group
	for i, j := m, n; i > 0 || j > 0; {
		c := grid[i][j]
		out = append(out, group{source[i-c.di : i], target[j-c.dj : j]})
		i, j = i-c.di, j-c.dj
	}
	slices.Reverse(out)
	return out
}

// A profile is what a sentence shows of itself in any language.
type profile struct {
	pegs   []string // numbers as their digits, codes, sorted
	length int
}

func profiles(list []Sentence) []profile {
	out := make([]profile, len(list))
	for i, s := range list {
		p := &out[i]
		plain := s.Plain()
		p.length = len([]rune(plain))
		p.pegs = Numerals(plain)
		for _, c := range Codes(s.Pieces) {
			if c.Kind == Atom && c.Type != "break" {
				p.pegs = append(p.pegs, c.Type+" "+c.Key)
			}
		}
		slices.Sort(p.pegs)
	}
	return out
}

// Numerals returns the digits of every number of text, without separators: "25,614" and "25.614" are the same.
func Numerals(text string) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	runes := []rune(text)
	digit := func(i int) bool { return i >= 0 && i < len(runes) && runes[i] >= '0' && runes[i] <= '9' }
	for i, r := range runes {
		switch {
		case digit(i):
			b.WriteRune(r)
		case strings.ContainsRune(".,\u00a0\u202f\u2009 ", r) && digit(i-1) && digit(i+1) && digit(i+2) && digit(i+3) && !digit(i+4):
		case (r == '.' || r == ',') && digit(i-1) && digit(i+1):
		default:
			flush()
		}
	}
	flush()
	return out
}

// distance says how badly two runs of sentences fit each other.
func distance(a, b []profile) float64 {
	var pa, pb []string
	la, lb := lengthSlack, lengthSlack
	for _, p := range a {
		pa = append(pa, p.pegs...)
		la += p.length
	}
	for _, p := range b {
		pb = append(pb, p.pegs...)
		lb += p.length
	}
	slices.Sort(pa)
	slices.Sort(pb)
	ratio := float64(max(la, lb)) / float64(min(la, lb))
	return float64(differing(pa, pb)) + costLength*math.Log(ratio)
}

// differing counts the values of two sorted lists that only one of them has.
func differing(a, b []string) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch strings.Compare(a[0], b[0]) {
		case 0:
			a, b = a[1:], b[1:]
		case -1:
			a, n = a[1:], n+1
		default:
			b, n = b[1:], n+1
		}
	}
	return n + len(a) + len(b)
}
