package suite_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// An openXMLVerdict is what testdata/checkdocx.mjs prints of a Word file.
type openXMLVerdict struct {
	File     string
	Decision string
	Checks   []openXMLCheck
	Findings []struct{ Code, Message string }
}

type openXMLCheck struct{ Check, Status string }

// openXMLChecks are what the validator looks at: the package with its relations, the schemas, and what refers to what within the text.
var openXMLChecks = []string{"deliverable.package_manifest", "deliverable.open_xml", "deliverable.wordprocessing_closure"}

// faults returns what is wrong with the file, and what was not checked, a line each.
func (v openXMLVerdict) faults() []string {
	var out []string
	for _, name := range openXMLChecks {
		if !slices.Contains(v.Checks, openXMLCheck{name, "completed"}) {
			out = append(out, name+" was not checked")
		}
	}
	for _, f := range v.Findings {
		out = append(out, f.Code+": "+f.Message)
	}
	if v.Decision != "passed" && len(out) == 0 {
		out = append(out, "decision: "+v.Decision)
	}
	return out
}

// The validator of the Open XML SDK, which is that of Word's own makers, finds no fault in any Word file; and it does find those that are
// planted.
func TestOpenXML(t *testing.T) {
	slow(t)
	module := nodeModule(t, "docxodus")
	all := allDOCXs(t)
	planted := map[string]openXMLFault{}
	var files []string
	for _, b := range all {
		files = append(files, b.path)
	}
	for _, f := range openXMLFaults {
		path := filepath.Join(t.TempDir(), strings.ReplaceAll(f.name, " ", "-")+".docx")
		if err := os.WriteFile(path, f.plant(t, named(t, all, "example-en").bytes), 0o600); err != nil {
			t.Fatal(err)
		}
		planted[path] = f
		files = append(files, path)
	}
	verdicts := callOpenXML(t, module, files)
	for i, v := range verdicts {
		if v.File != files[i] {
			t.Fatalf("%s was checked, not %s", v.File, files[i])
		}
		faults := v.faults()
		if f, ok := planted[v.File]; ok {
			if !strings.Contains(strings.Join(faults, "\n"), f.found) {
				t.Errorf("%s: not found, but %q", f.name, faults)
			}
			continue
		}
		for _, f := range faults {
			t.Errorf("%s: %s", filepath.Base(v.File), f)
		}
	}
	t.Logf("%d files without a finding; %d planted faults found", len(all), len(planted))
}

// callOpenXML has all files checked, on all processors.
func callOpenXML(t *testing.T, module string, files []string) []openXMLVerdict {
	t.Helper()
	all := make([]openXMLVerdict, len(files))
	share := (len(files) + runtime.NumCPU() - 1) / runtime.NumCPU()
	var wait sync.WaitGroup
	for from := 0; from < len(files); from += share {
		some, into := files[from:min(from+share, len(files))], all[from:]
		wait.Go(func() {
			var out, talk bytes.Buffer
			cmd := exec.Command("node", append([]string{filepath.Join("testdata", "checkdocx.mjs"), module}, some...)...)
			cmd.Stdout, cmd.Stderr = &out, &talk
			if err := cmd.Run(); err != nil {
				t.Errorf("checkdocx.mjs: %v\n%s", err, talk.String())
				return
			}
			d := json.NewDecoder(&out)
			for i := range some {
				if err := d.Decode(&into[i]); err != nil {
					t.Errorf("%s as checkdocx.mjs reads it: %v", some[i], err)
				}
			}
		})
	}
	wait.Wait()
	return all
}

// nodeModule is the folder of an npm package that .ci/judges installs into the user's cache folder; it skips the test where there is none.
func nodeModule(t *testing.T, name string) string {
	t.Helper()
	need(t, "node")
	cache, err := os.UserCacheDir()
	if err == nil {
		module := filepath.Join(cache, "rapporteur", "word", "node_modules", name)
		if _, err = os.Stat(module); err == nil {
			return module
		}
	}
	if judgesRequired {
		t.Fatalf("%s is required and not installed: %v", name, err)
	}
	t.Skipf("%s is not installed, .ci/judges does so: %v", name, err)
	return ""
}

// named is the file of that name.
func named(t *testing.T, all []builtFile, name string) builtFile {
	t.Helper()
	i := slices.IndexFunc(all, func(b builtFile) bool { return b.name == name })
	if i < 0 {
		t.Fatalf("%s is not among the %d files", name, len(all))
	}
	return all[i]
}

// An openXMLFault is a fault that can be planted in a part of a Word file.
type openXMLFault struct {
	name, part string
	old, new   string // the text that is replaced, once, and what comes there
	found      string // in its code or message
}

var openXMLFaults = []openXMLFault{
	{"wrong order of children", "word/document.xml", `<w:pPr><w:pStyle w:val="SingleTxtG"/>`, `<w:pPr><w:jc w:val="both"/><w:pStyle w:val="SingleTxtG"/>`, "sch_unexpectedelement"},
	{"unknown element", "word/document.xml", `<w:pPr>`, `<w:pPr><w:nonsense/>`, "sch_invalidelement"},
	{"relation that is not there", "word/_rels/document.xml.rels", `Target="footnotes.xml"`, `Target="nowhere.xml"`, "missing_target"},
	{"id that is used twice", "word/document.xml", `<w:bookmarkStart w:id="2"`, `<w:bookmarkStart w:id="1"`, "id"},
	{"note that is not there", "word/document.xml", `<w:footnoteReference w:id="2"`, `<w:footnoteReference w:id="99999"`, "99999"},
	{"style without its type", "word/styles.xml", ` w:type="paragraph"`, ` w:type="paragraf"`, "sch_attributevalue"},
}

// plant returns the Word file with the fault.
func (f openXMLFault) plant(t *testing.T, src []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	planted := false
	for _, p := range z.File {
		content := zipPart(t, z, p.Name)
		if p.Name == f.part && bytes.Contains(content, []byte(f.old)) {
			content = bytes.Replace(content, []byte(f.old), []byte(f.new), 1)
			planted = true
		}
		to, err := w.Create(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !planted {
		t.Fatalf("%s: %q is not in %s", f.name, f.old, f.part)
	}
	return out.Bytes()
}
