package translation

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
)

// An Edit gives a unit a new translation. Its codes need only their kind and number.
type Edit struct {
	Unit   *Unit
	Target []Piece
	With   []*Unit // sentences right beside it that Target is the translation of too; theirs goes
}

// A Refusal says why an edit was not made.
type Refusal struct {
	Unit   *Unit
	Reason string
}

// Rewrite returns the files of the translation that change with the edits, and every byte outside of them as it was: the content file, and the data
// files of tables. A block or section that the translation does not have yet is taken over from the original, with the sentences that are not
// translated as they stand there, and so are the data files of its tables. An edit that would lose markup, or change anything but its own
// sentence, is refused. file is the name of a content file that does not exist yet; opt says how content files are read.
func (s *Section) Rewrite(edits []Edit, file string, opt markdown.Options) (files []File, made []Edit, refused []Refusal) {
	edits = slices.Clone(edits)
	if s.Target != nil {
		file = s.Target.File.Name
	}
	for {
		w := writer{section: s, file: file, opt: opt, edits: map[*Unit]*edit{}}
		for _, e := range edits {
			w.add(e)
		}
		w.nest()
		files, ok := w.write()
		refused = append(refused, w.refused...)
		if !ok { // nothing fits its place
			for _, e := range edits {
				if w.edits[e.Unit] != nil {
					refused = append(refused, Refusal{e.Unit, "two sentences share the same place"})
				}
			}
			return nil, nil, refused
		}
		wrong := w.differing(files)
		if len(wrong) == 0 {
			for _, e := range edits {
				if w.edits[e.Unit] != nil && w.edits[e.Unit].done {
					made = append(made, e)
				}
			}
			if len(made) == 0 {
				return nil, nil, refused
			}
			return files, made, refused
		}
		refused = append(refused, wrong...)
		gone := func(u *Unit) bool {
			return slices.ContainsFunc(refused, func(r Refusal) bool { return r.Unit == u })
		}
		edits = slices.DeleteFunc(edits, func(e Edit) bool { return gone(e.Unit) })
	}
}

// Filled returns the files of the translation in which the original stands, marked as being in its language, in place of every sentence that is
// missing or whose original has changed since it was translated: those that change. file and opt are as for Rewrite.
func (s *Section) Filled(file string, opt markdown.Options) []File {
	if s.Target != nil {
		file = s.Target.File.Name
	}
	w := writer{section: s, file: file, opt: opt, edits: map[*Unit]*edit{}}
	for _, u := range s.Units {
		if u.State != Missing && u.State != Stale || u.Fixed && len(u.Target.Pieces) > 0 || s.shared(u, file) {
			continue
		}
		if parent, _, ok := w.parent(u); ok && w.edits[parent] != nil {
			continue // it stands in the sentence
		}
		x := &edit{unit: u, text: s.foreign(u)}
		w.edits[u] = x
		w.order = append(w.order, x)
	}
	if len(w.order) == 0 && s.Target != nil {
		return nil
	}
	files, _ := w.write()
	return files
}

// foreign is the original of a unit, marked as being in its language where that reads back as it is.
func (s *Section) foreign(u *Unit) string {
	raw := u.Source.Raw()
	if u.Fixed || u.Part == "alt" {
		return raw
	}
	text := "[" + raw + "]{lang=" + s.From + "}"
	if got, ok := reread(text, u.form()); ok && len(got) > 1 && got[0].Code != nil && got[0].Code.Type == "foreign" && normal(got[1:len(got)-1]) == normal(u.Source.Pieces) {
		return text
	}
	return raw
}

type edit struct {
	unit *Unit
	with []*Unit // as in Edit
	raw  []Piece // with the markup of every code
	text string
	done bool
}

type writer struct {
	section *Section
	file    string // name of the content file of the translation
	opt     markdown.Options
	data    dataEdits
	edits   map[*Unit]*edit
	order   []*edit
	refused []Refusal
}

func (w *writer) refuse(u *Unit, reason string) {
	w.refused = append(w.refused, Refusal{u, reason})
	delete(w.edits, u)
}

func (w *writer) add(e Edit) {
	u := e.Unit
	if w.section.shared(u, w.file) {
		w.refuse(u, fmt.Sprintf("the cell stands in %s, which is the data file of the original too: give the translation one of its own", u.Block.Data.Name))
		return
	}
	if err := Complete(e.Target, u.Target.Pieces, u.Source.Pieces); err != nil {
		w.refuse(u, err.Error())
		return
	}
	if strings.TrimSpace(Plain(e.Target)) == "" && u.Source.Translatable() {
		w.refuse(u, "the translation is empty")
		return
	}
	raw, err := raws(e.Target, u.Target.Pieces, u.Source.Pieces)
	if err != nil {
		w.refuse(u, err.Error())
		return
	}
	if reason := lost(e.With); reason != "" {
		w.refuse(u, reason)
		return
	}
	x := &edit{unit: u, with: e.With, raw: raw}
	if x.text, err = encode(raw, u.form()); err != nil {
		w.refuse(u, err.Error())
		return
	}
	w.edits[u] = x
	w.order = append(w.order, x)
}

// nest puts the new texts of notes that stand in a sentence into the sentence, where that is written anew itself.
func (w *writer) nest() {
	for _, x := range w.order {
		parent, number, ok := w.parent(x.unit)
		if !ok {
			continue
		}
		p := w.edits[parent]
		if p == nil {
			if len(x.unit.Target.Pieces) == 0 {
				w.refuse(x.unit, "the sentence that holds the note is not translated")
			}
			continue
		}
		for _, c := range Codes(p.raw) {
			if c.Type == "note-text" && c.Number == number {
				c.Raw = "^[" + x.text + "]"
			}
		}
		text, err := encode(p.raw, parent.form())
		if err != nil {
			w.refuse(x.unit, err.Error())
			continue
		}
		p.text, x.done = text, true
	}
}

// parent is the unit in which the note of u stands.
func (w *writer) parent(u *Unit) (*Unit, int, bool) {
	i := strings.LastIndex(u.ID, ".n")
	if i < 0 || !isNumbered(u.ID[i+1:], 'n') {
		return nil, 0, false
	}
	var number int
	fmt.Sscanf(u.ID[i+2:], "%d", &number)
	for _, x := range w.section.Units {
		if x.ID == u.ID[:i] && x.Block == u.Block {
			return x, number, true
		}
	}
	return nil, 0, false
}

// A patch replaces the bytes [start, end) of a file.
type patch struct {
	start, end int
	text       string
}

func apply(src []byte, patches []patch) ([]byte, error) {
	slices.SortStableFunc(patches, func(a, b patch) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	var b bytes.Buffer
	at := 0
	for _, p := range patches {
		if p.start < at {
			return nil, errors.New("two sentences share the same place")
		}
		b.Write(src[at:p.start])
		b.WriteString(p.text)
		at = p.end
	}
	b.Write(src[at:])
	return b.Bytes(), nil
}

// write makes the new texts of the files; ok is false where nothing could be made, and then nothing is to be written.
func (w *writer) write() (files []File, ok bool) {
	s := w.section
	var src []byte
	var err error
	if s.Target == nil {
		w.fresh(blocksOf(s.Pairs))
		src, err = apply(s.Source.File.Src, w.within(s.Source.File, 0, len(s.Source.File.Src)))
	} else {
		patches := append(w.sentences(), w.blocks()...)
		for _, u := range s.Units {
			if x := w.edits[u]; x != nil && !x.done {
				w.refuse(u, "the block that holds it is not in the translation: make the blocks around it alike first")
			}
		}
		src, err = apply(s.Target.File.Src, patches)
	}
	if err != nil {
		return nil, false
	}
	if s.Target == nil || !bytes.Equal(src, s.Target.File.Src) {
		files = append(files, File{w.file, src})
	}
	for _, name := range slices.Sorted(maps.Keys(w.data.files)) {
		src, err := w.data.write(name)
		if err != nil {
			return nil, false
		}
		if old := w.data.files[name]; old.Name != name || !bytes.Equal(src, old.Src) {
			files = append(files, File{name, src})
		}
	}
	return files, true
}

func blocksOf(pairs []Pair) []*Block {
	var out []*Block
	for _, p := range pairs {
		if p.Source != nil {
			out = append(out, p.Source)
		}
	}
	return out
}

// sentences makes the patches of the content file for the blocks that the translation has, and those of its data files.
func (w *writer) sentences() []patch {
	var patches []patch
	for _, u := range w.section.Units {
		x := w.edits[u]
		if x == nil || x.done || u.Other == nil {
			continue
		}
		start, end, ok := x.covers()
		p := patch{start, end, x.text}
		if !ok {
			if p, ok = w.between(u, x.text); !ok {
				w.refuse(u, "the translation of the block lacks the place for it: make the blocks alike first")
				continue
			}
		}
		if u.form() != field {
			patches = append(patches, p)
		} else if !w.data.put(u.Other.Data.Name, u.Other, u.Part, p) {
			w.refuse(u, elsewhere)
			continue
		}
		x.done = true
	}
	return patches
}

// between makes the patch for a sentence that is missing in a run of text: behind the one before it, before the one behind it, or in its cell
// where that has no text.
func (w *writer) between(u *Unit, text string) (p patch, ok bool) {
	gap := "\n"
	if isCell(u.Part) || u.Part == "caption" || u.Block.Kind == "heading" {
		gap = " "
	}
	var before, behind *Unit
	seen := false
	for _, x := range w.section.Units {
		if x.Block != u.Block || x.Part != u.Part || x != u && strings.HasPrefix(x.ID, u.ID+".n") {
			continue
		}
		switch {
		case x == u:
			seen = true
		case len(x.Target.Pieces) == 0:
			if !seen && w.edits[x] != nil { // it will stand before u, at the same place
				continue
			}
		case !seen:
			before = x
		case behind == nil:
			behind = x
		}
	}
	switch {
	case before != nil:
		return patch{before.Target.Span.End, before.Target.Span.End, gap + text}, true
	case behind != nil:
		return patch{behind.Target.Span.Start, behind.Target.Span.Start, text + gap}, true
	}
	return w.empty(u)
}

// empty makes the patch for the sentences of a cell that has no text yet: all that have an edit, with the first of them.
func (w *writer) empty(u *Unit) (p patch, ok bool) {
	cell, ok := u.Other.cells[u.Part]
	if !ok || u.Other.part(u.Part) != nil {
		return p, false
	}
	var texts []string
	for _, x := range w.section.Units {
		if e := w.edits[x]; e != nil && !e.done && x.Block == u.Block && x.Part == u.Part {
			texts = append(texts, e.text)
			e.done = true
		}
	}
	p = patch{cell.Start, cell.End, strings.Join(texts, " ")}
	switch {
	case u.form() != field:
		p.text = " " + p.text + " "
	case quotedField(cell):
		p.start, p.end = cell.Start+1, cell.End-1
	}
	return p, true
}

// blocks makes the patches that bring blocks of the original into the translation: those that are missing there and have an edit.
func (w *writer) blocks() []patch {
	s := w.section
	var tops []Pair
	for _, p := range s.Pairs {
		if p.Source != nil {
			tops = append(tops, p)
		}
	}
	slices.SortStableFunc(tops, func(a, b Pair) int { return cmp.Compare(a.Source.Span.Start, b.Source.Span.Start) })
	end := len(s.Target.File.Src)
	var patches []patch
	for i, p := range tops {
		if p.Target != nil || !w.edited(p.Source) {
			continue
		}
		from, to := p.Source.Span.Start, len(s.Source.File.Src)
		if i+1 < len(tops) {
			to = tops[i+1].Source.Span.Start
		}
		w.fresh([]*Block{p.Source})
		text, err := apply(s.Source.File.Src[from:to], shift(w.within(s.Source.File, from, to), from))
		if err != nil {
			continue
		}
		at := end
		for j := i + 1; j < len(tops); j++ {
			if tops[j].Target != nil {
				at = tops[j].Target.Span.Start
				break
			}
		}
		block := strings.TrimRight(string(text), "\r\n \t") + "\n\n"
		if at == end {
			block = "\n" + strings.TrimRight(block, "\n") + "\n"
			if n := len(s.Target.File.Src); n > 0 && s.Target.File.Src[n-1] != '\n' {
				block = "\n" + block
			}
		}
		patches = append(patches, patch{at, at, block})
	}
	return patches
}

func shift(patches []patch, by int) []patch {
	for i := range patches {
		patches[i].start -= by
		patches[i].end -= by
	}
	return patches
}

// edited reports whether a block, or what stands inside, has an edit.
func (w *writer) edited(b *Block) bool {
	hit := false
	all([]*Block{b}, func(b *Block) {
		for _, x := range w.order {
			hit = hit || x.unit.Block == b && w.edits[x.unit] != nil
		}
	})
	return hit
}

// within makes patches of the original file, for the edits that stand in a part of it, and for what opens the lines under its tables.
func (w *writer) within(f *diag.File, from, to int) []patch {
	out := w.labels(from, to)
	for _, x := range w.order {
		span := x.unit.Source.Span
		if w.edits[x.unit] == nil || x.done || span.File != f || span.Start < from || span.End > to {
			continue
		}
		out = append(out, patch{span.Start, span.End, x.text})
		x.done = true
	}
	return out
}

// differing reads the new files and says why edits do not read back as they were meant: all of them where the blocks have changed, and those of a
// block in which another sentence would have another translation than before.
func (w *writer) differing(files []File) []Refusal {
	var done []*edit
	changed := map[*Unit]bool{}
	for _, x := range w.order {
		if w.edits[x.unit] != nil && x.done {
			done = append(done, x)
			changed[x.unit] = true
			for _, u := range x.with {
				changed[u] = true
			}
		}
	}
	after := w.section.made(done).With(files, w.file, w.opt)
	now := map[place]*Unit{}
	for _, u := range after.Units {
		now[at(u.Source)] = u
	}
	broken := map[*Block]string{} // where other sentences do not stay as they are
	for _, u := range w.section.Units {
		if x := now[at(u.Source)]; len(u.Target.Pieces) > 0 && !changed[u] && !u.InNote() && (x == nil || normal(x.Target.Pieces) != normal(u.Target.Pieces)) {
			broken[u.Block] = fmt.Sprintf("with this text %s would have another translation", u.ID)
		}
	}
	var out []Refusal
	for _, x := range done {
		switch u := now[at(x.sources()[0])]; {
		case u == nil || normal(u.Target.Pieces) != normal(x.raw):
			out = append(out, Refusal{x.unit, unlike(x, after)})
		case broken[x.unit.Block] != "":
			out = append(out, Refusal{x.unit, broken[x.unit.Block]})
		}
	}
	return out
}

// labels makes patches that give the lines under tables and pictures of a part of the original the words of the translation: "Source:" for
// "Fuente:". Without, they would be no such lines there.
func (w *writer) labels(from, to int) []patch {
	var out []patch
	doc.Walk(w.section.Source.Blocks, func(b doc.Block) bool {
		var lines []doc.TextLine
		switch b := b.(type) {
		case *doc.Table:
			lines = b.Caption.Lines
		case *doc.Picture:
			lines = b.Caption.Lines
		}
		for _, l := range lines {
			words := w.opt.SourceLabels
			if l.Role == doc.NoteLine {
				words = w.opt.NoteLabels
			}
			label, _, ok := strings.Cut(l.Span.Text(), ":")
			label = strings.TrimRight(label, " \u00a0\u202f")
			if l.Role == doc.KeyLine || !ok || l.Span.Start < from || l.Span.Start >= to || len(words) == 0 || slices.Contains(words, label) {
				continue
			}
			word := words[0]
			if len(words) > 1 && strings.HasSuffix(label, "s") { // the plural in the languages that the program knows
				word = words[1]
			}
			out = append(out, patch{l.Span.Start, l.Span.Start + len(label), word})
		}
		return true
	})
	return out
}
