package format

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
	"rapporteur/internal/sentence"
)

// Options say how to format.
type Options struct {
	Markdown markdown.Options // how the file is read
	Language string           // tag of the language of its text, whose rules part sentences
	// IDs are the ids for blocks that have none, by the offset where the block begins in the file (its Span.Start); nil leaves them without.
	// A block that is not named, and a table without a caption, which has no place for an id, stay as they are.
	IDs map[int]doc.ID
}

// File returns the normal form of a content file: its own bytes where it has it already, where it cannot be read, and where the normal form
// would print something else. The findings say why; those of the text itself are not among them.
func File(f *diag.File, opt Options) ([]byte, diag.List) {
	var found, before, after diag.List
	section, layout := markdown.ParseLayout(f, opt.Markdown, &before)
	if section.Unread {
		return f.Src, before
	}
	out := form(f, layout, opt)
	if bytes.Equal(out, f.Src) {
		return f.Src, found
	}
	again := markdown.Parse(diag.NewFile(f.Name, out), opt.Markdown, &after)
	if at, same := neutral(section, again, &before, &after, opt.IDs != nil); !same {
		found.Errorf(at, "format/not-neutral", "the normal form of this block would be read as something else, so that the file stays as it is").
			WithHint("write the block in another way: end its lines where its sentences end")
		return f.Src, found
	}
	return out, found
}

// form returns the normal form of a file, which is yet to be proved.
func form(f *diag.File, layout *markdown.Layout, opt Options) []byte {
	w := writer{file: f, opt: opt, eol: lineEnd(f.Src), named: map[doc.Block]bool{}}
	for i := range layout.Texts {
		w.text(&layout.Texts[i])
	}
	for i := range layout.Grids {
		w.grid(&layout.Grids[i])
	}
	return w.apply()
}

// lineEnd is how the lines of a file end: as its first one does.
func lineEnd(src []byte) string {
	if i := bytes.IndexByte(src, '\n'); i > 0 && src[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// A writer gathers what is to change in a file.
type writer struct {
	file  *diag.File
	opt   Options
	eol   string
	edits []edit
	named map[doc.Block]bool // those that have got an id
}

// An edit replaces the range [start, end).
type edit struct {
	start, end int
	new        string
}

func (w *writer) replace(start, end int, text string) {
	if string(w.file.Src[start:end]) != text {
		w.edits = append(w.edits, edit{start, end, text})
	}
}

// apply returns the file with all edits made, ending with a line end.
func (w *writer) apply() []byte {
	slices.SortStableFunc(w.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	var out []byte
	at := 0
	for _, e := range w.edits {
		out = append(out, w.file.Src[at:e.start]...)
		out = append(out, e.new...)
		at = e.end
	}
	out = append(out, w.file.Src[at:]...)
	if len(out) > 0 && out[len(out)-1] != '\n' {
		out = append(out, w.eol...)
	}
	return out
}

// text puts every sentence of a block of running text on a line of its own.
func (w *writer) text(t *markdown.Text) {
	if t.Kind != markdown.HeadingText && t.Kind != markdown.PictureText {
		w.lines(t)
		w.replace(t.End, w.blanks(t.End), "")
	}
	w.id(t)
}

// blanks is where the blanks that begin at off end.
func (w *writer) blanks(off int) int {
	for off < len(w.file.Src) && (w.file.Src[off] == ' ' || w.file.Src[off] == '\t') {
		off++
	}
	return off
}

// lines ends the lines of a text where its sentences end. A paragraph that might be read as the definition of a link keeps its lines.
func (w *writer) lines(t *markdown.Text) {
	if definition.Match(w.file.Src[t.Start:t.End]) {
		return
	}
	r := running(t)
	cut := map[int]bool{} // offsets in the file where a space or line end becomes the end of a line
	segments := sentence.For(w.opt.Language).Split(r.text)
	for i := 1; i < len(segments); i++ {
		if start, end, ok := r.gap(segments[i-1].End, segments[i].Start); ok && w.mayEnd(t, start, end) {
			cut[start] = true
			eol := w.eol
			if old := w.file.Src[start:end]; bytes.ContainsRune(old, '\n') { // a line keeps its end
				eol = lineEnd(old)
			}
			w.replace(start, end, eol+t.Further)
		}
	}
	begin := -1 // of the line, where that is the one of a line of the file, which stays
	if t.Kind == markdown.ParagraphText {
		begin = t.Start
	}
	for _, p := range t.Pieces {
		switch p.Kind {
		case markdown.ForcedEnd:
			begin = p.End
		case markdown.LineEnd:
			switch {
			case cut[p.Start]:
				begin = -1
			case definition.Match(w.file.Src[p.End:t.End]), begin >= 0 && w.mustEnd(t, begin, p.Start):
				begin = p.End
			default:
				w.replace(p.Start, p.End, " ")
			}
		case markdown.NoteLineEnd:
			w.replace(p.Start, p.End, " ")
		}
	}
}

// beginsBlock is text that begins a block, or changes the one it stands in, where it begins a line: a heading, quotation, list, table, caption,
// line of dashes, code, HTML, note.
var beginsBlock = regexp.MustCompile(`^(?:[#>|:=~` + "`" + `<+-]|[0-9]{1,9}[.)](?:\s|$)|\*{1,2}(?:\s|$)|\*{3}|_(?:\s|$)|_{3}|\[[^\]]*\]:)`)

// loneSign is a line that begins no block, or ends the one above, because nothing follows its sign, and so must end there.
var loneSign = regexp.MustCompile(`^(?:[-+*:]|[0-9]{1,9}[.)]|#{1,6}|=+)$`)

// definition is what is read as a definition of a link at the beginning of a line only.
var definition = regexp.MustCompile(`^\[[^\]]*\]:`)

// mustEnd reports whether the line [begin, end) would begin a block if the next one were joined to it.
func (w *writer) mustEnd(t *markdown.Text, begin, end int) bool {
	line := w.file.Src[begin:end]
	return loneSign.Match(line) || below(t) && !w.labelled(line) && w.labelled(w.file.Src[begin:t.End])
}

// below reports whether the text stands below a table, where a line can begin another one.
func below(t *markdown.Text) bool {
	return t.Kind == markdown.CaptionText || t.Kind == markdown.LineText
}

// label is what may be taken for a key, or for "Source:", at the beginning of a line below a table.
var label = regexp.MustCompile("^[^\\s:]{1,24}[\\s\u00a0\u202f]*:")

// labelled reports whether text at the beginning of a line may be taken for the beginning of a line below a table.
func (w *writer) labelled(text []byte) bool {
	if label.Match(text) {
		return true
	}
	word, _, found := bytes.Cut(text[:min(len(text), 60)], []byte(":"))
	return found && slices.ContainsFunc(slices.Concat(w.opt.Markdown.SourceLabels, w.opt.Markdown.NoteLabels), func(l string) bool {
		return strings.EqualFold(l, strings.TrimRight(string(word), " \t\r\n\u00a0\u202f"))
	})
}

// mayEnd reports whether a line may end at [start, end) and the next begin behind it. One that would begin a block, or end in a backslash,
// which breaks the line in print, may not; nor one that ends in half a line end.
func (w *writer) mayEnd(t *markdown.Text, start, end int) bool {
	next := w.file.Src[end:t.End]
	if w.file.Src[start] == '&' { // a blank that is written out
		return false
	}
	if last := w.file.Src[start-1]; last == '\\' || last == '\r' || beginsBlock.Match(next) {
		return false
	}
	return !below(t) || !w.labelled(next)
}

// A run is the text of a block as it is printed, with the place of every byte in the file.
type run struct {
	text  string
	start []int
	end   []int
}

// running returns what a block prints, with runes of package sentence for what is no text of its own.
func running(t *markdown.Text) run {
	var r run
	var b strings.Builder
	add := func(value string, p markdown.Piece) {
		b.WriteString(value)
		for range len(value) {
			r.start, r.end = append(r.start, p.Start), append(r.end, p.End)
		}
	}
	for _, p := range t.Pieces {
		switch p.Kind {
		case markdown.WordsPiece:
			if len(p.Value) != p.End-p.Start {
				add(p.Value, p)
				continue
			}
			b.WriteString(p.Value)
			for i := p.Start; i < p.End; i++ {
				r.start, r.end = append(r.start, i), append(r.end, i+1)
			}
		case markdown.LineEnd:
			add(" ", p)
		case markdown.ForcedEnd:
			add("\n", p)
		case markdown.MarkPiece:
			add(string(sentence.Mark), p)
		case markdown.RefPiece:
			add(string(sentence.Word), p)
		case markdown.OpenPiece:
			add(string(sentence.Open), p)
		case markdown.ClosePiece:
			add(string(sentence.Close), p)
		}
	}
	r.text = b.String()
	return r
}

// gap returns where in the file the space between two sentences stands, which are [ , from) and [to, ) of the text. It is one blank or the end
// of a line: more blanks than one are the author's, and printed.
func (r *run) gap(from, to int) (start, end int, ok bool) {
	i := to - 1
	if i < from || r.text[i] != ' ' || i > from && r.text[i-1] == ' ' && r.end[i-1] == r.start[i] {
		return 0, 0, false
	}
	return r.start[i], r.end[i], true
}

// id gives the block of t the id that it should have.
func (w *writer) id(t *markdown.Text) {
	if t.Block == nil || t.Kind == markdown.NoteText || w.named[t.Block] {
		return
	}
	id := w.opt.IDs[t.Block.Where().Start]
	if id == "" || given(t.Block) {
		return
	}
	w.named[t.Block] = true
	mark := "#" + string(id)
	switch at := t.Attributes; {
	case at.IsZero() && t.Kind == markdown.PictureText:
		w.insert(t.End, "{"+mark+"}")
	case at.IsZero():
		w.insert(t.End, " {"+mark+"}")
	case w.file.Src[at.Start+1] == ' ':
		w.insert(at.Start+1, mark)
	default:
		w.insert(at.Start+1, mark+" ")
	}
}

func (w *writer) insert(at int, text string) { w.edits = append(w.edits, edit{at, at, text}) }

// given reports whether the author has named the block.
func given(b doc.Block) bool {
	switch b := b.(type) {
	case *doc.Heading:
		return b.Given
	case *doc.Paragraph:
		return b.Given
	case *doc.Item:
		return b.Given
	case *doc.Table:
		return b.Given
	case *doc.Picture:
		return b.Given
	}
	return true
}
