package compile

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

const noBreak = '\u00a0'

// setWords writes every text as the language prints it: note marks on the right side of punctuation, typographic quotation marks,
// dashes, and the spaces that do not break.
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
func tableWords(lang *style.Language) []style.TableWords {
	return []style.TableWords{lang.Tables, {Source: style.Noun{One: "Source:", Many: "Sources:"}, Note: style.Noun{One: "Note:", Many: "Notes:"}}}
}

// bareLabel is a label without its colon.
func bareLabel(label string) string { return strings.TrimRight(label, ": \u00a0\u202f") }

// label is the language's label of a line below a table, in the plural where the author wrote the plural of one of the labels.
func (c *compiler) label(typed string, of func(style.TableWords) style.Noun) string {
	own := of(c.lang.Tables)
	for _, words := range tableWords(c.lang) {
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
