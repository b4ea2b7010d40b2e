package compile

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// front writes the first page: masthead, title and date received, in the words of the language.
func (c *compiler) front() {
	r, words := &c.config.Report, c.lang.Masthead
	f := &c.report.Front
	masthead := c.res.Sheet == nil || !c.res.Sheet.Masthead.None
	if masthead {
		f.Organization = words.Organization
		f.Symbol = cmp.Or(r.Symbol, words.NoSymbol)
	}
	subject := upperFirst(c.lang.Kinds[r.Kind])
	if c.body != nil {
		names := c.body.Names[c.code]
		f.Committee = names.Committee
		if masthead {
			f.Treaty = names.Treaty
		}
		if len(names.Committee) > 0 {
			subject += " – " + strings.Join(names.Committee, " ")
		}
	}
	if distribution := c.distribution(); masthead {
		f.Distribution = distribution
	}
	if !r.Received.IsZero() {
		f.Received = style.Fill(words.Received, "date", c.lang.Date(r.Received))
	}
	title := c.title()
	place := doc.Place{Span: c.config.Keys.Value("title", c.code)}
	f.Title = c.set([]doc.Inline{&doc.Text{Place: place, Value: title}}, '\n')
	plain := doc.PlainText(f.Title) // before the commas between the marks of notes
	f.TitleNotes = c.titleNotes()
	for i, n := range f.TitleNotes {
		if i > 0 {
			f.Title = append(f.Title, comma(place))
		}
		f.Title = append(f.Title, &doc.Call{Place: place, Note: n})
		n.Inlines = c.set(n.Inlines, '\n')
	}
	m := &c.report.Meta
	m.Symbol, m.Title, m.Subject, m.Date = r.Symbol, plain, subject, r.Date
	m.Author = c.states[r.State].Names[c.code].Name
}

// distribution is the block at the right of the masthead: distribution, date, an empty line, the language of this version unless it is the
// original, the original, and the languages unless all six are issued.
func (c *compiler) distribution() []string {
	r, words := &c.config.Report, c.lang.Masthead
	date := c.lang.Date(r.Date)
	if date == "" {
		date = words.NoDate
	}
	out := []string{words.Distribution, date, ""}
	if r.Original != "" && r.Original != c.code {
		out = append(out, c.lang.Name)
	}
	original := r.Original
	if original == "" {
		original = c.code
	}
	if name, ok := c.lang.Languages[original]; ok {
		out = append(out, style.Fill(words.Original, "language", name))
	} else {
		c.found.Errorf(c.config.value("original"), "report/original", "%q is not a language that the masthead can name", original)
	}
	issued := r.Issued
	if len(issued) == 0 && c.body != nil {
		issued = c.body.Issued
	}
	if len(issued) > 0 && len(issued) < 6 {
		var names []string
		for _, code := range issued {
			if name, ok := c.lang.Languages[code]; ok {
				names = append(names, name)
			} else if languageCode.MatchString(code) {
				c.found.Errorf(c.value("issued", code, r.Issued), "report/issued", "%q is not a language that the masthead can name", code)
			}
		}
		slices.SortFunc(names, func(a, b string) int { return strings.Compare(slug(a), slug(b)) })
		out = append(out, upperFirst(style.Fill(words.Only, "languages", c.lang.List(names))))
	}
	return out
}

// combinedSuffix is behind the kind in the key of a title for several reports in one.
const combinedSuffix = "-combined"

// title is the title of report.toml, or the one made from body, kind, number and State. Where it cannot be made, the name of the kind
// stands for it; why is said once, here or where the value is read.
func (c *compiler) title() string {
	r, found := &c.config.Report, c.found
	if t := c.config.Title[c.code]; t != "" {
		return t
	}
	stopgap := c.lang.Kinds[r.Kind]
	faulty := func(key string) bool { return c.config.faulty(found, "report", key) }
	if c.body == nil || r.Kind == "" || faulty("kind") || c.config.faulty(found, "title") || c.config.faulty(found, "title", c.code) {
		return stopgap
	}
	missing := func(what string) *diag.Diagnostic {
		return found.Errorf(c.config.Keys.Span("report"), "report/no-title", "there is no title in language %q, and none can be made: %s", c.code, what)
	}
	ordinal, combined, ok := c.ordinal()
	forms := c.body.Titles[c.code]
	form := forms[r.Kind]
	if combined && forms[r.Kind+combinedSuffix] != "" {
		form = forms[r.Kind+combinedSuffix]
	}
	if form == "" {
		missing(fmt.Sprintf("templates/bodies/%s.toml has no title for kind %q", strings.ToLower(c.body.Code), r.Kind)).
			WithHint("write [title] with %s = \"…\"", c.code)
		return stopgap
	}
	whole := true
	if !ok && strings.Contains(form, "{ordinal}") {
		whole = false
		switch {
		case faulty("number"):
		case r.Number == "":
			missing("report.number is not given").WithHint("write number = \"3\"")
		default:
			found.Errorf(c.config.value("number"), "report/number", "templates/languages/%s.toml has no word for number %q", c.code, r.Number).
				WithHint("write [title] with %s = \"…\"", c.code)
		}
	}
	if r.Due == 0 && strings.Contains(form, "{due}") {
		whole = false
		if !faulty("due") {
			missing("report.due is not given").WithHint("write due = 2028")
		}
	}
	if !whole {
		return stopgap
	}
	name := c.states[r.State].Names[c.code]
	if name.With == "" {
		name.With = name.Name
	}
	return style.Fill(form, "ordinal", ordinal, "state", name.With, "due", strconv.Itoa(r.Due))
}

// ordinal is "Second", or "Combined eighth and ninth" for several reports in one.
func (c *compiler) ordinal() (words string, combined, ok bool) {
	first, last, combined := strings.Cut(c.config.Report.Number, "-")
	of := func(list []string, s string) (string, bool) {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > len(list) {
			return "", false
		}
		return list[n-1], true
	}
	if !combined {
		words, ok = of(c.lang.Ordinals, first)
		return words, false, ok
	}
	a, okA := of(c.lang.OrdinalsCombined, first)
	b, okB := of(c.lang.OrdinalsCombined, last)
	form := c.lang.CombinedMore
	m, errM := strconv.Atoi(first)
	n, errN := strconv.Atoi(last)
	if errM == nil && errN == nil && n == m+1 {
		form = c.lang.CombinedTwo
	}
	return style.Fill(form, "first", a, "last", b), true, okA && okB
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
