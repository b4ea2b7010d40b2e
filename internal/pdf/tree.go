package pdf

import (
	"strconv"

	"rapporteur/internal/style"
	"rapporteur/internal/typeset"
)

// tags are the structure types of roles other than headings.
var tags = map[typeset.Role]string{
	typeset.RoleDocument:   "Document",
	typeset.RoleTitle:      "Title",
	typeset.RoleParagraph:  "P",
	typeset.RoleGroup:      "Div",
	typeset.RoleList:       "L",
	typeset.RoleItem:       "LI",
	typeset.RoleLabel:      "Lbl",
	typeset.RoleBody:       "LBody",
	typeset.RoleQuote:      "BlockQuote",
	typeset.RoleTable:      "Table",
	typeset.RoleHead:       "THead",
	typeset.RoleRows:       "TBody",
	typeset.RoleRow:        "TR",
	typeset.RoleHeaderCell: "TH",
	typeset.RoleDataCell:   "TD",
	typeset.RoleCaption:    "Caption",
	typeset.RoleFigure:     "Figure",
	typeset.RoleNote:       "Note",
	typeset.RoleReference:  "Reference",
	typeset.RoleLink:       "Link",
	typeset.RoleSpan:       "Span",
	typeset.RoleInserted:   "Ins",
	typeset.RoleDeleted:    "Del",
}

// roleMap says what the types mean that ISO 32000-1 does not know.
//
// The title of the report is a Title, as PDF 2.0 names it, and for readers of PDF 1.7 a paragraph. As H1 it would be the one heading above all, and
// push chapters to H2 and the sixth level out of what PDF/UA-1 can tell; its words are the title of the document already, which readers say first.
//
// Ins and Del are named as in HTML: ISO 32000-1 has no types for what a redline inserts and deletes, nor has PDF 2.0. Readers of PDF 1.7 take them
// for what 14.8.4.4.1 calls a Span, "a generic inline portion of text having no particular inherent characteristics", with attributes.
var roleMap = newDict("Title", name("P"), "Ins", name("Span"), "Del", name("Span"))

func tagOf(e *typeset.Element) string {
	if e.Role == typeset.RoleHeading {
		return "H" + strconv.Itoa(int(min(e.Level, 6)))
	}
	return tags[e.Role]
}

// A tree writes the structure tree.
type tree struct {
	*writer
	sides []side
	refs  map[*typeset.Element]ref
	ids   []text // of elements that have one, in reading order
	named []ref
}

// element writes e and all below it, numbered in the order of reading, and returns how to refer to it.
func (t *tree) element(e *typeset.Element, parent ref) ref {
	r := t.allot()
	t.refs[e] = r
	if e.ID != "" {
		t.ids = append(t.ids, text(e.ID))
		t.named = append(t.named, r)
	}
	d := newDict("Type", name("StructElem"), "S", name(tagOf(e)), "P", parent)
	if e.ID != "" {
		d.set("ID", text(e.ID))
	}
	if e.Change != nil && e.Change.By != "" {
		d.set("T", words(e.Change.By))
	}
	if e.Alt != "" {
		d.set("Alt", words(e.Alt))
	}
	if e.Actual != "" {
		d.set("ActualText", words(e.Actual))
	}
	if e.Language != "" {
		d.set("Lang", words(e.Language))
	}
	if a := t.attributes(e); a != nil {
		d.set("A", a)
	}
	page := -1
	for _, k := range e.Kids {
		if c, ok := k.(typeset.Content); ok {
			page = c.Page
			d.set("Pg", t.sides[page].ref)
			break
		}
	}
	kids := array{}
	for _, k := range e.Kids {
		switch k := k.(type) {
		case *typeset.Element:
			kids = append(kids, t.element(k, r))
		case typeset.Content:
			if n := t.sides[k.Page].numbers[k.Mark]; k.Page == page {
				kids = append(kids, integer(n))
			} else {
				kids = append(kids, newDict("Type", name("MCR"), "Pg", t.sides[k.Page].ref, "MCID", integer(n)))
			}
		case typeset.Annotation:
			kids = append(kids, newDict("Type", name("OBJR"), "Pg", t.sides[k.Page].ref, "Obj", t.sides[k.Page].first+ref(k.Link)))
		}
	}
	if len(kids) > 0 {
		d.set("K", kids)
	}
	t.put(r, d)
	return r
}

var numberings = map[typeset.Numbering]name{
	typeset.Unordered: "Disc", typeset.Decimal: "Decimal", typeset.LowerAlpha: "LowerAlpha", typeset.UpperAlpha: "UpperAlpha",
	typeset.LowerRoman: "LowerRoman", typeset.UpperRoman: "UpperRoman",
}

// attributes returns the attributes of e, nil where it has none.
func (t *tree) attributes(e *typeset.Element) any {
	switch e.Role {
	case typeset.RoleList:
		return newDict("O", name("List"), "ListNumbering", numberings[e.Numbering])
	case typeset.RoleTable:
		if e.Summary != "" {
			return newDict("O", name("Table"), "Summary", words(e.Summary))
		}
	case typeset.RoleFigure:
		if c, ok := e.Kids[0].(typeset.Content); ok && e.Box != nil {
			h := t.sides[c.Page].height
			b := e.Box
			return newDict("O", name("Layout"), "Placement", name("Block"),
				"BBox", array{decimal(b.X), decimal(h - b.Y - b.Height), decimal(b.X + b.Width), decimal(h - b.Y)})
		}
	case typeset.RoleHeaderCell, typeset.RoleDataCell:
		return cellAttributes(e)
	case typeset.RoleInserted:
		return decoration("Underline", e.Change.Color)
	case typeset.RoleDeleted:
		return decoration("LineThrough", e.Change.Color)
	}
	return nil
}

// decoration is how words are marked (ISO 32000-1, 14.8.5.4.4): a program that reads them aloud may tell of the line.
func decoration(line name, color style.Color) *dict {
	r, g, b := color.RGB()
	return newDict("O", name("Layout"), "TextDecorationType", line, "TextDecorationColor", array{decimal(r), decimal(g), decimal(b)})
}

func cellAttributes(e *typeset.Element) any {
	d := newDict("O", name("Table"))
	switch e.Scope {
	case typeset.ColumnScope:
		d.set("Scope", name("Column"))
	case typeset.RowScope:
		d.set("Scope", name("Row"))
	}
	if e.ColSpan > 1 {
		d.set("ColSpan", integer(int(e.ColSpan)))
	}
	if e.RowSpan > 1 {
		d.set("RowSpan", integer(int(e.RowSpan)))
	}
	if len(e.Headers) > 0 {
		ids := array{}
		for _, h := range e.Headers {
			ids = append(ids, text(h.ID))
		}
		d.set("Headers", ids)
	}
	if len(d.keys) == 1 {
		return nil
	}
	return d
}
