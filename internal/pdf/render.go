package pdf

import (
	"errors"
	"io"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/typeset"
)

// Render writes a compiled report as PDF. The findings are about characters and pictures that cannot be drawn, and about a font family that
// cannot be had: then nothing is written.
func Render(w io.Writer, r *doc.Report, s *style.Sheet) (diag.List, error) {
	families, err := typeset.Families(&s.Fonts)
	if fault := (*typeset.FontError)(nil); errors.As(err, &fault) {
		var found diag.List
		found.Errorf(fault.Span, "pdf/no-font", "%s", fault.Message).WithHint("%s", fault.Hint)
		return found, nil
	}
	if err != nil {
		return diag.List{}, err
	}
	var found diag.List
	c := newCanvas(rasters(r, &found))
	x := newFinisher(newWriter(w))
	var broken error
	document, set := typeset.Set(r, s, families, func(p *typeset.Page) {
		d, err := c.draw(p)
		if err != nil {
			broken = err
			return
		}
		x.page(p, d)
	})
	found.Merge(set)
	if broken != nil {
		return found, broken
	}
	return found, x.finish(document, c.order, &r.Meta)
}
