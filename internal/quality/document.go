package quality

import (
	"rapporteur/internal/diag"
	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// This file holds the checks of more than one sentence. Each of their findings belongs to one sentence all the same, so that its lock can
// ignore it.

// sentences tells of sentences that only the translation has, in blocks that both have, and of runs of text that have two sentences more or
// fewer. The finding belongs to the sentence before, or to the first one.
func (p *pass) sentences() {
	p.check = byID("Q25")
	added := map[*translation.Block]bool{}
	for _, u := range p.section.Alone {
		if u.Block == nil || u.Other == nil || !u.Target.Translatable() {
			continue
		}
		p.u, added[u.Other] = u, true
		for _, x := range p.section.Units {
			if x.Other == u.Other && (p.u == u || x.Target.Span.Start <= u.Target.Span.Start) {
				p.u = x
			}
		}
		p.report(u.Target.Span, u.Block.Span.FirstLine(), "the original has no such sentence: %s", clip(newText(u.Target).s)).as(diag.Warning).
			hint("take it out, or write it into the sentence that it belongs to")
	}
	type run struct {
		block *translation.Block
		part  string
	}
	seen := map[run]bool{}
	for _, u := range p.section.Units {
		if u.Block == nil || u.Other == nil || added[u.Other] || len(u.Target.Pieces) == 0 || seen[run{u.Block, u.Part}] {
			continue
		}
		seen[run{u.Block, u.Part}] = true
		if a, b := countSentences(u.Block, u.Part), countSentences(u.Other, u.Part); a-b > 1 || b-a > 1 {
			p.u = u
			p.report(u.Target.Span, u.Source.Span, "the text has %d sentences here and %d in the original", b, a)
		}
	}
}

// countSentences is how many sentences a run of text of a block has.
func countSentences(b *translation.Block, part string) int {
	for _, x := range b.Parts {
		if x.Name == part {
			return len(x.Sentences)
		}
	}
	return 0
}

// leastWords is how many words a sentence has that is compared with others: shorter ones are the same by chance.
const leastWords = 3

// consistency asks whether a sentence that stands twice in the original is translated in one way, and whether different ones are translated
// differently.
func (p *pass) consistency(sections []*translation.Section) {
	p.check = byID("Q19")
	bySource, byTarget := map[string]*translation.Unit{}, map[string]*translation.Unit{}
	for _, s := range sections {
		for _, u := range s.Units {
			if u.Fixed || len(u.Target.Pieces) == 0 || u.State == translation.Missing {
				continue
			}
			p.u = u
			if u.Source.Words() >= leastWords {
				if old := bySource[u.SourceHash()]; old == nil {
					bySource[u.SourceHash()] = u
				} else if old.TargetHash() != u.TargetHash() {
					p.report(u.Target.Span, u.Source.Span, "the same sentence of the original is translated otherwise elsewhere: %s", clip(newText(old.Target).s)).
						hint("translate both alike, or ignore Q19 with the reason").
						Diagnostic.WithRelated(old.Target.Span, "the other translation")
				}
			}
			if u.Target.Words() >= leastWords {
				if old := byTarget[u.TargetHash()]; old == nil {
					byTarget[u.TargetHash()] = u
				} else if old.SourceHash() != u.SourceHash() {
					p.report(u.Target.Span, u.Source.Span, "another sentence of the original is translated with the same words: %s", clip(newText(old.Source).s)).as(diag.Note).
						Diagnostic.WithRelated(old.Target.Span, "the other sentence")
				}
			}
		}
	}
}

// Of how many words a block has to be so that its language can be told, how many words that stand everywhere have to be those of another language
// alone, and how many times those of its own.
const (
	leastLanguage = 8
	leastOther    = 3
	mostOther     = 3
)

// languages asks whether blocks of the translation are in another language than they should be: that of the original, or a third one.
func (p *pass) languages() {
	p.check = byID("Q27")
	type block struct {
		words []term.Word
		unit  *translation.Unit
	}
	var order []*block
	of := map[*translation.Block]*block{}
	for _, u := range p.section.Units {
		if u.Other == nil || len(u.Target.Pieces) == 0 {
			continue
		}
		b := of[u.Other]
		if b == nil {
			b = &block{unit: u}
			of[u.Other] = b
			order = append(order, b)
		}
		b.words = append(b.words, term.Words(newText(u.Target).own())...)
	}
	for _, b := range order {
		if len(b.words) < leastLanguage || len(p.to.words) == 0 {
			continue
		}
		for _, l := range append([]*Language{p.from}, p.data.Others...) {
			other, own := 0, 0
			for _, w := range b.words {
				switch in, here := l.words[w.Fold], p.to.words[w.Fold]; {
				case in && !here:
					other++
				case here && !in:
					own++
				}
			}
			if other < leastOther || other <= mostOther*own {
				continue
			}
			p.u = b.unit
			name := "the language of the original"
			if l != p.from {
				name = "another language (" + l.code + ")"
			}
			p.report(b.unit.Other.Span.FirstLine(), b.unit.Source.Span, "the block is in %s: %d of its %d words are", name, other, len(b.words)).
				hint("translate it, or mark it as being in that language")
			break
		}
	}
}
