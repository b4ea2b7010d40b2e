package truetype

import (
	"fmt"
	"maps"
	"slices"
)

// outline returns the description of a glyph, empty for one that has none.
func (t *Font) outline(g int) []byte {
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
func (t *Font) with(set map[int]bool, g int) {
	if g >= t.Glyphs || set[g] {
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

// Subset returns a font with the outlines of the used glyphs only. Glyphs keep their numbers; those above the last used one are cut off.
func (t *Font) Subset(used []uint16) ([]byte, error) {
	set := map[int]bool{0: true}
	for _, g := range used {
		if int(g) >= t.Glyphs {
			return nil, fmt.Errorf("internal error: glyph %d of a font with %d", g, t.Glyphs)
		}
		t.with(set, int(g))
	}
	count := slices.Max(slices.Collect(maps.Keys(set))) + 1
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
		if g < t.wide {
			widths = append(widths, hmtx[4*g:4*g+4]...)
		} else { // glyphs at the end share the last width
			widths = append(widths, hmtx[4*t.wide-4:4*t.wide-2]...)
			widths = append(widths, hmtx[4*t.wide+2*(g-t.wide):4*t.wide+2*(g-t.wide)+2]...)
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
