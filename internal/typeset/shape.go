package typeset

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// A Font is a face as one document uses it.
type Font struct {
	Face *Face
	// Text is what each glyph used stands for. Where it once stands for something else, Run.Text says so.
	Text map[uint16]string

	shape *font.Face // font.Face keeps caches and must not be shared
	rows  []row      // that are shaped: every word and space once, however often a text has it
	cuts  map[cutRow]int32
}

// A row is glyphs that stand side by side.
type row struct {
	glyphs []Glyph
	space  bool // it stretches
}

// A cutRow is a part of a row that stands alone.
type cutRow struct {
	row      int32
	from, to int
}

// A piece is a row of glyphs of one font.
type piece struct {
	font       *Font
	text       string // what it stands for, where Font.Text does not tell it; then it is never parted
	row        int32  // of font.rows
	glyphs     []Glyph
	characters []int32 // of the word as it is shaped, without what is invisible: the first that each glyph stands for
}

// part returns the glyphs from..to of p.
func (p piece) part(from, to int) piece {
	key := cutRow{p.row, from, to}
	n, known := p.font.cuts[key]
	if !known {
		n = p.font.keep(row{glyphs: p.glyphs[from:to]})
		p.font.cuts[key] = n
	}
	return piece{font: p.font, text: p.text, row: n, glyphs: p.glyphs[from:to]}
}

// keep returns the number of r in f.rows.
func (f *Font) keep(r row) int32 {
	f.rows = append(f.rows, r)
	return int32(len(f.rows) - 1)
}

// A word is a string shaped in one style.
type word struct {
	pieces   []piece
	width    float64 // thousandths of the size
	missing  []rune  // characters that no font has; replaced in pieces
	leftward rune    // a character of a script that runs to the left, 0 for none
}

// A shaper turns strings into glyphs and remembers every string it has shaped.
type shaper struct {
	fonts    [][styles]*Font // by family in order of preference
	language language.Language
	engine   shaping.HarfbuzzShaper
	words    [styles]map[string]*word
	zero     []piece // see nothing
}

func newShaper(families []*Family, tag string) *shaper {
	s := &shaper{language: language.NewLanguage(tag)}
	for _, family := range families {
		var fonts [styles]*Font
		for i, face := range family {
			if same := slices.Index(family[:i], face); same >= 0 { // a family without a bold face
				fonts[i] = fonts[same]
				continue
			}
			fonts[i] = &Font{Face: face, Text: map[uint16]string{}, shape: font.NewFace(face.font), cuts: map[cutRow]int32{}}
		}
		s.fonts = append(s.fonts, fonts)
	}
	for i := range s.words {
		s.words[i] = map[string]*word{}
	}
	return s
}

// used returns the fonts of which the text uses glyphs.
func (s *shaper) used() []*Font {
	var out []*Font
	for _, family := range s.fonts {
		for _, f := range family {
			if len(f.Text) > 0 && !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// word shapes text, which holds no line end. Characters between words (spaces) can be shaped too.
func (s *shaper) word(text string, style faceStyle) *word {
	if w, ok := s.words[style][text]; ok {
		return w
	}
	w := &word{}
	runes := make([]rune, 0, len(text))
	for _, r := range text {
		if invisible(r) {
			continue
		}
		if r >= 0x590 && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko) {
			w.leftward = r
		}
		runes = append(runes, r)
	}
	for start := 0; start < len(runes); {
		f := s.covers(cluster(runes[start:]), style)
		if f == nil {
			w.missing = append(w.missing, runes[start])
			runes[start] = s.replacement(style)
			continue
		}
		end := start
		for end < len(runes) {
			next := cluster(runes[end:])
			if end > start && s.covers(next, style) != f {
				break
			}
			end += len(next)
		}
		from := len(w.pieces)
		w.pieces = s.run(w, f, runes, start, end)
		for i := range w.pieces[from:] {
			p := &w.pieces[from+i]
			p.row = f.keep(row{p.glyphs, text == " " || text == "\u00A0"})
		}
		start = end
	}
	for _, p := range w.pieces {
		w.width += widthOf(p.glyphs)
	}
	s.words[style][text] = w
	return w
}

// nothing returns a space that takes no room, for what is read and not seen.
func (s *shaper) nothing() []piece {
	if s.zero == nil {
		space := s.word(" ", 0).pieces[0]
		glyphs := slices.Clone(space.glyphs)
		for i := range glyphs {
			glyphs[i].Advance = 0
		}
		s.zero = []piece{{font: space.font, glyphs: glyphs, row: space.font.keep(row{glyphs: glyphs})}}
	}
	return s.zero
}

// replacement is drawn for a character that no font has; the finding about it is the caller's.
func (s *shaper) replacement(style faceStyle) rune {
	if s.cover('\uFFFD', style) != nil {
		return '\uFFFD'
	}
	return '?'
}

// invisible reports whether r only says where a line may break, which has been decided when a word is shaped.
func invisible(r rune) bool {
	return r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF'
}

// cluster returns the first character of runes with the combining marks and joiners behind it, which stay in one font.
func cluster(runes []rune) []rune {
	end := 1
	for end < len(runes) && (unicode.Is(unicode.M, runes[end]) || joiner(runes[end]) || joiner(runes[end-1])) {
		end++
	}
	return runes[:end]
}

// joiner reports whether r only says how its neighbours are joined. A font need not have it.
func joiner(r rune) bool { return r == '\u200C' || r == '\u200D' }

// covers returns the first font in order of preference that has all of a cluster, where there is none the first that has its base, and nil
// if none has that.
func (s *shaper) covers(cluster []rune, style faceStyle) *Font {
	if len(cluster) == 1 {
		return s.cover(cluster[0], style)
	}
	for _, family := range s.fonts {
		f := family[style]
		if !slices.ContainsFunc(cluster, func(r rune) bool { return !joiner(r) && !f.has(r) }) {
			return f
		}
	}
	return s.cover(cluster[0], style)
}

// cover returns the first font in order of preference that has r, nil if none has it.
func (s *shaper) cover(r rune, style faceStyle) *Font {
	for _, family := range s.fonts {
		if f := family[style]; f.has(r) {
			return f
		}
	}
	return nil
}

// has reports whether the font has a glyph for r.
func (f *Font) has(r rune) bool {
	g, ok := f.shape.NominalGlyph(ordinary(r)) // the shaper makes the others from the glyphs of these
	return ok && g != 0 && int(g) < f.Face.File.Glyphs
}

// lacks returns the characters of a cluster that f does not have; where it has them all and cannot put them together, the first.
func (f *Font) lacks(cluster []rune) []rune {
	var out []rune
	for _, r := range cluster {
		if !joiner(r) && !f.has(r) {
			out = append(out, r)
		}
	}
	if out == nil {
		out = cluster[:1]
	}
	return out
}

// run shapes runes[start:end] of w with one font, notes what the glyphs stand for, and returns the pieces of w with the new ones. A combining
// mark that the font does not have is left out and counted as missing: its base is there, and glyph 0 is never drawn.
func (s *shaper) run(w *word, f *Font, runes []rune, start, end int) []piece {
	upem := int(f.shape.Upem())
	out := s.shaped(shaping.Input{
		Text: runes, RunStart: start, RunEnd: end, Direction: di.DirectionLTR, Face: f.shape, Size: fixed.I(upem), Script: script(runes[start:end]), Language: s.language,
	}, f.Face.foreign)
	unit := float32(1000) / float32(upem) / 64
	pieces, open := w.pieces, false // open: the last piece takes more glyphs
	for glyphs := out.Glyphs; len(glyphs) > 0; {
		n := 1
		for n < len(glyphs) && glyphs[n].TextIndex() == glyphs[0].TextIndex() {
			n++
		}
		together := piece{font: f}
		first := glyphs[0].TextIndex()
		stands := runes[first : first+glyphs[0].RunesCount()]
		known := len(w.missing)
		for _, g := range glyphs[:n] {
			if g.GlyphID == 0 || int(g.GlyphID) >= f.Face.File.Glyphs { // a table of the font may name a glyph that it does not have
				w.missing = append(w.missing[:known], f.lacks(stands)...)
				continue
			}
			together.characters = append(together.characters, int32(first))
			together.glyphs = append(together.glyphs, Glyph{ID: uint16(g.GlyphID), Advance: float32(g.Advance) * unit, DX: float32(g.XOffset) * unit, DY: float32(g.YOffset) * unit})
		}
		together.text = f.note(together.glyphs, stands)
		glyphs = glyphs[n:]
		if together.text != "" || !open {
			pieces = append(pieces, together)
			open = together.text == ""
			continue
		}
		last := &pieces[len(pieces)-1]
		last.glyphs, last.characters = append(last.glyphs, together.glyphs...), append(last.characters, together.characters...)
	}
	return pieces
}

// shaped shapes the input. Tables of a foreign font may hold anything: where they bring the shaper down, every character gets the glyph of
// a missing one.
func (s *shaper) shaped(in shaping.Input, foreign bool) (out shaping.Output) {
	if foreign {
		defer func() {
			if recover() != nil {
				s.engine = shaping.HarfbuzzShaper{}
				out = shaping.Output{}
				for i := in.RunStart; i < in.RunEnd; i++ {
					g := shaping.Glyph{}
					//lint:ignore SA1019 methods read these fields, and nothing else writes them
					g.ClusterIndex, g.RuneCount, g.GlyphCount = i, 1, 1
					out.Glyphs = append(out.Glyphs, g)
				}
			}
		}()
	}
	return s.engine.Shape(in)
}

// note remembers what glyphs that belong together stand for: together for the characters, or each for its own. It returns the characters where the
// glyphs stand for others already, or do not tell all of them.
func (f *Font) note(glyphs []Glyph, characters []rune) string {
	if len(glyphs) == 0 {
		return ""
	}
	texts := make([]string, len(glyphs))
	alone := len(glyphs) == len(characters)
	for i, r := range characters {
		r = ordinary(r)
		texts[0] += string(r)
		nominal, _ := f.shape.NominalGlyph(r)
		alone = alone && nominal == font.GID(glyphs[i].ID)
	}
	whole := texts[0]
	if alone {
		for i, r := range characters {
			texts[i] = string(ordinary(r))
		}
	}
	told := true
	for i, g := range glyphs {
		if old := f.Text[g.ID]; old == "" {
			f.Text[g.ID] = texts[i]
		}
		told = told && f.Text[g.ID] == texts[i] && texts[i] != ""
	}
	if told {
		return ""
	}
	return whole
}

// ordinary returns the space for a space of any width, and the hyphen for one that does not break: as such they should be copied, and fonts draw them
// with the same glyphs.
func ordinary(r rune) rune {
	switch {
	case unicode.Is(unicode.Zs, r):
		return ' '
	case r == '\u2011':
		return '-'
	}
	return r
}

// script returns the script of the first rune that has one of its own.
func script(runes []rune) language.Script {
	for _, r := range runes {
		if r < 0x2B0 && unicode.IsLetter(r) {
			return language.Latin
		}
		if s := language.LookupScript(r); s != language.Common && s != language.Inherited && s != language.Unknown {
			return s
		}
	}
	return language.Latin
}
