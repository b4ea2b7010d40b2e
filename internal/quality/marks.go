package quality

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rapporteur/internal/diag"
)

// classes of marks that end a sentence, in the scripts that have their own
var endClasses = []struct{ name, marks string }{
	{"stop", ".。۔।"},
	{"colon", ":："},
	{"semicolon", ";；؛"},
	{"question mark", "?？؟"},
	{"exclamation mark", "!！"},
	{"comma", ",，、،"},
	{"ellipsis", "…"},
}

// closers may stand behind the mark that ends a sentence.
const closers = "\"'”’»)]\u00a0\u202f "

// endMarkOf is the class and place of the mark that ends a text; the place where it would stand and "no mark" for none.
func endMarkOf(s string) (class string, start, end int) {
	end = len(strings.TrimRight(s, closers+object))
	if trimmed := strings.TrimRight(s[:end], "."); end-len(trimmed) >= 3 {
		return "ellipsis", len(trimmed), end
	}
	r, size := utf8.DecodeLastRuneInString(s[:end])
	for _, c := range endClasses {
		if size > 0 && strings.ContainsRune(c.marks, r) {
			return c.name, end - size, end
		}
	}
	return "no mark", end, end
}

func (p *pass) endMark() {
	a, from, to := endMarkOf(p.src.s)
	b, start, end := endMarkOf(p.tgt.s)
	if a == b || p.cell || strings.HasSuffix(p.tgt.s, object) || strings.HasSuffix(p.src.s, object) || start == 0 {
		return
	}
	at := p.tgt.span(start, end)
	if start == end {
		_, size := utf8.DecodeLastRuneInString(p.tgt.s[:end])
		at = p.tgt.span(end-size, end)
	}
	f := p.report(at, p.src.span(max(from-1, 0), to), "%s at the end; the original has %s", b, a)
	// What stands before an abbreviation or a closing mark is not touched.
	plain := []string{"no mark", "stop", "colon", "semicolon", "comma"}
	if !slices.Contains(plain, a) || !slices.Contains(plain, b) || end != len(p.tgt.s) || b == "stop" && abbreviated(p.tgt.s[:start]) {
		return
	}
	mark := p.src.s[from:to]
	if before := strings.TrimRight(p.tgt.s[:start], spaces); strings.Contains(p.to.house.Marks.SpaceBefore, mark) && mark != "" {
		start, mark = len(before), " "+mark // the printed space is one that does not break
	} else {
		start = len(before)
	}
	f.fix(p.tgt, edit{start, end, mark})
}

// abbreviated reports whether the last word of s is one that has a stop of its own: "U.S", "etc".
func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " \u00a0(")+1:]
	return strings.Contains(word, ".") || len(word) <= 3
}

var pairs = map[rune]rune{')': '(', ']': '[', '”': '“', '»': '«', '}': '{'}

// unbalanced is where the first bracket or quotation mark of a text stands that has no counterpart, or -1. The bracket of a label such as "b)"
// has none and may stand inside of a pair all the same: "(par. 1 b))".
func unbalanced(s string) int {
	at := outline(s, false)
	if at >= 0 && outline(s, true) < 0 {
		return -1
	}
	return at
}

// outline goes through the brackets of a text; labels says that the bracket of a label closes nothing.
func outline(s string, labels bool) (wrong int) {
	type mark struct {
		r  rune
		at int
	}
	var open []mark
	straight := -1
	for i, r := range s {
		switch r {
		case '(', '[', '“', '«', '{':
			open = append(open, mark{r, i})
		case ')', ']', '”', '»', '}':
			if n := len(open); n > 0 && open[n-1].r == pairs[r] && !(labels && r == ')' && listLabel(s[:i])) {
				open = open[:n-1]
				continue
			}
			if r == ')' && listLabel(s[:i]) {
				continue
			}
			return i
		case '"':
			if straight >= 0 {
				straight = -1
			} else {
				straight = i
			}
		}
	}
	if len(open) > 0 {
		return open[0].at
	}
	return straight
}

var label = regexp.MustCompile(`(?:^|[\s\x{a0}])(?:[a-zA-Z]|[ivx]{1,5}|[0-9]{1,2})$`)

// listLabel reports whether a closing bracket behind s belongs to a label such as "b)".
func listLabel(s string) bool { return label.MatchString(s) }

func (p *pass) brackets() {
	if at := unbalanced(p.tgt.s); at >= 0 && unbalanced(p.src.s) < 0 {
		_, size := utf8.DecodeRuneInString(p.tgt.s[at:])
		p.report(p.tgt.span(at, at+size), p.u.Source.Span, "%q has no counterpart", p.tgt.s[at:at+size])
	}
	s := p.tgt.own()
	house := p.to.house.Marks
	mine := house.Quotes[0] + house.Quotes[1] + house.InnerQuotes[0] + house.InnerQuotes[1]
	for i, r := range s {
		if strings.ContainsRune("«»“”„", r) && !strings.ContainsRune(mine, r) {
			start, end := i, i+utf8.RuneLen(r)
			for strings.ContainsRune("»”", r) && start > 0 && strings.ContainsRune(spaces, before(s, start)) {
				_, size := utf8.DecodeLastRuneInString(s[:start])
				start -= size
			}
			for strings.ContainsRune("«", r) && strings.ContainsRune(spaces, after(s, end)) && end < len(s) {
				_, size := utf8.DecodeRuneInString(s[end:])
				end += size
			}
			p.report(p.tgt.span(i, i+utf8.RuneLen(r)), diag.Span{}, "%q is a quotation mark of another language", string(r)).warn().
				hint("write \"; it is printed as the language prints it").fix(p.tgt, edit{start, end, `"`})
		}
	}
}

var twoSpaces = regexp.MustCompile(`[ \x{a0}\x{202f}]{2,}`)

// invisible are characters that nobody sees: zero-width spaces and joins of no script that we print, byte order marks, soft hyphens.
const invisible = "\u200b\u2060\ufeff\u00ad"

func (p *pass) spacing() {
	s := p.tgt.s
	for _, m := range twoSpaces.FindAllStringIndex(s, -1) {
		space := " "
		if strings.Contains(s[m[0]:m[1]], "\u00a0") {
			space = "\u00a0"
		}
		p.report(p.tgt.span(m[0], m[1]), diag.Span{}, "%d spaces in a row", utf8.RuneCountInString(s[m[0]:m[1]])).fix(p.tgt, edit{m[0], m[1], space})
	}
	for i, r := range s {
		size := utf8.RuneLen(r)
		switch {
		case strings.ContainsRune(invisible, r) || unicode.IsControl(r) && r != '\n' && r != '\t':
			p.report(p.tgt.span(i, i+size), diag.Span{}, "an invisible character, U+%04X", r).fix(p.tgt, edit{i, i + size, ""})
		case strings.ContainsRune(p.to.Marks.Tight, r) && strings.ContainsRune(spaces, before(s, i)) && i > 0:
			next := after(s, i+size)
			if next == r || unicode.IsDigit(next) || unicode.IsLetter(next) || before(s, i) == 0 || p.cell { // "..", " .5"
				continue
			}
			start := len(strings.TrimRight(s[:i], spaces))
			p.report(p.tgt.span(start, i+size), diag.Span{}, "a space stands before %q", string(r)).fix(p.tgt, edit{start, i, ""})
		}
	}
	for _, q := range p.tgt.parts {
		if words := s[q.start:q.end]; !norm.NFC.IsNormalString(words) {
			p.report(p.tgt.span(q.start, q.end), diag.Span{}, "letters and their accents are not one character").fix(p.tgt, edit{q.start, q.end, norm.NFC.String(words)})
		}
	}
}

// capitals asks whether sentences begin and months are written as the language does.
func (p *pass) capitals() {
	first := func(s string) string { return strings.TrimLeft(s, "\"'“‘«¿¡([\u00a0 "+object) }
	a, b := first(p.src.s), first(p.tgt.s)
	upperA, letterA := capital(a)
	upperB, letterB := capital(b)
	if letterA && letterB && upperA && !upperB && len(p.src.s)-len(a) == 0 && !p.cell && p.u.Part == "" {
		at := len(p.tgt.s) - len(b)
		_, size := utf8.DecodeRuneInString(b)
		p.report(p.tgt.span(at, at+size), p.src.span(0, 1), "the sentence begins with a small letter; the original has a capital")
	}
	if p.to.CapitalMonths {
		return
	}
	for _, d := range p.t.dates {
		for _, month := range p.to.house.Dates.Months {
			r, size := utf8.DecodeRuneInString(month)
			name := string(unicode.ToUpper(r)) + month[size:]
			if at := strings.Index(p.tgt.s[d.start:d.end], name); at > 0 || at == 0 && d.start > 0 {
				p.report(p.tgt.span(d.start+at, d.start+at+len(name)), diag.Span{}, "months are written in small letters: %q", name)
			}
		}
	}
}

// turning are the signs that turn the direction of writing: marks, embeddings, overrides and isolates.
const turning = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// rightToLeft are the languages that are written so.
var rightToLeft = []string{"ar", "fa", "he", "ur"}

// direction asks for signs that turn the direction of writing.
func (p *pass) direction() {
	var open []rune
	rtl := slices.Contains(rightToLeft, p.to.code)
	for i, r := range p.tgt.s {
		if !strings.ContainsRune(turning, r) {
			continue
		}
		at := p.tgt.span(i, i+utf8.RuneLen(r))
		if !rtl {
			p.report(at, diag.Span{}, "a sign that turns the direction of writing, U+%04X, in a language that is written from left to right", r)
			continue
		}
		switch {
		case r >= 0x202a && r <= 0x202e && r != 0x202c:
			open = append(open, 0x202c)
		case r >= 0x2066 && r <= 0x2068:
			open = append(open, 0x2069)
		case r == 0x202c || r == 0x2069:
			if n := len(open); n == 0 || open[n-1] != r {
				p.report(at, diag.Span{}, "U+%04X closes what is not open", r)
			} else {
				open = open[:n-1]
			}
		}
	}
	if len(open) > 0 {
		p.report(p.where(), diag.Span{}, "a sign that turns the direction of writing is not closed by U+%04X", open[len(open)-1])
	}
}
