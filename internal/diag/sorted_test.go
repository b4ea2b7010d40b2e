package diag_test

import (
	"testing"

	"rapporteur/internal/diag"
)

func TestSortedRemovesRepeatsOfFilesReadTwice(t *testing.T) {
	var l diag.List
	for range 2 {
		f := diag.NewFile("report.toml", []byte("[report]\nbody = \"CMV\"\n"))
		l.Errorf(f.Span(16, 21), "project/unknown-body", "unknown body %q", "CMV")
	}
	l.Warnf(diag.NewFile("content/en/01.md", []byte("text")).Span(0, 4), "x/y", "other")
	got := l.Sorted()
	if len(got) != 2 || got[0].Code != "x/y" || got[1].Code != "project/unknown-body" {
		t.Errorf("Sorted() = %+v, want the warning in content and one error", got)
	}
}
