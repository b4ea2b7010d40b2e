package translation

import (
	"strings"
	"unicode"
)

// Similarity says how alike two texts are, from 0 to 1, by the words that they have in the same order. Case, numbers and punctuation do not
// count: a number is like every other number.
func Similarity(a, b string) float64 {
	x, y := tokens(a), tokens(b)
	if len(x)+len(y) == 0 {
		return 1
	}
	return 2 * float64(common(x, y)) / float64(len(x)+len(y))
}

// most words that are compared one with the other; of longer texts the heads and tails that are equal count, and the rest up to so many
const maxTokens = 600

// common is the length of a longest common subsequence.
func common(x, y []string) int {
	n := 0
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y, n = x[1:], y[1:], n+1
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y, n = x[:len(x)-1], y[:len(y)-1], n+1
	}
	x, y = x[:min(len(x), maxTokens)], y[:min(len(y), maxTokens)]
	row := make([]int, len(y)+1)
	for _, a := range x {
		diagonal := 0
		for j, b := range y {
			above := row[j+1]
			switch {
			case a == b:
				row[j+1] = diagonal + 1
			default:
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return n + row[len(y)]
}

// tokens are the words of a text in small letters; a number is "0".
func tokens(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		if strings.IndexFunc(w, unicode.IsLetter) < 0 {
			words[i] = "0"
		}
	}
	return words
}
