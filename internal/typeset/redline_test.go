package typeset_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

var (
	inserted = &doc.Revision{Kind: doc.Inserted, Author: "Ministry", Date: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)}
	deleted  = &doc.Revision{Kind: doc.Deleted, Author: "Ministry"}
	follows  = &doc.Revision{Kind: doc.Inserted, Follows: true}
)

// marked is what a page draws in colour: words and lines by colour, and bars in the margin.
type marked struct {
	words map[style.Color]string
	lines map[style.Color][]*typeset.Rule
	bars  []*typeset.Rule
}

func marksOf(p *typeset.Page, s *style.Sheet) marked {
	m := marked{map[style.Color]string{}, map[style.Color][]*typeset.Rule{}, nil}
	for _, mark := range p.Marks {
		for _, it := range mark.Items {
			switch it := it.(type) {
			case *typeset.Run:
				if it.Color != 0 {
					m.words[it.Color] += words(it)
				}
			case *typeset.Rule:
				switch {
				case it.Color != 0:
					m.lines[it.Color] = append(m.lines[it.Color], it)
					if mark.Element != nil {
						panic("a line is part of the text")
					}
				case it.X < s.Page.Left.Points()-1:
					m.bars = append(m.bars, it)
				}
			}
		}
	}
	return m
}

func TestRedlineLines(t *testing.T) {
	s := styletest.Sheet("en")
	b := newReport()
	b.paragraph(say("Nothing differs here.")...)
	b.paragraph(&doc.Text{Value: "The State has "}, &doc.Del{By: deleted, Inlines: say("21")}, &doc.Ins{By: inserted, Inlines: say("22 laws")}, &doc.Text{Value: " in force."})
	b.paragraph(&doc.Text{Value: "See paragraph "}, &doc.Ins{By: follows, Inlines: say("4")}, &doc.Text{Value: "."})
	d := set(t, &b.Report)
	m := marksOf(d.Pages[0], s)
	for color, want := range map[style.Color]string{s.Redline.Deleted: "21", s.Redline.Inserted: "22 laws", s.Redline.Follows: "4"} {
		if m.words[color] != want || len(m.lines[color]) != 1 {
			t.Errorf("%v: words %q with %d lines; want %q with one", color, m.words[color], len(m.lines[color]), want)
		}
	}
	var base float64
	for _, l := range lines(d.Pages[0]) {
		if strings.Contains(l.text, "The State has") {
			base = l.y
		}
	}
	size := s.Body.Size.Points()
	under, through := m.lines[s.Redline.Inserted][0], m.lines[s.Redline.Deleted][0]
	if under.Y <= base || under.Y > base+size/4 || through.Y >= base || through.Y < base-size/2 {
		t.Errorf("base line %.1f, line below at %.1f, through at %.1f", base, under.Y, through.Y)
	}
	if through.X+through.Width > under.X-size/20 {
		t.Errorf("what is deleted ends at %.1f and touches what has come for it at %.1f", through.X+through.Width, under.X)
	}
	if len(m.bars) != 1 || m.bars[0].Weight > 13 || m.bars[0].Y > base || m.bars[0].Y+m.bars[0].Weight < base {
		t.Fatalf("bars are %v; one line at %.1f is changed", m.bars, base)
	}
}

// What a redline says to those who hear it stands for spaces without width, and moves nothing.
func TestRedlineTold(t *testing.T) {
	b := newReport()
	b.paragraph(&doc.Text{Value: "Of "}, &doc.Del{By: deleted, Inlines: say("2,500")}, &doc.Ins{By: inserted, Inlines: say("2,600")}, &doc.Text{Value: " persons."})
	d := set(t, &b.Report)
	var said []string
	for _, m := range d.Pages[0].Marks {
		for _, it := range m.Items {
			r, ok := it.(*typeset.Run)
			if !ok || m.Element == nil {
				continue
			}
			if m.Element.Actual != "" {
				said = append(said, m.Element.Actual)
				if r.Width() != 0 || !r.Flat {
					t.Errorf("%q is %.2f wide", m.Element.Actual, r.Width())
				}
			} else if text := words(r); strings.HasPrefix(text, "2,") {
				said = append(said, text)
			}
		}
	}
	if got, want := strings.Join(said, "|"), "[deleted: |2,500|]|[inserted: |2,600|]"; got != want {
		t.Errorf("said is %q; want %q", got, want)
	}
	var find func(*typeset.Element) []*typeset.Element
	find = func(e *typeset.Element) (out []*typeset.Element) {
		if e.Role == typeset.RoleInserted || e.Role == typeset.RoleDeleted {
			out = append(out, e)
		}
		for _, k := range e.Kids {
			if e, ok := k.(*typeset.Element); ok {
				out = append(out, find(e)...)
			}
		}
		return out
	}
	all := find(d.Root)
	if len(all) != 2 || all[0].Role != typeset.RoleDeleted || all[0].Change.By != "Ministry" || all[1].Change.By != "Ministry, 1 March 2024" {
		t.Errorf("elements are %+v", all)
	}
}

// Whole blocks, rows, lines and notes are marked with all that is in them; bars stand beside rows and notes too.
func TestRedlineWhole(t *testing.T) {
	s := styletest.Sheet("en")
	b := newReport()
	call := b.note("Deleted note.")
	call.Note.Revision, call.Note.Mark = deleted, "7"
	gone := b.paragraph(append(say("Deleted text"), call)...)
	gone.Revision = &doc.Revision{Kind: doc.Deleted, Moved: "paragraph 9"}
	table := b.table("Caption", []doc.Align{doc.AlignLeft, doc.AlignRight}, []string{"Head", "Men"}, []string{"Kept row", "12"}, []string{"New row", "345"})
	table.Rows[2].Revision = inserted
	table.Caption.Lines = []doc.TextLine{{Role: doc.SourceLine, Label: "Source:", Inlines: say("new source"), Revision: inserted}}
	kept := b.paragraph(say("Kept text.")...)
	kept.Was = "5."
	d := set(t, &b.Report)
	m := marksOf(d.Pages[0], s)
	for _, want := range []string{"1.", "Deleted text", "7", "Deleted note."} {
		if !strings.Contains(m.words[s.Redline.Deleted], want) {
			t.Errorf("%q is not deleted: %q", want, m.words[s.Redline.Deleted])
		}
	}
	for _, want := range []string{"New row", "345", "Source:", "new source"} {
		if !strings.Contains(m.words[s.Redline.Inserted], want) {
			t.Errorf("%q is not inserted: %q", want, m.words[s.Redline.Inserted])
		}
	}
	for _, want := range []string{"[moved to paragraph 9]", "5."} {
		if !strings.Contains(m.words[s.Redline.Follows], want) {
			t.Errorf("%q is not told: %q", want, m.words[s.Redline.Follows])
		}
	}
	if all := m.words[s.Redline.Deleted] + m.words[s.Redline.Inserted]; strings.Contains(all, "Kept") || strings.Contains(all, "12") {
		t.Errorf("what stays is marked: %q", all)
	}
	// The paragraph, the row with the line below the table, and the note at the foot.
	if len(m.bars) < 3 {
		t.Fatalf("%d bars", len(m.bars))
	}
	for _, bar := range m.bars {
		if want := s.Page.Left.Points() - (s.Redline.BarGap + s.Redline.Bar).Points(); math.Abs(bar.X-want) > 0.01 || bar.Weight < 8 {
			t.Errorf("a bar of height %.1f stands at %.1f; want %.1f", bar.Weight, bar.X, want)
		}
	}
	text := text(d.Pages[0])
	if i, j := strings.Index(text, "[moved to paragraph 9]"), strings.Index(text, "Deleted text"); i < 0 || j < i {
		t.Errorf("it is not said first where the text has moved to: %s", text)
	}
}

// Deleted and inserted numbers in a cell stand in the column by what is inserted, and a narrow column may part them.
func TestRedlineCell(t *testing.T) {
	b := newReport()
	table := b.table("Caption", []doc.Align{doc.AlignLeft, doc.AlignRight}, []string{"Head", "Men"}, []string{"One", "12.5"}, []string{"Two", ""}, []string{"Three", "7"})
	table.Rows[2].Cells[1].Inlines = []doc.Inline{&doc.Del{By: deleted, Inlines: say("11.25")}, &doc.Ins{By: inserted, Inlines: say("14.5")}}
	d := set(t, &b.Report)
	edge := map[string]float64{}
	for _, m := range d.Pages[0].Marks {
		for _, it := range m.Items {
			if r, ok := it.(*typeset.Run); ok {
				edge[words(r)] = r.X + r.Width()
			}
		}
	}
	if math.Abs(edge["12.5"]-edge["14.5"]) > 0.01 {
		t.Errorf("12.5 ends at %.2f and 14.5, which has come for 11.25, at %.2f", edge["12.5"], edge["14.5"])
	}
}

// The pages before the first one have numbers of their own, and the first page is as ever.
func TestPreface(t *testing.T) {
	b := newReport()
	plain := set(t, &b.Report)
	b.heading(1, "I.", "Chapter")
	target := b.paragraph(say("Text.")...)
	b.Preface = []doc.Block{&doc.Heading{Base: doc.Base{ID: "redline.changes"}, Level: 1, Inlines: say("Changes")}}
	for range 80 {
		b.Preface = append(b.Preface, &doc.Paragraph{Base: b.base("preface"), Inlines: []doc.Inline{&doc.Ref{Pieces: []doc.RefPiece{{Text: "paragraph 1", Target: target.ID}}, Targets: []doc.ID{target.ID}}}})
	}
	d := set(t, &b.Report)
	if d.Preface != 3 || len(d.Pages) != 4 || len(plain.Pages) != 1 || plain.Preface != 0 {
		t.Fatalf("%d pages, %d of them before the first one", len(d.Pages), d.Preface)
	}
	for i, folio := range []string{"i", "ii", "iii"} {
		all := lines(d.Pages[i])
		if last := all[len(all)-1].text; last != folio || all[len(all)-2].text != "CMW/C/XYZ/2" {
			t.Errorf("page %d has the folio %q below %q; want %q", i+1, last, all[len(all)-2].text, folio)
		}
	}
	if first := text(d.Pages[3]); !strings.HasPrefix(first, "United Nations") || d.Pages[3].Number != 1 {
		t.Errorf("the first page begins %.40q and is number %d", first, d.Pages[3].Number)
	}
	if link := d.Pages[0].Links[0]; link.To.Page != 3 {
		t.Errorf("a link of the preface leads to page %d", link.To.Page)
	}
	if d.Outline[0].Title != "Changes" || d.Outline[1].To.Page != 3 {
		t.Errorf("bookmarks are %v", d.Outline)
	}
}
