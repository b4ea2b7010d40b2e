package observations

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A block is a line with its number or marker taken off.
type block struct {
	place   int
	number  int    // of a paragraph; 0 for none
	point   int    // 123 of "6.123."; 0 for none
	marker  string // of an item: "a", "i"; empty for none
	text    string
	heading bool   // the format says so
	counted bool   // the number is one that the format counts
	inside  bool   // the number stood inside a line
	bare    bool   // the number had no full stop
	title   string // of a heading: its own number, "A", "1"; empty for none
	context        // where it goes on with a paragraph
}

var (
	pointHead  = regexp.MustCompile(`^(\d{1,3})\.(\d{1,3})\.?\s*(\D.*|)$`)
	numberHead = regexp.MustCompile(`^(\d{1,3})\s*\.\s*(\D.*|)$`)
	bareHead   = regexp.MustCompile(`^(\d{1,3})\s+((?:The|In|While|Pursuant|El|La|Los|Si|Aunque|Le|L['’]|Tout|Les)\b.*)$`)
	markerHead = regexp.MustCompile(`^\(?([a-z]{1,2}|[ivxl]{1,5})\)\s*(.*)$`)
	titleHead  = regexp.MustCompile(`^([A-Z]|[IVX]{1,5})\.\s*(.+)$`)
	autoNumber = regexp.MustCompile(`^(\d{1,3})[.)]?$`)
	autoMarker = regexp.MustCompile(`^\(?([a-z]{1,2}|[ivxl]{1,5})[).]{0,2}$`)
)

// blocks takes the numbers off the lines, and leaves out what belongs to pages.
func (p *proposer) blocks(lines []Line) []block {
	var out []block
	pages := 0
	var besides []Line
	for _, line := range lines {
		text := clean(line.Text)
		switch {
		case text == "":
			continue
		case line.LeftOut != "" && !isFurniture(text):
			besides = append(besides, Line{Place: line.Place, Text: text, LeftOut: line.LeftOut})
			continue
		case isFurniture(text):
			if line.LeftOut == "" && symbolIn(text) != "" && len(out) < 30 && !hasSymbol(out) { // the masthead has it
				out = append(out, block{place: line.Place, text: text})
			} else {
				pages++
			}
			continue
		}
		out = append(out, makeBlock(line, text))
	}
	if pages > 0 {
		p.remark(0, "", "page numbers, symbols at the head of pages and job numbers were left out, lines: %d", pages)
	}
	p.leftOut(besides)
	return out
}

// leftOut tells of what is no part of the text, once for each kind.
func (p *proposer) leftOut(lines []Line) {
	const most = 20 // places that are named
	for len(lines) > 0 {
		var rest []Line
		var texts, places []string
		for _, line := range lines {
			if line.LeftOut != lines[0].LeftOut {
				rest = append(rest, line)
				continue
			}
			texts = append(texts, line.Text)
			if place := strconv.Itoa(line.Place); line.Place > 0 && len(places) < most && !slices.Contains(places, place) {
				places = append(places, place)
			}
		}
		at := ""
		if len(places) > 1 {
			at = " (" + strings.Join(places, ", ") + ")"
		}
		p.remark(lines[0].Place, "", "%s was left out, places: %d%s: %q", lines[0].LeftOut, len(texts), at, firstWords(texts[0]))
		lines = rest
	}
}

func hasSymbol(blocks []block) bool {
	for _, b := range blocks {
		if symbolIn(b.text) != "" {
			return true
		}
	}
	return false
}

// makeBlock takes the number off a line.
func makeBlock(line Line, text string) block {
	b := block{place: line.Place, text: text, heading: line.Heading}
	if m := autoNumber.FindStringSubmatch(line.Number); m != nil {
		b.number, b.counted = atoi(m[1]), true
		return b
	}
	if m := autoMarker.FindStringSubmatch(line.Number); m != nil {
		b.marker, b.counted = m[1], true
		return b
	}
	if line.Number != "" && line.Number != "•" {
		b.title = strings.Trim(line.Number, ".() ")
	}
	if m := pointHead.FindStringSubmatch(text); m != nil {
		b.number, b.point, b.text = atoi(m[1]), atoi(m[2]), m[3]
	} else if m := numberHead.FindStringSubmatch(text); m != nil {
		b.number, b.text = atoi(m[1]), m[2]
	} else if m := markerHead.FindStringSubmatch(text); m != nil {
		b.marker, b.text = m[1], m[2]
	} else if m := titleHead.FindStringSubmatch(text); m != nil && shortHeading(m[2]) {
		b.title, b.text = m[1], m[2]
	}
	return b
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // the expressions let figures through only
	return n
}

// shortHeading reports whether a text looks like a heading: short, without the sign at the end of a sentence, beginning with a capital.
func shortHeading(text string) bool {
	if text == "" || utf8.RuneCountInString(text) > 150 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, `"“«¿(`))
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(".;:,?!", last) || !unicode.IsUpper(first) {
		return false
	}
	return !strings.Contains(articleMark.ReplaceAllString(text, ""), ". ") && !strings.Contains(text, ";") && !asks.MatchString(foldText(text))
}

// sentence reports whether a text looks like the beginning of a paragraph: a capital first, and long enough.
func sentence(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, `"“«¿`))
	return unicode.IsUpper(first) && utf8.RuneCountInString(text) >= 30
}

// ended reports whether a text ends as a sentence or a clause does.
func ended(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, `"”»’) 0123456789`))
	return strings.ContainsRune(".;:?!", last)
}
