package compile

import (
	"fmt"
	"strconv"
	"strings"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
	"rapporteur/internal/style"
)

// noting makes notes out of citations, inline notes and named notes, in reading order.
type noting struct {
	*compiler
	file    *diag.File // of the section we are in
	defs    map[*diag.File]map[string][]*definition
	table   *doc.Table           // the table we are in, for lettered notes
	tables  map[string]*doc.Note // its notes by name
	letters *cite.Lettered       // writes its notes
	inLine  bool                 // we are in a line under a table
	// cite writes a citation that stands in the text of a note or in a line under a table.
	cite func(sources []doc.CitedSource, span diag.Span) []doc.Inline
}

// definition is a [^name]: text and what has become of it.
type definition struct {
	*markdown.NoteDefinition
	note *doc.Note
	used diag.Span
}

// series tells what a citation becomes at the place where it stands.
type series int

const (
	numbered series = iota // a numbered note
	lettered               // a note under the table
	inside                 // its own words, in a note or in a line under a table
)

func (c *compiler) makeNotes() {
	c.writer = cite.NewWriter(c.registry, c.lang)
	n := &noting{compiler: c, defs: map[*diag.File]map[string][]*definition{}}
	for _, s := range c.sections {
		byName := map[string][]*definition{}
		for _, d := range s.Notes {
			byName[d.Name] = append(byName[d.Name], &definition{NoteDefinition: d})
		}
		n.defs[s.File] = byName
	}
	for _, s := range c.report.Sections {
		n.file = s.File
		doc.Walk(c.report.Blocks[s.Start:s.End], func(b doc.Block) bool {
			n.block(b)
			return true
		})
	}
	for _, s := range c.sections {
		n.unused(s)
	}
	if c.unread {
		return // what is not known may cite any entry
	}
	sources := c.progressSources()
	for _, e := range n.writer.Unused() {
		if sources[e.Key] {
			continue
		}
		c.found.Warnf(e.Span(), "cite/unused-key", "entry %q is not cited", e.Key).WithHint("cite it, or take it out of the registry")
	}
}

func (n *noting) block(b doc.Block) {
	switch b := b.(type) {
	case *doc.Table:
		b.Caption.Inlines = n.inlines(b.Caption.Inlines, numbered)
		n.table, n.tables = b, map[string]*doc.Note{}
		n.letters = n.writer.Lettered()
		for _, r := range b.Rows {
			for _, c := range r.Cells {
				c.Inlines = n.inlines(c.Inlines, lettered)
			}
		}
		n.table = nil
		n.lines(b.Caption.Lines)
	case *doc.Picture:
		b.Caption.Inlines = n.inlines(b.Caption.Inlines, numbered)
		n.lines(b.Caption.Lines)
	default:
		doc.Texts(b, func(in *[]doc.Inline) { *in = n.inlines(*in, numbered) })
	}
}

// lines resolves the lines under a table, which print their sources in full: they are no notes that another note could refer to.
func (n *noting) lines(lines []doc.TextLine) {
	w := n.writer.Lettered()
	n.inLine = true
	defer func() { n.inLine = false }()
	n.cite = func(sources []doc.CitedSource, span diag.Span) []doc.Inline { return w.Inside(sources, span, n.found) }
	for i := range lines {
		lines[i].Inlines = n.inlines(lines[i].Inlines, inside)
	}
}

// inlines resolves everything that calls a note or cites a source.
func (n *noting) inlines(in []doc.Inline, s series) []doc.Inline {
	out := make([]doc.Inline, 0, len(in))
	for _, x := range in {
		switch x := x.(type) {
		case *doc.Citation:
			out = append(out, n.citation(x, s)...)
		case *doc.NoteText:
			out = append(out, n.noteText(x, s)...)
		case *doc.NoteName:
			out = append(out, n.named(x, s)...)
		default:
			if kids := doc.Children(x); kids != nil {
				*kids = n.inlines(*kids, s)
			}
			out = append(out, x)
		}
	}
	return out
}

func (n *noting) citation(x *doc.Citation, s series) []doc.Inline {
	if len(x.Sources) == 0 {
		return nil // reported while parsing
	}
	if s == inside {
		return n.cite(x.Sources, x.Span)
	}
	if x.Bare {
		f := n.found.Errorf(x.Span, "cite/bare-key", "citation %q stands in the text without brackets", x.Span.Text())
		if id := doc.ID(x.Sources[0].Key); n.ids[id] {
			f.WithHint("give the id a prefix such as para-")
		} else if key := strings.ToLower(x.Sources[0].Key); key != x.Sources[0].Key && markdown.IsReference(key) {
			f.WithHint("write @%s for a reference, in small letters", key)
		} else if _, ok := n.registry.Lookup(x.Sources[0].Key); ok {
			f.WithHint("write [@%s], or \\@ for the sign itself", x.Sources[0].Key)
		} else {
			f.WithHint("write \\@ for the sign itself, or [@key] to cite a source")
		}
		return []doc.Inline{&doc.Text{Place: x.Place, Value: x.Span.Text()}}
	}
	note := n.open(s, doc.ID("note-"+hash(fingerprint([]doc.Inline{x}))), x.Span)
	if s == lettered {
		note.Inlines = n.letters.Note(x.Sources, x.Span, n.found)
	} else {
		note.Inlines = n.writer.Note(note.Number, note.ID, x.Sources, x.Span, n.found)
	}
	return []doc.Inline{&doc.Call{Place: x.Place, Note: note}}
}

// open starts the next note of a series.
func (n *noting) open(s series, id doc.ID, span diag.Span) *doc.Note {
	note := &doc.Note{ID: n.unique(id), Span: span}
	if s == lettered {
		note.Kind = doc.LetteredNote
		note.Number = len(n.table.Notes) + 1
		note.Mark = style.Counter('a', note.Number)
		n.table.Notes = append(n.table.Notes, note)
	} else {
		note.Number = len(n.report.Notes) + 1
		note.Mark = strconv.Itoa(note.Number)
		n.report.Notes = append(n.report.Notes, note)
	}
	return note
}

func (n *noting) noteText(x *doc.NoteText, s series) []doc.Inline {
	if s == inside {
		n.found.Errorf(x.Span, "note/in-note", "a note stands in a line under a table, which is a note itself").WithHint("write its text in the line")
		return nil
	}
	note := n.open(s, doc.ID("note-"+hash(fingerprint(x.Inlines))), x.Span)
	n.fill(note, x.Inlines)
	return []doc.Inline{&doc.Call{Place: x.Place, Note: note}}
}

// fill sets the words of a free note.
func (n *noting) fill(note *doc.Note, text []doc.Inline) {
	cited := false
	n.cite = func(sources []doc.CitedSource, span diag.Span) []doc.Inline {
		cited = true
		if note.Kind == doc.LetteredNote {
			return n.letters.Inside(sources, span, n.found)
		}
		return n.writer.Inside(note.Number, note.ID, sources, span, n.found)
	}
	note.Inlines = n.inlines(text, inside)
	if len(note.Inlines) > 0 {
		if _, ok := note.Inlines[0].(*doc.Cited); ok { // its words begin with a small letter inside a sentence
			cite.Capitalize(note.Inlines)
		}
	}
	switch {
	case cited:
	case note.Kind == doc.LetteredNote:
		n.letters.Plain()
	default:
		n.writer.Plain(note.Number)
	}
}

func (n *noting) named(x *doc.NoteName, s series) []doc.Inline {
	if s == inside {
		if n.inLine {
			n.found.Errorf(x.Span, "note/in-note", "a note is called in a line under a table, which is a note itself").WithHint("write its text in the line")
		}
		return nil // in the text of a note it was reported while reading
	}
	if s == lettered {
		if note, ok := n.tables[x.Name]; ok {
			return []doc.Inline{&doc.Call{Place: x.Place, Note: note}}
		}
	}
	d := n.lookup(x, s)
	if d == nil {
		return []doc.Inline{&doc.Text{Place: x.Place, Value: x.Span.Text()}}
	}
	if d.note != nil {
		n.found.Errorf(x.Span, "note/used-twice", "note %q is called twice; a note has one mark", x.Name).
			WithRelated(d.used, "the first mark is here").WithHint("refer to it with @note-%s, or write a second note", x.Name)
		return nil
	}
	note := n.open(s, doc.ID("note-"+x.Name), d.Span)
	note.Name = x.Name
	d.note, d.used = note, x.Span
	if s == lettered {
		n.tables[x.Name] = note
	}
	n.fill(note, d.Inlines)
	return []doc.Inline{&doc.Call{Place: x.Place, Note: note}}
}

// lookup finds the definition of a named note in its file. The notes of several tables may have the same name, such as "a": a table takes
// the first definition below it.
func (n *noting) lookup(x *doc.NoteName, s series) *definition {
	defs := n.defs[n.file][x.Name]
	if len(defs) == 0 {
		var names []string
		for name := range n.defs[n.file] {
			names = append(names, name)
		}
		where := "this file"
		if x.Span.File != n.file { // the mark stands in a data file
			where = n.file.Name
		}
		f := n.found.Errorf(x.Span, "note/undefined", "note %q has no text in %s", x.Name, where)
		if near := diag.Nearest(x.Name, names); len(near) > 0 {
			f.WithHint("write %s, or add a line [^%s]: text to %s", diag.Quoted(near), x.Name, where)
		} else {
			f.WithHint("add a line [^%s]: text to %s", x.Name, where)
		}
		return nil
	}
	if s == lettered {
		for _, d := range defs {
			if d.Span.Start > n.table.Span.Start {
				return d
			}
		}
		return defs[len(defs)-1]
	}
	for _, d := range defs[1:] {
		n.found.Errorf(d.NameSpan, "note/duplicate", "note %q is defined twice in this file", d.Name).WithRelated(defs[0].NameSpan, "the first is here")
		if d.note == nil {
			d.note = &doc.Note{} // not unused as well
		}
	}
	return defs[0]
}

// unused reports definitions without a mark: their text would not be printed.
func (n *noting) unused(s *markdown.Section) {
	for _, md := range s.Notes {
		for _, d := range n.defs[s.File][md.Name] {
			if d.NoteDefinition == md && d.note == nil {
				n.found.Errorf(d.Span, "note/unused", "note %q is not called, so its text would not be printed", d.Name).
					WithHint("write [^%s] where it belongs, or delete it", d.Name)
			}
		}
	}
}

// titleNotes makes the notes of the title, marked by asterisks.
func (c *compiler) titleNotes() []*doc.Note {
	var notes []*doc.Note
	for i, text := range c.config.TitleNotes[c.code] {
		span := c.config.Keys.Value("title_notes", c.code, fmt.Sprint(i))
		mark := "****************"[:min(i+1, 16)]
		note := &doc.Note{ID: c.unique(doc.ID(fmt.Sprintf("note-title-%d", i+1))), Kind: doc.TitleNote, Number: i + 1, Mark: mark, Span: span}
		note.Inlines = []doc.Inline{&doc.Text{Place: doc.Place{Span: span}, Value: text}}
		notes = append(notes, note)
	}
	return notes
}
