package pdf

import (
	"io"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/typeset"
)

// Render writes a compiled report as PDF. The findings are about characters and pictures that cannot be drawn; the error is for what the
// machine would not do, a font family among it that does not come with the program.
func Render(w io.Writer, r *doc.Report, s *style.Sheet) (diag.List, error) {
	families, err := typeset.Families(s.Fonts.Faces)
	if err != nil {
		return diag.List{}, err
	}
	document, found := typeset.Set(r, s, families)
	pictures := rasters(r, &found)
	c := &canvas{fonts: map[*typeset.Font]*usedFont{}}
	raw, err := c.draw(document, pictures)
	if err != nil {
		return found, err
	}
	x, err := finish(raw, document, c, &r.Meta)
	if err != nil {
		return found, err
	}
	return found, x.write(w)
}
