package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/internal/diag"
	"rapporteur/internal/docx"
	"rapporteur/internal/recommendation"
)

// An ask is the ask command with its flags.
type ask struct {
	*app
	institution string
	languages   []string
	out         string
}

func (a *app) askCommand() *cobra.Command {
	k := &ask{app: a}
	cmd := &cobra.Command{
		Use:   "ask",
		Short: "Write the questions to an institution",
		Long: `ask writes the recommendations for which an institution answers, each with what the report in this project says of it,
how far it is, what is noted of it so far and empty fields to fill in: as a Word file, and as a table for a spreadsheet.
rapporteur recommendations take brings the filled table back.

The files written are listed on standard output.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return k.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&k.institution, "institution", "", "`key` of an institution in recommendations/institutions.toml")
	_ = cmd.RegisterFlagCompletionFunc("institution", completeList(a.institutionKeys))
	a.languageFlag(cmd, &k.languages)
	cmd.Flags().StringVar(&k.out, "out", "build", "`folder` for the files")
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

// institutionKeys are the keys of the institutions of the project, for completion.
func (a *app) institutionKeys() []string {
	p, err := a.open()
	if err != nil {
		return nil
	}
	defer p.close()
	return keysOf(recommendation.Load(p.fsys, new(diag.List)))
}

func keysOf(r *recommendation.Registry) []string {
	var keys []string
	for _, in := range r.Institutions {
		keys = append(keys, in.Key)
	}
	return keys
}

func (k *ask) run(ctx context.Context) error {
	p, err := k.open()
	if err != nil {
		return err
	}
	defer p.close()
	dir, err := p.outDir(k.out)
	if err != nil {
		return err
	}
	registry := recommendation.Load(p.fsys, new(diag.List)) // what is wrong there is found again as the report is compiled
	institution, err := k.choose(registry)
	if err != nil {
		return err
	}
	outputs, found, err := k.questions(ctx, p, institution)
	if err != nil {
		return err
	}
	if found.HasErrors() {
		if err := k.writeFindings(k.env.Stderr, summarize(found), floodLimit); err != nil {
			return err
		}
		return errFindings
	}
	if len(outputs) == 0 {
		fmt.Fprintf(k.env.Stderr, "rapporteur: no recommendation names %q among its institutions; nothing is written\n", k.institution)
		return nil
	}
	dropLeftovers(dir, outputs, time.Now().Add(-leftoverAge))
	staging, err := stage(dir, outputs)
	if err != nil {
		return err
	}
	if err := staging.replace(); err != nil {
		return err
	}
	for _, o := range outputs {
		if _, err := fmt.Fprintln(k.env.Stdout, listed(k.out, o)); err != nil {
			return err
		}
	}
	return nil
}

// choose finds the institution that is asked.
func (k *ask) choose(r *recommendation.Registry) (string, error) {
	keys := keysOf(r)
	switch {
	case len(keys) == 0:
		return "", &usageError{"the project has no institutions", "list them in recommendations/institutions.toml"}
	case k.institution == "":
		return "", &usageError{message: "no institution is given", hint: "write --institution with one of " + strings.Join(keys, ", ")}
	case r.Institution(k.institution) == nil:
		return "", unknown("institution", k.institution, "the institutions are", keys)
	}
	return k.institution, nil
}

// questions makes the files: for every language a Word file and a table. None where nothing is asked, or where the report has errors, so
// that nobody could tell what it says.
func (k *ask) questions(ctx context.Context, p *project, key string) ([]output, diag.List, error) {
	scope, found, err := p.scope(k.languages, nil)
	if err != nil {
		return nil, found, err
	}
	progress := k.progress()
	defer progress.clear()
	plain := targets[1] // the page of a letter, without the masthead of the United Nations
	editions, err := p.compile(ctx, scope.languages, plain, &found, progress.step)
	if err != nil || found.HasErrors() {
		return nil, silence(found, scope.config), err
	}
	var outputs []output
	for _, e := range editions {
		institution := e.Recommendations.Institution(key)
		coverage := recommendation.Cover(e.Recommendations, e.Report)
		q := recommendation.Ask(coverage, institution, e.Sheet.Language, scope.config.Report.Original)
		if len(q.Questions) == 0 {
			continue
		}
		word, table := &pieces{}, &pieces{}
		notShown, err := docx.Render(word, q.Document(), e.Sheet)
		found.Merge(notShown)
		if err != nil {
			return nil, found, fmt.Errorf("render questions in %s: %w", e.language, err)
		}
		if err := q.WriteCSV(table); err != nil {
			return nil, found, err
		}
		name := safeName("questions-" + key + "-" + e.language)
		outputs = append(outputs, output{name + ".docx", e.language, "docx", word}, output{name + ".csv", e.language, "csv", table})
	}
	return outputs, found, nil
}
