package redline

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A misfit is why two blocks cannot be one in the marked report: the name of a sentence in the language of the report, and what stands in it for
// the older and the newer block. The zero misfit says that they can.
type misfit struct {
	name     string // key of [changes.restyled] in the template of the language
	old, new string
}

// became says that one thing became another; both are keys of [changes.restyled] too.
const became = "became"

// restyled says in words why two blocks cannot be one; it is empty where they can.
func (c *comparer) restyled(old, new doc.Block) string {
	m := c.misfit(old, new)
	if m == (misfit{}) || c.opt.Language == nil {
		return m.name
	}
	words := c.opt.Language.Changes.Restyled
	if m.name == became {
		m.old, m.new = words[m.old], words[m.new]
	}
	return cmp.Or(style.Fill(words[m.name], "old", m.old, "new", m.new), m.name)
}

// either is the misfit of blocks of which one is or has something and the other not: a names what it is with it, b without.
func either(a, b string, was, now bool) misfit {
	name := map[bool]string{true: a, false: b}
	return misfit{became, name[was], name[now]}
}

func headingMisfit(old, new *doc.Heading) misfit {
	switch numbered := new.Number != ""; {
	case old.Annex != new.Annex:
		return either("annex", "no-annex", old.Annex, new.Annex)
	case old.Level != new.Level:
		return misfit{"heading-level", strconv.Itoa(old.Level), strconv.Itoa(new.Level)}
	case (old.Number != "") != numbered:
		return either("numbered", "unnumbered", !numbered, numbered)
	}
	return misfit{}
}

func paragraphMisfit(old, new *doc.Paragraph) misfit {
	switch {
	case (old.Number > 0) != (new.Number > 0):
		return either("numbered", "unnumbered", old.Number > 0, new.Number > 0)
	case old.Continued != new.Continued:
		return either("continued", "not-continued", old.Continued, new.Continued)
	case (old.Annex != "") != (new.Annex != ""):
		return either("in-annex", "in-body", old.Annex != "", new.Annex != "")
	}
	return misfit{}
}

func pictureMisfit(old, new *doc.Picture) misfit {
	switch {
	case !bytes.Equal(old.Data, new.Data):
		return misfit{name: "image"}
	case old.Alt != new.Alt:
		return misfit{name: "description"}
	}
	return captionMisfit(old.Caption, new.Caption)
}

func captionMisfit(old, new doc.Caption) misfit {
	has := func(c doc.Caption) bool { return c.Label != "" || len(c.Inlines) > 0 }
	switch {
	case (old.Label == "") != (new.Label == "") || (old.Inlines == nil) != (new.Inlines == nil):
		return either("caption", "no-caption", has(old), has(new))
	case old.Kind != new.Kind:
		return either("table", "figure", old.Kind == doc.TableFloat, new.Kind == doc.TableFloat)
	}
	return misfit{}
}

func tableMisfit(old, new *doc.Table) misfit {
	switch {
	case len(old.Columns) != len(new.Columns):
		return misfit{"columns", strconv.Itoa(len(old.Columns)), strconv.Itoa(len(new.Columns))}
	case !slices.Equal(old.Columns, new.Columns):
		return misfit{name: "alignment"}
	case old.Head != new.Head || !sameGrid(old.Rows[:min(old.Head, len(old.Rows))], new.Rows[:min(new.Head, len(new.Rows))]):
		return misfit{name: "head"}
	}
	return captionMisfit(old.Caption, new.Caption)
}

// sameGrid reports whether rows have the same kinds, and cells of the same kind at the same places.
func sameGrid(old, new []*doc.Row) bool {
	return slices.EqualFunc(old, new, func(a, b *doc.Row) bool {
		return a.Kind == b.Kind && slices.EqualFunc(a.Cells, b.Cells, func(a, b *doc.Cell) bool {
			return a.Column == b.Column && a.ColSpan == b.ColSpan && a.RowSpan == b.RowSpan && a.CutIn == b.CutIn
		})
	})
}
