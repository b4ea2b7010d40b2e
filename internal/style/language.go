package style

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Language is the words and habits of one language, read from templates/languages/en.toml and its like.
type Language struct {
	Code       string            `toml:"-"`         // "en": the name of the file
	Base       string            `toml:"base"`      // the language whose file this one changes
	Name       string            `toml:"name"`      // of itself: "English"
	Tag        string            `toml:"tag"`       // for documents: "en-GB"
	Languages  map[string]string `toml:"languages"` // names of languages in this one, as in running text: "inglés"
	Masthead   MastheadWords     `toml:"masthead"`
	Dates      DateWords         `toml:"dates"`
	Numbers    NumberForms       `toml:"numbers"`
	Marks      Marks             `toml:"marks"`
	Markers    Markers           `toml:"markers"`
	References ReferenceWords    `toml:"references"`
	Tables     TableWords        `toml:"tables"`
	Sources    SourceWords       `toml:"sources"`
	Pages      PageWords         `toml:"pages"`
	Redline    RedlineWords      `toml:"redline"`
	Stale      string            `toml:"stale"` // before a block of a translation whose original has changed since
	Changes    ChangesWords      `toml:"changes"`
	Coverage   CoverageWords     `toml:"coverage"`
	// Questionnaire are the words of questions to an institution.
	Questionnaire QuestionnaireWords `toml:"questionnaire"`
	// Exchange are the words around sentences that go to a translator in a table.
	Exchange ExchangeWords `toml:"exchange"`
	Ordinals []string      `toml:"ordinals"` // "First", "Second", … as a title begins with them
	// CombinedTwo and CombinedMore are the ordinals of combined reports: "Combined {first} and {last}", "Combined {first} to {last}", whose
	// parts come in small letters.
	CombinedTwo  string `toml:"combined-two"`
	CombinedMore string `toml:"combined-more"`
	// OrdinalsCombined are "first", "second", … as a title numbers several reports in one: "Combined sixth to eighth periodic reports".
	OrdinalsCombined []string          `toml:"ordinals-combined"`
	Kinds            map[string]string `toml:"kinds"` // names of kinds of report for document properties: periodic = "periodic report"
}

// MastheadWords are the fixed words of the first page.
type MastheadWords struct {
	Organization string `toml:"organization"` // "United Nations"
	Distribution string `toml:"distribution"` // "Distr.: General"
	Original     string `toml:"original"`     // "Original: {language}"
	Only         string `toml:"only"`         // "{languages} only"
	Received     string `toml:"received"`     // "[Date received: {date}]"
	NoSymbol     string `toml:"no-symbol"`    // printed while no symbol is assigned
	NoDate       string `toml:"no-date"`
}

// DateWords say how a date is written.
type DateWords struct {
	Months   []string `toml:"months"`
	Form     string   `toml:"form"`      // "{day} {month} {year}"
	FirstDay string   `toml:"first-day"` // the first of a month where it differs: "1er"
}

// NumberForms say how numbers are written.
type NumberForms struct {
	Decimal   string `toml:"decimal"`
	Thousands string `toml:"thousands"`
}

// Marks are the typographic habits.
type Marks struct {
	Quotes      [2]string `toml:"quotes"` // outer, with their inner spaces if any
	InnerQuotes [2]string `toml:"inner-quotes"`
	Apostrophe  string    `toml:"apostrophe"`
	SpaceBefore string    `toml:"space-before"` // characters that take a no-break space before them
	SpaceAfter  string    `toml:"space-after"`  // characters that take a no-break space after them
	Narrow      bool      `toml:"narrow-space"` // those spaces are narrow ones, U+202F
	NoteBefore  bool      `toml:"note-before"`  // note marks stand before punctuation, not after
	// KeepWithNext are words that are not parted from the number after them ("No.", "para.").
	KeepWithNext []string `toml:"keep-with-next"`
	// KeepWithNumber are words that are not parted from the number before them ("per cent", "million").
	KeepWithNumber []string `toml:"keep-with-number"`
	// KeepWithName are titles that are not parted from the name after them ("Ms.", "Dr.").
	KeepWithName []string `toml:"keep-with-name"`
	// Contractions are words, in small letters, that begin with an apostrophe for letters that are left out ("tis").
	Contractions []string `toml:"contractions"`
}

// Space is the no-break space beside punctuation.
func (m *Marks) Space() rune {
	if m.Narrow {
		return '\u202f'
	}
	return '\u00a0'
}

// Markers are samples of the numbers and letters before headings and subparagraphs, outermost first: "I." or "(a)".
type Markers struct {
	Headings  []string `toml:"headings"`
	Items     []string `toml:"items"`
	Paragraph string   `toml:"paragraph"` // "1."
	Annex     string   `toml:"annex"`     // "Annex"
}

// A Noun is a word in singular and plural, or the same word twice.
type Noun struct {
	One  string `toml:"one"`
	Many string `toml:"many"`
}

// For returns the word for n things.
func (w Noun) For(n int) string {
	if n == 1 {
		return w.One
	}
	return w.Many
}

// ReferenceWords are the words of cross-references in running text.
type ReferenceWords struct {
	Paragraph     Noun   `toml:"paragraph"`
	NoteParagraph Noun   `toml:"note-paragraph"` // in a note: "para.", "paras."; empty is Paragraph
	Section       Noun   `toml:"section"`
	Table         Noun   `toml:"table"`
	Figure        Noun   `toml:"figure"`
	Footnote      Noun   `toml:"footnote"`
	Annex         Noun   `toml:"annex"`
	And           string `toml:"and"`     // "and": between the last two of a list
	AndI          string `toml:"and-i"`   // what And becomes before the sound of i: "e" in Spanish; empty where it does not change
	To            string `toml:"to"`      // "to": in a range
	NoteTo        string `toml:"note-to"` // in a range in a note, with its spaces: "–", " à "; empty is To between spaces
	Above         string `toml:"above"`   // after a reference to an earlier note: "above"; between asterisks where it is in italics: "*supra*"
	Below         string `toml:"below"`
	Subparagraph  string `toml:"subparagraph"` // sample: "(a)" or "a)"
	Own           string `toml:"own"`          // "of the present report": behind a reference from an annex into the body
	// Documents stand behind a reference into a document that has a prefix, by its kind: list-of-issues = "of the list of issues".
	Documents map[string]string `toml:"documents"`
}

// TableWords are the words of tables.
type TableWords struct {
	Table     string `toml:"table"`  // "Table"
	Figure    string `toml:"figure"` // "Figure"
	Continued string `toml:"continued"`
	Source    Noun   `toml:"source"` // "Source:", "Sources:"
	Note      Noun   `toml:"note"`   // "Note:", "Notes:"
}

// SourceWords are the words and forms in which sources are cited; the package cite fills them.
type SourceWords struct {
	// Types are the words for kinds of legislation and for a resolution, as they stand in the middle of a note: legislative-decree = "Legislative Decree".
	Types map[string]string `toml:"types"`
	// TypesWith are the same words with their article, as after "see" and "amended by", in languages that want it there.
	TypesWith map[string]string `toml:"types-with"`
	// Organs are the United Nations organs that adopt resolutions, as the form of a resolution has them: "de l’Assemblée générale".
	// Their keys are the English names in small letters with hyphens: "general-assembly".
	Organs map[string]string `toml:"organs"`
	// Prefixes are the words before a source: see, see-also, compare.
	Prefixes     map[string]string `toml:"prefixes"`
	GazetteName  string            `toml:"gazette-name"`  // the official gazette where an entry names none
	IssueGrouped bool              `toml:"issue-grouped"` // issues of gazettes are printed with the thousands separator
	Names        SourceNames       `toml:"names"`
	Forms        SourceForms       `toml:"forms"`
	Relations    map[string]Form   `toml:"relations"` // amended-by = "amended by {sources}"
	// Feminine are the types whose word is feminine, after which the relations named in RelationsFeminine have a form of their own.
	Feminine          []string        `toml:"feminine"`
	RelationsFeminine map[string]Form `toml:"relations-feminine"` // amended-by = "modifiée par {sources}"
	Range             string          `toml:"range"`              // between the ends of a range in a pinpoint: "–", " à "
	Pair              Form            `toml:"pair"`               // between two sources without commas: " and "
	Join              Form            `toml:"join"`               // between sources: "; "
	Last              Form            `toml:"last"`               // before the last one of several: "; and "
	Pinpoints         []Pinpoint      `toml:"pinpoint"`
}

// SourceNames are the short forms, by which a source is named that has been cited in full before.
type SourceNames struct {
	Legislation Form `toml:"legislation"`
	Document    Form `toml:"document"`
	Resolution  Form `toml:"resolution"`
	Treaty      Form `toml:"treaty"`
	Report      Form `toml:"report"`
	Web         Form `toml:"web"`
	News        Form `toml:"news"`
}

// SourceForms are the full forms of sources ({name} is the short one), of their parts, and of what is printed in place of a repetition.
// They begin with a small letter where only the beginning of a note wants a capital.
type SourceForms struct {
	Legislation Form `toml:"legislation"`
	Document    Form `toml:"document"`
	Resolution  Form `toml:"resolution"`
	Treaty      Form `toml:"treaty"`
	Report      Form `toml:"report"`
	Web         Form `toml:"web"`
	News        Form `toml:"news"`

	Gazette Form `toml:"gazette"` // "Gazette 34,290"
	Online  Form `toml:"online"`  // "available at https://… (accessed on 11 January 2022)"
	Ibid    Form `toml:"ibid"`    // the same source as in the note before
	Earlier Form `toml:"earlier"` // "see footnote 11 above": the note before it cites nothing else
	Named   Form `toml:"named"`   // "Decree No. 1-2020 (footnote 11 above)": in running text, or where that note cites several sources
}

// A Pinpoint is a word for a part of a source: written by the author in any of its spellings, printed in the one of the language.
type Pinpoint struct {
	Name string `toml:"name"` // "article"
	One  string `toml:"one"`  // "art."
	Many string `toml:"many"` // "arts."
	// Written are the other spellings an author may use, those of the other languages included.
	Written []string `toml:"written"`
}

// PageWords are words that only some formats show.
type PageWords struct {
	Footnotes string `toml:"footnotes"` // heading over the notes in HTML
	Skip      string `toml:"skip"`      // "Skip to the text"
	Contents  string `toml:"contents"`
	BackTo    string `toml:"back-to"` // label of the link from a note to its mark: "Back to the text at note {number}"
	NoteLabel string `toml:"note"`    // label of a note mark: "Footnote {number}"
	Summary   string `toml:"summary"` // what a table is, for those who cannot see it: "{rows} and {columns}; column heads: {heads}"
	Row       Noun   `toml:"row"`
	Column    Noun   `toml:"column"`
}

// RedlineWords are the words that a redline adds to the two reports that it compares.
type RedlineWords struct {
	// Inserted and Deleted open what is inserted and deleted, and End closes both, for those who hear the text or copy it: "[inserted: ", "]".
	Inserted string `toml:"inserted"`
	Deleted  string `toml:"deleted"`
	Formerly string `toml:"formerly"` // opens the number that something had: "[formerly "
	End      string `toml:"end"`
	// MovedFrom and MovedTo stand before a block that stands elsewhere in the other report: "[moved from {place}]".
	MovedFrom string `toml:"moved-from"`
	MovedTo   string `toml:"moved-to"`
	// Changes is the name of all changes; the others are labels of the way from one to the next in HTML.
	Changes  string `toml:"changes"`
	Place    string `toml:"place"` // "Change {number} of {all}"
	First    string `toml:"first"`
	Next     string `toml:"next"`
	Previous string `toml:"previous"`
	Keys     string `toml:"keys"` // that the key n leads to the next change and p to the previous one

	Preface PrefaceWords `toml:"preface"`
}

// PrefaceWords are the words in which a redline says what it is, before its first page.
type PrefaceWords struct {
	Title    string `toml:"title"`
	Compared string `toml:"compared"` // what is compared: "… of {old} with … of {new}"
	Revision string `toml:"revision"` // a revision: "revision {name} of {date}"
	Files    string `toml:"files"`    // what is not in a revision
	Nothing  string `toml:"nothing"`  // that nothing differs
	// Legend says how to read the marks; {inserted}, {deleted} and {follows} stand for the next three, which are marked so.
	Legend   string `toml:"legend"`
	Inserted string `toml:"inserted"`
	Deleted  string `toml:"deleted"`
	Follows  string `toml:"follows"`
	// Figures, Kinds and Authors are titles of tables, and what follows each of them the heads of its columns and names of its rows.
	Figures    string            `toml:"figures"`
	Place      string            `toml:"place"`
	Before     string            `toml:"before"`
	After      string            `toml:"after"`
	FirstPage  string            `toml:"first-page"`
	OfFigures  map[string]string `toml:"of-figures"`
	Kinds      string            `toml:"kinds"`
	Kind       string            `toml:"kind"`
	Number     string            `toml:"number"`
	OfKind     map[string]string `toml:"of-kind"`
	All        string            `toml:"all"`
	Renumbered string            `toml:"renumbered"`
	Authors    string            `toml:"authors"`
	Author     string            `toml:"author"`
	Last       string            `toml:"last"`
}

// ChangesWords are the words of a list of changes, beside those of the preface of a redline.
type ChangesWords struct {
	Was         string `toml:"was"`        // the number that something had: "was {number}"
	Near        string `toml:"near"`       // where something without a number stands: "below paragraph {number}"
	Together    string `toml:"together"`   // that more blocks were moved with one: "and {number} more"
	Renumbered  string `toml:"renumbered"` // head over what has another number
	Answers     string `toml:"answers"`    // which recommendations a block answers: "answers {list}"
	Caption     string `toml:"caption"`
	Cell        string `toml:"cell"` // where a cell stands, by the heads of its {row} and {column}
	Row         string `toml:"row"`
	Description string `toml:"description"` // of a picture
	Entry       string `toml:"entry"`       // a field of the registry: "source {key}, {field}"
	Cited       string `toml:"cited"`       // "cited in {places}"
	Uncommitted string `toml:"uncommitted"` // that a change is in no commit yet
	// View, Inline and Columns are the choice between the two ways to show changes in HTML.
	View           string `toml:"view"`
	Inline         string `toml:"inline"`
	Columns        string `toml:"columns"`
	LeftOut        string `toml:"left-out"` // that there is no room for {number} changes
	FiguresLeftOut string `toml:"figures-left-out"`
	Section        string `toml:"section"`
	// Kinds say what has become of a block, Parts name blocks and what else changes on its own.
	Kinds map[string]string `toml:"kinds"`
	From  map[string]string `toml:"from"` // of what was moved, with the {place} where it stood
	Parts map[string]Noun   `toml:"parts"`
	// Restyled say what differs of a block beside its words, from {old} to {new}, and what stands there in the sentence "became".
	Restyled map[string]string `toml:"restyled"`
}

// QuestionnaireWords are the words in which an institution is asked what it has done about recommendations.
type QuestionnaireWords struct {
	Title    string            `toml:"title"`     // "Questions on recommendations: {institution}"
	Intro    string            `toml:"intro"`     // how to answer; {report} is the last report
	OwnWords string            `toml:"own-words"` // that what is asked is not said in the words of the document
	Asked    string            `toml:"asked"`     // labels: what is asked,
	Others   string            `toml:"others"`    // the other institutions that answer for it,
	Status   string            `toml:"status"`    // how far it is,
	Deadline string            `toml:"deadline"`  // when the State is to report on it,
	Report   string            `toml:"report"`    // what the last report says,
	Notes    string            `toml:"notes"`     // what has been done since then
	Nothing  string            `toml:"nothing"`   // where it says nothing
	Note     string            `toml:"note"`      // fields to fill in: what has been done,
	Date     string            `toml:"date"`      // the day of it,
	Source   string            `toml:"source"`    // where it can be read
	Statuses map[string]string `toml:"statuses"`  // values of a status: in-progress = "in progress"
}

// ExchangeWords are the words around sentences that go to a translator in a table: the language is the translator's.
type ExchangeWords struct {
	Report      string            `toml:"report"`      // labels of lines above the table: what report it is,
	Original    string            `toml:"original"`    // the file that is translated,
	Translation string            `toml:"translation"` // the language
	HowTo       string            `toml:"how-to"`      // what to do; {reviewed} and {final} are those states
	ID          string            `toml:"id"`          // heads of columns: the id of a sentence,
	Source      string            `toml:"source"`      // the original: "Original ({language})",
	Target      string            `toml:"target"`      // the translation: "Translation ({language})",
	Comment     string            `toml:"comment"`     // what there is to know of it,
	State       string            `toml:"state"`       // how far it is
	Changed     string            `toml:"changed"`     // who is named as the author of changes of the original
	States      map[string]string `toml:"states"`      // the states of package translation
	Notes       NoteWords         `toml:"notes"`
}

// NoteWords are forms of the notes that a translator gets with a sentence, in any format.
type NoteWords struct {
	Paragraph   string `toml:"paragraph"` // "Paragraph {number}"
	Of          string `toml:"of"`        // a number in an annex: "{number} of {annex}"
	Text        string `toml:"text"`      // a paragraph without a number
	Heading     string `toml:"heading"`   // "Heading {number}"
	Title       string `toml:"title"`     // a heading without a number
	Table       string `toml:"table"`     // a table without a number
	Figure      string `toml:"figure"`    // a figure without a number
	Note        string `toml:"note"`      // "Note {number}"
	Caption     string `toml:"caption"`   // "{place}, caption"
	Description string `toml:"description"`
	Line        string `toml:"line"`    // "{place}, line {number} below"
	Cell        string `toml:"cell"`    // "{place}, row {row}, column {column}"
	Answers     Noun   `toml:"answers"` // "Answers recommendation {list}"
	Printed     string `toml:"printed"` // what stands for a code: "{code} is printed: {words}"
	Called      string `toml:"called"`  // what stands for a note mark: "note {number}: {words}"
	Term        string `toml:"term"`    // "Term: {term} = {translation}"
	Not         string `toml:"not"`     // behind it: "; not: {terms}"
	Changed     string `toml:"changed"` // the original has changed
}

// CoverageWords are the words of the table, in a report or on a page of its own, that says where recommendations are answered.
type CoverageWords struct {
	Title        string            `toml:"title"`   // "Answers to recommendations"
	Caption      string            `toml:"caption"` // "Where the recommendations in {symbol} are answered"
	Paragraph    string            `toml:"paragraph"`
	Subject      string            `toml:"subject"`
	Places       string            `toml:"places"` // "Paragraphs of the present report"
	State        string            `toml:"state"`
	Institutions string            `toml:"institutions"`
	Status       string            `toml:"status"`
	States       map[string]string `toml:"states"`   // the states of package recommendation
	Captions     map[string]string `toml:"captions"` // in place of caption for kinds of documents that do not recommend: list-of-issues

	// The rest is only on the page of its own.
	Count         string `toml:"count"`     // "{number} of {all}"
	Mentioned     string `toml:"mentioned"` // before places: "mentioned in"
	NoSource      string `toml:"no-source"`
	OutOfOrder    string `toml:"out-of-order"`
	Lead          string `toml:"lead"`    // behind the institution in the lead
	Nobody        string `toml:"nobody"`  // over what no institution answers for
	Silent        string `toml:"silent"`  // over the list of sections that answer nothing
	Section       string `toml:"section"` // a place without number: "section {name}"
	Answers       string `toml:"answers"` // head of the column of recommendations in the order of the report
	OrderBy       string `toml:"order-by"`
	InDocument    string `toml:"in-document"`
	ByState       string `toml:"by-state"`
	InReport      string `toml:"in-report"`
	ByInstitution string `toml:"by-institution"`
}

// Fill replaces {name} in form by values given as name, value, name, value.
func Fill(form string, values ...string) string {
	pairs := make([]string, 0, len(values))
	for i := 0; i+1 < len(values); i += 2 {
		pairs = append(pairs, "{"+values[i]+"}", values[i+1])
	}
	return strings.NewReplacer(pairs...).Replace(form)
}

// Date writes a date in words; the zero time gives an empty string.
func (l *Language) Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 && l.Dates.FirstDay != "" {
		day = l.Dates.FirstDay
	}
	return Fill(l.Dates.Form, "day", day, "month", l.Dates.Months[int(t.Month())-1], "year", strconv.Itoa(t.Year()))
}

// And returns the word for "and" as it stands before next: Spanish has "e" in place of "y" before the sound of i.
func (l *Language) And(next string) string {
	if l.References.AndI == "" {
		return l.References.And
	}
	next = strings.ToLower(next)
	rest, silent := strings.CutPrefix(next, "h")
	for _, i := range []string{"i", "í"} {
		after, ok := strings.CutPrefix(rest, i)
		// "y hielo", "y hiato": there hi is a consonant.
		if ok && !(silent && (strings.HasPrefix(after, "a") || strings.HasPrefix(after, "e"))) {
			return l.References.AndI
		}
	}
	return l.References.And
}

// List joins words as "a, b and c".
func (l *Language) List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := words[len(words)-1]
	return strings.Join(words[:len(words)-1], ", ") + " " + l.And(last) + " " + last
}

// Marker writes number n (from 1) after a sample such as "I.", "(a)" or "i)": the counter in the sample tells the kind.
func Marker(sample string, n int) string {
	i := strings.IndexAny(sample, "IAia1")
	if i < 0 || n < 1 {
		return sample
	}
	return sample[:i] + Counter(sample[i], n) + sample[i+1:]
}

// Counter writes n (from 1) as the kind of number that c is a sample of: 1, I, i, A or a. After the 26th letter come "aa", "bb".
func Counter(c byte, n int) string {
	switch c {
	case 'I':
		return roman(n)
	case 'i':
		return strings.ToLower(roman(n))
	case 'A', 'a':
		return strings.Repeat(string(rune(int(c)+(n-1)%26)), (n-1)/26+1)
	case '1':
		return strconv.Itoa(n)
	}
	panic(fmt.Sprintf("style: no counter of kind %q", c))
}

func roman(n int) string {
	if n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.value {
			b.WriteString(r.sign)
			n -= r.value
		}
	}
	return b.String()
}
