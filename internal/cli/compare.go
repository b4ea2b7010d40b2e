package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/internal/diag"
	"rapporteur/internal/gitrepo"
	"rapporteur/internal/redline"
)

// A comparison is a project at two revisions.
type comparison struct {
	*app
	repo     *gitrepo.Repo
	from, to gitrepo.Revision
	old, new *project
	scope    scope    // of the newer
	sections []string // whose changes count; none for all
	author   string   // who is named for all changes; empty for those who made them
}

// oneRange refuses more than one argument: two revisions are one, with dots between them.
func oneRange(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return &usageError{fmt.Sprintf("unexpected argument %q; %s takes one range of revisions", args[1], cmd.CommandPath()), fmt.Sprintf("write %s..%s", args[0], args[1])}
	}
	return nil
}

// A difference is the report in one language at two revisions, and what differs.
type difference struct {
	older, newer edition
	*redline.Result
}

// openComparison opens the project at the two revisions that a range names, with the languages and formats that the flags choose from the newer
// one. The caller closes it. What is wrong in report.toml is in the findings.
func (a *app) openComparison(ctx context.Context, revisions string, languages, formatNames []string) (*comparison, diag.List, error) {
	repo, err := a.repository(ctx)
	if err != nil {
		return nil, diag.List{}, err
	}
	c := &comparison{app: a, repo: repo}
	found, err := c.open(revisions, languages, formatNames)
	if err != nil {
		c.close()
		return nil, diag.List{}, err
	}
	return c, found, nil
}

func (c *comparison) open(revisions string, languages, formatNames []string) (found diag.List, err error) {
	if c.from, c.to, err = c.repo.Range(revisions); err != nil {
		return found, err
	}
	if c.old, err = c.openRevision(c.repo, c.from); err != nil {
		return found, err
	}
	if c.new, err = c.openRevision(c.repo, c.to); err != nil {
		return found, err
	}
	c.scope, found, err = c.new.scope(languages, formatNames)
	return found, err
}

func (c *comparison) close() {
	for _, p := range []*project{c.old, c.new} {
		if p != nil {
			p.close()
		}
	}
	c.repo.Close()
}

// only makes the comparison one of these sections: elsewhere the newer text stands in both.
func (c *comparison) only(sections []string) error {
	if len(sections) == 0 {
		return nil
	}
	if c.scope.config == nil {
		return nil // which is a finding
	}
	chosen, err := choose("section", sections, c.scope.config.Report.Sections, "the sections of report.toml are")
	if err != nil {
		return err
	}
	for _, language := range c.scope.languages {
		for _, s := range chosen {
			if _, err := fs.Stat(c.old.fsys, sectionFile(language, s)); errors.Is(err, fs.ErrNotExist) {
				return &usageError{fmt.Sprintf("there is no section %q at revision %q", s, c.from.Name), "leave out --section to see all of a new section"}
			}
		}
	}
	c.sections = chosen
	return nil
}

func sectionFile(language, section string) string {
	return path.Join("content", language, section+".md")
}

// A patchwork is a project with some of its sections as they are in another one.
type patchwork struct {
	fs.FS
	other    fs.FS
	sections []string
}

// Open opens a file, and a section that is to come from the other project there.
func (p patchwork) Open(name string) (fs.File, error) {
	folder, file := path.Split(name)
	section, text := strings.CutSuffix(file, ".md")
	if text && strings.HasPrefix(folder, "content/") && slices.Contains(p.sections, section) {
		return p.other.Open(name)
	}
	return p.FS.Open(name)
}

// An olderError says that there is nothing to compare with.
type olderError struct{ revision string }

func (e *olderError) Error() string {
	return fmt.Sprintf("the report has errors at revision %q; name a revision at which it builds", e.revision)
}

// differences compares the reports in all languages of the scope. Where one of them has errors, they are added to found, and nothing is compared.
func (c *comparison) differences(ctx context.Context, found *diag.List, step func(string)) ([]difference, error) {
	older := &project{dir: c.old.dir, fsys: c.old.fsys}
	if len(c.sections) > 0 {
		older.fsys = patchwork{c.new.fsys, c.old.fsys, c.sections}
	}
	newer, err := c.new.compile(ctx, c.scope.languages, targets[0], found, step)
	if err != nil || found.HasErrors() {
		return nil, err
	}
	var before diag.List
	olds, err := older.compile(ctx, c.scope.languages, targets[0], &before, step)
	if err != nil {
		return nil, err
	}
	if before.HasErrors() {
		*found = before.Filter(func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
		return nil, &olderError{c.from.Name}
	}
	var out []difference
	for i := range newer {
		step("comparing " + newer[i].language)
		by := &authors{comparison: c}
		r := redline.Compare(olds[i].Report, newer[i].Report, redline.Options{
			By: by.of, Language: newer[i].Sheet.Language, OldSources: olds[i].Sources, NewSources: newer[i].Sources,
		})
		if by.err != nil {
			return nil, by.err
		}
		out = append(out, difference{olds[i], newer[i], r})
	}
	return out, nil
}

// drafts are the two reports as a preface names them.
func (c *comparison) drafts() (from, to redline.Draft) {
	draft := func(v gitrepo.Revision) redline.Draft {
		if v.WorkTree() {
			return redline.Draft{}
		}
		name := v.Commit.Short()
		if v.Name != "" && !strings.HasPrefix(v.Commit.Hash, v.Name) {
			name = v.Name + " (" + name + ")"
		}
		return redline.Draft{Name: name, Date: v.Commit.Date}
	}
	return draft(c.from), draft(c.to)
}

// authors finds who made a change: who last touched the text where it stands now, or who removed it, whoever came later.
type authors struct {
	*comparison
	err error // the first
}

func (a *authors) of(old, new diag.Span) redline.Author {
	if a.err != nil {
		return redline.Author{}
	}
	by, err := a.find(old, new)
	a.err = err
	if a.author != "" {
		by.Name = a.author
	}
	return by
}

func (a *authors) find(old, new diag.Span) (redline.Author, error) {
	var last gitrepo.Commit
	if file, first, end, ok := linesOf(new); ok {
		c, err := a.repo.LastTouched(a.to, file, first, end)
		if err != nil {
			return redline.Author{}, err
		}
		if !c.Committed() {
			return a.here(file)
		}
		last = c
	}
	if file, first, end, ok := linesOf(old); ok {
		c, err := a.repo.Removed(a.from, a.to, file, first, end)
		if err != nil {
			return redline.Author{}, err
		}
		if c.Committed() && c.Date.After(last.Date) {
			last = c
		}
		if !last.Committed() && a.to.WorkTree() {
			return a.here(file)
		}
	}
	return redline.Author{Name: last.Author, Date: last.Date, Commit: last.Hash}, nil
}

// linesOf are the lines of a place, from 1.
func linesOf(s diag.Span) (file string, first, last int, ok bool) {
	if s.IsZero() || s.File == nil || len(s.File.Src) == 0 {
		return "", 0, 0, false
	}
	end := max(s.Start, min(s.End, len(s.File.Src))-1)
	return s.File.Name, s.File.Position(s.Start).Line, s.File.Position(end).Line, true
}

// here is who works in the project folder, at the time at which a file was last changed there.
func (a *authors) here(file string) (redline.Author, error) {
	name, err := a.repo.User()
	if err != nil {
		return redline.Author{}, err
	}
	by := redline.Author{Name: name}
	if info, err := fs.Stat(a.new.fsys, file); err == nil {
		by.Date = info.ModTime().UTC().Truncate(time.Second)
	}
	return by, nil
}
