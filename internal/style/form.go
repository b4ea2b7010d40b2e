package style

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"rapporteur/internal/diag"
)

// A Form is a pattern for the words of a citation, written as text in a language file:
//
//	{issue}      what is filled in, one of the fields of sources
//	*…*          italic
//	^…^          superscript
//	[…]          left out unless every field in it, apart from those in inner brackets, has something to fill in
//	[…|…]        the first alternative of which that is true; nothing when it is true of none
//
// Everything else is printed as it stands; the signs {}[]|*^ cannot be printed. A Form is parsed when its file is read.
type Form []FormPart

// A FormPart is a piece of a form.
type FormPart struct {
	Kind  FormKind
	Text  string // of FormWords: the text; of FormField: the name of the field
	Inner []Form // of FormItalic and FormRaised: the one inside; of FormChoice: the alternatives
}

// FormKind tells the pieces of a form apart.
type FormKind int

const (
	FormWords FormKind = iota
	FormField
	FormItalic
	FormRaised
	FormChoice
)

// formFields are the fields that a form can name; the package cite fills them.
var formFields = []string{
	"type", "number", "name", "organization", "organ", "symbol", "corrigenda", "volume", "place", "year", "date",
	"title", "gazette", "gazette-name", "issue", "gazette-date", "url", "accessed", "online", "relations", "sources", "pinpoint", "see", "note", "and",
}

// UnmarshalText parses the form.
func (f *Form) UnmarshalText(text []byte) error {
	parsed, err := ParseForm(string(text))
	if err == nil {
		*f = parsed
	}
	return err
}

// ParseForm parses a form; the error says what is wrong with it, in the words of an author of language files.
func ParseForm(s string) (Form, error) {
	p := formParser{rest: s}
	f, err := p.sequence("")
	if err != nil {
		return nil, fmt.Errorf("form %q: %w", s, err)
	}
	return f, nil
}

type formParser struct{ rest string }

// sequence parses up to one of the signs in stop, which it leaves, or to the end where stop is empty.
func (p *formParser) sequence(stop string) (Form, error) {
	var f Form
	for p.rest != "" {
		sign := p.rest[0]
		if strings.IndexByte(stop, sign) >= 0 {
			return f, nil
		}
		var part FormPart
		var err error
		switch sign {
		case '{':
			part, err = p.field()
		case '*':
			part, err = p.marked(FormItalic, "*")
		case '^':
			part, err = p.marked(FormRaised, "^")
		case '[':
			part, err = p.choice()
		case '}', ']', '|':
			err = fmt.Errorf("%q stands without its opening sign", sign)
		default:
			n := strings.IndexAny(p.rest, "{}[]|*^")
			if n < 0 {
				n = len(p.rest)
			}
			part, p.rest = FormPart{Kind: FormWords, Text: p.rest[:n]}, p.rest[n:]
		}
		if err != nil {
			return nil, err
		}
		f = append(f, part)
	}
	if stop != "" {
		return nil, fmt.Errorf("%q is missing", stop[len(stop)-1])
	}
	return f, nil
}

func (p *formParser) field() (FormPart, error) {
	name, rest, ok := strings.Cut(p.rest[1:], "}")
	if !ok {
		return FormPart{}, fmt.Errorf("%q is missing", '}')
	}
	if !slices.Contains(formFields, name) {
		return FormPart{}, fmt.Errorf("field {%s} is not known; use one of %s", name, strings.Join(orAll(diag.Nearest(name, formFields)), ", "))
	}
	p.rest = rest
	return FormPart{Kind: FormField, Text: name}, nil
}

func orAll(near []string) []string {
	if len(near) > 0 {
		return near
	}
	return formFields
}

func (p *formParser) marked(kind FormKind, sign string) (FormPart, error) {
	p.rest = p.rest[1:]
	inner, err := p.sequence(sign)
	if err != nil {
		return FormPart{}, err
	}
	p.rest = p.rest[1:]
	return FormPart{Kind: kind, Inner: []Form{inner}}, nil
}

func (p *formParser) choice() (FormPart, error) {
	part := FormPart{Kind: FormChoice}
	for {
		p.rest = p.rest[1:] // "[" or "|"
		inner, err := p.sequence("|]")
		if err != nil {
			return FormPart{}, err
		}
		part.Inner = append(part.Inner, inner)
		if p.rest[0] == ']' {
			p.rest = p.rest[1:]
			return part, nil
		}
	}
}

// missing returns the names of the forms without which a citation cannot be written.
func (w *SourceWords) missing() []string {
	var out []string
	add := func(table string, forms reflect.Value) {
		for i := range forms.NumField() {
			if forms.Field(i).Len() == 0 {
				out = append(out, table+"."+forms.Type().Field(i).Tag.Get("toml"))
			}
		}
	}
	add("sources.names", reflect.ValueOf(w.Names))
	add("sources.forms", reflect.ValueOf(w.Forms))
	for _, f := range []struct {
		name string
		form Form
	}{{"sources.pair", w.Pair}, {"sources.join", w.Join}, {"sources.last", w.Last}} {
		if len(f.form) == 0 {
			out = append(out, f.name)
		}
	}
	return out
}
