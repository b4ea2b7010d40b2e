package pdfcheck

import "strings"

// outlineRules are about bookmarks.
var outlineRules = []Rule{
	{"outline-chain", "PDF 12.3.3", "Bookmarks know their neighbours and what is above them.", func(d *document) {
		d.bookmarks(func(level int, r Ref, b Dict, up, before Ref) {
			if prev, _ := b["Prev"].(Ref); b["Parent"] != up || prev != before {
				d.breach("bookmark “%s” stands in %v after %v; it says %v after %v", d.Text(b["Title"]), up, before, b["Parent"], b["Prev"])
			}
		})
		var ends func(o Object)
		ends = func(o Object) {
			last, node := Ref(0), d.Dict(o)
			for r, ok := node["First"].(Ref); ok; r, ok = d.Dict(r)["Next"].(Ref) {
				if ends(r); r == last {
					break
				}
				last = r
			}
			if named, _ := node["Last"].(Ref); named != last {
				d.breach("the last bookmark below “%s” is %v; it says %v", d.Text(node["Title"]), last, named)
			}
		}
		ends(d.catalog["Outlines"])
	}},
	{"outline-counts", "PDF 12.3.3", "A bookmark that is open counts all that are shown below it.", func(d *document) {
		var count func(o Object) int
		count = func(o Object) int {
			node := d.Dict(o)
			n, last := 0, Ref(0)
			for r, ok := node["First"].(Ref); ok && r != last; r, ok = d.Dict(r)["Next"].(Ref) {
				n += 1 + count(r)
				last = r
			}
			if written, ok := d.Int(node["Count"]); written != n || ok != (n > 0) && node["Count"] != nil {
				d.breach("bookmark “%s” counts %v; there are %d", d.Text(node["Title"]), node["Count"], n)
			}
			return n
		}
		count(d.catalog["Outlines"])
	}},
	{"outline-targets", "PDF 12.3.3", "A bookmark has words and leads to the place of its heading.", func(d *document) {
		all := d.headings()
		i := 0
		d.bookmarks(func(_ int, _ Ref, b Dict, _, _ Ref) {
			if strings.TrimSpace(d.Text(b["Title"])) == "" || !d.onPage(b["Dest"]) {
				d.breach("bookmark “%s” leads to %v", d.Text(b["Title"]), d.Resolve(b["Dest"]))
			} else if i < len(all) {
				if at, ok := d.placeOf(all[i]); ok && !d.leads(b, at) {
					d.breach("bookmark “%s” does not lead to its heading", d.Text(b["Title"]))
				}
			}
			i++
		})
	}},
	{"outline-headings", "UA 7.17", "Every heading has a bookmark of its level with the same words, in the same order.", func(d *document) {
		var want, got []string
		for _, e := range d.headings() {
			want = append(want, strings.Repeat("  ", int(e.kind[1]-'1'))+plain(d.headingText(e)))
		}
		d.bookmarks(func(level int, _ Ref, b Dict, _, _ Ref) {
			got = append(got, strings.Repeat("  ", level)+plain(d.Text(b["Title"])))
		})
		for i := range max(len(want), len(got)) {
			if i >= len(want) || i >= len(got) {
				d.breach("%d headings, %d bookmarks", len(want), len(got))
				return
			}
			if want[i] != got[i] {
				d.breach("heading “%s” has the bookmark “%s”", want[i], got[i])
			}
		}
	}},
	{"outline-shown", "UA 7.17", "A reader opens with the bookmarks where there are any.", func(d *document) {
		if d.Dict(d.catalog["Outlines"]) != nil && d.Name(d.catalog["PageMode"]) != "UseOutlines" {
			d.breach("PageMode is %v", d.catalog["PageMode"])
		}
	}},
}

// bookmarks calls visit for every bookmark, in order: its level from 0, what it stands below and what before it.
func (d *document) bookmarks(visit func(level int, r Ref, b Dict, up, before Ref)) {
	seen := map[Ref]bool{}
	var walk func(o Object, level int)
	walk = func(o Object, level int) {
		up, _ := o.(Ref)
		before := Ref(0)
		for r, ok := d.Dict(o)["First"].(Ref); ok && !seen[r]; r, ok = d.Dict(r)["Next"].(Ref) {
			seen[r] = true
			visit(level, r, d.Dict(r), up, before)
			walk(r, level+1)
			before = r
		}
	}
	walk(d.catalog["Outlines"], 0)
}

// headingText is the text of a heading without the marks of notes and the notes that it calls.
func (d *document) headingText(e *element) string {
	var b strings.Builder
	for _, k := range e.kids {
		switch {
		case k.element == nil:
			for _, s := range d.marked[mark{k.page, k.mcid}] {
				b.WriteString(s)
			}
		case k.element.kind == "Note" || k.element.kind == "Reference" && d.callsNote(k.element):
		default:
			b.WriteString(d.headingText(k.element))
		}
	}
	return b.String()
}

// callsNote reports whether a reference is the mark of a note that stands beside it.
func (d *document) callsNote(r *element) bool {
	for _, e := range r.parent.elements() {
		if e.kind == "Note" && len(e.elements()) > 0 && sameMark(d.textOf(r), d.textOf(e.elements()[0])) {
			return true
		}
	}
	return false
}

// plain makes texts comparable: one plain space for a run of white space, no hyphens of line ends.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00AD", "")), " ")
}
