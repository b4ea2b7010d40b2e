package recommendation

import (
	"errors"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

// Folder holds the files of the registry, relative to the project.
const Folder = "recommendations"

// institutionsFile is the list of institutions in Folder; every other file there is a document.
const institutionsFile = "institutions.toml"

// Load reads recommendations/*.toml, files in alphabetical order, without hidden ones, which editors keep for themselves. A project without
// that folder has an empty registry. Findings for what cannot be read or cannot be right go to found, each at its place.
//
// Files are read side by side, so that fsys must allow for that.
func Load(fsys fs.FS, found *diag.List) *Registry {
	files, err := fs.ReadDir(fsys, Folder)
	all := loader{}
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // a file of that name, no permission, a link that leads out of the project
		all.found.Errorf(diag.NewFile(Folder, nil).Span(0, 0), "project/unreadable", "the folder cannot be read: %v", diag.Reason(err)).WithHint("put a folder with the registry there, or remove it")
		all.unread = true
	}
	files = slices.DeleteFunc(files, func(d fs.DirEntry) bool {
		return d.IsDir() || path.Ext(d.Name()) != ".toml" || strings.HasPrefix(d.Name(), ".")
	})
	for _, l := range readAll(fsys, files) {
		all.add(l)
	}
	found.Merge(all.found)
	r := New(all.documents, all.institutions)
	r.unread = all.unread
	(&checker{Registry: r, found: found, bodies: bodies(fsys), anyInstitution: all.anyInstitution}).all()
	return r
}

// readAll reads each of the files by itself, as many at once as there are processors.
func readAll(fsys fs.FS, files []fs.DirEntry) []loader {
	read := make([]loader, len(files))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(len(files), runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files); i = int(next.Add(1)) - 1 {
				read[i].file(fsys, files[i].Name())
			}
		})
	}
	workers.Wait()
	return read
}

// loader gathers what files say.
type loader struct {
	found          diag.List
	documents      []*Document
	institutions   []*Institution
	unread         bool // a document could not be read
	anyInstitution bool // the list of institutions could not be read, so that any may exist
}

// add adds what another file says.
func (l *loader) add(other loader) {
	l.found.Merge(other.found)
	l.documents = append(l.documents, other.documents...)
	l.institutions = append(l.institutions, other.institutions...)
	l.unread = l.unread || other.unread
	l.anyInstitution = l.anyInstitution || other.anyInstitution
}

// file reads the file of that name in Folder.
func (l *loader) file(fsys fs.FS, name string) {
	full := path.Join(Folder, name)
	src, err := fs.ReadFile(fsys, full)
	if err != nil { // no permission, or a link that leads out of the project
		l.found.Errorf(diag.NewFile(full, nil).Span(0, 0), "project/unreadable", "the file cannot be read: %v", diag.Reason(err)).WithHint("put a file of text there, or remove it")
		l.unread = true
		return
	}
	f := diag.NewFile(full, src)
	if name == institutionsFile {
		l.institutionFile(f)
	} else {
		l.documentFile(f)
	}
}

// institutionFile takes the institutions of the list.
func (l *loader) institutionFile(f *diag.File) {
	t := tomlfile.Read(f, 0, len(f.Src), "recommendation", &l.found)
	if t == nil {
		l.anyInstitution = true
		return
	}
	for _, key := range t.Keys.Below() {
		in := &Institution{Key: key, keys: t.Keys}
		if t.DecodeKey(key, in); !isTable(t.Keys, key) {
			continue
		}
		l.institutions = append(l.institutions, in)
	}
}

// isTable reports whether a key outside all tables is a table, and no value and no list of tables.
func isTable(keys *tomlfile.Keys, key string) bool {
	below := keys.Below(key)
	return (len(below) > 0 || keys.Value(key) == keys.Span(key)) && !slices.Contains(below, "0")
}

// documentFile takes the document and the items of one file.
func (l *loader) documentFile(f *diag.File) {
	var problems diag.List
	t := tomlfile.Read(f, 0, len(f.Src), "recommendation", &problems)
	if t == nil {
		if l.unread = true; !l.duplicates(f) {
			l.found.Merge(problems)
		}
		return
	}
	d := &Document{File: f, keys: t.Keys}
	if !t.Keys.Has("document") {
		l.found.Errorf(f.Span(0, 0), "recommendation/missing-field", "the file has no table [document], which says what document it is").
			WithHint("begin it with [document] and symbol, body, kind and adopted")
	}
	t.DecodeKey("document", d)
	for _, key := range t.Keys.Below() {
		if key == "document" {
			continue
		}
		if n, ok := ParseID(ID(key)); !ok || n.Prefix != "" {
			l.badName(t.Keys.Span(key), key)
			continue
		}
		it := &Item{Name: key, Document: d}
		if t.DecodeKey(key, it); !isTable(t.Keys, key) {
			continue // and that is said already
		}
		d.Items = append(d.Items, it)
	}
	l.found.Merge(problems)
	l.documents = append(l.documents, d)
}

// header finds the header of an item.
var header = regexp.MustCompile(`(?m)^[ \t]*\[[ \t]*"?([0-9][0-9a-z.-]*)"?[ \t]*\]`)

// duplicates reports the items that have two headers in a file, which is one way not to be TOML, and whether there are any.
func (l *loader) duplicates(f *diag.File) (any bool) {
	first := map[string]diag.Span{}
	for _, m := range header.FindAllSubmatchIndex(f.Src, -1) {
		key, span := string(f.Src[m[2]:m[3]]), f.Span(m[2], m[3])
		if before, ok := first[key]; ok {
			l.found.Errorf(span, "recommendation/duplicate-id", "paragraph %q stands twice in the file", key).
				WithRelated(before, "the first is here").WithHint("join the two, or give one of them its own number")
			any = true
			continue
		}
		first[key] = span
	}
	return any
}

// badName reports a table whose name is no paragraph.
func (l *loader) badName(at diag.Span, key string) {
	f := l.found.Errorf(at, "recommendation/bad-id", "%q is no paragraph of a document; [17], [33b] for an item or [33b-i] for an item of it was expected", key)
	better := strings.ToLower(strings.NewReplacer("(", "", ")", "", " ", "").Replace(key))
	if n, ok := ParseID(ID(better)); ok && n.Prefix == "" {
		f.WithHint("write [%s]", better)
	} else if near := diag.Nearest(key, []string{"document"}); len(near) > 0 {
		f.WithHint("write [document]")
	} else {
		f.WithHint("write [%q] for a point such as 124.1 of the universal periodic review", "124.1")
	}
}

// link gives every item its names, its parent and what it inherits, sorts the items and puts them into the index.
func (d *Document) link(index map[ID]*Item) {
	own := map[string]*Item{}
	var kept []*Item
	for _, it := range d.Items {
		n, ok := ParseID(ID(it.Name))
		if !ok || own[it.Name] != nil {
			continue
		}
		it.ID, it.Document = d.id(it.Name), d
		it.Paragraph, it.Point, it.Letters = n.Paragraph, n.Point, n.Letters
		it.Parent, it.Children = nil, nil
		own[it.Name] = it
		kept = append(kept, it)
	}
	d.Items = kept
	slices.SortFunc(d.Items, func(a, b *Item) int { return a.name().Compare(b.name()) })
	for _, it := range d.Items { // parents come before their items
		if above, _ := it.name().parent(); above != "" {
			it.Parent = own[above]
		}
		if it.Parent != nil {
			it.Parent.Children = append(it.Parent.Children, it)
			it.inherit(it.Parent)
		}
		if index[it.ID] == nil {
			index[it.ID] = it
		}
	}
	d.followUp(own)
}

// Printed returns the name of the item as a language writes it, by its sample "(a)" or "a)": "33 (b) (i)".
func (it *Item) Printed(sample string) string { return it.name().Printed(sample) }

func (it *Item) name() Name {
	return Name{Paragraph: it.Paragraph, Point: it.Point, Letters: it.Letters}
}

// inherited are the fields of Item that its items have as well where they do not say otherwise, by their keys.
var inherited = []string{"kind", "concern", "subject", "themes", "rights", "articles", "groups", "sdg", "institutions", "lead", "round-table", "policy", "states", "position", "follow-up"}

// inheritedFields are the indexes of those fields in Item.
var inheritedFields = func() map[string]int {
	at := map[string]int{}
	t := reflect.TypeFor[Item]()
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("toml"); slices.Contains(inherited, key) {
			at[key] = i
		}
	}
	return at
}()

// inherit takes what the item does not say from the one above. Institutions and their lead go together.
func (it *Item) inherit(from *Item) {
	to, above := reflect.ValueOf(it).Elem(), reflect.ValueOf(from).Elem()
	ownInstitutions := it.has("institutions") || it.has("lead")
	for _, key := range inherited {
		i := inheritedFields[key]
		if it.has(key) || !to.Field(i).IsZero() || ownInstitutions && (key == "institutions" || key == "lead") {
			continue
		}
		to.Field(i).Set(above.Field(i))
	}
}

// followUp marks the items that the document names for follow-up, and what is part of them.
func (d *Document) followUp(own map[string]*Item) {
	var mark func(it *Item)
	mark = func(it *Item) {
		if it.FollowUp.Due.IsZero() {
			it.FollowUp.Due = d.FollowUp.Due
		}
		for _, c := range it.Children {
			mark(c)
		}
	}
	for _, name := range d.FollowUp.Paragraphs {
		if it := own[name]; it != nil {
			mark(it)
		}
	}
}
