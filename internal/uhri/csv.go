package uhri

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

// ReadCSV reads records from the sheet saved as CSV, with commas, semicolons or tabs between the cells. Columns that are not known are noted,
// and dates that are none.
func ReadCSV(src []byte) ([]Annotation, []Note, error) {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	rows, err := rowsOf(src)
	if err != nil {
		return nil, nil, err
	}
	head, err := rows.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("no CSV: %w", err)
	}
	notes := newNotes()
	at := make([]*column, len(head))
	for i, name := range head {
		if at[i] = find(name); at[i] != nil && slices.Index(at, at[i]) < i {
			return nil, nil, fmt.Errorf("there are two columns %q", name)
		}
	}
	for _, need := range []string{"Text", "Document Symbol"} {
		if !slices.Contains(at, find(need)) {
			return nil, nil, fmt.Errorf("there is no column %q", need)
		}
	}
	var all []Annotation
	for {
		cells, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return all, notes.list(), nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("no CSV: %w", err)
		}
		var a Annotation
		for i, cell := range cells {
			switch {
			case at[i] == nil && strings.TrimSpace(cell) != "":
				notes.count(fmt.Sprintf("column %q is not known", head[i]))
			case at[i] != nil:
				cell = active(strings.ReplaceAll(cell, "\r\n", "\n"))
				if err := at[i].set(&a, strings.Split(cell, "\n")); err != nil {
					notes.leftOut(len(all)+1, &a, at[i].sheet, err)
				}
			}
		}
		all = append(all, a)
	}
}

// rowsOf returns a reader of the rows, with the separator by which the head has the most known columns.
func rowsOf(src []byte) (*csv.Reader, error) {
	best, most := ',', 0
	for _, separator := range []rune{',', ';', '\t'} {
		r := csv.NewReader(bytes.NewReader(src))
		r.Comma = separator
		head, err := r.Read()
		if err != nil {
			continue
		}
		known := 0
		for _, name := range head {
			if find(name) != nil {
				known++
			}
		}
		if known > most {
			best, most = separator, known
		}
	}
	if most == 0 {
		return nil, errors.New("no column is one of the Universal Human Rights Index")
	}
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma = best
	return r, nil
}

// WriteCSV writes records as the sheet has them: all lists and single values of lists with "- " before them, dates as numbers of days. What a
// spreadsheet would take for a formula has an apostrophe before it, which [ReadCSV] takes off; the lists are lists to those who read the sheet.
func WriteCSV(w io.Writer, all []Annotation) error {
	out := csv.NewWriter(w)
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = c.sheet
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for n := range all {
		for i := range columns {
			line[i] = columns[i].cell(&all[n])
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cell is the value of a column in the sheet.
func (c *column) cell(a *Annotation) string {
	switch from := c.field(a).(type) {
	case *string:
		return inert(*from)
	case *[]string:
		var lines []string
		for _, v := range *from {
			lines = append(lines, "- "+v)
		}
		return strings.Join(lines, "\n")
	case *time.Time:
		return serial(*from)
	}
	panic(fmt.Sprintf("uhri: column %q has no form in the sheet", c.sheet))
}

// formula is the beginning of what a spreadsheet takes for a formula, with the apostrophes before it that keep it from that.
var formula = regexp.MustCompile(`^'*[=+@\t\r-]`)

// inert keeps a spreadsheet from taking a text for a formula, by an apostrophe; active takes it off.
func inert(text string) string {
	if formula.MatchString(text) {
		return "'" + text
	}
	return text
}

func active(text string) string {
	if strings.HasPrefix(text, "'") && formula.MatchString(text) {
		return text[1:]
	}
	return text
}
