package term

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
)

// Status says whether a term is to be used.
type Status int

const (
	Preferred Status = iota
	Admitted         // as good where it fits better: an acronym, a short form
	Forbidden
)

var statusNames = []string{"preferred", "admitted", "forbidden"}

func (s Status) String() string { return statusNames[s] }

// A Term is what a concept is called in one language.
type Term struct {
	Text     string
	Language string
	Status   Status
	Note     string
	Source   string    // where the term comes from: an address, the symbol of a document
	Span     diag.Span // in the table; zero for terms from elsewhere
}

// A Concept is one thing with its terms, in the order of the table.
type Concept struct {
	ID    string
	Name  bool // the name of an institution, from a registry and not from the table of terms
	Terms []Term
}

// In returns the terms of a language, of those statuses or, without any, of all.
func (c *Concept) In(language string, of ...Status) []Term {
	var out []Term
	for _, t := range c.Terms {
		if t.Language == language && (len(of) == 0 || slices.Contains(of, t.Status)) {
			out = append(out, t)
		}
	}
	return out
}

// A Base is a table of terms. The zero Base is empty and ready.
type Base struct {
	File      *diag.File // the table; nil for none
	Languages []string   // in the order of the columns
	Concepts  []*Concept
}

// Concept returns the concept of that id; nil for none.
func (b *Base) Concept(id string) *Concept {
	for _, c := range b.Concepts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// Add adds a term to the concept of that id, which is made where there is none, and its language to the columns.
func (b *Base) Add(id string, t Term) *Concept {
	c := b.Concept(id)
	if c == nil {
		c = &Concept{ID: id}
		b.Concepts = append(b.Concepts, c)
	}
	c.Terms = append(c.Terms, t)
	if !slices.Contains(b.Languages, t.Language) {
		b.Languages = append(b.Languages, t.Language)
	}
	return c
}

// Count returns the number of terms.
func (b *Base) Count() int {
	n := 0
	for _, c := range b.Concepts {
		n += len(c.Terms)
	}
	return n
}

// languageCode is a language as columns name it: "es", "pt", "zh".
var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

// columns of the table that are no languages
var columns = []string{"concept", "status", "note", "source"}

// ReadCSV reads the table of terms. Its first row names the columns: "concept", one column a language, "status" (preferred, admitted or
// forbidden; nothing is preferred), "note", "source". A concept has as many rows as it needs. What does not fit is a finding, and the rest is
// read all the same.
func ReadCSV(f *diag.File, found *diag.List) *Base {
	b := &Base{File: f}
	src := bytes.TrimPrefix(f.Src, []byte("\ufeff"))
	skipped := len(f.Src) - len(src)
	r := csv.NewReader(bytes.NewReader(src))
	r.FieldsPerRecord = -1
	place := func(field int) diag.Span {
		line, column := r.FieldPos(field)
		start := f.Offset(line, 1) + column - 1
		if line == 1 {
			start += skipped
		}
		return f.Span(start, start+cellLength(f.Src[start:]))
	}
	rows := reader{base: b, found: found, seen: map[string]standing{}}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			at := f.Offset(bad.Line, 1) + max(bad.Column-1, 0)
			found.Errorf(f.Span(at, at), "term/csv", "the table of terms cannot be read from here on: %v", bad.Err)
			break
		}
		if rows.head == nil {
			rows.head = record
			if !rows.header(place) {
				return b
			}
			continue
		}
		rows.row(record, place)
	}
	if rows.head == nil {
		found.Errorf(f.Span(0, 0), "term/header", "the table of terms is empty; a first row with the names of the columns was expected").
			WithHint(`begin with "concept,es,en,status,note,source"`)
	}
	return b
}

// cellLength is how many bytes belong to the cell that src begins with, at least up to the end of its line.
func cellLength(src []byte) int {
	quoted := false
	for i, c := range src {
		switch {
		case c == '"':
			quoted = !quoted
		case c == '\n', c == '\r', c == ',' && !quoted:
			return i
		}
	}
	return len(src)
}

type reader struct {
	base  *Base
	found *diag.List
	head  []string
	seen  map[string]standing // language and text → where they stand first
}

// A standing term is one that the table has, with its concept.
type standing struct {
	Term
	concept string
}

// header reads the names of the columns; false where the table cannot be read by them.
func (r *reader) header(place func(int) diag.Span) bool {
	ok := true
	for i, name := range r.head {
		name = strings.ToLower(strings.TrimSpace(name))
		switch {
		case slices.Contains(r.head[:i], name):
			r.found.Errorf(place(i), "term/header", "the table of terms has the column %q twice", name)
			ok = false
		case slices.Contains(columns, name):
		case languageCode.MatchString(name):
			r.base.Languages = append(r.base.Languages, name)
		default:
			f := r.found.Errorf(place(i), "term/header", "%q is no column of the table of terms; \"concept\", \"status\", \"note\", \"source\" or the code of a language was expected", name)
			if strings.ContainsAny(name, ";\t") {
				f.WithHint("save the table with commas between its cells")
			}
			ok = false
		}
		r.head[i] = name
	}
	if !slices.Contains(r.head, "concept") || len(r.base.Languages) == 0 {
		r.found.Errorf(place(0), "term/header", "the table of terms needs a column \"concept\" and one a language")
		ok = false
	}
	return ok
}

// row reads one row into the base.
func (r *reader) row(record []string, place func(int) diag.Span) {
	if len(record) != len(r.head) {
		r.found.Errorf(place(0), "term/row", "the row has %d cells; the first row has %d", len(record), len(r.head)).
			WithHint("put a cell that holds a comma into quotation marks")
		return
	}
	for i, text := range record {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }) {
			r.found.Errorf(place(i), "term/text", "the column %q has characters that no text has", r.head[i]).WithHint("save the table as UTF-8")
			return
		}
	}
	cell := func(name string) (string, diag.Span) {
		i := slices.Index(r.head, name)
		if i < 0 {
			return "", diag.Span{}
		}
		return strings.Join(strings.Fields(record[i]), " "), place(i) // cells can have several lines
	}
	id, at := cell("concept")
	if id == "" {
		r.found.Errorf(at, "term/concept", "the row names no concept")
		return
	}
	name, at := cell("status")
	status := slices.Index(statusNames, name)
	if name == "" {
		status = int(Preferred)
	}
	if status < 0 {
		r.found.Errorf(at, "term/status", "status %q of concept %q; \"preferred\", \"admitted\" or \"forbidden\" was expected", name, id)
		return
	}
	note, _ := cell("note")
	source, _ := cell("source")
	any := false
	for _, language := range r.base.Languages {
		text, at := cell(language)
		if text == "" {
			continue
		}
		any = true
		t := Term{Text: text, Language: language, Status: Status(status), Note: note, Source: source, Span: at}
		if len(Words(text)) == 0 {
			r.found.Errorf(at, "term/text", "the term %q of concept %q holds no letter", text, id)
			continue
		}
		// Two concepts can have the same name, but nothing is to be used and forbidden.
		if first, ok := r.seen[language+" "+text]; ok && (first.concept == id || (first.Status == Forbidden) != (t.Status == Forbidden)) {
			r.found.Errorf(at, "term/twice", "the term %q stands twice in the table", text).WithRelated(first.Span, "it stands here as %s", first.Status)
			continue
		}
		r.seen[language+" "+text] = standing{t, id}
		r.base.Add(id, t)
	}
	if !any {
		_, at := cell("concept")
		r.found.Errorf(at, "term/no-term", "the row of concept %q has no term in any language", id)
	}
}

// rows are the rows of a concept: terms of the same status, note and source stand together, the first of every language in the first row,
// and so on.
func (c *Concept) rows() [][]Term {
	var out [][]Term
	for _, t := range c.Terms {
		i := slices.IndexFunc(out, func(row []Term) bool {
			x := row[0]
			return x.Status == t.Status && x.Note == t.Note && x.Source == t.Source && !slices.ContainsFunc(row, func(x Term) bool { return x.Language == t.Language })
		})
		if i < 0 {
			out = append(out, []Term{t})
			continue
		}
		out[i] = append(out[i], t)
	}
	return out
}

// CSV writes the table anew.
func (b *Base) CSV() []byte {
	var out bytes.Buffer
	head := append([]string{"concept"}, b.Languages...)
	head = append(head, "status", "note", "source")
	writeRows(&out, [][]string{head})
	for _, c := range b.Concepts {
		writeRows(&out, c.cells(head))
	}
	return out.Bytes()
}

// cells are the rows of a concept in the order of the columns head.
func (c *Concept) cells(head []string) [][]string {
	var out [][]string
	for _, row := range c.rows() {
		cells := make([]string, len(head))
		for i, name := range head {
			switch name {
			case "concept":
				cells[i] = c.ID
			case "status":
				cells[i] = row[0].Status.String()
			case "note":
				cells[i] = row[0].Note
			case "source":
				cells[i] = row[0].Source
			default:
				for _, t := range row {
					if t.Language == name {
						cells[i] = t.Text
					}
				}
			}
		}
		out = append(out, cells)
	}
	return out
}

func writeRows(out *bytes.Buffer, rows [][]string) {
	w := csv.NewWriter(out)
	_ = w.WriteAll(rows) // a buffer takes everything
}
