package html

import (
	"strings"

	"rapporteur/internal/doc"
)

// front writes the first page above the text: masthead, committee, title with its notes.
// The emblem of the United Nations is not ours to print: General Assembly resolution 92 (I).
func (p *page) front() {
	f := p.report.Front
	p.b.WriteString("<header>\n")
	if !p.sheet.Masthead.None {
		p.masthead(f)
	}
	old := f.Older()
	p.lines("committee", doc.MarkLines(old.Committee, f.Committee))
	p.b.WriteString("<h1" + p.class("", p.report, nil) + ">")
	p.step(p.report)
	p.inlines(f.Title)
	p.b.WriteString("</h1>\n")
	if received := doc.MarkLine(old.Received, f.Received); len(received) > 0 {
		p.lines("received", [][]doc.Inline{received})
	}
	for _, n := range f.TitleNotes {
		p.footnote("title-note", n)
	}
	p.b.WriteString("</header>\n")
}

func (p *page) masthead(f doc.Front) {
	old := f.Older()
	p.b.WriteString("<div class=\"masthead\">\n")
	p.lines("organization", [][]doc.Inline{doc.MarkLine(old.Organization, f.Organization)})
	p.b.WriteString("<p class=\"symbol\">")
	switch {
	case old.Symbol == f.Symbol:
		p.symbol(f.Symbol)
	default:
		p.revision(&doc.Revision{Kind: doc.Deleted}, func() { p.symbol(old.Symbol) })
		p.b.WriteString(" ")
		p.revision(&doc.Revision{Kind: doc.Inserted}, func() { p.symbol(f.Symbol) })
	}
	p.b.WriteString("</p>\n")
	p.lines("treaty", doc.MarkLines(old.Treaty, f.Treaty))
	p.b.WriteString("<div class=\"distribution\">\n")
	for group := range groups(doc.MarkLines(old.Distribution, f.Distribution)) {
		p.lines("", group)
	}
	p.b.WriteString("</div>\n</div>\n")
}

// symbol writes a document symbol with its first part in large type.
func (p *page) symbol(symbol string) {
	if body, rest, ok := strings.Cut(symbol, "/"); ok {
		p.put("<span class=\"large\">%s</span>/%s", body, rest)
	} else {
		p.text(symbol)
	}
}

// footnote writes a note that stands right under what it belongs to.
func (p *page) footnote(class string, n *doc.Note) {
	p.put("<p"+p.class(class, n, n.Revision)+" role=\"doc-footnote\" id=\"%s\">", string(n.ID))
	p.note(n)
	p.b.WriteString("</p>\n")
}

// lines writes one paragraph of several lines; where the lines are run on, a space still parts them.
func (p *page) lines(class string, lines [][]doc.Inline) {
	if len(lines) == 0 {
		return
	}
	if class == "" {
		p.b.WriteString("<p>")
	} else {
		p.put("<p class=\"%s\">", class)
	}
	for i, line := range lines {
		if i > 0 {
			p.b.WriteString("<br/>\n")
		}
		p.inlines(line)
	}
	p.b.WriteString("</p>\n")
}

// groups yields the runs of lines between empty ones.
func groups(lines [][]doc.Inline) func(yield func([][]doc.Inline) bool) {
	return func(yield func([][]doc.Inline) bool) {
		start := 0
		for i := 0; i <= len(lines); i++ {
			if i < len(lines) && len(lines[i]) > 0 {
				continue
			}
			if i > start && !yield(lines[start:i]) {
				return
			}
			start = i + 1
		}
	}
}
