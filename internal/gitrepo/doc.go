// Package gitrepo reads the git repository that holds a project, and is the only place that runs git.
//
// In: the folder of a project, which may be any folder of a work tree, and the names of revisions as a user writes them. Out: a revision
// as an fs.FS, so that a build of a revision is a build like any other ([Repo.Files]); who last touched lines of a file, who removed them,
// and which commits changed them ([Repo.LastTouched], [Repo.Removed], [Repo.Changed], [Repo.History]); commits between two revisions ([Repo.Commits]).
//
// Paths of files count from the project folder and have slashes. Lines count from 1. Dates are those of the authors, in UTC; names are
// those of the mailmap.
//
// git runs without a shell, a pager, hooks, text conversion or other programs that the configuration names, in the C locale; only filters
// between the work tree and the repository run, without which the work tree could not be compared. Names of revisions never become options. Nothing is written but by [Repo.SetSetting] and [Repo.DropSetting]. The user's own configuration counts where
// it says what a history is: the mailmap, revisions that blame passes over, whose repositories are trusted.
//
// git 2.30 or newer is needed.
package gitrepo
