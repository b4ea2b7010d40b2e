package cite

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// shortForm returns the short form of a class of sources.
func (w *Writer) shortForm(c class) style.Form {
	n := &w.lang.Sources.Names
	return [...]style.Form{n.Legislation, n.Document, n.Resolution, n.Treaty, n.Report, n.Web, n.News}[c]
}

// fullForm returns the full form of a class of sources.
func (w *Writer) fullForm(c class) style.Form {
	f := &w.lang.Sources.Forms
	return [...]style.Form{f.Legislation, f.Document, f.Resolution, f.Treaty, f.Report, f.Web, f.News}[c]
}

// text is text of the registry as its author typed it; straight quotation marks become typographic with the rest of the report. Text that exists in another language only says so, for hyphenation and speech.
func (w *Writer) text(words Words, e *Entry, span diag.Span) []doc.Inline {
	s, language := words.In(w.lang.Code, e.Original)
	if s == "" {
		return nil
	}
	if language == "" {
		language = e.Original // a text without a language is in that of the source, if anybody has said which
	}
	out := text(s, span)
	if language != "" && language != w.lang.Code {
		return []doc.Inline{&doc.Foreign{Place: doc.Place{Span: span}, Language: language, Inlines: out}}
	}
	return out
}

// A naming tells the ways to name a source apart.
type naming int

const (
	byNumber naming = iota // as at its first mention
	inPhrase               // likewise, after a verb or preposition: with an article where the language wants one
	byShort                // by its short title, if it has one, in place of number and title
)

// name is the short form of a source.
func (w *Writer) name(e *Entry, how naming, span diag.Span) []doc.Inline {
	values := fields{
		"type":         text(w.typeWord(e.Type, how), span),
		"number":       text(strings.ReplaceAll(e.Number, " ", nbsp), span),
		"title":        w.text(e.Title, e, span),
		"symbol":       w.linked(e, text(e.Symbol, span), span),
		"corrigenda":   text(w.lang.List(e.Corrigenda), span),
		"and":          text(w.lang.And(""), span),
		"organization": w.text(e.Organization, e, span),
		"organ":        text(w.organ(e), span),
		"volume":       text(positive(e.Volume), span),
	}
	if how == byShort && !e.ShortTitle.IsZero() {
		values["title"] = w.text(e.ShortTitle, e, span)
		delete(values, "number")
	}
	return fill(w.shortForm(sourceTypes[e.Type]), values, span)
}

// linked makes the symbol of a document lead to its address, which is not printed: a symbol is enough to find the document.
func (w *Writer) linked(e *Entry, symbol []doc.Inline, span diag.Span) []doc.Inline {
	if e.URL == "" || len(symbol) == 0 {
		return symbol
	}
	return []doc.Inline{&doc.Link{Place: doc.Place{Span: span}, URL: e.URL, Inlines: symbol}}
}

// typeWord is the word for a kind of legislation or for a resolution; a language that has none for it shows the name of the type.
func (w *Writer) typeWord(typ string, how naming) string {
	if word := w.lang.Sources.TypesWith[typ]; word != "" && how == inPhrase {
		return word
	}
	if word := w.lang.Sources.Types[typ]; word != "" {
		return word
	}
	return strings.ReplaceAll(typ, "-", " ")
}

// organ is the organ of the United Nations that adopted a resolution, the General Assembly where the entry names none; empty where the
// language does not know the organ.
func (w *Writer) organ(e *Entry) string {
	name, _ := e.Organization.In("en", "")
	if name == "" {
		name = "General Assembly"
	}
	return w.lang.Sources.Organs[strings.Join(strings.Fields(strings.ToLower(name)), "-")]
}

// full is the full form of a source with a pinpoint and relations, either of which may be nil.
func (w *Writer) full(e *Entry, how naming, pinpoint, relations []doc.Inline, span diag.Span) []doc.Inline {
	name := w.name(e, how, span)
	c := sourceTypes[e.Type]
	if len(name) == 0 && c != web && c != treaty {
		name = text("["+e.Key+"]", span) // the finding is the one about the entry
	}
	values := fields{
		"name":         name,
		"pinpoint":     pinpoint,
		"relations":    relations,
		"organization": w.text(e.Organization, e, span),
		"number":       text(strings.ReplaceAll(e.Number, " ", nbsp), span),
		"volume":       text(positive(e.Volume), span),
		"place":        w.text(e.Place, e, span),
		"year":         text(w.year(e), span),
		"date":         text(w.lang.Date(e.Date), span),
		"gazette":      w.gazette(e, span),
		"online":       w.online(e, span),
	}
	return fill(w.fullForm(c), values, span)
}

// year is the year in which a source appeared. Where no place stands before it and the title has it, as in "Annual Report 2017", it would
// only be said twice.
func (w *Writer) year(e *Entry) string {
	year := e.Year
	if year == 0 && !e.Date.IsZero() {
		year = e.Date.Year()
	}
	title, _ := e.Title.In(w.lang.Code, e.Original)
	if e.Place.IsZero() && strings.Contains(title, positive(year)) {
		return ""
	}
	return positive(year)
}

func (w *Writer) gazette(e *Entry, span diag.Span) []doc.Inline {
	name := w.text(e.Gazette.Name, e, span)
	if name == nil {
		name = text(w.lang.Sources.GazetteName, span)
	}
	issue := positive(e.Gazette.Issue)
	if w.lang.Sources.IssueGrouped {
		issue = grouped(issue, w.lang.Numbers.Thousands)
	}
	return fill(w.lang.Sources.Forms.Gazette, fields{"gazette-name": name, "issue": text(issue, span), "gazette-date": text(w.lang.Date(e.Gazette.Date), span)}, span)
}

func (w *Writer) online(e *Entry, span diag.Span) []doc.Inline {
	if e.URL == "" {
		return nil
	}
	address := []doc.Inline{&doc.Link{Place: doc.Place{Span: span}, URL: e.URL, Inlines: text(e.URL, span)}}
	return fill(w.lang.Sources.Forms.Online, fields{"url": address, "accessed": text(w.lang.Date(e.Accessed), span)}, span)
}

// positive writes a number that is there.
func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// grouped parts digits by threes.
func grouped(digits, separator string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + separator + digits[i:]
	}
	return digits
}

// relations are the words for what the entry amends, implements and so on, in the fixed order of the relations. An instrument that has
// been printed before is given by its name only.
func (w *Writer) relations(e *Entry, span diag.Span) []doc.Inline {
	var groups [][]doc.Inline
	for _, rel := range relations {
		var sources [][]doc.Inline
		for _, key := range rel.keys(e) {
			other, ok := w.reg.Lookup(key)
			if !ok || key == e.Key {
				continue
			}
			if w.printed[key] {
				sources = append(sources, w.name(other, inPhrase, span))
			} else {
				sources = append(sources, w.full(other, inPhrase, nil, nil, span))
			}
			w.printed[key] = true
		}
		if len(sources) > 0 {
			form := w.relationForm(rel.name, e.Type)
			groups = append(groups, fill(form, fields{"sources": w.enumerate(sources, span)}, span))
		}
	}
	return w.enumerate(groups, span)
}

// relationForm is the form of a relation after the word for a type.
func (w *Writer) relationForm(relation, typ string) style.Form {
	if form, ok := w.lang.Sources.RelationsFeminine[relation]; ok && slices.Contains(w.lang.Sources.Feminine, typ) {
		return form
	}
	return w.lang.Sources.Relations[relation]
}

// enumerate joins phrases as "a, b and c", with a comma before the last "and" where the phrase before it has a comma of its own.
func (w *Writer) enumerate(phrases [][]doc.Inline, span diag.Span) []doc.Inline {
	var out []doc.Inline
	for i, p := range phrases {
		switch {
		case i == 0:
		case i < len(phrases)-1:
			out = join(out, text(", ", span)...)
		default:
			between := " " + w.lang.And(doc.PlainText(p)) + " "
			if strings.Contains(doc.PlainText(phrases[i-1]), ", ") {
				between = "," + between
			}
			out = join(out, text(between, span)...)
		}
		out = join(out, p...)
	}
	return out
}
