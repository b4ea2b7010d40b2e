package redline

import (
	"bytes"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// A slot is where a deleted block comes to stand: at the beginning of what is inserted into section of that index, or behind it, under the
// name of a section that is no more.
type slot struct {
	section int
	gone    string // empty for none
}

// sections compares the bodies. The marked report has the sections of the newer one, and those of the older one that are no more where their
// text stood.
func (c *comparer) sections() {
	c.out.Blocks, c.out.Sections = nil, nil
	b := &sectioning{comparer: c, index: map[string]int{}}
	for i, s := range c.new.Sections {
		b.index[s.Name] = i
	}
	s := &stretch{comparer: c, a: c.body, old: c.old.Blocks, new: c.new.Blocks, put: func(blocks ...doc.Block) { c.out.Blocks = append(c.out.Blocks, blocks...) }}
	s.numberRuns()
	b.stretch = s
	b.current = -1
	c.body.each(
		func(i int) { b.deleted = append(b.deleted, i) },
		func(k int) { b.inserted = append(b.inserted, k) },
		func(i, k int) {
			at := b.sectionOf(c.new.Sections, k)
			b.flush(at)
			b.enter(at)
			s.both(i, k)
		})
	b.flush(len(c.new.Sections))
	b.enter(len(c.new.Sections) - 1)
	b.closeLast()
}

// sectioning puts blocks into sections.
type sectioning struct {
	*comparer
	stretch           *stretch
	index             map[string]int // of the sections of the newer report, by name
	current           int            // the section of the newer report that is open, or the last one that was; -1 for none
	deleted, inserted []int          // what waits for the next block that stays
	gone              []string       // sections of the older report that are no more and have been opened
}

func (b *sectioning) sectionOf(sections []doc.Section, i int) int {
	at, _ := slices.BinarySearchFunc(sections, i, func(s doc.Section, i int) int {
		if s.End <= i {
			return -1
		}
		return 1
	})
	return at
}

// flush puts the blocks that wait, before a block that stays in the section of index next of the newer report.
func (b *sectioning) flush(next int) {
	slots := make([]slot, len(b.deleted))
	at := slot{section: max(b.current, 0)}
	for n, i := range b.deleted {
		name := ""
		if s := b.sectionOf(b.old.Sections, i); s < len(b.old.Sections) {
			name = b.old.Sections[s].Name
		}
		k, stays := b.index[name]
		switch {
		case stays && k > at.section && k <= next:
			at = slot{section: k}
		case !stays && name != "" && at.section < next && !slices.Contains(b.gone, name):
			at.gone = name
			b.gone = append(b.gone, name)
		}
		slots[n] = at
	}
	d, k := 0, 0
	for section := max(b.current, 0); section <= next; section++ {
		if d < len(slots) && slots[d].section == section || k < len(b.inserted) && b.sectionOf(b.new.Sections, b.inserted[k]) == section {
			b.enter(section)
		}
		for ; d < len(slots) && slots[d] == (slot{section: section}); d++ {
			b.stretch.deleted(b.deleted[d])
		}
		for ; k < len(b.inserted) && b.sectionOf(b.new.Sections, b.inserted[k]) == section; k++ {
			b.stretch.inserted(b.inserted[k])
		}
		for ; d < len(slots) && slots[d].section == section; d++ {
			b.enterGone(slots[d].gone)
			b.stretch.deleted(b.deleted[d])
		}
	}
	b.deleted, b.inserted = b.deleted[:0], b.inserted[:0]
}

func (b *sectioning) closeLast() {
	if n := len(b.out.Sections); n > 0 {
		b.out.Sections[n-1].End = len(b.out.Blocks)
	}
}

// enter opens sections of the newer report up to the one of that index.
func (b *sectioning) enter(section int) {
	for b.current < min(section, len(b.new.Sections)-1) {
		b.current++
		b.open(b.new.Sections[b.current])
		b.frontMatter(&b.new.Sections[b.current])
	}
}

// enterGone opens a section of the older report that the newer one does not have.
func (b *sectioning) enterGone(name string) {
	if n := len(b.out.Sections); n > 0 && b.out.Sections[n-1].Name == name {
		return
	}
	i := slices.IndexFunc(b.old.Sections, func(s doc.Section) bool { return s.Name == name })
	b.open(b.old.Sections[i])
}

func (b *sectioning) open(s doc.Section) {
	b.closeLast()
	s.Start = len(b.out.Blocks)
	b.out.Sections = append(b.out.Sections, s)
}

// frontMatter compares what stands above the text of a section.
func (b *sectioning) frontMatter(new *doc.Section) {
	i := slices.IndexFunc(b.old.Sections, func(s doc.Section) bool { return s.Name == new.Name })
	if i < 0 {
		return
	}
	old := &b.old.Sections[i]
	change := Change{Kind: Changed, Old: []Place{sectionPlace(old)}, New: []Place{sectionPlace(new)}, SectionAnswers: new.Responds}
	for _, f := range []struct{ name, old, new string }{
		{"status", old.Status, new.Status}, {"owner", old.Owner, new.Owner}, {"responds", answers(old), answers(new)},
	} {
		change.Passages = append(change.Passages, b.field(f.name, f.old, f.new, change.Old[0].Span, change.New[0].Span)...)
	}
	if len(change.Passages) > 0 {
		change.By = b.by(change.Old[0].Span, change.New[0].Span)
		b.change(change)
	}
}

// answers is what a section responds to, in words; an empty list says that it answers nothing.
func answers(s *doc.Section) string {
	if s.Responds != nil && len(s.Responds) == 0 {
		return "[]"
	}
	return strings.Join(s.Responds, ", ")
}

// sectionPlace is the place of the front matter of a section: from the beginning of its file to its first block.
func sectionPlace(s *doc.Section) Place {
	p := Place{Part: SectionPart, Section: s.Name}
	if mark := []byte("\n+++"); s.File != nil && bytes.HasPrefix(s.File.Src, mark[1:]) {
		head, _, _ := bytes.Cut(s.File.Src, mark)
		p.Span = s.File.Span(0, min(len(head)+len(mark), len(s.File.Src)))
	}
	return p
}

// field compares a string that is no running text. It yields no passage where nothing differs.
func (c *comparer) field(name, old, new string, from, to diag.Span) []Passage {
	if old == new {
		return nil
	}
	text := func(s string) []doc.Inline {
		if s == "" {
			return nil
		}
		return []doc.Inline{&doc.Text{Value: s}}
	}
	inlines, _ := c.text(text(old), text(new), from, to)
	p := newPassage(FieldOwner, inlines)
	p.Name = name
	return []Passage{p}
}

// front compares the first pages.
func (c *comparer) front() {
	old, new := &c.old.Front, &c.new.Front
	out := *new
	change := Change{Kind: Changed, Old: []Place{{Part: FrontPart}}, New: []Place{{Part: FrontPart}}}
	was, now := frontFields(old), frontFields(new)
	var from, to diag.Span
	if len(old.Title) > 0 && len(new.Title) > 0 {
		from, to = old.Title[0].Where(), new.Title[0].Where()
	}
	change.Old[0].Span, change.New[0].Span = from, to
	for i, f := range now {
		passages := c.field(f[0], was[i][1], f[1], from, to)
		if len(passages) > 0 {
			before := *old
			before.Title, before.TitleNotes = nil, nil
			out.Was = &before
		}
		change.Passages = append(change.Passages, passages...)
	}
	out.TitleNotes = c.letteredNotes(old.TitleNotes, new.TitleNotes)
	out.Title, _ = c.text(old.Title, new.Title, from, to)
	c.out.Front = out
	title := c.passagesOf(FieldOwner, out.Title)
	for i := range title {
		if title[i].Owner == FieldOwner {
			title[i].Name = "title"
		}
	}
	if change.Passages = append(change.Passages, title...); len(change.Passages) > 0 {
		change.By = c.by(from, to)
		c.change(change)
	}
}

// frontFields are the printed strings of a first page by name.
func frontFields(f *doc.Front) [][2]string {
	lines := func(s []string) string { return strings.Join(s, "\n") }
	return [][2]string{
		{"organization", f.Organization}, {"symbol", f.Symbol}, {"treaty", lines(f.Treaty)}, {"distribution", lines(f.Distribution)},
		{"committee", lines(f.Committee)}, {"received", f.Received},
	}
}
