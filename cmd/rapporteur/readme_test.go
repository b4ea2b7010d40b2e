package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shellBlocks returns the sh blocks of README.md.
func shellBlocks(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for rest := string(text); ; {
		var found bool
		var block string
		if _, rest, found = strings.Cut(rest, "\n```sh\n"); !found {
			return blocks
		}
		block, rest, _ = strings.Cut(rest, "\n```")
		blocks = append(blocks, block)
	}
}

// TestReadme follows the first commands of README.md. The second of them runs all tests, this one among them, and is not run again;
// .ci/run takes it from the README.
func TestReadme(t *testing.T) {
	const run = "go run ./cmd/rapporteur"
	blocks := shellBlocks(t)
	if len(blocks) == 0 {
		t.Fatal("README.md has no sh block")
	}
	got := strings.Split(blocks[0], "\n")
	if want := []string{run + " build", "go test ./..."}; !slices.Equal(got, want) {
		t.Fatalf("README.md begins with the commands %q; want %q", got, want)
	}

	dir := t.TempDir()
	for _, name := range []string{"report.toml", "content", "citations", "recommendations", "templates", "data"} {
		copyTree(t, filepath.Join("../..", name), filepath.Join(dir, name))
	}
	args := strings.Fields(strings.TrimPrefix(got[0], run))
	cmd := exec.Command("rapporteur", args...) // TestMain puts the program under test on the path
	cmd.Dir = dir
	var talk strings.Builder
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil || talk.Len() > 0 {
		t.Fatalf("%s: %v\n%s", got[0], err, talk.String())
	}
	want := "build/CMW_C_HND_2-en.pdf\nbuild/CMW_C_HND_2-en.docx\nbuild/CMW_C_HND_2-en.html\n" +
		"build/CMW_C_HND_2-es.pdf\nbuild/CMW_C_HND_2-es.docx\nbuild/CMW_C_HND_2-es.html\n"
	if string(out) != want {
		t.Errorf("%s wrote %q; want %q", got[0], out, want)
	}
	for name := range strings.Lines(want) {
		if info, err := os.Stat(filepath.Join(dir, strings.TrimSpace(name))); err != nil || info.Size() < 10_000 {
			t.Errorf("%s: missing, or too small for the report", strings.TrimSpace(name))
		}
	}
}

// TestReadmeFirstReport follows the second block of commands, which makes a report out of nothing.
func TestReadmeFirstReport(t *testing.T) {
	blocks := shellBlocks(t)
	if len(blocks) != 2 {
		t.Fatalf("README.md has %d sh blocks; want 2", len(blocks))
	}
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	cmd := exec.Command(shell, "-e", "-c", blocks[1])
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	want := "no findings\nbuild/report-en.pdf\nbuild/report-en.docx\nbuild/report-en.html\n"
	if err != nil || string(out) != want {
		t.Errorf("the commands end with %v and print %q; want %q", err, out, want)
	}
}

// copyTree copies a file or a folder, if it is there.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	info, err := os.Stat(from)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil && info.IsDir() {
		err = os.CopyFS(to, os.DirFS(from))
	} else if err == nil {
		var data []byte
		if data, err = os.ReadFile(from); err == nil {
			err = os.WriteFile(to, data, 0o666)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}
