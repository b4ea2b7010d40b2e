package quality

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/diag"
)

// compared are the numbers of a sentence that the other language does not have.
type compared struct{ source, target []value }

// dates holds the dates of both languages against each other.
func (p *pass) dates() {
	missing, extra, loose := matchDates(p.s.dates, p.t.dates)
	for _, m := range loose {
		a, b := m[0], m[1]
		if a.year == 0 && !p.s.names(b.year) || b.year == 0 && !p.t.names(a.year) {
			p.otherDate(a, b)
		}
	}
	for i := 0; i < min(len(missing), len(extra)); i++ {
		a, b := missing[i], extra[i]
		if f := p.otherDate(a, b); a.day == 0 && a.year == 0 || b.day == 0 && b.year == 0 {
			f.as(diag.Warning)
		}
	}
	for _, d := range p.t.dates {
		if d.monthFirst && d.day > 0 && !strings.HasPrefix(p.to.house.Dates.Form, "{month}") {
			p.report(p.tgt.span(d.start, d.end), diag.Span{}, "the date %q has the month before the day; %q was expected", p.tgt.s[d.start:d.end], p.to.dated(d)).as(diag.Warning)
		}
	}
}

// otherDate reports the date b of the translation, where the original has a.
func (p *pass) otherDate(a, b date) *Finding {
	f := p.report(p.tgt.span(b.start, b.end), p.src.span(a.start, a.end), "the date is %q here, %q in the original", p.tgt.s[b.start:b.end], p.src.s[a.start:a.end])
	if a.day > 0 && a.year > 0 {
		f.hint("write %s", p.to.dated(a))
	}
	return f
}

// dated writes a date of day, month and year as the language does.
func (l *Language) dated(d date) string {
	day := strconv.Itoa(d.day)
	if d.day == 1 && l.house.Dates.FirstDay != "" {
		day = l.house.Dates.FirstDay
	}
	return strings.NewReplacer("{day}", day, "{month}", l.house.Dates.Months[d.month-1], "{year}", strconv.Itoa(d.year), "\u00a0", " ").Replace(l.house.Dates.Form)
}

// names reports whether a year is named: by a date or as a number.
func (h *holdings) names(year int) bool {
	return slices.ContainsFunc(h.dates, func(d date) bool { return d.year == year }) ||
		slices.ContainsFunc(h.values, func(v value) bool { return v.worth == strconv.Itoa(year) })
}

// matchDates returns the dates that only one side has, and the pairs that can be the same date because one of them names no year.
func matchDates(source, target []date) (missing, extra []date, loose [][2]date) {
	extra = slices.Clone(target)
	take := func(d date, same func(a, b date) bool) (date, bool) {
		i := slices.IndexFunc(extra, func(o date) bool { return same(d, o) })
		if i < 0 {
			return date{}, false
		}
		o := extra[i]
		extra = slices.Delete(extra, i, i+1)
		return o, true
	}
	equal := func(a, b date) bool { return a.day == b.day && a.month == b.month && a.year == b.year }
	var rest []date
	for _, d := range source {
		if _, ok := take(d, equal); !ok {
			rest = append(rest, d)
		}
	}
	for _, d := range rest {
		if o, ok := take(d, date.alike); ok {
			loose = append(loose, [2]date{d, o})
		} else {
			missing = append(missing, d)
		}
	}
	return missing, extra, loose
}

// dateNumbers are the days and years of dates that stand alone on their side: the other language may have written them otherwise.
func dateNumbers(h *holdings, alone []date) []value {
	var out []value
	for _, d := range alone {
		if d.day > 0 {
			out = append(out, value{start: d.dayAt[0], end: d.dayAt[1], worth: strconv.Itoa(d.day)})
		}
		if d.year > 0 {
			out = append(out, value{start: d.yearAt[0], end: d.yearAt[1], worth: strconv.Itoa(d.year)})
		}
	}
	// A year that a date shares with its neighbour is named once in one language and twice in the other.
	return append(slices.Clone(h.values), out...)
}

// compare returns the numbers that only one side has, and the figures of the translation that are worth what the original says only when they
// are read as another language writes numbers.
func (p *pass) compare() (alone compared, misread [][2]value) {
	missing, extra, _ := matchDates(p.s.dates, p.t.dates)
	if n := min(len(missing), len(extra)); n > 0 { // those are told as dates
		missing, extra = missing[n:], extra[n:]
	}
	source, target := dateNumbers(&p.s, missing), dateNumbers(&p.t, extra)
	parts := func(dates []date) map[string]bool {
		out := map[string]bool{}
		for _, d := range dates {
			for _, n := range []int{d.day, d.year} {
				out[strconv.Itoa(n)] = true
			}
		}
		return out
	}
	named := func(list []value, dates []date) map[string]bool {
		out := parts(dates)
		for _, v := range list {
			out[v.worth] = true
		}
		return out
	}
	inSource, inTarget := named(source, p.s.dates), named(target, p.t.dates)
	inDates := parts(append(slices.Clone(p.s.dates), p.t.dates...))
	lost := func(list, against []value, other map[string]bool) []value {
		var out []value
		seen := map[string]bool{}
		for _, v := range list {
			if v.kind != inFigures || seen[v.worth] {
				continue
			}
			// A year that a date has can be named once for several dates, so that only other numbers are counted.
			if seen[v.worth] = true; !other[v.worth] || !inDates[v.worth] && times(list, v.worth) > times(against, v.worth) {
				out = append(out, v)
			}
		}
		return out
	}
	alone = compared{lost(source, target, inTarget), lost(target, source, inSource)}
	// 1.234 in an English text may be the Spanish 1.234.
	for i := 0; i < len(alone.target); i++ {
		v := alone.target[i]
		k := slices.IndexFunc(alone.source, func(s value) bool { return v.other != "" && s.worth == v.other })
		if k < 0 {
			continue
		}
		misread = append(misread, [2]value{alone.source[k], v})
		alone.source = slices.Delete(alone.source, k, k+1)
		alone.target = slices.Delete(alone.target, i, i+1)
		i--
	}
	// Numbers in words answer for each other only where both sides have one that the other has not: "five" and "seis". A word can be part of
	// another expression ("both", "a fortnight"), so that one alone says nothing.
	words := func(list []value, other map[string]bool) []value {
		return slices.DeleteFunc(slices.Clone(list), func(v value) bool { return v.kind != inWords || other[v.worth] })
	}
	a, b := words(source, inTarget), words(target, inSource)
	if len(a) == len(b) {
		alone.source, alone.target = append(alone.source, a...), append(alone.target, b...)
	}
	return alone, misread
}

// numbers holds the values of both languages against each other.
func (p *pass) numbers() {
	alone, misread := p.compare()
	for _, m := range misread {
		s, t := m[0], m[1]
		want := p.rewrite(t.figure, s.figure)
		p.report(p.tgt.span(t.figure.start, t.figure.end), p.src.span(s.start, s.end), "%s", p.misread(s, t)).
			hint("write %s", want).fix(p.tgt, edit{t.figure.start, t.figure.end, want})
	}
	n := min(len(alone.source), len(alone.target))
	for i := range n {
		s, t := alone.source[i], alone.target[i]
		p.answer(p.report(p.tgt.span(t.start, t.end), p.src.span(s.start, s.end), "the number is %s here, %s in the original", quoted(p.tgt, t), quoted(p.src, s)), s)
	}
	for _, s := range alone.source[n:] {
		if here := times(p.t.values, s.worth); here > 0 {
			p.report(p.where(), p.src.span(s.start, s.end), "the number %s stands %s in the original and %s here", quoted(p.src, s), often(times(p.s.values, s.worth)), often(here))
			continue
		}
		p.answer(p.report(p.where(), p.src.span(s.start, s.end), "the number %s of the original is missing here", quoted(p.src, s)), s)
	}
	for _, t := range alone.target[n:] {
		if there := times(p.s.values, t.worth); there > 0 {
			p.report(p.tgt.span(t.start, t.end), p.u.Source.Span, "the number %s stands %s here and %s in the original", quoted(p.tgt, t), often(times(p.t.values, t.worth)), often(there))
			continue
		}
		p.report(p.tgt.span(t.start, t.end), p.u.Source.Span, "the number %s stands here and not in the original", quoted(p.tgt, t)).
			hint("take it out, or write the number that the original has")
	}
	if a, b := percentage(p.s.values), percentage(p.t.values); (a == nil) != (b == nil) && len(alone.source)+len(alone.target) == 0 && p.percentWords(p.src, p.from) != p.percentWords(p.tgt, p.to) {
		if b == nil {
			p.report(p.where(), p.src.span(a.start, a.end), "%s of the original is a percentage; there is none here", quoted(p.src, *a))
		} else {
			p.report(p.tgt.span(b.start, b.end), p.u.Source.Span, "%s is a percentage; the original has none", quoted(p.tgt, *b))
		}
	}
}

// misread says what the number t of the translation is, as its language writes numbers, and what s of the original is.
func (p *pass) misread(s, t value) string {
	kinds := []string{"a whole number", "a number with decimals"}
	if strings.Contains(t.worth, ".") {
		slices.Reverse(kinds)
	}
	return fmt.Sprintf("%q is %s, as this language writes numbers; %s of the original is %s", p.tgt.s[t.figure.start:t.figure.end], kinds[0], quoted(p.src, s), kinds[1])
}

// answer advises to write the number s of the original, where it is one in digits, as the language of the translation writes it.
func (p *pass) answer(f *Finding, s value) {
	if s.figure.whole == "" || s.power > 0 {
		return
	}
	want := p.rewrite(s.figure, figure{})
	if !s.figure.grouped && s.figure.decimals == "" {
		want = s.figure.whole // a year, the number of a law
	}
	f.hint("write %s", want)
}

// times is how often numbers of that worth are in a list.
func times(list []value, worth string) int {
	n := 0
	for _, v := range list {
		if v.worth == worth {
			n++
		}
	}
	return n
}

// often is a number of times in words of a message.
func often(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// percentWords reports whether a text speaks of a percentage at all.
func (p *pass) percentWords(t *text, l *Language) bool {
	return slices.ContainsFunc(l.Numbers.Percent, func(s string) bool { return strings.Contains(t.s, s) })
}

// percentage is the first percentage of a list; nil where there is none.
func percentage(list []value) *value {
	i := slices.IndexFunc(list, func(v value) bool { return v.percent })
	if i < 0 {
		return nil
	}
	return &list[i]
}

func quoted(t *text, v value) string { return `"` + t.s[v.start:v.end] + `"` }

// rewrite writes the figure t as the language of the translation does; the original, of the same value, tells which digits are decimals.
func (p *pass) rewrite(t, source figure) string {
	marks := p.to.house.Numbers
	thousands := marks.Thousands
	if p.cell {
		thousands = " "
		for _, g := range spaces {
			if strings.Contains(p.tgt.s, string(g)) {
				thousands = string(g)
			}
		}
	}
	whole, decimals := t.whole, t.decimals
	if source.whole != "" {
		whole, decimals = source.whole, source.decimals
	}
	return written(whole, decimals, marks.Decimal, thousands)
}

// leastGrouped is from how many digits on a number has separators in running text, where a year or the number of a law has none.
const leastGrouped = 5

// numberStyle asks whether numbers are written as the language writes them.
func (p *pass) numberStyle() {
	_, misread := p.compare()
	for _, v := range p.t.values {
		f := v.figure
		if f.whole == "" || slices.ContainsFunc(misread, func(m [2]value) bool { return m[1].start == v.start }) {
			continue
		}
		at := p.tgt.span(f.start, f.end)
		source := value{}
		if i := slices.IndexFunc(p.s.values, func(s value) bool { return s.figure.whole != "" && s.worth == v.worth && s.power == v.power }); i >= 0 {
			source = p.s.values[i]
		}
		want := p.rewrite(f, figure{})
		switch {
		case f.foreign && source.worth == "": // another number altogether: Q08 tells
		case f.foreign:
			p.report(at, diag.Span{}, "the number %q is written as another language writes it", p.tgt.s[f.start:f.end]).
				hint("write %s", want).fix(p.tgt, edit{f.start, f.end, want})
		case !f.grouped && !p.cell && len(f.whole) >= leastGrouped && source.figure.grouped:
			p.report(at, p.src.span(source.start, source.end), "the number %q has no mark between its thousands", p.tgt.s[f.start:f.end]).
				hint("write %s", want).fix(p.tgt, edit{f.start, f.end, want})
		}
		if forms := p.to.Numbers.Percent; v.percent && v.power == 0 && !p.cell && len(forms) > 0 && p.u.Part == "" && !strings.HasSuffix(p.tgt.s[v.start:v.end], forms[0]) {
			new := " " + forms[0] // the printed space is one that does not break
			if forms[0] == "%" && !strings.Contains(p.to.house.Marks.SpaceBefore, forms[0]) {
				new = forms[0]
			}
			p.report(p.tgt.span(v.start, v.end), diag.Span{}, "the percentage is written %q; running text has %q", p.tgt.s[v.start:v.end], forms[0]).
				fix(p.tgt, edit{f.end, v.end, new})
		}
	}
}

// symbols holds document symbols, numbers of decrees, letters of provisions and pinpoints of citations against each other.
func (p *pass) symbols() {
	for _, kind := range []struct {
		name           string
		source, target []token
	}{{"symbol", p.s.symbols, p.t.symbols}, {"letter", p.s.labels, p.t.labels}} {
		if p.u.Block != nil && kind.name == "letter" && len(kind.source) == 0 {
			continue // "(a)" in one language may be an aside
		}
		missing, extra := tokensAlone(kind.source, kind.target)
		p.alone2(kind.name, missing, extra)
	}
	p.pinpoints()
}

// alone2 reports tokens that only one side has, one of the original with one of the translation as long as there are both.
func (p *pass) alone2(name string, missing, extra []token) {
	n := min(len(missing), len(extra))
	for i := range n {
		a, b := missing[i], extra[i]
		p.report(p.tgt.span(b.start, b.end), p.src.span(a.start, a.end), "the %s is %q here, %q in the original", name, b.text, a.text)
	}
	for _, a := range missing[n:] {
		p.report(p.where(), p.src.span(a.start, a.end), "the %s %q of the original is missing", name, a.text)
	}
	for _, b := range extra[n:] {
		p.report(p.tgt.span(b.start, b.end), p.u.Source.Span, "the original has no %s %q", name, b.text)
	}
}

// tokensAlone returns the tokens that only one side has, whatever their number.
func tokensAlone(source, target []token) (missing, extra []token) {
	without := func(list, other []token) []token {
		var out []token
		for _, a := range list {
			same := func(b token) bool { return b.text == a.text }
			if !slices.ContainsFunc(other, same) && !slices.ContainsFunc(out, same) {
				out = append(out, a)
			}
		}
		return out
	}
	return without(source, target), without(target, source)
}
