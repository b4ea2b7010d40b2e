package docx

import (
	"math"
	"slices"

	"rapporteur/internal/style"
)

// What the UN Geneva template has and a sheet does not say: names of Word that carry fixed meanings, and the foot around the folio.
var (
	footerStyle   = style.Text{Size: 8, Word: style.Word{ID: "Footer", Name: "footer", Alias: "3_G"}}
	hyperlinkWord = style.Word{ID: "Hyperlink", Name: "Hyperlink"}
)

// tableStyle is the style that all tables of the text share.
var tableStyle = style.Word{ID: "TableUNG", Name: "_ Table UN_G"}

// builtinNames are names that Word knows; a style of another name is declared as a custom one.
var builtinNames = []string{"Normal", "Default Paragraph Font", "Normal Table", "No List", "heading 1", "header", "footer", "footnote text", "footnote reference", "page number", "Hyperlink", "endnote reference", "endnote text", "toc 1", "toc 2", "toc 3", "Table Grid"}

// A paragraphStyle is a style of the file.
type paragraphStyle struct {
	word style.Word
	next string
	para paragraphProperties
	run  runProperties
}

// styles are the paragraph styles of the file, in the order of their definition.
type styles struct {
	normal paragraphStyle
	divide bool // words of justified text are divided at line ends
	list   []paragraphStyle
	byID   map[string]int
}

// makeStyles collects the styles of the sheet. Where several texts bear one id, the first defines it and the others state what differs.
func makeStyles(s *style.Sheet, numbers *numberings) *styles {
	t := &styles{divide: s.Lines.Hyphenate, byID: map[string]int{}}
	t.normal = paragraphStyle{word: style.Word{ID: "Normal", Name: "Normal"}, para: paragraphProperties{line: s.Body.Line.Twips(), whole: !t.divide}, run: runProperties{size: s.Body.Size.HalfPoints()}}
	body := s.Body.Word.ID
	t.add(s.Body, "")
	for i, h := range s.Headings {
		if at := t.add(h, body); at >= 0 {
			t.list[at].para.outline = i + 1
		}
	}
	t.add(s.Title, body)
	for _, x := range s.Items {
		t.add(x, "")
	}
	for _, x := range s.Bullets {
		t.add(x, "")
	}
	t.add(s.Quote, "")
	if at := t.add(s.Footnote, ""); at >= 0 {
		// Word goes from the mark to the indent. LibreOffice sets the mark itself, up to the indent, and goes on to the next stop.
		notes := &t.list[at].para
		notes.tabs = append(notes.tabs, tab{pos: notes.left + 1})
	}
	if at := t.add(s.Header, ""); at >= 0 {
		t.list[at].para.bottom = headerRule(s)
	}
	t.add(footerStyle, "")
	// Word's own name "heading 1" is the title of tables in this template. It says that it is no heading, so that tables do not stand
	// among the chapters.
	if at := t.add(captionText(s), ""); at >= 0 {
		t.list[at].para.outline = noOutline
	}
	m := s.Masthead
	for _, x := range []style.Text{s.TableHead, s.TableCell, s.TableLine, m.Organization, m.SymbolSmall, m.Treaty, m.Distribution, s.Received} {
		t.add(x, "")
	}
	if at := t.add(s.Committee, ""); at >= 0 {
		t.list[at].para.close = true
	}
	for i := range t.list {
		t.list[i].para.number = numbers.owned(t.list[i].word.ID)
	}
	return t
}

// headerRule is the rule under the running head.
func headerRule(s *style.Sheet) rule {
	return rule{weight: s.Page.HeaderRule.EighthPoints(), space: int(math.Round(s.Page.HeaderGap.Points()))}
}

// add defines the style of a text and returns its place, or -1 where there is nothing new.
func (t *styles) add(x style.Text, next string) int {
	if _, known := t.byID[x.Word.ID]; known || x.Word.ID == "" {
		return -1
	}
	p := paragraphStyle{word: x.Word, next: next, para: t.propertiesOf(x), run: runOf(x)}
	if p.para.line == 0 {
		p.para.line = t.normal.para.line
	}
	t.byID[x.Word.ID] = len(t.list)
	t.list = append(t.list, p)
	return len(t.list) - 1
}

// propertiesOf translates a text of the sheet. As in the PDF, words are divided in justified text only, and only where the sheet wants it.
func (t *styles) propertiesOf(x style.Text) paragraphProperties {
	p := propertiesOf(x)
	p.whole = !t.divide || !x.Justify
	return p
}

// of returns the style of that id, Normal where there is none.
func (t *styles) of(id string) paragraphStyle {
	if at, ok := t.byID[id]; ok {
		return t.list[at]
	}
	return t.normal
}

// captionText is the text of a caption, number and title in one paragraph; the title is made bold by its runs.
func captionText(s *style.Sheet) style.Text {
	t := s.TableTitle
	t.Bold = s.TableNumber.Bold
	t.Before = s.TableNumber.Before
	return t
}

// stylesPart returns word/styles.xml.
func (w *writer) stylesPart() []byte {
	m, s := document(), w.sheet
	m.start("w:styles", "xmlns:w", nsW)
	m.start("w:docDefaults")
	m.start("w:rPrDefault")
	m.start("w:rPr")
	m.leaf("w:rFonts", "w:ascii", s.Fonts.Word, "w:eastAsia", s.Fonts.Word, "w:hAnsi", s.Fonts.Word, "w:cs", s.Fonts.Word)
	size := itoa(s.Body.Size.HalfPoints())
	m.leaf("w:sz", "w:val", size)
	m.leaf("w:szCs", "w:val", size)
	m.leaf("w:lang", "w:val", s.Language.Tag, "w:eastAsia", regions["zh"], "w:bidi", regions["ar"])
	m.end()
	m.end()
	m.leaf("w:pPrDefault")
	m.end()
	// Word's own styles stay out of its lists until they are used, so that the lists show those of the template.
	m.leaf("w:latentStyles", "w:defLockedState", "0", "w:defUIPriority", "99", "w:defSemiHidden", "1", "w:defUnhideWhenUsed", "1", "w:defQFormat", "0", "w:count", "376")

	m.start("w:style", "w:type", "paragraph", "w:default", "1", "w:styleId", "Normal")
	m.leaf("w:name", "w:val", "Normal")
	m.leaf("w:qFormat")
	m.start("w:pPr")
	onOff(m, "w:suppressAutoHyphens", w.styles.normal.para.whole, false)
	m.leaf("w:spacing", "w:line", itoa(w.styles.normal.para.line), "w:lineRule", "atLeast")
	m.end()
	m.end()
	m.start("w:style", "w:type", "character", "w:default", "1", "w:styleId", "DefaultParagraphFont")
	m.leaf("w:name", "w:val", "Default Paragraph Font")
	m.leaf("w:semiHidden")
	m.end()
	m.start("w:style", "w:type", "table", "w:default", "1", "w:styleId", "TableNormal")
	m.leaf("w:name", "w:val", "Normal Table")
	m.leaf("w:semiHidden")
	m.start("w:tblPr")
	m.leaf("w:tblInd", "w:w", "0", "w:type", "dxa")
	cellMargins(m, 108, 108)
	m.end()
	m.end()
	m.start("w:style", "w:type", "numbering", "w:default", "1", "w:styleId", "NoList")
	m.leaf("w:name", "w:val", "No List")
	m.leaf("w:semiHidden")
	m.end()

	for _, p := range w.styles.list {
		p.write(m, w.styles.normal)
	}
	w.characterStyles(m)
	w.tableStyle(m)
	w.templateStyles(m)
	m.end()
	return m.bytes()
}

// fontsPart returns word/fontTable.xml: what kind of face a program should look for that does not have ours.
func (w *writer) fontsPart() []byte {
	m := document()
	m.start("w:fonts", "xmlns:w", nsW)
	m.start("w:font", "w:name", w.sheet.Fonts.Word)
	m.leaf("w:charset", "w:val", "00")
	m.leaf("w:family", "w:val", "roman")
	m.leaf("w:pitch", "w:val", "variable")
	m.end()
	m.end()
	return m.bytes()
}

// styleHead opens a style and writes its names.
func styleHead(m *markup, kind string, word style.Word, based string) {
	attrs := []string{"w:type", kind}
	if !slices.Contains(builtinNames, word.Name) {
		attrs = append(attrs, "w:customStyle", "1")
	}
	m.start("w:style", append(attrs, "w:styleId", word.ID)...)
	m.leaf("w:name", "w:val", word.Name)
	if word.Alias != "" {
		m.leaf("w:aliases", "w:val", word.Alias)
	}
	m.leaf("w:basedOn", "w:val", based)
}

func (p paragraphStyle) write(m *markup, normal paragraphStyle) {
	styleHead(m, "paragraph", p.word, normal.word.ID)
	if p.next != "" {
		m.leaf("w:next", "w:val", p.next)
	}
	m.leaf("w:qFormat")
	para := p.para
	para.style = ""
	para.write(m, normal.para, nil)
	p.run.write(m, normal.run)
	m.end()
}

// characterStyles writes the styles of note marks, folios, links and of the large part of the symbol.
func (w *writer) characterStyles(m *markup) {
	s := w.sheet
	character := func(word style.Word, content func()) {
		if word.ID == "" {
			return
		}
		styleHead(m, "character", word, "DefaultParagraphFont")
		m.leaf("w:qFormat")
		m.start("w:rPr")
		content()
		m.end()
		m.end()
	}
	none := runProperties{}
	character(s.NoteMark.Word, func() {
		// Word shrinks what it raises, so the size is that of the type from which the mark is made: in the template that of the notes.
		runProperties{size: s.Footnote.Size.HalfPoints(), raised: true}.content(m, none)
	})
	character(s.Folio.Word, func() { runOf(s.Folio).content(m, none) })
	character(s.Masthead.SymbolLarge.Word, func() { runOf(s.Masthead.SymbolLarge).content(m, none) })
	character(hyperlinkWord, func() {
		// The page shows addresses as plain text; the style lets the reader of the file decide otherwise.
		m.leaf("w:color", "w:val", "auto")
		m.leaf("w:u", "w:val", "none")
	})
}

// tableStyle writes the style of tables: their outer rules and the room in their cells.
func (w *writer) tableStyle(m *markup) {
	t := w.sheet.Table
	styleHead(m, "table", tableStyle, "TableNormal")
	m.leaf("w:qFormat")
	m.start("w:tblPr")
	m.start("w:tblBorders")
	border(m, "w:top", rule{weight: t.TopRule.EighthPoints()})
	border(m, "w:bottom", rule{weight: t.BottomRule.EighthPoints()})
	m.end()
	cellMargins(m, 0, t.CellGap.Twips())
	m.end()
	m.end()
}

// cellMargins writes the room at the left and right inside cells, in twips.
func cellMargins(m *markup, left, right int) {
	m.start("w:tblCellMar")
	for _, side := range []struct {
		name string
		room int
	}{{"w:top", 0}, {"w:left", left}, {"w:bottom", 0}, {"w:right", right}} {
		m.leaf(side.name, "w:w", itoa(side.room), "w:type", "dxa")
	}
	m.end()
}
