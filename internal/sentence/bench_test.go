package sentence_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/internal/sentence"
)

// BenchmarkSplit cuts the paragraphs of the worked example.
func BenchmarkSplit(b *testing.B) {
	names, err := filepath.Glob("../../content/en/*.md")
	if err != nil || len(names) == 0 {
		b.Fatalf("no text: %v", err)
	}
	var paragraphs []string
	bytes := 0
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		for p := range strings.SplitSeq(string(src), "\n\n") {
			paragraphs = append(paragraphs, p)
			bytes += len(p)
		}
	}
	rules := sentence.For("en")
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range paragraphs {
			rules.Split(p)
		}
	}
}
