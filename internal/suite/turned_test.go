package suite_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"rapporteur/internal/compile"
	"rapporteur/internal/docx"
	"rapporteur/internal/typeset"
)

// turnedPDF tells of each caption of a report, in order, whether it stands on a landscape page of the PDF.
func turnedPDF(t *testing.T, r *compile.Result) []bool {
	t.Helper()
	families, err := typeset.Families(&r.Sheet.Fonts)
	if err != nil {
		t.Fatal(err)
	}
	var out []bool
	seen := map[*typeset.Element]bool{}
	typeset.Set(r.Report, r.Sheet, families, func(p *typeset.Page) {
		for _, m := range p.Marks {
			if e := m.Element; e != nil && e.Role == typeset.RoleCaption && !seen[e] {
				seen[e] = true
				out = append(out, p.Width > p.Height)
			}
		}
	})
	return out
}

// turnedDOCX tells the same of the Word file: whether the section that a caption belongs to is a landscape one.
func turnedDOCX(t *testing.T, r *compile.Result) []bool {
	t.Helper()
	var b bytes.Buffer
	if _, err := docx.Render(&b, r.Report, r.Sheet); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out []bool
	open := 0
	for _, k := range parseXML(t, zipPart(t, z, "word/document.xml")).child("document").child("body").kids {
		section := k
		if k.name == "p" {
			if k.child("pPr").child("pStyle").attrs["val"] == "Heading1" {
				out = append(out, false)
			}
			section = k.child("pPr").child("sectPr")
		}
		if section.name == "sectPr" {
			for i := open; i < len(out); i++ {
				out[i] = section.child("pgSz").attrs["orient"] == "landscape"
			}
			open = len(out)
		}
	}
	return out
}

// A table that stands on a landscape page in the PDF does so in Word, and no other. Between the formats the measures of text differ a little
// (Word does not align decimals, and has the same room at the right of every cell), so that of tables close to the limit a few stand on the one
// side here and on the other there.
func TestTurnedTables(t *testing.T) {
	turned, otherwise := 0, 0
	for name, r := range generated(t) {
		pdf, word := turnedPDF(t, r), turnedDOCX(t, r)
		if len(pdf) != len(word) {
			t.Fatalf("%s: %d captions in the PDF, %d in the Word file", name, len(pdf), len(word))
		}
		for i := range pdf {
			if pdf[i] {
				turned++
			}
			if pdf[i] != word[i] {
				otherwise++
				t.Logf("%s: caption %d: landscape in the PDF is %t, in Word %t", name, i+1, pdf[i], word[i])
			}
		}
	}
	if turned < 10 || otherwise*10 > turned {
		t.Errorf("%d tables stand on landscape pages in PDFs, %d are decided otherwise in Word", turned, otherwise)
	}
}
