package suite_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/html"
)

// What comes of a case, in the forms of its goldens.

// The first page is left out where it is that of every case.

func dumpDoc(t *testing.T, r *outcome) string {
	var b strings.Builder
	if err := doc.Dump(&b, r.Report); err != nil {
		t.Fatal(err)
	}
	if _, body, ok := strings.Cut(b.String(), "\nsection "); ok && !r.own {
		return "section " + body
	}
	return b.String()
}

// dumpHTML returns what stands in <main>, and above it where the first page matters, a block a line as the page is written.
func dumpHTML(t *testing.T, r *outcome) string {
	page := string(format{name: "html", render: html.Render}.bytes(t, r.Report, r.Sheet))
	first := "<main"
	if r.own {
		first = "<header"
	}
	_, page, _ = strings.Cut(page, first)
	_, page, _ = strings.Cut(page, "\n")
	page, _, _ = strings.Cut(page, "</main>")
	return page
}

// dumpDOCX returns the body and the notes, an element a line. The masthead, the end rule, the section properties and the rules above the
// notes, which are those of every report, are left out.
func dumpDOCX(t *testing.T, r *outcome) string {
	src := format{name: "docx", render: docx.Render}.bytes(t, r.Report, r.Sheet)
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	blocks := parseXML(t, zipPart(t, z, "word/document.xml")).child("document").child("body").kids
	blocks = blocks[:len(blocks)-2] // end rule, section properties
	last := "tbl"                   // of the first page: the masthead
	if !r.own {
		last = "HChG" // the title
	}
	first := slices.IndexFunc(blocks, func(n *node) bool {
		return n.name == last || n.child("pPr").child("pStyle").attrs["val"] == last
	})
	blocks = blocks[first+1:]
	for _, n := range blocks {
		canonical(&b, n, 0)
	}
	for _, n := range parseXML(t, zipPart(t, z, "word/footnotes.xml")).all("footnote") {
		if n.attrs["type"] == "" {
			canonical(&b, n, 0)
		}
	}
	return b.String()
}

// canonical writes XML an element a line: names without namespace, attributes in the order of their names, text beside the name of its
// element.
func canonical(b *strings.Builder, n *node, depth int) {
	indent := strings.Repeat(" ", depth)
	if n.name == "" {
		fmt.Fprintf(b, "%s%q\n", indent, n.text)
		return
	}
	b.WriteString(indent + n.name)
	names := []string{}
	for name := range n.attrs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if name != "space" || n.attrs[name] != "preserve" {
			fmt.Fprintf(b, " %s=%q", name, n.attrs[name])
		}
	}
	kids := n.kids
	if len(kids) == 1 && kids[0].name == "" {
		fmt.Fprintf(b, " %q", kids[0].text)
		kids = nil
	}
	b.WriteByte('\n')
	for _, k := range kids {
		canonical(b, k, depth+1)
	}
}
