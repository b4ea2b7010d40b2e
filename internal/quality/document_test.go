package quality_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"rapporteur/internal/quality"
)

var update = flag.Bool("update", false, "write the table of checks into the document")

// TestDocument asks that the document lists the checks as they are.
func TestDocument(t *testing.T) {
	var b strings.Builder
	b.WriteString("| id | code | finds | what it says |\n|:---|:---|:---|:---|\n")
	seen := map[string]bool{}
	for _, c := range quality.Checks() {
		if seen[c.ID] || seen[c.Name] {
			t.Errorf("%s or %q stands twice", c.ID, c.Name)
		}
		seen[c.ID], seen[c.Name] = true, true
		fixes := ""
		if c.Fixes {
			fixes = " `--fix`"
		}
		fmt.Fprintf(&b, "| %s | `%s` | %ss | %s%s |\n", c.ID, c.Code(), c.Severity, c.Doc, fixes)
	}
	table(t, "checks", "go test ./internal/quality -update", b.String())
}

// table asks that the document holds a table between its two marks, or writes it there. command is what writes it.
func table(t *testing.T, name, command, want string) {
	t.Helper()
	const document = "../../docs/translation.md"
	src, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	open, closed := fmt.Sprintf("<!-- %s: this table is written by %s -->\n", name, command), fmt.Sprintf("<!-- end of %s -->", name)
	head, rest, ok := strings.Cut(string(src), open)
	_, foot, ok2 := strings.Cut(rest, closed)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table of %s", document, name)
	}
	text := head + open + "\n" + want + "\n" + closed + foot
	if *update {
		if err := os.WriteFile(document, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text != string(src) {
		t.Errorf("the table of %s is out of date; run %s", name, command)
	}
}
