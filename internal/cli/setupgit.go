package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"

	"rapporteur/internal/diag"
	"rapporteur/internal/gitrepo"
)

// wordPattern is what git takes for a word when it shows differences word by word: an address; a call of a note; a number with its points and
// commas; a word, with the mark of a key or id before it and joined by hyphens and slashes, so that numbers of decrees and symbols of
// documents stay whole; else a sign. There is nothing beyond ASCII in it: one locale or another refuses such a range, and git then shows no
// difference at all.
const wordPattern = `https?://[^][:space:]<>)]+|\[\^[^][[:space:]]+\]|[0-9]+([.,][0-9]+)*%?|[@#]?[^[:space:][:punct:]]+([-/_][^[:space:][:punct:]]+)*|[^[:space:]]`

// headingPattern has the lines that git names above a difference: headings without the attributes behind it.
const headingPattern = `^(#{1,6}[[:space:]]+[^{]*[^{[:space:]])`

// program is what git runs to read a Word file.
const program = "rapporteur"

// A gitSetting is a line of the configuration of a repository.
type gitSetting struct {
	key, value string
	runs       bool // git runs our program for it
}

// gitSettings are all that setup-git writes into the configuration.
var gitSettings = []gitSetting{
	{key: "diff.markdown.wordRegex", value: wordPattern},
	{key: "diff.markdown.xfuncname", value: headingPattern},
	{key: "diff.rapporteur-registry.wordRegex", value: wordPattern},
	{key: "diff.rapporteur-registry.xfuncname", value: `^(\[.*\])`},
	{key: "diff.rapporteur-word.wordRegex", value: wordPattern},
	{key: "diff.rapporteur-word.xfuncname", value: headingPattern},
	{key: "diff.rapporteur-word.textconv", value: program + " textconv", runs: true},
}

func (a *app) setupGitCommand() *cobra.Command {
	var undo, dry bool
	cmd := &cobra.Command{
		Use:   "setup-git",
		Short: "Make git show the differences of reports as people read them",
		Long: `setup-git makes git diff name the heading above a change, tell words, numbers and keys apart when it compares word
by word (git diff --word-diff), and show the text of Word files. It writes lines into .gitattributes of the project, for
everybody, and into the configuration of this clone, and prints them. What is there already stays as it is.

--undo takes back what it wrote, and nothing else.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.setupGit(cmd.Context(), undo, dry) },
	}
	cmd.Flags().BoolVar(&undo, "undo", false, "take back what setup-git wrote")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "print what would be written, and write nothing")
	return cmd
}

// A gitStep is one thing that setup-git does.
type gitStep struct {
	what string // as it is printed
	do   func() error
}

func (a *app) setupGit(ctx context.Context, undo, dry bool) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	p.close()
	repo, err := a.repository(ctx)
	if err != nil {
		return err
	}
	defer repo.Close()
	steps, err := a.attributeSteps(undo)
	if err != nil {
		return err
	}
	more, err := a.settingSteps(repo, undo)
	if err != nil {
		return err
	}
	steps = append(steps, more...)
	for _, step := range steps {
		if !dry {
			if err := step.do(); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprint(a.env.Stdout, step.what); err != nil {
			return err
		}
	}
	switch {
	case len(steps) == 0:
		fmt.Fprintln(a.env.Stderr, "nothing to do")
	case dry:
		fmt.Fprintln(a.env.Stderr, "nothing is written: this was a dry run")
	case !undo:
		fmt.Fprintln(a.env.Stderr, "  hint: commit .gitattributes; who has another clone runs rapporteur setup-git there")
	}
	return nil
}

// attributeSteps are what is to be done to .gitattributes of the project.
func (a *app) attributeSteps(undo bool) ([]gitStep, error) {
	const name = ".gitattributes"
	path := filepath.Join(a.dir, name)
	old, err := os.ReadFile(path)
	there := !errors.Is(err, fs.ErrNotExist)
	if err != nil && there {
		return nil, &usageError{message: fmt.Sprintf("%s cannot be read: %v", name, diag.Reason(err))}
	}
	change, sign := withAttributes, "+"
	if undo {
		change, sign = withoutAttributes, "-"
	}
	text, err := change(string(old))
	if err != nil {
		return nil, &usageError{message: err.Error()}
	}
	if text == string(old) {
		return nil, nil
	}
	what := name + ":\n"
	for _, line := range attributes {
		what += "  " + sign + " " + line + "\n"
	}
	if undo && text == "" {
		return []gitStep{{what, func() error { return os.Remove(path) }}}, nil
	}
	return []gitStep{{what, func() error {
		data := &pieces{}
		_, _ = data.Write([]byte(text)) // pieces take everything
		staging, err := stage(a.dir, []output{{name: name, data: data}})
		if err != nil {
			return err
		}
		return staging.replace()
	}}}, nil
}

// settingSteps are what is to be done to the configuration. A key that the user has given another value keeps it.
func (a *app) settingSteps(repo *gitrepo.Repo, undo bool) ([]gitStep, error) {
	_, missing := exec.LookPath(program)
	var steps []gitStep
	for _, s := range gitSettings {
		value, set, err := repo.Setting(s.key)
		switch ours := set && value == s.value; {
		case err != nil:
			return nil, err
		case undo && ours:
			steps = append(steps, gitStep{fmt.Sprintf("git config --local --unset-all %s\n", s.key), func() error { return repo.DropSetting(s.key, s.value) }})
		case undo || ours:
		case set:
			fmt.Fprintf(a.env.Stderr, "%s is %q and stays so\n  hint: run git config --local --unset-all %s and then setup-git again to have %q\n", s.key, value, s.key, s.value)
		case s.runs && missing != nil:
			fmt.Fprintf(a.env.Stderr, "git would not find %s to read Word files with, which would stop git diff\n  hint: put %s on the path, and run setup-git again\n", program, program)
		default:
			steps = append(steps, gitStep{fmt.Sprintf("git config --local %s '%s'\n", s.key, s.value), func() error { return repo.SetSetting(s.key, s.value) }})
		}
	}
	return steps, nil
}
