package gitrepo_test

import (
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/internal/gitrepo"
	"rapporteur/internal/gittest"
)

// subjects are the first lines of the messages of commits; "-" for the zero one.
func subjects(list ...gitrepo.Commit) string {
	var out []string
	for _, c := range list {
		if c.Committed() {
			out = append(out, c.Subject)
		} else {
			out = append(out, "-")
		}
	}
	return strings.Join(out, " ")
}

// lines joins lines.
func lines(all ...string) string { return strings.Join(all, "\n") + "\n" }

// history makes a repository with a project in a folder, whose section went through commits "one" to "four"; tagged so.
func history(t *testing.T) (*gittest.Repo, *gitrepo.Repo) {
	t.Helper()
	repo := gittest.New(t)
	commit := func(tag string, section ...string) {
		if section != nil {
			repo.Write("p/content/en/a.md", lines(section...))
		}
		repo.Commit(tag)
		repo.Git("tag", tag)
	}
	commit("one", "# Title", "", "First.", "Second.", "Third.", "Fourth.")
	repo.By("Bea")
	commit("two", "# Title", "", "First, edited.", "Third.", "Fourth.")
	repo.By("Carlos").Write("p/citations/x.toml", "")
	commit("three", "New.", "# Title", "", "First, edited.", "Third, edited.")
	repo.By("Ana").Write("elsewhere", "")
	commit("four")
	return repo, open(t, filepath.Join(repo.Dir, "p"))
}

func TestLastTouched(t *testing.T) {
	repo, r := history(t)
	for _, c := range []struct {
		rev         string
		first, last int
		want        string
	}{
		{"one", 1, 6, "one"}, {"two", 1, 2, "one"}, {"two", 3, 3, "two"}, {"two", 1, 5, "two"}, {"four", 1, 1, "three"}, {"four", 2, 3, "one"},
		{"four", 4, 4, "two"}, {"four", 2, 4, "two"}, {"four", 2, 5, "three"}, {"", 4, 4, "two"},
	} {
		got, err := r.LastTouched(resolve(t, r, c.rev), "content/en/a.md", c.first, c.last)
		if subjects(got) != c.want || err != nil {
			t.Errorf("lines %d to %d at %q: last touched by %q, %v; want %q", c.first, c.last, c.rev, subjects(got), err, c.want)
		}
	}
	two := resolve(t, r, "two")
	if got, err := r.LastTouched(resolve(t, r, "four"), "content/en/a.md", 4, 4); got != two.Commit || err != nil {
		t.Errorf("last touched by %+v, %v; want %+v", got, err, two.Commit)
	}
	for _, c := range []struct {
		file        string
		first, last int
	}{{"content/en/a.md", 0, 1}, {"content/en/a.md", 3, 2}, {"content/en/a.md", 5, 6}, {"content/en/none.md", 1, 1}} {
		if got, err := r.LastTouched(resolve(t, r, "four"), c.file, c.first, c.last); err == nil {
			t.Errorf("lines %d to %d of %s: %+v; want an error", c.first, c.last, c.file, got)
		}
	}

	repo.Write("p/content/en/a.md", lines("New.", "# Title", "", "First, edited.", "In the work tree.", "Third, edited.")).Write("p/content/en/b.md", "x\n")
	r = open(t, filepath.Join(repo.Dir, "p"))
	for _, c := range []struct {
		file        string
		first, last int
		want        string
	}{{"a", 4, 4, "two"}, {"a", 5, 5, "-"}, {"a", 4, 6, "-"}, {"a", 6, 6, "three"}, {"b", 1, 1, "-"}} {
		got, err := r.LastTouched(gitrepo.Revision{}, "content/en/"+c.file+".md", c.first, c.last)
		if subjects(got) != c.want || err != nil {
			t.Errorf("lines %d to %d of %s in the work tree: %q, %v; want %q", c.first, c.last, c.file, subjects(got), err, c.want)
		}
	}
}

// TestNewestByHistory wants the order of the history where dates have none.
func TestNewestByHistory(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("a", "1\n2\n3\n").Commit("one")
	repo.Write("a", "1\n2 b\n3\n")
	repo.Git("-c", "user.name=x", "-c", "user.email=x", "commit", "--quiet", "--all", "--message=two", "--date=2001-01-01T00:00:00Z") // an hour later, and an old date
	r := open(t, repo.Dir)
	if got, err := r.LastTouched(resolve(t, r, "HEAD"), "a", 1, 3); subjects(got) != "two" || err != nil {
		t.Errorf("last touched by %q, %v; want two", subjects(got), err)
	}
}

func TestRenamed(t *testing.T) {
	repo := gittest.New(t)
	text := lines("# Title", "", "One.", "Two.", "Three.", "Four.", "Five.")
	repo.Write("content/en/03-a.md", text).Commit("one")
	repo.By("Bea").Remove("content/en/03-a.md").Write("content/en/04-a.md", strings.Replace(text, "Two.", "2.", 1)).Commit("two")
	r := open(t, repo.Dir)
	head := resolve(t, r, "HEAD")
	for line, want := range map[int]string{3: "one", 4: "two"} {
		if got, err := r.LastTouched(head, "content/en/04-a.md", line, line); subjects(got) != want || err != nil {
			t.Errorf("line %d of a file with a new name: %q, %v; want %q", line, subjects(got), err, want)
		}
	}
	if got, err := r.Removed(resolve(t, r, "HEAD~1"), head, "content/en/03-a.md", 4, 4); subjects(got) != "two" || err != nil {
		t.Errorf("removed by %q, %v; want two", subjects(got), err)
	}
}

func TestRemoved(t *testing.T) {
	repo, r := history(t)
	repo.Remove("p/content/en/a.md").By("Dora").Commit("five")
	repo.Git("tag", "five")
	repo.Write("p/content/en/other.md", "").Commit("six")
	repo.Git("tag", "six")
	repo.Git("branch", "side", "one")
	for _, c := range []struct {
		from, to    string
		first, last int
		want        string
	}{
		{"one", "two", 3, 3, "two"}, {"one", "two", 5, 6, "-"}, {"one", "four", 4, 4, "two"}, {"one", "four", 5, 5, "three"}, {"one", "four", 3, 6, "three"},
		{"one", "four", 1, 2, "-"}, {"one", "six", 1, 2, "five"}, {"one", "six", 4, 4, "two"}, {"three", "four", 1, 5, "-"}, {"four", "", 1, 1, "five"},
		{"two", "two", 1, 1, "-"}, {"four", "two", 1, 1, "-"}, // back in the history: nothing was removed on the way
	} {
		got, err := r.Removed(resolve(t, r, c.from), resolve(t, r, c.to), "content/en/a.md", c.first, c.last)
		if subjects(got) != c.want || err != nil {
			t.Errorf("lines %d to %d of %s until %q: removed by %q, %v; want %q", c.first, c.last, c.from, c.to, subjects(got), err, c.want)
		}
	}
	repo.Git("switch", "--quiet", "side")
	repo.By("Eva").Write("p/content/en/a.md", "Quite other.\n").Commit("aside")
	if got, err := r.Removed(resolve(t, r, "four"), resolve(t, r, "side"), "content/en/a.md", 1, 1); subjects(got) != "aside" || err != nil {
		t.Errorf("between branches: removed by %q, %v; want aside", subjects(got), err)
	}
}

func TestCommits(t *testing.T) {
	_, r := history(t)
	for _, c := range []struct {
		from, to string
		files    []string
		want     string
	}{
		{"one", "four", nil, "four three two"},
		{"one", "four", []string{"content/en/a.md"}, "three two"},
		{"one", "four", []string{"content"}, "three two"},
		{"one", "four", []string{"citations/x.toml", "content/en/a.md"}, "three two"},
		{"two", "", []string{"."}, "three"}, // what is outside the project does not count
		{"four", "one", nil, ""},
		{"one", "four", []string{"content/*/a.md"}, ""}, // names are no patterns
		{"", "four", nil, ""},
	} {
		got, err := r.Commits(resolve(t, r, c.from), resolve(t, r, c.to), c.files...)
		if subjects(got...) != c.want || err != nil {
			t.Errorf("%s..%s of %q: %q, %v; want %q", c.from, c.to, c.files, subjects(got...), err, c.want)
		}
	}
}

func TestChanged(t *testing.T) {
	repo, r := history(t)
	check := func(from, to string, first, last int, want string) {
		t.Helper()
		got, err := r.Changed(resolve(t, r, from), resolve(t, r, to), "content/en/a.md", first, last)
		if subjects(got...) != want || err != nil {
			t.Errorf("lines %d to %d of %q since %s: changed by %q, %v; want %q", first, last, to, from, subjects(got...), err, want)
		}
	}
	check("one", "four", 4, 4, "two")
	check("one", "four", 5, 5, "three")
	check("one", "four", 4, 5, "three two")
	check("one", "four", 2, 2, "")
	check("two", "four", 4, 4, "")
	check("one", "four", 1, 1, "three")
	check("one", "", 4, 4, "two")

	// In the work tree the same lines have other numbers.
	repo.Write("p/content/en/a.md", lines("Newer.", "Yet newer.", "# Title", "", "First, edited.", "Third, edited twice.", "Fifth."))
	r = open(t, filepath.Join(repo.Dir, "p"))
	check("one", "", 5, 5, "two")
	check("one", "", 6, 6, "- three")
	check("one", "", 3, 3, "")
	check("one", "", 1, 1, "- three") // in the place of another line
	repo.Write("p/content/en/a.md", lines("New.", "# Title", "", "First, edited.", "Put between.", "Third, edited."))
	r = open(t, filepath.Join(repo.Dir, "p"))
	check("one", "", 5, 5, "-")
	check("one", "", 4, 6, "- three two")
	check("one", "", 6, 6, "three")
	check("one", "", 5, 6, "- three")
	check("one", "", 4, 5, "- two")
	repo.Write("p/content/en/a.md", lines("New.", "", "Third, edited."))
	r = open(t, filepath.Join(repo.Dir, "p"))
	check("one", "", 2, 2, "")
	check("one", "", 2, 3, "- three two")

	all, err := r.History("content/en/a.md", 2, 3)
	if subjects(all...) != "- three two one" || err != nil {
		t.Errorf("from the beginning on: %q, %v", subjects(all...), err)
	}

	repo.Write("p/content/en/b.md", "x\n")
	if got, err := r.History("content/en/b.md", 1, 1); subjects(got...) != "-" || err != nil {
		t.Errorf("a file that is not committed has the history %q, %v; want the zero commit", subjects(got...), err)
	}
	if got, err := r.Changed(resolve(t, r, "one"), gitrepo.Revision{}, "content/en/b.md", 1, 1); subjects(got...) != "-" || err != nil {
		t.Errorf("a file that is not committed: %q, %v; want the zero commit", subjects(got...), err)
	}
}

func TestUser(t *testing.T) {
	repo := gittest.New(t)
	if got, err := open(t, repo.Dir).User(); got != "" || err != nil {
		t.Errorf("without a name: %q, %v", got, err)
	}
	repo.Git("config", "user.name", "Ministerio de Relaciones Exteriores")
	if got, err := open(t, repo.Dir).User(); got != "Ministerio de Relaciones Exteriores" || err != nil {
		t.Errorf("with a name: %q, %v", got, err)
	}
}

// TestRevisionsThatBlamePassesOver wants those of the configuration left out, as after sentences have been put on lines of their own.
func TestRevisionsThatBlamePassesOver(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("p/a.md", "One sentence.\nAnother one.\n").Commit("one")
	whole := repo.By("Bea").Write("p/a.md", "One sentence.  \nAnother one.  \n").Commit("white space")
	repo.Write(".git-blame-ignore-revs", whole+"\n").Commit("list")
	repo.Git("config", "blame.ignoreRevsFile", ".git-blame-ignore-revs")
	r := open(t, filepath.Join(repo.Dir, "p"))
	if got, err := r.LastTouched(resolve(t, r, "HEAD"), "a.md", 1, 2); subjects(got) != "one" || err != nil {
		t.Errorf("last touched by %q, %v; want one", subjects(got), err)
	}
}
