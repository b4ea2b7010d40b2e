package translation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shortWord is how many letters a word can have that stands small inside a name, "Islas de la Bahía", or is the sign of a unit, "12 km".
const shortWord = 3

// copies makes those units missing in which the original stands in the place of the translation: a section that is translated in part has what
// is left as it is in the original. The same text is right where it has names and figures only, and where the lock remembers it as it is.
//
// A capital alone does not make a name, for a heading or a cell begins with one too: such a word is none where the original writes it small
// elsewhere in the section and the translation does not, as "Mujeres" beside "las mujeres", other than "Honduras" and "Total".
func (s *Section) copies() {
	var copied []*Unit
	for _, u := range s.Units {
		if !u.Fixed && len(u.Target.Pieces) > 0 && normal(u.Source.Pieces) == normal(u.Target.Pieces) && (u.Entry == nil || u.Entry.Target != u.TargetHash()) {
			copied = append(copied, u)
		}
	}
	if len(copied) == 0 {
		return
	}
	source, target := map[string]bool{}, map[string]bool{} // words that are written small
	for _, u := range s.Units {
		small(source, u.Source)
		if normal(u.Source.Pieces) != normal(u.Target.Pieces) {
			small(target, u.Target)
		}
	}
	for _, u := range copied {
		if ordinary(u.Source.Plain(), func(word string) bool { return source[word] && !target[word] }) {
			u.State = Missing
		}
	}
}

// ordinary reports whether a text has words other than names and figures. known reports whether a word, in small letters, is an ordinary one.
func ordinary(text string, known func(word string) bool) bool {
	list := words(text)
	figure := func(w string) bool { return strings.ContainsFunc(w, unicode.IsDigit) }
	capital := func(w string) bool { return w != strings.ToLower(w) }
	var names []string
	for i, w := range list {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case figure(w), capital(w) && w == strings.ToUpper(w): // an acronym
		case capital(w):
			names = append(names, w)
		case !unicode.IsLower(first): // a script without capitals
			return true
		case utf8.RuneCountInString(w) > shortWord:
			return true
		case len(list) > 1 && !(i > 0 && figure(list[i-1])) && !slices.ContainsFunc(list[i+1:], capital):
			return true
		}
	}
	return len(names) == 1 && known(strings.ToLower(names[0]))
}

// small adds the words of a sentence that are written in small letters.
func small(to map[string]bool, s Sentence) {
	for _, w := range words(s.Plain()) {
		if w == strings.ToLower(w) {
			to[w] = true
		}
	}
}

// words are the words and numbers of a text as they are written.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}
