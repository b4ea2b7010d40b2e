package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"github.com/go-pdf/fpdf"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/typeset"
)

// A canvas draws pages through fpdf, each into a file of its own, so that fpdf never holds more than one of them.
type canvas struct {
	pictures map[*doc.Picture]raster
	fonts    map[*typeset.Font]*usedFont
	order    []*usedFont
	size     fpdf.SizeType // of the first page

	pdf    *fpdf.Fpdf  // the page that is drawn
	b      []byte      // what is drawn on it and not yet given to pdf
	color  style.Color // in force
	height float64     // of the page
}

// A usedFont is a font of which glyphs are drawn.
type usedFont struct {
	*typeset.Font
	resource string // its name in content
	glyphs   []bool // by number: whether the glyph is drawn
}

func newCanvas(pictures map[*doc.Picture]raster) *canvas {
	return &canvas{pictures: pictures, fonts: map[*typeset.Font]*usedFont{}}
}

// A drawing is a page as fpdf writes it: a file with this one page.
type drawing struct {
	*file
	pages, page, resources *dict
	content                *stream
	owners                 []*typeset.Element // of the marked content, by its number
	numbers                []int              // of the marked content, by mark of the page
}

// draw draws p.
func (c *canvas) draw(p *typeset.Page) (*drawing, error) {
	size := fpdf.SizeType{Wd: p.Width, Ht: p.Height}
	if c.size == (fpdf.SizeType{}) {
		c.size = size
	}
	c.pdf = fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: c.size})
	c.pdf.SetCompression(false)
	c.pdf.SetAutoPageBreak(false, 0)
	c.pdf.SetMargins(0, 0, 0)
	c.pdf.SetCatalogSort(true)
	c.pdf.AddPageFormat("P", size)
	d := &drawing{}
	c.marks(p, d)
	var out bytes.Buffer
	if err := c.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("draw page %d: %w", p.Number, err)
	}
	var err error
	if d.file, err = readFile(out.Bytes()); err != nil {
		return nil, err
	}
	d.pages = d.dict(d.catalog.at("Pages"))
	if d.pages != nil {
		if kids, _ := d.pages.at("Kids").(array); len(kids) == 1 {
			d.page = d.dict(kids[0])
		}
	}
	if d.page == nil {
		return nil, errMalformed
	}
	d.resources = d.dict(d.page.at("Resources"))
	d.content, _ = d.object(d.page.at("Contents")).(*stream)
	if d.resources == nil || d.content == nil {
		return nil, errMalformed
	}
	return d, nil
}

// marks draws what stands on p.
func (c *canvas) marks(p *typeset.Page, d *drawing) {
	c.height, c.color = p.Height, 0
	d.numbers = make([]int, len(p.Marks))
	for i, m := range p.Marks {
		if m.Element == nil {
			c.b = append(c.b, artifacts[m.Artifact]...)
		} else {
			d.numbers[i] = len(d.owners)
			c.b = append(c.b, '/')
			c.b = append(c.b, tagOf(m.Element)...)
			c.b = append(c.b, " <</MCID "...)
			c.b = strconv.AppendInt(c.b, int64(len(d.owners)), 10)
			if m.Element.Actual != "" { // here too, for programs that do not read the structure
				c.b = append(appendUTF16(append(c.b, " /ActualText <FEFF"...), m.Element.Actual), '>')
			}
			c.b = append(c.b, ">> BDC\n"...)
			d.owners = append(d.owners, m.Element)
		}
		for _, it := range m.Items {
			switch it := it.(type) {
			case *typeset.Run:
				c.run(it)
			case *typeset.Rule:
				c.rule(it)
			case *typeset.Image:
				c.image(it)
			default:
				panic(fmt.Sprintf("pdf: no way to draw %T", it))
			}
		}
		c.b = append(c.b, "EMC\n"...)
	}
	c.flush()
}

// artifacts begin what is no part of the text.
var artifacts = map[typeset.Artifact]string{
	typeset.Layout: "/Artifact <</Type /Layout>> BDC\n",
	typeset.Header: "/Artifact <</Type /Pagination /Subtype /Header>> BDC\n",
	typeset.Footer: "/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n",
	typeset.Repeat: "/Artifact <</Type /Pagination>> BDC\n",
}

// flush gives what is drawn so far to fpdf.
func (c *canvas) flush() {
	c.pdf.RawWriteStr(string(c.b))
	c.b = c.b[:0]
}

// point appends a place on the page; y comes from the upper edge and is written from the lower.
func (c *canvas) point(x, y float64) {
	c.b = appendDecimal(c.b, x)
	c.b = append(c.b, ' ')
	c.b = appendDecimal(c.b, c.height-y)
}

// paint sets the colour of what follows.
func (c *canvas) paint(color style.Color) {
	if color == c.color {
		return
	}
	c.color = color
	for _, part := range [3]uint32{uint32(color >> 16), uint32(color >> 8), uint32(color)} {
		c.b = append(strconv.AppendFloat(c.b, float64(part&0xFF)/255, 'f', 3, 64), ' ')
	}
	c.b = append(c.b, "rg\n"...)
}

func (c *canvas) rule(r *typeset.Rule) {
	c.paint(r.Color)
	c.point(r.X, r.Y+r.Weight)
	c.b = append(c.b, ' ')
	c.b = appendDecimal(c.b, r.Width)
	c.b = append(c.b, ' ')
	c.b = appendDecimal(c.b, r.Weight)
	c.b = append(c.b, " re f\n"...)
}

func (c *canvas) image(i *typeset.Image) {
	r := c.pictures[i.Picture]
	if r.data == nil { // it cannot be read, which has been reported
		return
	}
	c.flush()
	options := fpdf.ImageOptions{ImageType: r.format}
	c.pdf.RegisterImageOptionsReader(r.name, options, bytes.NewReader(r.data))
	c.pdf.ImageOptions(r.name, i.X, i.Y, i.Width, i.Height, false, options, 0, "")
}

// font returns the use of a font in this file.
func (c *canvas) font(f *typeset.Font) *usedFont {
	if u := c.fonts[f]; u != nil {
		return u
	}
	u := &usedFont{f, "F" + strconv.Itoa(len(c.order)+1), make([]bool, f.Face.File.Glyphs)}
	c.fonts[f] = u
	c.order = append(c.order, u)
	return u
}

const hexDigits = "0123456789ABCDEF"

// run draws glyphs by number. Where a glyph is not as wide as its font says, for kerning or justification, the difference is written
// between the glyphs.
func (c *canvas) run(r *typeset.Run) {
	if r.Text != "" {
		c.b = append(appendUTF16(append(c.b, "/Span <</ActualText <FEFF"...), r.Text), ">>> BDC\n"...)
		defer func() { c.b = append(c.b, "EMC\n"...) }()
	}
	c.paint(r.Color)
	u := c.font(r.Font)
	c.b = append(c.b, "BT /"...)
	c.b = append(c.b, u.resource...)
	c.b = append(c.b, ' ')
	c.b = appendDecimal(c.b, r.Size)
	c.b = append(c.b, " Tf "...)
	if r.Flat {
		c.b = append(c.b, "1 Tz "...)
	}
	c.point(r.X, r.Y)
	c.b = append(c.b, " Td [<"...)
	owed, rise := 0.0, float32(0)
	for g := range r.Glyphs() {
		if g.ID == 0 {
			panic("pdf: a glyph that stands for a missing character is to be drawn")
		}
		u.glyphs[g.ID] = true
		if g.DY != rise {
			rise = g.DY
			c.b = append(c.b, ">] TJ "...)
			c.b = appendDecimal(c.b, float64(rise)*r.Size/1000)
			c.b = append(c.b, " Ts [<"...)
		}
		owed -= float64(g.DX)
		if owed > 0.5 || owed < -0.5 {
			whole := math.Round(owed)
			c.b = append(c.b, '>')
			c.b = strconv.AppendInt(c.b, int64(whole), 10)
			c.b = append(c.b, '<')
			owed -= whole // what rounding leaves goes to the next gap
		}
		c.b = append(c.b, hexDigits[g.ID>>12], hexDigits[g.ID>>8&15], hexDigits[g.ID>>4&15], hexDigits[g.ID&15])
		owed += float64(g.DX) + u.Face.Advance(g.ID) - float64(g.Advance)
	}
	c.b = append(c.b, ">] TJ"...)
	if rise != 0 {
		c.b = append(c.b, " 0 Ts"...)
	}
	if r.Flat {
		c.b = append(c.b, " 100 Tz"...)
	}
	c.b = append(c.b, " ET\n"...)
}
