package suite_test

import (
	"io"
	"os"
	"testing"

	"rapporteur/internal/redlinetest"
)

// BenchmarkRedline measures a redline of a report after a hundred edits, in each format and in memory: both reports compiled, compared, and what
// differs rendered.
func BenchmarkRedline(b *testing.B) {
	for name, dir := range benchmarked() {
		project := held(b, os.DirFS(dir))
		old, new := files(project), files(redlinetest.Edited(project, edits))
		for _, f := range formats {
			b.Run(name+"/"+f.name, func(b *testing.B) {
				for b.Loop() {
					m, err := compared(old, new)
					if err != nil {
						b.Fatal(err)
					}
					if _, err := f.render(io.Discard, m.Report, m.sheet); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
