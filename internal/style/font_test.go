package style_test

import (
	"encoding/binary"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
)

// restricted is a font that forbids embedding.
func restricted(t *testing.T) []byte {
	t.Helper()
	b := slices.Clone(liberationsansregular.TTF)
	for i := range int(binary.BigEndian.Uint16(b[4:])) {
		if at := 12 + 16*i; string(b[at:at+4]) == "OS/2" {
			binary.BigEndian.PutUint16(b[binary.BigEndian.Uint32(b[at+8:])+8:], 2)
			return b
		}
	}
	t.Fatal("no table OS/2")
	return nil
}

// TestProjectFonts holds the font files of a project to being read, or to findings where the sheet names them.
func TestProjectFonts(t *testing.T) {
	fonts := fstest.MapFS{
		"templates/fonts/good.ttf":   {Data: liberationsansregular.TTF},
		"templates/fonts/bold.ttf":   {Data: liberationsansbold.TTF},
		"templates/fonts/cut.ttf":    {Data: liberationsansregular.TTF[:30000]},
		"templates/fonts/postscript": {Data: []byte("OTTO\x00\x01\x00\x00\x00\x00\x00\x00")},
		"templates/fonts/closed.ttf": {Data: restricted(t)},
		"templates/fonts/huge.ttf":   {Data: make([]byte, 40<<20)},
		"templates/fonts/folder.ttf": {Mode: fs.ModeDir | 0o755},
	}
	for _, test := range []struct{ name, family, want string }{
		{"four members", "regular = \"fonts/good.ttf\"\nbold = \"fonts/bold.ttf\"\nitalic = \"fonts/good.ttf\"\nbold-italic = \"fonts/bold.ttf\"", ""},
		{"one member", "regular = \"fonts/good.ttf\"", "4:15: warning: the font family \"own\" has no file for bold, italic and bold-italic; such words are set in another of its faces [template/font-member]"},
		{"no regular", "bold = \"fonts/bold.ttf\"", "4:15: error: the font family \"own\" has no regular face [template/incomplete]"},
		{"missing", "regular = \"fonts/none.ttf\"", "5:11: error: there is no font file templates/fonts/none.ttf [template/font]"},
		{"outside", "regular = \"../secret.ttf\"", "5:11: error: \"fonts.family.own.regular\" cannot be read: \"../secret.ttf\" is not the path of a file below templates, such as \"fonts/Name-Regular.ttf\" [template/wrong-type]"},
		{"a folder", "regular = \"fonts/folder.ttf\"", "5:11: error: templates/fonts/folder.ttf is no file [template/font]"},
		{"cut short", "regular = \"fonts/cut.ttf\"", "5:11: error: the font file templates/fonts/cut.ttf is cut short: table \"FFTM\" ends at byte"},
		{"PostScript", "regular = \"fonts/postscript\"", "5:11: error: the font file templates/fonts/postscript has PostScript outlines (CFF); TrueType outlines (glyf) are needed [template/font]"},
		{"closed", "regular = \"fonts/closed.ttf\"", "5:11: error: the font file templates/fonts/closed.ttf does not permit that it is embedded in documents (OS/2 fsType, restricted licence) [template/font]"},
		{"too large", "regular = \"fonts/huge.ttf\"", "5:11: error: the font file templates/fonts/huge.ttf has 41943040 bytes; at most 33554432 are read [template/font]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			project := files(map[string]string{"styles/x.toml": "base = \"un-geneva\"\n[fonts]\nfaces = [\"liberation-serif\", \"own\"]\n[fonts.family.own]\n" + test.family})
			for name, f := range fonts {
				project[name] = f
			}
			s, got := sheet(t, project)
			if test.want == "" {
				if got != "" {
					t.Fatalf("findings %s", got)
				}
				own := s.Fonts.Families["own"]
				faces := own.Faces()
				if string(faces[0].Data) != string(liberationsansregular.TTF) || string(faces[3].Data) != string(liberationsansbold.TTF) || faces[1].Span.Text() != `"fonts/bold.ttf"` {
					t.Errorf("faces %v", faces[1].Span.Text())
				}
				return
			}
			if want := "templates/styles/x.toml:" + test.want; !slices.ContainsFunc(strings.Split(got, "\n"), func(line string) bool { return strings.HasPrefix(line, want) }) {
				t.Errorf("findings\n%swant\n%s", got, want)
			}
		})
	}
}
