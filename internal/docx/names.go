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
	// number is the part of the printed marker that a field can repeat, and numberMark the bookmark around it; both are empty where no
	// reference repeats it. A field over a note repeats its number.
	number, numberMark string
	note               bool
	callMark           string // of a lettered note: the bookmark around its first mark
	referred           bool   // a reference leads here
}

// names are the bookmarks of a report. A name is made from the id alone wherever that is possible, so that it survives edits elsewhere.
type names struct {
	targets map[doc.ID]*target
	notes   map[*doc.Note]*target
	used    map[string]bool // in lower case: Word does not tell capitals apart
}

// makeNames gives a name to every block and note of the report, in reading order.
func makeNames(r *doc.Report) *names {
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
	doc.Walk(r.Blocks, func(b doc.Block) bool {
		_, number, _ := markerOf(b)
		n.targets[b.Ident()] = &target{bookmark: n.unique(string(b.Ident())), number: number}
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
		t.referred = true
		if t.number != "" && t.number == p.Text && t.numberMark == "" {
			t.numberMark = n.unique(string(p.Target) + "-number")
		}
	}
	return n
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
// "II" of "II.", "(a)", "1" of "Table 1".
func markerOf(b doc.Block) (before, number, after string) {
	switch b := b.(type) {
	case *doc.Paragraph:
		return around(b.Label, itoa(b.Number))
	case *doc.Heading:
		if number, ok := strings.CutSuffix(b.Number, "."); ok {
			return "", number, "."
		}
		return "", b.Number, ""
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
