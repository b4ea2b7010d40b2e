package cli

import (
	"bytes"
	"context"
	"io/fs"
	"slices"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/gitrepo"
	"rapporteur/internal/redline"
)

// ask asks git at once, and several questions at a time, for the authors of the files that differ. It keeps the answers.
func (a *authors) ask(ctx context.Context, older, newer *doc.Report) error {
	commits, err := a.repo.Commits(a.from, a.to)
	if err != nil {
		return err
	}
	a.since = map[string]bool{}
	for _, c := range commits {
		a.since[c.Hash] = true
	}
	var questions []func() error
	for _, s := range newer.Sections {
		i := slices.IndexFunc(older.Sections, func(o doc.Section) bool { return o.Name == s.Name })
		if s.File == nil || i >= 0 && older.Sections[i].File != nil && bytes.Equal(older.Sections[i].File.Src, s.File.Src) {
			continue
		}
		if len(s.File.Src) > 0 {
			questions = append(questions, func() error { _, err := a.repo.LastTouched(a.to, s.File.Name, 1, 1); return err })
		}
		if i >= 0 && older.Sections[i].File != nil && len(older.Sections[i].File.Src) > 0 {
			file := older.Sections[i].File.Name
			questions = append(questions, func() error { _, err := a.repo.Removed(a.from, a.to, file, 1, 1); return err })
		}
	}
	return each(ctx, len(questions), func(i int) error { return questions[i]() })
}

// made is who made a change between the two revisions: who last touched or removed the lines. Who did so before the older revision has not made
// it; where nobody has done so since, the lines themselves have not changed, and the Author is zero.
func (a *authors) made(old, new diag.Span) redline.Author {
	if a.err != nil {
		return redline.Author{}
	}
	by, err := a.findSince(old, new)
	a.err = err
	return by
}

func (a *authors) findSince(old, new diag.Span) (redline.Author, error) {
	if unchangedFile(old, new) {
		return redline.Author{}, nil
	}
	var last gitrepo.Commit
	if file, first, end, ok := linesOf(new); ok {
		c, err := a.repo.LastTouched(a.to, file, first, end)
		if err != nil {
			return redline.Author{}, err
		}
		if !c.Committed() {
			return a.here(file)
		}
		if a.since[c.Hash] {
			last = c
		}
	}
	if file, first, end, ok := linesOf(old); ok {
		c, err := a.repo.Removed(a.from, a.to, file, first, end)
		if err != nil {
			return redline.Author{}, err
		}
		if c.Committed() && c.Date.After(last.Date) {
			last = c
		}
		if !last.Committed() && a.to.WorkTree() && old.Text() != new.Text() {
			return a.here(file)
		}
	}
	return redline.Author{Name: last.Author, Date: last.Date, Commit: last.Hash}, nil
}

// unchangedFile reports whether two places are in files of the same bytes, of which nobody has changed anything.
func unchangedFile(old, new diag.Span) bool {
	return old.File != nil && new.File != nil && old.File.Name == new.File.Name && bytes.Equal(old.File.Src, new.File.Src)
}

// complete finds who made the changes that are not made in the lines of their blocks: in the registry, an image or a data file.
func (a *authors) complete(d *difference) {
	for i := range d.Changes {
		c := &d.Changes[i]
		if c.By != (redline.Author{}) || a.err != nil {
			continue
		}
		for _, s := range c.Sources {
			by := a.made(entryOf(d.older.Sources, s.Key), entryOf(d.newer.Sources, s.Key))
			if by.Date.After(c.By.Date) || c.By == (redline.Author{}) {
				c.By = by
			}
		}
		if file := dataFile(c); file != "" && c.By == (redline.Author{}) {
			c.By = a.ofFile(file)
		}
	}
}

// entryOf is where an entry of a registry stands, from its key to its last field.
func entryOf(r *cite.Registry, key string) diag.Span {
	e, ok := r.Lookup(key)
	if !ok {
		return diag.Span{}
	}
	span := e.Span()
	if span.File == nil {
		return span
	}
	rest := span.File.Src[span.End:]
	if next := bytes.Index(rest, []byte("\n[")); next >= 0 {
		rest = rest[:next]
	}
	span.End += len(bytes.TrimSpace(rest))
	return span
}

// dataFile is the file beside the sections that a picture or table was read from, or the first page; empty where there is none.
func dataFile(c *redline.Change) string {
	if len(c.New) == 0 {
		return ""
	}
	if c.New[0].Part == redline.FrontPart {
		return reportFile
	}
	switch b := c.New[0].Block.(type) {
	case *doc.Picture:
		return b.Path
	case *doc.Table:
		if at := c.New[0].Span.File; len(b.Rows) > 0 && b.Rows[0].Span.File != nil && b.Rows[0].Span.File != at {
			return b.Rows[0].Span.File.Name
		}
	}
	return ""
}

// ofFile is who last changed a file; the zero Author where it is the same in both.
func (a *authors) ofFile(file string) redline.Author {
	was, _ := fs.ReadFile(a.old.fsys, file) // what cannot be read is not there
	now, _ := fs.ReadFile(a.new.fsys, file)
	if bytes.Equal(was, now) {
		return redline.Author{}
	}
	commits, err := a.repo.Commits(a.from, a.to, file)
	if err != nil {
		a.err = err
		return redline.Author{}
	}
	if len(commits) > 0 {
		c := commits[0]
		return redline.Author{Name: c.Author, Date: c.Date, Commit: c.Hash}
	}
	if !a.to.WorkTree() {
		return redline.Author{}
	}
	by, err := a.here(file)
	a.err = err
	return by
}
