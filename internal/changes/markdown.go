package changes

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"

	"rapporteur/internal/redline"
	"rapporteur/internal/style"
)

// CommentSize is how many bytes a comment on GitHub may have. Other services take more.
const CommentSize = 65536

// Markdown writes the lists for a pull request, in at most size bytes, which is CommentSize or another number of some thousands: a summary, and
// the changes folded section by section. What there is no room for is counted.
func Markdown(w io.Writer, lists []*List, size int) error {
	var out strings.Builder
	for i, l := range lists {
		m := &markdownWriter{List: l, room: (size - out.Len()) / (len(lists) - i)}
		m.list(len(lists) > 1)
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(m.out.String())
	}
	_, err := io.WriteString(w, out.String())
	return err
}

type markdownWriter struct {
	*List
	out  strings.Builder
	room int // bytes that the list may have
}

// reserve is room for what closes a list: that something is left out, and ends of what is folded.
const reserve = 400

// fits writes s if there is room for it and so many bytes more.
func (m *markdownWriter) fits(s string, more int) bool {
	if m.out.Len()+len(s)+more+reserve > m.room {
		return false
	}
	m.out.WriteString(s)
	return true
}

func (m *markdownWriter) list(named bool) {
	head := cmp.Or(m.Symbol, m.Title)
	if named {
		head = strings.TrimPrefix(head+", "+m.words.Name, ", ")
	}
	preface := &m.words.Redline.Preface
	fmt.Fprintf(&m.out, "### %s: %s\n\n%s → %s\n\n", escape(preface.Title), escape(head), escape(m.draft(m.Old)), escape(m.draft(m.New)))
	if m.Summary.Changes == 0 {
		m.out.WriteString(escape(preface.Nothing) + "\n")
	} else {
		rows := m.table()
		for i, row := range rows {
			for k := range row {
				row[k] = escape(row[k])
			}
			m.out.WriteString("| " + strings.Join(row, " | ") + " |\n")
			if i == 0 {
				m.out.WriteString("|:---|" + strings.Repeat("---:|", len(row)-1) + "\n")
			}
		}
	}
	if numbers := m.renumberings(); len(numbers) > 0 {
		text := "\n<details><summary>" + html.EscapeString(m.words.Changes.Renumbered) + "</summary>\n\n"
		for _, n := range numbers {
			text += "- " + escape(n) + "\n"
		}
		m.fits(text+"\n</details>\n", m.room/2)
	}
	m.figures()
	left := 0
	for _, c := range m.chapters() {
		left += m.chapter(c)
	}
	if left > 0 {
		m.out.WriteString("\n" + escape(style.Fill(m.words.Changes.LeftOut, "number", strconv.Itoa(left))) + "\n")
	}
}

// figures writes the table of figures, in at most half of the room that is left.
func (m *markdownWriter) figures() {
	groups := m.figureGroups()
	if len(groups) == 0 {
		return
	}
	preface := &m.words.Redline.Preface
	fmt.Fprintf(&m.out, "\n**%s**\n\n| %s | %s | %s |\n|:---|:---|:---|\n", escape(preface.Figures), escape(preface.Place), escape(preface.Before), escape(preface.After))
	half := (m.room - m.out.Len()) / 2
	left := 0
	for _, g := range groups {
		head := "| **" + escape(g.title) + "** | | |\n"
		for _, r := range g.rows {
			place := escape(r.place)
			if r.section != "" {
				place += " · " + escape(r.section)
			}
			row := "| " + place + " | " + escape(cmp.Or(r.old, "—")) + " | " + escape(cmp.Or(r.new, "—")) + " |\n"
			if m.fits(head+row, half) {
				head = ""
			} else {
				left++
			}
		}
	}
	if left > 0 {
		m.out.WriteString("\n" + escape(style.Fill(m.words.Changes.FiguresLeftOut, "number", strconv.Itoa(left))) + "\n")
	}
}

// chapter writes the changes of a section for which there is room, and returns how many there is none for.
func (m *markdownWriter) chapter(c chapter) (left int) {
	count := 0
	for _, e := range c.entries {
		count += e.count
	}
	// What stands in a line that begins with an element is HTML, of which Markdown reads nothing.
	head := "\n<details><summary><b>" + html.EscapeString(visible(oneLine(c.name))) + "</b> (" + strconv.Itoa(count) + ")</summary>\n"
	if c.answers != "" {
		head += "\n" + escape(c.answers) + "\n"
	}
	begun := false
	for _, e := range c.entries {
		text := m.entry(e)
		if !begun {
			text = head + text
		}
		if m.fits(text, 0) {
			begun = true
		} else {
			left += e.count
		}
	}
	if begun {
		m.out.WriteString("\n</details>\n")
	}
	return left
}

func (m *markdownWriter) entry(e entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n**%s: %s**", escape(e.title), escape(e.word))
	if e.heading != "" {
		b.WriteString(" · " + escape(e.heading))
	}
	if about := e.about(); about != "" {
		b.WriteString("<br>" + escape(about))
	}
	b.WriteByte('\n')
	for i, p := range e.texts {
		if i > 0 {
			b.WriteString(">")
		}
		text := ""
		if p.label != "" {
			text = "<i>" + escape(p.label) + ":</i> "
		}
		for _, v := range p.pieces {
			text += marked(v)
		}
		b.WriteString("\n> " + strings.TrimLeft(text, " ") + "\n")
	}
	return b.String()
}

// marked is a piece as Markdown, with elements of HTML for its kind and form: signs beside letters are no marks everywhere.
func marked(v view) string {
	var b strings.Builder
	for i, line := range strings.Split(v.Text, "\n") {
		if i > 0 {
			b.WriteString("↵<br>")
		}
		b.WriteString(escape(line))
	}
	text := b.String()
	wrap := func(tag string, is bool) {
		if is {
			text = "<" + tag + ">" + text + "</" + tag + ">"
		}
	}
	wrap("sup", v.Raised)
	wrap("em", v.Italic)
	wrap("strong", v.Bold)
	if v.form && v.Link != "" {
		text += " (" + escape(v.Link) + ")"
	}
	wrap("ins", v.Kind == redline.Inserted)
	wrap("del", v.Kind == redline.Deleted)
	return text
}

var (
	// beginsBlock is text that would open a list or a heading where it stands first in a line.
	beginsBlock = regexp.MustCompile(`^(\s*)([-+=]|[0-9]+[.)])(?:\s|$)`)
	// issue is text that GitHub would take for the number of an issue.
	issue = regexp.MustCompile(`#([0-9])`)
	// escapes keep text from being read as Markdown, as formulas, and as names that GitHub would call.
	escapes = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "~", `\~`, "`", "\\`", "<", "&lt;", ">", "&gt;",
		"&", "&amp;", "\n", " ", "@", "@\u2060", "$", "<span>$</span>", "www.", `www\.`)
	// address is a web address, without what ends a sentence behind it.
	address = regexp.MustCompile(`https?://[^\s<>]*[^\s<>.,;:!?()”»]`)
)

// escape is text as Markdown that prints it. Addresses in it are links.
func escape(text string) string {
	text = visible(strings.ReplaceAll(text, "\n", " "))
	plain := func(s string) string { return escapes.Replace(issue.ReplaceAllString(s, "#\u2060$1")) }
	var b strings.Builder
	at := 0
	for _, m := range address.FindAllStringIndex(text, -1) {
		b.WriteString(plain(text[at:m[0]]) + "<" + strings.ReplaceAll(text[m[0]:m[1]], "|", "%7C") + ">")
		at = m[1]
	}
	b.WriteString(plain(text[at:]))
	text = b.String()
	if m := beginsBlock.FindStringSubmatch(text); m != nil {
		sign := m[2]
		text = m[1] + sign[:len(sign)-1] + `\` + text[len(m[1])+len(sign)-1:]
	}
	if strings.HasPrefix(text, "#") {
		text = `\` + text
	}
	return text
}
