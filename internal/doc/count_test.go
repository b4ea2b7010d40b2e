package doc_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/doc"
)

func text(s string) []doc.Inline { return []doc.Inline{&doc.Text{Value: s}} }

func TestCountWordsRule(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []doc.Inline
		want int
	}{
		{"nothing", nil, 0},
		{"plain", text("The State adopted 21 laws."), 5},
		{"a dash alone is no word", text("laws – and decrees"), 3},
		{"no-break spaces part words", text("L\u00a05\u00a0million, 12\u202fper\u00a0cent"), 6},
		{"joined by signs", text("CMW/C/HND/2 2017–2021 rights-based"), 3},
		{"other scripts", text("العمال المهاجرين"), 2},
		{"emphasis inside a word", []doc.Inline{&doc.Text{Value: "un"}, &doc.Emph{Inlines: text("lawful")}, &doc.Text{Value: " act"}}, 2},
		{"a break parts words", []doc.Inline{&doc.Text{Value: "one"}, &doc.Break{}, &doc.Text{Value: "two"}}, 2},
		{"a reference in words", []doc.Inline{&doc.Ref{Pieces: []doc.RefPiece{{Text: "paragraphs\u00a0"}, {Text: "16", Target: "para-a"}, {Text: " to\u00a0"}, {Text: "18", Target: "para-b"}}}}, 4},
	} {
		r := &doc.Report{
			Sections: []doc.Section{{Name: "s", Start: 0, End: 1}},
			Blocks:   []doc.Block{&doc.Paragraph{Number: 1, Label: "1.", Inlines: c.in}},
		}
		got := doc.CountWords(r)
		want := doc.WordCount{Words: doc.Words{Body: c.want}, Sections: []doc.SectionWords{{Name: "s", Words: doc.Words{Body: c.want}}}}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

func TestCountWordsPlaces(t *testing.T) {
	first := &doc.Note{Kind: doc.NumberedNote, Mark: "1", Inlines: text("Decree No. 8.")}
	second := &doc.Note{Kind: doc.NumberedNote, Mark: "2", Inlines: text("Ibid.")}
	letter := &doc.Note{Kind: doc.LetteredNote, Mark: "a", Inlines: text("Estimated figure.")}
	call := func(n *doc.Note) doc.Inline { return &doc.Call{Note: n} }
	r := &doc.Report{
		Front:    doc.Front{Organization: "United Nations", Title: text("The title is not counted")},
		Sections: []doc.Section{{Name: "01", Start: 0, End: 3}, {Name: "02", Start: 3, End: 5}},
		Blocks: []doc.Block{
			&doc.Heading{Level: 1, Number: "I.", Inlines: text("Introduction")},
			&doc.Paragraph{Number: 1, Label: "1.", Inlines: append(text("Three words here."), call(first))},
			&doc.List{Ordered: true, Items: []*doc.Item{{Marker: "(a)", Inlines: text("Item one;"), Blocks: []doc.Block{
				&doc.Paragraph{Inlines: text("More of it.")}}}}},
			&doc.Quote{Blocks: []doc.Block{&doc.Paragraph{Inlines: text("(1) Quoted.")}}},
			&doc.Table{
				Columns: make([]doc.Column, 2), Head: 1, Notes: []*doc.Note{letter},
				Caption: doc.Caption{Number: 1, Label: "Table 1", Inlines: append(text("Persons returned"), call(second)),
					Lines: []doc.TextLine{{Role: doc.SourceLine, Label: "Source:", Inlines: text("Own data.")}}},
				Rows: []*doc.Row{
					{Kind: doc.HeadRow, Cells: []*doc.Cell{{ColSpan: 1, RowSpan: 1, Inlines: text("Year")}, {Column: 1, ColSpan: 1, RowSpan: 1, Inlines: text("Total")}}},
					{Cells: []*doc.Cell{{ColSpan: 1, RowSpan: 1, Inlines: text("2017")}, {Column: 1, ColSpan: 1, RowSpan: 1, Inlines: append(text("–"), call(letter), call(second))}}},
				},
			},
		},
		Notes: []*doc.Note{first, second},
	}
	want := doc.WordCount{
		Words: doc.Words{Body: 11, Tables: 10, Notes: 4},
		Sections: []doc.SectionWords{
			{Name: "01", Words: doc.Words{Body: 9, Notes: 3}},
			{Name: "02", Words: doc.Words{Body: 2, Tables: 10, Notes: 1}},
		},
	}
	if d := cmp.Diff(want, doc.CountWords(r)); d != "" {
		t.Errorf("words (-want +got):\n%s", d)
	}
	if got := want.Total(); got != 25 {
		t.Errorf("Total() = %d, want 25", got)
	}
}
