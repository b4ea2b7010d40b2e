package cells_test

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/cells"
)

func TestCSV(t *testing.T) {
	rows := [][]string{{"id", "text"}, {"17", "=SUM(A1)"}, {"-1", "Coordinación, \"now\"\nand later"}, {"\tx", "a=b"}}
	var b strings.Builder
	if err := cells.CSV(&b, rows); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(b.String(), "\ufeff")
	if !marked || !strings.Contains(text, "\r\n") {
		t.Errorf("written is %q", b.String())
	}
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"id", "text"}, {"17", "'=SUM(A1)"}, {"'-1", "Coordinación, \"now\"\nand later"}, {"'\tx", "a=b"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

func TestAlign(t *testing.T) {
	got := cells.Align([][]string{{"17", "señal", "x"}, {"33b", "a", ""}})
	if want := "17   señal  x\n33b  a\n"; got != want {
		t.Errorf("aligned is\n%s\nwant\n%s", got, want)
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		text string
		n    int
		want string
	}{
		{"Coordination", 12, "Coordination"},
		{"Coordination of all", 16, "Coordination…"},
		{"A Coordination", 8, "A Coord…"}, // the end of the word is too far away
		{"Migración, y más", 13, "Migración…"},
		{"Migración", 9, "Migración"},
		{"ab", 1, ""},
		{"ab", -3, ""},
		{"", 0, ""},
	} {
		if got := cells.Cut(test.text, test.n); got != test.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", test.text, test.n, got, test.want)
		}
	}
}

func TestDay(t *testing.T) {
	if got := cells.Day(time.Date(2016, 9, 7, 0, 0, 0, 0, time.UTC)) + "|" + cells.Day(time.Time{}); got != "2016-09-07|" {
		t.Errorf("days are %q", got)
	}
}
