package cite

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

// Folder holds the files of the registry, relative to the project.
const Folder = "citations"

// A Registry is the sources of a project. It is read-only once loaded.
type Registry struct {
	entries map[string]*Entry
	keys    []string        // sorted
	unread  map[string]bool // keys in files that are not TOML: they exist, but nothing is known of them
	partial bool            // a file could not be read at all, so that any key may exist
}

// mayExist reports whether a key that has no entry may have one in what could not be read.
func (r *Registry) mayExist(key string) bool { return r.partial || r.unread[key] }

// Lookup returns the entry of that key.
func (r *Registry) Lookup(key string) (*Entry, bool) {
	e, ok := r.entries[key]
	return e, ok
}

// Keys returns all keys, sorted.
func (r *Registry) Keys() []string { return r.keys }

// Nearest returns at most three keys that are close enough in spelling to have been meant by key, nearest first.
func (r *Registry) Nearest(key string) []string { return diag.Nearest(key, r.keys) }

// Load reads citations/*.toml, files and entries in alphabetical order, without hidden files, which editors keep for themselves. A project
// without that folder has an empty registry. Findings for what cannot be read or cannot be right go to found.
func Load(fsys fs.FS, found *diag.List) *Registry {
	r := &Registry{entries: map[string]*Entry{}, unread: map[string]bool{}}
	files, err := fs.ReadDir(fsys, Folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // a file of that name, no permission, a link that leads out of the project
		found.Errorf(diag.NewFile(Folder, nil).Span(0, 0), "project/unreadable", "the folder cannot be read: %v", diag.Reason(err)).WithHint("put a folder with the registry there, or remove it")
		r.partial = true
	}
	for _, d := range files {
		if d.IsDir() || path.Ext(d.Name()) != ".toml" || strings.HasPrefix(d.Name(), ".") {
			continue
		}
		name := path.Join(Folder, d.Name())
		src, err := fs.ReadFile(fsys, name)
		if err != nil { // no permission, or a link that leads out of the project
			found.Errorf(diag.NewFile(name, nil).Span(0, 0), "project/unreadable", "the file cannot be read: %v", diag.Reason(err)).WithHint("put a file of text there, or remove it")
			r.partial = true
			continue
		}
		r.file(diag.NewFile(name, src), found)
	}
	r.keys = slices.Sorted(maps.Keys(r.entries))
	for _, key := range r.keys {
		check(r.entries[key], found)
		r.checkRelations(r.entries[key], found)
	}
	r.checkCycles(found)
	return r
}

// file takes the entries of one file.
func (r *Registry) file(f *diag.File, found *diag.List) {
	var read map[string]Entry
	var problems diag.List
	keys := tomlfile.Decode(f, 0, len(f.Src), &read, "registry", &problems)
	if keys == nil {
		if !r.headers(f, found) {
			found.Merge(problems)
		}
		return
	}
	found.Merge(problems)
	for _, key := range keys.Below() {
		e := read[key]
		e.Key, e.keys = key, keys
		below := keys.Below(key)
		if len(below) == 0 && keys.Value(key) != keys.Span(key) || slices.Contains(below, "0") {
			continue // a value or a list of tables, and that is said already
		}
		if first, ok := r.entries[key]; ok {
			duplicate(found, e.Span(), first.Span(), key)
			continue
		}
		r.entries[key] = &e
	}
}

func duplicate(found *diag.List, second, first diag.Span, key string) {
	found.Errorf(second, "cite/duplicate-key", "key %q has an entry already", key).
		WithRelated(first, "the first entry is here").WithHint("give one of the two another key, or remove it")
}

// header finds the header of an entry in a file that is not TOML.
var header = regexp.MustCompile(`(?m)^[ \t]*\[[ \t]*"?([A-Za-z0-9_-]+)"?[ \t]*\]`)

// headers notes the keys of a file that is not TOML, so that citations of them are not reported as well. A key with two headers in the
// file is one way not to be TOML: headers reports those, and whether there are any.
func (r *Registry) headers(f *diag.File, found *diag.List) (duplicates bool) {
	first := map[string]diag.Span{}
	for _, m := range header.FindAllSubmatchIndex(f.Src, -1) {
		key, span := string(f.Src[m[2]:m[3]]), f.Span(m[2], m[3])
		r.unread[key] = true
		if before, ok := first[key]; ok {
			duplicate(found, span, before, key)
			duplicates = true
			continue
		}
		first[key] = span
	}
	return duplicates
}

// checkRelations reports relations to keys that have no entry.
func (r *Registry) checkRelations(e *Entry, found *diag.List) {
	for _, rel := range relations {
		for i, key := range rel.keys(e) {
			if r.entries[key] != nil || r.mayExist(key) {
				continue
			}
			span := e.Value(rel.name, fmt.Sprint(i))
			d := found.Errorf(span, "cite/unknown-relation", "%q of %q names %q, which is not in the registry", rel.name, e.Key, key)
			others := slices.DeleteFunc(slices.Clone(r.keys), func(k string) bool { return k == e.Key })
			if near := diag.Nearest(key, others); len(near) > 0 {
				d.WithHint("write %s", diag.Quoted(near))
				d.Fix = replaceValue(span, near[0])
			} else {
				d.WithHint("add an entry for %q", key)
			}
		}
	}
}

// replaceValue offers to put text in place of the value at span, which is a TOML string.
func replaceValue(span diag.Span, text string) *diag.Fix {
	old := span.Text()
	if old == "" || old[0] != '"' && old[0] != '\'' || strings.HasPrefix(old, `"""`) || strings.HasPrefix(old, "'''") {
		return nil
	}
	return &diag.Fix{Message: fmt.Sprintf("write %q", text), Edits: []diag.Edit{{Span: span, New: old[:1] + text + old[:1]}}}
}

// An edge says that one entry came after another, and where that is written.
type edge struct {
	to   string
	span diag.Span
	says string // "amends" or the like, for messages
}

// checkCycles reports relations by which an entry would have come before itself. "A amended-by B" and "B amends A" say the same and are
// no cycle.
func (r *Registry) checkCycles(found *diag.List) {
	after := map[string][]edge{}
	for _, key := range r.keys {
		e := r.entries[key]
		for _, rel := range relations {
			for i, other := range rel.keys(e) {
				from, to := key, other
				if !rel.forward {
					from, to = to, from
				}
				if r.entries[other] != nil && !slices.ContainsFunc(after[from], func(g edge) bool { return g.to == to }) {
					after[from] = append(after[from], edge{to, e.Value(rel.name, fmt.Sprint(i)), rel.name})
				}
			}
		}
	}
	const open, done = 1, 2
	state := map[string]int{}
	var trail []edge // the edges that lead to the entry in hand
	var visit func(key string)
	visit = func(key string) {
		state[key] = open
		for _, g := range after[key] {
			switch state[g.to] {
			case open:
				reportCycle(append(slices.Clone(trail), g), found)
			case 0:
				trail = append(trail, g)
				visit(g.to)
				trail = trail[:len(trail)-1]
			}
		}
		state[key] = done
	}
	for _, key := range r.keys {
		if state[key] == 0 {
			visit(key)
		}
	}
}

// reportCycle reports the cycle at the end of trail, whose last edge closes it.
func reportCycle(trail []edge, found *diag.List) {
	closing := trail[len(trail)-1]
	start := len(trail) - 1
	for start > 0 && trail[start-1].to != closing.to {
		start--
	}
	d := found.Errorf(closing.span, "cite/cyclic-relation", "relation %q leads back to %q, which would have come before itself", closing.says, closing.to).
		WithHint("remove the relation that is the wrong way round")
	for _, g := range trail[start : len(trail)-1] {
		d.WithRelated(g.span, "%q is written here", g.says)
	}
}
