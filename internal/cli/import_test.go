package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestImportRefuses imports files that are no documents which can be read: each is named for what it is, and nothing is written.
func TestImportRefuses(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("report.toml", "[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\noriginal = \"en\"\nlanguages = [\"en\"]\nsections = []\n")
	const document = "CMW/C/HND/CO/2\n5. The Committee recommends that it act.\n"
	for _, tt := range []struct {
		name, text string
		args       []string
		want       string // empty where it is read
	}{
		{"empty.txt", "\ufeff \n", nil, "empty.txt is empty"},
		{"latin.txt", document + "6. The Committee recommends caf\xe9s.\n", nil, "latin.txt is not text in UTF-8: line 3 has a byte of something else, 0xe9"},
		{"latin.html", "<p>caf\xe9", nil, "latin.html is not text in UTF-8: line 1"},
		{"latin.csv", "Text,Document Symbol\ncaf\xe9,x\n", nil, `save it as UTF-8; from a spreadsheet, as "CSV UTF-8"`},
		{"wide.txt", "\xff\xfeC\x00M\x00", nil, "wide.txt is text in UTF-16"},
		{"wide-without-mark.txt", "C\x00M\x00W\x00", nil, "is not text in UTF-8: line 1 has a byte of something else, 0x00"},
		{"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + document, nil, "a.doc is a Word file of the old kind (DOC)"},
		{"b.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + document, nil, "open it, and save it as DOCX"},
		{"a.pdf", "%PDF-1.7\n" + document, []string{"--as", "text"}, "a.pdf is a PDF file"},
		{"a.rtf", `{\rtf1 ` + document, nil, "a.rtf is an RTF file"},
		{"long.txt", document + strings.Repeat(" ", 8<<20), nil, "a document as text has at most 8388608"},
		{"nothing.txt", "CMW/C/HND/CO/2\nNothing is asked.\n", nil, "nothing.txt has nothing that can be proposed"},
		{"marked.txt", "\ufeff" + document, nil, ""},
	} {
		put(tt.name, tt.text)
		var stdout strings.Builder
		status, talk := run(&stdout, append([]string{"recommendations", "import", tt.name, "--write", "-C", dir}, tt.args...)...)
		written, err := filepath.Glob(filepath.Join(dir, "recommendations", "*"))
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case tt.want == "" && (status != 0 || len(written) != 1 || strings.Contains(talk, "no symbol")):
			t.Errorf("%s: status %d, files %q, %q; it can be read", tt.name, status, written, talk)
		case tt.want != "" && (status != 2 || stdout.Len() > 0 || len(written) > 0 || !strings.Contains(talk, tt.want)):
			t.Errorf("%s: status %d, files %q, stdout %q, %q; want 2, nothing and %q", tt.name, status, written, stdout.String(), talk, tt.want)
		}
	}
}
