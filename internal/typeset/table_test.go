package typeset_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

// setIn sets a report in the words of a language and fails on findings.
func setIn(t *testing.T, language string, r *doc.Report) *document {
	t.Helper()
	s := styletest.Sheet(language)
	families, err := typeset.Families(&s.Fonts)
	if err != nil {
		t.Fatal(err)
	}
	d, found := setPages(r, s, families)
	for _, f := range found.Sorted() {
		t.Errorf("%s: %s", f.Code, f.Message)
	}
	return d
}

// spaces makes common spaces of all.
func spaces(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00A0", " ", "\u202F", " ").Replace(s)), " ")
}

// cellsOf returns the first lines of cells by their words. Two cells of the same words are one.
func cellsOf(d *document) map[string]line {
	out := map[string]line{}
	for _, p := range d.Pages {
		for _, l := range lines(p) {
			if l.element != nil && (l.element.Role == typeset.RoleDataCell || l.element.Role == typeset.RoleHeaderCell) {
				out[spaces(l.text)] = l
			}
		}
	}
	return out
}

// widthIn is the width of digits and marks in upright type of nine points.
func widthIn(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch r {
		case '.', ',', ' ':
			w += 0.25
		case '%':
			w += 0.833
		default:
			w += 0.5
		}
	}
	return w * 9
}

// TestDecimals sets columns of numbers; what follows "|" hangs over behind the units.
func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		name, language string
		column         []string
		end            []string // what ends at the edge of the column
	}{
		{"different decimals", "en", []string{"1|.75", "100", "23|.5", "12\u00A0345|.25"}, []string{"1.75", ".."}},
		{"negative", "en", []string{"−4|.2", "3|.25", "-17", "+8|.1"}, []string{"3.25", "—"}},
		{"per cent", "en", []string{"18|.9%", "9|.35%", "100|%", "4"}, []string{"9.35%", "ND"}},
		{"commas in English", "en", []string{"1,059", "140,742|.5", "2", "1|,5"}, []string{"140,742.5", "–"}},
		{"French", "fr", []string{"18|,9\u00A0%", "52|\u00A0%", "1\u00A0204|,25\u00A0%"}, []string{"1 204,25 %", "ND"}},
		{"Spanish", "es", []string{"31.800", "1.204|,5", "12|,25", "7"}, []string{"12,25", "…"}},
		{"points in Spanish", "es", []string{"18|.9", "1.204", "23|.45"}, []string{"23.45", "ND"}},
		{"ranges and dates", "en", []string{"2017–2020", "5|.5", "1.5–2|.5", "01.02.2020"}, []string{"5.5", "ND"}},
	} {
		b := newReport()
		b.Language = c.language
		rows := [][]string{{"Item", "Share"}}
		for _, cell := range append(slices.Clone(c.column), c.end[1]) {
			rows = append(rows, []string{"x", strings.Replace(cell, "|", "", 1)})
		}
		b.table("Shares", []doc.Align{doc.AlignLeft, doc.AlignRight}, rows...)
		cells := cellsOf(setIn(t, c.language, &b.Report))
		var units []float64
		for _, cell := range c.column {
			head, tail, _ := strings.Cut(cell, "|")
			l, ok := cells[spaces(head+tail)]
			if !ok {
				t.Errorf("%s: %q is not printed", c.name, head+tail)
				continue
			}
			units = append(units, l.to-widthIn(strings.ReplaceAll(tail, "\u00A0", " ")))
		}
		for i, x := range units {
			if math.Abs(x-units[0]) > 0.05 {
				t.Errorf("%s: the units of %q end at %.2f, those of %q at %.2f", c.name, c.column[i], x, c.column[0], units[0])
			}
		}
		right := styletest.Sheet("en").Page.Left.Points() + (150-2)*72/25.4
		for _, words := range c.end {
			if got := cells[words].to; math.Abs(got-right) > 0.05 {
				t.Errorf("%s: %q ends at %.2f, want %.2f", c.name, words, got, right)
			}
		}
	}
}

// lengthened is a table of that many rows, with a cut-in head over the last four of them and a total.
func lengthened(b *builder, rows int) {
	all := [][]string{{"Country", "Men"}}
	for i := range rows {
		all = append(all, []string{fmt.Sprintf("Country %d", i), fmt.Sprint(100 + i)})
	}
	table := b.table("Migrants", []doc.Align{doc.AlignLeft, doc.AlignRight}, append(all, []string{"Total", "99999"})...)
	table.Rows[len(table.Rows)-1].Kind = doc.TotalRow
	cut := &doc.Row{Kind: doc.CutInRow, Cells: []*doc.Cell{{ColSpan: 2, RowSpan: 1, CutIn: true, Inlines: say("Further countries")}}}
	table.Rows = slices.Insert(table.Rows, len(table.Rows)-5, cut)
	table.Rows[len(table.Rows)-9].Kind = doc.TotalRow // a sum in the middle
	table.Caption.Lines = []doc.TextLine{{Role: doc.SourceLine, Label: "Source:", Inlines: say("Own data.")}}
}

// TestTiedRows sets tables of all lengths around a page, so that a page ends behind every row: never behind a cut-in head, and never so that
// a total or the lines below the table stand without a row.
func TestTiedRows(t *testing.T) {
	for rows := 20; rows < 60; rows++ {
		b := newReport()
		lengthened(b, rows)
		for _, p := range set(t, &b.Report).Pages {
			s := text(p)
			if strings.Contains(s, "Further countries") != strings.Contains(s, fmt.Sprintf("Country %d ", rows-4)) {
				t.Errorf("%d rows: page %d parts the cut-in head from its first row", rows, p.Number)
			}
			if strings.Contains(s, fmt.Sprintf("Country %d ", rows-7)) != strings.Contains(s, fmt.Sprintf("Country %d ", rows-8)) {
				t.Errorf("%d rows: page %d parts a sum from the row above", rows, p.Number)
			}
			if strings.Contains(s, "99999") != strings.Contains(s, fmt.Sprintf("Country %d ", rows-1)) || strings.Contains(s, "99999") != strings.Contains(s, "Own data.") {
				t.Errorf("%d rows: page %d parts the total or the source from the last row", rows, p.Number)
			}
		}
	}
}

// spanned is a table with a cell of words over the rows from on, as far as they go, with plain rows before.
func spanned(b *builder, from, rows int, words string) *doc.Table {
	all := [][]string{{"Group", "Country", "Men"}}
	for i := range from + rows {
		all = append(all, []string{"x", fmt.Sprintf("Country %d", i), fmt.Sprint(100 + i)})
	}
	table := b.table("Migrants", []doc.Align{doc.AlignLeft, doc.AlignLeft, doc.AlignRight}, all...)
	for i, r := range table.Rows[1+from:] {
		if i == 0 {
			r.Cells[0].RowSpan, r.Cells[0].Inlines = rows, say(words)
		} else {
			r.Cells = r.Cells[1:]
		}
	}
	return table
}

// pagesOf returns the pages, from 1, on which something of a cell with these first words is drawn.
func pagesOf(d *document, words string) []int {
	var e *typeset.Element
	var out []int
	for _, p := range d.Pages {
		for _, l := range lines(p) {
			if e == nil && strings.HasPrefix(spaces(l.text), words) {
				e = l.element
			}
			if e != nil && l.element == e && !slices.Contains(out, p.Number) {
				out = append(out, p.Number)
			}
		}
	}
	return out
}

// TestRowsHeldTogether sets rows that one cell covers at all places of a page: a page that can hold them never parts them.
func TestRowsHeldTogether(t *testing.T) {
	for from := 10; from < 50; from++ {
		b := newReport()
		spanned(b, from, 6, "Central America "+strings.Repeat("and its neighbours ", 3))
		d := set(t, &b.Report)
		first, last := pagesOf(d, fmt.Sprintf("Country %d", from)), pagesOf(d, fmt.Sprintf("Country %d", from+5))
		if got := pagesOf(d, "Central America"); len(got) != 1 || !slices.Equal(got, first) || !slices.Equal(got, last) {
			t.Errorf("%d rows before: the cell stands on pages %v, its rows on %v to %v", from, got, first, last)
		}
	}
}

// TestHighRowsHeldTogether sets rows that one cell covers and no page can hold: they go on with the text of the cell, which stays one element.
func TestHighRowsHeldTogether(t *testing.T) {
	for _, words := range []int{400, 4000} { // less than the rows need, and more
		b := newReport()
		spanned(b, 3, 60, strings.Repeat("why ", words)+"The end.")
		d := set(t, &b.Report)
		why := 0
		for _, p := range d.Pages {
			why += strings.Count(text(p), "why")
		}
		if got := pagesOf(d, "why why"); len(got) < 2 || why != words {
			t.Errorf("%d words stand on pages %v; %d of them are printed", words, got, why)
		}
		overhang(t, d)
		if got := len(pagesOf(d, "Country 62")); got != 1 {
			t.Errorf("the last row stands on %d pages", got)
		}
	}
}

// overhang fails where a line stands in the lower margin.
func overhang(t *testing.T, d *document) {
	t.Helper()
	s := styletest.Sheet("en")
	for _, p := range d.Pages {
		for _, l := range lines(p) {
			if l.y > p.Height-s.Page.Bottom.Points() && l.element != nil {
				t.Errorf("page %d: %q hangs over the edge at %.1f", p.Number, l.text, l.y)
			}
		}
	}
}

// TestHighRowIsParted sets a row higher than a page at several places of a page: it begins and ends with two lines at least, fills the pages
// between, and stays one row and one cell.
func TestHighRowIsParted(t *testing.T) {
	for before := range 12 {
		b := newReport()
		rows := [][]string{{"Question", "Answer"}}
		for i := range before * 3 {
			rows = append(rows, []string{fmt.Sprintf("Before %d", i), "x"})
		}
		rows = append(rows, []string{"High", strings.Repeat(sentence, 40) + "The end."}, []string{"After", "y"})
		b.table("Answers", []doc.Align{doc.AlignLeft, doc.AlignLeft}, rows...)
		d := set(t, &b.Report)
		overhang(t, d)
		pages := pagesOf(d, "The Committee notes")
		if len(pages) < 2 || len(pagesOf(d, "High")) != 1 || len(pagesOf(d, "After")) != 1 {
			t.Fatalf("%d before: the high row stands on pages %v", before, pages)
		}
		for _, n := range pages {
			count, y := 0, 0.0
			for _, l := range lines(d.Pages[n-1]) {
				if l.element != nil && l.element.Role == typeset.RoleDataCell && l.y != y && (strings.Contains(l.text, " ") || strings.Contains(l.text, "end.")) {
					count, y = count+1, l.y
				}
			}
			if count < 2 {
				t.Errorf("%d before: page %d has %d lines of the high row", before, n, count)
			}
			if n > pages[0] && n < pages[len(pages)-1] && d.Pages[n-1].Height-y > 57+6*11 { // the last lines may go to the next page
				t.Errorf("%d before: page %d is filled as far as %.0f only", before, n, y)
			}
		}
	}
}

// TestHighHeads sets column heads that take most of a page: they are not repeated, and the table goes on.
func TestHighHeads(t *testing.T) {
	b := newReport()
	rows := [][]string{{"Country", strings.Repeat(sentence, 6)}}
	for i := range 90 {
		rows = append(rows, []string{fmt.Sprintf("Country %d", i), "x"})
	}
	b.table("Migrants", []doc.Align{doc.AlignLeft, doc.AlignLeft}, rows...)
	d := set(t, &b.Report)
	overhang(t, d)
	for _, p := range d.Pages[1:] {
		if strings.Contains(text(p), "notwithstanding") != (p.Number == pagesOf(d, "Country 0")[0]) {
			t.Errorf("page %d has the heads again, or not at all", p.Number)
		}
	}
	if got := len(pagesOf(d, "Country 89")); got != 1 || len(d.Pages) > 5 {
		t.Errorf("%d pages; the last row stands on %d", len(d.Pages), got)
	}
}

// TestKeptWhole sets columns that are pressed by others: ranges of years and dates that fit a line stand on one.
func TestKeptWhole(t *testing.T) {
	for _, c := range []struct {
		language, text string
		columns        int
		beside         string
	}{
		{"en", "2017–2020", 12, "x"},
		{"en", "31 December 2020", 3, strings.Repeat(sentence, 9)},
		{"en", "December 2020.", 3, strings.Repeat(sentence, 9)},
		{"fr", "31 décembre 2020", 3, strings.Repeat(sentence, 9)},
		{"fr", "1er juillet 2017", 3, strings.Repeat(sentence, 9)},
		{"es", "13 de octubre de 2016", 2, strings.Repeat(sentence, 19)},
	} {
		b := newReport()
		b.Language = c.language
		head, row := []string{"Text"}, []string{c.beside}
		for range c.columns {
			head, row = append(head, "Date"), append(row, c.text+" and later years")
		}
		b.table("Plans", make([]doc.Align, len(row)), head, row)
		whole := 0
		for _, l := range cellLines(setIn(t, c.language, &b.Report)) {
			if strings.Contains(spaces(l), c.text) {
				whole++
			}
		}
		if whole != c.columns {
			t.Errorf("%s: %q is whole in %d of %d cells", c.language, c.text, whole, c.columns)
		}
	}
}

// TestLeastSize shrinks a table: no type gets smaller than the sheet allows, that of its heads included.
func TestLeastSize(t *testing.T) {
	s := styletest.Sheet("en")
	b := newReport()
	var align []doc.Align
	var head, row []string
	for i := range 12 {
		align = append(align, doc.AlignRight)
		head = append(head, "Men")
		row = append(row, fmt.Sprint(1000000+i))
	}
	b.table("Numbers", align, head, row)
	sizes := map[float64]bool{}
	for _, l := range cellsOf(set(t, &b.Report)) {
		sizes[l.size] = true
	}
	if len(sizes) != 1 || !sizes[s.Table.MinSize.Points()] {
		t.Errorf("sizes %v, want %g for heads and cells alike", sizes, s.Table.MinSize.Points())
	}
}

// TestHeadersOfSpannedRows wants the cells beside a stub that covers several rows to name it.
func TestHeadersOfSpannedRows(t *testing.T) {
	b := newReport()
	spanned(b, 0, 3, "Central America")
	cells := cellsOf(set(t, &b.Report))
	stub := cells["Central America"].element
	if stub.Role != typeset.RoleHeaderCell || stub.Scope != typeset.RowScope {
		t.Fatalf("the stub is %+v", stub)
	}
	for _, words := range []string{"100", "101", "102", "Country 2"} {
		e := cells[words].element
		if !slices.Contains(e.Headers, stub) || len(e.Headers) != 2 {
			t.Errorf("%q has %d headers, or not its stub", words, len(e.Headers))
		}
	}
}

// TestLandscape sets tables that only a landscape page can hold: all that belongs to them stands there, over as many pages as they take, and the text
// around them on upright pages. A word that no page can hold does not turn one; a number does.
func TestLandscape(t *testing.T) {
	s := styletest.Sheet("en")
	for _, c := range []struct {
		name    string
		columns int
		cell    string
		rows    int
		wide    bool
		found   int
	}{
		{"numbers", 20, "100000", 3, true, 0},
		{"several pages", 20, "100000", 80, true, 0},
		{"upright", 6, "100000", 3, false, 0},
		{"a word that is too wide for any page", 2, strings.Repeat("unbreakable", 30), 3, false, 1},
		{"numbers that are too wide for any page", 40, "1000000", 3, true, 1},
	} {
		b := newReport()
		b.paragraph(say("Before.")...)
		row := make([]string, c.columns)
		for i := range row {
			row[i] = c.cell
		}
		rows := [][]string{row}
		for range c.rows {
			rows = append(rows, row)
		}
		table := b.table("Migrants in all departments", slices.Repeat([]doc.Align{doc.AlignRight}, c.columns), rows...)
		note := &doc.Note{ID: "a", Kind: doc.LetteredNote, Mark: "a", Inlines: say("A lettered note.")}
		table.Notes = []*doc.Note{note}
		table.Rows[1].Cells[0].Inlines = append(table.Rows[1].Cells[0].Inlines, &doc.Call{Note: note})
		table.Caption.Lines = []doc.TextLine{{Role: doc.SourceLine, Label: "Source:", Inlines: say(strings.Repeat("Own data. ", 40))}}
		b.paragraph(say("Behind.")...)
		d, found := setWith(t, &b.Report)
		if len(found) != c.found {
			t.Errorf("%s: findings %+v", c.name, found)
		}
		right, titles := 0.0, 0
		for _, p := range d.Pages {
			all := text(p)
			if strings.Contains(all, "Migrants in all") {
				titles++
			}
			for _, words := range []string{"Table 1", "Migrants in all", "A lettered note", "Source:", "Own data"} {
				if strings.Contains(all, words) && (p.Width > p.Height) != c.wide {
					t.Errorf("%s: %q stands on page %d of %.0f by %.0f", c.name, words, p.Number, p.Width, p.Height)
				}
			}
			if c.wide && p.Width > p.Height && (strings.Contains(all, "Before.") || strings.Contains(all, "Behind.")) {
				t.Errorf("%s: the text stands on landscape page %d", c.name, p.Number)
			}
			for _, l := range lines(p) {
				if strings.HasPrefix(l.text, "Own data") || strings.HasPrefix(l.text, "Source:") {
					right = max(right, l.to)
				}
			}
		}
		if c.wide && (right < s.Landscape.Width.Points()*0.9 || right > (s.Landscape.Width-s.Landscape.Right).Points()) {
			t.Errorf("%s: the lines under the table end at %.0f", c.name, right)
		}
		if want := 1 + c.rows/40; c.wide && titles < want {
			t.Errorf("%s: the title stands on %d pages", c.name, titles)
		}
	}
}

// rulesOf returns the rules of a page of some weight, in drawing order.
func rulesOf(p *typeset.Page, weight float64) []*typeset.Rule {
	var out []*typeset.Rule
	for _, m := range p.Marks {
		for _, it := range m.Items {
			if r, ok := it.(*typeset.Rule); ok && m.Artifact != typeset.Header && math.Abs(r.Weight-weight) < 0.01 {
				out = append(out, r)
			}
		}
	}
	return out
}

// TestSpannerRules sets heads over heads: the rule below such a head is as long as its group and parted from its neighbour, below the last of
// the rows that it covers; one that names the whole table has a rule as long as the table.
func TestSpannerRules(t *testing.T) {
	s := styletest.Sheet("en")
	b := newReport()
	table := b.table("Migrants", []doc.Align{doc.AlignLeft, doc.AlignRight, doc.AlignRight, doc.AlignRight, doc.AlignRight},
		[]string{"All of it"}, []string{"", "2000", "2010"}, []string{"x"}, []string{"Country", "Men", "Women", "Men", "Women"}, []string{"Spain", "1", "2", "3", "4"})
	table.Head = 4
	for _, r := range table.Rows[:4] {
		r.Kind = doc.HeadRow
	}
	table.Rows[0].Cells[0].ColSpan = 5
	for i, c := range table.Rows[1].Cells[1:] { // two rows high
		c.Column, c.ColSpan, c.RowSpan = 1+2*i, 2, 2
	}
	d := set(t, &b.Report)
	cells := cellsOf(d)
	var groups []*typeset.Rule
	left, width := s.Page.Left.Points()+s.Table.Indent.Points(), s.Table.Width.Points()
	whole := 0
	for _, r := range rulesOf(d.Pages[0], s.Table.SpanRule.Points()) {
		switch {
		case r.Y > cells["All of it"].y && r.Y < cells["Country"].y && math.Abs(r.Width-width) < 0.01 && math.Abs(r.X-left) < 0.01:
			whole++
		case r.Y > cells["2000"].y && r.Y < cells["Country"].y:
			groups = append(groups, r)
		}
	}
	if whole != 1 || len(groups) != 2 {
		t.Fatalf("%d rules of the whole width, %d of groups", whole, len(groups))
	}
	if gap := groups[1].X - groups[0].X - groups[0].Width; math.Abs(gap-s.Table.SpanGap.Points()) > 0.01 {
		t.Errorf("the rules of the groups are %.2f apart", gap)
	}
	if x := cells["x"]; groups[0].Y < x.y || groups[0].Y != groups[1].Y {
		t.Errorf("the rules stand at %.1f and %.1f, beside the row at %.1f", groups[0].Y, groups[1].Y, x.y)
	}
}

// TestNumbersBesideTheirStub wants numbers beside the last line of what names them, but not where words stand beside them.
func TestNumbersBesideTheirStub(t *testing.T) {
	for _, c := range []struct {
		name  string
		words string
		last  bool
	}{{"numbers", "", true}, {"words", "Some words", false}} {
		b := newReport()
		b.table("Workers", []doc.Align{doc.AlignLeft, doc.AlignRight, doc.AlignLeft}, []string{"Occupation", "Men", "Remarks"},
			[]string{strings.Repeat("Service workers and ", 20) + "lastly", "1067", c.words})
		var first, last, number float64
		for _, l := range lines(set(t, &b.Report).Pages[0]) {
			switch {
			case strings.HasPrefix(l.text, "Service") && first == 0:
				first = l.y
			case strings.Contains(l.text, "1067"):
				number = l.y
			}
			if strings.Contains(l.text, "lastly") {
				last = l.y
			}
		}
		if want := map[bool]float64{true: last, false: first}[c.last]; first == last || math.Abs(number-want) > 0.01 {
			t.Errorf("%s: the number stands at %.1f; the stub goes from %.1f to %.1f", c.name, number, first, last)
		}
	}
}

// TestRoomBehindNumbers wants words behind a column of numbers apart from them.
func TestRoomBehindNumbers(t *testing.T) {
	s := styletest.Sheet("en")
	b := newReport()
	b.table("Plans", []doc.Align{doc.AlignRight, doc.AlignLeft, doc.AlignRight}, []string{"Budget", "Text", "Budget"}, []string{"100000", sentence, "200000"})
	cells := cellsOf(set(t, &b.Report))
	for words, l := range cells {
		if strings.HasPrefix(words, "The Committee") && l.x-cells["100000"].to < (s.Table.CellRight+s.Table.CellGap).Points()-0.01 {
			t.Errorf("the words begin %.2f behind the number", l.x-cells["100000"].to)
		}
	}
	if end, right := cells["200000"].to, (s.Page.Left + s.Table.Indent + s.Table.Width - s.Table.CellRight).Points(); math.Abs(end-right) > 0.01 {
		t.Errorf("the last column ends at %.2f, want %.2f", end, right)
	}
}

// TestCaptionBesideItsTable wants the caption and the lines of a table at its left edge, whatever its width, and a rule above the rows of one
// without heads that goes on.
func TestCaptionBesideItsTable(t *testing.T) {
	s := styletest.Sheet("en")
	for _, c := range []struct {
		columns int
		left    style.Length
	}{{4, s.Page.Left + s.Table.Indent}, {14, s.Page.Left}, {20, s.Landscape.Left}} {
		b := newReport()
		row := slices.Repeat([]string{"100000"}, c.columns)
		table := b.table("Numbers", slices.Repeat([]doc.Align{doc.AlignRight}, c.columns), slices.Repeat([][]string{row}, 90)...)
		table.Head, table.Rows[0].Kind = 0, doc.BodyRow
		seen := 0
		for _, p := range set(t, &b.Report).Pages {
			for _, l := range lines(p) {
				if strings.HasPrefix(l.text, "Table") || strings.HasPrefix(l.text, "Numbers") {
					seen++
					if math.Abs(l.x-c.left.Points()) > 0.01 {
						t.Errorf("%d columns: %q stands at %.2f on page %d, want %.2f", c.columns, l.text, l.x, p.Number, c.left.Points())
					}
				}
			}
			if strings.Contains(text(p), "Table 1") && len(rulesOf(p, s.Table.TopRule.Points())) == 0 {
				t.Errorf("%d columns: page %d has no rule above the rows", c.columns, p.Number)
			}
		}
		if seen < 4 {
			t.Errorf("%d columns: %d lines of the caption", c.columns, seen)
		}
	}
}

// TestSmallTablesAreNotParted sets a table of five rows at all places of a page.
func TestSmallTablesAreNotParted(t *testing.T) {
	for before := range 12 {
		b := newReport()
		for range before {
			b.paragraph(say(sentence)...)
		}
		rows := [][]string{{"Country", "Men"}}
		for i := range 5 {
			rows = append(rows, []string{fmt.Sprintf("Country %d", i), fmt.Sprint(100 + i)})
		}
		b.table("Migrants", []doc.Align{doc.AlignLeft, doc.AlignRight}, rows...)
		d := set(t, &b.Report)
		if first, last := pagesOf(d, "Country 0"), pagesOf(d, "Country 4"); !slices.Equal(first, last) {
			t.Errorf("%d paragraphs before: the table goes from page %v to %v", before, first, last)
		}
	}
}
