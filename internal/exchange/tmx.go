package exchange

import (
	"cmp"
	"errors"

	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

// Properties of a translation memory that are ours.
const (
	tmxReport  = "x-report"
	tmxSection = "x-section"
	tmxState   = "x-state"
	tmxBase    = "x-base"
)

// writeTMX writes the pairs of documents that choose accepts as TMX 1.4b, with codes as OmegaT wants them: tags as text, numbered from 0,
// and none at both ends. The original is what pick returns.
func writeTMX(docs []*Document, pick func(*translation.Unit) (source []translation.Piece, ok bool)) []byte {
	m := newMarkup()
	m.open("tmx", "version", "1.4")
	var from, to, version, project string
	if len(docs) > 0 {
		d := docs[0]
		from, to, version, project = d.Section.From, d.Section.To, d.Version, d.Project
	}
	m.open("header", "creationtool", "rapporteur", "creationtoolversion", cmp.Or(version, "devel"), "segtype", "sentence", "o-tmf", "rapporteur", "adminlang", "en",
		"srclang", cmp.Or(from, "*all*"), "datatype", "plaintext")
	m.text("prop", project, "type", tmxReport)
	m.close("header")
	m.open("body")
	for _, d := range docs {
		for _, u := range d.Units {
			source, ok := pick(u)
			if !ok {
				continue
			}
			c := coreOf(source)
			m.open("tu", "tuid", u.ID)
			m.text("prop", d.Section.Name, "type", tmxSection)
			m.text("prop", u.State.String(), "type", tmxState)
			m.text("prop", baseOf(u, false).String(), "type", tmxBase)
			m.open("tuv", "xml:lang", from)
			m.text("seg", flatten(c.of(source)))
			m.close("tuv")
			date, by := "", ""
			if u.Entry != nil {
				if by = u.Entry.By; !u.Entry.On.IsZero() {
					date = u.Entry.On.UTC().Format("20060102T150405Z")
				}
			}
			m.open("tuv", "xml:lang", to, "changedate", date, "changeid", by)
			m.text("seg", flatten(c.of(u.Target.Pieces)))
			m.close("tuv")
			m.close("tu")
		}
	}
	m.close("body")
	m.close("tmx")
	return []byte(m.String())
}

// reviewed picks the pairs that a second person has read.
func reviewed(u *translation.Unit) ([]translation.Piece, bool) {
	return u.Source.Pieces, u.State >= translation.Reviewed
}

// unreviewed picks the pairs that nobody has read a second time.
func unreviewed(u *translation.Unit) ([]translation.Piece, bool) {
	return u.Source.Pieces, u.State == translation.Draft || u.State == translation.Translated
}

// previous picks the pairs whose original has changed, with the original as it was.
func previous(u *translation.Unit) ([]translation.Piece, bool) {
	old := u.Old().Pieces
	return old, u.State == translation.Stale && len(old) > 0
}

// WriteTMX writes the reviewed pairs of documents as one translation memory.
func WriteTMX(docs []*Document) ([]File, error) {
	name := "reviewed.tmx"
	if len(docs) > 0 {
		name = docs[0].Section.From + "-" + docs[0].Section.To + ".tmx"
	}
	return []File{{name, writeTMX(docs, reviewed)}}, nil
}

var errForeign = errors.New("it has codes of another tool")

// readTMX reads a translation memory that has come from here: it says where its pairs belong.
func readTMX(f *diag.File, root *node) []*Batch {
	project := property(root.child("header"), tmxReport)
	from := ""
	if h := root.child("header"); h != nil {
		from = h.attribute("srclang")
	}
	var out []*Batch
	of := map[[2]string]*Batch{}
	root.elements("tu", func(n *node) {
		u := Returned{ID: n.attribute("tuid"), At: n.span(f), Base: parseBase(property(n, tmxBase)), Inner: true}
		u.State, _ = translation.ParseState(property(n, tmxState))
		to := ""
		n.elements("tuv", func(v *node) {
			seg := v.child("seg")
			if seg == nil {
				return
			}
			r := reader{element: func(*reader, *node) error { return errForeign }}
			pieces, err := r.read(seg)
			if err != nil && u.Fault == "" {
				u.Fault = err.Error()
			}
			text := unflatten(translation.Plain(pieces))
			if language := v.attribute("lang"); sameLanguage(language, from) && u.Source == nil {
				u.Source = text
			} else {
				to, u.Target, u.At = language, text, seg.line(f)
			}
		})
		section := property(n, tmxSection)
		key := [2]string{section, primary(to)}
		if of[key] == nil {
			of[key] = &Batch{File: f, At: n.span(f), Project: project, From: from, To: to}
			if section != "" {
				of[key].Original = original(primary(from), section)
			}
			out = append(out, of[key])
		}
		of[key].Units = append(of[key].Units, u)
	})
	return out
}

// property is the first property of that type right inside of n.
func property(n *node, typ string) string {
	if n == nil {
		return ""
	}
	for _, k := range n.kids {
		if k.name == "prop" && k.attribute("type") == typ {
			return k.words()
		}
	}
	return ""
}
