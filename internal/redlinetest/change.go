package redlinetest

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// A Project is the files of a report by name.
type Project map[string][]byte

// A Pair is an older and a newer text of one report.
type Pair struct {
	Name     string // "012-fr"
	Old, New Project
	Done     []string // what was done to the older one, in order
}

// Pairs yields so many pairs. The number of one is its seed: a greater n gives more of them after the same ones.
func Pairs(n int) iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		for i := range n {
			d := newDraft(uint64(i))
			p := Pair{Name: fmt.Sprintf("%03d-%s", i, d.language), Old: d.project()}
			d.dice = &dice{uint64(i) << 32}
			for range d.between(1, 10) {
				if done := d.change(); done != "" {
					p.Done = append(p.Done, done)
				}
			}
			p.New = d.project()
			if !yield(p) {
				return
			}
		}
	}
}

// text returns the words of a block, of one of its items, cells or notes; nil where there are none.
func (d *draft) text(b *block) *[]word {
	of := func(text *[]word) *[]word {
		if d.one(0.25) {
			for i := range *text {
				if (*text)[i].note != nil {
					return &(*text)[i].note
				}
			}
		}
		return text
	}
	switch b.kind {
	case list:
		it := pick(d, b.items)
		if len(it.items) > 0 && d.one(0.5) {
			it = pick(d, it.items)
		}
		return of(&it.text)
	case quote:
		return of(&b.parts[d.IntN(len(b.parts))])
	case table:
		if d.one(0.7) {
			row := pick(d, b.rows)
			return of(&row[d.IntN(len(row))])
		}
		if b.source != nil && d.one(0.5) {
			return &b.source
		}
	}
	return of(&b.text)
}

// change does something to the draft and says what; it is empty where nothing could be done.
func (d *draft) change() string {
	s := pick(d, d.sections)
	i := d.IntN(len(s.blocks))
	b := s.blocks[i]
	text := d.text(b)
	rich := b.kind == paragraph
	at := d.IntN(len(*text) + 1)
	switch n := d.IntN(34); n {
	case 0, 1, 2, 3:
		if at == len(*text) {
			return ""
		}
		(*text)[at] = d.word(rich && at > 0)
		return "a word replaced"
	case 4, 5:
		*text = slices.Insert(*text, at, d.words(d.between(1, 4), rich && at > 0)...)
		return "words inserted"
	case 6, 7:
		to := min(at+d.between(1, 4), len(*text))
		if at == 0 && to == len(*text) {
			return ""
		}
		*text = slices.Delete(slices.Clone(*text), at, to)
		return "words deleted"
	case 8:
		if at == len(*text) || (*text)[at].text == "" {
			return ""
		}
		(*text)[at].style = map[string]string{"": "*"}[(*text)[at].style]
		return "emphasis changed"
	case 9, 10:
		if b.kind != paragraph {
			return ""
		}
		b.text = append(slices.Clone(b.text), d.sentence()...)
		return "a sentence added"
	case 11:
		if b.kind != paragraph || len(b.text) < 8 {
			return ""
		}
		b.text = d.sentences(2)
		return "a paragraph written anew"
	case 12, 13:
		s.blocks = slices.Insert(s.blocks, i+1, d.block())
		return "a block inserted"
	case 14, 15:
		if len(s.blocks) < 3 || i == 0 {
			return ""
		}
		s.blocks = slices.Delete(s.blocks, i, i+1)
		return "a block deleted"
	case 16, 17:
		if i == 0 {
			return ""
		}
		s.blocks = slices.Delete(s.blocks, i, i+1)
		to := pick(d, d.sections)
		to.blocks = slices.Insert(to.blocks, d.between(1, len(to.blocks)), b)
		return "a block moved"
	case 18:
		n := d.between(1, len(s.blocks))
		part := slices.Clone(s.blocks[n:])
		s.blocks = s.blocks[:n:n]
		to := pick(d, d.sections)
		to.blocks = append(to.blocks, part...)
		return "several blocks moved"
	case 19:
		if b.kind != paragraph || len(b.text) < 10 {
			return ""
		}
		n := len(b.text) / 2
		second := &block{kind: paragraph, text: slices.Clone(b.text[n:])}
		if second.text[0].cite != "" || second.text[0].note != nil {
			return ""
		}
		b.text = b.text[:n:n]
		s.blocks = slices.Insert(s.blocks, i+1, second)
		return "a paragraph split"
	case 20:
		if i+1 >= len(s.blocks) || b.kind != paragraph || s.blocks[i+1].kind != paragraph {
			return ""
		}
		b.text = slices.Concat(b.text, s.blocks[i+1].text)
		s.blocks = slices.Delete(s.blocks, i+1, i+2)
		return "paragraphs merged"
	case 21:
		if b.kind != heading || b.level == 1 {
			return ""
		}
		b.level = 5 - b.level
		return "a heading of another level"
	case 22:
		if b.kind != paragraph {
			return ""
		}
		b.attr = map[string]string{"": ".unnumbered"}[b.attr]
		return "a paragraph with or without number"
	case 23, 24, 25:
		return d.changeList(b)
	case 26, 27, 28:
		return d.changeTable(b)
	case 29, 30:
		return d.changeNote(*text)
	case 31:
		e := &d.entries[d.IntN(len(d.entries))]
		e.title, e.number = "Law on "+pick(d, vocabulary), fmt.Sprintf("%d-2014", d.between(1, 99))
		return "an entry of the registry changed"
	case 32:
		if d.one(0.5) {
			d.title = append(slices.Clone(d.title), strings.Fields("as revised")...)
			return "the title changed"
		}
		j := d.IntN(len(d.sections))
		d.sections[0], d.sections[j] = d.sections[j], d.sections[0]
		return "sections in another order"
	default:
		if len(d.sections) > 2 && d.one(0.5) {
			d.sections = slices.Delete(d.sections, 1, 2)
			return "a section deleted"
		}
		if b.kind == picture {
			b.image = 1 - b.image
			return "a picture replaced"
		}
		added := &section{name: d.name("section-"), blocks: []*block{{kind: heading, level: 1, text: d.words(3, false)}, d.block()}}
		d.sections = slices.Insert(d.sections, d.IntN(len(d.sections)+1), added)
		return "a section inserted"
	}
}

func (d *draft) changeList(b *block) string {
	if b.kind != list {
		return ""
	}
	i := d.IntN(len(b.items))
	switch d.IntN(5) {
	case 0:
		b.items = slices.Insert(b.items, i, &item{text: d.words(6, true)})
		return "an item inserted"
	case 1:
		if len(b.items) < 2 {
			return ""
		}
		b.items = slices.Delete(b.items, i, i+1)
		return "an item deleted"
	case 2:
		it := b.items[i]
		b.items = slices.Delete(b.items, i, i+1)
		b.items = slices.Insert(b.items, d.IntN(len(b.items)+1), it)
		return "an item moved"
	case 3:
		if len(b.items[i].items) > 0 {
			b.items[i].items = nil
		} else {
			b.items[i].items = d.listItems(1)
		}
		return "items in an item"
	default:
		b.bullets = !b.bullets
		return "a list of another kind"
	}
}

func (d *draft) changeTable(b *block) string {
	if b.kind != table {
		return ""
	}
	i := d.IntN(len(b.rows))
	switch d.IntN(6) {
	case 0, 1:
		b.rows = slices.Insert(b.rows, i, d.row(len(b.head)))
		return "a row inserted"
	case 2:
		if len(b.rows) < 2 {
			return ""
		}
		b.rows = slices.Delete(b.rows, i, i+1)
		return "a row deleted"
	case 3:
		r := b.rows[i]
		b.rows = slices.Delete(b.rows, i, i+1)
		b.rows = slices.Insert(b.rows, d.IntN(len(b.rows)+1), r)
		return "a row moved"
	case 4:
		b.head = append(slices.Clone(b.head), "More")
		for n := range b.rows {
			b.rows[n] = append(slices.Clone(b.rows[n]), []word{{text: fmt.Sprint(d.between(1, 99))}})
		}
		return "a column added"
	default:
		if b.source == nil {
			b.source = d.words(4, false)
		} else {
			b.source = nil
		}
		return "a line under a table"
	}
}

// changeNote changes, deletes or moves the first note of a text.
func (d *draft) changeNote(text []word) string {
	i := slices.IndexFunc(text, func(w word) bool { return w.cite != "" || w.note != nil })
	if i < 1 {
		return ""
	}
	switch w := &text[i]; {
	case d.one(0.25):
		*w = word{text: pick(d, vocabulary)}
		return "a note deleted"
	case d.one(0.3) && i+1 < len(text):
		text[i], text[i+1] = text[i+1], text[i]
		return "a note moved"
	case w.cite != "" && d.one(0.5):
		w.cite = d.citation()
		return "a note with another source"
	case w.cite != "":
		w.cite, _, _ = strings.Cut(w.cite, ",")
		w.cite += ", art. 99"
		return "a note with another pinpoint"
	default:
		w.note = slices.Insert(slices.Clone(w.note), 1, d.word(false))
		return "a note edited"
	}
}
