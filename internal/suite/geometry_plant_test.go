package suite_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/internal/styletest"
)

// A plant is a PDF that is drawn by hand, so that a fault can be put into it that the program does not make. Its type is that of a typewriter:
// all characters have one width.
type plant struct {
	pages []bytes.Buffer // content
	marks []int          // numbers of marked content used so far, by page
	root  plantElement
}

// A plantElement is an element of the structure of a plant.
type plantElement struct {
	role       string
	attributes string
	kids       []any // *plantElement, place
}

func (e *plantElement) add(role string) *plantElement {
	k := &plantElement{role: role}
	e.kids = append(e.kids, k)
	return k
}

// Fonts of a plant and the width of their characters.
const (
	upright = "F1"
	heavy   = "F2"
	slanted = "F3"
	pitch   = 0.6 // of the size
)

// text draws text for an element; wide is what is added to every space.
func (p *plant) text(e *plantElement, page int, font string, size, x, base, wide float64, text string) {
	p.pages[page].WriteString(fmt.Sprintf("/%s <</MCID %d>> BDC\n", e.role, p.marks[page]))
	p.show(page, font, size, x, base, wide, text)
	e.kids = append(e.kids, place{page, p.marks[page]})
	p.marks[page]++
}

// artifact draws text that belongs to no element.
func (p *plant) artifact(page int, kind, font string, size, x, base float64, text string) {
	fmt.Fprintf(&p.pages[page], "/Artifact <</Type /%s>> BDC\n", kind)
	p.show(page, font, size, x, base, 0, text)
}

func (p *plant) show(page int, font string, size, x, base, wide float64, text string) {
	text = strings.NewReplacer("(", `\(`, ")", `\)`).Replace(text)
	fmt.Fprintf(&p.pages[page], "BT /%s %g Tf %.3f Tw %.2f %.2f Td (%s) Tj ET EMC\n", font, size, wide, x, plantHeight-base, text)
}

func (p *plant) rule(page int, x, top, width, weight float64) {
	fmt.Fprintf(&p.pages[page], "/Artifact <</Type /Layout>> BDC %.2f %.2f %.2f %.2f re f EMC\n", x, plantHeight-top-weight, width, weight)
}

const plantHeight, plantWidth = 841.89, 595.28

// bytes returns the file.
func (p *plant) bytes() []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), fmt.Sprintf(format, args...))
	}
	const firstPage = 7
	b.WriteString("%PDF-1.7\n")
	object("<</Type /Catalog /Pages 2 0 R /MarkInfo <</Marked true>> /StructTreeRoot 3 0 R>>")
	var kids strings.Builder
	for i := range p.pages {
		fmt.Fprintf(&kids, "%d 0 R ", firstPage+2*i)
	}
	object("<</Type /Pages /Count %d /Kids [%s]>>", len(p.pages), kids.String())
	object("<</Type /StructTreeRoot /K %s>>", p.root.dict(firstPage))
	for _, font := range []string{"Courier", "Courier-Bold", "Courier-Oblique"} {
		var widths strings.Builder
		for range 95 {
			widths.WriteString("600 ")
		}
		object("<</Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [%s]>>", font, widths.String())
	}
	for i := range p.pages {
		object("<</Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Resources <</Font <</F1 4 0 R /F2 5 0 R /F3 6 0 R>>>> /Contents %d 0 R>>",
			plantWidth, plantHeight, firstPage+2*i+1)
		object("<</Length %d>>\nstream\n%s\nendstream", p.pages[i].Len(), p.pages[i].String())
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func (e *plantElement) dict(firstPage int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type /StructElem /S /%s %s /K [", e.role, e.attributes)
	for _, k := range e.kids {
		switch k := k.(type) {
		case *plantElement:
			b.WriteString(k.dict(firstPage))
		case place:
			fmt.Fprintf(&b, "<</Type /MCR /Pg %d 0 R /MCID %d>>", firstPage+2*k.page, k.mark)
		}
	}
	b.WriteString("]>>")
	return b.String()
}

// Edges of the page of Geneva, in points.
const (
	plantLeft   = 113.39 // of paragraphs
	plantRight  = 481.89
	plantBottom = 785.2
	plantWords  = "the report was drawn up by a ministry of the State with many others" // a line and its spaces
)

// lines draws a paragraph, a line for each place; the last line is short.
func (p *plant) lines(e *plantElement, number string, at ...placed) {
	for i, a := range at {
		x := plantLeft
		if i == 0 && number != "" {
			p.text(e, a.page, upright, 10, x, a.base, 0, number)
			x = plantLeft + 30
		}
		words := strings.Fields(plantWords)[:9]
		if i == len(at)-1 {
			p.text(e, a.page, upright, 10, x, a.base, 0, strings.Join(words[:3], " ")+".")
			continue
		}
		p.justified(e, a.page, x, a.base, words)
	}
}

// justified draws a line of words from x to the right edge.
func (p *plant) justified(e *plantElement, page int, x, base float64, words []string) {
	text := strings.Join(words, " ")
	p.text(e, page, upright, 10, x, base, (plantRight-x-float64(len(text))*10*pitch)/float64(len(words)-1), text)
}

// placed is where a line is drawn.
type placed struct {
	page int
	base float64
}

// planted draws a report of three pages without a fault, or with one fault of a kind.
func planted(kind faultKind) []byte {
	p := &plant{pages: make([]bytes.Buffer, 3), marks: make([]int, 3), root: plantElement{role: "Document"}}
	p.firstPage(kind)
	p.secondPage(kind)
	p.thirdPage(kind)
	return p.bytes()
}

// firstPage: title, heading, three paragraphs of which the last goes on, a title note, and a note that goes on.
func (p *plant) firstPage(kind faultKind) {
	root := &p.root
	p.text(root.add("P"), 0, upright, 10, 403, 92, 0, "Distr.: General")
	title := root.add("Title")
	p.text(title, 0, heavy, 14, plantLeft, 580, 0, "Report")
	p.text(title.add("Link"), 0, heavy, 14, plantLeft+6*14*pitch, 580, 0, "*")
	h := root.add("H1")
	p.text(h, 0, heavy, 14, plantLeft, 605, 0, "A heading")
	p.text(h, 0, heavy, 14, plantLeft, 620, 0, "on two lines")
	first := root.add("P")
	p.lines(first, "1.", placed{0, 644}, placed{0, 656}, placed{0, 668})
	if kind != lostNote {
		p.text(first.add("Link"), 0, upright, 6.5, plantLeft+16*6, 664.6, 0, "1")
	}
	p.notes(title, first, kind)
	if kind != openFoot {
		p.lines(root.add("P"), "2.", placed{0, 686}, placed{0, 698}, placed{0, 710})
	}
	switch kind {
	case singleFirst:
		p.lines(root.add("P"), "3.", placed{0, 728}, placed{1, 80}, placed{1, 92}, placed{1, 104})
	case singleLast:
		p.lines(root.add("P"), "3.", placed{0, 728}, placed{0, 740}, placed{1, 80})
	case needlessNote, openFoot, strandedHeading:
		if kind == strandedHeading {
			p.text(root.add("H2"), 0, heavy, 10, plantLeft, 734, 0, "Stranded")
		}
		p.lines(root.add("P"), "3.", placed{1, 80}, placed{1, 92}, placed{1, 104}, placed{1, 116})
	default:
		third := root.add("P")
		p.lines(third, "3.", placed{0, 728}, placed{0, 740}, placed{1, 80}, placed{1, 92})
	}
	if kind == overlap {
		p.artifact(0, "Layout", upright, 10, plantLeft, 712, "over")
	}
	if kind == outsideFrame {
		p.artifact(0, "Layout", upright, 10, plantLeft, 800, "below")
	}
}

// notes draws the notes of the first page: note 1 has four lines, two of them on the next page.
func (p *plant) notes(title, caller *plantElement, kind faultKind) {
	page, more := 0, 1
	switch kind {
	case partedNote:
		page = 1
	case openFoot:
		more = 0
	}
	p.rule(0, 90.71, 750.5, 73.7, 0.5)
	star := title.add("Note")
	p.text(star.add("Lbl"), 0, upright, 9, 107, 761, 0, "*")
	p.text(star.add("P"), 0, upright, 9, plantLeft, 761, 0, "Not edited.")
	n := caller.add("Note")
	bases := []float64{772, 783}
	if page == 1 {
		bases = []float64{761, 772} // on the other page, above the rest
	}
	p.text(n.add("Lbl"), page, upright, 6, 107, bases[0]-3, 0, "1")
	body := n.add("P")
	for _, base := range bases {
		p.text(body, page, upright, 9, plantLeft, base, 0, "A line of a note")
	}
	if more > 0 && page == 0 {
		p.rule(1, 90.71, 761, 73.7, 0.5)
		p.text(body, 1, upright, 9, plantLeft, 772, 0, "that goes on")
		p.text(body, 1, upright, 9, plantLeft, 783, 0, "to the next page.")
	}
	if page == 1 {
		p.rule(1, 90.71, 750, 73.7, 0.5)
	}
}

// secondPage: a list and a quotation with the sentences that open them, lines with all kinds of spaces, and a table that goes on.
func (p *plant) secondPage(kind faultKind) {
	root := &p.root
	page := func(k faultKind) int {
		if kind == k {
			return 0
		}
		return 1
	}
	p.text(root.add("P"), page(partedOpening), upright, 10, plantLeft, 140, 0, "The plan covers:")
	list := root.add("L")
	for i, marker := range []string{"(a)", "(b)"} {
		item := list.add("LI")
		base := 158 + 18*float64(i)
		p.text(item.add("Lbl"), 1, upright, 10, 141, base, 0, marker)
		p.text(item.add("LBody").add("P"), 1, upright, 10, 170, base, 0, "an item;")
	}
	p.text(root.add("P"), page(partedQuotation), upright, 10, plantLeft, 200, 0, "The law says:")
	p.text(root.add("BlockQuote").add("P"), 1, upright, 10, 141, 218, 0, "Nobody may.")
	spaced := root.add("P")
	words := strings.Fields(plantWords)
	switch kind {
	case looseLine:
		words = []string{"the", "report", "was", "drawn", "up", "by", "all"}
	case tightLine:
		words = append(words[:12], "themselves.")
	}
	if kind == shortLine {
		p.text(spaced, 1, upright, 10, plantLeft, 240, 0, strings.Join(words[:8], " "))
	} else {
		if kind != looseLine && kind != tightLine {
			words = words[:9]
		}
		p.justified(spaced, 1, plantLeft, 240, words)
	}
	p.text(spaced, 1, upright, 10, plantLeft, 252, 0, "and so on, with all of them.")
	p.table(kind)
}

// table: caption, heads and two rows on the second page; a cut-in head with its row, totals and a source line on the third.
func (p *plant) table(kind faultKind) {
	t := p.root.add("Table")
	captionPage := 1
	if kind == partedCaption {
		captionPage = 0
	}
	p.text(t.add("Caption"), captionPage, heavy, 10, plantLeft, 300, 0, "Returns")
	row := func(group *plantElement, page int, base float64, font string, cells ...string) *plantElement {
		tr := group.add("TR")
		for i, c := range cells {
			p.text(tr.add("TD"), page, font, 9, plantLeft+100*float64(i), base, 0, c)
		}
		return tr
	}
	row(t.add("THead"), 1, 316, slanted, "Country", "Men")
	body := t.add("TBody")
	row(body, 1, 332, upright, "Mexico", "1453")
	last := row(body, 1, 348, upright, "Panama", "379")
	if kind == partedRow {
		p.text(last.kids[0].(*plantElement), 2, upright, 9, plantLeft, 112, 0, "City")
	}
	if kind == partedSpan {
		last.kids[0].(*plantElement).attributes = "/A <</O /Table /RowSpan 2>>"
	}
	page, rowPage := 2, 2
	switch kind {
	case loneCutIn:
		page = 1
	case loneTotal:
		page, rowPage = 1, 1
	}
	cutIn := row(body, page, 364+map[int]float64{2: -240}[page], slanted, "2002")
	cutIn.kids[0].(*plantElement).attributes = "/A <</O /Table /ColSpan 2>>"
	row(body, rowPage, 380+map[int]float64{2: -240}[rowPage], upright, "Peru", "12")
	row(body, 2, 156, heavy, "Total", "1844")
	if kind != headNotRepeated {
		p.artifact(2, "Pagination", heavy, 10, plantLeft, 84, "Returns (continued)")
		p.artifact(2, "Pagination", slanted, 9, plantLeft, 100, "Country")
		p.artifact(2, "Pagination", slanted, 9, plantLeft+100, 100, "Men")
	}
	source := placed{2, 174}
	if kind == partedUnder {
		source = placed{1, 400}
	}
	p.text(p.root.add("P"), source.page, upright, 9, plantLeft, source.base, 0, "Source: courts.")
}

// thirdPage: the last paragraph and the rule at the end.
func (p *plant) thirdPage(kind faultKind) {
	if kind == partedHeading {
		h := p.root.add("H2")
		p.text(h, 1, heavy, 10, plantLeft, 420, 0, "A heading")
		p.text(h, 2, heavy, 10, plantLeft, 188, 0, "on two pages")
	}
	p.lines(p.root.add("P"), "4.", placed{2, 200}, placed{2, 212})
	page := 2
	if kind == partedEndRule {
		page = 1
	}
	p.rule(page, 240.94, 226, 113.39, 0.5)
}

// The judge finds nothing in a report without a fault, and in one with a fault it finds that fault and no other, for every fault it knows.
func TestGeometryFindsFaults(t *testing.T) {
	dir := t.TempDir()
	kinds := append([]faultKind{"none"}, faultKinds...)
	var files []string
	for i, k := range kinds {
		files = append(files, filepath.Join(dir, fmt.Sprintf("%d.pdf", i)))
		if err := os.WriteFile(files[i], planted(k), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sheet := styletest.Sheet("en")
	for i, d := range readPages(t, files) {
		t.Run(string(kinds[i]), func(t *testing.T) {
			found := false
			for _, f := range judgeGeometry(&d, sheet) {
				if f.kind != kinds[i] || f.excuse != "" {
					t.Errorf("page %d: %s", f.page+1, f)
				}
				found = found || f.kind == kinds[i]
			}
			if !found && kinds[i] != "none" {
				t.Error("it is not found")
			}
		})
	}
}
