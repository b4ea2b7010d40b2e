package observations

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// HTML returns the lines of a page. Numbered lists are counted as a browser counts them.
func HTML(r io.Reader) ([]Line, error) {
	root, err := html.Parse(r)
	if err != nil {
		return nil, fmt.Errorf("read HTML: %w", err)
	}
	p := &page{}
	p.walk(root, 0)
	p.end()
	return p.lines, nil
}

// page gathers the lines of a page.
type page struct {
	lines   []Line
	text    strings.Builder
	number  string // of the line that is gathered
	heading bool
}

// maxDepth is how deep elements may stand in one another; what is deeper is text of the element there.
const maxDepth = 500

func (p *page) walk(n *html.Node, depth int) {
	switch {
	case n.Type == html.TextNode:
		p.text.WriteString(n.Data)
	case n.Type == html.ElementNode && isHidden(n):
		if text := clean(textOf(n)); text != "" {
			p.lines = append(p.lines, Line{Place: len(p.lines) + 1, Text: text, LeftOut: "text that the page does not show"})
		}
	case n.Type == html.ElementNode && apart(n.DataAtom):
		p.end()
		p.heading = isHeading(n.DataAtom)
		p.children(n, depth)
		p.end()
	case n.Type == html.ElementNode && n.DataAtom == atom.Br:
		p.text.WriteByte('\n')
	case n.Type == html.ElementNode && n.DataAtom == atom.Sup && isMark(n):
		// The mark of a note is no part of the text.
	case n.Type == html.ElementNode && notText(n.DataAtom):
	default:
		p.children(n, depth)
	}
}

func (p *page) children(n *html.Node, depth int) {
	if depth > maxDepth {
		return
	}
	count := start(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Li && n.DataAtom == atom.Ol {
			if v, err := strconv.Atoi(attribute(c, "value")); err == nil {
				count = v
			}
			p.end()
			p.number = listNumber(count, attribute(n, "type"))
			count++
		}
		p.walk(c, depth+1)
	}
}

// end ends the line that is gathered. A number without text waits for the text.
func (p *page) end() {
	if text := clean(p.text.String()); text != "" {
		p.lines = append(p.lines, Line{Place: len(p.lines) + 1, Number: p.number, Text: text, Heading: p.heading})
		p.number = ""
	}
	p.text.Reset()
	p.heading = false
}

// start returns the first number of a list.
func start(n *html.Node) int {
	if v, err := strconv.Atoi(attribute(n, "start")); err == nil {
		return v
	}
	return 1
}

// listNumber writes the number of an item of a list. What stands around it is ours: a page leaves it to its style.
func listNumber(n int, kind string) string {
	switch kind {
	case "a", "A":
		if n >= 1 && n <= 26 {
			return "(" + string(rune('a'+n-1)) + ")"
		}
	case "i", "I":
		return "(" + roman(n) + ")"
	}
	return strconv.Itoa(n) + "."
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// apart reports whether an element begins and ends a line.
func apart(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Li, atom.Ol, atom.Ul, atom.Tr, atom.Table, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Blockquote, atom.Dd, atom.Dt, atom.Dl, atom.Pre, atom.Hr, atom.Body:
		return true
	}
	return isHeading(a)
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// notText reports whether what is in an element is not read by people as text of the page.
func notText(a atom.Atom) bool {
	switch a {
	case atom.Head, atom.Script, atom.Style, atom.Template, atom.Nav, atom.Noscript, atom.Svg, atom.Iframe:
		return true
	}
	return false
}

// unseen finds the ways in which the style of an element hides it.
var unseen = regexp.MustCompile(`(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b`)

// isHidden reports whether a page has an element and does not show it. Style sheets are not read.
func isHidden(n *html.Node) bool {
	return unseen.MatchString(attribute(n, "style")) || slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" })
}

// textOf is the text in an element, without that of elements which have none for people.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && !notText(c.Parent.DataAtom) {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// isMark reports whether raised text is the mark of a note: a figure or asterisks.
func isMark(n *html.Node) bool {
	text := strings.Trim(textOf(n), " []()*")
	_, err := strconv.Atoi(text)
	return text == "" || err == nil
}
