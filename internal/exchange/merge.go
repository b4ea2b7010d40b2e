package exchange

import (
	"slices"
	"strings"

	"rapporteur/internal/translation"
)

// merged says of which sentences beside it the new words of a unit are the translation too: those whose own translation was taken away in the file,
// where the words fit all of them better than the unit alone.
func (t *taking) merged(verdicts []Verdict) map[*translation.Unit][]*translation.Unit {
	taken, emptied := map[*translation.Unit]*Verdict{}, map[*translation.Unit]bool{}
	for i := range verdicts {
		switch v := &verdicts[i]; v.Fate {
		case Taken:
			taken[v.Unit] = v
		case Emptied:
			emptied[v.Unit] = true
		}
	}
	out := map[*translation.Unit][]*translation.Unit{}
	if len(emptied) == 0 {
		return out
	}
	var run []*translation.Unit // of one part of a block
	flush := func() {
		for i, u := range run {
			if taken[u] == nil {
				continue
			}
			from, to := i, i+1
			for from > 0 && emptied[run[from-1]] {
				from--
			}
			for to < len(run) && emptied[run[to]] {
				to++
			}
			for _, x := range t.best(u, run[from:to], t.target(taken[u].Returned, u)) {
				out[u] = append(out[u], x)
				emptied[x] = false
			}
		}
		run = nil
	}
	for _, u := range t.section.Units {
		if len(run) > 0 && (u.Block != run[0].Block || u.Part != run[0].Part) {
			flush()
		}
		if !u.InNote() {
			run = append(run, u)
		}
	}
	flush()
	return out
}

// best chooses from a run of sentences those around u whose old translation stands in the new one of u for the most part, and beyond them those
// that its words fit better; codes do not count, for those of the others cannot be in it.
func (t *taking) best(u *translation.Unit, run []*translation.Unit, target []translation.Piece) []*translation.Unit {
	words := func(pieces []translation.Piece) translation.Sentence {
		return translation.Sentence{Pieces: []translation.Piece{{Text: translation.Plain(pieces)}}}
	}
	at := slices.Index(run, u)
	first, last := at, at
	for i, x := range run {
		if i != at && standsIn(x, u, target) {
			first, last = min(first, i), max(last, i)
		}
	}
	var chosen []*translation.Unit
	least := -1.0
	for from := first; from >= 0; from-- {
		for to := last + 1; to <= len(run); to++ {
			var sources []translation.Sentence
			for _, x := range run[from:to] {
				sources = append(sources, words(x.Source.Pieces))
			}
			if d := translation.Distance(sources, words(target)); least < 0 || d < least {
				chosen, least = run[from:to], d
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(chosen), func(x *translation.Unit) bool { return x == u })
}

// standsIn reports whether most words of the translation of x that is here, and not in that of u, are in a new translation of u.
func standsIn(x, u *translation.Unit, target []translation.Piece) bool {
	have := tokens(u.Target.Plain())
	old := slices.DeleteFunc(tokens(x.Target.Plain()), func(w string) bool { return slices.Contains(have, w) })
	return len(old) >= leastWords && doubled(old, tokens(translation.Plain(target)))*2 > len(old)
}

// join says of a unit and of those beside it that they are one sentence in the translation now.
func (r *Result) join(v *Verdict, with []*translation.Unit) {
	v.With, v.State = with, translation.Draft
	for i := range r.Verdicts {
		if x := &r.Verdicts[i]; slices.Contains(with, x.Unit) {
			x.Fate, x.Code, x.Reason, x.State = Merged, "", "", translation.Draft
		}
	}
}

// first is the first sentence of the original that the words of a verdict are the translation of.
func (v *Verdict) first() *translation.Unit {
	u := v.Unit
	for _, x := range v.With {
		if x.Source.Span.Start < u.Source.Span.Start {
			u = x
		}
	}
	return u
}

// inside reports whether a unit that came back without a translation stands in another one of its block, with which it has been made one since.
func (t *taking) inside(r *Returned) bool {
	words := wordsOf(translation.Plain(r.Source))
	return len(words) > 0 && squeeze(flatten(r.Target)) == "" && slices.ContainsFunc(t.section.Units, func(u *translation.Unit) bool {
		return strings.HasPrefix(r.ID, u.Block.Key+".") && where(wordsOf(u.Source.Plain()), words) >= 0
	})
}
