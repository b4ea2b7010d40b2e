package recommendation

import (
	"fmt"
	"io"
	"strings"

	"rapporteur/internal/cells"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A Questionnaire asks one institution what has been done about the recommendations it answers for.
type Questionnaire struct {
	Institution *Institution
	Questions   []Asked
	Report      string // how the last report is named: its symbol, or its title while it has none
	Language    *style.Language
	Original    string // language of what is not there in the one of the questionnaire

	registry *Registry
}

// Asked is a recommendation with what the last report says of it.
type Asked struct {
	Item *Item
	Said []Said
}

// Ask makes the questionnaire for an institution of the registry that a report is held against. The report is the last one, and its language
// the one of the questionnaire.
func Ask(c *Coverage, in *Institution, lang *style.Language, original string) *Questionnaire {
	q := &Questionnaire{Institution: in, registry: c.Registry, Report: c.Report.Meta.Symbol, Language: lang, Original: original}
	if q.Report == "" {
		q.Report = c.Report.Meta.Title
	}
	for _, it := range c.Registry.AskedOf(in.Key) {
		q.Questions = append(q.Questions, Asked{Item: it, Said: q.said(c, it)})
	}
	return q
}

// say returns a text in the language of the questionnaire.
func (q *Questionnaire) say(w Words) string {
	text, _ := w.In(q.Language.Code, q.Original)
	return text
}

// name returns how the language names an item: "paragraph 33 (b)".
func (q *Questionnaire) name(it *Item) string {
	name := fmt.Sprint(it.Paragraph)
	if it.Point > 0 {
		name = fmt.Sprintf("%d.%d", it.Paragraph, it.Point)
	}
	for _, letters := range it.Letters {
		name += "\u00a0" + strings.Replace(q.Language.References.Subparagraph, "a", letters, 1)
	}
	return q.Language.References.Paragraph.One + "\u00a0" + name
}

// asked returns what an item asks, below what the items that it is part of ask.
func (q *Questionnaire) asked(it *Item) []string {
	var all []string
	if it.Parent != nil {
		all = q.asked(it.Parent)
	}
	if text := q.say(it.Text); text != "" {
		all = append(all, text)
	}
	return all
}

// status says how far an item is: "in progress (28 January 2022; source)"; empty where nothing is known.
func (q *Questionnaire) status(it *Item) string {
	if it.Status.Value == "" {
		return ""
	}
	text := q.Language.Questionnaire.Statuses[string(it.Status.Value)]
	var more []string
	if day := q.Language.Date(it.Status.Date); day != "" {
		more = append(more, day)
	}
	if it.Status.Source != "" {
		more = append(more, it.Status.Source)
	}
	if len(more) > 0 {
		text += " (" + strings.Join(more, "; ") + ")"
	}
	return text
}

// others are the names of the other institutions that answer for an item.
func (q *Questionnaire) others(it *Item) string {
	var names []string
	for _, key := range it.Owners() {
		if in := q.registry.Institution(key); in != nil && key != q.Institution.Key {
			names = append(names, q.say(in.Name))
		}
	}
	return strings.Join(names, "; ")
}

// silence says that the last report does not answer an item, and why where the registry knows.
func (q *Questionnaire) silence(it *Item) string {
	if why := q.say(it.NoAnswer); why != "" {
		return why
	}
	return q.Language.Questionnaire.Nothing
}

// note is a note of progress in words: "29 September 2022, National Migration Institute: text".
func (q *Questionnaire) note(n Progress) string {
	head := q.Language.Date(n.Date)
	if in := q.registry.Institution(n.Institution); in != nil {
		head += ", " + q.say(in.Name)
	}
	return head + ": " + q.say(n.Text)
}

// WriteCSV writes the questions as a table, a row each, with empty cells for the answers: what [Registry.ReadReplies] reads.
func (q *Questionnaire) WriteCSV(w io.Writer) error {
	rows := [][]string{replyColumns}
	for _, one := range q.Questions {
		var said, notes []string
		for _, s := range one.Said {
			said = append(said, upperFirst(s.Place)+": "+s.Text)
		}
		if len(said) == 0 {
			said = append(said, q.silence(one.Item))
		}
		for _, n := range one.Item.NotesInOrder() {
			notes = append(notes, q.note(n))
		}
		cell := map[string]string{
			columnItem: itemMark + string(one.Item.ID), columnInstitution: q.Institution.Key, columnLanguage: q.Language.Code,
			columnSubject: q.say(one.Item.Subject), columnAsked: strings.Join(q.asked(one.Item), "\n"), columnStatus: q.status(one.Item),
			columnOthers: q.others(one.Item), columnDeadline: cells.Day(one.Item.FollowUp.Due),
			columnReport: strings.Join(said, "\n"), columnNotes: strings.Join(notes, "\n"),
		}
		row := make([]string, len(replyColumns))
		for i, column := range replyColumns {
			row[i] = cell[column]
		}
		rows = append(rows, row)
	}
	return cells.CSV(w, rows)
}

func upperFirst(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}

// Document makes the questions a report, to be rendered like any other: headings, what is asked and said, and a table with empty cells under each.
func (q *Questionnaire) Document() *doc.Report {
	b := &questionSheet{Questionnaire: q, words: &q.Language.Questionnaire, printed: map[Said]bool{}}
	name := q.say(q.Institution.Name)
	title := style.Fill(b.words.Title, "institution", name)
	b.report = doc.Report{
		Language: q.Language.Code,
		Meta:     doc.Meta{Title: title},
		Front:    doc.Front{Title: plainText(title)},
	}
	b.paragraph(plainText(style.Fill(b.words.Intro, "report", q.Report)))
	var last *Document
	chapter := 0
	for i, one := range q.Questions {
		if d := one.Item.Document; d != last {
			heading := q.say(d.Title)
			if heading == "" {
				heading = d.Symbol
			} else if d.Symbol != "" {
				heading += " (" + d.Symbol + ")"
			}
			chapter++
			b.heading(1, style.Marker("I.", chapter), heading)
			if d.Text == ParaphraseText {
				b.paragraph([]doc.Inline{&doc.Emph{Inlines: plainText(b.words.OwnWords)}})
			}
			last = d
		}
		b.question(i+1, one)
	}
	return &b.report
}

func plainText(s string) []doc.Inline { return []doc.Inline{&doc.Text{Value: s}} }

// questionSheet grows the report of a questionnaire.
type questionSheet struct {
	*Questionnaire
	words   *style.QuestionnaireWords
	report  doc.Report
	printed map[Said]bool
}

// base gives a block an id of its own.
func (b *questionSheet) base() doc.Base {
	return doc.Base{ID: doc.ID(fmt.Sprintf("block-%d", len(b.report.Blocks)+1))}
}

func (b *questionSheet) heading(level int, number, text string) {
	b.report.Blocks = append(b.report.Blocks, &doc.Heading{Base: b.base(), Level: level, Number: number, Inlines: plainText(text)})
}

func (b *questionSheet) paragraph(inlines []doc.Inline) {
	b.report.Blocks = append(b.report.Blocks, &doc.Paragraph{Base: b.base(), Inlines: inlines})
}

// labelled is a paragraph that begins with what it is.
func (b *questionSheet) labelled(label, text string) {
	if text != "" {
		b.paragraph([]doc.Inline{&doc.Strong{Inlines: plainText(label)}, &doc.Text{Value: " " + text}})
	}
}

func (b *questionSheet) question(n int, one Asked) {
	it := one.Item
	heading := upperFirst(b.name(it))
	if subject := b.say(it.Subject); subject != "" {
		heading += ": " + subject
	}
	b.heading(2, fmt.Sprintf("%d.", n), heading)
	b.labelled(b.words.Asked, strings.Join(b.asked(it), " "))
	b.labelled(b.words.Others, b.others(it))
	b.labelled(b.words.Status, b.status(it))
	b.labelled(b.words.Deadline, b.Language.Date(it.FollowUp.Due))
	if len(one.Said) == 0 {
		b.labelled(b.words.Report, b.silence(it))
	} else {
		b.paragraph([]doc.Inline{&doc.Strong{Inlines: plainText(b.words.Report)}})
		b.quote(one.Said)
	}
	for i, n := range it.NotesInOrder() {
		if i == 0 {
			b.labelled(b.words.Notes, b.note(n))
		} else {
			b.paragraph(plainText(b.note(n)))
		}
	}
	b.fields()
}

// quote is what the last report says. A passage that stands above already is only named.
func (b *questionSheet) quote(said []Said) {
	quote := &doc.Quote{Base: b.base()}
	add := func(inlines ...doc.Inline) {
		base := doc.Base{ID: doc.ID(fmt.Sprintf("%s-%d", quote.ID, len(quote.Blocks)+1))}
		quote.Blocks = append(quote.Blocks, &doc.Paragraph{Base: base, Inlines: inlines})
	}
	var above []Said
	for _, s := range said {
		if b.printed[s] {
			above = append(above, s)
			continue
		}
		b.printed[s] = true
		add(&doc.Emph{Inlines: plainText(upperFirst(s.Place) + ".")}, &doc.Text{Value: " " + s.Text})
	}
	if len(above) > 0 {
		add(&doc.Emph{Inlines: plainText(upperFirst(b.above(above)) + ".")})
	}
	b.report.Blocks = append(b.report.Blocks, quote)
}

// fieldRows is how many empty lines there are to be filled in.
const fieldRows = 5

// fields is the table to fill in: a row of heads, and room below.
func (b *questionSheet) fields() {
	table := &doc.Table{Base: b.base(), Head: 1, Form: true, Columns: []doc.Column{{}, {}, {}}}
	heads, room := &doc.Row{Kind: doc.HeadRow}, &doc.Row{}
	for i, label := range []string{b.words.Note, b.words.Date, b.words.Source} {
		empty := plainText("\u00a0")
		for range fieldRows - 1 {
			empty = append(empty, &doc.Break{}, &doc.Text{Value: "\u00a0"})
		}
		heads.Cells = append(heads.Cells, &doc.Cell{Column: i, ColSpan: 1, RowSpan: 1, Inlines: plainText(label)})
		room.Cells = append(room.Cells, &doc.Cell{Column: i, ColSpan: 1, RowSpan: 1, Inlines: empty})
	}
	table.Rows = []*doc.Row{heads, room}
	b.report.Blocks = append(b.report.Blocks, table)
}
