package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/style"
)

// fields are the values of a form by name: what is missing or empty counts as nothing to say.
type fields map[string][]doc.Inline

// fill writes a form with its fields; every inline it makes has the place span.
func fill(form style.Form, values fields, span diag.Span) []doc.Inline {
	var out []doc.Inline
	place := doc.Place{Span: span}
	for _, part := range form {
		switch part.Kind {
		case style.FormWords:
			out = join(out, text(part.Text, span)...)
		case style.FormField:
			out = join(out, values[part.Text]...)
		case style.FormItalic:
			if inner := fill(part.Inner[0], values, span); len(inner) > 0 {
				out = append(out, &doc.Emph{Place: place, Inlines: inner})
			}
		case style.FormRaised:
			if inner := fill(part.Inner[0], values, span); len(inner) > 0 {
				out = append(out, &doc.Super{Place: place, Inlines: inner})
			}
		case style.FormChoice:
			for _, alternative := range part.Inner {
				if filled(alternative, values) {
					out = join(out, fill(alternative, values, span)...)
					break
				}
			}
		}
	}
	return out
}

// filled reports whether every field of form outside inner choices has something to say.
func filled(form style.Form, values fields) bool {
	for _, part := range form {
		switch part.Kind {
		case style.FormField:
			if len(values[part.Text]) == 0 {
				return false
			}
		case style.FormItalic, style.FormRaised:
			if !filled(part.Inner[0], values) {
				return false
			}
		}
	}
	return true
}

// text is s as inlines, none for an empty s.
func text(s string, span diag.Span) []doc.Inline {
	if s == "" {
		return nil
	}
	return []doc.Inline{&doc.Text{Place: doc.Place{Span: span}, Value: s}}
}

// join appends inlines, making one text of two that meet. What it is given stays unchanged.
func join(to []doc.Inline, more ...doc.Inline) []doc.Inline {
	for _, in := range more {
		if t, ok := in.(*doc.Text); ok && len(to) > 0 {
			if before, ok := to[len(to)-1].(*doc.Text); ok && before.Span == t.Span {
				to[len(to)-1] = &doc.Text{Place: before.Place, Value: before.Value + t.Value}
				continue
			}
		}
		to = append(to, in)
	}
	return to
}

// Capitalize gives the text of a note its capital letter. An address, a reference and text in another language stay as they are.
func Capitalize(inlines []doc.Inline) {
	if len(inlines) == 0 {
		return
	}
	switch in := inlines[0].(type) {
	case *doc.Text:
		r, size := utf8.DecodeRuneInString(in.Value)
		if unicode.IsLower(r) {
			inlines[0] = &doc.Text{Place: in.Place, Value: string(unicode.ToUpper(r)) + in.Value[size:]}
		}
	case *doc.Cited:
		Capitalize(in.Inlines)
	case *doc.Emph:
		Capitalize(in.Inlines)
	}
}

// stop ends the text of a note with a full stop, unless it has one.
func stop(inlines []doc.Inline, span diag.Span) []doc.Inline {
	if strings.HasSuffix(doc.PlainText(inlines), ".") && !endsWithAddress(inlines) {
		return inlines
	}
	return append(inlines, text(".", span)...)
}

// endsWithAddress reports whether the last thing printed is a web address, whose own full stop does not end a sentence.
func endsWithAddress(inlines []doc.Inline) bool {
	if len(inlines) == 0 {
		return false
	}
	switch in := inlines[len(inlines)-1].(type) {
	case *doc.Link:
		return true
	case *doc.Cited:
		return endsWithAddress(in.Inlines)
	}
	return false
}
