package recommendation

import (
	"cmp"
	"slices"
	"time"
)

// Due returns the items on which the State is to report by that day, the earliest first and then in the order of documents; all that have
// such a day where by is zero. What is part of an item with the same day is left out: the whole stands for it.
func (r *Registry) Due(by time.Time) []*Item {
	var due []*Item
	for _, it := range r.Items() {
		day := it.FollowUp.Due
		switch {
		case !it.Asks() || day.IsZero() || !by.IsZero() && day.After(by):
		case it.Parent != nil && it.Parent.Asks() && it.Parent.FollowUp.Due.Equal(day):
		default:
			due = append(due, it)
		}
	}
	slices.SortStableFunc(due, func(a, b *Item) int { return a.FollowUp.Due.Compare(b.FollowUp.Due) })
	return due
}

// AskedOf returns what an institution of that key has to answer, in the order of documents: the items that ask something and name it among
// their institutions. An item stands for itself where none of its own items does.
func (r *Registry) AskedOf(institution string) []*Item {
	var asked []*Item
	for _, it := range r.Items() {
		if it.asksOf(institution) && !slices.ContainsFunc(it.Children, func(c *Item) bool { return c.asksOf(institution) }) {
			asked = append(asked, it)
		}
	}
	return asked
}

// asksOf reports whether the item, or what is part of it, asks something of the institution of that key.
func (it *Item) asksOf(institution string) bool {
	return it.Asks() && slices.Contains(it.Owners(), institution) || slices.ContainsFunc(it.Children, func(c *Item) bool { return c.asksOf(institution) })
}

// NotesInOrder returns the notes of progress, the earliest first; those of one day as they stand in the file.
func (it *Item) NotesInOrder() []Progress {
	notes := slices.Clone(it.Notes)
	slices.SortStableFunc(notes, func(a, b Progress) int { return cmp.Compare(a.Date.Unix(), b.Date.Unix()) })
	return notes
}
