package docx

import (
	"strings"

	"rapporteur/internal/doc"
)

// A block that stands elsewhere in the other report is deleted there and inserted here; a comment on each side names the other place. Word has
// marks for moves too, but a reader who accepts changes one by one understands two changes better than one in two places. Comments stand in
// the text alone: LibreOffice (7.4) does not open a file with one in a note.

// noteMove says that the next paragraph begins a block that moved.
func (w *writer) noteMove(r *doc.Revision) {
	if r != nil && r.Moved != "" {
		w.move = r
	}
}

// startComment begins the comment on a block that moved, whose first paragraph this is.
func (p *paragraph) startComment() {
	w := p.w
	if w.move == nil {
		return
	}
	if w.comments == nil {
		w.comments = &part{markup: document()}
		w.comments.start("w:comments", "xmlns:w", nsW)
	}
	p.comment = itoa(w.commented)
	w.commented++
	p.markup.leaf("w:commentRangeStart", "w:id", p.comment)

	words := w.sheet.Language.Redline.MovedFrom
	if w.move.Kind == doc.Deleted {
		words = w.sheet.Language.Redline.MovedTo
	}
	words = strings.Trim(strings.ReplaceAll(words, "{place}", w.move.Moved), "[]") // the brackets part it from text, in which a comment does not stand
	m := w.comments
	m.start("w:comment", "w:id", p.comment, "w:author", w.move.Author, "w:date", stampOf(w.move.Date), "w:initials", initials(w.move.Author))
	m.start("w:p")
	m.start("w:r")
	m.leaf("w:annotationRef")
	m.end()
	m.start("w:r")
	m.element("w:t", words, "xml:space", "preserve")
	m.end()
	m.end()
	m.end()
	w.move = nil
}

// endComment ends the comment on the paragraph.
func (p *paragraph) endComment() {
	if p.comment == "" {
		return
	}
	p.closeChange()
	p.markup.leaf("w:commentRangeEnd", "w:id", p.comment)
	p.leaf(p.base, "w:commentReference", "w:id", p.comment)
}

// initials are the first letters of the words of a name.
func initials(name string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(name) {
		for _, r := range word {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// commentsPart returns word/comments.xml, nothing where there are no comments.
func (w *writer) commentsPart() []byte {
	if w.comments == nil {
		return nil
	}
	w.comments.end()
	return w.comments.bytes()
}
