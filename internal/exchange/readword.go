package exchange

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
	"rapporteur/internal/word"
)

// somebody is the author of what a file has without one.
const somebody = "somebody without a name"

// readTable reads a Word file with a table, as WriteTable makes it. Tracked changes count as accepted.
func readTable(f *diag.File) ([]*Batch, error) {
	d, err := word.Read(bytes.NewReader(f.Src), int64(len(f.Src)))
	if err != nil {
		return nil, err
	}
	b := &Batch{}
	var rows []*wordRow
	for _, p := range d.Paragraphs {
		if p.Row == 0 {
			b.line(p)
			continue
		}
		if n := len(rows); n == 0 || rows[n-1].number != p.Row {
			rows = append(rows, &wordRow{number: p.Row})
		}
		rows[len(rows)-1].take(p)
	}
	if len(rows) == 0 {
		return nil, errors.New("there is no table in it")
	}
	for _, r := range d.Remarks {
		at := slices.IndexFunc(rows, func(row *wordRow) bool { return row.number == r.Row })
		if r.Author == "" {
			r.Author = somebody
		}
		if remark := (Remark{r.Author, squeeze(r.Text)}); at < 0 {
			b.Remarks = append(b.Remarks, remark)
		} else {
			rows[at].remarks = append(rows[at].remarks, remark)
		}
	}
	var found []*tableRow
	columns := wordColumns
	for _, row := range rows {
		if heads := row.heads(); heads != nil {
			columns = heads
			b.Remarks = append(b.Remarks, row.remarks...)
			continue
		}
		found = append(found, row.row(columns))
	}
	// Findings show the rows, for the file itself is nothing to look at.
	var text strings.Builder
	var ends []int
	for _, row := range found {
		ids := append(strings.Fields(row.cell[columnID]), "")
		text.WriteString(ids[0] + " | " + squeeze(row.cell[columnSource]) + " | " + squeeze(row.cell[columnTarget]))
		ends = append(ends, text.Len())
		text.WriteString("\n")
	}
	b.File = diag.NewFile(f.Name, []byte(text.String()))
	b.At = b.File.Span(0, 0)
	b.From, _, _ = sectionOf(b.Original)
	start := 0
	for i, row := range found {
		row.at = b.File.Span(start, ends[i])
		start = ends[i] + 1
		if u, ok := row.unit(); ok {
			b.Units = append(b.Units, u)
		} else {
			b.Remarks = append(b.Remarks, row.remarks...)
		}
	}
	return []*Batch{b}, nil
}

// inBrackets is a code of a language behind its name.
var inBrackets = regexp.MustCompile(`\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)$`)

// line takes a line above the table. It is known by its bookmark, or by what it begins with in any of the languages.
func (b *Batch) line(p word.Paragraph) {
	text := squeeze(p.Text)
	all := languages()
	for _, x := range []struct {
		name  string
		label func(*style.ExchangeWords) string
		value *string
	}{
		{columnReport, func(w *style.ExchangeWords) string { return w.Report }, &b.Project},
		{columnSource, func(w *style.ExchangeWords) string { return w.Original }, &b.Original},
		{columnTarget, func(w *style.ExchangeWords) string { return w.Translation }, &b.To},
	} {
		if *x.value != "" {
			continue
		}
		rest, ok := "", false
		for _, l := range all {
			if label := squeeze(x.label(&l.Exchange)); label != "" && !ok {
				rest, ok = strings.CutPrefix(text, label)
			}
		}
		if !ok && slices.ContainsFunc(p.Bookmarks, func(name string) bool { return strings.EqualFold(name, strings.ReplaceAll(lineMark, "-", "_")+x.name) }) {
			_, rest, ok = strings.Cut(text, ":")
		}
		if !ok {
			continue
		}
		rest = strings.TrimSpace(rest)
		if m := inBrackets.FindStringSubmatch(rest); m != nil && x.name == columnTarget {
			rest = m[1]
		}
		*x.value = rest
		return
	}
}

// A wordRow is a row of a Word table, whatever stands in which column.
type wordRow struct {
	number  int
	cells   []string   // from the first column on
	changed [][]string // who has changed them under tracking
	marks   [][]string // our bookmarks in them, without what these begin with
	remarks []Remark
}

// take takes a paragraph of the row.
func (r *wordRow) take(p word.Paragraph) {
	if p.Cell < 1 || p.Cell > len(wordColumns) {
		return
	}
	for len(r.cells) < p.Cell {
		r.cells, r.changed, r.marks = append(r.cells, ""), append(r.changed, nil), append(r.marks, nil)
	}
	at := p.Cell - 1
	r.cells[at] = strings.TrimSpace(r.cells[at] + "\n" + p.Text)
	for _, author := range p.Changed {
		if author == "" {
			author = somebody
		}
		if !slices.Contains(r.changed[at], author) {
			r.changed[at] = append(r.changed[at], author)
		}
	}
	for _, name := range p.Bookmarks {
		if mark, ok := strings.CutPrefix(strings.ToLower(name), wordMark); ok {
			r.marks[at] = append(r.marks[at], mark)
		}
	}
}

// heads are the columns that the row names, nil where it does not: by bookmarks, or in the words of any of the languages.
func (r *wordRow) heads() []string {
	var out []string
	known := 0
	for i, cell := range r.cells {
		name := ""
		for _, mark := range r.marks[i] {
			if slices.Contains(wordColumns, mark) {
				name = mark
			}
		}
		if name == "" {
			name = headNamed(cell)
		}
		if slices.Contains(out, name) {
			name = ""
		}
		if name != "" {
			known++
		}
		out = append(out, name)
	}
	if known < 2 {
		return nil
	}
	return out
}

// headNamed is the column of which a cell is the head in one of the languages, empty for none.
func headNamed(cell string) string {
	cell, _, _ = strings.Cut(strings.ToLower(squeeze(cell)), " (")
	all := languages()
	for _, l := range all {
		w := &l.Exchange
		for i, label := range []string{w.ID, w.Source, w.Target, w.Comment, w.State} {
			if label, _, _ = strings.Cut(strings.ToLower(squeeze(label)), " ("); cell != "" && label == cell {
				return wordColumns[i]
			}
		}
	}
	return ""
}

// row gives the cells the names of their columns.
func (r *wordRow) row(columns []string) *tableRow {
	out := &tableRow{cell: map[string]string{}, remarks: r.remarks}
	for i, cell := range r.cells[:min(len(r.cells), len(columns))] {
		if columns[i] == "" {
			continue
		}
		out.cell[columns[i]] = cell
		if columns[i] == columnTarget {
			out.changed = r.changed[i]
		}
		for _, mark := range r.marks[i] {
			if out.mark != "" && out.mark != mark {
				mark = "" // rows have been merged
			}
			out.mark = mark
		}
	}
	return out
}
