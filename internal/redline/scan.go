package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scan parts a text into words, marks of punctuation and white space, and yields all of it in order.
//
// A number is one word with its separators and its sign: "25,614", "1 453 210" (with no-break spaces), "12.5%". So are an identifier, a
// symbol or an address ("PCM-028-2017", "CMW/C/HND/CO/1"), a compound ("follow-up") and a word with an apostrophe in it ("State’s"); what
// French elides stands by itself ("l’").
func scan(s string, yield func(string)) {
	for len(s) > 0 {
		n := next(s)
		yield(s[:n])
		s = s[n:]
	}
}

// next is the length in bytes of the first piece of s.
func next(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsSpace(r):
		return size // one at a time: a no-break space is another one than a space
	case unicode.IsDigit(r):
		n := number(s)
		if wordAt(s[n:]) { // "130-2017", "1st"
			n += word(s[n:])
		}
		return n
	case unicode.IsLetter(r):
		return word(s)
	}
	return size
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// wordAt reports whether s begins with a letter, or with what joins words and then a letter or digit.
func wordAt(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsLetter(r) {
		return true
	}
	after, _ := utf8.DecodeRuneInString(s[min(size, len(s)):])
	return strings.ContainsRune("-/", r) && (unicode.IsLetter(after) || unicode.IsDigit(after))
}

// number is the length of the number at the beginning of s.
func number(s string) int {
	n := digits(s)
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		more := digits(s[n+size:])
		group := r == '\u00a0' || r == '\u202f' || r == '\u2009'
		if more == 0 || group && more != 3 || !group && r != '.' && r != ',' && r != ':' {
			break
		}
		n += size + more
	}
	for _, sign := range []string{"%", "\u00a0%", "\u202f%", "‰", "°"} {
		if strings.HasPrefix(s[n:], sign) {
			return n + len(sign)
		}
	}
	return n
}

// digits is the length of the digits at the beginning of s.
func digits(s string) int {
	for i, r := range s {
		if !unicode.IsDigit(r) {
			return i
		}
	}
	return len(s)
}

// word is the length of the word at the beginning of s: it ends before a space, and before punctuation that does not go on as a word.
func word(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if isWord(r) || r == '\u00ad' {
			n += size
			continue
		}
		after, _ := utf8.DecodeRuneInString(s[min(n+size, len(s)):])
		switch {
		case strings.HasPrefix(s[n:], "://"):
			n += len("://")
		case strings.ContainsRune("’'", r) && isWord(after):
			if elided := utf8.RuneCountInString(s[:n]) <= 2; elided {
				return n + size
			}
			n += size
		case strings.ContainsRune("-/._@&=?#~+\u2011", r) && isWord(after) && (r != '.' || address(s[:n]) || unicode.IsDigit(after)):
			n += size
		default:
			return n
		}
	}
	return n
}

// address reports whether a word has begun as a web address or symbol, in which full stops join.
func address(s string) bool { return strings.ContainsAny(s, "/@") || strings.HasPrefix(s, "www") }
