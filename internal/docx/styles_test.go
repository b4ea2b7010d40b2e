package docx_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/templates"
)

// flat writes the properties of a style in one line: "spacing after=120", ….
func flat(n *node) string {
	var out []string
	for _, part := range []string{"pPr", "rPr"} {
		for _, k := range n.child(part).kids {
			if k.name == "tabs" || k.name == "pBdr" {
				for _, inner := range k.kids {
					out = append(out, one(inner))
				}
				continue
			}
			if !strings.HasSuffix(k.name, "Cs") {
				out = append(out, one(k))
			}
		}
	}
	return strings.Join(out, "; ")
}

func one(n *node) string {
	s := n.name
	for _, name := range sorted(n.attrs) {
		s += fmt.Sprintf(" %s=%s", name, n.attrs[name])
	}
	return s
}

// The styles are those of the UN Geneva template: ids, names, aliases and values as read in published files. The outline levels of
// headings are ours.
func TestTemplateStyles(t *testing.T) {
	heading := "keepNext; keepLines; tab pos=851 val=right; spacing after=%d before=%d line=%d lineRule=exact; ind hanging=1134 left=1134 right=1134; outlineLvl val=%d"
	spread := "keepNext; keepLines; spacing after=240 before=240 line=%d lineRule=exact; ind left=1134 right=1134; b; sz val=%d"
	contents := "tab pos=851 val=right; tab pos=1134 val=left; tab pos=1559 val=left; tab pos=1985 val=left; tab leader=dot pos=8930 val=right; tab pos=9639 val=right; spacing after=120"
	want := map[string]string{
		"Normal":            "Normal||suppressAutoHyphens; spacing line=240 lineRule=atLeast",
		"SingleTxtG":        "_ Single Txt_G||tab pos=1701 val=left; spacing after=120; ind left=1134 right=1134; jc val=both",
		"HChG":              "_ H _Ch_G||" + fmt.Sprintf(heading, 240, 360, 300, 0) + "; b; sz val=28",
		"H1G":               "_ H_1_G||" + fmt.Sprintf(heading, 240, 360, 270, 1) + "; b; sz val=24",
		"H23G":              "_ H_2/3_G||" + fmt.Sprintf(heading, 120, 240, 240, 2) + "; b",
		"H4G":               "_ H_4_G||" + fmt.Sprintf(heading, 120, 240, 240, 4) + "; i",
		"H56G":              "_ H_5/6_G||" + fmt.Sprintf(heading, 120, 240, 240, 5),
		"Bullet1G":          "_Bullet 1_G||numPr; spacing after=120; ind hanging=170 left=1701 right=1134; jc val=both",
		"Bullet2G":          "_Bullet 2_G||numPr; spacing after=120; ind hanging=170 left=2268 right=1134; jc val=both",
		"FootnoteText":      "footnote text|5_G|tab pos=1021 val=right; tab pos=1135 val=left; spacing line=220 lineRule=exact; ind hanging=1134 left=1134 right=1134; sz val=18",
		"FootnoteReference": "footnote reference|4_G|sz val=18; vertAlign val=superscript",
		"Header":            "header|6_G|bottom color=auto space=4 sz=4 val=single; b; sz val=18",
		"Footer":            "footer|3_G|sz val=16",
		"PageNumber":        "page number|7_G|b; sz val=18",
		"Heading1":          "heading 1|Table_G|keepNext; keepLines; spacing after=120; ind left=1134 right=1134; outlineLvl val=9",
		"TableFootnote":     "TableFootnote||spacing before=60 line=220 lineRule=atLeast; ind firstLine=170 left=1134 right=1134; sz val=18",
		// Those that no report uses.
		"HMG":              "_ H __M_G||keepNext; keepLines; tab pos=851 val=right; spacing after=240 before=240 line=360 lineRule=exact; ind hanging=1134 left=1134 right=1134; b; sz val=34",
		"SSG":              "__S_S_G||" + fmt.Sprintf(spread, 300, 28),
		"SMG":              "__S_M_G||" + fmt.Sprintf(spread, 420, 40),
		"SLG":              "__S_L_G||" + fmt.Sprintf(spread, 580, 56),
		"XLargeG":          "__XLarge_G||" + fmt.Sprintf(spread, 420, 40),
		"FootnoteTable":    "Footnote Table||spacing before=60 line=220 lineRule=atLeast; contextualSpacing; jc val=both; sz val=18",
		"EndnoteText":      "endnote text|2_G|",
		"EndnoteReference": "endnote reference|1_G|",
		"TOC1":             "toc 1||" + contents,
		"TOC2":             "toc 2||" + contents,
		"TOC3":             "toc 3||" + contents,
	}
	got := map[string]string{}
	based := map[string]string{}
	for _, n := range open(t, render(t, longReport())).parse("word/styles.xml").all("style") {
		based[n.attrs["styleId"]] = n.child("basedOn").attrs["val"]
		got[n.attrs["styleId"]] = n.child("name").attrs["val"] + "|" + n.child("aliases").attrs["val"] + "|" + flat(n)
	}
	for id, w := range want {
		if got[id] != w {
			t.Errorf("style %s\ngot  %s\nwant %s", id, got[id], w)
		}
	}
	for id, want := range map[string]string{"EndnoteText": "FootnoteText", "EndnoteReference": "FootnoteReference", "TableGrid": "TableNormal", "SMG": "Normal"} {
		if based[id] != want {
			t.Errorf("style %s is based on %q, want %q", id, based[id], want)
		}
	}
}

// Every style that is used is defined, once, and no name is given twice.
func TestStylesDefined(t *testing.T) {
	for name, r := range reports() {
		f := open(t, render(t, r))
		var ids, names []string
		for _, n := range f.parse("word/styles.xml").all("style") {
			ids = append(ids, n.attrs["styleId"])
			names = append(names, strings.ToLower(n.child("name").attrs["val"]))
		}
		for _, list := range [][]string{ids, names} {
			slices.Sort(list)
			if n := len(slices.Compact(slices.Clone(list))); n != len(list) {
				t.Errorf("%s: styles are not unique: %q", name, list)
			}
		}
		for _, part := range f.xmlParts() {
			root := f.parse(part)
			for _, use := range []string{"pStyle", "rStyle", "tblStyle", "basedOn", "next"} {
				for _, n := range root.all(use) {
					if !slices.Contains(ids, n.attrs["val"]) {
						t.Errorf("%s: %s uses style %q, which is not defined", name, part, n.attrs["val"])
					}
				}
			}
		}
	}
}

// A heading has the outline level of its depth, whether from its style or stated; the title and captions have none.
func TestOutline(t *testing.T) {
	r := longReport()
	r.Blocks = nil
	for level := 1; level <= 6; level++ {
		r.Blocks = append(r.Blocks, &doc.Heading{Base: doc.Base{ID: doc.ID(fmt.Sprint("sec-", level))}, Level: level, Number: "1.", Inlines: words(fmt.Sprint("Heading of level ", level))})
	}
	r.Blocks = append(r.Blocks, doc.Samples()[5].Report.Blocks...)
	r.Notes = doc.Samples()[5].Report.Notes
	r.Blocks[6].(*doc.Table).Caption.Inlines = words("Caption of the table")
	r.Blocks[6].(*doc.Table).Notes = nil
	r.Blocks[6].(*doc.Table).Rows[3].Cells[1].Inlines = nil
	f := open(t, render(t, r))
	levels := map[string]string{}
	for _, n := range f.parse("word/styles.xml").all("style") {
		levels[n.attrs["styleId"]] = n.child("pPr").child("outlineLvl").attrs["val"]
	}
	level := func(words string) string {
		p := f.paragraph(words).child("pPr")
		if own := p.child("outlineLvl").attrs["val"]; own != "" {
			return own
		}
		return levels[p.child("pStyle").attrs["val"]]
	}
	for i := range 6 {
		if got := level(fmt.Sprint("Heading of level ", i+1)); got != fmt.Sprint(i) {
			t.Errorf("a heading of level %d has outline level %q", i+1, got)
		}
	}
	if got := level("A long report"); got != "9" {
		t.Errorf("the title has outline level %q", got)
	}
	if got := level("Caption of the table"); got != "9" {
		t.Errorf("a caption has outline level %q", got)
	}
}

// A text whose style says all of it states nothing itself.
func TestNoDirectFormatting(t *testing.T) {
	f := open(t, render(t, longReport()))
	for words, want := range map[string]string{
		"12.\t":                "numPr",
		"II.\tA chapter":       "numPr",
		"A.\tA subhead":        "numPr",
		"Committee on":         "",
		"[Date received":       "",
		"Table 1\n":            "",
		"(b)\tAn item":         "numPr",
		"Distr.: General\n":    "",
		"Persons in another c": "",
	} {
		p := f.paragraph(words)
		p.child("pPr").kids = slices.DeleteFunc(p.child("pPr").kids, func(k *node) bool { return k.name == "pStyle" })
		if got := flat(p); got != want {
			t.Errorf("%q states %q; want %q", words, got, want)
		}
	}
}

// A sheet without names for its styles still gives a page: everything is stated where it stands.
func TestSheetWithoutNames(t *testing.T) {
	src, err := templates.Files.ReadFile("styles/un-geneva.toml")
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for line := range strings.Lines(string(src)) {
		if !strings.HasPrefix(line, "word = {") {
			kept = append(kept, line)
		}
	}
	var found diag.List
	s, err := (&style.Templates{Project: fstest.MapFS{"templates/styles/own.toml": {Data: []byte(strings.Join(kept, ""))}}, Builtin: templates.Files, Found: &found}).Sheet("own", styletest.Sheet("en").Language)
	if err != nil || s == nil || found.Len() > 0 {
		t.Fatalf("style sheet: %v, %d findings", err, found.Len())
	}
	f := open(t, renderWith(t, longReport(), s))
	p := f.paragraph("II.\tA chapter")
	if got, want := flat(p), "keepNext; keepLines; numPr; spacing after=240 before=360 line=300 lineRule=exact; ind right=1134; outlineLvl val=0"; got != want {
		t.Errorf("a heading states %q; want %q", got, want)
	}
	if mark := f.paragraph("12.\t").all("footnoteReference"); len(mark) != 1 {
		t.Errorf("%d marks", len(mark))
	}
	for _, run := range f.paragraph("12.\t").all("r") {
		if len(run.all("footnoteReference")) > 0 && run.child("rPr").child("vertAlign").attrs["val"] != "superscript" {
			t.Error("the mark of a note is not raised")
		}
	}
	for _, part := range f.xmlParts() {
		checkOrder(t, part, f.parse(part))
	}
}
