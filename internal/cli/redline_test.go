package cli_test

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/gittest"
)

const redlineConfig = `[report]
body = "CMW"
state = "HND"
kind = "periodic"
number = "3"
due = 2028
symbol = "CMW/C/HND/3"
original = "en"
languages = ["en"]
sections = ["a", "b"]
[output]
formats = ["pdf", "docx", "html"]
`

// drafts is a repository with the drafts "one" and "two" of a report by two people, and a later text in the folder that is not committed.
func drafts(t *testing.T) *gittest.Repo {
	repo := gittest.New(t)
	repo.Write(".gitignore", "build/\n").Write("report.toml", redlineConfig).
		Write("content/en/a.md", "# Chapter\n\nThe State has 21 laws. {#para-laws}\n\nSecond paragraph stays.\n").
		Write("content/en/b.md", "# Other\n\nOf 2,500 persons 40 returned. {#para-persons}\n").Commit("One")
	repo.Git("tag", "one")
	repo.By("Ana").Write("content/en/a.md", "# Chapter\n\nThe State has 22 laws. {#para-laws}\n\nSecond paragraph stays.\n").Commit("Laws")
	repo.By("Bruno").Write("content/en/b.md", "# Other\n\nOf 2,600 persons 40 returned. {#para-persons}\n\nA new paragraph.\n").Commit("Two")
	repo.Git("tag", "two")
	repo.Git("config", "user.name", "Carla")
	repo.Write("content/en/a.md", "# Chapter\n\nThe State has 23 laws. {#para-laws}\n\nSecond paragraph stays.\n")
	then := time.Date(2024, 7, 1, 10, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(repo.Dir, "content/en/a.md"), then, then); err != nil {
		t.Fatal(err)
	}
	return repo
}

// page returns the redline of drafts as HTML.
func page(t *testing.T, repo *gittest.Repo, args ...string) string {
	t.Helper()
	var stdout bytes.Buffer
	status, talk := run(&stdout, append([]string{"redline", "-C", repo.Dir, "--format", "html"}, args...)...)
	if status != 0 || stdout.String() != "build/CMW_C_HND_3-en-redline.html\n" {
		t.Fatalf("redline %q: status %d, %q, %s", args, status, stdout.String(), talk)
	}
	text, err := os.ReadFile(filepath.Join(repo.Dir, "build/CMW_C_HND_3-en-redline.html"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var markOfPage = regexp.MustCompile(`<(ins|del)( class="[^"]*")? datetime="([^"]*)" title="([^,"]*)[^"]*">([^<]*)<`)

// marksOf are the marks below the preface of a page with who made them: "del 21 Ana".
func marksOf(page string) []string {
	var out []string
	for _, m := range markOfPage.FindAllStringSubmatch(page[strings.Index(page, `<div class="text">`):], -1) {
		out = append(out, m[1]+" "+m[5]+" "+m[4])
	}
	return out
}

func TestRedlineOfRevisions(t *testing.T) {
	repo := drafts(t)
	laws, persons := []string{"del 21 Ana", "ins 22 Ana"}, []string{"del 2,500 Bruno", "ins 2,600 Bruno", "ins A new paragraph. Bruno"}
	here := []string{"del 22 Carla", "ins 23 Carla"}
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"one..two"}, slices.Concat(laws, persons)},
		{[]string{"two"}, here},
		{nil, here},
		{[]string{"one"}, slices.Concat([]string{"del 21 Carla", "ins 23 Carla"}, persons)},
		{[]string{"two..one"}, []string{"del 22 Ana", "ins 21 Ana", "del 2,600 Ana", "ins 2,500 Ana", "del A new paragraph. "}},
		{[]string{"one..two", "--section", "b"}, persons},
		{[]string{"one..two", "--section", "a", "--author", "Ministry X"}, []string{"del 21 Ministry X", "ins 22 Ministry X"}},
		{[]string{"one..one"}, nil},
	} {
		got := marksOf(page(t, repo, c.args...))
		if c.args != nil && c.args[0] == "two..one" { // who made a text that is older is no matter of ours
			got, c.want = slices.DeleteFunc(got, func(s string) bool { return strings.Contains(s, "paragraph") }), c.want[:4]
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("redline %q: got %q; want %q", c.args, got, c.want)
		}
	}
}

// A section that was renamed is the same section, under either name, and who removed a line of it is found under its older name.
func TestRedlineOfRenamedSection(t *testing.T) {
	repo := drafts(t)
	repo.By("Ana").Git("mv", "content/en/b.md", "content/en/returns.md")
	repo.Write("content/en/returns.md", "# Other\n\nOf 2,700 persons 40 returned. {#para-persons}\n\n")
	repo.Write("report.toml", strings.Replace(redlineConfig, `"b"]`, `"returns"]`, 1)).Commit("Renamed")
	want := []string{"del 2,600 Ana", "ins 2,700 Ana", "del A new paragraph. Ana"}
	for _, section := range []string{"returns", "b"} {
		if got := marksOf(page(t, repo, "two..HEAD", "--section", section)); !slices.Equal(got, want) {
			t.Errorf("--section %s: got %q; want %q", section, got, want)
		}
	}
}

func TestRedlinePreface(t *testing.T) {
	repo := drafts(t)
	text := page(t, repo, "one..two")
	preface := text[strings.Index(text, `<aside class="preface"`):strings.Index(text, `<div class="text">`)]
	for _, want := range []string{
		"revision one (", "revision two (", "15 January 2024", ">2,500</td>", ">2,600</td>", `<a href="#para-laws">paragraph&#160;1</a>`, `<a href="#para-persons">paragraph&#160;3</a>`,
		">Ana</th>", ">Bruno</th>",
	} {
		if !strings.Contains(preface, want) {
			t.Errorf("the preface lacks %s:\n%s", want, preface)
		}
	}
	if text := page(t, repo, "two"); !strings.Contains(text, "with the files as they are now") || !strings.Contains(text, `datetime="2024-07-01T10:00:00Z" title="Carla, 1 July 2024"`) {
		t.Error("what is not committed is not told as such")
	}
	if text := page(t, repo, "one..one"); !strings.Contains(text, "The two drafts do not differ.") || strings.Contains(text, "<script") {
		t.Error("a redline of a revision with itself does not say that nothing differs")
	}
}

// The PDF has its list of changes on a page before the first one, and the same command gives the same bytes.
func TestRedlineTwice(t *testing.T) {
	repo := drafts(t)
	read := func() map[string]string {
		if status, talk := run(&bytes.Buffer{}, "redline", "one..two", "-C", repo.Dir); status != 0 {
			t.Fatalf("status %d, %s", status, talk)
		}
		return contents(t, filepath.Join(repo.Dir, "build"))
	}
	first, second := read(), read()
	if len(first) != 3 {
		t.Errorf("outputs are %d; want a PDF, a Word file and a page", len(first))
	}
	for name, text := range first {
		if second[name] != text {
			t.Errorf("%s differs when made again", name)
		}
	}
	if !strings.Contains(first["CMW_C_HND_3-en-redline.pdf"], "%PDF-1.7") {
		t.Error("there is no PDF")
	}
}

// --protect protects the Word file.
func TestRedlineProtect(t *testing.T) {
	repo := drafts(t)
	for _, protect := range []bool{false, true} {
		args := []string{"redline", "one..two", "-C", repo.Dir, "--format", "docx"}
		if protect {
			args = append(args, "--protect")
		}
		if status, talk := run(&bytes.Buffer{}, args...); status != 0 {
			t.Fatalf("status %d, %s", status, talk)
		}
		file, err := zip.OpenReader(filepath.Join(repo.Dir, "build/CMW_C_HND_3-en-redline.docx"))
		if err != nil {
			t.Fatal(err)
		}
		settings, err := fs.ReadFile(file, "word/settings.xml")
		file.Close()
		if err != nil || bytes.Contains(settings, []byte("documentProtection")) != protect || !bytes.Contains(settings, []byte("trackRevisions")) {
			t.Errorf("protected %t: %v, %s", protect, err, settings)
		}
	}
}

func TestRedlineThatCannotBe(t *testing.T) {
	repo := drafts(t)
	repo.Git("checkout", "--quiet", "--", ".")
	repo.Write("content/en/a.md", "# Chapter\n\nA note.[^none]\n").Commit("Broken")
	repo.Git("tag", "broken")
	repo.Write("content/en/a.md", "# Chapter\n\nText.\n").Write("content/en/c.md", "# New\n").Write("report.toml", strings.Replace(redlineConfig, `"b"]`, `"b", "c"]`, 1)).Commit("Mended")
	for _, c := range []struct {
		args   []string
		status int
		words  []string
	}{
		{[]string{"redline", "-C", repo.Dir, "oen..two"}, 2, []string{`there is no revision "oen"`, `write "one"`}},
		{[]string{"redline", "-C", repo.Dir, "one..two", "--section", "x"}, 2, []string{`unknown section "x"; write "a" or "b"`}},
		{[]string{"redline", "-C", repo.Dir, "HEAD..one", "--section", "c"}, 2, []string{`there is no section "c" at revision "one"`, "leave out --section"}},
		{[]string{"redline", "-C", repo.Dir, "one..HEAD", "--section", "c"}, 2, []string{`there is no section "c" at revision "one"`, "leave out --section"}},
		{[]string{"redline", "-C", repo.Dir, "one..two", "--format", "txt"}, 2, []string{`"txt"`}},
		{[]string{"redline", "-C", repo.Dir, "one", "two"}, 2, []string{`unexpected argument "two"`, "hint: write one..two"}},
		{[]string{"redline", "-C", repo.Dir, "broken..HEAD"}, 1, []string{`the report has errors at revision "broken"`, "content/en/a.md:3:8: error"}},
		{[]string{"redline", "-C", repo.Dir, "one..broken"}, 1, []string{"content/en/a.md:3:8: error"}},
		{[]string{"redline", "-C", repo.Dir, "one..two", "--out", "content"}, 2, []string{"which the report is read from"}},
		{[]string{"redline", "-C", t.TempDir()}, 2, []string{"is in no git repository"}},
	} {
		var stdout bytes.Buffer
		status, talk := run(&stdout, c.args...)
		if status != c.status || stdout.Len() > 0 {
			t.Errorf("%q: status %d, %q; want %d and nothing", c.args, status, stdout.String(), c.status)
		}
		for _, words := range c.words {
			if !strings.Contains(talk, words) {
				t.Errorf("%q: lacks %q:\n%s", c.args, words, talk)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(repo.Dir, "build")); err == nil {
		t.Error("something was written")
	}
}
