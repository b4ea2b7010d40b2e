package changes_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/changes"
)

// report is a project of one section.
func report(text string) fstest.MapFS {
	return fstest.MapFS{
		"report.toml": {Data: []byte("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nsymbol = \"CMW/C/HND/2\"\ndate = 2024-02-09\n" +
			"original = \"en\"\nlanguages = [\"en\"]\nsections = [\"01\"]\n[title]\nen = \"Report\"\n")},
		"content/en/01.md": {Data: []byte(text)},
	}
}

// textOf is the text form of what differs.
func textOf(t *testing.T, old, new string) string {
	t.Helper()
	l := compared(t, report(old), report(new))
	return written(t, func(b *bytes.Buffer) error { return changes.Text(b, []*changes.List{l}, changes.TextOptions{}) })
}

var cellLabel = regexp.MustCompile(`row “[^”]*”, column “[^”]*”`)

// TestRowNames changes cells of a table: all rows of one entry are called by their first cells, or all by their numbers.
func TestRowNames(t *testing.T) {
	const table = "| Year | Men | Women |\n| --- | --- | --- |\n| 2017 | 12 | 30 |\n| 2018 | 15 | 31 |\n|  | 18 | 40 |\n\n: Persons {#tbl-x}\n"
	for _, test := range []struct {
		edits []string // old and new
		want  []string
	}{
		{[]string{"15", "16"}, []string{"row “2018”, column “Men”"}},
		{[]string{"2018 | 15", "2019 | 16"}, []string{"row “2019”, column “Year”", "row “2019”, column “Men”"}},
		{[]string{"15", "16", "Women", "Girls"}, []string{"row “Year”, column “Girls”", "row “2018”, column “Men”"}},
		{[]string{"15", "16", "40", "41"}, []string{"row “3”, column “Men”", "row “4”, column “Women”"}},
	} {
		got := cellLabel.FindAllString(textOf(t, table, strings.NewReplacer(test.edits...).Replace(table)), -1)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.edits, diff)
		}
	}
}

// TestMovedFrom moves a paragraph: its entry names the section where it stood.
func TestMovedFrom(t *testing.T) {
	const first, second, moved = "First paragraph of the report stays.\n\n", "The second paragraph of the report stays where it is, and says in so many words that it is the longer one of these, which no reader will doubt.\n\n", "Every department has an office that registers complaints of workers.\n\n"
	for _, test := range []struct{ old, new, want string }{
		{"# One\n\n" + first + "## Sub\n\n" + moved + "# Two\n\n" + second, "# One\n\n" + first + "## Sub\n\n# Two\n\n" + second + moved, "\nparagraph 3: moved from I.A, paragraph 2 · Two\n"},
		{"# One\n\n" + first + moved + "# Two\n\n" + second, "# One\n\n" + first + "# Two\n\n" + second + strings.Replace(moved, "complaints", "grievances", 1), "\nparagraph 3: moved from I, paragraph 2, and changed · Two\n"},
		{"# One {.unnumbered}\n\n" + first + moved + "# Two {.unnumbered}\n\n" + second, "# One {.unnumbered}\n\n" + first + "# Two {.unnumbered}\n\n" + second + moved, "\nparagraph 3: moved from “One”, paragraph 2 · Two\n"},
		{first + moved + "# Two {.annex}\n\n" + second, first + "# Two {.annex}\n\n" + second + moved, "\nannex, paragraph 2: moved from paragraph 2, and changed · Two\n"},
		{first + "# Two {.annex}\n\n" + second + moved, first + moved + "# Two {.annex}\n\n" + second, "\nparagraph 2: moved from annex, paragraph 2, and changed\n"},
	} {
		if got := textOf(t, test.old, test.new); !strings.Contains(got, test.want) {
			t.Errorf("%q is not in\n%s", test.want, got)
		}
	}
}

// TestEmphasis emphasizes words beside others that change: only those are shown with signs of emphasis, and no more words as changed than are.
func TestEmphasis(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"The State adopted the national plan in 2019.", "The State adopted a *national plan* of action in 2019.", "The State adopted [-the-]{+a+} [-national plan-]{+*national plan*+} {+of action +}in 2019."},
		{"The **Law of 2019** is good.", "The Law of **2019** is good.", "The [-**Law of** -]{+Law of +}2019 is good."},
		{"The *plan* is good.", "The new plan is good.", "The {+new +}[-*plan*-]{+plan+} is good."},
	} {
		if got := textOf(t, test.old+"\n", test.new+"\n"); !strings.HasSuffix(got, "\n    "+test.want+"\n") {
			t.Errorf("want %q in\n%s", test.want, got)
		}
	}
}
