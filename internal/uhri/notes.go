package uhri

import (
	"fmt"
	"maps"
	"slices"
)

// A Note tells what was left out, or what a person has to look at.
type Note struct {
	Record  int    // from 1; 0 for the whole
	Symbol  string // of the document; empty for none
	Item    string // the name of the paragraph; empty for none
	Message string
}

// counted gathers notes that would come again with every record, by their words, and those of single records.
type counted struct {
	times  map[string]int
	single []Note
}

func newNotes() *counted { return &counted{times: map[string]int{}} }

func (c *counted) count(message string) { c.times[message]++ }

// leftOut notes that a value of a record could not be read.
func (c *counted) leftOut(record int, a *Annotation, name string, why error) {
	c.single = append(c.single, Note{Record: record, Symbol: a.Symbol, Message: fmt.Sprintf("%s: %v, left out", name, why)})
}

// list returns the notes of single records, and a note for each message that was counted, with the number of records.
func (c *counted) list() []Note {
	out := c.single
	for _, m := range slices.Sorted(maps.Keys(c.times)) {
		out = append(out, Note{Message: fmt.Sprintf("%s (records: %d)", m, c.times[m])})
	}
	return out
}
