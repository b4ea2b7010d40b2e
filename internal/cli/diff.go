package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rapporteur/internal/changes"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/gitrepo"
)

// diffForms are the forms in which changes are printed, the first where none is asked for.
var diffForms = []struct {
	name  string
	write func(w io.Writer, lists []*changes.List, opt changes.TextOptions) error
}{
	{"text", changes.Text},
	{"json", func(w io.Writer, lists []*changes.List, _ changes.TextOptions) error {
		return writeJSON(w, struct {
			Reports []*changes.List `json:"reports"`
		}{lists})
	}},
	{"html", func(w io.Writer, lists []*changes.List, _ changes.TextOptions) error { return changes.Page(w, lists) }},
	{"markdown", func(w io.Writer, lists []*changes.List, _ changes.TextOptions) error {
		return changes.Markdown(w, lists, changes.CommentSize)
	}},
}

func allDiffForms() []string {
	var names []string
	for _, f := range diffForms {
		names = append(names, f.name)
	}
	return names
}

// A differing is the diff command with its flags.
type differing struct {
	*app
	languages []string
	sections  []string
	form      string
	stat      bool
}

func (a *app) diffCommand() *cobra.Command {
	d := &differing{app: a}
	var json bool
	cmd := &cobra.Command{
		Use:   "diff [A[..B]]",
		Short: "Say what differs between two revisions, block by block",
		Long: `diff compares the report at two revisions in git and prints what differs, in the words of the language of the report: first
how many paragraphs, headings and tables have changed, what has another number only, and every number, date, legal
reference and source that differs; then the changes themselves. A..B compares revision A with revision B, A alone compares
it with the files of the folder, and without revisions the last commit is compared with them.

On a terminal the text goes through the pager that git uses. The HTML page stands alone: rapporteur diff v1..v2 --format
html > changes.html. Markdown is for a pull request, and never longer than a comment on GitHub may be.`,
		Args: oneRange,
		RunE: func(cmd *cobra.Command, args []string) error {
			if json {
				d.form = "json"
			}
			revisions := ""
			if len(args) > 0 {
				revisions = args[0]
			}
			return d.run(cmd.Context(), revisions)
		},
	}
	a.languageFlag(cmd, &d.languages)
	cmd.Flags().StringSliceVar(&d.sections, "section", nil, "only what differs in these `sections`, with commas between")
	cmd.Flags().StringVar(&d.form, "format", diffForms[0].name, "`format` to print: text, json, html, markdown")
	_ = cmd.RegisterFlagCompletionFunc("format", completeList(allDiffForms))
	cmd.Flags().BoolVar(&d.stat, "stat", false, "only the summary")
	jsonFlag(cmd, &json)
	cmd.MarkFlagsMutuallyExclusive("format", "json")
	return cmd
}

func (d *differing) run(ctx context.Context, revisions string) error {
	i := slices.Index(allDiffForms(), d.form)
	if i < 0 {
		return unknown("format", d.form, "the formats are", allDiffForms())
	}
	c, found, err := d.openComparison(ctx, revisions, d.languages, nil)
	if err != nil {
		return err
	}
	defer c.close()
	c.tolerant = true
	progress := d.progress()
	lists, err := d.lists(ctx, c, &found, progress.step)
	progress.clear()
	if ctx.Err() != nil {
		return errInterrupted
	}
	if len(lists) == 0 || err != nil {
		return d.refuseComparison(c, found, err)
	}
	for _, v := range c.faulty {
		d.warnOf(v)
	}
	out := d.env.Stdout
	opt := changes.TextOptions{Color: d.color(out)}
	if i > 0 || !terminal(out) {
		return diffForms[i].write(out, lists, opt)
	}
	opt.Width = d.width(out)
	return d.paged(func(w io.Writer) error { return diffForms[i].write(w, lists, opt) })
}

// lists compares the reports in the languages of the comparison. With errors in one of them there are none.
func (d *differing) lists(ctx context.Context, c *comparison, found *diag.List, step func(string)) ([]*changes.List, error) {
	all, err := c.differences(ctx, found, step)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	sections, err := d.chosen(all)
	if err != nil {
		return nil, err
	}
	var out []*changes.List
	for _, one := range all {
		l := changes.Of(one.Result, changes.Options{Old: draftOf(c.from), New: draftOf(c.to), Language: one.newer.Sheet.Language, Sections: sections})
		if d.stat {
			l = l.WithoutChanges()
		}
		out = append(out, l)
	}
	return out, nil
}

// chosen are the sections of the flag, which one of the two reports must have.
func (d *differing) chosen(all []difference) ([]string, error) {
	if len(d.sections) == 0 {
		return nil, nil
	}
	var known []string
	for _, one := range all {
		for _, r := range []*doc.Report{one.newer.Report, one.older.Report} {
			for _, s := range r.Sections {
				known = append(known, s.Name)
			}
		}
	}
	return choose("section", d.sections, unique(known), "the sections of the reports are")
}

// warnOf says that the report has errors at a revision, which is compared all the same.
func (d *differing) warnOf(v gitrepo.Revision) {
	if v.WorkTree() {
		fmt.Fprintln(d.env.Stderr, "rapporteur: the report has errors, so that words may be missing or wrong; rapporteur check shows them")
		return
	}
	fmt.Fprintf(d.env.Stderr, "rapporteur: the report has errors at revision %q, so that words may be missing or wrong; rapporteur check --rev %s shows them\n", v.Name, v.Name)
}

// refuseComparison prints why nothing can be compared, and at which of the revisions that is so.
func (d *differing) refuseComparison(c *comparison, found diag.List, err error) error {
	var older *olderError
	if err != nil && !errors.As(err, &older) {
		return err
	}
	all := summarize(found.Filter(func(d diag.Diagnostic) bool { return d.Severity == diag.Error }))
	if problem := d.writeFindings(d.env.Stderr, all, floodLimit); problem != nil {
		return problem
	}
	if older == nil && !c.to.WorkTree() {
		older = &olderError{c.to.Name}
	}
	if older != nil {
		d.complain(older)
	}
	return errFindings
}

func draftOf(v gitrepo.Revision) changes.Draft {
	return changes.Draft{Revision: v.Name, Commit: v.Commit.Hash, Date: v.Commit.Date}
}

// The widths of text on a terminal: where none is known, and the most that is read with ease.
const (
	usualWidth = 80
	mostWidth  = 110
)

// width is how many columns text on w may have.
func (a *app) width(w io.Writer) int {
	f, ok := w.(interface{ Fd() uintptr })
	if !ok {
		return usualWidth
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil || columns <= 0 {
		return usualWidth
	}
	return max(min(columns, mostWidth), 20)
}
