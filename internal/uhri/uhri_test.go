package uhri_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/tomlfile"
	"rapporteur/internal/uhri"
)

var options = uhri.Options{Language: "en", States: map[string]string{"HND": "Honduras", "IRQ": "Iraq"}}

// sheet has the quirks of the Index: a column spelt wrong, lists with "- ", days as numbers, a heading and a number run into the text.
const sheet = "\uFEFFText,Countries Concerned,Reccomending Body,Document Symbol,Themes,Affected Persons,Sdgs,Document Publication Date,UPR Reccomending States,UPR Position,Type,OHCHR Annotation Id,UPR Session,Regions Concerned,Recommending Regions,Date of publication on UHRI\r\n" +
	"Rural women (art. 14) 49.The Committee notes with concern that few own land,- Iraq,- CEDAW,CEDAW/C/IRQ/CO/8,\"- Equality & non-discrimination\n- Right to land\",- Women & girls,\"- 1.4 - Equal rights to economic resources\r\n- 16.3 - Promote the rule of law\",46078,,,- Concerns/Observations,b4288060,,- Asia-Pacific,,46125.4996282407\r\n" +
	"50.The Committee recommends that the State party: (a) Register land; (b) Build roads.,- Iraq,- CEDAW,CEDAW/C/IRQ/CO/8,,,,46078,,,- Recommendations,c1,,,,\r\n" +
	"6.123. Ratify the Convention,- Honduras,- UPR,A/HRC/46/12,,,,2020-12-15,\"- Chile\n- Peru\",- Supported,- Recommendations,d1,- 36,,,\r\n"

func TestSheet(t *testing.T) {
	all, notes, err := uhri.ReadCSV([]byte(sheet))
	if err != nil {
		t.Fatal(err)
	}
	if len(notes) > 0 {
		t.Errorf("notes %v", notes)
	}
	want := uhri.Annotation{
		ID: "b4288060", Symbol: "CEDAW/C/IRQ/CO/8", Bodies: []string{"CEDAW"}, Countries: []string{"Iraq"}, Regions: []string{"Asia-Pacific"},
		Themes: []string{"Equality & non-discrimination", "Right to land"}, Persons: []string{"Women & girls"},
		Goals: []string{"1.4 - Equal rights to economic resources", "16.3 - Promote the rule of law"}, Types: []string{"Concerns/Observations"},
		Published: time.Date(2026, 2, 25, 0, 0, 0, 0, time.UTC), Indexed: time.Date(2026, 4, 13, 0, 0, 0, 0, time.UTC),
		Text: "Rural women (art. 14) 49.The Committee notes with concern that few own land",
	}
	if diff := cmp.Diff(want, all[0]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Chile", "Peru"}, all[2].Recommending); diff != "" {
		t.Error(diff)
	}

	documents, notes := uhri.Documents(all, options)
	var b strings.Builder
	for _, d := range documents {
		if err := recommendation.Write(&b, d); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range notes {
		b.WriteString(n.Symbol + " " + n.Item + ": " + n.Message + "\n")
	}
	const proposal = `[document]
symbol = "CEDAW/C/IRQ/CO/8"
body = "CEDAW"
kind = "concluding-observations"
state = "IRQ"
published = 2026-02-25
text = "official"

[49]
kind = "concern"
subject = { en = "Rural women" }
text = { en = "The Committee notes with concern that few own land" }
themes = ["Equality & non-discrimination"]
rights = ["Right to land"]
articles = ["14"]
groups = ["Women & girls"]
sdg = ["1.4", "16.3"]
uhri = "b4288060"

[50]
kind = "recommendation"
text = { en = "The Committee recommends that the State party:" }
uhri = "c1"

[50a]
text = { en = "Register land" }

[50b]
text = { en = "Build roads." }
[document]
symbol = "A/HRC/46/12"
body = "UPR"
kind = "upr-report"
state = "HND"
session = "36"
published = 2020-12-15
text = "official"

["6.123"]
kind = "recommendation"
text = { en = "Ratify the Convention" }
states = ["Chile", "Peru"]
position = "supported"
uhri = "d1"
CEDAW/C/IRQ/CO/8 : the Index has no date of adoption; add adopted to [document]
A/HRC/46/12 : the Index has no date of adoption; add adopted to [document]
 : names of targets are left out; their numbers are kept (records: 2)
 : the registry has no place for Date of publication on UHRI (records: 1)
 : the registry has no place for Regions Concerned (records: 1)
`
	if diff := cmp.Diff(proposal, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// registry has all that the Index has a place for.
const registry = `[document]
symbol = "CMW/C/HND/CO/1"
body = "CMW"
kind = "concluding-observations"
state = "HND"
published = 2016-10-03
text = "official"
[16]
kind = "concern"
subject = { en = "Coordination" }
text = { en = "The Committee is concerned that bodies do not work together." }
articles = ["73", "84"]
uhri = "a-16"
[17]
kind = "recommendation"
subject = { en = "Coordination" }
text = { en = "The Committee recommends that the State party, in line with its general comment No. 2:" }
articles = ["73", "84"]
themes = ["Institutions & policies"]
rights = ["Right to an effective remedy"]
groups = ["Migrants", "Children"]
sdg = ["10.7", "16"]
uhri = "a-17"
[17a]
text = { en = "Name one \"body\", which:" }
groups = ["Migrants"]
uhri = "a-17a"
[17a-i]
text = { en = "Has a budget of 3. million, and" }
uhri = "a-17a-i"
[17b]
text = { en = "Train\tofficials." }
[33]
kind = "recommendation"
subject = { en = "Missing migrants" }
uhri = "a-33"
[33a]
text = { en = "Search for them" }
[33b]
text = { en = "=1+1" }
[41]
kind = "recommendation"
subject = { en = "=HYPERLINK(\"https://example.org\")" }
text = { en = "The Committee recommends that the State party act." }
[64]
kind = "dissemination"
subject = { en = "Dissemination" }
text = { en = "The Committee requests the State party to hand it out." }
[66]
kind = "next-report"
subject = { en = "Next periodic report" }
text = { en = "The Committee requests the State party to report by 1 October 2021." }
`

const review = `[document]
symbol = "A/HRC/46/12"
body = "UPR"
kind = "upr-report"
state = "HND"
session = "36"
published = 2020-12-15
prefix = "upr"
text = "official"
["124.1"]
kind = "recommendation"
text = { en = "Ratify the Convention" }
states = ["Chile", "Peru"]
position = "noted"
sdg = ["1.a"]
`

func load(t *testing.T, files ...string) *recommendation.Registry {
	t.Helper()
	fsys := fstest.MapFS{}
	for i, src := range files {
		fsys["recommendations/"+string(rune('a'+i))+".toml"] = &fstest.MapFile{Data: []byte(src)}
	}
	var found diag.List
	r := recommendation.Load(fsys, &found)
	for _, d := range found.Sorted() {
		if !strings.Contains(d.Message, "adopted") {
			t.Fatal(d.Message)
		}
	}
	return r
}

// forms are the two forms of an export.
var forms = []struct {
	name  string
	write func(*bytes.Buffer, []uhri.Annotation) error
	read  func([]byte) ([]uhri.Annotation, []uhri.Note, error)
}{
	{"json", func(b *bytes.Buffer, all []uhri.Annotation) error { return uhri.WriteJSON(b, all) }, func(src []byte) ([]uhri.Annotation, []uhri.Note, error) { return uhri.ReadJSON(bytes.NewReader(src)) }},
	{"csv", func(b *bytes.Buffer, all []uhri.Annotation) error { return uhri.WriteCSV(b, all) }, uhri.ReadCSV},
}

// TestRoundTrip exports a registry, imports it and compares, field by field; and exports again, byte by byte.
func TestRoundTrip(t *testing.T) {
	for _, form := range forms {
		t.Run(form.name, func(t *testing.T) {
			was := load(t, registry, review)
			records, notes := uhri.Annotations(was, options)
			for _, n := range notes {
				if !strings.HasPrefix(n.Message, "there is no annotation id") && !strings.Contains(n.Message, "prefix") && n.Message != "it has no text" {
					t.Errorf("note %v", n)
				}
			}
			var first, second bytes.Buffer
			if err := form.write(&first, records); err != nil {
				t.Fatal(err)
			}
			back, notes, err := form.read(first.Bytes())
			if err != nil || len(notes) > 0 {
				t.Fatal(err, notes)
			}
			if diff := cmp.Diff(records, back, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("records (-went +came):\n%s", diff)
			}
			documents, notes := uhri.Documents(back, options)
			for _, n := range notes {
				if !strings.Contains(n.Message, "adopted") {
					t.Errorf("note %v", n)
				}
			}
			documents[1].Prefix = "upr" // the Index has no place for it
			is := recommendation.New(documents, nil)
			equal := []cmp.Option{
				cmp.AllowUnexported(tomlfile.Words{}), cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(recommendation.Document{}),
				cmpopts.IgnoreFields(recommendation.Document{}, "File"), cmpopts.IgnoreFields(recommendation.Item{}, "Document", "Parent", "Children"),
			}
			if diff := cmp.Diff(was.Documents, is.Documents, equal...); diff != "" {
				t.Errorf("documents (-went +came):\n%s", diff)
			}
			again, _ := uhri.Annotations(is, options)
			if err := form.write(&second, again); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(first.String(), second.String()); diff != "" {
				t.Errorf("-first +second:\n%s", diff)
			}
		})
	}
}

// TestFormulas asks that no text of the sheet is taken for a formula, and that it comes back as it was.
func TestFormulas(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "@x", "-1", "\tx", "'=1+1", "''=x", "'tis", "17.It asks"} {
		was := []uhri.Annotation{{Symbol: "CMW/C/HND/CO/1", Text: text}}
		var b bytes.Buffer
		if err := uhri.WriteCSV(&b, was); err != nil {
			t.Fatal(err)
		}
		_, row, _ := strings.Cut(b.String(), "\n")
		if first := strings.TrimLeft(row, `"`)[0]; strings.IndexByte("=+-@\t", first) >= 0 {
			t.Errorf("%q: the row begins with a formula: %s", text, row)
		}
		is, _, err := uhri.ReadCSV(b.Bytes())
		if err != nil || len(is) != 1 || strings.TrimSpace(is[0].Text) != strings.TrimSpace(text) {
			t.Errorf("%q came back as %v, %v", text, is, err)
		}
	}
}

// TestThemes asks that a theme that is a right, too, is written once, and that what comes back in the other list is told.
func TestThemes(t *testing.T) {
	r := load(t, `[document]
symbol = "CMW/C/HND/CO/1"
body = "CMW"
kind = "concluding-observations"
[17]
kind = "recommendation"
text = { en = "The Committee recommends." }
themes = ["work", "Right to work", "due process"]
rights = ["due process", "Right to work"]
`)
	records, notes := uhri.Annotations(r, options)
	if diff := cmp.Diff([]string{"work", "Right to work", "due process"}, records[0].Themes); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	told := 0
	for _, n := range notes {
		if strings.Contains(n.Message, "comes back as a right") || strings.Contains(n.Message, "comes back as a theme") {
			told++
		}
	}
	if told != 2 {
		t.Errorf("%d of the 2 lists that change are told of: %v", told, notes)
	}
}

// TestStates asks that a document that does not name its State is exported with that of its symbol, or else that of the report; and that a
// record without a State is on that of its symbol.
func TestStates(t *testing.T) {
	const item = "\n[17]\nkind = \"recommendation\"\ntext = { en = \"The Committee recommends.\" }\n"
	r := load(t, "[document]\nsymbol = \"CMW/C/IRQ/CO/1\"\nbody = \"CMW\"\nkind = \"concluding-observations\""+item,
		"[document]\nsymbol = \"A/HRC/46/12\"\nbody = \"UPR\"\nkind = \"upr-report\"\nprefix = \"upr\""+item)
	o := options
	_, notes := uhri.Annotations(r, o)
	if !slices.ContainsFunc(notes, func(n uhri.Note) bool {
		return n.Message == "documents without a State whose name is known (records: 1)"
	}) {
		t.Errorf("notes %v", notes)
	}
	o.Report = "HND"
	records, _ := uhri.Annotations(r, o)
	var got []string
	for i := range records {
		got = append(got, records[i].Symbol+" "+strings.Join(records[i].Countries, " "))
		records[i].Countries = nil
	}
	if diff := cmp.Diff([]string{"CMW/C/IRQ/CO/1 Iraq", "A/HRC/46/12 Honduras"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	o.State = "IRQ"
	documents, notes := uhri.Documents(records, o)
	if len(documents) != 1 || documents[0].State != "IRQ" {
		t.Errorf("documents %v", documents)
	}
	if !slices.ContainsFunc(notes, func(n uhri.Note) bool { return n.Message == "they name no State, left out (records: 1)" }) {
		t.Errorf("notes %v", notes)
	}
}

func TestTold(t *testing.T) {
	r := load(t, `[document]
symbol = "CMW/C/HND/Q/1"
body = "CMW"
kind = "list-of-issues"
adopted = 2016-09-07
text = "paraphrase"
[17]
kind = "question"
subject = { en = "Article 5. Work" }
text = { es = "Explique: a) uno; b) dos." }
round-table = "Poverty"
`)
	_, notes := uhri.Annotations(r, options)
	var got []string
	for _, n := range notes {
		got = append(got, strings.TrimSpace(n.Item+" "+n.Message))
	}
	want := []string{
		`17 its text is not in the language "en" but "es"`,
		`17 there are items in its text, which come back as items of the registry`,
		`17 its kind, question, has no type in the Index, and comes back as recommendation`,
		`the Index has no place for round-table and policy (records: 1)`,
		`the Index has no place for the date of adoption (records: 1)`,
		`the Index has no place for the mark that texts are not those of the document (records: 1)`,
		`the date of publication is not known (records: 1)`,
		`there is no annotation id (records: 1)`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestDocumentsTold asks that no record goes without a word.
func TestDocumentsTold(t *testing.T) {
	records := []uhri.Annotation{
		{Symbol: "X/1", Text: "no number here", Countries: []string{"Honduras"}, ID: "1"},
		{Text: "1.The Committee", Countries: []string{"Honduras"}, ID: "2"},
		{Symbol: "CMW/C/HND/CO/1", Bodies: []string{"CMW"}, Text: "33.(b) (ii) Do", Countries: []string{"Honduras"}, ID: "3", Goals: []string{"peace"}, Positions: []string{"Pending"}},
		{Symbol: "CMW/C/HND/CO/1", Bodies: []string{"CMW"}, Text: "33.(b) (ii) Do more", Countries: []string{"Honduras"}, ID: "4"},
		{Symbol: "CMW/C/IRQ/CO/1", Bodies: []string{"CMW"}, Text: "33.Do", Countries: []string{"Iraq"}, ID: "5"},
		{Symbol: "A/1", Bodies: []string{"SR Migrants"}, Text: "33.Do", Countries: []string{"Atlantis", "Honduras"}, ID: "6"},
	}
	o := options
	o.State = "HND"
	documents, notes := uhri.Documents(records, o)
	var got []string
	for _, d := range documents {
		var names []string
		for _, it := range recommendation.New([]*recommendation.Document{d}, nil).Items() {
			names = append(names, it.Name)
		}
		got = append(got, string(d.Kind)+" "+d.Symbol+" "+strings.Join(names, " "))
	}
	for _, n := range notes {
		got = append(got, strings.TrimSpace(n.Symbol+" "+n.Item+" "+n.Message))
	}
	want := []string{
		"concluding-observations CMW/C/HND/CO/1 33 33b 33b-ii",
		"special-procedure A/1 33",
		`X/1  the text has no number of a paragraph, left out: annotation "1", "no number here"`,
		`it has no symbol, left out: annotation "2", "1.The Committee"`,
		`CMW/C/HND/CO/1 33b-ii "peace" is no target, left out`,
		`CMW/C/HND/CO/1 33b-ii position "Pending" is neither supported nor noted, left out`,
		`CMW/C/HND/CO/1 33b-ii another record is of the same paragraph; annotation "4" was joined to it`,
		`CMW/C/HND/CO/1  the Index has no date of adoption; add adopted to [document]`,
		`CMW/C/HND/CO/1 33 the Index has items of it and not the paragraph itself, which was added without text`,
		`CMW/C/HND/CO/1 33b the Index has items of it and not the paragraph itself, which was added without text`,
		`A/1  the Index has no date of adoption; add adopted to [document]`,
		`State "Atlantis" is not known (records: 1)`,
		`on other States than HND, left out (records: 1)`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMalformed(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{"", "no column"},
		{"a,b\n1,2\n", "no column is one of the Universal Human Rights Index"},
		{"Text\nx\n", `no column "Document Symbol"`},
		{"Text,Text,Document Symbol\n", `two columns "Text"`},
		{"Text,Document Symbol\nx\n", "no CSV"},
		{"Text,Document Symbol\n\"x,y\n", "no CSV"},
		{`{}`, "a list of records was expected"},
		{`[{"Text": {}}]`, "record 1: Text: a text or a list of texts was expected"},
		{`[{"Text": "x"}, 5]`, "record 2"},
		{`[{"Text": "x"}`, "after record 1"},
		{`[`, "after record 0"},
	} {
		var err error
		if strings.HasPrefix(tt.src, "[") || strings.HasPrefix(tt.src, "{") {
			_, _, err = uhri.ReadJSON(strings.NewReader(tt.src))
		} else {
			_, _, err = uhri.ReadCSV([]byte(tt.src))
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v; it should tell of %q", tt.src, err, tt.want)
		}
	}
}

// TestBadDate asks that a date that is none stops nothing but itself.
func TestBadDate(t *testing.T) {
	all, notes, err := uhri.ReadCSV([]byte("Text,Document Symbol,Document Publication Date\n1.x,- CMW/C/HND/CO/1,46078\n2.y,- CMW/C/HND/CO/1,soon\n"))
	want := []uhri.Note{{Record: 2, Symbol: "CMW/C/HND/CO/1", Message: `Document Publication Date: "soon" is no date, left out`}}
	if diff := cmp.Diff(want, notes); diff != "" || err != nil || len(all) != 2 || all[1].Text != "2.y" || all[1].Symbol != "CMW/C/HND/CO/1" {
		t.Error(err, all, diff)
	}
	all, notes, err = uhri.ReadJSON(strings.NewReader(`[{"PublicationDate": "2016-13-41", "Text": "1.x", "Symbol": "CMW/C/HND/CO/1"}]`))
	want = []uhri.Note{{Record: 1, Symbol: "CMW/C/HND/CO/1", Message: `PublicationDate: "2016-13-41" is no date, left out`}}
	if diff := cmp.Diff(want, notes); diff != "" || err != nil || len(all) != 1 {
		t.Error(err, all, diff)
	}
}

func TestUnknownColumns(t *testing.T) {
	_, notes, err := uhri.ReadCSV([]byte("Text;Document Symbol;Colour;Empty\nx;y;red;\nx;y;;\n"))
	if diff := cmp.Diff([]uhri.Note{{Message: `column "Colour" is not known (records: 1)`}}, notes); diff != "" || err != nil {
		t.Error(err, diff)
	}
	all, notes, err := uhri.ReadJSON(strings.NewReader(`[{"Text": "x", "TextPlainCleaned": "x", "SectionHeadings": ["a"], "Colour": null, "Body": ["- CMW"], "PublicationDate": "2016-10-03T00:00:00"}]`))
	if diff := cmp.Diff([]uhri.Note{{Message: `member "SectionHeadings" is not known (records: 1)`}}, notes); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if diff := cmp.Diff([]uhri.Annotation{{Text: "x", Bodies: []string{"CMW"}, Published: time.Date(2016, 10, 3, 0, 0, 0, 0, time.UTC)}}, all); diff != "" {
		t.Error(diff)
	}
}
