package docx

import (
	"slices"

	"rapporteur/internal/style"
)

// The order of elements in every function of this file is that of the schema, on which Word insists.

// A tab is a tab stop.
type tab struct {
	pos   int // twips from the text frame
	right bool
	dots  bool // leads the eye
}

// A rule is a border; the zero rule is none.
type rule struct {
	weight int // eighths of a point
	space  int // points between text and rule
}

// paragraphProperties are what is stated of a paragraph, in twips.
type paragraphProperties struct {
	style               string // id; empty is Normal
	keepNext, keepLines bool
	pageBreak           bool
	number              counted // in which numbering; the zero value for none
	was                 counted // in a redline: the numbering in the older report where that is another one
	side, bottom        rule    // to the left, and below
	tabs                []tab
	whole               bool // its words are not divided
	before, after, line int
	exact               bool
	left, right, first  int
	close               bool   // no room between paragraphs of the style
	align               string // "both", "right", "center"; empty is left
	outline             int    // 1 for the outermost level of headings, noOutline for none; 0 where nothing is said, which is none
}

// noOutline says that a paragraph is text, where Word would take it for a heading by the name of its style.
const noOutline = 10

// propertiesOf translates a text of the sheet.
func propertiesOf(t style.Text) paragraphProperties {
	p := paragraphProperties{
		style: t.Word.ID, keepNext: t.KeepNext, keepLines: t.KeepLines,
		before: t.Before.Twips(), after: t.After.Twips(), line: t.Line.Twips(), exact: t.Exact,
		left: t.Left.Twips(), right: t.Right.Twips(), first: t.First.Twips(),
	}
	switch {
	case t.FlushRight:
		p.align = "right"
	case t.Justify:
		p.align = "both"
	}
	if leads(t) {
		p.tabs = append(p.tabs, tab{pos: t.Marker.Twips(), right: t.MarkerEnd})
	}
	if t.Text > t.Left { // otherwise the hanging indent is the stop
		p.tabs = append(p.tabs, tab{pos: t.Text.Twips()})
	}
	return p
}

// leads reports whether a tab stands before the marker.
func leads(t style.Text) bool { return t.MarkerEnd || t.Marker > t.Left+t.First }

// write writes w:pPr with what differs from base, the properties that the style gives, and what end writes at its end if it is not nil; nothing
// when all is alike. It reports whether there is any.
func (p paragraphProperties) write(m *markup, base paragraphProperties, end func()) bool {
	at := len(m.b)
	m.start("w:pPr")
	inside := len(m.b)
	if p.style != "" {
		m.leaf("w:pStyle", "w:val", p.style)
	}
	p.content(m, base)
	if end != nil {
		end()
	}
	if len(m.b) == inside {
		m.open = m.open[:len(m.open)-1]
		m.b = m.b[:at]
		return false
	}
	m.end()
	return true
}

// content writes what stands inside w:pPr after the name of the style.
func (p paragraphProperties) content(m *markup, base paragraphProperties) {
	onOff(m, "w:keepNext", p.keepNext, base.keepNext)
	onOff(m, "w:keepLines", p.keepLines, base.keepLines)
	onOff(m, "w:pageBreakBefore", p.pageBreak, base.pageBreak)
	p.writeNumber(m, base)
	if p.bottom != base.bottom || p.side != base.side {
		m.start("w:pBdr")
		if p.side != base.side {
			border(m, "w:left", p.side)
		}
		if p.bottom != base.bottom {
			border(m, "w:bottom", p.bottom)
		}
		m.end()
	}
	p.writeTabs(m, base)
	onOff(m, "w:suppressAutoHyphens", p.whole, base.whole)
	p.writeSpacing(m, base)
	p.writeIndent(m, base)
	onOff(m, "w:contextualSpacing", p.close, base.close)
	if p.align != base.align {
		align := p.align
		if align == "" {
			align = "left"
		}
		m.leaf("w:jc", "w:val", align)
	}
	if p.outline != base.outline {
		level := p.outline - 1
		if p.outline == 0 {
			level = noOutline - 1
		}
		m.leaf("w:outlineLvl", "w:val", itoa(level))
	}
}

// writeNumber names the numbering. Numbering 0 takes away that of the style.
func (p paragraphProperties) writeNumber(m *markup, base paragraphProperties) {
	if p.number == base.number {
		return
	}
	m.start("w:numPr")
	if p.number.num != 0 {
		m.leaf("w:ilvl", "w:val", itoa(p.number.level))
	}
	m.leaf("w:numId", "w:val", itoa(p.number.num))
	m.end()
}

func (p paragraphProperties) writeTabs(m *markup, base paragraphProperties) {
	open := false
	for _, t := range p.tabs {
		if slices.Contains(base.tabs, t) {
			continue
		}
		if !open {
			m.start("w:tabs")
			open = true
		}
		kind := "left"
		if t.right {
			kind = "right"
		}
		attrs := []string{"w:val", kind}
		if t.dots {
			attrs = append(attrs, "w:leader", "dot")
		}
		m.leaf("w:tab", append(attrs, "w:pos", itoa(t.pos))...)
	}
	if open {
		m.end()
	}
}

func (p paragraphProperties) writeSpacing(m *markup, base paragraphProperties) {
	var attrs []string
	if p.before != base.before {
		attrs = append(attrs, "w:before", itoa(p.before))
	}
	if p.after != base.after {
		attrs = append(attrs, "w:after", itoa(p.after))
	}
	if p.line != base.line || p.exact != base.exact {
		kind := "atLeast"
		if p.exact {
			kind = "exact"
		}
		attrs = append(attrs, "w:line", itoa(p.line), "w:lineRule", kind)
	}
	if attrs != nil {
		m.leaf("w:spacing", attrs...)
	}
}

func (p paragraphProperties) writeIndent(m *markup, base paragraphProperties) {
	var attrs []string
	if p.left != base.left || p.number.num == 0 && base.number.num != 0 { // LibreOffice drops the indent of a style with its numbering
		attrs = append(attrs, "w:left", itoa(p.left))
	}
	if p.right != base.right {
		attrs = append(attrs, "w:right", itoa(p.right))
	}
	if p.first != base.first {
		attrs = append(attrs, hangingOr(p.first), itoa(abs(p.first)))
	}
	if attrs != nil {
		m.leaf("w:ind", attrs...)
	}
}

// runProperties are what is stated of characters.
type runProperties struct {
	style        string // id of a character style; empty is none
	bold, italic bool
	size         int // half points; 0 is not stated
	underline    bool
	raised       bool
	level        bool   // on the base line and in its size where the style would raise and shrink
	language     string // code; empty is that of the report
}

// runOf translates what a text of the sheet says of its characters.
func runOf(t style.Text) runProperties {
	return runProperties{bold: t.Bold, italic: t.Italic, size: t.Size.HalfPoints()}
}

// write writes w:rPr with what differs from base, the properties that the style of the paragraph gives; nothing when all is alike.
func (r runProperties) write(m *markup, base runProperties) {
	if r == base {
		return
	}
	m.start("w:rPr")
	if r.style != "" {
		m.leaf("w:rStyle", "w:val", r.style)
	}
	r.content(m, base)
	m.end()
}

// content writes what stands inside w:rPr after the name of the style.
func (r runProperties) content(m *markup, base runProperties) {
	onOff(m, "w:b", r.bold, base.bold)
	onOff(m, "w:bCs", r.bold, base.bold)
	onOff(m, "w:i", r.italic, base.italic)
	onOff(m, "w:iCs", r.italic, base.italic)
	if r.size != 0 && (r.size != base.size || r.level) {
		m.leaf("w:sz", "w:val", itoa(r.size))
		m.leaf("w:szCs", "w:val", itoa(r.size))
	}
	if r.underline != base.underline {
		m.leaf("w:u", "w:val", "single")
	}
	switch {
	case r.raised != base.raised:
		m.leaf("w:vertAlign", "w:val", "superscript")
	case r.level:
		m.leaf("w:vertAlign", "w:val", "baseline")
	}
	if r.language != base.language {
		languageProperties(m, r.language)
	}
}

// onOff writes a property that is on or off where it differs from base.
func onOff(m *markup, name string, on, base bool) {
	switch {
	case on == base:
	case on:
		m.leaf(name)
	default:
		m.leaf(name, "w:val", "0")
	}
}

// border writes one border; the zero rule says that there is none.
func border(m *markup, name string, r rule) {
	if r.weight == 0 {
		m.leaf(name, "w:val", "nil")
		return
	}
	m.leaf(name, "w:val", "single", "w:sz", itoa(r.weight), "w:space", itoa(r.space), "w:color", "auto")
}

// regions are the full tags that Word wants for the official languages of the United Nations.
var regions = map[string]string{"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}

// languageProperties names the language of characters: Word keeps one for each class of scripts.
func languageProperties(m *markup, code string) {
	tag := code
	if full, ok := regions[code]; ok {
		tag = full
	}
	switch code {
	case "ar":
		m.leaf("w:rtl")
		m.leaf("w:lang", "w:bidi", tag)
	case "zh":
		m.leaf("w:lang", "w:eastAsia", tag)
	default:
		m.leaf("w:lang", "w:val", tag)
	}
}

// cellProperties are what is stated of a table cell.
type cellProperties struct {
	width  int // twips
	span   int // grid columns
	merge  merge
	top    rule
	bottom rule
	left   int    // twips of room before the text; 0 is that of the table
	valign string // "bottom", "center"; empty is top
}

// merge tells the part of a cell in a cell that covers several rows.
type merge int

const (
	noMerge merge = iota
	mergeStart
	mergeOn
)

func (c cellProperties) write(m *markup) {
	m.start("w:tcPr")
	m.leaf("w:tcW", "w:w", itoa(c.width), "w:type", "dxa")
	if c.span > 1 {
		m.leaf("w:gridSpan", "w:val", itoa(c.span))
	}
	switch c.merge {
	case mergeStart:
		m.leaf("w:vMerge", "w:val", "restart")
	case mergeOn:
		m.leaf("w:vMerge")
	}
	if c.top != (rule{}) || c.bottom != (rule{}) {
		m.start("w:tcBorders")
		if c.top != (rule{}) {
			border(m, "w:top", c.top)
		}
		if c.bottom != (rule{}) {
			border(m, "w:bottom", c.bottom)
		}
		m.end()
	}
	if c.left != 0 {
		m.start("w:tcMar")
		m.leaf("w:left", "w:w", itoa(c.left), "w:type", "dxa")
		m.end()
	}
	if c.valign != "" {
		m.leaf("w:vAlign", "w:val", c.valign)
	}
	m.end()
}
