package pdfcheck

import (
	"slices"
	"strings"
)

// An element is a node of the structure tree.
type element struct {
	ref    Ref
	dict   Dict
	own    Name // its type as written
	kind   Name // its type as the role map has it
	parent *element
	kids   []kid
}

// A kid is what an element holds: an element, marked content, or an object.
type kid struct {
	element *element
	page    *page // of marked content, or of an object
	mcid    int
	object  Ref
}

// structureOf reads the structure tree.
func (d *document) structureOf() {
	d.treeRoot = d.Dict(d.catalog["StructTreeRoot"])
	d.roles = d.Dict(d.treeRoot["RoleMap"])
	seen := map[Ref]bool{}
	var walk func(o Object, parent *element) *element
	walk = func(o Object, parent *element) *element {
		r, isRef := o.(Ref)
		if isRef && seen[r] {
			d.fault("tree-sound", "element %d stands twice in the tree", r)
			return nil
		}
		seen[r] = isRef
		dict := d.Dict(o)
		e := &element{ref: r, dict: dict, own: d.Name(dict["S"]), parent: parent}
		e.kind = d.role(e.own)
		d.elements = append(d.elements, e)
		for _, k := range d.kids(dict["K"]) {
			d.kid(e, k, walk)
		}
		return e
	}
	for _, k := range d.kids(d.treeRoot["K"]) {
		if e := walk(k, nil); e != nil {
			d.tops = append(d.tops, e)
		}
	}
}

// kids returns the value of K as a list.
func (d *document) kids(o Object) Array {
	switch v := d.Resolve(o).(type) {
	case nil:
		return nil
	case Array:
		return v
	default:
		return Array{o}
	}
}

// kid takes one entry of K (ISO 32000-1, 14.7.2 and 14.7.4).
func (d *document) kid(e *element, o Object, walk func(Object, *element) *element) {
	if n, ok := d.Int(o); ok {
		r, _ := e.dict["Pg"].(Ref)
		e.kids = append(e.kids, kid{page: d.pageOf[r], mcid: n})
		return
	}
	dict := d.Dict(o)
	r, hasPage := dict["Pg"].(Ref)
	if !hasPage {
		r, _ = e.dict["Pg"].(Ref)
	}
	switch d.Name(dict["Type"]) {
	case "MCR":
		n, ok := d.Int(dict["MCID"])
		if !ok {
			n = -1
		}
		e.kids = append(e.kids, kid{page: d.pageOf[r], mcid: n})
	case "OBJR":
		object, _ := dict["Obj"].(Ref)
		e.kids = append(e.kids, kid{page: d.pageOf[r], mcid: -1, object: object})
	default:
		if dict == nil {
			d.fault("tree-sound", "an element /%s holds %v, which is nothing", e.own, o)
		} else if below := walk(o, e); below != nil {
			e.kids = append(e.kids, kid{element: below, mcid: -1})
		}
	}
}

// role follows the role map to a type of ISO 32000-1, or returns what it last finds.
func (d *document) role(n Name) Name {
	for range len(d.roles) + 1 {
		if standard[n] {
			return n
		}
		to := d.Name(d.roles[n])
		if to == "" {
			return n
		}
		n = to
	}
	return n
}

// standard are the structure types of ISO 32000-1, 14.8.4.
var standard = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody " +
	"Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form")

// set returns the words of s as names.
func set(s string) map[Name]bool {
	out := map[Name]bool{}
	for n := range strings.FieldsSeq(s) {
		out[Name(n)] = true
	}
	return out
}

// elements returns the elements right below e.
func (e *element) elements() []*element {
	var out []*element
	for _, k := range e.kids {
		if k.element != nil {
			out = append(out, k.element)
		}
	}
	return out
}

// within returns the next element above e of one of these kinds, nil for none.
func (e *element) within(kinds ...Name) *element {
	for p := e.parent; p != nil; p = p.parent {
		if slices.Contains(kinds, p.kind) {
			return p
		}
	}
	return nil
}

// attribute returns an attribute of e of that owner (ISO 32000-1, 14.7.5).
func (d *document) attribute(e *element, owner, key Name) Object {
	for _, o := range d.kids(e.dict["A"]) {
		if a := d.Dict(o); d.Name(a["O"]) == owner {
			if v, ok := a[key]; ok {
				return d.Resolve(v)
			}
		}
	}
	return nil
}

// describe names e in a message.
func (d *document) describe(e *element) string {
	text := []rune(strings.TrimSpace(d.textOf(e)))
	if len(text) > 40 {
		text = append(text[:40], '…')
	}
	return string(e.own) + " “" + string(text) + "”"
}

// textOf is the text of e and all below it, in reading order.
func (d *document) textOf(e *element) string {
	var b strings.Builder
	var walk func(*element)
	walk = func(e *element) {
		if s, ok := e.dict["ActualText"]; ok {
			b.WriteString(d.Text(s))
			return
		}
		for _, k := range e.kids {
			if k.element != nil {
				walk(k.element)
			} else if k.object == 0 {
				for _, s := range d.marked[mark{k.page, k.mcid}] {
					b.WriteString(s)
				}
			}
		}
	}
	walk(e)
	return b.String()
}

// A mark is the place of marked content.
type mark struct {
	page *page
	mcid int
}

// readMarked collects the text of every piece of marked content that has a number; what ActualText says stands once.
func (d *document) readMarked() {
	d.marked = map[mark][]string{}
	for _, p := range d.pages {
		said := map[*sequence]bool{}
		for _, s := range p.shows {
			m := s.in.mark()
			if m == nil {
				continue
			}
			text := s.text()
			if actual, where := s.in.actual(d.File); where != nil {
				if said[where] {
					continue
				}
				said[where], text = true, actual
			}
			key := mark{p, m.mcid}
			d.marked[key] = append(d.marked[key], text)
		}
	}
}
