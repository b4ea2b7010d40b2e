package quality_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/quality"
	"rapporteur/internal/translation"
)

var (
	grouping = regexp.MustCompile(`\b[0-9]{1,3}(?:[,\x{a0} ][0-9]{3})+\b`)
	letters  = regexp.MustCompile(`\p{L}{4}`)
)

// repairable are faults that --fix repairs, of a sentence in the language to. A sentence that has no place for one stays as it is.
var repairable = []func(raw, to string) string{
	func(raw, _ string) string { return strings.Replace(raw, " ", "  ", 1) },
	func(raw, _ string) string {
		if m := letters.FindStringIndex(raw); m != nil {
			return raw[:m[0]+1] + "\u200b" + raw[m[0]+1:]
		}
		return raw
	},
	func(raw, _ string) string { return strings.Replace(raw, ", ", " , ", 1) },
	func(raw, _ string) string { return regroup(raw, "") },
	func(raw, to string) string { return regroup(raw, map[string]string{"en": ".", "fr": ","}[to]) },
	func(raw, _ string) string { return strings.Replace(raw, " per cent", "%", 1) },
	func(raw, _ string) string {
		if i := strings.IndexByte(raw, '"'); i >= 0 && strings.Count(raw, `"`) == 2 {
			return strings.Replace(strings.Replace(raw, `"`, "„", 1), `"`, "“", 1)
		}
		return raw
	},
}

// regroup puts another mark between the thousands of all numbers.
func regroup(raw, mark string) string {
	return grouping.ReplaceAllStringFunc(raw, func(s string) string {
		return strings.NewReplacer(",", mark, "\u00a0", mark, " ", mark).Replace(s)
	})
}

// TestFix plants faults that can be repaired in every third sentence of the worked example and asks that repairing them changes nothing outside of
// the sentences with faults, makes of them what they were, as far as a reader can tell, and leaves nothing to repair.
func TestFix(t *testing.T) {
	planted := map[string]int{}
	for _, to := range []string{"en", "fr"} {
		e := readExample(t, "es", to)
		for k, p := range e.sections {
			whole := p.target
			faulty := p
			var units []*translation.Unit
			for _, u := range p.align(nil).Units {
				if len(u.Target.Pieces) > 0 && u.Part == "" && !strings.Contains(u.ID, ".n") {
					units = append(units, u)
				}
			}
			slices.SortFunc(units, func(a, b *translation.Unit) int { return b.Target.Span.Start - a.Target.Span.Start }) // from the end, so that places stay
			n := 0
			for i, u := range units {
				raw := u.Target.Span.Text()
				if i%3 != 0 || strings.ContainsAny(raw, "[]<`\n") {
					continue
				}
				if bad := repairable[(i/3+k)%len(repairable)](raw, to); bad != raw {
					faulty.target = faulty.target[:u.Target.Span.Start] + bad + faulty.target[u.Target.Span.End:]
					n++
				}
			}
			planted[to] += n
			s := faulty.align(nil)
			r := quality.Run([]*translation.Section{s}, e.options)
			edits, settled := r.Edits(s)
			if n == 0 {
				continue
			}
			if settled < n {
				t.Errorf("%s %s: %d findings can be repaired of %d faults", to, p.name, settled, n)
			}
			name := "content/" + to + "/" + p.name + ".md"
			files, made, refused := s.Rewrite(edits, name, p.options[1])
			if len(files) != 1 || files[0].Name != name {
				t.Fatalf("%s %s: %d files are written", to, p.name, len(files))
			}
			if len(made) != len(edits) || len(refused) > 0 {
				t.Errorf("%s %s: %d of %d sentences are written: %v", to, p.name, len(made), len(edits), refused)
			}
			mine := p
			mine.target = string(files[0].Src)
			again := mine.align(nil)
			if a, b := outside(s, edits), outside(again, edits); a != b {
				t.Errorf("%s %s: something outside of the sentences has changed", to, p.name)
			}
			if blanks(mine.target) != blanks(whole) {
				t.Errorf("%s %s: repaired, it is not what it was: %s", to, p.name, firstDifference(blanks(whole), blanks(mine.target)))
			}
			if edits, _ := quality.Run([]*translation.Section{again}, e.options).Edits(again); len(edits) > 0 {
				t.Errorf("%s %s: %d sentences are still to be repaired", to, p.name, len(edits))
			}
		}
	}
	if planted["en"] < 40 || planted["fr"] < 20 {
		t.Errorf("only so many faults could be planted: %v", planted)
	}
	t.Log(planted)
}

// outside is the translation of a section without the sentences that are edited.
func outside(s *translation.Section, edits []translation.Edit) string {
	src := string(s.Target.File.Src)
	var b strings.Builder
	at := 0
	units := slices.DeleteFunc(slices.Clone(s.Units), func(u *translation.Unit) bool { return u.Target.Span.File != s.Target.File })
	slices.SortStableFunc(units, func(a, b *translation.Unit) int { return a.Target.Span.Start - b.Target.Span.Start })
	for _, u := range units {
		if slices.ContainsFunc(edits, func(e translation.Edit) bool { return e.Unit.ID == u.ID }) && u.Target.Span.Start >= at {
			b.WriteString(src[at:u.Target.Span.Start] + "<" + u.ID + ">")
			at = u.Target.Span.End
		}
	}
	return b.String() + src[at:]
}

// blanks is a text in which spaces that do not break are spaces: which of them stands, the build decides.
func blanks(s string) string { return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s) }

func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	part := func(s string) string { return s[max(i-40, 0):min(i+40, len(s))] }
	return part(a) + " | " + part(b)
}
