package pdfcheck_test

import "bytes"

// artifact begins an artifact in content.
const artifact = "/Artifact <</Type /Layout>> BDC "

// mutations are the faults: one at least for every rule, in the order of the rules.
var mutations = []mutation{
	{rule: "readable", what: "no places", vera: "ua1:unread 2a:unread", bytes: func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("startxref"), []byte("stopxrefs")) }},
	{rule: "readable", what: "content cut off", plant: func(p *patient) { p.draw("[<00") }},

	// The file.
	{rule: "header", what: "version", vera: "ua1:6.1-1 2a:6.1.2-1", bytes: swap("%PDF-1.7", "%PDF-2.0")},
	{rule: "binary-comment", what: "letters", vera: "2a:6.1.2-2", bytes: swap("\xe2\xe3\xcf\xd3", "abcd")},
	{rule: "identifier", what: "none", vera: "2a:6.1.3-1", plant: func(p *patient) { delete(p.Trailer, "ID") }},
	{rule: "not-encrypted", what: "a dictionary", vera: "ua1:unread 2a:unread", plant: func(p *patient) { p.Trailer["Encrypt"] = dict{"Filter": name("Standard")} }},
	{rule: "end-of-file", what: "more", vera: "2a:6.1.3-3", bytes: func(b []byte) []byte { return append(b, "\n\nmore"...) }},
	{rule: "object-syntax", what: "endobj", vera: "2a:6.1.9-1", bytes: swap("\nendobj\n", " endobj\n")},
	{rule: "object-syntax", what: "obj", vera: "2a:6.1.9-1", bytes: swap("\n2 0 obj\n", "\n2 0 obj ")},
	{rule: "stream-length", what: "one less", vera: "2a:6.1.7.1-1", bytes: func(b []byte) []byte {
		at := bytes.Index(b, []byte("/Length ")) + len("/Length ")
		b[at] = '9' - (b[at]-'0')/9
		return b
	}},
	{rule: "stream-ends", what: "no line", also: "stream-length", vera: "2a:6.1.7.1-1 2a:6.1.7.1-2", bytes: swap("\nendstream", " endstream")},
	{rule: "stream-inside", what: "F", vera: "2a:6.1.7.1-3", plant: func(p *patient) { p.data(p.page(0)["Contents"]).Dict["F"] = text("other.bin") }},
	{rule: "stream-filter", what: "LZW", vera: "2a:6.1.7.2-1", plant: func(p *patient) { p.nth(0, "Subtype", "Image")["Filter"] = name("LZWDecode") }},
	{rule: "hex-strings", what: "odd", vera: "2a:6.1.6-1", plant: func(p *patient) { p.draw("/Artifact <</Type /Layout /X <123>>> BDC EMC") }},
	{rule: "limits", what: "a number", vera: "2a:6.1.13-1", plant: func(p *patient) { p.catalog()["X"] = number(9e9) }},
	{rule: "limits", what: "q", vera: "2a:6.1.13-8", plant: func(p *patient) {
		p.draw(string(bytes.Repeat([]byte("q "), 29)) + string(bytes.Repeat([]byte("Q "), 29)))
	}},
	{rule: "names", what: "Latin-1", plant: func(p *patient) { p.catalog()["X"] = name("caf\xe9") }},
	{rule: "references", what: "nothing", plant: func(p *patient) { p.catalog()["X"] = ref(99999) }},
	{rule: "page-tree", what: "count", vera: "ua1:unread 2a:unread", plant: func(p *patient) { p.nth(0, "Type", "Pages")["Count"] = number(99) }},
	{rule: "page-tree", what: "parent", plant: func(p *patient) { p.page(0)["Parent"] = p.Trailer["Root"] }},
	{rule: "page-size", what: "large", vera: "2a:6.1.13-11", plant: func(p *patient) { p.page(0)["MediaBox"] = array{number(0), number(0), number(20000), number(842)} }},
	{rule: "no-scripts", what: "JavaScript", also: "link-target note-called", vera: "2a:6.5.1-1", plant: func(p *patient) {
		delete(p.link(0), "Dest")
		p.link(0)["A"] = dict{"S": name("JavaScript"), "JS": text("app.alert(1)")}
	}},
	{rule: "no-scripts", what: "names", plant: func(p *patient) { p.catalog()["Names"] = dict{"JavaScript": dict{"Names": array{}}} }},
	{rule: "no-triggers", what: "page", vera: "2a:6.5.2-2", plant: func(p *patient) {
		p.page(0)["AA"] = dict{"O": dict{"S": name("URI"), "URI": text("https://example.org")}}
	}},
	{rule: "no-triggers", what: "open", plant: func(p *patient) {
		p.catalog()["OpenAction"] = dict{"S": name("URI"), "URI": text("https://example.org")}
	}},
	{rule: "no-forms", what: "XFA", vera: "2a:6.4.2-1", plant: func(p *patient) { p.catalog()["AcroForm"] = dict{"Fields": array{}, "XFA": array{}} }},
	{rule: "no-layers", what: "no name", vera: "ua1:7.10-1 ua1:7.10-2 2a:6.9-1 2a:6.9-4", plant: func(p *patient) {
		p.catalog()["OCProperties"] = dict{"OCGs": array{}, "D": dict{"AS": array{}}}
	}},
	{rule: "no-slides", what: "steps", vera: "2a:6.10-2", plant: func(p *patient) { p.page(0)["PresSteps"] = dict{} }},
	{rule: "no-requirements", what: "one", vera: "2a:6.11-1", plant: func(p *patient) {
		p.catalog()["Requirements"] = array{dict{"Type": name("Requirement"), "S": name("EnableJavaScripts")}}
	}},
	{rule: "no-attachments", what: "names", plant: func(p *patient) { p.catalog()["Names"] = dict{"EmbeddedFiles": dict{"Names": array{}}} }},
	{rule: "no-attachments", what: "a file", vera: "ua1:7.11-1 2a:6.8-2", plant: func(p *patient) {
		p.catalog()["X"] = dict{"Type": name("Filespec"), "F": text("a.txt"), "EF": dict{}}
	}},

	// What is drawn.
	{rule: "content-operators", what: "unknown", vera: "2a:6.2.2-1", plant: func(p *patient) { p.draw("1 xyz") }},
	{rule: "content-resources", what: "no picture", plant: func(p *patient) { p.draw(artifact + "/Nothing Do EMC") }},
	{rule: "content-nesting", what: "q", plant: func(p *patient) { p.draw("q") }},
	{rule: "content-nesting", what: "EMC", plant: func(p *patient) { p.draw("EMC") }},
	{rule: "content-nesting", what: "overlap", plant: func(p *patient) { p.draw(artifact + "BT EMC ET") }},
	{rule: "content-tagged", what: "a line", vera: "ua1:7.1-3", plant: func(p *patient) { p.draw("10 10 20 1 re f") }},
	{rule: "content-tagged", what: "text", vera: "ua1:7.1-3", plant: func(p *patient) { p.draw("/P BMC BT /F1 9 Tf 50 50 Td <0003> Tj ET EMC") }},
	{rule: "artifact-apart", what: "inside", vera: "ua1:7.1-1 ua1:7.1-2", plant: func(p *patient) { p.redraw("/P <</MCID 0>> BDC\n", "/P <</MCID 0>> BDC\n"+artifact+"EMC\n") }},
	{rule: "artifact-apart", what: "around", vera: "ua1:7.1-2", plant: func(p *patient) {
		p.redraw("/P <</MCID 0>> BDC\n", artifact+"/P <</MCID 0>> BDC\n")
		p.redraw("EMC", "EMC EMC")
	}},
	{rule: "artifact-type", what: "unknown", plant: func(p *patient) { p.redraw("/Type /Layout", "/Type /Laid") }},
	{rule: "artifact-type", what: "none", plant: func(p *patient) { p.redraw("<</Type /Layout>> BDC", "<<>> BDC") }},
	{rule: "mark-once", what: "twice", plant: func(p *patient) { p.draw("/P <</MCID 0>> BDC EMC") }},
	{rule: "text-visible", what: "mode", plant: func(p *patient) { p.redraw("BT /F1", "BT 3 Tr /F1") }},
	{rule: "text-visible", what: "off the page", plant: func(p *patient) { p.draw(artifact + "BT /F1 9 Tf -50 50 Td <0003> Tj ET EMC") }},
	{rule: "text-known", what: "bell", plant: func(p *patient) { p.element(0, "Figure")["Alt"] = text("A\x07dot") }},
	{rule: "soft-hyphen", what: "a word", plant: func(p *patient) {
		p.redraw("BT /F1", "/Span <</ActualText <FEFF00AD>>> BDC BT /F1")
		p.redraw("ET\n", "ET EMC\n")
	}},
	{rule: "actual-text", what: "for nothing", plant: func(p *patient) { p.draw("/Span <</ActualText (nothing)>> BDC EMC") }},
	{rule: "colour", what: "CMYK", vera: "2a:6.2.4.3-3", plant: func(p *patient) { p.draw("0 0 0 1 k " + artifact + "10 10 20 1 re f EMC") }},
	{rule: "rendering-intent", what: "in content", vera: "2a:6.2.6-1", plant: func(p *patient) { p.draw("/Vivid ri") }},
	{rule: "rendering-intent", what: "of a picture", vera: "2a:6.2.6-1", plant: func(p *patient) { p.nth(0, "Subtype", "Image")["Intent"] = name("Vivid") }},
	{rule: "picture-colour", what: "CMYK", vera: "2a:6.2.4.3-3", plant: func(p *patient) { p.nth(0, "Subtype", "Image")["ColorSpace"] = name("DeviceCMYK") }},
	{rule: "picture-colour", what: "interpolated", vera: "2a:6.2.8-3", plant: func(p *patient) { p.nth(0, "Subtype", "Image")["Interpolate"] = true }},
	{rule: "picture-alone", what: "alternates", vera: "2a:6.2.8-1", plant: func(p *patient) { p.nth(0, "Subtype", "Image")["Alternates"] = array{} }},
	{rule: "picture-mask", what: "no picture", plant: func(p *patient) { p.nth(0, "Subtype", "Image")["SMask"] = p.catalog()["Metadata"] }},
	{rule: "transparency", what: "blend mode", vera: "2a:6.2.10-1", plant: func(p *patient) {
		p.Dict(p.page(0)["Resources"])["ExtGState"] = dict{"G9": dict{"BM": name("Mixed")}}
		p.draw("/G9 gs")
	}},
	{rule: "transparency", what: "group", vera: "2a:6.2.4.3-3", plant: func(p *patient) {
		p.page(0)["Group"] = dict{"S": name("Transparency"), "CS": name("DeviceCMYK")}
	}},
	{rule: "picture-figure", what: "a part", also: "nesting mark-type alt-place", plant: func(p *patient) { p.element(0, "Figure")["S"] = name("Span") }},

	// Fonts.
	{rule: "font-dictionary", what: "kind", vera: "ua1:7.21.4.1-1 2a:6.2.11.4.1-1", plant: func(p *patient) { _, d := p.font(0); d["Subtype"] = name("CIDFontType0") }},
	{rule: "font-encoding", what: "vertical", plant: func(p *patient) { f, _ := p.font(0); f["Encoding"] = name("Identity-V") }},
	{rule: "font-encoding", what: "half a code", vera: "ua1:7.21.7-1 2a:6.2.11.7.2-1", plant: func(p *patient) { p.draw(artifact + "BT /F1 9 Tf 50 50 Td <000300> Tj ET EMC") }},
	{rule: "font-glyph-map", what: "none", vera: "ua1:7.21.3.2-1 2a:6.2.11.3.2-1", plant: func(p *patient) { _, d := p.font(0); delete(d, "CIDToGIDMap") }},
	{rule: "font-embedded", what: "not", vera: "ua1:7.21.4.1-1 2a:6.2.11.4.1-1", plant: func(p *patient) { _, d := p.font(0); delete(p.Dict(d["FontDescriptor"]), "FontFile2") }},
	{rule: "font-embedded", what: "broken", plant: func(p *patient) {
		_, d := p.font(0)
		s := p.data(p.Dict(d["FontDescriptor"])["FontFile2"])
		s.Raw[len(s.Raw)/2]++
	}},
	{rule: "font-subset", what: "whole", plant: func(p *patient) {
		f, d := p.font(0)
		f["BaseFont"], d["BaseFont"], p.Dict(d["FontDescriptor"])["FontName"] = name("Serif"), name("Serif"), name("Serif")
	}},
	{rule: "font-descriptor", what: "name", plant: func(p *patient) { _, d := p.font(0); p.Dict(d["FontDescriptor"])["FontName"] = name("ABCDEF+Other") }},
	{rule: "font-descriptor", what: "measures", plant: func(p *patient) { _, d := p.font(0); delete(p.Dict(d["FontDescriptor"]), "FontBBox") }},
	{rule: "font-widths", what: "wider", vera: "ua1:7.21.5-1 2a:6.2.11.5-1", plant: func(p *patient) {
		_, d := p.font(0)
		row := p.Array(p.Array(d["W"])[1])
		row[0] = row[0].(number) + 40
	}},
	{rule: "font-glyphs", what: "not in it", also: "font-unicode", vera: "ua1:7.21.4.1-2 ua1:7.21.5-1 ua1:7.21.7-1 ua1:7.21.8-1 2a:6.2.11.4.1-2 2a:6.2.11.5-1 2a:6.2.11.7.2-1 2a:6.2.11.8-1", plant: func(p *patient) { p.draw(artifact + "BT /F1 9 Tf 50 50 Td <FFF0> Tj ET EMC") }},
	{rule: "font-notdef", what: "drawn", also: "font-unicode font-widths", vera: "ua1:7.21.5-1 ua1:7.21.7-1 ua1:7.21.8-1 2a:6.2.11.5-1 2a:6.2.11.7.2-1 2a:6.2.11.8-1", plant: func(p *patient) { p.draw(artifact + "BT /F1 9 Tf 50 50 Td <0000> Tj ET EMC") }},
	{rule: "font-unicode", what: "none", also: "note-called note-back", vera: "ua1:7.21.7-1 2a:6.2.11.7.2-1", plant: func(p *patient) { f, _ := p.font(2); delete(f, "ToUnicode") }},
	{rule: "font-unicode-values", what: "mark", plant: func(p *patient) {
		f, _ := p.font(0)
		p.replace(f["ToUnicode"], "endcmap", "1 beginbfchar\n<0001> <FEFF>\nendbfchar\nendcmap")
	}},
	{rule: "font-private-use", what: "a letter", vera: "2a:6.2.11.7.3-1", plant: func(p *patient) { f, _ := p.font(0); p.replace(f["ToUnicode"], "<0059> <0076>", "<0059> <E000>") }},
	{rule: "font-lean", what: "more widths", plant: func(p *patient) {
		_, d := p.font(0)
		d["W"] = append(p.Array(d["W"]), number(1), array{number(0)})
	}},

	// The tree.
	{rule: "tree-present", what: "no document", also: "nesting", plant: func(p *patient) { p.element(0, "Document")["S"] = name("Part") }},
	{rule: "marked", what: "not", vera: "ua1:6.2-1 2a:6.7.2.2-1", plant: func(p *patient) { p.Dict(p.catalog()["MarkInfo"])["Marked"] = false }},
	{rule: "marked", what: "suspect", vera: "ua1:7.1-4", plant: func(p *patient) { p.Dict(p.catalog()["MarkInfo"])["Suspects"] = true }},
	{rule: "tree-sound", what: "parent", plant: func(p *patient) { p.element(3, "P")["P"] = p.catalog()["StructTreeRoot"] }},
	{rule: "tree-full", what: "empty", plant: func(p *patient) {
		r, d := p.nthRef(0, "S", "Document")
		d["K"] = append(p.Array(d["K"]), p.add(dict{"Type": name("StructElem"), "S": name("P"), "P": r}))
	}},
	{rule: "roles", what: "known", vera: "ua1:7.1-7", plant: func(p *patient) { p.Dict(p.nth(0, "Type", "StructTreeRoot")["RoleMap"])["P"] = name("Span") }},
	{rule: "roles", what: "unknown", also: "nesting", vera: "ua1:7.1-5 2a:6.7.3.4-1", plant: func(p *patient) {
		p.Dict(p.nth(0, "Type", "StructTreeRoot")["RoleMap"])["Title"] = name("Headline")
	}},
	{rule: "mark-in-tree", what: "exchanged", plant: func(p *patient) {
		row := p.Array(p.Array(p.Dict(p.nth(0, "Type", "StructTreeRoot")["ParentTree"])["Nums"])[1])
		row[0], row[1] = row[1], row[0]
	}},
	{rule: "tree-in-marks", what: "not there", plant: func(p *patient) { p.element(1, "P")["K"] = append(p.Array(p.element(1, "P")["K"]), number(9999)) }},
	{rule: "mark-type", what: "other", plant: func(p *patient) { p.redraw("/P <</MCID 1>>", "/Span <</MCID 1>>") }},
	{rule: "parent-tree", what: "next key", plant: func(p *patient) { p.nth(0, "Type", "StructTreeRoot")["ParentTreeNextKey"] = number(1) }},
	{rule: "parent-tree", what: "page", also: "mark-in-tree", vera: "ua1:7.1-3", plant: func(p *patient) { delete(p.page(1), "StructParents") }},
	{rule: "id-tree", what: "elsewhere", plant: func(p *patient) {
		root := p.Dict(p.nth(0, "Type", "StructTreeRoot")["IDTree"])
		names := p.Array(p.Dict(p.Array(root["Kids"])[0])["Names"])
		names[1] = names[3]
	}},
	{rule: "id-once", what: "notes", also: "id-tree", vera: "ua1:7.9-2", plant: func(p *patient) { p.element(1, "Note")["ID"] = p.element(0, "Note")["ID"] }},
	{rule: "language", what: "none", also: "metadata-language", vera: "ua1:7.2-2 ua1:7.2-22 ua1:7.2-24 ua1:7.2-33 ua1:7.2-34", plant: func(p *patient) { delete(p.catalog(), "Lang") }},
	{rule: "language-tags", what: "words", vera: "ua1:7.2-29 2a:6.7.4-1", plant: func(p *patient) { p.element(0, "Span")["Lang"] = text("spanish_HN") }},
	{rule: "language-runs", what: "the same", plant: func(p *patient) { p.element(3, "P")["Lang"] = p.catalog()["Lang"] }},

	// Types of elements.
	{rule: "nesting", what: "a cell", also: "mark-type", vera: "ua1:7.2-9", plant: func(p *patient) {
		p.Dict(p.Array(p.element(0, "BlockQuote")["K"])[0])["S"] = name("TD")
	}},
	{rule: "heading-kinds", what: "H", also: "mark-type outline-headings outline-targets", vera: "ua1:7.4.4-2 ua1:7.4.4-3", plant: func(p *patient) { p.element(0, "H3")["S"] = name("H") }},
	{rule: "heading-first", what: "level 2", also: "mark-type outline-headings", vera: "ua1:7.4.2-1", plant: func(p *patient) { p.element(0, "H1")["S"] = name("H2") }},
	{rule: "heading-steps", what: "level 4", also: "mark-type outline-headings", vera: "ua1:7.4.2-1", plant: func(p *patient) { p.element(0, "H2")["S"] = name("H4") }},
	{rule: "heading-words", what: "none", plant: func(p *patient) { p.element(0, "H1")["ActualText"] = text("") }},
	{rule: "list-kids", what: "a paragraph", also: "nesting", vera: "ua1:7.2-18 ua1:7.2-19", plant: func(p *patient) { p.element(0, "LI")["S"] = name("P") }},
	{rule: "item-kids", what: "a paragraph", also: "nesting mark-type", vera: "ua1:7.2-20", plant: func(p *patient) { p.Dict(p.Array(p.element(0, "LI")["K"])[0])["S"] = name("P") }},
	{rule: "list-numbering", what: "none", plant: func(p *patient) { p.attributes(0, "L")["ListNumbering"] = name("None") }},
	{rule: "figure-alt", what: "none", vera: "ua1:7.3-1", plant: func(p *patient) { delete(p.element(0, "Figure"), "Alt") }},
	{rule: "figure-box", what: "elsewhere", plant: func(p *patient) { p.Array(p.attributes(0, "Figure")["BBox"])[0] = number(1) }},
	{rule: "figure-box", what: "none", plant: func(p *patient) { delete(p.attributes(0, "Figure"), "BBox") }},
	{rule: "alt-place", what: "a paragraph", plant: func(p *patient) { p.element(2, "P")["Alt"] = text("words") }},
	{rule: "caption-place", what: "between", also: "table-kids", vera: "ua1:7.2-16", plant: func(p *patient) {
		k := p.Array(p.element(0, "Table")["K"])
		k[0], k[1] = k[1], k[0]
	}},
	{rule: "note-id", what: "none", also: "id-tree", vera: "ua1:7.9-1", plant: func(p *patient) { delete(p.element(1, "Note"), "ID") }},
	{rule: "note-label", what: "none", also: "mark-type", plant: func(p *patient) { p.Dict(p.Array(p.element(1, "Note")["K"])[0])["S"] = name("P") }},
	{rule: "contents-kids", what: "an item", also: "nesting table-attributes", vera: "ua1:7.2-17 ua1:7.2-27", plant: func(p *patient) { p.element(2, "L")["S"] = name("TOC") }},
	{rule: "no-formulas", what: "no words", also: "mark-type picture-figure", vera: "ua1:7.7-1", plant: func(p *patient) {
		e := p.element(0, "Figure")
		e["S"] = name("Formula")
		delete(e, "Alt")
	}},

	// Tables.
	{rule: "table-kids", what: "two heads", also: "head-cells", vera: "ua1:7.2-11 ua1:7.2-14", plant: func(p *patient) { p.element(0, "TBody")["S"] = name("THead") }},
	{rule: "table-kids", what: "a paragraph", also: "nesting", vera: "ua1:7.2-3 ua1:7.2-4", plant: func(p *patient) { p.element(0, "THead")["S"] = name("P") }},
	{rule: "rows-kids", what: "a group", also: "nesting", vera: "ua1:7.2-37 ua1:7.2-8 ua1:7.2-9", plant: func(p *patient) { p.element(1, "TR")["S"] = name("Div") }},
	{rule: "row-kids", what: "a paragraph", also: "nesting mark-type table-attributes", vera: "ua1:7.2-10 ua1:7.2-43", plant: func(p *patient) { p.element(0, "TD")["S"] = name("P") }},
	{rule: "table-regular", what: "wider", vera: "ua1:7.2-42", plant: func(p *patient) { p.attributes(0, "TD")["ColSpan"] = number(2) }},
	{rule: "table-regular", what: "a cell less", vera: "ua1:7.2-42", plant: func(p *patient) { p.attributes(0, "TH")["RowSpan"] = number(2) }},
	{rule: "spans", what: "none", vera: "ua1:7.2-43", plant: func(p *patient) { p.attributes(0, "TD")["ColSpan"] = number(0) }},
	{rule: "table-scope", what: "none", plant: func(p *patient) { delete(p.attributes(0, "TH"), "Scope") }},
	{rule: "table-headers", what: "nowhere", plant: func(p *patient) { p.attributes(0, "TD")["Headers"] = array{text("nowhere")} }},
	{rule: "table-reach", what: "no heads", also: "mark-type head-cells", plant: func(p *patient) { p.behead() }},
	{rule: "head-cells", what: "row", plant: func(p *patient) { p.attributes(0, "TH")["Scope"] = name("Row") }},
	{rule: "table-attributes", what: "a paragraph", plant: func(p *patient) { p.element(2, "P")["A"] = dict{"O": name("Table"), "ColSpan": number(2)} }},

	// Links.
	{rule: "annotation-kinds", what: "a stamp", vera: "ua1:7.18.1-1 2a:6.3.3-1", plant: func(p *patient) { p.link(0)["Subtype"] = name("Stamp") }},
	{rule: "annotation-flags", what: "hidden", vera: "2a:6.3.2-2", plant: func(p *patient) { p.link(0)["F"] = number(6) }},
	{rule: "annotation-words", what: "none", vera: "ua1:7.18.1-2 ua1:7.18.5-2", plant: func(p *patient) { delete(p.link(0), "Contents") }},
	{rule: "annotation-box", what: "off the page", also: "annotation-words-under", plant: func(p *patient) {
		p.link(0)["Rect"] = array{number(600), number(10), number(620), number(20)}
	}},
	{rule: "annotation-words-under", what: "elsewhere", plant: func(p *patient) {
		p.link(0)["Rect"] = array{number(10), number(10), number(20), number(20)}
	}},
	{rule: "annotation-in-tree", what: "not", also: "annotation-back link-leads reference-link note-called", plant: func(p *patient) {
		e := p.element(0, "Link")
		e["K"] = p.Array(e["K"])[:1]
	}},
	{rule: "annotation-back", what: "elsewhere", plant: func(p *patient) { p.link(0)["StructParent"] = p.link(1)["StructParent"] }},
	{rule: "annotation-back", what: "no way", vera: "ua1:7.18.5-1", plant: func(p *patient) { delete(p.link(0), "StructParent") }},
	{rule: "tab-order", what: "rows", vera: "ua1:7.18.3-1", plant: func(p *patient) { p.page(0)["Tabs"] = name("R") }},
	{rule: "link-leads", what: "in the reference", also: "annotation-in-tree annotation-back", plant: func(p *patient) {
		link, reference := p.element(0, "Link"), p.element(0, "Reference")
		k := p.Array(link["K"])
		link["K"], reference["K"] = k[:1], append(p.Array(reference["K"]), k[1])
	}},
	{rule: "link-target", what: "no address", plant: func(p *patient) { p.Dict(p.linkTo("https://")["A"])["URI"] = text("no address") }},
	{rule: "link-target", what: "no page", also: "note-called", plant: func(p *patient) { p.Array(p.link(0)["Dest"])[0] = p.Trailer["Root"] }},
	{rule: "reference-link", what: "beside it", also: "annotation-in-tree annotation-back link-leads note-called", plant: func(p *patient) {
		link, title := p.element(0, "Link"), p.element(0, "Title")
		k := p.Array(link["K"])
		link["K"], title["K"] = k[:1], append(p.Array(title["K"]), k[1])
	}},
	{rule: "note-called", what: "elsewhere", plant: func(p *patient) { p.Array(p.link(0)["Dest"])[3] = number(800) }},
	{rule: "note-back", what: "elsewhere", plant: func(p *patient) { p.linkTo("Back to ")["Dest"] = p.link(0)["Dest"] }},

	// Bookmarks.
	{rule: "outline-chain", what: "before", plant: func(p *patient) { p.bookmark(1)["Prev"] = p.bookmark(0)["First"] }},
	{rule: "outline-chain", what: "last", plant: func(p *patient) { p.Dict(p.catalog()["Outlines"])["Last"] = p.Dict(p.catalog()["Outlines"])["First"] }},
	{rule: "outline-counts", what: "more", plant: func(p *patient) { p.Dict(p.catalog()["Outlines"])["Count"] = number(99) }},
	{rule: "outline-targets", what: "elsewhere", plant: func(p *patient) { p.Array(p.bookmark(0)["Dest"])[3] = number(10) }},
	{rule: "outline-headings", what: "other words", plant: func(p *patient) { p.bookmark(0)["Title"] = text("I. Other") }},
	{rule: "outline-shown", what: "not", plant: func(p *patient) { delete(p.catalog(), "PageMode") }},

	// Metadata.
	{rule: "metadata", what: "not well formed", vera: "ua1:5-1 ua1:7.1-9 2a:6.6.2.1-4 2a:6.6.2.1-5 2a:6.6.4-1", plant: func(p *patient) { p.xmp("</x:xmpmeta>", "") }},
	{rule: "metadata", what: "encoding", vera: "2a:6.6.2.1-3", plant: func(p *patient) { p.xmp(`zkc9d"?>`, `zkc9d" encoding="UTF-16"?>`) }},
	{rule: "metadata-a", what: "level B", vera: "2a:6.6.4-3", plant: func(p *patient) { p.xmp("<pdfaid:conformance>A", "<pdfaid:conformance>B") }},
	{rule: "metadata-ua", what: "none", vera: "ua1:5-1", plant: func(p *patient) { p.xmp("<pdfuaid:part>1</pdfuaid:part>", "") }},
	{rule: "metadata-prefixes", what: "other", vera: "2a:6.6.4-4 2a:6.6.4-5", plant: func(p *patient) {
		s := p.data(p.catalog()["Metadata"])
		s.Raw = bytes.ReplaceAll(s.Raw, []byte("pdfaid:"), []byte("a:"))
		s.Raw = bytes.ReplaceAll(s.Raw, []byte("xmlns:pdfaid="), []byte("xmlns:a="))
	}},
	{rule: "metadata-extension", what: "no category", vera: "2a:6.6.2.3.3-9", plant: func(p *patient) { p.xmp("<pdfaProperty:category>internal</pdfaProperty:category>", "") }},
	{rule: "metadata-extension", what: "category", vera: "2a:6.6.2.3.3-9", plant: func(p *patient) { p.xmp(">internal<", ">private<") }},
	{rule: "metadata-schemas", what: "unknown", vera: "2a:6.6.2.3.1-1 2a:6.6.2.3.1-2", plant: func(p *patient) { p.xmp("<dc:format>", `<z:a xmlns:z="https://example.org/z/">b</z:a><dc:format>`) }},
	{rule: "metadata-language", what: "other", plant: func(p *patient) { p.xmp("<rdf:li>en-GB<", "<rdf:li>fr<") }},
	{rule: "title", what: "none", also: "info-words", vera: "ua1:7.1-9", plant: func(p *patient) { p.xmp("dc:title", "dc:rights"); p.xmp("/dc:title", "/dc:rights") }},
	{rule: "title-shown", what: "not", vera: "ua1:7.1-10", plant: func(p *patient) { p.catalog()["ViewerPreferences"] = dict{} }},
	{rule: "info-words", what: "title", plant: func(p *patient) { p.info()["Title"] = text("Other") }},
	{rule: "info-words", what: "author", plant: func(p *patient) { delete(p.info(), "Author") }},
	{rule: "info-dates", what: "other", plant: func(p *patient) { p.info()["ModDate"] = text("D:20250209000000+00'00'") }},
	{rule: "info-known", what: "more", plant: func(p *patient) { p.info()["Company"] = text("x") }},
	{rule: "output-intent", what: "none", vera: "2a:6.2.4.3-4", plant: func(p *patient) { delete(p.catalog(), "OutputIntents") }},
	{rule: "output-intent", what: "other", vera: "2a:6.2.4.3-4", plant: func(p *patient) { p.Dict(p.Array(p.catalog()["OutputIntents"])[0])["S"] = name("GTS_PDFX") }},
	{rule: "profile", what: "components", plant: func(p *patient) { p.profile().Dict["N"] = number(4) }},
	{rule: "profile", what: "no profile", plant: func(p *patient) { s := p.profile(); s.Raw = s.Raw[:64] }},
}
