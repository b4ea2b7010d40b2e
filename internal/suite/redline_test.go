package suite_test

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/compile"
	"rapporteur/internal/doc"
	"rapporteur/internal/html"
	"rapporteur/internal/pdf"
	"rapporteur/internal/redline"
	"rapporteur/internal/redlinetest"
	"rapporteur/internal/style"
)

// A marked is a redline with the two reports that it was made of.
type marked struct {
	old, new *compile.Result
	*redline.Result
	sheet *style.Sheet
}

// compared compiles and compares a pair of projects, and puts the preface before the redline.
func compared(older, newer fs.FS) (*marked, error) {
	old, err := compile.Compile(older, compile.Options{})
	if err != nil {
		return nil, err
	}
	new, err := compile.Compile(newer, compile.Options{})
	if err != nil {
		return nil, err
	}
	if !shows(old) || !shows(new) {
		return nil, errors.New("one of the reports has errors")
	}
	r := redline.Compare(old.Report, new.Report, redline.Options{Language: new.Sheet.Language, OldSources: old.Sources, NewSources: new.Sources})
	r.Report.Preface = r.Preface(redline.Draft{Name: "older"}, redline.Draft{}, new.Sheet.Language)
	return &marked{old, new, r, new.Sheet}, nil
}

// redlineSources are so many redlines of generated pairs.
func redlineSources(n int) []source {
	var all []source
	for p := range redlinetest.Pairs(n) {
		all = append(all, source{"redline-" + p.Name, func() (*doc.Report, *style.Sheet, error) {
			m, err := compared(files(p.Old), files(p.New))
			if err != nil {
				return nil, nil, err
			}
			return m.Report, m.sheet, nil
		}})
	}
	return all
}

// eachRedline calls f with redlines of generated pairs.
func eachRedline(t *testing.T, n int, f func(*testing.T, *marked)) {
	for p := range redlinetest.Pairs(n) {
		t.Run(p.Name, func(t *testing.T) {
			m, err := compared(files(p.Old), files(p.New))
			if err != nil {
				t.Fatal(err)
			}
			f(t, m)
			if t.Failed() {
				t.Logf("done: %q", p.Done)
			}
		})
	}
}

// without returns the page below n without what is marked as of that kind: "inserted" or "deleted". Empty elements that are left go too.
func (n *node) without(kind string) *node {
	tag := map[string]string{"inserted": "ins", "deleted": "del"}[kind]
	out := *n
	out.kids = nil
	for _, k := range n.kids {
		if k.name != tag && !k.class(kind) {
			out.kids = append(out.kids, k.without(kind))
		}
	}
	return &out
}

// unmarked is a reading without the marks of notes and the numbers of what it reads, which in a redline are those of the newer report.
func (r *reading) unmarked() *reading {
	bare := func(pieces []piece) []piece {
		pieces = slices.Clone(pieces)
		for i := range pieces {
			pieces[i].Marker = ""
			pieces[i].Text = bracketed.ReplaceAllString(pieces[i].Text, "")
			pieces[i].Cells = slices.Clone(pieces[i].Cells)
			for k, text := range pieces[i].Cells {
				pieces[i].Cells[k] = bracketed.ReplaceAllString(text, "")
			}
		}
		return pieces
	}
	out := *r
	out.Body, out.Notes, out.TitleNotes = bare(r.Body), bare(r.Notes), bare(r.TitleNotes)
	out.Title = bracketed.ReplaceAllString(r.Title, "")
	return &out
}

// The page of a redline holds both reports: without what is deleted it shows the newer one, without what is inserted the older one.
func TestRedlinePage(t *testing.T) {
	eachRedline(t, 60, func(t *testing.T, m *marked) {
		page := parseXML(t, format{render: html.Render}.bytes(t, m.Report, m.sheet))
		same(t, readModel(t, m.new.Report), readPage(t, page.without("deleted")))
		same(t, readModel(t, m.old.Report).unmarked(), readPage(t, page.without("inserted")).unmarked())
	})
}

// A stroke is words that are inserted or deleted as one.
type stroke struct {
	kind doc.RevisionKind
	text string
}

// strokes are all that a redline marks, in no order that means anything.
func strokes(r *doc.Report) []stroke {
	var all []stroke
	add := func(kind doc.RevisionKind, in []doc.Inline) {
		if text := plain(doc.PlainText(in)); text != "" {
			all = append(all, stroke{kind, text})
		}
	}
	text := func(by *doc.Revision, in []doc.Inline) {
		if by != nil {
			add(by.Kind, in)
			return
		}
		doc.WalkInlines(in, func(in doc.Inline) bool {
			switch in := in.(type) {
			case *doc.Ins:
				add(doc.Inserted, in.Inlines)
			case *doc.Del:
				add(doc.Deleted, in.Inlines)
			}
			return true
		})
	}
	var blocks func([]doc.Block, *doc.Revision)
	blocks = func(all []doc.Block, around *doc.Revision) {
		for _, b := range all {
			by := cmp.Or(around, doc.BaseOf(b).Revision)
			switch b := b.(type) {
			case *doc.List:
				for _, it := range b.Items {
					blocks([]doc.Block{it}, by)
				}
			case *doc.Item:
				text(by, b.Inlines)
				blocks(b.Blocks, by)
			case *doc.Quote:
				blocks(b.Blocks, by)
			case *doc.Table:
				text(by, b.Caption.Inlines)
				for _, row := range b.Rows {
					for _, c := range row.Cells {
						text(cmp.Or(by, row.Revision), c.Inlines)
					}
				}
				for _, n := range b.Notes {
					text(cmp.Or(n.Revision, by), n.Inlines)
				}
			default:
				doc.Texts(b, func(in *[]doc.Inline) { text(by, *in) })
			}
		}
	}
	text(nil, r.Front.Title)
	blocks(r.Blocks, nil)
	for _, n := range slices.Concat(r.Notes, r.Front.TitleNotes) {
		text(n.Revision, n.Inlines)
	}
	return all
}

// strokesOf are the marks below an element of a PDF. A note in the marked words has marks of its own, and the marks of notes are no text.
func strokesOf(r *pdfReader, n *node) []stroke {
	var all []stroke
	kind, ok := map[string]doc.RevisionKind{"Underline": doc.Inserted, "LineThrough": doc.Deleted}[strings.TrimPrefix(n.attrs["TextDecorationType"], "/")]
	if text := plain(bracketed.ReplaceAllString(r.text(n), "")); ok && text != "" {
		all = append(all, stroke{kind, text})
	}
	for _, k := range n.kids {
		all = append(all, strokesOf(r, k)...)
	}
	return all
}

// Everything that a redline marks is an element of the PDF with its line, and what is marked there the redline marks.
func TestRedlinePDFMarks(t *testing.T) {
	need(t, "pdfinfo")
	eachRedline(t, 12, func(t *testing.T, m *marked) {
		m.Report.Preface = nil // its words are marked as samples
		src := format{render: pdf.Render}.bytes(t, m.Report, m.sheet)
		root := parseStructure(t, string(run(t, src, "pdfinfo", "-struct-text", "FILE")))
		count := map[stroke]int{}
		for _, s := range strokes(m.Report) {
			count[s]++
		}
		for _, s := range strokesOf(&pdfReader{t: t}, root) {
			count[s]--
		}
		for s, n := range count {
			if n > 0 {
				t.Errorf("%d times not marked as %v: %q", n, s.kind, s.text)
			}
		}
	})
}

// redlined is the redline of a case, without a preface.
func (r *outcome) redlined() *outcome {
	opt := redline.Options{Language: r.Sheet.Language, OldSources: r.old.Sources, NewSources: r.Sources}
	result := *r.Result
	result.Report = redline.Compare(r.old.Report, r.Report, opt).Report
	return &outcome{&result, r.own, nil}
}

func dumpRedline(t *testing.T, r *outcome) string     { return dumpDoc(t, r.redlined()) }
func dumpRedlineHTML(t *testing.T, r *outcome) string { return dumpHTML(t, r.redlined()) }
func dumpRedlinePDF(t *testing.T, r *outcome) string  { return dumpPDF(t, r.redlined()) }
