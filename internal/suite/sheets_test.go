package suite_test

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/html"
	"rapporteur/internal/pdf"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

var (
	sheetTable  = regexp.MustCompile(`^\[+([a-z-]+)\]+$`)
	sheetLength = regexp.MustCompile(`^([a-z0-9-]+) = "-?[0-9.]+(mm|pt)"$`)
)

// lengthKeys are the keys of the built-in sheet whose values are lengths: "body.size", "heading.2.size".
func lengthKeys(t testing.TB) (keys []string) {
	t.Helper()
	src, err := fs.ReadFile(templates.Files, "styles/un-geneva.toml")
	if err != nil {
		t.Fatal(err)
	}
	table, members := "", map[string]int{}
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSpace(line)
		if m := sheetTable.FindStringSubmatch(line); m != nil {
			if table = m[1]; strings.HasPrefix(line, "[[") {
				members[table]++
				table = fmt.Sprintf("%s.%d", table, members[table])
			}
		} else if m := sheetLength.FindStringSubmatch(line); m != nil {
			keys = append(keys, table+"."+m[1])
		}
	}
	if len(keys) < 150 {
		t.Fatalf("found %d keys; the sheet has more", len(keys))
	}
	return keys
}

// TestSheetsOfAnyValues changes keys of the sheet to values at and beyond the ends of what can be. Whatever comes of it, it is either a
// finding, and then nothing is set, or a sheet with which every format is written, in time that a reader will wait.
func TestSheetsOfAnyValues(t *testing.T) {
	keys := lengthKeys(t)
	random := rand.New(rand.NewPCG(1, 2))
	values := []string{"0pt", "-5mm", "1pt", "0.2pt", "3mm", "20pt", "25mm", "72pt", "144pt", "300pt", "500pt", "170mm", "300mm", "1000mm", "2000mm", "1e9mm"}
	set, refused := 0, 0
	for round := range 250 {
		var sheet strings.Builder
		sheet.WriteString("base = \"un-geneva\"\n")
		for range 1 + random.IntN(3) {
			key := keys[random.IntN(len(keys))]
			line := fmt.Sprintf("%s = %q\n", key, values[random.IntN(len(values))])
			if !strings.Contains(sheet.String(), key+" ") {
				sheet.WriteString(line)
			}
		}
		began := time.Now()
		result, err := compile.Compile(templateProject("styles", "any", sheet.String()), compile.Options{})
		if err != nil {
			t.Fatalf("round %d: %v\n%s", round, err, sheet.String())
		}
		if result.Found.HasErrors() {
			refused++
			if result.Sheet != nil {
				t.Errorf("round %d: there is a sheet with errors\n%s", round, sheet.String())
			}
			continue
		}
		set++
		for i, render := range []func(io.Writer, *doc.Report, *style.Sheet) (diag.List, error){pdf.Render, docx.Render, html.Render} {
			var b bytes.Buffer
			if _, err := render(&b, result.Report, result.Sheet); err != nil || b.Len() == 0 {
				t.Errorf("round %d, format %d: %d bytes, %v\n%s", round, i, b.Len(), err, sheet.String())
			}
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("round %d took %v\n%s", round, took, sheet.String())
		}
	}
	t.Logf("%d sheets set, %d refused", set, refused)
	if set < 40 || refused < 40 {
		t.Errorf("%d sheets set, %d refused: the values do not try enough", set, refused)
	}
}

// TestTemplateFindings holds the findings that docs/templates.md shows to being those that come.
func TestTemplateFindings(t *testing.T) {
	project := templateProject("styles", "mine", "base = \"un-geneva\"\n\n[body]\nsize = \"-3pt\"\nlien = \"14pt\"\n")
	result, err := compile.Compile(project, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(templatesDocument)
	if err != nil {
		t.Fatal(err)
	}
	if found := short(t, &result.Found); !strings.Contains(string(text), "```text\n"+found+"```") {
		t.Errorf("docs/templates.md does not show\n%s", found)
	}
}
