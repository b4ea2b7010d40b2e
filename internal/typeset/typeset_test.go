package typeset_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

func TestSamples(t *testing.T) {
	for _, s := range doc.Samples() {
		t.Run(s.Kind, func(t *testing.T) {
			var all []string
			for _, p := range set(t, s.Report).Pages {
				all = append(all, text(p))
			}
			// Marks of notes stand beside the words that call them.
			want := strings.Join(strings.Fields(s.Shows), " ")
			if got := strings.Join(all, " "); !strings.Contains(got, want) && !strings.Contains(strings.ReplaceAll(got, " ", ""), strings.ReplaceAll(want, " ", "")) {
				t.Errorf("%q is not in %q", want, got)
			}
		})
	}
}

// long is a report of about the size of a periodic report: paragraphs words long, a note in every second one.
func long(paragraphs int) *doc.Report {
	b := newReport()
	for i := range paragraphs {
		if i%9 == 0 {
			b.heading(1, fmt.Sprintf("%d.", i/9+1), "Information relating to the articles")
		}
		in := say(strings.Replace(strings.Repeat(sentence, 2), "Committee", fmt.Sprintf("Committee%d", i), 1))
		if i%2 == 0 {
			in = append(in, b.note(fmt.Sprintf("Note of paragraph %d: CMW/C/XYZ/CO/1, para. %d; see also https://example.org/documents/%d/report?language=en&page=%d.", i+1, i, i, i)))
		}
		b.paragraph(in...)
	}
	return &b.Report
}

// wordsOf returns the words that a report prints, in a set.
func wordsOf(r *doc.Report) []string {
	var out []string
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		doc.Texts(b, func(in *[]doc.Inline) { out = append(out, strings.Fields(doc.PlainText(*in))...) })
		return true
	})
	for _, n := range r.Notes {
		out = append(out, strings.Fields(doc.PlainText(n.Inlines))...)
	}
	return out
}

// compact removes all space, for comparing words that may be broken over lines.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00A0' || r == '\n' || r == '\u200B' {
			return -1
		}
		return r
	}, s)
}

func TestNoWordIsLostAndNoLineTooWide(t *testing.T) {
	b := newReport()
	b.paragraph(say(strings.Repeat("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", 6))...)
	b.paragraph(say("See https://example.org/" + strings.Repeat("averyveryverylongpart", 20) + " and the rest of it.")...)
	b.paragraph(say(strings.Repeat("CMW/C/XYZ/CO/1 ", 40))...)
	b.paragraph(say("a b\nc")...)
	b.table("A table", []doc.Align{doc.AlignLeft, doc.AlignRight}, []string{"Head", "Count"}, []string{strings.Repeat("unbreakable", 30), "12"})
	b.Blocks = append(b.Blocks, long(40).Blocks...)
	r := &b.Report
	d, found := setWith(t, r)
	var codes []string
	for _, f := range found {
		codes = append(codes, f.Code)
	}
	if want := []string{"pdf/impossible-line", "pdf/impossible-line", "pdf/word-broken"}; !slices.Equal(slices.Sorted(slices.Values(codes)), want) {
		t.Errorf("findings %q, want %q", codes, want)
	}
	s := styletest.Sheet("en")
	right := (s.Page.Width - s.Page.Right).Points()
	var all strings.Builder
	for _, p := range d.Pages {
		for _, l := range lines(p) {
			all.WriteString(l.text)
			if l.to > right+0.01 || l.x < s.Page.Left.Points()-0.01 {
				t.Errorf("page %d: %q goes from %.2f to %.2f; the frame ends at %.2f", p.Number, l.text, l.x, l.to, right)
			}
			if l.y > (s.Page.Height - s.Page.Footer).Points() {
				t.Errorf("page %d: %q stands at %.2f", p.Number, l.text, l.y)
			}
		}
	}
	got := compact(all.String())
	for _, w := range wordsOf(r) {
		if !strings.Contains(got, compact(w)) {
			t.Errorf("%q is lost", w)
		}
	}
}

func TestNotesStandOnThePageOfTheirCall(t *testing.T) {
	r := long(150)
	d := set(t, r)
	called := map[*typeset.Element]int{} // page of the text of a note by its element
	var walk func(e *typeset.Element, note *typeset.Element)
	walk = func(e, note *typeset.Element) {
		if e.Role == typeset.RoleNote {
			note = e
		}
		for _, k := range e.Kids {
			switch k := k.(type) {
			case *typeset.Element:
				walk(k, note)
			case typeset.Content:
				if note != nil {
					if _, ok := called[note]; !ok {
						called[note] = k.Page
					}
				}
			}
		}
	}
	walk(d.Root, nil)
	if len(called) != len(r.Notes) {
		t.Fatalf("%d notes in the tree, %d in the report", len(called), len(r.Notes))
	}
	// Links lead from the calls to the notes: both must be on one page.
	links := 0
	for i, p := range d.Pages {
		for _, l := range p.Links {
			if strings.HasPrefix(l.Label, "Footnote ") {
				links++
				if l.To.Page != i {
					t.Errorf("%s is called on page %d and stands on page %d", l.Label, i+1, l.To.Page+1)
				}
			}
		}
	}
	if links != len(r.Notes) {
		t.Errorf("%d links to notes; %d notes", links, len(r.Notes))
	}
}

func TestLongNoteGoesOn(t *testing.T) {
	b := newReport()
	for range 3 {
		b.paragraph(say(strings.Repeat(sentence, 3))...)
	}
	in := say(strings.Repeat(sentence, 3))
	in = append(in, b.note(strings.Repeat(sentence, 40)+"End of the note."))
	b.paragraph(in...)
	b.paragraph(say(strings.Repeat(sentence, 3))...)
	d := set(t, &b.Report)
	var all []string
	for _, p := range d.Pages {
		all = append(all, text(p))
	}
	if len(d.Pages) < 3 || !strings.Contains(all[len(all)-1], "End of the note.") && !strings.Contains(all[len(all)-2], "End of the note.") {
		t.Errorf("%d pages: the end of the note is lost", len(d.Pages))
	}
	for _, p := range d.Pages {
		for _, l := range lines(p) {
			if l.y > 842-28 {
				t.Errorf("page %d: %q hangs over the edge at %.1f", p.Number, l.text, l.y)
			}
		}
	}
}

func TestFirstPage(t *testing.T) {
	b := newReport()
	b.Front.TitleNotes = []*doc.Note{{ID: "title-1", Kind: doc.TitleNote, Mark: "*", Inlines: say("Issued without formal editing.")}}
	b.Front.Title = append(b.Front.Title, &doc.Call{Note: b.Front.TitleNotes[0]})
	b.heading(1, "I.", "Introduction")
	b.paragraph(say("Text.")...)
	b.heading(1, "Annex", "Annexed")
	b.Blocks[len(b.Blocks)-1].(*doc.Heading).Annex = true
	b.paragraph(say("More.")...)
	d := set(t, &b.Report)
	const mm = 72 / 25.4
	want := []struct {
		text     string
		left     float64 // millimetres from the edge of the paper, or
		right    float64
		above    string // must be printed below this
		size     float64
		artifact bool
	}{
		{text: "United Nations", left: 43.9, size: 14},
		{text: "CMW", size: 20},
		{text: "International Convention on the ", left: 43.9, size: 17},
		{text: "Distr.: General", left: 20 + 21.9 + 98.05 + 2.5, size: 10},
		{text: "Committee on Migrant Workers", left: 20, above: "Distr.: General", size: 12},
		{text: "Second periodic report submitted by Exampleland, ", left: 40, above: "Committee on Migrant Workers", size: 14},
		{text: "[Date received: 28 January 2022]", right: 170, above: "Second periodic report submitted by Exampleland, ", size: 10},
		{text: "I. Introduction", above: "[Date received: 28 January 2022]", size: 14},
		{text: "1. Text.", left: 40, above: "I. Introduction", size: 10},
		{text: "Issued without formal editing.", left: 40, above: "1. Text.", size: 9},
	}
	got := lines(d.Pages[0])
	find := func(s string) *line {
		for i := range got {
			if strings.HasPrefix(strings.ReplaceAll(got[i].text, "\u00A0", " "), s) {
				return &got[i]
			}
		}
		return nil
	}
	for _, w := range want {
		l := find(w.text)
		if l == nil {
			t.Errorf("%q is not on the first page", w.text)
			continue
		}
		if w.left > 0 && math.Abs(l.x-w.left*mm) > 0.1 {
			t.Errorf("%q begins at %.2f mm, want %.2f", w.text, l.x/mm, w.left)
		}
		if w.right > 0 && math.Abs(l.to-w.right*mm) > 0.1 {
			t.Errorf("%q ends at %.2f mm, want %.2f", w.text, l.to/mm, w.right)
		}
		if l.size != w.size {
			t.Errorf("%q is set in %g points, want %g", w.text, l.size, w.size)
		}
		if o := find(w.above); w.above != "" && (o == nil || o.y >= l.y) {
			t.Errorf("%q does not stand below %q", w.text, w.above)
		}
	}
	if l := find("I. Introduction"); l != nil { // the marker ends at 42.55 points from the frame
		run := d.Pages[0].Marks[slices.IndexFunc(d.Pages[0].Marks, func(m typeset.Mark) bool { return m.Element == l.element })].Items[0].(*typeset.Run)
		width := 0.0
		for _, g := range slices.Collect(run.Glyphs())[:2] {
			width += float64(g.Advance) * run.Size / 1000
		}
		if end := run.X + width - 20*mm; math.Abs(end-42.55) > 0.1 {
			t.Errorf("the marker of the heading ends at %.2f, want 42.55", end)
		}
	}
	for _, m := range d.Pages[0].Marks {
		if m.Element == nil && (m.Artifact == typeset.Header || m.Artifact == typeset.Footer) {
			t.Error("the first page has a running head or a folio")
		}
	}
	if len(d.Pages) != 2 || !strings.Contains(text(d.Pages[1]), "Annexed") {
		t.Errorf("the annex does not begin a page of its own: %d pages", len(d.Pages))
	}
	if len(d.Outline) != 2 || d.Outline[1].To.Page != 1 || d.Outline[0].Title != "I. Introduction" {
		t.Errorf("outline: %+v", d.Outline)
	}
}

func TestRunningHeads(t *testing.T) {
	d := set(t, long(60))
	s := styletest.Sheet("en")
	for _, p := range d.Pages[1:] {
		odd := p.Number%2 == 1
		heads := 0
		for _, m := range p.Marks {
			for _, it := range m.Items {
				r, ok := it.(*typeset.Run)
				if !ok || m.Artifact != typeset.Header && m.Artifact != typeset.Footer {
					continue
				}
				heads++
				want := "CMW/C/XYZ/2"
				if m.Artifact == typeset.Footer {
					want = fmt.Sprint(p.Number)
				}
				if words(r) != want {
					t.Errorf("page %d: %q, want %q", p.Number, words(r), want)
				}
				if !odd && math.Abs(r.X-s.Page.Left.Points()) > 0.01 || odd && math.Abs(r.X+r.Width()-(s.Page.Width-s.Page.Right).Points()) > 0.01 {
					t.Errorf("page %d: %q begins at %.2f", p.Number, want, r.X)
				}
			}
		}
		if heads != 2 {
			t.Errorf("page %d has %d running heads and folios", p.Number, heads)
		}
	}
}

func TestHeadingsStayWithTheirText(t *testing.T) {
	for n := 8; n < 30; n++ { // the heading falls on every height of a page
		b := newReport()
		for range n {
			b.paragraph(say(strings.Repeat("word ", 12+n))...)
		}
		b.heading(1, "I.", "Heading")
		p := b.paragraph(say(strings.Repeat(sentence, 2))...)
		d := set(t, &b.Report)
		for _, page := range d.Pages {
			got := lines(page)
			for i, l := range got {
				if strings.HasSuffix(l.text, "Heading") && (i+2 >= len(got) || !strings.HasPrefix(got[i+1].text, p.Label) || got[i+2].element != got[i+1].element) {
					t.Errorf("%d paragraphs: the heading on page %d is not followed by two lines", n, page.Number)
				}
			}
		}
	}
}

func TestTableGoesOn(t *testing.T) {
	b := newReport()
	rows := [][]string{{"Country", "Men", "Women"}}
	for i := range 120 {
		rows = append(rows, []string{fmt.Sprintf("Country %d", i), fmt.Sprint(1000 + i), "7.5"})
	}
	table := b.table("Migrants", []doc.Align{doc.AlignLeft, doc.AlignRight, doc.AlignRight}, rows...)
	table.Caption.Inlines = []doc.Inline{&doc.Text{Value: "Mig"}, &doc.Emph{Inlines: []doc.Inline{&doc.Text{Value: "rants"}, b.note("Of the caption.")}}}
	table.Caption.Lines = []doc.TextLine{{Role: doc.SourceLine, Label: "Source:", Inlines: say("Own data.")}}
	d := set(t, &b.Report)
	for i, p := range d.Pages {
		s := text(p)
		if i > 0 && !strings.Contains(s, "Table 1 (continued) Migrants Country Men Women") {
			t.Errorf("page %d does not repeat the heads: %.100s", p.Number, s)
		}
		if i == 0 && strings.Contains(s, "continued") {
			t.Error("the first page says that the table continues")
		}
	}
	heads := 0
	var walk func(e *typeset.Element)
	walk = func(e *typeset.Element) {
		if e.Role == typeset.RoleHeaderCell && e.Scope == typeset.ColumnScope {
			heads++
		}
		for _, k := range e.Kids {
			if k, ok := k.(*typeset.Element); ok {
				walk(k)
			}
		}
	}
	walk(d.Root)
	if heads != 3 {
		t.Errorf("%d column heads in the tree; the repeated ones are no part of the text", heads)
	}
	last := text(d.Pages[len(d.Pages)-1])
	if !strings.Contains(last, "Country 119") || !strings.Contains(last, "Source: Own data.") {
		t.Errorf("the source does not stay with the last row: %q", last)
	}
}

func TestDecimalPointsStandInAColumn(t *testing.T) {
	b := newReport()
	b.table("Shares", []doc.Align{doc.AlignLeft, doc.AlignRight}, []string{"Item", "Share"}, []string{"a", "1.75"}, []string{"b", "100"}, []string{"c", "23.5"}, []string{"d", "ND"})
	d := set(t, &b.Report)
	points := map[string]float64{}
	for _, l := range lines(d.Pages[0]) {
		switch s := strings.TrimSpace(l.text); s {
		case "1.75", "23.5", "100":
			_, fraction, _ := strings.Cut(s, ".")
			points[s] = l.to - float64(len(fraction))*4.5 // a digit of nine points is as wide as half of them
			if fraction != "" {
				points[s] -= 2.25
			}
		}
	}
	if len(points) != 3 || math.Abs(points["1.75"]-points["23.5"]) > 0.1 || math.Abs(points["1.75"]-points["100"]) > 0.1 {
		t.Errorf("the units end at %v", points)
	}
}

func TestNoGlyph(t *testing.T) {
	file := diag.NewFile("content/en/a.md", []byte("A *check* ✓ and 日本.\n"))
	b := newReport()
	b.paragraph(&doc.Text{Place: doc.Place{Span: file.Span(9, 26)}, Value: " ✓ and 日本."})
	s := styletest.Sheet("en")
	families, err := typeset.Families(&s.Fonts)
	if err != nil {
		t.Fatal(err)
	}
	d, found := setPages(&b.Report, s, families)
	want := []string{`11 the character '✓' (U+2713)`, `17 the character '日' (U+65E5)`, `18 the character '本' (U+672C)`}
	var got []string
	for _, f := range found.Sorted() {
		if f.Code != "pdf/no-glyph" || f.Severity != diag.Error {
			t.Errorf("finding %+v", f)
		}
		message, _, _ := strings.Cut(f.Message, " is in")
		got = append(got, fmt.Sprint(f.Span.Position().Column, " ", message))
	}
	if !slices.Equal(got, want) {
		t.Errorf("findings %q, want %q", got, want)
	}
	for _, p := range d.Pages {
		for _, m := range p.Marks {
			for _, it := range m.Items {
				if r, ok := it.(*typeset.Run); ok && slices.ContainsFunc(slices.Collect(r.Glyphs()), func(g typeset.Glyph) bool { return g.ID == 0 }) {
					t.Errorf("glyph 0 is drawn in %q", words(r))
				}
			}
		}
	}
}

func TestRightToLeft(t *testing.T) {
	file := diag.NewFile("content/en/a.md", []byte("The word שלום.\n"))
	b := newReport()
	b.paragraph(&doc.Text{Place: doc.Place{Span: file.Span(0, 18)}, Value: "The word שלום."})
	s := styletest.Sheet("en")
	families, err := typeset.Families(&s.Fonts)
	if err != nil {
		t.Fatal(err)
	}
	_, found := setPages(&b.Report, s, families)
	if f := found.Sorted(); len(f) != 1 || f[0].Code != "pdf/right-to-left" || f[0].Severity != diag.Warning || f[0].Span.Position().Column != 13 {
		t.Errorf("findings %+v", f)
	}
}

func TestPicturesFit(t *testing.T) {
	s := styletest.Sheet("en")
	const mm = 72 / 25.4
	for _, c := range []struct {
		name          string
		width, height int     // pixels
		want          float64 // width in points
	}{
		{"wide", 2000, 500, 130 * mm},
		{"small", 40, 20, 30},
		{"tall", 800, 9000, 0},
	} {
		b := newReport()
		b.paragraph(say(sentence)...)
		b.add(&doc.Picture{Base: b.base("fig"), Width: c.width, Height: c.height, Alt: "A picture", Caption: doc.Caption{Number: 1, Label: "Figure 1", Inlines: say("Caption")}})
		var image *typeset.Image
		for _, p := range set(t, &b.Report).Pages {
			for _, m := range p.Marks {
				for _, it := range m.Items {
					if i, ok := it.(*typeset.Image); ok {
						image = i
						if !strings.Contains(text(p), "Figure 1 Caption") {
							t.Errorf("%s: the caption is not on page %d", c.name, p.Number)
						}
					}
				}
			}
		}
		switch {
		case image == nil:
			t.Errorf("%s: no picture", c.name)
		case c.want > 0 && math.Abs(image.Width-c.want) > 0.01:
			t.Errorf("%s: %.2f points wide, want %.2f", c.name, image.Width, c.want)
		case image.Height > (s.Page.Height-s.Page.Top-s.Page.Bottom).Points()*2/3+0.01:
			t.Errorf("%s: the picture is higher than two thirds of the text: %.2f", c.name, image.Height)
		case image.Y+image.Height > (s.Page.Height-s.Page.Bottom).Points()+0.01 || image.X+image.Width > (s.Page.Width-s.Page.Right).Points():
			t.Errorf("%s: the picture goes beyond the margins: %+v", c.name, image)
		case math.Abs(image.Width*float64(c.height)-image.Height*float64(c.width)) > 1:
			t.Errorf("%s: the picture is distorted: %.2f by %.2f", c.name, image.Width, image.Height)
		}
	}
}

// TestTallPictureStaysWithItsCaption sets pictures that are higher than a page, with what stands above and below them.
func TestTallPictureStaysWithItsCaption(t *testing.T) {
	s := styletest.Sheet("en")
	for _, c := range []struct {
		name                                   string
		above, heading, note, source, followed bool
	}{
		{name: "first"}, {name: "above", above: true}, {name: "heading", above: true, heading: true, followed: true}, {name: "note", above: true, note: true, followed: true},
		{name: "source", above: true, source: true}, {name: "heading first", heading: true, followed: true},
		{name: "all", above: true, heading: true, note: true, source: true, followed: true}, {name: "all and last", above: true, heading: true, note: true, source: true},
	} {
		b := newReport()
		if c.above {
			b.paragraph(say(sentence)...)
		}
		if c.heading {
			b.heading(1, "I.", "Heading")
		}
		p := &doc.Picture{Base: b.base("fig"), Width: 200, Height: 3000, Alt: "A picture", Caption: doc.Caption{Number: 1, Label: "Figure 1", Inlines: say("Caption")}}
		if c.note {
			p.Caption.Inlines = append(p.Caption.Inlines, b.note(strings.Repeat(sentence, 2)+"The end of the note."))
		}
		if c.source {
			p.Caption.Lines = []doc.TextLine{{Label: "Source:", Inlines: append(say(strings.Repeat(sentence, 2)+"The end of the source."), b.note("Of the source."))}}
		}
		b.add(p)
		if c.followed {
			b.paragraph(say(sentence)...)
		}
		d := set(t, &b.Report)
		want := []string{"Figure 1 Caption"}
		if c.heading && c.above {
			want = append(want, "I. Heading")
		}
		if c.note {
			want = append(want, "The end of the note.")
		}
		if c.source {
			want = append(want, "The end of the source.", "Of the source.")
		}
		for _, page := range d.Pages {
			all := strings.ReplaceAll(text(page), "\u00A0", " ")
			for _, m := range page.Marks {
				for _, it := range m.Items {
					image, ok := it.(*typeset.Image)
					if !ok {
						continue
					}
					for _, w := range want {
						if !strings.Contains(all, w) {
							t.Errorf("%s: %q is not on page %d of the picture: %q", c.name, w, page.Number, all)
						}
					}
					if image.Y+image.Height > (s.Page.Height-s.Page.Bottom).Points()+0.01 || image.Height < 300 {
						t.Errorf("%s: the picture is %.1f high and ends at %.1f", c.name, image.Height, image.Y+image.Height)
					}
				}
			}
			if strings.TrimSpace(strings.TrimPrefix(all, "CMW/C/XYZ/2")) == fmt.Sprint(page.Number) {
				t.Errorf("%s: nothing stands on page %d but %q", c.name, page.Number, all)
			}
		}
	}
}

// TestTableWidth sets tables of numbers of six digits, which are three times as wide as their type, with 2 mm after each.
func TestTableWidth(t *testing.T) {
	s := styletest.Sheet("en")
	for _, c := range []struct {
		name    string
		columns int
		width   float64
		size    float64
	}{
		{"usual", 4, s.Table.Width.Points(), 9},
		{"shrunk", 12, s.Table.Width.Points(), 8},
		{"wide", 14, s.Table.WideWidth.Points(), 9},
		{"wide and shrunk", 16, s.Table.WideWidth.Points(), 8},
		{"landscape", 20, s.Landscape.Frame().Points(), 9},
		{"landscape and shrunk", 24, s.Landscape.Frame().Points(), 8},
	} {
		b := newReport()
		var align []doc.Align
		var row []string
		for i := range c.columns {
			align = append(align, doc.AlignRight)
			row = append(row, fmt.Sprint(100000+i))
		}
		b.table("Numbers", align, row, row)
		size, width := 0.0, 0.0
		d := set(t, &b.Report)
		for _, m := range d.Pages[len(d.Pages)-1].Marks {
			for _, it := range m.Items {
				switch it := it.(type) {
				case *typeset.Run:
					if m.Element != nil && (m.Element.Role == typeset.RoleDataCell || m.Element.Scope == typeset.RowScope) {
						size = it.Size
					}
				case *typeset.Rule:
					if it.Weight == s.Table.HeadRule.Points() {
						width = it.Width
					}
				}
			}
		}
		if math.Abs(width-c.width) > 0.01 || size != c.size {
			t.Errorf("%s: %.2f points wide in type of %g, want %.2f and %g", c.name, width, size, c.width, c.size)
		}
	}
}

// TestHighRow sets a row that is higher than a page: it is parted, and no word is lost.
func TestHighRow(t *testing.T) {
	b := newReport()
	b.table("Answers", []doc.Align{doc.AlignLeft, doc.AlignLeft}, []string{"Question", "Answer"}, []string{strings.Repeat("why ", 300), strings.Repeat(sentence, 30) + "The end."})
	d := set(t, &b.Report)
	why, all := 0, ""
	for _, p := range d.Pages {
		for _, l := range lines(p) {
			if l.y > 842-28 {
				t.Errorf("page %d: %q hangs over the edge", p.Number, l.text)
			}
		}
		why += strings.Count(text(p), "why")
		all += text(p)
	}
	if why != 300 || !strings.Contains(all, "The end.") {
		t.Errorf("%d of 300 words", why)
	}
}

func TestUnknownFamily(t *testing.T) {
	if _, err := typeset.Families(&style.Fonts{Faces: []string{"comic"}}); err == nil || !strings.Contains(err.Error(), `"comic"`) {
		t.Errorf("error %v", err)
	}
}

// TestTree checks what the structure tree promises: every mark is held by its element, once, and the reading order is that of the report.
func TestTree(t *testing.T) {
	d := set(t, long(80))
	held := map[typeset.Content]*typeset.Element{}
	ids := map[string]bool{}
	var walk func(e *typeset.Element)
	walk = func(e *typeset.Element) {
		if e.Role == typeset.RoleNote && (e.ID == "" || ids[e.ID]) {
			t.Errorf("the id %q of a note is missing or not unique", e.ID)
		}
		ids[e.ID] = true
		for _, k := range e.Kids {
			switch k := k.(type) {
			case *typeset.Element:
				walk(k)
			case typeset.Content:
				if held[k] != nil {
					t.Errorf("mark %v is held twice", k)
				}
				held[k] = e
			}
		}
	}
	walk(d.Root)
	for i, p := range d.Pages {
		for j, m := range p.Marks {
			if held[typeset.Content{Page: i, Mark: j}] != m.Element {
				t.Errorf("page %d, mark %d is not held by its element", i+1, j)
			}
		}
	}
}

func BenchmarkSet(b *testing.B) {
	r := long(150)
	s := styletest.Sheet("en")
	families, err := typeset.Families(&s.Fonts)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		setPages(r, s, families)
	}
}
