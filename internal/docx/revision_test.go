package docx_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
)

// by is a mark of that kind by an author, on the first day of March.
func by(kind doc.RevisionKind, author string) *doc.Revision {
	return &doc.Revision{Kind: kind, Author: author, Date: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)}
}

func inserted(s string) *doc.Ins {
	return &doc.Ins{By: by(doc.Inserted, "A"), Inlines: words(s)}
}

func deleted(s string) *doc.Del {
	return &doc.Del{By: by(doc.Deleted, "A"), Inlines: words(s)}
}

// numbered is a numbered paragraph that is marked so, if it is.
func numbered(id doc.ID, number, was string, mark *doc.Revision, inlines ...doc.Inline) *doc.Paragraph {
	n := 0
	for _, c := range strings.TrimSuffix(number, ".") {
		n = n*10 + int(c-'0')
	}
	return &doc.Paragraph{Base: doc.Base{ID: id, Revision: mark, Was: was}, Number: n, Label: number, Inlines: inlines}
}

// redlineReport is a redline with changes of all kinds.
func redlineReport() *doc.Report {
	note := &doc.Note{ID: "note-a", Number: 1, Mark: "1", Inlines: []doc.Inline{&doc.Text{Value: "See "}, inserted("the"), deleted("a"), &doc.Text{Value: " page."}}}
	gone := &doc.Note{ID: "note-b", Number: 1, Mark: "1", Revision: by(doc.Deleted, "A"), Inlines: words("A note that goes.")}
	moved := by(doc.Deleted, "B")
	moved.Moved = "paragraph\u00a03"
	here := by(doc.Inserted, "B")
	here.Moved = "paragraph\u00a02"
	row := func(mark *doc.Revision, cells ...string) *doc.Row {
		r := &doc.Row{Revision: mark}
		for i, s := range cells {
			r.Cells = append(r.Cells, &doc.Cell{Column: i, ColSpan: 1, RowSpan: 1, Inlines: words(s)})
		}
		return r
	}
	was := doc.Front{Organization: "United Nations", Symbol: "CMW/C/XYZ/2", Distribution: []string{"Distr.: General", "9 February 2024"}, Committee: []string{"Committee"}}
	return &doc.Report{
		Language: "en",
		Meta:     doc.Meta{Symbol: "CMW/C/XYZ/2/Rev.1", Title: "Redline", Author: "Exampleland"},
		Front: doc.Front{
			Organization: "United Nations", Symbol: "CMW/C/XYZ/2/Rev.1", Distribution: []string{"Distr.: General", "11 March 2024"}, Committee: []string{"Committee"},
			Title: []doc.Inline{&doc.Text{Value: "Report"}, inserted(", revised")}, Received: "[Date received: 1 March 2024]", Was: &was,
		},
		Blocks: []doc.Block{
			&doc.Heading{Base: doc.Base{ID: "sec-a"}, Level: 1, Number: "I.", Path: "I", Inlines: words("Chapter")},
			numbered("para-a", "1.", "", nil, &doc.Text{Value: "Text "}, inserted("new"), deleted("old"), &doc.Text{Value: " words."}, &doc.Call{Note: note}, &doc.Del{By: by(doc.Deleted, "A"), Inlines: []doc.Inline{&doc.Call{Note: gone}}}),
			numbered("para-b-was", "2.", "", moved, words("It moves.")...),
			numbered("para-c", "2.", "3.", nil, words("It stays, see ")...),
			numbered("para-b", "3.", "", here, words("It moves.")...),
			&doc.Table{Base: doc.Base{ID: "tbl-a"}, Columns: make([]doc.Column, 2), Caption: doc.Caption{Number: 2, Label: "Table 2", Was: "Table 1", Inlines: words("Cases"),
				Lines: []doc.TextLine{{Role: doc.SourceLine, Label: "Source:", Inlines: words("Own."), Revision: by(doc.Inserted, "A")}}},
				Rows: []*doc.Row{row(nil, "a", "b"), row(by(doc.Deleted, "A"), "c", "d"), row(by(doc.Inserted, "A"), "e", "f")}},
			&doc.Heading{Base: doc.Base{ID: "sec-b"}, Level: 2, Number: "A.", Path: "I.A", Inlines: words("Section")},
			&doc.Heading{Base: doc.Base{ID: "sec-new", Revision: by(doc.Inserted, "A")}, Level: 1, Inlines: words("Apart")},
			&doc.Heading{Base: doc.Base{ID: "sec-c", Was: "B."}, Level: 2, Number: "A.", Path: "A", Inlines: words("Section")},
			numbered("para-d", "4.", "", by(doc.Inserted, "A"), words("The end.")...),
		},
		Notes: []*doc.Note{note, gone},
	}
}

// dates returns the dates of the changes of an author in the text, in their order.
func dates(f file, author string) []string {
	var out []string
	for _, kind := range []string{"ins", "del"} {
		for _, n := range f.document().all(kind) {
			if n.attrs["author"] == author {
				out = append(out, n.attrs["date"])
			}
		}
	}
	return out
}

// Insertions of one author in neighbouring paragraphs are more than a minute apart, those of two authors keep their dates.
func TestStaggeredDates(t *testing.T) {
	para := func(n, author string) doc.Block {
		return numbered(doc.ID("para-"+n), n+".", "", nil, &doc.Text{Value: "Text"}, &doc.Ins{By: by(doc.Inserted, author), Inlines: words(" more")})
	}
	r := &doc.Report{Language: "en", Blocks: []doc.Block{para("1", "A"), para("2", "A"), para("3", "A"), para("4", "B"), para("5", "A")}}
	f := open(t, render(t, r))
	const first, later = "2024-03-01T12:00:00Z", "2024-03-01T12:02:00Z"
	if diff := cmp.Diff([]string{first, later, first, first}, dates(f, "A")); diff != "" {
		t.Errorf("dates of A (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{first}, dates(f, "B")); diff != "" {
		t.Errorf("dates of B (-want +got):\n%s", diff)
	}
}

// A change that nobody wrote, and those of the first page, have the author and the date of the last change; where there is no other, the State and
// the date of the report.
func TestChangesOfNobody(t *testing.T) {
	r := redlineReport()
	f := open(t, render(t, r))
	for _, n := range f.parse("word/header1.xml").all("ins") {
		if n.attrs["author"] != "A" || !strings.HasPrefix(n.attrs["date"], "2024-03-01T12:") {
			t.Errorf("the running head was changed by %v", n.attrs)
		}
	}
	alone := &doc.Report{Language: "en", Meta: doc.Meta{Author: "Exampleland", Date: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)}, Front: doc.Front{Symbol: "B", Was: &doc.Front{Symbol: "A"}}}
	if diff := cmp.Diff([]string{"2024-05-01T00:00:00Z", "2024-05-01T00:00:00Z"}, dates(open(t, render(t, alone)), "Exampleland")); diff != "" {
		t.Errorf("dates (-want +got):\n%s", diff)
	}
}

// Where no rule ends the report, a paragraph that stays does, after a last paragraph that does not.
func TestLastParagraphStays(t *testing.T) {
	s := *styletest.Sheet("en")
	s.EndRule.Width = 0
	for _, test := range []struct {
		name string
		mark *doc.Revision
		want bool
	}{{"inserted", by(doc.Inserted, "A"), true}, {"kept", nil, false}} {
		r := &doc.Report{Language: "en", Blocks: []doc.Block{numbered("para-a", "1.", "", nil, inserted("Text.")), numbered("para-b", "2.", "", test.mark, words("End.")...)}}
		all := open(t, renderWith(t, r, &s)).document().child("body").all("p")
		if last := all[len(all)-1]; (last.words() == "") != test.want || len(last.child("pPr").child("rPr").kids) > 0 {
			t.Errorf("last paragraph %s: the file ends with %q, %v", test.name, last.words(), last.child("pPr").child("rPr").kids)
		}
	}
}

// The paragraph behind a table that ends a file takes no room, for with any it could stand on a page of its own.
func TestTableEndsTheFile(t *testing.T) {
	s := *styletest.Sheet("en")
	s.EndRule.Width = 0
	table := &doc.Table{Rows: []*doc.Row{{Cells: []*doc.Cell{{Inlines: words("Cell")}}}}}
	all := open(t, renderWith(t, &doc.Report{Language: "en", Blocks: []doc.Block{table}}, &s)).document().child("body").all("p")
	want := map[string]string{"before": "0", "line": "20", "lineRule": "exact"}
	if got := all[len(all)-1].child("pPr").child("spacing").attrs; !cmp.Equal(got, want) {
		t.Errorf("the spacing of the last paragraph is %v, want %v", got, want)
	}
}

// A block that moved has a comment at both places, in the text, which names the other.
func TestMoves(t *testing.T) {
	f := open(t, render(t, redlineReport()))
	var got []string
	for _, c := range f.parse("word/comments.xml").all("comment") {
		got = append(got, c.attrs["author"]+": "+c.words())
	}
	if diff := cmp.Diff([]string{"B: moved to paragraph\u00a03", "B: moved from paragraph\u00a02"}, got); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
	body := f.document()
	for _, name := range []string{"commentRangeStart", "commentRangeEnd", "commentReference"} {
		if n := len(body.all(name)); n != 2 {
			t.Errorf("%d times %s", n, name)
		}
	}
	if n := len(f.parse("word/footnotes.xml").all("commentReference")); n > 0 {
		t.Errorf("%d comments in notes", n)
	}
}

// A redline tells Word to track what its readers change, and where that is wanted, to let them do nothing else.
func TestProtection(t *testing.T) {
	protected := *styletest.Sheet("en")
	protected.ProtectRedline = true
	for _, test := range []struct {
		name              string
		r                 *doc.Report
		s                 *style.Sheet
		tracks, protected int
	}{
		{"redline", redlineReport(), styletest.Sheet("en"), 1, 0},
		{"protected redline", redlineReport(), &protected, 1, 1},
		{"no redline", longReport(), &protected, 0, 0},
	} {
		settings := open(t, renderWith(t, test.r, test.s)).parse("word/settings.xml")
		if n := len(settings.all("trackRevisions")); n != test.tracks {
			t.Errorf("%s: trackRevisions %d times", test.name, n)
		}
		all := settings.all("documentProtection")
		if len(all) != test.protected || len(all) > 0 && (all[0].attrs["edit"] != "trackedChanges" || all[0].attrs["enforcement"] != "1") {
			t.Errorf("%s: protection %v", test.name, all)
		}
	}
}

// A heading that no numbering can count in both reports has one in each, the older as a change of its properties.
func TestOtherNumbering(t *testing.T) {
	f := open(t, render(t, redlineReport()))
	changes := f.document().all("pPrChange")
	if len(changes) != 1 {
		t.Fatalf("%d changes of properties", len(changes))
	}
	id := func(n *node) string { return n.child("pPr").child("numPr").child("numId").attrs["val"] }
	for _, p := range f.document().all("p") {
		if c := p.child("pPr").child("pPrChange"); len(c.kids) > 0 && (id(p) == id(c) || id(c) == "") {
			t.Errorf("numberings %q and before %q", id(p), id(c))
		}
	}
}
