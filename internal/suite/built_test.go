package suite_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
)

// A builtFile is one PDF or Word file that the program makes, and what it was made of.
type builtFile struct {
	name   string // the same at every run: "case-dialect-annex-en"
	path   string // the file NAME.pdf or NAME.docx; all of a kind are in one folder, which is gone when the tests have ended
	bytes  []byte
	report *doc.Report
	sheet  *style.Sheet
}

// sheetLanguages are the languages whose words and typography the program brings.
var sheetLanguages = []string{"en", "fr", "es"}

// A source yields a report to build and its sheet; both are nil when there is nothing to build, as with a case that is about an error.
type source struct {
	name string
	make func() (*doc.Report, *style.Sheet, error)
}

// allSources names all there is to build, in a fixed order.
func allSources() ([]source, error) {
	var all []source
	for _, language := range sheetLanguages {
		sheet := styletest.Sheet(language)
		for _, s := range doc.Samples() {
			s.Report.Language = language
			name := "sample-" + strings.ToLower(strings.ReplaceAll(s.Kind, " ", "-")) + "-" + language
			all = append(all, source{name, func() (*doc.Report, *style.Sheet, error) { return s.Report, sheet, nil }})
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
		all = append(all, projectSource("generated-"+name, project, compile.Options{}))
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
func projectSources(name string, project fs.FS) []source {
	first, err := compile.Compile(project, compile.Options{})
	if err != nil || first.Config == nil {
		return []source{{name, func() (*doc.Report, *style.Sheet, error) { return nil, nil, err }}}
	}
	var all []source
	for _, language := range first.Config.Report.Languages {
		all = append(all, projectSource(name+"-"+language, project, compile.Options{Language: language}))
	}
	return all
}

// projectSource is the report of a project, compiled so.
func projectSource(name string, project fs.FS, options compile.Options) source {
	return source{name, func() (*doc.Report, *style.Sheet, error) {
		r, err := compile.Compile(project, options)
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

// outputs is the folder of what is built; it is empty until something is. TestMain removes it.
var outputs string

var makeOutputs = sync.OnceValue(func() (err error) {
	outputs, err = os.MkdirTemp("", "rapporteur-suite-")
	return err
})

func TestMain(m *testing.M) {
	status := m.Run()
	if outputs != "" {
		if err := os.RemoveAll(outputs); err != nil {
			fmt.Fprintln(os.Stderr, err)
			status = max(status, 1)
		}
	}
	os.Exit(status)
}

// build makes a file of that kind from every source that has something to show, on all processors, and writes them into one folder.
func build(kind string, sources []source, render func(io.Writer, *doc.Report, *style.Sheet) (diag.List, error)) ([]builtFile, error) {
	if err := makeOutputs(); err != nil {
		return nil, err
	}
	folder := filepath.Join(outputs, kind)
	if err := os.Mkdir(folder, 0o700); err != nil {
		return nil, err
	}
	built, failed := make([]builtFile, len(sources)), make([]error, len(sources))
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, s := range sources {
		wait.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			report, sheet, err := s.make()
			if err != nil || report == nil {
				failed[i] = err
				return
			}
			var b bytes.Buffer
			found, err := render(&b, report, sheet)
			if err != nil {
				failed[i] = fmt.Errorf("%s: %w", s.name, err)
				return
			}
			if found.HasErrors() { // a case about them: nothing is written. Warnings are the business of other tests.
				return
			}
			built[i] = builtFile{s.name, filepath.Join(folder, s.name+"."+kind), b.Bytes(), report, sheet}
			failed[i] = os.WriteFile(built[i].path, b.Bytes(), 0o600)
		})
	}
	wait.Wait()
	return slices.DeleteFunc(built, func(b builtFile) bool { return b.report == nil }), errors.Join(failed...)
}
