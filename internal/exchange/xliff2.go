package exchange

import (
	"io"
	"strings"

	"rapporteur/internal/translation"
)

const (
	xliff2Space    = "urn:oasis:names:tc:xliff:document:2.0" // of 2.1 too
	metadataSpace  = "urn:oasis:names:tc:xliff:metadata:2.0"
	matchesSpace   = "urn:oasis:names:tc:xliff:matches:2.0"
	ownPrefix      = "rapporteur:"
	categoryOfOurs = "rapporteur"
)

// states2 are the states of XLIFF 2, in the order of ours, each with the part of it that the standard leaves to us.
var states2 = [...]struct{ state, sub string }{
	translation.Missing:    {"initial", ""},
	translation.Stale:      {"initial", "stale"},
	translation.Draft:      {"initial", "draft"},
	translation.Translated: {"translated", ""},
	translation.Reviewed:   {"reviewed", ""},
	translation.Final:      {"final", ""},
}

// types2 are what XLIFF 2 calls our kinds of codes; the others are "other" and ours.
var types2 = map[string]struct{ typ, sub string }{
	"italic":      {"fmt", "xlf:i"},
	"bold":        {"fmt", "xlf:b"},
	"superscript": {"fmt", ownPrefix + "superscript"},
	"break":       {"fmt", "xlf:lb"},
	"link":        {"link", ""},
}

// WriteXLIFF20 writes a document as XLIFF 2.0.
func WriteXLIFF20(w io.Writer, d *Document) error { return d.xliff2(w, "2.0") }

// WriteXLIFF21 writes a document as XLIFF 2.1, which differs in its number only.
func WriteXLIFF21(w io.Writer, d *Document) error { return d.xliff2(w, "2.1") }

func (d *Document) xliff2(w io.Writer, version string) error {
	m := newMarkup()
	matches := ""
	if d.Previous {
		matches = matchesSpace
	}
	m.open("xliff", "version", version, "srcLang", d.Section.From, "trgLang", d.Section.To, "xmlns", xliff2Space, "xmlns:mda", metadataSpace, "xmlns:mtc", matches)
	m.open("file", "id", d.Section.Name, "original", d.Original())
	values := []string{"report", d.Project}
	if d.InText {
		values = append(values, "inline", "text")
	}
	metadata(m, values...)
	d.blocks(func(block string, units []*translation.Unit) {
		m.open("group", "id", block, "name", block)
		for _, u := range units {
			d.unit2(m, u)
		}
		m.close("group")
	})
	m.close("file")
	m.close("xliff")
	_, err := io.WriteString(w, m.String())
	return err
}

// metadata writes values of ours, given as name and value in turn.
func metadata(m *markup, values ...string) {
	m.open("mda:metadata")
	m.open("mda:metaGroup", "category", categoryOfOurs)
	for i := 0; i+1 < len(values); i += 2 {
		m.text("mda:meta", values[i+1], "type", values[i])
	}
	m.close("mda:metaGroup")
	m.close("mda:metadata")
}

func (d *Document) unit2(m *markup, u *translation.Unit) {
	m.open("unit", "id", u.ID, "name", u.ID, "canResegment", "no", "xml:space", "preserve")
	if old := d.before(u); len(old) > 0 {
		data := &originals{inText: d.InText, bare: true}
		m.open("mtc:matches")
		m.open("mtc:match", "ref", "#s1", "origin", "previous version")
		m.element("source", data.inline(old))
		m.element("target", data.inline(u.Target.Pieces))
		m.close("mtc:match")
		m.close("mtc:matches")
	}
	metadata(m, "base", baseOf(u, false).String())
	if note := d.Note(u); note != "" {
		m.open("notes")
		m.text("note", note, "id", "n1", "appliesTo", "source", "category", "context")
		m.close("notes")
	}
	data := &originals{ids: map[string]string{}, inText: d.InText}
	source, target := data.inline(u.Source.Pieces), data.inline(u.Target.Pieces)
	if len(data.list) > 0 {
		m.open("originalData")
		for _, raw := range data.list {
			m.text("data", raw, "id", data.ids[raw])
		}
		m.close("originalData")
	}
	state := states2[u.State]
	sub := ""
	if state.sub != "" {
		sub = ownPrefix + state.sub
	}
	m.open("segment", "id", "s1", "state", state.state, "subState", sub, "canResegment", "no")
	m.element("source", source)
	if u.State != translation.Missing {
		m.element("target", target)
	}
	m.close("segment")
	m.close("unit")
}

// originals are the markup of the codes of a unit, each kept once.
type originals struct {
	ids    map[string]string
	list   []string
	inText bool // codes stand in the text
	bare   bool // nothing is kept
}

func (o *originals) id(raw string) string {
	if raw == "" || o.bare {
		return ""
	}
	if o.ids[raw] == "" {
		o.list = append(o.list, raw)
		o.ids[raw] = "d" + number(len(o.list))
	}
	return o.ids[raw]
}

// inline writes pieces as XLIFF 2 does: pairs as pc, all else as ph.
func (o *originals) inline(pieces []translation.Piece) string {
	if o.inText {
		return escape(braced(pieces))
	}
	var b strings.Builder
	for _, p := range pieces {
		c := p.Code
		if c == nil {
			b.WriteString(escape(p.Text))
			continue
		}
		t, ok := types2[c.Type]
		if !ok {
			t.typ, t.sub = "other", ownPrefix+c.Type
		}
		switch c.Kind {
		case translation.Close:
			b.WriteString("</pc>")
		case translation.Open:
			_, end, _ := strings.Cut(equivalent(pieces, c), between)
			b.WriteString(startTag("pc", "id", number(c.Number), "type", t.typ, "subType", t.sub, "dataRefStart", o.id(c.Raw), "dataRefEnd", o.id(end),
				"canCopy", "no", "canDelete", "no") + ">")
		default:
			b.WriteString(startTag("ph", "id", number(c.Number), "type", t.typ, "subType", t.sub, "dataRef", o.id(c.Raw),
				"disp", c.Raw, "equiv", "{"+number(c.Number)+"}", "canCopy", "no", "canDelete", "no") + "/>")
		}
	}
	return b.String()
}
