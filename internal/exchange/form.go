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
	Write   func([]*Document) ([]File, error)
}

// Forms are all formats; the first is the default.
var Forms = []Form{
	{"xliff1", "XLIFF 1.2, a file for each section; nearly every tool reads it", nil, each(".xlf", WriteXLIFF1)},
	{"xliff2", "XLIFF 2.0", nil, each(".xlf", WriteXLIFF20)},
	{"xliff21", "XLIFF 2.1", nil, each(".xlf", WriteXLIFF21)},
	{"po", "catalogues of gettext, for Weblate and Poedit", nil, each(".po", WritePO)},
	{"tmx", "TMX 1.4b, one translation memory of all reviewed pairs", nil, WriteTMX},
	{"table", "Word tables of two columns, for people without such tools", nil, each(".docx", WriteTable)},
	{"csv", "tables for spreadsheets", nil, each(".csv", WriteCSV)},
	{"omegat", "a project folder for OmegaT", []string{"target", "glossary", "dictionary"}, WriteOmegaT},
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
