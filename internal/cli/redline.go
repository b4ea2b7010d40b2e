package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/internal/diag"
)

// A redlining is the redline command with its flags.
type redlining struct {
	*app
	languages []string
	formats   []string
	sections  []string
	author    string
	out       string
	protect   bool
}

// redlineTarget marks the names of redlines.
var redlineTarget = target{name: "redline"}

func (a *app) redlineCommand() *cobra.Command {
	r := &redlining{app: a}
	cmd := &cobra.Command{
		Use:   "redline [A[..B]]",
		Short: "Write the report with every change between two revisions marked",
		Long: `redline compares the report at two revisions in git and writes it with what was inserted and deleted marked, as files
called after its symbol, such as build/CMW_C_HND_2-en-redline.docx. A..B compares revision A with revision B, A alone
compares it with the files of the folder, and without revisions the last commit is compared with them.

In Word every change is a tracked change, by the author of the commit that made it: accept all, and it is the report at B;
reject all, and it is the report at A. PDF and HTML begin with a list of all numbers, dates, legal references and sources
that differ.

The files written are listed on standard output.`,
		Args: oneRange,
		RunE: func(cmd *cobra.Command, args []string) error {
			revisions := ""
			if len(args) > 0 {
				revisions = args[0]
			}
			return r.run(cmd.Context(), revisions)
		},
	}
	a.languageFlag(cmd, &r.languages)
	cmd.Flags().StringSliceVar(&r.formats, "format", nil, "`formats` to write, with commas between: pdf, docx, html; default: those of report.toml")
	_ = cmd.RegisterFlagCompletionFunc("format", completeList(allFormats))
	cmd.Flags().StringSliceVar(&r.sections, "section", nil, "mark the changes of these `sections` only, with commas between; the others stand as they are at B")
	cmd.Flags().StringVar(&r.author, "author", "", "`name` to print as the author of all changes")
	cmd.Flags().BoolVar(&r.protect, "protect", false, "let readers of the Word file make tracked changes only")
	cmd.Flags().StringVar(&r.out, "out", "build", "`folder` for the outputs")
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

// run writes the redlines and prints what came of it.
func (r *redlining) run(ctx context.Context, revisions string) error {
	c, found, err := r.openComparison(ctx, revisions, r.languages, r.formats)
	if err != nil {
		return err
	}
	defer c.close()
	c.author = r.author
	if err := c.only(r.sections); err != nil {
		return err
	}
	dir, err := c.new.outDir(r.out)
	if err != nil {
		return err
	}
	progress := r.progress()
	defer progress.clear()
	outputs, err := r.outputs(ctx, c, &found, progress.step)
	if ctx.Err() != nil {
		return fmt.Errorf("%w; nothing is written", errInterrupted)
	}
	progress.clear()
	if all := summarize(found.Filter(func(d diag.Diagnostic) bool { return d.Severity == diag.Error })); all.Errors > 0 {
		if problem := r.writeFindings(r.env.Stderr, all, floodLimit); problem != nil {
			return problem
		}
		var older *olderError
		if errors.As(err, &older) {
			r.complain(older)
			err = nil
		}
		if err == nil {
			err = errFindings
		}
	}
	if err != nil {
		return err
	}
	progress.step("writing")
	dropLeftovers(dir, outputs, time.Now().Add(-leftoverAge))
	staging, err := stage(dir, outputs)
	if err != nil {
		return err
	}
	if err := staging.replace(); err != nil {
		return err
	}
	progress.clear()
	for _, o := range outputs {
		if _, err := fmt.Fprintln(r.env.Stdout, listed(r.out, o)); err != nil {
			return err
		}
	}
	return nil
}

// outputs compares the reports and renders what comes of it. With errors in one of them there are none.
func (r *redlining) outputs(ctx context.Context, c *comparison, found *diag.List, step func(string)) ([]output, error) {
	all, err := c.differences(ctx, found, step)
	if err != nil || found.HasErrors() {
		return nil, err
	}
	from, to := c.drafts()
	var editions []edition
	for _, d := range all {
		marked := *d.newer.Result
		report, sheet := *d.Report, *marked.Sheet
		report.Preface = d.Preface(from, to, sheet.Language)
		sheet.ProtectRedline = r.protect
		marked.Report, marked.Sheet = &report, &sheet
		editions = append(editions, edition{d.newer.language, &marked})
	}
	return render(ctx, editions, redlineTarget, c.scope.formats, found, step)
}
