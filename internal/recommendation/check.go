package recommendation

import (
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

// stems are the bodies whose documents are known, with the beginning of their symbols; empty where several series carry them.
var stems = map[string]string{
	"CERD": "CERD/C", "CCPR": "CCPR/C", "CESCR": "E/C.12", "CEDAW": "CEDAW/C", "CAT": "CAT/C", "SPT": "CAT/OP",
	"CRC": "CRC/C", "CMW": "CMW/C", "CRPD": "CRPD/C", "CED": "CED/C", "UPR": "",
}

// bodies returns the codes of the bodies that a document can name, sorted: the known ones and those that the project adds.
func bodies(fsys fs.FS) []string {
	all := slices.Collect(maps.Keys(stems))
	own, err := fs.Glob(fsys, "templates/bodies/*.toml")
	if err == nil {
		for _, name := range own {
			all = append(all, strings.ToUpper(strings.TrimSuffix(path.Base(name), ".toml")))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// checker holds a registry to the rules of its fields.
type checker struct {
	*Registry
	found          *diag.List
	bodies         []string
	anyInstitution bool
	annotations    map[string]*Item // by id in the Universal Human Rights Index
}

func (c *checker) all() {
	c.annotations = map[string]*Item{}
	prefixes, symbols := map[string]*Document{}, map[string]*Document{}
	for _, d := range c.Documents {
		c.document(d)
		if first := symbols[d.Symbol]; first != nil && d.Symbol != "" {
			c.found.Errorf(d.at("symbol").value(), "recommendation/twice", "symbol %q is that of another file", d.Symbol).WithRelated(first.at("symbol").value(), "the first is here").WithHint("put what the document asks into one file")
		} else {
			symbols[d.Symbol] = d
		}
		c.prefix(d, prefixes)
		for _, it := range d.Items {
			c.item(it)
		}
	}
	c.institutionList()
}

// A place is a field that is looked at. Its words and places are made only when something is wrong there.
type place struct {
	keys  *tomlfile.Keys
	path  []string // of the table of the document, item or institution, and of the field in it
	of    string   // what has the field: "paragraph 17"
	words string   // for messages, where the name of the field will not do
}

func (d *Document) at(path ...string) place {
	return place{keys: d.keys, path: slices.Concat([]string{"document"}, path), of: "the document"}
}

func (it *Item) at(path ...string) place {
	return place{keys: it.Document.keys, path: slices.Concat([]string{it.Name}, path)}
}

func (in *Institution) at(name string) place {
	return place{keys: in.keys, path: []string{in.Key, name}, of: "institution " + in.Key}
}

// String is what messages call the field: `"sdg" of paragraph 17`.
func (p place) String() string {
	switch {
	case p.words != "":
		return p.words
	case p.of == "":
		p.of = "paragraph " + p.path[0]
	}
	return fmt.Sprintf("%q of %s", strings.Join(p.path[1:], "."), p.of)
}

// field returns where the key of the field stands, or that of a field in it.
func (p place) field(more ...string) diag.Span { return p.keys.Span(slices.Concat(p.path, more)...) }

// value returns where its value stands, or that of a field or member in it.
func (p place) value(more ...string) diag.Span { return p.keys.Value(slices.Concat(p.path, more)...) }

// choice reports a value that is not one of those there are.
func choice[T ~string](c *checker, p place, value T, all []T, code string) {
	if value == "" || slices.Contains(all, value) {
		return
	}
	known := make([]string, len(all))
	for i, v := range all {
		known[i] = string(v)
	}
	c.unknown(p.value(), code, fmt.Sprintf("%s is %q; one of %s was expected", p, value, strings.Join(known, ", ")), string(value), known, "")
}

// unknown reports a word that is not among the known ones, with the nearest of them or other advice.
func (c *checker) unknown(at diag.Span, code, message, word string, known []string, advice string) {
	f := c.found.Errorf(at, code, "%s", message)
	if near := diag.Nearest(word, known); len(near) > 0 {
		f.WithHint("write %s", diag.Quoted(near))
		if len(near) == 1 && strings.HasPrefix(at.Text(), `"`) {
			f.Fix = &diag.Fix{Message: "write " + diag.Quoted(near), Edits: []diag.Edit{{Span: at, New: strconv.Quote(near[0])}}}
		}
	} else if advice != "" {
		f.WithHint("%s", advice)
	}
}

func (c *checker) document(d *Document) {
	if d.keys.Has("document") {
		for _, need := range []struct{ key, example string }{
			{"symbol", `"CMW/C/HND/CO/1"`}, {"body", `"CMW"`}, {"kind", `"concluding-observations"`}, {"adopted", "2016-09-07"},
		} {
			if !d.keys.Has("document", need.key) || d.at(need.key).value().Text() == `""` {
				c.found.Errorf(d.Span(), "recommendation/missing-field", "the document has no %q", need.key).WithHint("write %s = %s", need.key, need.example)
			}
		}
	}
	c.day(d.at("adopted"), d.Adopted)
	choice(c, d.at("kind"), d.Kind, DocumentKinds, "recommendation/document-kind")
	choice(c, d.at("text"), d.Text, []TextKind{OfficialText, ParaphraseText}, "recommendation/text")
	if d.Body != "" && d.Kind != SpecialProcedure && !slices.Contains(c.bodies, d.Body) {
		c.unknown(d.at("body").value(), "recommendation/body", fmt.Sprintf("there is no body %q", d.Body), d.Body, c.bodies,
			"use one of "+strings.Join(c.bodies, ", ")+`, or kind = "special-procedure"`)
	}
	if d.State != "" && !stateForm.MatchString(d.State) {
		c.found.Errorf(d.at("state").value(), "recommendation/state", "%q is not the code of a State; three capital letters of ISO 3166-1 were expected", d.State).WithHint(`write state = "HND" for Honduras`)
	}
	c.symbol(d)
	c.after(d.at("published"), d.Published, d)
	c.after(d.at("follow-up", "due"), d.FollowUp.Due, d)
	c.words(d.at("title"), d.Title)
	c.address(d.at("url"), d.URL)
	c.followUp(d)
}

// followUp reports paragraphs that the document names for follow-up and does not have.
func (c *checker) followUp(d *Document) {
	p := d.at("follow-up", "paragraphs")
	c.list(p, d.FollowUp.Paragraphs)
	names := d.names(func(*Item) bool { return true })
	for i, name := range d.FollowUp.Paragraphs {
		if name != "" && !slices.Contains(names, name) {
			c.unknown(p.value(fmt.Sprint(i)), "recommendation/follow-up", fmt.Sprintf("%s names paragraph %q, which the file does not have", p, name), name, names, fmt.Sprintf("add [%s], or take it off the list", name))
		}
	}
	if len(d.FollowUp.Paragraphs) > 0 && !d.keys.Has("document", "follow-up", "due") {
		c.found.Errorf(d.at("follow-up").field(), "recommendation/missing-field", "the follow-up of the document has no \"due\"").WithHint("add due = with the day by which the State is to report, such as 2018-09-07")
	}
}

// names are the names of the items of the document for which keep is true.
func (d *Document) names(keep func(*Item) bool) []string {
	var all []string
	for _, it := range d.Items {
		if keep(it) {
			all = append(all, it.Name)
		}
	}
	return all
}

// prefix reports a prefix that is none, and documents that references could not tell apart.
func (c *checker) prefix(d *Document, seen map[string]*Document) {
	if d.Prefix != "" && !prefixForm.MatchString(d.Prefix) {
		c.found.Errorf(d.at("prefix").value(), "recommendation/prefix", "prefix %q has other characters than small letters, digits and single hyphens, or does not begin with a letter", d.Prefix).
			WithHint(`write prefix = "loi", so that references say @rec-loi.4`)
		return
	}
	first := seen[d.Prefix]
	if first == nil {
		seen[d.Prefix] = d
		return
	}
	message := fmt.Sprintf("prefix %q is that of another document", d.Prefix)
	if d.Prefix == "" {
		message = "the document has no prefix, as another one; references could not tell their paragraphs apart"
	}
	c.found.Errorf(d.at("prefix").value(), "recommendation/prefix", "%s", message).WithRelated(first.Span(), "the other document is here").
		WithHint("write prefix = %q, so that references say @rec-%[1]s.17", SuggestPrefix(d.Symbol))
}

// SuggestPrefix makes a prefix of a symbol: "crc-co-4-5" of "CRC/C/HND/CO/4-5".
func SuggestPrefix(symbol string) string {
	if strings.HasPrefix(symbol, "A/HRC/") {
		return "upr"
	}
	var parts []string
	for i, part := range strings.FieldsFunc(strings.ToLower(symbol), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		if state := len(part) == 3 && part != "qpr" && part >= "a"; i > 0 && (state || part == "c") {
			continue
		}
		parts = append(parts, part)
	}
	if s := strings.Join(parts, "-"); prefixForm.MatchString(s) {
		return s
	}
	return "second"
}

var (
	stateForm = regexp.MustCompile(`^[A-Z]{3}$`)
	// symbolForm is the form of a United Nations document symbol: components with a slash between them.
	symbolForm = regexp.MustCompile(`^[A-Z]{1,5}(/[A-Za-z0-9]+([.()-][A-Za-z0-9]*)*)+\*{0,3}$`)
	// noDot finds a suffix that lacks its dot.
	noDot = regexp.MustCompile(`/(Rev|Add|Corr|Amend)([0-9]+)`)
	// symbolTail is what follows the stem of a treaty body: protocol, State, series, number.
	symbolTail = regexp.MustCompile(`^(?:/(?:OPAC|OPSC))?/([A-Z]{3})/(?:([A-Z]+)/)?[0-9]+(?:-[0-9]+)?(?:/(?:Rev|Add|Corr)\.[0-9]+)*\*{0,3}$`)
	// reviewSymbol is the symbol of a report of the Working Group on the Universal Periodic Review.
	reviewSymbol = regexp.MustCompile(`^A/HRC/(?:WG\.6/[0-9]+/L\.)?[0-9]+(?:/[0-9]+)?(?:/(?:Rev|Add|Corr)\.[0-9]+)*\*{0,3}$`)
)

// series are the letters in the symbols of documents that ask, by the kind of document.
var series = map[DocumentKind]string{ConcludingObservations: "CO", ListOfIssues: "Q", ListOfIssuesPrior: "QPR"}

// StateIn returns the letters that stand for a State in the symbol of a document of a treaty body: "HND" of "CMW/C/HND/CO/1". Older forms
// have other letters than ISO 3166-1. It is empty where the symbol names no State.
func StateIn(symbol string) string {
	for _, stem := range stems {
		if tail, ours := strings.CutPrefix(symbol, stem); ours && stem != "" {
			if m := symbolTail.FindStringSubmatch(tail); m != nil {
				return m[1]
			}
		}
	}
	return ""
}

// symbol reports a symbol that is none, or one of another body, State or kind of document. Of older forms nothing more is known.
func (c *checker) symbol(d *Document) {
	at := d.at("symbol").value()
	if d.Symbol == "" {
		return
	}
	if m := noDot.FindStringSubmatch(d.Symbol); m != nil {
		c.found.Errorf(at, "recommendation/symbol", "symbol %q has no dot between %q and %q", d.Symbol, m[1], m[2]).WithHint("write %q", noDot.ReplaceAllString(d.Symbol, "/$1.$2"))
		return
	}
	if !symbolForm.MatchString(d.Symbol) {
		c.found.Errorf(at, "recommendation/symbol", "symbol %q does not have the form of a document symbol", d.Symbol).WithHint("write it as the document has it at its top, such as %q", "CMW/C/HND/CO/1")
		return
	}
	if d.Body == "UPR" {
		if !reviewSymbol.MatchString(d.Symbol) {
			c.found.Errorf(at, "recommendation/symbol", "symbol %q is not one of the universal periodic review; one such as %q was expected", d.Symbol, "A/HRC/30/11")
		}
		return
	}
	stem := stems[d.Body]
	if stem == "" {
		return
	}
	tail, ours := strings.CutPrefix(d.Symbol, stem+"/")
	if !ours {
		c.found.Errorf(at, "recommendation/symbol", "symbol %q is not one of %s, which begin with %s/", d.Symbol, d.Body, stem)
		return
	}
	m := symbolTail.FindStringSubmatch("/" + tail)
	if m == nil {
		return
	}
	if d.State != "" && stateForm.MatchString(d.State) && m[1] != d.State {
		c.found.Errorf(at, "recommendation/symbol", "symbol %q is of State %q; the state of the document is %q", d.Symbol, m[1], d.State)
	}
	if want, ok := series[d.Kind]; ok && m[2] != want {
		c.found.Errorf(at, "recommendation/symbol", "symbol %q is not that of a document of kind %q, which has /%s/", d.Symbol, d.Kind, want)
	}
}

// The first committee met in 1970; what is to be done after the century is mistyped.
const (
	firstYear = 1970
	lastYear  = 2099
)

// day reports a date that can only be mistyped, and whether it has.
func (c *checker) day(p place, date time.Time) bool {
	if date.IsZero() || date.Year() >= firstYear && date.Year() <= lastYear {
		return false
	}
	c.found.Errorf(p.value(), "recommendation/date", "%s is %s; a day from %d to %d was expected", p, date.Format(time.DateOnly), firstYear, lastYear)
	return true
}

// after reports a date that can only be mistyped, or one before the document was adopted.
func (c *checker) after(p place, date time.Time, d *Document) {
	if c.day(p, date) {
		return
	}
	if !date.IsZero() && !d.Adopted.IsZero() && date.Before(d.Adopted) {
		c.found.Errorf(p.value(), "recommendation/date", "%s is %s; the document was adopted on %s", p, date.Format(time.DateOnly), d.Adopted.Format(time.DateOnly)).
			WithRelated(d.at("adopted").value(), "its date of adoption")
	}
}

// address reports what is no web address.
func (c *checker) address(p place, text string) {
	if text == "" {
		return
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(text, " \t\n<>\"\\|") {
		c.found.Errorf(p.value(), "recommendation/url", "%q is not a web address", text).WithHint("write the whole address, beginning with https://, without spaces")
	}
}

// languageCode is the form of a language code.
var languageCode = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// isLanguage reports whether a code has the form of one, and there is such a language.
func isLanguage(code string) bool {
	if !languageCode.MatchString(code) {
		return false
	}
	primary, _, _ := strings.Cut(code, "-")
	base, err := language.ParseBase(primary)
	return err == nil && base.String() != "und"
}

// words reports languages of a text that are none, and texts that are none.
func (c *checker) words(p place, w Words) {
	for _, code := range w.Odd() {
		c.found.Errorf(p.value(code), "recommendation/wrong-type", "%q in %s is not text in quotation marks", code, p)
	}
	for _, code := range w.Languages() {
		if !isLanguage(code) {
			c.found.Errorf(p.field(code), "recommendation/language", "%q in %s is not the code of a language", code, p).WithHint("write a code such as es")
		}
	}
	if w.IsZero() && len(w.Odd()) == 0 && p.keys.Has(p.path...) {
		if at := p.value(); strings.IndexAny(at.Text(), `"'{`) == 0 { // otherwise it is no text, and that is said already
			c.found.Errorf(at, "recommendation/empty", "%s has no text", p).WithHint("write it, or remove it")
		}
	}
}

// list reports members of a list that are empty or stand in it twice.
func (c *checker) list(p place, values []string) {
	for i, v := range values {
		if strings.TrimSpace(v) == "" {
			if at := p.value(fmt.Sprint(i)); strings.Trim(at.Text(), `"' `) == "" { // otherwise it is no text, and that is said already
				c.found.Errorf(at, "recommendation/empty", "a member of %s has no text", p).WithHint("remove it")
			}
		} else if j := slices.Index(values, v); j < i {
			c.found.Errorf(p.value(fmt.Sprint(i)), "recommendation/twice", "%q stands twice in %s", v, p).WithRelated(p.value(fmt.Sprint(j)), "the first is here").WithHint("remove one")
		}
	}
}
