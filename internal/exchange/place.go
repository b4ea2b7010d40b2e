package exchange

import (
	"slices"
	"strings"

	"rapporteur/internal/diag"
)

// A Home is a project as far as a file that comes back has to fit it.
type Home struct {
	Project  string   // as in Document
	From     string   // language of the original
	Sections []string // names of the sections
}

// Place returns the section that a batch belongs to. A batch of another report, of other languages, or of no section that there is, is an
// error in found.
func (h Home) Place(b *Batch, found *diag.List) (section string, ok bool) {
	language, section, ok := sectionOf(b.Original)
	switch {
	case b.Project != "" && b.Project != h.Project:
		found.Errorf(b.At, "exchange/document", "the file is of another report: %q; this one is %q", b.Project, h.Project)
	case !ok:
		found.Errorf(b.At, "exchange/document", "the file is a translation of %q, which is no section of a report", b.Original).
			WithHint("keep the name of the original as it was exported: content/%s/SECTION.md", h.From)
	case !sameLanguage(b.From, h.From) || language != h.From:
		found.Errorf(b.At, "exchange/languages", "the file is translated from %q; the original of this report is in %q", b.From, h.From)
	case b.To == "" || sameLanguage(b.To, h.From):
		found.Errorf(b.At, "exchange/languages", "the file is translated into %q; another language than that of the original was expected", b.To)
	case !slices.Contains(h.Sections, section):
		found.Errorf(b.At, "exchange/document", "report.toml has no section %q", section)
	default:
		return section, true
	}
	return "", false
}

// sameLanguage compares the languages of two tags, whatever country they name.
func sameLanguage(a, b string) bool { return primary(a) == primary(b) }

// primary is the language of a tag alone: "es" of "es-HN".
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	return tag
}

// Language is the language that a batch is translated into.
func (b *Batch) Language() string { return primary(b.To) }
