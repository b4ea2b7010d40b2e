package quality

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// A date is a day, a month and a year in a text; day and year are 0 where they are not named.
type date struct {
	start, end       int
	day, month, year int
	dayAt, yearAt    [2]int
	monthFirst       bool // "March 3, 2021"
}

// alike reports whether two dates can be the same: a part that one of them does not name is no difference.
func (d date) alike(o date) bool {
	return d.day == o.day && d.month == o.month && (d.year == o.year || d.year == 0 || o.year == 0)
}

// A dateForm is one way in which a language writes dates.
type dateForm struct {
	re               *regexp.Regexp
	day, month, year int // groups
	months           map[string]int
}

// dateForms makes the forms of a language: day, month and year with joiners between, and month, day, year ("March 3, 2021").
func dateForms(months, joiners []string, capital bool) []dateForm {
	index := map[string]int{}
	for i, m := range months {
		index[strings.ToLower(m)] = i + 1
	}
	const gap = `[\s\x{a0}]+`
	join := `(?:,?` + gap + `)`
	if len(joiners) > 0 {
		join = `(?:,?` + gap + `(?:(?i:` + alternatives(joiners) + `)` + gap + `)?)`
	}
	flag := "(?i:"
	if capital {
		flag = "(?:"
	}
	name := flag + alternatives(months) + ")"
	const dayNumber = `(\d{1,2})(?:º|°|ª|er|st|nd|rd|th)?`
	return []dateForm{
		{regexp.MustCompile(`(` + name + `)` + gap + dayNumber + `,` + gap + `(\d{4})`), 2, 1, 3, index},
		{regexp.MustCompile(`(?:` + dayNumber + join + `)?(` + name + `)(?:` + join + `(\d{4}))?`), 1, 2, 3, index},
	}
}

// dates returns the dates of a text and blanks them out of b, which holds the same text.
func (l *Language) dates(b []byte) []date {
	var out []date
	for _, form := range l.date {
		for _, m := range form.re.FindAllSubmatchIndex(b, -1) {
			group := func(n int) (string, [2]int) {
				if m[2*n] < 0 {
					return "", [2]int{}
				}
				return string(b[m[2*n]:m[2*n+1]]), [2]int{m[2*n], m[2*n+1]}
			}
			month, at := group(form.month)
			s := string(b)
			if unicode.IsLetter(before(s, at[0])) || unicode.IsLetter(after(s, at[1])) || unicode.IsDigit(after(s, m[1])) || unicode.IsDigit(before(s, m[0])) {
				continue
			}
			d := date{start: m[0], end: m[1], month: form.months[strings.ToLower(month)], monthFirst: form.month < form.day}
			var text string
			text, d.dayAt = group(form.day)
			d.day, _ = strconv.Atoi(text)
			text, d.yearAt = group(form.year)
			d.year, _ = strconv.Atoi(text)
			out = append(out, d)
			blank(b, m[0], m[1])
		}
	}
	return out
}
