package quality

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
)

// turning are the signs that turn the direction of writing: marks, embeddings, overrides and isolates.
const turning = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// rightToLeft are the languages that are written so.
var rightToLeft = []string{"ar", "fa", "he", "ur"}

// direction asks, in a language that is written from left to right, for signs that turn the direction of writing; in one that is written from
// right to left whether such signs are closed and of use, whether brackets stand as they are typed, and whether signs at the edge of a run of
// Latin letters or figures stay on their side.
func (p *pass) direction() {
	s := p.tgt.s
	if !slices.Contains(rightToLeft, p.to.code) {
		for i, r := range s {
			if strings.ContainsRune(turning, r) {
				p.report(p.tgt.span(i, i+utf8.RuneLen(r)), diag.Span{}, "U+%04X turns the direction of writing, and this language is written from left to right", r).
					hint("take it out")
			}
		}
		return
	}
	p.turns()
	p.mirrored()
	p.edges()
}

// turns asks whether what turns the direction is closed, and whether marks stand where they change anything.
func (p *pass) turns() {
	var open []rune
	for i, r := range p.tgt.s {
		at := p.tgt.span(i, i+utf8.RuneLen(r))
		switch {
		case r >= 0x202a && r <= 0x202e && r != 0x202c:
			open = append(open, 0x202c)
		case r >= 0x2066 && r <= 0x2068:
			open = append(open, 0x2069)
		case r == 0x202c || r == 0x2069:
			if n := len(open); n == 0 || open[n-1] != r {
				p.report(at, diag.Span{}, "U+%04X closes what is not open", r).hint("take it out")
			} else {
				open = open[:n-1]
			}
		case r == 0x200e || r == 0x200f || r == 0x061c:
			a, b := turns(before(p.tgt.s, i)), turns(after(p.tgt.s, i+utf8.RuneLen(r)))
			if own := turns(r); a == own && b == own {
				p.report(at, diag.Span{}, "U+%04X stands between letters of its own direction and does nothing", r).as(diag.Warning).hint("take it out")
			}
		}
	}
	if len(open) > 0 {
		p.report(p.where(), diag.Span{}, "a sign that turns the direction of writing is not closed by U+%04X", open[len(open)-1])
	}
}

// turns is the direction of a character: 1 for one that is written from left to right, -1 for one from right to left, 0 for one that has none.
func turns(r rune) int {
	switch {
	case r == 0x200f || r == 0x061c || unicode.In(r, unicode.Arabic, unicode.Hebrew) && unicode.IsLetter(r):
		return -1
	case r == 0x200e || unicode.IsLetter(r):
		return 1
	}
	return 0
}

// turned is the first bracket of those that were typed as they look, where the language is written from right to left, or -1.
func (p *pass) turned() int {
	s := p.tgt.s
	if !slices.Contains(rightToLeft, p.to.code) || unbalanced(s) < 0 || unbalanced(p.src.s) >= 0 {
		return -1
	}
	if unbalanced(strings.NewReplacer("(", ")", ")", "(", "[", "]", "]", "[").Replace(s)) >= 0 {
		return -1
	}
	return strings.IndexAny(s, ")]")
}

// mirrored asks for brackets that were typed as they look: the one that opens comes first in the text, wherever it is printed.
func (p *pass) mirrored() {
	if at := p.turned(); at >= 0 {
		p.report(p.tgt.span(at, at+1), diag.Span{}, "the brackets stand the wrong way round: the first one closes").
			hint("type the bracket that opens first; it is turned when it is printed")
	}
}

// edge is a sign that goes to the other side of its word or number where the text around it is written from right to left.
var edge = regexp.MustCompile(`(?:^|[^\p{L}\p{N}])([+\x{2212}-]\p{Nd}+(?:[.,]\p{Nd}+)*)|([A-Za-z0-9]+[+#]+)(?:$|[^\p{L}\p{N}])`)

// edges asks for such signs that nothing holds.
func (p *pass) edges() {
	s := p.tgt.s
	for _, m := range edge.FindAllStringSubmatchIndex(s, -1) {
		start, end := m[2], m[3]
		if start < 0 {
			start, end = m[4], m[5]
		}
		if strings.ContainsRune(turning, before(s, start)) || strings.ContainsRune(turning, after(s, end)) {
			continue
		}
		p.report(p.tgt.span(start, end), diag.Span{}, "the sign of %q is printed on its other side", s[start:end]).as(diag.Warning).
			hint("put it between U+2066 and U+2069")
	}
}
