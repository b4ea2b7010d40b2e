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

// Notes are printed and counted apart, and are the first to give way where only some findings are shown.
func TestNotes(t *testing.T) {
	f := diag.NewFile("a.md", []byte("0123456789"))
	var l diag.List
	l.Add(diag.Diagnostic{Code: "a/note", Severity: diag.Note, Span: f.Span(0, 1), Message: "perhaps"})
	l.Warnf(f.Span(1, 2), "a/warning", "likely")
	l.Errorf(f.Span(2, 3), "an/error", "certainly")
	for limit, want := range map[int]string{
		0: "a.md:1:1: note: perhaps [a/note]; a.md:1:2: warning: likely [a/warning]; a.md:1:3: error: certainly [an/error]; 1 error, 1 warning, 1 note",
		2: "a.md:1:2: warning: likely [a/warning]; a.md:1:3: error: certainly [an/error]; 1 error, 1 warning, 1 note (1 not shown)",
		1: "a.md:1:3: error: certainly [an/error]; 1 error, 1 warning, 1 note (2 not shown)",
	} {
		var b strings.Builder
		if err := l.WriteText(&b, diag.TextOptions{Limit: limit}); err != nil {
			t.Fatal(err)
		}
		var got []string
		for line := range strings.Lines(b.String()) {
			if !strings.HasPrefix(line, " ") {
				got = append(got, strings.TrimSpace(line))
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("at most %d: %q, want %q", limit, got, want)
		}
	}
	src, err := l.MarshalJSON()
	if err != nil || !strings.Contains(string(src), `"severity":"note"`) {
		t.Errorf("%v in %s", err, src)
	}
}
