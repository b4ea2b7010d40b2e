package cite_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

func language(t testing.TB, code string) *style.Language {
	t.Helper()
	var found diag.List
	l, err := (&style.Templates{Project: fstest.MapFS{}, Builtin: templates.Files, Found: &found}).Language(code)
	if err != nil || l == nil || found.Len() > 0 {
		t.Fatalf("language %s: %v\n%s", code, err, short(&found))
	}
	return l
}

// short is the findings, one a line.
func short(found *diag.List) string {
	var b strings.Builder
	if err := found.WriteText(&b, diag.TextOptions{Short: true}); err != nil {
		panic(err)
	}
	return b.String()
}

func registry(t testing.TB, src string) *cite.Registry {
	t.Helper()
	var found diag.List
	reg := cite.Load(fstest.MapFS{"citations/all.toml": {Data: []byte(src)}}, &found)
	if found.HasErrors() {
		t.Fatalf("load:\n%s", short(&found))
	}
	return reg
}

// marked is the text with *…* around italic, ^…^ around raised, <…> around links, {code:…} around other languages and [#id:…] around the
// parts of references that lead to a note. No-break spaces show as "~".
func marked(inlines []doc.Inline) string {
	var b strings.Builder
	for _, in := range inlines {
		switch in := in.(type) {
		case *doc.Text:
			b.WriteString(strings.ReplaceAll(in.Value, "\u00a0", "~"))
		case *doc.Emph:
			b.WriteString("*" + marked(in.Inlines) + "*")
		case *doc.Super:
			b.WriteString("^" + marked(in.Inlines) + "^")
		case *doc.Link:
			b.WriteString("<" + marked(in.Inlines) + ">")
		case *doc.Foreign:
			b.WriteString("{" + in.Language + ":" + marked(in.Inlines) + "}")
		case *doc.Cited:
			b.WriteString(marked(in.Inlines))
		case *doc.Ref:
			for _, p := range in.Pieces {
				b.WriteString("[#" + string(p.Target) + ":" + p.Text + "]")
			}
		default:
			b.WriteString("?")
		}
	}
	return b.String()
}

// sources reads citations as an author writes them: "see @x, art. 4; @y".
func sources(s string) []doc.CitedSource {
	var out []doc.CitedSource
	for part := range strings.SplitSeq(s, ";") {
		prefix, rest, _ := strings.Cut(part, "@")
		key, locator, _ := strings.Cut(rest, ",")
		out = append(out, doc.CitedSource{Key: key, Prefix: strings.TrimSpace(prefix), Locator: strings.TrimSpace(locator)})
	}
	return out
}

const forms = `
[decree]
type = "legislative-decree"
number = "178-2016"
gazette = { issue = 34290 }
[agreement]
type = "agreement"
number = "STSS-350-2019"
gazette = { issue = 35183 }
[amended]
type = "executive-decree"
number = "PCM-020-2019"
gazette = { issue = 34983 }
amended-by = ["amender"]
ratified-by = ["ratifier"]
[amender]
type = "executive-decree"
number = "PCM-038-2019"
gazette = { issue = 35006 }
[ratifier]
type = "legislative-decree"
number = "34-2021"
[law]
type = "law"
number = "02-03"
date = 2003-11-11
amended-by = ["ratifier"]
[titled]
type = "code"
title = { en = "Labour Code", fr = "Code du travail", es = "Código del Trabajo" }
[no-issue]
type = "act"
number = "5"
gazette = { name = "Official Journal", date = 2019-05-01 }
[observations]
type = "un-document"
symbol = "CMW/C/HND/CO/1"
[guidelines]
type = "un-document"
symbol = "HRI/GEN/2/Rev.6"
[sr-327]
type = "un-document"
symbol = "CMW/C/SR.327"
[sr-328]
type = "un-document"
symbol = "CMW/C/SR.328"
[sr-329]
type = "un-document"
symbol = "CMW/C/SR.329"
[corrected]
type = "un-document"
symbol = "A/67/48"
corrigenda = ["Corr.1"]
[linked]
type = "un-document"
symbol = "A/66/48"
url = "https://undocs.org/A/66/48"
[resolution]
type = "resolution"
number = "68/268"
[council]
type = "resolution"
number = "16/21"
organization = "Human Rights Council"
[treaty]
type = "treaty"
title = { en = "Convention", fr = "Convention", es = "Convención" }
volume = 2220
number = "39481"
[regional]
type = "treaty"
title = { en = "American Convention on Human Rights", fr = "Convention américaine relative aux droits de l'homme", es = "Convención Americana sobre Derechos Humanos" }
[report]
type = "report"
organization = { en = "Organization", fr = "Organisme", es = "Organismo" }
title = { en = "Title", fr = "Titre", es = "Título" }
place = { en = "Place", fr = "Lieu", es = "Lugar" }
year = 2019
[bare-report]
type = "report"
title = { es = "Revista de \"Logros\"" }
year = 2020
[annual]
type = "report"
title = "Annual Report 2017"
date = 2017-12-31
[dated]
type = "report"
title = "Annual Report"
date = 2017-12-31
[web]
type = "web"
title = { en = "Title", fr = "Titre", es = "Título" }
url = "https://example.org/a"
accessed = 2022-01-11
[web-first]
type = "web"
organization = { en = "Ministry", fr = "Ministère", es = "Secretaría" }
title = { en = "Page", fr = "Page : suite", es = "Página" }
url = "https://example.org/b"
accessed = 2022-01-01
[untitled]
type = "web"
url = "https://example.org/c"
accessed = 2022-01-11
[news]
type = "news"
organization = { en = "Agency", fr = "Agence", es = "Agencia" }
title = { en = "Honduras' plan", fr = "Le plan", es = "El plan" }
date = 2023-10-12
url = "https://example.org/d"
[short]
type = "legislative-decree"
number = "130-2017"
gazette = { issue = 34940 }
short-title = { en = "Criminal Code", fr = "Code pénal", es = "Código Penal" }
`

func TestForms(t *testing.T) {
	for _, test := range []struct{ cited, en, fr, es string }{
		{"@decree, arts. 3 and 4",
			"Legislative Decree No.~178-2016, Gazette 34,290, arts.~3 and 4.",
			"Décret législatif n^o^~178-2016, Journal officiel n^o^~34290, art.~3 et 4.",
			"Decreto Legislativo núm.~178-2016, *La Gaceta* núm.~34290, arts.~3 y 4."},
		{"@agreement",
			"Agreement No.~STSS-350-2019, Gazette 35,183.",
			"Accord n^o^~STSS-350-2019, Journal officiel n^o^~35183.",
			"Acuerdo núm.~STSS-350-2019, *La Gaceta* núm.~35183."},
		{"@amended",
			"Executive Decree No.~PCM-020-2019, Gazette 34,983, amended by Executive Decree No.~PCM-038-2019, Gazette 35,006, and ratified by Legislative Decree No.~34-2021.",
			"Décret exécutif n^o^~PCM-020-2019, Journal officiel n^o^~34983, modifié par le décret exécutif n^o^~PCM-038-2019, Journal officiel n^o^~35006, et ratifié par le décret législatif n^o^~34-2021.",
			"Decreto Ejecutivo núm.~PCM-020-2019, *La Gaceta* núm.~34983, modificado por el Decreto Ejecutivo núm.~PCM-038-2019, *La Gaceta* núm.~35006, y ratificado por el Decreto Legislativo núm.~34-2021."},
		{"@law, art. 2",
			"Law No.~02-03 of 11 November 2003, art.~2, amended by Legislative Decree No.~34-2021.",
			"Loi n^o^~02-03 du 11 novembre 2003, art.~2, modifiée par le décret législatif n^o^~34-2021.",
			"Ley núm.~02-03 de 11 de noviembre de 2003, art.~2, modificada por el Decreto Legislativo núm.~34-2021."},
		{"@titled, art. 5", "Labour Code, art.~5.", "Code du travail, art.~5.", "Código del Trabajo, art.~5."},
		{"@no-issue", "Act No.~5, Official Journal of 1 May 2019.", "Loi n^o^~5, Official Journal du 1er mai 2019.", "Ley núm.~5, *Official Journal* de 1 de mayo de 2019."},
		{"@observations, para. 24", "CMW/C/HND/CO/1, para.~24.", "CMW/C/HND/CO/1, par.~24.", "CMW/C/HND/CO/1, párr.~24."},
		{"@guidelines, chap. I", "HRI/GEN/2/Rev.6, chap.~I.", "HRI/GEN/2/Rev.6, chap.~I.", "HRI/GEN/2/Rev.6, cap.~I."},
		{"@guidelines, annex II, para. 39", "HRI/GEN/2/Rev.6, annex~II, para.~39.", "HRI/GEN/2/Rev.6, annexe~II, par.~39.", "HRI/GEN/2/Rev.6, anexo~II, párr.~39."},
		{"@sr-327;@sr-328", "CMW/C/SR.327 and SR.328.", "CMW/C/SR.327 et SR.328.", "CMW/C/SR.327 y SR.328."},
		{"@sr-327;@sr-328;@sr-329, para. 3", "CMW/C/SR.327, SR.328 and SR.329, para.~3.", "CMW/C/SR.327, SR.328 et SR.329, par.~3.", "CMW/C/SR.327, SR.328 y SR.329, párr.~3."},
		{"@corrected, para. 26", "A/67/48 and Corr.1, para.~26.", "A/67/48 et Corr.1, par.~26.", "A/67/48 y Corr.1, párr.~26."},
		{"@linked, para. 2", "<A/66/48>, para.~2.", "<A/66/48>, par.~2.", "<A/66/48>, párr.~2."},
		{"@resolution, para. 16", "General Assembly resolution 68/268, para.~16.", "Résolution 68/268 de l’Assemblée générale, par.~16.", "Resolución 68/268 de la Asamblea General, párr.~16."},
		{"@council", "Human Rights Council resolution 16/21.", "Résolution 16/21 du Conseil des droits de l’homme.", "Resolución 16/21 del Consejo de Derechos Humanos."},
		{"@treaty", "United Nations, *Treaty Series*, vol.~2220, No.~39481.", "Nations Unies, *Recueil des Traités*, vol.~2220, n^o^~39481.", "Naciones Unidas, *Treaty Series*, vol.~2220, núm.~39481."},
		{"@regional, art. 8", "American Convention on Human Rights, art.~8.", "Convention américaine relative aux droits de l'homme, art.~8.", "Convención Americana sobre Derechos Humanos, art.~8."},
		{"@report, pp. 24 and 131", "Organization, *Title* (Place, 2019), pp.~24 and 131.", "Organisme, *Titre* (Lieu, 2019), p.~24 et 131.", "Organismo, *Título* (Lugar, 2019), págs.~24 y 131."},
		{"@bare-report", "*{es:Revista de \"Logros\"}* (2020).", "*{es:Revista de \"Logros\"}* (2020).", "*Revista de \"Logros\"* (2020)."},
		{"@annual", "*Annual Report 2017*.", "*Annual Report 2017*.", "*Annual Report 2017*."},
		{"@dated", "*Annual Report* (2017).", "*Annual Report* (2017).", "*Annual Report* (2017)."},
		{"@web", "Title, available at <https://example.org/a> (accessed on 11 January 2022).",
			"Titre, disponible à l’adresse suivante~: <https://example.org/a> (page consultée le 11 janvier 2022).",
			"Título, disponible en <https://example.org/a> (consultado el 11 de enero de 2022)."},
		{"@web-first, p. 79", "Ministry, Page, p.~79, available at <https://example.org/b> (accessed on 1 January 2022).",
			"Ministère, Page : suite, p.~79, disponible à l’adresse suivante~: <https://example.org/b> (page consultée le 1er janvier 2022).",
			"Secretaría, Página, pág.~79, disponible en <https://example.org/b> (consultado el 1 de enero de 2022)."},
		{"@untitled", "Available at <https://example.org/c> (accessed on 11 January 2022).",
			"Disponible à l’adresse suivante~: <https://example.org/c> (page consultée le 11 janvier 2022).",
			"Disponible en <https://example.org/c> (consultado el 11 de enero de 2022)."},
		{"@news", "Agency, “Honduras' plan”, 12 October 2023, available at <https://example.org/d>.",
			"Agence, «~Le plan~», 12 octobre 2023, disponible à l’adresse suivante~: <https://example.org/d>.",
			"Agencia, “El plan”, 12 de octubre de 2023, disponible en <https://example.org/d>."},
		{"see @observations", "See CMW/C/HND/CO/1.", "Voir CMW/C/HND/CO/1.", "Véase CMW/C/HND/CO/1."},
		{"see also @decree", "See also Legislative Decree No.~178-2016, Gazette 34,290.", "Voir aussi le décret législatif n^o^~178-2016, Journal officiel n^o^~34290.", "Véase también el Decreto Legislativo núm.~178-2016, *La Gaceta* núm.~34290."},
		{"as amended, @ratifier", "As amended, Legislative Decree No.~34-2021.", "As amended, le décret législatif n^o^~34-2021.", "As amended, el Decreto Legislativo núm.~34-2021."},
		{"@observations;@titled", "CMW/C/HND/CO/1 and Labour Code.", "CMW/C/HND/CO/1 et Code du travail.", "CMW/C/HND/CO/1 y Código del Trabajo."},
		{"@decree;@observations", "Legislative Decree No.~178-2016, Gazette 34,290; and CMW/C/HND/CO/1.",
			"Décret législatif n^o^~178-2016, Journal officiel n^o^~34290~; et CMW/C/HND/CO/1.",
			"Decreto Legislativo núm.~178-2016, *La Gaceta* núm.~34290; y CMW/C/HND/CO/1."},
		{"@corrected;@guidelines, chap. I;@observations", "A/67/48 and Corr.1; HRI/GEN/2/Rev.6, chap.~I; and CMW/C/HND/CO/1.",
			"A/67/48 et Corr.1~; HRI/GEN/2/Rev.6, chap.~I~; et CMW/C/HND/CO/1.",
			"A/67/48 y Corr.1; HRI/GEN/2/Rev.6, cap.~I; y CMW/C/HND/CO/1."},
	} {
		for code, want := range map[string]string{"en": test.en, "fr": test.fr, "es": test.es} {
			var found diag.List
			w := cite.NewWriter(registry(t, forms), language(t, code))
			if got := marked(w.Note(1, "n1", sources(test.cited), diag.Span{}, &found)); got != want || found.Len() > 0 {
				t.Errorf("%s %s:\ngot  %s\nwant %s\n%s", code, test.cited, got, want, short(&found))
			}
		}
	}
}

// TestSequence reads notes as they follow one another: "@x" is a note made of a citation, "text @x" the running text of a note, "plain" a
// note that cites nothing, "a @x" a lettered note.
func TestSequence(t *testing.T) {
	type step struct{ cited, want string }
	for _, test := range []struct {
		name, lang string
		steps      []step
	}{
		{"ibid", "en", []step{
			{"@report, pp. 24 and 131", "Organization, *Title* (Place, 2019), pp.~24 and 131."},
			{"@report, p. 24", "Ibid., p.~24."},
			{"@report, page 24", "Ibid."},
			{"@report", "See footnote~[#n1:1] above."},
			{"@report", "Ibid."},
			{"see @report, p. 5", "See ibid., p.~5."},
		}},
		{"earlier", "en", []step{
			{"@decree", "Legislative Decree No.~178-2016, Gazette 34,290."},
			{"@agreement", "Agreement No.~STSS-350-2019, Gazette 35,183."},
			{"@decree, art. 219", "See footnote~[#n1:1] above, art.~219."},
			{"@decree, art. 220", "Ibid., art.~220."},
			{"see also @agreement", "See also footnote~[#n2:2] above."},
			{"@decree;@report", "See footnote~[#n1:1] above; and Organization, *Title* (Place, 2019)."},
		}},
		{"ibid is broken", "en", []step{
			{"@decree", "Legislative Decree No.~178-2016, Gazette 34,290."},
			{"plain", ""},
			{"@decree", "See footnote~[#n1:1] above."},
			{"@decree;@observations", "See footnote~[#n1:1] above and CMW/C/HND/CO/1."},
			{"@decree", "See footnote~[#n1:1] above."},
			{"text @agreement", "Agreement No.~STSS-350-2019, Gazette 35,183"},
			{"@agreement", "See footnote~[#n6:6] above."},
		}},
		{"a note of several sources is not enough", "en", []step{
			{"@short;@report;@observations;@untitled", "Legislative Decree No.~130-2017, Gazette 34,940; Organization, *Title* (Place, 2019); CMW/C/HND/CO/1; and available at <https://example.org/c> (accessed on 11 January 2022)."},
			{"@short, art. 219", "Criminal Code (footnote~[#n1:1] above), art.~219."},
			{"@report, p. 3", "*Title* (footnote~[#n1:1] above), p.~3."},
			{"@observations, para. 3", "CMW/C/HND/CO/1, para.~3."},
			{"@untitled", "The source cited in footnote~[#n1:1] above."},
		}},
		{"symbols are repeated", "en", []step{
			{"@observations", "CMW/C/HND/CO/1."},
			{"@observations, para. 7", "Ibid., para.~7."},
			{"@resolution", "General Assembly resolution 68/268."},
			{"@observations, para. 8", "CMW/C/HND/CO/1, para.~8."},
			{"@resolution, para. 16", "General Assembly resolution 68/268, para.~16."},
		}},
		{"twice in one note", "en", []step{
			{"@decree, art. 1;@decree, art. 2", "Legislative Decree No.~178-2016, Gazette 34,290, art.~1; and Legislative Decree No.~178-2016, art.~2."},
			{"@decree", "See footnote~[#n1:1] above."},
			{"@untitled;@untitled", "Available at <https://example.org/c> (accessed on 11 January 2022) and available at <https://example.org/c> (accessed on 11 January 2022)."},
		}},
		{"running text", "en", []step{
			{"text @decree, art. 1", "Legislative Decree No.~178-2016, Gazette 34,290, art.~1"},
			{"text see @decree, art. 2", "see Legislative Decree No.~178-2016 (footnote~[#n1:1] above), art.~2"},
			{"text @web", "Title, available at <https://example.org/a> (accessed on 11 January 2022)"},
			{"@web", "See footnote~[#n3:3] above."},
		}},
		{"lettered notes", "en", []step{
			{"@decree", "Legislative Decree No.~178-2016, Gazette 34,290."},
			{"a @decree", "See footnote~[#n1:1] above."},
			{"a @decree, art. 4", "Ibid., art.~4."},
			{"a @report", "Organization, *Title* (Place, 2019)."},
			{"@decree", "Ibid."},
			{"@report", "Organization, *Title* (Place, 2019)."},
			{"a @report", "Ibid."},
			{"a text @report", "*Title* (footnote~[#n3:3] above)"},
			{"a plain", ""},
		}},
		{"relations name what was printed", "en", []step{
			{"@ratifier", "Legislative Decree No.~34-2021."},
			{"@amended", "Executive Decree No.~PCM-020-2019, Gazette 34,983, amended by Executive Decree No.~PCM-038-2019, Gazette 35,006, and ratified by Legislative Decree No.~34-2021."},
			{"@amender", "Executive Decree No.~PCM-038-2019, Gazette 35,006."},
			{"@amended, art. 2", "See footnote~[#n2:2] above, art.~2."},
		}},
		{"French", "fr", []step{
			{"@short", "Décret législatif n^o^~130-2017, Journal officiel n^o^~34940."},
			{"@short, art. 2", "Ibid., art.~2."},
			{"plain", ""},
			{"@short, art. 219", "Voir note~[#n1:1] *supra*, art.~219."},
			{"see also @short", "Voir aussi note~[#n1:1] *supra*."},
			{"text @short, p. 14", "Code pénal (note~[#n1:1] *supra*), p.~14"},
		}},
		{"Spanish", "es", []step{
			{"@short", "Decreto Legislativo núm.~130-2017, *La Gaceta* núm.~34940."},
			{"@short, p. 24", "Ibid., pág.~24."},
			{"plain", ""},
			{"@short, art. 219", "Véase la nota~[#n1:1] *supra*, art.~219."},
			{"text @short, p. 14", "Código Penal (nota~[#n1:1] *supra*), pág.~14"},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := cite.NewWriter(registry(t, forms), language(t, test.lang))
			table := w.Lettered()
			number := 0
			for _, s := range test.steps {
				var found diag.List
				var got []doc.Inline
				cited, lettered := strings.CutPrefix(s.cited, "a ")
				inside, running := strings.CutPrefix(cited, "text ")
				if !lettered {
					number++
				}
				id := doc.ID("n" + string(rune('0'+number)))
				switch {
				case cited == "plain" && lettered:
					table.Plain()
				case cited == "plain":
					w.Plain(number)
				case running && lettered:
					got = table.Inside(sources(inside), diag.Span{}, &found)
				case running:
					got = w.Inside(number, id, sources(inside), diag.Span{}, &found)
				case lettered:
					got = table.Note(sources(cited), diag.Span{}, &found)
				default:
					got = w.Note(number, id, sources(cited), diag.Span{}, &found)
				}
				if marked(got) != s.want || found.Len() > 0 {
					t.Errorf("%d %s:\ngot  %s\nwant %s\n%s", number, s.cited, marked(got), s.want, short(&found))
				}
			}
		})
	}
}

func TestLocators(t *testing.T) {
	reg := registry(t, "[x]\ntype = \"un-document\"\nsymbol = \"A/1\"\n")
	for _, test := range []struct{ typed, en, fr, es string }{
		{"arts. 211-213 and 291-296", "arts.~211–213 and 291–296", "art.~211 à 213 et 291 à 296", "arts.~211 a 213 y 291 a 296"},
		{"p. 24", "p.~24", "p.~24", "pág.~24"},
		{"pp. 24 and 131", "pp.~24 and 131", "p.~24 et 131", "págs.~24 y 131"},
		{"art. 18, paras. 4 and 5", "art.~18, paras.~4 and 5", "art.~18, par.~4 et 5", "art.~18, párrs.~4 y 5"},
		{"article 18, paragraphs 4 and 5", "art.~18, paras.~4 and 5", "art.~18, par.~4 et 5", "art.~18, párrs.~4 y 5"},
		{"arts. 3, 4 and 7", "arts.~3, 4 and 7", "art.~3, 4 et 7", "arts.~3, 4 y 7"},
		{"arts. 3, 4, 7 to 9", "arts.~3, 4 and 7–9", "art.~3, 4 et 7 à 9", "arts.~3, 4 y 7 a 9"},
		{"para. 33 (b) and (d)", "para.~33~(b) and (d)", "par.~33~b) et d)", "párr.~33~b) y d)"},
		{"art. 73 (1) (b)", "art.~73~(1)~(b)", "art.~73~1)~b)", "art.~73~1)~b)"},
		{"annexes II, IV", "annexes~II and IV", "annexes~II et IV", "anexos~II y IV"},
		{"PAGE 3", "p.~3", "p.~3", "pág.~3"},
		{"art.3", "art.~3", "art.~3", "art.~3"},
		{"art. 12 bis", "art.~12~bis", "art.~12~bis", "art.~12~bis"},
		{"párrs. 16 a 18", "paras.~16–18", "par.~16 à 18", "párrs.~16 a 18"},
		{"chaps. I–III", "chaps.~I–III", "chap.~I à III", "caps.~I a III"},
		{"secc. II.A", "sect.~II.A", "sect.~II.A", "secc.~II.A"},
		{"art. 12-A", "art. 12-A", "art. 12-A", "art. 12-A"},
		{"passim", "passim", "passim", "passim"},
		{"p. xii  and elsewhere", "p. xii and elsewhere", "p. xii and elsewhere", "p. xii and elsewhere"},
		{"24", "24", "24", "24"},
		{"p.", "p.", "p.", "p."},
	} {
		for code, want := range map[string]string{"en": test.en, "fr": test.fr, "es": test.es} {
			var found diag.List
			w := cite.NewWriter(reg, language(t, code))
			got := marked(w.Inside(1, "n1", []doc.CitedSource{{Key: "x", Locator: test.typed}}, diag.Span{}, &found))
			if got != "A/1, "+want {
				t.Errorf("%s %q:\ngot  %s\nwant A/1, %s", code, test.typed, got, want)
			}
		}
	}
}

func TestFirstNoteAndUnused(t *testing.T) {
	w := cite.NewWriter(registry(t, forms), language(t, "en"))
	var found diag.List
	w.Note(1, "n1", sources("@observations"), diag.Span{}, &found)
	w.Inside(2, "n2", sources("@amended"), diag.Span{}, &found)
	w.Note(3, "n3", sources("@amended"), diag.Span{}, &found)
	if n, id, ok := w.FirstNote("amended"); n != 2 || id != "n2" || !ok {
		t.Errorf("first note of amended: %d %q %v", n, id, ok)
	}
	if _, _, ok := w.FirstNote("amender"); ok {
		t.Error("an instrument printed in a relation counts as mentioned")
	}
	var unused []string
	for _, e := range w.Unused() {
		unused = append(unused, e.Key)
	}
	got := strings.Join(unused, " ")
	for _, key := range []string{"observations", "amended", "amender", "ratifier"} {
		if strings.Contains(" "+got+" ", " "+key+" ") {
			t.Errorf("%s is reported unused", key)
		}
	}
	if !strings.Contains(got, "decree") || !strings.Contains(got, "law") {
		t.Errorf("unused: %s", got)
	}
}

func TestUnknownKey(t *testing.T) {
	file := diag.NewFile("content/en/a.md", []byte("Text.[@observation, para. 3; @zzzzzzzzzzzzz]\n"))
	w := cite.NewWriter(registry(t, forms), language(t, "en"))
	var found diag.List
	got := w.Note(1, "n1", []doc.CitedSource{
		{Key: "observation", KeySpan: file.Span(7, 18), Locator: "para. 3", Span: file.Span(6, 27)},
		{Key: "zzzzzzzzzzzzz", KeySpan: file.Span(30, 43), Span: file.Span(29, 43)},
	}, file.Span(5, 44), &found)
	if marked(got) != "[observation] and [zzzzzzzzzzzzz]." {
		t.Errorf("text: %s", marked(got))
	}
	all := found.Sorted()
	if len(all) != 2 || all[0].Code != "cite/unknown-key" || all[0].Span.Text() != "observation" {
		t.Fatalf("findings:\n%s", short(&found))
	}
	if want := `write [@observations], or add an entry for "observation"`; all[0].Hint != want {
		t.Errorf("hint %q, want %q", all[0].Hint, want)
	}
	if all[0].Fix == nil || all[0].Fix.Edits[0].New != "observations" || len(all[0].Related) != 1 {
		t.Errorf("fix and related: %+v", all[0])
	}
	if all[1].Fix != nil || all[1].Hint != `add an entry for "zzzzzzzzzzzzz"` {
		t.Errorf("a key near to none: %+v", all[1])
	}
	if next := marked(w.Note(2, "n2", sources("@nothing"), diag.Span{}, &found)); next != "[nothing]." {
		t.Errorf("after an unknown key: %s", next)
	}
}

// TestSpans holds the writer to giving every inline the place of its source.
func TestSpans(t *testing.T) {
	file := diag.NewFile("content/en/a.md", []byte("Text.[@decree; @web]\n"))
	w := cite.NewWriter(registry(t, forms), language(t, "en"))
	var found diag.List
	whole := file.Span(5, 20)
	out := w.Note(1, "n1", []doc.CitedSource{{Key: "decree", KeySpan: file.Span(7, 13), Span: file.Span(6, 13)}, {Key: "web", KeySpan: file.Span(16, 19), Span: file.Span(15, 19)}}, whole, &found)
	doc.WalkInlines(out, func(in doc.Inline) bool {
		if s := in.Where(); s.File != file || s.Start < whole.Start || s.End > whole.End {
			t.Errorf("%T %q stands at %d to %d", in, doc.PlainText([]doc.Inline{in}), s.Start, s.End)
		}
		return true
	})
}
