package suite_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A node is an element of an XML document, or text where its name is empty. Names are without namespace.
type node struct {
	name  string
	attrs map[string]string
	text  string
	kids  []*node
}

// parseXML reads an XML document, or a page of HTML that is well-formed.
func parseXML(t *testing.T, src []byte) *node {
	t.Helper()
	root := &node{}
	open := []*node{root}
	d := xml.NewDecoder(bytes.NewReader(src))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{text: string(token)})
		}
	}
}

// all returns the elements below n of one of these names, outer before inner.
func (n *node) all(names ...string) []*node {
	var out []*node
	for _, k := range n.kids {
		if slices.Contains(names, k.name) {
			out = append(out, k)
		}
		out = append(out, k.all(names...)...)
	}
	return out
}

// child returns the first child of that name, or an empty node.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return &node{}
}

func (n *node) class(name string) bool {
	return slices.Contains(strings.Fields(n.attrs["class"]), name)
}

// htmlText is the text of n; note marks as "[12]", without the number or marker at its head.
func htmlText(n *node) string {
	switch {
	case n.name == "":
		return n.text
	case n.class("no"), n.class("step"), n.class("was"), n.class("moved"): // the last three are what a redline adds
		return ""
	case n.name == "br":
		return " "
	}
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(htmlText(k))
	}
	if n.class("call") {
		return "[" + b.String() + "]"
	}
	return b.String()
}

// htmlMarker is the number or marker at the head of n.
func htmlMarker(n *node) string {
	for _, k := range n.kids {
		if k.class("no") {
			bare := &node{name: "marker", kids: k.kids}
			return plain(htmlText(bare))
		}
	}
	return ""
}

// readHTML reads a page. It goes by elements and roles, and by the class "no" of numbers and markers.
func readHTML(t *testing.T, src []byte) *reading {
	t.Helper()
	return readPage(t, parseXML(t, src))
}

func readPage(t *testing.T, page *node) *reading {
	t.Helper()
	r := &htmlReader{t: t}
	body := page.child("html").child("body")
	var front []string
	for _, p := range body.child("header").all("p", "h1") {
		switch {
		case p.name == "h1":
			r.Title = htmlText(p)
		case p.class("received"):
			r.Received = htmlText(p)
		case p.attrs["role"] == "doc-footnote":
			r.TitleNotes = append(r.TitleNotes, piece{Kind: note, Marker: htmlMarker(p), Text: htmlText(p)})
		default:
			front = append(front, htmlText(p))
		}
	}
	r.Front = strings.Join(front, " ")
	r.walk(body.child("main"), paragraph)
	return &r.reading
}

// saidOfPicture is the description of a picture that a redline inserts or deletes.
var saidOfPicture = regexp.MustCompile(`^\[[^:]*: (.*)\]$`)

type htmlReader struct {
	t *testing.T
	reading
}

func (r *htmlReader) add(p piece) { r.Body = append(r.Body, p) }

func (r *htmlReader) walk(n *node, para kind) {
	for _, k := range n.kids {
		switch {
		case k.name == "" && strings.TrimSpace(k.text) != "":
			r.t.Errorf("text %q outside every paragraph", k.text)
		case k.name == "":
		case k.attrs["role"] == "doc-endnotes":
			for _, li := range k.all("li") {
				r.Notes = append(r.Notes, piece{Kind: note, Marker: htmlMarker(li), Text: htmlText(li)})
			}
		case k.attrs["hidden"] != "", k.class("preface"), k.class("step"):
		case k.class("under"):
			r.under(k)
		default:
			r.element(k, para)
		}
	}
}

func (r *htmlReader) element(n *node, para kind) {
	switch n.name {
	case "section", "div", "ol", "ul":
		r.walk(n, para)
	case "blockquote":
		r.walk(n, quoted)
	case "h2", "h3", "h4", "h5", "h6":
		level, _ := strconv.Atoi(n.name[1:])
		if deep, err := strconv.Atoi(n.attrs["aria-level"]); err == nil {
			level = deep
		}
		r.add(piece{Kind: heading, Level: level - 1, Marker: htmlMarker(n), Text: htmlText(n)})
	case "p":
		r.add(piece{Kind: para, Marker: htmlMarker(n), Text: htmlText(n)})
	case "li":
		first := n.child("p")
		r.add(piece{Kind: item, Marker: htmlMarker(first), Text: htmlText(first)})
		r.walk(&node{kids: slices.DeleteFunc(slices.Clone(n.kids), func(k *node) bool { return k == first })}, para)
	case "figure":
		r.caption(n.child("figcaption"))
		alt := ""
		for _, img := range n.all("img") {
			alt = img.attrs["alt"]
		}
		if said := saidOfPicture.FindStringSubmatch(alt); said != nil && (n.class("inserted") || n.class("deleted")) {
			alt = said[1]
		}
		r.add(piece{Kind: picture, Text: alt})
		r.under(n.child("div"))
	case "table":
		r.caption(n.child("caption"))
		r.rows(n)
	default:
		r.t.Errorf("element <%s> in the text", n.name)
	}
}

func (r *htmlReader) caption(n *node) {
	if n.name == "" {
		return
	}
	p := piece{Kind: caption}
	for _, span := range n.all("span") {
		switch {
		case span.class("label"):
			p.Marker = htmlText(span)
		case span.class("title"):
			p.Text = htmlText(span)
		}
	}
	r.add(p)
}

func (r *htmlReader) rows(table *node) {
	var cells [][]span
	for _, tr := range table.all("tr") {
		var spans []span
		for _, c := range tr.all("th", "td") {
			colSpan, _ := strconv.Atoi(c.attrs["colspan"])
			rowSpan, _ := strconv.Atoi(c.attrs["rowspan"])
			spans = append(spans, span{-1, colSpan, rowSpan, htmlText(c)})
		}
		cells = append(cells, spans)
	}
	rows, err := layOut(cells)
	if err != nil {
		r.t.Error(err)
	}
	r.Body = append(r.Body, rows...)
}

func (r *htmlReader) under(n *node) {
	for _, p := range n.all("p") {
		if p.attrs["role"] == "doc-footnote" {
			r.add(piece{Kind: lettered, Marker: htmlMarker(p), Text: htmlText(p)})
		} else {
			r.add(piece{Kind: under, Text: htmlText(p)})
		}
	}
}
