package typeset

import (
	"iter"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A Document is a report set in pages, without the pages themselves. It is read-only.
type Document struct {
	Language string     // language tag of the text
	Root     *Element   // of the structure tree: its role is RoleDocument
	Outline  []Bookmark // headings in reading order
	Fonts    []*Font    // the faces that the text uses
	Preface  int        // so many pages stand before the first one, numbered i, ii, …
}

// A Page is what is drawn on one side of paper, in drawing order.
type Page struct {
	Number        int // as printed, from 1; pages before the first one have numbers of their own
	Width, Height float64
	Marks         []Mark
	Links         []Link
}

// A Mark is a stretch of drawing that belongs together: to one element of the structure tree, or to none.
type Mark struct {
	Element  *Element // nil for an artifact, and then Artifact tells its kind
	Artifact Artifact
	Items    []Item
}

// Artifact is a kind of drawing that is no part of the text.
type Artifact int

const (
	Layout Artifact = iota // rules
	Header                 // running heads
	Footer                 // folios
	Repeat                 // heads of a table that are printed again
)

// An Item is something drawn.
type Item interface{ moved(dy float64) Item }

// A Run is a row of glyphs of one font and size on a base line.
type Run struct {
	Font    *Font
	Size    float64
	X, Y    float64 // of the first glyph on the base line
	Color   style.Color
	Flat    bool    // its glyphs, which are spaces, take no width, for programs that measure them to part words
	Stretch float64 // the part of its width by which every space is wider; negative where it is narrower
	Text    string  // what it stands for, where Font.Text does not tell it
	rows    []int32 // of Font.rows: words and spaces, whose glyphs are kept once for all their places
}

// Glyphs yields the glyphs of r from left to right.
func (r *Run) Glyphs() iter.Seq[Glyph] {
	return func(yield func(Glyph) bool) {
		for _, n := range r.rows {
			row := &r.Font.rows[n]
			for _, g := range row.glyphs {
				if row.space {
					g.Advance += float32(float64(g.Advance) * r.Stretch)
				}
				if !yield(g) {
					return
				}
			}
		}
	}
}

// Width returns the distance from the first glyph of r to the end of the last.
func (r *Run) Width() float64 {
	w := 0.0
	for g := range r.Glyphs() {
		w += float64(g.Advance)
	}
	return w * r.Size / 1000
}

// A Rule is a line, given as a filled box: a horizontal one, or the bar of a change, whose Weight is its height.
type Rule struct {
	X, Y, Width, Weight float64
	Color               style.Color
}

// An Image is a picture in its box.
type Image struct {
	X, Y, Width, Height float64
	Picture             *doc.Picture
}

func (r *Run) moved(dy float64) Item   { c := *r; c.Y += dy; return &c }
func (r *Rule) moved(dy float64) Item  { c := *r; c.Y += dy; return &c }
func (r *Image) moved(dy float64) Item { c := *r; c.Y += dy; return &c }

// A Glyph is one glyph of a font. Its measures are thousandths of the size.
type Glyph struct {
	ID      uint16
	Advance float32 // to the next glyph, with kerning and justification
	DX, DY  float32 // where it is drawn, from its place on the line; DY upwards
}

func widthOf(glyphs []Glyph) float64 {
	w := 0.0
	for i := range glyphs {
		w += float64(glyphs[i].Advance)
	}
	return w
}

// A Link is a box on a page that leads to a web address or to a place of the document.
type Link struct {
	X, Y, Width, Height float64
	Element             *Element // of role RoleLink
	URL                 string   // empty for a link inside the document
	To                  *Place
	Label               string // what the link does, in words
}

// A Place is a height of a page.
type Place struct {
	Page int // index of Document.Pages
	Y    float64
}

// A Bookmark is an entry of the outline.
type Bookmark struct {
	Level int // from 1; never more than one below its predecessor
	Title string
	To    *Place
}
