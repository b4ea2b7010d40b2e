package markdown_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
)

var options = markdown.Options{SourceLabels: []string{"Source"}, NoteLabels: []string{"Note"}}

// show writes the layout of a section: a text a line, with its pieces. Words stand as they are printed, the rest in braces.
func show(src string) string {
	var found diag.List
	_, l := markdown.ParseLayout(diag.NewFile("content/en/a.md", []byte(src)), options, &found)
	var b strings.Builder
	for _, t := range l.Texts {
		fmt.Fprintf(&b, "%s %q ", [...]string{"text", "heading", "note", "caption", "line", "picture"}[t.Kind], t.Further)
		for _, p := range t.Pieces {
			name := [...]string{"", "mark", "ref", "open", "close", "end", "note-end", "forced"}[p.Kind]
			if p.Kind == markdown.WordsPiece {
				b.WriteString(p.Value)
				continue
			}
			b.WriteString("{" + name)
			if end := src[p.Start:p.End]; p.Kind >= markdown.LineEnd {
				fmt.Fprintf(&b, " %q", end)
			}
			b.WriteString("}")
		}
		if !t.Attributes.IsZero() {
			b.WriteString(" attributes " + t.Attributes.Text())
		}
		b.WriteByte('\n')
	}
	for _, g := range l.Grids {
		for _, r := range append([]markdown.GridRow{g.Delimiters}, g.Rows...) {
			fmt.Fprintf(&b, "row %d-%d", r.Start, r.End)
			for _, c := range r.Cells {
				fmt.Fprintf(&b, " %q/%d", c.Text, c.Columns)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestLayout(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"One\ntwo \nthree. {#para-a}\n", `text "" One{end "\n"}two{end " \n"}three.  attributes {#para-a}` + "\n"},
		{"One\\\n  two  \nthree.\r\nFour\\* &amp; five\n", `text "" One{forced "\n  "}two{forced "  \n"}three.{end "\r\n"}Four* & five` + "\n"},
		{"*One\ntwo* [three\nfour](https://example.org/a) [cinco]{lang=es} 1^er^\n",
			`text "" {open}One{end "\n"}two{close} {open}three{end "\n"}four{close} {open}cinco{close} 1{open}er{close}` + "\n"},
		{"One[@a,\np. 4]^[A note\nwith [@b;\n@c].] @para-x [@para-x;\n@para-y] <https://example.org> `a\nb`<!-- c\nd -->\ne\n",
			`text "" One{mark}{note-end "\n"}{mark}{note-end "\n"}{note-end "\n"} {ref} {ref}{note-end "\n"} {ref} {ref}{end "\n"}e` + "\n"},
		{"> 1. One\n>    two\n> three\n>\n>four\n>five\n\n- six\nseven\n\n  eight\n  nine\n",
			"text \">    \" One{end \"\\n>    \"}two{end \"\\n> \"}three\ntext \"> \" four{end \"\\n>\"}five\ntext \"  \" six{end \"\\n\"}seven\ntext \"  \" eight{end \"\\n  \"}nine\n"},
		{"# One {.unnumbered}\n\n[^n]: Two\nthree\n\n![Alt](p.png){#fig-a}\n\n: Four\nfive\nSource: six\n  seven\n",
			"heading \"  \" One  attributes {.unnumbered}\nnote \"\" Two{end \"\\n\"}three\npicture \"\" {ref} attributes {#fig-a}\ncaption \"\" Four{end \"\\n\"}five\nline \"\" six{end \"\\n  \"}seven\n"},
		{"| a | b ||\n|:--|--:|---|\n| ^^ |  | c \\| d |\n", "row 11-24 \":--\"/1 \"--:\"/1 \"---\"/1\nrow 0-10 \"a\"/1 \"b\"/2\nrow 25-43 \"^^\"/1 \"\"/1 \"c \\\\| d\"/1\n"},
	} {
		if diff := cmp.Diff(test.want, show(test.src)); diff != "" {
			t.Errorf("layout of %q (-want +got):\n%s", test.src, diff)
		}
	}
}

// A line end inside a citation or caption is a blank, wherever it stands.
func TestLineEnds(t *testing.T) {
	for _, test := range []struct{ one, other string }{
		{"A[@a; @b, p. 4; see @c, p. 5].\n", "A[@a;\n@b,\np. 4\n;  \nsee\n@c, p.\n5].\n"},
		{"> A[@a; @b, p. 4].\n", "> A[@a;\n> @b,\n> p. 4].\n"},
		{"A [@para-a; @para-b].\n", "A\n[@para-a;\n  @para-b].\n"},
		{"![Alt](p.png)\n\n: A caption\n\nSource: One two\n", "![Alt](p.png)\n\n: A\n   caption\n   Source: One\n   two\n"},
		{"One &nbspx; two\n", "One\n\\&nbspx; two\n"},
		{"[^n]: One \u00a0 two\n", "[^n]: One\n\u00a0\ntwo\n"},
	} {
		if one, other := printed(t, test.one), printed(t, test.other); one != other || one == "" {
			t.Errorf("%q is read as\n%s\n%q as\n%s", test.one, one, test.other, other)
		}
	}
	var found diag.List
	markdown.Parse(diag.NewFile("a.md", []byte("A[@a; b].\n\nA[@a;\n b].\n")), options, &found)
	if list := found.Sorted(); len(list) != 2 || list[0].Message != list[1].Message {
		t.Errorf("findings %v", list)
	}
}

// printed is what is read in a section, without places, which must have no findings.
func printed(t *testing.T, src string) string {
	t.Helper()
	var found diag.List
	s := markdown.Parse(diag.NewFile("content/en/a.md", []byte(src)), options, &found)
	for _, d := range found.Sorted() {
		t.Errorf("%q: %s", src, d.Message)
	}
	var b strings.Builder
	inlines := func(in *[]doc.Inline) {
		doc.WalkInlines(*in, func(x doc.Inline) bool {
			switch x := x.(type) {
			case *doc.Text:
				fmt.Fprintf(&b, "%q ", x.Value)
			case *doc.Citation:
				for _, s := range x.Sources {
					fmt.Fprintf(&b, "@%s %q %q (%s) ", s.Key, s.Prefix, s.Locator, s.KeySpan.Text())
				}
			case *doc.Pending:
				for _, p := range x.Targets {
					fmt.Fprintf(&b, "@%s (%s) ", p.Name, p.Span.Text())
				}
			}
			return true
		})
		b.WriteByte('\n')
	}
	doc.Walk(s.Blocks, func(block doc.Block) bool {
		doc.Texts(block, inlines)
		return true
	})
	for _, n := range s.Notes {
		inlines(&n.Inlines)
	}
	return b.String()
}
