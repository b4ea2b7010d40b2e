package compile_test

import (
	"os"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
)

// FuzzReport reads any text as report.toml, with a small project around it: no panic, findings inside their files.
func FuzzReport(f *testing.F) {
	src, err := os.ReadFile("../../report.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(src)
	f.Add([]byte(hostileConfig))
	f.Add([]byte("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"initial\"\ndue = 1\nlanguages = [\"fr\"]\nsections = [\"a\"]\n[title_notes]\nfr = [\"x\"]\n[checks]\n\"a/b\" = { level = \"off\" }\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		res, err := compile.Compile(fstest.MapFS{
			"report.toml":      {Data: src},
			"content/en/a.md":  {Data: []byte("# A\n\nText.[@k] See @rec-33b.\n")},
			"content/fr/a.md":  {Data: []byte("# A\n\nTexte.\n")},
			"citations/a.toml": {Data: []byte("[k]\ntype = \"decree\"\nnumber = \"1\"\n")},
		}, compile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range res.Found.Sorted() {
			inside(t, d.Span)
		}
	})
}
