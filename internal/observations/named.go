package observations

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	// namedHead is what stands before a list of paragraphs, in small letters.
	namedHead = regexp.MustCompile(`\b(?:paragraphs?|paras?\.?|párrafos?|párrs?\.|paragraphes?|par\.)\s+\d`)
	// ofAnother is the symbol of another document before "paragraphs", in small letters.
	ofAnother = regexp.MustCompile(`[a-z]/\S*\d\*?[,;]?\s*$`)
	// namedToken is a piece of such a list: a number, the marker of an item, a word or sign for a range, one between members, a subject in
	// brackets. "a)" is an item and "a" a range.
	namedToken = regexp.MustCompile(`^\s*(?:(\d{1,3})\b|\(([a-z]{1,2}|[ivxl]{1,5})\)|([a-z]|[ivxl]{1,5})\)|([–-]|(?:to|al?|à)\s)|(,|;|(?:and|or|as well as|y|e|o|u|así como|et|ou|ainsi que)\s)|\([^()]*\))`)
)

// An address is a paragraph or item that a text names: 33, 33 (b), 33 (b) (i).
type address struct {
	number      int
	letter, sub string
}

// name is the name of the item in the registry.
func (a address) name() string {
	s := strconv.Itoa(a.number) + a.letter
	if a.sub != "" {
		s += "-" + a.sub
	}
	return s
}

// printed is the name as a text has it.
func (a address) printed() string {
	s := strconv.Itoa(a.number)
	for _, marker := range []string{a.letter, a.sub} {
		if marker != "" {
			s += " (" + marker + ")"
		}
	}
	return s
}

// named returns the paragraphs of this document that a text names, each once, in its order: those of "paragraphs 9 (right to life), 27 (b) and
// (c) and 31 to 33".
func named(text string) []address {
	var out []address
	seen := map[address]bool{}
	text = strings.ToLower(text)
	for _, m := range namedHead.FindAllStringIndex(text, -1) {
		const symbol = 40 // no symbol is longer, in bytes
		if ofAnother.MatchString(text[max(0, m[0]-symbol):m[0]]) {
			continue
		}
		for _, a := range listed(text[m[1]-1:]) {
			if !seen[a] {
				seen[a] = true
				out = append(out, a)
			}
		}
	}
	return out
}

const (
	// longest is how many paragraphs a list is read for, and widest over how many a range goes; no committee asks on so many.
	longest, widest = 1000, 50
)

// listed takes apart the list of paragraphs with which a text begins.
func listed(text string) []address {
	var out []address
	var through, adjacent bool // a range is open; nothing stands between the last number or marker and this one
	for len(out) < longest {
		m := namedToken.FindStringSubmatch(text)
		if m == nil {
			break
		}
		text = text[len(m[0]):]
		switch marker := m[2] + m[3]; {
		case m[1] != "":
			out = append(out, numbersTo(out, atoi(m[1]), through)...)
			through, adjacent = false, true
		case marker != "" && len(out) > 0:
			last := &out[len(out)-1]
			switch {
			case last.letter == "":
				last.letter = marker
			case adjacent && last.sub == "" && romanValue(marker) > 0:
				last.sub = marker
			default:
				out = append(out, itemsTo(*last, marker, through)...)
			}
			through, adjacent = false, true
		case m[4] != "":
			through, adjacent = true, false
		case m[5] != "":
			through, adjacent = false, false
		}
	}
	return out
}

// numbersTo returns paragraph n, and where a range leads to it all after the last one before it.
func numbersTo(before []address, n int, through bool) []address {
	from := n
	if last := len(before) - 1; through && last >= 0 && before[last].letter == "" && before[last].number < n && n-before[last].number <= widest {
		from = before[last].number + 1
	}
	var out []address
	for k := from; k <= n; k++ {
		out = append(out, address{number: k})
	}
	return out
}

// itemsTo returns the item of that marker in the paragraph of the last one, and where a range leads to it all between the two.
func itemsTo(last address, marker string, through bool) []address {
	if from, to := romanValue(last.sub), romanValue(marker); from > 0 && (to == from+1 || through && to > from) {
		var out []address
		for n := from + 1; n <= to; n++ {
			out = append(out, address{last.number, last.letter, roman(n)})
		}
		return out
	}
	to := letterValue(marker)
	from := to
	if n := letterValue(last.letter); through && n > 0 && n < to {
		from = n + 1
	}
	if to == 0 { // a roman number that does not follow
		return []address{{number: last.number, letter: marker}}
	}
	var out []address
	for n := from; n <= to; n++ {
		out = append(out, address{number: last.number, letter: letterOf(n)})
	}
	return out
}
