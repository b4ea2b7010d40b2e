package coverage

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/cells"
	"rapporteur/internal/doc"
	"rapporteur/internal/recommendation"
)

// width is that of the table: a terminal has at least so many columns.
const width = 80

// stateWords are the states as the table has them, short.
var stateWords = map[recommendation.State]string{
	recommendation.Answered: "answered", recommendation.ByItems: "by items", recommendation.PartlyByItems: "in part",
	recommendation.OnlyByParent: "with parent", recommendation.Mentioned: "mentioned", recommendation.Unanswered: "NO ANSWER", recommendation.NothingAsked: "-",
}

// Widths of columns of the table; that of the places is the least and the most, and the subject has the rest.
const (
	stateWidth  = len("with parent")
	leastPlaces = len("answered in")
	mostPlaces  = 22
	flagWidth   = 2
)

// Text writes a table of 80 columns with the subjects in the language of that code where there is one: for each document the
// recommendations that ask something, their states and the numbers of the places that answer them, and a count at the end.
func Text(w io.Writer, c *recommendation.Coverage, code string) error {
	var b strings.Builder
	var flags [2]bool
	for i, d := range c.Registry.Documents {
		if i > 0 {
			b.WriteByte('\n')
		}
		t := table{coverage: c, names: len("paragraph"), places: leastPlaces, code: code}
		for _, it := range d.Items {
			t.names = max(t.names, len(it.ID))
			for _, line := range wrap(places(c, c.Line(it)), mostPlaces) {
				t.places = max(t.places, utf8.RuneCountInString(line))
			}
		}
		b.WriteString(d.Symbol)
		if day := cells.Day(d.Adopted); day != "" {
			b.WriteString("  " + day)
		}
		fmt.Fprintf(&b, "\n\n%-*s  %-*s  %-*s  %s\n", t.names, "paragraph", stateWidth, "state", t.places+flagWidth+1, "answered in", "subject")
		for _, it := range d.Items {
			l := c.Line(it)
			if l.State == recommendation.NothingAsked && len(l.Mentions) == 0 {
				continue
			}
			t.row(&b, l)
			flags[0] = flags[0] || unsourced(l)
			flags[1] = flags[1] || l.OutOfOrder
		}
	}
	if len(c.Registry.Documents) == 0 {
		b.WriteString("there are no recommendations: the folder recommendations has no file of a document\n")
	} else {
		legend(&b, c, flags)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// unsourced reports whether no place that answers cites a source.
func unsourced(l *recommendation.Line) bool { return len(l.Answers) > 0 && !l.Cites() }

// A table is the widths of the columns of one document.
type table struct {
	coverage      *recommendation.Coverage
	names, places int
	code          string // of the language of subjects
}

func (t table) row(b *strings.Builder, l *recommendation.Line) {
	flag := ""
	if unsourced(l) {
		flag += "s"
	}
	if l.OutOfOrder {
		flag += "o"
	}
	text, _ := l.Item.Text.In(t.code, "")
	subject, _ := l.Item.Subject.In(t.code, "")
	if subject == "" || len(l.Item.Letters) > 0 && text != "" {
		subject = text // of an item its own text, for the subject is that of the paragraph
	}
	room := width - t.names - stateWidth - t.places - flagWidth - 7
	lines := wrap(places(t.coverage, l), mostPlaces)
	for i, line := range lines {
		if i == 0 {
			s := fmt.Sprintf("%-*s  %-*s  %s %-*s  %s", t.names, l.Item.ID, stateWidth, stateWords[l.State], pad(line, t.places), flagWidth, flag, cells.Cut(subject, room))
			b.WriteString(strings.TrimRight(s, " ") + "\n")
			continue
		}
		b.WriteString(strings.Repeat(" ", t.names+stateWidth+4) + line + "\n")
	}
}

// places lists where a recommendation is answered, be it with the paragraph that it is part of; where nothing answers, in brackets where it is
// mentioned.
func places(c *recommendation.Coverage, l *recommendation.Line) string {
	_, all := Answering(c, l)
	bracket := false
	if len(all) == 0 {
		all, bracket = l.Mentions, len(l.Mentions) > 0
	}
	var names []string
	for _, a := range all {
		names = append(names, Place(a))
	}
	names = slices.Compact(names)
	if !bracket {
		return strings.Join(names, ", ")
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// Place names a place of the report: "17 (a)", "Table 2"; the name of the section where nothing there has a number.
func Place(a recommendation.Answer) string {
	if a.Number != "" {
		return strings.ReplaceAll(a.Number, "\u00a0", " ")
	}
	if h, ok := a.Block.(*doc.Heading); ok && h.Path != "" {
		return h.Path
	}
	return a.Section.Name
}

// wrap divides a list at its commas into lines of at most n characters, at least one.
func wrap(s string, n int) []string {
	var lines []string
	line := ""
	for part := range strings.SplitSeq(s, ", ") {
		switch {
		case line == "":
			line = part
		case utf8.RuneCountInString(line)+2+utf8.RuneCountInString(part)+1 > n:
			lines, line = append(lines, line+","), part
		default:
			line += ", " + part
		}
	}
	return append(lines, line)
}

// pad fills s with spaces to n characters.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}

// legend writes the counts, what the flags mean and the sections that answer nothing.
func legend(b *strings.Builder, c *recommendation.Coverage, flags [2]bool) {
	counts := c.Count()
	total := 0
	var parts []string
	for _, s := range recommendation.States {
		if n := counts[s]; n > 0 {
			total += n
			parts = append(parts, fmt.Sprintf("%d %s", n, stateLong[s]))
		}
	}
	fmt.Fprintf(b, "\n%d asked: %s\n", total, strings.Join(parts, ", "))
	if flags[0] {
		b.WriteString("s  no source is cited there\n")
	}
	if flags[1] {
		b.WriteString("o  answered out of the sequence of the document\n")
	}
	if len(c.Silent) > 0 {
		var names []string
		for _, s := range c.Silent {
			names = append(names, s.Name)
		}
		fmt.Fprintf(b, "sections that answer nothing: %s\n", strings.Join(names, ", "))
	}
}

// stateLong are the states in the count below the table, and where one stands alone.
var stateLong = map[recommendation.State]string{
	recommendation.Answered: "answered", recommendation.ByItems: "answered item by item", recommendation.PartlyByItems: "answered in part, item by item",
	recommendation.OnlyByParent: "answered only with their paragraph",
	recommendation.Mentioned:    "mentioned and not answered", recommendation.Unanswered: "not answered", recommendation.NothingAsked: "nothing asked",
}

// Word says a state to people who read English.
func Word(s recommendation.State) string { return stateLong[s] }
