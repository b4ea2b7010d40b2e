package truetype

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

var be = binary.BigEndian

// MaxSize is the most bytes that a font file may have. The largest fonts with TrueType outlines, those of Chinese, have some 20 MB.
const MaxSize = 32 << 20

// A Font is a font file by its tables. It is read-only and may be shared.
type Font struct {
	Name   string // PostScript name, of letters, digits and hyphens; empty where the file has none
	Glyphs int    // number of glyphs
	tables map[string][]byte
	long   bool // places of outlines have four bytes, not two
	wide   int  // glyphs with a width of their own; those behind them share the last one
}

// A Fault is why a font file cannot be used.
type Fault struct {
	What string // completes "the font file …": "is cut short"
	Hint string // what to do, beginning with a verb
}

func (f *Fault) Error() string { return "the font file " + f.What }

const otherFile = "name another file of the font"

// faultOfKind says what a file is that begins like none with TrueType outlines; nil where it begins as it should.
func faultOfKind(b []byte) *Fault {
	convert := "name a file of the font with TrueType outlines, which is called .ttf as a rule"
	switch tag := string(b[:4]); tag {
	case "\x00\x01\x00\x00", "true":
		return nil
	case "OTTO":
		return &Fault{"has PostScript outlines (CFF); TrueType outlines (glyf) are needed", convert}
	case "ttcf":
		return &Fault{"is a collection of fonts; a file of one font is needed", "take the font out of the collection, or name a .ttf file"}
	case "wOFF", "wOF2":
		return &Fault{"is packed for web pages; a plain TrueType file is needed", convert}
	}
	return &Fault{"is no TrueType font", convert}
}

// Parse reads a font file. The error is a *Fault.
func Parse(b []byte) (*Font, error) {
	if len(b) < 12 {
		return nil, &Fault{fmt.Sprintf("has %d bytes and is no font", len(b)), otherFile}
	}
	if len(b) > MaxSize {
		return nil, &Fault{fmt.Sprintf("has %d bytes; at most %d are read", len(b), MaxSize), "name a smaller file, such as one for the scripts you need"}
	}
	if fault := faultOfKind(b); fault != nil {
		return nil, fault
	}
	t := &Font{tables: map[string][]byte{}}
	for i := range int(be.Uint16(b[4:])) {
		at := 12 + 16*i
		if len(b) < at+16 {
			return nil, &Fault{"is cut short: its list of tables does not end", otherFile}
		}
		start, length := int64(be.Uint32(b[at+8:])), int64(be.Uint32(b[at+12:]))
		if start+length > int64(len(b)) {
			return nil, &Fault{fmt.Sprintf("is cut short: table %q ends at byte %d, the file at %d", printable(b[at:at+4]), start+length, len(b)), otherFile}
		}
		t.tables[string(b[at:at+4])] = b[start : start+length : start+length]
	}
	if fault := t.check(); fault != nil {
		return nil, fault
	}
	if fault := t.permission(); fault != nil {
		return nil, fault
	}
	t.Name = t.postScriptName()
	return t, nil
}

func printable(tag []byte) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, string(tag))
}

// needed are the tables without which a font cannot be set or embedded, and their least lengths.
var needed = []struct {
	tag   string
	least int
}{{"head", 54}, {"hhea", 36}, {"maxp", 6}, {"hmtx", 4}, {"cmap", 4}, {"loca", 4}, {"glyf", 1}, {"OS/2", 78}, {"post", 32}}

// check holds the tables to the lengths and values that are relied upon later.
func (t *Font) check() *Fault {
	for _, n := range needed {
		if b, ok := t.tables[n.tag]; !ok {
			return &Fault{fmt.Sprintf("has no table %q, which a font with TrueType outlines has", n.tag), otherFile}
		} else if len(b) < n.least {
			return &Fault{fmt.Sprintf("is damaged: table %q has %d bytes, and at least %d are needed", n.tag, len(b), n.least), otherFile}
		}
	}
	damaged := func(format string, args ...any) *Fault {
		return &Fault{"is damaged: " + fmt.Sprintf(format, args...), otherFile}
	}
	head, hhea := t.tables["head"], t.tables["hhea"]
	if upem := be.Uint16(head[18:]); upem < 16 || upem > 16384 {
		return damaged("its square has %d units; 16 to 16,384 were expected", upem)
	}
	for _, reach := range []int16{int16(be.Uint16(hhea[4:])), -int16(be.Uint16(hhea[6:]))} {
		if units := int(be.Uint16(head[18:])); int(reach) > 4*units || int(reach) < -units {
			return damaged("it reaches %d units above or below the line, of %d in its square", reach, units)
		}
	}
	if form := be.Uint16(head[50:]); form > 1 {
		return damaged("its places of outlines are of form %d; 0 or 1 was expected", form)
	}
	t.Glyphs, t.long, t.wide = int(be.Uint16(t.tables["maxp"][4:])), be.Uint16(head[50:]) == 1, int(be.Uint16(hhea[34:]))
	places := 2
	if t.long {
		places = 4
	}
	if n, want := len(t.tables["loca"]), places*(t.Glyphs+1); n < want {
		return damaged("its places of outlines have %d bytes; %d were expected for %d glyphs", n, want, t.Glyphs)
	}
	if t.wide < 1 || t.wide > t.Glyphs {
		return damaged("it has %d widths for %d glyphs", t.wide, t.Glyphs)
	}
	if n, want := len(t.tables["hmtx"]), 4*t.wide+2*(t.Glyphs-t.wide); n < want {
		return damaged("its widths have %d bytes; %d were expected for %d glyphs", n, want, t.Glyphs)
	}
	return nil
}

// permission says why the licence that a font carries in its table OS/2 (fsType) does not allow what we do: embed a part of it.
func (t *Font) permission() *Fault {
	const restricted, printing, editing, whole, bitmaps = 1 << 1, 1 << 2, 1 << 3, 1 << 8, 1 << 9
	kind := be.Uint16(t.tables["OS/2"][8:])
	hint := "use a font with an open licence, or a version licensed for embedding"
	switch {
	case kind&restricted != 0 && kind&(printing|editing) == 0: // of several permissions the widest counts
		return &Fault{"does not permit that it is embedded in documents (OS/2 fsType, restricted licence)", hint}
	case kind&whole != 0:
		return &Fault{"does not permit that a part of it is embedded, and documents hold only the letters they use (OS/2 fsType)", hint}
	case kind&bitmaps != 0:
		return &Fault{"does not permit that its outlines are embedded (OS/2 fsType, bitmaps only)", hint}
	}
	return nil
}

// postScriptName returns the PostScript name of the table "name", without the characters that such a name must not have.
func (t *Font) postScriptName() string {
	b := t.tables["name"]
	if len(b) < 6 {
		return ""
	}
	storage := int(be.Uint16(b[4:]))
	for i := range int(be.Uint16(b[2:])) {
		at := 6 + 12*i
		if at+12 > len(b) {
			return ""
		}
		platform, id := be.Uint16(b[at:]), be.Uint16(b[at+6:])
		from := storage + int(be.Uint16(b[at+10:]))
		to := from + int(be.Uint16(b[at+8:]))
		if id != 6 || to > len(b) {
			continue
		}
		text := string(b[from:to])
		if platform != 1 { // UTF-16
			var units []uint16
			for u := b[from:to]; len(u) >= 2; u = u[2:] {
				units = append(units, be.Uint16(u))
			}
			text = string(utf16.Decode(units))
		}
		if name := plainName(text); name != "" {
			return name
		}
	}
	return ""
}

// plainName keeps letters, digits and hyphens of ASCII, at most 63 of them (the limit of a PostScript name).
func plainName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s)
	return s[:min(len(s), 63)]
}

// Reach returns how far letters reach above and below the line in thousandths of the size, as lines are spaced by it; both positive.
func (t *Font) Reach() (above, below float64) {
	hhea, unit := t.tables["hhea"], 1000/float64(be.Uint16(t.tables["head"][18:]))
	return float64(int16(be.Uint16(hhea[4:]))) * unit, -float64(int16(be.Uint16(hhea[6:]))) * unit
}

// Advance returns the width of a glyph in thousandths of the size, 0 for one that the font does not have.
func (t *Font) Advance(glyph int) float64 {
	if glyph < 0 || glyph >= t.Glyphs {
		return 0
	}
	return float64(be.Uint16(t.tables["hmtx"][4*min(glyph, t.wide-1):])) * 1000 / float64(be.Uint16(t.tables["head"][18:]))
}

// Measures are the measures of a font in thousandths of the size, as a document describes it.
type Measures struct {
	Box                              [4]int // of all glyphs: left, lower, right, upper
	Ascent, Descent, CapHeight, Stem int    // Descent is negative
	ItalicAngle                      float64
	Fixed, Serif, Slanted            bool // all glyphs of one width; strokes with feet; italic
}

// Measures returns the measures of the font.
func (t *Font) Measures() Measures {
	head, hhea, os2, post := t.tables["head"], t.tables["hhea"], t.tables["OS/2"], t.tables["post"]
	upem := int(be.Uint16(head[18:]))
	scaled := func(b []byte) int { return int(int16(be.Uint16(b))) * 1000 / upem }
	m := Measures{Ascent: scaled(hhea[4:]), Descent: scaled(hhea[6:]), ItalicAngle: float64(int32(be.Uint32(post[4:]))) / 65536}
	for i := range m.Box {
		m.Box[i] = scaled(head[36+2*i:])
	}
	m.CapHeight = m.Ascent * 3 / 4
	if be.Uint16(os2) >= 2 && len(os2) >= 90 {
		m.CapHeight = scaled(os2[88:])
	}
	weight := int(be.Uint16(os2[4:]))
	m.Stem = 50 + weight*weight/4225 // the usual estimate where the font does not say
	m.Slanted = m.ItalicAngle != 0
	m.Fixed = be.Uint32(post[12:]) != 0
	const latinText, normalSans, rounded = 2, 11, 15 // PANOSE: the kind of family; the serif styles without feet
	panose := os2[32:]
	m.Serif = panose[0] != latinText || panose[1] < normalSans || panose[1] > rounded
	return m
}
