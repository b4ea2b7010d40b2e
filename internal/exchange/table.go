package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/internal/cells"
	"rapporteur/internal/style"
	"rapporteur/internal/translation"
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
			d.mark(u, printable(d.Note(u))), d.Original(), d.Section.To, d.Project,
		})
	}
	return out
}

// mark is what a row remembers of a unit: the original and what is beside it, the translation, the state.
func (d *Document) mark(u *translation.Unit, beside string) string {
	return recorded(u.Source.Pieces) + "-" + besideMark(linesOf(beside)) + " " + baseOf(u, false).String()
}

// linesOf are the lines of a cell in which something stands.
func linesOf(cell string) []string {
	var out []string
	for line := range strings.SplitSeq(cell, "\n") {
		if line = squeeze(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// besideMark remembers how many lines stand beside a sentence, and which: "3-1f0c22ab".
func besideMark(lines []string) string {
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return strconv.Itoa(len(lines)) + "-" + hex.EncodeToString(sum[:4])
}

// written is what a translator has written beside a sentence: the lines of the cell that are not those of the mark. Where ours have been edited
// it is the whole cell.
func written(cell, mark string) string {
	lines := linesOf(cell)
	number, _, _ := strings.Cut(mark, "-")
	n, err := strconv.Atoi(number)
	switch {
	case err != nil || n < 0 || len(lines) == 0:
		return ""
	case n <= len(lines) && besideMark(lines[:n]) == mark:
		lines = lines[n:]
	case n <= len(lines) && besideMark(lines[len(lines)-n:]) == mark:
		lines = lines[:len(lines)-n]
	}
	return strings.Join(lines, " / ")
}

// WriteCSV writes a document as a table for spreadsheets.
func WriteCSV(w io.Writer, d *Document) error {
	rows := [][]string{csvColumns}
	for _, row := range d.rows() {
		for i, cell := range row {
			if bare := strings.TrimLeft(cell, "'"); bare != cell && calculated(bare) || dateLike(cell) {
				row[i] = "'" + cell // one that is there already would be taken for the sign that a spreadsheet takes away
			}
		}
		rows = append(rows, row)
	}
	return cells.CSV(w, rows)
}

// calculated reports whether a spreadsheet takes a cell for something else than text: it stands there with an apostrophe before it.
func calculated(cell string) bool { return cells.Inert(cell) != cell || dateLike(cell) }

// dateLike reports whether a cell is a date and nothing else: a spreadsheet writes "January 2020" back as "Jan-20".
func dateLike(cell string) bool {
	const longest = 40 // bytes of a date
	if len(cell) > longest {
		return false
	}
	all := languages()
	numbers, months := 0, 0
	for _, word := range strings.FieldsFunc(strings.ToLower(cell), func(r rune) bool { return r == 'º' || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch _, err := strconv.Atoi(strings.TrimRight(word, "sthnrde")); {
		case err == nil:
			numbers++
		case slices.ContainsFunc(all, func(l *style.Language) bool {
			return slices.ContainsFunc(l.Dates.Months, func(month string) bool { return word == strings.ToLower(month) })
		}):
			months++
		case word != "de" && word != "del":
			return false
		}
	}
	return numbers > 0 && months == 1
}
