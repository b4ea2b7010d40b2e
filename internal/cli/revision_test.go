package cli_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/gittest"
)

// contents returns the files below dir by their paths, without those of git.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() == ".git" {
			return fs.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestBuildRevision builds the worked example as it was, while the folder holds something else: what comes of it are the bytes that a clone
// of that revision gives, and no other file changes.
func TestBuildRevision(t *testing.T) {
	repo := gittest.New(t)
	project := filepath.Join(repo.Dir, "reports/second")
	for _, name := range []string{"content", "citations", "recommendations", "templates"} {
		if err := os.CopyFS(filepath.Join(project, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			t.Fatal(err)
		}
	}
	report, err := os.ReadFile("../../report.toml")
	if err != nil {
		t.Fatal(err)
	}
	repo.Write("reports/second/report.toml", string(report)).Write(".gitignore", "build/\n").Commit("As handed in")
	repo.Git("tag", "submitted")
	clone := filepath.Join(t.TempDir(), "clone")
	repo.Git("clone", "--quiet", repo.Dir, clone)

	// A later revision, changes that are staged and others that are not: a broken report, and a section without which nothing builds.
	repo.Write("reports/second/content/en/01-introduction.md", "# Other\n\nA later text.\n").Commit("Later")
	repo.Write("reports/second/content/en/02-new.md", "x").Git("add", "--all")
	repo.Write("reports/second/report.toml", "[report\n").Write("reports/second/content/en/untracked.md", "y").Remove("reports/second/content/en/01-introduction.md")
	before, status := contents(t, repo.Dir), repo.Git("status", "--porcelain")

	var stdout bytes.Buffer
	if status, talk := run(&stdout, "build", "-C", filepath.Join(clone, "reports/second"), "--out", "build"); status != 0 {
		t.Fatalf("build of the clone: status %d, %s", status, talk)
	}
	want := contents(t, filepath.Join(clone, "reports/second/build"))
	listing := stdout.String()
	stdout.Reset()
	if status, talk := run(&stdout, "build", "-C", project, "--rev", "submitted"); status != 0 || stdout.String() != listing {
		t.Fatalf("build of the revision: status %d, %q, %s; want 0 and %q", status, stdout.String(), talk, listing)
	}
	if len(want) != 6 {
		t.Errorf("the clone has %d outputs; want 6", len(want))
	}
	if !cmp.Equal(want, contents(t, filepath.Join(project, "build"))) {
		t.Error("the outputs of the revision are not those of its clone")
	}
	if err := os.RemoveAll(filepath.Join(project, "build")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, contents(t, repo.Dir)); diff != "" {
		t.Errorf("the build changed files (-before +after):\n%s", diff)
	}
	if now := repo.Git("status", "--porcelain"); now != status {
		t.Errorf("the build changed what git has to say: %q; before %q", now, status)
	}

	for _, args := range [][]string{{"check", "--json"}, {"count"}} {
		var here, there bytes.Buffer
		status, _ := run(&here, append(args, "-C", project, "--rev", "submitted")...)
		if wantStatus, _ := run(&there, append(args, "-C", filepath.Join(clone, "reports/second"))...); status != wantStatus || here.String() != there.String() {
			t.Errorf("%q: status %d, %q; the clone gives %d, %q", args, status, here.String(), wantStatus, there.String())
		}
	}
	if status, _ := run(&stdout, "check", "-C", project); status != 1 {
		t.Errorf("check of the broken folder: status %d; want 1", status)
	}
}

func TestRevisionThatCannotBeRead(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("notes.txt", "").Commit("Before the report")
	repo.Write("report.toml", "[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"3\"\ndue = 2028\noriginal = \"en\"\nlanguages = [\"en\"]\nsections = [\"a\"]\n").
		Write("content/en/a.md", "# A\n\n![Map](map.png)\n\n: Map {#fig-m}\n").
		Write("content/en/map.png", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 9\n").Commit("First")
	repo.Git("tag", "first")
	for _, c := range []struct {
		args   []string
		status int
		words  []string
	}{
		{[]string{"build", "-C", repo.Dir, "--rev", "frist"}, 2, []string{`there is no revision "frist"`, `hint: write "first"`}},
		{[]string{"build", "-C", repo.Dir, "--rev", "first~1"}, 2, []string{`there is no report.toml at revision "first~1"`, "hint: name a revision"}},
		{[]string{"build", "-C", repo.Dir, "--rev", "--watch"}, 2, []string{`"--watch" is not the name of a revision`}},
		{[]string{"build", "-C", repo.Dir, "--rev", "first", "--watch"}, 2, []string{"leave out --watch or --rev"}},
		{[]string{"build", "-C", repo.Dir, "--rev", "first"}, 1, []string{`picture "content/en/map.png" cannot be read: it is a pointer of Git LFS`}},
		{[]string{"build", "-C", filepath.Join(repo.Dir, "none"), "--rev", "first"}, 2, []string{"there is no folder"}},
		{[]string{"count", "-C", t.TempDir(), "--rev", "first"}, 2, []string{"is in no git repository", "git init"}},
	} {
		status, talk := run(&bytes.Buffer{}, c.args...)
		if status != c.status {
			t.Errorf("%q: status %d; want %d", c.args, status, c.status)
		}
		for _, words := range c.words {
			if !strings.Contains(talk, words) {
				t.Errorf("%q: %q is not in %q", c.args, words, talk)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(repo.Dir, "build")); err == nil {
		t.Error("something was written")
	}
}

func TestRevisionNames(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("report.toml", "").Commit("First")
	repo.Git("tag", "submitted")
	var stdout bytes.Buffer
	if status, _ := run(&stdout, "__complete", "build", "-C", repo.Dir, "--rev", ""); status != 0 || !strings.HasPrefix(stdout.String(), "main\nsubmitted\n") {
		t.Errorf("completion: status %d, %q; want main and submitted", status, stdout.String())
	}
}
