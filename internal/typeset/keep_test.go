package typeset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

// rowsOf returns inlines of n lines: name1, name2, …
func rowsOf(name string, n int) []doc.Inline {
	var out []doc.Inline
	for i := range n {
		if i > 0 {
			out = append(out, &doc.Break{})
		}
		out = append(out, &doc.Text{Value: fmt.Sprintf("%s%d", name, i+1)})
	}
	return out
}

// items returns a list of items, each of them named.
func (b *builder) items(depth int, items ...*doc.Item) *doc.List {
	l := &doc.List{Base: b.base("list"), Ordered: true, Depth: depth, Items: items}
	for i, it := range items {
		it.Base, it.Marker = b.base("item"), fmt.Sprintf("(%c)", 'a'+i)
	}
	return l
}

// noteOf returns the call of a new note of n lines.
func (b *builder) noteOf(name string, n int) *doc.Call {
	call := b.note("")
	call.Note.Inlines = rowsOf(name, n)
	return call
}

// wordsOn returns the pages on which each word stands. What is printed again does not count.
func wordsOn(d *document) map[string][]int {
	out := map[string][]int{}
	for i, p := range d.Pages {
		for _, l := range lines(p) {
			if l.element == nil {
				continue
			}
			for _, w := range strings.Fields(strings.ReplaceAll(l.text, "\u00A0", " ")) {
				if !slices.Contains(out[w], i) {
					out[w] = append(out[w], i)
				}
			}
		}
	}
	return out
}

// leftAligned are columns of text.
var leftAligned = []doc.Align{doc.AlignLeft, doc.AlignLeft}

// TestKeeps sets each report with so many lines above it that its parts fall on every height of a page: what belongs together stands on one
// page.
func TestKeeps(t *testing.T) {
	p := newPress(t)
	table := func(b *builder, rows int) *doc.Table {
		all := [][]string{{"Heads", "Counts"}}
		for i := range rows {
			all = append(all, []string{fmt.Sprintf("row%d", i+1), "1"})
		}
		return b.table("Caption", leftAligned, all...)
	}
	for _, c := range []struct {
		name  string
		build func(b *builder)
		keeps []string // words of which all those of an entry stand on one page
		calls string   // the word that calls a note, without its number
	}{
		{"heading", func(b *builder) {
			b.heading(1, "I.", "Heading")
			b.paragraph(rowsOf("p", 6)...)
		}, []string{"Heading p1 p2", "p5 p6"}, ""},
		{"heading after heading after heading", func(b *builder) {
			b.heading(1, "I.", "One")
			b.heading(2, "A.", "Two")
			b.heading(3, "1.", "Three")
			b.paragraph(rowsOf("p", 6)...)
		}, []string{"One Two Three p1 p2", "p5 p6"}, ""},
		{"heading before a paragraph of one line", func(b *builder) {
			b.heading(1, "I.", "Heading")
			b.paragraph(rowsOf("p", 1)...)
			b.paragraph(rowsOf("q", 6)...)
		}, []string{"Heading p1 q1 q2", "q5 q6"}, ""},
		{"heading before a list", func(b *builder) {
			b.heading(1, "I.", "Heading")
			b.add(b.items(1, &doc.Item{Inlines: rowsOf("i", 1)}, &doc.Item{Inlines: rowsOf("j", 1)}, &doc.Item{Inlines: rowsOf("k", 1)}))
		}, []string{"Heading i1 j1"}, ""},
		{"heading before a table", func(b *builder) {
			b.heading(1, "I.", "Heading")
			table(b, 12)
		}, []string{"Heading Caption Heads row1"}, ""},
		{"heading before a picture", func(b *builder) {
			b.heading(1, "I.", "Heading")
			b.add(&doc.Picture{Base: b.base("fig"), Width: 300, Height: 400, Alt: "A", Caption: doc.Caption{Label: "Figure 1", Inlines: say("Caption"), Lines: []doc.TextLine{{Label: "Source:", Inlines: say("Own.")}}}})
		}, []string{"Heading Caption Source:"}, ""},
		{"paragraph", func(b *builder) { b.paragraph(rowsOf("p", 7)...) }, []string{"p1 p2", "p6 p7"}, ""},
		{"paragraph of three lines", func(b *builder) { b.paragraph(rowsOf("p", 3)...) }, []string{"p1 p2 p3"}, ""},
		{"list", func(b *builder) {
			b.paragraph(rowsOf("p", 6)...)
			b.add(b.items(1, &doc.Item{Inlines: rowsOf("i", 6)}, &doc.Item{Inlines: rowsOf("j", 6)}))
		}, []string{"p5 p6 i1 i2", "i5 i6", "j1 j2", "j5 j6"}, ""},
		{"list in a list", func(b *builder) {
			inner := b.items(2, &doc.Item{Inlines: rowsOf("x", 6)})
			b.add(b.items(1, &doc.Item{Inlines: rowsOf("i", 6), Blocks: []doc.Block{inner}}))
		}, []string{"i5 i6 x1 x2", "x5 x6"}, ""},
		{"quotation", func(b *builder) {
			b.paragraph(rowsOf("p", 6)...)
			b.add(&doc.Quote{Base: b.base("quote"), Blocks: []doc.Block{&doc.Paragraph{Base: b.base("para"), Inlines: rowsOf("q", 6)}}})
		}, []string{"p5 p6 q1 q2", "q5 q6"}, ""},
		{"note", func(b *builder) {
			b.paragraph(&doc.Text{Value: "called1"}, b.noteOf("n", 6))
		}, []string{"n1 n2", "n5 n6"}, "called"},
		{"notes in every line", func(b *builder) {
			var all []doc.Inline
			for i := range 8 {
				all = append(all, &doc.Text{Value: fmt.Sprintf("p%d", i+1)}, b.noteOf(fmt.Sprintf("%c", 'a'+i), 1+i%5), &doc.Break{})
			}
			b.paragraph(append(all, say("p9")...)...)
		}, []string{"p1 p2", "p8 p9", "d1 d2", "d3 d4", "e1 e2", "e4 e5"}, "p"},
		{"beginning of a table", func(b *builder) { table(b, 30) }, []string{"Caption Heads row1 row2", "row29 row30"}, ""},
		{"lines below a table", func(b *builder) {
			x := table(b, 20)
			letter := &doc.Note{ID: "letter", Kind: doc.LetteredNote, Number: 1, Mark: "a", Inlines: say("lettered")}
			x.Notes = []*doc.Note{letter}
			x.Rows[3].Cells[1].Inlines = append(say("1"), &doc.Call{Note: letter})
			x.Caption.Lines = []doc.TextLine{{Label: "Source:", Inlines: say("own")}, {Role: doc.NoteLine, Label: "Note:", Inlines: say("none")}}
		}, []string{"row20 Source: Note: lettered"}, ""},
		{"long lines below a table", func(b *builder) {
			x := table(b, 6)
			x.Caption.Lines = []doc.TextLine{{Role: doc.NoteLine, Label: "Note:", Inlines: rowsOf("note", 9)}}
		}, []string{"row6 Note: note2 note3 note4 note5 note6 note7 note8 note9"}, ""},
		{"heading before a paragraph of one line and a picture", func(b *builder) {
			b.heading(1, "I.", "Heading")
			b.paragraph(rowsOf("p", 1)...)
			b.add(&doc.Picture{Base: b.base("fig"), Width: 300, Height: 3000, Alt: "A", Caption: doc.Caption{Label: "Figure 1", Inlines: say("Caption"), Lines: []doc.TextLine{{Label: "Source:", Inlines: say("Own.")}}}})
		}, []string{"Heading p1 Caption Source:"}, ""},
		{"total row", func(b *builder) { table(b, 20).Rows[20].Kind = doc.TotalRow }, []string{"row19 row20"}, ""},
		{"cut-in heads", func(b *builder) {
			x := table(b, 30)
			for _, i := range []int{5, 12, 19, 26} {
				x.Rows[i].Kind = doc.CutInRow
				x.Rows[i].Cells = []*doc.Cell{{ColSpan: 2, RowSpan: 1, CutIn: true, Inlines: say(fmt.Sprintf("cut%d", i))}}
			}
		}, []string{"cut5 row6", "cut12 row13", "cut19 row20", "cut26 row27"}, ""},
	} {
		for above := 1; above <= 62; above++ {
			b := newReport()
			b.paragraph(rowsOf("above", above)...)
			c.build(b)
			b.paragraph(rowsOf("below", 6)...)
			d := p.set(t, &b.Report)
			on := wordsOn(d)
			for _, keep := range append(c.keeps, "below1 below2", "below5 below6") {
				words := strings.Fields(keep)
				for _, w := range words {
					if got, want := on[w], on[words[0]]; len(got) != 1 || got[0] != want[0] {
						t.Errorf("%s, %d lines above: %q stands on page %v, %q on %v", c.name, above, words[0], want, w, got)
					}
				}
			}
			for _, n := range b.Notes {
				call, note := on[c.calls+n.Mark], on[strings.Fields(doc.PlainText(n.Inlines))[0]]
				if len(call) != 1 || !slices.Equal(call, note) {
					t.Errorf("%s, %d lines above: note %s is called on page %v and begins on %v", c.name, above, n.Mark, call, note)
				}
			}
			name := fmt.Sprintf("%s, %d lines above", c.name, above)
			p.inFrame(t, name, d)
			p.atTop(t, name, d)
		}
	}
}

// A press sets many reports with the same sheet and fonts.
type press struct {
	*style.Sheet
	families []*typeset.Family
}

func newPress(t *testing.T) *press {
	s := styletest.Sheet("en")
	families, err := typeset.Families(&s.Fonts)
	if err != nil {
		t.Fatal(err)
	}
	return &press{s, families}
}

// set sets a report and fails on findings.
func (p *press) set(t *testing.T, r *doc.Report) *document {
	t.Helper()
	d, found := setPages(r, p.Sheet, p.families)
	for _, f := range found.Sorted() {
		t.Errorf("%s: %s", f.Code, f.Message)
	}
	return d
}

// inFrame holds a document to the lower margins of its pages.
func (s *press) inFrame(t *testing.T, name string, d *document) {
	t.Helper()
	for i, p := range d.Pages {
		for _, l := range s.framed(p) {
			if bottom := (s.formatOf(p).Height - s.formatOf(p).Bottom).Points(); l.y > bottom {
				t.Errorf("%s: page %d: %q stands at %.1f; the frame ends at %.1f", name, i+1, l.text, l.y, bottom)
			}
		}
	}
}

// atTop wants the first line of every page but the first at the top of its frame.
func (s *press) atTop(t *testing.T, name string, d *document) {
	t.Helper()
	for i, p := range d.Pages[1:] {
		first := s.framed(p)[0]
		if top := s.formatOf(p).Top.Points(); first.y < top+5 || first.y > top+15 {
			t.Errorf("%s: page %d: the first line stands at %.1f; the frame begins at %.1f", name, i+2, first.y, top)
		}
	}
}

// formatOf is the format of a page.
func (s *press) formatOf(p *typeset.Page) style.Page {
	if p.Width > p.Height {
		return s.Landscape
	}
	return s.Page
}

// framed returns the lines of a page without its head and folio.
func (s *press) framed(p *typeset.Page) []line {
	f := s.formatOf(p)
	return slices.DeleteFunc(lines(p), func(l line) bool {
		return l.element == nil && (l.y < f.Top.Points() || l.y > (f.Height-f.Footer).Points()-15)
	})
}

// TestEndRuleStays wants at least two lines, or the picture that is last, on the page with the rule that ends the report.
func TestEndRuleStays(t *testing.T) {
	s := newPress(t)
	for above := 1; above <= 62; above++ {
		for _, picture := range []bool{false, true} {
			b := newReport()
			b.paragraph(rowsOf("above", above)...)
			if picture {
				b.add(&doc.Picture{Base: b.base("fig"), Width: 300, Height: 400, Alt: "A"})
			} else {
				b.paragraph(rowsOf("p", 6)...)
			}
			d := s.set(t, &b.Report)
			last := d.Pages[len(d.Pages)-1]
			rule, image := false, false
			for _, m := range last.Marks {
				for _, it := range m.Items {
					switch it := it.(type) {
					case *typeset.Rule:
						rule = rule || it.Width == s.EndRule.Width.Points()
					case *typeset.Image:
						image = true
					}
				}
			}
			if text := text(last); !rule || image != picture || !picture && !strings.Contains(text, "p5 p6") {
				t.Errorf("%d lines above: the last page has %q, its rule %t, the picture %t", above, text, rule, image)
			}
		}
	}
}

// TestChainLongerThanAPage ties more together than a page holds: nothing is lost, nothing overflows, and pages part it where they are full.
func TestChainLongerThanAPage(t *testing.T) {
	s := newPress(t)
	for _, c := range []struct {
		name  string
		build func(b *builder)
		last  string
		pages int
	}{
		{"headings", func(b *builder) {
			for i := range 100 {
				b.heading(3, fmt.Sprintf("%d.", i+1), fmt.Sprintf("heading%d", i+1))
			}
		}, "heading100", 5},
		{"lettered notes", func(b *builder) {
			x := b.table("Caption", leftAligned, []string{"Heads", "Counts"}, []string{"row", "1"})
			for i := range 120 {
				n := &doc.Note{ID: doc.ID(fmt.Sprint("letter", i)), Kind: doc.LetteredNote, Number: i + 1, Mark: fmt.Sprint("x", i+1), Inlines: say(fmt.Sprint("lettered", i+1))}
				x.Notes = append(x.Notes, n)
				if i == 0 {
					x.Rows[1].Cells[1].Inlines = append(say("1"), &doc.Call{Note: n})
				}
			}
		}, "lettered120", 4},
		{"notes in one paragraph", func(b *builder) {
			var all []doc.Inline
			for i := range 70 {
				all = append(all, &doc.Text{Value: " p"}, b.noteOf(fmt.Sprint("note", i+1, "-"), 3))
			}
			b.paragraph(all...)
		}, "note70-3", 6},
	} {
		b := newReport()
		b.paragraph(rowsOf("above", 10)...)
		c.build(b)
		b.paragraph(rowsOf("below", 6)...)
		d := s.set(t, &b.Report)
		s.inFrame(t, c.name, d)
		on := wordsOn(d)
		if len(on[c.last]) != 1 || len(d.Pages) > c.pages {
			t.Errorf("%s: %q stands on %v of %d pages", c.name, c.last, on[c.last], len(d.Pages))
		}
	}
}

// TestNoteOverPages sets a note that no page can hold: it begins with its call, goes on under a rule over the whole frame, and no page has a
// single line of it. Text stands above it where there is room.
func TestNoteOverPages(t *testing.T) {
	s := newPress(t)
	for above := 1; above <= 62; above++ {
		b := newReport()
		b.paragraph(rowsOf("above", above)...)
		b.paragraph(say("called")[0], b.noteOf("n", 150))
		for range 5 {
			b.paragraph(rowsOf("below", 20)...)
		}
		d := s.set(t, &b.Report)
		s.inFrame(t, fmt.Sprint(above, " lines above"), d)
		next, called := 1, wordsOn(d)["called"]
		for i, p := range d.Pages {
			begins, count := next, 0
			for _, l := range lines(p) {
				for _, w := range strings.Fields(strings.ReplaceAll(l.text, "\u00A0", " ")) {
					if w == fmt.Sprint("n", next) {
						next++
						count++
					}
				}
			}
			if count == 1 {
				t.Errorf("%d lines above: page %d has a single line of the note", above, i+1)
			}
			if begins == 1 && count > 0 && !slices.Equal(called, []int{i}) {
				t.Errorf("%d lines above: the note begins on page %d; it is called on %v", above, i, called)
			}
			rule := s.Separator.Width
			if begins > 1 {
				rule = s.Separator.ContinuedWidth
			}
			if count > 0 && !hasRule(p, rule.Points(), s.Separator.Weight.Points(), (s.Page.Height-s.Page.Bottom).Points()) {
				t.Errorf("%d lines above: page %d has no rule of %.0f points above its notes", above, i+1, rule)
			}
		}
		if next != 151 {
			t.Errorf("%d lines above: line %d of the note is lost", above, next)
		}
	}
}

// hasRule reports whether a page has a rule of that measure in its frame.
func hasRule(p *typeset.Page, width, weight, bottom float64) bool {
	for _, m := range p.Marks {
		for _, it := range m.Items {
			if r, ok := it.(*typeset.Rule); ok && m.Artifact == typeset.Layout && r.Width == width && r.Weight == weight && r.Y < bottom && r.Y > 71 {
				return true
			}
		}
	}
	return false
}
