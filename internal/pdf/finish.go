package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/typeset"
)

// A finisher completes the file that fpdf has written.
type finisher struct {
	*file
	document *typeset.Document
	canvas   *canvas
	pages    array // references of the pages
}

// finish completes the bytes of fpdf.
func finish(raw []byte, d *typeset.Document, c *canvas, m *doc.Meta) (*finisher, error) {
	f, err := readFile(raw)
	if err != nil {
		return nil, err
	}
	pagesRef, _ := f.catalog.at("Pages").(ref)
	root, _ := f.objects[pagesRef].(*dict)
	if root == nil {
		return nil, errMalformed
	}
	kids, _ := root.at("Kids").(array)
	if len(kids) != len(d.Pages) {
		return nil, fmt.Errorf("internal error: %d pages drawn, %d written", len(d.Pages), len(kids))
	}
	x := &finisher{file: f, document: d, canvas: c, pages: kids}
	if err := x.fonts(); err != nil {
		return nil, err
	}
	x.structure()
	x.outline()
	x.metadata(m)
	return x, nil
}

// fonts puts the fonts into the resources, which all pages share.
func (x *finisher) fonts() error {
	page := x.page(0)
	at, _ := page.at("Resources").(ref)
	resources, _ := x.objects[at].(*dict)
	if resources == nil {
		return errMalformed
	}
	fonts := newDict()
	for _, u := range x.canvas.order {
		r, err := x.font(u)
		if err != nil {
			return err
		}
		fonts.set(name(u.resource), r)
	}
	resources.set("Font", fonts)
	resources.remove("ProcSet") // PDF 1.4 and later do not need it
	return nil
}

func (x *finisher) page(i int) *dict {
	r, _ := x.pages[i].(ref)
	d, _ := x.objects[r].(*dict)
	if d == nil {
		panic("pdf: a page is no dictionary")
	}
	return d
}

// structure writes the structure tree, the links, and the way back from content and links to the tree (ISO 32000-1, 14.7.4.4).
func (x *finisher) structure() {
	pages := x.document.Pages
	t := &tree{file: x.file, pages: x.pages, numbers: x.canvas.numbers, refs: map[*typeset.Element]ref{}}
	root := newDict("Type", name("StructTreeRoot"))
	rootRef := x.add(root)
	t.allot(x.document.Root)
	back := array{}
	next := len(pages)
	var linkBack []any
	for i, p := range pages {
		t.heights = append(t.heights, p.Height)
		d := x.page(i)
		d.set("StructParents", integer(i))
		d.set("Tabs", name("S"))
		owners := make(array, len(x.canvas.owners[i]))
		for j, e := range x.canvas.owners[i] {
			owners[j] = t.refs[e]
		}
		back = append(back, integer(i), x.add(owners))
		links := make([]ref, len(p.Links))
		annotations := make(array, len(p.Links))
		for j, l := range p.Links {
			links[j] = x.add(x.link(l, p.Height, next))
			annotations[j] = links[j]
			linkBack = append(linkBack, integer(next), t.refs[l.Element])
			next++
		}
		if len(links) > 0 {
			d.set("Annots", annotations)
		}
		t.links = append(t.links, links)
	}
	t.fill(x.document.Root, rootRef)
	root.set("K", array{t.refs[x.document.Root]})
	root.set("RoleMap", roleMap)
	root.set("ParentTree", x.add(newDict("Nums", append(back, linkBack...))))
	root.set("ParentTreeNextKey", integer(next))
	if len(t.ids) > 0 {
		root.set("IDTree", x.add(x.idTree(t)))
	}
	x.catalog.set("StructTreeRoot", rootRef)
	x.catalog.set("MarkInfo", newDict("Marked", word("true")))
	x.catalog.set("Lang", words(x.document.Language))
	x.catalog.set("ViewerPreferences", newDict("DisplayDocTitle", word("true")))
	x.catalog.remove("Names")
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
	return array{x.pages[p.Page], name("XYZ"), word("null"), decimal(x.document.Pages[p.Page].Height - p.Y), word("null")}
}

// outline writes the bookmarks. All levels are open.
func (x *finisher) outline() {
	marks := x.document.Outline
	if len(marks) == 0 {
		return
	}
	root := newDict("Type", name("Outlines"))
	rootRef := x.add(root)
	items := make([]*dict, len(marks))
	refs := make([]ref, len(marks))
	for i := range marks {
		items[i] = newDict("Title", words(marks[i].Title))
		refs[i] = x.add(items[i])
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
	x.catalog.set("Outlines", rootRef)
	x.catalog.set("PageMode", name("UseOutlines"))
}
