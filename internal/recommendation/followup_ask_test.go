package recommendation_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/recommendation"
)

// questions is a registry without findings and a report that answers it in part.
const questions = head + `title = { en = "Concluding observations" }
text = "paraphrase"

[17]
kind = "recommendation"
subject = { en = "Coordination", es = "Coordinación" }
text = { en = "Coordinate.", es = "Coordinar." }
institutions = ["SEDH", "INM"]
lead = "SEDH"
status = { value = "in-progress", date = 2022-01-28, source = "the report" }
follow-up = { due = 2018-09-07 }

[33]
kind = "recommendation"
subject = { en = "Missing migrants" }
text = { en = "Search." }
institutions = ["INM"]

[33a]
text = { en = "Here." }

[33b]
text = { en = "=There." }

[[33b.notes]]
date = 2020-01-01
institution = "INM"
text = { en = "One." }

[[33b.notes]]
date = 2022-01-01
text = { en = "Two." }

[41]
kind = "recommendation"
text = { en = "Recruit." }
institutions = ["INM"]
no-answer = { en = "It came too late." }

[43]
kind = "recommendation"
text = { en = "-Protect." }
institutions = ["INM"]

[45]
kind = "recommendation"
text = { en = "Not theirs." }
institutions = ["SEDH"]
`

const answers = `# One

The answer to @rec-17 is a list:

1. One;
2. Two, "quoted", and @rec-33b.

It goes on.

| A |
|---|
| cell |

## Two

Whole: @rec-33 and [?@rec-41].

# Annexed {.annex}

Once more, @rec-17.
`

// ask makes the questionnaire for the National Migration Institute.
func ask(t *testing.T, language string) (*recommendation.Questionnaire, *recommendation.Registry) {
	t.Helper()
	return askAbout(t, language, questions, answers)
}

// askAbout makes it of a registry and the only section of a report.
func askAbout(t *testing.T, language, questions, answers string) (*recommendation.Questionnaire, *recommendation.Registry) {
	t.Helper()
	res, err := compile.Compile(fstest.MapFS{
		"report.toml":                       {Data: []byte("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nsymbol = \"CMW/C/HND/2\"\nlanguages = [\"" + language + "\"]\nsections = [\"01\"]\n")},
		"content/" + language + "/01.md":    {Data: []byte(answers)},
		"recommendations/a.toml":            {Data: []byte(questions)},
		"recommendations/institutions.toml": {Data: []byte("[INM]\nname = { en = \"Migration Institute\", es = \"Instituto de Migración\" }\n[SEDH]\nname = { en = \"Ministry of Human Rights\" }\n")},
	}, compile.Options{Language: language})
	if err != nil {
		t.Fatal(err)
	}
	if f := short(t, &res.Found); strings.Contains(f, ": error: ") {
		t.Fatal(f)
	}
	c := recommendation.Cover(res.Recommendations, res.Report)
	return recommendation.Ask(c, c.Registry.Institution("INM"), res.Sheet.Language, "en"), c.Registry
}

func table(t *testing.T, q *recommendation.Questionnaire) string {
	t.Helper()
	var b bytes.Buffer
	if err := q.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestQuestionTable(t *testing.T) {
	q, _ := ask(t, "en")
	got := table(t, q)
	text, marked := strings.CutPrefix(got, "\ufeff")
	if !marked || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Errorf("no mark of UTF-8, or line ends that spreadsheets do not write: %q", got)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"recommendation", "institution", "language", "subject", "asked", "also answering", "deadline", "status", "last report", "notes so far", "date", "note", "source"},
		{"rec-17", "INM", "en", "Coordination", "Coordinate.", "Ministry of Human Rights", "2018-09-07", "in progress (28 January 2022; the report)",
			"Paragraph\u00a01: The answer to paragraph\u00a017 is a list: (a) One; (b) Two, “quoted”, and paragraph\u00a033\u00a0(b).\nParagraph\u00a02: It goes on.\nAnnex, 1: Once more, paragraph\u00a017.", "", "", "", ""},
		{"rec-33a", "INM", "en", "Missing migrants", "Search.\nHere.", "", "", "", "Paragraph\u00a03: Whole: paragraph\u00a033 and paragraph\u00a041.", "", "", "", ""},
		{"rec-33b", "INM", "en", "Missing migrants", "Search.\n=There.", "", "", "", "Paragraph\u00a01\u00a0(b): Two, “quoted”, and paragraph\u00a033\u00a0(b).\nParagraph\u00a02: It goes on.\nParagraph\u00a03: Whole: paragraph\u00a033 and paragraph\u00a041.",
			"1 January 2020, Migration Institute: One.\n1 January 2022: Two.", "", "", ""},
		{"rec-41", "INM", "en", "", "Recruit.", "", "", "", "It came too late.", "", "", "", ""},
		{"rec-43", "INM", "en", "", "'-Protect.", "", "", "", "The last report does not answer this recommendation.", "", "", "", ""},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// What an institution writes into the table comes back as notes.
func TestRoundTrip(t *testing.T) {
	q, r := ask(t, "es")
	var found diag.List
	text := table(t, q)
	if p := r.ReadReplies(diag.NewFile("a.csv", []byte(text)), "en", today, &found); p.Empty != 5 || len(p.New)+len(p.Known)+found.Len() > 0 {
		t.Errorf("an empty table: %d rows are empty, %d new, %d known, %d findings", p.Empty, len(p.New), len(p.Known), found.Len())
	}
	for _, separator := range []string{",", ";"} {
		filled := strings.Replace(text, ",,,\r\n", ",2022-10-31,\"Hecho, y ya\",ley\r\n", 2)
		if separator != "," {
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(filled, "\ufeff"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			w := csv.NewWriter(&b)
			w.Comma = ';'
			if err := w.WriteAll(rows); err != nil {
				t.Fatal(err)
			}
			filled = b.String()
		}
		replies := r.ReadReplies(diag.NewFile("a.csv", []byte(filled)), "en", today, &found)
		want := "new 17 2022-10-31 INM es Hecho, y ya ley\nnew 33a 2022-10-31 INM es Hecho, y ya ley"
		if got := strings.Join(replyLines("new", replies.New), "\n"); got != want || found.Len() > 0 {
			t.Errorf("replies with %q: %s\nwant %s\nfindings: %s", separator, got, want, short(t, &found))
		}
	}
}

func TestQuestionDocument(t *testing.T) {
	q, _ := ask(t, "en")
	rep := q.Document()
	var got []string
	ids := map[doc.ID]bool{}
	doc.Walk(rep.Blocks, func(b doc.Block) bool {
		if b.Ident() == "" || ids[b.Ident()] {
			t.Errorf("block %q has no id of its own", b.Ident())
		}
		ids[b.Ident()] = true
		switch b := b.(type) {
		case *doc.Heading:
			got = append(got, strings.Repeat("#", b.Level)+" "+b.Number+" "+doc.PlainText(b.Inlines))
		case *doc.Paragraph:
			got = append(got, doc.PlainText(b.Inlines))
		case *doc.Quote:
			got = append(got, ">")
		case *doc.Table:
			got = append(got, fieldsOf(b))
		}
		return true
	})
	got = got[1:] // how to answer
	const fields = "| What has been done | Date | Source |"
	want := []string{
		"# I. Concluding observations (CMW/C/HND/CO/1)", "The text of this document is not at hand; what it asks is said in other words.",
		"## 1. Paragraph\u00a017: Coordination", "What is asked: Coordinate.", "Also answering: Ministry of Human Rights", "Status: in progress (28 January 2022; the report)",
		"To be reported by: 7 September 2018", "What the last report says:", ">",
		"Paragraph\u00a01. The answer to paragraph\u00a017 is a list: (a) One; (b) Two, “quoted”, and paragraph\u00a033\u00a0(b).", "Paragraph\u00a02. It goes on.", "Annex, 1. Once more, paragraph\u00a017.", fields,
		"## 2. Paragraph\u00a033\u00a0(a): Missing migrants", "What is asked: Search. Here.", "What the last report says:", ">", "Paragraph\u00a03. Whole: paragraph\u00a033 and paragraph\u00a041.", fields,
		"## 3. Paragraph\u00a033\u00a0(b): Missing migrants", "What is asked: Search. =There.", "What the last report says:", ">",
		"Paragraph\u00a01\u00a0(b). Two, “quoted”, and paragraph\u00a033\u00a0(b).", "Paragraphs\u00a02 and 3 above.",
		"Progress so far: 1 January 2020, Migration Institute: One.", "1 January 2022: Two.", fields,
		"## 4. Paragraph\u00a041", "What is asked: Recruit.", "What the last report says: It came too late.", fields,
		"## 5. Paragraph\u00a043", "What is asked: -Protect.", "What the last report says: The last report does not answer this recommendation.", fields,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	if title := doc.PlainText(rep.Front.Title); title != "Questions on recommendations: Migration Institute" {
		t.Errorf("title %q", title)
	}
}

// fieldsOf is the first row of a table, whose other cells must be empty.
func fieldsOf(b *doc.Table) string {
	text := "|"
	for i, row := range b.Rows {
		for _, cell := range row.Cells {
			s := doc.PlainText(cell.Inlines)
			if i == 0 {
				text += " " + s + " |"
			} else if strings.Trim(s, "\u00a0\n") != "" {
				text += " not empty: " + s
			}
		}
	}
	return text
}

// What stands below a heading or in a section that answers is said paragraph by paragraph, what stands in a table cell by cell.
func TestQuestionsSayWhatIsBelow(t *testing.T) {
	registry := head + `[17]
kind = "recommendation"
text = { en = "A." }
institutions = ["INM"]
[19]
kind = "recommendation"
text = { en = "B." }
institutions = ["INM"]
[21]
kind = "recommendation"
text = { en = "C." }
institutions = ["INM"]
[23]
kind = "recommendation"
text = { en = "D." }
institutions = ["INM"]
[25]
kind = "recommendation"
text = { en = "E." }
institutions = ["INM"]
`
	q, _ := askAbout(t, "en", registry, `+++
responds = ["19"]
+++

# One (@rec-17)

First:

1. one;
2. two.

Second.

Third.

# Two

Fourth @rec-23.

| Year | @rec-21 |
|---|---|
| 2020 | 7 |

: Cases

# Three @rec-25

Fifth.
`)
	var got []string
	for _, one := range q.Questions {
		for _, s := range one.Said {
			got = append(got, string(one.Item.ID)+" "+strings.ReplaceAll(s.Place+": "+s.Text, "\u00a0", " "))
		}
	}
	want := []string{
		"17 paragraph 1: First: (a) one; (b) two.", "17 paragraph 2: Second.", "17 paragraph 3: Third.",
		"19 paragraph 1: First: (a) one; (b) two.", "19 paragraph 2: Second.", "19 paragraph 3: Third.", "19 paragraph 4: Fourth paragraph 23.", "19 paragraph 5: Fifth.",
		"21 Table 1: Cases: Year | Paragraph 21; 2020 | 7",
		"23 paragraph 4: Fourth paragraph 23.",
		"25 paragraph 5: Fifth.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("passages (-want +got):\n%s", diff)
	}
	var above []string
	doc.Walk(q.Document().Blocks, func(b doc.Block) bool {
		if p, ok := b.(*doc.Paragraph); ok {
			if text := doc.PlainText(p.Inlines); strings.HasSuffix(text, "above.") {
				above = append(above, strings.ReplaceAll(text, "\u00a0", " "))
			}
		}
		return true
	})
	if diff := cmp.Diff([]string{"Paragraphs 1 to 3 above.", "Paragraph 4 above.", "Paragraph 5 above."}, above); diff != "" {
		t.Errorf("what stands above (-want +got):\n%s", diff)
	}
}
