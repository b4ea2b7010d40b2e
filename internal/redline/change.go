package redline

import (
	"time"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
)

// A Kind says what has become of a block.
type Kind string

// The kinds. Renumbering is none of them.
const (
	Changed         Kind = "changed"
	Added           Kind = "added"
	Removed         Kind = "removed"
	Moved           Kind = "moved" // the same words at another place
	MovedAndChanged Kind = "moved-and-changed"
	Split           Kind = "split"  // one block has become several
	Merged          Kind = "merged" // several blocks have become one
)

// Kinds are all kinds, in the order in which they are summed up.
var Kinds = []Kind{Changed, Added, Removed, Moved, MovedAndChanged, Split, Merged}

// A Part says what a place is a place of.
type Part string

// The parts of a report that change on their own.
const (
	FrontPart     Part = "front"   // the first page, and the title
	SectionPart   Part = "section" // what stands above the text of a content file: status, owner, recommendations answered
	HeadingPart   Part = "heading"
	ParagraphPart Part = "paragraph"
	ListPart      Part = "list"
	ItemPart      Part = "item"
	QuotePart     Part = "quotation"
	TablePart     Part = "table"
	PicturePart   Part = "picture"
	NotePart      Part = "note" // only of a Renumbering: the changes of notes stand under the block that calls them
)

// A Place is a block in one of the two reports.
type Place struct {
	Part    Part
	Section string // name of the section: "01-introduction"; empty on the first page
	Number  string // as a reference would name it: "12", "12 (b)", "II.A", "Table 1"; empty for what has no number
	Near    string // number of the paragraph above, for what has no number itself; empty before the first
	Heading string // words of the heading above, or of the heading itself
	Under   string // number of the heading above: "II.A"; empty where it has none, and for headings
	ID      doc.ID
	Span    diag.Span
	Block   doc.Block // nil for the first page and for sections

	quoted bool // it stands in a quotation
}

// A Change is what became of one block. Its notes, cells and lines are told with it.
type Change struct {
	Kind Kind
	// Old and New are the places in the older and the newer report. Old is empty for what was added, New for what was removed; of a split
	// New has several, of a merger Old.
	Old, New []Place
	// Run is the same number, from 1, for blocks that were moved together; 0 for all others.
	Run int
	// Answers are the recommendations that the block answers ("17", "33b"), by the references in it, in the newer report where it is there.
	Answers []doc.ID
	// SectionAnswers are those that its section says it answers.
	SectionAnswers []string
	// Passages are the texts that differ, in reading order. Of an added or removed block they are all its texts. A block whose words are
	// the same has none: one that was moved, or one that cites a source of which other fields changed.
	Passages []Passage
	// Restyled says in words what else differs of the block: "heading level 2, was 3"; empty where nothing does.
	Restyled string
	Figures  []Figure
	Sources  []SourceChange // entries of the registry that the block cites, or did, whose fields differ
	By       Author
}

// An Owner says to what a passage belongs.
type Owner string

// The owners.
const (
	TextOwner    Owner = "text"    // the block's own words
	CaptionOwner Owner = "caption" // of a table or picture
	CellOwner    Owner = "cell"
	LineOwner    Owner = "line"    // under a table or picture
	NoteOwner    Owner = "note"    // that the block calls, lettered notes included
	FieldOwner   Owner = "field"   // of the first page or of a section
	PictureOwner Owner = "picture" // the image or its alternative text
)

// A Passage is one text of a block with what was inserted and deleted.
type Passage struct {
	Owner       Owner
	Row, Column int    // of a cell, from 1, in the newer table; in the older one where the cell was deleted
	Name        string // mark of a note ("12", "a"), label of a line ("Source:"), name of a field ("symbol", "status"); of a deleted one as it was
	Was         string // the older mark of a note, where it differs
	// Inlines are the words as the marked report has them, with Ins and Del. Where the whole passage was added or removed they stand in one
	// Ins or Del.
	Inlines []doc.Inline
	Pieces  []Piece // the same as plain text, note marks as "[12]"

	note *doc.Note // of the marked report, where the passage is its text
}

// PieceKind tells pieces apart.
type PieceKind string

// The kinds of pieces.
const (
	Kept     PieceKind = "kept"
	Inserted PieceKind = "inserted"
	Deleted  PieceKind = "deleted"
)

// A Piece is a run of words. The end of a paragraph, in a split or a merger, is "\n".
type Piece struct {
	Kind    PieceKind
	Text    string
	Follows bool // nobody wrote this: the number in a reference, "Ibid."
}

// FigureKind tells apart what a ministry looks for.
type FigureKind string

// The kinds of figures.
const (
	NumberFigure FigureKind = "number" // with its unit: "25,614", "12.5 per cent"
	DateFigure   FigureKind = "date"   // "12 August 2017", "August 2017", "2017"
	LegalFigure  FigureKind = "legal"  // "Decree No. 130-2017", "arts. 211–213", "CMW/C/HND/CO/1"
	SourceFigure FigureKind = "source" // key of an entry of the registry, with its pinpoint
)

// FigureKinds are all kinds, in the order in which they are summed up.
var FigureKinds = []FigureKind{NumberFigure, DateFigure, LegalFigure, SourceFigure}

// A Figure is a number, a date, a legal reference or a source that changed. Old or New is empty for one that came or went, and where it is
// not plain which took the place of which.
type Figure struct {
	Kind     FigureKind
	Old, New string
	Passage  int // index in Change.Passages
}

// A SourceChange is an entry of the registry whose fields differ.
type SourceChange struct {
	Key    string
	Fields []cite.FieldChange
}

// A Renumbering is a block or note with another number than before, and no change for that.
type Renumbering struct {
	Old, New Place
}

// An Author is who made a change, in which commit. The zero Author is unknown.
type Author struct {
	Name   string
	Date   time.Time
	Commit string // the whole hash
}
