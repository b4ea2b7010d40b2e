package exchange

import (
	"strings"
	"unicode"

	"rapporteur/internal/translation"
)

// damaged says what a tool has done to a translation that nobody would write; empty where it is sound. Tools that know plain text only put
// the new words before the first code and leave what stood behind it: the end of the sentence is there twice, or in two languages.
func damaged(target []translation.Piece, u *translation.Unit) string {
	for i, old := range [][]translation.Piece{u.Target.Pieces, u.Source.Pieces} {
		was, rest := split(old)
		is, left := split(target)
		if words(flatten(rest)) == 0 || is == was || squeeze(flatten(left)) != squeeze(flatten(rest)) {
			continue
		}
		tail := tokens(translation.Plain(rest))
		if i == 1 && keepsAll(tokens(is), tokens(was), tail) {
			continue // nothing is doubled: something stands before the original
		}
		if i == 1 && len(tail) >= residue {
			return "the end of the sentence is that of the original, behind new words before the first code; the tool cannot work with codes"
		}
		end, stop := endMark(translation.Plain(rest)), endMark(is)
		switch {
		case stop != 0 && stop == end && endMark(was) == 0:
			return "the sentence ends twice: new words stand before the first code, and the old ones behind it; the tool cannot work with codes"
		case doubled(tail, tokens(is)) > doubled(tail, tokens(was))+len(tail)/2:
			return "the end of the sentence stands there twice, before the first code and behind it; the tool cannot work with codes"
		}
	}
	return ""
}

// keepsAll reports whether new words before the first code are the old ones with a few more, not a translation of the whole.
func keepsAll(is, was, tail []string) bool {
	if len(was) == 0 {
		return len(is) <= len(tail)/2
	}
	return len(is)-len(was) < len(tail) && where(is, was) >= 0
}

// residue is from how many words on the end of the original is no chance in a translation.
const residue = 3

// split divides pieces before the first code.
func split(pieces []translation.Piece) (string, []translation.Piece) {
	var b strings.Builder
	for i, p := range pieces {
		if p.Code != nil {
			return strings.TrimSpace(b.String()), pieces[i:]
		}
		b.WriteString(p.Text)
	}
	return strings.TrimSpace(b.String()), nil
}

func tokens(text string) []string { return wordsOf(strings.ToLower(text)) }

// words counts the characters of a text that are no space.
func words(text string) int { return len(strings.Join(strings.Fields(text), "")) }

// doubled counts the words of tail that other has too.
func doubled(tail, other []string) int {
	have := map[string]bool{}
	for _, w := range other {
		have[w] = true
	}
	n := 0
	for _, w := range tail {
		if have[w] {
			n++
		}
	}
	return n
}

// endMark is the mark that ends a sentence, 0 for none.
func endMark(text string) rune {
	text = strings.TrimRightFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"'»”’)]", r) })
	if text == "" {
		return 0
	}
	r := []rune(text)
	if last := r[len(r)-1]; strings.ContainsRune(".!?…:;。？！؟؛", last) {
		return last
	}
	return 0
}
