package exchange_test

import (
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/exchange"
	"rapporteur/internal/translation"
)

// shuffled returns a file with its units in another order.
func shuffled(t testing.TB, s, from, to string) string {
	var units []string
	rest := s
	for strings.Contains(rest, from) {
		unit := between(t, rest, from, to)
		units = append(units, unit)
		rest = strings.Replace(rest, unit, "", 1)
	}
	for i, unit := range units {
		s = strings.Replace(s, unit, "\x00"+string(rune('A'+i)), 1)
	}
	for i := range units {
		s = strings.Replace(s, "\x00"+string(rune('A'+i)), units[(i*7+3)%len(units)], 1)
	}
	return s
}

// FuzzImport wants of whatever comes back that nothing panics, that every unit gets a verdict, that a unit which is taken says what came back
// for it, and that every other unit stays as it was.
func FuzzImport(f *testing.F) {
	s := align(f, english, spanish, nil)
	reviewed := align(f, english, spanish, lockOf(s, translation.Reviewed))
	for _, name := range []string{"xliff1", "xliff2", "po", "csv", "tmx", "omegat"} {
		out := export(f, name, reviewed)
		edited := strings.Replace(out, "secretarías", "instituciones", 1)
		f.Add(out)
		f.Add(edited)
		for i := 1; i < 8; i++ { // truncated
			f.Add(edited[:len(edited)*i/8])
		}
		mark := map[string][2]string{"xliff1": {"<trans-unit", "</trans-unit>"}, "omegat": {"<trans-unit", "</trans-unit>"}, "xliff2": {"<unit", "</unit>"}, "tmx": {"<tu ", "</tu>"}}[name]
		if mark[0] != "" {
			f.Add(shuffled(f, edited, mark[0], mark[1]))
			unit := between(f, edited, mark[0], mark[1])
			f.Add(strings.Replace(edited, unit, unit+unit, 1))
			f.Add(strings.Replace(edited, unit, unit+strings.Replace(unit, "Derecho", "Otro", 1), 1))
			f.Add(strings.Replace(edited, unit, "", 1))
			f.Add(strings.Replace(edited, "?>", "?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]>", 1))
			f.Add(strings.Replace(edited, "instituciones", "&lol;", 1))
			f.Add(strings.Replace(edited, "instituciones", "&#0;&#x110000;", 1))
		}
		f.Add(strings.Replace(edited, "instituciones", "# | *a* [b](c) `d` <e> ^[f] [@g] {#h}\n\n- i", 1))
		f.Add(strings.Replace(edited, "instituciones", "uno. Dos", 1))
		f.Add(strings.NewReplacer(`id="1"`, `id="2"`, "<x1", "<x2", "<g0", "<g1").Replace(edited))
	}
	f.Fuzz(func(t *testing.T, src string) { checkImport(t, reviewed, src) })
}

// FuzzWords gives a sentence with codes, one without, a cell and a caption all sorts of words.
func FuzzWords(f *testing.F) {
	s := align(f, english, spanish, nil)
	reviewed := align(f, english, spanish, lockOf(s, translation.Reviewed))
	out := export(f, "po", reviewed)
	for _, text := range []string{"Obliga a <g1>todos</g1>. Véase <x2/>", "<x1/> # uno", "1. <g1><x2/></g1>", "| uno |", "- <x2/><g1>a</g1>", "\\<x2/> * [@a] ^[b] {#c}", "uno\n\ndos",
		": a", "Fuente: uno", "[^n]: a", "<!-- a -->", "```", "> a", "a  \nb", "$a$ ~b~", "http://example.org/a_b", "&amp; &#42;", "uno. dos. Tres. Cuatro!", "«a»", " ", "", "\u00a0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\n\"") || strings.HasSuffix(text, "\\") {
			return // no string of PO
		}
		for _, id := range []string{"sec-law.s1", "para-act.s2", "para-new.s1", "tbl-cases.r3c1.s1", "tbl-cases.caption.s1"} {
			head, rest, _ := strings.Cut(out, `msgctxt "`+id+`"`)
			msgid, rest, _ := strings.Cut(rest, "\nmsgstr ")
			_, rest, _ = strings.Cut(rest, "\n")
			checkImport(t, reviewed, head+`msgctxt "`+id+`"`+msgid+"\nmsgstr \""+text+"\"\n"+rest)
		}
	})
}

// checkImport takes a file into a section, and holds what comes of it against the rules.
func checkImport(t *testing.T, reviewed *translation.Section, src string) {
	t.Helper()
	var found diag.List
	var units []*exchange.Returned
	for _, b := range exchange.Read(diag.NewFile("back", []byte(src)), &found) {
		if section, ok := home.Place(b, &found); ok && section == "a" {
			for i := range b.Units {
				units = append(units, &b.Units[i])
			}
		}
	}
	r := exchange.Take(reviewed, units, exchange.Options{File: "content/es/a.md", Markdown: options, By: "Luz", On: day})
	r.Findings(&found)
	if len(r.Verdicts) != len(units) {
		t.Fatalf("%d units, %d verdicts", len(units), len(r.Verdicts))
	}
	after := map[string]*translation.Unit{}
	for _, u := range r.Section.Units {
		after[u.ID] = u
	}
	changed := map[string]bool{}
	written := 0
	for _, v := range r.Verdicts {
		switch v.Fate {
		case exchange.Taken, exchange.Outdated:
			written++
			if changed[v.Unit.ID] {
				t.Errorf("%s is taken twice", v.Unit.ID)
			}
			changed[v.Unit.ID] = true
			words := strings.Join(strings.Fields(translation.Plain(v.Returned.Target)), " ")
			if now := after[v.Unit.ID]; now == nil || strings.Join(strings.Fields(now.Target.Plain()), " ") != words {
				t.Errorf("%s does not say %q", v.Unit.ID, words)
			}
		case exchange.Confirmed:
			changed[v.Unit.ID] = true
		}
	}
	if len(r.Entries) != len(changed) || (r.Src != nil) != (written > 0) {
		t.Errorf("%d entries for %d units; new file %t", len(r.Entries), len(changed), r.Src != nil)
	}
	for _, u := range reviewed.Units {
		now := after[u.ID]
		switch {
		case now == nil:
			t.Errorf("%s is gone", u.ID)
		case changed[u.ID]:
			if len(translation.Codes(now.Target.Pieces)) != len(translation.Codes(u.Target.Pieces)) && len(u.Target.Pieces) > 0 {
				t.Errorf("%s had %d codes, and has %d", u.ID, len(translation.Codes(u.Target.Pieces)), len(translation.Codes(now.Target.Pieces)))
			}
		case now.Target.Plain() != u.Target.Plain() && len(u.Target.Pieces) > 0:
			t.Errorf("%s was not taken; had %q, has %q", u.ID, u.Target.Plain(), now.Target.Plain())
		}
	}
	if r.Src != nil {
		var differ diag.List
		r.Section.Differences(&differ)
		var before diag.List
		reviewed.Differences(&before)
		if differ.Len() > before.Len() {
			t.Errorf("the languages differ more than before: %v", differ.Sorted())
		}
	}
}
