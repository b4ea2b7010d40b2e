package changes_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur/internal/changes"
	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/redline"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

// forms are what a list is written as, by the names of the goldens.
var forms = map[string]func(*testing.T, []*changes.List) string{
	"text": func(t *testing.T, l []*changes.List) string {
		return written(t, func(b *bytes.Buffer) error { return changes.Text(b, l, changes.TextOptions{}) })
	},
	"terminal": func(t *testing.T, l []*changes.List) string {
		out := written(t, func(b *bytes.Buffer) error { return changes.Text(b, l, changes.TextOptions{Color: true, Width: 70}) })
		return strings.ReplaceAll(out, "\x1b", "␛")
	},
	"markdown": func(t *testing.T, l []*changes.List) string {
		return written(t, func(b *bytes.Buffer) error { return changes.Markdown(b, l, changes.CommentSize) })
	},
	"json": func(t *testing.T, l []*changes.List) string {
		return written(t, func(b *bytes.Buffer) error {
			e := json.NewEncoder(b)
			e.SetEscapeHTML(false)
			e.SetIndent("", " ")
			return e.Encode(l)
		})
	},
	// The page without its style and script, which no test reads.
	"html": func(t *testing.T, l []*changes.List) string {
		out := page(t, l)
		head, rest, _ := strings.Cut(out, "<style>")
		_, rest, _ = strings.Cut(rest, "</style>\n")
		rest, _, _ = strings.Cut(rest, "<script>")
		return head + rest
	},
}

func page(t *testing.T, l []*changes.List) string {
	return written(t, func(b *bytes.Buffer) error { return changes.Page(b, l) })
}

func written(t *testing.T, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// project is the files of an archive below a folder.
func project(a *txtar.Archive, folder string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, folder+"/"); ok {
			out[name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
		}
	}
	return out
}

func compiled(t testing.TB, fsys fstest.MapFS) *compile.Result {
	t.Helper()
	r, err := compile.Compile(fsys, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Report == nil || r.Found.HasErrors() {
		for _, d := range r.Found.Sorted() {
			t.Log(d.Code, d.Message)
		}
		t.Fatal("the report has errors")
	}
	return r
}

var day = time.Date(2028, 2, 1, 12, 0, 0, 0, time.UTC)

const hash = "0123456789abcdef0123456789abcdef01234567"

// compared compares two projects; all that is in the newer one alone is not committed yet.
func compared(t testing.TB, old, new fstest.MapFS, sections ...string) *changes.List {
	t.Helper()
	a, b := compiled(t, old), compiled(t, new)
	by := func(was, now diag.Span) redline.Author {
		if was == (diag.Span{}) {
			return redline.Author{Name: "Bertha", Date: day}
		}
		return redline.Author{Name: "Ana", Date: day, Commit: hash}
	}
	r := redline.Compare(a.Report, b.Report, redline.Options{By: by, Language: b.Sheet.Language, OldSources: a.Sources, NewSources: b.Sources})
	return changes.Of(r, changes.Options{Old: changes.Draft{Revision: "v1", Commit: hash, Date: day}, Language: b.Sheet.Language, Sections: sections})
}

func archive(t testing.TB, name string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestForms holds what is written for the pairs of testdata against the goldens that stand beside them.
func TestForms(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) < 3 {
		t.Fatalf("%d archives, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a := archive(t, filepath.Base(name))
			lists := []*changes.List{compared(t, project(a, "old"), project(a, "new"))}
			goldens := 0
			for i, f := range a.Files {
				form, ok := strings.CutPrefix(f.Name, "want/")
				if !ok {
					continue
				}
				goldens++
				got := forms[form](t, lists)
				if *update {
					a.Files[i].Data = []byte(got)
				} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", f.Name, diff)
				}
			}
			if goldens == 0 {
				t.Error("it has no golden")
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// numbered are words with numbers: "a1 a2 a3".
func numbered(letter string, from, to int) string {
	var out []string
	for n := from; n <= to; n++ {
		out = append(out, letter+strconv.Itoa(n))
	}
	return strings.Join(out, " ")
}

// TestContext wants twelve words on each side of a change and an ellipsis in the place of the others, whatever the forms of the words are.
func TestContext(t *testing.T) {
	kept := func(s string) changes.Piece { return changes.Piece{Kind: redline.Kept, Text: s} }
	ins, del := changes.Piece{Kind: redline.Inserted, Text: "new"}, changes.Piece{Kind: redline.Deleted, Text: "old"}
	italic := kept(numbered("b", 5, 20))
	italic.Italic = true
	for name, c := range map[string]struct {
		pieces []changes.Piece
		want   string
	}{
		"short": {[]changes.Piece{kept(numbered("a", 1, 22) + " "), ins, kept(" " + numbered("b", 1, 22))},
			numbered("a", 1, 22) + " {+new+} " + numbered("b", 1, 22)},
		"far": {[]changes.Piece{kept(numbered("a", 1, 30) + " "), ins, kept(" " + numbered("b", 1, 60) + " "), del, kept(" " + numbered("c", 1, 40))},
			"… " + numbered("a", 19, 30) + " {+new+} " + numbered("b", 1, 12) + " … " + numbered("b", 49, 60) + " [-old-] " + numbered("c", 1, 12) + " …"},
		"near each other": {[]changes.Piece{kept(numbered("a", 1, 40) + " "), ins, kept(" " + numbered("b", 1, 29) + " "), del},
			"… " + numbered("a", 29, 40) + " {+new+} " + numbered("b", 1, 29) + " [-old-]"},
		"forms": {[]changes.Piece{ins, kept(" " + numbered("b", 1, 4) + " "), italic, kept(" " + numbered("b", 21, 60))},
			"{+new+} " + numbered("b", 1, 12) + " …"},
		"forms before": {[]changes.Piece{kept(numbered("b", 1, 4) + " "), italic, kept(" " + numbered("b", 21, 24) + " " + numbered("c", 1, 30) + " "), del},
			"… " + numbered("c", 19, 30) + " [-old-]"},
		"inside a word": {[]changes.Piece{kept(numbered("a", 1, 60) + "–"), ins, kept(")")}, "… " + numbered("a", 49, 60) + "–{+new+})"},
	} {
		l := listOf([]string{"x"})
		l.Changes[0].Passages = []changes.Passage{{Owner: redline.TextOwner, Pieces: c.pieces}}
		out := forms["text"](t, []*changes.List{l})
		if !strings.HasSuffix(out, "\n    "+c.want+"\n") {
			t.Errorf("%s: %q is not at the end of\n%s", name, c.want, out)
		}
	}
}
