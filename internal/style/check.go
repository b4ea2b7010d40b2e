package style

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"rapporteur/internal/diag"
)

// bounds are what a length may be, ends included.
type bounds struct{ least, most Length }

const millimetre = Length(72 / 25.4)

// Bounds of lengths: wide enough for any page that can be meant, narrow enough that every back end can set it.
var (
	sizes   = bounds{1, 144}
	lines   = bounds{1, 300}
	spaces  = bounds{0, 500}
	indents = bounds{0, 1000 * millimetre}
	shifts  = bounds{-1000 * millimetre, 1000 * millimetre}
	weights = bounds{0, 20}
	papers  = bounds{50 * millimetre, 2000 * millimetre}
)

// leastMeasure is the least that margins and indents must leave for text, in both directions.
const leastMeasure = 20 * millimetre

// limits are the bounds of lengths by the last part of their key, or by the whole key where that differs. What is in neither is a distance
// that may not be negative.
var limits = map[string]bounds{
	"size": sizes, "table.min-size": sizes, "line": lines, "before": spaces, "after": spaces,
	"first": shifts, "raise": {-50, 50},
	"weight": weights, "header-rule": weights, "thin-rule": weights, "heavy-rule": weights, "top-rule": weights, "head-rule": weights,
	"bottom-rule": weights, "span-rule": weights, "total-rule": weights, "redline.line": weights, "redline.bar": weights, "redline.old": sizes,
	"page.width": papers, "page.height": papers, "landscape.width": papers, "landscape.height": papers,
	"tab": {1, 500},
}

func boundsOf(path []string) bounds {
	if b, ok := limits[strings.Join(path, ".")]; ok {
		return b
	}
	if b, ok := limits[path[len(path)-1]]; ok {
		return b
	}
	return indents
}

func (b bounds) String() string {
	if b.most <= spaces.most {
		return fmt.Sprintf("%gpt to %gpt", b.least, b.most)
	}
	return fmt.Sprintf("%gmm to %gmm", float64(b.least/millimetre), float64(b.most/millimetre))
}

// String writes a length as a sheet does: in points up to an inch, otherwise in millimetres.
func (l Length) String() string {
	if l >= -72 && l <= 72 {
		return strconv.FormatFloat(math.Round(float64(l)*10)/10, 'f', -1, 64) + "pt"
	}
	return strconv.FormatFloat(float64(l/millimetre), 'f', 1, 64) + "mm"
}

// A checker holds a sheet to what every back end relies upon.
type checker struct {
	*Sheet
	written places
	found   *diag.List
	sound   bool // nothing has been found
}

// check reports what a back end would miss and values that no page can have, each where it is written. It returns whether there is none.
func (s *Sheet) check(written places, found *diag.List) bool {
	c := &checker{s, written, found, true}
	c.counts()
	if !c.sound {
		return false
	}
	c.lengths(reflect.ValueOf(s).Elem(), nil)
	c.spaces()
	c.colors()
	if !c.sound { // sums of what cannot be would only repeat it
		return false
	}
	if c.pages(); c.sound {
		c.measures()
	}
	return c.sound
}

func (c *checker) fault(at diag.Span, code, format string, args ...any) *diag.Diagnostic {
	c.sound = false
	return c.found.Errorf(at, code, format, args...)
}

// counts looks for lists and names that are missing or have another number of members than they need.
func (c *checker) counts() {
	var missing []string
	for _, level := range []struct {
		key  string
		n    int
		want int
	}{
		{"heading", len(c.Headings), 6}, {"item", len(c.Items), 4}, {"bullet", len(c.Bullets), 4}, {"masthead.columns", len(c.Masthead.Columns), 3},
		{"fonts.word", len(c.Fonts.Word), 0}, {"fonts.web", len(c.Fonts.Web), 0},
	} {
		if level.n == 0 {
			missing = append(missing, strconv.Quote(level.key))
		} else if level.want > 0 && level.n != level.want {
			f := c.fault(c.written.key(strings.Split(level.key, ".")...), "template/incomplete", "%q has %s; %d are needed", level.key, members(level.n), level.want)
			if !strings.Contains(level.key, ".") {
				f.WithHint("write [%s.1] and not [[%s]] to change one of them and take the others from the base", level.key, level.key)
			}
		}
	}
	if len(missing) > 0 {
		c.fault(c.written.key(), "template/incomplete", "the style sheet lacks %s", strings.Join(missing, ", ")).WithHint("%s", baseHint)
	}
}

func members(n int) string {
	if n == 1 {
		return "1 member"
	}
	return strconv.Itoa(n) + " members"
}

const baseHint = `write base = "un-geneva" at the head of the file: what it leaves out is taken from there`

// lengths holds every length below v, whose key is path, to its bounds.
func (c *checker) lengths(v reflect.Value, path []string) {
	switch v.Kind() {
	case reflect.Struct:
		if v.IsZero() && len(path) > 0 && v.Type() != reflect.TypeFor[Word]() {
			c.fault(c.written.key(path...), "template/incomplete", "there is no %q", named(path)).WithHint("%s", baseHint)
			return
		}
		for i := range v.NumField() {
			if name := v.Type().Field(i).Tag.Get("toml"); name != "" && name != "-" {
				c.lengths(v.Field(i), append(path[:len(path):len(path)], name))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.lengths(v.Index(i), append(path[:len(path):len(path)], strconv.Itoa(i)))
		}
	case reflect.Float64:
		c.length(v.Interface().(Length), path)
	}
}

// spaces looks at the limits of justified lines.
func (c *checker) spaces() {
	for _, l := range []struct {
		key             string
		is, least, most int
	}{
		{"shrink", c.Lines.Shrink, 0, 50}, {"stretch", c.Lines.Stretch, 10, 200}, {"loosest", c.Lines.Loosest, max(c.Lines.Stretch, 10), 2000},
	} {
		if l.is < l.least || l.is > l.most {
			c.fault(c.written.value("lines", l.key), "template/value", "\"lines.%s\" is %d; %d to %d was expected", l.key, l.is, l.least, l.most)
		}
	}
}

// leastContrast is that of text that everybody can read (WCAG 2.1, 1.4.3).
const leastContrast = 4.5

// colors looks at the colours of words on white paper.
func (c *checker) colors() {
	for _, l := range []struct {
		key string
		is  Color
	}{{"inserted", c.Redline.Inserted}, {"deleted", c.Redline.Deleted}, {"follows", c.Redline.Follows}} {
		if contrast := l.is.Contrast(0xFFFFFF); contrast < leastContrast {
			c.fault(c.written.value("redline", l.key), "template/value", "the colour %q of %q has a contrast of %.1f to 1 on white paper; at least %g to 1 was expected", l.is, "redline."+l.key, contrast, leastContrast)
		}
	}
}

func (c *checker) length(l Length, path []string) {
	b := boundsOf(path)
	if path[0] == "note-mark" && path[len(path)-1] == "line" || l >= b.least && l <= b.most { // a mark stands on the line of its word
		return
	}
	is := "is " + c.written.value(path...).Text()
	if l == 0 && !strings.Contains(is, `"`) {
		is = "is not given"
	}
	c.fault(c.written.value(path...), "template/value", "%q %s; %s was expected", named(path), is, b)
}

// named is a key as an author names it: members of lists count from 1.
func named(path []string) string {
	out := make([]string, len(path))
	for i, p := range path {
		if out[i] = p; i > 0 {
			if n, err := strconv.Atoi(p); err == nil {
				out[i] = strconv.Itoa(n + 1)
			}
		}
	}
	return strings.Join(out, ".")
}

// place is where a value is to be changed: where it is written in the file that was asked for, otherwise where that changes the page, on which
// a value of its base does not fit any more, and otherwise where it is written.
func (c *checker) place(path []string) diag.Span {
	own := c.written[:1]
	switch {
	case c.mine(path):
		return own.value(path...)
	case own[0].Keys.Has("page"):
		return own.key("page")
	}
	return c.written.value(path...)
}

// pages looks at the paper, its margins and what must fit between them.
func (c *checker) pages() {
	for _, p := range []struct {
		key string
		Page
	}{{"page", c.Page}, {"landscape", c.Landscape}} {
		c.room(p.Frame(), p.Width, "the paper", []string{p.key, "left"}, []string{p.key, "right"})
		c.room(p.Height-p.Top-p.Bottom, p.Height, "the paper", []string{p.key, "top"}, []string{p.key, "bottom"})
	}
	m, frame := c.Masthead, c.Page.Frame()
	if !c.sound {
		return
	}
	if sum := m.Columns[0] + m.Columns[1] + m.Columns[2]; sum > frame+millimetre/10 {
		c.fault(c.place([]string{"masthead", "columns"}), "template/value", "the columns of the masthead take %v; the frame has %v", sum, frame)
	}
	c.room(c.Page.Height-c.Page.Bottom-m.Top-m.Row1-m.Row2, c.Page.Height, "page one", []string{"masthead", "row1"}, []string{"masthead", "row2"})
	for _, w := range []struct {
		key   []string
		width Length
		most  Length
	}{
		{[]string{"table", "width"}, c.Table.Indent + c.Table.Width, frame}, {[]string{"table", "wide-width"}, c.Table.WideWidth, frame},
		{[]string{"separator", "width"}, c.Separator.Left + c.Separator.Width, frame},
		{[]string{"separator", "continued-width"}, c.Separator.ContinuedLeft + c.Separator.ContinuedWidth, frame}, {[]string{"end-rule", "width"}, c.EndRule.Width, frame},
		{[]string{"table", "min-size"}, c.Table.MinSize, c.TableCell.Size},
	} {
		if w.width > w.most+millimetre/10 {
			c.fault(c.place(w.key), "template/value", "%q reaches %v; %v is the most", strings.Join(w.key, "."), w.width, w.most)
		}
	}
}

// room reports two keys that leave less than the least measure of the whole.
func (c *checker) room(left, whole Length, of string, first, second []string) {
	if left >= leastMeasure {
		return
	}
	at, other := first, second
	if !c.mine(first) && c.mine(second) {
		at, other = second, first
	}
	c.fault(c.place(at), "template/value", "%q and %q leave %v of %s of %v; at least %v was expected", named(first), named(second), left, of, whole, leastMeasure).
		WithRelated(c.written.value(other...), "the other is here")
}

// mine reports whether a key is written in the file that was asked for.
func (c *checker) mine(path []string) bool {
	return c.written[0].Keys.Has(spelt(c.written[0].Keys, path)...)
}

// measures looks at the indents of paragraphs.
func (c *checker) measures() {
	frame := c.Page.Frame()
	each := func(t Text, path ...string) {
		key := func(name string) []string { return append(path[:len(path):len(path)], name) }
		if left := frame - t.Left - t.Right; left < leastMeasure {
			c.room(left, frame, "the frame", key("left"), key("right"))
			return
		}
		for _, at := range []struct {
			key   string
			place Length
		}{{"first", t.Left + t.First}, {"marker", t.Marker}, {"text", t.Text}} {
			if at.place < 0 || at.place > frame-t.Right-leastMeasure/2 {
				c.fault(c.place(key(at.key)), "template/value", "%q puts the first line at %v; it must begin in the measure, which goes from 0pt to %v", named(key(at.key)), at.place, frame-t.Right)
			}
		}
	}
	sheet := reflect.ValueOf(c.Sheet).Elem()
	for i := range sheet.NumField() {
		name := sheet.Type().Field(i).Tag.Get("toml")
		switch v := sheet.Field(i).Interface().(type) {
		case Text:
			each(v, name)
		case []Text:
			for n, t := range v {
				each(t, name, strconv.Itoa(n))
			}
		}
	}
}
