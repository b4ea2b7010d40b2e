package translation

import (
	"io/fs"
	"slices"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
)

// A File is a new text of a file of the project: of a content file, or of the data file of a table.
type File struct {
	Name string
	Src  []byte
}

// Over returns the project with those files in it. They can be read, by fs.ReadFile; in folders they are not seen. fsys may be nil.
func Over(fsys fs.FS, files []File) fs.FS { return over{fsys, files} }

type over struct {
	base  fs.FS
	files []File
}

func (o over) Open(name string) (fs.File, error) {
	if o.base == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.base.Open(name)
}

func (o over) ReadFile(name string) ([]byte, error) {
	if i := slices.IndexFunc(o.files, func(f File) bool { return f.Name == name }); i >= 0 {
		return slices.Clone(o.files[i].Src), nil
	}
	if o.base == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(o.base, name)
}

// With returns the section as it is with new texts of its files, which Rewrite has made. file is the name of a content file that did not exist.
func (s *Section) With(files []File, file string, opt markdown.Options) *Section {
	var src []byte
	if s.Target != nil {
		file, src = s.Target.File.Name, s.Target.File.Src
	}
	for _, f := range files {
		if f.Name == file {
			src = f.Src
		}
	}
	if src == nil {
		return s
	}
	opt.FS = Over(opt.FS, files)
	var found diag.List // what is wrong in it shows in the units that are not as they should be
	return Align(s.Name, s.From, s.To, s.Source, markdown.Parse(diag.NewFile(file, src), opt, &found), s.Lock)
}
