package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/internal/cells"
	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/term"
)

func (a *app) termsCommand() *cobra.Command {
	var languages []string
	cmd := &cobra.Command{
		Use:   "terms",
		Short: "Print the terms of the report; export and import them",
		Long: `terms prints the table of terms, content/terms.csv: every concept with what it is called in each language and what it must not
be called.`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return a.listTerms(languages) },
	}
	cmd.Flags().StringSliceVar(&languages, "lang", nil, "only these `languages`; default: all")
	cmd.AddCommand(
		&cobra.Command{
			Use:   "export",
			Short: "Print the terms as TBX 2",
			Long: `export prints the table of terms as TBX 2 ("martif"), which OmegaT and Translate Toolkit read. Of every language the preferred
terms come first.`,
			Example: "  rapporteur translate terms export > terms.tbx",
			Args:    noArguments,
			RunE:    func(*cobra.Command, []string) error { return a.exportTerms() },
		},
		&cobra.Command{
			Use:   "import FILE",
			Short: "Take new terms from a TBX 2 or CSV file",
			Long: `import adds the terms of a file to content/terms.csv: those that are not there yet, below the others. A term that has another
status in the file is listed and stays as it is.`,
			Args: func(cmd *cobra.Command, args []string) error {
				if len(args) != 1 {
					return &usageError{fmt.Sprintf("%d files; one was expected", len(args)), "name a file in TBX 2, or a table like content/terms.csv"}
				}
				return nil
			},
			RunE: func(_ *cobra.Command, args []string) error { return a.importTerms(args[0]) },
		},
	)
	return cmd
}

// withTerms opens the project and reads its table of terms, whose faults are printed.
func (a *app) withTerms(do func(p *project, terms *term.Base) error) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	var found diag.List
	terms, err := p.terms(&found)
	if err != nil {
		return err
	}
	if found.HasErrors() {
		return a.refuse(found, "the table of terms is not read before they are repaired")
	}
	return do(p, terms)
}

func (a *app) listTerms(languages []string) error {
	return a.withTerms(func(_ *project, terms *term.Base) error {
		if len(languages) == 0 {
			languages = terms.Languages
		}
		languages, err := choose("language", languages, terms.Languages, "the table has")
		if err != nil {
			return err
		}
		rows := [][]string{append([]string{"concept"}, languages...)}
		for _, c := range terms.Concepts {
			row := []string{c.ID}
			for _, language := range languages {
				var names []string
				for _, t := range c.In(language) {
					if t.Status == term.Forbidden {
						names = append(names, "not: "+t.Text)
					} else {
						names = append(names, t.Text)
					}
				}
				row = append(row, strings.Join(names, "; "))
			}
			rows = append(rows, row)
		}
		_, err = io.WriteString(a.env.Stdout, cells.Align(rows)+fmt.Sprintf("%s, %s\n", count(len(terms.Concepts), "concept"), count(terms.Count(), "term")))
		return err
	})
}

func (a *app) exportTerms() error {
	return a.withTerms(func(p *project, terms *term.Base) error {
		config := compile.ReadConfig(p.fsys, &diag.List{})
		source := "en"
		if config != nil {
			source = config.Source()
		}
		_, err := a.env.Stdout.Write(terms.TBX(source))
		return err
	})
}

func (a *app) importTerms(name string) error {
	return a.withTerms(func(p *project, terms *term.Base) error {
		src, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read %s: %w", filepath.ToSlash(name), diag.Reason(err))
		}
		var other *term.Base
		if strings.EqualFold(filepath.Ext(name), ".csv") {
			var found diag.List
			other = term.ReadCSV(diag.NewFile(filepath.ToSlash(name), src), &found)
			if found.HasErrors() {
				return a.refuse(found, "nothing is imported before they are repaired")
			}
		} else if other, err = term.ReadTBX(src); err != nil {
			return &usageError{message: fmt.Sprintf("%s: %v", filepath.ToSlash(name), err)}
		}
		table, added, differ := terms.Merge(other)
		for _, d := range differ {
			fmt.Fprintf(a.env.Stderr, "%s %q is %s in the table and %s in the file; it stays as it is\n", d.Own.Language, d.Own.Text, d.Own.Status, d.Other.Status)
		}
		if added > 0 {
			to := termFiles[0]
			if terms.File != nil {
				to = terms.File.Name
			}
			if err := p.write([]file{{to, table}}); err != nil {
				return err
			}
		}
		_, err = fmt.Fprintf(a.env.Stdout, "%s added; %d read\n", count(added, "term"), other.Count())
		return err
	})
}
