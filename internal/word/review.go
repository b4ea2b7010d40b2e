package word

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// change is what a tracked change does with text.
type change uint8

const (
	unchanged change = iota
	inserted
	deleted
)

// changes are the elements of tracked changes.
var changes = map[string]change{"ins": inserted, "moveTo": inserted, "del": deleted, "moveFrom": deleted}

// changeMarks stand before and after changed text, as in CriticMarkup.
var changeMarks = [...]struct{ open, shut string }{unchanged: {"", ""}, inserted: {"{++", "++}"}, deleted: {"{--", "--}"}}

// review is what a reader needs to show tracked changes, notes and comments.
type review struct {
	open    []change          // elements of tracked changes around
	stories map[string]string // texts of notes and comments, by the name of the element and their id
	authors map[string]string // of comments, by id
	numbers map[string]int    // of notes, as stories
	notes   []string          // texts of the notes called so far

	story string // of the note or comment that is being read; "" in the document
}

func newReview() *review {
	return &review{stories: map[string]string{}, authors: map[string]string{}, numbers: map[string]int{}}
}

// change is what the tracked changes around do: what is deleted is deleted whatever else was done with it.
func (r *review) change() change {
	var now change
	for _, c := range r.open {
		now = max(now, c)
	}
	return now
}

// readStories reads notes or comments.
func (r *review) readStories(p *parser, s *styles) error {
	inner := &textReader{styles: s, numbering: newNumbering(), review: r}
	return inner.read(p)
}

// marks takes the tracked change of a paragraph mark, and reports whether the element is one.
func (r *textReader) marks(e xml.StartElement, above []string) bool {
	c, tracked := changes[e.Name.Local]
	n := len(above)
	if r.review == nil || !tracked || n < 2 || above[n-1] != "rPr" || above[n-2] != "pPr" {
		return false
	}
	if o := r.current(); o != nil {
		o.ending = c
	}
	return true
}

// shows reports whether the reader shows an element that others leave out.
func (r *textReader) shows(e xml.StartElement) bool {
	_, tracked := changes[e.Name.Local]
	return r.review != nil && (tracked || e.Name.Local == "delText")
}

// startReview begins an element in the element of that name.
func (r *textReader) startReview(e xml.StartElement, above string) {
	v, name, id := r.review, e.Name.Local, value(e, "id")
	switch name {
	case "footnote", "endnote", "comment":
		v.story = name + " " + id
		v.stories[v.story] = ""
		v.authors[v.story] = value(e, "author")
	case "footnoteReference", "endnoteReference":
		if above == "r" {
			r.add(fmt.Sprintf("[^%d]", v.call(strings.TrimSuffix(name, "Reference")+" "+id)))
		}
	case "commentReference":
		text, known := v.stories["comment "+id]
		if o := r.current(); above == "r" && o != nil && known {
			o.enter(unchanged)
			fmt.Fprintf(&o.text, "{>>%s: %s<<}", v.authors["comment "+id], text)
			delete(v.stories, "comment "+id) // once is enough, however often a hostile file calls it
		}
	default:
		if c, tracked := changes[name]; tracked {
			v.open = append(v.open, c)
		}
	}
}

func (r *textReader) endReview(name string) {
	v := r.review
	switch _, tracked := changes[name]; {
	case tracked:
		v.open = v.open[:len(v.open)-1]
	case name == "footnote", name == "endnote", name == "comment":
		v.story = ""
	case name == "p":
		o := r.current()
		if c := o.ending; c != unchanged && (o.seen[unchanged] || o.seen[inserted+deleted-c]) { // only the mark, or not all of it alike
			o.enter(c)
			o.text.WriteString("¶")
		}
		o.enter(unchanged)
		if v.story != "" {
			v.stories[v.story] = strings.TrimSpace(v.stories[v.story] + " " + strings.TrimSpace(o.text.String()))
		}
	}
}

// call numbers a note at its first call.
func (r *review) call(note string) int {
	if r.numbers[note] == 0 {
		r.notes = append(r.notes, r.stories[note])
		r.numbers[note] = len(r.notes)
	}
	return r.numbers[note]
}

// enter puts the marks of changes between what the text was in and what comes now.
func (o *openParagraph) enter(c change) {
	if c != o.change {
		o.text.WriteString(changeMarks[o.change].shut)
		o.text.WriteString(changeMarks[c].open)
		o.change = c
	}
}
