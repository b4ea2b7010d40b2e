package check

import (
	"fmt"
	"path"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

// asked are the lines of the coverage, none where there is nothing to answer.
func (c *checker) asked() []recommendation.Line {
	if c.coverage == nil {
		return nil
	}
	return c.coverage.Lines
}

// named is how messages name a recommendation: "paragraph 33b of CMW/C/HND/CO/1".
func named(it *recommendation.Item) string {
	what := "paragraph "
	if len(it.Letters) > 0 {
		what = "item "
	}
	return what + it.Name + " of " + it.Document.Symbol
}

// folder is the folder of the language of the report: "content/en".
func (c *checker) folder() string { return path.Join("content", c.report.Language) }

// says reports whether a text of the registry is there in the language of the report, or in no language by name.
func (c *checker) says(w recommendation.Words) bool {
	_, code := w.In(c.report.Language, "")
	return !w.IsZero() && (code == "" || code == c.report.Language)
}

// unanswered finds recommendations without an answer. Items of a paragraph that has none either are not reported as well.
func unanswered(c *checker) {
	for _, l := range c.asked() {
		if !l.Gap() || c.says(l.Item.NoAnswer) || l.Item.Parent != nil && c.coverage.Line(l.Item.Parent).Gap() {
			continue
		}
		hint := fmt.Sprintf("write @rec-%s in the paragraph that answers it, or say why there is none: no-answer = { %s = \"…\" }", l.Item.ID, c.report.Language)
		switch {
		case !l.Item.NoAnswer.IsZero():
			c.at(l.Item.Field("no-answer"), "%s is not answered in %s, and \"no-answer\" says why in %s only", named(l.Item), c.folder(), list(l.Item.NoAnswer.Languages())).
				WithHint("add %s = \"…\" to it", c.report.Language)
		case len(l.Mentions) > 0:
			c.at(l.Item.Span(), "%s is mentioned and not answered in %s", named(l.Item), c.folder()).
				WithRelated(l.Mentions[0].Span, "it is mentioned here").WithHint("%s", hint)
		case len(l.Item.Children) > 0:
			c.at(l.Item.Span(), "neither %s nor an item of it is answered in %s", named(l.Item), c.folder()).WithHint("%s", hint)
		default:
			c.at(l.Item.Span(), "%s is not answered in %s", named(l.Item), c.folder()).WithHint("%s", hint)
		}
	}
}

// answeredAfterAll finds reasons for gaps that are none any more.
func answeredAfterAll(c *checker) {
	for _, l := range c.asked() {
		if len(l.Answers) > 0 && !l.Item.NoAnswer.IsZero() {
			c.at(l.Item.Field("no-answer"), "%s is answered in %s, and \"no-answer\" says why it is not", named(l.Item), c.folder()).
				WithRelated(l.Answers[0].Span, "it is answered here").WithHint("take \"no-answer\" away")
		}
	}
}

// onlyByParent finds paragraphs that are answered as a whole while items of them have no answer of their own.
func onlyByParent(c *checker) {
	var whole []*recommendation.Item // in order
	parts := map[*recommendation.Item][]*recommendation.Item{}
	for _, l := range c.asked() {
		if l.State != recommendation.OnlyByParent || len(l.Item.Children) > 0 || c.says(l.Item.NoAnswer) {
			continue
		}
		top := c.coverage.Through(l.Item).Item
		if parts[top] == nil {
			whole = append(whole, top)
		}
		parts[top] = append(parts[top], l.Item)
	}
	for _, top := range whole {
		var names []string
		for _, it := range parts[top] {
			names = append(names, string(it.ID))
		}
		verb, whose := "has", "its"
		if len(names) > 1 {
			verb, whose = "have", "their"
		}
		c.at(c.coverage.Line(top).Answers[0].Span, "%s is answered here as a whole; %s %s no answer of %s own", named(top), list(names), verb, whose).
			WithRelated(parts[top][0].Span(), "%s stands here", named(parts[top][0])).
			WithHint("write @rec-%s where it is answered, or say why there is no place of its own: no-answer = { %s = \"…\" }", names[0], c.report.Language)
	}
}

// list joins names: "33b", "33b and 33d", "33b, 33c and 33d".
func list(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return names[0]
}

// noSource finds recommendations whose answers cite nothing, those of one document and place together.
func noSource(c *checker) {
	type place struct {
		at       diag.Span
		document *recommendation.Document
	}
	var places []place // in order
	names := map[place][]string{}
	for _, l := range c.asked() {
		if len(l.Answers) == 0 || l.Cites() || !l.Item.Asks() {
			continue
		}
		p := place{l.Answers[0].Span, l.Item.Document}
		if names[p] == nil {
			places = append(places, p)
		}
		names[p] = append(names[p], l.Item.Name)
	}
	for _, p := range places {
		what := "paragraph"
		if len(names[p]) > 1 {
			what = "paragraphs"
		}
		c.at(p.at, "nothing that answers %s %s of %s cites a source", what, list(names[p]), p.document.Symbol).
			WithHint("cite what shows it, as [@key], in the paragraph that answers it")
	}
}

// outOfOrder finds answers to questions out of sequence. Reports follow the order of lists of issues, not that of concluding observations.
func outOfOrder(c *checker) {
	for _, l := range c.asked() {
		k := l.Item.Document.Kind
		if l.OutOfOrder && (k == recommendation.ListOfIssues || k == recommendation.ListOfIssuesPrior) {
			c.at(l.Answers[0].Span, "%s is answered out of sequence", named(l.Item)).
				WithRelated(l.Item.Span(), "it is asked here").WithHint("answer the questions in the order in which they are asked")
		}
	}
}

// answersNothing finds sections that answer no recommendation and do not say so.
func answersNothing(c *checker) {
	if c.coverage == nil {
		return
	}
	for _, s := range c.coverage.Silent {
		if s.Start == s.End {
			continue
		}
		c.at(s.File.Span(0, 0), "the section answers no recommendation").
			WithHint("write responds = [] between +++ lines at its head if that is meant")
	}
}
