package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
)

// reportFile is the file that makes a folder a project.
const reportFile = "report.toml"

// inputs are what a report is made of, relative to the project. No output goes there, and --watch looks at them.
var inputs = []string{reportFile, "content", "citations", "recommendations", "templates", "data"}

// A project is an opened project folder.
type project struct {
	dir  string // as the user named it
	root *os.Root
	fsys fs.FS // what is in it; a link that leads out of the folder is refused
}

const nameFolder = "name the folder that holds report.toml after -C"

// open opens the project folder of the command line. The caller closes it.
func (a *app) open() (*project, error) {
	info, err := os.Stat(a.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &usageError{fmt.Sprintf("there is no folder %q", a.dir), nameFolder}
	}
	if err == nil && !info.IsDir() {
		return nil, &usageError{fmt.Sprintf("%q is a file; the folder of a project is expected", a.dir), nameFolder}
	}
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return nil, fmt.Errorf("open project: %w", err)
	}
	if _, err := root.Stat(reportFile); errors.Is(err, fs.ErrNotExist) {
		root.Close()
		return nil, a.noReport()
	}
	return &project{dir: a.dir, root: root, fsys: root.FS()}, nil
}

func (p *project) close() { p.root.Close() }

// noReport says that the folder is no project, and where the nearest one above it is.
func (a *app) noReport() error {
	e := &usageError{message: fmt.Sprintf("there is no report.toml in %q", a.dir), hint: nameFolder}
	from, err := filepath.Abs(a.dir)
	if err != nil {
		return e
	}
	up := a.dir
	for dir := filepath.Dir(from); dir != from; from, dir = dir, filepath.Dir(dir) {
		up = filepath.Join(up, "..")
		if info, err := os.Stat(filepath.Join(dir, reportFile)); err == nil && info.Mode().IsRegular() {
			e.hint = fmt.Sprintf("write -C %s", filepath.ToSlash(up))
			break
		}
	}
	return e
}

// A scope is which part of a report to work on: languages and formats in the order of report.toml.
type scope struct {
	languages []string
	formats   []format
}

// scope reads report.toml and chooses from what it names; empty flags choose all. Where report.toml cannot be read, the scope is nil and
// the findings say why.
func (p *project) scope(languages, formatNames []string) (*scope, diag.List, error) {
	var found diag.List
	if _, err := choose("format", formatNames, allFormats(), "the formats are"); err != nil {
		return nil, found, err
	}
	config, err := compile.ReadConfig(p.fsys, &found)
	if config == nil || err != nil {
		return nil, found, err
	}
	var s scope
	s.languages, err = choose("language", languages, unique(config.Report.Languages), "the languages of report.toml are")
	if err != nil {
		return nil, found, err
	}
	names := formatNames
	if len(names) == 0 {
		names = config.Output.Formats
	}
	for _, f := range formats {
		if len(names) == 0 || slices.Contains(names, f.name) {
			s.formats = append(s.formats, f)
		}
	}
	return &s, diag.List{}, nil // compiling finds the same in report.toml again
}

// produce compiles the report and renders it, and tells step what it is doing. Where there are errors, outputs are missing.
func (p *project) produce(languages, formatNames []string, step func(string)) ([]output, findings, error) {
	scope, found, err := p.scope(languages, formatNames)
	if scope == nil || err != nil {
		return nil, summarize(found), err
	}
	step("compiling " + strings.Join(scope.languages, ", "))
	editions, found, err := p.compile(scope.languages)
	if err != nil {
		return nil, findings{}, err
	}
	outputs, rendered, err := render(editions, scope.formats, step)
	found.Merge(rendered)
	return outputs, summarize(found), err
}

// unique returns the words without repeats.
func unique(words []string) []string {
	var out []string
	for _, w := range words {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// An edition is the report in one language.
type edition struct {
	language string
	*compile.Result
}

// compile compiles the report in every language, and returns the editions in that order with all that was found.
func (p *project) compile(languages []string) ([]edition, diag.List, error) {
	editions := make([]edition, len(languages))
	err := each(len(languages), func(i int) error {
		result, err := compile.Compile(p.fsys, compile.Options{Language: languages[i]})
		editions[i] = edition{languages[i], result}
		return err
	})
	var found diag.List
	if err != nil {
		return nil, found, err
	}
	for _, e := range editions {
		found.Merge(e.Found)
	}
	return editions, found, nil
}
