package typeset

import "rapporteur/internal/style"

// Role is the meaning of an element.
type Role uint8

const (
	RoleDocument   Role = iota
	RoleTitle           // the title of the report
	RoleHeading         // Element.Level tells which
	RoleParagraph       //
	RoleGroup           // a picture with its caption
	RoleList            // Element.Numbering tells how it is numbered
	RoleItem            // of a list: a label and a body
	RoleLabel           // marker of an item, mark of a note
	RoleBody            // of an item
	RoleQuote           //
	RoleTable           // a caption, a head, a body
	RoleHead            // rows with column heads
	RoleRows            // the other rows
	RoleRow             //
	RoleHeaderCell      // Element.Scope tells for what
	RoleDataCell        //
	RoleCaption         //
	RoleFigure          // Element.Alt describes it
	RoleNote            // Element.ID is unique
	RoleReference       // a note mark or a cross-reference: holds a link
	RoleLink            //
	RoleSpan            // text in another language, or drawn otherwise than it reads
	RoleInserted        // what a redline inserts; Element.Change says who did
	RoleDeleted         // what a redline deletes
)

// Scope tells what a header cell names.
type Scope uint8

const (
	NoScope Scope = iota
	ColumnScope
	RowScope
)

// Numbering tells how the items of a list are marked.
type Numbering uint8

const (
	Unordered Numbering = iota
	Decimal
	LowerAlpha
	UpperAlpha
	LowerRoman
	UpperRoman
)

// An Element is a node of the structure tree. A long report has several hundred thousand of them, all kept to the end.
type Element struct {
	Role      Role
	Numbering Numbering // of a list
	Scope     Scope     // of a header cell
	attached  bool
	Level     uint8      // of a heading, from 1; never more than one below its predecessor
	ColSpan   uint16     // of a cell; 0 and 1 are one column
	RowSpan   uint16     // of a cell
	Language  string     // of its text where it differs from what is around it
	ID        string     // of notes and header cells: unique in the document
	Alt       string     // description of a figure
	Actual    string     // what its drawing stands for in the text, where that is something else; empty where it is not
	Summary   string     // description of a table
	Change    *Changed   // of what is inserted or deleted
	Headers   []*Element // the header cells of a cell
	Box       *Image     // of a figure
	Kids      []Kid      // in reading order

	parent *Element
}

// Changed is what there is to say of words that a redline inserts or deletes.
type Changed struct {
	By    string // who did and when; may be empty
	Color style.Color
}

// A Kid is what an element holds: an *Element, a Content or an Annotation.
type Kid interface{ kid() }

// Content is a mark of a page.
type Content struct{ Page, Mark int } // indices of Document.Pages and Page.Marks

// Annotation is a link of a page.
type Annotation struct{ Page, Link int } // indices of Document.Pages and Page.Links

func (*Element) kid()   {}
func (Content) kid()    {}
func (Annotation) kid() {}

// within returns a new element that will stand inside parent once something of it is drawn, or attach is called.
func within(parent *Element, role Role) *Element { return &Element{Role: role, parent: parent} }

// attach puts e, and before it the elements around it, into the tree behind everything that is already there.
func (e *Element) attach() {
	if e.attached || e.parent == nil {
		return
	}
	e.attached = true
	e.parent.attach()
	e.parent.Kids = append(e.parent.Kids, e)
}
