package typeset

import (
	"strings"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"
)

// opening tells whether a line may end before a byte of a text.
type opening uint8

const (
	closed opening = iota
	free           // by UAX #14
	costly         // after a hyphen, inside an address or a symbol: better than a loose line, worse than a space
	forced
)

// A breaker finds where lines may end. It keeps its buffers from text to text.
type breaker struct {
	segments segmenter.Segmenter
	openings []opening
}

// find returns an opening for every byte offset of text, the end included. The slice is good until the next call.
//
// The rules are those of UAX #14 with three changes: an address breaks after / ? & = - _ . and nowhere else; a document symbol
// (CMW/C/HND/CO/1) breaks after a slash and nowhere else; a number of a law (PCM-028-2017) does not break.
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
		if end > 0 && text[end-1] == '-' {
			open[end] = costly
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
	if len(word) < 4 || !strings.ContainsAny(word, "/-.@") {
		return
	}
	switch {
	case strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.HasPrefix(word, "<www."):
		clear(open[start+1 : end])
		body := start
		if i := strings.Index(word, "://"); i >= 0 {
			body += i + len("://")
		}
		for i := body; i+1 < end; i++ {
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
	}
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
