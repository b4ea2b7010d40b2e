package translation

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"rapporteur/internal/diag"
)

// beside is where a data file or picture of the original stands in a translation whose content file has the name file: at the same place of
// the folder of its language. What is outside of the folder of the original language belongs to all languages, and own is false.
func (s *Section) beside(name, file string) (_ string, own bool) {
	rest, own := strings.CutPrefix(name, path.Dir(s.Source.File.Name)+"/")
	if !own {
		return name, false
	}
	return path.Join(path.Dir(file), rest), true
}

// shared reports whether the cell of a unit is the same one in both languages.
func (s *Section) shared(u *Unit, file string) bool {
	if !isCell(u.Part) || u.Block.Data == nil {
		return false
	}
	if u.Other != nil {
		return u.Other.Data != nil && u.Other.Data.Name == u.Block.Data.Name
	}
	_, own := s.beside(u.Block.Data.Name, file)
	return !own
}

// A fieldEdit is a new text for what stands in a field, or a part of it, as a content file would have it.
type fieldEdit struct {
	block *Block
	cell  diag.Span // the field
	patch
}

// dataEdits are the edits of data files. Several tables can show the same file.
type dataEdits struct {
	files map[string]*diag.File // as they were, by their new names
	edits map[string][]fieldEdit
}

// open makes a file one of those that are written, also where nothing changes in it.
func (d *dataEdits) open(name string, f *diag.File) {
	if d.files == nil {
		d.files, d.edits = map[string]*diag.File{}, map[string][]fieldEdit{}
	}
	d.files[name] = f
}

// put adds an edit of a part of a block; false where another block has another text there.
func (d *dataEdits) put(name string, b *Block, part string, p patch) bool {
	d.open(name, b.Data)
	for _, x := range d.edits[name] {
		if x.block != b && (x.start < p.end && p.start < x.end || x.start == p.start && x.end == p.end) {
			return x.patch == p
		}
	}
	d.edits[name] = append(d.edits[name], fieldEdit{b, b.cells[part], p})
	return true
}

// write returns the new text of a file. A field that has quotation marks keeps them; one that has none gets them where its text needs them.
func (d *dataEdits) write(name string) ([]byte, error) {
	var fields []diag.Span
	inside := map[diag.Span][]patch{}
	src := d.files[name].Src
	for _, x := range d.edits[name] {
		x.cell.File = d.files[name] // it may have been read twice
		if inside[x.cell] == nil {
			fields = append(fields, x.cell)
		}
		inside[x.cell] = append(inside[x.cell], x.patch)
	}
	slices.SortFunc(fields, func(a, b diag.Span) int { return cmp.Compare(a.Start, b.Start) })
	var patches []patch
	for _, cell := range fields {
		list := inside[cell]
		quoted := quotedField(cell)
		bare := !quoted && !slices.ContainsFunc(list, func(p patch) bool { return strings.ContainsAny(p.text, ",\"\r\n") })
		for i := range list {
			list[i].text = strings.ReplaceAll(list[i].text, `"`, `""`)
		}
		if quoted || bare {
			patches = append(patches, list...)
			continue
		}
		text, err := apply(src[cell.Start:cell.End], shift(list, cell.Start))
		if err != nil {
			return nil, err
		}
		patches = append(patches, patch{cell.Start, cell.End, `"` + string(text) + `"`})
	}
	return apply(src, patches)
}

// fresh adds the pictures and data files that the blocks of the original bring with them into a translation, with the edits of cells. What is
// there already, and is shown nowhere in the translation, stays as it is.
func (w *writer) fresh(blocks []*Block) {
	all(blocks, func(b *Block) {
		file := b.picture
		if b.Data != nil {
			file = b.Data.Name
		}
		name, own := w.section.beside(file, w.file)
		if file == "" || !own {
			return
		}
		_, there := w.read(name)
		there = there && w.data.files[name] == nil
		if b.Data == nil {
			if src, ok := w.read(file); ok && !there {
				w.data.open(name, diag.NewFile(file, src))
			}
			return
		}
		if !there && w.data.files[name] == nil {
			w.data.open(name, b.Data)
		}
		for _, x := range w.order {
			u := x.unit
			switch {
			case u.Block != b || w.edits[u] == nil || x.done || !isCell(u.Part):
			case there:
				w.refuse(u, fmt.Sprintf("there is a file %s already, and no table of the translation shows it: write the table first", name))
			case !w.data.put(name, b, u.Part, patch{u.Source.Span.Start, u.Source.Span.End, x.text}):
				w.refuse(u, elsewhere)
			default:
				x.done = true
			}
		}
	})
}

// read reads a file of the project; false where there is none.
func (w *writer) read(name string) ([]byte, bool) {
	if w.opt.FS == nil {
		return nil, false
	}
	src, err := fs.ReadFile(w.opt.FS, name)
	return src, err == nil
}

const elsewhere = "another table shows the same data file, and its translation says something else there"
