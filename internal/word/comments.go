package word

import (
	"encoding/xml"
	"strings"
)

// A comment is one of the part that holds them.
type comment struct {
	id, author, text string
	from             int // its first paragraph in the list of the reader
}

// A commentPlace is where the document has the comment of that id.
type commentPlace struct {
	id        string
	row, cell int
}

// comment takes the beginning of a comment, or its place in the document.
func (r *textReader) comment(e xml.StartElement) {
	id := value(e, "id")
	if e.Name.Local == "comment" {
		r.comments = append(r.comments, comment{id: id, author: value(e, "author"), from: len(r.paragraphs)})
		return
	}
	r.places = append(r.places, commentPlace{id, r.row.number, r.row.cells})
}

// endComment takes the text of the comment that ends.
func (r *textReader) endComment() {
	c := &r.comments[len(r.comments)-1]
	var lines []string
	for _, p := range r.paragraphs[c.from:] {
		lines = append(lines, p.Text)
	}
	c.text = strings.TrimSpace(strings.Join(lines, "\n"))
}

// placed sets comments to their places, in the order of these. Those whose place is deleted come last: nothing that a person has written is lost.
func placed(comments []comment, places []commentPlace) []Remark {
	byID := map[string]comment{}
	for _, c := range comments {
		byID[c.id] = c
	}
	var out []Remark
	take := func(id string, row, cell int) {
		if c, ok := byID[id]; ok {
			out = append(out, Remark{c.author, c.text, row, cell})
			delete(byID, id)
		}
	}
	for _, p := range places {
		take(p.id, p.row, p.cell)
	}
	for _, c := range comments {
		take(c.id, 0, 0)
	}
	return out
}
