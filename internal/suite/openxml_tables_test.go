package suite_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/exchange"
	"rapporteur/internal/translation"
)

// The validator finds no fault in the tables in which sentences go to translators: the worked example in two languages, where some originals have
// changed since they were translated.
func TestOpenXMLTables(t *testing.T) {
	slow(t)
	module := nodeModule(t, "docxodus")
	dir := t.TempDir()
	var files []string
	for _, to := range []string{"en", "fr"} {
		for _, d := range changedDocuments(t, to) {
			path := filepath.Join(dir, d.Section.Name+"."+to+".docx")
			f, err := os.Create(path)
			if err == nil {
				err = exchange.WriteTable(f, d)
			}
			if err == nil {
				err = f.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, path)
		}
	}
	for _, v := range callOpenXML(t, module, files) {
		for _, f := range v.faults() {
			t.Errorf("%s: %s", filepath.Base(v.File), f)
		}
	}
	t.Logf("%d files without a finding", len(files))
}

// changedDocuments are sections of the worked example on their way to translators, after every third original has changed.
func changedDocuments(t *testing.T, to string) []*exchange.Document {
	t.Helper()
	fsys := os.DirFS("../..")
	var found diag.List
	config := compile.ReadConfig(fsys, &found)
	if config == nil {
		t.Fatal(found.Sorted())
	}
	result, err := compile.Compile(fsys, compile.Options{Language: config.Source()})
	if err != nil {
		t.Fatal(err)
	}
	context := exchange.NewContext(result.Report)
	var readers [2]*compile.Reader
	for i, language := range []string{config.Source(), to} {
		if readers[i], err = compile.NewReader(fsys, config, language, &found); err != nil {
			t.Fatal(err)
		}
	}
	var out []*exchange.Document
	for _, name := range readers[0].Sections()[:3] {
		original, err := readers[0].Section(name, &found)
		if err != nil {
			t.Fatal(err)
		}
		translated, err := readers[1].Section(name, &found)
		if err != nil {
			t.Fatal(err)
		}
		lock := translation.ReadLock(nil, &diag.List{})
		s := translation.Align(name, config.Source(), to, original, translated, lock)
		for i, u := range s.Units {
			if u.Fixed || len(u.Target.Pieces) == 0 {
				continue
			}
			e := u.Record(translation.Reviewed, "Ana", time.Date(2024, 2, 9, 0, 0, 0, 0, time.UTC))
			if i%3 == 0 {
				e.Source, e.Text = "000000000000", "Antes "+e.Text
			}
			lock.Put(e)
		}
		out = append(out, exchange.NewDocument(translation.Align(name, config.Source(), to, original, translated, lock), "P", "1", context))
	}
	if found.HasErrors() {
		t.Fatal(found.Sorted())
	}
	return out
}
