package typeset_test

import (
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

// FuzzSet sets any text as a paragraph, a heading, a note and a cell: nothing panics and nothing is drawn beside the text frame.
func FuzzSet(f *testing.F) {
	for _, s := range []string{
		"", " ", "\n", "a\n\nb", "\u00a0", "x\u00a0", "\u00adsoft\u00ad", "e\u0301 \u0301", "a\tb\r\nc\u2028d\u0085e", "שלום עולם", "日本語の文章。", "👩‍👩‍👧 ✓", "\xff\xfe", "\x00",
		"https://", "://", "A/", "A/1/", "-", "1-", "\u200b\u200b", "....................................................................................................",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	} {
		f.Add(s, uint8(3))
	}
	s := styletest.Sheet("en")
	families, err := typeset.Families(&s.Fonts)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, columns uint8) {
		b := newReport()
		b.heading(1, "I.", text)
		b.paragraph(&doc.Text{Value: text}, &doc.Emph{Inlines: say(text)}, b.note(text), b.note(text), &doc.Break{}, &doc.Link{URL: text, Inlines: say(text)})
		n := int(columns)%12 + 1
		align := make([]doc.Align, n)
		row := make([]string, n)
		for i := range align {
			align[i] = doc.Align(i % 3)
			row[i] = text
		}
		b.table(text, align, row, row)
		b.Front.Received = text
		d, _ := setPages(&b.Report, s, families)
		for _, p := range d.Pages {
			right := p.Width - s.Page.Right.Points()
			if p.Width > p.Height {
				right = p.Width - s.Landscape.Right.Points()
			}
			for _, l := range lines(p) {
				if l.to > right+2 && l.element != nil && l.element.Role != typeset.RoleLabel {
					t.Errorf("%q ends at %.2f; the frame ends at %.2f", l.text, l.to, right)
				}
			}
		}
	})
}
