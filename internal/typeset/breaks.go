package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"

	"rapporteur/internal/hyphen"
)

// opening tells whether a line may end before a byte of a text.
type opening uint8

const (
	closed    opening = iota
	free              // by UAX #14
	costly            // after a hyphen, inside an address or a symbol: better than a loose line, worse than a space
	divisible         // inside a word, with a hyphen: after a soft hyphen, and where the language divides words
	forced
)

// softHyphen is a place where the author lets a word be divided.
const softHyphen = "\u00AD"

// A breaker finds where lines may end. It keeps its buffers from text to text.
type breaker struct {
	segments segmenter.Segmenter
	openings []opening
}

// find returns an opening for every byte offset of text, the end included. The slice is good until the next call.
//
// The rules are those of UAX #14 with four changes: an address breaks after / ? & = - _ . and nowhere else, and leaves no single character on
// a line; a document symbol (CMW/C/HND/CO/1) breaks after a slash and nowhere else; a number of a law (PCM-028-2017) does not break; nor
// does a word after a hyphen where a single letter is on either side of it (T-shirt).
func (b *breaker) find(text string) []opening {
	if cap(b.openings) < len(text)+1 {
		b.openings = make([]opening, len(text)+64)
	}
	open := b.openings[:len(text)+1]
	clear(open)
	if err := b.segments.InitWithString(text); err != nil {
		panic("typeset: " + err.Error()) // a passage is valid UTF-8
	}
	for it := b.segments.LineIterator(); it.Next(); {
		line := it.Line()
		end := line.OffsetInBytes + line.LengthInBytes
		open[end] = free
		switch {
		case strings.HasSuffix(text[:end], "-"):
			open[end] = costly
		case strings.HasSuffix(text[:end], softHyphen):
			open[end] = divisible
		}
		if line.IsMandatoryBreak && end > 0 && text[end-1] == '\n' {
			open[end] = forced
		}
	}
	start := 0
	for i, r := range text {
		if r == ' ' || r == '\n' || r == '\t' || r == '\u00A0' || r == '\u202F' {
			b.token(text, start, i, open)
			start = i + utf8.RuneLen(r)
		}
	}
	b.token(text, start, len(text), open)
	return open
}

// token closes and opens places inside text[start:end], which holds no space.
func (b *breaker) token(text string, start, end int, open []opening) {
	word := text[start:end]
	if len(word) < 3 || !strings.ContainsAny(word, "/-.") {
		return
	}
	switch {
	case address(word):
		clear(open[start+1 : end])
		body := start
		if i := strings.Index(word, "://"); i >= 0 {
			body += i + len("://")
		}
		last := start + len(strings.TrimRightFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' }))
		for i := body; i+2 < last; i++ {
			if strings.IndexByte("/?&=-_.", text[i]) >= 0 && strings.IndexByte("/?&=-_.>),;", text[i+1]) < 0 {
				open[i+1] = costly
			}
		}
	case symbol(word):
		clear(open[start+1 : end])
		for i := start; i+1 < end; i++ {
			if text[i] == '/' {
				open[i+1] = costly
			}
		}
	case lawNumber(word):
		clear(open[start+1 : end])
	default:
		for i := start; i+1 < end; i++ {
			if text[i] == '-' && open[i+1] == costly && (lone(text[start:i]) || lone(text[i+1:end])) {
				open[i+1] = closed
			}
		}
	}
}

// address reports whether word is the address of a page, perhaps with punctuation around it.
func address(word string) bool {
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.HasPrefix(word, "<www.")
}

// lone reports whether s is a single letter, whatever punctuation stands around it.
func lone(s string) bool {
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	_, size := utf8.DecodeRuneInString(s)
	return size == len(s)
}

// symbol reports whether word is a document symbol, perhaps with punctuation around it: capitals, a slash, and no small letter before
// the second slash ("A/RES/68/268", "HRI/GEN/2/Rev.6").
func symbol(word string) bool {
	word = strings.Trim(word, "()[]“”\"‘’.,;:")
	head, rest, ok := strings.Cut(word, "/")
	if !ok || rest == "" {
		return false
	}
	for _, r := range head {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return head != "" && (rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= '0' && rest[0] <= '9') && strings.IndexFunc(rest, func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("/.-()", r))
	}) < 0
}

// lawNumber reports whether word is made of capitals and digits with hyphens between, and has a digit.
func lawNumber(word string) bool {
	word = strings.Trim(word, "()[]“”\"‘’.,;:")
	digits, hyphens := 0, 0
	for _, r := range word {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '-':
			hyphens++
		case r < 'A' || r > 'Z':
			return false
		}
	}
	return digits > 0 && hyphens > 0
}

// divide opens the words of p where their language divides them: words in running text that are made of letters, have a small one and stand
// neither in a compound with hyphens nor at the end of p, whose last line would begin with a piece of a word.
func divide(p *passage, open []opening) {
	text := strings.TrimRightFunc(p.text, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, ch := range p.chunks {
		patterns := hyphen.For(ch.language)
		if patterns == nil || ch.mark != "" || ch.end > len(text) && ch.start >= len(text) {
			continue
		}
		for at := ch.start; at < ch.end; {
			size := strings.IndexFunc(p.text[at:ch.end], func(r rune) bool { return !letter(r) })
			if size < 0 {
				size = ch.end - at
			}
			if word := p.text[at : at+size]; size > 3 && at+size < len(text) && opens(p.text[:at]) && closes(p.text[at+size:]) && strings.ToUpper(word) != word {
				for _, n := range patterns.Points(word) {
					open[at+n] = divisible
				}
			}
			at += size
			_, next := utf8.DecodeRuneInString(p.text[at:])
			at += next
		}
	}
}

// opens reports whether a word of running text may begin behind before: behind a space and the opening marks at it.
func opens(before string) bool {
	before = strings.TrimRight(before, "([“‘«\u00A0\u202F")
	return before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "\n")
}

// closes reports whether a word of running text may end before after: before a space and the closing marks at it.
func closes(after string) bool {
	after = strings.TrimLeft(after, ".,;:!?)]”’»\u00A0\u202F")
	return after == "" || after[0] == ' ' || after[0] == '\n'
}
