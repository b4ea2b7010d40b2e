package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/text/language"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// made is an inline of the document model that one of our parsers has already made; it travels through goldmark's tree unchanged.
type made struct {
	ast.BaseInline
	inline doc.Inline
}

// wrap is an inline of ours whose content goldmark has parsed: a note in the text, a run in another language, a superscript.
type wrap struct {
	ast.BaseInline
	kind  wrapKind
	lang  string
	start int // of the whole, and of its content
	end   int
	inner int // end of the content
}

type wrapKind int

const (
	noteWrap wrapKind = iota
	foreignWrap
	superWrap
)

// attrs is "{#id .class key=value}" at the end of a block.
type attrs struct {
	ast.BaseInline
	attributes
}

var (
	madeKind  = ast.NewNodeKind("Made")
	wrapsKind = ast.NewNodeKind("Wrap")
	attrsKind = ast.NewNodeKind("Attributes")
)

func (*made) Kind() ast.NodeKind      { return madeKind }
func (*wrap) Kind() ast.NodeKind      { return wrapsKind }
func (*attrs) Kind() ast.NodeKind     { return attrsKind }
func (n *made) Dump(s []byte, l int)  { ast.DumpHelper(n, s, l, nil, nil) }
func (n *wrap) Dump(s []byte, l int)  { ast.DumpHelper(n, s, l, nil, nil) }
func (n *attrs) Dump(s []byte, l int) { ast.DumpHelper(n, s, l, nil, nil) }

// maxDepthOfBrackets is how deep brackets may stand in brackets. It bounds the search for a closing bracket, which would otherwise cost
// the square of the length on a text of opening brackets only.
const maxDepthOfBrackets = 16

// bracket finds the text between the bracket at the reader's place (which is on "[") and its partner, over line ends. It leaves the
// reader after the closing bracket. Brackets inside count when nested is set; otherwise one makes the search fail.
func bracket(block text.Reader, nested bool) (segs *text.Segments, start, end int, ok bool) {
	line, seg := block.PeekLine()
	if len(line) == 0 || line[0] != '[' {
		return nil, 0, 0, false
	}
	start = seg.Start + 1
	block.Advance(1)
	segs = text.NewSegments()
	depth, code := 1, false
	for {
		line, seg := block.PeekLine()
		if line == nil {
			return nil, 0, 0, false
		}
		for i := 0; i < len(line); i++ {
			switch c := line[i]; {
			case c == '\\':
				i++
			case c == '`':
				code = !code
			case code:
			case c == '[':
				if !nested {
					return nil, 0, 0, false
				}
				if depth++; depth > maxDepthOfBrackets {
					return nil, 0, 0, false
				}
			case c == ']':
				if depth--; depth == 0 {
					if i > 0 {
						segs.Append(text.NewSegment(seg.Start, seg.Start+i))
					}
					block.Advance(i + 1)
					return segs, start, seg.Start + i, true
				}
			}
		}
		segs.Append(seg)
		block.AdvanceLine()
	}
}

// inside parses the text of segs as inlines and hangs them under n. Notes cannot stand in notes, nor a language span many levels deep,
// which keeps recursion and cost bounded.
func inside(n ast.Node, block text.Reader, segs *text.Segments, pc parser.Context) {
	if segs.Len() == 0 {
		return
	}
	st := stateOf(pc)
	st.noted++
	defer func() { st.noted-- }()
	sub := parser.NewContext()
	sub.Set(stateKey, st)
	tree := inlineSyntax.Parse(text.NewBlockReader(block.Source(), segs), parser.WithContext(sub))
	for p := tree.FirstChild(); p != nil; p = p.NextSibling() {
		for c := p.FirstChild(); c != nil; {
			next := c.NextSibling()
			n.AppendChild(n, c)
			c = next
		}
	}
}

const maxNoted = 3

// bracketParser reads what opens with "[" and is ours: [^name], [@key, p. 4], [-@para-x], [see @x], [text]{lang=es}.
type bracketParser struct{}

func (bracketParser) Trigger() []byte { return []byte{'['} }

func (bracketParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if len(line) < 2 {
		return nil
	}
	st := stateOf(pc)
	if line[1] == '^' {
		return noteName(block, st)
	}
	l, p := block.Position()
	if n := citation(block, st); n != nil {
		return n
	}
	block.SetPosition(l, p)
	return foreign(block, st, pc)
}

// noteName reads [^name].
func noteName(block text.Reader, st *state) ast.Node {
	line, seg := block.PeekLine()
	end := bytes.IndexByte(line, ']')
	if end < 3 || end > 200 {
		return nil
	}
	name := string(line[2:end])
	if strings.ContainsAny(name, " \t[^@") {
		return nil
	}
	block.Advance(end + 1)
	span := st.span(seg.Start, seg.Start+end+1)
	return &made{inline: &doc.NoteName{Place: doc.Place{Span: span}, Name: name}}
}

// citation reads a group of citations or references in brackets.
func citation(block text.Reader, st *state) ast.Node {
	_, seg := block.PeekLine()
	segs, start, end, ok := bracket(block, false)
	if !ok || segs.Len() == 0 {
		return nil
	}
	if c := block.Peek(); c == '(' || c == ':' && start-1 == lineStart(st.file.Src, start) {
		return nil // a link
	}
	// Ends of lines, and what stands before the next line, are blanks in the text, so that every key keeps its place.
	src := block.Source()
	from, to := segs.At(0).Start, segs.At(segs.Len()-1).Stop
	text := bytes.Repeat([]byte{' '}, to-from)
	for i := range segs.Len() {
		s := segs.At(i)
		copy(text[s.Start-from:], bytes.TrimRight(src[s.Start:s.Stop], "\r\n"))
	}
	var items []citedText
	for part := range strings.SplitSeq(string(text), ";") {
		items = append(items, citedText{part, from, from + len(part)})
		from += len(part) + 1
	}
	first, ok := items[0].read(st)
	if !ok {
		return nil
	}
	whole := st.span(seg.Start, end+1)
	group := []keyed{first}
	for _, it := range items[1:] {
		k, ok := it.read(st)
		if !ok {
			st.found.Errorf(st.span(it.start, it.end), "markdown/citation", "%s in a citation holds no key; \"@key\" was expected after \";\"", quote(it.text))
			continue
		}
		group = append(group, k)
	}
	return &made{inline: st.group(group, whole)}
}

func lineStart(src []byte, off int) int { return bytes.LastIndexByte(src[:off], '\n') + 1 }

// citedText is one part of a citation as written.
type citedText struct {
	text       string
	start, end int
}

// keyed is one part of a citation that has been read.
type keyed struct {
	key, prefix, locator string
	bare, mention        bool
	keySpan, span        diag.Span
}

// read divides "see @key, p. 24"; false where it is no such thing.
func (c citedText) read(st *state) (keyed, bool) {
	at := strings.IndexByte(c.text, '@')
	if at < 0 {
		return keyed{}, false
	}
	prefix := c.text[:at]
	marks := prefix[len(strings.TrimRight(prefix, "-?")):]
	prefix = strings.TrimSuffix(prefix, marks)
	apart := strings.Trim(prefix, " \t\r\n-?") == "" && strings.ContainsAny(prefix, "-?") // marks with a space behind them
	if apart {
		marks, prefix = strings.TrimLeft(prefix+marks, " \t\r\n"), ""
	}
	bare, mention := strings.Contains(marks, "-"), strings.Contains(marks, "?")
	if prefix != "" && !unicode.IsSpace(rune(prefix[len(prefix)-1])) {
		return keyed{}, false // an e-mail address
	}
	for _, r := range prefix {
		if !unicode.IsLetter(r) && r != ' ' && r != '\n' && r != '\t' && r != '.' && r != ',' && r != '\r' {
			return keyed{}, false
		}
	}
	n := keyLength([]byte(c.text[at+1:]))
	if n == 0 {
		return keyed{}, false
	}
	k := keyed{key: c.text[at+1 : at+1+n], prefix: strings.Join(strings.Fields(prefix), " "), bare: bare, mention: mention}
	k.keySpan = st.span(c.start+at+1, c.start+at+1+n)
	from, to := c.start, c.end
	for from < to && isSpace(st.file.Src[from]) {
		from++
	}
	for to > from && isSpace(st.file.Src[to-1]) {
		to--
	}
	k.span = st.span(from, to)
	if apart || len(marks) > 2 || len(marks) == 2 && !(bare && mention) {
		st.found.Errorf(st.span(c.start+at-len(marks), c.start+at), "markdown/citation", "%q before %q has no meaning; \"?\" for a mention or \"-\" for the number alone was expected", marks, k.key).
			WithHint("write [%s@%s]", marks[:1], k.key)
	}
	rest := strings.TrimSpace(c.text[at+1+n:])
	if rest != "" {
		locator, ok := strings.CutPrefix(rest, ",")
		if !ok {
			st.found.Errorf(k.span, "markdown/citation", "%s follows the key %q; a comma and a place such as \", p. 24\" was expected", quote(rest), k.key)
		}
		k.locator = strings.Join(strings.Fields(locator), " ")
	}
	return k, true
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// group makes the inline of a bracket: a citation of sources or a reference to places, never both.
func (st *state) group(items []keyed, whole diag.Span) doc.Inline {
	if isReference(items[0].key) {
		p := &doc.Pending{Place: doc.Place{Span: whole}}
		for _, k := range items {
			switch {
			case !isReference(k.key):
				st.found.Errorf(k.keySpan, "markdown/citation", "source %q stands in a reference to places; cite it in brackets of its own", k.key)
				continue
			case k.prefix != "" || k.locator != "":
				st.found.Errorf(k.span, "markdown/citation", "reference %q has words around it; the words of a reference are computed", k.key).WithHint("write [@%s]", k.key)
			case k.mention && !strings.HasPrefix(k.key, "rec-"):
				st.found.Errorf(k.span, "markdown/citation", "\"?\" before %q has no meaning; it marks a recommendation that is mentioned and not answered", k.key).WithHint("write [@%s]", k.key)
			case k.mention && !items[0].mention:
				st.found.Errorf(k.span, "markdown/citation", "%q is mentioned and %q before it is answered; one reference does one of the two", k.key, items[0].key).WithHint("write two references")
			}
			p.Bare, p.Mention = p.Bare || k.bare, p.Mention || k.mention
			p.Targets = append(p.Targets, doc.PendingTarget{Name: k.key, Span: k.keySpan})
		}
		return p
	}
	c := &doc.Citation{Place: doc.Place{Span: whole}}
	for _, k := range items {
		if isReference(k.key) {
			st.found.Errorf(k.keySpan, "markdown/citation", "reference %q stands in a citation of sources; write it in brackets of its own", k.key)
			continue
		}
		if k.mention {
			st.found.Errorf(k.span, "markdown/citation", "\"?\" before the source %q has no meaning", k.key).WithHint("write [@%s]", k.key)
		}
		if k.bare {
			st.found.Errorf(k.span, "markdown/citation", "\"-\" before the source %q has no meaning", k.key).WithHint("write [@%s]", k.key)
		}
		c.Sources = append(c.Sources, doc.CitedSource{Key: k.key, KeySpan: k.keySpan, Prefix: k.prefix, Locator: k.locator, Span: k.span})
	}
	return c
}

// referencePrefixes begin the names that a reference can have.
var referencePrefixes = []string{"para-", "sec-", "tbl-", "fig-", "note-", "rec-"}

// IsReference reports whether a key is one of a reference to a place: "rec-17", "para-budget".
func IsReference(key string) bool { return isReference(key) }

func isReference(key string) bool {
	for _, p := range referencePrefixes {
		if strings.HasPrefix(key, p) && len(key) > len(p) {
			return true
		}
	}
	return false
}

// keyLength returns how many bytes of b are a key: letters, digits and - _ . : / inside.
func keyLength(b []byte) int {
	n := 0
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		i += size
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			n = i
		case strings.ContainsRune("-.:/", r) && n > 0:
		default:
			return n
		}
	}
	return n
}

// foreign reads [text]{lang=es}.
func foreign(block text.Reader, st *state, pc parser.Context) ast.Node {
	if st.noted >= maxNoted {
		return nil
	}
	_, seg := block.PeekLine()
	segs, _, end, ok := bracket(block, true)
	if !ok {
		return nil
	}
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{lang=")) {
		return nil
	}
	a, n, ok := readAttributes(line, end+1, st)
	if !ok || a.lang == "" {
		return nil
	}
	if base, err := language.ParseBase(primary(a.lang)); err != nil || base.String() == "und" {
		st.found.Errorf(a.span, "markdown/language", "%q is no language", a.lang).WithHint("write the code of a language, such as {lang=es}")
	}
	block.Advance(n)
	w := &wrap{kind: foreignWrap, lang: a.lang, start: seg.Start, inner: end, end: end + 1 + n}
	w.SetPos(seg.Start)
	inside(w, block, segs, pc)
	return w
}

// primary is the language of a code, without script and country: "es" of "es-HN".
func primary(code string) string {
	code, _, _ = strings.Cut(code, "-")
	return code
}

// atParser reads @para-x and @key.
type atParser struct{}

func (atParser) Trigger() []byte { return []byte{'@'} }

func (atParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	n := keyLength(line[1:])
	st := stateOf(pc)
	if n == 0 {
		inside := bytes.TrimLeft(line[1:], "-?")
		if n, marks := keyLength(inside), len(line)-1-len(inside); n > 0 && marks > 0 && isReference(string(inside[:n])) {
			st.found.Errorf(st.span(seg.Start, seg.Start+1+marks), "markdown/citation", "%q stands behind the sign @ of %q", line[1:1+marks], inside[:n]).
				WithHint("write [%c@%s]", line[1], inside[:n])
		}
		return nil
	}
	if before := block.PrecendingCharacter(); before == '@' || before == '.' || before == '_' || unicode.IsLetter(before) || unicode.IsDigit(before) {
		if key := string(line[1 : 1+n]); isReference(key) {
			st.found.Errorf(st.span(seg.Start, seg.Start+1+n), "markdown/citation", "reference \"@%s\" stands right behind a word", key).WithHint("put a space before it, or write \\@ for the sign itself")
		}
		return nil // an e-mail address
	}
	k := keyed{key: string(line[1 : 1+n]), keySpan: st.span(seg.Start+1, seg.Start+1+n), span: st.span(seg.Start, seg.Start+1+n)}
	if strings.HasPrefix(k.key, "rec-") && block.PrecendingCharacter() == '?' {
		st.found.Errorf(st.span(seg.Start-1, seg.Start), "markdown/citation", "\"?\" stands right before %q without brackets", "@"+k.key).
			WithHint("write [?@%s] for a mention, or put a space between a question and a reference", k.key)
	}
	block.Advance(1 + n)
	in := st.group([]keyed{k}, k.span)
	if c, ok := in.(*doc.Citation); ok {
		c.Bare = true
	}
	return &made{inline: in}
}

// caretParser reads ^[an inline note] and ^superscript^.
type caretParser struct{}

func (caretParser) Trigger() []byte { return []byte{'^'} }

// maxSuper is the length of a superscript in bytes: an ordinal ending or an exponent.
const maxSuper = 32

func (caretParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	st := stateOf(pc)
	if len(line) < 2 {
		return nil
	}
	if line[1] != '[' {
		end := bytes.IndexByte(line[1:min(len(line), maxSuper)], '^')
		if end < 1 || bytes.ContainsAny(line[1:1+end], " \t\r\n") {
			return nil
		}
		block.Advance(end + 2)
		w := &wrap{kind: superWrap, start: seg.Start, inner: seg.Start + 1 + end, end: seg.Start + end + 2}
		w.SetPos(seg.Start)
		w.AppendChild(w, ast.NewTextSegment(text.NewSegment(seg.Start+1, seg.Start+1+end)))
		return w
	}
	if st.noted >= maxNoted {
		return nil
	}
	l, p := block.Position()
	block.Advance(1)
	segs, _, end, ok := bracket(block, true)
	if !ok {
		block.SetPosition(l, p)
		st.found.Errorf(st.span(seg.Start, seg.Start+2), "markdown/note-not-closed", "the note opens with \"^[\" and is not closed in its paragraph").WithHint("write ] at its end")
		return nil
	}
	w := &wrap{kind: noteWrap, start: seg.Start, inner: end, end: end + 1}
	w.SetPos(seg.Start)
	inside(w, block, segs, pc)
	return w
}

// braceParser reads {#id .class key=value} at the end of a block.
type braceParser struct{}

func (braceParser) Trigger() []byte { return []byte{'{'} }

func (braceParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if len(line) < 3 || !attributeStart(line[1:]) {
		return nil
	}
	st := stateOf(pc)
	a, n, ok := readAttributes(line, seg.Start, st)
	if !ok {
		return nil // braces in the text
	}
	block.Advance(n)
	l, p := block.Position()
	last := len(bytes.TrimSpace(line[n:])) == 0
	if last {
		block.AdvanceLine()
		next, _ := block.PeekLine()
		last = next == nil
	}
	if !last {
		block.SetPosition(l, p)
		st.found.Errorf(a.span, "markdown/attribute", "%s stands inside the text; it belongs at the end of the block", a.span.Text()).
			WithHint("put it behind the last word and its stop")
		a = attributes{span: a.span}
	}
	out := &attrs{attributes: a}
	out.SetPos(seg.Start)
	return out
}
