package exchange

import (
	"io"
	"strings"

	"rapporteur/internal/translation"
)

const xliff1Space = "urn:oasis:names:tc:xliff:document:1.2"

// textual is the type of data of a file in which codes stand in the text.
const textual = "plaintext"

// states1 are the states of XLIFF 1.2, in the order of ours.
var states1 = [...]string{
	translation.Missing:    "needs-translation",
	translation.Stale:      "needs-adaptation",
	translation.Draft:      "needs-review-translation",
	translation.Translated: "translated",
	translation.Reviewed:   "signed-off",
	translation.Final:      "final",
}

// ctypes are the kinds of codes that XLIFF 1.2 has a word for; the others are "x-" and ours.
var ctypes = map[string]string{"italic": "italic", "bold": "bold", "link": "link", "break": "lb"}

func ctype(c *translation.Code) string {
	if t := ctypes[c.Type]; t != "" {
		return t
	}
	return "x-" + c.Type
}

// WriteXLIFF1 writes a document as XLIFF 1.2, valid after its strict schema.
func WriteXLIFF1(w io.Writer, d *Document) error { return d.xliff1(w, false) }

// xliff1 writes a document. Where the original is copied, it stands in the place of every translation: tools that translate what stands
// there would show nothing without.
func (d *Document) xliff1(w io.Writer, copied bool) error {
	m := newMarkup()
	datatype := "x-markdown"
	if d.InText {
		datatype = textual
	}
	m.open("xliff", "version", "1.2", "xmlns", xliff1Space)
	m.open("file", "original", d.Original(), "source-language", d.Section.From, "target-language", d.Section.To,
		"datatype", datatype, "product-name", d.Project, "tool-id", "rapporteur")
	m.open("header")
	m.element("tool", "", "tool-id", "rapporteur", "tool-name", "rapporteur", "tool-version", d.Version)
	m.close("header")
	m.open("body")
	d.blocks(func(block string, units []*translation.Unit) {
		m.open("group", "id", block, "resname", block, "restype", "x-"+units[0].Block.Kind)
		for _, u := range units {
			d.transUnit(m, u, copied)
		}
		m.close("group")
	})
	m.close("body")
	m.close("file")
	m.close("xliff")
	_, err := io.WriteString(w, m.String())
	return err
}

// blocks visits the units block by block, in their order. Where the units of one block do not stand together, it comes once with all.
func (d *Document) blocks(visit func(block string, units []*translation.Unit)) {
	var order []string
	of := map[string][]*translation.Unit{}
	for _, u := range d.Units {
		if of[u.Block.Key] == nil {
			order = append(order, u.Block.Key)
		}
		of[u.Block.Key] = append(of[u.Block.Key], u)
	}
	for _, block := range order {
		visit(block, of[block])
	}
}

func (d *Document) transUnit(m *markup, u *translation.Unit, copied bool) {
	approved := "no"
	if !copied && u.State >= translation.Reviewed {
		approved = "yes"
	}
	m.open("trans-unit", "id", u.ID, "resname", u.ID, "xml:space", "preserve", "approved", approved, "extradata", baseOf(u, copied).String())
	m.element("source", d.inline1(u.Source.Pieces))
	switch {
	case copied:
		m.element("target", d.inline1(u.Source.Pieces), "state", states1[translation.Missing])
	case u.State != translation.Missing:
		m.element("target", d.inline1(u.Target.Pieces), "state", states1[u.State])
	}
	if old := d.before(u); len(old) > 0 {
		m.open("alt-trans", "alttranstype", "previous-version", "tool-id", "rapporteur")
		m.element("source", d.inline1(old), "xml:lang", d.Section.From)
		m.element("target", d.inline1(u.Target.Pieces), "xml:lang", d.Section.To)
		m.close("alt-trans")
	}
	if note := d.Note(u); note != "" {
		m.text("note", note, "from", "rapporteur", "annotates", "source")
	}
	m.close("trans-unit")
}

// inline1 writes pieces as XLIFF 1.2 does: pairs as g, all else as x.
func (d *Document) inline1(pieces []translation.Piece) string {
	if d.InText {
		return escape(braced(pieces))
	}
	var b strings.Builder
	for _, p := range pieces {
		c := p.Code
		switch {
		case c == nil:
			b.WriteString(escape(p.Text))
		case c.Kind == translation.Close:
			b.WriteString("</g>")
		case c.Kind == translation.Open:
			b.WriteString(startTag("g", "id", number(c.Number), "ctype", ctype(c), "equiv-text", equivalent(pieces, c)) + ">")
		default:
			b.WriteString(startTag("x", "id", number(c.Number), "ctype", ctype(c), "equiv-text", c.Raw) + "/>")
		}
	}
	return b.String()
}
