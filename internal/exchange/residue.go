package exchange

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rapporteur/internal/translation"
)

// How many words in a row of the original are no chance in a translation. Names keep theirs, which is why words with a capital do not count.
const (
	leftAtEnds = 3 // the first or last words of both, or all of the original
	leftInside = 5 // "de la base de" is French and Spanish
)

// quotedWords is how many of them are quoted from each end.
const quotedWords = 5

const inItsPlace = "the original stands in the place of the translation"

// leftOver says which words of the original of u stand in a translation of it; empty for too few to tell. What stood in the translation old
// too, and what is marked as being in the language of the original, is there on purpose.
func leftOver(target, old []translation.Piece, u *translation.Unit, language string) string {
	original := translation.Plain(u.Source.Pieces)
	source := wordsOf(original)
	is := wordsOf(translation.Plain(withoutForeign(target, u, language)))
	if ordinary(source) < leftAtEnds {
		return ""
	}
	was := wordsOf(translation.Plain(old))
	switch i := where(is, source); {
	case i < 0 || where(was, source) >= 0:
	case len(is) == len(source):
		return inItsPlace
	default:
		return "the whole original stands in the translation"
	}
	from, n, inside := longest(source, is)
	run := source[from : from+n]
	if inside && ordinary(run) < leftInside || ordinary(run) < leftAtEnds || where(was, run) >= 0 {
		return ""
	}
	how := "has"
	switch {
	case from+n == len(source) && !inside:
		how = "ends with"
	case from == 0 && !inside:
		how = "begins with"
	}
	places := wordPlaces(original)[from : from+n]
	words := original[places[0][0]:places[n-1][1]]
	if n > 2*quotedWords {
		words = original[places[0][0]:places[quotedWords-1][1]] + " … " + original[places[n-quotedWords][0]:places[n-1][1]]
	}
	return fmt.Sprintf("the translation %s %d words of the original: %q", how, n, words)
}

// withoutForeign leaves out what a translation marks as being in a language.
func withoutForeign(target []translation.Piece, u *translation.Unit, language string) []translation.Piece {
	typed, err := translation.Typed(target, u.Target.Pieces, u.Source.Pieces)
	if err != nil {
		return target
	}
	var out []translation.Piece
	foreign := 0
	for _, p := range typed {
		if c := p.Code; c != nil && c.Type == "foreign" && c.Key == language {
			switch c.Kind {
			case translation.Open:
				foreign++
			case translation.Close:
				foreign--
			}
		}
		if foreign == 0 {
			out = append(out, p)
		}
	}
	return out
}

// ordinary counts the words that are neither names nor numbers.
func ordinary(words []string) int {
	n := 0
	for _, w := range words {
		if r := []rune(w)[0]; unicode.IsLetter(r) && !unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// where is the place of words that stand in a row in list, whatever their capitals; -1 for nowhere.
func where(list, words []string) int {
	for i := 0; i+len(words) <= len(list) && len(words) > 0; i++ {
		if slices.EqualFunc(list[i:i+len(words)], words, strings.EqualFold) {
			return i
		}
	}
	return -1
}

// longest finds the run of the original that a translation has too and that weighs most: at the ends of both, it weighs more than inside.
func longest(source, target []string) (from, n int, inside bool) {
	best := 0
	for i := range source {
		for j := range target {
			if i > 0 && j > 0 && strings.EqualFold(source[i-1], target[j-1]) {
				continue // inside of a run that is known
			}
			k := 0
			for i+k < len(source) && j+k < len(target) && strings.EqualFold(source[i+k], target[j+k]) {
				k++
			}
			weight, within := ordinary(source[i:i+k]), !(i == 0 && j == 0 || i+k == len(source) && j+k == len(target))
			if !within {
				weight += leftInside - leftAtEnds
			}
			if k > 0 && weight > best {
				best, from, n, inside = weight, i, k, within
			}
		}
	}
	return from, n, inside
}

// wordsOf divides a text into words and numbers.
func wordsOf(text string) []string {
	var out []string
	for _, at := range wordPlaces(text) {
		out = append(out, text[at[0]:at[1]])
	}
	return out
}

// wordPlaces are where words and numbers begin and end in a text, in bytes.
func wordPlaces(text string) [][2]int {
	var out [][2]int
	start := -1
	for i, r := range text {
		switch in := unicode.IsLetter(r) || unicode.IsDigit(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out, start = append(out, [2]int{start, i}), -1
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(text)})
	}
	return out
}
