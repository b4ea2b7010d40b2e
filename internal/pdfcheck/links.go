package pdfcheck

import (
	"math"
	"net/url"
	"strings"
)

// linkRules are about links: annotations, and the elements that hold them.
var linkRules = []Rule{
	{"annotation-kinds", "A 6.3.1; UA 7.18.2", "Annotations are links.", func(d *document) {
		d.annotations(func(p *page, _ Ref, a Dict) {
			if d.Name(a["Subtype"]) != "Link" {
				d.breach("page %d: an annotation %v", p.index+1, d.Resolve(a["Subtype"]))
			}
		})
	}},
	{"annotation-flags", "A 6.3.2", "Annotations are printed, and neither hidden nor turned off.", func(d *document) {
		d.annotations(func(p *page, _ Ref, a Dict) {
			const hidden, printed, invisible, noView, toggle = 1 << 1, 1 << 2, 1, 1 << 5, 1 << 8
			if f, ok := d.Int(a["F"]); !ok || f&printed == 0 || f&(hidden|invisible|noView|toggle) != 0 {
				d.breach("page %d: an annotation with F %v", p.index+1, a["F"])
			}
		})
	}},
	{"annotation-words", "UA 7.18.1, 7.18.5; Matterhorn 28-012", "A link says in words where it leads.", func(d *document) {
		d.annotations(func(p *page, _ Ref, a Dict) {
			if strings.TrimSpace(d.Text(a["Contents"])) == "" {
				d.breach("page %d: a link has no Contents", p.index+1)
			}
		})
	}},
	{"annotation-box", "PDF 12.5.2", "The box of a link is on its page, and neither empty nor turned over.", func(d *document) {
		d.annotations(func(p *page, _ Ref, a Dict) {
			r, ok := d.Numbers(a["Rect"], 4)
			if !ok || r[0] >= r[2] || r[1] >= r[3] || r[0] < p.box[0] || r[1] < p.box[1] || r[2] > p.box[2] || r[3] > p.box[3] {
				d.breach("page %d: a link with the box %v", p.index+1, r)
			}
		})
	}},
	{"annotation-words-under", "ours", "A link lies over the words of its element.", linkWords},
	{"annotation-in-tree", "UA 7.18.5; Matterhorn 28-011", "A link annotation belongs to a Link element.", func(d *document) {
		owners := d.objectOwners()
		d.annotations(func(p *page, r Ref, _ Dict) {
			if all := owners[r]; len(all) != 1 || all[0].kind != "Link" {
				d.breach("page %d: annotation %d belongs to %d elements", p.index+1, r, len(all))
			}
		})
	}},
	{"annotation-back", "PDF 14.7.4.4; UA 7.18.1", "The parent tree leads from an annotation to its element, and the element to it and its page.", annotationsBack},
	{"tab-order", "UA 7.18.3; Matterhorn 28-008", "The order of tabs on a page with links is that of the structure.", func(d *document) {
		for _, p := range d.pages {
			if len(d.Array(p.dict["Annots"])) > 0 && d.Name(p.dict["Tabs"]) != "S" {
				d.breach("page %d: Tabs is %v", p.index+1, p.dict["Tabs"])
			}
		}
	}},
	{"link-leads", "UA 7.18.5", "A Link element has an annotation for every page on which it stands.", func(d *document) {
		for _, e := range d.all("Link") {
			words, leads := map[*page]bool{}, map[*page]bool{}
			for _, k := range e.kids {
				if k.object != 0 {
					leads[k.page] = true
				} else if k.page != nil {
					words[k.page] = true
				}
			}
			for p := range words {
				if !leads[p] {
					d.breach("%s has none on page %d", d.describe(e), p.index+1)
				}
			}
			if len(leads) == 0 {
				d.breach("%s leads nowhere", d.describe(e))
			}
		}
	}},
	{"link-target", "PDF 12.3.2, 12.6.4.7", "A link leads to a place on a page, or to an address in ASCII.", func(d *document) {
		d.annotations(func(p *page, _ Ref, a Dict) {
			if a["Dest"] != nil {
				if !d.onPage(a["Dest"]) {
					d.breach("page %d: a link “%s” leads to %v", p.index+1, d.Text(a["Contents"]), d.Resolve(a["Dest"]))
				}
				return
			}
			action := d.Dict(a["A"])
			s, _ := d.Resolve(action["URI"]).(String)
			u, err := url.Parse(string(s))
			if d.Name(action["S"]) != "URI" || err != nil || u.Scheme == "" || strings.ContainsFunc(string(s), func(r rune) bool { return r <= ' ' || r > '~' }) {
				d.breach("page %d: a link “%s” leads to %q", p.index+1, d.Text(a["Contents"]), string(s))
			}
		})
	}},
	{"reference-link", "UA 7.18.5; PDF 14.8.4.4", "A reference holds the link that follows it.", func(d *document) {
		for _, e := range d.all("Reference") {
			if len(d.linksIn(e)) == 0 {
				d.breach("%s holds none", d.describe(e))
			}
		}
	}},
	{"note-called", "ours", "A note mark stands where a note is called, and leads to it.", func(d *document) {
		d.notes(func(n *element, at place) {
			for _, r := range d.all("Reference") {
				for _, l := range d.linksIn(r) {
					if d.leads(l, at) && sameMark(d.textOf(r), d.textOf(n.elements()[0])) {
						return
					}
				}
			}
			d.breach("no reference leads to %s", d.describe(n))
		})
	}},
	{"note-back", "ours", "The mark of a note leads back to where it is called.", notesBack},
}

// annotations calls visit for every annotation.
func (d *document) annotations(visit func(p *page, r Ref, a Dict)) {
	for _, p := range d.pages {
		for _, o := range d.Array(p.dict["Annots"]) {
			r, _ := o.(Ref)
			visit(p, r, d.Dict(o))
		}
	}
}

// objectOwners maps objects to the elements that hold them.
func (d *document) objectOwners() map[Ref][]*element {
	out := map[Ref][]*element{}
	for _, e := range d.elements {
		for _, k := range e.kids {
			if k.object != 0 {
				out[k.object] = append(out[k.object], e)
			}
		}
	}
	return out
}

func annotationsBack(d *document) {
	_, byKey := d.parentTree()
	owners := d.objectOwners()
	there := map[Ref]*page{}
	d.annotations(func(p *page, r Ref, a Dict) {
		there[r] = p
		n, ok := d.Int(a["StructParent"])
		if all := owners[r]; !ok || len(all) == 0 || byKey[n] != all[0].ref {
			d.breach("page %d: the parent tree does not lead from annotation %d to its element", p.index+1, r)
		}
	})
	for _, e := range d.elements {
		for _, k := range e.kids {
			if k.object != 0 && (k.page == nil || there[k.object] != k.page) {
				d.breach("%s holds annotation %d, which is not on its page", d.describe(e), k.object)
			}
		}
	}
}

// A place is a height of a page.
type place struct {
	page *page
	y    float64
}

// target is where a destination leads.
func (d *document) target(o Object) (place, bool) {
	a := d.Array(o)
	if len(a) != 5 || d.Name(a[1]) != "XYZ" {
		return place{}, false
	}
	r, _ := a[0].(Ref)
	y, ok := d.Resolve(a[3]).(Number)
	return place{d.pageOf[r], float64(y)}, ok && d.pageOf[r] != nil
}

// onPage reports whether a destination is a place on a page.
func (d *document) onPage(o Object) bool {
	at, ok := d.target(o)
	return ok && at.y >= at.page.box[1] && at.y <= at.page.box[3]
}

// linksIn returns the annotations in e and below it.
func (d *document) linksIn(e *element) []Dict {
	var out []Dict
	for _, k := range e.kids {
		if k.element != nil {
			out = append(out, d.linksIn(k.element)...)
		} else if k.object != 0 {
			out = append(out, d.Dict(k.object))
		}
	}
	return out
}

// line is a height that a line of text with what is around it does not exceed.
const line = 30

// leads reports whether a link leads to the line of a place.
func (d *document) leads(a Dict, to place) bool {
	at, ok := d.target(a["Dest"])
	return ok && at.page == to.page && at.y >= to.y-2 && at.y < to.y+line
}

// placeOf is where the first words of e are drawn.
func (d *document) placeOf(e *element) (place, bool) {
	for _, k := range e.kids {
		if k.element != nil {
			if at, ok := d.placeOf(k.element); ok {
				return at, true
			}
		} else if k.page != nil && k.object == 0 {
			for _, s := range k.page.shows {
				if m := s.in.mark(); m != nil && m.mcid == k.mcid {
					return place{k.page, s.y}, true
				}
			}
		}
	}
	return place{}, false
}

// notes calls visit for every note that has a mark, with its place.
func (d *document) notes(visit func(n *element, at place)) {
	for _, n := range d.all("Note") {
		if at, ok := d.placeOf(n); ok && len(n.elements()) > 0 {
			visit(n, at)
		}
	}
}

// sameMark compares the mark in the text with that of the note; several marks may stand together.
func sameMark(call, label string) bool {
	return strings.Trim(call, " \u00A0,") == strings.Trim(label, " \u00A0,")
}

func notesBack(d *document) {
	d.notes(func(n *element, _ place) {
		label := n.elements()[0]
		for _, back := range d.linksIn(label) {
			for _, r := range d.all("Reference") {
				if at, ok := d.placeOf(r); ok && d.leads(back, at) && sameMark(d.textOf(r), d.textOf(label)) {
					return
				}
			}
		}
		d.breach("the mark of %s leads to none", d.describe(n))
	})
}

// linkWords compares the box of each annotation with the words of its element on that page.
func linkWords(d *document) {
	for _, e := range d.all("Link") {
		for _, k := range e.kids {
			if k.object == 0 || k.page == nil {
				continue
			}
			box, ok := d.Numbers(d.Dict(k.object)["Rect"], 4)
			if !ok {
				continue
			}
			under := math.Inf(1)
			for _, s := range k.page.shows {
				m := s.in.mark()
				if m == nil || !d.below(e, d.owner(k.page, m.mcid)) {
					continue
				}
				if s.y >= box[1]-1 && s.y <= box[3]+1 && s.x < box[2] && s.end > box[0] {
					under = 0
				}
			}
			if under > 0 {
				d.breach("page %d: no words of %s lie under its box", k.page.index+1, d.describe(e))
			}
		}
	}
}

// below reports whether e is above, or is, other.
func (d *document) below(e, other *element) bool {
	for ; other != nil; other = other.parent {
		if other == e {
			return true
		}
	}
	return false
}
