package word_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/word"
)

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func ins(text string) string { return `<w:ins w:id="1" w:author="Ana">` + run(text) + `</w:ins>` }

func del(text string) string {
	return `<w:del w:id="2" w:author="Ana"><w:r><w:delText xml:space="preserve">` + text + `</w:delText></w:r></w:del>`
}

func paragraph(inside string) string { return `<w:p>` + inside + `</w:p>` }

func ending(change string) string {
	return `<w:pPr><w:rPr><w:` + change + ` w:id="3"/></w:rPr></w:pPr>`
}

func TestReadMarked(t *testing.T) {
	note := func(id string) string { return `<w:r><w:footnoteReference w:id="` + id + `"/></w:r>` }
	tests := []struct {
		name, body string
		want       []string
	}{
		{"words", paragraph(run("a ") + ins("b") + del("c") + run(" d")), []string{"a {++b++}{--c--} d"}},
		{"runs of one change", paragraph(ins("a ") + ins("b")), []string{"{++a b++}"}},
		{"moves", paragraph(`<w:moveFrom>`+run("a")+`</w:moveFrom>`) + paragraph(`<w:moveTo>`+run("a")+`</w:moveTo>`), []string{"{--a--}", "{++a++}"}},
		{"inserted and deleted again", paragraph(`<w:ins>` + del("a") + run("b") + `</w:ins>`), []string{"{--a--}{++b++}"}},
		{"whole paragraphs", paragraph(ending("ins")+ins("a")) + paragraph(ending("del")+del("b")), []string{"{++a++}", "{--b--}"}},
		{"marks alone", paragraph(ending("del")+run("a")) + paragraph(ending("ins")+run("b")) + paragraph(ending("del")+del("c")+run("d")), []string{"a{--¶--}", "b{++¶++}", "{--c--}d{--¶--}"}},
		{"fields", paragraph(`<w:del><w:r><w:delInstrText>REF x</w:delInstrText></w:r></w:del>` + del("12")), []string{"{--12--}"}},
		{"formatting", paragraph(`<w:pPr><w:rPr><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:pPrChange/></w:pPr>` + run("a")), []string{"a"}},
		{"rows", `<w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc>` + paragraph(ending("ins")+ins("a")) + `</w:tc></w:tr></w:tbl>`, []string{"{++a++}"}},
		{"notes", paragraph(run("a") + note("7") + `<w:ins>` + note("2") + `</w:ins>` + run("b")), []string{"a[^1]{++[^2]++}b"}},
		{"comments", paragraph(ins("a") + `<w:r><w:commentReference w:id="4"/></w:r>` + `<w:r><w:commentReference w:id="4"/></w:r><w:r><w:commentReference w:id="5"/></w:r>`), []string{"{++a++}{>>Bea: Which year?<<}"}},
	}
	for _, test := range tests {
		r := file(t, map[string]string{
			"word/document.xml":  document(test.body),
			"word/footnotes.xml": part("footnotes", `<w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">`+paragraph(run(" Two"))+paragraph(del("x")+ins("y"))+`</w:footnote><w:footnote w:id="7">`+paragraph(run("Seven"))+`</w:footnote>`),
			"word/comments.xml":  part("comments", `<w:comment w:id="4" w:author="Bea">`+paragraph(run("Which year?"))+`</w:comment>`),
		})
		d, err := word.ReadMarked(r, r.Size())
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		var got []string
		for _, p := range d.Paragraphs {
			got = append(got, p.Text)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		if test.name == "notes" {
			if diff := cmp.Diff([]string{"Seven", "Two {--x--}{++y++}"}, d.Notes); diff != "" {
				t.Errorf("texts of notes (-want +got):\n%s", diff)
			}
		}
	}
}

// TestReadMarkedCountsOn wants the numbers of Word, which counts deleted paragraphs while it shows them.
func TestReadMarkedCountsOn(t *testing.T) {
	parts := map[string]string{
		"word/numbering.xml": part("numbering", `<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`),
		"word/document.xml":  document(numbered(1, 0, "a") + paragraph(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>`+del("b")) + numbered(1, 0, "c")),
	}
	r := file(t, parts)
	d, err := word.ReadMarked(r, r.Size())
	if err != nil {
		t.Fatal(err)
	}
	want := []word.Paragraph{{Number: "1.", Text: "a"}, {Number: "2.", Text: "{--b--}", Changed: []string{"", "Ana"}}, {Number: "3.", Text: "c"}}
	if diff := cmp.Diff(want, d.Paragraphs); diff != "" {
		t.Errorf("paragraphs (-want +got):\n%s", diff)
	}
}

// Comments come with their author and the cell that they stand in, also where the cell is empty, and those whose place is deleted come too.
func TestRemarks(t *testing.T) {
	mark := func(id string) string { return `<w:commentRangeStart w:id="` + id + `"/>` }
	call := func(id string) string {
		return `<w:commentRangeEnd w:id="` + id + `"/><w:r><w:commentReference w:id="` + id + `"/></w:r>`
	}
	cell := func(inside string) string { return `<w:tc><w:p>` + inside + `</w:p></w:tc>` }
	body := paragraph(run("a")+call("1")) +
		`<w:bookmarkStart w:id="1" w:name="outside"/><w:bookmarkEnd w:id="1"/><w:tbl><w:tr>` + cell(`<w:bookmarkStart w:id="2" w:name="inside"/>`+run("b")) + cell(mark("3")+call("3")) + `</w:tr></w:tbl>` +
		paragraph(`<w:del>`+call("2")+`</w:del>`+run("c"))
	comment := func(id, author, text string) string {
		return `<w:comment w:id="` + id + `" w:author="` + author + `">` + paragraph(run(text)) + paragraph(run("And?")) + `</w:comment>`
	}
	r := file(t, map[string]string{
		"word/document.xml": document(body),
		"word/comments.xml": part("comments", comment("1", "Ana", "One.")+comment("2", "Bea", "Two.")+comment("3", "Eva", "Three.")),
	})
	d, err := word.Read(r, r.Size())
	if err != nil {
		t.Fatal(err)
	}
	want := []word.Remark{{Author: "Ana", Text: "One.\nAnd?"}, {Author: "Eva", Text: "Three.\nAnd?", Row: 1, Cell: 2}, {Author: "Bea", Text: "Two.\nAnd?"}}
	if diff := cmp.Diff(want, d.Remarks); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"outside", "inside"}, d.Paragraphs[1].Bookmarks); diff != "" {
		t.Errorf("bookmarks (-want +got):\n%s", diff)
	}
}
