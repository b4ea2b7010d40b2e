// Package columns finds a table its room on paper, its size of type, and each column its width. It knows lengths and nothing of text: whoever
// sets the table measures the cells, in any unit of length. So all formats decide alike.
package columns

import "math"

// A Need is what a column asks for: six widths, none less than the one before it. All include the room beside the text.
type Need struct {
	Number float64 // of the widest number, which must not break, and of a few letters of the widest word
	Word   float64 // of the widest part that should not break
	Group  float64 // of the widest words that had better stay together: a date
	Line   float64 // of the widest line, as long as nothing breaks that need not
	Wish   float64 // of the column in a table with room to spare
	Fair   float64 // by which the columns share what is to spare: the wish, with room at the right of the last column too
	Even   bool    // its like are best as wide as it is: columns of numbers
}

// Letters is how much of a word a column must have room for, in sizes of its type: with less, words break into a column of letters.
const Letters = 3

// Widen makes columns that one cell covers together at least as wide as n. Each grows by its share, or all alike where they have no width yet.
func Widen(under []Need, n Need) {
	for _, of := range []struct {
		width func(*Need) *float64
		least float64
	}{
		{func(u *Need) *float64 { return &u.Number }, n.Number},
		{func(u *Need) *float64 { return &u.Word }, n.Word},
		{func(u *Need) *float64 { return &u.Group }, n.Group},
		{func(u *Need) *float64 { return &u.Line }, n.Line},
		{func(u *Need) *float64 { return &u.Wish }, n.Wish},
		{func(u *Need) *float64 { return &u.Fair }, n.Fair},
	} {
		sum := 0.0
		for i := range under {
			sum += *of.width(&under[i])
		}
		for i := range under {
			switch w := of.width(&under[i]); {
			case sum >= of.least:
			case sum > 0:
				*w *= of.least / sum
			default:
				*w = of.least / float64(len(under))
			}
		}
	}
	for i := range under { // the shares differ from one of the six to the next
		u := &under[i]
		u.Word = max(u.Word, u.Number)
		u.Group = max(u.Group, u.Word)
		u.Line = max(u.Line, u.Group)
		u.Wish = max(u.Wish, u.Line)
		u.Fair = max(u.Fair, u.Wish)
	}
}

// Fit finds room and size for a table. rooms are widths, the usual one first, each more than the one before: the last may be that of a landscape
// page. sizes are those of type, from the usual one to the smallest; needs tells what the columns ask for at each. The type shrinks first, for
// that changes nothing around the table; then the table takes the next room, with its type as large as fits there. A landscape page comes last:
// it leaves the reader of a screen or a bound document to turn it, and may leave the page before it short. Only then do words break (whole is
// false), the widest first, at the smallest size. They break in the second room: to turn the page for words that break even so would be two
// evils, but a number that breaks is a worse one.
func Fit(rooms, sizes []float64, needs func(size float64) []Need) (room int, size float64, widths []float64, whole bool) {
	for room := range rooms {
		for _, size := range sizes {
			if widths, whole := Share(needs(size), rooms[room]); whole {
				return room, size, widths, true
			}
		}
	}
	size = sizes[len(sizes)-1]
	least := needs(size)
	numbers := 0.0
	for _, n := range least {
		numbers += n.Number
	}
	room = min(1, len(rooms)-1)
	for room < len(rooms)-1 && numbers > rooms[room] {
		room++
	}
	widths, whole = Share(least, rooms[room])
	return room, size, widths, whole
}

// Share gives each column its width; together they are as wide as width. It reports whether every word has room: where not, the widest words
// lose first, and numbers only when there is nothing else to take.
func Share(needs []Need, width float64) (widths []float64, whole bool) {
	var sum Need
	for _, n := range needs {
		sum.Number += n.Number
		sum.Word += n.Word
		sum.Group += n.Group
		sum.Line += n.Line
		sum.Wish += n.Wish
		sum.Fair += n.Fair
	}
	widths = make([]float64, len(needs))
	switch {
	case sum.Fair <= 0:
		for i := range widths {
			widths[i] = width / float64(len(needs))
		}
	case sum.Fair <= width:
		for i, n := range needs {
			widths[i] = n.Fair * width / sum.Fair
		}
	case sum.Wish <= width:
		for i, n := range needs {
			widths[i] = n.Wish + (width-sum.Wish)*(n.Fair-n.Wish)/(sum.Fair-sum.Wish)
		}
	case sum.Line <= width:
		for i, n := range needs {
			widths[i] = n.Line + (width-sum.Line)*(n.Wish-n.Line)/(sum.Wish-sum.Line)
		}
	case sum.Group <= width:
		wrap(widths, needs, width)
	case sum.Word <= width:
		cut(widths, width, func(i int) (low, high float64) { return needs[i].Word, needs[i].Group })
	case sum.Number <= width:
		cut(widths, width, func(i int) (low, high float64) { return needs[i].Number, needs[i].Word })
	default:
		cut(widths, width, func(i int) (low, high float64) { return 0, needs[i].Number })
	}
	if sum.Group <= width {
		even(widths, needs)
	}
	return widths, sum.Word <= width
}

// even makes the columns that are best alike as wide as each other, in the room that they have together, as far as their wishes allow, or
// where there is no room for wishes, their lines.
func even(widths []float64, needs []Need) {
	var alike []int
	room, wish := 0.0, 0.0
	for i, n := range needs {
		if n.Even {
			alike = append(alike, i)
			room += widths[i]
			wish += n.Wish
		}
	}
	part := func(i int, level float64) float64 {
		n := needs[alike[i]]
		least := n.Line
		if wish <= room {
			least = n.Wish
		}
		return max(level, min(widths[alike[i]], least))
	}
	at := level(len(alike), room, part)
	for i, k := range alike {
		widths[k] = part(i, at)
	}
}

// wrap finds widths where some lines must break. A column of short texts has its wish: one whose lines ask for no more than an even share,
// nor for more than a third of the table. The others share the rest, each by the root of what it lacks, so that one long text does not
// take the room of all others.
func wrap(widths []float64, needs []Need, width float64) {
	open, room, least := len(needs), width, 0.0
	for _, n := range needs {
		least += n.Group
	}
	for again := true; again; {
		again = false
		for i, n := range needs {
			if widths[i] > 0 || n.Line <= 0 || n.Line > min(room/float64(open), width/3) || n.Line-n.Group > room-least {
				continue
			}
			widths[i] = n.Line
			if n.Wish-n.Group <= room-least {
				widths[i] = n.Wish
			}
			again = true
			open, room, least = open-1, room-widths[i], least-n.Group
		}
	}
	lacks := func(i int) float64 {
		if widths[i] > 0 {
			return 0
		}
		return needs[i].Line - needs[i].Group
	}
	part := func(i int, level float64) float64 { return min(lacks(i), level*math.Sqrt(lacks(i))) }
	at := level(len(needs), room-least, part)
	for i, n := range needs {
		if widths[i] == 0 {
			widths[i] = n.Group + part(i, at)
		}
	}
}

// cut finds widths between low and high for columns that cannot all have high: one limit for all.
func cut(widths []float64, width float64, between func(int) (low, high float64)) {
	part := func(i int, limit float64) float64 {
		low, high := between(i)
		return max(low, min(high, limit))
	}
	at := level(len(widths), width, part)
	for i := range widths {
		widths[i] = part(i, at)
	}
}

// level finds the level at which the parts of n columns, which grow with it, together have room.
func level(n int, room float64, part func(i int, level float64) float64) float64 {
	low, high := 0.0, room
	for range 50 { // enough for the last bit that shows on paper
		middle, sum := (low+high)/2, 0.0
		for i := range n {
			sum += part(i, middle)
		}
		if sum > room {
			high = middle
		} else {
			low = middle
		}
	}
	return low
}
