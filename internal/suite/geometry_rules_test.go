package suite_test

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"rapporteur/internal/style"
)

// A fault is one place at which a page is not set as it has to be.
type fault struct {
	kind  faultKind
	page  int    // from 0
	words string // with which the place begins
	why   string
	// excuse says why no setting exists that has not this fault; it is empty for a fault that counts.
	excuse string
}

func (f fault) String() string {
	s := fmt.Sprintf("%s: %q (%s)", f.kind, f.words, f.why)
	if f.excuse != "" {
		s += ": " + f.excuse
	}
	return s
}

// A faultKind is what the judge counts.
type faultKind string

const (
	strandedHeading faultKind = "heading without two lines of what follows"
	partedHeading   faultKind = "heading over two pages"
	singleFirst     faultKind = "single first line at the foot of a page"
	singleLast      faultKind = "single last line at the head of a page"
	partedNote      faultKind = "note that begins on another page than its call"
	lostNote        faultKind = "note without a call"
	needlessNote    faultKind = "note that goes on although there was room"
	headNotRepeated faultKind = "table that goes on without its heads"
	partedCaption   faultKind = "caption parted from what it names"
	loneTotal       faultKind = "total row without another row"
	loneCutIn       faultKind = "cut-in head without its first row"
	partedRow       faultKind = "row over two pages"
	partedSpan      faultKind = "rows that one cell covers over two pages"
	partedUnder     faultKind = "line under a table parted from its last row"
	looseLine       faultKind = "line looser than the limit"
	tightLine       faultKind = "line tighter than the limit"
	shortLine       faultKind = "justified line that does not reach the margin"
	outsideFrame    faultKind = "text outside the frame"
	overlap         faultKind = "text over other text, a rule or a picture"
	partedOpening   faultKind = "list parted from the sentence that opens it"
	partedQuotation faultKind = "quotation parted from the sentence that opens it"
	partedEndRule   faultKind = "end rule parted from the last lines"
	openFoot        faultKind = "page foot open by three lines or more where the next lines would stand" // a figure, no fault
)

// faultKinds are all of them, in the order in which they are shown.
var faultKinds = []faultKind{strandedHeading, partedHeading, singleFirst, singleLast, partedNote, lostNote, needlessNote, headNotRepeated, partedCaption,
	loneTotal, loneCutIn, partedRow, partedSpan, partedUnder, looseLine, tightLine, shortLine, outsideFrame, overlap, partedOpening, partedQuotation, partedEndRule, openFoot}

// A geometryJudge holds the pages of one PDF to the rules of its sheet.
type geometryJudge struct {
	*layout
	sheet  *style.Sheet
	faults []fault
	// of each page: the lower edge of the body, the upper edge of the notes (or the end of the frame), and its first and last unit
	body, foot []float64
	starts     []*unit
}

// judgeGeometry returns all faults of a PDF.
func judgeGeometry(d *drawnPDF, s *style.Sheet) []fault {
	j := &geometryJudge{layout: newLayout(d), sheet: s}
	j.measure()
	j.headings()
	j.singles()
	j.noteCalls()
	j.tables()
	j.openings()
	j.spaces()
	j.frames()
	j.overlaps()
	j.endRule()
	j.feet()
	return j.faults
}

func (j *geometryJudge) fault(kind faultKind, page int, words, why string, args ...any) *fault {
	if r := []rune(words); len(r) > 60 {
		words = string(r[:60])
	}
	j.faults = append(j.faults, fault{kind: kind, page: page, words: words, why: fmt.Sprintf(why, args...)})
	return &j.faults[len(j.faults)-1]
}

// paper returns the geometry of a page.
func (j *geometryJudge) paper(page int) style.Page {
	if p := j.Pages[page]; p.Width > p.Height {
		return j.sheet.Landscape
	}
	return j.sheet.Page
}

// end is the lower edge of the frame of a page.
func (j *geometryJudge) end(page int) float64 {
	p := j.paper(page)
	return (p.Height - p.Bottom).Points()
}

// measure finds what every page holds.
func (j *geometryJudge) measure() {
	n := len(j.Pages)
	j.body, j.foot, j.starts = make([]float64, n), make([]float64, n), make([]*unit, n)
	for p := range n {
		j.body[p], j.foot[p] = j.paper(p).Top.Points(), j.end(p)
	}
	for _, u := range j.flow {
		for p := u.first(); p <= u.last(); p++ {
			j.body[p] = max(j.body[p], u.bottom(p))
			if j.starts[p] == nil {
				j.starts[p] = u
			}
		}
	}
	for _, u := range j.notes {
		for _, line := range u.lines {
			j.foot[line.page] = min(j.foot[line.page], line.top)
		}
	}
	for p := range n {
		if j.foot[p] < j.end(p) {
			j.foot[p] = j.separator(p, j.foot[p]) - j.sheet.Separator.Before.Points()
		}
	}
}

// separator returns where the rule above notes is drawn, whose first line begins at top.
func (j *geometryJudge) separator(page int, top float64) float64 {
	s := j.sheet.Separator
	for _, b := range j.Pages[page].Boxes {
		width := b.Right - b.Left
		if b.Kind == "rule" && b.Bottom < top && top-b.Bottom < 2*(s.After+j.sheet.Footnote.Line).Points() &&
			(math.Abs(width-s.Width.Points()) < 0.1 || math.Abs(width-s.ContinuedWidth.Points()) < 0.1) {
			return b.Top
		}
	}
	return top - (s.After + s.Weight).Points()
}

// headings: after a heading at least two lines of what follows stand on its page, or all that comes before the next heading.
func (j *geometryJudge) headings() {
	for i, u := range j.flow {
		if u.kind != headingUnit {
			continue
		}
		if u.first() != u.last() {
			j.fault(partedHeading, u.first(), u.text(), "pages %d and %d", u.first()+1, u.last()+1)
		}
		rest := j.flow[i+1:]
		for len(rest) > 0 && rest[0].kind == headingUnit {
			rest = rest[1:]
		}
		wanted, here := 0, 0
		for _, next := range rest {
			if next.kind == headingUnit || wanted >= 2 {
				break
			}
			switch next.kind {
			case captionUnit: // has to have its table, which is another rule
			case rowUnit, pictureUnit:
				if next.row == headRow {
					continue
				}
				wanted += 2
				if next.first() == u.last() {
					here += 2
				}
			default:
				wanted += len(next.lines)
				here += next.count(u.last())
			}
		}
		if here < min(wanted, 2) {
			j.fault(strandedHeading, u.last(), u.text(), "%d lines of what follows", here)
		}
	}
}

// singles: no paragraph, item, quotation, heading or note leaves a single line at the foot of a page or at the head of one.
func (j *geometryJudge) singles() {
	for _, u := range slices.Concat(j.flow, j.notes) {
		switch u.kind {
		case paragraphUnit, itemUnit, quoteUnit, noteUnit, underUnit:
		default:
			continue
		}
		if u.first() == u.last() {
			continue
		}
		if u.count(u.first()) == 1 {
			j.fault(singleFirst, u.first(), u.text(), "%s of %d lines", u.kind, len(u.lines))
		}
		if u.count(u.last()) == 1 {
			j.fault(singleLast, u.last(), u.lines[len(u.lines)-1].text(), "%s of %d lines", u.kind, len(u.lines))
		}
	}
}

// noteCalls: a note begins on the page of its call, and goes on on the next page only where it does not fit.
func (j *geometryJudge) noteCalls() {
	for _, n := range j.notes {
		c, ok := j.calls[n.mark]
		switch {
		case !ok:
			j.fault(lostNote, n.first(), n.text(), "mark %q", n.mark)
		case n.first() != c.page:
			f := j.fault(partedNote, n.first(), n.text(), "called on page %d", c.page+1)
			if need, room := j.needFor(n, c); need > room {
				f.excuse = fmt.Sprintf("what must stand on the page of the call with its notes is %.0f pt high, a page %.0f pt", need, room)
			}
		}
		for p := n.first(); p < n.last(); p++ {
			rest := 0.0
			for _, line := range n.lines {
				if line.page > p {
					rest += j.sheet.Footnote.Line.Points()
				}
			}
			if free := j.foot[p] - j.body[p]; free >= rest+2 {
				j.fault(needlessNote, p, n.text(), "%.0f pt free, %.0f pt on later pages", free, rest)
			}
		}
	}
}

// needFor returns how high that is which must stand together for a note to begin on the page of its call, at the least, and the height of the
// frame: the calling line with the lines that must not be parted from it, the notes called there before this one, and two lines of it.
func (j *geometryJudge) needFor(n *unit, c noteCall) (need, room float64) {
	p := j.paper(c.page)
	room = (p.Height - p.Top - p.Bottom).Points()
	s := j.sheet.Separator
	need = (s.Before + s.Weight + s.After).Points() + float64(min(2, len(n.lines)))*j.sheet.Footnote.Line.Points()
	from, to := c.unit.together(c.line)
	need += float64(to-from) * j.sheet.Body.Line.Points()
	for _, other := range j.notes {
		if other == n {
			break
		}
		if at := j.calls[other.mark]; at.unit == c.unit && at.line >= from && at.line < to {
			need += float64(len(other.lines)) * j.sheet.Footnote.Line.Points()
		}
	}
	return need, room
}

// together returns the lines of a unit that must stand on one page with line i, so that none is single: lines[from:to].
func (u *unit) together(i int) (from, to int) {
	n := len(u.lines)
	switch {
	case n <= 3 || u.kind == rowUnit || u.kind == headingUnit || u.kind == captionUnit:
		return 0, n
	case i < 2:
		return 0, 2
	case i >= n-2:
		return n - 2, n
	}
	return i, i + 1
}

// openings: the first item of a list stands on the page of the end of its opening sentence; so with quotations.
func (j *geometryJudge) openings() {
	for _, u := range j.flow {
		if u.opens == nil || u.opens.last() == u.first() {
			continue
		}
		kind := partedOpening
		if u.kind == quoteUnit {
			kind = partedQuotation
		}
		j.fault(kind, u.opens.last(), u.opens.text(), "first item on page %d", u.first()+1)
	}
}

// marginOf is the right edge to which the lines of a unit reach.
func (j *geometryJudge) marginOf(u *unit, page int) float64 {
	s := j.sheet.Body
	if u.kind == quoteUnit {
		s = j.sheet.Quote
	}
	p := j.paper(page)
	return (p.Width - p.Right - s.Right).Points()
}

// frames: all text stands in the frame of its page, running heads above and folios below it; paragraphs keep to their measure.
func (j *geometryJudge) frames() {
	const slack = 0.6 // points; base lines and edges are written in hundredths, and ink is not measured
	for p := range j.Pages {
		page, paper := &j.Pages[p], j.paper(p)
		left, right := paper.Left.Points()-slack, (paper.Width-paper.Right).Points()+slack
		top, end := paper.Top.Points()-slack, (paper.Height-paper.Bottom).Points()+slack
		if p == 0 {
			top = j.sheet.Masthead.Top.Points()
		}
		for i := range page.Runs {
			r := &page.Runs[i]
			if len(r.Words) == 0 {
				continue
			}
			high, low := top, end
			switch r.Artifact {
			case "Header":
				high, low = 0, top
			case "Footer":
				high, low = end, page.Height
			}
			if r.left() < left || r.right() > right || r.top() < high || r.bottom() > low {
				j.fault(outsideFrame, p, r.text(), "%.1f–%.1f by %.1f–%.1f", r.left(), r.right(), r.top(), r.bottom())
			}
		}
		for _, b := range page.Boxes {
			if b.Left < left || b.Right > right || b.Bottom > end || b.Kind == "image" && b.Top < top {
				j.fault(outsideFrame, p, b.Kind, "%.1f–%.1f by %.1f–%.1f", b.Left, b.Right, b.Top, b.Bottom)
			}
		}
	}
	for _, u := range slices.Concat(j.flow, j.notes) {
		switch u.kind {
		case paragraphUnit, itemUnit, quoteUnit, headingUnit, noteUnit:
			for _, line := range u.lines {
				if limit := j.marginOf(u, line.page); line.right > limit+slack {
					j.fault(outsideFrame, line.page, line.text(), "%.1f pt beyond the measure", line.right-limit)
				}
			}
		}
	}
}

// overlaps: nothing is drawn over anything else.
func (j *geometryJudge) overlaps() {
	const least = 0.7 // points in both directions
	type area struct {
		left, top, right, bottom float64
		words                    string
		rule                     bool
	}
	for p := range j.Pages {
		var areas []area
		for i := range j.Pages[p].Runs {
			if r := &j.Pages[p].Runs[i]; len(r.Words) > 0 {
				areas = append(areas, area{r.left(), r.top(), r.right(), r.bottom(), r.text(), false})
			}
		}
		for _, b := range j.Pages[p].Boxes {
			areas = append(areas, area{b.Left, b.Top - least, b.Right, b.Bottom + least, b.Kind, b.Kind == "rule"})
		}
		sort.SliceStable(areas, func(a, b int) bool { return areas[a].top < areas[b].top })
		for i, a := range areas {
			for _, b := range areas[i+1:] {
				if b.top > a.bottom-least {
					break
				}
				if min(a.right, b.right)-max(a.left, b.left) > least && min(a.bottom, b.bottom)-max(a.top, b.top) > least && !(a.rule && b.rule) {
					j.fault(overlap, p, a.words, "and %q", b.words)
				}
			}
		}
	}
}

// endRule: the rule at the end stands below the last lines, and on their page.
func (j *geometryJudge) endRule() {
	r := j.sheet.EndRule
	var at *drawnBox
	page := 0
	for p := range j.Pages {
		for i := range j.Pages[p].Boxes {
			if b := &j.Pages[p].Boxes[i]; b.Kind == "rule" && math.Abs(b.Right-b.Left-r.Width.Points()) < 0.1 && math.Abs(b.Bottom-b.Top-r.Weight.Points()) < 0.1 {
				at, page = b, p
			}
		}
	}
	if len(j.flow) == 0 {
		return
	}
	last := j.flow[len(j.flow)-1]
	switch {
	case at == nil:
		j.fault(partedEndRule, len(j.Pages)-1, last.text(), "there is none")
	case last.last() != page || at.Top < last.bottom(page):
		j.fault(partedEndRule, page, last.text(), "the last lines stand on page %d", last.last()+1)
	case at.Top > last.bottom(page)+r.Before.Points()+15:
		j.fault(partedEndRule, page, last.text(), "%.0f pt below the last lines", at.Top-last.bottom(page))
	}
}

// feet: a page is not left open where the next one begins with lines that would have stood there with their notes.
func (j *geometryJudge) feet() {
	for p := 0; p+1 < len(j.Pages); p++ {
		next := j.starts[p+1]
		free := j.foot[p] - j.body[p]
		if next == nil || j.starts[p] == nil || next.kind != paragraphUnit && next.kind != itemUnit && next.kind != quoteUnit {
			continue
		}
		lines := next.count(p + 1)
		need := min(lines, 2)
		if lines == 3 {
			need = 3
		}
		if next.first() == p { // it goes on: two lines have to stay for the next page
			if need = 1; lines <= 2 {
				continue
			}
		}
		room := float64(need)*j.sheet.Body.Line.Points() + j.sheet.Body.After.Points() + 3
		if free < room+12 || next.opens == nil && lines <= need && j.opensSomething(next) {
			continue
		}
		if j.callsBetween(next, p+1, need) {
			continue
		}
		j.fault(openFoot, p, next.text(), "%.0f pt free, %.0f pt wanted", free, room)
	}
}

// opensSomething reports whether a unit opens a list or quotation, or is followed by a table that it introduces.
func (j *geometryJudge) opensSomething(u *unit) bool {
	return slices.ContainsFunc(j.flow, func(v *unit) bool { return v.opens == u })
}

// callsBetween reports whether the first lines of a unit on a page call notes.
func (j *geometryJudge) callsBetween(u *unit, page, lines int) bool {
	for _, line := range u.lines {
		if line.page != page || lines == 0 {
			continue
		}
		lines--
		for _, r := range line.runs {
			if r.Size < 0.8*line.size && raisedMark.MatchString(r.text()) {
				return true
			}
		}
	}
	return false
}
