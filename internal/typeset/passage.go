package typeset

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A passage is the text of one paragraph, cell or note, and how its parts look.
type passage struct {
	text    string
	chunks  []chunk
	notes   []*note // that are called in it
	divided bool    // words may be divided at line ends
}

// A chunk is a stretch of a passage of one look and one element.
type chunk struct {
	start, end int // bytes of passage.text; equal for a mark
	mark       string
	look       look
	language   string // tag
	element    *Element
	link       *target
	change     *change // nil for what a redline leaves alone
	source     diag.Span
}

// look is how text is set.
type look struct {
	style faceStyle
	size  float64
	raise float64
	color style.Color
	flat  bool // it takes no width; see Run.Flat
}

// A target is where a chunk leads.
type target struct {
	element *Element
	url     string
	to      *Place
	label   string
}

// A reader flattens inlines into a passage.
type reader struct {
	*setter
	passage
	b      strings.Builder
	base   float64  // size of type of the paragraph
	mute   bool     // leave out the marks of notes
	owner  *Element // of the whole text; it holds the notes that are called
	change *change  // of the words that are being read
	// language is the tag of the words that stand in another language than the report, empty for the others.
	language string
}

// read flattens inlines that are set in s and belong to element.
func (t *setter) read(inlines []doc.Inline, s style.Text, element *Element) *passage {
	r := &reader{setter: t, base: s.Size.Points()}
	r.divided = s.Justify && t.sheet.Lines.Hyphenate
	r.whole(inlines, lookOf(s), element)
	return r.done()
}

// plain makes a passage of words that are not in the report's text: labels, markers. They are marked where all that they stand before is
// inserted or deleted, and nothing tells who hears them: the words behind them do.
func (t *setter) plain(text string, s style.Text, element *Element) *passage {
	r := &reader{setter: t, base: s.Size.Points()}
	l := lookOf(s)
	r.change = t.silent(&l)
	r.add(text, l, element, nil, diag.Span{})
	return r.done()
}

// blank is a space that parts a marker from its text for programs that read it.
func (t *setter) blank(s style.Text, element *Element) *passage {
	r := &reader{setter: t, base: s.Size.Points()}
	r.add("\u00A0", lookOf(s), element, nil, diag.Span{})
	return r.done()
}

func (r *reader) done() *passage {
	r.text = r.b.String()
	return &r.passage
}

// kept returns the byte behind the last words that a redline deletes, where others follow: in a cell they are the number that stands in the
// column.
func (p *passage) kept() int {
	start := 0
	for _, c := range p.chunks {
		if c.change != nil && c.change.kind == doc.Deleted && c.end < len(p.text) {
			start = c.end
		}
	}
	return start
}

func lookOf(s style.Text) look {
	l := look{size: s.Size.Points()}
	if s.Bold {
		l.style |= bold
	}
	if s.Italic {
		l.style |= italic
	}
	return l
}

// raised is how marks of notes and other superscripts are set in text of look l; the sheet gives their measure for the size of the body.
func (r *reader) raised(l look) look {
	part := r.base / r.sheet.Body.Size.Points()
	l.raise = r.sheet.NoteMark.Raise.Points() * part
	l.size = r.sheet.NoteMark.Size.Points() * part
	return l
}

func (r *reader) add(text string, l look, e *Element, to *target, source diag.Span) {
	if text == "" {
		return
	}
	start := r.b.Len()
	r.b.WriteString(strings.ToValidUTF8(text, "\uFFFD"))
	r.chunks = append(r.chunks, chunk{start: start, end: r.b.Len(), look: l, language: r.tag(), element: e, link: to, change: r.change, source: source})
}

// tag is the language of what is being read.
func (r *reader) tag() string {
	if r.language != "" {
		return r.language
	}
	return r.sheet.Language.Tag
}

// mark adds a raised mark that takes no part in finding places to break: what may break without it may break after it.
func (r *reader) mark(text string, l look, e *Element, to *target, source diag.Span) {
	at := r.b.Len()
	r.chunks = append(r.chunks, chunk{start: at, end: at, mark: text, look: l, element: e, link: to, change: r.change, source: source})
}

func (r *reader) inlines(inlines []doc.Inline, l look, e *Element, to *target) {
	for _, in := range inlines {
		switch in := in.(type) {
		case *doc.Text:
			r.add(in.Value, l, e, to, in.Span)
		case *doc.Emph:
			slanted := l
			slanted.style ^= italic // emphasis inside slanted text stands upright
			r.inlines(in.Inlines, slanted, e, to)
		case *doc.Strong:
			heavy := l
			heavy.style |= bold
			r.inlines(in.Inlines, heavy, e, to)
		case *doc.Super:
			r.inlines(in.Inlines, r.raised(l), e, to)
		case *doc.Foreign:
			span := within(e, RoleSpan)
			span.Language = in.Language
			outer := r.language
			r.language = in.Language
			r.inlines(in.Inlines, l, span, to)
			r.language = outer
		case *doc.Cited:
			r.inlines(in.Inlines, l, e, to)
		case *doc.Ins:
			r.revised(in.By, in.Inlines, l, e, to)
		case *doc.Del:
			r.revised(in.By, in.Inlines, l, e, to)
		case *doc.Link:
			link := within(e, RoleLink)
			r.inlines(in.Inlines, l, link, &target{element: link, url: in.URL, label: in.URL})
		case *doc.Break:
			r.add("\n", l, e, to, in.Span)
		case *doc.Ref:
			r.ref(in, l, e)
		case *doc.Call:
			if r.mute {
				continue
			}
			r.call(in, l, e)
		default:
			panic(fmt.Sprintf("typeset: a compiled report holds %T", in))
		}
	}
}

// ref adds a cross-reference; the pieces that lead somewhere are links.
func (r *reader) ref(in *doc.Ref, l look, e *Element) {
	for _, p := range in.Pieces {
		to := r.places[p.Target]
		if p.Emph {
			r.inlines([]doc.Inline{in.Emphasized(p)}, l, e, nil)
			continue
		}
		if p.Target == "" || to == nil {
			r.add(p.Text, l, e, nil, in.Span)
			continue
		}
		link := within(within(e, RoleReference), RoleLink)
		r.add(p.Text, l, link, &target{element: link, to: to, label: in.Words()}, in.Span)
	}
}

// call adds the mark of a note.
func (r *reader) call(in *doc.Call, l look, e *Element) {
	n := r.note(in.Note, r.owner)
	link := within(within(e, RoleReference), RoleLink)
	label := style.Fill(r.sheet.Language.Pages.NoteLabel, "number", in.Note.Mark)
	n.called = append(n.called, link)
	if in.Note.Kind != doc.TitleNote { // an asterisk stands high by itself
		l = r.raised(l)
	}
	r.mark(in.Note.Mark, l, link, &target{element: link, to: n.place, label: label}, in.Span)
	if len(n.called) == 1 {
		r.calls[link] = n
		if in.Note.Kind != doc.LetteredNote {
			r.notes = append(r.notes, n)
		}
	}
}

// complain reports the characters of w that no font has, and a script whose order is not kept.
func (t *setter) complain(w *word, source diag.Span) {
	for _, r := range w.missing {
		t.found.Errorf(placeOf(r, source), "pdf/no-glyph", "the character %q (U+%04X) is in none of the fonts of the style sheet", r, r).
			WithHint("write it with other characters, or name a font that has it in the style sheet")
	}
	if r := w.leftward; r != 0 && len(w.missing) == 0 {
		t.found.Warnf(placeOf(r, source), "pdf/right-to-left", "the character %q (U+%04X) belongs to a script that runs from right to left; the PDF sets it from left to right", r, r).
			WithHint("write the words in Latin letters")
	}
}

// placeOf is where r stands in source, or all of it where r is not written as itself.
func placeOf(r rune, source diag.Span) diag.Span {
	if i := strings.IndexRune(source.Text(), r); i >= 0 {
		return source.File.Span(source.Start+i, source.Start+i+utf8.RuneLen(r))
	}
	return source
}
