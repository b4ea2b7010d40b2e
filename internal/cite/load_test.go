package cite_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
)

// load reads a registry of the files a.toml, b.toml, … and returns its findings.
func load(t testing.TB, files ...string) (*cite.Registry, *diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for i, src := range files {
		fsys["citations/"+string(rune('a'+i))+".toml"] = &fstest.MapFile{Data: []byte(src)}
	}
	var found diag.List
	return cite.Load(fsys, &found), &found
}

func TestFindings(t *testing.T) {
	const page = "[x]\ntype = \"web\"\naccessed = 2022-01-11\n"
	for _, test := range []struct {
		name  string
		files []string
		want  []string // short findings, "" for none
		fix   string   // what the fix of the first finding writes
	}{
		{name: "no findings", files: []string{forms[:strings.Index(forms, "[linked]")]}},
		{name: "not TOML", files: []string{"[x]\ntype = = 1\n"}, want: []string{`citations/a.toml:2:8: error: not TOML: expected value but found '=' instead [registry/syntax]`}},
		{name: "unknown field", files: []string{"[x]\ntype = \"report\"\ntitel = \"A\"\ntitle = \"A\"\n"},
			want: []string{`citations/a.toml:3:1: error: key "titel" is not known in "x" [registry/unknown-key]`}},
		{name: "wrong type", files: []string{"[x]\ntype = \"report\"\ntitle = 1\nyear = \"2019\"\n"}, want: []string{
			`citations/a.toml:3:9: error: "x.title" is neither text nor a table of texts by language [registry/wrong-type]`,
			`citations/a.toml:4:8: error: "x.year" is text; a whole number was expected [registry/wrong-type]`}},
		{name: "language of a title", files: []string{"[x]\ntype = \"report\"\ntitle = { English = \"A\", es = 5 }\n"}, want: []string{
			`citations/a.toml:3:11: error: "English" is not the code of a language [cite/bad-language]`,
			`citations/a.toml:3:31: error: "es" in "x.title" is not text in quotation marks [registry/wrong-type]`}},
		{name: "no table", files: []string{"x = 1\n"}, want: []string{`citations/a.toml:1:5: error: "x" is a whole number; a table was expected [registry/wrong-type]`}},
		{name: "list of tables", files: []string{"[[x]]\ntype = \"report\"\n"}, want: []string{`citations/a.toml:1:3: error: "x" is a list; a table was expected [registry/wrong-type]`}},
		{name: "duplicate in two files", files: []string{"[x]\ntype = \"report\"\ntitle = \"A\"\n", "\n[x]\ntype = \"report\"\ntitle = \"B\"\n"},
			want: []string{`citations/b.toml:2:2: error: key "x" has an entry already [cite/duplicate-key]`}},
		{name: "duplicate in one file", files: []string{"[x]\ntype = \"report\"\ntitle = \"A\"\n[x]\ntype = \"report\"\n"},
			want: []string{`citations/a.toml:4:2: error: key "x" has an entry already [cite/duplicate-key]`}},
		{name: "bad keys", files: []string{"[\"Decree 5\"]\ntype = \"decree\"\nnumber = \"5\"\n[note-x]\ntype = \"decree\"\nnumber = \"6\"\n[-a]\ntype = \"decree\"\nnumber = \"7\"\n"}, want: []string{
			`citations/a.toml:1:2: error: key "Decree 5" has other characters than small letters, digits and single hyphens [cite/bad-key]`,
			`citations/a.toml:4:2: error: key "note-x" begins with "note-", as only cross-references do [cite/bad-key]`,
			`citations/a.toml:7:2: error: key "-a" has other characters than small letters, digits and single hyphens [cite/bad-key]`}},
		{name: "no type", files: []string{"[x]\ntitle = \"A\"\n"}, want: []string{`citations/a.toml:1:2: error: entry "x" has no "type" [cite/missing-field]`}},
		{name: "empty title", files: []string{"[x]\ntype = \"report\"\ntitle = \"\"\n"}, want: []string{`citations/a.toml:1:2: error: entry "x" of type "report" has no "title" [cite/missing-field]`}},
		{name: "empty entry", files: []string{"[x]\n"}, want: []string{`citations/a.toml:1:2: error: entry "x" has no "type" [cite/missing-field]`}},
		{name: "unknown type", files: []string{"[x]\ntype = \"executive-decre\"\nnumber = \"5\"\n"}, fix: `"executive-decree"`,
			want: []string{`citations/a.toml:2:8: error: type "executive-decre" of "x" is not known [cite/unknown-type]`}},
		{name: "missing fields", files: []string{`[a]
type = "decree"
[b]
type = "un-document"
[c]
type = "resolution"
[d]
type = "treaty"
volume = 5
[e]
type = "report"
[f]
type = "web"
[g]
type = "news"
[h]
type = "decree"
number = "1"
gazette = { name = "La Gaceta" }
`}, want: []string{
			`citations/a.toml:1:2: error: entry "a" of type "decree" has neither "number" nor "title" [cite/missing-field]`,
			`citations/a.toml:3:2: error: entry "b" of type "un-document" has no "symbol" [cite/missing-field]`,
			`citations/a.toml:5:2: error: entry "c" of type "resolution" has no "number" [cite/missing-field]`,
			`citations/a.toml:7:2: error: entry "d" of type "treaty" has no "title" [cite/missing-field]`,
			`citations/a.toml:10:2: error: entry "e" of type "report" has no "title" [cite/missing-field]`,
			`citations/a.toml:12:2: error: entry "f" of type "web" has no "url" [cite/missing-field]`,
			`citations/a.toml:14:2: error: entry "g" of type "news" has no "title" [cite/missing-field]`,
			`citations/a.toml:19:1: error: the gazette of "h" has neither "issue" nor "date" [cite/missing-field]`}},
		{name: "unknown relation", files: []string{"[decree-5]\ntype = \"decree\"\nnumber = \"5\"\namends = [\"decree-6\", \"nothing-like-it\"]\n[decree-66]\ntype = \"decree\"\nnumber = \"66\"\n"}, fix: `"decree-66"`, want: []string{
			`citations/a.toml:4:11: error: "amends" of "decree-5" names "decree-6", which is not in the registry [cite/unknown-relation]`,
			`citations/a.toml:4:23: error: "amends" of "decree-5" names "nothing-like-it", which is not in the registry [cite/unknown-relation]`}},
		{name: "a relation into a file that is not TOML", files: []string{"[a]\ntype = \"decree\"\nnumber = \"5\"\namends = [\"b\"]\n", "[b]\ntype =\n"},
			want: []string{`citations/b.toml:2:7: error: not TOML: expected value but found '\n' instead [registry/syntax]`}},
		{name: "both sides of a relation", files: []string{"[a]\ntype = \"decree\"\nnumber = \"5\"\namends = [\"b\"]\n[b]\ntype = \"decree\"\nnumber = \"6\"\namended-by = [\"a\"]\n"}},
		{name: "cyclic relations", files: []string{"[a]\ntype = \"decree\"\nnumber = \"5\"\namends = [\"b\"]\n[b]\ntype = \"decree\"\nnumber = \"6\"\nimplements = [\"c\"]\n[c]\ntype = \"decree\"\nnumber = \"7\"\namends = [\"a\"]\n[d]\ntype = \"decree\"\nnumber = \"8\"\namended-by = [\"d\"]\n"}, want: []string{
			`citations/a.toml:12:11: error: relation "amends" leads back to "a", which would have come before itself [cite/cyclic-relation]`,
			`citations/a.toml:16:15: error: relation "amended-by" leads back to "d", which would have come before itself [cite/cyclic-relation]`}},
		{name: "symbol without its stop", files: []string{"[x]\ntype = \"un-document\"\nsymbol = \"HRI/GEN/2/Rev6\"\n"}, fix: `"HRI/GEN/2/Rev.6"`,
			want: []string{`citations/a.toml:3:10: error: symbol "HRI/GEN/2/Rev6" does not have the form of a document symbol [cite/malformed-symbol]`}},
		{name: "symbol with spaces and dashes", files: []string{"[x]\ntype = \"un-document\"\nsymbol = 'CERD/C/IRL/CO/5–9/add. 1'\n"}, fix: `'CERD/C/IRL/CO/5-9/Add.1'`,
			want: []string{`citations/a.toml:3:10: error: symbol "CERD/C/IRL/CO/5–9/add. 1" does not have the form of a document symbol [cite/malformed-symbol]`}},
		{name: "no symbol at all", files: []string{"[x]\ntype = \"un-document\"\nsymbol = \"the report\"\ncorrigenda = [\"Corr1\"]\n"}, want: []string{
			`citations/a.toml:3:10: error: symbol "the report" does not have the form of a document symbol [cite/malformed-symbol]`,
			`citations/a.toml:4:15: error: symbol "Corr1" does not have the form of a document symbol [cite/malformed-symbol]`}},
		{name: "shortened address", files: []string{page + "url = \"https://bit.ly/3mc4XWK\"\n"}, want: []string{`citations/a.toml:4:7: warning: the address of "x" is shortened, so that it tells nothing and may lead elsewhere tomorrow [cite/shortened-url]`}},
		{name: "shortened address, not secure", files: []string{page + "url = \"http://www.tinyurl.com/3mc4XWK\"\n"}, want: []string{`citations/a.toml:4:7: warning: the address of "x" is shortened, so that it tells nothing and may lead elsewhere tomorrow [cite/shortened-url]`}},
		{name: "host that only ends like a shortener", files: []string{page + "url = \"https://notbit.ly/a\"\n"}},
		{name: "insecure address", files: []string{page + "url = \"http://www.trabajo.gob.hn/pte/\"\n"}, want: []string{`citations/a.toml:4:7: warning: the address of "x" is not secure [cite/insecure-url]`}},
		{name: "no address", files: []string{page + "url = \"Delegaciones de Honduras (sreci.hn)\"\n", "[y]\ntype = \"report\"\ntitle = \"A\"\nurl = \"ftp://a.org/b\"\narchived = \"mailto:a@b.org\"\n"}, want: []string{
			`citations/a.toml:4:7: error: "Delegaciones de Honduras (sreci.hn)" is not a web address [cite/bad-url]`,
			`citations/b.toml:4:7: error: "ftp://a.org/b" is not a web address [cite/bad-url]`,
			`citations/b.toml:5:12: error: "mailto:a@b.org" is not a web address [cite/bad-url]`}},
		{name: "soft hyphen in an address", files: []string{page + "url = \"https://a.org/long\u00ADname\"\n"}, want: []string{`citations/a.toml:4:7: error: "https://a.org/long\u00adname" is not a web address [cite/bad-url]`}},
		{name: "no date of access", files: []string{"[x]\ntype = \"web\"\nurl = \"https://a.org/\"\n"}, want: []string{`citations/a.toml:3:7: warning: the web page "x" has no date of access [cite/no-access-date]`}},
		{name: "a report needs no date of access", files: []string{"[x]\ntype = \"report\"\ntitle = \"A\"\nurl = \"https://a.org/\"\n"}},
		{name: "accessed nowhere", files: []string{"[x]\ntype = \"report\"\ntitle = \"A\"\naccessed = 2022-01-11\n"}, want: []string{`citations/a.toml:4:1: warning: entry "x" was accessed, but has no address [cite/access-without-url]`}},
		{name: "original language", files: []string{"[x]\ntype = \"report\"\ntitle = \"A\"\noriginal = \"Spanish\"\n"}, want: []string{`citations/a.toml:4:12: error: "Spanish" is not the code of a language [cite/bad-language]`}},
		{name: "issue of a gazette", files: []string{"[x]\ntype = \"decree\"\nnumber = \"1\"\ngazette = { issue = -5 }\n"}, want: []string{`citations/a.toml:4:21: error: issue -5 of a gazette is less than 1 [cite/bad-issue]`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, found := load(t, test.files...)
			if diff := cmp.Diff(strings.Join(append(test.want, ""), "\n"), short(found)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if test.fix == "" {
				return
			}
			if d := found.Sorted()[0]; d.Fix == nil || d.Fix.Edits[0].New != test.fix || d.Fix.Edits[0].Span != d.Span {
				t.Errorf("fix %+v, want %s at the finding", d.Fix, test.fix)
			}
		})
	}
}

func TestDuplicateNamesBothPlaces(t *testing.T) {
	_, found := load(t, "[x]\ntype = \"report\"\ntitle = \"A\"\n", "[x]\ntype = \"report\"\ntitle = \"B\"\n")
	d := found.Sorted()[0]
	if len(d.Related) != 1 || d.Related[0].Span.File.Name != "citations/a.toml" || d.Related[0].Span.Text() != "x" {
		t.Errorf("related places: %+v", d.Related)
	}
}

// TestUnreadFile holds citations of what stands in a file that is not TOML to giving no findings of their own.
func TestUnreadFile(t *testing.T) {
	reg, _ := load(t, "[x]\ntype = = 1\n")
	var found diag.List
	w := cite.NewWriter(reg, language(t, "en"))
	if got := marked(w.Note(1, "n1", sources("@x"), diag.Span{}, &found)); got != "[x]." || found.Len() != 0 {
		t.Errorf("got %s\n%s", got, short(&found))
	}
}

func TestRegistry(t *testing.T) {
	reg, found := load(t, "[pcm-028-2017]\ntype = \"executive-decree\"\nnumber = \"PCM-028-2017\"\n[pcm-029-2017]\ntype = \"executive-decree\"\nnumber = \"PCM-029-2017\"\ngazette = { issue = 34333 }\n")
	if found.Len() > 0 {
		t.Fatal(short(found))
	}
	if got := strings.Join(reg.Keys(), " "); got != "pcm-028-2017 pcm-029-2017" {
		t.Errorf("keys: %s", got)
	}
	if got := reg.Nearest("pcm-29-2017"); len(got) == 0 || got[0] != "pcm-029-2017" {
		t.Errorf("nearest: %v", got)
	}
	e, ok := reg.Lookup("pcm-029-2017")
	if !ok || e.Span().Text() != "pcm-029-2017" || e.Field("gazette", "issue").Text() != "issue" || e.Value("gazette", "issue").Text() != "34333" || e.Value("url") != e.Span() {
		t.Errorf("entry: %+v", e)
	}
	if _, ok := reg.Lookup("x"); ok {
		t.Error("a key that is not there is found")
	}
	if empty := cite.Load(fstest.MapFS{}, found); len(empty.Keys()) != 0 {
		t.Errorf("a project without a registry has the keys %q", empty.Keys())
	}
}

// TestTypes holds every language to a word for every kind of legislation and for a resolution, and to no other words.
func TestTypes(t *testing.T) {
	for _, code := range []string{"en", "fr", "es"} {
		l := language(t, code)
		for _, typ := range cite.Types() {
			if _, ok := l.Sources.Types[typ]; ok != (cite.IsLegislation(typ) || typ == "resolution") {
				t.Errorf("%s: word for type %q: %v", code, typ, ok)
			}
		}
		for typ := range l.Sources.Types {
			if !slices.Contains(cite.Types(), typ) {
				t.Errorf("%s: %q is no type of sources", code, typ)
			}
		}
		for _, typ := range l.Sources.Feminine {
			if !cite.IsLegislation(typ) {
				t.Errorf("%s: feminine type %q is no legislation", code, typ)
			}
		}
	}
}

// TestWorkedExample cites every entry of the worked example in every language.
func TestWorkedExample(t *testing.T) {
	var found diag.List
	reg := cite.Load(os.DirFS("../.."), &found)
	if found.HasErrors() || len(reg.Keys()) == 0 {
		t.Fatalf("%s", short(&found))
	}
	for _, code := range []string{"en", "fr", "es"} {
		w := cite.NewWriter(reg, language(t, code))
		for i, key := range reg.Keys() {
			got := marked(w.Note(i+1, "", sources("@"+key), diag.Span{}, &found))
			if len(got) < 5 || !strings.HasSuffix(got, ".") || strings.ContainsAny(got, "?|") && !strings.Contains(got, "<http") {
				t.Errorf("%s %s: %s", code, key, got)
			}
			t.Log(got)
		}
	}
}

func FuzzRegistry(f *testing.F) {
	english := language(f, "en")
	f.Add(forms, "see @decree, arts. 3-4;@report, p. 2")
	f.Add("[a]\ntype = \"decree\"\nnumber = \"5\"\namends = [\"b\"]\n[b]\ntype = \"decree\"\nnumber = \"6\"\namends = [\"a\"]\n", "@a;@b;@c")
	f.Add("[a]\ntype = \"un-document\"\nsymbol = \"A/1/Rev6\"\ncorrigenda = [\"x\"]\n[a]\n", "@a, para. (b)")
	f.Add("[\"\"]\ntype = \"web\"\nurl = \"http://[\"\ntitle.en = \"'\\\"\"\n[x]\ny.z = 1\n", "@, 1;@x")
	f.Add("a = 1\n[[b]]\n[c.title]\nen = \"*\"\n[d]\ngazette = 5\ndate = 07:32:00\n", "@b")
	f.Fuzz(func(t *testing.T, src, cited string) {
		var found diag.List
		file := len(src)
		reg := cite.Load(fstest.MapFS{"citations/a.toml": {Data: []byte(src)}}, &found)
		w := cite.NewWriter(reg, english)
		l := w.Lettered()
		for n := 1; n < 4; n++ {
			w.Note(n, "n", sources(cited), diag.Span{}, &found)
			w.Inside(n, "n", sources(cited), diag.Span{}, &found)
			l.Note(sources(cited), diag.Span{}, &found)
		}
		w.Unused()
		for _, d := range found.Sorted() {
			if s := d.Span; s.File != nil && (s.Start < 0 || s.End < s.Start || s.End > file) {
				t.Errorf("%s stands at %d to %d of %d bytes", d.Code, s.Start, s.End, file)
			}
			if d.Message == "" {
				t.Errorf("%s says nothing", d.Code)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	var src strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&src, "[pcm-%d-2017]\ntype = \"executive-decree\"\nnumber = \"PCM-%d-2017\"\ngazette = { issue = %d }\ntitle = { en = \"Title %d\", es = \"Título %d\" }\n", i, i, 30000+i, i, i)
		if i > 0 {
			fmt.Fprintf(&src, "amends = [\"pcm-%d-2017\"]\n", i-1)
		}
	}
	fsys := fstest.MapFS{"citations/a.toml": {Data: []byte(src.String())}}
	for b.Loop() {
		var found diag.List
		if cite.Load(fsys, &found); found.Len() > 0 {
			b.Fatal(short(&found))
		}
	}
}
