package pdfcheck_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/pdfcheck"
)

// A mutation plants a fault into a good file. The rule has to find it; the others in also may, for the fault is one against them too; no
// rule beside may.
type mutation struct {
	rule  string
	what  string
	plant func(*patient)
	bytes func([]byte) []byte // after plant, which may be nil
	also  string              // other rules, with spaces between them
	vera  string              // the rules that veraPDF finds broken, by profile; "unread" where it cannot read the file
}

// swap changes bytes for as many others.
func swap(old, new string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
}

// sick returns the bytes of the good file with the fault.
func (m mutation) sick(t *testing.T) []byte {
	p := operate(t)
	if m.plant != nil {
		m.plant(p)
	}
	b := p.bytes()
	if m.bytes != nil {
		changed := m.bytes(bytes.Clone(b))
		if bytes.Equal(changed, b) {
			t.Fatal("nothing is changed")
		}
		return changed
	}
	return b
}

// TestRewritten proves the writer of the faults: the good file, written by it, is good.
func TestRewritten(t *testing.T) {
	for _, f := range pdfcheck.Check(operate(t).bytes()) {
		t.Error(f)
	}
}

// TestMutations plants every fault: its rule finds it, and no rule that has no say in it. A rule without a fault is no rule.
func TestMutations(t *testing.T) {
	planted := map[string]bool{}
	for _, m := range mutations {
		planted[m.rule] = true
		t.Run(m.rule+"/"+m.what, func(t *testing.T) {
			found := map[string][]string{}
			for _, f := range pdfcheck.Check(m.sick(t)) {
				found[f.Rule] = append(found[f.Rule], f.Message)
			}
			if len(found[m.rule]) == 0 {
				t.Errorf("the fault is not found")
			}
			for rule, messages := range found {
				if rule != m.rule && !slices.Contains(strings.Fields(m.also), rule) {
					t.Errorf("%s finds it too: %s", rule, messages[0])
				}
			}
			for _, rule := range strings.Fields(m.also) {
				if len(found[rule]) == 0 {
					t.Errorf("%s does not find it", rule)
				}
			}
		})
	}
	for _, r := range pdfcheck.Rules() {
		if !planted[r.ID] {
			t.Errorf("no fault is planted for rule %s", r.ID)
		}
		delete(planted, r.ID)
	}
	for rule := range planted {
		t.Errorf("a fault is planted for rule %s, which does not exist", rule)
	}
}

// Every rule has an ID of its own, a clause and a sentence.
func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range pdfcheck.Rules() {
		if seen[r.ID] || r.ID == "" || r.Clause == "" || !strings.HasSuffix(r.Says, ".") {
			t.Errorf("rule %q: clause %q, says %q", r.ID, r.Clause, r.Says)
		}
		seen[r.ID] = true
	}
}
