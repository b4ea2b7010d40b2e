package pdf_test

import (
	"strings"
	"testing"

	"rapporteur/internal/doc"
)

// What is copied out of a PDF is what was written, also where one glyph stands for several characters, or several glyphs for characters that are
// joined.
func TestActualText(t *testing.T) {
	const written = "Ωµ Ohm \u2126 fin \uFB01n μ - \u2010 \u00AF \u02C9; e\u0323 e a\u0331\u0301 a."
	r := &doc.Report{Language: "en", Blocks: []doc.Block{&doc.Paragraph{Base: doc.Base{ID: "p-1"}, Number: 1, Label: "1.", Inlines: say(written)}}, Sections: []doc.Section{{Name: "a", End: 1}}}
	r.Meta.Title = "Title"
	if text := strings.Join(pageTexts(t, render(t, r)), " "); !strings.Contains(text, written) {
		t.Errorf("%q is read as\n%q", written, text)
	}
}
