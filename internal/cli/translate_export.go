package cli

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/exchange"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

// formNames are the names of all formats of exchange.
func formNames() []string {
	var out []string
	for _, f := range exchange.Forms {
		out = append(out, f.Name)
	}
	return out
}

func (a *app) translateExportCommand() *cobra.Command {
	var x exporting
	var forms strings.Builder
	for _, f := range exchange.Forms {
		fmt.Fprintf(&forms, "  %-9s %s\n", f.Name, f.Doc)
	}
	cmd := &cobra.Command{
		Use:   "export --to LANGUAGE",
		Short: "Write sections for translators and their tools",
		Long: `export writes the sentences of sections in a format of translation tools, with the translations that are there, their
states, and a note on each: the number of its paragraph, the recommendation that it answers, the words of its notes, its
terms, and what has changed since it was translated. The same project gives the same files.

` + strings.TrimRight(forms.String(), "\n"),
		Example: "  rapporteur translate export --to en --out /tmp/for-ana\n  rapporteur translate export --to en --section 03-statistics > 03-statistics.en.xlf",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			return a.translateExport(x)
		},
	}
	cmd.Flags().StringVar(&x.to, "to", "", "`language` of the translation")
	cmd.Flags().StringSliceVar(&x.sections, "section", nil, "only these `sections`; default: all")
	cmd.Flags().StringVar(&x.as, "as", exchange.Forms[0].Name, "`format`: "+strings.Join(formNames(), ", "))
	cmd.Flags().StringVar(&x.out, "out", "", "`folder` to write to; default: standard output, where there is one file")
	cmd.Flags().StringVar(&x.inline, "inline", inlines[0], "how XLIFF has `codes`: codes, or text for tools that lose them")
	cmd.Flags().BoolVar(&x.alt, "alt-trans", false, "give stale sentences of XLIFF what was translated, as an element of its own")
	_ = cmd.RegisterFlagCompletionFunc("inline", completeList(func() []string { return inlines }))
	_ = cmd.RegisterFlagCompletionFunc("as", completeList(formNames))
	return cmd
}

// inlines are the ways in which XLIFF can have codes: as elements, or as words.
var inlines = []string{"codes", "text"}

// exporting is what an export is asked for.
type exporting struct {
	to, as, out, inline string
	sections            []string
	alt                 bool // with what was translated before
}

func (a *app) translateExport(x exporting) error {
	form, err := x.form()
	if err != nil {
		return err
	}
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	dir := ""
	if x.out != "" {
		if dir, err = p.outDir(x.out); err != nil {
			return err
		}
	}
	docs, err := a.exchangeDocuments(p, x)
	if err != nil {
		return err
	}
	files, err := form.Write(docs)
	if err != nil {
		return err
	}
	switch {
	case x.out != "":
		err = a.writeFolder(dir, x.out, files, form.Folders)
	case len(files) != 1 || len(form.Folders) > 0:
		err = &usageError{fmt.Sprintf("%s make %s", count(len(docs), "section"), count(len(files), "file")), "name a folder after --out, or one section after --section"}
	default:
		_, err = a.env.Stdout.Write(files[0].Src)
	}
	if err != nil {
		return err
	}
	held := count(form.Holds(docs), "sentence")
	if form.Pairs {
		held = count(form.Holds(docs), "reviewed pair")
	}
	fmt.Fprintf(a.env.Stderr, "rapporteur: %s of %s\n", held, count(len(docs), "section"))
	return nil
}

// form is the format asked for; what is asked for has to go together.
func (x exporting) form() (form exchange.Form, err error) {
	chosen, err := choose("format", []string{x.as}, formNames(), "the formats are")
	if err != nil {
		return form, err
	}
	form = exchange.Forms[slices.Index(formNames(), chosen[0])]
	if _, err := choose("way of codes", []string{x.inline}, inlines, "the ways are"); err != nil {
		return form, err
	}
	if (x.inText() || x.alt) && !form.XLIFF {
		return form, &usageError{fmt.Sprintf("--inline text and --alt-trans are for XLIFF; the format is %q", form.Name), "write --as xliff1, or leave them out"}
	}
	if x.to == "" {
		return form, &usageError{"no language is given", "name the language of the translation after --to"}
	}
	return form, nil
}

// inText reports whether codes are to be words of the text.
func (x exporting) inText() bool { return x.inline == inlines[1] }

// exchangeDocuments are the sections asked for, with what is said of their sentences. A fault in the project stops them all.
func (a *app) exchangeDocuments(p *project, x exporting) ([]*exchange.Document, error) {
	var found diag.List
	b, err := p.bilingual(x.to, x.sections, &found)
	if err != nil {
		return nil, err
	}
	if b == nil || found.HasErrors() {
		return nil, a.refuse(found, "nothing is exported before they are repaired")
	}
	context, err := b.context(&found)
	if err != nil {
		return nil, err
	}
	if found.HasErrors() {
		return nil, a.refuse(found, "nothing is exported before they are repaired")
	}
	reader, err := (&style.Templates{Project: p.fsys, Builtin: templates.Files, Found: &found}).Language(b.to)
	if err != nil {
		return nil, err
	}
	var docs []*exchange.Document
	for _, s := range b.sections {
		d := exchange.NewDocument(s, projectName(b.config), buildVersion(debug.ReadBuildInfo()).Version, context)
		d.Language = reader
		d.InText, d.Previous = x.inText(), x.alt
		docs = append(docs, d)
	}
	return docs, nil
}

// writeFolder writes files, all or none, and makes folders beside them. dir is the folder out as the system knows it.
func (a *app) writeFolder(dir, out string, files []exchange.File, folders []string) error {
	var outputs []output
	for _, f := range files {
		data := &pieces{}
		if _, err := data.Write(f.Src); err != nil {
			return err
		}
		outputs = append(outputs, output{name: f.Name, data: data})
	}
	s, err := stage(dir, outputs)
	if err != nil {
		return err
	}
	if err := s.replace(); err != nil {
		return err
	}
	for _, name := range folders {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o777); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	for _, f := range files {
		fmt.Fprintln(a.env.Stdout, path.Join(out, f.Name))
	}
	return nil
}

// context is what is printed where in the original language, and the terms.
func (b *bilingual) context(found *diag.List) (*exchange.Context, error) {
	result, err := compile.Compile(b.project.fsys, compile.Options{Language: b.from})
	if err != nil {
		return nil, err
	}
	found.Merge(result.Found)
	context := exchange.NewContext(result.Report)
	data, terms, err := b.project.knowledge(b, found)
	if err == nil && data != nil {
		context.SetTerms(terms, b.from, b.to, data.From.Endings)
	}
	return context, err
}

// projectName tells a report from others, also before it has a symbol.
func projectName(c *compile.Config) string {
	r := &c.Report
	return strings.Join(strings.Fields(strings.Join([]string{r.Body, r.State, r.Kind, r.Number}, " ")), " ")
}
