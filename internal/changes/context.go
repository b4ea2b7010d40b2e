package changes

import (
	"strings"
	"unicode"

	"rapporteur/internal/redline"
)

const (
	// context is how many kept words stand on each side of a change.
	context = 12
	// short is how many kept words a passage may have to be printed whole.
	short = 45
	// gap is how many words at least are left out together: an ellipsis in the place of fewer saves nothing.
	gap = 5
)

// near leaves out kept words that are far from all changes.
func near(all []view) []view {
	kept, changed := 0, false
	for _, v := range all {
		if v.Kind == redline.Kept {
			kept += len(strings.Fields(v.Text))
		} else {
			changed = true
		}
	}
	if kept <= short || !changed {
		return all
	}
	var out []view
	for i := 0; i < len(all); {
		if all[i].Kind != redline.Kept {
			out = append(out, all[i])
			i++
			continue
		}
		n := i
		for n < len(all) && all[n].Kind == redline.Kept {
			n++
		}
		out = append(out, between(all[i:n], i > 0, n < len(all))...)
		i = n
	}
	return out
}

// between is a run of kept words with those left out that are far from the change before it, if there is one, and the one after it.
func between(run []view, before, after bool) []view {
	words, want := 0, 0
	for _, v := range run {
		words += len(strings.Fields(v.Text))
	}
	if before {
		want += context
	}
	if after {
		want += context
	}
	if words <= want+gap {
		return run
	}
	dots := view{Piece: Piece{Kind: redline.Kept, Text: "…"}}
	var out []view
	if before {
		out = append(out, head(run, context)...)
		dots.Text = " " + dots.Text
	}
	if after {
		dots.Text += " "
		return append(append(out, dots), tail(run, context)...)
	}
	return append(out, dots)
}

// head is the first n words of a run.
func head(run []view, n int) []view {
	var out []view
	for _, v := range run {
		end, words := 0, 0
		in := false
		for i, r := range v.Text {
			if unicode.IsSpace(r) {
				if in {
					if words++; words == n {
						break
					}
				}
				in = false
			} else {
				in, end = true, i+len(string(r))
			}
		}
		if words == n {
			v.Text = v.Text[:end]
			return append(out, v)
		}
		if in {
			words++
		}
		out = append(out, v)
		if n -= words; n <= 0 {
			return out
		}
	}
	return out
}

// tail is the last n words of a run.
func tail(run []view, n int) []view {
	var out []view
	for i := len(run) - 1; i >= 0 && n > 0; i-- {
		v := run[i]
		fields := strings.FieldsFunc(v.Text, unicode.IsSpace)
		if len(fields) > n {
			rest := v.Text
			for range len(fields) - n {
				rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
				rest = rest[strings.IndexFunc(rest, unicode.IsSpace):]
			}
			v.Text = strings.TrimLeftFunc(rest, unicode.IsSpace)
		}
		n -= len(fields)
		out = append([]view{v}, out...)
	}
	return out
}
