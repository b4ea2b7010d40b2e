package typeset_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/typeset"
)

func TestBreaks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"two words", "two |words"},
		{"see CMW/C/HND/CO/1, paras.", "see |CMW/|C/|HND/|CO/|1, |paras."},
		{"(A/HRC/RES/16/21).", "(A/|HRC/|RES/|16/|21)."},
		{"HRI/GEN/2/Rev.6, chap. I", "HRI/|GEN/|2/|Rev.6, |chap. |I"},
		{"Decree No.\u00A0PCM-028-2017 of", "Decree |No.\u00A0PCM-028-2017 |of"},
		{"No.\u00A001-SG-2020,", "No.\u00A001-SG-2020,"},
		{"long-term and and/or 2017–2021", "long-|term |and |and/|or |2017–|2021"},
		{"1,204 persons; 37\u00A0per cent", "1,204 |persons; |37\u00A0per |cent"},
		{"https://example.org/a-b/c_d?x=1&y=2.pdf.", "https://example.|org/|a-|b/|c_|d?|x=|1&|y=|2.|pdf."},
		{"https://example.org/a", "https://example.|org/a"},
		{"(https://example.org/ab/c).", "(https://example.|org/|ab/c)."},
		{"https://example.org/ab/cd/", "https://example.|org/|ab/|cd/"},
		{"a T-shirt, an e-mail and a plan-b. Non-discrimination", "a |T-shirt, |an |e-mail |and |a |plan-b. |Non-|discrimination"},
		{"Donau\u00ADdampf\u00ADschiff", "Donau\u00AD|dampf\u00AD|schiff"},
		{"un mot\u202F: «\u202Fun\u202F»", "un |mot\u202F: |«\u202Fun\u202F»"},
		{"<https://bit.ly/3mc4XWK>.", "<https://bit.|ly/|3mc4XWK>."},
		{"www.oas.org/en/", "www.|oas.|org/|en/"},
		{"“quoted” (text)", "“quoted” |(text)"},
		{"article\u00A073 (1) (b)", "article\u00A073 |(1) |(b)"},
	} {
		if got := strings.Join(typeset.Segments(c.text), "|"); got != c.want {
			t.Errorf("%q breaks as\n%s, want\n%s", c.text, got, c.want)
		}
	}
}

// TestFit checks, over random paragraphs, that both ways of breaking keep all words in order and no line is wider than it can shrink to.
func TestFit(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		measure := 60 + 300*random.Float64()
		words := make([]float64, 1+random.IntN(120))
		for i := range words {
			words[i] = 5 + random.Float64()*55
		}
		total, first := typeset.Fit(words, measure)
		for name, lines := range map[string][][]float64{"total": total, "first": first} {
			if got := slices.Concat(lines...); !slices.Equal(got, words) {
				t.Fatalf("%s fit: %d words in, %d out", name, len(words), len(got))
			}
			for _, l := range lines {
				width, space := 0.0, 2.5
				if name == "total" {
					space = 2.5 * 2 / 3
				}
				for i, w := range l {
					if width += w; i > 0 {
						width += space
					}
				}
				if width > measure+0.001 {
					t.Errorf("%s fit: a line of %.2f in a measure of %.2f", name, width, measure)
				}
			}
		}
	}
}
