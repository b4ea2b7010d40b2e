package suite_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapporteur/internal/doc"
)

// A readerCensus is what a reader counts in a Word file.
type readerCensus struct {
	Paragraphs int // numbered, in one list that goes on from the first to the last
	Headings   int
	Notes      int // with those of the title
	Tables     int // with the masthead
	Spans      int // cells that cover several columns or rows
	References int // fields, or links where the reader makes links of them
}

// Every reader counts in the Word files of the worked example and of the published report what the model has. Where a reader sees
// something else by its nature, that is said and wanted.
func TestReaders(t *testing.T) {
	slow(t)
	need(t, "pandoc")
	module := nodeModule(t, "mammoth")
	var files []builtFile
	for _, b := range allDOCXs(t) {
		if b.name == "example-en" || b.name == "corpus-en" {
			files = append(files, b)
		}
	}
	odt, txt := libreOffice(t, "odt", files), libreOffice(t, "txt:Text (encoded):UTF8", files)
	for _, b := range files {
		want := countModel(t, b)
		captions, items := 0, 0
		for _, p := range readModel(t, b.report).Body {
			switch {
			case p.Kind == caption:
				captions++
			case p.Kind == item && p.Marker != "•":
				items++
			}
		}
		t.Logf("%-10s %-12s %s", b.name, "reader", "paragraphs headings notes tables spans references")
		print := func(reader string, got readerCensus) {
			t.Logf("%-10s %-12s %10d %8d %5d %6d %5d %10d", b.name, reader, got.Paragraphs, got.Headings, got.Notes, got.Tables, got.Spans, got.References)
		}
		print("model", want)
		for _, reader := range []struct {
			name  string
			count func() readerCensus
			blind func(*readerCensus) // puts in what the reader sees otherwise
		}{
			{"LibreOffice", func() readerCensus { return countLibreOffice(t, odt[b.name], txt[b.name]) }, func(c *readerCensus) { c.Spans = 0 }},
			// pandoc 2.17 and 3.9 take for headings what has a style named "heading 1" and so on, and do not look at w:outlineLvl: in the
			// template that is the style of captions alone. Of references they keep the results.
			{"pandoc", func() readerCensus { return countPandoc(t, b) }, func(c *readerCensus) { c.Headings, c.References = captions, 0 }},
			// mammoth does not tell numbers of paragraphs from letters of items in the same style, and knows styles of headings only: the
			// title has that of chapters. Of references it keeps the results.
			{"mammoth", func() readerCensus { return countMammoth(t, module, b) }, func(c *readerCensus) { c.Paragraphs += items; c.Headings++; c.References, c.Spans = 0, 0 }},
		} {
			got := reader.count()
			print(reader.name, got)
			expected := want
			reader.blind(&expected)
			if got != expected {
				t.Errorf("%s: %s counts %+v; want %+v", b.name, reader.name, got, expected)
			}
		}
	}
}

func countModel(t *testing.T, b builtFile) readerCensus {
	r := readModel(t, b.report)
	c := readerCensus{Notes: len(r.TitleNotes) + len(r.Notes), Tables: 1}
	for i, p := range r.Body {
		switch {
		case p.Kind == paragraph && p.Marker != "":
			c.Paragraphs++
		case p.Kind == heading:
			c.Headings++
		case p.Kind == row && (i == 0 || r.Body[i-1].Kind != row):
			c.Tables++
		}
	}
	c.Spans = 2 // of the masthead: the symbol, the treaty
	doc.Walk(b.report.Blocks, func(block doc.Block) bool {
		if table, ok := block.(*doc.Table); ok {
			for _, row := range table.Rows {
				for _, cell := range row.Cells {
					if cell.ColSpan > 1 || cell.RowSpan > 1 {
						c.Spans++
					}
				}
			}
		}
		return true
	})
	for name, n := range readLive(t, b.bytes).fields {
		if !strings.HasPrefix(name, "SEQ ") {
			c.References += n
		}
	}
	return c
}

var numberedLine = regexp.MustCompile(`(?m)^ *\d+\. `)

func countLibreOffice(t *testing.T, odt, txt string) readerCensus {
	got := readODT(t, []byte(odt))
	c := readerCensus{Paragraphs: len(numberedLine.FindAllString(txt, -1)), Headings: len(got.headings), Notes: len(got.notes), Tables: got.tables}
	for name, n := range got.fields {
		if !strings.HasPrefix(name, "SEQ ") {
			c.References += n
		}
	}
	return c
}

func countMammoth(t *testing.T, module string, b builtFile) (c readerCensus) {
	out := call(t, "node", filepath.Join("testdata", "countdocx.mjs"), module, b.path)
	if err := json.Unmarshal(out, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// countPandoc counts in what pandoc prints as JSON. A numbered paragraph is an item of a list of numbers with points that goes on where the
// last one stopped: 1 to 4, 5 to 24, and so on.
func countPandoc(t *testing.T, b builtFile) (c readerCensus) {
	var document struct{ Blocks any }
	if err := json.Unmarshal(run(t, b.bytes, "pandoc", "--from", "docx", "--to", "json", "FILE"), &document); err != nil {
		t.Fatal(err)
	}
	var look func(any)
	look = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, k := range v {
				look(k)
			}
		case map[string]any:
			switch v["t"] {
			case "Header":
				c.Headings++
			case "Note":
				c.Notes++
				return
			case "Table":
				c.Tables++
				c.Spans += spansOf(v["c"].([]any))
			case "Link":
				if target := v["c"].([]any)[2].([]any)[0].(string); strings.HasPrefix(target, "#") {
					c.References++
				}
			case "OrderedList":
				parts := v["c"].([]any)
				attributes := parts[0].([]any)
				if kind := fmt.Sprint(attributes[1].(map[string]any)["t"]); kind == "Decimal" && int(attributes[0].(float64)) == c.Paragraphs+1 {
					c.Paragraphs += len(parts[1].([]any))
				}
			}
			look(v["c"])
		}
	}
	look(document.Blocks)
	return c
}

// spansOf counts the cells of a table of pandoc that cover several columns or rows. A table is attributes, caption, columns, head, bodies, foot.
func spansOf(table []any) int {
	rows := table[3].([]any)[1].([]any)
	for _, body := range table[4].([]any) {
		rows = append(append(rows, body.([]any)[2].([]any)...), body.([]any)[3].([]any)...)
	}
	n := 0
	for _, row := range rows {
		for _, cell := range row.([]any)[1].([]any) {
			if c := cell.([]any); c[2].(float64) > 1 || c[3].(float64) > 1 {
				n++
			}
		}
	}
	return n
}
