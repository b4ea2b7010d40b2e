package typeset

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationmonobold"
	"codeberg.org/go-fonts/liberation/liberationmonobolditalic"
	"codeberg.org/go-fonts/liberation/liberationmonoitalic"
	"codeberg.org/go-fonts/liberation/liberationmonoregular"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"codeberg.org/go-fonts/liberation/liberationserifbolditalic"
	"codeberg.org/go-fonts/liberation/liberationserifitalic"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
	"rapporteur/internal/truetype"
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
	File            *truetype.Font
	Ascent, Descent float64 // thousandths of the size, both positive
	advances        []float32
	font            *font.Font
	foreign         bool // it does not come with the program: whatever is in it, it must not bring the program down
}

// Advance returns the width of a glyph without kerning in thousandths of the size.
func (f *Face) Advance(glyph uint16) float64 { return float64(f.advances[glyph]) }

// A Family is the regular, bold, italic and bold italic face of one design. A project's family may have one face for several of them.
type Family [styles]*Face

// families are the designs that come with the program. Every face is parsed once per process.
var families = map[string]func() (*Family, error){
	"liberation-serif": builtin(liberationserifregular.TTF, liberationserifbold.TTF, liberationserifitalic.TTF, liberationserifbolditalic.TTF),
	"liberation-sans":  builtin(liberationsansregular.TTF, liberationsansbold.TTF, liberationsansitalic.TTF, liberationsansbolditalic.TTF),
	"liberation-mono":  builtin(liberationmonoregular.TTF, liberationmonobold.TTF, liberationmonoitalic.TTF, liberationmonobolditalic.TTF),
}

func builtin(files ...[]byte) func() (*Family, error) {
	return sync.OnceValues(func() (*Family, error) {
		var f Family
		var errs [styles]error
		var wait sync.WaitGroup
		for i, b := range files {
			wait.Go(func() { f[i], errs[i] = parseFace(b) })
		}
		wait.Wait()
		return &f, errors.Join(errs[:]...)
	})
}

// A FontError is a family that a style sheet names and that cannot be had.
type FontError struct {
	Span    diag.Span // where the style sheet names it
	Message string
	Hint    string
}

func (e *FontError) Error() string { return e.Message }

// Families returns the families that a style sheet names, in its order: the sheet's own, and those that come with the program. The error is
// a *FontError where one of them cannot be had.
func Families(fonts *style.Fonts) ([]*Family, error) {
	if len(fonts.Faces) == 0 {
		return nil, unknown(fonts, "")
	}
	var out []*Family
	for _, name := range fonts.Faces {
		var f *Family
		var err error
		if own, ok := fonts.Families[name]; ok {
			f, err = projectFamily(name, own)
		} else if load, ok := families[name]; ok {
			f, err = load()
		} else {
			err = unknown(fonts, name)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func unknown(fonts *style.Fonts, name string) error {
	known := slices.Sorted(maps.Keys(fonts.Families))
	known = append(known, slices.Sorted(maps.Keys(families))...)
	hint := "name " + diag.Quoted(known) + " under [fonts], or give its files under [fonts.family." + name + "]"
	if near := diag.Nearest(name, known); len(near) > 0 {
		hint = "write " + diag.Quoted(near)
	}
	if name == "" {
		return &FontError{fonts.Span, "the style sheet names no font family", "name " + diag.Quoted(known) + " as faces under [fonts]"}
	}
	return &FontError{fonts.Span, fmt.Sprintf("the font family %q neither comes with the program nor is described in the style sheet", name), hint}
}

// projectFamily parses the faces of a project's family. A member without a file is another one, as style has chosen.
func projectFamily(name string, own style.FontFamily) (*Family, error) {
	var f Family
	parsed := map[string]*Face{}
	for i, file := range own.Faces() {
		if face := parsed[file.Path]; face != nil {
			f[i] = face
			continue
		}
		face, err := parseForeign(name, file.Data)
		if err != nil {
			fault := (*truetype.Fault)(nil)
			e := &FontError{Span: file.Span, Message: fmt.Sprintf("the font file %q cannot be used: %v", file.Path, err), Hint: "name another file of the font"}
			if errors.As(err, &fault) {
				e.Message, e.Hint = fmt.Sprintf("the font file %q %s", file.Path, fault.What), fault.Hint
			}
			return nil, e
		}
		f[i], parsed[file.Path] = face, face
	}
	return &f, nil
}

// parseForeign parses a font file that may hold anything.
func parseForeign(name string, b []byte) (face *Face, err error) {
	defer func() {
		if r := recover(); r != nil {
			face, err = nil, fmt.Errorf("its tables are damaged: %v", r)
		}
	}()
	face, err = parseFace(b)
	if err != nil {
		return nil, err
	}
	face.foreign = true
	if face.Name == "" {
		face.Name = name
	}
	return face, nil
}

// parseFace parses a font file.
func parseFace(b []byte) (*Face, error) {
	file, err := truetype.Parse(b)
	if err != nil {
		return nil, err
	}
	loader, err := opentype.NewLoader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	parsed, err := font.NewFont(loader)
	if err != nil {
		return nil, err
	}
	f := &Face{Name: file.Name, File: file, font: parsed}
	f.Ascent, f.Descent = file.Reach()
	f.advances = make([]float32, file.Glyphs)
	for i := range f.advances {
		f.advances[i] = float32(file.Advance(i))
	}
	return f, nil
}
