package typeset_test

import (
	"math/rand/v2"
	"testing"

	"rapporteur/internal/typeset"
)

// Lines that end short of the margin, for their spaces would have to grow too much, are as few as can be: all breaks are tried.
func TestFewestShortLines(t *testing.T) {
	const measure, space, loosest, tightest = 100.0, 2.5, 2.5 * 4, 2.5 * 2 / 3
	short := func(words []float64, last bool) (short, fits bool) {
		width := 0.0
		for _, w := range words {
			width += w
		}
		gaps := float64(len(words) - 1)
		return !last && width+gaps*loosest < measure-1e-6, width+gaps*tightest <= measure+1e-6
	}
	var fewest func(words []float64) int
	fewest = func(words []float64) int {
		best := len(words)
		for n := 1; n <= len(words); n++ {
			s, fits := short(words[:n], n == len(words))
			if !fits {
				break
			}
			count := fewest(words[n:])
			if s {
				count++
			}
			best = min(best, count)
		}
		return best
	}
	random := rand.New(rand.NewPCG(1, 2))
	some := 0
	for range 300 {
		var words []float64
		for range 11 {
			w := 5 + 30*random.Float64()
			if random.IntN(5) == 0 {
				w = 50 + 45*random.Float64()
			}
			words = append(words, w)
		}
		lines, _ := typeset.Fit(words, measure)
		got := 0
		for i, l := range lines {
			if s, _ := short(l, i == len(lines)-1); s {
				got++
			}
		}
		want := fewest(words)
		some += want
		if got != want {
			t.Errorf("%.1f: %d short lines; %d would do: %.1f", words, got, want, lines)
		}
	}
	if some < 100 {
		t.Errorf("only %d short lines", some)
	}
}
