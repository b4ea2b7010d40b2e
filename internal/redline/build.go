package redline

import (
	"slices"

	"rapporteur/internal/doc"
)

// A built is an inline of the marked text with what became of it. What holds both kept and changed words is kept, and has its marks inside.
type built struct {
	inline  doc.Inline
	kind    opKind
	follows bool
}

// build makes inlines of tokens. Marks stand as far out as they can, except that they stand inside a link, as Word wants it.
func (t *texts) build(ops []op) []doc.Inline {
	m := &marker{texts: t, revisions: map[op]*doc.Revision{}}
	return m.wrap(m.inlines(ops, 0))
}

// marker makes the marks of one text.
type marker struct {
	*texts
	revisions map[op]*doc.Revision // by kind and follows
}

// inlines makes the inlines of tokens that stand in the same containers up to that depth.
func (m *marker) inlines(ops []op, depth int) []built {
	var out []built
	for i := 0; i < len(ops); {
		o := ops[i]
		n := i + 1
		if o.token.level() == depth {
			if o.token.kind <= spaceToken {
				for n < len(ops) && m.goesOn(ops[n-1], ops[n]) {
					n++
				}
			}
			out = append(out, built{m.leaf(ops[i:n]), o.kind, o.follows})
			i = n
			continue
		}
		container := o.token.setting.at(depth)
		for n < len(ops) && ops[n].token.level() > depth && ops[n].token.setting.at(depth).key == container.key {
			n++
		}
		out = append(out, m.container(ops[i:n], depth))
		i = n
	}
	return out
}

// goesOn reports whether b goes on with the text of a.
func (m *marker) goesOn(a, b op) bool {
	return b.token.node == a.token.node && b.token.from == a.token.to && b.kind == a.kind && b.follows == a.follows
}

// container makes the container around ops, at that depth.
func (m *marker) container(ops []op, depth int) built {
	from := ops[0].token.setting.at(depth)
	for _, o := range ops {
		if o.kind != remove {
			from = o.token.setting.at(depth)
			break
		}
	}
	in := m.inlines(ops, depth+1)
	first := in[0]
	_, link := from.node.(*doc.Link)
	whole := !link && !slices.ContainsFunc(in, func(b built) bool { return b.kind != first.kind || b.follows != first.follows })
	if whole && first.kind != keep {
		inner := make([]doc.Inline, len(in))
		for i, b := range in {
			inner[i] = b.inline
		}
		return built{around(from.node, inner), first.kind, first.follows}
	}
	kept := around(from.node, m.wrap(in))
	if cited, ok := kept.(*doc.Cited); ok {
		for _, o := range ops {
			if old := o.was; o.kind == remove || old != nil {
				if old == nil {
					old = o.token
				}
				m.citedWas[cited] = old.setting.at(depth).node.(*doc.Cited)
				break
			}
		}
	}
	return built{inline: kept}
}

// leaf makes one text of tokens that follow each other in it, or the atom.
func (m *marker) leaf(ops []op) doc.Inline {
	o := ops[0]
	switch n := o.token.node.(type) {
	case *doc.Text:
		last := ops[len(ops)-1].token
		if o.token.from == 0 && int(last.to) == len(n.Value) {
			return n
		}
		return &doc.Text{Place: n.Place, Value: n.Value[o.token.from:last.to]}
	case *doc.Call:
		if o.kind == keep {
			return &doc.Call{Place: n.Place, Note: m.keepNote(o.was.node.(*doc.Call).Note, n.Note)}
		}
	}
	if o.kind == remove {
		return m.copyInline(o.token.node, older)
	}
	return m.copyInline(o.token.node, newer)
}

// wrap puts what was inserted or deleted in one stretch into one mark.
func (m *marker) wrap(in []built) []doc.Inline {
	out := make([]doc.Inline, 0, len(in))
	for i := 0; i < len(in); {
		b := in[i]
		if b.kind == keep {
			out = append(out, b.inline)
			i++
			continue
		}
		var inner []doc.Inline
		for ; i < len(in) && in[i].kind == b.kind && in[i].follows == b.follows; i++ {
			inner = append(inner, in[i].inline)
		}
		place := doc.Place{Span: inner[0].Where().Until(inner[len(inner)-1].Where())}
		if by := m.markFor(b.kind, b.follows); b.kind == insert {
			out = append(out, &doc.Ins{Place: place, By: by, Inlines: inner})
		} else {
			out = append(out, &doc.Del{Place: place, By: by, Inlines: inner})
		}
	}
	return out
}

// markFor is the mark for one kind of change in this text.
func (m *marker) markFor(kind opKind, follows bool) *doc.Revision {
	key := op{kind: kind, follows: follows}
	rev := m.revisions[key]
	if rev == nil {
		rev = &doc.Revision{Kind: doc.Inserted, Follows: true}
		if kind == remove {
			rev.Kind = doc.Deleted
		}
		if !follows {
			rev = m.mark(rev.Kind, m.from, m.to)
		}
		m.revisions[key] = rev
	}
	return rev
}
