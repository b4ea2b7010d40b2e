package docx

import (
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
)

const (
	// organizationWidth is the width of the cell of the organization's name in the published files, in twips; the symbol has the rest
	// of its row.
	organizationWidth = 2552
	// mastheadDistance is the room at the sides of the masthead in the published files, in twips.
	mastheadDistance = "142"
)

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
	for _, line := range f.Committee {
		p := w.begin(w.body, w.sheet.Committee, func(pp *paragraphProperties) { pp.close = true })
		p.text(line, p.base)
		p.finish()
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
	if f.Received != "" {
		w.lines(w.sheet.Received, []string{f.Received})
	}
}

// lines writes one paragraph of several lines.
func (w *writer) lines(t style.Text, lines []string) {
	p := w.begin(w.body, t, nil)
	p.text(lines[0], p.base)
	for _, line := range lines[1:] {
		p.leaf(p.base, "w:br")
		p.text(line, p.base)
	}
	p.finish()
}

// masthead writes the table at the head of the first page: a row with the organization and the symbol, a row with the treaty and the
// distribution. The cell for an emblem stays empty.
func (w *writer) masthead() {
	m, mh, f := w.body, w.sheet.Masthead, w.report.Front
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
	w.cell(cellProperties{width: organization, bottom: thin, valign: "bottom"}, func() { w.lines(mh.Organization, []string{f.Organization}) })
	w.cell(cellProperties{width: symbol + right, span: 2, bottom: thin, valign: "bottom"}, func() { w.symbol(f.Symbol) })
	m.end()

	w.mastheadRow(mh.Row2)
	w.cell(cellProperties{width: left, bottom: heavy}, w.emptyCell)
	w.cell(cellProperties{width: organization + symbol, span: 2, bottom: heavy}, func() {
		if len(f.Treaty) == 0 {
			w.emptyCell()
			return
		}
		w.lines(mh.Treaty, f.Treaty)
	})
	w.cell(cellProperties{width: right, bottom: heavy}, func() { w.distribution(f.Distribution) })
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
func (w *writer) symbol(s string) {
	mh := w.sheet.Masthead
	p := w.begin(w.body, mh.SymbolSmall, func(pp *paragraphProperties) { pp.align = "right" })
	if at := strings.IndexByte(s, '/'); at > 0 {
		p.text(s[:at], p.named(mh.SymbolLarge))
		s = s[at:]
	}
	p.text(s, p.base)
	p.finish()
}

// distribution writes the block at the right. An empty line parts paragraphs, whose room above is that of an empty line.
func (w *writer) distribution(lines []string) {
	t := w.sheet.Masthead.Distribution
	var group []string
	flush := func() {
		if len(group) > 0 {
			w.lines(t, group)
		}
		group = nil
	}
	for _, line := range lines {
		if line == "" {
			flush()
			continue
		}
		group = append(group, line)
	}
	flush()
	if len(lines) == 0 {
		w.emptyCell()
	}
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
