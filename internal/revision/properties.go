package revision

import (
	"slices"
	"strconv"
	"strings"
)

// properties are the elements that say how something is set. Changes of them hold the older ones.
var properties = map[string]bool{
	"rPr": true, "pPr": true, "tblPr": true, "tblPrEx": true, "tblGrid": true, "trPr": true, "tcPr": true, "sectPr": true, "numPr": true,
}

// properties resolves the properties n, and reports whether nothing is left of them.
func (r *resolver) properties(n *node) (gone bool) {
	before := len(n.kids)
	if change := n.child(n.name + "Change"); change != nil {
		r.count(change.name)
		n.kids = slices.DeleteFunc(n.kids, func(k *node) bool { return k == change })
		if r.choice == Reject {
			n.restore(change.child(n.name))
		}
	}
	var kids []*node
	for _, k := range n.kids {
		switch {
		case k.is("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"):
			r.count(k.name)
			if n.is("numPr") && !r.keeps(k.name) {
				return true // the paragraph has no number any more
			}
		case k.is("numberingChange"):
			r.count(k.name)
		case k.is("cellMerge"):
			r.count(k.name)
			if m := r.merge(k); m != nil {
				kids = append(kids, m)
			}
		case properties[k.name]:
			if !r.properties(k) {
				kids = append(kids, k)
			}
		default:
			kids = append(kids, k)
		}
	}
	if n.kids = kids; before > 0 && !slices.ContainsFunc(kids, func(k *node) bool { return !k.blank() }) {
		return !n.is("sectPr", "tblGrid") // an empty one of the others says nothing
	}
	return false
}

// restore puts the older properties in the place of those of n. What is no part of them stays: marks of insertion and deletion, the end of a
// section and the properties of the end of a paragraph, the heads and feet of a section.
func (n *node) restore(old *node) {
	stays := func(k *node) bool {
		switch {
		case k.is("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"):
			return true
		case n.is("pPr"):
			return k.is("rPr", "sectPr")
		case n.is("sectPr"):
			return k.is("headerReference", "footerReference")
		}
		return false
	}
	var kept, kids []*node
	for _, k := range n.kids {
		if stays(k) {
			kept = append(kept, k)
		}
	}
	if old != nil {
		kids = old.kids
	}
	if n.is("sectPr", "rPr") { // they begin with what stays
		n.kids = append(kept, kids...)
	} else {
		n.kids = append(slices.Clone(kids), kept...)
	}
	n.open()
}

// merge returns the element for the cell above or below with which a cell is one now, nil for none.
func (r *resolver) merge(change *node) *node {
	kind := change.attr("vMerge")
	if r.choice == Reject {
		kind = change.attr("vMergeOrig")
	}
	switch kind {
	case "rest":
		return change.like("vMerge", " "+prefixOf(change)+`val="restart"`)
	case "cont":
		return change.like("vMerge", "")
	}
	return nil
}

// prefixOf is the prefix of an element with its colon.
func prefixOf(n *node) string {
	tag := string(n.tag())
	return tag[:strings.IndexByte(tag, ':')+1]
}

// table resolves a table, and returns what takes its place.
func (r *resolver) table(t *node) []*node {
	rows := t.rows()
	t.kids = r.tableParts(t.kids)
	switch left := t.rows(); {
	case rows > 0 && left == 0:
		return t.markers()
	case left < rows:
		r.remerge(t)
	}
	return []*node{t}
}

// rows counts the rows of a table, or of a part of one.
func (n *node) rows() int {
	count := 0
	for _, k := range n.kids {
		switch {
		case k.is("tr"):
			count++
		case k.is("sdt", "sdtContent", "customXml"):
			count += k.rows()
		}
	}
	return count
}

// tableParts resolves what stands in a table: rows, also inside of other elements.
func (r *resolver) tableParts(list []*node) []*node {
	var out []*node
	for _, n := range list {
		switch {
		case n.is("tr"):
			if r.row(n) {
				out = append(out, n)
			}
		case n.is("sdt", "sdtContent", "customXml"):
			rows := n.rows()
			n.kids = r.tableParts(n.kids)
			if rows > 0 && n.rows() == 0 {
				continue
			}
			out = append(out, n)
		default:
			out = append(out, r.node(n)...)
		}
	}
	return out
}

// row resolves a row, and reports whether it stays.
func (r *resolver) row(tr *node) bool {
	if r.leaves(tr.child("trPr")) {
		r.drop(tr)
		return false
	}
	var kids []*node
	cells := 0
	for _, k := range tr.kids {
		if k.is("tc") && r.leaves(k.child("tcPr")) {
			r.drop(k)
			continue
		}
		if k.is("tc", "sdt", "customXml") {
			cells++
		}
		kids = append(kids, r.node(k)...)
	}
	tr.kids = kids
	return cells > 0
}

// remerge sees to it that a cell that goes on from the row above still does so after rows have gone: where no cell above it is left to go on
// from, it begins itself.
func (r *resolver) remerge(t *node) {
	above := map[int]bool{} // columns in which a cell of several rows may go on
	for _, tr := range t.kids {
		if !tr.is("tr") {
			continue
		}
		now := map[int]bool{}
		column := span(tr.child("trPr"), "gridBefore", 0)
		for _, tc := range tr.kids {
			if !tc.is("tc") {
				continue
			}
			props := tc.child("tcPr")
			if merge := props.childOf("vMerge"); merge != nil {
				if merge.attr("val") != "restart" && !above[column] {
					*merge = *merge.like("vMerge", " "+prefixOf(merge)+`val="restart"`)
				}
				now[column] = true
			}
			column += span(props, "gridSpan", 1)
		}
		above = now
	}
}

// span is the number that a property says, or other where it says nothing.
func span(props *node, name string, other int) int {
	if p := props.childOf(name); p != nil {
		if n, err := strconv.Atoi(p.attr("val")); err == nil {
			return n
		}
	}
	return other
}

// childOf returns the first child of that name; nil for none, and of nil.
func (n *node) childOf(name string) *node {
	if n == nil {
		return nil
	}
	return n.child(name)
}

// leaves reports whether the row or cell with those properties goes, and counts the change that says so.
func (r *resolver) leaves(props *node) bool {
	if props == nil {
		return false
	}
	for _, k := range props.kids {
		if k.is("ins", "del", "cellIns", "cellDel") && !r.keeps(k.name) {
			r.count(k.name)
			return true
		}
	}
	return false
}
