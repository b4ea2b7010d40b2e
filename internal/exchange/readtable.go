package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

// isZip tells Word files from text.
func isZip(f *diag.File) bool { return bytes.HasPrefix(f.Src, []byte("PK\x03\x04")) }

// A tableRow is a row that came back.
type tableRow struct {
	cell    map[string]string // by the names of columns
	changed []string          // who has changed the translation under tracking
	mark    string            // bookmark; empty for none
	remarks []Remark          // comments
	at      diag.Span
}

// unit reads a row; false for one that is empty.
func (row tableRow) unit() (Returned, bool) {
	source, target := row.cell[columnSource], row.cell[columnTarget]
	ids := strings.Fields(row.cell[columnID])
	if len(ids) == 0 && strings.TrimSpace(source+target) == "" {
		return Returned{}, false
	}
	u := Returned{At: row.at, Mark: row.mark, Remarks: row.remarks, Proposers: row.changed, Unsure: len(row.changed) > 0}
	mark := strings.Fields(row.cell[columnMark])
	if len(ids) > 0 {
		u.ID = ids[0]
		if len(mark) == 0 {
			mark = ids[1:]
		}
	}
	state, known := stateNamed(row.cell[columnState])
	if len(mark) > 0 {
		beside := ""
		u.Recorded, beside, _ = strings.Cut(mark[0], "-")
		u.Base = parseBase(strings.Join(mark[1:], " "))
		u.remark(written(row.cell[columnComment], beside))
	}
	if !known {
		u.remark(squeeze(row.cell[columnState]))
	}
	switch {
	case len(mark) > 0 && u.Base.Hash == "":
		u.Fault = "the cell of the id has more in it than an id and its mark: rows have been merged, or it has been edited"
	case max(utf8.RuneCountInString(source), utf8.RuneCountInString(target)) > maxUnit:
		u.Fault = fmt.Sprintf("the text has more than %d characters", maxUnit)
		return u, true
	case row.short():
		u.Fault = "the row has too few cells: cells have been merged or deleted"
	case u.Recorded != "" && u.Recorded == recorded(unbraced(target, "")) && u.Recorded != recorded(unbraced(source, "")):
		u.Fault = "the original stands in the column of the translation; put both back into their columns"
		u.Recorded = "" // that says it all
	}
	if strings.TrimSpace(source) != "" {
		u.Source = unbraced(source, "")
	} else if u.Recorded = ""; u.ID == "" {
		u.Fault = "the row has neither an id nor an original"
	}
	if strings.TrimSpace(target) != "" {
		u.Target = unbraced(target, source)
	}
	if len(translation.Codes(u.Target)) > maxCodes {
		u.Target, u.Fault = nil, fmt.Sprintf("the text has more than %d codes", maxCodes)
	}
	switch {
	case len(u.Target) == 0:
		u.State = translation.Missing
	case u.Unsure:
		u.State = translation.Draft
	case known:
		u.State = state
	default:
		u.State = u.Base.State
	}
	return u, true
}

// remark adds what somebody without a name has written beside a unit.
func (u *Returned) remark(text string) {
	if text != "" {
		u.Remarks = append(u.Remarks, Remark{Text: text})
	}
}

// stateNamed reads a state, in the words of any of the languages.
func stateNamed(word string) (translation.State, bool) {
	word = strings.ToLower(strings.Trim(strings.TrimSpace(word), "\"'“”«».\u00a0 "))
	if s, ok := translation.ParseState(word); ok {
		return s, true
	}
	all := languages()
	for _, l := range all {
		for name, label := range l.Exchange.States {
			if label == word {
				return translation.ParseState(name)
			}
		}
	}
	return 0, false
}

// short reports whether cells of a row have been merged or deleted, so that the state does not stand in the last one.
func (row tableRow) short() bool {
	for _, name := range []string{columnTarget, columnComment} {
		if _, ok := stateNamed(row.cell[name]); ok && strings.TrimSpace(row.cell[columnState]) == "" {
			return true
		}
	}
	return false
}

// isCSV finds out what parts the cells of a table that has the columns of ours.
func isCSV(src []byte) (comma rune, ok bool) {
	head, _, _ := strings.Cut(strings.TrimPrefix(string(src[:min(len(src), 4096)]), "\uFEFF"), "\n")
	for _, comma := range ",;\t" {
		var names []string
		for name := range strings.SplitSeq(head, string(comma)) {
			names = append(names, columnName(name))
		}
		if slices.Contains(names, columnTarget) && (slices.Contains(names, columnID) || slices.Contains(names, columnSource)) {
			return comma, true
		}
	}
	return 0, false
}

func columnName(cell string) string { return strings.ToLower(strings.Trim(cell, "\" \t\r\uFEFF")) }

// readCSV reads a table of a spreadsheet. A row says itself where it belongs, so that rows of several sections may stand in one file.
func readCSV(f *diag.File, comma rune) ([]*Batch, error) {
	if !utf8.Valid(f.Src) {
		return nil, errors.New("the text is not in UTF-8; save it as “CSV UTF-8”")
	}
	src := bytes.TrimPrefix(f.Src, []byte("\uFEFF"))
	if bytes.HasPrefix(bytes.TrimPrefix(src, []byte(`"`)), []byte("ï»¿")) {
		return nil, errors.New("its letters are damaged: it was opened as if it were not in UTF-8; open the file that went out anew, as UTF-8, and save it so")
	}
	base := len(f.Src) - len(src)
	in := csv.NewReader(bytes.NewReader(src))
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = comma, -1, true
	var names []string
	var out []*Batch
	for n := 0; ; n++ {
		start := int(in.InputOffset())
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if n > maxElements {
			return nil, fmt.Errorf("it has more than %d rows", maxElements)
		}
		if n == 0 {
			for _, cell := range record {
				names = append(names, columnName(cell))
			}
			continue
		}
		row := tableRow{cell: map[string]string{}, at: f.Span(base+start, base+start+lineLength(src[start:]))}
		for i, cell := range record[:min(len(record), len(names))] {
			row.cell[names[i]] = calculable(cell)
		}
		u, ok := row.unit()
		if !ok {
			continue
		}
		b := Batch{File: f, At: row.at, Original: row.cell[columnFile], Project: row.cell[columnReport], To: row.cell[columnLanguage]}
		b.From, _, _ = sectionOf(b.Original)
		if last := len(out) - 1; last < 0 || out[last].Original != b.Original || out[last].Project != b.Project || out[last].To != b.To {
			out = append(out, &b)
		}
		out[len(out)-1].Units = append(out[len(out)-1].Units, u)
	}
}

// lineLength is the length of the first line, without what ends it.
func lineLength(src []byte) int {
	if i := bytes.IndexAny(src, "\r\n"); i >= 0 {
		return i
	}
	return len(src)
}

// calculable takes away the sign that keeps a spreadsheet from calculating.
func calculable(cell string) string {
	if bare := strings.TrimLeft(cell, "'"); bare != cell && calculated(bare) {
		return cell[1:]
	}
	return cell
}
