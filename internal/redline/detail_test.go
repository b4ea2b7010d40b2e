package redline_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/redline"
)

// inLanguage is a project of one section in that language.
func inLanguage(code, text string) fstest.MapFS {
	return fstest.MapFS{
		"report.toml": {Data: []byte(fmt.Sprintf("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nsymbol = \"CMW/C/HND/2\"\ndate = 2024-02-09\n"+
			"languages = [%q]\nsections = [\"01\"]\n[title]\n%[1]s = \"Title\"\n", code))},
		"content/" + code + "/01.md": {Data: []byte(text + "\n")},
	}
}

// TestFigures adds words to a paragraph: these are the figures in them.
func TestFigures(t *testing.T) {
	tests := []struct{ language, words, want string }{
		{"en", "25,614 persons", "number 25,614"},
		{"en", "US$ 5 million a year and L 140,742,272.50 more", "number US$ 5 million, number L 140,742,272.50"},
		{"en", "20.78 per cent, 3% and 7 years", "number 20.78 per cent, number 3%, number 7 years"},
		{"en", "in 2017 and in 1,999 cases, from 2018–2020", "date 2017, number 1,999, date 2018, date 2020"},
		{"en", "on 12 August 2020, in March 2021, by 3 May", "date 12 August 2020, date March 2021, date 3 May"},
		{"en", "under Legislative Decree No. 130-2017, Decree 46-2020 and Executive Decree No. PCM-028-2017", "legal Legislative Decree No. 130-2017, legal Decree 46-2020, legal Executive Decree No. PCM-028-2017"},
		{"en", "articles 73 (1) (b) and 76, art. 211–213, paragraphs 49, 50 and 66", "legal articles 73 (1) (b) and 76, legal art. 211–213, legal paragraphs 49, 50 and 66"},
		{"en", "CMW/C/HND/CO/1, A/RES/70/1 and PCM-029-2018", "legal CMW/C/HND/CO/1, legal A/RES/70/1, legal PCM-029-2018"},
		{"en", "during COVID-19, under 130-2017, from 2015-2019, at https://example.org/2020/5 and in the B2 class", "legal 130-2017, date 2015-2019"},
		{"en", "one note^[Not 12 persons.] more", "number 12"},
		{"es", "el 12 de agosto de 2020, en marzo de 2021 y el 1 de mayo", "date 12 de agosto de 2020, date marzo de 2021, date 1 de mayo"},
		{"es", "31.800 personas, el 20,78% y 5 millones de dólares", "number 31.800, number 20,78%, number 5 millones"},
		{"es", "el Decreto Legislativo núm. 106-2013, el artículo 73, párr. 1 b), y la Ley núm. 34", "legal Decreto Legislativo núm. 106-2013, legal artículo 73, legal párr. 1 b), legal Ley núm. 34"},
		{"fr", "le 9 février 2024 et le 1^er^ juillet 2017", "date 9 février 2024, date 1er juillet 2017"},
		{"fr", "20,78 % de 31 800 personnes", "number 20,78 %, number 31 800"},
		{"fr", "le décret législatif n^o^ 106-2013 et l’article 12, par. 2", "legal décret législatif no 106-2013, legal article 12, legal par. 2"},
	}
	for _, test := range tests {
		const frame = "These are words that stay in the text%s and go on behind it."
		old, new := compiled(t, inLanguage(test.language, fmt.Sprintf(frame, ""))), compiled(t, inLanguage(test.language, fmt.Sprintf(frame, " "+test.words)))
		r := compare(old, new)
		if len(r.Changes) != 1 {
			t.Fatalf("%s: %d changes", test.words, len(r.Changes))
		}
		var got []string
		for _, f := range r.Changes[0].Figures {
			got = append(got, string(f.Kind)+" "+f.New)
		}
		if s := strings.Join(got, ", "); s != test.want {
			t.Errorf("%s: got %s, want %s", test.words, s, test.want)
		}
	}
}

// TestWrittenFigures adds texts with numbers that nobody wrote, or that are no text of the report: none of them is a figure.
func TestWrittenFigures(t *testing.T) {
	const frame = "# Measures\n\nIt is so.[@law-2014] {#para-x}\n\n| A | B |\n| --- | --- |\n| x | y |\n\n: Caption {#tbl-x}\n\n"
	const head, answers = "+++\nresponds = [\"17\"]\n+++\n\n", "# Answers {.annex .coverage}\n\nThis is the table.\n"
	for _, test := range []struct{ name, old, new, want string }{
		{"a footnote", frame, frame + "Another one.^[See @law-2014.]\n", "legal Legislative Decree No. 106-2013, source law-2014"},
		{"a paragraph", frame, frame + "As said in @para-x and @tbl-x, and in paragraph [-@para-x] of 12 offices.\n", "number 12"},
		{"beside numbers", frame, frame + "Under articles 5, 7 and 9 as well as @para-x and [-@para-x] per cent.\n", "legal articles 5, 7 and 9"},
		{"another paragraph", frame + "It is not so. {#para-y}\n\nAs said in @para-x.\n", frame + "It is not so. {#para-y}\n\nAs said in @para-y.\n", ""},
		{"a recommendation", frame, frame + "The Committee said so (@rec-17).\n", "legal paragraph 17"},
		{"front matter", head + frame, strings.Replace(head, "17", "18", 1) + frame, ""},
		{"a table of answers", frame, frame + answers, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			both := [2]fstest.MapFS{project(test.old), project(test.new)}
			for _, p := range both {
				p["recommendations/a.toml"] = recommendations
			}
			r := compare(compiled(t, both[0]), compiled(t, both[1]))
			if len(r.Changes) == 0 {
				t.Fatal("no change")
			}
			var got []string
			for _, c := range r.Changes {
				for _, f := range c.Figures {
					got = append(got, strings.TrimSpace(strings.Join([]string{string(f.Kind), strings.TrimSpace(f.Old + " " + f.New)}, " ")))
				}
			}
			if s := plain(strings.Join(got, ", ")); s != test.want {
				t.Errorf("got %q, want %q; of\n%s", s, test.want, told(r))
			}
		})
	}
}

func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// TestRestyled looks at what is said of blocks that cannot be one, in the words of the language.
func TestRestyled(t *testing.T) {
	const table = "| A | B |\n| --- | --- |\n| x | y |\n"
	for _, test := range []struct{ old, new, en, es, fr string }{
		{"# One\n\n## Two", "# One\n\n# Two", "heading level 1, was 2", "encabezamiento de nivel 1, antes 2", "intitulé de niveau 1, anciennement 2"},
		{"# One", "# One {.annex}", "annex, was heading of the report", "anexo, antes encabezamiento del informe", "annexe, anciennement intitulé du rapport"},
		{"# One", "# One {.unnumbered}", "unnumbered, was numbered", "sin número, antes con número", "non numéroté, anciennement numéroté"},
		{"A. text", "A. text {.unnumbered}", "unnumbered, was numbered", "sin número, antes con número", "non numéroté, anciennement numéroté"},
		{"1. one;\n2. two.", "- one;\n- two.", "bullets, was letters", "con viñetas, antes con letras", "puces, anciennement lettres"},
		{table, "| A | B | C |\n| --- | --- | --- |\n| x | y | z |\n", "3 columns, were 2", "3 columnas, antes 2", "3 colonnes, anciennement 2"},
		{table, strings.Replace(table, "--- |\n", "---: |\n", 1), "columns aligned otherwise", "columnas alineadas de otro modo", "colonnes alignées autrement"},
		{table, table + "\n: Caption\n", "caption, was no caption", "con título, antes sin título", "avec titre, anciennement sans titre"},
	} {
		for code, want := range map[string]string{"en": test.en, "es": test.es, "fr": test.fr} {
			r := compare(compiled(t, inLanguage(code, test.old)), compiled(t, inLanguage(code, test.new)))
			if len(r.Changes) != 1 || r.Changes[0].Restyled != want {
				t.Errorf("%s, %q: want %q, got\n%s", code, test.new, want, told(r))
			}
		}
	}
}

// TestAuthors asks who made the changes by the words that stand at the places.
func TestAuthors(t *testing.T) {
	day := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	by := func(old, new diag.Span) redline.Author {
		name := func(s diag.Span) string {
			first, _, _ := strings.Cut(strings.TrimLeft(s.Text(), "^[| "), " ")
			return first
		}
		return redline.Author{Name: name(old) + ">" + name(new), Date: day, Commit: "c0ffee"}
	}
	old := compiled(t, project("Alpha is a paragraph of words that stay.^[Beta is a note about many things.] See @para-x.\n\nGamma will go and nothing is like it.\n\n| A | B |\n| --- | --- |\n| Delta | 1 |\n| Epsilon | 2 |\n\n: Caption\n\nIt. {#para-x}\n"))
	new := compiled(t, project("Alpha is a text of words that stay.^[Beta is a note about several things.] See @para-x.\n\n| A | B |\n| --- | --- |\n| Delta | 3 |\n| Zeta | 4 |\n| Epsilon | 2 |\n\n: Caption\n\nIt. {#para-x}\n"))
	r := redline.Compare(old.Report, new.Report, redline.Options{By: by, Language: new.Sheet.Language})
	var got []string
	say := func(what string, rev *doc.Revision) {
		if rev == nil {
			return
		}
		if rev.Follows && (rev.Author != "" || !rev.Date.IsZero()) {
			t.Errorf("%s follows from changes elsewhere and has an author", what)
		}
		if !rev.Follows && !rev.Date.Equal(day) {
			t.Errorf("%s is of %v", what, rev.Date)
		}
		got = append(got, fmt.Sprintf("%s %s", what, rev.Author))
	}
	text := func(what string, in []doc.Inline) {
		doc.WalkInlines(in, func(x doc.Inline) bool {
			switch x := x.(type) {
			case *doc.Ins:
				say(what+" ins", x.By)
			case *doc.Del:
				say(what+" del", x.By)
			}
			return true
		})
	}
	doc.Walk(r.Report.Blocks, func(b doc.Block) bool {
		say("block", doc.BaseOf(b).Revision)
		if table, ok := b.(*doc.Table); ok {
			for _, row := range table.Rows {
				say("row", row.Revision)
			}
		}
		doc.Texts(b, func(in *[]doc.Inline) { text("text", *in) })
		return true
	})
	for _, n := range r.Report.Notes {
		text("note", n.Inlines)
	}
	want := []string{"text del Alpha>Alpha", "text ins Alpha>Alpha", "text del ", "text ins ", "block Gamma>", "row >Zeta", "text del 1>3", "text ins 1>3", "note del Beta>Beta", "note ins Beta>Beta"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
	for _, c := range r.Changes {
		if c.By.Commit != "c0ffee" {
			t.Errorf("%s has no commit", c.Kind)
		}
	}
}

// recommendations is a registry of two.
var recommendations = &fstest.MapFile{Data: []byte("[document]\nsymbol = \"CMW/C/HND/CO/1\"\nbody = \"CMW\"\nkind = \"concluding-observations\"\nstate = \"HND\"\nadopted = 2016-09-07\n" +
	"[17]\nkind = \"recommendation\"\nsubject = { en = \"Statistics\" }\ntext = { en = \"Collect statistics.\" }\n[18]\nkind = \"recommendation\"\nsubject = { en = \"Offices\" }\ntext = { en = \"Open offices.\" }\n")}

// TestPlaces looks at what a change tells of its place.
func TestPlaces(t *testing.T) {
	text := "+++\nresponds = [\"17\"]\n+++\n\n# General measures\n\nThe State answers @rec-17 here, and mentions [?@rec-18].\n\nA paragraph without a number tells of 12 offices. {.unnumbered}\n"
	both := [2]fstest.MapFS{project(text), project(strings.NewReplacer("here", "there", "12", "13").Replace(text))}
	for _, p := range both {
		p["recommendations/a.toml"] = recommendations
	}
	r := compare(compiled(t, both[0]), compiled(t, both[1]))
	if len(r.Changes) != 2 {
		t.Fatalf("%d changes", len(r.Changes))
	}
	first, second := r.Changes[0], r.Changes[1]
	if p := first.New[0]; p.Section != "01" || p.Number != "1" || p.Near != "" || p.Heading != "General measures" || p.Part != redline.ParagraphPart || !strings.Contains(p.Span.Text(), "there") {
		t.Errorf("the first change stands at %+v", p)
	}
	if !cmp.Equal(first.Answers, []doc.ID{"17"}) || !cmp.Equal(first.SectionAnswers, []string{"17"}) {
		t.Errorf("the first change answers %v, its section %v", first.Answers, first.SectionAnswers)
	}
	if p := second.Old[0]; p.Number != "" || p.Near != "1" {
		t.Errorf("the second change stood at %+v", p)
	}
	if len(second.Answers) != 0 {
		t.Errorf("the second change answers %v", second.Answers)
	}
}

// TestSections looks at the sections of the marked report.
func TestSections(t *testing.T) {
	old := compiled(t, project("First text of the first section.\n\n=== 02\nWhat is said here goes with its section.\n\n=== 03\nSomething else is told in the third.\n"))
	new := compiled(t, project("First text of the first section.\n\n=== 03\nSomething else is told in the third.\n\n=== 04\nThis one is new in the report.\n"))
	r := compare(old, new)
	var got []string
	for _, s := range r.Report.Sections {
		for _, b := range r.Report.Blocks[s.Start:s.End] {
			what := "kept"
			if rev := doc.BaseOf(b).Revision; rev != nil {
				what = rev.Kind.String()
			}
			got = append(got, s.Name+" "+what)
		}
	}
	if want := []string{"01 kept", "02 deleted", "03 kept", "04 inserted"}; !cmp.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFollows looks for the marks of what nobody wrote: the numbers in references, and the words for a source that is cited as before.
func TestFollows(t *testing.T) {
	old := compiled(t, project("One.[@law-2014]\n\nTwo.[@law-2014, art. 5]\n\nThree.[@pcm-2017]\n\nFour.[@law-2014]\n\nSee @para-x.\n\nIt. {#para-x}\n"))
	new := compiled(t, project("Zero.[@law-2014]\n\nOne.[@law-2014]\n\nTwo.[@law-2014, art. 5]\n\nThree.[@pcm-2017]\n\nFour.[@law-2014]\n\nSee @para-x.\n\nIt. {#para-x}\n"))
	r := compare(old, new)
	if len(r.Changes) != 1 || r.Changes[0].Kind != redline.Added {
		t.Fatalf("changes:\n%s", told(r))
	}
	var got []string
	for _, n := range r.Report.Notes {
		got = append(got, n.Mark+" "+n.Was+" "+words(n.Inlines))
	}
	got = append(got, words(r.Report.Blocks[5].(*doc.Paragraph).Inlines))
	want := []string{
		"1  Legislative Decree No. 106-2013 of 15 February 2014.",
		"2 1 [-~Legislative Decree No. 106-2013 of 15 February 2014.-]{+~Ibid.+}",
		"3 2 Ibid., art. 5.",
		"4 3 Executive Decree No. PCM-028-2017 of 24 April 2017.",
		"5 4 See footnote [-~1-]{+~1+} above.", // another note
		"See [-~paragraph 6-]{+~paragraph 7+}.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCoverage adds a paragraph before the one that answers a recommendation: that the table of answers names another paragraph is no change.
func TestCoverage(t *testing.T) {
	text := "# Measures\n\nThe State answers @rec-17 and @rec-18 here.\n\n# Answers {.annex .coverage}\n\nThis is the table of the recommendations.\n"
	both := [2]fstest.MapFS{project(text), project(strings.Replace(text, "The State", "There is a paragraph before.\n\nThe State", 1))}
	for _, p := range both {
		p["recommendations/a.toml"] = recommendations
	}
	r := compare(compiled(t, both[0]), compiled(t, both[1]))
	if len(r.Changes) != 1 || r.Changes[0].Kind != redline.Added {
		t.Errorf("changes:\n%s", told(r))
	}
	table := r.Report.Blocks[len(r.Report.Blocks)-1].(*doc.Table)
	if got, want := words(table.Rows[1].Cells[2].Inlines), "[-~1-]{+~2+}"; got != want {
		t.Errorf("the answer is %s, want %s", got, want)
	}
}

// words is a marked text as told writes it.
func words(in []doc.Inline) string {
	var b strings.Builder
	for _, x := range in {
		switch x := x.(type) {
		case *doc.Ins:
			b.WriteString(mark("{+", x.By, words(x.Inlines), "+}"))
		case *doc.Del:
			b.WriteString(mark("[-", x.By, words(x.Inlines), "-]"))
		default:
			if kids := doc.Children(x); kids != nil {
				b.WriteString(words(*kids))
			} else {
				b.WriteString(doc.PlainText([]doc.Inline{x}))
			}
		}
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

func mark(open string, by *doc.Revision, text, end string) string {
	if by.Follows {
		open += "~"
	}
	return open + text + end
}
