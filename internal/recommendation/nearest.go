package recommendation

import (
	"maps"
	"slices"

	"rapporteur/internal/diag"
)

// Nearest returns at most three ids that may have been meant by id, the most likely first: for an item that is not there its paragraph's others, for
// a paragraph of a document those that are spelt like it, or else the ones before and after it by number.
func (r *Registry) Nearest(id ID) []string {
	known := func(fits func(Name) bool) []string {
		var all []string
		for _, k := range slices.Sorted(maps.Keys(r.items)) {
			if n, ok := ParseID(k); ok && fits(n) {
				all = append(all, string(k))
			}
		}
		return all
	}
	name, ok := ParseID(id)
	if !ok {
		return diag.Nearest(string(id), known(func(Name) bool { return true }))
	}
	sameParagraph := func(n Name) bool { return n.Prefix == name.Prefix && n.Number() == name.Number() }
	if own := known(sameParagraph); len(own) > 0 {
		near := diag.Nearest(string(id), own)
		if len(near) == 0 {
			near = own[:min(3, len(own))]
		}
		slices.SortStableFunc(near, func(a, b string) int { return name.depthTo(a) - name.depthTo(b) })
		return near
	}
	paragraphs := known(func(n Name) bool { return n.Prefix == name.Prefix && n.Letters == nil })
	sameLength := func(k string) bool { return len(k) == len(id) }
	if near := slices.DeleteFunc(diag.Nearest(string(id), paragraphs), sameLength); len(near) > 0 { // a figure too many or too few
		return near
	}
	return around(name, paragraphs)
}

// depthTo returns by how many levels the item of that id is deeper or higher than the name.
func (n Name) depthTo(id string) int {
	m, _ := ParseID(ID(id))
	return max(len(m.Letters)-len(n.Letters), len(n.Letters)-len(m.Letters))
}

// around returns the ids of the last paragraph before a name and the first behind it, the nearer one first.
func around(name Name, paragraphs []string) []string {
	var before, behind string
	var last, next Name
	for _, k := range paragraphs {
		switch n, _ := ParseID(ID(k)); {
		case n.Compare(name) < 0 && (before == "" || n.Compare(last) > 0):
			before, last = k, n
		case n.Compare(name) > 0 && (behind == "" || n.Compare(next) < 0):
			behind, next = k, n
		}
	}
	switch {
	case before == "" && behind == "":
		return nil
	case before == "":
		return []string{behind}
	case behind == "":
		return []string{before}
	case next.Paragraph-name.Paragraph < name.Paragraph-last.Paragraph:
		return []string{behind, before}
	}
	return []string{before, behind}
}

// Extent returns the numbers of the first and the last paragraph of the document that stand in the registry, both empty for none.
func (d *Document) Extent() (first, last string) {
	if len(d.Items) == 0 {
		return "", ""
	}
	number := func(it *Item) string {
		n, _ := ParseID(ID(it.Name))
		return n.Number()
	}
	return number(d.Items[0]), number(d.Items[len(d.Items)-1])
}
