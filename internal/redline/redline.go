package redline

import (
	"iter"
	"slices"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// Options are what Compare is told besides the two reports. The zero value is good.
type Options struct {
	// By says who made a change. old is where the text stood, and new where it stands now, of the block, note, row or line that the change
	// is in; one of them is the zero Span for what was added or removed whole. Where By is nil, nobody is named.
	By func(old, new diag.Span) Author
	// Language has the words for places, months and units. Where it is nil a place is named by its number alone, and dates by their years.
	Language *style.Language
	// OldSources and NewSources are the registries that the reports cite. Where one of them is nil, entries count as the same.
	OldSources, NewSources *cite.Registry
}

// A Result is what comparing yields.
type Result struct {
	// Report has both texts, marked. It shares with the newer and the older report what is the same, and is read-only as they are.
	Report *doc.Report
	// Changes are in reading order of Report; what was moved stands at its new place.
	Changes []Change
	// Renumbered are the blocks and notes that have another number, in reading order of the newer report.
	Renumbered []Renumbering
}

// side is one of the two reports.
type side int

const (
	older side = iota
	newer
)

// comparer is the state of one comparison.
type comparer struct {
	opt      Options
	old, new *doc.Report
	out      *doc.Report
	changes  []Change
	renumber []Renumbering
	runs     int // of blocks that moved together, so far

	body    *alignment                    // of the blocks of the reports
	inside  map[doc.Block]*alignment      // of what stands in a pair of blocks, by the older one
	pairs   map[*doc.Note]*doc.Note       // notes that are in both reports, older and newer
	became  map[doc.ID]doc.ID             // ids of blocks and notes that are in both reports
	entries map[string][]cite.FieldChange // of the registry, by key, where they differ
	find    *finder                       // of figures; made when it is needed

	crossing crossing
	aloof    bool // what is compared is not printed

	oldPlaces, newPlaces map[doc.Block]*Place

	notes    map[*doc.Note]*doc.Note   // notes of both reports by what they are in the marked one
	origins  map[*doc.Note]origin      // what the notes of the marked report were made of
	citedWas map[*doc.Cited]*doc.Cited // sources of the marked report by the older ones that they take the place of
	oldIDs   map[doc.ID]doc.ID         // ids of what is deleted, in the older report and in the marked one
	oldRefs  [][2]*doc.Ref             // deleted references: of the older report, and of the marked one
	taken    map[doc.ID]bool           // ids of the marked report
}

// An origin is the notes of the two reports that a note of the marked one was made of; one of them is nil where it came or went.
type origin struct{ old, new *doc.Note }

// spans are the places of both.
func (o origin) spans() (old, new diag.Span) {
	if o.old != nil {
		old = o.old.Span
	}
	if o.new != nil {
		new = o.new.Span
	}
	return old, new
}

// Compare compares two compiled reports of one language. Both are read-only, before and after.
func Compare(old, new *doc.Report, opt Options) *Result {
	out := *new
	c := &comparer{opt: opt, old: old, new: new, out: &out,
		inside: map[doc.Block]*alignment{}, pairs: map[*doc.Note]*doc.Note{}, became: map[doc.ID]doc.ID{},
		oldPlaces: places(old), newPlaces: places(new),
		notes: map[*doc.Note]*doc.Note{}, origins: map[*doc.Note]origin{}, citedWas: map[*doc.Cited]*doc.Cited{}, oldIDs: map[doc.ID]doc.ID{}, taken: map[doc.ID]bool{},
	}
	c.compareEntries()
	for id := range ids(new) {
		c.taken[id] = true
	}
	c.matchAcross(c.match)
	c.front()
	c.sections()
	c.collectNotes()
	c.leadBack()
	return &Result{Report: c.out, Changes: c.changes, Renumbered: c.renumber}
}

// leadBack leads deleted references to what is deleted as they are, where that is in the marked report beside what has taken its place: a block
// that moved, or was replaced.
func (c *comparer) leadBack() {
	for _, ref := range c.oldRefs {
		was, out := ref[0], ref[1]
		if was.Kind == doc.RecommendationRef {
			continue
		}
		for i, id := range was.Targets {
			if own, ok := c.oldIDs[id]; ok {
				out.Targets[i] = own
			}
		}
		for i, p := range was.Pieces {
			if own, ok := c.oldIDs[p.Target]; ok {
				out.Pieces[i].Target = own
			}
		}
	}
}

// scratch is a comparer for words that are not printed: of a pair of blocks that the marked report has whole, one deleted and one inserted.
func (c *comparer) scratch() *comparer {
	s := *c
	s.changes, s.renumber, s.aloof = nil, nil, true
	s.notes = map[*doc.Note]*doc.Note{}
	return &s
}

// ids yields the ids of all blocks and notes of a report.
func ids(r *doc.Report) iter.Seq[doc.ID] {
	return func(yield func(doc.ID) bool) {
		more := true
		doc.Walk(r.Blocks, func(b doc.Block) bool {
			more = more && yield(b.Ident())
			if t, ok := b.(*doc.Table); ok {
				for _, n := range t.Notes {
					more = more && yield(n.ID)
				}
			}
			return more
		})
		for _, n := range slices.Concat(r.Notes, r.Front.TitleNotes) {
			more = more && yield(n.ID)
		}
	}
}

// revision is the mark of what stood or stands at span whole.
func (c *comparer) revision(from side, span diag.Span) *doc.Revision {
	if from == older {
		return c.mark(doc.Deleted, span, diag.Span{})
	}
	return c.mark(doc.Inserted, diag.Span{}, span)
}

func (c *comparer) mark(kind doc.RevisionKind, old, new diag.Span) *doc.Revision {
	by := c.by(old, new)
	return &doc.Revision{Kind: kind, Author: by.Name, Date: by.Date}
}

func (c *comparer) by(old, new diag.Span) Author {
	if c.opt.By == nil {
		return Author{}
	}
	return c.opt.By(old, new)
}

// collectNotes lists the numbered notes of the marked report in the order of their calls.
func (c *comparer) collectNotes() {
	c.out.Notes = nil
	doc.Walk(c.out.Blocks, func(b doc.Block) bool {
		doc.Texts(b, func(in *[]doc.Inline) {
			doc.WalkInlines(*in, func(x doc.Inline) bool {
				if call, ok := x.(*doc.Call); ok && call.Note.Kind == doc.NumberedNote {
					c.out.Notes = append(c.out.Notes, call.Note)
				}
				return true
			})
		})
		return true
	})
}
