package quality

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/term"
)

// A value is a number that a sentence names.
type value struct {
	start, end int
	worth      string // "25614", "26.24"
	other      string // what it would be worth in another language; empty for the same
	kind       valueKind
	percent    bool
	figure     figure // for what stands in digits
	power      int    // of ten, by a word behind it: 6 in "5 million"
}

type valueKind int

const (
	inFigures valueKind = iota // in digits or Roman figures: the other language has to name it as well
	inWords                    // "five": it may answer to digits, and to another word
	ordinal                    // "fifth"
)

// What a sentence holds that has to be the same in every language. Everything is looked for once and is then no part of what comes later:
// the digits of an address are no number.
type holdings struct {
	addresses []token
	symbols   []token
	labels    []token
	dates     []date
	values    []value
}

// A token is a string with its place.
type token struct {
	start, end int
	text       string
}

var (
	address = regexp.MustCompile(`https?://[^\s\x{fffc}"<>«»“”]+|\bwww\.[^\s\x{fffc}"<>«»“”]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
	// CMW/C/HND/CO/1, PCM-028-2017, A/RES/70/1, 01-SG-2020, G20; hyphens that do not break are hyphens
	symbol = regexp.MustCompile(`[A-Z0-9]+(?:[-/.\x{2011}][A-Z0-9]+)+|[A-Z]+[0-9]+[A-Z0-9]*`)
	// b) and (b), ii) and (ii)
	letter = regexp.MustCompile(`(?:^|[\s\x{a0}(])([a-z]{1,4})\)`)
)

// hold finds what a text holds.
func (l *Language) hold(t *text, cell bool) holdings {
	var h holdings
	b := []byte(t.s)
	for _, m := range address.FindAllIndex(b, -1) {
		end := m[1]
		for end > m[0] && strings.ContainsRune(".,;:!?)", rune(b[end-1])) {
			end--
		}
		h.addresses = append(h.addresses, token{m[0], end, string(b[m[0]:end])})
		blank(b, m[0], end)
	}
	for _, m := range symbol.FindAllIndex(b, -1) {
		s := strings.ReplaceAll(string(b[m[0]:m[1]]), "\u2011", "-")
		whole := string(b)
		if unicode.IsLetter(before(whole, m[0])) || unicode.IsLetter(after(whole, m[1])) || !strings.ContainsAny(s, "0123456789") || !strings.ContainsFunc(s, unicode.IsUpper) {
			continue
		}
		h.symbols = append(h.symbols, token{m[0], m[1], s})
		blank(b, m[0], m[1])
	}
	for _, m := range letter.FindAllSubmatchIndex(b, -1) {
		s := string(b[m[2]:m[3]])
		if b[m[0]] == '(' && unicode.IsLetter(before(string(b), m[0])) || len(s) > 1 && !isRoman(strings.ToUpper(s)) { // participant(s)
			continue
		}
		h.labels = append(h.labels, token{m[2], m[3], s})
	}
	h.dates = l.dates(b)
	l.figures(b, cell, &h)
	l.numberWords(b, &h)
	slices.SortStableFunc(h.values, func(a, b value) int { return a.start - b.start })
	return h
}

// figures adds the numbers in digits and in Roman figures to h, and blanks them out of b.
func (l *Language) figures(b []byte, cell bool, h *holdings) {
	if l.roman != nil {
		for _, m := range l.roman.FindAllSubmatchIndex(b, -1) {
			s := string(b[m[2]:m[3]])
			if unicode.IsLetter(before(string(b), m[0])) || unicode.IsLetter(after(string(b), m[3])) || !isRoman(s) {
				continue
			}
			h.values = append(h.values, value{start: m[2], end: m[3], worth: strconv.Itoa(roman(s))})
			blank(b, m[2], m[3])
		}
	}
	for _, w := range term.Words(string(b)) {
		if len(w.Text) > 1 && isRoman(w.Text) {
			h.values = append(h.values, value{start: w.Start, end: w.End, worth: strconv.Itoa(roman(w.Text)), kind: ordinal})
			blank(b, w.Start, w.End)
		}
	}
	s := string(b)
	marks := l.house.Numbers
	for _, f := range figures(s, marks.Decimal, marks.Thousands, cell) {
		if unicode.IsLetter(before(s, f.start)) {
			continue
		}
		if l.numbered != nil && l.numbered.MatchString(s[:f.start]) { // "target 16.2" has no decimals
			f.foreign = false
		}
		v := value{start: f.start, end: f.end, worth: f.value, other: f.other, figure: f}
		rest := s[f.end:]
		switch mark := l.ordinalMark(rest); {
		case mark != "":
			v.end += len(mark)
		default:
			for {
				n, power := l.magnitude(s[v.end:])
				if n == 0 {
					break
				}
				v.power += power
				v.end += n
			}
			if v.power > 0 {
				v.worth = tenfold(v.worth, v.power)
				if v.other != "" {
					v.other = tenfold(v.other, v.power)
				}
			}
			for _, p := range l.Numbers.Percent {
				if trimmed := strings.TrimLeft(s[v.end:], spaces); strings.HasPrefix(trimmed, p) {
					v.percent = true
					v.end = len(s) - len(trimmed) + len(p)
					break
				}
			}
		}
		h.values = append(h.values, v)
		blank(b, v.start, v.end)
	}
}

// ordinalMark is the mark right behind a number that makes it an ordinal.
func (l *Language) ordinalMark(rest string) string {
	best := ""
	for _, m := range l.Numbers.OrdinalMarks {
		if strings.HasPrefix(rest, m) && len(m) > len(best) && !unicode.IsLetter(after(rest, len(m))) {
			best = m
		}
	}
	return best
}

// magnitude reads a word for a power of ten behind a number; n is how many bytes belong to it, 0 for none.
func (l *Language) magnitude(rest string) (n, power int) {
	trimmed := strings.TrimLeft(rest, spaces)
	space := len(rest) - len(trimmed)
	if space == 0 {
		return 0, 0
	}
	end := strings.IndexFunc(trimmed, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(trimmed)
	}
	if p, ok := l.Numbers.Magnitudes[strings.ToLower(trimmed[:end])]; ok {
		return space + end, p
	}
	return 0, 0
}

// numberWords adds the numbers in words to h.
func (l *Language) numberWords(b []byte, h *holdings) {
	s := string(b)
	words := term.Words(s)
	near := func(i int) bool { // the word i follows the one before it
		gap := s[words[i-1].End:words[i].Start]
		return strings.Trim(gap, " \u00a0-‑") == ""
	}
	one := func(w term.Word) bool { return slices.Contains(l.Numbers.One, w.Fold) }
	for i := 0; i < len(words); {
		v, n := wordNumber{}, 0
		for k := min(l.longest, len(words)-i); k > 0 && n == 0; k-- {
			if x, ok := l.numberWord[key(words[i:i+k])]; ok && (k == 1 || near(i+1)) {
				v, n = x, k
			}
		}
		if n == 0 && one(words[i]) && i+1 < len(words) {
			if m, _ := l.magnitude(s[words[i].End:]); m > 0 {
				v, n = wordNumber{value: 1}, 1
			}
		}
		if n == 0 {
			i++
			continue
		}
		end := i + n
		if v.value >= 20 && v.value < 100 && !v.ordinal { // twenty-five, treinta y cinco
			at := end
			if at < len(words) && slices.Contains(l.Numbers.Joiners, words[at].Fold) && near(at) {
				at++
			}
			if at < len(words) && near(at) {
				if x, ok := l.numberWord[words[at].Fold]; ok && x.value < 10 {
					v.value += x.value
					v.ordinal = x.ordinal
					end = at + 1
				} else if at == end && one(words[at]) {
					v.value++
					end = at + 1
				}
			}
		}
		out := value{start: words[i].Start, end: words[end-1].End, worth: strconv.Itoa(v.value), kind: inWords}
		if v.ordinal {
			out.kind = ordinal
		}
		for {
			n, power := l.magnitude(s[out.end:])
			if n == 0 {
				break
			}
			out.worth = tenfold(out.worth, power)
			out.end += n
			for end < len(words) && words[end].Start < out.end {
				end++
			}
		}
		h.values = append(h.values, out)
		i = end
	}
}

// isRoman reports whether s is a number in Roman figures up to 39, as chapters have them.
func isRoman(s string) bool {
	n := roman(s)
	return n > 0 && s == romanOf(n)
}

func roman(s string) int {
	worth := map[byte]int{'I': 1, 'V': 5, 'X': 10}
	n := 0
	for i := range len(s) {
		w := worth[s[i]]
		if w == 0 {
			return 0
		}
		if i+1 < len(s) && worth[s[i+1]] > w {
			w = -w
		}
		n += w
	}
	return n
}

func romanOf(n int) string {
	ones := []string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	if n >= 40 {
		return ""
	}
	return strings.Repeat("X", n/10) + ones[n%10]
}

// capital reports whether a text begins with a capital letter; letter is false where it does not begin with a letter.
func capital(s string) (upper, letter bool) {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r), unicode.IsLetter(r)
}
