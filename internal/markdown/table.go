package markdown

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// tableTransformer makes a table out of a paragraph whose second line is a delimiter row ("|:---|---:|"). We read tables ourselves:
// goldmark's table cuts a row that is too long, fills one that is too short, and cannot tell "||" from an empty cell.
type tableTransformer struct{}

func (tableTransformer) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	src := reader.Source()
	lines := p.Lines()
	at := -1
	var aligns []doc.Align
	for i := 1; i < min(lines.Len(), 64); i++ {
		seg := lines.At(i)
		if a, ok := delimiters(seg.Value(src)); ok {
			at, aligns = i, a
			break
		}
	}
	if at < 0 {
		return
	}
	st := stateOf(pc)
	if at > 1 {
		seg := lines.At(at - 2)
		st.found.Errorf(st.span(seg.Start, lines.At(at-1).Stop-1), "table/no-blank-line", "%s stands right above the rows of a table", quote(string(seg.Value(src)))).
			WithHint("put an empty line between the paragraph and the table; rows of column heads go below the line of dashes, counted by {header=N}")
	}
	t := &tableBlock{aligns: aligns, delimiters: lines.At(at)}
	t.SetPos(lines.At(at - 1).Start)
	var below []text.Segment // a caption right under the rows
	for i := at - 1; i < lines.Len(); i++ {
		seg := lines.At(i)
		switch {
		case i == at:
		case below != nil || i > at && isCaption(seg.Value(src)):
			below = append(below, seg)
		default:
			t.AppendChild(t, row(seg, src))
		}
	}
	p.Parent().InsertBefore(p.Parent(), p, t)
	for _, n := range st.captions(below, src, true) {
		p.Parent().InsertBefore(p.Parent(), p, n)
	}
	if at == 1 {
		p.Parent().RemoveChild(p.Parent(), p)
		return
	}
	lines.SetSliced(0, at-1)
	p.Parent().RemoveChild(p.Parent(), p)
	t.Parent().InsertBefore(t.Parent(), t, p)
}

// delimiters reads a row of dashes; false where the line is something else.
func delimiters(line []byte) ([]doc.Align, bool) {
	s := strings.TrimSpace(string(line))
	if !strings.ContainsRune(s, '|') || !strings.ContainsRune(s, '-') {
		return nil, false
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "|"), "|")
	var aligns []doc.Align
	for _, cell := range strings.Split(s, "|") {
		cell = strings.TrimSpace(cell)
		left, right := strings.HasPrefix(cell, ":"), strings.HasSuffix(cell, ":")
		if d := strings.Trim(cell, ":"); d == "" || strings.Trim(d, "-") != "" || len(cell)-len(d) > 2 {
			return nil, false
		}
		switch {
		case left && right:
			aligns = append(aligns, doc.AlignCenter)
		case right:
			aligns = append(aligns, doc.AlignRight)
		default:
			aligns = append(aligns, doc.AlignLeft)
		}
	}
	return aligns, true
}

// row divides a line at its pipes. A pipe right after another pipe makes the cell before span one more column.
func row(seg text.Segment, src []byte) *rowBlock {
	seg = trimBoth(seg.Start, seg.Stop, src)
	r := &rowBlock{start: seg.Start, end: seg.Stop}
	r.SetPos(seg.Start)
	from := seg.Start
	if from < seg.Stop && src[from] == '|' {
		from++
	}
	var last *cellBlock
	cut := func(to int) {
		if to == from && last != nil {
			last.colspan++
			return
		}
		c := &cellBlock{start: from, end: to, colspan: 1}
		c.SetPos(from)
		s := trimBoth(from, to, src)
		switch {
		case string(s.Value(src)) == "^^":
			c.joins = true
			c.start, c.end = s.Start, s.Stop
		case s.Start < s.Stop:
			c.start, c.end = s.Start, s.Stop
			c.Lines().Append(s)
		}
		r.AppendChild(r, c)
		last = c
	}
	for i := from; i < seg.Stop; i++ {
		switch src[i] {
		case '\\':
			i++
		case '|':
			cut(i)
			from = i + 1
		}
	}
	if from < seg.Stop {
		cut(seg.Stop)
	}
	return r
}

// rawCell is a cell before the grid is laid out.
type rawCell struct {
	inlines []doc.Inline
	colspan int
	joins   bool
	span    diag.Span
}

// maxColumns is how many columns a table of a Word file can have.
const maxColumns = 63

// table lays rows out on the grid, reporting rows that do not fit, with advice on them, and spans that overlap.
func (st *state) table(rows [][]rawCell, spans []diag.Span, aligns []doc.Align, whole diag.Span, advice string) *doc.Table {
	t := &doc.Table{Head: 1}
	t.Span = whole
	for _, a := range aligns {
		t.Columns = append(t.Columns, doc.Column{Align: a})
	}
	if len(aligns) > maxColumns {
		st.found.Errorf(spans[0], "table/too-wide", "the table has %d columns; Word takes at most %d", len(aligns), maxColumns).WithHint("divide it, or turn it on its side")
		return t
	}
	above := make([]*doc.Cell, len(aligns)) // the cell that covers each column in the row above
	for i, raw := range rows {
		width := 0
		for _, c := range raw {
			width += c.colspan
		}
		if width != len(aligns) {
			st.found.Errorf(spans[i], "table/uneven-row", "the row covers %s; the table has %d", columns(width), len(aligns)).
				WithHint("%s", advice)
		}
		r := &doc.Row{Span: spans[i]}
		now := make([]*doc.Cell, len(aligns))
		col := 0
		for _, c := range raw {
			n := min(c.colspan, len(aligns)-col)
			if n < 1 {
				break
			}
			cell := &doc.Cell{Column: col, ColSpan: n, RowSpan: 1, Inlines: c.inlines, Span: c.span}
			if c.joins {
				cell = st.join(above, c, col, n)
			} else {
				r.Cells = append(r.Cells, cell)
			}
			for k := col; k < col+n; k++ {
				now[k] = cell
			}
			col += n
		}
		for ; col < len(aligns); col++ {
			cell := &doc.Cell{Column: col, ColSpan: 1, RowSpan: 1, Span: spans[i]}
			r.Cells = append(r.Cells, cell)
			now[col] = cell
		}
		above = now
		t.Rows = append(t.Rows, r)
	}
	return t
}

func columns(n int) string {
	if n == 1 {
		return "1 column"
	}
	return strconv.Itoa(n) + " columns"
}

// join makes the cell above cover this place too. Where that cannot be, the place gets an empty cell of its own.
func (st *state) join(above []*doc.Cell, c rawCell, col, n int) *doc.Cell {
	up := above[col]
	switch {
	case up == nil:
		st.found.Errorf(c.span, "table/overlap", "\"^^\" joins the cell above, and there is none in the first row")
	case up.Column != col || up.ColSpan != n:
		st.found.Errorf(c.span, "table/overlap", "\"^^\" covers %s from column %d; the cell above covers %s from column %d", columns(n), col+1, columns(up.ColSpan), up.Column+1).
			WithRelated(up.Span, "the cell above").WithHint("write as many | after ^^ as the cell above has")
	default:
		up.RowSpan++
		return up
	}
	return &doc.Cell{Column: col, ColSpan: n, RowSpan: 1, Span: c.span}
}

// finish marks the rows of heads, cut-in heads and totals once the number of head rows is known.
func (st *state) finish(t *doc.Table, head *attribute) {
	if head != nil {
		n, err := strconv.Atoi(head.value)
		switch {
		case err != nil || n < 0:
			st.found.Errorf(head.span, "table/header", "header=%s is not a number of rows", head.value)
		case n >= len(t.Rows):
			st.found.Errorf(head.span, "table/header", "header=%d leaves no row below the column heads; the table has %d rows", n, len(t.Rows))
		default:
			t.Head = n
		}
	}
	for i, r := range t.Rows {
		if i < t.Head {
			r.Kind = doc.HeadRow
			for _, c := range r.Cells {
				if i+c.RowSpan > t.Head {
					st.found.Errorf(c.Span, "table/overlap", "a column head goes on into the body of the table").WithHint("end it in the last row of heads, or count more rows with {header=N}")
				}
			}
			continue
		}
		cutIn(r)
		total(r)
	}
}

// cutIn finds cells that span columns and are all in italics, in a row that holds nothing else but empty cells.
func cutIn(r *doc.Row) {
	var heads []*doc.Cell
	for _, c := range r.Cells {
		if len(c.Inlines) == 0 {
			continue
		}
		e, ok := c.Inlines[0].(*doc.Emph)
		if !ok || len(c.Inlines) > 1 || c.ColSpan < 2 {
			return
		}
		c.Inlines = e.Inlines
		c.CutIn = true
		heads = append(heads, c)
	}
	if len(heads) > 0 {
		r.Kind = doc.CutInRow
	}
}

// total finds rows that are all in bold.
func total(r *doc.Row) {
	n := 0
	for _, c := range r.Cells {
		if len(c.Inlines) == 0 {
			continue
		}
		if s, ok := c.Inlines[0].(*doc.Strong); !ok || len(c.Inlines) > 1 || len(s.Inlines) == 0 {
			return
		}
		n++
	}
	if n == 0 {
		return
	}
	for _, c := range r.Cells {
		if len(c.Inlines) > 0 {
			c.Inlines = c.Inlines[0].(*doc.Strong).Inlines
		}
	}
	r.Kind = doc.TotalRow
}

// numerals are the characters of numbers, of ranges and of the sign for what is not available.
const numerals = "0123456789., \u00a0\u202f-–%"

// csvTable reads a data file into the same grid. Cells may hold the inlines of the dialect and "^^". A column whose cells below the head
// are numbers is aligned to the right.
func (c *converter) csvTable(f *diag.File, at diag.Span) *doc.Table {
	st := c.state
	bom := len(f.Src) - len(bytes.TrimPrefix(f.Src, []byte("\uFEFF")))
	offset := func(line, column int) int { // of a place as the reader counts it, from 1, columns in bytes
		if line == 1 {
			column += bom
		}
		return min(f.Offset(line, 1)+max(column-1, 0), len(f.Src))
	}
	reader := csv.NewReader(bytes.NewReader(f.Src[bom:]))
	reader.FieldsPerRecord = -1
	var rows [][]rawCell
	var spans []diag.Span
	numeric := []bool{}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			off := offset(pe.StartLine, 1) // where the row begins: an open quotation mark swallows all that follows
			if pe.Line == pe.StartLine {
				off = offset(pe.Line, pe.Column)
			}
			st.found.Errorf(f.Span(off, min(off+1, len(f.Src))), "table/csv", "the data cannot be read: %v", pe.Err)
			return nil
		}
		if err != nil {
			st.found.Errorf(f.Span(0, 0), "table/csv", "the data cannot be read: %v", err)
			return nil
		}
		var cells []rawCell
		for i, value := range record {
			field := newField(f, offset(reader.FieldPos(i)), value)
			if i == len(numeric) {
				numeric = append(numeric, true)
			}
			if len(rows) > 0 && field.text != "" && field.text != "^^" && strings.Trim(field.text, numerals) != "" {
				numeric[i] = false
			}
			cells = append(cells, rawCell{inlines: c.cellText(field), colspan: 1, joins: field.text == "^^", span: field.span})
		}
		rows = append(rows, cells)
		spans = append(spans, cells[0].span.Until(cells[len(cells)-1].span))
	}
	if sign := otherSeparator(rows, f); sign != "" {
		st.found.Errorf(spans[0], "table/csv", "the fields of the data are parted by %s; commas were expected", sign).WithHint("save the file with commas between the fields")
		return nil
	}
	if len(rows) == 0 {
		st.found.Errorf(f.Span(0, 0), "table/csv", "the data file has no rows")
		return nil
	}
	aligns := make([]doc.Align, len(rows[0]))
	for i := range aligns {
		if i > 0 && numeric[i] {
			aligns[i] = doc.AlignRight
		}
	}
	return st.table(rows, spans, aligns, at, "write a field for every column, empty where it has nothing; a comma inside a field needs quotation marks around the field")
}

// otherSeparator names the sign that parts the fields of a file in which no comma does.
func otherSeparator(rows [][]rawCell, f *diag.File) string {
	if len(rows) == 0 || len(rows[0]) > 1 {
		return ""
	}
	first := f.Line(1)
	switch {
	case bytes.ContainsRune(first, ';'):
		return "semicolons"
	case bytes.ContainsRune(first, '\t'):
		return "tabs"
	}
	return ""
}

// A field is one cell of a data file.
type field struct {
	text string    // without the quotation marks around it, those inside single, and without space at its ends
	span diag.Span // of all that stands between two commas
	at   []int     // where each byte of text stands in the file, and where the last one ends
}

// newField is the field that begins at an offset of the file and has that value.
func newField(f *diag.File, start int, value string) field {
	at := make([]int, 0, len(value)+1)
	end := start
	if quoted := start < len(f.Src) && f.Src[start] == '"'; quoted {
		end++
		for i := range len(value) {
			at = append(at, end)
			if end++; value[i] == '"' || value[i] == '\n' && f.Src[end-1] == '\r' { // a mark is doubled, the reader takes two bytes for one line end
				end++
			}
		}
		at = append(at, end)
		end++
	} else {
		for range len(value) {
			at = append(at, end)
			end++
		}
		at = append(at, end)
	}
	text := strings.TrimRightFunc(value, unicode.IsSpace)
	lead := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	return field{text[lead:], f.Span(start, end), at[lead : len(text)+1]}
}

// place is where bytes of the text stand in the file; the whole field for no place.
func (d field) place(s diag.Span) diag.Span {
	if s.IsZero() {
		return d.span
	}
	last := len(d.text)
	return d.span.File.Span(d.at[min(s.Start, last)], d.at[min(s.End, last)])
}

// cellText reads the inlines of a data field.
func (c *converter) cellText(d field) []doc.Inline {
	if d.text == "" || d.text == "^^" {
		return nil
	}
	src := []byte(d.text)
	sub := &state{file: diag.NewFile(d.span.File.Name, src), found: &diag.List{}, options: c.options}
	pc := parser.NewContext()
	pc.Set(stateKey, sub)
	tree := inlineSyntax.Parse(text.NewReader(src), parser.WithContext(pc))
	inner := converter{state: sub, src: src}
	var out []doc.Inline
	for p := tree.FirstChild(); p != nil; p = p.NextSibling() {
		in, _ := inner.text(p)
		out = append(out, in...)
	}
	for _, x := range sub.found.Sorted() {
		x.Span = d.place(x.Span)
		for i := range x.Related {
			x.Related[i].Span = d.place(x.Related[i].Span)
		}
		c.found.Add(x)
	}
	d.relocate(out)
	return out
}

// relocate gives inlines of the text their places in the file.
func (d field) relocate(inlines []doc.Inline) {
	doc.WalkInlines(inlines, func(in doc.Inline) bool {
		doc.SetPlace(in, d.place(in.Where()))
		switch in := in.(type) {
		case *doc.Citation:
			for i := range in.Sources {
				x := &in.Sources[i]
				x.Span, x.KeySpan = d.place(x.Span), d.place(x.KeySpan)
			}
		case *doc.Pending:
			for i := range in.Targets {
				in.Targets[i].Span = d.place(in.Targets[i].Span)
			}
		}
		return true
	})
}
