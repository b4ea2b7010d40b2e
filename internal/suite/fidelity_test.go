package suite_test

import (
	"os"
	"path/filepath"
	"testing"
)

// corpusReport is the folder of the published report below the folder that RAPPORTEUR_CORPUS names: its content in our dialect, and
// expected.json.
const corpusReport = "cmw-c-hnd-2"

// TestFidelity builds a published report in every format, reads it back and compares it with what was published.
func TestFidelity(t *testing.T) {
	corpus := os.Getenv("RAPPORTEUR_CORPUS")
	if corpus == "" {
		t.Skip("RAPPORTEUR_CORPUS is not set: it names the folder of published reports, which are not part of the repository")
	}
	dir := filepath.Join(corpus, corpusReport)
	result := compiled(t, dir, "")
	checkSpans(t, result.Report)
	want := readExpected(t, filepath.Join(dir, "expected.json"))
	if len(want.Body) == 0 || len(want.Notes) == 0 {
		t.Fatal("expected.json expects nothing")
	}
	model := readModel(t, result.Report)
	want.Front, want.Received = model.Front, model.Received // expected.json begins with the title
	t.Run("model", func(t *testing.T) { same(t, want, model) })
	checkFormats(t, want, result, true)
}
