package translation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/translation"
)

var options = markdown.Options{SourceLabels: []string{"Source", "Sources", "Fuente", "Fuentes"}, NoteLabels: []string{"Note", "Nota", "Notas"}}

func parse(t *testing.T, name, src string) *markdown.Section {
	t.Helper()
	var found diag.List
	s := markdown.Parse(diag.NewFile(name, []byte(src)), options, &found)
	if found.HasErrors() {
		t.Fatalf("%s: %v", name, found.Sorted())
	}
	return s
}

func align(t *testing.T, en, es string, lock *translation.Lock) *translation.Section {
	t.Helper()
	var target *markdown.Section
	if es != "" {
		target = parse(t, "content/es/a.md", es)
	}
	return translation.Align("a", "en", "es", parse(t, "content/en/a.md", en), target, lock)
}

const english = `# Law {#sec-law}

The Act of 2019 is in force.[@act-2019, art. 3] It binds *all* ministries; see @tbl-cases.
A note stands here.^[See @act-2019. It is long.] {#para-act}

| Year | Cases |
|---|---:|
| 2019 | 25,614 |
| Total of all years | 30,000 |

: Cases {#tbl-cases}

Source: Ministry.

1. The first one [x](https://example.org/a);
2. the second one. It has two sentences.

[^n]: The text of a note.
`

const spanish = `# Derecho {#sec-law}

La Ley de 2019 está en vigor[@act-2019, art. 3]. Obliga a *todas* las secretarías; véase @tbl-cases.
Aquí hay una nota^[Véase @act-2019. Es larga.]. {#para-act}

| Año | Casos |
|---|---:|
| 2019 | 25.614 |
| Total de todos los años | 30.000 |

: Casos {#tbl-cases}

Fuente: Ministerio.

1. El primero [x](https://example.org/a);
2. el segundo. Tiene dos oraciones.

[^n]: El texto de una nota.
`

func TestUnits(t *testing.T) {
	s := align(t, english, spanish, nil)
	var got []string
	for _, u := range s.Units {
		if !u.Fixed {
			id := u.ID
			if i := strings.Index(id, "list-"); i < 0 {
				id = strings.Replace(id, u.Block.Key, strings.TrimRight(u.Block.Key, "0123456789abcdef"), 1)
			}
			got = append(got, id+": "+u.Source.Span.Text()+" = "+u.Target.Span.Text())
		}
	}
	want := []string{
		"sec-law.s1: Law = Derecho",
		"para-act.s1: The Act of 2019 is in force.[@act-2019, art. 3] = La Ley de 2019 está en vigor[@act-2019, art. 3].",
		"para-act.s2: It binds *all* ministries; see @tbl-cases. = Obliga a *todas* las secretarías; véase @tbl-cases.",
		"para-act.s3: A note stands here.^[See @act-2019. It is long.] = Aquí hay una nota^[Véase @act-2019. Es larga.].",
		"para-act.s3.n1: See @act-2019. It is long. = Véase @act-2019. Es larga.",
		"tbl-cases.r1c1.s1: Year = Año",
		"tbl-cases.r1c2.s1: Cases = Casos",
		"tbl-cases.r4c1.s1: Total of all years = Total de todos los años",
		"tbl-cases.caption.s1: Cases = Casos",
		"tbl-cases.line1.s1: Ministry. = Ministerio.",
		"item-.s1: The first one [x](https://example.org/a); = El primero [x](https://example.org/a);",
		"item-.s1: the second one. = el segundo.",
		"item-.s2: It has two sentences. = Tiene dos oraciones.",
		"note-n.s1: The text of a note. = El texto de una nota.",
	}
	for i, w := range want {
		want[i] = strings.Replace(w, "r4c1", "r3c1", 1)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var found diag.List
	if s.Differences(&found); found.Len() > 0 {
		t.Errorf("equal sections differ: %v", found.Sorted())
	}
}

func TestDifferences(t *testing.T) {
	for _, c := range []struct{ name, from, to, code, message string }{
		{"paragraph lost", "La Ley de 2019 está en vigor[@act-2019, art. 3]. Obliga a *todas* las secretarías; véase @tbl-cases.\nAquí hay una nota^[Véase @act-2019. Es larga.]. {#para-act}\n\n", "", "translation/missing", `paragraph "para-act"`},
		{"paragraph added", "| Año", "Otro párrafo.\n\n| Año", "translation/extra", `"Otro párrafo."`},
		{"note lost", "\n[^n]: El texto de una nota.\n", "", "translation/missing", `note "n"`},
		{"item lost", "\n2. el segundo. Tiene dos oraciones.", "", "translation/unequal", "1 list item here, 2 list items"},
		{"row added", "| Total", "| 2020 | 4 |\n| Total", "translation/shape", "4 rows"},
		{"citation added", "Obliga a", "Obliga[@act-2020] a", "translation/extra-note", "act-2020"},
		{"reference added", "Obliga a", "Obliga, según @sec-law, a", "translation/extra-reference", "sec-law"},
		{"list and paragraph", "1. El primero [x](https://example.org/a);\n2. el segundo. Tiene dos oraciones.", "Un párrafo.\n\nOtro.", "translation/unequal", "2 paragraphs here, 1 list in content/en"},
		{"cell emptied", "Total de todos los años", "", "translation/missing", "row 3, column 1"},
		{"reference lost", "véase @tbl-cases", "véase el cuadro", "translation/missing-reference", "tbl-cases"},
		{"citation lost", "[@act-2019, art. 3]", "", "translation/missing-note", "act-2019"},
		{"level", "# Derecho", "## Derecho", "translation/shape", "level 2"},
		{"kind of list", "1. El primero [x](https://example.org/a);\n2. el", "- El primero [x](https://example.org/a);\n- el", "translation/shape", "ordered false"},
		{"line lost", "Fuente: Ministerio.\n\n", "", "translation/missing", "line 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(spanish, c.from) {
				t.Fatalf("the text has no %q", c.from)
			}
			var found diag.List
			align(t, english, strings.Replace(spanish, c.from, c.to, 1), nil).Differences(&found)
			for _, d := range found.Sorted() {
				if d.Code == c.code && strings.Contains(d.Message, c.message) && len(d.Related) > 0 {
					return
				}
			}
			t.Errorf("no finding %s with %q and a second place in %v", c.code, c.message, found.Sorted())
		})
	}
	moved := strings.Replace(english, "# Law", "Second. {#para-b}\n\nThird. {#para-c}\n\n# Law", 1)
	var found diag.List
	align(t, moved, strings.Replace(spanish, "# Derecho", "Tercero. {#para-c}\n\nSegundo. {#para-b}\n\n# Derecho", 1), nil).Differences(&found)
	if list := found.Sorted(); len(list) != 1 || list[0].Code != "translation/moved" {
		t.Errorf("a moved paragraph gives %v", list)
	}
}

// lockOf remembers every unit of s as it is.
func lockOf(t *testing.T, s *translation.Section, state string) *translation.Lock {
	t.Helper()
	l := translation.ReadLock(nil, &diag.List{})
	var order []string
	for _, u := range s.Units {
		if !u.Fixed {
			l.Put(&translation.Entry{ID: u.ID, State: state, Source: u.SourceHash(), Target: u.TargetHash(), Text: u.Source.Span.Text(), By: "T", Ignore: map[string]string{"Q08": `a "reason"`}})
			order = append(order, u.ID)
		}
	}
	var found diag.List
	read := translation.ReadLock(diag.NewFile("content/es/lock/a.toml", l.Bytes(order)), &found)
	if found.Len() > 0 {
		t.Fatalf("lock: %v\n%s", found.Sorted(), l.Bytes(order))
	}
	if string(read.Bytes(order)) != string(l.Bytes(order)) {
		t.Error("the lock reads back as another one")
	}
	return read
}

func states(s *translation.Section) map[string]int {
	n := map[string]int{}
	for _, u := range s.Units {
		if !u.Fixed {
			n[u.State.String()]++
		}
	}
	return n
}

func TestStale(t *testing.T) {
	lock := lockOf(t, align(t, english, spanish, nil), "reviewed")
	for _, c := range []struct {
		name, from, to string
		id             string // of the one unit that becomes stale; a prefix
		change         translation.Change
	}{
		{"word", "the second one.", "the other one.", "item-", translation.Large},
		{"number", "The Act of 2019 is", "The Act of 2020 is", "para-act.s1", translation.NumberOnly},
		{"citation", "[@act-2019, art. 3]", "[@act-2020]", "para-act.s1", translation.CitationOnly},
		{"format", "*all*", "**all**", "para-act.s2", translation.FormatOnly},
		{"note in the text", "It is long.]", "It is very long.]", "para-act.s3.n1", translation.Small},
		{"cell", "Total of all years", "Sum of all years", "tbl-cases.r3c1.s1", translation.Large},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := align(t, strings.Replace(english, c.from, c.to, 1), spanish, lock)
			var stale []*translation.Unit
			for _, u := range s.Units {
				if u.State == translation.Stale {
					stale = append(stale, u)
				} else if !u.Fixed && u.State != translation.Reviewed {
					t.Errorf("%s is %s", u.ID, u.State)
				}
			}
			if len(stale) != 1 || !strings.HasPrefix(stale[0].ID, c.id) {
				t.Fatalf("stale: %v", stale)
			}
			if got := stale[0].Change(); got != c.change && !(c.change == translation.Small && got == translation.Large) {
				t.Errorf("change: %s, want %s", got, c.change)
			}
			if old := stale[0].Old().Plain(); old == "" {
				t.Error("the old text is not known")
			}
		})
	}
	t.Run("sentence put in", func(t *testing.T) {
		s := align(t, strings.Replace(english, "It binds *all*", "New sentence about nothing. It binds *all*", 1), spanish, lock)
		if diff := cmp.Diff(map[string]int{"reviewed": 14, "missing": 1}, states(s)); diff != "" {
			t.Error(diff)
		}
		for _, u := range s.Units {
			if u.State == translation.Missing && u.ID != "para-act.s4" {
				t.Errorf("the new sentence is %s", u.ID)
			}
		}
	})
	t.Run("translation edited by hand", func(t *testing.T) {
		s := align(t, english, strings.Replace(spanish, "Es larga", "Es muy larga", 1), lock)
		if diff := cmp.Diff(map[string]int{"reviewed": 13, "translated": 1}, states(s)); diff != "" {
			t.Error(diff)
		}
	})
}

func unit(t *testing.T, s *translation.Section, text string) *translation.Unit {
	t.Helper()
	text, note := strings.CutPrefix(text, "note:")
	for _, u := range s.Units {
		if strings.Contains(u.Source.Span.Text(), text) && (!note || strings.HasPrefix(u.Source.Span.Text(), text)) {
			return u
		}
	}
	t.Fatalf("no unit with %q", text)
	return nil
}

// changed returns the pieces of a translation with words replaced.
func changed(u *translation.Unit, from, to string) []translation.Piece {
	var out []translation.Piece
	for _, p := range u.Target.Pieces {
		p.Text = strings.Replace(p.Text, from, to, 1)
		out = append(out, p)
	}
	return out
}

// text is the content file among files; it comes first.
func text(files []translation.File) string {
	if len(files) == 0 {
		return ""
	}
	return string(files[0].Src)
}

func TestRewrite(t *testing.T) {
	s := align(t, english, spanish, nil)
	if files, _, refused := s.Rewrite(nil, "", options); len(files) > 0 || len(refused) > 0 {
		t.Errorf("no edit changes %v, refused %v", files, refused)
	}
	for _, c := range []struct{ text, from, to, want string }{
		{"The Act of 2019", "está en vigor", "rige desde hoy", "La Ley de 2019 rige desde hoy[@act-2019, art. 3]."},
		{"It binds", "secretarías", "instituciones", "Obliga a *todas* las instituciones; véase @tbl-cases."},
		{"note:See @act-2019", "Véase", "Consúltese", "Aquí hay una nota^[Consúltese @act-2019. Es larga.]."},
		{"Total of all", "Total", "Suma | total", `| Suma \| total de todos los años |`},
		{"the second one", "el segundo.", "2. *el* [segundo]@x.", `2. 2\. \*el\* \[segundo\]\@x. Tiene`},
		{"Ministry.", "Ministerio", "Nota: Ministerio", "Fuente: Nota: Ministerio."},
	} {
		u := unit(t, s, c.text)
		files, made, refused := s.Rewrite([]translation.Edit{{Unit: u, Target: changed(u, c.from, c.to)}}, "", options)
		if len(refused) > 0 || len(made) != 1 {
			t.Errorf("%s: %v", u.ID, refused)
		}
		src := text(files)
		if !strings.Contains(src, c.want) {
			t.Errorf("%s: the file has no %q:\n%s", u.ID, c.want, src)
		}
		if got := strings.Count(src, "\n"); got != strings.Count(spanish, "\n") {
			t.Errorf("%s: %d lines", u.ID, got)
		}
	}
}

func TestRewriteRefuses(t *testing.T) {
	s := align(t, english, spanish, nil)
	u := unit(t, s, "It binds")
	all := u.Target.Pieces
	for _, c := range []struct {
		name   string
		target []translation.Piece
		reason string
	}{
		{"lost", all[:len(all)-2], "lost"},
		{"doubled", append(append([]translation.Piece(nil), all...), all[len(all)-2]), "stands there 2 times"},
		{"not closed", append(append([]translation.Piece(nil), all[:3]...), all[5]), "not closed"},
		{"empty", nil, "lost"},
		{"foreign code", append(append([]translation.Piece(nil), all...), translation.Piece{Code: &translation.Code{Number: 9}}), "not in the original"},
	} {
		files, made, refused := s.Rewrite([]translation.Edit{{Unit: u, Target: c.target}}, "", options)
		if len(made) != 0 || len(refused) != 1 || !strings.Contains(refused[0].Reason, c.reason) {
			t.Errorf("%s: made %d, refused %v", c.name, len(made), refused)
		}
		if len(files) > 0 {
			t.Errorf("%s: the file has changed", c.name)
		}
	}
}

// A translation that begins with nothing grows block by block, each at its place.
func TestRewriteFromNothing(t *testing.T) {
	lines := strings.SplitAfter(english, "\n\n")
	s := align(t, english, "", nil)
	u := unit(t, s, "It binds")
	var target []translation.Piece
	for _, p := range u.Source.Pieces {
		p.Text = strings.NewReplacer("It binds", "Obliga a", "all", "todas", "ministries; see", "las secretarías; véase").Replace(p.Text)
		target = append(target, p)
	}
	files, made, refused := s.Rewrite([]translation.Edit{{Unit: u, Target: target}}, "content/es/a.md", options)
	if len(made) != 1 || len(refused) != 0 {
		t.Fatalf("made %d, refused %v", len(made), refused)
	}
	if want := strings.Replace(english, "It binds *all* ministries; see @tbl-cases.", "Obliga a *todas* las secretarías; véase @tbl-cases.", 1); text(files) != want {
		t.Errorf("the new file is\n%s", text(files))
	}
	s = align(t, english, lines[0], nil)
	note := unit(t, s, "The text of a note")
	files, made, refused = s.Rewrite([]translation.Edit{{Unit: note, Target: []translation.Piece{{Text: "El texto."}}}}, "", options)
	if len(made) != 1 || len(refused) != 0 || text(files) != lines[0]+"\n[^n]: El texto.\n" {
		t.Errorf("made %d, refused %v:\n%s", len(made), refused, text(files))
	}
}

// The worked example: every sentence written anew with its own words gives the same bytes.
func TestRewriteExample(t *testing.T) {
	files, _ := filepath.Glob("../../content/en/*.md")
	if len(files) < 12 {
		t.Fatalf("%d sections", len(files))
	}
	opt := options
	opt.FS = os.DirFS("../..")
	n := 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var found diag.List
		name := strings.TrimPrefix(filepath.ToSlash(file), "../../")
		en := markdown.Parse(diag.NewFile(name, src), opt, &found)
		s := translation.Align("a", "en", "en", en, markdown.Parse(diag.NewFile(name, src), opt, &found), nil)
		var edits []translation.Edit
		for _, u := range s.Units {
			edits = append(edits, translation.Edit{Unit: u, Target: u.Source.Pieces})
		}
		files, made, refused := s.Rewrite(edits, "", opt)
		n += len(made)
		for _, r := range refused {
			t.Errorf("%s: %s: %s\n%s", name, r.Unit.ID, r.Reason, r.Unit.Source.Span.Text())
		}
		if len(files) > 0 {
			t.Errorf("%s:\n%s", name, cmp.Diff(string(src), text(files)))
		}
	}
	if n < 900 {
		t.Errorf("%d sentences", n)
	}
}

func TestLockFaults(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{"[[unit]]\nstate = \"draft\"\n", "lock/id"},
		{"[[unit]]\nid = \"a.s1\"\nstate = \"draft\"\n[[unit]]\nid = \"a.s1\"\nstate = \"draft\"\n", "lock/duplicate"},
		{"[[unit]]\nid = \"a.s1\"\nstate = \"stale\"\n", "lock/state"},
		{"[[unit]\n", "lock/syntax"},
		{"[[unit]]\nid = \"a.s1\"\nstate = \"draft\"\nstat = 1\n", "lock/unknown-key"},
		{"[[unit]]\nid = \"a\"\nstate = \"draft\"\nby = 1\n", "lock/wrong-type"},
	} {
		var found diag.List
		translation.ReadLock(diag.NewFile("content/es/lock/a.toml", []byte(c.text)), &found)
		if list := found.Sorted(); len(list) != 1 || list[0].Code != c.code || list[0].Span.IsZero() {
			t.Errorf("%q gives %v, want %s", c.text, list, c.code)
		}
	}
}

// The lines under a table that comes over from the original open as they do in the other language.
func TestRewriteLabels(t *testing.T) {
	en := "# Law {#sec-law}\n\n| Year | Cases |\n|---|---:|\n| 2019 | 25,614 |\n\n: Cases {#tbl-cases}\n\nSources: Ministry, Institute.\n\nNote: Without the islands.\n"
	opt := markdown.Options{SourceLabels: []string{"Fuente", "Fuentes"}, NoteLabels: []string{"Nota", "Notas"}}
	for _, target := range []*markdown.Section{nil, parse(t, "content/es/a.md", "# Derecho {#sec-law}\n")} {
		s := translation.Align("a", "en", "es", parse(t, "content/en/a.md", en), target, nil)
		u := unit(t, s, "Ministry, Institute")
		files, made, refused := s.Rewrite([]translation.Edit{{Unit: u, Target: []translation.Piece{{Text: "Ministerio, Instituto."}}}}, "content/es/a.md", opt)
		if len(made) != 1 || len(refused) > 0 || !strings.Contains(text(files), "\nFuentes: Ministerio, Instituto.\n\nNota: Without the islands.\n") {
			t.Errorf("made %d, refused %v:\n%s", len(made), refused, text(files))
		}
	}
}

// A heading, cell or sentence that has become another one at its place is out of date, and keeps its id.
func TestStaleAtItsPlace(t *testing.T) {
	lock := lockOf(t, align(t, english, spanish, nil), "final")
	for _, c := range []struct{ from, to string }{
		{"# Law {", "# Rules {"},
		{"| Year |", "| When |"},
		{"The Act of 2019 is in force.", "Nothing."},
		{"the second one.", "other words."},
		{"Ministry.", "Census."},
		{"The text of a note.", "Other."},
	} {
		s := align(t, strings.Replace(english, c.from, c.to, 1), spanish, lock)
		if diff := cmp.Diff(map[string]int{"final": 13, "stale": 1}, states(s)); diff != "" {
			t.Errorf("%q: %s", c.to, diff)
		}
		for _, u := range s.Units {
			if u.State == translation.Stale && (u.Entry == nil || u.Old().Plain() == "") {
				t.Errorf("%q: unit %s does not know its old text", c.to, u.ID)
			}
		}
	}
	// A heading that no author named is known by its place too.
	from, to := strings.ReplaceAll(english, " {#sec-law}", ""), strings.ReplaceAll(spanish, " {#sec-law}", "")
	lock = lockOf(t, align(t, from, to, nil), "final")
	if diff := cmp.Diff(map[string]int{"final": 13, "stale": 1}, states(align(t, strings.Replace(from, "# Law", "# Rules", 1), to, lock))); diff != "" {
		t.Error(diff)
	}
}

// Where the original stands in the place of a translation, nobody has translated it, unless it is all names and figures or the lock remembers it.
func TestCopied(t *testing.T) {
	const source, target = "Las mujeres suman el total de los casos.\n", "The total of the cases is that of women.\n"
	for _, c := range []struct {
		text string
		want translation.State
	}{
		{"Principios generales", translation.Missing},
		{"Mujeres", translation.Missing},
		{"Mujeres 2019", translation.Missing},
		{"Casos (véase A/74/1)", translation.Missing},
		{"menores", translation.Missing},
		{"Sin uso", translation.Missing},
		{"2019 (enero)", translation.Missing},
		{"Una frase de la ley que nadie ha traducido.", translation.Missing},
		{"法律", translation.Missing},
		{"Total", translation.Draft},
		{"Honduras", translation.Draft},
		{"San Pedro Sula", translation.Draft},
		{"Islas de la Bahía", translation.Draft},
		{"Gracias a Dios, Francisco Morazán e Intibucá", translation.Draft},
		{"COVID-19", translation.Draft},
		{"ACNUR/OIM", translation.Draft},
		{"A 12 km", translation.Draft},
		{"km", translation.Draft},
	} {
		en := parse(t, "content/en/a.md", target+"\n"+c.text+" {#para-x}\n")
		es := parse(t, "content/es/a.md", source+"\n"+c.text+" {#para-x}\n")
		s := translation.Align("a", "es", "en", es, en, nil)
		u := unit(t, s, c.text)
		if u.State != c.want {
			t.Errorf("%q twice is %s; want %s", c.text, u.State, c.want)
		}
		lock := lockOf(t, s, "reviewed")
		if u := unit(t, translation.Align("a", "es", "en", es, en, lock), c.text); u.State != translation.Reviewed {
			t.Errorf("%q twice, reviewed, is %s", c.text, u.State)
		}
	}
	// A translation that was thrown away is missing, though the lock remembers what it was.
	es := parse(t, "content/es/a.md", source+"\nPrincipios generales {#para-x}\n")
	lock := lockOf(t, translation.Align("a", "es", "en", es, parse(t, "content/en/a.md", target+"\nGeneral principles {#para-x}\n"), nil), "final")
	s := translation.Align("a", "es", "en", es, parse(t, "content/en/a.md", target+"\nPrincipios generales {#para-x}\n"), lock)
	if u := unit(t, s, "Principios"); u.State != translation.Missing {
		t.Errorf("the original in the place of its translation is %s", u.State)

	}
}

// Two paragraphs that are translated alike keep their places in the lock.
func TestTranslatedAlike(t *testing.T) {
	from, to := "It was done.\n\nThat was made.\n", "Se hizo.\n\nSe hizo.\n"
	lock := lockOf(t, align(t, from, to, nil), "final")
	if diff := cmp.Diff(map[string]int{"final": 2}, states(align(t, from, to, lock))); diff != "" {
		t.Error(diff)
	}
}

// One sentence that a translator made several of, and several that she made one of, are one unit: by their looks where these tell, and by the
// lock in any case.
func TestSentencesMadeOfOne(t *testing.T) {
	const en = "One thing is here in 5 places. Another thing follows[@a-1]. The third closes 12 cases. Nothing else is said. {#para-a}\n"
	for _, c := range []struct {
		name, es string
		plain    bool     // the looks tell
		want     []string // targets of the units
	}{
		{"three of one", "Una cosa. Está aquí. Hay 5 lugares. Otra cosa sigue[@a-1]. La tercera cierra 12 casos. No se dice más. {#para-a}\n", true,
			[]string{"Una cosa. Está aquí. Hay 5 lugares.", "Otra cosa sigue.", "La tercera cierra 12 casos.", "No se dice más."}},
		{"four of one", "Una cosa hay aquí. Otra cosa[@a-1]. Es otra. Sigue. Y sigue. La tercera cierra 12 casos. No se dice más. {#para-a}\n", false,
			[]string{"Una cosa hay aquí.", "Otra cosa. Es otra. Sigue. Y sigue.", "La tercera cierra 12 casos.", "No se dice más."}},
		{"one of three", "Una cosa hay aquí en 5 lugares, otra cosa sigue[@a-1] y la tercera cierra 12 casos. No se dice más. {#para-a}\n", true,
			[]string{"Una cosa hay aquí en 5 lugares, otra cosa sigue y la tercera cierra 12 casos.", "No se dice más."}},
	} {
		got := func(lock *translation.Lock) (out []string) {
			for _, u := range align(t, en, c.es, lock).Units {
				out = append(out, u.Target.Plain())
				if lock != nil && u.State != translation.Reviewed {
					t.Errorf("%s: %s is %s", c.name, u.ID, u.State)
				}
			}
			return out
		}
		if diff := cmp.Diff(c.want, got(nil)); c.plain == (diff != "") {
			t.Errorf("%s, by the looks: %s", c.name, diff)
		}
		lock := translation.ReadLock(nil, &diag.List{})
		source := align(t, en, "", nil).Units
		if c.name == "one of three" {
			source = align(t, en, c.es, nil).Units
		}
		for i, u := range source {
			e := u.Record(translation.Reviewed, "Ana", time.Time{})
			text := translation.Piece{Text: c.want[i]}
			e.Target = translation.Hash([]translation.Piece{text})
			if codes := translation.Codes(u.Source.Pieces); len(codes) > 0 {
				mark := *codes[0]
				before, _, _ := strings.Cut(c.es, "[@a-1]")
				from := strings.LastIndex(before, c.want[i][:8])
				end := len(before) - from
				e.Target = translation.Hash([]translation.Piece{{Text: c.want[i][:end]}, {Code: &mark}, {Text: c.want[i][end:]}})
			}
			lock.Put(e)
		}
		if diff := cmp.Diff(c.want, got(lock)); diff != "" {
			t.Errorf("%s, by the lock: %s", c.name, diff)
		}
	}
}
