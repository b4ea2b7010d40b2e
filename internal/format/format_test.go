package format_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/format"
	"rapporteur/internal/markdown"
	"rapporteur/internal/tomlfile"
)

// options say how to read and format a section in a language.
func options(language string) format.Options {
	return format.Options{
		Language: language,
		Markdown: markdown.Options{
			FS:           fstest.MapFS{"content/en/d.csv": {Data: []byte("A,B\n1,2\n")}},
			SourceLabels: []string{"Source", "Fuente"}, NoteLabels: []string{"Note", "Nota"},
		},
	}
}

// formatted returns the normal form of src, which must not be refused.
func formatted(t testing.TB, src string, opt format.Options) string {
	t.Helper()
	out, found := format.File(diag.NewFile("content/en/a.md", []byte(src)), opt)
	for _, d := range found.Sorted() {
		t.Fatalf("%v: %s\n%s", d.Span.Position(), d.Message, src)
	}
	return string(out)
}

// A reading is what is printed of a section, and what is found in it.
type reading struct {
	Section *markdown.Section
	Found   map[string]int // code → how often
}

func read(src string, opt format.Options) reading {
	var found diag.List
	r := reading{markdown.Parse(diag.NewFile("content/en/a.md", []byte(src)), opt.Markdown, &found), map[string]int{}}
	for _, d := range found.Sorted() {
		r.Found[d.Code]++
	}
	return r
}

// asRead compares readings but for places.
var asRead = []cmp.Option{
	cmp.Comparer(func(diag.Span, diag.Span) bool { return true }),
	cmp.Comparer(func(*diag.File, *diag.File) bool { return true }),
	cmp.Comparer(func(*tomlfile.Keys, *tomlfile.Keys) bool { return true }),
	cmp.AllowUnexported(doc.Place{}),
}

// laws holds the normal form of src against src, which must be read in the same way, and against its own normal form.
func laws(t testing.TB, src, out string, opt format.Options) {
	t.Helper()
	if diff := cmp.Diff(read(src, opt), read(out, opt), asRead...); diff != "" {
		t.Fatalf("the normal form is read as something else:\n%s\nfile:\n%s\nnormal form:\n%s", diff, src, out)
	}
	if again := formatted(t, out, opt); again != out {
		t.Fatalf("formatting twice gives something else:\n%s\nfile:\n%s", cmp.Diff(out, again), src)
	}
}

// Each case is a file and its normal form, with "----" between them; where they are the same, the second is missing.
func TestFile(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			src, want, ok := strings.Cut(string(text), "----\n")
			if !ok {
				want = src
			}
			language, _, _ := strings.Cut(filepath.Base(name), "-")
			got := formatted(t, src, options(language))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("normal form (-want +got):\n%s", diff)
			}
			laws(t, src, got, options(language))
		})
	}
}

// Ends of lines and the mark of the byte order stay, and a file ends with a line end.
func TestBytes(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"empty", "", ""},
		{"no line end", "One. Two.", "One.\nTwo.\n"},
		{"CRLF", "One. Two.\r\nThree\r\nmore.\r\n\r\n| a | bb |\r\n|--|--|\r\n| 1 | 2 |\r\n", "One.\r\nTwo.\r\nThree more.\r\n\r\n| a | bb |\r\n|---|----|\r\n| 1 | 2  |\r\n"},
		{"byte order", "\uFEFF+++\nstatus = \"draft\"\n+++\nOne. Two.\n", "\uFEFF+++\nstatus = \"draft\"\n+++\nOne.\nTwo.\n"},
		{"hard breaks with CRLF", "One\\\r\nTwo  \r\nThree. Four.\r\n", "One\\\r\nTwo  \r\nThree.\r\nFour.\r\n"},
		{"two blanks stay", "One.  Two.\n", "One.  Two.\n"},
		{"a blank that is written out stays", "One.&#32;Two.\n", "One.&#32;Two.\n"},
		{"no-break space stays", "One.\u00a0Two.\n", "One.\u00a0Two.\n"},
	} {
		got := formatted(t, test.src, options("en"))
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		laws(t, test.src, got, options("en"))
	}
}

// What cannot be read stays, and so does what would be read as something else.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		src, code string
		line      int
	}{
		{"One. \xff Two.\n", "text/not-utf8", 1},
		{"First. Second.\n\nText with braces in two lines {#para-a\n.unnumbered}\n", "format/not-neutral", 3},
	} {
		f := diag.NewFile("content/en/a.md", []byte(test.src))
		out, found := format.File(f, options("en"))
		if string(out) != test.src {
			t.Errorf("%q became %q", test.src, out)
		}
		if list := found.Sorted(); len(list) != 1 || list[0].Code != test.code || list[0].Span.Position().Line != test.line {
			t.Errorf("%q: findings %v, want %s in line %d", test.src, list, test.code, test.line)
		}
	}
}

// Ids stand where their blocks end, in the braces that are there; nothing else changes.
func TestIDs(t *testing.T) {
	const src = `# Heading

## Given {#sec-given}

Text. More.

Unnumbered. {.unnumbered}

1. Item;
   - Inner
2. Other. {#para-other}

> Quoted.

| A | B |
|---|---|
| 1 | 2 |

: Caption { header=1 }

| A | B |
|---|---|
| 1 | 2 |

![Alt](p.png)

: Caption of the picture

![Data](d.csv)
`
	const want = `# Heading {#sec-0}

## Given {#sec-given}

Text.
More. {#p-0000000001}

Unnumbered. {#p-0000000002 .unnumbered}

1. Item; {#item-0000000003}
   - Inner {#item-0000000004}
2. Other. {#para-other}

> Quoted. {#p-0000000005}

| A | B |
|---|---|
| 1 | 2 |

: Caption {#tbl-6 header=1 }

| A | B |
|---|---|
| 1 | 2 |

![Alt](p.png){#fig-7}

: Caption of the picture

![Data](d.csv){#tbl-8}
`
	opt := options("en")
	before := read(src, opt)
	opt.IDs = map[int]doc.ID{}
	next := 0
	for _, kind := range []struct {
		text string
		id   string
	}{{"Heading", "sec-%"}, {"Text.", "p-000000000%"}, {"Unnumbered", "p-000000000%"}, {"1. Item", "item-000000000%"}, {"- Inner", "item-000000000%"}, {"Quoted", "p-000000000%"}, {"| A |", "tbl-%"}, {"![Alt]", "fig-%"}, {"![Data]", "tbl-%"}} {
		opt.IDs[strings.Index(src, kind.text)] = doc.ID(strings.ReplaceAll(kind.id, "%", string(rune('0'+next))))
		next++
	}
	opt.IDs[strings.Index(src, "Given")] = "sec-no"
	got := formatted(t, src, opt)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("with ids (-want +got):\n%s", diff)
	}
	if again := formatted(t, got, options("en")); again != got {
		t.Errorf("formatting with ids is not stable:\n%s", cmp.Diff(got, again))
	}
	after := read(got, opt)
	noIDs := cmp.FilterPath(func(p cmp.Path) bool {
		f, ok := p.Last().(cmp.StructField)
		return ok && (f.Name() == "ID" || f.Name() == "Given")
	}, cmp.Ignore())
	if diff := cmp.Diff(before, after, append(asRead, noIDs)...); diff != "" {
		t.Errorf("ids change what is read:\n%s", diff)
	}
}

// A word that is changed in a formatted file changes one line of its normal form.
func TestOneWord(t *testing.T) {
	names, err := filepath.Glob("../../content/*/*.md")
	if err != nil || len(names) == 0 {
		t.Fatalf("no content: %v", err)
	}
	edits := 0
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		opt := options(filepath.Base(filepath.Dir(name)))
		before := strings.Split(formatted(t, string(src), opt), "\n")
		for i, line := range before {
			words := strings.Fields(line)
			if i%7 != 0 || len(words) < 8 || strings.ContainsAny(line[:1], "|#") {
				continue
			}
			changed := append([]string{}, before...)
			changed[i] = strings.Replace(line, " "+words[4]+" ", " otherwise ", 1)
			after := strings.Split(formatted(t, strings.Join(changed, "\n"), opt), "\n")
			if len(after) != len(before) {
				t.Errorf("%s:%d: %d lines became %d", name, i+1, len(before), len(after))
				continue
			}
			for k := range after {
				if k != i && after[k] != before[k] {
					t.Errorf("%s:%d: line %d changed too", name, i+1, k+1)
				}
			}
			edits++
		}
	}
	if edits < 50 {
		t.Errorf("%d edits were tried", edits)
	}
}
