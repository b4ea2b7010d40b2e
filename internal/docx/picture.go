package docx

import (
	"math"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

const emuPerPoint = 12700

// picture writes an image in its own paragraph, under its caption.
func (w *writer) picture(b *doc.Picture) {
	w.check(b.Span, b.Alt)
	w.caption(b, b.Caption, unplaced)
	lines := b.Caption.Lines
	p := w.begin(w.body, w.sheet.Body, func(pp *paragraphProperties) { pp.keepNext = len(lines) > 0 || doc.Block(b) == w.last })
	width, height := w.sheet.Picture(b.Width, b.Height)
	switch {
	case b.Format != "png" && b.Format != "jpeg", width <= 0, height <= 0:
		w.notShown(b.Span, "the picture %q of format %q and %d by %d pixels cannot be shown; its description stands in its place", b.Path, b.Format, b.Width, b.Height)
		p.text(b.Alt, p.base)
	default:
		p.openRun(p.base)
		w.drawing(b, width, height)
	}
	p.finish()
	w.linesUnder(b, lines, nil, unplaced)
}

// drawing writes the image into the open run.
func (w *writer) drawing(b *doc.Picture, width, height style.Length) {
	m := w.body
	w.pictures++
	id, name := itoa(w.pictures), "image"+itoa(w.pictures)+"."+b.Format
	w.images = append(w.images, entry{name: "word/media/" + name, data: b.Data})
	rel := m.relations.add(nsR+"/image", "media/"+name, false)
	cx, cy := itoa(int(math.Round(width.Points()*emuPerPoint))), itoa(int(math.Round(height.Points()*emuPerPoint)))

	m.start("w:drawing")
	m.start("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	m.leaf("wp:extent", "cx", cx, "cy", cy)
	m.leaf("wp:docPr", "id", id, "name", "Picture "+id, "descr", b.Alt)
	m.start("wp:cNvGraphicFramePr")
	m.leaf("a:graphicFrameLocks", "noChangeAspect", "1")
	m.end()
	m.start("a:graphic")
	m.start("a:graphicData", "uri", nsPic)
	m.start("pic:pic")
	m.start("pic:nvPicPr")
	m.leaf("pic:cNvPr", "id", id, "name", name, "descr", b.Alt)
	m.leaf("pic:cNvPicPr")
	m.end()
	m.start("pic:blipFill")
	m.leaf("a:blip", "r:embed", rel)
	m.start("a:stretch")
	m.leaf("a:fillRect")
	m.end()
	m.end()
	m.start("pic:spPr")
	m.start("a:xfrm")
	m.leaf("a:off", "x", "0", "y", "0")
	m.leaf("a:ext", "cx", cx, "cy", cy)
	m.end()
	m.start("a:prstGeom", "prst", "rect")
	m.leaf("a:avLst")
	m.end()
	m.end()
	for range 5 { // pic, graphicData, graphic, inline, drawing
		m.end()
	}
}
