package cite

import (
	"slices"
	"strings"
)

// A FieldChange is a field that two entries of one key do not have in common, with its values as written, without quotation marks. A value
// is empty where an entry does not have the field.
type FieldChange struct {
	Field    string // "date", "title.en"
	Old, New string
}

// Compare returns the fields in which two entries differ, in the order of the newer entry and then of the older one.
func Compare(old, new *Entry) []FieldChange {
	before, after := old.written(), new.written()
	var out []FieldChange
	for _, f := range after {
		if was := valueOf(before, f.Field); was != f.New {
			out = append(out, FieldChange{f.Field, was, f.New})
		}
	}
	for _, f := range before {
		if !slices.ContainsFunc(after, func(g FieldChange) bool { return g.Field == f.Field }) {
			out = append(out, FieldChange{Field: f.Field, Old: f.New})
		}
	}
	return out
}

// written are the fields that the author wrote, each with its value as New.
func (e *Entry) written() []FieldChange {
	var out []FieldChange
	var below func(path []string)
	below = func(path []string) {
		inner := e.keys.Below(append([]string{e.Key}, path...)...)
		for _, name := range inner {
			below(append(path[:len(path):len(path)], name))
		}
		if len(path) > 0 && len(inner) == 0 {
			value := strings.Join(strings.Fields(e.Value(path...).Text()), " ")
			out = append(out, FieldChange{Field: strings.Join(path, "."), New: unquoted(value)})
		}
	}
	below(nil)
	return out
}

func valueOf(fields []FieldChange, name string) string {
	for _, f := range fields {
		if f.Field == name {
			return f.New
		}
	}
	return ""
}

// unquoted is a TOML value without the quotation marks around a single string.
func unquoted(value string) string {
	for _, q := range []string{`"""`, "'''", `"`, "'"} {
		if inner, ok := strings.CutPrefix(value, q); ok {
			if text, ok := strings.CutSuffix(inner, q); ok && !strings.Contains(text, q) {
				return strings.TrimSpace(text)
			}
		}
	}
	return value
}
