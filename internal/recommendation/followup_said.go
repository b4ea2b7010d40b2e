package recommendation

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/doc"
)

// Said is a passage of the last report: "paragraph 72" and its text.
type Said struct {
	Place string
	Text  string

	number int // of a whole numbered paragraph of the body; 0 for any other passage
}

// said returns the passages that answer an item, each once: first those that answer it by itself, then those that answer what it is part of.
func (q *Questionnaire) said(c *Coverage, it *Item) []Said {
	p := passages{Questionnaire: q, report: c.Report, seen: map[doc.Block]bool{}}
	for above := it; above != nil; above = above.Parent {
		for _, a := range c.Line(above).Answers {
			p.answer(a)
		}
	}
	return p.all
}

// passages gathers what the report says.
type passages struct {
	*Questionnaire
	report *doc.Report
	all    []Said
	seen   map[doc.Block]bool
}

// add adds a passage that begins with a block, unless it is there.
func (p *passages) add(b doc.Block, s Said) {
	if b != nil && p.seen[b] {
		return
	}
	p.seen[b] = true
	p.all = append(p.all, s)
}

// answer adds the passages of a place: of a heading or a section all that stands below it, paragraph by paragraph; of a paragraph those
// that go on with it as well.
func (p *passages) answer(a Answer) {
	switch b := a.Block.(type) {
	case *doc.Table:
		p.add(b, Said{Place: p.place(a), Text: tableText(b)})
		return
	case *doc.Picture:
		p.add(b, Said{Place: p.place(a), Text: oneLine(doc.PlainText(b.Caption.Inlines))})
		return
	case *doc.Item: // its marker is in the name of the place
		p.add(b, Said{Place: p.place(a), Text: strings.TrimPrefix(strings.Join(spoken([]doc.Block{b}), " "), b.Marker+" ")})
	case *doc.Paragraph:
		if a.Place == ParagraphPlace {
			p.paragraph(b)
		}
	}
	if a.Place == HeadingPlace || a.Place == SectionPlace {
		for _, u := range a.paragraphs {
			p.paragraph(u.block)
		}
		if len(a.paragraphs) == 0 {
			p.add(a.Block, Said{Place: p.place(a), Text: strings.Join(spoken(p.unnumbered(a)), " ")})
		}
	}
	for _, next := range a.Follow {
		p.paragraph(next)
	}
}

// paragraph adds a paragraph with all that belongs to it.
func (p *passages) paragraph(b *doc.Paragraph) {
	s := Said{Place: fmt.Sprintf("%s, %d", b.Annex, b.Number), Text: strings.Join(spoken(unitOf(p.report, b)), " ")}
	switch {
	case b.Number == 0: // above the first number of a section
		s.Place = p.sectionOf(b)
	case b.Annex == "":
		s.number = b.Number
		s.Place = fmt.Sprintf("%s\u00a0%d", p.Language.References.Paragraph.One, b.Number)
	}
	p.add(b, s)
}

// sectionOf returns the name of the section that a block of the report stands in.
func (p *passages) sectionOf(b doc.Block) string {
	at := slices.Index(p.report.Blocks, b)
	for i := range p.report.Sections {
		if s := &p.report.Sections[i]; s.Start <= at && at < s.End {
			return s.Name
		}
	}
	return ""
}

// unnumbered returns the blocks of a section, or those below a heading up to the next of its level, where no paragraph has a number.
func (p *passages) unnumbered(a Answer) []doc.Block {
	blocks := p.report.Blocks[a.Section.Start:a.Section.End]
	h, ok := a.Block.(*doc.Heading)
	if !ok {
		return blocks
	}
	start := slices.Index(blocks, doc.Block(h)) + 1
	end := start
	for ; end < len(blocks); end++ {
		if next, ok := blocks[end].(*doc.Heading); ok && next.Level <= h.Level {
			break
		}
	}
	return blocks[start:end]
}

// place names a place of the report: "paragraph 72 (a)", "Table 2", "annex I, 3"; a place without a number by its section.
func (q *Questionnaire) place(a Answer) string {
	_, isItem := a.Block.(*doc.Item)
	switch {
	case a.Number == "":
		return a.Section.Name
	case !isItem || a.Number[0] < '0' || a.Number[0] > '9': // a table, or an item in an annex
		return a.Number
	default:
		return q.Language.References.Paragraph.One + "\u00a0" + strings.ReplaceAll(a.Number, " ", "\u00a0")
	}
}

// above names passages that stand above already: "paragraphs 2, 3 and 5 above", "paragraphs 2 to 5 and Table 1 above".
func (q *Questionnaire) above(said []Said) string {
	said = slices.Clone(said)
	slices.SortStableFunc(said, func(a, b Said) int { return cmp.Compare(a.number, b.number) })
	noun := q.Language.References.Paragraph
	var numbers, others []string
	n := 0 // paragraphs
	for i := 0; i < len(said); {
		first := said[i]
		last := first.number
		for i++; first.number > 0 && i < len(said) && said[i].number == last+1; i++ {
			last++
		}
		switch {
		case first.number == 0:
			others = append(others, first.Place)
			continue
		case last-first.number >= 2:
			numbers = append(numbers, fmt.Sprintf("%d %s %d", first.number, q.Language.References.To, last))
		default:
			for k := first.number; k <= last; k++ {
				numbers = append(numbers, strconv.Itoa(k))
			}
		}
		n += last - first.number + 1
	}
	var all []string
	if n > 0 {
		all = append(all, noun.For(n)+"\u00a0"+q.Language.List(numbers))
	}
	return q.Language.List(append(all, others...)) + " " + strings.Trim(q.Language.References.Above, "*")
}

// unitOf returns a numbered paragraph with the blocks that belong to it, up to the next number or heading.
func unitOf(rep *doc.Report, p *doc.Paragraph) []doc.Block {
	at := slices.Index(rep.Blocks, doc.Block(p))
	if at < 0 {
		return []doc.Block{p}
	}
	end := at + 1
	for ; end < len(rep.Blocks); end++ {
		next, ok := rep.Blocks[end].(*doc.Paragraph)
		if _, heading := rep.Blocks[end].(*doc.Heading); heading || ok && next.Number > 0 {
			break
		}
	}
	return rep.Blocks[at:end]
}

// spoken returns the text of paragraphs and items, each with its marker, without tables and pictures.
func spoken(blocks []doc.Block) []string {
	var all []string
	doc.Walk(blocks, func(b doc.Block) bool {
		text := ""
		switch b := b.(type) {
		case *doc.Paragraph:
			text = doc.PlainText(b.Inlines)
		case *doc.Item:
			text = b.Marker + " " + doc.PlainText(b.Inlines)
		case *doc.Table:
			return false
		}
		if text = oneLine(text); text != "" {
			all = append(all, text)
		}
		return true
	})
	return all
}

// tableText is a table in one line: "Caption: Year | Cases; 2020 | 7".
func tableText(t *doc.Table) string {
	var rows []string
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, oneLine(doc.PlainText(c.Inlines)))
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	text := strings.Join(rows, "; ")
	if caption := oneLine(doc.PlainText(t.Caption.Inlines)); caption != "" {
		text = caption + ": " + text
	}
	return text
}
