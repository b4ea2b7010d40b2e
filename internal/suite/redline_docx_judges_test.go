package suite_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// Readers that are not ours accept and reject the changes of every redline, and what they are left with is the newer report and the older one.
// docxodus is held to that to the letter. LibreOffice and pandoc are compared by their text: paragraph by paragraph, with the notes where they are
// called, and without paragraphs that hold nothing:
//
//   - LibreOffice (7.4) leaves an empty paragraph where one with a note was deleted. It counts paragraphs again only when it opens the file again, so
//     that references to their numbers (REF with \n) may show others until then; they are left out of its lines;
//   - pandoc (2.17) leaves an empty item of a deleted item, and rows of empty cells of a deleted row.

// fates are what becomes of a redline: its changes are accepted, or rejected.
var fates = []struct {
	name string
	want func(*redlined) []byte
}{
	{"accepted", func(r *redlined) []byte { return r.newFile }},
	{"rejected", func(r *redlined) []byte { return r.oldFile }},
}

// write writes the redlines into a folder as NAME.docx, and returns the paths.
func write(t *testing.T, dir string, all []*redlined) []string {
	t.Helper()
	var files []string
	for _, r := range all {
		name := filepath.Join(dir, r.name+".docx")
		if err := os.WriteFile(name, r.x, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	return files
}

// shares divides files among the processors, and waits until do is done with each share.
func shares(files []string, do func([]string)) {
	share := (len(files) + runtime.NumCPU() - 1) / runtime.NumCPU()
	var wait sync.WaitGroup
	for some := range slices.Chunk(files, max(share, 1)) {
		wait.Go(func() { do(some) })
	}
	wait.Wait()
}

// The validator of the Open XML SDK finds no fault in a redline.
func TestRedlineOpenXML(t *testing.T) {
	slow(t)
	module := nodeModule(t, "docxodus")
	all := redlines(t)
	for i, v := range callOpenXML(t, module, write(t, t.TempDir(), all)) {
		// docxodus (12.6) looks for w:instrText alone where the instruction of a deleted field is w:delInstrText, as the standard (17.16.13) has
		// it; that is counted, and taken off.
		deleted := strings.Count(wordText(t, all[i].x), "<w:delInstrText")
		for _, f := range v.faults() {
			if strings.HasPrefix(f, "structure.field_instruction_missing: ") && deleted > 0 {
				deleted--
				continue
			}
			t.Errorf("%s: %s", filepath.Base(v.File), f)
		}
	}
}

// docxodus makes of every redline the XML of the newer report, and that of the older one.
func TestRedlineDocxodus(t *testing.T) {
	slow(t)
	module := nodeModule(t, "docxodus")
	all, dir := redlines(t), t.TempDir()
	shares(write(t, dir, all), func(files []string) {
		cmd := exec.Command("node", append([]string{filepath.Join("testdata", "resolvedocx.mjs"), module}, files...)...)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("resolvedocx.mjs: %v\n%s", err, said)
		}
	})
	for _, r := range all {
		for _, fate := range fates {
			src, err := os.ReadFile(filepath.Join(dir, r.name+"."+fate.name+".docx"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(strings.Split(canonicalDOCX(t, fate.want(r)), "\n"), strings.Split(canonicalDOCX(t, src), "\n")); diff != "" {
				t.Errorf("%s %s by docxodus after %q (-want +got):\n%s", r.name, fate.name, r.done, diff)
			}
		}
	}
}

// LibreOffice makes of every redline the text of the newer report, and that of the older one. One process reads all files of a processor. It opens no
// file with comments where its user interface is not installed, so they are taken out before.
func TestRedlineLibreOffice(t *testing.T) {
	slow(t)
	need(t, "soffice")
	const python = "/usr/bin/python3" // the one for which the package python3-uno is
	if err := exec.Command(python, "-c", "import uno").Run(); err != nil {
		t.Fatalf("python3-uno is required and not installed: %v", err)
	}
	var all []*redlined
	for _, r := range redlines(t) {
		bare := *r
		bare.x = withoutComments(t, r.x)
		all = append(all, &bare)
	}
	dir := t.TempDir()
	var count sync.Mutex
	folders := 0
	shares(write(t, dir, all), func(files []string) {
		count.Lock()
		folders++
		out := filepath.Join(dir, fmt.Sprint("out-", folders))
		count.Unlock()
		if err := os.Mkdir(out, 0o700); err != nil {
			t.Error(err)
			return
		}
		if said, err := exec.Command(python, append([]string{filepath.Join("testdata", "resolvedocx.py"), out}, files...)...).CombinedOutput(); err != nil {
			t.Errorf("resolvedocx.py: %v\n%s", err, said)
		}
	})
	for _, r := range all {
		for _, fate := range fates {
			found, err := filepath.Glob(filepath.Join(dir, "out-*", r.name+"."+fate.name+".odt"))
			if err != nil || len(found) != 1 {
				t.Errorf("%s %s: LibreOffice has written %q: %v", r.name, fate.name, found, err)
				continue
			}
			src, err := os.ReadFile(found[0])
			if err != nil {
				t.Fatal(err)
			}
			want, got := linesOfDOCX(t, fate.want(r), libreOfficeSees), linesOfODT(t, src)
			// LibreOffice lets the masthead float in some files, and in others not; what floats is not among the lines.
			if all := linesOfDOCX(t, fate.want(r), libreOfficeSees|seeMasthead); len(got) > len(want) && slices.Equal(got[:len(all)-len(want)], all[:len(all)-len(want)]) {
				want = all
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%s %s by LibreOffice after %q (-want +got):\n%s", r.name, fate.name, r.done, diff)
			}
		}
	}
}

// pandoc reads of every redline the text of the newer report, and that of the older one.
func TestRedlinePandoc(t *testing.T) {
	slow(t)
	need(t, "pandoc")
	all, dir := redlines(t), t.TempDir()
	var lock sync.Mutex
	read := map[string][]string{}
	shares(write(t, dir, all), func(files []string) {
		for _, file := range files {
			for _, fate := range fates {
				out, err := exec.Command("pandoc", "--from", "docx", "--to", "json", "--track-changes", strings.TrimSuffix(fate.name, "ed"), file).Output()
				if err != nil {
					t.Errorf("pandoc: %s: %v", filepath.Base(file), err)
					return
				}
				lines, err := linesOfPandoc(out)
				if err != nil {
					t.Errorf("pandoc: %s: %v", filepath.Base(file), err)
				}
				lock.Lock()
				read[strings.TrimSuffix(filepath.Base(file), ".docx")+" "+fate.name] = lines
				lock.Unlock()
			}
		}
	})
	for _, r := range all {
		for _, fate := range fates {
			if diff := gocmp.Diff(linesOfDOCX(t, fate.want(r), seeMasthead|seeNumbers), read[r.name+" "+fate.name]); diff != "" {
				t.Errorf("%s %s by pandoc after %q (-want +got):\n%s", r.name, fate.name, r.done, diff)
			}
		}
	}
}

// wordText is the XML of the text and the notes of a Word file.
func wordText(t *testing.T, src []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	return string(zipPart(t, z, "word/document.xml")) + string(zipPart(t, z, "word/footnotes.xml"))
}

var comments = regexp.MustCompile(`<w:commentRange(Start|End) [^>]*/>|<w:commentReference [^>]*/>`)

// withoutComments takes the comments out of the text of a Word file.
func withoutComments(t *testing.T, src []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		data := zipPart(t, z, f.Name)
		if f.Name == "word/document.xml" {
			data = comments.ReplaceAll(data, nil)
		}
		if _, err := to.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// addLine adds the text of a paragraph without white space and asterisks, which not every reader sees, where there is any.
func addLine(lines []string, text string) []string {
	if text = strings.ReplaceAll(solid(text), "*", ""); text != "" {
		lines = append(lines, text)
	}
	return lines
}

// A sight is what a reader sees of a Word file beside the text.
type sight int

const (
	seeMasthead sight = 1 << iota // the table on the first page, which floats
	seeNumbers                    // results of fields that repeat the number of a paragraph
)

// libreOfficeSees is what LibreOffice sees.
const libreOfficeSees sight = 0

// linesOfDOCX returns the paragraphs of a Word file without changes. A note stands in braces where it is called.
func linesOfDOCX(t *testing.T, src []byte, sees sight) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	notes := map[string]*node{}
	for _, n := range parseXML(t, zipPart(t, z, "word/footnotes.xml")).all("footnote") {
		notes[n.attrs["id"]] = n
	}
	hidden := false // in the result of a field that is not seen
	var text func(b *strings.Builder, n *node)
	text = func(b *strings.Builder, n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "t":
				if !hidden {
					b.WriteString(nodeText(k))
				}
			case "fldChar":
				hidden = hidden && k.attrs["fldCharType"] != "end"
			case "noBreakHyphen":
				b.WriteString("\u2011")
			case "footnoteReference":
				b.WriteByte('{')
				text(b, notes[k.attrs["id"]])
				b.WriteByte('}')
			case "instrText":
				hidden = sees&seeNumbers == 0 && strings.Contains(nodeText(k), ` \n `)
			case "pPr":
			default:
				text(b, k)
			}
		}
	}
	var lines []string
	for _, block := range parseXML(t, zipPart(t, z, "word/document.xml")).child("document").child("body").kids {
		if block.name == "tbl" && len(block.all("tblpPr")) > 0 && sees&seeMasthead == 0 {
			continue
		}
		paragraphs := block.all("p")
		if block.name == "p" {
			paragraphs = []*node{block}
		}
		for _, p := range paragraphs {
			var b strings.Builder
			text(&b, p)
			lines = addLine(lines, b.String())
		}
	}
	return lines
}

// linesOfODT returns the paragraphs of a file of LibreOffice, as linesOfDOCX does those of Word.
func linesOfODT(t *testing.T, src []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	content := parseXML(t, zipPart(t, z, "content.xml"))
	if left := content.all("changed-region"); len(left) > 0 {
		t.Errorf("LibreOffice has left %d changes", len(left))
	}
	var text func(b *strings.Builder, n *node)
	text = func(b *strings.Builder, n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "":
				b.WriteString(k.text)
			case "note":
				b.WriteByte('{')
				text(b, k.child("note-body"))
				b.WriteByte('}')
			case "frame":
			case "bookmark-ref":
				if !strings.HasPrefix(k.attrs["reference-format"], "number") {
					text(b, k)
				}
			default:
				text(b, k)
			}
		}
	}
	var lines []string
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "p", "h":
				var b strings.Builder
				text(&b, k)
				lines = addLine(lines, b.String())
			case "frame", "sequence-decls", "tracked-changes":
			default:
				walk(k)
			}
		}
	}
	walk(content.child("document-content").child("body").child("text"))
	return lines
}

// linesOfPandoc returns the paragraphs of a document in pandoc's JSON, as linesOfDOCX does those of Word.
func linesOfPandoc(src []byte) ([]string, error) {
	var document struct{ Blocks any }
	if err := json.Unmarshal(src, &document); err != nil {
		return nil, err
	}
	var text func(b *strings.Builder, v any)
	text = func(b *strings.Builder, v any) {
		switch v := v.(type) {
		case []any:
			for _, k := range v {
				text(b, k)
			}
		case map[string]any:
			switch v["t"] {
			case "Str":
				b.WriteString(v["c"].(string))
			case "Image": // its description is not printed
			case "Note":
				b.WriteByte('{')
				text(b, v["c"])
				b.WriteByte('}')
			default:
				text(b, v["c"])
			}
		}
	}
	var lines []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, k := range v {
				walk(k)
			}
		case map[string]any:
			switch v["t"] {
			case "Para", "Plain", "Header":
				var b strings.Builder
				text(&b, v["c"])
				lines = addLine(lines, b.String())
			case "Table": // attributes, caption (the description, not printed), columns, head, bodies, foot
				walk(v["c"].([]any)[3:])
			default:
				walk(v["c"])
			}
		}
	}
	walk(document.Blocks)
	return lines, nil
}
