package docx

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A place is what the surroundings of a block say of its setting. The zero place is the text itself.
type place struct {
	quote bool
	held  bool        // the last of the blocks must not part from what follows them
	item  *style.Text // of the item that holds the block
}

// blocks writes blocks one below the other.
func (w *writer) blocks(blocks []doc.Block, at place) {
	lying := w.lying(blocks)
	for i, b := range blocks {
		w.under(doc.BaseOf(b).Revision, func() {
			w.turn(lying[i])
			w.startBlock(b)
			at := at
			at.held = i+1 == len(blocks) && at.held || i+1 < len(blocks) && isForm(blocks[i+1])
			w.block(b, at, at.held || i+1 < len(blocks) && introduced(blocks[i+1]))
			w.endBlock(b)
		})
	}
}

// startBlock says where a block begins, for what refers to it.
func (w *writer) startBlock(b doc.Block) {
	name := w.names.blocks[b]
	if name == nil {
		w.fail("block %q has no name", b.Ident())
		return
	}
	w.wait(name)
	w.noteMove(doc.BaseOf(b).Revision)
}

// endBlock drops the bookmark of a block in which no paragraph was in all the reports that have it: a list whose items were all replaced.
func (w *writer) endBlock(b doc.Block) {
	name := w.names.blocks[b]
	w.waiting = slices.DeleteFunc(w.waiting, func(b waiting) bool { return name != nil && b.name == name.whole })
}

// block writes a block; introduces tells that it stays with what follows.
func (w *writer) block(b doc.Block, at place, introduces bool) {
	switch b := b.(type) {
	case *doc.Heading:
		w.heading(b)
	case *doc.Paragraph:
		w.paragraph(b, at, introduces)
	case *doc.List:
		w.list(b, at)
	case *doc.Quote:
		at.quote = true
		w.blocks(b.Blocks, at)
	case *doc.Table:
		w.table(b)
	case *doc.Picture:
		w.picture(b)
	default:
		w.fail("%T among the blocks", b)
	}
}

// lastBlock returns what ends the text: a paragraph, item, table or picture. The end rule must not part from it.
func lastBlock(blocks []doc.Block) doc.Block {
	if len(blocks) == 0 {
		return nil
	}
	switch b := blocks[len(blocks)-1].(type) {
	case *doc.Quote:
		return lastBlock(b.Blocks)
	case *doc.List:
		if len(b.Items) == 0 {
			return nil
		}
		item := b.Items[len(b.Items)-1]
		if len(item.Blocks) > 0 {
			return lastBlock(item.Blocks)
		}
		return item
	default:
		return b
	}
}

// heading writes a heading. The styles of the template carry no outline level; ours do, so that headings lead through the file.
func (w *writer) heading(h *doc.Heading) {
	t := w.sheet.Headings[min(max(h.Level, 1), len(w.sheet.Headings))-1]
	p := w.begin(w.body, t, func(pp *paragraphProperties) {
		pp.outline = h.Level
		pp.pageBreak = h.Annex
		w.bar(pp, h)
		w.count(pp, h)
	})
	switch {
	case w.counts(h):
	case h.Annex: // "Annex I" is too wide for the column of numbers; it takes the line above the title
		p.number(h, p.base)
		if len(h.Inlines) > 0 {
			p.leaf(p.base, "w:br")
		}
	default:
		p.marker(t, h)
	}
	p.title(h)
	p.finish()
}

// The room in points between the bar of a block whose translation is out of date and its text. The number of a heading ends where the text of
// others begins, so that its bar stands as far out as Word lets it.
const (
	barSpace        = 8
	headingBarSpace = 31
)

// bar draws a line beside a block whose translation is out of date, as heavy as the bar of a change.
func (w *writer) bar(pp *paragraphProperties, b doc.Block) {
	if doc.BaseOf(b).Stale {
		pp.side = rule{weight: int(8*w.sheet.Redline.Bar.Points() + 0.5), space: barSpace}
		if _, ok := b.(*doc.Heading); ok {
			pp.side.space = headingBarSpace
		}
	}
}

// introduced reports whether the end of the words above b must stay with it: a list or quotation.
func introduced(b doc.Block) bool {
	switch b.(type) {
	case *doc.List, *doc.Quote:
		return true
	}
	return false
}

// isForm reports whether b is a table to be filled in, which stays with the question above it.
func isForm(b doc.Block) bool {
	t, ok := b.(*doc.Table)
	return ok && t.Form
}

// paragraph writes a paragraph, with its number if it has one; introduces tells that it stays with what follows.
func (w *writer) paragraph(b *doc.Paragraph, at place, introduces bool) {
	t := w.sheet.Body
	switch {
	case at.item != nil:
		t = *at.item
		t.First = t.Text - t.Left // a second paragraph begins where the text after the letter does
		t.Marker, t.MarkerEnd, t.Text = 0, false, 0
	case at.quote:
		t = w.sheet.Quote
	}
	p := w.begin(w.body, t, func(pp *paragraphProperties) {
		pp.keepNext = pp.keepNext || introduces || doc.Block(b) == w.last
		w.bar(pp, b)
		w.count(pp, b)
	})
	if (newer.labelOf(b) != "" || older.labelOf(b) != "") && !w.counts(b) {
		p.marker(t, b)
	}
	p.inlines(b.Inlines, p.base)
	p.finish()
}

// list writes the items of a list.
func (w *writer) list(l *doc.List, at place) {
	levels := w.sheet.Bullets
	if l.Ordered {
		levels = w.sheet.Items
	}
	t := levels[min(max(l.Depth, 1), len(levels))-1]
	if at.quote {
		t = quoted(t, w.sheet)
	}
	for _, it := range l.Items {
		w.under(it.Revision, func() { w.item(it, t, at) })
	}
}

// item writes an item of a list, whose text is t.
func (w *writer) item(it *doc.Item, t style.Text, at place) {
	w.startBlock(it)
	p := w.begin(w.body, t, func(pp *paragraphProperties) {
		pp.keepNext = pp.keepNext || doc.Block(it) == w.last
		w.bar(pp, it)
		w.count(pp, it)
	})
	if !w.counts(it) {
		p.marker(t, it)
	}
	p.inlines(it.Inlines, p.base)
	p.finish()
	at.item = &t
	w.blocks(it.Blocks, at)
}

// quoted moves the text of an item to its place in a quotation.
func quoted(t style.Text, s *style.Sheet) style.Text {
	shift := s.Quote.Left - s.Body.Left
	t.Left += shift
	t.Marker += shift
	t.Text += shift
	t.Right = s.Quote.Right
	t.Size, t.Line, t.Exact, t.Word = s.Quote.Size, s.Quote.Line, s.Quote.Exact, s.Quote.Word
	return t
}

// marker writes the number or letter of a block and the tabs around it. A heading without number keeps its tabs, so that its text stands
// where all headings have it.
func (p *paragraph) marker(t style.Text, b doc.Block) {
	if leads(t) {
		p.tab()
	}
	p.number(b, p.base)
	p.tab()
}

// number writes the number or letter of a block as text; what references repeat of it stands in a bookmark. The number of a table, figure or
// annex is a field that counts.
func (p *paragraph) number(b doc.Block, r runProperties) {
	before, number, after := markerOf(b, newer.labelOf(b))
	wasBefore, wasNumber, wasAfter := markerOf(b, older.labelOf(b))
	words := func(now, was string) { p.either(now, was, func(s string) { p.text(s, r) }) }
	write := func() { words(number, wasNumber) }
	if kind := counting(b); kind != "" && !p.w.sheet.LiteralNumbers {
		write = func() {
			p.either(number, wasNumber, func(s string) {
				series := before
				if p.revision != nil && p.revision.Kind == doc.Deleted {
					series = wasBefore
				}
				if s != "" {
					p.field("SEQ "+sequence(series)+` \* `+kind, s, r)
				}
			})
		}
	}
	words(before, wasBefore)
	if name := p.w.names.blocks[b].number; name != "" {
		p.marked(name, write)
	} else {
		write()
	}
	words(after, wasAfter)
}

// sequence is the name of the series to which a label belongs: Word takes one word.
func sequence(label string) string { return strings.Join(strings.Fields(label), "_") } // a no-break space is a space here

// counting is how Word writes the numbers of the series of a block (ECMA-376, part 1, 17.16.4.3); empty for a block whose number stands in a
// numbering.
func counting(b doc.Block) string {
	switch b.(type) {
	case *doc.Table, *doc.Picture:
		return "ARABIC"
	case *doc.Heading:
		return "ROMAN"
	}
	return ""
}

// title writes the words of a heading; a reference to one without number repeats them.
func (p *paragraph) title(h *doc.Heading) {
	write := func() { p.inlines(h.Inlines, p.base) }
	if name := p.w.names.blocks[h].title; name != "" {
		p.marked(name, write)
	} else {
		write()
	}
}

// counts reports whether Word counts the block.
func (w *writer) counts(b doc.Block) bool {
	_, ok := w.numberings.blocks[b]
	return ok
}

// count puts the paragraph of a block into its numbering, which says where number and text stand.
func (w *writer) count(pp *paragraphProperties, b doc.Block) {
	at, ok := w.numberings.blocks[b]
	if !ok {
		return
	}
	given := w.styles.of(pp.style).para
	pp.number, pp.left, pp.first, pp.tabs = at, given.left, given.first, given.tabs
	pp.was = w.numberings.was[b]
}
