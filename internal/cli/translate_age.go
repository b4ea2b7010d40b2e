package cli

import (
	"context"
	"io/fs"
	"strings"

	"rapporteur/internal/gitrepo"
	"rapporteur/internal/status"
	"rapporteur/internal/translation"
)

// An aging tells since when translations are out of date, as git knows it.
type aging struct {
	repo  *gitrepo.Repo // nil where the project is in no repository
	texts map[[2]string]string
}

func (a *app) aging(ctx context.Context) *aging {
	repo, err := a.repository(ctx)
	if err != nil {
		repo = nil // the age is not known
	}
	return &aging{repo, map[[2]string]string{}}
}

func (g *aging) close() {
	if g.repo != nil {
		g.repo.Close()
	}
}

// of returns the age of a stale unit. It never says less than one commit of an original that was changed by one.
//
// The commits are those that changed its lines since it was marked. What was marked may have been committed later, so that those do not count up to
// which the file still has the old original. Where the history begins after the mark, there may have been more.
func (g *aging) of(u *translation.Unit) status.Age {
	if g.repo == nil {
		return status.Age{}
	}
	span := u.Source.Span
	name, first, last := span.File.Name, span.Position().Line, span.File.Position(span.End).Line
	commits, known := g.since(u, name, first, last)
	if !known {
		var err error
		if commits, err = g.repo.History(name, first, last); err != nil || len(commits) == 0 {
			return status.Age{}
		}
	}
	age := status.Age{Known: true, AtLeast: !known}
	if !commits[0].Committed() {
		age.Uncommitted = true
		commits = commits[1:]
	}
	if old := oneLine(u.Entry.Text); old != "" && !strings.Contains(oneLine(string(span.File.Src)), old) {
		for i, c := range commits {
			if strings.Contains(g.text(c, name), old) {
				commits, age.AtLeast = commits[:i], false
				age.Uncommitted = age.Uncommitted || i == 0 // what is committed has not changed at all
				break
			}
		}
	}
	if age.Commits = len(commits); age.Commits > 0 {
		age.Since = commits[age.Commits-1].Date
	} else {
		age.AtLeast = false // the work tree alone has changed it
	}
	return age
}

// since returns the commits since a unit was marked, as Changed does; known is false where the history does not tell.
func (g *aging) since(u *translation.Unit, name string, first, last int) (commits []gitrepo.Commit, known bool) {
	if u.Entry.On.IsZero() {
		return nil, false
	}
	from, err := g.repo.At(u.Entry.On)
	if err != nil {
		return nil, false
	}
	commits, err = g.repo.Changed(from, gitrepo.Revision{}, name, first, last)
	return commits, err == nil && len(commits) > 0 // a clock that is wrong makes a mark younger than the change
}

// text is a file at a commit, in one line; empty where it has none.
func (g *aging) text(c gitrepo.Commit, name string) string {
	key := [2]string{c.Hash, name}
	if text, ok := g.texts[key]; ok {
		return text
	}
	if tree, err := g.repo.Files(gitrepo.Revision{Name: c.Hash, Commit: c}); err == nil {
		if src, err := fs.ReadFile(tree, name); err == nil {
			g.texts[key] = oneLine(string(src))
			return g.texts[key]
		}
	}
	g.texts[key] = ""
	return ""
}

// oneLine is a text with single spaces between its words.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
