package pdf_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/pdf"
	"rapporteur/internal/styletest"
)

func say(s string) []doc.Inline { return []doc.Inline{&doc.Text{Value: s}} }

const sentence = "The Committee notes with concern that, notwithstanding the measures taken by the State party to implement the recommendations " +
	"contained in its previous concluding observations (CMW/C/XYZ/CO/1, paras. 12–14), access to legal counsel from the outset of detention is " +
	"not guaranteed in practice. "

// long is a report of the size of a periodic report when paragraphs is 150: two chapters of numbered paragraphs with a note in every
// second one, a list, a table, a picture.
func long(paragraphs int) *doc.Report {
	r := &doc.Report{
		Language: "en",
		Meta:     doc.Meta{Symbol: "CMW/C/XYZ/2", Title: "Second periodic report – “État” & <more>", Author: "Exampleland", Subject: "Second periodic report", Date: time.Date(2024, 2, 9, 0, 0, 0, 0, time.UTC)},
		Front:    doc.Front{Organization: "United Nations", Symbol: "CMW/C/XYZ/2", Treaty: []string{"Treaty"}, Distribution: []string{"Distr.: General"}, Title: say("Second periodic report")},
	}
	base := func(kind string, n int) doc.Base { return doc.Base{ID: doc.ID(fmt.Sprintf("%s-%d", kind, n))} }
	for i := range paragraphs {
		switch {
		case i%(paragraphs/2+1) == 0:
			r.Blocks = append(r.Blocks, &doc.Heading{Base: base("chapter", i), Level: 1, Number: fmt.Sprintf("%d.", i), Inlines: say("Chapter")})
		case i%7 == 0:
			r.Blocks = append(r.Blocks, &doc.Heading{Base: base("section", i), Level: 2, Number: "A.", Inlines: say("Section – “one”")})
		}
		p := &doc.Paragraph{Base: base("para", i+1), Number: i + 1, Label: fmt.Sprintf("%d.", i+1), Inlines: say(strings.Repeat(sentence, 2))}
		if i%2 == 0 {
			n := len(r.Notes) + 1
			note := &doc.Note{ID: doc.ID(fmt.Sprintf("note-%d", n)), Number: n, Mark: fmt.Sprint(n)}
			url := fmt.Sprintf("https://example.org/documents/%d/ré", n)
			note.Inlines = append(say(fmt.Sprintf("NoteText%dEnd, ", n)), &doc.Link{URL: url, Inlines: say(url)}, &doc.Text{Value: "."})
			r.Notes = append(r.Notes, note)
			p.Inlines = append(p.Inlines, &doc.Text{Value: fmt.Sprintf("CallWord%dEnd", n)}, &doc.Call{Note: note})
		}
		if i == 3 {
			p.Inlines = append(p.Inlines, &doc.Foreign{Language: "es", Inlines: say("desaparecidos ")}, &doc.Ref{Pieces: []doc.RefPiece{{Text: "See paragraph\u00A0"}, {Text: "1", Target: "para-1"}}, Targets: []doc.ID{"para-1"}})
		}
		r.Blocks = append(r.Blocks, p)
	}
	return r
}

// objects returns the file with every object written out, by qpdf, which knows nothing of our writer.
func objects(t testing.TB, b []byte) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "plain.pdf")
	if msg, err := exec.Command(program(t, "qpdf"), "--qdf", "--object-streams=disable", save(t, b), out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	plain, err := exec.Command("cat", out).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

func TestObjects(t *testing.T) {
	r := long(40)
	plain := objects(t, render(t, r))
	for _, want := range []string{
		"/Marked true", "/DisplayDocTitle true", "/Lang (en-GB)", "/Type /StructTreeRoot", "/ParentTree ", "/IDTree ", "/S /GTS_PDFA1", "/N 3",
		"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", "<pdfuaid:part>1</pdfuaid:part>",
		"Second periodic report – “État” &amp; &lt;more&gt;", "/CreationDate (D:20240209000000+00'00')", "/PageMode /UseOutlines",
		"/Lang (es)", "/URI (https://example.org/documents/1/r%C3%A9)", "/Contents (Footnote 1)", "/Contents (Back to note mark 1)",
	} {
		if !strings.Contains(plain, want) {
			t.Errorf("the file has no %q", want)
		}
	}
	links := strings.Count(plain, "/Subtype /Link")
	for _, key := range []string{"/StructParent ", "/F 4"} {
		if n := strings.Count(plain, key); n != links {
			t.Errorf("%d links, %d of %q", links, n, key)
		}
	}
	if least := 3 * len(r.Notes); links < least { // the mark, the way back, the address
		t.Errorf("%d links; %d notes need %d", links, len(r.Notes), least)
	}
	fonts := regexp.MustCompile(`/BaseFont /([A-Z]{6}\+)?LiberationSerif`).FindAllStringSubmatch(plain, -1)
	for _, f := range fonts {
		if f[1] == "" {
			t.Errorf("%q is no name of a subset", f[0])
		}
	}
	if n := strings.Count(plain, "/ToUnicode "); n == 0 || n*2 != len(fonts) {
		t.Errorf("%d ToUnicode for %d fonts", n, len(fonts)/2)
	}
	if strings.Contains(plain, "/Type /Encoding") || strings.Contains(plain, "Helvetica") {
		t.Error("a font is not embedded")
	}
}

// TestOutline reads the counts of the bookmarks: every entry counts all that are below it.
func TestOutline(t *testing.T) {
	plain := objects(t, render(t, long(40)))
	counts := regexp.MustCompile(`/Count (-?\d+)\n(?:  /Dest|  /First)`).FindAllStringSubmatch(plain, -1)
	headings := 0
	for _, b := range long(40).Blocks {
		if _, ok := b.(*doc.Heading); ok {
			headings++
		}
	}
	if len(counts) == 0 || counts[0][1] != fmt.Sprint(headings) && counts[len(counts)-1][1] != fmt.Sprint(headings) {
		t.Errorf("counts %v; %d headings", counts, headings)
	}
	if n := strings.Count(plain, "/Title "); n < headings {
		t.Errorf("%d titles, %d headings", n, headings)
	}
}

func TestNotesOnThePageOfTheirCall(t *testing.T) {
	r := long(60)
	pages := pageTexts(t, render(t, r))
	for _, n := range r.Notes {
		found := false
		for i, p := range pages {
			call := strings.Contains(p, fmt.Sprintf("CallWord%dEnd", n.Number))
			text := strings.Contains(p, fmt.Sprintf("NoteText%dEnd", n.Number))
			if call != text {
				t.Errorf("note %d: page %d has the call: %t, the text: %t", n.Number, i+1, call, text)
			}
			found = found || call && text
		}
		if !found {
			t.Errorf("note %d is lost", n.Number)
		}
	}
}

// TestFirstPage measures the first page as a reader of PDF sees it, in points from the upper left corner.
func TestFirstPage(t *testing.T) {
	out, err := exec.Command(program(t, "pdftotext"), "-bbox", "-l", "1", save(t, render(t, long(4))), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	const mm = 72 / 25.4
	for _, c := range []struct {
		word, edge string
		want       float64
	}{
		{"United", "xMin", 43.9 * mm},  // 20 mm, the column of the emblem, 2 mm
		{"/C/XYZ/2", "xMax", 190 * mm}, // the right edge of the frame
		{"Treaty", "xMin", 43.9 * mm},
		{"Distr.:", "xMin", 142.5 * mm},
		{"Second", "xMin", 40 * mm},
		{"Chapter", "xMin", 40 * mm},
		{"1.", "xMin", 40 * mm},
		{"NoteText1End,", "xMin", 40 * mm},
	} {
		m := regexp.MustCompile(`<word[^>]*` + c.edge + `="([\d.]+)"[^>]*>` + regexp.QuoteMeta(c.word) + `<`).FindStringSubmatch(string(out))
		if m == nil {
			t.Errorf("%q is not on the first page", c.word)
			continue
		}
		if got, err := strconv.ParseFloat(m[1], 64); err != nil || math.Abs(got-c.want) > 0.6 {
			t.Errorf("%s of %q is %s, want %.2f", c.edge, c.word, m[1], c.want)
		}
	}
}

func TestTags(t *testing.T) {
	b := render(t, doc.Samples()[5].Report) // the table
	out, err := exec.Command(program(t, "pdfinfo"), "-struct-text", save(t, b)).Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer(" (block)", "", " (inline)", "").Replace(strings.Join(strings.Fields(string(out)), " "))
	for _, want := range []string{
		`Table: /Summary (A table of two heads and three rows) Caption "Table 1 Caption of the table" Reference Link "1" Object`,
		`THead TR TH <cell-00002>: /Scope /Column /RowSpan 2 "Country" TH <cell-00003>: /Scope /Column /ColSpan 2 "Spanner" TR TH`,
		`TR TH <cell-00007>: /Scope /Row "Stub" TD: /Headers [(cell-00003) (cell-00004) (cell-00006) (cell-00007)] "12" Reference Link "a"`,
		`P "Source: Own data." P "Note: Rounded." P "..: Not available." Note <note-00008> Lbl Link "a" Object `, `" " P "Lettered note"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// TestPictures renders pictures that fpdf cannot take as they are.
func TestPictures(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 30, 20))
	clear := image.NewNRGBA(image.Rect(0, 0, 30, 20))
	palette := color.Palette{color.NRGBA{200, 0, 0, 255}, color.NRGBA{0, 0, 200, 128}}
	half, opaque := image.NewPaletted(image.Rect(0, 0, 30, 20), palette), image.NewPaletted(image.Rect(0, 0, 30, 20), palette[:1])
	for x := range 30 {
		for y := range 20 {
			deep.Set(x, y, color.NRGBA64{uint16(x * 2000), uint16(y * 3000), 9, 65535})
			half.SetColorIndex(x, y, uint8(x%2))
			clear.Set(x, y, color.NRGBA{uint8(x * 8), 40, 90, uint8(y * 12)})
		}
	}
	encode := func(f func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, c := range []struct {
		name, format string
		data         []byte
		finding      bool
		mask         bool // it is shown through
	}{
		{"sixteen bits", "png", encode(func(b *bytes.Buffer) error { return png.Encode(b, deep) }), false, false},
		{"alpha", "png", encode(func(b *bytes.Buffer) error { return png.Encode(b, clear) }), false, true},
		{"jpeg", "jpeg", encode(func(b *bytes.Buffer) error { return jpeg.Encode(b, clear, nil) }), false, false},
		{"half-transparent palette", "png", encode(func(b *bytes.Buffer) error { return png.Encode(b, half) }), false, true},
		{"opaque palette", "png", encode(func(b *bytes.Buffer) error { return png.Encode(b, opaque) }), false, false},
		{"broken", "png", []byte("\x89PNG\r\n\x1a\n and no more of it than these few words"), true, false},
		{"empty", "jpeg", nil, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := long(4)
			file := diag.NewFile("content/en/a.md", []byte("![x](x.png)\n"))
			r.Blocks = append(r.Blocks, &doc.Picture{Base: doc.Base{ID: "fig-x", Span: file.Span(0, 11)}, Path: "x.png", Format: c.format, Data: c.data, Width: 30, Height: 20, Alt: "A picture"})
			var b bytes.Buffer
			found, err := pdf.Render(&b, r, styletest.Sheet("en"))
			if err != nil {
				t.Fatal(err)
			}
			if errors, _, _ := found.Count(); (errors > 0) != c.finding {
				t.Errorf("%d errors: %+v", errors, found.Sorted())
			}
			if out, err := exec.Command(program(t, "qpdf"), "--check", save(t, b.Bytes())).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
			out, err := exec.Command(program(t, "pdfimages"), "-list", save(t, b.Bytes())).Output()
			if err != nil || strings.Contains(string(out), " 30 ") == c.finding || strings.Contains(string(out), " smask ") != c.mask {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestPicturesOfPages puts two pictures of one width on one page, and one of them on another page again.
func TestPicturesOfPages(t *testing.T) {
	r := long(4)
	add := func(n int, shade uint8) {
		img := image.NewGray(image.Rect(0, 0, 30, 20))
		img.SetGray(n, n, color.Gray{shade})
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		r.Blocks = append(r.Blocks, &doc.Picture{Base: doc.Base{ID: doc.ID(fmt.Sprintf("fig-%d", len(r.Blocks)))}, Path: "x.png", Format: "png", Data: b.Bytes(), Width: 30, Height: 20, Alt: "A picture"})
	}
	turn := func() {
		id := doc.ID(fmt.Sprintf("annex-%d", len(r.Blocks)))
		r.Blocks = append(r.Blocks, &doc.Heading{Base: doc.Base{ID: id}, Level: 1, Number: "Annex", Annex: true, Inlines: say("Annex")})
	}
	turn()
	add(1, 100)
	add(2, 200)
	turn()
	add(1, 100)
	first := render(t, r)
	if got := strings.Count(string(first), "/Subtype /Image"); got != 2 {
		t.Errorf("%d pictures are stored, want 2", got)
	}
	out, err := exec.Command(program(t, "pdfimages"), "-list", save(t, first)).Output()
	if got := strings.Count(string(out), " gray "); err != nil || got != 3 {
		t.Errorf("%d pictures are shown, want 3: %v\n%s", got, err, out)
	}
	for range 10 { // fpdf keeps them in a map
		if !bytes.Equal(render(t, r), first) {
			t.Fatal("the same report does not give the same bytes")
		}
	}
}

func TestUnknownFont(t *testing.T) {
	s := styletest.Sheet("en")
	s.Fonts.Faces = []string{"comic"}
	var b bytes.Buffer
	found, err := pdf.Render(&b, long(2), s)
	if d := found.Sorted(); err != nil || b.Len() > 0 || len(d) != 1 || d[0].Code != "pdf/no-font" || !strings.HasPrefix(d[0].Hint, `name "liberation-mono", "liberation-sans" or "liberation-serif" under [fonts]`) {
		t.Errorf("%d bytes, error %v, findings %+v", b.Len(), err, d)
	}
}

func BenchmarkRender(b *testing.B) {
	for _, size := range []int{75, 150, 300} {
		r := long(size)
		s := styletest.Sheet("en")
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				var out bytes.Buffer
				if _, err := pdf.Render(&out, r, s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
