package fulltext_test

import (
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/fulltext"
)

func TestWords(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"The State party", "the state party"},
		{"L’État, c'est ŒUVRE", "l etat c est oeuvre"},
		{"niñas y niños; Garífuna", "ninas y ninos garifuna"},
		{"nin\u0303as", "ninas"}, // an accent of its own
		{"inter\u00adnational", "international"},
		{"16.3 – arts. 7–9", "16 3 arts 7 9"},
		{"area of 5 m²", "area of 5 m"},
		{"Straße ŁÓDŹ ısı", "strasse lodz isi"},
		{"移民工人", "移 民 工 人"},
		{"ΔΙΚΑΙΩΜΑΤΑ δικαιώματα δικαίωμας", "δικαιωματα δικαιωματα δικαιωμασ"},
		{"права ЧЕЛОВЕКА й", "права человека и"},
		{"حُقُوق", "حقوق"},
		{"a\xffb", "a b"},
	}
	for _, tt := range tests {
		if got := strings.Join(fulltext.Words(tt.text), " "); got != tt.want {
			t.Errorf("Words(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestFold(t *testing.T) {
	if got := fulltext.Fold("Niños, niñas"); got != " ninos ninas " {
		t.Errorf("Fold = %q", got)
	}
	if got := fulltext.Fold(" – "); got != "" {
		t.Errorf("Fold of no words = %q", got)
	}
}

// records are what TestMatch searches, one line each; | parts the texts of a record.
var records = []string{
	"Coordination | The Committee recommends that the State party coordinate its migration policy",
	"Coordinación | El Comité recomienda al Estado parte que coordine su política migratoria",
	"Detention of migrants | target 16.3 and target 10.7",
	"policy | migration",
	"the State; the party of the State party",
}

func build(records []string) *fulltext.Index {
	var b fulltext.Builder
	for _, r := range records {
		b.Add(strings.Split(r, "|")...)
	}
	return b.Index()
}

func TestMatch(t *testing.T) {
	x := build(records)
	tests := []struct {
		query string
		want  []int
	}{
		{"", []int{0, 1, 2, 3, 4}},
		{"  –  ", []int{0, 1, 2, 3, 4}},
		{"state", []int{0, 4}},
		{"STATE committee", []int{0}},
		{"migration policy", []int{0, 3}},
		{`"migration policy"`, []int{0}},
		{`"policy migration"`, nil}, // they are side by side only across two texts
		{`"politica migratoria" recomienda`, []int{1}},
		{"«POLÍTICA MIGRATORIA»", []int{1}},
		{`"state party`, []int{0, 4}}, // a mark without its fellow
		{`"party state"`, nil},        // of 4, the words of two sentences apart
		{`"state the party of the state"`, []int{4}},
		{"16.3", []int{2}},
		{"16.7", nil},
		{"migra*", []int{0, 1, 2, 3}},
		{"coordina* policy", []int{0}},
		{"coordinaci*", []int{1}},
		{"zzz*", nil},
		{"policy *", []int{0, 3}},
		{"polic *", nil},
		{"absent", nil},
		{`"state absent"`, nil},
		{`"party coordinate its"`, []int{0}},
	}
	for _, tt := range tests {
		got := slices.Collect(x.Match(fulltext.Parse(tt.query), fulltext.Full(x.Records())).All())
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.query, diff)
		}
	}
	if words, places := x.Size(); x.Records() != len(records) || words != 32 || places != 44 {
		t.Errorf("%d records, %d words, %d places", x.Records(), words, places)
	}
}

func TestEmpty(t *testing.T) {
	var b fulltext.Builder
	if n := b.Index().Match(fulltext.Parse("word"), fulltext.Full(0)).Len(); n != 0 {
		t.Errorf("an index without records finds %d", n)
	}
}

// TestAgainstScan holds the index against a search by eye, on texts of few words, so that frequent, middling and rare words meet in
// phrases of every length.
func TestAgainstScan(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	vocabulary := make([]string, 300)
	for i := range vocabulary {
		vocabulary[i] = string(rune('a'+i%26)) + strings.Repeat("x", i/26)
	}
	zipf := rand.NewZipf(random, 1.3, 1, uint64(len(vocabulary)-1))
	var texts []string
	for range 3000 {
		words := make([]string, 1+random.Intn(40))
		for i := range words {
			words[i] = vocabulary[zipf.Uint64()]
		}
		if random.Intn(4) == 0 {
			words[random.Intn(len(words))] = "|"
		}
		texts = append(texts, strings.Join(words, " "))
	}
	x := build(texts)
	folded := make([][]string, len(texts))
	for i, text := range texts {
		for part := range strings.SplitSeq(text, "|") {
			folded[i] = append(folded[i], fulltext.Fold(part))
		}
	}
	seen := 0
	for n := range 2000 {
		words := strings.Fields(strings.ReplaceAll(texts[random.Intn(len(texts))], "|", " "))
		if len(words) == 0 {
			continue
		}
		from := random.Intn(len(words))
		phrase := strings.Join(words[from:min(from+1+n%4, len(words))], " ")
		if n%5 == 0 {
			phrase = vocabulary[zipf.Uint64()] + " " + vocabulary[zipf.Uint64()]
		}
		within := fulltext.Full(x.Records())
		if n%3 == 0 { // few records are left
			within = fulltext.NewSet(x.Records())
			for i := 0; i < x.Records(); i += 40 {
				within.Add(i)
			}
		}
		var want []int
		for i, parts := range folded {
			if within.Has(i) && slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(part, " "+phrase+" ") }) {
				want = append(want, i)
			}
		}
		seen += len(want)
		got := slices.Collect(x.Match(fulltext.Parse(`"`+phrase+`"`), within).All())
		if !slices.Equal(want, got) {
			t.Fatalf("phrase %q: %d records, want %d", phrase, len(got), len(want))
		}
	}
	if seen < 10000 {
		t.Errorf("the phrases were found %d times; that is too rare to prove anything", seen)
	}
}

func TestSets(t *testing.T) {
	for _, size := range []int{0, 1, 63, 64, 65, 200} {
		full := fulltext.Full(size)
		if full.Len() != size {
			t.Errorf("Full(%d) has %d", size, full.Len())
		}
		odd := fulltext.NewSet(size)
		for n := 1; n < size; n += 2 {
			odd.Add(n)
		}
		full.Intersect(odd)
		if diff := cmp.Diff(odd, full); diff != "" {
			t.Errorf("%d: %s", size, diff)
		}
		even := fulltext.NewSet(size)
		for n := 0; n < size; n += 2 {
			even.Add(n)
		}
		odd.Union(even)
		if odd.Len() != size {
			t.Errorf("%d: odd and even are %d", size, odd.Len())
		}
		for n := range even.All() {
			if n%2 != 0 || !even.Has(n) {
				t.Errorf("%d: %d is not even", size, n)
			}
			if n > 100 {
				break
			}
		}
	}
}
