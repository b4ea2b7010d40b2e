package compile

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/sentence"
	"rapporteur/internal/style"
)

// resolve turns every reference into its words, now that all numbers are known.
func (c *compiler) resolve() {
	r := &resolver{compiler: c, called: map[*doc.Note]string{}}
	for _, s := range c.report.Sections {
		doc.Walk(c.report.Blocks[s.Start:s.End], func(b doc.Block) bool {
			if h, ok := b.(*doc.Heading); ok && h.Annex {
				r.annex = h.Path
			}
			doc.Texts(b, r.text)
			if t, ok := b.(*doc.Table); ok {
				r.note = true
				for _, n := range t.Notes {
					r.text(&n.Inlines)
				}
				r.note = false
			}
			return true
		})
	}
	r.note = true
	for _, n := range c.report.Notes {
		r.passed, r.annex = n.Number, r.called[n]
		r.text(&n.Inlines)
	}
}

// resolver walks the report in reading order.
type resolver struct {
	*compiler
	passed int                  // number of the last note whose mark has been passed
	annex  string               // the annex we are in, empty in the body
	note   bool                 // we are in the text of a note
	called map[*doc.Note]string // the annex in which a note is called
	before []byte               // the text in hand, up to where we are, as package sentence reads it
}

// text resolves the references of one text.
func (r *resolver) text(in *[]doc.Inline) {
	r.before = r.before[:0]
	*in = r.inlines(*in)
}

func (r *resolver) inlines(in []doc.Inline) []doc.Inline {
	for i, x := range in {
		switch x := x.(type) {
		case *doc.Pending:
			r.typedItem(x, in[i+1:])
			in[i] = r.pending(x)
			if ref, ok := in[i].(*doc.Ref); ok {
				r.capital(ref)
				r.before = append(r.before, ref.Words()...)
			}
		case *doc.Text:
			r.before = append(r.before, x.Value...)
		case *doc.Break:
			r.before = append(r.before, '\n')
		case *doc.Call:
			r.before = utf8.AppendRune(r.before, sentence.Mark)
			if x.Note.Kind == doc.NumberedNote {
				r.passed, r.called[x.Note] = x.Note.Number, r.annex
			}
		default:
			if kids := doc.Children(x); kids != nil {
				*kids = r.inlines(*kids)
			} else {
				r.before = utf8.AppendRune(r.before, sentence.Word)
			}
		}
	}
	return in
}

// capital gives a reference that begins a sentence a capital letter: "Paragraph 17 asks".
func (r *resolver) capital(ref *doc.Ref) {
	if len(ref.Pieces) == 0 {
		return
	}
	first := &ref.Pieces[0]
	letter, size := utf8.DecodeRuneInString(first.Text)
	if upper := string(unicode.ToUpper(letter)) + first.Text[size:]; unicode.IsLower(letter) && r.begins(upper) {
		first.Text = upper
	}
}

// begins reports whether words begin a sentence where we are: right there, or behind an opening quotation mark.
func (r *resolver) begins(words string) bool {
	const opening = " \t\r\n\u00a0\u202f\"'“‘«„¿¡"
	const enough = 400 // bytes, in which the end of the sentence before stands
	before := r.before
	if len(before) > enough {
		before = before[len(before)-enough:]
		for len(before) > 0 && !utf8.RuneStart(before[0]) {
			before = before[1:]
		}
	} else if len(bytes.Trim(before, opening)) == 0 {
		return true
	}
	if !mayEnd(bytes.TrimRight(before, opening)) { // most references stand inside a sentence, and reading the rules takes time
		return false
	}
	all := sentence.For(r.code).Split(string(before) + words)
	last := all[len(all)-1].Start
	return len(all) > 1 && last <= len(before) && len(bytes.Trim(before[last:], opening)) == 0
}

// mayEnd reports whether a sentence may end with the text: no letter, digit or comma does it.
func mayEnd(text []byte) bool {
	last, _ := utf8.DecodeLastRune(text)
	return last == sentence.Mark || last != ',' && !unicode.IsLetter(last) && !unicode.IsDigit(last)
}

// aim is a target of one reference, ready to be put into words.
type aim struct {
	*target
	id     doc.ID
	number int
	item   string // markers of an item: "(b)", "(b) (i)"
	// Of recommendations only:
	name  recommendation.Name
	outer string // the markers of item but the last: "(b)" of "(b) (i)"
	of    string // which document it stands in, where that has to be said: "of the list of issues"
}

// printed is the number of a paragraph, without the marker of an item: "17", "124.1".
func (a aim) printed() string {
	if a.name.Point > 0 {
		return a.name.Number()
	}
	return strconv.Itoa(a.number)
}

// pending puts a reference into words. What cannot be resolved is reported and stands as the author wrote it.
func (r *resolver) pending(p *doc.Pending) doc.Inline {
	as := &doc.Text{Place: p.Place, Value: p.Span.Text()}
	var aims []aim
	known := true
	for _, t := range p.Targets {
		a, ok := r.aim(t)
		if known = known && ok; !known {
			continue // what else is wrong in the reference is reported all the same
		}
		if len(aims) > 0 && a.kind != aims[0].kind {
			r.found.Errorf(t.Span, "xref/mixed", "reference to %q stands with one to %q, which is another kind of thing", t.Name, p.Targets[0].Name).WithHint("write two references")
			return as
		}
		aims = append(aims, a)
	}
	if !known || len(aims) == 0 {
		return as
	}
	ref := &doc.Ref{Place: p.Place, Mention: p.Mention}
	switch aims[0].kind {
	case toNote:
		ref.Kind = doc.NoteRef
	case toRecommendation:
		ref.Kind = doc.RecommendationRef
	}
	w := wording{lang: r.lang, ref: ref, bare: p.Bare, annex: r.annex, note: r.note}
	switch aims[0].kind {
	case toParagraph:
		w.paragraphs(aims)
	case toRecommendation:
		w.paragraphs(aims)
	case toSection:
		w.sections(aims, r.lang.References.Section)
	case toAnnex:
		w.annexes(aims)
	case toTable:
		w.numbers(aims, r.lang.References.Table)
	case toFigure:
		w.numbers(aims, r.lang.References.Figure)
	case toNote:
		w.numbers(aims, r.lang.References.Footnote)
		w.direction(aims, r.passed)
	}
	return ref
}

// aim looks a name up.
func (r *resolver) aim(t doc.PendingTarget) (aim, bool) {
	if strings.HasPrefix(t.Name, "rec-") {
		return r.recommendationAim(t)
	}
	if rest, ok := strings.CutPrefix(t.Name, "note-"); ok {
		return r.noteAim(t, rest)
	}
	to, ok := r.targets[doc.ID(t.Name)]
	if !ok {
		r.unknown(t)
		return aim{}, false
	}
	a := aim{target: to, id: doc.ID(t.Name), number: to.number, item: to.item}
	if to.kind != toSection && to.kind != toAnnex && to.number == 0 {
		f := r.found.Errorf(t.Span, "xref/no-number", "%q has no number to refer to", t.Name).WithRelated(to.block.Where(), "it stands here")
		if to.kind == toParagraph {
			f.WithHint("refer to a numbered paragraph near it")
		} else {
			f.WithHint("give it a caption")
		}
		return aim{}, false
	}
	return a, true
}

func (r *resolver) unknown(t doc.PendingTarget) {
	var known []string
	for id := range r.targets {
		known = append(known, string(id))
	}
	slices.Sort(known)
	f := r.found.Errorf(t.Span, "xref/unknown-id", "nothing in the report has the id %q", t.Name)
	if near := diag.Nearest(t.Name, known); len(near) > 0 {
		f.WithHint("write @%s", strings.Join(near, " or @"))
		f.Fix = &diag.Fix{Message: "write the nearest id", Edits: []diag.Edit{{Span: t.Span, New: near[0]}}}
	} else {
		f.WithHint("write {#%s} at the end of the paragraph that is meant", t.Name)
	}
}

// noteAim finds a named note, in the same file first, or the note that cites a source first.
func (r *resolver) noteAim(t doc.PendingTarget, name string) (aim, bool) {
	var all []*doc.Note
	for _, n := range r.report.Notes {
		if n.Name != name {
			continue
		}
		if n.Span.File == t.Span.File {
			return noteTarget(n), true
		}
		all = append(all, n)
	}
	if len(all) == 1 {
		return noteTarget(all[0]), true
	}
	if len(all) > 1 {
		r.found.Errorf(t.Span, "xref/ambiguous", "%d notes in other files are named %q", len(all), name).WithRelated(all[0].Span, "one is here").WithRelated(all[1].Span, "another is here")
		return aim{}, false
	}
	if number, id, ok := r.writer.FirstNote(name); ok {
		return aim{target: &target{kind: toNote}, id: id, number: number}, true
	}
	var known []string
	for _, n := range r.report.Notes {
		if n.Name != "" {
			known = append(known, "note-"+n.Name)
		}
	}
	f := r.found.Errorf(t.Span, "xref/unknown-id", "no note is named %q and no note cites such a source", name)
	if near := diag.Nearest(t.Name, known); len(near) > 0 {
		f.WithHint("write @%s", strings.Join(near, " or @"))
	}
	return aim{}, false
}

func noteTarget(n *doc.Note) aim {
	return aim{target: &target{kind: toNote}, id: n.ID, number: n.Number}
}

// wording builds the pieces of a reference.
type wording struct {
	lang  *style.Language
	ref   *doc.Ref
	bare  bool
	annex string // where the reference stands, empty in the body
	note  bool   // the reference stands in a note, where words are short
}

func (w *wording) say(text string) {
	if text == "" {
		return
	}
	if n := len(w.ref.Pieces); n > 0 && w.ref.Pieces[n-1].Target == "" && !w.ref.Pieces[n-1].Emph {
		w.ref.Pieces[n-1].Text += text
		return
	}
	w.ref.Pieces = append(w.ref.Pieces, doc.RefPiece{Text: text})
}

// point adds a piece that leads somewhere; a recommendation stands in another document and leads nowhere.
func (w *wording) point(text string, id doc.ID) {
	if w.ref.Kind == doc.RecommendationRef {
		w.say(text)
		return
	}
	w.ref.Pieces = append(w.ref.Pieces, doc.RefPiece{Text: text, Target: id})
}

func (w *wording) noun(word style.Noun, n int) {
	if !w.bare {
		w.say(word.For(n) + "\u00a0")
	}
}

// between joins part i of n parts to the one before it.
func (w *wording) between(i, n int, next string) {
	switch {
	case i == 0:
	case i == n-1:
		w.say(" " + w.lang.And(next) + " ")
	default:
		w.say(", ")
	}
}

// stretch is a run of consecutive numbers, or one number with its items.
type stretch struct {
	from, to aim
	items    []aim
}

// stretches sorts aims and joins what follows each other: three or more numbers in sequence are a range.
func stretches(aims []aim) []stretch {
	aims = slices.Clone(aims)
	slices.SortStableFunc(aims, func(a, b aim) int {
		return cmp.Or(cmp.Compare(a.number, b.number), a.name.Compare(b.name), cmp.Compare(a.item, b.item))
	})
	aims = slices.CompactFunc(aims, func(a, b aim) bool { return a.number == b.number && a.name.Point == b.name.Point && a.item == b.item })
	var out []stretch
	for _, a := range aims {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if a.item != "" && last.from.number == a.number && last.to.number == a.number && last.from.name.Point == a.name.Point {
				last.items = append(last.items, a)
				continue
			}
		}
		s := stretch{from: a, to: a}
		if a.item != "" {
			s.items = []aim{a}
		}
		out = append(out, s)
	}
	// Join runs of plain numbers.
	var joined []stretch
	for i := 0; i < len(out); {
		j := i
		for j+1 < len(out) && out[j].items == nil && out[j+1].items == nil && follows(out[j].to, out[j+1].from) {
			j++
		}
		if j-i >= 2 {
			joined = append(joined, stretch{from: out[i].from, to: out[j].to})
		} else {
			joined = append(joined, out[i:j+1]...)
		}
		i = j + 1
	}
	return joined
}

// follows reports whether b is the number after a. Points of a paragraph follow each other, not those of other paragraphs.
func follows(a, b aim) bool {
	if a.name.Point > 0 || b.name.Point > 0 {
		return a.number == b.number && b.name.Point == a.name.Point+1
	}
	return b.number == a.number+1
}

func (w *wording) targets(aims []aim) {
	for _, a := range aims {
		w.ref.Targets = append(w.ref.Targets, a.id)
	}
}

// paragraphs says "paragraphs 16 to 18", "paragraph 33 (b) and (d)". A paragraph of an annex is named with it from outside, and one of the
// body as "of the present report" from inside an annex.
func (w *wording) paragraphs(aims []aim) {
	w.targets(aims)
	var groups [][]aim // by annex, or by document
	for _, a := range aims {
		i := slices.IndexFunc(groups, func(g []aim) bool { return g[0].annex == a.annex && g[0].of == a.of })
		if i < 0 {
			groups = append(groups, []aim{a})
		} else {
			groups[i] = append(groups[i], a)
		}
	}
	for i, g := range groups {
		w.between(i, len(groups), "")
		there := g[0].annex
		if there != "" && there != w.annex && !w.bare {
			w.say(there + ", ")
		}
		word := w.lang.References.Paragraph
		if w.note && w.lang.References.NoteParagraph.One != "" {
			word = w.lang.References.NoteParagraph
		}
		w.stretches(stretches(g), word)
		if there == "" && w.annex != "" && !w.bare && g[0].kind == toParagraph {
			w.say(" " + w.lang.References.Own)
		}
		if g[0].of != "" && !w.bare {
			w.say(" " + g[0].of)
		}
	}
}

func (w *wording) stretches(all []stretch, word style.Noun) {
	n := 0
	for _, s := range all {
		n += s.to.number - s.from.number + s.to.name.Point - s.from.name.Point + 1
	}
	w.noun(word, n)
	for i, s := range all {
		w.between(i, len(all), strconv.Itoa(s.from.number))
		number := s.from.printed()
		switch {
		case s.items != nil:
			if s.from.item == "" { // the whole paragraph and items of it: the items are part of it
				w.point(number, s.from.id)
				continue
			}
			w.items(number+"\u00a0", s.items)
		case s.from.number == s.to.number && s.from.name.Point == s.to.name.Point:
			w.point(number, s.from.id)
		default:
			w.point(number, s.from.id)
			if to := w.lang.References.NoteTo; w.note && to != "" {
				w.say(to)
			} else {
				w.say(" " + w.lang.References.To + " ")
			}
			w.point(s.to.printed(), s.to.id)
		}
	}
}

// items says "33 (b) and (d)" from the number with its space; those of one item are a list of their own: "33 (b) (i) and (ii) and (c)".
func (w *wording) items(number string, all []aim) {
	var lists [][]aim
	for _, it := range all {
		if n := len(lists); n > 0 && it.outer != "" && it.outer == lists[n-1][0].outer {
			lists[n-1] = append(lists[n-1], it)
		} else {
			lists = append(lists, []aim{it})
		}
	}
	for i, list := range lists {
		w.between(i, len(lists), list[0].item)
		for k, it := range list {
			text := it.item
			switch {
			case i == 0 && k == 0:
				text = number + text
			case k > 0:
				text = strings.TrimPrefix(text, it.outer+"\u00a0")
			}
			w.between(k, len(list), text)
			w.point(text, it.id)
		}
	}
}

// numbers says "table 2", "footnotes 11 and 52".
func (w *wording) numbers(aims []aim, word style.Noun) {
	w.targets(aims)
	w.stretches(stretches(aims), word)
}

// direction says where notes stand, seen from the note whose mark was passed last.
func (w *wording) direction(aims []aim, passed int) {
	if w.bare {
		return
	}
	above := 0
	for _, a := range aims {
		if a.number <= passed {
			above++
		}
	}
	switch above {
	case len(aims):
		w.emphasized(w.lang.References.Above)
	case 0:
		w.emphasized(w.lang.References.Below)
	}
}

// emphasized says a last word, which stands between asterisks in the words of the language where it is of another one: *supra*.
func (w *wording) emphasized(word string) {
	w.say(" ")
	if latin := strings.Trim(word, "*"); latin != word {
		w.ref.Pieces = append(w.ref.Pieces, doc.RefPiece{Text: latin, Emph: true})
	} else {
		w.say(word)
	}
}

// sections says "section II.A", or the title in quotation marks where a heading has no number.
func (w *wording) sections(aims []aim, word style.Noun) {
	w.targets(aims)
	n := 0
	for _, a := range aims {
		if a.path != "" {
			n++
		}
	}
	said := false
	for i, a := range aims {
		w.between(i, len(aims), "")
		if a.path == "" {
			q := w.lang.Marks.Quotes
			w.say(q[0])
			w.point(doc.PlainText(a.title), a.id)
			w.say(q[1])
			continue
		}
		if a.annex != "" && a.annex != w.annex && !w.bare {
			w.say(a.annex + ", ")
		}
		if !said {
			w.noun(word, n)
			said = true
		}
		w.point(a.path, a.id)
	}
}

// annexes says "annex", "annexes I and II".
func (w *wording) annexes(aims []aim) {
	w.targets(aims)
	word := w.lang.References.Annex
	for i, a := range aims {
		w.between(i, len(aims), "")
		label := a.path
		if rest, ok := strings.CutPrefix(label, word.One+"\u00a0"); ok {
			if i == 0 {
				w.noun(word, len(aims))
			}
			label = rest
		}
		w.point(label, a.id)
	}
}
