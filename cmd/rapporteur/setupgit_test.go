package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/gittest"
)

// rapporteur runs the program under test, which TestMain puts on the path, on the project in dir, and wants exit status 0.
func rapporteur(t *testing.T, dir string, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, talk strings.Builder
	cmd := exec.Command("rapporteur", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &talk
	if err := cmd.Run(); err != nil {
		t.Fatalf("rapporteur %q: %v\n%s", args, err, talk.String())
	}
	return out.String(), talk.String()
}

// spanish makes the locale es_ES.UTF-8 where there is none, and returns the variables that choose it; nil where that cannot be done.
func spanish(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	variables := []string{"LOCPATH=" + dir, "LC_ALL=es_ES.UTF-8"}
	err := exec.Command("localedef", "-i", "es_ES", "-f", "UTF-8", filepath.Join(dir, "es_ES.UTF-8")).Run()
	if err == nil {
		probe := exec.Command("locale", "charmap") // which a locale that is not found would answer with another one
		probe.Env = append(os.Environ(), variables...)
		if out, err := probe.Output(); err != nil || string(out) != "UTF-8\n" {
			t.Fatalf("the locale es_ES.UTF-8 is not taken: %q, %v", out, err)
		}
		return variables
	}
	if os.Getenv("RAPPORTEUR_JUDGES") == "required" {
		t.Errorf("the locale es_ES.UTF-8 cannot be made: %v", err)
	}
	t.Logf("the locale es_ES.UTF-8 cannot be made, and is left out: %v", err)
	return nil
}

const reportInSpanish = `[report]
body = "CMW"
state = "HND"
kind = "periodic"
number = "3"
due = 2028
original = "es"
languages = ["es"]
sections = ["01-remesas"]
`

// before and after are a section and a registry, and what is done to them.
var before = map[string]string{
	"report.toml": reportInSpanish,
	"content/es/01-remesas.md": `# Remesas {#sec-remesas}

Las remesas son importantes.

## Marco jurídico de la migración {#sec-marco}

Un párrafo que no cambia.

Otro párrafo que no cambia.

Un tercero que tampoco cambia.

En 2021 se recibieron 25.614,50 millones de lempiras;[@pcm-028-2017]
según https://example.org/a-b_c?x=1,2 el 3,5% del total «más».
`,
	"citations/a.toml": "[pcm-028-2017]\ntype = \"executive-decree\"\n\n\n\nnumber = \"PCM-028-2017\"\n",
}

var after = [][2]string{
	{"25.614,50", "25.700,50"}, {"lempiras;[@pcm-028-2017]", "lempiras.[@pcm-029-2017]"}, {"x=1,2", "x=1,3"}, {"3,5%", "4%"}, {"«más»", "«menos»"}, {"PCM-028-2017\"\n", "PCM-029-2017\"\n"},
}

// TestSetupGit looks at what git shows, in three locales.
func TestSetupGit(t *testing.T) {
	repo := gittest.New(t)
	for name, text := range before {
		repo.Write("project/"+name, text)
	}
	dir := filepath.Join(repo.Dir, "project")
	rapporteur(t, dir, "setup-git")
	repo.Commit("First")
	for name, text := range before {
		for _, change := range after {
			text = strings.ReplaceAll(text, change[0], change[1])
		}
		repo.Write("project/"+name, text)
	}
	locales := [][]string{{"LC_ALL=C"}, {"LC_ALL=C.UTF-8"}}
	if es := spanish(t); es != nil {
		locales = append(locales, es)
	}
	for _, locale := range locales {
		show := func(args ...string) string {
			cmd := exec.Command("git", append([]string{"diff"}, args...)...)
			cmd.Dir, cmd.Env = dir, append(os.Environ(), locale...)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Errorf("%q: git diff %q: %v\n%s", locale, args, err, out)
			}
			return string(out)
		}
		got := show("--word-diff=plain", "--unified=1")
		for _, want := range []string{
			" @@ ## Marco jurídico de la migración\n",
			"[-25.614,50-]{+25.700,50+} millones de lempiras[-;-]{+.+}[[-@pcm-028-2017-]{+@pcm-029-2017+}]",
			"según [-https://example.org/a-b_c?x=1,2-]{+https://example.org/a-b_c?x=1,3+} el [-3,5%-]{+4%+} del total ",
			" @@ [pcm-028-2017]\n",
			"[-PCM-028-2017-]{+PCM-029-2017+}",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%q: git diff --word-diff does not show %q:\n%s", locale, want, got)
			}
		}
		if strings.Contains(got, "{#sec") || strings.ContainsRune(got, '\uFFFD') {
			t.Errorf("%q: git diff --word-diff shows ids of headings, or parts of letters:\n%s", locale, got)
		}
		if got := show(); !strings.Contains(got, "+En 2021 se recibieron 25.700,50") {
			t.Errorf("%q: git diff:\n%s", locale, got)
		}
	}
}

// TestSetupGitShowsWordFiles looks at what git shows of Word files: of good ones, and of one that is none.
func TestSetupGitShowsWordFiles(t *testing.T) {
	repo := gittest.New(t)
	for name, text := range before {
		repo.Write(name, text)
	}
	repo.Write("content/es/01-remesas.md", "# Remesas\n\nEn 2021 se recibieron 25.614,50 millones.\n\nOtro.^[Nota.]\n\n| Año | Número |\n|---|--:|\n| 2021 | 25 |\n\n: Personas {#tbl-x}\n").Write(".gitignore", "/build\n")
	rapporteur(t, repo.Dir, "setup-git")
	rapporteur(t, repo.Dir, "build", "--format", "docx")
	keep := func() {
		data, err := os.ReadFile(filepath.Join(repo.Dir, "build/report-es.docx"))
		if err != nil {
			t.Fatal(err)
		}
		repo.Write("letters/sent.docx", string(data))
	}
	keep()
	repo.Write("letters/~$sent.docx", "one").Commit("First")
	repo.Write("content/es/01-remesas.md", "# Remesas\n\nUn párrafo nuevo.\n\nEn 2021 se recibieron 25.700,50 millones.\n\nOtro.^[Nota.]\n\n| Año | Número |\n|---|--:|\n| 2021 | 26 |\n\n: Personas {#tbl-x}\n")
	rapporteur(t, repo.Dir, "build", "--format", "docx")
	keep()
	repo.Write("letters/~$sent.docx", "other")

	got := repo.Git("diff", "--unified=0", "letters/sent.docx")
	plain := strings.ReplaceAll(got, "\u00a0", " ")
	for _, want := range []string{" @@ # I. Remesas\n", "\n-1. En 2021 se recibieron 25.614,50 millones.\n", "\n+1. Un párrafo nuevo.\n", "\n+2. En 2021 se recibieron 25.700,50 millones.\n", "\n+3. Otro[^1].", "\n-| 2021 | 25\n+| 2021 | 26"} {
		if !strings.Contains(plain, want) {
			t.Errorf("git diff of a Word file does not show %q:\n%s", want, got)
		}
	}
	got = repo.Git("diff", "--unified=0")
	for _, want := range []string{"\n+2. En 2021", "-3 bytes, SHA-256 ", "+5 bytes, SHA-256 "} {
		if !strings.Contains(got, want) {
			t.Errorf("git diff of all does not show %q:\n%s", want, got)
		}
	}
}

func TestSetupGitAndBack(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("report.toml", reportInSpanish)
	for _, own := range []string{"", "*.png binary", "*.png binary\n*.md diff=own\n", "*.png binary\r\n*.csv text\r\n"} {
		config := filepath.Join(repo.Dir, ".git/config")
		attributes := filepath.Join(repo.Dir, ".gitattributes")
		repo.Git("config", "user.name", "Ana")
		if own != "" {
			repo.Write(".gitattributes", own)
		}
		read := func() [2]string {
			a, err := os.ReadFile(config)
			if err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(attributes)
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
			return [2]string{string(a), string(b)}
		}
		first := read()
		dry, _ := rapporteur(t, repo.Dir, "setup-git", "--dry-run")
		if diff := cmp.Diff(first, read()); diff != "" {
			t.Errorf("%q: a dry run writes (-before +after):\n%s", own, diff)
		}
		out, _ := rapporteur(t, repo.Dir, "setup-git")
		if out != dry || !strings.Contains(out, "+ *.docx diff=rapporteur-word\n") || !strings.Contains(out, "git config --local diff.markdown.wordRegex '") {
			t.Errorf("%q: it prints\n%s; a dry run prints\n%s", own, out, dry)
		}
		set := read()
		if !strings.HasSuffix(set[1], own) || set[1] == own {
			t.Errorf("%q: .gitattributes is %q", own, set[1])
		}
		if got := repo.Git("check-attr", "diff", "content/en/a.md", "citations/x.toml", "a.docx"); own == "" &&
			got != "content/en/a.md: diff: markdown\ncitations/x.toml: diff: rapporteur-registry\na.docx: diff: rapporteur-word" {
			t.Errorf("git takes the attributes for\n%s", got)
		}
		if own != "" && strings.Contains(own, "diff=own") && repo.Git("check-attr", "diff", "content/en/a.md") != "content/en/a.md: diff: own" {
			t.Errorf("the user's own line does not prevail")
		}
		if out, talk := rapporteur(t, repo.Dir, "setup-git"); out != "" || talk != "nothing to do\n" {
			t.Errorf("%q: the second time it prints %q and %q", own, out, talk)
		}
		if diff := cmp.Diff(set, read()); diff != "" {
			t.Errorf("%q: the second time it writes (-before +after):\n%s", own, diff)
		}
		rapporteur(t, repo.Dir, "setup-git", "--undo")
		if diff := cmp.Diff(first, read()); diff != "" {
			t.Errorf("%q: undo leaves (-before +after):\n%s", own, diff)
		}
		if out, talk := rapporteur(t, repo.Dir, "setup-git", "--undo"); out != "" || talk != "nothing to do\n" {
			t.Errorf("%q: the second undo prints %q and %q", own, out, talk)
		}
	}
}

func TestSetupGitLeavesWhatIsNotItsOwn(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("report.toml", reportInSpanish)
	repo.Git("config", "diff.markdown.wordRegex", "[a-z]+")
	out, talk := rapporteur(t, repo.Dir, "setup-git")
	if strings.Contains(out, "markdown.wordRegex") || !strings.Contains(talk, `diff.markdown.wordRegex is "[a-z]+" and stays so`) {
		t.Errorf("it prints %q and %q; want the user's own expression kept", out, talk)
	}
	rapporteur(t, repo.Dir, "setup-git", "--undo")
	if got := repo.Git("config", "diff.markdown.wordRegex"); got != "[a-z]+" {
		t.Errorf("after undo the user's expression is %q", got)
	}
	if got := repo.Git("config", "--get-regexp", "^diff"); got != "diff.markdown.wordregex [a-z]+" {
		t.Errorf("undo leaves %q", got)
	}

	// A line of another version of the program, and half of our lines.
	repo.Write(".gitattributes", "*.a b\n# rapporteur setup-git: begin\n*.md diff=old\n# rapporteur setup-git: end\n*.c d\n")
	rapporteur(t, repo.Dir, "setup-git")
	rapporteur(t, repo.Dir, "setup-git", "--undo")
	if got, err := os.ReadFile(filepath.Join(repo.Dir, ".gitattributes")); string(got) != "*.a b\n*.c d\n" || err != nil {
		t.Errorf("after undo .gitattributes is %q, %v", got, err)
	}
	repo.Write(".gitattributes", "# rapporteur setup-git: begin\n*.c d\n")
	cmd := exec.Command("rapporteur", "setup-git")
	cmd.Dir = repo.Dir
	text, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != 2 || !strings.Contains(string(text), "only one of the lines") {
		t.Errorf("half of our lines: %v, %q", err, text)
	}
	if got := repo.Git("config", "--get-regexp", "^diff"); got != "diff.markdown.wordregex [a-z]+" {
		t.Errorf("after a refusal something is written: %q", got)
	}
}

// TestSetupGitWithoutTheProgram wants no line that would make git diff fail.
func TestSetupGitWithoutTheProgram(t *testing.T) {
	repo := gittest.New(t)
	repo.Write("report.toml", reportInSpanish)
	program, err := exec.LookPath("rapporteur")
	if err != nil {
		t.Fatal(err)
	}
	git, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(git, filepath.Join(bin, "git")); err != nil {
		t.Skip("no links here: ", err)
	}
	t.Setenv("PATH", bin)
	cmd := exec.Command(program, "setup-git")
	cmd.Dir = repo.Dir
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(out), "textconv '") || !strings.Contains(string(out), "put rapporteur on the path") {
		t.Errorf("%v\n%s", err, out)
	}
}
