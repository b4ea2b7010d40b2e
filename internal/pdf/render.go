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
// does not come with the program: then nothing is written.
func Render(w io.Writer, r *doc.Report, s *style.Sheet) (diag.List, error) {
	families, err := typeset.Families(s.Fonts.Faces)
	if unknown := (*typeset.UnknownFamily)(nil); errors.As(err, &unknown) {
		var found diag.List
		sheet := diag.NewFile("templates/styles/"+s.Name+".toml", nil)
		found.Errorf(sheet.Span(0, 0), "pdf/no-font", "the font family %q does not come with the program", unknown.Name).
			WithHint("name %s under [fonts]", diag.Quoted(unknown.Known))
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
