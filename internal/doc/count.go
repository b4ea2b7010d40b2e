package doc

import (
	"strings"
	"unicode"
)

// Words are numbers of words by where they stand.
type Words struct {
	Body   int // headings, paragraphs, list items, quotations
	Tables int // tables and pictures: captions, cells, lettered notes, the lines below
	Notes  int // numbered notes
}

// Total is the sum that a word limit is held against.
func (w Words) Total() int { return w.Body + w.Tables + w.Notes }

func (w *Words) add(v Words) {
	w.Body += v.Body
	w.Tables += v.Tables
	w.Notes += v.Notes
}

// A WordCount is the words of a report, and of each of its sections.
type WordCount struct {
	Words
	Sections []SectionWords
}

// SectionWords are the words of the section of that name. Its notes are those that are called in it.
type SectionWords struct {
	Name string
	Words
}

// CountWords counts the words of a compiled report.
//
// A word is a run of characters between white space that holds a letter or a digit; a no-break space is white space, so that the count
// is at worst too high. Counted is what the State writes: text, headings, tables, notes. The limits say nothing of what counts; for
// documents generally footnotes and headings do (United Nations Editorial Manual, Instructions for the preparation of documents). Not
// counted is what the program or the Secretariat adds: paragraph numbers, letters of items, labels such as "Table 1", note marks, the
// first page above the text.
func CountWords(r *Report) WordCount {
	var all WordCount
	for _, s := range r.Sections {
		w := sectionWords(r.Blocks[s.Start:s.End])
		all.Words.add(w)
		all.Sections = append(all.Sections, SectionWords{s.Name, w})
	}
	return all
}

func sectionWords(blocks []Block) Words {
	var w Words
	called := map[*Note]bool{}
	Walk(blocks, func(b Block) bool {
		to := &w.Body
		switch b := b.(type) {
		case *Table:
			to = &w.Tables
			for _, n := range b.Notes {
				*to += inlineWords(n.Inlines)
			}
			*to += labelWords(b.Caption)
		case *Picture:
			to = &w.Tables
			*to += labelWords(b.Caption)
		}
		Texts(b, func(text *[]Inline) {
			*to += inlineWords(*text)
			WalkInlines(*text, func(in Inline) bool {
				if c, ok := in.(*Call); ok && c.Note.Kind == NumberedNote && !called[c.Note] {
					called[c.Note] = true
					w.Notes += inlineWords(c.Note.Inlines)
				}
				return true
			})
		})
		return true
	})
	return w
}

// labelWords counts "Source:", "Note:" and their like, which the author types.
func labelWords(c Caption) int {
	n := 0
	for _, l := range c.Lines {
		n += stringWords(l.Label)
	}
	return n
}

func inlineWords(inlines []Inline) int { return stringWords(PlainText(inlines)) }

func stringWords(s string) int {
	n := 0
	for word := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}
