package revision

import "slices"

// A resolver follows changes through a tree.
type resolver struct {
	choice  Choice
	summary Summary
	touched bool // something of the part has changed
	gone    map[reference]bool
}

// keeps reports whether what an element of that name marks stays: an insertion that is accepted, a deletion that is rejected.
func (r *resolver) keeps(mark string) bool {
	inserted := mark == "ins" || mark == "moveTo" || mark == "cellIns"
	return inserted == (r.choice == Accept)
}

// count counts a change.
func (r *resolver) count(mark string) {
	r.touched = true
	switch mark {
	case "ins", "moveTo", "cellIns":
		r.summary.Insertions++
	case "del", "moveFrom", "cellDel":
		r.summary.Deletions++
	default:
		r.summary.Formats++
	}
}

// ranges are the ends of ranges that say where moved text or structure begins and ends. What they are about is marked on its own.
var ranges = map[string]bool{
	"moveFromRangeStart": true, "moveFromRangeEnd": true, "moveToRangeStart": true, "moveToRangeEnd": true,
	"customXmlInsRangeStart": true, "customXmlInsRangeEnd": true, "customXmlDelRangeStart": true, "customXmlDelRangeEnd": true,
	"customXmlMoveFromRangeStart": true, "customXmlMoveFromRangeEnd": true, "customXmlMoveToRangeStart": true, "customXmlMoveToRangeEnd": true,
}

// story resolves a whole part: its root is the node around it.
func (r *resolver) story(root *node) {
	before := held(root)
	root.kids = r.all(root.kids)
	if r.touched {
		r.dropEmptied(root, before)
	}
}

// all resolves nodes that stand one after the other, and joins paragraphs of which the end is gone.
func (r *resolver) all(list []*node) []*node {
	var out []*node
	joins := map[*node]bool{}
	for _, n := range list {
		if n.is("p") {
			if r.paragraph(n) {
				joins[n] = true
			}
			out = append(out, n)
			continue
		}
		out = append(out, r.node(n)...)
	}
	if len(joins) > 0 {
		out = r.join(out, joins)
	}
	return out
}

// node resolves a node that is no paragraph, and returns what takes its place.
func (r *resolver) node(n *node) []*node {
	switch {
	case n.name == "" && len(n.kids) == 0:
		return []*node{n}
	case n.is("ins", "del", "moveFrom", "moveTo"):
		r.count(n.name)
		if !r.keeps(n.name) {
			r.drop(n)
			return nil
		}
		return r.all(n.kids)
	case ranges[n.name]:
		r.touched = true
		return nil
	case n.is("delText"):
		n.rename("t")
	case n.is("delInstrText"):
		n.rename("instrText")
	case n.is("numberingChange"): // of a field that numbers
		r.count(n.name)
		return nil
	case properties[n.name]:
		if r.properties(n) {
			return nil
		}
	case n.is("tbl"):
		return r.table(n)
	default:
		return r.element(n)
	}
	return []*node{n}
}

// element resolves what stands in an element, and drops one that only held what is gone.
func (r *resolver) element(n *node) []*node {
	held := holds(n)
	n.kids = r.all(n.kids)
	if held && !holds(n) {
		switch {
		case n.is("hyperlink", "smartTag", "fldSimple", "customXml", "sdt", "dir", "bdo"):
			return n.markers()
		case n.is("tc", "comment", "footnote", "endnote", "hdr", "ftr", "txbxContent"):
			r.fill(n)
		}
	}
	return []*node{n}
}

// holds reports whether there is anything in n beside its properties and the ends of ranges.
func holds(n *node) bool {
	return slices.ContainsFunc(n.kids, func(k *node) bool {
		switch {
		case k.is("sdtContent"):
			return holds(k)
		case k.blank(), marks[k.name], k.is("tcPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"):
			return false
		}
		return true
	})
}

// markers returns the ends of ranges that stand in n, which go on without it.
func (n *node) markers() []*node {
	var out []*node
	for _, k := range n.kids {
		if k.is("sdtContent") {
			out = append(out, k.markers()...)
		} else if marks[k.name] {
			out = append(out, k)
		}
	}
	return out
}

// marks are the ends of ranges, which may stand between paragraphs.
var marks = map[string]bool{
	"bookmarkStart": true, "bookmarkEnd": true, "commentRangeStart": true, "commentRangeEnd": true, "permStart": true, "permEnd": true, "proofErr": true,
}

// fill gives a paragraph to what must hold one.
func (r *resolver) fill(n *node) {
	n.open()
	n.kids = append(n.kids, n.like("p", ""))
}

// drop remembers what the node called, now that it is gone.
func (r *resolver) drop(n *node) {
	n.each(func(n *node) {
		if kind, ok := references[n.name]; ok {
			r.gone[reference{kind, n.attr("id")}] = true
		}
	})
}

// paragraph resolves a paragraph, and reports whether its end is gone, so that it goes on with the next one.
func (r *resolver) paragraph(p *node) (joins bool) {
	if pPr := p.child("pPr"); pPr != nil {
		if rPr := pPr.child("rPr"); rPr != nil {
			for _, k := range rPr.kids {
				if k.is("ins", "del", "moveFrom", "moveTo") && !r.keeps(k.name) {
					joins = true
				}
			}
		}
	}
	p.kids = r.all(p.kids)
	return joins
}

// join puts what is left of a paragraph without end before the text of the next one, whose properties hold for both. Where no paragraph
// follows, there is nothing to join: before a table one without text goes, at the end it stays.
func (r *resolver) join(list []*node, joins map[*node]bool) []*node {
	var out []*node
	var carried []*node // text and ends of ranges that wait for the next paragraph
	var from *node      // the paragraph that they come from
	empty := true       // nothing but ends of ranges is carried
	for i, n := range list {
		switch {
		case joins[n]:
			if from == nil || empty {
				from = n
			}
			carried = append(carried, r.content(n)...)
			empty = empty && !holdsText(n)
		case from != nil && n.is("p"):
			n.open()
			at := 0
			if len(n.kids) > 0 && n.kids[0].is("pPr") {
				at = 1
			}
			n.kids = slices.Insert(n.kids, at, carried...)
			out = append(out, n)
			carried, from, empty = nil, nil, true
		case from != nil && marks[n.name]:
			carried = append(carried, n)
		case from != nil && !n.blank():
			out = append(out, r.stay(from, carried, empty, n.is("sectPr"))...)
			out = append(out, n)
			carried, from, empty = nil, nil, true
		default:
			out = append(out, n)
		}
		if i == len(list)-1 && from != nil {
			out = append(out, r.stay(from, carried, empty, true)...)
		}
	}
	return out
}

// stay returns what is left of a paragraph that no other follows.
func (r *resolver) stay(p *node, carried []*node, empty, last bool) []*node {
	if empty && !last {
		return carried
	}
	p.open()
	kids := carried
	if len(p.kids) > 0 && p.kids[0].is("pPr") {
		kids = append([]*node{p.kids[0]}, carried...)
	}
	p.kids = kids
	return []*node{p}
}

// content returns what stands in a paragraph beside its properties. A bookmark in one without text goes with it.
func (r *resolver) content(p *node) []*node {
	text := holdsText(p)
	ends := map[string]bool{}
	for _, k := range p.kids {
		if k.is("bookmarkEnd") {
			ends[k.attr("id")] = true
		}
	}
	starts := map[string]bool{}
	var out []*node
	for _, k := range p.kids {
		id := k.attr("id")
		switch {
		case k.is("pPr"), !text && k.blank():
		case !text && k.is("bookmarkStart") && ends[id]:
			starts[id] = true
		case !text && k.is("bookmarkEnd") && starts[id]:
		default:
			out = append(out, k)
		}
	}
	return out
}

// holdsText reports whether a paragraph has anything beside its properties and the ends of ranges.
func holdsText(p *node) bool {
	return slices.ContainsFunc(p.kids, func(k *node) bool { return !k.is("pPr") && !marks[k.name] && !k.blank() })
}

// held is what every bookmark of a tree holds: whether there is anything in it.
func held(root *node) map[*node]bool {
	out := map[*node]bool{}
	open := map[string]*node{}
	root.each(func(n *node) {
		switch {
		case n.is("bookmarkStart"):
			open[n.attr("id")] = n
		case n.is("bookmarkEnd"):
			delete(open, n.attr("id"))
		case n.is("t", "delText", "tab", "br", "cr", "sym", "instrText", "delInstrText", "footnoteReference", "endnoteReference", "drawing", "pict", "object", "noBreakHyphen", "softHyphen"), n.other == "oMath":
			for id, start := range open {
				out[start] = true
				delete(open, id)
			}
		}
	})
	return out
}

// dropEmptied removes the bookmarks that held something before and hold nothing now.
func (r *resolver) dropEmptied(root *node, before map[*node]bool) {
	after := held(root)
	ids := map[string]bool{}
	gone := map[*node]bool{}
	root.each(func(n *node) {
		if n.is("bookmarkStart") && before[n] && !after[n] {
			ids[n.attr("id")], gone[n] = true, true
		}
	})
	if len(gone) == 0 {
		return
	}
	p := part{root: root}
	p.prune(func(n *node) bool { return gone[n] || n.is("bookmarkEnd") && ids[n.attr("id")] })
}
