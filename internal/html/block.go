package html

import (
	"encoding/base64"
	"strconv"

	"rapporteur/internal/doc"
)

func (p *page) blocks(blocks []doc.Block) {
	for _, b := range blocks {
		p.block(b)
	}
}

// block writes every kind of block but the headings of the body, which open sections.
func (p *page) block(b doc.Block) {
	defer p.enterBlock(b)()
	switch b := b.(type) {
	case *doc.Paragraph:
		p.paragraph(b)
	case *doc.List:
		p.list(b)
	case *doc.Quote:
		p.put("<blockquote"+p.class("", b, b.Revision)+" id=\"%s\">\n", string(b.ID))
		p.step(b)
		p.blocks(b.Blocks)
		p.b.WriteString("</blockquote>\n")
	case *doc.Table:
		p.table(b)
	case *doc.Picture:
		p.picture(b)
	case *doc.Heading:
		p.broken("heading %q stands inside another block", b.ID)
	default:
		p.broken("unknown block %T", b)
	}
}

// heading writes a heading as level 2 to 6; HTML has no deeper one, and there aria-level tells the truth.
func (p *page) heading(h *doc.Heading, level int) {
	tag := "h" + strconv.Itoa(min(level, 6))
	class := "level-" + strconv.Itoa(h.Level)
	if h.Annex {
		class += " annex"
	}
	defer p.enterBlock(h)()
	p.put("<"+tag+p.class(class, h, h.Revision)+" id=\"%s\"", string(h.ID))
	if level > 6 {
		p.put(" aria-level=\"%s\"", strconv.Itoa(level))
	}
	p.b.WriteString(">")
	if h.Number != "" {
		p.put("<span class=\"no\">%s </span>", h.Number)
	}
	p.was(h.Was)
	p.step(h)
	p.whole(h.Inlines)
	p.b.WriteString("</" + tag + ">\n")
}

// paragraph writes a paragraph. Its number leads to the paragraph itself, so that its address can be copied; tabindex keeps these many
// links out of the way of those who go from link to link with the keyboard.
func (p *page) paragraph(b *doc.Paragraph) {
	if b.Label == "" {
		p.put("<p"+p.class("", b, b.Revision)+" id=\"%s\">", string(b.ID))
	} else {
		p.put("<p"+p.class("numbered", b, b.Revision)+" id=\"%s\"><a class=\"no\" href=\"#%s\" tabindex=\"-1\">%s </a>", string(b.ID), string(b.ID), b.Label)
	}
	p.was(b.Was)
	p.step(b)
	p.whole(b.Inlines)
	p.b.WriteString("</p>\n")
}

// list writes the markers as text, so that they are copied and read aloud as printed.
func (p *page) list(l *doc.List) {
	tag := "ul"
	if l.Ordered {
		tag = "ol"
	}
	p.put("<"+tag+p.class("", l, l.Revision)+" role=\"list\" id=\"%s\">\n", string(l.ID))
	for _, it := range l.Items {
		leave := p.enterBlock(it)
		p.put("<li"+p.class("", it, it.Revision)+" id=\"%s\"><p><span class=\"no\">%s </span>", string(it.ID), it.Marker)
		p.was(it.Was)
		if it == l.Items[0] {
			p.step(l)
		}
		p.step(it)
		p.whole(it.Inlines)
		p.b.WriteString("</p>")
		if len(it.Blocks) > 0 {
			p.b.WriteString("\n")
			p.blocks(it.Blocks)
		}
		p.b.WriteString("</li>\n")
		leave()
	}
	p.b.WriteString("</" + tag + ">\n")
}

func (p *page) picture(b *doc.Picture) {
	p.put("<figure"+p.class("", b, b.Revision)+" id=\"%s\">\n", string(b.ID))
	p.step(b)
	if b.Caption.Label != "" || len(b.Caption.Inlines) > 0 {
		p.b.WriteString("<figcaption>")
		p.captionText(b.Caption)
		p.b.WriteString("</figcaption>\n")
	}
	before, after := p.framed()
	p.put(before+"<img src=\"data:image/%s;base64,%s\" width=\"%s\" height=\"%s\" alt=\"%s\"/>"+after+"\n", b.Format,
		base64.StdEncoding.EncodeToString(b.Data), strconv.Itoa(b.Width), strconv.Itoa(b.Height), p.described(b.Alt))
	p.under(b.Caption, nil)
	p.b.WriteString("</figure>\n")
}

// captionText writes "Table 1" and the title.
func (p *page) captionText(c doc.Caption) {
	if c.Label != "" {
		p.b.WriteString("<span class=\"label\">")
		p.was(c.Was)
		p.put("%s</span>", c.Label)
	}
	if c.Label != "" && len(c.Inlines) > 0 {
		p.b.WriteString("\n")
	}
	if len(c.Inlines) > 0 {
		p.b.WriteString("<span class=\"title\">")
		p.whole(c.Inlines)
		p.b.WriteString("</span>")
	}
}

// under writes the lines under a table or picture, then the lettered notes.
func (p *page) under(c doc.Caption, notes []*doc.Note) {
	if len(c.Lines)+len(notes) == 0 {
		return
	}
	p.b.WriteString("<div class=\"under\">\n")
	for _, l := range c.Lines {
		leave := p.enter(l.Revision)
		p.put("<p"+p.class(l.Role.String(), nil, l.Revision)+"><i>%s</i> ", l.Label)
		p.whole(l.Inlines)
		p.b.WriteString("</p>\n")
		leave()
	}
	for _, n := range notes {
		p.footnote("lettered", n)
	}
	p.b.WriteString("</div>\n")
}
