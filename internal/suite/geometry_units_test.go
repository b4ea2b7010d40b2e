package suite_test

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// A unit is a piece of text as the structure of a PDF tells it apart, with its lines where they are drawn.
type unit struct {
	kind   unitKind
	lines  []setLine
	boxes  []placedBox // of a picture
	row    rowKind
	cells  [][]setLine // of a row
	spans  int         // how many rows the highest cell of a row covers
	table  *setTable   // of a row or caption of a table
	opens  *unit       // of the first item of a list or the first paragraph of a quotation: the sentence that opens it
	mark   string      // of a note
	under  *unit       // of a line under a table or picture: the last row, or the picture
	titled *unit       // of the first row or of a picture: its caption
}

type unitKind int

const (
	frontUnit   unitKind = iota // above the text, on the first page
	headingUnit                 // the title too
	paragraphUnit
	itemUnit
	quoteUnit
	captionUnit
	rowUnit
	pictureUnit
	underUnit // source lines and lettered notes
	noteUnit
)

func (k unitKind) String() string {
	return [...]string{"front", "heading", "paragraph", "item", "quotation", "caption", "row", "picture", "line under a table", "note"}[k]
}

type rowKind int

const (
	plainRow rowKind = iota
	headRow
	cutInRow
	totalRow
)

// A setTable is the rows of a table.
type setTable struct {
	caption    *unit
	head, body []*unit
}

// A setLine is a line of text: what one unit has on one base line.
type setLine struct {
	page                     int
	base                     float64 // of the largest type
	left, right, top, bottom float64
	size                     float64 // of the largest type
	runs                     []*drawnRun
	space                    float64 // of a run that is nothing but a space at the end of the line, as it is behind an address
}

type placedBox struct {
	page int
	*drawnBox
}

func (l *setLine) text() string {
	var b strings.Builder
	for i, r := range l.runs {
		if i > 0 && r.left()-l.runs[i-1].right() > 1 {
			b.WriteByte(' ')
		}
		b.WriteString(r.text())
	}
	return b.String()
}

func (u *unit) text() string {
	var b strings.Builder
	for i := range u.lines {
		b.WriteString(u.lines[i].text() + " ")
	}
	return strings.TrimSpace(b.String())
}

// first and last are the pages on which a unit begins and ends.
func (u *unit) first() int {
	if len(u.boxes) > 0 {
		return u.boxes[0].page
	}
	return u.lines[0].page
}

func (u *unit) last() int {
	if len(u.boxes) > 0 {
		return u.boxes[0].page
	}
	return u.lines[len(u.lines)-1].page
}

// bottom is the lower edge of what a unit has on a page.
func (u *unit) bottom(page int) float64 {
	low := math.Inf(-1)
	for _, l := range u.lines {
		if l.page == page {
			low = max(low, l.bottom)
		}
	}
	for _, b := range u.boxes {
		if b.page == page {
			low = max(low, b.Bottom)
		}
	}
	return low
}

// count returns how many lines of a unit stand on a page.
func (u *unit) count(page int) int {
	n := 0
	for i := range u.lines {
		if u.lines[i].page == page {
			n++
		}
	}
	return n
}

// A layout is a PDF in units.
type layout struct {
	*drawnPDF
	flow  []*unit // of the body, in reading order
	notes []*unit // at the foot of pages
	calls map[string]noteCall
	runs  map[place][]*drawnRun
	boxes map[place][]*drawnBox
}

// A place is marked content.
type place struct{ page, mark int }

// A noteCall is where a note is called first.
type noteCall struct {
	page int
	unit *unit
	line int // of the unit
}

func newLayout(d *drawnPDF) *layout {
	l := &layout{drawnPDF: d, calls: map[string]noteCall{}, runs: map[place][]*drawnRun{}, boxes: map[place][]*drawnBox{}}
	for p := range d.Pages {
		page := &d.Pages[p]
		for i := range page.Runs {
			if r := &page.Runs[i]; r.Mark >= 0 {
				l.runs[place{p, r.Mark}] = append(l.runs[place{p, r.Mark}], r)
			}
		}
		for i := range page.Boxes {
			if b := &page.Boxes[i]; b.Mark >= 0 {
				l.boxes[place{p, b.Mark}] = append(l.boxes[place{p, b.Mark}], b)
			}
		}
	}
	for i := range d.Tree.Kids {
		l.blocks(d.Tree.Kids[i].Kids, paragraphUnit)
	}
	l.front()
	for _, u := range l.flow {
		l.find(u)
	}
	return l
}

// front gives the paragraphs above the title their kind.
func (l *layout) front() {
	title := slices.IndexFunc(l.flow, func(u *unit) bool { return u.kind == headingUnit })
	for _, u := range l.flow[:max(title, 0)] {
		u.kind = frontUnit
	}
}

var raisedMark = regexp.MustCompile(`^(\d+|\*+)$`)

// find finds the calls of notes in a unit: raised numbers, and asterisks.
func (l *layout) find(u *unit) {
	for i, line := range u.lines {
		for _, r := range line.runs {
			raised := r.Size < 0.8*line.size && r.Base < line.base-1
			for _, w := range strings.FieldsFunc(r.text(), func(c rune) bool { return c == ' ' || c == ',' }) {
				if _, known := l.calls[w]; !known && raisedMark.MatchString(w) && (raised || w[0] == '*') {
					l.calls[w] = noteCall{line.page, u, i}
				}
			}
		}
	}
}

// collect returns the marked content of an element; notes are units of their own.
func (l *layout) collect(e *drawnElement, places *[]place) {
	for i := range e.Kids {
		switch k := &e.Kids[i]; k.Role {
		case "":
			*places = append(*places, place{k.Page, k.Mark})
		case "Note":
			l.note(k)
		default:
			l.collect(k, places)
		}
	}
}

// unit makes a unit of elements.
func (l *layout) unit(kind unitKind, elements ...*drawnElement) *unit {
	var places []place
	for _, e := range elements {
		l.collect(e, &places)
	}
	u := &unit{kind: kind, lines: l.lines(places)}
	return u
}

// add puts a unit into the flow, unless it is empty.
func (l *layout) add(u *unit) *unit {
	if len(u.lines)+len(u.boxes) > 0 {
		l.flow = append(l.flow, u)
	}
	return u
}

// lines sorts what is drawn into lines. Base lines that are no more than sameLine apart are one: those of raised marks.
func (l *layout) lines(places []place) []setLine {
	const sameLine = 5.7
	type at struct {
		page int
		run  *drawnRun
	}
	var all, blank []at
	for _, p := range places {
		for _, r := range l.runs[p] {
			switch {
			case len(r.Words) > 0:
				all = append(all, at{p.page, r})
			case len(r.Fixed) == 0:
				blank = append(blank, at{p.page, r})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b at) int {
		if a.page != b.page {
			return a.page - b.page
		}
		return compareFloats(a.run.Base, b.run.Base)
	})
	var out []setLine
	lowest := 0.0
	for _, a := range all {
		n := len(out) - 1
		if n < 0 || out[n].page != a.page || a.run.Base-lowest > sameLine {
			out = append(out, setLine{page: a.page, left: math.Inf(1), top: math.Inf(1), right: math.Inf(-1), bottom: math.Inf(-1)})
			n++
		}
		lowest = a.run.Base
		line := &out[n]
		line.runs = append(line.runs, a.run)
		if a.run.Size > line.size {
			line.size, line.base = a.run.Size, a.run.Base
		}
		line.left, line.right = min(line.left, a.run.left()), max(line.right, a.run.right())
		line.top, line.bottom = min(line.top, a.run.top()), max(line.bottom, a.run.bottom())
	}
	for _, b := range blank {
		for i := range out {
			if out[i].page == b.page && math.Abs(out[i].base-b.run.Base) < 0.5 {
				out[i].space = b.run.Space
			}
		}
	}
	for i := range out {
		slices.SortStableFunc(out[i].runs, func(a, b *drawnRun) int { return compareFloats(a.left(), b.left()) })
	}
	return out
}

func compareFloats(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// blocks reads elements that hold text of a kind.
func (l *layout) blocks(kids []drawnElement, kind unitKind) {
	for i := range kids {
		k := &kids[i]
		var before *unit
		if len(l.flow) > 0 && i > 0 && kids[i-1].Role == "P" {
			before = l.flow[len(l.flow)-1]
		}
		start := len(l.flow)
		switch k.Role {
		case "Title", "H1", "H2", "H3", "H4", "H5", "H6":
			l.add(l.unit(headingUnit, k))
		case "P":
			u := l.unit(kind, k)
			if of := l.above(i, kids, u); of != nil {
				u.kind, u.under = underUnit, of
			}
			l.add(u)
		case "L":
			l.list(k)
		case "BlockQuote":
			l.blocks(k.Kids, quoteUnit)
		case "Table":
			l.table(k)
		case "Div", "Sect", "Part", "Document":
			l.blocks(k.Kids, kind)
		case "Caption":
			l.add(l.unit(captionUnit, k))
		case "Figure":
			l.picture(k)
		case "Note":
			if of := l.above(i, kids, nil); of != nil {
				u := l.unit(underUnit, k)
				u.under = of
				l.add(u)
			} else {
				l.note(k)
			}
		}
		if (k.Role == "L" || k.Role == "BlockQuote") && before != nil && len(l.flow) > start {
			l.flow[start].opens = before
		}
	}
}

// above returns the last row or the picture that a paragraph or note stands under: what follows a table or picture in small type.
func (l *layout) above(i int, kids []drawnElement, u *unit) *unit {
	const small = 9.5
	if u != nil && (len(u.lines) == 0 || u.lines[0].size > small) {
		return nil
	}
	for i--; i >= 0; i-- {
		switch kids[i].Role {
		case "Table", "Div":
			for n := len(l.flow) - 1; n >= 0; n-- {
				if k := l.flow[n].kind; k == rowUnit || k == pictureUnit {
					return l.flow[n]
				}
			}
			return nil
		case "P", "Note":
		default:
			return nil
		}
	}
	return nil
}

// list reads the items of a list; an item holds its letter and its text on one line.
func (l *layout) list(e *drawnElement) {
	for i := range e.Kids {
		item := &e.Kids[i]
		var label, body *drawnElement
		for j := range item.Kids {
			switch k := &item.Kids[j]; k.Role {
			case "Lbl":
				label = k
			case "LBody":
				body = k
			}
		}
		if label == nil || body == nil {
			continue
		}
		rest := body.Kids
		parts := []*drawnElement{label}
		if len(rest) > 0 && rest[0].Role == "P" {
			parts, rest = append(parts, &rest[0]), rest[1:]
		}
		l.add(l.unit(itemUnit, parts...))
		l.inside(rest)
	}
}

// inside reads what an item holds behind its own text, which opens a list that follows.
func (l *layout) inside(kids []drawnElement) {
	before := l.flow[len(l.flow)-1]
	start := len(l.flow)
	l.blocks(kids, paragraphUnit)
	if len(kids) > 0 && (kids[0].Role == "L" || kids[0].Role == "BlockQuote") && len(l.flow) > start {
		l.flow[start].opens = before
	}
}

func (l *layout) picture(e *drawnElement) {
	var places []place
	l.collect(e, &places)
	u := &unit{kind: pictureUnit}
	for _, p := range places {
		for _, b := range l.boxes[p] {
			u.boxes = append(u.boxes, placedBox{p.page, b})
		}
	}
	if n := len(l.flow); n > 0 && l.flow[n-1].kind == captionUnit {
		u.titled = l.flow[n-1]
	}
	l.add(u)
}

func (l *layout) note(e *drawnElement) {
	u := l.unit(noteUnit, e)
	if len(u.lines) == 0 {
		return
	}
	u.mark = u.lines[0].runs[0].text()
	l.notes = append(l.notes, u)
}

func (l *layout) table(e *drawnElement) {
	t := &setTable{}
	for i := range e.Kids {
		switch k := &e.Kids[i]; k.Role {
		case "Caption":
			t.caption = l.unit(captionUnit, k)
			t.caption.table = t
			l.add(t.caption)
		case "THead":
			for j := range k.Kids {
				t.head = append(t.head, l.tableRow(&k.Kids[j], t, true))
			}
		case "TBody", "TR":
			rows := k.Kids
			if k.Role == "TR" {
				rows = e.Kids[i : i+1]
			}
			for j := range rows {
				t.body = append(t.body, l.tableRow(&rows[j], t, false))
			}
		}
	}
	drop := func(u *unit) bool { return len(u.lines) == 0 }
	t.head, t.body = slices.DeleteFunc(t.head, drop), slices.DeleteFunc(t.body, drop)
	for _, first := range [][]*unit{t.head, t.body} {
		if len(first) > 0 {
			first[0].titled = t.caption
			break
		}
	}
}

// tableRow reads a row. A row all in bold type holds totals, one all in italic type under a cell that spans columns is a cut-in head.
func (l *layout) tableRow(e *drawnElement, t *setTable, head bool) *unit {
	u := &unit{kind: rowUnit, table: t}
	bold, italic, spans := true, true, false
	var all []place
	for i := range e.Kids {
		var places []place
		l.collect(&e.Kids[i], &places)
		spans = spans || e.Kids[i].ColSpan > 1
		u.spans = max(u.spans, e.Kids[i].RowSpan)
		all = append(all, places...)
		if lines := l.lines(places); len(lines) > 0 {
			u.cells = append(u.cells, lines)
			for _, line := range lines {
				for _, r := range line.runs {
					bold, italic = bold && (r.bold() || r.Size < 0.8*line.size), italic && (r.italic() || r.Size < 0.8*line.size)
				}
			}
		}
	}
	u.lines = l.lines(all)
	switch {
	case head:
		u.row = headRow
	case bold:
		u.row = totalRow
	case italic && spans:
		u.row = cutInRow
	}
	l.add(u)
	return u
}
