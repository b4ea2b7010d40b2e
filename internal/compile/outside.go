package compile

import (
	"cmp"
	"fmt"
	"slices"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
	"rapporteur/internal/tomlfile"
)

// A Text is a text of the original that stands outside of its sections, by language: in report.toml or in a registry.
type Text struct {
	Name    string    // "title", "decree-130-2017: title", "33b: subject", "INM: name"
	Words   string    // in the language of the original
	Span    diag.Span // of these words
	Missing bool      // there is none in the other language
}

// Outside returns the texts that a report in the language to prints or can print beside its sections, in the order of files: title and
// notes of the title, sources with the keys cited, recommendations, institutions. Texts that are not in the language of the original, or whose
// language nobody named, are the same for all languages, and so are those of a source that was written in that of the original.
func (c *Config) Outside(from, to string, sources *cite.Registry, cited func(key string) bool, asked *recommendation.Registry) []Text {
	o := outside{from: from, to: to}
	if slices.Contains(c.Report.Languages, to) { // no other language can stand there
		if title := c.Title[from]; title != "" {
			o.texts = append(o.texts, Text{titleText, title, c.Keys.Value("title", from), c.Title[to] == ""})
		}
		for i, note := range c.TitleNotes[from] {
			o.texts = append(o.texts, Text{fmt.Sprintf("title_notes: note %d", i+1), note, c.Keys.Value("title_notes", from, fmt.Sprint(i)), i >= len(c.TitleNotes[to])})
		}
	}
	for _, key := range sources.Keys() {
		e, ok := sources.Lookup(key)
		if !ok || !cited(key) || e.Original == from {
			continue
		}
		o.add(key, "title", e.Title, e.Value)
		o.add(key, "short-title", e.ShortTitle, e.Value)
		o.add(key, "organization", e.Organization, e.Value)
		o.add(key, "place", e.Place, e.Value)
	}
	for _, d := range asked.Documents {
		o.add("document", "title", d.Title, d.Value)
		for _, it := range d.Items {
			for _, f := range []struct {
				field string
				words tomlfile.Words
			}{{"subject", it.Subject}, {"text", it.Text}, {"no-answer", it.NoAnswer}} {
				if it.Own(f.field) {
					o.add(it.Name, f.field, f.words, it.Value)
				}
			}
		}
	}
	for _, in := range asked.Institutions {
		o.add(in.Key, "name", in.Name, in.Value)
	}
	slices.SortStableFunc(o.texts, func(a, b Text) int {
		return cmp.Or(cmp.Compare(fileOf(a.Span), fileOf(b.Span)), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	return o.texts
}

func fileOf(s diag.Span) string {
	if s.IsZero() {
		return ""
	}
	return s.File.Name
}

// titleText is the name of the title among texts.
const titleText = "title"

type outside struct {
	from, to string
	texts    []Text
}

func (o *outside) add(key, field string, w tomlfile.Words, place func(path ...string) diag.Span) {
	known := w.Languages()
	if !slices.Contains(known, o.from) {
		return
	}
	words, _ := w.In(o.from, "")
	o.texts = append(o.texts, Text{key + ": " + field, words, place(field, o.from), !slices.Contains(known, o.to)})
}

// Untranslated reports the texts that are missing: those of report.toml one by one, but for notes, of which TitleNotesDiffer tells; the others file
// by file.
func Untranslated(texts []Text, to string, found *diag.List) {
	for len(texts) > 0 {
		file := fileOf(texts[0].Span)
		n := slices.IndexFunc(texts, func(t Text) bool { return fileOf(t.Span) != file })
		if n < 0 {
			n = len(texts)
		}
		group := texts[:n]
		texts = texts[n:]
		missing := slices.DeleteFunc(slices.Clone(group), func(t Text) bool { return !t.Missing })
		switch {
		case len(missing) == 0 || file == "": // what was not read from a file can be written nowhere
		case file == configName:
			if t := missing[0]; t.Name == titleText {
				found.Warnf(t.Span, "translation/no-text", "the title is not there in %q; the one that the templates give is printed", to).WithHint("write %s = \"…\" below [title]", to)
			}
		default:
			t := missing[0]
			if len(missing) == 1 {
				found.Warnf(t.Span, "translation/no-text", "the text %q is not there in %q", t.Name, to).WithHint("write %s = \"…\" beside it", to)
				break
			}
			found.Warnf(t.Span, "translation/no-text", "texts of this file that are not there in %q: %d of %d, %q first", to, len(missing), len(group), t.Name).
				WithHint("write %s = \"…\" beside it; rapporteur translate status --lang %s --json lists them all", to, to)
		}
	}
}

// TitleNotesDiffer reports notes of the title that one of two languages of the report lacks: their marks would not be the same.
func (c *Config) TitleNotesDiffer(from, to string, found *diag.List) {
	if !slices.Contains(c.Report.Languages, to) {
		return
	}
	source, target := c.TitleNotes[from], c.TitleNotes[to]
	here, there := c.notesPlace(to), c.notesPlace(from)
	switch {
	case len(target) < len(source):
		i := fmt.Sprint(len(target))
		found.Errorf(here, "translation/missing", "the title has %s in %q and %d in %q", diag.Count(len(target), "note"), to, len(source), from).
			WithRelated(c.Keys.Value("title_notes", from, i), "this one is missing").WithHint("write it below [title_notes], in the list of %q", to)
	case len(target) > len(source):
		i := fmt.Sprint(len(source))
		found.Errorf(c.Keys.Value("title_notes", to, i), "translation/extra", "the title has %s in %q and %d in %q", diag.Count(len(target), "note"), to, len(source), from).
			WithRelated(there, "in the original").WithHint("take it out, or write it in %q too", from)
	}
}

// notesPlace is where the notes of the title stand in a language, or would stand.
func (c *Config) notesPlace(language string) diag.Span {
	switch {
	case c.given("title_notes", language):
		return c.Keys.Span("title_notes", language)
	case c.given("title_notes"):
		return c.Keys.Span("title_notes")
	}
	return c.Keys.Span("report")
}
