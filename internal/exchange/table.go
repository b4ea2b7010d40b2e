package exchange

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"rapporteur/internal/cells"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

// The columns of a table for people. The last four are those of a CSV file alone; a Word file has the mark in the cell of the id, and says the
// rest once, above the table.
const (
	columnID       = "id"
	columnSource   = "source"
	columnTarget   = "target"
	columnComment  = "comment"
	columnState    = "state"
	columnMark     = "mark"
	columnFile     = "file"
	columnLanguage = "language"
	columnReport   = "report"
)

var (
	wordColumns = []string{columnID, columnSource, columnTarget, columnComment, columnState}
	csvColumns  = append(wordColumns[:len(wordColumns):len(wordColumns)], columnMark, columnFile, columnLanguage, columnReport)
)

// Lines above the table of a Word file begin so.
const (
	lineReport   = "Report: "
	lineFile     = "Original: "
	lineLanguage = "Translation: "
)

// howTo is printed above the table, in the language of the translation where it is one of these, else in English.
var howTo = map[string]string{
	"en": "Write in the third column only. Each row is one sentence. {1} and {/1} stand for italics, links, notes and references: keep every one of them, once, and move it where it belongs. State: write “reviewed” or “final” where you have read the sentence and approve it.",
	"es": "Escriba solo en la tercera columna. Cada fila es una oración. {1} y {/1} representan cursivas, enlaces, notas y referencias: conserve cada uno, una sola vez, y póngalo donde corresponda. Estado (state): escriba «reviewed» o «final» si ha leído la oración y la aprueba.",
	"fr": "N’écrivez que dans la troisième colonne. Chaque ligne est une phrase. {1} et {/1} représentent l’italique, les liens, les notes et les renvois : gardez chacun d’eux, une seule fois, à la place qui convient. État (state) : écrivez « reviewed » ou « final » si vous avez lu la phrase et l’approuvez.",
}

// longWord is how long a word of a comment gets, in characters: an address would take the room of the sentences.
const longWord = 24

// shortWords cuts the long words of a comment.
func shortWords(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		words := strings.Fields(line)
		for j, word := range words {
			words[j] = cells.Cut(word, longWord)
		}
		lines[i] = strings.Join(words, " ")
	}
	return strings.Join(lines, "\n")
}

// rows are the cells of a document, as in csvColumns.
func (d *Document) rows() [][]string {
	var out [][]string
	for _, u := range d.Units {
		out = append(out, []string{
			u.ID, braced(u.Source.Pieces), braced(u.Target.Pieces), printable(d.Note(u)), u.State.String(),
			recorded(u.Source.Pieces) + " " + baseOf(u, false).String(), d.Original(), d.Section.To, d.Project,
		})
	}
	return out
}

// WriteCSV writes a document as a table for spreadsheets.
func WriteCSV(w io.Writer, d *Document) error {
	rows := [][]string{csvColumns}
	for _, row := range d.rows() {
		for i, cell := range row {
			if strings.HasPrefix(cell, "'") && cells.Inert(strings.TrimLeft(cell, "'")) != strings.TrimLeft(cell, "'") {
				row[i] = "'" + cell // it would be taken for the sign that a spreadsheet takes away
			}
		}
		rows = append(rows, row)
	}
	return cells.CSV(w, rows)
}

// WriteTable writes a document as a Word file with one table, in the style of a submission, which has no masthead, on pages that lie.
func WriteTable(w io.Writer, d *Document) error {
	sheet, err := tableSheet()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	found, err := docx.Render(&b, d.table(), sheet)
	if err == nil && found.HasErrors() {
		err = fmt.Errorf("%s", found.Sorted()[0].Message)
	}
	if err != nil {
		return fmt.Errorf("write table of section %q: %w", d.Section.Name, err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// tableSheet is the built-in sheet for tables.
func tableSheet() (*style.Sheet, error) {
	var found diag.List
	t := style.Templates{Project: templates.Files, Builtin: templates.Files, Found: &found}
	language, err := t.Language("en")
	if err != nil {
		return nil, err
	}
	sheet, err := t.Sheet("submission", language)
	if err != nil {
		return nil, err
	}
	sheet.Page = sheet.Landscape
	sheet.Table.Indent, sheet.Table.Width, sheet.Table.WideWidth = 0, sheet.Page.Frame(), sheet.Page.Frame()
	return sheet, nil
}

// table makes the document a report, to be rendered like any other.
func (d *Document) table() *doc.Report {
	s := d.Section
	title := s.Name + ": " + s.From + " → " + s.To
	advice := howTo[s.To]
	if advice == "" {
		advice = howTo["en"]
	}
	r := &doc.Report{Language: "en", Meta: doc.Meta{Title: title}, Front: doc.Front{Title: plainText(title)}}
	for i, line := range []string{lineReport + d.Project, lineFile + d.Original(), lineLanguage + s.To, advice} {
		r.Blocks = append(r.Blocks, &doc.Paragraph{Base: doc.Base{ID: doc.ID(fmt.Sprintf("line-%d", i+1))}, Inlines: plainText(line)})
	}
	t := &doc.Table{Base: doc.Base{ID: "units"}, Head: 1, Form: true, Columns: make([]doc.Column, len(wordColumns))}
	t.Rows = []*doc.Row{rowOf(doc.HeadRow, wordColumns)}
	for _, row := range d.rows() {
		row[0] += "\n" + row[len(wordColumns)]
		row[3] = shortWords(row[3])
		line := rowOf(doc.BodyRow, row[:len(wordColumns)])
		line.Cells[1].Inlines = []doc.Inline{&doc.Foreign{Language: s.From, Inlines: line.Cells[1].Inlines}}
		line.Cells[2].Inlines = []doc.Inline{&doc.Foreign{Language: s.To, Inlines: line.Cells[2].Inlines}}
		t.Rows = append(t.Rows, line)
	}
	r.Blocks = append(r.Blocks, t)
	return r
}

func plainText(s string) []doc.Inline { return []doc.Inline{&doc.Text{Value: s}} }

// rowOf makes a row of cells; a line feed in one begins a line.
func rowOf(kind doc.RowKind, texts []string) *doc.Row {
	row := &doc.Row{Kind: kind}
	for i, text := range texts {
		var inlines []doc.Inline
		for j, line := range strings.Split(text, "\n") {
			if j > 0 {
				inlines = append(inlines, &doc.Break{})
			}
			inlines = append(inlines, &doc.Text{Value: line})
		}
		row.Cells = append(row.Cells, &doc.Cell{Column: i, ColSpan: 1, RowSpan: 1, Inlines: inlines})
	}
	return row
}
