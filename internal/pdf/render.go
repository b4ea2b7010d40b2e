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
	document, found := typeset.Set(r, s, families)
	c := newCanvas(rasters(r, &found))
	x := newFinisher(newWriter(w), document)
	for _, p := range document.Pages {
		d, err := c.draw(p)
		if err != nil {
			return found, err
		}
		x.page(p, d)
	}
	return found, x.finish(c.order, &r.Meta)
}
