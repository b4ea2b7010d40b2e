package word

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"path"
	"slices"
	"strings"
)

// LeftOut is text that a file has and its paragraphs have not.
type LeftOut struct {
	Kind      Kind
	Paragraph int // in which it stands or is called, or that comes after it: its place among the paragraphs, from 1; 0 for none
	Text      string
}

// A Kind says what it is that was left out.
type Kind string

// Kinds of text that is left out. What is moved away is not one of them: it stands where it was moved to; neither are field codes, or the copy of a
// text box for old programs.
const (
	Hidden  Kind = "hidden text"
	Deleted Kind = "text deleted in tracked changes"
	Note    Kind = "text of notes"
	Comment Kind = "text of comments"
	Page    Kind = "text of heads and feet of pages"
	Foreign Kind = "text of a file of another format that stands in this one"
)

// leave remembers text that is left out at this place. What stands together is one piece of it.
func (r *textReader) leave(kind Kind, text string) {
	at := len(r.paragraphs) // as it is counted before the ones without text are dropped, from 1
	if o := r.current(); o != nil {
		at = o.index + 1
	}
	if n := len(r.leftOut) - 1; n >= 0 && r.leftOut[n].Kind == kind && r.leftOut[n].Paragraph == at {
		r.leftOut[n].Text += text
		return
	}
	r.leftOut = append(r.leftOut, LeftOut{kind, at, text})
}

// pass reads over the element that has just begun, and remembers the text in it where that stands nowhere else.
func (r *textReader) pass(p *parser, e xml.StartElement) error {
	if e.Name.Local != "del" {
		return p.skip()
	}
	inText := false
	for depth := p.depth; p.depth >= depth; {
		t, err := p.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "delText" || t.Name.Local == "t"
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				r.leave(Deleted, string(t))
			}
		}
	}
	return nil
}

// A story is a note or a comment.
type story struct {
	name string // "footnote 3"
	from int    // the first of its paragraphs; it goes on to the next story
}

// startStory takes the beginnings of notes and comments, their calls, and what is put in from other formats.
func (r *textReader) startStory(e xml.StartElement, above string) {
	switch name := e.Name.Local; name {
	case "footnote", "endnote", "comment":
		r.stories = append(r.stories, story{name + " " + value(e, "id"), len(r.paragraphs)})
	case "footnoteReference", "endnoteReference", "commentReference":
		if o := r.current(); o != nil && above == "r" {
			if r.calls == nil {
				r.calls = map[string]int{}
			}
			r.calls[strings.TrimSuffix(name, "Reference")+" "+value(e, "id")] = o.index + 1
		}
	case "altChunk":
		r.leave(Foreign, value(e, "id"))
	}
}

// drop drops the paragraphs without text, and lets all places follow.
func (r *textReader) drop() {
	var kept []Paragraph
	to := make([]int, len(r.paragraphs)+1) // new places by old ones, from 1: of a paragraph that is dropped, the one that comes after it
	for i, p := range r.paragraphs {
		to[i+1] = len(kept) + 1
		if strings.TrimSpace(p.Text) != "" {
			kept = append(kept, p)
		}
	}
	place := func(old int) int { return min(to[old], len(kept)) }
	for i := range r.leftOut {
		r.leftOut[i].Paragraph = place(r.leftOut[i].Paragraph)
	}
	for name, at := range r.calls {
		r.calls[name] = place(at)
	}
	for i, s := range r.stories {
		if s.from < len(r.paragraphs) {
			r.stories[i].from = to[s.from+1] - 1
		} else {
			r.stories[i].from = len(kept)
		}
	}
	r.paragraphs = kept
}

// besides returns what was left out of the text of the document, and what stands in parts of the archive beside it, by place.
func (r *textReader) besides(archive *zip.Reader) ([]LeftOut, error) {
	files := slices.SortedFunc(slices.Values(archive.File), func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := slices.DeleteFunc(r.leftOut, func(l LeftOut) bool { return strings.TrimSpace(l.Text) == "" })
	pages := map[string]bool{}
	for _, f := range files {
		kind := kindOf(f.Name)
		if kind == "" {
			continue
		}
		part := &textReader{styles: r.styles, numbering: newNumbering()}
		if err := readPart(f, part.read); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if kind == Page { // each kind of page has its own, mostly the same
			if text := textOf(part.paragraphs); text != "" && !pages[text] {
				pages[text] = true
				out = append(out, LeftOut{kind, 0, text})
			}
			continue
		}
		for i, s := range part.stories {
			end := len(part.paragraphs)
			if i+1 < len(part.stories) {
				end = part.stories[i+1].from
			}
			if text := textOf(part.paragraphs[s.from:end]); text != "" {
				out = append(out, LeftOut{kind, r.calls[s.name], text})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b LeftOut) int { return a.Paragraph - b.Paragraph })
	return out, nil
}

// kindOf tells by the name of a part what its text is; empty where it is none of a document.
func kindOf(part string) Kind {
	name, ok := strings.CutPrefix(part, "word/")
	if !ok || path.Ext(name) != ".xml" {
		return ""
	}
	switch {
	case name == "footnotes.xml", name == "endnotes.xml":
		return Note
	case name == "comments.xml":
		return Comment
	case strings.HasPrefix(name, "header"), strings.HasPrefix(name, "footer"):
		return Page
	}
	return ""
}

// textOf puts the texts of paragraphs together.
func textOf(all []Paragraph) string {
	var texts []string
	for _, p := range all {
		texts = append(texts, strings.TrimSpace(p.Text))
	}
	return strings.Join(texts, " ")
}
