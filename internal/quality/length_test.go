package quality_test

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/translation"
)

// far is by how many points a bound of lengths may differ from the percentile of the worked example, whose text changes.
const far = 15

// TestLengths asks that the bounds of lengths in the data are about the percentiles 1 and 99 of the worked example, and that its headings and
// heads of tables keep to their limits. To derive bounds anew, round the percentiles that -v prints outwards to ten.
func TestLengths(t *testing.T) {
	for _, way := range [][2]string{{"es", "en"}, {"es", "fr"}, {"en", "fr"}} {
		e := readExample(t, way[0], way[1])
		var ratios, headings, heads []int
		for _, p := range e.sections {
			for _, u := range p.align(nil).Units {
				a, b := characters(u.Source), characters(u.Target)
				switch {
				case u.Fixed || b == 0:
				case strings.HasPrefix(u.Part, "r1c"):
					heads = append(heads, a, b)
				case u.Block.Kind == "heading":
					headings = append(headings, a, b)
				case a >= 60 || b >= 60:
					ratios = append(ratios, 100*b/a)
				}
			}
		}
		slices.Sort(ratios)
		n := len(ratios)
		low, high := ratios[n/100], ratios[n-1-n/100]
		pair := e.options.Data.Pair
		t.Logf("%s to %s: %d sentences, %d to %d; the least %v, the greatest %v; longest heading %d, longest head of a table %d",
			way[0], way[1], n, low, high, ratios[:5], ratios[n-5:], slices.Max(headings), slices.Max(heads))
		if b := pair.Length; b[0] > low || b[1] < high || b[0] < low-far || b[1] > high+far {
			t.Errorf("%s to %s: bounds %v; the percentiles of the example are %d and %d", way[0], way[1], b, low, high)
		}
		if pair.Heading < slices.Max(headings) || pair.HeadCell < slices.Max(heads) {
			t.Errorf("%s to %s: headings of %d and heads of tables of %d characters; the data has %d and %d", way[0], way[1], slices.Max(headings), slices.Max(heads), pair.Heading, pair.HeadCell)
		}
	}
}

// characters are those of the words of a sentence, without words of another language.
func characters(s translation.Sentence) int {
	n, foreign := 0, 0
	for _, p := range s.Pieces {
		switch {
		case p.Code == nil && foreign == 0:
			n += len([]rune(p.Text))
		case p.Code != nil && p.Code.Type == "foreign" && p.Code.Kind == translation.Open:
			foreign++
		case p.Code != nil && p.Code.Type == "foreign" && p.Code.Kind == translation.Close:
			foreign--
		}
	}
	return n
}
