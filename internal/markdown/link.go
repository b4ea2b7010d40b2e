// Web addresses in the text, and what of a link is printed nowhere.

package markdown

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// bareAddress is a web address that stands in the text as it is, with the punctuation behind it.
var bareAddress = regexp.MustCompile(`\bhttps?://[^\s<>"“”«»|^` + "`" + `]+`)

// addresses makes links of the web addresses in the texts of in. Their characters stay the same.
func addresses(in []doc.Inline) []doc.Inline {
	var out []doc.Inline
	for _, x := range in {
		if t, ok := x.(*doc.Text); ok && strings.Contains(t.Value, "://") {
			out = append(out, divide(t)...)
			continue
		}
		out = append(out, x)
	}
	return out
}

// divide parts a text at the web addresses in it. One that is not written in the source as it is printed, because a backslash stands in it,
// stays text.
func divide(t *doc.Text) []doc.Inline {
	var out []doc.Inline
	source := t.Span.Text()
	text := func(value string, from, to int) {
		if value != "" {
			out = append(out, &doc.Text{Place: doc.Place{Span: t.Span.File.Span(t.Span.Start+from, t.Span.Start+to)}, Value: value})
		}
	}
	done, read := 0, 0 // bytes of the text, and of the source
	for _, m := range bareAddress.FindAllStringIndex(t.Value, -1) {
		address := bareEnd(t.Value[m[0]:m[1]])
		u, err := url.Parse(address)
		at := strings.Index(source[read:], address)
		if err != nil || u.Host == "" || at < 0 {
			continue
		}
		text(t.Value[done:m[0]], read, read+at)
		place := doc.Place{Span: t.Span.File.Span(t.Span.Start+read+at, t.Span.Start+read+at+len(address))}
		target := strings.ReplaceAll(address, "\u00AD", "") // as in <https://…>
		out = append(out, &doc.Link{Place: place, URL: target, Inlines: []doc.Inline{&doc.Text{Place: place, Value: target}}})
		done, read = m[0]+len(address), read+at+len(address)
	}
	if done == 0 {
		return []doc.Inline{t}
	}
	text(t.Value[done:], read, len(source))
	return out
}

// bareEnd cuts what belongs to the sentence off the end of an address: stops, quotation marks, and brackets that open before it.
func bareEnd(s string) string {
	for {
		cut := strings.TrimRight(s, ".,;:!?…'’*_")
		for _, pair := range []string{"()", "[]", "{}"} {
			if strings.HasSuffix(cut, pair[1:]) && strings.Count(cut, pair[1:]) > strings.Count(cut, pair[:1]) {
				cut = cut[:len(cut)-1]
			}
		}
		if cut == s {
			return s
		}
		s = cut
	}
}

// linkTitle reports the title of a link, which no format of a report shows.
func (c *converter) linkTitle(span diag.Span, title string) {
	c.found.Errorf(span, "markdown/link-title", "the title %s of a link is printed nowhere", quote(title)).WithHint("write it in the text or in a note, or delete it")
}

// definition takes a definition of a link, "[name]: address".
func (c *converter) definition(n *ast.LinkReferenceDefinition) {
	if len(n.Title) > 0 {
		c.linkTitle(c.lineAt(max(n.Pos(), 0)), string(n.Title))
	}
	c.definitions = append(c.definitions, n)
}

// unusedLinks reports definitions of links that nothing uses, or that another one with the same name hides.
func (c *converter) unusedLinks() {
	first := map[string]diag.Span{}
	for _, n := range c.definitions {
		name, at := util.ToLinkReference(n.Label), c.lineAt(max(n.Pos(), 0))
		if before, ok := first[name]; ok {
			c.found.Errorf(at, "markdown/unused-link", "the address of link %s is defined twice", quote(string(n.Label))).WithRelated(before, "the first is here").WithHint("delete one of them")
			continue
		}
		first[name] = at
		if !c.linked[name] {
			c.found.Errorf(at, "markdown/unused-link", "no link is named %s, so that this line is printed nowhere", quote(string(n.Label))).
				WithHint("write [%s] where the link stands, or delete the line", n.Label)
		}
	}
}
