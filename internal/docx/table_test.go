package docx_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rapporteur/internal/doc"
)

// tableOf is the n-th table of the text; the masthead is none.
func tableOf(t *testing.T, r *doc.Report, n int) *node {
	t.Helper()
	return open(t, render(t, r)).parse("word/document.xml").all("tbl")[n]
}

// The grid is a true one: widths add up, cells cover the columns they say, merges continue.
func TestTableGrid(t *testing.T) {
	for name, r := range reports() {
		for n, tbl := range open(t, render(t, r)).parse("word/document.xml").all("tbl") {
			var grid []int
			total := 0
			for _, c := range tbl.child("tblGrid").kids {
				w, _ := strconv.Atoi(c.attrs["w"])
				grid = append(grid, w)
				total += w
			}
			if got := tbl.child("tblPr").child("tblW").attrs["w"]; got != strconv.Itoa(total) {
				t.Errorf("%s, table %d: width %s; the columns are %d", name, n, got, total)
			}
			for i, tr := range tbl.all("tr") {
				column := 0
				for _, tc := range tr.all("tc") {
					span := 1
					if s := tc.child("tcPr").child("gridSpan").attrs["val"]; s != "" {
						span, _ = strconv.Atoi(s)
					}
					width := 0
					for range span {
						width += grid[column]
						column++
					}
					if got := tc.child("tcPr").child("tcW").attrs["w"]; got != strconv.Itoa(width) {
						t.Errorf("%s, table %d, row %d: a cell of %s over columns of %d", name, n, i, got, width)
					}
				}
				if column != len(grid) {
					t.Errorf("%s, table %d, row %d covers %d of %d columns", name, n, i, column, len(grid))
				}
			}
		}
	}
}

// Rules, heads, merges and alignment of the sample table are those of the house format.
func TestTableFormat(t *testing.T) {
	var sample doc.Sample
	for _, s := range doc.Samples() {
		if s.Kind == "Table" {
			sample = s
		}
	}
	tbl := tableOf(t, sample.Report, 1)
	props := tbl.child("tblPr")
	for what, got := range map[string][2]string{
		"style":       {props.child("tblStyle").attrs["val"], "TableUNG"},
		"indent":      {props.child("tblInd").attrs["w"], "1134"},
		"width":       {props.child("tblW").attrs["w"], "7370"},
		"title":       {props.child("tblCaption").attrs["val"], "Table 1 Caption of the table"},
		"description": {props.child("tblDescription").attrs["val"], "A table of two heads and three rows"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s is %q; want %q", what, got[0], got[1])
		}
	}
	want := []string{
		"head: Country merge=restart valign=bottom | Spanner span=2 valign=bottom center line=4",
		"head:  merge=on bottom=12 valign=bottom | Men bottom=12 valign=bottom right | Women bottom=12 valign=bottom right",
		"row: Cut-in span=2 |  right",
		"row: Stub | 12a right | 7.5 right",
		"row: Total top=4 | 12 top=4 right | 7.5 top=4 right",
	}
	for i, tr := range tbl.all("tr") {
		kind := "row"
		if tr.child("trPr").child("tblHeader").name != "" {
			kind = "head"
		}
		if tr.child("trPr").child("cantSplit").name == "" {
			t.Errorf("row %d may split", i)
		}
		var cells []string
		for _, tc := range tr.all("tc") {
			cells = append(cells, cellLine(tc))
		}
		if got := kind + ": " + strings.Join(cells, " | "); got != want[i] {
			t.Errorf("row %d\ngot  %s\nwant %s", i, got, want[i])
		}
	}
	f := open(t, render(t, sample.Report))
	for _, n := range f.parse("word/styles.xml").all("style") {
		if n.attrs["styleId"] == "TableUNG" {
			b := n.child("tblPr").child("tblBorders")
			if b.child("top").attrs["sz"] != "4" || b.child("bottom").attrs["sz"] != "12" || len(b.kids) != 2 {
				t.Errorf("outer rules: %s, %s", one(b.child("top")), one(b.child("bottom")))
			}
		}
	}
}

// cellLine tells the format of a cell in a line.
func cellLine(tc *node) string {
	p := tc.child("tcPr")
	out := tc.words()
	if s := p.child("gridSpan").attrs["val"]; s != "" {
		out += " span=" + s
	}
	if m := p.child("vMerge"); m.name != "" {
		out += " merge=" + map[string]string{"restart": "restart", "": "on"}[m.attrs["val"]]
	}
	for _, side := range []string{"top", "bottom"} {
		if b := p.child("tcBorders").child(side); b.name != "" {
			out += " " + side + "=" + b.attrs["sz"]
		}
	}
	if v := p.child("vAlign").attrs["val"]; v != "" {
		out += " valign=" + v
	}
	pPr := tc.child("p").child("pPr")
	if jc := pPr.child("jc").attrs["val"]; jc != "" {
		out += " " + jc
	}
	if b := pPr.child("pBdr").child("bottom"); b.name != "" {
		out += " line=" + b.attrs["sz"]
	}
	return out
}

// smallerSize is the size of type, in half points, of the style that the cells of a shrunken table bear; empty for a table of the usual size.
func smallerSize(tbl *node) string {
	size := ""
	for _, n := range tbl.all("pStyle") {
		if s, ok := strings.CutPrefix(n.attrs["val"], "TableTextG"); ok {
			size = s
		}
	}
	return size
}

// The type of a shrunken table comes from styles, which have its size and a line to match; no run states it.
func TestShrunkenTable(t *testing.T) {
	wide := broad("t")
	wide.Columns, wide.Rows[0].Cells = wide.Columns[:13], wide.Rows[0].Cells[:13]
	wide.Rows = append([]*doc.Row{{Kind: doc.HeadRow, Cells: slices.Clone(wide.Rows[0].Cells)}}, wide.Rows...)
	wide.Head = 1
	f := open(t, render(t, &doc.Report{Language: "en", Front: doc.Front{Title: words("Title")}, Blocks: []doc.Block{wide}}))
	tbl := f.parse("word/document.xml").all("tbl")[1]
	if n := len(tbl.all("sz")); n > 0 {
		t.Errorf("%d runs state their size", n)
	}
	used := map[string]bool{}
	for _, n := range tbl.all("pStyle") {
		used[n.attrs["val"]] = true
	}
	want := map[string]string{
		"TableHeadG14": "_ Table Head_G 7|spacing after=40 before=40 line=158 lineRule=exact; i; sz val=14",
		"TableTextG15": "_ Table Text_G 7.5|spacing after=80 before=40 line=183 lineRule=exact; sz val=15",
	}
	for _, n := range f.parse("word/styles.xml").all("style") {
		id := n.attrs["styleId"]
		if w, ok := want[id]; ok && used[id] {
			if got := n.child("name").attrs["val"] + "|" + flat(n); got != w {
				t.Errorf("style %s is %q, want %q", id, got, w)
			}
			delete(want, id)
		}
	}
	if len(want) > 0 {
		t.Errorf("not used: %v; used are %v", want, used)
	}
}

// A table whose words do not fit shrinks its type, then takes the whole frame; two tables stay two.
func TestTableFit(t *testing.T) {
	table := func(id string, columns int, word string) *doc.Table {
		tbl := &doc.Table{Base: doc.Base{ID: doc.ID(id)}, Columns: make([]doc.Column, columns), Rows: []*doc.Row{{}}}
		for i := range columns {
			tbl.Rows[0].Cells = append(tbl.Rows[0].Cells, &doc.Cell{Column: i, ColSpan: 1, RowSpan: 1, Inlines: words(word)})
		}
		return tbl
	}
	for _, test := range []struct {
		columns      int
		indent, size string
	}{{4, "1134", ""}, {10, "1134", "16"}, {13, "0", "16"}, {40, "0", "14"}} {
		t.Run(fmt.Sprint(test.columns), func(t *testing.T) {
			r := doc.Samples()[0].Report
			r.Blocks = []doc.Block{table("one", test.columns, "measures"), table("two", 2, "x")}
			f := open(t, render(t, r))
			tbl := f.parse("word/document.xml").all("tbl")[1]
			if got := tbl.child("tblPr").child("tblInd").attrs["w"]; got != test.indent {
				t.Errorf("indent %s; want %s", got, test.indent)
			}
			size := smallerSize(tbl)
			if size != test.size {
				t.Errorf("size %q; want %q", size, test.size)
			}
			last := ""
			for _, k := range f.parse("word/document.xml").child("body").kids {
				if last == "tbl" && k.name == "tbl" {
					t.Error("two tables stand side by side: Word makes one of them")
				}
				last = k.name
			}
		})
	}
}

// A picture keeps its proportions, stays within the measure and has its description.
func TestPicture(t *testing.T) {
	for _, test := range []struct {
		width, height int
		cx, cy        string
	}{{96, 48, "914400", "457200"}, {4000, 1000, "4680000", "1170000"}, {100, 4000, "", ""}} {
		r := doc.Samples()[0].Report
		r.Blocks = []doc.Block{&doc.Picture{Base: doc.Base{ID: "fig"}, Path: "a.png", Format: "png", Data: []byte("png"), Width: test.width, Height: test.height, Alt: `A "map" & more`}}
		f := open(t, render(t, r))
		body := f.parse("word/document.xml")
		extent := body.all("extent")[0]
		cx, _ := strconv.ParseFloat(extent.attrs["cx"], 64)
		cy, _ := strconv.ParseFloat(extent.attrs["cy"], 64)
		if test.cx != "" && (extent.attrs["cx"] != test.cx || extent.attrs["cy"] != test.cy) {
			t.Errorf("%d by %d pixels: %s by %s", test.width, test.height, extent.attrs["cx"], extent.attrs["cy"])
		}
		if ratio := cx / cy * float64(test.height) / float64(test.width); ratio < 0.99 || ratio > 1.01 || cy > 17*360000 { // two thirds of the height of the text
			t.Errorf("%d by %d pixels: %.0f by %.0f", test.width, test.height, cx, cy)
		}
		if got := body.all("docPr")[0].attrs["descr"]; got != `A "map" & more` {
			t.Errorf("description %q", got)
		}
		if got := string(f.part("word/media/image1.png")); got != "png" {
			t.Errorf("the image is %q", got)
		}
	}
}

// A table to be filled in has lines around all cells, with room between them and the words, and the end of a quotation above it stays with it.
func TestForm(t *testing.T) {
	table := &doc.Table{Base: doc.Base{ID: "table"}, Columns: make([]doc.Column, 1), Head: 1, Form: true}
	for _, text := range []string{"Head", "room"} {
		table.Rows = append(table.Rows, &doc.Row{Cells: []*doc.Cell{{ColSpan: 1, RowSpan: 1, Inlines: words(text)}}})
	}
	paragraph := func(id doc.ID, text string) doc.Block {
		return &doc.Paragraph{Base: doc.Base{ID: id}, Inlines: words(text)}
	}
	quote := &doc.Quote{Base: doc.Base{ID: "quote"}, Blocks: []doc.Block{paragraph("a", "First."), paragraph("b", "Second.")}}
	r := &doc.Report{Language: "en", Front: doc.Front{Title: words("Title")}, Blocks: []doc.Block{quote, table, paragraph("c", "After.")}}
	f := open(t, render(t, r))
	for words, want := range map[string]bool{"First.": false, "Second.": true, "Head": true} {
		if got := f.paragraph(words).child("pPr").child("keepNext").name != ""; got != want {
			t.Errorf("%q stays with what follows: %t; want %t", words, got, want)
		}
	}
	var forms []*node
	for _, n := range f.parse("word/document.xml").all("tblPr") {
		if n.child("tblStyle").attrs["val"] == "TableUNG" {
			forms = append(forms, n)
		}
	}
	if len(forms) != 1 {
		t.Fatalf("%d tables", len(forms))
	}
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		if b := forms[0].child("tblBorders").child(side); b.attrs["val"] != "single" {
			t.Errorf("%s: line %q", side, b.attrs["val"])
		}
	}
	if left := forms[0].child("tblCellMar").child("left").attrs["w"]; left == "" || left == "0" {
		t.Errorf("room of %q twips between the line and the words", left)
	}
}

// named reports whether a bookmark of that name begins in n.
func named(n *node, name string) bool {
	return slices.ContainsFunc(n.all("bookmarkStart"), func(b *node) bool { return b.attrs["name"] == name })
}

// Word keeps its reader from a locked cell; small ones have the least type, columns the widths that were asked for, and rows that may part say so.
func TestLockedCells(t *testing.T) {
	table := &doc.Table{Base: doc.Base{ID: "table"}, Columns: make([]doc.Column, 2), Shares: []int{1, 3}, Head: 1, Form: true}
	for _, text := range []string{"Head", "Body"} {
		table.Rows = append(table.Rows, &doc.Row{Loose: true, Cells: []*doc.Cell{
			{ColSpan: 1, RowSpan: 1, Inlines: words(text + " locked"), Locked: true, Small: true, Name: "_name_" + text},
			{Column: 1, ColSpan: 1, RowSpan: 1, Inlines: words(text + " open")},
		}})
	}
	r := &doc.Report{Language: "en", Front: doc.Front{Title: words("Title")}, Blocks: []doc.Block{table}}
	f := open(t, render(t, r))
	checkOrder(t, "word/document.xml", f.parse("word/document.xml"))
	ids := map[string]bool{}
	controls := f.parse("word/document.xml").all("sdt")
	for _, c := range controls {
		p := c.child("sdtPr")
		ids[p.child("id").attrs["val"]] = true
		if got := p.child("lock").attrs["val"]; got != "sdtContentLocked" {
			t.Errorf("lock %q", got)
		}
		if cells := c.all("tc"); len(cells) != 1 || !strings.HasSuffix(cells[0].words(), " locked") || !named(cells[0], "_name_"+strings.Fields(cells[0].words())[0]) {
			t.Errorf("a lock is around %q", c.words())
		}
	}
	if len(controls) != 2 || len(ids) != 2 {
		t.Errorf("%d locks with %d ids", len(controls), len(ids))
	}
	rows := f.parse("word/document.xml").all("tr")
	rows = rows[len(rows)-2:]
	for i, want := range []bool{true, false} {
		if got := rows[i].child("trPr").child("cantSplit").name != ""; got != want {
			t.Errorf("row %d stays whole: %t", i+1, got)
		}
	}
	var widths []int
	for _, cell := range rows[1].all("tcW") {
		n, _ := strconv.Atoi(cell.attrs["w"])
		widths = append(widths, n)
	}
	if len(widths) != 2 || widths[1] < 3*widths[0]-6 || widths[1] > 3*widths[0]+6 {
		t.Errorf("columns of %v twips", widths)
	}
	if small, full := rows[1].all("pStyle")[0].attrs["val"], rows[1].all("pStyle")[1].attrs["val"]; small == full || !strings.HasPrefix(small, full) {
		t.Errorf("styles %q and %q", small, full)
	}
}

// The last row and the first lines under a table stay together. Later ones may part from them, or a table with many notes would have no page.
func TestManyLinesUnderTable(t *testing.T) {
	table := &doc.Table{Base: doc.Base{ID: "table"}, Columns: make([]doc.Column, 1)}
	table.Caption.Lines = []doc.TextLine{{Label: "Source:", Inlines: words("a source.")}}
	cell := &doc.Cell{ColSpan: 1, RowSpan: 1, Inlines: words("cell")}
	table.Rows = []*doc.Row{{Cells: []*doc.Cell{cell}}}
	for i := range 70 {
		n := &doc.Note{ID: doc.ID(fmt.Sprint("note-", i)), Kind: doc.LetteredNote, Mark: fmt.Sprint(i), Inlines: words(fmt.Sprint("Text of note ", i, "."))}
		table.Notes = append(table.Notes, n)
		cell.Inlines = append(cell.Inlines, &doc.Call{Note: n})
	}
	r := &doc.Report{Language: "en", Front: doc.Front{Title: words("Title")}, Blocks: []doc.Block{table}}
	f := open(t, render(t, r))
	for words, want := range map[string]bool{"cell": true, "a source.": true, "note 0.": true, "note 1.": false, "note 40.": false, "note 68.": false, "note 69.": true} {
		if got := f.paragraph(words).child("pPr").child("keepNext").name != ""; got != want {
			t.Errorf("%q stays with what follows: %t; want %t", words, got, want)
		}
	}
}
