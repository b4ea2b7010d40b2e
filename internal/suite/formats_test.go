package suite_test

import (
	"bytes"
	"io"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/html"
	"rapporteur/internal/pdf"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
)

// A format is one of the outputs and how it is read back.
type format struct {
	name   string
	render func(io.Writer, *doc.Report, *style.Sheet) (diag.List, error)
	read   func(*testing.T, []byte) *reading
	merged bool // the reader cannot part a number from its text
	slow   bool // it takes many seconds to read a whole report
}

// check reads back what the format shows of a report and compares it with what it has to show.
func (f format) check(t *testing.T, want *reading, src []byte) {
	t.Helper()
	got := f.read(t, src)
	if f.merged {
		want, got = want.merge(), got.merge()
	}
	same(t, want, got)
}

var formats = []format{
	{"html", html.Render, readHTML, false, false},
	{"docx", docx.Render, readDOCX, false, false},
	{"pdf", pdf.Render, readPDF, true, true},
}

// bytes renders r, which must go without errors.
func (f format) bytes(t *testing.T, r *doc.Report, s *style.Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	found, err := f.render(&b, r, s)
	if err != nil {
		t.Fatal(err)
	}
	if found.HasErrors() {
		t.Errorf("%s: %s", f.name, short(t, &found))
	}
	return b.Bytes()
}

// Every format shows the words of every kind of node: the model, read back, is the model.
func TestSamplesInEveryFormat(t *testing.T) {
	s := styletest.Sheet("en")
	for _, f := range formats {
		for _, sample := range doc.Samples() {
			t.Run(f.name+"/"+sample.Kind, func(t *testing.T) {
				f.check(t, readModel(t, sample.Report), f.bytes(t, sample.Report, s))
			})
		}
	}
}
