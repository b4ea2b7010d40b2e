package docx_test

import (
	"slices"
	"testing"
)

// childOrder is the order of the children that the schema gives to the elements we write (ECMA-376, part 1, annex A). Word takes a file
// that breaks it for damaged; other programs do not notice.
var childOrder = map[string][]string{
	"pPr": {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs",
		"suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
		"spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
		"divId", "cnfStyle", "rPr", "sectPr", "pPrChange"},
	"rPr": {"ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof",
		"snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText",
		"vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"},
	"pBdr":       {"top", "left", "bottom", "right", "between", "bar"},
	"tbl":        {"tblPr", "tblGrid", "tr"},
	"tblPr":      {"tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription", "tblPrChange"},
	"tblBorders": {"top", "left", "bottom", "right", "insideH", "insideV"},
	"tblCellMar": {"top", "left", "bottom", "right"},
	"tr":         {"tblPrEx", "trPr", "tc", "sdt"},
	"sdt":        {"sdtPr", "sdtEndPr", "sdtContent"},
	"sdtPr":      {"rPr", "alias", "tag", "id", "lock"},
	"trPr":       {"cantSplit", "trHeight", "tblHeader", "ins", "del"},
	"tc":         {"tcPr", "p"},
	"tcPr":       {"cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark"},
	"tcBorders":  {"top", "left", "bottom", "right", "insideH", "insideV", "tl2br", "tr2bl"},
	"sectPr": {"headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType",
		"cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange"},
	"styles": {"docDefaults", "latentStyles", "style"},
	"style": {"name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "locked",
		"personal", "rsid", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"},
	"settings": {"zoom", "trackRevisions", "documentProtection", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders", "characterSpacingControl", "footnotePr", "endnotePr",
		"compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"},
	"compat": {"doNotExpandShiftReturn", "doNotUseHTMLParagraphAutoSpacing", "compatSetting"},
	"font":   {"altName", "panose1", "charset", "family", "notTrueType", "pitch", "sig"},
	"inline": {"extent", "effectExtent", "docPr", "cNvGraphicFramePr", "graphic"},
	"pic":    {"nvPicPr", "blipFill", "spPr"},
}

// repeated are children that may stand side by side in any number. Heads and feet may be mixed.
var repeated = []string{"compatSetting", "tr", "tc", "sdt", "p", "style", "headerReference", "footerReference"}

// everywhere are children that may stand anywhere.
var everywhere = []string{"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"}

func checkOrder(t *testing.T, part string, n *node) {
	t.Helper()
	if order, ok := childOrder[n.name]; ok {
		last, lastName := -1, ""
		for _, k := range n.kids {
			if k.name == "" || slices.Contains(everywhere, k.name) {
				continue
			}
			at := slices.Index(order, k.name)
			switch k.name { // mixed with others
			case "footerReference":
				at = slices.Index(order, "headerReference")
			case "sdt":
				at = slices.Index(order, "tc")
			}
			switch {
			case at < 0:
				t.Errorf("%s: <%s> stands in <%s>", part, k.name, n.name)
			case at < last:
				t.Errorf("%s: <%s> follows <%s> in <%s>", part, k.name, lastName, n.name)
			case at == last && !slices.Contains(repeated, k.name):
				t.Errorf("%s: <%s> is repeated in <%s>", part, k.name, n.name)
			}
			last, lastName = max(last, at), k.name
		}
	}
	for _, k := range n.kids {
		checkOrder(t, part, k)
	}
}

// Every element has its children in the order of the schema.
func TestChildOrder(t *testing.T) {
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			f := open(t, render(t, r))
			for _, part := range f.xmlParts() {
				checkOrder(t, part, f.parse(part))
			}
		})
	}
}
