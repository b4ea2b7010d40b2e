package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
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
	if u.ID != "para-one.s1" || u.Change != "numbers only" || since(u) != "2 commits, 4 days" {
		t.Errorf("%+v, %s; want para-one.s1, numbers only, 2 commits, 4 days", u, since(u))
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
		"html":     {`<h2 lang="es">Español</h2>`, "<del>12</del><ins>14</ins>", "numbers only, 2 commits, 4 days", "<code>content/en/b.md:3</code>"},
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

// since is the age of a unit as its JSON form has it.
func since(u status.Unit) string {
	number := func(n *int) string {
		if n == nil {
			return "null"
		}
		return strconv.Itoa(*n)
	}
	s := number(u.Commits) + " commits, " + number(u.Days) + " days"
	if u.AtLeast {
		s = "at least " + s
	}
	if u.Edited {
		s += ", edited"
	}
	return s
}

// What git knows decides what is said of an age. Where the history does not reach back to the mark, it is a lower bound or nothing, and never 0 of
// what is more than that.
func TestStatusAgeOfYoungHistory(t *testing.T) {
	const source = "# One {#sec-one}\n\nThe register holds 12 names.\nIt is public. {#para-one}\n"
	edited := func(figure string) string { return strings.Replace(source, "12", figure, 1) }
	write := func(repo *gittest.Repo) *gittest.Repo {
		repo.Write("report.toml", statusProject).Write("content/en/a.md", source).Write("content/en/b.md", "# Two {#sec-two}\n")
		return repo.Write("content/es/a.md", "# Uno {#sec-one}\n\nEl registro contiene 12 nombres.\nEs público. {#para-one}\n").Write("content/es/b.md", "# Dos {#sec-two}\n")
	}
	mark := func(t *testing.T, repo *gittest.Repo, moment string) {
		t.Helper()
		if code, talk := runAt(io.Discard, moment, "translate", "mark", "--lang", "es", "--state", "reviewed", "--by", "Luz", "-C", repo.Dir); code != 0 {
			t.Fatalf("mark: status %d: %s", code, talk)
		}
	}
	const yearBefore, yearAfter = "1673784000", "1736942400"
	clone := func(t *testing.T, repo *gittest.Repo, depth string) string {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "clone")
		repo.Git("clone", "--quiet", "--depth="+depth, "file://"+filepath.ToSlash(repo.Dir), dir)
		return dir
	}
	for _, c := range []struct {
		name       string
		make       func(t *testing.T, repo *gittest.Repo) (dir string)
		want, text string
	}{
		{"no commit yet", func(t *testing.T, repo *gittest.Repo) string {
			mark(t, write(repo), halfHour)
			return repo.Write("content/en/a.md", edited("13")).Dir
		}, "0 commits, null days, edited", "numbers only, not committed\n"},
		{"no repository", func(t *testing.T, repo *gittest.Repo) string {
			mark(t, write(repo), halfHour)
			repo.Write("content/en/a.md", edited("13"))
			if err := os.RemoveAll(filepath.Join(repo.Dir, ".git")); err != nil {
				t.Fatal(err)
			}
			return repo.Dir
		}, "null commits, null days", "numbers only, nobody knows since when\n"},
		{"only in the work tree", func(t *testing.T, repo *gittest.Repo) string {
			write(repo).Commit("Translated")
			mark(t, repo, halfHour)
			repo.Commit("Lock")
			return repo.Write("content/en/a.md", edited("13")).Dir
		}, "0 commits, null days, edited", "numbers only, not committed\n"},
		{"committed and again in the work tree", func(t *testing.T, repo *gittest.Repo) string {
			write(repo).Commit("Translated")
			mark(t, repo, halfHour)
			repo.Write("content/en/a.md", edited("13")).Commit("Figure")
			return repo.Write("content/en/a.md", edited("14")).Dir
		}, "1 commits, 4 days, edited", "1 commit, 4 days, not committed\n"},
		{"lock that is not committed", func(t *testing.T, repo *gittest.Repo) string {
			write(repo).Commit("Translated")
			mark(t, repo, halfHour)
			repo.Git("add", "content/en", "content/es/a.md")
			repo.Write("content/en/a.md", edited("13")).Git("commit", "--quiet", "--message", "Figure", "content/en/a.md")
			return repo.Dir
		}, "1 commits, 4 days", "1 commit, 4 days\n"},
		{"marked before the commit that brings both", func(t *testing.T, repo *gittest.Repo) string {
			write(repo).Write("content/en/a.md", edited("11")).Commit("Older")
			mark(t, write(repo), halfHour)
			repo.Commit("Original, translation and lock")
			repo.Write("content/en/a.md", edited("13")).Commit("Figure")
			return repo.Dir
		}, "1 commits, 4 days", "1 commit, 4 days\n"},
		{"history younger than the mark, with the old original", func(t *testing.T, repo *gittest.Repo) string {
			mark(t, write(repo), yearBefore)
			repo.Commit("Everything")
			repo.Write("content/en/a.md", edited("13")).Commit("Figure")
			repo.Write("content/en/a.md", edited("14")).Commit("Figure again")
			return repo.Dir
		}, "2 commits, 4 days", "2 commits, 4 days\n"},
		{"history younger than the mark, without it", func(t *testing.T, repo *gittest.Repo) string {
			mark(t, write(repo), yearBefore)
			repo.Write("content/en/a.md", edited("13")).Commit("Everything")
			repo.Write("content/en/a.md", edited("14")).Commit("Figure")
			return repo.Dir
		}, "at least 2 commits, 5 days", "at least 2 commits, at least 5 days\n"},
		{"all in the first commit", func(t *testing.T, repo *gittest.Repo) string {
			mark(t, write(repo), yearBefore)
			repo.Write("content/en/a.md", edited("13")).Commit("Everything")
			return repo.Dir
		}, "at least 1 commits, 5 days", "at least 1 commit, at least 5 days\n"},
		{"shallow clone, with the old original", func(t *testing.T, repo *gittest.Repo) string {
			write(repo).Commit("Translated")
			mark(t, repo, halfHour)
			repo.Commit("Lock")
			repo.Write("content/en/a.md", edited("13")).Commit("Figure")
			return clone(t, repo, "2")
		}, "1 commits, 4 days", "1 commit, 4 days\n"},
		{"shallow clone, without it", func(t *testing.T, repo *gittest.Repo) string {
			write(repo).Commit("Translated")
			mark(t, repo, halfHour)
			repo.Commit("Lock")
			repo.Write("content/en/a.md", edited("13")).Commit("Figure")
			repo.Write("content/en/a.md", edited("14")).Commit("Figure again")
			repo.Write("content/en/a.md", edited("15")).Commit("Figure, once more")
			return clone(t, repo, "1")
		}, "at least 1 commits, 4 days", "at least 1 commit, at least 4 days\n"},
		{"mark of a clock that is ahead", func(t *testing.T, repo *gittest.Repo) string {
			write(repo).Commit("Translated")
			mark(t, repo, yearAfter)
			repo.Commit("Lock")
			repo.Write("content/en/a.md", edited("13")).Commit("Figure")
			return repo.Dir
		}, "1 commits, 4 days", "1 commit, 4 days\n"},
		{"mark without a day", func(t *testing.T, repo *gittest.Repo) string {
			write(repo).Commit("Translated")
			mark(t, repo, halfHour)
			lock := filepath.Join(repo.Dir, "content/es/lock/a.toml")
			src, err := os.ReadFile(lock)
			if err != nil {
				t.Fatal(err)
			}
			repo.Write("content/es/lock/a.toml", regexp.MustCompile(`(?m)^on = .*\n`).ReplaceAllString(string(src), "")).Commit("Lock")
			repo.Write("content/en/a.md", edited("13")).Commit("Figure")
			return repo.Dir
		}, "1 commits, 4 days", "1 commit, 4 days\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := c.make(t, gittest.New(t))
			l := statusOf(t, dir)
			if len(l.Stale) != 1 || since(l.Stale[0]) != c.want {
				t.Fatalf("out of date are %+v; want one since %s", l.Stale, c.want)
			}
			var out bytes.Buffer
			if code, talk := runAt(&out, fiveDays, "translate", "status", "-C", dir); code != 0 || !strings.Contains(out.String(), c.text) {
				t.Errorf("status %d: %s\n%s\nwanted is %q", code, talk, out.String(), c.text)
			}
		})
	}
}
