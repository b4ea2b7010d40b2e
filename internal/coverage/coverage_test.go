package coverage_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"rapporteur/internal/compile"
	"rapporteur/internal/coverage"
	"rapporteur/internal/recommendation"
)

const observations = `[document]
symbol = "CMW/C/HND/CO/1"
body = "CMW"
kind = "concluding-observations"
adopted = 2016-09-07
[16]
kind = "concern"
text = "Is concerned"
[17]
kind = "recommendation"
subject = { en = "Coordination <b>", fr = "Coordination & cie" }
text = { es = "Coordinar" }
institutions = ["SEDH"]
lead = "INM"
status = { value = "in-progress", date = 2020-01-01 }
[18]
kind = "recommendation"
subject = "Statistics"
[19]
kind = "recommendation"
subject = "Shelters"
[19a]
text = "Build them"
[20]
kind = "recommendation"
subject = "Training"
[20a]
text = "Of judges"
[20b]
text = "Of the police"
no-answer = "It is not for the State."
[21]
kind = "recommendation"
subject = "Data"
no-answer = { es = "No se sabe." }
`

const issues = `[document]
symbol = "CMW/C/HND/Q/2"
body = "CMW"
kind = "list-of-issues"
prefix = "loi"
adopted = 2023-01-01
[4]
kind = "question"
text = "Tell"
`

const institutions = `[INM]
name = { en = "National Migration Institute", fr = "Institut national des migrations" }
[SEDH]
name = "Secretaría de Derechos Humanos"
[STSS]
name = "Secretaría de Trabajo"
`

var sections = []string{
	"# Measures {#sec-measures}\n\nIn reply to @rec-21: data.[@law] {#para-data}\n\nA council, @rec-17. {#para-council}\n\nAgain @rec-17, and [?@rec-18] and @rec-19. {#para-again}\n\nJudges, @rec-20a.[@law]\n",
	"Nothing.\n",
	"+++\nresponds = [\"loi.4\"]\n+++\n# Figures {.unnumbered}\n",
}

// compiled is the coverage of a report with those registries.
func compiled(t *testing.T, language string, documents ...string) (*recommendation.Coverage, *compile.Result) {
	t.Helper()
	fsys := fstest.MapFS{
		"citations/a.toml":                  {Data: []byte("[law]\ntype = \"act\"\nnumber = \"5\"\n")},
		"recommendations/institutions.toml": {Data: []byte(institutions)},
	}
	for i, d := range documents {
		fsys[fmt.Sprintf("recommendations/%d.toml", i)] = &fstest.MapFile{Data: []byte(d)}
	}
	var names []string
	for i, text := range sections {
		name := fmt.Sprintf("%02d", i+1)
		names = append(names, fmt.Sprintf("%q", name))
		if len(documents) < 2 {
			text = strings.ReplaceAll(text, `"loi.4"`, "")
		}
		if len(documents) == 0 {
			text = "Text.\n"
		}
		fsys["content/"+language+"/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	fsys["report.toml"] = &fstest.MapFile{Data: []byte("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\nsymbol = \"CMW/C/HND/2\"\ndue = 2021\nlanguages = [\"" +
		language + "\"]\nsections = [" + strings.Join(names, ", ") + "]\n")}
	res, err := compile.Compile(fsys, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if res.Found.HasErrors() {
		t.Fatal(res.Found.Sorted())
	}
	return recommendation.Cover(res.Recommendations, res.Report), res
}

func TestText(t *testing.T) {
	c, _ := compiled(t, "en", observations, issues)
	var b strings.Builder
	if err := coverage.Text(&b, c, "en"); err != nil {
		t.Fatal(err)
	}
	const want = `CMW/C/HND/CO/1  2016-09-07

paragraph  state        answered in     subject
17         answered     2, 3        s   Coordination <b>
18         mentioned    (3)             Statistics
19         answered     3           s   Shelters
19a        with parent  3               Build them
20         in part                      Training
20a        answered     4               Of judges
20b        NO ANSWER                    Of the police
21         answered     1           o   Data

CMW/C/HND/Q/2  2023-01-01

paragraph  state        answered in     subject
loi.4      answered     03          s   Tell

7 asked: 4 answered, 1 answered only with their paragraph, 1 mentioned and not answered, 1 not answered
s  no source is cited there
o  answered out of the sequence of the document
sections that answer nothing: 02
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// TestWithin answers one recommendation below a heading and in paragraphs below it, which are part of that.
func TestWithin(t *testing.T) {
	was := sections
	defer func() { sections = was }()
	sections = []string{
		"# One {#sec-one}\n\nZero.\n\n## Two (@rec-17) {#sec-two}\n\nFirst, @rec-17.\n\nSecond:\n\n1. a;\n2. b, @rec-17.\n\n## Three\n\nThird @rec-17.\n",
		"Nothing.\n", "# Where {.annex .coverage}\n",
	}
	c, res := compiled(t, "en", observations)
	list := coverage.List(c, "en")
	if got := coverage.Printed(list.Recommendations[1].Answers); got != "2–3; 4" {
		t.Errorf("answered in %q; want 2–3; 4", got)
	}
	if diff := cmp.Diff([]string{"02"}, list.Silent); diff != "" {
		t.Errorf("sections that answer nothing (-want +got):\n%s", diff)
	}
	var b strings.Builder
	if err := coverage.Page(&b, c, res.Sheet.Language, "report.html"); err != nil {
		t.Fatal(err)
	}
	if row := b.String()[strings.Index(b.String(), `id="rec-17"`):]; !strings.Contains(row[:strings.Index(row, "</tr>")], ">2–3<") || strings.Contains(row[:strings.Index(row, "</tr>")], ">2<") {
		t.Errorf("row of the page: %s", row[:strings.Index(row, "</tr>")])
	}
}

// TestTextNarrow answers one recommendation in very many places: no line of the table is wider than a terminal, and no place is lost.
func TestTextNarrow(t *testing.T) {
	was := sections
	defer func() { sections = was }()
	sections = []string{strings.Repeat("See @rec-21.\n\n", 60)}
	c, _ := compiled(t, "en", strings.ReplaceAll(observations, `"Data"`, `"`+strings.Repeat("Long subjects ", 20)+`"`))
	var b strings.Builder
	if err := coverage.Text(&b, c, "en"); err != nil {
		t.Fatal(err)
	}
	table, _, _ := strings.Cut(b.String(), " asked:")
	for line := range strings.Lines(table) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	for n := 1; n <= 60; n++ {
		if !regexp.MustCompile(fmt.Sprintf(`(?m)[ (]%d\b`, n)).MatchString(table) {
			t.Errorf("the place %d is not in\n%s", n, table)
		}
	}
}

func TestNoRegistry(t *testing.T) {
	c, _ := compiled(t, "en")
	var b strings.Builder
	if err := coverage.Text(&b, c, "en"); err != nil {
		t.Fatal(err)
	}
	if want := "there are no recommendations: the folder recommendations has no file of a document\n"; b.String() != want {
		t.Errorf("text is %q", b.String())
	}
	list, err := json.Marshal(coverage.List(c, "en"))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"language":"en","asked":0,"counts":{},"recommendations":[],"silentSections":["01","02","03"]}`; string(list) != want {
		t.Errorf("list is %s", list)
	}
}

// TestList asks that the counts are those of the entries, that nothing is null, and that what goes through a parent names it.
func TestList(t *testing.T) {
	c, _ := compiled(t, "en", observations, issues)
	list := coverage.List(c, "en")
	sum := 0
	for _, n := range list.Counts {
		sum += n
	}
	if sum != list.Asked || list.Asked != 7 {
		t.Errorf("%d asked, %d counted", list.Asked, sum)
	}
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "null") {
		t.Errorf("a list is null in %s", text)
	}
	var got []string
	for _, e := range list.Recommendations {
		got = append(got, strings.TrimRight(fmt.Sprintf("%s %s %s|%s|%s", e.ID, e.State, e.Through, coverage.Printed(e.Answers), strings.Join(e.Institutions, " ")), "|"))
	}
	want := []string{"16 nothing-asked ", "17 answered |2; 3|INM SEDH", "18 mentioned ", "19 answered |3", "19a answered-only-by-parent 19|3", "20 partly-by-items ",
		"20a answered |4", "20b unanswered ", "21 answered |1", "loi.4 answered |03"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

// parsed is the page as a browser reads it.
func parsed(t *testing.T, language string) (text string, root *html.Node) {
	t.Helper()
	c, res := compiled(t, language, observations, issues)
	var b strings.Builder
	if err := coverage.Page(&b, c, res.Sheet.Language, "report.html"); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), root
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words is the text of an element, spaces made single.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestPage reads the page back: every recommendation stands in every order but those that ask nothing, links lead to a row of the page or to a
// block of the report, and ids are unique.
func TestPage(t *testing.T) {
	text, root := parsed(t, "en")
	ids, links := map[string]int{}, []string{}
	orders := map[string][]string{}
	for n := range root.Descendants() {
		if id := attribute(n, "id"); id != "" {
			ids[id]++
		}
		if n.Data == "a" {
			links = append(links, attribute(n, "href"))
		}
		if n.Data == "section" && attribute(n, "class") == "order" {
			for d := range n.Descendants() {
				if d.Data == "th" && attribute(d, "scope") == "row" {
					orders[attribute(n, "id")] = append(orders[attribute(n, "id")], words(d))
				}
			}
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q stands %d times", id, n)
		}
	}
	inReport := map[string]bool{}
	for _, link := range links {
		if id, ok := strings.CutPrefix(link, "#"); ok && ids[id] == 0 {
			t.Errorf("link to %q, which is not there", id)
		} else if id, ok := strings.CutPrefix(link, "report.html#"); ok {
			inReport[id] = true
		} else if !strings.HasPrefix(link, "#") {
			t.Errorf("link to %q", link)
		}
	}
	for _, id := range []string{"para-data", "para-council", "para-again"} {
		if !inReport[id] {
			t.Errorf("no link to %q of the report", id)
		}
	}
	const q = " (CMW/C/HND/Q/2)"
	want := map[string][]string{
		"document":    {"16", "17", "18", "19", "19 (a)", "20", "20 (a)", "20 (b)", "21", "4" + q},
		"state":       {"20 (b)", "18", "19 (a)", "20", "17", "19", "20 (a)", "21", "4" + q},
		"institution": {"17", "17", "18", "19", "19 (a)", "20", "20 (a)", "20 (b)", "21", "4" + q},
		"report":      {"1", "2", "3", "4", "section 03"},
	}
	if diff := cmp.Diff(want, orders); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
	for _, part := range []string{`<b>Coordination &lt;b&gt;</b>`, `<p lang="es">Coordinar</p>`, `INM – National Migration Institute`, `<dt>SEDH</dt>`, `Sections that answer nothing:</b> 02`,
		`no source`, `out of sequence`, `It is not for the State.`, `<p lang="es">No se sabe.</p>`, `mentioned in <a href="report.html#para-again">3</a>`, `Status: in progress, 1 January 2020`} {
		if !strings.Contains(text, part) {
			t.Errorf("the page has no %q", part)
		}
	}
	for _, part := range []string{"<script", "http://", "https://", "STSS", "ZgotmplZ"} { // an institution that answers for nothing is not listed
		if strings.Contains(text, part) {
			t.Errorf("the page has %q", part)
		}
	}
}

// TestPageWords asks that a page is in one language: no word of the English one stands in the others.
func TestPageWords(t *testing.T) {
	english := map[string]bool{}
	_, root := parsed(t, "en")
	heads := func(root *html.Node) []string {
		var all []string
		for n := range root.Descendants() {
			if class := attribute(n, "class"); n.Data == "h1" || n.Data == "h2" || n.Data == "label" || n.Data == "legend" || n.Data == "dt" || n.Data == "th" && attribute(n, "scope") == "col" || class == "state" || class == "flag" || class == "flag soft" {
				all = append(all, words(n))
			}
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	for _, w := range heads(root) {
		english[w] = true
	}
	_, root = parsed(t, "fr")
	french := heads(root)
	if len(french) < 15 {
		t.Errorf("the page has only the words %q", french)
	}
	for _, w := range french {
		if english[w] && w != "Institutions" && w != "INM" && w != "SEDH" {
			t.Errorf("%q stands in the French page", w)
		}
	}
}
