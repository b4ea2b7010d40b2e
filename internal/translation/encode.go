package translation

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
)

// Typed gives every code of pieces the type, key and markup of the code of the same number in have or source. A code that neither has is
// an error.
func Typed(pieces, have, source []Piece) ([]Piece, error) { return raws(pieces, have, source) }

// raws gives every code of pieces the markup that stands in the file: that of the code of the same number in have, where there is one, or
// else in source. What the two do not have is an error.
func raws(pieces, have, source []Piece) ([]Piece, error) {
	find := func(list []Piece, c *Code) *Code {
		for _, x := range Codes(list) {
			if x.Number == c.Number && x.Kind == c.Kind {
				return x
			}
		}
		return nil
	}
	out := slices.Clone(pieces)
	for i, p := range out {
		if p.Code == nil {
			continue
		}
		x := find(source, p.Code)
		if own := find(have, p.Code); own != nil && (x == nil || own.Type == x.Type) {
			x = own
		}
		if x == nil {
			return nil, fmt.Errorf("code %d is not in the original", p.Code.Number)
		}
		c := *x
		if p.Code.Raw != "" && p.Code.Type == "note-text" {
			c.Raw = p.Code.Raw
		}
		out[i].Code = &c
	}
	return out, nil
}

// Complete reports what is wrong with the codes of a translation: a code of the original that is lost, one that stands there twice, one
// that does not belong there, a pair that is not closed or closed crosswise. The codes that the present translation has are as good as those
// of the original: somebody has left the others out on purpose.
func Complete(target, have, source []Piece) error {
	if err := nested(target); err != nil {
		return err
	}
	count := func(list []Piece) map[int]int {
		n := map[int]int{}
		for _, c := range Codes(list) {
			if c.Kind != Close {
				n[c.Number]++
			}
		}
		return n
	}
	got, want, present := count(target), count(source), count(have)
	if len(have) > 0 && same(got, present) {
		return nil
	}
	for _, c := range Codes(source) {
		if c.Kind == Close {
			continue
		}
		switch n := got[c.Number]; {
		case n == 0:
			return fmt.Errorf("code %d (%s) is lost", c.Number, c.name())
		case n > want[c.Number]:
			return fmt.Errorf("code %d (%s) stands there %d times", c.Number, c.name(), n)
		}
	}
	for _, c := range Codes(target) {
		if c.Kind != Close && want[c.Number] == 0 {
			return fmt.Errorf("code %d is not in the original", c.Number)
		}
	}
	return nil
}

func same(a, b map[int]int) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

// name is what a code is called in a message.
func (c *Code) name() string {
	if c.Key == "" {
		return c.Type
	}
	return c.Type + " " + c.Key
}

func nested(pieces []Piece) error {
	var open []*Code
	for _, c := range Codes(pieces) {
		switch c.Kind {
		case Open:
			open = append(open, c)
		case Close:
			if len(open) == 0 || open[len(open)-1].Number != c.Number {
				return fmt.Errorf("code %d is closed where it is not open", c.Number)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("code %d is not closed", open[0].Number)
	}
	return nil
}

// A form is what a sentence stands in, for that decides what has to be escaped in it.
type form int

const (
	running form = iota // a paragraph or the like
	drawn               // a cell of a table that is drawn in the section
	field               // a cell of a data file, before quotation marks are doubled
)

// form is what a unit stands in, in the translation; where that does not have it yet, what it will stand in.
func (u *Unit) form() form {
	b := u.Other
	if b == nil {
		b = u.Block
	}
	switch {
	case !isCell(u.Part):
		return running
	case b.Data != nil:
		return field
	}
	return drawn
}

// encode writes pieces as they stand in a content file. The text is as bare as it can be: what is a sign of the dialect gets a backslash
// only where reading the plain text back gives something else.
func encode(pieces []Piece, in form) (string, error) {
	want := normal(pieces)
	for _, level := range []int{0, 1, 2} {
		var b strings.Builder
		for i, p := range pieces {
			switch {
			case p.Code == nil:
				b.WriteString(escape(p.Text, level, in, i == 0))
			case in == drawn:
				b.WriteString(bars(p.Code.Raw))
			default:
				b.WriteString(p.Code.Raw)
			}
		}
		out := b.String()
		if got, ok := reread(out, in); ok && normal(got) == want {
			return out, nil
		}
	}
	return "", fmt.Errorf("the text cannot be written so that it reads back as it is")
}

// bars puts a backslash before the bars that would end a cell.
func bars(raw string) string {
	return strings.ReplaceAll(strings.ReplaceAll(raw, `\|`, "|"), "|", `\|`)
}

// escape puts backslashes: level 0 only before backslashes and the bars of cells, level 1 before every sign of the dialect, level 2 also
// before what opens a block at the start of a line.
func escape(text string, level int, in form, first bool) string {
	var b strings.Builder
	runes := []rune(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), " "))
	for i, r := range runes {
		switch {
		case r == '\\' && i+1 < len(runes) && runes[i+1] < 0x80 && punctuation(byte(runes[i+1])), r == '|' && in == drawn:
			b.WriteByte('\\')
		case level >= 1 && strings.ContainsRune("*_[]^<&`~@\\{}$", r):
			b.WriteByte('\\')
		case level >= 2 && first && i == 0 && strings.ContainsRune("#>-+|:=", r):
			b.WriteByte('\\')
		case level >= 2 && first && (r == '.' || r == ')') && allDigits(runes[:i]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func allDigits(runes []rune) bool {
	return len(runes) > 0 && !slices.ContainsFunc(runes, func(r rune) bool { return !unicode.IsDigit(r) })
}

// reread reads a sentence back as what stands in a form. The cell beside it keeps its row from being one of totals.
func reread(text string, in form) ([]Piece, bool) {
	src := text + "\n"
	var opt markdown.Options
	switch in {
	case drawn:
		src = "| head | head |\n|---|---|\n| " + text + " | x |\n"
	case field:
		src = "![table](data.csv)\n"
		opt.FS = Over(nil, []File{{"data.csv", []byte("head,head\n\"" + strings.ReplaceAll(text, `"`, `""`) + "\",x\n")}})
	}
	f := diag.NewFile("sentence", []byte(src))
	var found diag.List
	s := markdown.Parse(f, opt, &found)
	if len(s.Blocks) != 1 || len(s.Notes) > 0 {
		return nil, false
	}
	switch b := s.Blocks[0].(type) {
	case *doc.Paragraph:
		if in != running || b.Given || b.Number == 0 || b.Continued {
			return nil, false
		}
		return gather(f, flatten(f, b.Inlines)), true
	case *doc.Table:
		if in == running || len(b.Rows) != 2 || len(b.Rows[1].Cells) != 2 {
			return nil, false
		}
		cell := b.Rows[1].Cells[0]
		return gather(cell.Span.File, flattenIn(cell.Span.File, cell.Inlines, in == field)), true
	}
	return nil, false
}
