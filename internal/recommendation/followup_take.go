package recommendation

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

// A Change is the new text of a file of the registry.
type Change struct {
	Name string // of the file, from the project
	Src  []byte
}

// Take writes replies as notes into the texts of their files: each behind the notes of earlier days, everything else byte for byte as it was.
// It returns the files that change, in the order of the registry, and the replies that are in them. Where a note cannot be put, found says
// why. The registry itself stays as it is.
func (r *Registry) Take(replies []Reply, found *diag.List) ([]Change, []Reply) {
	var changes []Change
	var taken []Reply
	for _, d := range r.Documents {
		var own []Reply
		for _, p := range replies {
			if p.Item.Document == d {
				own = append(own, p)
			}
		}
		if d.File == nil || len(own) == 0 {
			continue
		}
		now, err := d.withNotes(own)
		if err == nil {
			taken = append(taken, own...)
		} else { // one paragraph must not keep the others from theirs
			var some []Reply
			now, some = d.withSomeNotes(own, found)
			taken = append(taken, some...)
		}
		if now != d {
			changes = append(changes, Change{d.File.Name, now.File.Src})
		}
	}
	slices.SortStableFunc(taken, func(a, b Reply) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return changes, taken
}

// withSomeNotes puts the replies into the document paragraph by paragraph. It returns the document, those that it has then, and says why it
// has not the others.
func (d *Document) withSomeNotes(replies []Reply, found *diag.List) (*Document, []Reply) {
	now := d
	var taken []Reply
	for _, it := range d.Items {
		var own []Reply
		for _, p := range replies {
			if p.Item == it {
				own = append(own, p)
			}
		}
		if len(own) == 0 {
			continue
		}
		next, err := now.withNotes(own)
		if err == nil {
			now, taken = next, append(taken, own...)
			continue
		}
		for _, p := range own {
			found.Errorf(p.Span, "reply/registry", "the note cannot be put into %s: %v", d.File.Name, err).WithRelated(it.Span(), "the paragraph stands here").
				WithHint("write the paragraph with a header of its own, [%s], and its notes as [[%[1]s.notes]]", headerKey(it.Name))
		}
	}
	return now, taken
}

// withNotes returns the document with the replies as notes, read again from its new text.
func (d *Document) withNotes(replies []Reply) (*Document, error) {
	replies = slices.Clone(replies)
	slices.SortStableFunc(replies, func(a, b Reply) int { return a.Date.Compare(b.Date) })
	var all []insertion
	for _, p := range replies {
		place, before := d.item(p.Item.Name).placeOf(p.Date)
		if place < 0 {
			return nil, fmt.Errorf("there is no header of paragraph %s", p.Item.Name)
		}
		all = append(all, insertion{place, before, noteText(p)})
	}
	next, err := readAgain(d.File.Name, insert(d.File.Src, all))
	if err == nil {
		err = d.differsBy(next, replies)
	}
	return next, err
}

// item returns the item of that name.
func (d *Document) item(name string) *Item {
	return d.Items[slices.IndexFunc(d.Items, func(it *Item) bool { return it.Name == name })]
}

// placeOf returns the offset at which a note of that day belongs, and whether it is the beginning of what stands there; otherwise it is the end
// of what stands before. It is negative where there is none.
func (it *Item) placeOf(day time.Time) (offset int, before bool) {
	headers := it.Document.keys.Headers()
	earlier := 0 // notes that come before
	for i, n := range it.Notes {
		if !n.Date.After(day) {
			earlier = i + 1
		}
	}
	isNote := func(n int) func(tomlfile.Header) bool {
		return func(h tomlfile.Header) bool { return h.Within(it.Name, "notes", fmt.Sprint(n)) }
	}
	src := it.Document.File.Src
	if earlier == 0 && len(it.Notes) > 0 {
		if first := slices.IndexFunc(headers, isNote(0)); first >= 0 {
			return commentsAbove(src, lineStart(src, headers[first].Span.Start)), true
		}
		return -1, false
	}
	belongs := isNote(earlier - 1)
	if earlier == 0 {
		belongs = func(h tomlfile.Header) bool { return h.Within(it.Name) }
	}
	first := slices.IndexFunc(headers, belongs)
	if first < 0 {
		return -1, false
	}
	last := first
	for last+1 < len(headers) && belongs(headers[last+1]) {
		last++
	}
	end := len(src)
	if last+1 < len(headers) {
		end = lineStart(src, headers[last+1].Span.Start)
	}
	return contentEnd(src, headers[last].Span.End, end), false
}

func lineStart(src []byte, at int) int { return bytes.LastIndexByte(src[:at], '\n') + 1 }

// commentsAbove returns the beginning of the lines of comment that stand directly above the line that begins at that offset.
func commentsAbove(src []byte, line int) int {
	for line > 0 {
		above := lineStart(src, line-1)
		if !bytes.HasPrefix(bytes.TrimSpace(src[above:line]), []byte("#")) {
			break
		}
		line = above
	}
	return line
}

// contentEnd returns the end of the last line before to that is neither empty nor a comment, at the latest that of the header at from; what
// follows it belongs to what comes after.
func contentEnd(src []byte, from, to int) int {
	for to > from {
		line := lineStart(src, to-1)
		if text := bytes.TrimSpace(src[line:to]); len(text) > 0 && text[0] != '#' {
			break
		}
		to = line
	}
	return to
}

// An insertion is a table that comes into a text at an offset: before what begins there, or behind what ends there.
type insertion struct {
	at     int
	before bool
	table  string
}

// insert puts tables into a text, each with an empty line between it and what stands there, with the line ends of the text. Those of one
// place come in their order.
func insert(src []byte, all []insertion) []byte {
	end := "\n"
	if i := bytes.IndexByte(src, '\n'); i > 0 && src[i-1] == '\r' {
		end = "\r\n"
	}
	slices.SortStableFunc(all, func(a, b insertion) int { return cmp.Compare(a.at, b.at) })
	var out []byte
	last := 0
	for _, n := range all {
		out = append(out, src[last:n.at]...)
		last = n.at
		if len(out) > 0 && out[len(out)-1] != '\n' {
			out = append(out, end...)
		}
		table := strings.ReplaceAll(n.table, "\n", end)
		if n.before {
			out = append(out, table+end...)
		} else {
			out = append(out, end+table...)
		}
	}
	return append(out, src[last:]...)
}

// noteText is a note as TOML.
func noteText(p Reply) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[[%s.notes]]\ndate = %s\n", headerKey(p.Item.Name), p.Date.Format(time.DateOnly))
	if p.Institution != "" {
		fmt.Fprintf(&b, "institution = %s\n", quoted(p.Institution))
	}
	fmt.Fprintf(&b, "text = { %s = %s }\n", p.Language, quoted(p.Text))
	if p.Source != "" {
		fmt.Fprintf(&b, "source = %s\n", quoted(p.Source))
	}
	return b.String()
}

// bareKey is the form of a key that needs no quotation marks.
var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func headerKey(name string) string {
	if bareKey.MatchString(name) {
		return name
	}
	return quoted(name)
}

// quoted is a text without control characters as TOML writes it.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// readAgain reads a document from its new text, which must be as faultless as TOML as the old one.
func readAgain(name string, src []byte) (*Document, error) {
	var l loader
	l.documentFile(diag.NewFile(name, src))
	for _, p := range l.found.Sorted() {
		return nil, fmt.Errorf("the file would be broken: %s", p.Message)
	}
	d := l.documents[0]
	New([]*Document{d}, nil)
	return d, nil
}

// differsBy returns an error unless next is d with the replies, which are in order of time, as notes, and with its notes in order of time.
func (d *Document) differsBy(next *Document, replies []Reply) error {
	changed := errors.New("other parts of the file would change")
	if len(next.Items) != len(d.Items) || !sameFields(reflect.ValueOf(*d), reflect.ValueOf(*next)) {
		return changed
	}
	for i, was := range d.Items {
		is := next.Items[i]
		notes := slices.Clone(was.Notes)
		for _, p := range replies {
			if p.Item.Name == was.Name {
				at := len(slices.DeleteFunc(slices.Clone(notes), func(n Progress) bool { return n.Date.After(p.Date) }))
				notes = slices.Insert(notes, at, Progress{Date: p.Date, Institution: p.Institution, Text: tomlfile.WordsOf(map[string]string{p.Language: p.Text}), Source: p.Source})
			}
		}
		same := len(notes) == len(is.Notes) && (len(notes) == 0 || reflect.DeepEqual(notes, is.Notes))
		if was.Name != is.Name || !same || !sameFields(reflect.ValueOf(*was), reflect.ValueOf(*is), "notes") {
			return changed
		}
	}
	return nil
}

// sameFields compares what the file says of two structures, apart from the fields of the keys in except.
func sameFields(a, b reflect.Value, except ...string) bool {
	for i := range a.NumField() {
		key := a.Type().Field(i).Tag.Get("toml")
		if key == "" || key == "-" || slices.Contains(except, key) {
			continue
		}
		if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			return false
		}
	}
	return true
}
