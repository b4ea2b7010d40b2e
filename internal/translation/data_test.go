package translation_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/translation"
)

// dataSection sets a section side by side with its translation, whose tables stand in data files.
func dataSection(t *testing.T, en, es string, files fstest.MapFS) (*translation.Section, markdown.Options) {
	t.Helper()
	opt := options
	opt.FS = files
	read := func(name, src string) *markdown.Section {
		var found diag.List
		s := markdown.Parse(diag.NewFile(name, []byte(src)), opt, &found)
		if found.HasErrors() {
			t.Fatalf("%s: %v", name, found.Sorted())
		}
		return s
	}
	var target *markdown.Section
	if es != "" {
		target = read("content/es/a.md", es)
	}
	return translation.Align("a", "en", "es", read("content/en/a.md", en), target, nil), opt
}

// Fields as spreadsheets write them: with a byte order mark and two bytes for a line end, with and without quotation marks, with markup.
const nasty = "\uFEFF\"Head, one\",Second head, Third \r\n" +
	"\"He said: \"\"No.\"\" Then \"\"*Yes*\"\".\",Plain words. More of it,x\r\n" +
	"\"A link [\"\"here\"\"](https://example.org/a,b) stands there.\r\nA note^[With \"\"marks\"\". Two.].\",\"\",1 453\r\n" +
	"**Total**,**All of it**,**5**\r\n"

// Every sentence of a data file, written anew with its own words, gives the same bytes; with other words it reads back as them, and nothing but
// its field changes.
func TestRewriteData(t *testing.T) {
	section := "# One {#sec-one}\n\n![Table](d.csv){#tbl-a}\n"
	files := fstest.MapFS{"content/en/d.csv": {Data: []byte(nasty)}, "content/es/d.csv": {Data: []byte(nasty)}}
	s, opt := dataSection(t, section, section, files)
	var all []translation.Edit
	cells := 0
	for _, u := range s.Units {
		all = append(all, translation.Edit{Unit: u, Target: u.Target.Pieces})
		if !strings.HasPrefix(u.ID, "tbl-a.r") {
			continue
		}
		cells++
		var target []translation.Piece
		for _, p := range u.Target.Pieces {
			if p.Code == nil {
				p.Text = strings.Replace(p.Text, "e", `é, "q" | \`, 1)
			}
			target = append(target, p)
		}
		if u.Fixed || translation.Hash(target) == u.TargetHash() {
			continue
		}
		changed, made, refused := s.Rewrite([]translation.Edit{{Unit: u, Target: target}}, "", opt)
		if len(made) != 1 || len(refused) > 0 || len(changed) != 1 || changed[0].Name != "content/es/d.csv" {
			t.Errorf("%s: made %d, refused %v, files %v", u.ID, len(made), refused, changed)
			continue
		}
		after := s.With(changed, "", opt)
		for i, x := range after.Units {
			own := x.ID == u.ID || strings.HasPrefix(u.ID, x.ID+".") // the sentence of a note
			if was := s.Units[i]; !own && x.TargetHash() != was.TargetHash() {
				t.Errorf("%s: %s has changed too: %q", u.ID, x.ID, x.Target.Raw())
			}
			if x.ID == u.ID && x.TargetHash() != translation.Hash(target) {
				t.Errorf("%s reads back as %q", u.ID, x.Target.Raw())
			}
		}
		was, is := nasty, string(changed[0].Src)
		from, to := common(was, is), common(reverse(was), reverse(is))
		rest := was[from:max(from, len(was)-to)]
		if len(rest) > len(u.Target.Span.Text()) && (u.Target.Quoted || strings.ContainsAny(rest, ",\n")) {
			t.Errorf("%s: more than its field has changed: %q", u.ID, rest)
		}
	}
	if cells < 12 {
		t.Errorf("%d sentences in cells", cells)
	}
	if changed, made, refused := s.Rewrite(all, "", opt); len(changed) > 0 || len(made) != len(all) || len(refused) > 0 {
		t.Errorf("the same words change %v; made %d of %d, refused %v", changed, len(made), len(all), refused)
	}
	for _, u := range s.Units {
		if u.ID == "tbl-a.r2c1.s1" && (u.Source.Raw() != `He said: "No."` || u.Source.Plain() != u.Source.Raw()) {
			t.Errorf("%s is %q, as it stands %q", u.ID, u.Source.Plain(), u.Source.Raw())
		}
	}
}

func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

func reverse(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// Two tables can show the same data file: the same words for a cell are taken once, different ones for the first table only.
func TestRewriteSharedData(t *testing.T) {
	section := "![One](d.csv){#tbl-a}\n\n![Two](d.csv){#tbl-b}\n"
	files := fstest.MapFS{"content/en/d.csv": {Data: []byte("Year,Cases\n2019,5\n")}, "content/es/d.csv": {Data: []byte("Año,\n2019,5\n")}}
	for _, c := range []struct {
		second, want string
		refused      int
	}{{"Casos", "Año,Casos\n2019,5\n", 0}, {"Causas", "Año,Casos\n2019,5\n", 1}} {
		s, opt := dataSection(t, section, section, files)
		edits := []translation.Edit{
			{Unit: unit(t, s, "Cases"), Target: []translation.Piece{{Text: "Casos"}}},
			{Unit: byID(t, s, "tbl-b.r1c2.s1"), Target: []translation.Piece{{Text: c.second}}},
		}
		changed, made, refused := s.Rewrite(edits, "", opt)
		if len(refused) != c.refused || len(made) != 2-c.refused || len(changed) != 1 || string(changed[0].Src) != c.want {
			t.Errorf("%s: made %d, refused %v, files %q", c.second, len(made), refused, changed)
		}
	}
}

func byID(t *testing.T, s *translation.Section, id string) *translation.Unit {
	t.Helper()
	for _, u := range s.Units {
		if u.ID == id {
			return u
		}
	}
	t.Fatalf("no unit %s", id)
	return nil
}

// A section that begins takes the data files and pictures of the original over, with what is translated; a file that is there already, and is
// shown nowhere, is left alone.
func TestRewriteNewData(t *testing.T) {
	section := "# One {#sec-one}\n\n![Table](data/d.csv){#tbl-a}\n\n![A map](map.png){#fig-a}\n\n: Map\n"
	files := fstest.MapFS{"content/en/data/d.csv": {Data: []byte("\"Year\",Cases\n2019,5\n")}, "content/en/map.png": {Data: []byte("png")}}
	names := func(files []translation.File) map[string]string {
		out := map[string]string{}
		for _, f := range files {
			out[f.Name] = string(f.Src)
		}
		return out
	}
	s, opt := dataSection(t, section, "", files)
	edits := []translation.Edit{{Unit: unit(t, s, "Cases"), Target: []translation.Piece{{Text: "Casos, todos"}}}}
	changed, made, _ := s.Rewrite(edits, "content/es/a.md", opt)
	want := map[string]string{"content/es/a.md": section, "content/es/data/d.csv": "\"Year\",\"Casos, todos\"\n2019,5\n", "content/es/map.png": "png"}
	if diff := cmp.Diff(want, names(changed)); diff != "" || len(made) != 1 {
		t.Errorf("made %d (-want +got):\n%s", len(made), diff)
	}
	// The section is there, and the table is not.
	s, opt = dataSection(t, section, "# Uno {#sec-one}\n", files)
	edits = []translation.Edit{{Unit: unit(t, s, "Cases"), Target: []translation.Piece{{Text: "Casos"}}}}
	changed, _, _ = s.Rewrite(edits, "", opt)
	want = map[string]string{"content/es/a.md": "# Uno {#sec-one}\n\n![Table](data/d.csv){#tbl-a}\n", "content/es/data/d.csv": "\"Year\",Casos\n2019,5\n"}
	if diff := cmp.Diff(want, names(changed)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	files["content/es/data/d.csv"] = &fstest.MapFile{Data: []byte("Año,Otros\n2019,5\n")}
	s, opt = dataSection(t, section, "", files)
	edits = []translation.Edit{{Unit: unit(t, s, "Cases"), Target: []translation.Piece{{Text: "Casos"}}}, {Unit: unit(t, s, "One"), Target: []translation.Piece{{Text: "Uno"}}}}
	changed, made, refused := s.Rewrite(edits, "content/es/a.md", opt)
	if len(made) != 1 || len(refused) != 1 || !strings.Contains(refused[0].Reason, "content/es/data/d.csv") || names(changed)["content/es/data/d.csv"] != "" {
		t.Errorf("made %d, refused %v, files %v", len(made), refused, names(changed))
	}
}

// The words that stand for a picture are translated like others, and nothing else of its line changes.
func TestRewriteAlt(t *testing.T) {
	s, opt := dataSection(t, "![A map of six towns](map.png){#fig-a}\n\n: Map\n", "![Un mapa](map.png){#fig-a}\n\n: Mapa\n", nil)
	u := byID(t, s, "fig-a.alt.s1")
	changed, made, refused := s.Rewrite([]translation.Edit{{Unit: u, Target: []translation.Piece{{Text: "Un mapa [de] seis pueblos"}}}}, "", opt)
	if want := "![Un mapa [de] seis pueblos](map.png){#fig-a}\n\n: Mapa\n"; len(made) != 1 || text(changed) != want {
		t.Errorf("made %d, refused %v:\n%s", len(made), refused, text(changed))
	}
}

// What a section answers is the same in every language.
func TestResponds(t *testing.T) {
	for _, c := range []struct {
		en, es string
		want   int
	}{
		{`responds = ["17", "33b"]`, `responds = ["33b", "17"]`, 0},
		{`responds = ["17", "33b"]`, `responds = ["17"]`, 1},
		{`responds = ["17"]`, `status = "draft"`, 1},
		{`status = "final"`, `status = "draft"`, 0},
	} {
		var found diag.List
		align(t, "+++\n"+c.en+"\n+++\nOne. {#para-a}\n", "+++\n"+c.es+"\n+++\nUno. {#para-a}\n", nil).Differences(&found)
		list := found.Sorted()
		if len(list) != c.want || c.want > 0 && (list[0].Code != "translation/responds" || len(list[0].Related) != 1) {
			t.Errorf("%s and %s: %v", c.en, c.es, list)
		}
	}
}

// A row that is added, taken away or edited in both languages leaves what is remembered of the others alone, and their ids.
func TestRowsMove(t *testing.T) {
	const section = "| Place | Remark | Cases |\n|---|---|---:|\n| North | Of the coast. Many. | 1 |\n| South | None | 2 |\n| 2019 | .. | 3 |\n| Total | All of them | 6 |\n\n: Cases {#tbl-a}\n"
	lock := lockOf(t, align(t, section, section, nil), "final")
	for _, c := range []struct {
		name     string
		from, to string
		want     map[string]int
		total    string // id of the sentence "Total"
	}{
		{"a row more", "| South", "| East | A few | 9 |\n| South", map[string]int{"final": 11, "missing": 1, "draft": 1}, "tbl-a.r5c1.s1"},
		{"two rows more", "| South", "| East | A few | 9 |\n| 2018 | 5 | 6 |\n| South", map[string]int{"final": 11, "missing": 1, "draft": 1}, "tbl-a.r5c1.s1"},
		{"a row less", "| South | None | 2 |\n", "", map[string]int{"final": 9}, "tbl-a.r5c1.s1"},
		{"a row more, one edited", "| South | None", "| East | A few | 9 |\n| South | None at all", map[string]int{"final": 10, "draft": 1, "missing": 2}, "tbl-a.r5c1.s1"},
		{"at another place", "| South | None | 2 |\n| 2019 | .. | 3 |\n| Total | All of them | 6 |", "| Total | All of them | 6 |\n| 2019 | .. | 3 |\n| South | None | 2 |", map[string]int{"final": 11}, "tbl-a.r5c1.s1"},
	} {
		changed := strings.Replace(section, c.from, c.to, 1)
		s := align(t, changed, changed, lock)
		if diff := cmp.Diff(c.want, states(s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		seen := map[string]bool{}
		for _, u := range s.Units {
			if seen[u.ID] {
				t.Errorf("%s: two units %s", c.name, u.ID)
			}
			if seen[u.ID] = true; u.Source.Raw() == "Total" && u.ID != c.total {
				t.Errorf("%s: Total is %s", c.name, u.ID)
			}
		}
	}
	// Only the original has changed a word: one sentence is stale, also below a row that both have got.
	more := strings.Replace(section, "| South", "| East | A few | 9 |\n| South", 1)
	s := align(t, strings.Replace(more, "Many.", "Few.", 1), more, lock)
	for _, u := range s.Units {
		if (u.State == translation.Stale) != (u.Source.Raw() == "Few.") {
			t.Errorf("%s is %s", u.ID, u.State)
		}
	}
}

func place(s diag.Span) string {
	p := s.Position()
	return fmt.Sprintf("%s:%d:%d", s.File.Name, p.Line, p.Column)
}

// A row that only one language has moved, added or taken away is told with both places, and every other row keeps its translation.
func TestRowsMoveInOneLanguage(t *testing.T) {
	const (
		en   = "| Law | Matter |\n|---|---|\n| Family | Adoption |\n| Crimes | Sentences |\n| Labour | Contracts |\n\n: Laws {#tbl-a}\n"
		es   = "| Ley | Materia |\n|---|---|\n| Familia | Adopción |\n| Delitos | Condenas |\n| Trabajo | Contratos |\n\n: Leyes {#tbl-a}\n"
		rows = "| Family | Adoption |\n| Crimes | Sentences |\n"
	)
	lock := lockOf(t, align(t, en, es, nil), "final")
	for _, c := range []struct {
		name, from, to string
		want           map[string]int
		alone          int
		found          []string
	}{
		{"moved", rows, "| Crimes | Sentences |\n| Family | Adoption |\n", map[string]int{"final": 9}, 0,
			[]string{`content/es/a.md:4:1 translation/moved content/en/a.md:3:1`}},
		{"moved and edited", rows, "| Crimes | Sentences |\n| Family | Parents |\n", map[string]int{"final": 8, "stale": 1}, 0,
			[]string{`content/es/a.md:4:1 translation/moved content/en/a.md:3:1`}},
		{"added", rows, "| Trade | Companies |\n" + rows, map[string]int{"final": 9, "missing": 2}, 0,
			[]string{`content/es/a.md:1:1 translation/shape content/en/a.md:1:1 content/es/a.md:3:1 content/en/a.md:3:1`}},
		{"taken away", "| Family | Adoption |\n", "", map[string]int{"final": 7}, 2,
			[]string{`content/es/a.md:1:1 translation/shape content/en/a.md:1:1 content/es/a.md:3:1 content/en/a.md:3:1`}},
	} {
		s := align(t, strings.Replace(en, c.from, c.to, 1), es, lock)
		if diff := cmp.Diff(c.want, states(s)); diff != "" || len(s.Alone) != c.alone {
			t.Errorf("%s: %d alone (-want +got):\n%s", c.name, len(s.Alone), diff)
		}
		for _, u := range s.Units {
			if u.Source.Raw() == "Crimes" && u.Target.Raw() != "Delitos" {
				t.Errorf("%s: Crimes is %q", c.name, u.Target.Raw())
			}
		}
		var found diag.List
		s.Differences(&found)
		var got []string
		for _, f := range found.Sorted() {
			line := place(f.Span) + " " + f.Code
			for _, r := range f.Related {
				line += " " + place(r.Span)
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(c.found, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	// An edit goes to the row that it belongs to.
	s := align(t, strings.Replace(en, rows, "| Crimes | Sentences |\n| Family | Adoption |\n", 1), es, lock)
	var edits []translation.Edit
	for _, u := range s.Units {
		if u.Source.Raw() == "Sentences" {
			edits = append(edits, translation.Edit{Unit: u, Target: []translation.Piece{{Text: "Penas"}}})
		}
	}
	files, _, refused := s.Rewrite(edits, "", options)
	if want := strings.Replace(es, "Condenas", "Penas", 1); len(refused) > 0 || len(files) != 1 || string(files[0].Src) != want {
		t.Errorf("refused %v, or written elsewhere: %s", refused, files)
	}
}
