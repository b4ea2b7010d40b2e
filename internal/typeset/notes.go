package typeset

import (
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A note is a note that is set.
type note struct {
	element *Element
	place   *Place     // of its text
	call    *Place     // of the mark that first calls it
	called  []*Element // the links that lead to it, in reading order
	lines   []*slab
}

// note returns the set form of n. The element that first calls it holds it in the tree.
func (t *setter) note(n *doc.Note, caller *Element) *note {
	if set := t.known[n]; set != nil {
		return set
	}
	set := &note{element: within(caller, RoleNote), place: &Place{}, call: &Place{}}
	set.element.ID = t.id("note")
	if p := t.places[n.ID]; p != nil && n.Kind == doc.NumberedNote {
		set.place = p
	}
	t.known[n] = set
	defer t.aside(n.Revision)()
	if n.Kind != doc.LetteredNote { // those are set by their table
		set.lines = t.noteLines(n, set, t.sheet.Footnote, t.sheet.Footnote.Left.Points(), t.sheet.Footnote.Text.Points())
		set.lines[0].places = append(set.lines[0].places, set.place)
	}
	return set
}

// noteLines sets the text of a note behind its mark.
func (t *setter) noteLines(n *doc.Note, set *note, s style.Text, left, first float64) []*slab {
	label := within(set.element, RoleLabel)
	head := &slab{}
	r := &reader{setter: t, base: s.Size.Points()}
	l := lookOf(s)
	if n.Kind != doc.TitleNote {
		l = r.raised(l)
	}
	_, base := lineBox(s, t.families[0])
	back := within(label, RoleLink)
	r.change = t.silent(&l)
	r.add(n.Mark, l, back, &target{element: back, to: set.call, label: style.Fill(t.sheet.Language.Pages.BackTo, "number", n.Mark)}, n.Span)
	x := t.frame + s.Marker.Points()
	if !s.MarkerEnd {
		x = t.frame + left + s.First.Points()
	}
	words := r.done()
	start := t.startOf(words, x, s.MarkerEnd)
	end := t.words(head, words, start, base, false)
	t.words(head, t.blank(s, label), end, base, false)
	body := within(set.element, RoleParagraph)
	t.former(head, n.Was, s, body, start, base)
	if !s.MarkerEnd {
		first = max(first, end-t.frame+s.Size.Points()/4)
	}
	m := measure{left: left, first: first, right: (t.sheet.Page.Frame() - s.Right).Points(), justify: s.Justify}
	slabs := t.lines(t.read(n.Inlines, s, body), s, m)
	slabs[0].marks = append(head.marks, slabs[0].marks...)
	slabs[0].links = append(head.links, slabs[0].links...)
	slabs[0].changed = slabs[0].changed || head.changed
	return slabs
}
