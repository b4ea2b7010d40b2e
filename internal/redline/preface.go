package redline

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A Draft is one of the two reports that a preface names.
type Draft struct {
	Name string    // of its revision; empty for the files as they are
	Date time.Time // of the revision
}

// Preface returns what a redline says of itself before its first page, for doc.Report.Preface: what is compared, how the marks are read, how
// much has changed and by whom, and every number, date, legal reference and source that differs, each with a link to its place.
func (r *Result) Preface(old, new Draft, l *style.Language) []doc.Block {
	p := &prefacer{result: r, language: l, words: &l.Redline.Preface, at: marked(r.Report)}
	compared := style.Fill(p.words.Compared, "old", p.draft(old), "new", p.draft(new))
	p.add(&doc.Heading{Level: 1, Inlines: words(p.words.Title)}, "changes")
	p.add(&doc.Paragraph{Inlines: words(compared)}, "drafts")
	if len(r.Changes) == 0 {
		p.add(&doc.Paragraph{Inlines: words(p.words.Nothing)}, "nothing")
		return p.blocks
	}
	p.add(&doc.Paragraph{Inlines: p.legend()}, "marks")
	p.figures()
	p.kinds()
	p.authors()
	return p.blocks
}

type prefacer struct {
	result   *Result
	language *style.Language
	words    *style.PrefaceWords
	at       map[doc.ID]doc.Block // blocks of the marked report
	blocks   []doc.Block
}

// marked returns the blocks of a report by their ids.
func marked(r *doc.Report) map[doc.ID]doc.Block {
	out := map[doc.ID]doc.Block{}
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		out[b.Ident()] = b
		return true
	})
	return out
}

func words(s string) []doc.Inline {
	if s == "" {
		return nil
	}
	return []doc.Inline{&doc.Text{Value: s}}
}

// add appends a block under an id that nothing in the report has.
func (p *prefacer) add(b doc.Block, id doc.ID) {
	id = "redline." + id
	for p.at[id] != nil {
		id += "."
	}
	p.at[id] = b
	doc.BaseOf(b).ID = id
	p.blocks = append(p.blocks, b)
}

func (p *prefacer) draft(d Draft) string {
	if d.Name == "" {
		return p.words.Files
	}
	return style.Fill(p.words.Revision, "name", d.Name, "date", p.language.Date(d.Date))
}

// legend says how to read the marks, with words that are marked so.
func (p *prefacer) legend() []doc.Inline {
	samples := map[string]doc.Inline{
		"inserted": &doc.Ins{By: &doc.Revision{Kind: doc.Inserted}, Inlines: words(p.words.Inserted)},
		"deleted":  &doc.Del{By: &doc.Revision{Kind: doc.Deleted}, Inlines: words(p.words.Deleted)},
		"follows":  &doc.Ins{By: &doc.Revision{Kind: doc.Inserted, Follows: true}, Inlines: words(p.words.Follows)},
	}
	var out []doc.Inline
	rest := p.words.Legend
	for rest != "" {
		before, after, found := strings.Cut(rest, "{")
		out = append(out, words(before)...)
		name, after, closed := strings.Cut(after, "}")
		if found && closed && samples[name] != nil {
			out = append(out, samples[name])
		}
		rest = after
	}
	return out
}

// table is a table without a number, with one row of heads and the first column left, the others as aligned.
func (p *prefacer) table(id doc.ID, caption string, heads []string, align ...doc.Align) *doc.Table {
	t := &doc.Table{Caption: doc.Caption{Inlines: words(caption)}, Head: 1}
	row := &doc.Row{Kind: doc.HeadRow}
	for i, h := range heads {
		t.Columns = append(t.Columns, doc.Column{Align: align[i]})
		row.Cells = append(row.Cells, cellOf(i, words(h)))
	}
	t.Rows = []*doc.Row{row}
	p.add(t, id)
	return t
}

func cellOf(column int, in []doc.Inline) *doc.Cell {
	return &doc.Cell{Column: column, ColSpan: 1, RowSpan: 1, Inlines: in}
}

func addRow(t *doc.Table, kind doc.RowKind, cells ...[]doc.Inline) {
	row := &doc.Row{Kind: kind}
	for i, c := range cells {
		row.Cells = append(row.Cells, cellOf(i, c))
	}
	t.Rows = append(t.Rows, row)
}

// addCutIn adds a row that names those below it.
func addCutIn(t *doc.Table, name string) {
	t.Rows = append(t.Rows, &doc.Row{Kind: doc.CutInRow, Cells: []*doc.Cell{{ColSpan: len(t.Columns), RowSpan: 1, CutIn: true, Inlines: words(name)}}})
}

// kinds lists how many blocks have changed in what way.
func (p *prefacer) kinds() {
	count := map[Kind]int{}
	for i := range p.result.Changes {
		count[p.result.Changes[i].Kind]++
	}
	t := p.table("kinds", p.words.Kinds, []string{p.words.Kind, p.words.Number}, doc.AlignLeft, doc.AlignRight)
	for _, k := range Kinds {
		if count[k] > 0 {
			addRow(t, doc.BodyRow, words(p.words.OfKind[string(k)]), words(strconv.Itoa(count[k])))
		}
	}
	addRow(t, doc.TotalRow, words(p.words.All), words(strconv.Itoa(len(p.result.Changes))))
	if n := len(p.result.Renumbered); n > 0 {
		addRow(t, doc.BodyRow, words(p.words.Renumbered), words(strconv.Itoa(n)))
	}
}

// authors lists who has made how many of the changes, the most first, as far as that is known.
func (p *prefacer) authors() {
	type author struct {
		name  string
		count int
		last  time.Time
	}
	var all []author
	for i := range p.result.Changes {
		by := p.result.Changes[i].By
		if by.Name == "" {
			continue
		}
		n := slices.IndexFunc(all, func(a author) bool { return a.name == by.Name })
		if n < 0 {
			n = len(all)
			all = append(all, author{name: by.Name})
		}
		all[n].count++
		if by.Date.After(all[n].last) {
			all[n].last = by.Date
		}
	}
	if len(all) == 0 {
		return
	}
	slices.SortStableFunc(all, func(a, b author) int { return cmp.Compare(b.count, a.count) })
	t := p.table("authors", p.words.Authors, []string{p.words.Author, p.words.Number, p.words.Last}, doc.AlignLeft, doc.AlignRight, doc.AlignLeft)
	for _, a := range all {
		last := ""
		if !a.last.IsZero() {
			last = p.language.Date(a.last)
		}
		addRow(t, doc.BodyRow, words(a.name), words(strconv.Itoa(a.count)), words(last))
	}
}

// A figureRow is a row of the list of figures: what stood at a place and what stands there now. Of what only came, or only went, several stand
// in one row.
type figureRow struct {
	change, passage int
	old, new        []string
}

// figures lists what a ministry looks for: numbers, dates, legal references and sources, the older beside the newer.
func (p *prefacer) figures() {
	var t *doc.Table
	for _, kind := range FigureKinds {
		rows := p.figureRows(kind)
		if len(rows) == 0 {
			continue
		}
		if t == nil {
			t = p.table("figures", p.words.Figures, []string{p.words.Place, p.words.Before, p.words.After}, doc.AlignLeft, doc.AlignLeft, doc.AlignLeft)
		}
		addCutIn(t, p.words.OfFigures[string(kind)])
		for _, r := range rows {
			addRow(t, doc.BodyRow, p.place(&p.result.Changes[r.change], r.passage), words(listed(r.old)), words(listed(r.new)))
		}
	}
}

func listed(values []string) string { return cmp.Or(strings.Join(values, "; "), "—") }

func (p *prefacer) figureRows(kind FigureKind) []figureRow {
	var rows []figureRow
	add := func(r figureRow) {
		if n := len(rows) - 1; n >= 0 && rows[n].change == r.change && rows[n].passage == r.passage && (len(rows[n].old) == 0 && len(r.old) == 0 || len(rows[n].new) == 0 && len(r.new) == 0) {
			rows[n].old, rows[n].new = append(rows[n].old, r.old...), append(rows[n].new, r.new...)
			return
		}
		rows = append(rows, r)
	}
	value := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	for i := range p.result.Changes {
		c := &p.result.Changes[i]
		for _, f := range c.Figures {
			if f.Kind == kind {
				add(figureRow{i, p.notePassage(c, f.Passage), value(f.Old), value(f.New)})
			}
		}
		if kind != SourceFigure {
			continue
		}
		for _, s := range c.Sources {
			for _, f := range s.Fields {
				name := s.Key + ", " + f.Field + ": "
				rows = append(rows, figureRow{i, -1, []string{name + cmp.Or(f.Old, "—")}, []string{name + cmp.Or(f.New, "—")}})
			}
		}
	}
	return rows
}

// notePassage is the index of the passage of c where that is a note, and -1 where it is not.
func (p *prefacer) notePassage(c *Change, passage int) int {
	if passage >= 0 && passage < len(c.Passages) && c.Passages[passage].Owner == NoteOwner {
		return passage
	}
	return -1
}

// place names the place of a change, with a link to the block, and the note in it that the passage of that index is; -1 is none.
func (p *prefacer) place(c *Change, passage int) []doc.Inline {
	var at *Place
	switch {
	case len(c.New) > 0:
		at = &c.New[0]
	case len(c.Old) > 0:
		at = &c.Old[0]
	default:
		return nil
	}
	name := at.words(p.language)
	if at.Part == FrontPart {
		name = p.words.FirstPage
	}
	var out []doc.Inline
	if id := p.target(at, len(c.New) == 0); id != "" && name != "" {
		out = []doc.Inline{&doc.Ref{Pieces: []doc.RefPiece{{Text: name, Target: id}}, Targets: []doc.ID{id}}}
	} else {
		out = words(name)
	}
	if passage >= 0 {
		out = append(out, words(", "+p.language.References.Footnote.One+"\u00a0"+c.Passages[passage].Name)...)
	}
	return out
}

// target is the id that the block at a place has in the marked report; empty where it has none.
func (p *prefacer) target(at *Place, gone bool) doc.ID {
	if !gone {
		if p.at[at.ID] != nil {
			return at.ID
		}
		return ""
	}
	found := doc.ID("")
	doc.Walk(p.result.Report.Blocks, func(b doc.Block) bool {
		if by := doc.BaseOf(b).Revision; by != nil && by.Kind == doc.Deleted && b.Where() == at.Span && partOf(b) == at.Part {
			found = b.Ident()
		}
		return found == ""
	})
	return found
}
