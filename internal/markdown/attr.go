package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
)

// attributes is what stands between braces at the end of a block or after a bracket.
type attributes struct {
	id      string
	idSpan  diag.Span
	classes []attribute
	lang    string
	header  *attribute
	span    diag.Span
}

// attribute is one word between the braces.
type attribute struct {
	name, value string
	span        diag.Span
}

// take returns whether the class is there, and marks it as understood.
func (a *attributes) take(class string) bool {
	for i, c := range a.classes {
		if c.name == class {
			a.classes = append(a.classes[:i:i], a.classes[i+1:]...)
			return true
		}
	}
	return false
}

// attributeStart reports whether text after "{" looks like attributes and not like braces in a sentence.
func attributeStart(b []byte) bool {
	b = bytes.TrimLeft(b, " ")
	if len(b) == 0 {
		return false
	}
	if b[0] == '#' || b[0] == '.' {
		return len(b) > 1 && (unicode.IsLetter(rune(b[1])) || b[1] >= utf8.RuneSelf)
	}
	for _, name := range []string{"header=", "lang="} {
		if bytes.HasPrefix(b, []byte(name)) {
			return true
		}
	}
	return false
}

// readAttributes reads "{…}" at the head of line, which stands at offset off of the file, and returns how many bytes it took.
// What it does not know is a finding.
func readAttributes(line []byte, off int, st *state) (a attributes, n int, ok bool) {
	end := bytes.IndexByte(line, '}')
	if end < 0 || line[0] != '{' {
		return a, 0, false
	}
	a.span = st.span(off, off+end+1)
	inner := string(line[1:end])
	for i := 0; i < len(inner); {
		if isSpace(inner[i]) {
			i++
			continue
		}
		j := i
		for j < len(inner) && !isSpace(inner[j]) {
			j++
		}
		word := inner[i:j]
		span := st.span(off+1+i, off+1+j)
		switch name, value, assigned := strings.Cut(word, "="); {
		case word[0] == '#':
			if a.id != "" {
				st.found.Errorf(span, "markdown/attribute", "second id %q; a block has one", word[1:])
			}
			a.id, a.idSpan = word[1:], st.span(off+2+i, off+1+j)
			if keyLength([]byte(a.id)) != len(a.id) || strings.ContainsAny(a.id, ":/") {
				st.found.Errorf(a.idSpan, "markdown/bad-id", "id %q is not made of letters, digits and hyphens", a.id)
				a.id = ""
			}
		case word[0] == '.':
			a.classes = append(a.classes, attribute{name: word[1:], span: span})
		case assigned && name == "lang":
			a.lang = strings.Trim(value, `"`)
		case assigned && name == "header":
			a.header = &attribute{name, strings.Trim(value, `"`), span}
		default:
			st.found.Errorf(span, "markdown/attribute", "%q is not an attribute; #id, .class, header=N or lang=CODE was expected", word)
		}
		i = j
	}
	return a, end + 1, true
}
