// Package compile makes one compiled report out of a project: report.toml, the content files of a language, the citation registry and
// the house format.
//
// In: an fs.FS (a disk, a git revision, unsaved text) and a language. Out: a [Result] with the report, every number assigned and every
// reference resolved, the style sheet, and every finding. Nothing below this package reads a file of the project, and this package
// touches no disk, clock or network itself.
//
// The order of work: read everything; join the sections; give ids; number headings, paragraphs, items and tables; make notes of
// citations in reading order; resolve references; set the words as the language prints them; write the first page.
package compile

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

// Options say what to compile.
type Options struct {
	Language string // code of a language of report.toml, or of which it holds sections; empty is the first
	Alone    bool   // a translation is not held against its original
	Original bool   // the original is compiled too, and its errors are told there
	Stale    Stale  // what becomes of sentences that are not translated, or no longer as the original is
	Style    string // name of a style sheet; empty is that of report.toml

	Recommendations *recommendation.Registry // of the project where it has been read already, with its findings told; nil to read it
}

// A Result is what compiling yields. It is read-only.
type Result struct {
	Config *Config      // nil when report.toml cannot be read
	Report *doc.Report  // nil when there is nothing to show; otherwise as whole as the findings allow
	Sheet  *style.Sheet // nil when the style or the language is not to be had
	Limit  Limit
	Found  diag.List

	Sources         *cite.Registry           // nil when report.toml or the templates cannot be read
	Recommendations *recommendation.Registry // nil when report.toml cannot be read
}

// Limit is how many words the report may have.
type Limit struct {
	Words int       // 0 for no limit
	Span  diag.Span // what sets it in report.toml: the limit itself, or the kind of report
}

// Compile compiles the project in fsys. The error is for what the machine would not do; what the author can repair is in Result.Found.
func Compile(fsys fs.FS, opt Options) (*Result, error) {
	c := &compiler{fsys: fsys, res: &Result{}, style: opt.Style, alone: opt.Alone, originalToo: opt.Original, stale: opt.Stale}
	c.found = &c.res.Found
	if err := c.run(opt); err != nil {
		return nil, err
	}
	return c.res, nil
}

// compiler is the state of one compilation.
type compiler struct {
	fsys        fs.FS
	res         *Result
	found       *diag.List
	config      *Config
	code        string // of the language
	alone       bool
	originalToo bool // as Original of Options
	stale       Stale
	style       string // asked for instead of that of report.toml; empty for none
	lang        *style.Language
	body        *style.Body
	states      map[string]style.State
	registry    *cite.Registry
	sections    []*markdown.Section
	unread      bool // the text of a section is not known, so that nobody can say what it does not cite
	report      *doc.Report
	covers      []coverTable
	targets     map[doc.ID]*target
	writer      *cite.Writer
	ids         map[doc.ID]bool
	repeats     map[doc.ID]int // how often a derived id was wanted again
	marked      []marking      // what is to be marked as out of date
}

func (c *compiler) run(opt Options) error {
	config := ReadConfig(c.fsys, c.found)
	if config == nil {
		return nil
	}
	c.config, c.res.Config = config, config
	if c.code = opt.Language; c.code == "" {
		if len(config.Report.Languages) == 0 {
			return nil
		}
		c.code = config.Report.Languages[0]
	}
	if err := c.readTemplates(); err != nil {
		return c.unreadable(err)
	}
	if c.res.Sheet == nil {
		return nil
	}
	c.registry = cite.Load(c.fsys, c.found)
	c.res.Sources = c.registry
	if c.res.Recommendations = opt.Recommendations; c.res.Recommendations == nil {
		c.res.Recommendations = recommendation.Load(c.fsys, c.found)
	}
	c.checkStates()
	c.readSections()
	if err := c.compareWithOriginal(); err != nil {
		return c.unreadable(err)
	}
	c.report = &doc.Report{Language: c.code}
	c.join()
	if err := c.readPictures(); err != nil {
		return err
	}
	c.number()
	c.mark()
	c.makeNotes()
	c.resolve()
	c.fillCoverage()
	c.setWords()
	c.front()
	c.res.Report = c.report
	return nil
}

// readTemplates loads the style sheet, the language, the body and the States, each reported where report.toml names it.
func (c *compiler) readTemplates() error {
	r := &c.config.Report
	t := &style.Templates{Project: c.fsys, Builtin: templates.Files, Found: c.found}
	missing := func(span diag.Span, what, name, folder string) {
		f := c.found.Errorf(span, "report/"+what, "there is no %s %q in templates/%s", what, name, folder)
		known := t.Names(folder)
		if folder == "bodies" {
			for i := range known {
				known[i] = strings.ToUpper(known[i])
			}
		}
		if near := diag.Nearest(name, known); len(near) > 0 {
			f.WithHint("write %s", diag.Quoted(near))
		} else {
			f.WithHint("use one of %s, or add templates/%s/%s.toml", strings.Join(known, ", "), folder, strings.ToLower(name))
		}
	}
	name := cmp.Or(c.style, r.Style, defaultStyle)
	if !languageCode.MatchString(c.code) {
		return nil // reported by ReadConfig
	}
	var err error
	if !t.Has("languages", c.code) {
		missing(c.value("languages", c.code, r.Languages), "language", c.code, "languages")
	} else if c.lang, err = t.Language(c.code); err != nil {
		return err
	}
	if !t.Has("styles", name) {
		missing(c.config.value("style"), "style", name, "styles")
	} else if c.lang != nil {
		if c.res.Sheet, err = t.Sheet(name, c.lang); err != nil {
			return err
		}
		if c.res.Sheet != nil {
			c.res.Sheet.LiteralNumbers = c.config.Word.Numbering == literalNumbers
		}
	}
	if r.Body != "" && sectionName.MatchString(r.Body) {
		if c.body, err = t.Body(r.Body); err != nil {
			return err
		}
	}
	if c.body == nil && r.Body != "" {
		missing(c.config.value("body"), "body", r.Body, "bodies")
	}
	if c.states, err = t.States(); err != nil {
		return err
	}
	if _, ok := c.states[r.State]; !ok && stateCode.MatchString(r.State) {
		c.found.Errorf(c.config.value("state"), "report/state", "%q is not the code of a State in templates/states.toml", r.State)
	}
	if c.lang != nil {
		c.config.checkKind(c.body, c.lang, c.found)
	}
	if c.body != nil {
		c.config.checkSymbol(c.body, c.found)
	}
	c.res.Limit = c.config.limit(c.body, c.found)
	return nil
}

// value is the place of one of the values of a list in [report].
func (c *compiler) value(key, value string, values []string) diag.Span {
	if i := slices.Index(values, value); i >= 0 {
		return c.config.value(key, fmt.Sprint(i))
	}
	return c.config.value(key)
}

// unreadable reports the file that err is about, which is there and cannot be read. An error about no file is returned.
func (c *compiler) unreadable(err error) error {
	pe := (*fs.PathError)(nil)
	if !errors.As(err, &pe) {
		return err
	}
	c.found.Errorf(diag.NewFile(pe.Path, nil).Span(0, 0), "project/unreadable", "the file cannot be read: %v", pe.Err).WithHint("put a file of text there, or remove it")
	c.res.Sheet = nil
	return nil
}

// readSections reads the content files in the order of report.toml and reports those that are listed and missing, or there and not listed.
func (c *compiler) readSections() {
	opt := readingOptions(c.fsys, c.lang)
	c.fillLabels(&opt)
	there, ok := c.listContent()
	if !ok {
		c.unread = true
		return
	}
	r := &c.config.Report
	for i, name := range r.Sections {
		if !sectionName.MatchString(name) || slices.Index(r.Sections, name) < i {
			continue // reported by ReadConfig
		}
		file := sectionFile(c.code, name)
		src, err := fs.ReadFile(c.fsys, file)
		if c.stale == StaleSource {
			src, err = c.filled(name, src, err)
			opt.FS = c.fsys
		}
		if err != nil {
			c.noSection(c.config.value("sections", fmt.Sprint(i)), name, there, err)
			c.unread = true
			continue
		}
		s := markdown.Parse(diag.NewFile(file, src), opt, c.found)
		c.unread = c.unread || s.Unread
		c.sections = append(c.sections, s)
	}
}

// listContent returns the names of the content files of the language, without hidden ones, which editors keep for themselves. It reports
// those that report.toml does not list, and a folder that cannot be read.
func (c *compiler) listContent() (there []string, ok bool) {
	r := &c.config.Report
	dir := path.Join("content", c.code)
	entries, err := fs.ReadDir(c.fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		c.found.Errorf(c.value("languages", c.code, r.Languages), "project/no-content", "there is no folder %q for language %q", dir, c.code).WithHint("create it, or remove %q from languages", c.code)
		return nil, false
	}
	if err != nil { // a file of that name, no permission, a link that leads out of the project
		c.found.Errorf(c.value("languages", c.code, r.Languages), "project/unreadable", "folder %q cannot be read: %v", dir, diag.Reason(err)).WithHint("put a folder with the sections there")
		return nil, false
	}
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".md"); ok && !e.IsDir() && !strings.HasPrefix(name, ".") {
			there = append(there, name)
		}
	}
	list := c.config.Keys.Span("report", "sections")
	if c.config.faulty(c.found, "report", "sections") {
		return there, true
	}
	if len(r.Sections) == 0 {
		c.found.Errorf(list, "report/missing-key", "\"report.sections\" lists no section").WithHint("list the files of %s in their order: sections = [%s]", dir, strings.ReplaceAll(diag.Quoted(there), " or ", ", "))
	}
	for _, name := range there {
		if !slices.Contains(r.Sections, name) {
			f := diag.NewFile(sectionFile(c.code, name), nil)
			c.found.Errorf(f.Span(0, 0), "project/not-listed", "the section is not listed in report.toml, so it would not be printed").
				WithRelated(list, "the list of sections").WithHint("add %q to sections, or move the file out of %s", name, dir)
		}
	}
	c.config.LostLocks(c.fsys, c.code, c.found)
	return there, true
}

// noSection reports a section that is listed and cannot be read.
func (c *compiler) noSection(span diag.Span, name string, there []string, err error) {
	file := sectionFile(c.code, name)
	switch missing := errors.Is(err, fs.ErrNotExist); {
	case missing && slices.Contains(there, name):
		c.found.Errorf(span, "project/missing-section", "section %q is listed and %s is a link that leads nowhere", name, file).WithHint("put a file of text there")
	case missing:
		f := c.found.Errorf(span, "project/missing-section", "section %q is listed and %s does not exist", name, file)
		if c.inOriginal(name) {
			f.WithHint("translate the section, or build with --stale source, which prints the original in its place")
		} else if near := diag.Nearest(name, there); len(near) > 0 {
			f.WithHint("write %s", diag.Quoted(near))
		} else {
			f.WithHint("create the file, or take the name off the list")
		}
	default: // a folder of that name, no permission, a link that leads out of the project
		c.found.Errorf(span, "project/unreadable", "section %q cannot be read: %v", name, diag.Reason(err)).WithHint("put a file of text at %s", file)
	}
}

// join puts the blocks of all sections into the report.
func (c *compiler) join() {
	r := c.report
	for _, s := range c.sections {
		start := len(r.Blocks)
		r.Blocks = append(r.Blocks, c.withCoverage(s.Blocks)...)
		name := strings.TrimSuffix(path.Base(s.File.Name), ".md")
		section := doc.Section{
			Name: name, File: s.File, Start: start, End: len(r.Blocks),
			Status: s.Front.Status, Owner: s.Front.Owner, Responds: s.Front.Responds,
		}
		for i := range section.Responds {
			section.RespondsAt = append(section.RespondsAt, s.Keys.Value("responds", fmt.Sprint(i)))
		}
		r.Sections = append(r.Sections, section)
		c.frontMatter(s)
	}
	if len(r.Blocks) == 0 && !c.found.HasErrors() {
		c.found.Errorf(c.config.Keys.Span("report", "sections"), "project/empty", "the report has no text")
	}
}

// statuses are the states a section can be in, from first to last.
var statuses = []string{"draft", "translated", "reviewed", "final"}

// frontMatter reports what cannot be in the head of a section.
func (c *compiler) frontMatter(s *markdown.Section) {
	if s.Keys == nil {
		return
	}
	if st := s.Front.Status; st != "" && !slices.Contains(statuses, st) {
		f := c.found.Errorf(s.Keys.Value("status"), "front/status", "status %q is not one of %s", st, strings.Join(statuses, ", "))
		if near := diag.Nearest(st, statuses); len(near) > 0 {
			f.WithHint("write %s", diag.Quoted(near))
		}
	}
	c.responds(s.Keys, s.Front.Responds)
}
