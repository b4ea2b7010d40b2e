package suite_test

import (
	"io"
	"os"
	"sync"
	"testing"

	"rapporteur/internal/changes"
	"rapporteur/internal/compile"
	"rapporteur/internal/redline"
	"rapporteur/internal/redlinetest"
)

// BenchmarkDiff measures what the diff command does but asking git: both reports compiled, side by side, compared and written as text for a
// terminal; then comparing alone, and writing in each form.
func BenchmarkDiff(b *testing.B) {
	for name, dir := range benchmarked() {
		project := held(b, os.DirFS(dir))
		before, after := files(project), files(redlinetest.Edited(project, edits))
		compiling := func() (old, new *compile.Result) {
			var err, problem error
			var all sync.WaitGroup
			all.Go(func() { old, err = compile.Compile(before, compile.Options{}) })
			all.Go(func() { new, problem = compile.Compile(after, compile.Options{}) })
			all.Wait()
			if err != nil || problem != nil || old.Report == nil || new.Report == nil { // that the translation has fallen behind is no matter
				b.Fatalf("%s does not compile: %v, %v", name, err, problem)
			}
			return old, new
		}
		comparing := func(old, new *compile.Result) *changes.List {
			r := redline.Compare(old.Report, new.Report, redline.Options{Language: new.Sheet.Language, OldSources: old.Sources, NewSources: new.Sources})
			return changes.Of(r, changes.Options{Language: new.Sheet.Language})
		}
		writing := map[string]func(l []*changes.List) error{
			"text": func(l []*changes.List) error {
				return changes.Text(io.Discard, l, changes.TextOptions{Color: true, Width: 100})
			},
			"html":     func(l []*changes.List) error { return changes.Page(io.Discard, l) },
			"markdown": func(l []*changes.List) error { return changes.Markdown(io.Discard, l, changes.CommentSize) },
		}
		write := func(form string, l *changes.List) {
			if err := writing[form]([]*changes.List{l}); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(name+"/all", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				write("text", comparing(compiling()))
			}
		})
		old, new := compiling()
		b.Run(name+"/compare", func(b *testing.B) {
			for b.Loop() {
				comparing(old, new)
			}
		})
		l := comparing(old, new)
		for form := range writing {
			b.Run(name+"/"+form, func(b *testing.B) {
				for b.Loop() {
					write(form, l)
				}
				b.ReportMetric(float64(len(l.Changes)), "changes")
			})
		}
	}
}
