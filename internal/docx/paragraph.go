package docx

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A paragraph is one that is being written. Text of like properties goes into one run.
type paragraph struct {
	*markup
	w       *writer
	part    *part
	given   runProperties // what the style says of characters
	base    runProperties // what the text of the sheet says of them
	marks   []string      // ids of bookmarks that end with the paragraph
	comment string        // id of the comment on the paragraph, which ends with it; empty for none

	revision *doc.Revision // of what is written next; nil for what stays
	tracked  bool          // it is the text of a note, some of which is inserted or deleted
	note     *doc.Revision // of the note whose text this is, which is not marked itself; nil for one that stays
	changing *doc.Revision // of the open element that marks a change; nil for none

	run    runProperties // of the open run
	inRun  bool
	inText bool
}

// begin opens a paragraph of that text of the sheet. Its bookmarks and the room above it are those that wait for the next paragraph.
func (w *writer) begin(p *part, t style.Text, adjust func(*paragraphProperties)) *paragraph {
	st := w.styles.of(t.Word.ID)
	props := w.styles.propertiesOf(t)
	if props.line == 0 {
		props.line = w.styles.normal.para.line
	}
	if adjust != nil {
		adjust(&props)
	}
	if p == w.body {
		props.before = max(props.before, w.room[w.view()])
		for _, v := range views {
			if v.shows(w.revision) {
				w.room[v], w.afterTable[v] = 0, false
			}
		}
	}
	p.dates.next()
	p.start("w:p")
	end := 0
	bare := !props.write(p.markup, st.para, func() {
		w.writeMark(p)
		end = len(p.b)
		w.writeOlder(p, props, st.para)
	})
	if p == w.body {
		w.sections.last(bare, end, len(p.b), w.revision)
	}
	out := &paragraph{markup: p.markup, w: w, part: p, given: st.run, base: runOf(t), revision: w.revision}
	if p == w.body {
		w.waiting = slices.DeleteFunc(w.waiting, func(b waiting) bool {
			if !b.fits(w.revision) {
				return false
			}
			out.marks = append(out.marks, out.bookmark(b.name))
			return true
		})
		out.startComment()
	}
	return out
}

// A waiting bookmark is set at the next paragraph that is in the same reports as what it marks.
type waiting struct {
	name     string
	revision *doc.Revision
}

// fits reports whether a paragraph that is marked so is in all reports in which the bookmark is.
func (b waiting) fits(r *doc.Revision) bool {
	for _, v := range views {
		if v.shows(b.revision) && !v.shows(r) {
			return false
		}
	}
	return true
}

// wait sets a bookmark at the next paragraph.
func (w *writer) wait(b *bookmarks) {
	w.waiting = append(w.waiting, waiting{b.whole, w.revision})
}

// finish closes the paragraph.
func (p *paragraph) finish() {
	p.endComment()
	p.closeChange()
	for _, id := range p.marks {
		p.markup.leaf("w:bookmarkEnd", "w:id", id)
	}
	p.markup.end()
}

// bookmark opens a bookmark and returns its id.
func (p *paragraph) bookmark(name string) string {
	p.closeChange()
	p.w.bookmarks++
	id := itoa(p.w.bookmarks)
	p.markup.leaf("w:bookmarkStart", "w:id", id, "w:name", name)
	return id
}

// endBookmark closes the bookmark of that id.
func (p *paragraph) endBookmark(id string) {
	p.closeChange()
	p.markup.leaf("w:bookmarkEnd", "w:id", id)
}

// marked writes what inside writes between the ends of a bookmark.
func (p *paragraph) marked(bookmark string, inside func()) {
	id := p.bookmark(bookmark)
	inside()
	p.endBookmark(id)
}

// closeRun ends the open run, if there is one.
func (p *paragraph) closeRun() {
	p.closeText()
	if p.inRun {
		p.markup.end()
		p.inRun = false
	}
}

func (p *paragraph) closeText() {
	if p.inText {
		p.markup.end()
		p.inText = false
	}
}

// openRun makes sure that a run of these properties is open, in the change that is due.
func (p *paragraph) openRun(r runProperties) {
	if p.inRun && p.run == r && p.changing == p.revision {
		return
	}
	p.closeRun()
	p.openChange()
	p.start("w:r")
	r.write(p.markup, p.given)
	p.run, p.inRun = r, true
}

// leaf writes an element of a run.
func (p *paragraph) leaf(r runProperties, name string, attrs ...string) {
	p.openRun(r)
	p.closeText()
	p.markup.leaf(name, attrs...)
}

// tab writes a tab.
func (p *paragraph) tab() { p.leaf(p.base, "w:tab") }

// own are the characters for which Word has elements.
var own = map[rune]string{
	'\t':     "w:tab",
	'\u00ad': "w:softHyphen",
	'\u2011': "w:noBreakHyphen",
}

// text writes s.
func (p *paragraph) text(s string, r runProperties) {
	for len(s) > 0 {
		at := strings.IndexAny(s, "\t\u00ad\u2011")
		if at < 0 {
			at = len(s)
		}
		if at > 0 {
			p.openRun(r)
			if !p.inText {
				p.start(p.pick("w:t", "w:delText"), "xml:space", "preserve")
				p.inText = true
			}
			p.markup.text(s[:at])
		}
		if s = s[at:]; s != "" {
			c, size := utf8.DecodeRuneInString(s)
			p.leaf(r, own[c])
			s = s[size:]
		}
	}
}

// field writes a field and the words that it shows until it is computed anew.
func (p *paragraph) field(instruction, shown string, r runProperties) {
	// Each part has a run of its own, as Word writes it: other readers (pandoc) drop the whole run in which a field begins.
	mark := func(kind string) {
		p.closeRun()
		p.leaf(r, "w:fldChar", "w:fldCharType", kind)
		p.closeRun()
	}
	mark("begin")
	p.openRun(r)
	p.element(p.pick("w:instrText", "w:delInstrText"), " "+instruction+" ", "xml:space", "preserve")
	mark("separate")
	p.text(shown, r)
	mark("end")
}

// named returns the properties of characters whose style is that of t, or what t says of them where it names no style.
func (p *paragraph) named(t style.Text) runProperties {
	if t.Word.ID == "" {
		return runOf(t)
	}
	r := p.base
	r.style = t.Word.ID
	return r
}

// linkTo writes what inside writes as a link to a bookmark.
func (p *paragraph) linkTo(bookmark string, inside func()) {
	p.closeChange()
	p.start("w:hyperlink", "w:anchor", bookmark, "w:history", "1")
	inside()
	p.closeChange()
	p.markup.end()
}
