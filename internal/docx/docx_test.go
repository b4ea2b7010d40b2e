package docx_test

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
)

// render renders r, which must not give findings.
func render(t testing.TB, r *doc.Report) []byte {
	t.Helper()
	src, found := renderFound(t, r)
	for _, d := range found {
		t.Errorf("finding: %s [%s]", d.Message, d.Code)
	}
	return src
}

// renderWith renders r with that sheet.
func renderWith(t *testing.T, r *doc.Report, s *style.Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := docx.Render(&b, r, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func renderFound(t testing.TB, r *doc.Report) ([]byte, []diag.Diagnostic) {
	t.Helper()
	var b bytes.Buffer
	found, err := docx.Render(&b, r, styletest.Sheet("en"))
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), found.Sorted()
}

// reports are the samples of the model and a long report of all kinds.
func reports() map[string]*doc.Report {
	all := map[string]*doc.Report{"long": longReport(), "redline": redlineReport(), "bare": {Language: "en", Front: doc.Front{Title: words("Bare")}}}
	for _, s := range doc.Samples() {
		all[s.Kind] = s.Report
	}
	return all
}

// A file is a Word file that is read.
type file struct {
	t *testing.T
	*zip.Reader
}

func open(t *testing.T, src []byte) file {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	return file{t, z}
}

func (f file) part(name string) []byte {
	f.t.Helper()
	src, err := readPart(f, name)
	if err != nil {
		f.t.Fatal(err)
	}
	return src
}

func readPart(f file, name string) ([]byte, error) {
	r, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func (f file) xmlParts() []string {
	var names []string
	for _, e := range f.File {
		if ext := path.Ext(e.Name); ext == ".xml" || ext == ".rels" {
			names = append(names, e.Name)
		}
	}
	return names
}

// A node is an element, or text where it has no name.
type node struct {
	name   string
	attrs  map[string]string
	kids   []*node
	text   string
	number string // of a paragraph, as Word counts it; document fills it in
}

func (f file) parse(name string) *node {
	f.t.Helper()
	n, err := parse(f.part(name))
	if err != nil {
		f.t.Fatalf("%s: %v", name, err)
	}
	return n
}

func parse(src []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(src))
	open := []*node{{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return open[0].kids[len(open[0].kids)-1], nil
		}
		if err != nil {
			return nil, err
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

// all returns the elements of that name inside n, in reading order.
func (n *node) all(name string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		}
		out = append(out, k.all(name)...)
	}
	return out
}

// child returns the first child of that name, an empty node where there is none.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return &node{}
}

// words returns what a reader sees of n: text, tabs and line breaks.
func (n *node) words() string {
	var b strings.Builder
	for _, k := range n.kids {
		switch k.name {
		case "":
			b.WriteString(k.text)
		case "tab":
			if k.attrs["pos"] == "" {
				b.WriteByte('\t')
			}
		case "br":
			b.WriteByte('\n')
		case "noBreakHyphen":
			b.WriteRune('\u2011')
		case "softHyphen":
			b.WriteRune('\u00ad')
		case "instrText":
		default:
			b.WriteString(k.words())
		}
	}
	return b.String()
}

// paragraph returns the first paragraph of the body that holds the words.
func (f file) paragraph(words string) *node {
	f.t.Helper()
	for _, p := range f.document().all("p") {
		if strings.Contains(p.words(), words) {
			return p
		}
	}
	f.t.Fatalf("no paragraph with %q", words)
	return nil
}

func words(s string) []doc.Inline { return []doc.Inline{&doc.Text{Value: s}} }

// Every kind of node is shown.
func TestSamples(t *testing.T) {
	for _, s := range doc.Samples() {
		t.Run(s.Kind, func(t *testing.T) {
			f := open(t, render(t, s.Report))
			text := f.document().words() + f.parse("word/footnotes.xml").words()
			if !strings.Contains(text, s.Shows) {
				t.Errorf("the file does not show %q", s.Shows)
			}
		})
	}
}

// Every part is declared, every relation leads to a part, every part of XML is well formed.
func TestPackage(t *testing.T) {
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			f := open(t, render(t, r))
			if first := f.File[0].Name; first != "[Content_Types].xml" {
				t.Errorf("the archive begins with %s", first)
			}
			declared := map[string]bool{}
			for _, n := range f.parse("[Content_Types].xml").kids {
				declared[n.attrs["PartName"]+n.attrs["Extension"]] = true
			}
			for _, e := range f.File[1:] {
				if !declared["/"+e.Name] && (path.Ext(e.Name) == ".xml" || !declared[path.Ext(e.Name)[1:]]) {
					t.Errorf("%s has no content type", e.Name)
				}
			}
			used := map[string]bool{"[Content_Types].xml": true}
			for _, e := range f.xmlParts() {
				n := f.parse(e)
				if path.Ext(e) != ".rels" {
					continue
				}
				used[e] = true
				for _, rel := range n.kids {
					if rel.attrs["TargetMode"] == "External" {
						continue
					}
					target := path.Join(path.Dir(path.Dir(e)), rel.attrs["Target"])
					used[target] = true
					if _, err := readPart(f, target); err != nil {
						t.Errorf("%s: %v", e, err)
					}
				}
			}
			for _, e := range f.File {
				if !used[e.Name] {
					t.Errorf("nothing leads to %s", e.Name)
				}
			}
			for _, part := range []string{"document", "footnotes"} {
				checkRelations(t, f, part)
			}
		})
	}
}

// checkRelations finds ids of relations that are used and not there.
func checkRelations(t *testing.T, f file, part string) {
	have := map[string]bool{}
	if src, err := readPart(f, "word/_rels/"+part+".xml.rels"); err == nil {
		n, err := parse(src)
		if err != nil {
			t.Fatal(err)
		}
		for _, rel := range n.kids {
			have[rel.attrs["Id"]] = true
		}
	}
	root := f.parse("word/" + part + ".xml")
	for _, use := range []struct{ element, attr string }{{"hyperlink", "id"}, {"blip", "embed"}, {"headerReference", "id"}, {"footerReference", "id"}} {
		for _, n := range root.all(use.element) {
			if id := n.attrs[use.attr]; id != "" && !have[id] {
				t.Errorf("%s: <%s> uses %s, which is not there", part, use.element, id)
			}
		}
	}
}

// The same report gives the same bytes, and nothing of the machine or the day.
func TestDeterminism(t *testing.T) {
	first := render(t, longReport())
	for range 3 {
		if !bytes.Equal(first, render(t, longReport())) {
			t.Fatal("the bytes differ")
		}
	}
	for _, e := range open(t, first).File {
		if !e.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s is dated %v", e.Name, e.Modified)
		}
	}
}

func TestProperties(t *testing.T) {
	r := longReport()
	core := open(t, render(t, r)).parse("docProps/core.xml")
	for name, want := range map[string]string{
		"title": "A long report", "subject": "Periodic report", "creator": "Exampleland", "keywords": "CMW/C/XYZ/2", "language": "en-GB",
		"created": "2024-02-09T00:00:00Z", "modified": "2024-02-09T00:00:00Z",
	} {
		if got := core.child(name).words(); got != want {
			t.Errorf("%s is %q; want %q", name, got, want)
		}
	}
	r.Meta.Date = time.Time{}
	for _, n := range open(t, render(t, r)).parse("docProps/core.xml").kids {
		if n.name == "created" || n.name == "modified" {
			t.Errorf("a report without date is %s on %q", n.name, n.words())
		}
	}
}

// What XML cannot hold is shown as U+FFFD and reported where it stands; all else comes through.
func TestCharacters(t *testing.T) {
	src := diag.NewFile("content/en/a.md", []byte("abcdef"))
	at := doc.Place{Span: src.Span(1, 3)}
	tests := map[string]struct{ text, shown, finding string }{
		"markup":            {`<a b="c">&amp;</a>`, `<a b="c">&amp;</a>`, ""},
		"control":           {"bell\arings", "bell\uFFFDrings", "character U+0007 cannot stand in a Word file; U+FFFD is shown in its place"},
		"null":              {"\x00", "\uFFFD", "character U+0000 cannot stand in a Word file; U+FFFD is shown in its place"},
		"not a character":   {"a\uFFFEb", "a\uFFFDb", "character U+FFFE cannot stand in a Word file; U+FFFD is shown in its place"},
		"broken UTF-8":      {"a\xC3b", "a\uFFFDb", "byte 0xC3 outside of any character"},
		"replacement":       {"a\uFFFDb", "a\uFFFDb", ""},
		"beyond the plane":  {"\U0001F600", "\U0001F600", ""},
		"own elements":      {"a\tb\u00adc\u2011d", "a\tb\u00adc\u2011d", ""},
		"spaces":            {"  two  \u00a0\u202f ", "  two  \u00a0\u202f ", ""},
		"scripts":           {"العربية 中文 русский", "العربية 中文 русский", ""},
		"closes a comment?": {"]]> --> <!--", "]]> --> <!--", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := doc.Samples()[0].Report
			r.Blocks = []doc.Block{&doc.Paragraph{Base: doc.Base{ID: "p"}, Inlines: []doc.Inline{&doc.Text{Place: at, Value: "<<"}, &doc.Text{Place: at, Value: test.text}, &doc.Text{Place: at, Value: ">>"}}}}
			out, found := renderFound(t, r)
			if got := open(t, out).parse("word/document.xml").words(); !strings.Contains(got, "<<"+test.shown+">>") {
				t.Errorf("the file shows %q", got)
			}
			switch {
			case test.finding == "" && len(found) > 0:
				t.Errorf("finding %q", found[0].Message)
			case test.finding != "" && len(found) != 1:
				t.Errorf("%d findings", len(found))
			case test.finding != "":
				if d := found[0]; d.Code != "docx/not-shown" || d.Span != at.Span || !strings.HasPrefix(d.Message, test.finding) {
					t.Errorf("finding %s at %v: %s", d.Code, d.Span, d.Message)
				}
			}
		})
	}
}

// A compiled report holds no marks that wait for an answer; one that does is our own fault.
func TestBrokenPromises(t *testing.T) {
	note := &doc.Note{ID: "n", Number: 2, Mark: "2"}
	paragraph := func(in doc.Inline) []doc.Block {
		return []doc.Block{&doc.Paragraph{Base: doc.Base{ID: "p"}, Inlines: []doc.Inline{in}}}
	}
	for name, r := range map[string]*doc.Report{
		"citation":          {Blocks: paragraph(&doc.Citation{})},
		"pending":           {Blocks: paragraph(&doc.Pending{})},
		"note name":         {Blocks: paragraph(&doc.NoteName{})},
		"note text":         {Blocks: paragraph(&doc.NoteText{})},
		"note of nowhere":   {Blocks: paragraph(&doc.Call{Note: note})},
		"note out of order": {Blocks: paragraph(&doc.Call{Note: note}), Notes: []*doc.Note{note}},
		"lost reference":    {Blocks: paragraph(&doc.Ref{Pieces: []doc.RefPiece{{Text: "7", Target: "nowhere"}}})},
		"hole in a table":   {Blocks: []doc.Block{&doc.Table{Base: doc.Base{ID: "t"}, Columns: make([]doc.Column, 2), Rows: []*doc.Row{{}}}}},
	} {
		_, err := docx.Render(io.Discard, r, styletest.Sheet("en"))
		if err == nil || !strings.HasPrefix(err.Error(), "internal error: docx: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// An output that cannot be written is an error, not a finding.
func TestWriteError(t *testing.T) {
	want := errors.New("disk full")
	if _, err := docx.Render(failing{want}, longReport(), styletest.Sheet("en")); !errors.Is(err, want) {
		t.Errorf("error %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// A picture that cannot be shown leaves its description and a finding.
func TestPictureNotShown(t *testing.T) {
	r := doc.Samples()[0].Report
	r.Blocks = []doc.Block{&doc.Picture{Base: doc.Base{ID: "fig"}, Path: "a.gif", Format: "gif", Width: 3, Height: 3, Alt: "A map"}}
	out, found := renderFound(t, r)
	if len(found) != 1 || found[0].Code != "docx/not-shown" {
		t.Errorf("findings %v", found)
	}
	open(t, out).paragraph("A map")
}

// Links that Word would take for damage are words, and reported.
func TestAddresses(t *testing.T) {
	for url, want := range map[string]string{
		"https://example.org/a?b=c&d=%20#e":          "https://example.org/a?b=c&d=%20#e",
		"https://example.org/a b|c":                  "https://example.org/a%20b%7Cc",
		"https://example.org/señal":                  "https://example.org/se%C3%B1al",
		"mailto:a@example.org":                       "mailto:a@example.org",
		"no-address":                                 "",
		"https://exa%mple.org/%zz":                   "",
		"https://e.org/" + strings.Repeat("a", 2100): "",
	} {
		r := doc.Samples()[0].Report
		r.Blocks = []doc.Block{&doc.Paragraph{Base: doc.Base{ID: "p"}, Inlines: []doc.Inline{&doc.Link{URL: url, Inlines: words("Words")}}}}
		out, found := renderFound(t, r)
		f := open(t, out)
		got := ""
		for _, rel := range f.parse("word/_rels/document.xml.rels").kids {
			if rel.attrs["TargetMode"] == "External" {
				got = rel.attrs["Target"]
			}
		}
		if got != want || (want == "") != (len(found) == 1) {
			t.Errorf("%.60q leads to %q with %d findings; want %q", url, got, len(found), want)
		}
		f.paragraph("Words")
	}
}

// BenchmarkRender renders a report of the size of a periodic one: 150 paragraphs, as many notes, tables.
func BenchmarkRender(b *testing.B) {
	r, s := longReport(), styletest.Sheet("en")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := docx.Render(io.Discard, r, s); err != nil {
			b.Fatal(err)
		}
	}
}

// longReport is a report of the size and variety of a real one.
func longReport() *doc.Report {
	r := &doc.Report{
		Language: "en",
		Meta:     doc.Meta{Symbol: "CMW/C/XYZ/2", Title: "A long report", Author: "Exampleland", Subject: "Periodic report", Date: time.Date(2024, 2, 9, 0, 0, 0, 0, time.UTC)},
		Front: doc.Front{
			Organization: "United Nations", Symbol: "CMW/C/XYZ/2", Treaty: []string{"A treaty", "in two lines"}, Received: "[Date received: 1 January 2022]",
			Distribution: []string{"Distr.: General", "9 February 2024", "", "English", "Original: Spanish"}, Committee: []string{"Committee on", "Something"},
			Title: words("A long report"),
		},
	}
	star := &doc.Note{ID: "note-title", Kind: doc.TitleNote, Number: 1, Mark: "*", Inlines: words("Issued without formal editing.")}
	r.Front.Title = append(r.Front.Title, &doc.Call{Note: star})
	r.Front.TitleNotes = []*doc.Note{star}
	call := func(s string) *doc.Call {
		n := len(r.Notes) + 1
		note := &doc.Note{ID: doc.ID(fmt.Sprintf("note-%d", n)), Number: n, Mark: fmt.Sprint(n)}
		note.Inlines = []doc.Inline{&doc.Emph{Inlines: words(s)}, &doc.Text{Value: fmt.Sprintf(", No. %d, available at ", n)}, &doc.Link{URL: fmt.Sprintf("https://example.org/%d", n), Inlines: words("https://example.org")}, &doc.Text{Value: "."}}
		if n > 1 {
			note.Inlines = append(note.Inlines, &doc.Ref{Kind: doc.NoteRef, Pieces: []doc.RefPiece{{Text: " See footnote "}, {Text: fmt.Sprint(n - 1), Target: r.Notes[n-2].ID}, {Text: " above."}}})
		}
		r.Notes = append(r.Notes, note)
		return &doc.Call{Note: note}
	}
	id := func(kind string, n int) doc.Base { return doc.Base{ID: doc.ID(fmt.Sprintf("%s-%d", kind, n))} }
	for n := 1; n <= 150; n++ {
		if n%15 == 1 {
			level, number := 1, style.Marker("I.", n/15+1)
			r.Blocks = append(r.Blocks, &doc.Heading{Base: id("sec", n), Level: level, Number: number, Path: strings.TrimSuffix(number, "."), Inlines: words("A chapter")})
			r.Blocks = append(r.Blocks, &doc.Heading{Base: id("sub", n), Level: 2, Number: "A.", Path: strings.TrimSuffix(number, ".") + ".A", Inlines: words("A subhead")})
		}
		p := &doc.Paragraph{Base: id("para", n), Number: n, Label: fmt.Sprintf("%d.", n), Inlines: words(strings.Repeat("The State party took measures to that end during the period under review. ", 8))}
		p.Inlines = append(p.Inlines, call("A source"), &doc.Ref{Pieces: []doc.RefPiece{{Text: " See paragraph\u00a0"}, {Text: fmt.Sprint(max(1, n-1)), Target: doc.ID(fmt.Sprintf("para-%d", max(1, n-1)))}}},
			&doc.Ref{Pieces: []doc.RefPiece{{Text: " and section\u00a0"}, {Text: "I.A", Target: "sub-1"}}}, &doc.Text{Value: "."})
		r.Blocks = append(r.Blocks, p)
		if n%20 == 0 {
			r.Blocks = append(r.Blocks, longTable(n, call), longList(n))
		}
	}
	return r
}

func longList(n int) *doc.List {
	l := &doc.List{Base: doc.Base{ID: doc.ID(fmt.Sprintf("list-%d", n))}, Ordered: true, Depth: 1}
	for i := range 5 {
		l.Items = append(l.Items, &doc.Item{Base: doc.Base{ID: doc.ID(fmt.Sprintf("item-%d-%d", n, i))}, Marker: style.Marker("(a)", i+1), Inlines: words("An item of the list;")})
	}
	return l
}

// longTableHeads are the words of the heads of a longTable.
const longTableHeads = "Country 2000 2010 Men Women Men Women "

func longTable(n int, call func(string) *doc.Call) *doc.Table {
	cell := func(column, columns, rows int, s string) *doc.Cell {
		return &doc.Cell{Column: column, ColSpan: columns, RowSpan: rows, Inlines: words(s)}
	}
	letter := &doc.Note{ID: doc.ID(fmt.Sprintf("letter-%d", n)), Kind: doc.LetteredNote, Number: 1, Mark: "a", Inlines: words("Estimated.")}
	t := &doc.Table{
		Base: doc.Base{ID: doc.ID(fmt.Sprintf("tbl-%d", n))}, Head: 2, Notes: []*doc.Note{letter}, Summary: "Numbers by country and year",
		Columns: []doc.Column{{}, {Align: doc.AlignRight}, {Align: doc.AlignRight}, {Align: doc.AlignRight}, {Align: doc.AlignRight}},
		Caption: doc.Caption{Number: n / 20, Label: fmt.Sprintf("Table %d", n/20), Inlines: append(words("Persons in another country"), call("A census")), Lines: []doc.TextLine{{Role: doc.SourceLine, Label: "Source:", Inlines: words("Census.")}}},
		Rows: []*doc.Row{
			{Kind: doc.HeadRow, Cells: []*doc.Cell{cell(0, 1, 2, "Country"), cell(1, 2, 1, "2000"), cell(3, 2, 1, "2010")}},
			{Kind: doc.HeadRow, Cells: []*doc.Cell{cell(1, 1, 1, "Men"), cell(2, 1, 1, "Women"), cell(3, 1, 1, "Men"), cell(4, 1, 1, "Women")}},
		},
	}
	for i := range 12 {
		row := &doc.Row{Cells: []*doc.Cell{cell(0, 1, 1, "A country"), cell(1, 1, 1, "1\u00a0453"), cell(2, 1, 1, "2\u00a0117"), cell(3, 1, 1, "4\u00a0587"), cell(4, 1, 1, "5\u00a0384")}}
		if i == 3 {
			row.Cells[2].Inlines = append(row.Cells[2].Inlines, &doc.Call{Note: letter})
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows[len(t.Rows)-1].Kind = doc.TotalRow
	return t
}

// sorted are the keys of m in order.
func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
