package style_test

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

// files makes a project of templates by their paths below templates.
func files(of map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range of {
		fsys["templates/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// sheet reads the style sheet x of a project, in English, and returns it with the findings, a line each.
func sheet(t *testing.T, project fstest.MapFS) (*style.Sheet, string) {
	t.Helper()
	var found diag.List
	s, err := (&style.Templates{Project: project, Builtin: templates.Files, Found: &found}).Sheet("x", nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := found.WriteText(&b, diag.TextOptions{Short: true}); err != nil {
		t.Fatal(err)
	}
	return s, b.String()
}

func builtinSheet(t *testing.T) *style.Sheet {
	t.Helper()
	s, err := builtin(t).Sheet("un-geneva", nil)
	if s == nil || err != nil {
		t.Fatal(err)
	}
	return s
}

// A sheet with a base differs from it in what it says, and in nothing else.
func TestBase(t *testing.T) {
	for _, test := range []struct {
		name   string
		files  map[string]string
		change func(*style.Sheet)
	}{
		{"nothing", map[string]string{"x": ""}, func(s *style.Sheet) {}},
		{"one number", map[string]string{"x": "[body]\nline = \"14pt\""}, func(s *style.Sheet) { s.Body.Line = 14 }},
		{"a level", map[string]string{"x": "[heading.2]\nsize = \"13pt\"\nbold = false"}, func(s *style.Sheet) { s.Headings[1].Size, s.Headings[1].Bold = 13, false }},
		{"a part of an inline table", map[string]string{"x": "[masthead]\ntreaty = { size = \"16pt\" }"}, func(s *style.Sheet) { s.Masthead.Treaty.Size = 16 }},
		{"a name in Word", map[string]string{"x": "[body.word]\nid = \"Own\""}, func(s *style.Sheet) { s.Body.Word.ID = "Own" }},
		{"a list", map[string]string{"x": "[fonts]\nfaces = [\"liberation-sans\", \"liberation-serif\"]"}, func(s *style.Sheet) { s.Fonts.Faces = []string{"liberation-sans", "liberation-serif"} }},
		{"a base of a base", map[string]string{"x": "[body]\nsize = \"11pt\"", "y": "base = \"un-geneva\"\n[body]\nsize = \"12pt\"\nline = \"15pt\""},
			func(s *style.Sheet) { s.Body.Size, s.Body.Line = 11, 15 }},
		{"the project's own file of the built-in name", map[string]string{"x": "[body]\nsize = \"11pt\"", "un-geneva": "base = \"un-geneva\"\n[body]\nsize = \"12pt\"\nline = \"15pt\""},
			func(s *style.Sheet) { s.Body.Size, s.Body.Line = 11, 15 }},
	} {
		t.Run(test.name, func(t *testing.T) {
			base := "un-geneva"
			if test.files["y"] != "" {
				base = "y"
			}
			project := map[string]string{}
			for name, text := range test.files {
				project["styles/"+name+".toml"] = text
			}
			project["styles/x.toml"] = "base = \"" + base + "\"\n" + project["styles/x.toml"]
			got, found := sheet(t, files(project))
			want := builtinSheet(t)
			test.change(want)
			if found != "" || got == nil {
				t.Fatalf("findings %s", found)
			}
			got.Name, got.Base = want.Name, want.Base
			got.Fonts.Span, want.Fonts.Span = diag.Span{}, diag.Span{}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("differs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSheetFindings holds style sheets of a project to findings that name the place, what is, and what was expected.
func TestSheetFindings(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"unknown key", "[body]\nseize = \"10pt\"", "3:1: error: key \"seize\" is not known in \"body\" [template/unknown-key]"},
		{"no unit", "[body]\nsize = \"10\"", "3:8: error: \"body.size\" cannot be read: length \"10\" has no unit; write mm, cm, pt or in [template/wrong-type]"},
		{"a bare number", "[body]\nsize = 11", "3:8: error: \"body.size\" cannot be read: length \"11\" has no unit; write mm, cm, pt or in [template/wrong-type]"},
		{"negative size", "[body]\nsize = \"-3pt\"", "3:8: error: \"body.size\" is \"-3pt\"; 1pt to 144pt was expected [template/value]"},
		{"zero line", "[footnote]\nline = \"0pt\"", "3:8: error: \"footnote.line\" is \"0pt\"; 1pt to 300pt was expected [template/value]"},
		{"huge", "[title]\nsize = \"1e9mm\"", "3:8: error: \"title.size\" is \"1e9mm\"; 1pt to 144pt was expected [template/value]"},
		{"of a level", "[heading.2]\nline = \"-1pt\"", "3:8: error: \"heading.2.line\" is \"-1pt\"; 1pt to 300pt was expected [template/value]"},
		{"a level too many", "[heading.7]\nline = \"1pt\"", "2:10: error: key \"7\" is not known in \"heading\"; a number from 1 to 6 was expected [template/unknown-key]"},
		{"a list too short", "[[bullet]]\nsize = \"10pt\"", "2:3: error: \"bullet\" has 1 member; 4 are needed [template/incomplete]"},
		{"margins wider than the paper", "[page]\nleft = \"300mm\"", "3:8: error: \"page.left\" and \"page.right\" leave -110.0mm of the paper of 210.0mm; at least 56.7pt was expected [template/value]"},
		{"a low page", "[landscape]\nheight = \"60mm\"\nbottom = \"30mm\"", "4:10: error: \"landscape.top\" and \"landscape.bottom\" leave 14.2pt of the paper of 60.0mm; at least 56.7pt was expected [template/value]"},
		{"indents wider than the frame", "[quote]\nright = \"139mm\"", "3:9: error: \"quote.left\" and \"quote.right\" leave 2.8pt of the frame of 170.0mm; at least 56.7pt was expected [template/value]"},
		{"a heading out of the frame", "[heading.1]\nfirst = \"-30mm\"", "3:9: error: \"heading.1.first\" puts the first line at -28.3pt; it must begin in the measure, which goes from 0pt to 150.0mm [template/value]"},
		{"a wide masthead", "[masthead]\ncolumns = [\"60mm\", \"60mm\", \"60mm\"]", "3:1: error: the columns of the masthead take 180.0mm; the frame has 170.0mm [template/value]"},
		{"a tall masthead", "[masthead]\nrow2 = \"260mm\"", "3:8: error: \"masthead.row1\" and \"masthead.row2\" leave -22.8pt of page one of 297.0mm; at least 56.7pt was expected [template/value]"},
		{"a narrow frame", "[page]\nright = \"25mm\"", "2:2: error: \"separator.continued-width\" reaches 170.0mm; 165.0mm is the most [template/value]\n" +
			"templates/styles/x.toml:2:2: error: \"table.wide-width\" reaches 170.0mm; 165.0mm is the most [template/value]\n" +
			"templates/styles/x.toml:2:2: error: the columns of the masthead take 170.0mm; the frame has 165.0mm [template/value]"},
		{"a wide table", "[table]\nwide-width = \"200mm\"", "3:14: error: \"table.wide-width\" reaches 200.0mm; 170.0mm is the most [template/value]"},
		{"a heavy rule", "[separator]\nweight = \"3cm\"", "3:10: error: \"separator.weight\" is \"3cm\"; 0pt to 20pt was expected [template/value]"},
		{"no font for Word", "[fonts]\nword = \"\"", "1:1: error: the style sheet lacks \"fonts.word\" [template/incomplete]"},
		{"spaces that shrink away", "[lines]\nshrink = 80", "3:10: error: \"lines.shrink\" is 80; 0 to 50 was expected [template/value]"},
		{"spaces without stretch", "[lines]\nstretch = 0", "3:11: error: \"lines.stretch\" is 0; 10 to 200 was expected [template/value]"},
		{"loosest below stretch", "[lines]\nstretch = 90\nloosest = 80", "4:11: error: \"lines.loosest\" is 80; 90 to 2000 was expected [template/value]"},
		{"not TOML", "[body", "2:5: error: not TOML: expected '.' or ']' to end table name, but got '\\x00' instead [template/syntax]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, got := sheet(t, files(map[string]string{"styles/x.toml": "base = \"un-geneva\"\n" + test.text}))
			if want := "templates/styles/x.toml:" + test.want + "\n"; got != want {
				t.Errorf("findings\n%swant\n%s", got, want)
			}
		})
	}
}

func TestBaseFindings(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"unknown", map[string]string{"x": `base = "un-genva"`}, `x.toml:1:8: error: there is no "un-genva" in templates/styles to be the base of this file [template/base]`},
		{"itself", map[string]string{"x": `base = "x"`}, `x.toml:1:8: error: the base is this file itself, and no file of its name comes with the program [template/base]`},
		{"a circle", map[string]string{"x": `base = "y"`, "y": `base = "x"`}, `y.toml:1:8: error: the base "x" leads back to this file, which is based on it [template/base]`},
		{"over the built-in one", map[string]string{"x": `base = "un-geneva"`, "un-geneva": `base = "x"`}, `un-geneva.toml:1:8: error: the base "x" leads back to this file, which is based on it [template/base]`},
		{"no name", map[string]string{"x": `base = "../report"`}, `x.toml:1:8: error: there is no "../report" in templates/styles to be the base of this file [template/base]`},
		{"no text", map[string]string{"x": `base = 3`}, `x.toml:1:8: error: the base is not the name of a file of templates/styles [template/base]`},
		{"a fault in the base", map[string]string{"x": `base = "y"`, "y": "base = \"un-geneva\"\n[body]\nsize = \"0pt\""}, `y.toml:3:8: error: "body.size" is "0pt"; 1pt to 144pt was expected [template/value]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			project := map[string]string{}
			for name, text := range test.files {
				project["styles/"+name+".toml"] = text
			}
			s, got := sheet(t, files(project))
			if s != nil {
				t.Error("there is a sheet")
			}
			if first, _, _ := strings.Cut(got, "\n"); first != "templates/styles/"+test.want {
				t.Errorf("findings\n%swant\n%s", got, test.want)
			}
		})
	}
}

// A sheet that is cut off anywhere, without a base, is findings or a sheet, and never brings the program down.
func TestCutSheets(t *testing.T) {
	src, err := fs.ReadFile(templates.Files, "styles/un-geneva.toml")
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(src)-40; n += 97 {
		if s, found := sheet(t, files(map[string]string{"styles/x.toml": string(src[:n])})); s != nil || found == "" {
			t.Errorf("%d bytes of the sheet are enough: %q", n, found)
		}
	}
}

// Languages and bodies have bases too: a project changes a word, or adds a kind of source, without copying a file.
func TestBaseOfWords(t *testing.T) {
	var found diag.List
	project := files(map[string]string{
		"languages/en.toml": "base = \"en\"\n[sources.types]\ncircular = \"Circular\"\n[masthead]\nno-date = \"[Draft]\"",
		"bodies/cmw.toml":   "base = \"cmw\"\n[limits]\nperiodic = 20000\n[titles.en]\nfollow-up = \"Follow-up report of {state}\"",
	})
	all := &style.Templates{Project: project, Builtin: templates.Files, Found: &found}
	got, err := all.Language("en")
	if err != nil || got == nil || found.Len() > 0 {
		t.Fatalf("language %v, %v, %d findings", got, err, found.Len())
	}
	want, _ := builtin(t).Language("en")
	want.Base, want.Masthead.NoDate = "en", "[Draft]"
	want.Sources.Types["circular"] = "Circular"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("English differs (-want +got):\n%s", diff)
	}
	body, err := all.Body("CMW")
	if err != nil || body == nil || found.Len() > 0 {
		t.Fatalf("body %v, %v, %d findings", body, err, found.Len())
	}
	wantBody, _ := builtin(t).Body("CMW")
	wantBody.Base, wantBody.Limits["periodic"] = "cmw", 20000
	wantBody.Titles["en"]["follow-up"] = "Follow-up report of {state}"
	if diff := cmp.Diff(wantBody, body); diff != "" {
		t.Errorf("CMW differs (-want +got):\n%s", diff)
	}
	if keys := slices.Sorted(maps.Keys(body.Titles)); !slices.Contains(keys, "fr") {
		t.Errorf("titles in %q", keys)
	}
}

// TestSheetHints holds hints to what works as it is written.
func TestSheetHints(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a base that is nearly this file", `base = "xx"`, "use one of submission, un-geneva"},
		{"a base that is this file", `base = "x"`, "use one of submission, un-geneva"},
		{"no name of a base", `base = ""`, "use one of submission, un-geneva"},
		{"a list too short", "base = \"un-geneva\"\n[[heading]]\nsize = \"10pt\"", "write [heading.1] and not [[heading]] to change one of them and take the others from the base"},
		{"a bare number", "base = \"un-geneva\"\n[body]\nsize = 11", "write it in quotation marks"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var found diag.List
			project := files(map[string]string{"styles/x.toml": test.text})
			if _, err := (&style.Templates{Project: project, Builtin: templates.Files, Found: &found}).Sheet("x", nil); err != nil {
				t.Fatal(err)
			}
			all := found.Sorted()
			if len(all) != 1 || all[0].Hint != test.want {
				t.Errorf("findings %v; one with the hint %q was expected", all, test.want)
			}
		})
	}
}
