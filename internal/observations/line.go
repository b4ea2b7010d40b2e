package observations

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/word"
)

// A Line is a paragraph of the source, or as much of one as its format can tell.
type Line struct {
	Place   int    // where it stands: the line of a text, the paragraph of a Word file or page; from 1
	Number  string // what the format counts by itself: "17.", "(a)"; empty for none
	Text    string
	Heading bool   // the format says that it is a heading
	LeftOut string // what it is, where it is no part of the text: "hidden text"; empty for text
}

// Word returns the lines of a Word file.
func Word(d *word.Document) []Line {
	var lines []Line
	const head = 30 // paragraphs in which the symbol stands, where it is in the text
	named := slices.ContainsFunc(d.Paragraphs[:min(head, len(d.Paragraphs))], func(p word.Paragraph) bool { return symbolIn(p.Text) != "" })
	for _, l := range d.LeftOut {
		line := Line{Place: l.Paragraph, Text: l.Text, LeftOut: string(l.Kind)}
		switch {
		case l.Kind == word.Note && adoption.MatchString(l.Text): // the note to the title, which other formats have before the text
			line.LeftOut = ""
		case l.Kind == word.Page && !named && symbolIn(l.Text) != "": // the masthead is the head of the first page
			line.LeftOut, named = "", true
		}
		lines = append(lines, line)
	}
	for i, p := range d.Paragraphs {
		lines = append(lines, Line{Place: i + 1, Number: strings.TrimSpace(p.Number), Text: p.Text, Heading: p.Level > 0})
	}
	return lines
}

// Text returns the lines of a text: a line of the file each, where paragraphs are not broken into lines, or a paragraph each, where they are.
// A form feed ends a page and a line.
func Text(text string) []Line {
	var out []Line
	var open strings.Builder // the paragraph that can go on
	place := 0
	end := func() {
		if open.Len() > 0 {
			out = append(out, Line{Place: place, Text: open.String()})
			open.Reset()
		}
	}
	for n, line := range strings.Split(strings.NewReplacer("\r\n", "\n", "\f", "\n", "\uFEFF", "").Replace(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || !goesOn(open.String(), line) {
			end()
			place = n + 1
		} else if !strings.HasSuffix(open.String(), "-") { // a word may be divided or a compound; the hyphen stays
			open.WriteByte(' ')
		}
		open.WriteString(line)
	}
	end()
	return out
}

// begins finds a number or a letter at the beginning of a line.
var begins = regexp.MustCompile(`^(?:\d{1,3}(?:\.\d{1,3})?\.|\(?[a-zA-Z]{1,2}\)|\(?[ivxl]{1,5}\)|[A-Z]\.|[IVX]{1,5}\.|[•–-]\s)`)

// goesOn reports whether a line goes on with the paragraph of the line above.
func goesOn(above, line string) bool {
	if above == "" || begins.MatchString(line) || isFurniture(line) || isFurniture(above) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(line)
	if unicode.IsLower(first) || strings.HasSuffix(above, ",") || strings.HasSuffix(above, "-") {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(above, `"”»’)`))
	if strings.ContainsRune(".:;", last) {
		return false
	}
	if len(above) > 500 {
		return true
	}
	// A paragraph goes on at a capital letter or a figure too; a heading does not go on with a paragraph.
	return begins.MatchString(above) && !shortHeading(strings.TrimSpace(begins.ReplaceAllString(above, ""))) || utf8.RuneCountInString(above) > 110
}

// join puts the lines of a paragraph together.
func join(a, b string) string {
	if strings.HasSuffix(a, "-") && len(a) > 1 { // a word may be divided or a compound; the hyphen stays, and nothing is made up
		return a + b
	}
	return a + " " + b
}

// furniture are lines of the page and not of the text: a symbol, a job number, a page number, alone or together.
var furniture = regexp.MustCompile(`^(?:\d{1,3}\s+)?(?:GE\.\d\d-\d{4,6}(?:\s*\([A-Z]\))?|[A-Z]{1,5}/[A-Z0-9./-]+\*?|\(?[A-Z]\)?\s*\d{6}\s+\d{6}|\*\d{7}\*|Page \d+|Página \d+|\d{1,3}/\d{1,3}|\d{1,3})(?:\s+\d{1,3}|\s*\(?[EFS]\)?(?:\s+\d{6}){0,2})?$`)

func isFurniture(line string) bool {
	return len(line) < 60 && furniture.MatchString(strings.TrimSpace(line))
}

// clean makes one line of a text, with single spaces.
func clean(text string) string { return strings.Join(strings.Fields(text), " ") }
