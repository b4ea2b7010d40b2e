package style

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

// A Body is a treaty body, read from templates/bodies.
type Body struct {
	Code   string                       `toml:"-"`      // "CMW"
	Base   string                       `toml:"base"`   // the body whose file this one changes
	Symbol string                       `toml:"symbol"` // stem of its document symbols: "CMW/C"
	Issued []string                     `toml:"issued"` // languages in which its documents are issued
	Names  map[string]BodyNames         `toml:"names"`  // by language
	Limits map[string]int               `toml:"limits"` // words by kind of report
	Titles map[string]map[string]string `toml:"titles"` // by language, by kind: "{ordinal} periodic report submitted by {state} under …"
}

// BodyNames are the names around a treaty body in one language.
type BodyNames struct {
	Treaty    []string `toml:"treaty"`    // name of the treaty, in the lines of the masthead
	Committee []string `toml:"committee"` // name of the committee, in the lines of the first page
}

// A State is a State by its names, read from templates/states.toml.
type State struct {
	Names map[string]StateName // by language
}

// StateName is the name of a State in one language: in the file, the name alone or a list of the name and its form in a sentence.
type StateName struct {
	Name string // "Honduras"
	With string // as in a sentence, with its article where the language has one: "le Honduras"; empty is Name
}

// UnmarshalTOML reads "Name" or ["Name", "the Name"].
func (n *StateName) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case string:
		n.Name = v
		return nil
	case []any:
		if len(v) == 2 {
			name, ok := v[0].(string)
			with, okWith := v[1].(string)
			if ok && okWith {
				*n = StateName{name, with}
				return nil
			}
		}
	}
	return errors.New("is neither a name nor a list of a name and its form in a sentence")
}

// Templates reads house-format data: first from the project, then from what is built in.
type Templates struct {
	Project fs.FS // root of the project; its templates/ may override
	Builtin fs.FS // root whose files are the built-in templates
	Found   *diag.List
}

// Names returns the names of the files in a folder of templates, without ".toml", sorted: the built-in ones and the project's own.
func (t *Templates) Names(folder string) []string {
	var names []string
	add := func(fsys fs.FS, dir string) {
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil {
			return // a project need not have templates of its own
		}
		for _, e := range entries {
			if name, ok := strings.CutSuffix(e.Name(), ".toml"); ok && !e.IsDir() {
				names = append(names, name)
			}
		}
	}
	add(t.Builtin, folder)
	add(t.Project, path.Join("templates", folder))
	slices.Sort(names)
	return slices.Compact(names)
}

// Has reports whether a folder of templates holds a file of that name, built in or the project's own.
func (t *Templates) Has(folder, name string) bool { return slices.Contains(t.Names(folder), name) }

// Sheet returns the style sheet of that name with the words of l. It is nil where there is none or where it is faulty; only the fault is a
// finding here, for where the name was written is known to the caller.
func (t *Templates) Sheet(name string, l *Language) (*Sheet, error) {
	s := &Sheet{Name: name, Language: l}
	written, err := t.load("styles", name, s)
	if written == nil || err != nil {
		return nil, err
	}
	if !s.check(written, t.Found) {
		return nil, nil
	}
	return s, t.readFonts(s, written)
}

// Language returns the words of that language, nil where there are none or where they are faulty.
func (t *Templates) Language(code string) (*Language, error) {
	l := &Language{Code: code}
	written, err := t.load("languages", code, l)
	if written == nil || err != nil {
		return nil, err
	}
	if len(l.Dates.Months) != 12 || len(l.Markers.Headings) != 6 || len(l.Markers.Items) != 4 {
		t.Found.Errorf(written.key(), "template/incomplete", "%d months, %d heading markers and %d item markers; 12, 6 and 4 are needed", len(l.Dates.Months), len(l.Markers.Headings), len(l.Markers.Items))
		return nil, nil
	}
	if missing := l.Sources.missing(); len(missing) > 0 {
		t.Found.Errorf(written.key(), "template/incomplete", "no form for sources under %s", diag.Quoted(missing))
		return nil, nil
	}
	return l, nil
}

// Body returns the treaty body of that code, nil where there is none.
func (t *Templates) Body(code string) (*Body, error) {
	b, name := &Body{Code: code}, strings.ToLower(code)
	written, err := t.load("bodies", name, b)
	if err != nil || written == nil && !t.Has("bodies", name) { // a file that cannot be read is a body all the same
		return nil, err
	}
	return b, nil
}

// States returns the names of States by ISO 3166-1 alpha-3 code: those that are built in, with what the project's own file adds to them or
// changes, State by State and language by language.
func (t *Templates) States() (map[string]State, error) {
	states := map[string]State{}
	for _, own := range []bool{false, true} {
		f, err := t.read("states", own)
		if errors.Is(err, fs.ErrNotExist) || err == nil && f.own != own {
			continue
		}
		if err != nil {
			return states, err
		}
		var names map[string]map[string]StateName
		tomlfile.Decode(f.file, 0, len(f.file.Src), &names, "template", t.Found)
		for code, by := range names {
			if states[code].Names == nil {
				states[code] = State{map[string]StateName{}}
			}
			maps.Copy(states[code].Names, by)
		}
	}
	return states, nil
}
