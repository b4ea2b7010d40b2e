package translation

import (
	"slices"
	"strings"
)

// How lengths of texts that translate each other can differ.
const (
	leastRatio = 0.45
	mostRatio  = 2.2
)

// bind gives blocks of the translation the keys of those of the original to which something unmistakable ties them: numbers, citations,
// references, addresses and symbols that one block of the original has and one block of the translation, and no other of those that are left.
func bind(pairs []Pair) {
	var source, target []*Block
	for _, p := range pairs {
		switch {
		case p.Target == nil:
			source = append(source, p.Source)
		case p.Source == nil:
			target = append(target, p.Target)
		}
	}
	where := func(blocks []*Block) map[string]int { // the one block that has a peg; -1 where several do
		out := map[string]int{}
		for i, b := range blocks {
			for _, peg := range b.pegs() {
				if at, ok := out[peg]; ok && at != i {
					out[peg] = -1
				} else {
					out[peg] = i
				}
			}
		}
		return out
	}
	a, b := where(source), where(target)
	votes := make([]map[int]int, len(source))
	for peg, i := range a {
		if j, ok := b[peg]; ok && i >= 0 && j >= 0 && source[i].Kind == target[j].Kind {
			if votes[i] == nil {
				votes[i] = map[int]int{}
			}
			votes[i][j]++
		}
	}
	match := make([]int, len(source))
	for i := range source {
		match[i] = -1
		for j, n := range votes[i] {
			if best := match[i]; len(votes[i]) == 1 || best < 0 || n > votes[i][best] || n == votes[i][best] && j < best {
				match[i] = j
			}
		}
		if j := match[i]; j >= 0 && !alike(source[i], target[j]) {
			match[i] = -1
		}
	}
	for i, j := range match { // two blocks that want the same one are not to be told apart
		if j >= 0 && slices.Index(match, j) != i {
			match[i] = -1
		}
	}
	for _, i := range increasing(match) {
		if t := target[match[i]]; !t.Given {
			t.Key = source[i].Key
		}
	}
}

// alike reports whether the lengths of two blocks let one be the translation of the other.
func alike(a, b *Block) bool {
	x, y := len(a.words())+1, len(b.words())+1
	ratio := float64(y) / float64(x)
	return a.Shape == b.Shape && ratio >= leastRatio && ratio <= mostRatio
}

// shortPeg is the length below which a number is found everywhere: "2", "31".
const shortPeg = 3

// pegs are what of the block is the same in every language.
func (b *Block) pegs() []string {
	var out []string
	all([]*Block{b}, func(b *Block) {
		for _, p := range b.Parts {
			for _, s := range p.Sentences {
				plain := s.Plain()
				for _, n := range Numerals(plain) {
					if len(n) >= shortPeg {
						out = append(out, n)
					}
				}
				for _, word := range strings.Fields(plain) {
					if word = strings.Trim(word, ".,;:()“”«»\"'"); strings.Count(word, "/") >= 2 && strings.ToUpper(word) == word {
						out = append(out, word) // a symbol: CMW/C/HND/CO/1
					}
				}
				for _, c := range Codes(s.Pieces) {
					if c.Kind == Atom && c.Key != "" && c.Type != "comment" {
						out = append(out, c.Type+" "+c.Key)
					}
				}
			}
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// Pegged reports whether a sentence and its translation have the same numbers and codes, and at least one of them.
func (u *Unit) Pegged() bool {
	p := profiles([]Sentence{u.Source, u.Target})
	return len(p[0].pegs) > 0 && slices.Equal(p[0].pegs, p[1].pegs)
}
