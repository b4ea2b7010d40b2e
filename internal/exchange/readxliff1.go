package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

func readXLIFF1(f *diag.File, root *node) []*Batch {
	var out []*Batch
	root.elements("file", func(file *node) {
		b := &Batch{File: f, At: file.span(f), Original: file.attribute("original"), Project: file.attribute("product-name"),
			From: file.attribute("source-language"), To: file.attribute("target-language")}
		inText := file.attribute("datatype") == textual
		file.elements("trans-unit", func(n *node) {
			u := Returned{ID: n.attribute("id"), At: n.span(f), Base: parseBase(n.attribute("extradata"))}
			source, target := n.child("source"), n.child("target")
			if source != nil {
				u.Source, _ = pieces1(source)
			}
			if target != nil {
				u.At = target.line(f)
				var err error
				if u.Target, err = pieces1(target); err != nil {
					u.Fault = err.Error()
				}
				u.State = claim1(target.attribute("state"), n.attribute("approved") == "yes")
			}
			if inText {
				u.inText()
			}
			b.Units = append(b.Units, u)
		})
		out = append(out, b)
	})
	return out
}

// claim1 is the state that a file claims. Other tools write states of the standard that we do not, and some none but approved.
func claim1(state string, approved bool) translation.State {
	if i := slices.Index(states1[:], state); i >= 0 {
		return translation.State(i)
	}
	switch {
	case strings.HasPrefix(state, "needs-review"):
		return translation.Draft
	case strings.HasPrefix(state, "needs-"):
		return translation.Stale
	case state == "" && approved:
		return translation.Translated
	}
	return translation.Missing
}

// pieces1 reads the inside of a source or target.
func pieces1(n *node) ([]translation.Piece, error) {
	r := reader{element: func(r *reader, n *node) error {
		switch n.name {
		case "g":
			return r.pair(n, n.attribute("equiv-text"))
		case "x":
			return r.atom(n, n.attribute("equiv-text"))
		case "mrk":
			return r.inside(n)
		}
		return fmt.Errorf("<%s> is a code that the original does not have", n.name)
	}}
	return r.read(n)
}

// A reader makes pieces of what stands in an element.
type reader struct {
	element func(*reader, *node) error
	pieces  []translation.Piece
	size    int
	codes   int
}

func (r *reader) read(n *node) ([]translation.Piece, error) {
	err := r.inside(n)
	return r.pieces, err
}

func (r *reader) inside(n *node) error {
	for _, k := range n.kids {
		if k.name == "" {
			if r.size += utf8.RuneCountInString(k.text); r.size > maxUnit {
				return fmt.Errorf("the text has more than %d characters", maxUnit)
			}
			r.words(k.text)
			continue
		}
		if r.codes++; r.codes > maxCodes {
			return fmt.Errorf("the text has more than %d codes", maxCodes)
		}
		if err := r.element(r, k); err != nil {
			return err
		}
	}
	return nil
}

// words adds text, to the text before it where there is some.
func (r *reader) words(text string) {
	if n := len(r.pieces); n > 0 && r.pieces[n-1].Code == nil {
		r.pieces[n-1].Text += text
	} else if text != "" {
		r.pieces = append(r.pieces, translation.Piece{Text: text})
	}
}

func (r *reader) code(kind translation.CodeKind, number int, raw string) {
	r.pieces = append(r.pieces, translation.Piece{Code: &translation.Code{Kind: kind, Number: number, Raw: raw}})
}

func numberOf(n *node) (int, error) {
	number, err := strconv.Atoi(n.attribute("id"))
	if err != nil || number < 1 {
		return 0, fmt.Errorf("the id %q of a code is not a number", n.attribute("id"))
	}
	return number, nil
}

func (r *reader) pair(n *node, raw string) error {
	number, err := numberOf(n)
	if err != nil {
		return err
	}
	before, behind, _ := strings.Cut(raw, between)
	r.code(translation.Open, number, before)
	if err := r.inside(n); err != nil {
		return err
	}
	r.code(translation.Close, number, behind)
	return nil
}

func (r *reader) atom(n *node, raw string) error {
	number, err := numberOf(n)
	if err != nil {
		return err
	}
	if len(n.kids) > 0 && n.words() != "" {
		return fmt.Errorf("there are words inside of code %d, which holds none", number)
	}
	r.code(translation.Atom, number, raw)
	return nil
}
