package tomlfile_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"rapporteur/internal/tomlfile"
)

// texts are TOML of every kind of value and table, and what is none.
var texts = []string{
	"", "a = 1\nb = -0x1f\nc = 1_000.5e3\nd = inf\ne = true\n", "a = \"x\\u00e9\\n\"\nb = 'c:\\d'\nc = \"\"\"\na\\\n  b\"\"\"\nd = '''\nx'''\n",
	"a = 2016-09-07\nb = 2016-09-07T08:00:00\nc = 08:00:00.5\nd = 2016-09-07T08:00:00+02:00\ne = 2016-09-07 08:00:00Z\n",
	"[17]\na = [1, [2, 3], { b = \"c\" }]\n[[17.notes]]\ndate = 2020-01-01\n[[17.notes]]\n[17.notes.x]\ny = 1\n", "a.b.c = 1\na.b.d = { e.f = 2 }\n[\"124.1\"]\n",
	"[a]\nb = 1\n[a.c]\n[x.y]\n[x]\n", "a = 1\r\nb = 2 # c\r\n",
	"a = 1\na = 2\n", "[a]\n[a]\n", "a = {b = 1}\n[a.c]\n", "[a.b]\n[a]\nb = 1\n", "a = [1]\n[[a]]\n", "[[a]]\n[a]\n", "a = \n", "a", "[a", "a = 1979-02-30\n", "a = 01\n", "a = \"\x01\"\n", "a = \"\xff\"\n",
	"a = { b = 1, }\n", "a = {\nb = 1 }\n", "a = \"\\e\"\n", "a = \"\\x41\"\n", "a = 08:00\n", "\u00e9 = 1\n", "a.b = 1\n[a]\n", "a = 9223372036854775808\n", "= 1\n", "# \x7f\n", "a = 1 b = 2\n", "a = \"\\ud800\"\n",
}

// TestParse asks that the parser accepts what the one that says what is wrong accepts, and reads the same.
func TestParse(t *testing.T) {
	for _, text := range texts {
		sameParse(t, text)
	}
}

// FuzzParse asks the same of any text.
func FuzzParse(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(sameParse)
}

func sameParse(t *testing.T, text string) {
	var want map[string]any
	_, wantErr := toml.Decode(text, &want)
	got, err := tomlfile.Parse([]byte(text))
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q: error %v; want %v", text, err, wantErr)
	}
	if a, b := written(got), written(want); err == nil && a != b {
		t.Fatalf("%q:\ngot  %s\nwant %s", text, a, b)
	}
}

// written is a value with its type and everything in it.
func written(v any) string {
	var b strings.Builder
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			fmt.Fprintf(&b, "%q: %s, ", key, written(v[key]))
		}
		return "{" + b.String() + "}"
	case []map[string]any:
		for _, below := range v {
			b.WriteString(written(below) + ", ")
		}
		return "[" + b.String() + "]"
	case []any:
		for _, below := range v {
			b.WriteString(written(below) + ", ")
		}
		return "[" + b.String() + "]"
	case time.Time:
		return v.Format("2006-01-02 15:04:05.999999999")
	}
	return fmt.Sprintf("%T %v", v, v)
}
