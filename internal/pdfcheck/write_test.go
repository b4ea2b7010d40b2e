package pdfcheck_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rapporteur/internal/pdfcheck"
)

// Short names, for the many faults that are planted.
type (
	name   = pdfcheck.Name
	text   = pdfcheck.String
	number = pdfcheck.Number
	array  = pdfcheck.Array
	dict   = pdfcheck.Dict
	ref    = pdfcheck.Ref
	stream = pdfcheck.Stream
)

// A patient is a good file into which a fault is planted.
type patient struct {
	*pdfcheck.File
	t *testing.T
}

// operate reads the good file anew.
func operate(t *testing.T) *patient {
	t.Helper()
	b, err := good()
	if err != nil {
		t.Fatal(err)
	}
	f, err := pdfcheck.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return &patient{f, t}
}

// bytes writes the file with a table of places and no streams of objects.
func (p *patient) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	places := map[int]int{}
	last := 0
	for _, n := range slices.Sorted(maps.Keys(p.Objects)) {
		if s, ok := p.Objects[n].(*stream); ok && (s.Dict["Type"] == name("ObjStm") || s.Dict["Type"] == name("XRef")) {
			continue
		}
		places[n], last = b.Len(), n
		fmt.Fprintf(&b, "%d 0 obj\n", n)
		if s, ok := p.Objects[n].(*stream); ok {
			s.Dict["Length"] = number(len(s.Raw))
			write(&b, s.Dict)
			b.WriteString("\nstream\n")
			b.Write(s.Raw)
			b.WriteString("\nendstream")
		} else {
			write(&b, p.Objects[n])
		}
		b.WriteString("\nendobj\n")
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", last+1)
	for n := 1; n <= last; n++ {
		if at, ok := places[n]; ok {
			fmt.Fprintf(&b, "%010d 00000 n \n", at)
		} else {
			b.WriteString("0000000000 00000 f \n")
		}
	}
	b.WriteString("trailer\n")
	trailer := dict{"Size": number(last + 1)}
	for _, k := range []name{"Root", "Info", "ID", "Encrypt"} {
		if v, ok := p.Trailer[k]; ok {
			trailer[k] = v
		}
	}
	write(&b, trailer)
	fmt.Fprintf(&b, "\nstartxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

// write writes an object that is no stream.
func write(b *bytes.Buffer, o pdfcheck.Object) {
	switch o := o.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(o))
	case number:
		b.WriteString(strconv.FormatFloat(float64(o), 'f', -1, 64))
	case name:
		b.WriteByte('/')
		for i := range len(o) {
			if c := o[i]; c > ' ' && c < 0x7F && !strings.ContainsRune("()<>[]{}/%#", rune(c)) {
				b.WriteByte(c)
			} else {
				fmt.Fprintf(b, "#%02X", c)
			}
		}
	case text:
		fmt.Fprintf(b, "<%X>", string(o))
	case ref:
		fmt.Fprintf(b, "%d 0 R", int(o))
	case array:
		b.WriteByte('[')
		for _, e := range o {
			write(b, e)
			b.WriteByte(' ')
		}
		b.WriteByte(']')
	case dict:
		b.WriteString("<<")
		for _, k := range slices.Sorted(maps.Keys(o)) {
			write(b, k)
			b.WriteByte(' ')
			write(b, o[k])
			b.WriteByte(' ')
		}
		b.WriteString(">>")
	default:
		panic(fmt.Sprintf("no way to write %T", o))
	}
}

func (p *patient) catalog() dict { return p.Dict(p.Trailer["Root"]) }

func (p *patient) info() dict { return p.Dict(p.Trailer["Info"]) }

// add adds an object.
func (p *patient) add(o pdfcheck.Object) ref {
	n := slices.Max(slices.Collect(maps.Keys(p.Objects))) + 1
	p.Objects[n] = o
	return ref(n)
}

// nth returns the nth dictionary, from 0, that has that value under key, in the order of numbers, which is that of reading for elements.
func (p *patient) nth(n int, key, value name) dict {
	_, d := p.nthRef(n, key, value)
	return d
}

func (p *patient) nthRef(n int, key, value name) (ref, dict) {
	p.t.Helper()
	for _, i := range slices.Sorted(maps.Keys(p.Objects)) {
		if d := p.Dict(p.Objects[i]); d[key] == value {
			if n == 0 {
				return ref(i), d
			}
			n--
		}
	}
	p.t.Fatalf("the good file has too few of /%s /%s", key, value)
	return 0, nil
}

// element returns the nth element of a type, from 0.
func (p *patient) element(n int, kind name) dict { return p.nth(n, "S", kind) }

func (p *patient) page(n int) dict { return p.nth(n, "Type", "Page") }

// data returns a stream without its filter.
func (p *patient) data(o pdfcheck.Object) *stream {
	p.t.Helper()
	s, ok := p.Resolve(o).(*stream)
	if !ok {
		p.t.Fatalf("%v is no stream", o)
	}
	b, err := p.Data(s)
	if err != nil {
		p.t.Fatal(err)
	}
	s.Raw = b
	delete(s.Dict, "Filter")
	return s
}

// replace changes the first of old in a stream.
func (p *patient) replace(o pdfcheck.Object, old, new string) {
	p.t.Helper()
	s := p.data(o)
	if !bytes.Contains(s.Raw, []byte(old)) {
		p.t.Fatalf("%q does not stand in the stream", old)
	}
	s.Raw = bytes.Replace(s.Raw, []byte(old), []byte(new), 1)
}

// draw adds to the content of the first page.
func (p *patient) draw(content string) {
	s := p.data(p.page(0)["Contents"])
	s.Raw = append(s.Raw, "\n"+content...)
}

// redraw changes the content of the first page.
func (p *patient) redraw(old, new string) { p.replace(p.page(0)["Contents"], old, new) }

// font returns the nth font, from 0, and its descendant.
func (p *patient) font(n int) (font, descendant dict) {
	font = p.nth(n, "Subtype", "Type0")
	return font, p.Dict(p.Array(font["DescendantFonts"])[0])
}

// xmp changes the metadata.
func (p *patient) xmp(old, new string) { p.replace(p.catalog()["Metadata"], old, new) }

// link returns the nth link annotation, from 0.
func (p *patient) link(n int) dict { return p.nth(n, "Subtype", "Link") }

// attributes returns the attributes of the nth element of a type.
func (p *patient) attributes(n int, kind name) dict { return p.Dict(p.element(n, kind)["A"]) }

// bookmark returns the nth bookmark of the first level, from 0.
func (p *patient) bookmark(n int) dict {
	b := p.Dict(p.Dict(p.catalog()["Outlines"])["First"])
	for range n {
		b = p.Dict(b["Next"])
	}
	return b
}

// linkTo returns the first link whose words begin so.
func (p *patient) linkTo(words string) dict {
	p.t.Helper()
	for n := range 50 {
		if l := p.link(n); strings.HasPrefix(p.Text(l["Contents"]), words) {
			return l
		}
	}
	panic("there is no link to " + words)
}

// behead makes plain cells of all header cells.
func (p *patient) behead() {
	for _, n := range slices.Sorted(maps.Keys(p.Objects)) {
		if d := p.Dict(p.Objects[n]); d["S"] == name("TH") || d["S"] == name("TD") {
			d["S"] = name("TD")
			delete(d, "A")
		}
	}
}

// profile returns the colour profile.
func (p *patient) profile() *stream {
	return p.data(p.Dict(p.Array(p.catalog()["OutputIntents"])[0])["DestOutputProfile"])
}
