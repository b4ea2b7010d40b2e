//go:build linux

package suite_test

import (
	"fmt"
	"os"
	"testing"

	"rapporteur/internal/docx"
)

// BenchmarkDOCX measures the Word file alone, of a compiled report in a process that is warm. Time and bytes allocated must grow as the size
// does.
func BenchmarkDOCX(b *testing.B) {
	for name, dir := range benchmarked() {
		for _, n := range growth {
			result := compileRepeated(b, repeated(b, os.DirFS(dir), n))
			b.Run(fmt.Sprintf("%s/x%d", name, n), func(b *testing.B) {
				var size written
				b.ReportAllocs()
				for b.Loop() {
					size = 0
					if _, err := docx.Render(&size, result.Report, result.Sheet); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(size), "bytes")
			})
		}
	}
}
