package compile

import (
	"cmp"
	"slices"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/style"
)

// A coverTable is a table of recommendations and of the places that answer them, whose last column is filled when all numbers are known.
type coverTable struct {
	items []*recommendation.Item // one for each row below the heads
	table *doc.Table
}

// withCoverage puts the tables of coverage behind the text right below the headings that ask for them, one for each document.
func (c *compiler) withCoverage(blocks []doc.Block) []doc.Block {
	for i := 0; i < len(blocks); i++ {
		h, ok := blocks[i].(*doc.Heading)
		if !ok || !h.Coverage || !c.canCover(h) {
			continue
		}
		end := i + 1
		for end < len(blocks) {
			if _, ok := blocks[end].(*doc.Heading); ok {
				break
			}
			end++
		}
		var tables []doc.Block
		for _, d := range c.res.Recommendations.Documents {
			if t := c.coverTable(d, h.Span); len(t.items) > 0 {
				c.covers = append(c.covers, t)
				tables = append(tables, t.table)
			}
		}
		blocks = slices.Insert(blocks, end, tables...)
		i = end + len(tables) - 1
	}
	return blocks
}

// canCover reports what a table of coverage cannot be made without.
func (c *compiler) canCover(h *doc.Heading) bool {
	words := &c.lang.Coverage
	switch {
	case c.res.Recommendations.Empty():
		c.found.Errorf(h.Span, "recommendation/no-registry", "the table of recommendations is to stand here, and the project has none").
			WithHint("put a file with the recommendations of a document into the folder %s, or take {.coverage} away", recommendation.Folder)
	case words.Caption == "" || words.Paragraph == "" || words.Subject == "" || words.Places == "" || words.States[string(recommendation.Unanswered)] == "":
		c.found.Errorf(h.Span, "template/incomplete", "templates/languages/%s.toml has no words for the table of recommendations", c.code).
			WithHint("add [coverage] with caption, paragraph, subject, places and states")
	default:
		return true
	}
	return false
}

// coverTable is the table of one document, without the places. A paragraph whose items ask something stands above them where they are told by
// words of their own; where all have its subject, only they stand in it.
func (c *compiler) coverTable(d *recommendation.Document, at diag.Span) coverTable {
	words := &c.lang.Coverage
	place := doc.Place{Span: at}
	row := func(kind doc.RowKind, texts ...doc.Inline) *doc.Row {
		r := &doc.Row{Kind: kind, Span: at}
		for i, text := range texts {
			r.Cells = append(r.Cells, &doc.Cell{Column: i, ColSpan: 1, RowSpan: 1, Inlines: []doc.Inline{text}, Span: at})
		}
		return r
	}
	text := func(s string) doc.Inline { return &doc.Text{Place: place, Value: s} }
	t := coverTable{table: &doc.Table{Base: doc.Base{Span: at}, Columns: make([]doc.Column, 3), Head: 1}}
	caption := style.Fill(cmp.Or(words.Captions[string(d.Kind)], words.Caption), "symbol", d.Symbol)
	t.table.Caption = doc.Caption{Inlines: []doc.Inline{&doc.Text{Place: place, Value: caption}}, Span: at}
	t.table.Rows = append(t.table.Rows, row(doc.HeadRow, text(words.Paragraph), text(words.Subject), text(words.Places)))
	var foreign []string
	asks := func(it *recommendation.Item) bool {
		return it.Asks() && it.Status.Value != recommendation.NotApplicable
	}
	for _, it := range d.Items {
		if !asks(it) || slices.ContainsFunc(it.Children, asks) && !slices.ContainsFunc(it.Children, func(child *recommendation.Item) bool { return asks(child) && c.tellsItself(child) }) {
			continue
		}
		subject := it.Subject
		if subject.IsZero() || it.Parent != nil && c.tellsItself(it) && !it.Own("subject") {
			subject = it.Text
		}
		in, ok := c.inLanguage(subject, place)
		if !ok {
			foreign = append(foreign, it.Name)
		}
		t.items = append(t.items, it)
		t.table.Rows = append(t.table.Rows, row(doc.BodyRow, text(it.Printed(c.lang.References.Subparagraph)), in, text("?")))
	}
	if n := len(foreign); n > 0 {
		c.found.Warnf(at, "recommendation/untranslated", "subjects of %s that are not in %q: %d of %d, that of %s first", d.Symbol, c.code, n, len(t.items), foreign[0]).
			WithHint("add them in that language: subject = { %s = \"…\" }", c.code)
	}
	return t
}

// tellsItself reports whether an item has words of its own, in the language of the report where they are its text: others have the subject of
// their paragraph.
func (c *compiler) tellsItself(it *recommendation.Item) bool {
	_, code := it.Text.In(c.code, "")
	return it.Own("subject") || !it.Text.IsZero() && (code == c.code || code == "")
}

// inLanguage is a text of the registry in the language of the report; false where there is none and another has to stand in.
func (c *compiler) inLanguage(w recommendation.Words, place doc.Place) (doc.Inline, bool) {
	s, code := w.In(c.code, c.config.Report.Original)
	text := &doc.Text{Place: place, Value: s}
	if code == c.code || code == "" {
		return text, true
	}
	return &doc.Foreign{Place: place, Language: code, Inlines: []doc.Inline{text}}, false
}

// fillCoverage writes the places into the tables of coverage.
func (c *compiler) fillCoverage() {
	if len(c.covers) == 0 {
		return
	}
	coverage := recommendation.Cover(c.res.Recommendations, c.report)
	for _, t := range c.covers {
		for i, it := range t.items {
			cell := t.table.Rows[i+1].Cells[2]
			cell.Inlines = c.answerWords(coverage, it, t.table)
		}
	}
}

// answerWords are the places that answer an item, or those that answer the paragraph that it is part of; where there are none, why.
func (c *compiler) answerWords(coverage *recommendation.Coverage, it *recommendation.Item, t *doc.Table) []doc.Inline {
	place := doc.Place{Span: t.Span}
	line := coverage.Line(it)
	answers := line.Answers
	if through := coverage.Through(it); len(answers) == 0 && through != nil {
		answers = through.Answers
	}
	var out []doc.Inline
	for _, ref := range c.placeRefs(answers, place) {
		if len(out) > 0 {
			out = append(out, &doc.Text{Place: place, Value: "; "})
		}
		out = append(out, ref)
	}
	if len(out) > 0 {
		return out
	}
	for from := it; from != nil; from = from.Parent {
		if !from.NoAnswer.IsZero() { // in another language rather than not at all; check asks for it in that of the report
			why, _ := c.inLanguage(from.NoAnswer, place)
			return []doc.Inline{why}
		}
	}
	return []doc.Inline{&doc.Text{Place: place, Value: c.lang.Coverage.States[string(line.State)]}}
}

// placeRefs are references to places: to paragraphs of the body by their numbers alone, to those of annexes, tables and figures in words.
func (c *compiler) placeRefs(answers []recommendation.Answer, place doc.Place) []doc.Inline {
	var body, annexed, tables, figures []aim
	add := func(id doc.ID) {
		to := c.targets[id]
		if to == nil || to.number == 0 {
			return
		}
		a := aim{target: to, id: id, number: to.number, item: to.item}
		switch {
		case to.kind == toTable:
			tables = append(tables, a)
		case to.kind == toFigure:
			figures = append(figures, a)
		case to.annex != "":
			annexed = append(annexed, a)
		default:
			body = append(body, a)
		}
	}
	for _, a := range answers {
		for _, id := range a.Targets() {
			add(id)
		}
	}
	var refs []doc.Inline
	ref := func(aims []aim, bare bool, say func(w *wording)) {
		if len(aims) > 0 {
			r := &doc.Ref{Place: place}
			w := &wording{lang: c.lang, ref: r, bare: bare}
			say(w)
			refs = append(refs, r)
		}
	}
	ref(body, true, func(w *wording) { w.paragraphs(body) })
	ref(tables, false, func(w *wording) { w.numbers(tables, c.lang.References.Table) })
	ref(figures, false, func(w *wording) { w.numbers(figures, c.lang.References.Figure) })
	ref(annexed, false, func(w *wording) { w.paragraphs(annexed) })
	return refs
}
