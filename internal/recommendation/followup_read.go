package recommendation

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
)

// The columns of a questionnaire as a table, as its first row names them. Those before columnDate are filled in by the program, the last three
// by the institution; the ones of readNeeds must be there when it comes back.
const (
	columnItem        = "recommendation" // "rec-33b"
	columnInstitution = "institution"
	columnLanguage    = "language"
	columnSubject     = "subject"
	columnAsked       = "asked"
	columnOthers      = "also answering"
	columnDeadline    = "deadline"
	columnStatus      = "status"
	columnReport      = "last report"
	columnNotes       = "notes so far"
	columnDate        = "date"
	columnNote        = "note"
	columnSource      = "source"
)

// itemMark stands before the id of a recommendation, as in references. It keeps spreadsheets from taking 124.10 for a number.
const itemMark = "rec-"

var (
	replyColumns = []string{columnItem, columnInstitution, columnLanguage, columnSubject, columnAsked, columnOthers, columnDeadline, columnStatus, columnReport, columnNotes, columnDate, columnNote, columnSource}
	readNeeds    = []string{columnItem, columnDate, columnNote}
)

// A Reply is what an institution says of a recommendation: a note of progress that is not in the registry yet.
type Reply struct {
	Item        *Item
	Date        time.Time
	Institution string // key, empty where nobody is named
	Language    string // of the text
	Text        string // in one line
	Source      string // key of the citation registry, or words; may be empty
	Span        diag.Span

	sourceAt diag.Span
}

// Replies are what a table of answers holds.
type Replies struct {
	New   []Reply // to be taken, in the order of the table
	Known []Reply // those that the registry has already
	Empty int     // rows in which nothing is filled in
}

// ReadReplies reads a table of answers: text in UTF-8 with commas, semicolons or tabs between the cells, as spreadsheets write it. Rows that
// cannot be taken are in found, each with its reason. Texts that name no language are in the one given; nothing was done after today.
func (r *Registry) ReadReplies(f *diag.File, language string, today time.Time, found *diag.List) Replies {
	t, ok := readTable(f, found)
	if !ok {
		return Replies{}
	}
	rows := replyReader{Registry: r, table: t, language: language, today: today, found: found, seen: map[string]diag.Span{}}
	for _, row := range t.rows {
		rows.read(row)
	}
	found.Merge(rows.aside)
	return rows.Replies
}

// KnowSources takes those away whose source is a misspelt key of the citation registry, for the registry would be wrong with them, and says so.
// Of other sources that look like keys it warns. The function tells whether a source looks like a key and is none, and which keys are near.
func (p *Replies) KnowSources(mistaken func(source string) (near []string, is bool), found *diag.List) {
	p.New = slices.DeleteFunc(p.New, func(r Reply) bool {
		near, is := mistaken(r.Source)
		switch {
		case len(near) > 0:
			found.Errorf(r.sourceAt, "reply/unknown", "source %q is not in the citation registry", r.Source).WithHint("write %s, or the source in words", diag.Quoted(near))
			return true
		case is:
			found.Warnf(r.sourceAt, "reply/source", "source %q looks like a key of the citation registry, which does not have it", r.Source).WithHint("add [%s] to citations, or write the source in words", r.Source)
		}
		return false
	})
}

// table is a CSV file: where each column is, and its rows.
type table struct {
	columns map[string]int
	width   int // cells of the first row
	rows    []row
}

// row is one row; spans are those of its cells.
type row struct {
	cells []string
	spans []diag.Span
}

// readTable reads the file, or says why it cannot.
func readTable(f *diag.File, found *diag.List) (table, bool) {
	start := 0
	if bytes.HasPrefix(f.Src, []byte("\xef\xbb\xbf")) {
		start = 3
	}
	if bad := firstInvalid(f.Src); bad >= 0 {
		found.Errorf(f.Span(bad, bad+1), "reply/not-csv", "the file is not text in UTF-8").WithHint(`save it from the spreadsheet as "CSV UTF-8"`)
		return table{}, false
	}
	// Spreadsheets of one maker say in a first line of their own what stands between the cells.
	if line, rest, _ := bytes.Cut(f.Src[start:], []byte("\n")); bytes.HasPrefix(bytes.ToLower(line), []byte("sep=")) {
		start = len(f.Src) - len(rest)
	}
	comma, columns := separator(f, start)
	rows, err := readRows(f, start, comma, -1)
	if err != nil {
		found.Errorf(errorPlace(f, start, err), "reply/not-csv", "the row cannot be read: %v", csvReason(err)).WithHint("put a cell that holds quotation marks between quotation marks, and double those inside")
		return table{}, false
	}
	if len(rows) == 0 {
		found.Errorf(f.Span(start, start), "reply/not-csv", "the file has no rows").WithHint("give the table that rapporteur recommendations ask has written")
		return table{}, false
	}
	t := table{columns: columns, width: len(rows[0].cells), rows: rows[1:]}
	return t, checkColumns(rows[0], columns, found)
}

// separator finds what stands between the cells, by the names in the first row, and the columns that it gives.
func separator(f *diag.File, start int) (rune, map[string]int) {
	best, most := ',', map[string]int{}
	for _, comma := range []rune{',', ';', '\t'} {
		head, err := readRows(f, start, comma, 1)
		if err != nil || len(head) == 0 {
			continue
		}
		if columns := columnsOf(head[0]); len(columns) > len(most) {
			best, most = comma, columns
		}
	}
	return best, most
}

// firstInvalid returns the offset of the first byte that is not text in UTF-8, -1 where there is none.
func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// readRows reads at most limit rows, all where it is negative, of the text from start.
func readRows(f *diag.File, start int, comma rune, limit int) ([]row, error) {
	text := f.Src[start:]
	lines := []int{start}
	for i, b := range text {
		if b == '\n' {
			lines = append(lines, start+i+1)
		}
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	var rows []row
	for limit < 0 || len(rows) < limit {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		one := row{cells: cells}
		for i := range cells {
			line, column := r.FieldPos(i)
			from := lines[line-1] + column - 1
			one.spans = append(one.spans, f.Span(from, min(from+max(len(cells[i]), 1), len(f.Src))))
		}
		rows = append(rows, one)
	}
	return rows, nil
}

// errorPlace is where the reader of rows gave up.
func errorPlace(f *diag.File, start int, err error) diag.Span {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return f.Span(start, start)
	}
	first := f.Span(start, start).Position().Line
	at := f.Offset(first+parse.StartLine-1, 1)
	return f.Span(at, at)
}

func csvReason(err error) string {
	switch {
	case errors.Is(err, csv.ErrQuote):
		return "a quotation mark is not closed, or text follows it"
	case errors.Is(err, csv.ErrBareQuote):
		return "a quotation mark stands in a cell that does not begin with one"
	}
	return err.Error()
}

// fold makes the name of a column of what a spreadsheet may have made of it.
func fold(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(name))), " ")
}

// columnsOf finds the columns in a first row.
func columnsOf(head row) map[string]int {
	columns := map[string]int{}
	for i, cell := range head.cells {
		name := fold(cell)
		if _, twice := columns[name]; !twice && slices.Contains(replyColumns, name) {
			columns[name] = i
		}
	}
	return columns
}

// checkColumns reports columns that are missing or there twice. Columns that have no meaning here may stand beside them.
func checkColumns(head row, columns map[string]int, found *diag.List) bool {
	ok := true
	var other []string
	for i, cell := range head.cells {
		name := fold(cell)
		first, known := columns[name]
		switch {
		case !known:
			other = append(other, strings.TrimSpace(cell))
		case first != i:
			found.Errorf(head.spans[i], "reply/columns", "column %q is there twice", name).WithRelated(head.spans[first], "the first is here").WithHint("remove one")
			ok = false
		}
	}
	for _, name := range readNeeds {
		if _, there := columns[name]; there {
			continue
		}
		f := found.Errorf(head.spans[0], "reply/columns", "the table has no column %q", name)
		if near := diag.Nearest(name, other); len(near) > 0 {
			f.WithHint("rename the column %s", diag.Quoted(near))
		} else {
			f.WithHint("begin with a row that names the columns: %s", strings.Join(replyColumns, ", "))
		}
		ok = false
	}
	return ok
}

// replyReader makes replies of rows.
type replyReader struct {
	*Registry
	Replies
	table    table
	language string
	today    time.Time
	found    *diag.List
	aside    diag.List            // warnings, which refuse no row
	seen     map[string]diag.Span // what rows before have said
}

// cell returns a cell in one line, and where it stands; empty where the table does not have that column.
func (t *table) cell(r row, column string) (string, diag.Span) {
	i, ok := t.columns[column]
	if !ok {
		return "", r.spans[0]
	}
	return oneLine(r.cells[i]), r.spans[i]
}

// oneLine joins the lines of a text as the registry does; no-break spaces are the author's and stay.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }), " ")
}

// read takes one row.
func (rr *replyReader) read(r row) {
	if !slices.ContainsFunc(r.cells, func(c string) bool { return oneLine(c) != "" }) {
		return
	}
	if len(r.cells) != rr.table.width {
		rr.found.Errorf(r.spans[0], "reply/row", "the row has %d cells; the first row of the table has %d", len(r.cells), rr.table.width).
			WithHint("put a cell that holds a comma or a semicolon between quotation marks")
		return
	}
	text, textAt := rr.table.cell(r, columnNote)
	day, dayAt := rr.table.cell(r, columnDate)
	source, sourceAt := rr.table.cell(r, columnSource)
	if text == "" && day == "" && source == "" {
		rr.Replies.Empty++
		return
	}
	before := rr.found.Len()
	reply := Reply{Text: text, Source: source, Language: rr.language, Span: r.spans[0], sourceAt: sourceAt}
	reply.Item = rr.item(r)
	reply.Date = rr.date(day, dayAt, reply.Item)
	rr.who(r, &reply)
	if text == "" {
		rr.found.Errorf(textAt, "reply/missing", "the row has no %q, which says what was done", columnNote).WithHint("write it, or empty the date and the source")
	}
	rr.plain(text, textAt)
	rr.plain(source, sourceAt)
	if rr.found.Len() > before {
		return
	}
	key := fmt.Sprintf("%q %s %q %q %q", reply.Item.ID, reply.Date.Format(time.DateOnly), reply.Institution, reply.Language, reply.Text)
	first, twice := rr.seen[key]
	rr.seen[key] = r.spans[0]
	switch {
	case twice:
		rr.found.Errorf(r.spans[0], "reply/twice", "the row says the same of paragraph %s as another one", reply.Item.Name).WithRelated(first, "the first is here").WithHint("remove one")
		rr.seen[key] = first
	case reply.known():
		rr.Known = append(rr.Known, reply)
	default:
		rr.New = append(rr.New, reply)
		if lines := strings.Count(strings.TrimSpace(r.cells[rr.table.columns[columnNote]]), "\n") + 1; lines > 1 {
			rr.aside.Warnf(textAt, "reply/lines", "the note has %d lines; the registry keeps it in one", lines).WithHint("make a row of each, or look whether it can be read so")
		}
	}
}

// known reports whether the registry has the note already.
func (p *Reply) known() bool {
	return slices.ContainsFunc(p.Item.Notes, func(n Progress) bool {
		text, _ := n.Text.In(p.Language, "")
		return n.Date.Equal(p.Date) && n.Institution == p.Institution && text == p.Text
	})
}

// item finds the recommendation that a row answers.
func (rr *replyReader) item(r row) *Item {
	text, at := rr.table.cell(r, columnItem)
	if text == "" {
		rr.found.Errorf(at, "reply/missing", "the row does not say which recommendation it answers").WithHint("write its paragraph, such as rec-33b")
		return nil
	}
	name := strings.NewReplacer("(", "", ")", "", " ", "", "\u00a0", "", "@", "").Replace(strings.ToLower(text))
	id, marked := strings.CutPrefix(name, itemMark)
	if !marked && isDecimal(id) {
		rr.found.Errorf(at, "reply/unknown", "%q may have lost a zero: spreadsheets take 124.10 for a number", text).WithHint("write %s%s, with all its digits", itemMark, id)
		return nil
	}
	it := rr.Find(ID(id))
	if m := writtenName.FindStringSubmatch(strings.ToLower(text)); it == nil && m != nil {
		name := m[1] + m[2]
		if m[3] != "" {
			name += "-" + m[3]
		}
		it = rr.Find(ID(name))
	}
	if it == nil {
		f := rr.found.Errorf(at, "reply/unknown", "there is no recommendation %q", text)
		if near := rr.Nearest(ID(id)); len(near) > 0 {
			for i := range near {
				near[i] = itemMark + near[i]
			}
			f.WithHint("write %s", diag.Quoted(near))
		}
		return nil
	}
	if !it.Asks() {
		f := rr.found.Errorf(at, "reply/unknown", "paragraph %s states a concern and asks nothing", it.Name)
		for _, other := range it.Document.Items {
			if other.Concern == it.Name && other.Parent == nil {
				f.WithHint("write %s%s", itemMark, other.ID)
			}
		}
		return nil
	}
	return it
}

// writtenName is how people write the number of a paragraph or an item: "paragraph 33 b)", "para. 33 (d) (i)", "párr. 33 d) i)".
var writtenName = regexp.MustCompile(`^(?:(?:paragraphe?s?|párrafos?|item|para|par|párr)\.?)?[ \x{00a0}]*([0-9]+(?:\.[0-9]+)?)[ \x{00a0}]*(?:\(?([a-z]{1,2})\)?)?[ \x{00a0}]*(?:\(?([a-z]{1,5})\)?)?$`)

// isDecimal reports whether s is digits with one dot between them.
func isDecimal(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && strings.Contains(s, ".")
}

// plain reports characters that no text has.
func (rr *replyReader) plain(s string, at diag.Span) {
	if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
		rr.found.Errorf(at, "reply/text", "the cell holds a control character, %U", []rune(s[i:])[0]).WithHint("remove it")
		return
	}
	visible := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)
	}
	if s != "" && !strings.ContainsFunc(s, visible) {
		rr.found.Errorf(at, "reply/text", "the cell holds no visible character, only %U", []rune(s)[0]).WithHint("write text, or empty it")
		return
	}
	// Embeddings and overrides make what is read another text than what is written; those who write from right to left need none of them.
	if i := strings.IndexFunc(s, func(r rune) bool { return r >= '\u202A' && r <= '\u202E' }); i >= 0 {
		rr.found.Errorf(at, "reply/text", "the cell holds a character that turns the direction of the text, %U", []rune(s[i:])[0]).WithHint("remove it")
	}
}

// who takes the institution and the language of a row.
func (rr *replyReader) who(r row, reply *Reply) {
	key, at := rr.table.cell(r, columnInstitution)
	if key != "" && rr.Institution(key) == nil {
		var known []string
		for _, in := range rr.Institutions {
			known = append(known, in.Key)
		}
		f := rr.found.Errorf(at, "reply/unknown", "there is no institution %q in %s/%s", key, Folder, institutionsFile)
		switch near := rr.called(key); {
		case near != "":
			f.WithHint("write %q, which has this name", near)
		case len(diag.Nearest(key, known)) > 0:
			f.WithHint("write %s", diag.Quoted(diag.Nearest(key, known)))
		case institutionForm.MatchString(key):
			f.WithHint("add [%s] with its name there, or write the key of one that is there", key)
		default:
			f.WithHint("write the key of one that is there, such as INM, and not a name")
		}
	}
	if in := rr.Institution(key); in != nil && reply.Item != nil && len(reply.Item.Owners()) > 0 && !reply.Item.asksOf(key) {
		rr.aside.Warnf(at, "reply/institution", "%s is not among the institutions that answer for paragraph %s, which are %s", key, reply.Item.Name, strings.Join(reply.Item.Owners(), ", ")).
			WithHint("add it to them in %s, or take the row out", Folder)
	}
	reply.Institution = key
	if code, at := rr.table.cell(r, columnLanguage); code != "" {
		if !isLanguage(code) {
			rr.found.Errorf(at, "reply/text", "%q is not the code of a language", code).WithHint("write a code such as es")
		}
		reply.Language = code
	}
}

// called returns the key of the institution that has this name in some language, empty where none has.
func (r *Registry) called(name string) string {
	for _, in := range r.Institutions {
		if slices.ContainsFunc(texts(in.Name), func(s string) bool { return strings.EqualFold(s, name) }) {
			return in.Key
		}
	}
	return ""
}

// slashed is a date as spreadsheets of many countries write it.
var slashed = regexp.MustCompile(`^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$`)

// date reads a date. Day and month may change places from country to country; where they cannot be told apart, the date is refused.
func (rr *replyReader) date(text string, at diag.Span, it *Item) time.Time {
	if text == "" {
		rr.found.Errorf(at, "reply/missing", "the row has no %q", columnDate).WithHint("write the day, such as 2021-10-31")
		return time.Time{}
	}
	day, err := time.Parse("2006-1-2", strings.ReplaceAll(text, "/", "-"))
	if m := slashed.FindStringSubmatch(text); m != nil {
		dayFirst, errDay := time.Parse("2/1/2006", m[1]+"/"+m[2]+"/"+m[3])
		monthFirst, errMonth := time.Parse("1/2/2006", m[1]+"/"+m[2]+"/"+m[3])
		switch {
		case errDay == nil && errMonth == nil && !dayFirst.Equal(monthFirst):
			rr.found.Errorf(at, "reply/date", "%q may be %s or %s", text, dayFirst.Format(time.DateOnly), monthFirst.Format(time.DateOnly)).WithHint("write one of the two")
			return time.Time{}
		case errDay == nil:
			day, err = dayFirst, nil
		case errMonth == nil:
			day, err = monthFirst, nil
		}
	}
	if err != nil {
		rr.found.Errorf(at, "reply/date", "%q is no day", text).WithHint("write it as 2021-10-31")
		return time.Time{}
	}
	if day.Year() < firstYear || day.Year() > lastYear {
		rr.found.Errorf(at, "reply/date", "the day is %s; one from %d to %d was expected", day.Format(time.DateOnly), firstYear, lastYear).WithHint("write it as 2021-10-31")
		return time.Time{}
	}
	if day.After(rr.today) {
		rr.found.Errorf(at, "reply/date", "%s is still to come; today is %s", day.Format(time.DateOnly), rr.today.Format(time.DateOnly)).WithHint("write the day on which it was done")
	}
	if it != nil && day.Before(it.Document.Adopted) {
		rr.found.Errorf(at, "reply/date", "%s is before the document was adopted, on %s", day.Format(time.DateOnly), it.Document.Adopted.Format(time.DateOnly))
	}
	return day
}
