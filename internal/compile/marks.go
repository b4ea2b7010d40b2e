package compile

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// wordSetter goes over the texts of one sequence of inlines as if they were one.
type wordSetter struct {
	lang  *style.Language
	texts []*string
	prev  rune // the character before the place
	open  []quotation
	all   []rune // everything, for looking ahead
	at    int    // place in all
	bound int    // the place in all up to which no space breaks
	out   []rune
}

// A quotation is a quotation mark that is open.
type quotation struct {
	inner  bool // stands in another
	single bool // was typed as an apostrophe
}

// collect gathers the texts. What is printed as it is (addresses, references) only counts as context.
func (w *wordSetter) collect(in []doc.Inline) {
	for _, x := range in {
		switch x := x.(type) {
		case *doc.Text:
			w.texts = append(w.texts, &x.Value)
		case *doc.Ref:
			s := x.Words()
			w.texts = append(w.texts, &s)
		case *doc.Break:
			s := "\n"
			w.texts = append(w.texts, &s)
		case *doc.Link:
			if s := doc.PlainText(x.Inlines); s == x.URL || "mailto:"+s == x.URL {
				w.texts = append(w.texts, &s)
				continue
			}
			w.collect(x.Inlines)
		default:
			if kids := doc.Children(x); kids != nil {
				w.collect(*kids)
			}
		}
	}
}

func (w *wordSetter) run() {
	for _, t := range w.texts {
		w.all = append(w.all, []rune(*t)...)
	}
	for _, t := range w.texts {
		n := utf8.RuneCountInString(*t)
		if fixed(*t) {
			w.at += n
			w.prev = w.all[w.at-1]
			continue
		}
		w.out = w.out[:0]
		for end := w.at + n; w.at < end; w.at++ {
			w.rune(w.all[w.at], end)
		}
		*t = string(w.out)
	}
}

// addresses are the beginnings of what is printed character for character.
var addresses = []string{"http://", "https://", "www.", "mailto:"}

// fixed reports whether a text begins as an address, whose characters are not touched.
func fixed(s string) bool {
	return slices.ContainsFunc(addresses, func(a string) bool { return strings.HasPrefix(s, a) })
}

// longestAddress is the length of the longest of those beginnings.
const longestAddress = len("https://")

// address copies an address that begins at this place, up to the next blank, and reports whether one does.
func (w *wordSetter) address(end int) bool {
	if !w.opening() || !fixed(string(w.all[w.at:min(w.at+longestAddress, end)])) {
		return false
	}
	for ; w.at < end && !isBlank(w.all[w.at]); w.at++ {
		w.put(w.all[w.at])
	}
	w.at-- // the caller goes on to the next character
	return true
}

// ahead returns the character k places on, a line end where there is none.
func (w *wordSetter) ahead(k int) rune {
	if w.at+k < len(w.all) {
		return w.all[w.at+k]
	}
	return '\n'
}

func (w *wordSetter) put(r rune) {
	w.out = append(w.out, r)
	w.prev = r
}

func (w *wordSetter) puts(s string) {
	for _, r := range s {
		w.put(r)
	}
}

func isBlank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == noBreak || r == '\u202f' }

// opening reports whether a quotation mark at this place opens.
func (w *wordSetter) opening() bool {
	return isBlank(w.prev) || strings.ContainsRune("([{“‘«—–", w.prev)
}

// rune sets one character; end is where its text ends.
func (w *wordSetter) rune(r rune, end int) {
	m := &w.lang.Marks
	if r == '\t' {
		r = ' '
	}
	switch {
	case (r == 'h' || r == 'w' || r == 'm') && w.address(end):
	case r == '-' && w.ahead(1) == '-' && w.at+1 < end:
		w.at++
		if w.ahead(1) == '-' && w.at+1 < end {
			w.at++
			w.put('—')
			return
		}
		w.put('–')
	case r == '"':
		w.double()
	case r == '\'':
		w.single()
	case r == ' ' && w.prev == ' ': // around a comment; one is enough
	case r == ' ':
		w.space()
	case strings.ContainsRune(m.SpaceBefore, r):
		w.spaceBefore()
		w.put(r)
	case strings.ContainsRune(m.SpaceAfter, r):
		w.put(r)
		if next := w.ahead(1); next == ' ' && w.at+1 < end {
			w.at++
			w.put(m.Space())
		} else if !isBlank(next) {
			w.put(m.Space())
		}
	default:
		w.put(r)
	}
}

func (w *wordSetter) double() {
	m := &w.lang.Marks
	if w.opening() && !isBlank(w.ahead(1)) {
		inner := len(w.open) > 0 && !w.open[len(w.open)-1].inner
		w.open = append(w.open, quotation{inner: inner})
		if inner {
			w.puts(m.InnerQuotes[0])
		} else {
			w.puts(m.Quotes[0])
		}
		return
	}
	inner := false
	for n := len(w.open) - 1; n >= 0; n-- {
		if !w.open[n].single { // one in single marks that stays open in it was none
			inner, w.open = w.open[n].inner, w.open[:n]
			break
		}
	}
	mark := m.Quotes[1]
	if inner {
		mark = m.InnerQuotes[1]
	}
	w.puts(mark)
}

// single sets an apostrophe, or a quotation mark where one opens before a letter and another closes later.
func (w *wordSetter) single() {
	m := &w.lang.Marks
	next := w.ahead(1)
	switch {
	case w.opening() && w.contraction():
		w.puts(m.Apostrophe)
	case w.opening() && unicode.IsLetter(next) && w.closesLater():
		w.open = append(w.open, quotation{inner: true, single: true})
		w.puts(m.InnerQuotes[0])
	case len(w.open) > 0 && w.open[len(w.open)-1].inner && !unicode.IsLetter(next) && !unicode.IsDigit(next):
		w.open = w.open[:len(w.open)-1]
		w.puts(m.InnerQuotes[1])
	default:
		w.puts(m.Apostrophe)
	}
}

// quoteReach is how far a quotation in single marks may go, in characters.
const quoteReach = 400

func (w *wordSetter) closesLater() bool {
	for k := 2; k < quoteReach && w.at+k < len(w.all); k++ {
		if w.ahead(k) == '\'' && !isBlank(w.ahead(k-1)) && !unicode.IsLetter(w.ahead(k+1)) && !unicode.IsDigit(w.ahead(k+1)) {
			return true
		}
	}
	return false
}

// contraction reports whether the apostrophe at this place begins a word that has lost its first letters ("'Tis").
func (w *wordSetter) contraction() bool {
	end := 1
	for unicode.IsLetter(w.ahead(end)) {
		end++
	}
	return end > 1 && slices.Contains(w.lang.Marks.Contractions, strings.ToLower(string(w.all[w.at+1:w.at+end])))
}

// spaceBefore makes the space before a character such as ":" in French one that does not break.
func (w *wordSetter) spaceBefore() {
	n := len(w.out)
	switch {
	case n > 0 && (w.out[n-1] == ' ' || w.out[n-1] == noBreak):
		w.out[n-1] = w.lang.Marks.Space()
	case isBlank(w.prev) || strings.ContainsRune(":;!?([{«“", w.prev):
	case unicode.IsDigit(w.prev) && w.all[w.at] == ':' && unicode.IsDigit(w.ahead(1)): // a time
	case w.all[w.at] == ':' && w.ahead(1) == '/': // an address
	default:
		w.put(w.lang.Marks.Space())
	}
}
