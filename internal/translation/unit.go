package translation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/sentence"
)

// A Unit is what is translated in one go: a sentence of the original, seldom two, and what says the same in the other language.
type Unit struct {
	ID     string // "para-x.s2", "tbl-x.r3c2.s1", "note-x.s1": it stays when the text around it changes, for the lock remembers it
	Block  *Block // of the original; nil where only the translation has the sentence
	Other  *Block // of the translation; nil where that has no such block
	Part   string // of the block
	Source Sentence
	Target Sentence // without pieces where there is no translation
	State  State
	Loose  bool     // the sentences were paired by their looks, and not one with one: a person should look
	Entry  *Entry   // what the lock remembers; nil for nothing. Of a sentence that only the translation has, that of the original that was taken out
	Joined []string // ids by which the lock knows the sentences of the original that were made one here and changed at that
	Fixed  bool     // there is nothing to translate: figures, addresses
}

// Stale reports whether the original has changed since it was translated.
func (u *Unit) Stale() bool { return u.State == Stale }

// A Section is one section in two languages.
type Section struct {
	Name     string
	From, To string // languages
	Source   *markdown.Section
	Target   *markdown.Section // nil where there is no such file yet
	Pairs    []Pair            // blocks of the first level and notes
	Units    []*Unit           // in the order of the original
	Alone    []*Unit           // sentences that only the translation has
	Lock     *Lock
}

// Align sets a section in two languages side by side. target is nil where there is no translation yet, lock where nothing is remembered.
func Align(name, from, to string, source, target *markdown.Section, lock *Lock) *Section {
	return set(name, from, to, source, target, lock, false)
}

// Adopt sets two versions side by side that were written apart. It does what Align does, and where ids and the lock say nothing it looks for more
// to go by: what one block of the original and one block of the translation have, and no other one, such as a number or a citation. The lock must
// remember what it finds, or Align will not know of it.
func Adopt(name, from, to string, source, target *markdown.Section, lock *Lock) *Section {
	return set(name, from, to, source, target, lock, true)
}

func set(name, from, to string, source, target *markdown.Section, lock *Lock, adopt bool) *Section {
	if lock == nil {
		lock = ReadLock(nil, &diag.List{})
	}
	s := &Section{Name: name, From: from, To: to, Source: source, Target: target, Lock: lock}
	blocks := Blocks(source, sentence.For(from))
	recall(blocks, lock)
	var others []*Block
	if target != nil {
		others = Blocks(target, sentence.For(to))
		recognize(others, lock)
	}
	// Definitions of notes stand wherever their authors like.
	note := func(b *Block) bool { return b.Kind == "note" }
	first := func(list []*Block) int {
		if i := slices.IndexFunc(list, note); i >= 0 {
			return i
		}
		return len(list)
	}
	m, n := first(blocks), first(others)
	if adopt {
		bind(pairBlocks(blocks[:m], others[:n]))
	}
	s.Pairs = append(pairBlocks(blocks[:m], others[:n]), pairBlocks(blocks[m:], others[n:])...)
	s.pairs(s.Pairs)
	s.copies()
	return s
}

func (s *Section) pairs(pairs []Pair) {
	for _, p := range pairs {
		switch {
		case p.Target == nil:
			s.units(p.Source, nil)
			s.pairs(pairBlocks(p.Source.Inside, nil))
		case p.Source == nil:
			s.alone(p.Target)
		default:
			s.units(p.Source, p.Target)
			s.pairs(pairBlocks(p.Source.Inside, p.Target.Inside))
		}
	}
}

// alone lists the sentences of a block that only the translation has.
func (s *Section) alone(b *Block) {
	all([]*Block{b}, func(b *Block) {
		for _, p := range b.Parts {
			for _, x := range p.Sentences {
				s.Alone = append(s.Alone, &Unit{ID: b.Key, Other: b, Part: p.Name, Target: x})
			}
		}
	})
}

// units makes the units of one block; other is nil where it is not translated.
func (s *Section) units(b, other *Block) {
	rows := s.Lock.renumberRows(b)
	s.Lock.orderRows(b, other, rows)
	for _, p := range b.Parts {
		var target []Sentence
		if other != nil {
			target = other.part(p.Name)
		}
		prefix := b.Key + "."
		if p.Name != "" {
			prefix += idPart(p.Name, rows) + "."
		}
		groups := s.Lock.pair(prefix, p.Sentences, target)
		ids := s.Lock.ids(prefix, groups)
		for i, g := range groups {
			u := &Unit{ID: ids[i], Block: b, Other: other, Part: p.Name, Source: join(g.source), Target: join(g.target)}
			if len(g.source) == 0 {
				u.Entry = s.Lock.gone(prefix, ids, u.Target)
				s.Alone = append(s.Alone, u)
				continue
			}
			renumber(u.Source.Pieces, u.Target.Pieces)
			u.Fixed = !u.Source.Translatable()
			u.Entry = s.Lock.Entry(u.ID)
			u.Loose = len(g.target) > 0 && (len(g.source) != 1 || len(g.target) != 1 || len(p.Sentences) != len(target))
			u.State = u.state()
			s.Lock.rejoin(prefix, u, g.target)
			s.Units = append(s.Units, u)
			s.notes(u)
		}
	}
	if other == nil {
		return
	}
	for _, p := range other.Parts {
		if b.part(p.Name) == nil {
			for _, x := range p.Sentences {
				s.Alone = append(s.Alone, &Unit{ID: b.Key + "." + p.Name, Block: b, Other: other, Part: p.Name, Target: x})
			}
		}
	}
}

// notes adds units for the notes that stand in a sentence.
func (s *Section) notes(u *Unit) {
	for _, c := range Codes(u.Source.Pieces) {
		if c.Type != "note-text" {
			continue
		}
		n := &Unit{ID: fmt.Sprintf("%s.n%d", u.ID, c.Number), Block: u.Block, Other: u.Other, Part: u.Part, Source: c.Note[0]}
		for _, t := range Codes(u.Target.Pieces) {
			if t.Type == "note-text" && t.Number == c.Number {
				n.Target = t.Note[0]
			}
		}
		renumber(n.Source.Pieces, n.Target.Pieces)
		n.Fixed = !n.Source.Translatable()
		n.Entry = s.Lock.Entry(n.ID)
		n.State = n.state()
		s.Units = append(s.Units, n)
	}
}

// join makes one sentence of neighbours.
func join(list []Sentence) Sentence {
	switch len(list) {
	case 0:
		return Sentence{}
	case 1:
		return list[0]
	}
	out := Sentence{Span: list[0].Span.Until(list[len(list)-1].Span), Quoted: list[0].Quoted}
	last := 0
	for i, s := range list {
		if i > 0 {
			out.Pieces = append(out.Pieces, Piece{Text: " ", Span: s.Span.File.Span(list[i-1].Span.End, s.Span.Start)})
		}
		top := last
		for _, p := range s.Pieces {
			if p.Code != nil {
				c := *p.Code
				c.Number += last
				top = max(top, c.Number)
				p.Code = &c
			}
			out.Pieces = append(out.Pieces, p)
		}
		last = top
	}
	return out
}

func (u *Unit) state() State {
	if len(u.Target.Pieces) == 0 {
		return Missing
	}
	if u.Entry == nil {
		return Draft
	}
	state, _ := ParseState(u.Entry.State)
	source, target := u.Entry.Source == u.SourceHash(), u.Entry.Target == u.TargetHash()
	switch {
	case source && target:
		return state
	case source: // somebody has worked on the translation since
		return min(state, Translated)
	case target:
		return Stale
	default: // both have changed: perhaps the one followed the other
		return Draft
	}
}

// SourceHash is the hash of the original: it changes with its words and codes, not with its line ends.
func (u *Unit) SourceHash() string { return Hash(u.Source.Pieces) }

// TargetHash is the hash of the translation.
func (u *Unit) TargetHash() string { return Hash(u.Target.Pieces) }

// Hash is what a lock remembers of a sentence: it changes with its words and with the types and keys of its codes.
func Hash(pieces []Piece) string { return hash(normal(pieces)) }

// Record is what the lock is to remember of u as it is now.
func (u *Unit) Record(state State, by string, on time.Time) *Entry {
	e := &Entry{ID: u.ID, State: state.String(), Source: u.SourceHash(), Target: u.TargetHash(), By: by, On: on, Text: u.Source.Raw()}
	if u.Entry != nil {
		e.Ignore = u.Entry.Ignore
	}
	return e
}

// recall gives blocks that no author named the keys by which the lock knows them, also when their words have changed a little since.
func recall(blocks []*Block, lock *Lock) {
	known := map[string]bool{} // keys of the lock
	for _, e := range lock.Entries {
		known[blockOf(e.ID)] = true
	}
	if len(known) == 0 {
		return
	}
	var keys []string // of the lock, in reading order
	texts := map[string]string{}
	for _, e := range lock.Entries {
		key := blockOf(e.ID)
		if texts[key] == "" {
			keys = append(keys, key)
		}
		texts[key] += e.Text + " "
	}
	var list []*Block // those of which the lock could know
	all(blocks, func(b *Block) {
		if slices.ContainsFunc(b.Parts, func(p Part) bool { return slices.ContainsFunc(p.Sentences, Sentence.Translatable) }) {
			list = append(list, b)
		}
	})
	at := make(map[string]int, len(keys))
	for k, key := range keys {
		at[key] = k
	}
	match, taken := make([]int, len(list)), make([]bool, len(keys))
	for i, b := range list {
		match[i] = -1
		if k, ok := at[b.Key]; ok {
			match[i], taken[k] = k, true
		}
	}
	kind := func(k int) string {
		kind, _, _ := strings.Cut(keys[k], "-")
		return kind
	}
	for i, b := range list {
		if match[i] >= 0 || b.Given {
			continue
		}
		best, like := -1, alikeBlocks
		words := b.raw()
		for k, key := range keys {
			if taken[k] || kind(k) != b.Kind {
				continue
			}
			if v := Similarity(texts[key], words); v > like {
				best, like = k, v
			}
		}
		if best >= 0 {
			match[i], taken[best] = best, true
		}
	}
	fillGaps(match, len(keys), func(i, k int) bool { return !list[i].Given && kind(k) == list[i].Kind })
	for i, b := range list {
		if match[i] >= 0 {
			b.Key = keys[match[i]]
		}
	}
}

// From what similarity on a text is taken for a later state of another one, wherever it stands.
const (
	alikeSentences = 0.4
	alikeBlocks    = 0.5
)

// recognize gives blocks of the translation that no author named the keys of the original, by the sentences that the lock remembers.
func recognize(blocks []*Block, lock *Lock) {
	where := map[string][]string{} // hash of a sentence → keys, in reading order: two sentences can be translated alike
	for _, e := range lock.Entries {
		if key := blockOf(e.ID); e.Target != "" && !slices.Contains(where[e.Target], key) {
			where[e.Target] = append(where[e.Target], key)
		}
	}
	taken := map[string]bool{}
	all(blocks, func(b *Block) {
		if b.Given {
			taken[b.Key] = true
		}
	})
	all(blocks, func(b *Block) {
		if b.Given {
			return
		}
		for _, p := range b.Parts {
			for _, x := range p.Sentences {
				for _, key := range where[hash(normal(x.Pieces))] {
					if !taken[key] {
						b.Key = key
						taken[key] = true
						return
					}
				}
			}
		}
	})
}

// raw is the block as it stands in the file.
func (b *Block) raw() string {
	var s strings.Builder
	for _, p := range b.Parts {
		for _, x := range p.Sentences {
			s.WriteString(x.Raw())
			s.WriteByte(' ')
		}
	}
	return s.String()
}

// blockOf is the key of the block in the id of a unit. Keys of blocks can hold dots; what follows is known by its form.
func blockOf(id string) string {
	parts := strings.Split(id, ".")
	n := len(parts)
	if n > 1 && isNumbered(parts[n-1], 'n') {
		n--
	}
	if n > 1 && isNumbered(parts[n-1], 's') {
		n--
	}
	if n > 1 && (parts[n-1] == "caption" || parts[n-1] == "alt" || strings.HasPrefix(parts[n-1], "line") && isNumber(parts[n-1][4:]) || isCell(parts[n-1])) {
		n--
	}
	return strings.Join(parts[:n], ".")
}

func isNumber(s string) bool {
	_, err := strconv.ParseUint(s, 10, 32)
	return err == nil
}

func isNumbered(s string, c byte) bool { return len(s) > 1 && s[0] == c && isNumber(s[1:]) }

func isCell(s string) bool {
	row, column, ok := strings.Cut(strings.TrimPrefix(s, "r"), "c")
	return ok && strings.HasPrefix(s, "r") && isNumber(row) && isNumber(column)
}

// pair pairs the sentences of two runs of text: those that the lock has seen together first, what stands between them by their looks. Several
// sentences that the lock knows as one unit stay together.
func (l *Lock) pair(prefix string, source, target []Sentence) []group {
	together := map[string][]string{} // original → its translations
	for _, e := range l.remembered(prefix) {
		together[e.Source] = append(together[e.Source], e.Target)
	}
	if len(together) == 0 {
		return pairSentences(source, target)
	}
	a, b := newRuns(source), newRuns(target)
	var out []group
	i0, j0 := 0, 0
	for i := 0; i < len(source); i++ {
		j, m, n := known(together, a, i, b, j0)
		if m == 0 {
			continue
		}
		out = append(out, pairSentences(source[i0:i], target[j0:j])...)
		out = append(out, group{source[i : i+m], target[j : j+n]})
		i0, j0 = i+m, j+n
		i = i0 - 1
	}
	return append(out, pairSentences(source[i0:], target[j0:])...)
}

// known finds the first run of the translation, from j0 on, that the lock has seen together with a run of the original that begins at i, and how
// many sentences both have; none where m is 0. One sentence comes before several.
func known(together map[string][]string, source *runs, i int, target *runs, j0 int) (j, m, n int) {
	for size := 1; size <= mostSentences; size++ { // of the longer one
		for m := 1; m <= size && i+m <= len(source.list); m++ {
			targets := together[source.hash(i, m)]
			if len(targets) == 0 {
				continue
			}
			for j := j0; j < len(target.list); j++ {
				for n := 1; n <= size && j+n <= len(target.list); n++ {
					if max(m, n) == size && slices.Contains(targets, target.hash(j, n)) {
						return j, m, n
					}
				}
			}
		}
	}
	return 0, 0, 0
}

// runs are the hashes of sentences that follow each other, made when they are wanted.
type runs struct {
	list   []Sentence
	hashes map[[2]int]string // first sentence and how many → hash
}

func newRuns(list []Sentence) *runs { return &runs{list, map[[2]int]string{}} }

func (r *runs) hash(from, n int) string {
	at := [2]int{from, n}
	if r.hashes[at] == "" {
		r.hashes[at] = hash(normal(join(r.list[from : from+n]).Pieces))
	}
	return r.hashes[at]
}

// remembered are the entries of the sentences of a run of text.
func (l *Lock) remembered(prefix string) []*Entry {
	var out []*Entry
	for _, e := range l.Entries {
		if n, ok := strings.CutPrefix(e.ID, prefix+"s"); ok && isNumber(n) {
			out = append(out, e)
		}
	}
	return out
}

// gone is what the lock remembers of a sentence that only the translation has: its original, which none of the units with these ids is any more.
// It is nil where the sentence never had one.
func (l *Lock) gone(prefix string, ids []string, target Sentence) *Entry {
	h := Hash(target.Pieces)
	for _, e := range l.remembered(prefix) {
		if e.Target == h && !slices.Contains(ids, e.ID) {
			return e
		}
	}
	return nil
}

// rejoin has a unit of which the lock knows parts, because sentences of the original were made one and changed at that, out of date where every
// sentence of its translation is as it was.
func (l *Lock) rejoin(prefix string, u *Unit, target []Sentence) {
	if u.State != Draft || u.Entry == nil || u.Entry.Source == u.SourceHash() {
		return
	}
	known := l.remembered(prefix)
	old := *u.Entry
	var texts, ids []string
	for _, t := range target {
		i := slices.IndexFunc(known, func(e *Entry) bool { return e.Target == Hash(t.Pieces) })
		if i < 0 {
			return
		}
		texts, ids = append(texts, known[i].Text), append(ids, known[i].ID)
	}
	old.Text = strings.Join(texts, " ")
	u.Entry, u.State, u.Joined = &old, Stale, ids
}

// ids gives an id to every group of sentences: the one by which the lock knows the sentence of the original, or a new number.
func (l *Lock) ids(prefix string, groups []group) []string {
	out := make([]string, len(groups))
	entries := l.remembered(prefix)
	highest := 0
	for _, e := range entries {
		n, _ := strconv.Atoi(e.ID[len(prefix)+1:])
		highest = max(highest, n)
	}
	match, taken := make([]int, len(groups)), make([]bool, len(entries))
	for i, g := range groups {
		match[i] = -1
		if len(g.source) == 0 {
			continue
		}
		source := hash(normal(join(g.source).Pieces))
		for k, e := range entries {
			if !taken[k] && e.Source == source {
				match[i], taken[k] = k, true
				break
			}
		}
	}
	for i, g := range groups {
		if match[i] >= 0 || len(g.source) == 0 {
			continue
		}
		best, like := -1, alikeSentences
		text := join(g.source).Raw()
		for k, e := range entries {
			if v := Similarity(e.Text, text); !taken[k] && v > like {
				best, like = k, v
			}
		}
		if best >= 0 {
			match[i], taken[best] = best, true
		}
	}
	fillGaps(match, len(entries), func(i, _ int) bool { return len(groups[i].source) > 0 })
	used := map[int]bool{}
	for _, e := range entries {
		n, _ := strconv.Atoi(e.ID[len(prefix)+1:])
		used[n] = true
	}
	for i, g := range groups {
		switch {
		case len(g.source) == 0:
			out[i] = "-"
		case match[i] >= 0:
			out[i] = entries[match[i]].ID
		case !used[i+1]: // its own place, so that the ids around a sentence that the lock begins to remember stay
			used[i+1], highest = true, max(highest, i+1)
			out[i] = prefix + "s" + strconv.Itoa(i+1)
		}
	}
	for i := range groups {
		if out[i] == "" {
			highest++
			out[i] = prefix + "s" + strconv.Itoa(highest)
		}
	}
	return out
}
