package word_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/word"
)

const namespace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

// file packs parts into a Word file. The document is the body only.
func file(t testing.TB, parts map[string]string) *bytes.Reader {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(b.Bytes())
}

func part(root, text string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:` + root + ` ` + namespace + `>` + text + `</w:` + root + `>`
}

func document(body string) string { return part("document", `<w:body>`+body+`</w:body>`) }

func read(t testing.TB, parts map[string]string) []word.Paragraph {
	t.Helper()
	r := file(t, parts)
	d, err := word.Read(r, r.Size())
	if err != nil {
		t.Fatal(err)
	}
	return d.Paragraphs
}

func p(properties, text string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func numbered(numbering, level int, text string) string {
	return p(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, numbering), text)
}

func TestText(t *testing.T) {
	tests := []struct {
		name, body string
		want       []word.Paragraph
	}{
		{"runs", `<w:p><w:r><w:t>one </w:t></w:r><w:r><w:t xml:space="preserve">two</w:t><w:tab/><w:t>three</w:t><w:br/><w:t>four</w:t></w:r></w:p>`, []word.Paragraph{{Text: "one two\tthree\nfour"}}},
		{"white space between elements", "<w:p>\n<w:r>\n<w:t>a</w:t>\n</w:r>\n</w:p>\n", []word.Paragraph{{Text: "a"}}},
		{"tracked changes", `<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins><w:r><w:t>c</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>d</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>e</w:t></w:r></w:moveTo></w:p>`, []word.Paragraph{{Text: "ace", Changed: []string{""}}}},
		{"authors of changes", `<w:p><w:del w:author="Ana"><w:r><w:delText>b</w:delText></w:r></w:del><w:ins w:author="Luz"><w:r><w:t>c</w:t></w:r></w:ins><w:ins w:author="Ana"><w:r><w:t>d</w:t></w:r></w:ins></w:p>`, []word.Paragraph{{Text: "cd", Changed: []string{"Ana", "Luz"}}}},
		{"hidden", `<w:p><w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>c</w:t></w:r></w:p>`, []word.Paragraph{{Text: "ac"}}},
		{"fields", `<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:t>12</w:t></w:r></w:p>`, []word.Paragraph{{Text: "12"}}},
		{"empty ones", `<w:p/><w:p><w:r><w:t> </w:t></w:r></w:p>` + p("", "a"), []word.Paragraph{{Text: "a"}}},
		{"tables", `<w:tbl><w:tr><w:tc>` + p("", "in") + p("", "same") + `</w:tc><w:tc><w:tbl><w:tr><w:tc>` + p("", "inner") + `</w:tc></w:tr></w:tbl>` + p("", "next") + `</w:tc></w:tr></w:tbl>` + p("", "out"), []word.Paragraph{{Text: "in", Row: 1, Cell: 1}, {Text: "same", Row: 1, Cell: 1}, {Text: "inner", Row: 2, Cell: 1}, {Text: "next", Row: 1, Cell: 2}, {Text: "out"}}},
		{"text boxes", `<w:p><w:r><w:t>a</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + p("", "box") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + p("", "box") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>b</w:t></w:r></w:p>`, []word.Paragraph{{Text: "ab"}, {Text: "box"}}},
		{"bold", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t> , </w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>`, []word.Paragraph{{Text: "a , ", Bold: true}, {Text: "ab"}}},
		{"bold by style", p(`<w:pStyle w:val="Strong"/>`, "a"), []word.Paragraph{{Text: "a", Style: "strong text", Bold: true}}},
		{"headings", p(`<w:pStyle w:val="H2"/>`, "a") + p(`<w:pStyle w:val="UN"/>`, "b") + p(`<w:outlineLvl w:val="3"/>`, "c"), []word.Paragraph{{Text: "a", Style: "Heading 2", Level: 2}, {Text: "b", Style: "_ H_1_G", Level: 1}, {Text: "c", Level: 4}}},
		{"properties before a change", `<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="H2"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, []word.Paragraph{{Text: "a"}}},
	}
	styles := part("styles", `<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Heading 2"/></w:style><w:style w:type="paragraph" w:styleId="UN"><w:name w:val="_ H_1_G"/></w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="base"/><w:basedOn w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Strong"><w:name w:val="strong text"/><w:basedOn w:val="Base"/></w:style>`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, map[string]string{"word/document.xml": document(tt.body), "word/styles.xml": styles})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLeftOut asks that text which is no part of the paragraphs is listed, with the paragraph at which it stands.
func TestLeftOut(t *testing.T) {
	hidden := func(text string) string { return `<w:r><w:rPr><w:vanish/></w:rPr>` + `<w:t>` + text + `</w:t></w:r>` }
	call := func(kind, id string) string { return `<w:r><w:` + kind + `Reference w:id="` + id + `"/></w:r>` }
	body := p("", "one") +
		paragraph(run("two")+hidden("secret ")+hidden("words")+call("footnote", "3")) +
		paragraph(hidden("all of it")) +
		paragraph(run("three")+`<w:moveFrom>`+run("moved")+`</w:moveFrom>`+del("gone")+call("comment", "1")+call("endnote", "2")) +
		paragraph(run("four")+`<w:r><w:instrText>PAGE</w:instrText></w:r><mc:Fallback><w:txbxContent>`+p("", "box")+`</w:txbxContent></mc:Fallback>`) +
		`<w:altChunk r:id="rId9"/>` + paragraph(del("the end"))
	r := file(t, map[string]string{
		"word/document.xml":  document(body),
		"word/footnotes.xml": part("footnotes", `<w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="3">`+p("", "A note")+p("", "goes on")+`</w:footnote>`),
		"word/endnotes.xml":  part("endnotes", `<w:endnote w:id="2">`+p("", "At the end")+`</w:endnote>`),
		"word/comments.xml":  part("comments", `<w:comment w:id="1" w:author="Bea">`+p("", "Which year?")+`</w:comment>`),
		"word/header1.xml":   part("hdr", p("", "CMW/C/HND/CO/1")),
		"word/header2.xml":   part("hdr", p("", "CMW/C/HND/CO/1")),
		"word/footer1.xml":   part("ftr", p("", "GE.16-00001")),
	})
	d, err := word.Read(r, r.Size())
	if err != nil {
		t.Fatal(err)
	}
	want := []word.LeftOut{
		{Kind: word.Page, Paragraph: 0, Text: "GE.16-00001"},
		{Kind: word.Page, Paragraph: 0, Text: "CMW/C/HND/CO/1"},
		{Kind: word.Hidden, Paragraph: 2, Text: "secret words"},
		{Kind: word.Note, Paragraph: 2, Text: "A note goes on"},
		{Kind: word.Hidden, Paragraph: 3, Text: "all of it"},
		{Kind: word.Deleted, Paragraph: 3, Text: "gone"},
		{Kind: word.Comment, Paragraph: 3, Text: "Which year?"},
		{Kind: word.Note, Paragraph: 3, Text: "At the end"},
		{Kind: word.Foreign, Paragraph: 4, Text: "rId9"},
		{Kind: word.Deleted, Paragraph: 4, Text: "the end"},
	}
	if diff := cmp.Diff(want, d.LeftOut); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNumbers(t *testing.T) {
	numbering := part("numbering", `
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="17"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/><w:lvlRestart w:val="0"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/><w:pStyle w:val="Single"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="4"/></w:num>`)
	styles := part("styles", `<w:style w:type="paragraph" w:styleId="Single"><w:name w:val="_ Single Txt_G"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:name w:val="child"/><w:basedOn w:val="Single"/></w:style>`)
	tests := []struct{ name, body, want string }{
		{"levels", numbered(1, 0, "a") + numbered(1, 1, "b") + numbered(1, 1, "c") + numbered(1, 2, "d") + numbered(1, 1, "e") + numbered(1, 2, "f") + numbered(1, 0, "g") + numbered(1, 1, "h"), "17. (a) (b) (i) (c) (i) 18. (a)"},
		{"one definition, two numberings", numbered(1, 0, "a") + numbered(2, 0, "b") + numbered(2, 1, "c") + numbered(2, 1, "d"), "17. 18. (d) (e)"},
		{"an empty paragraph counts", numbered(1, 0, "a") + numbered(1, 0, "") + numbered(1, 0, "c"), "17. 19."},
		{"bullets", numbered(3, 0, "a"), "•"},
		{"never again", numbered(4, 0, "a") + numbered(4, 1, "b") + numbered(4, 0, "c") + numbered(4, 1, "d"), "I 1.1 II 2.2"},
		{"by style", p(`<w:pStyle w:val="Single"/>`, "a") + p(`<w:pStyle w:val="Child"/>`, "b") + p(`<w:pStyle w:val="Child"/><w:numPr><w:numId w:val="0"/></w:numPr>`, "c"), "1) 2) -"},
		{"a level below without one above", numbered(1, 1, "a") + numbered(1, 0, "b"), "(a) 18."},
		{"unknown", numbered(99, 0, "a"), "-"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range read(t, map[string]string{"word/document.xml": document(tt.body), "word/styles.xml": styles, "word/numbering.xml": numbering}) {
				if p.Number == "" {
					p.Number = "-"
				}
				got = append(got, p.Number)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFigures(t *testing.T) {
	for _, tt := range []struct {
		format string
		start  int
		want   string
	}{
		{"lowerLetter", 26, "z aa bb"}, // the second is 27, the third 28
		{"upperLetter", 1, "A B C"}, {"lowerRoman", 3, "iii iv v"}, {"upperRoman", 8, "VIII IX X"}, {"decimalZero", 9, "09 10 11"}, {"none", 1, "- - -"}, {"chicago", 1, "1 2 3"},
	} {
		numbering := part("numbering", fmt.Sprintf(`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="%d"/><w:numFmt w:val="%s"/><w:lvlText w:val="%%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`, tt.start, tt.format))
		var got []string
		for _, p := range read(t, map[string]string{"word/document.xml": document(strings.Repeat(numbered(1, 0, "x"), 3)), "word/numbering.xml": numbering}) {
			if p.Number == "" {
				p.Number = "-"
			}
			got = append(got, p.Number)
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s from %d: %s, want %s", tt.format, tt.start, g, tt.want)
		}
	}
}

// TestHostile holds the reader against files that are made to hurt.
func TestHostile(t *testing.T) {
	bomb := document(`<w:p><w:r><w:t>` + strings.Repeat(" ", 70<<20) + `</w:t></w:r></w:p>`)
	many := map[string]string{"word/document.xml": document("")}
	for n := range 10_001 {
		many[fmt.Sprintf("x%d", n)] = ""
	}
	tests := []struct {
		name  string
		parts map[string]string
		want  string
	}{
		{"bomb", map[string]string{"word/document.xml": bomb}, "larger than 64 MB"},
		{"entities", map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY a "aaaa">]>` + document(p("", "&a;"))}, "document type definition"},
		{"unknown entity", map[string]string{"word/document.xml": document(p("", "&a;"))}, "word/document.xml"},
		{"depth", map[string]string{"word/document.xml": document(strings.Repeat("<w:sdt>", 1000))}, "deep"},
		{"depth that is skipped", map[string]string{"word/document.xml": document("<w:del>" + strings.Repeat("<w:sdt>", 1000))}, "deep"},
		{"parts", many, "10002 parts"},
		{"no document", map[string]string{"x": "y"}, "not a Word file"},
		{"cut off", map[string]string{"word/document.xml": `<w:document ` + namespace + `><w:body><w:p>`}, "word/document.xml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := file(t, tt.parts)
			_, err := word.Read(r, r.Size())
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v; it should tell of %q", err, tt.want)
			}
		})
	}
	if _, err := word.Read(strings.NewReader("text"), 4); !errors.Is(err, word.ErrNotWord) {
		t.Errorf("text: error %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(document(numbered(1, 0, "a") + `<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`))
	f.Add(document(`<w:p><w:r><w:t>a</w:t></w:r><w:del/></w:p>`))
	f.Add(document(paragraph(ending("del") + ins("a") + del("b") + `<w:footnote w:id="1"><w:p/></w:footnote><w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r>`)))
	f.Fuzz(func(t *testing.T, text string) {
		parts := map[string]string{}
		for _, name := range []string{"document", "numbering", "styles", "footnotes", "comments"} {
			parts["word/"+name+".xml"] = text
		}
		r := file(t, parts)
		_, _ = word.Read(r, r.Size()) // it may refuse, and must not panic
		_, _ = word.ReadMarked(r, r.Size())
	})
}
