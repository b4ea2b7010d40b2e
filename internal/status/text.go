package status

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"rapporteur/internal/cells"
)

// Text writes what a terminal shows: a table of words by section, what went out of date, and what to do next.
func Text(w io.Writer, languages []Language) error {
	var b strings.Builder
	for i, l := range languages {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %d of %d words reviewed or final%s\n\n", l.Name, l.Done(), l.Total, percent(l.Done(), l.Total))
		rows := [][]string{append([]string{"section", "words"}, stateHeads()...)}
		for _, s := range l.Sections {
			rows = append(rows, row(s.Name, s.Tally))
		}
		rows = append(rows, row("total", l.Tally))
		right(rows)
		b.WriteString(cells.Align(rows))
		if len(l.Stale) > 0 {
			fmt.Fprintf(&b, "\nout of date (%s):\n", count(len(l.Stale), "sentence"))
			for _, u := range l.Stale {
				fmt.Fprintf(&b, "  %s:%d: %s, %s%s\n    %s\n", u.File, u.Line, u.ID, u.Change, age(u), Marked(u.Diff))
			}
		}
		if l.Extra > 0 {
			fmt.Fprintf(&b, "\n%s stand only in the translation; rapporteur check --lang %s shows them\n", count(l.Extra, "sentence"), l.Language)
		}
		if l.Errors > 0 {
			fmt.Fprintf(&b, "\n%s; rapporteur translate check --lang %s shows them\n", count(l.Errors, "open error"), l.Language)
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

func percent(part, all int) string {
	if all == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d%%)", part*100/all)
}

func age(u Unit) string {
	s := ""
	if u.Commits > 0 {
		s += ", " + count(u.Commits, "commit")
	}
	if u.Days > 0 {
		s += ", " + count(u.Days, "day")
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

func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// Markdown writes tables for a pull request or a wiki.
func Markdown(w io.Writer, languages []Language) error {
	var b strings.Builder
	for i, l := range languages {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "## %s\n\n%d of %d words reviewed or final%s.\n\n", escape(l.Name), l.Done(), l.Total, percent(l.Done(), l.Total))
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
