package compile

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// A target is a place of the report that a reference can name.
type target struct {
	kind   targetKind
	block  doc.Block
	number int    // of a paragraph, table or figure; 0 when it has none
	item   string // marker of an item: "(a)"
	annex  string // "annex I", for what stands in an annex
	path   string // of a heading: "II.A"
	title  []doc.Inline
}

// targetKind tells for which noun a target stands.
type targetKind int

const (
	toParagraph targetKind = iota
	toSection
	toAnnex
	toTable
	toFigure
	toNote
	toRecommendation
)

// number gives every block its id, its number and its marker.
func (c *compiler) number() {
	c.targets = map[doc.ID]*target{}
	c.ids, c.repeats = map[doc.ID]bool{}, map[doc.ID]int{}
	c.givenIDs()
	n := numbering{compiler: c, headings: make([]int, 7)}
	for _, b := range c.report.Blocks {
		if h, ok := b.(*doc.Heading); ok && h.Annex {
			n.annexes++
		}
	}
	n.blocks(c.report.Blocks)
}

// givenIDs collects the ids that authors wrote; the second use of one is an error.
func (c *compiler) givenIDs() {
	first := map[doc.ID]diag.Span{}
	doc.Walk(c.report.Blocks, func(b doc.Block) bool {
		base := doc.BaseOf(b)
		if !base.Given {
			return true
		}
		span := idSpan(base)
		if at, ok := first[base.ID]; ok {
			c.found.Errorf(span, "xref/duplicate-id", "id %q stands twice in the report", base.ID).WithRelated(at, "the first is here").WithHint("give one of them another name")
			base.Given = false
			return true
		}
		first[base.ID] = span
		c.ids[base.ID] = true
		return true
	})
}

// idSpan finds the written id behind a block.
func idSpan(b *doc.Base) diag.Span {
	f := b.Span.File
	mark := "#" + string(b.ID)
	// The attributes of a table stand behind its caption, after the block itself.
	rest := string(f.Src[b.Span.Start:])
	if i := strings.Index(rest, mark); i >= 0 {
		start := b.Span.Start + i + 1
		return f.Span(start, start+len(b.ID))
	}
	return b.Span
}

// unique returns id, or id with the first free number behind it, and takes it.
func (c *compiler) unique(id doc.ID) doc.ID {
	out := id
	for c.ids[out] {
		c.repeats[id]++
		out = doc.ID(fmt.Sprintf("%s-%d", id, c.repeats[id]+1))
	}
	c.ids[out] = true
	return out
}

// derive gives an id to a block without one. It is made of the block's own text, so that edits elsewhere do not change it: a heading is
// named by its words, everything else by a hash of its text.
func (c *compiler) derive(b *doc.Base, prefix string, texts ...string) {
	if b.Given {
		return
	}
	text := strings.Join(texts, "\x00")
	if prefix == "sec" {
		if s := slug(text); s != "" {
			b.ID = c.unique(doc.ID("sec-" + s))
			return
		}
	}
	b.ID = c.unique(doc.ID(prefix + "-" + hash(text)))
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf("%x", sum[:5])
}

// maxSlug is the length of the words that name a heading.
const maxSlug = 60

// slug is text in small letters without accents, words joined by hyphens.
func slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			if b.Len() >= maxSlug {
				return b.String()
			}
			gap = true
		}
	}
	return b.String()
}

// fingerprint is the text of inlines with the names of what is not resolved yet.
func fingerprint(inlines []doc.Inline) string {
	var b strings.Builder
	doc.WalkInlines(inlines, func(in doc.Inline) bool {
		switch in := in.(type) {
		case *doc.Text:
			b.WriteString(in.Value)
		case *doc.Pending:
			for _, t := range in.Targets {
				b.WriteString("@" + t.Name)
			}
		case *doc.Citation:
			for _, s := range in.Sources {
				b.WriteString("@" + s.Key)
			}
		}
		return true
	})
	return b.String()
}

// numbering counts through the report.
type numbering struct {
	*compiler
	annexes    int // how many there are
	annex      int // which one we are in, 0 in the body
	headings   []int
	path       []string
	paragraphs int
	tables     int
	figures    int
	headed     bool // nothing but a heading stands above
}

// annexName is how references name the annex we are in, empty in the body: "annex", or "annex II" where there are several.
func (n *numbering) annexName() string {
	if n.annex == 0 {
		return ""
	}
	word := n.lang.References.Annex.One
	if n.annexes > 1 {
		word += "\u00a0" + style.Counter('I', n.annex)
	}
	return word
}

func (n *numbering) blocks(blocks []doc.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			n.heading(b)
		case *doc.Paragraph:
			n.paragraph(b)
		case *doc.List:
			n.list(b, nil)
		case *doc.Quote:
			n.quote(b)
		case *doc.Table:
			n.derive(&b.Base, "tbl", fingerprint(b.Caption.Inlines), cells(b))
			n.float(b, &b.Base, &b.Caption)
		case *doc.Picture:
			n.derive(&b.Base, "fig", fingerprint(b.Caption.Inlines), b.Path)
			n.float(b, &b.Base, &b.Caption)
		default:
			panic(fmt.Sprintf("compile: no number for %T", b))
		}
	}
}

func (n *numbering) heading(h *doc.Heading) {
	n.headed = true
	n.derive(&h.Base, "sec", doc.PlainText(h.Inlines))
	t := &target{kind: toSection, block: h, title: h.Inlines}
	n.targets[h.ID] = t
	numbered := h.Number != ""
	h.Number = ""
	if h.Annex {
		n.annex++
		clear(n.headings)
		n.path, n.paragraphs = nil, 0
		h.Number = n.lang.Markers.Annex
		if n.annexes > 1 {
			h.Number += " " + style.Counter('I', n.annex)
		}
		h.Path = n.annexName()
		t.kind, t.path = toAnnex, h.Path
		return
	}
	if h.Level == 1 {
		n.path = nil
	}
	for i := h.Level + 1; i < len(n.headings); i++ {
		n.headings[i] = 0
	}
	n.path = n.path[:min(len(n.path), h.Level-1)]
	for len(n.path) < h.Level-1 {
		n.path = append(n.path, "")
	}
	if !numbered {
		n.path = append(n.path, "")
		return
	}
	n.headings[h.Level]++
	h.Number = style.Marker(n.lang.Markers.Headings[h.Level-1], n.headings[h.Level])
	n.path = append(n.path, strings.Trim(h.Number, ".() "))
	var parts []string
	for _, p := range n.path {
		if p != "" {
			parts = append(parts, p)
		}
	}
	h.Path = strings.Join(parts, ".")
	t.path, t.annex = h.Path, n.annexName()
}

func (n *numbering) paragraph(p *doc.Paragraph) {
	n.derive(&p.Base, "p", fingerprint(p.Inlines))
	t := &target{kind: toParagraph, block: p, annex: n.annexName()}
	n.targets[p.ID] = t
	if p.Number < 0 {
		n.paragraphs++
		p.Number = n.paragraphs
		p.Label = style.Marker(n.lang.Markers.Paragraph, p.Number)
	}
	if p.Continued {
		if n.paragraphs == 0 || n.headed {
			n.found.Errorf(p.Span, "paragraph/continued", "the paragraph is marked as continued, and there is no paragraph above it under its heading").WithHint("take {.continued} away")
		}
		t.number = n.paragraphs
	} else {
		t.number = p.Number
	}
	p.Annex = n.annexName()
	n.headed = false
}

// list gives markers; above are those of the items around it.
func (n *numbering) list(l *doc.List, above []string) {
	first := ""
	if len(l.Items) > 0 {
		first = fingerprint(l.Items[0].Inlines)
	}
	n.derive(&l.Base, "list", first)
	for i, it := range l.Items {
		quoted := it.Marker != "" // as the source of a quotation has it
		if !l.Ordered {
			it.Marker = "•"
		} else if !quoted {
			it.Marker = style.Marker(n.lang.Markers.Items[l.Depth-1], i+1)
		}
		n.derive(&it.Base, "item", fingerprint(it.Inlines))
		markers := append(above[:len(above):len(above)], it.Marker)
		t := &target{kind: toParagraph, block: it, number: n.paragraphs, annex: n.annexName()}
		switch {
		case quoted:
			t.number = 0 // a quotation is no part of the report that could be named
		case l.Ordered:
			t.item = strings.Join(markers, "\u00a0")
		}
		n.targets[it.ID] = t
		for _, b := range it.Blocks {
			switch b := b.(type) {
			case *doc.List:
				n.list(b, markers)
			case *doc.Paragraph:
				n.paragraph(b)
			default:
				panic(fmt.Sprintf("compile: %T in an item", b))
			}
		}
	}
}

func (n *numbering) quote(q *doc.Quote) {
	first := ""
	if p, ok := q.Blocks[0].(*doc.Paragraph); ok {
		first = fingerprint(p.Inlines)
	}
	n.derive(&q.Base, "quote", first)
	n.blocks(q.Blocks)
}

func cells(t *doc.Table) string {
	var b strings.Builder
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			b.WriteString(fingerprint(c.Inlines) + "|")
		}
	}
	return b.String()
}

// float numbers a table or picture that has a caption; the two series run through the whole report.
func (n *numbering) float(b doc.Block, base *doc.Base, caption *doc.Caption) {
	t := &target{kind: toTable, block: b}
	word, count := n.lang.Tables.Table, &n.tables
	if caption.Kind == doc.FigureFloat {
		t.kind = toFigure
		word, count = n.lang.Tables.Figure, &n.figures
	}
	n.targets[base.ID] = t
	if len(caption.Inlines) == 0 {
		return
	}
	*count++
	caption.Number = *count
	caption.Label = word + "\u00a0" + strconv.Itoa(*count)
	t.number = *count
}

// summary describes a table to those who cannot see it.
func (c *compiler) summary(t *doc.Table) string {
	var heads []string
	for i := range min(t.Head, len(t.Rows)) {
		for _, cell := range t.Rows[i].Cells {
			if s := strings.TrimSpace(doc.PlainText(cell.Inlines)); s != "" {
				heads = append(heads, s)
			}
		}
	}
	words := &c.lang.Pages
	return style.Fill(words.Summary, "heads", strings.Join(heads, ", "),
		"rows", fmt.Sprintf("%d %s", len(t.Rows), words.Row.For(len(t.Rows))), "columns", fmt.Sprintf("%d %s", len(t.Columns), words.Column.For(len(t.Columns))))
}
