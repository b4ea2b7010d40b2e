package revision

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"rapporteur/internal/word"
)

// A Choice is what is done with all changes.
type Choice int

const (
	Accept Choice = iota
	Reject
)

// A Summary counts the changes that a file had.
type Summary struct {
	Insertions, Deletions int // of text, rows, cells; a move is one of each
	Formats               int // changes of formatting
}

// Changes is how many there were.
func (s Summary) Changes() int { return s.Insertions + s.Deletions + s.Formats }

// maxText is how many bytes the parts that are looked into may have together, unpacked.
const maxText = 256 << 20

// Resolve writes the Word file src without its tracked changes, all of which are accepted or rejected, and tells what they were. A file that
// has none is written as it is, part by part.
func Resolve(out io.Writer, src []byte, choice Choice) (Summary, error) {
	archive, err := word.Open(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return Summary{}, err
	}
	p := &document{resolver: resolver{choice: choice, gone: map[reference]bool{}}, parts: map[string]*part{}}
	if err := p.read(archive); err != nil {
		return Summary{}, err
	}
	p.resolve()
	return p.summary, p.write(out, archive)
}

// A document is the parts of a Word file that hold text.
type document struct {
	resolver
	parts map[string]*part // by name
	order []*part
}

// A part is one file of the archive.
type part struct {
	name    string
	root    *node
	changed bool
}

// read parses the parts that may hold changes, and those that belong to comments.
func (d *document) read(archive *zip.Reader) error {
	total := 0
	for _, f := range archive.File {
		if path.Ext(f.Name) != ".xml" || !strings.HasPrefix(f.Name, "word/") {
			continue
		}
		data, err := word.Unpack(f)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if total += len(data); total > maxText {
			return fmt.Errorf("its text is larger than %d MB", maxText>>20)
		}
		root, err := parse(data)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		p := &part{name: f.Name, root: root}
		d.parts[f.Name] = p
		d.order = append(d.order, p)
	}
	return nil
}

// resolve follows the changes of all parts, and then takes away what only they held.
func (d *document) resolve() {
	for _, p := range d.order {
		d.touched = false
		d.story(p.root)
		p.changed = d.touched
	}
	// What is still called stays, wherever it is called from.
	for _, p := range d.order {
		p.root.each(func(n *node) {
			if kind, ok := references[n.name]; ok {
				delete(d.gone, reference{kind, n.attr("id")})
			}
		})
	}
	for _, p := range d.order {
		d.dropCalled(p)
	}
}

// A reference is a note or comment that is called.
type reference struct{ kind, id string }

// references are the elements that call a note or comment, and the element that holds it.
var references = map[string]string{"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}

// dropCalled takes away notes and comments that nothing calls any more, and what other parts know of those comments.
func (d *document) dropCalled(p *part) {
	paragraphs := map[string]bool{}
	p.prune(func(n *node) bool {
		switch {
		case n.is("footnote", "endnote", "comment") && d.gone[reference{n.name, n.attr("id")}]:
			n.each(func(n *node) {
				if id := n.attr("paraId"); n.is("p") && id != "" {
					paragraphs[id] = true
				}
			})
			return true
		case n.is("commentRangeStart", "commentRangeEnd"):
			return d.gone[reference{"comment", n.attr("id")}]
		}
		return false
	})
	if len(paragraphs) == 0 {
		return
	}
	for _, other := range d.order {
		other.prune(func(n *node) bool {
			return (n.other == "commentEx" || n.other == "commentId") && paragraphs[n.attr("paraId")]
		})
	}
}

// prune removes the elements of which gone is true.
func (p *part) prune(gone func(*node) bool) {
	var look func(*node)
	look = func(n *node) {
		n.kids = slices.DeleteFunc(n.kids, func(k *node) bool {
			if k.text || !gone(k) {
				return false
			}
			p.changed = true
			return true
		})
		for _, k := range n.kids {
			look(k)
		}
	}
	look(p.root)
}

// write writes the archive: parts that have changed anew, all others as they are.
func (d *document) write(out io.Writer, archive *zip.Reader) error {
	z := zip.NewWriter(out)
	for _, f := range archive.File {
		p := d.parts[f.Name]
		if p == nil || !p.changed {
			if err := z.Copy(f); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
			continue
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Comment: f.Comment, Method: zip.Deflate, Modified: f.Modified})
		if err == nil {
			_, err = w.Write(p.root.write(nil))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if err := z.SetComment(archive.Comment); err != nil {
		return err
	}
	return z.Close()
}
