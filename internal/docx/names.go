package docx

import (
	"fmt"
	"hash/fnv"
	"strings"

	"rapporteur/internal/doc"
)

// nameLength is the most characters that Word allows in the name of a bookmark.
const nameLength = 40

// A target is what a reference can lead to.
type target struct {
	bookmark string
	// number is the part of the printed marker that a field can repeat. Where Word counts the block, the field asks for its number;
	// elsewhere it repeats the bookmark numberMark around the number, which is empty where no reference needs it.
	number     string
	counted    bool
	numberMark string
	title      string    // of a heading without number: its words, where a field can repeat them
	titleMark  string    // the bookmark around them, empty where no reference needs it
	path       []*target // what a reference names before the number: the paragraph and the items around an item, the headings above a heading
	note       bool
	callMark   string // of a lettered note: the bookmark around its first mark
	letterMark string // of a lettered note: the bookmark around its letter under the table, empty where no reference needs it
}

// A share is a part of the words of a reference: what stands before a field, and the target whose number or title the field repeats.
type share struct {
	before string
	*target
}

// shares parts the words of a reference to t into fields: "37 (b)" into the number of the paragraph and that of its item, "II.A" into those
// of two headings, "annex II" into a word and a number. It is nil where no fields can show the words.
func (t *target) shares(words string) []share {
	if t.title != "" && words == t.title {
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
	if before, ok := strings.CutSuffix(words, "\u00a0"+t.number); ok && t.number != "" {
		return []share{{before + "\u00a0", t}}
	}
	return nil
}

// along reads words as the numbers of the targets, one after the other, with a no-break space or a full stop between them.
func along(words string, chain []*target) []share {
	var out []share
	before := ""
	for i, t := range chain {
		rest, ok := strings.CutPrefix(words, t.number)
		if !ok || t.number == "" {
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
	targets map[doc.ID]*target
	notes   map[*doc.Note]*target
	used    map[string]bool // in lower case: Word does not tell capitals apart
}

// makeNames gives a name to every block and note of the report, in reading order.
func makeNames(r *doc.Report, numbers *numberings) *names {
	n := &names{targets: map[doc.ID]*target{}, notes: map[*doc.Note]*target{}, used: map[string]bool{}}
	var repeated []doc.RefPiece
	collect := func(inlines []doc.Inline) {
		doc.WalkInlines(inlines, func(in doc.Inline) bool {
			if ref, ok := in.(*doc.Ref); ok {
				for _, p := range ref.Pieces {
					if p.Target != "" {
						repeated = append(repeated, p)
					}
				}
			}
			return true
		})
	}
	notes := func(list []*doc.Note) {
		for _, note := range list {
			t := &target{bookmark: n.unique(string(note.ID)), note: true}
			if note.Kind == doc.LetteredNote {
				t.callMark = n.unique(string(note.ID) + "-call")
				t.number = note.Mark
			}
			n.notes[note] = t
			if _, taken := n.targets[note.ID]; !taken {
				n.targets[note.ID] = t
			}
			collect(note.Inlines)
		}
	}
	collect(r.Front.Title)
	notes(r.Front.TitleNotes)
	around := path{depth: map[*doc.Item]int{}}
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		_, number, _ := markerOf(b)
		_, counted := numbers.blocks[b]
		t := &target{bookmark: n.unique(string(b.Ident())), number: number, counted: counted}
		n.targets[b.Ident()] = t
		around.pass(b, t)
		doc.Texts(b, func(inlines *[]doc.Inline) { collect(*inlines) })
		if t, ok := b.(*doc.Table); ok {
			notes(t.Notes)
		}
		return true
	})
	notes(r.Notes)
	for _, p := range repeated {
		t := n.targets[p.Target]
		if t == nil {
			continue // reported where the reference is written
		}
		if t.callMark != "" && p.Text == t.number && t.letterMark == "" {
			t.letterMark = n.unique(string(p.Target) + "-letter")
		}
		for _, s := range t.shares(p.Text) {
			id := s.bookmark
			switch {
			case s.title != "" && s.titleMark == "":
				s.titleMark = n.unique(id + "-title")
			case s.title == "" && !s.counted && s.numberMark == "":
				s.numberMark = n.unique(id + "-number")
			}
		}
	}
	return n
}

// A path is what stands around a block, in reading order.
type path struct {
	headings  [maxLevel]*target // numbered ones, by level
	paragraph *target           // the last with a number
	items     []*target         // around an item, by depth
	depth     map[*doc.Item]int
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
		if b.Number == "" {
			t.title = titleOf(b)
			return
		}
		for _, above := range p.headings[:level-1] {
			if above != nil {
				t.path = append(t.path, above)
			}
		}
		if t.counted && t.number != strings.TrimSuffix(b.Number, ".") {
			t.number = "" // Word would repeat "(a)" where a reference has "a"
		}
		p.headings[level-1] = t
	case *doc.Paragraph:
		if b.Number > 0 {
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

// markerOf splits what is printed before the text of a block, or over it, so that number is what references repeat: "12" of "12.",
// "II" of "II.", "(a)", "1" of "Table 1", "II" of "Annex II".
func markerOf(b doc.Block) (before, number, after string) {
	switch b := b.(type) {
	case *doc.Paragraph:
		return around(b.Label, itoa(b.Number))
	case *doc.Heading:
		if b.Annex {
			if at := strings.LastIndexByte(b.Number, ' '); at >= 0 {
				return b.Number[:at+1], b.Number[at+1:], ""
			}
			return b.Number, "", ""
		}
		return around(b.Number, strings.Trim(b.Number, ".()"))
	case *doc.Item:
		return "", b.Marker, ""
	case *doc.Table:
		return around(b.Caption.Label, itoa(b.Caption.Number))
	case *doc.Picture:
		return around(b.Caption.Label, itoa(b.Caption.Number))
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
func titleOf(h *doc.Heading) string {
	calls := false
	doc.WalkInlines(h.Inlines, func(in doc.Inline) bool {
		_, call := in.(*doc.Call)
		calls = calls || call
		return true
	})
	if calls {
		return ""
	}
	return doc.PlainText(h.Inlines)
}
