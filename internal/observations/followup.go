package observations

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"rapporteur/internal/recommendation"
)

var (
	// namedForm finds the paragraphs that a request for follow-up names.
	namedForm = regexp.MustCompile(`(?i)\b(?:paragraphs?|paras?\.|párrafos?|párrs?\.|paragraphes?|par\.)\s+((?:\d{1,3}(?:\s*\(?[a-z]\))*|[,;]|\s|and|to|y|et|a|à|e|–|-|\([a-z]\))+)`)
	namedPart = regexp.MustCompile(`(\d{1,3})|\(?([a-z])\)`)
	yearsForm = regexp.MustCompile(` (?:within (?:a period of )?|plazo de |delai (?:de |d )|dans les )(one|two|1|2|un|uno|dos|deux|une)(?: \w+)? (?:years?|ano|anos|an|ans|annees?) `)
)

// followUp takes from the request for follow-up which paragraphs it names, and by when the State is to report.
func (p *proposer) followUp() {
	for _, it := range p.doc.Items {
		if it.Kind != recommendation.FollowUpRequest {
			continue
		}
		text := plain(it.Text)
		for _, m := range namedForm.FindAllStringSubmatch(text, -1) {
			for _, name := range named(m[1]) {
				if p.has(name) && name != it.Name && !slices.Contains(p.doc.FollowUp.Paragraphs, name) {
					p.doc.FollowUp.Paragraphs = append(p.doc.FollowUp.Paragraphs, name)
				}
			}
		}
		if len(p.doc.FollowUp.Paragraphs) == 0 {
			continue
		}
		if m := yearsForm.FindStringSubmatch(foldText(text)); m != nil && !p.doc.Adopted.IsZero() {
			n := 1
			if slices.Contains([]string{"two", "2", "dos", "deux"}, m[1]) {
				n = 2
			}
			p.doc.FollowUp.Due = p.doc.Adopted.AddDate(n, 0, 0)
			p.unsure(p.places[it.Name], it, "the day of the follow-up was reckoned from the date of adoption: %s", p.doc.FollowUp.Due.Format(time.DateOnly))
		} else if d, ok := dateIn(text); ok && d.After(p.doc.Adopted) {
			p.doc.FollowUp.Due = d
		} else {
			p.unsure(p.places[it.Name], it, "by when the State is to report was not found; add due to follow-up in [document]")
		}
		return
	}
}

// asksForFollowUp reports whether a request names paragraphs and the time in which to report on them.
func asksForFollowUp(text string) bool {
	return yearsForm.MatchString(foldText(text)) && namedForm.MatchString(text)
}

// statesForm are the States in brackets at the end of a recommendation of the universal periodic review.
var statesForm = regexp.MustCompile(`\s*\((\p{Lu}[^()]*(?:\([^()]*\)[^()]*)?)\)[;.]?\s*$`)

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

func (p *proposer) has(name string) bool {
	return slices.ContainsFunc(p.doc.Items, func(it *recommendation.Item) bool { return it.Name == name })
}

// named takes a list of paragraphs apart: "27 (b) and (c), 31 and 45".
func named(list string) []string {
	var out []string
	number, lettered := "", true
	end := func() {
		if number != "" && !lettered {
			out = append(out, number)
		}
	}
	for _, m := range namedPart.FindAllStringSubmatch(strings.ToLower(list), -1) {
		if m[1] != "" {
			end()
			number, lettered = m[1], false
		} else if number != "" {
			out = append(out, number+m[2])
			lettered = true
		}
	}
	end()
	return out
}
