package suite_test

import (
	"bytes"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur/internal/check"
	"rapporteur/internal/compile"
)

var update = flag.Bool("update", false, "rewrite what must come of the cases")

// A golden is a file of a case that says what must come of it.
type golden struct {
	name    string
	make    func(*testing.T, *outcome) string
	program string // outside program without which it cannot be made
}

// An outcome is what compiling a case has yielded.
type outcome struct {
	*compile.Result
	own bool            // the case has a report.toml of its own, so that its first page matters
	old *compile.Result // of the older report; nil where the case has none
}

// goldens are all that a case may hold beside want/diag.
var goldens = []golden{
	{wantDoc, dumpDoc, ""},
	{"want/html", dumpHTML, ""},
	{"want/docx", dumpDOCX, ""},
	{"want/pdf", dumpPDF, "pdftotext"},
	{"want/redline", dumpRedline, ""},
	{"want/redline.html", dumpRedlineHTML, ""},
	{"want/redline.pdf", dumpRedlinePDF, "pdftotext"},
}

const (
	wantDiag = "want/diag"
	wantDoc  = "want/doc" // also of a report with errors
	wantDir  = "want/"
	oldDir   = "old/" // what differs in the older report
)

// TestCases runs every case: compiles the files of the archive and compares what comes of it with the goldens.
func TestCases(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases under testdata: %v", err)
	}
	subjects := map[string]string{}
	for _, name := range names {
		subject, base := filepath.Split(strings.TrimSuffix(name, ".txtar"))
		subject = filepath.Base(subject)
		if other, ok := subjects[base]; ok {
			t.Errorf("two cases are named %q, under %s and under %s", base, other, subject)
		}
		subjects[base] = subject
		t.Run(subject+"/"+base, func(t *testing.T) { runCase(t, name) })
	}
}

func runCase(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(archive.Comment)) == 0 {
		t.Error("a case begins with a sentence that says what it is about")
	}
	project, want := openCase(t, archive)
	result := compileCase(t, project)
	_, own := archived(archive, "report.toml")
	got := makeGoldens(t, &outcome{result, own, compileOlder(t, archive, project)}, want)
	if *update {
		updateCase(t, name, archive, got)
		return
	}
	for _, g := range append([]golden{{name: wantDiag}}, goldens...) {
		if diff := gocmp.Diff(strings.Split(want[g.name], "\n"), strings.Split(got[g.name], "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", g.name, diff)
		}
	}
	if result.Report != nil {
		checkSpans(t, result.Report)
	}
	if shows(result) {
		checkFormats(t, readModel(t, result.Report), result, judgesRequired)
	}
}

// compileCase compiles a case, with all that every part of the program finds in it.
func compileCase(t *testing.T, project fs.FS) *compile.Result {
	t.Helper()
	result, err := compile.Compile(project, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if result.Report != nil {
		opt := check.Options{Words: result.Limit.Words, Limit: result.Limit.Span}
		if !result.Found.HasErrors() {
			opt.Recommendations = result.Recommendations
		}
		result.Found.Merge(check.Run(result.Report, opt))
	}
	if !shows(result) {
		return result
	}
	for _, f := range formats {
		found, err := f.render(io.Discard, result.Report, result.Sheet)
		if err != nil {
			t.Fatal(err)
		}
		result.Found.Merge(found)
	}
	return result
}

// olderProject is the project of the older report of a case: that of the newer one with the files under old/ in place of its own. An empty one is
// none. It is nil where the case has no older report.
func olderProject(archive *txtar.Archive, project fstest.MapFS) fstest.MapFS {
	older, changed := maps.Clone(project), false
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, oldDir); ok {
			changed = true
			delete(older, name)
			if len(f.Data) > 0 {
				older[name] = &fstest.MapFile{Data: f.Data}
			}
		}
	}
	if !changed {
		return nil
	}
	return older
}

// compileOlder compiles the older report of a case, if there is one.
func compileOlder(t *testing.T, archive *txtar.Archive, project fstest.MapFS) *compile.Result {
	t.Helper()
	older := olderProject(archive, project)
	if older == nil {
		return nil
	}
	result, err := compile.Compile(older, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !shows(result) {
		t.Fatalf("the older report has errors: %s", short(t, &result.Found))
	}
	return result
}

// shows reports whether outputs are written: with an error nothing is.
func shows(r *compile.Result) bool {
	return r.Report != nil && r.Sheet != nil && !r.Found.HasErrors()
}

// makeGoldens makes what the case asks for, and the findings if there are any.
func makeGoldens(t *testing.T, r *outcome, want map[string]string) map[string]string {
	t.Helper()
	got := map[string]string{}
	if r.Found.Len() > 0 {
		got[wantDiag] = short(t, &r.Found)
	}
	for _, g := range goldens {
		_, asked := want[g.name]
		switch {
		case !asked:
		case strings.HasPrefix(g.name, "want/redline") && r.old == nil:
			t.Errorf("golden %s is not used: there is nothing under %s", g.name, oldDir)
		case r.Report == nil || !shows(r.Result) && g.name != wantDoc:
			t.Errorf("golden %s is not used: with errors nothing is written", g.name)
		case g.program != "" && !judges(t, g.program):
			got[g.name] = want[g.name]
		default:
			got[g.name] = g.make(t, r)
		}
	}
	return got
}

// archived returns the file of that name in the archive.
func archived(archive *txtar.Archive, name string) ([]byte, bool) {
	for _, f := range archive.Files {
		if f.Name == name {
			return f.Data, true
		}
	}
	return nil, false
}

// openCase parts the files of a case into the project and its goldens.
func openCase(t *testing.T, archive *txtar.Archive) (fstest.MapFS, map[string]string) {
	t.Helper()
	project, want, err := splitCase(archive)
	if err != nil {
		t.Fatal(err)
	}
	for name := range want {
		if name != wantDiag && !slices.ContainsFunc(goldens, func(g golden) bool { return g.name == name }) {
			t.Errorf("there is no golden named %q", name)
		}
	}
	return project, want
}

// splitCase parts the files of an archive into the project, with a report.toml in any case, and the files under want/.
func splitCase(archive *txtar.Archive) (fstest.MapFS, map[string]string, error) {
	project, want := fstest.MapFS{}, map[string]string{}
	for _, f := range archive.Files {
		_, twice := want[f.Name]
		if twice || project[f.Name] != nil {
			return nil, nil, fmt.Errorf("file %s is there twice", f.Name)
		}
		name, binary := strings.CutSuffix(f.Name, ".base64")
		switch {
		case binary: // a picture
			data, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(f.Data)))
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", f.Name, err)
			}
			project[name] = &fstest.MapFile{Data: data}
		case strings.HasPrefix(f.Name, wantDir):
			want[f.Name] = string(f.Data)
		case strings.HasPrefix(f.Name, oldDir): // see compileOlder
		default:
			project[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	if project["report.toml"] == nil {
		project["report.toml"] = &fstest.MapFile{Data: defaultConfig(project)}
	}
	return project, want, nil
}

// defaultConfig is the report.toml of a case that brings none: all languages and sections that are there.
func defaultConfig(project fstest.MapFS) []byte {
	var languages, sections []string
	for name := range project {
		folders := strings.Split(name, "/")
		if folders[0] != "content" || len(folders) < 3 {
			continue
		}
		languages = append(languages, folders[1])
		if section, ok := strings.CutSuffix(path.Base(name), ".md"); ok {
			sections = append(sections, section)
		}
	}
	slices.Sort(languages)
	slices.Sort(sections)
	languages, sections = slices.Compact(languages), slices.Compact(sections)
	var b strings.Builder
	fmt.Fprintf(&b, "[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nsymbol = \"CMW/C/HND/2\"\ndate = 2024-02-09\noriginal = \"en\"\n")
	fmt.Fprintf(&b, "languages = [%s]\nissued = [\"en\"]\nsections = [%s]\n[title]\n", quotedList(languages), quotedList(sections))
	for _, l := range languages {
		fmt.Fprintf(&b, "%s = \"Report\"\n", l)
	}
	return []byte(b.String())
}

func quotedList(words []string) string {
	var quoted []string
	for _, w := range words {
		quoted = append(quoted, fmt.Sprintf("%q", w))
	}
	return strings.Join(quoted, ", ")
}

// updateCase writes the goldens anew: those that the case holds, and want/diag where there are findings.
func updateCase(t *testing.T, name string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	var files []txtar.File
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, wantDir) {
			files = append(files, f)
		}
	}
	for _, g := range append([]golden{{name: wantDiag}}, goldens...) {
		if text, ok := got[g.name]; ok {
			files = append(files, txtar.File{Name: g.name, Data: []byte(text)})
		}
	}
	out := txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: files})
	if bytes.Equal(out, txtar.Format(archive)) {
		return
	}
	if err := os.WriteFile(name, out, 0o644); err != nil {
		t.Fatal(err)
	}
}
