package exchange

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"rapporteur/internal/markdown"
	"rapporteur/internal/translation"
)

// A Fate is what becomes of a unit that came back.
type Fate int

const (
	Unchanged    Fate = iota // it is here as it came
	Untranslated             // the file has no translation of it
	Emptied                  // the translator has taken the translation away, and it stays here
	Taken                    // it is written into the content file
	Outdated                 // it is written too, and is stale: the original has changed since the file was made
	Confirmed                // the words were here; the translator has given them another state
	Merged                   // its words stand in the sentence beside it, which is taken
	Kept                     // the translator has left it alone, and it has changed here since
	Repeated                 // the same unit stands before it, with the same words
	Unknown                  // the section has no such unit
	Refused                  // it cannot be taken
)

func (f Fate) String() string {
	return [...]string{"unchanged", "untranslated", "emptied", "taken", "outdated", "confirmed", "merged", "kept", "repeated", "unknown", "refused"}[f]
}

// A Verdict says what becomes of one unit that came back.
type Verdict struct {
	Returned *Returned
	Unit     *translation.Unit // as it was before; nil where the section has none
	Fate     Fate
	State    translation.State   // of the unit afterwards
	Code     string              // of the finding; empty where there is none
	Reason   string              // why it is refused, or what there is to know
	Damaged  bool                // it is refused for what a tool without codes has done
	With     []*translation.Unit // beside it that its words are the translation of too
	Left     string              // what is left of the original in a translation that is taken; empty for nothing

	entry *translation.Entry // of what the lock is to remember in place of the original as it is now
}

// Options say how to take units.
type Options struct {
	File     string           // name of the content file of the translation
	Markdown markdown.Options // how it is read
	By       string           // who has translated
	On       time.Time        // when
}

// A Result is what becomes of a section.
type Result struct {
	Verdicts []Verdict            // one for each unit that came back, in their order
	Absent   []*translation.Unit  // that were to be translated and did not come back
	Src      []byte               // the new content file; nil where it stays as it is
	Data     []translation.File   // data files of tables that change, or are new
	Section  *translation.Section // as it is with the new file
	Entries  []*translation.Entry // what its lock is to remember
}

// Take compares units that came back with a section as it is now, and makes its new content file. The section and its lock stay as they are.
func Take(s *translation.Section, units []*Returned, opt Options) *Result {
	t := &taking{section: s, opt: opt, at: map[string]*translation.Unit{}}
	for _, u := range s.Units {
		t.at[u.ID] = u
	}
	result := &Result{Verdicts: make([]Verdict, len(units)), Section: s}
	units = t.originals(t.marked(t.whole(units)))
	t.match(units)
	came := map[*translation.Unit]bool{}
	for i, r := range units {
		result.Verdicts[i] = t.judge(r)
		came[result.Verdicts[i].Unit] = true
	}
	for _, u := range s.Units {
		if !u.Fixed && !came[u] {
			result.Absent = append(result.Absent, u)
		}
	}
	t.rewrite(units, result)
	t.enter(result)
	return result
}

// rewrite puts the new words into the content files of the result, and refuses those that find no place.
func (t *taking) rewrite(units []*Returned, result *Result) {
	var edits []translation.Edit
	byUnit := map[*translation.Unit]*Verdict{}
	merged := t.merged(result.Verdicts)
	for i, r := range units {
		if v := &result.Verdicts[i]; v.Fate == Taken || v.Fate == Outdated {
			byUnit[v.Unit] = v
			edits = append(edits, translation.Edit{Unit: v.Unit, Target: t.target(r, v.Unit), With: merged[v.Unit]})
		}
	}
	if len(edits) == 0 {
		return
	}
	files, made, refused := t.section.Rewrite(edits, t.opt.File, t.opt.Markdown)
	for _, r := range refused {
		if v := byUnit[r.Unit]; v.Fate != Refused {
			v.refuse("exchange/refused", "%s", r.Reason)
		}
	}
	if len(made) > 0 {
		result.Section = t.section.After(files, made, t.opt.File, t.opt.Markdown)
		for _, f := range files {
			if f.Name == result.Section.Target.File.Name {
				result.Src = f.Src
			} else {
				result.Data = append(result.Data, f)
			}
		}
	}
	written := map[*translation.Unit]bool{}
	for _, e := range made {
		written[e.Unit] = true
		if len(e.With) > 0 {
			result.join(byUnit[e.Unit], e.With)
		}
	}
	for u, v := range byUnit {
		if v.Fate != Refused && !written[u] {
			v.refuse("exchange/refused", "there is no place for it in the content file")
		}
	}
}

// enter gives the result what the lock is to remember of the units that were taken or confirmed.
func (t *taking) enter(result *Result) {
	after := map[spot]*translation.Unit{}
	for _, u := range result.Section.Units {
		after[at(u.Source.Span)] = u
	}
	for i := range result.Verdicts {
		v := &result.Verdicts[i]
		if v.Fate != Taken && v.Fate != Outdated && v.Fate != Confirmed {
			continue
		}
		u := after[at(v.first().Source.Span)]
		e := u.Record(v.State, t.opt.By, t.opt.On)
		if v.Fate == Outdated {
			e.Source, e.Text = v.entry.Source, v.entry.Text
			e.State, v.State = translation.Translated.String(), translation.Stale
			if v.Left != "" {
				e.State = translation.Draft.String()
			}
		}
		result.Entries = append(result.Entries, e)
	}
}

type taking struct {
	section *translation.Section
	opt     Options
	at      map[string]*translation.Unit
	of      map[*Returned]*translation.Unit // what each of them is a translation of; nil for nothing
	doubles map[*Returned]string            // "same" or "other": another one of the same unit stands before it
}

// whole completes units that came back without the codes at both ends.
func (t *taking) whole(units []*Returned) []*Returned {
	out := make([]*Returned, len(units))
	var by map[string][]*translation.Unit // what a translator sees of an original
	for i, r := range units {
		if out[i] = r; !r.Inner {
			continue
		}
		if by == nil {
			by = map[string][]*translation.Unit{}
			for _, u := range t.section.Units {
				key := squeeze(flatten(coreOf(u.Source.Pieces).of(u.Source.Pieces)))
				by[key] = append(by[key], u)
			}
		}
		x := *r
		out[i] = &x
		list := by[squeeze(flatten(r.Source))]
		at := slices.IndexFunc(list, func(u *translation.Unit) bool { return u.ID == r.ID })
		switch {
		case at < 0 && len(list) == 1:
			at = 0
		case at < 0:
			x.Fault = "the original is not here as it is in the file"
			continue
		}
		u := list[at]
		c := coreOf(u.Source.Pieces)
		x.ID, x.Source = u.ID, u.Source.Pieces
		switch {
		case len(r.Target) == 0:
		case same(r.Target, c.of(u.Target.Pieces)):
			x.Target = u.Target.Pieces
		default:
			x.Target = c.whole(r.Target)
		}
	}
	return out
}

// marked gives units whose id has been edited in the file the id of the bookmark in their row, where the original is the one that went out.
func (t *taking) marked(units []*Returned) []*Returned {
	byMark := map[string]*translation.Unit{}
	for _, u := range t.section.Units {
		byMark[rowMark(u.ID)] = u
	}
	out := make([]*Returned, len(units))
	for i, r := range units {
		out[i] = r
		u := byMark[wordMark+r.Mark]
		if u == nil || u.ID == r.ID || r.Source != nil && !same(r.Source, u.Source.Pieces) && recorded(u.Source.Pieces) != r.Recorded {
			continue
		}
		x := *r
		out[i], x.ID, x.WrongID = &x, u.ID, r.ID
	}
	return out
}

// originals gives units whose original has been edited in the file the original back, where it is still the one that went out.
func (t *taking) originals(units []*Returned) []*Returned {
	out := make([]*Returned, len(units))
	for i, r := range units {
		if out[i] = r; r.Recorded == "" || r.Recorded == recorded(r.Source) {
			continue
		}
		x := *r
		out[i], x.Edited = &x, true
		if u := t.at[r.ID]; u != nil && recorded(u.Source.Pieces) == r.Recorded {
			x.Source = u.Source.Pieces
		} else if x.Fault == "" {
			x.Fault = "the original has been edited in the file, and is not here as it was when the file was made"
		}
	}
	return out
}

// leastLike is from what similarity on the original that a file has is taken for an older form of the one that is here.
const leastLike = 0.4

// match finds out which unit each of those that came back is. The id decides where the original is still the same; otherwise the
// original does, for ids that no lock holds can move from sentence to sentence.
func (t *taking) match(units []*Returned) {
	t.of, t.doubles = map[*Returned]*translation.Unit{}, map[*Returned]string{}
	bySource := map[string][]*translation.Unit{}
	for _, u := range t.section.Units {
		key := squeeze(flatten(u.Source.Pieces))
		bySource[key] = append(bySource[key], u)
	}
	taken := map[*translation.Unit]bool{}
	for _, r := range units {
		if u := t.at[r.ID]; u != nil && (r.Source == nil || same(r.Source, u.Source.Pieces)) {
			t.of[r], taken[u] = u, true
		}
	}
	for _, r := range units {
		if t.of[r] != nil || r.Source == nil {
			continue
		}
		var free []*translation.Unit
		for _, u := range bySource[squeeze(flatten(r.Source))] {
			if !taken[u] {
				free = append(free, u)
			}
		}
		if len(free) == 1 {
			t.of[r] = free[0]
		}
	}
	for _, r := range units {
		if u := t.of[r]; u != nil {
			taken[u] = true
		}
	}
	for _, r := range units {
		if u := t.at[r.ID]; t.of[r] == nil && u != nil && !taken[u] {
			t.of[r] = u
		}
	}
	for _, r := range units {
		if u := t.of[r]; u != nil {
			taken[u] = true
		}
	}
	t.renamed(units, taken)
	first := map[*translation.Unit][]*Returned{}
	for _, r := range units {
		u := t.of[r]
		if u == nil {
			continue
		}
		first[u] = append(first[u], r)
	}
	for _, list := range first {
		for i, r := range list[1:] {
			if !alike(r, list[0]) {
				for _, x := range list {
					t.doubles[x] = "other"
				}
				break
			}
			t.doubles[list[i+1]] = "same"
		}
	}
}

// Of a block that has no id of its own and that no lock remembers, the id changes with its words.
const (
	leastAlike = 0.7 // from what similarity on an original is taken for an older form of the one with another id
	clearly    = 0.1 // by how much it has to be more alike than any other
	leastWords = 3   // of fewer words every two are alike
)

// renamed finds the units of those that came back with an id which is no more: the one that is clearly most alike, in a block of the same kind.
func (t *taking) renamed(units []*Returned, taken map[*translation.Unit]bool) {
	for _, r := range units {
		if t.of[r] != nil || t.at[r.ID] != nil || r.Source == nil || len(tokens(translation.Plain(r.Source))) < leastWords {
			continue
		}
		kind, _, _ := strings.Cut(r.ID, "-")
		var best *translation.Unit
		like, second := 0.0, 0.0
		for _, u := range t.section.Units {
			if taken[u] || u.Fixed || u.Block.Given || u.Block.Kind != kind {
				continue
			}
			switch v := translation.Similarity(translation.Plain(r.Source), u.Source.Plain()); {
			case v > like:
				best, like, second = u, v, like
			case v > second:
				second = v
			}
		}
		if best != nil && like >= leastAlike && like-second >= clearly {
			t.of[r], taken[best] = best, true
		}
	}
}

// alike reports whether two units bring the same words. What they say of states does not count: that of the first one does.
func alike(a, b *Returned) bool {
	return same(a.Source, b.Source) && same(a.Target, b.Target) && a.Fault == b.Fault
}

func (v *Verdict) refuse(code, reason string, args ...any) {
	v.Fate, v.Code, v.Reason = Refused, code, fmt.Sprintf(reason, args...)
	if v.Unit != nil {
		v.State = v.Unit.State
	}
}

// judge says what becomes of one unit, without looking at its codes.
func (t *taking) judge(r *Returned) Verdict {
	u := t.of[r]
	v := Verdict{Returned: r, Unit: u}
	if u == nil {
		if v.Fate = Merged; t.inside(r) {
			return v
		}
		v.Fate, v.Code = Unknown, "exchange/unknown-unit"
		if v.Reason = "the section has no such sentence"; t.at[r.ID] != nil {
			v.Reason = "the section has another sentence under that id"
		}
		return v
	}
	v.State = u.State
	switch t.doubles[r] {
	case "same":
		v.Fate = Repeated
		return v
	case "other":
		v.refuse("exchange/double-unit", "it came back several times, and not with the same translation")
		return v
	}
	target := t.target(r, u)
	current := r.Source == nil || same(r.Source, u.Source.Pieces)
	switch {
	case r.Fault != "":
		v.refuse("exchange/refused", "%s", r.Fault)
	case squeeze(flatten(target)) == "" && cleared(r, u):
		v.Fate, v.Code, v.Reason = Emptied, "exchange/emptied", "the translation is empty in the file"
	case squeeze(flatten(target)) == "":
		v.Fate = Untranslated
	case len(u.Target.Pieces) > 0 && (same(target, u.Target.Pieces) || same(target, common(u))):
		if want := t.confirmed(r, u, current); want != u.State {
			v.Fate, v.State = Confirmed, want
		} else if u.State == translation.Missing {
			v.Fate = Untranslated // the original stands in its place
		}
	case u.Fixed:
		v.refuse("exchange/refused", "there is nothing to translate in it")
	case untouched(r, u, target) && cleared(r, u) && r.Base.Hash != t.hash(target, u):
		v.Fate, v.Code, v.Reason = Emptied, "exchange/emptied", "the original stands in the place of the translation in the file"
	case untouched(r, u, target):
		v.Fate = Untranslated
	case r.Base.Hash != "" && r.Base.Hash == t.hash(target, u):
		v.Fate = Kept
	case r.Base.Hash != "" && r.Base.Hash != noTranslation && len(u.Target.Pieces) == 0:
		v.refuse("exchange/conflict", "the translation that the file was made from is not here any more")
	case r.Base.Hash != "" && r.Base.Hash != targetHash(u), r.Base.Hash == "" && !current && u.State >= translation.Draft && u.Entry != nil:
		v.refuse("exchange/conflict", "the translation has changed here too since the file was made; here: %q", squeeze(flat(u.Target.Pieces)))
	case damaged(target, u) != "":
		v.refuse("exchange/refused", "%s", damaged(target, u))
		v.Damaged = true
	case current:
		v.Fate, v.State, v.Left = Taken, claimed(r), leftOver(target, u.Target.Pieces, u, t.section.From)
		switch {
		case v.Left == inItsPlace && v.State < translation.Reviewed:
			v.Fate, v.Code, v.State = Untranslated, "exchange/original-left", u.State
		case v.Left != "":
			v.State = translation.Draft
		}
	case !related(r.Source, u.Source.Pieces):
		v.refuse("exchange/changed-original", "the original is another sentence now; in the file: %q; here: %q", squeeze(flat(r.Source)), squeeze(flat(u.Source.Pieces)))
	default:
		v.Fate, v.Code = Outdated, "exchange/changed-original"
		v.Reason = fmt.Sprintf("the original has changed since the file was made: %s", changed(flat(r.Source), flat(u.Source.Pieces)))
		v.entry, v.Left = older(r.Source, u), leftOver(target, u.Target.Pieces, u, t.section.From)
	}
	return v
}

// cleared reports whether a unit had a translation when the file was made, and has one here, so that one that is gone was taken away.
func cleared(r *Returned, u *translation.Unit) bool {
	b := r.Base
	return b.Hash != "" && b.Hash != noTranslation && b.State != translation.Missing && !b.Copied && len(u.Target.Pieces) > 0
}

// common is the translation of u without the codes that the original does not have, words in a foreign language for one: tools that know the
// codes of the original only leave them out.
func common(u *translation.Unit) []translation.Piece {
	have := map[int]bool{}
	for _, c := range translation.Codes(u.Source.Pieces) {
		have[c.Number] = true
	}
	var out []translation.Piece
	for _, p := range u.Target.Pieces {
		switch {
		case p.Code == nil:
			out = appendText(out, p.Text)
		case have[p.Code.Number]:
			out = append(out, p)
		}
	}
	return out
}

func related(a, b []translation.Piece) bool {
	return translation.Similarity(translation.Plain(a), translation.Plain(b)) > leastLike
}

// untouched reports whether the original stands in the place of the translation, and nobody has said that it is right so.
func untouched(r *Returned, u *translation.Unit, target []translation.Piece) bool {
	source := r.Source
	if source == nil {
		source = u.Source.Pieces
	}
	if !same(target, source) {
		return false
	}
	said := r.Base.Hash != "" && r.State >= translation.Translated && r.State != exported(r.Base)
	return !said || len(u.Target.Pieces) > 0
}

// exported is the state that a file claimed when it was made.
func exported(b Base) translation.State {
	if b.Copied {
		return translation.Missing
	}
	return b.State
}

// claimed is the state of new words: what changed is translated at least, and more where the tool says so itself.
func claimed(r *Returned) translation.State {
	switch {
	case r.Unsure:
		return translation.Draft
	case r.Base.Hash != "" && r.State == exported(r.Base):
		return translation.Translated
	}
	return max(r.State, translation.Translated)
}

// confirmed is the state of words that were here already. It never sinks.
func (t *taking) confirmed(r *Returned, u *translation.Unit, current bool) translation.State {
	want := u.State
	switch {
	case !current:
		return u.State
	case r.Base.Hash != "" && r.Base.Hash != targetHash(u), r.Base.Copied && !same(r.Target, u.Source.Pieces): // the translator has written what is here
		if want = claimed(r); leftOver(u.Target.Pieces, nil, u, t.section.From) != "" {
			want = translation.Draft
		}
	case r.Base.Hash == "" && leftOver(u.Target.Pieces, nil, u, t.section.From) != "":
	case r.Base.Hash == "" || r.State != exported(r.Base):
		want = r.State
	}
	if want < translation.Draft || want <= u.State || u.State == translation.Stale && want < translation.Translated {
		return u.State
	}
	return want
}

// hash is the hash of a translation that came back, as a base has it; empty where its codes are not those of the unit.
func (t *taking) hash(target []translation.Piece, u *translation.Unit) string {
	typed, err := translation.Typed(target, u.Target.Pieces, u.Source.Pieces)
	if err != nil {
		return ""
	}
	return translation.Hash(typed)
}

// target is the translation that came back, with its codes numbered as they are in the original now.
func (t *taking) target(r *Returned, u *translation.Unit) []translation.Piece {
	target := r.Target
	if r.Source == nil || same(r.Source, u.Source.Pieces) {
		return target
	}
	number := map[int]int{}
	taken := map[int]bool{}
	for _, c := range translation.Codes(r.Source) {
		for _, x := range translation.Codes(u.Source.Pieces) {
			if c.Kind != translation.Close && c.Raw != "" && c.Raw == x.Raw && c.Kind == x.Kind && !taken[x.Number] && number[c.Number] == 0 {
				number[c.Number], taken[x.Number] = x.Number, true
			}
		}
	}
	out := make([]translation.Piece, len(target))
	for i, p := range target {
		if p.Code != nil {
			c := *p.Code
			if n := number[c.Number]; n != 0 {
				c.Number = n
			} else if taken[c.Number] {
				c.Number = -c.Number // there is no such code any more
			}
			p.Code = &c
		}
		out[i] = p
	}
	return out
}

// older is what the lock is to remember of an original that is no longer the one of u: its text and its hash.
func older(source []translation.Piece, u *translation.Unit) *translation.Entry {
	if old := u.Old(); len(old.Pieces) > 0 && same(old.Pieces, source) {
		return &translation.Entry{Source: u.Entry.Source, Text: u.Entry.Text}
	}
	write := func(words func(string) string) *translation.Unit {
		var b strings.Builder
		for _, p := range source {
			if p.Code == nil {
				b.WriteString(words(p.Text))
				continue
			}
			raw := p.Code.Raw
			for _, c := range translation.Codes(u.Source.Pieces) {
				if raw == "" && c.Kind == p.Code.Kind && c.Number == p.Code.Number {
					raw = c.Raw
				}
			}
			b.WriteString(raw)
		}
		return &translation.Unit{Entry: &translation.Entry{Text: squeeze(b.String())}}
	}
	x := write(func(s string) string { return s })
	if squeeze(translation.Plain(x.Old().Pieces)) != squeeze(translation.Plain(source)) {
		x = write(signs.Replace)
	}
	x.Entry.Source = translation.Hash(x.Old().Pieces)
	return x.Entry
}

// signs puts a backslash before every sign of the dialect.
var signs = func() *strings.Replacer {
	var pairs []string
	for _, r := range `\*_[]^<&` + "`" + `~@{}$` {
		pairs = append(pairs, string(r), `\`+string(r))
	}
	return strings.NewReplacer(pairs...)
}()
