package observations

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/recommendation"
	"rapporteur/internal/tomlfile"
)

// A Proposal is what a document says, as a document of the registry. It has not been put into a registry: fields are not inherited.
type Proposal struct {
	Document *recommendation.Document
	Language string   // of the texts
	Remarks  []Remark // in the order of the document
}

// A Remark is something that a person has to look at, or that was left out.
type Remark struct {
	Place   int    // as in Line; 0 for the whole document
	Item    string // the name of the paragraph or item; empty where it is about none
	Message string
}

// Propose reads a document. The language is that of its texts; where it is empty, the words tell.
func Propose(lines []Line, language string) *Proposal {
	p := &proposer{doc: &recommendation.Document{}, language: language, places: map[string]int{}}
	if p.language == "" {
		p.language = languageOf(lines)
	}
	blocks := p.blocks(lines)
	paragraphs, head := p.paragraphs(blocks)
	p.masthead(head, paragraphs)
	if p.doc.Kind == recommendation.ReviewReport {
		p.positions(paragraphs)
	}
	for _, para := range paragraphs {
		p.paragraph(para)
	}
	p.finish()
	return &Proposal{Document: p.doc, Language: p.language, Remarks: p.remarks}
}

// proposer gathers the proposal.
type proposer struct {
	doc      *recommendation.Document
	language string
	remarks  []Remark
	places   map[string]int       // of the paragraphs that were taken
	opened   map[int]opened       // what the State says to points of the universal periodic review, by the number
	last     *recommendation.Item // the last paragraph that was taken, while the subject is the same
}

func (p *proposer) remark(place int, item, format string, args ...any) {
	p.remarks = append(p.remarks, Remark{place, item, fmt.Sprintf(format, args...)})
}

// unsure marks an item, and says why. The mark goes into the registry too, so that it is not lost before someone has looked.
func (p *proposer) unsure(place int, it *recommendation.Item, format string, args ...any) {
	why := fmt.Sprintf(format, args...)
	p.remark(place, it.Name, "%s", why)
	const enough = 500 // the remarks have all
	switch {
	case len(it.Comment) > enough:
		return
	case it.Comment != "":
		it.Comment += "; "
	}
	it.Comment += "unsure: " + why
}

// words makes words of the language of the document.
func (p *proposer) words(text string) recommendation.Words {
	return tomlfile.WordsOf(map[string]string{p.language: text})
}

// paragraph takes a numbered paragraph with its items, or leaves it out and says so.
func (p *proposer) paragraph(para *paragraph) {
	if _, ok := p.opened[para.number]; ok && para.point == 0 {
		return // and that is told already
	}
	it := &recommendation.Item{Name: para.name(), Subject: p.words(para.subject), Articles: para.articles}
	whole, pieces := para.pieces()
	why := p.classify(it, para, whole)
	if why != "" {
		p.remark(para.place, it.Name, "%s, left out: %q", why, firstWords(whole))
		for _, piece := range pieces[1:] {
			if piece.item != "" {
				p.remark(piece.place, it.Name+piece.item, "part of a paragraph that is left out")
			}
		}
		return
	}
	for _, doubt := range para.doubts {
		p.unsure(para.place, it, "%s", doubt)
	}
	if p.doc.Kind == recommendation.ReviewReport {
		pieces[0].text, it.States = statesOf(pieces[0].text)
		p.position(it, para.number)
	}
	p.concern(it)
	p.doc.Items = append(p.doc.Items, it)
	p.places[it.Name] = para.place
	p.items(it, pieces)
}

// classify gives the item its kind, or returns why the paragraph is left out.
func (p *proposer) classify(it *recommendation.Item, para *paragraph, text string) (leftOut string) {
	if kind, ok := requests[para.chapter]; ok {
		it.Kind = kind
		return ""
	}
	v := judge(text)
	asksNothing := para.chapter == introduction || para.chapter == positive || para.chapter == difficulties
	switch {
	case asksNothing && v.kind == recommendation.Recommendation:
		it.Kind = v.kind
		p.unsure(para.place, it, "it asks for something under the heading %q", para.subject)
	case asksNothing:
		return "it stands under a heading below which nothing is asked"
	case p.doc.Kind == recommendation.ListOfIssues || p.doc.Kind == recommendation.ListOfIssuesPrior:
		it.Kind = recommendation.Question
	case p.doc.Kind == recommendation.ReviewReport && para.point > 0:
		it.Kind = recommendation.Recommendation
	case v.kind == recommendation.Recommendation && asksForFollowUp(text):
		it.Kind = recommendation.FollowUpRequest
	case para.chapter == closing:
		if it.Kind = closingKind(text); it.Kind == "" {
			it.Kind = recommendation.FollowUpRequest
			p.unsure(para.place, it, "no word tells what kind of request it is")
		}
	case v.kind != "":
		if it.Kind = v.kind; v.both {
			p.unsure(para.place, it, "it states a concern and recommends")
		}
	case !para.inBody:
		return "it asks nothing and states no concern"
	case v.notes:
		it.Kind = recommendation.Concern
		p.unsure(para.place, it, "it notes something; no verb tells concern or recommendation")
	default:
		it.Kind = recommendation.Concern
		p.unsure(para.place, it, "no verb tells concern from recommendation")
	}
	return ""
}

// closingKind tells by its words what a request at the end asks for.
func closingKind(text string) recommendation.Kind {
	folded := foldText(text)
	for _, r := range requestWords {
		if r.words.MatchString(folded) {
			return r.kind
		}
	}
	return ""
}

// concern ties a recommendation to the concern right before it, under the same heading.
func (p *proposer) concern(it *recommendation.Item) {
	if len(p.doc.Items) > 0 && it.Kind == recommendation.Recommendation && p.last != nil && p.last.Kind == recommendation.Concern && same(p.last.Subject, it.Subject) {
		it.Concern = p.last.Name
	}
	p.last = it
}

func same(a, b recommendation.Words) bool {
	x, _ := a.In("", "")
	y, _ := b.In("", "")
	return x == y
}

// items adds the items of a paragraph. The first piece is the text before them; text after them goes to the paragraph.
func (p *proposer) items(top *recommendation.Item, pieces []piece) {
	text := []string{endOfItem(pieces[0].text)}
	for i, piece := range pieces {
		it := top
		switch {
		case piece.item != "":
			it = &recommendation.Item{Name: top.Name + piece.item, Text: p.words(endOfItem(piece.text))}
			for _, lost := range piece.lost {
				p.unsure(piece.place, it, "item %s before it was not found", top.Name+lost)
				p.remark(piece.place, top.Name+lost, "it was not found")
			}
			p.doc.Items = append(p.doc.Items, it)
		case i > 0:
			text = append(text, piece.text)
		}
		if piece.doubt != "" {
			p.unsure(piece.place, it, "%s", piece.doubt)
		}
	}
	top.Text = p.words(strings.Join(text, " "))
}

func plain(w recommendation.Words) string {
	text, _ := w.In("", "")
	return text
}

// finish says what the document lacks, and takes what its closing paragraphs say of follow-up.
func (p *proposer) finish() {
	if len(p.doc.Items) == 0 {
		p.remark(0, "", "no recommendation and no concern was found")
	}
	p.followUp()
	slices.SortStableFunc(p.remarks, func(a, b Remark) int { return a.Place - b.Place })
}

// firstWords are the words by which a person finds a text again.
func firstWords(text string) string {
	const most = 8
	words := strings.Fields(text)
	if len(words) > most {
		return strings.Join(words[:most], " ") + " …"
	}
	return strings.Join(words, " ")
}
