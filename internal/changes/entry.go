package changes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/redline"
	"rapporteur/internal/style"
)

// An entry is a change as it is printed: its words, and what says where they stand.
type entry struct {
	number   int    // from 1: index of the change and one; of blocks that were moved together, of the first
	count    int    // of such blocks, and 1 for all others
	title    string // "paragraph 12 (was 11)"
	kind     redline.Kind
	word     string // the kind in words
	heading  string // words of the heading above; empty for a heading
	by       string // "Ana, 15 January 2024"
	commit   string // the whole hash
	answers  string // recommendations that the block itself answers
	restyled string
	texts    []passage
}

// A passage is a Passage as it is printed, or a field of the registry, or the beginning of a block that was moved.
type passage struct {
	label  string // "footnote 11"; empty for the block's own words
	pieces []view
}

// A view is a piece as it is printed. What follows from changes elsewhere is kept in its newer words, for nobody wrote it.
type view struct {
	Piece
	form bool // only the form differs, and is to be shown by signs where there is no other way
}

// A chapter is the changes of one section, or of the first page.
type chapter struct {
	name    string
	answers string // recommendations that the section says it answers
	entries []entry
}

// chapters are the changes as they are printed. Blocks that were moved together, and are the same, are one entry.
func (l *List) chapters() []chapter {
	var out []chapter
	section := ""
	for i := 0; i < len(l.Changes); i++ {
		c := &l.Changes[i]
		at := c.at()[0]
		e := entry{
			number: i + 1, count: 1, title: l.title(c), kind: c.Kind, word: l.word(c),
			by: l.by(c), commit: c.Commit, answers: l.answers(c), restyled: c.Restyled,
		}
		if at.Part != redline.HeadingPart {
			e.heading = at.Heading
		}
		e.texts = l.texts(c)
		for i+1 < len(l.Changes) && unchanged(c) && unchanged(&l.Changes[i+1]) && c.Run > 0 && l.Changes[i+1].Run == c.Run {
			e.count++
			i++
		}
		if e.count > 1 {
			e.title += ", " + style.Fill(l.words.Changes.Together, "number", strconv.Itoa(e.count-1))
		}
		if len(out) == 0 || at.Section != section {
			section = at.Section
			out = append(out, chapter{name: cmp.Or(section, l.words.Redline.Preface.FirstPage)})
			if len(c.SectionAnswers) > 0 {
				out[len(out)-1].answers = style.Fill(l.words.Changes.Answers, "list", strings.Join(c.SectionAnswers, ", "))
			}
		}
		last := &out[len(out)-1]
		last.entries = append(last.entries, e)
	}
	return out
}

// about says who made a change in which commit, what it answers, and what differs of it beside its words.
func (e *entry) about() string {
	var all []string
	by := e.by
	if e.commit != "" {
		by = strings.TrimPrefix(by+", "+shortHash(e.commit), ", ")
	}
	for _, s := range []string{by, e.answers, e.restyled} {
		if s != "" {
			all = append(all, s)
		}
	}
	return strings.Join(all, " · ")
}

// shortHash is a hash as people write it.
func shortHash(hash string) string { return hash[:min(len(hash), 10)] }

// unchanged reports whether a block was moved, and nothing else.
func unchanged(c *Change) bool {
	return c.Kind == redline.Moved && len(c.Passages)+len(c.Sources) == 0 && c.Restyled == ""
}

// by says who made a change, and when.
func (l *List) by(c *Change) string {
	if c.Author == "" && c.Commit == "" {
		return ""
	}
	when := l.words.Date(c.Date)
	if c.Commit == "" {
		when = l.words.Changes.Uncommitted
	}
	return strings.Trim(c.Author+", "+when, ", ")
}

func (l *List) answers(c *Change) string {
	if len(c.Answers) == 0 {
		return ""
	}
	return style.Fill(l.words.Changes.Answers, "list", strings.Join(c.Answers, ", "))
}

// moved reports whether a block stands at another place. Its entry names the older one with the kind.
func moved(c *Change) bool { return c.Kind == redline.Moved || c.Kind == redline.MovedAndChanged }

// word says what has become of a block, and of one that was moved from where: "moved from II.A, paragraph 12".
func (l *List) word(c *Change) string {
	if !moved(c) {
		return l.words.Changes.Kinds[string(c.Kind)]
	}
	p := c.Old[0]
	name := l.place(p)
	switch q := l.words.Marks.Quotes; {
	case p.Number == "" && p.Near == "" || p.Part == redline.HeadingPart || strings.Contains(p.Number, ", "): // the number says which annex
	case p.Under != "":
		name = p.Under + ", " + name
	case p.Heading != "":
		name = q[0] + p.Heading + q[1] + ", " + name
	}
	return cmp.Or(style.Fill(l.words.Changes.From[string(c.Kind)], "place", name), l.words.Changes.Kinds[string(c.Kind)]) // a language of a project may lack it
}

// title names the place of a change, and the older one where that has another number.
func (l *List) title(c *Change) string {
	now := l.places(c.at())
	if len(c.New) == 0 || len(c.Old) == 0 {
		return now
	}
	was := l.places(c.Old)
	if was == now || moved(c) {
		return now
	}
	if c.Old[0].Part == c.New[0].Part && c.Old[0].Number != "" && c.New[0].Number != "" {
		was = numbers(c.Old)
	}
	return now + " (" + style.Fill(l.words.Changes.Was, "number", was) + ")"
}

func numbers(places []Place) string {
	var out []string
	for _, p := range places {
		out = append(out, p.Number)
	}
	return strings.Join(out, ", ")
}

// places names several blocks: "paragraphs 12, 13".
func (l *List) places(all []Place) string {
	plain := func(p Place) bool {
		return p.Part == redline.ParagraphPart && p.Number != "" && !strings.Contains(p.Number, ", ")
	}
	if len(all) > 1 && !slices.ContainsFunc(all, func(p Place) bool { return !plain(p) }) {
		return l.words.References.Paragraph.Many + " " + numbers(all)
	}
	var out []string
	for _, p := range all {
		if name := l.place(p); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

// place names a block as running text would: "paragraph 12", "section II.A"; what has no number by what it is and stands below.
func (l *List) place(p Place) string {
	refs, part := &l.words.References, l.words.Changes.Parts[string(p.Part)].One
	switch p.Part {
	case redline.FrontPart:
		return l.words.Redline.Preface.FirstPage
	case redline.SectionPart:
		return part + " " + p.Section
	case redline.NotePart:
		return refs.Footnote.One + " " + p.Number
	case redline.HeadingPart:
		switch {
		case p.annex:
			return p.Number
		case p.Number != "":
			return refs.Section.One + " " + p.Number
		}
		q := l.words.Marks.Quotes
		return part + " " + q[0] + p.Heading + q[1]
	case redline.TablePart, redline.PicturePart:
		if p.Number != "" {
			return p.Number
		}
	}
	if p.Number == "" {
		if p.Near == "" {
			return part
		}
		return part + " " + style.Fill(l.words.Changes.Near, "number", p.Near)
	}
	if i := strings.LastIndex(p.Number, ", "); i >= 0 { // in an annex
		return p.Number[:i+2] + refs.Paragraph.One + " " + p.Number[i+2:]
	}
	return refs.Paragraph.One + " " + p.Number
}

// texts are the passages of a change as they are printed.
func (l *List) texts(c *Change) []passage {
	var out []passage
	named := namesOf(c.Passages)
	for i := 0; i < len(c.Passages); i++ {
		p := &c.Passages[i]
		if n := wholeRow(c.Passages[i:]); n > 1 {
			out = append(out, passage{l.words.Changes.Row, rowViews(c.Passages[i : i+n])})
			i += n - 1
			continue
		}
		out = append(out, passage{l.label(p, named), views(p.Pieces)})
	}
	for _, s := range c.Sources {
		for _, f := range s.Fields {
			out = append(out, passage{style.Fill(l.words.Changes.Entry, "key", s.Key, "field", f.Name), fieldViews(f)})
		}
	}
	if c.Beginning != "" && len(c.Sources) == 0 {
		out = append(out, passage{"", []view{{Piece: Piece{Kind: redline.Kept, Text: c.Beginning}}}})
	}
	return out
}

func fieldViews(f Field) []view {
	var out []view
	if f.Old != "" {
		out = append(out, view{Piece: Piece{Kind: redline.Deleted, Text: f.Old}})
	}
	if f.New != "" {
		out = append(out, view{Piece: Piece{Kind: redline.Inserted, Text: f.New}})
	}
	return out
}

// wholeRow is how many passages, from the first, are the cells of one row that was added or removed; 0 where they are not.
func wholeRow(all []Passage) int {
	first := &all[0]
	kind := first.only()
	if first.Owner != redline.CellOwner || kind == redline.Kept || kind == "" || first.Column != 1 {
		return 0
	}
	n := 1
	for n < len(all) && all[n].Owner == redline.CellOwner && all[n].Row == first.Row && all[n].Column > all[n-1].Column && all[n].only() == kind {
		n++
	}
	return n
}

// rowViews is a row as one text, with bars between its cells.
func rowViews(cells []Passage) []view {
	var out []Piece
	for i := range cells {
		if i > 0 {
			out = append(out, Piece{Kind: cells[i].only(), Text: " | "})
		}
		out = append(out, cells[i].Pieces...)
	}
	return views(out)
}

// names says whether the rows and the columns of a table are called by their heads, and not by their numbers: all of one change in one way.
type names struct{ rows, columns bool }

// namesOf looks whether all rows and columns have a head of which cells differ. Of a row that came or went as a whole no cell is named.
func namesOf(all []Passage) names {
	named := names{true, true}
	for i := 0; i < len(all); i++ {
		if n := wholeRow(all[i:]); n > 1 {
			i += n - 1
		} else if p := &all[i]; p.Owner == redline.CellOwner {
			named.rows = named.rows && p.RowHead != ""
			named.columns = named.columns && p.ColumnHead != ""
		}
	}
	return named
}

// label says to what a passage belongs.
func (l *List) label(p *Passage, named names) string {
	w := &l.words.Changes
	switch p.Owner {
	case redline.CaptionOwner:
		return w.Caption
	case redline.CellOwner:
		row, column := strconv.Itoa(p.Row), strconv.Itoa(p.Column)
		if named.rows {
			row = p.RowHead
		}
		if named.columns {
			column = p.ColumnHead
		}
		return style.Fill(w.Cell, "row", row, "column", column)
	case redline.NoteOwner:
		name := w.Parts[string(redline.NotePart)].One + " " + p.Name
		if p.Was != "" && p.Was != p.Name {
			name += " (" + style.Fill(w.Was, "number", p.Was) + ")"
		}
		return name
	case redline.LineOwner:
		return strings.TrimRight(p.Name, ":\u00a0\u202f ")
	case redline.PictureOwner:
		if p.Name == "description" {
			return w.Description
		}
	}
	return p.Name
}

// views are pieces as they are printed: with far words left out, and without what nobody wrote.
func views(all []Piece) []view {
	var out []view
	for i := 0; i < len(all); {
		if all[i].Kind == redline.Kept || all[i].Follows {
			if p := all[i]; !p.Follows || p.Kind == redline.Inserted {
				p.Kind, p.Follows = redline.Kept, false
				out = append(out, view{Piece: p})
			}
			i++
			continue
		}
		n := i
		for n < len(all) && all[n].Kind != redline.Kept && !all[n].Follows {
			n++
		}
		out = append(out, changedViews(all[i:n])...)
		i = n
	}
	return near(out)
}

// changedViews are the pieces between kept words.
func changedViews(run []Piece) []view {
	text := map[redline.PieceKind]string{}
	for _, p := range run {
		text[p.Kind] += p.Text
	}
	old, new := text[redline.Deleted], text[redline.Inserted]
	if strings.TrimSpace(old+new) == "" && strings.Contains(old, "\n") != strings.Contains(new, "\n") {
		// A paragraph was divided or joined: the space that was or has come there says nothing.
		kind := redline.Inserted
		if strings.Contains(old, "\n") {
			kind = redline.Deleted
		}
		return []view{{Piece: Piece{Kind: kind, Text: "\n"}}, {Piece: Piece{Kind: redline.Kept, Text: " "}}}
	}
	var out []view
	for i := 0; i < len(run); { // what is deleted with what is inserted behind it
		gone := i
		for gone < len(run) && run[gone].Kind == redline.Deleted {
			gone++
		}
		come := gone
		for come < len(run) && run[come].Kind != redline.Deleted {
			come++
		}
		form := wordsOf(run[i:gone]) == wordsOf(run[gone:come])
		for _, p := range run[i:come] {
			out = append(out, view{Piece: p, form: form})
		}
		i = come
	}
	return out
}

// wordsOf is the text of pieces.
func wordsOf(all []Piece) string {
	var b strings.Builder
	for _, p := range all {
		b.WriteString(p.Text)
	}
	return b.String()
}
