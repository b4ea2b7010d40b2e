package recommendation

import (
	"maps"
	"slices"
	"strings"
	"time"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

// An ID names a recommendation within the project, as references do after "rec-": the prefix of its document with a dot where the document
// has one, and the name: "17", "33b", "33b-i", "loi.4", "upr.124.1".
type ID string

// Words is a text in several languages.
type Words = tomlfile.Words

// A Registry is everything that was asked of the State, in one or several documents. It is read-only once made.
type Registry struct {
	Documents    []*Document    // in the order of their files
	Institutions []*Institution // in the order of their keys

	items        map[ID]*Item
	institutions map[string]*Institution
	unread       bool // a file could not be read, so that any recommendation may exist
}

// New returns the registry of documents and institutions. It sorts the items of each document by paragraph, ties items to their
// paragraphs, lets them inherit and indexes them. Of two items with one id the first counts.
func New(documents []*Document, institutions []*Institution) *Registry {
	r := &Registry{Documents: documents, Institutions: institutions, items: map[ID]*Item{}, institutions: map[string]*Institution{}}
	slices.SortFunc(r.Institutions, func(a, b *Institution) int { return strings.Compare(a.Key, b.Key) })
	for _, in := range r.Institutions {
		r.institutions[in.Key] = in
	}
	for _, d := range documents {
		d.link(r.items)
	}
	return r
}

// Find returns the recommendation of that id, nil where there is none.
func (r *Registry) Find(id ID) *Item { return r.items[id] }

// MayHave reports whether there is a recommendation of that id, or can be one in what could not be read.
func (r *Registry) MayHave(id ID) bool { return r.items[id] != nil || r.unread }

// Items returns the recommendations of all documents, document by document in the order of paragraphs.
func (r *Registry) Items() []*Item {
	var all []*Item
	for _, d := range r.Documents {
		all = append(all, d.Items...)
	}
	return all
}

// Languages returns the codes of the languages that subjects and texts are in, sorted.
func (r *Registry) Languages() []string {
	seen := map[string]bool{}
	for _, it := range r.Items() {
		for _, w := range []Words{it.Subject, it.Text} {
			for _, code := range w.Languages() {
				seen[code] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Institution returns the institution of that key, nil where there is none.
func (r *Registry) Institution(key string) *Institution { return r.institutions[key] }

// Empty reports whether the project has no registry of recommendations, so that nothing can be said of its references.
func (r *Registry) Empty() bool { return len(r.Documents) == 0 && !r.unread }

// A DocumentKind says what kind of document asks.
type DocumentKind string

// The kinds of documents that ask something of a State.
const (
	ConcludingObservations DocumentKind = "concluding-observations"
	ListOfIssues           DocumentKind = "list-of-issues"
	ListOfIssuesPrior      DocumentKind = "list-of-issues-prior"
	ReviewReport           DocumentKind = "upr-report" // of the Working Group on the Universal Periodic Review
	SpecialProcedure       DocumentKind = "special-procedure"
)

// DocumentKinds are all kinds of documents.
var DocumentKinds = []DocumentKind{ConcludingObservations, ListOfIssues, ListOfIssuesPrior, ReviewReport, SpecialProcedure}

// A Document is one document with what it asks. Fields that its author left out are zero.
type Document struct {
	File      *diag.File     `toml:"-"` // nil for a document that was not read from a file
	Symbol    string         `toml:"symbol"`
	Body      string         `toml:"body"` // as in report.toml: "CMW"; "UPR" for the universal periodic review
	Kind      DocumentKind   `toml:"kind"`
	Prefix    string         `toml:"prefix"`  // before the names of its items in references, empty for one document of the project
	State     string         `toml:"state"`   // ISO 3166-1: "HND"
	Session   string         `toml:"session"` // "25"
	Adopted   time.Time      `toml:"adopted"`
	Published time.Time      `toml:"published"`
	Title     Words          `toml:"title"`
	URL       string         `toml:"url"`
	Text      TextKind       `toml:"text"`
	FollowUp  FollowUpParts  `toml:"follow-up"`
	Comment   string         `toml:"comment"` // for those who keep the registry; not printed
	Items     []*Item        `toml:"-"`       // in the order of paragraphs, each paragraph before its items
	keys      *tomlfile.Keys // nil for a document that was not read from a file
}

// A TextKind says whose words the texts of a document are.
type TextKind string

// Whose words the texts are. An empty TextKind is OfficialText.
const (
	OfficialText   TextKind = "official"   // those of the document
	ParaphraseText TextKind = "paraphrase" // our own, where the document was not at hand
)

// FollowUpParts are the paragraphs on which the State is to report before its next report.
type FollowUpParts struct {
	Paragraphs []string  `toml:"paragraphs"` // names of items of the document: "33"
	Due        time.Time `toml:"due"`
}

// Span returns where the document begins in its file.
func (d *Document) Span() diag.Span { return d.place("document") }

// place returns where the key of that path stands in the file.
func (d *Document) place(path ...string) diag.Span {
	if d.keys == nil {
		return diag.Span{}
	}
	return d.keys.Span(path...)
}

// Value returns where the value of a field of the document stands.
func (d *Document) Value(path ...string) diag.Span {
	return d.value(slices.Concat([]string{"document"}, path)...)
}

// value returns where the value of that path stands in the file.
func (d *Document) value(path ...string) diag.Span {
	if d.keys == nil {
		return diag.Span{}
	}
	return d.keys.Value(path...)
}

// id returns how references name an item of the document.
func (d *Document) id(name string) ID {
	if d.Prefix == "" {
		return ID(name)
	}
	return ID(d.Prefix + "." + name)
}

// A Kind says what a paragraph asks.
type Kind string

// The kinds of paragraphs.
const (
	Concern             Kind = "concern" // asks nothing: what it is about is asked elsewhere
	Recommendation      Kind = "recommendation"
	Question            Kind = "question" // of a list of issues
	FollowUpRequest     Kind = "follow-up"
	Dissemination       Kind = "dissemination"
	TechnicalAssistance Kind = "technical-assistance"
	NextReport          Kind = "next-report"
)

// Kinds are all kinds of paragraphs.
var Kinds = []Kind{Concern, Recommendation, Question, FollowUpRequest, Dissemination, TechnicalAssistance, NextReport}

// An Item is a paragraph of a document, or a lettered item of one. Fields that its author left out are those of its parent, apart from the
// text, the status, the notes and what names the item itself.
type Item struct {
	ID        ID        `toml:"-"` // with the prefix of the document
	Name      string    `toml:"-"` // without it: "33b-i"
	Document  *Document `toml:"-"`
	Paragraph int       `toml:"-"` // 33
	Point     int       `toml:"-"` // 1 of "124.1", as reports of the universal periodic review number; 0 for none
	Letters   []string  `toml:"-"` // "b", "i": the letters of an item, from the outermost
	Parent    *Item     `toml:"-"` // the paragraph or item that this one is part of; nil for a paragraph
	Children  []*Item   `toml:"-"` // the items of it, in order

	Kind         Kind       `toml:"kind"`
	Concern      string     `toml:"concern"` // name of the paragraph that states the concern, where it is another one
	Subject      Words      `toml:"subject"` // the heading under which it stands
	Text         Words      `toml:"text"`
	Themes       []string   `toml:"themes"`
	Rights       []string   `toml:"rights"`
	Articles     []string   `toml:"articles"` // of the treaty: "84"
	Groups       []string   `toml:"groups"`   // affected persons
	SDG          []string   `toml:"sdg"`      // goals and targets: "10", "10.7", "16.a"
	Institutions []string   `toml:"institutions"`
	Lead         string     `toml:"lead"`
	RoundTable   string     `toml:"round-table"`
	Policy       []string   `toml:"policy"`   // policies and plans that it is linked to
	States       []string   `toml:"states"`   // those that recommend, in the universal periodic review
	Position     Position   `toml:"position"` // of the State under review, in the universal periodic review
	Status       Status     `toml:"status"`
	FollowUp     FollowUp   `toml:"follow-up"`
	UHRI         string     `toml:"uhri"` // id of the annotation in the Universal Human Rights Index
	Notes        []Progress `toml:"notes"`
	NoAnswer     Words      `toml:"no-answer"` // why the report leaves it without an answer of its own
	Comment      string     `toml:"comment"`   // for those who keep the registry; not printed
}

// Span returns where the item begins in its file.
func (it *Item) Span() diag.Span { return it.Document.place(it.Name) }

// Field returns where the key of a field stands, Span where the author left it out. Fields of fields are named in turn; the n-th member of
// a list is the field "n", from 0.
func (it *Item) Field(path ...string) diag.Span {
	return it.Document.place(slices.Concat([]string{it.Name}, path)...)
}

// Value returns where the value of a field stands.
func (it *Item) Value(path ...string) diag.Span {
	return it.Document.value(slices.Concat([]string{it.Name}, path)...)
}

// has reports whether the author wrote that field, empty or not.
func (it *Item) has(field string) bool {
	return it.Document.keys != nil && it.Document.keys.Has(it.Name, field)
}

// Own reports whether the author wrote that field for the item itself, empty or not.
func (it *Item) Own(field string) bool { return it.has(field) }

// Asks reports whether the item asks the State for something, so that a report has to answer it.
func (it *Item) Asks() bool { return it.Kind != Concern }

// Owners returns the keys of the institutions that answer for the item, the lead first.
func (it *Item) Owners() []string {
	if it.Lead == "" {
		return it.Institutions
	}
	return append([]string{it.Lead}, slices.DeleteFunc(slices.Clone(it.Institutions), func(k string) bool { return k == it.Lead })...)
}

// A Position is the answer of a State to a recommendation of the universal periodic review.
type Position string

// The positions.
const (
	Supported Position = "supported"
	Noted     Position = "noted"
)

// A StatusValue says how far a recommendation has been put into practice. The empty one says nothing.
type StatusValue string

// The values of a status.
const (
	NotStarted        StatusValue = "not-started"
	InProgress        StatusValue = "in-progress"
	PartlyImplemented StatusValue = "partly-implemented"
	Implemented       StatusValue = "implemented"
	NotApplicable     StatusValue = "not-applicable"
	NoInformation     StatusValue = "no-information"
)

// StatusValues are all values of a status.
var StatusValues = []StatusValue{NotStarted, InProgress, PartlyImplemented, Implemented, NotApplicable, NoInformation}

// A Status says how far a recommendation has been put into practice at a date.
type Status struct {
	Value  StatusValue `toml:"value"`
	Date   time.Time   `toml:"date"`
	Source string      `toml:"source"` // key of the citation registry, or words
}

// FollowUp says that the State is to report on an item before its next report.
type FollowUp struct {
	Due time.Time `toml:"due"` // zero where the item is not one of those
}

// Progress is a note of what has been done.
type Progress struct {
	Date        time.Time `toml:"date"`
	Institution string    `toml:"institution"`
	Text        Words     `toml:"text"`
	Source      string    `toml:"source"` // key of the citation registry, or words
}

// An Institution is one that answers for recommendations.
type Institution struct {
	Key     string `toml:"-"` // "INM"
	Name    Words  `toml:"name"`
	Role    Words  `toml:"role"`    // what it does for the follow-up
	Contact Words  `toml:"contact"` // who answers there: a post, an address
	Parent  string `toml:"parent"`  // key of the institution that it is part of
	keys    *tomlfile.Keys
}

// Span returns where the institution stands in its file.
func (in *Institution) Span() diag.Span {
	if in.keys == nil {
		return diag.Span{}
	}
	return in.keys.Span(in.Key)
}

// Value returns where the value of a field stands; no place for an institution that was not read from a file.
func (in *Institution) Value(path ...string) diag.Span {
	if in.keys == nil {
		return diag.Span{}
	}
	return in.keys.Value(slices.Concat([]string{in.Key}, path)...)
}
