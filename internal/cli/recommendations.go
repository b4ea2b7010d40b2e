package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

func (a *app) recommendationsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "recommendations",
		Short: "What committees asked: who answers, and what was done",
		Long: `recommendations works with the registry of what committees asked of the State, the files in the folder
recommendations.`,
		RunE: a.needCommand,
	}
	cmd.AddCommand(a.listCommand(), a.findCommand(), a.coverageCommand(), a.dueCommand(), a.askCommand(), a.takeCommand(), a.importCommand(), a.exportCommand())
	return cmd
}

// registry reads the recommendations of the project and its report.toml, which is nil where it cannot be read.
func (p *project) registry() (*recommendation.Registry, *compile.Config, diag.List) {
	var found diag.List
	config := compile.ReadConfig(p.fsys, &found)
	return recommendation.Load(p.fsys, &found), config, found
}

// languageOf is the language in which the project is worked on: the first of report.toml.
func languageOf(config *compile.Config) string {
	if config == nil || len(config.Report.Languages) == 0 {
		return "en"
	}
	return config.Report.Languages[0]
}

// textLanguage refuses a language that neither the report nor a text of the registry is in. None is the default of the command.
func textLanguage(language string, registry *recommendation.Registry, config *compile.Config) error {
	known := registry.Languages()
	if config != nil {
		known = unique(append(slices.Clone(config.Report.Languages), known...))
	}
	if language == "" || slices.Contains(known, language) {
		return nil
	}
	return unknown("language", language, "the languages of the report and the registry are", known)
}

// incomplete says that the registry has errors, so that what was printed may lack something.
func (a *app) incomplete(found diag.List) error {
	if !found.HasErrors() {
		return nil
	}
	fmt.Fprintln(a.env.Stderr, "rapporteur: report.toml or the registry has errors, so that recommendations may be missing; rapporteur check shows them")
	return errFindings
}
