package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/docx"
	"rapporteur/internal/status"
	"rapporteur/internal/style"
	"rapporteur/internal/translation"
	"rapporteur/templates"
)

// wordMark begins the names of our bookmarks in a Word file; one that begins with a low line is not shown in the lists of Word. Behind it stands the
// name of a column in the heads, a hash of the id of a unit in its row.
const wordMark = "_rapporteur_"

// lineMark begins the ids of the lines above the table, of which Word gets bookmarks.
const lineMark = "rapporteur-"

// shares are how the columns of a Word table share its width, as in wordColumns.
var shares = []int{13, 32, 32, 19, 11}

// languages are the built-in languages.
var languages = sync.OnceValue(func() []*style.Language {
	var found diag.List
	t := style.Templates{Project: templates.Files, Builtin: templates.Files, Found: &found}
	var out []*style.Language
	for _, code := range t.Names("languages") {
		l, err := t.Language(code)
		if err != nil || l == nil {
			panic("exchange: the built-in language " + code + " cannot be read")
		}
		out = append(out, l)
	}
	return out
})

// reader is the language of the words around sentences: the one that is translated into, where there are words in it, else English.
func (d *Document) reader() *style.Language {
	if d.Language != nil && d.Language.Exchange.Source != "" && d.Language.Exchange.Notes.Paragraph != "" {
		return d.Language
	}
	all := languages()
	for _, code := range []string{d.Section.To, "en"} {
		if i := slices.IndexFunc(all, func(l *style.Language) bool { return l.Code == code }); i >= 0 {
			return all[i]
		}
	}
	panic("exchange: there is no English")
}

// WriteTable writes a document as a Word file with one table, in the style of a submission, which has no masthead, on pages that lie.
func WriteTable(w io.Writer, d *Document) error {
	language := d.reader()
	sheet, err := tableSheet(language)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	found, err := docx.Render(&b, d.table(language), sheet)
	if err == nil && found.HasErrors() {
		err = fmt.Errorf("%s", found.Sorted()[0].Message)
	}
	if err != nil {
		return fmt.Errorf("write table of section %q: %w", d.Section.Name, err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// tableSheet is the built-in sheet for tables. What a translator writes is not tracked: nearly all of it is new.
func tableSheet(language *style.Language) (*style.Sheet, error) {
	var found diag.List
	t := style.Templates{Project: templates.Files, Builtin: templates.Files, Found: &found}
	sheet, err := t.Sheet("submission", language)
	if err != nil {
		return nil, err
	}
	sheet.Page = sheet.Landscape
	sheet.Table.Indent, sheet.Table.Width, sheet.Table.WideWidth = 0, sheet.Page.Frame(), sheet.Page.Frame()
	sheet.Body.Size, sheet.Body.Line, sheet.Body.After = sheet.TableCell.Size, sheet.TableCell.Line, 3
	sheet.Body.Justify = false
	sheet.Table.HeadRule = 0.5
	sheet.EndRule = style.EndRule{}
	sheet.QuietRedline = true
	return sheet, nil
}

// table makes the document a report, to be rendered like any other.
func (d *Document) table(language *style.Language) *doc.Report {
	s, words := d.Section, &language.Exchange
	name := func(code string) string {
		if n := language.Languages[code]; n != "" {
			return n
		}
		return code
	}
	title := s.Name + ": " + name(s.From) + " → " + name(s.To)
	r := &doc.Report{Language: language.Code, Meta: doc.Meta{Title: title}, Front: doc.Front{Title: plainText(title)}}
	state := func(s translation.State) string {
		if word := words.States[s.String()]; word != "" {
			return word
		}
		return s.String()
	}
	advice := style.Fill(words.HowTo, translation.Reviewed.String(), state(translation.Reviewed), translation.Final.String(), state(translation.Final))
	for _, line := range []struct{ id, text string }{
		{columnReport, words.Report + " " + d.Project}, {columnSource, words.Original + " " + d.Original()},
		{columnTarget, words.Translation + " " + name(s.To) + " (" + s.To + ")"}, {"advice", advice},
	} {
		r.Blocks = append(r.Blocks, &doc.Paragraph{Base: doc.Base{ID: doc.ID(lineMark + line.id)}, Inlines: plainText(line.text)})
	}
	t := &doc.Table{Base: doc.Base{ID: lineMark + "units"}, Head: 1, Form: true, Columns: make([]doc.Column, len(wordColumns)), Shares: shares}
	heads := rowOf(doc.HeadRow, []string{
		words.ID, style.Fill(words.Source, "language", name(s.From)), style.Fill(words.Target, "language", name(s.To)), words.Comment, words.State,
	})
	for i, c := range heads.Cells {
		c.Locked, c.Name = true, wordMark+wordColumns[i]
	}
	t.Rows = []*doc.Row{heads}
	for _, u := range d.Units {
		beside := shortWords(printable(strings.Join(d.notes(u, false), "\n")))
		row := rowOf(doc.BodyRow, []string{u.ID + " " + d.mark(u, beside), "", braced(u.Target.Pieces), beside, state(u.State)})
		// LibreOffice (7.4) puts a line break in a locked cell before all that stands there.
		id, source, target, comment := row.Cells[0], row.Cells[1], row.Cells[2], row.Cells[3]
		id.Locked, id.Small, comment.Small = true, true, true
		original, changed := originalOf(u, words.Changed)
		// What has marks of changes is open: in a lock LibreOffice loses them, and Word lets nobody accept them.
		source.Locked, source.Name = !changed, rowMark(u.ID)
		source.Inlines = []doc.Inline{&doc.Foreign{Language: s.From, Inlines: original}}
		target.Inlines = []doc.Inline{&doc.Foreign{Language: s.To, Inlines: target.Inlines}}
		row.Loose = tall(doc.PlainText(source.Inlines), doc.PlainText(target.Inlines), beside)
		t.Rows = append(t.Rows, row)
	}
	r.Blocks = append(r.Blocks, t)
	return r
}

// rowMark is the bookmark in the row of a unit. Names of bookmarks are short and take few characters.
func rowMark(id string) string {
	sum := sha256.Sum256([]byte(id))
	return wordMark + hex.EncodeToString(sum[:6])
}

// originalOf is the original of a unit. In a stale one, what has changed since it was translated is marked as tracked changes: every program shows
// them, and they are told from the words without knowing any style. They are dated with the day of the translation.
func originalOf(u *translation.Unit, author string) (original []doc.Inline, changed bool) {
	was, is := braced(u.Old().Pieces), braced(u.Source.Pieces)
	if u.State != translation.Stale || was == "" || was == is {
		return plainText(is), false
	}
	deleted := &doc.Revision{Kind: doc.Deleted, Author: author, Date: u.Entry.On}
	inserted := &doc.Revision{Kind: doc.Inserted, Author: author, Date: u.Entry.On}
	var out []doc.Inline
	accepted := ""
	for _, p := range status.Diff(was, is) {
		inlines := plainText(p.Text)
		if p.Kind == "deleted" {
			out = append(out, &doc.Del{By: deleted, Inlines: inlines})
			continue
		}
		accepted += p.Text
		if p.Kind == "inserted" {
			inlines = []doc.Inline{&doc.Ins{By: inserted, Inlines: inlines}}
		}
		out = append(out, inlines...)
	}
	if squeeze(accepted) != squeeze(is) { // a comparison leaves out what is far from any change
		return []doc.Inline{&doc.Del{By: deleted, Inlines: plainText(was)}, &doc.Ins{By: inserted, Inlines: plainText(is)}}, true
	}
	return out, true
}

// tall reports whether a row is so tall that the end of a page may part it: it would leave much of a page empty otherwise. Lower rows stay whole, for
// who translates sees the whole sentence.
func tall(source, target, beside string) bool {
	const (
		line, smallLine = 48, 52 // about how many characters a line of a sentence has, and one of the notes
		most, smallMost = 11, 18 // lines of a third of a page
	)
	n := 0
	for text := range strings.SplitSeq(beside, "\n") {
		n += 1 + utf8.RuneCountInString(text)/smallLine
	}
	return max(utf8.RuneCountInString(source), utf8.RuneCountInString(target)) > most*line || n > smallMost
}

func plainText(s string) []doc.Inline { return []doc.Inline{&doc.Text{Value: s}} }

// rowOf makes a row of cells; a line feed in one begins a line.
func rowOf(kind doc.RowKind, texts []string) *doc.Row {
	row := &doc.Row{Kind: kind}
	for i, text := range texts {
		var inlines []doc.Inline
		for j, line := range strings.Split(text, "\n") {
			if j > 0 {
				inlines = append(inlines, &doc.Break{})
			}
			inlines = append(inlines, &doc.Text{Value: line})
		}
		row.Cells = append(row.Cells, &doc.Cell{Column: i, ColSpan: 1, RowSpan: 1, Inlines: inlines})
	}
	return row
}
