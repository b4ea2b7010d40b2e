package suite_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/redline"
	"rapporteur/internal/redlinetest"
	"rapporteur/internal/revision"
	"rapporteur/internal/style"
)

// A redlined pair of reports is the Word files of both and of the redline from one to the other.
type redlined struct {
	name                string
	done                []string
	old, new            *compile.Result
	marked              *redline.Result
	oldFile, newFile, x []byte // of the older report, of the newer one, of the redline
}

// generatedPairs are how many pairs are made up.
const generatedPairs = 200

// authors are those who change the reports in tests: two, by turns, on two days.
func authors(old, new diag.Span) redline.Author {
	at := max(old.Start, new.Start)
	return redline.Author{Name: []string{"Ministry of Labour", "Institute of Statistics"}[at/400%2], Date: time.Date(2024, 3, 1+at/900%2, 9, 0, 0, 0, time.UTC), Commit: "c0ffee"}
}

// makeRedline compiles both texts of a report, and prints them and what changed between them as Word files. Where lagging is true, errors of the
// report are no matter: those of a translation that has fallen behind.
func makeRedline(name string, older, newer fs.FS, literal, lagging bool) (*redlined, error) {
	r := &redlined{name: name}
	for _, text := range []struct {
		project fs.FS
		result  **compile.Result
	}{{older, &r.old}, {newer, &r.new}} {
		result, err := compile.Compile(text.project, compile.Options{})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if result.Report == nil || result.Sheet == nil || !lagging && result.Found.HasErrors() {
			var b strings.Builder
			for _, d := range result.Found.Sorted() {
				fmt.Fprintf(&b, "%s [%s]\n", d.Message, d.Code)
			}
			return nil, fmt.Errorf("%s does not compile: %s", name, b.String())
		}
		result.Sheet.LiteralNumbers = result.Sheet.LiteralNumbers || literal
		*text.result = result
	}
	r.marked = redline.Compare(r.old.Report, r.new.Report, redline.Options{By: authors, Language: r.new.Sheet.Language, OldSources: r.old.Sources, NewSources: r.new.Sources})
	for _, f := range []struct {
		report *doc.Report
		sheet  *style.Sheet
		bytes  *[]byte
	}{{r.old.Report, r.old.Sheet, &r.oldFile}, {r.new.Report, r.new.Sheet, &r.newFile}, {r.marked.Report, r.new.Sheet, &r.x}} {
		var b bytes.Buffer
		if _, err := docx.Render(&b, f.report, f.sheet); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		*f.bytes = b.Bytes()
	}
	return r, nil
}

// allRedlines are the generated pairs, of which every fifth has its numbers as text, those that are written by hand, and the worked example and the
// published report after a hundred edits. They are made once.
var allRedlines = sync.OnceValues(func() ([]*redlined, error) {
	var all []*redlined
	for p := range redlinetest.Pairs(generatedPairs) {
		r, err := makeRedline("generated-"+p.Name, files(p.Old), files(p.New), len(all)%5 == 4, false)
		if err != nil {
			return nil, err
		}
		r.done = p.Done
		all = append(all, r)
	}
	for name, dir := range benchmarked() {
		project, err := readProject(os.DirFS(dir))
		if err != nil {
			return nil, err
		}
		r, err := makeRedline(name, files(project), files(redlinetest.Edited(project, edits)), false, true)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	names, err := filepath.Glob(filepath.Join("testdata", "redline", "*.txtar"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			return nil, err
		}
		project, _, err := splitCase(archive)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r, err := makeRedline("case-"+strings.TrimSuffix(filepath.Base(name), ".txtar"), olderProject(archive, project), project, false, false)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
})

// readProject reads the files of a project.
func readProject(dir fs.FS) (redlinetest.Project, error) {
	out := redlinetest.Project{}
	for _, pattern := range []string{"report.toml", "content/*/*", "content/*/*/*", "citations/*.toml", "recommendations/*.toml", "templates/*/*.toml"} {
		names, err := fs.Glob(dir, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if info, err := fs.Stat(dir, name); err != nil || info.IsDir() {
				continue
			}
			if out[name], err = fs.ReadFile(dir, name); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func redlines(t *testing.T) []*redlined {
	t.Helper()
	all, err := allRedlines()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Our own reader of tracked changes makes of every redline the file of the newer report, and the file of the older one.
func TestRedlineDOCX(t *testing.T) {
	for _, r := range redlines(t) {
		t.Run(r.name, func(t *testing.T) {
			for choice, want := range [][]byte{r.newFile, r.oldFile} {
				var b bytes.Buffer
				if _, err := revision.Resolve(&b, r.x, revision.Choice(choice)); err != nil {
					t.Fatal(err)
				}
				if diff := gocmp.Diff(strings.Split(canonicalDOCX(t, want), "\n"), strings.Split(canonicalDOCX(t, b.Bytes()), "\n")); diff != "" {
					t.Errorf("%s after %q (-want +got):\n%s", []string{"accepted", "rejected"}[choice], r.done, diff)
				}
			}
		})
	}
}

// A redline of a report with itself is its file, byte for byte: nothing is marked, and nothing is tracked.
func TestRedlineDOCXOfNothing(t *testing.T) {
	for _, r := range redlines(t) {
		same := redline.Compare(r.new.Report, r.new.Report, redline.Options{Language: r.new.Sheet.Language})
		var b bytes.Buffer
		if _, err := docx.Render(&b, same.Report, r.new.Sheet); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), r.newFile) {
			t.Errorf("%s: a redline with itself is another file", r.name)
		}
	}
}

// changeElements mark changes.
var changeElements = []string{"ins", "del", "pPrChange", "sectPrChange", "tblPrChange"}

// Every redline is of the shape that all readers were seen to understand.
func TestRedlineDOCXShape(t *testing.T) {
	marks := 0
	for _, r := range redlines(t) {
		z, err := zip.NewReader(bytes.NewReader(r.x), int64(len(r.x)))
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, f := range z.File {
			if path.Ext(f.Name) != ".xml" {
				continue
			}
			root := parseXML(t, zipPart(t, z, f.Name))
			for _, n := range root.all(changeElements...) {
				if id := n.attrs["id"]; ids[id] || n.attrs["author"] == "" || n.attrs["date"] == "" {
					t.Errorf("%s: a change in %s has an id that is taken, no author or no date: %v", r.name, f.Name, n.attrs)
				}
				ids[n.attrs["id"]] = true
				if inner := n.all("ins", "del", "hyperlink", "bookmarkStart", "bookmarkEnd", "commentRangeStart"); len(inner) > 0 {
					t.Errorf("%s: %s stands in a change in %s", r.name, inner[0].name, f.Name)
				}
			}
			for _, n := range root.all("del") {
				if inner := n.all("t", "instrText"); len(inner) > 0 {
					t.Errorf("%s: %s is deleted as %s", r.name, nodeText(inner[0]), inner[0].name)
				}
			}
			for _, n := range root.all("ins") {
				if inner := n.all("delText", "delInstrText"); len(inner) > 0 {
					t.Errorf("%s: %s is inserted as %s", r.name, nodeText(inner[0]), inner[0].name)
				}
			}
			for _, tr := range root.all("tr") {
				whole := tr.child("trPr").child("ins").name + tr.child("trPr").child("del").name
				for _, p := range tr.all("p") {
					if mark := p.child("pPr").child("rPr"); whole != "" && mark.child(whole).name == "" {
						t.Errorf("%s: the end of a paragraph in a row does not say %s, as the row does", r.name, whole)
					}
				}
			}
		}
		marks += len(ids)
		settings := parseXML(t, zipPart(t, z, "word/settings.xml"))
		if tracked := len(settings.all("trackRevisions")) > 0; tracked != (len(ids) > 0) {
			t.Errorf("%s: %d changes, and further ones are tracked: %t", r.name, len(ids), tracked)
		}
		last := 0
		var notes []string
		for _, n := range parseXML(t, zipPart(t, z, "word/document.xml")).all("footnoteReference") {
			id, err := strconv.Atoi(n.attrs["id"])
			if err != nil || id != last+1 {
				t.Errorf("%s: note %s is called after note %d", r.name, n.attrs["id"], last)
			}
			last = id
			notes = append(notes, n.attrs["id"])
		}
		var texts []string
		for _, n := range parseXML(t, zipPart(t, z, "word/footnotes.xml")).all("footnote") {
			if n.attrs["type"] == "" {
				texts = append(texts, n.attrs["id"])
			}
		}
		if diff := gocmp.Diff(notes, texts); diff != "" {
			t.Errorf("%s: notes as they are called and as they stand:\n%s", r.name, diff)
		}
	}
	t.Logf("%d changes", marks)
}
