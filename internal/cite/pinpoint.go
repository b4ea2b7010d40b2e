package cite

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rapporteur/internal/style"
)

// nbsp is the no-break space.
const nbsp = "\u00a0"

// A pinpoint is a part of a source: "arts. 211-213 and 291-296".
type pinpoint struct {
	unit   *style.Pinpoint
	values [][2]string // the ends of each range; the second is empty for a single value
}

// pinpointWords finds the unit that an author's word names.
type pinpointWords map[string]*style.Pinpoint

func newPinpointWords(l *style.Language) pinpointWords {
	words := pinpointWords{}
	for i := range l.Sources.Pinpoints {
		p := &l.Sources.Pinpoints[i]
		for _, w := range slices.Concat([]string{p.Name, p.One, p.Many}, p.Written) {
			if w = bareWord(w); words[w] == nil {
				words[w] = p
			}
		}
	}
	return words
}

// bareWord makes "Arts." and "arts" one word.
func bareWord(w string) string { return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(w)), ".") }

var (
	// headWord is a word at the beginning of a part of a locator.
	headWord = regexp.MustCompile(`^(\p{L}+\.?)\s*(.*)$`)
	// pointValue is a number, a roman numeral, a letter, each perhaps with brackets after it, or brackets alone: "18", "73 (1) (b)", "(d)".
	pointValue = regexp.MustCompile(`^(?:([0-9]+[A-Za-z]?|[IVXLCDM]+|[ivxlcdm]+|[A-Za-z])((?:[./][0-9A-Za-z]+)*)(?: (?:bis|ter|quater))?)?((?: ?\([0-9A-Za-z]+\))*)$`)
	// listWord stands between the last two values.
	listWord = regexp.MustCompile(`\s+(?:and|et|y|e|&)\s+`)
	// rangeSign stands between the ends of a range, as authors write it in any language.
	rangeSign = regexp.MustCompile(`\s*[–—-]\s*|\s+(?:to|à|a)\s+`)
)

// parseLocator reads a locator such as "annex II, para. 39" or "arts. 3, 4 and 7-9". It returns nil for what is not made of known words
// and numbers.
func (w pinpointWords) parseLocator(locator string) []pinpoint {
	var out []pinpoint
	for part := range strings.SplitSeq(strings.Join(strings.Fields(locator), " "), ",") {
		part = strings.TrimSpace(part)
		if m := headWord.FindStringSubmatch(part); m != nil && w[bareWord(m[1])] != nil {
			out = append(out, pinpoint{unit: w[bareWord(m[1])]})
			part = m[2]
		}
		if len(out) == 0 {
			return nil
		}
		last := &out[len(out)-1]
		for _, v := range listWord.Split(part, -1) {
			from, to, ok := parseRange(v)
			if !ok {
				return nil
			}
			last.values = append(last.values, [2]string{from, to})
		}
	}
	return out
}

// parseRange reads one value or the two ends of a range.
func parseRange(s string) (from, to string, ok bool) {
	if s != "" && pointValue.MatchString(s) {
		return s, "", true
	}
	ends := rangeSign.Split(s, -1)
	if len(ends) != 2 || ends[0] == "" || ends[1] == "" || kindOf(ends[0]) != kindOf(ends[1]) {
		return "", "", false
	}
	if !pointValue.MatchString(ends[0]) || !pointValue.MatchString(ends[1]) {
		return "", "", false
	}
	return ends[0], ends[1], true
}

// kindOf tells values of different kinds apart, between which there is no range: "12-A" is no range.
func kindOf(value string) int {
	switch r := rune(value[0]); {
	case unicode.IsDigit(r):
		return 0
	case unicode.IsUpper(r):
		return 1
	case unicode.IsLower(r):
		return 2
	}
	return 3
}

// locator writes a locator in the words of the language; what cannot be read is returned as typed.
func (w *Writer) locator(typed string) string {
	points := w.words.parseLocator(typed)
	if points == nil {
		return strings.Join(strings.Fields(typed), " ")
	}
	parts := make([]string, len(points))
	for i, p := range points {
		count := 0
		values := make([]string, len(p.values))
		for j, v := range p.values {
			values[j] = w.value(v[0])
			if v[1] != "" {
				values[j] += w.lang.Sources.Range + w.value(v[1])
				count++
			}
			if !strings.HasPrefix(v[0], "(") { // "para. 33 (b) and (d)" is one paragraph
				count++
			}
		}
		word := p.unit.One
		if count > 1 {
			word = p.unit.Many
		}
		last := len(values) - 1
		parts[i] = word + nbsp + strings.Join(values[:max(last, 1)], ", ")
		if last > 0 { // not List: numerals are not read as they are spelt, so that Spanish has "II y IV"
			parts[i] += " " + w.lang.References.And + " " + values[last]
		}
	}
	return strings.Join(parts, ", ")
}

// value writes one value: lettered subparagraphs as the language has them, "(b)" or "b)", and no break before a bracket.
func (w *Writer) value(v string) string {
	if !strings.HasPrefix(w.lang.References.Subparagraph, "(") {
		v = strings.TrimPrefix(strings.ReplaceAll(v, " (", nbsp), "(")
		v = strings.ReplaceAll(v, "(", nbsp)
	}
	return strings.ReplaceAll(strings.ReplaceAll(v, " (", nbsp+"("), " ", nbsp)
}
