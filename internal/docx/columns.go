package docx

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/columns"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A tableFit is how a table is fitted to the page.
type tableFit struct {
	wide    bool         // it stands on a landscape page
	indent  style.Length // of its left edge from the text frame
	columns []int        // widths in twips
	size    int          // half points to which the type of its cells shrinks, and that of its heads in proportion; 0 where it need not
}

// width is the width of the table in twips.
func (f tableFit) width() int {
	sum := 0
	for _, column := range f.columns {
		sum += column
	}
	return sum
}

// shrunk is the size of type of that many half points in a table whose cells shrink from full to size. No type gets smaller than the least
// that the sheet allows, that of column heads included, which is smaller from the start.
func (w *writer) shrunk(halfPoints, size, full int) int {
	return max(1, halfPoints*size/full, min(halfPoints, w.sheet.Table.MinSize.HalfPoints()))
}

// An extent is what the text of a cell takes, in thousandths of the size of type.
type extent struct {
	number int // its widest number
	word   int // its widest part that should not break
	line   int // its widest line
}

// A gauged cell is one whose text is measured.
type gauged struct {
	*doc.Cell
	extent extent
	size   int // of its type in half points, where the table does not shrink
	room   int // twips beside the text
}

const (
	// allowance is what a text may be wider than it is measured, in hundredths: another face may stand in for Times.
	allowance = 2
	// rounding is what the program that sets the text may lose in a cell, in twips. Words broke in LibreOffice with less.
	rounding = 8
)

// A room is a place for tables.
type room struct {
	width, indent style.Length
	wide          bool
}

// rooms are the places for tables, each with more room than the one before: the usual one, the whole frame, a landscape page.
func (w *writer) rooms() []room {
	s := w.sheet
	frame := s.Page.Frame()
	full := min(s.Table.WideWidth, frame)
	out := []room{{width: s.Table.Width, indent: min(s.Table.Indent, frame-s.Table.Width)}, {width: full, indent: min(s.Table.Indent, frame-full)}}
	if turned := s.Landscape.Frame(); turned > full {
		out = append(out, room{width: turned, wide: true})
	}
	return out
}

// fit chooses the room of a table, the size of its type and the widths of its columns. The choice of the room is that of all formats, made
// with the measures of the text alone. In that room the type shrinks as far as the allowance asks; where it cannot, the allowance goes:
// Word breaks the lines itself, in the fonts that it has.
//
// A table of a redline has the room and the type that it has in the newer report, a deleted one those of the older; its columns
// are as wide as the words of both reports ask.
func (w *writer) fit(t *doc.Table) tableFit {
	v := newer
	if !newer.shows(w.revision) {
		v = older
	}
	fit := w.fitIn(v, t)
	if _, shared := w.shared(t); shared || !hasMarks(t) {
		return fit
	}
	cells, full := w.gauge(together, t), w.sheet.TableCell.Size.HalfPoints()
	size := full
	if fit.size > 0 {
		size = fit.size
	}
	for _, more := range []int{allowance, 1} {
		width := fit.width()
		_, _, shares, whole := columns.Fit([]float64{float64(width)}, []float64{float64(size)}, func(float64) []columns.Need {
			return w.needsOf(cells, len(t.Columns), size, full, more)
		})
		fit.columns = twips(shares, width)
		if whole {
			break
		}
	}
	return fit
}

// hasMarks reports whether rows or words in cells of a table are inserted or deleted.
func hasMarks(t *doc.Table) bool {
	marked := false
	for _, row := range t.Rows {
		marked = marked || row.Revision != nil
		for _, c := range row.Cells {
			marked = marked || hasChanges(c.Inlines)
		}
	}
	return marked
}

// fitIn is how a table is fitted to the page in one of the two reports.
func (w *writer) fitIn(v view, t *doc.Table) tableFit {
	if fit, known := w.fits[v][t]; known {
		return fit
	}
	if fit, ok := w.shared(t); ok {
		w.fits[v][t] = fit
		return fit
	}
	full := w.sheet.TableCell.Size.HalfPoints()
	least := min(full, max(1, w.sheet.Table.MinSize.HalfPoints()))
	var sizes []float64
	for size := full; size >= least; size-- {
		sizes = append(sizes, float64(size))
	}
	rooms := w.rooms()
	var widths []float64
	for _, r := range rooms {
		widths = append(widths, float64(r.width.Twips()))
	}
	cells := w.gauge(v, t)
	needs := func(more int) func(float64) []columns.Need {
		return func(size float64) []columns.Need { return w.needsOf(cells, len(t.Columns), int(size), full, more) }
	}
	at, _, _, _ := columns.Fit(widths, sizes, needs(0))
	_, size, shares, whole := columns.Fit(widths[at:at+1], sizes, needs(allowance))
	if !whole {
		_, size, shares, _ = columns.Fit(widths[at:at+1], sizes[len(sizes)-1:], needs(1))
	}
	fit := tableFit{wide: rooms[at].wide, indent: rooms[at].indent, columns: twips(shares, rooms[at].width.Twips())}
	if int(size) < full {
		fit.size = int(size)
	}
	w.fits[v][t] = fit
	return fit
}

// shared gives the columns of a table their shares of the usual width, where it says what these are.
func (w *writer) shared(t *doc.Table) (tableFit, bool) {
	if len(t.Shares) != len(t.Columns) {
		return tableFit{}, false
	}
	all := 0
	for _, share := range t.Shares {
		all += share
	}
	usual := w.rooms()[0]
	var widths []float64
	for _, share := range t.Shares {
		widths = append(widths, float64(usual.width.Twips()*share/max(all, 1)))
	}
	return tableFit{indent: usual.indent, columns: twips(widths, usual.width.Twips())}, true
}

// besideNumbers is the room at the right of a cell with numbers beyond the gap between columns. Where words follow, a gap parts the two as well.
func (w *writer) besideNumbers(t *doc.Table, c *doc.Cell) style.Length {
	rules, next := w.sheet.Table, c.Column+c.ColSpan
	room := max(0, rules.CellRight-rules.CellGap)
	if next < len(t.Columns) && t.Columns[next].Align == doc.AlignLeft {
		room = rules.CellRight
	}
	return room
}

// hanging is the width of the marks of notes at the end of a cell whose type has that size, as far as they may hang over behind its number, so
// that the digits of a column stand under each other.
func (w *writer) hanging(c *doc.Cell, f face, halfPoints int) int {
	width := 0
	for i := len(c.Inlines) - 1; i >= 0; i-- {
		call, ok := c.Inlines[i].(*doc.Call)
		if !ok {
			break
		}
		f.raised = true
		for _, r := range call.Note.Mark {
			width += f.width(r)
		}
	}
	return min(width*halfPoints/100, w.sheet.Table.CellRight.Twips())
}

// gauge measures the cells of a table in the view.
func (w *writer) gauge(v view, t *doc.Table) []gauged {
	s := w.sheet
	var out []gauged
	for r, row := range t.Rows {
		if !v.shows(row.Revision) {
			continue
		}
		for _, c := range row.Cells {
			text := s.TableCell
			if r < t.Head {
				text = s.TableHead
			}
			g := gauged{Cell: c, size: text.Size.HalfPoints(), room: s.Table.CellGap.Twips()}
			if t.Form { // its cells have room at the left too
				g.room += s.Table.CellGap.Twips()
			}
			if align(t, c, r < t.Head) == doc.AlignRight {
				g.room += w.besideNumbers(t, c).Twips()
			}
			if spanner(t, c, r) && c.Column > 0 {
				g.room += max(0, (s.Table.SpanGap - s.Table.CellGap).Twips())
			}
			rule := ruler{view: v}
			rule.inlines(c.Inlines, face{text.Bold || row.Kind == doc.TotalRow, text.Italic || c.CutIn, false})
			rule.endLine()
			g.extent = rule.extent
			out = append(out, g)
		}
	}
	return out
}

// needsOf adds up what the cells ask of n columns with type that shrinks from full to size, in twips, with more hundredths for each text.
func (w *writer) needsOf(cells []gauged, n, size, full, more int) []columns.Need {
	needs := make([]columns.Need, n)
	for span := 1; span <= n; span++ {
		for _, c := range cells {
			if c.ColSpan != span {
				continue
			}
			twips := func(thousandths int) float64 { // thousandths of half points are hundredths of twips
				return float64(thousandths*w.shrunk(c.size, size, full))/100*float64(100+more)/100 + float64(c.room+rounding)
			}
			line := twips(c.extent.line)
			columns.Widen(needs[c.Column:min(c.Column+span, n)], columns.Need{Number: twips(max(c.extent.number, min(c.extent.word, columns.Letters*1000))), Word: twips(c.extent.word), Line: line, Wish: line, Fair: line + float64(c.room)})
		}
	}
	return needs
}

// twips rounds widths that make up width; the first column has what rounding leaves over.
func twips(widths []float64, width int) []int {
	out := make([]int, len(widths))
	for i, w := range widths {
		out[i] = int(w)
		width -= out[i]
	}
	if len(out) > 0 {
		out[0] += width
	}
	return out
}

// A ruler measures the text of a cell as it passes along it.
type ruler struct {
	view            view
	extent          extent
	line, part      int  // widths so far
	digits, letters bool // in the part so far
}

// inlines measures inlines in that face.
func (m *ruler) inlines(inlines []doc.Inline, f face) {
	for _, in := range inlines {
		switch in := in.(type) {
		case *doc.Text:
			m.text(in.Value, f)
		case *doc.Emph:
			slanted := f
			slanted.italic = !f.italic
			m.inlines(in.Inlines, slanted)
		case *doc.Strong:
			heavy := f
			heavy.bold = true
			m.inlines(in.Inlines, heavy)
		case *doc.Super:
			raised := f
			raised.raised = true
			m.inlines(in.Inlines, raised)
		case *doc.Foreign:
			m.inlines(in.Inlines, f)
		case *doc.Link:
			m.inlines(in.Inlines, f)
		case *doc.Cited:
			m.inlines(in.Inlines, f)
		case *doc.Ins:
			if m.view != older {
				m.inlines(in.Inlines, f)
			}
		case *doc.Del:
			if m.view != newer {
				m.inlines(in.Inlines, f)
			}
		case *doc.Ref:
			m.text(in.Words(), f)
		case *doc.Break:
			m.endLine()
		case *doc.Call: // the mark is no part of a number
			f.raised = true
			for _, r := range in.Note.Mark {
				m.add(f.width(r))
			}
		}
	}
}

// text measures s in that face.
func (m *ruler) text(s string, f face) {
	for s != "" {
		token, rest, space := s, "", false
		if i := strings.IndexAny(s, " \n"); i >= 0 {
			token, rest, space = s[:i], s[i+1:], true
		}
		address := strings.Contains(token, "://") || strings.HasPrefix(token, "www.")
		for i, r := range token {
			m.add(f.width(r))
			m.digits = m.digits || unicode.IsDigit(r)
			m.letters = m.letters || unicode.IsLetter(r)
			if opens(token[i:], address) {
				m.endPart()
			}
		}
		switch {
		case space && s[len(token)] == '\n':
			m.endLine()
		case space:
			m.endPart()
			m.line += f.width(' ')
		}
		s = rest
	}
}

// opens reports whether a line may end behind the first character of s: behind a hyphen between letters, and in an address behind the marks
// that part it. Word may break an address elsewhere, but it does break it.
func opens(s string, address bool) bool {
	if len(s) < 2 {
		return false
	}
	if address {
		return strings.IndexByte("/?&=-_.", s[0]) >= 0 && strings.IndexByte("/?&=-_.>),;", s[1]) < 0
	}
	next, _ := utf8.DecodeRuneInString(s[1:])
	return s[0] == '-' && unicode.IsLetter(next)
}

func (m *ruler) add(width int) {
	m.part += width
	m.line += width
	m.extent.word = max(m.extent.word, m.part)
	m.extent.line = max(m.extent.line, m.line)
}

func (m *ruler) endPart() {
	if m.digits && !m.letters {
		m.extent.number = max(m.extent.number, m.part)
	}
	m.part, m.digits, m.letters = 0, false, false
}

func (m *ruler) endLine() {
	m.endPart()
	m.line = 0
}
