package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"rapporteur/internal/diag"
)

func (a *app) checkCommand() *cobra.Command {
	var languages []string
	var rev string
	var strict, json bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the report",
		Long: `check does all that build does except writing, and prints the findings with their places on standard output. Of a kind of which there
are very many, the first are printed and the others counted; --json prints all.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.check(cmd.Context(), languages, rev, strict, json)
		},
	}
	a.languageFlag(cmd, &languages)
	a.revFlag(cmd, &rev)
	strictFlag(cmd, &strict)
	jsonFlag(cmd, &json)
	return cmd
}

func (a *app) check(ctx context.Context, languages []string, rev string, strict, json bool) error {
	p, err := a.openAt(ctx, rev)
	if err != nil {
		return err
	}
	defer p.close()
	progress := a.progress()
	_, found, err := p.produce(ctx, languages, targets[0], nil, progress.step)
	progress.clear()
	if err != nil {
		return err
	}
	switch {
	case json:
		err = writeJSON(a.env.Stdout, found)
	case found.Findings.Len() == 0:
		_, err = fmt.Fprintln(a.env.Stdout, "no findings")
	default:
		err = found.Findings.WriteText(a.env.Stdout, diag.TextOptions{Color: a.color(a.env.Stdout), Fold: floodLimit})
	}
	if err != nil {
		return err
	}
	return found.err(strict)
}
