// Package wordtest reads Word files for tests, by the words of the standard and without knowledge of the package that writes them.
package wordtest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Numbers returns for every paragraph of word/document.xml, in reading order, the number or letter that Word prints before it; it is empty
// for a paragraph without. part returns the bytes of a part of the file, nil for one that is not there.
//
// Source: ECMA-376, part 1, 17.9 (numbering), 17.7.2 (the style of a paragraph, and those that it is based on) and 17.9.23 (a level of which
// a style is the owner).
func Numbers(part func(name string) []byte) ([]string, error) {
	c := counter{abstract: map[string]*abstract{}, numbers: map[string]*number{}, styles: map[string]paragraphStyle{}}
	if err := c.readNumbering(part("word/numbering.xml")); err != nil {
		return nil, fmt.Errorf("word/numbering.xml: %w", err)
	}
	if err := c.readStyles(part("word/styles.xml")); err != nil {
		return nil, fmt.Errorf("word/styles.xml: %w", err)
	}
	var out []string
	err := each(part("word/document.xml"), "p", func(d *xml.Decoder, start xml.StartElement) error {
		at := len(out) // a paragraph may hold others, in a text box
		out = append(out, "")
		p, err := readProperties(d)
		if err == nil {
			out[at], err = c.count(p)
		}
		return err
	})
	return out, err
}

// abstract is a definition of levels, which all numberings of it count together.
type abstract struct {
	levels   map[int]level
	counters [9]int
}

type level struct {
	start        int
	format, text string
	ownedBy      string
}

// number is a numbering.
type number struct {
	abstract  string
	overrides map[int]int
	used      map[int]bool // the levels whose override has been obeyed
}

type paragraphStyle struct {
	based, number string
}

type properties struct {
	style  string
	number string // "" where nothing is said
	level  int
}

type counter struct {
	abstract map[string]*abstract
	numbers  map[string]*number
	styles   map[string]paragraphStyle
}

func value(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// each calls f at the start of every element of that name, also inside one another.
func each(src []byte, name string, f func(*xml.Decoder, xml.StartElement) error) error {
	d := xml.NewDecoder(bytes.NewReader(src))
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == name {
			if err := f(d, e); err != nil {
				return err
			}
		}
	}
}

func (c *counter) readNumbering(src []byte) error {
	var a *abstract
	var n *number
	var at int
	d := xml.NewDecoder(bytes.NewReader(src))
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		val := value(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			a = &abstract{levels: map[int]level{}}
			c.abstract[value(e, "abstractNumId")] = a
		case "lvl":
			if at, err = strconv.Atoi(value(e, "ilvl")); err != nil {
				return err
			}
			a.levels[at] = level{start: 1}
		case "start", "numFmt", "lvlText", "pStyle":
			l := a.levels[at]
			switch e.Name.Local {
			case "start":
				l.start, err = strconv.Atoi(val)
			case "numFmt":
				l.format = val
			case "lvlText":
				l.text = val
			case "pStyle":
				l.ownedBy = val
			}
			if err != nil {
				return err
			}
			a.levels[at] = l
		case "num":
			n = &number{overrides: map[int]int{}, used: map[int]bool{}}
			c.numbers[value(e, "numId")] = n
		case "abstractNumId":
			n.abstract = val
		case "lvlOverride":
			if at, err = strconv.Atoi(value(e, "ilvl")); err != nil {
				return err
			}
		case "startOverride":
			if n.overrides[at], err = strconv.Atoi(val); err != nil {
				return err
			}
		}
	}
}

func (c *counter) readStyles(src []byte) error {
	var id string
	return each(src, "style", func(d *xml.Decoder, e xml.StartElement) error {
		id = value(e, "styleId")
		var s paragraphStyle
		for depth := 1; depth > 0; {
			t, err := d.Token()
			if err != nil {
				return err
			}
			switch t := t.(type) {
			case xml.StartElement:
				depth++
				switch t.Name.Local {
				case "basedOn":
					s.based = value(t, "val")
				case "numId":
					s.number = value(t, "val")
				}
			case xml.EndElement:
				depth--
			}
		}
		c.styles[id] = s
		return nil
	})
}

// readProperties reads w:pPr where it is the first child of the paragraph.
func readProperties(d *xml.Decoder) (properties, error) {
	var p properties
	t, err := d.Token()
	if err != nil {
		return p, err
	}
	if e, ok := t.(xml.StartElement); !ok || e.Name.Local != "pPr" {
		return p, nil
	}
	for depth := 1; depth > 0; {
		if t, err = d.Token(); err != nil {
			return p, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			switch t.Name.Local {
			case "pStyle":
				p.style = value(t, "val")
			case "numId":
				p.number = value(t, "val")
			case "ilvl":
				if p.level, err = strconv.Atoi(value(t, "val")); err != nil {
					return p, err
				}
			}
		case xml.EndElement:
			depth--
		}
	}
	return p, nil
}

// count counts a paragraph and returns what is printed before it.
func (c *counter) count(p properties) (string, error) {
	if p.number == "" {
		for id := p.style; id != "" && p.number == ""; id = c.styles[id].based {
			if p.number = c.styles[id].number; p.number == "" || p.number == "0" {
				continue
			}
			owned := false
			for at, l := range c.abstract[c.numbers[p.number].abstract].levels {
				if l.ownedBy == id {
					p.level, owned = at, true
				}
			}
			if !owned {
				return "", fmt.Errorf("style %s names numbering %s, of which it owns no level", id, p.number)
			}
		}
	}
	if p.number == "" || p.number == "0" {
		return "", nil
	}
	n := c.numbers[p.number]
	if n == nil {
		return "", fmt.Errorf("there is no numbering %s", p.number)
	}
	a := c.abstract[n.abstract]
	l, ok := a.levels[p.level]
	if !ok {
		return "", fmt.Errorf("numbering %s has no level %d", p.number, p.level)
	}
	if at, ok := n.overrides[p.level]; ok && !n.used[p.level] {
		n.used[p.level] = true
		a.counters[p.level] = at
	} else if a.counters[p.level] == 0 {
		a.counters[p.level] = l.start
	} else {
		a.counters[p.level]++
	}
	clear(a.counters[p.level+1:])
	text := l.text
	for i := range a.counters {
		if mark := "%" + strconv.Itoa(i+1); strings.Contains(text, mark) {
			s, err := format(a.levels[i].format, max(a.counters[i], a.levels[i].start))
			if err != nil {
				return "", err
			}
			text = strings.ReplaceAll(text, mark, s)
		}
	}
	return text, nil
}

// format writes n as 17.18.59 has it.
func format(kind string, n int) (string, error) {
	switch kind {
	case "decimal":
		return strconv.Itoa(n), nil
	case "lowerLetter":
		return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1), nil
	case "upperLetter":
		return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1), nil
	case "lowerRoman":
		return strings.ToLower(roman(n)), nil
	case "upperRoman":
		return roman(n), nil
	}
	return "", fmt.Errorf("no way to count in %q", kind)
}

func roman(n int) string {
	digits := [][2]string{{"M", ""}, {"C", "D"}, {"X", "L"}, {"I", "V"}}
	tens := []string{"", "M", "C", "X"}
	var b strings.Builder
	for i, power := range []int{1000, 100, 10, 1} {
		one, five := digits[i][0], digits[i][1]
		switch d := n / power % 10; {
		case d == 9:
			b.WriteString(one + tens[i])
		case d >= 5:
			b.WriteString(five + strings.Repeat(one, d-5))
		case d == 4:
			b.WriteString(one + five)
		default:
			b.WriteString(strings.Repeat(one, d))
		}
	}
	return b.String()
}
