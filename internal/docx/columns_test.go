package docx_test

import (
	"strconv"
	"strings"
	"testing"

	"rapporteur/internal/doc"
)

// The columns of a table are wide enough for what must not break, at the size in which the table is set. The least widths are sums of advance
// widths of Times, with the gap of two millimetres.
func TestColumnWidths(t *testing.T) {
	const long = "Antidisestablishmentarianisms"
	remarks := strings.Repeat("The Committee notes with concern what the State party reports. ", 6)
	months := strings.Fields("Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre")
	monthly := [][]string{append([]string{"Año"}, append(months, "Total")...), {"2019"}}
	for range 13 {
		monthly[1] = append(monthly[1], "1\u00a0234")
	}
	for _, test := range []struct {
		name  string
		rows  [][]string // the first holds the heads
		size  string     // to which the type shrinks, in half points
		least map[int]int
		most  map[int]int
	}{
		{"a short column beside a long one", [][]string{{"Region", "Remarks"}, {"Region 10", remarks}}, "", map[int]int{0: 745 + 113}, nil},
		{"the longest words lose first", [][]string{{"Some", "A", "B", long, long, long, long, long, long, long, long}, {"Some", "100", "12\u00a0345", "x", "x", "x", "x", "x", "x", "x", "x"}},
			"14", map[int]int{0: 14*22 + 113, 1: 14*15 + 113, 2: 14*27 + 113}, map[int]int{3: 1200}},
		{"heads are italic, and no smaller than the least size, so that the page turns", monthly, "", map[int]int{2: 3277*16/100 + 113, 9: 4611*16/100 + 113, 10: 3444*16/100 + 113}, nil},
		{"an address breaks", [][]string{{"Item", "Source", "Remarks"}, {"Detention", "https://www.ohchr.org/en/treaty-bodies/documents/second-periodic-report/averylongaddress/index.html?language=en&page=12", remarks}},
			"", map[int]int{0: 3833*18/100 + 113}, map[int]int{1: 7370 / 2}},
		{"words break at a hyphen", [][]string{{"A", "B"}, {strings.Repeat("non-governmental-", 9), remarks}}, "", nil, map[int]int{0: 7370 / 2}},
	} {
		table := &doc.Table{Base: doc.Base{ID: "tbl"}, Columns: make([]doc.Column, len(test.rows[0])), Head: 1}
		for i, cells := range test.rows {
			row := &doc.Row{Kind: doc.BodyRow}
			if i == 0 {
				row.Kind = doc.HeadRow
			}
			for k, c := range cells {
				row.Cells = append(row.Cells, &doc.Cell{Column: k, ColSpan: 1, RowSpan: 1, Inlines: words(c)})
			}
			table.Rows = append(table.Rows, row)
		}
		r := doc.Samples()[0].Report
		r.Blocks = []doc.Block{table}
		tbl := tableOf(t, r, 1)
		var got []int
		for _, c := range tbl.child("tblGrid").kids {
			w, _ := strconv.Atoi(c.attrs["w"])
			got = append(got, w)
		}
		for k, w := range test.least {
			if got[k] < w {
				t.Errorf("%s: column %d of %v is less than %d wide", test.name, k, got, w)
			}
		}
		for k, w := range test.most {
			if got[k] > w {
				t.Errorf("%s: column %d of %v is more than %d wide", test.name, k, got, w)
			}
		}
		size := smallerSize(tbl)
		if size != test.size {
			t.Errorf("%s: size %q, want %q", test.name, size, test.size)
		}
	}
}
