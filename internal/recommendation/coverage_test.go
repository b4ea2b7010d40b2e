package recommendation_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

// cover compiles a report of sections 01, 02, … in English and holds it against the registry.
func cover(t testing.TB, registry string, sections ...string) *recommendation.Coverage {
	t.Helper()
	fsys := fstest.MapFS{
		"citations/a.toml":       {Data: []byte("[law]\ntype = \"act\"\nnumber = \"5\"\n")},
		"recommendations/a.toml": {Data: []byte(registry)},
	}
	var names []string
	for i, text := range sections {
		name := fmt.Sprintf("%02d", i+1)
		names = append(names, fmt.Sprintf("%q", name))
		fsys["content/en/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	fsys["report.toml"] = &fstest.MapFile{Data: []byte("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nlanguages = [\"en\"]\nsections = [" + strings.Join(names, ", ") + "]\n")}
	res, err := compile.Compile(fsys, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if res.Found.HasErrors() {
		var b strings.Builder
		if err := res.Found.WriteText(&b, diag.TextOptions{Short: true}); err != nil {
			t.Fatal(err)
		}
		t.Fatal(b.String())
	}
	return recommendation.Cover(res.Recommendations, res.Report)
}

// told is a coverage in a line for each recommendation: its id and state, its answers with their places and whether they cite a source,
// its mentions, and whether it is out of sequence.
func told(c *recommendation.Coverage) string {
	var b strings.Builder
	for _, l := range c.Lines {
		fmt.Fprintf(&b, "%s %s", l.Item.ID, l.State)
		for _, a := range l.Answers {
			fmt.Fprintf(&b, " %s %q", a.Place, a.Number)
			if a.Cites {
				b.WriteString(" cites")
			}
		}
		for _, a := range l.Mentions {
			fmt.Fprintf(&b, " mention %q", a.Number)
		}
		if l.OutOfOrder {
			b.WriteString(" out-of-order")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestCover(t *testing.T) {
	asks := func(ids ...string) string {
		b := head
		for _, id := range ids {
			b += "[" + id + "]\nkind = \"recommendation\"\nsubject = \"Do\"\n"
		}
		return b
	}
	for _, test := range []struct {
		name     string
		registry string
		sections []string
		want     string
	}{
		{"places", asks("11", "12", "12a", "13", "14", "15", "16", "17", "18", "19"), []string{`# One (@rec-13)

First.

Second: [@law]

1. One, @rec-12a;
   1. deeper, @rec-15.

Continued, @rec-11. {.continued}

> Quoted, @rec-14.

| A | B |
|---|---|
| @rec-16 | x[^a] |

: Caption
Source: own

[^a]: See @rec-17.

## Two

Third.^[See @rec-18 and [@rec-19].]
`, "Above the first number {.unnumbered}\n"}, `11 answered paragraph "2" cites out-of-order
12 answered-by-items
12a answered paragraph "2 (a)" cites out-of-order
13 answered heading "1–3" cites
14 answered paragraph "2" cites out-of-order
15 answered paragraph "2 (a) (i)" cites
16 answered table "Table\u00a01" cites
17 answered table "Table\u00a01" cites
18 answered paragraph "3"
19 answered paragraph "3"
`},
		{"a section as a whole", asks("11", "12", "13"), []string{"+++\nresponds = [\"11\", \"12\"]\n+++\nOne.\n\nTwo, @rec-12.[@law]\n", "+++\nresponds = [\"11\"]\n+++\n# Annexed {.annex}\n\nThree.\n\nFour, [?@rec-13].\n"},
			`11 answered section "1–2" cites section "annex, 1–2"
12 answered paragraph "2" cites
13 mentioned mention "annex, 2"
`},
		{"sources in what follows", asks("11", "12", "13"), []string{"See @rec-11.\n\nMore.[@law]\n\nSee @rec-12.\n\n# Another\n\nOther.[@law]\n\nSee @rec-13.\n", "Next.[@law]\n"},
			`11 answered paragraph "1" cites
12 answered paragraph "3"
13 answered paragraph "5"
`},
		{"several times in one place", asks("11"), []string{"Here [?@rec-11] and @rec-11 and @rec-11.\n\nThere [?@rec-11].\n\nAnd there, @rec-11.\n"},
			`11 answered paragraph "1" paragraph "3" mention "2"
`},
		{"items", asks("11", "11a", "11b", "12", "12a", "12b", "13", "13a", "13b", "13b-i", "13b-ii", "14", "14a", "14b", "15", "15a", "16", "16a", "17", "17a", "17a-i"), []string{
			"[@rec-11a; @rec-11b], @rec-12a, @rec-13, @rec-13b-i, @rec-14, @rec-15, @rec-15a, @rec-17a-i and [?@rec-16a]."}, `11 answered-by-items
11a answered paragraph "1"
11b answered paragraph "1"
12 partly-by-items
12a answered paragraph "1"
12b unanswered
13 partly-by-items paragraph "1"
13a answered-only-by-parent
13b partly-by-items
13b-i answered paragraph "1"
13b-ii answered-only-by-parent
14 answered paragraph "1"
14a answered-only-by-parent
14b answered-only-by-parent
15 answered paragraph "1"
15a answered paragraph "1"
16 unanswered
16a mentioned mention "1"
17 answered-by-items
17a answered-by-items
17a-i answered paragraph "1"
`},
		{"nothing asked", strings.ReplaceAll(asks("11"), "recommendation", "concern") + "[12]\nkind = \"recommendation\"\ntext = \"Do\"\nstatus = { value = \"not-applicable\", date = 2020-01-01 }\n[13]\nkind = \"recommendation\"\nsubject = \"Do\"\n[13a]\n[13b]\nstatus = { value = \"not-applicable\", date = 2020-01-01 }\n",
			[]string{"See @rec-13a."}, `11 nothing-asked
12 nothing-asked
13 answered-by-items
13a answered paragraph "1"
13b nothing-asked
`},
		{"order", asks("11", "12", "13", "14", "15"), []string{"@rec-12.\n\n@rec-13 and @rec-11.\n\n@rec-15.\n\n@rec-14.\n"}, `11 answered paragraph "2" out-of-order
12 answered paragraph "1"
13 answered paragraph "2"
14 answered paragraph "4" out-of-order
15 answered paragraph "3"
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, told(cover(t, test.registry, test.sections...))); diff != "" {
				t.Errorf("coverage (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCount(t *testing.T) {
	c := cover(t, head+"[10]\nkind = \"concern\"\ntext = \"A\"\n[11]\nkind = \"recommendation\"\nsubject = \"A\"\n[11a]\n[11b]\n[12]\nkind = \"recommendation\"\ntext = \"A\"\n",
		"See @rec-11a.", "+++\nresponds = []\n+++\nNothing.", "Nothing.")
	want := map[recommendation.State]int{recommendation.Answered: 1, recommendation.Unanswered: 2}
	if diff := cmp.Diff(want, c.Count()); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if len(c.Silent) != 1 || c.Silent[0].Name != "03" {
		t.Errorf("%d sections answer nothing without saying so; 03 was expected", len(c.Silent))
	}
}
