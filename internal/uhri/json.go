package uhri

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// ReadJSON reads records from a JSON list. Members that are not known are noted, and dates that are none.
func ReadJSON(r io.Reader) ([]Annotation, []Note, error) {
	d := json.NewDecoder(r)
	if t, err := d.Token(); err != nil {
		return nil, nil, fmt.Errorf("no JSON: %w", err)
	} else if t != json.Delim('[') {
		return nil, nil, errors.New("a list of records was expected")
	}
	var all []Annotation
	notes := newNotes()
	for d.More() {
		n := len(all) + 1
		var members map[string]json.RawMessage
		if err := d.Decode(&members); err != nil {
			return nil, nil, fmt.Errorf("record %d: %w", n, err)
		}
		var a Annotation
		wrong := map[*column]error{}
		for name, raw := range members {
			c := find(name)
			if c == nil {
				if !empty(raw) && !same[name] {
					notes.count(fmt.Sprintf("member %q is not known", name))
				}
				continue
			}
			values, err := strs(raw)
			if err != nil {
				return nil, nil, fmt.Errorf("record %d: %s: %w", n, name, err)
			}
			if err := c.set(&a, values); err != nil {
				wrong[c] = err
			}
		}
		for i := range columns { // in their order; the symbol is known by now
			if err := wrong[&columns[i]]; err != nil {
				notes.leftOut(n, &a, cmp.Or(columns[i].json, columns[i].sheet), err)
			}
		}
		all = append(all, a)
	}
	if _, err := d.Token(); err != nil {
		return nil, nil, fmt.Errorf("after record %d: %w", len(all), err)
	}
	return all, notes.list(), nil
}

// same are members that say again what others say.
var same = map[string]bool{"TextPlainCleaned": true}

func empty(raw json.RawMessage) bool {
	switch strings.TrimSpace(string(raw)) {
	case "null", `""`, "[]", "{}":
		return true
	}
	return false
}

// strs returns a text, a number or a list of them as texts.
func strs(raw json.RawMessage) ([]string, error) {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return strings.Split(v, "\n"), nil
	case float64:
		return []string{strconv.FormatFloat(v, 'f', -1, 64)}, nil
	case []any:
		var out []string
		for _, m := range v {
			s, ok := m.(string)
			if !ok {
				return nil, errors.New("a list of texts was expected")
			}
			out = append(out, s)
		}
		return out, nil
	}
	return nil, errors.New("a text or a list of texts was expected")
}

// WriteJSON writes records as a JSON list, with the members in the order of the sheet. What a record does not have is an empty list, or null.
func WriteJSON(w io.Writer, all []Annotation) error {
	var b strings.Builder
	b.WriteString("[")
	for i := range all {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  {")
		first := true
		for _, c := range columns {
			if c.json == "" {
				continue
			}
			value, err := c.value(&all[i])
			if err != nil {
				return err
			}
			if !first {
				b.WriteString(",")
			}
			first = false
			fmt.Fprintf(&b, "\n    %q: %s", c.json, value)
		}
		b.WriteString("\n  }")
	}
	b.WriteString("\n]\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// value is the value of a column in JSON.
func (c *column) value(a *Annotation) (string, error) {
	var v any
	switch from := c.field(a).(type) {
	case *string:
		v = *from
	case *[]string:
		switch {
		case c.list:
			v = append([]string{}, *from...)
		case len(*from) > 0:
			v = strings.Join(*from, "\n")
		}
	case *time.Time:
		if !from.IsZero() {
			v = from.Format(time.DateOnly)
		}
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSpace(b.String()), err
}
