package pdf_test

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/doc"
)

// redlined is a report with a deletion, an insertion and a page before the first one.
func redlined() *doc.Report {
	r := doc.Samples()[0].Report
	by := func(k doc.RevisionKind) *doc.Revision {
		return &doc.Revision{Kind: k, Author: "Ministry", Date: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)}
	}
	r.Blocks = append(r.Blocks, &doc.Paragraph{Base: doc.Base{ID: "para-marked"}, Number: 1, Label: "1.", Inlines: []doc.Inline{
		&doc.Text{Value: "Of "}, &doc.Del{By: by(doc.Deleted), Inlines: say("2,500")}, &doc.Ins{By: by(doc.Inserted), Inlines: say("2,600")}, &doc.Text{Value: " persons."}}})
	r.Preface = []doc.Block{&doc.Paragraph{Base: doc.Base{ID: "redline.a"}, Inlines: say("Before the first page")}}
	return r
}

// Insertions and deletions are elements of their own, which the role map makes Spans, with the line that is drawn and who has drawn it.
func TestRedlineTags(t *testing.T) {
	b := render(t, redlined())
	plain := objects(t, b)
	for _, want := range []string{
		"/Ins /Span", "/Del /Span", "/S /Ins", "/S /Del", "/TextDecorationType /Underline", "/TextDecorationType /LineThrough", "/T (Ministry, 1 March 2024)",
		"/ActualText ([deleted: )", "/ActualText ([inserted: )", "/ActualText (])", "0.043 0.310 0.620 rg", "0.639 0.125 0.051 rg", "0.000 0.000 0.000 rg", "1 Tz", "100 Tz",
	} {
		if !strings.Contains(plain, want) {
			t.Errorf("the file has no %s", want)
		}
	}
	out, err := exec.Command(program(t, "pdftotext"), save(t, b), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	// Who copies the text has both numbers apart, and knows which is which.
	if got := strings.Join(strings.Fields(string(out)), " "); !strings.Contains(got, "Of [deleted: 2,500][inserted: 2,600] persons.") {
		t.Errorf("the text is %s", got)
	}
}

// Pages before the first one are i, ii, …, and the first one is 1.
func TestPageLabels(t *testing.T) {
	plain := strings.Join(strings.Fields(objects(t, render(t, redlined()))), " ")
	if want := "/PageLabels << /Nums [ 0 << /S /r >> 1 << /S /D >> ] >>"; !strings.Contains(plain, want) {
		t.Errorf("the catalog has no %s", want)
	}
	if plain := objects(t, render(t, doc.Samples()[0].Report)); strings.Contains(plain, "/PageLabels") || strings.Contains(plain, " rg") {
		t.Error("a report without changes has labels of pages, or colours")
	}
}
