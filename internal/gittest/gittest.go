// Package gittest makes small git repositories for tests, with fixed authors and dates, and keeps git away from the user's configuration.
//
// Only tests import it.
package gittest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A Repo is a repository in a folder of its own. Its branch is main.
type Repo struct {
	Dir string

	t      testing.TB
	author string
	now    time.Time
}

// Start is the date of the first commit of every repository. Each further one is an hour younger than the one before.
var Start = time.Date(2024, 1, 15, 12, 0, 0, 0, time.UTC)

// New makes an empty repository, whose commits are by "Ana". Where there is no git, the test is skipped, or fails where the environment
// variable RAPPORTEUR_JUDGES says "required".
func New(t testing.TB) *Repo {
	t.Helper()
	Isolate(t)
	r := &Repo{Dir: t.TempDir(), t: t, author: "Ana", now: Start}
	r.Git("init", "--quiet", "--initial-branch=main")
	return r
}

// Isolate makes git, in this test and in what it runs, know no configuration but that of the repository, and no repository above the
// temporary folders.
func Isolate(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("RAPPORTEUR_JUDGES") == "required" {
			t.Fatal("git is not here, and RAPPORTEUR_JUDGES=required")
		}
		t.Skip("git is not here")
	}
	home := t.TempDir()
	for name, value := range map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": home, "GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_CEILING_DIRECTORIES": filepath.Dir(home), "GIT_DIR": "", "GIT_WORK_TREE": "", "GIT_INDEX_FILE": "",
	} {
		t.Setenv(name, value)
		if value == "" {
			os.Unsetenv(name) // an empty GIT_DIR is one too; Setenv brings the old value back in the end
		}
	}
}

// Git runs git in the repository and returns what it prints, without the last line end.
func (r *Repo) Git(args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = r.Dir
	date := r.now.Format(time.RFC3339)
	email := strings.ToLower(r.author) + "@example.org"
	cmd.Env = append(os.Environ(), "LC_ALL=C",
		"GIT_AUTHOR_NAME="+r.author, "GIT_AUTHOR_EMAIL="+email, "GIT_AUTHOR_DATE="+date,
		"GIT_COMMITTER_NAME="+r.author, "GIT_COMMITTER_EMAIL="+email, "GIT_COMMITTER_DATE="+date)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSuffix(string(out), "\n")
}

// By sets the author of the commits to come.
func (r *Repo) By(author string) *Repo {
	r.author = author
	return r
}

// Write writes a file of the work tree, with its folder.
func (r *Repo) Write(name, text string) *Repo {
	r.t.Helper()
	path := filepath.Join(r.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
	return r
}

// Remove removes a file of the work tree.
func (r *Repo) Remove(name string) *Repo {
	r.t.Helper()
	if err := os.Remove(filepath.Join(r.Dir, filepath.FromSlash(name))); err != nil {
		r.t.Fatal(err)
	}
	return r
}

// Commit commits the whole work tree and returns the hash.
func (r *Repo) Commit(message string) string {
	r.t.Helper()
	r.Git("add", "--all")
	r.Git("commit", "--quiet", "--allow-empty", "--message", message)
	r.now = r.now.Add(time.Hour)
	return r.Git("rev-parse", "HEAD")
}
