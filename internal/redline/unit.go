package redline

import (
	"cmp"
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
	full bool   // blocks stand inside it
	// texts yields what the unit consists of.
	texts func(yield func(string))
	bag   *bag // made when it is needed
}

// The parts of groups of rows and of columns, which are aligned as blocks are.
const (
	rowPart    Part = "row"
	columnPart Part = "column"
)

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
		add := func(word string) {
			if w := min(wordWeight(word), 255); w > 0 {
				u.bag.words = append(u.bag.words, weighted{uint32(hash(offset, word)), uint8(w)})
				u.bag.weight += w
			}
		}
		u.texts(func(s string) {
			if strings.HasPrefix(s, sourceMark) {
				add(s) // heavy: which source it is says most of a note
				return
			}
			scan(s, add)
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
func (c *comparer) units(blocks []doc.Block) []unit {
	out := make([]unit, len(blocks))
	for i, b := range blocks {
		out[i] = c.blockUnit(b)
	}
	return out
}

func (c *comparer) blockUnit(b doc.Block) unit {
	u := unit{part: partOf(b)}
	if it, ok := b.(*doc.Item); ok {
		u.full = len(it.Blocks) > 0
	}
	if part := c.crossing.away[b]; part != "" {
		u.part = part
	}
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

// of completes a unit that consists of texts.
func (u unit) of(texts func(yield func(string))) unit {
	u.key = hash(offset, string(u.part))
	texts(func(s string) {
		u.key = hash(u.key, s)
		u.size += len(s)
	})
	u.texts = texts
	return u
}

// offset is the hash of nothing (FNV-1a).
const offset = 14695981039346656037

// hash goes on with the hash h by the bytes of s and a byte that ends them.
func hash(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h * 1099511628211
}

// noteUnit makes a unit of a note. What cites a source is the key and the pinpoint as written, for the printed words may be "Ibid.".
func noteUnit(n *doc.Note) unit {
	return unit{part: NotePart, name: n.Name}.of(func(yield func(string)) { ownWords(n.Inlines, yield) })
}

// sourceMark begins what stands for a source in a unit.
const sourceMark = "the source @"

// ownWords yields the texts that were written, without those that are computed: of a reference its kind, of a source its key and the
// citation as written.
func ownWords(in []doc.Inline, yield func(string)) {
	doc.WalkInlines(in, func(x doc.Inline) bool {
		switch x := x.(type) {
		case *doc.Text:
			yield(x.Value)
		case *doc.Ref:
			yield("§")
		case *doc.Cited:
			yield(sourceMark + x.Key)
			yield(written(x))
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
