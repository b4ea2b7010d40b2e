package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/translation"
)

// naming is what fmt --ids writes: ids by content file and place in it, and the locks of translations that knew blocks by other names.
type naming struct {
	ids   map[string]map[int]doc.ID
	locks []file
}

func (n *naming) add(block diag.Span, id doc.ID) {
	name := block.File.Name
	if n.ids[name] == nil {
		n.ids[name] = map[int]doc.ID{}
	}
	n.ids[name][block.Start] = id
}

// naming finds ids for the blocks of the sections of files. In the language from which the others are translated they are those that compiling
// makes, so that nothing that is printed or linked changes; a block of a translation gets the id of the block that it translates.
func (p *project) naming(config *compile.Config, files []contentFile, found *diag.List) (naming, error) {
	n := naming{ids: map[string]map[int]doc.ID{}}
	source := config.Source()
	result, err := compile.Compile(p.fsys, compile.Options{Language: source})
	if err != nil {
		return n, err
	}
	if result.Report == nil {
		found.Merge(result.Found)
		return n, nil
	}
	doc.Walk(result.Report.Blocks, func(b doc.Block) bool {
		if span := b.Where(); span.File != nil {
			n.add(span, b.Ident())
		}
		return true
	})
	originals := map[string]contentFile{}
	for _, c := range files {
		if c.language == source {
			originals[c.section] = c
		}
	}
	for _, c := range files {
		if original, ok := originals[c.section]; ok && c.language != source {
			if err := n.translated(p, original, c); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

// translated gives the blocks of a translation, and what the lock remembers of them, the ids of the original.
func (n *naming) translated(p *project, original, c contentFile) error {
	var ignored diag.List // formatting itself reports what cannot be read
	source, err := original.reader.Section(c.section, &ignored)
	if err != nil || source == nil {
		return err
	}
	target, err := c.reader.Section(c.section, &ignored)
	if err != nil || target == nil {
		return err
	}
	lock, err := c.reader.Lock(c.section, &ignored)
	if err != nil {
		return err
	}
	aligned := translation.Align(c.section, original.language, c.language, source, target, lock)
	name := translation.LockName(c.language, c.section)
	src, err := fs.ReadFile(p.fsys, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read %s: %w", name, err)
	}
	renamed := src
	for _, u := range aligned.Units {
		id := n.ids[original.file][u.Block.Span.Start]
		if id == "" {
			continue
		}
		if u.Other != nil {
			n.add(u.Other.Span, id)
		}
		if !u.Block.Given {
			renamed = bytes.ReplaceAll(renamed, []byte("\nid = \""+u.Block.Key+"."), []byte("\nid = \""+string(id)+"."))
		}
	}
	if !bytes.Equal(renamed, src) {
		n.locks = append(n.locks, file{name, renamed})
	}
	return nil
}
