package suite_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	normal "rapporteur/internal/format"
)

// inMemory copies what a report is made of.
func inMemory(t testing.TB, project fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{"report.toml", "content", "citations", "recommendations", "templates"} {
		err := fs.WalkDir(project, name, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(project, name)
			out[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil && name == "report.toml" {
			t.Fatal(err)
		}
	}
	return out
}

// normalForm is a project with all sections of one language in normal form, with ids where there is a compiled report to take them from,
// and how many sections that changed.
func normalForm(t testing.TB, project fs.FS, language string, ids *doc.Report) (fstest.MapFS, int) {
	t.Helper()
	out := inMemory(t, project)
	var found diag.List
	reader, err := compile.NewReader(project, compile.ReadConfig(project, &found), language, &found)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]map[int]doc.ID{}
	if ids != nil {
		doc.Walk(ids.Blocks, func(b doc.Block) bool {
			if at := b.Where(); at.File != nil {
				if named[at.File.Name] == nil {
					named[at.File.Name] = map[int]doc.ID{}
				}
				named[at.File.Name][at.Start] = b.Ident()
			}
			return true
		})
	}
	changed := 0
	for _, section := range reader.Sections() {
		name := reader.File(section)
		data, found := normal.File(diag.NewFile(name, out[name].Data), normal.Options{Markdown: reader.Options, Language: language, IDs: named[name]})
		if found.Len() > 0 {
			t.Fatalf("%s: %s", name, short(t, &found))
		}
		if !bytes.Equal(data, out[name].Data) {
			changed++
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	return out, changed
}

// A report in normal form, and one with ids at every block, is the same file in every format, byte for byte.
func TestNormalFormIsPrintedTheSame(t *testing.T) {
	projects := map[string]fs.FS{"example": os.DirFS(top)}
	if corpus := os.Getenv("RAPPORTEUR_CORPUS"); corpus != "" {
		projects["corpus"] = os.DirFS(filepath.Join(corpus, "cmw-c-hnd-2"))
	}
	n := 0
	for name, project := range generatedProjects() {
		if n++; n%7 == 0 {
			projects[name] = project
		}
	}
	for name, project := range projects {
		before := rendered(t, name, project)
		neat, changed := normalForm(t, project, before.language, nil)
		if changed == 0 && name != "example" {
			t.Errorf("%s: nothing is changed by formatting", name)
		}
		before.compare(t, name+" in normal form", rendered(t, name, neat))
		named, changed := normalForm(t, project, before.language, before.report)
		if changed == 0 {
			t.Errorf("%s: no block gets an id", name)
		}
		after := rendered(t, name, named)
		before.compare(t, name+" with ids", after)
		doc.Walk(after.report.Blocks, func(b doc.Block) bool {
			switch b := b.(type) {
			case *doc.Paragraph:
				if !b.Given && b.Span.File != nil && len(b.Inlines) > 0 && strings.HasPrefix(b.Span.File.Name, "content/") {
					t.Errorf("%s: the paragraph at %v has no id", name, b.Span.Position())
				}
			case *doc.Heading:
				if !b.Given && b.Span.File != nil {
					t.Errorf("%s: the heading at %v has no id", name, b.Span.Position())
				}
			}
			return true
		})
		if again, changed := normalForm(t, named, before.language, after.report); changed > 0 {
			t.Errorf("%s: with ids, formatting again changes %d of %d files", name, changed, len(again))
		}
	}
}

// A rendering is a compiled report in all formats.
type rendering struct {
	language string
	report   *doc.Report
	formats  map[string][]byte
}

func rendered(t *testing.T, name string, project fs.FS) rendering {
	t.Helper()
	result, err := compile.Compile(project, compile.Options{})
	if err != nil || result.Report == nil || result.Found.HasErrors() {
		t.Fatalf("%s does not compile: %v\n%s", name, err, short(t, &result.Found))
	}
	r := rendering{result.Report.Language, result.Report, map[string][]byte{}}
	for _, f := range formats {
		if f.name == "pdf" && name != "example" && name != "corpus" {
			continue // for time
		}
		var b bytes.Buffer
		if _, err := f.render(&b, result.Report, result.Sheet); err != nil {
			t.Fatal(err)
		}
		r.formats[f.name] = b.Bytes()
	}
	return r
}

func (r rendering) compare(t *testing.T, name string, other rendering) {
	t.Helper()
	for format, data := range r.formats {
		if !bytes.Equal(data, other.formats[format]) {
			t.Errorf("%s: the %s is another one", name, format)
		}
	}
}
