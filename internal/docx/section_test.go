package docx_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/doc"
)

// broad is a table that no upright page holds.
func broad(id string, lines ...doc.TextLine) *doc.Table {
	t := &doc.Table{Base: doc.Base{ID: doc.ID(id)}, Columns: make([]doc.Column, 16), Rows: []*doc.Row{{}}}
	t.Caption = doc.Caption{Inlines: words("Caption of " + id), Lines: lines}
	for i := range t.Columns {
		t.Columns[i].Align = doc.AlignRight
		t.Rows[0].Cells = append(t.Rows[0].Cells, &doc.Cell{Column: i, ColSpan: 1, RowSpan: 1, Inlines: words(fmt.Sprintf("%d0%05d", i+10, i))})
	}
	return t
}

// sectionsOf writes the sections of a file: its orientation, what it says of heads and first pages, and the first words of its paragraphs.
func sectionsOf(body *node) []string {
	var out []string
	var inside []string
	end := func(s *node) {
		orient := "upright"
		if s.child("pgSz").attrs["orient"] == "landscape" {
			orient = "landscape"
		}
		heads := ""
		for _, k := range s.kids {
			if strings.HasSuffix(k.name, "Reference") || k.name == "titlePg" {
				heads = " with heads"
			}
		}
		out = append(out, orient+heads+": "+strings.Join(inside, ", "))
		inside = nil
	}
	for _, k := range body.kids {
		switch k.name {
		case "tbl":
			inside = append(inside, "table")
		case "p":
			inside = append(inside, k.words())
			if s := k.child("pPr").child("sectPr"); s.name != "" {
				end(s)
			}
		case "sectPr":
			end(k)
		}
	}
	return out
}

// A table that no upright page holds stands in a section of landscape pages, with the headings over it, its caption and the lines under it; the
// heads of the first section hold for all.
func TestSections(t *testing.T) {
	para := func(s string) doc.Block {
		return &doc.Paragraph{Base: doc.Base{ID: doc.ID("para-" + s)}, Inlines: words(s)}
	}
	head := func(s string) doc.Block {
		return &doc.Heading{Base: doc.Base{ID: doc.ID("sec-" + s)}, Level: 1, Inlines: words(s)}
	}
	source := doc.TextLine{Role: doc.SourceLine, Label: "Source:", Inlines: words("own.")}
	item := &doc.Item{Base: doc.Base{ID: "item"}, Marker: "(a)", Inlines: words("item"), Blocks: []doc.Block{broad("t", source)}}
	for _, c := range []struct {
		name   string
		blocks []doc.Block
		want   []string
	}{
		{"none", []doc.Block{para("a")}, []string{"upright with heads: Title, a, "}},
		{"between text", []doc.Block{para("a"), head("h"), head("i"), broad("t", source), head("j"), para("b")},
			[]string{"upright with heads: Title, a", "landscape: h, i, Caption of t, table, Source: own.", "upright: j, b, "}},
		{"two together", []doc.Block{para("a"), broad("t"), broad("u", source), para("b")},
			[]string{"upright with heads: Title, a", "landscape: Caption of t, table, Caption of u, table, Source: own.", "upright: b, "}},
		{"no line under it", []doc.Block{para("a"), broad("t"), para("b")},
			[]string{"upright with heads: Title, a", "landscape: Caption of t, table, ", "upright: b, "}},
		{"at the beginning and at the end", []doc.Block{broad("t", source)},
			[]string{"upright with heads: Title", "landscape: Caption of t, table, Source: own., "}},
		{"in an item", []doc.Block{para("a"), &doc.List{Base: doc.Base{ID: "list"}, Ordered: true, Depth: 1, Items: []*doc.Item{item}}, para("b")},
			[]string{"upright with heads: Title, a, item", "landscape: Caption of t, table, Source: own.", "upright: b, "}},
		{"in a quotation", []doc.Block{para("a"), &doc.Quote{Base: doc.Base{ID: "quote"}, Blocks: []doc.Block{broad("t", source), para("q")}}, para("b")},
			[]string{"upright with heads: Title, a", "landscape: Caption of t, table, Source: own.", "upright: q, b, "}},
	} {
		r := &doc.Report{Language: "en", Front: doc.Front{Title: words("Title")}, Blocks: c.blocks}
		f := open(t, render(t, r))
		body := f.parse("word/document.xml").all("body")[0]
		got := sectionsOf(&node{kids: body.kids[slices.IndexFunc(body.kids, func(k *node) bool { return k.name == "p" }):]})
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], "\t", "")
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\ngot  %q\nwant %q", c.name, got, c.want)
		}
		checkOrder(t, "word/document.xml", f.parse("word/document.xml"))
		for _, tbl := range f.parse("word/document.xml").all("tbl")[1:] {
			if got := tbl.child("tblPr").child("tblW").attrs["w"]; got != "14570" {
				t.Errorf("%s: the table is %s twips wide", c.name, got)
			}
		}
	}
}

// Caption and lines of a table on a landscape page stand over and under its edges.
func TestTurnedCaption(t *testing.T) {
	r := &doc.Report{Language: "en", Front: doc.Front{Title: words("Title")}, Blocks: []doc.Block{broad("t", doc.TextLine{Label: "Source:", Inlines: words("own.")})}}
	f := open(t, render(t, r))
	for _, words := range []string{"Caption of t", "Source: own."} {
		ind := f.paragraph(words).child("pPr").child("ind")
		if ind.attrs["left"] != "0" || ind.attrs["right"] != "0" {
			t.Errorf("%s: %v", words, ind.attrs)
		}
	}
}
