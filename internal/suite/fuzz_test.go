package suite_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzFormats compiles any text as a section. What compiles without errors is shown the same by every format that is quick to read.
func FuzzFormats(f *testing.F) {
	names, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil || len(names) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasPrefix(file.Name, "content/en/") && strings.HasSuffix(file.Name, ".md") {
				f.Add(string(file.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		project := fstest.MapFS{"content/en/01.md": {Data: []byte(text)}}
		project["report.toml"] = &fstest.MapFile{Data: defaultConfig(project)}
		result := compileCase(t, project)
		if !shows(result) {
			return
		}
		want := readModel(t, result.Report)
		checkSpans(t, result.Report)
		for _, f := range formats {
			if !f.slow {
				f.check(t, want, f.bytes(t, result.Report, result.Sheet))
			}
		}
	})
}
