package pdf

import "rapporteur/internal/typeset"

// A side is a written page, as the rest of the file refers to it.
type side struct {
	ref     ref
	height  float64
	owners  []*typeset.Element // of the marked content, by its number
	numbers []int              // of the marked content, by mark of the page
	links   []typeset.Link
	first   ref // the annotation of links[0]; those of the others follow
}

// page writes the page p, which is drawn as d.
func (x *finisher) page(p *typeset.Page, d *drawing) {
	if x.pages == nil {
		x.pages = d.pages
	}
	s := side{ref: x.allot(), height: p.Height, owners: d.owners, numbers: d.numbers, links: p.Links}
	d.page.set("Parent", x.pagesRef)
	d.page.set("Resources", x.resources)
	d.page.set("Contents", x.add(d.content))
	d.page.set("StructParents", integer(len(x.sides)))
	d.page.set("Tabs", name("S"))
	if len(p.Links) > 0 {
		annotations := make(array, len(p.Links))
		for i := range annotations {
			annotations[i] = x.allot()
		}
		s.first = annotations[0].(ref)
		d.page.set("Annots", annotations)
	}
	x.put(s.ref, d.page)
	x.sides = append(x.sides, s)
	if drawn := d.dict(d.resources.at("XObject")); drawn != nil {
		for i, k := range drawn.keys {
			if x.pictures.at(k) == nil { // the name is a hash of the picture
				x.pictures.set(k, x.adopt(d.file, drawn.values[i]))
			}
		}
	}
}

// adopt writes what an object of a drawing refers to, and returns the object as this file has it.
func (x *finisher) adopt(f *file, object any) any {
	switch o := object.(type) {
	case ref:
		return x.add(x.adopt(f, f.object(o)))
	case array:
		for i := range o {
			o[i] = x.adopt(f, o[i])
		}
	case *dict:
		for i := range o.values {
			o.values[i] = x.adopt(f, o.values[i])
		}
	case *stream:
		x.adopt(f, o.dict)
	}
	return object
}
