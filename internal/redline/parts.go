package redline

import (
	"cmp"
	"slices"
	"strings"
)

// A parting is the units that a unit has become besides its pair, or that have become part of it, in the order of its text.
type parting struct {
	parts  []int
	before int // so many of them stand before the pair in the text
}

// around are the units of a parting with the pair, in the order of the text.
func (p parting) around(pair int) []int {
	return slices.Insert(slices.Clone(p.parts), p.before, pair)
}

// parts finds paragraphs and items that were split, and those that were merged.
func (a *aligner) parts() {
	splits := &cutting{whole: a.old, parts: a.new, to: a.to, from: a.from, moved: a.moved}
	splits.cut()
	a.splits, a.newPieces = splits.out, splits.taken
	stay := make([]bool, len(a.new))
	for k, i := range a.from {
		stay[k] = i >= 0 && a.moved[i]
	}
	mergers := &cutting{whole: a.new, parts: a.old, to: a.from, from: a.to, moved: stay}
	mergers.cut()
	a.mergers, a.oldPieces = mergers.out, mergers.taken
}

// A cutting is a search for the units of parts that have what the pair of a unit of whole lacks. An item that holds blocks is neither: what
// becomes of these is told block by block.
type cutting struct {
	whole, parts []unit
	to, from     []int
	moved        []bool // by index of whole: its pair stands out of order
	out          map[int]parting
	taken        map[int]bool // units of parts that are in there
	lacks        map[int]*bag // by index of whole, what its pair and the parts found lack
}

// farWork is how many wholes and parts that do not stand beside each other are held against each other. Where there are more, the report is another
// one.
const farWork = 20000

func (c *cutting) cut() {
	c.out, c.taken, c.lacks = map[int]parting{}, map[int]bool{}, map[int]*bag{}
	var wholes []int
	for i, k := range c.to {
		part := c.whole[i].part
		if k >= 0 && !c.moved[i] && c.whole[i].key != c.parts[k].key && (part == ParagraphPart || part == ItemPart) && !c.whole[i].full && !c.parts[k].full && c.holds(i, k) {
			wholes = append(wholes, i)
			c.beside(i, k)
		}
	}
	var free []int
	for n := range c.parts {
		if c.from[n] < 0 && !c.taken[n] && !c.parts[n].full && c.parts[n].contents().weight >= leastFar {
			free = append(free, n)
		}
	}
	if len(wholes)*len(free) > farWork {
		return
	}
	for _, i := range wholes {
		for _, n := range free {
			if !c.taken[n] && c.parts[n].part == c.whole[i].part && c.take(i, n, likeFarPart) {
				p := c.out[i]
				if c.precedes(i, n) {
					p.parts, p.before = slices.Insert(p.parts, 0, n), p.before+1
				} else {
					p.parts = append(p.parts, n)
				}
				c.out[i] = p
			}
		}
	}
}

// holds reports whether its pair is itself a part of whole i. It is not where an author has given the name of one to another.
func (c *cutting) holds(i, k int) bool {
	pair := c.parts[k].contents()
	return 2*shared(c.whole[i].contents(), pair) >= pair.weight
}

// beside finds the parts of whole i that stand beside its pair k.
func (c *cutting) beside(i, k int) {
	var p parting
	look := func(step int) {
		for n := k + step; n >= 0 && n < len(c.parts) && c.from[n] < 0 && !c.taken[n] && c.parts[n].part == c.whole[i].part && !c.parts[n].full; n += step {
			if c.parts[n].contents().weight < least && !c.ends(i, n, step) || !c.take(i, n, likePart) {
				return
			}
			p.parts = append(p.parts, n)
		}
	}
	look(-1)
	slices.Reverse(p.parts)
	p.before = len(p.parts)
	look(1)
	if len(p.parts) > 0 {
		c.out[i] = p
	}
}

// take takes unit n for a part of whole i if that is so like what is missing of it, and says it in the same sequence.
func (c *cutting) take(i, n int, like float64) bool {
	if c.lacks[i] == nil {
		c.lacks[i] = less(c.whole[i].contents(), c.parts[c.to[i]].contents())
	}
	piece := c.parts[n].contents()
	if piece.weight == 0 || float64(shared(piece, c.lacks[i])) < like*float64(piece.weight) || !c.goesAlong(i, n) {
		return false
	}
	c.lacks[i] = less(c.lacks[i], piece)
	c.taken[n] = true
	return true
}

// goesAlong reports whether the words of unit n follow each other in whole i too.
func (c *cutting) goesAlong(i, n int) bool {
	type pair struct{ first, second string }
	in := map[pair]bool{}
	words := c.whole[i].sequence()
	for w := 1; w < len(words); w++ {
		in[pair{words[w-1], words[w]}] = true
	}
	words = c.parts[n].sequence()
	both := 0
	for w := 1; w < len(words); w++ {
		if in[pair{words[w-1], words[w]}] {
			both++
		}
	}
	return float64(both) >= inSequence*float64(len(words)-1)
}

// ends reports whether whole i begins with the words of unit n, or for a step of 1 ends with them. That makes a part of a short one: "Yes."
func (c *cutting) ends(i, n, step int) bool {
	whole, words := c.whole[i].sequence(), c.parts[n].sequence()
	if len(words) == 0 || len(words) >= len(whole) {
		return false
	}
	if step < 0 {
		return slices.Equal(whole[:len(words)], words)
	}
	return slices.Equal(whole[len(whole)-len(words):], words)
}

// precedes reports whether in whole i unit n stands before the pair, by the places of the words that each of them begins with.
func (c *cutting) precedes(i, n int) bool {
	whole := c.whole[i].sequence()
	at := func(u *unit) int {
		words := u.sequence()
		best, place := 0, len(whole)
		for from := range whole {
			same := 0
			for same < len(words) && from+same < len(whole) && whole[from+same] == words[same] {
				same++
			}
			if same > best {
				best, place = same, from
			}
		}
		return place
	}
	return cmp.Less(at(&c.parts[n]), at(&c.parts[c.to[i]]))
}

// sequence is the words of a unit in order, in small letters and without punctuation.
func (u *unit) sequence() []string {
	var out []string
	u.texts(func(s string) {
		scan(s, func(word string) {
			if wordWeight(word) > 0 {
				out = append(out, strings.ToLower(word))
			}
		})
	})
	return out
}
