package tomlfile_test

import (
	"strings"
	"testing"
	"time"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

type sample struct {
	Report struct {
		Due       int       `toml:"due"`
		Symbol    string    `toml:"symbol"`
		Date      time.Time `toml:"date"`
		Languages []string  `toml:"languages"`
	} `toml:"report"`
	Title map[string]string `toml:"title"`
	Step  []struct {
		Name string `toml:"name"`
	} `toml:"step"`
}

func TestDecode(t *testing.T) {
	for _, test := range []struct {
		name, src, want string
	}{
		{"good", "[report]\ndue = 2021\ndate = 2024-02-09\nlanguages = [\"en\"]\n[title]\nen = \"T\"\n[[step]]\nname = \"a\"\n", ""},
		{"syntax", "[report]\ndue = = 1\n", "x.toml:2:7: error: not TOML: expected value but found '=' instead [t/syntax]\n"},
		{"unknown", "[report]\nsymbl = \"CMW\"\nhue = 1\n", "x.toml:2:1: error: key \"symbl\" is not known in \"report\" [t/unknown-key]\nx.toml:3:1: error: key \"hue\" is not known in \"report\" [t/unknown-key]\n"},
		{"types", "report = { due = \"2021\", languages = [1, \"en\"], date = \"2024-02-09\" }\n[[step]]\n[[step]]\nname = 1\n",
			"x.toml:1:18: error: \"report.due\" is text; a whole number was expected [t/wrong-type]\n" +
				"x.toml:1:39: error: member 1 of \"report.languages\" is a whole number; text in quotation marks was expected [t/wrong-type]\n" +
				"x.toml:1:56: error: \"report.date\" is text; a date such as 2024-02-09, without quotation marks, was expected [t/wrong-type]\n" +
				"x.toml:4:8: error: \"name\" of member 2 of \"step\" is a whole number; text in quotation marks was expected [t/wrong-type]\n"},
		{"section is text", "report = \"x\"\n", "x.toml:1:10: error: \"report\" is text; a table was expected [t/wrong-type]\n"},
		{"duplicate", "[report]\ndue = 1\ndue = 2\n", "x.toml:3:1: error: not TOML: Key 'report.due' has already been defined [t/syntax]\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var v sample
			var found diag.List
			f := diag.NewFile("x.toml", []byte(test.src))
			tomlfile.Decode(f, 0, len(f.Src), &v, "t", &found)
			var b strings.Builder
			if err := found.WriteText(&b, diag.TextOptions{Short: true}); err != nil {
				t.Fatal(err)
			}
			if b.String() != test.want {
				t.Errorf("%s:\ngot  %swant %s", test.src, b.String(), test.want)
			}
		})
	}
}

// What stands behind a byte order mark is read as without it, with true places.
func TestByteOrderMark(t *testing.T) {
	var into struct {
		Document struct {
			Symbol string `toml:"symbol"`
		} `toml:"document"`
	}
	var found diag.List
	f := diag.NewFile("a.toml", []byte("\uFEFF[document]\nsymbol = \"CMW/C/HND/CO/1\"\n"))
	keys := tomlfile.Decode(f, 0, len(f.Src), &into, "registry", &found)
	if keys == nil || found.Len() > 0 || into.Document.Symbol != "CMW/C/HND/CO/1" {
		t.Fatalf("%+v, %v", into, found.Sorted())
	}
	if at := keys.Value("document", "symbol"); at.Text() != `"CMW/C/HND/CO/1"` || at.Position().Line != 2 {
		t.Errorf("the symbol stands at %q", at.Text())
	}
}
