package compile

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/markdown"
	"rapporteur/internal/translation"
)

// Stale says what becomes of the sentences of a translation that are missing, or whose original has changed since.
type Stale string

const (
	StaleWarn   Stale = ""       // they are printed as they stand; those that are out of date are warnings
	StaleFail   Stale = "fail"   // they are errors
	StaleMark   Stale = "mark"   // blocks that have such sentences are printed with words before them, and a bar in the margin
	StaleSource Stale = "source" // the original stands in their place
)

// StaleModes are the modes that can be asked for.
var StaleModes = []string{string(StaleFail), string(StaleMark), string(StaleSource)}

// original returns a reader of the language from which the report is translated; nil where that is the language that is compiled, or where it
// cannot be read, which is reported when it is compiled itself.
func (c *compiler) original() *Reader {
	source := c.config.Source()
	if c.code == source || !slices.Contains(c.config.Report.Languages, source) {
		return nil
	}
	var found diag.List
	r, err := NewReader(c.fsys, c.config, source, &found)
	if err != nil {
		return nil
	}
	return r
}

// inOriginal reports whether the original, in another language than the one that is compiled, has a section.
func (c *compiler) inOriginal(name string) bool {
	r := c.original()
	if r == nil {
		return false
	}
	_, err := fs.Stat(c.fsys, r.File(name))
	return err == nil
}

// own reads locks of the language that is compiled.
func (c *compiler) own() *Reader {
	return &Reader{fsys: c.fsys, config: c.config, language: c.code, name: c.lang.Name, Options: readingOptions(c.fsys, c.lang)}
}

// fillLabels lets the words that open the lines under a table be those of the original too, where its text is to stand in the translation.
func (c *compiler) fillLabels(opt *markdown.Options) {
	if c.stale != StaleSource {
		return
	}
	if r := c.original(); r != nil {
		opt.SourceLabels = append(opt.SourceLabels, r.Options.SourceLabels...)
		opt.NoteLabels = append(opt.NoteLabels, r.Options.NoteLabels...)
	}
}

// filled returns the text of a section in which the original stands in place of what is missing or out of date, and has c read the data files of
// its tables so. src and err are what reading the section gave; they come back where there is no original.
func (c *compiler) filled(name string, src []byte, err error) ([]byte, error) {
	original := c.original()
	if original == nil || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return src, err
	}
	var found diag.List // of both files: what is wrong in them is reported elsewhere
	source, sourceErr := original.Section(name, &found)
	if sourceErr != nil || source == nil || found.HasErrors() {
		return src, err
	}
	own := c.own()
	lock, lockErr := own.Lock(name, &found)
	if lockErr != nil {
		return src, err
	}
	var target *markdown.Section
	if err == nil {
		if target = markdown.Parse(diag.NewFile(own.File(name), src), own.Options, &found); found.HasErrors() {
			return src, err
		}
	}
	files := translation.Align(name, original.language, c.code, source, target, lock).Filled(own.File(name), own.Options)
	c.fsys = translation.Over(c.fsys, files)
	if i := slices.IndexFunc(files, func(f translation.File) bool { return f.Name == own.File(name) }); i >= 0 {
		return files[i].Src, nil
	}
	return src, err
}

// compareWithOriginal reports where a translation has other blocks, notes or references than the original, for then its paragraphs would
// not have the same numbers, and what is out of date. The findings of the original itself come out when it is compiled.
func (c *compiler) compareWithOriginal() error {
	original := c.original()
	if original == nil || c.alone || c.found.HasErrors() {
		return nil
	}
	c.config.TitleNotesDiffer(original.language, c.code, c.found)
	own := c.own()
	for _, target := range c.sections {
		name := strings.TrimSuffix(path.Base(target.File.Name), ".md")
		var other diag.List
		section, err := original.Section(name, &other)
		if err != nil {
			return err
		}
		if section == nil || other.HasErrors() {
			c.notCompared(target, section == nil, original.File(name))
			continue
		}
		lock, err := own.Lock(name, c.found)
		if err != nil {
			return err
		}
		s := translation.Align(name, original.language, c.code, section, target, lock)
		s.Differences(c.found)
		c.outOfDate(s, target)
	}
	return nil
}

// notCompared reports that a section stands beside none of the original, or beside one with errors. Where the original is compiled itself, its
// own findings tell.
func (c *compiler) notCompared(target *markdown.Section, missing bool, original string) {
	if c.originalToo {
		return
	}
	at := target.File.Span(0, 0)
	switch {
	case missing:
		c.found.Errorf(at, "translation/extra", "%s does not exist: only the translation has this section", original).WithHint("write it, or take the section out of all languages")
	case c.stale == StaleFail:
		c.found.Errorf(at, "translation/unfinished", "%s has errors, so nobody knows what is out of date here", original).WithHint(repair)
	default:
		c.found.Warnf(at, "translation/not-compared", "%s has errors, so nobody knows what is missing or out of date here", original).WithHint(repair)
	}
}

// repair is the hint for an original that cannot be compared.
const repair = "rapporteur check says which; repair them first"

// outOfDate reports the sentences of a section that are missing or no longer as the original is, or notes which blocks are to be marked.
func (c *compiler) outOfDate(s *translation.Section, target *markdown.Section) {
	marked := map[diag.Span]bool{}
	for _, u := range s.Units {
		if u.Fixed {
			if c.otherFigures(u) {
				marked[u.Other.Span] = true
			}
			continue
		}
		switch {
		case u.State != translation.Stale && u.State != translation.Missing:
		case u.State == translation.Missing && c.stale == StaleFail:
			c.found.Errorf(place(u, target), "translation/unfinished", "a sentence of the original is not translated: %s", quoted(u.Source)).WithRelated(u.Source.Span, "the original")
		case u.State == translation.Missing && c.stale == StaleWarn && begun(u): // of whole blocks and cells, the comparison tells
			c.found.Warnf(place(u, target), "translation/untranslated", "a sentence of the original is not translated: %s", quoted(u.Source)).WithRelated(u.Source.Span, "the original")
		case c.stale == StaleFail:
			c.found.Errorf(u.Target.Span, "translation/unfinished", "the original has changed since this was translated: %s", u.Change()).WithRelated(u.Source.Span, "the original").
				WithHint(anew, s.To, u.ID)
		case u.State == translation.Stale && c.stale == StaleWarn:
			c.found.Warnf(u.Target.Span, "translation/stale", "the original has changed since this was translated: %s", u.Change()).WithRelated(u.Source.Span, "the original").
				WithHint(anew, s.To, u.ID)
		case c.stale == StaleMark && u.Other != nil:
			marked[u.Other.Span] = true
		}
	}
	for _, u := range s.Alone {
		switch {
		case u.Entry == nil: // the comparison and the checks tell of what never had an original
		case c.stale == StaleFail:
			c.found.Errorf(u.Target.Span, "translation/unfinished", takenOut, quoted(u.Target)).WithRelated(u.Block.Span.FirstLine(), "the original").WithHint(outToo, s.To, s.Name)
		case c.stale == StaleWarn, c.stale == StaleSource: // there is nothing to print in its place
			c.found.Warnf(u.Target.Span, "translation/stale", takenOut, quoted(u.Target)).WithRelated(u.Block.Span.FirstLine(), "the original").WithHint(outToo, s.To, s.Name)
		case c.stale == StaleMark:
			marked[u.Other.Span] = true
		}
	}
	if len(marked) > 0 {
		c.marked = append(c.marked, marking{target, marked})
	}
}

// begun reports whether the text that a sentence stands in has a translation.
func begun(u *translation.Unit) bool {
	return u.Other != nil && slices.ContainsFunc(u.Other.Parts, func(p translation.Part) bool { return p.Name == u.Part })
}

// place is where a sentence is missing: where the original stands in its place, in its block, or in the file.
func place(u *translation.Unit, target *markdown.Section) diag.Span {
	switch {
	case len(u.Target.Pieces) > 0:
		return u.Target.Span.FirstLine()
	case u.Other != nil:
		return u.Other.Span.FirstLine()
	}
	return target.File.Span(0, 0)
}

// otherFigures reports a cell that holds figures only, in a translation that has other ones, and whether that is to be marked. How they are written is
// left to the checks.
func (c *compiler) otherFigures(u *translation.Unit) bool {
	if u.Other == nil || len(u.Target.Pieces) == 0 { // of cells that are missing, the comparison tells
		return false
	}
	here, there := translation.Numerals(u.Target.Plain()), translation.Numerals(u.Source.Plain())
	slices.Sort(here)
	slices.Sort(there)
	if slices.Equal(here, there) {
		return false
	}
	const message = "the figures are not those of the original: %s here, %s there"
	switch c.stale {
	case StaleMark:
		return true
	case StaleFail:
		c.found.Errorf(u.Target.Span, "translation/unfinished", message, quoted(u.Target), quoted(u.Source)).WithRelated(u.Source.Span, "the original")
	default:
		c.found.Warnf(u.Target.Span, "translation/figures", message, quoted(u.Target), quoted(u.Source)).WithRelated(u.Source.Span, "the original")
	}
	return false
}

// What is said of a sentence whose original is not there any more, with its hint.
const (
	takenOut = "the original of this sentence has been taken out: %s"
	outToo   = "take it out too; where it is right, say so with rapporteur translate mark --lang %s --section %s"
)

// anew is the hint for a sentence whose original has changed.
const anew = "translate it anew, and say so with rapporteur translate mark --lang %s --unit %s"

// A marking says which blocks of a section are to be marked as out of date.
type marking struct {
	section *markdown.Section
	blocks  map[diag.Span]bool
}

// mark marks what is out of date. It comes after the blocks have their ids, which are made of their own words.
func (c *compiler) mark() {
	for _, m := range c.marked {
		doc.Walk(m.section.Blocks, func(b doc.Block) bool {
			if m.blocks[b.Where()] {
				c.markStale(b)
			}
			return true
		})
		for _, n := range m.section.Notes {
			if m.blocks[n.Span] {
				n.Inlines = c.staleWords(n.Inlines, n.Span)
			}
		}
	}
}

// markStale marks a block, with words before its own.
func (c *compiler) markStale(b doc.Block) {
	switch b.(type) {
	case *doc.List, *doc.Quote: // their items and paragraphs are marked
		return
	}
	doc.BaseOf(b).Stale = true
	first := true
	doc.Texts(b, func(inlines *[]doc.Inline) {
		if first && len(*inlines) > 0 {
			*inlines = c.staleWords(*inlines, b.Where())
			first = false
		}
	})
}

func (c *compiler) staleWords(inlines []doc.Inline, at diag.Span) []doc.Inline {
	place := doc.Place{Span: at}
	words := &doc.Emph{Place: place, Inlines: []doc.Inline{&doc.Text{Place: place, Value: c.lang.Stale}}}
	return append([]doc.Inline{words, &doc.Text{Place: place, Value: " "}}, inlines...)
}

func quoted(s translation.Sentence) string {
	const most = 60
	text := strings.Join(strings.Fields(s.Raw()), " ")
	if r := []rune(text); len(r) > most {
		text = strings.TrimSpace(string(r[:most])) + " …"
	}
	return `"` + text + `"`
}
