package suite_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rapporteur/internal/wordtest"
)

// A canon is a Word file brought to a form in which two files that say the same are the same: the XML of the text, the notes and the running
// heads, an element a line. What is not compared, since no program tracks it or since it is only a name of something, is brought down to what
// it stands for:
//
//   - ids of notes to their order; ids of relations to what they lead to; pictures to their bytes; rsids and ids of drawings to nothing;
//   - names of bookmarks to their order, and bookmarks that nothing refers to to nothing;
//   - numberings to the numbers that Word prints by them, which are worked out as the standard says;
//   - runs of the same look that follow each other to one;
//   - ends of sections to an element of their own, and the empty paragraph that holds nothing else to nothing;
//   - in notes, references to notes to what they lead to and show: in a note with changes they are links and not fields (docx says why);
//   - comments to nothing: those of a redline stay where their text does;
//   - layout that depends on what stands around: what is kept with the next paragraph and the room above a paragraph, the widths of tables and
//     columns, indents in cells, of captions and of lines under tables, the size of type of a table that shrinks, the titles of tables for those who hear them.
type canon struct {
	t       *testing.T
	z       *zip.Reader
	numbers map[*node]string
	links   map[string]string // of the part that is read: relations by id
	names   map[string]string // of bookmarks
	ids     map[string]string // of bookmarks by those in the file
	notes   map[string]*node
	order   []*node // notes in the order of their calls
	inTable int
}

// canonicalDOCX returns the canonical form of a Word file.
func canonicalDOCX(t *testing.T, src []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	c := &canon{t: t, z: z, numbers: map[*node]string{}, names: map[string]string{}, ids: map[string]string{}, notes: map[string]*node{}}
	document, footnotes := parseXML(t, zipPart(t, z, "word/document.xml")), parseXML(t, zipPart(t, z, "word/footnotes.xml"))
	numbers, err := wordtest.Numbers(func(name string) []byte { return zipPart(t, z, name) })
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range document.all("p") {
		c.numbers[p] = numbers[i]
	}
	for _, n := range footnotes.all("footnote") {
		c.notes[n.attrs["id"]] = n
	}
	parts := []*node{document}
	for _, n := range document.all("footnoteReference") {
		if note := c.notes[n.attrs["id"]]; note != nil {
			parts = append(parts, note)
		}
	}
	c.nameBookmarks(parts)
	var b strings.Builder
	c.part(&b, "document", document.child("document").child("body"))
	c.links = c.relations("footnotes")
	for _, n := range c.order {
		c.bareReferences(n)
		for _, k := range c.nodes(n.kids) {
			canonical(&b, k, 1)
		}
	}
	for _, f := range z.File {
		if base := path.Base(f.Name); strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer") {
			b.WriteString(base + "\n")
			c.part(&b, strings.TrimSuffix(base, ".xml"), parseXML(t, zipPart(t, z, f.Name)))
		}
	}
	return b.String()
}

func (c *canon) part(b *strings.Builder, name string, root *node) {
	c.links = c.relations(name)
	for _, k := range c.nodes(root.kids) {
		canonical(b, k, 1)
	}
}

// relations are those of a part; those to pictures are the sums of their bytes.
func (c *canon) relations(part string) map[string]string {
	out := map[string]string{}
	src := zipPart(c.t, c.z, "word/_rels/"+part+".xml.rels")
	if len(src) == 0 {
		return out
	}
	for _, r := range parseXML(c.t, src).all("Relationship") {
		target := r.attrs["Target"]
		if strings.HasSuffix(r.attrs["Type"], "/image") {
			target = fmt.Sprintf("%x", sha256.Sum256(zipPart(c.t, c.z, path.Join("word", strings.TrimPrefix(target, "/word/")))))
		}
		out[r.attrs["Id"]] = target
	}
	return out
}

var fieldTarget = regexp.MustCompile(`^\s*(REF|NOTEREF|PAGEREF)\s+(\S+)`)

// nameBookmarks gives a name to the bookmarks to which something in those parts refers, in their order.
func (c *canon) nameBookmarks(parts []*node) {
	used := map[string]bool{}
	for _, p := range parts {
		for _, n := range p.all("instrText", "hyperlink") {
			if m := fieldTarget.FindStringSubmatch(nodeText(n)); m != nil && n.name == "instrText" {
				used[m[2]] = true
			}
			used[n.attrs["anchor"]] = true
		}
	}
	for _, p := range parts {
		for _, n := range p.all("bookmarkStart") {
			if name := n.attrs["name"]; used[name] {
				c.names[name] = "b" + strconv.Itoa(len(c.names)+1)
				c.ids[n.attrs["id"]] = c.names[name]
			}
		}
	}
}

// leftOut are elements that are not compared.
var leftOut = []string{"keepNext", "commentRangeStart", "commentRangeEnd", "proofErr", "lastRenderedPageBreak", "tblW", "tblInd", "tblGrid", "tcW",
	"headerReference", "footerReference", "permStart", "permEnd"}

// nodes brings nodes that stand one after the other into their form.
func (c *canon) nodes(kids []*node) []*node {
	var out []*node
	for _, k := range kids {
		out = append(out, c.node(k)...)
	}
	return joinRuns(out)
}

func (c *canon) node(n *node) []*node {
	switch {
	case n.name == "":
		if strings.TrimSpace(n.text) == "" {
			return nil
		}
		return []*node{n}
	case slices.Contains(leftOut, n.name), n.name == "ind" && c.inTable > 0:
		return nil
	case n.name == "p":
		return c.paragraph(n)
	case n.name == "tbl":
		c.inTable++
		defer func() { c.inTable-- }()
	case n.name == "r" && n.child("commentReference").name != "":
		return nil
	}
	out := &node{name: n.name, attrs: maps.Clone(n.attrs)}
	for _, a := range []string{"rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidDel", "rsidSect", "paraId", "textId"} {
		delete(out.attrs, a)
	}
	switch n.name {
	case "t":
		out.kids = []*node{{text: nodeText(n)}}
		return []*node{out}
	case "bookmarkStart", "bookmarkEnd":
		name := c.ids[n.attrs["id"]]
		if name == "" {
			return nil
		}
		out.attrs = map[string]string{"name": name}
	case "hyperlink":
		if to := c.names[n.attrs["anchor"]]; to != "" {
			out.attrs["anchor"] = to
		}
		if id := n.attrs["id"]; id != "" {
			out.attrs["id"] = c.links[id]
		}
	case "instrText":
		text := nodeText(n)
		if m := fieldTarget.FindStringSubmatchIndex(text); m != nil {
			text = text[:m[4]] + c.names[text[m[4]:m[5]]] + text[m[5]:]
		}
		out.kids = []*node{{text: text}}
		return []*node{out}
	case "footnoteReference":
		note := c.notes[n.attrs["id"]]
		if note == nil {
			c.t.Fatalf("note %s is called and not there", n.attrs["id"])
		}
		c.order = append(c.order, note)
		out.attrs["id"] = strconv.Itoa(len(c.order))
	case "blip":
		out.attrs["embed"] = c.links[n.attrs["embed"]]
	case "docPr", "cNvPr":
		delete(out.attrs, "id")
		delete(out.attrs, "name")
	case "pStyle":
		if c.inTable > 0 {
			out.attrs["val"] = strings.TrimRight(n.attrs["val"], "0123456789")
		}
	case "spacing":
		if delete(out.attrs, "before"); len(out.attrs) == 0 {
			return nil
		}
	}
	out.kids = c.nodes(n.kids)
	if len(out.kids) == 0 && slices.Contains([]string{"pPr", "rPr", "tblPr"}, n.name) {
		return nil
	}
	return []*node{out}
}

// paragraph brings a paragraph into its form: with its number, and the end of a section behind it.
func (c *canon) paragraph(p *node) []*node {
	pPr, section := p.child("pPr"), p.child("pPr").child("sectPr")
	out := &node{name: "p"}
	var props []*node
	beside := slices.Contains([]string{"Heading1", "TableFootnote"}, pPr.child("pStyle").attrs["val"]) // a caption, or a line under a table
	for _, k := range pPr.kids {
		if k.name == "ind" && beside {
			continue
		}
		if k.name == "numPr" {
			if id := k.child("numId").attrs["val"]; id == "0" {
				props = append(props, &node{name: "unnumbered"})
			}
			continue
		}
		if k.name != "sectPr" {
			props = append(props, c.node(k)...)
		}
	}
	if number := c.numbers[p]; number != "" {
		props = append(props, &node{name: "number", attrs: map[string]string{"val": number, "level": p.child("pPr").child("numPr").child("ilvl").attrs["val"]}})
	}
	if len(props) > 0 {
		out.kids = []*node{{name: "pPr", kids: props}}
	}
	var text []*node
	for _, k := range p.kids {
		if k.name != "pPr" {
			text = append(text, k)
		}
	}
	text = c.nodes(text)
	out.kids = append(out.kids, text...)
	switch {
	case section.name == "":
		return []*node{out}
	case len(text) == 0 && pPr.child("spacing").attrs["line"] == "20":
		return c.node(section)
	}
	return append([]*node{out}, c.node(section)...)
}

// bareReferences makes plain text of the links to bookmarks in a note, and of its fields NOTEREF, with the name of the bookmark.
func (c *canon) bareReferences(n *node) {
	show := func(name string, runs []*node) []*node {
		out := []*node{{name: "r", kids: []*node{runs[0].child("rPr"), {name: "t", kids: []*node{{text: "[" + c.names[name] + ":"}}}}}}
		out = append(out, runs...)
		return append(out, &node{name: "r", kids: []*node{runs[0].child("rPr"), {name: "t", kids: []*node{{text: "]"}}}}})
	}
	for _, p := range n.all("p") {
		var out, field []*node
		for _, k := range p.kids {
			switch kind := k.child("fldChar").attrs["fldCharType"]; {
			case k.name == "hyperlink" && k.attrs["anchor"] != "":
				out = append(out, show(k.attrs["anchor"], k.all("r"))...)
			case field == nil && kind != "begin":
				out = append(out, k)
			case kind != "end":
				field = append(field, k)
			default:
				if m := fieldTarget.FindStringSubmatch(nodeText(field[1].child("instrText"))); m != nil && m[1] == "NOTEREF" { // begin, instruction, separate, words
					out = append(out, show(m[2], field[3:])...)
				} else {
					out = append(append(out, field...), k)
				}
				field = nil
			}
		}
		p.kids = append(out, field...)
	}
}

// joinRuns makes one run of those that follow each other and look the same.
func joinRuns(list []*node) []*node {
	look := func(n *node) string {
		var b strings.Builder
		if p := n.child("rPr"); p.name != "" {
			canonical(&b, p, 0)
		}
		return b.String()
	}
	var out []*node
	for _, n := range list {
		if len(out) == 0 || n.name != "r" || out[len(out)-1].name != "r" || look(n) != look(out[len(out)-1]) {
			out = append(out, n)
			continue
		}
		last := *out[len(out)-1]
		last.kids = slices.Clone(last.kids)
		for _, k := range n.kids {
			if k.name == "rPr" {
				continue
			}
			if end := last.kids[len(last.kids)-1]; k.name == "t" && end.name == "t" {
				last.kids[len(last.kids)-1] = &node{name: "t", attrs: end.attrs, kids: []*node{{text: nodeText(end) + nodeText(k)}}}
				continue
			}
			last.kids = append(last.kids, k)
		}
		out[len(out)-1] = &last
	}
	return out
}
