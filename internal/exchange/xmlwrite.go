package exchange

import (
	"strconv"
	"strings"

	"rapporteur/internal/translation"
)

// A markup is XML in the making. Elements are laid out one a line; what is inside of a text is never indented.
type markup struct {
	strings.Builder
	depth int
}

func newMarkup() *markup {
	m := &markup{}
	m.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	return m
}

// open begins an element with the attributes, given as name and value in turn; those with an empty value are left out.
func (m *markup) open(name string, attributes ...string) {
	m.indent()
	m.start(name, attributes)
	m.WriteString(">\n")
	m.depth++
}

func (m *markup) close(name string) {
	m.depth--
	m.indent()
	m.WriteString("</" + name + ">\n")
}

// text writes an element with text only.
func (m *markup) text(name, text string, attributes ...string) {
	m.element(name, escape(text), attributes...)
}

// element writes an element whose inside is XML already.
func (m *markup) element(name, inside string, attributes ...string) {
	m.indent()
	m.start(name, attributes)
	if inside == "" {
		m.WriteString("/>\n")
		return
	}
	m.WriteString(">" + inside + "</" + name + ">\n")
}

func (m *markup) indent() {
	for range m.depth {
		m.WriteByte(' ')
	}
}

func (m *markup) start(name string, attributes []string) {
	m.WriteString(startTag(name, attributes...))
}

// startTag is "<name a="b"" without its end.
func startTag(name string, attributes ...string) string {
	var b strings.Builder
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			b.WriteString(" " + attributes[i] + `="` + quoted.Replace(printable(attributes[i+1])) + `"`)
		}
	}
	return b.String()
}

var (
	quoted = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;", "\r", "&#13;")
	plain  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
)

func escape(text string) string { return plain.Replace(printable(text)) }

// printable replaces characters that XML cannot hold.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, text)
}

// equivalent is what a code stands for, as it is in the content file; for a pair both ends with dots between them: "[…](https://example.org)".
func equivalent(pieces []translation.Piece, c *translation.Code) string {
	if c.Kind == translation.Atom {
		return c.Raw
	}
	for _, x := range translation.Codes(pieces) {
		if x.Kind == translation.Close && x.Number == c.Number {
			return c.Raw + between + x.Raw
		}
	}
	return c.Raw
}

const between = "…"

func number(n int) string { return strconv.Itoa(n) }
