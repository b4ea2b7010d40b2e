package word

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Document is what a Word file says.
type Document struct {
	Paragraphs []Paragraph // in reading order; those without text are left out
	Notes      []string    // texts of the notes, in the order of their calls; only of ReadMarked
	LeftOut    []LeftOut   // what the file says besides; only of Read
	Remarks    []Remark    // the comments, with who has written them, in the order of their places; only of Read
}

// A Paragraph is one paragraph of a Word file.
type Paragraph struct {
	Number string // what Word prints before it by its own counting: "17.", "(a)", "•"; empty for none
	Text   string // tabs are "\t", line breaks "\n"
	Style  string // name of its style: "heading 1"; empty for the default one
	Level  int    // as a heading, from 1; 0 for text
	Bold   bool   // all of its letters are bold
	Row    int    // of a table in which it stands, from 1 on through the whole document; 0 for none
	Cell   int    // of the row, from 1

	Changed   []string // authors of tracked changes in it, each once
	Bookmarks []string // that begin in it, or between it and the paragraph before
}

// A Remark is a comment: what a reviewer has written beside the text.
type Remark struct {
	Author, Text string
	Row, Cell    int // where it stands, as in Paragraph; 0 outside of tables, and where its place is deleted
}

// Limits for files from outside.
const (
	maxParts = 10_000
	maxPart  = 64 << 20 // bytes of one part, unpacked

	// MaxDepth is how many elements may stand in one another.
	MaxDepth = 256
)

// ErrNotWord says that a file is no Word file.
var ErrNotWord = errors.New("not a Word file")

// Open opens a Word file of that size. One with too many parts, two of one name or no text is refused.
func Open(r io.ReaderAt, size int64) (*zip.Reader, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotWord, err)
	}
	if len(archive.File) > maxParts {
		return nil, fmt.Errorf("the file has %d parts; at most %d are read", len(archive.File), maxParts)
	}
	names := map[string]bool{}
	for _, f := range archive.File {
		if names[f.Name] {
			return nil, fmt.Errorf("the file has two parts %q", f.Name)
		}
		names[f.Name] = true
	}
	if !names["word/document.xml"] {
		return nil, fmt.Errorf("%w: it has no part word/document.xml", ErrNotWord)
	}
	return archive, nil
}

// Unpack returns the bytes of a part. One that is larger than any part of a Word file is refused, whatever the archive says of its size.
func Unpack(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxPart+1))
	if err == nil && len(data) > maxPart {
		err = errTooLarge
	}
	return data, err
}

var errTooLarge = fmt.Errorf("it is larger than %d MB", maxPart>>20)

// Read reads a Word file of that size. What is deleted in tracked changes, hidden, or stands in notes, comments and the heads and feet of pages
// is no part of the paragraphs; it is listed as left out.
func Read(r io.ReaderAt, size int64) (*Document, error) { return read(r, size, nil) }

// ReadMarked reads a Word file of that size as it is under review. What is inserted stands in {++ ++}, what is deleted in {-- --}, both also
// where it is moved; a paragraph mark alone is ¶. A call of a note is [^1], counted in reading order whatever Word counts, and a comment
// stands in {>> <<} behind its author.
func ReadMarked(r io.ReaderAt, size int64) (*Document, error) { return read(r, size, newReview()) }

func read(r io.ReaderAt, size int64, review *review) (*Document, error) {
	archive, err := Open(r, size)
	if err != nil {
		return nil, err
	}
	parts := map[string]*zip.File{}
	for _, f := range archive.File {
		parts[f.Name] = f
	}
	s := newStyles()
	n := newNumbering()
	text := &textReader{styles: s, numbering: n, review: review}
	beside := &textReader{styles: s, numbering: newNumbering()} // the comments
	type reading struct {
		name string
		read func(*parser) error
	}
	all := []reading{{"word/styles.xml", s.read}, {"word/numbering.xml", n.read}, {"word/document.xml", text.read}}
	if review == nil {
		all = append(all, reading{"word/comments.xml", beside.read})
	} else { // a comment is printed at its place, for which it has to be known; so that notes are read before the text, too
		stories := func(p *parser) error { return review.readStories(p, s) }
		all = slices.Insert(all, 2, reading{"word/comments.xml", stories}, reading{"word/footnotes.xml", stories}, reading{"word/endnotes.xml", stories})
	}
	for _, p := range all {
		if parts[p.name] == nil {
			continue
		}
		if err := readPart(parts[p.name], p.read); err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	d := &Document{Paragraphs: text.paragraphs}
	if review != nil {
		d.Notes = review.notes
		return d, nil
	}
	d.Remarks = placed(beside.comments, text.places)
	d.LeftOut, err = text.besides(archive)
	return d, err
}

// readPart gives a part to its reader.
func readPart(f *zip.File, read func(*parser) error) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	// The size in the archive's list may lie, so that what comes out is counted.
	limited := &io.LimitedReader{R: in, N: maxPart + 1}
	p := &parser{d: xml.NewDecoder(limited)}
	if err = read(p); err == nil {
		err = p.rest()
	}
	if limited.N <= 0 {
		return errTooLarge
	}
	return err
}

// parser reads the tokens of a part, and refuses what no Word file has.
type parser struct {
	d     *xml.Decoder
	depth int
}

// next returns the next start or end of an element, or text; io.EOF at the end.
func (p *parser) next() (xml.Token, error) {
	for {
		t, err := p.d.Token()
		if err != nil {
			return nil, err
		}
		switch t.(type) {
		case xml.StartElement:
			if p.depth++; p.depth > MaxDepth {
				return nil, fmt.Errorf("elements stand in one another more than %d deep", MaxDepth)
			}
			return t, nil
		case xml.EndElement:
			p.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, errors.New("it has a document type definition, which no Word file has")
		}
	}
}

// skip passes the rest of the element that has just begun.
func (p *parser) skip() error {
	for depth := p.depth; p.depth >= depth; {
		if _, err := p.next(); err != nil {
			return err
		}
	}
	return nil
}

// rest reads up to the end, so that what is wrong there is not missed.
func (p *parser) rest() error {
	for {
		if _, err := p.next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// each calls f at the start of every element, until the end of the part. What f does not skip is read on into.
func (p *parser) each(f func(xml.StartElement) error) error {
	for {
		t, err := p.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := f(e); err != nil {
				return err
			}
		}
	}
}

// value returns the attribute of that local name.
func value(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on reports whether an element that switches something on does so: it may also say that it does not.
func on(e xml.StartElement) bool {
	switch strings.ToLower(value(e, "val")) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
