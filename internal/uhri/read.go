package uhri

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/observations"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/tomlfile"
)

// Options say how records and documents become each other.
type Options struct {
	Language string            // of the texts
	State    string            // take only records on this State; empty for all
	Report   string            // the State whose report the project is; documents that name no State ask that one
	States   map[string]string // names of States by code, as the Index has them in that language
}

// Documents proposes documents of the registry from records, in the order of their first ones.
func Documents(all []Annotation, o Options) ([]*recommendation.Document, []Note) {
	r := &reader{Options: o, counted: newNotes(), documents: map[string]*recommendation.Document{}, items: map[string]*recommendation.Item{}, codes: map[string]string{}}
	for code, name := range o.States {
		r.codes[strings.ToLower(name)] = code
	}
	for i := range all {
		r.take(i+1, &all[i])
	}
	for _, d := range r.order {
		if d.Adopted.IsZero() {
			r.note(0, d.Symbol, "", "the Index has no date of adoption; add adopted to [document]")
		}
		r.parents(d)
	}
	return r.order, append(r.notes, r.counted.list()...)
}

// reader makes documents of records.
type reader struct {
	Options
	*counted
	notes     []Note
	order     []*recommendation.Document
	documents map[string]*recommendation.Document // by symbol
	items     map[string]*recommendation.Item     // by symbol and name
	codes     map[string]string                   // of States by name
}

func (r *reader) note(record int, symbol, item, format string, args ...any) {
	r.notes = append(r.notes, Note{record, symbol, item, fmt.Sprintf(format, args...)})
}

func (r *reader) words(text string) recommendation.Words {
	return tomlfile.WordsOf(map[string]string{r.Language: text})
}

// take takes in a record.
func (r *reader) take(n int, a *Annotation) {
	codes := r.named(a)
	if r.State != "" && !slices.Contains(codes, r.State) {
		if len(a.Countries) == 0 && len(codes) == 0 {
			r.count("they name no State, left out")
		} else {
			r.count("on other States than " + r.State + ", left out")
		}
		return
	}
	r.unkept(a)
	name, subject, text, ok := split(a.Text)
	if a.Symbol == "" || !ok {
		why := "the text has no number of a paragraph"
		if a.Symbol == "" {
			why = "it has no symbol"
		}
		r.note(n, a.Symbol, "", "%s, left out: annotation %q, %q", why, a.ID, first(a.Text))
		return
	}
	d := r.document(n, a, codes)
	subject, articles := observations.Articles(subject)
	it := &recommendation.Item{Name: name, Subject: r.words(subject), Articles: articles, UHRI: a.ID}
	r.lists(n, a, it)
	parts := observations.Parts(text)
	if strings.ContainsAny(name, "abcdefghijklmnopqrstuvwxyz") { // an item; letters in it are its own
		parts = []observations.Part{{Text: text}}
	}
	it.Kind = kindOf(a, subject, text)
	it.Text = r.words(parts[0].Text)
	if !r.add(n, d, it) {
		return
	}
	for _, p := range parts[1:] {
		r.add(n, d, &recommendation.Item{Name: name + p.Item, Text: r.words(p.Text)})
	}
}

// named returns the codes of the States that a record is on. A record that names none is on that of its symbol.
func (r *reader) named(a *Annotation) []string {
	var codes []string
	for _, name := range a.Countries {
		if code := r.codes[strings.ToLower(name)]; code != "" {
			codes = append(codes, code)
		} else {
			r.count(fmt.Sprintf("State %q is not known", name))
		}
	}
	if code := recommendation.StateIn(a.Symbol); len(a.Countries) == 0 && r.States[code] != "" {
		codes = append(codes, code)
	}
	return codes
}

// unkept notes what the registry has no place for.
func (r *reader) unkept(a *Annotation) {
	for _, u := range []struct {
		has  bool
		what string
	}{
		{len(a.Regions) > 0, "Regions Concerned"}, {len(a.RecommendingRegions) > 0, "Recommending Regions"}, {!a.Indexed.IsZero(), "Date of publication on UHRI"},
		{len(a.Bodies) > 1, "Reccomending Body after the first"}, {len(a.Types) > 1, "Type after the first"}, {len(a.Sessions) > 0 && !isReview(a), "UPR Session"},
	} {
		if u.has {
			r.count("the registry has no place for " + u.what)
		}
	}
}

func isReview(a *Annotation) bool { return slices.Contains(a.Bodies, "UPR") }

// document returns the document of a record.
func (r *reader) document(n int, a *Annotation, codes []string) *recommendation.Document {
	if d := r.documents[a.Symbol]; d != nil {
		if !a.Published.IsZero() && !a.Published.Equal(d.Published) {
			r.note(n, a.Symbol, "", "its date of publication is %s, that of the first record %s", a.Published.Format("2006-01-02"), d.Published.Format("2006-01-02"))
		}
		return d
	}
	d := &recommendation.Document{Symbol: a.Symbol, Published: a.Published, Kind: recommendation.ConcludingObservations, Text: recommendation.OfficialText}
	if len(a.Bodies) > 0 {
		d.Body = a.Bodies[0]
	}
	switch {
	case isReview(a):
		d.Kind = recommendation.ReviewReport
		d.Session = figures.FindString(strings.Join(a.Sessions, " "))
	case strings.HasPrefix(d.Body, "CRC-OP"): // the Index has the protocols as bodies of their own
		d.Body = "CRC"
	case !slices.Contains(treatyBodies, d.Body):
		d.Kind = recommendation.SpecialProcedure
	}
	switch {
	case r.State != "":
		d.State = r.State
	case len(codes) == 1:
		d.State = codes[0]
	default:
		r.note(n, a.Symbol, "", "it is on %d States; add state to [document]", len(a.Countries))
	}
	r.documents[a.Symbol] = d
	r.order = append(r.order, d)
	return d
}

var (
	figures      = regexp.MustCompile(`\d+`)
	treatyBodies = strings.Fields("CERD CESCR CCPR CEDAW CAT SPT CRC CMW CRPD CED")
	// right tells the themes of the Index that are rights.
	right = regexp.MustCompile(`(?i)^rights? (?:to|of|not)\b`)
	// goal is the number of a target before its name.
	goal = regexp.MustCompile(`^(\d{1,2}(?:\.[0-9a-z]{1,2})?)(?:\s*[-–:]\s*(.*))?$`)
)

// lists takes the lists of a record. What stands twice stands once in the registry.
func (r *reader) lists(n int, a *Annotation, it *recommendation.Item) {
	for _, theme := range a.Themes {
		if right.MatchString(theme) {
			it.Rights = once(it.Rights, theme)
		} else {
			it.Themes = once(it.Themes, theme)
		}
	}
	for _, person := range a.Persons {
		it.Groups = once(it.Groups, person)
	}
	for _, text := range a.Goals {
		if m := goal.FindStringSubmatch(text); m == nil {
			r.note(n, a.Symbol, it.Name, "%q is no target, left out", text)
		} else {
			it.SDG = once(it.SDG, m[1])
			if m[2] != "" {
				r.count("names of targets are left out; their numbers are kept")
			}
		}
	}
	it.States = slices.Clone(a.Recommending)
	if len(a.Positions) == 0 {
		return
	}
	switch position := recommendation.Position(strings.ToLower(a.Positions[0])); position {
	case recommendation.Supported, recommendation.Noted:
		it.Position = position
	default:
		r.note(n, a.Symbol, it.Name, "position %q is neither supported nor noted, left out", a.Positions[0])
	}
}

func once(list []string, value string) []string {
	if slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

// The types of the Index.
const (
	concerns        = "Concerns/Observations"
	recommendations = "Recommendations"
)

// kindOf tells the kind of a record by its type, and of requests at the end of a document by their heading.
func kindOf(a *Annotation, subject, text string) recommendation.Kind {
	kind := observations.Kind(subject, text)
	switch {
	case len(a.Types) > 0 && strings.HasPrefix(a.Types[0], "Concern"):
		return recommendation.Concern
	case kind == "" || kind == recommendation.Concern && len(a.Types) > 0:
		return recommendation.Recommendation
	}
	return kind
}

// add puts an item into its document. A second record of one paragraph goes on with its text; it is told.
func (r *reader) add(n int, d *recommendation.Document, it *recommendation.Item) bool {
	key := d.Symbol + "\x00" + it.Name
	before := r.items[key]
	if before == nil {
		r.items[key] = it
		d.Items = append(d.Items, it)
		return true
	}
	was, _ := before.Text.In(r.Language, "")
	is, _ := it.Text.In(r.Language, "")
	if was != is {
		before.Text = r.words(strings.TrimSpace(was + " " + is))
	}
	for _, l := range []struct{ to, from *[]string }{{&before.Themes, &it.Themes}, {&before.Rights, &it.Rights}, {&before.Groups, &it.Groups}, {&before.SDG, &it.SDG}, {&before.States, &it.States}} {
		for _, v := range *l.from {
			*l.to = once(*l.to, v)
		}
	}
	r.note(n, d.Symbol, it.Name, "another record is of the same paragraph; annotation %q was joined to it", it.UHRI)
	if it.UHRI != "" {
		before.Comment = strings.TrimPrefix(before.Comment+"; annotation "+it.UHRI+" too", "; ")
	}
	return false
}

// parents adds the paragraphs of items that have no record of their own.
func (r *reader) parents(d *recommendation.Document) {
	for _, it := range slices.Clone(d.Items) {
		name, ok := recommendation.ParseID(recommendation.ID(it.Name))
		if !ok || len(name.Letters) == 0 {
			continue
		}
		for k := range name.Letters {
			above := strconv.Itoa(name.Paragraph) + strings.Join(name.Letters[:k], "-")
			if key := d.Symbol + "\x00" + above; r.items[key] == nil {
				parent := &recommendation.Item{Name: above, Kind: it.Kind, Subject: it.Subject}
				if it.Subject.IsZero() {
					parent.Subject = r.words(above)
				}
				r.items[key] = parent
				d.Items = slices.Insert(d.Items, slices.Index(d.Items, it), parent)
				r.note(0, d.Symbol, above, "the Index has items of it and not the paragraph itself, which was added without text")
			}
		}
	}
}

var (
	// numbered finds the number of a paragraph, behind a heading or at the beginning. A paragraph may have the text of its items only.
	numbered = regexp.MustCompile(`(?:^|\s)(\d{1,3})\.(?:\s*[^\d\s]|$)`)
	point    = regexp.MustCompile(`(?s)^(\d{1,3}\.\d{1,3})\.?\s*(\D.*)$`)
	itemMark = regexp.MustCompile(`(?s)^\(([a-z]{1,2})\)(?:\s*\(([ivxl]+)\))?\s*(.*)$`)
	// cited is what stands before a number that is none of a paragraph.
	cited = regexp.MustCompile(`(?i)(?:\b(?:no|nos|núm|art|arts|articles?|artículos?|paras?|paragraphs?|párrs?|vol|pp?|comment|and|y|et)\.?|[,–-])$`)
)

// split takes the heading and the number off a text: "Rural women 49.The Committee notes".
func split(text string) (name, subject, rest string, ok bool) {
	text = strings.Join(strings.Fields(text), " ")
	if m := point.FindStringSubmatch(text); m != nil {
		return m[1], "", m[2], true
	}
	for _, m := range numbered.FindAllStringSubmatchIndex(text, -1) {
		subject = strings.TrimSpace(text[:m[2]])
		if len(subject) > 300 {
			break
		}
		if cited.MatchString(subject) {
			continue
		}
		name, rest = strings.TrimLeft(text[m[2]:m[3]], "0"), strings.TrimSpace(text[m[3]+1:])
		if name == "" || rest == "" && observations.Kind("", subject) != "" { // a sentence may end with a number; a heading has no verb
			continue
		}
		if i := itemMark.FindStringSubmatch(rest); i != nil && !(i[1] == "a" && i[2] == "" && len(observations.Parts(rest)) > 2) {
			name += i[1]
			if i[2] != "" {
				name += "-" + i[2]
			}
			rest = i[3]
		}
		if _, valid := recommendation.ParseID(recommendation.ID(name)); valid {
			return name, subject, rest, true
		}
	}
	return "", "", text, false
}

// first are the words by which a person finds a text again.
func first(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(8, len(words))], " ")
}
