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

// shellCommands returns the commands of the first sh block of a Markdown text.
func shellCommands(text string) []string {
	_, rest, _ := strings.Cut(text, "\n```sh\n")
	block, _, _ := strings.Cut(rest, "\n```")
	var commands []string
	for line := range strings.Lines(block) {
		if line = strings.TrimSpace(line); line != "" {
			commands = append(commands, line)
		}
	}
	return commands
}

// TestReadme follows the commands of README.md. The second runs all tests, this one among them, and is not run again; .ci/run takes it
// from the README.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	const run = "go run ./cmd/rapporteur"
	got := shellCommands(string(text))
	if want := []string{run + " build", "go test ./..."}; !slices.Equal(got, want) {
		t.Fatalf("README.md names the commands %q; want %q", got, want)
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
	want := "build/CMW_C_HND_2-en.pdf\nbuild/CMW_C_HND_2-en.docx\nbuild/CMW_C_HND_2-en.html\n"
	if string(out) != want {
		t.Errorf("%s wrote %q; want %q", got[0], out, want)
	}
	for name := range strings.Lines(want) {
		if info, err := os.Stat(filepath.Join(dir, strings.TrimSpace(name))); err != nil || info.Size() < 10_000 {
			t.Errorf("%s: missing, or too small for the report", strings.TrimSpace(name))
		}
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
