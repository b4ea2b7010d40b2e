package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/internal/cells"
	"rapporteur/internal/recommendation"
)

func (a *app) dueCommand() *cobra.Command {
	var by string
	var json bool
	cmd := &cobra.Command{
		Use:   "due",
		Short: "List what must be reported before the next report",
		Long: `due lists the recommendations on which the State is to report before its next report, the earliest first, each with
its institutions, the lead first, and how far it is.

The days come from the registry: from the follow-up of a document, or of a single paragraph. What is part of a paragraph
is listed only where it has a day of its own.`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return a.due(by, json) },
	}
	cmd.Flags().StringVar(&by, "by", "", "the last `day`, such as 2018-09-07; default: all")
	jsonFlag(cmd, &json)
	return cmd
}

func (a *app) due(by string, json bool) error {
	var day time.Time
	if by != "" {
		var err error
		if day, err = time.Parse(time.DateOnly, by); err != nil {
			return &usageError{message: fmt.Sprintf("flag --by has the value %q; expected: a day such as 2018-09-07", by)}
		}
	}
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	registry, config, found := p.registry()
	listing := dueListing{Recommendations: []dueItem{}}
	for _, it := range registry.Due(day) {
		subject, _ := it.Subject.In(languageOf(config), "")
		text, _ := it.Text.In(languageOf(config), "")
		listing.Recommendations = append(listing.Recommendations, dueItem{
			Due: cells.Day(it.FollowUp.Due), ID: it.ID, Symbol: it.Document.Symbol, Institutions: append([]string{}, it.Owners()...),
			Status: it.Status.Value, Subject: subject, Text: text, Notes: len(it.Notes),
		})
	}
	if json {
		err = writeJSON(a.env.Stdout, listing)
	} else {
		err = listing.write(a.env.Stdout)
	}
	if err != nil {
		return err
	}
	if len(listing.Recommendations) == 0 && !json {
		fmt.Fprintln(a.env.Stderr, "rapporteur: nothing is due")
	}
	return a.incomplete(found)
}

// The JSON form of what is due.
type dueListing struct {
	Recommendations []dueItem `json:"recommendations"`
}

type dueItem struct {
	Due          string                     `json:"due"`
	ID           recommendation.ID          `json:"id"`
	Symbol       string                     `json:"symbol"`
	Institutions []string                   `json:"institutions"` // the lead first
	Status       recommendation.StatusValue `json:"status"`       // empty where nothing is known
	Notes        int                        `json:"notes"`
	Subject      string                     `json:"subject"`
	Text         string                     `json:"text"`
}

// write prints a line for each: the day, the paragraph, how far it is, who answers, the subject, or what is asked where it has none.
func (l dueListing) write(w io.Writer) error {
	var rows [][]string
	for _, it := range l.Recommendations {
		subject := it.Subject
		if subject == "" {
			subject = cells.Cut(it.Text, 60)
		}
		rows = append(rows, []string{it.Due, string(it.ID), orDash(string(it.Status)), orDash(strings.Join(it.Institutions, ", ")), subject})
	}
	_, err := io.WriteString(w, cells.Align(rows))
	return err
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
