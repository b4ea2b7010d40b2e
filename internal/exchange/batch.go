package exchange

import (
	"fmt"

	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

// A Batch is what one file brings back of one section.
type Batch struct {
	File     *diag.File
	At       diag.Span // of the element that says where the units belong
	Original string    // the file that was translated: "content/es/01-introduction.md"
	Project  string    // what report it is; empty where the file does not say
	From, To string    // languages
	Units    []Returned
	Remarks  []Remark // that belong to no unit
}

// A Returned is a unit as it came back.
type Returned struct {
	ID     string
	At     diag.Span           // in the file; the zero Span where that has no places
	Source []translation.Piece // codes with kind, number and, where the format has it, Raw; nil where the file does not say
	Target []translation.Piece // nil where nothing has been translated
	Inner  bool                // codes at both ends are left out of Target, as TMX for OmegaT has it
	Unsure bool                // the file says that the translation is not ready: fuzzy in PO
	State  translation.State   // that the file claims
	Base   Base

	Recorded  string   // hash of Source when the file was made; empty where the file does not say
	Mark      string   // bookmark of its row; empty where there is none
	WrongID   string   // stands in the file in place of ID; Take finds out
	Remarks   []Remark // what the translator has written beside it
	Edited    bool     // Source was another one when the file was made; Take finds out
	Proposers []string // who has changed Target under tracking, which nobody has accepted yet
	Fault     string   // why Target cannot be read; empty when it can
}

// A Remark is what a translator says to us.
type Remark struct {
	Author string // empty where the file does not say
	Text   string
}

// inText reads the codes of a unit out of its text, where a file has them there.
func (r *Returned) inText() {
	original := translation.Plain(r.Source)
	if len(translation.Codes(r.Source)) == 0 {
		r.Source = unbraced(original, "")
	}
	if len(translation.Codes(r.Target)) == 0 {
		r.Target = unbraced(translation.Plain(r.Target), original)
	}
	if len(translation.Codes(r.Target)) > maxCodes && r.Fault == "" {
		r.Target, r.Fault = nil, fmt.Sprintf("the text has more than %d codes", maxCodes)
	}
}
