package suite_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"rapporteur/internal/pdf"
)

// divided is a word that is divided at a line end, as pdftotext reads it.
var divided = regexp.MustCompile(`([\pL’]+)\x{AD}\n([\pL’]+)`)

// TestHyphenatedText reads the worked example, its words divided at line ends, in every language: with the soft hyphens taken out, every
// word is whole.
func TestHyphenatedText(t *testing.T) {
	need(t, "pdftotext")
	for _, language := range compiled(t, top, "").Config.Report.Languages {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			r := compiled(t, top, language)
			want := readModel(t, r.Report)
			known := map[string]bool{}
			for _, text := range append(lines(want.Body), lines(want.Notes)...) {
				for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("’'", r) && !unicode.IsLetter(r) }) {
					known[w] = true
				}
			}
			sheet := *r.Sheet
			sheet.Lines.Hyphenate = true
			src := format{name: "pdf", render: pdf.Render}.bytes(t, r.Report, &sheet)
			found := divided.FindAllStringSubmatch(string(run(t, src, "pdftotext", "FILE", "-")), -1)
			if len(found) < 20 {
				t.Errorf("%d words are divided", len(found))
			}
			for _, m := range found {
				if word := plain(m[1] + m[2]); !known[word] {
					t.Errorf("%s is no word of the report", word)
				}
			}
			if judgesRequired {
				need(t, "pdfinfo")
				same(t, withoutHyphens(want.merge()), withoutHyphens(readPDF(t, src).merge()))
			}
		})
	}
}

// withoutHyphens takes the hyphens out of a reading: pdfinfo prints those that are drawn, not what they stand for.
func withoutHyphens(r *reading) *reading {
	for _, pieces := range [][]piece{r.TitleNotes, r.Body, r.Notes} {
		for i := range pieces {
			pieces[i].Text = strings.ReplaceAll(pieces[i].Text, "-", "")
		}
	}
	return r
}
