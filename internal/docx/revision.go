package docx

import (
	"strings"
	"time"

	"rapporteur/internal/doc"
)

// A redline is one report that shows two: w:ins holds what only the newer one has, w:del what only the older one has. With all changes
// accepted the file is that of the newer report, with all of them rejected that of the older one. So whatever Word does by itself (numbers,
// references, notes, sections) is worked out for each of the two.
//
// Source of the shapes: ECMA-376, part 1, 17.13.5; and what Word, LibreOffice, pandoc and docxodus were seen to do with them (docs/word.md).

// A view is one of the two reports. A report that is no redline is the same in both.
type view int

const (
	newer    view = iota // all changes accepted
	older                // all changes rejected
	together             // what the redline itself shows: the words of both
)

var views = [...]view{newer, older}

// shows reports whether the view has what is marked so; what has no mark is in both.
func (v view) shows(r *doc.Revision) bool {
	return r == nil || v == together || (r.Kind == doc.Inserted) == (v == newer)
}

// outermost is the mark that holds for what stands in a block with the first mark and is marked with the second itself.
func outermost(outer, own *doc.Revision) *doc.Revision {
	if outer != nil {
		return outer
	}
	return own
}

// text is the plain text of the inlines in the view, without note marks.
func (v view) text(inlines []doc.Inline) string {
	var b strings.Builder
	v.walk(inlines, func(in doc.Inline) bool {
		switch in := in.(type) {
		case *doc.Text:
			b.WriteString(in.Value)
		case *doc.Break:
			b.WriteByte('\n')
		case *doc.Ref:
			b.WriteString(in.Words())
		}
		return true
	})
	return b.String()
}

// walk calls visit for the inlines that the view has.
func (v view) walk(inlines []doc.Inline, visit func(doc.Inline) bool) {
	doc.WalkInlines(inlines, func(in doc.Inline) bool {
		switch in.(type) {
		case *doc.Ins:
			return v != older
		case *doc.Del:
			return v != newer
		}
		return visit(in)
	})
}

// labelOf is the number or letter that the view prints before a block, or over it; empty for none.
func (v view) labelOf(b doc.Block) string {
	label, was := "", doc.BaseOf(b).Was
	switch b := b.(type) {
	case *doc.Heading:
		label = b.Number
	case *doc.Paragraph:
		label = b.Label
	case *doc.Item:
		label = b.Marker
	case *doc.Table:
		label, was = b.Caption.Label, b.Caption.Was
	case *doc.Picture:
		label, was = b.Caption.Label, b.Caption.Was
	}
	if v == older && was != "" {
		return was
	}
	return label
}

// markIn is the mark of a note in the view.
func (v view) markIn(n *doc.Note) string {
	if v == older && n.Was != "" {
		return n.Was
	}
	return n.Mark
}

// hasChanges reports whether anything in the inlines is inserted or deleted.
func hasChanges(inlines []doc.Inline) bool {
	found := false
	doc.WalkInlines(inlines, func(in doc.Inline) bool {
		switch in.(type) {
		case *doc.Ins, *doc.Del:
			found = true
		}
		return !found
	})
	return found
}

// isRedline reports whether anything in the report is marked.
func isRedline(r *doc.Report) bool {
	if r.Front.Was != nil {
		return true
	}
	marked := false
	inlines := func(list []doc.Inline) { marked = marked || hasChanges(list) }
	notes := func(list []*doc.Note) {
		for _, n := range list {
			marked = marked || n.Revision != nil || n.Was != ""
			inlines(n.Inlines)
		}
	}
	inlines(r.Front.Title)
	notes(r.Front.TitleNotes)
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		base := doc.BaseOf(b)
		marked = marked || base.Revision != nil || base.Was != ""
		doc.Texts(b, func(list *[]doc.Inline) { inlines(*list) })
		switch b := b.(type) {
		case *doc.Table:
			for _, row := range b.Rows {
				marked = marked || row.Revision != nil
			}
			for _, l := range b.Caption.Lines {
				marked = marked || l.Revision != nil
			}
			notes(b.Notes)
			marked = marked || b.Caption.Was != ""
		case *doc.Picture:
			for _, l := range b.Caption.Lines {
				marked = marked || l.Revision != nil
			}
			marked = marked || b.Caption.Was != ""
		}
		return !marked
	})
	notes(r.Notes)
	return marked
}

// latest is the last change of the report: who is named for what follows from all changes and has no author of its own, as the words of the
// first page. Where nothing else has changed it is the State, on the date of the report.
func latest(r *doc.Report) doc.Revision {
	last := doc.Revision{Author: r.Meta.Author, Date: r.Meta.Date}
	found := false
	look := func(by *doc.Revision) {
		if by != nil && !by.Date.IsZero() && (!found || by.Date.After(last.Date)) {
			last, found = doc.Revision{Author: by.Author, Date: by.Date}, true
		}
	}
	inlines := func(list []doc.Inline) {
		doc.WalkInlines(list, func(in doc.Inline) bool {
			switch in := in.(type) {
			case *doc.Ins:
				look(in.By)
			case *doc.Del:
				look(in.By)
			}
			return true
		})
	}
	inlines(r.Front.Title)
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		look(doc.BaseOf(b).Revision)
		doc.Texts(b, func(list *[]doc.Inline) { inlines(*list) })
		if t, ok := b.(*doc.Table); ok {
			for _, row := range t.Rows {
				look(row.Revision)
			}
		}
		return true
	})
	for _, n := range r.Notes {
		inlines(n.Inlines)
	}
	return last
}

// nameNobody says who is named for changes without an author.
func (w *writer) nameNobody() {
	for kind := range w.unnamed {
		r := latest(w.report)
		r.Kind, r.Follows = doc.RevisionKind(kind), true
		w.unnamed[kind] = &r
	}
}

// by is a mark of that kind, by whoever is named for what has no author of its own.
func (w *writer) by(kind doc.RevisionKind) *doc.Revision { return w.unnamed[kind] }

// under writes what inside writes as inserted or deleted with r. What stands in a block that is inserted or deleted itself stays so.
func (w *writer) under(r *doc.Revision, inside func()) {
	outer := w.revision
	if outer == nil {
		w.revision = r
	}
	inside()
	w.revision = outer
}

// apart is how far, at least, the dates of changes of one author in neighbouring paragraphs must be from each other: LibreOffice (7.4) makes
// one change of two insertions that are less than a minute apart, with the end of the paragraph between them, which nobody inserted.
const apart, shift = 61 * time.Second, 2 * time.Minute

// dates are those of the changes in the paragraph that is being written and in the one above it.
type dates struct{ here, above []stamp }

type stamp struct {
	author string
	date   time.Time
}

// next begins a paragraph.
func (d *dates) next() { d.here, d.above = nil, d.here }

// date returns the date of r in this paragraph.
func (d *dates) date(r *doc.Revision) time.Time {
	at := stamp{r.Author, r.Date.UTC().Truncate(time.Second)}
	for i := 0; i < len(d.above); {
		if other := d.above[i]; other.author == at.author && at.date.Sub(other.date).Abs() < apart {
			at.date = at.date.Add(shift)
			i = 0
			continue
		}
		i++
	}
	d.here = append(d.here, at)
	return at.date
}

// change returns the attributes of an element that marks a change.
func (w *writer) change(p *part, r *doc.Revision) []string {
	w.changes++
	if r.Author == "" && r.Date.IsZero() {
		r = w.by(r.Kind)
	}
	return []string{"w:id", itoa(w.changes), "w:author", r.Author, "w:date", stampOf(p.dates.date(r))}
}

// stampOf writes a date as Word has it. The least date that Word knows stands for one that nobody knows.
func stampOf(date time.Time) string {
	if date.Year() < 1900 {
		date = time.Date(1900, 1, 1, date.Hour(), date.Minute(), date.Second(), 0, time.UTC)
	}
	return date.UTC().Format(time.RFC3339)
}

// view is the report to whose surroundings the block is fitted that is being written.
func (w *writer) view() view {
	if newer.shows(w.revision) {
		return newer
	}
	return older
}

// writeOlder writes the properties that a paragraph has in the older report, where that counts it in another numbering.
func (w *writer) writeOlder(p *part, props, base paragraphProperties) {
	if props.was == (counted{}) || w.revision != nil {
		return
	}
	props.number, props.was = props.was, counted{}
	p.start("w:pPrChange", w.change(p, w.by(doc.Inserted))...)
	if !props.write(p.markup, base, nil) {
		p.leaf("w:pPr")
	}
	p.end()
}

// stay ends the text with a paragraph where that needs one, and no rule at the end is it: behind a table, and in a redline, where it is in both
// reports, for the end of the last paragraph cannot be deleted.
func (w *writer) stay() {
	if w.redline && !w.sections.plain || w.afterTable != ([len(views)]bool{}) {
		clear(w.room[:]) // below it is nothing, and the room could be that of a page of its own
		w.begin(w.body, w.sheet.TableLine, func(pp *paragraphProperties) { pp.before, pp.line, pp.exact = 0, 20, true }).finish()
	}
}

// element is the name of the element that marks a change.
func element(r *doc.Revision) string {
	if r.Kind == doc.Deleted {
		return "w:del"
	}
	return "w:ins"
}

// writeMark writes the properties of the end of a paragraph, where that is inserted or deleted.
func (w *writer) writeMark(p *part) {
	if w.revision == nil {
		return
	}
	p.start("w:rPr")
	p.leaf(element(w.revision), w.change(p, w.revision)...)
	p.end()
}

// revised writes what inside writes as inserted or deleted with r. In a block that is inserted or deleted itself everything stays so.
func (p *paragraph) revised(r *doc.Revision, inside func()) {
	outer := p.revision
	if outer == nil {
		p.revision = r
	}
	inside()
	p.revision = outer
}

// either writes words that the two reports have as they are, and words that differ as a deletion and an insertion.
func (p *paragraph) either(now, was string, write func(string)) {
	switch {
	case p.revision != nil && p.revision.Kind == doc.Deleted:
		write(was)
	case now == was || p.revision != nil:
		write(now)
	default:
		if was != "" {
			p.revised(p.w.by(doc.Deleted), func() { write(was) })
		}
		if now != "" {
			p.revised(p.w.by(doc.Inserted), func() { write(now) })
		}
	}
}

// openChange makes sure that what is written next stands in the element of its change, or in none.
func (p *paragraph) openChange() {
	if p.changing == p.revision {
		return
	}
	p.closeChange()
	if p.revision != nil {
		p.start(element(p.revision), p.w.change(p.part, p.revision)...)
		p.changing = p.revision
	}
}

// closeChange ends the open run, and the change around it. Bookmarks, links and the ends of comments stand outside of changes.
func (p *paragraph) closeChange() {
	p.closeRun()
	if p.changing != nil {
		p.markup.end()
		p.changing = nil
	}
}

// pick returns the first of the two words in a run that stays or is inserted, the second in one that is deleted.
func (p *paragraph) pick(stays, deleted string) string {
	if p.changing != nil && p.changing.Kind == doc.Deleted {
		return deleted
	}
	return stays
}

// lastDigits splits a label at its last number.
func lastDigits(label string) (before, number, after string) {
	end := strings.LastIndexAny(label, "0123456789") + 1
	start := len(strings.TrimRight(label[:end], "0123456789"))
	return label[:start], label[start:end], label[end:]
}
