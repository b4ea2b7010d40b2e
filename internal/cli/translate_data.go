package cli

import (
	"slices"

	"rapporteur/internal/compile"
	"rapporteur/internal/markdown"
	"rapporteur/internal/translation"
)

// dataFiles are new texts of data files of tables. Tables of several sections can show the same one.
type dataFiles []translation.File

// put adds files, in place of those of the same names.
func (d *dataFiles) put(files ...translation.File) {
	for _, f := range files {
		if i := slices.IndexFunc(*d, func(x translation.File) bool { return x.Name == f.Name }); i >= 0 {
			(*d)[i] = f
		} else {
			*d = append(*d, f)
		}
	}
}

func (d dataFiles) has(f translation.File) bool {
	return slices.ContainsFunc(d, func(x translation.File) bool { return x.Name == f.Name })
}

// in returns a section as it is with those data files, and how the sections of its language are read with them.
func (d dataFiles) in(s *translation.Section, target *compile.Reader) (*translation.Section, markdown.Options) {
	opt := target.Options
	if len(d) == 0 {
		return s, opt
	}
	opt.FS = translation.Over(opt.FS, d)
	return s.With(nil, target.File(s.Name), opt), opt
}

func (d dataFiles) files() []file {
	var out []file
	for _, f := range d {
		out = append(out, file{f.Name, f.Src})
	}
	return out
}
