package suite_test

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// limits returns the least and the largest space between words of a justified line, as parts of the natural space. A line that would have to be
// looser is set with natural spaces and ends before the margin.
func (j *geometryJudge) limits() (tightest, loosest float64) {
	return 1 - float64(j.sheet.Lines.Shrink)/100, 1 + float64(j.sheet.Lines.Loosest)/100
}

// spaces: the spaces of justified lines stay within limits, and the lines reach the margin.
func (j *geometryJudge) spaces() {
	tightest, loosest := j.limits()
	for _, u := range j.flow {
		switch u.kind {
		case paragraphUnit, itemUnit, quoteUnit:
		default:
			continue
		}
		words := wordsOf(u)
		from, short := 0, []int{} // short lines, by their faults
		for i := range u.lines[:len(u.lines)-1] {
			line := &u.lines[i]
			var of []setWord
			for from < len(words) && words[from].line == i {
				of = append(of, words[from])
				from++
			}
			gap, natural := spacesOf(of)
			missing := j.marginOf(u, line.page) - line.right
			switch {
			case missing > 1:
				j.fault(shortLine, line.page, line.text(), "%.0f pt short, before %q", missing, firstWord(u.lines[i+1].text()))
				short = append(short, len(j.faults)-1)
			case natural == 0:
			case gap/natural > loosest+0.03:
				j.fault(looseLine, line.page, line.text(), "%.2f of a space", gap/natural)
			case gap/natural < tightest-0.03:
				j.fault(tightLine, line.page, line.text(), "%.2f of a space", gap/natural)
			}
		}
		if n := len(short); n > 0 && j.fewestShort(words, j.measuresOf(u, words)) >= n {
			for _, i := range short {
				j.faults[i].excuse = "no other breaks of the paragraph have fewer such lines"
			}
		}
	}
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// A setWord is a word of a paragraph, or a part of one behind which a line may end.
type setWord struct {
	text        string
	line        int // of the paragraph
	left, right float64
	space       float64 // natural width of the space behind it, 0 for none
	breaks      bool    // a line may end behind it
}

// wordsOf returns the words of a paragraph without its number or letter.
func wordsOf(u *unit) []setWord {
	var out []setWord
	for i := range u.lines {
		line := &u.lines[i]
		runs := line.runs
		if i == 0 && len(runs) > 1 && runs[1].left()-runs[0].right() > 1 && !runs[0].spaced(len(runs[0].Words)) && !runs[1].spaced(0) {
			runs = runs[1:] // number or letter
		}
		for _, r := range runs {
			for k, w := range r.Words {
				n := len(out) - 1
				if n >= 0 && r.spaced(k) {
					out[n].space = r.Space
					out[n].breaks = !slices.Contains(r.Fixed, k)
				}
				out = append(out, setWord{text: w, line: i, left: r.Edges[2*k], right: r.Edges[2*k+1]})
			}
			if n := len(out) - 1; n >= 0 && r.spaced(len(r.Words)) && len(r.Words) > 0 {
				out[n].space, out[n].breaks = r.Space, !slices.Contains(r.Fixed, len(r.Words))
			}
		}
		if n := len(out) - 1; n >= 0 && i+1 < len(u.lines) { // a line has ended there
			out[n].breaks = true
			out[n].space = max(out[n].space, line.space)
		}
	}
	for i := range out[:max(len(out)-1, 0)] {
		w, next := &out[i], &out[i+1]
		if w.space > 0 || w.line != next.line {
			continue
		}
		w.right = next.left // with the kerning between them
		if !w.breaks {
			w.breaks = opensInside(out, i)
		}
	}
	return out
}

// opensInside reports whether a line may end behind part i of a word: inside an address behind certain signs, but not so that it has one
// character before or behind; in a document symbol behind a slash; in other words behind a hyphen between words.
func opensInside(words []setWord, i int) bool {
	from, to := i, i+1
	for from > 0 && words[from-1].space == 0 {
		from--
	}
	for to < len(words) && words[to-1].space == 0 {
		to++
	}
	before, after := "", ""
	for _, w := range words[from : i+1] {
		before += w.text
	}
	for _, w := range words[i+1 : to] {
		after += w.text
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	plain := unicode.IsLetter(first) || unicode.IsDigit(first)
	after = strings.TrimRightFunc(after, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' })
	switch {
	case strings.Contains(before+after, "://"):
		_, body, ok := strings.Cut(before, "://")
		return ok && body != "" && plain && utf8.RuneCountInString(after) > 1 && strings.ContainsRune("/?&=-_.", last)
	case last == '-':
		return unicode.IsLetter(first) && utf8.RuneCountInString(before) > 2 && utf8.RuneCountInString(after) > 1
	}
	return last == '/' && plain
}

// spacesOf returns the widths of the spaces of a line and of their natural forms, summed.
func spacesOf(line []setWord) (gap, natural float64) {
	for i := range line[:max(len(line)-1, 0)] {
		if line[i].space > 0 {
			gap, natural = gap+line[i+1].left-line[i].right, natural+line[i].space
		}
	}
	return gap, natural
}

// measuresOf returns the widths of the first line of a paragraph and of the others.
func (j *geometryJudge) measuresOf(u *unit, words []setWord) [2]float64 {
	margin := j.marginOf(u, u.first())
	rest := math.Inf(1)
	for i := range words {
		if words[i].line > 0 {
			rest = min(rest, words[i].left)
		}
	}
	return [2]float64{margin - words[0].left, margin - rest}
}

// fewestShort returns how many lines are set with natural spaces and end before the margin when a paragraph is broken so that there are as
// few of them as can be: it tries all breaks.
func (j *geometryJudge) fewestShort(words []setWord, measures [2]float64) int {
	const none = math.MaxInt32
	const clearly = 0.5 // points: a line that is just within a limit may be just beyond it, for kerning with spaces is not known here
	tightest, loosest := j.limits()
	n := len(words)
	fewest := make([]int, n+1) // with a line end behind that many words
	for to := 1; to <= n; to++ {
		fewest[to] = none
		if to < n && !words[to-1].breaks {
			continue
		}
		width, natural := 0.0, 0.0
		for from := to - 1; from >= 0; from-- {
			w := words[from]
			width += w.right - w.left
			if from < to-1 {
				natural += w.space
			}
			measure := measures[1]
			if from == 0 {
				measure = measures[0]
			}
			if from < to-1 && width+natural*tightest > measure-clearly {
				if from > 0 && width+natural*tightest > max(measures[0], measures[1]) {
					break
				}
				continue
			}
			if fewest[from] == none {
				continue
			}
			short := 0
			if to < n && width+natural*loosest < measure+clearly {
				short = 1
			}
			fewest[to] = min(fewest[to], fewest[from]+short)
		}
	}
	return fewest[n]
}
