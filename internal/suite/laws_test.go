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
	"rapporteur/internal/docx"
	"rapporteur/internal/pdf"
)

// compiled compiles the project in a folder, which must have no errors; an empty language is the first.
func compiled(t *testing.T, dir, language string) *compile.Result {
	t.Helper()
	result, err := compile.Compile(os.DirFS(dir), compile.Options{Language: language})
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
func short(t testing.TB, found *diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := found.WriteText(&b, diag.TextOptions{Short: true}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// top is the top of the repository, where the worked example is.
const top = "../.."

// Every format shows the words of the worked example, in the same order, in every language that it holds.
func TestExampleInEveryFormat(t *testing.T) {
	for _, language := range compiled(t, top, "").Config.Report.Languages {
		t.Run(language, func(t *testing.T) {
			r := compiled(t, top, language)
			checkSpans(t, r.Report)
			checkFormats(t, readModel(t, r.Report), r, judgesRequired)
		})
	}
}

// checkFormats builds every format and compares what its readers find with what it has to show. Slow readers are left out unless all are
// wanted.
func checkFormats(t *testing.T, want *reading, r *compile.Result, all bool) {
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			if f.slow && !all {
				t.Skip("RAPPORTEUR_JUDGES=required calls this reader, which takes long")
			}
			f.check(t, want, f.bytes(t, r.Report, r.Sheet))
		})
	}
	t.Run("pages", func(t *testing.T) {
		t.Parallel()
		need(t, "pdftotext")
		samePages(t, want, format{name: "pdf", render: pdf.Render}.bytes(t, r.Report, r.Sheet), r.Sheet)
	})
	t.Run("pandoc", func(t *testing.T) {
		t.Parallel()
		if !all {
			t.Skip("RAPPORTEUR_JUDGES=required calls this reader")
		}
		need(t, "pandoc")
		samePandoc(t, want, format{name: "docx", render: docx.Render}.bytes(t, r.Report, r.Sheet))
	})
}

// The same input gives the same bytes: compiled twice, and on one processor or on many.
func TestSameBytes(t *testing.T) {
	build := func(processors int) map[string][]byte {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		r := compiled(t, top, "")
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
