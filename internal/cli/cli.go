package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rapporteur/internal/gitrepo"
)

// The exit status of the program.
const (
	statusFine     = 0
	statusFindings = 1 // errors in the report, or warnings with --strict
	statusUsage    = 2 // the command line is wrong
	statusFault    = 3 // our fault or the machine's
)

// Env is what a run gets from the process around it.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(name string) string
}

// Main runs the command line args, without the name of the program, and returns the exit status. An interrupt ends it in good order, a
// second one at once.
func Main(args []string, env Env) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	a := &app{env: env}
	err := guard(func() error { return a.run(ctx, args) })
	return a.status(err)
}

// app is one run of the program.
type app struct {
	env     Env
	dir     string // the project folder
	noColor bool
}

// A usageError is a command line that cannot be followed.
type usageError struct {
	message string
	hint    string // what to do; may be empty
}

func (e *usageError) Error() string { return e.message }

// errFindings says that the report has errors, which have been printed.
var errFindings = errors.New("the report has errors")

// status prints what err says, unless it has been said, and returns the exit status for it.
func (a *app) status(err error) int {
	var usage *usageError
	var git *gitrepo.Error
	if errors.As(err, &git) {
		err = &usageError{git.Message, git.Hint}
	}
	switch {
	case err == nil:
		return statusFine
	case errors.Is(err, errFindings):
		return statusFindings
	case errors.As(err, &usage):
		a.complain(err)
		if usage.hint != "" {
			fmt.Fprintf(a.env.Stderr, "  hint: %s\n", usage.hint)
		}
		return statusUsage
	}
	a.complain(err)
	return statusFault
}

func (a *app) complain(err error) { fmt.Fprintf(a.env.Stderr, "rapporteur: %v\n", err) }

// run follows the command line.
func (a *app) run(ctx context.Context, args []string) error {
	root := a.command()
	root.SetArgs(append([]string{}, args...)) // never nil: cobra would then read the arguments of the process
	root.SetIn(a.env.Stdin)
	root.SetOut(a.env.Stdout)
	root.SetErr(a.env.Stderr)
	return unknownCommand(root, root.ExecuteContext(ctx))
}

// command is the table of commands.
func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "rapporteur",
		Short: "Compile State reports to the UN human-rights treaty bodies",
		Long: `rapporteur compiles a State report to a UN human-rights treaty body: a folder of Markdown
sections and a registry of citations become PDF, Word and HTML in the format of the United Nations.

Exit status: 0 fine; 1 errors in the report, or warnings with --strict; 2 wrong usage; 3 our fault or the machine's.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          a.needCommand,
	}
	root.SetFlagErrorFunc(flagError)
	root.PersistentFlags().StringVarP(&a.dir, "directory", "C", ".", "project `folder`, which holds report.toml; other paths count from it")
	root.PersistentFlags().BoolVar(&a.noColor, "no-color", false, "no colours on a terminal; NO_COLOR in the environment says the same")
	_ = root.MarkPersistentFlagDirname("directory")
	root.AddCommand(
		a.acceptCommand(),
		a.buildCommand(),
		a.checkCommand(),
		a.countCommand(),
		a.diffCommand(),
		a.fmtCommand(),
		a.recommendationsCommand(),
		a.redlineCommand(),
		a.rejectCommand(),
		a.setupGitCommand(),
		a.textconvCommand(),
		a.translateCommand(),
		a.versionCommand(),
	)
	root.InitDefaultHelpCmd()
	if help, _, err := root.Find([]string{"help"}); err == nil {
		help.Args = func(_ *cobra.Command, words []string) error { // cobra itself would be content with a wrong one
			_, _, err := root.Find(words)
			return err
		}
	}
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil {
		completion.RunE = a.needCommand // cobra itself would take a wrong shell for a wish for help
	}
	return root
}

// needCommand answers a command line that stops before the command that does something.
func (a *app) needCommand(cmd *cobra.Command, words []string) error {
	if len(words) > 0 && cmd.HasAvailableSubCommands() { // cobra itself looks for it only behind the name of the program
		return unknownCommand(cmd.Root(), fmt.Errorf("unknown command %q for %q", words[0], cmd.CommandPath()))
	}
	fmt.Fprint(a.env.Stderr, cmd.UsageString())
	return &usageError{message: "no command is given after " + cmd.CommandPath()}
}

// terminal reports whether w is one.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// color reports whether text on w may have colours.
func (a *app) color(w io.Writer) bool {
	return !a.noColor && a.env.Getenv("NO_COLOR") == "" && a.env.Getenv("TERM") != "dumb" && terminal(w)
}
