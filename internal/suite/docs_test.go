package suite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/cli"
	"rapporteur/internal/compile"
	"rapporteur/internal/doc"
)

// documents are those whose examples are cases: blocks of what is written, then a text block of what is printed.
var documents = []string{"../../docs/markdown.md", "../../docs/citations.md", "../../docs/recommendations.md"}

var fence = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$")

// TestDocuments compiles the examples of the documents and compares what is printed with the text block behind each.
func TestDocuments(t *testing.T) {
	for _, name := range documents {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out, examples := string(text), 0
		files := map[string]string{}
		for _, m := range fence.FindAllStringSubmatchIndex(string(text), -1) {
			kind, body := string(text[m[2]:m[3]]), string(text[m[4]:m[5]])
			at := strings.Count(string(text[:m[0]]), "\n") + 1
			switch kind {
			case "markdown", "toml", "csv":
				if _, twice := files[kind]; twice {
					t.Errorf("%s:%d: second %s block of one example; a text block was expected", name, at, kind)
				}
				files[kind] = body
			case "text":
				if files["markdown"] == "" {
					t.Errorf("%s:%d: text block of no example", name, at)
					continue
				}
				got := printed(t, files)
				if *update {
					out = strings.Replace(out, "```text\n"+body+"```", "```text\n"+got+"```", 1)
				} else if got != body {
					t.Errorf("%s:%d: printed is\n%sthe document says\n%s", name, at, got, body)
				}
				files = map[string]string{}
				examples++
			}
		}
		if len(files) > 0 {
			t.Errorf("%s: the last example has no text block", name)
		}
		if examples == 0 {
			t.Errorf("%s has no examples", name)
		}
		if *update && out != string(text) {
			if err := os.WriteFile(name, []byte(out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// printed is the plain text of a small report, its notes at the end, or the findings.
func printed(t *testing.T, files map[string]string) string {
	t.Helper()
	project := fstest.MapFS{"content/en/section.md": {Data: []byte(files["markdown"])}}
	if s := files["toml"]; strings.HasPrefix(s, "[document]") {
		project["recommendations/document.toml"] = &fstest.MapFile{Data: []byte(s)}
		project["recommendations/institutions.toml"] = &fstest.MapFile{Data: []byte(institutions)}
	} else if s != "" {
		project["citations/registry.toml"] = &fstest.MapFile{Data: []byte(s)}
	}
	if s := files["csv"]; s != "" {
		project["content/en/data/returns.csv"] = &fstest.MapFile{Data: []byte(s)}
	}
	project["content/en/data/map.png"] = &fstest.MapFile{Data: doc.Samples()[pictureSample(t)].Report.Blocks[0].(*doc.Picture).Data}
	project["report.toml"] = &fstest.MapFile{Data: defaultConfig(project)}
	result, err := compile.Compile(project, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if result.Found.Len() > 0 {
		return short(t, &result.Found)
	}
	p := plainPrinter{}
	p.blocks(result.Report.Blocks, "")
	p.notes(result.Report.Notes)
	return strings.ReplaceAll(p.b.String(), "\u00a0", " ")
}

// institutions is the list of institutions of the examples.
const institutions = "[INM]\nname = { en = \"National Migration Institute\" }\n"

// TestDocumentCommands runs the commands in the documents on recommendations, each behind a dollar sign, one after the other, and compares what
// they print with what stands below. The project is the first example of recommendations.md; blocks of other kinds are files of it.
func TestDocumentCommands(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("report.toml", "[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nlanguages = [\"en\"]\nsections = [\"section\"]\n")
	put("recommendations/institutions.toml", institutions)
	registry, commands := "", 0
	for _, name := range []string{"../../docs/recommendations.md", "../../docs/follow-up.md"} {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out := string(src)
		for _, m := range fence.FindAllStringSubmatchIndex(string(src), -1) {
			kind, body := string(src[m[2]:m[3]]), string(src[m[4]:m[5]])
			switch {
			case kind == "toml":
				registry += "\n" + body
				put("recommendations/document.toml", registry)
			case kind == "markdown" && commands == 0:
				put("content/en/section.md", body)
			case kind == "txt":
				put("observations.txt", body)
			case kind == "csv":
				put("answers.csv", body)
			case kind == "console" && strings.HasPrefix(body, "$ "):
				commands++
				line, want, _ := strings.Cut(body, "\n")
				got := ran(t, dir, line)
				if *update {
					out = strings.Replace(out, "```console\n"+body+"```", "```console\n"+line+"\n"+got+"```", 1)
				} else if got != want {
					t.Errorf("%s: %s prints\n%sthe document says\n%s", name, line, got, want)
				}
			}
		}
		if *update && out != string(src) {
			if err := os.WriteFile(name, []byte(out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if commands < 5 {
		t.Errorf("%d commands stand in the documents; there are more", commands)
	}
}

// ran runs a command line of a document in the project and returns all that it prints, what is told behind what is asked for.
func ran(t *testing.T, dir, line string) string {
	t.Helper()
	args := strings.Fields(line)
	if len(args) < 2 || args[1] != "rapporteur" {
		t.Fatalf("%s is no command of ours", line)
	}
	var stdout, stderr strings.Builder
	cli.Main(append([]string{"-C", dir}, args[2:]...), cli.Env{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Getenv: func(string) string { return "" }})
	printed := stdout.String() + stderr.String()
	if printed != "" && !strings.HasSuffix(printed, "\n") {
		printed += "\n"
	}
	return printed
}

func pictureSample(t *testing.T) int {
	for i, s := range doc.Samples() {
		if s.Kind == "Picture" {
			return i
		}
	}
	t.Fatal("doc.Samples has no picture")
	return 0
}

type plainPrinter struct{ b strings.Builder }

func (p *plainPrinter) line(indent, marker, text string) {
	fmt.Fprintln(&p.b, strings.TrimRight(indent+strings.TrimSpace(marker+" "+text), " "))
}

func (p *plainPrinter) blocks(blocks []doc.Block, indent string) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			p.line(indent, b.Number, doc.MarkedText(b.Inlines))
		case *doc.Paragraph:
			p.line(indent, b.Label, doc.MarkedText(b.Inlines))
		case *doc.List:
			for _, it := range b.Items {
				p.line(indent+"    ", it.Marker, doc.MarkedText(it.Inlines))
				p.blocks(it.Blocks, indent+"    ")
			}
		case *doc.Quote:
			p.blocks(b.Blocks, indent+"    > ")
		case *doc.Table:
			p.line(indent, b.Caption.Label, doc.MarkedText(b.Caption.Inlines))
			p.rows(b)
			p.lines(b.Caption.Lines)
			p.notes(b.Notes)
		case *doc.Picture:
			p.line(indent, b.Caption.Label, doc.MarkedText(b.Caption.Inlines))
			p.line(indent, "picture:", b.Alt)
			p.lines(b.Caption.Lines)
		}
	}
}

// rows prints the grid: "·" is a place that a cell spans.
func (p *plainPrinter) rows(t *doc.Table) {
	grid := make([][]string, len(t.Rows))
	for i, r := range t.Rows {
		if grid[i] == nil {
			grid[i] = make([]string, len(t.Columns))
		}
		for _, c := range r.Cells {
			for k := i; k < i+c.RowSpan; k++ {
				if grid[k] == nil {
					grid[k] = make([]string, len(t.Columns))
				}
				for col := c.Column; col < c.Column+c.ColSpan; col++ {
					grid[k][col] = "·"
				}
			}
			grid[i][c.Column] = doc.MarkedText(c.Inlines)
		}
	}
	for i, cells := range grid {
		kind := ""
		if t.Rows[i].Kind != doc.BodyRow {
			kind = "  (" + t.Rows[i].Kind.String() + ")"
		}
		p.line("  ", "", strings.Join(cells, " | ")+kind)
	}
}

func (p *plainPrinter) lines(lines []doc.TextLine) {
	for _, l := range lines {
		p.line("  ", l.Label, doc.MarkedText(l.Inlines))
	}
}

func (p *plainPrinter) notes(notes []*doc.Note) {
	for _, n := range notes {
		p.line("  ", "["+n.Mark+"]", doc.MarkedText(n.Inlines))
	}
}

// Paths of the repository in a document are targets of links, and names in code quotes that begin with a folder of ours.
var (
	linkTarget = regexp.MustCompile(`\]\(([^)#: ]+)\)`)
	codeSpan   = regexp.MustCompile("`[^`]*`")
	codePath   = regexp.MustCompile("`((?:cmd|internal|docs|templates|citations|content|build|recommendations|\\.ci)(?:/[A-Za-z0-9_./-]*)?)`")
)

// TestDocumentPaths finds every path that a document names.
func TestDocumentPaths(t *testing.T) {
	names, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(names) < 4 {
		t.Fatalf("documents %q: %v", names, err)
	}
	named := 0
	for _, name := range append(names, "../../README.md") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		prose := fence.ReplaceAllString(string(text), "")
		check := func(path string) {
			named++
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s names %s, which is not there", name, path)
			}
		}
		for _, m := range linkTarget.FindAllStringSubmatch(codeSpan.ReplaceAllString(prose, ""), -1) {
			check(filepath.Join(filepath.Dir(name), m[1]))
		}
		for _, m := range codePath.FindAllStringSubmatch(prose, -1) {
			if path := strings.ReplaceAll(m[1], "SUBJECT/NAME.txtar", ""); !strings.Contains(path, "02-health") && path != "content/es" {
				check(filepath.Join("../..", path))
			}
		}
	}
	if named < 20 {
		t.Errorf("found %d paths in the documents; there are more", named)
	}
}
