package observations

import (
	"regexp"
	"strings"

	"rapporteur/internal/fulltext"
	"rapporteur/internal/recommendation"
)

// cues are words that tell what a paragraph does, folded, in English, French and Spanish. Each stands between spaces.
//
// Source: the wording of concluding observations; the verbs are those that committees use.
var (
	asks = regexp.MustCompile(` (?:` + strings.Join([]string{
		// The Committee as subject is not asked for where the verb has no other use in these documents.
		`recommends`, `urges`, `calls? (?:up)?on`, `encourages`, `invites`, `reiterates its (?:previous |earlier )?(?:recommendations?|call|request)`,
		`committee (?:\w+ ){0,4}(?:requests|asks|draws|reminds|wishes)`, `state party (?:\w+ ){0,6}(?:should|must|shall|is requested|is invited|is encouraged|is urged)`, `it (?:also |further )?requests`,
		`recomienda(?:n)?`, `insta`, `exhorta`, `alienta`, `invita`, `reitera su (?:anterior )?recomendacion`,
		`comite (?:\w+ ){0,4}(?:pide|solicita|ruega|senala|recuerda|anima|desea)`, `(?:le|la) (?:pide|solicita|ruega)`, `pide (?:\w+ ){0,3}(?:al|que el) estado parte`, `estado parte (?:\w+ ){0,6}(?:debe|deberia|debera|tiene que|ha de)`,
		`recommande`, `engage(?: \w+){0,2} l etat`, `exhorte`, `encourage l etat`, `invite`, `demande(?: \w+){0,3} (?:a )?l etat`, `engage instamment`, `reitere sa recommandation`,
		`comite (?:\w+ ){0,4}(?:prie|demande|engage|rappelle|encourage|souhaite)`, `(?:l|d) etat partie (?:\w+ ){0,6}(?:devrait|doit|devra|est prie|est invite)`,
	}, `|`) + `) `)
	worries = regexp.MustCompile(` (?:` + strings.Join([]string{
		`concerned`, `with (?:deep |serious |grave )?concern`, `expresses (?:its )?(?:\w+ )?concerns?`, `its concerns?`, `of concern`, `regrets`, `deplores`, `alarmed`, `dismayed`, `disturbed`, `troubled`,
		`preocupa(?:n)?`, `preocupad[oa]s?`, `(?:su|con|expresa) (?:\w+ )?preocupacion`, `lamenta`, `deplora`, `inquieta`, `alarma(?:d[oa])?`,
		`preoccupee?s?`, `s inquiete`, `inquiet`, `(?:sa|avec|exprime) (?:\w+ )?preoccupation`, `avec inquietude`, `regrette`, `deplore`, `alarmee?`,
	}, `|`) + `) `)
	welcomes = regexp.MustCompile(` (?:` + strings.Join([]string{
		`welcomes`, `commends`, `appreciates`, `with (?:appreciation|satisfaction|interest)`, `takes note`, `notes`, `observes`, `congratulates`,
		`acoge con (?:\w+ )?(?:satisfaccion|beneplacito|agrado)`, `celebra`, `felicita`, `toma nota`, `observa`, `agradece`, `encomia`,
		`se felicite`, `accueille avec (?:\w+ )?(?:satisfaction|interet)`, `salue`, `prend note`, `note`, `constate`, `apprecie`, `remercie`,
	}, `|`) + `) `)
)

// verdict is what the verbs of a paragraph tell.
type verdict struct {
	kind  recommendation.Kind // empty where no verb tells
	both  bool                // it states a concern, too
	notes bool                // it welcomes or notes something, and does nothing else
}

// judge tells by its verbs what a paragraph does.
func judge(text string) verdict {
	folded := fulltext.Fold(text)
	asking, worried := asks.MatchString(folded), worries.MatchString(folded)
	switch {
	case asking:
		return verdict{kind: recommendation.Recommendation, both: worried}
	case worried:
		return verdict{kind: recommendation.Concern}
	}
	return verdict{notes: welcomes.MatchString(folded)}
}

// A chapter is what a heading says of the paragraphs below it.
type chapter int

const (
	topic        chapter = iota // a subject of concern
	introduction                // asks nothing
	positive                    // asks nothing
	difficulties                // asks nothing
	principal                   // opens the subjects of concern
	followUp
	dissemination
	assistance
	nextReport
	closing // opens the requests at the end, which have headings of their own or not
)

// chapters are the words by which headings are known, folded. The first that fits counts.
var chapters = []struct {
	chapter chapter
	words   *regexp.Regexp
}{
	{positive, regexp.MustCompile(` (?:positive (?:aspects|developments)|follow up measures (?:\w+ )*progress|aspectos positivos|aspects positifs|medidas de seguimiento adoptadas|mesures de suivi (?:\w+ )*progres) `)},
	{difficulties, regexp.MustCompile(` (?:factors and difficulties|factores y dificultades|facteurs et difficultes) `)},
	{principal, regexp.MustCompile(` (?:(?:principal|main) (?:areas?|subjects?|matters?|issues?)(?: of concern)?|areas of concern|principales (?:ambitos|motivos|esferas|temas|asuntos)|motivos de preocupacion|principaux (?:sujets|motifs|domaines|sujets)|sujets de preoccupation|motifs de preoccupation) `)},
	{closing, regexp.MustCompile(` (?:follow up and dissemination|dissemination and follow up|implementation and reporting|seguimiento y difusion|difusion y seguimiento|aplicacion y presentacion de informes|suivi et diffusion|diffusion et suivi|mise en oeuvre et (?:soumission|presentation)) `)},
	{introduction, regexp.MustCompile(`^ (?:[a-z] |[ivx]+ )?(?:introduction|introduccion|general remarks) $`)},
	// "Training in and dissemination of information about the Convention" is a topic.
	{dissemination, regexp.MustCompile(`^ (?:[a-z0-9]+ )?(?:dissemination|difusion|diffusion)(?: of| de| des| du| the| las| les| present| presentes| concluding| observations| observaciones| finales| recommendations| recomendaciones| recommandations| information| informacion| and| y| et| translation| traduccion| traduction)* $`)},
	{assistance, regexp.MustCompile(` (?:technical (?:assistance|cooperation)|asistencia tecnica|cooperacion tecnica|assistance technique|cooperation technique) `)},
	{nextReport, regexp.MustCompile(` (?:next (?:\w+ ){0,4}reports?|proximos? informes?|proximo informe|prochains? rapports?|preparation of the next|elaboracion del proximo) `)},
	{followUp, regexp.MustCompile(`^ (?:[a-z0-9]+ )?(?:follow up|seguimiento|suivi)(?: to| of| de| des| a| aux| relatif| the| las| los| les| la| concluding| observations| observaciones| finales| recommendations| recomendaciones| recommandations| procedure| procedimiento)* $`)},
}

// chapterOf tells by its heading what a chapter is.
func chapterOf(heading string) chapter {
	folded := fulltext.Fold(heading)
	for _, c := range chapters {
		if c.words.MatchString(folded) {
			return c.chapter
		}
	}
	return topic
}

// requests are the kinds of paragraphs at the end, by the chapter or, where it has none, by their own words.
var requests = map[chapter]recommendation.Kind{
	followUp: recommendation.FollowUpRequest, dissemination: recommendation.Dissemination,
	assistance: recommendation.TechnicalAssistance, nextReport: recommendation.NextReport,
}

// requestWords tell the kinds of closing paragraphs under a heading for several of them. The first that fits counts.
var requestWords = []struct {
	kind  recommendation.Kind
	words *regexp.Regexp
}{
	{recommendation.FollowUpRequest, regexp.MustCompile(` (?:within (?:one|two|1|2|24|12) (?:years?|months)|en (?:el|un) plazo de (?:un|dos) anos?|dans (?:un|le) delai d(?:e|un) (?:un|deux|an)|follow up to the (?:concluding|recommendations)) `)},
	{recommendation.NextReport, regexp.MustCompile(` (?:(?:next|second|third|fourth|fifth|sixth|seventh|eighth|ninth|combined) (?:\w+ ){0,5}periodic reports?|periodic report(?:s)? by|proximo informe|informes? periodicos?|prochain rapport|rapports? periodiques?|simplified reporting) `)},
	{recommendation.TechnicalAssistance, regexp.MustCompile(` (?:technical (?:assistance|cooperation)|asistencia tecnica|cooperacion tecnica|assistance technique|cooperation technique) `)},
	{recommendation.Dissemination, regexp.MustCompile(` (?:disseminate[ds]?|dissemination|difunda[ns]?|difundir|difusion|diffuser?|diffusion|largement|widely available|translate[ds]?) `)},
}
