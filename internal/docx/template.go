package docx

import "rapporteur/internal/style"

// A templateStyle is a style of the UN Geneva template that no text of a report bears. It is in the file for those who edit it, with the values
// that published files have. Source: Word files of the template family (FCCC/PA/CMA/2021/10/Add.3, a draft decision of 2024).
type templateStyle struct {
	kind  string // "paragraph", "character"
	word  style.Word
	based string // id; empty is Normal, or the default of characters
	para  paragraphProperties
	run   runProperties
}

// spread is a heading over the whole measure, alone on its line.
func spread(id, name string, line, size int) templateStyle {
	return templateStyle{kind: "paragraph", word: style.Word{ID: id, Name: name}, run: runProperties{bold: true, size: size},
		para: paragraphProperties{keepNext: true, keepLines: true, before: 240, after: 240, line: line, exact: true, left: 1134, right: 1134}}
}

// contents is an entry of a table of contents.
func contents(id, name string) templateStyle {
	return templateStyle{kind: "paragraph", word: style.Word{ID: id, Name: name}, para: paragraphProperties{after: 120, line: 240,
		tabs: []tab{{pos: 851, right: true}, {pos: 1134}, {pos: 1559}, {pos: 1985}, {pos: 8930, right: true, dots: true}, {pos: 9639, right: true}}}}
}

// templateStyles are the styles of the template beside those of the sheet.
var templateStyles = []templateStyle{
	{kind: "paragraph", word: style.Word{ID: "HMG", Name: "_ H __M_G"}, run: runProperties{bold: true, size: 34},
		para: paragraphProperties{keepNext: true, keepLines: true, before: 240, after: 240, line: 360, exact: true, left: 1134, right: 1134, first: -1134,
			tabs: []tab{{pos: 851, right: true}}}},
	spread("SSG", "__S_S_G", 300, 28),
	spread("SMG", "__S_M_G", 420, 40),
	spread("SLG", "__S_L_G", 580, 56),
	spread("XLargeG", "__XLarge_G", 420, 40),
	{kind: "paragraph", word: style.Word{ID: "FootnoteTable", Name: "Footnote Table"}, run: runProperties{size: 18},
		para: paragraphProperties{before: 60, line: 220, close: true, align: "both"}},
	{kind: "paragraph", word: style.Word{ID: "EndnoteText", Name: "endnote text", Alias: "2_G"}, based: "FootnoteText", para: paragraphProperties{}},
	{kind: "character", word: style.Word{ID: "EndnoteReference", Name: "endnote reference", Alias: "1_G"}, based: "FootnoteReference"},
	contents("TOC1", "toc 1"),
	contents("TOC2", "toc 2"),
	contents("TOC3", "toc 3"),
}

// templateStyles writes the styles of the template that the sheet does not define.
func (w *writer) templateStyles(m *markup) {
	for _, t := range templateStyles {
		if _, taken := w.styles.byID[t.word.ID]; taken {
			continue
		}
		based := t.based
		if based != "" && !w.defines(based) {
			continue // a sheet with other names has no such notes
		}
		para, run, base := t.para, t.run, w.styles.normal
		switch {
		case based != "": // it says nothing of its own
			para, run, base = base.para, base.run, w.styles.normal
		case t.kind == "paragraph":
			based = base.word.ID
			para.whole = !w.styles.divide || para.align != "both"
		}
		styleHead(m, t.kind, t.word, based)
		if t.kind == "paragraph" {
			para.write(m, base.para, nil)
		}
		run.write(m, base.run)
		m.end()
	}
	styleHead(m, "table", style.Word{ID: "TableGrid", Name: "Table Grid"}, "TableNormal")
	m.start("w:tblPr")
	m.start("w:tblBorders")
	for _, side := range []string{"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"} {
		border(m, side, rule{weight: 4})
	}
	m.end()
	m.end()
	m.end()
}

// defines reports whether the file has a style of that id.
func (w *writer) defines(id string) bool {
	_, paragraph := w.styles.byID[id]
	return paragraph || id == w.sheet.NoteMark.Word.ID
}
