package gitrepo

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Reasons why a file of a revision cannot be read, beside those of package fs.
var (
	ErrLink      = errors.New("path escapes from parent") // a link that leads out of the project; in the words of os.Root
	ErrPointer   = errors.New("it is a pointer of Git LFS, whose content is not in git")
	ErrSubmodule = errors.New("it is in a submodule, which a revision does not hold")
)

// A Tree is the project at a commit, as a file system: what a new clone would have on the disk, with the bytes that git keeps. Links are
// followed inside the project and refused where they lead out of it, and so are submodules and pointers of Git LFS. It implements
// [fs.ReadDirFS], [fs.ReadFileFS] and [fs.StatFS]; it can be used at the same time, until the repository is closed.
type Tree struct {
	root  *node
	blobs *blobs
}

// A node is a file, folder, link or submodule.
type node struct {
	name   string
	mode   fs.FileMode
	hash   string // of a file or link
	up     *node  // nil for the root
	inside []*node
}

// Files returns the project at a commit. Where it has no folder of the project, the error is an [Error].
func (r *Repo) Files(v Revision) (*Tree, error) {
	if v.WorkTree() {
		return nil, errors.New("the work tree is read from the disk")
	}
	folder := v.Commit.Hash + ":" + strings.TrimSuffix(r.prefix, "/")
	out, err := r.git.run("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", folder)
	if failed(err) != nil && r.prefix != "" {
		return nil, &Error{fmt.Sprintf("revision %q has no folder %q", v.Name, strings.TrimSuffix(r.prefix, "/")), "name a revision that has it"}
	}
	if err != nil {
		return nil, err
	}
	t := &Tree{root: &node{name: ".", mode: fs.ModeDir | 0o755}, blobs: r.blobs}
	if err := t.fill(out); err != nil {
		return nil, err
	}
	return t, nil
}

// fill reads the output of ls-tree: "mode type hash", a tab and the path.
func (t *Tree) fill(out string) error {
	folders := map[string]*node{"": t.root}
	var folder func(name string) *node
	folder = func(name string) *node {
		if f := folders[name]; f != nil {
			return f
		}
		dir, base := path.Split(name)
		f := &node{name: base, mode: fs.ModeDir | 0o755, up: folder(strings.TrimSuffix(dir, "/"))}
		f.up.inside = append(f.up.inside, f)
		folders[name] = f
		return f
	}
	for _, record := range records(out) {
		head, name, ok := strings.Cut(record, "\t")
		words := strings.Fields(head)
		if !ok || len(words) != 3 {
			return fmt.Errorf("git ls-tree: %q", record)
		}
		dir, base := path.Split(name)
		n := &node{name: base, mode: modeOf(words[0]), hash: words[2], up: folder(strings.TrimSuffix(dir, "/"))}
		n.up.inside = append(n.up.inside, n)
	}
	for _, f := range folders {
		slices.SortFunc(f.inside, func(a, b *node) int { return strings.Compare(a.name, b.name) })
	}
	return nil
}

// modeOf is the mode of what git keeps with that mode.
func modeOf(mode string) fs.FileMode {
	switch mode {
	case "120000":
		return fs.ModeSymlink | 0o777
	case "160000":
		return fs.ModeDir | fs.ModeIrregular | 0o755
	case "100755":
		return 0o755
	}
	return 0o644
}

func (n *node) child(name string) *node {
	i, found := slices.BinarySearchFunc(n.inside, name, func(c *node, name string) int { return strings.Compare(c.name, name) })
	if !found {
		return nil
	}
	return n.inside[i]
}

// maxLinks is how many links one path may lead through, as on most systems.
const maxLinks = 40

// find returns what stands at a path, and follows links. What it returns is a file or a folder.
func (t *Tree) find(op, name string) (*node, error) {
	fail := func(err error) (*node, error) { return nil, &fs.PathError{Op: op, Path: name, Err: err} }
	if !fs.ValidPath(name) {
		return fail(fs.ErrInvalid)
	}
	at, rest, links := t.root, strings.Split(name, "/"), 0
	for len(rest) > 0 {
		step := rest[0]
		rest = rest[1:]
		switch {
		case at.mode&fs.ModeIrregular != 0:
			return fail(ErrSubmodule)
		case step == "" || step == ".":
			continue
		case step == "..":
			if at = at.up; at == nil {
				return fail(ErrLink)
			}
			continue
		}
		next := at.child(step)
		if next == nil {
			return fail(fs.ErrNotExist)
		}
		if next.mode&fs.ModeSymlink == 0 {
			at = next
			continue
		}
		if links++; links > maxLinks {
			return fail(errors.New("too many levels of symbolic links"))
		}
		target, err := t.blobs.read(next.hash)
		if err != nil {
			return fail(err)
		}
		to := filepath.ToSlash(string(target))
		if strings.HasPrefix(to, "/") || filepath.IsAbs(string(target)) {
			return fail(ErrLink)
		}
		rest = append(strings.Split(to, "/"), rest...)
	}
	if at.mode&fs.ModeIrregular != 0 {
		return fail(ErrSubmodule)
	}
	return at, nil
}

// pointerHead begins a pointer of Git LFS, which is shorter than 1024 bytes. Source: git-lfs, docs/spec.md.
const pointerHead = "version https://git-lfs.github.com/spec/v1\n"

// content returns the bytes of a file, which the caller does not change.
func (t *Tree) content(op, name string, n *node) ([]byte, error) {
	data, err := t.blobs.read(n.hash)
	if err == nil && len(data) < 1024 && bytes.HasPrefix(data, []byte(pointerHead)) && bytes.Contains(data, []byte("\noid sha256:")) {
		err = ErrPointer
	}
	if err != nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return data, nil
}

// Open opens a file or a folder.
func (t *Tree) Open(name string) (fs.File, error) {
	n, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	if n.mode.IsDir() {
		return &openFolder{info: info{name, n, 0}, rest: t.entries(n)}, nil
	}
	data, err := t.content("open", name, n)
	if err != nil {
		return nil, err
	}
	return &openFile{info{name, n, int64(len(data))}, bytes.NewReader(data)}, nil
}

// ReadFile reads a file.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	n, err := t.find("read", name)
	if err != nil {
		return nil, err
	}
	if n.mode.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errFolder}
	}
	data, err := t.content("read", name, n)
	return slices.Clone(data), err
}

// ReadDir lists a folder, sorted by name.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := t.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !n.mode.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errNoFolder}
	}
	return t.entries(n), nil
}

// Stat describes a file or a folder. It reads the file, whose size nothing else tells.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	n, err := t.find("stat", name)
	if err != nil {
		return nil, err
	}
	if n.mode.IsDir() {
		return info{name, n, 0}, nil
	}
	data, err := t.content("stat", name, n)
	if err != nil {
		return nil, err
	}
	return info{name, n, int64(len(data))}, nil
}

var (
	errFolder   = errors.New("it is a folder")
	errNoFolder = errors.New("it is no folder")
)

func (t *Tree) entries(n *node) []fs.DirEntry {
	var list []fs.DirEntry
	for _, c := range n.inside {
		list = append(list, entry{t, c})
	}
	return list
}

// entry is a line of a listing.
type entry struct {
	tree *Tree
	node *node
}

func (e entry) Name() string      { return e.node.name }
func (e entry) IsDir() bool       { return e.node.mode.IsDir() }
func (e entry) Type() fs.FileMode { return e.node.mode.Type() }
func (e entry) String() string    { return fs.FormatDirEntry(e) }

// Info describes what the entry names; a link is not followed.
func (e entry) Info() (fs.FileInfo, error) {
	if e.IsDir() {
		return info{e.node.name, e.node, 0}, nil
	}
	data, err := e.tree.blobs.read(e.node.hash)
	if err != nil {
		return nil, &fs.PathError{Op: "stat", Path: e.node.name, Err: err}
	}
	return info{e.node.name, e.node, int64(len(data))}, nil
}

// info describes a file or folder. There is no time of change: git keeps none.
type info struct {
	path string // by which it was asked for
	node *node
	size int64
}

func (i info) Name() string       { return path.Base(i.path) }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.node.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.node.mode.IsDir() }
func (i info) Sys() any           { return nil }

type openFile struct {
	info info
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

type openFolder struct {
	info info
	rest []fs.DirEntry
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.Name(), Err: errFolder}
}

// ReadDir returns the next n entries, all that are left when n is not positive.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(f.rest) {
		if n > 0 && len(f.rest) == 0 {
			return nil, io.EOF
		}
		n = len(f.rest)
	}
	list := f.rest[:n]
	f.rest = f.rest[n:]
	return list, nil
}
