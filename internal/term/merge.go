package term

import (
	"bytes"
	"slices"
)

// A Conflict is a term that two tables give another status or another concept.
type Conflict struct {
	Own, Other Term
	Concept    string // of the other
}

// Merge returns the table b with the terms of other that it does not have yet, how many those are, and what differs, which stays as it is in b.
// Rows that are there keep their bytes; new ones stand at the end. A language that b has no column for makes a column, and then the table is
// written anew.
func (b *Base) Merge(other *Base) (table []byte, added int, differ []Conflict) {
	known := map[[2]string]Term{}
	for _, c := range b.Concepts {
		for _, t := range c.Terms {
			known[[2]string{t.Language, t.Text}] = t
		}
	}
	fresh := &Base{Languages: slices.Clone(b.Languages)}
	for _, c := range other.Concepts {
		for _, t := range c.Terms {
			own, ok := known[[2]string{t.Language, t.Text}]
			switch {
			case !ok:
				fresh.Add(c.ID, t)
				known[[2]string{t.Language, t.Text}] = t
				added++
			case own.Status != t.Status:
				differ = append(differ, Conflict{Own: own, Other: t, Concept: c.ID})
			}
		}
	}
	if b.File == nil || len(fresh.Languages) > len(b.Languages) {
		all := &Base{Languages: fresh.Languages}
		for _, base := range []*Base{b, fresh} {
			for _, c := range base.Concepts {
				for _, t := range c.Terms {
					all.Add(c.ID, t)
				}
			}
		}
		return all.CSV(), added, differ
	}
	var out bytes.Buffer
	out.Write(b.File.Src)
	if n := len(b.File.Src); added > 0 && n > 0 && b.File.Src[n-1] != '\n' {
		out.WriteByte('\n')
	}
	for _, c := range fresh.Concepts {
		writeRows(&out, c.cells(b.head()))
	}
	return out.Bytes(), added, differ
}

// head is the first row of the file of b, as it stands there.
func (b *Base) head() []string {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(b.File.Src, []byte("\ufeff")), []byte("\n"))
	var out []string
	for _, name := range bytes.Split(bytes.TrimSpace(line), []byte(",")) {
		out = append(out, string(bytes.ToLower(bytes.Trim(name, " \""))))
	}
	return out
}
