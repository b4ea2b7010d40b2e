package observations

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A paragraph is a numbered paragraph with all that stands below it up to the next.
type paragraph struct {
	place         int
	number, point int
	context
	blocks []block
	doubts []string // why a person should look at it
}

// A context is what the headings above say of a block.
type context struct {
	subject  string
	articles []string
	chapter  chapter
	inBody   bool // it stands below the heading of the subjects of concern
}

func (para *paragraph) name() string {
	s := strconv.Itoa(para.number)
	if para.point > 0 {
		s += "." + strconv.Itoa(para.point)
	}
	return s
}

// pieces takes the paragraph apart into the text before its items, the items and the texts after them. The whole is all of it.
func (para *paragraph) pieces() (whole string, pieces []piece) {
	var all []string
	var at sequence
	pieces = []piece{{place: para.place}}
	for i, b := range para.blocks {
		all = append(all, b.text)
		last := &pieces[len(pieces)-1]
		const far = 50 // blocks from an item to the next
		more, to := para.piecesOf(b, para.blocks[i+1:min(i+1+far, len(para.blocks))], last, at)
		at = to
		pieces = append(pieces, more...)
	}
	return strings.Join(all, " "), pieces
}

// piecesOf takes a block apart; below are those that follow. What only goes on with the last piece is added to that.
func (para *paragraph) piecesOf(b block, below []block, last *piece, at sequence) ([]piece, sequence) {
	text, item, doubt := b.text, "", ""
	var lost []string
	if b.marker != "" {
		to, missing, why, ok := at.next(b.marker)
		if ok {
			at, lost, doubt, item = to, missing, why, to.name()
		} else { // a letter that does not follow is text
			text = "(" + b.marker + ") " + text
			if !cites(last.text) {
				last.doubt = fmt.Sprintf("(%s) in it does not follow; it was taken for text", b.marker)
			}
		}
	}
	pieces, to := cut(b.place, text, below, at)
	pieces[0].item, pieces[0].doubt, pieces[0].lost = item, doubt, lost
	switch {
	case item != "":
	case last.text == "":
		last.text, pieces = pieces[0].text, pieces[1:]
	case b.marker != "" || !ended(last.text) || !sentence(b.text): // the line was broken in a sentence
		last.text, pieces = join(last.text, pieces[0].text), pieces[1:]
	default:
		pieces[0].doubt = fmt.Sprintf("text without a number follows: %q", firstWords(pieces[0].text))
	}
	return pieces, to
}

// grouping puts blocks under paragraphs.
type grouping struct {
	*proposer
	blocks  []block
	out     []*paragraph
	head    []block // before the first paragraph
	context         // at the block that is taken
	marked  bool    // the heading that has the articles has a number or letter of its own
	counted bool    // numbers are lost, and paragraphs are counted
}

// paragraphs groups blocks by the numbered paragraph they belong to. What stands before the first is the head.
func (p *proposer) paragraphs(blocks []block) (paragraphs []*paragraph, head []block) {
	g := &grouping{proposer: p, blocks: blocks}
	g.counted = lost(blocks)
	if g.counted {
		p.remark(0, "", "the document has no paragraph numbers; they were counted in order and have to be compared with the document")
	}
	for i := 0; i < len(g.blocks); i++ {
		g.take(i)
	}
	return g.out, g.head
}

// lost reports whether the document has lost its numbers: fewer than three, where many paragraphs would have one.
func lost(blocks []block) bool {
	numbers, without := 0, 0
	for _, b := range blocks {
		switch {
		case b.number > 0 && !shortHeading(b.text):
			numbers++
		case b.marker == "" && b.number == 0 && sentence(b.text) && ended(b.text):
			without++
			if insideNumber.MatchString(b.text) {
				numbers++
			}
		}
	}
	return numbers < 3 && without > numbers
}

// current is the paragraph that is being gathered, nil before the first.
func (g *grouping) current() *paragraph {
	if len(g.out) == 0 {
		return nil
	}
	return g.out[len(g.out)-1]
}

// take puts the i-th block where it belongs.
func (g *grouping) take(i int) {
	b := g.blocks[i]
	if b.number > 0 && b.text == "" { // the text is in the next line
		if i+1 < len(g.blocks) && g.blocks[i+1].number == 0 && g.blocks[i+1].marker == "" {
			g.blocks[i+1].number, g.blocks[i+1].place = b.number, b.place
		}
		return
	}
	if m := bareHead.FindStringSubmatch(b.text); m != nil && b.number == 0 && b.marker == "" && g.current() != nil && atoi(m[1]) == g.current().number+1 {
		b.number, b.text, b.bare = atoi(m[1]), m[2], true
		g.blocks[i] = b
	}
	switch {
	case g.isHeading(i):
		if g.current() == nil {
			g.head = append(g.head, b)
		}
		g.setHeading(b)
	case b.number > 0 && g.follows(i):
		if !g.split(i, b) {
			g.begin(b)
		}
	case g.split(i, b):
	case g.counted && b.marker == "" && b.number == 0 && g.begins(b):
		n := 1
		if c := g.current(); c != nil {
			n = c.number + 1
		}
		b.number = n
		g.begin(b)
	case g.current() == nil:
		g.head = append(g.head, b)
	default:
		g.goOn(b)
	}
}

// begins reports whether a block without number is a paragraph, where numbers are lost. Before the first one stands the masthead.
func (g *grouping) begins(b block) bool {
	c := g.current()
	if c == nil {
		return sentence(b.text) && ended(b.text) && opening.MatchString(foldText(b.text)) && !adoption.MatchString(b.text)
	}
	last := c.blocks[len(c.blocks)-1]
	return sentence(b.text) && (ended(last.text) || g.subject != c.subject)
}

// adoption is how the note to the title begins.
var adoption = regexp.MustCompile(`^\*?\s*(?:Adopted by|Aprobad[ao]s por|Adoptées par)`)

// opening is how the first paragraph begins, or how any other does that can be the first of an excerpt.
var opening = regexp.MustCompile(` (?:considered|adopted|committee|examino|aprobo|comite|a examine|a adopte) `)

// isHeading reports whether the i-th block is a heading. One that has a number of its own is told from a paragraph by its looks, and by the
// numbers around it.
func (g *grouping) isHeading(i int) bool {
	b := g.blocks[i]
	switch {
	case b.marker != "" || b.point > 0:
		return false
	case g.current() == nil && (symbolIn(b.text) != "" || titleForm.MatchString(b.text)):
		return false
	case g.current() == nil && b.number == 0 && chapterOf(b.text) == topic && b.title == "" && len(g.blocks) > i+1 && !g.nearFirst(i):
		return false // the masthead
	case b.heading || b.title != "":
		return true
	case !shortHeading(b.text):
		return false
	case b.number == 0:
		return i+1 < len(g.blocks) && (g.current() == nil || ended(g.lastText()) || g.lastWasHeading(i))
	}
	c := g.current()
	if c == nil {
		return b.number > 0 && !b.counted && g.repeated(i)
	}
	return b.number <= c.number || g.repeated(i)
}

// nearFirst reports whether the first paragraph comes right after the i-th block and perhaps other headings.
func (g *grouping) nearFirst(i int) bool {
	for _, b := range g.blocks[i+1 : min(i+4, len(g.blocks))] {
		if b.number > 0 && !shortHeading(b.text) {
			return true
		}
		if !shortHeading(b.text) {
			return false
		}
	}
	return false
}

func (g *grouping) lastText() string {
	c := g.current()
	return c.blocks[len(c.blocks)-1].text
}

func (g *grouping) lastWasHeading(i int) bool {
	return i > 0 && g.blocks[i-1].number == 0 && g.blocks[i-1].marker == "" && shortHeading(g.blocks[i-1].text)
}

// repeated reports whether a paragraph of the same number comes before one of the next number.
func (g *grouping) repeated(i int) bool {
	n := g.blocks[i].number
	for _, b := range g.blocks[i+1:] {
		switch {
		case b.number == n && !shortHeading(b.text):
			return true
		case b.number == n+1 && !shortHeading(b.text):
			return false
		}
	}
	return false
}

// setHeading takes a heading.
func (g *grouping) setHeading(b block) {
	text, articles := articlesOf(b.text)
	marked := b.title != "" || b.number > 0
	switch kind := chapterOf(text); {
	case kind == principal:
		g.chapter, g.inBody = topic, true
	case kind != topic:
		g.chapter = kind
	case g.chapter == closing && !marked: // a subhead of the closing part
	case g.chapter == introduction || g.chapter == positive || g.chapter == difficulties:
		if marked { // a new part, whatever its name
			g.chapter = topic
		}
	default:
		g.chapter = topic
	}
	if len(articles) > 0 || marked || !g.marked || requests[g.chapter] != "" || g.chapter == closing {
		g.articles, g.marked = articles, marked
	}
	g.subject = text
}

// follows reports whether the number of the i-th block follows, and deals with what is missing before it.
func (g *grouping) follows(i int) bool {
	b, c := g.blocks[i], g.current()
	switch {
	case c == nil:
		if b.number != 1 && b.point == 0 {
			g.remark(b.place, strconv.Itoa(b.number), "the first paragraph that was found has the number %d", b.number)
		}
		return true
	case b.point > 0 || c.point > 0:
		if b.number != c.number || b.point <= c.point {
			return b.number > c.number && b.number <= c.number+3
		}
		for k := c.point + 1; k < b.point; k++ {
			g.remark(b.place, fmt.Sprintf("%d.%d", b.number, k), "it was not found")
		}
		return true
	case b.number == c.number+1:
		return ended(g.lastText()) || sentence(b.text) || !g.repeated(i)
	case b.number > c.number+1 && b.number <= c.number+20 && !g.counted:
		if g.inSequence(i, c.number+1) > g.inSequence(i, b.number+1) { // a line that was broken before a number of something else
			return false
		}
		g.fill(b.number)
		return true
	}
	return false
}

// inSequence counts the paragraphs after the i-th block that go on from number n without a gap.
func (g *grouping) inSequence(i, n int) int {
	const far = 300 // blocks; as far as a person would look
	from := n
	for _, b := range g.blocks[i+1 : min(i+1+far, len(g.blocks))] {
		if b.number == n && !shortHeading(b.text) {
			n++
		}
	}
	return n - from
}

// fill looks for the paragraphs that have lost their numbers between the last one and number n.
func (g *grouping) fill(n int) {
	c := g.current()
	missing := n - c.number - 1
	var at []int
	for i, b := range c.blocks {
		if i > 0 && b.marker == "" && sentence(b.text) && ended(c.blocks[i-1].text) {
			at = append(at, i)
		}
	}
	if len(at) != missing {
		for k := c.number + 1; k < n; k++ {
			g.remark(c.blocks[len(c.blocks)-1].place, strconv.Itoa(k), "it was not found; its text may be in paragraph %d", c.number)
		}
		return
	}
	blocks := c.blocks
	for k, from := range at {
		end := len(blocks)
		if k+1 < len(at) {
			end = at[k+1]
		}
		para := *c
		para.number, para.place, para.blocks, para.context = c.number+1+k, blocks[from].place, blocks[from:end:end], blocks[from].context
		para.doubts = []string{"its number was lost; it was counted"}
		g.out = append(g.out, &para)
	}
	c.blocks = blocks[:at[0]:at[0]]
}

// runOn takes off the headings that have run on from the end of the last paragraph: "… build schools. II. Rights A. Health".
func (g *grouping) runOn() {
	c := g.current()
	if c == nil {
		return
	}
	last := &c.blocks[len(c.blocks)-1]
	rest, headings := last.text, []block(nil)
	for {
		above, heading := lastHeading(rest)
		if heading.text == "" || above == "" {
			break
		}
		rest, headings = above, append(headings, heading)
		if ended(rest) && heading.title == "" {
			break
		}
	}
	if !ended(rest) { // what looks like headings is the end of a sentence
		return
	}
	last.text = rest
	for _, h := range slices.Backward(headings) {
		c.doubts = append(c.doubts, fmt.Sprintf("the heading %q was found at its end", h.text))
		g.setHeading(h)
	}
}

// titleEnd is the number of a heading at the end of what stands before it.
var titleEnd = regexp.MustCompile(`(?:^|[\s.;])([A-Z]|[IVX]{1,5})\.$`)

// lastHeading divides a text before the heading at its end; an empty heading where there is none.
func lastHeading(text string) (rest string, heading block) {
	k := strings.LastIndexAny(text, ".;") // an article mark has a full stop too
	if m := articleMark.FindStringIndex(text); m != nil {
		k = strings.LastIndexAny(text[:m[0]], ".;")
	}
	if k < 0 {
		return text, block{}
	}
	heading.text, rest = strings.TrimSpace(text[k+1:]), text[:k+1]
	if !shortHeading(heading.text) {
		return text, block{}
	}
	if m := titleEnd.FindStringSubmatchIndex(rest); m != nil {
		heading.title, rest = rest[m[2]:m[3]], strings.TrimSpace(rest[:m[2]])
	}
	return rest, heading
}

// begin opens a paragraph.
func (g *grouping) begin(b block) {
	g.runOn()
	para := &paragraph{place: b.place, number: b.number, point: b.point, context: g.context}
	if g.counted {
		para.doubts = append(para.doubts, "its number was lost; it was counted")
	}
	if b.inside {
		para.doubts = append(para.doubts, "its number was found inside a line")
	}
	if b.bare {
		para.doubts = append(para.doubts, "its number had no full stop")
	}
	if m := markerHead.FindStringSubmatch(b.text); m != nil && (m[1] == "a" || m[1] == "i") {
		b.marker, b.text = m[1], m[2]
	}
	para.blocks = []block{b}
	g.out = append(g.out, para)
}

// goOn adds a block to the paragraph. A number that does not follow is text: of a general comment, an article, a page.
func (g *grouping) goOn(b block) {
	c := g.current()
	if b.number > 0 {
		figure := strconv.Itoa(b.number) + "."
		if !cites(c.blocks[len(c.blocks)-1].text) {
			c.doubts = append(c.doubts, fmt.Sprintf("the number %d in it does not follow %d; it was taken for text", b.number, c.number))
		}
		b.text = strings.TrimSpace(figure + " " + b.text)
		last := &c.blocks[len(c.blocks)-1]
		last.text = join(last.text, b.text)
		return
	}
	if c.number == lastNumber && tooFar.MatchString(b.text) && len(c.doubts) == 0 {
		c.doubts = append(c.doubts, fmt.Sprintf("paragraphs are read up to %d; the next ones were taken for text of it: %q", lastNumber, firstWords(b.text)))
	}
	b.context = g.context
	c.blocks = append(c.blocks, b)
}

// lastNumber is the highest number of a paragraph that is read; a longer one at the beginning of a line is a year as a rule.
const lastNumber = 999

var tooFar = regexp.MustCompile(`^\d{4,}\s*\.`)

// insideNumber finds a number of a paragraph inside a line.
var insideNumber = regexp.MustCompile(`(\d{1,3})\.\s*(["“«¿]?\p{Lu}|\([a-z]\)\s*\p{Lu})`)

// abbreviation is what stands before a number that is none of a paragraph.
var abbreviation = regexp.MustCompile(`(?i)(?:\b(?:no|nos|núm|núms|n[º°o]|art|arts|articles?|artículos?|paras?|paragraphs?|párrs?|párrafos?|pars?|paragraphes?|vol|pp?|chap|cap|sect?|rule|regla|comment|observación|recommendation|resolution|resolución|annex|anexo|annexe|and|y|et|to|[–,-])\.?|[/–-])\s*$`)

func cites(text string) bool { return abbreviation.MatchString(text[max(0, len(text)-30):]) }

// split looks for the number of the next paragraph inside the block, and deals with both parts of it.
func (g *grouping) split(i int, b block) bool {
	next := b.number + 1
	if b.number == 0 {
		if g.counted {
			return false
		}
		if c := g.current(); c != nil {
			next = c.number + 1
		} else {
			next = 1
		}
	} else if b.point > 0 {
		return false
	}
	for _, m := range insideNumber.FindAllStringSubmatchIndex(b.text, -1) {
		before := strings.TrimSpace(b.text[:m[0]])
		if atoi(b.text[m[2]:m[3]]) != next || before == "" || cites(before) || strings.HasSuffix(b.text[:m[0]], "/") {
			continue
		}
		first := b
		first.text = before
		rest := block{place: b.place, number: next, text: b.text[m[4]:], inside: true}
		g.blocks[i] = first
		switch {
		case b.number > 0:
			g.begin(first)
		case g.current() == nil:
			g.head = append(g.head, first)
		case shortHeading(before) && ended(g.lastText()):
			g.setHeading(first)
		default:
			g.goOn(first)
		}
		if !g.split(i, rest) {
			g.begin(rest)
		}
		return true
	}
	return false
}
