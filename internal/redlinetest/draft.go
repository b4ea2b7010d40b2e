package redlinetest

import (
	"fmt"
	"strings"
)

// A draft is a report that is made up, as far as it can be changed: blocks of sentences of words.
type draft struct {
	*dice
	language string
	title    []string
	sections []*section
	entries  []entry
	given    int // names so far
}

type section struct {
	name   string
	blocks []*block
}

// blockKind tells the blocks of a draft apart.
type blockKind int

const (
	heading blockKind = iota
	paragraph
	list
	quote
	table
	picture
)

type block struct {
	kind    blockKind
	id      string // empty for none
	level   int    // of a heading
	attr    string // ".unnumbered"
	text    []word
	items   []*item // of a list
	bullets bool
	parts   [][]word // of a quotation
	head    []string // of a table
	rows    [][][]word
	source  []word
	image   int
}

type item struct {
	text  []word
	items []*item
}

// A word is a word with its punctuation, or something else that stands in running text.
type word struct {
	text  string
	style string // "*", "**": set in it
	link  string // address
	ref   string // id that is referred to
	cite  string // what stands in [@…]
	note  []word // text of a note
	name  string // of the note; empty for an inline one
}

// entry is an entry of the registry.
type entry struct {
	key, kind, number, date, title string
}

var vocabulary = strings.Fields(`the of and to in for by on with from as at its has been are was which State party migrant workers members families rights
	protection Convention measures adopted national institution Ministry Labour Foreign Affairs consular services returned children women men
	information statistics budget programme implementation established strengthened coordination recommendations Committee period trafficking
	persons victims assistance access justice remedy complaints inspection recruitment agencies regularization documentation identity
	reintegration municipal civil society organizations training officials police prosecutors judges detention process education health
	housing employment conditions wages social security border region department office register application procedure council`)

var things = []string{"25,614", "1,059", "20.78", "2017", "2019", "CMW/C/HND/CO/1", "12 August 2020", "9 February 2024", "article 73", "Decree No. 130-2017", "US$ 5", "34 per cent", "(b)", "State’s", "follow-up"}

func pick[T any](d *draft, from []T) T { return from[d.IntN(len(from))] }

// dice are random numbers that are the same for the same seed (SplitMix64: Steele, Lea and Flood, 2014).
type dice struct{ state uint64 }

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// IntN returns a number from 0 to n-1.
func (d *dice) IntN(n int) int { return int(d.next() % uint64(n)) }

// one reports true so often.
func (d *dice) one(chance float64) bool { return float64(d.next()>>11)/(1<<53) < chance }

func (d *draft) between(least, most int) int { return least + d.IntN(most-least+1) }

func (d *draft) name(kind string) string {
	d.given++
	return fmt.Sprintf("%s%d", kind, d.given)
}

// word makes up a word of running text; rich ones only where notes and references can stand.
func (d *draft) word(rich bool) word {
	w := word{text: pick(d, vocabulary)}
	switch n := d.IntN(100); {
	case n < 6:
		w.text = pick(d, things)
	case n < 8:
		w.style = pick(d, []string{"*", "**"})
	case n < 10:
		w.link = "https://example.org/" + pick(d, vocabulary)
	case n < 12 && rich:
		w = word{cite: d.citation()}
	case n < 13 && rich:
		w = word{note: d.words(d.between(3, 9), false)}
		if d.one(0.5) {
			w.name = d.name("n")
		}
		if d.one(0.4) {
			w.note = append(w.note, word{cite: d.citation()})
		}
	case n < 15 && rich:
		w = word{ref: fmt.Sprintf("para-%d", d.between(1, 30))}
	}
	return w
}

func (d *draft) citation() string {
	s := "@" + pick(d, d.entries).key
	if d.one(0.3) {
		s += fmt.Sprintf(", art. %d", d.between(1, 40))
	}
	if d.one(0.15) {
		s += "; @" + pick(d, d.entries).key
	}
	return s
}

func (d *draft) words(n int, rich bool) []word {
	out := make([]word, n)
	for i := range out {
		out[i] = d.word(rich && i > 0)
	}
	return out
}

// sentences makes up running text.
func (d *draft) sentences(n int) []word {
	var out []word
	for range n {
		out = append(out, d.sentence()...)
	}
	return out
}

func (d *draft) sentence() []word {
	out := d.words(d.between(4, 14), true)
	out = append(out, word{text: pick(d, vocabulary) + "."})
	if d.one(0.2) {
		out = append(out, word{cite: d.citation()})
	}
	return out
}

// newDraft makes up a report.
func newDraft(seed uint64) *draft {
	d := &draft{dice: &dice{seed}, language: []string{"en", "fr", "es"}[seed%3]}
	for i := range 6 {
		d.entries = append(d.entries, entry{fmt.Sprintf("law-%d", i), "legislative-decree", fmt.Sprintf("%d-2013", 20+i), fmt.Sprintf("2013-0%d-11", i+1), fmt.Sprintf("Law on matter %d", i)})
	}
	d.title = strings.Fields("Second periodic report submitted by Honduras under the Convention, due in 2021")
	for range d.between(2, 3) {
		s := &section{name: d.name("section-")}
		s.blocks = append(s.blocks, &block{kind: heading, level: 1, text: d.words(d.between(1, 5), false)})
		for range d.between(4, 9) {
			s.blocks = append(s.blocks, d.block())
		}
		d.sections = append(d.sections, s)
	}
	return d
}

// block makes up a block of any kind.
func (d *draft) block() *block {
	switch n := d.IntN(20); {
	case n < 3:
		return &block{kind: heading, level: 2, text: d.words(d.between(1, 5), false)}
	case n < 12:
		b := &block{kind: paragraph, text: d.sentences(d.between(1, 4))}
		if d.one(0.4) {
			b.id = fmt.Sprintf("para-%d", d.between(1, 30))
		} else if d.one(0.1) {
			b.attr = ".unnumbered"
		}
		return b
	case n < 15:
		return &block{kind: list, items: d.listItems(2), bullets: d.one(0.3)}
	case n < 16:
		b := &block{kind: quote}
		for range d.between(1, 2) {
			b.parts = append(b.parts, d.sentence())
		}
		return b
	case n < 17:
		return &block{kind: picture, image: d.IntN(2), text: d.words(4, false)}
	default:
		b := &block{kind: table, text: d.words(d.between(2, 6), true)}
		for range d.between(2, 4) {
			b.head = append(b.head, pick(d, vocabulary))
		}
		for range d.between(2, 6) {
			b.rows = append(b.rows, d.row(len(b.head)))
		}
		if d.one(0.5) {
			b.source = d.words(5, false)
		}
		return b
	}
}

func (d *draft) row(columns int) [][]word {
	row := [][]word{d.words(d.between(1, 2), false)}
	for range columns - 1 {
		cell := []word{{text: fmt.Sprint(d.between(1, 400))}}
		if d.one(0.1) {
			cell = append(cell, word{note: d.words(4, false)})
		}
		if d.one(0.1) {
			cell = d.words(3, false)
		}
		row = append(row, cell)
	}
	return row
}

func (d *draft) listItems(depth int) []*item {
	var out []*item
	for range d.between(2, 4) {
		it := &item{text: d.words(d.between(3, 9), true)}
		if depth > 1 && d.one(0.25) {
			it.items = d.listItems(depth - 1)
		}
		out = append(out, it)
	}
	return out
}
