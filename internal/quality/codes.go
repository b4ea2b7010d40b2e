package quality

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

// codes asks whether italics and bold print are those of the original. What is marked as being in another language, and the italics inside,
// are a matter of one language alone.
func (p *pass) codes() {
	source, target := formats(p.u.Source.Pieces), formats(p.u.Target.Pieces)
	for _, typ := range []string{"bold", "italic"} {
		a, b := source[typ], target[typ]
		switch {
		case len(a) > len(b):
			p.report(p.where(), a[len(b)], "%s of the original %s missing: %d there, %d here", prints[typ][0], prints[typ][1], len(a), len(b)).
				hint("put %s around the same words as in the original", prints[typ][2])
		case len(b) > len(a):
			p.report(b[len(a)], p.u.Source.Span, "%s %s not in the original: %d there, %d here", prints[typ][0], prints[typ][1], len(a), len(b)).
				hint("take out %s that the original has not", prints[typ][2])
		}
	}
	var open []int
	for _, piece := range p.u.Target.Pieces {
		c := piece.Code
		switch {
		case c == nil:
		case c.Kind == translation.Open:
			open = append(open, c.Number)
		case c.Kind == translation.Close && len(open) > 0 && open[len(open)-1] == c.Number:
			open = open[:len(open)-1]
		case c.Kind == translation.Close:
			p.report(piece.Span, p.u.Source.Span, "%s ends where it has not begun", c.Type)
		}
	}
	if len(open) > 0 {
		p.report(p.where(), p.u.Source.Span, "italics, bold print, a link or words in another language begin and do not end")
	}
}

// prints are bold and italic print in words of messages, with their verb, and their marks.
var prints = map[string][3]string{"bold": {"bold print", "is", "**"}, "italic": {"italics", "are", "*"}}

// formats are the places of bold and italic print, without those in words of another language.
func formats(pieces []translation.Piece) map[string][]diag.Span {
	out := map[string][]diag.Span{}
	foreign := 0
	for i, piece := range pieces {
		c := piece.Code
		switch {
		case c == nil || c.Kind == translation.Atom:
		case c.Type == "foreign" && c.Kind == translation.Open:
			foreign++
		case c.Type == "foreign":
			foreign--
		case c.Kind == translation.Open && foreign == 0 && !(i+1 < len(pieces) && pieces[i+1].Code != nil && pieces[i+1].Code.Type == "foreign"):
			out[c.Type] = append(out[c.Type], piece.Span)
		}
	}
	return out
}

// noteOrder asks whether notes and citations stand in the order of the original, so that they have the same numbers.
func (p *pass) noteOrder() {
	order := func(pieces []translation.Piece) (keys []string, at []diag.Span) {
		for _, piece := range pieces {
			if c := piece.Code; c != nil && (c.Type == "citation" || c.Type == "note" || c.Type == "note-text") {
				keys, at = append(keys, c.Type+" "+c.Key), append(at, piece.Span)
			}
		}
		return keys, at
	}
	a, from := order(p.u.Source.Pieces)
	b, at := order(p.u.Target.Pieces)
	if slices.Equal(a, b) || !slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))) {
		return // other ones are told where blocks are compared
	}
	for i := range a {
		if a[i] != b[i] {
			p.report(at[i], from[i], "the notes stand in another order than in the original, and so have other numbers").
				hint("put their marks in the order of the original, or ignore Q06 with the reason")
			return
		}
	}
}

var placeholder = regexp.MustCompile(`\{[^{}\s]*\}`)

func (p *pass) placeholders() {
	find := func(t *text) []token {
		var out []token
		for _, m := range placeholder.FindAllStringIndex(t.s, -1) {
			out = append(out, token{m[0], m[1], t.s[m[0]:m[1]]})
		}
		return out
	}
	missing, extra := tokensAlone(find(p.src), find(p.tgt))
	p.alone2("text in braces", missing, extra)
}

// addresses asks whether addresses are those of the original, in the text and behind links.
func (p *pass) addresses() {
	missing, extra := tokensAlone(p.s.addresses, p.t.addresses)
	p.alone2("address", missing, extra)
	links := func(pieces []translation.Piece) (keys []string, at []diag.Span) {
		for _, piece := range pieces {
			if c := piece.Code; c != nil && c.Kind != translation.Close && (c.Type == "link" || c.Type == "address") {
				keys, at = append(keys, c.Key), append(at, piece.Span)
			}
		}
		return keys, at
	}
	a, from := links(p.u.Source.Pieces)
	b, at := links(p.u.Target.Pieces)
	var lost []int
	for i, k := range a {
		if !slices.Contains(b, k) {
			lost = append(lost, i)
		}
	}
	for i, k := range b {
		if slices.Contains(a, k) {
			continue
		}
		if len(lost) > 0 {
			p.report(at[i], from[lost[0]], "the address is %q here, %q in the original", k, a[lost[0]])
			lost = lost[1:]
			continue
		}
		p.report(at[i], p.u.Source.Span, "the original has no address %q", k)
	}
	for _, i := range lost {
		p.report(p.where(), from[i], "the address %q of the original is missing", a[i])
	}
}

// crossReferences asks whether "table 3" typed by hand is "cuadro 3" in the original.
func (p *pass) crossReferences() {
	// Words for tables, figures and chapters stand in the same order in the data of all languages.
	a, b := p.from.references(p.src), p.to.references(p.tgt)
	if len(a) != len(b) || len(p.from.References.Chapters) == 0 || len(p.to.References.Chapters) == 0 {
		return
	}
	missing, extra := tokensAlone(a, b)
	if len(missing) != len(extra) {
		return
	}
	for i, s := range missing {
		t := extra[i]
		p.report(p.tgt.span(t.start, t.end), p.src.span(s.start, s.end), "the reference is to %q here, to %q in the original", p.tgt.s[t.start:t.end], p.src.s[s.start:s.end])
	}
}

// references are the numbers behind words such as "table".
func (l *Language) references(t *text) []token {
	var out []token
	if l.reference == nil {
		return nil
	}
	for _, m := range l.reference.FindAllStringSubmatchIndex(t.s, -1) {
		s := t.s[m[2]:m[3]]
		if isRoman(s) {
			s = strconv.Itoa(roman(s))
		}
		out = append(out, token{m[0], m[1], s})
	}
	return out
}

var pinpointNumber = regexp.MustCompile(`[0-9]+|\b[IVX]+\b`)

// pinpoints asks whether citations name the same pages, articles and chapters.
func (p *pass) pinpoints() {
	source := map[string][][]string{}
	from := map[string]diag.Span{}
	for _, piece := range p.u.Source.Pieces {
		if c := piece.Code; c != nil && c.Type == "citation" {
			source[c.Key] = append(source[c.Key], pinpointNumbers(c))
			from[c.Key] = piece.Span
		}
	}
	for _, piece := range p.u.Target.Pieces {
		c := piece.Code
		if c == nil || c.Type != "citation" || len(source[c.Key]) == 0 {
			continue
		}
		here := pinpointNumbers(c)
		if !slices.ContainsFunc(source[c.Key], func(s []string) bool { return slices.Equal(s, here) }) {
			p.report(piece.Span, from[c.Key], "the citation points to %s here, to %s in the original", listed(here), listed(source[c.Key][0]))
		}
	}
}

func listed(numbers []string) string {
	if len(numbers) == 0 {
		return "the whole source"
	}
	return strings.Join(numbers, ", ")
}

var citationKey = regexp.MustCompile(`@[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}]`)

// pinpointNumbers are the numbers that a citation names beside its keys, sorted.
func pinpointNumbers(c *translation.Code) []string {
	out := pinpointNumber.FindAllString(citationKey.ReplaceAllString(c.Raw, ""), -1)
	slices.Sort(out)
	return out
}
