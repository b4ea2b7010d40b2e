package pdfcheck

import (
	"slices"
	"strings"
	"unicode"
)

// contentRules are about what pages draw, and about the resources of it.
var contentRules = []Rule{
	{"content-operators", "A 6.2.2", "Content has only operators of ISO 32000-1, and no pictures in line.", func(d *document) {
		for _, p := range d.pages {
			for _, op := range p.ops {
				if !operators[Name(op.operator)] {
					d.breach("page %d: the operator %s", p.index+1, op.operator)
				}
			}
		}
	}},
	{"content-resources", "A 6.2.2", "A page has resources of its own, and everything that its content names is in them.", contentResources},
	{"content-nesting", "PDF 14.6.1", "BDC and EMC, BT and ET, q and Q come in pairs that do not overlap.", func(*document) {}}, // found while content is read
	{"content-tagged", "UA 7.1; Matterhorn 01-005", "Everything that is drawn stands in marked content with a number, or in an artifact.", func(d *document) {
		d.drawn(func(p *page, s *sequence, what string) {
			if s.mark() == nil && s.artifact() == nil {
				d.breach("page %d: %s is neither tagged nor an artifact", p.index+1, what)
			}
		})
	}},
	{"artifact-apart", "UA 7.1; Matterhorn 01-003, 01-004", "No artifact stands in tagged content, and no tagged content in an artifact.", func(d *document) {
		for _, p := range d.pages {
			for _, s := range p.sequences {
				if s.parent != nil && (s.tag == "Artifact" && s.parent.mark() != nil || s.mcid >= 0 && s.parent.artifact() != nil) {
					d.breach("page %d: /%s stands in /%s", p.index+1, s.tag, s.parent.tag)
				}
			}
		}
	}},
	{"artifact-type", "PDF 14.8.2.2.2", "An artifact tells its type, and running heads and folios which of both they are.", func(d *document) {
		for _, p := range d.pages {
			for _, s := range p.sequences {
				kind, sub := d.Name(s.props["Type"]), d.Name(s.props["Subtype"])
				if s.tag == "Artifact" && (!artifactTypes[kind] || sub != "" && (kind != "Pagination" || !artifactSubtypes[sub])) {
					d.breach("page %d: an artifact of type %q and subtype %q", p.index+1, kind, sub)
				}
			}
		}
	}},
	{"mark-once", "PDF 14.7.4.2", "A number of marked content stands once on its page, and marked content is not nested.", func(d *document) {
		for _, p := range d.pages {
			seen := map[int]bool{}
			for _, s := range p.sequences {
				if s.mcid < 0 {
					continue
				}
				if seen[s.mcid] || s.parent.mark() != nil {
					d.breach("page %d: marked content %d stands twice, or inside other", p.index+1, s.mcid)
				}
				seen[s.mcid] = true
			}
		}
	}},
	{"text-visible", "ours", "Text is drawn with a size, filled, and on the page.", textVisible},
	{"text-known", "ours", "What is read of a page has no control characters and no marks of lost characters.", func(d *document) {
		for _, e := range d.elements {
			for _, s := range []string{d.textOf(e), d.Text(e.dict["Alt"]), d.Text(e.dict["ActualText"])} {
				if i := strings.IndexFunc(s, func(r rune) bool { return r == unicode.ReplacementChar || unicode.IsControl(r) }); i >= 0 && e.kind != "Document" {
					d.breach("%s holds %q", d.describe(e), s[i:min(i+4, len(s))])
				}
			}
		}
	}},
	{"soft-hyphen", "PDF 14.8.2.2.3", "A hyphen that only a line end brings is told as U+00AD, and stands nowhere else.", softHyphens},
	{"actual-text", "PDF 14.9.4", "ActualText stands for something that is drawn.", func(d *document) {
		for _, p := range d.pages {
			for _, s := range p.sequences {
				if _, ok := s.props["ActualText"]; ok && !slices.ContainsFunc(p.shows, func(w *show) bool { _, at := w.in.actual(d.File); return at == s }) {
					d.breach("page %d: ActualText %q stands for nothing", p.index+1, d.Text(s.props["ActualText"]))
				}
			}
		}
	}},
	{"colour", "A 6.2.4.3", "Colours are grey or RGB, for which the output intent has a profile.", colours},
	{"rendering-intent", "A 6.2.6", "Rendering intents are those of ISO 32000-1.", func(d *document) {
		for _, p := range d.pages {
			for _, op := range p.ops {
				if op.operator == "ri" && !intents[op.name(0)] {
					d.breach("page %d: the intent %s", p.index+1, op.name(0))
				}
			}
		}
		d.pictures(func(n int, s *Stream) {
			if o := d.Resolve(s.Dict["Intent"]); o != nil && !intents[d.Name(o)] {
				d.breach("picture %d: the intent %v", n, o)
			}
		})
	}},
	{"picture-colour", "A 6.2.4.3, 6.2.8", "Pictures are grey or RGB, with a depth that PDF knows, and nothing makes up their pixels.", func(d *document) {
		d.pictures(func(n int, s *Stream) {
			bits, _ := d.Int(s.Dict["BitsPerComponent"])
			if !slices.Contains([]int{1, 2, 4, 8, 16}, bits) || s.Dict["Interpolate"] == true {
				d.breach("picture %d has %d bits, Interpolate %v", n, bits, s.Dict["Interpolate"])
			}
			if space := d.space(s.Dict["ColorSpace"]); space != "DeviceGray" && space != "DeviceRGB" {
				d.breach("picture %d is in %s", n, space)
			}
		})
	}},
	{"picture-alone", "A 6.2.8", "Pictures have no alternates and no OPI; there is no PostScript and nothing from other files.", func(d *document) {
		d.streams(func(n int, s *Stream) {
			if s.Dict["Alternates"] != nil || s.Dict["OPI"] != nil || s.Dict["PS"] != nil || d.Name(s.Dict["Subtype"]) == "PS" ||
				d.Name(s.Dict["Subtype"]) == "Form" && s.Dict["Ref"] != nil {
				d.breach("object %d has what PDF/A does not allow", n)
			}
		})
	}},
	{"picture-mask", "PDF 11.6.5.3", "What a picture is seen through is grey and as large as it says.", func(d *document) {
		d.pictures(func(n int, s *Stream) {
			o, has := s.Dict["SMask"]
			mask, ok := d.Resolve(o).(*Stream)
			if has && (!ok || d.space(mask.Dict["ColorSpace"]) != "DeviceGray" || mask.Dict["SMask"] != nil) {
				d.breach("the mask of picture %d is no grey picture", n)
			}
		})
	}},
	{"transparency", "A 6.2.10", "Blend modes are those of ISO 32000-1, and the group of a page has a colour space of its own.", transparency},
	{"picture-figure", "UA 7.3", "A picture is drawn in a Figure, or as an artifact.", func(d *document) {
		for _, p := range d.pages {
			for _, w := range p.paints {
				if m := w.in.mark(); w.name != "" && m != nil {
					if e := d.owner(p, m.mcid); e == nil || e.kind != "Figure" {
						d.breach("page %d: the picture %s is no figure", p.index+1, w.name)
					}
				}
			}
		}
	}},
}

var intents = set("RelativeColorimetric AbsoluteColorimetric Perceptual Saturation")

// operators are those of ISO 32000-1, annex A, without the ones of pictures in line.
var operators = set(`b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S SC sc ` +
	`SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`)

var (
	artifactTypes    = set("Pagination Layout Page Background")
	artifactSubtypes = set("Header Footer Watermark")
)

// drawn calls visit for everything that is drawn, with the marked content around it.
func (d *document) drawn(visit func(p *page, s *sequence, what string)) {
	for _, p := range d.pages {
		for _, s := range p.shows {
			visit(p, s.in, "“"+s.text()+"”")
		}
		for _, w := range p.paints {
			visit(p, w.in, "a line or picture")
		}
	}
}

// pictures calls visit for every picture, masks included.
func (d *document) pictures(visit func(n int, s *Stream)) {
	d.streams(func(n int, s *Stream) {
		if d.Name(s.Dict["Subtype"]) == "Image" {
			visit(n, s)
		}
	})
}

// space returns the colour space of o: for one with a palette that of its colours.
func (d *document) space(o Object) Name {
	if a := d.Array(o); len(a) > 1 && d.Name(a[0]) == "Indexed" {
		return d.space(a[1])
	} else if len(a) > 0 {
		return d.Name(a[0])
	}
	return d.Name(o)
}

// categories say where content finds what its operators name.
var categories = map[operator]Name{"Tf": "Font", "Do": "XObject", "gs": "ExtGState", "sh": "Shading"}

func contentResources(d *document) {
	for _, p := range d.pages {
		if p.inherited {
			d.breach("page %d has no resources of its own", p.index+1)
		}
		for _, op := range p.ops {
			if category := categories[op.operator]; category != "" && d.Resolve(d.Dict(p.resources[category])[op.name(0)]) == nil {
				d.breach("page %d: there is no %s /%s", p.index+1, category, op.name(0))
			}
		}
	}
}

func textVisible(d *document) {
	for _, p := range d.pages {
		for _, op := range p.ops {
			if op.operator == "Tr" && op.number(0) != 0 {
				d.breach("page %d: text is drawn in mode %g", p.index+1, op.number(0))
			}
		}
		for _, s := range p.shows {
			if s.size <= 0 || s.x < p.box[0] || s.x > p.box[2] || s.y < p.box[1] || s.y > p.box[3] {
				d.breach("page %d: “%s” of size %g stands at %.1f %.1f", p.index+1, s.text(), s.size, s.x, s.y)
			}
		}
	}
}

// said is the text that s stands for.
func (d *document) said(s *show) string {
	if text, where := s.in.actual(d.File); where != nil {
		return text
	}
	return s.text()
}

func softHyphens(d *document) {
	for _, p := range d.pages {
		for i, s := range p.shows {
			text := d.said(s)
			at := strings.IndexRune(text, '\u00AD')
			if at < 0 {
				continue
			}
			ends := at+len("\u00AD") == len(text) && (i+1 == len(p.shows) || p.shows[i+1].y < s.y-0.6*s.size || p.shows[i+1].in.mark() != s.in.mark() || d.said(p.shows[i+1]) == text)
			if glyphs := s.text(); !ends || glyphs != "-" && glyphs != "\u2010" && glyphs != "\u00AD" {
				d.breach("page %d: “%s” drawn for “%s” is no hyphen at a line end", p.index+1, glyphs, text)
			}
		}
	}
}

// colourOperators are those that set a colour, by the space that they set.
var colourOperators = map[operator]Name{"g": "DeviceGray", "G": "DeviceGray", "rg": "DeviceRGB", "RG": "DeviceRGB", "k": "DeviceCMYK", "K": "DeviceCMYK"}

func colours(d *document) {
	for _, p := range d.pages {
		for _, op := range p.ops {
			space := colourOperators[op.operator]
			if op.operator == "cs" || op.operator == "CS" {
				space = d.space(op.name(0))
				if o, ok := d.Dict(p.resources["ColorSpace"])[op.name(0)]; ok {
					space = d.space(o)
				}
			}
			if space != "" && space != "DeviceGray" && space != "DeviceRGB" {
				d.breach("page %d: the colour space %s", p.index+1, space)
			}
		}
	}
}

var blendModes = set("Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity")

func transparency(d *document) {
	for _, p := range d.pages {
		for name, o := range d.Dict(p.resources["ExtGState"]) {
			gs := d.Dict(o)
			if mode := d.Name(gs["BM"]); gs["BM"] != nil && !blendModes[mode] || gs["TR"] != nil || gs["HTP"] != nil {
				d.breach("page %d: the state /%s has a blend mode %v, or what PDF/A does not allow", p.index+1, name, d.Resolve(gs["BM"]))
			}
		}
		if group := d.Dict(p.dict["Group"]); group != nil && (d.Name(group["S"]) != "Transparency" || d.space(group["CS"]) != "DeviceRGB") {
			d.breach("page %d: its group has the colour space %v", p.index+1, d.Resolve(group["CS"]))
		}
	}
}
