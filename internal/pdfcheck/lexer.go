package pdfcheck

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// An operator is a bare word in content, or obj, endobj, stream, … in a file.
type operator string

var errEnd = errors.New("the bytes end")

// A lexer reads objects from bytes, in a file or in content.
type lexer struct {
	src     []byte
	at      int
	content bool     // in content: no references
	odd     []string // hexadecimal strings that ISO 19005-2, 6.1.6 does not allow
}

func isSpace(c byte) bool { return bytes.IndexByte([]byte("\x00\t\n\f\r "), c) >= 0 }

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) skip() {
	for l.at < len(l.src) {
		switch c := l.src[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.src) && l.src[l.at] != '\n' && l.src[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// word reads the characters up to the next space or delimiter.
func (l *lexer) word() string {
	from := l.at
	for l.at < len(l.src) && !isSpace(l.src[l.at]) && !isDelimiter(l.src[l.at]) {
		l.at++
	}
	return string(l.src[from:l.at])
}

// next reads an object or an operator.
func (l *lexer) next() (Object, error) {
	l.skip()
	if l.at >= len(l.src) {
		return nil, errEnd
	}
	rest := l.src[l.at:]
	switch {
	case bytes.HasPrefix(rest, []byte("<<")):
		l.at += 2
		return l.dict()
	case rest[0] == '[':
		l.at++
		return l.array()
	case rest[0] == '(':
		return l.literal()
	case rest[0] == '<':
		return l.hexadecimal()
	case rest[0] == '/':
		l.at++
		return unescaped(l.word())
	case isDelimiter(rest[0]):
		return nil, fmt.Errorf("%q at %d begins no object", rest[0], l.at)
	}
	switch w := l.word(); w {
	case "null":
		return nil, nil
	case "true", "false":
		return w == "true", nil
	default:
		n, err := strconv.ParseFloat(w, 64)
		if err != nil {
			return operator(w), nil
		}
		if r, ok := l.reference(n); ok {
			return r, nil
		}
		return Number(n), nil
	}
}

// reference reads "0 R" after a number.
func (l *lexer) reference(n float64) (Ref, bool) {
	if l.content || n < 1 || n != float64(int(n)) {
		return 0, false
	}
	back := l.at
	l.skip()
	if l.word() == "0" {
		if l.skip(); l.word() == "R" {
			return Ref(int(n)), true
		}
	}
	l.at = back
	return 0, false
}

func (l *lexer) array() (Object, error) {
	out := Array{}
	for {
		l.skip()
		if l.at < len(l.src) && l.src[l.at] == ']' {
			l.at++
			return out, nil
		}
		o, err := l.next()
		if err != nil {
			return nil, err
		}
		if w, ok := o.(operator); ok {
			return nil, fmt.Errorf("the word %s stands in an array", w)
		}
		out = append(out, o)
	}
}

func (l *lexer) dict() (Object, error) {
	out := Dict{}
	for {
		l.skip()
		if bytes.HasPrefix(l.src[l.at:], []byte(">>")) {
			l.at += 2
			return out, nil
		}
		key, err := l.next()
		if err != nil {
			return nil, err
		}
		name, ok := key.(Name)
		if !ok {
			return nil, fmt.Errorf("a key of a dictionary is %v", key)
		}
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("the key /%s stands twice in a dictionary", name)
		}
		value, err := l.next()
		if err != nil {
			return nil, err
		}
		if w, ok := value.(operator); ok {
			return nil, fmt.Errorf("the value of /%s is the word %s", name, w)
		}
		out[name] = value
	}
}

// unescaped undoes #20 in a name.
func unescaped(w string) (Object, error) {
	var out []byte
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			if v, err := strconv.ParseUint(w[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, w[i])
	}
	return Name(out), nil
}

// literal reads a string in round brackets (ISO 32000-1, 7.3.4.2).
func (l *lexer) literal() (Object, error) {
	var out []byte
	depth := 0
	for ; l.at < len(l.src); l.at++ {
		c := l.src[l.at]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				l.at++
				return String(out), nil
			}
		case '\\':
			l.at++
			out = l.escape(out)
			continue
		case '\r':
			if c = '\n'; l.at+1 < len(l.src) && l.src[l.at+1] == '\n' {
				l.at++
			}
		}
		out = append(out, c)
	}
	return nil, errEnd
}

// escape reads what follows a backslash and stays on its last character.
func (l *lexer) escape(out []byte) []byte {
	if l.at >= len(l.src) {
		return out
	}
	c := l.src[l.at]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	switch {
	case c == '\n':
		return out
	case c == '\r':
		if l.at+1 < len(l.src) && l.src[l.at+1] == '\n' {
			l.at++
		}
		return out
	case c >= '0' && c <= '7':
		v := 0
		end := min(l.at+3, len(l.src))
		for ; l.at < end && l.src[l.at] >= '0' && l.src[l.at] <= '7'; l.at++ {
			v = v*8 + int(l.src[l.at]-'0')
		}
		l.at--
		return append(out, byte(v))
	}
	return append(out, c)
}

func (l *lexer) hexadecimal() (Object, error) {
	end := bytes.IndexByte(l.src[l.at:], '>')
	if end < 0 {
		return nil, errEnd
	}
	written := l.src[l.at+1 : l.at+end]
	l.at += end + 1
	var digits []byte
	for _, c := range written {
		if !isSpace(c) {
			digits = append(digits, c)
		}
	}
	if len(digits)%2 == 1 {
		l.odd = append(l.odd, string(written))
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	for i := range out {
		v, err := strconv.ParseUint(string(digits[2*i:2*i+2]), 16, 8)
		if err != nil {
			l.odd = append(l.odd, string(written))
		}
		out[i] = byte(v)
	}
	return String(out), nil
}
