package recommendation

import (
	"fmt"
	"io"
	"rapporteur/internal/tomlfile"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Write writes a document as a file of the registry that [Load] reads. What an item has from the one above it is not written. Dates are
// days; their time is lost.
func Write(w io.Writer, d *Document) error {
	var b strings.Builder
	b.WriteString("[document]\n")
	writeFields(&b, reflect.ValueOf(d).Elem(), func(string, reflect.Value) bool { return true })
	own := map[string]*Item{}
	for _, it := range d.Items {
		own[it.Name] = it
	}
	for _, it := range d.Items {
		fmt.Fprintf(&b, "\n[%s]\n", headerKey(it.Name))
		var parent reflect.Value
		if n, ok := ParseID(ID(it.Name)); ok {
			if name, _ := n.parent(); own[name] != nil {
				parent = reflect.ValueOf(own[name]).Elem()
			}
		}
		writeFields(&b, reflect.ValueOf(it).Elem(), func(key string, v reflect.Value) bool {
			at, isInherited := inheritedFields[key]
			return !isInherited || !parent.IsValid() || !reflect.DeepEqual(v.Interface(), parent.Field(at).Interface())
		})
		for i := range it.Notes {
			fmt.Fprintf(&b, "\n[[%s.notes]]\n", headerKey(it.Name))
			writeFields(&b, reflect.ValueOf(&it.Notes[i]).Elem(), func(string, reflect.Value) bool { return true })
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeFields writes a line for each field of a table that says something and that is wanted.
func writeFields(b *strings.Builder, table reflect.Value, wanted func(key string, v reflect.Value) bool) {
	for i := range table.NumField() {
		key := table.Type().Field(i).Tag.Get("toml")
		if v := table.Field(i); key != "" && key != "-" && key != "notes" && wanted(key, v) {
			if text := tomlValue(v); text != "" {
				fmt.Fprintf(b, "%s = %s\n", key, text)
			}
		}
	}
}

// tomlValue writes a value in one line; nothing for one that says nothing.
func tomlValue(v reflect.Value) string {
	if v.IsZero() {
		return ""
	}
	switch x := v.Interface().(type) {
	case time.Time:
		return x.Format(time.DateOnly)
	case Words:
		if x.IsZero() {
			return ""
		}
		return tomlWords(x)
	}
	switch v.Kind() {
	case reflect.String:
		return tomlfile.Quote(v.String())
	case reflect.Slice:
		var members []string
		for i := range v.Len() {
			members = append(members, tomlfile.Quote(v.Index(i).String()))
		}
		if len(members) == 0 {
			return ""
		}
		return "[" + strings.Join(members, ", ") + "]"
	case reflect.Struct:
		var members []string
		for i := range v.NumField() {
			if text := tomlValue(v.Field(i)); text != "" {
				members = append(members, v.Type().Field(i).Tag.Get("toml")+" = "+text)
			}
		}
		return "{ " + strings.Join(members, ", ") + " }"
	}
	panic(fmt.Sprintf("recommendation: no rule to write %s", v.Type()))
}

// tomlWords writes a text in its languages.
func tomlWords(w Words) string {
	var members []string
	for _, language := range w.Languages() {
		text, _ := w.In(language, language)
		members = append(members, headerKey(language)+" = "+tomlfile.Quote(text))
	}
	if len(members) == 0 {
		text, _ := w.In("", "")
		return tomlfile.Quote(text)
	}
	return "{ " + strings.Join(members, ", ") + " }"
}

// FileName returns the name of the file of a document in the registry: "cmw-c-hnd-co-1.toml".
func (d *Document) FileName() string {
	parts := strings.FieldsFunc(strings.ToLower(d.Symbol), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if len(parts) == 0 || slices.Equal(parts, []string{"institutions"}) {
		parts = []string{"document"}
	}
	return strings.Join(parts, "-") + ".toml"
}
