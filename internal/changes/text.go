package changes

import (
	"cmp"
	"io"
	"strings"

	"rapporteur/internal/cells"
	"rapporteur/internal/redline"
)

// TextOptions say what a terminal can show.
type TextOptions struct {
	Color bool
	Width int // so many columns; 0 for lines of any length
}

// The looks of text on a terminal. What is inserted and deleted stands between signs besides.
type look string

const (
	plainLook    look = ""
	titleLook    look = "\x1b[1m"
	quietLook    look = "\x1b[2m"
	sectionLook  look = "\x1b[1;36m"
	insertedLook look = "\x1b[32m"
	deletedLook  look = "\x1b[31m"
)

// looks of the pieces.
var looks = map[redline.PieceKind]look{redline.Kept: plainLook, redline.Inserted: insertedLook, redline.Deleted: deletedLook}

// signs stand around what is inserted and deleted, as git has them.
var signs = map[redline.PieceKind][2]string{redline.Inserted: {"{+", "+}"}, redline.Deleted: {"[-", "-]"}}

// Text writes what a terminal shows: a summary, and the changes section by section, words marked "[-old-]{+new+}".
func Text(w io.Writer, lists []*List, opt TextOptions) error {
	t := &textWriter{wrapper: wrapper{color: opt.Color, width: opt.Width}}
	for i, l := range lists {
		if i > 0 {
			t.line()
		}
		t.List = l
		t.list(len(lists) > 1)
	}
	_, err := io.WriteString(w, t.out.String())
	return err
}

type textWriter struct {
	*List
	wrapper
}

// list writes one list; named says that its language is to be named.
func (t *textWriter) list(named bool) {
	head := cmp.Or(t.Symbol, t.Title)
	if named {
		head = strings.TrimPrefix(head+", "+t.words.Name, ", ")
	}
	t.write(0, span{head, titleLook})
	t.write(0, span{t.draft(t.Old) + " → " + t.draft(t.New), plainLook})
	t.line()
	if t.Summary.Changes == 0 {
		t.write(0, span{t.words.Redline.Preface.Nothing, plainLook})
	} else {
		for row := range strings.Lines(cells.Align(rightward(t.table()))) {
			t.line(span{strings.TrimSuffix(row, "\n"), plainLook})
		}
	}
	if numbers := t.renumberings(); len(numbers) > 0 {
		t.line()
		t.write(0, span{t.words.Changes.Renumbered, titleLook})
		for _, n := range numbers {
			t.write(2, span{n, plainLook})
		}
	}
	t.figures()
	t.changes()
}

// rightward sets all columns but the first flush right.
func rightward(rows [][]string) [][]string {
	for column := 1; column < len(rows[0]); column++ {
		most := 0
		for _, row := range rows {
			most = max(most, columns(row[column]))
		}
		for _, row := range rows {
			row[column] = strings.Repeat(" ", most-columns(row[column])) + row[column]
		}
	}
	return rows
}

func (t *textWriter) figures() {
	for _, g := range t.figureGroups() {
		t.line()
		t.write(0, span{g.title, titleLook})
		for _, r := range g.rows {
			spans := []span{{r.place, plainLook}}
			if r.section != "" {
				spans = append(spans, span{" · " + r.section, quietLook})
			}
			t.write(4, append(append(spans, span{": ", plainLook}), replaced(r.old, r.new)...)...)
		}
	}
}

// replaced is "old → new"; what is missing is a dash.
func replaced(old, new string) []span {
	return []span{{cmp.Or(old, "—"), deletedLook}, {" → ", plainLook}, {cmp.Or(new, "—"), insertedLook}}
}

func (t *textWriter) changes() {
	for _, c := range t.chapters() {
		t.line()
		t.write(0, span{c.name, sectionLook})
		t.line(span{strings.Repeat("─", columns(c.name)), sectionLook})
		if c.answers != "" {
			t.write(0, span{c.answers, quietLook})
			t.line()
		}
		for i, e := range c.entries {
			if i > 0 {
				t.line()
			}
			t.entry(e)
		}
	}
}

func (t *textWriter) entry(e entry) {
	head := []span{{e.title, titleLook}, {": " + e.word, plainLook}}
	if e.heading != "" {
		head = append(head, span{" · " + e.heading, quietLook})
	}
	t.write(0, head...)
	if about := e.about(); about != "" {
		t.write(2, span{about, quietLook})
	}
	for _, p := range e.texts {
		t.passage(p)
	}
}

func (t *textWriter) passage(p passage) {
	var spans []span
	if p.label != "" {
		spans = append(spans, span{p.label + ": ", quietLook})
	}
	for i, v := range p.pieces {
		text := v.Text
		if v.form {
			text = formed(v.Piece)
		}
		if v.Kind == redline.Kept {
			text = strings.ReplaceAll(text, "\n", "\n ")
		}
		sign := signs[v.Kind]
		if i > 0 && p.pieces[i-1].Kind == v.Kind {
			sign[0] = ""
		}
		if i+1 < len(p.pieces) && p.pieces[i+1].Kind == v.Kind {
			sign[1] = ""
		}
		spans = append(spans, span{sign[0] + text + sign[1], looks[v.Kind]})
	}
	t.write(4, spans...)
}

// formed is the text of a piece with signs for its form, as they are written in sections.
func formed(p Piece) string {
	text := strings.TrimSpace(p.Text)
	before, after, _ := strings.Cut(p.Text, text)
	if p.Raised {
		text = "^" + text + "^"
	}
	if p.Italic {
		text = "*" + text + "*"
	}
	if p.Bold {
		text = "**" + text + "**"
	}
	if p.Link != "" {
		text = "[" + text + "](" + p.Link + ")"
	}
	return before + text + after
}
