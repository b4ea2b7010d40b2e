package pdf

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// The objects of a PDF file. A number is kept as it is written.
type (
	name   string
	number string
	text   []byte // a string object
	word   string // true, false, null
	ref    int
	array  []any
)

// A dict keeps its keys in the order in which they were set.
type dict struct {
	keys   []name
	values []any
}

// A stream is a dict with data.
type stream struct {
	*dict
	data []byte
}

// newDict returns a dict of keys and values in turn.
func newDict(pairs ...any) *dict {
	d := &dict{keys: make([]name, 0, len(pairs)/2), values: make([]any, 0, len(pairs)/2)}
	for i := 0; i+1 < len(pairs); i += 2 {
		d.set(name(pairs[i].(string)), pairs[i+1])
	}
	return d
}

func (d *dict) set(key name, value any) {
	for i, k := range d.keys {
		if k == key {
			d.values[i] = value
			return
		}
	}
	d.keys = append(d.keys, key)
	d.values = append(d.values, value)
}

// at returns the value of key, nil when it has none.
func (d *dict) at(key name) any {
	for i, k := range d.keys {
		if k == key {
			return d.values[i]
		}
	}
	return nil
}

func integer(n int) number { return number(strconv.Itoa(n)) }

// decimal writes v with at most two decimals.
func decimal(v float64) number { return number(appendDecimal(nil, v)) }

func appendDecimal(b []byte, v float64) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, v, 'f', 2, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	if string(b[start:]) == "-0" {
		return append(b[:start], '0')
	}
	return b
}

// words is a text string: plain where all of it is ASCII, otherwise UTF-16.
func words(s string) text {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] >= ' ' && s[i] < 0x7F
	}
	if ascii {
		return text(s)
	}
	out := text{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

// appendUTF16 writes s in UTF-16 as hexadecimal digits.
func appendUTF16(b []byte, s string) []byte {
	for _, u := range utf16.Encode([]rune(s)) {
		b = fmt.Appendf(b, "%04X", u)
	}
	return b
}

// write appends the written form of an object.
func write(w *bytes.Buffer, value any) {
	switch v := value.(type) {
	case nil:
		w.WriteString("null")
	case name:
		w.WriteByte('/')
		w.WriteString(string(v))
	case number:
		w.WriteString(string(v))
	case word:
		w.WriteString(string(v))
	case ref:
		w.Write(strconv.AppendInt(w.AvailableBuffer(), int64(v), 10))
		w.WriteString(" 0 R")
	case text:
		writeText(w, v)
	case array:
		w.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				w.WriteByte(' ')
			}
			write(w, e)
		}
		w.WriteByte(']')
	case *dict:
		w.WriteString("<<")
		for i, k := range v.keys {
			w.WriteByte('/')
			w.WriteString(string(k))
			w.WriteByte(' ')
			write(w, v.values[i])
		}
		w.WriteString(">>")
	case *stream:
		v.set("Length", integer(len(v.data)))
		write(w, v.dict)
		w.WriteString("\nstream\n")
		w.Write(v.data)
		w.WriteString("\nendstream")
	default:
		panic(fmt.Sprintf("pdf: no way to write %T", value))
	}
}

func writeText(w *bytes.Buffer, s text) {
	w.WriteByte('(')
	for _, c := range s {
		switch c {
		case '(', ')', '\\':
			w.WriteByte('\\')
			w.WriteByte(c)
		case '\r':
			w.WriteString(`\r`)
		case '\n':
			w.WriteString(`\n`)
		default:
			w.WriteByte(c)
		}
	}
	w.WriteByte(')')
}
