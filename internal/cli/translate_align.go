package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/internal/cells"
	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

func (a *app) translateAlignCommand() *cobra.Command {
	var sections []string
	var dry, json bool
	cmd := &cobra.Command{
		Use:   "align ORIGINAL TRANSLATION",
		Short: "Adopt two versions that were written apart",
		Long: `align pairs two language versions that nothing has held together so far, for instance rapporteur translate align es en.
Blocks are paired by their ids and the names of notes, by numbers, symbols, addresses and citations that only one block of each
version has, and between such places in order where both versions have the same blocks. Nothing else is guessed: what stays
alone is listed, as are sentences that were not paired one with one.

The pairs are remembered as drafts, in content/LANGUAGE/lock. The sections themselves stay as they are.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 2 {
				return nil
			}
			return &usageError{fmt.Sprintf("%d languages are given; two are expected", len(args)), "write rapporteur translate align ORIGINAL TRANSLATION, such as align es en"}
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.align(args[0], args[1], sections, a.user(cmd), dry, json)
		},
	}
	cmd.Flags().StringSliceVar(&sections, "section", nil, "only these `sections`; default: all")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "say what would be remembered, and write nothing")
	jsonFlag(cmd, &json)
	return cmd
}

// An alignment is what came of pairing two versions, in its JSON form.
type alignment struct {
	From     string           `json:"from"`
	To       string           `json:"to"`
	Sections []alignedSection `json:"sections"`
	Loose    []alignedUnit    `json:"loose"` // sentences that were not paired one with one
	Alone    []alignedUnit    `json:"alone"` // what has no counterpart; one of the two texts is empty
}

type alignedSection struct {
	Name  string `json:"name"`
	Pairs int    `json:"pairs"` // of sentences
	New   int    `json:"new"`   // of those, that the lock did not know
	Loose int    `json:"loose"`
	Alone int    `json:"alone"`
}

type alignedUnit struct {
	ID     string `json:"id"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Source string `json:"source"`
	Target string `json:"target"`
}

func (a *app) align(from, to string, sections []string, by string, dry, json bool) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	var found diag.List
	b, err := p.bilingual(to, sections, &found)
	if err != nil {
		return err
	}
	if found.HasErrors() {
		return a.refuse(found, "nothing is paired before they are repaired")
	}
	if from != b.from {
		return &usageError{fmt.Sprintf("the language of the original is %q, not %q", b.from, from), fmt.Sprintf("write rapporteur translate align %s %s, or change original in report.toml", b.from, to)}
	}
	result := alignment{From: from, To: to, Sections: []alignedSection{}, Loose: []alignedUnit{}, Alone: []alignedUnit{}}
	var files []file
	for _, s := range b.sections {
		if s.Target == nil {
			continue
		}
		s = translation.Adopt(s.Name, from, to, s.Source, s.Target, s.Lock)
		counts := alignedSection{Name: s.Name}
		var entries []*translation.Entry
		for _, u := range s.Units {
			switch {
			case u.Fixed:
				continue
			case len(u.Target.Pieces) == 0:
				counts.Alone++
				result.Alone = append(result.Alone, aligned(u))
				continue
			case u.Entry == nil:
				entries = append(entries, u.Record(translation.Draft, by, a.now()))
			}
			counts.Pairs++
			if u.Loose {
				counts.Loose++
				result.Loose = append(result.Loose, aligned(u))
			}
		}
		for _, u := range s.Alone {
			if u.Target.Translatable() {
				counts.Alone++
				result.Alone = append(result.Alone, aligned(u))
			}
		}
		if counts.New = len(entries); counts.New > 0 {
			files = append(files, remember(s, entries))
		}
		result.Sections = append(result.Sections, counts)
	}
	if !dry {
		if err := p.write(files); err != nil {
			return err
		}
	}
	if json {
		return writeJSON(a.env.Stdout, result)
	}
	return result.write(a.env.Stdout)
}

func aligned(u *translation.Unit) alignedUnit {
	at := u.Target.Span
	if at.File == nil {
		at = u.Source.Span
	}
	return alignedUnit{u.ID, at.File.Name, at.File.Position(at.Start).Line, u.Source.Span.Text(), u.Target.Span.Text()}
}

// write prints the alignment for people.
func (x alignment) write(w io.Writer) error {
	var b strings.Builder
	rows := [][]string{{"section", "pairs", "new", "loose", "alone"}}
	for _, s := range x.Sections {
		rows = append(rows, []string{s.Name, fmt.Sprint(s.Pairs), fmt.Sprint(s.New), fmt.Sprint(s.Loose), fmt.Sprint(s.Alone)})
	}
	b.WriteString(cells.Align(rows))
	if len(x.Loose) > 0 {
		b.WriteString("\nnot one sentence with one; look at these:\n")
		for _, u := range x.Loose {
			fmt.Fprintf(&b, "  %s:%d: %s\n    %s\n    %s\n", u.File, u.Line, u.ID, cells.Cut(strings.Join(strings.Fields(u.Source), " "), 100), cells.Cut(strings.Join(strings.Fields(u.Target), " "), 100))
		}
	}
	if len(x.Alone) > 0 {
		b.WriteString("\nwithout a counterpart:\n")
		for _, u := range x.Alone {
			fmt.Fprintf(&b, "  %s:%d: %s\n", u.File, u.Line, cells.Cut(strings.Join(strings.Fields(u.Source+u.Target), " "), 100))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
