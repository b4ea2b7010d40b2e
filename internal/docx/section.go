package docx

import (
	"slices"

	"rapporteur/internal/doc"
)

// Sections: pages that lie on their side are a section of Word of their own. A section is described in its last paragraph, that of the end of
// the report at the end of the body. The heads and feet of the first section hold for all others, whose pages are counted on.

// sections tell where the section that is being written stands.
type sections struct {
	wide bool // its pages are landscape pages
	done int  // sections that have ended
	// end is where the properties of the last paragraph of the body end, in the bytes written so far; bare tells that it has none yet.
	end  int
	bare bool
}

// A4 is paper of code 9 in Word's list.
const (
	a4Width, a4Height = 11906, 16838
	a4Code            = "9"
)

// turn ends the section where the pages of the next block lie otherwise.
func (w *writer) turn(wide bool) {
	at := &w.sections
	if wide == at.wide {
		return
	}
	w.room = 0
	if w.afterTable { // the paragraph that ends a section must stand below the table
		waiting := w.waiting
		w.waiting = nil
		w.begin(w.body, w.sheet.TableLine, func(pp *paragraphProperties) { pp.before, pp.line, pp.exact = 0, 20, true }).finish()
		w.waiting = waiting
	}
	p := &markup{}
	if at.bare {
		p.start("w:pPr")
	}
	w.section(p)
	if at.bare {
		p.end()
	}
	w.body.b = slices.Insert(w.body.b, at.end, p.bytes()...)
	at.wide = wide
}

// writeSection writes the last section, at the end of the body.
func (w *writer) writeSection() { w.section(w.body.markup) }

// section writes paper, margins, heads and feet of a section. The first page of the report has no heads and feet.
func (w *writer) section(m *markup) {
	page, first := w.sheet.Page, w.sections.done == 0
	if w.sections.wide {
		page = w.sheet.Landscape
	}
	w.sections.done++
	m.start("w:sectPr")
	if first {
		for _, h := range headFiles {
			m.leaf("w:"+h.kind+"Reference", "w:type", h.pages, "r:id", w.body.relations.add(nsR+"/"+h.kind, h.file, false))
		}
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
	m.end()
}

// lying tells of each block whether it stands on a landscape page: a table that is too wide for an upright one, and the headings over it.
func (w *writer) lying(blocks []doc.Block) []bool {
	out := make([]bool, len(blocks))
	for i, b := range slices.Backward(blocks) {
		switch b := b.(type) {
		case *doc.Heading:
			out[i] = i+1 < len(out) && out[i+1] && w.sheet.Headings[min(max(b.Level, 1), len(w.sheet.Headings))-1].KeepNext
		case *doc.Table:
			out[i] = w.fit(b).wide
		}
	}
	return out
}
