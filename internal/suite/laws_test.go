package suite_test

import (
	"bytes"
	"os"
	"runtime"
	"strings"
	"testing"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// compiled compiles the project in a folder, which must have no errors.
func compiled(t *testing.T, dir string) *compile.Result {
	t.Helper()
	result, err := compile.Compile(os.DirFS(dir), compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	errors := result.Found.Filter(func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
	if errors.Len() > 0 {
		t.Error(short(t, &errors))
	}
	if result.Report == nil || result.Sheet == nil {
		t.Fatalf("the report in %s does not compile", dir)
	}
	return result
}

// short prints findings, one a line.
func short(t *testing.T, found *diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := found.WriteText(&b, diag.TextOptions{Short: true}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// top is the top of the repository, where the worked example is.
const top = "../.."

// Every format shows the words of the worked example, in the same order.
func TestExampleInEveryFormat(t *testing.T) {
	r := compiled(t, top)
	checkSpans(t, r.Report)
	want := readModel(t, r.Report)
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) { same(t, want, f.read(t, f.bytes(t, r.Report, r.Sheet))) })
	}
}

// The same input gives the same bytes: compiled twice, and on one processor or on many.
func TestSameBytes(t *testing.T) {
	build := func(processors int) map[string][]byte {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		r := compiled(t, top)
		out := map[string][]byte{}
		for _, f := range formats {
			out[f.name] = f.bytes(t, r.Report, r.Sheet)
		}
		return out
	}
	first := build(1)
	for _, processors := range []int{1, 8} {
		for name, got := range build(processors) {
			if !bytes.Equal(first[name], got) {
				t.Errorf("%s differs when built again on %d processors", name, processors)
			}
		}
	}
}

// checkSpans holds every node of a compiled report to a place inside a file.
func checkSpans(t *testing.T, r *doc.Report) {
	t.Helper()
	check := func(what any, s diag.Span, inside diag.Span) {
		switch {
		case s.File == nil:
			t.Errorf("%T has no place", what)
		case s.Start < 0 || s.End < s.Start || s.End > len(s.File.Src):
			t.Errorf("%T: place %d to %d of %s, which has %d bytes", what, s.Start, s.End, s.File.Name, len(s.File.Src))
		case inside.File == s.File && (s.Start < inside.Start || s.End > inside.End):
			t.Errorf("%T: place %q reaches out of %q around it", what, s.Text(), inside.Text())
		}
	}
	inlines := func(in []doc.Inline, inside diag.Span) {
		doc.WalkInlines(in, func(in doc.Inline) bool {
			check(in, in.Where(), inside)
			return true
		})
	}
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		check(b, b.Where(), diag.Span{})
		var own diag.Span
		switch b.(type) {
		case *doc.Table, *doc.Picture: // captions and cells may stand elsewhere: below, or in a data file
		default:
			own = b.Where()
		}
		doc.Texts(b, func(in *[]doc.Inline) { inlines(*in, own) })
		return true
	})
	for _, n := range r.Notes {
		check(n, n.Span, diag.Span{})
		inlines(n.Inlines, diag.Span{})
	}
}
