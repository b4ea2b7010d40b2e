package docx_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/internal/wordtest"
)

// document returns the body as a reader of the page sees it: every paragraph with the number that Word counts, and a tab.
func (f file) document() *node {
	f.t.Helper()
	numbers, err := wordtest.Numbers(func(name string) []byte {
		src, err := readPart(f, name)
		if err != nil {
			return nil
		}
		return src
	})
	if err != nil {
		f.t.Fatal(err)
	}
	body := f.parse("word/document.xml")
	for i, p := range body.all("p") {
		if numbers[i] != "" {
			p.number = numbers[i]
			p.kids = append([]*node{{text: numbers[i] + "\t"}}, p.kids...)
		}
	}
	return body
}

// A skeleton is a report of numbered things only; a line is a block: "# Title" a heading, "#- Title" one without number, "#! Title" an annex,
// "a. Item", "  i. Item", "- Bullet" an item, "> 1. Item" an item of a quotation, everything else a paragraph; "-- Words" is a paragraph inside an item.
func skeleton(t *testing.T, language, text string) *doc.Report {
	t.Helper()
	l := styletest.Sheet(language).Language
	r := &doc.Report{Language: language, Front: doc.Front{Title: words("A title")}}
	var counters [6]int
	paragraphs, annexes, annex := 0, strings.Count(text, "#!"), 0
	var lists []*doc.List // open, by depth
	id := 0
	base := func() doc.Base { id++; return doc.Base{ID: doc.ID(fmt.Sprintf("id-%d", id))} }
	item := func(depth int, ordered bool, marker, s string) {
		lists = lists[:min(len(lists), depth)]
		if len(lists) < depth {
			n := &doc.List{Base: base(), Ordered: ordered, Depth: depth}
			if depth == 1 {
				r.Blocks = append(r.Blocks, n)
			} else {
				over := lists[depth-2].Items
				last := over[len(over)-1]
				last.Blocks = append(last.Blocks, n)
			}
			lists = append(lists, n)
		}
		n := lists[depth-1]
		if marker == "" {
			marker = style.Marker(l.Markers.Items[depth-1], len(n.Items)+1)
		}
		n.Items = append(n.Items, &doc.Item{Base: base(), Marker: marker, Inlines: words(s)})
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		depth := (len(line)-len(strings.TrimLeft(line, " ")))/2 + 1
		switch {
		case line == "":
			lists = nil
		case kind == "#!":
			lists = nil
			annex++
			clear(counters[:])
			paragraphs = 0
			h := &doc.Heading{Base: base(), Level: 1, Annex: true, Number: "Annex", Path: "annex", Inlines: words(rest)}
			if annexes > 1 {
				h.Number += " " + style.Counter('I', annex)
				h.Path += "\u00a0" + style.Counter('I', annex)
			}
			r.Blocks = append(r.Blocks, h)
		case strings.HasPrefix(kind, "#"):
			lists = nil
			level := strings.Count(kind, "#")
			clear(counters[level:])
			h := &doc.Heading{Base: base(), Level: level, Inlines: words(rest)}
			if !strings.HasSuffix(kind, "-") {
				counters[level-1]++
				h.Number = style.Marker(l.Markers.Headings[level-1], counters[level-1])
			}
			r.Blocks = append(r.Blocks, h)
		case kind == "--":
			last := lists[depth-1].Items
			it := last[len(last)-1]
			it.Blocks = append(it.Blocks, &doc.Paragraph{Base: base(), Inlines: words(rest)})
			lists = lists[:depth]
		case kind == "-":
			item(depth, false, "•", rest)
		case kind == ">":
			marker, rest, _ := strings.Cut(rest, " ")
			q := &doc.Quote{Base: base(), Blocks: []doc.Block{&doc.List{Base: base(), Ordered: true, Depth: 1, Items: []*doc.Item{{Base: base(), Marker: marker, Inlines: words(rest)}}}}}
			r.Blocks = append(r.Blocks, q)
		case strings.HasSuffix(kind, ".") || strings.HasSuffix(kind, ")"):
			item(depth, true, "", rest)
		default:
			lists = nil
			paragraphs++
			p := &doc.Paragraph{Base: base(), Number: paragraphs, Label: style.Marker(l.Markers.Paragraph, paragraphs), Inlines: words(line)}
			if annex > 0 {
				p.Annex = fmt.Sprint("annex ", annex)
			}
			r.Blocks = append(r.Blocks, p)
		}
	}
	return r
}

// printed is what stands before each block of a report, in reading order.
func printed(blocks []doc.Block) []string {
	var out []string
	doc.Walk(blocks, func(b doc.Block) bool {
		switch b := b.(type) {
		case *doc.Heading:
			out = append(out, b.Number+"|"+doc.PlainText(b.Inlines))
		case *doc.Paragraph:
			out = append(out, b.Label+"|"+doc.PlainText(b.Inlines))
		case *doc.Item:
			out = append(out, b.Marker+"|"+doc.PlainText(b.Inlines))
		}
		return true
	})
	return out
}

// skeletons are reports in which Word would count otherwise if it were not told.
var skeletons = map[string]string{
	"plain":                        "# One\nFirst\nSecond\n# Two\nThird",
	"subheads begin anew":          "# One\n## A\n## B\n# Two\n## A\n### 1\n### 2\n## B\n### 1",
	"below one without number":     "# One\n## A\n## B\n#- None\n## A\n## B\n# Two\n## A\n##- None\n### 1\n### 2",
	"only the fourth level":        "####- None\n#### a\n#### b",
	"a level is left out":          "# One\n### 1\n### 2\n# Two\n### 1",
	"lists are lists of their own": "First\na. A\nb. B\n\na. A again\nSecond\na. And again\nb. B",
	"lists in lists":               "First\na. A\n  i. I\n  ii. II\n    a. aa\n    b. bb\n      i. ii\nb. B\n  i. I\n    a. aa\nc. C",
	"two lists in one item":        "First\na. A\n  i. I\n  ii. II\n-- words between\n  i. I again\n  ii. II\nb. B\n  i. And again",
	"more than 26 items":           "First\n" + strings.Repeat("a. Item\n", 60),
	"bullets":                      "First\n- One\n- Two\n  - Three\n    - Four\n      - Five\n-- words below\n\na. A\n  - Bullet\nb. B",
	"a quotation":                  "First\n> (1) One\n> (2) Two\na. A\n\nSecond",
	"annexes":                      "# One\n## A\nFirst\na. A\nSecond\n#! Annex\n# One\n## A\nFirst again\na. A\nSecond again\n#! Another\nFirst of it\n# One\nSecond of it",
	"one annex":                    "# One\nFirst\n#! Annex\nFirst again\n## A",
	"a paragraph in an item":       "First\na. A\n-- more of it\nb. B\n-- more\nSecond",
	"no number at all":             "#- One\n##- Two",
}

// afterTitle returns the paragraphs below the title of a skeleton.
func afterTitle(t *testing.T, body *node) []*node {
	t.Helper()
	all := body.all("p")
	at := slices.IndexFunc(all, func(p *node) bool { return strings.TrimLeft(p.words(), "\t") == "A title" })
	if at < 0 {
		t.Fatal("there is no title")
	}
	return all[at+1:]
}

// Word counts what the report counts, in every language and whatever stands between.
func TestNumbering(t *testing.T) {
	for name, text := range skeletons {
		for _, language := range []string{"en", "es", "fr"} {
			t.Run(name+" "+language, func(t *testing.T) {
				r := skeleton(t, language, text)
				for _, literal := range []bool{false, true} {
					s := styletest.Sheet(language)
					s.LiteralNumbers = literal
					f := open(t, renderWith(t, r, s))
					want := printed(r.Blocks)
					for _, p := range afterTitle(t, f.document()) {
						at := strings.TrimLeft(p.words(), "\t")
						if strings.TrimSpace(at) == "" {
							continue
						}
						marker, rest, ok := strings.Cut(strings.ReplaceAll(at, "\n", "\t"), "\t")
						if !ok {
							marker, rest = "", at
						}
						if len(want) == 0 {
							t.Errorf("literal %v: %q too many", literal, at)
							break
						}
						if got := marker + "|" + rest; got != want[0] {
							t.Errorf("literal %v: %q; want %q", literal, got, want[0])
						}
						if counted := p.number != ""; counted == literal && marker != "" && !strings.HasPrefix(marker, "Annex") && !strings.HasPrefix(marker, "(1") && !strings.HasPrefix(marker, "(2") {
							t.Errorf("literal %v: number %q of %q, counted by Word: %v", literal, marker, rest, counted)
						}
						want = want[1:]
					}
					if len(want) > 0 {
						t.Errorf("literal %v: %q are missing", literal, want)
					}
				}
			})
		}
	}
}

// All numbered paragraphs of the body are of one numbering, those of an annex of another, and each list is of its own, so that what is added
// in Word does not count elsewhere.
func TestNumberingsOfTheirOwn(t *testing.T) {
	f := open(t, render(t, skeleton(t, "en", "# One\n## D\n# Two\n## E\nFirst\na. A\nb. B\nSecond\na. C\n  i. Inner\nb. F\n  i. Other\n-- words\n  i. Second inner\nc. G\n  i. Last\n#! Annex\nThird\nFourth")))
	of := map[string]string{}
	for _, p := range f.parse("word/document.xml").all("p") {
		of[strings.TrimLeft(p.words(), "\t")] = p.child("pPr").child("numPr").child("numId").attrs["val"]
	}
	for _, same := range [][2]string{{"First", "Second"}, {"A", "B"}, {"Third", "Fourth"}, {"One", "E"}, {"D", "E"}, {"C", "Inner"}, {"C", "Other"}, {"C", "G"}, {"C", "Last"}} {
		if of[same[0]] != of[same[1]] || of[same[0]] == "" {
			t.Errorf("%q is of numbering %q, %q of %q", same[0], of[same[0]], same[1], of[same[1]])
		}
	}
	for _, other := range [][2]string{{"First", "A"}, {"A", "C"}, {"First", "Third"}, {"Other", "Second inner"}} {
		if of[other[0]] == of[other[1]] {
			t.Errorf("%q and %q are both of numbering %q", other[0], other[1], of[other[0]])
		}
	}
}

// A level that gets its first number when a level below it has one already says where it starts: programs do not agree where it stands.
func TestSkippedLevels(t *testing.T) {
	f := open(t, render(t, skeleton(t, "en", "# One\n## D\n###- Plain\n#### Below\n### First\n### Second\n## E\n### Again")))
	of := map[string]string{}
	for _, p := range f.parse("word/document.xml").all("p") {
		of[strings.TrimLeft(p.words(), "\t")] = p.child("pPr").child("numPr").child("numId").attrs["val"]
	}
	starts := map[string]string{}
	for _, n := range f.parse("word/numbering.xml").all("num") {
		if o := n.child("lvlOverride"); o.name != "" {
			starts[n.attrs["numId"]] = o.attrs["ilvl"] + " at " + o.child("startOverride").attrs["val"]
		}
	}
	if got := starts[of["First"]]; got != "2 at 1" {
		t.Errorf("the first heading of a level that was skipped begins %q, want 2 at 1", got)
	}
	for _, same := range [][2]string{{"First", "Second"}, {"D", "E"}, {"E", "Again"}} {
		if of[same[0]] != of[same[1]] {
			t.Errorf("%q is of numbering %s, %q of %s", same[0], of[same[0]], same[1], of[same[1]])
		}
	}
}

// What stands in a style is not stated again in its paragraphs.
func TestNumbersNeedNoFormatting(t *testing.T) {
	f := open(t, render(t, skeleton(t, "en", "# One\n## A\nFirst\na. A\n  i. I\n\n- Bullet")))
	for _, p := range afterTitle(t, f.parse("word/document.xml")) {
		for _, k := range p.child("pPr").kids {
			if k.name != "pStyle" && k.name != "numPr" && p.words() != "" && strings.TrimSpace(p.words()) != "" && k.name != "keepNext" {
				t.Errorf("%q states <%s> itself", p.words(), k.name)
			}
		}
	}
}

// With numbers as text there is no numbering, and no field counts.
func TestLiteralNumbers(t *testing.T) {
	s := styletest.Sheet("en")
	s.LiteralNumbers = true
	var b bytes.Buffer
	if _, err := docx.Render(&b, longReport(), s); err != nil {
		t.Fatal(err)
	}
	f := open(t, b.Bytes())
	if _, err := readPart(f, "word/numbering.xml"); err == nil {
		t.Error("there is a part of numberings")
	}
	for _, n := range f.parse("word/document.xml").all("instrText") {
		if strings.Contains(n.words1(), "SEQ") {
			t.Errorf("field %q", n.words1())
		}
	}
	if got := f.paragraph("The State party").words(); !strings.HasPrefix(got, "1.\tThe State party") {
		t.Errorf("the first paragraph is %q", got)
	}
}

// References are fields over what Word counts: paragraphs, items in them, chapters and subheads, titles without number, annexes, tables.
func TestReferences(t *testing.T) {
	refs := func(words, target string) []doc.Inline {
		return []doc.Inline{&doc.Ref{Pieces: []doc.RefPiece{{Text: words, Target: doc.ID(target)}}}}
	}
	for _, c := range []struct{ text, target, words, literal, live string }{
		{"First\nSecond", "id-2", "2", `REF id_2_number \h 2`, `REF id_2 \n \h 2`},
		{"First\na. A\nb. B", "id-4", "1\u00a0(b)", "REF id_1_number \\h 1|\u00a0|REF id_4_number \\h (b)", "REF id_1 \\n \\h 1|\u00a0|REF id_4 \\n \\h (b)"},
		{"First\na. A\nb. B", "id-4", "(b)", `REF id_4_number \h (b)`, `REF id_4 \n \h (b)`},
		{"First\na. A\n  i. I\n  ii. II", "id-6", "1\u00a0(a)\u00a0(ii)", "REF id_1_number \\h 1|\u00a0|REF id_3_number \\h (a)|\u00a0|REF id_6_number \\h (ii)", "REF id_1 \\n \\h 1|\u00a0|REF id_3 \\n \\h (a)|\u00a0|REF id_6 \\n \\h (ii)"},
		{"# One\n# Two\n## A\n## B", "id-4", "II.B", "REF id_2_number \\h II|.|REF id_4_number \\h B", "REF id_2 \\n \\h II|.|REF id_4 \\n \\h B"},
		{"# One\n## A\n### 1\n#### a", "id-4", "I.A.1.a", "REF id_1_number \\h I|.|REF id_2_number \\h A|.|REF id_3_number \\h 1|.|REF id_4_number \\h a", "link id_4 I.A.1.a"},
		{"#- A title", "id-1", "A title", `REF id_1_title \h A title`, `REF id_1_title \h A title`},
		{"First\n#! An annex\n#! Another", "id-3", "annex\u00a0II", "annex\u00a0|REF id_3_number \\h II", "annex\u00a0|REF id_3_number \\h II"},
		{"First\n#! An annex", "id-2", "annex", "link id_2 annex", "link id_2 annex"},
		{"First", "id-1", "the first", "link id_1 the first", "link id_1 the first"},
	} {
		for _, literal := range []bool{true, false} {
			s := styletest.Sheet("en")
			s.LiteralNumbers = literal
			r := skeleton(t, "en", c.text)
			r.Blocks = append(r.Blocks, &doc.Paragraph{Base: doc.Base{ID: "here"}, Inlines: append(words("See "), refs(c.words, c.target)...)})
			want := c.live
			if literal {
				want = c.literal
			}
			if got := strings.TrimPrefix(strings.TrimPrefix(strings.Join(fields(open(t, renderWith(t, r, s)).paragraph("See ")), "|"), "See "), "|"); got != want {
				t.Errorf("%q, literal %v: %s; want %s", c.words, literal, got, want)
			}
		}
	}
}

// fields returns the parts of a paragraph: a field as its instruction and what it shows, a link as its anchor and what it shows, text.
func fields(p *node) []string {
	var out []string
	state := ""
	for _, k := range p.kids {
		switch k.name {
		case "hyperlink":
			out = append(out, "link "+k.attrs["anchor"]+" "+k.words())
		case "r":
			for _, c := range k.kids {
				switch c.name {
				case "fldChar":
					state = c.attrs["fldCharType"]
				case "instrText":
					out = append(out, strings.TrimSpace(c.words1()))
				case "t":
					if state == "separate" {
						out[len(out)-1] += " " + c.words1()
					} else {
						out = append(out, c.words1())
					}
				}
			}
		}
	}
	return out
}
