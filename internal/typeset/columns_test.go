package typeset_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

// cellLines returns the lines of all cells of a table, each as it is printed.
func cellLines(d *document) []string {
	var out []string
	for _, p := range d.Pages {
		for _, l := range lines(p) {
			if l.element != nil && (l.element.Role == typeset.RoleDataCell || l.element.Role == typeset.RoleHeaderCell) {
				out = append(out, strings.TrimSpace(strings.ReplaceAll(l.text, "\u00A0", " ")))
			}
		}
	}
	return out
}

// TestLongestWordsBreakFirst sets tables that are too wide for the page: the longest words break, with a warning, and nothing else does.
func TestLongestWordsBreakFirst(t *testing.T) {
	const long = "Antidisestablishmentarianisms"
	number, word := doc.AlignRight, doc.AlignLeft
	for _, c := range []struct {
		name string
		long int // columns under the long word
		want []string
	}{
		{"it fits", 4, []string{"Some", "100", "12 345", long, "1.5%"}},
		{"on a landscape page", 6, []string{"Some", "100", "12 345", long, "1.5%"}},
		{"too wide", 10, []string{"Some", "100", "12 345", "1.5%"}},
	} {
		b := newReport()
		align := []doc.Align{word, number, number, number}
		head := []string{"Some", "A", "B", "C"}
		row := []string{"Some", "100", "12\u00A0345", "1.5%"}
		for range c.long {
			align, head, row = append(align, word), append(head, long), append(row, "x")
		}
		b.table("Caption", align, head, row)
		d, found := setWith(t, &b.Report)
		got := cellLines(d)
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q does not stand on a line: %q", c.name, w, got)
			}
		}
		switch {
		case slices.Contains(c.want, long) && len(found) > 0:
			t.Errorf("%s: findings %+v", c.name, found)
		case !slices.Contains(c.want, long) && (len(found) != 1 || found[0].Code != "pdf/word-broken" || found[0].Severity != diag.Warning || !strings.Contains(found[0].Message, long)):
			t.Errorf("%s: findings %+v", c.name, found)
		}
	}
}

// TestLikeColumnsAreAlike sets two columns of the same text: the last one is as wide as the first, though no gap follows it.
func TestLikeColumnsAreAlike(t *testing.T) {
	b := newReport()
	b.table("Caption", []doc.Align{doc.AlignLeft, doc.AlignLeft}, []string{"A", "A"}, []string{"first", "first"})
	var left []float64
	for _, l := range lines(set(t, &b.Report).Pages[0]) {
		if l.element != nil && l.element.Role != typeset.RoleParagraph && strings.TrimSpace(l.text) == "first" {
			left = append(left, l.x)
		}
	}
	if want := styletest.Sheet("en").Table.Width.Points() / 2; len(left) != 2 || math.Abs(left[1]-left[0]-want) > 0.01 {
		t.Errorf("the columns begin at %v; the second should begin %.2f behind the first", left, want)
	}
}

// TestShortColumnKeepsItsLines sets a column of names beside one of long remarks.
func TestShortColumnKeepsItsLines(t *testing.T) {
	b := newReport()
	rows := [][]string{{"Region", "Remarks"}}
	for i := range 120 {
		rows = append(rows, []string{fmt.Sprintf("Region %d", i), strings.Repeat(sentence, 1+i%2)})
	}
	b.table("Remarks", []doc.Align{doc.AlignLeft, doc.AlignLeft}, rows...)
	got := cellLines(set(t, &b.Report))
	for _, r := range rows {
		if !slices.Contains(got, r[0]) {
			t.Errorf("%q is broken", r[0])
		}
	}
}

// TestNoteMarkAtNumber sets a number with the mark of a note in a narrow column: both stay on one line.
func TestNoteMarkAtNumber(t *testing.T) {
	b := newReport()
	table := b.table("Caption", []doc.Align{doc.AlignLeft, doc.AlignRight}, []string{"", ""}, []string{strings.Repeat(sentence, 8), "12\u00A0345"})
	cell := table.Rows[1].Cells[1]
	note := &doc.Note{ID: "a", Kind: doc.LetteredNote, Mark: "a", Inlines: say("A note.")}
	table.Notes = []*doc.Note{note}
	cell.Inlines = append(cell.Inlines, &doc.Call{Note: note})
	var number, mark line
	for _, l := range lines(set(t, &b.Report).Pages[0]) {
		switch {
		case strings.HasPrefix(strings.ReplaceAll(l.text, "\u00A0", " "), "12 345"):
			number = l
		case l.text == "a" && mark.text == "":
			mark = l
		}
	}
	if number.text == "" || mark.text == "" || number.y-mark.y > 5 || mark.y > number.y {
		t.Errorf("the number stands at %.1f %q, its mark at %.1f %q", number.y, number.text, mark.y, mark.text)
	}
}
