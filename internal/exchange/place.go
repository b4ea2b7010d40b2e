package exchange

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/internal/diag"
)

// A Home is a project as far as a file that comes back has to fit it.
type Home struct {
	Project  string   // as in Document
	From     string   // language of the original
	To       []string // languages that it is translated into or to be issued in
	Ready    []string // languages that there is a template for
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
	case !slices.Contains(h.Ready, b.Language()):
		found.Errorf(b.At, "exchange/languages", "the file is translated into %q, for which there is no template; %s", b.To, h.languages()).
			WithHint("correct the language in the file, or add templates/languages/%s.toml", b.Language())
	case !slices.Contains(h.To, b.Language()) && b.translated():
		found.Errorf(b.At, "exchange/languages", "the file is translated into %q, and was made where that translation was there; %s", b.To, h.languages()).
			WithHint("correct the language in the file, or bring the folder content/%s back before it is taken", b.Language())
	default:
		if !slices.Contains(h.To, b.Language()) {
			found.Warnf(b.At, "exchange/new-language", "the file is translated into %q; %s", b.To, h.languages()).
				WithHint("where it is not to begin a translation into %q, correct the language in the file", b.Language())
		}
		return section, true
	}
	return "", false
}

// translated reports whether some unit had a translation when the file was made.
func (b *Batch) translated() bool {
	return slices.ContainsFunc(b.Units, func(u Returned) bool { return u.Base.Hash != "" && u.Base.Hash != noTranslation })
}

// languages says which languages the report has.
func (h Home) languages() string {
	if len(h.To) == 0 {
		return fmt.Sprintf("this report is in %q alone", h.From)
	}
	return fmt.Sprintf("the languages of this report are %q and, translated, %s", h.From, diag.Quoted(h.To))
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
