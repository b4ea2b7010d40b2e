package redline

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// An op is what becomes of a token. The tokens of a text in order, with what becomes of them, are the text compared.
type op struct {
	kind    opKind
	token   *token // as it is printed: of what is kept, in the newer text
	was     *token // of what is kept, in the older text
	follows bool   // nobody wrote this
	form    bool   // of a word that both texts have, in another emphasis, and of the spaces between such words
}

type opKind uint8

const (
	keep opKind = iota
	insert
	remove
)

// texts is the comparison of two texts, each of one block, note or cell.
type texts struct {
	*comparer
	a, b     []token
	wa, wb   []int // indices of the tokens that are no spaces
	sumA     []sum // over wa, one more than there are
	sumB     []sum
	from, to diag.Span // where the texts stand, in the older and in the newer report
}

// A sum is what the tokens before a place weigh, how many of them follow from changes elsewhere, and how many are marks of notes.
type sum struct{ weight, follows, calls int }

// text compares two texts that stand at these places, and returns the marked one. real says whether anybody wrote what differs.
func (c *comparer) text(old, new []doc.Inline, oldSpan, newSpan diag.Span) (out []doc.Inline, real bool) {
	if c.same(old, new) {
		return c.keepInlines(old, new), false
	}
	z := &tokenizer{c, map[symbolKey]int32{}}
	t := &texts{comparer: c, a: z.tokens(old, older), b: z.tokens(new, newer), from: oldSpan, to: newSpan}
	t.wa, t.wb = solid(t.a), solid(t.b)
	t.computed(old, new)
	t.sumA, t.sumB = sums(t.a, t.wa), sums(t.b, t.wb)
	runs := t.emphasized(common(symbols(t.a, t.wa), symbols(t.b, t.wb)))
	runs = t.slide(t.readable(runs))
	ops := inGroups(t.ops(runs))
	for _, o := range ops {
		real = real || o.kind != keep && !o.follows
	}
	return t.build(ops), real
}

// same reports whether two texts print the same, but for the numbers of the notes that both call.
func (c *comparer) same(a, b []doc.Inline) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		switch x := a[i].(type) {
		case *doc.Text:
			if y, ok := b[i].(*doc.Text); !ok || x.Value != y.Value {
				return false
			}
		case *doc.Break:
			if _, ok := b[i].(*doc.Break); !ok {
				return false
			}
		case *doc.Call:
			if y, ok := b[i].(*doc.Call); !ok || c.pairs[x.Note] != y.Note {
				return false
			}
		case *doc.Ref:
			if y, ok := b[i].(*doc.Ref); !ok || x.Words() != y.Words() || c.refKey(x, older) != c.refKey(y, newer) {
				return false
			}
		default:
			y := doc.Children(b[i])
			if y == nil || styleKey(x) != styleKey(b[i]) || !c.same(*doc.Children(x), *y) {
				return false
			}
		}
	}
	return true
}

// keepInlines returns the newer of two texts that are the same, with the notes of the marked report.
func (c *comparer) keepInlines(old, new []doc.Inline) []doc.Inline {
	if len(calls(new)) == 0 {
		return new
	}
	out := make([]doc.Inline, len(new))
	for i, x := range new {
		switch x := x.(type) {
		case *doc.Call:
			out[i] = &doc.Call{Place: x.Place, Note: c.keepNote(old[i].(*doc.Call).Note, x.Note)}
		default:
			out[i] = x
			if kids := doc.Children(x); kids != nil {
				out[i] = around(x, c.keepInlines(*doc.Children(old[i]), *kids))
			}
		}
	}
	return out
}

// solid are the indices of the tokens that are no spaces.
func solid(tokens []token) []int {
	out := make([]int, 0, len(tokens)/2+1)
	for i := range tokens {
		if tokens[i].kind != spaceToken {
			out = append(out, i)
		}
	}
	return out
}

func symbols(tokens []token, at []int) []int32 {
	out := make([]int32, len(at))
	for i, n := range at {
		out[i] = tokens[n].symbol
	}
	return out
}

// emphasized adds to the runs in common what differs in its emphasis alone.
func (t *texts) emphasized(runs []run) []run {
	bare := func(tokens []token, at []int) (out []int32, any bool) {
		for _, n := range at {
			out = append(out, tokens[n].bare)
			any = any || tokens[n].bare != tokens[n].symbol
		}
		return out, any
	}
	a, inA := bare(t.a, t.wa)
	b, inB := bare(t.b, t.wb)
	if !inA && !inB {
		return runs
	}
	var out []run
	add := func(r run) {
		if n := len(out) - 1; n >= 0 && out[n].x+out[n].n == r.x && out[n].y+out[n].n == r.y {
			out[n].n += r.n
		} else if r.n > 0 {
			out = append(out, r)
		}
	}
	x, y := 0, 0
	for _, r := range append(slices.Clone(runs), run{len(a), len(b), 0}) {
		for _, in := range common(a[x:r.x], b[y:r.y]) {
			add(run{x + in.x, y + in.y, in.n})
		}
		add(r)
		x, y = r.x+r.n, r.y+r.n
	}
	return out
}

func sums(tokens []token, at []int) []sum {
	out := make([]sum, len(at)+1)
	for i, n := range at {
		out[i+1] = out[i]
		out[i+1].weight += int(tokens[n].weight)
		if tokens[n].follows {
			out[i+1].follows++
		}
		if tokens[n].kind == callToken {
			out[i+1].calls++
		}
	}
	return out
}

// computed finds the tokens that nobody wrote: the words for a source that both texts cite with the same pinpoint, unless its entry in the
// registry was changed; and in a text whose source is the same everything else around such words and references.
func (t *texts) computed(old, new []doc.Inline) {
	a, b := sources(old), sources(new)
	same := map[*doc.Cited]bool{}
	if len(a) > 0 && len(b) > 0 {
		numbers := map[string]int32{}
		number := func(cites []*doc.Cited) []int32 {
			out := make([]int32, len(cites))
			for i, c := range cites {
				s := written(c)
				if _, ok := numbers[s]; !ok {
					numbers[s] = int32(len(numbers))
				}
				out[i] = numbers[s]
			}
			return out
		}
		for _, r := range common(number(a), number(b)) {
			for n := range r.n {
				if !t.entryChanged(a[r.x+n].Key) {
					same[a[r.x+n]], same[b[r.y+n]] = true, true
				}
			}
		}
	}
	unwritten := sameSource(t.from, t.to) && (len(a)+len(b) > 0 || hasRef(old) || hasRef(new))
	flag := func(tokens []token) {
		for i := range tokens {
			var cited *doc.Cited
			if s := tokens[i].setting; s != nil {
				cited = s.cited
			}
			tokens[i].follows = cited != nil && same[cited] || unwritten && cited == nil
		}
	}
	flag(t.a)
	flag(t.b)
}

// sources are the sources that a text cites, in order.
func sources(in []doc.Inline) []*doc.Cited {
	var out []*doc.Cited
	doc.WalkInlines(in, func(x doc.Inline) bool {
		if c, ok := x.(*doc.Cited); ok {
			out = append(out, c)
		}
		return true
	})
	return out
}

func hasRef(in []doc.Inline) bool {
	found := false
	doc.WalkInlines(in, func(x doc.Inline) bool {
		if _, ok := x.(*doc.Ref); ok {
			found = true
		}
		return !found
	})
	return found
}

// sameSource reports whether authors have written the same at two places.
func sameSource(a, b diag.Span) bool {
	x, y := strings.Fields(a.Text()), strings.Fields(b.Text())
	return len(x) > 0 && strings.Join(x, " ") == strings.Join(y, " ")
}

// readable leaves out those of the runs in common that are slivers between two replaced phrases: who reads "the Ministry of Labour"
// replaced by "a court of appeal" has nothing from an "of" that stays.
func (t *texts) readable(runs []run) []run {
	for again := true; again; {
		again = false
		kept := runs[:0:0]
		var before run // the end of the run that was kept last
		for i, r := range runs {
			after := run{len(t.wa), len(t.wb), 0}
			if i+1 < len(runs) {
				after = runs[i+1]
			}
			if t.sliver(before, r, after) {
				again = true
				continue
			}
			kept = append(kept, r)
			before = run{r.x + r.n, r.y + r.n, 0}
		}
		runs = kept
	}
	var kept sum
	for _, r := range runs {
		kept.weight += t.sumA[r.x+r.n].weight - t.sumA[r.x].weight
		kept.calls += t.sumA[r.x+r.n].calls - t.sumA[r.x].calls
	}
	a, b := t.sumA[len(t.wa)], t.sumB[len(t.wb)]
	if whole := max(a.weight, b.weight); a.follows+b.follows+kept.calls == 0 && whole > least && kept.weight*5 < whole {
		return nil
	}
	return runs
}

// sliver reports whether r, between what is replaced before and after it, is better replaced with that.
func (t *texts) sliver(before, r, after run) bool {
	end := run{r.x + r.n, r.y + r.n, 0}
	weightA, oneA, followsA, allA := t.replaced(before, r)
	weightB, oneB, followsB, allB := t.replaced(end, after)
	weight := t.sumA[end.x].weight - t.sumA[r.x].weight
	less := min(weightA, weightB)
	switch {
	case r.x == before.x && r.y == before.y, end.x == after.x && end.y == after.y: // at the beginning or end
		return false
	case weight > less, r.n > 3 && weight*4 > less, oneA && oneB:
		return false
	case t.sumA[end.x].calls > t.sumA[r.x].calls: // the note would be another one
		return false
	}
	follows := followsA + followsB + t.sumA[end.x].follows - t.sumA[r.x].follows
	return follows == 0 || follows == allA+allB+r.n
}

// replaced tells of what is replaced between the places of two runs: its weight, whether it is one word on each side at most, how many of its
// tokens follow from changes elsewhere, and how many there are.
func (t *texts) replaced(from, to run) (weight int, one bool, follows, all int) {
	a0, a1, b0, b1 := t.sumA[from.x], t.sumA[to.x], t.sumB[from.y], t.sumB[to.y]
	weight = max(a1.weight-a0.weight, b1.weight-b0.weight)
	one = to.x-from.x <= 1 && to.y-from.y <= 1
	return weight, one, a1.follows - a0.follows + b1.follows - b0.follows, to.x - from.x + to.y - from.y
}

// slide moves what was only inserted, or only deleted, to where it reads best when it could as well stand a little before or after: a
// sentence from its beginning to its full stop.
func (t *texts) slide(runs []run) []run {
	for i := range len(runs) - 1 {
		l, r := &runs[i], &runs[i+1]
		tokens, words := t.b, t.wb
		from, to := l.y+l.n, r.y
		if to == from {
			tokens, words = t.a, t.wa
			from, to = l.x+l.n, r.x
		}
		if l.x+l.n != r.x && l.y+l.n != r.y {
			continue
		}
		same := func(i, k int) bool { return tokens[words[i]].symbol == tokens[words[k]].symbol }
		low, high, first, last := 0, 0, 1, 1
		if l.x == 0 && l.y == 0 {
			first = 0 // it may come to stand at the beginning
		}
		if r.x+r.n == len(t.wa) && r.y+r.n == len(t.wb) {
			last = 0
		}
		for -low < l.n-first && same(from+low-1, to+low-1) {
			low--
		}
		for high < r.n-last && same(from+high, to+high) {
			high++
		}
		best, score := 0, -1
		for s := low; s <= high; s++ {
			if n := t.reads(tokens, words, from+s, to+s); n >= score {
				best, score = s, n
			}
		}
		l.n += best
		r.x, r.y, r.n = r.x+best, r.y+best, r.n-best
	}
	return runs
}

// reads is how well words[from:to] reads as one piece.
func (t *texts) reads(tokens []token, words []int, from, to int) int {
	last := &tokens[words[to-1]]
	if from == 0 {
		if ends(last) {
			return 6
		}
		return 1
	}
	score := 0
	before := &tokens[words[from-1]]
	switch {
	case ends(before) && ends(last):
		score += 6
	case ends(before), ends(last):
		score += 3
	case before.text() == "," && last.text() == ",":
		score += 3
	}
	if words[from-1]+1 < words[from] { // there is a space
		score++
	}
	return score
}

// ends reports whether a token ends a sentence.
func ends(t *token) bool {
	s := t.text()
	return s != "" && strings.ContainsAny(s[:1], ".!?;:")
}

// ops says what becomes of every token.
func (t *texts) ops(runs []run) []op {
	out := make([]op, 0, len(t.b)+len(t.a)/8)
	a, b := 0, 0 // the next tokens
	upTo := func(x, y int) {
		old, new := t.a[a:x], t.b[b:y]
		a, b = x, y
		pre := 0
		for pre < min(len(old), len(new)) && old[pre].kind == spaceToken && old[pre].symbol == new[pre].symbol {
			out = append(out, op{kind: keep, token: &new[pre], was: &old[pre]})
			pre++
		}
		old, new = old[pre:], new[pre:]
		post := 0
		for n := min(len(old), len(new)); post < n; post++ {
			if o, p := old[len(old)-1-post], new[len(new)-1-post]; o.kind != spaceToken || o.symbol != p.symbol {
				break
			}
		}
		for i := range old[:len(old)-post] {
			out = append(out, op{kind: remove, token: &old[i], follows: old[i].follows})
		}
		for i := range new[:len(new)-post] {
			out = append(out, op{kind: insert, token: &new[i], follows: new[i].follows})
		}
		for i := range post {
			out = append(out, op{kind: keep, token: &new[len(new)-post+i], was: &old[len(old)-post+i]})
		}
	}
	before := false // the word before is in another emphasis
	for _, r := range runs {
		for n := range r.n {
			x, y := t.wa[r.x+n], t.wb[r.y+n]
			spaces, from := n > 0, len(out)
			upTo(x, y)
			kept := t.kept(&t.a[x], &t.b[y])
			for i := from; i < len(out); i++ {
				out[i].form = spaces && out[i].kind != keep && (before || kept[0].form)
			}
			out = append(out, kept...)
			a, b, before = x+1, y+1, kept[0].form
		}
	}
	upTo(len(t.a), len(t.b))
	return out
}

// inGroups sets what is deleted before what is inserted where words that follow each other are in another emphasis.
func inGroups(ops []op) []op {
	for i := 0; i < len(ops); i++ {
		n := i
		for n < len(ops) && ops[n].form {
			n++
		}
		slices.SortStableFunc(ops[i:n], func(x, y op) int { return cmp.Compare(y.kind, x.kind) })
		i = max(i, n-1)
	}
	return ops
}

// kept is what becomes of a token that both texts have: a reference to the same things may show other numbers, and a word may be in another
// emphasis.
func (t *texts) kept(old, new *token) []op {
	if was, ok := old.node.(*doc.Ref); ok && was.Words() != new.node.(*doc.Ref).Words() {
		return []op{{kind: remove, token: old, follows: true}, {kind: insert, token: new, follows: true}}
	}
	if old.symbol != new.symbol {
		return []op{{kind: remove, token: old, follows: old.follows, form: true}, {kind: insert, token: new, follows: new.follows, form: true}}
	}
	return []op{{kind: keep, token: new, was: old}}
}
