package fulltext

import (
	"math/bits"
	"slices"
	"strings"
)

// noWord stands between two texts, so that no phrase reaches from one to the next.
const noWord = ^uint32(0)

// A Builder takes in records. The zero Builder is ready.
type Builder struct {
	words map[string]uint32 // a word and its number
	names []string          // the words by number
	count []uint32          // how often a word stands
	text  pages             // the number of the word at every place
	first []uint32          // the place where a record begins
}

// pages is a long list that grows without being copied.
type pages struct {
	full [][]uint32
	last []uint32
}

const pageLength = 1 << 16

func (p *pages) add(n uint32) {
	if len(p.last) == pageLength {
		p.full = append(p.full, p.last)
		p.last = make([]uint32, 0, pageLength)
	}
	p.last = append(p.last, n)
}

func (p *pages) each(f func(page []uint32)) {
	for _, page := range p.full {
		f(page)
	}
	f(p.last)
}

// Add takes in the next record, which consists of these texts. Records have the numbers 0, 1, … in the order in which they are added.
func (b *Builder) Add(texts ...string) {
	if b.words == nil {
		b.words = map[string]uint32{}
	}
	b.first = append(b.first, b.length())
	for _, text := range texts {
		eachWord(text, func(word []byte) {
			n, known := b.words[string(word)]
			if !known {
				n = uint32(len(b.names))
				name := string(word)
				b.words[name] = n
				b.names = append(b.names, name)
				b.count = append(b.count, 0)
			}
			b.count[n]++
			b.text.add(n)
		})
		b.text.add(noWord)
	}
}

func (b *Builder) length() uint32 { return uint32(len(b.text.full)*pageLength + len(b.text.last)) }

// An Index tells which records hold which words. It is made by [Builder.Index] and does not change.
type Index struct {
	records int
	words   map[string]uint32
	names   []string // the words by number
	order   []uint32 // the numbers of the words in the order of the words
	start   []uint32 // places[start[w]:start[w+1]] is where word w stands
	places  []uint32 // in order for each word
	first   []uint32 // the place where a record begins, and the end of the last
	near    []uint32 // the record at every 64th place
	at      []Set    // by word: its places, of frequent words only
	in      []Set    // by word: its records, of words that are not rare only
}

// How frequent a word must be for bits instead of lists: more than one of so many places or records. A bit for every place takes the room
// of a list with one of 32 places.
const (
	frequentPlace  = 128
	frequentRecord = 32
)

// Index returns the index of all records so far. The builder must not be used any more.
func (b *Builder) Index() *Index {
	length := b.length()
	x := &Index{
		records: len(b.first), words: b.words, names: b.names,
		start:  make([]uint32, len(b.names)+1),
		first:  append(b.first, length),
		near:   make([]uint32, length/64+1),
		at:     make([]Set, len(b.names)),
		in:     make([]Set, len(b.names)),
		order:  make([]uint32, len(b.names)),
		places: nil,
	}
	for w, n := range b.count {
		x.start[w+1] = x.start[w] + n
		x.order[w] = uint32(w)
		if int(n) > int(length)/frequentPlace {
			x.at[w] = NewSet(int(length))
		}
		if int(n) > x.records/frequentRecord {
			x.in[w] = NewSet(x.records)
		}
	}
	slices.SortFunc(x.order, func(v, w uint32) int { return strings.Compare(x.names[v], x.names[w]) })
	x.places = make([]uint32, x.start[len(b.names)])
	x.fill(b)
	return x
}

// fill sets the places of all words, reading the text once.
func (x *Index) fill(b *Builder) {
	next := slices.Clone(x.start)
	place, record := 0, 0
	b.text.each(func(page []uint32) {
		for _, w := range page {
			for record+1 < x.records && int(x.first[record+1]) <= place {
				record++
			}
			if place%64 == 0 {
				x.near[place/64] = uint32(record)
			}
			if w != noWord {
				x.places[next[w]] = uint32(place)
				next[w]++
				if at := x.at[w]; at != nil {
					at.Add(place)
				}
				if in := x.in[w]; in != nil {
					in.Add(record)
				}
			}
			place++
		}
	})
}

// Records returns how many records the index has.
func (x *Index) Records() int { return x.records }

// Size returns how many different words the index has, and how many places they stand in.
func (x *Index) Size() (words, places int) { return len(x.names), len(x.places) }

// record returns the record of a place.
func (x *Index) record(place uint32) int {
	r := x.near[place/64]
	for x.first[r+1] <= place {
		r++
	}
	return int(r)
}

func (x *Index) list(w uint32) []uint32 { return x.places[x.start[w]:x.start[w+1]] }

// addWord adds the records of a word to the set.
func (x *Index) addWord(w uint32, to Set) {
	if in := x.in[w]; in != nil {
		to.Union(in)
		return
	}
	for _, p := range x.list(w) {
		to.Add(x.record(p))
	}
}

// addPrefix adds the records of all words that begin so.
func (x *Index) addPrefix(prefix string, to Set) {
	i, _ := slices.BinarySearchFunc(x.order, prefix, func(w uint32, p string) int { return strings.Compare(x.names[w], p) })
	for ; i < len(x.order) && strings.HasPrefix(x.names[x.order[i]], prefix); i++ {
		x.addWord(x.order[i], to)
	}
}

// addPhrase adds the records in which the words stand one after the other, at least those of them that are in within. There are at least
// two words.
func (x *Index) addPhrase(words []uint32, within, to Set) {
	frequent, rarest := true, 0
	for i, w := range words {
		frequent = frequent && x.at[w] != nil
		if len(x.list(w)) < len(x.list(words[rarest])) {
			rarest = i
		}
	}
	if frequent && within.Len() > x.records/frequentRecord {
		x.addFrequent(words, to)
		return
	}
	lists := make([][]uint32, len(words)) // what has not been passed
	for i, w := range words {
		lists[i] = x.list(w)
	}
	if len(lists[rarest])/4 < within.Len() {
		for _, p := range lists[rarest] {
			if p >= uint32(rarest) && x.stands(words, lists, rarest, p-uint32(rarest)) {
				to.Add(x.record(p))
			}
		}
		return
	}
	for r := range within.All() {
		from, end := x.first[r], x.first[r+1]
		for {
			lists[rarest] = gallop(lists[rarest], from)
			if len(lists[rarest]) == 0 {
				return
			}
			p := lists[rarest][0]
			if p >= end {
				break
			}
			if p >= uint32(rarest) && x.stands(words, lists, rarest, p-uint32(rarest)) {
				to.Add(r)
				break
			}
			from = p + 1
		}
	}
}

// stands reports whether every word but the one that is known to do so stands in its place, the first at that one. The lists are passed up
// to there.
func (x *Index) stands(words []uint32, lists [][]uint32, known int, first uint32) bool {
	for i, w := range words {
		place := first + uint32(i)
		switch at := x.at[w]; {
		case i == known:
		case at != nil:
			if int(place)/64 >= len(at) || !at.Has(int(place)) {
				return false
			}
		default:
			lists[i] = gallop(lists[i], place)
			if len(lists[i]) == 0 || lists[i][0] != place {
				return false
			}
		}
	}
	return true
}

// addFrequent is addPhrase for words that all have bits, in all records.
func (x *Index) addFrequent(words []uint32, to Set) {
	for i, at := range x.at[words[0]] {
		for k := 1; k < len(words) && at != 0; k++ {
			at &= x.at[words[k]].window(i*64 + k)
		}
		for ; at != 0; at &= at - 1 {
			to.Add(x.record(uint32(i*64 + bits.TrailingZeros64(at))))
		}
	}
}

// gallop returns the list from its first member that is at least n.
func gallop(list []uint32, n uint32) []uint32 {
	for i, p := range list[:min(4, len(list))] { // most steps are short
		if p >= n {
			return list[i:]
		}
	}
	step := 1
	for step < len(list) && list[step] < n {
		step *= 2
	}
	i, _ := slices.BinarySearch(list[step/2:min(step+1, len(list))], n)
	return list[step/2+i:]
}
