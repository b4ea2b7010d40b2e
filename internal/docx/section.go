package docx

import (
	"slices"

	"rapporteur/internal/doc"
)

// Sections: pages that lie on their side are a section of Word of their own. A section is described in its last paragraph, that of the end of
// the report at the end of the body. The heads and feet of the first section hold for all others, whose pages are counted on.

//
// In a redline a section may begin in one of the two reports only. Then a paragraph of its own ends the one before, and comes or goes with it.

// sections tell where the section that is being written stands.
type sections struct {
	wide [len(views)]bool // its pages are landscape pages
	done [len(views)]int  // sections that have ended
	// end is where the properties of the last paragraph of the body end, in the bytes written so far; bare tells that it has none yet, and
	// plain that it is in both reports.
	end         int
	bare, plain bool
}

// last remembers the paragraph that has just been opened: whether it is bare, where its properties end, where its text begins.
func (s *sections) last(bare bool, end, text int, mark *doc.Revision) {
	s.bare, s.end, s.plain = bare, end, mark == nil
	if bare {
		s.end = text
	}
}

// A4 is paper of code 9 in Word's list.
const (
	a4Width, a4Height = 11906, 16838
	a4Code            = "9"
)

// turn ends the section where the pages of the next block lie otherwise.
func (w *writer) turn(wide [len(views)]bool) {
	at := &w.sections
	var ends [len(views)]bool
	for _, v := range views {
		ends[v] = v.shows(w.revision) && wide[v] != at.wide[v]
	}
	switch {
	case ends[newer] && ends[older]:
		w.endSection(ends, nil)
	case ends[newer]:
		w.endSection(ends, w.marked(doc.Inserted))
	case ends[older]:
		w.endSection(ends, w.marked(doc.Deleted))
	}
	for _, v := range views {
		if ends[v] {
			at.wide[v] = wide[v]
		}
	}
}

// marked is the mark of the block, or where that has none, one of nobody's.
func (w *writer) marked(kind doc.RevisionKind) *doc.Revision {
	if w.revision != nil {
		return w.revision
	}
	return w.by(kind)
}

// endSection describes the section in its last paragraph, in the reports in which it ends.
func (w *writer) endSection(ends [len(views)]bool, mark *doc.Revision) {
	at := &w.sections
	block := w.revision
	w.revision = mark
	defer func() { w.revision = block }()
	w.leaveRoom(0)
	if mark != nil || !at.plain || w.afterTable != ([len(views)]bool{}) { // below a table, or in one report only, a paragraph of its own ends the section
		waiting := w.waiting
		w.waiting = nil
		w.begin(w.body, w.sheet.TableLine, func(pp *paragraphProperties) { pp.before, pp.line, pp.exact = 0, 20, true }).finish()
		w.waiting = waiting
	}
	p := &markup{}
	if at.bare {
		p.start("w:pPr")
	}
	w.section(p, ends)
	if at.bare {
		p.end()
	}
	w.body.b = slices.Insert(w.body.b, at.end, p.bytes()...)
}

// writeSection writes the last section, at the end of the body.
func (w *writer) writeSection() { w.section(w.body.markup, [len(views)]bool{true, true}) }

// section writes paper, margins, heads and feet of a section that ends in those reports. The first page of the report has no heads and feet.
func (w *writer) section(m *markup, ends [len(views)]bool) {
	at := &w.sections
	var first, wide [len(views)]bool
	for _, v := range views {
		first[v], wide[v] = at.done[v] == 0, at.wide[v]
		if ends[v] {
			at.done[v]++
		}
	}
	v := newer
	if !ends[newer] {
		v = older
	}
	m.start("w:sectPr")
	if ends[newer] && first[newer] || ends[older] && first[older] {
		for _, h := range headFiles {
			m.leaf("w:"+h.kind+"Reference", "w:type", h.pages, "r:id", w.body.relations.add(nsR+"/"+h.kind, h.file, false))
		}
	}
	w.pages(m, wide[v], first[v])
	if ends[newer] && ends[older] && (first[newer] != first[older] || wide[newer] != wide[older]) {
		m.start("w:sectPrChange", w.change(w.body, w.by(doc.Inserted))...)
		m.start("w:sectPr")
		w.pages(m, wide[older], first[older])
		m.end()
		m.end()
	}
	m.end()
}

// pages writes paper and margins of a section; first tells that it begins with the first page of the report.
func (w *writer) pages(m *markup, wide, first bool) {
	page := w.sheet.Page
	if wide {
		page = w.sheet.Landscape
	}
	width, height := page.Width.Twips(), page.Height.Twips()
	size := []string{"w:w", itoa(width), "w:h", itoa(height)}
	if width > height {
		size = append(size, "w:orient", "landscape")
	}
	if min(width, height) == a4Width && max(width, height) == a4Height {
		size = append(size, "w:code", a4Code)
	}
	m.leaf("w:pgSz", size...)
	m.leaf("w:pgMar", "w:top", itoa(page.Top.Twips()), "w:right", itoa(page.Right.Twips()), "w:bottom", itoa(page.Bottom.Twips()), "w:left", itoa(page.Left.Twips()),
		"w:header", itoa(page.Header.Twips()), "w:footer", itoa(page.Footer.Twips()), "w:gutter", "0")
	m.leaf("w:cols", "w:space", "708")
	if first {
		m.leaf("w:titlePg")
	}
	m.leaf("w:docGrid", "w:linePitch", "360")
}

// lying tells of each block, for both reports, whether it stands on a landscape page: a table that is too wide for an upright one, and the
// headings over it.
func (w *writer) lying(blocks []doc.Block) [][len(views)]bool {
	out := make([][len(views)]bool, len(blocks))
	var below [len(views)]bool // what follows in that report
	for i, b := range slices.Backward(blocks) {
		mark := outermost(w.revision, doc.BaseOf(b).Revision)
		for _, v := range views {
			if !v.shows(mark) {
				continue
			}
			switch b := b.(type) {
			case *doc.Heading:
				out[i][v] = below[v] && w.sheet.Headings[min(max(b.Level, 1), len(w.sheet.Headings))-1].KeepNext
			case *doc.Table:
				out[i][v] = w.fitIn(v, b).wide
			}
			below[v] = out[i][v]
		}
	}
	return out
}
