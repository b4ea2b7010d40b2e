package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapporteur/internal/gittest"
)

// formatDocument returns what docs/review.md shows of formatting: a section before and after, and the hook of git.
func formatDocument(t *testing.T) (before, after, hook string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/review.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## Format\n")
	section, _, _ = strings.Cut(section, "\n## ")
	blocks := regexp.MustCompile("(?s)```(markdown|sh)\n(.*?)```").FindAllStringSubmatch(section, -1)
	if len(blocks) != 3 || blocks[0][1] != "markdown" || blocks[1][1] != "markdown" || blocks[2][1] != "sh" {
		t.Fatalf("docs/review.md shows %q of formatting", blocks)
	}
	return blocks[0][2], blocks[1][2], blocks[2][2]
}

// The hook of docs/review.md keeps a section that is not in normal form from being committed, and lets its normal form pass.
func TestPreCommit(t *testing.T) {
	before, after, hook := formatDocument(t)
	repo := gittest.New(t)
	const name = "content/en/01-council.md"
	repo.Write("report.toml", "[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\noriginal = \"en\"\nlanguages = [\"en\"]\nsections = [\"01-council\"]\n")
	repo.Write(name, "# Council\n").Commit("Begin")
	if err := os.WriteFile(filepath.Join(repo.Dir, ".git/hooks/pre-commit"), []byte(hook), 0o755); err != nil {
		t.Fatal(err)
	}
	repo.Write(name, before)
	commit := exec.Command("git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "--quiet", "--all", "--message=Council")
	commit.Dir = repo.Dir
	out, err := commit.CombinedOutput()
	if want := name + "\nrapporteur: 1 file to be brought into normal form; write rapporteur fmt\n"; err == nil || string(out) != want {
		t.Fatalf("a commit that is not in normal form: %v\n%s", err, out)
	}
	if stdout, _ := rapporteur(t, repo.Dir, "fmt"); stdout != name+"\n" {
		t.Errorf("fmt prints %q", stdout)
	}
	if got, err := os.ReadFile(filepath.Join(repo.Dir, name)); err != nil || string(got) != after {
		t.Errorf("%v\n%s\nthe document has\n%s", err, got, after)
	}
	repo.Commit("Council") // which fails where the hook does
}
