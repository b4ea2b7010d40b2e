package pdfcheck

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"unicode/utf8"
)

// fileRules are about the file as a whole and about what no archive takes.
var fileRules = []Rule{
	{"header", "A 6.1.2", "The file begins with %PDF-1.7 and the end of a line.", func(d *document) {
		if !regexp.MustCompile(`^%PDF-1\.7[\r\n]`).Match(d.Src) {
			d.breach("the file begins with %q", d.Src[:min(len(d.Src), 9)])
		}
	}},
	{"binary-comment", "A 6.1.2", "The second line is a comment of at least four bytes above 127, so that nobody takes the file for text.", func(d *document) {
		_, rest, _ := bytes.Cut(d.Src, []byte("\n"))
		if len(rest) < 5 || rest[0] != '%' || min(rest[1], rest[2], rest[3], rest[4]) <= 127 {
			d.breach("there is no comment of bytes above 127 on the second line")
		}
	}},
	{"identifier", "A 6.1.3", "The trailer has an ID of two strings.", func(d *document) {
		id := d.Array(d.Trailer["ID"])
		if len(id) != 2 {
			d.breach("ID has %d entries", len(id))
			return
		}
		for _, s := range id {
			if s, ok := d.Resolve(s).(String); !ok || s == "" {
				d.breach("an entry of ID is %v", s)
			}
		}
	}},
	{"not-encrypted", "A 6.1.3; UA 7.16", "The file is not encrypted.", func(d *document) {
		if _, ok := d.Trailer["Encrypt"]; ok {
			d.breach("the trailer has Encrypt")
		}
	}},
	{"end-of-file", "A 6.1.3", "Nothing follows the last %%EOF but the end of its line.", func(d *document) {
		at := bytes.LastIndex(d.Src, []byte("%%EOF"))
		if at < 0 {
			d.breach("there is no %%%%EOF")
		} else if rest := string(d.Src[at+5:]); rest != "" && rest != "\n" && rest != "\r\n" && rest != "\r" {
			d.breach("%d bytes follow %%%%EOF", len(rest))
		}
	}},
	{"object-syntax", "A 6.1.9", "Objects begin on a line of their own, with one space between their numbers, and end with endobj on its own.", objectSyntax},
	{"stream-length", "A 6.1.7.1", "Length is the number of bytes between stream and endstream.", func(d *document) {
		d.streams(func(n int, s *Stream) {
			if length, ok := d.Int(s.Dict["Length"]); !ok || length != len(s.Raw) {
				d.breach("object %d: Length is %v; the stream has %d bytes", n, d.Resolve(s.Dict["Length"]), len(s.Raw))
			}
		})
	}},
	{"stream-ends", "A 6.1.7.1", "A line ends after the word stream and before the word endstream.", func(d *document) {
		for _, n := range slices.Sorted(maps.Keys(d.starts)) {
			s, ok := d.Objects[n].(*Stream)
			if !ok || len(s.Raw) == 0 {
				continue
			}
			end := d.starts[n] + bytes.Index(d.Src[d.starts[n]:], s.Raw) + len(s.Raw)
			if rest := d.Src[end:]; !bytes.HasPrefix(rest, []byte("\nendstream")) && !bytes.HasPrefix(rest, []byte("\r\nendstream")) && !bytes.HasPrefix(rest, []byte("\rendstream")) {
				d.breach("object %d ends with %q", n, rest[:min(len(rest), 12)])
			}
		}
	}},
	{"stream-inside", "A 6.1.7.1", "No stream keeps its data in another file.", func(d *document) {
		d.streams(func(n int, s *Stream) {
			for _, k := range []Name{"F", "FFilter", "FDecodeParms"} {
				if _, ok := s.Dict[k]; ok {
					d.breach("object %d has /%s", n, k)
				}
			}
		})
	}},
	{"stream-filter", "A 6.1.7.2", "Filters are those of ISO 32000-1 without LZW and Crypt, and what is packed can be unpacked.", streamFilters},
	{"hex-strings", "A 6.1.6", "Hexadecimal strings have an even number of digits.", func(d *document) {
		for _, s := range d.odd {
			d.breach("<%s>", s)
		}
	}},
	{"limits", "A 6.1.13", "Numbers, names and strings keep to the limits of ISO 32000-1.", limits},
	{"names", "A 6.1.8", "Names are UTF-8.", func(d *document) {
		d.values(func(n int, o Object) {
			if name, ok := o.(Name); ok && !utf8.ValidString(string(name)) {
				d.breach("object %d: the name %q", n, string(name))
			}
		})
	}},
	{"references", "PDF 7.3.10", "Every reference leads to an object.", func(d *document) {
		d.values(func(n int, o Object) {
			if r, ok := o.(Ref); ok && d.Objects[int(r)] == nil {
				d.breach("object %d refers to object %d, which is not there", n, r)
			}
		})
	}},
	{"page-tree", "PDF 7.7.3", "Nodes of the tree of pages count their pages, and each page knows its parent.", pageTree},
	{"page-size", "A 6.1.13", "Pages measure between 3 and 14,400 units, and are not turned.", func(d *document) {
		for _, p := range d.pages {
			w, h := p.box[2]-p.box[0], p.box[3]-p.box[1]
			if w < 3 || h < 3 || w > 14400 || h > 14400 || p.dict["Rotate"] != nil {
				d.breach("page %d is %g by %g units, Rotate %v", p.index+1, w, h, p.dict["Rotate"])
			}
		}
	}},
	{"no-scripts", "A 6.5.1", "There are no actions but those that lead to a place or an address.", func(d *document) {
		d.values(func(n int, o Object) {
			if a, ok := o.(Dict); ok && a["S"] != nil && forbiddenActions[d.Name(a["S"])] {
				d.breach("object %d is an action /%s", n, d.Name(a["S"]))
			}
		})
		if names := d.Dict(d.catalog["Names"]); names["JavaScript"] != nil {
			d.breach("the catalog names JavaScript")
		}
	}},
	{"no-triggers", "A 6.5.2", "Nothing starts an action by itself.", func(d *document) {
		d.values(func(n int, o Object) {
			if a, ok := o.(Dict); ok && a["AA"] != nil {
				d.breach("object %d has AA", n)
			}
		})
		if o := d.Resolve(d.catalog["OpenAction"]); o != nil {
			d.breach("the catalog has OpenAction")
		}
	}},
	{"no-forms", "A 6.4; UA 7.15", "There is no form.", absent("AcroForm", "NeedsRendering")},
	{"no-layers", "A 6.9; UA 7.10", "There is no optional content.", absent("OCProperties")},
	{"no-slides", "A 6.10", "There are no presentations.", func(d *document) {
		if names := d.Dict(d.catalog["Names"]); names["AlternatePresentations"] != nil {
			d.breach("the catalog names AlternatePresentations")
		}
		for _, p := range d.pages {
			if p.dict["PresSteps"] != nil {
				d.breach("page %d has PresSteps", p.index+1)
			}
		}
	}},
	{"no-requirements", "A 6.11", "The file asks nothing of its reader.", absent("Requirements", "Perms")},
	{"no-attachments", "A 6.8; UA 7.11", "No file is embedded.", func(d *document) {
		if names := d.Dict(d.catalog["Names"]); names["EmbeddedFiles"] != nil || d.catalog["AF"] != nil {
			d.breach("the catalog names embedded files")
		}
		d.values(func(n int, o Object) {
			if f, ok := o.(Dict); ok && f["EF"] != nil {
				d.breach("object %d has EF", n)
			}
		})
	}},
}

// forbiddenActions are the actions that PDF/A-2 does not allow.
var forbiddenActions = set("Launch Sound Movie ResetForm ImportData Hide SetOCGState Rendition Trans GoTo3DView JavaScript")

// absent is a rule against entries of the catalog.
func absent(keys ...Name) func(*document) {
	return func(d *document) {
		for _, k := range keys {
			if d.Resolve(d.catalog[k]) != nil {
				d.breach("the catalog has /%s", k)
			}
		}
	}
}

// streams calls visit for every stream, by number.
func (d *document) streams(visit func(n int, s *Stream)) {
	for _, n := range slices.Sorted(maps.Keys(d.Objects)) {
		if s, ok := d.Objects[n].(*Stream); ok {
			visit(n, s)
		}
	}
}

// values calls visit for every object and everything inside it; n is the number of the object.
func (d *document) values(visit func(n int, o Object)) {
	var walk func(n int, o Object)
	walk = func(n int, o Object) {
		visit(n, o)
		switch o := o.(type) {
		case Array:
			for _, e := range o {
				walk(n, e)
			}
		case Dict:
			for _, k := range slices.Sorted(maps.Keys(o)) {
				visit(n, k)
				walk(n, o[k])
			}
		case *Stream:
			walk(n, o.Dict)
		}
	}
	walk(0, d.Trailer)
	for _, n := range slices.Sorted(maps.Keys(d.Objects)) {
		walk(n, d.Objects[n])
	}
}

var objectEnd = regexp.MustCompile(`[\r\n]endobj[\r\n]`)

func objectSyntax(d *document) {
	for _, n := range slices.Sorted(maps.Keys(d.starts)) {
		at := d.starts[n]
		head := []byte(fmt.Sprintf("%d 0 obj", n))
		if rest := d.Src[at:]; at == 0 || !isEnd(d.Src[at-1]) || !bytes.HasPrefix(rest, head) || len(rest) == len(head) || !isEnd(rest[len(head)]) {
			d.breach("object %d begins with %q", n, d.Src[max(at-1, 0):min(at+len(head)+1, len(d.Src))])
		}
	}
	if n := len(objectEnd.FindAllIndex(d.Src, -1)); n < len(d.starts) {
		d.breach("%d objects, %d times endobj on a line of its own", len(d.starts), n)
	}
}

func isEnd(c byte) bool { return c == '\n' || c == '\r' }

// filters are those that PDF/A-2 allows.
var filters = set("ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode JBIG2Decode DCTDecode JPXDecode")

func streamFilters(d *document) {
	d.streams(func(n int, s *Stream) {
		for _, filter := range d.kids(s.Dict["Filter"]) {
			if !filters[d.Name(filter)] {
				d.breach("object %d: the filter %v", n, d.Resolve(filter))
			}
		}
		if d.Resolve(s.Dict["Filter"]) == Name("FlateDecode") {
			if _, err := d.Data(s); err != nil {
				d.breach("object %d cannot be unpacked: %v", n, err)
			}
		}
	})
}

func limits(d *document) {
	check := func(where string, o Object) {
		switch o := o.(type) {
		case Number:
			if o > 2147483647 || o < -2147483648 {
				d.breach("%s: the number %g", where, float64(o))
			}
		case String:
			if len(o) > 32767 {
				d.breach("%s: a string of %d bytes", where, len(o))
			}
		case Name:
			if len(o) > 127 {
				d.breach("%s: a name of %d bytes", where, len(o))
			}
		}
	}
	d.values(func(n int, o Object) { check(fmt.Sprintf("object %d", n), o) })
	for _, p := range d.pages {
		for _, op := range p.ops {
			for _, o := range op.operands {
				check(fmt.Sprintf("page %d", p.index+1), o)
			}
		}
	}
}

func pageTree(d *document) {
	var walk func(o Object, parent Object) int
	walk = func(o, parent Object) int {
		node := d.Dict(o)
		if parent != nil && node["Parent"] != parent {
			d.breach("the parent of %v is %v; it stands below %v", o, node["Parent"], parent)
		}
		if d.Name(node["Type"]) == "Page" {
			return 1
		}
		count := 0
		for _, k := range d.Array(node["Kids"]) {
			count += walk(k, o)
		}
		if n, ok := d.Int(node["Count"]); !ok || n != count || d.Name(node["Type"]) != "Pages" {
			d.breach("node %v counts %v pages; there are %d", o, d.Resolve(node["Count"]), count)
		}
		return count
	}
	walk(d.catalog["Pages"], nil)
}
