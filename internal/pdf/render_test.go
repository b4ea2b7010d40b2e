package pdf_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/pdf"
	"rapporteur/internal/styletest"
)

// render returns the PDF of a report and fails on findings.
func render(t testing.TB, r *doc.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	found, err := pdf.Render(&b, r, styletest.Sheet("en"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found.Sorted() {
		t.Errorf("%s: %s", d.Code, d.Message)
	}
	return b.Bytes()
}

// program returns the path of an outside program, or skips the test; where judges are required it fails.
func program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("RAPPORTEUR_JUDGES") == "required" {
			t.Fatalf("%s is missing", name)
		}
		t.Skipf("%s is missing", name)
	}
	return path
}

// save writes a PDF for an outside program.
func save(t testing.TB, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var blanks = regexp.MustCompile(`[\s\x{A0}]+`)

// pageTexts returns the text of each page with single spaces.
func pageTexts(t testing.TB, b []byte) []string {
	t.Helper()
	out, err := exec.Command(program(t, "pdftotext"), "-enc", "UTF-8", save(t, b), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	for i := range pages {
		pages[i] = blanks.ReplaceAllString(pages[i], " ")
	}
	return pages
}

func TestSamples(t *testing.T) {
	for _, s := range doc.Samples() {
		t.Run(s.Kind, func(t *testing.T) {
			b := render(t, s.Report)
			if text := strings.Join(pageTexts(t, b), " "); !strings.Contains(text, blanks.ReplaceAllString(s.Shows, " ")) {
				t.Errorf("%q is not shown in\n%s", s.Shows, text)
			}
			if out, err := exec.Command(program(t, "qpdf"), "--check", save(t, b)).CombinedOutput(); err != nil {
				t.Errorf("qpdf: %v\n%s", err, out)
			}
		})
	}
}

func TestSameBytes(t *testing.T) {
	for _, s := range doc.Samples() {
		first := render(t, s.Report)
		for _, procs := range []int{1, 8} {
			old := runtime.GOMAXPROCS(procs)
			again := render(t, s.Report)
			runtime.GOMAXPROCS(old)
			if !bytes.Equal(first, again) {
				t.Errorf("%s: the bytes differ with %d processors", s.Kind, procs)
			}
		}
	}
}
