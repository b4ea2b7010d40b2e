package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"

	"rapporteur/internal/check"
	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
)

// reportFile is the file that makes a folder a project.
const reportFile = "report.toml"

// inputs are what a report is made of, relative to the project. No output goes there, and --watch looks at them.
var inputs = []string{reportFile, "content", "citations", "recommendations", "templates", "data"}

// A project is an opened project: a folder, or a revision of it.
type project struct {
	dir   string // the folder as the user named it
	fsys  fs.FS  // what is in it; a link that leads out of the folder is refused, and so is what is no regular file
	close func()
}

const nameFolder = "name the folder that holds report.toml after -C"

// folder wants the project folder of the command line to be one.
func (a *app) folder() error {
	info, err := os.Stat(a.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return &usageError{fmt.Sprintf("there is no folder %q", a.dir), nameFolder}
	}
	if err == nil && !info.IsDir() {
		return &usageError{fmt.Sprintf("%q is a file; the folder of a project is expected", a.dir), nameFolder}
	}
	return nil // what else is wrong with it, opening it says
}

// open opens the project folder of the command line. The caller closes it.
func (a *app) open() (*project, error) {
	if err := a.folder(); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return nil, fmt.Errorf("open project: %w", err)
	}
	if _, err := root.Stat(reportFile); errors.Is(err, fs.ErrNotExist) {
		root.Close()
		return nil, a.noReport()
	}
	return &project{dir: a.dir, fsys: regularFS{root.FS()}, close: func() { root.Close() }}, nil
}

// noReport says that the folder is no project, and where the nearest one above it is.
func (a *app) noReport() error {
	e := &usageError{message: fmt.Sprintf("there is no report.toml in %q", a.dir), hint: nameFolder}
	if up := a.above(); up != "" {
		e.hint = fmt.Sprintf("write -C %s", filepath.ToSlash(up))
	}
	return e
}

// above is the nearest folder above that of the command line that is a project; empty where none is, or where that folder is one itself.
func (a *app) above() string {
	from, err := filepath.Abs(a.dir)
	if err != nil || isProject(from) {
		return ""
	}
	up := a.dir
	for dir := filepath.Dir(from); dir != from; from, dir = dir, filepath.Dir(dir) {
		if up = filepath.Join(up, ".."); isProject(dir) {
			return up
		}
	}
	return ""
}

func isProject(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, reportFile))
	return err == nil && info.Mode().IsRegular()
}

// A scope is which part of a report to work on: languages and formats in the order of report.toml.
type scope struct {
	languages []string
	formats   []format
	config    *compile.Config // nil where it cannot be read
}

// scope reads report.toml and chooses from what it names; empty flags choose all. What is wrong in report.toml is in the findings; where
// it cannot be read at all, the scope is empty.
func (p *project) scope(languages, formatNames []string) (scope, diag.List, error) {
	var s scope
	var found diag.List
	chosen, err := choose("format", formatNames, allFormats(), "the formats are")
	if err != nil {
		return s, found, err
	}
	if s.config = compile.ReadConfig(p.fsys, &found); s.config == nil {
		return s, found, nil
	}
	if known := unique(s.config.Report.Languages); len(known) > 0 { // none is a finding, whatever the flag says
		if len(languages) > 0 { // a translation that has only begun can be named
			known = unique(append(known, s.config.Begun(p.fsys)...))
		}
		if s.languages, err = choose("language", languages, known, "the languages of report.toml are"); err != nil {
			return s, found, err
		}
	}
	named := s.config.Output.Formats
	for i, name := range named {
		if !slices.Contains(allFormats(), name) {
			at := s.config.Keys.Value("output", "formats", strconv.Itoa(i))
			found.Errorf(at, "report/formats", "%q is not a format of outputs; %s was expected", name, diag.Quoted(allFormats()))
		}
	}
	if len(formatNames) == 0 && len(named) > 0 {
		chosen = named
	}
	for _, f := range formats {
		if slices.Contains(chosen, f.name) {
			s.formats = append(s.formats, f)
		}
	}
	return s, found, nil
}

// produce compiles the report and renders it, and tells step what it is doing. Where there are errors, outputs are missing.
func (p *project) produce(ctx context.Context, languages []string, t target, formatNames []string, step func(string)) ([]output, findings, error) {
	scope, found, err := p.scope(languages, formatNames)
	if err != nil {
		return nil, findings{}, err
	}
	editions, err := p.compile(ctx, scope.languages, t, &found, step)
	if err != nil {
		return nil, findings{}, err
	}
	for _, e := range editions {
		if e.Report != nil {
			found.Merge(check.Run(e.Report, e.checks()))
		}
	}
	debug.SetMemoryLimit(memoryLimit(editions))
	outputs, err := render(ctx, editions, t, scope.formats, &found, step)
	return outputs, summarize(silence(found, scope.config)), err
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

// checks are what the rules need to know beside the report. What a report with errors does not answer cannot be told.
func (e edition) checks() check.Options {
	opt := check.Options{Words: e.Limit.Words, Limit: e.Limit.Span}
	if !e.Found.HasErrors() {
		opt.Recommendations = e.Recommendations
	}
	return opt
}

// compile compiles the report in every language, and returns the editions in that order. What it finds is added to found, and partly
// repeats what reading report.toml has found.
func (p *project) compile(ctx context.Context, languages []string, t target, found *diag.List, step func(string)) ([]edition, error) {
	source := ""
	if config := compile.ReadConfig(p.fsys, new(diag.List)); config != nil {
		source = config.Source()
	}
	editions := make([]edition, len(languages))
	err := each(ctx, len(languages), func(i int) error {
		step("compiling " + languages[i])
		result, err := compile.Compile(p.fsys, compile.Options{Language: languages[i], Style: t.style, Alone: t.alone, Original: slices.Contains(languages, source), Stale: t.stale})
		editions[i] = edition{languages[i], result}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, e := range editions {
		found.Merge(e.Found)
	}
	return editions, nil
}
