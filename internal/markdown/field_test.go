package markdown_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
)

// TestFieldPlaces tests that what stands in a cell of a data file is found where it stands in the file, also behind a byte order mark, inside
// quotation marks, behind doubled ones and over line ends.
func TestFieldPlaces(t *testing.T) {
	data := "\uFEFFHead, Two \r\n\"A, \"\"b\"\" *c*\",\"one\r\ntwo @para-x\"\r\n"
	var found diag.List
	s := markdown.Parse(diag.NewFile("content/en/a.md", []byte("![Caption](d.csv)\n")), markdown.Options{FS: fstest.MapFS{"content/en/d.csv": {Data: []byte(data)}}}, &found)
	if found.Len() > 0 || len(s.Blocks) != 1 {
		t.Fatalf("%v", found.Sorted())
	}
	var cells, texts []string
	for _, r := range s.Blocks[0].(*doc.Table).Rows {
		for _, c := range r.Cells {
			cells = append(cells, c.Span.Text())
			doc.WalkInlines(c.Inlines, func(in doc.Inline) bool {
				texts = append(texts, in.Where().Text())
				if p, ok := in.(*doc.Pending); ok {
					texts = append(texts, p.Targets[0].Span.Text())
				}
				return true
			})
		}
	}
	if diff := cmp.Diff([]string{"Head", " Two ", `"A, ""b"" *c*"`, "\"one\r\ntwo @para-x\""}, cells); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Head", "Two", `A, ""b"" `, "*c*", "c", "one\r\ntwo ", "@para-x", "para-x"}, texts); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}
