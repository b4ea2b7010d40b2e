package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"rapporteur/internal/doc"
)

func (a *app) countCommand() *cobra.Command {
	var languages []string
	var rev string
	var json bool
	cmd := &cobra.Command{
		Use:   "count",
		Short: "Count the words against the limit",
		Long: `count prints the words of each section, and of the whole report against the limit of its kind.

A word is a run of characters between spaces that holds a letter or a digit. Text, headings, tables and notes count;
paragraph numbers, letters of items, note marks and the first page above the text do not.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.count(cmd.Context(), languages, rev, json) },
	}
	a.languageFlag(cmd, &languages)
	a.revFlag(cmd, &rev)
	jsonFlag(cmd, &json)
	return cmd
}

func (a *app) count(ctx context.Context, languages []string, rev string, json bool) error {
	p, err := a.openAt(ctx, rev)
	if err != nil {
		return err
	}
	defer p.close()
	scope, found, err := p.scope(languages, nil)
	if err != nil {
		return err
	}
	progress := a.progress()
	editions, err := p.compile(ctx, scope.languages, targets[0], &found, progress.step)
	progress.clear()
	if err != nil {
		return err
	}
	listing := countListing{Languages: []languageCount{}}
	for _, e := range editions {
		if e.Report != nil {
			listing.Languages = append(listing.Languages, countOf(e))
		}
	}
	if json {
		err = writeJSON(a.env.Stdout, listing)
	} else {
		err = listing.write(a.env.Stdout)
	}
	if err != nil {
		return err
	}
	if found.HasErrors() {
		fmt.Fprintln(a.env.Stderr, "rapporteur: the report has errors, so that words may be missing; rapporteur check shows them")
		return errFindings
	}
	return nil
}

// The JSON form of a count. A limit of 0 is none.
type countListing struct {
	Languages []languageCount `json:"languages"`
}

type languageCount struct {
	Language string `json:"language"`
	Limit    int    `json:"limit"`
	wordCount
	Sections []sectionCount `json:"sections"`
}

type sectionCount struct {
	Name string `json:"name"`
	wordCount
}

type wordCount struct {
	Body   int `json:"body"`
	Tables int `json:"tables"`
	Notes  int `json:"notes"`
	Total  int `json:"total"`
}

func toCount(w doc.Words) wordCount { return wordCount{w.Body, w.Tables, w.Notes, w.Total()} }

func countOf(e edition) languageCount {
	all := doc.CountWords(e.Report)
	l := languageCount{Language: e.language, Limit: e.Limit.Words, wordCount: toCount(all.Words), Sections: []sectionCount{}}
	for _, s := range all.Sections {
		l.Sections = append(l.Sections, sectionCount{s.Name, toCount(s.Words)})
	}
	return l
}

// write prints a table for each language.
func (c countListing) write(w io.Writer) error {
	var b strings.Builder
	for i, l := range c.Languages {
		if i > 0 {
			b.WriteByte('\n')
		}
		l.write(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (l languageCount) write(b *strings.Builder) {
	const least = 8 // "too many"
	width := least
	for _, s := range l.Sections {
		width = max(width, utf8.RuneCountInString(s.Name))
	}
	row := func(name string, w wordCount) {
		fmt.Fprintf(b, "%-*s  %6d  %6d  %6d  %6d\n", width, name, w.Body, w.Tables, w.Notes, w.Total)
	}
	fmt.Fprintf(b, "%-*s  %6s  %6s  %6s  %6s\n", width, l.Language, "text", "tables", "notes", "words")
	for _, s := range l.Sections {
		row(s.Name, s.wordCount)
	}
	row("total", l.wordCount)
	if l.Limit == 0 {
		return
	}
	last := func(name string, n int) { fmt.Fprintf(b, "%-*s  %30d\n", width, name, n) }
	last("limit", l.Limit)
	if over := l.Total - l.Limit; over > 0 {
		last("too many", over)
	} else {
		last("left", -over)
	}
}
