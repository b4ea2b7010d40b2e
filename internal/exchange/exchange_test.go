package exchange_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/exchange"
	"rapporteur/internal/markdown"
	"rapporteur/internal/translation"
)

var options = markdown.Options{SourceLabels: []string{"Source", "Fuente"}, NoteLabels: []string{"Note", "Nota"}}

const english = `# Law {#sec-law}

The Act of 2019 is in force.[@act-2019, art. 3] It binds *all* ministries; see @tbl-cases.
A note stands here.^[See @act-2019, it is long.] {#para-act}

| Year | Cases |
|---|---:|
| 2019 | 25,614 |
| Total of all years | 30,000 |

: Cases {#tbl-cases}

New words that nobody has translated \<x1/> & "so". {#para-new}

[^n]: The text of a note.
`

const spanish = `# Derecho {#sec-law}

La Ley de 2019 está en vigor[@act-2019, art. 3]. Obliga a *todas* las secretarías; véase @tbl-cases.
Aquí hay una nota^[Véase @act-2019, es larga.]. {#para-act}

| Año | Casos |
|---|---:|
| 2019 | 25.614 |
| Total de todos los años | 30.000 |

: Casos {#tbl-cases}

[^n]: El texto de una nota.
`

var day = time.Date(2024, 2, 9, 0, 0, 0, 0, time.UTC)

func parse(t testing.TB, name, src string) *markdown.Section {
	t.Helper()
	var found diag.List
	s := markdown.Parse(diag.NewFile(name, []byte(src)), options, &found)
	if found.HasErrors() {
		t.Fatalf("%s: %v", name, found.Sorted())
	}
	return s
}

// align sets two texts side by side; an empty one is a file that does not exist.
func align(t testing.TB, en, es string, lock *translation.Lock) *translation.Section {
	t.Helper()
	var target *markdown.Section
	if es != "" {
		target = parse(t, "content/es/a.md", es)
	}
	return translation.Align("a", "en", "es", parse(t, "content/en/a.md", en), target, lock)
}

// lockOf remembers every translated unit in a state.
func lockOf(s *translation.Section, state translation.State) *translation.Lock {
	l := translation.ReadLock(nil, &diag.List{})
	for _, u := range s.Units {
		if !u.Fixed && len(u.Target.Pieces) > 0 {
			l.Put(u.Record(state, "Ana", day))
		}
	}
	return l
}

func form(t testing.TB, name string) exchange.Form {
	t.Helper()
	for _, f := range exchange.Forms {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("there is no format %q", name)
	return exchange.Form{}
}

// export writes a section in a format, as the one file that comes back.
func export(t testing.TB, name string, s *translation.Section) string {
	t.Helper()
	files, err := form(t, name).Write([]*exchange.Document{exchange.NewDocument(s, "P", "1", exchange.NewContext(nil))})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if len(files) == 1 || strings.HasPrefix(f.Name, "source/") {
			return string(f.Src)
		}
	}
	t.Fatalf("%s makes %d files, and none of them comes back", name, len(files))
	return ""
}

var home = exchange.Home{Project: "P", From: "en", To: []string{"es"}, Ready: []string{"en", "es", "fr"}, Sections: []string{"a", "b"}}

// take reads a file and takes it into a section.
func take(t testing.TB, s *translation.Section, src string) (*exchange.Result, diag.List) {
	t.Helper()
	var found diag.List
	var units []*exchange.Returned
	for _, b := range exchange.Read(diag.NewFile("back", []byte(src)), &found) {
		if section, ok := home.Place(b, &found); ok && section == "a" {
			b.Findings(&found)
			for i := range b.Units {
				units = append(units, &b.Units[i])
			}
		}
	}
	r := exchange.Take(s, units, exchange.Options{File: "content/es/a.md", Markdown: options, By: "Luz", On: day})
	r.Findings(&found)
	if len(r.Verdicts) != len(units) {
		t.Fatalf("%d units came in, %d verdicts", len(units), len(r.Verdicts))
	}
	return r, found
}

// fates counts what has become of the units.
func fates(r *exchange.Result) map[string]int {
	n := map[string]int{}
	for _, v := range r.Verdicts {
		n[v.Fate.String()]++
	}
	return n
}

// states are the states of the units of a section under a lock, those in the notes of sentences left out.
func states(s *translation.Section) string {
	var b strings.Builder
	for _, u := range s.Units {
		if !u.Fixed {
			fmt.Fprintf(&b, "%s ", u.State)
		}
	}
	return strings.TrimSpace(b.String())
}

// A section in every format comes back as it went out, and nothing changes.
func TestNothingChanges(t *testing.T) {
	bare := align(t, english, spanish, nil)
	stale := lockOf(align(t, strings.Replace(english, "ministries", "offices", 1), spanish, nil), translation.Reviewed)
	for _, f := range exchange.Forms {
		for name, s := range map[string]*translation.Section{
			"drafts":   bare,
			"reviewed": align(t, english, spanish, lockOf(bare, translation.Reviewed)),
			"stale":    align(t, english, spanish, stale),
			"nothing":  align(t, english, "", nil),
		} {
			if f.Name == "tmx" && name != "reviewed" {
				continue // it holds reviewed pairs
			}
			r, found := take(t, s, export(t, f.Name, s))
			if r.Src != nil || len(r.Entries) > 0 || found.HasErrors() {
				t.Errorf("%s, %s: new file %t, %d entries, %v", f.Name, name, r.Src != nil, len(r.Entries), found.Sorted())
			}
			n := fates(r)
			if got := n["unchanged"] + n["untranslated"]; got != len(r.Verdicts) || got == 0 {
				t.Errorf("%s, %s: %v", f.Name, name, n)
			}
		}
	}
}

// bilingual reads the worked example in the original and another language.
func bilingual(t testing.TB, to string) (sections []*translation.Section, from *compile.Reader, target *compile.Reader, config *compile.Config) {
	t.Helper()
	fsys := os.DirFS("../..")
	var found diag.List
	if config = compile.ReadConfig(fsys, &found); config == nil {
		t.Fatal(found.Sorted())
	}
	from, err := compile.NewReader(fsys, config, config.Source(), &found)
	if err != nil {
		t.Fatal(err)
	}
	if target, err = compile.NewReader(fsys, config, to, &found); err != nil {
		t.Fatal(err)
	}
	for _, name := range from.Sections() {
		a, err := from.Section(name, &found)
		if err != nil || a == nil {
			t.Fatal(name, err)
		}
		b, err := target.Section(name, &found)
		if err != nil {
			t.Fatal(err)
		}
		lock, err := target.Lock(name, &found)
		if err != nil {
			t.Fatal(err)
		}
		sections = append(sections, translation.Align(name, config.Source(), to, a, b, lock))
	}
	return sections, from, target, config
}

// documents are the sections of the worked example as they are exported.
func documents(t testing.TB, to string) []*exchange.Document {
	t.Helper()
	sections, _, _, config := bilingual(t, to)
	result, err := compile.Compile(os.DirFS("../.."), compile.Options{Language: config.Source()})
	if err != nil || result.Report == nil {
		t.Fatal(err)
	}
	context := exchange.NewContext(result.Report)
	var docs []*exchange.Document
	for _, s := range sections {
		docs = append(docs, exchange.NewDocument(s, "P", "1", context))
	}
	return docs
}

// The worked example goes out and comes back in every format and language, and not a byte of it changes.
func TestExampleComesBack(t *testing.T) {
	for _, to := range []string{"en", "fr"} {
		sections, from, target, config := bilingual(t, to)
		docs := documents(t, to)
		home := exchange.Home{Project: "P", From: config.Source(), To: []string{"en", "fr"}, Ready: []string{"en", "fr"}, Sections: from.Sections()}
		for _, f := range exchange.Forms {
			files, err := f.Write(docs)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := f.Write(docs)
			if !slices.EqualFunc(files, again, func(a, b exchange.File) bool { return a.Name == b.Name && bytes.Equal(a.Src, b.Src) }) {
				t.Errorf("%s: written twice, it differs", f.Name)
			}
			came := map[string][]*exchange.Returned{}
			var found diag.List
			for _, file := range files {
				if len(f.Folders) > 0 && !strings.HasPrefix(file.Name, "source/") {
					continue
				}
				for _, b := range exchange.Read(diag.NewFile(file.Name, file.Src), &found) {
					section, ok := home.Place(b, &found)
					if !ok {
						t.Fatalf("%s: %v", file.Name, found.Sorted())
					}
					for i := range b.Units {
						came[section] = append(came[section], &b.Units[i])
					}
				}
			}
			for i, s := range sections {
				r := exchange.Take(s, came[s.Name], exchange.Options{File: target.File(s.Name), Markdown: target.Options})
				if f.Name != "tmx" && len(r.Verdicts) != len(docs[i].Units) {
					t.Errorf("%s %s %s: %d units out, %d in", to, f.Name, s.Name, len(docs[i].Units), len(r.Verdicts))
				}
				r.Findings(&found)
				if n := fates(r); r.Src != nil || len(r.Entries) > 0 || n["unchanged"]+n["untranslated"] != len(r.Verdicts) {
					t.Errorf("%s %s %s: %v", to, f.Name, s.Name, n)
				}
			}
			if found.HasErrors() {
				t.Errorf("%s %s: %v", to, f.Name, found.Sorted())
			}
		}
	}
}

// replace is strings.Replace for a text that has to be there.
func replace(t testing.TB, s, from, to string) string {
	t.Helper()
	if !strings.Contains(s, from) {
		t.Fatalf("the text has no %q:\n%s", from, s)
	}
	return strings.Replace(s, from, to, 1)
}

// between cuts out of s what stands from one mark to another, both included.
func between(t testing.TB, s, from, to string) string {
	t.Helper()
	i := strings.Index(s, from)
	if i < 0 || !strings.Contains(s[i:], to) {
		t.Fatalf("the text has no %q … %q:\n%s", from, to, s)
	}
	return s[i : i+strings.Index(s[i:], to)+len(to)]
}

func TestTakeXLIFF1(t *testing.T) {
	unit2 := func(s string) string { return between(t, s, `<trans-unit id="para-act.s2"`, "</trans-unit>") }
	for _, c := range []struct {
		name  string
		edit  func(s string) string
		fate  string // of one unit, besides those that stay
		code  string // of the finding
		want  string // in the content file
		state string // of the unit then; empty where there is no lock
	}{
		{"words", func(s string) string { return replace(t, s, "las secretarías", "los &amp; &lt;ministerios&gt;") },
			"taken", "", `Obliga a *todas* los \& \<ministerios>; véase @tbl-cases.`, "translated"},
		{"codes moved", func(s string) string {
			x := between(t, s[strings.Index(s, "Obliga a"):], "<x", "/>")
			return replace(t, replace(t, s, "véase "+x, "véase"), "Obliga a", x+" obliga a")
		}, "taken", "", "@tbl-cases obliga a *todas* las secretarías; véase.", "translated"},
		{"words and state", func(s string) string {
			return replace(t, replace(t, s, "las secretarías", "los ministerios"), `<target state="needs-review-translation">Obliga`, `<target state="signed-off">Obliga`)
		}, "taken", "", "los ministerios", "reviewed"},
		{"state alone", func(s string) string {
			return replace(t, s, `<target state="needs-review-translation">Obliga`, `<target state="final">Obliga`)
		}, "confirmed", "", "", "final"},
		{"new", func(s string) string {
			return replace(t, s, `"so".</source>`, `"so".</source><target>Nuevas <mrk mtype="seg">palabras</mrk>.</target>`)
		}, "taken", "", "Nuevas palabras. {#para-new}", "translated"},
		{"cell", func(s string) string { return replace(t, s, "Total de todos", "Suma | total") },
			"taken", "", `| Suma \| total los años |`, "translated"},
		{"note", func(s string) string { return replace(t, s, ", es larga.</target>", ", es muy larga.</target>") }, "taken", "", ", es muy larga.]", "translated"},
		{"code lost", func(s string) string {
			return replace(t, s, "véase "+between(t, s[strings.Index(s, "Obliga a"):], "<x", "/>"), "véase")
		},
			"refused", "exchange/refused", "", ""},
		{"code doubled", func(s string) string {
			x := between(t, s[strings.Index(s, "Obliga a"):], "<x", "/>")
			return replace(t, s, "véase "+x, "véase "+x+x)
		}, "refused", "exchange/refused", "", ""},
		{"code of another tool", func(s string) string { return replace(t, s, "Obliga a ", `Obliga <ph id="7">x</ph>a `) }, "refused", "exchange/refused", "", ""},
		{"tail of a tool", func(s string) string {
			return replace(t, s, ">Obliga a ", ">Obliga a todos los ministerios; véase el cuadro.")
		},
			"refused", "exchange/refused", "", ""},
		{"unknown", func(s string) string {
			return replace(t, replace(t, s, `<trans-unit id="para-act.s2"`, `<trans-unit id="para-gone.s9"`), "<source>It binds", "<source>He finds")
		}, "unknown", "exchange/unknown-unit", "", ""},
		{"id moved", func(s string) string {
			return replace(t, replace(t, s, `<trans-unit id="para-act.s2"`, `<trans-unit id="para-act.s7"`), "las secretarías", "los ministerios")
		}, "taken", "", "los ministerios", "translated"},
		{"repeated", func(s string) string { return replace(t, s, unit2(s), unit2(s)+unit2(s)) }, "repeated", "", "", ""},
		{"doubled", func(s string) string {
			return replace(t, s, unit2(s), unit2(s)+replace(t, unit2(s), "Obliga", "Obliga mucho"))
		},
			"refused", "exchange/double-unit", "", ""},
		{"original changed", func(s string) string {
			return replace(t, replace(t, s, "<source>It binds", "<source>It always binds"), "las secretarías", "los ministerios")
		}, "outdated", "exchange/changed-original", "Obliga a *todas* los ministerios", "stale"},
		{"another original", func(s string) string {
			return replace(t, replace(t, s, "<source>It binds", "<source>Nothing here is about water or bread, and so on without end, "), "las secretarías", "los ministerios")
		}, "refused", "exchange/changed-original", "", ""},
		{"missing", func(s string) string { return replace(t, s, unit2(s), "") }, "", "exchange/missing-units", "", ""},
		{"emptied", func(s string) string {
			return replace(t, s, between(t, unit2(s), "<target", "</target>"), "<target/>")
		}, "emptied", "exchange/emptied", "", ""},
		{"original in its place", func(s string) string {
			return replace(t, s, between(t, unit2(s), "<target", "</target>"), strings.ReplaceAll(between(t, unit2(s), "<source", "</source>"), "source>", "target>"))
		}, "emptied", "exchange/emptied", "", ""},
		{"state, original in its place", func(s string) string {
			return replace(t, s, `"so".</source>`, `"so".</source><target state="translated">New words that nobody has translated &lt;x1/&gt; &amp; "so".</target>`)
		}, "", "exchange/original-left", "", ""},
		{"reviewed, original in its place", func(s string) string {
			return replace(t, s, `"so".</source>`, `"so".</source><target state="signed-off">New words that nobody has translated &lt;x1/&gt; &amp; "so".</target>`)
		}, "taken", "exchange/original-left", "New words that nobody has translated \\<x1/> \\& \"so\". {#para-new}", "draft"},
		{"end of the original", func(s string) string {
			return replace(t, s, `"so".</source>`, `"so".</source><target>Palabras que nobody has translated &lt;x1/&gt; &amp; "so".</target>`)
		}, "taken", "exchange/original-left", "Palabras que nobody has translated", "draft"},
		{"beginning of the original", func(s string) string {
			return replace(t, s, `"so".</source>`, `"so".</source><target>New words that nobody ha traducido así.</target>`)
		}, "taken", "exchange/original-left", "New words that nobody ha traducido", "draft"},
		{"whole original with marks around", func(s string) string {
			return replace(t, s, between(t, unit2(s), "<target", "</target>"), replace(t, replace(t, strings.ReplaceAll(between(t, unit2(s), "<source", "</source>"), "source>", "target>"), "It binds", "[ES] It binds"), ".</target>", "!!]</target>"))
		}, "taken", "exchange/original-left", "It binds *all* ministries", "draft"},
		{"whole original behind a mark", func(s string) string {
			return replace(t, s, between(t, unit2(s), "<target", "</target>"), replace(t, strings.ReplaceAll(between(t, unit2(s), "<source", "</source>"), "source>", "target>"), "It binds", "ES: It binds"))
		}, "taken", "exchange/original-left", "ES: It binds *all* ministries", "draft"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := align(t, english, spanish, nil)
			out := export(t, "xliff1", s)
			back := c.edit(out)
			r, found := take(t, s, back)
			n := fates(r)
			if c.fate != "untranslated" {
				delete(n, "untranslated")
			} else {
				n["untranslated"]--
			}
			delete(n, "unchanged")
			want := map[string]int{}
			if c.fate != "" {
				want[c.fate] = 1
			}
			if c.name == "doubled" {
				want["refused"] = 2
			}
			if diff := cmp.Diff(want, n); diff != "" {
				t.Errorf("%s\n%v", diff, found.Sorted())
			}
			if c.code != "" && !has(found, c.code) {
				t.Errorf("no finding %s: %v", c.code, found.Sorted())
			}
			if c.code == "" && found.Len() > 0 {
				t.Errorf("%v", found.Sorted())
			}
			switch {
			case c.want == "" && r.Src != nil:
				t.Errorf("the file has changed:\n%s", cmp.Diff(spanish, string(r.Src)))
			case c.want != "" && !strings.Contains(string(r.Src), c.want):
				t.Errorf("the file has no %q:\n%s", c.want, r.Src)
			case c.want != "" && !strings.Contains(string(r.Src), "{#para-new}"):
				if was, is := strings.Split(spanish, "\n"), strings.Split(string(r.Src), "\n"); len(was) != len(is) || differing(was, is) != 1 {
					t.Errorf("more than one line has changed:\n%s", cmp.Diff(was, is))
				}
			}
			if c.state == "" {
				if len(r.Entries) > 0 {
					t.Errorf("%d entries", len(r.Entries))
				}
				return
			}
			after := settle(t, english, spanish, r)
			var e *translation.Entry
			if len(r.Entries) == 1 {
				e = r.Entries[0]
			} else {
				t.Fatalf("%d entries", len(r.Entries))
			}
			for _, u := range after.Units {
				if u.ID == e.ID && (u.State.String() != c.state || e.By != "Luz") {
					t.Errorf("%s is %s, want %s, by %s", u.ID, u.State, c.state, e.By)
				}
			}
			again := exchange.Take(after, returned(t, back), exchange.Options{Markdown: options})
			if again.Src != nil || len(again.Entries) > 0 {
				t.Errorf("taken again, it changes %v\n%s", fates(again), cmp.Diff(string(r.Src), string(again.Src)))
			}
			if got := fates(again)["refused"]; got != 0 {
				t.Errorf("taken again, %d are refused", got)
			}
		})
	}
}

func returned(t testing.TB, src string) []*exchange.Returned {
	t.Helper()
	var found diag.List
	var out []*exchange.Returned
	for _, b := range exchange.Read(diag.NewFile("back", []byte(src)), &found) {
		for i := range b.Units {
			out = append(out, &b.Units[i])
		}
	}
	if found.HasErrors() {
		t.Fatal(found.Sorted())
	}
	return out
}

// settle writes what has come of a section, and reads it again with its lock.
func settle(t testing.TB, en, es string, r *exchange.Result) *translation.Section {
	t.Helper()
	if r.Src != nil {
		es = string(r.Src)
	}
	var order []string
	for _, u := range r.Section.Units {
		order = append(order, u.ID)
	}
	lock := r.Section.Lock
	for _, e := range r.Entries {
		lock.Put(e)
	}
	var found diag.List
	lock = translation.ReadLock(diag.NewFile("content/es/lock/a.toml", lock.Bytes(order)), &found)
	if found.Len() > 0 {
		t.Fatalf("lock: %v", found.Sorted())
	}
	return align(t, en, es, lock)
}

func has(found diag.List, code string) bool {
	for _, d := range found.Sorted() {
		if d.Code == code {
			return true
		}
	}
	return false
}

func differing(a, b []string) int {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// What has changed here since the export stays.
func TestTakeAfterChanges(t *testing.T) {
	s := align(t, english, spanish, nil)
	out := export(t, "xliff1", s)
	edited := replace(t, spanish, "las secretarías", "las instituciones")
	r, found := take(t, align(t, english, edited, nil), out)
	if n := fates(r); n["kept"] != 1 || r.Src != nil || found.HasErrors() {
		t.Errorf("left alone there, changed here: %v %v", n, found.Sorted())
	}
	r, found = take(t, align(t, english, edited, nil), replace(t, out, "las secretarías", "los ministerios"))
	if n := fates(r); n["refused"] != 1 || r.Src != nil || !has(found, "exchange/conflict") {
		t.Errorf("changed there and here: %v %v", n, found.Sorted())
	}
	r, _ = take(t, align(t, english, replace(t, spanish, "las secretarías", "los ministerios"), nil), replace(t, out, "las secretarías", "los ministerios"))
	if n := fates(r); n["confirmed"] != 1 || r.Src != nil {
		t.Errorf("changed there and here in the same way: %v", n)
	}
	// A sentence put in before others moves their ids, for there is no lock; the originals tell where they belong.
	moved := replace(t, english, "It binds", "Here is something new. It binds")
	r, found = take(t, align(t, moved, spanish, nil), replace(t, out, "las secretarías", "los ministerios"))
	if !strings.Contains(string(r.Src), "Obliga a *todas* los ministerios") || found.HasErrors() {
		t.Errorf("%v %v\n%s", fates(r), found.Sorted(), r.Src)
	}
	// A block without an id of its own has another one when its words have changed, as long as there is no lock; the words tell which it is.
	bare := strings.NewReplacer(" {#para-act}", "", " {#para-new}", "", " {#sec-law}", "")
	out = export(t, "xliff1", align(t, bare.Replace(english), bare.Replace(spanish), nil))
	back := replace(t, out, "las secretarías", "los ministerios")
	r, found = take(t, align(t, replace(t, bare.Replace(english), "It binds", "It always binds"), bare.Replace(spanish), nil), back)
	if n := fates(r); n["outdated"] != 1 || n["refused"]+n["unknown"] > 0 || !strings.Contains(string(r.Src), "Obliga a *todas* los ministerios") || found.HasErrors() {
		t.Errorf("a changed block without id: %v %v", n, found.Sorted())
	}
	r, found = take(t, align(t, replace(t, bare.Replace(english), "It binds", "Nobody has ever heard of"), bare.Replace(spanish), nil), back)
	if n := fates(r); n["unknown"] != 1 || r.Src != nil || !has(found, "exchange/unknown-unit") {
		t.Errorf("a new block without id: %v %v", n, found.Sorted())
	}
	out = export(t, "xliff1", s)
	// What is reviewed sinks through nothing but new words.
	lock := lockOf(s, translation.Reviewed)
	reviewed := align(t, english, spanish, lock)
	r, _ = take(t, reviewed, out)
	if r.Src != nil || len(r.Entries) > 0 {
		t.Errorf("a file with lower states: %v", fates(r))
	}
	r, _ = take(t, reviewed, replace(t, export(t, "xliff1", reviewed), "las secretarías", "los ministerios"))
	if got := settle(t, english, spanish, r); !strings.HasPrefix(states(got), "reviewed reviewed translated reviewed") {
		t.Errorf("new words in a reviewed unit: %s", states(got))
	}
	r, _ = take(t, reviewed, strings.ReplaceAll(export(t, "xliff1", reviewed), `state="signed-off"`, `state="needs-review-translation"`))
	if r.Src != nil || len(r.Entries) > 0 {
		t.Errorf("states that a tool has made lower: %v", fates(r))
	}
	// A stale translation that the translator stands for is stale no longer.
	stale := align(t, replace(t, english, "ministries", "offices"), spanish, lockOf(s, translation.Reviewed))
	out = export(t, "xliff1", stale)
	if !strings.Contains(out, "[-ministries-]{+offices+}") && !strings.Contains(out, "[-ministries-] {+offices+}") {
		t.Errorf("the note does not say what has changed:\n%s", out)
	}
	r, _ = take(t, stale, replace(t, out, `state="needs-adaptation"`, `state="translated"`))
	if n := fates(r); n["confirmed"] != 1 || r.Src != nil || r.Entries[0].State != "translated" {
		t.Errorf("a stale unit confirmed: %v", n)
	}
}

// Files that are hostile, broken, or of something else are refused whole.
func TestRefusedFiles(t *testing.T) {
	s := align(t, english, spanish, nil)
	out := export(t, "xliff1", s)
	deep := strings.Repeat("<g>", 100) + strings.Repeat("</g>", 100)
	for _, c := range []struct{ name, src, code string }{
		{"document type", replace(t, out, "<xliff", "<!DOCTYPE xliff [<!ENTITY a \"b\">]><xliff"), "exchange/unreadable"},
		{"entity", replace(t, out, "Obliga", "&a;"), "exchange/unreadable"},
		{"truncated", out[:len(out)/2], "exchange/unreadable"},
		{"deep", replace(t, out, "Obliga", deep), "exchange/unreadable"},
		{"not UTF-8", replace(t, out, "Obliga", "\xff"), "exchange/unreadable"},
		{"encoding", replace(t, out, "UTF-8", "UTF-16"), "exchange/unreadable"},
		{"empty", "", "exchange/unreadable"},
		{"something else", "<html/>", "exchange/unreadable"},
		{"text", "Dear Sir,", "exchange/unreadable"},
		{"other report", replace(t, out, `product-name="P"`, `product-name="Q"`), "exchange/document"},
		{"other file", replace(t, out, "content/en/a.md", "C:\\Users\\x.md"), "exchange/document"},
		{"other section", replace(t, out, "content/en/a.md", "content/en/z.md"), "exchange/document"},
		{"other original", replace(t, out, `source-language="en"`, `source-language="fr"`), "exchange/languages"},
		{"language that is not here", replace(t, out, `target-language="es"`, `target-language="fr"`), "exchange/languages"},
		{"language without a template", replace(t, out, `target-language="es"`, `target-language="xx"`), "exchange/languages"},
		{"no other language", replace(t, out, `target-language="es"`, `target-language="en"`), "exchange/languages"},
	} {
		r, found := take(t, s, c.src)
		if len(r.Verdicts) > 0 || !has(found, c.code) {
			t.Errorf("%s: %d units, %v", c.name, len(r.Verdicts), found.Sorted())
		}
		var b bytes.Buffer
		if err := found.WriteText(&b, diag.TextOptions{}); err != nil || b.Len() == 0 {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
