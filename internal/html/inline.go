package html

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

func (p *page) inlines(inlines []doc.Inline) {
	for _, in := range inlines {
		p.inline(in)
	}
}

func (p *page) inline(in doc.Inline) {
	switch in := in.(type) {
	case *doc.Text:
		p.text(in.Value)
	case *doc.Emph:
		p.element("em", in.Inlines)
	case *doc.Strong:
		p.element("strong", in.Inlines)
	case *doc.Super:
		p.element("sup", in.Inlines)
	case *doc.Ins:
		p.revised(in.By, in.Inlines)
	case *doc.Del:
		p.revised(in.By, in.Inlines)
	case *doc.Foreign:
		p.put("<span lang=\"%s\">", in.Language)
		p.inlines(in.Inlines)
		p.b.WriteString("</span>")
	case *doc.Link:
		p.link(in)
	case *doc.Break:
		p.b.WriteString("<br/>\n")
	case *doc.Call:
		p.call(in.Note)
	case *doc.Cited:
		p.inlines(in.Inlines)
	case *doc.Ref:
		p.ref(in)
	default:
		p.broken("%T is not resolved", in)
	}
}

func (p *page) element(tag string, inlines []doc.Inline) {
	p.b.WriteString("<" + tag + ">")
	p.inlines(inlines)
	p.b.WriteString("</" + tag + ">")
}

// schemes are the web addresses that a reader may be led to; others ("javascript:") are printed and lead nowhere.
var schemes = []string{"http", "https", "mailto"}

func (p *page) link(l *doc.Link) {
	u, err := url.Parse(l.URL)
	if err != nil || !slices.Contains(schemes, strings.ToLower(u.Scheme)) {
		p.found.Warnf(l.Span, "html/not-linked", "address %q leads nowhere in HTML: only http, https and mailto addresses are linked", l.URL)
		p.inlines(l.Inlines)
		return
	}
	if p.linked || p.bare {
		p.inlines(l.Inlines)
		return
	}
	if strings.Contains(doc.PlainText(l.Inlines), "://") {
		p.put("<a href=\"%s\" class=\"url\">", l.URL)
	} else {
		p.put("<a href=\"%s\">", l.URL)
	}
	p.linked = true
	p.inlines(l.Inlines)
	p.linked = false
	p.b.WriteString("</a>")
}

// callID names the place of the nth mark of a note.
func callID(n *doc.Note, nth int) string {
	id := "call:" + string(n.ID)
	if nth > 1 {
		id += ":" + strconv.Itoa(nth)
	}
	return id
}

func (p *page) call(n *doc.Note) {
	if p.bare {
		return
	}
	p.calls[n]++
	id, label := callID(n, p.calls[n]), style.Fill(p.sheet.Language.Pages.NoteLabel, "number", n.Mark)
	if p.linked {
		p.put("<sup class=\"call\" id=\"%s\">%s</sup>", id, n.Mark)
		return
	}
	p.put("<sup class=\"call\"><a id=\"%s\" role=\"doc-noteref\" href=\"#%s\" aria-label=\"%s\">%s</a></sup>", id, string(n.ID), label, n.Mark)
}

// ref writes the words of a reference; the numbers in it lead to what they name.
func (p *page) ref(r *doc.Ref) {
	for _, piece := range r.Pieces {
		if piece.Emph {
			p.inline(r.Emphasized(piece))
		} else if piece.Target == "" || p.linked || p.bare {
			p.text(piece.Text)
		} else {
			p.put("<a href=\"#%s\">%s</a>", string(piece.Target), piece.Text)
		}
	}
}
