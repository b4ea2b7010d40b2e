package typeset

import "rapporteur/internal/style"

// Segments returns the parts of text between which a line may end.
func Segments(text string) []string {
	var b breaker
	var out []string
	start := 0
	for i, o := range b.find(text) {
		if o != closed && i > start {
			out = append(out, text[start:i])
			start = i
		}
	}
	return out
}

// Fit breaks words of the given widths, with spaces of width 2.5 between them, into lines of width measure, by total fit and by first fit. It
// returns the words of each line.
func Fit(widths []float64, measure float64) (total, first [][]float64) {
	var atoms []atom
	for i, w := range widths {
		if i > 0 {
			atoms = append(atoms, atom{kind: glue, width: 2.5, stretch: 2.5 / 2, shrink: 2.5 / 3})
		}
		atoms = append(atoms, atom{kind: box, width: w})
	}
	atoms = append(atoms, atom{kind: glue, stretch: fill, unbroken: true}, atom{kind: penalty, cost: always})
	collect := func(spans []span) (out [][]float64) {
		for _, sp := range spans {
			var line []float64
			for _, a := range atoms[sp.from:sp.to] {
				if a.kind == box {
					line = append(line, a.width)
				}
			}
			out = append(out, line)
		}
		return out
	}
	f := newFitter(style.Lines{Stretch: 50, Loosest: 300})
	return collect(f.total(atoms, measure, measure)), collect(firstFit(atoms, measure, measure))
}
