package suite_test

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
	"rapporteur/internal/pdf"
)

// measured is a report with everything of which the UN page says where it stands: words that stand once in it mark the places.
const measured = `# Chapterword

## Sectionword

### Subsectionword

#### Partword

##### Pointword

###### Lastword

Bodyword is a paragraph that turns over, so that it has lines which come back to the left edge of the text, Turnword, and others that end
at the right edge of the measure, as justified lines do.[^n] It has a second note, and a second line of it.[^m]

[^n]: Noteword is the text of a note that turns over, so that its second line begins below the first, as it does in published documents Noteturn of the United Nations.
[^m]: Secondnote is short.

Listword begins a list:

1. Itemword of the first level, which turns over to a second line at the left edge of the text and not below its own first word Itemturn, which follows;
   1. Deepword of the second level, which turns over to a second line as the one above it does, but farther to the right Deepturn, all the same;
      1. Deeperword of the third level, which turns over to a second line as the one above it does, but farther in Deeperturn, and so on;
         1. Deepestword of the fourth level.

Bulletword begins bullets:

- Pointedword is a bullet, which turns over to a second line that begins below its first word and not below the bullet itself, Pointedturn;
  - Innerword is a bullet inside it.

Quoteword is quoted:

> Quotedword is a quotation of several lines, indented on both sides, so that its lines are shorter than those of the text around it, Quotedturn is on a second line.

Tableword follows:

| Headword | Numberhead |
|----------|-----------:|
| Stubword | 1234       |
| Lineword | 567        |
| **Totalword** | **1801** |

: Captionword {#tbl-x}

Note: Underword is a note below the table.

` + "@@@"

// A printedWord is a word on a page: its edges, its base line and size, in millimetres from the upper left corner and in points.
type printedWord struct {
	text              string
	page              int
	left, right, base float64
	size              float64
}

var (
	wordBox = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>`)
	filled  = regexp.MustCompile(`(?m)^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re`)
)

// millimetre is in points.
const millimetre = 72 / 25.4

// wordsOnPages reads the words of a PDF with poppler. The box of a word goes from the ascender to the descender of Liberation Serif.
func wordsOnPages(t *testing.T, file []byte) []printedWord {
	t.Helper()
	need(t, "pdftotext")
	const ascender, descender = 0.891, 0.216
	var out []printedWord
	for i, page := range strings.Split(string(run(t, file, "pdftotext", "-bbox", "FILE", "-")), "<page ")[1:] {
		for _, m := range wordBox.FindAllStringSubmatch(page, -1) {
			var edge [4]float64
			for k := range edge {
				edge[k], _ = strconv.ParseFloat(m[k+1], 64)
			}
			size := (edge[3] - edge[1]) / (ascender + descender)
			out = append(out, printedWord{html.UnescapeString(m[5]), i + 1, edge[0] / millimetre, edge[2] / millimetre, (edge[1] + size*ascender) / millimetre, size})
		}
	}
	return out
}

// A printedRule is a rule on a page, in millimetres from the upper left corner; its weight is in points.
type printedRule struct{ page, left, right, top, bottom, weight float64 }

// rulesOnPages reads the filled boxes of a PDF, page by page, with qpdf.
func rulesOnPages(t *testing.T, file []byte) (out []printedRule) {
	t.Helper()
	need(t, "qpdf")
	const height = 297
	plain := string(run(t, file, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-"))
	for i, page := range strings.Split(plain, "%% Contents for page ")[1:] {
		content, _, _ := strings.Cut(page, "endstream")
		for _, m := range filled.FindAllStringSubmatch(content, -1) {
			var v [4]float64
			for k := range v {
				v[k], _ = strconv.ParseFloat(m[k+1], 64)
			}
			out = append(out, printedRule{float64(i + 1), v[0] / millimetre, (v[0] + v[2]) / millimetre, height - (v[1]+v[3])/millimetre, height - v[1]/millimetre, v[3]})
		}
	}
	return out
}

// measuredReport builds the report in a language.
func measuredReport(t *testing.T, language string) []byte {
	t.Helper()
	project := fstest.MapFS{
		"content/" + language + "/section.md": {Data: []byte(strings.ReplaceAll(measured, "@@@", strings.Repeat("A paragraph that fills the pages behind the first one, so that there are even and odd ones among them. ", 90)))},
		"report.toml": {Data: fmt.Appendf(nil, `[report]
body = "CMW"
state = "HND"
kind = "periodic"
number = "2"
due = 2021
symbol = "CMW/C/HND/2"
date = 2024-02-09
received = 2022-01-28
original = "es"
languages = [%q]
issued = ["en", "fr", "es"]
sections = ["section"]
[title_notes]
%s = ["Titlenote of the title."]
`, language, language)},
	}
	result, err := compile.Compile(project, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if result.Found.HasErrors() || result.Report == nil {
		t.Fatalf("findings:\n%s", short(t, &result.Found))
	}
	var file bytes.Buffer
	if found, err := pdf.Render(&file, result.Report, result.Sheet); err != nil || found.Len() > 0 {
		t.Fatalf("%v, findings:\n%s", err, short(t, &found))
	}
	return file.Bytes()
}

// TestUNPage measures a built report with outside readers against the measures of documents issued at Geneva, which are written here in
// millimetres from the edge of the paper as published Word files of the template have them, and not taken from the style sheet: a twip is
// 1/56.7 mm; margins 1134, masthead at 1135 and 285, its columns 1242, 2552+717+2293, 2835, its rows 1134 and 2552.
func TestUNPage(t *testing.T) {
	type place struct {
		word  string  // "<word" is the one before it
		edge  string  // "left" or "right"
		at    float64 // millimetres; 0 for any
		size  float64 // points
		lines float64 // points from the base line of the word before in this list; 0 for any
	}
	common := []place{
		{"CMW", "", 0, 20, 0}, {"/C/HND/2", "right", 190, 10, 0},
		{"Chapterword", "left", 40, 14, 0}, {"Sectionword", "left", 40, 12, 0},
		{"<Chapterword", "right", 35, 14, 0}, {"<Sectionword", "right", 35, 12, 0}, {"<Subsectionword", "right", 35, 10, 0}, {"<Partword", "right", 35, 10, 0},
		{"<Pointword", "right", 35, 10, 0}, {"<Lastword", "right", 35, 10, 0},
		{"Subsectionword", "left", 40, 10, 0}, {"Partword", "left", 40, 10, 0}, {"Pointword", "left", 40, 10, 0}, {"Lastword", "left", 40, 10, 0},
		{"<Bodyword", "left", 40, 10, 0}, {"Bodyword", "left", 50, 10, 0},
		{"Itemword", "left", 60, 10, 0}, {"Deepword", "left", 70, 10, 0}, {"Deeperword", "left", 80, 10, 0}, {"Deepestword", "left", 90, 10, 0},
		{"Pointedword", "left", 50, 10, 0}, {"Innerword", "left", 60, 10, 0}, {"<Pointedword", "left", 47, 10, 0}, {"<Innerword", "left", 57, 10, 0},
		{"<Itemword", "left", 50, 10, 0}, {"<Deepword", "left", 60, 10, 0}, {"<Deeperword", "left", 70, 10, 0}, {"<Deepestword", "left", 80, 10, 0},
		{"Headword", "left", 40, 8, 0}, {"Numberhead", "right", 168, 8, 0}, {"Stubword", "left", 40, 9, 0}, {"1234", "right", 168, 9, 0},
		{"Lineword", "left", 40, 9, 17}, // 11 pt, 4 pt below and 2 pt above
		{"Captionword", "left", 40, 10, 0}, {"Underword", "", 0, 9, 0},
		{"Noteword", "left", 40, 9, 0}, {"Secondnote", "left", 40, 9, 0},
		{"Titlenote", "left", 40, 9, 0},
	}
	languages := map[string][]place{
		"en": {
			{"United", "left", 43.92, 14, 0}, {"International", "left", 43.92, 17, 0}, {"Protection", "left", 43.92, 17, 19}, {"Members", "left", 43.92, 17, 38},
			{"Distr.:", "left", 142.52, 10, 0}, {"9", "left", 142.52, 10, 12}, {"English", "left", 142.52, 10, 24}, {"Original:", "left", 142.52, 10, 12}, {"English,", "left", 142.52, 10, 12},
			{"Committee", "left", 20, 12, 0}, {"Second", "left", 40, 14, 0}, {"2022]", "right", 170, 10, 0},
		},
		"fr": {
			{"Nations", "left", 43.92, 14, 0}, {"Convention", "left", 43.92, 17, 0},
			{"Distr.", "left", 142.52, 10, 0}, {"9", "left", 142.52, 10, 12}, {"Français", "left", 142.52, 10, 24}, {"Original", "left", 142.52, 10, 12}, {"Anglais,", "left", 142.52, 10, 12},
			{"Comité", "left", 20, 12, 0}, {"Deuxième", "left", 40, 14, 0}, {"2022]", "right", 170, 10, 0},
		},
		"es": {
			{"Naciones", "left", 43.92, 14, 0}, {"Convención", "left", 43.92, 17, 0},
			{"Distr.", "left", 142.52, 10, 0}, {"9", "left", 142.52, 10, 12}, {"Original:", "left", 142.52, 10, 24}, {"Español,", "left", 142.52, 10, 12},
			{"Comité", "left", 20, 12, 0}, {"Segundo", "left", 40, 14, 0}, {"2022]", "right", 170, 10, 0},
		},
	}
	for language, own := range languages {
		t.Run(language, func(t *testing.T) {
			words := wordsOnPages(t, measuredReport(t, language))
			before := 0.0
			for _, p := range slices.Concat(own, common) {
				word, earlier := strings.CutPrefix(p.word, "<")
				i := slices.IndexFunc(words, func(w printedWord) bool { return w.text == word && math.Abs(w.size-p.size) < 0.05 })
				if earlier && i >= 0 {
					i = leftOf(words, i)
				}
				if i < 0 {
					t.Errorf("%q in %g points is nowhere", p.word, p.size)
					continue
				}
				w := words[i]
				got := w.left
				if p.edge == "right" {
					got = w.right
				}
				if p.at > 0 && math.Abs(got-p.at) > 0.1 {
					t.Errorf("the %s edge of %q is at %.2f mm, want %.2f", p.edge, p.word, got, p.at)
				}
				if step := (w.base - before) * millimetre; p.lines > 0 && math.Abs(step-p.lines) > 0.05 {
					t.Errorf("%q stands %.2f points below the word before, want %g", p.word, step, p.lines)
				}
				before = w.base
			}
			turnovers(t, words)
			furniture(t, words)
		})
	}
}

// leftOf returns the place of the word that stands nearest to the left of word i on its line, -1 for none.
func leftOf(words []printedWord, i int) int {
	near := -1
	for k, w := range words {
		if w.page == words[i].page && math.Abs(w.base-words[i].base) < 0.05 && w.right < words[i].left && (near < 0 || w.right > words[near].right) {
			near = k
		}
	}
	return near
}

// turnovers measures lines that turn over: the first word of the line on which a word stands, and the lines of notes.
func turnovers(t *testing.T, words []printedWord) {
	t.Helper()
	lineOf := func(word string) (first, last printedWord) {
		i := slices.IndexFunc(words, func(w printedWord) bool { return strings.TrimRight(w.text, ",;.") == word })
		if i < 0 {
			t.Errorf("%q is nowhere", word)
			return first, last
		}
		first, last = words[i], words[i]
		for _, w := range words {
			if w.page == first.page && math.Abs(w.base-words[i].base) < 0.05 && math.Abs(w.size-words[i].size) < 0.05 {
				if w.left < first.left {
					first = w
				}
				if w.right > last.right {
					last = w
				}
			}
		}
		return first, last
	}
	for _, l := range []struct {
		word string
		left float64
	}{{"Turnword", 40}, {"Itemturn", 40}, {"Deepturn", 50}, {"Deeperturn", 60}, {"Pointedturn", 50}, {"Quotedturn", 50}, {"Noteturn", 40}} {
		if first, _ := lineOf(l.word); math.Abs(first.left-l.left) > 0.1 {
			t.Errorf("the line of %q begins at %.2f mm with %q, want %g", l.word, first.left, first.text, l.left)
		}
	}
	for word, right := range map[string]float64{"Bodyword": 170, "Itemword": 170, "Quotedword": 160} {
		if _, last := lineOf(word); math.Abs(last.right-right) > 0.1 {
			t.Errorf("the line of %q ends at %.2f mm, want %g", word, last.right, right)
		}
	}
	note := slices.IndexFunc(words, func(w printedWord) bool { return w.text == "Noteword" })
	turn, _ := lineOf("Noteturn")
	if step := (turn.base - words[note].base) * millimetre; math.Abs(step-11) > 0.05 {
		t.Errorf("lines of a note are %.2f points apart, want 11", step)
	}
	for i, w := range words { // the mark of a note stands before its text and ends 18 mm from the frame
		if w.text == "Noteword" && i > 0 {
			if m := words[i-1]; m.text != "1" || math.Abs(m.right-38) > 0.1 || m.base >= w.base {
				t.Errorf("the mark of the note is %q, ends at %.2f mm", m.text, m.right)
			}
		}
	}
}

// furniture measures running heads and folios: nothing on page one, at the left of even pages, at the right of odd ones, bold 9 points.
func furniture(t *testing.T, words []printedWord) {
	t.Helper()
	pages := words[len(words)-1].page
	if pages < 3 {
		t.Fatalf("%d pages; even and odd ones are needed", pages)
	}
	for page := 1; page <= pages; page++ {
		var head, folio []printedWord
		for _, w := range words {
			switch {
			case w.page == page && w.base < 25 && page > 1:
				head = append(head, w)
			case w.page == page && w.base > 277:
				folio = append(folio, w)
			}
		}
		if page == 1 {
			if len(folio) > 0 {
				t.Errorf("page 1 has a folio %q", folio[0].text)
			}
			continue
		}
		if len(head) != 1 || len(folio) != 1 || head[0].text != "CMW/C/HND/2" || folio[0].text != strconv.Itoa(page) {
			t.Errorf("page %d has head %v and folio %v", page, head, folio)
			continue
		}
		for _, w := range []printedWord{head[0], folio[0]} {
			edge, want := w.left, 20.0
			if page%2 == 1 {
				edge, want = w.right, 190
			}
			if math.Abs(edge-want) > 0.1 || math.Abs(w.size-9) > 0.05 {
				t.Errorf("page %d: %q at %.2f mm in %.2f points, want %g and 9", page, w.text, edge, w.size, want)
			}
		}
		// The line of the head begins 15 mm from the upper edge, the line of the folio ends 10 mm from the lower; both are 12 points high.
		if b := head[0].base; b < 15+2 || b > 15+4.23 {
			t.Errorf("page %d: the head stands at %.2f mm", page, b)
		}
		if b := folio[0].base; b < 287-4.23+2 || b > 287 {
			t.Errorf("page %d: the folio stands at %.2f mm", page, b)
		}
	}
}

// TestUNRules measures the rules of the page: of the masthead, above the notes, of a table, below the running head, at the end.
func TestUNRules(t *testing.T) {
	rules := rulesOnPages(t, measuredReport(t, "en"))
	words := wordsOnPages(t, measuredReport(t, "en"))
	head := words[slices.IndexFunc(words, func(w printedWord) bool { return w.text == "Headword" })]
	total := words[slices.IndexFunc(words, func(w printedWord) bool { return w.text == "Totalword" })]
	last := float64(words[len(words)-1].page)
	for _, want := range []struct {
		name        string
		page        float64
		left, right float64
		weight      float64
		from, to    float64 // between which heights its upper edge is
	}{
		{"below the organization", 1, 20, 190, 0.5, 24.9, 25.1},
		{"below the masthead", 1, 20, 190, 1.5, 69.4, 69.6},
		{"above the title note", 1, 32, 58, 0.5, 240, 277},
		{"below the running head", 2, 20, 190, 0.5, 20.5, 20.8},
		{"above the table", float64(head.page), 40, 170, 0.5, head.base - 5, head.base - 2},
		{"below the heads", float64(head.page), 40, 170, 1.5, head.base + 0.5, head.base + 3},
		{"above the total", float64(total.page), 40, 170, 0.5, total.base - 5, total.base - 2},
		{"below the table", float64(total.page), 40, 170, 1.5, total.base + 1, total.base + 4},
		{"at the end", last, 85, 125, 0.5, 25, 277},
	} {
		found := false
		for _, r := range rules {
			found = found || r.page == want.page && math.Abs(r.left-want.left) <= 0.1 && math.Abs(r.right-want.right) <= 0.1 && math.Abs(r.weight-want.weight) < 0.01 && r.top >= want.from && r.top <= want.to
		}
		if !found {
			t.Errorf("there is no rule %s: %+v among\n%+v", want.name, want, rules)
		}
	}
}
