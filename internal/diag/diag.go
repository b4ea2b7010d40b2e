package diag

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Severity tells whether a finding stops the build.
type Severity int

const (
	// Note is a finding that is worth a look and often right as it is: it is printed and counted, and stops nothing, not even where warnings
	// do. report.toml can silence it as it can a warning.
	Note Severity = iota - 1
	// Warning is a finding that report.toml can silence by code and with a reason.
	Warning
	// Error is a finding that cannot be silenced; with one of them nothing is written.
	Error
)

func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Note:
		return "note"
	}
	return "warning"
}

// A Diagnostic is one finding. It makes sense without its neighbours.
type Diagnostic struct {
	Code     string // "cite/unknown-key": unique and permanent
	Severity Severity
	Span     Span
	Message  string    // one sentence, lower-case start, no full stop
	Related  []Related // other places that explain it
	Hint     string    // what to do, beginning with a verb; empty when unknown
	Fix      *Fix      // an edit that does it; offered, never applied unasked
}

// Related is another place that explains a finding.
type Related struct {
	Span    Span
	Message string
}

// A Fix is a set of disjoint edits that repairs a finding.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the text of Span.
type Edit struct {
	Span Span
	New  string
}

// A List collects findings. The zero List is empty and ready.
type List struct {
	items []Diagnostic
}

// Add puts d into the list.
func (l *List) Add(d Diagnostic) { l.items = append(l.items, d) }

// Errorf adds an error at s.
func (l *List) Errorf(s Span, code, format string, args ...any) *Diagnostic {
	return l.put(Error, s, code, format, args)
}

// Warnf adds a warning at s.
func (l *List) Warnf(s Span, code, format string, args ...any) *Diagnostic {
	return l.put(Warning, s, code, format, args)
}

// put returns the added finding so that the caller can give it a hint or related places at once, before the next call adds another.
func (l *List) put(v Severity, s Span, code, format string, args []any) *Diagnostic {
	l.items = append(l.items, Diagnostic{Code: code, Severity: v, Span: s, Message: fmt.Sprintf(format, args...)})
	return &l.items[len(l.items)-1]
}

// WithHint sets the advice of d and returns it.
func (d *Diagnostic) WithHint(format string, args ...any) *Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// WithRelated adds a place that explains d and returns it.
func (d *Diagnostic) WithRelated(s Span, format string, args ...any) *Diagnostic {
	d.Related = append(d.Related, Related{Span: s, Message: fmt.Sprintf(format, args...)})
	return d
}

// Merge adds the findings of other.
func (l *List) Merge(other List) { l.items = append(l.items, other.items...) }

// Len returns the number of findings.
func (l *List) Len() int { return len(l.items) }

// Count returns the numbers of errors, of warnings and of notes.
func (l *List) Count() (errors, warnings, notes int) { return count(l.items) }

func count(list []Diagnostic) (errors, warnings, notes int) {
	for i := range list {
		switch list[i].Severity {
		case Error:
			errors++
		case Warning:
			warnings++
		case Note:
			notes++
		}
	}
	return errors, warnings, notes
}

// HasErrors reports whether a finding is an error.
func (l *List) HasErrors() bool {
	return slices.ContainsFunc(l.items, func(d Diagnostic) bool { return d.Severity == Error })
}

// Sorted returns the findings by place, without repeats (same code, place and message). A file that was read twice, for two languages of
// one report, is one place.
func (l *List) Sorted() []Diagnostic {
	out := slices.Clone(l.items)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(a.Span.compare(b.Span), -cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool {
		return a.Code == b.Code && a.Span.compare(b.Span) == 0 && a.Message == b.Message
	})
}

// Filter returns the findings for which keep is true.
func (l *List) Filter(keep func(Diagnostic) bool) List {
	var out List
	for _, d := range l.items {
		if keep(d) {
			out.items = append(out.items, d)
		}
	}
	return out
}

// Nearest returns at most three of the known words that are close enough in spelling to have been meant by word, nearest first.
// Closeness is the Damerau–Levenshtein distance with case and hyphens ignored, at most a third of the longer word.
func Nearest(word string, known []string) []string {
	type near struct {
		word string
		d    int
	}
	fold := func(s string) []rune {
		return []rune(strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(s)))
	}
	var found []near
	w := fold(word)
	for _, k := range known {
		f := fold(k)
		limit := max(1, max(len(w), len(f))/3)
		if abs(len(w)-len(f)) > limit {
			continue
		}
		if d := distance(w, f); d <= limit {
			found = append(found, near{k, d})
		}
	}
	slices.SortFunc(found, func(a, b near) int { return cmp.Or(cmp.Compare(a.d, b.d), strings.Compare(a.word, b.word)) })
	out := []string{}
	for _, f := range found {
		if len(out) < 3 && !slices.Contains(out, f.word) {
			out = append(out, f.word)
		}
	}
	return out
}

func abs(n int) int { return max(n, -n) }

// distance is the optimal string alignment distance of a and b.
func distance(a, b []rune) int {
	two, one := make([]int, len(b)+1), make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(cur[j-1]+1, one[j]+1, one[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], two[j-2]+1)
			}
		}
		two, one, cur = one, cur, two
	}
	return one[len(b)]
}

// Quoted joins words as “"a", "b" or "c"” for messages.
func Quoted(words []string) string {
	q := make([]string, len(words))
	for i, w := range words {
		q[i] = fmt.Sprintf("%q", w)
	}
	if len(q) < 2 {
		return strings.Join(q, "")
	}
	return strings.Join(q[:len(q)-1], ", ") + " or " + q[len(q)-1]
}

// Reason returns what the machine says in err without the path that it says it of, for findings that name the path themselves.
func Reason(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ErrNotExist // in the same words on every system
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	if err != nil && err.Error() == "path escapes from parent" { // of os.Root, which has no value for it
		return errOutside
	}
	return err
}

// errOutside says of a path that a link on it leads elsewhere.
var errOutside = errors.New("a link leads out of the project")
