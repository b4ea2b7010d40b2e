package redlinetest

import (
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// Accept returns what is left of a redline when every insertion is taken and every deletion carried out: the newer report.
func Accept(r *doc.Report) *doc.Report { return (&taker{gone: doc.Deleted}).report(r) }

// Reject returns what is left of a redline when nothing of it is taken: the older report. Of what the redline does not know of it (paths of
// headings, sections and their front matter, summaries of tables) it has the newer.
func Reject(r *doc.Report) *doc.Report { return (&taker{gone: doc.Inserted, old: true}).report(r) }

// taker goes through a redline.
type taker struct {
	gone  doc.RevisionKind // what does not stay
	old   bool             // numbers are those of the older report
	notes map[*doc.Note]*doc.Note
}

func (t *taker) report(r *doc.Report) *doc.Report {
	t.notes = map[*doc.Note]*doc.Note{}
	out := *r
	if was := r.Front.Was; was != nil && t.old {
		out.Front = *was
	}
	out.Front.Was = nil
	out.Front.Title, out.Front.TitleNotes = t.inlines(r.Front.Title), t.list(r.Front.TitleNotes)
	out.Blocks, out.Sections = nil, nil
	for _, s := range r.Sections {
		blocks := t.blocks(r.Blocks[s.Start:s.End])
		s.Start = len(out.Blocks)
		out.Blocks = append(out.Blocks, blocks...)
		s.End = len(out.Blocks)
		out.Sections = append(out.Sections, s)
	}
	out.Notes = t.list(r.Notes)
	out.Meta.Title = doc.PlainText(out.Front.Title)
	return &out
}

func (t *taker) leaves(r *doc.Revision) bool { return r != nil && r.Kind == t.gone }

func (t *taker) list(notes []*doc.Note) []*doc.Note {
	var out []*doc.Note
	for _, n := range notes {
		if !t.leaves(n.Revision) {
			out = append(out, t.note(n))
		}
	}
	return out
}

func (t *taker) note(n *doc.Note) *doc.Note {
	if done := t.notes[n]; done != nil {
		return done
	}
	out := *n
	t.notes[n] = &out
	out.Revision, out.Was = nil, ""
	if t.old && n.Was != "" {
		out.Mark = n.Was
	}
	out.Inlines = t.inlines(n.Inlines)
	return &out
}

func (t *taker) base(b doc.Base) doc.Base {
	b.Revision, b.Was = nil, ""
	return b
}

// was is the number that is printed, where the older one differs.
func (t *taker) was(number, was string) string {
	if t.old && was != "" {
		return was
	}
	return number
}

func (t *taker) blocks(blocks []doc.Block) []doc.Block {
	var out []doc.Block
	for _, b := range blocks {
		if !t.leaves(doc.BaseOf(b).Revision) {
			out = append(out, t.block(b))
		}
	}
	return out
}

func (t *taker) block(b doc.Block) doc.Block {
	switch b := b.(type) {
	case *doc.Heading:
		n := *b
		n.Base, n.Number, n.Inlines = t.base(b.Base), t.was(b.Number, b.Was), t.inlines(b.Inlines)
		return &n
	case *doc.Paragraph:
		n := *b
		n.Base, n.Label, n.Inlines = t.base(b.Base), t.was(b.Label, b.Was), t.inlines(b.Inlines)
		return &n
	case *doc.List:
		n := *b
		n.Base, n.Items = t.base(b.Base), nil
		for _, it := range b.Items {
			if !t.leaves(it.Revision) {
				n.Items = append(n.Items, t.block(it).(*doc.Item))
			}
		}
		return &n
	case *doc.Item:
		n := *b
		n.Base, n.Marker, n.Inlines, n.Blocks = t.base(b.Base), t.was(b.Marker, b.Was), t.inlines(b.Inlines), t.blocks(b.Blocks)
		return &n
	case *doc.Quote:
		n := *b
		n.Base, n.Blocks = t.base(b.Base), t.blocks(b.Blocks)
		return &n
	case *doc.Table:
		n := *b
		n.Base, n.Caption, n.Notes, n.Rows = t.base(b.Base), t.caption(b.Caption), t.list(b.Notes), nil
		n.Summary, n.SummaryWas = t.was(b.Summary, b.SummaryWas), ""
		for _, r := range b.Rows {
			if t.leaves(r.Revision) {
				continue
			}
			row := *r
			row.Revision, row.Cells = nil, nil
			for _, cell := range r.Cells {
				copied := *cell
				copied.Inlines = t.inlines(cell.Inlines)
				row.Cells = append(row.Cells, &copied)
			}
			n.Rows = append(n.Rows, &row)
		}
		return &n
	case *doc.Picture:
		n := *b
		n.Base, n.Caption = t.base(b.Base), t.caption(b.Caption)
		return &n
	}
	panic("redlinetest: a block of another kind")
}

func (t *taker) caption(c doc.Caption) doc.Caption {
	c.Label, c.Inlines = t.was(c.Label, c.Was), t.inlines(c.Inlines)
	c.Was = ""
	var lines []doc.TextLine
	for _, l := range c.Lines {
		if !t.leaves(l.Revision) {
			l.Revision, l.Inlines = nil, t.inlines(l.Inlines)
			lines = append(lines, l)
		}
	}
	c.Lines = lines
	return c
}

func (t *taker) inlines(in []doc.Inline) []doc.Inline {
	var out []doc.Inline
	for _, x := range in {
		switch x := x.(type) {
		case *doc.Ins:
			if t.gone != doc.Inserted {
				out = append(out, t.inlines(x.Inlines)...)
			}
		case *doc.Del:
			if t.gone != doc.Deleted {
				out = append(out, t.inlines(x.Inlines)...)
			}
		case *doc.Call:
			out = append(out, &doc.Call{Place: x.Place, Note: t.note(x.Note)})
		default:
			if kids := doc.Children(x); kids != nil {
				x = container(x, t.inlines(*kids))
			}
			out = append(out, x)
		}
	}
	return out
}

// container is x with other inlines inside.
func container(x doc.Inline, in []doc.Inline) doc.Inline {
	switch x := x.(type) {
	case *doc.Emph:
		return &doc.Emph{Inlines: in}
	case *doc.Strong:
		return &doc.Strong{Inlines: in}
	case *doc.Super:
		return &doc.Super{Inlines: in}
	case *doc.Foreign:
		return &doc.Foreign{Language: x.Language, Inlines: in}
	case *doc.Link:
		return &doc.Link{URL: x.URL, Inlines: in}
	case *doc.Cited:
		return &doc.Cited{Key: x.Key, Inlines: in}
	}
	panic("redlinetest: an inline of another kind")
}

// Printed is what is printed of a report, as its dump without places, ids, paths of headings and limits of sections. Texts that follow each
// other are one, and so are containers.
func Printed(r *doc.Report) string {
	t := &taker{notes: map[*doc.Note]*doc.Note{}, gone: -1}
	whole := *r
	whole.Sections = []doc.Section{{Name: "all", End: len(r.Blocks)}}
	out := t.report(&whole)
	out.Meta.Title = ""
	doc.Walk(out.Blocks, func(b doc.Block) bool {
		base := doc.BaseOf(b)
		*base = doc.Base{}
		switch b := b.(type) {
		case *doc.Heading:
			b.Path = ""
		case *doc.Paragraph:
			b.Annex = strings.Repeat("annex", min(len(b.Annex), 1))
		case *doc.Table:
			b.Caption.Span = diag.Span{}
			for _, row := range b.Rows {
				row.Span = diag.Span{}
				for _, cell := range row.Cells {
					cell.Span = diag.Span{}
				}
			}
			bareLines(b.Caption.Lines)
		case *doc.Picture:
			b.Caption.Span, b.Path = diag.Span{}, ""
			bareLines(b.Caption.Lines)
		}
		doc.Texts(b, func(in *[]doc.Inline) { *in = bare(*in) })
		return true
	})
	for _, n := range t.notes {
		n.ID, n.Name, n.Span = "", "", diag.Span{}
		n.Inlines = bare(n.Inlines)
	}
	out.Front.Title = bare(out.Front.Title)
	var b strings.Builder
	if err := doc.Dump(&b, out); err != nil {
		panic(err) // a builder takes all
	}
	return b.String()
}

func bareLines(lines []doc.TextLine) {
	for i := range lines {
		lines[i].Span = diag.Span{}
	}
}

// bare returns inlines without places and without the targets of references, in as few pieces as print the same.
func bare(in []doc.Inline) []doc.Inline {
	var out []doc.Inline
	for _, x := range in {
		var last doc.Inline
		if len(out) > 0 {
			last = out[len(out)-1]
		}
		switch x := x.(type) {
		case *doc.Text:
			if t, ok := last.(*doc.Text); ok {
				t.Value += x.Value
			} else if x.Value != "" {
				out = append(out, &doc.Text{Value: x.Value})
			}
		case *doc.Break:
			out = append(out, &doc.Break{})
		case *doc.Call:
			out = append(out, &doc.Call{Note: x.Note})
		case *doc.Ref:
			out = append(out, &doc.Ref{Kind: x.Kind, Pieces: []doc.RefPiece{{Text: x.Words()}}})
		default:
			kids := bare(*doc.Children(x))
			if len(kids) == 0 {
				continue
			}
			if last != nil && doc.Children(last) != nil && head(last) == head(x) {
				all := doc.Children(last)
				*all = bare(append(*all, kids...))
				continue
			}
			out = append(out, container(x, kids))
		}
	}
	return out
}

// head names the kind of a container with its attributes.
func head(x doc.Inline) string {
	switch x := x.(type) {
	case *doc.Emph:
		return "emph"
	case *doc.Strong:
		return "strong"
	case *doc.Super:
		return "super"
	case *doc.Foreign:
		return "foreign " + x.Language
	case *doc.Link:
		return "link " + x.URL
	case *doc.Cited:
		return "cited " + x.Key
	}
	return ""
}
