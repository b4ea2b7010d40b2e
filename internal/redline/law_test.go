package redline_test

import (
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/redline"
	"rapporteur/internal/redlinetest"
)

var pairs = flag.Int("pairs", 300, "how many generated pairs")

// files are a project that is held in memory.
func files(p redlinetest.Project) fs.FS {
	out := fstest.MapFS{}
	for name, data := range p {
		out[name] = &fstest.MapFile{Data: data}
	}
	return out
}

func compiled(t testing.TB, project fs.FS) *compile.Result {
	t.Helper()
	r, err := compile.Compile(project, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Report == nil {
		t.Fatal("nothing was compiled")
	}
	for _, d := range r.Found.Sorted() {
		if d.Severity == diag.Error {
			t.Fatalf("%q: %s", d.Span.Text(), d.Message)
		}
	}
	return r
}

func compare(old, new *compile.Result) *redline.Result {
	return redline.Compare(old.Report, new.Report, redline.Options{Language: new.Sheet.Language, OldSources: old.Sources, NewSources: new.Sources})
}

// law holds a pair to the law of a redline: accepted it is the newer report, rejected the older one, and it keeps the contract of the model.
func law(t *testing.T, old, new *compile.Result) {
	t.Helper()
	r := compare(old, new)
	if diff := cmp.Diff(redlinetest.Printed(new.Report), redlinetest.Printed(redlinetest.Accept(r.Report))); diff != "" {
		t.Errorf("accepted it is not the newer report (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(redlinetest.Printed(old.Report), redlinetest.Printed(redlinetest.Reject(r.Report))); diff != "" {
		t.Errorf("rejected it is not the older report (-want +got):\n%s", diff)
	}
	for _, problem := range broken(r.Report) {
		t.Error(problem)
	}
	if changed, anything := len(r.Changes) > 0, redlinetest.Printed(old.Report) != redlinetest.Printed(new.Report); changed && !anything {
		for _, c := range r.Changes {
			if len(c.Sources) == 0 && c.Restyled == "" && c.Kind == redline.Changed && c.New[0].Part != redline.SectionPart { // another image prints the same in a dump
				t.Errorf("%s of what prints the same: %s", c.Kind, marked(c.Passages[0].Pieces))
			}
		}
	}
}

// same compares a report with itself: nothing is marked or told.
func same(t *testing.T, r *compile.Result) {
	t.Helper()
	got := compare(r, r)
	if len(got.Changes)+len(got.Renumbered) > 0 {
		t.Errorf("%d changes, %d renumberings against itself", len(got.Changes), len(got.Renumbered))
	}
	if diff := cmp.Diff(redlinetest.Printed(r.Report), redlinetest.Printed(got.Report)); diff != "" {
		t.Errorf("it differs from itself:\n%s", diff)
	}
	if marks := count(got.Report); marks > 0 {
		t.Errorf("%d marks against itself", marks)
	}
}

// TestLaw holds generated pairs to the law. None of them may be told to have more paragraphs split or merged than it has; that most of those are
// told is wanted of all of them.
func TestLaw(t *testing.T) {
	splits := struct{ done, told map[string]int }{map[string]int{}, map[string]int{}}
	for p := range redlinetest.Pairs(*pairs) {
		t.Run(p.Name, func(t *testing.T) {
			old, new := compiled(t, files(p.Old)), compiled(t, files(p.New))
			law(t, old, new)
			same(t, new)
			parted := map[redline.Kind]int{}
			for _, c := range compare(old, new).Changes {
				parted[c.Kind]++
			}
			for _, done := range p.Done {
				splits.done[done]++
			}
			for kind, done := range map[redline.Kind]string{redline.Split: "a paragraph split", redline.Merged: "paragraphs merged"} {
				splits.told[done] += parted[kind]
				if n := countOf(p.Done, done); parted[kind] > n {
					t.Errorf("%d blocks are told to be %s, %d are", parted[kind], kind, n)
				}
			}
			if t.Failed() {
				t.Logf("done: %q", p.Done)
			}
		})
	}
	for _, done := range []string{"a paragraph split", "paragraphs merged"} {
		if all, told := splits.done[done], splits.told[done]; 4*told < 3*all {
			t.Errorf("%s: %d of %d are told", done, told, all)
		}
	}
}

func countOf(all []string, s string) int {
	n := 0
	for _, one := range all {
		if one == s {
			n++
		}
	}
	return n
}

// lists is a text of nested lists of items from a pool, in any order and at any level, some with ids.
func lists(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString("Listed are the measures of the State.\n\n")
	for level, i := 0, 0; i < 9; i++ {
		n := r.IntN(14)
		if n < 2 && i > 0 {
			fmt.Fprintf(&b, "\nAnother paragraph, number %d of them.\n\n", i)
			level = 0
			continue
		}
		if level = min(level+1, r.IntN(3)+1); i == 0 {
			level = 1
		}
		fmt.Fprintf(&b, "%s- measure of the %s, which the consulates and %d offices take", strings.Repeat("  ", level-1), []string{"first", "second", "third"}[n%3], n)
		if n%2 == 0 && !strings.Contains(b.String(), fmt.Sprintf("{#para-%d}", n)) {
			fmt.Fprintf(&b, " {#para-%d}", n)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestLawOfLists holds lists whose items have gone anywhere to the law, and wants every item of the newer text told once at the most.
func TestLawOfLists(t *testing.T) {
	levels := 0
	for seed := range uint64(*pairs / 3) {
		r := rand.New(rand.NewPCG(seed, 6))
		was, now := lists(r), lists(r)
		old, new := compiled(t, project(was)), compiled(t, project(now))
		law(t, old, new)
		told := map[doc.ID]int{}
		for _, c := range compare(old, new).Changes {
			if strings.HasPrefix(c.Restyled, "level ") {
				levels++
			}
			for _, p := range c.New {
				if told[p.ID]++; told[p.ID] > 1 {
					t.Errorf("%s is told twice", p.ID)
				}
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d:\n%s\n%s", seed, was, now)
		}
	}
	if levels < *pairs/10 {
		t.Errorf("%d items are told to have gone to another level", levels)
	}
}

// inspection goes through a redline and collects what breaks the contract of the model.
type inspection struct {
	problems []string
	ids      map[doc.ID]int
	calls    []*doc.Note
	marks    int
	refs     []*doc.Ref
}

func (in *inspection) bad(format string, args ...any) {
	in.problems = append(in.problems, fmt.Sprintf(format, args...))
}

func inspect(r *doc.Report) *inspection {
	in := &inspection{ids: map[doc.ID]int{}}
	in.inlines(r.Front.Title, false, true)
	in.calls = nil
	end := 0
	for _, s := range r.Sections {
		if s.Start != end || s.End < s.Start {
			in.bad("section %s is [%d:%d] after %d", s.Name, s.Start, s.End, end)
		}
		end = s.End
	}
	if end != len(r.Blocks) {
		in.bad("the sections end at %d of %d", end, len(r.Blocks))
	}
	in.blocks(r.Blocks, false)
	if len(in.calls) != len(r.Notes) {
		in.bad("%d numbered notes, %d calls", len(r.Notes), len(in.calls))
	}
	for i, n := range r.Notes {
		in.ids[n.ID]++
		if i < len(in.calls) && in.calls[i] != n {
			in.bad("note %d is not the one that is called there", i+1)
		}
		in.note(n)
	}
	for id, n := range in.ids {
		if n > 1 {
			in.bad("id %q stands %d times", id, n)
		}
	}
	return in
}

// broken is what breaks the contract.
func broken(r *doc.Report) []string {
	in := inspect(r)
	for _, ref := range in.refs {
		for _, p := range ref.Pieces {
			if p.Target != "" && in.ids[p.Target] == 0 {
				in.bad("%q leads to %q, which is not there", ref.Words(), p.Target)
			}
		}
	}
	return in.problems
}

func count(r *doc.Report) int { return inspect(r).marks }

func (in *inspection) marked(rev *doc.Revision, inside bool) bool {
	if rev == nil {
		return inside
	}
	in.marks++
	if inside {
		in.bad("a mark stands in a marked block")
	}
	return true
}

func (in *inspection) note(n *doc.Note) {
	if n.Was != "" {
		in.marks++
	}
	in.inlines(n.Inlines, in.marked(n.Revision, false), true)
}

func (in *inspection) blocks(blocks []doc.Block, inside bool) {
	for _, b := range blocks {
		base := doc.BaseOf(b)
		in.ids[base.ID]++
		if base.Was != "" {
			in.marks++
		}
		within := in.marked(base.Revision, inside)
		caption := func(c doc.Caption) {
			in.inlines(c.Inlines, within, true)
			for _, l := range c.Lines {
				in.inlines(l.Inlines, in.marked(l.Revision, within), true)
			}
		}
		switch b := b.(type) {
		case *doc.List:
			for _, it := range b.Items {
				in.blocks([]doc.Block{it}, within)
			}
		case *doc.Quote:
			in.blocks(b.Blocks, within)
		case *doc.Item:
			in.inlines(b.Inlines, within, true)
			in.blocks(b.Blocks, within)
		case *doc.Table:
			caption(b.Caption)
			for _, row := range b.Rows {
				marked := in.marked(row.Revision, within)
				for _, cell := range row.Cells {
					in.inlines(cell.Inlines, marked, true)
				}
			}
			for _, n := range b.Notes {
				in.ids[n.ID]++
				in.inlines(n.Inlines, in.marked(n.Revision, within), true)
			}
		case *doc.Picture:
			caption(b.Caption)
		default:
			doc.Texts(b, func(text *[]doc.Inline) { in.inlines(*text, within, true) })
		}
	}
}

// inlines inspects a text; inside is whether everything in it is marked as a whole, and top whether no mark stands around it.
func (in *inspection) inlines(inlines []doc.Inline, inside, top bool) {
	for _, x := range inlines {
		switch x := x.(type) {
		case *doc.Ins, *doc.Del:
			in.marks++
			if inside || !top {
				in.bad("a mark stands in a mark")
			}
			if len(*doc.Children(x)) == 0 {
				in.bad("a mark is empty")
			}
			in.inlines(*doc.Children(x), inside, false)
			continue
		case *doc.Link:
			if !top {
				in.bad("a link stands in a mark")
			}
		case *doc.Call:
			if x.Note.Kind == doc.NumberedNote {
				in.calls = append(in.calls, x.Note)
			}
		case *doc.Ref:
			in.refs = append(in.refs, x)
		}
		if kids := doc.Children(x); kids != nil {
			in.inlines(*kids, inside, top)
		}
	}
}

// FuzzCompare compares any two texts as sections of a report.
func FuzzCompare(f *testing.F) {
	for p := range redlinetest.Pairs(9) {
		for name, old := range p.Old {
			if new, ok := p.New[name]; ok && len(name) > 3 && name[len(name)-3:] == ".md" {
				f.Add(string(old), string(new))
			}
		}
	}
	spans := "| A || B |\n| --- | --- | --- |\n| x | 1 | 2 |\n| ^^ | 3 | 4 |\n| *cut* || |\n| y | 5^[Note.] | 6 |\n| **z** | **6** | **8** |\n\n: Caption^[Of it.] {#tbl-x header=1}\n\nSource: One.\n\nNote: Two.\n"
	f.Add(spans, spans+"\n> Quoted.\n>\n> 1. an item;\n> 2. another.\n")
	f.Add("# One {.annex}\n\nText @para-a.\n\nIt. {#para-a}\n", "# One\n\nText @para-a, [a](https://example.org) *b **c** d*.\n\n# Two {.annex}\n\nIt. {#para-a}\n")
	f.Add("Text.[@law-2014]\n\nText.[@law-2014]\n", "Text.[@law-2014, art. 5]\n\nText.[see @law-2014; @pcm-2017]\n")
	f.Fuzz(func(t *testing.T, old, new string) {
		var both [2]*compile.Result
		for i, text := range []string{old, new} {
			r, err := compile.Compile(project("# Chapter\n\nFirst.\n\n=== 02\n"+text), compile.Options{})
			if err != nil || r.Report == nil || r.Found.HasErrors() {
				return
			}
			both[i] = r
		}
		law(t, both[0], both[1])
		same(t, both[1])
	})
}
