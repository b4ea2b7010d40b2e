package gitrepo_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/gitrepo"
	"rapporteur/internal/gittest"
)

// files returns the project in dir at a revision.
func files(t *testing.T, dir, name string) *gitrepo.Tree {
	t.Helper()
	r := open(t, dir)
	tree, err := r.Files(resolve(t, r, name))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestTreeIsAFileSystem(t *testing.T) {
	repo := gittest.New(t)
	big := strings.Repeat("0123456789\n", 100_000)
	all := map[string]string{
		"report.toml": "[report]\n", "content/en/01-introduction.md": "# Introduction\n", "content/es/01-introduction.md": "# Introducción\n",
		"content/en/data/números, 2.csv": "a,b\r\n", "empty": "", "picture.bin": "\x00\n\xff\n", "big": big, "a b/\"c\"\t[d]*?.md": "odd\n", "a.b/x": "", "a-b": "",
	}
	for name, text := range all {
		repo.Write(name, text)
	}
	repo.Commit("First")
	repo.Git("tag", "v1")
	for name := range all { // the work tree does not matter
		repo.Remove(name)
	}
	repo.Write("other", "").Commit("Second")
	tree := files(t, repo.Dir, "v1")
	var names []string
	for name := range all {
		names = append(names, name)
	}
	if err := fstest.TestFS(tree, names...); err != nil {
		t.Error(err)
	}
	for name, text := range all {
		if data, err := fs.ReadFile(tree, name); err != nil || string(data) != text {
			t.Errorf("%s: %d bytes, %v; want %d", name, len(data), err, len(text))
		}
	}
	if _, err := fs.Stat(tree, "other"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file of a later revision: %v; want %v", err, fs.ErrNotExist)
	}
	if _, err := tree.Open("../x"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a path out of the project: %v; want %v", err, fs.ErrInvalid)
	}
	data, _ := tree.ReadFile("report.toml")
	clear(data)
	if again, _ := tree.ReadFile("report.toml"); !bytes.Equal(again, []byte("[report]\n")) {
		t.Errorf("what a caller does to its bytes shows: %q", again)
	}
}

func TestTreeOfAFolder(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("other/x", "").Commit("Before the report")
	repo.Write("reports/hnd/report.toml", "2\n").Write("reports/hnd-old/report.toml", "").Commit("First")
	dir := filepath.Join(repo.Dir, "reports/hnd")
	tree := files(t, dir, "HEAD")
	var names []string
	err := fs.WalkDir(tree, ".", func(name string, _ fs.DirEntry, err error) error {
		names = append(names, name)
		return err
	})
	if diff := cmp.Diff([]string{".", "report.toml"}, names); diff != "" || err != nil {
		t.Errorf("the folder holds (-want +got):\n%s%v", diff, err)
	}
	r := open(t, dir)
	_, err = r.Files(resolve(t, r, "HEAD~1"))
	wantError(t, err, `revision "HEAD~1" has no folder "reports/hnd"`, "")
	if _, err := r.Files(gitrepo.Revision{}); err == nil {
		t.Error("the work tree was read as a revision")
	}
}

// TestLinks holds links of a revision against those of the disk, as os.Root follows them.
func TestLinks(t *testing.T) {
	repo := gittest.New(t).Write("secret", "secret").Write("p/content/en/a.md", "text").Write("p/b.md", "other")
	links := map[string]string{
		"p/inside": "content/en/a.md", "p/folder": "content", "p/content/up": "../b.md", "p/twice": "inside", "p/through": "folder/en/../../b.md",
		"p/out": "../secret", "p/abs": "/etc/passwd", "p/nowhere": "gone", "p/circle": "circle", "p/content/far": "../../p/b.md", "p/dot": ".",
	}
	for name, target := range links {
		if err := os.Symlink(target, filepath.Join(repo.Dir, name)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	repo.Commit("First")
	dir := filepath.Join(repo.Dir, "p")
	tree := files(t, dir, "HEAD")
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	disk := root.FS()
	for _, name := range []string{"inside", "folder", "folder/en/a.md", "content/up", "twice", "through", "out", "abs", "nowhere", "circle", "circle/x", "content/far", "dot/dot/b.md", "b.md"} {
		got, gotErr := fs.ReadFile(tree, name)
		want, wantErr := fs.ReadFile(disk, name)
		if string(got) != string(want) || (gotErr == nil) != (wantErr == nil) || errors.Is(gotErr, fs.ErrNotExist) != errors.Is(wantErr, fs.ErrNotExist) {
			t.Errorf("%s: %q, %v; on the disk %q, %v", name, got, gotErr, want, wantErr)
		}
	}
	for _, name := range []string{"out", "abs", "content/far"} {
		if _, err := tree.Stat(name); !errors.Is(err, gitrepo.ErrLink) {
			t.Errorf("%s: %v; want %v", name, err, gitrepo.ErrLink)
		}
	}
	entries, err := tree.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		_, link := links["p/"+e.Name()]
		if got := e.Type()&fs.ModeSymlink != 0; got != link {
			t.Errorf("%s is listed as a link: %t; want %t", e.Name(), got, link)
		}
	}
}

func TestPointersAndSubmodules(t *testing.T) {
	repo := gittest.New(t)
	if err := os.Mkdir(filepath.Join(repo.Dir, "templates"), 0o777); err != nil { // as in a clone without its submodules
		t.Fatal(err)
	}
	repo.Git("update-index", "--add", "--cacheinfo", "160000,"+strings.Repeat("1", 40)+",templates")
	pointer := "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
	texts := map[string]string{
		"start.md": pointer[:40], "head.md": pointer[:strings.Index(pointer, "oid")], "long.md": pointer + strings.Repeat("A text on pointers.\n", 100),
	}
	for name, text := range texts {
		repo.Write(name, text)
	}
	repo.Write("map.png", pointer).Commit("First")
	tree := files(t, repo.Dir, "HEAD")
	if _, err := tree.ReadFile("map.png"); !errors.Is(err, gitrepo.ErrPointer) {
		t.Errorf("a pointer of Git LFS: %v; want %v", err, gitrepo.ErrPointer)
	}
	for name, text := range texts {
		if data, err := tree.ReadFile(name); err != nil || string(data) != text {
			t.Errorf("%s, a text on Git LFS: %q, %v", name, data, err)
		}
	}
	for _, name := range []string{"templates", "templates/x.md"} {
		if _, err := tree.Open(name); !errors.Is(err, gitrepo.ErrSubmodule) {
			t.Errorf("%s in a submodule: %v; want %v", name, err, gitrepo.ErrSubmodule)
		}
	}
}

func TestReadersAtTheSameTime(t *testing.T) {
	repo := gittest.New(t)
	names := []string{"a", "b", "c", "d"}
	for _, name := range names {
		repo.Write(name, strings.Repeat(name, 50_000))
	}
	repo.Commit("First")
	tree := files(t, repo.Dir, "HEAD")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, name := range names {
				if data, err := tree.ReadFile(name); err != nil || string(data) != strings.Repeat(name, 50_000) {
					t.Errorf("%s: %d bytes, %v", name, len(data), err)
				}
			}
		})
	}
	all.Wait()
}

func TestDamagedRepository(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("a", "1\n").Commit("First")
	hash := repo.Git("rev-parse", "HEAD:a")
	tree := files(t, repo.Dir, "HEAD")
	if err := os.Remove(filepath.Join(repo.Dir, ".git/objects", hash[:2], hash[2:])); err != nil {
		t.Fatal(err)
	}
	if _, err := tree.ReadFile("a"); err == nil || !strings.Contains(err.Error(), "partial or damaged") {
		t.Errorf("a file whose content is lost: %v", err)
	}
}
