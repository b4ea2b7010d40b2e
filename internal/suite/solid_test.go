package suite_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rapporteur/internal/style"
)

// Some readers see characters and their order but not what a paragraph is. For them a reading is brought down to what they see too:
// the characters of the text and those of the notes, without white space.

var bracketed = regexp.MustCompile(`\[(\d+|[a-z]{1,2}|\*+)\]`)

// solid drops white space and the brackets around note marks.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, straight.Replace(bracketed.ReplaceAllString(s, "$1")))
}

// solidBody is all of a reading but its notes.
func solidBody(r *reading) string { return solid(rawBody(r)) }

// solidPieces is the solid form of pieces.
func solidPieces(pieces []piece) string { return solid(raw(pieces)) }

// rawBody is what solidBody is made of: note marks still have their brackets.
func rawBody(r *reading) string { return r.Front + r.Title + r.Received + raw(r.Body) }

func raw(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Marker)
		if p.Kind != picture { // its description is not printed
			b.WriteString(p.Text)
		}
		for _, c := range p.Cells {
			if c != covered {
				b.WriteString(c)
			}
		}
	}
	return b.String()
}

// sameSolid compares two long texts and shows the place of the first difference.
func sameSolid(t *testing.T, what, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	at := commonPrefix(want, got)
	t.Errorf("%s: after %q\nwant %q\ngot  %q", what, clip(want[max(0, at-60):at], 60), clip(want[at:], 80), clip(got[at:], 80))
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func clip(s string, n int) string { return s[:min(n, len(s))] }

// samePandoc compares a Word file as pandoc reads it.
func samePandoc(t *testing.T, want *reading, src []byte) {
	t.Helper()
	var document struct{ Blocks any }
	if err := json.Unmarshal(run(t, src, "pandoc", "--from", "docx", "--to", "json", "--track-changes", "all", "FILE"), &document); err != nil {
		t.Fatal(err)
	}
	p := &pandoc{}
	p.read(&p.body, document.Blocks)
	bare := *want // pandoc leaves out marks of the author's own
	for _, n := range want.TitleNotes {
		bare.Title = strings.Replace(bare.Title, "["+n.Marker+"]", "", 1)
	}
	// pandoc begins the letters of subheads anew with every subhead (seen in 2.17 and 3.9).
	bare.Body = slices.Clone(bare.Body)
	for i := range bare.Body {
		if b := &bare.Body[i]; b.Kind == heading && b.Level == 2 {
			b.Marker = ""
		}
	}
	// pandoc counts what Word counts, and does not say with which points and brackets on the lower levels of a list.
	unmarked := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("().•", r) {
				return -1
			}
			return r
		}, s)
	}
	sameSolid(t, "text as pandoc reads it", unmarked(solidBody(&bare)), unmarked(solid(p.body.String())))
	all := append(append([]piece{}, want.TitleNotes...), want.Notes...)
	if len(all) != len(p.notes) {
		t.Errorf("pandoc reads %d notes; %d are expected", len(p.notes), len(all))
		return
	}
	for i, n := range all {
		text := n.Text
		if strings.Trim(n.Marker, "*") == "" {
			text = n.Marker + text // Word has the mark of the author's own in the note
		}
		sameSolid(t, fmt.Sprintf("note %s as pandoc reads it", n.Marker), solid(text), solid(p.notes[i]))
	}
}

// pandoc collects the text of a document in pandoc's JSON.
type pandoc struct {
	body   strings.Builder
	notes  []string
	number int
}

func (p *pandoc) read(b *strings.Builder, v any) {
	switch v := v.(type) {
	case []any:
		for _, k := range v {
			p.read(b, k)
		}
	case map[string]any:
		switch v["t"] {
		case "Str":
			b.WriteString(v["c"].(string))
		case "Space", "SoftBreak", "LineBreak":
			b.WriteByte(' ')
		case "OrderedList":
			c := v["c"].([]any)
			attributes := c[0].([]any)
			start, kind := int(attributes[0].(float64)), attributes[1].(map[string]any)["t"].(string)
			for i, item := range c[1].([]any) {
				if kind == "UpperAlpha" { // see samePandoc
					p.read(b, item)
					continue
				}
				b.WriteString(style.Counter(pandocCounters[kind], start+i))
				p.read(b, item)
			}
		case "Image": // its description is not printed
		case "Table": // attributes, caption (the description, not printed), columns, head, bodies, foot
			p.read(b, v["c"].([]any)[3:])
		case "Note":
			at := len(p.notes)
			p.notes = append(p.notes, "")
			var text strings.Builder
			p.read(&text, v["c"])
			p.notes[at] = text.String()
			if !strings.HasPrefix(text.String(), "*") {
				p.number++
				fmt.Fprint(b, p.number)
			}
		default:
			p.read(b, v["c"])
		}
	}
}

// pandocCounters are samples of the numbers that pandoc tells apart.
var pandocCounters = map[string]byte{"Decimal": '1', "UpperRoman": 'I', "LowerRoman": 'i', "UpperAlpha": 'A', "LowerAlpha": 'a'}
