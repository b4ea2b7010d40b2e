package docx

import (
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// Live numbers: Word counts the paragraphs, headings and items itself, so that they stay right when the text is edited there. What it will
// print is what the report prints: this file counts along as Word does (ECMA-376, part 1, 17.9), and where Word would go on to another
// number than that of the report (a heading below one without number, a second list in one item, an annex), the block begins a numbering of
// its own that starts there. A number that no numbering of Word can print stays text.

// A counted is the place of a block in the numberings of the file.
type counted struct {
	num   int // id of the numbering, from 1; 0 for a block whose number is text
	level int // from 0
}

// numberings are all that the part word/numbering.xml holds. In a file with numbers as text there are none.
type numberings struct {
	series []*series
	starts []start // the numbering of id i+1
	blocks map[doc.Block]counted

	paragraphs, headings, items, bullets *series
}

// A series is an abstract numbering: levels whose numbers are counted together.
type series struct {
	id       int
	unique   string // tells series of different files apart when text is copied from one to another
	levels   []numberLevel
	counters []int // what Word has counted on each level
	nums     []int // the numbering in force on each level; 0 for none yet
	// skipped are the levels that have no number yet while a level below them has. Programs do not agree whether such a level stands at 0 or at 1.
	skipped []bool
}

// A numberLevel is how the numbers of one level look and where they stand.
type numberLevel struct {
	sample string // "(a)", "1.", "•"
	text   style.Text
	owner  string // id of the style whose paragraphs have the number of this level unless they say otherwise; empty for none
}

// A start is a numbering: a series that begins on one level with a number of its own.
type start struct {
	series *series
	level  int
	at     int // 0 where it goes on from what the series has counted
}

// paragraphList is the series of numbered paragraphs, which all levels of the report share.
const paragraphList = "2A5C1E01"

// makeNumberings counts through the report.
func makeNumberings(r *doc.Report, s *style.Sheet) *numberings {
	n := &numberings{blocks: map[doc.Block]counted{}}
	if s.LiteralNumbers {
		return n
	}
	markers := s.Language.Markers
	n.paragraphs = n.add(paragraphList, []string{markers.Paragraph}, []style.Text{s.Body})
	n.headings = n.add("2A5C1E02", markers.Headings, s.Headings)
	n.items = n.add("2A5C1E03", markers.Items, s.Items)
	bullets := make([]string, len(s.Bullets))
	for i := range bullets {
		bullets[i] = bullet
	}
	n.bullets = n.add("2A5C1E04", bullets, s.Bullets)
	n.begin(n.bullets, 0, 0)
	for i := range n.bullets.levels { // several levels share the last style
		if l := &n.bullets.levels[i]; i == 0 || s.Bullets[i-1].Word.ID != l.text.Word.ID {
			l.owner = l.text.Word.ID
		}
	}
	n.walk(r.Blocks)
	return n
}

// owned is the numbering that the style of that id gives to its paragraphs, the zero value for none: the template has its bullets in styles.
// Other styles set paragraphs with and without number, so those name their numbering themselves.
func (n *numberings) owned(id string) counted {
	if n.bullets != nil {
		for i, l := range n.bullets.levels {
			if l.owner == id && id != "" {
				return counted{n.bullets.nums[0], i}
			}
		}
	}
	return counted{}
}

// bullet is the marker of items without number.
const bullet = "•"

func (n *numberings) add(unique string, samples []string, texts []style.Text) *series {
	s := &series{id: len(n.series), unique: unique, counters: make([]int, len(texts)), nums: make([]int, len(texts)), skipped: make([]bool, len(texts))}
	for i, t := range texts {
		s.levels = append(s.levels, numberLevel{sample: samples[min(i, len(samples)-1)], text: t})
	}
	n.series = append(n.series, s)
	return s
}

// begin makes a numbering that starts with at on that level, and puts it in force there and on the levels below.
func (n *numberings) begin(s *series, level, at int) {
	n.starts = append(n.starts, start{s, level, at})
	for i := level; i < len(s.nums); i++ {
		s.nums[i] = len(n.starts)
	}
}

// count counts b as number at of its level, as Word would. A list or an annex that begins with its first number thus gets a numbering of its
// own, and what is added to it in Word does not count in the next.
func (n *numberings) count(b doc.Block, s *series, level, at int) {
	switch {
	case s.nums[level] == 0 && at == 1:
		n.begin(s, level, 0)
	case s.counters[level]+1 != at, s.skipped[level]:
		n.begin(s, level, at)
	}
	s.counters[level] = at
	clear(s.skipped[level:])
	for i := range level {
		s.skipped[i] = s.counters[i] == 0
	}
	clear(s.counters[level+1:])
	for i := level + 1; i < len(s.nums); i++ {
		s.nums[i] = s.nums[level]
	}
	n.blocks[b] = counted{s.nums[level], level}
}

func (n *numberings) walk(blocks []doc.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			n.heading(b)
		case *doc.Paragraph:
			if b.Number > 0 && b.Label == style.Marker(n.paragraphs.levels[0].sample, b.Number) {
				n.count(b, n.paragraphs, 0, b.Number)
			}
		case *doc.List:
			n.list(b)
		}
	}
}

// heading counts a heading of the text. That of an annex has the number in its own line, which no numbering of Word can do.
func (n *numberings) heading(h *doc.Heading) {
	level := min(max(h.Level, 1), len(n.headings.levels)) - 1
	sample := n.headings.levels[level].sample
	if h.Number == "" || h.Annex {
		return
	}
	// The number that follows is the likely one; otherwise a heading without number stands between.
	for _, at := range []int{n.headings.counters[level] + 1, 1} {
		if style.Marker(sample, at) == h.Number {
			n.count(h, n.headings, level, at)
			return
		}
	}
}

// list counts the items of a list.
func (n *numberings) list(l *doc.List) {
	level := min(max(l.Depth, 1), len(n.items.levels)) - 1
	for i, it := range l.Items {
		switch {
		case !l.Ordered && it.Marker == bullet:
			n.blocks[it] = counted{n.bullets.nums[0], min(max(l.Depth, 1), len(n.bullets.levels)) - 1}
		case l.Ordered && it.Marker == style.Marker(n.items.levels[level].sample, i+1): // otherwise it is the marker of a quoted text
			n.count(it, n.items, level, i+1)
		}
		n.walk(it.Blocks)
	}
}

// numberFormats are Word's names for kinds of numbers (17.18.59).
var numberFormats = map[byte]string{'1': "decimal", 'I': "upperRoman", 'i': "lowerRoman", 'A': "upperLetter", 'a': "lowerLetter"}

// format is the kind of number that a sample shows, and the pattern with the number of that level (from 0) in its place.
func (l numberLevel) format(level int) (kind, pattern string) {
	at := strings.IndexAny(l.sample, "1IiAa")
	if at < 0 {
		return "bullet", l.sample
	}
	return numberFormats[l.sample[at]], l.sample[:at] + "%" + itoa(level+1) + l.sample[at+1:]
}

// place is where number and text of a level stand: what its paragraphs would otherwise state themselves.
func (l numberLevel) place() paragraphProperties {
	t := l.text
	p := paragraphProperties{left: t.Left.Twips(), first: (t.Marker - t.Left).Twips()}
	if t.Text > t.Left { // otherwise the hanging indent is the stop
		p.tabs = []tab{{pos: t.Text.Twips()}}
	}
	return p
}

// numberingPart returns word/numbering.xml, nothing where all numbers are text.
func (w *writer) numberingPart() []byte {
	if len(w.numberings.starts) == 0 {
		return nil
	}
	m := document()
	m.start("w:numbering", "xmlns:w", nsW)
	for _, s := range w.numberings.series {
		m.start("w:abstractNum", "w:abstractNumId", itoa(s.id))
		m.leaf("w:nsid", "w:val", s.unique)
		kind := "multilevel"
		if len(s.levels) == 1 {
			kind = "singleLevel"
		}
		m.leaf("w:multiLevelType", "w:val", kind)
		for i, l := range s.levels {
			l.write(m, i)
		}
		m.end()
	}
	for i, s := range w.numberings.starts {
		m.start("w:num", "w:numId", itoa(i+1))
		m.leaf("w:abstractNumId", "w:val", itoa(s.series.id))
		if s.at > 0 {
			m.start("w:lvlOverride", "w:ilvl", itoa(s.level))
			m.leaf("w:startOverride", "w:val", itoa(s.at))
			m.end()
		}
		m.end()
	}
	m.end()
	return m.bytes()
}

func (l numberLevel) write(m *markup, level int) {
	kind, pattern := l.format(level)
	m.start("w:lvl", "w:ilvl", itoa(level))
	m.leaf("w:start", "w:val", "1")
	m.leaf("w:numFmt", "w:val", kind)
	if l.owner != "" {
		m.leaf("w:pStyle", "w:val", l.owner)
	}
	m.leaf("w:suff", "w:val", "tab")
	m.leaf("w:lvlText", "w:val", pattern)
	side := "left"
	if l.text.MarkerEnd {
		side = "right"
	}
	m.leaf("w:lvlJc", "w:val", side)
	m.start("w:pPr")
	p := l.place()
	if len(p.tabs) > 0 {
		m.start("w:tabs")
		m.leaf("w:tab", "w:val", "num", "w:pos", itoa(p.tabs[0].pos))
		m.end()
	}
	m.leaf("w:ind", "w:left", itoa(p.left), hangingOr(p.first), itoa(abs(p.first)))
	m.end()
	m.end()
}

// hangingOr is the name of the attribute that says how far the first line stands from the others.
func hangingOr(first int) string {
	if first < 0 {
		return "w:hanging"
	}
	return "w:firstLine"
}

func abs(n int) int { return max(n, -n) }
