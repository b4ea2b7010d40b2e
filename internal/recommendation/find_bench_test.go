package recommendation_test

import (
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/tomlfile"
)

// indexSize is about the number of annotations in the Universal Human Rights Index.
const indexSize = 250_000

// frequent are words with which the made-up texts are filled up, the most frequent first, as they are in texts of committees.
var frequent = strings.Fields(`the of and to in state party committee that on for with its rights by persons is women children recommends
	ensure all from as access violence measures human law including national should against discrimination protection education support
	concerned policy victims migrant workers detention`)

// A generator makes documents whose words are as frequent as they are in languages: the n-th most frequent word about 1/n as often as the
// most frequent one.
type generator struct {
	random *rand.Rand
	words  []string
	zipf   *rand.Zipf
}

func newGenerator() *generator {
	g := &generator{random: rand.New(rand.NewSource(7)), words: frequent}
	for len(g.words) < 60_000 {
		var b strings.Builder
		for range 2 + g.random.Intn(4) {
			b.WriteByte("bcdfglmnprstv"[g.random.Intn(13)])
			b.WriteString([]string{"a", "e", "i", "o", "u", "é", "ó"}[g.random.Intn(7)])
		}
		g.words = append(g.words, b.String())
	}
	g.zipf = rand.NewZipf(g.random, 1.07, 3, uint64(len(g.words)-1))
	return g
}

// text has about as many words as an annotation has.
func (g *generator) text() string {
	var b strings.Builder
	for range 40 + g.random.Intn(120) {
		b.WriteString(g.words[g.zipf.Uint64()])
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// pick chooses up to so many different ones of n things with that name.
func (g *generator) pick(what string, n, most int) []string {
	var out []string
	for range 1 + g.random.Intn(most) {
		if one := fmt.Sprintf("%s-%d", what, g.random.Intn(n)); !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// documents makes so many documents with so many paragraphs each.
func (g *generator) documents(documents, paragraphs int) []*recommendation.Document {
	var all []*recommendation.Document
	for n := range documents {
		all = append(all, g.document(n, paragraphs))
	}
	return all
}

// institutionCount is how many institutions the made-up registry names.
const institutionCount = 70

// document makes the n-th document.
func (g *generator) document(n, paragraphs int) *recommendation.Document {
	bodies := strings.Fields("CERD CCPR CEDAW CAT CRC CMW CRPD CED")
	body := bodies[g.random.Intn(len(bodies))]
	d := &recommendation.Document{
		Symbol: fmt.Sprintf("%s/C/%s/CO/%d", body, stateOf(n), n/190+1), Body: body, Kind: recommendation.ConcludingObservations,
		Prefix: fmt.Sprintf("d%d", n), State: stateOf(n), Adopted: time.Date(2006+g.random.Intn(20), 3, 1, 0, 0, 0, 0, time.UTC),
	}
	for p := range paragraphs {
		d.Items = append(d.Items, &recommendation.Item{
			Name: fmt.Sprint(p + 1), Document: d, Kind: recommendation.Recommendation,
			Subject: words("en", g.words[g.zipf.Uint64()]), Text: words("en", g.text()),
			Themes: g.pick("Theme", 150, 3), Rights: g.pick("Right", 40, 2), Groups: g.pick("Group", 40, 3),
			SDG: []string{fmt.Sprintf("%d.%d", 1+g.random.Intn(17), 1+g.random.Intn(3))}, Institutions: g.pick("INST", institutionCount, 3),
			RoundTable: fmt.Sprintf("Table %d", g.random.Intn(10)),
		})
	}
	return d
}

// stateOf is the made-up code of one of 190 States.
func stateOf(n int) string {
	n %= 190
	return string([]byte{'Q', byte('A' + n/26), byte('A' + n%26)})
}

func words(language, text string) recommendation.Words {
	return tomlfile.WordsOf(map[string]string{language: text})
}

// heap returns the bytes in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// indexAll makes an index with all that it can have.
func indexAll(r *recommendation.Registry) *recommendation.Index {
	x := recommendation.NewIndex(r)
	for _, f := range recommendation.Facets {
		x.Values(f.Name)
	}
	if _, err := x.Find(recommendation.Query{Text: "the"}); err != nil {
		panic(err) // there is no facet in it
	}
	return x
}

// BenchmarkOnce asks one query of a new index, as the command does: by facets alone, and by words.
func BenchmarkOnce(b *testing.B) {
	if testing.Short() {
		b.Skip("250,000 records")
	}
	r := recommendation.New(newGenerator().documents(indexSize/100, 100), nil)
	for _, query := range []string{"committee=CMW group=Group_7", "| migrant"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				if _, err := recommendation.NewIndex(r).Find(asked(query)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkIndex(b *testing.B) {
	if testing.Short() {
		b.Skip("250,000 records")
	}
	r := recommendation.New(newGenerator().documents(indexSize/100, 100), nil)
	before := heap()
	var x *recommendation.Index
	for b.Loop() {
		x = indexAll(r)
	}
	b.ReportMetric(float64(heap()-before)/1e6, "MB-index")
	b.ReportMetric(float64(before)/1e6, "MB-records")
	runtime.KeepAlive(x)
}

// queries are of every kind, the worst among them: words and phrases that stand nearly everywhere.
var queries = []string{
	"committee=CMW",
	"committee=CMW group=Group_7 year=2014-2018",
	"theme=Theme_3 right=Right_5 institution=INST_2 round-table=Table_1",
	"sdg=16",
	"| migrant",
	"| migrant workers detention",
	`| "migrant workers"`,
	`| "the state party"`,
	`| "of the"`,
	"| the of and to in state party committee that on",
	"| dete*",
	`committee=CMW year=2014-2018 | "state party" detention`,
	"",
}

func BenchmarkFind(b *testing.B) {
	if testing.Short() {
		b.Skip("250,000 records")
	}
	x := indexAll(recommendation.New(newGenerator().documents(indexSize/100, 100), nil))
	for _, query := range queries {
		q := asked(query)
		b.Run(query, func(b *testing.B) {
			n := 0
			for b.Loop() {
				found, err := x.Find(q)
				if err != nil {
					b.Fatal(err)
				}
				n = len(found.Items)
			}
			b.ReportMetric(float64(n), "found")
		})
	}
}

// BenchmarkLoad reads a registry of that size from files, as commands do, with all checks; nothing in it is wrong.
func BenchmarkLoad(b *testing.B) {
	if testing.Short() {
		b.Skip("250,000 records")
	}
	files := fstest.MapFS{}
	g := newGenerator()
	for n := range indexSize / 100 { // one after the other, so that the generated documents are not in memory besides
		d := g.document(n, 100)
		var text strings.Builder
		fmt.Fprintf(&text, "[document]\nsymbol = %q\nbody = %q\nkind = %q\nprefix = %q\nstate = %q\nadopted = %s\n", d.Symbol, d.Body, d.Kind, d.Prefix, d.State, d.Adopted.Format(time.DateOnly))
		for _, it := range d.Items {
			subject, _ := it.Subject.In("en", "en")
			body, _ := it.Text.In("en", "en")
			fmt.Fprintf(&text, "[%s]\nkind = %q\nsubject = { en = %q }\ntext = { en = %q }\nthemes = %s\nrights = %s\ngroups = %s\nsdg = %s\ninstitutions = %s\nround-table = %q\n",
				it.Name, it.Kind, subject, body, quoted(it.Themes), quoted(it.Rights), quoted(it.Groups), quoted(it.SDG), quoted(it.Institutions), it.RoundTable)
		}
		files[fmt.Sprintf("recommendations/d%d.toml", n)] = &fstest.MapFile{Data: []byte(text.String())}
	}
	var institutions strings.Builder
	for n := range institutionCount {
		fmt.Fprintf(&institutions, "[INST-%d]\nname = { en = \"Institution %[1]d\" }\n", n)
	}
	files["recommendations/institutions.toml"] = &fstest.MapFile{Data: []byte(institutions.String())}
	before := heap()
	var r *recommendation.Registry
	for b.Loop() {
		var found diag.List
		r = recommendation.Load(files, &found)
		if n := len(r.Items()); n != indexSize || found.Len() > 0 {
			b.Fatalf("%d items, %d findings", n, found.Len())
		}
	}
	b.ReportMetric(float64(heap()-before)/1e6, "MB-registry")
	runtime.KeepAlive(r)
}

// BenchmarkSmall does the same for the worked example: what its registry costs every command, and what the index costs the one command that
// makes it.
func BenchmarkSmall(b *testing.B) {
	project := os.DirFS("../..")
	var found diag.List
	r := recommendation.Load(project, &found)
	if len(r.Items()) == 0 || found.HasErrors() {
		b.Fatal(found.Sorted())
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			recommendation.Load(project, &diag.List{})
		}
	})
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			indexAll(r)
		}
	})
	b.Run("query", func(b *testing.B) {
		x, q := indexAll(r), asked("committee=CMW group=children | \"human rights\"")
		for b.Loop() {
			if _, err := x.Find(q); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// quoted writes a list of texts in TOML.
func quoted(words []string) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = fmt.Sprintf("%q", w)
	}
	return "[" + strings.Join(all, ", ") + "]"
}
