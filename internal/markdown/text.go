// The inlines of a block: goldmark's nodes into ours, each with its place.

package markdown

import (
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// text converts the inlines of a block without the space around them, and its attributes apart.
func (c *converter) text(n ast.Node) ([]doc.Inline, *attributes) {
	var a *attributes
	if last, ok := n.LastChild().(*attrs); ok {
		a = &last.attributes
	}
	inlines := trim(c.inlines(n, c.lines(n).End))
	if len(inlines) > 0 && !seen(inlines) {
		plain := doc.PlainText(inlines)
		if empty := strings.TrimSpace(plain) == ""; !empty || n.Kind() != cellKind { // a cell may be empty
			c.found.Errorf(c.lines(n), "markdown/unseen", "nothing of this text can be seen in print: it is %s alone", signs(plain)).WithHint("write its text, or take it out")
		}
	}
	return inlines, a
}

// seen reports whether anything of a text shows in print.
func seen(in []doc.Inline) bool {
	for _, x := range in {
		switch x := x.(type) {
		case *doc.Break:
		case *doc.NoteText:
			return true // its mark
		case *doc.Text:
			if strings.ContainsFunc(x.Value, func(r rune) bool { return !unseen(r) }) {
				return true
			}
		default:
			if kids := doc.Children(x); kids == nil || seen(*kids) {
				return true
			}
		}
	}
	return false
}

// unseen reports whether r is a space or a character that is not drawn: soft hyphens, joiners, signs of direction, selectors of forms.
func unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// signs are the characters of s, each once, by their code points.
func signs(s string) string {
	var out []string
	for _, r := range s {
		if name := fmt.Sprintf("U+%04X", r); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

// inlines converts the children of n, which end at the offset end of the source. Runs of text are joined, so that a sentence that goes on
// in the next line is one text.
func (c *converter) inlines(n ast.Node, end int) []doc.Inline {
	var out []doc.Inline
	var run textRun
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if t, ok := k.(*ast.Text); ok {
			seg := t.Segment
			run.add(unescape(string(seg.Value(c.src))), c.span(seg.Start, seg.Stop))
			switch {
			case t.HardLineBreak():
				out = append(run.flush(out), &doc.Break{Place: doc.Place{Span: c.span(seg.Stop, seg.Stop)}})
			case t.SoftLineBreak():
				run.add(" ", c.span(seg.Stop, seg.Stop))
			}
			continue
		}
		to := end
		if next := k.NextSibling(); next != nil {
			to = offset(next, end)
		}
		out = append(run.flush(out), c.inline(k, to)...)
	}
	if out = run.flush(out); c.inLink > 0 {
		return out
	}
	return addresses(out)
}

// textRun gathers text that stands in several places in a row.
type textRun struct {
	b    strings.Builder
	span diag.Span
}

func (r *textRun) add(s string, span diag.Span) {
	s = strings.ReplaceAll(s, "\r", "")
	if s == "" {
		return
	}
	if r.b.Len() == 0 {
		r.span = span
	}
	r.span = r.span.Until(span)
	r.b.WriteString(s)
}

// flush appends what was gathered and begins anew.
func (r *textRun) flush(out []doc.Inline) []doc.Inline {
	if r.b.Len() == 0 {
		return out
	}
	out = append(out, &doc.Text{Place: doc.Place{Span: r.span}, Value: r.b.String()})
	r.b.Reset()
	return out
}

// offset is where an inline begins.
func offset(n ast.Node, otherwise int) int {
	if t, ok := n.(*ast.Text); ok {
		return t.Segment.Start
	}
	if n.Pos() >= 0 {
		return n.Pos()
	}
	return otherwise
}

// inline converts one inline that is not text.
func (c *converter) inline(k ast.Node, end int) []doc.Inline {
	start := offset(k, end)
	place := doc.Place{Span: c.span(start, max(start, end))}
	switch k := k.(type) {
	case *made:
		place.Span = k.inline.Where()
		if c.inNote > 0 {
			if _, ok := k.inline.(*doc.NoteName); ok {
				c.found.Errorf(place.Span, "note/in-note", "a note cannot call another note").WithHint("write its text here")
			}
		}
		return []doc.Inline{k.inline}
	case *wrap:
		place.Span = c.span(k.start, k.end)
		return c.wrapped(k, place)
	case *attrs:
		return nil
	case *ast.Emphasis:
		kids := c.inlines(k, max(start, place.Span.End-k.Level))
		if k.Level == 2 {
			return []doc.Inline{&doc.Strong{Place: place, Inlines: kids}}
		}
		return []doc.Inline{&doc.Emph{Place: place, Inlines: kids}}
	case *ast.AutoLink:
		label := strings.ReplaceAll(string(k.Label(c.src)), "\u00AD", "")
		if k.AutoLinkType == ast.AutoLinkEmail {
			return []doc.Inline{&doc.Link{Place: place, URL: "mailto:" + label, Inlines: []doc.Inline{&doc.Text{Place: place, Value: label}}}}
		}
		return c.link(label, []doc.Inline{&doc.Text{Place: place, Value: label}}, place)
	case *ast.Link:
		if len(k.Title) > 0 && k.Reference == nil {
			c.linkTitle(place.Span, string(k.Title))
		}
		if k.Reference != nil {
			c.linked[util.ToLinkReference(k.Reference.Value)] = true
		}
		c.inLink++
		kids := c.inlines(k, place.Span.End)
		c.inLink--
		return c.link(c.destination(k.Destination), kids, place)
	case *ast.Image:
		c.found.Errorf(place.Span, "picture/in-text", "a picture stands inside a paragraph").WithHint("put it in a paragraph of its own")
		return nil
	case *ast.CodeSpan:
		c.found.Errorf(place.Span, "markdown/not-in-dialect", "code in the text has no place in a report").WithHint("remove the signs ` around it")
		return c.inlines(k, end)
	case *ast.RawHTML:
		seg := k.Segments.At(0)
		place.Span = c.span(seg.Start, k.Segments.At(k.Segments.Len()-1).Stop)
		if !comment(place.Span.Text()) {
			c.rawHTML(place.Span)
		}
		return nil
	default:
		c.found.Errorf(place.Span, "markdown/not-in-dialect", "%s has no place in a report", k.Kind())
		return nil
	}
}

func (c *converter) wrapped(k *wrap, place doc.Place) []doc.Inline {
	if k.kind == noteWrap {
		if c.inNote > 0 {
			c.found.Errorf(place.Span, "note/in-note", "a note stands inside a note").WithHint("write its text here")
			return nil
		}
		c.inNote++
		defer func() { c.inNote-- }()
	}
	kids := trim(c.inlines(k, k.inner))
	switch k.kind {
	case noteWrap:
		if !seen(kids) {
			c.found.Errorf(place.Span, "note/empty", "the note has no text")
			return nil
		}
		return []doc.Inline{&doc.NoteText{Place: place, Inlines: kids}}
	case foreignWrap:
		return []doc.Inline{&doc.Foreign{Place: place, Language: k.lang, Inlines: kids}}
	default:
		return []doc.Inline{&doc.Super{Place: place, Inlines: kids}}
	}
}

// link takes web and mail addresses only: a printed report cannot lead anywhere else.
func (c *converter) link(dest string, kids []doc.Inline, place doc.Place) []doc.Inline {
	dest = strings.ReplaceAll(dest, "\u00AD", "") // a soft hyphen is for the eye and leads nowhere
	u, err := url.Parse(dest)
	switch {
	case err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "", err == nil && u.Scheme == "mailto":
		return []doc.Inline{&doc.Link{Place: place, URL: dest, Inlines: kids}}
	case err == nil && u.Scheme == "" && strings.HasPrefix(dest, "#"):
		c.found.Errorf(place.Span, "markdown/link", "link to %q; a place in the report is named by a reference", dest).WithHint("write @%s", strings.TrimPrefix(dest, "#"))
	case err == nil && u.Scheme == "" || err == nil && u.Scheme == "file":
		c.found.Errorf(place.Span, "markdown/outside-project", "link to the file %q; readers of the report do not have it", dest).WithHint("give a web address, or cite the source")
	default:
		c.found.Errorf(place.Span, "markdown/link", "link to %q; an address that begins with https:// was expected", dest)
	}
	return kids
}

// destination is an address without backslashes and entities.
func (c *converter) destination(b []byte) string { return unescape(string(b)) }

// trim removes the space at both ends of a block.
func trim(in []doc.Inline) []doc.Inline {
	for len(in) > 0 {
		t, ok := in[0].(*doc.Text)
		if !ok {
			break
		}
		if t.Value = strings.TrimLeft(t.Value, " \t\n"); t.Value != "" {
			break
		}
		in = in[1:]
	}
	for len(in) > 0 {
		if _, ok := in[len(in)-1].(*doc.Break); ok {
			in = in[:len(in)-1]
			continue
		}
		t, ok := in[len(in)-1].(*doc.Text)
		if !ok {
			break
		}
		if t.Value = strings.TrimRight(t.Value, " \t\n"); t.Value != "" {
			break
		}
		in = in[:len(in)-1]
	}
	return in
}

// unescape resolves backslashes before punctuation and HTML entities, as CommonMark does.
func unescape(s string) string {
	if !strings.ContainsAny(s, "\\&") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		text, n := escape(s[i:])
		if n == 0 {
			text, n = s[i:i+1], 1
		}
		b.WriteString(text)
		i += n
	}
	return b.String()
}

// escape returns what the backslash or entity at the beginning of s stands for, and its length; 0 where there is none.
func escape(s string) (text string, n int) {
	switch {
	case len(s) > 1 && s[0] == '\\' && util.IsPunct(s[1]):
		return s[1:2], 2
	case s != "" && s[0] == '&':
		end := strings.IndexByte(s, ';')
		if end > 0 && end <= 32 {
			// A name that is only the beginning of what stands there leaves the rest behind.
			if text := html.UnescapeString(s[:end+1]); text != s[:end+1] && (text == ";" || !strings.HasSuffix(text, ";")) {
				return text, end + 1
			}
		}
	}
	return "", 0
}
