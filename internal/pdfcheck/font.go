package pdfcheck

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A font is a composite font of a file and what is used of it.
type font struct {
	ref        Ref
	name       Name // in the resources
	dict       Dict
	descendant Dict
	descriptor Dict
	widths     map[int]float64
	otherwise  float64 // the width of what is not in widths
	toUnicode  map[int]string
	mapped     error // why there is no toUnicode
	program    *program
	broken     error // why there is no program
	used       map[int]bool
}

func (f *font) width(code int) float64 {
	if w, ok := f.widths[code]; ok {
		return w
	}
	return f.otherwise
}

// fontOf returns the font of that name in the resources of a page, nil where there is none.
func (d *document) fontOf(p *page, name Name) *font {
	o, ok := d.Dict(p.resources["Font"])[name]
	dict := d.Dict(o)
	if !ok || dict == nil {
		return nil // the rule about resources says so
	}
	r, _ := o.(Ref)
	for _, f := range d.fonts {
		if r != 0 && f.ref == r {
			return f
		}
	}
	f := &font{ref: r, name: name, dict: dict, used: map[int]bool{}}
	if a := d.Array(dict["DescendantFonts"]); len(a) == 1 {
		f.descendant = d.Dict(a[0])
	}
	f.descriptor = d.Dict(f.descendant["FontDescriptor"])
	f.widths = d.widthsOf(f.descendant)
	f.otherwise = 1000
	if n, ok := d.Resolve(f.descendant["DW"]).(Number); ok {
		f.otherwise = float64(n)
	}
	f.toUnicode, f.mapped = d.toUnicode(dict["ToUnicode"])
	f.program, f.broken = d.programOf(f.descriptor["FontFile2"])
	d.fonts = append(d.fonts, f)
	return f
}

// widthsOf reads W (ISO 32000-1, 9.7.4.3).
func (d *document) widthsOf(descendant Dict) map[int]float64 {
	out := map[int]float64{}
	w := d.Array(descendant["W"])
	for i := 0; i+1 < len(w); {
		first, _ := d.Int(w[i])
		if row, ok := d.Resolve(w[i+1]).(Array); ok {
			for j, e := range row {
				n, _ := d.Resolve(e).(Number)
				out[first+j] = float64(n)
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			break
		}
		last, _ := d.Int(w[i+1])
		n, _ := d.Resolve(w[i+2]).(Number)
		for c := first; c <= last && c < 1<<16; c++ {
			out[c] = float64(n)
		}
		i += 3
	}
	return out
}

// toUnicode reads the map from codes to characters (ISO 32000-1, 9.10.3).
func (d *document) toUnicode(o Object) (map[int]string, error) {
	s, ok := d.Resolve(o).(*Stream)
	if !ok {
		return nil, errors.New("there is no ToUnicode")
	}
	data, err := d.Data(s)
	if err != nil {
		return nil, err
	}
	ops, _, err := operations(data)
	if err != nil {
		return nil, err
	}
	out := map[int]string{}
	for _, op := range ops {
		switch op.operator {
		case "endbfchar":
			for i := 0; i+1 < len(op.operands); i += 2 {
				from, _ := op.operands[i].(String)
				to, _ := op.operands[i+1].(String)
				out[code(from)] = utf16Text(string(to))
			}
		case "endbfrange":
			for i := 0; i+2 < len(op.operands); i += 3 {
				from, _ := op.operands[i].(String)
				last, _ := op.operands[i+1].(String)
				to, isText := op.operands[i+2].(String)
				if !isText || len(to) < 2 {
					return nil, errors.New("a range of ToUnicode leads to no string")
				}
				for c := code(from); c <= code(last); c++ {
					end := []byte(to)
					end[len(end)-1] += byte(c - code(from))
					out[c] = utf16Text(string(end))
				}
			}
		}
	}
	return out, nil
}

func code(s String) int {
	n := 0
	for i := range len(s) {
		n = n<<8 | int(s[i])
	}
	return n
}

// A program is an embedded TrueType font.
type program struct {
	advances []float64 // by glyph, in thousandths of the size
	outlines []bool    // by glyph: whether something is drawn
}

// programOf reads the tables of a font that tell its glyphs and widths (ISO/IEC 14496-22).
func (d *document) programOf(o Object) (*program, error) {
	s, ok := d.Resolve(o).(*Stream)
	if !ok {
		return nil, errors.New("there is no FontFile2")
	}
	b, err := d.Data(s)
	if err != nil {
		return nil, err
	}
	if n, ok := d.Int(s.Dict["Length1"]); !ok || n != len(b) {
		return nil, fmt.Errorf("Length1 is %v; the font has %d bytes", s.Dict["Length1"], len(b))
	}
	tables, err := tablesOf(b)
	if err != nil {
		return nil, err
	}
	head, hhea, maxp, hmtx, loca := tables["head"], tables["hhea"], tables["maxp"], tables["hmtx"], tables["loca"]
	if len(head) < 54 || len(hhea) < 36 || len(maxp) < 6 || tables["glyf"] == nil {
		return nil, errors.New("a table of the font is missing")
	}
	be := binary.BigEndian
	glyphs, metrics, unit := int(be.Uint16(maxp[4:])), int(be.Uint16(hhea[34:])), float64(be.Uint16(head[18:]))
	wide := 1 + int(be.Uint16(head[50:]))
	if metrics < 1 || len(hmtx) < 4*metrics || len(loca) < 2*wide*(glyphs+1) || unit == 0 {
		return nil, errors.New("the tables of the font do not fit each other")
	}
	p := &program{}
	place := func(g int) int {
		if wide == 1 {
			return 2 * int(be.Uint16(loca[2*g:]))
		}
		return int(be.Uint32(loca[4*g:]))
	}
	for g := range glyphs {
		p.advances = append(p.advances, float64(be.Uint16(hmtx[4*min(g, metrics-1):]))*1000/unit)
		if place(g) > place(g+1) || place(g+1) > len(tables["glyf"]) {
			return nil, fmt.Errorf("the outline of glyph %d lies outside its table", g)
		}
		p.outlines = append(p.outlines, place(g+1) > place(g))
	}
	return p, nil
}

// tablesOf reads the directory of tables of a font and proves their checksums.
func tablesOf(b []byte) (map[string][]byte, error) {
	if len(b) < 12 || binary.BigEndian.Uint32(b) != 0x00010000 {
		return nil, errors.New("it is no TrueType font")
	}
	out := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(b[4:])) {
		at := 12 + 16*i
		if at+16 > len(b) {
			return nil, errors.New("the directory of the font is cut off")
		}
		entry := b[at : at+16]
		start, length := int(binary.BigEndian.Uint32(entry[8:])), int(binary.BigEndian.Uint32(entry[12:]))
		if start+length > len(b) {
			return nil, fmt.Errorf("table %s lies outside the font", entry[:4])
		}
		table := b[start : start+length]
		name := string(entry[:4])
		if name != "head" && sum(table) != binary.BigEndian.Uint32(entry[4:]) { // head holds the sum of the whole
			return nil, fmt.Errorf("the checksum of table %s is wrong", name)
		}
		out[name] = table
	}
	return out, nil
}

// sum is the checksum of a table, which is filled up with zeros to words of four bytes.
func sum(b []byte) uint32 {
	var total uint32
	for i := range b {
		total += uint32(b[i]) << (24 - 8*(i%4))
	}
	return total
}
