package docx

import (
	"net/url"
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// longestAddress is the length beyond which Word takes a file with such a link for damaged.
const longestAddress = 2083

// inlines writes running text.
func (p *paragraph) inlines(inlines []doc.Inline, r runProperties) {
	for _, in := range inlines {
		switch in := in.(type) {
		case *doc.Text:
			p.w.check(in.Span, in.Value)
			p.text(in.Value, r)
		case *doc.Emph:
			slanted := r
			slanted.italic = !r.italic // in italic text the roman letters stand out
			p.inlines(in.Inlines, slanted)
		case *doc.Strong:
			heavy := r
			heavy.bold = true
			p.inlines(in.Inlines, heavy)
		case *doc.Super:
			raised := r
			raised.raised = true
			p.inlines(in.Inlines, raised)
		case *doc.Foreign:
			foreign := r
			foreign.language = in.Language
			p.inlines(in.Inlines, foreign)
		case *doc.Link:
			p.link(in, r)
		case *doc.Break:
			p.leaf(r, "w:br")
		case *doc.Call:
			p.call(in)
		case *doc.Cited:
			p.inlines(in.Inlines, r)
		case *doc.Ins:
			p.revised(in.By, func() { p.inlines(in.Inlines, r) })
		case *doc.Del:
			p.revised(in.By, func() { p.inlines(in.Inlines, r) })
		case *doc.Ref:
			p.reference(in, r)
		default:
			p.w.fail("%T in a compiled report", in)
		}
	}
}

// link writes a link to a web address.
func (p *paragraph) link(l *doc.Link, r runProperties) {
	address, ok := webAddress(l.URL)
	if !ok {
		p.w.notShown(l.Span, "the link to %q cannot stand in a Word file; its words are shown", l.URL)
		p.inlines(l.Inlines, r)
		return
	}
	p.closeChange()
	p.start("w:hyperlink", "r:id", p.part.relations.add(nsR+"/hyperlink", address, true), "w:history", "1")
	linked := r
	linked.style = hyperlinkWord.ID
	p.inlines(l.Inlines, linked)
	p.closeChange()
	p.markup.end()
}

// webAddress returns the address with every character outside of ASCII, and every one that an address cannot hold, as %XX; and whether
// it is one that Word opens.
func webAddress(s string) (string, bool) {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte("0123456789ABCDEF"[c>>4])
			b.WriteByte("0123456789ABCDEF"[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	address := b.String()
	u, err := url.Parse(address)
	return address, err == nil && u.Scheme != "" && len(address) <= longestAddress
}

// reference writes a reference in words. Numbers and titles that stand in the text are fields over them, so that Word keeps them right when
// the text is edited; other words are a link.
func (p *paragraph) reference(ref *doc.Ref, r runProperties) {
	for _, piece := range ref.Pieces {
		if piece.Emph {
			p.inlines([]doc.Inline{ref.Emphasized(piece)}, r)
			continue
		}
		p.w.check(ref.Span, piece.Text)
		if piece.Target == "" {
			p.text(piece.Text, r)
			continue
		}
		now, was := p.target(newer, piece), p.target(older, piece)
		mark := outermost(p.note, p.revision)
		switch {
		case mark == nil && leadElsewhere(now, was, piece.Text): // the same words lead to what was replaced
			p.revised(p.w.by(doc.Deleted), func() { p.leads(was, piece.Text, r) })
			p.revised(p.w.by(doc.Inserted), func() { p.leads(now, piece.Text, r) })
		case mark == nil && now != nil && was == nil && p.w.redline: // the older report refers to what cannot be found any more
			p.revised(p.w.by(doc.Deleted), func() { p.text(piece.Text, r) })
			p.revised(p.w.by(doc.Inserted), func() { p.leads(now, piece.Text, r) })
		case newer.shows(mark) && now == nil:
			p.w.fail("a reference leads to %q, which is nowhere", piece.Target)
		case newer.shows(mark):
			p.leads(now, piece.Text, r)
		case was != nil:
			p.leads(was, piece.Text, r)
		default:
			p.text(piece.Text, r)
		}
	}
}

// leadElsewhere reports whether the same words of a reference lead to one place in the newer report and to another in the older one.
func leadElsewhere(now, was *target, words string) bool {
	return now != nil && was != nil && !slices.Equal(now.marks(words), was.marks(words))
}

// replaces reports whether a reference among the inlines leads elsewhere than it did, in the same words.
func (p *paragraph) replaces(inlines []doc.Inline) bool {
	found := false
	doc.WalkInlines(inlines, func(in doc.Inline) bool {
		if ref, ok := in.(*doc.Ref); ok {
			for _, piece := range ref.Pieces {
				found = found || piece.Target != "" && (leadElsewhere(p.target(newer, piece), p.target(older, piece), piece.Text) || p.target(older, piece) == nil)
			}
		}
		return !found
	})
	return found
}

// target is where a piece of a reference leads in the view, nil where that is nowhere.
func (p *paragraph) target(v view, piece doc.RefPiece) *target {
	return p.w.names.targets[v][piece.Target]
}

// leads writes the words of a reference to t.
func (p *paragraph) leads(t *target, words string, r runProperties) {
	if t.note {
		p.noteReference(t, words, r)
		return
	}
	p.shares(t, words, r)
}

// marks are the bookmarks to which a reference in those words leads.
func (t *target) marks(words string) []*bookmarks {
	if t.note {
		return []*bookmarks{t.bookmarks}
	}
	var all []*bookmarks
	for _, s := range t.shares(words) {
		all = append(all, s.bookmarks)
	}
	if all == nil {
		return []*bookmarks{t.bookmarks}
	}
	return all
}

// shares writes the words of a reference as fields, or as a link where no field can show them.
func (p *paragraph) shares(t *target, words string, r runProperties) {
	shares := t.shares(words)
	if shares == nil {
		p.linkTo(t.whole, func() { p.text(words, r) })
		return
	}
	for _, s := range shares {
		p.text(s.before, r)
		switch {
		case s.words != "":
			p.field("REF "+s.title+` \h`, s.words, r)
		case s.counted: // \n is the number of the paragraph without its last full stop
			p.field("REF "+s.whole+` \n \h`, s.label, r)
		default:
			p.field("REF "+s.number+` \h`, s.label, r)
		}
	}
}
