package pdf

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/truetype"
)

// font adds a font with the glyphs that are drawn. Text names its glyphs by number, so the encoding is the identity and the way back to
// characters is written out (ISO 32000-1, 9.7 and 9.10.3).
func (x *finisher) font(u *usedFont) (ref, error) {
	t := u.Face.File
	var used []uint16
	for g, drawn := range u.glyphs {
		if drawn {
			used = append(used, uint16(g))
		}
	}
	subset, err := t.Subset(used)
	if err != nil {
		return 0, fmt.Errorf("font %s: %w", u.Face.Name, err)
	}
	base := name(subsetTag(subset) + "+" + u.Face.Name)
	m := t.Measures()
	file := x.add(&stream{newDict("Length1", integer(len(subset))), subset})
	descriptor := x.add(newDict("Type", name("FontDescriptor"), "FontName", base, "Flags", integer(flagsOf(m)),
		"FontBBox", array{integer(m.Box[0]), integer(m.Box[1]), integer(m.Box[2]), integer(m.Box[3])}, "ItalicAngle", decimal(m.ItalicAngle),
		"Ascent", integer(m.Ascent), "Descent", integer(m.Descent), "CapHeight", integer(m.CapHeight), "StemV", integer(m.Stem), "FontFile2", file))
	system := newDict("Registry", text("Adobe"), "Ordering", text("Identity"), "Supplement", number("0"))
	glyphs := x.add(newDict("Type", name("Font"), "Subtype", name("CIDFontType2"), "BaseFont", base, "CIDSystemInfo", system,
		"FontDescriptor", descriptor, "DW", number("0"), "W", widths(u, used), "CIDToGIDMap", name("Identity")))
	characters := x.add(&stream{newDict(), toUnicode(u, used)})
	return x.add(newDict("Type", name("Font"), "Subtype", name("Type0"), "BaseFont", base, "Encoding", name("Identity-H"),
		"DescendantFonts", array{glyphs}, "ToUnicode", characters)), nil
}

// flagsOf returns the flags of a font descriptor (ISO 32000-1, table 123). A font whose glyphs are named by number is symbolic.
func flagsOf(m truetype.Measures) int {
	const fixed, serif, symbolic, slanted = 1 << 0, 1 << 1, 1 << 2, 1 << 6
	flags := symbolic
	if m.Fixed {
		flags |= fixed
	}
	if m.Serif {
		flags |= serif
	}
	if m.Slanted {
		flags |= slanted
	}
	return flags
}

// subsetTag names a subset: six capitals made from its bytes.
func subsetTag(subset []byte) string {
	sum := sha256.Sum256(subset)
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag[:])
}

// widths lists the widths of the glyphs, neighbours in one array.
func widths(u *usedFont, used []uint16) array {
	out := array{}
	var row array
	for i, g := range used {
		w := decimal(u.Face.Advance(g))
		if i > 0 && used[i-1]+1 == g {
			row = append(row, w)
			out[len(out)-1] = row
			continue
		}
		row = array{w}
		out = append(out, integer(int(g)), row)
	}
	return out
}

// toUnicode maps glyphs to the characters they stand for.
func toUnicode(u *usedFont, used []uint16) []byte {
	var lines []string
	for _, g := range used {
		s := u.Text[g]
		if s == "" { // the second glyph of a character: it adds nothing to the text
			s = "\u200B"
		}
		lines = append(lines, string(append(appendUTF16(fmt.Appendf(nil, "<%04X> <", g), s), ">\n"...)))
	}
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for part := range slices.Chunk(lines, 100) { // the limit of the format
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", len(part), strings.Join(part, ""))
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
