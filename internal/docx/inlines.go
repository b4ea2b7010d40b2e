package docx

import (
	"net/url"
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
			p.inlines(in.Inlines, r)
		case *doc.Del:
			p.inlines(in.Inlines, r)
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
	p.closeRun()
	p.start("w:hyperlink", "r:id", p.part.relations.add(nsR+"/hyperlink", address, true), "w:history", "1")
	linked := r
	linked.style = hyperlinkWord.ID
	p.inlines(l.Inlines, linked)
	p.closeRun()
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
		t := p.w.names.targets[piece.Target]
		switch {
		case t == nil:
			p.w.fail("a reference leads to %q, which is nowhere", piece.Target)
		case t.note:
			p.noteReference(t, piece.Text, r)
		default:
			p.shares(t, piece.Text, r)
		}
	}
}

// shares writes the words of a reference as fields, or as a link where no field can show them.
func (p *paragraph) shares(t *target, words string, r runProperties) {
	shares := t.shares(words)
	if shares == nil {
		p.linkTo(t.bookmark, func() { p.text(words, r) })
		return
	}
	for _, s := range shares {
		p.text(s.before, r)
		switch {
		case s.title != "":
			p.field("REF "+s.titleMark+` \h`, s.title, r)
		case s.counted: // \n is the number of the paragraph without its last full stop
			p.field("REF "+s.bookmark+` \n \h`, s.number, r)
		default:
			p.field("REF "+s.numberMark+` \h`, s.number, r)
		}
	}
}
