package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"rapporteur/internal/cli"
	"rapporteur/internal/gittest"
	"rapporteur/internal/status"
)

const statusProject = `[report]
body = "CMW"
state = "HND"
kind = "periodic"
number = "2"
due = 2021
original = "en"
languages = ["en", "es"]
sections = ["a", "b"]
`

// runAt runs a command at a moment, in seconds since 1970.
func runAt(stdout io.Writer, moment string, args ...string) (code int, talk string) {
	var stderr strings.Builder
	env := func(name string) string { return map[string]string{"SOURCE_DATE_EPOCH": moment}[name] }
	code = cli.Main(args, cli.Env{Stdin: strings.NewReader(""), Stdout: stdout, Stderr: &stderr, Getenv: env})
	return code, stderr.String()
}

// A half-hour and five days after the first commit of a repository for tests.
const (
	halfHour = "1705322400"
	fiveDays = "1705753800"
)

// statusOf returns what status prints as JSON, of the one translation.
func statusOf(t *testing.T, dir string) status.Language {
	t.Helper()
	var out bytes.Buffer
	if code, talk := runAt(&out, fiveDays, "translate", "status", "--json", "-C", dir); code != 0 {
		t.Fatalf("status %d: %s", code, talk)
	}
	var listing struct{ Languages []status.Language }
	if err := json.Unmarshal(out.Bytes(), &listing); err != nil {
		t.Fatal(err)
	}
	if len(listing.Languages) != 1 {
		t.Fatalf("%d languages", len(listing.Languages))
	}
	return listing.Languages[0]
}

// An original that is edited in two commits after it was translated is two commits behind, and status says which words changed. Edits of
// other lines do not count.
func TestStatusAge(t *testing.T) {
	repo := gittest.New(t)
	const source = "# One {#sec-one}\n\nThe register holds 12 names.\nIt is public. {#para-one}\n"
	repo.Write("report.toml", statusProject).Write("content/en/a.md", source).Write("content/en/b.md", "# Two {#sec-two}\n\nNothing yet. {#para-two}\n")
	repo.Write("content/es/a.md", "# Uno {#sec-one}\n\nEl registro contiene 12 nombres.\nEs público. {#para-one}\n").Commit("Translated")
	var out bytes.Buffer
	if code, talk := runAt(&out, halfHour, "translate", "mark", "--lang", "es", "--state", "reviewed", "--section", "a", "--by", "Luz", "-C", repo.Dir); code != 0 {
		t.Fatalf("status %d: %s", code, talk)
	}
	repo.Commit("Lock")
	if l := statusOf(t, repo.Dir); len(l.Stale) != 0 || l.Words["reviewed"] != 9 || l.Words["missing"] != 3 || l.Total != 12 {
		t.Errorf("before any edit: %+v", l)
	}
	repo.Write("content/en/a.md", strings.Replace(source, "12", "13", 1)).Commit("Figure")
	repo.Write("content/en/a.md", strings.Replace(source, "12", "14", 1)).Commit("Figure again")
	repo.Write("content/en/a.md", "<!-- checked -->\n\n"+strings.Replace(source, "12", "14", 1)).Commit("Comment")
	l := statusOf(t, repo.Dir)
	if len(l.Stale) != 1 {
		t.Fatalf("%d sentences are out of date; want 1", len(l.Stale))
	}
	u := l.Stale[0]
	if u.ID != "para-one.s1" || u.Change != "numbers only" || u.Commits != 2 || u.Days != 4 {
		t.Errorf("%+v; want para-one.s1, numbers only, 2 commits, 4 days", u)
	}
	if got := status.Marked(u.Diff); got != "The register holds [-12-]{+14+} names." {
		t.Errorf("changed words: %s", got)
	}
	if len(l.Next) != 3 || l.Next[0].ID != "para-one.s1" || l.Next[1].State != "missing" {
		t.Errorf("next: %+v", l.Next)
	}
	if l.Words["stale"] != 5 || l.Words["reviewed"] != 4 {
		t.Errorf("words: %v", l.Words)
	}
	sum := 0
	for _, s := range l.Sections {
		sum += s.Total
		words := 0
		for _, n := range s.Words {
			words += n
		}
		if words != s.Total {
			t.Errorf("the words of %s add up to %d, not %d", s.Name, words, s.Total)
		}
	}
	if sum != l.Total {
		t.Errorf("the sections add up to %d, the language has %d", sum, l.Total)
	}
	// The other forms say the same.
	for form, want := range map[string][]string{
		"text":     {"Español: 4 of 12 words reviewed or final (33%)", "content/es/a.md:3: para-one.s1, numbers only, 2 commits, 4 days", "[-12-]{+14+}", "content/en/b.md:1: sec-two.s1, missing"},
		"markdown": {"## Español", "| a | 9 |", "<del>12</del><ins>14</ins>", "numbers only, 2 commits, 4 days"},
		"html":     {"<h2>Español</h2>", "<del>12</del><ins>14</ins>", "numbers only, 2 commits, 4 days", "<code>content/en/b.md:3</code>"},
	} {
		out.Reset()
		if code, talk := runAt(&out, fiveDays, "translate", "status", "--format", form, "-C", repo.Dir); code != 0 {
			t.Fatalf("%s: status %d: %s", form, code, talk)
		}
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s has no %q:\n%s", form, w, out.String())
			}
		}
	}
}
