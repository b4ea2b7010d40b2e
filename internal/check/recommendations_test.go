package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/check"
	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

const document = "[document]\nsymbol = \"CMW/C/HND/CO/1\"\nbody = \"CMW\"\nkind = \"concluding-observations\"\nadopted = 2016-09-07\n"

// found are the findings of the rules, without those of reading, each in a line with its related places and its hint.
func found(t *testing.T, options func(*recommendation.Registry) check.Options, registry string, sections ...string) []string {
	t.Helper()
	fsys := fstest.MapFS{
		"citations/a.toml":       {Data: []byte("[law]\ntype = \"act\"\nnumber = \"5\"\n")},
		"recommendations/a.toml": {Data: []byte(registry)},
	}
	var names []string
	for i, text := range sections {
		name := fmt.Sprintf("%02d", i+1)
		names = append(names, fmt.Sprintf("%q", name))
		fsys["content/en/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	fsys["report.toml"] = &fstest.MapFile{Data: []byte("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nlanguages = [\"en\"]\nsections = [" + strings.Join(names, ", ") + "]\n")}
	res, err := compile.Compile(fsys, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if res.Found.HasErrors() {
		t.Fatal(res.Found.Sorted())
	}
	var out []string
	list := check.Run(res.Report, options(res.Recommendations))
	for _, d := range list.Sorted() {
		line := place(d.Span) + " " + d.Message + " [" + strings.TrimPrefix(d.Code, "recommendation/") + "]"
		for _, r := range d.Related {
			line += "; " + place(r.Span) + " " + r.Message
		}
		if d.Hint != "" {
			line += "; hint: " + d.Hint
		}
		out = append(out, line)
	}
	return out
}

func place(s diag.Span) string {
	p := s.Position()
	return fmt.Sprintf("%s:%d:%d", s.File.Name[strings.LastIndex(s.File.Name, "/")+1:], p.Line, p.Column)
}

func all(r *recommendation.Registry) check.Options { return check.Options{Recommendations: r} }

// asks is a registry of recommendations of these names, each with more fields behind it.
func asks(items ...string) string {
	b := document
	for _, it := range items {
		name, more, _ := strings.Cut(it, " ")
		b += "[" + name + "]\nkind = \"recommendation\"\nsubject = \"Do\"\n" + more + "\n"
	}
	return b
}

// TestRecommendations asks for the words of every finding, for they are what a drafter works with.
func TestRecommendations(t *testing.T) {
	for _, test := range []struct {
		name     string
		registry string
		sections []string
		want     []string
	}{
		{"nothing missing", asks("17"), []string{"In reply to @rec-17.[@law]"}, nil},
		{"a reason is no gap", asks("17", `19 no-answer = "It is for the courts."`), []string{"In reply to @rec-17.[@law]"}, nil},
		{"a reason in another language only", asks("17", `19 no-answer = { es = "Es cosa de los tribunales.", fr = "Aux tribunaux." }`), []string{"In reply to @rec-17.[@law]"}, []string{
			`a.toml:13:1 paragraph 19 of CMW/C/HND/CO/1 is not answered in content/en, and "no-answer" says why in es and fr only [unanswered]; hint: add en = "…" to it`,
		}},
		{"what does not apply asks nothing", asks("17", `19 status = { value = "not-applicable", date = 2020-01-01 }`), []string{"In reply to @rec-17.[@law]"}, nil},
		{"one gap", asks("17", "19"), []string{"In reply to @rec-17.[@law]"}, []string{
			`a.toml:10:2 paragraph 19 of CMW/C/HND/CO/1 is not answered in content/en [unanswered]; hint: write @rec-19 in the paragraph that answers it, or say why there is none: no-answer = { en = "…" }`,
		}},
		{"mentioned only", asks("17", "19"), []string{"In reply to @rec-17.[@law] See [?@rec-19]."}, []string{
			`a.toml:10:2 paragraph 19 of CMW/C/HND/CO/1 is mentioned and not answered in content/en [unanswered]; 01.md:1:32 it is mentioned here; hint: write @rec-19 in the paragraph that answers it, or say why there is none: no-answer = { en = "…" }`,
		}},
		{"a paragraph with its items is one gap", asks("17", "33", "33a", "33b"), []string{"In reply to @rec-17.[@law]"}, []string{
			`a.toml:10:2 neither paragraph 33 of CMW/C/HND/CO/1 nor an item of it is answered in content/en [unanswered]; hint: write @rec-33 in the paragraph that answers it, or say why there is none: no-answer = { en = "…" }`,
		}},
		{"an item of those that are answered", asks("33", "33a", "33b"), []string{"In reply to @rec-33a.[@law]"}, []string{
			`a.toml:14:2 item 33b of CMW/C/HND/CO/1 is not answered in content/en [unanswered]; hint: write @rec-33b in the paragraph that answers it, or say why there is none: no-answer = { en = "…" }`,
		}},
		{"one item through its parent", asks("33", "33a", "33b"), []string{"In reply to @rec-33 and @rec-33a.[@law]"}, []string{
			`01.md:1:13 paragraph 33 of CMW/C/HND/CO/1 is answered here as a whole; 33b has no answer of its own [answered-only-by-parent]; a.toml:14:2 item 33b of CMW/C/HND/CO/1 stands here; hint: write @rec-33b where it is answered, or say why there is no place of its own: no-answer = { en = "…" }`,
		}},
		{"items through an item", asks("33", "33a", "33a-i", "33a-ii", "33a-iii"), []string{"In reply to @rec-33a.[@law]"}, []string{
			`01.md:1:13 item 33a of CMW/C/HND/CO/1 is answered here as a whole; 33a-i, 33a-ii and 33a-iii have no answer of their own [answered-only-by-parent]; a.toml:14:2 item 33a-i of CMW/C/HND/CO/1 stands here; hint: write @rec-33a-i where it is answered, or say why there is no place of its own: no-answer = { en = "…" }`,
		}},
		{"no source, once for a place", asks("17", "19", "21"), []string{"In reply to [@rec-17; @rec-19], nothing is cited.\n\nBut for @rec-21.[@law]"}, []string{
			`01.md:1:13 nothing that answers paragraphs 17 and 19 of CMW/C/HND/CO/1 cites a source [no-source]; hint: cite what shows it, as [@key], in the paragraph that answers it`,
		}},
		{"a reason that is none any more", asks(`17 no-answer = "Why not."`), []string{"In reply to @rec-17.[@law]"}, []string{
			`a.toml:9:1 paragraph 17 of CMW/C/HND/CO/1 is answered in content/en, and "no-answer" says why it is not [answered-after-all]; 01.md:1:13 it is answered here; hint: take "no-answer" away`,
		}},
		{"a section that answers nothing", asks("17"), []string{"In reply to @rec-17.[@law]", "Text.", "+++\nresponds = []\n+++\nText.", "# Table {.annex .coverage}"}, []string{
			`02.md:1:1 the section answers no recommendation [section-answers-nothing]; hint: write responds = [] between +++ lines at its head if that is meant`,
		}},
		{"an annex of answers with more behind it", asks("17"), []string{"In reply to @rec-17.[@law]", "# Table {.annex .coverage}\n\n# Other {.annex}\n\nText."}, []string{
			`02.md:1:1 the section answers no recommendation [section-answers-nothing]; hint: write responds = [] between +++ lines at its head if that is meant`,
		}},
		{"the order of observations is free", asks("17", "19"), []string{"In reply to @rec-19.[@law]\n\nIn reply to @rec-17.[@law]"}, nil},
		{"the order of questions is not", strings.NewReplacer("/CO/1", "/Q/1", "concluding-observations", "list-of-issues").Replace(asks("4", "5")), []string{"In reply to @rec-5.[@law]\n\nIn reply to @rec-4.[@law]"}, []string{
			`01.md:3:13 paragraph 4 of CMW/C/HND/Q/1 is answered out of sequence [out-of-order]; a.toml:6:2 it is asked here; hint: answer the questions in the order in which they are asked`,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(t, all, test.registry, test.sections...)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestUntold asks that nothing is said of recommendations where it cannot be told what the report has to answer.
func TestUntold(t *testing.T) {
	none := func(*recommendation.Registry) check.Options { return check.Options{} }
	if got := found(t, none, asks("17"), "Text."); got != nil {
		t.Errorf("findings %q", got)
	}
	empty := func(*recommendation.Registry) check.Options {
		return check.Options{Recommendations: recommendation.New(nil, nil)}
	}
	if got := found(t, empty, asks("17"), "Text."); got != nil {
		t.Errorf("findings %q", got)
	}
}

// TestCodes asks that the list of codes is sorted, without repeats, and that each says what it means.
func TestCodes(t *testing.T) {
	last := ""
	for _, c := range check.Codes() {
		if c.Name <= last {
			t.Errorf("%s stands behind %s", c.Name, last)
		}
		last = c.Name
		if !strings.HasSuffix(c.Doc, ".") || strings.ToUpper(c.Doc[:1]) != c.Doc[:1] && !strings.HasPrefix(c.Doc, "report.toml") {
			t.Errorf("%s: %q is no sentence", c.Name, c.Doc)
		}
	}
}
