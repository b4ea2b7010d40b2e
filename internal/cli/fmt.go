package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	normal "rapporteur/internal/format"
)

func (a *app) fmtCommand() *cobra.Command {
	var check, ids bool
	cmd := &cobra.Command{
		Use:   "fmt [FILE…]",
		Short: "Put one sentence on a line, and the columns of tables below each other",
		Long: `fmt brings content files into their normal form: one sentence on a line, the columns of pipe tables below each other.
Numbers, ids, citations, emphasis, comments and everything that is no running text stay as they are typed. A file is
written only where the report stays the same, which is proved by reading both; where one cannot be written, none is.

Without FILE all sections that report.toml names are formatted, in all its languages. The names of the files that
change go to standard output.

With --ids every block without an id gets one, which is made of its text and stays when the text changes, so that drafts
and translations can be compared. A section is then written in all languages: what is translated has the id of what it
translates.`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.fmt(cmd.Context(), args, check, ids) },
		ValidArgsFunction: func(_ *cobra.Command, given []string, _ string) ([]string, cobra.ShellCompDirective) {
			return a.completeSections(given), cobra.ShellCompDirectiveNoFileComp
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; list the files that would change, and fail if there are any")
	cmd.Flags().BoolVar(&ids, "ids", false, "give an id to every block that has none")
	return cmd
}

// completeSections are the content files that can still be named.
func (a *app) completeSections(given []string) []string {
	p, err := a.open()
	if err != nil {
		return nil
	}
	defer p.close()
	var found diag.List
	var out []string
	if config := compile.ReadConfig(p.fsys, &found); config != nil {
		for _, s := range p.contentFiles(config, &found) {
			if !slices.Contains(given, s.file) {
				out = append(out, s.file)
			}
		}
	}
	return out
}

// A contentFile is a section in one language.
type contentFile struct {
	language, section string
	file              string // "content/en/01-introduction.md"
	reader            *compile.Reader
}

// contentFiles are all content files that a report can have. A language that has no template is a finding.
func (p *project) contentFiles(config *compile.Config, found *diag.List) []contentFile {
	var out []contentFile
	for i, language := range config.Report.Languages {
		if slices.Index(config.Report.Languages, language) < i {
			continue
		}
		reader, err := compile.NewReader(p.fsys, config, language, found)
		if err != nil {
			found.Errorf(config.Keys.Value("report", "languages", strconv.Itoa(i)), "report/language", "%v", err)
		}
		if reader == nil {
			continue
		}
		for _, name := range reader.Sections() {
			out = append(out, contentFile{language, name, reader.File(name), reader})
		}
	}
	return out
}

// named chooses the content files of the command line; all where it names none.
func named(all []contentFile, args []string, ids bool) ([]contentFile, error) {
	if len(args) == 0 {
		return all, nil
	}
	chosen := map[contentFile]bool{}
	for _, arg := range args {
		name := path.Clean(filepath.ToSlash(arg))
		i := slices.IndexFunc(all, func(c contentFile) bool { return c.file == name })
		if i < 0 {
			var names []string
			for _, c := range all {
				names = append(names, c.file)
			}
			e := &usageError{message: fmt.Sprintf("%q is no section of report.toml", arg), hint: "name a file such as content/en/01-introduction.md, counted from the folder of report.toml"}
			if near := diag.Nearest(name, names); len(near) > 0 {
				e.hint = "write " + diag.Quoted(near)
			}
			return nil, e
		}
		for _, c := range all {
			if c == all[i] || ids && c.section == all[i].section {
				chosen[c] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(c contentFile) bool { return !chosen[c] }), nil
}

func (a *app) fmt(ctx context.Context, args []string, check, ids bool) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	var found, faults diag.List
	config := compile.ReadConfig(p.fsys, &faults)
	if config == nil {
		return a.refuse(faults, "nothing is written")
	}
	// What else is wrong with report.toml has nothing to do with the form of the text.
	files, err := named(p.contentFiles(config, &found), args, ids)
	if err != nil {
		return err
	}
	var names naming
	if ids && !found.HasErrors() {
		if names, err = p.naming(config, files, &found); err != nil {
			return err
		}
	}
	if found.HasErrors() {
		return a.refuse(found, "nothing is written")
	}
	changes := make([]*file, len(files))
	lists := make([]diag.List, len(files))
	if err := each(ctx, len(files), func(i int) (err error) {
		changes[i], err = p.normalize(files[i], names.ids[files[i].file], &lists[i])
		return err
	}); err != nil {
		return err
	}
	for _, l := range lists {
		found.Merge(l)
	}
	if found.HasErrors() {
		return a.refuse(found, "nothing is written")
	}
	var written []file
	for _, c := range changes {
		if c != nil {
			written = append(written, *c)
		}
	}
	written = append(written, names.locks...)
	if !check {
		if err := p.write(written); err != nil {
			return err
		}
	}
	for _, c := range written {
		if _, err := fmt.Fprintln(a.env.Stdout, c.name); err != nil {
			return err
		}
	}
	if check && len(written) > 0 {
		command := "rapporteur fmt"
		if ids {
			command += " --ids"
		}
		fmt.Fprintf(a.env.Stderr, "rapporteur: %s to be brought into normal form; write %s\n", count(len(written), "file"), command)
		return errFindings
	}
	return nil
}

// normalize returns what is to change in a content file; nil where nothing is, or where there is no such file.
func (p *project) normalize(c contentFile, ids map[int]doc.ID, found *diag.List) (*file, error) {
	src, err := fs.ReadFile(p.fsys, c.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // check says so
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", c.file, err)
	}
	out, list := normal.File(diag.NewFile(c.file, src), normal.Options{Markdown: c.reader.Options, Language: c.language, IDs: ids})
	found.Merge(list)
	if bytes.Equal(out, src) {
		return nil, nil
	}
	return &file{c.file, out}, nil
}
