package exchange

import (
	"strings"

	"rapporteur/internal/term"
)

// A glossary is the terms of a report in two languages.
type glossary struct {
	base     *term.Base
	matcher  *term.Matcher
	from, to string
}

// SetTerms gives a context the terms of the report, of which each sentence that goes from one language into the other shows its own. endings are
// those of the first language, as [term.Base.Matcher] wants them.
func (c *Context) SetTerms(base *term.Base, from, to string, endings []string) {
	c.terms = &glossary{base, base.Matcher(from, endings), from, to}
}

// A termPair is what is to be written for a term.
type termPair struct {
	source, target string
	not            []string // what must not be written
}

func (p termPair) remark(before string) string {
	if len(p.not) == 0 {
		return ""
	}
	return before + strings.Join(p.not, ", ")
}

// pair is a concept under one of its names; ok is false where the other language has none.
func (g *glossary) pair(c *term.Concept, source string) (p termPair, ok bool) {
	p.source = source
	var targets []string
	for _, s := range []term.Status{term.Preferred, term.Admitted} {
		for _, t := range c.In(g.to, s) {
			targets = append(targets, t.Text)
		}
	}
	for _, t := range c.In(g.to, term.Forbidden) {
		p.not = append(p.not, t.Text)
	}
	p.target = strings.Join(targets, ", ")
	return p, len(targets) > 0
}

// of returns the terms in a text, each once.
func (g *glossary) of(text string) []termPair {
	if g == nil {
		return nil
	}
	var out []termPair
	seen := map[*term.Concept]bool{}
	for _, m := range g.matcher.Find(text) {
		if p, ok := g.pair(m.Concept, m.Term.Text); ok && !seen[m.Concept] {
			seen[m.Concept] = true
			out = append(out, p)
		}
	}
	return out
}

// tbx is the table of terms as TBX 2; nil where there are none.
func (g *glossary) tbx() []byte {
	if g == nil || len(g.base.Concepts) == 0 {
		return nil
	}
	return g.base.TBX(g.from)
}

// omegat is the glossary as OmegaT reads it: a line for each term, with the translation and a remark behind tabs; nil where there are none.
func (g *glossary) omegat() []byte {
	if g == nil {
		return nil
	}
	var b strings.Builder
	line := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace
	for _, c := range g.base.Concepts {
		for _, t := range c.In(g.from, term.Preferred, term.Admitted) {
			if p, ok := g.pair(c, t.Text); ok {
				b.WriteString(line(p.source) + "\t" + line(p.target) + "\t" + line(p.remark("not: ")) + "\n")
			}
		}
	}
	return []byte(b.String())
}
