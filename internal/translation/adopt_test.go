package translation_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/translation"
)

var writtenID = regexp.MustCompile(` ?\{#(para|sec|item)-[a-z0-9-]+\}`)

// Two versions without ids, from one of which paragraphs were lost: no sentence is paired with one that does not translate it, and most of those
// that are left are found.
func TestAdopt(t *testing.T) {
	files, _ := filepath.Glob("../../content/es/*.md")
	if len(files) < 12 {
		t.Fatalf("%d sections", len(files))
	}
	opt := options
	opt.FS = os.DirFS("../..")
	random := rand.New(rand.NewPCG(7, 7))
	pairs, found, lost := 0, 0, 0
	for round := range 4 {
		for _, file := range files {
			name := filepath.Base(file)
			es, en := read(t, "content/es/"+name), read(t, "content/en/"+name)
			whole := func(n, text string) *markdown.Section {
				var l diag.List
				return markdown.Parse(diag.NewFile(n, []byte(text)), opt, &l)
			}
			truth := map[string]string{} // sentence of the original → of the translation
			for _, u := range translation.Align("a", "es", "en", whole("content/es/a.md", es), whole("content/en/a.md", en), nil).Units {
				truth[u.Source.Span.Text()] = u.Target.Span.Text()
			}
			es = writtenID.ReplaceAllString(es, "")
			blocks := strings.Split(writtenID.ReplaceAllString(en, ""), "\n\n")
			for range 1 + round {
				if i := random.IntN(len(blocks)); i > 1 && paragraph(blocks[i]) {
					blocks = append(blocks[:i:i], blocks[i+1:]...)
					lost++
				}
			}
			en = strings.Join(blocks, "\n\n")
			for _, u := range translation.Adopt("a", "es", "en", whole("content/es/a.md", es), whole("content/en/a.md", en), nil).Units {
				source, target := u.Source.Span.Text(), u.Target.Span.Text()
				want, ok := truth[source]
				if !ok || u.Fixed || !strings.Contains(en, want) {
					continue
				}
				pairs++
				switch {
				case target == want:
					found++
				case target != "":
					t.Errorf("%s: %q is paired with %q", name, source, target)
				}
			}
		}
	}
	if lost < 60 || pairs < 2000 {
		t.Fatalf("%d paragraphs lost, %d pairs left", lost, pairs)
	}
	if found*100 < pairs*80 {
		t.Errorf("%d of %d pairs found", found, pairs)
	}
	t.Logf("%d paragraphs lost; %d of %d pairs found", lost, found, pairs)
}

// paragraph reports whether a block of a file is running text and not a heading, list, table or line below one.
func paragraph(text string) bool {
	return text != "" && !strings.ContainsAny(text[:1], "#|:-1234567890>[<+!.") && !strings.HasPrefix(text, "Source") && !strings.HasPrefix(text, "Note")
}

func read(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// Where paragraphs were merged in one version, sentences are paired by their looks. Those that have the same numbers and codes are right.
func TestPegged(t *testing.T) {
	files, _ := filepath.Glob("../../content/es/*.md")
	opt := options
	opt.FS = os.DirFS("../..")
	random := rand.New(rand.NewPCG(3, 3))
	merged, pegged, loose := 0, 0, 0
	for range 3 {
		for _, file := range files {
			name := filepath.Base(file)
			es, en := read(t, "content/es/"+name), read(t, "content/en/"+name)
			whole := func(n, text string) *markdown.Section {
				var l diag.List
				return markdown.Parse(diag.NewFile(n, []byte(text)), opt, &l)
			}
			truth := map[string]string{}
			for _, u := range translation.Align("a", "es", "en", whole("content/es/a.md", es), whole("content/en/a.md", en), nil).Units {
				truth[u.Source.Span.Text()] = u.Target.Span.Text()
			}
			blocks := strings.Split(writtenID.ReplaceAllString(en, ""), "\n\n")
			for i := len(blocks) - 2; i > 1; i-- {
				if paragraph(blocks[i]) && paragraph(blocks[i+1]) && random.IntN(4) == 0 {
					blocks[i] += "\n" + blocks[i+1]
					blocks = append(blocks[:i+1:i+1], blocks[i+2:]...)
					merged++
				}
			}
			for _, u := range translation.Adopt("a", "es", "en", whole("content/es/a.md", writtenID.ReplaceAllString(es, "")), whole("content/en/a.md", strings.Join(blocks, "\n\n")), nil).Units {
				if !u.Loose {
					continue
				}
				loose++
				if !u.Pegged() {
					continue
				}
				pegged++
				source, target := u.Source.Span.Text(), u.Target.Span.Text()
				if want := truth[source]; want != "" && !strings.Contains(target, want) && !strings.Contains(want, target) {
					t.Errorf("%s: %q is paired with %q", name, source, target)
				}
			}
		}
	}
	t.Logf("%d paragraphs merged; %d of %d loose pairs have the same numbers and codes", merged, pegged, loose)
	if merged < 20 || pegged < 10 || pegged == loose {
		t.Errorf("that is too little to tell: %d, %d of %d", merged, pegged, loose)
	}
}
