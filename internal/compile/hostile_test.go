package compile_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

const hostileConfig = `[report]
body = "CMW"
state = "HND"
kind = "periodic"
number = "2"
due = 2021
languages = ["en"]
sections = ["a"]
`

// cyclic is a registry of n entries, each amended by the next, the last by the first.
func cyclic(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[k%d]\ntype = \"decree\"\nnumber = \"%d\"\namended-by = [\"k%d\"]\n", i, i, (i+1)%n)
	}
	return b.String()
}

// hostile are inputs that no author means: truncated, binary, deeply nested, enormous, circular. broken says whether a finding must come.
func hostile() []struct {
	name                   string
	text, config, registry string
	broken                 bool
} {
	const big = 1_000_000
	return []struct {
		name                   string
		text, config, registry string
		broken                 bool
	}{
		{name: "empty file", text: "", broken: true},
		{name: "only a byte order mark", text: "\uFEFF", broken: true},
		{name: "binary", text: "\x00\x01\xfe\xff\x80", broken: true},
		{name: "truncated character", text: "# A\n\ntext \xe2\x82", broken: true},
		{name: "no line end", text: "# A\n\nText {#para-a", broken: false},
		{name: "front matter cut off", text: "+++\nstatus = \"fi", broken: true},
		{name: "million opening brackets", text: "# A\n\n" + strings.Repeat("[", big), broken: false},
		{name: "million closing brackets", text: "# A\n\n" + strings.Repeat("]", big), broken: false},
		{name: "million bracket pairs", text: "# A\n\n" + strings.Repeat("[]", big/2), broken: false},
		{name: "notes in notes", text: "# A\n\n" + strings.Repeat("^[", 100_000), broken: true},
		{name: "citations without end", text: "# A\n\n" + strings.Repeat("[@a; ", 100_000), broken: true},
		{name: "one citation of many keys", text: "# A\n\n[@a" + strings.Repeat("; @a", 1000) + "]", broken: true},
		{name: "carets", text: "# A\n\n" + strings.Repeat("^", big), broken: false},
		{name: "at signs", text: "# A\n\n" + strings.Repeat("@a ", 30_000), broken: true},
		{name: "asterisks", text: "# A\n\n" + strings.Repeat("*a **b ", 20_000), broken: false},
		{name: "braces", text: "# A\n\n" + strings.Repeat("{#a", 100_000), broken: false},
		{name: "backticks", text: "# A\n\n" + strings.Repeat("`a``b", 20_000), broken: false},
		{name: "quotations in quotations", text: strings.Repeat("> ", 100_000) + "text", broken: true},
		{name: "lists in lists", text: strings.Repeat("- ", 100_000) + "text", broken: true},
		{name: "lists by indentation", text: "# A\n\n" + staircase(300), broken: true},
		{name: "language spans in spans", text: "# A\n\n" + strings.Repeat("[", 1000) + "a" + strings.Repeat("]{lang=es}", 1000), broken: false},
		{name: "wide table", text: "# A\n\n|" + strings.Repeat(" a |", 20_000) + "\n|" + strings.Repeat("---|", 20_000) + "\n|" + strings.Repeat(" b |", 20_000) + "\n", broken: true},
		{name: "long table", text: "# A\n\n| a | b |\n|---|---|\n" + strings.Repeat("| 1 | 2 |\n", 100_000), broken: false},
		{name: "joined column", text: "# A\n\n| a | b |\n|---|---|\n| x | y |\n" + strings.Repeat("| ^^ | 2 |\n", 20_000), broken: false},
		{name: "delimiter only", text: "# A\n\n|---|---|\n|---|---|\n|||||\n", broken: true},
		{name: "pipes", text: "# A\n\n" + strings.Repeat("|", big) + "\n|---|\n", broken: true},
		{name: "many note definitions", text: "# A\n\nText.\n\n" + strings.Repeat("[^a]: x\n", 50_000), broken: true},
		{name: "comment without end", text: "# A\n\n<!-- " + strings.Repeat("x ", 10_000), broken: true},
		{name: "many headings", text: strings.Repeat("# A\n\n", 20_000), broken: false},
		{name: "one long word", text: "# A\n\n" + strings.Repeat("a", big), broken: false},
		{name: "entities", text: "# A\n\n" + strings.Repeat("&#x41;&amp;&nope;", 30_000), broken: false},
		{name: "quotation marks", text: "# A\n\n" + strings.Repeat("\"'a ", 100_000), broken: false},
		{name: "link definitions", text: "# A\n\nText.\n\n" + strings.Repeat("[a]: https://example.org\n", 20_000), broken: false},
		{name: "outline of deep headings", text: strings.Repeat("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F\n\nT.\n\n", 1000), broken: false},
		{name: "cyclic relations", text: "# A\n\nText.[@k0]\n", registry: cyclic(2000), broken: true},
		{name: "deep inline tables", text: "# A\n\nText.\n", registry: "[a]\ntitle = " + strings.Repeat("{a=", 5000) + "1" + strings.Repeat("}", 5000), broken: true},
		{name: "deep arrays in report.toml", text: "# A\n\nText.\n", config: "a = " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), broken: true},
		{name: "report.toml cut off", text: "# A\n\nText.\n", config: hostileConfig[:60], broken: true},
		{name: "binary registry", text: "# A\n\nText.\n", registry: "\x00\xff\x01", broken: true},
		{name: "binary report.toml", text: "# A\n\nText.\n", config: "\x00\xff\x01", broken: true},
		{name: "huge numbers", text: "# A\n\nSee @rec-99999999999999999999 and @rec-0.\n", config: hostileConfig + "[limits]\nwords = 99999999999999999999\n", broken: true},
	}
}

// staircase is a list in which every item stands deeper than the one above it.
func staircase(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// TestHostileInput compiles inputs that no author means. Each must end, without panic, and with a finding where something is wrong; every
// finding and every node must stand inside its file.
func TestHostileInput(t *testing.T) {
	for _, h := range hostile() {
		t.Run(h.name, func(t *testing.T) {
			config := h.config
			if config == "" {
				config = hostileConfig
			}
			project := fstest.MapFS{"report.toml": {Data: []byte(config)}, "content/en/a.md": {Data: []byte(h.text)}}
			if h.registry != "" {
				project["citations/a.toml"] = &fstest.MapFile{Data: []byte(h.registry)}
			}
			res, err := compile.Compile(project, compile.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if h.broken && !res.Found.HasErrors() {
				t.Errorf("no error was found")
			}
			for _, d := range res.Found.Sorted() {
				inside(t, d.Span)
				for _, r := range d.Related {
					inside(t, r.Span)
				}
			}
			if res.Report != nil {
				doc.Walk(res.Report.Blocks, func(b doc.Block) bool {
					inside(t, b.Where())
					return true
				})
			}
		})
	}
}

func inside(t *testing.T, s diag.Span) {
	t.Helper()
	if s.File == nil {
		return
	}
	if s.Start < 0 || s.Start > s.End || s.End > len(s.File.Src) {
		t.Errorf("span %d to %d is not inside %s of %d bytes", s.Start, s.End, s.File.Name, len(s.File.Src))
	}
}

// pngHead is the beginning of a grey PNG of that size, which promises the rest.
func pngHead(width, height uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	b = binary.BigEndian.AppendUint32(b, width)
	b = binary.BigEndian.AppendUint32(b, height)
	b = append(b, 8, 0, 0, 0, 0)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[12:]))
}

// Findings that take more than a text archive can hold.
func TestLimits(t *testing.T) {
	picture := func(data []byte) fstest.MapFS {
		text := "# A\n\n![Long](a.png){#fig-a}\n\n: Caption\n"
		return fstest.MapFS{"report.toml": {Data: []byte(hostileConfig)}, "content/en/a.md": {Data: []byte(text)}, "content/en/a.png": {Data: data}}
	}
	for _, test := range []struct {
		code    string
		project fstest.MapFS
	}{
		{"project/no-report", fstest.MapFS{}},
		{"text/too-long", fstest.MapFS{"report.toml": {Data: []byte(hostileConfig)}, "content/en/a.md": {Data: bytes.Repeat([]byte("# A\n\n"), 16<<20/5+1)}}},
		{"picture/too-large", picture(pngHead(30001, 1))},
		{"picture/too-large", picture(pngHead(10000, 10000))},
		{"picture/too-large", picture(make([]byte, 32<<20+1))},
		{"picture/format", picture(pngHead(2, 2))},
	} {
		res, err := compile.Compile(test.project, compile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, d := range res.Found.Sorted() {
			codes = append(codes, d.Code)
		}
		if !slices.Equal(codes, []string{test.code}) {
			t.Errorf("found %q; want %q alone", codes, test.code)
		}
	}
}
