package style_test

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/templates"
)

func TestColorText(t *testing.T) {
	for _, c := range []struct {
		in   string
		want style.Color
		ok   bool
	}{
		{"#0b4f9e", 0x0B4F9E, true}, {"#FFFFFF", 0xFFFFFF, true}, {"#000000", 0, true},
		{"0b4f9e", 0, false}, {"#0b4f9", 0, false}, {"#0b4f9e0", 0, false}, {"#0b4g9e", 0, false}, {"", 0, false}, {"blue", 0, false},
	} {
		var got style.Color
		err := got.UnmarshalText([]byte(c.in))
		if (err == nil) != c.ok || got != c.want {
			t.Errorf("%q: got %v, %v; want %v, %t", c.in, got, err, c.want, c.ok)
		}
		if c.ok && got.String() != strings.ToLower(c.in) {
			t.Errorf("%q is written %q", c.in, got)
		}
	}
}

// The contrasts are those that WCAG 2.1 and its tools give.
func TestColorContrast(t *testing.T) {
	for _, c := range []struct {
		a, b style.Color
		want float64
	}{
		{0, 0xFFFFFF, 21}, {0xFFFFFF, 0, 21}, {0x123456, 0x123456, 1}, {0x767676, 0xFFFFFF, 4.54}, {0xFF0000, 0xFFFFFF, 4.00}, {0x0000FF, 0xFFFFFF, 8.59},
	} {
		if got := c.a.Contrast(c.b); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%v on %v: got %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestColorOnDarkGround(t *testing.T) {
	const ground = style.Color(0x1B1B1D)
	s := styletest.Sheet("en").Redline
	for _, c := range []style.Color{s.Inserted, s.Deleted, s.Follows, 0} {
		if got := c.On(ground, 7); got.Contrast(ground) < 7 || got == 0xFFFFFF {
			t.Errorf("%v becomes %v, which has a contrast of %.1f", c, got, got.Contrast(ground))
		}
	}
	if got := style.Color(0xFFFF00).On(ground, 7); got != 0xFFFF00 {
		t.Errorf("a colour that can be seen becomes %v", got)
	}
}

// A colour that cannot be read on paper is a finding where it is written.
func TestPaleColor(t *testing.T) {
	project := fstest.MapFS{"templates/styles/un-geneva.toml": &fstest.MapFile{Data: []byte("base = \"un-geneva\"\n[redline]\ndeleted = \"#ff0000\"\n")}}
	var found diag.List
	set := style.Templates{Project: project, Builtin: templates.Files, Found: &found}
	language, err := set.Language("en")
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := set.Sheet("un-geneva", language)
	if err != nil || sheet != nil {
		t.Fatalf("got a sheet %v, %v", sheet != nil, err)
	}
	all := found.Sorted()
	want := `the colour "#ff0000" of "redline.deleted" has a contrast of 4.0 to 1 on white paper; at least 4.5 to 1 was expected`
	if len(all) != 1 || all[0].Code != "template/value" || all[0].Message != want || all[0].Span.Text() != `"#ff0000"` {
		t.Errorf("got %v", all)
	}
}
