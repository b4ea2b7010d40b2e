package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"rapporteur/internal/cells"
	"rapporteur/internal/recommendation"
)

func (a *app) listCommand() *cobra.Command {
	var language string
	var json bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the documents and what they ask",
		Long: `list prints each document of the registry with its recommendations: name, kind, status, who is in the lead, subject.
rapporteur recommendations find tells more of each, and chooses among them.`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return a.list(language, json) },
	}
	cmd.Flags().StringVar(&language, "lang", "", "`language` of the subjects; default: the first of report.toml")
	jsonFlag(cmd, &json)
	return cmd
}

func (a *app) list(language string, json bool) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	registry, config, found := p.registry()
	if err := textLanguage(language, registry, config); err != nil {
		return err
	}
	if language == "" {
		language = languageOf(config)
	}
	listing := struct {
		Documents []listedDocument `json:"documents"`
	}{[]listedDocument{}}
	for _, d := range registry.Documents {
		listing.Documents = append(listing.Documents, listDocument(d, language))
	}
	if json {
		err = writeJSON(a.env.Stdout, listing)
	} else {
		err = writeDocuments(a.env.Stdout, listing.Documents)
	}
	if err != nil {
		return err
	}
	return a.incomplete(found)
}

// The JSON form of a document with what it asks. Dates that are not known are empty.
type listedDocument struct {
	Symbol          string                      `json:"symbol"`
	Body            string                      `json:"body"`
	Kind            recommendation.DocumentKind `json:"kind"`
	Prefix          string                      `json:"prefix"`
	Adopted         string                      `json:"adopted"`
	Title           string                      `json:"title"`
	Words           recommendation.TextKind     `json:"text"` // whose words the texts are
	File            string                      `json:"file"`
	Recommendations []listedItem                `json:"recommendations"`
}

type listedItem struct {
	ID         recommendation.ID          `json:"id"`
	Kind       recommendation.Kind        `json:"kind"`
	Subject    string                     `json:"subject"`
	Lead       string                     `json:"lead"`
	Status     recommendation.StatusValue `json:"status"`
	StatusDate string                     `json:"statusDate"`
	Due        string                     `json:"due"` // of follow-up
}

func listDocument(d *recommendation.Document, language string) listedDocument {
	title, _ := d.Title.In(language, "")
	l := listedDocument{
		Symbol: d.Symbol, Body: d.Body, Kind: d.Kind, Prefix: d.Prefix, Adopted: cells.Day(d.Adopted), Title: title, Words: d.Text, File: d.File.Name,
		Recommendations: []listedItem{},
	}
	if l.Words == "" {
		l.Words = recommendation.OfficialText
	}
	for _, it := range d.Items {
		subject, _ := it.Subject.In(language, "")
		if text, _ := it.Text.In(language, ""); subject == "" || len(it.Letters) > 0 && text != "" {
			subject = text // of an item its own text, for the subject is that of the paragraph
		}
		l.Recommendations = append(l.Recommendations, listedItem{it.ID, it.Kind, subject, it.Lead, it.Status.Value, cells.Day(it.Status.Date), cells.Day(it.FollowUp.Due)})
	}
	return l
}

// writeDocuments prints a table of 80 columns for each document.
func writeDocuments(w io.Writer, documents []listedDocument) error {
	var b strings.Builder
	if len(documents) == 0 {
		b.WriteString("there are no recommendations: the folder recommendations has no file of a document\n")
	}
	for i, d := range documents {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n", strings.Join(present(d.Symbol, strings.ReplaceAll(string(d.Kind), "-", " "), d.Adopted, labelled("prefix ", present(d.Prefix))), "  "))
		if d.Title != "" {
			fmt.Fprintln(&b, d.Title)
		}
		b.WriteByte('\n')
		widths := [4]int{}
		for _, r := range d.Recommendations {
			for n, cell := range r.cells() {
				widths[n] = max(widths[n], utf8.RuneCountInString(cell))
			}
		}
		for _, r := range d.Recommendations {
			line, room := "", 80
			for n, cell := range r.cells() {
				if widths[n] > 0 {
					line += cell + strings.Repeat(" ", widths[n]-utf8.RuneCountInString(cell)+2)
					room -= widths[n] + 2
				}
			}
			fmt.Fprintln(&b, strings.TrimRight(line+cells.Cut(r.Subject, room), " "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r listedItem) cells() [4]string {
	status := string(r.Status)
	if r.Due != "" {
		status = strings.TrimSpace(status + " due " + r.Due)
	}
	return [4]string{string(r.ID), string(r.Kind), status, r.Lead}
}
