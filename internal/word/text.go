package word

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// textReader reads the text of a document.
type textReader struct {
	styles     *styles
	numbering  *numbering
	paragraphs []Paragraph

	open   []*openParagraph // a text box stands inside a paragraph
	row    openRow          // in which the reader is
	outer  []openRow        // around it, the outermost first; with the zero row before all
	rows   int              // so far
	hidden bool             // the run is
	bold   *bool            // what the run says
	inText bool             // characters are text, not white space between elements

	waiting  []string       // bookmarks that have begun between paragraphs
	places   []commentPlace // where the document has comments
	comments []comment      // of a part that holds them

	review *review // nil where tracked changes, notes and comments are not shown

	leftOut []LeftOut
	calls   map[string]int // places of the calls of notes and comments: by "footnote 3", the paragraph
	stories []story        // notes and comments that begin in this part
}

// openRow is a row of a table that is being read.
type openRow struct {
	number int // in the document
	cells  int // begun so far
}

// openParagraph is a paragraph that is being read.
type openParagraph struct {
	properties
	text  strings.Builder
	plain bool // a letter is not bold
	bold  bool // a letter is
	index int  // of its place in the list, which a paragraph in a text box comes after

	change change  // what the text is in now
	seen   [3]bool // changes that it was in, "not changed" among them
	ending change  // of the paragraph mark

	changed   []string // authors of tracked changes
	bookmarks []string
}

// left out with all that is in it.
var leftOut = map[string]bool{
	"del": true, "moveFrom": true, "Fallback": true, "instrText": true, "delText": true, "delInstrText": true,
	"pPrChange": true, "rPrChange": true, "sectPr": true, "tblPr": true, "tblGrid": true, "trPr": true, "tcPr": true,
}

func (r *textReader) read(p *parser) error {
	var above []string // elements around
	for {
		t, err := p.next()
		if errors.Is(err, io.EOF) {
			r.drop()
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			r.note(t)
			// In the properties of a paragraph mark, del only says that the mark is deleted.
			if r.marks(t, above) || leftOut[t.Name.Local] && !r.shows(t) {
				if err := r.pass(p, t); err != nil {
					return err
				}
				continue
			}
			r.start(t, above)
			above = append(above, t.Name.Local)
		case xml.EndElement:
			above = above[:len(above)-1]
			r.end(t.Name.Local)
		case xml.CharData:
			if r.inText {
				r.add(string(t))
			}
		}
	}
}

func (r *textReader) start(e xml.StartElement, above []string) {
	in := func(n int) string { // the n-th element around
		if len(above) < n {
			return ""
		}
		return above[len(above)-n]
	}
	if r.review != nil {
		r.startReview(e, in(1))
	} else {
		r.startStory(e, in(1))
	}
	switch e.Name.Local {
	case "tr":
		r.rows++
		r.outer = append(r.outer, r.row)
		r.row = openRow{number: r.rows}
	case "tc":
		r.row.cells++
	case "p":
		r.paragraphs = append(r.paragraphs, Paragraph{})
		r.open = append(r.open, &openParagraph{index: len(r.paragraphs) - 1, bookmarks: r.waiting})
		r.waiting = nil
	case "r":
		r.hidden, r.bold = false, nil
	case "vanish":
		if in(1) == "rPr" && in(2) == "r" {
			r.hidden = on(e)
		}
	case "b":
		if in(1) == "rPr" && in(2) == "r" {
			b := on(e)
			r.bold = &b
		}
	case "t", "delText":
		r.inText = in(1) == "r"
	case "tab", "ptab":
		if in(1) == "r" {
			r.add("\t")
		}
	case "br", "cr":
		if in(1) == "r" {
			r.add("\n")
		}
	case "noBreakHyphen":
		r.add("\u2011")
	case "bookmarkStart":
		if o := r.current(); o != nil {
			o.bookmarks = append(o.bookmarks, value(e, "name"))
		} else {
			r.waiting = append(r.waiting, value(e, "name"))
		}
	case "comment", "commentRangeStart", "commentReference":
		r.comment(e)
	case "pStyle", "numId", "ilvl", "outlineLvl":
		if o := r.current(); o != nil {
			o.take(e)
		}
	}
}

// note remembers who has made a tracked change.
func (r *textReader) note(e xml.StartElement) {
	o := r.current()
	if _, tracked := changes[e.Name.Local]; !tracked || o == nil {
		return
	}
	if author := value(e, "author"); !slices.Contains(o.changed, author) {
		o.changed = append(o.changed, author)
	}
}

func (r *textReader) current() *openParagraph {
	if len(r.open) == 0 {
		return nil
	}
	return r.open[len(r.open)-1]
}

// add puts text of the run into the paragraph.
func (r *textReader) add(text string) {
	o := r.current()
	if o == nil {
		return
	}
	if r.hidden {
		r.leave(Hidden, text)
		return
	}
	if r.review != nil {
		c := r.review.change()
		o.enter(c)
		o.seen[c] = true
	}
	o.text.WriteString(text)
	if strings.ContainsFunc(text, unicode.IsLetter) {
		bold := r.bold
		if bold == nil {
			q := o.properties
			r.styles.complete(&q)
			bold = q.bold
		}
		if bold != nil && *bold {
			o.bold = true
		} else {
			o.plain = true
		}
	}
}

func (r *textReader) end(name string) {
	if r.review != nil {
		r.endReview(name)
	}
	switch name {
	case "tr":
		last := len(r.outer) - 1
		r.row, r.outer = r.outer[last], r.outer[:last]
	case "t", "delText":
		r.inText = false
	case "comment":
		r.endComment()
	case "r":
		r.hidden, r.bold = false, nil
	case "p":
		o := r.current()
		r.open = r.open[:len(r.open)-1]
		style := o.style
		name := r.styles.complete(&o.properties)
		p := Paragraph{Text: o.text.String(), Style: name, Bold: o.bold && !o.plain, Row: r.row.number, Cell: r.row.cells, Level: heading(o.outline, name), Changed: o.changed, Bookmarks: o.bookmarks}
		// Word counts paragraphs without text too: they print their number.
		if o.number != "" && o.number != "0" {
			p.Number = r.numbering.next(o.number, o.level, style)
		}
		r.paragraphs[o.index] = p
	}
}

// headingName is the name of the heading styles of Word, and of those of the UN template: "_ H_1_G", "_ H _4_G", "_ H _Ch_G".
var headingName = regexp.MustCompile(`^(?i:heading |_ ?H ?_)([1-9]|Ch|M)`)

// heading returns the level of a heading, 0 for text.
func heading(outline *int, style string) int {
	if outline != nil && *outline < 9 {
		return *outline + 1
	}
	if m := headingName.FindStringSubmatch(style); m != nil && outline == nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
		return 1
	}
	return 0
}
