package pdfcheck

import (
	"slices"
	"strings"
)

// kindRules are about single types of elements and what may stand in what.
var kindRules = []Rule{
	{"nesting", "PDF 14.8.4; UA 7.1", "Elements stand only in such as may hold them.", func(d *document) {
		for _, e := range d.elements {
			above := Name("the root")
			if e.parent != nil {
				above = e.parent.kind
			}
			if may := parents[e.kind]; !may[above] && (e.parent != nil || e.kind != "Document") {
				d.breach("%s stands in %s", d.describe(e), above)
			}
		}
	}},
	{"heading-kinds", "UA 7.4.4; Matterhorn 14-006, 14-007", "Headings have levels: H does not occur.", func(d *document) {
		for _, e := range d.elements {
			if e.kind == "H" {
				d.breach("%s", d.describe(e))
			}
		}
	}},
	{"heading-first", "UA 7.4.2; Matterhorn 14-002", "The first heading is of level 1.", func(d *document) {
		if all := d.headings(); len(all) > 0 && all[0].kind != "H1" {
			d.breach("the first heading is %s", d.describe(all[0]))
		}
	}},
	{"heading-steps", "UA 7.4.2; Matterhorn 14-003", "Going down, no level of headings is left out.", func(d *document) {
		last := Name("H1")
		for _, e := range d.headings() {
			if e.kind[1] > last[1]+1 {
				d.breach("%s follows %s", d.describe(e), last)
			}
			last = e.kind
		}
	}},
	{"heading-words", "ours", "A heading has words.", func(d *document) {
		for _, e := range d.headings() {
			if strings.TrimSpace(d.textOf(e)) == "" {
				d.breach("a heading %s has none", e.own)
			}
		}
	}},
	{"list-kids", "UA 7.6; Matterhorn 16-001", "A list holds items, lists, and a caption first.", func(d *document) {
		d.holding("L", func(e *element, i int, k Name) bool { return k == "LI" || k == "L" || k == "Caption" && i == 0 })
	}},
	{"item-kids", "UA 7.6; Matterhorn 16-001", "An item holds labels and bodies.", func(d *document) {
		d.holding("LI", func(_ *element, _ int, k Name) bool { return k == "Lbl" || k == "LBody" })
	}},
	{"list-numbering", "PDF 14.8.5.5; A 6.7.3.4", "A list with labels tells how it is numbered.", func(d *document) {
		for _, e := range d.all("L") {
			kind, _ := d.attribute(e, "List", "ListNumbering").(Name)
			if !numberings[kind] {
				d.breach("%s: its numbering is %q", d.describe(e), kind)
				continue
			}
			for _, item := range e.elements() {
				for _, l := range item.elements() {
					if text := strings.TrimSpace(d.textOf(l)); l.kind == "Lbl" && (kind == "None" || ordered(kind) != strings.ContainsFunc(text, alphanumeric)) {
						d.breach("the item “%s” is in a list with the numbering %s", text, kind)
					}
				}
			}
		}
	}},
	{"figure-alt", "UA 7.3; Matterhorn 13-004", "A figure has a description.", func(d *document) {
		for _, e := range d.all("Figure") {
			if strings.TrimSpace(d.Text(e.dict["Alt"])) == "" {
				d.breach("a figure in %s has no Alt", d.describe(e.parent))
			}
		}
	}},
	{"figure-box", "UA 7.3; PDF 14.8.5.4.3", "A figure tells its box, and that is where its picture is.", figureBoxes},
	{"alt-place", "ours", "Only figures are described by Alt: everywhere else the text is read.", func(d *document) {
		for _, e := range d.elements {
			if _, ok := e.dict["Alt"]; ok && e.kind != "Figure" {
				d.breach("%s has Alt", d.describe(e))
			}
		}
	}},
	{"caption-place", "PDF 14.8.4.3.4; UA 7.2", "A caption stands first or last in what it names.", func(d *document) {
		for _, e := range d.all("Caption") {
			if e.parent == nil {
				continue
			}
			if all := e.parent.elements(); all[0] != e && all[len(all)-1] != e {
				d.breach("%s stands between others", d.describe(e))
			}
		}
	}},
	{"note-id", "UA 7.9; Matterhorn 19-003", "A note has an ID.", func(d *document) {
		for _, e := range d.all("Note") {
			if s, _ := d.Resolve(e.dict["ID"]).(String); s == "" {
				d.breach("%s has none", d.describe(e))
			}
		}
	}},
	{"note-label", "UA 7.9", "A note begins with its mark.", func(d *document) {
		for _, e := range d.all("Note") {
			if all := e.elements(); len(all) == 0 || all[0].kind != "Lbl" || strings.TrimSpace(d.textOf(all[0])) == "" {
				d.breach("%s does not", d.describe(e))
			}
		}
	}},
	{"contents-kids", "UA 7.2; Matterhorn 09", "A table of contents holds entries, and entries stand nowhere else.", func(d *document) {
		d.holding("TOC", func(_ *element, i int, k Name) bool { return k == "TOC" || k == "TOCI" || k == "Caption" && i == 0 })
	}},
	{"no-formulas", "UA 7.7; Matterhorn 17-002", "A formula has a description.", func(d *document) {
		for _, e := range d.all("Formula") {
			if d.Text(e.dict["Alt"]) == "" && d.Text(e.dict["ActualText"]) == "" {
				d.breach("a formula in %s has none", d.describe(e.parent))
			}
		}
	}},
}

const (
	groups = "Document Part Art Sect Div "
	blocks = groups + "BlockQuote LBody TD TH Note "
	words  = "P H1 H2 H3 H4 H5 H6 TD TH Caption LBody "
)

// parents says in what an element of each type may stand (ISO 32000-1, 14.8.4, and what our files need of it).
var parents = map[Name]map[Name]bool{
	"Document": set(""), "Part": set(groups), "Art": set(groups), "Sect": set(groups), "Div": set(blocks), "BlockQuote": set(blocks),
	"H": set(groups), "H1": set(groups), "H2": set(groups), "H3": set(groups), "H4": set(groups), "H5": set(groups), "H6": set(groups),
	"P": set(blocks + "Caption"), "L": set(blocks + "L"), "LI": set("L"), "Lbl": set("LI Note Caption P TOCI"), "LBody": set("LI"),
	"Table": set(blocks), "THead": set("Table"), "TBody": set("Table"), "TFoot": set("Table"), "TR": set("Table THead TBody TFoot"),
	"TH": set("TR"), "TD": set("TR"), "Caption": set("Table L Figure Formula Div TOC"), "Figure": set(blocks + "P"), "Formula": set(blocks + words),
	"Note": set(blocks + words), "Reference": set(words + "Span TOCI"), "Link": set(words + "Reference Span Lbl Note TOCI"),
	"Span": set(words + "Span Link Lbl Reference"), "TOC": set(groups + "TOC TOCI"), "TOCI": set("TOC"),
}

var numberings = set("None Disc Circle Square Decimal UpperRoman LowerRoman UpperAlpha LowerAlpha")

func ordered(n Name) bool { return n != "None" && n != "Disc" && n != "Circle" && n != "Square" }

func alphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// all returns the elements of one of these types, in reading order.
func (d *document) all(kinds ...Name) []*element {
	var out []*element
	for _, e := range d.elements {
		if slices.Contains(kinds, e.kind) {
			out = append(out, e)
		}
	}
	return out
}

func (d *document) headings() []*element { return d.all("H1", "H2", "H3", "H4", "H5", "H6") }

// holding reports what stands in elements of a type and may not: content of their own included.
func (d *document) holding(kind Name, may func(e *element, i int, k Name) bool) {
	for _, e := range d.all(kind) {
		for i, k := range e.kids {
			switch {
			case k.element == nil:
				d.breach("%s holds content of its own", d.describe(e))
			case !may(e, i, k.element.kind):
				d.breach("%s holds %s as number %d", d.describe(e), d.describe(k.element), i+1)
			}
		}
	}
}

// figureBoxes compares the box of each figure with the picture that it holds.
func figureBoxes(d *document) {
	for _, e := range d.all("Figure") {
		box, ok := d.Numbers(d.attribute(e, "Layout", "BBox"), 4)
		if !ok {
			d.breach("a figure in %s has no box", d.describe(e.parent))
			continue
		}
		found := false
		for _, k := range e.kids {
			if k.page == nil || k.object != 0 {
				continue
			}
			for _, w := range k.page.paints {
				if m := w.in.mark(); w.name != "" && m != nil && m.mcid == k.mcid {
					found = near(box[0], w.x) && near(box[1], w.y) && near(box[2], w.x+w.w) && near(box[3], w.y+w.h)
				}
			}
		}
		if !found {
			d.breach("the box %v of a figure in %s is not that of its picture", box, d.describe(e.parent))
		}
	}
}

// near allows for the two decimals with which places are written.
func near(a, b float64) bool { return a-b < 0.05 && b-a < 0.05 }
