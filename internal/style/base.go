package style

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

// A template is one file of templates, read.
type template struct {
	file *diag.File
	*tomlfile.Document
	own bool // the project's, not built in
}

// load decodes the file of that name below a folder of templates into v, on top of the file that its key base names, and so on. It returns
// where the values are written; nil where there is no such file, or where what there is cannot be read, which is reported.
//
// A project's file takes the place of the built-in one of its name. One that names itself as its base means the built-in one.
func (t *Templates) load(folder, name string, v any) (places, error) {
	var chain []template
	for own := true; ; {
		f, err := t.read(path.Join(folder, name), own)
		if errors.Is(err, fs.ErrNotExist) && len(chain) > 0 {
			t.noBase(chain[len(chain)-1], folder, name)
			return nil, nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(chain, func(c template) bool { return c.file.Name == f.file.Name && c.own == f.own }) {
			last := chain[len(chain)-1]
			t.Found.Errorf(last.Keys.Value("base"), "template/base", "the base %q leads back to this file, which is based on it", name).
				WithHint("name a file that is complete, such as one that comes with the program")
			return nil, nil
		}
		f.Document = tomlfile.Read(f.file, 0, len(f.file.Src), "template", t.Found)
		if f.Document == nil {
			return nil, nil
		}
		chain = append(chain, f)
		if folder == "" || !f.Keys.Has("base") {
			break
		}
		base := f.Text("base")
		if base == "" {
			t.Found.Errorf(f.Keys.Value("base"), "template/base", "the base is not the name of a file of templates/%s", folder).WithHint("use one of %s", strings.Join(t.bases(folder, f), ", "))
			return nil, nil
		}
		own = base != name || !f.own
		name = base
	}
	written := make(places, len(chain))
	for i, f := range slices.Backward(chain) {
		f.Decode(v)
		written[i] = f
	}
	return written, nil
}

// noBase reports the name of a base that is no file.
func (t *Templates) noBase(f template, folder, name string) {
	if f.file.Name == path.Join("templates", folder, name)+".toml" {
		t.Found.Errorf(f.Keys.Value("base"), "template/base", "the base is this file itself, and no file of its name comes with the program").WithHint("use one of %s", strings.Join(t.bases(folder, f), ", "))
		return
	}
	d := t.Found.Errorf(f.Keys.Value("base"), "template/base", "there is no %q in templates/%s to be the base of this file", name, folder)
	if near := diag.Nearest(name, t.bases(folder, f)); len(near) > 0 {
		d.WithHint("write %s", diag.Quoted(near))
	} else {
		d.WithHint("use one of %s", strings.Join(t.bases(folder, f), ", "))
	}
}

// bases are the names of a folder that f can have as its base: all but its own, unless a file of that name comes with the program.
func (t *Templates) bases(folder string, f template) []string {
	return slices.DeleteFunc(t.Names(folder), func(name string) bool {
		if f.file.Name != path.Join("templates", folder, name)+".toml" {
			return false
		}
		_, err := fs.Stat(t.Builtin, path.Join(folder, name)+".toml")
		return err != nil
	})
}

// read returns the file of that name below templates, without ".toml": the project's own unless own is false, otherwise the built-in one.
func (t *Templates) read(name string, own bool) (template, error) {
	name += ".toml"
	if !fs.ValidPath(name) {
		return template{}, fs.ErrNotExist
	}
	if own {
		src, err := fs.ReadFile(t.Project, path.Join("templates", name))
		if err == nil {
			return template{file: diag.NewFile("templates/"+name, src), own: true}, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return template{}, fmt.Errorf("read templates/%s: %w", name, err)
		}
	}
	src, err := fs.ReadFile(t.Builtin, name)
	if err != nil {
		return template{}, err
	}
	return template{file: diag.NewFile("templates/"+name, src)}, nil
}

// places are the files in which the values of a template are written, the one that was asked for first and its last base last.
type places []template

// key returns where the key of that path is written: in the first file that has it, else in the first that has what is above it. Members of
// lists are named by their index from 0. No path is the file itself.
func (p places) key(path ...string) diag.Span {
	keys, path := p.find(path)
	return keys.Span(path...)
}

// value returns where the value of that path is written, as key does.
func (p places) value(path ...string) diag.Span {
	keys, path := p.find(path)
	return keys.Value(path...)
}

func (p places) find(path []string) (*tomlfile.Keys, []string) {
	for n := len(path); n > 0; n-- {
		for _, f := range p {
			if as := spelt(f.Keys, path); f.Keys.Has(as[:n]...) {
				return f.Keys, as
			}
		}
	}
	return p[0].Keys, nil
}

// spelt turns indices of list members into the numbers under which a file names them, where it does.
func spelt(k *tomlfile.Keys, path []string) []string {
	out := slices.Clone(path)
	for i, name := range path {
		if n, err := strconv.Atoi(name); err == nil && i > 0 && !k.Has(append(slices.Clone(path[:i]), "0")...) {
			out[i] = strconv.Itoa(n + 1)
		}
	}
	return out
}
