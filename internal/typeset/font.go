package typeset

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"codeberg.org/go-fonts/liberation/liberationserifbolditalic"
	"codeberg.org/go-fonts/liberation/liberationserifitalic"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// faceStyle is a member of a family.
type faceStyle uint8

const (
	bold   faceStyle = 1
	italic faceStyle = 2
	styles           = 4
)

// A Face is one font file. It is read-only and may be shared.
type Face struct {
	Name            string // PostScript name
	TTF             []byte
	Ascent, Descent float64 // thousandths of the size, both positive
	advances        []float32
	font            *font.Font
}

// Advance returns the width of a glyph without kerning in thousandths of the size.
func (f *Face) Advance(glyph uint16) float64 { return float64(f.advances[glyph]) }

// Glyphs returns how many glyphs f has.
func (f *Face) Glyphs() int { return len(f.advances) }

// A Family is the regular, bold, italic and bold italic face of one design.
type Family [styles]*Face

// families are the designs that come with the program. Every face is parsed once per process.
var families = map[string]func() (*Family, error){
	"liberation-serif": sync.OnceValues(func() (*Family, error) {
		return parseFamily([styles]source{
			{"LiberationSerif", liberationserifregular.TTF}, {"LiberationSerif-Bold", liberationserifbold.TTF},
			{"LiberationSerif-Italic", liberationserifitalic.TTF}, {"LiberationSerif-BoldItalic", liberationserifbolditalic.TTF},
		})
	}),
}

type source struct {
	name string
	ttf  []byte
}

// An UnknownFamily is the name of a family that does not come with the program.
type UnknownFamily struct {
	Name  string
	Known []string // the families that do
}

func (u *UnknownFamily) Error() string {
	return fmt.Sprintf("font family %q does not come with the program", u.Name)
}

// Families returns the families of those names in that order. The error is an *UnknownFamily where there is none of a name; an empty list
// of names is an unknown family without name.
func Families(names []string) ([]*Family, error) {
	var out []*Family
	for _, name := range names {
		load, ok := families[name]
		if !ok {
			return nil, &UnknownFamily{name, slices.Sorted(maps.Keys(families))}
		}
		f, err := load()
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if len(out) == 0 {
		return nil, &UnknownFamily{"", slices.Sorted(maps.Keys(families))}
	}
	return out, nil
}

func parseFamily(sources [styles]source) (*Family, error) {
	var f Family
	var errs [styles]error
	var wait sync.WaitGroup
	for i, s := range sources {
		wait.Go(func() { f[i], errs[i] = parseFace(s) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return &f, nil
}

func parseFace(s source) (*Face, error) {
	loader, err := opentype.NewLoader(bytes.NewReader(s.ttf))
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", s.name, err)
	}
	maxp, err := loader.RawTable(opentype.MustNewTag("maxp"))
	if err != nil || len(maxp) < 6 {
		return nil, fmt.Errorf("font %s has no count of glyphs: %w", s.name, err)
	}
	plain, err := font.NewFont(loader)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", s.name, err)
	}
	parsed := font.NewFace(plain)
	f := &Face{Name: s.name, TTF: s.ttf, font: plain}
	unit := 1000 / float64(parsed.Upem())
	if e, ok := parsed.FontHExtents(); ok {
		f.Ascent, f.Descent = float64(e.Ascender)*unit, -float64(e.Descender)*unit
	}
	f.advances = make([]float32, binary.BigEndian.Uint16(maxp[4:]))
	for i := range f.advances {
		f.advances[i] = float32(float64(parsed.HorizontalAdvance(font.GID(i))) * unit)
	}
	return f, nil
}
