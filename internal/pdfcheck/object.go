package pdfcheck

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// An Object is one of nil, bool, Number, String, Name, Array, Dict, *Stream and Ref.
type Object any

// The kinds of objects other than nil and bool.
type (
	Number float64
	String string // the bytes
	Name   string // without the slash, escapes undone
	Array  []Object
	Dict   map[Name]Object
	Ref    int // the generation is always 0
)

// A Stream is a dictionary with data.
type Stream struct {
	Dict Dict
	Raw  []byte // as in the file: with its filters
}

// Resolve follows references; what is not there is nil.
func (f *File) Resolve(o Object) Object {
	for range 32 { // more is a circle
		r, ok := o.(Ref)
		if !ok {
			return o
		}
		o = f.Objects[int(r)]
	}
	return nil
}

// Dict returns the dictionary that o is or leads to, that of a stream included; nil where it is none.
func (f *File) Dict(o Object) Dict {
	switch o := f.Resolve(o).(type) {
	case Dict:
		return o
	case *Stream:
		return o.Dict
	}
	return nil
}

// Array returns the array that o is or leads to, nil where it is none.
func (f *File) Array(o Object) Array {
	a, _ := f.Resolve(o).(Array)
	return a
}

// Name returns the name that o is or leads to, empty where it is none.
func (f *File) Name(o Object) Name {
	n, _ := f.Resolve(o).(Name)
	return n
}

// Int returns the whole number that o is or leads to.
func (f *File) Int(o Object) (int, bool) {
	n, ok := f.Resolve(o).(Number)
	return int(n), ok && Number(int(n)) == n
}

// Numbers returns the numbers of an array; ok is false where there are not that many, or other things.
func (f *File) Numbers(o Object, count int) (out []float64, ok bool) {
	a := f.Array(o)
	for _, e := range a {
		n, isNumber := f.Resolve(e).(Number)
		if !isNumber {
			return nil, false
		}
		out = append(out, float64(n))
	}
	return out, len(out) == count
}

// Text returns the text string that o is or leads to, in Unicode (ISO 32000-1, 7.9.2.2).
func (f *File) Text(o Object) string {
	s, _ := f.Resolve(o).(String)
	if rest, ok := strings.CutPrefix(string(s), "\xFE\xFF"); ok {
		return utf16Text(rest)
	}
	var b strings.Builder
	for i := range len(s) { // PDFDocEncoding is Latin-1 as far as our files go
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

// utf16Text reads UTF-16, high byte first; half a character becomes U+FFFD.
func utf16Text(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	if len(s)%2 == 1 {
		units = append(units, utf8.RuneError)
	}
	return string(utf16.Decode(units))
}
