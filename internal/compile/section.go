package compile

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/style"
	"rapporteur/internal/translation"
	"rapporteur/templates"
)

// A Reader reads single content files of one language as Compile does.
type Reader struct {
	fsys     fs.FS
	config   *Config
	language string
	name     string
	Options  markdown.Options
}

// Name is how the language calls itself: "Español".
func (r *Reader) Name() string { return r.name }

// NewReader returns a reader for a language, which report.toml need not list: its translation may have only just begun. A language that has
// no template is an error.
func NewReader(fsys fs.FS, config *Config, language string, found *diag.List) (*Reader, error) {
	t := &style.Templates{Project: fsys, Builtin: templates.Files, Found: found}
	if !languageCode.MatchString(language) || !t.Has("languages", language) {
		return nil, fmt.Errorf("there is no language %q in templates/languages", language)
	}
	lang, err := t.Language(language)
	if err != nil || lang == nil {
		return nil, err
	}
	return &Reader{fsys, config, language, lang.Name, readingOptions(fsys, lang)}, nil
}

// Sections are the names of the sections in the order of report.toml, each once.
func (r *Reader) Sections() []string {
	var out []string
	for _, name := range r.config.Report.Sections {
		if sectionName.MatchString(name) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// File is the name of the content file of a section.
func (r *Reader) File(section string) string { return sectionFile(r.language, section) }

// Section reads a section; nil where there is no such file.
func (r *Reader) Section(name string, found *diag.List) (*markdown.Section, error) {
	file := r.File(name)
	src, err := fs.ReadFile(r.fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return markdown.Parse(diag.NewFile(file, src), r.Options, found), nil
}

// readingOptions say how content files of a language are read.
func readingOptions(fsys fs.FS, lang *style.Language) markdown.Options {
	opt := markdown.Options{FS: fsys}
	for _, words := range tableWords(lang) {
		opt.SourceLabels = append(opt.SourceLabels, bareLabel(words.Source.One), bareLabel(words.Source.Many))
		opt.NoteLabels = append(opt.NoteLabels, bareLabel(words.Note.One), bareLabel(words.Note.Many))
	}
	return opt
}

// Source is the language from which the others are translated: the original language of report.toml, where the project holds it, or else
// the first of its languages.
func (c *Config) Source() string {
	r := &c.Report
	if len(r.Languages) == 0 || slices.Contains(r.Languages, r.Original) {
		return r.Original
	}
	return r.Languages[0]
}

// Begun are the languages of which the project holds a section, whether report.toml lists them or not, in alphabetical order.
func (c *Config) Begun(fsys fs.FS) []string {
	var out []string
	folders, _ := fs.ReadDir(fsys, "content") // one that is missing is reported where sections are read
	for _, folder := range folders {
		if !folder.IsDir() || !languageCode.MatchString(folder.Name()) {
			continue
		}
		for _, name := range c.Report.Sections {
			if info, err := fs.Stat(fsys, sectionFile(folder.Name(), name)); err == nil && info.Mode().IsRegular() {
				out = append(out, folder.Name())
				break
			}
		}
	}
	return out
}

// Lock reads the lock of a section; it is empty where there is none yet.
func (r *Reader) Lock(section string, found *diag.List) (*translation.Lock, error) {
	name := translation.LockName(r.language, section)
	src, err := fs.ReadFile(r.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return translation.ReadLock(nil, found), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return translation.ReadLock(diag.NewFile(name, src), found), nil
}

// LostLocks warns of locks of a language that belong to no section of report.toml: one of a section that was given another name, whose
// translations count as drafts without it.
func (c *Config) LostLocks(fsys fs.FS, language string, found *diag.List) {
	locks, _ := fs.ReadDir(fsys, path.Dir(translation.LockName(language, ""))) // there may be none
	for _, e := range locks {
		name, ok := strings.CutSuffix(e.Name(), ".toml")
		if !ok || strings.HasPrefix(name, ".") || slices.Contains(c.Report.Sections, name) {
			continue
		}
		file := translation.LockName(language, name)
		found.Warnf(diag.NewFile(file, nil).Span(0, 0), "lock/no-section", "report.toml has no section %q, so what is remembered of its translation counts for nothing", name).
			WithHint("give the file the new name of the section, or delete it")
	}
}
