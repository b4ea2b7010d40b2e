package redline

import "sort"

// A run is a piece that two sequences have in common: a[x:x+n] equals b[y:y+n].
type run struct{ x, y, n int }

// most is how many steps the search for a middle may take before it goes on from the furthest place that it has reached. It bounds the
// time for sequences that have little in common; up to so many differences the result is a longest common subsequence.
const most = 600

// common returns what a and b have in common, in order: a longest common subsequence as a rule. It is the algorithm of Myers ("An O(ND)
// Difference Algorithm and Its Variations", 1986) in its linear-space form.
func common(a, b []int32) []run {
	size := len(a) + len(b) + 3
	s := search{a: a, b: b, forth: make([]int, size), back: make([]int, size), zero: len(b) + 1}
	s.within(0, len(a), 0, len(b))
	return s.out
}

// search is the state of one call of common.
type search struct {
	a, b        []int32
	forth, back []int // by diagonal x-y: how far x has come from the beginning, and from the end
	zero        int   // index of diagonal 0
	out         []run
}

func (s *search) add(x, y, n int) {
	if n == 0 {
		return
	}
	if k := len(s.out) - 1; k >= 0 && s.out[k].x+s.out[k].n == x && s.out[k].y+s.out[k].n == y {
		s.out[k].n += n
		return
	}
	s.out = append(s.out, run{x, y, n})
}

// within finds what a[x0:x1] and b[y0:y1] have in common.
func (s *search) within(x0, x1, y0, y1 int) {
	n := 0
	for x0+n < x1 && y0+n < y1 && s.a[x0+n] == s.b[y0+n] {
		n++
	}
	s.add(x0, y0, n)
	x0, y0 = x0+n, y0+n
	n = 0
	for x0 < x1-n && y0 < y1-n && s.a[x1-n-1] == s.b[y1-n-1] {
		n++
	}
	x1, y1 = x1-n, y1-n
	if x0 < x1 && y0 < y1 {
		x, y := s.middle(x0, x1, y0, y1)
		s.within(x0, x, y0, y)
		s.within(x, x1, y, y1)
	}
	s.add(x1, y1, n)
}

// far is beyond every place.
const far = int(^uint(0) >> 1)

// middle returns a place through which a shortest way from one corner to the other leads. Both first elements differ, and both last ones.
func (s *search) middle(x0, x1, y0, y1 int) (x, y int) {
	low, high := x0-y1, x1-y0 // diagonals at the two other corners
	from, to := x0-y0, x1-y1  // and at these
	fmin, fmax, bmin, bmax := from, from, to, to
	odd := (from-to)&1 != 0
	s.forth[s.zero+from], s.back[s.zero+to] = x0, x1
	for cost := 1; ; cost++ {
		if fmin > low {
			fmin--
			s.forth[s.zero+fmin-1] = -1
		} else {
			fmin++
		}
		if fmax < high {
			fmax++
			s.forth[s.zero+fmax+1] = -1
		} else {
			fmax--
		}
		for d := fmax; d >= fmin; d -= 2 {
			x := max(s.forth[s.zero+d-1]+1, s.forth[s.zero+d+1])
			y := x - d
			for x < x1 && y < y1 && s.a[x] == s.b[y] {
				x, y = x+1, y+1
			}
			s.forth[s.zero+d] = x
			if odd && bmin <= d && d <= bmax && s.back[s.zero+d] <= x {
				return x, y
			}
		}
		if bmin > low {
			bmin--
			s.back[s.zero+bmin-1] = far
		} else {
			bmin++
		}
		if bmax < high {
			bmax++
			s.back[s.zero+bmax+1] = far
		} else {
			bmax--
		}
		for d := bmax; d >= bmin; d -= 2 {
			x := min(s.back[s.zero+d-1], s.back[s.zero+d+1]-1)
			y := x - d
			for x > x0 && y > y0 && s.a[x-1] == s.b[y-1] {
				x, y = x-1, y-1
			}
			s.back[s.zero+d] = x
			if !odd && fmin <= d && d <= fmax && x <= s.forth[s.zero+d] {
				return x, y
			}
		}
		if cost >= most {
			return s.furthest(x0, x1, y0, y1, [2]int{fmin, fmax}, [2]int{bmin, bmax})
		}
	}
}

// furthest returns the place that is furthest from its corner, of all that the search has come to on the diagonals of f and b.
func (s *search) furthest(x0, x1, y0, y1 int, f, b [2]int) (x, y int) {
	best := -1
	for d := f[0]; d <= f[1]; d += 2 {
		u := min(s.forth[s.zero+d], x1, y1+d)
		if way := u - x0 + u - d - y0; u >= x0 && u-d >= y0 && way > best {
			best, x, y = way, u, u-d
		}
	}
	for d := b[0]; d <= b[1]; d += 2 {
		u := max(s.back[s.zero+d], x0, y0+d)
		if way := x1 - u + y1 - (u - d); u <= x1 && u-d <= y1 && way > best {
			best, x, y = way, u, u-d
		}
	}
	return x, y
}

// patient returns what a and b have in common, in order. What is the only one of its kind in both is matched first, so that what occurs
// often cannot pull the sequences out of step.
func patient(a, b []int32) []run {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	var out []run
	anchors := unique(a, b)
	if len(anchors) == 0 {
		return common(a, b)
	}
	x, y := 0, 0
	for _, r := range append(anchors, run{len(a), len(b), 0}) {
		for _, in := range patient(a[x:r.x], b[y:r.y]) {
			out = append(out, run{x + in.x, y + in.y, in.n})
		}
		if r.n > 0 {
			out = append(out, r)
		}
		x, y = r.x+r.n, r.y+r.n
	}
	return out
}

// unique returns the longest series of elements that stand in order in a and b and occur once in each.
func unique(a, b []int32) []run {
	const several = -1
	once := func(s []int32) map[int32]int {
		at := make(map[int32]int, len(s))
		for i, v := range s {
			if _, ok := at[v]; ok {
				at[v] = several
			} else {
				at[v] = i
			}
		}
		return at
	}
	inB := once(b)
	inA := once(a)
	var all []run
	var ends, before []int // ends[n] is the last of the best series of n+1 elements
	for x, v := range a {
		y, ok := inB[v]
		if !ok || y == several || inA[v] == several {
			continue
		}
		n := sort.Search(len(ends), func(n int) bool { return all[ends[n]].y >= y })
		all = append(all, run{x, y, 1})
		pre := -1
		if n > 0 {
			pre = ends[n-1]
		}
		before = append(before, pre)
		if n == len(ends) {
			ends = append(ends, 0)
		}
		ends[n] = len(all) - 1
	}
	if len(ends) == 0 {
		return nil
	}
	out := make([]run, len(ends))
	for i, n := ends[len(ends)-1], len(ends)-1; i >= 0; i, n = before[i], n-1 {
		out[n] = all[i]
	}
	return out
}
