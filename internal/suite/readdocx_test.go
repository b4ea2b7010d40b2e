package suite_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rapporteur/internal/wordtest"
)

// readDOCX reads a Word file from its parts. It goes by the styles of the UN Geneva template, outline levels and tabs.
func readDOCX(t *testing.T, src []byte) *reading {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	r := &docxReader{t: t, notes: map[string]*node{}, outline: map[string]string{}}
	for _, n := range parseXML(t, zipPart(t, z, "word/styles.xml")).all("style") {
		r.outline[n.attrs["styleId"]] = n.child("pPr").child("outlineLvl").attrs["val"]
	}
	for _, n := range parseXML(t, zipPart(t, z, "word/footnotes.xml")).all("footnote") {
		r.notes[n.attrs["id"]] = n
	}
	numbers, err := wordtest.Numbers(func(name string) []byte { return zipPart(t, z, name) })
	if err != nil {
		t.Fatal(err)
	}
	document := parseXML(t, zipPart(t, z, "word/document.xml"))
	r.counted = map[*node]string{}
	for i, p := range document.all("p") {
		r.counted[p] = numbers[i]
	}
	body := document.child("document").child("body")
	for _, k := range body.kids {
		switch k.name {
		case "tbl":
			r.table(k)
		case "p":
			r.paragraph(k)
		case "", "sectPr", "bookmarkStart", "bookmarkEnd":
		default:
			t.Errorf("element <%s> in the body of the Word file", k.name)
		}
	}
	return &r.reading
}

// zipPart returns a part of a Word file; a part that is not there is empty.
func zipPart(t *testing.T, z *zip.Reader, name string) []byte {
	t.Helper()
	f, err := z.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	src, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

type docxReader struct {
	t *testing.T
	reading
	notes   map[string]*node  // footnotes by id
	outline map[string]string // outline levels by style, from 0
	number  int               // of the last numbered note
	counted map[*node]string  // numbers of paragraphs that Word counts
}

func (r *docxReader) add(p piece) { r.Body = append(r.Body, p) }

// markStyle is the character style of note marks in the template.
const markStyle = "FootnoteReference"

// runs returns the text of a paragraph: tabs and line breaks as they are, note marks as "[12]".
func (r *docxReader) runs(p *node) string {
	var b strings.Builder
	marked := "" // id of a footnote whose mark follows
	for _, run := range p.all("r") {
		style := run.child("rPr").child("rStyle").attrs["val"]
		for _, k := range run.kids {
			switch k.name {
			case "t", "delText":
				text := nodeText(k)
				if style == markStyle {
					text = "[" + text + "]"
				}
				b.WriteString(text)
				if marked != "" {
					r.call(marked, nodeText(k))
					marked = ""
				}
			case "tab":
				b.WriteByte('\t')
			case "br":
				b.WriteByte('\n')
			case "noBreakHyphen":
				b.WriteRune('\u2011')
			case "footnoteReference":
				if k.attrs["customMarkFollows"] != "" {
					marked = k.attrs["id"]
					continue
				}
				r.number++
				mark := strconv.Itoa(r.number)
				b.WriteString("[" + mark + "]")
				r.call(k.attrs["id"], mark)
			}
		}
	}
	return b.String()
}

// call reads the footnote when its mark is met, so that notes come in the order of their marks.
func (r *docxReader) call(id, mark string) {
	n := r.notes[id]
	if n == nil {
		r.t.Errorf("note mark %s calls footnote %s, which is not there", mark, id)
		return
	}
	var paragraphs []string
	for _, p := range n.all("p") {
		paragraphs = append(paragraphs, r.runs(p))
	}
	text := strings.TrimLeft(strings.Join(paragraphs, " "), "\t ")
	text = strings.TrimPrefix(text, "["+mark+"]")
	p := piece{Kind: note, Marker: mark, Text: text}
	if strings.Trim(mark, "*") == "" {
		r.TitleNotes = append(r.TitleNotes, p)
	} else {
		r.Notes = append(r.Notes, p)
	}
}

func nodeText(n *node) string {
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.text)
	}
	return b.String()
}

var number = regexp.MustCompile(`^\d+\.$`)

// paragraph takes a paragraph of the body for what its style says.
func (r *docxReader) paragraph(p *node) {
	for _, d := range p.all("docPr") {
		r.add(piece{Kind: picture, Text: d.attrs["descr"]})
	}
	style := p.child("pPr").child("pStyle").attrs["val"]
	text := strings.TrimLeft(r.runs(p), "\t")
	marker, rest, tabbed := strings.Cut(text, "\t")
	if !tabbed {
		marker, rest = "", text
	}
	if n := r.counted[p]; n != "" {
		marker, rest, tabbed = n, text, true
	}
	if strings.TrimSpace(text) == "" && r.counted[p] == "" { // an item that holds a list alone shows its letter
		return
	}
	if n := r.level(p); n < bodyLevel && style != "Heading1" { // Heading1 is the style of captions
		if before, after, ok := strings.Cut(text, "\n"); ok { // an annex has its number above its title
			marker, rest = before, after
		}
		r.add(piece{Kind: heading, Level: n + 1, Marker: marker, Text: rest})
		return
	}
	switch style {
	case "HChG":
		r.Title = text
	case "CommitteeG":
		r.Front += " " + text
	case "ReceivedG":
		r.Received = text
	case "Heading1":
		label, title, ok := strings.Cut(text, "\n")
		if !ok {
			label, title = "", text
		}
		r.add(piece{Kind: caption, Marker: label, Text: title})
	case "TableFootnote":
		if mark, rest, ok := strings.Cut(text, "]"); ok && strings.HasPrefix(mark, "[") {
			r.add(piece{Kind: lettered, Marker: mark[1:], Text: rest})
		} else {
			r.add(piece{Kind: under, Text: text})
		}
	case "QuoteG":
		if tabbed {
			r.add(piece{Kind: item, Marker: marker, Text: rest})
		} else {
			r.add(piece{Kind: quoted, Text: text})
		}
	case "SingleTxtG", "Bullet1G", "Bullet2G":
		if tabbed && !number.MatchString(marker) {
			r.add(piece{Kind: item, Marker: marker, Text: rest})
		} else {
			r.add(piece{Kind: paragraph, Marker: marker, Text: rest})
		}
	default:
		r.t.Errorf("paragraph %q of style %q in the body of the Word file", text, style)
	}
}

// bodyLevel is the outline level of text that is no heading, as Word counts, from 0.
const bodyLevel = 9

// level is the outline level of a paragraph: its own, or that of its style.
func (r *docxReader) level(p *node) int {
	pPr := p.child("pPr")
	for _, level := range []string{pPr.child("outlineLvl").attrs["val"], r.outline[pPr.child("pStyle").attrs["val"]]} {
		if n, err := strconv.Atoi(level); err == nil {
			return n
		}
	}
	return bodyLevel
}

// table reads the rows of a table; the one that floats is the masthead.
func (r *docxReader) table(tbl *node) {
	if len(tbl.all("tblpPr")) > 0 {
		var words []string
		for _, p := range tbl.all("p") {
			words = append(words, r.runs(p))
		}
		r.Front = strings.Join(words, " ")
		return
	}
	rows, err := layOut(r.cells(tbl))
	if err != nil {
		r.t.Error(err)
	}
	r.Body = append(r.Body, rows...)
}

// cells returns the cells of a table. A cell that continues the one above (vMerge) makes that one longer.
func (r *docxReader) cells(tbl *node) [][]span {
	var table [][]span
	type origin struct{ row, cell int }
	above := map[int]origin{} // by column: the cell that a merge continues
	for i, tr := range tbl.all("tr") {
		var spans []span
		column := 0
		for _, tc := range tr.all("tc") {
			width := 1
			if n, err := strconv.Atoi(tc.child("tcPr").child("gridSpan").attrs["val"]); err == nil {
				width = n
			}
			merge := tc.child("tcPr").child("vMerge")
			if merge.name != "" && merge.attrs["val"] != "restart" {
				o := above[column]
				table[o.row][o.cell].rowSpan++
			} else {
				var paragraphs []string
				for _, p := range tc.all("p") {
					paragraphs = append(paragraphs, r.runs(p))
				}
				above[column] = origin{i, len(spans)}
				spans = append(spans, span{column, width, 1, strings.Join(paragraphs, " ")})
			}
			column += width
		}
		table = append(table, spans)
	}
	return table
}
