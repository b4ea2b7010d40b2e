package pdfcheck

import (
	"fmt"
	"strings"
)

// A page is a page with what its content draws.
type page struct {
	index     int // from 0
	ref       Ref
	dict      Dict
	resources Dict // own or inherited
	inherited bool // its resources come from a node above it
	box       [4]float64
	ops       []operation
	sequences []*sequence
	shows     []*show
	paints    []*paint
}

// An operation is an operator with its operands.
type operation struct {
	operator operator
	operands []Object
}

// A sequence is marked content: from BDC or BMC to EMC.
type sequence struct {
	tag    Name
	props  Dict
	mcid   int // -1 for none
	page   *page
	parent *sequence
}

// mark returns the sequence around s, or s itself, that has a number; nil for none.
func (s *sequence) mark() *sequence {
	for ; s != nil; s = s.parent {
		if s.mcid >= 0 {
			return s
		}
	}
	return nil
}

// artifact returns the artifact around s, or s itself; nil for none.
func (s *sequence) artifact() *sequence {
	for ; s != nil; s = s.parent {
		if s.tag == "Artifact" {
			return s
		}
	}
	return nil
}

// actual returns the text that stands for what s holds, and where that was said.
func (s *sequence) actual(f *File) (string, *sequence) {
	for ; s != nil; s = s.parent {
		if text, ok := s.props["ActualText"]; ok {
			return f.Text(text), s
		}
	}
	return "", nil
}

// A show is a string of glyphs that is drawn.
type show struct {
	in    *sequence
	font  *font
	codes []int
	size  float64
	x, y  float64 // of the first glyph on the page
	end   float64 // x of the end of the last
}

// A paint is a picture, form or path that is drawn.
type paint struct {
	in   *sequence
	name Name // of the picture or form; empty for a path
	x, y float64
	w, h float64 // of a picture
}

// operations takes content apart.
func operations(content []byte) (ops []operation, odd []string, err error) {
	l := &lexer{src: content, content: true}
	var operands []Object
	for {
		if l.skip(); l.at >= len(l.src) {
			break
		}
		o, err := l.next()
		if err != nil {
			return ops, l.odd, err
		}
		if w, ok := o.(operator); ok {
			ops = append(ops, operation{w, operands})
			operands = nil
			continue
		}
		operands = append(operands, o)
	}
	if len(operands) > 0 {
		return ops, l.odd, fmt.Errorf("%d operands at the end have no operator", len(operands))
	}
	return ops, l.odd, nil
}

// A matrix maps places, as in ISO 32000-1, 8.3.4.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// graphics is the state that q saves.
type graphics struct {
	ctm                     matrix
	font                    *font
	size, rise, lead        float64
	charSpace, wordSpace, z float64 // z: horizontal scale
}

// An interpreter follows the content of a page.
type interpreter struct {
	*document
	page   *page
	state  graphics
	saved  []graphics
	line   matrix // of the text line
	text   matrix
	inText bool
	open   *sequence
	texts  []bool // for each open sequence, whether it began inside a text object
}

// follow runs the content of p and notes what is drawn where.
func (d *document) follow(p *page) {
	in := &interpreter{document: d, page: p, state: graphics{ctm: identity, z: 1}}
	for _, op := range p.ops {
		in.do(op)
	}
	if in.open != nil {
		d.fault("content-nesting", "page %d: marked content /%s is not closed", p.index+1, in.open.tag)
	}
	if in.inText {
		d.fault("content-nesting", "page %d: a text object is not closed", p.index+1)
	}
	if len(in.saved) > 0 {
		d.fault("content-nesting", "page %d: %d q without Q", p.index+1, len(in.saved))
	}
}

// number returns operand i, 0 where it is no number.
func (op operation) number(i int) float64 {
	if i < len(op.operands) {
		if n, ok := op.operands[i].(Number); ok {
			return float64(n)
		}
	}
	return 0
}

func (op operation) name(i int) Name {
	if i < len(op.operands) {
		n, _ := op.operands[i].(Name)
		return n
	}
	return ""
}

func (op operation) matrix() matrix {
	var m matrix
	for i := range m {
		m[i] = op.number(i)
	}
	return m
}

func (in *interpreter) do(op operation) {
	s := &in.state
	switch op.operator {
	case "q":
		in.saved = append(in.saved, *s)
		if len(in.saved) > 28 {
			in.fault("limits", "page %d: q is nested more than 28 deep", in.page.index+1)
		}
	case "Q":
		if len(in.saved) == 0 {
			in.fault("content-nesting", "page %d: Q without q", in.page.index+1)
			return
		}
		*s = in.saved[len(in.saved)-1]
		in.saved = in.saved[:len(in.saved)-1]
	case "cm":
		s.ctm = op.matrix().times(s.ctm)
	case "BMC", "BDC":
		in.begin(op)
	case "EMC":
		in.end()
	case "Do":
		in.paint(&paint{in: in.open, name: op.name(0), x: s.ctm[4], y: s.ctm[5], w: s.ctm[0], h: s.ctm[3]})
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh":
		in.paint(&paint{in: in.open})
	default:
		in.doText(op)
	}
}

// doText follows the operators of text.
func (in *interpreter) doText(op operation) {
	s := &in.state
	switch op.operator {
	case "BT", "ET":
		if in.inText == (op.operator == "BT") {
			in.fault("content-nesting", "page %d: %s out of turn", in.page.index+1, op.operator)
		}
		in.inText = op.operator == "BT"
		in.line, in.text = identity, identity
	case "Tf":
		s.font, s.size = in.fontOf(in.page, op.name(0)), op.number(1)
	case "Ts":
		s.rise = op.number(0)
	case "Tc":
		s.charSpace = op.number(0)
	case "Tw":
		s.wordSpace = op.number(0)
	case "Tz":
		s.z = op.number(0) / 100
	case "TL":
		s.lead = op.number(0)
	case "Td", "TD":
		if op.operator == "TD" {
			s.lead = -op.number(1)
		}
		in.newLine(op.number(0), op.number(1))
	case "T*":
		in.newLine(0, -s.lead)
	case "Tm":
		in.line = op.matrix()
		in.text = in.line
	case "Tj", "TJ":
		in.show(op)
	case "'", `"`:
		in.newLine(0, -s.lead)
		in.show(op)
	}
}

func (in *interpreter) newLine(x, y float64) {
	in.line = matrix{1, 0, 0, 1, x, y}.times(in.line)
	in.text = in.line
}

func (in *interpreter) begin(op operation) {
	s := &sequence{tag: op.name(0), mcid: -1, page: in.page, parent: in.open}
	if op.operator == "BDC" && len(op.operands) == 2 {
		if n, ok := op.operands[1].(Name); ok {
			s.props = in.Dict(in.Dict(in.page.resources["Properties"])[n])
		} else {
			s.props, _ = op.operands[1].(Dict)
		}
		if n, ok := in.Int(s.props["MCID"]); ok {
			s.mcid = n
		}
	}
	in.page.sequences = append(in.page.sequences, s)
	in.texts = append(in.texts, in.inText)
	in.open = s
}

func (in *interpreter) end() {
	if in.open == nil {
		in.fault("content-nesting", "page %d: EMC without BDC", in.page.index+1)
		return
	}
	last := len(in.texts) - 1
	if in.texts[last] != in.inText {
		in.fault("content-nesting", "page %d: marked content /%s and a text object overlap", in.page.index+1, in.open.tag)
	}
	in.texts = in.texts[:last]
	in.open = in.open.parent
}

func (in *interpreter) paint(p *paint) { in.page.paints = append(in.page.paints, p) }

// show draws the strings of Tj or TJ.
func (in *interpreter) show(op operation) {
	if len(op.operands) == 0 {
		return
	}
	s := &in.state
	if s.font == nil {
		in.fault("content-resources", "page %d: text is shown without a font", in.page.index+1)
		return
	}
	pieces, ok := op.operands[len(op.operands)-1].(Array)
	if !ok {
		pieces = Array{op.operands[len(op.operands)-1]}
	}
	place := in.text.times(s.ctm)
	out := &show{in: in.open, font: s.font, size: s.size, x: place[4], y: place[5] + s.rise}
	for _, piece := range pieces {
		switch piece := piece.(type) {
		case Number:
			in.advance(-float64(piece) / 1000 * s.size * s.z)
		case String:
			if len(piece)%2 == 1 {
				in.fault("font-encoding", "page %d: a string of two-byte codes has %d bytes", in.page.index+1, len(piece))
			}
			for i := 0; i+1 < len(piece); i += 2 {
				code := int(piece[i])<<8 | int(piece[i+1])
				out.codes = append(out.codes, code)
				s.font.used[code] = true
				in.advance((s.font.width(code)/1000*s.size + s.charSpace) * s.z)
			}
		}
	}
	out.end = in.text.times(s.ctm)[4]
	in.page.shows = append(in.page.shows, out)
}

func (in *interpreter) advance(x float64) { in.text = matrix{1, 0, 0, 1, x, 0}.times(in.text) }

// text is what the glyphs of s stand for.
func (s *show) text() string {
	var b strings.Builder
	for _, c := range s.codes {
		b.WriteString(s.font.toUnicode[c])
	}
	return b.String()
}
