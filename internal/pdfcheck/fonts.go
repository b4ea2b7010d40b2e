package pdfcheck

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// fontRules are about the fonts that content uses.
var fontRules = []Rule{
	{"font-dictionary", "A 6.2.11.2", "Fonts are composite, with one descendant of the same name and all entries that PDF wants.", func(d *document) {
		for _, f := range d.fonts {
			if d.Name(f.dict["Type"]) != "Font" || d.Name(f.dict["Subtype"]) != "Type0" || d.Name(f.descendant["Type"]) != "Font" ||
				d.Name(f.descendant["Subtype"]) != "CIDFontType2" || f.dict["BaseFont"] != f.descendant["BaseFont"] || f.dict["BaseFont"] == nil {
				d.breach("font %s is %v with a descendant %v", f.name, f.dict["Subtype"], f.descendant["Subtype"])
			}
		}
	}},
	{"font-encoding", "A 6.2.11.3.1, 6.2.11.3.3", "Codes are glyph numbers: Identity-H over Adobe-Identity.", func(d *document) {
		for _, f := range d.fonts {
			system := d.Dict(f.descendant["CIDSystemInfo"])
			if d.Name(f.dict["Encoding"]) != "Identity-H" || d.Text(system["Registry"]) != "Adobe" || d.Text(system["Ordering"]) != "Identity" || system["Supplement"] != Number(0) {
				d.breach("font %s: encoding %v, system %v", f.name, d.Resolve(f.dict["Encoding"]), system)
			}
		}
	}},
	{"font-glyph-map", "A 6.2.11.3.2; UA 7.21.3.2", "CIDToGIDMap says how codes become glyphs.", func(d *document) {
		for _, f := range d.fonts {
			if d.Name(f.descendant["CIDToGIDMap"]) != "Identity" {
				d.breach("font %s: CIDToGIDMap is %v", f.name, d.Resolve(f.descendant["CIDToGIDMap"]))
			}
		}
	}},
	{"font-embedded", "A 6.2.11.4.1; UA 7.21.4.1", "Every font that is used is embedded, and its program can be read.", func(d *document) {
		for _, f := range d.fonts {
			if f.broken != nil {
				d.breach("font %s: %v", f.name, f.broken)
			}
		}
	}},
	{"font-subset", "PDF 9.6.4", "A font is a subset, and its name says so with six capitals that no other font has.", func(d *document) {
		tags := map[string]bool{}
		for _, f := range d.fonts {
			base := string(d.Name(f.dict["BaseFont"]))
			if !subsetName.MatchString(base) || tags[base[:7]] {
				d.breach("font %s is named %s", f.name, base)
				continue
			}
			tags[base[:7]] = true
		}
	}},
	{"font-descriptor", "PDF 9.8.1", "The descriptor of a font bears its name and has all measures.", func(d *document) {
		for _, f := range d.fonts {
			if f.descriptor["FontName"] != f.dict["BaseFont"] {
				d.breach("font %v: its descriptor is named %v", f.dict["BaseFont"], f.descriptor["FontName"])
			}
			for _, k := range []Name{"Type", "Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"} {
				if d.Resolve(f.descriptor[k]) == nil {
					d.breach("font %v: its descriptor has no %s", f.dict["BaseFont"], k)
				}
			}
			if flags, _ := d.Int(f.descriptor["Flags"]); flags&(1<<2) == 0 || flags&(1<<5) != 0 {
				d.breach("font %v: flags %d; it has to be symbolic, and only that", f.dict["BaseFont"], flags)
			}
		}
	}},
	{"font-widths", "A 6.2.11.5; UA 7.21.5", "Widths are those of the font program, to one thousandth.", func(d *document) {
		d.glyphs(func(f *font, g int) {
			if f.program != nil && g < len(f.program.advances) && math.Abs(f.width(g)-f.program.advances[g]) > 1 {
				d.breach("font %s: glyph %d is %g wide; its program says %g", f.name, g, f.width(g), f.program.advances[g])
			}
		})
	}},
	{"font-glyphs", "A 6.2.11.4.1; UA 7.21.4.1", "Every glyph that is drawn is in the font program.", func(d *document) {
		d.glyphs(func(f *font, g int) {
			if f.program == nil {
				return
			}
			blank := strings.TrimFunc(f.toUnicode[g], func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }) == ""
			if g >= len(f.program.outlines) || !f.program.outlines[g] && !blank {
				d.breach("font %s: glyph %d, “%s”, has no outline", f.name, g, f.toUnicode[g])
			}
		})
	}},
	{"font-notdef", "A 6.2.11.8; UA 7.21.8", "No text draws glyph 0, which stands for what a font does not have.", func(d *document) {
		d.glyphs(func(f *font, g int) {
			if g == 0 {
				d.breach("font %s: glyph 0 is drawn", f.name)
			}
		})
	}},
	{"font-unicode", "A 6.2.11.7.2; UA 7.21.7", "ToUnicode says what every glyph that is drawn stands for.", func(d *document) {
		for _, f := range d.fonts {
			if f.mapped != nil {
				d.breach("font %s: %v", f.name, f.mapped)
			}
		}
		d.glyphs(func(f *font, g int) {
			if f.mapped == nil && f.toUnicode[g] == "" {
				d.breach("font %s: glyph %d stands for nothing", f.name, g)
			}
		})
	}},
	{"font-unicode-values", "A 6.2.11.7.2; UA 7.21.7", "No glyph stands for U+0000, U+FEFF or U+FFFE.", func(d *document) {
		for _, f := range d.fonts {
			for _, g := range slices.Sorted(maps.Keys(f.toUnicode)) {
				if strings.ContainsAny(f.toUnicode[g], "\x00\uFEFF\uFFFE") {
					d.breach("font %s: glyph %d stands for %q", f.name, g, f.toUnicode[g])
				}
			}
		}
	}},
	{"font-private-use", "A 6.2.11.7.3", "A character of a private use area has an ActualText.", func(d *document) {
		for _, p := range d.pages {
			for _, s := range p.shows {
				if strings.ContainsFunc(d.said(s), func(r rune) bool { return unicode.Is(unicode.Co, r) }) {
					d.breach("page %d: %q", p.index+1, d.said(s))
				}
			}
		}
	}},
	{"font-lean", "ours", "A font holds only what is drawn: no glyph has a width that no text uses.", func(d *document) {
		for _, f := range d.fonts {
			for _, g := range slices.Sorted(maps.Keys(f.widths)) {
				if !f.used[g] {
					d.breach("font %s: glyph %d is not drawn", f.name, g)
				}
			}
		}
	}},
}

var subsetName = regexp.MustCompile(`^[A-Z]{6}\+.`)

// glyphs calls visit for every glyph that is drawn.
func (d *document) glyphs(visit func(f *font, g int)) {
	for _, f := range d.fonts {
		for _, g := range slices.Sorted(maps.Keys(f.used)) {
			visit(f, g)
		}
	}
}
