package suite_test

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"
	"testing"

	"rapporteur/internal/docx"
	"rapporteur/internal/html"
)

// Every link inside a page leads to a place on it, and no place is named twice.
func TestLinksHTML(t *testing.T) {
	r := compiled(t, top, "")
	page := parseXML(t, format{name: "html", render: html.Render}.bytes(t, r.Report, r.Sheet))
	ids := map[string]int{}
	links := 0
	page.visit(func(n *node) {
		if id, ok := n.attrs["id"]; ok {
			ids[id]++
		}
	})
	for id, times := range ids {
		if times > 1 {
			t.Errorf("id %q is there %d times", id, times)
		}
	}
	page.visit(func(n *node) {
		for _, attr := range []string{"href", "aria-labelledby", "aria-describedby", "headers"} {
			for _, to := range strings.Fields(n.attrs[attr]) {
				if attr == "href" && !strings.HasPrefix(to, "#") {
					continue
				}
				links++
				if to = strings.TrimPrefix(to, "#"); ids[to] == 0 {
					t.Errorf("<%s %s> leads to %q, which is not there", n.name, attr, to)
				}
			}
		}
	})
	if links == 0 {
		t.Error("the page has no links")
	}
}

// Every link and field of a Word file names a bookmark that is there, and every relationship a part.
func TestLinksDOCX(t *testing.T) {
	r := compiled(t, top, "")
	src := format{name: "docx", render: docx.Render}.bytes(t, r.Report, r.Sheet)
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	bookmarks, links := map[string]int{}, 0
	parts := []*node{parseXML(t, zipPart(t, z, "word/document.xml")), parseXML(t, zipPart(t, z, "word/footnotes.xml"))}
	for _, part := range parts {
		for _, b := range part.all("bookmarkStart") {
			bookmarks[b.attrs["name"]]++
		}
	}
	for name, times := range bookmarks {
		if times > 1 || len(name) > 40 { // Word cuts longer names
			t.Errorf("bookmark %q of %d characters is there %d times", name, len(name), times)
		}
	}
	for _, part := range parts {
		var targets []string
		for _, h := range part.all("hyperlink") {
			if anchor := h.attrs["anchor"]; anchor != "" {
				targets = append(targets, anchor)
			}
		}
		for _, i := range part.all("instrText") {
			if words := strings.Fields(nodeText(i)); len(words) > 1 && strings.HasSuffix(words[0], "REF") {
				targets = append(targets, words[1])
			}
		}
		for _, name := range targets {
			links++
			if bookmarks[name] == 0 {
				t.Errorf("a link or field leads to bookmark %q, which is not there", name)
			}
		}
	}
	if links == 0 {
		t.Error("the Word file has no links")
	}
	for _, f := range z.File {
		if path.Ext(f.Name) != ".rels" {
			continue
		}
		for _, rel := range parseXML(t, zipPart(t, z, f.Name)).all("Relationship") {
			name := path.Join(path.Dir(path.Dir(f.Name)), rel.attrs["Target"])
			if rel.attrs["TargetMode"] != "External" && len(zipPart(t, z, name)) == 0 {
				t.Errorf("%s names part %q, which is not there", f.Name, name)
			}
		}
	}
}

// visit calls f for n and every node below it.
func (n *node) visit(f func(*node)) {
	f(n)
	for _, k := range n.kids {
		k.visit(f)
	}
}
