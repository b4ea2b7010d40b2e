package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/diag"
)

// Limits of what is read: a hundred times what a long report needs.
const (
	maxSize     = 64 << 20 // bytes
	maxDepth    = 64       // elements inside each other
	maxElements = 500_000
	maxUnit     = 1 << 16 // characters of one unit
	maxCodes    = 1000    // codes of one unit
)

// A node is an element, or text where it has no name.
type node struct {
	name       string // without its namespace
	space      string
	attributes []xml.Attr
	kids       []*node
	text       string
	start, end int // bytes in the file
}

// readXML reads a file into a tree; utf16 says that it was in UTF-16 and may say so. A document type, and with it every entity of its own, is
// refused.
func readXML(f *diag.File, utf16 bool) (*node, error) {
	src := bytes.TrimPrefix(f.Src, []byte("\uFEFF"))
	base := len(f.Src) - len(src)
	if !utf8.Valid(src) {
		return nil, errors.New("the text is not in UTF-8")
	}
	d := xml.NewDecoder(bytes.NewReader(src))
	d.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(name, "utf-8") || strings.EqualFold(name, "us-ascii") || utf16 && strings.HasPrefix(strings.ToLower(name), "utf-16") {
			return in, nil
		}
		return nil, fmt.Errorf("the encoding is %s; UTF-8 was expected", name)
	}
	top := &node{}
	open := []*node{top}
	for n := 0; ; {
		start := base + int(d.InputOffset())
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, reword(err)
		}
		end := base + int(d.InputOffset())
		in := open[len(open)-1]
		switch t := tok.(type) {
		case xml.Directive:
			return nil, errors.New("it has a document type (<!DOCTYPE>), which could bring in anything; save it without")
		case xml.StartElement:
			if n++; n > maxElements {
				return nil, fmt.Errorf("it has more than %d elements", maxElements)
			}
			if len(open) > maxDepth {
				return nil, fmt.Errorf("elements stand in each other more than %d deep", maxDepth)
			}
			kid := &node{name: t.Name.Local, space: t.Name.Space, attributes: t.Copy().Attr, start: start, end: end}
			in.kids = append(in.kids, kid)
			open = append(open, kid)
		case xml.EndElement:
			in.end = end
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 1 {
				in.kids = append(in.kids, &node{text: string(t), start: start, end: end})
			}
		}
	}
	for _, kid := range top.kids {
		return kid, nil
	}
	return nil, errors.New("there is no element in it")
}

func reword(err error) error {
	if e := (*xml.SyntaxError)(nil); errors.As(err, &e) {
		return fmt.Errorf("line %d is not XML: %s", e.Line, e.Msg)
	}
	return err
}

// attribute returns the value of an attribute by its name without namespace; empty where there is none.
func (n *node) attribute(name string) string {
	for _, a := range n.attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child returns the first element of that name right inside.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// elements visits the elements of that name inside, the outer before the inner; nothing is looked for inside of those that are found.
func (n *node) elements(name string, visit func(*node)) {
	for _, k := range n.kids {
		if k.name == name {
			visit(k)
		} else {
			k.elements(name, visit)
		}
	}
}

// words is all text inside.
func (n *node) words() string {
	if n.name == "" {
		return n.text
	}
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.words())
	}
	return b.String()
}

func (n *node) span(f *diag.File) diag.Span {
	return f.Span(n.start, n.start+len(head(f.Src[n.start:n.end])))
}

// line is the first line of an element, with what stands in it.
func (n *node) line(f *diag.File) diag.Span {
	src := f.Src[n.start:n.end]
	if i := bytes.IndexAny(src, "\r\n"); i >= 0 {
		src = src[:i]
	}
	return f.Span(n.start, n.start+len(src))
}

// head is the first line of a text, or of a start tag.
func head(src []byte) []byte {
	if i := bytes.IndexByte(src, '\n'); i >= 0 {
		src = src[:i]
	}
	if i := bytes.IndexByte(src, '>'); i >= 0 {
		src = src[:i+1]
	}
	return src
}
