package redline

import (
	"bytes"
	"fmt"
	"slices"

	"rapporteur/internal/doc"
)

// change says that one of two things became the other.
func change(a, b string, was, now bool) string {
	name := map[bool]string{true: a, false: b}
	return name[now] + ", was " + name[was]
}

func headingMisfit(old, new *doc.Heading) string {
	switch numbered := new.Number != ""; {
	case old.Annex != new.Annex:
		return change("annex", "heading", old.Annex, new.Annex)
	case old.Level != new.Level:
		return fmt.Sprintf("heading level %d, was %d", new.Level, old.Level)
	case (old.Number != "") != numbered:
		return change("numbered", "unnumbered", !numbered, numbered)
	}
	return ""
}

func paragraphMisfit(old, new *doc.Paragraph) string {
	switch {
	case (old.Number > 0) != (new.Number > 0):
		return change("numbered", "unnumbered", old.Number > 0, new.Number > 0)
	case old.Continued != new.Continued:
		return change("continued", "not continued", old.Continued, new.Continued)
	case (old.Annex != "") != (new.Annex != ""):
		return change("in an annex", "in the body", old.Annex != "", new.Annex != "")
	}
	return ""
}

func pictureMisfit(old, new *doc.Picture) string {
	switch {
	case !bytes.Equal(old.Data, new.Data):
		return "another image"
	case old.Alt != new.Alt:
		return "another description"
	}
	return captionMisfit(old.Caption, new.Caption)
}

func captionMisfit(old, new doc.Caption) string {
	switch {
	case (old.Label == "") != (new.Label == "") || (old.Inlines == nil) != (new.Inlines == nil):
		return change("caption", "no caption", old.Inlines != nil, new.Inlines != nil)
	case old.Kind != new.Kind:
		return change("a table", "a figure", old.Kind == doc.TableFloat, new.Kind == doc.TableFloat)
	}
	return ""
}

func tableMisfit(old, new *doc.Table) string {
	switch {
	case len(old.Columns) != len(new.Columns):
		return fmt.Sprintf("%d columns, were %d", len(new.Columns), len(old.Columns))
	case !slices.Equal(old.Columns, new.Columns):
		return "columns aligned otherwise"
	case old.Head != new.Head || !sameGrid(old.Rows[:min(old.Head, len(old.Rows))], new.Rows[:min(new.Head, len(new.Rows))]):
		return "another head"
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
