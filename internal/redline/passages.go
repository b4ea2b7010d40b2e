package redline

import (
	"slices"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// change adds a change, with its figures.
func (c *comparer) change(ch Change) {
	if !c.unwritten(&ch) {
		ch.Figures = c.figures(ch.Passages)
	}
	c.changes = append(c.changes, ch)
}

// unwritten reports whether what a change tells of is no text that an author wrote: the head of a section, whose numbers are names of
// recommendations, or a table of what answers them, which stands at the place of the heading that asks for it.
func (c *comparer) unwritten(ch *Change) bool {
	at := slices.Concat(ch.New, ch.Old)[0]
	if at.Part != TablePart {
		return at.Part == SectionPart
	}
	r := c.new
	if len(ch.New) == 0 {
		r = c.old
	}
	return slices.ContainsFunc(r.Blocks, func(b doc.Block) bool {
		h, ok := b.(*doc.Heading)
		return ok && h.Coverage && h.Span == at.Span
	})
}

// whole adds the change of a block that was added or removed; copied is the block as the marked report has it.
func (c *comparer) whole(kind Kind, b, copied doc.Block) {
	ch := Change{Kind: kind}
	op := insert
	if kind == Removed {
		op = remove
		ch.Old = []Place{*c.oldPlaces[b]}
		ch.By = c.by(b.Where(), diag.Span{})
	} else {
		ch.New = []Place{*c.newPlaces[b]}
		ch.By = c.by(diag.Span{}, b.Where())
	}
	c.answers(&ch, b)
	from := newer
	if kind == Removed {
		from = older
	}
	stay := c.stay(b, from)
	var own []doc.Block // of b, as they stand in copied
	inside(b, func(inner doc.Block) { own = append(own, inner) })
	n, gone := 0, false
	inside(copied, func(inner doc.Block) {
		if stay[own[n]] {
			ch.Passages = append(ch.Passages, c.blockPassages(inner, op)...)
		} else {
			gone = true
		}
		n++
	})
	if !gone || len(ch.Passages) > 0 {
		c.change(ch)
	}
	if from == newer {
		c.crossed(b)
	}
}

// changed adds the change of a pair of blocks whose own words differ, or that cite a source whose entry does.
func (c *comparer) changed(old, new, merged doc.Block) {
	ch := Change{Kind: Changed, Old: []Place{*c.oldPlaces[old]}, New: []Place{*c.newPlaces[new]}}
	ch.Passages = c.joinNotes(c.blockPassages(merged, keep))
	ch.Sources = c.sourcesOf(old, new)
	if len(ch.Passages)+len(ch.Sources) == 0 {
		return
	}
	c.answers(&ch, new)
	ch.By = c.author(old, new, ch.Passages)
	c.change(ch)
}

// author is who made a change of a pair of blocks: of its own words, or else of the notes that differ.
func (c *comparer) author(old, new doc.Block, passages []Passage) Author {
	by := Author{}
	own := len(passages) == 0
	for _, p := range passages {
		if p.note == nil {
			own = true
			continue
		}
		if a := c.by(c.origins[p.note].spans()); a.Date.After(by.Date) || by == (Author{}) {
			by = a
		}
	}
	if own {
		return c.by(old.Where(), new.Where())
	}
	return by
}

// blockPassages are the texts of a block of the marked report that differ, with those of the notes that they call; with insert or remove all
// of them. What stands inside the block is not among them.
func (c *comparer) blockPassages(b doc.Block, how opKind) []Passage {
	var out []Passage
	add := func(owner Owner, in []doc.Inline, rev *doc.Revision, complete func(*Passage)) {
		for _, p := range c.passages(owner, in, whole(rev, how)) {
			if p.note == nil {
				complete(&p)
			}
			out = append(out, p)
		}
	}
	caption := func(cap doc.Caption) {
		for _, l := range cap.Lines {
			add(LineOwner, l.Inlines, l.Revision, func(p *Passage) { p.Name = plainSpaces(l.Label) })
		}
	}
	switch b := b.(type) {
	case *doc.Table:
		add(CaptionOwner, b.Caption.Inlines, nil, func(*Passage) {})
		row, was := 0, 0
		for _, r := range b.Rows {
			at := &row
			how := whole(r.Revision, how)
			if how == remove {
				at = &was
			} else if how == keep {
				was++
			}
			*at++
			for _, cell := range r.Cells {
				for _, p := range c.passages(CellOwner, cell.Inlines, how) {
					if p.note == nil {
						p.Row, p.Column = *at, cell.Column+1
					}
					out = append(out, p)
				}
			}
		}
		caption(b.Caption)
		for _, n := range b.Notes {
			out = append(out, c.notePassages(n, how)...)
		}
	case *doc.Picture:
		add(CaptionOwner, b.Caption.Inlines, nil, func(*Passage) {})
		caption(b.Caption)
	default:
		doc.Texts(b, func(in *[]doc.Inline) { add(TextOwner, *in, nil, func(*Passage) {}) })
	}
	return out
}

// whole is what a mark says of all that is in it; without a mark it is how.
func whole(rev *doc.Revision, how opKind) opKind {
	switch {
	case rev == nil:
		return how
	case rev.Kind == doc.Deleted:
		return remove
	default:
		return insert
	}
}

// joinNotes joins the passages of a note whose mark has gone from one place of a block and come to another: as the text compared, or not at
// all where it is the same.
func (c *comparer) joinNotes(passages []Passage) []Passage {
	var aside *comparer
	for i := 0; i < len(passages); i++ {
		went := passages[i].note
		if went == nil || went.Revision == nil || went.Revision.Kind != doc.Deleted {
			continue
		}
		old := c.origins[went].old
		k := slices.IndexFunc(passages, func(p Passage) bool {
			return p.note != nil && p.note != went && c.pairs[old] != nil && c.origins[p.note].new == c.pairs[old]
		})
		if k < 0 {
			continue
		}
		if aside == nil {
			aside = c.scratch()
		}
		together := aside.notePassages(aside.keepNote(old, c.pairs[old]), keep)
		passages = slices.Replace(passages, k, k+1, together...)
		passages = slices.Delete(passages, i, i+1)
		i--
	}
	return passages
}

// passagesOf are the passages of one marked text and of its notes.
func (c *comparer) passagesOf(owner Owner, in []doc.Inline) []Passage {
	return c.passages(owner, in, keep)
}

// passages are the text, if anybody wrote what differs in it, and the notes that it calls and that differ. Lettered notes are told with
// their table.
func (c *comparer) passages(owner Owner, in []doc.Inline, how opKind) []Passage {
	var out []Passage
	if how == keep && doc.Authored(in) || how != keep && len(in) > 0 {
		out = append(out, newPassage(owner, wholeInlines(in, how)))
	}
	for _, n := range calls(in) {
		if n.Kind != doc.LetteredNote {
			out = append(out, c.notePassages(n, how)...)
		}
	}
	return out
}

func (c *comparer) notePassages(n *doc.Note, how opKind) []Passage {
	how = whole(n.Revision, how)
	if how == keep && !doc.Authored(n.Inlines) {
		return nil
	}
	p := newPassage(NoteOwner, wholeInlines(n.Inlines, how))
	p.Name, p.Was, p.note = n.Mark, n.Was, n
	return []Passage{p}
}

// wholeInlines is a text that was inserted or deleted as a whole.
func wholeInlines(in []doc.Inline, how opKind) []doc.Inline {
	switch how {
	case insert:
		return []doc.Inline{&doc.Ins{By: &doc.Revision{Kind: doc.Inserted}, Inlines: in}}
	case remove:
		return []doc.Inline{&doc.Del{By: &doc.Revision{Kind: doc.Deleted}, Inlines: in}}
	}
	return in
}

func newPassage(owner Owner, in []doc.Inline) Passage {
	return Passage{Owner: owner, Inlines: in, Pieces: pieces(in, printedText)}
}

// textKind says what of a text is to be read.
type textKind int

const (
	printedText textKind = iota // all that is printed, the marks of notes too
	writtenText                 // what somebody wrote: without marks of notes, and with a sign in the place of a number that is computed
)

// computedSign stands for a reference to a paragraph, a table or a note. Recommendations have the numbers that a Committee gave them.
const computedSign = "\ufffc"

// pieces is a marked text as plain text.
func pieces(in []doc.Inline, of textKind) []Piece {
	var out []Piece
	add := func(kind PieceKind, follows bool, text string) {
		if n := len(out) - 1; n >= 0 && out[n].Kind == kind && out[n].Follows == follows {
			out[n].Text += text
		} else if text != "" {
			out = append(out, Piece{kind, text, follows})
		}
	}
	var walk func(in []doc.Inline, kind PieceKind, follows bool)
	walk = func(in []doc.Inline, kind PieceKind, follows bool) {
		for _, x := range in {
			switch x := x.(type) {
			case *doc.Ins:
				walk(x.Inlines, Inserted, x.By.Follows)
			case *doc.Del:
				walk(x.Inlines, Deleted, x.By.Follows)
			case *doc.Text:
				add(kind, follows, x.Value)
			case *doc.Ref:
				if of == writtenText && x.Kind != doc.RecommendationRef {
					add(kind, follows, computedSign)
				} else {
					add(kind, follows, x.Words())
				}
			case *doc.Break:
				add(kind, follows, "\n")
			case *doc.Call:
				if of == writtenText {
					continue
				}
				mark := x.Note.Mark
				if kind == Deleted && x.Note.Was != "" {
					mark = x.Note.Was
				}
				add(kind, follows, "["+mark+"]")
			default:
				walk(*doc.Children(x), kind, follows)
			}
		}
	}
	walk(in, Kept, false)
	return out
}

// answers says which recommendations the block of a change answers.
func (c *comparer) answers(ch *Change, b doc.Block) {
	seen := func(in *[]doc.Inline) {
		doc.WalkInlines(*in, func(x doc.Inline) bool {
			if r, ok := x.(*doc.Ref); ok && r.Kind == doc.RecommendationRef && !r.Mention {
				for _, id := range r.Targets {
					if !slices.Contains(ch.Answers, id) {
						ch.Answers = append(ch.Answers, id)
					}
				}
			}
			return true
		})
	}
	inside(b, func(inner doc.Block) { doc.Texts(inner, seen) })
	r, section := c.new, ""
	if len(ch.New) == 0 {
		r, section = c.old, ch.Old[0].Section
	} else {
		section = ch.New[0].Section
	}
	for _, s := range r.Sections {
		if s.Name == section {
			ch.SectionAnswers = s.Responds
		}
	}
}

// renumbered lists a pair that stays at its place, if its own number differs; of an item its letter.
func (c *comparer) renumbered(old, new doc.Block) {
	was, now := c.oldPlaces[old], c.newPlaces[new]
	if was.Number == now.Number || was.Number == "" || now.Number == "" {
		return
	}
	if it, ok := new.(*doc.Item); ok && it.Marker == old.(*doc.Item).Marker {
		return
	}
	c.renumber = append(c.renumber, Renumbering{*was, *now})
}
