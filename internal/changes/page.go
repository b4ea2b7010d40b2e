package changes

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"rapporteur/internal/redline"
	"rapporteur/internal/style"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// A page is what the template shows.
type page struct {
	*List  // the first, whose words are those of the page
	Words  *style.Language
	Tag    string // of their language
	Style  template.CSS
	Script template.JS
	Lists  []pageList
}

// A pageList is a list on a page.
type pageList struct {
	*List
	Words        *style.Language
	Tag          string
	Name         string // of the language, where there are several lists
	Prefix       string // of ids
	Before, Now  string // the drafts
	Head         []string
	Rows         [][]string // of counts
	Renumberings []string
	Figures      []pageFigures
	Chapters     []pageChapter
}

type pageFigures struct {
	Title string
	Rows  []pageFigure
}

type pageFigure struct{ Place, Section, Old, New, Link string }

type pageChapter struct {
	ID, Name, Answers string
	Count             int
	Entries           []pageEntry
}

type pageEntry struct {
	ID, Title, Word, Heading, By, Commit, Short, Answers, Restyled string
	Kind                                                           redline.Kind
	Passages                                                       []pagePassage
}

// A pagePassage is a passage with its two columns. Of one that has no changes, as the beginning of a block that was moved, there is no older
// column.
type pagePassage struct {
	Label    string
	Old, New []pagePiece
	Same     bool
}

// A pagePiece is text with its kind and form; Lines are divided where the text has the end of a line or paragraph.
type pagePiece struct {
	view
	Lines  []string
	Beside bool // it stands right beside another change, so that room between them helps to tell them apart
}

// Inserted and Deleted tell the kinds apart for the template.
func (p pagePiece) Inserted() bool { return p.Kind == redline.Inserted }
func (p pagePiece) Deleted() bool  { return p.Kind == redline.Deleted }

// Page writes an HTML page that stands alone, and needs no script: the reader chooses whether the drafts stand side by side or in one text.
// A small script lets the keys n and p lead from change to change.
func Page(w io.Writer, lists []*List) error {
	p := page{List: lists[0], Words: lists[0].words, Tag: lists[0].tag(), Script: template.JS(pageScript)}
	words := &p.words.Redline
	p.Style = template.CSS(fmt.Sprintf("ins::before { content: %s; } del::before { content: %s; } ins::after, del::after { content: %s; }\n%s",
		cssString(words.Inserted), cssString(words.Deleted), cssString(words.End), pageStyle))
	for _, l := range lists {
		p.Lists = append(p.Lists, l.page(len(lists) > 1))
	}
	if err := pageTemplate.Execute(w, p); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}

// tag is the language of the report and of its words, for documents.
func (l *List) tag() string { return cmp.Or(l.words.Tag, l.Language) }

func (l *List) page(named bool) pageList {
	out := pageList{List: l, Words: l.words, Tag: l.tag(), Prefix: l.Language + "-", Before: l.draft(l.Old), Now: l.draft(l.New), Renumberings: l.renumberings()}
	if named {
		out.Name = l.words.Name
	}
	if rows := l.table(); len(rows) > 1 {
		out.Head, out.Rows = rows[0], rows[1:]
	}
	id := func(change int) string { return fmt.Sprintf("%s%d", out.Prefix, change) }
	printed := map[int]string{} // ids of the entries by the changes in them
	for _, c := range l.chapters() {
		chapter := pageChapter{ID: out.Prefix + "section-" + c.name, Name: c.name, Answers: c.answers}
		for _, e := range c.entries {
			for n := range e.count {
				printed[e.number+n] = id(e.number)
			}
			chapter.Count += e.count
			entry := pageEntry{
				ID: id(e.number), Title: e.title, Word: e.word, Heading: e.heading, By: e.by, Commit: e.commit, Short: shortHash(e.commit),
				Answers: e.answers, Restyled: e.restyled, Kind: e.kind,
			}
			for _, t := range e.texts {
				entry.Passages = append(entry.Passages, t.page())
			}
			chapter.Entries = append(chapter.Entries, entry)
		}
		out.Chapters = append(out.Chapters, chapter)
	}
	for _, g := range l.figureGroups() {
		figures := pageFigures{Title: g.title}
		for _, r := range g.rows {
			row := pageFigure{Place: r.place, Section: r.section, Old: r.old, New: r.new}
			if to := printed[r.change]; to != "" {
				row.Link = "#" + to
			}
			figures.Rows = append(figures.Rows, row)
		}
		out.Figures = append(out.Figures, figures)
	}
	return out
}

func (p *passage) page() pagePassage {
	out := pagePassage{Label: p.label, Same: true}
	for i, v := range p.pieces {
		piece := pagePiece{v, strings.Split(v.Text, "\n"), i > 0 && p.pieces[i-1].Kind != redline.Kept && p.pieces[i-1].Kind != v.Kind}
		if v.Kind != redline.Inserted {
			out.Old = append(out.Old, piece)
		}
		out.New = append(out.New, piece)
		out.Same = out.Same && v.Kind == redline.Kept
	}
	if out.Same {
		out.Old = nil
	}
	return out
}

// cssString is a string of CSS that stands in an element of HTML.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if strings.ContainsRune(`"\<>&`, r) || r < ' ' {
			fmt.Fprintf(&b, `\%x `, r)
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
