package coverage

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"rapporteur/internal/doc"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/style"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// A page is what the template shows.
type page struct {
	Words     style.CoverageWords
	Language  string // tag
	Style     template.CSS
	Report    string // symbol and title of the report
	Documents []string
	Counts    []counted
	Orders    []order
	Places    []placed      // the recommendations in the order of the report
	Names     []institution // of all institutions that answer for something, for those who read on paper
	Silent    []string
}

// counted is how many recommendations are in a state.
type counted struct {
	State recommendation.State
	Word  string
	Text  string // "12 of 40"
	Part  int    // percent
}

// An order is the recommendations in one of the orders of the page.
type order struct {
	Name   string // for ids and classes
	Title  string
	Groups []group
}

// A group is recommendations under a title, which may be empty.
type group struct {
	Title string
	Rows  []line
}

// line is one recommendation.
type line struct {
	ID              recommendation.ID
	Anchor          string // id of the row; only in the first order
	Number          string
	Depth           int // 0 for a paragraph
	Subject         string
	SubjectLanguage string // where it is not that of the page
	Text            string
	TextLanguage    string // where it is not that of the page
	State           recommendation.State
	Word            string
	NoAnswer        string
	ReasonLanguage  string // of NoAnswer, where it is not that of the page
	NoSource        bool
	OutOfOrder      bool
	Answers         []link
	Through         []link // of an item that is answered only by its parent: the places that answer that
	Mentions        []link
	Institutions    []institution
	Status          string
	StatusDate      string
}

// A link is a place of the report.
type link struct {
	Text string
	URL  string
}

type institution struct {
	Key, Name string
	Lead      bool
}

// placed is a place of the report with what it answers.
type placed struct {
	Place link
	Items []line
}

// Page writes the coverage as an HTML page in the words of l. Places are links into the file of that name beside it, the report as a page.
func Page(w io.Writer, c *recommendation.Coverage, l *style.Language, reportFile string) error {
	b := builder{c: c, words: l.Coverage, lang: l, file: reportFile}
	m := c.Report.Meta
	p := page{
		Words: l.Coverage, Language: l.Tag, Style: template.CSS(pageStyle), Report: strings.TrimPrefix(m.Symbol+" – "+m.Title, " – "),
		Counts: b.counts(), Orders: b.orders(), Places: b.places(), Names: b.names(),
	}
	if p.Language == "" {
		p.Language = c.Report.Language
	}
	for _, d := range c.Registry.Documents {
		p.Documents = append(p.Documents, d.Symbol)
	}
	for _, s := range c.Silent {
		p.Silent = append(p.Silent, s.Name)
	}
	if err := pageTemplate.Execute(w, p); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}

type builder struct {
	c     *recommendation.Coverage
	words style.CoverageWords
	lang  *style.Language
	file  string
}

func (b *builder) counts() []counted {
	n := b.c.Count()
	total := 0
	for _, k := range n {
		total += k
	}
	var out []counted
	for _, s := range recommendation.States {
		if n[s] > 0 {
			text := style.Fill(b.words.Count, "number", fmt.Sprint(n[s]), "all", fmt.Sprint(total))
			out = append(out, counted{s, b.word(s), text, (100*n[s] + total/2) / total})
		}
	}
	return out
}

func (b *builder) word(s recommendation.State) string { return b.words.States[string(s)] }

// orders are the recommendations as asked, what is missing first, and by institution.
func (b *builder) orders() []order {
	asked := order{Name: "document", Title: b.words.InDocument}
	for _, d := range b.c.Registry.Documents {
		g := group{}
		if len(b.c.Registry.Documents) > 1 {
			g.Title = d.Symbol
		}
		for _, it := range d.Items {
			row := b.line(b.c.Line(it))
			row.Anchor = "rec-" + string(it.ID)
			row.Depth = len(it.Letters)
			g.Rows = append(g.Rows, row)
		}
		asked.Groups = append(asked.Groups, g)
	}
	return []order{asked, b.byState(), b.byInstitution()}
}

func (b *builder) byState() order {
	o := order{Name: "state", Title: b.words.ByState}
	for i := len(recommendation.States) - 1; i >= 0; i-- {
		s := recommendation.States[i]
		g := group{Title: b.word(s)}
		for n := range b.c.Lines {
			if l := &b.c.Lines[n]; l.State == s && s != recommendation.NothingAsked {
				g.Rows = append(g.Rows, b.line(l))
			}
		}
		if len(g.Rows) > 0 {
			o.Groups = append(o.Groups, g)
		}
	}
	return o
}

func (b *builder) byInstitution() order {
	o := order{Name: "institution", Title: b.words.ByInstitution}
	nobody := group{Title: b.words.Nobody}
	rows := map[string][]line{}
	for n := range b.c.Lines {
		l := &b.c.Lines[n]
		if l.State == recommendation.NothingAsked {
			continue
		}
		owners := l.Item.Owners()
		for _, key := range owners {
			rows[key] = append(rows[key], b.line(l))
		}
		if len(owners) == 0 {
			nobody.Rows = append(nobody.Rows, b.line(l))
		}
	}
	for _, in := range b.c.Registry.Institutions {
		if len(rows[in.Key]) > 0 {
			name, _ := in.Name.In(b.lang.Code, "")
			o.Groups = append(o.Groups, group{Title: in.Key + " – " + name, Rows: rows[in.Key]})
		}
	}
	if len(nobody.Rows) > 0 {
		o.Groups = append(o.Groups, nobody)
	}
	return o
}

// names are the institutions that answer for recommendations, by their keys.
func (b *builder) names() []institution {
	named := map[string]bool{}
	for i := range b.c.Lines {
		for _, key := range b.c.Lines[i].Item.Owners() {
			named[key] = true
		}
	}
	var all []institution
	for _, in := range b.c.Registry.Institutions {
		if named[in.Key] {
			name, _ := in.Name.In(b.lang.Code, "")
			all = append(all, institution{Key: in.Key, Name: name})
		}
	}
	return all
}

func (b *builder) line(l *recommendation.Line) line {
	it := l.Item
	subject, subjectCode := it.Subject.In(b.lang.Code, "")
	text, code := it.Text.In(b.lang.Code, "")
	why, whyCode := it.NoAnswer.In(b.lang.Code, "")
	row := line{
		ID: it.ID, Number: b.number(it), Subject: subject, Text: text, State: l.State, Word: b.word(l.State), NoAnswer: why,
		NoSource: unsourced(l), OutOfOrder: l.OutOfOrder, Mentions: b.links(l.Mentions),
		Status: b.lang.Questionnaire.Statuses[string(it.Status.Value)], StatusDate: b.lang.Date(it.Status.Date),
	}
	if through, answers := Answering(b.c, l); through == "" {
		row.Answers = b.links(answers)
	} else {
		row.Through = b.links(answers)
	}
	if len(it.Letters) > 0 && text != "" {
		row.Subject = "" // it is that of the paragraph
	}
	if code != b.lang.Code {
		row.TextLanguage = code
	}
	if whyCode != b.lang.Code {
		row.ReasonLanguage = whyCode
	}
	if subjectCode != b.lang.Code {
		row.SubjectLanguage = subjectCode
	}
	for _, key := range it.Owners() {
		in := institution{Key: key, Lead: key == it.Lead}
		if known := b.c.Registry.Institution(key); known != nil {
			in.Name, _ = known.Name.In(b.lang.Code, "")
		}
		row.Institutions = append(row.Institutions, in)
	}
	return row
}

// number is the name of an item as printed, with its document where that has a prefix.
func (b *builder) number(it *recommendation.Item) string {
	n := it.Printed(b.lang.References.Subparagraph)
	if it.Document.Prefix != "" {
		n += " (" + it.Document.Symbol + ")"
	}
	return n
}

func (b *builder) links(answers []recommendation.Answer) []link {
	var all []link
	for _, a := range answers {
		all = append(all, b.link(a))
	}
	return all
}

func (b *builder) link(a recommendation.Answer) link {
	l := link{Text: a.Number}
	if l.Text == "" {
		if h, ok := a.Block.(*doc.Heading); ok && h.Path != "" {
			l.Text = h.Path
		} else {
			l.Text = style.Fill(b.words.Section, "name", a.Section.Name)
		}
	}
	if a.Block != nil {
		l.URL = b.file + "#" + string(a.Block.Ident())
	}
	return l
}

// places are the places that answer something, in the order of the report.
func (b *builder) places() []placed {
	var all []placed
	at := map[link]int{}
	for _, a := range recommendation.Answers(b.c.Registry, b.c.Report) {
		if a.Mention {
			continue
		}
		l := b.link(a)
		i, ok := at[l]
		if !ok {
			i = len(all)
			at[l] = i
			all = append(all, placed{Place: l})
		}
		all[i].Items = append(all[i].Items, b.line(b.c.Line(a.Item)))
	}
	return all
}
