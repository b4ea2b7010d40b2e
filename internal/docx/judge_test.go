package docx_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"rapporteur/internal/doc"
)

// judge skips the test where an outside program is missing; where RAPPORTEUR_JUDGES says "required", it fails instead.
func judge(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return
	}
	if os.Getenv("RAPPORTEUR_JUDGES") == "required" {
		t.Fatalf("%s is required and not installed", program)
	}
	t.Skipf("%s is not installed", program)
}

// run runs a program in dir and returns what it prints.
func run(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, complaints.String())
	}
	return out.String()
}

// xmllint finds every part well formed.
func TestWellFormed(t *testing.T) {
	judge(t, "xmllint")
	for name, r := range reports() {
		dir := t.TempDir()
		f := open(t, render(t, r))
		args := []string{"--noout", "--nonet"}
		for i, part := range f.xmlParts() {
			file := fmt.Sprintf("%d.xml", i)
			if err := os.WriteFile(filepath.Join(dir, file), f.part(part), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, file)
		}
		if out := run(t, dir, "xmllint", args...); out != "" {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// pandoc reads notes, tables and references as such.
func TestPandoc(t *testing.T) {
	judge(t, "pandoc")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "long.docx"), render(t, longReport()), 0o600); err != nil {
		t.Fatal(err)
	}
	got := run(t, dir, "pandoc", "--from", "docx", "--to", "markdown", "--wrap", "none", "long.docx")
	for what, want := range map[string]string{
		"mark of the first note": "under review. [^2] See paragraph\u00a01 and",
		"text of a note":         "[^3]: *A source*, No. 2, available at [https://example.org](https://example.org/2). See footnote 1 above.",
		"a reference":            "See paragraph\u00a0149 and section\u00a0I.A.",
		"number and title":       "# Table 1 **Persons in another country**[^22]",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("pandoc does not read the %s: %q", what, want)
		}
	}
	if n := strings.Count(got, "1\u00a0453"); n != 7*12 {
		t.Errorf("pandoc reads %d of 84 cells", n)
	}
}

// LibreOffice shows every character of the file, in print: text, notes and their marks, and what fields compute.
func TestLibreOffice(t *testing.T) {
	judge(t, "soffice")
	judge(t, "pdftotext")
	dir := t.TempDir()
	all := map[string]*doc.Report{"long": longReport()}
	for _, s := range doc.Samples() {
		all[strings.ReplaceAll(s.Kind, " ", "-")] = s.Report
	}
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "pdf"}
	for _, name := range sorted(all) {
		if err := os.WriteFile(filepath.Join(dir, name+".docx"), render(t, all[name]), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name+".docx")
	}
	run(t, dir, "soffice", args...)
	for name, r := range all {
		text := run(t, dir, "pdftotext", "-raw", name+".pdf", "-")
		if name == "Del" {
			text = strings.Replace(text, "[1.]", "1.", 1) // LibreOffice puts the number of a paragraph with a deletion into brackets
		}
		pages := strings.Count(text, "\f")
		f := open(t, render(t, r))
		shown := f.document().words() + f.parse("word/footnotes.xml").words()
		for page := 2; page <= pages; page++ {
			shown += r.Front.Symbol + fmt.Sprint(page)
		}
		for _, n := range r.Notes {
			shown += n.Mark + n.Mark
		}
		// a table that runs over a page repeats its heads
		heads, got := "", census(text)
		for range pages {
			if census(shown+heads) == got {
				break
			}
			heads += longTableHeads
		}
		if census(shown+heads) != got {
			t.Errorf("%s: on %d pages, of characters\nwant %s\ngot  %s", name, pages, census(shown), got)
		}
	}
}

// census counts the characters of s other than white space.
func census(s string) string {
	count := map[rune]int{}
	for _, r := range s {
		if !unicode.IsSpace(r) {
			count[r]++
		}
	}
	var b strings.Builder
	for _, r := range sorted(count) {
		fmt.Fprintf(&b, "%c%d ", r, count[r])
	}
	return b.String()
}
