package exchange

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

// Findings are what there is to be told of a result, each at its place in the file that came back.
func (r *Result) Findings(found *diag.List) {
	for _, v := range r.Verdicts {
		v.asides(r.Section, found)
		v.outcome(r.Section, found)
	}
	if kept := r.count(Kept); kept > len(r.Verdicts)/2 && kept > r.count(Unchanged) {
		found.Warnf(r.Verdicts[0].Returned.At, "exchange/other-version", "%s of section %q had another translation when the file was made than here, or none is here", sentences(kept), r.Section.Name).
			WithHint("check that the file is one of the language %q, and that the project is the one that it was made from", r.Section.To)
	}
	if n := len(r.Absent); n > 0 && len(r.Verdicts) > 0 {
		const shown = 5
		var ids []string
		for _, u := range r.Absent[:min(n, shown)] {
			ids = append(ids, u.ID)
		}
		if n > shown {
			ids = append(ids, "…")
		}
		found.Warnf(r.Verdicts[0].Returned.At, "exchange/missing-units", "%s of section %q did not come back: %s", sentences(n), r.Section.Name, strings.Join(ids, ", ")).
			WithHint("what is here of them stays as it is")
	}
}

// asides tells what there is to know of a unit beside what becomes of it. s is its section.
func (v *Verdict) asides(s *translation.Section, found *diag.List) {
	at := v.Returned.At
	if v.Returned.Edited {
		found.Warnf(at, "exchange/edited-original", "%s: the original has been edited in the file; it is not taken from there", v.Returned.ID).
			WithHint("an original is corrected in its own content file")
	}
	if names := v.Returned.Proposers; len(names) > 0 && (v.Fate == Taken || v.Fate == Outdated) {
		found.Warnf(at, "exchange/proposal", "%s: tracked changes of %s are taken as accepted", v.Returned.ID, strings.Join(names, ", ")).
			WithHint("the sentence is a draft until somebody reads it")
	}
	if len(v.With) > 0 {
		var ids []string
		for _, u := range v.With {
			ids = append(ids, u.ID)
		}
		found.Warnf(at, "exchange/merged", "%s: the new words stand for %s too, of which the translation was taken away; they are one sentence from now on", v.Returned.ID, strings.Join(ids, ", ")).
			WithHint("read it: it is a draft until somebody has; git has the sentence that was taken away")
	}
	if v.Left != "" && (v.Fate == Taken || v.Fate == Outdated) {
		found.Warnf(at, "exchange/original-left", "%s: %s; it is taken as a draft", v.Returned.ID, v.Left).
			WithHint("translate what is left and import it again; where it is right, write rapporteur translate mark --lang %s --state translated --unit %s", s.To, v.Unit.ID)
	}
	if v.Returned.WrongID != "" {
		found.Warnf(at, "exchange/edited-id", "%s: the id has been edited in the file, to %q; the row is known by its bookmark", v.Returned.ID, v.Returned.WrongID).
			WithHint("leave the first column as it is")
	}
	for _, r := range v.Returned.Remarks {
		r.tell(at, v.Returned.ID+": ", found)
	}
}

// outcome tells what becomes of a unit, where somebody has to know. s is its section.
func (v *Verdict) outcome(s *translation.Section, found *diag.List) {
	at := v.Returned.At
	switch {
	case v.Code == "":
	case v.Fate == Untranslated:
		found.Warnf(at, v.Code, "%s: %s; it counts as not translated", v.Returned.ID, v.Left).
			WithHint("translate it; where it is right so, give it the state of a sentence that has been reviewed, and import it again")
	case v.Fate == Emptied:
		found.Warnf(at, v.Code, "%s: %s; the sentence that is here stays: %q", v.Returned.ID, v.Reason, squeeze(flat(v.Unit.Target.Pieces))).
			WithHint("write its new translation in the file; a sentence that is to go is deleted in %s and in %s", original(s.From, s.Name), original(s.To, s.Name))
	case v.Fate == Outdated:
		found.Warnf(at, v.Code, "%s: %s", v.Returned.ID, v.Reason).
			WithHint("read the translation again; it counts as stale until then")
	default:
		f := found.Errorf(at, v.Code, "%s: %s", v.Returned.ID, v.Reason)
		if advice := v.advice(); advice != "" {
			f.WithHint("%s", advice)
		}
		if text := squeeze(flat(v.Returned.Target)); text != "" {
			f.WithRelated(at, "the translation that is not taken: %s", text)
		}
	}
}

// advice says what to do about a translation that is not taken; empty where the reason says it, or nobody knows.
func (v *Verdict) advice() string {
	switch {
	case v.Code == "exchange/double-unit":
		return "leave the right one in the file, and import it again"
	case v.Code == "exchange/conflict":
		return "take over by hand what is right in it, or export the section again"
	case v.Code == "exchange/unknown-unit":
		return "export the section again, and look where its words belong"
	case v.Damaged:
		return "write the whole translation with its codes; for a tool that cannot, there is rapporteur translate export --inline text"
	case v.Code == "exchange/refused" && v.Unit != nil && v.Returned.Fault == "" && !slices.Equal(codeNumbers(v.Returned.Target), codeNumbers(v.Unit.Source.Pieces)):
		return "write every code of the original once, and import the file again; in a table code 1 is {1}, or {1} and {/1} around words"
	}
	return ""
}

// codeNumbers are the numbers of codes in order.
func codeNumbers(pieces []translation.Piece) []int {
	var out []int
	for _, c := range translation.Codes(pieces) {
		out = append(out, c.Number)
	}
	slices.Sort(out)
	return out
}

func (r *Result) count(fate Fate) int {
	n := 0
	for _, v := range r.Verdicts {
		if v.Fate == fate {
			n++
		}
	}
	return n
}

// Findings are what the file says beside its units.
func (b *Batch) Findings(found *diag.List) {
	for _, r := range b.Remarks {
		r.tell(b.At, "", found)
	}
}

// tell reports a remark on what stands before it.
func (r Remark) tell(at diag.Span, before string, found *diag.List) {
	what := "written beside it"
	if r.Author != "" {
		what = "comment of " + r.Author
	}
	found.Warnf(at, "exchange/comment", "%s%s: %q", before, what, r.Text).WithHint("read it: it is kept nowhere else")
}

func sentences(n int) string {
	if n == 1 {
		return "1 sentence"
	}
	return fmt.Sprintf("%d sentences", n)
}
