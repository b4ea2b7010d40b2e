package recommendation

import (
	"slices"
	"strconv"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// A PlaceKind says what kind of place of the report answers a recommendation.
type PlaceKind string

// The kinds of places.
const (
	ParagraphPlace PlaceKind = "paragraph" // a numbered paragraph with all that belongs to it, or an item of one
	HeadingPlace   PlaceKind = "heading"   // everything below a heading
	FloatPlace     PlaceKind = "table"     // a table or a figure
	SectionPlace   PlaceKind = "section"   // a content file, whose head says so
)

// An Answer is a place of the report that answers a recommendation, or mentions it.
type Answer struct {
	Item    *Item
	Place   PlaceKind
	Block   doc.Block        // the numbered paragraph or another block, an item, the heading, the table; of a section its first numbered paragraph, nil without one
	Section *doc.Section     // of the report
	Mention bool             // it does not answer
	Number  string           // as printed: "17 (a)"; "49–56" below a heading; "annex I, 3"; "Table 2"; empty where nothing has a number
	Follow  []*doc.Paragraph // of a paragraph: the numbered ones that go on with it, under the same heading up to the next that answers something
	Cites   bool             // a source is cited there, or in what follows
	Span    diag.Span        // where the text, or the head of the section, says so

	order      int     // of the place in the report
	unit       *unit   // of a paragraph or an item
	paragraphs []*unit // of a heading or a section
}

// Targets returns the ids of the blocks that make up the place: those of all numbered paragraphs of a section or below a heading.
func (a *Answer) Targets() []doc.ID {
	if a.Place != SectionPlace && a.Place != HeadingPlace {
		return []doc.ID{a.Block.Ident()}
	}
	var ids []doc.ID
	for _, u := range a.paragraphs {
		ids = append(ids, u.block.ID)
	}
	return ids
}

// Holds reports whether the place is a heading or a section, and b is a numbered paragraph below it, an item of one, or a heading with fewer of
// them.
func (a *Answer) Holds(b *Answer) bool {
	if a.Place != SectionPlace && a.Place != HeadingPlace || b.Place == FloatPlace || len(a.paragraphs) == 0 {
		return false
	}
	within := b.paragraphs
	if b.Place == ParagraphPlace {
		within = []*unit{b.unit}
	}
	if len(within) == 0 || len(within) == len(a.paragraphs) && b.Place != ParagraphPlace {
		return false
	}
	for _, u := range within {
		if !slices.Contains(a.paragraphs, u) {
			return false
		}
	}
	return true
}

// Answers returns the places of the report that answer or mention recommendations of r, in reading order. A recommendation that one place
// names several times has one answer there. What the head of a section says it answers counts where no place in the section does.
func Answers(r *Registry, rep *doc.Report) []Answer {
	l := &lookout{registry: r, units: divide(rep)}
	for i := range rep.Sections {
		l.section(rep, &rep.Sections[i])
	}
	l.follow()
	return l.answers
}

// follow finds the paragraphs that go on with answers, and lets the answers cite what is cited there.
func (l *lookout) follow() {
	answers := map[*unit]bool{}
	for i := range l.answers {
		if a := &l.answers[i]; !a.Mention && a.Place == ParagraphPlace {
			answers[l.units.of[a.Block]] = true
		}
	}
	for i := range l.answers {
		a := &l.answers[i]
		u := l.units.of[a.Block]
		if a.Place != ParagraphPlace || u == nil {
			continue
		}
		for _, next := range l.units.all[u.index+1:] {
			if answers[next] || next.part != u.part {
				break
			}
			a.Follow = append(a.Follow, next.block)
			a.Cites = a.Cites || next.cites
		}
	}
}

// lookout goes through the report and looks for references to recommendations.
type lookout struct {
	registry *Registry
	units    *units
	answers  []Answer
	place    Answer // what is known of the place in hand
}

func (l *lookout) section(rep *doc.Report, s *doc.Section) {
	start := len(l.answers)
	for i, b := range rep.Blocks[s.Start:s.End] {
		l.place = Answer{Section: s, order: s.Start + i}
		l.block(b, "")
	}
	all := l.units.sections[s]
	for i, name := range s.Responds {
		it := l.registry.Find(ID(name))
		if it == nil || slices.ContainsFunc(l.answers[start:], func(a Answer) bool { return a.Item == it && !a.Mention }) {
			continue
		}
		a := Answer{Item: it, Place: SectionPlace, Section: s, Number: numbers(all), Cites: anyCites(all), order: s.Start, paragraphs: all}
		if len(all) > 0 {
			a.Block = all[0].block
		}
		if i < len(s.RespondsAt) {
			a.Span = s.RespondsAt[i]
		}
		l.answers = append(l.answers, a)
	}
}

// block looks at a block with all that is in it; markers are those of the items around it.
func (l *lookout) block(b doc.Block, markers string) {
	l.stand(b, markers)
	doc.Texts(b, func(in *[]doc.Inline) { l.inlines(*in) })
	switch b := b.(type) {
	case *doc.List:
		for _, it := range b.Items {
			inner := markers
			if b.Ordered {
				inner += " " + it.Marker
			}
			l.block(it, inner)
		}
	case *doc.Item:
		for _, inside := range b.Blocks {
			l.block(inside, markers)
		}
	case *doc.Quote:
		for _, inside := range b.Blocks {
			l.block(inside, markers)
		}
	case *doc.Table:
		for _, n := range b.Notes {
			l.inlines(n.Inlines)
		}
	}
}

// stand says which place the references in b answer from.
func (l *lookout) stand(b doc.Block, markers string) {
	p := &l.place
	u := l.units.of[b]
	switch b := b.(type) {
	case *doc.Heading:
		below := l.units.below[b]
		p.Place, p.Block, p.Number, p.Cites, p.paragraphs = HeadingPlace, b, numbers(below), anyCites(below), below
		return
	case *doc.Table:
		if b.Caption.Label != "" {
			p.Place, p.Block, p.Number, p.Cites = FloatPlace, b, b.Caption.Label, cites(b)
			return
		}
	case *doc.Picture:
		if b.Caption.Label != "" {
			p.Place, p.Block, p.Number, p.Cites = FloatPlace, b, b.Caption.Label, cites(b)
			return
		}
	}
	p.Place, p.Block, p.Number, p.Cites, p.unit = ParagraphPlace, b, "", cites(b), u
	if u != nil {
		p.Block, p.Number, p.Cites = u.block, numbers([]*unit{u})+markers, u.cites
		if it, ok := b.(*doc.Item); ok && markers != "" {
			p.Block = it
		}
	}
}

// inlines looks for references in a text and in the notes that it calls.
func (l *lookout) inlines(in []doc.Inline) {
	doc.WalkInlines(in, func(in doc.Inline) bool {
		switch in := in.(type) {
		case *doc.Ref:
			if in.Kind == doc.RecommendationRef {
				l.reference(in)
			}
		case *doc.Call:
			if in.Note.Kind == doc.NumberedNote {
				l.inlines(in.Note.Inlines)
			}
		}
		return true
	})
}

func (l *lookout) reference(ref *doc.Ref) {
	for _, target := range ref.Targets {
		a := l.place
		if a.Item = l.registry.Find(ID(target)); a.Item == nil {
			continue
		}
		a.Mention, a.Span = ref.Mention, ref.Span
		same := slices.IndexFunc(l.answers, func(b Answer) bool { return b.Item == a.Item && b.Block == a.Block })
		switch {
		case same < 0:
			l.answers = append(l.answers, a)
		case l.answers[same].Mention && !a.Mention:
			l.answers[same] = a
		}
	}
}

// A unit is a numbered paragraph with all that belongs to it: items, paragraphs that continue it, quotations, tables.
type unit struct {
	block *doc.Paragraph
	cites bool
	index int // in units.all
	part  int // how many headings and beginnings of sections stand above it
}

// units are the numbered paragraphs of a report by what they belong to.
type units struct {
	all      []*unit             // in reading order
	of       map[doc.Block]*unit // of every block, but for headings and what stands above the first numbered paragraph below one
	below    map[*doc.Heading][]*unit
	sections map[*doc.Section][]*unit
}

func divide(rep *doc.Report) *units {
	u := &units{of: map[doc.Block]*unit{}, below: map[*doc.Heading][]*unit{}, sections: map[*doc.Section][]*unit{}}
	var open []*doc.Heading // those that the place in hand stands below
	var now *unit
	part := 0
	for i := range rep.Sections {
		s := &rep.Sections[i]
		part++
		for _, b := range rep.Blocks[s.Start:s.End] {
			switch b := b.(type) {
			case *doc.Heading:
				deeper := func(h *doc.Heading) bool { return h.Level >= b.Level }
				open, now = append(slices.DeleteFunc(open, deeper), b), nil
				part++
				continue
			case *doc.Paragraph:
				if b.Number > 0 {
					now = &unit{block: b, index: len(u.all), part: part}
					u.all = append(u.all, now)
					u.sections[s] = append(u.sections[s], now)
					for _, h := range open {
						u.below[h] = append(u.below[h], now)
					}
				}
			}
			if now == nil {
				continue
			}
			doc.Walk([]doc.Block{b}, func(b doc.Block) bool {
				u.of[b] = now
				now.cites = now.cites || cites(b)
				return true
			})
		}
	}
	return u
}

// numbers are the numbers of paragraphs as printed, consecutive ones as a range: "17", "49–56", "148; annex I, 1–3".
func numbers(all []*unit) string {
	text := ""
	for i := 0; i < len(all); {
		first := all[i].block
		last := first
		for i++; i < len(all) && all[i].block.Annex == first.Annex && all[i].block.Number == last.Number+1; i++ {
			last = all[i].block
		}
		if text != "" {
			text += "; "
		}
		if first.Annex != "" {
			text += first.Annex + ", "
		}
		text += strconv.Itoa(first.Number)
		if last != first {
			text += "–" + strconv.Itoa(last.Number)
		}
	}
	return text
}

func anyCites(all []*unit) bool {
	return slices.ContainsFunc(all, func(u *unit) bool { return u.cites })
}

// cites reports whether the block itself cites a source: in a note that names one of the registry or an address, or in the source line of
// a table or picture.
func cites(b doc.Block) bool {
	found := false
	names := func(in doc.Inline) bool {
		switch in.(type) {
		case *doc.Cited, *doc.Link:
			found = true
		}
		return !found
	}
	doc.Texts(b, func(in *[]doc.Inline) {
		doc.WalkInlines(*in, func(in doc.Inline) bool {
			if c, ok := in.(*doc.Call); ok {
				doc.WalkInlines(c.Note.Inlines, names)
			}
			return !found
		})
	})
	source := func(l doc.TextLine) bool { return l.Role == doc.SourceLine }
	switch b := b.(type) {
	case *doc.Table:
		found = found || slices.ContainsFunc(b.Caption.Lines, source)
	case *doc.Picture:
		found = found || slices.ContainsFunc(b.Caption.Lines, source)
	}
	return found
}
