package suite_test

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A vocabulary is what the text of made-up reports is drawn from.
type vocabulary struct {
	tag    string
	words  []string
	things []string // that must not be parted, or that ask for spaces of the language: numbers with their units, symbols, quotations
	stops  []string // ends of sentences
}

var vocabularies = []*vocabulary{
	{
		tag: "en",
		words: strings.Fields(`a of the and to in for by on with from as at or its has been are was which State party migrant workers members their families
			rights protection Convention measures law act decree national institution Ministry Labour Foreign Affairs consular services returned
			children adolescents women men unaccompanied information statistics budget programme implementation adopted established strengthened
			coordination interinstitutional recommendations Committee paragraph report period trafficking persons victims assistance access justice
			remedy complaints inspection recruitment agencies regularization documentation identity remittances reintegration non-discrimination
			internationalization representatives responsibilities municipal civil society organizations training dissemination officials police
			prosecutors judges detention expulsion due process education health housing employment conditions wages social security border`),
		things: []string{"article 73", "art. 12 (2)", "para. 45", "No. 34,410", "20.78 per cent", "CMW/C/HND/CO/1", "A/RES/70/1", "US$ 5 million", "L 5,276,529.00",
			"9 February 2024", "2017--2021", `"the right to 'leave' any State"`, "*ultima ratio*", "[*Yo emprendo*]{lang=es}", "km 14", "1,059 persons", "Ms. Reyes"},
		stops: []string{".", ".", ".", ".", "?"},
	},
	{
		tag: "fr",
		words: strings.Fields(`le la les de du des et à en pour par sur avec dans au aux une un que qui est sont été ont cette leurs État partie travailleurs
			migrants membres de leur famille droits protection Convention mesures loi décret national institution Ministère Travail Affaires étrangères
			services consulaires enfants adolescents femmes hommes accompagnés renseignements statistiques budget programme application adoptée créé
			renforcement coordination interinstitutionnelle recommandations Comité paragraphe rapport période traite personnes victimes assistance accès
			justice recours plaintes inspection recrutement agences régularisation identité envois fonds réintégration non-discrimination
			internationalisation représentants responsabilités municipalités société civile organisations formation diffusion fonctionnaires police
			procureurs juges détention expulsion procédure régulière éducation santé logement emploi conditions salaires sécurité sociale frontière`),
		things: []string{"l'article 73", "art. 12, par. 2", "no 34410", "20,78 %", "CMW/C/HND/CO/1", "A/RES/70/1", "5 millions de dollars", "31 800 personnes",
			"9 février 2024", "2017--2021", `"le droit de 'quitter' tout État"`, "*ultima ratio*", "[*Yo emprendo*]{lang=es}", "1^er^ juillet 2017", "aujourd'hui"},
		stops: []string{".", ".", ".", "?", `\!`}, // a bare one before a bracket would begin a picture
	},
	{
		tag: "es",
		words: strings.Fields(`el la los las de del y a en para por sobre con que se ha sido son una un su sus Estado parte trabajadores migratorios familiares
			derechos protección Convención medidas ley decreto nacional institución Secretaría Trabajo Relaciones Exteriores servicios consulares
			retornados niños adolescentes mujeres hombres acompañados información estadísticas presupuesto programa aplicación aprobado creado
			fortalecimiento coordinación interinstitucional recomendaciones Comité párrafo informe período trata personas víctimas asistencia acceso
			justicia recurso denuncias inspección contratación agencias regularización documentación identidad remesas reintegración discriminación
			internacionalización representantes responsabilidades municipalidades sociedad civil organizaciones capacitación difusión funcionarios
			policía fiscales jueces detención expulsión debido proceso educación salud vivienda empleo condiciones salarios seguridad social frontera`),
		things: []string{"artículo 73", "art. 12, párr. 2", "núm. 34410", "20,78%", "CMW/C/HND/CO/1", "A/RES/70/1", "5 millones de dólares", "31.800 personas",
			"9 de febrero de 2024", "2017--2021", `"el derecho a 'salir' de todo Estado"`, "*ultima ratio*", "[*Migration Profile*]{lang=en}", "1.000 lempiras", "42.^a^ sesión"},
		stops: []string{".", ".", ".", ".", "?"},
	},
}

// longWords are wider than a line, or than a column.
var longWords = []string{
	"Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
	"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
	"Chargoggagoggmanchauggagoggchaubunagungamaugg",
	"Aabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm",
	"contrarrevolucionariamente-anticonstitucionalmente-interinstitucionalmente",
}

// registry is what the reports cite.
const registry = `[decree]
type = "executive-decree"
number = "PCM-028-2017"
gazette = { issue = 34410 }

[agreement]
type = "agreement"
number = "STSS-350-2019"
gazette = { issue = 35183 }
amended-by = ["decree"]

[observations]
type = "un-document"
symbol = "CMW/C/HND/CO/1"

[profile]
type = "report"
organization = { en = "International Organization for Migration" }
title = { en = "Migration Profile of the Republic of Honduras" }
place = "Tegucigalpa"
year = 2019

[page]
type = "web"
title = { en = "Draft budget for 2020: decentralized institutions" }
url = "https://www.example.org/download_file.php?download_file=/wp-content/uploads/Presupuesto/2020/proyecto/Descentralizadas/R00822147_242.pdf"
accessed = 2022-01-11
`

var cited = []string{"[@decree, art. 4]", "[@agreement]", "[@observations, para. 24]", "[@profile, pp. 24 and 131]", "[@page]", "[@decree; @profile]", "[see @agreement; @page]"}

// word makes up a word, or what stands for one.
func (d *draft) word() string {
	switch {
	case d.one(0.04):
		return pick(d, d.words.things)
	case d.one(d.theme.longWords):
		return pick(d, longWords)
	case d.one(d.theme.links):
		return "<" + d.address() + ">"
	}
	return pick(d, d.words.words)
}

// address makes up a web address, which may be longer than a line.
func (d *draft) address() string {
	var b strings.Builder
	b.WriteString("https://www.example.org")
	for range d.between(1, 12) {
		b.WriteString(pick(d, []string{"/", "/", "-", "_", ".", "&x=", "?y="}))
		b.WriteString(pick(d, []string{"a", "2021", "download", "presupuesto", "Descentralizadas", "R00822147242", "aprobacionyejecucionpresupuestariadelasinstituciones"}))
	}
	return b.String()
}

// phrase makes up so many words, the first with a capital, without anything at their end.
func (d *draft) phrase(n int) string {
	var words []string
	for i := range n {
		w := d.word()
		if i > 0 && i < n-1 && d.one(0.08) && !strings.HasSuffix(w, ">") {
			w += ","
		}
		words = append(words, w)
	}
	words[0] = pick(d, d.words.words)
	first, size := utf8.DecodeRuneInString(words[0])
	words[0] = string(unicode.ToUpper(first)) + words[0][size:]
	if n > 1 { // a phrase ends with a plain word, which takes a mark
		words[n-1] = pick(d, d.words.words)
	}
	return strings.Join(words, " ")
}

// sentences makes up so many sentences with the notes that they call.
func (d *draft) sentences(n int) string {
	var out []string
	for range n {
		s := d.phrase(d.between(4, 24))
		if d.one(0.05) && len(d.paras) > 0 {
			s += " (" + d.reference() + ")"
		}
		s += pick(d, d.words.stops)
		for marks := 0; d.one(d.theme.notes) && marks < 3; marks++ {
			s += d.note()
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// reference makes up a reference to paragraphs before it.
func (d *draft) reference() string {
	if d.one(0.3) {
		return fmt.Sprintf("[@%s; @%s]", pick(d, d.paras), d.paras[0])
	}
	return "@" + pick(d, d.paras)
}

// note makes up a mark with its note: a citation, a note in place, or one written below.
func (d *draft) note() string {
	theme := d.theme
	defer func() { d.theme = theme }()
	d.theme.notes, d.theme.links = 0, d.theme.links*4 // notes call no notes
	if d.one(0.4) {
		return pick(d, cited)
	}
	text := d.phrase(d.between(3, 25)) + "."
	if d.theme.long && d.one(0.08) {
		text = d.sentences(d.between(15, 60))
	}
	if d.one(0.3) {
		text = d.phrase(d.between(2, 8)) + ": <" + d.address() + ">."
	}
	if d.one(0.3) {
		name := d.name("n")
		d.below = append(d.below, "[^"+name+"]: "+text)
		return "[^" + name + "]"
	}
	return "^[" + text + "]"
}
