package tomlfile_test

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

func TestHeaders(t *testing.T) {
	f := diag.NewFile("x.toml", []byte("a = 1\n[17]\nb = \"\"\"\n[18]\n\"\"\"\n[[17.notes]]\n[17.notes.text]\nen = \"A\"\n[[ 17 . notes ]]\n[\"124.1\"]\n"))
	var found diag.List
	d := tomlfile.Read(f, 0, len(f.Src), "t", &found)
	if d == nil {
		t.Fatal("not TOML")
	}
	var got []string
	for _, h := range d.Keys.Headers() {
		got = append(got, fmt.Sprintf("%d %q %s %v", h.Span.Position().Line, h.Span.Text(), strings.Join(h.Path, "/"), h.Within("17", "notes", "0")))
	}
	want := `2 "17" 17 false
6 "17.notes" 17/notes/0 true
7 "17.notes.text" 17/notes/0/text true
9 "17 . notes" 17/notes/1 false
10 "\"124.1\"" 124.1 false`
	if strings.Join(got, "\n") != want {
		t.Errorf("headers:\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if line := d.Keys.Span("17", "notes", "1").Position().Line; line != 9 {
		t.Errorf("the second note stands in line %d, not 9", line)
	}
}
