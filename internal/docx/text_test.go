package docx_test

import (
	"strings"
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/styletest"
)

// runsOf writes the runs of a paragraph in a line: properties in braces before the words.
func runsOf(p *node) string {
	var b strings.Builder
	for _, r := range p.all("r") {
		var props []string
		for _, k := range r.child("rPr").kids {
			if !strings.HasSuffix(k.name, "Cs") {
				props = append(props, one(k))
			}
		}
		if len(props) > 0 {
			b.WriteString("{" + strings.Join(props, "; ") + "}")
		}
		b.WriteString(r.words() + "|")
	}
	return b.String()
}

// Runs state what differs from the style of their paragraph, and text of like properties is one run.
func TestRuns(t *testing.T) {
	emph := func(in ...doc.Inline) doc.Inline { return &doc.Emph{Inlines: in} }
	text := func(s string) doc.Inline { return &doc.Text{Value: s} }
	paragraph := func(in ...doc.Inline) doc.Block { return &doc.Paragraph{Base: doc.Base{ID: "p"}, Inlines: in} }
	heading := func(level int, in ...doc.Inline) doc.Block {
		return &doc.Heading{Base: doc.Base{ID: "h"}, Level: level, Inlines: in}
	}
	for name, test := range map[string]struct {
		block doc.Block
		want  string
	}{
		"joined":             {paragraph(text("One "), &doc.Cited{Key: "k", Inlines: words("two ")}, text("three")), "One two three|"},
		"italic":             {paragraph(text("A "), emph(text("title")), text(".")), "A |{i}title|.|"},
		"italic in italic":   {paragraph(emph(text("ultima "), emph(text("ratio")))), "{i}ultima |ratio|"},
		"italic in a head":   {heading(5, text("On "), emph(text("refoulement"))), "\t\tOn |{i val=0}refoulement|"},
		"bold in a head":     {heading(1, &doc.Strong{Inlines: words("Heavy")}), "\t\tHeavy|"},
		"bold and italic":    {paragraph(&doc.Strong{Inlines: []doc.Inline{emph(text("both"))}}), "{b; i}both|"},
		"raised":             {paragraph(text("1"), &doc.Super{Inlines: words("er")}), "1|{vertAlign val=superscript}er|"},
		"Spanish":            {paragraph(&doc.Foreign{Language: "es", Inlines: words("casa")}), "{lang val=es-ES}casa|"},
		"Arabic":             {paragraph(&doc.Foreign{Language: "ar", Inlines: words("بيت")}), "{rtl; lang bidi=ar-SA}بيت|"},
		"Chinese":            {paragraph(&doc.Foreign{Language: "zh", Inlines: words("家")}), "{lang eastAsia=zh-CN}家|"},
		"another language":   {paragraph(&doc.Foreign{Language: "miq", Inlines: words("watla")}), "{lang val=miq}watla|"},
		"break":              {paragraph(text("a"), &doc.Break{}, text("b")), "a\nb|"},
		"recommendation":     {paragraph(&doc.Ref{Kind: doc.RecommendationRef, Pieces: []doc.RefPiece{{Text: "paragraph 17"}}}), "paragraph 17|"},
		"reference, supra":   {paragraph(&doc.Ref{Kind: doc.NoteRef, Pieces: []doc.RefPiece{{Text: "nota 1 "}, {Text: "supra", Emph: true}}}), "nota 1 |{i}supra|"},
		"heading, no number": {heading(3, text("Title")), "\t\tTitle|"},
	} {
		t.Run(name, func(t *testing.T) {
			r := doc.Samples()[0].Report
			r.Blocks = []doc.Block{test.block}
			body := open(t, render(t, r)).parse("word/document.xml").child("body")
			paragraphs := body.all("p")
			if got := runsOf(paragraphs[len(paragraphs)-2]); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// What stands inside items and quotations keeps its place: tabs, indents and markers.
func TestPlaces(t *testing.T) {
	item := func(id doc.ID, marker string, blocks ...doc.Block) *doc.Item {
		return &doc.Item{Base: doc.Base{ID: id}, Marker: marker, Inlines: words("Item " + string(id)), Blocks: blocks}
	}
	paragraph := func(id doc.ID) *doc.Paragraph {
		return &doc.Paragraph{Base: doc.Base{ID: id}, Inlines: words("Text " + string(id))}
	}
	list := func(id doc.ID, depth int, ordered bool, items ...*doc.Item) *doc.List {
		return &doc.List{Base: doc.Base{ID: id}, Ordered: ordered, Depth: depth, Items: items}
	}
	r := doc.Samples()[0].Report
	r.Blocks = []doc.Block{
		list("l1", 1, true, item("one", "(a)", paragraph("in-one"), list("l2", 2, true, item("two", "(i)", list("l3", 3, false, item("three", "•")))))),
		list("l4", 1, false, item("bullet", "•", paragraph("in-bullet"))),
		&doc.Quote{Base: doc.Base{ID: "q"}, Blocks: []doc.Block{paragraph("quoted"), list("l5", 1, true, item("in-quote", "(1)"))}},
		&doc.Heading{Base: doc.Base{ID: "annex"}, Level: 1, Number: "Annex I", Annex: true, Inlines: words("Statistics")},
		paragraph("last"),
	}
	f := open(t, render(t, r))
	for words, want := range map[string]string{
		"(a)\tItem one":      "SingleTxtG: numPr",
		"Text in-one":        "SingleTxtG: keepNext; ind firstLine=1134",
		"(i)\tItem two":      "SingleTxtG: numPr",
		"•\tItem three":      "Bullet2G: numPr",
		"•\tItem bullet":     "Bullet1G: ",
		"Text in-bullet":     "Bullet1G: numPr; ind firstLine=0 left=1701",
		"Text quoted":        "QuoteG: keepNext",
		"(1)\tItem in-quote": "QuoteG: tab pos=2835 val=left; ind firstLine=567",
		"Annex I\nStatistic": "HChG: pageBreakBefore",
		"Text last":          "SingleTxtG: keepNext",
	} {
		p := f.paragraph(words)
		style := p.child("pPr").child("pStyle").attrs["val"]
		got := strings.TrimPrefix(flat(p), "pStyle val="+style)
		if got = style + ": " + strings.TrimPrefix(got, "; "); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", words, got, want)
		}
	}
	if p := f.paragraph("(1)\tItem"); !strings.HasPrefix(p.words(), "(1)\t") {
		t.Errorf("an item begins %q", p.words())
	}
}

// The first page: the symbol in two sizes, the distribution in paragraphs, the words that stand for what is not yet known.
func TestFront(t *testing.T) {
	r := longReport()
	body := open(t, render(t, r)).parse("word/document.xml").child("body")
	masthead := body.child("tbl")
	var got []string
	for _, p := range masthead.all("p") {
		got = append(got, runsOf(p))
	}
	want := []string{"", "United Nations|", "{rStyle val=SymbolLargeG}CMW|/C/XYZ/2|", "", "A treaty\nin two lines|", "Distr.: General\n9 February 2024|", "English\nOriginal: Spanish|"}
	if strings.Join(got, " ~ ") != strings.Join(want, " ~ ") {
		t.Errorf("masthead\ngot  %q\nwant %q", got, want)
	}
	position := masthead.child("tblPr").child("tblpPr").attrs
	if position["vertAnchor"] != "page" || position["horzAnchor"] != "page" || position["tblpY"] != "285" || position["tblpX"] != "1134" {
		t.Errorf("the masthead stands at %v", position)
	}
	var heights []string
	for _, h := range masthead.all("trHeight") {
		heights = append(heights, h.attrs["val"]+" "+h.attrs["hRule"])
	}
	if strings.Join(heights, ", ") != "1134 exact, 2552 exact" {
		t.Errorf("rows of %v", heights)
	}
	r.Front.Symbol = "[symbol to be assigned]"
	r.Front.Distribution, r.Front.Treaty, r.Front.Committee = nil, nil, nil
	f := open(t, render(t, r))
	if got := runsOf(f.paragraph("to be assigned")); got != "[symbol to be assigned]|" {
		t.Errorf("what stands for the symbol: %q", got)
	}
	for i, tc := range f.parse("word/document.xml").child("body").child("tbl").all("tc") {
		if len(tc.all("p")) == 0 {
			t.Errorf("cell %d of the masthead has no paragraph: Word takes that for damage", i)
		}
	}
}

// Heads and feet: the symbol and the folio, left on even pages and right on odd ones, nothing on the first.
func TestHeadsAndFeet(t *testing.T) {
	f := open(t, render(t, longReport()))
	targets := map[string]string{}
	for _, rel := range f.parse("word/_rels/document.xml.rels").kids {
		targets[rel.attrs["Id"]] = rel.attrs["Target"]
	}
	section := f.parse("word/document.xml").child("body").child("sectPr")
	if section.child("titlePg").name == "" {
		t.Error("the first page has no heads of its own")
	}
	if f.parse("word/settings.xml").child("evenAndOddHeaders").name == "" {
		t.Error("even and odd pages have the same heads")
	}
	want := map[string]string{
		"headerReference even": "pStyle val=Header/CMW/C/XYZ/2", "headerReference default": "pStyle val=Header; jc val=right/CMW/C/XYZ/2", "headerReference first": "/",
		"footerReference even": "pStyle val=Footer/2", "footerReference default": "pStyle val=Footer; jc val=right/2", "footerReference first": "/",
	}
	for _, k := range section.kids {
		use := k.name + " " + k.attrs["type"]
		if w, ok := want[use]; ok {
			p := f.parse("word/" + targets[k.attrs["id"]]).child("p")
			if got := flat(p) + "/" + p.words(); got != w {
				t.Errorf("%s\ngot  %s\nwant %s", use, got, w)
			}
			delete(want, use)
		}
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	if got := one(section.child("pgSz")) + "; " + one(section.child("pgMar")); got != "pgSz code=9 h=16838 w=11906; pgMar bottom=1134 footer=567 gutter=0 header=850 left=1134 right=1134 top=1417" {
		t.Errorf("page: %s", got)
	}
}

// The report ends with four underlined tabs that stay with the last paragraph.
func TestEndRule(t *testing.T) {
	f := open(t, render(t, longReport()))
	kids := f.parse("word/document.xml").child("body").kids
	rule, last := kids[len(kids)-2], kids[len(kids)-3]
	if got := runsOf(rule); got != "{u val=single}\t\t\t\t|" {
		t.Errorf("the end rule is %q", got)
	}
	if last.child("pPr").child("keepNext").name == "" {
		t.Error("the last paragraph may part from the end rule")
	}
	for _, sample := range doc.Samples() { // whatever ends the report
		kids := open(t, render(t, sample.Report)).parse("word/document.xml").child("body").kids
		last := kids[len(kids)-3]
		if last.name == "tbl" {
			rows := last.all("tr")
			last = rows[len(rows)-1].all("p")[0]
		}
		if last.child("pPr").child("keepNext").name == "" && !strings.HasPrefix(sample.Kind, "Heading") {
			t.Errorf("%s: the end may part from the end rule", sample.Kind)
		}
	}
}

// No paragraph of the text is empty: room is a matter of styles.
func TestNoEmptyParagraphs(t *testing.T) {
	for name, r := range reports() {
		for i, k := range open(t, render(t, r)).parse("word/document.xml").child("body").kids {
			if k.name == "p" && k.words() == "" && len(k.all("drawing")) == 0 {
				t.Errorf("%s: element %d of the body is an empty paragraph", name, i)
			}
		}
	}
}

// A line that ends with a break is not stretched in a justified paragraph.
func TestBreakDoesNotStretch(t *testing.T) {
	compat := open(t, render(t, doc.Samples()[0].Report)).parse("word/settings.xml").child("compat")
	if len(compat.kids) == 0 || compat.kids[0].name != "doNotExpandShiftReturn" {
		t.Errorf("compat begins with %+v", compat.kids)
	}
}

// The rooms of neighbours add up, as in the PDF.
func TestRoomsAddUp(t *testing.T) {
	compat := open(t, render(t, doc.Samples()[0].Report)).parse("word/settings.xml").child("compat")
	if len(compat.all("doNotUseHTMLParagraphAutoSpacing")) != 1 {
		t.Errorf("compat is %+v", compat.kids)
	}
}

// Words are divided where the sheet says so, in justified text only, as in the PDF.
func TestHyphenation(t *testing.T) {
	for _, divide := range []bool{false, true} {
		s := *styletest.Sheet("en")
		s.Lines.Hyphenate = divide
		f := open(t, renderWith(t, longReport(), &s))
		settings := f.parse("word/settings.xml")
		for _, name := range []string{"autoHyphenation", "consecutiveHyphenLimit", "doNotHyphenateCaps"} {
			if got := settings.child(name).name != ""; got != divide {
				t.Errorf("hyphenate = %t: settings have %s: %t", divide, name, got)
			}
		}
		whole := map[string]string{} // by style: what it says of suppressAutoHyphens
		for _, n := range f.parse("word/styles.xml").all("style") {
			if p := n.child("pPr").child("suppressAutoHyphens"); p.name != "" {
				whole[n.attrs["styleId"]] = "on" + p.attrs["val"]
			}
		}
		for _, justified := range []string{"Normal", "SingleTxtG", "Bullet1G", "QuoteG"} {
			if want := map[bool]string{false: "on", true: ""}[divide || justified != "Normal"]; whole[justified] != want {
				t.Errorf("hyphenate = %t: style %s says %q; want %q", divide, justified, whole[justified], want)
			}
		}
		for _, ragged := range []string{"HChG", "H1G", "FootnoteText", "Heading1", "HMG", "TOC1"} {
			if want := map[bool]string{true: "on"}[divide]; whole[ragged] != want {
				t.Errorf("hyphenate = %t: style %s says %q; want %q", divide, ragged, whole[ragged], want)
			}
		}
		for _, p := range f.parse("word/document.xml").all("suppressAutoHyphens") {
			t.Errorf("hyphenate = %t: a paragraph says %v of itself", divide, p.attrs)
		}
	}
}

// The end of a paragraph stays with the list or quotation that it introduces, as in the PDF, and with nothing else.
func TestIntroductions(t *testing.T) {
	para := func(s string) doc.Block { return &doc.Paragraph{Base: doc.Base{ID: doc.ID(s)}, Inlines: words(s)} }
	list := &doc.List{Base: doc.Base{ID: "list"}, Ordered: true, Depth: 1, Items: []*doc.Item{{Base: doc.Base{ID: "item"}, Marker: "(a)", Inlines: words("item")}}}
	quote := &doc.Quote{Base: doc.Base{ID: "quote"}, Blocks: []doc.Block{para("quoted")}}
	f := open(t, render(t, &doc.Report{Language: "en", Front: doc.Front{Title: words("Title")}, Blocks: []doc.Block{para("plain"), para("introduces"), list, para("quotes"), quote, para("last")}}))
	for words, want := range map[string]bool{"plain": false, "introduces": true, "item": false, "quotes": true, "quoted": false, "last": true} {
		if got := f.paragraph(words).child("pPr").child("keepNext").name != ""; got != want {
			t.Errorf("%q stays with what follows: %t", words, got)
		}
	}
}
