// Spaces that do not break.

package compile

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// space keeps together what is read as one: a number with the word before or after it, a title with a name, a day with its month.
func (w *wordSetter) space() {
	next := w.ahead(1)
	digit := unicode.IsDigit(w.prev)
	switch {
	case w.at < w.bound:
		w.put(noBreak)
	case next == '(' && (digit || w.prev == ')') && w.part():
		w.put(noBreak)
	case w.number() && w.keeps(): // the quicker question first
		w.put(noBreak)
	case digit && w.unit(), digit && w.group(), w.month():
		w.put(noBreak)
	case unicode.IsLetter(next) && slices.Contains(w.lang.Marks.KeepWithName, w.word()):
		w.put(noBreak)
	default:
		w.put(' ')
	}
}

// number reports whether a number follows: a word with a digit in it ("12", "PCM-028-2017"), or one in Roman figures, with what follows them
// ("IV,", "II.A").
func (w *wordSetter) number() bool {
	roman := strings.ContainsRune("IVXLC", w.ahead(1))
	for k := 1; !isBlank(w.ahead(k)); k++ {
		r := w.ahead(k)
		if unicode.IsDigit(r) {
			return true
		}
		roman = roman && !unicode.IsLower(r)
	}
	return roman
}

// keeps reports whether the word before this place is one that is not parted from its number, perhaps with a capital at the beginning of a
// sentence.
func (w *wordSetter) keeps() bool {
	word := w.word()
	if slices.Contains(w.lang.Marks.KeepWithNext, word) {
		return true
	}
	first, size := utf8.DecodeRuneInString(word)
	return len(word) > size && slices.Contains(w.lang.Marks.KeepWithNext, string(unicode.ToLower(first))+word[size:])
}

// group reports whether the next three digits go on with the number before this place: "1 453 210", not "2017 2018".
func (w *wordSetter) group() bool {
	for k := 1; k <= 3; k++ {
		if !unicode.IsDigit(w.ahead(k)) {
			return false
		}
	}
	return !unicode.IsDigit(w.ahead(4)) && w.digits(w.at, 3)
}

// digits reports whether at most so many digits, and no other part of a word, stand before the place end.
func (w *wordSetter) digits(end, most int) bool {
	i := end
	for i > 0 && unicode.IsDigit(w.all[i-1]) {
		i--
	}
	return i < end && end-i <= most && (i == 0 || !unicode.IsLetter(w.all[i-1]) && !strings.ContainsRune(".,/", w.all[i-1]))
}

// month reports whether a month follows the day before this place ("12 August", "1er août", "3 de octubre"), and binds the words between.
func (w *wordSetter) month() bool {
	end := w.at
	for end > 0 && w.at-end < 2 && (unicode.IsLetter(w.all[end-1]) || w.all[end-1] == '°') { // an ordinal: "1st", "1er"
		end--
	}
	if end == 0 || !unicode.IsDigit(w.all[end-1]) || !w.digits(end, 2) {
		return false
	}
	_, between, _ := strings.Cut(w.lang.Dates.Form, "{day}")
	between, _, _ = strings.Cut(between, "{month}")
	for _, m := range w.lang.Dates.Months {
		if w.follows(strings.TrimPrefix(between, " ") + m) {
			return true
		}
	}
	return false
}

// follows reports whether words stand behind this place, and binds the spaces in them.
func (w *wordSetter) follows(words string) bool {
	r := []rune(words)
	end := w.at + 1 + len(r)
	if end > len(w.all) || string(w.all[w.at+1:end]) != words || unicode.IsLetter(w.ahead(1+len(r))) {
		return false
	}
	w.bound = end
	return true
}

// part reports whether a bracket such as "(1)" or "(b)" follows: a part of an article or paragraph.
func (w *wordSetter) part() bool {
	for k := 2; k < 6; k++ {
		r := w.ahead(k)
		if r == ')' {
			return k > 2
		}
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
			return false
		}
	}
	return false
}

// word is the word as typed that ends at this place, through emphasis and raised letters ("n^o^"), without what French elides before it:
// "l’article".
func (w *wordSetter) word() string {
	i := w.at
	for i > 0 && !isBlank(w.all[i-1]) && !strings.ContainsRune("([’'\"“«", w.all[i-1]) {
		i--
	}
	return string(w.all[i:w.at])
}

// unit reports whether a word that belongs to the number before it follows, and binds the spaces in it ("per cent").
func (w *wordSetter) unit() bool {
	return slices.ContainsFunc(w.lang.Marks.KeepWithNumber, w.follows)
}
