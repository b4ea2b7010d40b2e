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
//
// The comments of the fields of this type and of those it is made of are the words of docs/templates.md, whose tables are made of them; so
// they name keys as sheets do.
type Sheet struct {
	Name string `toml:"-"`    // of the style sheet: "un-geneva"
	Base string `toml:"base"` // the style sheet whose values hold where this one says nothing
	Page Page   `toml:"page"` // the paper and its margins
	// the page of tables that are too wide for the other; indents of styles count from its text frame there
	Landscape Page  `toml:"landscape"`
	Fonts     Fonts `toml:"fonts"` // families of type

	Body        Text   `toml:"body"`         // numbered and unnumbered paragraphs
	Title       Text   `toml:"title"`        // the title of the report
	Headings    []Text `toml:"heading"`      // headings, level 1 first, six of them
	Items       []Text `toml:"item"`         // subparagraphs, outermost first, four of them
	Bullets     []Text `toml:"bullet"`       // bullets, outermost first, four of them
	Quote       Text   `toml:"quote"`        // indented quotations
	Footnote    Text   `toml:"footnote"`     // notes at the foot of the page
	NoteMark    Text   `toml:"note-mark"`    // the mark that calls a note, in text of the size of body; it shrinks with smaller text
	Header      Text   `toml:"header"`       // the running head
	Folio       Text   `toml:"folio"`        // the page number
	TableNumber Text   `toml:"table-number"` // "Table 1"
	TableTitle  Text   `toml:"table-title"`  // the title of a table or figure
	TableHead   Text   `toml:"table-head"`   // the heads of columns
	TableCell   Text   `toml:"table-cell"`   // all other cells
	TableLine   Text   `toml:"table-line"`   // below a table: source, note and key lines, lettered notes
	Committee   Text   `toml:"committee"`    // the name of the committee, below the masthead
	Received    Text   `toml:"received"`     // "[Date received: …]"

	Lines     Lines     `toml:"lines"`     // how justified lines are broken
	Masthead  Masthead  `toml:"masthead"`  // the block above the title on page one
	Table     Table     `toml:"table"`     // rules and room of tables
	Separator Separator `toml:"separator"` // the rule above the notes of a page
	EndRule   EndRule   `toml:"end-rule"`  // the rule after the last paragraph
	Redline   Redline   `toml:"redline"`   // the marks of what a redline inserts and deletes

	// LiteralNumbers makes the numbers in Word files text, as in the files that the United Nations publishes; otherwise Word counts.
	LiteralNumbers bool `toml:"-"`
	// ProtectRedline lets the reader of a redline as a Word file make tracked changes and no others.
	ProtectRedline bool `toml:"-"`
	// QuietRedline does not have Word track what the reader of a redline writes into it.
	QuietRedline bool      `toml:"-"`
	Language     *Language `toml:"-"`
}

// Page is the geometry of the paper. Indents of styles count from the text frame, which is the paper less the margins.
type Page struct {
	Width      Length `toml:"width"`       // of the paper
	Height     Length `toml:"height"`      // of the paper
	Top        Length `toml:"top"`         // upper margin
	Bottom     Length `toml:"bottom"`      // lower margin
	Left       Length `toml:"left"`        // left margin
	Right      Length `toml:"right"`       // right margin
	Header     Length `toml:"header"`      // from the upper edge of the paper to the running head
	Footer     Length `toml:"footer"`      // from the lower edge of the paper to the page number
	HeaderRule Length `toml:"header-rule"` // weight of the rule below the running head
	HeaderGap  Length `toml:"header-gap"`  // room between the running head and its rule
	Tab        Length `toml:"tab"`         // distance of the stops of tabulators in Word
}

// Fonts names the families of type.
type Fonts struct {
	Faces []string `toml:"faces"` // families for PDF in order of preference; a character that one does not have comes from the next
	Word  string   `toml:"word"`  // the family named in Word files
	Web   string   `toml:"web"`   // the families named in HTML, as CSS has them
	// the project's own families by the name that faces has
	Families map[string]FontFamily `toml:"family"`

	Span diag.Span `toml:"-"` // where the order of the families is written
}

// Text is how one kind of paragraph is set. Left and Right are indents from the text frame; First is the place of the first line relative
// to Left, negative to hang.
type Text struct {
	Size       Length `toml:"size"`         // of the type
	Line       Length `toml:"line"`         // distance of base lines
	Exact      bool   `toml:"exact"`        // line is exact; otherwise it is the least, and larger type gets more
	Before     Length `toml:"before"`       // room above
	After      Length `toml:"after"`        // room below
	Left       Length `toml:"left"`         // left edge of the lines, from the text frame
	Right      Length `toml:"right"`        // right edge of the lines, from the text frame
	First      Length `toml:"first"`        // left edge of the first line, from left; negative to hang
	Marker     Length `toml:"marker"`       // where the number or letter stands, from the text frame
	MarkerEnd  bool   `toml:"marker-right"` // marker is the right edge of the number, not its left
	Text       Length `toml:"text"`         // where the text after the number begins, from the text frame
	Bold       bool   `toml:"bold"`         // bold type
	Italic     bool   `toml:"italic"`       // italic type
	Justify    bool   `toml:"justify"`      // lines end at the right edge too
	FlushRight bool   `toml:"flush-right"`  // lines end at the right edge and not at the left
	Raise      Length `toml:"raise"`        // of note-mark: how far it stands above the line
	KeepNext   bool   `toml:"keep-next"`    // stays on one page with what follows
	KeepLines  bool   `toml:"keep-lines"`   // its lines stay on one page
	Word       Word   `toml:"word"`         // its style in Word
}

// Lines is how justified lines are broken. A space grows or shrinks from the width it has in the font; these are hundredths of that width.
type Lines struct {
	Shrink  int `toml:"shrink"`  // the most that a space gives up, in hundredths of its width
	Stretch int `toml:"stretch"` // what a space grows by on a line that is as loose as looks even
	// the most that a space grows by; the spaces of a line that would need more stay as they are, and the line ends short of the margin
	Loosest   int  `toml:"loosest"`
	Hyphenate bool `toml:"hyphenate"` // words may be divided at line ends, where the line or the one above it would be loose otherwise
}

// Word is how the UN Geneva template names the style in Word.
type Word struct {
	ID    string `toml:"id"`    // what the style is called inside the file
	Name  string `toml:"name"`  // what Word shows
	Alias string `toml:"alias"` // another name that Word shows
}

// Masthead is the block above the title on page one: three columns (emblem, treaty or organization, distribution), two rows.
// Source: the published Word files of the template family, and the OHCHR variant for treaty bodies.
type Masthead struct {
	None         bool     `toml:"none"`         // no masthead and no running heads: the first page begins with the committee
	Top          Length   `toml:"top"`          // its upper edge, from the edge of the paper
	Columns      []Length `toml:"columns"`      // widths of the three columns: emblem, organization and treaty, distribution
	Row1         Length   `toml:"row1"`         // height of the row with organization and symbol
	Row2         Length   `toml:"row2"`         // height of the row with treaty and distribution; more where that needs it
	ThinRule     Length   `toml:"thin-rule"`    // weight of the rule below the first row
	HeavyRule    Length   `toml:"heavy-rule"`   // weight of the rule below the second row
	Organization Text     `toml:"organization"` // "United Nations"
	SymbolLarge  Text     `toml:"symbol-large"` // the part of the symbol before the first slash
	SymbolSmall  Text     `toml:"symbol-small"` // the rest of the symbol
	Treaty       Text     `toml:"treaty"`       // the name of the treaty
	Distribution Text     `toml:"distribution"` // "Distr.: General" and the lines below it
}

// Table is how tables are ruled and padded.
type Table struct {
	Indent     Length `toml:"indent"`      // left edge at the usual width, from the text frame
	Width      Length `toml:"width"`       // usual width
	WideWidth  Length `toml:"wide-width"`  // width of tables that need more
	TopRule    Length `toml:"top-rule"`    // weight of the rule above the heads
	HeadRule   Length `toml:"head-rule"`   // weight of the rule below the heads
	BottomRule Length `toml:"bottom-rule"` // weight of the rule at the end
	SpanRule   Length `toml:"span-rule"`   // weight of the rule below heads that span columns
	SpanGap    Length `toml:"span-gap"`    // interruption of that rule between groups of columns
	TotalRule  Length `toml:"total-rule"`  // weight of the rule above a total row
	CellRight  Length `toml:"cell-right"`  // room at the right of cells with numbers
	CellGap    Length `toml:"cell-gap"`    // least room between two columns
	MinSize    Length `toml:"min-size"`    // size to which type may shrink before a table takes more room
	After      Length `toml:"after"`       // room below the table and its lines
}

// Separator is the rule above the notes of a page. Where the notes of a page begin with the rest of a note of the page before, the rule has
// another measure: Word draws it over the whole frame.
type Separator struct {
	Left           Length `toml:"left"`            // its left edge, from the text frame
	Width          Length `toml:"width"`           // its length
	ContinuedLeft  Length `toml:"continued-left"`  // left edge above the rest of a note of the page before
	ContinuedWidth Length `toml:"continued-width"` // length there
	Weight         Length `toml:"weight"`          // its weight
	Before         Length `toml:"before"`          // room above it
	After          Length `toml:"after"`           // room below it
}

// EndRule is the rule after the last paragraph.
type EndRule struct {
	Width  Length `toml:"width"`  // its length; it stands in the middle
	Weight Length `toml:"weight"` // its weight
	Before Length `toml:"before"` // room above it
}

// Redline is how PDF and HTML mark what a redline inserts and deletes. Colours are never alone: what is inserted is underlined, what is deleted
// struck through, and a bar stands in the margin.
type Redline struct {
	Inserted Color  `toml:"inserted"` // colour of inserted words, which are underlined
	Deleted  Color  `toml:"deleted"`  // colour of deleted words, which are struck through
	Follows  Color  `toml:"follows"`  // colour of words that only follow from changes elsewhere, such as numbers of references
	Line     Length `toml:"line"`     // weight of the line below or through the words
	Bar      Length `toml:"bar"`      // weight of the bar in the margin
	BarGap   Length `toml:"bar-gap"`  // room between the bar and the text frame
	Old      Length `toml:"old"`      // size of the number that a paragraph, heading or note had, which stands before its number
}

// Frame returns the width of the text frame.
func (p Page) Frame() Length { return p.Width - p.Left - p.Right }

// pixel is the size of a picture element: that of CSS, 96 to the inch.
const pixel = Length(72.0 / 96)

// Picture returns the size on paper of a picture of that many pixels: 96 to the inch, made smaller where it would pass the measure or two thirds
// of the height of the text.
func (s *Sheet) Picture(columns, rows int) (width, height Length) {
	width, height = Length(columns)*pixel, Length(rows)*pixel
	widest := s.Page.Frame() - s.Body.Left - s.Body.Right
	highest := (s.Page.Height - s.Page.Top - s.Page.Bottom) * 2 / 3
	shrink := min(1, widest/width, highest/height)
	return width * shrink, height * shrink
}
