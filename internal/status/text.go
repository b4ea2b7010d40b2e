package status

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"rapporteur/internal/cells"
	"rapporteur/internal/diag"
)

// Text writes what a terminal shows: a table of words by section, what went out of date, and what to do next.
func Text(w io.Writer, languages []Language) error {
	var b strings.Builder
	for i, l := range languages {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s\n\n", l.Name, l.Progress())
		rows := [][]string{append([]string{"section", "words"}, stateHeads()...)}
		for _, s := range l.Sections {
			rows = append(rows, row(s.Name, s.Tally))
		}
		rows = append(rows, row("total", l.Tally))
		right(rows)
		b.WriteString(cells.Align(rows))
		if len(l.Stale) > 0 {
			fmt.Fprintf(&b, "\nout of date (%s):\n", diag.Count(len(l.Stale), "sentence"))
			for _, u := range l.Stale {
				fmt.Fprintf(&b, "  %s:%d: %s, %s%s\n    %s\n", u.File, u.Line, u.ID, u.Change, age(u), Marked(u.Diff))
			}
		}
		if len(l.Alone) > 0 {
			fmt.Fprintf(&b, "\nonly in the translation (%s):\n", diag.Count(len(l.Alone), "sentence"))
			for _, u := range l.Alone {
				fmt.Fprintf(&b, "  %s:%d: %s\n", u.File, u.Line, cells.Cut(oneLine(u.Target), 100))
			}
		}
		if l.Errors > 0 {
			fmt.Fprintf(&b, "\n%s; %s shows more\n", diag.Count(l.Errors, "open error"), l.check())
		}
		if len(l.Next) > 0 {
			b.WriteString("\nnext:\n")
			for _, u := range l.Next {
				fmt.Fprintf(&b, "  %s:%d: %s\n    %s\n", u.File, u.Line, strings.Join(append([]string{u.ID, u.State}, u.Open...), ", "), cells.Cut(oneLine(u.Source), 100))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
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

// check is the command that shows the open findings.
func (l Language) check() string { return "rapporteur translate check --lang " + l.Language }

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
func Marked(diff []Piece) string {
	var b strings.Builder
	for _, p := range diff {
		switch p.Kind {
		case "inserted":
			b.WriteString("{+" + p.Text + "+}")
		case "deleted":
			b.WriteString("[-" + p.Text + "-]")
		default:
			b.WriteString(p.Text)
		}
	}
	return oneLine(b.String())
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Markdown writes tables for a pull request or a wiki.
func Markdown(w io.Writer, languages []Language) error {
	var b strings.Builder
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
				fmt.Fprintf(&b, "- `%s:%d` %s, %s%s: ", u.File, u.Line, u.ID, u.Change, age(u))
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
		if l.Errors > 0 {
			fmt.Fprintf(&b, "\n%s; `%s` shows more.\n", diag.Count(l.Errors, "open error"), l.check())
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
	text = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "`", "\\`", "&", "&amp;", "\n", " ", "@", "@\u2060").Replace(text)
	return strings.ReplaceAll(text, "\x00", " | ")
}
