package word

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// numbering counts as Word does: all numberings of one definition count on one another's numbers, unless they start anew.
type numbering struct {
	definitions map[string]*definition // by id
	numberings  map[string]*counting   // by id
}

const levels = 9

type definition struct {
	levels [levels]level
	count  [levels]int
	begun  [levels]bool
}

type level struct {
	start   int
	format  string // "decimal", "lowerLetter", …
	text    string // "%1.", "(%2)"
	style   string // id of the style that has this level
	restart *int   // the level, from 1, after which it starts again; nil for the one above, 0 for never
	legal   bool   // the levels above are printed as decimals
}

type counting struct {
	definition string
	starts     map[int]int // levels that start anew, until they have
}

func newNumbering() *numbering {
	return &numbering{definitions: map[string]*definition{}, numberings: map[string]*counting{}}
}

func (n *numbering) read(p *parser) error {
	d, c, at := &definition{}, &counting{}, 0
	return p.each(func(e xml.StartElement) error {
		val := value(e, "val")
		l := &d.levels[at]
		switch e.Name.Local {
		case "abstractNum":
			d = &definition{}
			for i := range d.levels {
				d.levels[i] = level{start: 1, format: "decimal"}
			}
			n.definitions[value(e, "abstractNumId")] = d
		case "lvl":
			at = levelOf(value(e, "ilvl"))
		case "start":
			l.start = startOf(val)
		case "numFmt":
			l.format = val
		case "lvlText":
			l.text = val
		case "pStyle":
			l.style = val
		case "lvlRestart":
			l.restart = number(val)
		case "isLgl":
			l.legal = on(e)
		case "num":
			c = &counting{starts: map[int]int{}}
			n.numberings[value(e, "numId")] = c
		case "abstractNumId":
			c.definition = val
		case "lvlOverride":
			at = levelOf(value(e, "ilvl"))
			d = &definition{} // a level that is defined anew in full is rare; its start counts
		case "startOverride":
			if c.starts != nil {
				c.starts[at] = startOf(val)
			}
		}
		return nil
	})
}

func levelOf(s string) int {
	if n := number(s); n != nil && *n < levels {
		return *n
	}
	return 0
}

func startOf(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 30_000 {
		return 1
	}
	return n
}

// next counts a paragraph and returns what is printed before it. A paragraph that has the numbering from its style has the level that
// belongs to the style.
func (n *numbering) next(id string, at *int, style string) string {
	c := n.numberings[id]
	if c == nil {
		return ""
	}
	d := n.definitions[c.definition]
	if d == nil {
		return ""
	}
	i := 0
	if at != nil {
		i = min(*at, levels-1)
	} else {
		for k, l := range d.levels {
			if l.style != "" && l.style == style {
				i = k
			}
		}
	}
	d.step(c, i)
	return d.print(i)
}

// step counts one on.
func (d *definition) step(c *counting, i int) {
	start, anew := c.starts[i]
	switch {
	case anew:
		d.count[i] = start
		delete(c.starts, i)
	case d.begun[i]:
		d.count[i]++
	default:
		d.count[i] = d.levels[i].start
	}
	d.begun[i] = true
	for k := 0; k < i; k++ { // a level above that has not been counted stands at its start
		if !d.begun[k] {
			d.count[k], d.begun[k] = d.levels[k].start, true
		}
	}
	for k := i + 1; k < levels; k++ {
		if r := d.levels[k].restart; r == nil || *r > i {
			d.begun[k] = false
		}
	}
}

// print writes the number of level i.
func (d *definition) print(i int) string {
	l := d.levels[i]
	switch l.format {
	case "none":
		return ""
	case "bullet":
		return "•"
	}
	text := l.text
	for k := range i + 1 {
		format := d.levels[k].format
		if l.legal {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(k+1), figure(d.count[k], format))
	}
	return text
}

// figure writes a number in a format.
func figure(n int, format string) string {
	switch format {
	case "lowerLetter", "upperLetter": // z is followed by aa, zz by aaa
		if n < 1 {
			return ""
		}
		first := 'a'
		if format == "upperLetter" {
			first = 'A'
		}
		return strings.Repeat(string(first+rune((n-1)%26)), min((n-1)/26+1, 10))
	case "lowerRoman":
		return strings.ToLower(romanFigure(n))
	case "upperRoman":
		return romanFigure(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "none":
		return ""
	}
	return strconv.Itoa(n)
}

func romanFigure(n int) string {
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, v := range values {
		for ; n >= v && b.Len() < 40; n -= v {
			b.WriteString(signs[i])
		}
	}
	return b.String()
}
