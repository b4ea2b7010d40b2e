package markdown

import (
	"bytes"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// converter turns goldmark's tree into our blocks and inlines.
type converter struct {
	*state
	src    []byte
	notes  []*NoteDefinition
	inNote int     // depth of notes: another note cannot stand inside one
	quoted bool    // we are in a quotation
	inLink int     // depth of links: an address in one is no other link
	layout *Layout // where the text stands is noted here; nil where nobody asks

	definitions []*ast.LinkReferenceDefinition // in the order of the file
	linked      map[string]bool                // the names of definitions that a link uses
}

// blocks converts the children of parent. depth counts the lists around them.
func (c *converter) blocks(parent ast.Node, depth int) []doc.Block {
	var out []doc.Block
	var float doc.Block // the table or picture that a caption or line now belongs to
	captioned := false
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *captionBlock:
			if float == nil || captioned {
				f := c.found.Errorf(c.lines(n), "table/caption-alone", "caption %s follows no table or picture", quote(string(n.Lines().Value(c.src))))
				if captioned {
					f.WithRelated(float.Where(), "the table above has its caption")
				} else {
					f.WithHint("put it below the table, with one empty line between them")
				}
				continue
			}
			c.caption(float, n)
			captioned = true
			continue
		case *lineBlock:
			c.line(float, n)
			continue
		case *noteBlock:
			c.noteDefinition(n)
			continue // a definition may stand between a table and its caption
		case *ast.HTMLBlock:
			if c.htmlBlock(n) {
				continue
			}
		}
		if float != nil && !captioned {
			c.close(float)
		}
		float, captioned = nil, false
		made := c.block(n, depth)
		for _, b := range made {
			switch b := b.(type) {
			case *doc.Table:
				float = b
			case *doc.Picture:
				float, captioned = b, false
			}
		}
		out = append(out, made...)
	}
	if float != nil && !captioned {
		c.close(float)
	}
	return out
}

// close ends a table that has no caption: its heads are known now.
func (c *converter) close(b doc.Block) {
	if t, ok := b.(*doc.Table); ok {
		c.finish(t, nil)
	}
}

func (c *converter) block(n ast.Node, depth int) []doc.Block {
	switch n := n.(type) {
	case *ast.Heading:
		return c.heading(n)
	case *ast.Paragraph:
		return c.paragraph(n)
	case *ast.TextBlock:
		return c.paragraph(n)
	case *ast.List:
		if l := c.list(n, depth+1); l != nil {
			return []doc.Block{l}
		}
	case *ast.Blockquote:
		return c.blockquote(n)
	case *tableBlock:
		return []doc.Block{c.pipeTable(n)}
	case *ast.ThematicBreak:
		line := c.lineAt(n.Pos())
		c.found.Errorf(line, "markdown/not-in-dialect", "a line across the page has no place in a report").WithHint("delete it; headings divide a report")
	case *ast.CodeBlock:
		if _, ok := n.PreviousSibling().(*noteBlock); ok {
			c.found.Errorf(c.lines(n), "markdown/not-in-dialect", "a note has one paragraph only, and this is a second one").WithHint("join it to the note, without an empty line between them")
			break
		}
		c.found.Errorf(c.lines(n), "markdown/not-in-dialect", "text indented by four spaces is code, which a report cannot show").WithHint("remove the spaces at the beginning of the line")
	case *ast.FencedCodeBlock:
		c.found.Errorf(c.lineAt(n.Pos()), "markdown/not-in-dialect", "a block of code has no place in a report").WithHint("write it as a paragraph or a quotation")
	case *ast.LinkReferenceDefinition:
		c.definition(n)
	case *ast.HTMLBlock:
	default:
		c.found.Errorf(c.lineAt(max(n.Pos(), 0)), "markdown/not-in-dialect", "%s has no place in a report", n.Kind())
	}
	return nil
}

// lines is the range of the lines of a block.
func (c *converter) lines(n ast.Node) diag.Span {
	l := n.Lines()
	if l == nil || l.Len() == 0 {
		return c.lineAt(max(n.Pos(), 0))
	}
	start, end := l.At(0).Start, l.At(l.Len()-1).Stop
	for end > start && isSpace(c.src[end-1]) {
		end--
	}
	return c.span(start, end)
}

// lineAt is the text of the line at off.
func (c *converter) lineAt(off int) diag.Span {
	off = min(off, len(c.src))
	end := off
	for end < len(c.src) && c.src[end] != '\n' {
		end++
	}
	for end > off && isSpace(c.src[end-1]) {
		end--
	}
	return c.span(off, end)
}

// htmlBlock reports raw HTML; a comment is nothing and true is returned for it.
func (c *converter) htmlBlock(n *ast.HTMLBlock) bool {
	span := c.lines(n)
	text := strings.TrimSpace(span.Text())
	if n.HasClosure() {
		text = strings.TrimSpace(string(c.src[span.Start:n.ClosureLine.Stop]))
		span.End = span.Start + len(text)
	}
	if comment(text) {
		return true
	}
	c.rawHTML(span)
	return false
}

func comment(s string) bool {
	return strings.HasPrefix(s, "<!--") && strings.HasSuffix(s, "-->") && strings.Count(s, "-->") == strings.Count(s, "<!--")
}

func (c *converter) rawHTML(span diag.Span) {
	if strings.HasPrefix(span.Text(), "<!--") {
		span.End = span.Start + len("<!--")
		c.found.Errorf(span, "markdown/raw-html", "the comment is not closed").WithHint("write --> at its end")
		return
	}
	line, _, _ := strings.Cut(span.Text(), "\n")
	span.End = span.Start + len(strings.TrimRight(line, "\r"))
	c.found.Errorf(span, "markdown/raw-html", "%s is HTML, which a report cannot show", quote(span.Text())).WithHint("write it in Markdown, or write \\< for the sign itself")
}

// derivedID is an id as compiling makes it of the text of a paragraph or item that has none. Written down, it stays when the text changes,
// so that drafts and translations are compared by it; a reference needs a name.
var derivedID = regexp.MustCompile(`^(?:p|item)-[0-9a-f]{10}(?:-[0-9]+)?$`)

// given puts the id of a block in its base.
func (c *converter) given(b *doc.Base, a *attributes, prefix ...string) {
	if a == nil || a.id == "" {
		return
	}
	if !slices.ContainsFunc(prefix, func(p string) bool { return strings.HasPrefix(a.id, p) }) && !derivedID.MatchString(a.id) {
		c.found.Errorf(a.idSpan, "markdown/id-prefix", "id %q does not begin with %s, so nothing could refer to it", a.id, diag.Quoted(prefix)).
			WithHint("write {#%s%s}", prefix[0], a.id)
	}
	b.ID, b.Given = doc.ID(a.id), true
}

// spent reports attributes that no rule has taken.
func (c *converter) spent(a *attributes, known string) {
	if a == nil {
		return
	}
	for _, cl := range a.classes {
		f := c.found.Errorf(cl.span, "markdown/attribute", "class %q has no meaning here", cl.name)
		if known != "" {
			f.WithHint("use %s", known)
		}
	}
	if a.header != nil {
		c.found.Errorf(a.header.span, "markdown/attribute", "%s=%s has no meaning here; it stands behind the caption of a table", a.header.name, a.header.value)
	}
	if a.lang != "" {
		c.found.Errorf(a.span, "markdown/attribute", "lang=%s has no meaning here; it stands behind text in brackets", a.lang)
	}
}

func (c *converter) heading(n *ast.Heading) []doc.Block {
	inlines, a := c.text(n)
	span := c.lines(n)
	if len(inlines) == 0 {
		c.found.Errorf(c.lineAt(max(n.Pos(), 0)), "heading/empty", "the heading has no text")
		return nil
	}
	h := &doc.Heading{Base: doc.Base{Span: span}, Level: n.Level, Number: "?", Inlines: inlines}
	c.given(&h.Base, a, "sec-")
	if a != nil && a.take("unnumbered") {
		h.Number = ""
	}
	if a != nil && a.take("annex") {
		if h.Level != 1 {
			c.found.Errorf(a.span, "heading/annex-level", "an annex opens with a heading of level 1, not %d", h.Level).WithHint("write one # before it")
		}
		h.Annex = true
	}
	c.lay(n, HeadingText, h, span.Start)
	h.Coverage = a != nil && a.take("coverage")
	c.spent(a, ".unnumbered, .annex or .coverage")
	return []doc.Block{h}
}

// unspacedHeadings reports lines such as "#Health", which were meant as headings.
func (c *converter) unspacedHeadings(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text := line.Value(c.src)
		rest := bytes.TrimLeft(text, "#")
		signs := len(text) - len(rest)
		if r, _ := utf8.DecodeRune(rest); signs == 0 || signs > 6 || !unicode.IsLetter(r) {
			continue
		}
		at := c.span(line.Start, line.Start+signs)
		f := c.found.Warnf(at, "heading/no-space", "%s before a word, without a space between them, makes no heading", quote(at.Text())).
			WithHint("write a space behind it, or \\# for the sign itself")
		f.Fix = &diag.Fix{Message: "write a space", Edits: []diag.Edit{{Span: c.span(at.End, at.End), New: " "}}}
	}
}

// paragraph converts a paragraph, or the picture or data table that stands alone in one.
func (c *converter) paragraph(n ast.Node) []doc.Block {
	if img := loneImage(n); img != nil {
		return c.image(n, img)
	}
	c.unspacedHeadings(n)
	inlines, a := c.text(n)
	p := &doc.Paragraph{Base: doc.Base{Span: c.lines(n)}, Inlines: inlines, Number: -1}
	if len(inlines) == 0 {
		if a != nil {
			c.found.Errorf(a.span, "markdown/attribute", "attributes without a paragraph above them").WithHint("write them at the end of the paragraph, without an empty line before them")
		}
		return nil // a comment alone
	}
	c.given(&p.Base, a, "para-")
	c.lay(n, ParagraphText, p, c.lines(n).Start)
	if a != nil {
		if a.take("unnumbered") {
			p.Number = 0
		}
		if a.take("continued") {
			if p.Number == 0 {
				c.found.Errorf(a.span, "markdown/attribute", "a paragraph is either continued or unnumbered; both have no number")
			}
			p.Number, p.Continued = 0, true
		}
	}
	c.spent(a, ".unnumbered or .continued")
	return []doc.Block{p}
}

func loneImage(n ast.Node) *ast.Image {
	var img *ast.Image
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		switch k := k.(type) {
		case *ast.Image:
			if img != nil {
				return nil
			}
			img = k
		case *attrs:
		case *ast.Text:
			if k.Segment.Len() > 0 {
				return nil
			}
		default:
			return nil
		}
	}
	return img
}

func (c *converter) image(n ast.Node, img *ast.Image) []doc.Block {
	var a *attributes
	if last, ok := n.LastChild().(*attrs); ok {
		a = &last.attributes
	}
	span := c.lines(n)
	if len(img.Title) > 0 {
		c.found.Errorf(span, "markdown/link-title", "the title %s of a picture is printed nowhere", quote(string(img.Title))).WithHint("write it in the caption, or delete it")
	}
	dest := c.destination(img.Destination)
	name, ok := c.inProject(dest, span)
	if !ok {
		return nil
	}
	if strings.EqualFold(path.Ext(name), ".csv") {
		src, err := fs.ReadFile(c.options.FS, name)
		if err != nil {
			c.found.Errorf(span, "table/no-file", "data file %q cannot be read: %v", name, diag.Reason(err)).WithHint("put it there, or write its path from the folder of %s", c.file.Name)
			return nil
		}
		data := diag.NewFile(name, src)
		if !readable(data, c.found) {
			return nil
		}
		t := c.csvTable(data, span)
		if t == nil {
			return nil
		}
		t.Caption.Inlines = trim(c.inlines(img, span.End))
		t.Caption.Span = span
		c.floatAttributes(&t.Base, &t.Caption, a)
		c.lay(n, PictureText, t, span.Start)
		c.finish(t, header(a))
		return []doc.Block{t}
	}
	p := &doc.Picture{Base: doc.Base{Span: span}, Path: name, Alt: strings.TrimSpace(doc.PlainText(c.inlines(img, span.End)))}
	p.Caption.Kind = doc.FigureFloat
	c.floatAttributes(&p.Base, &p.Caption, a)
	c.lay(n, PictureText, p, span.Start)
	if a != nil {
		c.spent(a, "")
	}
	return []doc.Block{p}
}

func header(a *attributes) *attribute {
	if a == nil {
		return nil
	}
	h := a.header
	a.header = nil
	return h
}

// inProject resolves the path of a picture or data file against the folder of the content file and keeps it inside the project.
func (c *converter) inProject(dest string, span diag.Span) (string, bool) {
	if strings.Contains(dest, "://") || path.IsAbs(dest) || strings.Contains(dest, "\\") || strings.Contains(dest, ":") {
		c.found.Errorf(span, "markdown/outside-project", "%q is not a file of the project", dest).WithHint("put the file into the project and write its path from the folder of %s", c.file.Name)
		return "", false
	}
	if u, err := url.PathUnescape(dest); err == nil {
		dest = u
	}
	name := path.Join(path.Dir(c.file.Name), dest)
	if !fs.ValidPath(name) || strings.HasPrefix(name, "..") || dest == "" {
		c.found.Errorf(span, "markdown/outside-project", "%q leads out of the project", dest).WithHint("put the file into the project and write its path from the folder of %s", c.file.Name)
		return "", false
	}
	return name, true
}

// floatAttributes takes the id of a table or figure, whose prefix tells the series.
func (c *converter) floatAttributes(b *doc.Base, caption *doc.Caption, a *attributes) {
	if a == nil || a.id == "" {
		return
	}
	if b.Given {
		c.found.Errorf(a.idSpan, "markdown/attribute", "second id %q; the table has %q", a.id, b.ID)
		return
	}
	c.given(b, a, "tbl-", "fig-")
	if strings.HasPrefix(a.id, "fig-") {
		caption.Kind = doc.FigureFloat
	} else {
		caption.Kind = doc.TableFloat
	}
}

func (c *converter) caption(float doc.Block, n *captionBlock) {
	inlines, a := c.text(n)
	span := c.lines(n)
	switch b := float.(type) {
	case *doc.Table:
		if b.Caption.Inlines != nil {
			c.found.Errorf(span, "table/caption-alone", "second caption of one table").WithRelated(b.Caption.Span, "the first is here")
			return
		}
		b.Caption.Inlines, b.Caption.Span = inlines, span
		c.floatAttributes(&b.Base, &b.Caption, a)
		c.lay(n, CaptionText, b, n.Pos())
		c.finish(b, header(a))
	case *doc.Picture:
		b.Caption.Inlines, b.Caption.Span = inlines, span
		c.floatAttributes(&b.Base, &b.Caption, a)
		c.lay(n, CaptionText, b, n.Pos())
	}
	c.spent(a, "")
}

func (c *converter) line(float doc.Block, n *lineBlock) {
	inlines, a := c.text(n)
	c.spent(a, "")
	if len(inlines) == 0 {
		return
	}
	l := doc.TextLine{Role: n.role, Label: n.label, Inlines: inlines, Span: c.lines(n)}
	if n.Pos() >= 0 {
		l.Span.Start = n.Pos()
	}
	c.lay(n, LineText, nil, l.Span.Start)
	switch b := float.(type) {
	case *doc.Table:
		b.Caption.Lines = append(b.Caption.Lines, l)
	case *doc.Picture:
		b.Caption.Lines = append(b.Caption.Lines, l)
	default:
		c.found.Errorf(l.Span, "table/line-alone", "%s follows no table or picture", quote(l.Label)).WithHint("put it right below the caption")
	}
}

func (c *converter) list(n *ast.List, depth int) *doc.List {
	l := &doc.List{Ordered: n.IsOrdered(), Depth: depth}
	if depth > maxDepth {
		c.found.Errorf(c.lineAt(max(n.Pos(), 0)), "list/too-deep", "a list stands %d levels deep; the house format has %d", depth, maxDepth)
		return nil
	}
	if n.IsOrdered() && n.Start != 1 && !c.quoted {
		c.found.Warnf(c.lineAt(max(n.Pos(), 0)), "list/start", "the list begins with %d; its letters are computed and begin with the first", n.Start).WithHint("begin it with 1.")
	}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		it, ok := k.(*ast.ListItem)
		if !ok {
			continue
		}
		item := c.item(it, depth)
		if n.IsOrdered() && c.quoted { // a quotation keeps the numbers of its source
			item.Marker = strconv.Itoa(n.Start+len(l.Items)) + string(n.Marker)
		}
		l.Items = append(l.Items, item)
	}
	if len(l.Items) == 0 {
		return nil
	}
	l.Span = l.Items[0].Span.Until(l.Items[len(l.Items)-1].Span)
	return l
}

// maxDepth is how many levels of lists the house format has.
const maxDepth = 4

func (c *converter) item(n *ast.ListItem, depth int) *doc.Item {
	it := &doc.Item{}
	start := max(n.Pos(), 0)
	it.Span = c.lineAt(start)
	first := true
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		switch k := k.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			if first && loneImage(k) == nil {
				inlines, a := c.text(k)
				it.Inlines = inlines
				it.Span = c.span(start, max(start, c.lines(k).End))
				c.given(&it.Base, a, "para-")
				c.lay(k, ParagraphText, it, c.lines(k).Start)
				c.spent(a, "")
				first = false
				continue
			}
			for _, b := range c.paragraph(k) {
				switch b := b.(type) {
				case *doc.Paragraph:
					b.Number = 0
					it.Blocks = append(it.Blocks, b)
				default:
					c.misplaced(b.Where(), "a picture or data table", "list")
				}
			}
		case *ast.List:
			if l := c.list(k, depth+1); l != nil {
				it.Blocks = append(it.Blocks, l)
			}
		case *noteBlock:
			c.noteDefinition(k)
		case *ast.HTMLBlock:
			c.htmlBlock(k)
		default:
			c.misplaced(c.lineAt(max(k.Pos(), 0)), kindName(k), "list")
		}
		first = false
	}
	if n := len(it.Blocks); n > 0 {
		it.Span = it.Span.Until(it.Blocks[n-1].Where())
	}
	if len(it.Inlines) == 0 && len(it.Blocks) == 0 {
		c.found.Errorf(it.Span, "list/empty-item", "the list item has no text")
	}
	return it
}

// misplaced reports what cannot stand in where, a list or a quotation.
func (c *converter) misplaced(span diag.Span, what, where string) {
	c.found.Errorf(span, "markdown/misplaced", "%s cannot stand in a %s", what, where).WithHint("put it after the end of the %s", where)
}

// kindName names a block as an author knows it.
func kindName(n ast.Node) string {
	switch n.(type) {
	case *ast.Heading:
		return "a heading"
	case *ast.Blockquote:
		return "a quotation"
	case *tableBlock:
		return "a table"
	case *captionBlock, *lineBlock:
		return "a caption"
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return "code"
	case *ast.ThematicBreak:
		return "a line across the page"
	}
	return "a block of kind " + n.Kind().String()
}

func (c *converter) blockquote(n *ast.Blockquote) []doc.Block {
	q := &doc.Quote{}
	c.quoted = true
	defer func() { c.quoted = false }()
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		switch k := k.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			for _, b := range c.paragraph(k) {
				if p, ok := b.(*doc.Paragraph); ok {
					p.Number = 0
					q.Blocks = append(q.Blocks, p)
				} else {
					c.misplaced(b.Where(), "a picture or data table", "quotation")
				}
			}
		case *ast.List:
			if l := c.list(k, 1); l != nil {
				q.Blocks = append(q.Blocks, l)
			}
		case *noteBlock:
			c.noteDefinition(k)
		case *ast.HTMLBlock:
			c.htmlBlock(k)
		default:
			c.misplaced(c.lineAt(max(k.Pos(), 0)), kindName(k), "quotation")
		}
	}
	if len(q.Blocks) == 0 {
		return nil
	}
	q.Span = q.Blocks[0].Where().Until(q.Blocks[len(q.Blocks)-1].Where())
	return []doc.Block{q}
}

func (c *converter) pipeTable(n *tableBlock) *doc.Table {
	var rows [][]rawCell
	var spans []diag.Span
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		rb := r.(*rowBlock)
		var cells []rawCell
		for k := r.FirstChild(); k != nil; k = k.NextSibling() {
			cb := k.(*cellBlock)
			inlines, a := c.text(cb)
			c.spent(a, "")
			cells = append(cells, rawCell{inlines, cb.colspan, cb.joins, c.span(cb.start, cb.end)})
		}
		rows = append(rows, cells)
		spans = append(spans, c.span(rb.start, rb.end))
	}
	t := c.state.table(rows, spans, n.aligns, spans[0].Until(spans[len(spans)-1]), "write a cell for every column; || after a cell makes it span one more, \\| is a pipe in the text")
	c.layGrid(n, t)
	return t
}

func (c *converter) noteDefinition(n *noteBlock) {
	c.inNote++
	inlines, a := c.text(n)
	c.inNote--
	c.spent(a, "")
	d := &NoteDefinition{Name: n.name, NameSpan: c.span(n.nameStart, n.nameEnd), Inlines: inlines}
	d.Span = c.span(n.nameStart-2, max(n.nameEnd+2, c.lines(n).End))
	c.lay(n, NoteText, nil, n.nameStart-2)
	if len(inlines) == 0 {
		c.found.Errorf(d.Span, "note/empty", "note %q has no text", d.Name)
	}
	c.notes = append(c.notes, d)
}
