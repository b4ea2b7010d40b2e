package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/internal/cite"
	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/quality"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/style"
	"rapporteur/internal/term"
	"rapporteur/internal/tomlfile"
	"rapporteur/internal/translation"
	"rapporteur/templates"
)

func (a *app) translateCheckCommand() *cobra.Command {
	var languages, sections []string
	var strict, json, fix bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong in the translations",
		Long: `check holds every translated sentence against its original: numbers, dates, symbols, references, addresses, terms, names, marks.
It prints every finding with its place in the translation and in the original. What is right all the same is ignored, with a
reason, in the lock of the section: a line such as ignore.Q08 = "spelled out on purpose" below the unit. --fix repairs what is safe to
repair: marks of numbers, end marks, quotation marks and spaces.`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			return a.translateCheck(languages, sections, fix, strict, json)
		},
	}
	cmd.Flags().StringSliceVar(&languages, "lang", nil, "`languages`; default: all that are there")
	cmd.Flags().StringSliceVar(&sections, "section", nil, "only these `sections`; default: all")
	cmd.Flags().BoolVar(&fix, "fix", false, "repair what is safe to repair")
	strictFlag(cmd, &strict)
	jsonFlag(cmd, &json)
	return cmd
}

func (a *app) translateCheck(languages, sections []string, fix, strict, json bool) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	var found diag.List
	config := compile.ReadConfig(p.fsys, &found)
	if config == nil {
		return a.refuse(found, "nothing can be checked before they are repaired")
	}
	if len(languages) == 0 {
		languages = p.translations(config)
	}
	fixed := 0
	for _, language := range unique(languages) {
		b, r, err := p.checked(language, sections, &found)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		if fix {
			n, err := p.repair(b, r)
			if err != nil {
				return err
			}
			if fixed += n; n > 0 {
				if b, r, err = p.checked(language, sections, &found); err != nil {
					return err
				}
			}
		}
		if r == nil {
			continue
		}
		for _, s := range b.sections {
			s.Differences(&found)
		}
		if len(sections) == 0 {
			p.outside(b, &found)
		}
		found.Merge(r.Found())
	}
	sum := summarize(silence(found, config))
	switch {
	case json:
		err = writeJSON(a.env.Stdout, sum)
	case sum.Findings.Len() == 0:
		_, err = fmt.Fprintln(a.env.Stdout, "no findings")
	default:
		err = a.writeFindings(a.env.Stdout, sum, 0)
	}
	if fixed > 0 && err == nil {
		_, err = fmt.Fprintf(a.env.Stderr, "%s repaired\n", count(fixed, "finding"))
	}
	if err != nil {
		return err
	}
	return sum.err(strict)
}

// checked reads sections in a language and holds them against the original. The result is nil where they could not be read; why is in found.
func (p *project) checked(language string, sections []string, found *diag.List) (*bilingual, *quality.Result, error) {
	var problems diag.List
	b, err := p.bilingual(language, sections, &problems)
	if err != nil || b == nil || problems.HasErrors() {
		found.Merge(problems)
		return nil, nil, err
	}
	r, err := p.quality(b, &problems)
	if problems.HasErrors() {
		r = nil
	}
	found.Merge(problems)
	return b, r, err
}

// quality asks the checks about the sections of b. It is nil where the terms or the data of a language cannot be read; why is in found.
func (p *project) quality(b *bilingual, found *diag.List) (*quality.Result, error) {
	data, terms, err := p.knowledge(b, found)
	if err != nil || data == nil {
		return nil, err
	}
	return quality.Run(b.sections, quality.Options{Data: data, Terms: terms, Names: p.names(b.from, b.to)}), nil
}

// knowledge is what the project knows of the two languages of b, and its terms. It is nil where a language cannot be read; why is in found.
func (p *project) knowledge(b *bilingual, found *diag.List) (*quality.Data, *term.Base, error) {
	t := &style.Templates{Project: p.fsys, Builtin: templates.Files, Found: found}
	from, err := t.Language(b.from)
	if err != nil {
		return nil, nil, err
	}
	to, err := t.Language(b.to)
	if err != nil || from == nil || to == nil {
		return nil, nil, err
	}
	data, err := quality.ReadData(p.fsys, templates.Files, from, to, found)
	if err != nil {
		return nil, nil, err
	}
	terms, err := p.terms(found)
	return data, terms, err
}

// termFiles are where the table of terms can stand, the first one where it is written.
var termFiles = []string{"content/terms.csv", "templates/terms.csv"}

// terms reads the table of terms; it is empty where the project has none.
func (p *project) terms(found *diag.List) (*term.Base, error) {
	for _, name := range termFiles {
		src, err := fs.ReadFile(p.fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		return term.ReadCSV(diag.NewFile(name, src), found), nil
	}
	return &term.Base{}, nil
}

// names are what the registries call institutions and organizations in two languages. What is wrong in a registry, build and check say.
func (p *project) names(from, to string) *term.Base {
	var unseen diag.List
	out := &term.Base{}
	add := func(id string, words tomlfile.Words) {
		for _, language := range []string{from, to} {
			name, in := words.In(language, "")
			known := func(t term.Term) bool { return t.Language == language && t.Text == name }
			if c := out.Concept(id); in == language && (c == nil || !slices.ContainsFunc(c.Terms, known)) {
				out.Add(id, term.Term{Text: name, Language: language})
			}
		}
	}
	for _, in := range recommendation.Load(p.fsys, &unseen).Institutions {
		add(in.Key, in.Name)
	}
	registry := cite.Load(p.fsys, &unseen)
	for _, key := range registry.Keys() {
		if e, ok := registry.Lookup(key); ok {
			name, _ := e.Organization.In(from, "") // the same organization publishes many sources
			add("organization "+name, e.Organization)
		}
	}
	return out
}

// repair writes the sentences that can be repaired without asking, and returns how many findings that settles.
func (p *project) repair(b *bilingual, r *quality.Result) (int, error) {
	var files []file
	var data dataFiles
	total := 0
	for _, s := range b.sections {
		edits, settled := r.Edits(s)
		if len(edits) == 0 {
			continue
		}
		changed, made, _ := s.Rewrite(edits, b.target.File(s.Name), b.target.Options)
		if len(made) == 0 {
			continue // what cannot be written stays a finding
		}
		if slices.ContainsFunc(changed, data.has) {
			continue // a table of another section shows the same data file; it can be repaired another time
		}
		if total += settled; len(made) < len(edits) {
			total -= len(edits) - len(made)
		}
		for _, f := range changed {
			if f.Name == b.target.File(s.Name) {
				files = append(files, file{f.Name, f.Src})
			} else {
				data.put(f)
			}
		}
	}
	files = append(files, data.files()...)
	if len(files) == 0 {
		return 0, nil
	}
	return total, p.write(files)
}

// openErrors returns the findings that keep sentences from being final: the errors in those that choose tells of, and citations, notes
// and references that their blocks lack. That other blocks of the section are not translated yet is no reason.
func (p *project) openErrors(b *bilingual, choose func(*translation.Unit) bool) (diag.List, error) {
	var found diag.List
	r, err := p.quality(b, &found)
	if err != nil || r == nil {
		return found, err
	}
	for _, s := range b.sections {
		var differ diag.List
		s.Differences(&differ)
		found.Merge(differ.Filter(func(d diag.Diagnostic) bool {
			return aboutCodes(d.Code) && slices.ContainsFunc(s.Units, func(u *translation.Unit) bool {
				return choose(u) && u.Other != nil && (contains(u.Other.Span, d.Span) || contains(u.Target.Span, d.Span))
			})
		}))
	}
	for _, f := range r.Findings {
		if f.Diagnostic.Severity == diag.Error && f.Check.ID != "Q04" && choose(f.Unit) { // marking settles Q04
			found.Add(f.Diagnostic)
		}
	}
	return found, nil
}

// contains reports whether b stands in a.
func contains(a, b diag.Span) bool { return a.File == b.File && a.Start <= b.Start && b.End <= a.End }

// aboutCodes reports whether a finding is about the citations, notes or references of a block.
func aboutCodes(code string) bool {
	return strings.HasSuffix(code, "-note") || strings.HasSuffix(code, "-reference")
}
