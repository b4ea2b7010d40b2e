package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/internal/diag"
	"rapporteur/internal/observations"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/uhri"
	"rapporteur/internal/word"
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
	cmd.Flags().StringVar(&i.state, "state", "", "`code` of the State whose records are taken from the Index, or all; default: that of report.toml")
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

// maxImport is how large a file to import may be, in bytes.
const maxImport = 512 << 20

// A remark is something to look at in a document that is imported.
type remark struct {
	place   int    // a line, a paragraph or a record of the file; 0 for the whole
	item    string // the paragraph that it is about; may be empty
	message string
}

// An importFormat is a format that documents are imported from.
type importFormat struct {
	name string
	read func(i *importing, p *project, f *diag.File) ([]*recommendation.Document, []remark, error)
}

var importFormats = []importFormat{
	{"text", func(i *importing, _ *project, f *diag.File) ([]*recommendation.Document, []remark, error) {
		return i.observations(observations.Text(string(f.Src)))
	}},
	{"html", func(i *importing, _ *project, f *diag.File) ([]*recommendation.Document, []remark, error) {
		lines, err := observations.HTML(bytes.NewReader(f.Src))
		if err != nil {
			return nil, nil, err
		}
		return i.observations(lines)
	}},
	{"docx", func(i *importing, _ *project, f *diag.File) ([]*recommendation.Document, []remark, error) {
		d, err := word.Read(bytes.NewReader(f.Src), int64(len(f.Src)))
		if err != nil {
			return nil, nil, err
		}
		return i.observations(observations.Word(d))
	}},
	{"uhri-json", func(i *importing, p *project, f *diag.File) ([]*recommendation.Document, []remark, error) {
		records, notes, err := uhri.ReadJSON(bytes.NewReader(f.Src))
		return i.records(p, records, notes, err)
	}},
	{"uhri-csv", func(i *importing, p *project, f *diag.File) ([]*recommendation.Document, []remark, error) {
		records, notes, err := uhri.ReadCSV(f.Src)
		return i.records(p, records, notes, err)
	}},
}

// records makes documents of records of the Universal Human Rights Index.
func (i *importing) records(p *project, records []uhri.Annotation, notes []uhri.Note, err error) ([]*recommendation.Document, []remark, error) {
	if err != nil {
		return nil, nil, err
	}
	o, err := p.indexOptions(i.language)
	if err != nil {
		return nil, nil, err
	}
	o.State = i.state
	if o.State == "" {
		_, config, _ := p.registry()
		if config == nil || config.Report.State == "" {
			return nil, nil, errors.New("report.toml does not say which State it is about; write --state")
		}
		o.State = config.Report.State
	}
	if o.State == allStates {
		o.State = ""
	}
	documents, more := uhri.Documents(records, o)
	var remarks []remark
	for _, n := range append(notes, more...) {
		item := strings.TrimSpace(n.Symbol + " " + n.Item)
		remarks = append(remarks, remark{n.Record, item, n.Message})
	}
	return documents, remarks, nil
}

// allStates is what --state says for all of them.
const allStates = "all"

func importNames() []string {
	names := make([]string, len(importFormats))
	for n, f := range importFormats {
		names[n] = f.name
	}
	return names
}

// observations reads a document from its lines.
func (i *importing) observations(lines []observations.Line) ([]*recommendation.Document, []remark, error) {
	proposal := observations.Propose(lines, i.language)
	var remarks []remark
	for _, r := range proposal.Remarks {
		remarks = append(remarks, remark{r.Place, r.Item, r.Message})
	}
	return []*recommendation.Document{proposal.Document}, remarks, nil
}

// format returns the format of the file.
func (i *importing) format(f *diag.File) (importFormat, error) {
	name := i.as
	if name == "" {
		name = guessFormat(f)
	} else if _, err := choose("format", []string{name}, importNames(), "it is one of"); err != nil {
		return importFormat{}, err
	}
	return importFormats[slices.Index(importNames(), name)], nil
}

// guessFormat tells a format by the name of the file, or else by its beginning.
func guessFormat(f *diag.File) string {
	switch strings.ToLower(filepath.Ext(f.Name)) {
	case ".docx":
		return "docx"
	case ".html", ".htm", ".xhtml":
		return "html"
	case ".json":
		return "uhri-json"
	case ".csv":
		return "uhri-csv"
	}
	switch start := bytes.TrimSpace(f.Src[:min(512, len(f.Src))]); {
	case bytes.HasPrefix(f.Src, []byte("PK\x03\x04")):
		return "docx"
	case bytes.HasPrefix(start, []byte("<")):
		return "html"
	}
	return "text"
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
	documents, remarks, err := format.read(i, p, file)
	if err != nil {
		return &usageError{message: fmt.Sprintf("%s cannot be read as %s: %v", name, format.name, err)}
	}
	registry, _, _ := p.registry()
	var outputs []output
	taken := map[string]bool{}
	for _, d := range registry.Documents {
		taken[d.Prefix] = true
	}
	for _, d := range documents {
		remarks = append(remarks, fit(d, taken)...)
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
	return i.tell(name, documents, remarks)
}

// fit gives a document a prefix where another document has none, so that references can tell their paragraphs apart.
func fit(d *recommendation.Document, taken map[string]bool) []remark {
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
	return []remark{{item: d.Symbol, message: fmt.Sprintf("another document has no prefix; references to this one say @rec-%s.17", d.Prefix)}}
}

// known refuses documents that the registry has.
func known(documents []*recommendation.Document, registry *recommendation.Registry) error {
	for _, d := range documents {
		for _, other := range registry.Documents {
			if d.Symbol != "" && d.Symbol == other.Symbol {
				return &usageError{fmt.Sprintf("the registry has %s already, in %s; nothing was written", d.Symbol, other.File.Name), "compare it with what is printed without --write"}
			}
		}
	}
	return nil
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

// tell says what has been found and what to look at.
func (i *importing) tell(name string, documents []*recommendation.Document, remarks []remark) error {
	var b strings.Builder
	for _, r := range remarks {
		b.WriteString(name)
		if r.place > 0 {
			fmt.Fprintf(&b, ":%d", r.place)
		}
		if r.item != "" {
			fmt.Fprintf(&b, ": %s", r.item)
		}
		fmt.Fprintf(&b, ": %s\n", r.message)
	}
	items := 0
	for _, d := range documents {
		items += len(d.Items)
	}
	fmt.Fprintf(&b, "rapporteur: %s with %s and items; %s to look at\n", count(len(documents), "document"), count(items, "paragraph"), count(len(remarks), "remark"))
	_, err := io.WriteString(i.env.Stderr, b.String())
	return err
}
