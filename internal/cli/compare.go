package cli

import (
	"context"
	"fmt"
	"io/fs"
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
	scope    scope             // of the newer
	sections map[string]string // whose changes count, and what they were called in the older one; nil for all
	author   string            // who is named for all changes; empty for those who made them
	// tolerant lets reports with errors be compared, as long as no text is missing. faulty are then the revisions that have errors.
	tolerant bool
	faulty   []gitrepo.Revision
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

// An olderError says that there is nothing to compare with.
type olderError struct{ revision string }

func (e *olderError) Error() string {
	return fmt.Sprintf("the report has errors at revision %q; name a revision at which it builds", e.revision)
}

// differences compares the reports in all languages of the scope. Where one of them has errors, they are added to found, and nothing is
// compared, unless the comparison is tolerant of them.
func (c *comparison) differences(ctx context.Context, found *diag.List, step func(string)) ([]difference, error) {
	older := &project{dir: c.old.dir, fsys: c.old.fsys}
	if c.sections != nil {
		older.fsys = patchwork{c.new.fsys, c.old.fsys, c.sections}
	}
	var editions [2][]edition
	var before diag.List
	draft := target{name: targets[0].name, alone: true}
	err := each(ctx, len(editions), func(i int) (err error) {
		if i == 0 {
			editions[i], err = older.compile(ctx, c.scope.languages, draft, &before, step)
		} else {
			editions[i], err = c.new.compile(ctx, c.scope.languages, draft, found, step)
		}
		return err
	})
	if err != nil || c.refuses(editions[1], *found) {
		return nil, err
	}
	if c.refuses(editions[0], before) {
		*found = before.Filter(func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
		return nil, &olderError{c.from.Name}
	}
	if before.HasErrors() {
		c.faulty = append(c.faulty, c.from)
	}
	if found.HasErrors() {
		c.faulty = append(c.faulty, c.to)
	}
	var out []difference
	for i, newer := range editions[1] {
		step("comparing " + newer.language)
		d, err := c.difference(ctx, editions[0][i], newer)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// refuses reports whether reports cannot be compared for what was found in them.
func (c *comparison) refuses(editions []edition, found diag.List) bool {
	if !c.tolerant || len(editions) == 0 {
		return found.HasErrors()
	}
	for _, e := range editions {
		if e.Report == nil || e.Sheet == nil {
			return true
		}
	}
	missing := found.Filter(func(d diag.Diagnostic) bool { return d.Severity == diag.Error && strings.HasPrefix(d.Code, "project/") })
	return missing.HasErrors()
}

// difference compares the report in one language.
func (c *comparison) difference(ctx context.Context, older, newer edition) (difference, error) {
	by := &authors{comparison: c}
	opt := redline.Options{By: by.of, Language: newer.Sheet.Language, OldSources: older.Sources, NewSources: newer.Sources}
	if c.tolerant {
		if err := by.ask(ctx, older.Report, newer.Report); err != nil {
			return difference{}, err
		}
		opt.By = by.made
	}
	d := difference{older, newer, redline.Compare(older.Report, newer.Report, opt)}
	if c.tolerant {
		by.complete(&d)
	}
	return d, by.err
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
	since map[string]bool // hashes of the commits between the two revisions
	err   error           // the first
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
		file = formerFile(file, a.sections)
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
