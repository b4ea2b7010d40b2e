package typeset

import (
	"slices"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// tooHigh reports the slabs that are higher than the page on which they stand alone.
func (t *setter) tooHigh(c *cutter, leaves []leaf) {
	var spans map[*Place]diag.Span
	report := func(slabs []*slab, i int, height, room float64) {
		if height <= room+tiny {
			return
		}
		if spans == nil {
			spans = t.spans()
		}
		t.found.Errorf(t.where(spans, slabs[:i+1]), "pdf/too-high", "something that cannot be parted is %.0f points high; the page has room for %.0f", height, room).
			WithHint("make two of it, or set it in smaller type")
	}
	for _, l := range leaves {
		room := c.room(l.from)
		switch {
		case l.to == l.from+1:
			report(c.galley, l.from, c.top(l.from, room), room)
		case l.to == l.from && l.last == l.first+1:
			report(c.lines, l.first, c.foot(int32(l.first), int32(l.last)), room)
		}
	}
}

// spans are the sources of blocks and notes by their places.
func (t *setter) spans() map[*Place]diag.Span {
	out := map[*Place]diag.Span{}
	doc.Walk(slices.Concat(t.report.Preface, t.report.Blocks), func(b doc.Block) bool {
		out[t.places[b.Ident()]] = b.Where()
		return true
	})
	for _, n := range t.report.Notes {
		out[t.places[n.ID]] = n.Span
	}
	return out
}

// where is the source of the block or note to which the last of slabs belongs. What stands above the text comes from the style sheet.
func (t *setter) where(spans map[*Place]diag.Span, slabs []*slab) diag.Span {
	for i := len(slabs) - 1; i >= 0; i-- {
		if slabs[i] == nil { // it stands on an earlier page
			continue
		}
		for _, p := range slabs[i].places {
			if s, ok := spans[p]; ok {
				return s
			}
		}
	}
	return diag.NewFile("templates/styles/"+t.sheet.Name+".toml", nil).Span(0, 0)
}
