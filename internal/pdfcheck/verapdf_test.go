package pdfcheck_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestVeraPDF holds our rules against the reference validator: of every fault it says what the table of mutations says that it does. What
// it does not see are faults that a program cannot know from one profile, and those against rules of our own.
func TestVeraPDF(t *testing.T) {
	if os.Getenv("RAPPORTEUR_JUDGES") != "required" {
		t.Skip("RAPPORTEUR_JUDGES=required calls veraPDF over all faults, which takes long")
	}
	jar := os.Getenv("RAPPORTEUR_VERAPDF")
	if jar == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		jar = filepath.Join(cache, "rapporteur", "verapdf", "greenfield-apps.jar")
	}
	if _, err := os.Stat(jar); err != nil {
		t.Fatal("veraPDF is not installed: .ci/judges does it, or RAPPORTEUR_VERAPDF names greenfield-apps.jar")
	}
	dir := t.TempDir()
	want := map[string]string{"rewritten.pdf": ""}
	save := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	save("rewritten.pdf", operate(t).bytes())
	for i, m := range mutations {
		name := fmt.Sprintf("%03d-%s.pdf", i, m.rule)
		want[name] = m.vera
		save(name, m.sick(t))
	}
	got := map[string][]string{}
	for _, profile := range []string{"ua1", "2a"} {
		for name, faults := range veraPDF(t, jar, profile, dir) {
			for _, f := range faults {
				got[name] = append(got[name], profile+":"+f)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if all := strings.Join(got[name], " "); all != want[name] {
			t.Errorf("%s: veraPDF finds %q; the table says %q", name, all, want[name])
		}
	}
}

// verdict is a line of veraPDF in its form as text: a file, or a rule that the file breaks.
var verdict = regexp.MustCompile(`(?m)^(?:(PASS|FAIL|ERROR) (.+\.pdf) .*|  FAIL (\S+))$`)

// veraPDF returns the rules that each file of a folder breaks, sorted; "unread" for one that it cannot read.
func veraPDF(t *testing.T, jar, profile, dir string) map[string][]string {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.Command("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-cp", jar,
		"org.verapdf.apps.GreenfieldCliWrapper", "--flavour", profile, "--format", "text", "-v", dir)
	cmd.Stdout = &out
	_ = cmd.Run() // its status tells of faults; what it prints says more
	faults, name := map[string][]string{}, ""
	for _, m := range verdict.FindAllStringSubmatch(out.String(), -1) {
		switch {
		case m[3] != "":
			faults[name] = append(faults[name], m[3])
		default:
			name = filepath.Base(m[2])
			faults[name] = nil
			if m[1] == "ERROR" {
				faults[name] = []string{"unread"}
			}
		}
	}
	if len(faults) == 0 {
		t.Fatalf("veraPDF says nothing of any file:\n%s", out.String())
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, read := faults[f.Name()]; !read {
			faults[f.Name()] = []string{"unread"}
		}
		slices.Sort(faults[f.Name()])
	}
	return faults
}
