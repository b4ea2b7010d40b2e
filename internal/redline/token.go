package redline

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
)

// A token is a piece of running text: a word, a mark of punctuation, a space, or an atom: note mark, reference or line break. How it looks
// is part of it: a word that becomes italic is another token.
type token struct {
	node     doc.Inline // the text that it is part of, or the atom
	setting  *setting   // what it stands in; nil where that is nothing
	from, to int32      // of a word or space: node.Value[from:to]
	symbol   int32      // the same for tokens that are the same, in both texts
	bare     int32      // the same for words that differ in emphasis alone
	weight   int16      // how much it says
	kind     tokenKind
	follows  bool // if it was changed, nobody wrote that
}

type tokenKind uint8

const (
	wordToken tokenKind = iota
	spaceToken
	callToken
	refToken
	breakToken
)

// text is the words of a token of text.
func (t *token) text() string {
	if n, ok := t.node.(*doc.Text); ok {
		return n.Value[t.from:t.to]
	}
	return ""
}

// A setting is a container that a token stands in, within others. There is one for every place in the text.
type setting struct {
	outer *setting
	node  doc.Inline
	key   string // kind and attributes
	path  string // keys from the outermost on
	bare  string // the same without those of emphasis
	depth int
	cited *doc.Cited // the innermost source that this is part of
}

// at returns the container at that depth, counted from 0 for the outermost.
func (s *setting) at(depth int) *setting {
	for s.depth > depth {
		s = s.outer
	}
	return s
}

// level is how many containers a token stands in.
func (t *token) level() int {
	if t.setting == nil {
		return 0
	}
	return t.setting.depth + 1
}

// styleKey names the kind of a container and what makes it another one.
func styleKey(x doc.Inline) string {
	switch x := x.(type) {
	case *doc.Emph:
		return "emph"
	case *doc.Strong:
		return "strong"
	case *doc.Super:
		return "super"
	case *doc.Foreign:
		return "foreign " + x.Language
	case *doc.Link:
		return "link " + x.URL
	case *doc.Cited:
		return "cited " + x.Key
	default:
		panic(fmt.Sprintf("redline: %T in a compiled report", x))
	}
}

// A tokenizer makes tokens of the two texts that are compared, with symbols of its own.
type tokenizer struct {
	*comparer
	symbols map[symbolKey]int32
}

type symbolKey struct {
	kind tokenKind
	path string // of the style
	text string
	note *doc.Note
}

func (z *tokenizer) symbol(k symbolKey) int32 {
	s, ok := z.symbols[k]
	if !ok {
		s = int32(len(z.symbols))
		z.symbols[k] = s
	}
	return s
}

// tokens makes tokens of one of the texts.
func (z *tokenizer) tokens(in []doc.Inline, from side) []token {
	size := 0
	doc.WalkInlines(in, func(x doc.Inline) bool {
		if t, ok := x.(*doc.Text); ok {
			size += len(t.Value)
		}
		return true
	})
	out := make([]token, 0, size/3+8)
	var add func(in []doc.Inline, within *setting)
	add = func(in []doc.Inline, within *setting) {
		path, bare := "", ""
		if within != nil {
			path, bare = within.path, within.bare
		}
		for _, x := range in {
			t := token{setting: within, node: x}
			switch x := x.(type) {
			case *doc.Text:
				t.to = 0
				scan(x.Value, func(s string) {
					t.from, t.to = t.to, t.to+int32(len(s))
					t.kind, t.weight = wordToken, int16(min(wordWeight(s), 255))
					if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
						t.kind = spaceToken
					}
					t.symbol = z.symbol(symbolKey{kind: t.kind, path: path, text: s})
					if t.bare = t.symbol; path != bare {
						t.bare = z.symbol(symbolKey{kind: t.kind, path: bare, text: s})
					}
					out = append(out, t)
				})
				continue
			case *doc.Break:
				t.kind, t.symbol = breakToken, z.symbol(symbolKey{kind: breakToken, path: path})
				if x == paragraphEnd {
					t.symbol = z.symbol(symbolKey{kind: breakToken, path: path, text: "paragraph"})
				}
			case *doc.Call:
				// Of a pair of notes each has the same mark in the other text.
				t.kind = callToken
				note := x.Note
				if now := z.pairs[note]; from == older && now != nil {
					note = now
				}
				t.symbol = z.symbol(symbolKey{kind: callToken, path: path, note: note})
			case *doc.Ref:
				t.kind, t.weight = refToken, 6
				t.symbol = z.symbol(symbolKey{kind: refToken, path: path, text: z.refKey(x, from)})
			default:
				s := &setting{outer: within, node: x, key: styleKey(x), path: path + "\x00" + styleKey(x), bare: bare}
				if s.key != "emph" && s.key != "strong" {
					s.bare += "\x00" + s.key
				}
				if within != nil {
					s.depth, s.cited = within.depth+1, within.cited
				}
				if c, ok := x.(*doc.Cited); ok {
					s.cited = c
				}
				add(*doc.Children(x), s)
				continue
			}
			t.bare = t.symbol
			out = append(out, t)
		}
	}
	add(in, nil)
	return out
}

// refKey names what a reference refers to, in the ids of the newer report, and whether it shows the number alone.
func (c *comparer) refKey(r *doc.Ref, from side) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %t", r.Kind, strings.HasPrefix(r.Span.Text(), "[-"))
	for _, id := range r.Targets {
		if from == older {
			id = c.target(r.Kind, id)
		}
		b.WriteByte(' ')
		b.WriteString(string(id))
	}
	return b.String()
}

// paragraphEnd stands between the paragraphs of a split or a merger when they are compared as one text.
var paragraphEnd = &doc.Break{}
