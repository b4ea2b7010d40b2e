package style_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

// builtin reads the built-in templates and fails the test on any finding.
func builtin(t testing.TB) *style.Templates {
	var found diag.List
	t.Cleanup(func() {
		if found.Len() > 0 {
			var b strings.Builder
			if err := found.WriteText(&b, diag.TextOptions{Short: true}); err != nil {
				t.Error(err)
			}
			t.Errorf("findings in templates:\n%s", b.String())
		}
	})
	return &style.Templates{Project: fstest.MapFS{}, Builtin: templates.Files, Found: &found}
}

func languages(t testing.TB) []*style.Language {
	t.Helper()
	all := builtin(t)
	var out []*style.Language
	for _, code := range all.Names("languages") {
		l, err := all.Language(code)
		if l == nil || err != nil {
			t.Fatalf("language %s: %v", code, err)
		}
		out = append(out, l)
	}
	return out
}

// TestTemplates loads everything there is.
func TestTemplates(t *testing.T) {
	all := builtin(t)
	for _, name := range all.Names("styles") {
		for _, code := range all.Names("languages") {
			l, err := all.Language(code)
			if l == nil || err != nil {
				t.Fatalf("language %s: %v", code, err)
			}
			if s, err := all.Sheet(name, l); s == nil || s.Language != l || err != nil {
				t.Errorf("sheet %s %s: %v", name, code, err)
			}
		}
	}
	for _, name := range all.Names("bodies") {
		b, err := all.Body(name)
		if b == nil || err != nil {
			t.Fatalf("body %s: %v", name, err)
		}
		kinds := titleKinds(b.Titles["en"])
		for _, code := range all.Names("languages") {
			if n := b.Names[code]; len(n.Treaty) == 0 || len(n.Treaty) > 6 || len(n.Committee) == 0 {
				t.Errorf("%s %s: names %q", name, code, n)
			}
			if diff := cmp.Diff(kinds, titleKinds(b.Titles[code])); diff != "" {
				t.Errorf("%s %s: kinds with a title (-en +%s):\n%s", name, code, code, diff)
			}
		}
	}
}

// titleKinds are the kinds of report with a title, and the fields of each.
func titleKinds(titles map[string]string) map[string][]string {
	out := map[string][]string{}
	for kind, form := range titles {
		fields := braces.FindAllString(form, -1)
		slices.Sort(fields)
		out[kind] = fields
	}
	return out
}

var braces = regexp.MustCompile(`\{[^}]*\}`)

// optional are keys that a language need not have: what they stand for is not in every language.
var optional = []string{"references.and-i", "dates.first-day", "sources.types-with", "sources.feminine", "sources.relations-feminine"}

// TestLanguageKeys holds every language file to the keys, the lengths of lists and the fields of forms that the English one has.
func TestLanguageKeys(t *testing.T) {
	read := func(name string) map[string]any {
		src, err := fs.ReadFile(templates.Files, "languages/"+name)
		if err != nil {
			t.Fatal(err)
		}
		var v map[string]any
		if err := toml.Unmarshal(src, &v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return v
	}
	english := read("en.toml")
	files, err := fs.ReadDir(templates.Files, "languages")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d language files: %v", len(files), err)
	}
	for _, f := range files {
		compare(t, f.Name(), "", english, read(f.Name()))
	}
}

func compare(t *testing.T, file, at string, want, got any) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		got, _ := got.(map[string]any)
		for key, v := range want {
			if _, ok := got[key]; !ok {
				t.Errorf("%s has no %s", file, at+key)
				continue
			}
			compare(t, file, at+key+".", v, got[key])
		}
		for key := range got {
			if _, ok := want[key]; !ok && !slices.Contains(optional, at+key) {
				t.Errorf("%s has %s, which English has not", file, at+key)
			}
		}
	case []map[string]any:
		got, _ := got.([]map[string]any)
		if len(got) != len(want) {
			t.Errorf("%s: %d of %s, English has %d", file, len(got), at, len(want))
			return
		}
		for i := range want {
			compare(t, file, at, want[i], got[i])
			if want[i]["name"] != got[i]["name"] {
				t.Errorf("%s: %s %v stands where English has %v", file, at, got[i]["name"], want[i]["name"])
			}
		}
	case []any:
		got, _ := got.([]any)
		if len(got) != len(want) && !strings.HasSuffix(at, "written.") && !strings.HasPrefix(at, "marks.keep-with-") && at != "marks.contractions." {
			t.Errorf("%s: %s has %d items, English has %d", file, at, len(got), len(want))
		}
	case string:
		text, ok := got.(string)
		if !ok || text == "" && want != "" {
			t.Errorf("%s: %s is empty", file, at)
			return
		}
		if !strings.HasPrefix(at, "sources.") {
			fields := func(s string) []string { f := braces.FindAllString(s, -1); slices.Sort(f); return f }
			if diff := cmp.Diff(fields(want), fields(text)); diff != "" {
				t.Errorf("%s: fields of %s (-en +%s):\n%s", file, at, file, diff)
			}
		}
		if strings.Contains(text, "'") || strings.ContainsRune(text, '"') {
			t.Errorf("%s: %s has a straight quotation mark: %s", file, at, text)
		}
	}
}

func TestDates(t *testing.T) {
	want := map[string][3]string{
		"en": {"9 February 2024", "1 July 2017", "31 December 2018"},
		"fr": {"9 février 2024", "1er juillet 2017", "31 décembre 2018"},
		"es": {"9 de febrero de 2024", "1 de julio de 2017", "31 de diciembre de 2018"},
	}
	for _, l := range languages(t) {
		for i, day := range []time.Time{time.Date(2024, 2, 9, 0, 0, 0, 0, time.UTC), time.Date(2017, 7, 1, 0, 0, 0, 0, time.UTC), time.Date(2018, 12, 31, 0, 0, 0, 0, time.UTC)} {
			if w, ok := want[l.Code]; ok && l.Date(day) != w[i] {
				t.Errorf("%s: %s, want %s", l.Code, l.Date(day), w[i])
			}
		}
		if l.Date(time.Time{}) != "" {
			t.Errorf("%s: no date is %q", l.Code, l.Date(time.Time{}))
		}
	}
}

func TestLists(t *testing.T) {
	for _, l := range languages(t) {
		for _, test := range []struct {
			words []string
			want  map[string]string
		}{
			{nil, map[string]string{"en": "", "es": ""}},
			{[]string{"a"}, map[string]string{"en": "a", "fr": "a"}},
			{[]string{"español", "francés", "inglés"}, map[string]string{"es": "español, francés e inglés", "fr": "español, francés et inglés", "en": "español, francés and inglés"}},
			{[]string{"agua", "hielo"}, map[string]string{"es": "agua y hielo"}},
			{[]string{"padres", "hijos"}, map[string]string{"es": "padres e hijos"}},
			{[]string{"49", "50", "66"}, map[string]string{"en": "49, 50 and 66", "fr": "49, 50 et 66", "es": "49, 50 y 66"}},
		} {
			if want, ok := test.want[l.Code]; ok && l.List(test.words) != want {
				t.Errorf("%s: %q, want %q", l.Code, l.List(test.words), want)
			}
		}
	}
}

func TestMarkers(t *testing.T) {
	for _, test := range []struct {
		sample string
		n      int
		want   string
	}{
		{"I.", 1, "I."}, {"I.", 4, "IV."}, {"I.", 49, "XLIX."}, {"A.", 2, "B."}, {"1.", 148, "148."}, {"(a)", 1, "(a)"}, {"(a)", 15, "(o)"},
		{"(a)", 26, "(z)"}, {"(a)", 27, "(aa)"}, {"(a)", 28, "(bb)"}, {"(a)", 53, "(aaa)"}, {"(i)", 9, "(ix)"}, {"a)", 3, "c)"}, {"i)", 4, "iv)"},
		{"a.", 2, "b."}, {"(a)", 0, "(a)"}, {"•", 5, "•"},
	} {
		if got := style.Marker(test.sample, test.n); got != test.want {
			t.Errorf("Marker(%q, %d) = %q, want %q", test.sample, test.n, got, test.want)
		}
	}
	for c, want := range map[byte]string{'1': "12", 'I': "XII", 'i': "xii", 'A': "L", 'a': "l"} {
		if got := style.Counter(c, 12); got != want {
			t.Errorf("Counter(%q, 12) = %q, want %q", c, got, want)
		}
	}
}

// TestStates holds the names of States to being there, in every language, under codes that ISO 3166-1 has.
func TestStates(t *testing.T) {
	all := builtin(t)
	states, err := all.States()
	if err != nil {
		t.Fatal(err)
	}
	if len(states) != 193+4 {
		t.Errorf("%d States; the United Nations has 193 members, and the Holy See, the State of Palestine, the Cook Islands and Niue are added", len(states))
	}
	seen := map[string]string{}
	for code, s := range states {
		if r, err := language.ParseRegion(code); err != nil || r.ISO3() != code {
			t.Errorf("%s is no code of ISO 3166-1 alpha-3", code)
		}
		for _, lang := range all.Names("languages") {
			n := s.Names[lang]
			if n.Name == "" || strings.ContainsAny(n.Name+n.With, "'\"") {
				t.Errorf("%s %s: %q, %q", code, lang, n.Name, n.With)
				continue
			}
			if other := seen[lang+n.Name]; other != "" {
				t.Errorf("%s and %s have one name, %s", code, other, n.Name)
			}
			seen[lang+n.Name] = code
			short, _, turned := strings.Cut(n.Name, " (")
			if r, _ := firstRune(n.Name); !unicode.IsUpper(r) || n.With != "" && !turned && !strings.HasSuffix(n.With, n.Name) || !strings.Contains(n.With+n.Name, short) {
				t.Errorf("%s %s: %q and %q do not go together", code, lang, n.Name, n.With)
			}
		}
		if len(s.Names) != len(all.Names("languages")) {
			t.Errorf("%s has names in %d languages", code, len(s.Names))
		}
	}
	for code, want := range map[string][3]string{
		"HND": {"Honduras", "le Honduras", "Honduras"}, "ARG": {"Argentina", "l’Argentine", "la Argentina"}, "COM": {"the Comoros", "les Comores", "las Comoras"},
		"KOR": {"the Republic of Korea", "la République de Corée", "la República de Corea"}, "NLD": {"the Kingdom of the Netherlands", "le Royaume des Pays-Bas", "el Reino de los Países Bajos"},
		"CUB": {"Cuba", "Cuba", "Cuba"}, "VAT": {"the Holy See", "le Saint-Siège", "la Santa Sede"},
	} {
		for i, lang := range []string{"en", "fr", "es"} {
			n := states[code].Names[lang]
			if n.With == "" {
				n.With = n.Name
			}
			if n.With != want[i] {
				t.Errorf("%s %s: %q, want %q", code, lang, n.With, want[i])
			}
		}
	}
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

func TestParseForm(t *testing.T) {
	for _, test := range []struct{ form, wrong string }{
		{"{name}[, {gazette}| of {date}][, {pinpoint}]", ""},
		{"[*{gazette-name}* n^o^ {issue}|{gazette-name}]", ""},
		{"{nam}", `form "{nam}": field {nam} is not known; use one of name`},
		{"{name", `form "{name": '}' is missing`},
		{"*{name}", `form "*{name}": '*' is missing`},
		{"[*a]*", `form "[*a]*": ']' stands without its opening sign`},
		{"[a|b", `form "[a|b": ']' is missing`},
		{"a|b", `form "a|b": '|' stands without its opening sign`},
		{"a}", `form "a}": '}' stands without its opening sign`},
	} {
		_, err := style.ParseForm(test.form)
		if got := ""; err != nil && err.Error() != test.wrong || err == nil && got != test.wrong {
			t.Errorf("%s: %v, want %s", test.form, err, test.wrong)
		}
	}
}

// TestIncompleteLanguage holds a project's own language to having all forms, and its forms to being readable.
func TestIncompleteLanguage(t *testing.T) {
	src, err := fs.ReadFile(templates.Files, "languages/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, old, put, want string }{
		{"no form", "ibid = \"ibid.[, {pinpoint}]\"\n", "", "templates/languages/xx.toml:1:1: error: no form for sources under \"sources.forms.ibid\" [template/incomplete]\n"},
		{"unreadable form", "\"ibid.[, {pinpoint}]\"", "\"ibid.[, {pinpoint}\"", "cannot be read: form \"ibid.[, {pinpoint}\": ']' is missing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(string(src), test.old) {
				t.Fatalf("English has no %s", test.old)
			}
			fsys := fstest.MapFS{"templates/languages/xx.toml": {Data: []byte(strings.Replace(string(src), test.old, test.put, 1))}}
			var found diag.List
			l, err := (&style.Templates{Project: fsys, Builtin: templates.Files, Found: &found}).Language("xx")
			if l != nil || err != nil {
				t.Errorf("language %v, %v", l, err)
			}
			var b strings.Builder
			if err := found.WriteText(&b, diag.TextOptions{Short: true}); err != nil || !strings.Contains(b.String(), test.want) {
				t.Errorf("findings %s\nwant %s", b.String(), test.want)
			}
		})
	}
}

func BenchmarkStates(b *testing.B) {
	all := builtin(b)
	for b.Loop() {
		if _, err := all.States(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLanguage(b *testing.B) {
	all := builtin(b)
	for b.Loop() {
		if _, err := all.Language("fr"); err != nil {
			b.Fatal(err)
		}
	}
}
