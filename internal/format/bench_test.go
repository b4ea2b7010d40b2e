package format_test

import (
	"os"
	"path/filepath"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/format"
)

// BenchmarkFile formats the sections of the worked example, which includes the proof where something is to be changed: "again" has nothing
// to change, "joined" has every paragraph on one line.
func BenchmarkFile(b *testing.B) {
	names, err := filepath.Glob("../../content/en/*.md")
	if err != nil || len(names) == 0 {
		b.Fatalf("no text: %v", err)
	}
	var again, joined []*diag.File
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		again = append(again, diag.NewFile("content/en/a.md", src))
		joined = append(joined, diag.NewFile("content/en/a.md", join(src)))
	}
	for name, files := range map[string][]*diag.File{"again": again, "joined": joined} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, f := range files {
					if _, found := format.File(f, options("en")); found.Len() > 0 {
						b.Fatalf("findings: %v", found.Sorted())
					}
				}
			}
		})
	}
}

// join puts the lines of paragraphs that begin with a letter on one line.
func join(src []byte) []byte {
	out := append([]byte{}, src...)
	letter := func(c byte) bool { return c >= 'A' && c <= 'z' }
	for i := 1; i+1 < len(out); i++ {
		if out[i] == '\n' && out[i-1] == '.' && letter(out[i+1]) {
			out[i] = ' '
		}
	}
	return out
}
