package format

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
	"rapporteur/internal/tomlfile"
)

// neutral reports whether two readings of a content file are the same but for places, with the same findings; ids says that blocks may have
// got ids. Where they differ, at is the first block of the older one that does.
func neutral(a, b *markdown.Section, foundA, foundB *diag.List, ids bool) (at diag.Span, same bool) {
	d := dumper{ids: ids}
	blocks := func(s *markdown.Section) (out []string) {
		for _, x := range s.Blocks {
			out = append(out, d.dump(x))
		}
		return out
	}
	notes := func(s *markdown.Section) (out []string) {
		for _, x := range s.Notes {
			out = append(out, d.dump(x))
		}
		return out
	}
	if i, same := first(blocks(a), blocks(b)); !same {
		return placeOf(a, i, len(a.Blocks), func(i int) diag.Span { return a.Blocks[i].Where() }), false
	}
	if i, same := first(notes(a), notes(b)); !same {
		return placeOf(a, i, len(a.Notes), func(i int) diag.Span { return a.Notes[i].Span }), false
	}
	if a.Unread != b.Unread || d.dump(a.Front) != d.dump(b.Front) || !slices.Equal(codes(foundA), codes(foundB)) {
		return a.File.Span(0, 0), false
	}
	return diag.Span{}, true
}

// placeOf is the place of the i-th of n, or of the last where there are fewer.
func placeOf(s *markdown.Section, i, n int, where func(int) diag.Span) diag.Span {
	if n == 0 {
		return s.File.Span(0, 0)
	}
	return where(min(i, n-1))
}

// first returns the index of the first difference.
func first(a, b []string) (int, bool) {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return i, false
		}
	}
	return len(a), len(a) == len(b)
}

// codes are the findings without their places and messages, which repeat lines.
func codes(l *diag.List) []string {
	var out []string
	for _, d := range l.Sorted() {
		out = append(out, d.Code)
	}
	slices.Sort(out)
	return out
}

// A dumper writes values out as text, by reflection, so that nothing of the model can be forgotten: all but places and, where ids is set, ids.
type dumper struct {
	b   strings.Builder
	ids bool
}

// places are the types that say where something stands.
var places = []reflect.Type{reflect.TypeFor[diag.Span](), reflect.TypeFor[*diag.File](), reflect.TypeFor[*tomlfile.Keys]()}

func (d *dumper) dump(x any) string {
	d.b.Reset()
	d.value(reflect.ValueOf(x))
	return d.b.String()
}

func (d *dumper) value(v reflect.Value) {
	if !v.IsValid() || slices.Contains(places, v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			d.b.WriteString("nil")
			return
		}
		d.value(v.Elem())
	case reflect.Struct:
		d.b.WriteString(v.Type().Name() + "{")
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if d.ids && v.Type() == reflect.TypeFor[doc.Base]() && (name == "ID" || name == "Given") {
				continue
			}
			d.b.WriteString(name + ":")
			d.value(v.Field(i))
			d.b.WriteByte(' ')
		}
		d.b.WriteByte('}')
	case reflect.Slice:
		d.b.WriteByte('[')
		for i := range v.Len() {
			d.value(v.Index(i))
			d.b.WriteByte(',')
		}
		d.b.WriteByte(']')
	case reflect.String:
		fmt.Fprintf(&d.b, "%q", v.String())
	default:
		fmt.Fprint(&d.b, v)
	}
}
