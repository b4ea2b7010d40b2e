package quality

import (
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// leastRight is how many sums of a table have to be right before one that is not is told, and so many times those that are wrong: a column called
// "Total" need not be the sum of those before it, and only the other rows show whether it is.
const leastRight = 2

// A grid is the figures of a table in the language of the translation, by row and column from 1.
type grid struct {
	units         map[[2]int]*translation.Unit
	worth         map[[2]int]int64 // of cells that hold one whole number
	totals        map[[2]int]bool  // cells that are called "Total"
	rows, columns int
	heads         int          // rows
	broken        map[int]bool // columns with numbers that are no whole ones: percentages
}

// sums asks whether the parts add up to the totals of tables. Both languages have the same figures, or another check says so.
func (p *pass) sums() {
	p.check = byID("Q31")
	grids := map[*translation.Block]*grid{}
	var order []*grid
	for _, u := range p.section.Units {
		row, column, ok := place(u)
		if !ok || u.Other == nil || len(u.Target.Pieces) == 0 {
			continue
		}
		g := grids[u.Block]
		if g == nil {
			g = &grid{map[[2]int]*translation.Unit{}, map[[2]int]int64{}, map[[2]int]bool{}, 0, 0, u.Other.Heads, map[int]bool{}}
			grids[u.Block] = g
			order = append(order, g)
		}
		g.add(p.to, row, column, u)
	}
	for _, g := range order {
		for _, at := range slices.SortedFunc(maps.Keys(g.totals), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
			if at[1] == 1 {
				p.totalRow(g, at[0])
			} else {
				p.totalColumn(g, at[0], at[1])
			}
		}
	}
}

// place is the row and column of a cell.
func place(u *translation.Unit) (row, column int, ok bool) {
	if !isCell(u) {
		return 0, 0, false
	}
	a, b, _ := strings.Cut(u.Part[1:], "c")
	row, err := strconv.Atoi(a)
	column, err2 := strconv.Atoi(b)
	return row, column, err == nil && err2 == nil
}

func (g *grid) add(l *Language, row, column int, u *translation.Unit) {
	at := [2]int{row, column}
	g.units[at] = u
	g.rows, g.columns = max(g.rows, row), max(g.columns, column)
	s := strings.TrimSpace(newText(u.Target).s)
	if slices.ContainsFunc(l.Totals, func(t string) bool { return term.Fold(t) == term.Fold(s) }) {
		g.totals[at] = true
		return
	}
	list := figures(s, l.house.Numbers.Decimal, l.house.Numbers.Thousands, true)
	if len(list) != 1 || list[0].start > 0 || list[0].end < len(s) {
		return
	}
	if list[0].decimals != "" {
		g.broken[column] = true
		return
	}
	if n, err := strconv.ParseInt(list[0].value, 10, 64); err == nil {
		g.worth[at] = n
	}
}

// totalColumn adds up, row by row, the columns between the total before and this one, which is called so in the row head.
func (p *pass) totalColumn(g *grid, head, column int) {
	first := 2
	for c := column - 1; c > 1; c-- {
		if g.totals[[2]int{head, c}] {
			first = c + 1
			break
		}
	}
	p.add(g, func(yield func(total [2]int, parts [][2]int)) {
		for row := head + 1; row <= g.rows; row++ {
			var parts [][2]int
			for c := first; c < column; c++ {
				if !g.broken[c] {
					parts = append(parts, [2]int{row, c})
				}
			}
			yield([2]int{row, column}, parts)
		}
	})
}

// totalRow adds up, column by column, the rows above one that begins with "Total", up to the last one without figures.
func (p *pass) totalRow(g *grid, row int) {
	p.add(g, func(yield func(total [2]int, parts [][2]int)) {
		for c := 2; c <= g.columns; c++ {
			if g.broken[c] {
				continue
			}
			var parts [][2]int
			for r := row - 1; r > g.heads; r-- {
				at := [2]int{r, c}
				if _, ok := g.worth[at]; !ok {
					break
				}
				parts = append(parts, at)
			}
			yield([2]int{row, c}, parts)
		}
	})
}

// add holds totals against their parts. Where enough are right, it tells of the wrong ones. A total of which a part is not given, or that has only
// one, says nothing.
func (p *pass) add(g *grid, each func(yield func(total [2]int, parts [][2]int))) {
	type wrong struct {
		at  [2]int
		sum *big.Int
	}
	right := 0
	var found []wrong
	each(func(total [2]int, parts [][2]int) {
		want, ok := g.worth[total]
		if !ok || len(parts) < 2 {
			return
		}
		sum := new(big.Int)
		for _, at := range parts {
			n, ok := g.worth[at]
			if !ok {
				return
			}
			sum.Add(sum, big.NewInt(n))
		}
		if sum.Cmp(big.NewInt(want)) == 0 {
			right++
		} else {
			found = append(found, wrong{total, sum})
		}
	})
	if right < leastRight || right < leastRight*len(found) {
		return
	}
	for _, w := range found {
		p.u = g.units[w.at]
		numbers := p.to.house.Numbers
		p.report(p.u.Target.Span, p.u.Source.Span, "the total is %q; its parts add up to %s", newText(p.u.Target).s, written(w.sum.String(), "", numbers.Decimal, numbers.Thousands)).
			hint("correct the figure that is wrong, in both languages")
	}
}
