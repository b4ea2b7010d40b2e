package status

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/cells"
	"rapporteur/internal/diag"
)

// TextOptions say what a terminal can show.
type TextOptions struct {
	Width int // columns; 0 where there is no terminal: then no name is cut
	Color bool
}

// Where no width is known, texts have so many columns.
const usualWidth = 100

// Text writes what a terminal shows: a table of words by section, what went out of date, and what to do next.
func Text(w io.Writer, languages []Language, opt TextOptions) error {
	var b strings.Builder
	width := opt.Width
	if width == 0 {
		width = usualWidth
	}
	if len(languages) == 0 {
		b.WriteString("the project holds no translation\n")
	}
	for i, l := range languages {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s\n\n", l.Name, l.Progress())
		b.WriteString(table(l, opt.Width))
		if len(l.Stale) > 0 {
			fmt.Fprintf(&b, "\nout of date (%s):\n", diag.Count(len(l.Stale), "sentence"))
			for _, u := range l.Stale {
				fmt.Fprintf(&b, "  %s:%d: %s, %s%s\n%s", u.File, u.Line, u.ID, u.Change, age(u), fold(u.Diff, width, opt.Color))
			}
		}
		if len(l.Alone) > 0 {
			fmt.Fprintf(&b, "\nonly in the translation (%s):\n", diag.Count(len(l.Alone), "sentence"))
			for _, u := range l.Alone {
				fmt.Fprintf(&b, "  %s:%d:\n    %s\n", u.File, u.Line, cells.Cut(oneLine(u.Target), width-4))
			}
		}
		if len(l.Outside) > 0 {
			fmt.Fprintf(&b, "\nmissing outside of the sections (%s):\n", diag.Count(len(l.Outside), "text"))
			for _, x := range l.FirstOutside() {
				fmt.Fprintf(&b, "  %s:%d: %s\n    %s\n", x.File, x.Line, x.Name, cells.Cut(oneLine(x.Source), width-4))
			}
			if more := l.MoreOutside(); more > 0 {
				fmt.Fprintf(&b, "  and %d more; --json lists them all\n", more)
			}
		}
		if found := l.Found(); found != "" {
			fmt.Fprintf(&b, "\n%s: see rapporteur translate check --lang %s\n", found, l.Language)
		}
		if len(l.Next) > 0 {
			b.WriteString("\nnext:\n")
			for _, u := range l.Next {
				fmt.Fprintf(&b, "  %s:%d: %s\n    %s\n", u.File, u.Line, strings.Join(append([]string{u.ID, u.State}, u.Open...), ", "), cells.Cut(oneLine(u.Source), width-4))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// leastName is how many characters of the name of a section are left, however narrow the terminal.
const leastName = 12

// table is the table of a language, in at most so many columns where the names of its sections can be cut; 0 for any number.
func table(l Language, width int) string {
	rows := [][]string{append([]string{"section", "words"}, stateHeads()...)}
	for _, s := range l.Sections {
		rows = append(rows, row(s.Name, s.Tally))
	}
	rows = append(rows, row("total", l.Tally))
	right(rows)
	if width > 0 {
		room := width
		for _, cell := range rows[0][1:] {
			room -= len(cell) + 2
		}
		for _, row := range rows {
			if name := []rune(row[0]); len(name) > max(room, leastName) {
				row[0] = string(name[:max(room, leastName)-1]) + "…"
			}
		}
	}
	return cells.Align(rows)
}

// fold writes a comparison, marked as Marked does it, in lines of so many columns, indented.
func fold(diff []Piece, width int, color bool) string {
	const (
		indent         = "    "
		red, green, no = "\x1b[31m", "\x1b[32m", "\x1b[0m"
	)
	var b strings.Builder
	at := 0
	for _, word := range strings.Fields(mark(diff, "\x01", "\x02", "\x03")) {
		n := utf8.RuneCountInString(word) - strings.Count(word, "\x01") - strings.Count(word, "\x02") - strings.Count(word, "\x03")
		switch {
		case at == 0:
			b.WriteString(indent)
			at = len(indent)
		case at+1+n > width:
			b.WriteString("\n" + indent)
			at = len(indent)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	b.WriteByte('\n')
	codes := strings.NewReplacer("\x01", green, "\x02", red, "\x03", no)
	if !color {
		codes = strings.NewReplacer("\x01", "", "\x02", "", "\x03", "")
	}
	return codes.Replace(b.String())
}

// right sets all columns but the first flush right.
func right(rows [][]string) {
	for column := 1; column < len(rows[0]); column++ {
		width := 0
		for _, row := range rows {
			width = max(width, len(row[column]))
		}
		for _, row := range rows {
			row[column] = fmt.Sprintf("%*s", width, row[column])
		}
	}
}

func stateHeads() []string {
	var out []string
	for _, s := range States {
		out = append(out, s.String())
	}
	return out
}

func row(name string, t Tally) []string {
	out := []string{name, strconv.Itoa(t.Total)}
	for _, s := range States {
		n := "-"
		if v := t.Words[s.String()]; v > 0 {
			n = strconv.Itoa(v)
		}
		out = append(out, n)
	}
	return out
}

// Progress is how far the language is: "6926 of 17356 words reviewed or final (39%)".
func (l Language) Progress() string {
	s := fmt.Sprintf("%d of %s reviewed or final", l.Done(), diag.Count(l.Total, "word"))
	if l.Total > 0 {
		s += fmt.Sprintf(" (%d%%)", l.Done()*100/l.Total)
	}
	return s
}

// mostOutside is how many texts beside the sections are listed for people. A language that has only begun lacks hundreds.
const mostOutside = 10

// FirstOutside are the texts beside the sections that are listed for people, MoreOutside is how many there are besides.
func (l Language) FirstOutside() []Outside { return l.Outside[:min(len(l.Outside), mostOutside)] }

// MoreOutside is how many texts FirstOutside leaves out.
func (l Language) MoreOutside() int { return len(l.Outside) - len(l.FirstOutside()) }

// Found counts what the checks find: "1 open error, 2 warnings"; empty for nothing.
func (l Language) Found() string {
	var parts []string
	if l.Errors > 0 {
		parts = append(parts, diag.Count(l.Errors, "open error"))
	}
	if l.Warnings > 0 {
		parts = append(parts, diag.Count(l.Warnings, "warning"))
	}
	return strings.Join(parts, ", ")
}

// age says since when a unit is out of date, as the rest of a list: ", 2 commits, 4 days".
func age(u Unit) string {
	if u.Commits == nil {
		return ", nobody knows since when"
	}
	least := ""
	if u.AtLeast {
		least = "at least "
	}
	s := ""
	if *u.Commits > 0 {
		s += ", " + least + diag.Count(*u.Commits, "commit")
		switch {
		case u.Days == nil:
		case *u.Days > 0:
			s += ", " + least + diag.Count(*u.Days, "day")
		case !u.AtLeast:
			s += ", less than a day"
		}
	}
	if u.Edited {
		s += ", not committed"
	}
	return s
}

// Marked is a comparison in one line: "the [-old-] {+new+} words", as git marks words.
func Marked(diff []Piece) string { return oneLine(mark(diff, "", "", "")) }

// mark marks words with signs around those that are inserted, around those that are deleted, and behind both.
func mark(diff []Piece, inserted, deleted, end string) string {
	var b strings.Builder
	for _, p := range diff {
		switch p.Kind {
		case "inserted":
			b.WriteString(inserted + "{+" + p.Text + "+}" + end)
		case "deleted":
			b.WriteString(deleted + "[-" + p.Text + "-]" + end)
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Markdown writes tables for a pull request or a wiki.
func Markdown(w io.Writer, languages []Language) error {
	var b strings.Builder
	if len(languages) == 0 {
		b.WriteString("The project holds no translation.\n")
	}
	for i, l := range languages {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "## %s\n\n%s.\n\n", escape(l.Name), l.Progress())
		fmt.Fprintf(&b, "| section | words | %s |\n|:---|---:%s|\n", strings.Join(stateHeads(), " | "), strings.Repeat("|---:", len(States)))
		for _, s := range l.Sections {
			fmt.Fprintf(&b, "| %s |\n", escape(strings.Join(row(s.Name, s.Tally), "\x00")))
		}
		fmt.Fprintf(&b, "| **%s** |\n", strings.Join(row("total", l.Tally), "** | **"))
		if len(l.Stale) > 0 {
			b.WriteString("\nOut of date:\n\n")
			for _, u := range l.Stale {
				fmt.Fprintf(&b, "- `%s:%d` %s, %s%s: ", u.File, u.Line, escape(u.ID), u.Change, age(u))
				for _, p := range u.Diff {
					switch p.Kind {
					case "inserted":
						b.WriteString("<ins>" + escape(oneLine(p.Text)) + "</ins>")
					case "deleted":
						b.WriteString("<del>" + escape(oneLine(p.Text)) + "</del>")
					default:
						b.WriteString(escape(p.Text))
					}
				}
				b.WriteByte('\n')
			}
		}
		if len(l.Alone) > 0 {
			b.WriteString("\nOnly in the translation:\n\n")
			for _, u := range l.Alone {
				fmt.Fprintf(&b, "- `%s:%d` %s\n", u.File, u.Line, escape(oneLine(u.Target)))
			}
		}
		if len(l.Outside) > 0 {
			b.WriteString("\nMissing outside of the sections:\n\n")
			for _, x := range l.FirstOutside() {
				fmt.Fprintf(&b, "- `%s:%d` %s: %s\n", x.File, x.Line, escape(x.Name), escape(oneLine(x.Source)))
			}
			if more := l.MoreOutside(); more > 0 {
				fmt.Fprintf(&b, "- and %d more\n", more)
			}
		}
		if found := l.Found(); found != "" {
			fmt.Fprintf(&b, "\n%s: see `rapporteur translate check --lang %s`.\n", found, l.Language)
		}
		if len(l.Next) > 0 {
			b.WriteString("\nNext:\n\n")
			for _, u := range l.Next {
				fmt.Fprintf(&b, "- `%s:%d` %s: %s\n", u.File, u.Line, strings.Join(append([]string{u.State}, u.Open...), ", "), escape(oneLine(u.Source)))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// escape keeps text from being read as Markdown; "\x00" becomes the bar between two cells.
func escape(text string) string {
	text = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "~", `\~`, "$", `\$`, "[", `\[`, "]", `\]`, "<", "&lt;", "`", "\\`", "&", "&amp;", "\n", " ", "@", "@\u2060").Replace(text)
	return strings.ReplaceAll(text, "\x00", " | ")
}
