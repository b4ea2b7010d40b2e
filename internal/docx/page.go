package docx

import (
	"math"

	"rapporteur/internal/doc"
)

// headFiles are the heads and feet in the order in which the section names them.
var headFiles = []headFile{
	{"header", "even", "header1.xml"}, {"header", "default", "header2.xml"}, {"footer", "even", "footer1.xml"},
	{"footer", "default", "footer2.xml"}, {"header", "first", "header3.xml"}, {"footer", "first", "footer3.xml"},
}

type headFile struct {
	kind  string // "header", "footer"
	pages string // "even", "default" (odd), "first"
	file  string
}

// A head is the content of a running head or foot.
type head struct {
	headFile
	data []byte
}

// headsAndFeet returns the running heads (the symbol over a rule) and the feet (the folio): at the left on even pages, at the right on
// odd ones, empty on the first.
func (w *writer) headsAndFeet() []head {
	var out []head
	symbol := w.frontString(func(f doc.Front) string { return f.Symbol })
	for _, h := range headFiles {
		p := &part{markup: document()}
		root, text := "w:hdr", w.sheet.Header
		if h.kind == "footer" {
			root, text = "w:ftr", footerStyle
		}
		p.start(root, "xmlns:w", nsW, "xmlns:r", nsR)
		switch {
		case h.pages == "first", h.kind == "header" && symbol.empty():
			p.leaf("w:p") // a head holds one paragraph at least; this one shows nothing
		default:
			line := w.begin(p, text, func(pp *paragraphProperties) {
				if h.kind == "header" {
					pp.bottom = headerRule(w.sheet)
				}
				if h.pages == "default" {
					pp.align = "right"
				}
			})
			if h.kind == "header" {
				line.words(symbol, line.base)
			} else {
				line.field("PAGE", "2", line.named(w.sheet.Folio))
			}
			line.finish()
		}
		p.end()
		out = append(out, head{h, p.bytes()})
	}
	return out
}

// endRule writes the rule after the last paragraph the way the published files have it: underlined tabs, centred.
func (w *writer) endRule() {
	s := w.sheet
	if s.EndRule.Width == 0 || s.Page.Tab == 0 {
		return
	}
	p := w.begin(w.body, s.Body, func(pp *paragraphProperties) {
		pp.before = max(pp.before, s.EndRule.Before.Twips())
		pp.after = 0
		pp.align = "center"
	})
	run := p.base
	run.underline = true
	for range int(math.Round(float64(s.EndRule.Width / s.Page.Tab))) {
		p.leaf(run, "w:tab")
	}
	p.finish()
}

// settingsPart returns word/settings.xml.
func (w *writer) settingsPart() []byte {
	m := document()
	m.start("w:settings", "xmlns:w", nsW)
	m.leaf("w:zoom", "w:percent", "100")
	if w.redline {
		if !w.sheet.QuietRedline {
			m.leaf("w:trackRevisions") // what the reader changes is tracked too
		}
		if w.sheet.ProtectRedline {
			m.leaf("w:documentProtection", "w:edit", "trackedChanges", "w:enforcement", "1")
		}
	}
	m.leaf("w:defaultTabStop", "w:val", itoa(w.sheet.Page.Tab.Twips()))
	if w.sheet.Lines.Hyphenate {
		m.leaf("w:autoHyphenation")
		m.leaf("w:consecutiveHyphenLimit", "w:val", "1")
		m.leaf("w:doNotHyphenateCaps")
	}
	m.leaf("w:evenAndOddHeaders")
	m.leaf("w:characterSpacingControl", "w:val", "doNotCompress")
	m.start("w:footnotePr")
	m.leaf("w:footnote", "w:id", separatorID)
	m.leaf("w:footnote", "w:id", continuationID)
	m.end()
	m.start("w:compat")
	m.leaf("w:doNotExpandShiftReturn") // a line that a break ends is not stretched to the measure
	// The rooms below one paragraph and above the next one add up. Without it the larger one counts (ECMA-376, part 1, 17.3.1.33); what the
	// standard says of the element itself (automatic room, 17.15.3.21) concerns no paragraph of ours.
	m.leaf("w:doNotUseHTMLParagraphAutoSpacing")
	for _, c := range compatSettings {
		m.leaf("w:compatSetting", "w:name", c[0], "w:uri", "http://schemas.microsoft.com/office/word", "w:val", c[1])
	}
	m.end()
	m.leaf("w:themeFontLang", "w:val", w.sheet.Language.Tag, "w:eastAsia", regions["zh"], "w:bidi", regions["ar"])
	m.leaf("w:decimalSymbol", "w:val", w.sheet.Language.Numbers.Decimal)
	m.leaf("w:listSeparator", "w:val", ";")
	m.end()
	return m.bytes()
}

// compatSettings are those that Word itself writes for a document of its present mode.
var compatSettings = [][2]string{
	{"compatibilityMode", "15"}, {"overrideTableStyleFontSizeAndJustification", "1"}, {"enableOpenTypeFeatures", "1"},
	{"doNotFlipMirrorIndents", "1"}, {"differentiateMultirowTableHeaders", "1"},
}
