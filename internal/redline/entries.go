package redline

import (
	"slices"

	"rapporteur/internal/cite"
	"rapporteur/internal/doc"
)

// compareEntries finds the entries of the registry whose fields differ.
func (c *comparer) compareEntries() {
	c.entries = map[string][]cite.FieldChange{}
	old, new := c.opt.OldSources, c.opt.NewSources
	if old == nil || new == nil {
		return
	}
	for _, key := range new.Keys() {
		now, _ := new.Lookup(key)
		if was, ok := old.Lookup(key); ok {
			if fields := cite.Compare(was, now); len(fields) > 0 {
				c.entries[key] = fields
			}
		}
	}
}

// entryChanged reports whether what is printed for a source may differ because its entry does, or one that it is tied to.
func (c *comparer) entryChanged(key string) bool {
	if len(c.entries) == 0 {
		return false
	}
	if c.entries[key] != nil {
		return true
	}
	for _, reg := range []*cite.Registry{c.opt.OldSources, c.opt.NewSources} {
		if e, ok := reg.Lookup(key); ok {
			for _, other := range slices.Concat(e.Amends, e.AmendedBy, e.RatifiedBy, e.Implements) {
				if c.entries[other] != nil {
					return true
				}
			}
		}
	}
	return false
}

// sourcesOf are the entries that differ, of the sources that a pair of blocks cites.
func (c *comparer) sourcesOf(blocks ...doc.Block) []SourceChange {
	if len(c.entries) == 0 {
		return nil
	}
	var keys []string
	look := func(in []doc.Inline) {
		for _, cited := range sources(in) {
			if c.entries[cited.Key] != nil && !slices.Contains(keys, cited.Key) {
				keys = append(keys, cited.Key)
			}
		}
	}
	for _, b := range blocks {
		doc.Texts(b, func(in *[]doc.Inline) {
			look(*in)
			for _, n := range calls(*in) {
				look(n.Inlines)
			}
		})
	}
	slices.Sort(keys)
	out := make([]SourceChange, len(keys))
	for i, key := range keys {
		out[i] = SourceChange{key, c.entries[key]}
	}
	return out
}
