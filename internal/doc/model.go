package doc

import (
	"time"

	"rapporteur/internal/diag"
)

// An ID names a block, a note or a table within the whole report. It is given by the author ("para-consulates") or derived from the
// text of the block, and it survives edits elsewhere. It holds letters, digits, hyphens, underscores and dots only.
type ID string

// A Report is a compiled report in one language.
type Report struct {
	Language string // language tag of the text: "en", "es", "fr"
	Meta     Meta
	Front    Front
	Sections []Section
	Blocks   []Block // the body in reading order: annexes included
	Notes    []*Note // the numbered notes in reading order; Notes[i].Number == i+1
	// Preface are pages before the first one, on which a redline says what it is. They call no notes. Word files do not have them: with all changes
	// accepted, a redline is the newer report and nothing else. nil in every other report.
	Preface []Block
}

// Meta is what is known about the report, for file names and document properties. Strings are in the language of the report.
type Meta struct {
	Symbol  string    // "CMW/C/HND/2"; empty when none is assigned yet
	Title   string    // plain text of the title
	Author  string    // the State: "Honduras"
	Subject string    // what kind of document, for whom: "Second periodic report to the Committee on …"
	Date    time.Time // date of the document, zero when none is assigned; the only clock a back end may read
}

// Front is the first page above the text, in the words that are printed.
type Front struct {
	Organization string   // "United Nations"
	Symbol       string   // "CMW/C/HND/2", or what is printed when there is none yet
	Treaty       []string // name of the treaty, in lines
	Distribution []string // "Distr.: General", "9 February 2024", "Original: Spanish", …; an empty string is an empty line
	Committee    []string // name of the committee, in lines
	Title        []Inline // the title of the report, with the marks of its notes
	TitleNotes   []*Note  // notes marked *, **, …; they take no number
	Received     string   // "[Date received: 28 January 2022]"; empty when unknown
	// Was is the first page of the older report, in a redline where any of the words above differ; Title and TitleNotes are marked themselves.
	Was *Front
}

// A Section is the part of the report that comes from one content file.
type Section struct {
	Name       string // "01-introduction"
	File       *diag.File
	Start, End int // Report.Blocks[Start:End]
	Status     string
	Owner      string
	// Responds are the recommendations that the section answers: "17", "33b". An empty list says that it answers none, nil nothing.
	Responds   []string
	RespondsAt []diag.Span // where each of them is written
}

// A Block is a piece of the report with a place of its own.
type Block interface {
	Where() diag.Span
	Ident() ID // survives edits; redlines and translations align on it
	base() *Base
}

// BaseOf returns what every block has, of b.
func BaseOf(b Block) *Base { return b.base() }

// Base is what every block has.
type Base struct {
	ID    ID
	Given bool // the author wrote the id
	Span  diag.Span

	Stale bool // the original has changed since this was translated, and the reader is to see it

	Revision *Revision // in a redline: the whole block is inserted or deleted; nil in every other report
	Was      string    // in a redline: how the older report numbered the block ("26.", "(c)"), where that differs
}

// RevisionKind tells what a redline adds from what it takes away.
type RevisionKind int

const (
	Inserted RevisionKind = iota
	Deleted
)

func (k RevisionKind) String() string { return [...]string{"inserted", "deleted"}[k] }

// A Revision marks what a redline inserts or deletes, and says who did it. Where it stands on a block, a row, a line under a table or a
// note, everything in there is inserted or deleted, and has no marks of its own.
type Revision struct {
	Kind   RevisionKind
	Author string
	Date   time.Time // UTC, whole seconds
	// Moved is set on both sides of a block that stands elsewhere in the other report, and names that place as printed: "paragraph 12".
	Moved string
	// Follows says that nobody wrote this change: the printed words follow from changes elsewhere, as the number in a reference or "Ibid." do.
	Follows bool
}

// Where returns the source of the block.
func (b *Base) Where() diag.Span { return b.Span }

// Ident returns the id of the block.
func (b *Base) Ident() ID { return b.ID }

func (b *Base) base() *Base { return b }

// A Heading opens a chapter (level 1), a subhead (2), … (6).
type Heading struct {
	Base
	Level    int
	Number   string // "I.", "A.", "1.", "(a)", "Annex I"; empty for an unnumbered heading
	Path     string // how a reference names it: "II.A", "annex I"; empty for an unnumbered heading
	Annex    bool   // the heading opens an annex
	Coverage bool   // the text right below it ends in the tables of recommendations and of the places that answer them, which compiling makes
	Inlines  []Inline
}

// A Paragraph is a numbered paragraph, or one without a number.
type Paragraph struct {
	Base
	Number    int    // 0 for a paragraph without a number
	Label     string // "12."; empty for a paragraph without a number
	Annex     string // the annex whose own sequence numbers it ("annex I"); empty in the body
	Continued bool   // it continues the paragraph above, which has the number
	Inlines   []Inline
}

// A List is a list of lettered subparagraphs, or of bullets.
type List struct {
	Base
	Ordered bool
	Depth   int // 1 for the outermost
	Items   []*Item
}

// An Item is one subparagraph. It is a block, for redlines and translations align on it.
type Item struct {
	Base
	Marker  string // "(a)", "(i)", "•"
	Inlines []Inline
	Blocks  []Block // lists and unnumbered paragraphs inside the item
}

// A Quote is an indented quotation; its paragraphs take no number.
type Quote struct {
	Base
	Blocks []Block // paragraphs without number, lists
}

// FloatKind tells the two numbered series apart.
type FloatKind int

const (
	TableFloat  FloatKind = iota // announced as "Table 1"
	FigureFloat                  // announced as "Figure 1"
)

// A Caption is the title of a table or figure.
type Caption struct {
	Kind    FloatKind
	Number  int        // 1, 2, …; 0 when it has no number
	Label   string     // "Table 1"; empty when it has no number
	Inlines []Inline   // nil when there is no caption
	Span    diag.Span  // of the caption in the source
	Lines   []TextLine // source, note and key lines below, in the order of the source
	Was     string     // in a redline: the label in the older report ("Table 2"), where that differs
}

// LineRole tells the lines under a table apart.
type LineRole int

const (
	SourceLine LineRole = iota // "Source: …"
	NoteLine                   // "Note: …"
	KeyLine                    // "..: Not available."
)

func (r LineRole) String() string { return [...]string{"source", "note", "key"}[r] }

// A TextLine is a line under a table or picture.
type TextLine struct {
	Role    LineRole
	Label   string // "Source:", "Note:", "NA:", with its colon, as printed
	Inlines []Inline
	Span    diag.Span

	Revision *Revision // in a redline: the whole line is inserted or deleted
}

// A Table is a grid of cells. Every row covers all columns: a position is either the origin of a cell or covered by one that spans it.
type Table struct {
	Base
	Caption Caption
	Columns []Column
	Head    int // so many rows at the top are column heads
	Rows    []*Row
	Notes   []*Note // lettered notes, printed right under the table, in order
	Summary string  // plain description for those who cannot see it
	// SummaryWas is the description in the older report, in a redline and where it differs.
	SummaryWas string
	Form       bool  // its empty cells are to be filled in: a Word file has lines around them, and does not part it from what stands above
	Shares     []int // in a Word file: what each column has of the width; nil where the words decide
}

// Align is the alignment of a column.
type Align int

const (
	AlignLeft Align = iota
	AlignRight
	AlignCenter
)

func (a Align) String() string { return [...]string{"left", "right", "center"}[a] }

// A Column of a table.
type Column struct {
	Align Align
}

// RowKind tells rows apart that are set differently.
type RowKind int

const (
	BodyRow  RowKind = iota
	HeadRow          // column heads
	CutInRow         // names what follows: its spanning cells are cut-in heads
	TotalRow         // sums
)

func (k RowKind) String() string { return [...]string{"body", "head", "cut-in", "total"}[k] }

// A Row of a table: the cells that begin in it, from left to right.
type Row struct {
	Kind  RowKind
	Cells []*Cell
	Span  diag.Span
	Loose bool // it is tall, and the end of a page in a Word file may part it

	Revision *Revision // in a redline: the whole row is inserted or deleted
}

// A Cell begins at column Column (from 0) of its row and covers ColSpan × RowSpan positions.
type Cell struct {
	Column  int
	ColSpan int // at least 1
	RowSpan int // at least 1
	CutIn   bool
	Inlines []Inline
	Span    diag.Span

	// Of a form in a Word file:
	Locked bool   // nobody is to change it, and Word does not let them
	Small  bool   // it is in the least type of tables
	Name   string // of a bookmark at its beginning; empty for none
}

// A Picture is an image with its caption.
type Picture struct {
	Base
	Caption       Caption
	Path          string // of the image, relative to the project
	Format        string // "png" or "jpeg"
	Data          []byte
	Width, Height int // pixels
	Alt           string
}

// NoteKind tells the series of notes apart.
type NoteKind int

const (
	NumberedNote NoteKind = iota // 1, 2, … through the whole report, at the foot of the page
	LetteredNote                 // a, b, … right under a table
	TitleNote                    // *, ** at the foot of the first page
)

// A Note is the text that a mark calls. A note is called once, but a lettered or title note can be called from several places.
type Note struct {
	ID      ID
	Kind    NoteKind
	Number  int    // 1, 2, … of its series
	Mark    string // as printed: "12", "a", "*"
	Name    string // the author's name of the note, for [^name]; empty for others
	Inlines []Inline
	Span    diag.Span

	Revision *Revision // in a redline: the note came or went with its call
	Was      string    // in a redline: the mark in the older report, where that differs; a call that is deleted shows it
}

// An Inline is a piece of running text.
type Inline interface {
	Where() diag.Span
	inline()
}

// Place is what every inline has.
type Place struct{ Span diag.Span }

// Where returns the source of the inline.
func (p Place) Where() diag.Span { return p.Span }

func (Place) inline() {}

func (p *Place) setPlace(s diag.Span) { p.Span = s }

// SetPlace gives in the source place s.
func SetPlace(in Inline, s diag.Span) { in.(interface{ setPlace(diag.Span) }).setPlace(s) }

// Text is text of one style. After compilation it holds exactly the characters that are printed, no-break spaces included.
type Text struct {
	Place
	Value string
}

// Emph is italic text.
type Emph struct {
	Place
	Inlines []Inline
}

// Strong is bold text.
type Strong struct {
	Place
	Inlines []Inline
}

// Super is superscript text: ordinals of French and Spanish.
type Super struct {
	Place
	Inlines []Inline
}

// Foreign is text in another language than the report's.
type Foreign struct {
	Place
	Language string
	Inlines  []Inline
}

// Link is text that leads to a web address.
type Link struct {
	Place
	URL     string
	Inlines []Inline
}

// Ins is what a redline inserts. It stands in no other Ins and in no Del.
type Ins struct {
	Place
	By      *Revision
	Inlines []Inline
}

// Del is what a redline deletes, in the words of the older report. It stands in no other Del and in no Ins.
type Del struct {
	Place
	By      *Revision
	Inlines []Inline
}

// Break is a line break that the author wants.
type Break struct{ Place }

// Call is the mark of a note in the text.
type Call struct {
	Place
	Note *Note
}

// Cited is the text printed for one source of the registry; it stands inside notes.
type Cited struct {
	Place
	Key     string // of the entry
	Inlines []Inline
}

// RefKind tells what a reference points at.
type RefKind int

const (
	BlockRef          RefKind = iota // a paragraph, heading, table or figure of this report
	NoteRef                          // a note of this report
	RecommendationRef                // a paragraph of the concluding observations
)

func (k RefKind) String() string { return [...]string{"block", "note", "recommendation"}[k] }

// Ref is a cross-reference in words: "paragraphs 16 to 18", "section II.A", "footnote 52 above".
type Ref struct {
	Place
	Kind   RefKind
	Pieces []RefPiece
	// Targets are all that is meant, the ones inside a range included: ids of blocks or notes, or recommendations ("33b").
	Targets []ID
	Mention bool // the recommendations are only mentioned, and not answered here
}

// A RefPiece is a part of the words of a reference.
type RefPiece struct {
	Text   string // "paragraphs ", "16", " to "
	Target ID     // where this piece leads, and then Text is only the number; empty for the words around it
	Emph   bool   // the word is of another language: "supra"; only without a target
}

// Citation is a mark that cites sources, before it has become a Call. A compiled report has none.
type Citation struct {
	Place
	Bare    bool // @key in the text of a note, without brackets
	Sources []CitedSource
}

// CitedSource is one source of a citation.
type CitedSource struct {
	Key     string
	KeySpan diag.Span
	Prefix  string // "see"
	Locator string // "arts. 211-213"
	Span    diag.Span
}

// Pending is a reference before it has become a Ref. A compiled report has none.
type Pending struct {
	Place
	Bare    bool // [-@para-x]: the number alone
	Mention bool // [?@rec-17]: mentioned, and not answered here
	Targets []PendingTarget
}

// PendingTarget is one target of a reference, as written.
type PendingTarget struct {
	Name string // "para-consulates", "rec-33b"
	Span diag.Span
}

// NoteName is [^name] before it has become a Call. A compiled report has none.
type NoteName struct {
	Place
	Name string
}

// NoteText is ^[text] before it has become a Call. A compiled report has none.
type NoteText struct {
	Place
	Inlines []Inline
}
