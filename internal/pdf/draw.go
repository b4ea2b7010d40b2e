package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"github.com/go-pdf/fpdf"

	"rapporteur/internal/doc"
	"rapporteur/internal/typeset"
)

// A canvas draws pages through fpdf.
type canvas struct {
	pdf   *fpdf.Fpdf
	b     []byte // content of the page so far
	fonts map[*typeset.Font]*usedFont
	order []*usedFont
	// owners are the elements of the marked content of each page, by its number there.
	owners [][]*typeset.Element
	// numbers are the numbers of marked content by page and mark.
	numbers [][]int
	height  float64 // of the page
}

// A usedFont is a font of which glyphs are drawn.
type usedFont struct {
	*typeset.Font
	resource string // its name in content
	glyphs   map[uint16]bool
}

// draw returns the pages of d as fpdf writes them.
func (c *canvas) draw(d *typeset.Document, pictures map[*doc.Picture]raster) ([]byte, error) {
	first := d.Pages[0]
	size := fpdf.SizeType{Wd: first.Width, Ht: first.Height}
	c.pdf = fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: size})
	c.pdf.SetCompression(false)
	c.pdf.SetAutoPageBreak(false, 0)
	c.pdf.SetMargins(0, 0, 0)
	c.pdf.SetCatalogSort(true)
	for _, p := range d.Pages {
		c.pdf.AddPageFormat("P", fpdf.SizeType{Wd: p.Width, Ht: p.Height})
		c.page(p, pictures)
	}
	var out bytes.Buffer
	if err := c.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("draw pages: %w", err)
	}
	return out.Bytes(), nil
}

func (c *canvas) page(p *typeset.Page, pictures map[*doc.Picture]raster) {
	c.height = p.Height
	c.b = c.b[:0]
	var owners []*typeset.Element
	numbers := make([]int, len(p.Marks))
	for i, m := range p.Marks {
		if m.Element == nil {
			c.b = append(c.b, artifacts[m.Artifact]...)
		} else {
			numbers[i] = len(owners)
			c.b = append(c.b, '/')
			c.b = append(c.b, tagOf(m.Element)...)
			c.b = append(c.b, " <</MCID "...)
			c.b = strconv.AppendInt(c.b, int64(len(owners)), 10)
			c.b = append(c.b, ">> BDC\n"...)
			owners = append(owners, m.Element)
		}
		for _, it := range m.Items {
			switch it := it.(type) {
			case *typeset.Run:
				c.run(it)
			case *typeset.Rule:
				c.rule(it)
			case *typeset.Image:
				c.image(it, pictures[it.Picture])
			default:
				panic(fmt.Sprintf("pdf: no way to draw %T", it))
			}
		}
		c.b = append(c.b, "EMC\n"...)
	}
	c.flush()
	c.owners = append(c.owners, owners)
	c.numbers = append(c.numbers, numbers)
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

func (c *canvas) rule(r *typeset.Rule) {
	c.point(r.X, r.Y+r.Weight)
	c.b = append(c.b, ' ')
	c.b = appendDecimal(c.b, r.Width)
	c.b = append(c.b, ' ')
	c.b = appendDecimal(c.b, r.Weight)
	c.b = append(c.b, " re f\n"...)
}

func (c *canvas) image(i *typeset.Image, r raster) {
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
	u := &usedFont{f, "F" + strconv.Itoa(len(c.order)+1), map[uint16]bool{}}
	c.fonts[f] = u
	c.order = append(c.order, u)
	return u
}

const hexDigits = "0123456789ABCDEF"

// run draws glyphs by number. Where a glyph is not as wide as its font says, for kerning or justification, the difference is written
// between the glyphs.
func (c *canvas) run(r *typeset.Run) {
	u := c.font(r.Font)
	c.b = append(c.b, "BT /"...)
	c.b = append(c.b, u.resource...)
	c.b = append(c.b, ' ')
	c.b = appendDecimal(c.b, r.Size)
	c.b = append(c.b, " Tf "...)
	c.point(r.X, r.Y)
	c.b = append(c.b, " Td [<"...)
	owed, rise := 0.0, float32(0)
	for i := range r.Glyphs {
		g := &r.Glyphs[i]
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
	c.b = append(c.b, " ET\n"...)
}
