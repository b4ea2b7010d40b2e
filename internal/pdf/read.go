package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// A file is what fpdf writes, as objects; objects[0] is not used.
type file struct {
	objects []any
	catalog *dict
}

// object returns the object that r refers to; what is no reference is returned as it is.
func (f *file) object(r any) any {
	if n, ok := r.(ref); ok && int(n) < len(f.objects) {
		return f.objects[n]
	}
	return r
}

// dict returns the dictionary that r is or refers to, nil where it is none.
func (f *file) dict(r any) *dict {
	d, _ := f.object(r).(*dict)
	return d
}

var errMalformed = errors.New("internal error: the page writer made a file that cannot be read back")

// readFile reads what fpdf writes: one table of places, no streams of objects, lengths given directly. The data of streams are parts of b.
func readFile(b []byte) (*file, error) {
	start := bytes.LastIndex(b, []byte("startxref"))
	if start < 0 {
		return nil, errMalformed
	}
	p := &reader{b: b, at: start + len("startxref")}
	p.at = p.integer()
	if p.token() != "xref" || p.integer() != 0 {
		return nil, errMalformed
	}
	count := p.integer()
	if count < 1 || count > len(b) {
		return nil, errMalformed
	}
	places := make([]int, count)
	for i := range places {
		places[i] = p.integer()
		p.token()
		p.token()
	}
	if p.token() != "trailer" {
		return nil, errMalformed
	}
	trailer, ok := p.object().(*dict)
	if !ok || p.failed {
		return nil, errMalformed
	}
	f := &file{objects: make([]any, count)}
	for i := 1; i < count; i++ {
		object, err := readObject(b, places[i])
		if err != nil {
			return nil, fmt.Errorf("object %d: %w", i, err)
		}
		f.objects[i] = object
	}
	if f.catalog = f.dict(trailer.at("Root")); f.catalog == nil {
		return nil, errMalformed
	}
	return f, nil
}

// readObject reads "7 0 obj …" at a place.
func readObject(b []byte, at int) (any, error) {
	p := &reader{b: b, at: at}
	p.integer()
	p.integer()
	if p.token() != "obj" {
		return nil, errMalformed
	}
	object := p.object()
	d, isDict := object.(*dict)
	if isDict && p.token() == "stream" {
		length, ok := d.at("Length").(number)
		n, err := strconv.Atoi(string(length))
		if bytes.HasPrefix(b[p.at:], []byte("\r")) {
			p.at++
		}
		p.at++
		if !ok || err != nil || p.at+n > len(b) {
			return nil, errMalformed
		}
		return &stream{d, b[p.at : p.at+n]}, nil
	}
	if p.failed {
		return nil, errMalformed
	}
	return object, nil
}

// A reader reads objects one after the other. After something that is not an object failed is true.
type reader struct {
	b      []byte
	at     int
	failed bool
}

func (p *reader) fail() any {
	p.failed = true
	p.at = len(p.b)
	return nil
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]/%"), c) >= 0 }

func (p *reader) skip() {
	for p.at < len(p.b) {
		switch c := p.b[p.at]; {
		case blank(c):
			p.at++
		case c == '%':
			for p.at < len(p.b) && p.b[p.at] != '\n' && p.b[p.at] != '\r' {
				p.at++
			}
		default:
			return
		}
	}
}

func (p *reader) token() string {
	p.skip()
	start := p.at
	for p.at < len(p.b) && !blank(p.b[p.at]) && !delimiter(p.b[p.at]) {
		p.at++
	}
	return string(p.b[start:p.at])
}

func (p *reader) integer() int {
	n, err := strconv.Atoi(p.token())
	if err != nil || n < 0 {
		p.fail()
		return 0
	}
	return n
}

func (p *reader) starts(s string) bool {
	if bytes.HasPrefix(p.b[min(p.at, len(p.b)):], []byte(s)) {
		p.at += len(s)
		return true
	}
	return false
}

func (p *reader) object() any {
	p.skip()
	switch {
	case p.at >= len(p.b):
		return p.fail()
	case p.starts("<<"):
		return p.dict()
	case p.starts("["):
		out := array{}
		for !p.failed {
			if p.skip(); p.starts("]") {
				return out
			}
			out = append(out, p.object())
		}
		return nil
	case p.starts("("):
		return p.text()
	case p.starts("<"):
		return p.hexText()
	case p.starts("/"):
		start := p.at
		for p.at < len(p.b) && !blank(p.b[p.at]) && !delimiter(p.b[p.at]) {
			p.at++
		}
		return name(p.b[start:p.at])
	}
	switch s := p.token(); s {
	case "":
		return p.fail()
	case "true", "false", "null":
		return word(s)
	default:
		return p.numberOrRef(s)
	}
}

func (p *reader) numberOrRef(s string) any {
	n, err := strconv.Atoi(s)
	if err != nil {
		if _, err := strconv.ParseFloat(s, 64); err != nil {
			return p.fail()
		}
		return number(s)
	}
	back := p.at
	if p.token() == "0" && p.token() == "R" {
		return ref(n)
	}
	p.at = back
	return number(s)
}

func (p *reader) dict() any {
	d := newDict()
	for !p.failed {
		if p.skip(); p.starts(">>") {
			return d
		}
		key, ok := p.object().(name)
		if !ok {
			return p.fail()
		}
		d.set(key, p.object())
	}
	return nil
}

func (p *reader) text() any {
	out := text{}
	for depth := 1; p.at < len(p.b); p.at++ {
		c := p.b[p.at]
		switch c {
		case '\\':
			if p.at++; p.at == len(p.b) {
				return p.fail()
			}
			c = p.b[p.at]
			if i := bytes.IndexByte([]byte("nrt"), c); i >= 0 {
				c = "\n\r\t"[i]
			}
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				p.at++
				return out
			}
		}
		out = append(out, c)
	}
	return p.fail()
}

func (p *reader) hexText() any {
	end := bytes.IndexByte(p.b[p.at:], '>')
	if end < 0 {
		return p.fail()
	}
	digits := string(p.b[p.at : p.at+end])
	p.at += end + 1
	out := make(text, len(digits)/2)
	for i := range out {
		v, err := strconv.ParseUint(digits[2*i:2*i+2], 16, 8)
		if err != nil {
			return p.fail()
		}
		out[i] = byte(v)
	}
	return out
}
