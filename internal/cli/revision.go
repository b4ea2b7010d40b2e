package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"rapporteur/internal/gitrepo"
)

// revFlag adds the flag that names a revision of the project.
func (a *app) revFlag(cmd *cobra.Command, rev *string) {
	cmd.Flags().StringVar(rev, "rev", "", "`revision` to read, a branch, tag or commit of git; default: the files of the folder, committed or not")
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if *rev == "" && cmd.Flags().Changed("rev") { // as an unset variable of the shell gives it
			return &usageError{`--rev "" names no revision`, "name a branch, a tag or a commit, or leave out --rev"}
		}
		return nil
	}
	_ = cmd.RegisterFlagCompletionFunc("rev", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		repo, err := a.repository(cmd.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer repo.Close()
		names, _ := repo.Names() // none are no help, and no harm
		return names, cobra.ShellCompDirectiveNoFileComp
	})
}

// repository opens the git repository that holds the project folder of the command line. The caller closes it.
func (a *app) repository(ctx context.Context) (*gitrepo.Repo, error) {
	if err := a.folder(); err != nil {
		return nil, err
	}
	return gitrepo.Open(ctx, a.dir)
}

// openAt opens the project as it is at the revision of that name, or in the project folder where the name is empty. The caller closes it.
func (a *app) openAt(ctx context.Context, rev string) (*project, error) {
	if rev == "" {
		return a.open()
	}
	repo, err := a.repository(ctx)
	if err != nil {
		return nil, err
	}
	v, err := repo.Resolve(rev)
	var p *project
	if err == nil {
		p, err = a.openRevision(repo, v)
	}
	if err != nil {
		repo.Close()
		return nil, err
	}
	p.close = repo.Close
	return p, nil
}

// openRevision opens the project at a revision. A commit is read from the repository, which stays open until the project is closed, and
// nothing of it from the project folder.
func (a *app) openRevision(repo *gitrepo.Repo, v gitrepo.Revision) (*project, error) {
	if v.WorkTree() {
		return a.open()
	}
	tree, err := repo.Files(v)
	if err != nil {
		return nil, err
	}
	if _, err := tree.Stat(reportFile); errors.Is(err, fs.ErrNotExist) {
		if a.above() != "" { // a folder inside a project is meant to be that project
			return nil, a.noReport()
		}
		return nil, &usageError{fmt.Sprintf("there is no report.toml at revision %q", v.Name), "name a revision that has it, or after -C the folder that has it there"}
	}
	return &project{dir: a.dir, fsys: regularFS{tree}, close: func() {}}, nil
}
