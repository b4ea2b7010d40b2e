package cite

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

// An Entry is one source of the registry. Fields that its author left out are zero.
type Entry struct {
	Key          string    `toml:"-"`
	Type         string    `toml:"type"`   // one of Types
	Number       string    `toml:"number"` // as issued: "PCM-028-2017", "70/1", "39481"
	Date         time.Time `toml:"date"`
	Gazette      Gazette   `toml:"gazette"`
	Title        Words     `toml:"title"`
	ShortTitle   Words     `toml:"short-title"` // by which later notes name the source
	Organization Words     `toml:"organization"`
	Symbol       string    `toml:"symbol"`     // "CMW/C/HND/CO/1"
	Corrigenda   []string  `toml:"corrigenda"` // "Corr.1"
	URL          string    `toml:"url"`
	Accessed     time.Time `toml:"accessed"`
	Archived     string    `toml:"archived"` // address of a copy that lasts; kept, not printed
	Place        Words     `toml:"place"`
	Year         int       `toml:"year"`
	Volume       int       `toml:"volume"`   // of the Treaty Series
	Original     string    `toml:"original"` // code of the language in which the source is written
	Amends       []string  `toml:"amends"`   // keys of other entries, as in the next three
	AmendedBy    []string  `toml:"amended-by"`
	RatifiedBy   []string  `toml:"ratified-by"`
	Implements   []string  `toml:"implements"`
	Comment      string    `toml:"comment"` // for those who keep the registry; not printed

	keys *tomlfile.Keys
}

// Gazette is the official gazette in which legislation was published.
type Gazette struct {
	Name  Words     `toml:"name"`  // where it is not the one the language file names
	Issue int       `toml:"issue"` // an identifier, not a quantity
	Date  time.Time `toml:"date"`
}

// Span returns where the key of the entry stands in the registry.
func (e *Entry) Span() diag.Span { return e.keys.Span(e.Key) }

// Field returns where the key of a field stands, e.Span where the entry does not have it. Fields of fields are named in turn.
func (e *Entry) Field(path ...string) diag.Span {
	return e.keys.Span(slices.Concat([]string{e.Key}, path)...)
}

// Value returns where the value of a field stands.
func (e *Entry) Value(path ...string) diag.Span {
	return e.keys.Value(slices.Concat([]string{e.Key}, path)...)
}

// has reports whether the author wrote that field, empty or not.
func (e *Entry) has(field string) bool { return slices.Contains(e.keys.Below(e.Key), field) }

// lacks reports whether a field is not there or empty. A field of which something else is wrong is there, and that is reported already.
func (e *Entry) lacks(field string) bool {
	value := e.Value(field).Text()
	table := strings.HasPrefix(value, "{") && len(e.keys.Below(e.Key, field)) == 0
	return !e.has(field) || table || strings.Trim(value, "\"' ") == ""
}

// A class is what types of sources that are cited alike have in common.
type class int

const (
	legislation class = iota
	document
	resolution
	treaty
	report
	web
	news
)

// sourceTypes are the types of entries. Kinds of legislation and resolutions have their words in the language files
// under sources.types.
var sourceTypes = map[string]class{
	"constitution": legislation, "code": legislation, "law": legislation, "act": legislation,
	"legislative-decree": legislation, "executive-decree": legislation, "presidential-decree": legislation, "decree": legislation,
	"ministerial-order": legislation, "ordinance": legislation, "regulation": legislation,
	"agreement": legislation, "executive-agreement": legislation, "contract": legislation, "administrative-contract": legislation,
	"un-document": document, "resolution": resolution, "treaty": treaty, "report": report, "web": web, "news": news,
}

// Types returns the types of entries, sorted.
func Types() []string { return slices.Sorted(maps.Keys(sourceTypes)) }

// A relation ties an entry to others.
type relation struct {
	name    string
	forward bool // the entry came after the ones that it names
	keys    func(*Entry) []string
}

// relations are all relations in the order in which a citation prints them.
var relations = []relation{
	{"implements", true, func(e *Entry) []string { return e.Implements }},
	{"amends", true, func(e *Entry) []string { return e.Amends }},
	{"amended-by", false, func(e *Entry) []string { return e.AmendedBy }},
	{"ratified-by", false, func(e *Entry) []string { return e.RatifiedBy }},
}

// Words is a text in several languages, or in one that is not named.
type Words = tomlfile.Words

// languageCode is the form of a language code.
var languageCode = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
