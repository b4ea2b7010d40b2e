package redline_test

import (
	"flag"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/redline"
	"rapporteur/internal/redlinetest"
)

var pairs = flag.Int("pairs", 400, "how many generated pairs")

// files are a project that is held in memory.
func files(p redlinetest.Project) fs.FS {
	out := fstest.MapFS{}
	for name, data := range p {
		out[name] = &fstest.MapFile{Data: data}
	}
	return out
}

func compiled(t testing.TB, project fs.FS) *compile.Result {
	t.Helper()
	r, err := compile.Compile(project, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Report == nil {
		t.Fatal("nothing was compiled")
	}
	for _, d := range r.Found.Sorted() {
		if d.Severity == diag.Error {
			t.Fatalf("%q: %s", d.Span.Text(), d.Message)
		}
	}
	return r
}

func compare(old, new *compile.Result) *redline.Result {
	return redline.Compare(old.Report, new.Report, redline.Options{Language: new.Sheet.Language, OldSources: old.Sources, NewSources: new.Sources})
}

// TestLaw holds generated pairs to the law of a redline: accepted it is the newer report, rejected the older one.
func TestLaw(t *testing.T) {
	for p := range redlinetest.Pairs(*pairs) {
		old, new := compiled(t, files(p.Old)), compiled(t, files(p.New))
		r := compare(old, new)
		if diff := cmp.Diff(redlinetest.Printed(new.Report), redlinetest.Printed(redlinetest.Accept(r.Report))); diff != "" {
			t.Fatalf("%s (%q): accepted it is not the newer report (-want +got):\n%s", p.Name, p.Done, diff)
		}
		if diff := cmp.Diff(redlinetest.Printed(old.Report), redlinetest.Printed(redlinetest.Reject(r.Report))); diff != "" {
			t.Fatalf("%s (%q): rejected it is not the older report (-want +got):\n%s", p.Name, p.Done, diff)
		}
		same := compare(new, new)
		if len(same.Changes)+len(same.Renumbered) > 0 {
			t.Fatalf("%s: %d changes, %d renumberings against itself", p.Name, len(same.Changes), len(same.Renumbered))
		}
		if got, want := redlinetest.Printed(same.Report), redlinetest.Printed(new.Report); got != want {
			t.Fatalf("%s: differs from itself:\n%s", p.Name, cmp.Diff(want, got))
		}
	}
}
