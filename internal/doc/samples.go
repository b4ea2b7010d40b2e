package doc

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"time"

	"rapporteur/internal/diag"
)

// A Sample is a report around one kind of node.
type Sample struct {
	Kind   string // name of the node kind: "Heading", "Call", …
	Shows  string // text that every format must show for it
	Report *Report
}

// Samples returns one report for every kind of block and inline that a compiled report can hold. Each back end renders all of them in a
// test, so that a kind which it forgets cannot stay unnoticed.
func Samples() []Sample {
	file := diag.NewFile("content/en/sample.md", []byte("sample\n"))
	at := file.Span(0, 6)
	place := Place{Span: at}
	base := func(id ID) Base { return Base{ID: id, Span: at} }
	text := func(s string) []Inline { return []Inline{&Text{place, s}} }

	var samples []Sample
	add := func(kind, shows string, notes []*Note, blocks ...Block) {
		title := "Sample of " + kind
		samples = append(samples, Sample{kind, shows, &Report{
			Language: "en",
			Meta:     Meta{Symbol: "CMW/C/XYZ/1", Title: title, Author: "Exampleland", Subject: "Initial report", Date: time.Date(2024, 2, 9, 0, 0, 0, 0, time.UTC)},
			Front: Front{
				Organization: "United Nations", Symbol: "CMW/C/XYZ/1", Treaty: []string{"Treaty", "of two lines"},
				Distribution: []string{"Distr.: General", "9 February 2024", "", "Original: English"},
				Committee:    []string{"Committee"}, Title: text(title),
			},
			Sections: []Section{{Name: "sample", File: file, Start: 0, End: len(blocks)}},
			Blocks:   blocks, Notes: notes,
		}})
	}
	inline := func(kind, shows string, notes []*Note, in ...Inline) {
		add(kind, shows, notes, &Paragraph{Base: base("para-sample"), Number: 1, Label: "1.", Inlines: in})
	}
	note := func(kind NoteKind, mark, shows string) *Note {
		return &Note{ID: "note-" + ID(mark), Kind: kind, Number: 1, Mark: mark, Inlines: text(shows), Span: at}
	}
	cell := func(column, colspan, rowspan int, s string) *Cell {
		return &Cell{Column: column, ColSpan: colspan, RowSpan: rowspan, Inlines: text(s), Span: at}
	}

	heading := func(level int, number, path, title string) *Heading {
		return &Heading{Base: base("sec-" + ID(number)), Level: level, Number: number, Path: path, Inlines: text(title)}
	}
	add("Heading", "Chapter", nil, heading(1, "I.", "I", "Chapter"), heading(2, "A.", "I.A", "Subhead"), heading(3, "1.", "I.A.1", "Third"), heading(4, "(a)", "I.A.1 (a)", "Fourth"))
	add("Heading annex", "Annexed", nil, &Heading{Base: base("sec-annex"), Level: 1, Number: "Annex", Path: "annex", Annex: true, Inlines: text("Annexed")},
		&Paragraph{Base: base("para-annex"), Number: 1, Label: "1.", Annex: "annex", Inlines: text("In the annex.")})
	add("Paragraph", "Numbered text", nil, &Paragraph{Base: base("para-one"), Number: 1, Label: "1.", Inlines: text("Numbered text")},
		&Paragraph{Base: base("para-two"), Inlines: text("Text without number")}, &Paragraph{Base: base("para-three"), Continued: true, Inlines: text("Continued text")})
	item := func(id ID, marker, s string, blocks ...Block) *Item {
		return &Item{Base: base(id), Marker: marker, Inlines: text(s), Blocks: blocks}
	}
	inner := &List{Base: base("list-inner"), Ordered: true, Depth: 2, Items: []*Item{item("item-i", "(i)", "Inner item;")}}
	add("List", "Outer item", nil, &List{Base: base("list-outer"), Ordered: true, Depth: 1, Items: []*Item{
		item("item-a", "(a)", "Outer item;", inner), item("item-b", "(b)", "Second item.", &Paragraph{Base: base("para-item"), Inlines: text("Its second paragraph.")})}},
		&List{Base: base("list-bullets"), Depth: 1, Items: []*Item{item("item-x", "•", "Bulleted")}})
	add("Quote", "Quoted text", nil, &Quote{Base: base("quote-one"), Blocks: []Block{&Paragraph{Base: base("para-quoted"), Inlines: text("Quoted text")}}})

	letter := note(LetteredNote, "a", "Lettered note")
	marked := cell(1, 1, 1, "12")
	marked.Inlines = append(marked.Inlines, &Call{place, letter})
	cut := cell(0, 2, 1, "Cut-in")
	cut.CutIn = true
	numbered := note(NumberedNote, "1", "Note of the caption")
	add("Table", "Stub", []*Note{numbered}, &Table{
		Base: base("tbl-sample"), Columns: []Column{{AlignLeft}, {AlignRight}, {AlignRight}}, Head: 2, Notes: []*Note{letter}, Summary: "A table of two heads and three rows",
		Caption: Caption{Number: 1, Label: "Table 1", Inlines: append(text("Caption of the table"), &Call{place, numbered}), Span: at, Lines: []TextLine{
			{Role: SourceLine, Label: "Source:", Inlines: text("Own data."), Span: at}, {Role: NoteLine, Label: "Note:", Inlines: text("Rounded."), Span: at},
			{Role: KeyLine, Label: "..:", Inlines: text("Not available."), Span: at}}},
		Rows: []*Row{
			{Kind: HeadRow, Span: at, Cells: []*Cell{cell(0, 1, 2, "Country"), cell(1, 2, 1, "Spanner")}},
			{Kind: HeadRow, Span: at, Cells: []*Cell{cell(1, 1, 1, "Men"), cell(2, 1, 1, "Women")}},
			{Kind: CutInRow, Span: at, Cells: []*Cell{cut, cell(2, 1, 1, "")}},
			{Kind: BodyRow, Span: at, Cells: []*Cell{cell(0, 1, 1, "Stub"), marked, cell(2, 1, 1, "7.5")}},
			{Kind: TotalRow, Span: at, Cells: []*Cell{cell(0, 1, 1, "Total"), cell(1, 1, 1, "12"), cell(2, 1, 1, "7.5")}},
		}})
	add("Picture", "Caption of the picture", nil, &Picture{Base: base("fig-sample"), Path: "content/en/dot.png", Format: "png", Data: dot(), Width: 4, Height: 2, Alt: "A grey dot",
		Caption: Caption{Kind: FigureFloat, Number: 1, Label: "Figure 1", Inlines: text("Caption of the picture"), Span: at, Lines: []TextLine{{Role: SourceLine, Label: "Source:", Inlines: text("Own drawing."), Span: at}}}})

	inline("Text", "Plain text", nil, &Text{place, "Plain text"})
	inline("Emph", "Slanted", nil, &Emph{place, text("Slanted")})
	inline("Strong", "Heavy", nil, &Strong{place, text("Heavy")})
	by := func(k RevisionKind) *Revision {
		return &Revision{Kind: k, Author: "Ministry", Date: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)}
	}
	inline("Ins", "put in", nil, &Text{place, "Words that stay, and words "}, &Ins{place, by(Inserted), text("put in")}, &Text{place, "."})
	inline("Del", "taken out", nil, &Text{place, "Words that stay, and words "}, &Del{place, by(Deleted), text("taken out")}, &Text{place, "."})
	inline("Super", "1er", nil, &Text{place, "1"}, &Super{place, text("er")})
	inline("Foreign", "Palabras", nil, &Foreign{place, "es", text("Palabras")})
	inline("Link", "Address", nil, &Link{place, "https://example.org/a?b=c", text("Address")})
	inline("Break", "Before", nil, &Text{place, "Before"}, &Break{place}, &Text{place, "After"})
	called := note(NumberedNote, "1", "Text of the note")
	inline("Call", "Text of the note", []*Note{called}, &Text{place, "Called"}, &Call{place, called})
	source := note(NumberedNote, "1", "")
	source.Inlines = []Inline{&Cited{place, "key", text("Source of the note")}, &Text{place, "."}}
	inline("Cited", "Source of the note", []*Note{source}, &Text{place, "Called"}, &Call{place, source})
	inline("Ref", "paragraph\u00a01", nil, &Ref{place, BlockRef, []RefPiece{{Text: "See paragraph\u00a0"}, {Text: "1", Target: "para-sample"}}, []ID{"para-sample"}, false})
	inline("Ref emphasized", "supra", nil, &Ref{place, BlockRef, []RefPiece{{Text: "nota\u00a0"}, {Text: "1", Target: "para-sample"}, {Text: " "}, {Text: "supra", Emph: true}}, []ID{"para-sample"}, false})
	inline("Ref recommendation", "paragraph\u00a017", nil, &Ref{place, RecommendationRef, []RefPiece{{Text: "paragraph\u00a017"}}, []ID{"17"}, false})

	titled := samples[len(samples)-1]
	star := note(TitleNote, "*", "Note of the title")
	add("Title note", "Note of the title", nil, titled.Report.Blocks...)
	last := samples[len(samples)-1].Report
	last.Front.Title = append(last.Front.Title, &Call{place, star})
	last.Front.TitleNotes = []*Note{star}
	last.Front.Received = "[Date received: 28 January 2022]"
	return samples
}

// dot is a tiny PNG.
func dot() []byte {
	img := image.NewGray(image.Rect(0, 0, 4, 2))
	for i := range img.Pix {
		img.Pix[i] = color.Gray{Y: 0x80}.Y
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic("doc: " + err.Error())
	}
	return b.Bytes()
}
