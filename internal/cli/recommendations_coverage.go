package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"rapporteur/internal/coverage"
	"rapporteur/internal/recommendation"
)

// coverageForms are the forms in which a coverage is printed, the first where none is asked for.
var coverageForms = []struct {
	name  string
	write func(w io.Writer, c *recommendation.Coverage, e edition) error
}{
	{"text", func(w io.Writer, c *recommendation.Coverage, e edition) error { return coverage.Text(w, c, e.language) }},
	{"json", func(w io.Writer, c *recommendation.Coverage, e edition) error {
		return writeJSON(w, coverage.List(c, e.language))
	}},
	{"csv", func(w io.Writer, c *recommendation.Coverage, e edition) error { return coverage.CSV(w, c, e.language) }},
	{"html", func(w io.Writer, c *recommendation.Coverage, e edition) error {
		return coverage.Page(w, c, e.Sheet.Language, fileName(e.Report.Meta.Symbol, e.language, targets[0], "html"))
	}},
}

func allCoverageForms() []string {
	var names []string
	for _, f := range coverageForms {
		names = append(names, f.name)
	}
	return names
}

func (a *app) coverageCommand() *cobra.Command {
	var language, form string
	var json bool
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Say where each recommendation is answered, and which are not",
		Long: `coverage lists every recommendation with its state and the paragraphs of the report that answer it, and counts them.

The text is a table of 80 columns. The HTML page stands alone, needs no script and can be printed; its links lead into the
report as a page, so keep it beside that file: rapporteur recommendations coverage --format html > build/coverage.html`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if json {
				form = "json"
			}
			return a.coverage(cmd.Context(), language, form)
		},
	}
	cmd.Flags().StringVar(&language, "lang", "", "`language` of the report; default: the first of report.toml")
	cmd.Flags().StringVar(&form, "format", coverageForms[0].name, "`format` to print: text, json, csv, html")
	_ = cmd.RegisterFlagCompletionFunc("format", completeList(allCoverageForms))
	jsonFlag(cmd, &json)
	cmd.PreRunE = oneOf("format", "json")
	return cmd
}

func (a *app) coverage(ctx context.Context, language, form string) error {
	i := slices.Index(allCoverageForms(), form)
	if i < 0 {
		return unknown("format", form, "the formats are", allCoverageForms())
	}
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	var languages []string
	if language != "" {
		languages = []string{language}
	}
	scope, found, err := p.scope(languages, nil)
	if err != nil {
		return err
	}
	if len(scope.languages) == 0 {
		return a.incomplete(found)
	}
	progress := a.progress()
	editions, err := p.compile(ctx, scope.languages[:1], targets[0], &found, progress.step)
	progress.clear()
	if err != nil {
		return err
	}
	e := editions[0]
	if e.Report != nil && e.Sheet != nil {
		if err := coverageForms[i].write(a.env.Stdout, recommendation.Cover(e.Recommendations, e.Report), e); err != nil {
			return err
		}
	}
	if found.HasErrors() {
		fmt.Fprintln(a.env.Stderr, "rapporteur: the report has errors, so that answers may be missing; rapporteur check shows them")
		return errFindings
	}
	return nil
}
