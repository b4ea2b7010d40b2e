package exchange

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"rapporteur/internal/translation"
)

// Fields in the head of a PO file that are ours, and the beginning of a comment that is.
const (
	poOriginal = "X-Original"
	poFrom     = "X-Source-Language"
	poBase     = "rapporteur: "
)

// poCodes tells Weblate what a code looks like, so that it shows where one is lost.
const poCodes = `placeholders:r"</?[gx][0-9]+/?>"`

// poMarkdown is how po4a calls text of Markdown, and Weblate after it.
const poMarkdown = "markdown-text"

// WritePO writes a document as a catalogue of gettext, an entry a sentence, with the id as its context. Codes stand in the text as tags.
func WritePO(w io.Writer, d *Document) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s, %s\n", d.Project, d.Original())
	b.WriteString("msgid \"\"\nmsgstr \"\"\n")
	for _, field := range [][2]string{
		{"Project-Id-Version", d.Project},
		{"PO-Revision-Date", d.revised()},
		{"Last-Translator", d.translator()},
		{"Language-Team", d.Section.To},
		{"Language", d.Section.To},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=UTF-8"},
		{"Content-Transfer-Encoding", "8bit"},
		{"X-Generator", "rapporteur " + d.Version},
		{poFrom, d.Section.From},
		{poOriginal, d.Original()},
	} {
		fmt.Fprintf(&b, "%s\n", quote(field[0]+": "+field[1]+"\n"))
	}
	for _, u := range d.Units {
		b.WriteString("\n")
		if note := d.Note(u); note != "" {
			for line := range strings.SplitSeq(note, "\n") {
				fmt.Fprintf(&b, "#. %s\n", line)
			}
		}
		fmt.Fprintf(&b, "#. %s%s\n", poBase, baseOf(u, false))
		fmt.Fprintf(&b, "#: %s:%d\n", d.Original(), u.Source.Span.Position().Line)
		var flags []string
		if u.State == translation.Stale || u.State == translation.Draft {
			flags = append(flags, "fuzzy")
		}
		if len(translation.Codes(u.Source.Pieces)) > 0 {
			flags = append(flags, poCodes)
		}
		fmt.Fprintf(&b, "#, %s\n", strings.Join(append(flags, poMarkdown), ", "))
		if old := u.Old(); u.State == translation.Stale && len(old.Pieces) > 0 {
			fmt.Fprintf(&b, "#| msgid %s\n", quote(flatten(old.Pieces)))
		}
		target := ""
		if u.State != translation.Missing {
			target = flatten(u.Target.Pieces)
		}
		fmt.Fprintf(&b, "msgctxt %s\nmsgid %s\nmsgstr %s\n", quote(u.ID), quote(flatten(u.Source.Pieces)), quote(target))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// newest is what the lock has remembered last; nil for nothing.
func (d *Document) newest() *translation.Entry {
	var last *translation.Entry
	for _, u := range d.Units {
		if u.Entry != nil && (last == nil || u.Entry.On.After(last.On)) {
			last = u.Entry
		}
	}
	return last
}

// revised is when a unit was last marked, as PO writes it. What nobody has marked has the beginning of time: there is no clock here.
func (d *Document) revised() string {
	if e := d.newest(); e != nil && !e.On.IsZero() {
		return e.On.UTC().Format("2006-01-02 15:04-0700")
	}
	return "1970-01-01 00:00+0000"
}

func (d *Document) translator() string {
	if e := d.newest(); e != nil && e.By != "" {
		return e.By
	}
	return "nobody"
}

// quote writes a string of a PO file.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(printable(text)) + `"`
}
