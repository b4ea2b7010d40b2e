package redline

import (
	"strconv"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// places finds the place of every block of a report.
func places(r *doc.Report) map[doc.Block]*Place {
	p := &placing{all: map[doc.Block]*Place{}}
	for _, s := range r.Sections {
		p.section = s.Name
		p.blocks(r.Blocks[s.Start:s.End], nil)
	}
	if len(r.Sections) == 0 {
		p.blocks(r.Blocks, nil)
	}
	return p.all
}

// placing goes through a report.
type placing struct {
	all     map[doc.Block]*Place
	section string
	heading string
	under   string // number of that heading
	above   string // number of the last numbered paragraph
	quoted  bool
}

func (p *placing) put(b doc.Block, number string) {
	place := &Place{Part: partOf(b), Section: p.section, Number: number, Heading: p.heading, Under: p.under, ID: b.Ident(), Span: b.Where(), Block: b, quoted: p.quoted}
	if number == "" {
		place.Near = p.above
	}
	p.all[b] = place
}

// blocks places blocks; markers are those of the items around them.
func (p *placing) blocks(blocks []doc.Block, markers []string) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			p.heading = strings.TrimSpace(doc.PlainText(b.Inlines))
			if b.Annex {
				p.above = ""
			}
			p.under = ""
			p.put(b, plainSpaces(b.Path))
			p.under = plainSpaces(b.Path)
		case *doc.Paragraph:
			number := ""
			if b.Number > 0 {
				number = strconv.Itoa(b.Number)
				if b.Annex != "" {
					number = plainSpaces(b.Annex) + ", " + number
				}
				p.above = number
			}
			p.put(b, number)
		case *doc.List:
			p.put(b, "")
			for _, it := range b.Items {
				number := ""
				inner := append(markers[:len(markers):len(markers)], it.Marker)
				if b.Ordered && p.above != "" && !p.quoted {
					number = p.above + " " + strings.Join(inner, " ")
				}
				p.put(it, number)
				p.blocks(it.Blocks, inner)
			}
		case *doc.Quote:
			p.put(b, "")
			quoted := p.quoted
			p.quoted = true
			p.blocks(b.Blocks, nil)
			p.quoted = quoted
		case *doc.Table:
			p.put(b, plainSpaces(b.Caption.Label))
		case *doc.Picture:
			p.put(b, plainSpaces(b.Caption.Label))
		}
	}
}

// plainSpaces is s without no-break spaces.
func plainSpaces(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// partOf returns the part that a block is.
func partOf(b doc.Block) Part {
	switch b.(type) {
	case *doc.Heading:
		return HeadingPart
	case *doc.List:
		return ListPart
	case *doc.Item:
		return ItemPart
	case *doc.Quote:
		return QuotePart
	case *doc.Table:
		return TablePart
	case *doc.Picture:
		return PicturePart
	default:
		return ParagraphPart
	}
}

// words names a place as running text would: "paragraph 12", "section II.A". What has no number is named by what it stands below.
func (p *Place) words(l *style.Language) string {
	say := func(noun style.Noun, number string) string {
		if noun.One == "" {
			return number
		}
		return noun.One + "\u00a0" + number
	}
	var refs style.ReferenceWords
	if l != nil {
		refs = l.References
	}
	number := p.Number
	if number == "" {
		number = p.Near
	}
	switch h, _ := p.Block.(*doc.Heading); {
	case h != nil && h.Annex:
		return h.Path
	case h != nil && p.Number != "":
		return say(refs.Section, p.Number)
	case p.Part == TablePart && p.Number != "", p.Part == PicturePart && p.Number != "":
		return p.Number
	case number != "":
		return say(refs.Paragraph, number)
	case p.Heading != "":
		return p.Heading
	default:
		return p.Section
	}
}

// from names a place as one that a block was moved from or to: with the section that it stands in, "II.A, paragraph 12".
func (p *Place) from(l *style.Language) string {
	name, number := p.words(l), p.Number
	if number == "" {
		number = p.Near
	}
	switch {
	case number == "" || p.Part == HeadingPart || strings.Contains(p.Number, ", "): // the number says which annex
		return name
	case p.Under != "":
		return p.Under + ", " + name
	case p.Heading != "" && l != nil:
		return l.Marks.Quotes[0] + p.Heading + l.Marks.Quotes[1] + ", " + name
	}
	return name
}
