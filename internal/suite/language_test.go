package suite_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
)

// The fourth language is an invented one: Spanish with lines above its vowels, under the code that ISO 639 keeps for local use. All that a project
// brings for it is data in its folder templates, and the author's own words are capitals, so that a plain vowel in small letters is a word that did
// not come from the data.
const invented = "qaa"

var (
	macrons    = strings.NewReplacer("a", "ā", "e", "ē", "i", "ī", "o", "ō", "u", "ū", "á", "ā", "é", "ē", "í", "ī", "ó", "ō", "ú", "ū")
	inQuotes   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	fields     = regexp.MustCompile(`\{[^}]*\}|\\u[0-9a-fA-F]{4}`)
	plainVowel = regexp.MustCompile(`\p{L}*[aeiouáéíóú]\p{L}*`)
)

// lined puts lines above the vowels of the values of a template, and leaves keys, fields and names that are no words.
func lined(text string) string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		key, value, ok := strings.Cut(line, " = ")
		switch strings.TrimSpace(key) {
		case "tag", "headings", "items", "feminine", "subparagraph", "paragraph", "name", "annex":
			ok = ok && !strings.HasPrefix(value, `"`+key) && (key == "annex" || key == "paragraph" && strings.Contains(value, "one")) // "1.", "a)", names of pinpoints
		}
		if !ok || strings.HasPrefix(line, "#") {
			out = append(out, line)
			continue
		}
		value = inQuotes.ReplaceAllStringFunc(value, func(s string) string {
			var b strings.Builder
			at := 0
			for _, m := range fields.FindAllStringIndex(s, -1) {
				b.WriteString(macrons.Replace(s[at:m[0]]) + s[m[0]:m[1]])
				at = m[1]
			}
			return b.String() + macrons.Replace(s[at:])
		})
		out = append(out, key+" = "+value)
	}
	return strings.Join(out, "\n")
}

const inventedReport = `[report]
body = "CMW"
state = "HND"
kind = "periodic"
number = "2"
due = 2021
symbol = "CMW/C/HND/2"
date = 2024-02-09
received = 2022-01-28
original = "en"
languages = ["en", "qaa"]
issued = ["en", "qaa"]
sections = ["a"]
[title_notes]
qaa = ["NOTA"]
en = ["NOTE"]
`

const inventedText = `# TITULO {#sec-a}

PALABRAS "CITADAS", @para-b, [@para-b; @para-c], @sec-a, @tbl-x, @fig-y, @sec-z, @note-n Y @rec-17; [@rec-33b; @rec-33d].[@law, ārts. 3-4; @un, pārr. 5] {#para-a}

OTRAS[^n] MAS[@law, ārt. 3] Y MAS[@law] Y MAS[@web] Y MAS[@report, pāgs. 3-5] Y MAS[@res; @treaty] Y MAS[@un] Y MAS[@news]. {#para-b}

LISTA: {#para-c}

1. UNO;
   1. DOS;
2. TRES.

| CLAVE | CASOS |
|---|---:|
| 2019[^l] | 25 614 |

: CASOS {#tbl-x}

Source: ORIGEN.

Note: CLAVE.

| CLAVE | CASOS |
|---|---:|
| 2019 | 1 |

: CASOS {#fig-y}

[^n]: NOTA DE @law, @para-a Y @tbl-x.

[^l]: LETRA.

# ANEXO {.annex #sec-z}

FIN.
`

const inventedSources = `[law]
type = "legislative-decree"
number = "130-2017"
gazette = { issue = 34940, date = 2019-05-10 }
title = { qaa = "LEY", en = "ACT" }
amended-by = ["decree"]

[decree]
type = "executive-decree"
number = "12-2018"
date = 2018-08-12
title = { qaa = "DECRETO", en = "DECREE" }

[un]
type = "un-document"
symbol = "CMW/C/HND/CO/1"
title = { qaa = "OBSERVACIONES", en = "OBSERVATIONS" }

[res]
type = "resolution"
number = "68/268"
organization = { qaa = "ONU", en = "UN" }
title = { qaa = "RESOLUCION", en = "RESOLUTION" }

[treaty]
type = "treaty"
volume = 2220
number = "39481"
title = { qaa = "CONVENIO", en = "CONVENTION" }

[report]
type = "report"
organization = { qaa = "ONU", en = "UN" }
title = { qaa = "INFORME", en = "REPORT" }
year = 2020

[web]
type = "web"
title = { qaa = "PAGINA", en = "PAGE" }
url = "https://example.org/A"
accessed = 2022-01-11

[news]
type = "news"
title = { qaa = "NOTICIA", en = "NEWS" }
organization = { qaa = "DIARIO", en = "DAILY" }
date = 2021-03-04
`

// TestFourthLanguage builds a report in a language of which the program knows nothing but what the project's templates say, in all formats, and holds
// it against its original: no word of the page comes from elsewhere.
func TestFourthLanguage(t *testing.T) {
	spanish, err := os.ReadFile(top + "/templates/languages/es.toml")
	if err != nil {
		t.Fatal(err)
	}
	language := strings.Replace(lined(string(spanish)), "[languages]\n", "[languages]\nqaa = \"līngūā\"\n", 1)
	language = strings.NewReplacer(`name = "Español"`, `name = "Espāñōl"`, `tag = "es-ES"`, `tag = "qaa"`).Replace(language)
	english := strings.NewReplacer("ārts.", "arts.", "ārt.", "art.", "pārr.", "para.", "pāgs.", "pp.").Replace(inventedText)
	project := fstest.MapFS{}
	for name, text := range map[string]string{
		"report.toml":                  inventedReport,
		"content/en/a.md":              english,
		"content/qaa/a.md":             inventedText,
		"citations/a.toml":             inventedSources,
		"templates/languages/qaa.toml": language,
		"templates/states.toml":        "[HND]\nqaa = [\"HŌNDŪRĀS\", \"HŌNDŪRĀS\"]\n",
		"templates/bodies/cmw.toml": "base = \"cmw\"\n[names.qaa]\ntreaty = [\"CŌNVĒNCĪŌN\"]\ncommittee = [\"CŌMĪTĒ\"]\n" +
			"[titles.qaa]\nperiodic = \"{ordinal} īnfōrmē dē {state}, ārtīcūlō 73, {due}\"\n",
	} {
		project[name] = &fstest.MapFile{Data: []byte(text)}
	}
	result, err := compile.Compile(project, compile.Options{Language: invented})
	if err != nil {
		t.Fatal(err)
	}
	if result.Report == nil || result.Sheet == nil || result.Found.HasErrors() {
		t.Fatalf("findings: %s", short(t, &result.Found))
	}
	for _, f := range formats[:2] {
		r := f.read(t, f.bytes(t, result.Report, result.Sheet))
		words := []string{r.Front, r.Title, r.Received}
		for _, list := range [][]piece{r.TitleNotes, r.Body, r.Notes} {
			for _, p := range list {
				words = append(words, p.Marker, p.Text, strings.Join(p.Cells, " "))
			}
		}
		text := strings.Join(words, "\n")
		for _, want := range []string{"Nācīōnēs Unīdās", "Sēgūndō īnfōrmē dē HŌNDŪRĀS", "9 dē fēbrērō dē 2024", "“CITADAS”", "Cūādrō 1", "Grāfīcō 1", "pārrāfōs 2 y 3", "Fūēntē:", "Nōtā:", "sūprā", "a)", "i)", "Dēcrētō Lēgīslātīvō nūm.", "cōnsūltādō ēl"} {
			if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
				t.Errorf("%s has no %q", f.name, want)
			}
		}
		for _, line := range strings.Split(text, "\n") {
			for _, word := range plainVowel.FindAllString(line, -1) {
				if !strings.Contains("https example org a i", word) { // the address, and the letters of list items
					t.Errorf("%s prints %q, which is not of the language: %s", f.name, word, line)
				}
			}
		}
	}
}
