package cli

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"rapporteur/internal/revision"
)

// A resolving is what accept and reject do.
type resolving struct {
	*app
	choice  revision.Choice
	verb    string // "accept"
	done    string // "accepted"
	out     string
	inPlace bool
}

func (a *app) acceptCommand() *cobra.Command {
	r := resolving{app: a, choice: revision.Accept, verb: "accept", done: "accepted"}
	return r.command("Accept all tracked changes of a Word file", "is inserted stays, and what is deleted goes")
}

func (a *app) rejectCommand() *cobra.Command {
	r := resolving{app: a, choice: revision.Reject, verb: "reject", done: "rejected"}
	return r.command("Reject all tracked changes of a Word file", "is deleted stays, and what is inserted goes")
}

func (r *resolving) command(short, what string) *cobra.Command {
	cmd := &cobra.Command{
		Use:   r.verb + " FILE -o OUT",
		Short: short,
		Long: fmt.Sprintf(`%s makes of a Word file with tracked changes one without: what %s, in the text,
the notes, the tables and the running heads, and formatting that was changed is as the choice says. The file may come from
rapporteur, Word or LibreOffice. All else stays byte for byte as it is, comments with a text to stand at too.`, r.verb, what),
		Example: fmt.Sprintf("  rapporteur %s redline.docx -o clean.docx", r.verb),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return nil
			}
			return &usageError{fmt.Sprintf("%d files are given; one is expected", len(args)), fmt.Sprintf("write rapporteur %s redline.docx -o clean.docx", r.verb)}
		},
		RunE: func(_ *cobra.Command, args []string) error { return r.run(args[0]) },
	}
	cmd.Flags().StringVarP(&r.out, "out", "o", "", "`file` to write")
	cmd.Flags().BoolVar(&r.inPlace, "in-place", false, "write over the file itself")
	return cmd
}

// maxWord is how large a Word file may be, in bytes.
const maxWord = 256 << 20

func (r *resolving) run(name string) error {
	p := &project{dir: r.dir}
	out, err := r.destination(p, name)
	if err != nil {
		return err
	}
	file, err := p.readOutside(name, "a Word file", maxWord)
	if err != nil {
		return err
	}
	data := &pieces{}
	summary, err := revision.Resolve(data, file.Src, r.choice)
	if err != nil {
		return &usageError{message: fmt.Sprintf("%s cannot be read as a Word file: %v", name, err)}
	}
	staging, err := stage(filepath.Dir(out), []output{{name: filepath.Base(out), data: data}})
	if err != nil {
		return err
	}
	if err := staging.replace(); err != nil {
		return err
	}
	fmt.Fprintf(r.env.Stderr, "rapporteur: %s %s: %s, %s, %s of formatting\n", count(summary.Changes(), "change"), r.done,
		count(summary.Insertions, "insertion"), count(summary.Deletions, "deletion"), count(summary.Formats, "change"))
	return nil
}

// destination returns the path of the file to write. The file that is read is written over only when that is asked for.
func (r *resolving) destination(p *project, name string) (string, error) {
	hint := fmt.Sprintf("write rapporteur %s %s -o clean.docx", r.verb, name)
	at := func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(p.dir, name)
	}
	switch {
	case r.inPlace && r.out != "":
		return "", &usageError{"--in-place and -o are given; one of them is expected", hint}
	case r.inPlace:
		return resolve(at(name)) // a link stays, and what it leads to is written
	case r.out == "":
		return "", &usageError{"no file to write is given", hint + ", or --in-place to write over the file itself"}
	}
	from, err := resolve(at(name))
	if err != nil {
		return "", err
	}
	to, err := resolve(at(r.out))
	if err != nil {
		return "", err
	}
	if from == to {
		return "", &usageError{fmt.Sprintf("-o %q is the file that is read", r.out), "write --in-place if that is what you want"}
	}
	return at(r.out), nil
}
