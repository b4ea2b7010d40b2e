package revision

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"

	"rapporteur/internal/word"
)

// Names of the WordprocessingML namespace: the one of transitional files, and that of strict ones.
const (
	nsWord   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
)

// A node is an element, or something else that stands in one: text, a comment. Its bytes are those of the file.
type node struct {
	name  string // of an element of WordprocessingML, without prefix; empty for everything else
	other string // local name of an element of another namespace
	start []byte // the start tag, or all of what is no element
	end   []byte // the end tag; empty for an element that is closed in its start tag
	attrs []xml.Attr
	kids  []*node
	text  bool // characters
}

// is reports whether the node is an element of one of those names.
func (n *node) is(names ...string) bool {
	for _, name := range names {
		if n.name == name {
			return true
		}
	}
	return false
}

// child returns the first child of that name, nil for none.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// attr returns the attribute of that local name.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// blank reports whether the node is white space between elements.
func (n *node) blank() bool { return n.text && len(bytes.TrimSpace(n.start)) == 0 }

// each calls f for the node and all in it, outer before inner.
func (n *node) each(f func(*node)) {
	f(n)
	for _, k := range n.kids {
		k.each(f)
	}
}

// write appends the bytes of the node.
func (n *node) write(b []byte) []byte {
	b = append(b, n.start...)
	for _, k := range n.kids {
		b = k.write(b)
	}
	return append(b, n.end...)
}

// tag is the name in the start tag, with its prefix.
func (n *node) tag() []byte {
	tag := n.start[1:]
	return tag[:bytes.IndexAny(tag, " \t\r\n/>")]
}

// open makes room for children in an element that is closed in its start tag.
func (n *node) open() {
	if bytes.HasSuffix(n.start, []byte("/>")) {
		tag := n.tag()
		n.start = append(bytes.Clone(bytes.TrimRight(n.start[:len(n.start)-2], " \t\r\n")), '>')
		n.end = append(append([]byte("</"), tag...), '>')
	}
}

// rename gives an element another name of the same namespace.
func (n *node) rename(name string) {
	tag := n.tag()
	full := []byte(name)
	if at := bytes.IndexByte(tag, ':'); at >= 0 {
		full = append(bytes.Clone(tag[:at+1]), name...)
	}
	n.start = append(append([]byte("<"), full...), n.start[1+len(tag):]...)
	if len(n.end) > 0 {
		n.end = append(append([]byte("</"), full...), '>')
	}
	n.name = name
}

// like returns an empty element of that name, with the prefix of n; attrs is what stands behind the name, with a space before it.
func (n *node) like(name, attrs string) *node {
	tag := string(n.tag())
	prefix := ""
	if at := bytes.IndexByte([]byte(tag), ':'); at >= 0 {
		prefix = tag[:at+1]
	}
	return &node{name: name, start: []byte("<" + prefix + name + attrs + "/>")}
}

// parse reads a part. The root of the tree is a node without bytes around all of it.
func parse(src []byte) (*node, error) {
	p := &parser{d: xml.NewDecoder(bytes.NewReader(src)), open: []*node{{}}, scopes: []map[string]string{{"xml": "http://www.w3.org/XML/1998/namespace"}}}
	for {
		from := p.d.InputOffset()
		token, err := p.d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		to := p.d.InputOffset()
		if err := p.add(token, src[from:to:to]); err != nil {
			return nil, err
		}
	}
	if len(p.open) > 1 {
		return nil, fmt.Errorf("element %s is not closed", p.open[len(p.open)-1].tag())
	}
	return p.open[0], nil
}

type parser struct {
	d      *xml.Decoder
	open   []*node
	scopes []map[string]string // names of namespaces by prefix, for each open node
}

// add puts a token with its bytes into the tree.
func (p *parser) add(token xml.Token, raw []byte) error {
	top := p.open[len(p.open)-1]
	switch t := token.(type) {
	case xml.StartElement:
		if len(p.open) > word.MaxDepth {
			return fmt.Errorf("elements stand in one another more than %d deep", word.MaxDepth)
		}
		n := &node{start: raw, attrs: t.Attr}
		scope := p.scope(t.Attr)
		switch space := scope[t.Name.Space]; {
		case space == nsWord, space == nsStrict:
			n.name = t.Name.Local
		default:
			n.other = t.Name.Local
		}
		top.kids = append(top.kids, n)
		p.open = append(p.open, n)
		p.scopes = append(p.scopes, scope)
	case xml.EndElement:
		full := t.Name.Local
		if t.Name.Space != "" {
			full = t.Name.Space + ":" + full
		}
		if len(p.open) == 1 || string(top.tag()) != full {
			return fmt.Errorf("</%s> closes no element", full)
		}
		top.end = raw
		p.open = p.open[:len(p.open)-1]
		p.scopes = p.scopes[:len(p.scopes)-1]
	case xml.Directive:
		return errors.New("it has a document type definition, which no Word file has")
	default:
		_, text := t.(xml.CharData)
		top.kids = append(top.kids, &node{start: raw, text: text})
	}
	return nil
}

// scope returns the namespaces in force inside an element with those attributes.
func (p *parser) scope(attrs []xml.Attr) map[string]string {
	outer := p.scopes[len(p.scopes)-1]
	scope, own := outer, false
	for _, a := range attrs {
		prefix := ""
		switch {
		case a.Name.Space == "xmlns":
			prefix = a.Name.Local
		case a.Name.Space != "" || a.Name.Local != "xmlns":
			continue
		}
		if !own {
			scope, own = maps.Clone(outer), true
		}
		scope[prefix] = a.Value
	}
	return scope
}
