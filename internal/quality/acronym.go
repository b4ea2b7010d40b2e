package quality

import (
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// acronyms asks for the acronyms of the original, as they are or as the tables give them.
func (p *pass) acronyms() {
	if strings.ToUpper(p.src.s) == p.src.s { // a heading in capitals
		return
	}
	seen := map[string]bool{}
	for _, w := range term.Words(p.src.own()) {
		if !term.IsAcronym(w.Text) || isRoman(w.Text) || seen[w.Text] || inside(p.s.symbols, w) {
			continue
		}
		seen[w.Text] = true
		known, ok := []term.Term(nil), false
		for _, base := range p.bases {
			for _, m := range base.from.Find(w.Text) {
				known = append(known, m.Concept.In(p.to.code, term.Preferred, term.Admitted)...)
				ok = ok || base.to.Has(m.Concept, p.tgt.s)
			}
		}
		switch same := slices.ContainsFunc(term.Words(p.tgt.s), func(t term.Word) bool { return t.Text == w.Text }); {
		case ok || len(known) == 0 && same:
		case len(known) > 0:
			p.report(p.where(), p.src.span(w.Start, w.End), "the acronym %s of the original is %s in this language, which is not here", w.Text, termList(known))
		default:
			p.report(p.where(), p.src.span(w.Start, w.End), "the acronym %s of the original is missing here", w.Text).
				hint("keep it, or give what it is called in this language in the table of terms")
		}
	}
}

func inside(list []token, w term.Word) bool {
	return slices.ContainsFunc(list, func(t token) bool { return t.start <= w.Start && w.End <= t.end })
}

// told are the forms in which a text says what an acronym means: "Organización Internacional para las Migraciones (OIM)", "OIM (Organización …)".
var told = regexp.MustCompile(`\p{L}[\s\x{a0}]+\((\p{Lu}{2,})\)|(\p{Lu}{2,})[\s\x{a0}]+\((\p{L}+)[\s\x{a0}]`)

// expansions are the acronyms of which a text says what they mean.
func expansions(t *text) []token {
	var out []token
	for _, m := range told.FindAllStringSubmatchIndex(t.s, -1) {
		start, end := m[2], m[3]
		if start < 0 {
			start, end = m[4], m[5]
			if term.Fold(t.s[m[6]:m[7]])[0] != term.Fold(t.s[start:end])[0] { // "OIM (véase el párrafo 3)"
				continue
			}
		}
		if !isRoman(t.s[start:end]) {
			out = append(out, token{start, end, t.s[start:end]})
		}
	}
	return out
}

// meanings asks whether the report says once what each acronym means, where the original says it.
func (p *pass) meanings(sections []*translation.Section) {
	p.check = byID("Q17")
	first := map[string]diag.Span{} // where the translation says it
	for _, s := range sections {
		for _, u := range s.Units {
			if len(u.Target.Pieces) == 0 || u.State == translation.Missing || isCell(u) {
				continue
			}
			p.set(u)
			from, to := expansions(p.src), expansions(p.tgt)
			for _, a := range from {
				if i := slices.IndexFunc(p.called(a.text), func(name string) bool { return strings.Contains(p.tgt.s, name) }); i >= 0 && len(to) < len(from) && !has(to, p.called(a.text)) {
					p.report(p.where(), p.src.span(a.start, a.end), "the original says here what %s means; the translation does not", a.text).
						hint("write the name, with %s in brackets", p.called(a.text)[i])
				}
			}
			for _, b := range to {
				at := p.tgt.span(b.start, b.end)
				if before, ok := first[b.text]; ok && len(to) > len(from) {
					p.report(at, p.u.Source.Span, "what %s means is said twice in the translation, and not here in the original", b.text).
						Diagnostic.WithRelated(before, "it is said here first")
				} else if !ok {
					first[b.text] = at
				}
			}
		}
	}
}

func has(list []token, names []string) bool {
	return slices.ContainsFunc(list, func(t token) bool { return slices.Contains(names, t.text) })
}

// called are the acronyms that the translation may have for one of the original: those of the tables, or the same.
func (p *pass) called(acronym string) []string {
	var out []string
	for _, base := range p.bases {
		for _, m := range base.from.Find(acronym) {
			for _, t := range m.Concept.In(p.to.code, term.Preferred, term.Admitted) {
				if term.IsAcronym(t.Text) {
					out = append(out, t.Text)
				}
			}
		}
	}
	if len(out) == 0 {
		out = []string{acronym}
	}
	return out
}
