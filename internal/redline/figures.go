package redline

import (
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// figures finds the numbers, dates, legal references and sources that differ in the passages of a change.
func (c *comparer) figures(passages []Passage) []Figure {
	var out []Figure
	for i := range passages {
		out = append(out, c.figuresIn(&passages[i], i)...)
	}
	return append(out, c.sourceFigures(passages)...)
}

// A spot is a figure in one of the two texts of a passage.
type spot struct {
	kind       FigureKind
	start, end int
	text       string
	piece      int // how many kept pieces begin before its end
}

// sideText is one of the two texts of a passage.
type sideText struct {
	text  strings.Builder
	kept  [][2]int // its kept pieces, from and to
	drops [][2]int // what follows from changes elsewhere
}

// figuresIn finds the figures of one passage that differ.
func (c *comparer) figuresIn(p *Passage, at int) []Figure {
	var sides [2]sideText
	for _, piece := range pieces(p.Inlines, writtenText) {
		for n := range sides {
			s := &sides[n]
			if piece.Kind == Inserted && side(n) == older || piece.Kind == Deleted && side(n) == newer {
				continue
			}
			span := [2]int{s.text.Len(), s.text.Len() + len(piece.Text)}
			s.text.WriteString(piece.Text)
			if piece.Kind == Kept {
				s.kept = append(s.kept, span)
			} else if piece.Follows {
				s.drops = append(s.drops, span)
			}
		}
	}
	old, new := sides[older].spots(c.finder()), sides[newer].spots(c.finder())
	// What stands in a kept piece on both sides is the same.
	same := map[spot]bool{}
	for _, o := range old {
		if k := slices.IndexFunc(sides[older].kept, func(k [2]int) bool { return k[0] <= o.start && o.end <= k[1] }); k >= 0 {
			shift := sides[newer].kept[k][0] - sides[older].kept[k][0]
			moved := o
			moved.start, moved.end = o.start+shift, o.end+shift
			if slices.Contains(new, moved) {
				same[o] = true
				new = slices.DeleteFunc(new, func(n spot) bool { return n == moved })
			}
		}
	}
	old = slices.DeleteFunc(old, func(o spot) bool { return same[o] })
	old, new = withoutEqual(old, new)
	return paired(old, new, at)
}

// spots are the figures of a text, without those that follow from changes elsewhere.
func (s *sideText) spots(f *finder) []spot {
	var out []spot
	for _, o := range f.find(s.text.String()) {
		if slices.ContainsFunc(s.drops, func(d [2]int) bool { return d[0] < o.end && o.start < d[1] }) {
			continue
		}
		for _, k := range s.kept {
			if k[0] < o.end {
				o.piece++
			}
		}
		out = append(out, o)
	}
	return out
}

// withoutEqual leaves out figures that both texts have, at whatever places.
func withoutEqual(old, new []spot) ([]spot, []spot) {
	var left []spot
	for _, o := range old {
		if k := slices.IndexFunc(new, func(n spot) bool { return n.kind == o.kind && n.text == o.text }); k >= 0 {
			new = slices.Delete(new, k, k+1)
			continue
		}
		left = append(left, o)
	}
	return left, new
}

// paired makes figures of what differs. One took the place of another where both stand behind the same kept words, and there are as many of
// their kind on both sides; or one is left over on each side, as a number where a year was.
func paired(old, new []spot, at int) []Figure {
	type place struct {
		kind  FigureKind // empty for all kinds
		piece int
	}
	out := make([]Figure, 0, len(old)+len(new))
	took := make([]bool, len(new))
	for _, o := range old {
		out = append(out, Figure{Kind: o.kind, Old: o.text, Passage: at})
	}
	pass := func(of func(s spot) place) {
		were, are := map[place]int{}, map[place]int{}
		for i, o := range old {
			if out[i].New == "" {
				were[of(o)]++
			}
		}
		for k, n := range new {
			if !took[k] {
				are[of(n)]++
			}
		}
		for i, o := range old {
			if out[i].New != "" || were[of(o)] != are[of(o)] {
				continue
			}
			for k, n := range new {
				if !took[k] && of(n) == of(o) {
					out[i].New, took[k] = n.text, true
					break
				}
			}
		}
	}
	pass(func(s spot) place { return place{s.kind, s.piece} })
	pass(func(s spot) place { return place{"", s.piece} })
	for k, n := range new {
		if !took[k] {
			out = append(out, Figure{Kind: n.kind, New: n.text, Passage: at})
		}
	}
	return out
}

// sourceFigures finds the sources that came, went, or are cited with another pinpoint. Where one went and one came, the one took the place
// of the other.
func (c *comparer) sourceFigures(passages []Passage) []Figure {
	var out, went, came []Figure
	for i, p := range passages {
		var walk func(in []doc.Inline, kind opKind)
		walk = func(in []doc.Inline, kind opKind) {
			for _, x := range in {
				switch x := x.(type) {
				case *doc.Ins:
					if !x.By.Follows {
						walk(x.Inlines, insert)
					}
				case *doc.Del:
					if !x.By.Follows {
						walk(x.Inlines, remove)
					}
				case *doc.Cited:
					name := sourceName(x)
					switch was := c.citedWas[x]; {
					case kind == insert:
						came = append(came, Figure{Kind: SourceFigure, New: name, Passage: i})
					case kind == remove:
						went = append(went, Figure{Kind: SourceFigure, Old: name, Passage: i})
					case was != nil && sourceName(was) != name:
						out = append(out, Figure{Kind: SourceFigure, Old: sourceName(was), New: name, Passage: i})
					}
				default:
					if kids := doc.Children(x); kids != nil {
						walk(*kids, kind)
					}
				}
			}
		}
		walk(p.Inlines, keep)
	}
	for i := 0; i < len(went); i++ {
		if k := slices.IndexFunc(came, func(f Figure) bool { return f.New == went[i].Old }); k >= 0 {
			went, came = slices.Delete(went, i, i+1), slices.Delete(came, k, k+1)
			i--
		}
	}
	if len(went) == 1 && len(came) == 1 {
		came[0].Old, went = went[0].Old, nil
	}
	return slices.Concat(out, went, came)
}

// sourceName is a citation as written, without its sign: "law-5, art. 39".
func sourceName(c *doc.Cited) string { return strings.Replace(written(c), "@", "", 1) }
