package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the path of the module.
const module = "rapporteur"

// mayImport says for every package which of ours it may import: the direction of the program. docs/architecture.md has the same table
// for people.
var mayImport = map[string][]string{
	"templates":      {},
	"diag":           {},
	"doc":            {"diag"},
	"tomlfile":       {"diag"},
	"truetype":       {},
	"style":          {"diag", "tomlfile", "truetype"},
	"markdown":       {"diag", "doc", "tomlfile"},
	"cite":           {"diag", "doc", "style", "tomlfile"},
	"recommendation": {"cells", "diag", "doc", "fulltext", "style", "tomlfile"},
	"coverage":       {"cells", "doc", "recommendation", "style"},
	"compile":        {"cite", "diag", "doc", "markdown", "recommendation", "sentence", "style", "templates", "tomlfile", "translation"},
	"check":          {"diag", "doc", "quality", "recommendation"},
	"redline":        {"cite", "diag", "doc", "style"},
	"changes":        {"cells", "doc", "redline", "style"},
	"columns":        {},
	"cells":          {},
	"fulltext":       {},
	"word":           {},
	"revision":       {"word"},
	"uhri":           {"observations", "recommendation", "tomlfile"},
	"observations":   {"fulltext", "recommendation", "tomlfile", "word"},
	"format":         {"diag", "doc", "markdown", "sentence", "tomlfile"},
	"hyphen":         {},
	"sentence":       {"diag", "tomlfile"},
	"translation":    {"diag", "doc", "markdown", "sentence", "tomlfile"},
	"exchange":       {"cells", "diag", "doc", "docx", "markdown", "sentence", "status", "style", "templates", "term", "translation", "word"},
	"status":         {"cells", "diag", "doc", "redline", "translation"},
	"term":           {"diag"},
	"quality":        {"diag", "sentence", "style", "term", "tomlfile", "translation"},
	"typeset":        {"columns", "diag", "doc", "hyphen", "style", "truetype"},
	"html":           {"diag", "doc", "style"},
	"docx":           {"columns", "diag", "doc", "style"},
	"pdf":            {"diag", "doc", "style", "typeset", "truetype"},
	"cli":            {everything},
	"main":           {"cli"},
	"gitrepo":        {"diag"},
	"pdfcheck":       {},
	"suite":          {},
	"styletest":      {"diag", "style", "templates"},
	"gittest":        {},
	"redlinetest":    {"diag", "doc"},
	"wordtest":       {},
}

// everything stands for all packages but those that only tests import.
const everything = "everything"

// forTests are the packages that only tests import.
var forTests = []string{"gittest", "pdfcheck", "styletest", "suite", "wordtest"}

// owners says for every module outside, by the beginning of its import paths, which packages may import it.
var owners = map[string][]string{
	"github.com/yuin/goldmark":           {"markdown"},
	"github.com/BurntSushi/toml":         {"tomlfile"},
	"github.com/pelletier/go-toml":       {"tomlfile"},
	"github.com/go-pdf/fpdf":             {"pdf"},
	"github.com/go-text/typesetting":     {"typeset"},
	"codeberg.org/go-fonts/liberation":   {"typeset"},
	"golang.org/x/image":                 {"typeset"},
	"golang.org/x/text/language":         {"markdown", "recommendation"},
	"golang.org/x/net/html":              {"observations"},
	"golang.org/x/text/width":            {"format"},
	"golang.org/x/text/unicode/norm":     {"compile", "docx", "fulltext", "quality", "term", "translation"},
	"github.com/spf13/cobra":             {"cli"},
	"github.com/spf13/pflag":             {"cli"},
	"github.com/fsnotify/fsnotify":       {"cli"},
	"github.com/google/renameio":         {"cli"},
	"golang.org/x/term":                  {"cli"},
	"github.com/rogpeppe/go-internal":    {},
	"github.com/google/go-cmp":           {},
	"golang.org/x/text/encoding/unicode": {},
	"github.com/pdfcpu/pdfcpu":           {}, // judges PDFs in tests
}

// atEdge are the packages at the edge, which may touch the machine: disk, network, processes, environment, clock, terminal. gitrepo runs
// git, gittest makes repositories for tests.
var atEdge = []string{"cli", "main", "gitrepo", "gittest"}

// machine are the packages of the standard library that reach the machine, by path or by the beginning of it; and those that give
// something else at every run.
var machine = []string{"os", "net", "syscall", "plugin", "log", "testing", "path/filepath", "io/ioutil", "math/rand", "crypto/rand", "unsafe", "expvar"}

// calls are functions of other packages that reach the machine all the same.
var calls = map[string][]string{
	"time": {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "LoadLocation"},
	"fmt":  {"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
}

// A sourceFile is a Go file of the module that is no test.
type sourceFile struct {
	name string // relative to the module
	pkg  string // as in the tables
	file *ast.File
	fset *token.FileSet
}

// sources reads every Go file of the module that is no test.
func sources(t *testing.T) []sourceFile {
	t.Helper()
	root := os.DirFS("../..")
	var all []sourceFile
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		pkg := path.Base(path.Dir(name))
		if file.Name.Name == "main" {
			pkg = "main"
		}
		all = append(all, sourceFile{name, pkg, file, fset})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 20 {
		t.Fatalf("found %d Go files; the module has more", len(all))
	}
	return all
}

// TestImports holds every import of the module against the tables.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sources(t) {
		seen[s.pkg] = true
		may, known := mayImport[s.pkg]
		if !known {
			t.Errorf("%s: package %s is not in the table mayImport", s.name, s.pkg)
			continue
		}
		for _, spec := range s.file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if why := refuse(s.pkg, may, imported); why != "" {
				t.Errorf("%s: %s", s.fset.Position(spec.Pos()), why)
			}
		}
	}
	for pkg := range mayImport {
		if !seen[pkg] {
			t.Errorf("mayImport has package %s, which does not exist", pkg)
		}
	}
}

// refuse returns why pkg must not import the package of that path, or nothing.
func refuse(pkg string, may []string, imported string) string {
	below := func(prefix string) bool { return imported == prefix || strings.HasPrefix(imported, prefix+"/") }
	first, _, _ := strings.Cut(imported, "/")
	switch {
	case first == module:
		name := path.Base(imported)
		if !slices.Contains(may, name) && (!slices.Contains(may, everything) || slices.Contains(forTests, name)) {
			return "package " + pkg + " imports " + imported + "; it may import of ours: " + strings.Join(may, ", ")
		}
	case strings.Contains(first, "."):
		for prefix, who := range owners {
			if below(prefix) {
				if !slices.Contains(who, pkg) {
					return "package " + pkg + " imports " + imported + "; only these may: " + strings.Join(who, ", ")
				}
				return ""
			}
		}
		return imported + " has no owner in the table owners"
	case slices.Contains(atEdge, pkg), imported == "net/url": // which only takes addresses apart
	case slices.ContainsFunc(machine, below):
		return "package " + pkg + " imports " + imported + "; only the edge may: " + strings.Join(atEdge, ", ")
	}
	return ""
}

// TestNoClockBelowTheEdge looks for calls that reach the machine through packages that are otherwise harmless.
func TestNoClockBelowTheEdge(t *testing.T) {
	for _, s := range sources(t) {
		if slices.Contains(atEdge, s.pkg) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && slices.Contains(calls[x.Name], n.Sel.Name) {
					t.Errorf("%s: %s.%s below the edge", s.fset.Position(n.Pos()), x.Name, n.Sel.Name)
				}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "print" || f.Name == "println") {
					t.Errorf("%s: %s below the edge", s.fset.Position(n.Pos()), f.Name)
				}
			}
			return true
		})
	}
}

// tableRow is a row of the table of packages in docs/architecture.md: the package, its charge, what it may import.
var tableRow = regexp.MustCompile("^\\| *`([a-z]+)` *\\|[^|]*\\|([^|]*)\\|$")

// architectureTable returns the packages of the table in docs/architecture.md whose head says "may import", with what they may import.
func architectureTable(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash("../../docs/architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	written := map[string][]string{}
	inside := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		inside = strings.HasPrefix(line, "|") && (inside || strings.Contains(line, "may import"))
		if row := tableRow.FindStringSubmatch(line); inside && row != nil {
			names := regexp.MustCompile("[a-z]+").FindAllString(row[2], -1)
			slices.Sort(names)
			written[row[1]] = names
		}
	}
	return written
}

// TestArchitectureTable holds the table of docs/architecture.md against ours.
func TestArchitectureTable(t *testing.T) {
	written := architectureTable(t)
	for _, pkg := range slices.Sorted(maps.Keys(mayImport)) {
		if pkg == "main" {
			continue
		}
		names, ok := written[pkg]
		if want := slices.Sorted(slices.Values(mayImport[pkg])); !ok {
			t.Errorf("docs/architecture.md has no row for package %s", pkg)
		} else if !slices.Equal(names, want) {
			t.Errorf("docs/architecture.md lets %s import %q; the program lets it import %q", pkg, names, want)
		}
		delete(written, pkg)
	}
	for pkg := range written {
		t.Errorf("docs/architecture.md has a row for package %s, which does not exist", pkg)
	}
}
