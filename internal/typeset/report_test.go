package typeset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

// set sets a report and fails on findings.
func set(t testing.TB, r *doc.Report) *document {
	t.Helper()
	d, found := setWith(t, r)
	for _, f := range found {
		t.Errorf("%s: %s", f.Code, f.Message)
	}
	return d
}

// A document is a report set in pages, with all of them.
type document struct {
	*typeset.Document
	Pages []*typeset.Page
}

// setPages sets a report and keeps its pages.
func setPages(r *doc.Report, s *style.Sheet, families []*typeset.Family) (*document, diag.List) {
	d := &document{}
	var found diag.List
	d.Document, found = typeset.Set(r, s, families, func(p *typeset.Page) { d.Pages = append(d.Pages, p) })
	return d, found
}

// setWith sets a report and returns the findings.
func setWith(t testing.TB, r *doc.Report) (*document, []diag.Diagnostic) {
	t.Helper()
	s := styletest.Sheet("en")
	families, err := typeset.Families(&s.Fonts)
	if err != nil {
		t.Fatal(err)
	}
	d, found := setPages(r, s, families)
	return d, found.Sorted()
}

// A builder makes a report by hand.
type builder struct {
	doc.Report
	ids int
}

func newReport() *builder {
	b := &builder{}
	b.Language = "en"
	b.Meta = doc.Meta{Symbol: "CMW/C/XYZ/2", Title: "Second periodic report", Author: "Exampleland", Subject: "Second periodic report"}
	b.Front = doc.Front{
		Organization: "United Nations", Symbol: "CMW/C/XYZ/2", Treaty: []string{"International Convention on the", "Protection of the Rights of", "All Migrant Workers"},
		Distribution: []string{"Distr.: General", "9 February 2024", "", "Original: English"}, Committee: []string{"Committee on Migrant Workers"},
		Title: say("Second periodic report submitted by Exampleland, due in 2021"), Received: "[Date received: 28 January 2022]",
	}
	return b
}

func say(s string) []doc.Inline { return []doc.Inline{&doc.Text{Value: s}} }

func (b *builder) base(kind string) doc.Base {
	b.ids++
	return doc.Base{ID: doc.ID(fmt.Sprintf("%s-%d", kind, b.ids))}
}

func (b *builder) add(blocks ...doc.Block) { b.Blocks = append(b.Blocks, blocks...) }

func (b *builder) heading(level int, number, title string) {
	b.add(&doc.Heading{Base: b.base("sec"), Level: level, Number: number, Inlines: say(title)})
}

// note returns the call of a new note.
func (b *builder) note(text string) *doc.Call {
	n := len(b.Notes) + 1
	note := &doc.Note{ID: doc.ID(fmt.Sprintf("note-%d", n)), Number: n, Mark: fmt.Sprint(n), Inlines: say(text)}
	b.Notes = append(b.Notes, note)
	return &doc.Call{Note: note}
}

func (b *builder) paragraph(inlines ...doc.Inline) *doc.Paragraph {
	n := 1
	for _, o := range b.Blocks {
		if p, ok := o.(*doc.Paragraph); ok && p.Number > 0 {
			n++
		}
	}
	p := &doc.Paragraph{Base: b.base("para"), Number: n, Label: fmt.Sprintf("%d.", n), Inlines: inlines}
	b.add(p)
	return p
}

// table returns a table of one head row; "" is an empty cell.
func (b *builder) table(caption string, align []doc.Align, rows ...[]string) *doc.Table {
	t := &doc.Table{Base: b.base("tbl"), Head: 1, Caption: doc.Caption{Number: 1, Label: "Table 1", Inlines: say(caption)}}
	for _, a := range align {
		t.Columns = append(t.Columns, doc.Column{Align: a})
	}
	for i, r := range rows {
		row := &doc.Row{Kind: doc.BodyRow}
		if i == 0 {
			row.Kind = doc.HeadRow
		}
		for j, c := range r {
			row.Cells = append(row.Cells, &doc.Cell{Column: j, ColSpan: 1, RowSpan: 1, Inlines: say(c)})
		}
		t.Rows = append(t.Rows, row)
	}
	b.add(t)
	return t
}

const sentence = "The Committee notes with concern that, notwithstanding the measures taken by the State party to implement the recommendations " +
	"contained in its previous concluding observations (CMW/C/XYZ/CO/1, paras. 12–14), persons deprived of their liberty continue to be held in " +
	"overcrowded facilities, and that access to legal counsel from the outset of detention is not guaranteed in practice. "

// A line is what is printed on one base line of a page by one column of text: its text and its left and right edges.
type line struct {
	text     string
	x, to, y float64
	size     float64
	element  *typeset.Element
}

// words returns what a run stands for.
func words(r *typeset.Run) string {
	var b strings.Builder
	for g := range r.Glyphs() {
		b.WriteString(r.Font.Text[g.ID])
	}
	return b.String()
}

// lines returns the text of a page by base lines in drawing order.
func lines(p *typeset.Page) []line {
	var out []line
	for _, m := range p.Marks {
		for _, it := range m.Items {
			r, ok := it.(*typeset.Run)
			if !ok {
				continue
			}
			end := r.X + r.Width()
			if s := words(r); strings.HasSuffix(s, " ") {
				glyphs := slices.Collect(r.Glyphs())
				end -= float64(glyphs[len(glyphs)-1].Advance) * r.Size / 1000
			}
			if n := len(out); m.Element != nil && m.Element.Actual != "" && n > 0 { // a hyphen at the end of a line
				out[n-1].to = end
				continue
			} else if n > 0 && out[n-1].element == m.Element && (m.Element != nil || r.X-out[n-1].to < 3) && out[n-1].y-r.Y < 6 && out[n-1].y-r.Y > -6 {
				out[n-1].text += words(r)
				out[n-1].to = end
				continue
			}
			out = append(out, line{words(r), r.X, end, r.Y, r.Size, m.Element})
		}
	}
	return out
}

// text returns all text of a page with single spaces.
func text(p *typeset.Page) string {
	var b strings.Builder
	for _, l := range lines(p) {
		b.WriteString(l.text)
		b.WriteByte(' ')
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
