package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// A raster is a picture as fpdf can place it.
type raster struct {
	name   string // the same for the same bytes, so that they are written once
	format string // "png" or "jpg"
	data   []byte
}

// rasters prepares the pictures of a report. A picture that cannot be read is a finding.
func rasters(r *doc.Report, found *diag.List) map[*doc.Picture]raster {
	out := map[*doc.Picture]raster{}
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		if p, ok := b.(*doc.Picture); ok {
			made, err := prepare(p)
			if err != nil {
				found.Errorf(p.Span, "pdf/picture", "the picture %q cannot be read: %v", p.Path, err)
			} else {
				sum := sha256.Sum256(made.data)
				made.name = hex.EncodeToString(sum[:])
				out[p] = made
			}
		}
		return true
	})
	return out
}

// prepare returns the picture as it is where fpdf and PDF/A can take it, and converted where they cannot: interlaced and deep PNG files,
// those with a transparent colour in their palette, which fpdf shows or hides altogether, and JPEG files in CMYK, for which a document in
// RGB has no profile.
func prepare(p *doc.Picture) (raster, error) {
	switch p.Format {
	case "png":
		img, err := png.Decode(bytes.NewReader(p.Data)) // fpdf would stop at a broken file with all pages
		if err != nil {
			return raster{}, err
		}
		if paletted, ok := img.(*image.Paletted); p.Data[24] <= 8 && p.Data[28] == 0 && (!ok || opaque(paletted.Palette)) {
			return raster{format: "png", data: p.Data}, nil
		}
		return encoded(img)
	case "jpeg":
		config, err := jpeg.DecodeConfig(bytes.NewReader(p.Data))
		if err != nil {
			return raster{}, err
		}
		if config.ColorModel != color.CMYKModel {
			return raster{format: "jpg", data: p.Data}, nil
		}
		img, err := jpeg.Decode(bytes.NewReader(p.Data))
		if err != nil {
			return raster{}, err
		}
		return encoded(img)
	}
	return raster{}, fmt.Errorf("its format %q is neither png nor jpeg", p.Format)
}

// opaque reports whether nothing is seen through any colour of p.
func opaque(p color.Palette) bool {
	for _, c := range p {
		if _, _, _, alpha := c.RGBA(); alpha < 0xFFFF {
			return false
		}
	}
	return true
}

// encoded writes img as a PNG of eight bits a channel.
func encoded(img image.Image) (raster, error) {
	flat := image.NewNRGBA(img.Bounds())
	draw.Draw(flat, flat.Bounds(), img, img.Bounds().Min, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, flat); err != nil {
		return raster{}, err
	}
	return raster{format: "png", data: b.Bytes()}, nil
}
