package translation

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// A Piece is a stretch of a sentence: words, or a code.
type Piece struct {
	Text string    // the words as typed, without escapes, a line end as one space; empty for a code
	Code *Code     // nil for words
	Span diag.Span // in the content file
}

// CodeKind tells what a code does.
type CodeKind int

const (
	Atom  CodeKind = iota // stands for itself: a citation, a reference, the call of a note, an address, a line break
	Open                  // begins italics, bold, a link, a superscript, words in another language
	Close                 // ends them
)

func (k CodeKind) String() string { return [...]string{"atom", "open", "close"}[k] }

// A Code is a piece of markup. A translator may move it, but it comes back once and as it was.
type Code struct {
	Kind   CodeKind
	Number int        // of the atom or pair in its sentence, from 1; the same one in the other language has the same number
	Type   string     // "citation", "reference", "note", "note-text", "address", "break", "comment"; "italic", "bold", "superscript", "link", "foreign"
	Key    string     // what is the same in every language: "@k, p. 4", "para-x", "https://…", "es"; empty where the type says all
	Raw    string     // as it stands in the file
	Note   []Sentence // the text of a note that stands in the sentence, type "note-text"
}

// A Sentence is what is translated in one go, as it stands in one file.
type Sentence struct {
	Pieces []Piece
	Span   diag.Span
	Quoted bool // it stands between the quotation marks of a field of a data file, where those of the text are doubled
}

// Raw is the sentence as it would stand in a content file.
func (s Sentence) Raw() string { return single(s.Span.Text(), s.Quoted) }

// single takes the doubling off the quotation marks of text from a quoted field.
func single(text string, quoted bool) string {
	if quoted {
		return strings.ReplaceAll(text, `""`, `"`)
	}
	return text
}

// Plain returns the words without the codes.
func (s Sentence) Plain() string { return Plain(s.Pieces) }

// Plain returns the words of pieces without the codes.
func Plain(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Translatable reports whether there is anything to translate: a letter outside the codes.
func (s Sentence) Translatable() bool { return strings.ContainsFunc(s.Plain(), unicode.IsLetter) }

// A sign is one character or code of running text.
type sign struct {
	r          rune // object for an atom, 0 for Open and Close
	code       *Code
	start, end int // bytes in the file
}

// object stands for an atom where only characters are wanted.
const object = '\uFFFC'

// flatten returns the signs of inlines, which stand in file f, in order. Where inlines hold text that cannot be followed character by
// character, it comes as characters that all have the place of the whole.
func flatten(f *diag.File, inlines []doc.Inline) []sign { return flattenIn(f, inlines, false) }

// flattenIn does what flatten does; quoted tells that the inlines stand between the quotation marks of a field of a data file.
func flattenIn(f *diag.File, inlines []doc.Inline, quoted bool) []sign {
	fl := flattener{file: f, quoted: quoted}
	fl.inlines(inlines)
	return fl.signs
}

type flattener struct {
	file   *diag.File
	quoted bool
	signs  []sign
}

// raw is what stands in the file, as a content file would have it.
func (fl *flattener) raw(start, end int) string {
	return single(string(fl.file.Src[start:end]), fl.quoted)
}

func (fl *flattener) end() int {
	if n := len(fl.signs); n > 0 {
		return fl.signs[n-1].end
	}
	return -1
}

func (fl *flattener) atom(typ, key string, start, end int) *Code {
	c := &Code{Kind: Atom, Type: typ, Key: key, Raw: fl.raw(start, end)}
	fl.signs = append(fl.signs, sign{object, c, start, end})
	return c
}

func (fl *flattener) inlines(inlines []doc.Inline) {
	for i, in := range inlines {
		span := in.Where()
		if prev := fl.end(); i > 0 && prev >= 0 && span.Start > prev {
			if gap := fl.file.Src[prev:span.Start]; bytes.Contains(gap, []byte("<!--")) {
				fl.atom("comment", strings.TrimSpace(string(gap)), prev, span.Start)
			}
		}
		switch in := in.(type) {
		case *doc.Text:
			fl.text(span, in.Value)
		case *doc.Emph:
			fl.pair("italic", "", span, in.Inlines)
		case *doc.Strong:
			fl.pair("bold", "", span, in.Inlines)
		case *doc.Super:
			fl.pair("superscript", "", span, in.Inlines)
		case *doc.Foreign:
			fl.pair("foreign", in.Language, span, in.Inlines)
		case *doc.Link:
			if t, ok := only(in.Inlines); ok && t.Span == span {
				fl.atom("address", in.URL, span.Start, span.End)
			} else {
				fl.pair("link", in.URL, span, in.Inlines)
			}
		case *doc.Break:
			start, end := span.Start, span.End
			if prev := fl.end(); prev >= 0 {
				start = prev
			}
			if i+1 < len(inlines) {
				end = max(end, inlines[i+1].Where().Start)
			}
			fl.atom("break", "", start, end)
		case *doc.Citation:
			fl.atom("citation", citationKey(in), span.Start, span.End)
		case *doc.Pending:
			fl.atom("reference", referenceKey(in), span.Start, span.End)
		case *doc.NoteName:
			fl.atom("note", in.Name, span.Start, span.End)
		case *doc.NoteText:
			c := fl.atom("note-text", "", span.Start, span.End)
			c.Note = []Sentence{{Pieces: gather(fl.file, flattenIn(fl.file, in.Inlines, fl.quoted)), Span: within(fl.file, in.Inlines), Quoted: fl.quoted}}
		default:
			fl.atom("comment", string(span.Text()), span.Start, span.End)
		}
	}
}

// within is the range of a sequence of inlines.
func within(f *diag.File, inlines []doc.Inline) diag.Span {
	if len(inlines) == 0 {
		return f.Span(0, 0)
	}
	return inlines[0].Where().Until(inlines[len(inlines)-1].Where())
}

func only(inlines []doc.Inline) (*doc.Text, bool) {
	if len(inlines) != 1 {
		return nil, false
	}
	t, ok := inlines[0].(*doc.Text)
	return t, ok
}

// pair adds what opens, the inside, and what closes. What closes has the length of what opens, save for what has its own words behind
// (the address of a link, the language of foreign words).
func (fl *flattener) pair(typ, key string, span diag.Span, kids []doc.Inline) {
	if len(kids) == 0 {
		fl.atom(typ, key, span.Start, span.End)
		return
	}
	first := kids[0].Where().Start
	open := &Code{Kind: Open, Type: typ, Key: key, Raw: fl.raw(span.Start, first)}
	fl.signs = append(fl.signs, sign{0, open, span.Start, first})
	fl.inlines(kids)
	last := fl.end()
	end := span.End
	if typ != "link" && typ != "foreign" {
		end = min(end, last+first-span.Start)
	}
	end = max(end, last) // of "***a****" the parser gives the surplus asterisk the place before those that close
	fl.signs = append(fl.signs, sign{0, &Code{Kind: Close, Type: typ, Key: key, Raw: fl.raw(last, end)}, last, end})
}

// text adds the characters of a run of text with their places.
func (fl *flattener) text(span diag.Span, value string) {
	from := len(fl.signs)
	fl.signs = append(fl.signs, decode([]byte(span.Text()), span.Start, fl.quoted)...)
	// The model has no space at both ends of a block, and the source may have.
	if got := letters(fl.signs[from:]); strings.TrimSpace(got) != strings.TrimSpace(value) {
		fl.signs = fl.signs[:from]
		for _, r := range value {
			fl.signs = append(fl.signs, sign{r, nil, span.Start, span.End})
		}
	}
}

func letters(signs []sign) string {
	var b strings.Builder
	for _, s := range signs {
		if s.code == nil {
			b.WriteRune(s.r)
		}
	}
	return b.String()
}

// decode reads text as CommonMark does: backslashes, entities, and line ends with what stands before the text of the next line. In a quoted field
// of a data file a quotation mark is two.
func decode(src []byte, base int, quoted bool) []sign {
	var out []sign
	for i := 0; i < len(src); {
		start := i
		switch c := src[i]; {
		case c == '\\' && i+1 < len(src) && punctuation(src[i+1]), c == '"' && quoted:
			if c == '\\' {
				i++
			}
			r := rune(src[i])
			if i++; r == '"' && quoted {
				i++
			}
			out = append(out, sign{r, nil, base + start, base + min(i, len(src))})
			continue
		case c == '&':
			if end := bytes.IndexByte(src[i:], ';'); end > 0 && end <= 32 {
				entity := string(src[i : i+end+1])
				if text := html.UnescapeString(entity); text != entity {
					for _, r := range text {
						out = append(out, sign{r, nil, base + i, base + i + end + 1})
					}
					i += end + 1
					continue
				}
			}
		case c == '\n' || c == '\r':
			for i < len(src) && strings.IndexByte(" \t\r\n>", src[i]) >= 0 {
				i++
			}
			for len(out) > 0 && (out[len(out)-1].r == ' ' || out[len(out)-1].r == '\t') {
				start = out[len(out)-1].start - base
				out = out[:len(out)-1]
			}
			out = append(out, sign{' ', nil, base + start, base + i})
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		out = append(out, sign{r, nil, base + i, base + i + size})
		i += size
	}
	return out
}

func punctuation(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// gather joins signs into pieces and numbers the codes.
func gather(f *diag.File, signs []sign) []Piece {
	var out []Piece
	var words strings.Builder
	from := 0
	flush := func(to int) {
		if words.Len() > 0 {
			out = append(out, Piece{Text: words.String(), Span: f.Span(from, to)})
			words.Reset()
		}
	}
	number, open := 0, []int(nil)
	for i, s := range signs {
		if s.code == nil {
			if words.Len() == 0 {
				from = s.start
			}
			words.WriteRune(s.r)
			continue
		}
		if i > 0 {
			flush(signs[i-1].end)
		}
		c := *s.code
		switch c.Kind {
		case Atom:
			number++
			c.Number = number
		case Open:
			number++
			c.Number = number
			open = append(open, number)
		case Close:
			if n := len(open); n > 0 {
				c.Number, open = open[n-1], open[:n-1]
			}
		}
		out = append(out, Piece{Code: &c, Span: f.Span(s.start, s.end)})
	}
	if n := len(signs); n > 0 {
		flush(signs[n-1].end)
	}
	return out
}

// citationKey names the sources, so that two languages can be compared: pinpoints are the author's words and may differ.
func citationKey(c *doc.Citation) string {
	keys := make([]string, len(c.Sources))
	for i, s := range c.Sources {
		keys[i] = "@" + s.Key
	}
	slices.Sort(keys)
	return strings.Join(keys, "; ")
}

// referenceKey names the targets of a reference and how it is printed.
func referenceKey(p *doc.Pending) string {
	names := make([]string, len(p.Targets))
	for i, t := range p.Targets {
		names[i] = "@" + t.Name
	}
	slices.Sort(names)
	mark := ""
	if p.Bare {
		mark = "-"
	} else if p.Mention {
		mark = "?"
	}
	return mark + strings.Join(names, "; ")
}

// Codes returns the codes of pieces in order.
func Codes(pieces []Piece) []*Code {
	var out []*Code
	for _, p := range pieces {
		if p.Code != nil {
			out = append(out, p.Code)
		}
	}
	return out
}

// renumber gives the codes of target the numbers that the same codes have in source: same type and key first, then same type, in order.
// Codes that source does not have get numbers behind the last one.
func renumber(source, target []Piece) {
	type place struct{ typ, key string }
	free := map[int]place{}
	last := 0
	for _, c := range Codes(source) {
		if c.Kind != Close {
			free[c.Number] = place{c.Type, c.Key}
			last = max(last, c.Number)
		}
	}
	given := map[int]int{}
	for _, exact := range []bool{true, false} {
		for _, c := range Codes(target) {
			if c.Kind == Close || given[c.Number] != 0 {
				continue
			}
			best := 0
			for n, p := range free {
				if p.typ == c.Type && (!exact || p.key == c.Key) && (best == 0 || n < best) {
					best = n
				}
			}
			if best != 0 {
				given[c.Number] = best
				delete(free, best)
			}
		}
	}
	for _, c := range Codes(target) {
		if given[c.Number] == 0 {
			last++
			given[c.Number] = last
		}
	}
	for _, c := range Codes(target) {
		c.Number = given[c.Number]
	}
}

// normal is what of a sentence its hash and its comparison with another go by: words with single spaces, codes by type and key.
func normal(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch {
		case p.Code == nil:
			b.WriteString(p.Text)
		case p.Code.Kind == Close:
			b.WriteString("\x02")
		default:
			b.WriteString("\x01" + p.Code.Type + "\x03" + p.Code.Key + "\x01")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
