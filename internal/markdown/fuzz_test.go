package markdown_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
)

// FuzzSection reads any text as a content file: no panic, and every node and finding inside its file.
func FuzzSection(f *testing.F) {
	names, err := filepath.Glob("../../content/en/*.md")
	if err != nil || len(names) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, s := range []string{
		"+++\nstatus = \"draft\"\n+++\n# A {#sec-a}\n\nText.[@a, p. 4; @b]^[Note with @c.][^n] {#para-a}\n\n[^n]: Named.\n",
		"| A | B ||\n|:--|--:|:-:|\n| ^^ | *c* ||\n| **d** | **e** | **f**[^a] |\n\n: Caption {#tbl-a header=2}\nSource: x\n\nNA: y\n\n[^a]: z\n",
		"![c](d.csv){#tbl-b}\n\n![alt](p.png){#fig-p}\n\n: Caption\n",
		"1. a\n   1. b {#para-b}\n\n      more\n2. c\n\n> q \"r 's'\" -- t\n",
		"[x]{lang=es} ^2^ <https://example.org/a_b> [l](https://example.org) @para-a [-@para-a; @para-b] @rec-33b <!-- c -->\r\n",
	} {
		f.Add([]byte(s))
	}
	project := fstest.MapFS{"content/en/d.csv": {Data: []byte("A,B\n1,\"2[^n]\"\n")}}
	f.Fuzz(func(t *testing.T, src []byte) {
		var found diag.List
		s := markdown.Parse(diag.NewFile("content/en/a.md", src), markdown.Options{FS: project, SourceLabels: []string{"Source"}, NoteLabels: []string{"Note"}}, &found)
		check := func(sp diag.Span) {
			if sp.File == nil || sp.Start < 0 || sp.Start > sp.End || sp.End > len(sp.File.Src) {
				t.Fatalf("span %+v is not inside its file", sp)
			}
		}
		for _, d := range found.Sorted() {
			check(d.Span)
		}
		inlines := func(in *[]doc.Inline) {
			doc.WalkInlines(*in, func(x doc.Inline) bool {
				check(x.Where())
				return true
			})
		}
		doc.Walk(s.Blocks, func(b doc.Block) bool {
			check(b.Where())
			doc.Texts(b, inlines)
			return true
		})
		for _, n := range s.Notes {
			check(n.Span)
			inlines(&n.Inlines)
		}
	})
}
