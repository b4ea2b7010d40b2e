package translation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
)

// After returns the section as it is with edits that Rewrite has made and their files, when the lock remembers them. file and opt are as for
// Rewrite.
func (s *Section) After(files []File, made []Edit, file string, opt markdown.Options) *Section {
	var edits []*edit
	for _, e := range made {
		if raw, err := raws(e.Target, e.Unit.Target.Pieces, e.Unit.Source.Pieces); err == nil { // Rewrite has seen it
			edits = append(edits, &edit{unit: e.Unit, with: e.With, raw: raw})
		}
	}
	return s.made(edits).With(files, file, opt)
}

// made returns the section with a lock that remembers edits, as a caller of Rewrite has to once they are written: a sentence that somebody made
// several of, or several that she made one of, are known by that.
func (s *Section) made(edits []*edit) *Section {
	later := *s
	later.Lock = &Lock{File: s.Lock.File, by: maps.Clone(s.Lock.by), Entries: slices.Clone(s.Lock.Entries)}
	for _, x := range edits {
		for _, u := range x.with {
			later.Lock.forget(u.ID)
		}
		e := Entry{State: Draft.String()}
		if x.unit.Entry != nil {
			e = *x.unit.Entry
		}
		source := join(x.sources())
		e.ID, e.Source, e.Target, e.Text = x.unit.ID, Hash(source.Pieces), Hash(x.raw), source.Raw()
		later.Lock.Put(&e)
	}
	return &later
}

// sources are the sentences of the original that an edit is the translation of, in their order.
func (x *edit) sources() []Sentence {
	list := []Sentence{x.unit.Source}
	for _, u := range x.with {
		list = append(list, u.Source)
	}
	slices.SortFunc(list, func(a, b Sentence) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return list
}

// A place is where a sentence begins.
type place struct {
	file  *diag.File
	start int
}

func at(s Sentence) place { return place{s.Span.File, s.Span.Start} }

// covers is the range of the translation that an edit takes the place of; false where nothing of it is there.
func (x *edit) covers() (start, end int, ok bool) {
	for _, u := range append([]*Unit{x.unit}, x.with...) {
		if len(u.Target.Pieces) == 0 {
			continue
		}
		if at := u.Target.Span; ok {
			start, end = min(start, at.Start), max(end, at.End)
		} else {
			start, end, ok = at.Start, at.End, true
		}
	}
	return start, end, ok
}

// lost says which code of the sentences that an edit takes in would be lost with them; empty for none.
func lost(with []*Unit) string {
	for _, u := range with {
		for _, c := range Codes(u.Source.Pieces) {
			return fmt.Sprintf("it stands for %s too, of which the translation was taken away, and code %d (%s) of that is lost", u.ID, c.Number, c.name())
		}
	}
	return ""
}

// forget takes what the lock remembers of a unit out of it.
func (l *Lock) forget(id string) {
	if e := l.by[id]; e != nil {
		delete(l.by, id)
		l.Entries = slices.DeleteFunc(l.Entries, func(x *Entry) bool { return x == e })
	}
}

// unlike says why a sentence does not read back as it was written. after is the section as it reads.
func unlike(x *edit, after *Section) string {
	want := normal(x.raw)
	for _, u := range after.Units {
		switch got := normal(u.Target.Pieces); {
		case u.Block.Span != x.unit.Block.Span || u.Part != x.unit.Part || len(got) <= len(want) || want == "":
		case strings.HasPrefix(got, want):
			return "the sentence behind it would be read as a part of it: it lacks the mark that ends a sentence, or that one does not begin as sentences do"
		case strings.Contains(got, want):
			return "it would be read as a part of the sentence before it: it does not begin as sentences do, or that one lacks the mark that ends it"
		}
	}
	return "with this text the section would not read back as it is"
}

// InNote reports whether the unit is the text of a note that stands in a sentence.
func (u *Unit) InNote() bool {
	i := strings.LastIndexByte(u.ID, '.')
	return i >= 0 && isNumbered(u.ID[i+1:], 'n')
}

// Distance says how badly a sentence fits others as their translation, by numbers, codes and length; 0 is as well as can be. Only values for the
// same translation can be compared.
func Distance(source []Sentence, target Sentence) float64 {
	return distance(profiles(source), profiles([]Sentence{target}))
}
