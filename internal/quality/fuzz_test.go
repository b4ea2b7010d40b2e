package quality_test

import (
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/quality"
	"rapporteur/internal/translation"
)

// FuzzRun holds any two texts against each other: nothing panics, every place is inside of its file, and the sentences that are repaired can be
// written.
func FuzzRun(f *testing.F) {
	f.Add("El 7 de septiembre de 2016 había 25.614 personas (26,24%).", "On 7 September 2016 there were 25.614 persons (26.24%) .")
	f.Add("Véase *el cuadro* 3[@a, p. 4]; <https://example.org/a> «así» b)", "See \u200btable 3 3  (c), 1.2.3,4 5 000 ٣٤ one million XIV \"")
	f.Add("| a | 1 234 |\n|---|---|\n| ¿1,5 mil millones? | 2 |", "| a | 1,234 |\n|---|---|\n| 1.5 billion\\| | 2.000.000 |")
	f.Add("Los &amp; migrantes\nilegales \\* treinta y un mil", "The illegal\nmigrants \\* e\u0301 thirty-one thousand [*x y*]{lang=es}")
	f.Add("0***0*******", "***a****")
	d, b := data(f, "es", "en"), base(f, terms)
	f.Fuzz(func(t *testing.T, source, target string) {
		var found diag.List
		parse := func(name, text string) *markdown.Section {
			return markdown.Parse(diag.NewFile(name, []byte(text)), markdown.Options{}, &found)
		}
		s := translation.Align("a", "es", "en", parse("content/es/a.md", source), parse("content/en/a.md", target), nil)
		r := quality.Run([]*translation.Section{s}, quality.Options{Data: d, Terms: b, Names: names()})
		all := r.Found()
		for _, x := range all.Sorted() {
			for _, span := range append([]diag.Related{{Span: x.Span}}, x.Related...) {
				if p := span.Span; p.File == nil || p.Start < 0 || p.Start > p.End || p.End > len(p.File.Src) {
					t.Errorf("%s points outside of its file: %d to %d", x.Code, p.Start, p.End)
				}
			}
		}
		if edits, _ := r.Edits(s); len(edits) > 0 && !found.HasErrors() {
			s.Rewrite(edits, "content/en/a.md", markdown.Options{})
		}
	})
}
