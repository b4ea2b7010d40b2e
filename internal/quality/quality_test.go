package quality_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/quality"
	"rapporteur/internal/style"
	"rapporteur/internal/term"
	"rapporteur/internal/translation"
	"rapporteur/templates"
)

// data reads the data of two languages as they come with the program.
func data(t testing.TB, from, to string) *quality.Data {
	t.Helper()
	var found diag.List
	tmpl := &style.Templates{Project: os.DirFS(t.TempDir()), Builtin: templates.Files, Found: &found}
	a, err := tmpl.Language(from)
	if err != nil {
		t.Fatal(err)
	}
	b, err := tmpl.Language(to)
	if err != nil {
		t.Fatal(err)
	}
	d, err := quality.ReadData(tmpl.Project, templates.Files, a, b, &found)
	if err != nil || found.Len() > 0 {
		t.Fatal(err, found.Sorted())
	}
	return d
}

// align sets two texts side by side.
func align(t testing.TB, from, to, source, target, lock string) *translation.Section {
	t.Helper()
	var found diag.List
	parse := func(name, text string) *markdown.Section {
		return markdown.Parse(diag.NewFile(name, []byte(text)), markdown.Options{}, &found)
	}
	a, b := parse("content/"+from+"/a.md", source), parse("content/"+to+"/a.md", target)
	var l *translation.Lock
	if lock != "" {
		l = translation.ReadLock(diag.NewFile("content/"+to+"/lock/a.toml", []byte(lock)), &found)
	}
	if found.HasErrors() {
		t.Fatal(found.Sorted())
	}
	return translation.Align("a", from, to, a, b, l)
}

const terms = `concept,es,en,fr,status,note
migrant-worker,trabajador migratorio,migrant worker,travailleur migrant,preferred,
irregular-migrant,migrante en situación irregular,migrant in an irregular situation,,preferred,
irregular-migrant,migrante ilegal,illegal migrant,,forbidden,a person is not illegal
iom,OIM,IOM,OIM,preferred,
family,sus familiares,families,,preferred,
family,pariente,,,admitted,
dollar,US$,dollar of the United States,,preferred,
bank,banco,bank,,preferred,
bench,banco,bench,,preferred,
`

func base(t testing.TB, table string) *term.Base {
	t.Helper()
	var found diag.List
	b := term.ReadCSV(diag.NewFile("content/terms.csv", []byte(table)), &found)
	if found.Len() > 0 {
		t.Fatal(found.Sorted())
	}
	return b
}

func names() *term.Base {
	b := &term.Base{}
	b.Add("SEDH", term.Term{Text: "Secretaría de Derechos Humanos", Language: "es"})
	b.Add("SEDH", term.Term{Text: "Ministry of Human Rights", Language: "en"})
	b.Add("alliance", term.Term{Text: "Casa alianza", Language: "es"})
	return b
}

// told lists the findings as "severity code line:column".
func told(r *quality.Result) []string {
	found := r.Found()
	var out []string
	for _, d := range found.Sorted() {
		p := d.Span.Position()
		out = append(out, fmt.Sprintf("%s %s %d:%d", d.Severity, d.Code, p.Line, p.Column))
	}
	return out
}

func TestChecks(t *testing.T) {
	for _, c := range []struct{ name, from, to, source, target, want, fixed string }{
		{name: "all well", source: "El 7 de septiembre de 2016 había 25.614 personas (26,24%), conforme al artículo 73, párrafo 1 b).", target: "On 7 September 2016 there were 25,614 persons (26.24 per cent), under article 73 (1) (b)."},
		{name: "no sentence", source: "Una oración con 12 casos. Otra que falta, con 45 y 46 y 47 y 48 y 49 casos más.", target: "A sentence with 12 cases.", want: "error quality/empty 1:1"},
		{name: "the original", source: "La casa verde está junto a la ciudad vieja.", target: "La casa verde está junto a la ciudad vieja.", want: "warning quality/language 1:1; warning quality/untranslated 1:1"},
		{name: "a heading of two words", source: "# Marco jurídico\n\nEl marco jurídico es nuevo.", target: "# Marco jurídico\n\nThe legal framework is new.", want: "warning quality/untranslated 1:3"},
		{name: "a cell of one word", source: "| Mujeres | Total |\n|---|---|\n| 1 | 2 |\n\nVinieron mujeres en total.", target: "| Mujeres | Total |\n|---|---|\n| 1 | 2 |\n\nWomen came in total.", want: "warning quality/untranslated 1:3"},
		{name: "names may be the same", source: "| Choluteca | El Salvador | OIM |\n|---|---|---|\n| 1 | 2 | 3 |\n\n# Casa Alianza\n\nCayó en el país.", target: "| Choluteca | El Salvador | IOM |\n|---|---|---|\n| 1 | 2 | 3 |\n\n# Casa Alianza\n\nIt fell in the country."},
		{name: "a registered name may be the same", source: "# Casa alianza\n\nLa casa de la alianza.", target: "# Casa alianza\n\nThe house of the pact."},
		{name: "words left", source: "Se trata de la que los migrantes piden desde hace tiempo en el país.", target: "It concerns la que los migrants have asked for in the country for years.", want: "warning quality/residue 1:13"},
		{name: "abbreviation left", source: "Véase el Decreto núm. 12.", target: "See Decree núm. 12.", want: "warning quality/residue 1:12"},
		{name: "italics lost", source: "La *Gaceta* lo publicó.", target: "The Gazette published it.", want: "error quality/codes 1:1"},
		{name: "bold added", source: "La Gaceta lo publicó.", target: "The **Gazette** published it.", want: "error quality/codes 1:5"},
		{name: "foreign words are a matter of one language", source: "La Gaceta lo publicó.", target: "[*La Gaceta*]{lang=es} published it."},
		{name: "order of notes", source: "Uno[@a] y otro[@b].", target: "One[@b] and another[@a].", want: "warning quality/note-order 1:4"},
		{name: "braces", source: "El nombre {nombre} queda.", target: "The name {name} stays.", want: "error quality/placeholder 1:10"},
		{name: "another number", source: "Había 25.614 personas.", target: "There were 25,641 persons.", want: "error quality/number 1:12"},
		{name: "a number less", source: "Había 12 mujeres y 14 hombres.", target: "There were 12 women and some men.", want: "error quality/number 1:1"},
		{name: "a number more", source: "Había mujeres.", target: "There were 12 women.", want: "error quality/number 1:12"},
		{name: "Spanish marks in English", source: "Había 25.614 personas.", target: "There were 25.614 persons.", want: "error quality/number 1:12", fixed: "There were 25,614 persons."},
		{name: "marks of no language", source: "Había 1.215.835 personas.", target: "There were 1.215,835 persons.", want: "error quality/number 1:12"},
		{name: "two Spanish marks in English", source: "Había 1.215.835 personas.", target: "There were 1.215.835 persons.", want: "warning quality/number-style 1:12", fixed: "There were 1,215,835 persons."},
		{name: "in words", source: "Había 5 talleres y tres cursos.", target: "There were five workshops and 3 courses."},
		{name: "words that differ", source: "Hubo cinco talleres.", target: "There were six workshops.", want: "error quality/number 1:12"},
		{name: "tens and ones", source: "Hubo treinta y cinco talleres.", target: "There were 35 workshops."},
		{name: "millions", source: "Son 2,5 millones de lempiras y 3.000 millones de dólares.", target: "It is 2.5 million lempiras and 3 billion dollars."},
		{name: "a Spanish billón", source: "Es un billón de lempiras.", target: "It is one billion lempiras.", want: "error quality/number 1:7"},
		{name: "Roman chapters", source: "Véase el capítulo IV.", target: "See chapter 4."},
		{name: "ordinals", source: "En su 339ª sesión.", target: "At its 339th meeting."},
		{name: "a percentage lost", source: "Fue el 26,24% del total.", target: "It was 26.24 of the total.", want: "error quality/number 1:1"},
		{name: "sign of percentage", source: "Fue el 26,24% del total.", target: "It was 26.24% of the total.", want: "warning quality/number-style 1:8", fixed: "It was 26.24 per cent of the total."},
		{name: "no mark between thousands", source: "Había 25.614 personas.", target: "There were 25614 persons.", want: "warning quality/number-style 1:12", fixed: "There were 25,614 persons."},
		{name: "a number that counts nothing", from: "en", to: "es", source: "See target 16.2 and 26.24 lempiras.", target: "Véanse la meta 16.2 y 26,24 lempiras."},
		{name: "French spaces", from: "es", to: "fr", source: "Había 4.979.350,00 lempiras.", target: "Il y avait 4 979 350,00 lempiras."},
		{name: "another month", source: "El 7 de septiembre de 2016 se aprobó.", target: "It was adopted on 7 October 2016.", want: "error quality/date 1:19"},
		{name: "American date", source: "El 7 de septiembre de 2016 se aprobó.", target: "It was adopted on September 7, 2016.", want: "warning quality/date 1:19"},
		{name: "year of two dates", source: "Se hizo del 3 de mayo de 2021 al 5 de junio de 2021.", target: "It was done all the time from 3 May to 5 June 2021."},
		{name: "another symbol", source: "Figura en el documento CMW/C/HND/CO/1.", target: "It is in document CMW/C/HND/CO/2.", want: "error quality/symbol 1:19"},
		{name: "another decree", source: "El Decreto PCM-028-2017 lo dice.", target: "Decree PCM-029-2017 says so.", want: "error quality/symbol 1:8"},
		{name: "another letter", source: "El artículo 73, párrafo 1 b).", target: "Article 73 (1) (c).", want: "error quality/symbol 1:17"},
		{name: "another page", source: "Así fue[@k, p. 4].", target: "So it was[@k, p. 5].", want: "error quality/symbol 1:10"},
		{name: "figures and tables change places", source: "Véanse el cuadro 3 y los 4 casos.", target: "See table 4 and the 3 cases.", want: "error quality/cross-reference 1:5"},
		{name: "another address", source: "Véase <https://example.org/es>.", target: "See <https://example.org/en>.", want: "error quality/address 1:5"},
		{name: "an address as text", source: "Escriba a ana@example.org.", target: "Write to ann@example.org.", want: "error quality/address 1:10"},
		{name: "a term", source: "Los trabajadores migratorios llegaron.", target: "The foreign labourers arrived.", want: "warning quality/term 1:1"},
		{name: "a term in the plural", source: "Los trabajadores migratorios llegaron.", target: "The migrant workers arrived."},
		{name: "an admitted term", source: "Un pariente llegó.", target: "A cousin arrived.", want: "note quality/term 1:1"},
		{name: "a term with a sign", source: "Son US$ 12.", target: "It is 12 lempiras.", want: "warning quality/acronym 1:1"},
		{name: "two concepts of one name", source: "El banco cayó.", target: "The bench fell."},
		{name: "a term less often", source: "El trabajador migratorio ayudó al trabajador migratorio.", target: "The migrant worker helped the other one there.", want: "note quality/term 1:1"},
		{name: "a forbidden term", source: "Los migrantes en situación irregular llegaron.", target: "The illegal migrants in an irregular situation arrived: migrants in an irregular situation.", want: "error quality/forbidden-term 1:5; note quality/length 1:1"},
		{name: "an actor", source: "El Comité recomienda cambios.", target: "The State recommends changes.", want: "error quality/actor 1:5"},
		{name: "the United States are no actor", source: "El Comité visitó los Estados Unidos.", target: "The Committee visited the United States."},
		{name: "an acronym", source: "La OIM y el BID ayudaron.", target: "IOM and IDB helped.", want: "warning quality/acronym 1:1"},
		{name: "an acronym without its meaning", source: "La Organización Internacional para las Migraciones (OIM) llegó. La OIM (véase arriba) ayudó.", target: "IOM arrived with all its people and goods. IOM (see above) helped.", want: "warning quality/acronym 1:1"},
		{name: "an acronym with its meaning twice", source: "La Organización Internacional (OIM) llegó.\n\nLa OIM ayudó a las Naciones.", target: "The International Organization (IOM) arrived.\n\nThe Organization (IOM) helped the nations.", want: "warning quality/acronym 3:19"},
		{name: "an acronym before its meaning", source: "La Organización Internacional (OIM) llegó.", target: "IOM (International Organization) arrived."},
		{name: "a name", source: "Lo hizo la Secretaría de Derechos Humanos.", target: "The Department of Human Rights did it.", want: "warning quality/name 1:1"},
		{name: "two translations", source: "Se hizo lo mismo.\n\nSe hizo lo mismo.", target: "The same was done.\n\nThat was done again.", want: "warning quality/consistency 3:1"},
		{name: "one translation for two sentences", source: "Se hizo lo mismo.\n\nSe hizo otra cosa.", target: "The same was done.\n\nThe same was done.", want: "note quality/consistency 3:1"},
		{name: "end mark", source: "Se hizo lo mismo.", target: "The same was done again;", want: "warning quality/end-mark 1:24", fixed: "The same was done again."},
		{name: "no end mark", source: "Se hizo lo mismo.", target: "The same was done", want: "warning quality/end-mark 1:17", fixed: "The same was done."},
		{name: "bracket", source: "Lo hizo (una vez) entonces.", target: "It did so (once then.", want: "error quality/brackets 1:11"},
		{name: "labels", source: "El artículo (párr. 1 b)) dice.", target: "Article 1 (para. b)) says."},
		{name: "quotation marks", source: `La "casa" es así.`, target: "The «house» is such.", want: `warning quality/brackets 1:11; warning quality/brackets 1:5`, fixed: `The "house" is such.`},
		{name: "spaces", source: "La casa es así: bella.", target: "The  house is such : beautiful.", want: "warning quality/spacing 1:19; warning quality/spacing 1:4", fixed: "The house is such: beautiful."},
		{name: "invisible", source: "La casa.", target: "The ho\u200buse.", want: "warning quality/spacing 1:7", fixed: "The house."},
		{name: "not composed", source: "La casa de José.", target: "The house of Jose\u0301.", want: "warning quality/spacing 1:1", fixed: "The house of José."},
		{name: "doubled word", source: "La casa es bella.", target: "The the house is nice.", want: "warning quality/doubled-word 1:5"},
		{name: "length", source: "Una oración que es bastante larga y que dice muchas cosas a la vez.", target: "A short one.", want: "warning quality/length 1:1"},
		{name: "a length beyond doubt", source: "Una oración que es bastante larga y que dice muchas cosas a la vez, a la vez y a la vez.", target: "A sentence of many words that says very many things at the same time, and more.", want: ""},
		{name: "a long heading", source: "# Una cosa y otra", target: "# " + strings.Repeat("One thing and another ", 9) + "end", want: "note quality/length 1:3"},
		{name: "two sentences more", source: "Había 11 casas y 12 calles. Había 13 plazas y 14 ríos.", target: "There were 11 houses. There were 12 streets. There were 13 squares. There were 14 rivers.", want: "note quality/sentences 1:1"},
		{name: "sentences", source: "Había 77 personas dentro del país[@a].", target: "There were 77 persons in the country[@a]. More came on 34 and 35 and 36 and 37.", want: "warning quality/sentences 1:43"},
		{name: "language", source: "El Estado no lo hizo para que la gente se quede en su país con los suyos.", target: "El Estado lo hizo para que la gente se quede en su país con los suyos.", want: "warning quality/language 1:1; warning quality/residue 1:19"},
		{name: "a third language", source: "El Estado lo hizo para que la gente se quede en su país con los suyos.", target: "L'État l'a fait pour que les gens restent dans leur pays avec les leurs.", want: "warning quality/language 1:1"},
		{name: "small letter", source: "La casa es bella.", target: "the house is nice.", want: "note quality/capitals 1:1"},
		{name: "small letter inside", source: "Había 12 casas. Luego hubo 13.", target: "There were 12 houses. then there were 13.", want: "note quality/capitals 1:23"},
		{name: "capital month", from: "en", to: "es", source: "It was in March 2021.", target: "Fue en Marzo de 2021.", want: "note quality/capitals 1:8"},
		{name: "a name with a month", from: "en", to: "es", source: "The Foundation 15 September came.", target: "Vino la Fundación 15 de Septiembre."},
		{name: "a day with a capital", from: "en", to: "es", source: "It was on Monday.", target: "Fue el Lunes.", want: "note quality/capitals 1:8"},
		{name: "a language with a capital", from: "en", to: "fr", source: "It was said in French.", target: "Cela a été dit en Français.", want: "note quality/capitals 1:16"},
		{name: "the French are people", from: "en", to: "fr", source: "The French came.", target: "Les Français sont venus."},
		{name: "a heading in title case", source: "# Derechos humanos de los migrantes", target: "# Human Rights of Migrants", want: "note quality/capitals 1:3"},
		{name: "a heading of names", source: "# Secretaría de Derechos Humanos", target: "# Ministry of Human Rights"},
		{name: "direction", source: "La casa.", target: "The\u200f house.", want: "error quality/direction 1:4"},
		{name: "a cell of figures", source: "| a | b |\n|---|---|\n| Dos | 25 614 |", target: "| a | b |\n|---|---|\n| Two | 25 641 |", want: "error quality/cell 3:9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.from == "" {
				c.from, c.to = "es", "en"
			}
			s := align(t, c.from, c.to, c.source+"\n", c.target+"\n", "")
			r := quality.Run([]*translation.Section{s}, quality.Options{Data: data(t, c.from, c.to), Terms: base(t, terms), Names: names()})
			got := told(r)
			var want []string
			if c.want != "" {
				want = strings.Split(c.want, "; ")
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				found := r.Found()
				t.Errorf("found %q, want %q\n%v", got, want, found.Sorted())
			}
			ignored := align(t, c.from, c.to, c.source+"\n", c.target+"\n", ignoring(s, r))
			if found := quality.Run([]*translation.Section{ignored}, quality.Options{Data: data(t, c.from, c.to), Terms: base(t, terms), Names: names()}).Found(); found.Len() > 0 {
				t.Errorf("ignored with reasons: %v", found.Sorted())
			}
			edits, _ := r.Edits(s)
			fixed := ""
			if len(edits) > 0 {
				files, _, refused := s.Rewrite(edits, "a.md", markdown.Options{})
				if len(refused) > 0 {
					t.Error(refused)
				}
				fixed = strings.TrimSuffix(string(files[0].Src), "\n")
			}
			if fixed != c.fixed {
				t.Errorf("repaired: %q, want %q", fixed, c.fixed)
			}
			if fixed == "" {
				return
			}
			again := align(t, c.from, c.to, c.source+"\n", fixed+"\n", "")
			if found := quality.Run([]*translation.Section{again}, quality.Options{Data: data(t, c.from, c.to)}).Found(); found.Len() > 0 {
				t.Errorf("after the repair: %v", found.Sorted())
			}
		})
	}
}

// ignoring is a lock that ignores everything that was found.
func ignoring(s *translation.Section, r *quality.Result) string {
	var b strings.Builder
	for _, u := range s.Units {
		if len(u.Target.Pieces) == 0 {
			fmt.Fprintf(&b, "[[unit]]\nid = %q\nstate = \"draft\"\nsource = %q\ntarget = \"\"\n", u.ID, u.SourceHash())
		} else {
			fmt.Fprintf(&b, "[[unit]]\nid = %q\nstate = \"translated\"\nsource = %q\ntarget = %q\n", u.ID, u.SourceHash(), u.TargetHash())
		}
		seen := map[string]bool{}
		for _, f := range r.Findings {
			if f.Unit == u && !seen[f.Check.ID] {
				seen[f.Check.ID] = true
				fmt.Fprintf(&b, "ignore.%s = \"it is right\"\n", f.Check.ID)
			}
		}
	}
	return b.String()
}

// TestStale asks that a final sentence whose original changed is an error, and one that is only reviewed a warning.
func TestStale(t *testing.T) {
	for state, want := range map[string]string{"final": "error quality/stale 1:1", "reviewed": "warning quality/stale 1:1"} {
		source, target := "La casa es vieja. {#para-a}\n", "The house is old. {#para-a}\n"
		before := align(t, "es", "en", source, target, "")
		lock := fmt.Sprintf("[[unit]]\nid = %q\nstate = %q\nsource = %q\ntarget = %q\ntext = \"La casa es nueva.\"\n", before.Units[0].ID, state, "000000000000", before.Units[0].TargetHash())
		s := align(t, "es", "en", source, target, lock)
		if got := told(quality.Run([]*translation.Section{s}, quality.Options{Data: data(t, "es", "en")})); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q, want %q", state, got, want)
		}
	}
}

// TestIgnore asks that a lock suppresses a check of one sentence with a reason, and that a reason that is not needed is told.
func TestIgnore(t *testing.T) {
	source, target := "Había 12 casas. {#para-a}\n\nHabía 13 casas. {#para-b}\n", "There were a dozen houses. {#para-a}\n\nThere were thirteen houses. {#para-b}\n"
	plain := align(t, "es", "en", source, target, "")
	run := func(s *translation.Section) *quality.Result {
		return quality.Run([]*translation.Section{s}, quality.Options{Data: data(t, "es", "en")})
	}
	r := run(plain)
	if got := told(r); !slices.Equal(got, []string{"error quality/number 1:1"}) {
		t.Fatal(got)
	}
	if got := r.Open(plain.Units[0]); !slices.Equal(got, []string{"Q08"}) {
		t.Errorf("open in the first sentence: %q", got)
	}
	if got := r.Open(plain.Units[1]); len(got) > 0 {
		t.Errorf("open in the second sentence: %q", got)
	}
	var lock strings.Builder
	for i, u := range plain.Units {
		fmt.Fprintf(&lock, "[[unit]]\nid = %q\nstate = \"reviewed\"\nsource = %q\ntarget = %q\nignore.Q08 = \"a dozen is twelve, %d\"\n", u.ID, u.SourceHash(), u.TargetHash(), i)
	}
	r = run(align(t, "es", "en", source, target, lock.String()))
	if got := told(r); !slices.Equal(got, []string{"warning quality/unused-ignore 12:1"}) {
		t.Errorf("with the lock: %q", got)
	}
	if len(r.Ignored) != 1 || r.Ignored[0].Check.ID != "Q08" {
		t.Errorf("ignored: %v", r.Ignored)
	}
}

// TestBadIgnore asks that a lock gives a reason, and names a check that there is.
func TestBadIgnore(t *testing.T) {
	source, target := "Había 12 casas. {#para-a}\n", "There were a dozen houses. {#para-a}\n"
	plain := align(t, "es", "en", source, target, "")
	head := fmt.Sprintf("[[unit]]\nid = %q\nstate = \"reviewed\"\nsource = %q\ntarget = %q\n", plain.Units[0].ID, plain.Units[0].SourceHash(), plain.Units[0].TargetHash())
	for line, want := range map[string][]string{
		`ignore.Q08 = ""`:             {"error quality/bad-ignore 6:1", "error quality/number 1:1"},
		`ignore.Q08 = " "`:            {"error quality/bad-ignore 6:1", "error quality/number 1:1"},
		`ignore.Q88 = "twelve"`:       {"error quality/bad-ignore 6:1", "error quality/number 1:1"},
		`ignore.Q13 = "twelve"`:       {"error quality/number 1:1", "warning quality/unused-ignore 6:1"},
		`ignore.Q08 = "it is twelve"`: nil,
	} {
		got := told(quality.Run([]*translation.Section{align(t, "es", "en", source, target, head+line+"\n")}, quality.Options{Data: data(t, "es", "en")}))
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

// TestRightToLeft asks for what goes wrong where Latin words and figures stand in a text from right to left.
func TestRightToLeft(t *testing.T) {
	bare := &style.Language{Code: "ar"}
	bare.Dates.Months, bare.Numbers.Decimal, bare.Numbers.Thousands = make([]string, 12), ",", "."
	for i := range bare.Dates.Months {
		bare.Dates.Months[i] = fmt.Sprintf("شهر%c", 'ا'+i)
	}
	var found diag.List
	d, err := quality.ReadData(os.DirFS(t.TempDir()), templates.Files, data(t, "es", "en").From.House(), bare, &found)
	if err != nil || found.Len() > 0 {
		t.Fatal(err, found.Sorted())
	}
	for _, c := range []struct{ name, source, target, want string }{
		{"all well", "El documento CMW/C/HND/CO/1 (2016) dice 5.", "تقول الوثيقة CMW/C/HND/CO/1 (2016) 5.", ""},
		{"a mark that does nothing", "La casa es bella.", "البيت ج\u200fميل.", "warning quality/direction 1:8"},
		{"a mark behind a Latin word", "Está C.", "هو C\u200e.", ""},
		{"not closed", "La casa es bella.", "البيت \u2067جميل.", "error quality/direction 1:1"},
		{"closed and not open", "La casa es bella.", "البيت\u2069 جميل.", "error quality/direction 1:6"},
		{"isolated", "Son +5 grados.", "إنها \u2066+5\u2069 درجات.", ""},
		{"a sign before a number", "Son +5 grados.", "إنها +5 درجات.", "warning quality/direction 1:6"},
		{"a sign behind a word", "Usa C++ hoy.", "يستخدم C++ اليوم.", "warning quality/direction 1:8"},
		{"brackets as they look", "La casa (bella) es.", "البيت )جميل( هو.", "error quality/direction 1:7"},
	} {
		r := quality.Run([]*translation.Section{align(t, "es", "ar", c.source+"\n", c.target+"\n", "")}, quality.Options{Data: d})
		got := told(r)
		slices.Sort(got)
		if strings.Join(got, "; ") != c.want {
			found := r.Found()
			t.Errorf("%s: %q, want %q\n%v", c.name, got, c.want, found.Sorted())
		}
	}
}

// TestOtherLanguages asks that languages without data of their own are checked for what needs none.
func TestOtherLanguages(t *testing.T) {
	d := data(t, "es", "en")
	bare := &style.Language{Code: "pt"}
	bare.Dates.Months, bare.Numbers.Decimal, bare.Numbers.Thousands = make([]string, 12), ",", "."
	for i := range bare.Dates.Months {
		bare.Dates.Months[i] = fmt.Sprintf("mês%c", 'a'+i)
	}
	var found diag.List
	d, err := quality.ReadData(os.DirFS(t.TempDir()), templates.Files, d.From.House(), bare, &found)
	if err != nil || found.Len() > 0 {
		t.Fatal(err, found.Sorted())
	}
	s := align(t, "es", "pt", "Había 25.614 personas (véase https://example.org/a).\n", "Havia 25.641 pessoas (ver https://example.org/b).\n", "")
	if got, want := told(quality.Run([]*translation.Section{s}, quality.Options{Data: d})), []string{"error quality/address 1:27", "error quality/number 1:7"}; !slices.Equal(slices.Sorted(slices.Values(got)), want) {
		t.Errorf("%q, want %q", got, want)
	}
}
