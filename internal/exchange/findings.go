package exchange

import (
	"fmt"
	"strings"

	"rapporteur/internal/diag"
)

// Findings are what there is to be told of a result, each at its place in the file that came back.
func (r *Result) Findings(found *diag.List) {
	for _, v := range r.Verdicts {
		at := v.Returned.At
		if v.Returned.Edited {
			found.Warnf(at, "exchange/edited-original", "%s: the original has been edited in the file; it is not taken from there", v.Returned.ID).
				WithHint("an original is corrected in its own content file")
		}
		if names := v.Returned.Proposers; len(names) > 0 && (v.Fate == Taken || v.Fate == Outdated) {
			found.Warnf(at, "exchange/proposal", "%s: tracked changes of %s are taken as accepted", v.Returned.ID, strings.Join(names, ", ")).
				WithHint("the sentence is a draft until somebody reads it")
		}
		switch {
		case v.Code == "":
		case v.Fate == Outdated:
			found.Warnf(at, v.Code, "%s: %s", v.Returned.ID, v.Reason).
				WithHint("read the translation again; it counts as stale until then")
		default:
			f := found.Errorf(at, v.Code, "%s: %s", v.Returned.ID, v.Reason)
			if text := squeeze(flat(v.Returned.Target)); text != "" {
				f.WithRelated(at, "the translation that is not taken: %s", text)
			}
		}
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
		found.Warnf(r.Verdicts[0].Returned.At, "exchange/missing-units", "%s of section %q did not come back: %s", sentences(n), r.Section.Name, strings.Join(ids, ", "))
	}
}

func sentences(n int) string {
	if n == 1 {
		return "1 sentence"
	}
	return fmt.Sprintf("%d sentences", n)
}
