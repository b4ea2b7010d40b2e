package exchange_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/exchange"
	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// New words come back in every format, and change exactly their sentence.
func TestEveryFormat(t *testing.T) {
	bare := align(t, english, spanish, nil)
	words := func(t *testing.T, s string) string { return replace(t, s, "las secretarías", "los ministerios") }
	lost := func(open, shut string) func(*testing.T, string) string { // the first code behind "las secretarías; véase "
		return func(t *testing.T, s string) string {
			i := strings.Index(s, "las secretarías; véase ") + len("las secretarías; véase ")
			return s[:i] + strings.Replace(s[i:], between(t, s[i:], open, shut), "", 1)
		}
	}
	for _, c := range []struct {
		form  string
		was   translation.State // of all units
		edit  func(*testing.T, string) string
		fate  string
		want  string
		state string
	}{
		{"xliff1", translation.Draft, words, "taken", "Obliga a *todas* los ministerios; véase @tbl-cases.", "translated"},
		{"xliff2", translation.Draft, words, "taken", "Obliga a *todas* los ministerios; véase @tbl-cases.", "translated"},
		{"xliff21", translation.Reviewed, words, "taken", "Obliga a *todas* los ministerios; véase @tbl-cases.", "translated"},
		{"xliff2", translation.Draft, lost("<ph", "/>"), "refused", "", ""},
		{"xliff2", translation.Draft, func(t *testing.T, s string) string {
			i := strings.Index(s, `<unit id="para-act.s2"`)
			return s[:i] + strings.Replace(s[i:], `state="initial" subState="rapporteur:draft"`, `state="reviewed"`, 1)
		}, "confirmed", "", "reviewed"},
		{"po", translation.Draft, words, "taken", "Obliga a *todas* los ministerios; véase @tbl-cases.", "draft"}, // it is still fuzzy
		{"po", translation.Reviewed, words, "taken", "Obliga a *todas* los ministerios; véase @tbl-cases.", "translated"},
		{"po", translation.Draft, lost("<x", "/>"), "refused", "", ""},
		{"po", translation.Draft, func(t *testing.T, s string) string {
			i := strings.Index(s, `msgctxt "para-act.s2"`)
			j := strings.LastIndex(s[:i], "#, fuzzy, ")
			return s[:j] + "#, " + s[j+len("#, fuzzy, "):]
		}, "confirmed", "", "translated"},
		{"po", translation.Draft, func(t *testing.T, s string) string { // lines cut as gettext does
			return replace(t, words(t, s), `msgstr "Obliga a `, "msgstr \"\"\n\"Obliga \"\n\"a ")
		}, "taken", "Obliga a *todas* los ministerios; véase @tbl-cases.", "draft"},
		{"tmx", translation.Reviewed, words, "taken", "Obliga a *todas* los ministerios; véase @tbl-cases.", "translated"},
		{"tmx", translation.Reviewed, func(t *testing.T, s string) string { return replace(t, s, "La Ley de 2019", "El Acto de 2019") },
			"taken", "El Acto de 2019 está en vigor.[@act-2019, art. 3] Obliga", "translated"}, // the code behind the words stands where the original has it
		{"tmx", translation.Reviewed, func(t *testing.T, s string) string {
			return replace(t, s, "&lt;g0&gt;todas&lt;/g0&gt;", "todas")
		}, "refused", "", ""},
		{"omegat", translation.Draft, func(t *testing.T, s string) string {
			return replace(t, s, "<target state=\"needs-translation\">Law<", "<target state=\"needs-translation\">Leyes<")
		}, "taken", "# Leyes {#sec-law}", "translated"},
		{"omegat", translation.Draft, func(t *testing.T, s string) string { // the translator takes over what is here
			return replace(t, s, "<target state=\"needs-translation\">Law<", "<target state=\"needs-translation\">Derecho<")
		}, "confirmed", "", "translated"},
	} {
		s := align(t, english, spanish, lockOf(bare, c.was))
		back := c.edit(t, export(t, c.form, s))
		r, found := take(t, s, back)
		n := fates(r)
		delete(n, "unchanged")
		delete(n, "untranslated")
		if diff := cmp.Diff(map[string]int{c.fate: 1}, n); diff != "" {
			t.Errorf("%s: %s\n%v", c.form, diff, found.Sorted())
			continue
		}
		if c.want == "" && r.Src != nil || !strings.Contains(string(r.Src), c.want) {
			t.Errorf("%s: the file has no %q:\n%s", c.form, c.want, r.Src)
		}
		if c.want != "" && differing(strings.Split(spanish, "\n"), strings.Split(string(r.Src), "\n")) != 1 {
			t.Errorf("%s: more than one line has changed:\n%s", c.form, cmp.Diff(spanish, string(r.Src)))
		}
		if c.state == "" {
			continue
		}
		if len(r.Entries) != 1 || r.Entries[0].State != c.state {
			t.Errorf("%s: entries %v, want one that is %s", c.form, r.Entries, c.state)
			continue
		}
		after := settle(t, english, spanish, r)
		again := exchange.Take(after, returned(t, back), exchange.Options{Markdown: options})
		if again.Src != nil || len(again.Entries) > 0 || fates(again)["refused"] > 0 {
			t.Errorf("%s: taken again, %v", c.form, fates(again))
		}
	}
}

// Words that look like codes, and backslashes before them, come through formats that write codes as words.
func TestWordsLikeCodes(t *testing.T) {
	const en = "See \\\\\\<x1/> and \\<g2>, \\\\[@act-2019] or \\\\\\\\[@act-2020] at last. {#para-a}\n"
	s := align(t, en, en, nil)
	s = align(t, en, en, lockOf(s, translation.Reviewed))
	for _, f := range []string{"xliff1", "xliff2", "po", "tmx"} {
		src := export(t, f, s)
		r, found := take(t, s, src)
		if n := fates(r); n["unchanged"] != 1 || found.Len() > 0 {
			t.Errorf("%s: %v %v\n%s", f, n, found.Sorted(), src)
		}
	}
}

// Codes inside of others, codes at both ends, and codes that only the translation has come back as they went out, also where a tool leaves
// the last of them out.
func TestInnerCodes(t *testing.T) {
	const en = "*All[@a-1]* of it *is*[@a-2] *here[@a-3]*.[@a-4] {#para-a}\n\n*Whole [line](https://example.org)*[@a-5] {#para-b}\n\n"
	const es = "*Todo[@a-1]* eso *está*[@a-2] [here]{lang=en} *aquí[@a-3]*[@a-4]. {#para-a}\n\n*Toda [línea](https://example.org)*[@a-5] {#para-b}\n\n"
	s := align(t, en, es, nil)
	s = align(t, en, es, lockOf(s, translation.Reviewed))
	memory := export(t, "tmx", s)
	for _, want := range []string{"&lt;g0&gt;All&lt;x1/&gt;&lt;/g0&gt; of it &lt;g2&gt;is&lt;/g2&gt;&lt;x3/&gt; &lt;g4&gt;here&lt;x5/&gt;&lt;/g4&gt;.<", "eso &lt;g2&gt;está&lt;/g2&gt;&lt;x3/&gt; here &lt;g4&gt;", ">Whole &lt;g0&gt;line&lt;/g0&gt;<"} {
		if !strings.Contains(memory, want) {
			t.Errorf("the memory has no %q:\n%s", want, memory)
		}
	}
	for _, f := range []string{"xliff1", "xliff2", "po", "tmx"} {
		if r, found := take(t, s, export(t, f, s)); fates(r)["unchanged"] != 2 || found.Len() > 0 {
			t.Errorf("%s: %v %v", f, fates(r), found.Sorted())
		}
	}
	out := export(t, "po", s)
	r, found := take(t, s, replace(t, replace(t, out, "<g8>here</g8>", "here"), "Toda", "Esta"))
	if n := fates(r); n["unchanged"] != 1 || n["taken"] != 1 || !strings.Contains(string(r.Src), "\n\n*Esta [línea](https://example.org)*[@a-5] {#para-b}") {
		t.Errorf("%v %v\n%s", n, found.Sorted(), r.Src)
	}
}

// A file of PO that is none says in which line.
func TestPOFaults(t *testing.T) {
	s := align(t, english, spanish, nil)
	out := export(t, "po", s)
	for _, c := range []struct{ name, src, message string }{
		{"keyword", replace(t, out, "\nmsgstr \"Derecho\"", "\nmsgstt \"Derecho\""), "is not that of a PO file"},
		{"quote", replace(t, out, "\"Derecho\"", "\"Derecho"), "is not that of a PO file"},
		{"escape", replace(t, out, "\"Derecho\"", "\"Dere\\qcho\""), "is not that of a PO file"},
		{"twice", replace(t, out, "\nmsgstr \"Derecho\"", "\nmsgstr \"a\"\nmsgstr \"Derecho\""), "stands twice"},
		{"no msgstr", replace(t, out, "\nmsgstr \"Derecho\"", ""), "has no msgstr"},
		{"charset", replace(t, out, "charset=UTF-8", "charset=ISO-8859-1"), "UTF-8 was expected"},
	} {
		r, found := take(t, s, c.src)
		if len(r.Verdicts) > 0 || !has(found, "exchange/unreadable") || !strings.Contains(found.Sorted()[0].Message, c.message) {
			t.Errorf("%s: %v", c.name, found.Sorted())
		}
	}
	back := replace(t, out, "msgstr \"Derecho\"", "msgstr \"\"\n\"The Act of 2019 \"\n\"is in force\"")
	if _, found := take(t, s, replace(t, back, "msgid \"Law\"", "msgid \"The Act of 2019 is in force\"")); found.Len() == 0 || found.Sorted()[0].Span.FirstLine().Text() != "\"The Act of 2019 \"" {
		t.Errorf("the place of a finding: %v", found.Sorted())
	}
	plural := replace(t, out, "\nmsgstr \"Derecho\"", "\nmsgid_plural \"Laws\"\nmsgstr[0] \"Derecho\"")
	if r, found := take(t, s, plural); fates(r)["refused"] != 1 || !has(found, "exchange/refused") {
		t.Errorf("plural: %v %v", fates(r), found.Sorted())
	}
}

// Terms stand in the note on the sentences that have them, and in the glossary of OmegaT.
func TestTerms(t *testing.T) {
	var found diag.List
	base := term.ReadCSV(diag.NewFile("terms.csv", []byte("concept,en,es,status\nministry,ministry,secretaría,preferred\nministry,,ministerio,forbidden\nact,Act,Ley,preferred\nnobody,nobody,,preferred\n")), &found)
	if found.HasErrors() {
		t.Fatal(found.Sorted())
	}
	context := exchange.NewContext(nil)
	context.SetTerms(base, "en", "es", []string{"ies", "y"})
	d := exchange.NewDocument(align(t, english, spanish, nil), "P", "1", context)
	for _, u := range d.Units {
		want := map[string]string{"para-act.s1": "Término: Act = Ley", "para-act.s2": "Término: ministry = secretaría; no: ministerio"}[u.ID]
		if got := d.Note(u); got != want {
			t.Errorf("%s: the note is %q, want %q", u.ID, got, want)
		}
	}
	files, err := exchange.WriteOmegaT([]*exchange.Document{d})
	if err != nil {
		t.Fatal(err)
	}
	tbx := false
	got := ""
	for _, f := range files {
		switch f.Name {
		case "glossary/rapporteur.utf8":
			got = string(f.Src)
		case "terms.tbx":
			if back, err := term.ReadTBX(f.Src); err != nil || len(back.Concepts) != len(base.Concepts) {
				t.Errorf("the terms come back as %v, %v", back, err)
			}
			tbx = true
		}
	}
	if !tbx {
		t.Error("there is no TBX")
	}
	if want := "ministry\tsecretaría\tnot: ministerio\nAct\tLey\t\n"; got != want {
		t.Errorf("the glossary is %q, want %q", got, want)
	}
}

// What has changed in an original stands in the note, and in PO and OmegaT the old original too.
func TestStaleIsShown(t *testing.T) {
	s := align(t, strings.Replace(english, "ministries", "offices", 1), spanish, lockOf(align(t, english, spanish, nil), translation.Reviewed))
	for form, want := range map[string][]string{
		"xliff1":  {`<target state="needs-adaptation">Obliga`, "[-ministries-]"},
		"xliff2":  {`state="initial" subState="rapporteur:stale"`, "[-ministries-]"},
		"xliff21": {`version="2.1"`, "[-ministries-]"},
		"po":      {"#, fuzzy, placeholders:r\"</?[gx][0-9]+/?>\", markdown-text\n", `#| msgid "It binds <g1>all</g1> ministries; see <x2/>."`},
	} {
		out := export(t, form, s)
		for _, w := range want {
			if !strings.Contains(out, w) {
				t.Errorf("%s has no %q:\n%s", form, w, out)
			}
		}
	}
	files, err := exchange.WriteOmegaT([]*exchange.Document{exchange.NewDocument(s, "P", "1", exchange.NewContext(nil))})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name == "tm/previous.tmx" && (strings.Count(string(f.Src), "<tu ") != 1 || !strings.Contains(string(f.Src), "ministries; see &lt;x1/&gt;.</seg>")) {
			t.Errorf("the memory of old pairs is\n%s", f.Src)
		}
	}
}

// inText is a section in a format, with codes in its text.
func inText(t testing.TB, name string, s *translation.Section) string {
	t.Helper()
	d := exchange.NewDocument(s, "P", "1", exchange.NewContext(nil))
	d.InText = true
	files, err := form(t, name).Write([]*exchange.Document{d})
	if err != nil || len(files) != 1 {
		t.Fatal(len(files), err)
	}
	return string(files[0].Src)
}

// Where codes stand in the text, they come back all the same, and are looked after.
func TestInText(t *testing.T) {
	bare := align(t, english, spanish, nil)
	s := align(t, english, spanish, lockOf(bare, translation.Reviewed))
	for _, f := range []string{"xliff1", "xliff2", "xliff21"} {
		out := inText(t, f, s)
		if !strings.Contains(out, "Obliga a {1}todas{/1} las secretarías; véase {2}.<") || strings.Contains(out, "<x ") || strings.Contains(out, "<ph ") {
			t.Errorf("%s: codes are not in the text:\n%s", f, out)
		}
		r, found := take(t, s, out)
		if n := fates(r); n["unchanged"]+n["untranslated"] != len(r.Verdicts) || r.Src != nil || found.Len() > 0 {
			t.Errorf("%s: %v %v", f, n, found.Sorted())
		}
		r, found = take(t, s, replace(t, replace(t, out, "las secretarías; véase {2}", "los ministerios {2}"), "{1}todas{/1}", "{1}todos{/1}"))
		if n := fates(r); n["taken"] != 1 || found.Len() > 0 || !strings.Contains(string(r.Src), "Obliga a *todos* los ministerios @tbl-cases.") {
			t.Errorf("%s: %v %v\n%s", f, n, found.Sorted(), r.Src)
		}
		for _, c := range [][2]string{{"véase {2}", "véase"}, {"véase {2}", "véase {2} {2}"}, {"{/1} las", "las"}, {"véase {2}", "véase {7}"}} {
			r, found = take(t, s, replace(t, out, c[0], c[1]))
			if n := fates(r); n["refused"] != 1 || r.Src != nil || !has(found, "exchange/refused") {
				t.Errorf("%s: %q is %v %v", f, c[1], n, found.Sorted())
			}
		}
	}
	words := align(t, "See \\{1} and *{/2}*. {#para-a}\n", "Véase \\{1} y *{/2}*. {#para-a}\n", nil)
	if r, found := take(t, words, inText(t, "xliff1", words)); fates(r)["unchanged"] != 1 || found.Len() > 0 {
		t.Errorf("words like codes: %v %v", fates(r), found.Sorted())
	}
}

// What was translated before stands beside a stale unit where that is wanted, and does not come in.
func TestPrevious(t *testing.T) {
	s := align(t, strings.Replace(english, "ministries", "offices", 1), spanish, lockOf(align(t, english, spanish, nil), translation.Reviewed))
	for f, want := range map[string]string{
		"xliff1": `<alt-trans alttranstype="previous-version" tool-id="rapporteur">
      <source xml:lang="en">It binds <g id="1" ctype="italic" equiv-text="*…*">all</g> ministries; see <x id="2" ctype="x-reference" equiv-text="@tbl-cases"/>.</source>
      <target xml:lang="es">Obliga a`,
		"xliff2": `<mtc:match ref="#s1" origin="previous version">
      <source>It binds <pc id="1" type="fmt" subType="xlf:i" canCopy="no" canDelete="no">all</pc> ministries; see `,
	} {
		d := exchange.NewDocument(s, "P", "1", exchange.NewContext(nil))
		d.Previous = true
		files, err := form(t, f).Write([]*exchange.Document{d})
		if err != nil {
			t.Fatal(err)
		}
		out := string(files[0].Src)
		if strings.Count(out, "previous") != 1 || !strings.Contains(out, want) {
			t.Errorf("%s has no %q:\n%s", f, want, out)
		}
		if strings.Contains(export(t, f, s), "previous") {
			t.Errorf("%s has what nobody asked for", f)
		}
		if r, found := take(t, s, out); r.Src != nil || len(r.Entries) > 0 || found.Len() > 0 || fates(r)["unchanged"]+fates(r)["untranslated"] != len(r.Verdicts) {
			t.Errorf("%s: %v %v", f, fates(r), found.Sorted())
		}
	}
}

// Notes are in the language of the translator, and say where a sentence stands, what it answers and what its codes become in print.
func TestNotesHaveLanguages(t *testing.T) {
	for to, want := range map[string][]string{
		"en": {"Paragraph 1", "Answers recommendations 65 and 66", "{1} is printed: note 1: Naciones Unidas, Treaty Series"},
		"fr": {"Paragraphe 1", "Répond aux recommandations 65 et 66", "{1} s’imprime\u00a0: note 1\u00a0: Naciones Unidas, Treaty Series"},
	} {
		for _, u := range documents(t, to)[0].Units {
			if u.ID != "para-basis.s1" {
				continue
			}
			lines := strings.Split(documents(t, to)[0].Note(u), "\n")
			for i, w := range want {
				if i >= len(lines) || !strings.HasPrefix(lines[i], w) {
					t.Errorf("%s: %q, want %q", to, lines, want)
					break
				}
			}
			want = nil
		}
		if want != nil {
			t.Errorf("%s: no such sentence", to)
		}
	}
}
