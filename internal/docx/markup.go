package docx

import (
	"strconv"
	"unicode/utf8"
)

// A markup collects XML. Every start must be met by an end; names and attribute names are ours and need no care, values are escaped.
type markup struct {
	b    []byte
	open []string
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// start opens an element; attrs are name, value, name, value.
func (m *markup) start(name string, attrs ...string) {
	m.tag(name, attrs)
	m.b = append(m.b, '>')
	m.open = append(m.open, name)
}

// leaf writes an element without content.
func (m *markup) leaf(name string, attrs ...string) {
	m.tag(name, attrs)
	m.b = append(m.b, '/', '>')
}

func (m *markup) tag(name string, attrs []string) {
	m.b = append(m.b, '<')
	m.b = append(m.b, name...)
	for i := 0; i+1 < len(attrs); i += 2 {
		m.b = append(m.b, ' ')
		m.b = append(m.b, attrs[i]...)
		m.b = append(m.b, '=', '"')
		m.b = escape(m.b, attrs[i+1])
		m.b = append(m.b, '"')
	}
}

// end closes the innermost open element.
func (m *markup) end() {
	name := m.open[len(m.open)-1]
	m.open = m.open[:len(m.open)-1]
	m.b = append(m.b, '<', '/')
	m.b = append(m.b, name...)
	m.b = append(m.b, '>')
}

// text writes character data.
func (m *markup) text(s string) { m.b = escape(m.b, s) }

// element writes an element that holds text only.
func (m *markup) element(name, text string, attrs ...string) {
	m.start(name, attrs...)
	m.text(text)
	m.end()
}

// bytes returns the finished document.
func (m *markup) bytes() []byte {
	if len(m.open) > 0 {
		panic("docx: element " + m.open[len(m.open)-1] + " is not closed")
	}
	return m.b
}

// document returns a markup that begins with the XML declaration.
func document() *markup { return &markup{b: append(make([]byte, 0, 4096), xmlHead...)} }

// escape appends s as character data that may also stand in an attribute. What XML cannot hold becomes U+FFFD.
func escape(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		sub := ""
		switch {
		case r == '&':
			sub = "&amp;"
		case r == '<':
			sub = "&lt;"
		case r == '>':
			sub = "&gt;"
		case r == '"':
			sub = "&quot;"
		case r == '\n':
			sub = "&#10;"
		case r == '\t':
			sub = "&#9;"
		case !holds(r, size):
			sub = "\uFFFD"
		}
		if sub != "" {
			b = append(b, s[from:i]...)
			b = append(b, sub...)
			from = i + size
		}
		i += size
	}
	return append(b, s[from:]...)
}

// holds reports whether XML 1.0 has the character r, decoded from size bytes (section 2.2 of its specification).
func holds(r rune, size int) bool {
	switch {
	case r == utf8.RuneError && size == 1:
		return false
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	}
	return r != 0xFFFE && r != 0xFFFF
}

func itoa(n int) string { return strconv.Itoa(n) }
