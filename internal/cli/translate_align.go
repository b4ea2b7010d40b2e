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
alone is listed, and so are sentences of blocks that have more of them in one language, which are paired by their looks.

The pairs are remembered as drafts, in content/LANGUAGE/lock, those by looks only where they have the same numbers or citations.
The sections themselves stay as they are.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 2 {
				return nil
			}
			return &usageError{fmt.Sprintf("%s given; two are expected", count(len(args), "language")), "write rapporteur translate align ORIGINAL TRANSLATION, such as align es en"}
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
	Loose    []alignedUnit    `json:"loose"`  // sentences that were paired by their looks
	Copied   []alignedUnit    `json:"copied"` // in whose place the original stands
	Alone    []alignedUnit    `json:"alone"`  // what has no counterpart; one of the two texts is empty
}

type alignedSection struct {
	Name   string `json:"name"`
	File   string `json:"file"`
	There  bool   `json:"there"`  // both versions have it; else File is the one that is missing
	Pairs  int    `json:"pairs"`  // of sentences
	New    int    `json:"new"`    // of those, that the lock did not know and does now
	Loose  int    `json:"loose"`  // of those, that were paired by their looks
	Copied int    `json:"copied"` // sentences in whose place the original stands
	Alone  int    `json:"alone"`
}

type alignedUnit struct {
	ID     string `json:"id"`
	File   string `json:"file"` // of the translation, or of the original where that alone has it
	Line   int    `json:"line"`
	From   string `json:"from"` // place of the original, where both have it: file and line
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
	result := alignment{From: from, To: to, Sections: []alignedSection{}, Loose: []alignedUnit{}, Copied: []alignedUnit{}, Alone: []alignedUnit{}}
	var files []file
	for _, s := range b.sections {
		if s.Target == nil {
			result.Sections = append(result.Sections, alignedSection{Name: s.Name, File: b.target.File(s.Name), Alone: translatable(s.Units)})
			continue
		}
		s = translation.Adopt(s.Name, from, to, s.Source, s.Target, s.Lock)
		counts, entries := result.add(s, func(u *translation.Unit) *translation.Entry { return u.Record(translation.Draft, by, a.now()) })
		if len(entries) > 0 {
			files = append(files, remember(s, entries))
		}
		result.Sections = append(result.Sections, counts)
	}
	for _, s := range b.extra {
		counts, _ := result.add(s, nil) // it has no pairs
		counts.File, counts.There = s.Source.File.Name, false
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
	return result.write(a.env.Stdout, dry)
}

// add counts and lists the units of a section, and returns what its lock is to remember.
func (x *alignment) add(s *translation.Section, record func(*translation.Unit) *translation.Entry) (counts alignedSection, entries []*translation.Entry) {
	counts = alignedSection{Name: s.Name, File: s.Target.File.Name, There: true}
	for _, u := range s.Units {
		switch {
		case u.Fixed:
			continue
		case len(u.Target.Pieces) == 0:
			counts.Alone++
			x.Alone = append(x.Alone, aligned(u))
			continue
		case u.State == translation.Missing:
			counts.Copied++
			x.Copied = append(x.Copied, aligned(u))
			continue
		case u.Entry == nil && (!u.Loose || u.Pegged()):
			entries = append(entries, record(u))
		}
		counts.Pairs++
		if u.Loose {
			counts.Loose++
			x.Loose = append(x.Loose, aligned(u))
		}
	}
	for _, u := range s.Alone {
		if u.Target.Translatable() {
			counts.Alone++
			x.Alone = append(x.Alone, aligned(u))
		}
	}
	counts.New = len(entries)
	return counts, entries
}

// translatable counts the units that are translated.
func translatable(units []*translation.Unit) int {
	n := 0
	for _, u := range units {
		if !u.Fixed {
			n++
		}
	}
	return n
}

func aligned(u *translation.Unit) alignedUnit {
	place := func(s diag.Span) (string, int) { return s.File.Name, s.Position().Line }
	out := alignedUnit{ID: u.ID, Source: u.Source.Raw(), Target: u.Target.Raw()}
	switch {
	case u.Target.Span.IsZero():
		out.File, out.Line = place(u.Source.Span)
	case u.Source.Span.IsZero():
		out.File, out.Line = place(u.Target.Span)
	default:
		out.File, out.Line = place(u.Target.Span)
		name, line := place(u.Source.Span)
		out.From = fmt.Sprintf("%s:%d", name, line)
	}
	return out
}

// write prints the alignment for people.
func (x alignment) write(w io.Writer, dry bool) error {
	var b strings.Builder
	rows := [][]string{{"section", "pairs", "new", "loose", "copied", "alone"}}
	fresh := 0
	for _, s := range x.Sections {
		rows = append(rows, []string{s.Name, fmt.Sprint(s.Pairs), fmt.Sprint(s.New), fmt.Sprint(s.Loose), fmt.Sprint(s.Copied), fmt.Sprint(s.Alone)})
		fresh += s.New
	}
	b.WriteString(cells.Align(rows))
	for _, s := range x.Sections {
		if !s.There {
			fmt.Fprintf(&b, "\n%s is missing", s.File)
			if s.Alone > 0 {
				fmt.Fprintf(&b, ", with %s", count(s.Alone, "sentence"))
			}
			b.WriteByte('\n')
		}
	}
	text := func(s string) string { return cells.Cut(strings.Join(strings.Fields(s), " "), 100) }
	if len(x.Loose) > 0 {
		b.WriteString("\npaired by their looks, for one language has more sentences; look at these:\n")
		for _, u := range x.Loose {
			fmt.Fprintf(&b, "  %s:%d: %s\n    %s\n  %s: the original\n    %s\n", u.File, u.Line, u.ID, text(u.Target), u.From, text(u.Source))
		}
	}
	if len(x.Copied) > 0 {
		b.WriteString("\nnot translated, the original stands there:\n")
		for _, u := range x.Copied {
			fmt.Fprintf(&b, "  %s:%d: %s\n", u.File, u.Line, text(u.Target))
		}
	}
	if len(x.Alone) > 0 {
		b.WriteString("\nwithout a counterpart; give blocks that belong together the same id, or write what is missing, and align again:\n")
		for _, u := range x.Alone {
			fmt.Fprintf(&b, "  %s:%d: %s\n", u.File, u.Line, text(u.Source+u.Target))
		}
	}
	switch {
	case fresh == 0:
		b.WriteString("\nno pair is new; nothing is written\n")
	case dry:
		fmt.Fprintf(&b, "\n%s to be remembered as drafts in content/%s/lock; nothing is written\n", count(fresh, "pair"), x.To)
	default:
		fmt.Fprintf(&b, "\n%s remembered as drafts in content/%s/lock\n", count(fresh, "pair"), x.To)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
