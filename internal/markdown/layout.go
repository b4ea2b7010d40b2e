// Where the text of a content file stands, for who writes the file anew: the lines of every block of running text with what stands in
// them, and the cells of tables. The model says what is printed; this says how it was typed.

package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// A Layout is how a content file is typed. Offsets are those of the file.
type Layout struct {
	Texts []Text // in the order of the source; cells of tables are in Grids
	Grids []Grid
}

// TextKind tells the blocks of running text apart.
type TextKind int

const (
	ParagraphText TextKind = iota // a paragraph, or the text of an item
	HeadingText
	NoteText    // the text of "[^name]: text"
	CaptionText // behind ": "
	LineText    // behind "Source:" and its like
	PictureText // a picture, or a table from a data file
)

// A Text is a block of running text.
type Text struct {
	Kind       TextKind
	Block      doc.Block // what it belongs to; nil for notes and for lines under a table
	Start, End int       // without the space around it, its attributes included
	Further    string    // what stands before a further line of it: the signs of quotations, the indent of lists
	Pieces     []Piece   // in the order of the source; what no piece covers is markup
	Attributes diag.Span // "{…}" at its end; zero where there is none
}

// PieceKind tells the pieces of a text apart.
type PieceKind int

const (
	WordsPiece  PieceKind = iota // characters that are printed
	MarkPiece                    // a note, its name, or a citation
	RefPiece                     // a reference, or something else that stands for words
	OpenPiece                    // the beginning of italics, of a link, of words in another language
	ClosePiece                   // their end
	LineEnd                      // the end of a line, printed as a space, with what stands before the text of the next line
	NoteLineEnd                  // the end of a line inside a note or a citation
	ForcedEnd                    // the end of a line that is printed as one
)

// A Piece is a range of a text. Value is what it prints: for words, the characters without backslashes and entities.
type Piece struct {
	Kind       PieceKind
	Start, End int
	Value      string
}

// A Grid is a pipe table.
type Grid struct {
	Table      *doc.Table
	Rows       []GridRow
	Delimiters GridRow // the line of dashes, whose cells are the dashes with their colons
}

// A GridRow is a line of a pipe table, without the space around it.
type GridRow struct {
	Start, End int
	Cells      []GridCell
}

// A GridCell is a cell as it is typed, without the space around it.
type GridCell struct {
	Text    string
	Columns int // that it covers
}

// ParseLayout reads a content file as [Parse] does, and says where its text stands. The layout of a file that cannot be read is empty.
func ParseLayout(f *diag.File, opt Options, found *diag.List) (*Section, *Layout) {
	l := &Layout{}
	return parse(f, opt, found, l), l
}

// lay notes where the inlines of n stand. begin is where the block begins in its first line, behind the signs of the blocks around it.
func (c *converter) lay(n ast.Node, kind TextKind, b doc.Block, begin int) {
	if c.layout == nil || n.Lines().Len() == 0 {
		return
	}
	span := c.lines(n)
	t := Text{Kind: kind, Block: b, Start: span.Start, End: span.End, Further: c.further(begin)}
	if a, ok := n.LastChild().(*attrs); ok {
		t.Attributes = a.span
		t.End = max(t.End, a.span.End)
	}
	p := pieces{converter: c, text: &t}
	for i := range n.Lines().Len() - 1 {
		line := n.Lines().At(i)
		p.ends = append(p.ends, trimBoth(line.Start, line.Stop, c.src).Stop)
		p.starts = append(p.starts, n.Lines().At(i+1).Start)
	}
	p.inside(n, LineEnd)
	c.layout.Texts = append(c.layout.Texts, t)
}

// further is what stands before a further line of a block that begins at off: what stands before it in its first line, with blanks for the
// numbers and hyphens of items.
func (c *converter) further(off int) string {
	before := bytes.Clone(c.src[lineStart(c.src, off):off])
	for i, b := range before {
		if b != '>' && b != '\t' {
			before[i] = ' '
		}
	}
	if n := len(before); n > 0 && before[n-1] == '>' {
		before = append(before, ' ')
	}
	return string(before)
}

// pieces gathers the pieces of a text.
type pieces struct {
	*converter
	text         *Text
	ends, starts []int // the ends of all lines but the last, and the beginnings of the next
}

func (p *pieces) add(kind PieceKind, start, end int, value string) {
	p.text.Pieces = append(p.text.Pieces, Piece{kind, start, end, value})
}

// inside adds the pieces of the inlines in n. end is what the end of a line is there.
func (p *pieces) inside(n ast.Node, end PieceKind) {
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		switch k := k.(type) {
		case *ast.Text:
			p.words(k, end)
		case *ast.Emphasis, *ast.Link:
			p.enclosed(k, end, offset(k, p.last()))
		case *wrap:
			if k.kind != noteWrap {
				p.enclosed(k, end, k.start)
				continue
			}
			p.mark(MarkPiece, k.start, k.end, end)
			p.inside(k, NoteLineEnd)
		case *made:
			span := k.inline.Where()
			p.mark(kindOf(k.inline), span.Start, span.End, end)
			p.folded(span)
		case *ast.AutoLink, *ast.CodeSpan, *ast.Image:
			p.mark(RefPiece, offset(k, p.last()), offset(k, p.last()), end)
		}
	}
}

// mark adds a piece that stands for something, which in a note is nothing of its own.
func (p *pieces) mark(kind PieceKind, start, stop int, end PieceKind) {
	if end == LineEnd {
		p.add(kind, start, stop, "")
	}
}

// enclosed adds what stands between the marks of n.
func (p *pieces) enclosed(n ast.Node, end PieceKind, start int) {
	p.mark(OpenPiece, start, start, end)
	p.inside(n, end)
	p.mark(ClosePiece, p.last(), p.last(), end)
}

// last is where the pieces so far end.
func (p *pieces) last() int {
	if n := len(p.text.Pieces); n > 0 {
		return p.text.Pieces[n-1].End
	}
	return p.text.Start
}

// kindOf tells references, which are words of the text, from what becomes a note.
func kindOf(in doc.Inline) PieceKind {
	switch in := in.(type) {
	case *doc.Pending:
		return RefPiece
	case *doc.Citation:
		if in.Bare {
			return RefPiece
		}
	}
	return MarkPiece
}

// words adds a run of text and the end of the line behind it.
func (p *pieces) words(k *ast.Text, end PieceKind) {
	seg := k.Segment
	if end == LineEnd {
		p.printed(seg.Start, seg.Stop)
	}
	if k.HardLineBreak() {
		end = ForcedEnd
	} else if !k.SoftLineBreak() {
		return
	}
	for i, at := range p.starts {
		if at > seg.Stop {
			p.add(end, max(seg.Stop, min(p.ends[i], at)), at, "")
			return
		}
	}
}

// maxEscape is the longest entity, with its signs.
const maxEscape = 33

// printed adds words, and for every escaped character and entity a piece of its own.
func (p *pieces) printed(start, stop int) {
	from := start
	for i := start; i < stop; {
		n, text := 0, ""
		if c := p.src[i]; c == '\\' || c == '&' {
			text, n = escape(string(p.src[i:min(i+maxEscape, stop)]))
		}
		if n == 0 {
			i++
			continue
		}
		if from < i {
			p.add(WordsPiece, from, i, string(p.src[from:i]))
		}
		p.add(WordsPiece, i, i+n, text)
		i += n
		from = i
	}
	if from < stop {
		p.add(WordsPiece, from, stop, string(p.src[from:stop]))
	}
}

// folded adds the ends of lines inside a citation. A backslash before one would stand before a blank then, and mean something else.
func (p *pieces) folded(span diag.Span) {
	for i, at := range p.ends {
		if at > span.Start && p.starts[i] <= span.End && p.src[at-1] != '\\' {
			p.add(NoteLineEnd, at, p.starts[i], "")
		}
	}
}

// layGrid notes how a pipe table is typed.
func (c *converter) layGrid(n *tableBlock, t *doc.Table) {
	if c.layout == nil {
		return
	}
	line := trimBoth(n.delimiters.Start, n.delimiters.Stop, c.src)
	g := Grid{Table: t, Delimiters: GridRow{Start: line.Start, End: line.Stop}}
	inner := bytes.TrimSuffix(bytes.TrimPrefix(line.Value(c.src), []byte("|")), []byte("|"))
	for cell := range bytes.SplitSeq(inner, []byte("|")) {
		g.Delimiters.Cells = append(g.Delimiters.Cells, GridCell{string(bytes.TrimSpace(cell)), 1})
	}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		r := k.(*rowBlock)
		row := GridRow{Start: r.start, End: r.end}
		for k := r.FirstChild(); k != nil; k = k.NextSibling() {
			cell := k.(*cellBlock)
			text := trimBoth(cell.start, cell.end, c.src)
			row.Cells = append(row.Cells, GridCell{string(text.Value(c.src)), cell.colspan})
		}
		g.Rows = append(g.Rows, row)
	}
	c.layout.Grids = append(c.layout.Grids, g)
}
