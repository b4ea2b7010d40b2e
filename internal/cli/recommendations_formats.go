package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/observations"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/uhri"
	"rapporteur/internal/word"
)

// An importFormat is a format that documents are imported from.
type importFormat struct {
	name  string
	place string // what a place in the file is, with %d for its number; empty for a line
	most  int    // bytes
	read  func(i *importing, p *project, src []byte) ([]*recommendation.Document, []remark, error)
}

const (
	// maxImport is how large a file to import may be, in bytes: the full export of the Index has half of it.
	maxImport = 512 << 20
	// maxText is how large a document as text or page may be, in bytes: the longest has a tenth of it.
	maxText = 8 << 20
)

var importFormats = []importFormat{
	{"text", "", maxText, func(i *importing, _ *project, src []byte) ([]*recommendation.Document, []remark, error) {
		return i.observations(observations.Text(string(src)))
	}},
	{"html", "block %d of the page", maxText, func(i *importing, _ *project, src []byte) ([]*recommendation.Document, []remark, error) {
		lines, err := observations.HTML(bytes.NewReader(src))
		if err != nil {
			return nil, nil, err
		}
		return i.observations(lines)
	}},
	{"docx", "paragraph %d of the file", maxImport, func(i *importing, _ *project, src []byte) ([]*recommendation.Document, []remark, error) {
		d, err := word.Read(bytes.NewReader(src), int64(len(src)))
		if err != nil {
			return nil, nil, err
		}
		return i.observations(observations.Word(d))
	}},
	{"uhri-json", "record %d", maxImport, func(i *importing, p *project, src []byte) ([]*recommendation.Document, []remark, error) {
		records, notes, err := uhri.ReadJSON(bytes.NewReader(src))
		return i.records(p, records, notes, err)
	}},
	{"uhri-csv", "record %d", maxImport, func(i *importing, p *project, src []byte) ([]*recommendation.Document, []remark, error) {
		records, notes, err := uhri.ReadCSV(src)
		return i.records(p, records, notes, err)
	}},
}

// records makes documents of records of the Universal Human Rights Index.
func (i *importing) records(p *project, records []uhri.Annotation, notes []uhri.Note, err error) ([]*recommendation.Document, []remark, error) {
	if err != nil {
		return nil, nil, err
	}
	o, err := p.indexOptions(i.language)
	if err != nil {
		return nil, nil, err
	}
	states, err := p.states()
	if err != nil {
		return nil, nil, err
	}
	switch o.State = i.state; o.State {
	case "":
		_, config, _ := p.registry()
		if config == nil || config.Report.State == "" {
			return nil, nil, errors.New("report.toml does not say which State it is about; write --state")
		}
		o.State = config.Report.State
	case allStates:
		o.State = ""
	default:
		if o.State = codeOf(o.State, states); o.State == "" {
			return nil, nil, unknownState(i.state, states)
		}
	}
	documents, more := uhri.Documents(records, o)
	var remarks []remark
	for _, n := range append(notes, more...) {
		remarks = append(remarks, remark{n.Record, n.Symbol, n.Item, n.Message})
	}
	return documents, remarks, nil
}

// allStates is what --state says for all of them.
const allStates = "all"

func importNames() []string {
	names := make([]string, len(importFormats))
	for n, f := range importFormats {
		names[n] = f.name
	}
	return names
}

// observations reads a document from its lines.
func (i *importing) observations(lines []observations.Line) ([]*recommendation.Document, []remark, error) {
	proposal := observations.Propose(lines, i.language)
	var remarks []remark
	for _, r := range proposal.Remarks {
		remarks = append(remarks, remark{place: r.Place, item: r.Item, message: r.Message})
	}
	return []*recommendation.Document{proposal.Document}, remarks, nil
}

// format returns the format of the file.
func (i *importing) format(f *diag.File) (importFormat, error) {
	name := i.as
	if name == "" {
		name = guessFormat(f)
	} else if _, err := choose("format", []string{name}, importNames(), "it is one of"); err != nil {
		return importFormat{}, err
	}
	return importFormats[slices.Index(importNames(), name)], nil
}

// guessFormat tells a format by the name of the file, or else by its beginning.
func guessFormat(f *diag.File) string {
	switch strings.ToLower(filepath.Ext(f.Name)) {
	case ".docx":
		return "docx"
	case ".html", ".htm", ".xhtml":
		return "html"
	case ".json":
		return "uhri-json"
	case ".csv":
		return "uhri-csv"
	}
	switch start := bytes.TrimSpace(f.Src[:min(512, len(f.Src))]); {
	case bytes.HasPrefix(f.Src, []byte("PK\x03\x04")):
		return "docx"
	case bytes.HasPrefix(start, []byte("<")):
		return "html"
	}
	return "text"
}

// strange are files that are no documents which can be read, by how they begin.
var strange = []struct{ start, what, hint string }{
	{"%PDF-", "a PDF file", "take the text out of it first, as pdftotext -layout does, or look for the document as a Word file"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word file of the old kind (DOC)", "open it, and save it as DOCX"},
	{`{\rtf`, "an RTF file", "open it, and save it as DOCX"},
	{"\xff\xfe", "text in UTF-16", "save it as UTF-8"},
	{"\xfe\xff", "text in UTF-16", "save it as UTF-8"},
}

// contents returns what is in the file, without the mark that says that it is UTF-8. It refuses what the format cannot be.
func (format importFormat) contents(f *diag.File) ([]byte, error) {
	src := bytes.TrimPrefix(f.Src, []byte("\uFEFF"))
	if len(bytes.TrimSpace(src)) == 0 {
		return nil, &usageError{message: f.Name + " is empty"}
	}
	for _, s := range strange {
		if bytes.HasPrefix(src, []byte(s.start)) {
			return nil, &usageError{fmt.Sprintf("%s is %s; text in UTF-8, HTML, a Word file (DOCX) or an export of the Index was expected", f.Name, s.what), s.hint}
		}
	}
	if len(src) > format.most {
		return nil, &usageError{message: fmt.Sprintf("%s has %d bytes; a document as %s has at most %d", f.Name, len(src), format.name, format.most)}
	}
	if format.name == "docx" {
		return src, nil
	}
	if at := notText(src); at >= 0 {
		line := bytes.Count(src[:at], []byte("\n")) + 1
		return nil, &usageError{fmt.Sprintf("%s is not text in UTF-8: line %d has a byte of something else, %#02x", f.Name, line, src[at]), `save it as UTF-8; from a spreadsheet, as "CSV UTF-8"`}
	}
	return src, nil
}

// notText returns the place of the first byte that is none of text in UTF-8, -1 where there is none. Text has no byte 0.
func notText(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == 0 || r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// A remark is something to look at in a document that is imported.
type remark struct {
	place   int    // as the format counts; 0 for the whole
	symbol  string // of the document, where a file has several; may be empty
	item    string // the name of the paragraph that it is about; may be empty
	message string
}

// write writes a remark: "a.txt:13: note: paragraph 17 (a): …", "a.docx: note: paragraph 17 (a): … (paragraph 13 of the file)".
func (r remark) write(b *strings.Builder, file string, format importFormat) {
	b.WriteString(file)
	if r.place > 0 && format.place == "" {
		fmt.Fprintf(b, ":%d", r.place)
	}
	b.WriteString(": note: ")
	about := present(r.symbol)
	if name, ok := recommendation.ParseID(recommendation.ID(r.item)); ok {
		about = append(about, "paragraph "+strings.ReplaceAll(name.Printed("(a)"), "\u00a0", " "))
	}
	if len(about) > 0 {
		b.WriteString(strings.Join(about, ", ") + ": ")
	}
	b.WriteString(r.message)
	if r.place > 0 && format.place != "" {
		fmt.Fprintf(b, " ("+format.place+")", r.place)
	}
	b.WriteByte('\n')
}

// tell says what has been found and what to look at.
func (i *importing) tell(file string, format importFormat, documents []*recommendation.Document, remarks []remark) error {
	var b strings.Builder
	for _, r := range remarks {
		r.write(&b, file, format)
	}
	paragraphs, items := 0, 0
	for _, d := range documents {
		for _, it := range d.Items {
			if name, _ := recommendation.ParseID(recommendation.ID(it.Name)); len(name.Letters) > 0 {
				items++
			} else {
				paragraphs++
			}
		}
	}
	if paragraphs > 0 {
		fmt.Fprintf(&b, "rapporteur: %s with %s and %s; %s to look at\n", count(len(documents), "document"), count(paragraphs, "paragraph"), count(items, "item"), count(len(remarks), "remark"))
	}
	_, err := io.WriteString(i.env.Stderr, b.String())
	return err
}
