package exchange_test

import (
	"testing"

	"rapporteur/internal/exchange"
	"rapporteur/internal/translation"
)

// A section that was translated in part has the rest as it is in the original. What comes back for that is untranslated where it is missing here, in
// the words of status, and in no other place.
func TestCopiedOriginal(t *testing.T) {
	const en = "# General principles {#sec-one}\n\n## Women {#sec-two}\n\n## Honduras {#sec-three}\n\nThe women of San Pedro Sula work. {#para-one}\n"
	s := align(t, en, "# General principles {#sec-one}\n\n## Women {#sec-two}\n\n## Honduras {#sec-three}\n\nTrabajan. {#para-one}\n", nil)
	if got, want := states(s), "missing missing draft draft"; got != want {
		t.Fatalf("the states are %s; want %s", got, want)
	}
	for _, f := range exchange.Forms {
		if f.Name == "tmx" || f.Name == "omegat" {
			continue // the one holds reviewed pairs, the other has the original in the place of all translations
		}
		t.Run(f.Name, func(t *testing.T) {
			r, found := take(t, s, export(t, f.Name, s))
			for _, v := range r.Verdicts {
				if missing := v.Unit.State == translation.Missing; missing != (v.Fate == exchange.Untranslated) {
					t.Errorf("%q, which is %s, is %s", v.Unit.Source.Plain(), v.Unit.State, v.Fate)
				}
			}
			if len(r.Verdicts) != 4 || found.Len() > 0 || r.Src != nil {
				t.Errorf("%d verdicts, %v", len(r.Verdicts), found.Sorted())
			}
		})
	}
}
