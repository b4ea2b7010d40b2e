package gitrepo_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rapporteur/internal/gitrepo"
	"rapporteur/internal/gittest"
)

// open opens the repository of a folder.
func open(t *testing.T, dir string) *gitrepo.Repo {
	t.Helper()
	r, err := gitrepo.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

// resolve finds a revision; "" is the work tree.
func resolve(t *testing.T, r *gitrepo.Repo, name string) gitrepo.Revision {
	t.Helper()
	if name == "" {
		return gitrepo.Revision{}
	}
	v, err := r.Resolve(name)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// wantError wants an error for the user with those words in its message and its hint.
func wantError(t *testing.T, err error, message, hint string) {
	t.Helper()
	var e *gitrepo.Error
	if !errors.As(err, &e) || !strings.Contains(e.Message, message) || !strings.Contains(e.Hint, hint) {
		t.Errorf("error %#v; want one with %q and the hint %q", err, message, hint)
	}
}

func TestOpen(t *testing.T) {
	repo := gittest.New(t).Write("reports/hnd/report.toml", "")
	open(t, filepath.Join(repo.Dir, "reports/hnd")) // nothing is committed, and it is a repository all the same

	_, err := gitrepo.Open(t.Context(), t.TempDir())
	wantError(t, err, "is in no git repository", "git init")
	_, err = gitrepo.Open(t.Context(), filepath.Join(repo.Dir, ".git"))
	wantError(t, err, "is not in the work tree", "clone")

	t.Setenv("GIT_DIR", filepath.Join(t.TempDir(), "elsewhere")) // as in a hook of another repository
	open(t, repo.Dir)

	t.Setenv("PATH", t.TempDir())
	if _, err = gitrepo.Open(t.Context(), repo.Dir); err == nil || !strings.Contains(err.Error(), "install git") {
		t.Errorf("without git: %v; want the advice to install it", err)
	}
}

func TestResolve(t *testing.T) {
	repo := gittest.New(t)
	r := open(t, repo.Dir)
	_, err := r.Resolve("HEAD")
	wantError(t, err, `no revision "HEAD"`, "git commit first")

	first := repo.By("Ana").Write("a", "1\n").Commit("First\n\nwith a body")
	repo.Git("tag", "--annotate", "--message", "x", "submitted-2024")
	repo.Write(".mailmap", "Beatriz López <b@example.org> <bea@example.org>\n").By("Bea").Commit("Second")
	repo.Git("tag", "--", "@2")

	v := resolve(t, r, "submitted-2024")
	want := gitrepo.Revision{Name: "submitted-2024", Commit: gitrepo.Commit{Hash: first, Author: "Ana", Email: "ana@example.org", Date: gittest.Start, Subject: "First"}}
	if v != want {
		t.Errorf("submitted-2024 is %+v; want %+v", v, want)
	}
	if v := resolve(t, r, "main"); v.Commit.Author != "Beatriz López" || v.Commit.Email != "b@example.org" || v.Commit.Date != gittest.Start.Add(3600e9) {
		t.Errorf("main is %+v; want the second commit with the name of the mailmap", v)
	}
	for _, name := range []string{"main~1", first[:8], "HEAD^", "submitted-2024^{}"} {
		if got := resolve(t, r, name).Commit.Hash; got != first {
			t.Errorf("%s is %s; want %s", name, got, first)
		}
	}
	for _, c := range []struct{ name, message, hint string }{
		{"submited-2024", `no revision "submited-2024"`, `write "submitted-2024"`},
		{"nonsense", `no revision "nonsense"`, "git log"},
		{"--output=x", `"--output=x" is not the name`, "a tag"},
		{"-p", `"-p" is not the name`, "a tag"},
		{"", `"" is not the name`, "a tag"},
		{"main\nmain", "is not the name", "a tag"},
		{"main..main~1", `no revision`, ""},
		{"HEAD:a", `no revision "HEAD:a"`, ""}, // a file is no revision
	} {
		_, err := r.Resolve(c.name)
		wantError(t, err, c.message, c.hint)
	}
	if _, err := os.Stat(filepath.Join(repo.Dir, "x")); err == nil {
		t.Error("a revision became an option")
	}
}

func TestResolveInShallowClone(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("a", "1\n").Commit("First")
	repo.Git("tag", "old")
	repo.Write("a", "2\n").Commit("Second")
	clone := filepath.Join(t.TempDir(), "clone")
	repo.Git("clone", "--quiet", "--depth=1", "--no-tags", "file://"+filepath.ToSlash(repo.Dir), clone)
	_, err := open(t, clone).Resolve("old")
	wantError(t, err, `no revision "old"`, "git fetch --unshallow")
}

func TestRange(t *testing.T) {
	repo := gittest.New(t)
	base := repo.Write("a", "1\n").Commit("base")
	repo.Git("switch", "--quiet", "--create", "draft")
	draft := repo.Write("b", "1\n").Commit("draft")
	repo.Git("switch", "--quiet", "main")
	main := repo.Write("c", "1\n").Commit("main")
	repo.Git("switch", "--quiet", "--orphan", "alone")
	repo.Write("d", "1\n").Commit("alone")
	repo.Git("switch", "--quiet", "main")
	r := open(t, repo.Dir)
	for _, c := range []struct{ text, from, to string }{
		{"", main, ""},
		{"draft", draft, ""},
		{"draft..main", draft, main},
		{"draft..", draft, main},
		{"..draft", main, draft},
		{"main...draft", base, draft},
		{"...draft", base, draft},
	} {
		from, to, err := r.Range(c.text)
		if err != nil || from.Commit.Hash != c.from || to.Commit.Hash != c.to || to.WorkTree() != (c.to == "") {
			t.Errorf("%q: %s to %s, %v; want %s to %s", c.text, from.Commit.Hash, to.Commit.Hash, err, c.from, c.to)
		}
	}
	_, _, err := r.Range("main...alone")
	wantError(t, err, "no commit in common", "main..alone")
	_, _, err = r.Range("main..drafd")
	wantError(t, err, `no revision "drafd"`, `"draft"`)
	_, _, err = r.Range("-x..main")
	wantError(t, err, `"-x" is not the name`, "")
}

func TestNothingRunsWithoutBeingAsked(t *testing.T) {
	repo := gittest.New(t)
	repo.Write(".gitattributes", "*.md diff=evil filter=evil\n").Write("a.md", "one\ntwo\n").Commit("First")
	repo.Write("a.md", "one\n2\n").Commit("Second")
	sign(repo)
	repo.Write("a.md", "one\n2, not committed\n")

	trap := filepath.Join(t.TempDir(), "trap")
	program := trap + ".sh"
	if err := os.WriteFile(program, []byte("#!/bin/sh\necho \"$0 $*\" >>"+trap+"\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"core.pager", "diff.external", "diff.evil.textconv", "diff.evil.command", "gpg.program", "core.sshCommand", "core.fsmonitor"} {
		repo.Git("config", key, program)
	}
	repo.Git("config", "log.showSignature", "true")
	if err := os.Remove(trap); err != nil && !errors.Is(err, os.ErrNotExist) { // by the git of this test
		t.Fatal(err)
	}

	r := open(t, repo.Dir)
	head := resolve(t, r, "HEAD")
	tree, err := r.Files(head)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := tree.ReadFile("a.md"); err != nil || string(data) != "one\n2\n" {
		t.Errorf("a.md: %q, %v", data, err)
	}
	for _, v := range []gitrepo.Revision{head, {}} {
		if _, err := r.LastTouched(v, "a.md", 1, 2); err != nil {
			t.Error(err)
		}
		if _, err := r.Changed(resolve(t, r, "HEAD~1"), v, "a.md", 2, 2); err != nil {
			t.Error(err)
		}
	}
	if _, err := r.Removed(resolve(t, r, "HEAD~1"), head, "a.md", 2, 2); err != nil {
		t.Error(err)
	}
	if ran, err := os.ReadFile(trap); err == nil {
		t.Errorf("a program of the configuration ran:\n%s", ran)
	}
	repo.Git("log", "-1") // which asks the program for its judgement of the signature
	if _, err := os.Stat(trap); err != nil && runtime.GOOS != "windows" {
		t.Error("the trap does not work: ", err)
	}
}

// sign puts something like a signature on the newest commit.
func sign(repo *gittest.Repo) {
	head, message, _ := strings.Cut(repo.Git("cat-file", "commit", "HEAD"), "\n\n")
	signed := head + "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n none\n -----END PGP SIGNATURE-----\n\n" + message
	repo.Write("signed.tmp", signed)
	repo.Git("reset", "--quiet", "--soft", repo.Git("hash-object", "-t", "commit", "-w", "signed.tmp"))
	repo.Remove("signed.tmp")
}

func TestEndedContext(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("a", "1\n").Write("b", "2\n").Commit("First")
	ctx, stop := context.WithCancel(t.Context())
	r, err := gitrepo.Open(ctx, repo.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	tree, err := r.Files(resolve(t, r, "HEAD"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tree.ReadFile("a"); err != nil {
		t.Fatal(err)
	}
	stop()
	if _, err := tree.ReadFile("b"); !errors.Is(err, context.Canceled) {
		t.Errorf("reading after the end: %v; want %v", err, context.Canceled)
	}
	if _, err := r.Resolve("HEAD"); !errors.Is(err, context.Canceled) {
		t.Errorf("asking after the end: %v; want %v", err, context.Canceled)
	}
}
