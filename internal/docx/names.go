package docx

import (
	"fmt"
	"hash/fnv"
	"maps"
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/doc"
)

// nameLength is the most characters that Word allows in the name of a bookmark.
const nameLength = 40

// bookmarks are the names of the bookmarks of a block or note; the reports of a redline share them where both have it.
type bookmarks struct {
	whole  string
	number string // around the number that references repeat, empty where no reference needs it
	title  string // around the words of a heading without number, empty where no reference needs it
	call   string // of a lettered note: around its first mark
	letter string // of a lettered note: around its letter under the table, empty where no reference needs it
}

// A target is what a reference can lead to, as one of the two reports has it.
type target struct {
	*bookmarks
	revision *doc.Revision // of the block or note
	// label is the part of the printed marker that a field can repeat. Where Word counts the block, the field asks for its number;
	// elsewhere it repeats the bookmark around the number.
	label   string
	counted bool
	words   string    // of a heading without number, where a field can repeat them
	path    []*target // what a reference names before the number: the paragraph and the items around an item, the headings above a heading
	note    bool
}

// A share is a part of the words of a reference: what stands before a field, and the target whose number or title the field repeats.
type share struct {
	before string
	*target
}

// shares parts the words of a reference to t into fields: "37 (b)" into the number of the paragraph and that of its item, "II.A" into those
// of two headings, "annex II" into a word and a number. It is nil where no fields can show the words.
func (t *target) shares(words string) []share {
	if t.words != "" && words == t.words {
		return []share{{"", t}}
	}
	var out []share
	rest := words
	chain := append(t.path[:len(t.path):len(t.path)], t)
	for from := range chain {
		if out = along(rest, chain[from:]); out != nil {
			return out
		}
	}
	if before, ok := strings.CutSuffix(words, "\u00a0"+t.label); ok && t.label != "" {
		return []share{{before + "\u00a0", t}}
	}
	return nil
}

// along reads words as the numbers of the targets, one after the other, with a no-break space or a full stop between them.
func along(words string, chain []*target) []share {
	var out []share
	before := ""
	for i, t := range chain {
		rest, ok := strings.CutPrefix(words, t.label)
		if !ok || t.label == "" {
			return nil
		}
		out = append(out, share{before, t})
		if i == len(chain)-1 {
			if rest != "" {
				return nil
			}
			break
		}
		before = "\u00a0"
		if strings.HasPrefix(rest, ".") {
			before = "."
		}
		if words, ok = strings.CutPrefix(rest, before); !ok {
			return nil
		}
	}
	return out
}

// names are the bookmarks of a report. A name is made from the id alone wherever that is possible, so that it survives edits elsewhere.
type names struct {
	blocks  map[doc.Block]*bookmarks
	notes   map[*doc.Note]*bookmarks
	targets [len(views)]map[doc.ID]*target
	used    map[string]bool // in lower case: Word does not tell capitals apart
}

// makeNames gives a name to every block and note of the report, in reading order. In a redline those of the newer report come first: they are
// the same as in the file of that report alone.
func makeNames(r *doc.Report, numbers *numberings, redline bool) *names {
	n := &names{blocks: map[doc.Block]*bookmarks{}, notes: map[*doc.Note]*bookmarks{}, used: map[string]bool{}}
	n.see(newer, r, numbers)
	if redline {
		n.see(older, r, numbers)
	} else {
		n.targets[older] = n.targets[newer]
	}
	return n
}

// A survey is what is seen of one of the two reports.
type survey struct {
	*names
	view     view
	numbers  *numberings
	path     path
	repeated []doc.RefPiece
}

// see names what the report has in that view.
func (n *names) see(v view, r *doc.Report, numbers *numberings) {
	s := &survey{names: n, view: v, numbers: numbers, path: path{view: v, depth: map[*doc.Item]int{}}}
	n.targets[v] = map[doc.ID]*target{}
	s.inlines(r.Front.Title)
	s.notesOf(r.Front.TitleNotes, nil)
	s.blocksOf(r.Blocks, nil)
	s.notesOf(r.Notes, nil)
	if v == older {
		n.findReplaced()
	}
	for _, p := range s.repeated {
		t := n.targets[v][p.Target]
		if t == nil {
			continue // reported where the reference is written
		}
		if t.call != "" && p.Text == t.label && t.letter == "" {
			t.letter = n.unique(string(p.Target) + "-letter")
		}
		for _, share := range t.shares(p.Text) {
			switch {
			case share.words != "" && share.title == "":
				share.title = n.unique(share.whole + "-title")
			case share.words == "" && !share.counted && share.number == "":
				share.number = n.unique(share.whole + "-number")
			}
		}
	}
}

// replaced ends the id of a deleted block or note of which the newer report has another one, as package redline gives it.
var replaced = regexp.MustCompile(`-was(-\d+)?$`)

// findReplaced lets references of the older report find by its id what was deleted at one place and inserted at another: a block that
// moved, or one that was replaced whole.
func (n *names) findReplaced() {
	for _, id := range slices.Sorted(maps.Keys(n.targets[older])) {
		t := n.targets[older][id]
		if own := doc.ID(replaced.ReplaceAllString(string(id), "")); t.revision != nil && n.targets[older][own] == nil {
			n.targets[older][own] = t
		}
	}
}

// inlines collects what references repeat.
func (s *survey) inlines(inlines []doc.Inline) {
	s.view.walk(inlines, func(in doc.Inline) bool {
		if ref, ok := in.(*doc.Ref); ok {
			for _, p := range ref.Pieces {
				if p.Target != "" {
					s.repeated = append(s.repeated, p)
				}
			}
		}
		return true
	})
}

// notesOf names notes; those of a table that is marked are marked with it.
func (s *survey) notesOf(list []*doc.Note, outer *doc.Revision) {
	for _, note := range list {
		mark := outermost(outer, note.Revision)
		if !s.view.shows(mark) {
			continue
		}
		named := s.notes[note]
		if named == nil {
			named = &bookmarks{whole: s.unique(string(note.ID))}
			if note.Kind == doc.LetteredNote {
				named.call = s.unique(string(note.ID) + "-call")
			}
			s.notes[note] = named
		}
		t := &target{bookmarks: named, revision: mark, note: true}
		if note.Kind == doc.LetteredNote {
			t.label = s.view.markIn(note)
		}
		if _, taken := s.targets[s.view][note.ID]; !taken {
			s.targets[s.view][note.ID] = t
		}
		s.inlines(note.Inlines)
	}
}

// blocksOf names blocks and what stands in them.
func (s *survey) blocksOf(blocks []doc.Block, outer *doc.Revision) {
	for _, b := range blocks {
		mark := outermost(outer, doc.BaseOf(b).Revision)
		if !s.view.shows(mark) {
			continue
		}
		s.block(b, mark)
		switch b := b.(type) {
		case *doc.List:
			for _, it := range b.Items {
				if own := outermost(mark, it.Revision); s.view.shows(own) {
					s.block(it, own)
					s.blocksOf(it.Blocks, own)
				}
			}
		case *doc.Quote:
			s.blocksOf(b.Blocks, mark)
		case *doc.Table:
			s.notesOf(b.Notes, mark)
		}
	}
}

func (s *survey) block(b doc.Block, mark *doc.Revision) {
	named := s.blocks[b]
	if named == nil {
		named = &bookmarks{whole: s.unique(string(b.Ident()))}
		s.blocks[b] = named
	}
	_, label, _ := markerOf(b, s.view.labelOf(b))
	_, counted := s.numbers.blocks[b]
	t := &target{bookmarks: named, revision: mark, label: label, counted: counted}
	s.targets[s.view][b.Ident()] = t
	s.path.pass(b, t)
	doc.Texts(b, func(inlines *[]doc.Inline) { s.inlines(*inlines) })
}

// A path is what stands around a block, in reading order.
type path struct {
	headings  [maxLevel]*target // numbered ones, by level
	paragraph *target           // the last with a number
	items     []*target         // around an item, by depth
	depth     map[*doc.Item]int
	view      view
}

// maxLevel is the number of levels of headings.
const maxLevel = 6

// pass notes what the block is for those that follow, and tells its target what stands around it.
func (p *path) pass(b doc.Block, t *target) {
	switch b := b.(type) {
	case *doc.Heading:
		level := min(max(b.Level, 1), maxLevel)
		clear(p.headings[level-1:])
		if b.Annex {
			return
		}
		label := p.view.labelOf(b)
		if label == "" {
			t.words = p.view.titleOf(b)
			return
		}
		for _, above := range p.headings[:level-1] {
			if above != nil {
				t.path = append(t.path, above)
			}
		}
		if t.counted && t.label != strings.TrimSuffix(label, ".") {
			t.label = "" // Word would repeat "(a)" where a reference has "a"
		}
		p.headings[level-1] = t
	case *doc.Paragraph:
		if t.label != "" {
			p.paragraph = t
		}
	case *doc.List:
		for _, it := range b.Items {
			p.depth[it] = max(b.Depth, 1)
		}
	case *doc.Item:
		p.items = append(p.items[:min(len(p.items), p.depth[b]-1)], t)
		if p.paragraph != nil {
			t.path = append(t.path, p.paragraph)
		}
		t.path = append(t.path, p.items[:len(p.items)-1]...)
	}
}

// unique returns a name for id that no other has: letters, digits and underscores, a letter first, at most 40.
func (n *names) unique(id string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			return r
		}
		return '_'
	}, id)
	if name == "" || !letter(name[0]) {
		name = "b" + name
	}
	if len(name) > nameLength {
		name = shortened(name, id)
	}
	for n.used[strings.ToLower(name)] {
		id += "'"
		name = shortened(name, id)
	}
	n.used[strings.ToLower(name)] = true
	return name
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// shortened cuts name so that a hash of the id fits behind it.
func shortened(name, id string) string {
	h := fnv.New32a()
	h.Write([]byte(id))
	return fmt.Sprintf("%s_%08x", name[:min(len(name), nameLength-9)], h.Sum32())
}

// markerOf splits label, which is printed before the text of a block or over it, so that number is what references repeat: "12" of "12.",
// "II" of "II.", "(a)", "1" of "Table 1", "II" of "Annex II".
func markerOf(b doc.Block, label string) (before, number, after string) {
	switch b := b.(type) {
	case *doc.Heading:
		if b.Annex {
			if at := strings.LastIndexByte(label, ' '); at >= 0 {
				return label[:at+1], label[at+1:], ""
			}
			return label, "", ""
		}
		return around(label, strings.Trim(label, ".()"))
	case *doc.Item:
		return "", label, ""
	case *doc.Paragraph, *doc.Table, *doc.Picture:
		return lastDigits(label)
	}
	return "", "", ""
}

// around splits label at the last place where number stands in it.
func around(label, number string) (before, found, after string) {
	at := strings.LastIndex(label, number)
	if at < 0 {
		return label, "", ""
	}
	return label[:at], number, label[at+len(number):]
}

// titleOf is the text of a heading that a field can repeat: empty where a note is called in it, which would be called twice.
func (v view) titleOf(h *doc.Heading) string {
	calls := false
	v.walk(h.Inlines, func(in doc.Inline) bool {
		_, call := in.(*doc.Call)
		calls = calls || call
		return true
	})
	if calls {
		return ""
	}
	return v.text(h.Inlines)
}
