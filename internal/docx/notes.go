package docx

import (
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// Ids of the two notes that Word wants beside the real ones: the rule above the notes, and the rule above notes that continue.
const (
	separatorID    = "-1"
	continuationID = "0"
)

// startNotes opens word/footnotes.xml. The rule above the notes is Word's own, as in the published files: a rule drawn in any other way is
// lost in programs that are not Word. It begins where the sheet says.
func (w *writer) startNotes() {
	m, s := w.notes.markup, w.sheet.Separator
	m.start("w:footnotes", "xmlns:w", nsW, "xmlns:r", nsR)
	for _, kind := range []struct{ name, id string }{{"separator", separatorID}, {"continuationSeparator", continuationID}} {
		m.start("w:footnote", "w:type", kind.name, "w:id", kind.id)
		p := w.begin(w.notes, style.Text{}, func(pp *paragraphProperties) {
			pp.left = s.Left.Twips()
			pp.after = s.After.Twips()
		})
		p.leaf(p.given, "w:"+kind.name)
		p.finish()
		m.end()
	}
}

// mark returns the properties of the mark of a note. Bold or italic text around it does not make it so. An asterisk is raised by its own
// shape and goes with the text that it stands in.
func (p *paragraph) mark(n *doc.Note) runProperties {
	r := runProperties{style: p.w.sheet.NoteMark.Word.ID, size: p.given.size}
	r.raised = r.style == ""
	if n.Kind == doc.TitleNote {
		r.raised, r.level, r.bold, r.size = false, true, p.base.bold, p.base.size
	}
	return r
}

// called tells, for both reports, at which bookmark a note is called first; empty where it has not been called.
type called [len(views)]string

// call writes the mark of a note and, where it is called for the first time in one of the reports, the note itself.
func (p *paragraph) call(c *doc.Call) {
	n, w := c.Note, p.w
	name := w.names.notes[n]
	if name == nil {
		w.fail("note %q is called but does not stand in the report", n.ID)
		return
	}
	first := p.firstCall(n, name)
	switch {
	case n.Kind == doc.LetteredNote && first != "":
		p.marked(first, func() { p.letter(n, name.whole) })
	case n.Kind == doc.LetteredNote:
		p.letter(n, name.whole)
	case p.part.note:
		w.notShown(c.Span, "a note of Word cannot call another note; only the mark is shown")
		p.ownMark(n)
	case first == "":
		p.ownMark(n)
	default:
		p.marked(first, func() { p.footnoteReference(n) })
		w.footnote(n, p.revision)
	}
}

// firstCall returns the bookmark for the call of a note that is its first in one of the reports, empty for another call. In a redline the first
// call may be deleted at one place and inserted at another.
func (p *paragraph) firstCall(n *doc.Note, name *bookmarks) string {
	w := p.w
	calls := w.calls[n]
	var first []view
	for _, v := range views {
		if calls[v] == "" && v.shows(p.revision) {
			first = append(first, v)
		}
	}
	if first == nil {
		return ""
	}
	bookmark := name.whole
	switch {
	case calls != (called{}):
		bookmark = w.names.unique(string(n.ID) + "-again")
	case n.Kind == doc.LetteredNote:
		bookmark = name.call
	}
	for _, v := range first {
		calls[v] = bookmark
	}
	w.calls[n] = calls
	return bookmark
}

// ownMark writes the mark of a note as text. In a redline it may be another one than before.
func (p *paragraph) ownMark(n *doc.Note) {
	p.either(newer.markIn(n), older.markIn(n), func(s string) { p.text(s, p.mark(n)) })
}

// footnoteReference writes the mark of a footnote. Word counts the notes itself; a mark of the author's own takes no number.
func (p *paragraph) footnoteReference(n *doc.Note) {
	w := p.w
	w.noteID++
	id, mark := itoa(w.noteID), p.mark(n)
	if n.Kind == doc.NumberedNote {
		if newer.shows(p.revision) {
			if w.number++; w.number != n.Number {
				w.fail("note %d is called where Word counts %d", n.Number, w.number)
			}
		}
		p.leaf(mark, "w:footnoteReference", "w:id", id)
	} else {
		p.leaf(mark, "w:footnoteReference", "w:customMarkFollows", "1", "w:id", id)
		p.ownMark(n)
	}
	p.closeRun() // a call that follows has a run of its own, as Word writes it
}

// letter writes the letter of a note under a table as a link to a bookmark, if there is one.
func (p *paragraph) letter(n *doc.Note, bookmark string) {
	if bookmark == "" {
		p.ownMark(n)
		return
	}
	p.linkTo(bookmark, func() { p.ownMark(n) })
}

// footnote writes the text of the note whose mark was written last, as inserted or deleted with mark or neither. A note that comes or goes does so
// with its mark; its text is plain.
//
// In a note with changes of its own, references to other notes are links and not fields: LibreOffice (7.4) would place each change three
// characters beside for each NOTEREF in the note, and accept and reject other words than those.
func (w *writer) footnote(n *doc.Note, mark *doc.Revision) {
	outer := w.revision
	w.revision = nil
	defer func() { w.revision = outer }()
	w.notes.start("w:footnote", "w:id", itoa(w.noteID))
	p := w.begin(w.notes, w.sheet.Footnote, nil)
	p.note = mark
	p.tracked = w.redline && mark == nil && (hasChanges(n.Inlines) || p.replaces(n.Inlines))
	p.leaf(p.mark(n), "w:tab")
	if n.Kind == doc.NumberedNote {
		p.leaf(p.mark(n), "w:footnoteRef")
	} else {
		p.ownMark(n)
	}
	p.tab()
	p.inlines(n.Inlines, p.base)
	p.finish()
	w.notes.end()
}

// noteReference writes the number of a note as a field over its mark.
func (p *paragraph) noteReference(t *target, number string, r runProperties) {
	switch {
	case t.letter != "": // the letter is raised where it stands; the field has the look of the text around it
		p.field("REF "+t.letter+` \h \* CHARFORMAT`, number, r)
		return
	case t.call != "", p.tracked: // see footnote
		p.linkTo(t.whole, func() { p.text(number, r) })
		return
	}
	p.field("NOTEREF "+t.whole+` \h`, number, r)
}

// letteredNote writes a note under a table: its letter leads back to the mark that calls it.
func (w *writer) letteredNote(n *doc.Note, t style.Text, adjust func(*paragraphProperties)) {
	name := w.names.notes[n]
	w.wait(name)
	p := w.begin(w.body, t, adjust)
	calls := w.calls[n]
	letter := func() {
		if p.revision != nil || calls[newer] == calls[older] {
			p.letter(n, calls[w.view()])
			return
		}
		p.revised(w.by(doc.Deleted), func() { p.letter(n, calls[older]) })
		p.revised(w.by(doc.Inserted), func() { p.letter(n, calls[newer]) })
	}
	if name.letter != "" {
		p.marked(name.letter, letter)
	} else {
		letter()
	}
	p.text("\u00a0", p.base)
	p.inlines(n.Inlines, p.base)
	p.finish()
}
