package redline_test

import (
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/redline"
)

// TestSame compares every sample with itself: nothing is marked.
func TestSame(t *testing.T) {
	for _, s := range doc.Samples() {
		if s.Kind == "Ins" || s.Kind == "Del" {
			continue // a redline is not compared again
		}
		got := redline.Compare(s.Report, s.Report, redline.Options{})
		if len(got.Changes) != 0 || len(got.Renumbered) != 0 {
			t.Errorf("%s: %d changes, %d renumberings of a report against itself", s.Kind, len(got.Changes), len(got.Renumbered))
		}
		doc.Walk(got.Report.Blocks, func(b doc.Block) bool {
			if doc.BaseOf(b).Revision != nil {
				t.Errorf("%s: a block is marked", s.Kind)
			}
			return true
		})
	}
}
