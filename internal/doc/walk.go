package doc

import (
	"fmt"
	"strings"
)

// Walk calls visit for every block in reading order: the blocks themselves, the items of lists and what stands in quotations and items.
// Where visit returns false, the inside of that block is passed over.
func Walk(blocks []Block, visit func(Block) bool) {
	for _, b := range blocks {
		if !visit(b) {
			continue
		}
		switch b := b.(type) {
		case *List:
			for _, it := range b.Items {
				if visit(it) {
					Walk(it.Blocks, visit)
				}
			}
		case *Item:
			Walk(b.Blocks, visit)
		case *Quote:
			Walk(b.Blocks, visit)
		case *Heading, *Paragraph, *Table, *Picture:
		default:
			panic(fmt.Sprintf("doc: Walk does not know %T", b))
		}
	}
}

// Texts calls visit with the address of every sequence of inlines that b itself holds, in reading order, captions, cells and lines
// under a table included. The blocks inside b and the texts of notes are not visited.
func Texts(b Block, visit func(*[]Inline)) {
	switch b := b.(type) {
	case *Heading:
		visit(&b.Inlines)
	case *Paragraph:
		visit(&b.Inlines)
	case *Item:
		visit(&b.Inlines)
	case *Table:
		visit(&b.Caption.Inlines)
		for _, r := range b.Rows {
			for _, c := range r.Cells {
				visit(&c.Inlines)
			}
		}
		for i := range b.Caption.Lines {
			visit(&b.Caption.Lines[i].Inlines)
		}
	case *Picture:
		visit(&b.Caption.Inlines)
		for i := range b.Caption.Lines {
			visit(&b.Caption.Lines[i].Inlines)
		}
	case *List, *Quote:
	default:
		panic(fmt.Sprintf("doc: Texts does not know %T", b))
	}
}

// Children returns the address of the inlines inside in, or nil when it can hold none.
func Children(in Inline) *[]Inline {
	switch in := in.(type) {
	case *Emph:
		return &in.Inlines
	case *Strong:
		return &in.Inlines
	case *Super:
		return &in.Inlines
	case *Foreign:
		return &in.Inlines
	case *Link:
		return &in.Inlines
	case *Cited:
		return &in.Inlines
	case *NoteText:
		return &in.Inlines
	case *Ins:
		return &in.Inlines
	case *Del:
		return &in.Inlines
	case *Text, *Break, *Call, *Ref, *Citation, *Pending, *NoteName:
		return nil
	default:
		panic(fmt.Sprintf("doc: Children does not know %T", in))
	}
}

// WalkInlines calls visit for every inline, outer before inner. Where visit returns false, the inside is passed over.
func WalkInlines(inlines []Inline, visit func(Inline) bool) {
	for _, in := range inlines {
		if visit(in) {
			if kids := Children(in); kids != nil {
				WalkInlines(*kids, visit)
			}
		}
	}
}

// Rewrite replaces every inline by what f returns for it, inner before outer, and returns the new sequence.
func Rewrite(inlines []Inline, f func(Inline) []Inline) []Inline {
	out := make([]Inline, 0, len(inlines))
	for _, in := range inlines {
		if kids := Children(in); kids != nil {
			*kids = Rewrite(*kids, f)
		}
		out = append(out, f(in)...)
	}
	return out
}

// PlainText returns the characters of the inlines without note marks. What a redline deletes is among them.
func PlainText(inlines []Inline) string { return plain(inlines, nil) }

// MarkedText returns the characters of the inlines with note marks as "[12]". What a redline deletes is among them.
func MarkedText(inlines []Inline) string {
	return plain(inlines, func(c *Call) string { return "[" + c.Note.Mark + "]" })
}

func plain(inlines []Inline, mark func(*Call) string) string {
	var b strings.Builder
	WalkInlines(inlines, func(in Inline) bool {
		switch in := in.(type) {
		case *Text:
			b.WriteString(in.Value)
		case *Break:
			b.WriteByte('\n')
		case *Call:
			if mark != nil {
				b.WriteString(mark(in))
			}
		case *Ref:
			b.WriteString(in.Words())
		case *NoteText:
			return false
		}
		return true
	})
	return b.String()
}

// Emphasized returns a piece of the reference that is emphasized as an inline.
func (r *Ref) Emphasized(p RefPiece) *Emph {
	return &Emph{Place: r.Place, Inlines: []Inline{&Text{Place: r.Place, Value: p.Text}}}
}

// Words returns the whole reference as printed.
func (r *Ref) Words() string {
	var b strings.Builder
	for _, p := range r.Pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}
