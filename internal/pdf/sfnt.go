package pdf

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

var be = binary.BigEndian

// An sfnt is a TrueType font by its tables (ISO/IEC 14496-22).
type sfnt struct {
	tables map[string][]byte
	glyphs int // number of glyphs
	long   bool
}

var errFont = errors.New("it is no TrueType font with outlines")

// readSFNT reads the directory of tables and checks the lengths that are relied upon later.
func readSFNT(b []byte) (*sfnt, error) {
	if len(b) < 12 {
		return nil, errFont
	}
	t := &sfnt{tables: map[string][]byte{}}
	for i := range int(be.Uint16(b[4:])) {
		at := 12 + 16*i
		if len(b) < at+16 {
			return nil, errFont
		}
		start, length := int(be.Uint32(b[at+8:])), int(be.Uint32(b[at+12:]))
		if start+length > len(b) {
			return nil, errFont
		}
		t.tables[string(b[at:at+4])] = b[start : start+length]
	}
	for table, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 0, "OS/2": 78, "post": 8} {
		if len(t.tables[table]) < least || t.tables[table] == nil {
			return nil, errFont
		}
	}
	t.glyphs = int(be.Uint16(t.tables["maxp"][4:]))
	t.long = be.Uint16(t.tables["head"][50:]) == 1
	places := 2
	if t.long {
		places = 4
	}
	wide := int(be.Uint16(t.tables["hhea"][34:]))
	if len(t.tables["loca"]) < places*(t.glyphs+1) || wide < 1 || wide > t.glyphs || len(t.tables["hmtx"]) < 4*wide+2*(t.glyphs-wide) {
		return nil, errFont
	}
	return t, nil
}

// fontMetrics are the measures of a font descriptor in thousandths of the size.
type fontMetrics struct {
	box                              [4]int
	ascent, descent, capHeight, stem int
	italicAngle                      float64
	flags                            int
}

func (t *sfnt) metrics() fontMetrics {
	head, hhea, os2, post := t.tables["head"], t.tables["hhea"], t.tables["OS/2"], t.tables["post"]
	upem := int(be.Uint16(head[18:]))
	scaled := func(b []byte) int { return int(int16(be.Uint16(b))) * 1000 / upem }
	m := fontMetrics{ascent: scaled(hhea[4:]), descent: scaled(hhea[6:]), italicAngle: float64(int32(be.Uint32(post[4:]))) / 65536}
	for i := range m.box {
		m.box[i] = scaled(head[36+2*i:])
	}
	m.capHeight = m.ascent * 3 / 4
	if be.Uint16(os2) >= 2 && len(os2) >= 90 {
		m.capHeight = scaled(os2[88:])
	}
	weight := int(be.Uint16(os2[4:]))
	m.stem = 50 + weight*weight/4225 // the usual estimate where the font does not say
	const serif, symbolic, slanted = 1 << 1, 1 << 2, 1 << 6
	m.flags = serif | symbolic
	if m.italicAngle != 0 {
		m.flags |= slanted
	}
	return m
}

// outline returns the description of a glyph, empty for one that has none.
func (t *sfnt) outline(g int) []byte {
	loca, glyf := t.tables["loca"], t.tables["glyf"]
	var from, to int
	if t.long {
		from, to = int(be.Uint32(loca[4*g:])), int(be.Uint32(loca[4*g+4:]))
	} else {
		from, to = 2*int(be.Uint16(loca[2*g:])), 2*int(be.Uint16(loca[2*g+2:]))
	}
	if from > to || to > len(glyf) {
		return nil
	}
	return glyf[from:to]
}

// with adds glyph g and the glyphs of which it is composed to set.
func (t *sfnt) with(set map[int]bool, g int) {
	if g >= t.glyphs || set[g] {
		return
	}
	set[g] = true
	d := t.outline(g)
	if len(d) < 10 || int16(be.Uint16(d)) >= 0 {
		return
	}
	const wordArguments, moreParts, oneScale, twoScales, matrix = 1, 1 << 5, 1 << 3, 1 << 6, 1 << 7
	for at := 10; at+4 <= len(d); {
		flags := be.Uint16(d[at:])
		t.with(set, int(be.Uint16(d[at+2:])))
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&moreParts == 0 {
			return
		}
	}
}

// subset returns a font with the outlines of the used glyphs only. Glyphs keep their numbers; those above the last used one are cut off.
func (t *sfnt) subset(used []uint16) ([]byte, error) {
	set := map[int]bool{0: true}
	for _, g := range used {
		if int(g) >= t.glyphs {
			return nil, errFont
		}
		t.with(set, int(g))
	}
	count := slices.Max(slices.Collect(maps.Keys(set))) + 1
	wide := int(be.Uint16(t.tables["hhea"][34:]))
	hmtx := t.tables["hmtx"]
	var glyf []byte
	loca, widths := make([]byte, 0, 4*count+4), make([]byte, 0, 4*count)
	for g := range count {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		if !set[g] {
			widths = append(widths, 0, 0, 0, 0)
			continue
		}
		glyf = append(glyf, t.outline(g)...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		if g < wide {
			widths = append(widths, hmtx[4*g:4*g+4]...)
		} else { // glyphs at the end share the last width
			widths = append(widths, hmtx[4*wide-4:4*wide-2]...)
			widths = append(widths, hmtx[4*wide+2*(g-wide):4*wide+2*(g-wide)+2]...)
		}
	}
	loca = be.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := slices.Clone(t.tables["head"]), slices.Clone(t.tables["hhea"]), slices.Clone(t.tables["maxp"])
	be.PutUint32(head[8:], 0)
	be.PutUint16(head[50:], 1)
	be.PutUint16(hhea[34:], uint16(count))
	be.PutUint16(maxp[4:], uint16(count))
	tables := map[string][]byte{"head": head, "hhea": hhea, "maxp": maxp, "hmtx": widths, "loca": loca, "glyf": glyf}
	for _, hinting := range []string{"cvt ", "fpgm", "prep"} {
		if b := t.tables[hinting]; b != nil {
			tables[hinting] = b
		}
	}
	return joinTables(tables), nil
}

// joinTables writes a font file with its checksums.
func joinTables(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := be.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(names), power * 16, log, (len(names) - power) * 16} {
		out = be.AppendUint16(out, uint16(v))
	}
	start := 12 + 16*len(names)
	var body []byte
	adjust := 0
	for _, n := range names {
		if n == "head" {
			adjust = start + len(body) + 8
		}
		out = append(out, n...)
		out = be.AppendUint32(out, checksum(tables[n]))
		out = be.AppendUint32(out, uint32(start+len(body)))
		out = be.AppendUint32(out, uint32(len(tables[n])))
		body = append(body, tables[n]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	be.PutUint32(out[adjust:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + be.Uint32(rest[:])
}
