package markdown

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/tomlfile"
)

// A Section is what one content file holds.
type Section struct {
	File   *diag.File
	Front  FrontMatter
	Keys   *tomlfile.Keys // places in the front matter; nil where there is none
	Blocks []doc.Block
	Notes  []*NoteDefinition // in the order of the file
	Unread bool              // the text could not be read, so that what stands in it is not known
}

// FrontMatter is the TOML between two lines "+++" at the head of a file.
type FrontMatter struct {
	Status   string   `toml:"status"`   // "draft", "translated", "reviewed", "final"
	Owner    string   `toml:"owner"`    // the institution that answers for the section
	Responds []string `toml:"responds"` // recommendations that it answers: "17", "33b"
}

// A NoteDefinition is "[^name]: text".
type NoteDefinition struct {
	Name     string
	NameSpan diag.Span
	Inlines  []doc.Inline
	Span     diag.Span
}

// Options say how to read.
type Options struct {
	FS fs.FS // the project, for data files of tables; pictures are read by the caller
	// SourceLabels and NoteLabels are the words, without colon, that open the lines under a table: "Source", "Fuente"; "Note", "Nota".
	SourceLabels, NoteLabels []string
}

// maxNesting is how deep quotations and lists may stand in one line. A report needs three; the limit keeps hostile input from
// costing time that grows with the square of its size.
const maxNesting = 24

// maxFile is the largest content file that is read, in bytes: fifty times the longest report that a committee accepts.
const maxFile = 16 << 20

// Parse reads a content file.
func Parse(f *diag.File, opt Options, found *diag.List) *Section { return parse(f, opt, found, nil) }

// parse reads a content file, and notes in layout where its text stands, unless that is nil.
func parse(f *diag.File, opt Options, found *diag.List, layout *Layout) *Section {
	s := &Section{File: f}
	if s.Unread = !readable(f, found); s.Unread {
		return s
	}
	body := s.frontMatter(f, found)
	if !shallow(f, body, found) {
		s.Unread = true
		return s
	}
	pc := parser.NewContext()
	st := &state{file: f, found: found, options: opt}
	pc.Set(stateKey, st)
	tree := syntax().Parse(text.NewReader(body), parser.WithContext(pc))
	c := converter{state: st, src: body, linked: map[string]bool{}, layout: layout}
	s.Blocks = c.blocks(tree, 0)
	c.unusedLinks()
	s.Notes = c.notes
	return s
}

// readable reports whether f is text that can be read at all: UTF-8, without control characters, not too long.
func readable(f *diag.File, found *diag.List) bool {
	if len(f.Src) > maxFile {
		found.Errorf(f.Span(0, 0), "text/too-long", "the file has %d bytes; at most %d are read", len(f.Src), maxFile).WithHint("divide the section into several files")
		return false
	}
	ok := true
	for i := 0; i < len(f.Src); {
		r, size := utf8.DecodeRune(f.Src[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			found.Errorf(f.Span(i, i+1), "text/not-utf8", "byte 0x%02X is not UTF-8 text", f.Src[i]).WithHint("save the file as UTF-8")
			return false
		case (r < ' ' && r != '\n' && r != '\t' && r != '\r') || r == 0x7f || (r >= 0x80 && r < 0xa0) || r == '\uFFFE' || r == '\uFFFF':
			found.Errorf(f.Span(i, i+size), "text/control-character", "character U+%04X cannot be printed", r).WithHint("delete it")
			ok = false
		}
		i += size
	}
	return ok
}

// frontMatter decodes the head of the file and returns its text with the head blanked, so that every offset stays true. Empty lines may
// stand before it.
func (s *Section) frontMatter(f *diag.File, found *diag.List) []byte {
	from := len(f.Src) - len(bytes.TrimPrefix(f.Src, []byte("\uFEFF")))
	mark := from
	line, next := lineAt(f.Src, mark)
	for line == "" && next < len(f.Src) {
		mark = next
		line, next = lineAt(f.Src, mark)
	}
	if line == "---" {
		if end := yaml(f.Src[next:]); end > 0 {
			found.Errorf(f.Span(mark, mark+3), "front/yaml", "front matter is TOML between two lines \"+++\"; this is YAML").WithHint("write +++ for ---, and status = \"draft\" for status: draft")
			return blank(f.Src, next+end)
		}
	}
	if line != "+++" {
		return blank(f.Src, from)
	}
	start := next
	for off := start; off < len(f.Src); off = next {
		if line, next = lineAt(f.Src, off); line == "+++" {
			s.Keys = tomlfile.Decode(f, start, off, &s.Front, "front", found)
			return blank(f.Src, next)
		}
	}
	found.Errorf(f.Span(mark, mark+3), "front/not-closed", "front matter opens with \"+++\" and is not closed").WithHint("write +++ on a line of its own after the last key")
	s.Unread = true
	return blank(f.Src, len(f.Src))
}

// lineAt returns the line of src that begins at off, without spaces at its end, and where the next one begins.
func lineAt(src []byte, off int) (line string, next int) {
	text, _, _ := bytes.Cut(src[off:], []byte("\n"))
	return strings.TrimRight(string(text), " \t\r"), min(off+len(text)+1, len(src))
}

// yamlLine is a line that can stand in YAML front matter: empty, a comment, an item of a list, something indented, a key with a colon.
var yamlLine = regexp.MustCompile(`^(?:$|#|-(?: |$)|[ \t]|[\pL\pN_-]+:(?:\s|$))`)

// yaml returns how long the YAML at the beginning of src is, with the line "---" or "..." that closes it; 0 where src begins with none.
// Between two rules of Markdown stands no key.
func yaml(src []byte) int {
	keys := false
	for off := 0; off < len(src); {
		line, next := lineAt(src, off)
		switch {
		case (line == "---" || line == "...") && keys:
			return next
		case !yamlLine.MatchString(line):
			return 0
		}
		keys = keys || strings.Contains(line, ":") && !strings.HasPrefix(line, "#")
		off = next
	}
	return 0
}

// blank returns src with the first n bytes made into spaces, line ends kept.
func blank(src []byte, n int) []byte {
	out := bytes.Clone(src)
	for i := range out[:n] {
		if out[i] != '\n' {
			out[i] = ' '
		}
	}
	return out
}

// shallow reports whether no line opens more quotations and lists than a report can need.
func shallow(f *diag.File, body []byte, found *diag.List) bool {
	for off := 0; off < len(body); {
		line, _, _ := bytes.Cut(body[off:], []byte("\n"))
		depth, i := 0, 0
		for i < len(line) {
			switch c := line[i]; {
			case c == ' ' || c == '\t':
			case c == '>':
				depth++
			case (c == '-' || c == '+' || c == '*') && i+1 < len(line) && line[i+1] == ' ':
				depth++
			case c >= '0' && c <= '9':
			case (c == '.' || c == ')') && i > 0 && line[i-1] >= '0' && line[i-1] <= '9':
				depth++
			default:
				i = len(line)
			}
			if depth > maxNesting {
				found.Errorf(f.Span(off, off+min(i, len(line))), "markdown/too-deep", "the line opens more than %d quotations and lists inside each other", maxNesting)
				return false
			}
			i++
		}
		off += len(line) + 1
	}
	return true
}

// state is what our parsers share while one file is read.
type state struct {
	file    *diag.File
	found   *diag.List
	options Options
	noted   int // depth of inline notes and language spans that are being read
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

func (s *state) span(start, end int) diag.Span { return s.file.Span(start, end) }

// inlineParsers are those of CommonMark and our own, which come before the link parser.
func inlineParsers() []util.PrioritizedValue {
	return append(parser.DefaultInlineParsers(),
		util.Prioritized(bracketParser{}, 150),
		util.Prioritized(atParser{}, 151),
		util.Prioritized(caretParser{}, 152),
		util.Prioritized(braceParser{}, 153),
	)
}

// syntax is the parser of content files, built once.
var syntax = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(), util.Prioritized(noteParser{}, 650))...),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithParagraphTransformers(
			util.Prioritized(tableTransformer{}, 50),
			util.Prioritized(captionTransformer{}, 60),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
		),
	)
})

// inlineSyntax reads text inside an inline note, a language span or a data cell, where no block can stand. It is a function of its own
// state because inlineParsers refers to it.
var inlineSyntax parser.Parser

func init() {
	inlineSyntax = parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(inlineParsers()...),
	)
}

// quote shortens text that a message repeats.
func quote(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > 60 {
		r := []rune(s)
		s = string(r[:59]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
