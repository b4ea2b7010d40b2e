package fulltext

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words returns the words of a text, folded, in their order.
func Words(text string) []string {
	var out []string
	eachWord(text, func(word []byte) { out = append(out, string(word)) })
	return out
}

// Fold returns the words of a text with a space before, between and after them; nothing for a text without words. So one text holds
// another, in whole words, when its folded form holds the other's.
func Fold(text string) string {
	var b strings.Builder
	eachWord(text, func(word []byte) {
		b.WriteByte(' ')
		b.Write(word)
	})
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	return b.String()
}

// eachWord calls f with every word of the text, folded. The bytes are only good during the call.
func eachWord(text string, f func(word []byte)) {
	var buffer [64]byte
	word := buffer[:0]
	end := func() {
		if len(word) > 0 {
			f(word)
			word = word[:0]
		}
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			if l := ascii[c]; l != 0 {
				word = append(word, l)
			} else {
				end()
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if r < lastLatin {
			if l := latin()[r]; l != "" {
				word = append(word, l...)
			} else if r != softHyphen {
				end()
			}
			continue
		}
		switch {
		case unicode.Is(unicode.Mn, r): // part of the word, without a letter of its own
		case alone(r):
			end()
			f(append(word, decompose(r)...))
			word = word[:0]
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r):
			word = append(word, decompose(r)...)
		default:
			end()
		}
	}
	end()
}

const softHyphen = 0xad

// alone reports whether r is of a script that is written without spaces between words.
func alone(r rune) bool {
	return r >= 0xe00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// ascii has the folded letter or digit for each character of ASCII, 0 for all others.
var ascii = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		switch {
		case 'A' <= c && c <= 'Z':
			table[c] = byte(c) + 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			table[c] = byte(c)
		}
	}
	return table
}()

// latin has the folded letters of the Latin letters beyond ASCII, nothing for other characters; made when they are first met.
var latin = sync.OnceValue(func() *[lastLatin]string {
	var table [lastLatin]string
	for r := rune(utf8.RuneSelf); r < lastLatin; r++ {
		if unicode.IsLetter(r) { // no fractions, no raised figures of notes
			table[r] = decompose(r)
		}
	}
	return &table
})

const lastLatin = 0x250

// whole are letters that Unicode does not take apart, as they are written where they are missing.
var whole = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ŋ': "n", 'ς': "σ"}

// decompose returns the letters of r in lower case, without marks.
func decompose(r rune) string {
	var b strings.Builder
	for _, c := range norm.NFKD.String(string(unicode.ToLower(r))) {
		c = unicode.ToLower(c)
		switch w, ok := whole[c]; {
		case unicode.Is(unicode.Mn, c):
		case ok:
			b.WriteString(w)
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mc, c):
			b.WriteRune(c)
		}
	}
	return b.String()
}
