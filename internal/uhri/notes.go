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

// counted gathers notes that would come again with every record.
type counted struct {
	times map[string]int
}

func newNotes() *counted { return &counted{map[string]int{}} }

func (c *counted) count(message string) { c.times[message]++ }

// list returns a note for each message, with the number of records.
func (c *counted) list() []Note {
	var out []Note
	for _, m := range slices.Sorted(maps.Keys(c.times)) {
		out = append(out, Note{Message: fmt.Sprintf("%s (records: %d)", m, c.times[m])})
	}
	return out
}
