package cite_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// shown is text as docs/citations.md has it.
func shown(inlines []doc.Inline) string {
	s := marked(inlines)
	return strings.NewReplacer("^o^", "ᵒ", "~", " ", "<", "", ">", "", "{en:", "", "}", "").Replace(s)
}

// TestDocument holds docs/citations.md to what the program does: its registries have no findings, its table of forms is what is printed, and
// it names every type and field.
func TestDocument(t *testing.T) {
	src, err := os.ReadFile("../../docs/citations.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(src)
	var example strings.Builder // all registries of the document together
	for _, block := range strings.Split(text, "```toml\n")[1:] {
		toml, _, _ := strings.Cut(block, "```")
		example.WriteString(toml)
	}
	reg, found := load(t, example.String())
	if found.Len() > 0 {
		t.Errorf("the registries of the document:\n%s", short(found))
	}
	rows := 0
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if len(cells) != 4 || !strings.Contains(cells[0], "@") {
			continue
		}
		rows++
		cited := strings.Trim(strings.TrimSpace(cells[0]), "`[]")
		for i, code := range []string{"en", "fr", "es"} {
			w := cite.NewWriter(reg, language(t, code))
			if got, want := shown(w.Note(1, "n1", sources(cited), diag.Span{}, found)), strings.TrimSpace(cells[i+1]); got != want {
				t.Errorf("%s %s:\nprinted  %s\ndocument %s", code, cited, got, want)
			}
		}
	}
	if rows < 5 {
		t.Errorf("%d rows of forms", rows)
	}
	for _, typ := range cite.Types() {
		if !strings.Contains(text, "`"+typ+"`") {
			t.Errorf("type %q is not described", typ)
		}
	}
	for _, v := range []any{cite.Entry{}, cite.Gazette{}} {
		for i := range reflect.TypeOf(v).NumField() {
			if tag := reflect.TypeOf(v).Field(i).Tag.Get("toml"); tag != "" && tag != "-" && !strings.Contains(text, "`"+tag+"`") {
				t.Errorf("field %q is not described", tag)
			}
		}
	}
}
