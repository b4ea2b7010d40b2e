package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/status"
)

// statusForms are the forms in which the state of translations is printed, the first where none is asked for.
var statusForms = []struct {
	name  string
	write func(a *app, w io.Writer, title string, languages []status.Language) error
}{
	{"text", func(a *app, w io.Writer, _ string, l []status.Language) error {
		opt := status.TextOptions{Color: a.color(w)}
		if terminal(w) {
			opt.Width = a.width(w)
		}
		return status.Text(w, l, opt)
	}},
	{"json", func(_ *app, w io.Writer, _ string, l []status.Language) error {
		return writeJSON(w, struct {
			Languages []status.Language `json:"languages"`
		}{l})
	}},
	{"markdown", func(_ *app, w io.Writer, _ string, l []status.Language) error { return status.Markdown(w, l) }},
	{"html", func(_ *app, w io.Writer, title string, l []status.Language) error { return status.Page(w, title, l) }},
}

func allStatusForms() []string {
	var names []string
	for _, f := range statusForms {
		names = append(names, f.name)
	}
	return names
}

// nextUnits is how many sentences that need work are listed where nothing else is asked for.
const nextUnits = 10

func (a *app) translateStatusCommand() *cobra.Command {
	var languages, sections []string
	var form string
	var next int
	var json bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say how far the translations are",
		Long: `status counts the words of each section by state: missing, out of date (stale), draft, translated, reviewed, final. Every
word of the original is counted once. It lists what went out of date, since when and what changed in the original, and the
sentences to do next.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if json {
				form = "json"
			}
			return a.translateStatus(cmd.Context(), languages, sections, form, next)
		},
	}
	cmd.Flags().StringSliceVar(&languages, "lang", nil, "`languages`; default: all that are there")
	cmd.Flags().StringSliceVar(&sections, "section", nil, "only these `sections`; default: all")
	cmd.Flags().StringVar(&form, "format", statusForms[0].name, "`format` to print: text, json, markdown, html")
	cmd.Flags().IntVar(&next, "next", nextUnits, "how `many` sentences to list as the next ones to do")
	_ = cmd.RegisterFlagCompletionFunc("format", completeList(allStatusForms))
	jsonFlag(cmd, &json)
	cmd.PreRunE = oneOf("format", "json")
	return cmd
}

func (a *app) translateStatus(ctx context.Context, languages, sections []string, form string, next int) error {
	i := slices.Index(allStatusForms(), form)
	if i < 0 {
		return unknown("format", form, "the formats are", allStatusForms())
	}
	if next < 0 {
		return &usageError{message: fmt.Sprintf("--next %d: a number from 0 was expected", next)}
	}
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	var found diag.List
	config := compile.ReadConfig(p.fsys, &found)
	if config == nil {
		return a.refuse(found, "nothing can be counted before they are repaired")
	}
	if len(languages) == 0 {
		languages = p.translations(config)
	}
	ages := a.aging(ctx)
	defer ages.close()
	list := []status.Language{}
	for _, language := range unique(languages) {
		var problems diag.List
		b, err := p.bilingual(language, sections, &problems)
		if err != nil {
			return err
		}
		if problems.HasErrors() {
			found.Merge(problems)
			continue
		}
		checks, err := p.quality(b, &problems)
		if err != nil {
			return err
		}
		if checks == nil {
			found.Merge(problems)
			continue
		}
		for _, s := range b.sections {
			s.Differences(&problems)
		}
		var texts []compile.Text
		if len(sections) == 0 {
			texts = p.outside(b, &problems)
		}
		problems.Merge(checks.Found())
		sum := summarize(problems)
		opt := status.Options{Name: b.target.Name(), Age: ages.of, Day: a.now(), Next: next, Open: checks.Open, Errors: sum.Errors, Warnings: sum.Warnings, Outside: lacking(texts)}
		list = append(list, status.Of(b.from, b.to, append(b.sections, b.extra...), b.target.File, opt))
	}
	if found.HasErrors() {
		return a.refuse(found, "nothing can be counted before they are repaired")
	}
	title := config.Title[config.Source()]
	if title == "" {
		title = config.Report.Symbol
	}
	return statusForms[i].write(a, a.env.Stdout, title, list)
}
