package quality

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

// object stands for an atom in the text of a sentence, so that what stands around it is not joined.
const object = "\ufffc"

// A text is a sentence as the checks read it: its words without codes, and where each of them stands.
type text struct {
	s       string
	parts   []part
	foreign [][2]int // ranges of words of another language
	place   diag.Span
	pieces  []translation.Piece
}

// A part is a piece of words in a text.
type part struct{ start, end, piece int }

func newText(s translation.Sentence) *text {
	t := &text{place: s.Span, pieces: s.Pieces}
	var b strings.Builder
	var open []int
	for i, p := range s.Pieces {
		switch {
		case p.Code == nil:
			t.parts = append(t.parts, part{b.Len(), b.Len() + len(p.Text), i})
			b.WriteString(p.Text)
		case p.Code.Kind == translation.Atom:
			switch p.Code.Type {
			case "break":
				b.WriteString(" ")
			case "note", "note-text", "citation", "comment":
				if p.Code.Type == "citation" && !strings.HasPrefix(p.Code.Raw, "[") {
					b.WriteString(object)
				}
			default:
				b.WriteString(object)
			}
		case p.Code.Type != "foreign":
		case p.Code.Kind == translation.Open:
			open = append(open, b.Len())
		case len(open) > 0:
			t.foreign = append(t.foreign, [2]int{open[len(open)-1], b.Len()})
			open = open[:len(open)-1]
		}
	}
	t.s = b.String()
	return t
}

// own is the text with blanks in place of words of another language, byte for byte.
func (t *text) own() string {
	if len(t.foreign) == 0 {
		return t.s
	}
	b := []byte(t.s)
	for _, r := range t.foreign {
		blank(b, r[0], r[1])
	}
	return string(b)
}

// blank overwrites bytes with a character that is neither letter, digit nor space.
func blank(b []byte, start, end int) {
	for i := start; i < end; i++ {
		b[i] = 0
	}
}

// span is the place of the bytes [start, end) in the content file; the whole sentence where it cannot be told.
func (t *text) span(start, end int) diag.Span {
	var out diag.Span
	for _, p := range t.parts {
		if p.end <= start || p.start >= max(end, start+1) {
			continue
		}
		s, ok := within(t.pieces[p.piece], max(start-p.start, 0), min(end, p.end)-p.start)
		if !ok {
			return t.pieces[p.piece].Span
		}
		out = out.Until(s)
	}
	if out.IsZero() {
		return t.place
	}
	return out
}

// within is the place of bytes of a piece; false where escapes or line ends make that unclear.
func within(p translation.Piece, start, end int) (diag.Span, bool) {
	src := p.Span.Text()
	if src == p.Text {
		return p.Span.File.Span(p.Span.Start+start, p.Span.Start+end), true
	}
	// Lines end in one byte and are a blank in the text, unless something stands before the text of the next line.
	if len(src) == len(p.Text) && strings.ReplaceAll(src, "\n", " ") == p.Text {
		return p.Span.File.Span(p.Span.Start+start, p.Span.Start+end), true
	}
	word := p.Text[start:end]
	if word != "" && strings.Count(src, word) == 1 {
		at := p.Span.Start + strings.Index(src, word)
		return p.Span.File.Span(at, at+len(word)), true
	}
	return diag.Span{}, false
}

// before is the character before the byte start; 0 at the beginning of the text.
func (t *text) before(start int) rune { return before(t.s, start) }

func before(s string, start int) rune {
	if start == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s[:start])
	return r
}

func after(s string, end int) rune {
	if end >= len(s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[end:])
	return r
}

// An edit replaces the bytes [start, end) of a text.
type edit struct {
	start, end int
	new        string
}

// apply returns the pieces of the text with edits made; false where one reaches over a code, or two overlap.
func (t *text) apply(edits []edit) ([]translation.Piece, bool) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
	edits = slices.Compact(edits)
	out := slices.Clone(t.pieces)
	for i := len(edits) - 1; i >= 0; i-- {
		e := edits[i]
		if i > 0 && edits[i-1].end > e.start {
			return nil, false
		}
		n := slices.IndexFunc(t.parts, func(p part) bool { return p.start <= e.start && e.end <= p.end })
		if n < 0 {
			return nil, false
		}
		p := t.parts[n]
		words := out[p.piece].Text
		out[p.piece].Text = words[:e.start-p.start] + e.new + words[e.end-p.start:]
	}
	return slices.DeleteFunc(out, func(p translation.Piece) bool { return p.Code == nil && p.Text == "" }), true
}
