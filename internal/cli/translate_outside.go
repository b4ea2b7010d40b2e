package cli

import (
	"slices"
	"strings"

	"rapporteur/internal/cite"
	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/status"
	"rapporteur/internal/translation"
)

// outside returns the texts beside the sections of b, and reports those that are not there in its language. In a language that the project does not
// publish yet only sources are reported that the sections cite which it has. What is wrong in a registry, build and check say.
func (p *project) outside(b *bilingual, found *diag.List) []compile.Text {
	published := slices.Contains(b.config.Report.Languages, b.to)
	cited, due := map[string]bool{}, map[string]bool{}
	for _, s := range b.sections {
		for _, u := range s.Units {
			for _, c := range translation.Codes(u.Source.Pieces) {
				if c.Type != "citation" {
					continue
				}
				for _, key := range strings.Split(c.Key, "; ") {
					key = strings.TrimPrefix(key, "@")
					cited[key] = true
					due[key] = due[key] || published || s.Target != nil
				}
			}
		}
	}
	var unseen diag.List
	sources, asked := cite.Load(p.fsys, &unseen), recommendation.Load(p.fsys, &unseen)
	texts := b.config.Outside(b.from, b.to, sources, func(key string) bool { return cited[key] }, asked)
	if !published {
		asked = recommendation.New(nil, nil)
	}
	compile.Untranslated(b.config.Outside(b.from, b.to, sources, func(key string) bool { return due[key] }, asked), b.to, found)
	b.config.TitleNotesDiffer(b.from, b.to, found)
	return texts
}

// lacking are the texts that are not there.
func lacking(texts []compile.Text) []status.Outside {
	out := []status.Outside{}
	for _, t := range texts {
		if t.Missing && !t.Span.IsZero() {
			out = append(out, status.Outside{Name: t.Name, File: t.Span.File.Name, Line: t.Span.Position().Line, Source: t.Words})
		}
	}
	return out
}
