package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/internal/recommendation"
)

func (a *app) importCommand() *cobra.Command {
	i := importing{app: a}
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Propose a registry from concluding observations, or from the Universal Human Rights Index",
		Long: `import reads concluding observations, a list of issues or a report of the universal periodic review, as text, HTML or a
Word file, or an export of the Universal Human Rights Index, as JSON or its sheet saved as CSV, and prints what the files
of the registry would be. What it left out and what it is not sure of is listed on standard error; what it is not sure of
is marked in the files too.

Nothing is written without --write, and no file that is there is written over.`,
		Example: `  rapporteur recommendations import observations.docx
  rapporteur recommendations import observations.html --write`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return nil
			}
			return &usageError{fmt.Sprintf("%d files are given; one is expected", len(args)), "write rapporteur recommendations import observations.docx"}
		},
		RunE: func(_ *cobra.Command, args []string) error { return i.run(args[0]) },
	}
	cmd.Flags().StringVar(&i.as, "as", "", "`format` of the file: "+strings.Join(importNames(), ", ")+"; default: told by its name and beginning")
	cmd.Flags().StringVar(&i.language, "lang", "", "`language` of the texts; default: told by their words")
	cmd.Flags().StringVar(&i.state, "state", "", "code or name of the `State` whose records are taken from the Index, or all; default: that of report.toml")
	cmd.Flags().BoolVar(&i.write, "write", false, "write the file to the folder recommendations")
	return cmd
}

// importing is one run of the command.
type importing struct {
	*app
	as       string
	language string
	state    string
	write    bool
}

func (i *importing) run(name string) error {
	p, err := i.open()
	if err != nil {
		return err
	}
	defer p.close()
	file, err := p.readOutside(name, "a document", maxImport)
	if err != nil {
		return err
	}
	format, err := i.format(file)
	if err != nil {
		return err
	}
	src, err := format.contents(file)
	if err != nil {
		return err
	}
	documents, remarks, err := format.read(i, p, src)
	var usage *usageError
	switch {
	case errors.As(err, &usage):
		return err
	case err != nil:
		return &usageError{message: fmt.Sprintf("%s cannot be read as %s: %v", name, format.name, err)}
	case !slices.ContainsFunc(documents, func(d *recommendation.Document) bool { return len(d.Items) > 0 }):
		if err := i.tell(name, format, nil, remarks); err != nil {
			return err
		}
		return &usageError{name + " has nothing that can be proposed", "see whether it is the document itself, and --as, --lang and --state"}
	}
	registry, _, _ := p.registry()
	var outputs []output
	taken := map[string]bool{}
	for _, d := range registry.Documents {
		taken[d.Prefix] = true
	}
	for _, d := range documents {
		remarks = append(remarks, fit(d, registry, taken)...)
		data := &pieces{}
		if err := recommendation.Write(data, d); err != nil {
			return err
		}
		outputs = append(outputs, output{name: d.FileName(), data: data})
	}
	if i.write {
		if err := known(documents, registry); err != nil {
			return err
		}
		err = i.save(p, outputs)
	} else {
		err = i.print(outputs)
	}
	if err != nil {
		return err
	}
	return i.tell(name, format, documents, remarks)
}

// fit gives a document a prefix where another document has none, so that references can tell their paragraphs apart. One that the registry
// has keeps the prefix that it has there.
func fit(d *recommendation.Document, registry *recommendation.Registry, taken map[string]bool) []remark {
	if other := held(d, registry); other != nil {
		d.Prefix = other.Prefix
		return []remark{{symbol: d.Symbol, message: fmt.Sprintf("the registry has it already, in %s; --write does not write it", other.File.Name)}}
	}
	if !taken[d.Prefix] {
		taken[d.Prefix] = true
		return nil
	}
	first := recommendation.SuggestPrefix(d.Symbol)
	d.Prefix = first
	for n := 2; taken[d.Prefix]; n++ {
		d.Prefix = fmt.Sprintf("%s-%d", first, n)
	}
	taken[d.Prefix] = true
	return []remark{{symbol: d.Symbol, message: fmt.Sprintf("another document has no prefix; references to this one say @rec-%s.17", d.Prefix)}}
}

// known refuses documents that the registry has.
func known(documents []*recommendation.Document, registry *recommendation.Registry) error {
	for _, d := range documents {
		if other := held(d, registry); other != nil {
			return &usageError{fmt.Sprintf("the registry has %s already, in %s; nothing was written", d.Symbol, other.File.Name), "compare it with what is printed without --write"}
		}
	}
	return nil
}

// held returns the document of that symbol in the registry, nil where there is none.
func held(d *recommendation.Document, registry *recommendation.Registry) *recommendation.Document {
	i := slices.IndexFunc(registry.Documents, func(other *recommendation.Document) bool { return d.Symbol != "" && d.Symbol == other.Symbol })
	if i < 0 {
		return nil
	}
	return registry.Documents[i]
}

// print prints what the files would be.
func (i *importing) print(outputs []output) error {
	for n, o := range outputs {
		if n > 0 {
			fmt.Fprintln(i.env.Stdout)
		}
		if len(outputs) > 1 {
			fmt.Fprintf(i.env.Stdout, "# %s/%s\n", recommendation.Folder, o.name)
		}
		if _, err := o.data.WriteTo(i.env.Stdout); err != nil {
			return err
		}
	}
	return nil
}

// save writes the files: all of them, or none. A file that is there stays as it is.
func (i *importing) save(p *project, outputs []output) error {
	dir := filepath.Join(p.dir, recommendation.Folder)
	if info, err := os.Lstat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is not a folder of the project itself", filepath.ToSlash(dir))
	}
	for _, o := range outputs {
		if _, err := os.Lstat(filepath.Join(dir, o.name)); err == nil {
			return &usageError{fmt.Sprintf("%s/%s is there already; nothing was written", recommendation.Folder, o.name), "compare it with what is printed without --write, or move it away"}
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("write output: %w", err)
		}
	}
	staging, err := stage(dir, outputs)
	if err != nil {
		return err
	}
	if err := staging.replace(); err != nil {
		return err
	}
	for _, o := range outputs {
		fmt.Fprintf(i.env.Stdout, "%s/%s\n", recommendation.Folder, o.name)
	}
	return nil
}
