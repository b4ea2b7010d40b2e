package cli_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rapporteur/internal/cli"
)

// modes are the permissions of files below dir.
func modes(t *testing.T, dir string, names ...string) []fs.FileMode {
	t.Helper()
	var out []fs.FileMode
	for _, name := range names {
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, info.Mode())
	}
	return out
}

// TestKeepsModes writes over files that others may not read, or may run: they stay so, also where a replacement is taken back.
func TestKeepsModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has other permissions")
	}
	dir := t.TempDir()
	for name, mode := range map[string]fs.FileMode{"a": 0o600, "b": 0o775, "c": 0o644} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("old"), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil { // whatever the umask is
			t.Fatal(err)
		}
	}
	want := modes(t, dir, "a", "b")
	for _, fails := range []bool{false, true} {
		s, err := cli.Stage(dir, [2]string{"a", "new"}, [2]string{"b", "new"}, [2]string{"c", "new"})
		if err != nil {
			t.Fatal(err)
		}
		if fails {
			if err := os.Remove(s.Waiting(2)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Replace(); (err != nil) != fails {
			t.Fatal(err)
		}
		if got := modes(t, dir, "a", "b"); got[0] != want[0] || got[1] != want[1] {
			t.Errorf("taken back %t: %v, want %v", fails, got, want)
		}
	}
}

// TestSetupGitKeeps has attributes that only their owner reads, and attributes that are a link.
func TestSetupGitKeeps(t *testing.T) {
	repo := drafts(t)
	path := filepath.Join(repo.Dir, ".gitattributes")
	repo.Write("shared/attributes", "*.csv text\n")
	if err := os.Symlink("shared/attributes", path); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	if status, talk := run(&bytes.Buffer{}, "setup-git", "-C", repo.Dir); status != 3 || !strings.Contains(talk, ".gitattributes is a symbolic link") {
		t.Errorf("a link: status %d, %s", status, talk)
	}
	if to, err := os.Readlink(path); err != nil || to != "shared/attributes" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	repo.Write(".gitattributes", "*.csv text\n")
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if status, talk := run(&bytes.Buffer{}, "setup-git", "-C", repo.Dir); status != 0 {
		t.Fatalf("status %d, %s", status, talk)
	}
	if got := modes(t, repo.Dir, ".gitattributes"); got[0] != 0o600 {
		t.Errorf("the attributes have %v", got[0])
	}
}
