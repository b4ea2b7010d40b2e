package markdown

import (
	"bytes"
	"fmt"
	"io/fs"
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
func Parse(f *diag.File, opt Options, found *diag.List) *Section {
	s := &Section{File: f}
	if !readable(f, found) {
		return s
	}
	body := s.frontMatter(f, found)
	if !shallow(f, body, found) {
		return s
	}
	pc := parser.NewContext()
	st := &state{file: f, found: found, options: opt}
	pc.Set(stateKey, st)
	tree := syntax().Parse(text.NewReader(body), parser.WithContext(pc))
	c := converter{state: st, src: body}
	s.Blocks = c.blocks(tree, 0)
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

// frontMatter decodes the head of the file and returns its text with the head blanked, so that every offset stays true.
func (s *Section) frontMatter(f *diag.File, found *diag.List) []byte {
	src := bytes.TrimPrefix(f.Src, []byte("\uFEFF"))
	from := len(f.Src) - len(src)
	first, rest, _ := bytes.Cut(src, []byte("\n"))
	if strings.TrimRight(string(first), " \t\r") != "+++" {
		if from == 0 {
			return f.Src
		}
		return blank(f.Src, from)
	}
	start := len(f.Src) - len(rest)
	for off := start; off < len(f.Src); {
		line, _, _ := bytes.Cut(f.Src[off:], []byte("\n"))
		next := min(off+len(line)+1, len(f.Src))
		if strings.TrimRight(string(line), " \t\r") == "+++" {
			s.Keys = tomlfile.Decode(f, start, off, &s.Front, "front", found)
			return blank(f.Src, next)
		}
		off = next
	}
	found.Errorf(f.Span(from, from+3), "front/not-closed", "front matter opens with \"+++\" and is not closed").WithHint("write +++ on a line of its own after the last key")
	return blank(f.Src, len(f.Src))
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
