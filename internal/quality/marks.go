package quality

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rapporteur/internal/diag"
	"rapporteur/internal/sentence"
	"rapporteur/internal/term"
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
	f := p.report(at, p.src.span(max(from-1, 0), to), "the sentence ends with %s; the original ends with %s", article(b), article(a))
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

// article puts the article before the name of a mark.
func article(mark string) string {
	switch {
	case mark == "no mark":
		return mark
	case strings.HasPrefix(mark, "e"):
		return "an " + mark
	}
	return "a " + mark
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
	if at := unbalanced(p.tgt.s); at >= 0 && unbalanced(p.src.s) < 0 && p.turned() < 0 {
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
			p.report(p.tgt.span(i, i+utf8.RuneLen(r)), diag.Span{}, "%q is a quotation mark of another language", string(r)).as(diag.Warning).
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
	small, _ := utf8.DecodeRuneInString(b) // letters of many scripts are neither
	if letterA && upperA && unicode.IsLower(small) && len(p.src.s)-len(a) == 0 && !p.cell && p.u.Part == "" {
		at := len(p.tgt.s) - len(b)
		_, size := utf8.DecodeRuneInString(b)
		p.report(p.tgt.span(at, at+size), p.src.span(0, 1), "the sentence begins with a small letter; the original has a capital").
			hint("begin it with a capital")
	}
	p.begun()
	p.smallWords()
	p.titleCase()
}

var smallBehindStop = regexp.MustCompile(`(?:[\p{L}\p{N}]{2}|[%)"”»\x{fffc}])[.?!]["”»)]*[\s\x{a0}]+(\p{Ll})\p{L}*`)

// begun asks for a sentence inside of the text that begins with a small letter: for that reason it is none, and the original has more.
func (p *pass) begun() {
	if len(sentence.For(p.from.code).Split(p.src.s)) <= len(sentence.For(p.to.code).Split(p.tgt.s)) {
		return
	}
	for _, m := range smallBehindStop.FindAllStringSubmatchIndex(p.tgt.s, -1) {
		stop := strings.TrimRight(p.tgt.s[:m[2]], spaces)
		if !slices.ContainsFunc(p.to.Abbreviations, func(a string) bool { return strings.HasSuffix(stop, a) }) {
			p.report(p.tgt.span(m[2], m[3]), p.u.Source.Span, "%q begins a sentence with a small letter", p.tgt.s[m[2]:m[1]]).hint("begin it with a capital")
			return
		}
	}
}

// smallWords asks for words that the language writes in small letters inside of a sentence: months, days, languages.
func (p *pass) smallWords() {
	small := slices.Clone(p.to.Small)
	if !p.to.CapitalMonths {
		for _, d := range p.t.dates {
			if d.year == 0 && d.start > 0 && named(p.tgt.s[:d.start]) { // "Fundación 15 de Septiembre"
				continue
			}
			for _, month := range p.to.house.Dates.Months {
				if at := strings.Index(p.tgt.s[d.start:d.end], title(month)); at >= 0 {
					small = append(small, month)
				}
			}
		}
	}
	s := p.tgt.own()
	for _, word := range small {
		name := title(word)
		for at := 0; ; at += len(name) {
			n := strings.Index(s[at:], name)
			if n < 0 {
				break
			}
			at += n
			head := strings.TrimRight(s[:at], spaces)
			if head == "" || strings.ContainsAny(head[len(head)-1:], ".:?!\"'“«(") || strings.HasSuffix(head, "»") || strings.HasSuffix(head, object) || p.cell ||
				unicode.IsLetter(before(s, at)) || unicode.IsLetter(after(s, at+len(name))) {
				continue
			}
			p.report(p.tgt.span(at, at+len(name)), diag.Span{}, "%q has a capital; this language writes %q", name, word).hint("write %s", word)
		}
	}
}

// named reports whether the last word of a text begins with a capital.
func named(s string) bool {
	words := term.Words(s)
	if len(words) == 0 {
		return false
	}
	upper, _ := capital(words[len(words)-1].Text)
	return upper
}

// title is a word or phrase with a capital at the beginning of its last word: "en français", "en Français".
func title(word string) string {
	at := strings.LastIndexByte(word, ' ') + 1
	r, size := utf8.DecodeRuneInString(word[at:])
	return word[:at] + string(unicode.ToUpper(r)) + word[at+size:]
}

// leastTitle is how many words with capitals behind the first make title case.
const leastTitle = 2

// shortWord is how many letters a word has that stays small in title case: "law of the sea" is no heading in title case, "Law of the Sea" is one.
const shortWord = 3

// titleCase asks for headings in which every word has a capital. United Nations documents write headings like sentences.
func (p *pass) titleCase() {
	if p.u.Block == nil || p.u.Block.Kind != "heading" {
		return
	}
	all := func(t *text, l *Language) (capitals, small int) {
		for i, w := range term.Words(t.own()) {
			upper, letter := capital(w.Text)
			switch {
			case i == 0 || !letter || l.words[w.Fold] || term.IsAcronym(w.Text) || strings.ContainsRune("-'’", t.before(w.Start)):
			case upper:
				capitals++
			case len(w.Fold) > shortWord:
				small++
			}
		}
		return capitals, small
	}
	capitals, small := all(p.tgt, p.to)
	if _, there := all(p.src, p.from); capitals >= leastTitle && small == 0 && there > 0 {
		p.report(p.where(), p.u.Source.Span, "every word of the heading has a capital; the original is written like a sentence").
			hint("keep capitals for the first word and for names")
	}
}
