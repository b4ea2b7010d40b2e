package columns_test

import (
	"math"
	"testing"

	"rapporteur/internal/columns"
)

func TestShare(t *testing.T) {
	for _, c := range []struct {
		name  string
		needs []columns.Need
		width float64
		want  []float64
		whole bool
	}{
		{"room to spare", []columns.Need{{0, 10, 10, 20, 30, 30, false}, {5, 5, 5, 5, 10, 10, false}}, 80, []float64{60, 20}, true},
		{"as much for the last column", []columns.Need{{0, 10, 10, 20, 30, 30, false}, {0, 10, 10, 10, 10, 30, false}}, 100, []float64{50, 50}, true},
		{"wishes have room", []columns.Need{{0, 10, 10, 20, 30, 30, false}, {0, 10, 10, 10, 10, 30, false}}, 50, []float64{30, 20}, true},
		{"lines have room", []columns.Need{{0, 10, 10, 20, 30, 30, false}, {5, 5, 5, 5, 15, 15, false}}, 35, []float64{25, 10}, true},
		{"a short column beside a long one", []columns.Need{{10, 20, 20, 30, 34, 34, false}, {0, 40, 40, 900, 904, 904, false}}, 300, []float64{34, 266}, true},
		{"short columns make room for each other", []columns.Need{{0, 50, 50, 90, 90, 90, false}, {0, 20, 20, 20, 20, 20, false}, {0, 50, 50, 2000, 2000, 2000, false}}, 300, []float64{90, 20, 190}, true},
		{"long columns share by the root", []columns.Need{{0, 0, 0, 100, 100, 100, false}, {0, 0, 0, 400, 400, 400, false}}, 90, []float64{30, 60}, true},
		{"dates stay together", []columns.Need{{10, 20, 60, 60, 60, 60, false}, {0, 40, 40, 900, 900, 900, false}}, 120, []float64{60, 60}, true},
		{"dates break before words", []columns.Need{{10, 20, 60, 60, 60, 60, false}, {0, 50, 50, 900, 900, 900, false}}, 90, []float64{40, 50}, true},
		{"numbers in columns alike", []columns.Need{{10, 10, 10, 40, 40, 40, false}, {10, 10, 10, 10, 20, 20, true}, {10, 10, 10, 30, 40, 40, true}}, 200, []float64{80, 60, 60}, true},
		{"numbers with less room than they wish for", []columns.Need{{9, 100, 100, 300, 300, 300, false}, {9, 10, 10, 20, 40, 40, true}, {9, 10, 10, 20, 26, 26, true}}, 164, []float64{104, 30, 30}, true},
		{"a long head keeps its line", []columns.Need{{10, 10, 10, 10, 10, 10, true}, {10, 10, 10, 90, 90, 90, true}}, 110, []float64{20, 90}, true},
		{"the longest word loses first", []columns.Need{{0, 100, 100, 100, 100, 100, false}, {20, 20, 20, 20, 20, 20, false}, {0, 30, 30, 30, 30, 30, false}}, 120, []float64{70, 20, 30}, false},
		{"two long words lose alike", []columns.Need{{0, 100, 100, 100, 100, 100, false}, {0, 80, 80, 80, 80, 80, false}, {20, 20, 20, 20, 20, 20, false}}, 120, []float64{50, 50, 20}, false},
		{"numbers stay", []columns.Need{{60, 60, 60, 60, 60, 60, false}, {0, 80, 80, 80, 80, 80, false}}, 100, []float64{60, 40}, false},
		{"nothing but numbers", []columns.Need{{90, 90, 90, 90, 90, 90, false}, {30, 30, 30, 30, 30, 30, false}}, 100, []float64{70, 30}, false},
		{"empty", make([]columns.Need, 2), 100, []float64{50, 50}, true},
	} {
		got, whole := columns.Share(c.needs, c.width)
		if whole != c.whole {
			t.Errorf("%s: whole is %t", c.name, whole)
		}
		for i := range c.want {
			if math.Abs(got[i]-c.want[i]) > 1e-6 {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
				break
			}
		}
	}
}

// The widths of any table add up, and no column gets less than its words while they have room.
func FuzzShare(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 200, 100, 0, 7, 0, 0, 0, 0}, uint16(300))
	f.Add([]byte{0, 255, 255, 0, 0, 255, 255, 0, 9, 0, 0, 0}, uint16(400))
	f.Fuzz(func(t *testing.T, raw []byte, width uint16) {
		var needs []columns.Need
		for ; len(raw) >= 4 && len(needs) < 40; raw = raw[4:] {
			var n columns.Need
			n.Number = float64(raw[0])
			n.Word = n.Number + float64(raw[1])
			n.Group = n.Word + float64(raw[3]%16)
			n.Line = n.Group + float64(raw[2])*8
			n.Even = raw[3]%2 == 1
			n.Wish = n.Line + float64(raw[3])
			n.Fair = n.Wish + float64(raw[3]/2)
			needs = append(needs, n)
		}
		if len(needs) == 0 {
			return
		}
		got, whole := columns.Share(needs, float64(width))
		sum := 0.0
		for i, w := range got {
			sum += w
			if w < 0 || whole && w < needs[i].Word-1e-6 {
				t.Errorf("column %d of %v is %.3f wide in a table of %d", i, needs, w, width)
			}
		}
		if math.Abs(sum-float64(width)) > 1e-3 {
			t.Errorf("%v together are %.3f wide, not %d", got, sum, width)
		}
	})
}

func TestWiden(t *testing.T) {
	under := []columns.Need{{0, 10, 10, 10, 10, 10, false}, {5, 30, 30, 40, 40, 40, false}}
	columns.Widen(under, columns.Need{Number: 8, Word: 80, Line: 60, Wish: 60, Fair: 60})
	if want := (columns.Need{8, 60, 60, 60, 60, 60, false}); under[1] != want {
		t.Errorf("%v, want %v", under[1], want)
	}
	if want := (columns.Need{0, 20, 20, 20, 20, 20, false}); under[0] != want {
		t.Errorf("%v, want %v", under[0], want)
	}
	empty := make([]columns.Need, 2)
	columns.Widen(empty, columns.Need{Word: 8, Line: 8, Wish: 8})
	if empty[0].Word != 4 || empty[1].Word != 4 {
		t.Errorf("%v, want two columns of 4", empty)
	}
}

// The type of a table shrinks before it takes more room, and words break in the second room unless numbers would.
func TestFit(t *testing.T) {
	rooms, sizes := []float64{130, 170, 257}, []float64{9, 8, 7}
	for _, c := range []struct {
		name         string
		word, number float64 // of each of two columns, in type of size 1
		room         int
		size         float64
		whole        bool
	}{
		{"usual", 7, 1, 0, 9, true},
		{"smaller type", 9, 1, 0, 7, true},
		{"the full frame, with type as large as there", 10, 1, 1, 8, true},
		{"a landscape page", 14, 1, 2, 9, true},
		{"a landscape page with small type", 18, 1, 2, 7, true},
		{"words break", 20, 1, 1, 7, false},
		{"numbers need the landscape page, though words break", 20, 15, 2, 7, false},
		{"numbers break", 40, 30, 2, 7, false},
	} {
		needs := func(size float64) []columns.Need {
			n := columns.Need{Number: c.number * size, Word: c.word * size, Group: c.word * size, Line: c.word * size, Wish: c.word * size, Fair: c.word * size}
			return []columns.Need{n, n}
		}
		room, size, widths, whole := columns.Fit(rooms, sizes, needs)
		if room != c.room || size != c.size || whole != c.whole {
			t.Errorf("%s: room %d, size %g, whole %t; want %d, %g, %t", c.name, room, size, whole, c.room, c.size, c.whole)
		}
		if sum := widths[0] + widths[1]; math.Abs(sum-rooms[room]) > 1e-6 {
			t.Errorf("%s: the columns are %g wide together, the room %g", c.name, sum, rooms[room])
		}
	}
	if room, _, _, _ := columns.Fit(rooms[:1], sizes, func(float64) []columns.Need { return make([]columns.Need, 1) }); room != 0 {
		t.Errorf("one room: %d", room)
	}
}
