package quality

import (
	"strings"
	"unicode/utf8"
)

// A figure is a number in digits, read as a language reads it.
type figure struct {
	start, end int
	value      string // digits without separators, "25614", "26.24": no zeros that say nothing
	other      string // what the same digits are worth where comma and point change places; empty where that is the same
	foreign    bool   // separators are not those of the language
	grouped    bool
	whole      string   // digits before the decimal mark
	decimals   string   // digits behind it, as written
	groups     []string // as written
}

// groupers are characters that stand between groups of three digits in one language or another; a decimal mark of one is a grouper of another.
const groupers = ".,'’ \u00a0\u202f\u2009"

// spaces may group digits in tables of all languages.
const spaces = " \u00a0\u202f\u2009"

// digitOf is the value of a digit of any script that writes numbers as we do: European, Arabic-Indic, Extended Arabic-Indic.
func digitOf(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r >= '٠' && r <= '٩':
		return byte(r-'٠') + '0', true
	case r >= '۰' && r <= '۹':
		return byte(r-'۰') + '0', true
	}
	return 0, false
}

// figures returns the numbers of a text in digits. decimal and thousands are the marks of the language; in cells of tables a space groups digits
// whatever the language.
func figures(s, decimal, thousands string, cell bool) []figure {
	var out []figure
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if _, ok := digitOf(r); !ok {
			i += size
			continue
		}
		plain := cell || thousands != "" && strings.Contains(spaces, thousands)
		groups, seps, ends := scan(s, i, plain)
		starts := make([]int, len(groups))
		starts[0] = i
		for k := 1; k < len(groups); k++ {
			starts[k] = ends[k-1] + len(seps[k-1])
		}
		for len(groups) > 0 {
			f, n := interpret(groups, seps, decimal, thousands, cell)
			f.start, f.end, f.groups = starts[0], ends[n-1], groups[:n]
			out = append(out, f)
			if i = f.end; n == len(groups) {
				break
			}
			groups, seps, starts, ends = groups[n:], seps[n:], starts[n:], ends[n:]
		}
	}
	return out
}

// scan reads digits with separators between them, from i on. plain says that a plain space can group.
func scan(s string, i int, plain bool) (groups, seps []string, ends []int) {
	digits := func() string {
		var b strings.Builder
		for i < len(s) {
			r, size := utf8.DecodeRuneInString(s[i:])
			d, ok := digitOf(r)
			if !ok {
				break
			}
			b.WriteByte(d)
			i += size
		}
		return b.String()
	}
	groups, ends = []string{digits()}, nil
	ends = append(ends, i)
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune(groupers, r) || r == ' ' && !plain {
			break
		}
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		if _, ok := digitOf(next); !ok {
			break
		}
		back := i
		i += size
		g := digits()
		if strings.ContainsRune(spaces, r) && (len(g) != 3 || len(groups[len(groups)-1]) > 3 || len(groups) > 1 && seps[len(seps)-1] != string(r)) {
			i = back
			break
		}
		groups, seps, ends = append(groups, g), append(seps, string(r)), append(ends, i)
	}
	return groups, seps, ends
}

// interpret reads as many groups as make one number, at least one.
func interpret(groups, seps []string, decimal, thousands string, cell bool) (figure, int) {
	n := len(groups)
	if n == 1 {
		return number(groups, "", false), 1
	}
	same := true
	threes := len(groups[0]) <= 3 && groups[0] != "0"
	for k := 1; k < n; k++ {
		same = same && (k == n-1 || seps[k] == seps[0])
		threes = threes && (len(groups[k]) == 3 || k == n-1)
	}
	last := seps[n-2]
	switch {
	case same && threes && len(groups[n-1]) == 3: // 25,614 or 1.234.567 or, with one separator, perhaps decimals
		f := number(groups, "", true)
		swap := n == 2 && strings.Contains(".,", last)
		if swap {
			f.other = number(groups[:1], groups[1], false).value
		}
		if swap && last == decimal {
			g := number(groups[:1], groups[1], false)
			g.other = f.value
			return g, n
		}
		f.foreign = !fits(last, thousands, cell)
		return f, n
	case n > 2 && threes && uniform(seps[:n-2]) && seps[0] != last && strings.Contains(".,", last): // 1,234.56
		f := number(groups[:n-1], groups[n-1], true)
		f.foreign = last != decimal || !fits(seps[0], thousands, cell)
		return f, n
	case n == 2 && strings.Contains(".,", last): // 26.24
		f := number(groups[:1], groups[1], false)
		f.foreign = last != decimal
		return f, n
	}
	return number(groups[:1], "", false), 1
}

// fits reports whether a mark between groups of digits is the one of the language: any space stands for a space.
func fits(mark, thousands string, cell bool) bool {
	space := strings.Contains(spaces, mark)
	return mark == thousands || space && (cell || strings.Contains(spaces, thousands))
}

func uniform(seps []string) bool {
	for _, s := range seps {
		if s != seps[0] {
			return false
		}
	}
	return true
}

// number makes a figure of groups of digits and decimals.
func number(groups []string, decimals string, grouped bool) figure {
	f := figure{whole: strings.Join(groups, ""), decimals: decimals, grouped: grouped}
	f.value = worth(f.whole, decimals)
	return f
}

// worth is the value of digits before and behind a decimal mark.
func worth(whole, decimals string) string {
	whole = strings.TrimLeft(whole, "0")
	decimals = strings.TrimRight(decimals, "0")
	if whole == "" {
		whole = "0"
	}
	if decimals == "" {
		return whole
	}
	return whole + "." + decimals
}

// tenfold is the value of a figure times a power of ten.
func tenfold(value string, power int) string {
	whole, decimals, _ := strings.Cut(value, ".")
	for range power {
		digit := "0"
		if decimals != "" {
			digit, decimals = decimals[:1], decimals[1:]
		}
		whole += digit
	}
	return worth(whole, decimals)
}

// written is a value as a language writes it, with so many decimals as given.
func written(whole, decimals, decimal, thousands string) string {
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteRune(r)
	}
	if decimals != "" {
		b.WriteString(decimal + decimals)
	}
	return b.String()
}
