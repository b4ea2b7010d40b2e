package quality

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/internal/diag"
	"rapporteur/internal/sentence"
	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// empty asks whether there is a translation at all. What the whole block lacks is told where blocks are compared.
func (p *pass) empty() {
	if p.u.Fixed || p.u.Other == nil {
		return
	}
	if !strings.ContainsFunc(p.tgt.s, unicode.IsLetter) && p.u.Source.Translatable() {
		p.report(p.where(), p.u.Source.Span, "a sentence of the original is not translated: %s", clip(p.src.s))
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

// leastSame is how many words have to be the same in both languages to count as not translated.
const leastSame = 2

func (p *pass) untranslated() {
	if p.u.Fixed || len(p.u.Target.Pieces) == 0 || strings.Join(strings.Fields(p.src.own()), " ") != strings.Join(strings.Fields(p.tgt.own()), " ") {
		return
	}
	named := func(w term.Word) bool {
		for _, m := range p.bases {
			for _, x := range m.from.Find(p.src.s) {
				if x.Start <= w.Start && w.End <= x.End {
					return true
				}
			}
		}
		return false
	}
	n := 0
	for _, w := range term.Words(p.tgt.own()) {
		if strings.ContainsFunc(w.Text, unicode.IsDigit) || term.IsAcronym(w.Text) || named(w) {
			continue
		}
		if upper, _ := capital(w.Text); !upper || n > 0 || p.u.State == translation.Missing {
			n++
		}
	}
	if n >= leastSame {
		p.report(p.where(), p.u.Source.Span, "the translation is the original, word for word")
	}
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
			p.report(p.tgt.span(start, end), p.u.Source.Span, "%q is left of the original", s[start:end])
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
	f := p.report(p.where(), p.u.Source.Span, "the original has changed since it was translated (%s)", p.u.Change())
	if p.u.Entry.State != translation.Final.String() {
		f.warn()
	}
}

// terms asks for the terms of the table.
func (p *pass) terms() {
	for _, m := range p.bases[0].from.Find(p.src.own()) {
		if !term.IsAcronym(m.Term.Text) {
			p.wanted(0, m)
		}
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
	// The other table may have more to say of the same words, or of longer ones.
	for i, other := range p.bases {
		for _, x := range other.from.Find(p.src.s) {
			if i != base && x.Start <= m.Start && m.End <= x.End && other.to.Has(x.Concept, p.tgt.s) {
				return
			}
		}
	}
	if slices.ContainsFunc(p.result.Findings, func(f Finding) bool { // once a concept and sentence
		return f.Unit == p.u && f.Check == p.check && strings.Contains(f.Diagnostic.Message, quote(m.Term.Text))
	}) {
		return
	}
	p.report(p.where(), p.src.span(m.Start, m.End), "%s of the original has to be %s", quote(m.Term.Text), termList(good))
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
			p.report(p.where(), p.src.span(w.Start, w.End), "the acronym %s of the original has to be %s", w.Text, termList(known))
		default:
			p.report(p.where(), p.src.span(w.Start, w.End), "the acronym %s of the original is missing", w.Text).
				hint("keep it, or give what it is called in this language in the table of terms")
		}
	}
}

func inside(list []token, w term.Word) bool {
	return slices.ContainsFunc(list, func(t token) bool { return t.start <= w.Start && w.End <= t.end })
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

// leastLength is from how many characters on lengths are compared: short sentences differ freely.
const leastLength = 40

func (p *pass) length() {
	bounds := p.data.Pair.Length
	a, b := len([]rune(p.src.s)), len([]rune(p.tgt.s))
	if bounds == nil || a < leastLength && b < leastLength {
		return
	}
	if ratio := 100 * b / max(a, 1); ratio < bounds[0] || ratio > bounds[1] {
		p.report(p.where(), p.u.Source.Span, "%d characters here, %d in the original", b, a)
	}
}

func (p *pass) sentences() {
	a, b := len(sentence.For(p.from.code).Split(p.src.s)), len(sentence.For(p.to.code).Split(p.tgt.s))
	if a-b > 1 || b-a > 1 {
		p.report(p.where(), p.u.Source.Span, "%d sentences here, %d in the original", b, a)
	}
}

// alone tells of sentences that only the translation has, in blocks that both have.
func (p *pass) alone() {
	for _, u := range p.section.Alone {
		if u.Block == nil || u.Other == nil || !u.Target.Translatable() {
			continue
		}
		p.check, p.u, p.src, p.tgt = byID("Q25"), u, newText(u.Source), newText(u.Target)
		p.report(u.Target.Span, u.Block.Span.FirstLine(), "the original has no such sentence: %s", clip(p.tgt.s))
	}
}

// consistency asks whether a sentence that stands twice in the original is translated in one way.
func (p *pass) consistency(sections []*translation.Section) {
	p.check = byID("Q19")
	first := map[string]*translation.Unit{}
	for _, s := range sections {
		for _, u := range s.Units {
			if u.Fixed || len(u.Target.Pieces) == 0 || u.Source.Words() < 3 {
				continue
			}
			old, ok := first[u.SourceHash()]
			if !ok {
				first[u.SourceHash()] = u
				continue
			}
			if old.TargetHash() != u.TargetHash() {
				p.u = u
				p.report(u.Target.Span, u.Source.Span, "the same sentence is translated otherwise elsewhere").
					Diagnostic.WithRelated(old.Target.Span, "the other translation")
			}
		}
	}
}

// leastLanguage is how many words a block needs so that its language can be told.
const leastLanguage = 8

// languages asks whether blocks of the translation are in the language of the original.
func (p *pass) languages() {
	p.check = byID("Q27")
	type counts struct {
		words, from, to int
		unit            *translation.Unit
	}
	var order []*counts
	of := map[*translation.Block]*counts{}
	for _, u := range p.section.Units {
		if u.Other == nil || len(u.Target.Pieces) == 0 {
			continue
		}
		c := of[u.Other]
		if c == nil {
			c = &counts{unit: u}
			of[u.Other] = c
			order = append(order, c)
		}
		for _, w := range term.Words(newText(u.Target).own()) {
			c.words++
			from, to := p.from.words[w.Fold], p.to.words[w.Fold]
			if from && !to {
				c.from++
			}
			if to && !from {
				c.to++
			}
		}
	}
	for _, c := range order {
		if c.words >= leastLanguage && c.from >= 3 && c.from > 3*c.to {
			p.u = c.unit
			p.report(c.unit.Other.Span.FirstLine(), c.unit.Source.Span, "the block is in the language of the original: %d of its %d words are", c.from, c.words)
		}
	}
}
