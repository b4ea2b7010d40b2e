package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// TextOptions say how findings are printed as text.
type TextOptions struct {
	Color bool // ANSI colours
	Short bool // one line a finding, for goldens and grep
	Limit int  // at most so many findings, errors first among what is kept; 0 is no limit
	Fold  int  // at most so many findings of one code, the others counted in a line for the code; 0 is no limit
}

const (
	red, yellow, cyan, bold, plain = "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[1m", "\x1b[0m"
)

// WriteText prints the findings in the order of their places and a last line that counts all of them, shown or not.
// It prints nothing for an empty list.
func (l *List) WriteText(w io.Writer, opt TextOptions) error {
	all := l.Sorted()
	if len(all) == 0 {
		return nil
	}
	p := printer{TextOptions: opt}
	kept, folded := p.fold(all)
	for _, d := range p.choose(kept) {
		p.finding(d)
	}
	for _, f := range folded {
		fmt.Fprintf(&p.b, "and %d more of the kind [%s]\n", f.more, f.code)
	}
	if !opt.Short {
		p.total(all)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

type printer struct {
	TextOptions
	b      strings.Builder
	hidden int
}

// A folded code is one with more findings than are printed.
type folded struct {
	code string
	more int
}

// fold keeps the first findings of each code. It returns what it has folded in the order of the last ones that are kept.
func (p *printer) fold(all []Diagnostic) ([]Diagnostic, []folded) {
	if p.Fold <= 0 {
		return all, nil
	}
	number := map[string]int{}
	var kept []Diagnostic
	var full []folded
	for _, d := range all {
		number[d.Code]++
		if n := number[d.Code]; n <= p.Fold {
			kept = append(kept, d)
		} else if n == p.Fold+1 {
			full = append(full, folded{code: d.Code})
		}
	}
	for i := range full {
		full[i].more = number[full[i].code] - p.Fold
	}
	p.hidden += len(all) - len(kept)
	return kept, full
}

// choose keeps at most Limit findings, so that warnings and notes never crowd out errors, nor notes warnings.
func (p *printer) choose(all []Diagnostic) []Diagnostic {
	if p.Limit <= 0 || len(all) <= p.Limit {
		return all
	}
	errors, warnings, notes := count(all)
	errors = min(errors, p.Limit)
	warnings = min(warnings, p.Limit-errors)
	notes = min(notes, p.Limit-errors-warnings)
	room := map[Severity]int{Error: errors, Warning: warnings, Note: notes}
	var out []Diagnostic
	for _, d := range all {
		if room[d.Severity] > 0 {
			room[d.Severity]--
			out = append(out, d)
		}
	}
	p.hidden += len(all) - len(out)
	return out
}

func (p *printer) paint(color, s string) string {
	if !p.Color {
		return s
	}
	return color + s + plain
}

func (p *printer) finding(d Diagnostic) {
	color := yellow
	switch d.Severity {
	case Error:
		color = red
	case Note:
		color = cyan
	}
	fmt.Fprintf(&p.b, "%s%s %s [%s]\n", p.paint(bold, place(d.Span)), p.paint(color, d.Severity.String()+":"), d.Message, d.Code)
	if p.Short {
		return
	}
	p.excerpt(d.Span, color)
	for _, r := range d.Related {
		fmt.Fprintf(&p.b, "  %s%s %s\n", place(r.Span), p.paint(cyan, "note:"), r.Message)
	}
	if d.Hint != "" {
		fmt.Fprintf(&p.b, "  %s %s\n", p.paint(cyan, "hint:"), d.Hint)
	}
}

// place is "file:line:column: ", or empty for no place.
func place(s Span) string {
	if s.IsZero() {
		return ""
	}
	pos := s.Position()
	if len(s.File.Src) == 0 {
		return s.File.Name + ": "
	}
	return fmt.Sprintf("%s:%d:%d: ", s.File.Name, pos.Line, pos.Column)
}

// excerptWidth is the number of code points of a source line that an excerpt shows; a longer line is cut around the place.
const excerptWidth = 100

func (p *printer) excerpt(s Span, color string) {
	if s.IsZero() || len(s.File.Src) == 0 {
		return
	}
	pos := s.Position()
	line := []rune(printable(s.File.Line(pos.Line)))
	if len(line) == 0 {
		return
	}
	from := pos.Column - 1
	marked := max(1, utf8.RuneCountInString(firstLine(s.Text())))
	cut, lead := 0, ""
	if from > excerptWidth*2/3 {
		cut, lead = from-excerptWidth/3, "…"
	}
	line = line[min(cut, len(line)):]
	from -= cut
	tail := ""
	if len(line) > excerptWidth {
		line, tail = line[:excerptWidth], "…"
	}
	marked = max(1, min(marked, len(line)-from))
	gutter := fmt.Sprintf("%5d | ", pos.Line)
	fmt.Fprintf(&p.b, "%s%s%s%s\n", gutter, lead, string(line), tail)
	pad := strings.Repeat(" ", len(gutter)-2) + "| " + strings.Repeat(" ", from+utf8.RuneCountInString(lead))
	fmt.Fprintf(&p.b, "%s%s\n", pad, p.paint(color, strings.Repeat("~", marked)))
}

// printable replaces what a terminal would act on, one code point for one, so that columns stay true.
func printable(line []byte) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '\uFFFD'
		}
		return r
	}, string(line))
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return strings.TrimSuffix(s, "\r")
}

func (p *printer) total(all []Diagnostic) {
	errors, warnings, notes := count(all)
	var parts []string
	if errors > 0 {
		parts = append(parts, Count(errors, "error"))
	}
	if warnings > 0 {
		parts = append(parts, Count(warnings, "warning"))
	}
	if notes > 0 {
		parts = append(parts, Count(notes, "note"))
	}
	line := strings.Join(parts, ", ")
	if p.hidden > 0 {
		line += fmt.Sprintf(" (%d not shown)", p.hidden)
	}
	p.b.WriteString(line + "\n")
}

// Count writes a number of things: "1 error", "0 errors".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// The JSON form of a finding. Lines, columns and UTF-16 columns count from 1, bytes from 0; the end is exclusive.
type jsonFinding struct {
	Code     string        `json:"code"`
	Severity string        `json:"severity"`
	Message  string        `json:"message"`
	Place    *jsonPlace    `json:"place,omitempty"`
	Related  []jsonRelated `json:"related,omitempty"`
	Hint     string        `json:"hint,omitempty"`
	Fix      *jsonFix      `json:"fix,omitempty"`
}

type jsonPlace struct {
	File  string       `json:"file"`
	Start jsonPosition `json:"start"`
	End   jsonPosition `json:"end"`
}

type jsonPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Byte   int `json:"byte"`
	UTF16  int `json:"utf16"`
}

type jsonRelated struct {
	Message string     `json:"message"`
	Place   *jsonPlace `json:"place,omitempty"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Place *jsonPlace `json:"place"`
	New   string     `json:"new"`
}

func toPlace(s Span) *jsonPlace {
	if s.IsZero() {
		return nil
	}
	at := func(off int) jsonPosition { return jsonPosition(s.File.Position(off)) }
	return &jsonPlace{File: s.File.Name, Start: at(s.Start), End: at(s.End)}
}

// MarshalJSON gives the findings, sorted, as an array; an empty list is [].
func (l *List) MarshalJSON() ([]byte, error) {
	out := []jsonFinding{}
	for _, d := range l.Sorted() {
		f := jsonFinding{Code: d.Code, Severity: d.Severity.String(), Message: d.Message, Place: toPlace(d.Span), Hint: d.Hint}
		for _, r := range d.Related {
			f.Related = append(f.Related, jsonRelated{r.Message, toPlace(r.Span)})
		}
		if d.Fix != nil {
			f.Fix = &jsonFix{Message: d.Fix.Message, Edits: []jsonEdit{}}
			for _, e := range d.Fix.Edits {
				f.Fix.Edits = append(f.Fix.Edits, jsonEdit{toPlace(e.Span), e.New})
			}
		}
		out = append(out, f)
	}
	return json.Marshal(out)
}
