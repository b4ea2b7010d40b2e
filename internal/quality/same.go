package quality

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// leastSame is how many words of the original have to stand in the translation for a longer text to count as not translated; of a text of so many
// words or fewer, a heading or a cell, one is enough.
const leastSame = 2

// untranslated asks whether the translation is the original, word for word. Names, terms and words that both languages have may be the same.
func (p *pass) untranslated() {
	if p.u.Fixed || len(p.u.Target.Pieces) == 0 || !alike(p.src, p.tgt) {
		return
	}
	words, n := 0, 0
	for _, w := range term.Words(p.src.own()) {
		if strings.ContainsFunc(w.Text, func(r rune) bool { return !unicode.IsLetter(r) }) || len([]rune(w.Text)) < 2 || term.IsAcronym(w.Text) || p.named(w) {
			continue
		}
		words++
		if p.ofOriginal(w) {
			n++
		}
	}
	if n >= leastSame || n > 0 && words <= leastSame {
		p.report(p.where(), p.u.Source.Span, "the translation is the original, word for word").
			hint("translate it, or ignore Q02 with the reason where it has to be the same")
	}
}

// alike reports whether two texts are the same, whatever their spaces.
func alike(a, b *text) bool {
	return strings.Join(strings.Fields(a.own()), " ") == strings.Join(strings.Fields(b.own()), " ")
}

// named reports whether a word of the original is part of a term or name that is the same in both languages, or for which none is known.
func (p *pass) named(w term.Word) bool {
	for _, m := range p.bases {
		for _, x := range m.from.Find(p.src.s) {
			if x.Start > w.Start || w.End > x.End {
				continue
			}
			good := x.Concept.In(p.to.code, term.Preferred, term.Admitted)
			for _, t := range good {
				if term.Fold(t.Text) == term.Fold(p.src.s[x.Start:x.End]) {
					return true
				}
			}
			if len(good) == 0 {
				return true
			}
		}
	}
	return false
}

// ofOriginal reports whether a word is one of the language of the original alone. A word in small letters is, unless translations have it too
// ("total", "regional"); one with a capital may be a name, unless the original has it in small letters elsewhere.
func (p *pass) ofOriginal(w term.Word) bool {
	small := strings.ToLower(w.Text)
	if p.to.words[w.Fold] || p.inTarget[small] || slices.Contains(p.data.Pair.Same, w.Text) {
		return false
	}
	return small == w.Text || p.inSource[small] && !p.from.words[w.Fold] // "El Salvador"
}

// lexicon gathers the words that originals and translations have in small letters; not those of sentences that are the same in both.
func (p *pass) lexicon(sections []*translation.Section) {
	p.inSource, p.inTarget = map[string]bool{}, map[string]bool{}
	for _, s := range sections {
		for _, u := range s.Units {
			src, tgt := newText(u.Source), newText(u.Target)
			for _, x := range []struct {
				t    *text
				into map[string]bool
			}{{src, p.inSource}, {tgt, p.inTarget}} {
				if x.t == tgt && alike(src, tgt) {
					continue
				}
				for _, w := range term.Words(x.t.own()) {
					if strings.ToLower(w.Text) == w.Text {
						x.into[w.Text] = true
					}
				}
			}
		}
	}
}
