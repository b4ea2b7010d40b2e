package compile

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the formats that Word and PDF take as they are
	_ "image/png"
	"io/fs"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// maxPicture is the largest picture that is read, in bytes; maxPixels the largest in either direction; maxArea the most pixels it may have,
// which is more than a page of A4 at 600 dots an inch. A small file can promise more than a machine has room for.
const (
	maxPicture = 32 << 20
	maxPixels  = 20000
	maxArea    = 50_000_000
)

// readPictures loads the files of pictures.
func (c *compiler) readPictures() error {
	for _, b := range c.report.Blocks {
		p, ok := b.(*doc.Picture)
		if !ok {
			continue
		}
		if err := c.readPicture(p); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) readPicture(p *doc.Picture) error {
	if p.Alt == "" {
		c.found.Errorf(p.Span, "picture/no-alt", "picture %q has no alternative text", p.Path).WithHint("describe it between the brackets: ![what it shows](…)")
	}
	if len(p.Caption.Inlines) == 0 {
		c.found.Warnf(p.Span, "picture/no-caption", "picture %q has no caption, so nothing can refer to it", p.Path).WithHint("write a line \": Caption\" below it")
	}
	data, err := fs.ReadFile(c.fsys, p.Path)
	if err != nil {
		var pe *fs.PathError
		if !errors.As(err, &pe) {
			return fmt.Errorf("read %s: %w", p.Path, err)
		}
		c.found.Errorf(p.Span, "picture/no-file", "picture %q cannot be read: %v", p.Path, diag.Reason(err)).WithHint("put it there, or write its path from the folder of %s", p.Span.File.Name)
		return nil
	}
	if len(data) > maxPicture {
		c.found.Errorf(p.Span, "picture/too-large", "picture %q has %d bytes; at most %d are read", p.Path, len(data), maxPicture).WithHint("make it smaller")
		return nil
	}
	conf, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || format != "png" && format != "jpeg" {
		c.found.Errorf(p.Span, "picture/format", "picture %q is neither PNG nor JPEG", p.Path).WithHint("convert it to PNG")
		return nil
	}
	if conf.Width > maxPixels || conf.Height > maxPixels || conf.Width < 1 || conf.Height < 1 {
		c.found.Errorf(p.Span, "picture/too-large", "picture %q has %d by %d pixels; at most %d by %d are shown", p.Path, conf.Width, conf.Height, maxPixels, maxPixels).WithHint("make it smaller")
		return nil
	}
	if conf.Width*conf.Height > maxArea {
		c.found.Errorf(p.Span, "picture/too-large", "picture %q has %d million pixels; at most %d million are shown", p.Path, conf.Width*conf.Height/1_000_000, maxArea/1_000_000).WithHint("make it smaller")
		return nil
	}
	// A head can promise what the rest of the file does not keep, and no back end must find that out.
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		c.found.Errorf(p.Span, "picture/format", "picture %q is damaged: %v", p.Path, err)
		return nil
	}
	if format == "jpeg" && rotated(data) {
		c.found.Warnf(p.Span, "picture/rotated", "picture %q is stored turned, with a note that asks programs to turn it back; Word and PDF show it as it is stored", p.Path).WithHint("turn it upright in a program for pictures and save it again")
	}
	p.Data, p.Format, p.Width, p.Height = data, format, conf.Width, conf.Height
	return nil
}
