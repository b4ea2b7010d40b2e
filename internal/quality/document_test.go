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
	const name = "../../docs/translation.md"
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
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
	head, rest, ok := strings.Cut(string(src), "-update -->\n")
	_, foot, ok2 := strings.Cut(rest, "<!-- end of checks")
	if !ok || !ok2 {
		t.Fatal("the document has no place for the table")
	}
	want := head + "-update -->\n\n" + b.String() + "\n<!-- end of checks" + foot
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(src) {
		t.Error("the table of checks is out of date; run go test ./internal/quality -update")
	}
}
