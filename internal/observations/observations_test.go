package observations_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/observations"
	"rapporteur/internal/word"
)

var update = flag.Bool("update", false, "write what comes out")

// read reads a document of testdata by the format that its name ends with. Word files are made of a list of paragraphs.
func read(t testing.TB, name string) []observations.Line {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	switch filepath.Ext(name) {
	case ".txt":
		return observations.Text(string(src))
	case ".html":
		lines, err := observations.HTML(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		return lines
	case ".paragraphs":
		return observations.Word(wordFile(t, string(src)))
	}
	t.Fatalf("%s: no format", name)
	return nil
}

// wordFile makes a Word file. A line is a paragraph; "1> text" is one that Word counts on the first level, "H> text" a heading.
func wordFile(t testing.TB, src string) *word.Document {
	t.Helper()
	const namespace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	var body strings.Builder
	for line := range strings.Lines(src) {
		kind, text, _ := strings.Cut(strings.TrimRight(line, "\n"), "> ")
		properties := ""
		switch kind {
		case "1", "2", "3":
			properties = fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr>`, kind[0]-'1')
		case "H":
			properties = `<w:outlineLvl w:val="1"/>`
		}
		text = strings.NewReplacer("&", "&amp;", "<", "&lt;", `\t`, `</w:t><w:tab/><w:t>`).Replace(text)
		fmt.Fprintf(&body, `<w:p><w:pPr>%s</w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, properties, text)
	}
	level := func(n int, format, text string) string {
		return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, n, format, text)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"word/document.xml":  `<w:document ` + namespace + `><w:body>` + body.String() + `</w:body></w:document>`,
		"word/numbering.xml": `<w:numbering ` + namespace + `><w:abstractNum w:abstractNumId="1">` + level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	d, err := word.Read(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// show writes a proposal for people.
func show(p *observations.Proposal) string {
	var b strings.Builder
	d := p.Document
	date := func(d time.Time) string {
		if d.IsZero() {
			return "-"
		}
		return d.Format(time.DateOnly)
	}
	title, _ := d.Title.In("", "")
	fmt.Fprintf(&b, "%s %s %s %s session %q adopted %s published %s language %s\n%s\n", d.Symbol, d.Body, d.State, d.Kind, d.Session, date(d.Adopted), date(d.Published), p.Language, title)
	if len(d.FollowUp.Paragraphs) > 0 {
		fmt.Fprintf(&b, "follow-up %s by %s\n", strings.Join(d.FollowUp.Paragraphs, ", "), date(d.FollowUp.Due))
	}
	for _, it := range d.Items {
		text, _ := it.Text.In("", "")
		subject, _ := it.Subject.In("", "")
		fmt.Fprintf(&b, "[%s] %s", it.Name, it.Kind)
		if it.Concern != "" {
			fmt.Fprintf(&b, " of %s", it.Concern)
		}
		if subject != "" {
			fmt.Fprintf(&b, " | %s", subject)
		}
		if len(it.States) > 0 {
			fmt.Fprintf(&b, " | %s", strings.Join(it.States, ", "))
		}
		if it.Position != "" {
			fmt.Fprintf(&b, " | %s", it.Position)
		}
		if len(it.Articles) > 0 {
			fmt.Fprintf(&b, " | arts. %s", strings.Join(it.Articles, ", "))
		}
		fmt.Fprintf(&b, "\n    %s\n", text)
		if it.Comment != "" {
			fmt.Fprintf(&b, "    # %s\n", it.Comment)
		}
	}
	for _, r := range p.Remarks {
		fmt.Fprintf(&b, "%d: %s: %s\n", r.Place, r.Item, r.Message)
	}
	return b.String()
}

// every are the numbers and items that each document of testdata has, as a person counts them. Those in brackets have lost their number.
var every = map[string]string{
	"clean.txt":             "1 2 3 3a 3b 4 5 6 7 8 8a 8a-i 8a-ii 8b 8c 9 10 10a 10b 10c 10d 11 12 13 14 15 16",
	"glued.txt":             "1 2 3 3a 3b 4 4a 4b 5 6 7 8 9",
	"lost-all-es.txt":       "1 2 3 4 4a 4b 4b-i 4b-ii 5 6 7 8 9",
	"lost-some-fr.txt":      "1 2 2a 2b 3 4 5 6 7 8 8a 8b 8c 9 10",
	"shared.txt":            "1 2 3 3a 3b 3c 4 5 6 7 8",
	"line.txt":              "1 2 3 4 4a 4b 5 6",
	"issues.txt":            "1 2 2a 2b 3",
	"review.txt":            "124.1 124.2 124.3 124.4",
	"headings.html":         "1 2 3 4 4a 4b 5 6 7 8",
	"lists.html":            "1 2 3 3a 3b 3b-i 3b-ii 4 5",
	"counted.paragraphs":    "1 2 3 3a 3b 4 5 5a 5a-i 5a-ii 5b 6",
	"literal.paragraphs":    "1 2 3 4 4a 4b",
	"letters.txt":           "1 2 2a 2b 2c 2c-i 2c-ii 2d 2e 2f 2g 2h 2i 2j 2k 3 3a 3a-i 3a-ii 3a-iii 3b 3c",
	"notes-fr.html":         "1 2 3 3a 3b 4 4a 4b 4b-i 4b-ii 5 6 7 8 9",
	"counted-es.paragraphs": "1 2 3 3a 3b 4 5 5a 5b 6 6a 6a-i 6a-ii 6b 7 8 9 10 11 12",
	"joined.txt":            "1 2 2a 2b 3 4 5 5a 5b 6 6a 6b 7 8",
	"split.txt":             "1 2 2a 2b 3 3a 3a-i 3a-ii 3b 3c 4 5 6",
	"themes.txt":            "1 1a 1b 2 2a 2b",
	"review-fr.txt":         "122 122.1 122.2 122.3 123 123.1 123.2 123.3",
}

// TestSequence puts numbers at the beginning of lines that are none of paragraphs.
func TestSequence(t *testing.T) {
	const head = "CMW/C/HND/CO/2\nC. Principal areas of concern and recommendations\n"
	var many strings.Builder
	for n := 1; n <= 1001; n++ {
		fmt.Fprintf(&many, "%d. The State party should act.\n", n)
	}
	for _, tt := range []struct{ name, text, want string }{
		{"a decoy before six that follow", "8. The Committee recommends that it act.\n9. The Committee is concerned about discrimination, in\n17. provinces of the country.\n10. The State party should act.\n11. The State party should act.\n12. The State party should act.\n",
			"8 9 10 11 12; 9: the number 17 in it does not follow 9; it was taken for text"},
		{"the next number, broken off its sentence", "8. The Committee recommends that it act.\n9. The Committee is concerned about discrimination in\n10. provinces of the country.\n10. The State party should act.\n11. The State party should act.\n",
			"8 9 10 11; 9: the number 10 in it does not follow 9; it was taken for text"},
		{"paragraphs that are lost", "8. The Committee recommends that it act.\n9. The State party should act.\n12. The State party should act.\n13. The State party should act.\n",
			"8 9 12 13; 10: it was not found; its text may be in paragraph 9; 11: it was not found; its text may be in paragraph 9"},
		{"more than are read", many.String(), "999 paragraphs; 999: paragraphs are read up to 999; the next ones were taken for text of it: \"1000. The State party should act.\""},
	} {
		p := observations.Propose(observations.Text(head+tt.text), "en")
		var names, told []string
		for _, it := range p.Document.Items {
			names = append(names, it.Name)
		}
		if len(names) > 100 {
			names = []string{fmt.Sprint(len(names)), "paragraphs"}
		}
		for _, r := range p.Remarks {
			if r.Item != "" {
				told = append(told, r.Item+": "+r.Message)
			}
		}
		told = slices.DeleteFunc(told, func(s string) bool { return strings.HasPrefix(s, "8: the first paragraph") })
		if got := strings.Join(append([]string{strings.Join(names, " ")}, told...), "; "); got != tt.want {
			t.Errorf("%s: %s; want %s", tt.name, got, tt.want)
		}
	}
}

// TestHidden asks that what a page does not show is no paragraph, and is told of.
func TestHidden(t *testing.T) {
	const page = `<p>CMW/C/HND/CO/2</p><h2>C. Principal areas of concern and recommendations</h2>
<p>5. The Committee urges the State party<span style="color:red;display: none"> not</span> to act.</p>
<p style="DISPLAY:none">6. The Committee recommends <b>what</b> nobody sees.</p>
<div hidden><p>7. The Committee recommends <script>more</script></p></div><p style="visibility:hidden">8. The Committee urges</p>
<p style="display:block">6. The Committee invites the State party to ratify.</p>`
	lines, err := observations.HTML(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	got := show(observations.Propose(lines, "en"))
	for _, want := range []string{"\n    The Committee urges the State party to act.\n", "[6] recommendation", "invites the State party to ratify", `text that the page does not show was left out, places: 4 (3, 5, 6, 7): "not"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
	for _, hidden := range []string{"nobody", "[7]", "[8]", "script"} {
		if strings.Contains(got, hidden) {
			t.Errorf("%q is in:\n%s", hidden, got)
		}
	}
}

// TestLeftOut asks that what a Word file has besides its text is told of once a kind, with its places, and that the note to the title says of which
// session the document is.
func TestLeftOut(t *testing.T) {
	d := wordFile(t, "T> CMW/C/HND/CO/2\nT> Concluding observations on the second report*\nH> Principal areas of concern and recommendations\nT> 17. The Committee recommends that the State party act.\nT> 18. The Committee urges the State party to ratify.\n")
	d.LeftOut = []word.LeftOut{
		{Kind: word.Note, Paragraph: 2, Text: "* Adopted by the Committee at its twenty-fifth session (29 August–7 September 2016)."},
		{Kind: word.Hidden, Paragraph: 4, Text: "(a) train inspectors"},
		{Kind: word.Deleted, Paragraph: 4, Text: "at once"},
		{Kind: word.Hidden, Paragraph: 5, Text: "the second Optional Protocol"},
		{Kind: word.Note, Paragraph: 5, Text: "General comment No. 2."},
	}
	got := show(observations.Propose(observations.Word(d), "en"))
	for _, want := range []string{
		`session "25"`,
		`4: : hidden text was left out, places: 2 (4, 5): "(a) train inspectors"` + "\n",
		`4: : text deleted in tracked changes was left out, places: 1: "at once"` + "\n",
		`5: : text of notes was left out, places: 1: "General comment No. 2."` + "\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
}

// TestPageHead asks that the symbol and the day are read from the head of the first page where the text does not have them, and that page
// numbers there are told of with those in the text.
func TestPageHead(t *testing.T) {
	d := wordFile(t, "T> Concluding observations on the second report\nH> Principal areas of concern and recommendations\nT> 17. The Committee recommends that the State party act.\n")
	d.LeftOut = []word.LeftOut{
		{Kind: word.Page, Text: "2"},
		{Kind: word.Page, Text: "United Nations CMW/C/HND/CO/2 Distr.: General 3 October 2016"},
		{Kind: word.Page, Text: "CMW/C/HND/CO/2"},
	}
	got := show(observations.Propose(observations.Word(d), "en"))
	for _, want := range []string{"CMW/C/HND/CO/2 CMW HND concluding-observations", "published 2016-10-03", "0: : page numbers, symbols at the head of pages and job numbers were left out, lines: 2\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
	if strings.Contains(got, "heads and feet") {
		t.Errorf("what was read is said to be left out:\n%s", got)
	}
}

// TestDocuments holds the proposals for made-up documents of every shape against what a person has read and found right, and asks that
// every number and item is there or is told of.
func TestDocuments(t *testing.T) {
	names, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range names {
		if filepath.Ext(name) == ".want" {
			continue
		}
		seen++
		t.Run(filepath.Base(name), func(t *testing.T) {
			p := observations.Propose(read(t, name), "")
			got := show(p)
			if *update {
				if err := os.WriteFile(name+".want", []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".want")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			told := map[string]bool{}
			for _, it := range p.Document.Items {
				told[it.Name] = true
			}
			for _, r := range p.Remarks {
				told[r.Item] = true
			}
			numbers := strings.Fields(every[filepath.Base(name)])
			if len(numbers) == 0 {
				t.Error("nobody has said which numbers it has")
			}
			for _, n := range numbers {
				if !told[n] {
					t.Errorf("%s is neither proposed nor told of", n)
				}
			}
		})
	}
	if seen != len(every) {
		t.Errorf("%d documents, %d lists of numbers", seen, len(every))
	}
}

// TestPositions asks what the State says to recommendations of the universal periodic review, by the words above them; "?" where nobody can tell.
func TestPositions(t *testing.T) {
	const unsure = "?"
	for text, want := range map[string]string{
		"The recommendations formulated during the interactive dialogue and listed below have been examined by Honduras and enjoy the support of Honduras:":                          "supported",
		"The following recommendations enjoy the support of Honduras, which considers that they are already implemented or in the process of implementation:":                        "supported",
		"The recommendations listed below have been accepted by Peru:":                                                                                                               "supported",
		"The recommendations below did not enjoy the support of Chad and would thus be noted:":                                                                                       "noted",
		"The following recommendations have been examined by Kenya and have been noted by Kenya:":                                                                                    "noted",
		"The recommendations below do not have the support of Nepal:":                                                                                                                "noted",
		"The following recommendations could not be accepted by Malta:":                                                                                                              "noted",
		"The following recommendations will be examined by Honduras, which will provide responses in due time, but no later than the thirtieth session of the Human Rights Council:": unsure,
		"The recommendations below are supported in part:":                                                                                                                           unsure,
		"Some of the recommendations below enjoy the support of Fiji; others were noted:":                                                                                            unsure,
		"The recommendations are:": unsure,
		"Les recommandations ci-après ont été examinées par le Burkina Faso et recueillent son adhésion :":                                                                     "supported",
		"Les recommandations formulées au cours du dialogue et énumérées ci-après ont été examinées par le Togo, qui y souscrit :":                                             "supported",
		"Le Burkina Faso a pris note des recommandations suivantes :":                                                                                                          "noted",
		"Les recommandations ci-après n’ont pas recueilli l’adhésion du Bénin, qui en a donc pris note :":                                                                      "noted",
		"Les recommandations ci-après ne recueillent pas l’adhésion du Gabon :":                                                                                                "noted",
		"Les recommandations ci-après seront examinées par le Niger, qui y répondra en temps voulu, au plus tard à la trente-huitième session du Conseil :":                    unsure,
		"Las recomendaciones que figuran a continuación han sido examinadas por Honduras y cuentan con su apoyo:":                                                              "supported",
		"Las recomendaciones formuladas durante el diálogo interactivo han sido aceptadas por el Perú:":                                                                        "supported",
		"Las recomendaciones que figuran a continuación no cuentan con el apoyo de Cuba, por lo que se toma nota de ellas:":                                                    "noted",
		"Chile ha tomado nota de las recomendaciones siguientes:":                                                                                                              "noted",
		"Las siguientes recomendaciones serán examinadas por Honduras, que dará respuesta a ellas a su debido tiempo, a más tardar en el 30º período de sesiones del Consejo:": unsure,
	} {
		source := "A/HRC/30/11\nReport of the Working Group\nII. Conclusions and/or recommendations\n124. " + text + "\n124.1 Ratify the Convention (Togo);\n"
		p := observations.Propose(observations.Text(source), "")
		if len(p.Document.Items) != 1 {
			t.Errorf("%s\n%s", text, show(p))
			continue
		}
		it := p.Document.Items[0]
		got := string(it.Position)
		if strings.HasPrefix(it.Comment, "unsure: ") {
			got += unsure
		}
		if got != want {
			t.Errorf("%s: %q, want %q\n%s", text, got, want, show(p))
		}
		if told := show(p); !strings.Contains(told, ": 124: ") {
			t.Errorf("%s: nothing is told of paragraph 124\n%s", text, told)
		}
	}
}
