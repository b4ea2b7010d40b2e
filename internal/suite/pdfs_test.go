package suite_test

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"sync"
	"testing"

	"rapporteur/internal/pdf"
)

// allPDFs returns every PDF that the program makes in tests: of every case that compiles, in every language; of every sample of a node
// with the sheet of every language; of the reports that are made up; of the examples of docs/templates.md; of the worked example; and, where
// RAPPORTEUR_CORPUS names it, of the published report, once as it is and once with the words and the typography of each other language. They
// are built once, when first asked for; callers must not change them.
func allPDFs(t testing.TB) []builtFile {
	t.Helper()
	all, err := builtPDFs()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var builtPDFs = sync.OnceValues(func() ([]builtFile, error) {
	sources, err := allSources()
	if err != nil {
		return nil, err
	}
	return build("pdf", append(sources, redlineSources(12)...), pdf.Render)
})

// allPDFs has what it should: every kind of source, every language, no two of one name.
func TestAllPDFs(t *testing.T) {
	wanted := []string{"sample-heading-en", "sample-heading-fr", "sample-heading-es", "case-dialect-table-en", "case-dialect-french-fr", "case-dialect-spanish-es", "example-en"}
	if os.Getenv("RAPPORTEUR_CORPUS") != "" {
		wanted = append(wanted, "corpus-en", "corpus-fr", "corpus-es")
	}
	for name := range generatedProjects() {
		wanted = append(wanted, "generated-"+name)
	}
	names := map[string]bool{}
	for _, b := range allPDFs(t) {
		if names[b.name] {
			t.Errorf("two PDFs are named %s", b.name)
		}
		names[b.name] = true
		if !bytes.HasPrefix(b.bytes, []byte("%PDF-")) {
			t.Errorf("%s is not a PDF", b.name)
		}
	}
	for _, name := range wanted {
		if !names[name] {
			t.Errorf("%s is not among the %d PDFs", name, len(names))
		}
	}
	t.Logf("%d PDFs: %v", len(names), slices.Sorted(maps.Keys(names)))
}
