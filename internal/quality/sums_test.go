package quality_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"rapporteur/internal/quality"
	"rapporteur/internal/translation"
)

// TestSums asks for totals that are not the sum of their parts, where the rest of the table shows that they ought to be.
func TestSums(t *testing.T) {
	const head = "| País | Hombres | % | Mujeres | % | Total |\n|---|---|---|---|---|---|\n"
	const good = "| A | 10 | 25,0 | 30 | 75,0 | 40 |\n| B | 20 | 40,0 | 30 | 60,0 | 50 |\n| C | 1 200 | 60,0 | 800 | 40,0 | 2 000 |\n| D | 1 | 50,0 | .. | .. | 4 |\n| E | 2 | 50,0 | 2 | 50,0 | 4 |\n"
	const rows = "| Año | 2019 | 2020 | 2021 |\n|---|---|---|---|\n| A | 10 | 20 | 30 |\n| B | 5 | 6 | 7 |\n"
	for _, c := range []struct{ name, table, want string }{
		{"all right", head + good, ""},
		{"a part", head + strings.Replace(good, "| 20 |", "| 21 |", 1), "warning quality/sum 4:31"},
		{"a total", head + strings.Replace(good, "2 000", "2 001", 1), "warning quality/sum 5:35"},
		{"no sums at all", head + "| A | 10 | 25,0 | 30 | 75,0 | 41 |\n| B | 20 | 40,0 | 30 | 60,0 | 51 |\n| C | 7 | 60,0 | 8 | 40,0 | 15 |\n", ""},
		{"a row of totals", rows + "| Total | 15 | 26 | 37 |\n", ""},
		{"a total of a row of totals", rows + "| Total | 15 | 26 | 38 |\n", "warning quality/sum 5:21"},
		{"a row of totals that are none", rows + "| Total | 15 | 28 | 38 |\n", ""},
	} {
		english := strings.NewReplacer("País", "Land", "Hombres", "Men", "Mujeres", "Women", "Año", "Year", ",", ".").Replace(c.table)
		r := quality.Run([]*translation.Section{align(t, "es", "en", c.table, english, "")}, quality.Options{Data: data(t, "es", "en")})
		if got := strings.Join(told(r), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestSumsOfExample changes figures of the tables of the worked example that have totals, in both languages alike, and asks that they are found.
func TestSumsOfExample(t *testing.T) {
	e := readExample(t, "es", "en")
	random := rand.New(rand.NewPCG(11, 1))
	planted, hits := 0, 0
	for _, p := range e.sections {
		for _, u := range p.align(nil).Units {
			if !isCell(u) || u.Source.Plain() == "100" || !strings.Contains(u.Block.Span.Text(), "Total |") || !whole.MatchString(u.Source.Plain()) || strings.HasPrefix(u.Part, "r2") || random.IntN(3) > 0 {
				continue
			}
			faulty := p
			change := func(s string) string { return s[:len(s)-1] + string('0'+(s[len(s)-1]-'0'+1)%10) }
			faulty.source = p.source[:u.Source.Span.Start] + change(u.Source.Span.Text()) + p.source[u.Source.Span.End:]
			faulty.target = p.target[:u.Target.Span.Start] + change(u.Target.Span.Text()) + p.target[u.Target.Span.End:]
			planted++
			before := hits
			for _, f := range quality.Run([]*translation.Section{faulty.align(nil)}, e.options).Findings {
				if f.Check.ID == "Q31" && f.Unit.Block.Key == u.Block.Key {
					hits++
					break
				}
			}
			if hits == before {
				t.Logf("%s %s %q", p.name, u.ID, u.Source.Plain())
			}
		}
	}
	t.Logf("%d of %d", hits, planted)
	if planted < perKind || 100*hits < leastFound*planted {
		t.Errorf("%d of %d changed figures are found", hits, planted)
	}
}

var whole = regexp.MustCompile(`^[0-9]{1,3}(?:[ \x{a0}][0-9]{3})*$`)
