package pdfcheck

import (
	"slices"
	"strings"
)

// tableRules are about tables.
var tableRules = []Rule{
	{"table-kids", "UA 7.2; PDF 14.8.4.3.4", "A table holds a caption first or last, one head at most, bodies, one foot at most, or rows alone.", tableKids},
	{"rows-kids", "UA 7.2; PDF 14.8.4.3.4", "Head, body and foot of a table hold rows, and at least one.", func(d *document) {
		for _, kind := range []Name{"THead", "TBody", "TFoot"} {
			d.holding(kind, func(_ *element, _ int, k Name) bool { return k == "TR" })
		}
		for _, e := range d.all("THead", "TBody", "TFoot") {
			if len(e.kids) == 0 {
				d.breach("%s has no row", e.own)
			}
		}
	}},
	{"row-kids", "UA 7.2; PDF 14.8.4.3.4", "A row holds cells, and at least one.", func(d *document) {
		d.holding("TR", func(_ *element, _ int, k Name) bool { return k == "TH" || k == "TD" })
		for _, e := range d.all("TR") {
			if len(e.kids) == 0 {
				d.breach("a row has no cell")
			}
		}
	}},
	{"table-regular", "UA 7.2; Matterhorn 15-003", "Every row of a table is as wide as the others, and no two cells share a place.", func(d *document) {
		for _, t := range d.all("Table") {
			d.gridOf(t, d.breach)
		}
	}},
	{"spans", "PDF 14.8.5.7", "A cell spans whole columns and rows, and none that is not there.", func(d *document) {
		for _, e := range d.all("TH", "TD") {
			for _, k := range []Name{"ColSpan", "RowSpan"} {
				if v := d.attribute(e, "Table", k); v != nil {
					if n, ok := d.Int(v); !ok || n < 1 || n > 1000 {
						d.breach("%s: %s is %v", d.describe(e), k, v)
					}
				}
			}
		}
	}},
	{"table-scope", "UA 7.5; Matterhorn 15-003", "A header cell says what it is the head of, or cells name their heads.", func(d *document) {
		for _, e := range d.all("TH") {
			if s, _ := d.attribute(e, "Table", "Scope").(Name); s != "Row" && s != "Column" && s != "Both" {
				d.breach("%s has the scope %q", d.describe(e), s)
			}
		}
	}},
	{"table-headers", "UA 7.5", "Headers name header cells of the same table.", tableHeaders},
	{"table-reach", "UA 7.5; Matterhorn 15-003", "Every cell with data has a header cell: named, above it, or before it in its row.", tableReach},
	{"head-cells", "ours", "The head of a table consists of header cells, with scope over columns.", func(d *document) {
		for _, e := range d.all("TH", "TD") {
			if s, _ := d.attribute(e, "Table", "Scope").(Name); e.within("THead") != nil && (e.kind != "TH" || s == "Row") {
				d.breach("%s stands in the head with the scope %q", d.describe(e), s)
			}
		}
	}},
	{"table-attributes", "PDF 14.8.5.7", "Only cells and tables have attributes of tables.", func(d *document) {
		for _, e := range d.elements {
			for _, o := range d.kids(e.dict["A"]) {
				a := d.Dict(o)
				switch d.Name(a["O"]) {
				case "Table":
					if cell := e.kind == "TH" || e.kind == "TD"; !cell && e.kind != "Table" || !cell && len(a) > 2 || cell && a["Summary"] != nil || e.kind == "TD" && a["Scope"] != nil {
						d.breach("%s has attributes of tables", d.describe(e))
					}
				case "List":
					if e.kind != "L" {
						d.breach("%s has attributes of lists", d.describe(e))
					}
				}
			}
		}
	}},
}

func tableKids(d *document) {
	for _, t := range d.all("Table") {
		count := map[Name]int{}
		last := len(t.kids) - 1
		for i, k := range t.kids {
			if k.element == nil {
				d.breach("%s holds content of its own", d.describe(t))
				continue
			}
			kind := k.element.kind
			count[kind]++
			allowed := slices.Contains([]Name{"TR", "THead", "TBody", "TFoot"}, kind) || kind == "Caption" && (i == 0 || i == last)
			if !allowed {
				d.breach("%s holds %s as number %d of %d", d.describe(t), d.describe(k.element), i+1, last+1)
			}
		}
		parted := count["THead"]+count["TBody"]+count["TFoot"] > 0
		if count["THead"] > 1 || count["TFoot"] > 1 || parted && count["TR"] > 0 || parted && count["TBody"] == 0 || count["TR"]+count["TBody"] == 0 {
			d.breach("%s holds %d heads, %d bodies, %d feet, %d rows", d.describe(t), count["THead"], count["TBody"], count["TFoot"], count["TR"])
		}
	}
}

// gridOf lays the cells of a table out, nil where nothing stands. What does not fit is told to complain.
func (d *document) gridOf(t *element, complain func(string, ...any)) [][]*element {
	var rows []*element
	for _, e := range d.all("TR") {
		if e.within("Table") == t {
			rows = append(rows, e)
		}
	}
	grid := make([][]*element, len(rows))
	for i, row := range rows {
		column := 0
		for _, c := range row.elements() {
			wide, high := d.span(c, "ColSpan"), d.span(c, "RowSpan")
			for column < len(grid[i]) && grid[i][column] != nil {
				column++
			}
			if i+high > len(rows) {
				complain("%s reaches %d rows down; there are %d", d.describe(c), high, len(rows)-i)
				high = len(rows) - i
			}
			for r := i; r < i+high; r++ {
				for k := column; k < column+wide; k++ {
					for len(grid[r]) <= k {
						grid[r] = append(grid[r], nil)
					}
					if grid[r][k] != nil {
						complain("%s and %s share a place", d.describe(c), d.describe(grid[r][k]))
					}
					grid[r][k] = c
				}
			}
		}
	}
	for i, row := range grid {
		if len(row) != len(grid[0]) || slices.Contains(row, nil) {
			complain("row %d of %s is %d columns wide; the first is %d", i+1, d.describe(t), len(row), len(grid[0]))
		}
	}
	return grid
}

// span is how many columns or rows a cell covers.
func (d *document) span(c *element, key Name) int {
	if n, ok := d.Int(d.attribute(c, "Table", key)); ok && n > 1 && n <= 1000 {
		return n
	}
	return 1
}

func tableHeaders(d *document) {
	byID := map[string]*element{}
	for _, e := range d.elements {
		if id, ok := d.Resolve(e.dict["ID"]).(String); ok {
			byID[string(id)] = e
		}
	}
	for _, e := range d.all("TH", "TD") {
		for _, o := range d.Array(d.attribute(e, "Table", "Headers")) {
			id, _ := d.Resolve(o).(String)
			head := byID[string(id)]
			if head == nil || head.kind != "TH" || head.within("Table") != e.within("Table") || head == e {
				d.breach("%s names %q, which is no header cell of its table", d.describe(e), string(id))
			}
		}
	}
}

func tableReach(d *document) {
	for _, t := range d.all("Table") {
		grid := d.gridOf(t, func(string, ...any) {})
		for i, row := range grid {
			for j, c := range row {
				if c == nil || c.kind != "TD" || strings.TrimSpace(d.textOf(c)) == "" || len(d.Array(d.attribute(c, "Table", "Headers"))) > 0 {
					continue
				}
				reached := slices.ContainsFunc(row[:j], func(h *element) bool { return h != nil && h.kind == "TH" })
				for _, above := range grid[:i] {
					reached = reached || j < len(above) && above[j] != nil && above[j].kind == "TH"
				}
				if !reached {
					d.breach("%s of %s has none", d.describe(c), d.describe(t))
				}
			}
		}
	}
}
