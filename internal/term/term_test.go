package term_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/term"
)

func read(t *testing.T, text string) *term.Base {
	t.Helper()
	var found diag.List
	b := term.ReadCSV(diag.NewFile("content/terms.csv", []byte(text)), &found)
	if found.Len() > 0 {
		t.Fatal(found.Sorted())
	}
	return b
}

// TestReadCSV asks that every fault of the table is told at its place, and that the rest is read.
func TestReadCSV(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		terms            int
	}{
		{"empty", "", "term/header 1:1", 0},
		{"no concept", "es,en\na,b\n", "term/header 1:1", 0},
		{"no language", "concept,note\na,b\n", "term/header 1:1", 0},
		{"unknown column", "concept,es,Comments\n", "term/header 1:12", 0},
		{"column twice", "concept,es,es\n", "term/header 1:12", 0},
		{"one cell less", "concept,es,en\na,b\nc,d,e\n", "term/row 2:1", 2},
		{"no name", "concept,es,en\n,b,c\n", "term/concept 2:1", 0},
		{"status", "concept,es,status\na,b,good\n", "term/status 2:5", 0},
		{"no term", "concept,es,status\na,,preferred\n", "term/no-term 2:1", 0},
		{"no letter", "concept,es,en\na,--,b\n", "term/text 2:3", 1},
		{"twice", "concept,es,en\na,b,c\na,b,d\n", "term/twice 3:3", 3},
		{"preferred and forbidden", "concept,es,status\na,b,\nb,b,forbidden\n", "term/twice 3:3", 1},
		{"quote not closed", "concept,es\na,b\nc,\"d\n", "term/csv 4:1", 1},
		{"byte order mark before a fault", "\ufeffconcept,es,status\na,b,good\n", "term/status 2:5", 0},
		{"semicolons", "concept;es;en\na;b;c\n", "term/header 1:1; term/header 1:1", 0},
		{"column 1, behind letters of two bytes", "concept,es,en\ná,b,c\n  ,é,d\n", "term/concept 3:1", 2},
		{"column 2", "concept,es,en\n\"á, a\",?,c\n", "term/text 2:8", 1},
		{"column 3, of a row of several lines", "concept,es,en\n\"á\nb\",ñ,c\nd,\"e\nf\",--\n", "term/text 5:4", 3},
		{"two concepts of one name", "concept,es,en\na,b,c\nd,b,c\ne,f,c\n", "", 6},
		{"column 4", "concept,es,en,status,note,source\r\na,ñ,c,bad,,\r\n", "term/status 2:7", 0},
		{"column 5", "concept,es,en,status,note,source\na,ñ,c,,x\xff,\n", "term/text 2:8", 0},
		{"column 6", "concept,es,en,status,note,source\na,ñ,c,,,\x01\n", "term/text 2:9", 0},
		{"column 6, a quotation mark inside", "concept,es,en,status,note,source\na,ñ,c,,,d\"e\n", "term/csv 2:10", 0},
		{"byte order mark", "\ufeffconcept,es\na,b\n", "", 1},
	} {
		var found diag.List
		b := term.ReadCSV(diag.NewFile("content/terms.csv", []byte(c.text)), &found)
		var got []string
		for _, d := range found.Sorted() {
			p := d.Span.Position()
			got = append(got, fmt.Sprintf("%s %d:%d", d.Code, p.Line, p.Column))
		}
		if strings.Join(got, "; ") != c.want || b.Count() != c.terms {
			t.Errorf("%s: %q with %d terms, want %q with %d", c.name, got, b.Count(), c.want, c.terms)
		}
	}
}

// TestFind asks for the longest terms first, whatever their accents and inflection.
func TestFind(t *testing.T) {
	b := read(t, "concept,es\nmigrant,migrante\nworker,trabajador migratorio\nstate,Estado\nparty,Estado parte\niom,OIM\nun,Naciones Unidas\n")
	m := b.Matcher("es", []string{"es", "s", "as", "os", "a", "o", "e"})
	for text, want := range map[string]string{
		"Los migrantes y los trabajadores migratorios": "migrant worker",
		"la trabajadora migratoria":                    "worker",
		"los Estados partes y el Estado":               "party state",
		"el estado de la cuestión":                     "",
		"la OIM, no la oim":                            "iom",
		"NACIONES UNIDAS":                              "un",
		"emigrantes":                                   "",
		"l'Estado":                                     "state",
		"un trabajador (migratorio)":                   "worker",
	} {
		var got []string
		for _, x := range m.Find(text) {
			got = append(got, x.Concept.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if c := b.Concept("state"); !m.Has(c, "los Estados partes") || m.Has(c, "el migrante") {
		t.Error("a term inside of a longer one is there, and another is not")
	}
}

// TestExample asks that the terms of the worked example go out as TBX and come back as they were.
func TestExample(t *testing.T) {
	src, err := os.ReadFile("../../content/terms.csv")
	if err != nil {
		t.Fatal(err)
	}
	own := read(t, string(src))
	if len(own.Concepts) < 50 || !slices.Equal(own.Languages, []string{"es", "en", "fr"}) {
		t.Errorf("%d concepts in %q", len(own.Concepts), own.Languages)
	}
	again, err := term.ReadTBX(own.TBX("es"))
	if err != nil {
		t.Fatal(err)
	}
	list := func(b *term.Base) []string {
		var out []string
		for _, c := range b.Concepts {
			for _, x := range c.Terms {
				out = append(out, fmt.Sprint(c.ID, x.Language, x.Text, x.Status, x.Note, x.Source))
			}
		}
		slices.Sort(out)
		return out
	}
	if d := cmp.Diff(list(own), list(again)); d != "" {
		t.Error(d)
	}
	if table, added, differ := own.Merge(again); string(table) != string(src) || added > 0 || len(differ) > 0 {
		t.Errorf("merged with itself: %d added, %v differ, the same bytes: %t", added, differ, string(table) == string(src))
	}
	if d := cmp.Diff(list(own), list(read(t, string(own.CSV())))); d != "" {
		t.Errorf("written as a table: %s", d)
	}
}

// TestMerge asks that rows keep their bytes, that new terms stand below, and that a language that is new makes a column.
func TestMerge(t *testing.T) {
	own := read(t, "concept, es ,note,status\na,\"b\",,\n")
	table, added, differ := own.Merge(read(t, "concept,es,status\na,b,forbidden\na,c,admitted\nd,e,\n"))
	if want := "concept, es ,note,status\na,\"b\",,\na,c,,admitted\nd,e,,preferred\n"; string(table) != want || added != 2 || len(differ) != 1 {
		t.Errorf("%q, %d added, %v; want %q", table, added, differ, want)
	}
	table, _, _ = own.Merge(read(t, "concept,fr\na,f\n"))
	if want := "concept,es,fr,status,note,source\na,b,f,preferred,,\n"; string(table) != want {
		t.Errorf("with a new language: %q, want %q", table, want)
	}
}

// TestReadTBX asks for what other programs write, and that what is dangerous or of another kind is refused.
func TestReadTBX(t *testing.T) {
	const head = `<?xml version="1.0"?><martif type="TBX" xml:lang="en"><text><body>`
	const foot = `</body></text></martif>`
	b, err := term.ReadTBX([]byte(head + `<termEntry id="7"><langSet xml:lang="en-US"><tig><term>illegal <hi>alien</hi></term><termNote type="administrativeStatus">deprecatedTerm</termNote></tig></langSet><langSet xml:lang="es"><ntig><termGrp><term>migrante</term></termGrp></ntig></langSet></termEntry>` + foot))
	if err != nil {
		t.Fatal(err)
	}
	c := b.Concept("illegal-alien")
	if c == nil || len(c.Terms) != 2 || c.Terms[0].Text != "illegal alien" || c.Terms[0].Language != "en" || c.Terms[0].Status != term.Forbidden || c.Terms[1].Text != "migrante" {
		t.Errorf("%+v", c)
	}
	again, err := term.ReadTBX([]byte(head + `<termEntry id="7"><langSet xml:lang="en"><tig><term>host State</term></tig></langSet></termEntry><termEntry><langSet xml:lang="en"><tig><term>Host state</term></tig></langSet></termEntry>` + foot))
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Concepts) != 2 || again.Concepts[0].ID != "host-state" || again.Concepts[1].ID != "host-state-2" {
		t.Errorf("%+v", again.Concepts)
	}
	for name, text := range map[string]string{
		"entity":     `<!DOCTYPE martif [<!ENTITY a "b">]>` + head + foot,
		"TBX 3":      `<tbx xmlns="urn:iso:std:iso:30042:ed-2"></tbx>`,
		"not closed": head,
		"deep":       head + strings.Repeat("<a>", 40) + strings.Repeat("</a>", 40) + foot,
		"text":       "concept,es",
		"unknown":    head + "&nbsp;" + foot,
	} {
		if _, err := term.ReadTBX([]byte(text)); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}
