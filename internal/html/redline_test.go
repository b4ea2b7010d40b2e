package html_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/doc"
)

// revision is a change by somebody.
func revision(k doc.RevisionKind) *doc.Revision {
	return &doc.Revision{Kind: k, Author: `Ministry of "Rights"`, Date: time.Date(2024, 3, 1, 12, 30, 0, 0, time.UTC)}
}

func words(s string) []doc.Inline { return []doc.Inline{&doc.Text{Value: s}} }

// redlined is a report with one change of every sort.
func redlined() *doc.Report {
	ins, del := revision(doc.Inserted), revision(doc.Deleted)
	followed := &doc.Revision{Kind: doc.Inserted, Follows: true}
	moved := revision(doc.Deleted)
	moved.Moved = "paragraph 5"
	kept := &doc.Note{ID: "note-1", Kind: doc.NumberedNote, Number: 1, Mark: "1", Was: "2", Inlines: []doc.Inline{&doc.Text{Value: "Gazette "}, &doc.Del{By: del, Inlines: words("34")}, &doc.Ins{By: ins, Inlines: words("35")}}}
	gone := &doc.Note{ID: "note-2", Kind: doc.NumberedNote, Number: 2, Mark: "1", Inlines: words("Gone note"), Revision: del}
	base := func(id doc.ID, by *doc.Revision, was string) doc.Base {
		return doc.Base{ID: id, Revision: by, Was: was}
	}
	cell := func(column int, in ...doc.Inline) *doc.Cell {
		return &doc.Cell{Column: column, ColSpan: 1, RowSpan: 1, Inlines: in}
	}
	was := doc.Front{Organization: "United Nations", Symbol: "CMW/C/XYZ/1", Distribution: []string{"Distr.: General", "1 May 2023", "", "Original: English"}, Committee: []string{"Committee"}}
	front := was
	front.Symbol, front.Distribution, front.Was = "CMW/C/XYZ/1/Rev.1", []string{"Distr.: General", "1 May 2024", "", "Original: English"}, &was
	front.Title = []doc.Inline{&doc.Del{By: del, Inlines: words("First")}, &doc.Ins{By: ins, Inlines: words("Second")}, &doc.Text{Value: " report"}}
	return &doc.Report{
		Language: "en", Front: front, Notes: []*doc.Note{kept, gone},
		Preface: []doc.Block{&doc.Heading{Base: base("redline-changes", nil, ""), Level: 1, Inlines: words("What is different")}},
		Blocks: []doc.Block{
			&doc.Heading{Base: base("sec-a", nil, "B."), Level: 1, Number: "A.", Path: "A", Inlines: words("Kept heading")},
			&doc.Paragraph{Base: base("para-1", nil, "2."), Number: 1, Label: "1.", Inlines: []doc.Inline{&doc.Text{Value: "See paragraph "}, &doc.Ins{By: followed, Inlines: words("2")}, &doc.Call{Note: kept}}},
			&doc.Paragraph{Base: base("para-2", ins, ""), Number: 2, Label: "2.", Inlines: words("New paragraph")},
			&doc.Paragraph{Base: base("para-3", moved, ""), Number: 1, Label: "1.", Inlines: []doc.Inline{&doc.Text{Value: "Moved away"}, &doc.Call{Note: gone}}},
			&doc.List{Base: base("list-1", nil, ""), Ordered: true, Depth: 1, Items: []*doc.Item{
				{Base: base("item-1", nil, "(b)"), Marker: "(a)", Inlines: []doc.Inline{&doc.Text{Value: "Some "}, &doc.Del{By: del, Inlines: words("old")}}},
				{Base: base("item-2", del, ""), Marker: "(b)", Inlines: words("Item gone")},
			}},
			&doc.Table{
				Base: base("tbl-1", nil, ""), Columns: make([]doc.Column, 2),
				Caption: doc.Caption{Number: 1, Label: "Table 1", Was: "Table 2", Inlines: words("Caption"), Lines: []doc.TextLine{{Role: doc.SourceLine, Label: "Source:", Inlines: words("new source"), Revision: ins}}},
				Rows: []*doc.Row{
					{Cells: []*doc.Cell{cell(0, words("Stub")...), cell(1, &doc.Del{By: del, Inlines: words("12")}, &doc.Ins{By: ins, Inlines: words("14")})}},
					{Revision: del, Cells: []*doc.Cell{cell(0, words("Row gone")...), cell(1)}},
				},
			},
		},
	}
}

// without drops the elements of one name with all that is in them, and all other markup, and makes one space of white space.
func without(page, name string) string {
	page = page[strings.Index(page, "<body>"):]
	for _, pattern := range []string{`(?s)<script>.*</script>`, `<span class="step".*?</span>`, `<span class="moved">.*?</span>`, `(?s)<aside.*?</aside>`, `(?s)<nav.*?</nav>`, `<del class="was">.*?</del>`, `(?s)<` + name + `\b[^>]*>.*?</` + name + `>`} {
		page = regexp.MustCompile(pattern).ReplaceAllString(page, "")
	}
	page = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")
	return strings.Join(strings.Fields(page), " ")
}

// Both reports can be read from the page: without what is inserted the older one, without what is deleted the newer one.
func TestRedlineHoldsBothReports(t *testing.T) {
	page, elements := render(t, redlined())
	checkPage(t, elements)
	newer, older := without(page, "del"), without(page, "ins")
	for _, c := range []struct{ name, text, has, lacks string }{
		{"newer", newer, "CMW /C/XYZ/1/Rev.1", "1 May 2023"}, {"newer", newer, "Second report", "First"}, {"newer", newer, "New paragraph", "Moved away"},
		{"newer", newer, "Gazette 35", "Gone note"}, {"newer", newer, "Stub 14", "Row gone"}, {"newer", newer, "new source", "Item gone"},
		{"older", older, "1 May 2023", "1 May 2024"}, {"older", older, "First report", "Second"}, {"older", older, "Moved away", "New paragraph"},
		{"older", older, "Gazette 34", "35"}, {"older", older, "Stub 12", "14"}, {"older", older, "Row gone", "new source"}, {"older", older, "Some old", "Rev.1"},
	} {
		if !strings.Contains(c.text, c.has) || strings.Contains(c.text, c.lacks) {
			t.Errorf("the %s report must have %q and not %q:\n%s", c.name, c.has, c.lacks, c.text)
		}
	}
}

// Every place that somebody changed leads to the next and the one before, and the last to the first; what follows from elsewhere is none.
func TestRedlineSteps(t *testing.T) {
	_, elements := render(t, redlined())
	var places, next []string
	for _, e := range elements {
		if e.attrs["class"] == "step" {
			places = append(places, e.attrs["id"])
		}
		if e.attrs["aria-label"] == "Next change" {
			next = append(next, e.attrs["href"])
		}
	}
	// First page, two paragraphs, two items, the table, two notes.
	if len(places) != 8 {
		t.Fatalf("places are %q", places)
	}
	for i, id := range places {
		if want := "change:" + string(rune('1'+i)); id != want {
			t.Errorf("place %d is %q", i+1, id)
		}
		if want := "#" + places[(i+1)%len(places)]; next[i] != want {
			t.Errorf("after %q comes %q, want %q", id, next[i], want)
		}
	}
}

func TestRedlineMarks(t *testing.T) {
	page, _ := render(t, redlined())
	for _, want := range []string{
		`<ins datetime="2024-03-01T12:30:00Z" title="Ministry of &quot;Rights&quot;, 1 March 2024">New paragraph</ins>`,
		`<p class="numbered changed inserted" id="para-2">`,
		`<p class="numbered changed deleted" id="para-3">`,
		`<p class="numbered renumbered" id="para-1">`, // a number that follows is no change of the paragraph
		`<ins class="follows">2</ins>`,
		`<span class="moved">[moved to paragraph 5]</span>`,
		`<del class="was">2. </del>`, `<del class="was">(b) </del>`, `<del class="was">Table 2 </del>`, `<del class="was">B. </del>`,
		`<tr class="body deleted">`, `<p class="source inserted"><i>Source:</i> <ins`,
		`<li class="changed renumbered" id="note-1">`, `<li class="changed deleted" id="note-2">`,
		`del::before { content: "[deleted\00003a "; }`,
		`<h2 class="level-1" id="redline-changes">What is different</h2>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

// A redline without changes has nothing to go to, and other reports have nothing of a redline at all.
func TestNoRedline(t *testing.T) {
	r := &doc.Report{Language: "en", Blocks: []doc.Block{&doc.Paragraph{Base: doc.Base{ID: "para-1"}, Inlines: words("Text")}}}
	plain, _ := render(t, r)
	for _, word := range []string{"<script", "--inserted", "preface", "change:"} {
		if strings.Contains(plain, word) {
			t.Errorf("a page without changes has %q", word)
		}
	}
	r.Preface = []doc.Block{&doc.Paragraph{Base: doc.Base{ID: "redline-same"}, Inlines: words("Nothing differs.")}}
	same, elements := render(t, r)
	checkPage(t, elements)
	if !strings.Contains(same, "Nothing differs.") || strings.Contains(same, "<script") || strings.Contains(same, "change:1") {
		t.Error("a redline without changes has a way to the first one, or does not say that nothing differs")
	}
}
