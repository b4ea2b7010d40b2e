package suite_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"rapporteur/internal/compile"
	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/html"
	"rapporteur/internal/pdf"
	"rapporteur/internal/style"
)

// allDOCXs returns every Word file that the program makes in tests: of all that allPDFs is made of; and of the samples, the worked example,
// ten of the reports that are made up, one for each theme, and the published report once more with numbers that are text and once more as
// the manuscript that a State hands in. They are built once, when first asked for; callers must not change them.
func allDOCXs(t testing.TB) []builtFile {
	t.Helper()
	all, err := builtDOCXs()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var builtDOCXs = sync.OnceValues(func() ([]builtFile, error) {
	sources, err := allSources()
	if err != nil {
		return nil, err
	}
	for _, s := range slices.Clone(sources) {
		if varied(s.name) {
			sources = append(sources, s.literal())
		}
	}
	more, err := submissions()
	if err != nil {
		return nil, err
	}
	return build("docx", append(sources, more...), docx.Render)
})

// varied says of a source, by its name, that its Word file is wanted with numbers that are text too.
func varied(name string) bool {
	return strings.HasPrefix(name, "sample-") && strings.HasSuffix(name, "-en") || strings.HasPrefix(name, "generated-00") ||
		strings.HasPrefix(name, "example-") || strings.HasPrefix(name, "corpus-")
}

// literal is the source with numbers that are text in Word files.
func (s source) literal() source {
	return source{s.name + "-literal", func() (*doc.Report, *style.Sheet, error) {
		report, sheet, err := s.make()
		if sheet != nil {
			text := *sheet
			text.LiteralNumbers = true
			sheet = &text
		}
		return report, sheet, err
	}}
}

// submissions are the manuscripts among the sources of allDOCXs.
func submissions() ([]source, error) {
	as := func(language string) compile.Options { return compile.Options{Language: language, Style: "submission"} }
	var all []source
	for name, project := range generatedProjects() {
		if varied("generated-" + name) {
			all = append(all, projectSource("generated-"+name+"-submission", project, as("")))
		}
	}
	r, err := compile.Compile(os.DirFS(top), compile.Options{})
	if err != nil {
		return nil, err
	}
	for _, language := range r.Config.Report.Languages {
		all = append(all, projectSource("example-"+language+"-submission", os.DirFS(top), as(language)))
	}
	if corpus := os.Getenv("RAPPORTEUR_CORPUS"); corpus != "" {
		all = append(all, projectSource("corpus-en-submission", os.DirFS(filepath.Join(corpus, corpusReport)), as("en")))
	}
	return all, nil
}

// allDOCXs has what it should: one for every PDF but redlines, which as Word files have tests of their own; the variants; no two of one name.
func TestAllDOCXs(t *testing.T) {
	wanted := []string{"sample-heading-en-literal", "example-en-literal", "example-en-submission"}
	if os.Getenv("RAPPORTEUR_CORPUS") != "" {
		wanted = append(wanted, "corpus-en-literal", "corpus-en-submission")
	}
	for _, b := range allPDFs(t) {
		if !strings.HasPrefix(b.name, "redline-") {
			wanted = append(wanted, b.name)
		}
	}
	bytesOf := map[string][]byte{}
	for _, b := range allDOCXs(t) {
		if bytesOf[b.name] != nil {
			t.Errorf("two Word files are named %s", b.name)
		}
		bytesOf[b.name] = b.bytes
	}
	for _, name := range wanted {
		if bytesOf[name] == nil {
			t.Errorf("%s is not among the %d Word files", name, len(bytesOf))
		}
		for _, variant := range []string{"-literal", "-submission"} {
			if other := bytesOf[name+variant]; strings.HasPrefix(name, "example-") && bytes.Equal(other, bytesOf[name]) {
				t.Errorf("%s%s is the same file as %s", name, variant, name)
			}
		}
	}
	t.Logf("%d Word files: %v", len(bytesOf), slices.Sorted(maps.Keys(bytesOf)))
}

// Word files, pages of HTML and PDFs of the variants hold the same words, numbers and notes: with numbers that are text, and as a manuscript.
// The other reports are compared where they are made up or written.
func TestVariantsInEveryFormat(t *testing.T) {
	for _, b := range allDOCXs(t) {
		submission := strings.HasSuffix(b.name, "-submission")
		if !submission && !strings.HasSuffix(b.name, "-literal") {
			continue
		}
		t.Run(b.name, func(t *testing.T) {
			want := readModel(t, b.report)
			same(t, want, readDOCX(t, b.bytes))
			if submission { // a page of HTML and a PDF do not know of literal numbers
				same(t, want, readHTML(t, format{name: "html", render: html.Render}.bytes(t, b.report, b.sheet)))
				if judgesRequired && judges(t, "pdfinfo") {
					same(t, want.merge(), readPDF(t, format{name: "pdf", render: pdf.Render}.bytes(t, b.report, b.sheet)).merge())
				}
			}
		})
	}
}
