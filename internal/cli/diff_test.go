package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"rapporteur/internal/changes"
	"rapporteur/internal/gittest"
)

// diffOf returns what diff prints, and what it says beside that.
func diffOf(t *testing.T, want int, repo *gittest.Repo, args ...string) (out, talk string) {
	t.Helper()
	var stdout bytes.Buffer
	status, talk := run(&stdout, append([]string{"diff", "-C", repo.Dir}, args...)...)
	if status != want {
		t.Fatalf("diff %q: status %d, want %d: %s", args, status, want, talk)
	}
	return stdout.String(), talk
}

// listsOf returns the JSON form, read back.
func listsOf(t *testing.T, repo *gittest.Repo, args ...string) []changes.List {
	t.Helper()
	out, talk := diffOf(t, 0, repo, append(args, "--json")...)
	if talk != "" {
		t.Errorf("diff %q says %q", args, talk)
	}
	var all struct{ Reports []changes.List }
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatal(err)
	}
	return all.Reports
}

// authorsOf are the changes of a list by the numbers of their paragraphs: "1 Ana".
func authorsOf(l changes.List) string {
	var out []string
	for _, c := range l.Changes {
		at := append(c.New, c.Old...)[0]
		who := c.Author
		if c.Author != "" && c.Commit == "" {
			who += "?"
		}
		out = append(out, at.Number+" "+who)
	}
	return strings.Join(out, ", ")
}

func TestDiffOfRevisions(t *testing.T) {
	repo := drafts(t)
	for _, c := range []struct {
		args []string
		want string // authorsOf; a question mark stands behind who has not committed
	}{
		{[]string{"one..two"}, "1 Ana, 3 Bruno, 4 Bruno"},
		{[]string{"one"}, "1 Carla?, 3 Bruno, 4 Bruno"},
		{nil, "1 Carla?"},
		{[]string{"one..two", "--section", "b"}, "3 Bruno, 4 Bruno"},
		{[]string{"one..two~1"}, "1 Ana"},
		{[]string{"two..two"}, ""},
	} {
		lists := listsOf(t, repo, c.args...)
		if len(lists) != 1 {
			t.Fatalf("diff %q has %d reports", c.args, len(lists))
		}
		if got := authorsOf(lists[0]); got != c.want {
			t.Errorf("diff %q: %q; want %q", c.args, got, c.want)
		}
	}
}

// TestDiffAuthors wants changes to be by those who made them where that is not the line of the block.
func TestDiffAuthors(t *testing.T) {
	repo := gittest.New(t)
	entry := func(issue string) string {
		return "[law]\ntype = \"legislative-decree\"\nnumber = \"12-2024\"\ngazette = { issue = " + issue + " }\ntitle = { en = \"Act\" }\n"
	}
	repo.Write("report.toml", redlineConfig).Write("citations/a.toml", entry("1")).
		Write("data/t.csv", "Year,Persons\n2023,1\n").
		Write("content/en/a.md", "# Chapter\n\nA law is in force.[@law] {#para-law}\n\nFirst sentence.\nSecond sentence. {#para-two}\n").
		Write("content/en/b.md", "# Other\n\n@tbl-t shows it.\n\n![Table](../../data/t.csv){#tbl-t}\n").Commit("One")
	repo.Git("tag", "one")
	repo.By("Rosa").Write("citations/a.toml", entry("2")).Commit("Registry")
	repo.By("Diego").Write("data/t.csv", "Year,Persons\n2023,2\n").Commit("Data")
	repo.By("Sonia").Write("content/en/a.md", "# Chapter\n\nA law is in force.[@law] {#para-law}\n\nSecond sentence. {#para-two}\n").Commit("A sentence goes")
	repo.By("Laura").Write("report.toml", strings.Replace(redlineConfig, "CMW/C/HND/3", "CMW/C/HND/3/Rev.1", 1)).Commit("Symbol")
	if got, want := authorsOf(listsOf(t, repo, "one")[0]), " Laura, 1 Rosa, 2 Sonia, Table 1 Diego"; got != want {
		t.Errorf("authors %q; want %q", got, want)
	}
}

func TestDiffSaysWhyNot(t *testing.T) {
	repo := drafts(t)
	repo.Git("commit", "--all", "--quiet", "--message", "Laws again")
	repo.Git("tag", "good")
	repo.Remove("content/en/b.md").Commit("Without a section")
	repo.Git("tag", "broken")
	repo.Write("content/en/b.md", "# Other\n\nOf 2,700 persons 40 returned, see @para-nowhere. {#para-persons}\n").Commit("With an error")
	repo.Git("tag", "faulty")
	for _, c := range []struct {
		args   []string
		status int
		words  []string
	}{
		{[]string{"broken..good"}, 1, []string{"project/missing-section", `the report has errors at revision "broken"`}},
		{[]string{"good..broken"}, 1, []string{"project/missing-section", `the report has errors at revision "broken"`}},
		{[]string{"good..faulty"}, 0, []string{`the report has errors at revision "faulty"`, "rapporteur check --rev faulty shows them"}},
		{[]string{"good"}, 0, []string{"the report has errors, so that words may be missing or wrong; rapporteur check shows them"}},
		{[]string{"good..none"}, 2, []string{`there is no revision "none"`}},
		{[]string{"good", "faulty"}, 2, []string{"write good..faulty"}},
		{[]string{"good", "--section", "x"}, 2, []string{`"x"`, `"a" or "b"`}},
		{[]string{"good", "--format", "htm"}, 2, []string{`"htm"`, "html"}},
		{[]string{"good", "--lang", "fr"}, 2, []string{`"fr"`}},
	} {
		out, talk := diffOf(t, c.status, repo, c.args...)
		if c.status > 0 && out != "" {
			t.Errorf("diff %q prints %q", c.args, out)
		}
		for _, words := range c.words {
			if !strings.Contains(talk, words) {
				t.Errorf("diff %q: %q is not in %q", c.args, words, talk)
			}
		}
	}
	if out, _ := diffOf(t, 0, repo, "good..faulty"); !strings.Contains(out, "[-2,600-]{+2,700+}") {
		t.Errorf("what can be compared is not: %s", out)
	}
}

func TestDiffForms(t *testing.T) {
	repo := drafts(t)
	for form, words := range map[string]string{
		"text":     "The State has [-21-]{+22+} laws.",
		"html":     "<del>21</del>",
		"markdown": "The State has <del>21</del><ins>22</ins> laws.",
		"json":     `"text": "22"`,
	} {
		out, _ := diffOf(t, 0, repo, "one..two", "--format", form)
		if !strings.Contains(out, words) || strings.Contains(out, "\x1b") {
			t.Errorf("%s: %q is not in %s", form, words, out)
		}
		short, _ := diffOf(t, 0, repo, "one..two", "--format", form, "--stat")
		if strings.Contains(short, words) || !strings.Contains(short, "2,600") {
			t.Errorf("%s --stat is not the summary alone: %s", form, short)
		}
	}
	if err := os.WriteFile(repo.Dir+"/content/en/a.md", []byte("# Chapter\n\nThe State has 22 laws. {#para-laws}\n\nSecond paragraph stays.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, _ := diffOf(t, 0, repo); !strings.Contains(out, "The two drafts do not differ.") {
		t.Errorf("nothing has changed: %s", out)
	}
}

// A folder inside the project, in which most of the work is done, is told the way up.
func TestDiffInsideProject(t *testing.T) {
	repo := drafts(t)
	for _, command := range []string{"diff", "redline"} {
		for _, revisions := range []string{"", "one..two"} {
			args := []string{command, "-C", repo.Dir + "/content/en"}
			if revisions != "" {
				args = append(args, revisions)
			}
			status, talk := run(&bytes.Buffer{}, args...)
			if status != 2 || !strings.Contains(talk, "there is no report.toml in ") || !strings.Contains(talk, "write -C "+repo.Dir+"\n") {
				t.Errorf("%s %q: status %d, %s", command, revisions, status, talk)
			}
		}
	}
}
