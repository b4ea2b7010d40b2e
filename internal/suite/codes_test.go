package suite_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/check"
)

// codeLike is the name of a finding in Go: a whole name, or the end of one whose beginning the caller gives.
var codeLike = regexp.MustCompile(`"([a-z]+)?(/[a-z0-9-]+)"`)

// prefixed are the beginnings of the codes that tomlfile ends.
var prefixed = []string{"front", "lock", "recommendation", "registry", "report", "template"}

// TestCodes holds the list of all codes against the program, which gives no other, and against the tests: every code comes out of one.
func TestCodes(t *testing.T) {
	listed := map[string]bool{}
	for _, c := range check.Codes() {
		if listed[c.Name] {
			t.Errorf("%s stands twice in the list", c.Name)
		}
		listed[c.Name] = true
	}
	var tests strings.Builder
	err := fs.WalkDir(os.DirFS(top), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		isTest := strings.HasSuffix(name, "_test.go") || path.Ext(name) == ".txtar"
		if !isTest && (path.Ext(name) != ".go" || strings.HasPrefix(name, "internal/check/")) {
			return nil
		}
		text, err := fs.ReadFile(os.DirFS(top), name)
		if err != nil {
			return err
		}
		if isTest {
			tests.Write(text)
			return nil
		}
		for _, line := range strings.Split(string(text), "\n") {
			if strings.Contains(line, "Errorf(") || strings.Contains(line, "Warnf(") || strings.Contains(line, ".put(") {
				knownCodes(t, name, line, listed)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range check.Codes() {
		if !strings.Contains(tests.String(), c.Name) {
			t.Errorf("no test brings out %s", c.Name)
		}
	}
}

// knownCodes reports codes of a line of the program that are not listed.
func knownCodes(t *testing.T, name, line string, listed map[string]bool) {
	t.Helper()
	for _, m := range codeLike.FindAllStringSubmatch(line, -1) {
		codes := []string{m[1] + m[2]}
		if m[1] == "" {
			codes = nil
			for _, p := range prefixed {
				codes = append(codes, p+m[2])
			}
		}
		if slices.ContainsFunc(codes, func(c string) bool { return !listed[c] }) {
			t.Errorf("%s: %s is not in the list of codes", name, strings.Join(codes, ", "))
		}
	}
}
