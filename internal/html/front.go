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
	p.lines("committee", f.Committee)
	p.b.WriteString("<h1>")
	p.inlines(f.Title)
	p.b.WriteString("</h1>\n")
	if f.Received != "" {
		p.put("<p class=\"received\">%s</p>\n", f.Received)
	}
	for _, n := range f.TitleNotes {
		p.footnote("title-note", n)
	}
	p.b.WriteString("</header>\n")
}

func (p *page) masthead(f doc.Front) {
	p.b.WriteString("<div class=\"masthead\">\n")
	p.put("<p class=\"organization\">%s</p>\n", f.Organization)
	p.b.WriteString("<p class=\"symbol\">")
	if body, rest, ok := strings.Cut(f.Symbol, "/"); ok {
		p.put("<span class=\"large\">%s</span>/%s", body, rest)
	} else {
		p.text(f.Symbol)
	}
	p.b.WriteString("</p>\n")
	p.lines("treaty", f.Treaty)
	p.b.WriteString("<div class=\"distribution\">\n")
	for group := range groups(f.Distribution) {
		p.lines("", group)
	}
	p.b.WriteString("</div>\n</div>\n")
}

// footnote writes a note that stands right under what it belongs to.
func (p *page) footnote(class string, n *doc.Note) {
	p.put("<p class=\"%s\" role=\"doc-footnote\" id=\"%s\">", class, string(n.ID))
	p.note(n)
	p.b.WriteString("</p>\n")
}

// lines writes one paragraph of several lines; where the lines are run on, a space still parts them.
func (p *page) lines(class string, lines []string) {
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
		p.text(line)
	}
	p.b.WriteString("</p>\n")
}

// groups yields the runs of lines between empty ones.
func groups(lines []string) func(yield func([]string) bool) {
	return func(yield func([]string) bool) {
		start := 0
		for i := 0; i <= len(lines); i++ {
			if i < len(lines) && lines[i] != "" {
				continue
			}
			if i > start && !yield(lines[start:i]) {
				return
			}
			start = i + 1
		}
	}
}
