package sentence_test

import (
	"strings"
	"testing"

	"rapporteur/internal/sentence"
)

// cut returns the sentences of text.
func cut(tag, text string) []string {
	var out []string
	for _, s := range sentence.For(tag).Split(text) {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

// show writes the runes that stand for codes as an author writes them.
var show = strings.NewReplacer(string(sentence.Mark), "[^n]", string(sentence.Word), "@para-x", string(sentence.Open), "{", string(sentence.Close), "}")

// hide puts those runes into a text.
var hide = strings.NewReplacer("[^n]", string(sentence.Mark), "@para-x", string(sentence.Word), "{", string(sentence.Open), "}", string(sentence.Close))

// cuts are texts with notes, references and italics in them, and "¦" where a sentence ends.
var cuts = []struct{ tag, text string }{
	{"en", ""},
	{"en", "  \n"},
	{"en", "One sentence."},
	{"en", "No stop at the end"},
	{"en", "The Act entered into force.¦ It was amended in 2020."},
	{"en", "The Act entered into force.\n  ¦It was amended."},
	{"en", "They live abroad.[^n]¦ The count is old."},
	{"en", "They live abroad.[^n][^n]¦ The count is old."},
	{"en", "They live abroad. [^n]¦ The count is old."},
	{"en", "They live abroad[^n].¦ The count is old."},
	{"en", "See @para-x.¦ @para-x says more."},
	{"en", "See art. @para-x, and No. @para-x."},
	{"en", "It is called {Yo emprendo.}¦ The plan has three parts."},
	{"en", "It is called {Yo emprendo}.¦ {Ultima ratio} is what lawyers say."},
	{"en", "Under {art.} 5 of the Act."},
	{"en", "He said: \"It is done.\"¦ “We agree.”¦ (So did they.)¦ The rest followed."},
	{"en", "It rose to 1.5 million and 3.14 per cent.¦ 25 persons left."},
	{"en", "1. The first."},
	{"en", "II. The second.¦ The end."},
	{"en", "The steps are: (a) Data. ¦(b) Training."},
	{"en", "The plan, e.g. the one of Dr. J. A. Smith and Ms. Reyes, cites No. 34,410, pp. 3–5, vol. II.¦ It ended."},
	{"en", "They met at 3 p.m.¦ The U.S. Government and the U.S.¦ The visit ended."},
	{"fr", "« Pourquoi ? » demande-t-il.¦ « Parce que. »¦ L’État répond."},
	{"fr", "M. Dupont et MM. Le Goff.¦ L’art. 5, par. 2, al. a)."},
	{"es", "¿Qué hizo el Estado?¦ ¡Nada!¦ El Sr. D. José Núñez, párr. 5, núm. 34.410, n.º 5, p. ej. Honduras."},
	{"ar", "اعتمد القانون في عام 2013.¦ هل دخل حيز النفاذ؟¦ نعم! ¦وصدر في الصفحة ص. 25 منه."},
	{"zh", "洪都拉斯通过了该法。¦该法于2013年生效！¦“委员会表示满意。”¦是吗？[^n]¦{好}。"},
	{"de", "Das Gesetz trat in Kraft.¦ Es gilt."},
}

func TestSplit(t *testing.T) {
	for _, test := range cuts {
		text := strings.ReplaceAll(hide.Replace(test.text), "¦", "")
		want := strings.Split(hide.Replace(test.text), "¦")
		for i := range want {
			want[i] = strings.TrimSpace(want[i])
		}
		if strings.TrimSpace(text) == "" {
			want = nil
		}
		if got := cut(test.tag, text); strings.Join(got, "¦") != strings.Join(want, "¦") {
			t.Errorf("%s:\n got %s\nwant %s", test.tag, show.Replace(strings.Join(got, "¦")), show.Replace(strings.Join(want, "¦")))
		}
		if want == nil || strings.Contains(test.text, " [^n]") {
			continue // a tool cannot tell such a mark from a reference
		}
		if got, want := cutBySRX(srx(t, test.tag), tags.Replace(text)), tags.Replace(strings.Join(want, "¦")); strings.Join(got, "¦") != want {
			t.Errorf("%s by SRX:\n got %s\nwant %s", test.tag, strings.Join(got, "¦"), want)
		}
	}
}

// FuzzSplit wants of any text: sentences in order, inside the text, without space at their ends, and between them space only.
func FuzzSplit(f *testing.F) {
	for _, c := range cuts {
		f.Add(c.tag, hide.Replace(strings.ReplaceAll(c.text, "¦", "")))
	}
	f.Add("es", "a. \u00a0» B.\xff C. ( D")
	f.Fuzz(func(t *testing.T, tag, text string) {
		at := 0
		const space = " \t\r\n"
		for _, s := range sentence.For(tag).Split(text) {
			if s.Start < at || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("segment %+v of %q is out of order", s, text)
			}
			if strings.Trim(text[at:s.Start], space) != "" {
				t.Fatalf("%q is lost between the sentences of %q", text[at:s.Start], text)
			}
			if strings.Trim(text[s.Start:s.End], space) != text[s.Start:s.End] {
				t.Fatalf("sentence %q has space around it", text[s.Start:s.End])
			}
			at = s.End
		}
		if strings.Trim(text[at:], space) != "" {
			t.Fatalf("%q is lost behind the sentences of %q", text[at:], text)
		}
	})
}
