package suite_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
)

// generated yields a hundred reports that a drafter would hardly write but might: ten of each theme, in English, French and Spanish. They
// are projects in the dialect, made up by a generator of random numbers with a fixed seed, so that every run sees the same ones.
func generated(t testing.TB) iter.Seq2[string, *compile.Result] {
	return func(yield func(string, *compile.Result) bool) {
		for name, project := range generatedProjects() {
			r, err := compile.Compile(project, compile.Options{})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if r.Report == nil || r.Sheet == nil || r.Found.HasErrors() {
				t.Fatalf("%s does not compile:\n%s", name, short(t, &r.Found))
			}
			if !yield(name, r) {
				return
			}
		}
	}
}

// generatedProjects yields the projects that generated compiles, by name: number, theme, language.
func generatedProjects() iter.Seq2[string, fs.FS] {
	return func(yield func(string, fs.FS) bool) {
		for i := range generatedReports {
			th, l := themes[i%len(themes)], vocabularies[i/len(themes)%len(vocabularies)]
			d := &draft{Rand: rand.New(rand.NewPCG(uint64(i), 3)), theme: th, words: l, project: fstest.MapFS{}}
			d.report()
			if !yield(fmt.Sprintf("%03d-%s-%s", i, th.name, l.tag), d.project) {
				return
			}
		}
	}
}

const generatedReports = 100

// A theme says what a report has much of: how often each kind of block comes, among the sum of all, and what its text is made of.
type theme struct {
	name                                        string
	paragraphs, lists, quotes, tables, pictures int
	notes                                       float64 // of a sentence: that it calls a note
	links, longWords                            float64 // of a word: that it is an address, or too long
	depth                                       int     // of headings
	annexes                                     int
	rows, columns                               int // of tables, at most
	long                                        bool
	bare                                        float64 // of a heading: that the next follows at once
}

var themes = []theme{
	{name: "mixed", paragraphs: 10, lists: 3, quotes: 1, tables: 2, pictures: 1, notes: 0.15, links: 0.002, depth: 3, rows: 12, columns: 5},
	{name: "notes", paragraphs: 10, lists: 2, tables: 1, notes: 0.7, links: 0.01, depth: 2, rows: 6, columns: 4, long: true},
	{name: "tables", paragraphs: 4, lists: 1, tables: 6, notes: 0.1, depth: 2, rows: 18, columns: 7},
	{name: "long-tables", paragraphs: 4, tables: 2, notes: 0.15, depth: 1, rows: 90, columns: 6},
	{name: "wide-tables", paragraphs: 5, tables: 4, notes: 0.1, depth: 1, rows: 14, columns: 16, longWords: 0.002},
	{name: "lists", paragraphs: 2, lists: 6, quotes: 1, notes: 0.1, depth: 2},
	{name: "headings", paragraphs: 6, lists: 1, tables: 1, notes: 0.1, depth: 6, rows: 6, columns: 4, bare: 0.7},
	{name: "addresses", paragraphs: 8, lists: 2, quotes: 1, tables: 1, notes: 0.5, links: 0.03, longWords: 0.02, depth: 2, rows: 8, columns: 4},
	{name: "pictures", paragraphs: 6, quotes: 3, pictures: 4, notes: 0.2, depth: 2},
	{name: "annexes", paragraphs: 8, lists: 2, quotes: 1, tables: 1, pictures: 1, notes: 0.2, depth: 2, annexes: 3, rows: 20, columns: 6, long: true},
}

// A draft is a report that is being made up.
type draft struct {
	*rand.Rand
	theme   theme
	words   *vocabulary
	project fstest.MapFS
	text    strings.Builder // of the section
	given   int             // names of notes and blocks so far
	paras   []string        // ids of paragraphs
	goesOn  bool            // a numbered paragraph stands above under the same heading
	below   []string        // definitions of notes that follow the block
}

// one reports true so often.
func (d *draft) one(chance float64) bool { return d.Float64() < chance }

// between returns a number from least to most.
func (d *draft) between(least, most int) int { return least + d.IntN(most-least+1) }

func pick[T any](d *draft, from []T) T { return from[d.IntN(len(from))] }

// name returns a name that nothing else has.
func (d *draft) name(kind string) string {
	d.given++
	return fmt.Sprintf("%s%d", kind, d.given)
}

func (d *draft) file(name, text string) { d.project[name] = &fstest.MapFile{Data: []byte(text)} }

// report makes up the whole project.
func (d *draft) report() {
	var sections []string
	const chapters = 2
	for i := range chapters + d.theme.annexes {
		name := fmt.Sprintf("%02d", i+1)
		d.text.Reset()
		d.chapter(i >= chapters)
		d.file("content/"+d.words.tag+"/"+name+".md", d.text.String())
		sections = append(sections, name)
	}
	d.file("citations/all.toml", registry)
	if d.theme.pictures > 0 {
		for i, data := range pictures() {
			d.project[fmt.Sprintf("content/%s/%d.png", d.words.tag, i)] = &fstest.MapFile{Data: data}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nsymbol = \"CMW/C/HND/2\"\ndate = 2024-02-09\nreceived = 2022-01-28\noriginal = %q\n", d.words.tag)
	fmt.Fprintf(&b, "languages = [%q]\nissued = [\"en\", \"fr\", \"es\"]\nsections = [%s]\n[title]\n", d.words.tag, quotedList(sections))
	fmt.Fprintf(&b, "%s = %q\n[title_notes]\n%[1]s = [", d.words.tag, d.phrase(d.between(4, 30)))
	for range d.between(0, 3) {
		fmt.Fprintf(&b, "%q, ", d.phrase(d.between(6, 40))+".")
	}
	b.WriteString("]\n")
	d.file("report.toml", b.String())
}

// chapter makes up a section: a heading of level 1 and what belongs to it.
func (d *draft) chapter(annex bool) {
	attr := ""
	if annex {
		attr = " {.annex}"
	}
	d.heading(1, attr)
	if !d.one(d.theme.bare) {
		d.blocks(d.between(1, 4))
	}
	d.parts(2)
	if d.theme.depth == 1 {
		d.blocks(d.between(2, 4))
	}
}

// parts makes up the headings of a level with their text: none, or several.
func (d *draft) parts(level int) {
	if level > d.theme.depth || level > 2 && d.one(0.4) {
		return
	}
	for range d.between(2, max(2, 4-level/2)) {
		d.heading(level, "")
		if level == d.theme.depth || !d.one(d.theme.bare) {
			d.blocks(d.between(1, 3))
		}
		d.parts(level + 1)
	}
}

func (d *draft) heading(level int, attr string) {
	length := d.between(1, 9)
	if d.one(0.15) {
		length = d.between(12, 40)
	}
	note := ""
	if d.one(d.theme.notes / 3) {
		note = d.note()
	}
	if level > 2 && attr == "" && d.one(0.3) {
		attr = " {.unnumbered}"
	}
	d.goesOn = false
	d.put(strings.Repeat("#", level) + " " + d.phrase(length) + note + attr)
}

// put writes a block and the notes that it calls by name.
func (d *draft) put(block string) {
	d.text.WriteString(block + "\n\n")
	for _, n := range d.below {
		d.text.WriteString(n + "\n\n")
	}
	d.below = nil
}

// blocks makes up so many blocks of text.
func (d *draft) blocks(n int) {
	t := d.theme
	kinds := []struct {
		weight int
		write  func()
	}{{t.paragraphs, d.paragraph}, {t.lists, d.listed}, {t.quotes, d.quotation}, {t.tables, d.table}, {t.pictures, d.picture}}
	for range n {
		at := d.IntN(t.paragraphs + t.lists + t.quotes + t.tables + t.pictures)
		i := slices.IndexFunc(kinds, func(k struct {
			weight int
			write  func()
		}) bool {
			at -= k.weight
			return at < 0
		})
		kinds[i].write()
	}
}

func (d *draft) paragraph() {
	n := d.between(2, 5)
	switch {
	case d.one(0.2):
		n = 1
	case d.one(0.15):
		n = d.between(8, 20)
	}
	text := d.sentences(n)
	switch {
	case d.one(0.1):
		text += " {.unnumbered}"
	case d.one(0.1) && d.goesOn:
		text += " {.continued}"
	default:
		id := d.name("para-")
		d.paras = append(d.paras, id)
		d.goesOn = true
		text += " {#" + id + "}"
	}
	d.put(text)
}

// listed makes up a sentence and the list that it opens.
func (d *draft) listed() {
	opening := d.phrase(d.between(3, 12))
	if d.one(0.3) {
		opening = d.sentences(d.between(2, 4)) + " " + opening
	}
	d.put(opening + ":")
	var b strings.Builder
	d.items(&b, 1, d.between(2, 4), d.one(0.3))
	d.put(b.String())
}

// items writes the items of a list and of the lists in them.
func (d *draft) items(b *strings.Builder, depth, deepest int, bullets bool) {
	n := d.between(2, 5)
	if depth == 1 && d.one(0.1) {
		n, deepest = 30, 1
	}
	for i := range n {
		marker := fmt.Sprintf("%d. ", i+1)
		if bullets {
			marker = "- "
		}
		text := d.phrase(d.between(2, 12)) + ";"
		if d.one(0.4) {
			text = d.sentences(d.between(1, 3))
		}
		b.WriteString(strings.Repeat("    ", depth-1) + marker + text + "\n")
		if depth < deepest && d.one(0.3) {
			d.items(b, depth+1, deepest, bullets)
		}
	}
}

func (d *draft) quotation() {
	d.put(d.phrase(d.between(3, 10)) + ":")
	var parts []string
	for i := range d.between(1, 4) {
		text := d.sentences(d.between(1, 6))
		if d.one(0.3) {
			text = fmt.Sprintf("(%d) %s", i+1, text)
		}
		parts = append(parts, "> "+text)
	}
	d.put(strings.Join(parts, "\n>\n"))
}

// pictureSizes are the pixels of the pictures: small, wide, high, whole pages.
var pictureSizes = [][2]int{{120, 80}, {600, 200}, {300, 900}, {1000, 1400}, {40, 1200}, {2000, 60}, {490, 360}}

func (d *draft) picture() {
	d.put(fmt.Sprintf("![%s](%d.png){#%s}", d.phrase(4), d.IntN(len(pictureSizes)), d.name("fig-")))
	d.put(": " + d.captionText())
	if d.one(0.5) {
		d.put("Source: " + d.phrase(d.between(2, 20)) + ".")
	}
}

// captionText makes up the title of a table or picture.
func (d *draft) captionText() string {
	text := d.phrase(d.between(2, 10))
	if d.one(0.1) {
		text = d.phrase(d.between(15, 40))
	}
	if d.one(d.theme.notes) {
		text += d.note()
	}
	return text
}

// pictures returns the pictures of those sizes.
var pictures = sync.OnceValue(func() [][]byte {
	var out [][]byte
	for _, size := range pictureSizes {
		out = append(out, grey(size[0], size[1]))
	}
	return out
})

// grey returns a picture of that size.
func grey(width, height int) []byte {
	m := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.SetGray(x, y, color.Gray{Y: uint8(160 + (x*40/width+y*40/height)&^7)})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err) // a buffer takes all
	}
	return b.Bytes()
}

// The generator makes a hundred reports that differ, compile, and are the same every time.
func TestGenerated(t *testing.T) {
	seen := map[string]bool{}
	for name, r := range generated(t) {
		if seen[name] {
			t.Errorf("two reports are named %q", name)
		}
		seen[name] = true
		if len(r.Report.Blocks) < 5 {
			t.Errorf("%s has %d blocks", name, len(r.Report.Blocks))
		}
	}
	if len(seen) != generatedReports {
		t.Errorf("%d reports", len(seen))
	}
	first := map[string]string{}
	for range 2 {
		for name, project := range generatedProjects() {
			text, err := fs.ReadFile(project, "report.toml")
			if err != nil {
				t.Fatal(err)
			}
			sections, err := fs.Glob(project, "content/*/*.md")
			if err != nil || len(sections) < 2 {
				t.Fatalf("%s has sections %q: %v", name, sections, err)
			}
			for _, s := range sections {
				more, err := fs.ReadFile(project, s)
				if err != nil {
					t.Fatal(err)
				}
				text = append(text, more...)
			}
			if before, ok := first[name]; ok && before != string(text) {
				t.Errorf("%s differs when it is made again", name)
			}
			first[name] = string(text)
		}
	}
}
