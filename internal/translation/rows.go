package translation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/internal/diag"
)

// A knownRow is what the lock remembers of the row of a table.
type knownRow struct {
	number  int
	hashes  []string // of its sentences, sorted
	targets []string // of their translations
	text    string
}

// rowsOf are the rows of a table that the lock remembers, by their numbers.
func (l *Lock) rowsOf(key string) []knownRow {
	at := map[int]int{}
	var out []knownRow
	for _, e := range l.Entries {
		rest, ok := strings.CutPrefix(e.ID, key+".")
		part, tail, _ := strings.Cut(rest, ".")
		if !ok || !isCell(part) || !isNumbered(tail, 's') || !strings.ContainsFunc(e.Text, unicode.IsLetter) {
			continue
		}
		n := rowOf(part)
		i, ok := at[n]
		if !ok {
			i = len(out)
			at[n] = i
			out = append(out, knownRow{number: n})
		}
		out[i].hashes = append(out[i].hashes, e.Source)
		out[i].targets = append(out[i].targets, e.Target)
		out[i].text += e.Text + " "
	}
	for _, r := range out {
		slices.Sort(r.hashes)
	}
	slices.SortFunc(out, func(a, b knownRow) int { return a.number - b.number })
	return out
}

// rowOf is the number of the row in the name of a cell.
func rowOf(part string) int {
	row, _, _ := strings.Cut(part[1:], "c")
	n, _ := strconv.Atoi(row)
	return n
}

// renumberRows returns the numbers by which the lock knows the rows of a table, so that ids stay when a row is added or taken away above; nil where
// it knows none of them. A row that it does not know keeps its number where no other one has it.
func (l *Lock) renumberRows(b *Block) []int {
	known := l.rowsOf(b.Key)
	if len(known) == 0 {
		return nil
	}
	rows := make([]knownRow, len(b.rows))
	for _, p := range b.Parts {
		if !isCell(p.Name) {
			continue
		}
		r := &rows[rowOf(p.Name)-1]
		for _, x := range p.Sentences {
			if x.Translatable() {
				r.hashes = append(r.hashes, Hash(x.Pieces))
				r.text += x.Raw() + " "
			}
		}
	}
	match, taken := make([]int, len(rows)), make([]bool, len(known))
	for i := range rows {
		match[i] = -1
		slices.Sort(rows[i].hashes)
	}
	find := func(fits func(i, k int) bool) {
		for i, r := range rows {
			for k := range known {
				if match[i] < 0 && len(r.hashes) > 0 && !taken[k] && fits(i, k) {
					match[i], taken[k] = k, true
				}
			}
		}
	}
	same := func(i, k int) bool { return slices.Equal(rows[i].hashes, known[k].hashes) }
	find(func(i, k int) bool { return same(i, k) && known[k].number == i+1 })
	find(same)
	find(func(i, k int) bool { return Similarity(known[k].text, rows[i].text) > alikeSentences })
	fillGaps(match, len(known), func(i, _ int) bool { return len(rows[i].hashes) > 0 })
	numbers := make([]int, len(rows))
	used := map[int]bool{}
	for _, k := range known {
		used[k.number] = true
	}
	free := known[len(known)-1].number + 1
	for i := range rows {
		switch {
		case match[i] >= 0:
			numbers[i] = known[match[i]].number
			continue
		case !used[i+1]:
			numbers[i] = i + 1
		default:
			for used[free] {
				free++
			}
			numbers[i] = free
		}
		used[numbers[i]] = true
	}
	return numbers
}

// orderRows looks which row of a table of the translation, other, the lock knows as the translation of which row of the original, b, whose rows have
// numbers in the lock. Where the rows do not stand in the same order, or one language lacks some, it gives the cells of other the names of those that
// they translate, and notes in order where they stand; cells without an original get names behind the last row of b.
func (l *Lock) orderRows(b, other *Block, numbers []int) {
	if numbers == nil || other == nil || other.Kind != "table" || other.order != nil {
		return
	}
	targets := map[int][]string{}
	for _, k := range l.rowsOf(b.Key) {
		targets[k.number] = k.targets
	}
	here := make([][]string, len(other.rows))
	for _, p := range other.Parts {
		if isCell(p.Name) {
			row := rowOf(p.Name) - 1
			for _, x := range p.Sentences {
				here[row] = append(here[row], Hash(x.Pieces))
			}
		}
	}
	known := func(i, j int) bool {
		list := targets[numbers[i]]
		return len(list) > 0 && !slices.ContainsFunc(list, func(h string) bool { return !slices.Contains(here[j], h) })
	}
	match, taken := make([]int, len(b.rows)), make([]bool, len(other.rows))
	for i := range match {
		match[i] = -1
		if i < len(taken) && known(i, i) {
			match[i], taken[i] = i, true
		}
	}
	find := func(fits func(i, j int) bool) {
		for i := range match {
			for j := 0; j < len(taken) && match[i] < 0; j++ {
				if !taken[j] && fits(i, j) {
					match[i], taken[j] = j, true
				}
			}
		}
	}
	find(known)
	straight := len(b.rows) == len(other.rows)
	for i, j := range match {
		straight = straight && (j < 0 || j == i)
	}
	if straight || !slices.ContainsFunc(match, func(j int) bool { return j >= 0 }) {
		return
	}
	find(func(i, j int) bool { // whose words were edited since
		list := b.figures(i)
		return len(list) > 0 && slices.Equal(list, other.figures(j)) && b.countFigures(list) == 1 && other.countFigures(list) == 1
	})
	fillGaps(match, len(other.rows), func(int, int) bool { return true })
	other.rename(match)
}

// countFigures is how many rows of a table have these figures.
func (b *Block) countFigures(list []string) int {
	n := 0
	for i := range b.rows {
		if slices.Equal(b.figures(i), list) {
			n++
		}
	}
	return n
}

// rename gives the cells of a table of a translation the names that the cells of the original have: order says of each row of the original which
// index its translation has, or -1.
func (b *Block) rename(order []int) {
	b.order = order
	names := make([]int, len(b.rows)) // new numbers of the rows here
	for i, j := range order {
		if j >= 0 {
			names[j] = i + 1
		}
	}
	next := len(order)
	for j := range names {
		if names[j] == 0 {
			next++
			names[j] = next
		}
	}
	for i := range b.Parts {
		if p := &b.Parts[i]; isCell(p.Name) {
			p.Name = idPart(p.Name, names)
		}
	}
	cells := make(map[string]diag.Span, len(b.cells))
	for name, at := range b.cells {
		cells[idPart(name, names)] = at
	}
	b.cells = cells
}

// idPart is the name of a part in ids: that of a cell has the number of its row in the lock.
func idPart(part string, rows []int) string {
	if rows == nil || !isCell(part) {
		return part
	}
	_, column, _ := strings.Cut(part, "c")
	return fmt.Sprintf("r%dc%s", rows[rowOf(part)-1], column)
}
