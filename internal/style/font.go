package style

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/truetype"
)

// A FontFamily is the font files of one design, which a project has below its templates folder.
type FontFamily struct {
	Regular    FontFile `toml:"regular"`     // the file of the upright face, below templates; it must be given
	Bold       FontFile `toml:"bold"`        // of the bold face
	Italic     FontFile `toml:"italic"`      // of the italic face
	BoldItalic FontFile `toml:"bold-italic"` // of the bold italic face
}

// A FontFile is a font file with TrueType outlines that may be embedded. In TOML it is its path below templates.
type FontFile struct {
	Path string
	Data []byte    // nil for a file that is not given
	Span diag.Span // where the path is written
}

// UnmarshalText takes the path.
func (f *FontFile) UnmarshalText(text []byte) error {
	f.Path = string(text)
	if f.Path == "." || !fs.ValidPath(f.Path) {
		return fmt.Errorf("%q is not the path of a file below templates, such as \"fonts/Name-Regular.ttf\"", f.Path)
	}
	return nil
}

// Faces returns the files for regular, bold, italic and bold italic text; for one that is not given, the nearest.
func (f *FontFamily) Faces() [4]FontFile {
	first := func(files ...FontFile) FontFile {
		return files[max(0, slices.IndexFunc(files, func(f FontFile) bool { return f.Data != nil }))]
	}
	return [4]FontFile{f.Regular, first(f.Bold, f.Regular), first(f.Italic, f.Regular), first(f.BoldItalic, f.Bold, f.Italic, f.Regular)}
}

// readFonts reads the files of the project's families that the sheet names among its faces, and reports those that cannot be used and those
// that are missing.
func (t *Templates) readFonts(s *Sheet, written places) error {
	s.Fonts.Span = written.value("fonts", "faces")
	for _, name := range s.Fonts.Faces {
		f, ok := s.Fonts.Families[name]
		if !ok {
			continue
		}
		var missing []string
		for _, member := range []struct {
			key  string
			file *FontFile
		}{{"regular", &f.Regular}, {"bold", &f.Bold}, {"italic", &f.Italic}, {"bold-italic", &f.BoldItalic}} {
			if member.file.Path == "" {
				missing = append(missing, member.key)
				continue
			}
			member.file.Span = written.value("fonts", "family", name, member.key)
			if err := t.readFont(member.file); err != nil {
				return err
			}
		}
		s.Fonts.Families[name] = f
		at := written.key("fonts", "family", name)
		switch {
		case f.Regular.Path == "":
			t.Found.Errorf(at, "template/incomplete", "the font family %q has no regular face", name).WithHint("write regular = \"fonts/Name-Regular.ttf\" below it")
		case len(missing) > 0:
			t.Found.Warnf(at, "template/font-member", "the font family %q has no file for %s; such words are set in another of its faces", name, listed(missing)).
				WithHint("name a file for each; the one of the regular face will do where there is no other")
		}
	}
	return nil
}

// listed joins words as a sentence does: "bold, italic and bold-italic".
func listed(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// readFont reads and checks one font file; a file that is not there or cannot be used is a finding.
func (t *Templates) readFont(f *FontFile) error {
	name := path.Join("templates", f.Path)
	info, err := fs.Stat(t.Project, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.Found.Errorf(f.Span, "template/font", "there is no font file %s", name).WithHint("put it there, or name another; the path counts from the folder templates")
		return nil
	case err != nil:
		t.Found.Errorf(f.Span, "template/font", "the font file %s cannot be read: %v", name, diag.Reason(err)).WithHint("put a font file there")
		return nil
	case !info.Mode().IsRegular():
		t.Found.Errorf(f.Span, "template/font", "%s is no file", name).WithHint("name a font file; the path counts from the folder templates")
		return nil
	case info.Size() > truetype.MaxSize:
		t.Found.Errorf(f.Span, "template/font", "the font file %s has %d bytes; at most %d are read", name, info.Size(), truetype.MaxSize).
			WithHint("name a smaller file, such as one for the scripts you need")
		return nil
	}
	src, err := fs.ReadFile(t.Project, name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if _, err := truetype.Parse(src); err != nil {
		fault := (*truetype.Fault)(nil)
		if !errors.As(err, &fault) {
			return err
		}
		t.Found.Errorf(f.Span, "template/font", "the font file %s %s", name, fault.What).WithHint("%s", fault.Hint)
		return nil
	}
	f.Data = src
	return nil
}
