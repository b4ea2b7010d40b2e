package html

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

//go:embed redline.css
var redlineCSS string

//go:embed redline.js
var redlineScript string

// A redliner is what a page knows of changes. In a report that is no redline nothing of it is used.
type redliner struct {
	places map[any]int   // numbers, from 1, of the places that are changed: blocks, numbered notes, and for the first page the report
	within *doc.Revision // what is being written is changed as a whole
	moved  string        // what the next words are to say first: where they have moved from or to
}

// redlined reports whether the page shows changes, or says that there are none.
func (p *page) redlined() bool { return len(p.places) > 0 || p.report.Preface != nil }

// changedPlaces numbers the places where somebody has changed something, in the order of the page: the first page, blocks, notes.
func changedPlaces(r *doc.Report) map[any]int {
	places := map[any]int{}
	add := func(place any, changed bool) {
		if changed {
			places[place] = len(places) + 1
		}
	}
	f := &r.Front
	add(r, f.Was != nil || doc.Authored(f.Title) || notesChanged(f.TitleNotes))
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		by := doc.BaseOf(b).Revision
		add(b, by != nil || ownChanged(b))
		return by == nil
	})
	for _, n := range r.Notes {
		add(n, notesChanged([]*doc.Note{n}))
	}
	return places
}

func notesChanged(notes []*doc.Note) bool {
	for _, n := range notes {
		if wrote(n.Revision) || doc.Authored(n.Inlines) {
			return true
		}
	}
	return false
}

func wrote(by *doc.Revision) bool { return by != nil && !by.Follows }

// ownChanged reports whether something is changed of what b itself holds.
func ownChanged(b doc.Block) bool {
	changed := false
	doc.Texts(b, func(in *[]doc.Inline) { changed = changed || doc.Authored(*in) })
	lines := []doc.TextLine(nil)
	switch b := b.(type) {
	case *doc.Table:
		for _, r := range b.Rows {
			changed = changed || wrote(r.Revision)
		}
		changed = changed || notesChanged(b.Notes)
		lines = b.Caption.Lines
	case *doc.Picture:
		lines = b.Caption.Lines
	}
	for _, l := range lines {
		changed = changed || wrote(l.Revision)
	}
	return changed
}

// enter makes by the change of all that is written until the function that it returns is called; nil leaves what is around it in force.
func (p *page) enter(by *doc.Revision) (leave func()) {
	if by == nil || p.within != nil {
		return func() {}
	}
	p.within = by
	return func() { p.within = nil }
}

// enterBlock is enter for a block, whose first words say where it has moved from or to.
func (p *page) enterBlock(b doc.Block) (leave func()) {
	by := doc.BaseOf(b).Revision
	if by == nil || p.within != nil {
		return func() {}
	}
	if by.Moved != "" {
		form := p.sheet.Language.Redline.MovedFrom
		if by.Kind == doc.Deleted {
			form = p.sheet.Language.Redline.MovedTo
		}
		p.moved = style.Fill(form, "place", by.Moved)
	}
	p.within = by
	return func() { p.within, p.moved = nil, "" }
}

// aside makes by, which may be nil, the change of a note, whatever block it belongs to, until the function that it returns is called.
func (p *page) aside(by *doc.Revision) (leave func()) {
	outer := p.within
	if by != nil {
		p.within = by
	}
	return func() { p.within = outer }
}

// class returns the attribute class, with a space before it, for what is at a changed place or changed by by, which may both be nil.
func (p *page) class(class string, place any, by *doc.Revision) string {
	if place != nil && p.places[place] > 0 {
		class += " changed"
	}
	switch b := place.(type) {
	case doc.Block:
		if doc.BaseOf(b).Was != "" {
			class += " renumbered"
		}
		if doc.BaseOf(b).Stale {
			class += " stale"
		}
	case *doc.Note:
		if b.Was != "" {
			class += " renumbered"
		}
	}
	if by != nil {
		class += " " + by.Kind.String()
	}
	if class == "" {
		return ""
	}
	return ` class="` + strings.TrimSpace(class) + `"`
}

// step writes the number of a changed place and the links to the places before and behind it. The last leads to the first.
func (p *page) step(place any) {
	n := p.places[place]
	if n == 0 || p.bare {
		return
	}
	words := &p.sheet.Language.Redline
	all := len(p.places)
	to := func(n int) string { return "#change:" + strconv.Itoa((n-1+all)%all+1) }
	label := style.Fill(words.Place, "number", strconv.Itoa(n), "all", strconv.Itoa(all))
	p.put("<span class=\"step\" id=\"change:%s\" role=\"group\" aria-label=\"%s\">", strconv.Itoa(n), label)
	p.put("<a href=\"%s\" aria-label=\"%s\">↑</a><a href=\"%s\" aria-label=\"%s\">↓</a></span>", to(n-1), words.Previous, to(n+1), words.Next)
}

// whole writes the whole text of something: with the place that it has moved from or to before it, and marked where all of it is changed.
func (p *page) whole(inlines []doc.Inline) {
	if p.moved != "" && !p.bare {
		p.put("<span class=\"moved\">%s</span> ", p.moved)
		p.moved = ""
	}
	if p.within == nil || len(inlines) == 0 {
		p.inlines(inlines)
		return
	}
	p.revised(p.within, inlines)
}

// revised writes what a redline inserts or deletes.
func (p *page) revised(by *doc.Revision, inlines []doc.Inline) {
	p.revision(by, func() { p.inlines(inlines) })
}

// revision writes the element of an insertion or deletion around what content writes.
func (p *page) revision(by *doc.Revision, content func()) {
	tag := "ins"
	if by.Kind == doc.Deleted {
		tag = "del"
	}
	class := ""
	if by.Follows {
		class = "follows"
	}
	if before := p.b.String(); strings.HasSuffix(before, "</del>") || strings.HasSuffix(before, "</ins>") {
		class = strings.TrimSpace(class + " beside") // it stands close to what it has come for
	}
	p.b.WriteString("<" + tag)
	if class != "" {
		p.b.WriteString(` class="` + class + `"`)
	}
	if !by.Date.IsZero() {
		p.put(" datetime=\"%s\"", by.Date.UTC().Format(time.RFC3339))
	}
	if who := p.who(by); who != "" && !p.bare {
		p.put(" title=\"%s\"", who)
	}
	p.b.WriteString(">")
	content()
	p.b.WriteString("</" + tag + ">")
}

// who says who made a change and when; empty where nobody is known.
func (p *page) who(by *doc.Revision) string {
	if by.Author == "" || by.Date.IsZero() {
		return by.Author
	}
	return by.Author + ", " + p.sheet.Language.Date(by.Date)
}

// was writes the number that something had.
func (p *page) was(number string) {
	if number != "" && !p.bare {
		p.put("<del class=\"was\">%s </del>", number)
	}
}

// framed returns what stands before and behind a picture that is inserted or deleted.
func (p *page) framed() (before, after string) {
	if p.within == nil {
		return "", ""
	}
	return `<span class="framed">`, "</span>"
}

// described is the description of a picture, which says that it is inserted or deleted.
func (p *page) described(alt string) string {
	if p.within == nil {
		return alt
	}
	words := &p.sheet.Language.Redline
	if p.within.Kind == doc.Deleted {
		return words.Deleted + alt + words.End
	}
	return words.Inserted + alt + words.End
}

// preface writes what the redline says of itself, and the way to the first change.
func (p *page) preface() {
	if !p.redlined() {
		return
	}
	words := &p.sheet.Language.Redline
	p.put("<aside class=\"preface\" aria-label=\"%s\">\n", words.Changes)
	p.sections(p.report.Preface)
	if len(p.places) > 0 {
		p.put("<p class=\"steps\"><a href=\"#change:1\">%s</a> <label hidden=\"hidden\"><input type=\"checkbox\" checked=\"checked\"/> %s</label></p>\n", words.First, words.Keys)
	}
	p.b.WriteString("</aside>\n")
}

// script writes what lets a reader go from change to change with keys. Without it the links do.
func (p *page) script() {
	if len(p.places) > 0 {
		p.b.WriteString("<script>\n" + redlineScript + "</script>\n")
	}
}

// dark is the ground of the page on a dark screen, and readable the contrast of text on it.
const (
	dark     = style.Color(0x1B1B1D)
	readable = 7
)

// redlineStyle is the style of changes: what the sheet says, and redline.css, which uses it.
func (p *page) redlineStyle(b *strings.Builder) {
	if !p.redlined() {
		return
	}
	r, words := &p.sheet.Redline, &p.sheet.Language.Redline
	colors := func(of func(style.Color) style.Color) string {
		return fmt.Sprintf("--inserted: %v; --deleted: %v; --follows: %v;", of(r.Inserted), of(r.Deleted), of(r.Follows))
	}
	fmt.Fprintf(b, ":root { %s }\n", colors(func(c style.Color) style.Color { return c }))
	fmt.Fprintf(b, "@media screen and (prefers-color-scheme: dark) { :root { %s } }\n", colors(func(c style.Color) style.Color { return c.On(dark, readable) }))
	fmt.Fprintf(b, "ins::before { content: %s; }\ndel::before { content: %s; }\ndel.was::before { content: %s; }\n", cssString(words.Inserted), cssString(words.Deleted), cssString(words.Formerly))
	fmt.Fprintf(b, "ins::after, del::after { content: %s; }\n", cssString(words.End))
	b.WriteString(redlineCSS)
}
