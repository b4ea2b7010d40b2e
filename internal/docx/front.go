package docx

import (
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

const (
	// organizationWidth is the width of the cell of the organization's name in the published files, in twips; the symbol has the rest
	// of its row.
	organizationWidth = 2552
	// mastheadDistance is the room at the sides of the masthead in the published files, in twips.
	mastheadDistance = "142"
)

// A worded is a string of the first page in the two reports.
type worded [len(views)]string

// empty reports whether it is so in both.
func (s worded) empty() bool { return s == worded{} }

// string returns what f yields of the first pages of the two reports.
func (w *writer) frontString(f func(doc.Front) string) worded {
	now := f(w.report.Front)
	was := now
	if w.report.Front.Was != nil {
		was = f(*w.report.Front.Was)
	}
	return worded{now, was}
}

// frontLines returns the lines that f yields of the first pages of the two reports. Where one has more, the first of them have nothing
// beside them in the other.
func (w *writer) frontLines(f func(doc.Front) []string) []worded {
	now := f(w.report.Front)
	was := now
	if w.report.Front.Was != nil {
		was = f(*w.report.Front.Was)
	}
	out := make([]worded, max(len(now), len(was)))
	for i := range out {
		if at := i - (len(out) - len(now)); at >= 0 {
			out[i][newer] = now[at]
		}
		if at := i - (len(out) - len(was)); at >= 0 {
			out[i][older] = was[at]
		}
	}
	return out
}

// front writes what stands above the text on the first page.
func (w *writer) front() {
	f := w.report.Front
	for _, s := range slices.Concat([]string{f.Organization, f.Symbol, f.Received}, f.Treaty, f.Distribution, f.Committee) {
		w.check(diag.Span{}, s)
	}
	if !w.sheet.Masthead.None {
		w.masthead()
	}
	// Lines of the committee's name are paragraphs, not line breaks: LibreOffice puts the masthead in its place on the page only where
	// more than one paragraph parts it from the first note mark.
	for _, line := range w.frontLines(func(f doc.Front) []string { return f.Committee }) {
		w.frontLine(line, func() {
			p := w.begin(w.body, w.sheet.Committee, func(pp *paragraphProperties) { pp.close = true })
			p.words(line, p.base)
			p.finish()
		})
	}
	p := w.begin(w.body, w.sheet.Title, nil)
	if w.sheet.Title.First < 0 {
		if leads(w.sheet.Title) {
			p.tab()
		}
		p.tab()
	}
	p.inlines(f.Title, p.base)
	p.finish()
	if received := w.frontString(func(f doc.Front) string { return f.Received }); !received.empty() {
		w.frontLine(received, func() { w.lines(w.sheet.Received, []worded{received}) })
	}
}

// frontLine writes a paragraph of the first page; one that only one of the reports has is inserted or deleted whole.
func (w *writer) frontLine(line worded, write func()) {
	switch {
	case line[older] == "" && line[newer] != "":
		w.under(w.by(doc.Inserted), write)
	case line[newer] == "" && line[older] != "":
		w.under(w.by(doc.Deleted), write)
	default:
		write()
	}
}

// words writes a string of the first page.
func (p *paragraph) words(s worded, r runProperties) {
	p.either(s[newer], s[older], func(s string) { p.text(s, r) })
}

// lines writes one paragraph of several lines.
func (w *writer) lines(t style.Text, lines []worded) {
	p := w.begin(w.body, t, nil)
	p.words(lines[0], p.base)
	for i, line := range lines[1:] {
		// The break belongs to the line that comes or goes.
		var ends worded
		for v := range ends {
			if lines[i][v] != "" && line[v] != "" {
				ends[v] = "\n"
			}
		}
		p.either(ends[newer], ends[older], func(string) { p.leaf(p.base, "w:br") })
		p.words(line, p.base)
	}
	p.finish()
}

// masthead writes the table at the head of the first page: a row with the organization and the symbol, a row with the treaty and the
// distribution. The cell for an emblem stays empty.
func (w *writer) masthead() {
	m, mh := w.body, w.sheet.Masthead
	left, right := mh.Columns[0].Twips(), mh.Columns[2].Twips()
	organization := min(organizationWidth, mh.Columns[1].Twips())
	symbol := mh.Columns[1].Twips() - organization
	m.start("w:tbl")
	m.start("w:tblPr")
	m.leaf("w:tblpPr", "w:leftFromText", mastheadDistance, "w:rightFromText", mastheadDistance, "w:vertAnchor", "page", "w:horzAnchor", "page",
		"w:tblpX", itoa(w.sheet.Page.Left.Twips()), "w:tblpY", itoa(mh.Top.Twips()))
	m.leaf("w:tblOverlap", "w:val", "never")
	m.leaf("w:tblW", "w:w", itoa(left+organization+symbol+right), "w:type", "dxa")
	m.leaf("w:tblLayout", "w:type", "fixed")
	cellMargins(m.markup, 0, 0)
	m.leaf("w:tblLook", "w:val", "0000")
	m.end()
	w.grid([]int{left, organization, symbol, right})

	thin, heavy := rule{weight: mh.ThinRule.EighthPoints()}, rule{weight: mh.HeavyRule.EighthPoints()}
	w.mastheadRow(mh.Row1)
	w.cell(cellProperties{width: left, bottom: thin, valign: "bottom"}, w.emptyCell)
	w.cell(cellProperties{width: organization, bottom: thin, valign: "bottom"}, func() {
		w.lines(mh.Organization, []worded{w.frontString(func(f doc.Front) string { return f.Organization })})
	})
	w.cell(cellProperties{width: symbol + right, span: 2, bottom: thin, valign: "bottom"}, w.symbol)
	m.end()

	w.mastheadRow(mh.Row2)
	w.cell(cellProperties{width: left, bottom: heavy}, w.emptyCell)
	w.cell(cellProperties{width: organization + symbol, span: 2, bottom: heavy}, func() {
		treaty := w.frontLines(func(f doc.Front) []string { return f.Treaty })
		if len(treaty) == 0 {
			w.emptyCell()
			return
		}
		w.lines(mh.Treaty, treaty)
	})
	w.cell(cellProperties{width: right, bottom: heavy}, w.distribution)
	m.end()
	m.end()
}

// mastheadRow opens a row of exactly that height.
func (w *writer) mastheadRow(height style.Length) {
	m := w.body
	m.start("w:tr")
	m.start("w:trPr")
	m.leaf("w:cantSplit")
	m.leaf("w:trHeight", "w:val", itoa(height.Twips()), "w:hRule", "exact")
	m.end()
}

// symbol writes the document symbol: large up to the first slash. What is printed while no symbol is assigned has none and stays small.
func (w *writer) symbol() {
	mh := w.sheet.Masthead
	p := w.begin(w.body, mh.SymbolSmall, func(pp *paragraphProperties) { pp.align = "right" })
	s := w.frontString(func(f doc.Front) string { return f.Symbol })
	p.either(s[newer], s[older], func(s string) {
		if at := strings.IndexByte(s, '/'); at > 0 {
			p.text(s[:at], p.named(mh.SymbolLarge))
			s = s[at:]
		}
		p.text(s, p.base)
	})
	p.finish()
}

// distribution writes the block at the right. An empty line parts paragraphs, whose room above is that of an empty line.
func (w *writer) distribution() {
	t := w.sheet.Masthead.Distribution
	groups := w.groups()
	for i, g := range groups {
		mark := w.revision
		switch was, now := slices.ContainsFunc(g, func(s worded) bool { return s[older] != "" }), slices.ContainsFunc(g, func(s worded) bool { return s[newer] != "" }); {
		case i == len(groups)-1: // the end of a cell stays
		case now && !was:
			mark = w.by(doc.Inserted)
		case was && !now:
			mark = w.by(doc.Deleted)
		}
		w.under(mark, func() { w.lines(t, g) })
	}
	if len(groups) == 0 {
		w.emptyCell()
	}
}

// groups returns the lines of the distribution by paragraph. Where one of the reports has more paragraphs, the first of them have nothing
// beside them in the other.
func (w *writer) groups() [][]worded {
	parted := func(f doc.Front) [][]string {
		var out [][]string
		open := false
		for _, line := range f.Distribution {
			switch {
			case line == "":
				open = false
			case open:
				out[len(out)-1] = append(out[len(out)-1], line)
			default:
				out, open = append(out, []string{line}), true
			}
		}
		return out
	}
	var all [][]worded
	n := 0
	w.frontLines(func(f doc.Front) []string { n = max(n, len(parted(f))); return nil })
	for i := range n {
		all = append(all, w.frontLines(func(f doc.Front) []string {
			groups := parted(f)
			if at := i - (n - len(groups)); at >= 0 {
				return groups[at]
			}
			return nil
		}))
	}
	return all
}

// emptyCell writes the paragraph that every cell must hold.
func (w *writer) emptyCell() { w.body.leaf("w:p") }

// cell writes a table cell.
func (w *writer) cell(c cellProperties, content func()) {
	w.body.start("w:tc")
	c.write(w.body.markup)
	content()
	w.body.end()
}

// grid writes the widths of the columns, in twips.
func (w *writer) grid(widths []int) {
	w.body.start("w:tblGrid")
	for _, width := range widths {
		w.body.leaf("w:gridCol", "w:w", itoa(width))
	}
	w.body.end()
}
