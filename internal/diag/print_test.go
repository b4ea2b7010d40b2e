package diag_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
)

// Floods are folded code by code, and counted: nothing else is crowded out by them.
func TestFold(t *testing.T) {
	f := diag.NewFile("a.md", []byte("0123456789"))
	var l diag.List
	for i := range 8 {
		l.Warnf(f.Span(i, i+1), "many/warnings", "warning %d", i)
	}
	for i := range 4 {
		l.Errorf(f.Span(9, 10), "many/errors", "error %d", i)
	}
	l.Warnf(f.Span(9, 10), "one/warning", "the last")
	var b strings.Builder
	if err := l.WriteText(&b, diag.TextOptions{Fold: 3}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(b.String()) {
		if !strings.HasPrefix(line, " ") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	want := []string{}
	for i := range 3 {
		want = append(want, fmt.Sprintf("a.md:1:%d: warning: warning %d [many/warnings]", i+1, i))
	}
	for i := range 3 {
		want = append(want, fmt.Sprintf("a.md:1:10: error: error %d [many/errors]", i))
	}
	want = append(want, "a.md:1:10: warning: the last [one/warning]", "and 5 more of the kind [many/warnings]", "and 1 more of the kind [many/errors]", "4 errors, 9 warnings (6 not shown)")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
