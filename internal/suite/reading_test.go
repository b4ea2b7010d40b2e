package suite_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"

	gocmp "github.com/google/go-cmp/cmp"

	"rapporteur/internal/doc"
)

// A reading is what a reader has found in a document: what a person would see, whatever the format. Note marks stand in texts as "[12]".
type reading struct {
	Front      string // masthead and committee, as words
	Title      string
	Received   string
	TitleNotes []piece
	Body       []piece
	Notes      []piece // the numbered notes
}

// A piece is one paragraph, heading, item, row, …: what stands on its own.
type piece struct {
	Kind   kind
	Level  int    // of a heading, from 1
	Marker string // number, letter, label, mark
	Text   string
	Cells  []string // of a row, one for each column; covered where a cell from the left or from above reaches
}

type kind string

const (
	heading   kind = "heading"
	paragraph kind = "paragraph"
	item      kind = "item"
	quoted    kind = "quoted" // a paragraph in a quotation
	caption   kind = "caption"
	row       kind = "row"
	picture   kind = "picture" // its text is the description
	under     kind = "under"   // a line under a table or picture
	lettered  kind = "lettered"
	note      kind = "note"
)

// covered is the content of a position that another cell covers.
const covered = "∅"

// lines prints pieces one a line, for comparing.
func lines(pieces []piece) []string {
	out := []string{}
	for _, p := range pieces {
		line := string(p.Kind)
		if p.Level > 0 {
			line += fmt.Sprint(" ", p.Level)
		}
		if p.Marker != "" {
			line += " " + plain(p.Marker)
		}
		if p.Kind == row {
			for _, c := range p.Cells {
				line += " | " + plain(c)
			}
		} else {
			line += ": " + plain(p.Text)
		}
		out = append(out, line)
	}
	return out
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "\u00ad", "")

// plain makes texts of different formats comparable: straight quotation marks, plain spaces, one space for a run of white space.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(straight.Replace(s), unicode.IsSpace), " ")
}

// same compares two readings and reports every difference.
func same(t *testing.T, want, got *reading) {
	t.Helper()
	for _, part := range []struct {
		name      string
		want, got []string
	}{
		{"front", []string{plain(want.Front)}, []string{plain(got.Front)}},
		{"title", []string{plain(want.Title), plain(want.Received)}, []string{plain(got.Title), plain(got.Received)}},
		{"notes of the title", lines(want.TitleNotes), lines(got.TitleNotes)},
		{"text", lines(want.Body), lines(got.Body)},
		{"notes", lines(want.Notes), lines(got.Notes)},
	} {
		if diff := difference(part.want, part.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", part.name, diff)
		}
	}
}

// difference shows where two long lists part, a few lines of each; it is empty when they are the same.
func difference(want, got []string) string {
	const shown = 5
	from := 0
	for from < len(want) && from < len(got) && want[from] == got[from] {
		from++
	}
	want, got = want[from:], got[from:]
	if len(want)+len(got) == 0 {
		return ""
	}
	for len(want) > 0 && len(got) > 0 && want[len(want)-1] == got[len(got)-1] {
		want, got = want[:len(want)-1], got[:len(got)-1]
	}
	diff := gocmp.Diff(want[:min(shown, len(want))], got[:min(shown, len(got))])
	return fmt.Sprintf("from line %d on, %d lines for %d:\n%s", from+1, len(got), len(want), diff)
}

// A span is a cell as formats give it.
type span struct {
	column           int // -1: the first free one
	colSpan, rowSpan int
	text             string
}

// layOut places the cells of a table and returns its rows. Every position must be covered exactly once.
func layOut(table [][]span) ([]piece, error) {
	var rows []piece
	width := 0
	reach := map[int]int{} // by column: the row up to which a cell from above reaches
	for i, spans := range table {
		cells := map[int]string{}
		for column, until := range reach {
			if until > i {
				cells[column] = covered
			}
		}
		for _, s := range spans {
			column := s.column
			for column < 0 || s.column < 0 && cells[column] != "" {
				column++
			}
			for k := range max(1, s.colSpan) {
				if _, taken := cells[column+k]; taken {
					return nil, fmt.Errorf("row %d: two cells at column %d", i+1, column+k+1)
				}
				cells[column+k] = covered
				reach[column+k] = i + max(1, s.rowSpan)
			}
			cells[column] = cmp.Or(plain(s.text), " ")
		}
		width = max(width, len(cells))
		p := piece{Kind: row}
		for column := range width {
			text, ok := cells[column]
			if !ok {
				return nil, fmt.Errorf("row %d: nothing at column %d of %d", i+1, column+1, width)
			}
			p.Cells = append(p.Cells, text)
		}
		rows = append(rows, p)
	}
	return rows, nil
}

// readModel reads a compiled report itself: what every format has to show.
func readModel(t *testing.T, r *doc.Report) *reading {
	t.Helper()
	f := r.Front
	m := &modelReader{t: t}
	out := &reading{Title: doc.MarkedText(f.Title), Received: f.Received, TitleNotes: m.notes(note, f.TitleNotes), Notes: m.notes(note, r.Notes)}
	out.Front = strings.Join([]string{f.Organization, f.Symbol, strings.Join(f.Treaty, " "), strings.Join(f.Distribution, " "), strings.Join(f.Committee, " ")}, " ")
	m.blocks(r.Blocks, paragraph)
	out.Body = m.body
	return out
}

type modelReader struct {
	t    *testing.T
	body []piece
}

func (m *modelReader) add(p piece) { m.body = append(m.body, p) }

func (m *modelReader) notes(k kind, notes []*doc.Note) []piece {
	var out []piece
	for _, n := range notes {
		out = append(out, piece{Kind: k, Marker: n.Mark, Text: doc.MarkedText(n.Inlines)})
	}
	return out
}

func (m *modelReader) blocks(blocks []doc.Block, para kind) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			m.add(piece{Kind: heading, Level: b.Level, Marker: b.Number, Text: doc.MarkedText(b.Inlines)})
		case *doc.Paragraph:
			m.add(piece{Kind: para, Marker: b.Label, Text: doc.MarkedText(b.Inlines)})
		case *doc.List:
			for _, it := range b.Items {
				m.add(piece{Kind: item, Marker: it.Marker, Text: doc.MarkedText(it.Inlines)})
				m.blocks(it.Blocks, para)
			}
		case *doc.Quote:
			m.blocks(b.Blocks, quoted)
		case *doc.Picture:
			m.caption(b.Caption)
			m.add(piece{Kind: picture, Text: b.Alt})
			m.under(b.Caption)
		case *doc.Table:
			m.table(b)
		default:
			m.t.Fatalf("reader of the model does not know %T", b)
		}
	}
}

func (m *modelReader) caption(c doc.Caption) {
	if c.Label != "" || len(c.Inlines) > 0 {
		m.add(piece{Kind: caption, Marker: c.Label, Text: doc.MarkedText(c.Inlines)})
	}
}

func (m *modelReader) under(c doc.Caption) {
	for _, l := range c.Lines {
		m.add(piece{Kind: under, Text: l.Label + " " + doc.MarkedText(l.Inlines)})
	}
}

func (m *modelReader) table(b *doc.Table) {
	var table [][]span
	for _, r := range b.Rows {
		var spans []span
		for _, c := range r.Cells {
			spans = append(spans, span{c.Column, c.ColSpan, c.RowSpan, doc.MarkedText(c.Inlines)})
		}
		table = append(table, spans)
	}
	rows, err := layOut(table)
	if err != nil {
		m.t.Errorf("table %s: %v", b.ID, err)
	}
	m.caption(b.Caption)
	m.body = append(m.body, rows...)
	m.under(b.Caption)
	m.body = append(m.body, m.notes(lettered, b.Notes)...)
}

// readExpected reads expected.json: what every faithful build of a published report must show. It says nothing of the first page
// but the title.
func readExpected(t *testing.T, name string) *reading {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var e struct {
		Title      string
		TitleNotes []string `json:"title_notes"`
		Blocks     []expectedBlock
		Notes      []struct {
			Number int
			Text   string
		}
	}
	if err := json.Unmarshal(src, &e); err != nil {
		t.Fatal(err)
	}
	r := &reading{Title: e.Title}
	for i, n := range e.TitleNotes {
		mark := strings.Repeat("*", i+1)
		r.Title += "[" + mark + "]"
		r.TitleNotes = append(r.TitleNotes, piece{Kind: note, Marker: mark, Text: n})
	}
	for _, n := range e.Notes {
		r.Notes = append(r.Notes, piece{Kind: note, Marker: fmt.Sprint(n.Number), Text: n.Text})
	}
	for _, b := range e.Blocks {
		r.Body = append(r.Body, b.pieces(t)...)
	}
	return r
}

type expectedBlock struct {
	Type, Text, Caption string
	Number              any
	Level               int
	Children            []struct {
		Marker, Text string
		Quoted       bool
	}
	Cells [][]*string
	Under []struct{ Role, Text string }
}

func (b expectedBlock) pieces(t *testing.T) []piece {
	labels := map[string]string{"table": "Table ", "figure": "Figure ", "source": "Source: ", "note": "Note: ", "key": "NA: "}
	switch b.Type {
	case "heading":
		number, _ := b.Number.(string)
		return []piece{{Kind: heading, Level: b.Level, Marker: number, Text: b.Text}}
	case "paragraph":
		out := []piece{{Kind: paragraph, Marker: fmt.Sprint(b.Number, "."), Text: b.Text}}
		for _, c := range b.Children {
			if c.Quoted {
				out = append(out, piece{Kind: quoted, Text: c.Marker + " " + c.Text})
			} else {
				out = append(out, piece{Kind: item, Marker: c.Marker, Text: c.Text})
			}
		}
		return out
	case "table", "figure":
		out := []piece{{Kind: caption, Marker: labels[b.Type] + fmt.Sprint(b.Number), Text: b.Caption}}
		for _, r := range b.Cells {
			p := piece{Kind: row}
			for _, c := range r {
				if c == nil {
					p.Cells = append(p.Cells, covered)
				} else {
					p.Cells = append(p.Cells, *c)
				}
			}
			out = append(out, p)
		}
		for _, u := range b.Under {
			out = append(out, piece{Kind: under, Text: labels[u.Role] + u.Text})
		}
		return out
	}
	t.Fatalf("expected.json has a block of type %q", b.Type)
	return nil
}
