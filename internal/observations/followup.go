package observations

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"rapporteur/internal/recommendation"
)

var (
	yearsForm = regexp.MustCompile(` (?:within (?:a period of )?|plazo de |delai (?:de |d )|dans les )(one|two|1|2|un|uno|dos|deux|une)(?: \w+)? (?:years?|ano|anos|an|ans|annees?) `)
	// informs tells the request for information on what was done from others that name a day and a paragraph.
	informs = regexp.MustCompile(` (?:information|informacion|informations|renseignements) (?:\w+ ){0,12}?(?:implementation|implement|follow|steps|measures|aplicacion|aplicar|medidas|seguimiento|suite|suivi|mise en oeuvre|mettre en oeuvre|application|appliquer|mesures) `)
)

// followUp takes from the request for follow-up which paragraphs it names, and by when the State is to report.
func (p *proposer) followUp() {
	has := map[string]bool{}
	for _, it := range p.doc.Items {
		has[it.Name] = true
	}
	for _, it := range p.doc.Items {
		if it.Kind != recommendation.FollowUpRequest {
			continue
		}
		text := plain(it.Text)
		for _, a := range named(text) {
			switch name := a.name(); {
			case name == it.Name:
			case has[name]:
				p.doc.FollowUp.Paragraphs = append(p.doc.FollowUp.Paragraphs, name)
			default:
				p.unsure(p.places[it.Name], it, "it names paragraph %s for follow-up, which was not found", a.printed())
			}
		}
		if len(p.doc.FollowUp.Paragraphs) > 0 {
			p.followUpDay(it, text)
			return
		}
		if yearsForm.MatchString(foldText(text)) {
			p.unsure(p.places[it.Name], it, "no paragraph was found on which the State is to report; add paragraphs to follow-up in [document]")
		}
	}
}

// followUpDay takes the day by which the State is to report: the one that is printed, or else so many years from the adoption.
func (p *proposer) followUpDay(it *recommendation.Item, text string) {
	m := yearsForm.FindStringSubmatch(foldText(text))
	var reckoned time.Time
	if m != nil && !p.doc.Adopted.IsZero() {
		years := 1
		if slices.Contains([]string{"two", "2", "dos", "deux"}, m[1]) {
			years = 2
		}
		reckoned = p.doc.Adopted.AddDate(years, 0, 0)
	}
	for _, day := range slices.Backward(datesIn(text)) {
		// The day of another request, such as that of the next report, can stand in the paragraph too; it is years away.
		if day.After(p.doc.Adopted) && (reckoned.IsZero() || day.After(reckoned.AddDate(0, -9, 0)) && day.Before(reckoned.AddDate(0, 9, 0))) {
			p.doc.FollowUp.Due = day
			return
		}
	}
	if reckoned.IsZero() {
		p.unsure(p.places[it.Name], it, "by when the State is to report was not found; add due to follow-up in [document]")
		return
	}
	p.doc.FollowUp.Due = reckoned
	p.unsure(p.places[it.Name], it, "the day of the follow-up was reckoned from the date of adoption: %s", reckoned.Format(time.DateOnly))
}

// asksForFollowUp reports whether a request names paragraphs and the time in which to report on them: so many years, or a day.
func asksForFollowUp(text string) bool {
	if len(named(text)) == 0 {
		return false
	}
	folded := foldText(text)
	return yearsForm.MatchString(folded) || len(datesIn(text)) > 0 && informs.MatchString(folded)
}

// statesForm are the States in brackets at the end of a recommendation of the universal periodic review.
var statesForm = regexp.MustCompile(`\s*\((\p{Lu}[^()]*(?:\([^()]*\)[^()]*)?)\)\s*[;.]?\s*$`)

// statesOf takes the recommending States off a text.
func statesOf(text string) (rest string, states []string) {
	for {
		m := statesForm.FindStringSubmatchIndex(text)
		if m == nil {
			return text, states
		}
		var here []string
		for name := range strings.SplitSeq(text[m[2]:m[3]], ",") {
			here = append(here, strings.TrimSpace(name))
		}
		states = append(here, states...)
		text = text[:m[0]]
	}
}
