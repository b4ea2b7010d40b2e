package recommendation

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	// nameForm is the form of the name of an item: a paragraph, a point of it as in the universal periodic review, letters of an item, and
	// letters or roman numbers of an item of that, each level behind a hyphen.
	nameForm = regexp.MustCompile(`^([1-9][0-9]{0,3})(?:\.([1-9][0-9]{0,2}))?([a-z]{1,2}(?:-[a-z]{1,5}){0,2})?$`)
	// prefixForm is the form of the prefix of a document.
	prefixForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

// A Name is the name of an item, taken apart.
type Name struct {
	Prefix    string   // of the document, empty for none
	Paragraph int      // 33
	Point     int      // 1 of "124.1"; 0 for none
	Letters   []string // "b", "i"; nil for a paragraph
}

// ParseID takes an id apart: "17", "33b-i", "loi.4", "upr.124.1".
func ParseID(id ID) (Name, bool) {
	s, prefix := string(id), ""
	if p, rest, ok := strings.Cut(s, "."); ok && prefixForm.MatchString(p) {
		prefix, s = p, rest
	}
	m := nameForm.FindStringSubmatch(s)
	if m == nil {
		return Name{}, false
	}
	n := Name{Prefix: prefix}
	n.Paragraph, _ = strconv.Atoi(m[1])
	n.Point, _ = strconv.Atoi(m[2]) // 0 where there is none
	if m[3] != "" {
		n.Letters = strings.Split(m[3], "-")
	}
	return n, true
}

// Markers returns the markers of an item as a language writes them, by its sample "(a)" or "a)": "(b)", "(i)".
func (n Name) Markers(sample string) []string {
	markers := make([]string, len(n.Letters))
	for i, letters := range n.Letters {
		markers[i] = strings.Replace(sample, "a", letters, 1)
	}
	return markers
}

// Number returns the number of the paragraph: "33", "124.1".
func (n Name) Number() string {
	if n.Point > 0 {
		return strconv.Itoa(n.Paragraph) + "." + strconv.Itoa(n.Point)
	}
	return strconv.Itoa(n.Paragraph)
}

// Printed returns the name as a language writes it, by its sample "(a)" or "a)", with no-break spaces: "33 (b) (i)".
func (n Name) Printed(sample string) string {
	return strings.Join(append([]string{n.Number()}, n.Markers(sample)...), "\u00a0")
}

// Compare orders names as documents do: by paragraph, point and letters, a paragraph before its items. The prefix does not count.
func (n Name) Compare(m Name) int {
	return cmp.Or(cmp.Compare(n.Paragraph, m.Paragraph), cmp.Compare(n.Point, m.Point), slices.CompareFunc(n.Letters, m.Letters, compareLetters))
}

// compareLetters orders "a" … "z", "aa" …; "i", "ii", "iii", "iv" as numbers.
func compareLetters(a, b string) int {
	if x, y := roman(a), roman(b); x > 0 && y > 0 && len(a)+len(b) > 2 {
		return cmp.Compare(x, y)
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// roman returns the value of a small roman number, 0 where s is none.
func roman(s string) int {
	sum, last := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		v := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}[s[i]]
		if v == 0 {
			return 0
		}
		if v < last {
			v = -v
		} else {
			last = v
		}
		sum += v
	}
	return sum
}

// parent returns the name of what an item is part of, and whether it can only be part of something: the paragraph of an item is necessary,
// that of a point is not.
func (n Name) parent() (parent string, necessary bool) {
	switch {
	case len(n.Letters) > 0:
		n.Letters = n.Letters[:len(n.Letters)-1]
		return n.text(), true
	case n.Point > 0:
		n.Point = 0
		return n.text(), false
	}
	return "", false
}

// text puts the name together again, without the prefix.
func (n Name) text() string {
	return n.Number() + strings.Join(n.Letters, "-")
}
