package doc

// Older returns the first page of the older report: f itself where nothing but its title differs.
func (f *Front) Older() *Front {
	if f.Was != nil {
		return f.Was
	}
	return f
}

// MarkLines returns lines of the first page as a redline shows them: where lines of the older report differ, they are deleted before those that
// have come for them are inserted. Where none differs, they have no marks. An empty line is nil.
func MarkLines(was, now []string) [][]Inline {
	head := 0
	for head < len(was) && head < len(now) && was[head] == now[head] {
		head++
	}
	tail := 0
	for tail < len(was)-head && tail < len(now)-head && was[len(was)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	var out [][]Inline
	add := func(lines []string, wrap func([]Inline) Inline) {
		for _, s := range lines {
			var line []Inline
			if s != "" {
				line = []Inline{&Text{Value: s}}
				if wrap != nil {
					line = []Inline{wrap(line)}
				}
			}
			out = append(out, line)
		}
	}
	add(now[:head], nil)
	add(was[head:len(was)-tail], func(in []Inline) Inline { return &Del{By: &Revision{Kind: Deleted}, Inlines: in} })
	add(now[head:len(now)-tail], func(in []Inline) Inline { return &Ins{By: &Revision{Kind: Inserted}, Inlines: in} })
	add(now[len(now)-tail:], nil)
	return out
}

// MarkLine is MarkLines for a single line, with a space between what is deleted and what is inserted.
func MarkLine(was, now string) []Inline {
	var out []Inline
	for _, line := range MarkLines([]string{was}, []string{now}) {
		if len(out) > 0 && len(line) > 0 {
			out = append(out, &Text{Value: " "})
		}
		out = append(out, line...)
	}
	return out
}

// Authored reports whether somebody wrote a change among the inlines: one that does not only follow from changes elsewhere.
func Authored(inlines []Inline) bool {
	found := false
	WalkInlines(inlines, func(in Inline) bool {
		switch in := in.(type) {
		case *Ins:
			found = found || !in.By.Follows
		case *Del:
			found = found || !in.By.Follows
		}
		return !found
	})
	return found
}

// JoinLines returns lines as one text, with a break between each two of them.
func JoinLines(lines [][]Inline) []Inline {
	var out []Inline
	for i, l := range lines {
		if i > 0 {
			out = append(out, &Break{})
		}
		out = append(out, l...)
	}
	return out
}
