package observations

import "rapporteur/internal/recommendation"

// A Part is the text of a paragraph before its items, or of an item.
type Part struct {
	Item string // "a", "b-i"; empty for the text before the items
	Text string
}

// Parts takes the text of a paragraph apart into what stands before its items and the items, which must go on in order from (a).
func Parts(text string) []Part {
	para := &paragraph{blocks: []block{{text: text}}}
	if m := markerHead.FindStringSubmatch(text); m != nil && m[1] == "a" {
		para.blocks = []block{{marker: m[1], text: m[2]}}
	}
	_, pieces := para.pieces()
	parts := make([]Part, len(pieces))
	for i, p := range pieces {
		parts[i] = Part{p.item, p.text}
		if len(pieces) > 1 {
			parts[i].Text = endOfItem(p.text)
		}
	}
	return parts
}

// Articles takes the articles off a heading: "Coordination (arts. 73 and 84)".
func Articles(heading string) (text string, articles []string) { return articlesOf(heading) }

// Kind tells what a paragraph is, by its heading where that is one of those at the end of a document, or else by its verbs; empty where
// nothing tells.
func Kind(heading, text string) recommendation.Kind {
	if kind, ok := requests[chapterOf(heading)]; ok {
		return kind
	}
	return judge(text).kind
}
