package truetype_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationmonoregular"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationserifitalic"
	"codeberg.org/go-fonts/liberation/liberationserifregular"

	"rapporteur/internal/truetype"
)

var be = binary.BigEndian

// table returns where the table of that tag begins in a font file.
func table(t testing.TB, b []byte, tag string) int {
	t.Helper()
	for i := range int(be.Uint16(b[4:])) {
		if at := 12 + 16*i; string(b[at:at+4]) == tag {
			return int(be.Uint32(b[at+8:]))
		}
	}
	t.Fatalf("no table %s", tag)
	return 0
}

// changed returns Liberation Serif with a change.
func changed(change func(b []byte)) []byte {
	b := slices.Clone(liberationserifregular.TTF)
	change(b)
	return b
}

func TestFaults(t *testing.T) {
	put16 := func(tag string, at int, v uint16) []byte {
		return changed(func(b []byte) { be.PutUint16(b[table(t, b, tag)+at:], v) })
	}
	for _, test := range []struct {
		name string
		file []byte
		want string
	}{
		{"nothing", nil, "has 0 bytes and is no font"},
		{"text", []byte("This is no font at all."), "is no TrueType font"},
		{"PostScript outlines", changed(func(b []byte) { copy(b, "OTTO") }), "has PostScript outlines (CFF); TrueType outlines (glyf) are needed"},
		{"a collection", changed(func(b []byte) { copy(b, "ttcf") }), "is a collection of fonts; a file of one font is needed"},
		{"a web font", changed(func(b []byte) { copy(b, "wOF2") }), "is packed for web pages; a plain TrueType file is needed"},
		{"no outlines", changed(func(b []byte) { copy(b[bytes.Index(b, []byte("glyf")):], "glyx") }), `has no table "glyf", which a font with TrueType outlines has`},
		{"too large", make([]byte, truetype.MaxSize+1), "has 33554433 bytes; at most 33554432 are read"},
		{"no square", put16("head", 18, 0), "is damaged: its square has 0 units; 16 to 16,384 were expected"},
		{"a form that is none", put16("head", 50, 7), "is damaged: its places of outlines are of form 7; 0 or 1 was expected"},
		{"too many glyphs", put16("maxp", 4, 0xFFFF), "is damaged: its places of outlines have"},
		{"no widths", put16("hhea", 34, 0), "is damaged: it has 0 widths for"},
		{"huge letters", put16("hhea", 4, 0x7FFF), "is damaged: it reaches 32767 units above or below the line, of 2048 in its square"},
		{"restricted", put16("OS/2", 8, 2), "does not permit that it is embedded in documents (OS/2 fsType, restricted licence)"},
		{"whole only", put16("OS/2", 8, 0x108), "does not permit that a part of it is embedded, and documents hold only the letters they use (OS/2 fsType)"},
		{"bitmaps only", put16("OS/2", 8, 0x200), "does not permit that its outlines are embedded (OS/2 fsType, bitmaps only)"},
		{"may be printed", put16("OS/2", 8, 4), ""},
		{"may be edited", put16("OS/2", 8, 8), ""},
		{"several permissions", put16("OS/2", 8, 2|8), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := truetype.Parse(test.file)
			fault := (*truetype.Fault)(nil)
			switch {
			case test.want == "" && err != nil:
				t.Errorf("error %v", err)
			case test.want != "" && (!errors.As(err, &fault) || !strings.HasPrefix(fault.What, test.want) || fault.Hint == ""):
				t.Errorf("error %v, want %q and what to do", err, test.want)
			}
		})
	}
}

// A file that is cut short anywhere is a fault.
func TestCutFiles(t *testing.T) {
	src := liberationserifregular.TTF
	for n := 0; n < len(src)-64; n += 997 {
		if _, err := truetype.Parse(src[:n:n]); err == nil {
			t.Errorf("%d of %d bytes are enough", n, len(src))
		}
	}
}

func TestMeasures(t *testing.T) {
	for _, test := range []struct {
		file                  []byte
		name                  string
		fixed, serif, slanted bool
		width                 float64 // of the letter at the place of "i", glyph 76 in all of them
	}{
		{liberationserifregular.TTF, "LiberationSerif", false, true, false, 277.83203125},
		{liberationserifitalic.TTF, "LiberationSerif-Italic", false, true, true, 277.83203125},
		{liberationsansbold.TTF, "LiberationSans-Bold", false, false, false, 277.83203125},
		{liberationmonoregular.TTF, "LiberationMono", true, true, false, 600.09765625},
	} {
		f, err := truetype.Parse(test.file)
		if err != nil {
			t.Fatal(err)
		}
		m := f.Measures()
		if f.Name != test.name || m.Fixed != test.fixed || m.Serif != test.serif || m.Slanted != test.slanted || f.Advance(76) != test.width || f.Advance(-1) != 0 || f.Advance(f.Glyphs) != 0 {
			t.Errorf("%s: name %s, measures %+v, width %v", test.name, f.Name, m, f.Advance(76))
		}
		if above, below := f.Reach(); above < 800 || above > 1000 || below < 150 || below > 350 {
			t.Errorf("%s reaches %v and %v", test.name, above, below)
		}
	}
}

// A subset is itself a font file, in which only the outlines that are asked for stand, at their places.
func TestSubset(t *testing.T) {
	f, err := truetype.Parse(liberationserifregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	small, err := f.Subset([]uint16{36, 68, 105}) // A, a, and a letter made of two
	if err != nil || len(small) > 20000 {
		t.Fatalf("%d bytes, %v", len(small), err)
	}
	if sum := checksum(small); sum != 0xB1B0AFBA {
		t.Errorf("the checksum of the file is %#x", sum)
	}
	if _, err := f.Subset([]uint16{0xFFFF}); err == nil {
		t.Error("a glyph that the font does not have is no error")
	}
}

func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	return sum
}

// FuzzParse holds a font file with any bytes changed to being a fault or a font of which every glyph can be embedded. Of each four bytes of
// edits, the first three are a place, the fourth what is put there; an odd third byte means the beginning of the file, where the list of
// tables stands.
func FuzzParse(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 4, 1, 200, 0, 30, 3, 0xFF})
	src := liberationserifregular.TTF
	glyf := table(f, src, "glyf")
	f.Add([]byte{byte(glyf >> 16), byte(glyf >> 8), byte(glyf &^ 1), 0xFF, 0, 0x1C, 9, 0})
	f.Fuzz(func(t *testing.T, edits []byte) {
		b := slices.Clone(src)
		for ; len(edits) >= 4; edits = edits[4:] {
			at := int(edits[0])<<16 | int(edits[1])<<8 | int(edits[2])
			if at%2 == 1 {
				at %= 400
			}
			b[at%len(b)] = edits[3]
		}
		font, err := truetype.Parse(b)
		if err != nil {
			return
		}
		font.Measures()
		var all []uint16
		for g := range font.Glyphs {
			all = append(all, uint16(g))
			font.Advance(g)
		}
		if _, err := font.Subset(all); err != nil {
			t.Error(err)
		}
	})
}
