package translation

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
	"rapporteur/internal/sentence"
)

// A Block is a block of one section in one language, with its sentences: a heading, paragraph, list, item, quotation, table, picture, or
// the definition of a note.
type Block struct {
	Key    string // the id that the author gave, "note-" and the name of a note, or what Kind and words make; unique in the section
	Given  bool   // the author named it
	Kind   string // "heading", "paragraph", "list", "item", "quote", "table", "picture", "note"
	Shape  string // what has to be the same in every language besides the kind: level, kind of list, size of a table
	Heads  int    // of a table: how many of its rows are heads
	Span   diag.Span
	Parts  []Part
	Inside []*Block // items of a list, what stands in an item or quotation

	picture string               // path of a picture
	Data    *diag.File           // where the rows of a table stand; nil where they are drawn in the section
	rows    []diag.Span          // of a table
	order   []int                // of a table of a translation, whose rows are not those of the original in order: for each of these the index here, or -1
	cells   map[string]diag.Span // of a table by the names of parts, also those without text: between two bars, or between two commas
}

// A Part is one run of text of a block: its own words, a caption, a cell, a line under a table.
type Part struct {
	Name      string // "" for the words of the block itself, "caption", "r3c2" (row and column from 1), "line1", "alt"
	Sentences []Sentence
}

// String is how the block is called in a message.
func (b *Block) String() string {
	if b.Given {
		return fmt.Sprintf("%s %q", b.kind(), strings.TrimPrefix(b.Key, "note-"))
	}
	return b.kind()
}

func (b *Block) kind() string {
	switch b.Kind {
	case "item":
		return "list item"
	case "quote":
		return "quotation"
	}
	return b.Kind
}

// Blocks returns the blocks of a section, notes behind the others, cut into sentences by rules.
func Blocks(s *markdown.Section, rules *sentence.Rules) []*Block {
	c := cutter{file: s.File, rules: rules, keys: map[string]bool{}}
	out := c.blocks(s.Blocks)
	for _, n := range s.Notes {
		b := &Block{Key: "note-" + n.Name, Given: true, Kind: "note", Span: n.Span}
		c.part(b, "", n.Inlines)
		out = append(out, b)
	}
	c.name(out)
	return out
}

type cutter struct {
	file   *diag.File
	quoted bool // the text stands in a quoted field of a data file
	rules  *sentence.Rules
	keys   map[string]bool
}

func (c *cutter) blocks(blocks []doc.Block) []*Block {
	var out []*Block
	for _, b := range blocks {
		out = append(out, c.block(b))
	}
	return out
}

func (c *cutter) block(x doc.Block) *Block {
	base := doc.BaseOf(x)
	b := &Block{Span: base.Span}
	if base.Given {
		b.Key, b.Given = string(base.ID), true
	}
	switch x := x.(type) {
	case *doc.Heading:
		b.Kind, b.Shape = "heading", fmt.Sprintf("level %d, numbered %t, annex %t", x.Level, x.Number != "", x.Annex)
		c.part(b, "", x.Inlines)
	case *doc.Paragraph:
		b.Kind, b.Shape = "paragraph", fmt.Sprintf("numbered %t, continued %t", x.Number != 0, x.Continued)
		c.part(b, "", x.Inlines)
	case *doc.List:
		b.Kind, b.Shape = "list", fmt.Sprintf("ordered %t", x.Ordered)
		for _, it := range x.Items {
			b.Inside = append(b.Inside, c.block(it))
		}
	case *doc.Item:
		b.Kind = "item"
		c.part(b, "", x.Inlines)
		b.Inside = c.blocks(x.Blocks)
	case *doc.Quote:
		b.Kind = "quote"
		b.Inside = c.blocks(x.Blocks)
	case *doc.Table:
		b.Heads = x.Head
		b.Kind, b.Shape = "table", fmt.Sprintf("%d rows, %d columns, %d rows of heads", len(x.Rows), len(x.Columns), x.Head)
		c.rows(b, x)
		c.caption(b, x.Caption)
	case *doc.Picture:
		b.Kind, b.picture = "picture", x.Path
		c.alt(b, x)
		c.caption(b, x.Caption)
	default:
		panic(fmt.Sprintf("translation: %T has no place in a section", x))
	}
	return b
}

// rows adds the cells of a table, which may stand in a data file.
func (c *cutter) rows(b *Block, x *doc.Table) {
	b.cells = map[string]diag.Span{}
	for i, row := range x.Rows {
		b.rows = append(b.rows, row.Span)
		for _, cell := range row.Cells {
			name := cellName(i, cell)
			b.cells[name] = cell.Span
			in := *c
			if cell.Span.File != c.file {
				b.Data = cell.Span.File
				in.file, in.quoted = b.Data, quotedField(cell.Span)
			}
			in.part(b, name, cell.Inlines)
		}
	}
}

// cellName is the name of the part of a cell in the row of that index.
func cellName(row int, cell *doc.Cell) string { return fmt.Sprintf("r%dc%d", row+1, cell.Column+1) }

// quotedField reports whether a field of a data file stands between quotation marks.
func quotedField(s diag.Span) bool { return strings.HasPrefix(s.Text(), `"`) }

// alt adds the words that stand for a picture, "![words](file)".
func (c *cutter) alt(b *Block, x *doc.Picture) {
	src := x.Span.Text()
	from := strings.Index(src, "![")
	to := strings.Index(src, "](")
	if from < 0 || to <= from+2 {
		return
	}
	span := c.file.Span(x.Span.Start+from+2, x.Span.Start+to)
	c.part(b, "alt", []doc.Inline{&doc.Text{Place: doc.Place{Span: span}, Value: x.Alt}})
}

func (c *cutter) caption(b *Block, x doc.Caption) {
	c.part(b, "caption", x.Inlines)
	for i, l := range x.Lines {
		c.part(b, fmt.Sprintf("line%d", i+1), l.Inlines)
	}
}

func (c *cutter) part(b *Block, name string, inlines []doc.Inline) {
	if len(inlines) == 0 {
		return
	}
	b.Parts = append(b.Parts, Part{name, c.cut(flattenIn(c.file, inlines, c.quoted))})
}

// cut divides running text into sentences. No sentence ends inside italics, a link or the like.
func (c *cutter) cut(signs []sign) []Sentence {
	var text strings.Builder
	at := make([]int, 0, len(signs)+1) // the sign that each byte of text belongs to
	depth := make([]int, len(signs)+1)
	for i, s := range signs {
		depth[i+1] = depth[i]
		r := s.r
		if s.code != nil {
			switch {
			case s.code.Kind == Open:
				depth[i+1]++
				r = sentence.Open
			case s.code.Kind == Close:
				depth[i+1]--
				r = sentence.Close
			case s.code.Type == "citation" && strings.HasPrefix(s.code.Raw, "["), s.code.Type == "note", s.code.Type == "note-text":
				r = sentence.Mark
			case s.code.Type == "break":
				r = ' '
			case s.code.Type == "comment":
				r = sentence.Close
			default:
				r = sentence.Word
			}
		}
		n, _ := text.WriteRune(r)
		for range n {
			at = append(at, i)
		}
	}
	at = append(at, len(signs))
	var out []Sentence
	start := -1
	for _, seg := range c.rules.Split(text.String()) {
		from, to := at[seg.Start], at[seg.End]
		if start < 0 {
			start = from
		}
		if depth[to] > 0 {
			continue
		}
		out = append(out, c.sentence(signs[start:to]))
		start = -1
	}
	if start >= 0 {
		out = append(out, c.sentence(signs[start:]))
	}
	return out
}

func (c *cutter) sentence(signs []sign) Sentence {
	return Sentence{Pieces: gather(c.file, signs), Span: c.file.Span(signs[0].start, signs[len(signs)-1].end), Quoted: c.quoted}
}

// name gives a key to every block that has none: its kind and a hash of its words, so that edits elsewhere leave it alone.
func (c *cutter) name(blocks []*Block) {
	all(blocks, func(b *Block) {
		if b.Given {
			c.keys[b.Key] = true
		}
	})
	all(blocks, func(b *Block) {
		if b.Given {
			return
		}
		key := b.Kind + "-" + hash(b.words())
		b.Key = key
		for n := 2; c.keys[b.Key]; n++ {
			b.Key = fmt.Sprintf("%s-%d", key, n)
		}
		c.keys[b.Key] = true
	})
}

// words is all that stands in the block, as hashes take it.
func (b *Block) words() string {
	var s strings.Builder
	all([]*Block{b}, func(b *Block) {
		for _, p := range b.Parts {
			for _, x := range p.Sentences {
				s.WriteString(normal(x.Pieces))
				s.WriteByte('\n')
			}
		}
	})
	return s.String()
}

// all visits blocks and what stands inside them, in reading order.
func all(blocks []*Block, visit func(*Block)) {
	for _, b := range blocks {
		visit(b)
		all(b.Inside, visit)
	}
}

// part returns the sentences of the part of that name; nil when the block has none.
func (b *Block) part(name string) []Sentence {
	i := slices.IndexFunc(b.Parts, func(p Part) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return b.Parts[i].Sentences
}

// Words counts the words of a sentence as they are translated: runs of letters and digits outside the codes.
func (s Sentence) Words() int {
	n, in := 0, false
	for _, r := range s.Plain() {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || in && (r == '\'' || r == '’' || r == '-' || r == '.' || r == ',')
		if word && !in {
			n++
		}
		in = word
	}
	return n
}
