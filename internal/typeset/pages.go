package typeset

// A leaf is what stands on one page: galley[from:to], and lines of notes at its foot.
type leaf struct {
	from, to int
	notes    []*slab
}

// A trial is one way to fill a page: how far the galley goes and what is used of the page.
type trial struct {
	to    int
	used  float64 // by slabs
	notes []*slab // all lines of the notes
	foot  float64 // height of notes, the separator included
	last  int     // lines of the last note called
	calls int     // notes called on the page
}

// rooms are the heights of the first page and of the others.
type rooms struct{ first, other float64 }

// leaves cuts the galley into pages, each as full as the ties allow. A note that does not fit on the page of its call goes on at the foot of
// the next page when at least two of its lines stay with the call.
func (t *setter) leaves(r rooms) []leaf {
	var out []leaf
	var carried []*slab
	for from := 0; from < len(t.galley) || len(carried) > 0; {
		room := r.other
		if len(out) == 0 {
			room = r.first
		}
		l, rest := t.leaf(from, carried, room, len(out) == 0)
		out = append(out, l)
		from, carried = l.to, rest
	}
	return out
}

// leaf fills one page and returns the lines of notes that go on to the next.
func (t *setter) leaf(from int, carried []*slab, room float64, first bool) (leaf, []*slab) {
	start := trial{to: from}
	if len(carried) > 0 {
		start.notes, carried = t.fitting(carried, room-t.top(from, first)-t.separator())
		start.foot = t.separator() + heightOf(start.notes)
		if len(carried) > 0 || from == len(t.galley) { // notes alone fill the page
			all := append(start.notes, carried...)
			start.notes, carried = t.fitting(all, room-t.separator())
			if len(start.notes) == 0 { // a line that is higher than the page
				start.notes, carried = all[:1], all[1:]
			}
			return leaf{from, from, start.notes}, carried
		}
	}
	best, weak, full := start, start, start
	for n := start; n.to < len(t.galley); {
		if n.to > from && t.galley[n.to].tie == fresh {
			best = n
			break
		}
		n = t.extend(n, from, first)
		if n.used+n.foot > room {
			break
		}
		full = n
		switch {
		case n.to == len(t.galley) || !t.galley[n.to].tie.holds():
			best = n
		case t.galley[n.to].tie == tight:
			weak = n
		}
	}
	if part, rest, ok := t.parted(best, from, room, first); ok {
		return leaf{from, part.to, part.notes}, rest
	}
	if best.to == from { // the ties ask for more than a page holds
		best = weak
	}
	if best.to == from {
		best = full
	}
	if best.to == from { // even one slab is more than the page holds: it stands alone, its notes as far as they fit
		best = t.extend(start, from, first)
		notes, rest := t.fitting(best.notes, room-best.used-t.separator())
		return leaf{from, best.to, notes}, rest
	}
	return leaf{from, best.to, best.notes}, nil
}

// top is the height of the slab that a page begins with.
func (t *setter) top(from int, first bool) float64 {
	if from == len(t.galley) {
		return 0
	}
	l := t.galley[from]
	h := l.height
	if first {
		h += l.before
	}
	if l.repeat != nil {
		h += l.repeat.height
	}
	return h
}

// extend adds the next slab and its notes to a page that begins with the slab from.
func (t *setter) extend(n trial, from int, first bool) trial {
	l := t.galley[n.to]
	if n.to == from {
		n.used += t.top(from, first)
	} else {
		n.used += l.before + l.height
	}
	n.notes = n.notes[:len(n.notes):len(n.notes)]
	for _, note := range l.notes {
		if len(n.notes) == 0 {
			n.foot += t.separator()
		}
		n.notes = append(n.notes, note.lines...)
		n.foot += heightOf(note.lines)
		n.last = len(note.lines)
		n.calls++
	}
	n.to++
	return n
}

// parted goes on from best to the next place where a page may end, if the slabs fit with only a part of their notes: at least two lines of
// the last note, and at least two for the next page. It does so only where the page would otherwise stay open by more than three lines.
func (t *setter) parted(best trial, from int, room float64, first bool) (trial, []*slab, bool) {
	line := t.sheet.Body.Line.Points()
	if best.to == len(t.galley) || t.galley[best.to].tie == fresh && best.to > from || room-best.used-best.foot < 3*line {
		return trial{}, nil, false
	}
	n := best
	for n.to < len(t.galley) {
		n = t.extend(n, from, first)
		if n.to == len(t.galley) || !t.galley[n.to].tie.holds() {
			break
		}
	}
	if n.calls == best.calls || n.used+t.separator() > room {
		return trial{}, nil, false
	}
	kept, rest := t.fitting(n.notes, room-n.used-t.separator())
	if len(rest) == 1 && len(kept) > 0 {
		kept, rest = n.notes[:len(kept)-1], n.notes[len(kept)-1:]
	}
	if len(rest) > n.last-2 {
		return trial{}, nil, false
	}
	n.notes = kept
	return n, rest, true
}

// separator is the height of the rule above notes with the space around it.
func (t *setter) separator() float64 {
	s := t.sheet.Separator
	return (s.Before + s.Weight + s.After).Points()
}

// fitting parts lines into those that fit into room and the others.
func (t *setter) fitting(lines []*slab, room float64) (fit, rest []*slab) {
	for i, l := range lines {
		room -= l.height
		if room < 0 {
			return lines[:i:i], lines[i:]
		}
	}
	return lines, nil
}

func heightOf(lines []*slab) float64 {
	h := 0.0
	for _, l := range lines {
		h += l.height
	}
	return h
}
