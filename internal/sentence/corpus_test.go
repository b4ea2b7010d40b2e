package sentence_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/sentence"
)

// A text of testdata: paragraphs parted by empty lines, a sentence on every line as people cut it. The texts are our own, in the manner of State
// reports, and full of what is hard: abbreviations, initials, labels, quotations, numbers, notes ([^n]), references (@para-x), italics ({…}).
func corpus(t testing.TB, tag string) [][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + tag + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for p := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n") {
		out = append(out, strings.Split(strings.TrimSpace(p), "\n"))
	}
	return out
}

// between is what stands between two sentences of a language.
func between(tag string) string {
	if tag == "zh" {
		return ""
	}
	return " "
}

// missed are the sentences of the texts that are known to be cut otherwise: all of them, so that one that is mended is taken off.
var missed = map[string][]string{
	// A word before the number, and not the one behind it, says that these are no references to pages.
	"es": {"La sentencia consta de 45 págs.", "Puede consultarse en la Secretaría."},
	"fr": {"Le jugement compte 45 p.", "On peut le consulter au greffe."},
	// "г." ends many a sentence, and more of them begin with a year.
	"ru": {"Государство-участник ратифицировало Конвенцию в 2005 г.", "Ратификационная грамота была сдана на хранение 9 августа.[^n]"},
}

// Of the sentences that people have cut, at least 99 in a hundred come out the same, and what does not is known. The rules written as SRX cut
// in the same places.
func TestCorpus(t *testing.T) {
	for _, test := range []struct {
		tag   string
		least int // number of sentences
	}{{"en", 300}, {"es", 300}, {"fr", 300}, {"pt", 15}, {"ru", 15}, {"ar", 10}, {"zh", 10}} {
		all, missing := 0, []string{}
		rules := srx(t, test.tag)
		for _, p := range corpus(t, test.tag) {
			text := hide.Replace(strings.Join(p, between(test.tag)))
			got := cut(test.tag, text)
			for _, want := range p {
				if all++; !slices.Contains(got, hide.Replace(want)) {
					missing = append(missing, want)
				}
			}
			if by := cutBySRX(rules, tags.Replace(text)); !slices.Equal(by, each(tags, got)) && !strings.Contains(text, " "+string(sentence.Mark)) {
				t.Errorf("%s:\n got %q\nwith SRX %q", test.tag, each(tags, got), by)
			}
		}
		if all < test.least {
			t.Errorf("%s has %d sentences; at least %d are wanted", test.tag, all, test.least)
		}
		if !slices.Equal(missing, missed[test.tag]) {
			t.Errorf("%s: missed are\n%s\nknown are\n%s", test.tag, strings.Join(missing, "\n"), strings.Join(missed[test.tag], "\n"))
		}
		if len(missing)*100 > all && test.least >= 300 {
			t.Errorf("%s: %d of %d sentences are cut otherwise", test.tag, len(missing), all)
		}
	}
}

func each(r *strings.Replacer, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = r.Replace(s)
	}
	return out
}
