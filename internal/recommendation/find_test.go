package recommendation_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

// registry is what TestFind searches.
var registry = fstest.MapFS{
	"recommendations/institutions.toml": {Data: []byte(`
[INM]
name = { en = "National Migration Institute", es = "Instituto Nacional de Migración" }
[SEDH]
name = "Secretaría de Derechos Humanos"
`)},
	"recommendations/co.toml": {Data: []byte(`
[document]
symbol = "CMW/C/HND/CO/1"
body = "CMW"
kind = "concluding-observations"
state = "HND"
adopted = 2016-09-07
[16]
kind = "concern"
subject = { en = "Coordination", es = "Coordinación" }
text = { en = "The Committee is concerned that the bodies do not coordinate." }
[17]
kind = "recommendation"
subject = { en = "Coordination", es = "Coordinación" }
text = { en = "Coordinate the bodies in charge of migration policy.", es = "Coordinar los órganos de la política migratoria." }
themes = ["institutions"]
rights = ["Right to an effective remedy"]
groups = ["Migrant workers", "Children on the move"]
sdg = ["10.7", "16.6"]
institutions = ["SEDH"]
lead = "INM"
round-table = "Persons in poverty and migrants"
status = { value = "partly-implemented", date = 2021-10-31 }
[17a]
text = { en = "A budget of its own." }
[17b]
text = { en = "Statistics." }
lead = "SEDH"
status = { value = "implemented", date = 2022-01-31 }
notes = [{ date = 2021-10-31, text = { es = "El censo se publicó en línea." } }]
`)},
	"recommendations/upr.toml": {Data: []byte(`
[document]
symbol = "A/HRC/46/12"
body = "UPR"
kind = "upr-report"
prefix = "upr"
state = "HND"
adopted = 2020-11-05
["124.1"]
kind = "recommendation"
text = { en = "Ratify the Convention." }
groups = ["Children"]
sdg = ["1.1"]
`)},
}

func loadRegistry(t *testing.T) *recommendation.Registry {
	t.Helper()
	var found diag.List
	r := recommendation.Load(registry, &found)
	if found.HasErrors() {
		t.Fatal(found.Sorted())
	}
	return r
}

func ids(items []*recommendation.Item) string {
	var out []string
	for _, it := range items {
		out = append(out, string(it.ID))
	}
	return strings.Join(out, " ")
}

// asked takes "facet=value facet=value | words" apart; values have _ for spaces.
func asked(text string) recommendation.Query {
	facets, words, _ := strings.Cut(text, "|")
	q := recommendation.Query{Facets: map[string][]string{}, Text: words}
	for _, f := range strings.Fields(facets) {
		name, value, _ := strings.Cut(f, "=")
		q.Facets[name] = append(q.Facets[name], strings.ReplaceAll(value, "_", " "))
	}
	return q
}

func TestFind(t *testing.T) {
	const all = "16 17 17a 17b upr.124.1"
	tests := []struct{ query, want string }{
		{"", all},
		{"committee=cmw", "16 17 17a 17b"},
		{"committee=CMW committee=UPR", all},
		{"state=hnd", all},
		{"year=2016", "16 17 17a 17b"},
		{"year=2017-2020", "upr.124.1"},
		{"year=2016-2020", all},
		{"document=CMW/C/HND/CO/1", "16 17 17a 17b"},
		{"document=upr", "upr.124.1"},
		{"document=CMW", ""},
		{"kind=concern", "16"},
		{"kind=Recommendation", "17 17a 17b upr.124.1"},
		{"status=implemented", "17b"}, // not what is partly so
		{"theme=coordinacion", "16 17 17a 17b"},
		{"theme=institutions", "17 17a 17b"},
		{"right=effective_remedy", "17 17a 17b"},
		{"group=children", "17 17a 17b upr.124.1"},
		{"group=child", ""},
		{"sdg=16", "17 17a 17b"},
		{"sdg=1", "upr.124.1"},
		{"sdg=10.7", "17 17a 17b"},
		{"sdg=1.1 sdg=16.6", "17 17a 17b upr.124.1"},
		{"institution=sedh", "17 17a 17b"},
		{"institution=INM", "17 17a"},
		{"institution=instituto_nacional", "17 17a"},
		{"lead=secretaria", "17b"},
		{"round-table=migrants", "17 17a 17b"},
		{"| coordinar", "17"},
		{"| POLITICA migratoria", "17"},
		{`| "migration policy"`, "17"},
		{`| "policy migration"`, ""},
		{"| censo publico", "17b"},
		{"| convention", "upr.124.1"},
		{"group=children year=2016 | statist*", "17b"},
		{"committee=UPR year=2016", ""},
	}
	x := recommendation.NewIndex(loadRegistry(t))
	for _, tt := range tests {
		found, err := x.Find(asked(tt.query))
		if err != nil {
			t.Errorf("%s: %v", tt.query, err)
			continue
		}
		if diff := cmp.Diff(tt.want, ids(found.Items)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.query, diff)
		}
	}
	for _, f := range recommendation.Facets {
		if !slices.ContainsFunc(tests, func(tt struct{ query, want string }) bool { return strings.HasPrefix(tt.query, f.Name+"=") }) {
			t.Errorf("no test asks for %s", f.Name)
		}
	}
}

func TestFindUnmatched(t *testing.T) {
	found, err := recommendation.NewIndex(loadRegistry(t)).Find(asked("committee=CWM group=children"))
	if err != nil {
		t.Fatal(err)
	}
	want := []recommendation.Unmatched{{Facet: "committee", Value: "CWM", Nearest: []string{"CMW"}}}
	if diff := cmp.Diff(want, found.Unmatched); diff != "" || len(found.Items) > 0 {
		t.Errorf("found %s (-want +got):\n%s", ids(found.Items), diff)
	}
}

func TestFindMalformed(t *testing.T) {
	x := recommendation.NewIndex(loadRegistry(t))
	for _, query := range []string{"year=soon", "year=2018-2016", "year=2018-", "group=–", "sdg=18", "sdg=migration"} {
		if _, err := x.Find(asked(query)); err == nil {
			t.Errorf("%s is taken", query)
		}
	}
}

func TestValues(t *testing.T) {
	x := recommendation.NewIndex(loadRegistry(t))
	if diff := cmp.Diff([]string{"CMW", "UPR"}, x.Values("committee")); diff != "" {
		t.Error(diff)
	}
}
