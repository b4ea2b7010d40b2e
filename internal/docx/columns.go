package docx

import (
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A tableFit is how a table is fitted to the page.
type tableFit struct {
	indent  style.Length // of its left edge from the text frame
	columns []int        // widths in twips
	size    int          // half points to which its type shrinks; 0 where it need not
}

// need is what a column asks for, in thousandths of the size of type.
type need struct {
	word int // its widest word: it must not be narrower
	line int // its widest line: it need not be wider
}

// fit chooses the widths of the columns. At the usual width the type may shrink to the least size; a table that is still too wide takes
// the whole frame. The widths of letters are those of Times, near enough for any face of the kind: Word breaks the lines itself.
func (w *writer) fit(t *doc.Table) tableFit {
	s := w.sheet
	needs := columnNeeds(t)
	full := s.TableCell.Size.HalfPoints()
	least := min(full, max(1, s.Table.MinSize.HalfPoints()))
	gap := s.Table.CellGap.Twips()
	var last tableFit
	for _, room := range []struct{ width, indent style.Length }{{s.Table.Width, s.Table.Indent}, {s.Table.WideWidth, 0}} {
		for size := full; size >= least; size-- {
			columns, ok := share(needs, size, gap, room.width.Twips())
			last = tableFit{indent: room.indent, columns: columns, size: size}
			if size == full {
				last.size = 0
			}
			if ok {
				return last
			}
		}
	}
	return last
}

// columnNeeds measures the columns of a table. What a cell over several columns needs beyond them is shared out among them.
func columnNeeds(t *doc.Table) []need {
	needs := make([]need, len(t.Columns))
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			if c.ColSpan == 1 {
				n := measure(c, row.Kind == doc.TotalRow)
				needs[c.Column] = need{max(needs[c.Column].word, n.word), max(needs[c.Column].line, n.line)}
			}
		}
	}
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			under := needs[c.Column:min(c.Column+c.ColSpan, len(needs))]
			have, n := 0, measure(c, false)
			for _, u := range under {
				have += u.word
			}
			for i := range under {
				if missing := n.word - have; c.ColSpan > 1 && missing > 0 {
					under[i].word += (missing + len(under) - 1) / len(under)
					under[i].line = max(under[i].line, under[i].word)
				}
			}
		}
	}
	return needs
}

// measure returns the widest word and the widest line of a cell. A note mark takes the room of a small letter.
func measure(c *doc.Cell, bold bool) need {
	var n need
	text := doc.PlainText(c.Inlines)
	doc.WalkInlines(c.Inlines, func(in doc.Inline) bool {
		if call, ok := in.(*doc.Call); ok {
			text += strings.Repeat("i", len(call.Note.Mark)+1)
		}
		return true
	})
	for line := range strings.SplitSeq(text, "\n") {
		n.line = max(n.line, textWidth(line, bold))
		for word := range strings.SplitSeq(line, " ") {
			n.word = max(n.word, textWidth(word, bold))
		}
	}
	return n
}

// share divides width among the columns, in twips, at a size of type in half points; ok is false where a word does not fit.
func share(needs []need, size, gap, width int) (columns []int, ok bool) {
	columns = make([]int, len(needs))
	words, lines := make([]int, len(needs)), make([]int, len(needs))
	sumWords, sumLines := 0, 0
	for i, n := range needs {
		// thousandths of half points are hundredths of twips
		words[i] = n.word*size/100 + gap + 1
		lines[i] = n.line*size/100 + gap + 1
		sumWords += words[i]
		sumLines += lines[i]
	}
	for i := range columns {
		switch {
		case sumLines <= width: // every line fits: what is left goes to all in proportion
			columns[i] = width * lines[i] / sumLines
		case sumWords <= width: // columns of long texts give way
			columns[i] = words[i] + (width-sumWords)*(lines[i]-words[i])/(sumLines-sumWords)
		default: // words will break
			columns[i] = width * words[i] / sumWords
		}
	}
	fill(columns, width)
	return columns, sumWords <= width
}

// fill gives what rounding has left over to the first column.
func fill(columns []int, width int) {
	for _, c := range columns {
		width -= c
	}
	if len(columns) > 0 {
		columns[0] += width
	}
}

// letterWidths are the advance widths of Times from the space to the tilde, in thousandths of the size.
var letterWidths = [...]int{
	250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, // space to slash
	500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, // digits to question mark
	921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, // at sign to O
	556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, // P to underscore
	333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, // grave accent to o
	500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541, // p to tilde
}

// textWidth estimates the width of s in thousandths of the size of type, a little on the safe side.
func textWidth(s string, bold bool) int {
	width := 0
	for _, r := range s {
		switch {
		case r >= ' ' && int(r-' ') < len(letterWidths):
			width += letterWidths[r-' ']
		case r == '\u00a0' || r == '\u202f':
			width += letterWidths[0]
		case r >= 0x2E80: // ideographs fill a square
			width += 1000
		case r >= 0x80:
			width += 556
		}
	}
	if bold {
		width = width * 108 / 100
	}
	return width * 103 / 100
}
