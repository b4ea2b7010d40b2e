package redline

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// A unit is a member of a sequence that is aligned: a block, an item, a group of rows, a line or a note.
type unit struct {
	part Part
	key  uint64 // the same for units of the same words
	name string // a name that its author gave it, which survives edits; empty for none
	size int    // bytes of its words
	// words yields what the unit consists of, for the bag.
	words func(yield func(string))
	bag   *bag // made when it is needed
}

// rowPart is the part of groups of rows, which are aligned as blocks are.
const rowPart Part = "row"

// A bag is the words of a unit without their order. A word weighs as much as it has letters, except that words of up to three letters,
// which are in every text, weigh one.
type bag struct {
	words  []weighted // sorted by hash
	weight int
}

type weighted struct {
	hash   uint32
	weight uint8
}

// contents returns the bag of the unit.
func (u *unit) contents() *bag {
	if u.bag == nil {
		u.bag = &bag{}
		u.words(func(word string) {
			w := wordWeight(word)
			if w == 0 {
				return
			}
			h := fnv.New32a()
			h.Write([]byte(word))
			u.bag.words = append(u.bag.words, weighted{h.Sum32(), uint8(min(w, 255))})
			u.bag.weight += min(w, 255)
		})
		slices.SortFunc(u.bag.words, func(a, b weighted) int { return cmp.Compare(a.hash, b.hash) })
	}
	return u.bag
}

// wordWeight is how much a word says. Punctuation and white space say nothing.
func wordWeight(word string) int {
	r, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && len(word) < 4 {
		return 0
	}
	if n := utf8.RuneCountInString(word); n > 3 || unicode.IsDigit(r) {
		return n
	}
	return 1
}

// shared is the weight of the words that two bags have in common.
func shared(a, b *bag) int {
	n := 0
	for i, k := 0, 0; i < len(a.words) && k < len(b.words); {
		switch {
		case a.words[i].hash < b.words[k].hash:
			i++
		case a.words[i].hash > b.words[k].hash:
			k++
		default:
			n += int(a.words[i].weight)
			i, k = i+1, k+1
		}
	}
	return n
}

// likeness is how much of two units is the same, from 0 to 1.
func likeness(a, b *unit) float64 {
	if a.key == b.key {
		return 1
	}
	x, y := a.contents(), b.contents()
	if x.weight+y.weight == 0 {
		return 0
	}
	return 2 * float64(shared(x, y)) / float64(x.weight+y.weight)
}

// less returns what is in a and not in b.
func less(a, b *bag) *bag {
	out := &bag{}
	k := 0
	for _, w := range a.words {
		for k < len(b.words) && b.words[k].hash < w.hash {
			k++
		}
		if k < len(b.words) && b.words[k].hash == w.hash {
			k++
			continue
		}
		out.words = append(out.words, w)
		out.weight += int(w.weight)
	}
	return out
}

// units makes units of blocks.
func units(blocks []doc.Block) []unit {
	out := make([]unit, len(blocks))
	for i, b := range blocks {
		out[i] = blockUnit(b)
	}
	return out
}

func itemUnits(items []*doc.Item) []unit {
	out := make([]unit, len(items))
	for i, it := range items {
		out[i] = blockUnit(it)
	}
	return out
}

func blockUnit(b doc.Block) unit {
	u := unit{part: partOf(b)}
	if base := doc.BaseOf(b); base.Given {
		u.name = string(base.ID)
	}
	return u.of(func(yield func(string)) {
		inside(b, func(inner doc.Block) {
			if p, ok := inner.(*doc.Picture); ok {
				yield(p.Path)
			}
			doc.Texts(inner, func(in *[]doc.Inline) {
				ownWords(*in, yield)
				yield("\n")
			})
		})
	})
}

// inside calls visit for a block and all blocks in it.
func inside(b doc.Block, visit func(doc.Block)) {
	doc.Walk([]doc.Block{b}, func(inner doc.Block) bool {
		visit(inner)
		return true
	})
}

// of completes a unit that consists of words.
func (u unit) of(words func(yield func(string))) unit {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s\x00", u.part)
	words(func(s string) {
		h.Write([]byte(s))
		h.Write([]byte{0})
		u.size += len(s)
	})
	u.key, u.words = h.Sum64(), words
	return u
}

// noteUnit makes a unit of a note. What cites a source is the key and the pinpoint as written, for the printed words may be "Ibid.".
func noteUnit(n *doc.Note) unit {
	return unit{part: NotePart, name: n.Name}.of(func(yield func(string)) { ownWords(n.Inlines, yield) })
}

// ownWords yields the words that were written, without those that are computed: of a reference its kind, of a source its key.
func ownWords(in []doc.Inline, yield func(string)) {
	doc.WalkInlines(in, func(x doc.Inline) bool {
		switch x := x.(type) {
		case *doc.Text:
			scan(x.Value, func(word string) {
				if strings.TrimSpace(word) != "" {
					yield(word)
				}
			})
		case *doc.Ref:
			yield("§")
		case *doc.Cited:
			yield("the source @" + x.Key) // heavy: which source it is says most of a note
			scan(written(x), yield)
			return false
		}
		return true
	})
}

// written is a citation as its author wrote it: "@cp, arts. 211-213". Where that is not known it is the key.
func written(c *doc.Cited) string {
	if s := strings.Join(strings.Fields(c.Span.Text()), " "); strings.Contains(s, c.Key) {
		return s
	}
	return "@" + c.Key
}
