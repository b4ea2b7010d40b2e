package style

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"rapporteur/internal/diag"
)

// A Length is a distance on paper in points (1/72 inch). In TOML it is written with its unit: "20mm", "10pt", "1cm", "0.5in".
type Length float64

// units are the points in one of each unit.
var units = []struct {
	name   string
	points float64
}{{"mm", 72 / 25.4}, {"cm", 72 / 2.54}, {"pt", 1}, {"in", 72}}

// UnmarshalText reads a number and a unit.
func (l *Length) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	for _, u := range units {
		if number, ok := strings.CutSuffix(s, u.name); ok {
			v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("length %q does not begin with a number", s)
			}
			*l = Length(v * u.points)
			return nil
		}
	}
	return fmt.Errorf("length %q has no unit; write mm, cm, pt or in", s)
}

// Points returns the length in points.
func (l Length) Points() float64 { return float64(l) }

// Twips returns the length in twentieths of a point, as Word counts, rounded.
func (l Length) Twips() int { return int(math.Round(float64(l) * 20)) }

// HalfPoints returns the length in half points, as Word counts sizes of type, rounded.
func (l Length) HalfPoints() int { return int(math.Round(float64(l) * 2)) }

// EighthPoints returns the length in eighths of a point, as Word counts the weight of rules, rounded.
func (l Length) EighthPoints() int { return int(math.Round(float64(l) * 8)) }

// A Sheet is everything a back end needs to know beside the report: the house format and the words of the report's language.
type Sheet struct {
	Name string `toml:"-"`    // of the style sheet: "un-geneva"
	Base string `toml:"base"` // the style sheet whose values hold where this one says nothing
	Page Page   `toml:"page"`
	// Landscape is the page of tables that are too wide for Page. Indents of styles count from its text frame there.
	Landscape Page  `toml:"landscape"`
	Fonts     Fonts `toml:"fonts"`

	Body        Text   `toml:"body"`      // numbered and unnumbered paragraphs
	Title       Text   `toml:"title"`     // the title of the report
	Headings    []Text `toml:"heading"`   // level 1 first, six of them
	Items       []Text `toml:"item"`      // subparagraphs, outermost first, four of them
	Bullets     []Text `toml:"bullet"`    // bullets, outermost first, four of them
	Quote       Text   `toml:"quote"`     // indented quotations
	Footnote    Text   `toml:"footnote"`  // notes at the foot of the page
	NoteMark    Text   `toml:"note-mark"` // the mark that calls a note: Size and Raise
	Header      Text   `toml:"header"`
	Folio       Text   `toml:"folio"`
	TableNumber Text   `toml:"table-number"` // "Table 1"
	TableTitle  Text   `toml:"table-title"`
	TableHead   Text   `toml:"table-head"`
	TableCell   Text   `toml:"table-cell"`
	TableLine   Text   `toml:"table-line"` // source, note and key lines, lettered notes
	Committee   Text   `toml:"committee"`
	Received    Text   `toml:"received"` // "[Date received: …]"

	Lines     Lines     `toml:"lines"`
	Masthead  Masthead  `toml:"masthead"`
	Table     Table     `toml:"table"`
	Separator Separator `toml:"separator"`
	EndRule   EndRule   `toml:"end-rule"`

	// LiteralNumbers makes the numbers in Word files text, as in the files that the United Nations publishes; otherwise Word counts.
	LiteralNumbers bool      `toml:"-"`
	Language       *Language `toml:"-"`
}

// Page is the geometry of the paper. Indents of styles count from the text frame, which is the paper less the margins.
type Page struct {
	Width  Length `toml:"width"`
	Height Length `toml:"height"`
	Top    Length `toml:"top"`
	Bottom Length `toml:"bottom"`
	Left   Length `toml:"left"`
	Right  Length `toml:"right"`
	Header Length `toml:"header"` // from the upper edge of the paper to the running head
	Footer Length `toml:"footer"` // from the lower edge of the paper to the folio
	// HeaderRule is the weight of the rule below the running head, HeaderGap the room between them.
	HeaderRule Length `toml:"header-rule"`
	HeaderGap  Length `toml:"header-gap"`
	Tab        Length `toml:"tab"` // distance of default tab stops
}

// Fonts names the families of type.
type Fonts struct {
	Faces []string `toml:"faces"` // families for PDF in order of preference; a character that one does not have comes from the next
	Word  string   `toml:"word"`  // family named in Word files
	Web   string   `toml:"web"`   // CSS font-family for HTML
	// Families are the project's own families by the name that faces has: [fonts.family.amiri].
	Families map[string]FontFamily `toml:"family"`

	Span diag.Span `toml:"-"` // where the order of the families is written
}

// Text is how one kind of paragraph is set. Left and Right are indents from the text frame; First is the place of the first line relative
// to Left, negative to hang.
type Text struct {
	Size       Length `toml:"size"`
	Line       Length `toml:"line"`  // distance of base lines
	Exact      bool   `toml:"exact"` // Line is exact; otherwise it is the least
	Before     Length `toml:"before"`
	After      Length `toml:"after"`
	Left       Length `toml:"left"`
	Right      Length `toml:"right"`
	First      Length `toml:"first"`
	Marker     Length `toml:"marker"`       // where the number or letter is set, from the text frame
	MarkerEnd  bool   `toml:"marker-right"` // Marker is the right edge of the number, not its left
	Text       Length `toml:"text"`         // where the text after a number begins, from the text frame
	Bold       bool   `toml:"bold"`
	Italic     bool   `toml:"italic"`
	Justify    bool   `toml:"justify"`
	FlushRight bool   `toml:"flush-right"` // lines end at the right edge of the measure
	Raise      Length `toml:"raise"`       // of note marks
	KeepNext   bool   `toml:"keep-next"`
	KeepLines  bool   `toml:"keep-lines"`
	Word       Word   `toml:"word"`
}

// Lines is how justified lines are broken. A space grows or shrinks from the width it has in the font; these are hundredths of that width.
type Lines struct {
	Shrink  int `toml:"shrink"`  // the most that a space gives up
	Stretch int `toml:"stretch"` // what a space grows by on a line that is as loose as looks even
	// Loosest is the most that a space grows by. The spaces of a line that would need more stay as they are, and the line ends short of the
	// margin.
	Loosest int `toml:"loosest"`
	// Hyphenate lets words be divided at line ends, where the line or the one above it would be loose otherwise.
	Hyphenate bool `toml:"hyphenate"`
}

// Word is how the UN Geneva template names the style in Word.
type Word struct {
	ID    string `toml:"id"`
	Name  string `toml:"name"`
	Alias string `toml:"alias"`
}

// Masthead is the block above the title on page one: three columns (emblem, treaty or organization, distribution), two rows.
// Source: the published Word files of the template family, and the OHCHR variant for treaty bodies.
type Masthead struct {
	Top          Length   `toml:"top"`     // upper edge, from the edge of the paper
	Columns      []Length `toml:"columns"` // widths; they fill the text frame
	Row1         Length   `toml:"row1"`    // height of the row with organization and symbol
	Row2         Length   `toml:"row2"`    // height of the row with treaty and distribution
	ThinRule     Length   `toml:"thin-rule"`
	HeavyRule    Length   `toml:"heavy-rule"`
	Organization Text     `toml:"organization"`
	SymbolLarge  Text     `toml:"symbol-large"` // the part before the first slash
	SymbolSmall  Text     `toml:"symbol-small"` // the rest
	Treaty       Text     `toml:"treaty"`
	Distribution Text     `toml:"distribution"`
}

// Table is how tables are ruled and padded.
type Table struct {
	Indent     Length `toml:"indent"` // of the table from the text frame, at its usual width
	Width      Length `toml:"width"`  // usual width
	WideWidth  Length `toml:"wide-width"`
	TopRule    Length `toml:"top-rule"`
	HeadRule   Length `toml:"head-rule"` // under the column heads
	BottomRule Length `toml:"bottom-rule"`
	SpanRule   Length `toml:"span-rule"`  // under heads that span columns
	SpanGap    Length `toml:"span-gap"`   // interruption of that rule between groups
	TotalRule  Length `toml:"total-rule"` // above a total row
	CellRight  Length `toml:"cell-right"` // room at the right of numeric cells
	CellGap    Length `toml:"cell-gap"`   // least room between two columns
	MinSize    Length `toml:"min-size"`   // type may shrink to this before a table takes more room
	After      Length `toml:"after"`
}

// Separator is the rule above the notes of a page. Left counts from the text frame. Where the notes of a page begin with the rest of a note
// of the page before, the rule has another measure: Word draws it over the whole frame.
type Separator struct {
	Left           Length `toml:"left"`
	Width          Length `toml:"width"`
	ContinuedLeft  Length `toml:"continued-left"`
	ContinuedWidth Length `toml:"continued-width"`
	Weight         Length `toml:"weight"`
	Before         Length `toml:"before"`
	After          Length `toml:"after"`
}

// EndRule is the rule after the last paragraph.
type EndRule struct {
	Width  Length `toml:"width"`
	Weight Length `toml:"weight"`
	Before Length `toml:"before"`
}

// Frame returns the width of the text frame.
func (p Page) Frame() Length { return p.Width - p.Left - p.Right }
