package cite

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A Writer writes the citations of one report in one language. It is for one pass over the notes in reading order, for what it writes
// depends on what it has written:
//
//   - A source is given in full at its first mention in a numbered note.
//   - A note that cites one source only, the same as the note before it, which cites nothing else, is "Ibid.", with its pinpoint where that
//     differs. Where only the note before has a pinpoint, "Ibid." would mean that pinpoint too, and the next form is taken.
//   - Any later mention is "See footnote 11 above", with its pinpoint, when note 11 cites nothing else.
//   - Where note 11 cites several sources, and inside the running text of a note, a later mention is the name of the source and the place
//     of the first mention: "Legislative Decree No. 130-2017 (footnote 11 above), art. 219". A source whose name is all there is of it, as
//     the symbol of a document, is given as at first.
//   - A second mention in one note is the name of the source.
//
// Relations are printed at the first mention. An instrument printed there is not thereby mentioned.
type Writer struct {
	reg     *Registry
	lang    *style.Language
	words   pinpointWords
	first   map[string]mention // by key, of numbered notes
	cites   map[int][]string   // by number of a note: the keys it cites, each once
	used    map[string]bool    // keys cited
	printed map[string]bool    // keys printed in full, relations included
	last    lastNote           // of the numbered series
}

// A mention is a note that mentions a source.
type mention struct {
	number int
	id     doc.ID
}

// A lastNote is what the preceding note of a series cites, if that is exactly one source and nothing else; otherwise it is zero.
type lastNote struct {
	key, locator string
}

// NewWriter returns a writer for one pass over a report in that language.
func NewWriter(reg *Registry, lang *style.Language) *Writer {
	return &Writer{reg: reg, lang: lang, words: newPinpointWords(lang), first: map[string]mention{}, cites: map[int][]string{},
		used: map[string]bool{}, printed: map[string]bool{}}
}

// Note returns the whole text of a numbered note that is made of a citation only, with its capital and its full stop. Notes come in the
// order of their numbers; id is the one of the note, for later references to it; span is where the citation stands.
func (w *Writer) Note(number int, id doc.ID, sources []doc.CitedSource, span diag.Span, found *diag.List) []doc.Inline {
	return w.whole(&w.last, mention{number, id}, sources, span, found)
}

// Inside returns the text of a citation in the running text of a numbered note, without capital and full stop. A note can have several.
func (w *Writer) Inside(number int, id doc.ID, sources []doc.CitedSource, span diag.Span, found *diag.List) []doc.Inline {
	w.last = lastNote{}
	return w.join(w.pieces(nil, mention{number, id}, sources, found), span)
}

// Plain tells of a numbered note without any citation. What follows it cannot be "Ibid.".
func (w *Writer) Plain(number int) { w.last = lastNote{} }

// Lettered returns a writer for the lettered notes of one table, or the notes of the title: a series of its own for "Ibid.". A source
// that a numbered note has mentioned is referred to by the number of that note; any other is given in full each time, since a lettered
// note cannot be referred to from outside its table and counts as no first mention.
func (w *Writer) Lettered() *Lettered { return &Lettered{w: w} }

// Lettered writes the notes of one table, in their order.
type Lettered struct {
	w    *Writer
	last lastNote
}

// Note returns the whole text of a note that is made of a citation only, with its capital and its full stop.
func (l *Lettered) Note(sources []doc.CitedSource, span diag.Span, found *diag.List) []doc.Inline {
	return l.w.whole(&l.last, mention{}, sources, span, found)
}

// Inside returns the text of a citation in the running text of a note, without capital and full stop.
func (l *Lettered) Inside(sources []doc.CitedSource, span diag.Span, found *diag.List) []doc.Inline {
	l.last = lastNote{}
	return l.w.join(l.w.pieces(nil, mention{}, sources, found), span)
}

// Plain tells of a note without any citation.
func (l *Lettered) Plain() { l.last = lastNote{} }

// FirstNote returns the number and the id of the numbered note that mentions the source of that key first.
func (w *Writer) FirstNote(key string) (number int, id doc.ID, ok bool) {
	m, ok := w.first[key]
	return m.number, m.id, ok
}

// Unused returns the entries that nothing has cited so far, by key. An entry that is tied to a used one by a relation of that one is used.
func (w *Writer) Unused() []*Entry {
	used := map[string]bool{}
	var use func(key string)
	use = func(key string) {
		e, ok := w.reg.Lookup(key)
		if !ok || used[key] {
			return
		}
		used[key] = true
		for _, rel := range relations {
			for _, other := range rel.keys(e) {
				use(other)
			}
		}
	}
	for key := range w.used {
		use(key)
	}
	var out []*Entry
	for _, key := range w.reg.keys {
		if !used[key] {
			out = append(out, w.reg.entries[key])
		}
	}
	return out
}

// whole writes a note that is made of a citation only.
func (w *Writer) whole(last *lastNote, at mention, sources []doc.CitedSource, span diag.Span, found *diag.List) []doc.Inline {
	out := w.join(w.pieces(last, at, sources, found), span)
	*last = lastNote{}
	if len(sources) == 1 && w.used[sources[0].Key] {
		*last = lastNote{sources[0].Key, w.locator(sources[0].Locator)}
	}
	if len(out) == 0 {
		return nil
	}
	Capitalize(out)
	return stop(out, span)
}

// A piece is the text for one source.
type piece struct {
	inlines []doc.Inline
	entry   *Entry
	symbol  bool // the text is the symbol of a document, perhaps with a pinpoint after it
	bare    bool // and nothing else
}

// pieces writes the sources of one citation. Where last is nil the citation stands in running text.
func (w *Writer) pieces(last *lastNote, at mention, sources []doc.CitedSource, found *diag.List) []piece {
	var out []piece
	for _, s := range sources {
		if e, ok := w.reg.Lookup(s.Key); ok && at.number > 0 && !slices.Contains(w.cites[at.number], e.Key) {
			w.cites[at.number] = append(w.cites[at.number], e.Key)
		}
	}
	for _, s := range sources {
		e, ok := w.reg.Lookup(s.Key)
		if !ok {
			w.unknown(s, found)
			out = append(out, piece{inlines: text("["+s.Key+"]", s.Span)})
			continue
		}
		p := w.source(last, at, e, s, len(sources) == 1)
		p.inlines = []doc.Inline{&doc.Cited{Place: doc.Place{Span: s.Span}, Key: e.Key, Inlines: p.inlines}}
		out = append(out, p)
	}
	return out
}

// unknown reports a key that has no entry.
func (w *Writer) unknown(s doc.CitedSource, found *diag.List) {
	if w.reg.mayExist(s.Key) {
		return // its file could not be read, which is said there
	}
	d := found.Errorf(s.KeySpan, "cite/unknown-key", "citation key %q is not in the registry", s.Key)
	near := w.reg.Nearest(s.Key)
	if len(near) == 0 {
		d.WithHint("add an entry for %q", s.Key)
		return
	}
	choices := make([]string, len(near))
	for i, key := range near {
		choices[i] = "[@" + key + "]"
		d.WithRelated(w.reg.entries[key].Span(), "a key near to it is %q", key)
	}
	d.WithHint("write %s, or add an entry for %q", strings.Join(choices, " or "), s.Key)
	if old := s.KeySpan.Text(); strings.HasSuffix(old, s.Key) {
		d.Fix = &diag.Fix{Message: "write @" + near[0], Edits: []diag.Edit{{Span: s.KeySpan, New: strings.TrimSuffix(old, s.Key) + near[0]}}}
	}
}

// source writes one source of a citation in the form that its place in the report asks for; alone is whether it is the only one there.
func (w *Writer) source(last *lastNote, at mention, e *Entry, s doc.CitedSource, alone bool) piece {
	forms := &w.lang.Sources.Forms
	locator := w.locator(s.Locator)
	pinpoint := text(locator, s.Span)
	first, mentioned := w.first[e.Key]
	w.used[e.Key] = true
	prefix := w.prefix(s.Prefix)

	if last != nil && alone && last.key == e.Key && (locator != "" || last.locator == "") {
		if locator == last.locator {
			pinpoint = nil
		}
		return piece{inlines: prefixed(prefix, fill(forms.Ibid, fields{"pinpoint": pinpoint}, s.Span), s.Span)}
	}
	if mentioned && !w.whollyNamed(e, s.Span) {
		values := fields{"name": w.name(e, byShort, s.Span), "pinpoint": pinpoint, "note": noteRef(first, s.Span)}
		switch {
		case first.number == at.number && len(values["name"]) > 0:
			return piece{inlines: prefixed(prefix, fill(w.lang.Sources.Forms.Document, values, s.Span), s.Span)}
		case first.number == at.number:
			// A page without a title has no name: it is given in full once more.
		case last == nil || len(w.cites[first.number]) > 1:
			return piece{inlines: prefixed(prefix, fill(forms.Named, values, s.Span), s.Span)}
		default:
			if prefix == "" {
				prefix = w.prefix("see")
			}
			values["see"] = text(prefix, s.Span)
			return piece{inlines: fill(forms.Earlier, values, s.Span)}
		}
	}
	if !mentioned && at.number > 0 {
		w.first[e.Key] = at
	}
	related := w.relations(e, s.Span)
	w.printed[e.Key] = true
	how := byNumber
	if prefix != "" {
		how = inPhrase
	}
	p := piece{inlines: prefixed(prefix, w.full(e, how, pinpoint, related, s.Span), s.Span), entry: e}
	p.symbol = sourceTypes[e.Type] == document && prefix == ""
	p.bare = p.symbol && locator == "" && len(e.Corrigenda) == 0
	return p
}

// whollyNamed reports whether the name of the source is all there is of it, so that a reference to an earlier note would only be longer:
// it is so of symbols of documents and of resolutions.
func (w *Writer) whollyNamed(e *Entry, span diag.Span) bool {
	c := sourceTypes[e.Type]
	return (c == document || c == resolution) && doc.PlainText(w.name(e, byShort, span)) == doc.PlainText(w.full(e, byNumber, nil, nil, span))
}

// noteRef is the number of an earlier note, leading to it.
func noteRef(m mention, span diag.Span) []doc.Inline {
	return []doc.Inline{&doc.Ref{Place: doc.Place{Span: span}, Kind: doc.NoteRef,
		Pieces: []doc.RefPiece{{Text: strconv.Itoa(m.number), Target: m.id}}, Targets: []doc.ID{m.id}}}
}

// prefix is the word before a source in the language of the report; words that are not known are printed as typed.
func (w *Writer) prefix(typed string) string {
	typed = strings.Join(strings.Fields(typed), " ")
	word := bareWord(typed)
	if word == "cf" {
		word = "compare"
	}
	for _, name := range slices.Sorted(maps.Keys(w.lang.Sources.Prefixes)) {
		printed := w.lang.Sources.Prefixes[name]
		if word == strings.ReplaceAll(name, "-", " ") || word == bareWord(printed) {
			return printed
		}
	}
	return typed
}

func prefixed(prefix string, inlines []doc.Inline, span diag.Span) []doc.Inline {
	if prefix == "" {
		return inlines
	}
	return join(text(prefix+" ", span), inlines...)
}

// join writes the pieces of a citation one after the other.
func (w *Writer) join(pieces []piece, span diag.Span) []doc.Inline {
	groups := w.series(pieces, span)
	forms := &w.lang.Sources
	var out []doc.Inline
	for i, g := range groups {
		next := doc.PlainText(g)
		and := fields{"and": text(w.lang.And(next), span)}
		switch {
		case i == 0:
		case len(groups) == 2 && !strings.Contains(doc.PlainText(out), ", ") && !strings.Contains(next, ", "):
			out = join(out, fill(forms.Pair, and, span)...)
		case i == len(groups)-1:
			out = join(out, fill(forms.Last, and, span)...)
		default:
			out = join(out, fill(forms.Join, and, span)...)
		}
		out = join(out, g...)
	}
	return out
}

// meeting is the last component of the symbols of a series: "SR.327".
var meeting = regexp.MustCompile(`^([A-Z][A-Za-z]*\.)[0-9]+$`)

// series joins documents of one series that follow one another, of which only the first shows the whole symbol: "CMW/C/SR.327 and
// SR.328". It returns the text of every group.
func (w *Writer) series(pieces []piece, span diag.Span) [][]doc.Inline {
	var out [][]doc.Inline
	for i := 0; i < len(pieces); {
		group := [][]doc.Inline{pieces[i].inlines}
		n := i + 1
		for ; n < len(pieces) && pieces[n-1].bare && pieces[n].symbol; n++ {
			short, ok := shortSymbol(pieces[n-1].entry.Symbol, pieces[n].entry.Symbol)
			if !ok {
				break
			}
			cited := pieces[n].inlines[0].(*doc.Cited)
			group = append(group, []doc.Inline{&doc.Cited{Place: cited.Place, Key: cited.Key, Inlines: shorten(cited.Inlines, pieces[n].entry.Symbol, short)}})
		}
		out = append(out, w.enumerate(group, span))
		i = n
	}
	return out
}

// shortSymbol returns the last component of symbol where the rest is that of the symbol before it, and both number one series.
func shortSymbol(before, symbol string) (string, bool) {
	i, j := strings.LastIndexByte(before, '/'), strings.LastIndexByte(symbol, '/')
	if i < 0 || j < 0 || before[:i] != symbol[:j] {
		return "", false
	}
	a, b := meeting.FindStringSubmatch(before[i+1:]), meeting.FindStringSubmatch(symbol[j+1:])
	if a == nil || b == nil || a[1] != b[1] {
		return "", false
	}
	return symbol[j+1:], true
}

// shorten puts short in place of the symbol at the beginning of the text.
func shorten(inlines []doc.Inline, symbol, short string) []doc.Inline {
	if len(inlines) == 0 {
		return nil
	}
	out := slices.Clone(inlines)
	switch in := out[0].(type) {
	case *doc.Text:
		if rest, ok := strings.CutPrefix(in.Value, symbol); ok {
			out[0] = &doc.Text{Place: in.Place, Value: short + rest}
		}
	case *doc.Link:
		out[0] = &doc.Link{Place: in.Place, URL: in.URL, Inlines: shorten(in.Inlines, symbol, short)}
	}
	return out
}
