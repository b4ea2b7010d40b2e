package exchange

import (
	"fmt"
	"strconv"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

func readXLIFF2(f *diag.File, root *node) []*Batch {
	var out []*Batch
	root.elements("file", func(file *node) {
		b := &Batch{File: f, At: file.span(f), Original: file.attribute("original"), From: root.attribute("srcLang"), To: root.attribute("trgLang"),
			Project: file.metadata("report")}
		inText := file.metadata("inline") == "text"
		file.elements("unit", func(n *node) {
			u := readUnit2(f, n)
			if inText {
				u.inText()
			}
			b.Units = append(b.Units, u)
		})
		out = append(out, b)
	})
	return out
}

// metadata is a value of ours right inside of n; empty where there is none.
func (n *node) metadata(name string) string {
	m := n.child("metadata")
	if m == nil {
		return ""
	}
	value := ""
	m.elements("metaGroup", func(g *node) {
		if g.attribute("category") != categoryOfOurs {
			return
		}
		g.elements("meta", func(meta *node) {
			if meta.attribute("type") == name {
				value = meta.words()
			}
		})
	})
	return value
}

// readUnit2 reads a unit. A tool may have divided it into segments; they are joined again.
func readUnit2(f *diag.File, n *node) Returned {
	u := Returned{ID: n.attribute("id"), At: n.span(f), Base: parseBase(n.metadata("base")), State: translation.Final}
	data := map[string]string{}
	if list := n.child("originalData"); list != nil {
		list.elements("data", func(d *node) { data[d.attribute("id")] = d.words() })
	}
	source, target := reader2(data), reader2(data)
	with, without := 0, 0
	for _, k := range n.kids {
		if k.name != "segment" && k.name != "ignorable" {
			continue
		}
		from, to := k.child("source"), k.child("target")
		if from != nil {
			_ = source.inside(from) // what is wrong with it shows when it is compared with ours
		}
		switch {
		case to != nil:
			if k.name == "segment" && with+without == 0 {
				u.At = to.line(f)
			}
			if err := target.inside(to); err != nil && u.Fault == "" {
				u.Fault = err.Error()
			}
		case k.name == "ignorable" && from != nil:
			_ = target.inside(from)
		}
		if k.name == "segment" {
			u.State = min(u.State, claim2(k.attribute("state"), k.attribute("subState")))
			if to != nil && strings.TrimSpace(to.words()) != "" {
				with++
			} else {
				without++
			}
		}
	}
	u.Source, u.Target = source.pieces, target.pieces
	switch {
	case with == 0:
		u.Target = nil
	case without > 0 && u.Fault == "":
		u.Fault = "only a part of it is translated"
	}
	return u
}

func claim2(state, sub string) translation.State {
	sub = strings.TrimPrefix(sub, ownPrefix)
	for i, s := range states2 {
		if s.state == state && s.sub == sub {
			return translation.State(i)
		}
	}
	for i, s := range states2 { // the sub-state of another tool
		if s.state == state && s.sub == "" {
			return translation.State(i)
		}
	}
	return translation.Missing
}

// reader2 reads the inside of a source or target of XLIFF 2.
func reader2(data map[string]string) *reader {
	return &reader{element: func(r *reader, n *node) error {
		raw := data[n.attribute("dataRef")]
		switch n.name {
		case "pc":
			return r.pair(n, data[n.attribute("dataRefStart")]+between+data[n.attribute("dataRefEnd")])
		case "ph":
			return r.atom(n, raw)
		case "sc":
			number, err := numberOf(n)
			if err == nil {
				r.code(translation.Open, number, raw)
			}
			return err
		case "ec":
			number, err := strconv.Atoi(n.attribute("startRef"))
			if err == nil {
				r.code(translation.Close, number, raw)
			}
			return err
		case "mrk":
			return r.inside(n)
		case "sm", "em":
			return nil
		}
		return fmt.Errorf("<%s> is a code that the original does not have", n.name)
	}}
}
