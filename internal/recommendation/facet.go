package recommendation

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/fulltext"
)

// A Facet is a property by which recommendations are found.
type Facet struct {
	Name  string // "round-table"
	Usage string // what it finds, with the word for what is asked for in back quotes

	form   form
	values func(*Registry, *Item) []string                    // what the item has, as it is written
	names  func(r *Registry, it *Item, value string) []string // other names of a value that it has; nil where there are none
}

// A form says how what is asked for and what an item has are compared. Case and accents never count.
type form int

const (
	whole  form = iota // they are the same
	within             // the words asked for stand in it, one after the other
	goal               // a goal finds its targets too
	years              // a year, or years from and to
)

// String says what the form takes.
func (f form) String() string {
	switch f {
	case years:
		return "a year such as 2016, or years such as 2014-2018"
	case goal:
		return "a goal such as 10, or a target such as 10.7"
	}
	return "words"
}

// Facets are all properties by which recommendations are found.
var Facets = []Facet{
	{Name: "committee", Usage: "of this `committee`: CMW, CRC, UPR", form: whole,
		values: func(_ *Registry, it *Item) []string { return one(it.Document.Body) }},
	{Name: "state", Usage: "to this `State`: HND", form: whole,
		values: func(_ *Registry, it *Item) []string { return one(it.Document.State) }},
	{Name: "year", Usage: "adopted in this `year`, 2016, or these, 2014-2018", form: years,
		values: func(_ *Registry, it *Item) []string { return one(it.Document.year()) }},
	{Name: "document", Usage: "of the document with this `symbol` or prefix", form: whole,
		values: func(_ *Registry, it *Item) []string { return one(it.Document.Symbol) },
		names:  func(_ *Registry, it *Item, _ string) []string { return one(it.Document.Prefix) }},
	{Name: "kind", Usage: "of this `kind`: " + join(Kinds), form: whole,
		values: func(_ *Registry, it *Item) []string { return one(string(it.Kind)) }},
	{Name: "status", Usage: "with this `status`: " + join(StatusValues), form: whole,
		values: func(_ *Registry, it *Item) []string { return one(string(it.Status.Value)) }},
	{Name: "theme", Usage: "with these `words` in a theme or in the subject", form: within, values: (*Registry).themes},
	{Name: "right", Usage: "with these `words` in a right", form: within,
		values: func(_ *Registry, it *Item) []string { return it.Rights }},
	{Name: "group", Usage: "with these `words` in a group of persons", form: within,
		values: func(_ *Registry, it *Item) []string { return it.Groups }},
	{Name: "sdg", Usage: "linked to this `target`, 10.7, or to this goal, 10, or a target of it", form: goal,
		values: func(_ *Registry, it *Item) []string { return it.SDG }},
	{Name: "institution", Usage: "for which this `institution` answers, by key or name", form: within,
		values: func(_ *Registry, it *Item) []string { return it.Owners() },
		names:  (*Registry).institutionNames},
	{Name: "lead", Usage: "for which this `institution` is in the lead, by key or name", form: within,
		values: func(_ *Registry, it *Item) []string { return one(it.Lead) },
		names:  (*Registry).institutionNames},
	{Name: "round-table", Usage: "of the round table with these `words`", form: within,
		values: func(_ *Registry, it *Item) []string { return one(it.RoundTable) }},
}

// join lists values of a closed set.
func join[T ~string](values []T) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = string(v)
	}
	return strings.Join(words, ", ")
}

// one is the list of a value, and of none where it is empty.
func one(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// year returns the year in which the document was adopted, or else published; nothing where neither is known.
func (d *Document) year() string {
	t := d.Adopted
	if t.IsZero() {
		t = d.Published
	}
	if t.IsZero() {
		return ""
	}
	return strconv.Itoa(t.Year())
}

// themes are the themes of the item and the heading under which it stands, for that is where a document says its theme.
func (r *Registry) themes(it *Item) []string {
	return slices.Concat(it.Themes, texts(it.Subject))
}

// texts returns the words in all their languages.
func texts(w Words) []string {
	var out []string
	for _, language := range w.Languages() {
		text, _ := w.In(language, language)
		out = append(out, text)
	}
	if len(out) == 0 && !w.IsZero() {
		text, _ := w.In("", "")
		out = append(out, text)
	}
	return out
}

// institutionNames are the names of the institution of that key, in all languages.
func (r *Registry) institutionNames(_ *Item, key string) []string {
	if in := r.Institution(key); in != nil {
		return texts(in.Name)
	}
	return nil
}

// fit returns the numbers of the values that are what is asked for; false where the words have not the form that the facet takes.
func (f *facetIndex) fit(form form, asked string) ([]int, bool) {
	var fits func(label string) bool
	switch form {
	case years:
		from, to, span := strings.Cut(asked, "-")
		if !span {
			to = from
		}
		first, err := strconv.Atoi(strings.TrimSpace(from))
		last, err2 := strconv.Atoi(strings.TrimSpace(to))
		if err != nil || err2 != nil || last < first {
			return nil, false
		}
		fits = func(label string) bool {
			n, _ := strconv.Atoi(label) // made by year
			return first <= n && n <= last
		}
	case goal:
		if asked = strings.ToLower(strings.TrimSpace(asked)); !isTarget(asked) {
			return nil, false
		}
		fits = func(label string) bool {
			label = strings.ToLower(label)
			return label == asked || strings.HasPrefix(label, asked+".")
		}
	case whole:
		folded := fulltext.Fold(asked)
		return f.folded[folded], folded != ""
	case within:
		q := fulltext.Phrase(asked)
		if q.Empty() {
			return nil, false
		}
		return slices.Collect(f.names.Match(q, fulltext.Full(len(f.values))).All()), true
	}
	var out []int
	for i := range f.values {
		if fits(f.values[i].label) {
			out = append(out, i)
		}
	}
	return out, true
}
