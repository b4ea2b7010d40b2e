package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/internal/cells"
	"rapporteur/internal/cite"
	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

func (a *app) takeCommand() *cobra.Command {
	var json bool
	cmd := &cobra.Command{
		Use:   "take FILE.csv",
		Short: "Bring the answers of an institution back into the registry",
		Long: `take reads a table that rapporteur recommendations ask has written and an institution has filled in, and puts each
answer into the registry as a note of progress, behind the notes of earlier days. Everything else in the files of the
registry stays as it is, and a file is either written whole or not at all.

Rows that cannot be taken are listed with the reason; the others are taken all the same. What the registry has already is
not taken again, so that a table can be repaired and given once more.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return nil
			}
			return &usageError{fmt.Sprintf("%d files are given; one is expected", len(args)), "write rapporteur recommendations take answers.csv"}
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.take(args[0], json) },
	}
	jsonFlag(cmd, &json)
	return cmd
}

// maxReplies is how large a table of answers may be, in bytes.
const maxReplies = 64 << 20

func (a *app) take(name string, json bool) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	table, err := p.readOutside(name, "a table of answers", maxReplies)
	if err != nil {
		return err
	}
	registry, config, found := p.registry()
	if found.HasErrors() {
		if err := a.writeFindings(a.env.Stderr, summarize(found), floodLimit); err != nil {
			return err
		}
		fmt.Fprintln(a.env.Stderr, "rapporteur: report.toml or the registry has errors; nothing is taken before they are repaired")
		return errFindings
	}
	var refused diag.List
	replies := registry.ReadReplies(table, languageOf(config), today(), &refused)
	var broken diag.List
	if sources := cite.Load(p.fsys, &broken); !broken.HasErrors() { // otherwise nobody can say which keys there are
		replies.KnowSources(func(source string) ([]string, bool) { return compile.MistakenKey(sources, source) }, &refused)
	}
	changes, taken := registry.Take(replies.New, &refused)
	if err := p.writeRegistry(changes); err != nil {
		return err
	}
	listing := takeListing{Files: []string{}, Taken: []takenReply{}, Known: len(replies.Known), Empty: replies.Empty, findings: summarize(refused)}
	for _, c := range changes {
		listing.Files = append(listing.Files, c.Name)
	}
	for _, r := range taken {
		listing.Taken = append(listing.Taken, takenReply{r.Span.Position().Line, r.Item.ID, cells.Day(r.Date), r.Institution, r.Text})
	}
	if json {
		err = writeJSON(a.env.Stdout, listing)
	} else if err = listing.write(a.env.Stdout); err == nil && refused.Len() > 0 {
		err = a.writeFindings(a.env.Stderr, listing.findings, floodLimit)
	}
	if err != nil {
		return err
	}
	return listing.findings.err(false)
}

// today is the day that it is where the program runs.
func today() time.Time {
	year, month, day := time.Now().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// readOutside reads a file that need not be in the project; a relative name counts from the project.
// What it should be is named in words; it has at most so many bytes.
func (p *project) readOutside(name, what string, most int64) (*diag.File, error) {
	at := name
	if !filepath.IsAbs(at) {
		at = filepath.Join(p.dir, at)
	}
	info, err := os.Stat(at)
	switch {
	case err != nil:
		return nil, &usageError{fmt.Sprintf("%q cannot be read: %v", name, diag.Reason(err)), "name a file that is there; a relative name counts from the project"}
	case !info.Mode().IsRegular():
		return nil, &usageError{message: fmt.Sprintf("%q is %s; %s in a file was expected", name, modeName(info.Mode()), what)}
	case info.Size() > most:
		return nil, &usageError{message: fmt.Sprintf("%q has %d bytes; %s has at most %d", name, info.Size(), what, most)}
	}
	src, err := os.ReadFile(at)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return diag.NewFile(filepath.ToSlash(name), src), nil
}

// writeRegistry gives files of the registry their new texts: all of them, or none.
func (p *project) writeRegistry(changes []recommendation.Change) error {
	if len(changes) == 0 {
		return nil
	}
	var outputs []output
	for _, c := range changes {
		data := &pieces{}
		if _, err := data.Write(c.Src); err != nil {
			return err
		}
		outputs = append(outputs, output{name: path.Base(c.Name), data: data})
	}
	dir := filepath.Join(p.dir, recommendation.Folder)
	if info, err := os.Lstat(dir); err != nil || info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%s is not a folder of the project itself; write to the one that it stands for", filepath.ToSlash(dir))
	}
	staging, err := stage(dir, outputs)
	if err != nil {
		return err
	}
	return staging.replace()
}

// The JSON form of what was taken; what was refused is in the findings.
type takeListing struct {
	Files []string     `json:"files"`
	Taken []takenReply `json:"taken"`
	Known int          `json:"known"` // rows that the registry has already
	Empty int          `json:"empty"` // rows in which nothing is filled in
	findings
}

type takenReply struct {
	Line        int               `json:"line"`
	ID          recommendation.ID `json:"id"`
	Date        string            `json:"date"`
	Institution string            `json:"institution"`
	Text        string            `json:"text"`
}

// write prints a line for each answer that was taken, and how many rows were not.
func (l takeListing) write(w io.Writer) error {
	var rows [][]string
	for _, r := range l.Taken {
		rows = append(rows, []string{fmt.Sprintf("line %d", r.Line), string(r.ID), r.Date, orDash(r.Institution), shorten(r.Text, 60)})
	}
	summary := []string{fmt.Sprintf("%d taken", len(l.Taken))}
	if l.Known > 0 {
		summary = append(summary, fmt.Sprintf("%d there already", l.Known))
	}
	if l.Empty > 0 {
		summary = append(summary, fmt.Sprintf("%d not filled in", l.Empty))
	}
	if l.Errors > 0 {
		summary = append(summary, fmt.Sprintf("%d refused", l.Errors))
	}
	_, err := io.WriteString(w, cells.Align(rows)+strings.Join(summary, ", ")+"\n")
	return err
}

// shorten cuts a text after so many characters.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}
