package docx_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/styletest"
)

// Footnotes are real ones: their ids rise in the order of the marks, wherever these stand, and Word counts as the report does.
func TestFootnotes(t *testing.T) {
	r := longReport()
	f := open(t, render(t, r))
	var called []string
	for _, ref := range f.parse("word/document.xml").all("footnoteReference") {
		called = append(called, ref.attrs["id"])
	}
	var want []string
	for i := range len(r.Notes) + 1 {
		want = append(want, fmt.Sprint(i+1))
	}
	if !slices.Equal(called, want) {
		t.Errorf("marks call %v", called)
	}
	notes := f.parse("word/footnotes.xml").all("footnote")
	for i, id := range append([]string{"-1", "0"}, want...) {
		if notes[i].attrs["id"] != id {
			t.Errorf("footnote %d has id %s; want %s", i, notes[i].attrs["id"], id)
		}
	}
	if got := notes[2].words(); got != "\t*\tIssued without formal editing." {
		t.Errorf("the note of the title is %q", got)
	}
	second := notes[4]
	if got := second.words(); got != "\t\tA source, No. 2, available at https://example.org. See footnote 1 above." {
		t.Errorf("note 2 is %q", got)
	}
	if n := len(second.all("footnoteRef")); n != 1 {
		t.Errorf("note 2 has %d marks", n)
	}
	if got := second.child("p").child("pPr").child("pStyle").attrs["val"]; got != "FootnoteText" {
		t.Errorf("note 2 is of style %s", got)
	}
	var separators []string
	for _, n := range f.parse("word/settings.xml").child("footnotePr").kids {
		separators = append(separators, n.attrs["id"])
	}
	if !slices.Equal(separators, []string{"-1", "0"}) {
		t.Errorf("the settings name the separators %v", separators)
	}
}

// A mark of the author's own takes no number; called again it is a mark only.
func TestTitleNotes(t *testing.T) {
	r := longReport()
	r.Front.Title = append(r.Front.Title, &doc.Text{Value: ", again"}, &doc.Call{Note: r.Front.TitleNotes[0]})
	f := open(t, render(t, r))
	title := f.paragraph(", again")
	if got := title.words(); got != "\t\tA long report*, again*" {
		t.Errorf("the title is %q", got)
	}
	refs := title.all("footnoteReference")
	if len(refs) != 1 || refs[0].attrs["customMarkFollows"] != "1" {
		t.Errorf("the title calls %d notes", len(refs))
	}
}

// Letters under a table lead to their marks, marks lead to their letters.
func TestLetteredNotes(t *testing.T) {
	f := open(t, render(t, longReport()))
	body := f.parse("word/document.xml")
	places := map[string]string{} // words of the paragraph in which a bookmark begins
	for _, p := range body.all("p") {
		for _, b := range p.all("bookmarkStart") {
			places[b.attrs["name"]] = p.words()
		}
	}
	anchors := map[string]string{}
	for _, p := range body.all("p") {
		for _, h := range p.all("hyperlink") {
			if h.words() == "a" {
				anchors[p.words()] = places[h.attrs["anchor"]]
			}
		}
	}
	if got := anchors["2\u00a0117a"]; got != "a\u00a0Estimated." {
		t.Errorf("the mark in the cell leads to %q", got)
	}
	if got := anchors["a\u00a0Estimated."]; got != "2\u00a0117a" {
		t.Errorf("the letter under the table leads to %q", got)
	}
}

var bookmarkName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,39}$`)

// Bookmarks have names that Word accepts, each once, and end; every block has one.
func TestBookmarks(t *testing.T) {
	for name, r := range reports() {
		body := open(t, render(t, r)).parse("word/document.xml")
		names, open := map[string]bool{}, map[string]bool{}
		for _, b := range body.all("bookmarkStart") {
			n := b.attrs["name"]
			if !bookmarkName.MatchString(n) || names[strings.ToLower(n)] {
				t.Errorf("%s: bookmark %q", name, n)
			}
			names[strings.ToLower(n)] = true
			open[b.attrs["id"]] = true
		}
		ends := body.all("bookmarkEnd")
		for _, b := range ends {
			if !open[b.attrs["id"]] {
				t.Errorf("%s: bookmark %s ends without beginning", name, b.attrs["id"])
			}
		}
		if len(ends) != len(names) {
			t.Errorf("%s: %d bookmarks begin and %d end", name, len(names), len(ends))
		}
		doc.Walk(r.Blocks, func(b doc.Block) bool {
			if want := strings.ToLower(strings.ReplaceAll(string(b.Ident()), "-", "_")); len(want) > 0 && !names[want] && bookmarkName.MatchString(want) {
				t.Errorf("%s: no bookmark %s", name, want)
			}
			return true
		})
		for _, n := range slices.Concat(r.Front.TitleNotes, r.Notes) {
			if want := strings.ToLower(strings.ReplaceAll(string(n.ID), "-", "_")); !names[want] && bookmarkName.MatchString(want) {
				t.Errorf("%s: no bookmark for note %s", name, want)
			}
		}
	}
}

// Ids that Word would take for one, or not take at all, get names of their own; links still find them.
func TestBookmarkNames(t *testing.T) {
	long := strings.Repeat("very-long-", 6)
	ids := []doc.ID{"a-b", "a_b", "a.b", "A-B", "17", "é", doc.ID(long + "one"), doc.ID(long + "two"), "a-b-number"}
	r := doc.Samples()[0].Report
	r.Blocks = nil
	for i, id := range ids {
		r.Blocks = append(r.Blocks, &doc.Paragraph{Base: doc.Base{ID: id}, Number: i + 1, Label: fmt.Sprintf("%d.", i+1), Inlines: words(fmt.Sprintf("Text of %d", i+1))})
	}
	var refs []doc.Inline
	for i, id := range ids {
		refs = append(refs, &doc.Ref{Pieces: []doc.RefPiece{{Text: "no. "}, {Text: fmt.Sprint(i + 1), Target: id}, {Text: ", text "}, {Text: "elsewhere", Target: id}}})
	}
	r.Blocks = append(r.Blocks, &doc.Paragraph{Base: doc.Base{ID: "refs"}, Inlines: refs})
	for _, literal := range []bool{false, true} {
		s := styletest.Sheet("en")
		s.LiteralNumbers = literal
		body := open(t, renderWith(t, r, s)).document()
		where := map[string]string{}
		for _, p := range body.all("p") {
			for _, b := range p.all("bookmarkStart") {
				if !bookmarkName.MatchString(b.attrs["name"]) || where[b.attrs["name"]] != "" {
					t.Errorf("bookmark %q", b.attrs["name"])
				}
				where[b.attrs["name"]] = p.words()
			}
		}
		var fields, links []string
		for _, n := range body.all("instrText") {
			fields = append(fields, where[strings.Fields(n.words1())[1]])
		}
		for _, n := range body.all("hyperlink") {
			links = append(links, where[n.attrs["anchor"]])
		}
		for i := range ids {
			want := fmt.Sprintf("%d.\tText of %d", i+1, i+1)
			if fields[i] != want || links[i] != want {
				t.Errorf("reference to %q: the field repeats %q, the link leads to %q", ids[i], fields[i], links[i])
			}
		}
	}
}

// words1 is the text of n alone.
func (n *node) words1() string {
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.text)
	}
	return b.String()
}

// What a field repeats is what the report says: the text of its bookmark is the text that it shows.
func TestFieldsShowTheirTargets(t *testing.T) {
	f := open(t, render(t, longReport()))
	marked := map[string]string{}
	var fields [][2]string // instruction, shown
	numbers, counted := map[string]string{}, map[string]int{}
	for _, p := range f.document().all("p") {
		var open []string
		var at []string
		var instruction, shown string
		state := ""
		for _, k := range p.kids {
			switch k.name {
			case "bookmarkStart":
				open, at = append(open, k.attrs["name"]), append(at, k.attrs["id"])
				numbers[k.attrs["name"]] = p.number
			case "bookmarkEnd":
				i := slices.Index(at, k.attrs["id"])
				open, at = slices.Delete(open, i, i+1), slices.Delete(at, i, i+1)
			case "r":
				for _, name := range open {
					marked[name] += k.words()
				}
				for _, c := range k.kids {
					switch {
					case c.name == "fldChar":
						state = c.attrs["fldCharType"]
						if state == "end" {
							fields = append(fields, [2]string{strings.TrimSpace(instruction), shown})
							instruction, shown = "", ""
						}
					case c.name == "instrText":
						instruction += c.words1()
					case state == "separate":
						shown += k.words()
					}
				}
			}
		}
	}
	// A paragraph refers to another and to a chapter with a subhead; a table has a number.
	if want := 3*150 + 7; len(fields) != want {
		t.Errorf("%d fields; want %d", len(fields), want)
	}
	for _, field := range fields {
		words := strings.Fields(field[0])
		got := marked[words[1]]
		switch {
		case words[0] == "SEQ":
			counted[words[1]]++
			got = fmt.Sprint(counted[words[1]])
		case slices.Contains(words, `\n`):
			got = strings.TrimSuffix(numbers[words[1]], ".")
		}
		if got != field[1] || got == "" {
			t.Errorf("the field %s shows %q; Word will have %q", field[0], field[1], got)
		}
	}
}

// Word has no notes in notes: the mark is shown, and the loss reported.
func TestNoteInNote(t *testing.T) {
	src := diag.NewFile("content/en/a.md", []byte("abcdef"))
	inner := &doc.Note{ID: "inner", Number: 2, Mark: "2", Inlines: words("Inner")}
	outer := &doc.Note{ID: "outer", Number: 1, Mark: "1", Inlines: []doc.Inline{&doc.Text{Value: "Outer"}, &doc.Call{Place: doc.Place{Span: src.Span(2, 4)}, Note: inner}}}
	r := doc.Samples()[0].Report
	r.Notes = []*doc.Note{outer, inner}
	r.Blocks = []doc.Block{&doc.Paragraph{Base: doc.Base{ID: "p"}, Inlines: []doc.Inline{&doc.Call{Note: outer}}}}
	out, found := renderFound(t, r)
	if len(found) != 1 || found[0].Code != "docx/not-shown" || found[0].Span != src.Span(2, 4) {
		t.Errorf("findings %v", found)
	}
	notes := open(t, out).parse("word/footnotes.xml").all("footnote")
	if got := notes[len(notes)-1].words(); got != "\t\tOuter2" {
		t.Errorf("the note is %q", got)
	}
}
