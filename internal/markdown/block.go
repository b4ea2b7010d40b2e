package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rapporteur/internal/doc"
)

// The block nodes of ours in goldmark's tree. Their lines hold the inline text, which goldmark parses; the rest is offsets.
type (
	noteBlock struct {
		ast.BaseBlock
		name               string
		nameStart, nameEnd int
	}
	captionBlock struct {
		ast.BaseBlock
	}
	lineBlock struct { // a line under a table
		ast.BaseBlock
		role  doc.LineRole
		label string // with its colon
	}
	tableBlock struct {
		ast.BaseBlock
		aligns     []doc.Align
		delimiters text.Segment // the line of dashes
	}
	rowBlock struct {
		ast.BaseBlock
		start, end int
	}
	cellBlock struct {
		ast.BaseBlock
		start, end int
		colspan    int
		joins      bool // ^^: the cell above goes on
	}
)

var (
	noteKind    = ast.NewNodeKind("NoteBlock")
	captionKind = ast.NewNodeKind("CaptionBlock")
	lineKind    = ast.NewNodeKind("LineBlock")
	tableKind   = ast.NewNodeKind("TableBlock")
	rowKind     = ast.NewNodeKind("RowBlock")
	cellKind    = ast.NewNodeKind("CellBlock")
)

func (*noteBlock) Kind() ast.NodeKind        { return noteKind }
func (*captionBlock) Kind() ast.NodeKind     { return captionKind }
func (*lineBlock) Kind() ast.NodeKind        { return lineKind }
func (*tableBlock) Kind() ast.NodeKind       { return tableKind }
func (*rowBlock) Kind() ast.NodeKind         { return rowKind }
func (*cellBlock) Kind() ast.NodeKind        { return cellKind }
func (n *noteBlock) Dump(s []byte, l int)    { ast.DumpHelper(n, s, l, nil, nil) }
func (n *captionBlock) Dump(s []byte, l int) { ast.DumpHelper(n, s, l, nil, nil) }
func (n *lineBlock) Dump(s []byte, l int)    { ast.DumpHelper(n, s, l, nil, nil) }
func (n *tableBlock) Dump(s []byte, l int)   { ast.DumpHelper(n, s, l, nil, nil) }
func (n *rowBlock) Dump(s []byte, l int)     { ast.DumpHelper(n, s, l, nil, nil) }
func (n *cellBlock) Dump(s []byte, l int)    { ast.DumpHelper(n, s, l, nil, nil) }

// noteParser reads "[^name]: text", which goes on until a blank line or the next definition.
type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

// noteHead returns the name and where the text begins in line, or ok false.
func noteHead(line []byte) (nameStart, nameEnd, textStart int, ok bool) {
	i := len(line) - len(bytes.TrimLeft(line, " "))
	if i > 3 || !bytes.HasPrefix(line[i:], []byte("[^")) {
		return 0, 0, 0, false
	}
	end := bytes.IndexByte(line[i:], ']')
	if end < 3 || end > 200 || i+end+1 >= len(line) || line[i+end+1] != ':' {
		return 0, 0, 0, false
	}
	if bytes.ContainsAny(line[i+2:i+end], " \t[^@") {
		return 0, 0, 0, false
	}
	return i + 2, i + end, i + end + 2, true
}

func (noteParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	from, to, body, ok := noteHead(line)
	if !ok {
		return nil, parser.NoChildren
	}
	pad := seg.Padding
	n := &noteBlock{name: string(line[from:to]), nameStart: seg.Start + from - pad, nameEnd: seg.Start + to - pad}
	if s := trimLeft(seg.Start+body-pad, seg.Stop, reader.Source()); s.Start < s.Stop {
		n.Lines().Append(s)
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (noteParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, seg := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	if _, _, _, next := noteHead(line); next || line[0] == '#' || line[0] == '>' {
		return parser.Close
	}
	node.Lines().Append(trimLeft(seg.Start, seg.Stop, reader.Source()))
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (noteParser) Close(node ast.Node, reader text.Reader, _ parser.Context) {
	trimLast(node, reader.Source())
}

func (noteParser) CanInterruptParagraph() bool { return true }
func (noteParser) CanAcceptIndentedLine() bool { return false }

// captionTransformer makes captions and the lines under a table out of a paragraph that begins with ": " or, right below a caption, with
// "Source:", "Note:" or a key such as "NA:". Several of them may stand in one paragraph, a line each.
type captionTransformer struct{}

func (captionTransformer) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	var lines []text.Segment
	for i := range p.Lines().Len() {
		lines = append(lines, p.Lines().At(i))
	}
	src := reader.Source()
	nodes := stateOf(pc).captions(lines, src, under(p.PreviousSibling(), src))
	if nodes == nil {
		return
	}
	for _, n := range nodes {
		p.Parent().InsertBefore(p.Parent(), p, n)
	}
	p.Parent().RemoveChild(p.Parent(), p)
}

// captions divides lines into captions and lines under a table; nil where the first line is neither. below says whether they stand right
// under a table or its caption.
func (st *state) captions(lines []text.Segment, src []byte, below bool) []ast.Node {
	var nodes []ast.Node
	var current ast.Node
	for _, seg := range lines {
		seg = trimLeft(seg.Start, seg.Stop, src)
		start := seg.Start
		line := seg.Value(src)
		switch role, label, skip := st.lineLabel(line); {
		case isCaption(line) && current == nil:
			current = &captionBlock{}
			seg = trimLeft(seg.Start+1, seg.Stop, src)
			nodes = append(nodes, current)
		case skip > 0 && (below || current != nil):
			current = &lineBlock{role: role, label: label}
			seg = trimLeft(seg.Start+skip, seg.Stop, src)
			nodes = append(nodes, current)
		case current == nil:
			return nil
		}
		if current.Pos() < 0 {
			current.(interface{ SetPos(int) }).SetPos(start)
		}
		if seg.Start < seg.Stop { // goldmark does not take empty lines
			current.Lines().Append(seg)
		}
	}
	for _, n := range nodes {
		trimLast(n, src)
	}
	return nodes
}

// under reports whether a line under a table can follow n: a caption, another line, a table, or a picture or data file, which is still a
// paragraph here.
func under(n ast.Node, src []byte) bool {
	switch n := n.(type) {
	case *captionBlock, *lineBlock, *tableBlock:
		return true
	case *ast.Paragraph:
		if n.Lines().Len() == 0 {
			return false
		}
		first := n.Lines().At(0)
		return bytes.HasPrefix(first.Value(src), []byte("!["))
	}
	return false
}

func isCaption(line []byte) bool {
	return len(line) > 1 && line[0] == ':' && (line[1] == ' ' || line[1] == '\t')
}

// maxKey is the length of a key such as "NA" or "n.e.c." before its colon.
const maxKey = 10

// lineLabel recognizes "Source:", "Note:" and keys; skip is the length of the label with its colon, 0 for other text.
func (st *state) lineLabel(line []byte) (role doc.LineRole, label string, skip int) {
	colon := bytes.IndexByte(line, ':')
	if colon < 1 || colon > 24 {
		return 0, "", 0
	}
	word := strings.TrimRight(string(line[:colon]), " \u00a0\u202f")
	label = string(line[:colon+1])
	for _, w := range st.options.SourceLabels {
		if strings.EqualFold(word, w) {
			return doc.SourceLine, label, colon + 1
		}
	}
	for _, w := range st.options.NoteLabels {
		if strings.EqualFold(word, w) {
			return doc.NoteLine, label, colon + 1
		}
	}
	if len(word) > maxKey || strings.ContainsAny(word, " \t") || colon+1 < len(line) && !isSpace(line[colon+1]) {
		return 0, "", 0
	}
	if strings.ToUpper(word) == word || strings.ContainsRune(word, '.') {
		return doc.KeyLine, label, colon + 1
	}
	return 0, "", 0
}

// trimLeft is the range without the space at its beginning; trimBoth also without the space at its end.
func trimLeft(start, stop int, src []byte) text.Segment {
	for start < stop && isSpace(src[start]) {
		start++
	}
	return text.NewSegment(start, stop)
}

func trimBoth(start, stop int, src []byte) text.Segment {
	s := trimLeft(start, stop, src)
	for s.Stop > s.Start && isSpace(src[s.Stop-1]) {
		s.Stop--
	}
	return s
}

// trimLast removes the space at the end of the last line of a block.
func trimLast(n ast.Node, src []byte) {
	if last := n.Lines().Len() - 1; last >= 0 {
		s := n.Lines().At(last)
		for s.Stop > s.Start && isSpace(src[s.Stop-1]) {
			s.Stop--
		}
		n.Lines().Set(last, s)
	}
}
