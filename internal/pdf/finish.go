package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/typeset"
)

// A finisher joins the pages that fpdf has drawn to one file and completes it.
type finisher struct {
	*writer
	document  *typeset.Document
	sides     []side
	catalog   *dict
	pages     *dict // the root of the pages
	pagesRef  ref
	resources ref   // of all pages
	pictures  *dict // in the resources
}

func newFinisher(w *writer) *finisher {
	x := &finisher{writer: w, pictures: newDict()}
	x.pagesRef, x.resources = w.allot(), w.allot()
	x.catalog = newDict("Type", name("Catalog"), "Pages", x.pagesRef)
	return x
}

// finish writes all that is not drawn.
func (x *finisher) finish(d *typeset.Document, fonts []*usedFont, m *doc.Meta) error {
	x.document = d
	kids := make(array, len(x.sides))
	for i := range kids {
		kids[i] = x.sides[i].ref
	}
	x.pages.set("Kids", kids)
	x.pages.set("Count", integer(len(kids)))
	x.put(x.pagesRef, x.pages)
	used := newDict()
	for _, u := range fonts {
		r, err := x.font(u)
		if err != nil {
			return err
		}
		used.set(name(u.resource), r)
	}
	x.put(x.resources, newDict("Font", used, "XObject", x.pictures))
	x.structure()
	x.labels()
	x.outline()
	info := x.metadata(m)
	return x.close(x.add(x.catalog), info)
}

// labels tells the numbers that are printed on pages, where they do not count from the first one of the file.
func (x *finisher) labels() {
	if n := x.document.Preface; n > 0 {
		x.catalog.set("PageLabels", newDict("Nums", array{integer(0), newDict("S", name("r")), integer(n), newDict("S", name("D"))}))
	}
}

// structure writes the structure tree, the links, and the way back from content and links to the tree (ISO 32000-1, 14.7.4.4).
func (x *finisher) structure() {
	t := &tree{writer: x.writer, sides: x.sides, refs: map[*typeset.Element]ref{}}
	rootRef := x.allot()
	top := t.element(x.document.Root, rootRef)
	back, linkBack := array{}, array{}
	next := len(x.sides)
	for i := range x.sides {
		s := &x.sides[i]
		owners := make(array, len(s.owners))
		for j, e := range s.owners {
			owners[j] = t.refs[e]
		}
		back = append(back, integer(i), x.add(owners))
		for j, l := range s.links {
			x.put(s.first+ref(j), x.link(l, s.height, next))
			linkBack = append(linkBack, integer(next), t.refs[l.Element])
			next++
		}
	}
	root := newDict("Type", name("StructTreeRoot"), "K", array{top}, "RoleMap", roleMap,
		"ParentTree", x.add(newDict("Nums", append(back, linkBack...))), "ParentTreeNextKey", integer(next))
	if len(t.ids) > 0 {
		root.set("IDTree", x.add(x.idTree(t)))
	}
	x.put(rootRef, root)
	x.catalog.set("StructTreeRoot", rootRef)
	x.catalog.set("MarkInfo", newDict("Marked", word("true")))
	x.catalog.set("Lang", words(x.document.Language))
	x.catalog.set("ViewerPreferences", newDict("DisplayDocTitle", word("true")))
}

// idTree is the tree of elements by identifier, sorted.
func (x *finisher) idTree(t *tree) *dict {
	order := make([]int, len(t.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return bytes.Compare(t.ids[a], t.ids[b]) })
	names := array{}
	for _, i := range order {
		names = append(names, t.ids[i], t.named[i])
	}
	limits := array{t.ids[order[0]], t.ids[order[len(order)-1]]}
	return newDict("Kids", array{x.add(newDict("Limits", limits, "Names", names))})
}

// link is the annotation of a link. Its words stand in for it where it is read aloud.
func (x *finisher) link(l typeset.Link, height float64, parent int) *dict {
	rect := array{decimal(l.X), decimal(height - l.Y - l.Height), decimal(l.X + l.Width), decimal(height - l.Y)}
	d := newDict("Type", name("Annot"), "Subtype", name("Link"), "Rect", rect, "Border", array{number("0"), number("0"), number("0")},
		"F", number("4"), "Contents", words(l.Label), "StructParent", integer(parent))
	if l.URL != "" {
		d.set("A", newDict("S", name("URI"), "URI", text(asciiURL(l.URL))))
	} else {
		d.set("Dest", x.destination(l.To))
	}
	return d
}

// asciiURL writes what is not ASCII in percent signs, as a PDF wants addresses.
func asciiURL(url string) string {
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c > ' ' && c < 0x7F {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func (x *finisher) destination(p *typeset.Place) array {
	on := &x.sides[p.Page]
	return array{on.ref, name("XYZ"), word("null"), decimal(on.height - p.Y), word("null")}
}

// outline writes the bookmarks. All levels are open.
func (x *finisher) outline() {
	marks := x.document.Outline
	if len(marks) == 0 {
		return
	}
	root, rootRef := newDict("Type", name("Outlines")), x.allot()
	items := make([]*dict, len(marks))
	refs := make([]ref, len(marks))
	for i := range marks {
		items[i] = newDict("Title", words(marks[i].Title))
		refs[i] = x.allot()
	}
	// parents[n] is the entry of level n that is open, the root below the first.
	type entry struct {
		*dict
		ref
		last  int // index of its last child, -1 for none
		count int // entries below it
	}
	open := []*entry{{root, rootRef, -1, 0}}
	for i, m := range marks {
		level := min(max(m.Level, 1), len(open))
		open = open[:level]
		parent := open[level-1]
		items[i].set("Parent", parent.ref)
		if parent.last < 0 {
			parent.set("First", refs[i])
		} else {
			items[i].set("Prev", refs[parent.last])
			items[parent.last].set("Next", refs[i])
		}
		parent.set("Last", refs[i])
		parent.last = i
		for _, e := range open {
			e.count++
			e.set("Count", integer(e.count))
		}
		items[i].set("Dest", x.destination(m.To))
		open = append(open, &entry{items[i], refs[i], -1, 0})
	}
	x.put(rootRef, root)
	for i, item := range items {
		x.put(refs[i], item)
	}
	x.catalog.set("Outlines", rootRef)
	x.catalog.set("PageMode", name("UseOutlines"))
}
