package recommendation_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

const (
	head = "[document]\nsymbol = \"CMW/C/HND/CO/1\"\nbody = \"CMW\"\nkind = \"concluding-observations\"\nstate = \"HND\"\nadopted = 2016-09-07\n"
	loi  = "[document]\nsymbol = \"CMW/C/HND/Q/2\"\nbody = \"CMW\"\nkind = \"list-of-issues\"\nadopted = 2023-01-01\n"
	upr  = "[document]\nsymbol = \"A/HRC/30/11\"\nbody = \"UPR\"\nkind = \"upr-report\"\nadopted = 2015-07-15\n"
	item = "[17]\nkind = \"recommendation\"\ntext = { en = \"Do\" }\n"
	list = "[INM]\nname = { en = \"Migration\" }\n[SEDH]\nname = { en = \"Human rights\" }\n"
)

// load reads a registry of the files a.toml, b.toml, …; one that begins with "institutions:" is the list of institutions.
func load(t testing.TB, files ...string) (*recommendation.Registry, *diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for i, src := range files {
		name := string(rune('a'+i)) + ".toml"
		if rest, ok := strings.CutPrefix(src, "institutions:"); ok {
			name, src = "institutions.toml", rest
		}
		fsys["recommendations/"+name] = &fstest.MapFile{Data: []byte(src)}
	}
	var found diag.List
	return recommendation.Load(fsys, &found), &found
}

// short are the findings in their short form, one a line, without the folder of the registry.
func short(t testing.TB, found *diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := found.WriteText(&b, diag.TextOptions{Short: true}); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), "recommendations/", "")
}

func TestFindings(t *testing.T) {
	for _, test := range []struct {
		name  string
		files []string
		want  string // the findings in their short form without the folder, one a line
	}{
		{"nothing wrong", []string{head + item}, ""},
		{"not TOML", []string{head + "[17]\nkind = = 1\n"}, `a.toml:8:8: error: not TOML: expected value but found '=' instead [recommendation/syntax]`},
		{"unknown field", []string{head + item + "tekst = 1\n"}, `a.toml:10:1: error: key "tekst" is not known in "17" [recommendation/unknown-key]`},
		{"wrong types", []string{head + item + "themes = \"work\"\nstatus = 1\n"}, `a.toml:10:10: error: "17.themes" is text; a list was expected [recommendation/wrong-type]
a.toml:11:10: error: "17.status" is a whole number; a table was expected [recommendation/wrong-type]`},
		{"mistyped days", []string{strings.Replace(head, "2016", "2116", 1) + item + "status = { value = \"in-progress\", date = 2216-01-01 }\n"}, `a.toml:6:11: error: "adopted" of the document is 2116-09-07; a day from 1970 to 2099 was expected [recommendation/date]
a.toml:10:42: error: "status.date" of paragraph 17 is 2216-01-01; a day from 1970 to 2099 was expected [recommendation/date]`},
		{"nothing in it", []string{head + "[17]\nkind = \"recommendation\"\nsubject = { en = \"\" }\ntext = { en = \" \", es = \"\" }\n[18]\nkind = \"recommendation\"\ntext = \" \"\n"}, `a.toml:9:11: error: "subject" of paragraph 17 has no text [recommendation/empty]
a.toml:10:8: error: "text" of paragraph 17 has no text [recommendation/empty]
a.toml:13:8: error: "text" of paragraph 18 has no text [recommendation/empty]`},
		{"one document in two files", []string{head + item, strings.Replace(head, "state", "prefix = \"b\"\nstate", 1) + item}, `b.toml:2:10: error: symbol "CMW/C/HND/CO/1" is that of another file [recommendation/twice]`},
		{"no document", []string{item}, `a.toml:1:1: error: the file has no table [document], which says what document it is [recommendation/missing-field]`},
		{"empty document", []string{"[document]\n"}, `a.toml:1:2: error: the document has no "adopted" [recommendation/missing-field]
a.toml:1:2: error: the document has no "body" [recommendation/missing-field]
a.toml:1:2: error: the document has no "kind" [recommendation/missing-field]
a.toml:1:2: error: the document has no "symbol" [recommendation/missing-field]`},
		{"names that are none", []string{head + "[\"33(b)\"]\n[documents]\n[x]\n17 = 1\n"}, `a.toml:7:2: error: "33(b)" is no paragraph of a document; [17], [33b] for an item or [33b-i] for an item of it was expected [recommendation/bad-id]
a.toml:8:2: error: "documents" is no paragraph of a document; [17], [33b] for an item or [33b-i] for an item of it was expected [recommendation/bad-id]
a.toml:9:2: error: "x" is no paragraph of a document; [17], [33b] for an item or [33b-i] for an item of it was expected [recommendation/bad-id]`},
		{"duplicate", []string{head + item + item}, `a.toml:10:2: error: paragraph "17" stands twice in the file [recommendation/duplicate-id]`},
		{"item without parent", []string{head + "[33b]\nkind = \"recommendation\"\ntext = { en = \"Do\" }\n"},
			`a.toml:7:2: error: item "33b" is part of paragraph "33", which the file does not have [recommendation/no-parent]`},
		{"point without parent", []string{upr + "[\"124.1\"]\nkind = \"recommendation\"\ntext = { en = \"Do\" }\nposition = \"supported\"\nstates = [\"PRY\"]\n"}, ""},
		{"no kind, no text", []string{head + "[17]\n"}, `a.toml:7:2: error: paragraph 17 has neither "text" nor "subject", so that nobody can tell what it asks [recommendation/missing-field]
a.toml:7:2: error: paragraph 17 has no "kind" [recommendation/missing-field]`},
		{"kinds", []string{strings.Replace(head, "concluding-observations", "concluding-observation", 1) + strings.Replace(item, "recommendation", "wish", 1)}, `a.toml:4:8: error: "kind" of the document is "concluding-observation"; one of concluding-observations, list-of-issues, list-of-issues-prior, upr-report, special-procedure was expected [recommendation/document-kind]
a.toml:8:8: error: "kind" of paragraph 17 is "wish"; one of concern, recommendation, question, follow-up, dissemination, technical-assistance, next-report was expected [recommendation/kind]`},
		{"whose words", []string{head + "text = \"free\"\n"}, `a.toml:7:8: error: "text" of the document is "free"; one of official, paraphrase was expected [recommendation/text]`},
		{"body", []string{strings.Replace(head, "\"CMW\"", "\"CWM\"", 1)}, `a.toml:3:8: error: there is no body "CWM" [recommendation/body]`},
		{"state", []string{strings.Replace(head, "\"HND\"", "\"Honduras\"", 1)}, `a.toml:5:9: error: "Honduras" is not the code of a State; three capital letters of ISO 3166-1 were expected [recommendation/state]`},
		{"symbols", []string{strings.Replace(head, "CMW/C/HND/CO/1", "CMW/C/HND/CO/1/Add1", 1)}, `a.toml:2:10: error: symbol "CMW/C/HND/CO/1/Add1" has no dot between "Add" and "1" [recommendation/symbol]`},
		{"symbol of nothing", []string{strings.Replace(head, "CMW/C/HND/CO/1", "the observations", 1)}, `a.toml:2:10: error: symbol "the observations" does not have the form of a document symbol [recommendation/symbol]`},
		{"symbol of another body", []string{strings.Replace(head, "CMW/C/HND/CO/1", "CRC/C/HND/CO/1", 1)}, `a.toml:2:10: error: symbol "CRC/C/HND/CO/1" is not one of CMW, which begin with CMW/C/ [recommendation/symbol]`},
		{"symbol of another State", []string{strings.Replace(head, "CMW/C/HND/CO/1", "CMW/C/HON/CO/1", 1)}, `a.toml:2:10: error: symbol "CMW/C/HON/CO/1" is of State "HON"; the state of the document is "HND" [recommendation/symbol]`},
		{"symbol of another kind", []string{strings.Replace(head, "CMW/C/HND/CO/1", "CMW/C/HND/Q/1", 1)}, `a.toml:2:10: error: symbol "CMW/C/HND/Q/1" is not that of a document of kind "concluding-observations", which has /CO/ [recommendation/symbol]`},
		{"symbol of the review", []string{strings.Replace(upr, "A/HRC/30/11", "A/RES/70/1", 1)}, `a.toml:2:10: error: symbol "A/RES/70/1" is not one of the universal periodic review; one such as "A/HRC/30/11" was expected [recommendation/symbol]`},
		{"older symbol", []string{strings.Replace(strings.Replace(head, "CMW/C/HND/CO/1", "CRC/C/15/Add.105", 1), "\"CMW\"", "\"CRC\"", 1)}, ""},
		{"prefixes", []string{head + "prefix = \"Loi\"\n"}, `a.toml:7:10: error: prefix "Loi" has other characters than small letters, digits and single hyphens, or does not begin with a letter [recommendation/prefix]`},
		{"one prefix", []string{head, loi}, `b.toml:1:2: error: the document has no prefix, as another one; references could not tell their paragraphs apart [recommendation/prefix]`},
		{"two prefixes", []string{head, loi + "prefix = \"loi\"\n"}, ""},
		{"dates", []string{head + "published = 2016-01-01\nfollow-up = { paragraphs = [\"17\"], due = 2015-01-01 }\n" + item +
			"status = { value = \"in-progress\", date = 2016-01-01 }\nfollow-up = { due = 2016-09-01 }\n"}, `a.toml:7:13: error: "published" of the document is 2016-01-01; the document was adopted on 2016-09-07 [recommendation/date]
a.toml:8:42: error: "follow-up.due" of the document is 2015-01-01; the document was adopted on 2016-09-07 [recommendation/date]
a.toml:12:42: error: "status.date" of paragraph 17 is 2016-01-01; the document was adopted on 2016-09-07 [recommendation/date]
a.toml:13:21: error: "follow-up.due" of paragraph 17 is 2016-09-01; the document was adopted on 2016-09-07 [recommendation/date]`},
		{"address", []string{head + "url = \"www.example.org\"\n"}, `a.toml:7:7: error: "www.example.org" is not a web address [recommendation/url]`},
		{"follow-up", []string{head + "follow-up = { paragraphs = [\"71\"] }\n" + item}, `a.toml:7:1: error: the follow-up of the document has no "due" [recommendation/missing-field]
a.toml:7:29: error: "follow-up.paragraphs" of the document names paragraph "71", which the file does not have [recommendation/follow-up]`},
		{"status", []string{head + item + "status = { value = \"started\" }\n"}, `a.toml:10:1: error: the status of paragraph 17 has no "date" [recommendation/missing-field]
a.toml:10:20: error: "status.value" of paragraph 17 is "started"; one of not-started, in-progress, partly-implemented, implemented, not-applicable, no-information was expected [recommendation/status]`},
		{"goals", []string{head + item + "sdg = [\"10\", \"10.7\", \"16.a\", \"16.c\", \"17.20\", \"18.1\", \"1.0\", \"17.19\"]\n"}, `a.toml:10:30: error: "16.c" is no target of the Sustainable Development Goals, which run from 1.1 to 17.19 [recommendation/sdg]
a.toml:10:38: error: "17.20" is no target of the Sustainable Development Goals, which run from 1.1 to 17.19 [recommendation/sdg]
a.toml:10:47: error: "18.1" is no target of the Sustainable Development Goals, which run from 1.1 to 17.19 [recommendation/sdg]
a.toml:10:55: error: "1.0" is no target of the Sustainable Development Goals, which run from 1.1 to 17.19 [recommendation/sdg]`},
		{"lists", []string{head + item + "themes = [\"work\", \"\", \"work\"]\n"}, `a.toml:10:19: error: a member of "themes" of paragraph 17 has no text [recommendation/empty]
a.toml:10:23: error: "work" stands twice in "themes" of paragraph 17 [recommendation/twice]`},
		{"institutions", []string{head + item + "institutions = [\"INN\", \"INM\"]\nlead = \"X\"\n", "institutions:" + list}, `a.toml:10:17: error: "institutions" of paragraph 17 names "INN", which institutions.toml does not have [recommendation/institution]
a.toml:11:8: error: "lead" of paragraph 17 names "X", which institutions.toml does not have [recommendation/institution]`},
		{"the list of institutions", []string{"institutions:" + list + "parent = \"INM\"\n[A]\nparent = \"B\"\n[B]\nname = \"B\"\nparent = \"A\"\n"}, `institutions.toml:6:2: error: institution "A" has no "name" [recommendation/missing-field]
institutions.toml:7:10: error: "parent" of institution A leads in a circle: A, B, A [recommendation/institution]
institutions.toml:10:10: error: "parent" of institution B leads in a circle: B, A, B [recommendation/institution]`},
		{"the list is not TOML", []string{head + item + "lead = \"X\"\n", "institutions:[INM"}, `institutions.toml:1:4: error: not TOML: expected '.' or ']' to end table name, but got '\x00' instead [recommendation/syntax]`},
		{"position", []string{head + item + "position = \"noted\"\n", upr + "prefix = \"upr\"\n" + item + "position = \"note\"\n"}, `a.toml:10:1: error: "position" of paragraph 17 is there, and only recommendations of the universal periodic review have one; the body of the document is "CMW" [recommendation/position]
b.toml:10:12: error: "position" of paragraph 17 is "note"; one of supported, noted was expected [recommendation/position]`},
		{"concern", []string{head + item + "concern = \"16\"\n[18]\nkind = \"recommendation\"\ntext = { en = \"Do\" }\nconcern = \"17\"\n"}, `a.toml:10:11: error: "concern" of paragraph 17 is "16", which the file does not have [recommendation/concern]
a.toml:14:11: error: "concern" of paragraph 18 is "17", which is of kind "recommendation"; "concern" was expected [recommendation/concern]`},
		{"languages", []string{head + strings.Replace(item, "{ en = \"Do\" }", "{ English = \"Do\", es = 5 }", 1)}, `a.toml:9:10: error: "English" in "text" of paragraph 17 is not the code of a language [recommendation/language]
a.toml:9:31: error: "es" in "text" of paragraph 17 is not text in quotation marks [recommendation/wrong-type]`},
		{"notes", []string{head + item + "[[17.notes]]\ndate = 2020-01-01\ntext = { en = \"A\" }\n[[17.notes]]\ndate = 2019-01-01\ninstitution = \"INM\"\n"}, `a.toml:13:6: error: note 2 of paragraph 17 has no "text" [recommendation/missing-field]
a.toml:14:8: error: the date of note 2 of paragraph 17 is 2019-01-01; the note before it is of 2020-01-01 [recommendation/date]
a.toml:15:15: error: note 2 of paragraph 17 names "INM", which institutions.toml does not have [recommendation/institution]`},
		{"follow-up without a day", []string{head + item + "follow-up = {}\n"}, `a.toml:10:1: error: the follow-up of paragraph 17 has no "due" [recommendation/missing-field]`},
		{"keys of institutions", []string{"institutions:[\"The Institute\"]\nname = \"Institute\"\n"}, `institutions.toml:1:2: error: institution "The Institute" has other characters than letters, digits, hyphens and underscores [recommendation/bad-id]`},
		{"annotations", []string{head + item + "uhri = \"a\"\n[18]\nkind = \"recommendation\"\ntext = { en = \"Do\" }\nuhri = \"a\"\n"}, `a.toml:14:8: error: annotation "a" is that of paragraph 17 already [recommendation/twice]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, found := load(t, test.files...)
			got := short(t, found)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRegistry(t *testing.T) {
	r, found := load(t, strings.Replace(head, "[document]\n", "[document]\nfollow-up = { paragraphs = [\"33\"], due = 2018-09-07 }\n", 1)+`
[33b-ii]
text = { en = "Second" }
[41]
kind = "dissemination"
text = { en = "Spread", es = "Difundir" }
[33b]
text = { en = "B" }
themes = ["children"]
[33]
kind = "recommendation"
subject = { en = "Detention" }
themes = ["detention"]
institutions = ["INM", "SEDH"]
lead = "SEDH"
[33b-i]
text = { en = "First" }
institutions = ["INM"]
[16]
kind = "concern"
text = { en = "Is concerned" }
`, loi+"prefix = \"loi\"\n[4]\nkind = \"question\"\ntext = { en = \"Tell\" }\n", upr+"prefix = \"upr\"\n[\"124.10\"]\nkind = \"recommendation\"\ntext = \"J\"\n[\"124.2\"]\nkind = \"recommendation\"\ntext = \"B\"\n",
		"institutions:"+list)
	if found.Len() > 0 {
		t.Fatal(short(t, found))
	}
	var ids []string
	for _, it := range r.Items() {
		ids = append(ids, string(it.ID))
	}
	if diff := cmp.Diff([]string{"16", "33", "33b", "33b-i", "33b-ii", "41", "loi.4", "upr.124.2", "upr.124.10"}, ids); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	deep := r.Find("33b-i")
	if deep.Parent != r.Find("33b") || deep.Parent.Parent != r.Find("33") || len(r.Find("33b").Children) != 2 {
		t.Error("items are not tied to their paragraphs")
	}
	due := time.Date(2018, 9, 7, 0, 0, 0, 0, time.UTC)
	if subject, _ := deep.Subject.In("en", ""); deep.Kind != recommendation.Recommendation || subject != "Detention" || !slices.Equal(deep.Themes, []string{"children"}) || !deep.FollowUp.Due.Equal(due) {
		t.Errorf("33b-i has kind %q, subject %q, themes %q and follow-up %v of what is above it", deep.Kind, subject, deep.Themes, deep.FollowUp.Due)
	}
	if got := deep.Owners(); !slices.Equal(got, []string{"INM"}) {
		t.Errorf("33b-i, which has institutions of its own, has owners %q", got)
	}
	if got := r.Find("33b").Owners(); !slices.Equal(got, []string{"SEDH", "INM"}) {
		t.Errorf("33b has owners %q", got)
	}
	if !r.Find("41").FollowUp.Due.IsZero() || r.Find("16").Asks() || !r.Find("41").Asks() {
		t.Error("41 is to be followed up, or 16 asks something, or 41 does not")
	}
	if got := deep.Span().Text(); got != "33b-i" {
		t.Errorf("33b-i stands at %q", got)
	}
	if name, _ := r.Institution("INM").Name.In("en", ""); name != "Migration" {
		t.Errorf("institution INM is named %q", name)
	}
	if got := r.Nearest("33c"); !slices.Contains(got, "33b") {
		t.Errorf("nearest to 33c: %q", got)
	}
	if empty, _ := load(t); !empty.Empty() || r.Empty() {
		t.Error("a registry without documents is not empty, or one with some is")
	}
}

func TestParseID(t *testing.T) {
	for _, test := range []struct {
		id   recommendation.ID
		want recommendation.Name
		ok   bool
	}{
		{"17", recommendation.Name{Paragraph: 17}, true},
		{"33b", recommendation.Name{Paragraph: 33, Letters: []string{"b"}}, true},
		{"33b-iv", recommendation.Name{Paragraph: 33, Letters: []string{"b", "iv"}}, true},
		{"7aa", recommendation.Name{Paragraph: 7, Letters: []string{"aa"}}, true},
		{"124.1", recommendation.Name{Paragraph: 124, Point: 1}, true},
		{"loi.4", recommendation.Name{Prefix: "loi", Paragraph: 4}, true},
		{"crc-co-4-5.41c", recommendation.Name{Prefix: "crc-co-4-5", Paragraph: 41, Letters: []string{"c"}}, true},
		{"upr.124.1", recommendation.Name{Prefix: "upr", Paragraph: 124, Point: 1}, true},
		{"", recommendation.Name{}, false}, {"0", recommendation.Name{}, false}, {"b", recommendation.Name{}, false}, {"33B", recommendation.Name{}, false},
		{"33-b", recommendation.Name{}, false}, {"33b-", recommendation.Name{}, false}, {"loi.", recommendation.Name{}, false}, {"124.1.2", recommendation.Name{}, false},
		{"017", recommendation.Name{}, false}, {"12345", recommendation.Name{}, false},
	} {
		got, ok := recommendation.ParseID(test.id)
		if diff := cmp.Diff(test.want, got); ok != test.ok || diff != "" {
			t.Errorf("%q: %v (-want +got):\n%s", test.id, ok, diff)
		}
	}
}

// TestNearest asks for ids that may have been meant by one that is not there.
func TestNearest(t *testing.T) {
	r, _ := load(t, head+"[11]\nkind = \"concern\"\nsubject = \"A\"\n[33]\nkind = \"recommendation\"\nsubject = \"B\"\n[33b]\n[33d]\n[66]\nkind = \"recommendation\"\nsubject = \"C\"\n")
	for id, want := range map[recommendation.ID]string{
		"98": "66", "3": "33", "333": "33", "34": "33 66", "60": "66 33", "33c": "33b 33d 33", "33z": "33b 33d 33", "98a": "66", "loi.4": "", "1": "11",
	} {
		if got := strings.Join(r.Nearest(id), " "); got != want {
			t.Errorf("nearest to %s: %q, want %q", id, got, want)
		}
	}
	if first, last := r.Documents[0].Extent(); first != "11" || last != "66" {
		t.Errorf("from %s to %s", first, last)
	}
}
