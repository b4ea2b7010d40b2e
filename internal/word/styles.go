package word

import (
	"encoding/xml"
	"strconv"
)

// styles are the styles of paragraphs of a file.
type styles struct {
	all map[string]*paragraphStyle // by id
	std string                     // id of the default one
}

type paragraphStyle struct {
	name  string
	based string // id of the style that it is based on
	properties
}

// properties are what a paragraph or its style says; nil and "" where it says nothing.
type properties struct {
	style   string // id
	number  string // id of a numbering; "0" for none
	level   *int   // of the numbering, from 0
	outline *int   // level as a heading, from 0; 9 for text
	bold    *bool
}

func newStyles() *styles { return &styles{all: map[string]*paragraphStyle{}} }

func (s *styles) read(p *parser) error {
	current := &paragraphStyle{}
	return p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "style":
			current = &paragraphStyle{}
			if value(e, "type") == "paragraph" {
				id := value(e, "styleId")
				s.all[id] = current
				if d := value(e, "default"); d == "1" || d == "true" {
					s.std = id
				}
			}
		case "name":
			current.name = value(e, "val")
		case "basedOn":
			current.based = value(e, "val")
		case "docDefaults", "tblStylePr", "pPrChange", "rPrChange":
			return p.skip()
		default:
			current.take(e)
		}
		return nil
	})
}

// take reads one property.
func (q *properties) take(e xml.StartElement) {
	switch e.Name.Local {
	case "pStyle":
		q.style = value(e, "val")
	case "numId":
		q.number = value(e, "val")
	case "ilvl":
		q.level = number(value(e, "val"))
	case "outlineLvl":
		q.outline = number(value(e, "val"))
	case "b":
		b := on(e)
		q.bold = &b
	}
}

func number(s string) *int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 9 {
		return nil
	}
	return &n
}

// complete fills in from the styles what a paragraph does not say itself, and returns the name of its style.
func (s *styles) complete(q *properties) (name string) {
	id := q.style
	if id == "" {
		id = s.std
	} else if style := s.all[id]; style != nil {
		name = style.name
	}
	for seen := 0; s.all[id] != nil && seen <= len(s.all); seen++ { // a style may be based on itself
		style := s.all[id]
		if q.number == "" && style.number != "" {
			q.number = style.number
			if q.level == nil {
				q.level = style.level
			}
		}
		if q.outline == nil {
			q.outline = style.outline
		}
		if q.bold == nil {
			q.bold = style.bold
		}
		id = style.based
	}
	return name
}
