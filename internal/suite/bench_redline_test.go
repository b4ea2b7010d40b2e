package suite_test

import (
	"fmt"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
	"rapporteur/internal/redline"
	"rapporteur/internal/redlinetest"
)

// held is a project in memory, as redlinetest has it.
func held(t testing.TB, project fs.FS) redlinetest.Project {
	t.Helper()
	out := redlinetest.Project{}
	for name, f := range repeated(t, project, 1) {
		out[name] = f.Data
	}
	return out
}

// files are such a project as a file system.
func files(p redlinetest.Project) fstest.MapFS {
	out := fstest.MapFS{}
	for name, data := range p {
		out[name] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	return out
}

// edits is how many edits the reports have that redlines are measured on.
const edits = 100

// BenchmarkCompare measures the comparison of a report with itself after a hundred edits, and of its text so many times over.
func BenchmarkCompare(b *testing.B) {
	for name, dir := range benchmarked() {
		for _, n := range growth {
			project := held(b, os.DirFS(dir))
			compiling := func(p redlinetest.Project) *compile.Result {
				r, err := compile.Compile(repeated(b, files(p), n), compile.Options{})
				if err != nil || r.Report == nil { // that the translation has fallen behind is no matter
					b.Fatalf("%s does not compile: %v", name, err)
				}
				return r
			}
			old, new := compiling(project), compiling(redlinetest.Edited(project, edits))
			b.Run(fmt.Sprintf("%s/x%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				changes := 0
				for b.Loop() {
					opt := redline.Options{Language: new.Sheet.Language, OldSources: old.Sources, NewSources: new.Sources}
					changes = len(redline.Compare(old.Report, new.Report, opt).Changes)
				}
				b.ReportMetric(float64(changes), "changes")
			})
		}
	}
}
