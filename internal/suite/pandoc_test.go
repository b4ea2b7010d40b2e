package suite_test

import (
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/styletest"
)

// pandoc reads of a Word file what the model holds.
func TestSamplesInPandoc(t *testing.T) {
	need(t, "pandoc")
	s := styletest.Sheet("en")
	for _, sample := range doc.Samples() {
		t.Run(sample.Kind, func(t *testing.T) {
			samePandoc(t, readModel(t, sample.Report), format{name: "docx", render: docx.Render}.bytes(t, sample.Report, s))
		})
	}
}
