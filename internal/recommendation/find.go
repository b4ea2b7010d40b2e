package recommendation

import (
	"fmt"
	"slices"
	"sync"

	"rapporteur/internal/diag"
	"rapporteur/internal/fulltext"
)

// A Query says which recommendations to find: those that have, in every facet asked for, one of the values asked for, and that hold the
// words. The zero Query finds all.
type Query struct {
	Facets map[string][]string // by the name of the facet
	Text   string              // words, "phrases" and beginnings of words: migra*
}

// Found is what an index finds.
type Found struct {
	Items     []*Item     // in the order of the registry
	Unmatched []Unmatched // what no recommendation has, so that nothing can be found by it
}

// Unmatched is a value of a query that no recommendation has.
type Unmatched struct {
	Facet   string
	Value   string
	Nearest []string // values that may be meant, nearest first
}

// An Index finds recommendations by their properties and words. It is in memory; each facet and the words are indexed when they are first asked
// for, so that the registry must not change any more.
type Index struct {
	items  []*Item
	text   func() *fulltext.Index
	facets []func() *facetIndex // as in Facets
}

// A facetIndex has the values of one facet.
type facetIndex struct {
	values []value
	number map[string]int   // of a value, by its label
	folded map[string][]int // the numbers of the values that have this name, folded; where the form is whole
	names  *fulltext.Index  // the names of the values; where the form is within
}

// A value of a facet, and who has it.
type value struct {
	label string   // as it is written
	names []string // others that it has
	items []uint32 // who has it; nil where set is not
	set   fulltext.Set
}

// NewIndex makes the index of a registry. Words are found in the subject and text of a recommendation in all languages, in its themes,
// rights, groups, policies and round table, and in its notes.
func NewIndex(r *Registry) *Index {
	x := &Index{items: r.Items()}
	x.text = sync.OnceValue(func() *fulltext.Index { return textIndex(x.items) })
	for i := range Facets {
		x.facets = append(x.facets, sync.OnceValue(func() *facetIndex { return newFacetIndex(r, &Facets[i], x.items) }))
	}
	return x
}

// textIndex indexes the words of items.
func textIndex(items []*Item) *fulltext.Index {
	var text fulltext.Builder
	var own []string
	for _, it := range items {
		own = append(own[:0], texts(it.Subject)...)
		own = append(own, texts(it.Text)...)
		for _, list := range [][]string{it.Themes, it.Rights, it.Groups, it.Policy, one(it.RoundTable)} {
			own = append(own, list...)
		}
		for i := range it.Notes {
			own = append(own, texts(it.Notes[i].Text)...)
		}
		text.Add(own...)
	}
	return text.Index()
}

// newFacetIndex indexes the values that items have in a facet.
func newFacetIndex(r *Registry, facet *Facet, items []*Item) *facetIndex {
	f := &facetIndex{}
	for n, it := range items {
		f.add(r, facet, it, n)
	}
	f.finish(facet.form, len(items))
	return f
}

// add notes the values that the n-th item has.
func (f *facetIndex) add(r *Registry, facet *Facet, it *Item, n int) {
	for _, label := range facet.values(r, it) {
		i, known := f.number[label]
		if !known {
			i = len(f.values)
			if f.number == nil {
				f.number = map[string]int{}
			}
			f.number[label] = i
			v := value{label: label}
			if facet.names != nil {
				v.names = facet.names(r, it, label)
			}
			f.values = append(f.values, v)
		}
		v := &f.values[i]
		if last := len(v.items); last == 0 || v.items[last-1] != uint32(n) { // an author may say a thing twice
			v.items = append(v.items, uint32(n))
		}
	}
}

// finish makes what finds values, and gives bits to values that many of the items have.
func (f *facetIndex) finish(form form, items int) {
	f.folded = map[string][]int{}
	var names fulltext.Builder
	for i := range f.values {
		v := &f.values[i]
		all := append([]string{v.label}, v.names...)
		switch form {
		case within:
			names.Add(all...)
		case whole:
			for _, name := range all {
				folded := fulltext.Fold(name)
				f.folded[folded] = append(f.folded[folded], i)
			}
		}
		if len(v.items) <= items/32 { // bits would take more room than the list
			continue
		}
		v.set = fulltext.NewSet(items)
		for _, n := range v.items {
			v.set.Add(int(n))
		}
		v.items = nil
	}
	f.names = names.Index()
}

// Find returns what the query finds. The error is for a value that has not the form that its facet takes.
func (x *Index) Find(q Query) (*Found, error) {
	out := &Found{}
	all := fulltext.Full(len(x.items))
	for i := range Facets {
		asked := q.Facets[Facets[i].Name]
		if len(asked) == 0 {
			continue
		}
		facet, any := x.facets[i](), fulltext.NewSet(len(x.items))
		for _, words := range asked {
			values, ok := facet.fit(Facets[i].form, words)
			if !ok {
				return nil, fmt.Errorf("%s has the value %q; expected: %s", Facets[i].Name, words, Facets[i].form)
			}
			facet.collect(values, any)
			if len(values) == 0 {
				out.Unmatched = append(out.Unmatched, Unmatched{Facets[i].Name, words, diag.Nearest(words, facet.labels())})
			}
		}
		all.Intersect(any)
	}
	if words := fulltext.Parse(q.Text); !words.Empty() {
		all = x.text().Match(words, all)
	}
	out.Items = make([]*Item, 0, all.Len())
	for n := range all.All() {
		out.Items = append(out.Items, x.items[n])
	}
	return out, nil
}

// collect adds to the set who has one of the values of these numbers.
func (f *facetIndex) collect(values []int, to fulltext.Set) {
	for _, i := range values {
		v := &f.values[i]
		if v.set != nil {
			to.Union(v.set)
		}
		for _, n := range v.items {
			to.Add(int(n))
		}
	}
}

// labels returns the values of the facet, sorted.
func (f *facetIndex) labels() []string {
	out := make([]string, len(f.values))
	for i := range f.values {
		out[i] = f.values[i].label
	}
	slices.Sort(out)
	return out
}

// Values returns the values of a facet that recommendations have, sorted.
func (x *Index) Values(facet string) []string {
	i := slices.IndexFunc(Facets, func(f Facet) bool { return f.Name == facet })
	if i < 0 {
		return nil
	}
	return x.facets[i]().labels()
}
