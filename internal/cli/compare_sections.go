package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
)

// only makes the comparison one of these sections: elsewhere the newer text stands in both. A section is named as it is called in either
// report.
func (c *comparison) only(sections []string) error {
	if len(sections) == 0 {
		return nil
	}
	if c.scope.config == nil {
		return nil // which is a finding
	}
	newer := c.scope.config.Report.Sections
	var older []string
	var ignored diag.List // comparing says what is wrong with the older report
	if config := compile.ReadConfig(c.old.fsys, &ignored); config != nil {
		older = config.Report.Sections
	}
	chosen, err := choose("section", sections, unique(slices.Concat(newer, older)), "the sections of the reports are")
	if err != nil {
		return err
	}
	former := c.renamed(older, newer)
	c.sections = map[string]string{}
	for _, s := range chosen {
		if !slices.Contains(newer, s) {
			i := slices.IndexFunc(newer, func(now string) bool { return former[now] == s })
			if i < 0 {
				return &usageError{fmt.Sprintf("there is no section %q at revision %q", s, c.to.Name), "leave out --section to see all of a section that is gone"}
			}
			s = newer[i]
		}
		c.sections[s] = cmp.Or(former[s], s)
		for _, language := range c.scope.languages {
			if _, err := fs.Stat(c.old.fsys, sectionFile(language, c.sections[s])); errors.Is(err, fs.ErrNotExist) {
				return &usageError{fmt.Sprintf("there is no section %q at revision %q", s, c.from.Name), "leave out --section to see all of a new section"}
			}
		}
	}
	return nil
}

// likeRenamed is how much of two sections must be the same for them to be one that was renamed, from 0 to 1. It is measured in pairs of words
// that follow each other, of which texts that only have their subject in common share few.
const likeRenamed = 0.4

// renamed finds what sections of the newer report were called in the older one, where they have another name now: of those that only one of
// the reports has, the ones with the most in common.
func (c *comparison) renamed(older, newer []string) map[string]string {
	pairs := func(p *project, section string) map[string]int {
		out := map[string]int{}
		for _, language := range c.scope.languages {
			text, _ := fs.ReadFile(p.fsys, sectionFile(language, section)) // one that is not there has no words
			last := language
			for word := range strings.FieldsSeq(string(text)) {
				out[last+" "+word]++
				last = word
			}
		}
		return out
	}
	type pair struct {
		old, new string
		like     float64
	}
	var all []pair
	for _, now := range newer {
		for _, was := range older {
			if slices.Contains(older, now) || slices.Contains(newer, was) {
				continue
			}
			if like := shared(pairs(c.old, was), pairs(c.new, now)); like >= likeRenamed {
				all = append(all, pair{was, now, like})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int { return cmp.Compare(b.like, a.like) })
	out, taken := map[string]string{}, map[string]bool{}
	for _, p := range all {
		if out[p.new] == "" && !taken[p.old] {
			out[p.new], taken[p.old] = p.old, true
		}
	}
	return out
}

// shared is how much of two bags, things with how often they are in there, is the same, from 0 to 1.
func shared(a, b map[string]int) float64 {
	both, all := 0, 0
	for thing, n := range a {
		both += 2 * min(n, b[thing])
		all += n
	}
	for _, n := range b {
		all += n
	}
	return float64(both) / float64(max(all, 1))
}

func sectionFile(language, section string) string {
	return path.Join("content", language, section+".md")
}

// A patchwork is a project with some of its sections as they are in another one.
type patchwork struct {
	fs.FS
	other    fs.FS
	sections map[string]string // by their names here, those in the other project
}

// Open opens a file, and a section that is to come from the other project there.
func (p patchwork) Open(name string) (fs.File, error) {
	if language, section, ok := sectionOf(name); ok && p.sections[section] != "" {
		return p.other.Open(sectionFile(language, p.sections[section]))
	}
	return p.FS.Open(name)
}

// formerFile is what a file was called in the older report.
func formerFile(name string, sections map[string]string) string {
	if language, section, ok := sectionOf(name); ok && sections[section] != "" {
		return sectionFile(language, sections[section])
	}
	return name
}

// sectionOf is the language and the section of a content file.
func sectionOf(name string) (language, section string, ok bool) {
	name, content := strings.CutPrefix(name, "content/")
	name, text := strings.CutSuffix(name, ".md")
	language, section, below := strings.Cut(name, "/")
	return language, section, content && text && below
}
