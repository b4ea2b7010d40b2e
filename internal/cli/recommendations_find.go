package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"rapporteur/internal/cells"
	"rapporteur/internal/compile"
	"rapporteur/internal/coverage"
	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

func (a *app) findCommand() *cobra.Command {
	f := find{app: a, asked: map[string]*[]string{}}
	cmd := &cobra.Command{
		Use:   "find [words]",
		Short: "Find recommendations by committee, group, year, theme, right, words and more",
		Long: `find lists the recommendations that have all the properties and hold all the words asked for.

A flag takes several values with commas between, of which one must fit. Words are looked for in all languages: in texts,
subjects, themes, rights, groups, policies, round tables and notes; case and accents do not count. "Words in quotation
marks" stand one after the other; migra* stands for all words that begin so.`,
		Example: `  rapporteur recommendations find --committee CMW --year 2016 --group children
  rapporteur recommendations find --institution INM --status not-started,in-progress
  rapporteur recommendations find '"migration policy" coordina*'`,
		RunE: func(_ *cobra.Command, words []string) error { return f.run(strings.Join(words, " ")) },
	}
	for _, facet := range recommendation.Facets {
		values := new([]string)
		f.asked[facet.Name] = values
		cmd.Flags().StringSliceVar(values, facet.Name, nil, facet.Usage)
		_ = cmd.RegisterFlagCompletionFunc(facet.Name, completeList(func() []string { return f.values(facet.Name) }))
	}
	cmd.Flags().StringVar(&f.language, "lang", "", "`language` of the texts; default: the first of report.toml")
	jsonFlag(cmd, &f.json)
	cmd.Flags().BoolVar(&f.csv, "csv", false, "print CSV, for spreadsheets")
	cmd.PreRunE = oneOf("csv", "json")
	return cmd
}

// find is one run of the command.
type find struct {
	*app
	asked    map[string]*[]string // by facet
	language string
	json     bool
	csv      bool
	coverage *recommendation.Coverage // nil where nothing is known of answers
}

// values are the values of a facet that recommendations have, for completion.
func (f *find) values(facet string) []string {
	p, err := f.open()
	if err != nil {
		return nil
	}
	defer p.close()
	registry, _, _ := p.registry()
	return recommendation.NewIndex(registry).Values(facet)
}

// closed are the facets whose values are the same in every project.
var closed = map[string][]string{"kind": words(recommendation.Kinds), "status": words(recommendation.StatusValues)}

func words[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func (f *find) run(text string) error {
	q := recommendation.Query{Facets: map[string][]string{}, Text: text}
	for _, facet := range recommendation.Facets {
		values := *f.asked[facet.Name]
		if all, ok := closed[facet.Name]; ok && len(values) > 0 {
			if _, err := choose(facet.Name, values, all, "it is one of"); err != nil {
				return err
			}
		}
		q.Facets[facet.Name] = values
	}
	p, err := f.open()
	if err != nil {
		return err
	}
	defer p.close()
	registry, problems, err := f.answers(p)
	if err != nil {
		return err
	}
	if q.Facets["state"], err = p.stateCodes(q.Facets["state"]); err != nil {
		return err
	}
	found, err := recommendation.NewIndex(registry).Find(q)
	if err != nil {
		return &usageError{message: "flag --" + err.Error()}
	}
	if err := f.write(found.Items); err != nil {
		return err
	}
	for _, u := range found.Unmatched {
		fmt.Fprintf(f.env.Stderr, "rapporteur: no recommendation has %s %q", u.Facet, u.Value)
		if len(u.Nearest) > 0 {
			fmt.Fprintf(f.env.Stderr, "; the nearest is %s", diag.Quoted(u.Nearest))
		}
		fmt.Fprintln(f.env.Stderr)
	}
	if !f.json && !f.csv {
		fmt.Fprintf(f.env.Stderr, "rapporteur: %s\n", count(len(found.Items), "recommendation"))
	}
	return f.incomplete(problems)
}

// answers reads the registry, and compiles the report for the places that answer. Where it cannot be compiled, nothing is known of answers.
func (f *find) answers(p *project) (*recommendation.Registry, diag.List, error) {
	registry, config, found := p.registry()
	project := languageOf(config)
	if err := textLanguage(f.language, registry, config); err != nil {
		return nil, found, err
	}
	if f.language == "" {
		f.language = project
	}
	if config == nil || len(registry.Documents) == 0 {
		return registry, found, nil
	}
	progress := f.progress()
	progress.step("compiling " + project)
	result, err := compile.Compile(p.fsys, compile.Options{Language: project, Recommendations: registry})
	progress.clear()
	if err != nil {
		return nil, found, err
	}
	if result.Report != nil {
		f.coverage = recommendation.Cover(registry, result.Report)
	}
	return registry, found, nil
}

// write prints what has been found.
func (f *find) write(items []*recommendation.Item) error {
	rows := make([]foundItem, len(items))
	for i, it := range items {
		rows[i] = f.row(it)
	}
	switch {
	case f.json:
		return writeJSON(f.env.Stdout, struct {
			Recommendations []foundItem `json:"recommendations"`
		}{rows})
	case f.csv:
		return writeFoundCSV(f.env.Stdout, rows)
	}
	return writeFound(f.env.Stdout, rows)
}

// The JSON form of a recommendation that has been found. Lists are never null; dates that are not known are empty.
type foundItem struct {
	ID           recommendation.ID          `json:"id"`
	Symbol       string                     `json:"symbol"`
	Committee    string                     `json:"committee"`
	StateParty   string                     `json:"state"`
	Adopted      string                     `json:"adopted"`
	Kind         recommendation.Kind        `json:"kind"`
	Subject      string                     `json:"subject"`
	Text         string                     `json:"text"`
	Language     string                     `json:"language"` // of the text; empty where the registry does not say
	Themes       []string                   `json:"themes"`
	Rights       []string                   `json:"rights"`
	Articles     []string                   `json:"articles"`
	Groups       []string                   `json:"groups"`
	SDG          []string                   `json:"sdg"`
	Lead         string                     `json:"lead"`
	Institutions []string                   `json:"institutions"` // the lead first
	RoundTable   string                     `json:"roundTable"`
	Status       recommendation.StatusValue `json:"status"`
	StatusDate   string                     `json:"statusDate"`
	State        recommendation.State       `json:"coverage"` // empty where the report cannot be compiled
	Through      recommendation.ID          `json:"through"`  // of an item that is answered only by its parent, that parent, whose answers these are
	Answers      []coverage.Spot            `json:"answers"`
	File         string                     `json:"file"`
	Line         int                        `json:"line"`
}

func (f *find) row(it *recommendation.Item) foundItem {
	subject, _ := it.Subject.In(f.language, "")
	text, language := it.Text.In(f.language, "")
	d := it.Document
	state, through, answers := recommendation.State(""), recommendation.ID(""), []coverage.Spot{}
	if f.coverage != nil {
		line := f.coverage.Line(it)
		from, places := coverage.Answering(f.coverage, line)
		state, through, answers = line.State, from, coverage.Spots(places)
	}
	return foundItem{
		ID: it.ID, Symbol: d.Symbol, Committee: d.Body, StateParty: d.State, Adopted: cells.Day(d.Adopted), Kind: it.Kind,
		Subject: subject, Text: text, Language: language,
		Themes: full(it.Themes), Rights: full(it.Rights), Articles: full(it.Articles), Groups: full(it.Groups), SDG: full(it.SDG),
		Lead: it.Lead, Institutions: full(it.Owners()), RoundTable: it.RoundTable,
		Status: it.Status.Value, StatusDate: cells.Day(it.Status.Date),
		State: state, Through: through, Answers: answers, File: d.File.Name, Line: it.Span().Position().Line,
	}
}

// full returns the list, which is never nil.
func full(list []string) []string { return append([]string{}, list...) }

// count writes a number of things.
func count(n int, thing string) string { return diag.Count(n, thing) }

// foundColumns are the columns of the CSV form.
var foundColumns = []struct {
	name string
	cell func(foundItem) string
}{
	{"id", func(r foundItem) string { return string(r.ID) }},
	{"symbol", func(r foundItem) string { return r.Symbol }},
	{"committee", func(r foundItem) string { return r.Committee }},
	{"state", func(r foundItem) string { return r.StateParty }},
	{"adopted", func(r foundItem) string { return r.Adopted }},
	{"kind", func(r foundItem) string { return string(r.Kind) }},
	{"subject", func(r foundItem) string { return r.Subject }},
	{"text", func(r foundItem) string { return r.Text }},
	{"language", func(r foundItem) string { return r.Language }},
	{"themes", func(r foundItem) string { return semicolons(r.Themes) }},
	{"rights", func(r foundItem) string { return semicolons(r.Rights) }},
	{"articles", func(r foundItem) string { return semicolons(r.Articles) }},
	{"groups", func(r foundItem) string { return semicolons(r.Groups) }},
	{"sdg", func(r foundItem) string { return semicolons(r.SDG) }},
	{"lead", func(r foundItem) string { return r.Lead }},
	{"institutions", func(r foundItem) string { return semicolons(r.Institutions) }},
	{"round-table", func(r foundItem) string { return r.RoundTable }},
	{"status", func(r foundItem) string { return string(r.Status) }},
	{"status-date", func(r foundItem) string { return r.StatusDate }},
	{"coverage", func(r foundItem) string { return string(r.State) }},
	{"through", func(r foundItem) string { return string(r.Through) }},
	{"answered-in", func(r foundItem) string { return coverage.Printed(r.Answers) }},
	{"file", func(r foundItem) string { return fmt.Sprintf("%s:%d", r.File, r.Line) }},
}

func semicolons(list []string) string { return strings.Join(list, "; ") }

func writeFoundCSV(w io.Writer, rows []foundItem) error {
	table := [][]string{nil}
	for _, c := range foundColumns {
		table[0] = append(table[0], c.name)
	}
	for _, r := range rows {
		var row []string
		for _, c := range foundColumns {
			row = append(row, c.cell(r))
		}
		table = append(table, row)
	}
	return cells.CSV(w, table)
}

// writeFound prints three lines or more for each: what it is, its text, who answers.
func writeFound(w io.Writer, rows []foundItem) error {
	var b strings.Builder
	for i, r := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s  %s\n", r.ID, strings.Join(present(r.Subject, string(r.Kind), string(r.Status)), "  "))
		fold(&b, r.Text)
		fold(&b, strings.Join(present(r.Symbol, labelled("themes ", r.Themes), labelled("rights ", r.Rights), labelled("groups ", r.Groups),
			labelled("SDG ", r.SDG), labelled("", r.Institutions), r.RoundTable), " · "))
		if answers := coverage.Printed(r.Answers); answers != "" {
			with := ""
			if r.Through != "" {
				with = ", with " + string(r.Through)
			}
			fold(&b, "answered in "+answers+with)
		} else if r.State != "" {
			fold(&b, coverage.Word(r.State))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// present returns the texts that are not empty.
func present(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

func labelled(label string, list []string) string {
	if len(list) == 0 {
		return ""
	}
	return label + strings.Join(list, ", ")
}

// fold writes text in lines that fit a terminal, indented.
func fold(b *strings.Builder, text string) {
	const width = 100
	at := 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case at == 0:
			b.WriteString("    ")
			at = 4
		case at+1+n > width:
			b.WriteString("\n    ")
			at = 4
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	if at > 0 {
		b.WriteByte('\n')
	}
}
