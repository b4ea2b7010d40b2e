package typeset

// tie says whether a page may begin with a slab.
type tie uint8

const (
	loose tie = iota // it may
	tight            // it may not: the slab stays with the one above
	bound            // nor may it where a page cannot hold all that is tied: a caption and what it names
	fresh            // it must
)

// holds reports whether the slab stays with the one above.
func (t tie) holds() bool { return t == tight || t == bound }

// A slab is a piece of the galley that is never parted: a line, a row of a table, a picture. Horizontal places in it count from the edge of
// the paper, vertical ones from its upper edge; on a landscape page everything moves by the difference of the left margins.
type slab struct {
	before, height float64 // before: space above, dropped at the head of a page
	tie            tie
	wide           bool   // stands on a landscape page, with the wide slabs around it
	marks          []Mark // a mark without items only puts its element into the tree
	links          []Link
	notes          []*note    // called in it
	places         []*Place   // that it is
	closing        []*Element // that go into the tree behind its marks
	repeat         *repeat    // printed above it when a page begins with it
	changed        bool       // a redline changes something on it
	bars           []extentY  // parts of it that a redline changes
}

// knit ties the lines of a paragraph so that no page begins or ends with one line of it, or all of them when whole is true.
func knit(lines []*slab, whole bool) {
	for i, l := range lines {
		if i > 0 && (whole || i == 1 || i == len(lines)-1) {
			l.tie = tight
		}
	}
}

// bind ties slabs so that nothing parts them that a page can hold.
func bind(slabs []*slab) {
	for i, l := range slabs {
		if i > 0 {
			l.tie = bound
		}
	}
}
