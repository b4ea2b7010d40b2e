package revision_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/revision"
)

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

// part is a part of a Word file with that root and content.
func part(root, content string) string {
	return `<?xml version="1.0"?>` + "\n" + `<w:` + root + ` ` + namespaces + `>` + content + `</w:` + root + `>`
}

// file packs parts, by turns name and content, into a file.
func file(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack returns the parts of a file by name.
func unpack(t testing.TB, src []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(data)
	}
	return out
}

// resolve returns the parts of a file after the choice.
func resolve(t testing.TB, src []byte, choice revision.Choice) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if _, err := revision.Resolve(&b, src, choice); err != nil {
		t.Fatal(err)
	}
	return unpack(t, b.Bytes())
}

const (
	by   = ` w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z"`
	ins  = `<w:ins` + by + `/>`
	del  = `<w:del` + by + `/>`
	last = `<w:p><w:r><w:t>Last.</w:t></w:r></w:p>`
)

// p is a paragraph: properties, then content.
func p(props, content string) string {
	if props != "" {
		props = `<w:pPr>` + props + `</w:pPr>`
	}
	return `<w:p>` + props + content + `</w:p>`
}

func run(text string) string     { return `<w:r><w:t>` + text + `</w:t></w:r>` }
func deleted(text string) string { return `<w:r><w:delText>` + text + `</w:delText></w:r>` }
func in(mark, content string) string {
	return `<w:` + mark + by + `>` + content + `</w:` + mark + `>`
}
func mark(m string) string { return `<w:rPr>` + m + `</w:rPr>` }
func row(props, cells string) string {
	if props != "" {
		props = `<w:trPr>` + props + `</w:trPr>`
	}
	return `<w:tr>` + props + cells + `</w:tr>`
}
func cell(props, content string) string {
	if props != "" {
		props = `<w:tcPr>` + props + `</w:tcPr>`
	}
	return `<w:tc>` + props + content + `</w:tc>`
}
func table(rows ...string) string { return `<w:tbl><w:tblPr/>` + strings.Join(rows, "") + `</w:tbl>` }

// What becomes of the body of a document.
func TestResolve(t *testing.T) {
	for _, test := range []struct{ name, body, accepted, rejected string }{
		{"nothing", p("", run("Text.")) + last, p("", run("Text.")) + last, p("", run("Text.")) + last},
		{"words inserted", p("", run("A ")+in("ins", run("new "))+run("word.")) + last, p("", run("A ")+run("new ")+run("word.")) + last, p("", run("A ")+run("word.")) + last},
		{"words deleted", p("", run("An ")+in("del", deleted("old "))+run("word.")) + last, p("", run("An ")+run("word.")) + last, p("", run("An ")+run("old ")+run("word.")) + last},
		{"tabs and spaces in a deletion", p("", in("del", `<w:r><w:tab/><w:delText xml:space="preserve"> x </w:delText><w:br/></w:r>`)) + last, p("", "") + last,
			p("", `<w:r><w:tab/><w:t xml:space="preserve"> x </w:t><w:br/></w:r>`) + last},
		{"field", p("", in("del", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText> REF a </w:delInstrText></w:r>`)) + last, p("", "") + last,
			p("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>`) + last},
		{"inserted, then deleted", p("", run("a")+in("ins", in("del", deleted("b"))+run("c"))) + last, p("", run("a")+run("c")) + last, p("", run("a")) + last},
		{"deleted, in it inserted", p("", in("del", in("ins", deleted("b"))+deleted("c"))) + last, p("", "") + last, p("", run("c")) + last},
		{"link", p("", `<w:hyperlink w:anchor="a">`+in("ins", run("x"))+`</w:hyperlink>`+`<w:hyperlink w:anchor="b">`+in("del", deleted("y"))+`</w:hyperlink>`) + last,
			p("", `<w:hyperlink w:anchor="a">`+run("x")+`</w:hyperlink>`) + last, p("", `<w:hyperlink w:anchor="b">`+run("y")+`</w:hyperlink>`) + last},

		{"paragraph inserted", p("", run("One.")) + p(`<w:jc w:val="both"/>`+mark(ins), in("ins", run("Two."))) + last,
			p("", run("One.")) + p(`<w:jc w:val="both"/>`, run("Two.")) + last, p("", run("One.")) + last},
		{"paragraph deleted", p("", run("One.")) + p(mark(del), in("del", deleted("Two."))) + last, p("", run("One.")) + last, p("", run("One.")) + p("", run("Two.")) + last},
		{"paragraph parted", p(`<w:jc w:val="left"/>`+mark(ins), run("One.")) + p(`<w:jc w:val="both"/>`, run(" Two.")) + last,
			p(`<w:jc w:val="left"/>`, run("One.")) + p(`<w:jc w:val="both"/>`, run(" Two.")) + last, p(`<w:jc w:val="both"/>`, run("One.")+run(" Two.")) + last},
		{"three paragraphs joined", p(mark(del), run("One.")) + p(mark(del), in("del", deleted("Two."))) + p(`<w:jc w:val="both"/>`, run("Three.")) + last,
			p(`<w:jc w:val="both"/>`, run("One.")+run("Three.")) + last, p("", run("One.")) + p("", run("Two.")) + p(`<w:jc w:val="both"/>`, run("Three.")) + last},
		{"end that is formatted too", p(mark(ins+`<w:b/>`), in("ins", run("One."))) + last, p(mark(`<w:b/>`), run("One.")) + last, last},
		{"moved", p(mark(`<w:moveFrom`+by+`/>`), `<w:moveFromRangeStart w:id="5" w:name="m"/>`+in("moveFrom", run("Text."))) + `<w:moveFromRangeEnd w:id="5"/>` + p("", run("Middle.")) +
			p(mark(`<w:moveTo`+by+`/>`), `<w:moveToRangeStart w:id="6" w:name="m"/>`+in("moveTo", run("Text."))) + `<w:moveToRangeEnd w:id="6"/>` + last,
			p("", run("Middle.")) + p("", run("Text.")) + last, p("", run("Text.")) + p("", run("Middle.")) + last},
		{"deleted before a table", p(mark(del), in("del", deleted("One."))) + table(row("", cell("", last))) + last, table(row("", cell("", last))) + last,
			p("", run("One.")) + table(row("", cell("", last))) + last},
		{"end deleted before a table", p(mark(del), run("One.")) + table(row("", cell("", last))) + last, p("", run("One.")) + table(row("", cell("", last))) + last,
			p("", run("One.")) + table(row("", cell("", last))) + last},
		{"last paragraph of the text", last + p(mark(ins), in("ins", run("New."))) + `<w:sectPr/>`, last + p("", run("New.")) + `<w:sectPr/>`, last + p("", "") + `<w:sectPr/>`},
		{"between lines", "\n " + p(mark(ins), in("ins", run("New."))) + "\n " + last + "\n", "\n " + p("", run("New.")) + "\n " + last + "\n", "\n \n " + last + "\n"},

		{"row inserted", table(row("", cell("", last)), row(`<w:cantSplit/>`+ins, cell("", p(mark(ins), in("ins", run("x")))))) + last,
			table(row("", cell("", last)), row(`<w:cantSplit/>`, cell("", p("", run("x"))))) + last, table(row("", cell("", last))) + last},
		{"row deleted, by its mark alone", table(row(del, cell("", p("", run("x")))), row("", cell("", last))) + last, table(row("", cell("", last))) + last,
			table(row("", cell("", p("", run("x")))), row("", cell("", last))) + last},
		{"table deleted", table(row(del, cell("", p(mark(del), in("del", deleted("x")))))) + last, last, table(row("", cell("", p("", run("x"))))) + last},
		{"table in a cell deleted", table(row("", cell("", table(row(del, cell("", last)))+p(mark(del), "")))) + last, table(row("", cell("", p("", "")))) + last,
			table(row("", cell("", table(row("", cell("", last)))+p("", "")))) + last},
		{"cells", table(row("", cell(`<w:cellIns`+by+`/>`, p("", run("new")))+cell(`<w:cellDel`+by+`/>`, p("", run("old")))+cell("", last))) + last,
			table(row("", cell("", p("", run("new")))+cell("", last))) + last, table(row("", cell("", p("", run("old")))+cell("", last))) + last},
		{"cells made one", table(row("", cell(`<w:cellMerge`+by+` w:vMerge="rest"/>`, last)), row("", cell(`<w:cellMerge`+by+` w:vMerge="cont"/>`, last))) + last,
			table(row("", cell(`<w:vMerge w:val="restart"/>`, last)), row("", cell(`<w:vMerge/>`, last))) + last, table(row("", cell("", last)), row("", cell("", last))) + last},
		{"first row of a cell over two deleted", table(row(del, cell("", last)+cell(`<w:vMerge w:val="restart"/>`, last)), row("", cell("", last)+cell(`<w:vMerge/>`, last))) + last,
			table(row("", cell("", last)+cell(`<w:vMerge w:val="restart"/>`, last))) + last,
			table(row("", cell("", last)+cell(`<w:vMerge w:val="restart"/>`, last)), row("", cell("", last)+cell(`<w:vMerge/>`, last))) + last},

		{"look of words", p("", `<w:r><w:rPr><w:b/><w:rPrChange`+by+`><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>x</w:t></w:r>`) + last,
			p("", `<w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r>`) + last, p("", `<w:r><w:rPr><w:i/></w:rPr><w:t>x</w:t></w:r>`) + last},
		{"look of words, none before", p("", `<w:r><w:rPr><w:b/><w:rPrChange`+by+`><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>`) + last,
			p("", `<w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r>`) + last, p("", run("x")) + last},
		{"paragraph set otherwise", p(`<w:jc w:val="both"/><w:rPr><w:b/></w:rPr><w:sectPr/><w:pPrChange`+by+`><w:pPr><w:pStyle w:val="Q"/></w:pPr></w:pPrChange>`, run("x")) + last,
			p(`<w:jc w:val="both"/><w:rPr><w:b/></w:rPr><w:sectPr/>`, run("x")) + last, p(`<w:pStyle w:val="Q"/><w:rPr><w:b/></w:rPr><w:sectPr/>`, run("x")) + last},
		{"end of a paragraph set otherwise", p(mark(ins+`<w:b/><w:rPrChange`+by+`><w:rPr><w:i/></w:rPr></w:rPrChange>`), run("x")) + last, p(mark(`<w:b/>`), run("x")) + last,
			`<w:p>` + run("x") + run("Last.") + `</w:p>`},
		{"numbered", p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/>`+ins+`</w:numPr>`, run("x")) + last,
			p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`, run("x")) + last, p("", run("x")) + last},
		{"table set otherwise", `<w:tbl><w:tblPr><w:jc w:val="center"/><w:tblPrChange` + by + `><w:tblPr><w:jc w:val="left"/></w:tblPr></w:tblPrChange></w:tblPr><w:tblGrid><w:gridCol w:w="1"/><w:tblGridChange w:id="1"><w:tblGrid><w:gridCol w:w="2"/></w:tblGrid></w:tblGridChange></w:tblGrid>` +
			row(`<w:tblHeader/><w:trPrChange`+by+`><w:trPr><w:cantSplit/></w:trPr></w:trPrChange>`, cell(`<w:vAlign w:val="top"/><w:tcPrChange`+by+`><w:tcPr><w:noWrap/></w:tcPr></w:tcPrChange>`, last)) + `</w:tbl>` + last,
			`<w:tbl><w:tblPr><w:jc w:val="center"/></w:tblPr><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>` + row(`<w:tblHeader/>`, cell(`<w:vAlign w:val="top"/>`, last)) + `</w:tbl>` + last,
			`<w:tbl><w:tblPr><w:jc w:val="left"/></w:tblPr><w:tblGrid><w:gridCol w:w="2"/></w:tblGrid>` + row(`<w:cantSplit/>`, cell(`<w:noWrap/>`, last)) + `</w:tbl>` + last},
		{"section", last + `<w:sectPr><w:headerReference w:type="even"/><w:cols w:num="2"/><w:sectPrChange` + by + `><w:sectPr><w:cols w:num="1"/></w:sectPr></w:sectPrChange></w:sectPr>`,
			last + `<w:sectPr><w:headerReference w:type="even"/><w:cols w:num="2"/></w:sectPr>`, last + `<w:sectPr><w:headerReference w:type="even"/><w:cols w:num="1"/></w:sectPr>`},
		{"section that begins with the change", p(`<w:rPr>`+ins+`</w:rPr><w:sectPr><w:cols/></w:sectPr>`, "") + last, p(`<w:sectPr><w:cols/></w:sectPr>`, "") + last, last},

		{"bookmark around what goes", p("", run("a")+`<w:bookmarkStart w:id="1" w:name="x"/>`+in("del", deleted("b"))+`<w:bookmarkEnd w:id="1"/>`) + last, p("", run("a")) + last,
			p("", run("a")+`<w:bookmarkStart w:id="1" w:name="x"/>`+run("b")+`<w:bookmarkEnd w:id="1"/>`) + last},
		{"bookmark of a paragraph that goes", p(mark(del), `<w:bookmarkStart w:id="1" w:name="x"/>`+in("del", deleted("b"))+`<w:bookmarkEnd w:id="1"/>`) + last, last,
			p("", `<w:bookmarkStart w:id="1" w:name="x"/>`+run("b")+`<w:bookmarkEnd w:id="1"/>`) + last},
		{"bookmark over two paragraphs", p(mark(del), `<w:bookmarkStart w:id="1" w:name="x"/>`+in("del", deleted("b"))) + p("", run("c")+`<w:bookmarkEnd w:id="1"/>`),
			p("", `<w:bookmarkStart w:id="1" w:name="x"/>`+run("c")+`<w:bookmarkEnd w:id="1"/>`), p("", `<w:bookmarkStart w:id="1" w:name="x"/>`+run("b")) + p("", run("c")+`<w:bookmarkEnd w:id="1"/>`)},
		{"empty bookmark stays", p("", `<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>`+in("ins", run("b"))) + last, p("", `<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>`+run("b")) + last,
			p("", `<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>`) + last},
		{"box of content", `<w:sdt><w:sdtPr/><w:sdtContent>` + p(mark(ins), in("ins", run("x"))) + last + `</w:sdtContent></w:sdt>` + last,
			`<w:sdt><w:sdtPr/><w:sdtContent>` + p("", run("x")) + last + `</w:sdtContent></w:sdt>` + last, `<w:sdt><w:sdtPr/><w:sdtContent>` + last + `</w:sdtContent></w:sdt>` + last},
		{"box in a line", p("", `<w:sdt><w:sdtPr/><w:sdtContent>`+in("ins", run("x"))+`</w:sdtContent></w:sdt>`+run("y")) + last, p("", `<w:sdt><w:sdtPr/><w:sdtContent>`+run("x")+`</w:sdtContent></w:sdt>`+run("y")) + last,
			p("", run("y")) + last},
		{"formula", p("", `<m:oMath><m:r><m:t>x</m:t></m:r>`+in("ins", `<m:r><m:t>y</m:t></m:r>`)+`</m:oMath>`) + last, p("", `<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>y</m:t></m:r></m:oMath>`) + last,
			p("", `<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>`) + last},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := file(t, "word/document.xml", part("document", `<w:body>`+test.body+`</w:body>`))
			for choice, want := range []string{test.accepted, test.rejected} {
				got := resolve(t, src, revision.Choice(choice))["word/document.xml"]
				if want := part("document", `<w:body>`+want+`</w:body>`); got != want {
					t.Errorf("choice %d\nwant %s\ngot  %s", choice, want, got)
				}
			}
		})
	}
}

// Notes and comments go with the mark that called them, where no other calls them; other parts are copied byte for byte, in their order.
func TestParts(t *testing.T) {
	call := func(kind, id string) string { return `<w:r><w:` + kind + `Reference w:id="` + id + `"/></w:r>` }
	note := func(kind, id, text string) string {
		return `<w:` + kind + ` w:id="` + id + `">` + p("", run(text)) + `</w:` + kind + `>`
	}
	comment := `<w:comment w:id="0"><w:p w:paraId="AB"><w:r><w:t>c</w:t></w:r></w:p></w:comment>`
	src := file(t,
		"[Content_Types].xml", "<Types/>",
		"word/document.xml", part("document", `<w:body>`+p("", in("ins", call("footnote", "1"))+in("del", call("footnote", "2")+call("endnote", "3"))+
			`<w:commentRangeStart w:id="0"/>`+run("x")+`<w:commentRangeEnd w:id="0"/>`+in("del", call("comment", "0")))+last+`</w:body>`),
		"word/footnotes.xml", part("footnotes", note("footnote", "1", "new")+note("footnote", "2", "old")),
		"word/endnotes.xml", part("endnotes", note("endnote", "3", "end")),
		"word/comments.xml", part("comments", comment),
		"word/commentsExtended.xml", `<w15:commentsEx xmlns:w15="x"><w15:commentEx w15:paraId="AB"/><w15:commentEx w15:paraId="CD"/></w15:commentsEx>`,
		"word/header1.xml", part("hdr", p("", in("ins", run("CMW/C/HND/2"))+in("del", deleted("old")))),
		"word/styles.xml", part("styles", `<w:style/>  <w:style />`),
		"word/media/a.xml.png", "picture",
	)
	for _, test := range []struct {
		choice revision.Choice
		want   map[string]string
	}{
		{revision.Accept, map[string]string{
			"word/document.xml":  part("document", `<w:body>`+p("", call("footnote", "1")+run("x"))+last+`</w:body>`),
			"word/footnotes.xml": part("footnotes", note("footnote", "1", "new")), "word/endnotes.xml": part("endnotes", ""), "word/comments.xml": part("comments", ""),
			"word/commentsExtended.xml": `<w15:commentsEx xmlns:w15="x"><w15:commentEx w15:paraId="CD"/></w15:commentsEx>`, "word/header1.xml": part("hdr", p("", run("CMW/C/HND/2"))),
		}},
		{revision.Reject, map[string]string{
			"word/document.xml":  part("document", `<w:body>`+p("", call("footnote", "2")+call("endnote", "3")+`<w:commentRangeStart w:id="0"/>`+run("x")+`<w:commentRangeEnd w:id="0"/>`+call("comment", "0"))+last+`</w:body>`),
			"word/footnotes.xml": part("footnotes", note("footnote", "2", "old")), "word/header1.xml": part("hdr", p("", run("old"))),
		}},
	} {
		want := unpack(t, src)
		for name, content := range test.want {
			want[name] = content
		}
		if diff := cmp.Diff(want, resolve(t, src, test.choice)); diff != "" {
			t.Errorf("choice %d (-want +got):\n%s", test.choice, diff)
		}
	}
}

// A file without changes is the same file; and what has been resolved has none any more.
func TestNothingToDo(t *testing.T) {
	src := file(t, "word/document.xml", part("document", `<w:body>`+p("", run("Text."))+`</w:body>`), "word/styles.xml", part("styles", "<w:style  />"))
	var b bytes.Buffer
	summary, err := revision.Resolve(&b, src, revision.Accept)
	if err != nil {
		t.Fatal(err)
	}
	if summary.Changes() != 0 {
		t.Errorf("%d changes", summary.Changes())
	}
	if diff := cmp.Diff(unpack(t, src), unpack(t, b.Bytes())); diff != "" {
		t.Error(diff)
	}
}

func TestSummary(t *testing.T) {
	src := file(t, "word/document.xml", part("document", `<w:body>`+p(mark(ins), in("ins", run("x")))+p("", in("del", deleted("y"))+in("moveFrom", run("z"))+in("moveTo", run("z"))+
		`<w:r><w:rPr><w:b/><w:rPrChange`+by+`/></w:rPr></w:r>`)+last+`</w:body>`))
	var b bytes.Buffer
	got, err := revision.Resolve(&b, src, revision.Accept)
	if err != nil {
		t.Fatal(err)
	}
	if want := (revision.Summary{Insertions: 3, Deletions: 2, Formats: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// What no Word file has is refused.
func TestRefused(t *testing.T) {
	body := func(s string) string { return part("document", `<w:body>`+s+`</w:body>`) }
	for _, test := range []struct {
		name, want string
		src        []byte
	}{
		{"no archive", "not a Word file", []byte("text")},
		{"no text", "no part word/document.xml", file(t, "a.xml", "<a/>")},
		{"two parts of one name", "two parts", file(t, "word/document.xml", body(""), "word/document.xml", body(""))},
		{"document type definition", "document type definition", file(t, "word/document.xml", `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`)},
		{"entity", "entity", file(t, "word/document.xml", body("&x;"))},
		{"too deep", "more than 256 deep", file(t, "word/document.xml", strings.Repeat("<a>", 300)+strings.Repeat("</a>", 300))},
		{"not closed", "not closed", file(t, "word/document.xml", "<a><b></b>")},
		{"closed twice", "closes no element", file(t, "word/document.xml", "<a></b></a>")},
		{"bomb", "larger than 64 MB", file(t, "word/document.xml", body(strings.Repeat(" ", 65<<20)))},
		{"many large parts", "larger than 256 MB", file(t, "word/document.xml", body(""), "word/a.xml", blank(), "word/b.xml", blank(), "word/c.xml", blank(), "word/d.xml", blank(), "word/e.xml", blank())},
	} {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			_, err := revision.Resolve(&b, test.src, revision.Accept)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v; want %q", err, test.want)
			}
			if b.Len() > 0 {
				t.Errorf("%d bytes are written all the same", b.Len())
			}
		})
	}
}

// blank is a part of 60 MB.
func blank() string { return "<a>" + strings.Repeat(" ", 60<<20) + "</a>" }

// Whatever stands in a file, no change is left in it, what is written can be read again, and there is no panic.
func FuzzResolve(f *testing.F) {
	f.Add(p(mark(ins), in("ins", run("x"))) + table(row(del, cell(`<w:vMerge/>`, last))) + last)
	f.Add(`<w:ins/><w:p><w:pPr/><w:del><w:r/></w:del></w:p><w:tbl><w:tr/></w:tbl><w:sdt><w:sdtContent><w:ins><w:p/></w:ins></w:sdtContent></w:sdt>`)
	f.Add(`<w:pPr><w:pPrChange><w:pPr/></w:pPrChange></w:pPr><w:rPr><w:ins/></w:rPr><w:numPr><w:ins/></w:numPr><w:tcPr><w:cellMerge w:vMerge="cont"/></w:tcPr>`)
	f.Fuzz(func(t *testing.T, body string) {
		src := file(t, "word/document.xml", part("document", `<w:body>`+body+`</w:body>`))
		for _, choice := range []revision.Choice{revision.Accept, revision.Reject} {
			var b, again bytes.Buffer
			if _, err := revision.Resolve(&b, src, choice); err != nil {
				continue
			}
			summary, err := revision.Resolve(&again, b.Bytes(), choice)
			if err != nil {
				t.Fatalf("cannot be read again: %v", err)
			}
			if summary.Changes() > 0 {
				t.Errorf("%d changes are left in %s", summary.Changes(), unpack(t, b.Bytes())["word/document.xml"])
			}
		}
	})
}
