package docx

import (
	"strconv"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// Live numbers: Word counts the paragraphs, headings and items itself, so that they stay right when the text is edited there. What it will
// print is what the report prints: this file counts along as Word does (ECMA-376, part 1, 17.9), and where Word would go on to another
// number than that of the report (a heading below one without number, a second list in one item, an annex), the block begins a numbering of
// its own that starts there. A number that no numbering of Word can print stays text.
//
// In a redline Word counts twice: with all changes accepted and with all rejected, and each time it must come to the numbers of that report.
// One numbering that begins where the other text begins too does so nearly always, for a numbering begins with the first paragraph that is
// still there. Where none does, the paragraph changes its numbering (w:pPrChange).

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
	was    map[doc.Block]counted // in a redline: of blocks that the older report counts in another numbering

	paragraphs, headings, items, bullets *series
	pointed                              int // the numbering of all bullets
}

// A series is an abstract numbering: levels whose numbers are counted together.
type series struct {
	id     int
	unique string // tells series of different files apart when text is copied from one to another
	levels []numberLevel
	counts [len(views)]*count
}

// A count is how far Word has counted a series in one of the two reports.
type count struct {
	counters []int // on each level
	nums     []int // the numbering in force on each level; 0 for none yet
	// skipped are the levels that have no number yet while a level below them has. Programs do not agree whether such a level stands at 0 or at 1.
	skipped []bool
	begun   map[int]bool // the numberings that have printed the number that they start with
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
	n := &numberings{blocks: map[doc.Block]counted{}, was: map[doc.Block]counted{}}
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
	n.pointed = n.begin(n.bullets, 0, 0)
	for i := range n.bullets.levels { // several levels share the last style
		if l := &n.bullets.levels[i]; i == 0 || s.Bullets[i-1].Word.ID != l.text.Word.ID {
			l.owner = l.text.Word.ID
		}
	}
	n.walk(r.Blocks, nil)
	return n
}

// owned is the numbering that the style of that id gives to its paragraphs, the zero value for none: the template has its bullets in styles.
// Other styles set paragraphs with and without number, so those name their numbering themselves.
func (n *numberings) owned(id string) counted {
	if n.bullets != nil {
		for i, l := range n.bullets.levels {
			if l.owner == id && id != "" {
				return counted{n.pointed, i}
			}
		}
	}
	return counted{}
}

// bullet is the marker of items without number.
const bullet = "•"

func (n *numberings) add(unique string, samples []string, texts []style.Text) *series {
	s := &series{id: len(n.series), unique: unique}
	for v := range s.counts {
		s.counts[v] = &count{make([]int, len(texts)), make([]int, len(texts)), make([]bool, len(texts)), map[int]bool{}}
	}
	for i, t := range texts {
		s.levels = append(s.levels, numberLevel{sample: samples[min(i, len(samples)-1)], text: t})
	}
	n.series = append(n.series, s)
	return s
}

// begin makes a numbering that starts with at on that level, and returns its id.
func (n *numberings) begin(s *series, level, at int) int {
	n.starts = append(n.starts, start{s, level, at})
	return len(n.starts)
}

// prints reports whether the numbering prints at as the next number of the level, in the report that c counts.
func (n *numberings) prints(c *count, num, level, at int) bool {
	if s := n.starts[num-1]; s.level == level && s.at > 0 && !c.begun[num] {
		return s.at == at
	}
	return !c.skipped[level] && c.counters[level]+1 == at
}

// pass counts a paragraph of that numbering as number at of its level, as Word would.
func (c *count) pass(num, level, at int) {
	c.begun[num] = true
	c.counters[level] = at
	clear(c.skipped[level:])
	for i := range level {
		c.skipped[i] = c.counters[i] == 0
	}
	clear(c.counters[level+1:])
	for i := level; i < len(c.nums); i++ {
		c.nums[i] = num
	}
}

// numbersIn are the numbers of a block in the two reports; 0 in the one that does not have it.
type numbersIn [len(views)]int

// count counts b. A list or an annex that begins with its first number gets a numbering of its own, and what is added to it in Word does not
// count in the next.
func (n *numberings) count(b doc.Block, s *series, level int, at numbersIn) {
	nums := n.choose(s, level, at)
	for v, c := range s.counts {
		if at[v] > 0 {
			c.pass(nums[v], level, at[v])
		}
	}
	switch {
	case at[newer] == 0:
		n.blocks[b] = counted{nums[older], level}
	case at[older] > 0 && nums[older] != nums[newer]:
		n.was[b] = counted{nums[older], level}
		fallthrough
	default:
		n.blocks[b] = counted{nums[newer], level}
	}
}

// choose returns the numberings that print those numbers: one in force, or else a new one; the same in both reports where that can be.
func (n *numberings) choose(s *series, level int, at numbersIn) numbersIn {
	fits := func(num int, all ...view) bool {
		for _, v := range all {
			if at[v] > 0 && (num == 0 || !n.prints(s.counts[v], num, level, at[v])) {
				return false
			}
		}
		return true
	}
	first := views[:]
	if at[newer] == 0 {
		first = []view{older, newer}
	}
	for _, v := range first {
		if num := s.counts[v].nums[level]; num != 0 && fits(num, views[:]...) {
			return numbersIn{num, num}
		}
	}
	if one := max(at[newer], at[older]); at[newer] == 0 || at[older] == 0 || at[newer] == at[older] {
		if one == 1 && s.counts[newer].nums[level] == 0 && s.counts[older].nums[level] == 0 {
			one = 0 // the first number of the first numbering needs not be said
		}
		num := n.begin(s, level, one)
		return numbersIn{num, num}
	}
	var out numbersIn
	for _, v := range views {
		if out[v] = s.counts[v].nums[level]; !fits(out[v], v) {
			out[v] = n.begin(s, level, at[v])
		}
	}
	return out
}

// walk counts blocks. All of them are inserted or deleted where outer says so, and otherwise as they say themselves.
func (n *numberings) walk(blocks []doc.Block, outer *doc.Revision) {
	for _, b := range blocks {
		mark := outermost(outer, doc.BaseOf(b).Revision)
		switch b := b.(type) {
		case *doc.Heading:
			n.heading(b, mark)
		case *doc.Paragraph:
			sample := n.paragraphs.levels[0].sample
			n.countLabels(b, mark, n.paragraphs, 0, func(_ view, label string) int {
				_, digits, _ := lastDigits(label)
				at, _ := strconv.Atoi(digits)
				return numberOf(label, sample, at)
			})
		case *doc.List:
			n.list(b, mark)
		}
	}
}

// countLabels counts b where Word can print its labels in each report that has it; number returns the number that a label shows, 0 for a label
// that the numbering cannot print.
func (n *numberings) countLabels(b doc.Block, mark *doc.Revision, s *series, level int, number func(v view, label string) int) {
	var at numbersIn
	for _, v := range views {
		if v.shows(mark) {
			if at[v] = number(v, v.labelOf(b)); at[v] == 0 {
				return
			}
		}
	}
	n.count(b, s, level, at)
}

// numberOf returns the first of the numbers whose label that is, 0 for none.
func numberOf(label, sample string, numbers ...int) int {
	for _, at := range numbers {
		if at > 0 && label == style.Marker(sample, at) {
			return at
		}
	}
	return 0
}

// heading counts a heading of the text. That of an annex has the number in its own line, which no numbering of Word can do.
func (n *numberings) heading(h *doc.Heading, mark *doc.Revision) {
	level := min(max(h.Level, 1), len(n.headings.levels)) - 1
	if h.Annex {
		return
	}
	n.countLabels(h, mark, n.headings, level, func(v view, label string) int {
		// The number that follows is the likely one; otherwise a heading without number stands between.
		return numberOf(label, n.headings.levels[level].sample, n.headings.counts[v].counters[level]+1, 1)
	})
}

// list counts the items of a list.
func (n *numberings) list(l *doc.List, outer *doc.Revision) {
	level := min(max(l.Depth, 1), len(n.items.levels)) - 1
	var passed numbersIn
	for _, it := range l.Items {
		mark := outermost(outer, it.Revision)
		for _, v := range views {
			if v.shows(mark) {
				passed[v]++
			}
		}
		switch {
		case !l.Ordered && it.Marker == bullet:
			n.blocks[it] = counted{n.pointed, min(max(l.Depth, 1), len(n.bullets.levels)) - 1}
		case l.Ordered: // another label is the marker of a quoted text
			n.countLabels(it, mark, n.items, level, func(v view, label string) int {
				return numberOf(label, n.items.levels[level].sample, passed[v])
			})
		}
		n.walk(it.Blocks, mark)
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
