package pdf_test

import (
	"io"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/pdf"
	"rapporteur/internal/styletest"
)

// What a PDF cannot show is a finding, never an empty place or a panic.
func TestFindings(t *testing.T) {
	paragraph := func(text string) doc.Block {
		return &doc.Paragraph{Base: doc.Base{ID: "p-1"}, Number: 1, Label: "1.", Inlines: []doc.Inline{&doc.Text{Value: text}}}
	}
	for _, test := range []struct {
		code  string
		block doc.Block
		faces []string
	}{
		{"pdf/no-glyph", paragraph("\u6f22"), nil},
		{"pdf/no-font", paragraph("text"), []string{"nowhere-serif"}},
		{"pdf/picture", &doc.Picture{Base: doc.Base{ID: "fig-1"}, Format: "png", Data: []byte("no picture"), Width: 1, Height: 1, Alt: "x"}, nil},
	} {
		s := styletest.Sheet("en")
		if test.faces != nil {
			s.Fonts.Faces = test.faces
		}
		r := &doc.Report{Language: "en", Blocks: []doc.Block{test.block}, Sections: []doc.Section{{Name: "a", End: 1}}}
		found, err := pdf.Render(io.Discard, r, s)
		if err != nil {
			t.Fatalf("%s: %v", test.code, err)
		}
		if all := found.Sorted(); len(all) != 1 || all[0].Code != test.code || all[0].Severity != diag.Error {
			t.Errorf("found %+v; want one error %s", all, test.code)
		}
	}
}
