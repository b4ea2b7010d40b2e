package fulltext

import (
	"iter"
	"math/bits"
)

// A Set holds numbers from 0 up to its size, one bit for each. All sets that meet in one operation have the same size.
type Set []uint64

// NewSet returns the empty set of numbers below size.
func NewSet(size int) Set { return make(Set, (size+63)/64) }

// Full returns the set of all numbers below size.
func Full(size int) Set {
	s := NewSet(size)
	for i := range s {
		s[i] = ^uint64(0)
	}
	if rest := size % 64; rest > 0 {
		s[len(s)-1] = 1<<rest - 1
	}
	return s
}

// Add puts n into s.
func (s Set) Add(n int) { s[n/64] |= 1 << (n % 64) }

// Has reports whether n is in s.
func (s Set) Has(n int) bool { return s[n/64]&(1<<(n%64)) != 0 }

// Union adds to s what is in t.
func (s Set) Union(t Set) {
	for i := range s {
		s[i] |= t[i]
	}
}

// Intersect removes from s what is not in t.
func (s Set) Intersect(t Set) {
	for i := range s {
		s[i] &= t[i]
	}
}

// Len returns how many numbers s has.
func (s Set) Len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// All returns the numbers of s, in order.
func (s Set) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(i*64 + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

// window returns the 64 bits of s from bit n on.
func (s Set) window(n int) uint64 {
	i, k := n/64, n%64
	if i >= len(s) {
		return 0
	}
	w := s[i] >> k
	if k > 0 && i+1 < len(s) {
		w |= s[i+1] << (64 - k)
	}
	return w
}
