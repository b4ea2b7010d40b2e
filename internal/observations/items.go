package observations

import (
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/fulltext"
)

// A piece is the text of an item, or of what stands before or after items.
type piece struct {
	place int
	item  string // the name of the item in its paragraph: "a", "b-i"; empty for none
	text  string
	doubt string   // why a person should look at it; empty for no reason
	lost  []string // items that should stand before it, and were not found
}

// A sequence is how far the items of a paragraph have come: so many lettered ones, so many items of the last of those.
type sequence struct {
	letters, subs int
}

// name is the name of the last item.
func (s sequence) name() string {
	switch {
	case s.letters == 0:
		return ""
	case s.subs == 0:
		return letterOf(s.letters)
	}
	return letterOf(s.letters) + "-" + roman(s.subs)
}

// next returns where a marker leads, and the items that are missing before it; false where it leads nowhere. The doubt says what a person
// should look at.
func (s sequence) next(marker string) (to sequence, lost []string, doubt string, ok bool) {
	letter, figure := letterValue(marker), romanValue(marker)
	switch {
	case s.subs > 0 && figure == s.subs+1, s.letters > 0 && s.subs == 0 && figure == 1 && letter != s.letters+1:
		return sequence{s.letters, figure}, nil, "", true
	case letter == s.letters+1:
		return sequence{letter, 0}, nil, "", true
	case figure == s.letters+1 && s.subs == 0: // items with roman numbers and none with letters
		return sequence{figure, 0}, nil, "its marker is (" + marker + ") in the document; items are named by letters here", true
	case letter > s.letters+1 && letter <= s.letters+4:
		for n := s.letters + 1; n < letter; n++ {
			lost = append(lost, sequence{n, 0}.name())
		}
		return sequence{letter, 0}, lost, "", true
	case s.letters > 0 && figure > s.subs+1 && figure <= s.subs+3:
		for n := s.subs + 1; n < figure; n++ {
			lost = append(lost, sequence{s.letters, n}.name())
		}
		return sequence{s.letters, figure}, lost, "", true
	}
	return s, nil, "", false
}

// inside finds the marker of an item inside a text: behind a colon, semicolon, comma or full stop, with "and" or "or" or without.
var inside = regexp.MustCompile(`([:;,.])\s*((?:and|or|y|e|o|u|et|ou)\b\s*)?(?:\(([a-z]{1,2}|[ivxl]{1,5})\)|\b([a-z]|[ivx]{1,4})\))\s*`)

// cut takes a text with items in it apart, and returns how far they have come. They must go on in order; after a first (a) there must be
// a (b), there or at the beginning of one of the blocks below.
func cut(place int, text string, below []block, at sequence) ([]piece, sequence) {
	out := []piece{{place: place, text: text}}
	searched := map[string]int{} // up to where there is no such marker in the text
	follows := func(marker string, from int) bool {
		const far = 10_000 // an item is not longer
		from, end := max(from, searched[marker]), min(from+far, len(text))
		if from < end {
			for _, m := range inside.FindAllStringSubmatch(text[from:end], -1) {
				if m[3]+m[4] == marker {
					return true
				}
			}
			searched[marker] = end - 20 // one may stand across the end
		}
		return slices.ContainsFunc(below, func(b block) bool { return b.marker == marker })
	}
	for from := 0; ; {
		m := inside.FindStringSubmatchIndex(text[from:])
		if m == nil {
			return out, at
		}
		marker := group(text[from:], m, 3) + group(text[from:], m, 4)
		start, end := from+m[0], from+m[1]
		to, lost, doubt, ok := at.next(marker)
		alone := to.subs == 0 && to.letters == 1 && !follows("b", end-1) || to.subs == 1 && !follows("ii", end-1)
		if !ok || len(lost) > 0 || doubt != "" || alone {
			from = end
			continue
		}
		at = to
		out[len(out)-1].text = strings.TrimSpace(text[:start+1]) // with the sign before
		text = text[end:]
		clear(searched)
		out = append(out, piece{place: place, item: at.name(), text: text})
		from = 0
	}
}

func group(s string, m []int, n int) string {
	if m[2*n] < 0 {
		return ""
	}
	return s[m[2*n]:m[2*n+1]]
}

// letterValue returns the place of a letter: 1 for a, 27 for aa; 0 where it is none.
func letterValue(s string) int {
	switch {
	case len(s) == 1 && s[0] >= 'a' && s[0] <= 'z':
		return int(s[0]-'a') + 1
	case len(s) == 2 && s[0] == s[1] && s[0] >= 'a' && s[0] <= 'z':
		return int(s[0]-'a') + 27
	}
	return 0
}

// letterOf is letterValue the other way.
func letterOf(n int) string {
	if n > 26 {
		return strings.Repeat(string(rune('a'+(n-27)%26)), 2)
	}
	return string(rune('a' + n - 1))
}

// itemEnd is what stands at the end of an item because another follows.
var itemEnd = regexp.MustCompile(`(?i)[;,]\s*(?:and|or|y|e|o|u|et|ou)?\s*$`)

func endOfItem(text string) string { return strings.TrimSpace(itemEnd.ReplaceAllString(text, "")) }

func foldText(text string) string { return fulltext.Fold(text) }
