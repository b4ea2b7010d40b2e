package typeset

import (
	"fmt"
	"slices"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A setter makes the galley of one report.
type setter struct {
	report   *doc.Report
	sheet    *style.Sheet
	families []*Family
	frame    float64 // left edge of the text frame

	shaper     *shaper
	breaks     breaker
	fit        fitter
	atomBuffer []atom
	rowBuffer  []int32 // of the pen
	found      diag.List

	revision *doc.Revision // of all that is being set, nil where it is not changed as a whole
	moved    string        // what the next words are to say first: where they have moved from or to
	movedAt  diag.Span     // and the source of that

	root    *Element
	places  map[doc.ID]*Place   // of every block and note that a reference can lead to
	known   map[*doc.Note]*note // the notes that are set
	calls   map[*Element]*note  // by the link from the mark that calls them first
	ids     int                 // of elements given so far
	outline []Bookmark
	level   int // of the last heading

	galley []*slab
	after  float64 // space below the last slab
	keep   bool    // the next slab stays with the last one
	follow int     // so many slabs more stay with a heading, whatever blocks they belong to
	turn   bool    // the next slab begins a page
}

// A context is where blocks stand.
type context struct {
	parent *Element
	text   style.Text   // of paragraphs
	shift  style.Length // of the left edge of lists from where the sheet has it
	narrow style.Length // of their right edge
}

// Set sets a report in pages and hands each of them to draw, in order, as soon as it is assembled; no page is kept. Elements that a page
// refers to are whole, and places known, only after the last page. Findings are about characters that no font has.
func Set(r *doc.Report, s *style.Sheet, families []*Family, draw func(*Page)) (*Document, diag.List) {
	t := &setter{
		report: r, sheet: s, families: families, frame: s.Page.Left.Points(),
		shaper: newShaper(families, s.Language.Tag), fit: newFitter(s.Lines), root: &Element{Role: RoleDocument, attached: true},
		places: map[doc.ID]*Place{}, known: map[*doc.Note]*note{}, calls: map[*Element]*note{},
	}
	t.register()
	preface := t.preface(draw)
	binder := newBinder(t, t.front(), draw)
	binder.first, binder.index = preface, preface
	for i := range r.Blocks {
		binder.advance()
		t.block(r.Blocks, i, context{parent: t.root, text: s.Body})
	}
	t.endRule()
	binder.finish()
	return &Document{Language: s.Language.Tag, Root: t.root, Outline: t.outline, Fonts: t.shaper.used(), Preface: preface}, t.found
}

// preface sets the pages before the first one, as a galley of their own, and returns how many they are.
func (t *setter) preface(draw func(*Page)) int {
	if len(t.report.Preface) == 0 {
		return 0
	}
	binder := newBinder(t, &slab{height: t.sheet.Page.Top.Points()}, draw)
	binder.preface = true
	t.blocks(t.report.Preface, context{parent: t.root, text: t.sheet.Body})
	binder.finish()
	t.galley, t.after, t.keep, t.follow, t.turn = nil, 0, false, 0, false
	return binder.index
}

// register makes a place for everything that a reference can lead to.
func (t *setter) register() {
	doc.Walk(slices.Concat(t.report.Preface, t.report.Blocks), func(b doc.Block) bool {
		t.places[b.Ident()] = &Place{}
		return true
	})
	for _, n := range t.report.Notes {
		t.places[n.ID] = &Place{}
	}
}

// id returns a name for an element that no other element has.
func (t *setter) id(kind string) string {
	t.ids++
	return fmt.Sprintf("%s-%05d", kind, t.ids)
}

// add appends slabs to the galley with space above the first and below the last.
func (t *setter) add(slabs []*slab, before, after style.Length) {
	if len(slabs) == 0 {
		return
	}
	top := slabs[0]
	top.before += t.after + before.Points()
	if t.keep {
		top.tie = tight
	}
	for _, l := range slabs[:min(t.follow, len(slabs))] {
		if l.tie == loose {
			l.tie = tight
		}
	}
	t.follow = max(0, t.follow-len(slabs))
	if t.turn {
		top.tie, t.follow = fresh, 0
	}
	t.keep, t.turn = false, false
	t.after = after.Points()
	t.galley = append(t.galley, slabs...)
}

// at makes the first slab the place of b.
func (t *setter) at(b doc.Block, slabs []*slab) *Place {
	place := t.places[b.Ident()]
	if len(slabs) > 0 && place != nil {
		slabs[0].places = append(slabs[0].places, place)
	}
	return place
}

func (t *setter) blocks(blocks []doc.Block, in context) {
	for i := range blocks {
		t.block(blocks, i, in)
	}
}

// block sets blocks[i].
func (t *setter) block(blocks []doc.Block, i int, in context) {
	defer t.enterBlock(blocks[i])()
	defer t.barred(blocks[i])()
	switch b := blocks[i].(type) {
	case *doc.Heading:
		t.heading(b, in)
	case *doc.Paragraph:
		t.paragraph(b, para{style: in.text, inlines: b.Inlines, marker: b.Label, was: b.Was, element: within(in.parent, RoleParagraph)})
		if i+1 < len(blocks) {
			t.introduce(blocks[i+1])
		}
	case *doc.List:
		t.list(b, in)
	case *doc.Quote:
		quote, body := t.sheet.Quote, t.sheet.Body
		first := len(t.galley)
		t.blocks(b.Blocks, context{
			parent: within(in.parent, RoleQuote), text: moved(quote, in.shift, in.narrow),
			shift: in.shift + quote.Left - body.Left, narrow: in.narrow + quote.Right - body.Right,
		})
		t.at(b, t.galley[first:])
	case *doc.Table:
		t.table(b, in)
	case *doc.Picture:
		t.picture(b, in)
	default:
		panic(fmt.Sprintf("typeset: no way to set %T", b))
	}
}

// introduce lets the end of the words just set stay with the list or quotation that they introduce.
func (t *setter) introduce(next doc.Block) {
	switch next.(type) {
	case *doc.List, *doc.Quote:
		t.keep = true
	}
}

// moved returns s with its left edges shifted and its right edge drawn in.
func moved(s style.Text, shift, narrow style.Length) style.Text {
	s.Left += shift
	s.Marker += shift
	s.Text += shift
	s.Right += narrow
	return s
}

// A para is a paragraph to set: its text and what stands before it.
type para struct {
	style   style.Text
	inlines []doc.Inline
	marker  string
	was     string   // the marker in the older report, where that differs
	label   *Element // of the marker; nil where it is part of the paragraph
	element *Element
}

// paragraph sets one paragraph and adds it to the galley.
func (t *setter) paragraph(b doc.Block, p para) []*slab {
	slabs := t.para(p)
	t.at(b, slabs)
	t.add(slabs, p.style.Before, p.style.After)
	t.keep = p.style.KeepNext
	return slabs
}

// para sets one paragraph.
func (t *setter) para(p para) []*slab { return t.paraOf(p, t.read(p.inlines, p.style, p.element)) }

// paraOf sets one paragraph whose inlines have been read.
func (t *setter) paraOf(p para, text *passage) []*slab {
	s := p.style
	m := t.measureOf(s)
	if s.MarkerEnd { // what has no number stands where the text after a number does
		m.first = s.Text.Points()
	}
	head := &slab{}
	if p.marker != "" {
		m.first = max(s.Text.Points(), t.marker(head, p)+s.Size.Points()/3)
	} else if p.was != "" {
		t.marker(head, p)
	}
	slabs := t.lines(text, s, m)
	slabs[0].marks = append(head.marks, slabs[0].marks...)
	slabs[0].changed = slabs[0].changed || head.changed
	last := slabs[len(slabs)-1]
	for _, n := range text.notes {
		last.closing = append(last.closing, n.element)
	}
	return slabs
}

// marker draws the number or letter of a paragraph and returns where it ends, from the left of the frame.
func (t *setter) marker(l *slab, p para) float64 {
	element := p.label
	if element == nil {
		element = p.element
	}
	_, base := lineBox(p.style, t.families[0])
	words, x := t.plain(p.marker, p.style, element), t.frame+p.style.Marker.Points()
	start, end := t.startOf(words, x, p.style.MarkerEnd), x
	if p.marker != "" {
		end = t.words(l, words, start, base, false)
		t.words(l, t.blank(p.style, element), end, base, false)
	}
	t.former(l, p.was, p.style, p.element, start, base)
	return end - t.frame
}

// heading sets a heading. The number of an annex has a line of its own, flush with the frame.
func (t *setter) heading(h *doc.Heading, in context) {
	s := t.sheet.Headings[min(h.Level, len(t.sheet.Headings))-1]
	t.level = min(h.Level, t.level+1)
	element := within(in.parent, RoleHeading)
	element.Level = uint8(t.level)
	p := para{style: s, inlines: h.Inlines, marker: h.Number, was: h.Was, element: element}
	text := t.read(h.Inlines, s, element)
	title := t.heard(text)
	if h.Was != "" {
		words := t.sheet.Language.Redline
		title = words.Formerly + h.Was + words.End + " " + title
	}
	if h.Number != "" {
		title = h.Number + " " + title
	}
	var slabs []*slab
	if h.Annex {
		t.turn = true
		number := &slab{}
		var base float64
		number.height, base = lineBox(s, t.families[0])
		end := t.words(number, t.plain(h.Number, s, element), t.frame, base, false)
		t.words(number, t.blank(s, element), end, base, false)
		if h.Was != "" { // behind the number, for before it there is no room
			t.former(number, h.Was, s, element, end+s.Size.Points()*8, base)
		}
		p.marker, p.was = "", ""
		slabs = t.paraOf(p, text)
		slabs[0].before, slabs[0].tie = s.After.Points(), tight
		slabs = append([]*slab{number}, slabs...)
	} else {
		slabs = t.paraOf(p, text)
	}
	t.outline = append(t.outline, Bookmark{Level: t.level, Title: title, To: t.at(h, slabs)})
	t.follow = 0
	t.add(slabs, s.Before, s.After)
	if s.KeepNext {
		t.keep, t.follow = true, 2
	}
}

// list sets subparagraphs or bullets.
func (t *setter) list(b *doc.List, in context) {
	depth := min(max(b.Depth, 1), len(t.sheet.Items)) - 1
	s := t.sheet.Bullets[depth]
	element := within(in.parent, RoleList)
	if b.Ordered {
		s = t.sheet.Items[depth]
		element.Numbering = numberingOf(t.sheet.Language.Markers.Items[depth])
	}
	s = moved(s, in.shift, in.narrow)
	for _, it := range b.Items {
		leave := t.enterBlock(it)
		bar := t.barred(it)
		item := within(element, RoleItem)
		label, body := within(item, RoleLabel), within(item, RoleBody)
		slabs := t.paragraph(it, para{style: s, inlines: it.Inlines, marker: it.Marker, was: it.Was, label: label, element: within(body, RoleParagraph)})
		if it == b.Items[0] {
			slabs[0].places = append(slabs[0].places, t.places[b.Ident()])
		}
		more := s
		more.First = s.Text - s.Left // a second paragraph begins where the text after the letter does
		if len(it.Blocks) > 0 {
			t.introduce(it.Blocks[0])
		}
		t.blocks(it.Blocks, context{body, more, in.shift, in.narrow})
		bar()
		leave()
	}
}

func numberingOf(sample string) Numbering {
	for _, c := range sample {
		switch c {
		case '1':
			return Decimal
		case 'a':
			return LowerAlpha
		case 'A':
			return UpperAlpha
		case 'i':
			return LowerRoman
		case 'I':
			return UpperRoman
		}
	}
	return Unordered
}

// endRule closes the report with a short rule that stays with the last lines.
func (t *setter) endRule() {
	r := t.sheet.EndRule
	x := t.frame + (t.sheet.Page.Frame()-r.Width).Points()/2
	rule := &slab{height: r.Weight.Points(), tie: tight}
	rule.put(nil, &Rule{X: x, Width: r.Width.Points(), Weight: r.Weight.Points()})
	t.after = 0
	t.add([]*slab{rule}, r.Before, 0)
}
