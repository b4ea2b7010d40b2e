package typeset_test

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

// TestTooHigh sets what no page can hold: it is drawn, and reported at its place.
func TestTooHigh(t *testing.T) {
	file := diag.NewFile("content/en/a.md", []byte("Some text.\n\nA note.\n"))
	for _, c := range []struct {
		name string
		line func(sheet *style.Sheet) // gives one kind of paragraph lines that are higher than a page
		want string
	}{
		{name: "paragraph", line: func(sheet *style.Sheet) { sheet.Body.Line = 900 }, want: "content/en/a.md:1:1"},
		{name: "note", line: func(sheet *style.Sheet) { sheet.Footnote.Line = 900 }, want: "content/en/a.md:3:1"},
		{name: "committee", line: func(sheet *style.Sheet) { sheet.Committee.Line = 900 }, want: "templates/styles/un-geneva.toml:1:1"},
	} {
		b := newReport()
		sheet := styletest.Sheet("en")
		c.line(sheet)
		call := b.note("A note.")
		call.Note.Span = file.Span(12, 19)
		p := b.paragraph(&doc.Text{Value: "Some text."}, call)
		p.Span = file.Span(0, 10)
		families, err := typeset.Families(&sheet.Fonts)
		if err != nil {
			t.Fatal(err)
		}
		d, found := setPages(&b.Report, sheet, families)
		list := found.Sorted()
		if len(list) != 1 || list[0].Code != "pdf/too-high" || list[0].Severity != diag.Error || !strings.Contains(list[0].Message, "the page has room for") {
			t.Fatalf("%s: findings %+v", c.name, list)
		}
		at := list[0].Span
		if got := fmt.Sprintf("%s:%d:%d", at.File.Name, at.Position().Line, at.Position().Column); got != c.want {
			t.Errorf("%s: the finding is at %s, want %s", c.name, got, c.want)
		}
		var all strings.Builder
		for _, page := range d.Pages {
			all.WriteString(text(page))
		}
		for _, w := range []string{"Committee on Migrant Workers", "Some text.", "A note."} {
			if !strings.Contains(all.String(), w) {
				t.Errorf("%s: %q is lost", c.name, w)
			}
		}
	}
}
