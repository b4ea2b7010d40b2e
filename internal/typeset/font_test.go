package typeset_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

// goFamily is a project's family without italics. It has Latin letters, Greek and Cyrillic, some superior figures that Liberation lacks, and
// no combining marks.
func goFamily(regular []byte) map[string]style.FontFamily {
	return map[string]style.FontFamily{"go": {Regular: style.FontFile{Path: "fonts/Go-Regular.ttf", Data: regular}, Bold: style.FontFile{Path: "fonts/Go-Bold.ttf", Data: gobold.TTF}}}
}

// TestFontOrder holds every character to the first font of the order that has it, with its combining marks.
func TestFontOrder(t *testing.T) {
	for _, test := range []struct {
		name  string
		faces []string
		text  string
		want  []string // the runs: font and text
	}{
		{"the first has all", []string{"go", "liberation-serif"}, "plain words", []string{"GoRegular plain words"}},
		{"the next has a letter", []string{"go", "liberation-serif"}, "ab\u0180cd", []string{"GoRegular ab", "LiberationSerif \u0180", "GoRegular cd"}},
		{"a mark takes its base along", []string{"go", "liberation-serif"}, "abq\u030acd", []string{"GoRegular ab", "LiberationSerif q\u030a", "GoRegular cd"}},
		{"two marks", []string{"go", "liberation-serif"}, "abq\u030a\u0323cd", []string{"GoRegular ab", "LiberationSerif q\u030a\u0323", "GoRegular cd"}},
		{"the other order", []string{"liberation-serif", "go"}, "abq\u030a\u2070cd", []string{"LiberationSerif abq\u030a", "GoRegular \u2070", "LiberationSerif cd"}},
		{"families of the program", []string{"liberation-sans", "liberation-mono"}, "words", []string{"LiberationSans words"}},
		{"fixed width", []string{"liberation-mono"}, "words", []string{"LiberationMono words"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := styletest.Sheet("en")
			s.Fonts.Faces, s.Fonts.Families = test.faces, goFamily(goregular.TTF)
			families, err := typeset.Families(&s.Fonts)
			if err != nil {
				t.Fatal(err)
			}
			b := newReport()
			p := b.paragraph(say(test.text)...)
			p.Number, p.Label = 0, ""
			d, found := setPages(&b.Report, s, families)
			if found.Len() > 0 {
				t.Errorf("findings %+v", found.Sorted())
			}
			var got []string
			for _, m := range d.Pages[0].Marks {
				if m.Element == nil || m.Element.Role != typeset.RoleParagraph {
					continue
				}
				for _, it := range m.Items {
					if r, ok := it.(*typeset.Run); ok && r.Size == s.Body.Size.Points() {
						got = append(got, r.Font.Face.Name+" "+strings.TrimSpace(words(r)))
					}
				}
			}
			if tail := got[max(0, len(got)-len(test.want)):]; !slices.Equal(tail, test.want) {
				t.Errorf("runs differ (-want +got):\n%s", cmp.Diff(test.want, tail))
			}
		})
	}
}

// A family without italics sets them upright, from one font, which stands in the document once.
func TestFamilyWithoutItalics(t *testing.T) {
	s := styletest.Sheet("en")
	s.Fonts.Faces, s.Fonts.Families = []string{"go"}, goFamily(goregular.TTF)
	families, err := typeset.Families(&s.Fonts)
	if err != nil {
		t.Fatal(err)
	}
	b := newReport()
	b.heading(1, "I.", "A heading")
	b.paragraph(&doc.Emph{Inlines: say("Slanted")}, &doc.Strong{Inlines: []doc.Inline{&doc.Emph{Inlines: say("heavy")}}})
	d, _ := setPages(&b.Report, s, families)
	var names []string
	for _, f := range d.Fonts {
		names = append(names, f.Face.Name)
	}
	if !slices.Equal(names, []string{"GoRegular", "Go-Bold"}) {
		t.Errorf("fonts %q", names)
	}
}

func TestFontErrors(t *testing.T) {
	for _, test := range []struct {
		name string
		file []byte
		want string
	}{
		{"cut short", goregular.TTF[:2000], `the font file "fonts/Go-Regular.ttf" is cut short`},
		{"no font", []byte("no font at all"), `the font file "fonts/Go-Regular.ttf" is no TrueType font`},
	} {
		_, err := typeset.Families(&style.Fonts{Faces: []string{"go"}, Families: goFamily(test.file)})
		fault := (*typeset.FontError)(nil)
		if !errors.As(err, &fault) || !strings.HasPrefix(fault.Message, test.want) || fault.Hint == "" {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
}

// FuzzFont sets a report in a font with any bytes changed: it is refused, or the report is set, whatever it looks like. Of each four bytes of
// edits, the first three are a place, the fourth what is put there.
func FuzzFont(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 0, 5, 1, 0, 1, 60, 0xFF})
	f.Add([]byte{0, 0x20, 0, 0xFF, 0, 0x21, 0, 0xFF, 0, 0x22, 0, 0x80})
	r := long(1)
	r.Blocks = append(r.Blocks, r.Blocks[0])
	f.Fuzz(func(t *testing.T, edits []byte) {
		file := slices.Clone(goregular.TTF)
		for ; len(edits) >= 4; edits = edits[4:] {
			file[(int(edits[0])<<16|int(edits[1])<<8|int(edits[2]))%len(file)] = edits[3]
		}
		s := styletest.Sheet("en")
		s.Fonts.Faces, s.Fonts.Families = []string{"go", "liberation-serif"}, goFamily(file)
		families, err := typeset.Families(&s.Fonts)
		if fault := (*typeset.FontError)(nil); err != nil {
			if !errors.As(err, &fault) {
				t.Errorf("error %v", err)
			}
			return
		}
		if d, _ := setPages(r, s, families); len(d.Pages) == 0 {
			t.Error("no pages")
		}
	})
}
