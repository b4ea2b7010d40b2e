package exchange_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/exchange"
	"rapporteur/internal/translation"
)

// A translator makes several sentences of one, or one of several: the content file has them, and whoever reads it then pairs them as she did.
func TestSentencesMade(t *testing.T) {
	const en = "One thing is here. Another thing follows soon. The third closes 12 cases. Nothing else is said[@act-2019]. {#para-a}\n"
	const es = "Una cosa hay aquí. Otra cosa sigue pronto. La tercera cierra 12 casos. No se dice más[@act-2019]. {#para-a}\n"
	const first, second, third = "Una cosa hay aquí.", "Otra cosa sigue pronto.", "La tercera cierra 12 casos."
	for _, c := range []struct {
		name  string
		edits []string // old and new words in turn
		fates map[string]int
		code  string
		want  string   // content file; empty where it stays
		units []string // translations afterwards
	}{
		{"three of one", []string{first, "Una cosa. Está aquí. Se ve."}, map[string]int{"taken": 1, "unchanged": 3}, "",
			"Una cosa. Está aquí. Se ve. Otra cosa sigue pronto. La tercera cierra 12 casos. No se dice más[@act-2019]. {#para-a}\n",
			[]string{"Una cosa. Está aquí. Se ve.", second, third, "No se dice más."}},
		{"five of one", []string{second, "Otra cosa. Otra. Y otra. Sigue. Pronto."}, map[string]int{"taken": 1, "unchanged": 3}, "",
			"Una cosa hay aquí. Otra cosa. Otra. Y otra. Sigue. Pronto. La tercera cierra 12 casos. No se dice más[@act-2019]. {#para-a}\n",
			[]string{first, "Otra cosa. Otra. Y otra. Sigue. Pronto.", third, "No se dice más."}},
		{"two of each", []string{first, "Una cosa. Está aquí.", second, "Otra cosa. Sigue pronto.", third, "La tercera. Cierra 12 casos."}, map[string]int{"taken": 3, "unchanged": 1}, "",
			"Una cosa. Está aquí. Otra cosa. Sigue pronto. La tercera. Cierra 12 casos. No se dice más[@act-2019]. {#para-a}\n",
			[]string{"Una cosa. Está aquí.", "Otra cosa. Sigue pronto.", "La tercera. Cierra 12 casos.", "No se dice más."}},
		{"one of two", []string{first, "Una cosa hay aquí, y otra cosa sigue pronto.", second, ""}, map[string]int{"taken": 1, "merged": 1, "unchanged": 2}, "exchange/merged",
			"Una cosa hay aquí, y otra cosa sigue pronto. La tercera cierra 12 casos. No se dice más[@act-2019]. {#para-a}\n",
			[]string{"Una cosa hay aquí, y otra cosa sigue pronto.", third, "No se dice más."}},
		{"one of two, and much shorter", []string{first, "Aquí otra cosa sigue pronto.", second, ""}, map[string]int{"taken": 1, "merged": 1, "unchanged": 2}, "exchange/merged",
			"Aquí otra cosa sigue pronto. La tercera cierra 12 casos. No se dice más[@act-2019]. {#para-a}\n",
			[]string{"Aquí otra cosa sigue pronto.", third, "No se dice más."}},
		{"one of three, in the last", []string{first, "", second, "", third, "Una cosa hay aquí, otra sigue pronto y la tercera cierra 12 casos."}, map[string]int{"taken": 1, "merged": 2, "unchanged": 1}, "exchange/merged",
			"Una cosa hay aquí, otra sigue pronto y la tercera cierra 12 casos. No se dice más[@act-2019]. {#para-a}\n",
			[]string{"Una cosa hay aquí, otra sigue pronto y la tercera cierra 12 casos.", "No se dice más."}},
		{"one emptied, its neighbour edited", []string{first, "Una cosa está aquí.", second, ""}, map[string]int{"taken": 1, "emptied": 1, "unchanged": 2}, "exchange/emptied",
			"Una cosa está aquí. Otra cosa sigue pronto. La tercera cierra 12 casos. No se dice más[@act-2019]. {#para-a}\n",
			[]string{"Una cosa está aquí.", second, third, "No se dice más."}},
		{"one of two, a citation lost", []string{third, "La tercera cierra 12 casos, y no se dice más.", "No se dice más", "", "<x1/>.", ""}, map[string]int{"refused": 1, "emptied": 1, "unchanged": 2}, "exchange/refused", "",
			[]string{first, second, third, "No se dice más."}},
		{"no marks at all", []string{first, "una cosa hay aquí", second, "otra cosa sigue pronto", third, "la tercera cierra 12 casos"}, map[string]int{"refused": 3, "unchanged": 1}, "exchange/refused", "",
			[]string{first, second, third, "No se dice más."}},
		{"the mark at the end lost", []string{first, "Una cosa hay aquí,"}, map[string]int{"refused": 1, "unchanged": 3}, "exchange/refused", "",
			[]string{first, second, third, "No se dice más."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, known := range []bool{false, true} {
				s := align(t, en, es, nil)
				if known {
					s = align(t, en, es, lockOf(s, translation.Reviewed))
				}
				back := inText(t, "xliff1", s)
				back = strings.ReplaceAll(back, "más{1}.</target>", "más<x1/>.</target>")
				for i := 0; i < len(c.edits); i += 2 {
					back = replace(t, back, c.edits[i], c.edits[i+1])
				}
				back = strings.ReplaceAll(back, "<x1/>", "{1}")
				r, found := take(t, s, back)
				if diff := cmp.Diff(c.fates, fates(r)); diff != "" {
					t.Fatalf("lock %t: %s\n%v", known, diff, found.Sorted())
				}
				if c.code != "" && !has(found, c.code) || c.code == "" && found.Len() > 0 {
					t.Errorf("lock %t: %v", known, found.Sorted())
				}
				for _, v := range r.Verdicts {
					if v.Fate == exchange.Refused && strings.Contains(v.Reason, "the section would not read back") {
						t.Errorf("lock %t: %s is refused and nobody knows why: %s", known, v.Unit.ID, v.Reason)
					}
				}
				if string(r.Src) != c.want {
					t.Errorf("lock %t: %s", known, cmp.Diff(c.want, string(r.Src)))
				}
				after := settle(t, en, es, r)
				var got []string
				for _, u := range after.Units {
					got = append(got, u.Target.Plain())
				}
				if diff := cmp.Diff(c.units, got); diff != "" {
					t.Errorf("lock %t: %s", known, diff)
				}
				again := exchange.Take(after, returned(t, back), exchange.Options{Markdown: options})
				if n := fates(again); again.Src != nil || len(again.Entries) > 0 || n["unknown"] > 0 || n["refused"] != c.fates["refused"] {
					t.Errorf("lock %t: taken again, %v", known, n)
				}
			}
		})
	}
}
