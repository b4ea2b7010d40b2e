package format_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/format"
)

// FuzzFile formats any text as a content file: it stays as it is, with a finding, or its normal form is read in the same way and is its own
// normal form.
func FuzzFile(f *testing.F) {
	names, err := filepath.Glob("../../content/*/*.md")
	if err != nil || len(names) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("en", src)
	}
	for i := range uint64(40) {
		f.Add([]string{"en", "es", "fr", "zh"}[i%4], []byte(generate(1_000_000+i)))
	}
	f.Fuzz(func(t *testing.T, language string, src []byte) {
		opt := options(language)
		out, found := format.File(diag.NewFile("content/en/a.md", src), opt)
		if found.Len() > 0 {
			if string(out) != string(src) {
				t.Fatalf("%q has findings and became %q", src, out)
			}
			return
		}
		if diff := cmp.Diff(read(string(src), opt), read(string(out), opt), asRead...); diff != "" {
			t.Fatalf("the normal form is read as something else:\n%s\nfile:\n%q\nnormal form:\n%q", diff, src, out)
		}
		again, found := format.File(diag.NewFile("content/en/a.md", out), opt)
		if string(again) != string(out) {
			t.Fatalf("formatting twice gives something else:\n%q\n%q\nfile:\n%q\nfindings %v", out, again, src, found.Sorted())
		}
	})
}
