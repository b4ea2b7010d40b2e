package translation

import (
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
)

// Change tells what happened to an original after it was translated, from the least to the most.
type Change int

const (
	Unchanged    Change = iota
	FormatOnly          // italics, bold, links around the same words
	CitationOnly        // sources, notes or references around the same words
	NumberOnly          // the same words with other numbers or dates
	Small               // nine words of ten are the same
	Large
)

func (c Change) String() string {
	return [...]string{"unchanged", "format only", "citations only", "numbers only", "small", "large"}[c]
}

// smallChange is from what similarity on a change counts as small.
const smallChange = 0.9

// Old is the original as it was when u was translated; it has no pieces when that is not remembered.
func (u *Unit) Old() Sentence {
	if u.Entry == nil || u.Entry.Text == "" {
		return Sentence{}
	}
	text := u.Entry.Text
	f := diag.NewFile("lock", []byte(text+"\n"))
	var found diag.List
	s := markdown.Parse(f, markdown.Options{}, &found)
	if len(s.Blocks) == 1 && len(s.Notes) == 0 {
		if p, ok := s.Blocks[0].(*doc.Paragraph); ok {
			return Sentence{Pieces: gather(f, flatten(f, p.Inlines)), Span: f.Span(0, len(text))}
		}
	}
	return Sentence{Pieces: []Piece{{Text: text, Span: f.Span(0, len(text))}}, Span: f.Span(0, len(text))}
}

// Change says what happened to the original since it was translated.
func (u *Unit) Change() Change {
	if u.Entry == nil || u.Entry.Source == u.SourceHash() {
		return Unchanged
	}
	old := u.Old()
	was, is := squeeze(Plain(old.Pieces)), squeeze(u.Source.Plain())
	switch {
	case was == is && atoms(old.Pieces) == atoms(u.Source.Pieces):
		return FormatOnly
	case was == is:
		return CitationOnly
	case strings.Join(tokens(was), " ") == strings.Join(tokens(is), " ") && len(Numerals(was)) > 0:
		return NumberOnly
	case Similarity(was, is) >= smallChange:
		return Small
	}
	return Large
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// atoms are the codes that are no formatting, in order.
func atoms(pieces []Piece) string {
	var b strings.Builder
	for _, c := range Codes(pieces) {
		if c.Kind == Atom {
			b.WriteString(c.Type + " " + c.Key + "\n")
		}
	}
	return b.String()
}
