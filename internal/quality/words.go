package quality

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/internal/diag"
	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// empty asks whether there is a translation at all. What the whole block lacks is told where blocks are compared.
func (p *pass) empty() {
	if p.u.Fixed || p.u.Other == nil {
		return
	}
	if !strings.ContainsFunc(p.tgt.s, unicode.IsLetter) && p.u.Source.Translatable() {
		p.report(p.where(), p.u.Source.Span, "a sentence of the original is not translated: %s", clip(p.src.s)).hint("translate it here, or into the sentence beside")
	}
}

func clip(s string) string {
	const most = 60
	s = strings.ReplaceAll(s, object, "…")
	if r := []rune(s); len(r) > most {
		s = strings.TrimSpace(string(r[:most])) + " …"
	}
	return `"` + s + `"`
}

// leastResidue is how many words of the original language have to stand in a row.
const leastResidue = 3

// residue asks whether words of the original are left.
func (p *pass) residue() {
	s := p.tgt.own()
	words := term.Words(s)
	run, own, start := 0, 0, 0 // words in a row, of which so many are no words of the language of the translation
	flush := func(end int) {
		if run >= leastResidue && own >= leastResidue-1 {
			p.report(p.tgt.span(start, end), p.u.Source.Span, "%q are words of the language of the original", s[start:end])
		}
		run, own = 0, 0
	}
	for i, w := range words {
		if !p.from.words[w.Fold] || run > 0 && strings.Trim(s[words[i-1].End:w.Start], " '’\u00a0") != "" {
			if run > 0 {
				flush(words[i-1].End)
			}
		}
		if p.from.words[w.Fold] {
			if run == 0 {
				start = w.Start
			}
			run++
			if !p.to.words[w.Fold] {
				own++
			}
		}
	}
	if run > 0 {
		flush(words[len(words)-1].End)
	}
	for _, a := range p.from.Abbreviations {
		at := strings.Index(s, a)
		if at < 0 || slices.Contains(p.to.Abbreviations, a) || unicode.IsLetter(p.tgt.before(at)) {
			continue
		}
		p.report(p.tgt.span(at, at+len(a)), diag.Span{}, "%q is an abbreviation of the original language", a)
	}
}

func (p *pass) stale() {
	if p.u.State != translation.Stale {
		return
	}
	f := p.report(p.where(), p.u.Source.Span, "the original has changed since it was translated (%s)", p.u.Change()).
		hint("bring the translation up to date and mark it; translate status shows what has changed")
	if p.u.Entry.State != translation.Final.String() {
		f.as(diag.Warning)
	}
}

// terms asks for the terms of the table.
func (p *pass) terms() {
	for _, m := range p.bases[0].from.Find(p.src.own()) {
		if !term.IsAcronym(p.src.s[m.Start:m.End]) { // for "US" of "US$" too
			p.wanted(0, m)
		}
	}
	p.counts()
}

// counts asks whether a term that stands several times in the original stands as often in the translation.
func (p *pass) counts() {
	count := func(list []term.Match) map[*term.Concept]int {
		out := map[*term.Concept]int{}
		for i, m := range list {
			if !slices.ContainsFunc(list[:i], func(x term.Match) bool { return x.Concept == m.Concept && x.Start == m.Start }) { // two terms of one concept
				out[m.Concept]++
			}
		}
		return out
	}
	from := p.bases[0].from.Find(p.src.own())
	source, target := count(from), count(p.bases[0].to.Find(p.tgt.own()))
	for i, m := range from {
		a, b := source[m.Concept], target[m.Concept]
		if a < 2 || b == 0 || a-b < 1 || slices.ContainsFunc(from[:i], func(x term.Match) bool { return x.Concept == m.Concept }) {
			continue
		}
		p.report(p.where(), p.src.span(m.Start, m.End), "%s stands %s in the original, what the table of terms gives for it %s here", quote(p.src.s[m.Start:m.End]), often(a), often(b)).as(diag.Note)
	}
}

// names asks for the names of the registries.
func (p *pass) names() {
	for _, m := range p.bases[1].from.Find(p.src.own()) {
		if !term.IsAcronym(m.Term.Text) {
			p.wanted(1, m)
		}
	}
}

// wanted asks whether the translation has a term for what the original has.
func (p *pass) wanted(base int, m term.Match) {
	good := m.Concept.In(p.to.code, term.Preferred, term.Admitted)
	if len(good) == 0 || p.bases[base].to.Has(m.Concept, p.tgt.s) {
		return
	}
	// The other table may have more to say of the same words, or of longer ones; and two concepts can have one name.
	for i, other := range p.bases {
		for _, x := range other.from.Find(p.src.s) {
			if (i != base || x.Concept != m.Concept) && x.Start <= m.Start && m.End <= x.End && other.to.Has(x.Concept, p.tgt.s) {
				return
			}
		}
	}
	if slices.ContainsFunc(p.result.Findings, func(f Finding) bool { // once a concept and sentence
		return f.Unit == p.u && f.Check == p.check && f.concept == m.Concept
	}) {
		return
	}
	f := p.report(p.where(), p.src.span(m.Start, m.End), "%s of the original is %s in this language, which is not here", quote(p.src.s[m.Start:m.End]), termList(good))
	if f.concept = m.Concept; m.Term.Status == term.Admitted {
		f.as(diag.Note) // what is only admitted often has other meanings: "irregular", "relatives"
	}
}

func quote(s string) string { return `"` + s + `"` }

func termList(list []term.Term) string {
	var words []string
	for _, t := range list {
		words = append(words, t.Text)
	}
	return diag.Quoted(words)
}

func (p *pass) forbidden() {
	for _, m := range p.bases[0].to.Forbidden(p.tgt.own()) {
		f := p.report(p.tgt.span(m.Start, m.End), p.u.Source.Span, "%q is not to be used", p.tgt.s[m.Start:m.End])
		if good := m.Concept.In(p.to.code, term.Preferred, term.Admitted); len(good) > 0 {
			f.hint("write %s", termList(good))
		}
		if m.Term.Note != "" {
			f.Diagnostic.Message += ": " + m.Term.Note
		}
	}
}

// actors asks whether somebody has taken the place of somebody else.
func (p *pass) actors() {
	named := func(l *Language, t *text) map[string]term.Match {
		out := map[string]term.Match{}
		for _, m := range l.actors.Find(t.s) {
			if _, ok := out[m.Concept.ID]; !ok {
				out[m.Concept.ID] = m
			}
		}
		return out
	}
	a, b := named(p.from, p.src), named(p.to, p.tgt)
	for _, c := range p.data.Pair.Contrasts {
		one, other, _ := strings.Cut(c, "/")
		for _, who := range [][2]string{{one, other}, {other, one}} {
			s, hasS := a[who[0]]
			t, hasT := b[who[1]]
			_, alsoS := a[who[1]]
			_, alsoT := b[who[0]]
			if hasS && hasT && !alsoS && !alsoT {
				p.report(p.tgt.span(t.Start, t.End), p.src.span(s.Start, s.End), "the original speaks of %q, the translation of %q", p.src.s[s.Start:s.End], p.tgt.s[t.Start:t.End])
			}
		}
	}
}

// doubled asks for words that stand twice in a row.
func (p *pass) doubled() {
	s := p.tgt.own()
	words := term.Words(s)
	for i := 1; i < len(words); i++ {
		a, b := words[i-1], words[i]
		if a.Fold != b.Fold || !strings.ContainsFunc(a.Text, unicode.IsLetter) || strings.Trim(s[a.End:b.Start], " \u00a0") != "" || slices.Contains(p.to.Doubled, a.Fold) {
			continue
		}
		if upper, _ := capital(b.Text); upper && a.Text == b.Text { // "Boutros Boutros-Ghali"
			continue
		}
		p.report(p.tgt.span(b.Start, b.End), diag.Span{}, "the word %q stands twice in a row", b.Text)
	}
}
