package cli

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/internal/word"
)

// textconvCommand is the command that git calls to show what has changed in a Word file.
func (a *app) textconvCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "textconv FILE",
		Short: "Print the text of a Word file, as git needs it to show differences",
		Long: `textconv prints the text of a Word file, a paragraph a line, with the numbers that Word counts. Tracked changes are shown
as {++inserted++} and {--deleted--}, comments as {>>Author: text<<}, notes at the end. git calls it after rapporteur setup-git.

Of a file that cannot be read as a Word file it prints why and a sum of its bytes, so that git diff goes on.`,
		Hidden: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{message: fmt.Sprintf("%s takes one file; %d are given", cmd.CommandPath(), len(args))}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.textconv(args[0]) },
	}
}

func (a *app) textconv(name string) error {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(a.dir, path)
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	d, err := word.ReadMarked(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		_, err = fmt.Fprintf(a.env.Stdout, "cannot be read as a Word file: %v\n%d bytes, SHA-256 %x\n", err, len(src), sha256.Sum256(src))
		return err
	}
	_, err = io.WriteString(a.env.Stdout, wordText(d))
	return err
}

// wordText prints a Word file, a paragraph or a row of a table a line. Headings have number signs before them.
func wordText(d *word.Document) string {
	var b strings.Builder
	flat := strings.NewReplacer("\n", " ", "\t", " ") // no-break spaces stay
	row, cell := 0, 0
	for i, p := range d.Paragraphs {
		switch {
		case p.Row == 0 || p.Row != row:
			if i > 0 {
				b.WriteByte('\n')
			}
			if p.Row > 0 {
				b.WriteString(strings.Repeat("| ", p.Cell))
			} else if p.Level > 0 {
				b.WriteString(strings.Repeat("#", min(p.Level, 6)) + " ")
			}
		case p.Cell > cell: // cells without text are not among the paragraphs
			b.WriteString(strings.Repeat(" |", p.Cell-cell) + " ")
		default:
			b.WriteByte(' ')
		}
		row, cell = p.Row, p.Cell
		b.WriteString(strings.Trim(flat.Replace(p.Number+" "+p.Text), " "))
	}
	for i, note := range d.Notes {
		fmt.Fprintf(&b, "\n[^%d]: %s", i+1, flat.Replace(note))
	}
	return strings.TrimPrefix(b.String(), "\n") + "\n"
}
