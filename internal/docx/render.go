package docx

import (
	"fmt"
	"io"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// Render writes the report as a Word file. The findings tell what the format could not show.
func Render(out io.Writer, r *doc.Report, s *style.Sheet) (diag.List, error) {
	numbers, redline := makeNumberings(r, s), isRedline(r)
	w := &writer{report: r, sheet: s, redline: redline, styles: makeStyles(s, numbers), numberings: numbers, names: makeNames(r, numbers, redline), calls: map[*doc.Note]called{}}
	for v := range w.fits {
		w.fits[v] = map[*doc.Table]tableFit{}
	}
	if redline {
		w.nameNobody()
	}
	w.body = &part{markup: document()}
	w.notes = &part{markup: document(), note: true}
	w.startNotes()
	w.writeBody()
	w.notes.end()
	if w.err != nil {
		return w.found, fmt.Errorf("internal error: docx: %w", w.err)
	}
	if err := archive(out, w.entries()); err != nil {
		return w.found, err
	}
	return w.found, nil
}

// A writer holds what grows while a report is written.
type writer struct {
	report     *doc.Report
	sheet      *style.Sheet
	redline    bool
	styles     *styles
	numberings *numberings
	names      *names
	found      diag.List
	err        error // the first broken promise of the compiled report

	body, notes *part
	images      []entry

	calls     map[*doc.Note]called
	noteID    int // of the last footnote in the file
	number    int // of the last numbered note
	bookmarks int
	pictures  int
	locks     int // content controls so far

	waiting []waiting // bookmarks to be set at the next paragraph that takes them
	// revision is that of the block that is being written, in a redline; nil for one that stays.
	revision  *doc.Revision
	changes   int              // marks of changes so far
	unnamed   [2]*doc.Revision // of changes that have no author of their own, by their kind
	move      *doc.Revision    // of a block that moved, until its comment is written
	comments  *part            // nil where there are none
	commented int              // comments so far
	room      [len(views)]int  // twips that the next paragraph must have above it
	// afterTable tells that a table has just ended: another one must not follow directly, or Word makes one of both.
	afterTable [len(views)]bool
	last       doc.Block
	fits       [len(views)]map[*doc.Table]tableFit
	sections   sections
}

// A part is a file of text: the body, or the notes.
type part struct {
	*markup
	relations relations
	note      bool
	dates     dates
}

// fail remembers the first broken promise.
func (w *writer) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

// check reports the characters of s that XML cannot hold.
func (w *writer) check(at diag.Span, s string) {
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if !holds(r, size) {
			what := fmt.Sprintf("character U+%04X", r)
			if r == utf8.RuneError {
				what = fmt.Sprintf("byte 0x%02X outside of any character", s[i])
			}
			w.notShown(at, "%s cannot stand in a Word file; U+FFFD is shown in its place", what)
		}
		i += size
	}
}

func (w *writer) notShown(at diag.Span, format string, args ...any) *diag.Diagnostic {
	return w.found.Warnf(at, "docx/not-shown", format, args...)
}

// writeBody writes word/document.xml.
func (w *writer) writeBody() {
	m := w.body
	m.start("w:document", "xmlns:w", nsW, "xmlns:r", nsR, "xmlns:wp", nsWP, "xmlns:a", nsA, "xmlns:pic", nsPic)
	m.start("w:body")
	w.front()
	w.last = lastBlock(w.report.Blocks)
	w.blocks(w.report.Blocks, place{})
	w.endRule()
	w.stay()
	w.writeSection()
	m.end()
	m.end()
}

// entries returns the files of the archive in their order.
func (w *writer) entries() []entry {
	kind := func(name string) string { return nsR + "/" + name }
	var root relations
	root.add(kind("officeDocument"), "word/document.xml", false)
	root.add(nsPackage+"relationships/metadata/core-properties", "docProps/core.xml", false)

	parts := []entry{{"word/document.xml", mimeWord + "document.main+xml", w.body.bytes()}}
	for _, p := range []struct {
		name string
		data []byte
	}{{"styles", w.stylesPart()}, {"numbering", w.numberingPart()}, {"settings", w.settingsPart()}, {"fontTable", w.fontsPart()}, {"footnotes", w.notes.bytes()}, {"comments", w.commentsPart()}} {
		if len(p.data) == 0 {
			continue
		}
		w.body.relations.add(kind(p.name), p.name+".xml", false)
		parts = append(parts, entry{"word/" + p.name + ".xml", mimeWord + p.name + "+xml", p.data})
	}
	for _, h := range w.headsAndFeet() {
		parts = append(parts, entry{"word/" + h.file, mimeWord + h.kind + "+xml", h.data})
	}
	parts = append(parts, entry{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", w.corePart()})

	files := []entry{{"[Content_Types].xml", "", contentTypes(parts)}, {"_rels/.rels", "", root.bytes()}}
	files = append(files, parts...)
	files = append(files, entry{"word/_rels/document.xml.rels", "", w.body.relations.bytes()})
	if len(w.notes.relations.list) > 0 {
		files = append(files, entry{"word/_rels/footnotes.xml.rels", "", w.notes.relations.bytes()})
	}
	return append(files, w.images...)
}
