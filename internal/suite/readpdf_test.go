package suite_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/pdf"
	"rapporteur/internal/style"
)

// readPDF reads the structure of a tagged PDF as pdfinfo prints it: what a program that reads aloud is told. Numbers and labels are not
// parted from the text after them there, and lines under a table are paragraphs, so that a reading of it is compared in the merged form.
func readPDF(t *testing.T, src []byte) *reading {
	t.Helper()
	need(t, "pdfinfo")
	root := parseStructure(t, string(run(t, src, "pdfinfo", "-struct-text", "FILE")))
	r := &pdfReader{t: t, title: plain(pdfTitle(string(run(t, src, "pdfinfo", "FILE"))))}
	for _, document := range root.kids {
		r.front(document)
	}
	return &r.reading
}

// merge returns the reading as a PDF can tell it.
func (r *reading) merge() *reading {
	out := *r
	out.Body = slices.Clone(r.Body)
	for i := range out.Body {
		p := &out.Body[i]
		switch p.Kind {
		case under, lettered:
			p.Kind = paragraph
		case picture:
			p.Text = "" // pdfinfo does not print the description
		case item, row:
			continue
		}
		p.Marker, p.Text = "", p.Marker+" "+p.Text
	}
	return &out
}

var structureLine = regexp.MustCompile(`^( *)(?:([A-Z][A-Za-z0-9]*)(?: <[^>]*>)?(?: ".*")?(?: \((?:block|inline)\))?:?|/(\w+) (.*)|"(.*)|Object \d+ \d+)$`)

// parseStructure reads what pdfinfo -struct-text prints: an element a line, two spaces deeper than the one around it; its attributes
// after a slash; its texts between quotation marks, a line break in a text as it is.
func parseStructure(t *testing.T, printed string) *node {
	t.Helper()
	root := &node{}
	open := []*node{root}
	var text *node
	for line := range strings.SplitSeq(strings.TrimSuffix(printed, "\n"), "\n") {
		m := structureLine.FindStringSubmatch(line)
		if text != nil && !strings.HasSuffix(text.text, `"`) || m == nil { // the text before goes on
			if text == nil {
				t.Fatalf("structure of the PDF: %q", line)
			}
			text.text += "\n" + line
			continue
		}
		depth := len(m[1])/2 + 1
		switch {
		case m[2] != "":
			n := &node{name: m[2], attrs: map[string]string{}}
			open = open[:depth]
			top := open[len(open)-1]
			top.kids = append(top.kids, n)
			open = append(open, n)
		case m[3] != "":
			open[len(open)-1].attrs[m[3]] = m[4]
		case m[5] != "":
			text = &node{text: m[5]}
			open = open[:depth]
			top := open[len(open)-1]
			top.kids = append(top.kids, text)
			continue
		}
		text = nil
	}
	closeTexts(root)
	return root
}

// closeTexts drops the quotation mark at the end of each text.
func closeTexts(n *node) {
	n.text = strings.TrimSuffix(n.text, `"`)
	for _, k := range n.kids {
		closeTexts(k)
	}
}

// pdfTitle is the title among the properties of the document.
func pdfTitle(properties string) string {
	for line := range strings.Lines(properties) {
		if title, ok := strings.CutPrefix(line, "Title:"); ok {
			return title
		}
	}
	return ""
}

type pdfReader struct {
	t *testing.T
	reading
	title string
}

func (r *pdfReader) add(p piece) { r.Body = append(r.Body, p) }

// front reads a document: the paragraphs as far as the title, the date received, the text.
func (r *pdfReader) front(document *node) {
	var words []string
	for i, k := range document.kids {
		text := r.text(k)
		if bare := bracketed.ReplaceAllString(text, ""); strings.TrimRight(plain(bare), ",") != r.title {
			words = append(words, text)
			continue
		}
		r.Front, r.Title = strings.Join(words, " "), text
		rest := document.kids[i+1:]
		if len(rest) > 0 && len(rest[0].kids) == 1 && strings.HasPrefix(rest[0].kids[0].text, "[") {
			r.Received = r.text(rest[0])
			rest = rest[1:]
		}
		for _, k := range rest {
			r.block(k, paragraph)
		}
		return
	}
	r.t.Errorf("no paragraph of the PDF is its title, %q", r.title)
}

func (r *pdfReader) block(n *node, para kind) {
	switch n.name {
	case "H1", "H2", "H3", "H4", "H5", "H6", "H7":
		level, _ := strconv.Atoi(n.name[1:])
		r.add(piece{Kind: heading, Level: level, Text: r.text(n)})
	case "P":
		r.add(piece{Kind: para, Text: r.text(n)})
	case "L", "Sect", "Div", "Art":
		for _, k := range n.kids {
			r.block(k, para)
		}
	case "BlockQuote":
		for _, k := range n.kids {
			r.block(k, quoted)
		}
	case "LI":
		r.item(n, para)
	case "Table":
		r.table(n)
	case "Caption":
		r.add(piece{Kind: caption, Text: r.text(n)})
	case "Figure":
		r.add(piece{Kind: picture, Text: n.attrs["Alt"]})
	case "Note":
		r.note(n)
	default:
		r.t.Errorf("element %s %q in the structure of the PDF", n.name, n.text)
	}
}

// item reads an item: its marker, its first paragraph, and what else stands in it.
func (r *pdfReader) item(n *node, para kind) {
	p := piece{Kind: item, Marker: r.text(n.child("Lbl"))}
	body := n.child("LBody").kids
	if len(body) > 0 && body[0].name == "P" {
		p.Text = r.text(body[0])
		body = body[1:]
	}
	r.add(p)
	for _, k := range body {
		r.block(k, para)
	}
}

func (r *pdfReader) table(n *node) {
	var cells [][]span
	for _, k := range n.kids {
		if k.name == "Caption" {
			r.block(k, paragraph)
		}
	}
	for _, tr := range n.all("TR") {
		var spans []span
		for _, c := range tr.all("TH", "TD") {
			colSpan, _ := strconv.Atoi(c.attrs["ColSpan"])
			rowSpan, _ := strconv.Atoi(c.attrs["RowSpan"])
			spans = append(spans, span{-1, colSpan, rowSpan, r.text(c)})
		}
		cells = append(cells, spans)
	}
	rows, err := layOut(cells)
	if err != nil {
		r.t.Error(err)
	}
	r.Body = append(r.Body, rows...)
}

// text returns the text of n, note marks as "[12]". Notes inside it are read where they stand.
func (r *pdfReader) text(n *node) string {
	var b strings.Builder
	r.read(&b, n)
	return b.String()
}

var mark = regexp.MustCompile(`^(\d+|[a-z]{1,2}|\*+)$`)

func (r *pdfReader) read(b *strings.Builder, n *node) {
	for _, k := range n.kids {
		switch k.name {
		case "":
			b.WriteString(k.text)
		case "Note":
			r.note(k)
		case "Reference":
			text := r.text(k)
			// The number of a cross-reference is a word by itself; a note mark stands close to the word before it.
			if before, _ := utf8.DecodeLastRuneInString(b.String()); mark.MatchString(text) && b.Len() > 0 && !unicode.IsSpace(before) && before != '(' && before != '–' {
				text = "[" + text + "]"
			}
			b.WriteString(text)
		case "Span":
			if n.attrs["TextDecorationType"] != "" && len(k.attrs) == 0 && r.text(k) == " " {
				continue // it stands for "[inserted: " or the like; pdfinfo does not print that
			}
			fallthrough
		default:
			// The hyphen of a divided word is an element of its own, which says that it stands for a soft hyphen; pdfinfo does not print that.
			text := r.text(k)
			if before, _ := utf8.DecodeLastRuneInString(b.String()); k.name == "Span" && text == "-" && unicode.IsLetter(before) {
				text = "\u00ad"
			}
			b.WriteString(text)
		}
	}
}

func (r *pdfReader) note(n *node) {
	p := piece{Kind: note, Marker: plain(r.text(n.child("Lbl")))}
	for _, k := range n.kids {
		if k.name != "Lbl" {
			p.Text += r.text(k)
		}
	}
	switch {
	case strings.Trim(p.Marker, "*") == "":
		r.TitleNotes = append(r.TitleNotes, p)
	case number.MatchString(p.Marker + "."):
		r.Notes = append(r.Notes, p)
	default:
		r.add(piece{Kind: lettered, Marker: p.Marker, Text: p.Text})
	}
}

// gap is white space that parts columns; how wide it is differs between versions of pdftotext.
var gap = regexp.MustCompile(` {2,}`)

// dumpPDF returns the text of each page as pdftotext reads it, a line a line; two spaces part columns.
func dumpPDF(t *testing.T, r *outcome) string {
	src := format{name: "pdf", render: pdf.Render}.bytes(t, r.Report, r.Sheet)
	var b strings.Builder
	for i, page := range pages(run(t, src, "pdftotext", "-layout", "FILE", "-")) {
		fmt.Fprintf(&b, "page %d\n", i+1)
		for line := range strings.Lines(page) {
			if line = strings.TrimSpace(line); line != "" {
				b.WriteString(gap.ReplaceAllString(line, "  ") + "\n")
			}
		}
	}
	return b.String()
}

// pages parts what pdftotext prints into pages.
func pages(printed []byte) []string {
	return strings.Split(strings.TrimSuffix(string(printed), "\f"), "\f")
}

// samePages compares what stands on the pages of a PDF, in the order in which it was drawn, with what has to stand there: on each page
// first text, then notes, and each note begins on the page of its mark. Running heads and folios are cut off. The head of a table may come
// again where the table goes on.
func samePages(t *testing.T, want *reading, src []byte, s *style.Sheet) {
	t.Helper()
	whole := pages(run(t, src, "pdftotext", "-raw", "FILE", "-"))
	cut := framesOf(t, src, s.Page)
	for i, turned := range turnedPages(t, src, len(whole)) {
		if turned {
			cut[i] = framesOf(t, src, s.Landscape)[i]
		}
	}
	text := solidBody(want)
	notes := solidPieces(want.TitleNotes) + solidPieces(want.Notes)
	heads := tableHeads(want, s.Language)
	marks := notePlaces(want)
	textAt, notesAt := 0, 0
	for i := range whole {
		got := solid(cut[i])
		if i == 0 { // the masthead stands in the margin
			got = solid(whole[i])
		}
		for _, h := range heads {
			if strings.HasPrefix(got, h) && !strings.HasPrefix(text, h) {
				got = got[len(h):]
				break
			}
		}
		n := commonPrefix(text, got)
		for n > 0 && !strings.HasPrefix(notes, got[n:]) {
			n--
		}
		if !strings.HasPrefix(notes, got[n:]) {
			n = commonPrefix(text, got)
			t.Errorf("page %d: after %q\nwant %q\nor   %q\ngot  %q", i+1, clip(got[max(0, n-60):n], 60), clip(text[n:], 80), clip(notes, 80), clip(got[n:], 80))
			return
		}
		text, notes = text[n:], notes[len(got)-n:]
		textAt, notesAt = textAt+n, notesAt+len(got)-n
		for _, m := range marks {
			if (m.mark < textAt) != (m.note < notesAt) {
				t.Errorf("note %s does not begin on the page of its mark, at page %d", m.name, i+1)
			}
		}
	}
	if text+notes != "" {
		t.Errorf("missing from the last page: text %q, notes %q", clip(text, 80), clip(notes, 80))
	}
}

// framesOf reads what stands between the upper and the lower margin of each page, as far as it has the format of page.
func framesOf(t *testing.T, src []byte, page style.Page) []string {
	t.Helper()
	height := page.Height - page.Top - page.Bottom + 12
	return pages(run(t, src, "pdftotext", "-raw", "-r", "72", "-x", "0", "-W", whole72(page.Width), "-y", whole72(page.Top-6), "-H", whole72(height), "FILE", "-"))
}

// turnedPages tells which of n pages are wider than they are high.
func turnedPages(t *testing.T, src []byte, n int) []bool {
	t.Helper()
	out := make([]bool, n)
	for _, m := range pageSize.FindAllSubmatch(run(t, src, "pdfinfo", "-f", "1", "-l", strconv.Itoa(n), "FILE"), -1) {
		number, _ := strconv.Atoi(string(m[1]))
		width, _ := strconv.ParseFloat(string(m[2]), 64)
		height, _ := strconv.ParseFloat(string(m[3]), 64)
		out[number-1] = width > height
	}
	return out
}

// A notePlace tells where a note is called in the text and where it begins among the notes, in bytes of their solid forms.
type notePlace struct {
	name       string
	mark, note int
}

// notePlaces finds the marks of all notes of a reading.
func notePlaces(r *reading) []notePlace {
	var places []notePlace
	at := 0 // in the notes
	all := append(slices.Clone(r.TitleNotes), r.Notes...)
	for _, n := range all {
		places = append(places, notePlace{name: n.Marker, mark: -1, note: at})
		at += len(solidPieces([]piece{n}))
	}
	raw, next := rawBody(r), 0
	for _, m := range bracketed.FindAllStringIndex(raw, -1) {
		if next < len(places) && raw[m[0]+1:m[1]-1] == places[next].name {
			places[next].mark = len(solid(raw[:m[0]]))
			next++
		}
	}
	return places
}

func whole72(l style.Length) string { return strconv.Itoa(int(l.Points())) }

// tableHeads returns, for every table, what stands above its rows on the pages where it goes on.
func tableHeads(r *reading, l *style.Language) []string {
	var heads []string
	for i, p := range r.Body {
		if p.Kind != caption {
			continue
		}
		head := solid(p.Marker + " (" + l.Tables.Continued + ")" + bracketed.ReplaceAllString(p.Text, ""))
		heads = append(heads, head)
		for j := i + 1; j < len(r.Body) && r.Body[j].Kind == row; j++ {
			head += solidPieces(r.Body[j : j+1])
			heads = append(heads, head)
		}
	}
	slices.SortStableFunc(heads, func(a, b string) int { return len(b) - len(a) }) // as much as stands there
	return heads
}
