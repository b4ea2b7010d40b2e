package doc

import (
	"fmt"
	"io"
	"strings"
	"time"

	"rapporteur/internal/diag"
)

// Dump writes the report as indented text, a node a line, with numbers and positions: for goldens and for people who debug.
func Dump(w io.Writer, r *Report) error {
	d := dumper{}
	d.line("report %s %q", r.Language, r.Meta.Title)
	d.in(func() {
		d.line("front symbol=%q treaty=%q committee=%q received=%q", r.Front.Symbol, r.Front.Treaty, r.Front.Committee, r.Front.Received)
		d.line("distribution %q", r.Front.Distribution)
		if w := r.Front.Was; w != nil {
			d.line("was organization=%q symbol=%q treaty=%q distribution=%q committee=%q received=%q", w.Organization, w.Symbol, w.Treaty, w.Distribution, w.Committee, w.Received)
		}
		d.line("title")
		d.in(func() { d.inlines(r.Front.Title) })
		d.notes(r.Front.TitleNotes)
	})
	for _, s := range r.Sections {
		d.line("section %s status=%q owner=%q responds=%q", s.Name, s.Status, s.Owner, s.Responds)
		d.in(func() { d.blocks(r.Blocks[s.Start:s.End]) })
	}
	d.notes(r.Notes)
	_, err := io.WriteString(w, d.b.String())
	return err
}

type dumper struct {
	b     strings.Builder
	depth int
}

func (d *dumper) line(format string, args ...any) {
	d.b.WriteString(strings.Repeat("  ", d.depth))
	fmt.Fprintf(&d.b, format, args...)
	d.b.WriteByte('\n')
}

func (d *dumper) in(f func()) {
	d.depth++
	f()
	d.depth--
}

// at is the range of a span as "line:column-line:column".
func at(s diag.Span) string {
	if s.IsZero() {
		return "-"
	}
	a, b := s.File.Position(s.Start), s.File.Position(s.End)
	return fmt.Sprintf("%d:%d-%d:%d", a.Line, a.Column, b.Line, b.Column)
}

func (d *dumper) blocks(blocks []Block) {
	for _, b := range blocks {
		d.block(b)
	}
}

func (d *dumper) block(b Block) {
	id := "#" + string(b.Ident())
	base := b.base()
	where := at(b.Where()) + was(base.Was) + mark(base.Revision)
	if base.Stale {
		where += " stale"
	}
	switch b := b.(type) {
	case *Heading:
		d.line("heading %d %q path=%q annex=%t %s %s", b.Level, b.Number, b.Path, b.Annex, id, where)
		d.in(func() { d.inlines(b.Inlines) })
	case *Paragraph:
		d.line("paragraph %q continued=%t annex=%q %s %s", b.Label, b.Continued, b.Annex, id, where)
		d.in(func() { d.inlines(b.Inlines) })
	case *List:
		d.line("list ordered=%t depth=%d %s %s", b.Ordered, b.Depth, id, where)
		d.in(func() {
			for _, it := range b.Items {
				d.block(it)
			}
		})
	case *Item:
		d.line("item %q %s %s", b.Marker, id, where)
		d.in(func() {
			d.inlines(b.Inlines)
			d.blocks(b.Blocks)
		})
	case *Quote:
		d.line("quote %s %s", id, where)
		d.in(func() { d.blocks(b.Blocks) })
	case *Table:
		d.line("table head=%d columns=%v %s %s", b.Head, b.Columns, id, where)
		d.in(func() {
			d.caption(b.Caption)
			for _, r := range b.Rows {
				d.line("row %s %s%s", r.Kind, at(r.Span), mark(r.Revision))
				d.in(func() {
					for _, c := range r.Cells {
						d.line("cell column=%d span=%dx%d cut-in=%t %s", c.Column, c.ColSpan, c.RowSpan, c.CutIn, at(c.Span))
						d.in(func() { d.inlines(c.Inlines) })
					}
				})
			}
			d.notes(b.Notes)
		})
	case *Picture:
		d.line("picture %q %s %dx%d alt=%q %s %s", b.Path, b.Format, b.Width, b.Height, b.Alt, id, where)
		d.in(func() { d.caption(b.Caption) })
	default:
		panic(fmt.Sprintf("doc: Dump does not know %T", b))
	}
}

// mark is what a redline says of a whole block, row, line or note, with a space before it; it is empty in every other report.
func mark(r *Revision) string {
	if r == nil {
		return ""
	}
	return " " + r.Kind.String() + by(r)
}

func by(r *Revision) string {
	if r == nil {
		return ""
	}
	s := ""
	if r.Author != "" || !r.Date.IsZero() {
		s += fmt.Sprintf(" by=%q on=%s", r.Author, r.Date.UTC().Format(time.RFC3339))
	}
	if r.Moved != "" {
		s += fmt.Sprintf(" moved=%q", r.Moved)
	}
	if r.Follows {
		s += " follows"
	}
	return s
}

func was(number string) string {
	if number == "" {
		return ""
	}
	return fmt.Sprintf(" was=%q", number)
}

func (d *dumper) caption(c Caption) {
	d.line("caption %q %s%s", c.Label, at(c.Span), was(c.Was))
	d.in(func() {
		d.inlines(c.Inlines)
		for _, l := range c.Lines {
			d.line("%s %q %s%s", l.Role, l.Label, at(l.Span), mark(l.Revision))
			d.in(func() { d.inlines(l.Inlines) })
		}
	})
}

func (d *dumper) notes(notes []*Note) {
	for _, n := range notes {
		d.line("note %q name=%q #%s %s%s%s", n.Mark, n.Name, n.ID, at(n.Span), was(n.Was), mark(n.Revision))
		d.in(func() { d.inlines(n.Inlines) })
	}
}

func (d *dumper) inlines(inlines []Inline) {
	for _, in := range inlines {
		where := at(in.Where())
		switch in := in.(type) {
		case *Text:
			d.line("text %q %s", in.Value, where)
		case *Break:
			d.line("break %s", where)
		case *Call:
			d.line("call %q %s", in.Note.Mark, where)
		case *Ref:
			var pieces []string
			for _, p := range in.Pieces {
				if p.Target != "" {
					pieces = append(pieces, fmt.Sprintf("%q->%s", p.Text, p.Target))
				} else if p.Emph {
					pieces = append(pieces, fmt.Sprintf("emph %q", p.Text))
				} else {
					pieces = append(pieces, fmt.Sprintf("%q", p.Text))
				}
			}
			mention := ""
			if in.Mention {
				mention = " mention"
			}
			d.line("ref %s%s %s targets=%v %s", in.Kind, mention, strings.Join(pieces, " "), in.Targets, where)
		case *Link:
			d.line("link %q %s", in.URL, where)
		case *Cited:
			d.line("cited %s %s", in.Key, where)
		case *Foreign:
			d.line("foreign %s %s", in.Language, where)
		case *Emph:
			d.line("emph %s", where)
		case *Strong:
			d.line("strong %s", where)
		case *Super:
			d.line("super %s", where)
		case *Ins:
			d.line("ins%s %s", by(in.By), where)
		case *Del:
			d.line("del%s %s", by(in.By), where)
		case *Citation, *Pending, *NoteName, *NoteText:
			d.line("unresolved %T %s", in, where)
		default:
			panic(fmt.Sprintf("doc: Dump does not know %T", in))
		}
		if kids := Children(in); kids != nil {
			d.in(func() { d.inlines(*kids) })
		}
	}
}
