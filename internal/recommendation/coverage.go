package recommendation

import (
	"slices"

	"rapporteur/internal/doc"
)

// A State says whether the report answers a recommendation.
type State string

// The states.
const (
	Answered      State = "answered"                // a place answers it; of a paragraph with items, as a whole, or with every item of it
	ByItems       State = "answered-by-items"       // places answer every item of it
	PartlyByItems State = "partly-by-items"         // places answer some items of it
	OnlyByParent  State = "answered-only-by-parent" // a place answers the paragraph that it is an item of, and none the item
	Mentioned     State = "mentioned"               // places mention it, and none answers
	Unanswered    State = "unanswered"
	NothingAsked  State = "nothing-asked" // a concern, or one whose status is not-applicable
)

// States are all states, from the best to the worst.
var States = []State{Answered, ByItems, PartlyByItems, OnlyByParent, Mentioned, Unanswered, NothingAsked}

// A Line is what the report says to one recommendation.
type Line struct {
	Item       *Item
	State      State
	Answers    []Answer // in reading order, without mentions
	Mentions   []Answer
	OutOfOrder bool // it is answered out of the sequence in which the document asks
}

// Gap reports whether the report does not answer the recommendation.
func (l *Line) Gap() bool { return l.State == Unanswered || l.State == Mentioned }

// Cites reports whether a place that answers the recommendation cites a source.
func (l *Line) Cites() bool {
	return slices.ContainsFunc(l.Answers, func(a Answer) bool { return a.Cites })
}

// A Coverage is what a report says to every recommendation of a registry.
type Coverage struct {
	Registry *Registry
	Report   *doc.Report
	Lines    []Line         // as Registry.Items
	Silent   []*doc.Section // that answer nothing and do not say so themselves, with an empty list of what they respond to; not the table of coverage

	byItem map[*Item]*Line
}

// Cover holds the report against the registry.
func Cover(r *Registry, rep *doc.Report) *Coverage {
	c := &Coverage{Registry: r, Report: rep, byItem: map[*Item]*Line{}}
	items := r.Items()
	c.Lines = make([]Line, len(items))
	for i, it := range items {
		c.Lines[i].Item = it
		c.byItem[it] = &c.Lines[i]
	}
	speaks := map[*doc.Section]bool{}
	for _, a := range Answers(r, rep) {
		if l := c.byItem[a.Item]; a.Mention {
			l.Mentions = append(l.Mentions, a)
		} else {
			l.Answers = append(l.Answers, a)
			speaks[a.Section] = true
		}
	}
	for i := range rep.Sections {
		if s := &rep.Sections[i]; !speaks[s] && s.Responds == nil && !coverageOnly(rep.Blocks[s.Start:s.End]) {
			c.Silent = append(c.Silent, s)
		}
	}
	for _, d := range r.Documents {
		for _, it := range d.Items {
			if it.Parent == nil {
				c.state(it, false)
			}
		}
		c.order(d)
	}
	return c
}

// coverageOnly reports whether blocks are the annex of recommendations and where they are answered, and nothing else.
func coverageOnly(blocks []doc.Block) bool {
	if len(blocks) == 0 {
		return false
	}
	h, ok := blocks[0].(*doc.Heading)
	if !ok || !h.Coverage {
		return false
	}
	for _, b := range blocks[1:] {
		if other, ok := b.(*doc.Heading); ok && other.Level <= h.Level {
			return false
		}
	}
	return true
}

// Line returns the line of an item of the registry.
func (c *Coverage) Line(it *Item) *Line { return c.byItem[it] }

// Through returns the line of the nearest paragraph or item that the item is part of and that a place answers; nil where there is none. Of an
// item that is answered only by its parent it is that parent.
func (c *Coverage) Through(it *Item) *Line {
	for above := it.Parent; above != nil; above = above.Parent {
		if l := c.byItem[above]; len(l.Answers) > 0 {
			return l
		}
	}
	return nil
}

// Count returns how many recommendations are in each state. Only those count that ask something and have no items that do: a paragraph is
// its items.
func (c *Coverage) Count() map[State]int {
	n := map[State]int{}
	for i := range c.Lines {
		if l := &c.Lines[i]; l.State != NothingAsked && !slices.ContainsFunc(l.Item.Children, wantsAnswer) && wantsAnswer(l.Item) {
			n[l.State]++
		}
	}
	return n
}

// wantsAnswer reports whether the report has to answer the item.
func wantsAnswer(it *Item) bool { return it.Asks() && it.Status.Value != NotApplicable }

// state finds the states of an item and of the items of it; above says that a place answers the paragraph that it is part of.
func (c *Coverage) state(it *Item, above bool) State {
	l := c.byItem[it]
	own := len(l.Answers) > 0
	wanted, whole, some := 0, 0, 0
	for _, child := range it.Children {
		switch s := c.state(child, above || own); {
		case !wantsAnswer(child):
			continue
		case s == Answered || s == ByItems:
			whole++
		case s == PartlyByItems:
			some++
		}
		wanted++
	}
	switch {
	case wanted > 0 && whole == wanted && !own:
		l.State = ByItems
	case wanted > 0 && whole < wanted && whole+some > 0:
		l.State = PartlyByItems
	case own:
		l.State = Answered
	case !wantsAnswer(it):
		l.State = NothingAsked
	case above:
		l.State = OnlyByParent
	case len(l.Mentions) > 0:
		l.State = Mentioned
	default:
		l.State = Unanswered
	}
	return l.State
}

// order finds what is answered out of sequence: all that does not belong to the longest series of recommendations of the document whose
// first answers follow each other as the recommendations do. Of several such series it is the one that the report comes to first.
func (c *Coverage) order(d *Document) {
	var lines []*Line
	for _, it := range d.Items {
		if l := c.byItem[it]; len(l.Answers) > 0 {
			lines = append(lines, l)
		}
	}
	longest, before := make([]int, len(lines)), make([]int, len(lines))
	last := -1
	for i, l := range lines {
		longest[i], before[i] = 1, -1
		for j := range i {
			if lines[j].Answers[0].order <= l.Answers[0].order && longest[j]+1 >= longest[i] {
				longest[i], before[i] = longest[j]+1, j
			}
		}
		if last < 0 || longest[i] >= longest[last] {
			last = i
		}
	}
	in := map[int]bool{}
	for ; last >= 0; last = before[last] {
		in[last] = true
	}
	for i, l := range lines {
		l.OutOfOrder = !in[i]
	}
}
