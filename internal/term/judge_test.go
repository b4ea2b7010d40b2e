package term_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/term"
)

// require skips the test where a program or file that judges it is missing, or fails it where judges are required.
func require(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		_, err := exec.LookPath(name)
		if err == nil {
			continue
		}
		if _, err := os.Stat(name); err == nil {
			continue
		}
		if os.Getenv("RAPPORTEUR_JUDGES") == "required" {
			t.Fatalf("%s is missing: .ci/judges installs it", name)
		}
		t.Skipf("%s is missing: .ci/judges installs it", name)
	}
}

// exampleTBX writes the terms of the worked example as TBX. It returns the file, how many concepts and languages of concepts are in it, and
// its pairs of a Spanish with an English term.
func exampleTBX(t *testing.T) (file string, concepts, languages int, pairs []string) {
	t.Helper()
	src, err := os.ReadFile("../../content/terms.csv")
	if err != nil {
		t.Fatal(err)
	}
	b := read(t, string(src))
	file = filepath.Join(t.TempDir(), "terms.tbx")
	if err := os.WriteFile(file, b.TBX("es"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range b.Concepts {
		for _, language := range b.Languages {
			if len(c.In(language)) > 0 {
				languages++
			}
		}
		for _, es := range c.In("es") {
			for _, en := range c.In("en") {
				pairs = append(pairs, es.Text+"\t"+en.Text)
			}
		}
	}
	slices.Sort(pairs)
	return file, len(b.Concepts), languages, pairs
}

// toolkit is the Python that has Translate Toolkit.
func toolkit(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	python := filepath.Join(cache, "rapporteur", "translate-toolkit", "bin", "python3")
	require(t, python)
	return python
}

// What Translate Toolkit writes is read, every term in its language.
func TestJudgeToolkitWrites(t *testing.T) {
	python := toolkit(t)
	file := filepath.Join(t.TempDir(), "terms.tbx")
	if out, err := exec.Command(python, "testdata/write.py", file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b, err := term.ReadTBX(src)
	if err != nil {
		t.Fatal(err)
	}
	want := "concept,es,en,status,note,source\npersona-en-transito,persona en tránsito,person in transit,preferred,,\n" +
		"ninez-familia-x,niñez & familia <x>,children & family <x>,preferred,,\noim,OIM,IOM,preferred,,\n"
	if got := string(b.CSV()); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// Translate Toolkit reads every concept in all its languages.
func TestJudgeToolkit(t *testing.T) {
	python := toolkit(t)
	file, concepts, languages, _ := exampleTBX(t)
	out, err := exec.Command(python, "testdata/toolkit.py", file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if want := fmt.Sprint(concepts, languages); lines[0] != want {
		t.Errorf("concepts and languages read: %s, want %s", lines[0], want)
	}
	for _, pair := range []string{"Convención\tConvention", "Estado parte\tState party", "OIM\tIOM"} {
		if !slices.Contains(lines, pair) {
			t.Errorf("%q is not read", pair)
		}
	}
}

// OmegaT reads every pair of terms into its glossary.
func TestJudgeOmegaT(t *testing.T) {
	const omegat = "/usr/share/omegat/OmegaT.jar"
	require(t, "java", "javac", omegat)
	file, _, _, pairs := exampleTBX(t)
	out, err := exec.Command("java", "-Duser.home="+t.TempDir(), "-cp", omegat, "testdata/Glossary.java", file, t.TempDir()).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	head, rest, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	got := strings.Split(rest, "\n")
	slices.Sort(got)
	if head != fmt.Sprint(len(pairs)) || !slices.Equal(got, pairs) {
		t.Errorf("%s pairs of terms are read, want %d:\n%s", head, len(pairs), rest)
	}
}
