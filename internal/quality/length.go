package quality

import (
	"strings"
	"unicode/utf8"

	"rapporteur/internal/diag"
)

// leastLength is from how many characters on lengths are compared: short sentences differ freely.
const leastLength = 60

// length is how many characters a text has, without words of another language, which one of the two languages may explain.
func (t *text) length() int { return utf8.RuneCountInString(strings.ReplaceAll(t.own(), "\x00", "")) }

// head reports whether the sentence stands in the head of a table.
func (p *pass) head() bool {
	row, _, ok := place(p.u)
	return ok && p.u.Block != nil && row <= p.u.Block.Heads
}

// length asks whether a translation is as long as translations of its language pair are, and whether a heading is no longer than headings may
// be.
func (p *pass) length() {
	a, b := p.src.length(), p.tgt.length()
	limit, what := 0, ""
	switch {
	case p.head():
		limit, what = p.data.Pair.HeadCell, "heads of tables"
	case p.u.Block != nil && p.u.Block.Kind == "heading":
		limit, what = p.data.Pair.Heading, "headings"
	}
	if limit > 0 && b > limit && a <= limit {
		p.report(p.where(), p.u.Source.Span, "%d characters here, %d in the original; at most %d were expected in %s", b, a, limit, what)
		return
	}
	bounds := p.data.Pair.Length
	if bounds == nil || a < leastLength && b < leastLength {
		return
	}
	low, high := a*bounds[0]/100, a*bounds[1]/100
	if b >= low && b <= high {
		return
	}
	f := p.report(p.where(), p.u.Source.Span, "%d characters here, %d in the original; %d to %d were expected", b, a, low, high).
		hint("look for what is missing or was added")
	if b < low/2 || b > 2*high {
		f.as(diag.Warning)
	}
}
