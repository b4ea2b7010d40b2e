package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/internal/uhri"
)

// exportForms are the forms in which recommendations are exported.
var exportForms = []struct {
	name  string
	write func(io.Writer, []uhri.Annotation) error
}{
	{"uhri-json", uhri.WriteJSON},
	{"uhri-csv", uhri.WriteCSV},
}

func (a *app) exportCommand() *cobra.Command {
	var as, language string
	var names []string
	for _, f := range exportForms {
		names = append(names, f.name)
	}
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Print recommendations in the forms of the Universal Human Rights Index",
		Long: `export prints all paragraphs and items of the registry as the Universal Human Rights Index exports them: as JSON, or as the
columns of its sheet in CSV, with their ways of writing lists, dates and the number of a paragraph. What has no place there
is listed on standard error.`,
		Example: "  rapporteur recommendations export --as uhri-csv > recommendations.csv",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return a.export(as, names, language) },
	}
	cmd.Flags().StringVar(&as, "as", names[0], "`form`: "+strings.Join(names, ", "))
	_ = cmd.RegisterFlagCompletionFunc("as", completeList(func() []string { return names }))
	cmd.Flags().StringVar(&language, "lang", "", "`language` of the texts; default: en, in which the Index is")
	return cmd
}

func (a *app) export(as string, names []string, language string) error {
	chosen, err := choose("form", []string{as}, names, "it is one of")
	if err != nil {
		return err
	}
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	registry, config, found := p.registry()
	if language != "en" { // the names of States are in it, whatever the texts are in
		if err := textLanguage(language, registry, config); err != nil {
			return err
		}
	}
	o, err := p.indexOptions(language)
	if err != nil {
		return err
	}
	if config != nil {
		o.Report = config.Report.State
	}
	records, notes := uhri.Annotations(registry, o)
	for _, f := range exportForms {
		if f.name == chosen[0] {
			if err := f.write(a.env.Stdout, records); err != nil {
				return err
			}
		}
	}
	for _, n := range notes {
		where := strings.TrimSpace(n.Symbol + " " + n.Item)
		if where != "" {
			where += ": "
		}
		fmt.Fprintf(a.env.Stderr, "%s%s\n", where, n.Message)
	}
	fmt.Fprintf(a.env.Stderr, "rapporteur: %s\n", count(len(records), "record"))
	return a.incomplete(found)
}

// indexOptions are the ways of the Universal Human Rights Index in a language: its names of States.
func (p *project) indexOptions(language string) (uhri.Options, error) {
	if language == "" {
		language = "en"
	}
	o := uhri.Options{Language: language, States: map[string]string{}}
	states, err := p.states()
	if err != nil {
		return o, err
	}
	for code, s := range states {
		name := s.Names[language].Name
		if name == "" {
			name = s.Names["en"].Name
		}
		o.States[code] = name
	}
	return o, nil
}
