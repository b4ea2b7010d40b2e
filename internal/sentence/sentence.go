// Package sentence divides running text into sentences, as the documents of the United Nations write them.
//
// In: the text of one block and its language. Out: the sentences as ranges of that text; what stands between two of them is space only. Stops
// behind abbreviations (art., párr., No., Sr., Ibid., p. ex.), initials, labels and inside numbers end no sentence, and closing quotation
// marks, brackets and note marks behind a stop belong to the sentence before them.
//
// The rules of a language are data, in the folder rules: lists of words, of which ordinary segmentation rules are made, each a pattern before
// a place, a pattern after it, and whether a sentence ends there. The same rules can be written out as SRX 2.0, so that translation tools cut
// where rapporteur does: lines of a content file, segments of a translation and what a comparison shows as changed are then one and the same.
package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Runes that stand for what is no text of its own. They are no characters of Unicode, so that no text contains them.
const (
	// Mark stands for the mark of a note: a note, or a citation that becomes one. It belongs to the word or stop before it.
	Mark = '\uFDD0'
	// Word stands for words that are not written out: a reference, a source named in the text.
	Word = '\uFDD1'
	// Open and Close stand for the beginning and the end of what has no width of its own: italics, a link, words in another language.
	Open  = '\uFDD2'
	Close = '\uFDD3'
)

// A Segment is the range [Start, End) of a text, in bytes, that holds one sentence without the space around it.
type Segment struct{ Start, End int }

// Split divides a text into sentences. Between two of them, before the first and after the last stands nothing but space (blank, tab, line
// end); in Chinese there may be none. A text of space only has no sentence.
func (r *Rules) Split(text string) []Segment {
	const space = " \t\r\n"
	end := len(strings.TrimRight(text, space))
	from := len(text) - len(strings.TrimLeft(text, space))
	if from >= end {
		return nil
	}
	t := text[from:end]
	var out []Segment
	start := 0
	for at := r.candidate(t, 0); at < len(t); at = r.candidate(t, at) {
		if !r.breaks(t, at) {
			continue
		}
		out = append(out, Segment{from + start, from + at})
		start = at + len(t[at:]) - len(strings.TrimLeft(t[at:], space))
	}
	return append(out, Segment{from + start, end})
}

// candidate returns the first place after off where a sentence can end: behind a stop, and behind what closes after it. Where there is none,
// it is the end of the text.
func (r *Rules) candidate(t string, off int) int {
	for {
		i := strings.IndexAny(t[off:], r.stops)
		if i < 0 {
			return len(t)
		}
		off += i
		_, size := utf8.DecodeRuneInString(t[off:])
		off += size
		for off < len(t) {
			n := r.closing(t[off:])
			if n == 0 {
				break
			}
			off += n
		}
		if r.tight || off < len(t) && isSpace(t[off]) {
			return off
		}
	}
}

// closing returns how many bytes at the beginning of t belong to the stop before them: another stop, a closing sign, a note mark, a code.
func (r *Rules) closing(t string) int {
	c, size := utf8.DecodeRuneInString(t)
	switch {
	case strings.ContainsRune(r.stops, c) || strings.ContainsRune(closers, c) || c == Mark || c == Close:
		return size
	case c == ' ' || c == '\u00a0' || c == '\u202f':
		if next, more := utf8.DecodeRuneInString(t[size:]); next == '»' || next == Mark && c == ' ' {
			return size + more
		}
	}
	return 0
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// omission stands for the last word of "[...]".
const omission = "…"

// lastWord returns the letters before the stop at the end of t and what closes behind it, in small letters: "ej" of "p. ej.". Where the stop
// is another sign, or no letter stands there, it is empty.
func lastWord(t string) string {
	t = strings.TrimRightFunc(t, func(c rune) bool {
		return c == Mark || c == Close || c == ' ' || c == '\u00a0' || c == '\u202f' || strings.ContainsRune(closers, c)
	})
	before, dot := strings.CutSuffix(t, ".")
	switch {
	case strings.HasSuffix(t, "…"), dot && strings.HasSuffix(before, "."):
		return omission
	case !dot:
		return ""
	}
	return strings.ToLower(before[len(strings.TrimRightFunc(before, unicode.IsLetter)):])
}

// How far around a place the rules look, in bytes. It bounds the cost of long texts; no abbreviation needs a half of it.
const (
	lookBehind = 64
	lookAhead  = 80
)

// breaks reports whether a sentence ends at a place of t. The first rule that fits decides; where none does, the sentence goes on.
func (r *Rules) breaks(t string, at int) bool {
	before, after := t[:at], t[at:]
	if len(before) > lookBehind {
		from := at - lookBehind
		if i := strings.IndexByte(before[from:], ' '); i >= 0 && i < lookBehind/2 {
			from += i // so that no rule takes the middle of a word for its beginning
		}
		for !utf8.RuneStart(before[from]) {
			from++
		}
		before = before[from:]
	}
	if len(after) > lookAhead {
		to := lookAhead
		for !utf8.RuneStart(after[to]) {
			to--
		}
		after = after[:to]
	}
	last := lastWord(before)
	for _, rule := range r.list {
		if rule.may(last) && rule.from.MatchString(after) && (rule.until == nil || rule.until.MatchString(before)) {
			return rule.breaks
		}
	}
	return false
}
