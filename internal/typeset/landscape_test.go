package typeset_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/typeset"
)

// wideTable adds a table that no portrait page holds.
func (b *builder) wideTable(rows int) *doc.Table {
	var align []doc.Align
	all := make([][]string, rows+1)
	for c := range 16 {
		align = append(align, doc.AlignRight)
		for r := range all {
			all[r] = append(all[r], fmt.Sprintf("%d%05d", c+10, r))
		}
	}
	return b.table("Caption", align, all...)
}

// TestLandscapePages sets a table that needs a landscape page between text: it turns the page, with the heading above it, its notes and the lines
// below it, and the text goes on upright.
func TestLandscapePages(t *testing.T) {
	s := newPress(t)
	for above := 1; above <= 62; above += 3 {
		b := newReport()
		b.paragraph(rowsOf("above", above)...)
		b.heading(1, "I.", "Heading")
		x := b.wideTable(60)
		x.Caption.Inlines = append(x.Caption.Inlines, b.noteOf("n", 3))
		x.Caption.Lines = []doc.TextLine{{Label: "Source:", Inlines: say("own")}}
		b.paragraph(rowsOf("below", 6)...)
		d := s.set(t, &b.Report)
		name := fmt.Sprintf("%d lines above", above)
		s.inFrame(t, name, d)
		on := wordsOn(d)
		first, last := on["Heading"][0], on["Source:"][0]
		if first == last || first == 0 {
			t.Fatalf("%s: the table stands on pages %d to %d", name, first, last)
		}
		for i, p := range d.Pages {
			format := s.Page
			if i >= first && i <= last {
				format = s.Landscape
			}
			if p.Width != format.Width.Points() || p.Height != format.Height.Points() {
				t.Errorf("%s: page %d is %.0f by %.0f points", name, i+1, p.Width, p.Height)
			}
			if i > first && i <= last && !strings.Contains(text(p), "(continued)") {
				t.Errorf("%s: page %d does not repeat the caption: %s", name, i+1, text(p))
			}
		}
		for word, page := range map[string]int{"Caption": first, "n1": first, "n3": first, fmt.Sprint("above", above): first - 1, "below1": last + 1, "1000060": last} {
			if got := on[word]; len(got) != 1 || got[0] != page {
				t.Errorf("%s: %q stands on %v, want %d", name, word, got, page)
			}
		}
	}
}

// TestLandscapeMargins moves everything on a landscape page with its left margin, and leaves the head and the folio in its frame.
func TestLandscapeMargins(t *testing.T) {
	s := newPress(t)
	measure := func() map[string]float64 {
		b := newReport()
		b.paragraph(rowsOf("above", 3)...)
		x := b.wideTable(5)
		x.Caption.Inlines = append(x.Caption.Inlines, b.noteOf("n", 1), &doc.Link{URL: "https://example.org", Inlines: say("linked")})
		out := map[string]float64{}
		p := s.set(t, &b.Report).Pages[1]
		for _, l := range lines(p) {
			out[strings.TrimSpace(l.text)] = l.x
		}
		for _, l := range p.Links {
			out[l.URL] = l.X
		}
		for _, m := range p.Marks {
			for _, it := range m.Items {
				if r, ok := it.(*typeset.Rule); ok {
					out[fmt.Sprintf("%s rule of %.1f", []string{"a", "head"}[m.Artifact], r.Weight)] = r.X
				}
			}
		}
		return out
	}
	before := measure()
	s.Landscape.Left += 20
	s.Landscape.Right -= 20
	after := measure()
	if len(before) < 100 || before["https://example.org"] == 0 || before["a rule of 1.5"] == 0 {
		t.Fatalf("%d things on the page: %v", len(before), before)
	}
	for what, x := range before {
		if got := after[what]; math.Abs(got-x-20) > 0.01 {
			t.Errorf("%q stood at %.1f and stands at %.1f after the margin grew by 20 points", what, x, got)
		}
	}
}

// TestWideAtTheBeginning sets a table that needs a landscape page as the first thing of a report that has no title.
func TestWideAtTheBeginning(t *testing.T) {
	s := newPress(t)
	b := newReport()
	b.Front.Committee, b.Front.Title, b.Front.Received = nil, nil, ""
	b.wideTable(5)
	d := s.set(t, &b.Report)
	if len(d.Pages) != 2 || d.Pages[0].Width != s.Page.Width.Points() || d.Pages[1].Width != s.Landscape.Width.Points() || !strings.Contains(text(d.Pages[0]), "United Nations") {
		t.Errorf("%d pages, the first %.0f points wide with %q", len(d.Pages), d.Pages[0].Width, text(d.Pages[0]))
	}
}
