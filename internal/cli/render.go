package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/html"
	"rapporteur/internal/pdf"
	"rapporteur/internal/style"
)

// A format is a kind of output.
type format struct {
	name   string // in report.toml, in --format and behind the last dot of the file name
	render func(w io.Writer, r *doc.Report, s *style.Sheet) (diag.List, error)
}

// formats are all kinds of output, in the order in which outputs are listed.
var formats = []format{
	{"pdf", pdf.Render},
	{"docx", docx.Render},
	{"html", html.Render},
}

// A target is what an output is for.
type target struct {
	name  string // in --target and, other than that of the first, in the names of the outputs
	style string // the style sheet; empty is that of the report
	stale compile.Stale
	alone bool // translations are not held against their originals: two drafts of one language are compared
}

// targets are the page of the United Nations, and the plain manuscript that a State hands in. The first is the default.
var targets = []target{{name: "un"}, {name: "submission", style: "submission"}}

func targetOf(name string) (target, error) {
	for _, t := range targets {
		if t.name == name {
			return t, nil
		}
	}
	return target{}, unknown("target", name, "the targets are", allTargets())
}

func allTargets() []string {
	var names []string
	for _, t := range targets {
		names = append(names, t.name)
	}
	return names
}

func allFormats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// An output is a rendered file.
type output struct {
	name     string // of the file
	language string
	format   string
	data     *pieces
}

// render renders the editions in the formats, as many at a time as there are processors. Outputs, and what is added to found, come in the
// order of editions and formats. An edition with errors is passed over: its report is not whole.
func render(ctx context.Context, editions []edition, t target, formats []format, found *diag.List, step func(string)) ([]output, error) {
	type job struct {
		edition
		format
		output pieces
		found  diag.List
	}
	var jobs []*job
	for _, e := range editions {
		if e.Report == nil || e.Sheet == nil || e.Found.HasErrors() {
			continue
		}
		for _, f := range formats {
			jobs = append(jobs, &job{edition: e, format: f})
		}
	}
	err := each(ctx, len(jobs), func(i int) error {
		j := jobs[i]
		step(fmt.Sprintf("rendering %s %s", j.language, j.format.name))
		var err error
		if j.found, err = j.format.render(&j.output, j.Report, j.Sheet); err != nil {
			return fmt.Errorf("render %s in %s: %w", j.format.name, j.language, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var outputs []output
	for _, j := range jobs {
		found.Merge(j.found)
		outputs = append(outputs, output{fileName(j.Report.Meta.Symbol, j.language, t, j.format.name), j.language, j.format.name, &j.output})
	}
	return outputs, nil
}

// fileName is the name of an output: the symbol of the report, or "report" while it has none, its language, its target where that is not the
// first, and its format.
func fileName(symbol, language string, t target, format string) string {
	if symbol == "" {
		symbol = "report"
	}
	name := symbol + "-" + language
	if t.name != targets[0].name {
		name += "-" + t.name
	}
	return safeName(name) + "." + format
}

// safeName makes "_" of what a file name may not hold on one system or another.
func safeName(name string) string {
	safe := func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.':
			return r
		}
		return '_'
	}
	name = strings.Map(safe, name)
	if name[0] == '.' || name[0] == '-' { // hidden, or like a flag
		name = "_" + name[1:]
	}
	return name
}

// errInterrupted says that the user wants no more of it.
var errInterrupted = errors.New("interrupted")

// each calls f with 0 to n-1, as many at a time as there are processors, and returns the error of the lowest number. When the context has
// ended, it begins no more of them.
func each(ctx context.Context, n int, f func(i int) error) error {
	errs := make([]error, n)
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i := range n {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			if ctx.Err() != nil {
				errs[i] = errInterrupted
				return
			}
			errs[i] = guard(func() error { return f(i) })
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// guard calls f and makes an error of a panic: a broken invariant of ours must not leave the user without a word and an exit status.
func guard(f func() error) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("internal error: %v; this is a fault of rapporteur, not of the report\n%s", broken, debug.Stack())
		}
	}()
	return f()
}
