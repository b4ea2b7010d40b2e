package suite_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur/internal/compile"
	"rapporteur/internal/doc"
	"rapporteur/internal/pdf"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
)

// A builtPDF is one PDF that the program makes, and what it was made of.
type builtPDF struct {
	name   string // the same at every run: "case-dialect-annex-en"
	path   string // the file NAME.pdf; all of them are in one folder, which is gone when the tests have ended
	bytes  []byte
	report *doc.Report
	sheet  *style.Sheet
}

// allPDFs returns every PDF that the program makes in tests: of every case that compiles, in every language; of every sample of a node
// with the sheet of every language; of the reports that are made up; of the examples of docs/templates.md; of the worked example; and, where
// RAPPORTEUR_CORPUS names it, of the published report, once as it is and once with the words and the typography of each other language. They
// are built once, when first asked for; callers must not change them.
func allPDFs(t testing.TB) []builtPDF {
	t.Helper()
	all, err := builtPDFs()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sheetLanguages are the languages whose words and typography the program brings.
var sheetLanguages = []string{"en", "fr", "es"}

// A pdfSource yields a report to build and its sheet; both are nil when there is nothing to build, as with a case that is about an error.
type pdfSource struct {
	name string
	make func() (*doc.Report, *style.Sheet, error)
}

// pdfSources names all there is to build, in a fixed order.
func pdfSources() ([]pdfSource, error) {
	var all []pdfSource
	for _, language := range sheetLanguages {
		sheet := styletest.Sheet(language)
		for _, s := range doc.Samples() {
			s.Report.Language = language
			name := "sample-" + strings.ToLower(strings.ReplaceAll(s.Kind, " ", "-")) + "-" + language
			all = append(all, pdfSource{name, func() (*doc.Report, *style.Sheet, error) { return s.Report, sheet, nil }})
		}
	}
	names, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			return nil, err
		}
		project, _, err := splitCase(archive)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		subject, base := filepath.Split(strings.TrimSuffix(name, ".txtar"))
		all = append(all, projectSources("case-"+filepath.Base(subject)+"-"+base, project)...)
	}
	for name, project := range generatedProjects() {
		all = append(all, projectSource("generated-"+name, project, ""))
	}
	examples, err := templateProjects()
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(examples)) {
		all = append(all, projectSources(strings.TrimSuffix(filepath.Base(name), ".png"), examples[name])...)
	}
	all = append(all, projectSources("example", os.DirFS(top))...)
	if corpus := os.Getenv("RAPPORTEUR_CORPUS"); corpus != "" {
		dir := filepath.Join(corpus, corpusReport)
		all = append(all, projectSources("corpus", os.DirFS(dir))...)
		for _, language := range sheetLanguages[1:] {
			project, err := relabelled(os.DirFS(dir), language)
			if err != nil {
				return nil, err
			}
			all = append(all, projectSources("corpus", project)...)
		}
	}
	return all, nil
}

// projectSources are the reports of a project, one for each of the languages that its report.toml lists.
func projectSources(name string, project fs.FS) []pdfSource {
	first, err := compile.Compile(project, compile.Options{})
	if err != nil || first.Config == nil {
		return []pdfSource{{name, func() (*doc.Report, *style.Sheet, error) { return nil, nil, err }}}
	}
	var all []pdfSource
	for _, language := range first.Config.Report.Languages {
		all = append(all, projectSource(name+"-"+language, project, language))
	}
	return all
}

// projectSource is the report of a project in that language; empty is its first.
func projectSource(name string, project fs.FS, language string) pdfSource {
	return pdfSource{name, func() (*doc.Report, *style.Sheet, error) {
		r, err := compile.Compile(project, compile.Options{Language: language})
		if err != nil || !shows(r) {
			return nil, nil, err
		}
		return r.Report, r.Sheet, nil
	}}
}

// relabelled is the project with its English text taken as text of another language, so that its words, labels and spaces are set as in
// that one.
func relabelled(project fs.FS, language string) (fs.FS, error) {
	out := fstest.MapFS{}
	err := fs.WalkDir(project, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(project, name)
		if err != nil {
			return err
		}
		if name == "report.toml" {
			data = regexp.MustCompile(`(?m)^languages = \["en"\]$`).ReplaceAll(data, []byte(`languages = ["`+language+`"]`))
			data = regexp.MustCompile(`(?m)^en = `).ReplaceAll(data, []byte(language+" = "))
		}
		out[strings.Replace(name, "content/en/", "content/"+language+"/", 1)] = &fstest.MapFile{Data: data}
		return nil
	})
	return out, err
}

// pdfFolder holds the files of builtPDFs; it is empty until they are made. TestMain removes it.
var pdfFolder string

func TestMain(m *testing.M) {
	status := m.Run()
	if pdfFolder != "" {
		if err := os.RemoveAll(pdfFolder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			status = max(status, 1)
		}
	}
	os.Exit(status)
}

var builtPDFs = sync.OnceValues(func() ([]builtPDF, error) {
	sources, err := pdfSources()
	if err != nil {
		return nil, err
	}
	if pdfFolder, err = os.MkdirTemp("", "rapporteur-suite-"); err != nil {
		return nil, err
	}
	built, failed := make([]builtPDF, len(sources)), make([]error, len(sources))
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, s := range sources {
		wait.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			built[i], failed[i] = s.build(pdfFolder)
		})
	}
	wait.Wait()
	var all []builtPDF
	for _, b := range built {
		if b.report != nil {
			all = append(all, b)
		}
	}
	return all, errors.Join(failed...)
})

// build makes the PDF and writes it into the folder. What the back end has to say of it as warnings is the business of other tests.
func (s pdfSource) build(folder string) (builtPDF, error) {
	report, sheet, err := s.make()
	if err != nil || report == nil {
		return builtPDF{}, err
	}
	var b bytes.Buffer
	found, err := pdf.Render(&b, report, sheet)
	if err != nil {
		return builtPDF{}, fmt.Errorf("%s: %w", s.name, err)
	}
	if found.HasErrors() { // a case about them: nothing is written
		return builtPDF{}, nil
	}
	out := builtPDF{s.name, filepath.Join(folder, s.name+".pdf"), b.Bytes(), report, sheet}
	return out, os.WriteFile(out.path, out.bytes, 0o600)
}

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
