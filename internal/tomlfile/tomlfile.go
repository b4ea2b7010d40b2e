// Package tomlfile reads TOML into Go values with true places.
//
// In: a file and a pointer to a struct or map. Out: the value filled, and findings for everything that does not fit: text that is not
// TOML, keys that are not known (with the nearest spelling), values of a wrong type. All of them in one run, each at its key or value.
// [Keys] tells afterwards where a key stands.
//
// pelletier/go-toml/v2 parses; what it refuses, BurntSushi/toml parses again and says what is wrong with the syntax. The positions of keys come
// from the syntax tree of pelletier/go-toml/v2/unstable, which is used for nothing else.
package tomlfile

import (
	"encoding"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"

	"rapporteur/internal/diag"
)

// Keys tells where the keys of a file stand. A path is the keys from the outermost; the n-th table of an array is the key "n", from 0.
type Keys struct {
	file   *diag.File
	places map[string]place
	order  map[string][]string // the keys directly below a path, in the order of the file
	heads  []Header
}

// A place is where a key stands, and its value: offsets in the file, each with an end of 0 where it has none.
type place struct {
	keyStart, keyEnd, valueStart, valueEnd int32
}

// sep stands before every key of a path that is written as one text; that of the whole file is empty.
const sep = "\x00"

// joined writes a path as one text.
func joined(path []string) string {
	if len(path) == 0 {
		return ""
	}
	return sep + strings.Join(path, sep)
}

// Span returns where the key of that path stands; where it is not written out, the nearest one above; at worst the beginning of the file.
func (k *Keys) Span(path ...string) diag.Span {
	for n := len(path); n > 0; n-- {
		if p := k.places[joined(path[:n])]; p.keyEnd > 0 {
			return k.file.Span(int(p.keyStart), int(p.keyEnd))
		}
	}
	return k.file.Span(0, 0)
}

// Value returns where the value of that path stands, or the key where the value has no place of its own.
func (k *Keys) Value(path ...string) diag.Span {
	if p := k.places[joined(path)]; p.valueEnd > 0 {
		return k.file.Span(int(p.valueStart), int(p.valueEnd))
	}
	return k.Span(path...)
}

// Has reports whether the key of that path is written.
func (k *Keys) Has(path ...string) bool {
	return k.places[joined(path)].keyEnd > 0
}

// Below returns the keys directly below a path in the order of the file.
func (k *Keys) Below(path ...string) []string { return k.order[joined(path)] }

// A Document is a text of TOML that has been read and not yet decoded.
type Document struct {
	Keys   *Keys
	raw    map[string]any
	prefix string
	found  *diag.List
}

// Read reads the TOML f.Src[start:end]. What stands around it in f is not read, and every place counts from the beginning of f. It returns
// nil when the text is not TOML at all, and adds that to found as prefix/syntax.
func Read(f *diag.File, start, end int, prefix string, found *diag.List) *Document {
	if start == 0 && end >= len(byteOrderMark) && string(f.Src[:len(byteOrderMark)]) == byteOrderMark {
		start = len(byteOrderMark)
	}
	src := f.Src[start:end]
	raw, err := parse(src)
	if err != nil {
		syntax(f, start, err, prefix, found)
		return nil
	}
	return &Document{places(f, start, src), raw, prefix, found}
}

// byteOrderMark is what some editors put before text in UTF-8; it is no part of it.
const byteOrderMark = "\uFEFF"

// Text returns the text of a key outside all tables, empty where there is none.
func (d *Document) Text(key string) string {
	s, _ := d.raw[key].(string)
	return s
}

// Decode puts the document into the value that into points at, and adds what does not fit to the findings, with codes that begin with the
// prefix: prefix/unknown-key, prefix/wrong-type. Fields are named by their `toml` tag; types with UnmarshalText read text.
//
// What the value holds already stays where the document says nothing: a document can change single keys of another one. A list takes the
// place of the old one, except that a list of tables can also be written as a table whose keys are numbers from 1; then only those members
// change.
func (d *Document) Decode(into any) {
	dec := decoder{keys: d.Keys, prefix: d.prefix, found: d.found}
	dec.table(reflect.ValueOf(into).Elem(), d.raw, nil)
}

// DecodeKey puts the value of one key outside all tables, or the table of that name, into the value that into points at, as [Document.Decode]
// does with all of them. A key that is not there changes nothing.
func (d *Document) DecodeKey(key string, into any) {
	if v, ok := d.raw[key]; ok {
		dec := decoder{keys: d.Keys, prefix: d.prefix, found: d.found}
		dec.set(reflect.ValueOf(into).Elem(), v, []string{key})
	}
}

// Decode reads the TOML f.Src[start:end] into the value that into points at, as [Read] and [Document.Decode] do. It returns nil when the
// text is not TOML at all.
func Decode(f *diag.File, start, end int, into any, prefix string, found *diag.List) *Keys {
	d := Read(f, start, end, prefix, found)
	if d == nil {
		return nil
	}
	d.Decode(into)
	return d.Keys
}

// syntax turns the parser's error into a finding at the place the parser names.
func syntax(f *diag.File, start int, err error, prefix string, found *diag.List) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		found.Errorf(f.Span(start, start), prefix+"/syntax", "not TOML: %v", err)
		return
	}
	from := min(start+max(pe.Position.Start, 0), len(f.Src))
	to := min(from+max(pe.Position.Len, 0), len(f.Src))
	message := strings.TrimSuffix(strings.TrimSpace(strings.ReplaceAll(pe.Message, "\n", " ")), ".")
	if message == "" {
		message = "the text cannot be read"
	}
	found.Errorf(f.Span(from, to), prefix+"/syntax", "not TOML: %s", message)
}

// places walks the syntax for the positions of keys and values.
func places(f *diag.File, start int, src []byte) *Keys {
	k := &Keys{file: f, places: make(map[string]place, len(src)/40), order: map[string][]string{}} // a key has about so many bytes to itself
	var p unstable.Parser
	p.Reset(src)
	tables := map[string]int{} // arrays of tables: how many so far
	var current string
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			current = k.keys(start, "", e, tables)
			k.header(start, current, e)
		case unstable.ArrayTable:
			name := k.keys(start, "", e, tables)
			n := strconv.Itoa(tables[name])
			tables[name]++
			current = name + sep + n
			at := k.header(start, current, e)
			k.put(name, n, current, at.Start, at.End)
		case unstable.KeyValue:
			k.keyValue(start, current, e)
		}
	}
	return k
}

// keys records the keys of e below path and returns the whole path; a key that names an array of tables stands for its last one.
func (k *Keys) keys(start int, path string, e *unstable.Node, tables map[string]int) string {
	for it := e.Key(); it.Next(); {
		n := it.Node()
		if c := tables[path]; c > 0 {
			path += sep + strconv.Itoa(c-1)
		}
		key := string(n.Data)
		name := path + sep + key
		from := start + int(n.Raw.Offset)
		k.put(path, key, name, from, from+int(n.Raw.Length))
		path = name
	}
	return path
}

// put records where a key below a path stands, unless it is known; name is the path of the key itself.
func (k *Keys) put(above, key, name string, start, end int) {
	p := k.places[name]
	if p.keyEnd > 0 {
		return
	}
	p.keyStart, p.keyEnd = int32(start), int32(end)
	k.places[name] = p
	k.order[above] = append(k.order[above], key)
}

func (k *Keys) keyValue(start int, above string, e *unstable.Node) {
	k.value(start, k.keys(start, above, e, nil), e.Value())
}

func (k *Keys) value(start int, path string, v *unstable.Node) {
	if v.Raw.Length > 0 {
		p := k.places[path]
		p.valueStart = int32(start + int(v.Raw.Offset))
		p.valueEnd = p.valueStart + int32(v.Raw.Length)
		k.places[path] = p
	}
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			k.keyValue(start, path, it.Node())
		}
	case unstable.Array:
		n := 0
		for it := v.Children(); it.Next(); {
			if c := it.Node(); c.Kind != unstable.Comment {
				k.value(start, path+sep+strconv.Itoa(n), c)
				n++
			}
		}
	}
}

type decoder struct {
	keys   *Keys
	prefix string
	found  *diag.List
	lists  map[string]bool // paths of lists, whose members have numbers from 0 below them
}

var timeType = reflect.TypeFor[time.Time]()

func (d *decoder) wrong(path []string, format string, args ...any) *diag.Diagnostic {
	return d.found.Errorf(d.keys.Value(path...), d.prefix+"/wrong-type", "%s %s", d.called(path), fmt.Sprintf(format, args...))
}

// called is what messages call a value: `"17.themes"`, `member 1 of "17.themes"`, `"date" of member 2 of "17.notes"`.
func (d *decoder) called(path []string) string {
	for i := len(path) - 1; i > 0; i-- {
		if list := path[:i]; d.lists[strings.Join(list, sep)] {
			n, _ := strconv.Atoi(path[i]) // made by list
			text := fmt.Sprintf("member %d of %s", n+1, d.called(list))
			if below := path[i+1:]; len(below) > 0 {
				text = fmt.Sprintf("%q of %s", strings.Join(below, "."), text)
			}
			return text
		}
	}
	return fmt.Sprintf("%q", strings.Join(path, "."))
}

// kindOf names the type of a TOML value as an author knows it.
func kindOf(v any) string {
	switch v := v.(type) {
	case string:
		return "text"
	case bool:
		return "true or false"
	case int64:
		return "a whole number"
	case float64:
		return "a number"
	case time.Time:
		return "a date"
	case []any, []map[string]any:
		return "a list"
	case map[string]any:
		return "a table"
	default:
		return fmt.Sprintf("%T", v)
	}
}

// untexted reports a value that is not text where text with a form of its own was expected. The type itself says what a number lacks, such as a
// unit.
func (d *decoder) untexted(u encoding.TextUnmarshaler, v any, path []string) {
	switch v.(type) {
	case int64, float64:
		if err := u.UnmarshalText([]byte(fmt.Sprint(v))); err != nil {
			d.wrong(path, "cannot be read: %v", err).WithHint("write it in quotation marks")
			return
		}
	}
	d.wrong(path, "is %s; text was expected", kindOf(v))
}

// set puts a TOML value into a Go value or says why it does not fit.
func (d *decoder) set(to reflect.Value, v any, path []string) {
	if u, ok := to.Addr().Interface().(encoding.TextUnmarshaler); ok && to.Type() != timeType {
		s, isText := v.(string)
		if !isText {
			d.untexted(u, v, path)
			return
		}
		if err := u.UnmarshalText([]byte(s)); err != nil {
			d.wrong(path, "cannot be read: %v", err)
		}
		return
	}
	if u, ok := to.Addr().Interface().(toml.Unmarshaler); ok {
		if err := u.UnmarshalTOML(v); err != nil {
			d.wrong(path, "%v", err)
		}
		return
	}
	if to.Type() == timeType {
		if t, ok := v.(time.Time); ok {
			to.Set(reflect.ValueOf(time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)))
		} else {
			d.wrong(path, "is %s; a date such as 2024-02-09, without quotation marks, was expected", kindOf(v))
		}
		return
	}
	switch to.Kind() {
	case reflect.String:
		if s, ok := v.(string); ok {
			to.SetString(s)
		} else {
			d.wrong(path, "is %s; text in quotation marks was expected", kindOf(v))
		}
	case reflect.Bool:
		if b, ok := v.(bool); ok {
			to.SetBool(b)
		} else {
			d.wrong(path, "is %s; true or false was expected", kindOf(v))
		}
	case reflect.Int:
		if n, ok := v.(int64); ok {
			to.SetInt(n)
		} else {
			d.wrong(path, "is %s; a whole number was expected", kindOf(v))
		}
	case reflect.Struct:
		if m, ok := v.(map[string]any); ok {
			d.table(to, m, path)
		} else {
			d.wrong(path, "is %s; a table was expected", kindOf(v))
		}
	case reflect.Map:
		if m, ok := v.(map[string]any); ok {
			d.table(to, m, path)
		} else {
			d.wrong(path, "is %s; a table was expected", kindOf(v))
		}
	case reflect.Slice, reflect.Array:
		d.list(to, v, path)
	default:
		panic(fmt.Sprintf("tomlfile: no rule for %s", to.Type()))
	}
}

func (d *decoder) list(to reflect.Value, v any, path []string) {
	var items []any
	switch v := v.(type) {
	case []any:
		items = v
	case []map[string]any:
		for _, m := range v {
			items = append(items, m)
		}
	case map[string]any:
		if to.Kind() == reflect.Slice && to.Len() > 0 && to.Type().Elem().Kind() == reflect.Struct {
			d.members(to, v, path)
			return
		}
		d.wrong(path, "is a table; a list was expected")
		return
	default:
		d.wrong(path, "is %s; a list was expected", kindOf(v))
		return
	}
	if to.Kind() == reflect.Array {
		if len(items) != to.Len() {
			d.wrong(path, "has %d items; %d were expected", len(items), to.Len())
			return
		}
	} else {
		to.Set(reflect.MakeSlice(to.Type(), len(items), len(items)))
	}
	if d.lists == nil {
		d.lists = map[string]bool{}
	}
	d.lists[strings.Join(path, sep)] = true
	for i, item := range items {
		d.set(to.Index(i), item, append(slices.Clone(path), strconv.Itoa(i)))
	}
}

// members changes members of a list of tables, named by their numbers from 1.
func (d *decoder) members(to reflect.Value, m map[string]any, path []string) {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		at := append(slices.Clone(path), key)
		if n, err := strconv.Atoi(key); err != nil || n < 1 || n > to.Len() || strconv.Itoa(n) != key {
			d.found.Errorf(d.keys.Span(at...), d.prefix+"/unknown-key", "key %q is not known in %q; a number from 1 to %d was expected", key, strings.Join(path, "."), to.Len()).
				WithHint("write [%s.1] for the first", strings.Join(path, "."))
		} else {
			d.set(to.Index(n-1), m[key], at)
		}
	}
}

// table fills a struct or a map with text keys.
func (d *decoder) table(to reflect.Value, m map[string]any, path []string) {
	at := func(key string) []string { return append(slices.Clone(path), key) }
	if to.Kind() == reflect.Map {
		if to.IsNil() {
			to.Set(reflect.MakeMap(to.Type()))
		}
		for _, key := range slices.Sorted(maps.Keys(m)) {
			v := reflect.New(to.Type().Elem()).Elem()
			if old := to.MapIndex(reflect.ValueOf(key)); old.IsValid() {
				v.Set(old)
			}
			d.set(v, m[key], at(key))
			to.SetMapIndex(reflect.ValueOf(key), v)
		}
		return
	}
	fields := fieldsOf(to.Type())
	for _, key := range slices.Sorted(maps.Keys(m)) {
		i, ok := fields[key]
		if !ok {
			d.unknown(at(key), key, slices.Sorted(maps.Keys(fields)))
			continue
		}
		d.set(to.Field(i), m[key], at(key))
	}
}

// knownFields are the fields of types that were filled already: map[string]int by reflect.Type.
var knownFields sync.Map

// fieldsOf returns the fields of a struct by their keys.
func fieldsOf(t reflect.Type) map[string]int {
	if known, ok := knownFields.Load(t); ok {
		return known.(map[string]int)
	}
	fields := map[string]int{}
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("toml"), ","); name != "" && name != "-" {
			fields[name] = i
		}
	}
	knownFields.Store(t, fields)
	return fields
}

func (d *decoder) unknown(path []string, key string, known []string) {
	where := ""
	if len(path) > 1 {
		where = " in " + d.called(path[:len(path)-1])
	}
	f := d.found.Errorf(d.keys.Span(path...), d.prefix+"/unknown-key", "key %q is not known%s", key, where)
	if near := diag.Nearest(key, known); len(near) > 0 {
		f.WithHint("write %s", diag.Quoted(near))
	} else {
		f.WithHint("use one of %s", strings.Join(known, ", "))
	}
}
