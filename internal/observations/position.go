package observations

import (
	"regexp"
	"strconv"
	"strings"

	"rapporteur/internal/recommendation"
)

// Words by which the paragraph above the recommendations of the universal periodic review tells what the State says to them, folded, in English,
// French and Spanish. Recommendations that the State does not support are noted (Human Rights Council resolution 5/1, annex, paragraph 32).
var (
	refuses = regexp.MustCompile(` (?:(?:did|does|do|have|has|had|could|would|can|were|was|are|is) not (?:\w+ ){0,3}?(?:enjoy(?:ed)?|received?|meet|met|have|supports?|supported|supportable|accept(?:ed|able)?|endorsed?|command)|cannot (?:\w+ ){0,3}?(?:support|accept|supported|accepted|endorsed?)|rejects?|rejected|not in a position to (?:support|accept)|without the support` +
		`|(?:ne|n) (?:\w+ ){1,4}?pas (?:\w+ ){0,4}?(?:adhesion|appui|soutien|accept\w*|souscri\w*|adher\w*|appuy\w*|appuie\w*|recueilli\w*|approuv\w*|agree\w*)|rejet(?:te|tent|e|ee|ees|ent)` +
		`|no (?:\w+ ){0,4}?(?:cuentan?|contaron|contaban|gozan?|gozaron|reciben?|recibieron|recibido|obtienen|obtuvieron|apoya\w*|apoyo|acepta\w*|aprob\w*|aprueba)|rechaza\w*) (?:(?:the|su|el|son|l|de|con|del|la|leur) ){0,3}(?:(?:support|apoyo|adhesion|appui|soutien|agrement) )?`)
	supports = regexp.MustCompile(` (?:support|supports|supported|accepts?|accepted|endorses?|endorsed` +
		`|adhesion|appui|soutien|souscrit|souscrivent|souscrivait|accepte|acceptees|acceptent|appuie|appuyees|adhere|approuve|approuvees|agreees` +
		`|apoyo|apoya|apoyan|apoyadas|acepta|acepto|aceptado|aceptadas|aprobadas|aprueba) `)
	notes  = regexp.MustCompile(` (?:noted|(?:takes?|took|taken|taking) note|(?:pris|prend|prenait|prendre) note|notees|(?:toma|tomo|tomado|tomaba|tomar) (?:debida )?nota|anotadas) `)
	later  = regexp.MustCompile(` (?:(?:will|would) (?:\w+ ){0,2}?(?:be examined|be considered|be studied|examine|consider|provide|respond|reply|give)|in due (?:time|course)|(?:seront|serait|sera) (?:\w+ )?(?:examinees?|etudiees?)|examinera|repondra|donnera|(?:temps|moment) (?:voulu|utile|opportun)|(?:seran|sera) (?:\w+ )?(?:examinadas?|estudiadas?)|examinara|estudiara|respondera|dara (?:\w+ )?respuestas?|debido tiempo|oportunamente) `)
	partly = regexp.MustCompile(` (?:partially|partly|in part|partiellement|en partie|parcialmente|en parte) `)
)

// positionOf tells what the State says to the recommendations that a paragraph opens; empty where the words do not tell, with the reason.
func positionOf(text string) (position recommendation.Position, doubt string) {
	folded := foldText(text)
	refused := refuses.MatchString(folded)
	supported := supports.MatchString(refuses.ReplaceAllString(folded, " "))
	noted := notes.MatchString(folded)
	switch {
	case (refused || noted) && supported:
		return "", "the words above it tell of support and of none"
	case partly.MatchString(folded):
		return "", "the words above it tell of support in part"
	case refused, noted:
		return recommendation.Noted, ""
	case supported:
		return recommendation.Supported, ""
	case later.MatchString(folded):
		return "", "the State was to answer later"
	}
	return "", "no word above it tells whether it is supported or noted"
}

// opened is what the paragraph of a number says to the points below it.
type opened struct {
	position recommendation.Position
	doubt    string // why there is none
}

// positions reads what the paragraphs above the points of the universal periodic review say to them, and tells of it. Where there is no such
// paragraph, nothing is known of its points.
func (p *proposer) positions(paragraphs []*paragraph) {
	first := map[int]*paragraph{} // points, by the number
	var numbers []int
	for _, para := range paragraphs {
		if para.point > 0 && first[para.number] == nil {
			first[para.number] = para
			numbers = append(numbers, para.number)
		}
	}
	p.opened = map[int]opened{}
	for _, para := range paragraphs {
		if para.point > 0 || first[para.number] == nil {
			continue
		}
		text, _ := para.pieces()
		position, doubt := positionOf(text)
		p.opened[para.number] = opened{position, doubt}
		if doubt == "" {
			p.remark(para.place, para.name(), "the recommendations below it were taken for %s: %q", position, firstWords(text))
		} else {
			p.remark(para.place, para.name(), "%s; add position to the recommendations below it: %q", doubt, firstWords(text))
		}
	}
	for _, n := range numbers {
		if _, ok := p.opened[n]; !ok {
			p.remark(first[n].place, strconv.Itoa(n), "no paragraph above its recommendations tells whether they are supported or noted; add position")
		}
	}
}

// position gives a point what the paragraph above it says, or marks that it does not.
func (p *proposer) position(it *recommendation.Item, number int) {
	above, ok := p.opened[number]
	if !ok {
		return
	}
	it.Position = above.position
	if above.doubt != "" {
		it.Comment = strings.TrimPrefix(it.Comment+"; unsure: "+above.doubt, "; ")
	}
}
