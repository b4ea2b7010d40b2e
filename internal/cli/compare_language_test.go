package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/internal/gittest"
)

// Two drafts of one language are compared although its translation is behind: what the languages lack is for check to say.
func TestCompareWhileTranslationIsBehind(t *testing.T) {
	repo := gittest.New(t)
	report := strings.NewReplacer(`"a", "b"`, `"a"`).Replace(statusProject)
	repo.Write("report.toml", report).Write("content/en/a.md", "# One {#sec-one}\n\nFirst. {#para-one}\n").Write("content/es/a.md", "# Uno {#sec-one}\n\nPrimero. {#para-one}\n").Commit("Both")
	repo.Write("content/es/a.md", "# Uno {#sec-one}\n\nPrimero. {#para-one}\n\nSegundo. {#para-two}\n").Commit("One paragraph more")
	var out bytes.Buffer
	if code, talk := run(&out, "diff", "HEAD~1..HEAD", "--lang", "es", "-C", repo.Dir); code != 0 || talk != "" || !strings.Contains(out.String(), "{+Segundo.+}") {
		t.Errorf("diff: status %d, %s\n%s", code, talk, out.String())
	}
	if code, talk := run(&out, "redline", "HEAD~1..HEAD", "--lang", "es", "--format", "html", "-C", repo.Dir); code != 0 || talk != "" {
		t.Errorf("redline: status %d, %s", code, talk)
	}
	page, err := filepath.Glob(filepath.Join(repo.Dir, "build", "*redline.html"))
	if err != nil || len(page) != 1 {
		t.Fatalf("pages %v, %v", page, err)
	}
	if src, err := os.ReadFile(page[0]); err != nil || !strings.Contains(string(src), "Segundo.") {
		t.Errorf("the page has no new paragraph (%v)", err)
	}
	if code, _ := run(&out, "check", "--lang", "es", "-C", repo.Dir); code != 1 {
		t.Errorf("check: status %d; want 1", code)
	}
}
