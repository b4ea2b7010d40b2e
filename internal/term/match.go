package term

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Word is a run of letters and digits in a text.
type Word struct {
	Text       string
	Fold       string // in small letters, without accents
	Start, End int    // bytes
}

// Words returns the words of a text. An apostrophe and a hyphen part words: "l'État" is two.
func Words(text string) []Word {
	var out []Word
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = append(out, Word{text[start:end], Fold(text[start:end]), start, end})
			start = -1
		}
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
	}
	flush(len(text))
	return out
}

// Fold writes a text in small letters and without accents.
func Fold(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return strings.ToLower(text)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
}

// leastStem is how many letters of a word stay when an ending is taken off.
const leastStem = 3

// Stem takes the longest of the endings off a folded word that leaves enough of it.
func Stem(fold string, endings []string) string {
	best := ""
	for _, e := range endings {
		if len(e) > len(best) && strings.HasSuffix(fold, e) && utf8.RuneCountInString(fold)-utf8.RuneCountInString(e) >= leastStem {
			best = e
		}
	}
	return strings.TrimSuffix(fold, best)
}

// IsAcronym reports whether a word is written in capitals, two at least, perhaps with digits.
func IsAcronym(word string) bool {
	n := 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			n++
		case !unicode.IsDigit(r):
			return false
		}
	}
	return n >= 2
}

// A Match is a place where a term stands in a text.
type Match struct {
	Concept    *Concept
	Term       Term
	Start, End int // bytes
}

// A Matcher finds the terms of one language in texts.
type Matcher struct {
	endings []string
	first   map[string][]pattern // by the stem of the first word, the longest first
}

type pattern struct {
	concept *Concept
	term    Term
	words   []Word
	stems   []string
}

// Matcher returns a matcher for a language. endings are what inflection puts behind the stem of its words ("s", "es"), without accents.
func (b *Base) Matcher(language string, endings []string) *Matcher {
	m := &Matcher{endings: endings, first: map[string][]pattern{}}
	for _, c := range b.Concepts {
		for _, t := range c.In(language) {
			p := pattern{concept: c, term: t, words: Words(t.Text)}
			for _, w := range p.words {
				p.stems = append(p.stems, m.stem(w))
			}
			m.first[p.stems[0]] = append(m.first[p.stems[0]], p)
		}
	}
	for _, list := range m.first {
		slices.SortStableFunc(list, func(a, b pattern) int { return -cmp.Compare(len(a.words), len(b.words)) })
	}
	return m
}

func (m *Matcher) stem(w Word) string { return Stem(w.Fold, m.endings) }

// words returns the words of a text with their stems.
func (m *Matcher) words(text string) (words []Word, stems []string) {
	words = Words(text)
	stems = make([]string, len(words))
	for i, w := range words {
		stems[i] = m.stem(w)
	}
	return words, stems
}

// Find returns the terms in a text in its order. Where terms overlap, the longest one that begins first stands; the same words can be the
// terms of several concepts, and then all of these are there.
func (m *Matcher) Find(text string) []Match {
	words, stems := m.words(text)
	var out []Match
	for i := 0; i < len(words); {
		n := 0
		for _, p := range m.first[stems[i]] {
			if n > 0 && len(p.words) < n {
				break
			}
			if p.fits(words[i:], stems[i:]) {
				n = len(p.words)
				out = append(out, Match{p.concept, p.term, words[i].Start, words[i+n-1].End})
			}
		}
		i += max(n, 1)
	}
	return out
}

// fits reports whether the pattern stands at the beginning of words. A capital in the term has to be one in the text.
func (p pattern) fits(words []Word, stems []string) bool {
	if len(p.words) > len(words) {
		return false
	}
	for k, w := range p.words {
		if p.stems[k] != stems[k] {
			return false
		}
		first, _ := utf8.DecodeRuneInString(w.Text)
		here, _ := utf8.DecodeRuneInString(words[k].Text)
		if unicode.IsUpper(first) && !unicode.IsUpper(here) || IsAcronym(w.Text) && w.Text != words[k].Text {
			return false
		}
	}
	return true
}

// Has reports whether one of the terms of a concept that may be used stands in a text, also inside of a longer term.
func (m *Matcher) Has(c *Concept, text string) bool {
	words, stems := m.words(text)
	for i := range words {
		for _, p := range m.first[stems[i]] {
			if p.concept == c && p.term.Status != Forbidden && p.fits(words[i:], stems[i:]) {
				return true
			}
		}
	}
	return false
}

// Forbidden returns the forbidden terms in a text, also those that overlap with other terms; not those inside of a longer term that may be used.
func (m *Matcher) Forbidden(text string) []Match {
	good := slices.DeleteFunc(m.Find(text), func(x Match) bool { return x.Term.Status == Forbidden })
	words, stems := m.words(text)
	var out []Match
	for i := range words {
		for _, p := range m.first[stems[i]] {
			if p.term.Status != Forbidden || !p.fits(words[i:], stems[i:]) {
				continue
			}
			x := Match{p.concept, p.term, words[i].Start, words[i+len(p.words)-1].End}
			if !slices.ContainsFunc(good, func(g Match) bool { return g.Start <= x.Start && x.End <= g.End }) {
				out = append(out, x)
			}
			break
		}
	}
	return out
}
