package suite_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

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

// makeRedline compiles both texts of a report, and prints them and what changed between them as Word files.
func makeRedline(name string, older, newer fs.FS, literal bool) (*redlined, error) {
	r := &redlined{name: name}
	for _, text := range []struct {
		project fs.FS
		result  **compile.Result
	}{{older, &r.old}, {newer, &r.new}} {
		result, err := compile.Compile(text.project, compile.Options{})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if !shows(result) {
			var b strings.Builder
			for _, d := range result.Found.Sorted() {
				fmt.Fprintf(&b, "%s [%s]\n", d.Message, d.Code)
			}
			return nil, fmt.Errorf("%s does not compile: %s", name, b.String())
		}
		result.Sheet.LiteralNumbers = literal
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

// allRedlines are the generated pairs and those that are written by hand. They are made once; every fifth has its numbers as text.
var allRedlines = sync.OnceValues(func() ([]*redlined, error) {
	var all []*redlined
	for p := range redlinetest.Pairs(generatedPairs) {
		r, err := makeRedline("generated-"+p.Name, inMemory(p.Old), inMemory(p.New), len(all)%5 == 4)
		if err != nil {
			return nil, err
		}
		r.done = p.Done
		all = append(all, r)
	}
	return all, nil
})

func inMemory(p redlinetest.Project) fs.FS {
	out := fstest.MapFS{}
	for name, data := range p {
		out[name] = &fstest.MapFile{Data: data}
	}
	return out
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
func TestRedlineAcceptedRejected(t *testing.T) {
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
