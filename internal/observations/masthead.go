package observations

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/internal/recommendation"
)

// symbolForm is the symbol of concluding observations or of a list of issues: body, State, kind, number.
var symbolForm = regexp.MustCompile(`\b(CERD/C|CCPR/C|E/C\.12|CEDAW/C|CAT/C|CRC/C(?:/OPAC|/OPSC)?|CMW/C|CRPD/C|CED/C)/([A-Z]{3})/(CO|QPR|Q)/(\d+(?:-\d+)?(?:/(?:Add|Rev|Corr)\.\d+)?)`)

// reviewForm is the symbol of a report of the Working Group on the Universal Periodic Review.
var reviewForm = regexp.MustCompile(`\bA/HRC/(?:WG\.6/\d+/L\.)?\d+(?:/\d+)?(?:/Add\.\d+)?`)

// symbolIn returns the symbol of a document that asks in a text, nothing where there is none.
func symbolIn(text string) string {
	if s := symbolForm.FindString(text); s != "" {
		return s
	}
	return reviewForm.FindString(text)
}

// stems are the bodies by the beginning of their symbols.
var stems = map[string]string{
	"CERD/C": "CERD", "CCPR/C": "CCPR", "E/C.12": "CESCR", "CEDAW/C": "CEDAW", "CAT/C": "CAT", "CRC/C": "CRC", "CRC/C/OPAC": "CRC", "CRC/C/OPSC": "CRC",
	"CMW/C": "CMW", "CRPD/C": "CRPD", "CED/C": "CED",
}

var documentKinds = map[string]recommendation.DocumentKind{
	"CO": recommendation.ConcludingObservations, "Q": recommendation.ListOfIssues, "QPR": recommendation.ListOfIssuesPrior,
}

// masthead reads what the lines before the first paragraph, and the first paragraphs, say of the document.
func (p *proposer) masthead(head []block, paragraphs []*paragraph) {
	p.doc.Kind = recommendation.ConcludingObservations
	p.doc.Text = recommendation.OfficialText
	var opening []string
	for _, para := range paragraphs[:min(2, len(paragraphs))] {
		for _, b := range para.blocks {
			opening = append(opening, b.text)
		}
	}
	p.symbol(head)
	p.title(head)
	p.dates(head, strings.Join(opening, " "))
	p.session(head)
	if len(head) > 0 {
		var words []string
		for _, b := range head {
			words = append(words, b.text)
		}
		p.remark(head[0].place, "", "what stands before the first paragraph was read for the head of the document, lines: %d: %q", len(head), firstWords(strings.Join(words, " ")))
	}
}

func (p *proposer) symbol(head []block) {
	for _, b := range head {
		m := symbolForm.FindStringSubmatch(b.text)
		if m == nil {
			if s := reviewForm.FindString(b.text); s != "" {
				p.doc.Symbol, p.doc.Body, p.doc.Kind = s, "UPR", recommendation.ReviewReport
				p.remark(b.place, "", "the symbol does not say which State was reviewed; add state to [document]")
				return
			}
			continue
		}
		p.doc.Symbol, p.doc.Body, p.doc.State, p.doc.Kind = m[0], stems[m[1]], m[2], documentKinds[m[3]]
		return
	}
	p.remark(0, "", "no symbol was found; add symbol, body and state to [document]")
}

// titleForm is how the titles of such documents begin.
var titleForm = regexp.MustCompile(`^(?:Concluding observations|List of (?:issues|themes)|Observaciones finales|Lista de (?:cuestiones|temas)|Observations finales|Liste de (?:points|thèmes)|Report of the Working Group|Informe del Grupo de Trabajo|Rapport du Groupe de travail)\b`)

func (p *proposer) title(head []block) {
	for _, b := range head {
		if titleForm.MatchString(b.text) {
			p.doc.Title = p.words(strings.TrimRight(b.text, "* "))
			return
		}
	}
}

var months = map[string]time.Month{}

func init() {
	for _, names := range []string{
		"january february march april may june july august september october november december",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
	} {
		for i, name := range strings.Fields(names) {
			months[name] = time.Month(i + 1)
		}
	}
	months["setiembre"] = time.September
}

// dateForm is a date in folded text: "7 september 2016", "7 de septiembre de 2016", "1er septembre 2016".
var dateForm = regexp.MustCompile(` (\d{1,2})(?:er|o)? (?:de )?([a-z]+) (?:de )?(\d{4})\b`)

// datesIn returns the dates in a text.
func datesIn(text string) []time.Time {
	var found []time.Time
	for _, m := range dateForm.FindAllStringSubmatch(foldText(text), -1) {
		if month, ok := months[m[2]]; ok && atoi(m[1]) >= 1 && atoi(m[1]) <= 31 {
			found = append(found, time.Date(atoi(m[3]), month, atoi(m[1]), 0, 0, 0, 0, time.UTC))
		}
	}
	return found
}

// dateIn returns the last date in a text.
func dateIn(text string) (time.Time, bool) {
	found := datesIn(text)
	if len(found) == 0 {
		return time.Time{}, false
	}
	return found[len(found)-1], true
}

// adopts finds the sentence that tells of the adoption.
var adopts = regexp.MustCompile(` (?:adopted|aprobo|adopto|a adopte|adopte) `)

func (p *proposer) dates(head []block, opening string) {
	for _, b := range head {
		if d, ok := dateIn(b.text); ok && !adopts.MatchString(foldText(b.text)) && !adoption.MatchString(b.text) {
			p.doc.Published = d
			break
		}
	}
	for _, s := range strings.SplitAfter(opening, ". ") {
		if d, ok := dateIn(s); ok && adopts.MatchString(foldText(s)) {
			p.doc.Adopted = d
		}
	}
	if p.doc.Adopted.IsZero() {
		p.remark(0, "", "no date of adoption was found; add adopted to [document]")
	}
	if !p.doc.Published.IsZero() && p.doc.Published.Before(p.doc.Adopted) {
		p.remark(0, "", "the date at the head, %s, is before the date of adoption, and was left out", p.doc.Published.Format(time.DateOnly))
		p.doc.Published = time.Time{}
	}
}

var (
	sessionFigure = regexp.MustCompile(` (\d{1,3})(?:st|nd|rd|th|o|a|er|er|e|eme)? (?:session|periodo de sesiones)\b`)
	sessionWords  = regexp.MustCompile(` ((?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) )?([a-z]+) session\b`)
	tens          = strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	ordinals      = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth")
	roundOrdinals = strings.Fields("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth")
)

func (p *proposer) session(head []block) {
	for _, b := range head {
		folded := foldText(b.text)
		if m := sessionFigure.FindStringSubmatch(folded); m != nil {
			p.doc.Session = m[1]
			return
		}
		if m := sessionWords.FindStringSubmatch(folded); m != nil {
			n := slices.Index(ordinals, m[2]) + 1
			if k := slices.Index(roundOrdinals, m[2]); k >= 0 && m[1] == "" {
				n = 10 * (k + 2)
			} else if n > 0 && m[1] != "" {
				n += 10 * (slices.Index(tens, strings.TrimSpace(m[1])) + 2)
			}
			if n > 0 {
				p.doc.Session = strconv.Itoa(n)
				return
			}
		}
	}
}

var (
	// articleMark is what a heading says of the articles that it is about.
	articleMark = regexp.MustCompile(`\s*\((?:arts?\.|articles?|artículos?)\s*((?:[^()]|\([^()]*\))*)\)\s*$`)
	articleForm = regexp.MustCompile(`(\d+(?:\s*\([^)]*\))*(?:\s*[–-]\s*\([^)]*\))?)(?:\s*(?:–|-|\bto\b|\ba\b|\bal\b|\bà\b)\s*(\d+))?`)
)

// articlesOf takes the articles off a heading.
func articlesOf(heading string) (text string, articles []string) {
	m := articleMark.FindStringSubmatchIndex(heading)
	if m == nil {
		return heading, nil
	}
	for _, a := range articleForm.FindAllStringSubmatch(heading[m[2]:m[3]], -1) {
		articles = append(articles, clean(a[1]))
		from, err := strconv.Atoi(a[1])
		to := atoi("0" + a[2])
		if err != nil || to <= from || to-from > 100 {
			if a[2] != "" {
				articles = append(articles, a[2])
			}
			continue
		}
		for n := from + 1; n <= to; n++ {
			articles = append(articles, strconv.Itoa(n))
		}
	}
	return strings.TrimSpace(heading[:m[0]]), articles
}

// languageOf tells a language by its commonest words.
func languageOf(lines []Line) string {
	common := map[string]string{"the": "en", "and": "en", "of": "en", "that": "en", "el": "es", "los": "es", "y": "es", "las": "es", "del": "es", "le": "fr", "les": "fr", "et": "fr", "des": "fr", "du": "fr"}
	count := map[string]int{}
	for _, line := range lines {
		for _, w := range strings.Fields(foldText(line.Text)) {
			count[common[w]]++
		}
	}
	best := "en"
	for _, language := range []string{"es", "fr"} {
		if count[language] > count[best] {
			best = language
		}
	}
	return best
}
