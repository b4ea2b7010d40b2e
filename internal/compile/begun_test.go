package compile_test

import (
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
)

// The title can be given in a language into which a translation has begun: it is printed before that is published.
func TestTitleOfBegunLanguage(t *testing.T) {
	const config = `[report]
body = "CMW"
state = "HND"
kind = "periodic"
number = "2"
due = 2028
original = "en"
languages = ["en"]
sections = ["a"]

[title]
fr = "Rapport"

[title_notes]
fr = ["Sans révision."]
`
	files := fstest.MapFS{"report.toml": {Data: []byte(config)}, "content/en/a.md": {Data: []byte("# A\n")}}
	count := func() int {
		var found diag.List
		compile.ReadConfig(files, &found)
		named := found.Filter(func(d diag.Diagnostic) bool { return d.Code == "report/language" })
		return len(named.Sorted())
	}
	if n := count(); n != 2 {
		t.Errorf("%d findings about a language of which nothing is there, want 2", n)
	}
	files["content/fr/a.md"] = &fstest.MapFile{Data: []byte("# A\n")}
	if n := count(); n != 0 {
		t.Errorf("%d findings about a language that has begun", n)
	}
}
