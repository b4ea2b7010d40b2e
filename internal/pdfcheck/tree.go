package pdfcheck

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// treeRules are about the structure tree as a whole, and about the ways from it to the content and back.
var treeRules = []Rule{
	{"tree-present", "UA 7.1; A 6.7.3.3", "The catalog has a structure tree with one Document at its top.", func(d *document) {
		if d.Name(d.treeRoot["Type"]) != "StructTreeRoot" || len(d.tops) != 1 || d.tops[0].kind != "Document" {
			d.breach("the tree is %v with %d elements at its top", d.Name(d.treeRoot["Type"]), len(d.tops))
		}
	}},
	{"marked", "UA 6.2, 7.1; A 6.7.2.2", "MarkInfo says that the file is tagged, and nothing in it is suspect.", func(d *document) {
		if info := d.Dict(d.catalog["MarkInfo"]); info["Marked"] != true || info["Suspects"] == true || info["UserProperties"] == true {
			d.breach("MarkInfo is %v", info)
		}
	}},
	{"tree-sound", "PDF 14.7.2", "Every element knows the one above it, and stands in the tree once.", func(d *document) {
		root, _ := d.catalog["StructTreeRoot"].(Ref)
		for _, e := range d.elements {
			up := root
			if e.parent != nil {
				up = e.parent.ref
			}
			if e.dict["P"] != up || e.dict["Type"] != nil && d.Name(e.dict["Type"]) != "StructElem" {
				d.breach("%s says that it stands in %v; it stands in %v", d.describe(e), e.dict["P"], up)
			}
		}
	}},
	{"tree-full", "ours", "No element is empty but cells of tables.", func(d *document) {
		for _, e := range d.elements {
			if len(e.kids) == 0 && e.kind != "TD" && e.kind != "TH" {
				d.breach("an element %s of %s is empty", e.own, d.describe(e.parent))
			}
		}
	}},
	{"roles", "UA 7.1; A 6.7.3.4", "Every type is one of ISO 32000-1 or mapped to one, and none of those is mapped to another.", func(d *document) {
		for _, n := range slices.Sorted(maps.Keys(d.roles)) {
			if to := d.role(n); standard[n] || !standard[to] {
				d.breach("the role map says that %s is %s", n, to)
			}
		}
		for _, e := range d.elements {
			if !standard[e.kind] {
				d.breach("%s is of no type that is known", d.describe(e))
			}
		}
	}},
	{"mark-in-tree", "UA 7.1; PDF 14.7.4.4", "The parent tree leads from every number of marked content to the element that holds it.", marksInTree},
	{"tree-in-marks", "PDF 14.7.4.2", "Marked content that an element holds is on that page, and no other element holds it.", treeInMarks},
	{"mark-type", "ours", "Marked content bears the type of the element that holds it.", func(d *document) {
		for _, p := range d.pages {
			for _, s := range p.sequences {
				if e := d.owner(p, s.mcid); e != nil && s.mcid >= 0 && s.tag != e.own {
					d.breach("page %d: marked content %d is /%s; it belongs to %s", p.index+1, s.mcid, s.tag, d.describe(e))
				}
			}
		}
	}},
	{"parent-tree", "PDF 14.7.4.4, 7.9.7", "The parent tree has its keys in order and an entry for every page, and the next key is greater.", func(d *document) {
		keys, byKey := d.parentTree()
		next, ok := d.Int(d.treeRoot["ParentTreeNextKey"])
		if !slices.IsSorted(keys) || len(byKey) != len(keys) || len(keys) > 0 && (!ok || next <= keys[len(keys)-1]) {
			d.breach("%d keys, sorted: %t; the next is %v", len(keys), slices.IsSorted(keys), d.treeRoot["ParentTreeNextKey"])
		}
		seen := map[int]bool{}
		for _, p := range d.pages {
			n, ok := d.Int(p.dict["StructParents"])
			if !ok || seen[n] || d.Array(byKey[n]) == nil {
				d.breach("page %d: StructParents is %v", p.index+1, p.dict["StructParents"])
			}
			seen[n] = true
		}
	}},
	{"id-tree", "PDF 14.7.2, 7.9.6", "The tree of identifiers has every ID of an element, in order, and leads to that element.", idTree},
	{"id-once", "UA 7.9; Matterhorn 19-004", "No two elements have the same ID.", func(d *document) {
		seen := map[string]bool{}
		for _, e := range d.elements {
			if id, ok := d.Resolve(e.dict["ID"]).(String); ok && seen[string(id)] {
				d.breach("the ID %q stands twice", string(id))
			} else if ok {
				seen[string(id)] = true
			}
		}
	}},
	{"language", "UA 7.2; A 6.7.4", "The catalog tells the language of the text.", func(d *document) {
		if d.Text(d.catalog["Lang"]) == "" {
			d.breach("the catalog has no Lang")
		}
	}},
	{"language-tags", "UA 7.2; A 6.7.4", "Every language is a tag of BCP 47.", func(d *document) {
		check := func(what string, dict Dict) {
			if lang, ok := dict["Lang"]; ok && !languageTag.MatchString(d.Text(lang)) {
				d.breach("%s: the language %q", what, d.Text(lang))
			}
		}
		check("catalog", d.catalog)
		for _, e := range d.elements {
			check(string(e.own), e.dict)
		}
		for _, p := range d.pages {
			for _, s := range p.sequences {
				check("marked content", s.props)
			}
		}
	}},
	{"language-runs", "ours", "A language is told where it changes and nowhere else.", func(d *document) {
		for _, e := range d.elements {
			lang := d.Text(e.dict["Lang"])
			if lang != "" && strings.EqualFold(lang, d.languageAround(e)) {
				d.breach("%s is in %s as all around it", d.describe(e), lang)
			}
		}
	}},
}

// languageTag is the form of a tag (RFC 5646, 2.1): language, script, region, variants, extensions; or private use.
var languageTag = regexp.MustCompile(`(?i)^([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?$|^x(-[a-z\d]{1,8})+$`)

// languageAround is the language of what is around e.
func (d *document) languageAround(e *element) string {
	for p := e.parent; p != nil; p = p.parent {
		if lang := d.Text(p.dict["Lang"]); lang != "" {
			return lang
		}
	}
	return d.Text(d.catalog["Lang"])
}

// holders maps marked content to the elements that hold it.
func (d *document) holders() map[mark][]*element {
	if d.held == nil {
		d.held = map[mark][]*element{}
		for _, e := range d.elements {
			for _, k := range e.kids {
				if k.element == nil && k.object == 0 {
					d.held[mark{k.page, k.mcid}] = append(d.held[mark{k.page, k.mcid}], e)
				}
			}
		}
	}
	return d.held
}

// owner is the element that holds that content of a page, nil for none.
func (d *document) owner(p *page, mcid int) *element {
	if all := d.holders()[mark{p, mcid}]; len(all) > 0 {
		return all[0]
	}
	return nil
}

// parentTree reads the parent tree: its keys as they stand, and its values.
func (d *document) parentTree() (keys []int, byKey map[int]Object) {
	byKey = map[int]Object{}
	d.leaves(d.treeRoot["ParentTree"], "Nums", 0, func(key, value Object) {
		n, _ := d.Int(key)
		keys = append(keys, n)
		byKey[n] = value
	})
	return keys, byKey
}

// leaves reads a tree of names or numbers (ISO 32000-1, 7.9.6 and 7.9.7).
func (d *document) leaves(o Object, list Name, depth int, visit func(key, value Object)) {
	node := d.Dict(o)
	pairs := d.Array(node[list])
	for i := 0; i+1 < len(pairs); i += 2 {
		visit(d.Resolve(pairs[i]), pairs[i+1])
	}
	for _, k := range d.Array(node["Kids"]) {
		if depth < 20 {
			d.leaves(k, list, depth+1, visit)
		}
	}
}

func marksInTree(d *document) {
	_, byKey := d.parentTree()
	for _, p := range d.pages {
		n, _ := d.Int(p.dict["StructParents"])
		row := d.Array(byKey[n])
		marks := 0
		for _, s := range p.sequences {
			if s.mcid < 0 {
				continue
			}
			marks++
			e := d.owner(p, s.mcid)
			if s.mcid >= len(row) || e == nil || row[s.mcid] != e.ref {
				d.breach("page %d: the parent tree does not lead from marked content %d to its element", p.index+1, s.mcid)
			}
		}
		if len(row) > marks {
			d.breach("page %d: the parent tree has %d entries for %d pieces of marked content", p.index+1, len(row), marks)
		}
	}
}

func treeInMarks(d *document) {
	there := map[mark]bool{}
	for _, p := range d.pages {
		for _, s := range p.sequences {
			there[mark{p, s.mcid}] = s.mcid >= 0
		}
	}
	for _, e := range d.elements {
		for _, k := range e.kids {
			if k.element != nil || k.object != 0 {
				continue
			}
			m := mark{k.page, k.mcid}
			if k.page == nil || !there[m] || len(d.holders()[m]) > 1 {
				d.breach("%s holds marked content %d, which is not on its page or another's too", d.describe(e), k.mcid)
			}
		}
	}
}

func idTree(d *document) {
	named := map[string]Object{}
	var order []string
	d.leaves(d.treeRoot["IDTree"], "Names", 0, func(key, value Object) {
		s, _ := key.(String)
		order = append(order, string(s))
		named[string(s)] = value
	})
	if !slices.IsSorted(order) {
		d.breach("the tree of identifiers is not sorted")
	}
	for _, e := range d.elements {
		id, ok := d.Resolve(e.dict["ID"]).(String)
		if ok && named[string(id)] != e.ref {
			d.breach("the tree of identifiers does not lead from %q to %s", string(id), d.describe(e))
		}
		delete(named, string(id))
	}
	for _, id := range slices.Sorted(maps.Keys(named)) {
		d.breach("the tree of identifiers has %q, which no element has", id)
	}
}
