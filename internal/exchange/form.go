package exchange

import (
	"bytes"
	"io"
)

// A File is one file of an export.
type File struct {
	Name string // relative to the folder of the export, with slashes
	Src  []byte
}

// A Form is a format in which sections go to translators.
type Form struct {
	Name    string
	Doc     string   // what it is, in a few words
	Folders []string // it is a folder of files, which belong together, and these are in it, be they empty
	Pairs   bool     // it holds the reviewed pairs only
	XLIFF   bool
	Write   func([]*Document) ([]File, error)
}

// Holds counts the sentences of documents that a form has.
func (f Form) Holds(docs []*Document) int {
	n := 0
	for _, d := range docs {
		for _, u := range d.Units {
			if _, ok := reviewed(u); ok || !f.Pairs {
				n++
			}
		}
	}
	return n
}

// Forms are all formats; the first is the default.
var Forms = []Form{
	{"xliff1", "XLIFF 1.2, a file for each section; nearly every tool reads it", nil, false, true, each(".xlf", WriteXLIFF1)},
	{"xliff2", "XLIFF 2.0", nil, false, true, each(".xlf", WriteXLIFF20)},
	{"xliff21", "XLIFF 2.1", nil, false, true, each(".xlf", WriteXLIFF21)},
	{"po", "catalogues of gettext, for Weblate and Poedit", nil, false, false, each(".po", WritePO)},
	{"tmx", "TMX 1.4b, one translation memory of all reviewed pairs", nil, true, false, WriteTMX},
	{"table", "Word tables of two columns, for people without such tools", nil, false, false, each(".docx", WriteTable)},
	{"csv", "tables for spreadsheets", nil, false, false, each(".csv", WriteCSV)},
	{"omegat", "a project folder for OmegaT", []string{"target", "glossary", "dictionary"}, false, false, WriteOmegaT},
}

// each makes a form that has one file for every section.
func each(ending string, write func(io.Writer, *Document) error) func([]*Document) ([]File, error) {
	return func(docs []*Document) ([]File, error) {
		var out []File
		for _, d := range docs {
			var b bytes.Buffer
			if err := write(&b, d); err != nil {
				return nil, err
			}
			out = append(out, File{d.Section.Name + "." + d.Section.To + ending, b.Bytes()})
		}
		return out, nil
	}
}
