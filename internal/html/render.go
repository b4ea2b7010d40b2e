package html

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// Render writes r as one HTML file. The findings are what the page cannot show as the author meant it; an error is a failed write or an
// unresolved node, which a compiled report never holds. Nothing is written when there is an error in the report.
func Render(w io.Writer, r *doc.Report, s *style.Sheet) (diag.List, error) {
	p := &page{report: r, sheet: s, calls: map[*doc.Note]int{}, redliner: redliner{places: changedPlaces(r)}}
	p.document()
	if p.err != nil {
		return p.found, p.err
	}
	_, err := io.WriteString(w, p.b.String())
	return p.found, err
}

// A page is the file as far as it is written.
type page struct {
	b      strings.Builder
	report *doc.Report
	sheet  *style.Sheet
	found  diag.List
	err    error             // the first broken promise of the report
	calls  map[*doc.Note]int // marks written so far, by note
	linked bool              // inside <a>, where no other link may stand
	bare   bool              // in the contents: neither links nor note marks
	redliner
}

// put writes markup. Arguments are escaped for text and for double-quoted attributes alike.
func (p *page) put(format string, args ...string) {
	escaped := make([]any, len(args))
	for i, a := range args {
		escaped[i] = escape(a)
	}
	fmt.Fprintf(&p.b, format, escaped...)
}

// text writes characters of the report.
func (p *page) text(s string) { p.b.WriteString(escape(s)) }

// broken records that the report breaks the promise of doc.Report.
func (p *page) broken(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("internal error: html: "+format, args...)
	}
}

var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\u00a0", "&#160;", "\u202f", "&#8239;")

// escape makes s safe as text and as an attribute. Characters that XML forbids become the replacement character. No-break spaces are
// written by number, so that they can be seen in the source.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return markup.Replace(s)
}

// language is the tag of the language of the page.
func (p *page) language() string {
	if p.sheet.Language.Tag != "" {
		return p.sheet.Language.Tag
	}
	return p.report.Language
}

func (p *page) document() {
	words := p.sheet.Language.Pages
	p.put("<!DOCTYPE html>\n<html lang=\"%s\">\n", p.language())
	p.head()
	p.put("<body>\n<a class=\"skip\" href=\"#page:text\">%s</a>\n", words.Skip)
	p.front()
	p.contents()
	p.put("<main id=\"page:text\" tabindex=\"-1\">\n")
	p.preface()
	p.put("<div class=\"text\">\n")
	p.sections(p.report.Blocks)
	p.put("</div>\n")
	p.notes()
	p.put("</main>\n")
	p.script()
	p.put("</body>\n</html>\n")
}

func (p *page) head() {
	m := p.report.Meta
	title := m.Title
	if m.Symbol != "" {
		title = m.Symbol + " – " + title
	}
	p.put("<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
	p.put("<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>%s</title>\n", title)
	meta := func(name, content string) {
		if content != "" {
			p.put("<meta name=\"%s\" content=\"%s\"/>\n", name, content)
		}
	}
	meta("author", m.Author)
	meta("description", m.Subject)
	meta("dcterms.identifier", m.Symbol)
	meta("dcterms.language", p.language())
	if !m.Date.IsZero() {
		meta("dcterms.date", m.Date.Format("2006-01-02"))
	}
	meta("generator", "rapporteur")
	p.b.WriteString("<style>\n" + p.css() + "</style>\n</head>\n")
}

// sections writes the body, a section of its own for every heading with all that stands under it.
func (p *page) sections(blocks []doc.Block) {
	var open outline
	for _, b := range blocks {
		h, ok := b.(*doc.Heading)
		if !ok {
			p.block(b)
			continue
		}
		closed, level := open.enter(h.Level)
		p.b.WriteString(strings.Repeat("</section>\n", closed))
		p.b.WriteString("<section>\n")
		p.heading(h, level)
	}
	p.b.WriteString(strings.Repeat("</section>\n", len(open)))
}

// An outline holds the levels of the headings that are open, outermost first.
type outline []int

// enter opens a heading of that level. It returns how many headings end before it and its level on the page, where 1 is the title:
// one more than that of the heading around it, so that a level which the author has skipped leaves no gap.
func (o *outline) enter(level int) (closed, onPage int) {
	for len(*o) > 0 && (*o)[len(*o)-1] >= level {
		*o = (*o)[:len(*o)-1]
		closed++
	}
	*o = append(*o, level)
	return closed, len(*o) + 1
}

// contents writes the list of headings.
func (p *page) contents() {
	var headings []*doc.Heading
	for _, b := range slices.Concat(p.report.Preface, p.report.Blocks) {
		if h, ok := b.(*doc.Heading); ok {
			headings = append(headings, h)
		}
	}
	if len(headings) == 0 {
		return
	}
	words := p.sheet.Language.Pages
	p.put("<nav aria-labelledby=\"page:contents\">\n<h2 id=\"page:contents\">%s</h2>\n", words.Contents)
	p.bare = true
	var open outline
	for _, h := range headings {
		before := len(open)
		closed, _ := open.enter(h.Level)
		switch {
		case closed == 0: // one level deeper
			p.b.WriteString("<ol role=\"list\">\n")
		default:
			p.b.WriteString("</li>\n" + strings.Repeat("</ol>\n</li>\n", before-len(open)))
		}
		p.put("<li><a href=\"#%s\">", string(h.ID))
		if h.Number != "" {
			p.put("<span class=\"no\">%s </span>", h.Number)
		}
		p.put("<span>")
		leave := p.enter(h.Revision)
		p.whole(h.Inlines)
		leave()
		p.put("</span></a>")
	}
	p.bare = false
	p.b.WriteString(strings.Repeat("</li>\n</ol>\n", len(open)))
	if len(p.report.Notes) > 0 {
		p.put("<p><a href=\"#page:notes\">%s</a></p>\n", words.Footnotes)
	}
	p.b.WriteString("</nav>\n")
}

// notes writes the numbered notes.
func (p *page) notes() {
	if len(p.report.Notes) == 0 {
		return
	}
	p.put("<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"page:notes\">\n<h2 id=\"page:notes\">%s</h2>\n", p.sheet.Language.Pages.Footnotes)
	p.b.WriteString("<ol role=\"list\">\n")
	for _, n := range p.report.Notes {
		p.put("<li"+p.class("", n, n.Revision)+" id=\"%s\">", string(n.ID))
		p.note(n)
		p.b.WriteString("</li>\n")
	}
	p.b.WriteString("</ol>\n</section>\n")
}

// note writes the mark of a note, which leads back to the text, and its words.
func (p *page) note(n *doc.Note) {
	p.step(n)
	defer p.aside(n.Revision)()
	if p.calls[n] > 0 {
		label := style.Fill(p.sheet.Language.Pages.BackTo, "number", n.Mark)
		p.put("<a class=\"no\" role=\"doc-backlink\" href=\"#%s\" aria-label=\"%s\">%s </a>", callID(n, 1), label, n.Mark)
	} else {
		p.put("<span class=\"no\">%s </span>", n.Mark)
	}
	p.was(n.Was)
	p.whole(n.Inlines)
}
