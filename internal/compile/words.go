package compile

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

const noBreak = '\u00a0'

// setWords writes every text as the language prints it: note marks on the right side of punctuation, typographic quotation marks,
// dashes, and the no-break spaces that keep a number with its word.
func (c *compiler) setWords() {
	doc.Walk(c.report.Blocks, func(b doc.Block) bool {
		switch b := b.(type) {
		case *doc.Table:
			c.table(b)
		case *doc.Picture:
			b.Caption.Inlines = c.set(b.Caption.Inlines, '\n')
			c.lines(b.Caption.Lines)
		default:
			doc.Texts(b, func(in *[]doc.Inline) { *in = c.set(*in, '\n') })
		}
		return true
	})
	for _, n := range c.report.Notes {
		n.Inlines = c.set(n.Inlines, '\n')
	}
}

func (c *compiler) table(t *doc.Table) {
	t.Caption.Inlines = c.set(t.Caption.Inlines, '\n')
	for _, r := range t.Rows {
		for _, cell := range r.Cells {
			cell.Inlines = c.set(cell.Inlines, '\n')
			c.groups(cell.Inlines)
		}
	}
	t.Summary = c.summary(t)
	c.lines(t.Caption.Lines)
	for _, n := range t.Notes {
		n.Inlines = c.set(n.Inlines, '\n')
	}
}

// lines sets the lines under a table or picture. Their labels are those of the language, whatever the author's.
func (c *compiler) lines(lines []doc.TextLine) {
	for i := range lines {
		l := &lines[i]
		switch l.Role {
		case doc.SourceLine:
			l.Label = c.label(l.Label, func(w style.TableWords) style.Noun { return w.Source })
		case doc.NoteLine:
			l.Label = c.label(l.Label, func(w style.TableWords) style.Noun { return w.Note })
		case doc.KeyLine:
			l.Label = doc.PlainText(c.set([]doc.Inline{&doc.Text{Value: l.Label}}, '\n'))
		}
		l.Inlines = c.set(l.Inlines, ' ')
	}
}

// tableWords are the words below tables that an author may write: those of the language, and the English ones everywhere.
func (c *compiler) tableWords() []style.TableWords {
	return []style.TableWords{c.lang.Tables, {Source: style.Noun{One: "Source:", Many: "Sources:"}, Note: style.Noun{One: "Note:", Many: "Notes:"}}}
}

// bareLabel is a label without its colon.
func bareLabel(label string) string { return strings.TrimRight(label, ": \u00a0\u202f") }

// label is the language's label of a line below a table, in the plural where the author wrote the plural of one of the labels.
func (c *compiler) label(typed string, of func(style.TableWords) style.Noun) string {
	own := of(c.lang.Tables)
	for _, words := range c.tableWords() {
		if strings.EqualFold(bareLabel(typed), bareLabel(of(words).Many)) {
			return own.Many
		}
	}
	return own.One
}

// set prepares one sequence of inlines. before is the character that precedes it: a line end where nothing does.
func (c *compiler) set(in []doc.Inline, before rune) []doc.Inline {
	in = placeMarks(in, c.lang.Marks.NoteBefore)
	w := wordSetter{lang: c.lang, prev: before}
	w.collect(in)
	w.run()
	return in
}

// groups puts no-break spaces between the groups of digits in a cell that is a number.
func (c *compiler) groups(in []doc.Inline) {
	for _, x := range in {
		t, ok := x.(*doc.Text)
		if !ok {
			continue
		}
		r := []rune(t.Value)
		for i := 1; i+1 < len(r); i++ {
			if r[i] == ' ' && unicode.IsDigit(r[i-1]) && unicode.IsDigit(r[i+1]) {
				r[i] = noBreak
			}
		}
		t.Value = string(r)
	}
}

// comma is the raised comma between two note marks at one place.
func comma(p doc.Place) doc.Inline {
	return &doc.Super{Place: p, Inlines: []doc.Inline{&doc.Text{Place: p, Value: ","}}}
}

// Punctuation that note marks stand after in English, and before in French and Spanish (UN Editorial Manual, Footnote indicators): stops,
// and in English closing quotation marks as well, for the mark follows the whole quoted passage. A bracket stays on its side.
const (
	stops  = ".,;:!?…"
	quotes = "\"'”’»"
)

// placeMarks moves note marks across the punctuation next to them and parts marks at one place by raised commas. Space before a mark, and
// between two of them, is not printed.
func placeMarks(in []doc.Inline, before bool) []doc.Inline {
	out := make([]doc.Inline, 0, len(in))
	for i := 0; i < len(in); i++ {
		if !isCall(in[i]) {
			if kids := doc.Children(in[i]); kids != nil {
				*kids = placeMarks(*kids, before)
			}
			if t, ok := in[i].(*doc.Text); !ok || t.Value != "" {
				out = append(out, in[i])
			}
			continue
		}
		calls, next := callsAt(in, i)
		out = trimEnd(out)
		var stop *doc.Text
		if before {
			out, stop = takeLast(out)
		} else if next < len(in) && len(out) > 0 {
			if first := takeFirst(in[next]); first != nil {
				out = appendText(out, first)
			}
		}
		for k, call := range calls {
			if k > 0 {
				out = append(out, comma(doc.Place{Span: call.Where()}))
			}
			out = append(out, call)
		}
		if stop != nil {
			out = append(out, stop)
		}
		i = next - 1
	}
	return out
}

// callsAt returns the marks at one place from in[i] on, and where the inlines go on behind them. Blanks between marks are passed over.
func callsAt(in []doc.Inline, i int) (calls []doc.Inline, next int) {
	for next = i; next < len(in); next++ {
		if isCall(in[next]) {
			calls = append(calls, in[next])
			continue
		}
		t, ok := in[next].(*doc.Text)
		if !ok || strings.TrimSpace(t.Value) != "" || next+1 == len(in) || !isCall(in[next+1]) {
			break
		}
	}
	return calls, next
}

// trimEnd cuts the blanks off the end of the last text.
func trimEnd(out []doc.Inline) []doc.Inline {
	if len(out) == 0 {
		return out
	}
	t, ok := out[len(out)-1].(*doc.Text)
	if !ok {
		return out
	}
	if t.Value = strings.TrimRight(t.Value, " \t"); t.Value == "" {
		return out[:len(out)-1]
	}
	return out
}

func isCall(in doc.Inline) bool {
	_, ok := in.(*doc.Call)
	return ok
}

func appendText(out []doc.Inline, t *doc.Text) []doc.Inline {
	if last, ok := out[len(out)-1].(*doc.Text); ok {
		last.Value += t.Value
		return out
	}
	return append(out, t)
}

// takeFirst cuts the punctuation off the beginning of a text; nil where there is none.
func takeFirst(in doc.Inline) *doc.Text {
	t, ok := in.(*doc.Text)
	if !ok {
		return nil
	}
	n := 0
	for n < len(t.Value) {
		r, size := utf8.DecodeRuneInString(t.Value[n:])
		if !strings.ContainsRune(stops, r) && !strings.ContainsRune(quotes, r) {
			break
		}
		n += size
	}
	// An apostrophe or an opening quotation mark belongs to the word after it.
	if next, _ := utf8.DecodeRuneInString(t.Value[n:]); n == 0 || n < len(t.Value) && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
		return nil
	}
	cut := &doc.Text{Place: t.Place, Value: t.Value[:n]}
	t.Value = t.Value[n:]
	return cut
}

// takeLast cuts the stops off the end of the last text, inside emphasis too, with the space that French has before some of them; nil where
// there are none.
func takeLast(out []doc.Inline) ([]doc.Inline, *doc.Text) {
	if len(out) == 0 {
		return out, nil
	}
	last := out[len(out)-1]
	t, ok := last.(*doc.Text)
	if !ok {
		kids := doc.Children(last)
		if kids == nil {
			return out, nil
		}
		var stop *doc.Text
		if *kids, stop = takeLast(*kids); len(*kids) == 0 {
			out = out[:len(out)-1]
		}
		return out, stop
	}
	rest := strings.TrimRight(t.Value, stops)
	if rest == t.Value {
		return out, nil
	}
	cut := &doc.Text{Place: t.Place, Value: t.Value[len(rest):]}
	if t.Value = strings.TrimRight(rest, " \u00a0\u202f"); t.Value == "" {
		out = out[:len(out)-1]
	}
	return out, cut
}

// wordSetter goes over the texts of one sequence of inlines as if they were one.
type wordSetter struct {
	lang  *style.Language
	texts []*string
	prev  rune   // the character before the place
	open  []bool // quotation marks that are open; true for an inner one
	all   []rune // everything, for looking ahead
	at    int    // place in all
	out   []rune
}

// collect gathers the texts. What is printed as it is (addresses, references) only counts as context.
func (w *wordSetter) collect(in []doc.Inline) {
	for _, x := range in {
		switch x := x.(type) {
		case *doc.Text:
			w.texts = append(w.texts, &x.Value)
		case *doc.Ref:
			s := x.Words()
			w.texts = append(w.texts, &s)
		case *doc.Break:
			s := "\n"
			w.texts = append(w.texts, &s)
		case *doc.Link:
			if s := doc.PlainText(x.Inlines); s == x.URL || "mailto:"+s == x.URL {
				w.texts = append(w.texts, &s)
				continue
			}
			w.collect(x.Inlines)
		default:
			if kids := doc.Children(x); kids != nil {
				w.collect(*kids)
			}
		}
	}
}

func (w *wordSetter) run() {
	for _, t := range w.texts {
		w.all = append(w.all, []rune(*t)...)
	}
	for _, t := range w.texts {
		n := utf8.RuneCountInString(*t)
		if fixed(*t) {
			w.at += n
			w.prev = w.all[w.at-1]
			continue
		}
		w.out = w.out[:0]
		for end := w.at + n; w.at < end; w.at++ {
			w.rune(w.all[w.at], end)
		}
		*t = string(w.out)
	}
}

// addresses are the beginnings of what is printed character for character.
var addresses = []string{"http://", "https://", "www.", "mailto:"}

// fixed reports whether a text begins as an address, whose characters are not touched.
func fixed(s string) bool {
	return slices.ContainsFunc(addresses, func(a string) bool { return strings.HasPrefix(s, a) })
}

// longestAddress is the length of the longest of those beginnings.
const longestAddress = len("https://")

// address copies an address that begins at this place, up to the next blank, and reports whether one does.
func (w *wordSetter) address(end int) bool {
	if !w.opening() || !fixed(string(w.all[w.at:min(w.at+longestAddress, end)])) {
		return false
	}
	for ; w.at < end && !isBlank(w.all[w.at]); w.at++ {
		w.put(w.all[w.at])
	}
	w.at-- // the caller goes on to the next character
	return true
}

// ahead returns the character k places on, a line end where there is none.
func (w *wordSetter) ahead(k int) rune {
	if w.at+k < len(w.all) {
		return w.all[w.at+k]
	}
	return '\n'
}

func (w *wordSetter) put(r rune) {
	w.out = append(w.out, r)
	w.prev = r
}

func (w *wordSetter) puts(s string) {
	for _, r := range s {
		w.put(r)
	}
}

func isBlank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == noBreak || r == '\u202f' }

// opening reports whether a quotation mark at this place opens.
func (w *wordSetter) opening() bool {
	return isBlank(w.prev) || strings.ContainsRune("([{“‘«—–", w.prev)
}

// rune sets one character; end is where its text ends.
func (w *wordSetter) rune(r rune, end int) {
	m := &w.lang.Marks
	if r == '\t' {
		r = ' '
	}
	switch {
	case (r == 'h' || r == 'w' || r == 'm') && w.address(end):
	case r == '-' && w.ahead(1) == '-' && w.at+1 < end:
		w.at++
		if w.ahead(1) == '-' && w.at+1 < end {
			w.at++
			w.put('—')
			return
		}
		w.put('–')
	case r == '"':
		w.double()
	case r == '\'':
		w.single()
	case r == ' ' && w.prev == ' ': // around a comment; one is enough
	case r == ' ':
		w.space()
	case strings.ContainsRune(m.SpaceBefore, r):
		w.spaceBefore()
		w.put(r)
	case strings.ContainsRune(m.SpaceAfter, r):
		w.put(r)
		if next := w.ahead(1); next == ' ' && w.at+1 < end {
			w.at++
			w.put(m.Space())
		} else if !isBlank(next) {
			w.put(m.Space())
		}
	default:
		w.put(r)
	}
}

func (w *wordSetter) double() {
	m := &w.lang.Marks
	if w.opening() && !isBlank(w.ahead(1)) {
		inner := len(w.open) > 0 && !w.open[len(w.open)-1]
		w.open = append(w.open, inner)
		if inner {
			w.puts(m.InnerQuotes[0])
		} else {
			w.puts(m.Quotes[0])
		}
		return
	}
	inner := false
	if n := len(w.open); n > 0 {
		inner = w.open[n-1]
		w.open = w.open[:n-1]
	}
	mark := m.Quotes[1]
	if inner {
		mark = m.InnerQuotes[1]
	}
	w.puts(mark)
}

// single sets an apostrophe, or a quotation mark where one opens before a letter and another closes later.
func (w *wordSetter) single() {
	m := &w.lang.Marks
	next := w.ahead(1)
	switch {
	case w.opening() && unicode.IsLetter(next) && w.closesLater():
		w.open = append(w.open, true)
		w.puts(m.InnerQuotes[0])
	case len(w.open) > 0 && w.open[len(w.open)-1] && !unicode.IsLetter(next) && !unicode.IsDigit(next):
		w.open = w.open[:len(w.open)-1]
		w.puts(m.InnerQuotes[1])
	default:
		w.puts(m.Apostrophe)
	}
}

// quoteReach is how far a quotation in single marks may go, in characters.
const quoteReach = 400

func (w *wordSetter) closesLater() bool {
	for k := 2; k < quoteReach && w.at+k < len(w.all); k++ {
		if w.ahead(k) == '\'' && !isBlank(w.ahead(k-1)) && !unicode.IsLetter(w.ahead(k+1)) {
			return true
		}
	}
	return false
}

// spaceBefore makes the space before a character such as ":" in French one that does not break.
func (w *wordSetter) spaceBefore() {
	n := len(w.out)
	switch {
	case n > 0 && (w.out[n-1] == ' ' || w.out[n-1] == noBreak):
		w.out[n-1] = w.lang.Marks.Space()
	case isBlank(w.prev) || strings.ContainsRune(":;!?([{«“", w.prev):
	case unicode.IsDigit(w.prev) && w.all[w.at] == ':' && unicode.IsDigit(w.ahead(1)): // a time
	case w.all[w.at] == ':' && w.ahead(1) == '/': // an address
	default:
		w.put(w.lang.Marks.Space())
	}
}

// space keeps a number with the word before or after it.
func (w *wordSetter) space() {
	next := w.ahead(1)
	digit := unicode.IsDigit(w.prev)
	switch {
	case next == '(' && (digit || w.prev == ')') && w.part():
		w.put(noBreak)
	case w.number() && w.keeps(): // the quicker question first
		w.put(noBreak)
	case digit && w.unit(), digit && w.group():
		w.put(noBreak)
	default:
		w.put(' ')
	}
}

// number reports whether a number follows: a word with a digit in it ("12", "PCM-028-2017"), or one in Roman figures, with what follows them
// ("IV,", "II.A").
func (w *wordSetter) number() bool {
	roman := strings.ContainsRune("IVXLC", w.ahead(1))
	for k := 1; !isBlank(w.ahead(k)); k++ {
		r := w.ahead(k)
		if unicode.IsDigit(r) {
			return true
		}
		roman = roman && !unicode.IsLower(r)
	}
	return roman
}

// keeps reports whether the word before this place is one that is not parted from its number, perhaps with a capital at the beginning of a
// sentence.
func (w *wordSetter) keeps() bool {
	word := w.word()
	if slices.Contains(w.lang.Marks.KeepWithNext, word) {
		return true
	}
	first, size := utf8.DecodeRuneInString(word)
	return len(word) > size && slices.Contains(w.lang.Marks.KeepWithNext, string(unicode.ToLower(first))+word[size:])
}

// group reports whether the next three digits go on with the number before this place, in a language that parts thousands by a space.
func (w *wordSetter) group() bool {
	if strings.TrimSpace(w.lang.Numbers.Thousands) != "" || unicode.IsDigit(w.ahead(4)) {
		return false
	}
	for k := 1; k <= 3; k++ {
		if !unicode.IsDigit(w.ahead(k)) {
			return false
		}
	}
	digits := 0
	for i := len(w.out); i > 0 && unicode.IsDigit(w.out[i-1]); i-- {
		digits++
	}
	return digits <= 3
}

// part reports whether a bracket such as "(1)" or "(b)" follows: a part of an article or paragraph.
func (w *wordSetter) part() bool {
	for k := 2; k < 6; k++ {
		r := w.ahead(k)
		if r == ')' {
			return k > 2
		}
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
			return false
		}
	}
	return false
}

// word is the word as typed that ends at this place, through emphasis and raised letters ("n^o^"), without what French elides before it:
// "l’article".
func (w *wordSetter) word() string {
	i := w.at
	for i > 0 && !isBlank(w.all[i-1]) && !strings.ContainsRune("([’'\"“«", w.all[i-1]) {
		i--
	}
	return string(w.all[i:w.at])
}

// unit reports whether a word that belongs to the number before it follows.
func (w *wordSetter) unit() bool {
	for _, u := range w.lang.Marks.KeepWithNumber {
		r := []rune(u)
		n := len(r)
		if w.at+1+n > len(w.all) || string(w.all[w.at+1:w.at+1+n]) != u {
			continue
		}
		if !unicode.IsLetter(w.ahead(1 + n)) {
			return true
		}
	}
	return false
}
