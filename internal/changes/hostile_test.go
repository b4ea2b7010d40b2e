package changes_test

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	unsafehtml "github.com/yuin/goldmark/renderer/html"

	"rapporteur/internal/changes"
	"rapporteur/internal/doc"
	"rapporteur/internal/redline"
	"rapporteur/internal/styletest"
)

// hostile are texts that Markdown, GitHub, HTML or a terminal would take for something else.
var hostile = []string{
	"# no heading", "1. no list", "12) no list", "- no list", "+ no list", "> no quotation", "    no code", "=== no heading", "--- no rule", "| no | table |",
	"*no* _emphasis_ **at** __all__ ~~here~~", "`no code`", "[no link](https://example.org)", "![no](picture.png)", "[no]: https://example.org", "<b>no</b> <!-- html -->",
	"</details></ins>", "&amp; &lt; &copy;", `C:\*\_\`, "US$ 5 and US$ 6, $x^2$", "@nobody and #12", "no\x1b[31mcolour\x07", "a|b||c", "www.example.org", "[^1] and [12]", ":::",
	"see https://example.org/a_b_(c)*d|e?x=1&y=2, and more", "``` no fence", "~~~", "<https://x", "\\", "*", "[", "10. 11. 12.", "\u202eno turn", "{{.}}",
}

// listOf is a list with one change for every text, deleted, inserted and kept.
func listOf(texts []string) *changes.List {
	l := changes.Of(emptyResult(), changes.Options{Language: styletest.Sheet("en").Language})
	for i, s := range texts {
		at := []changes.Place{{Part: redline.ParagraphPart, Section: s, Number: fmt.Sprint(i), Heading: s}}
		l.Changes = append(l.Changes, changes.Change{Kind: redline.Changed, Old: at, New: at, Author: s, Commit: hash, Passages: []changes.Passage{
			{Owner: redline.TextOwner, Pieces: []changes.Piece{{Kind: redline.Kept, Text: s}, {Kind: redline.Deleted, Text: s}, {Kind: redline.Inserted, Text: s, Italic: true}, {Kind: redline.Kept, Text: s}}},
			{Owner: redline.NoteOwner, Name: s, Pieces: []changes.Piece{{Kind: redline.Inserted, Text: s}}},
		}})
		l.Summary.Changes++
		l.Summary.Counts = []changes.Count{{Part: redline.ParagraphPart, Kind: redline.Changed, Count: i + 1}}
		l.Summary.Figures = append(l.Summary.Figures, changes.Figure{Kind: redline.NumberFigure, Old: s, New: s, Place: at[0], Change: i})
	}
	return l
}

func emptyResult() *redline.Result {
	r := &doc.Report{Language: "en"}
	return redline.Compare(r, r, redline.Options{})
}

var (
	tag    = regexp.MustCompile(`<[^>]*>`)
	signs  = strings.NewReplacer("\u2060", "", "\x1b", "\ufffd", "\x07", "\ufffd", "\u202e", "\ufffd")
	spaces = regexp.MustCompile(`\s+`)
)

// TestMarkdownIsText reads the Markdown as GitHub does, and wants every text in it as it was, in as many elements as are written.
func TestMarkdownIsText(t *testing.T) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(unsafehtml.WithUnsafe()))
	for _, s := range hostile {
		var source, page bytes.Buffer
		if err := changes.Markdown(&source, []*changes.List{listOf([]string{s})}, changes.CommentSize); err != nil {
			t.Fatal(err)
		}
		if err := md.Convert(source.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		words := strings.TrimSpace(spaces.ReplaceAllString(signs.Replace(s), " "))
		body := page.String()
		for _, element := range []string{"del", "ins", "summary", "em"} {
			m := regexp.MustCompile(`(?s)<` + element + `>(.*?)</` + element + `>`).FindStringSubmatch(body)
			if m == nil {
				t.Errorf("%q: there is no %s in\n%s", s, element, source.String())
				continue
			}
			text := strings.TrimSpace(spaces.ReplaceAllString(strings.NewReplacer("\u2060", "", "%7C", "|").Replace(html.UnescapeString(tag.ReplaceAllString(m[1], ""))), " "))
			if element == "summary" {
				text = strings.TrimSuffix(text, " (1)")
			}
			if text != words {
				t.Errorf("%q: %s reads %q in\n%s", s, element, text, source.String())
			}
		}
		counts := map[string]int{"<details>": 1, "</details>": 1, "<blockquote>": 1, "<table>": 2, "<del>": 1, "<ins>": 2, "<h1": 0, "<h2": 0, "<li>": 0, "<code": 0, "<img": 0, "<hr": 0, "<em>": 1}
		for element, want := range counts {
			if got := strings.Count(body, element); got != want {
				t.Errorf("%q: %d of %s, want %d in\n%s", s, got, element, want, source.String())
			}
		}
	}
}

// TestMarkdownSize wants the Markdown never longer than a comment may be, whole in its elements, and honest about what is left out.
func TestMarkdownSize(t *testing.T) {
	var many []string
	for i := range 900 {
		many = append(many, fmt.Sprintf("Text %d %s", i, strings.Repeat("of some words ", 1+i%20)))
	}
	many = append(many, strings.Repeat("giant ", 20000))
	for _, size := range []int{4000, 20000, changes.CommentSize} {
		var b bytes.Buffer
		if err := changes.Markdown(&b, []*changes.List{listOf(many), listOf(many[:5])}, size); err != nil {
			t.Fatal(err)
		}
		out := b.String()
		if len(out) > size || len(out) < size/2 || !utf8.ValidString(out) {
			t.Errorf("%d bytes; at most %d were asked for", len(out), size)
		}
		if strings.Count(out, "<details>") != strings.Count(out, "</details>") {
			t.Errorf("at %d bytes something is not closed", size)
		}
		first, _, _ := strings.Cut(out, "\n### ")
		shown, left := strings.Count(first, ": changed**"), 0
		if m := leftOut.FindStringSubmatch(first); m != nil {
			left, _ = strconv.Atoi(m[1])
		}
		if shown+left != len(many) || shown == 0 || left == 0 {
			t.Errorf("at %d bytes %d changes are shown and %d left out, of %d", size, shown, left, len(many))
		}
	}
}

var leftOut = regexp.MustCompile(`([0-9]+) changes are left out`)

// TestTextIsSafe wants lines no wider than asked for, where words allow it, and no text that moves the cursor.
func TestTextIsSafe(t *testing.T) {
	var b bytes.Buffer
	if err := changes.Text(&b, []*changes.List{listOf(hostile)}, changes.TextOptions{Width: 40}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		line = strings.TrimSuffix(line, "\n")
		if strings.ContainsAny(line, "\x1b\x07\r\u202e") {
			t.Errorf("%q moves the cursor", line)
		}
		if n := utf8.RuneCountInString(line); n > 40 && strings.Contains(strings.TrimSpace(line), " ") && !strings.Contains(line, "//") {
			t.Errorf("%q has %d columns", line, n)
		}
	}
}

// TestPageIsText wants no text to be read as HTML.
func TestPageIsText(t *testing.T) {
	out := page(t, []*changes.List{listOf(hostile)})
	for _, not := range []string{"<b>no", "</details></ins>", "<!-- html", "&amp;copy;x", "javascript:"} {
		if strings.Contains(out, not) {
			t.Errorf("%q is in the page", not)
		}
	}
	if got := strings.Count(out, "<article"); got != len(hostile) {
		t.Errorf("%d changes; want %d", got, len(hostile))
	}
	for _, want := range []string{"&lt;b&gt;no&lt;/b&gt;", "&amp;amp; &amp;lt; &amp;copy;"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the page", want)
		}
	}
}

// TestSections wants the changes of the sections asked for, and no others.
func TestSections(t *testing.T) {
	a := archive(t, "revised.txtar")
	l := compared(t, project(a, "old"), project(a, "new"), "03-annex")
	if len(l.Changes) != 1 || l.Changes[0].New[0].Section != "03-annex" || len(l.Summary.Figures) != 1 {
		t.Errorf("%d changes, %d figures; want one of 03-annex", len(l.Changes), len(l.Summary.Figures))
	}
}
